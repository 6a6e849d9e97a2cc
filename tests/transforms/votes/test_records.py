"""Records and reports: every question that one states, with its outcome, count, roll-call and later statements."""

from __future__ import annotations

import json
import os
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from tests.corpus import CORPUS
from tests.transforms.votes.composed import RECORD, document, paragraphs, vote_sessions
from transforms.authorities import states
from transforms.formats import register
from transforms.votes import phrases

COMPOSED = tomllib.loads((Path(__file__).parent / "records.toml").read_text("utf-8"))["document"]


def sessions_of(case: dict[str, Any]) -> dict[str, pl.DataFrame]:
    texts = case["paragraphs"].strip().splitlines()
    return vote_sessions([document(case["symbol"], case["document_type"])], paragraphs(case["symbol"], *texts))


@pytest.mark.parametrize("case", COMPOSED, ids=[case["why"] for case in COMPOSED])
def test_every_way_to_state_a_vote_is_read(case: dict[str, Any]) -> None:
    made = sessions_of(case)
    found = [
        [row["method"], row["outcome"], row["subject"], *(row[v] for v in phrases.COUNTED if row[v] is not None)]
        for row in made["vote_sessions"].iter_rows(named=True)
    ]
    assert sorted(found, key=str) == sorted(case["sessions"], key=str)
    # the lists add up to the count, and every name is a State
    assert made["vote_discrepancies"].is_empty()
    assert "no known State" not in " ".join(made["rejections"]["reason"])


def test_a_roll_call_without_an_outcome_is_kept_and_reported() -> None:
    made = sessions_of(next(case for case in COMPOSED if "not stated" in case["why"]))
    assert made["votes"].height == 5
    assert made["rejections"]["reason"].to_list() == ["roll-call without an outcome"]


def test_a_record_states_each_question_with_its_roll_call() -> None:
    made = vote_sessions([document("A/99/PV.53", "verbatim_record")], RECORD)
    sessions = {row["vote_session_id"]: row for row in made["vote_sessions"].iter_rows(named=True)}
    paragraph = sessions["A/99/PV.53#A/99/L.8#operative-paragraph-7"]
    whole = sessions["A/99/PV.53#A/RES/99/6"]
    without = sessions["A/99/PV.53#A/RES/99/7"]
    decided = next(row for row in sessions.values() if row["outcome"] == "decided")
    assert len(sessions) == 4
    assert (paragraph["subject"], paragraph["outcome"], paragraph["is_adoption"]) == ("paragraph", "retained", False)
    assert [paragraph[vote] for vote in phrases.COUNTED] == [5, 0, 2]
    assert (whole["draft_symbol"], whole["resolution_symbol"]) == ("A/99/L.8", "A/RES/99/6")
    assert (whole["method"], whole["held_on"], whole["is_adoption"]) == ("recorded_vote", date(2044, 12, 17), True)
    assert (without["method"], without["in_favour"]) == ("without_vote", None)
    assert decided["subject"] == "procedural" and "agenda item 74" in decided["subject_text"]

    listed = made["votes"].filter(pl.col("vote_session_id") == paragraph["vote_session_id"])
    assert dict(listed.select("state_code", "vote").iter_rows()) == {
        "ALB": "in_favour",
        "DZA": "in_favour",
        "MHL": "in_favour",  # its name is broken between two columns, with a job number between them
        "ZMB": "in_favour",
        "ZWE": "in_favour",
        "TCD": "abstaining",
        "CUB": "abstaining",
    }
    later = made["votes"].filter(pl.col("later_statement").is_not_null())
    assert later.select("state_code", "vote", "later_statement").rows() == [
        ("CUB", "against", "abstain"),
        ("TCD", "not_voting", "in favour"),
    ]
    pages = dict(made["vote_sources"].select("vote_session_id", "source_page").iter_rows())
    assert pages[whole["vote_session_id"]] == 8


def test_a_committee_report_states_the_outcome_before_the_lists() -> None:
    symbol = "A/99/458/Add.3"
    clauses = paragraphs(
        symbol,
        "Report of the Third Committee",
        "At its 24th meeting, on 26 November, the representative of Chad introduced an amendment to draft resolution "
        "A/C.3/99/L.21, as contained in document A/C.3/99/L.51.",
        "At the same meeting, the Committee rejected the amendment by a recorded vote of 3 to 2, with 1 abstention. "
        "The voting was as follows:",
        "In favour: Chad, Cuba.",
        "Against: Albania, Algeria, Zambia.",
        "Abstaining: Fiji.",
        "Also at the same meeting, the Committee adopted draft resolution A/C.3/99/L.21 without a vote (see para. 9).",
        "At its 2nd meeting, on 3 February, the Committee adopted the agenda and heard a statement.",
    )
    note = {
        "footnote_id": f"{symbol}#fn.1",
        "symbol": symbol,
        "language": "en",
        "seq": 1,
        "number": "1",
        "clause_id": f"{symbol}#p.3",
        "page": 2,
        "text": "Subsequently, the delegation of Fiji stated that it had intended to vote against.",
    }
    made = vote_sessions([document(symbol, "committee_report")], clauses, [note])
    rejected, adopted = made["vote_sessions"].sort("outcome", descending=True).iter_rows(named=True)
    assert [rejected[vote] for vote in phrases.COUNTED] == [2, 3, 1]  # by meaning, whatever the order in print
    assert (rejected["subject"], rejected["draft_symbol"]) == ("amendment", "A/C.3/99/L.51")
    assert (rejected["meeting_symbol"], rejected["held_on"]) == ("A/C.3/99/SR.24", date(2044, 11, 26))
    assert (adopted["draft_symbol"], adopted["method"], adopted["is_adoption"]) == (
        "A/C.3/99/L.21",
        "without_vote",
        True,
    )
    assert made["votes"].filter(pl.col("state_code") == "FJI").select("vote", "later_statement").rows() == [
        ("abstaining", "against")
    ]
    assert made["vote_discrepancies"].is_empty()


@pytest.mark.parametrize("clause_id", ["A/37/PV.70#p.1", None])
def test_a_footnote_gives_the_number_of_the_resolution_where_its_mark_was_found(clause_id: str | None) -> None:
    symbol = "A/37/PV.70"
    note = {"footnote_id": f"{symbol}#fn.1", "symbol": symbol, "language": "en", "seq": 1, "number": "1", "page": 1}
    note |= {"clause_id": clause_id, "text": "See resolution 37/12."}
    clauses = paragraphs(symbol, "Draft resolution A/37/L.1 was adopted by 3 votes to 1.")
    made = vote_sessions([document(symbol, "verbatim_record")], clauses, [note])
    assert made["vote_sessions"]["resolution_symbol"].to_list() == ["A/RES/37/12" if clause_id else None]


def test_the_security_council_votes_by_show_of_hands() -> None:
    clauses = paragraphs(
        "S/PV.9999",
        "The President: I shall now put to the vote the draft resolution contained in document S/2044/27.",
        "A vote was taken by show of hands.",
        "In favour: Chad, Cuba",
        "Against: France",
        "The President: The draft resolution received two votes in favour, one against and no abstentions. The draft "
        "resolution has not been adopted, owing to the negative vote of a permanent member of the Council.",
        "A vote was taken by show of hands.",
        "In favour: Chad, Cuba, France",
        "The President: The draft resolution received 3 votes in favour. The draft resolution has been adopted "
        "unanimously as resolution 2999 (2044).",
    )
    made = vote_sessions([document("S/PV.9999", "verbatim_record")], clauses)["vote_sessions"].sort("outcome")
    assert made.select("method", "outcome", "in_favour", "against", "resolution_symbol").rows() == [
        ("show_of_hands", "adopted", 3, 0, "S/RES/2999(2044)"),
        ("show_of_hands", "not_adopted", 2, 1, None),
    ]


@pytest.mark.parametrize("name", ["A_79_PV.29", "A_79_437_Add.4"])
def test_real_roll_calls_are_read_name_by_name(name: str) -> None:
    """Against ``votes_truth.jsonl``: each roll-call of a record and of a committee's report."""
    path = CORPUS / "pdf" / f"{name}.pdf"
    if not path.exists():
        assert not os.environ.get("CI"), f"{path} is missing"
        pytest.skip(f"{path} is not here")
    rows = register.extract(path.read_bytes(), path.name)
    more = {"source_uri": path.name, "sha256": "0" * 64, "language": "en"}
    made = vote_sessions([rows["documents"][0] | more], rows["clauses"], rows["footnotes"])
    truth = [json.loads(line) for line in (CORPUS / "votes_truth.jsonl").read_text(encoding="utf-8").splitlines()]
    expected = [vote for vote in truth if vote["file"] == path.name and vote["method"] == "recorded_vote"]
    assert expected
    for vote in expected:
        session = made["vote_sessions"].row(
            by_predicate=(pl.col("in_favour") == vote["in_favour"]) & (pl.col("abstaining") == vote["abstaining"]),
            named=True,
        )
        listed = made["votes"].filter(pl.col("vote_session_id") == session["vote_session_id"])
        for how in phrases.COUNTED:
            names = {states.state_of(printed) for printed in vote["roll"].get(how, [])}
            codes = set(listed.filter(pl.col("vote") == how)["state_code"])
            assert codes == {state.code for state in names if state}
    assert made["rejections"].is_empty()
