"""Votes: every question a record or a report tells, the States in its lists, one session for many sources."""

import json
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from tests.corpus import CORPUS, needs_corpus
from transforms.authorities import states, symbols
from transforms.formats import reading
from transforms.texts import structure
from transforms.votes import records, votes, voting_files, wordings
from warehouse import tables

NAMES = [
    ("Zaire", "COD", "a name of the same State through time"),
    ("Byelorussian Soviet Socialist Republic", "BLR", "a former name"),
    ("Union of Soviet Socialist Republics", "RUS", "one membership, continued"),
    ("Czechoslovakia", "CSK", "a State that none continues"),
    ("the former Yugoslav Republic of Macedonia", "MKD", "with its article"),
    ("Côte d'Ivoire", "CIV", "straight apostrophe"),
    ("Cote d’Ivoire", "CIV", "without its accent"),
    ("GuineaBissau", "GNB", "a hyphen lost at a line's end"),
    ("M a u r i t a n i a", "MRT", "letters set apart to fill a line"),
    ("Türki̇ ye", "TUR", "a dot of its own above the i"),
    ("Congo (Leopoldville)", "COD", "two States of one name told apart by their capitals"),
    ("Atlantis", None, "no State"),
]


@pytest.mark.parametrize(("name", "code", "why"), NAMES, ids=[why for _, _, why in NAMES])
def test_a_printed_name_is_its_state(name: str, code: str | None, why: str) -> None:
    state = states.state_of(name)
    assert (state and state.code) == code


LISTS = [
    ("Albania, Algeria and Zambia.", ["ALB", "DZA", "ZMB"], [], "a list"),
    ("Zambia Zimbabwe", ["ZMB", "ZWE"], [], "a comma forgotten"),
    ("Antigua and Barbuda, Trinidad and Tobago", ["ATG", "TTO"], [], "an and inside a name"),
    ("St. Lucia, Iran (Islamic Republic of)", ["LCA", "IRN"], [], "a point and parentheses inside a name"),
    ("None.", [], [], "nobody"),
    ("Albania, Atlantis, Zambia", ["ALB", "ZMB"], ["Atlantis"], "an unknown name is told, not dropped"),
]


@pytest.mark.parametrize(("text", "codes", "unknown", "why"), LISTS, ids=[why for *_, why in LISTS])
def test_a_list_is_its_states(text: str, codes: list[str], unknown: list[str], why: str) -> None:
    found, lost = states.states_in(text)
    assert ([state.code for state in found], lost) == (codes, unknown)


LATER = [
    (
        "[Subsequently, the delegation of the Sudan informed the Secretariat that it had intended to abstain.]",
        [("SDN", "abstain")],
        "a record's bracket",
    ),
    (
        "Subsequently, the Secretariat was informed by the delegations of Fiji and Vanuatu that they had intended to "
        "vote in favour.",
        [("FJI", "in favour"), ("VUT", "in favour")],
        "a footnote; two delegations",
    ),
    (
        "Subsequently, the Secretariat was informed that, had they been present, the delegations of Chad, Fiji and the "
        "Gambia would have voted in favour and the delegation of Malta would have voted against.",
        [("TCD", "in favour"), ("FJI", "in favour"), ("GMB", "in favour"), ("MLT", "against")],
        "several, and two meanings",
    ),
    ("The delegation of Peru subsequently made a statement.", [], "says nothing of a vote"),
    ("Subsequently the meeting was suspended.", [], "says nothing of delegations"),
    (
        "* The delegations of Antigua and Barbuda and Fiji later informed the Secretariat that they wished to have "
        "their votes recorded as having been in favour.",
        [("ATG", "in favour"), ("FJI", "in favour")],
        "an and inside a name, and one between two",
    ),
]


@pytest.mark.parametrize(("text", "told", "why"), LATER, ids=[why for _, _, why in LATER])
def test_what_delegations_said_afterwards(text: str, told: list[tuple[str, str]], why: str) -> None:
    assert [(state.code, said) for state, said in records.later_statements(text)] == told


SUBJECTS = [
    ("Draft resolution III, as amended", "whole"),
    ("The draft decision", "whole"),
    ("Operative paragraph 7", "paragraph"),
    ("paragraph 17 of draft resolution A/HRC/99/L.13 as orally revised", "paragraph"),
    ("the oral amendment to paragraph 3 of the draft resolution", "amendment"),
    ("the oral revisions to the draft resolutions", "amendment"),
    ("the motion to adjourn the consideration of the draft resolution", "motion"),
    ("The agenda", "other"),
]


@pytest.mark.parametrize(("what", "subject"), SUBJECTS)
def test_the_first_noun_says_what_was_put(what: str, subject: str) -> None:
    assert wordings.subject_of(what) == subject


def document(symbol: str, document_type: str, **more: Any) -> dict[str, Any]:
    return {
        "symbol": symbol,
        "language": "en",
        "document_type": document_type,
        "session": symbols.parse(symbol).session,
        "source_uri": f"{symbol}.pdf",
        "sha256": "0" * 64,
        "collection": symbols.collection(symbol),
    } | more


def paragraphs(symbol: str, *texts: str) -> list[dict[str, Any]]:
    """The paragraphs of a document, two to a page."""
    return [
        {
            "clause_id": f"{symbol}#p.{n}",
            "symbol": symbol,
            "language": "en",
            "seq": n,
            "kind": "paragraph",
            "text": text,
            "page_first": (n + 1) // 2,
        }
        for n, text in enumerate(texts, start=1)
    ]


def read(
    documents: list[dict[str, Any]],
    clauses: list[dict[str, Any]],
    footnotes: list[dict[str, Any]] | None = None,
    stated: list[dict[str, Any]] | None = None,
) -> dict[str, pl.DataFrame]:
    return votes.vote_sessions(
        tables.DOCUMENTS.frame(documents),
        tables.CLAUSES.frame(clauses),
        tables.FOOTNOTES.frame(footnotes or []),
        tables.STATED_VOTES.frame(stated or []),
    )


RECORD = paragraphs(
    "A/99/PV.53",
    "Tuesday, 17 December 2044, 10 a.m.",
    "The President: The Assembly will now take a decision on draft resolution A/99/L.8, entitled “Specimens”.",
    "I shall first put to the vote operative paragraph 7.",
    "A recorded vote was taken.",
    "In favour: Albania, Algeria, Marshall",
    "44-19856",
    "Islands, Zambia Zimbabwe",
    "Against: None.",
    "Abstaining: Chad, Cuba",
    "Operative paragraph 7 was retained by 5 votes to none, with 2 abstentions.",
    "A recorded vote was taken.",
    "In favour:",
    "Albania, Algeria",
    "Against:",
    "Cuba, Atlantis",
    "Draft resolution A/99/L.8, as a whole, was adopted by 3 votes to 1 (resolution 99/6).",
    "[Subsequently, the delegation of Cuba informed the Secretariat that it had intended to abstain; the delegation of "
    "Chad had intended to vote in favour.]",
    "The President: May I take it that the Assembly wishes to conclude its consideration of agenda item 74?",
    "It was so decided.",
    "Mr. Specimen (Albania): The draft resolution was adopted by many, and we said so. It was adopted by 3 votes to 1.",
    "Draft resolution II was adopted (resolution 99/7).",
)


def test_a_record_tells_each_question_with_its_roll_call() -> None:
    told = read([document("A/99/PV.53", "verbatim_record")], RECORD)
    sessions = {row["vote_session_id"]: row for row in told["vote_sessions"].iter_rows(named=True)}
    paragraph = sessions["A/99/PV.53#A/99/L.8#operative-paragraph-7"]
    whole = sessions["A/99/PV.53#A/RES/99/6"]
    without = sessions["A/99/PV.53#A/RES/99/7"]
    decided = next(row for row in sessions.values() if row["outcome"] == "decided")
    assert len(sessions) == 4
    assert (paragraph["subject"], paragraph["outcome"], paragraph["is_adoption"]) == ("paragraph", "retained", False)
    assert [paragraph[vote] for vote in wordings.COUNTED] == [5, 0, 2]
    assert (whole["draft_symbol"], whole["resolution_symbol"]) == ("A/99/L.8", "A/RES/99/6")
    assert (whole["method"], whole["held_on"], whole["is_adoption"]) == ("recorded_vote", date(2044, 12, 17), True)
    assert (without["method"], without["in_favour"]) == ("without_vote", None)
    assert decided["subject"] == "procedural" and "agenda item 74" in decided["subject_text"]

    listed = told["votes"].filter(pl.col("vote_session_id") == paragraph["vote_session_id"])
    assert dict(listed.select("state_code", "vote").iter_rows()) == {
        "ALB": "in_favour",
        "DZA": "in_favour",
        "MHL": "in_favour",  # its name was broken between two columns, a job number between them
        "ZMB": "in_favour",
        "ZWE": "in_favour",
        "TCD": "abstaining",
        "CUB": "abstaining",
    }
    later = told["votes"].filter(pl.col("later_statement").is_not_null())
    assert later.select("state_code", "vote", "later_statement").rows() == [
        ("CUB", "against", "abstain"),
        ("TCD", "not_voting", "in favour"),
    ]
    pages = dict(told["vote_sources"].select("vote_session_id", "source_page").iter_rows())
    assert pages[whole["vote_session_id"]] == 8


def test_what_does_not_add_up_and_who_is_no_state_are_told() -> None:
    told = read([document("A/99/PV.53", "verbatim_record")], RECORD)
    assert told["vote_discrepancies"].select("rule", "what", "left_value", "right_value").rows() == [
        ("total and roll-call", "in_favour", "3", "2")
    ]
    (rejection,) = told["rejections"].iter_rows(named=True)
    assert rejection["stage"] == "model" and "Atlantis" in rejection["reason"] and "page 8" in rejection["detail"]


def test_a_state_listed_twice_is_told_and_counted_once() -> None:
    clauses = paragraphs(
        "A/99/PV.1",
        "A recorded vote was taken.",
        "In favour: Chad, Cuba",
        "Against: Cuba",
        "The draft resolution was adopted by 2 votes to 1 (resolution 99/1).",
    )
    told = read([document("A/99/PV.1", "verbatim_record")], clauses)
    assert told["votes"]["state_code"].to_list() == ["CUB", "TCD"]
    assert told["vote_discrepancies"]["rule"].to_list() == ["State listed twice"]


def test_a_committee_report_tells_the_outcome_before_the_lists() -> None:
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
    notes = [
        {
            "footnote_id": f"{symbol}#fn.1",
            "symbol": symbol,
            "language": "en",
            "seq": 1,
            "number": "1",
            "clause_id": f"{symbol}#p.3",
            "page": 2,
            "text": "Subsequently, the delegation of Fiji stated that it had intended to vote against.",
        }
    ]
    told = read([document(symbol, "committee_report")], clauses, notes)
    rejected, adopted = told["vote_sessions"].sort("outcome", descending=True).iter_rows(named=True)
    assert [rejected[vote] for vote in wordings.COUNTED] == [2, 3, 1]  # by meaning, whatever the order in print
    assert (rejected["subject"], rejected["draft_symbol"]) == ("amendment", "A/C.3/99/L.51")
    assert (rejected["meeting_symbol"], rejected["held_on"]) == ("A/C.3/99/SR.24", date(2044, 11, 26))
    assert (adopted["draft_symbol"], adopted["method"], adopted["is_adoption"]) == (
        "A/C.3/99/L.21",
        "without_vote",
        True,
    )
    assert told["votes"].filter(pl.col("state_code") == "FJI").select("vote", "later_statement").rows() == [
        ("abstaining", "against")
    ]
    assert told["vote_discrepancies"].is_empty()


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
    told = read([document("S/PV.9999", "verbatim_record")], clauses)["vote_sessions"].sort("outcome")
    assert told.select("method", "outcome", "in_favour", "against", "resolution_symbol").rows() == [
        ("show_of_hands", "adopted", 3, 0, "S/RES/2999(2044)"),
        ("show_of_hands", "not_adopted", 2, 1, None),
    ]


def test_a_record_and_the_resolution_it_adopted_are_one_session() -> None:
    resolution = document(
        "A/RES/99/6", "resolution", meeting_number="53", adopted_on=date(2044, 12, 17), title="Specimens"
    )
    alone = read([resolution], [])["vote_sessions"].row(0, named=True)
    told = read([resolution, resolution | {"language": "fr"}, document("A/99/PV.53", "verbatim_record")], RECORD)
    both = told["vote_sessions"].row(by_predicate=pl.col("resolution_symbol") == "A/RES/99/6", named=True)
    assert alone["vote_session_id"] == both["vote_session_id"] == "A/99/PV.53#A/RES/99/6"
    assert (alone["method"], both["method"]) == (None, "recorded_vote")
    sources = told["vote_sources"].filter(pl.col("vote_session_id") == both["vote_session_id"])
    assert sources.select("source_kind", "source_symbol").rows() == [
        ("record", "A/99/PV.53"),
        ("resolution", "A/RES/99/6"),
    ]


def test_two_sources_that_count_differently_are_told() -> None:
    report, record = "A/99/458", "A/C.3/99/SR.24"
    documents = [document(report, "committee_report"), document(record, "summary_record")]
    clauses = [
        *paragraphs(
            report,
            "Report of the Third Committee",
            "At the 24th meeting, on 26 November, the Committee adopted draft resolution A/C.3/99/L.21 by a recorded "
            "vote of 3 to none, with 1 abstention.",
        ),
        *paragraphs(record, "Draft resolution A/C.3/99/L.21 was adopted by 4 votes to none, with 1 abstention."),
    ]
    told = read(documents, clauses)
    assert told["vote_sessions"].height == 1
    assert told["vote_discrepancies"].select("rule", "what", "left_source", "left_value", "right_value").rows() == [
        ("totals of two sources", "in_favour", record, "4", "3")
    ]


TOLD = tomllib.loads((Path(__file__).parent / "wordings.toml").read_text("utf-8"))["told"]


def told_by(case: dict[str, Any]) -> dict[str, pl.DataFrame]:
    texts = case["paragraphs"].strip().splitlines()
    return read([document(case["symbol"], case["document_type"])], paragraphs(case["symbol"], *texts))


@pytest.mark.parametrize("case", TOLD, ids=[case["why"] for case in TOLD])
def test_every_wording_of_a_vote_is_read(case: dict[str, Any]) -> None:
    told = told_by(case)
    found = [
        [row["method"], row["outcome"], row["subject"], *(row[v] for v in wordings.COUNTED if row[v] is not None)]
        for row in told["vote_sessions"].iter_rows(named=True)
    ]
    assert sorted(found, key=str) == sorted(case["sessions"], key=str)
    # what is listed adds up to what is counted, and every name is a State
    assert told["vote_discrepancies"].is_empty()
    assert "no known State" not in " ".join(told["rejections"]["reason"])


def test_a_roll_call_whose_outcome_is_not_told_is_kept_and_reported() -> None:
    told = told_by(next(case for case in TOLD if "not told" in case["why"]))
    assert told["votes"].height == 5
    assert told["rejections"]["reason"].to_list() == ["roll-call without an outcome"]


CLOSED = [
    (["[Adopted without a vote.]"], "without_vote", (None, None, None), 0),
    (
        [
            "9 June 2044 [Adopted by a recorded vote of 2 to 1, with 1 abstention. The voting was as follows:",
            "In favour:",
            "Chad, Cuba",
            "Against: France",
            "Abstaining:",
            "Fiji]",
        ],
        "recorded_vote",
        (2, 1, 1),
        4,
    ),
    ([], None, (None, None, None), 0),
]


@pytest.mark.parametrize(("texts", "method", "count", "listed"), CLOSED)
def test_a_human_rights_council_text_says_how_it_was_adopted(
    texts: list[str], method: str | None, count: tuple[int | None, ...], listed: int
) -> None:
    symbol = "A/HRC/RES/99/3"
    adopted = document(symbol, "resolution", adopted_on=date(2044, 6, 9), title="Specimens")
    printed = adopted | {"session": "99", "meeting_number": None}
    stated = records.closing(printed, [{"text": text, "page_first": 2} for text in texts])
    told = read([adopted], paragraphs(symbol, "Decides to light the lamps."), stated=list(stated))
    (session,) = told["vote_sessions"].iter_rows(named=True)
    assert (session["method"], *(session[vote] for vote in wordings.COUNTED)) == (method, *count)
    assert told["votes"].height == listed
    assert told["vote_discrepancies"].is_empty() and told["rejections"].is_empty()


SPECIMEN = """\
United Nations

A/HRC/RES/99/3

General Assembly

Distr.: General

13 June 2044

**Human Rights Council**

Ninety-ninth session

Agenda item 3

# Resolution adopted by the Human Rights Council on 9 June 2044

# 99/3. Lamps

*The Human Rights Council*,

1. *Decides* to light the lamps set out in the annex to the present resolution.

22nd meeting

9 June 2044

[Adopted by a recorded vote of 2 to 1, with 1 abstention. The voting was as follows:

*In favour*:

Chad, Cuba

*Against*:

France

*Abstaining*:

Fiji]

# Annex

# Lamps

1. The lamp of the harbour.
"""


def test_how_a_text_was_adopted_is_no_clause_of_it() -> None:
    rows = reading.extract(SPECIMEN.encode(), "A_HRC_RES_99_3.md")
    assert [(clause["kind"], clause["text"]) for clause in rows["clauses"]] == [
        ("operative", "Decides to light the lamps set out in the annex to the present resolution."),
        ("heading", "Annex"),
        ("heading", "Lamps"),
        ("annex", "The lamp of the harbour."),
    ]
    (vote,) = rows["stated_votes"]
    assert (vote["method"], vote["held_on"], vote["in_favour_states"]) == (
        "recorded_vote",
        date(2044, 6, 9),
        ["Chad", "Cuba"],
    )


MISREAD = [
    ("lndia", "IND", "a letter for another"),
    ("Cuha", "CUB", "of a short name"),
    ("Austraiia", "AUS", "beside another that is like it"),
    ("Unitcd Kingdom of Grcat Britain and Northern Ireland", "GBR", "several letters"),
    ("The President", None, "no State at all"),
]


@pytest.mark.parametrize(("name", "code", "why"), MISREAD, ids=[why for _, _, why in MISREAD])
def test_a_misread_name_is_the_state_it_is_nearest_to(name: str, code: str | None, why: str) -> None:
    state = states.nearest(name, 0.75)
    assert (state and state.code) == code


# voting files beside documents


def told_by_files(*questions: dict[str, Any]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """What voting files tell: each question with its ``roll``, a mapping of State codes to votes; a file for each
    ``source_uri``."""
    rows: list[dict[str, Any]] = []
    listed: list[dict[str, Any]] = []
    for number, given in enumerate(questions, start=1):
        row: dict[str, Any] = {"source_uri": "incoming/ga.csv", "record": str(number), "body_id": "ga"}
        row |= {"subject": "whole", "method": "recorded_vote", "outcome": "adopted", "draft_symbols": []}
        row |= {"is_of_all": False, **given}
        roll: Any = row.pop("roll", {})
        rows.append(row)
        listed += [
            {"source_uri": row["source_uri"], "record": row["record"], "seq": seq, "state_code": code, "vote": vote}
            for seq, (code, vote) in enumerate(roll.items() if isinstance(roll, dict) else roll, start=1)
        ]
    return voting_files.FILE_QUESTIONS.frame(rows), voting_files.FILE_VOTES.frame(listed)


def beside(
    documents: list[dict[str, Any]], clauses: list[dict[str, Any]], *questions: dict[str, Any]
) -> dict[str, pl.DataFrame]:
    file_questions, file_votes = told_by_files(*questions)
    return votes.vote_sessions(
        tables.DOCUMENTS.frame(documents),
        tables.CLAUSES.frame(clauses),
        tables.FOOTNOTES.frame([]),
        file_questions=file_questions,
        file_votes=file_votes,
    )


ON: dict[str, Any] = {"held_on": date(2044, 12, 17), "held_in": "2044-12"}
ADOPTED: dict[str, Any] = ON | {
    "resolution_symbol": "A/RES/99/6",
    "meeting_symbol": "A/99/PV.53",
    "subject_text": "Maps",
    "topics": ["MAPS"],
    "in_favour": 3,
    "against": 1,
    "abstaining": 0,
    "not_voting": 1,
    "roll": {"ALB": "in_favour", "DZA": "in_favour", "PER": "in_favour", "CUB": "against", "TCD": "not_voting"},
}


def disagreeing(told: dict[str, pl.DataFrame]) -> list[tuple[str, ...]]:
    """What disagrees, but for the Members whom our short roll-calls leave out."""
    found = told["vote_discrepancies"].drop("vote_session_id")
    return found.filter(pl.col("rule") != "Members left out").rows()


def test_a_record_a_resolution_and_a_voting_file_are_one_session() -> None:
    resolution = document("A/RES/99/6", "resolution", meeting_number="53", adopted_on=date(2044, 12, 17))
    told = beside([resolution, document("A/99/PV.53", "verbatim_record")], RECORD, ADOPTED)
    session = told["vote_sessions"].row(by_predicate=pl.col("resolution_symbol") == "A/RES/99/6", named=True)
    assert (session["vote_session_id"], session["topics"]) == ("A/99/PV.53#A/RES/99/6", ["MAPS"])
    assert [session[vote] for vote in tables.VOTES] == [3, 1, 0, 1]
    sources = told["vote_sources"].filter(pl.col("vote_session_id") == session["vote_session_id"])
    assert sources.select("source_kind", "source_symbol", "source_uri", "source_record").rows() == [
        ("record", "A/99/PV.53", "A/99/PV.53.pdf", None),
        ("resolution", "A/RES/99/6", "A/RES/99/6.pdf", None),
        ("voting_file", None, "incoming/ga.csv", "1"),
    ]
    # the record lists two of three in favour; the file all three, and so it is believed
    listed = told["votes"].filter(pl.col("vote_session_id") == session["vote_session_id"])
    assert dict(listed.select("state_code", "vote").iter_rows()) == ADOPTED["roll"]
    assert listed.select("state_code", "later_statement").drop_nulls().rows() == [
        ("CUB", "abstain"),
        ("TCD", "in favour"),
    ]
    assert disagreeing(told) == [
        ("State's vote in two sources", "Peru", "incoming/ga.csv list", "in_favour", "A/99/PV.53 list", "not listed"),
        ("total and roll-call", "in_favour", "A/99/PV.53 total", "3", "A/99/PV.53 list", "2"),
    ]


def test_what_a_voting_file_counts_otherwise_is_told() -> None:
    other = ADOPTED | {"source_uri": "incoming/other.csv", "held_on": date(2044, 12, 18), "against": 2}
    other |= {"roll": ADOPTED["roll"] | {"ALB": "against"}, "meeting_symbol": "A/99/PV.54"}
    told = beside([], [], ADOPTED, other)
    assert told["vote_sessions"].height == 1
    ours, theirs = "incoming/ga.csv", "incoming/other.csv"
    assert disagreeing(told) == [
        ("State's vote in two sources", "Albania", f"{ours} list", "in_favour", f"{theirs} list", "against"),
        ("day of two sources", "day", ours, "2044-12-17", theirs, "2044-12-18"),
        ("meeting of two sources", "meeting", ours, "A/99/PV.53", theirs, "A/99/PV.54"),
        ("total and roll-call", "in_favour", f"{theirs} total", "3", f"{theirs} list", "2"),
        ("totals of two sources", "against", ours, "1", theirs, "2"),
    ]


def test_a_draft_is_one_session_with_the_resolution_that_it_became() -> None:
    clauses = paragraphs(
        "A/99/PV.53",
        "Tuesday, 17 December 2044, 10 a.m.",
        "The Assembly will now take a decision on draft resolution A/99/L.8.",
        "Draft resolution A/99/L.8 was adopted by 3 votes to 1.",
    )
    drafted = ADOPTED | {"draft_symbols": ["A/99/L.7", "A/99/L.8"]}
    another = drafted | {"resolution_symbol": "A/RES/99/7", "roll": {}}
    told = beside([document("A/99/PV.53", "verbatim_record")], clauses, drafted, another)
    assert sorted(told["vote_sessions"]["vote_session_id"]) == ["A/99/PV.53#A/RES/99/6", "A/99/PV.53#A/RES/99/7"]
    assert told["vote_sources"].group_by("vote_session_id").len().sort("vote_session_id")["len"].to_list() == [2, 1]


def test_a_committee_s_vote_is_not_the_assembly_s() -> None:
    clauses = paragraphs("A/C.3/99/SR.4", "Draft resolution A/C.3/99/L.21 was adopted by 4 votes to none.")
    told = beside(
        [document("A/C.3/99/SR.4", "summary_record")], clauses, ADOPTED | {"draft_symbols": ["A/C.3/99/L.21"]}
    )
    assert told["vote_sessions"].height == 2


PARAGRAPH_ROLL: dict[str, str] = dict.fromkeys(("ALB", "DZA", "MHL", "ZMB", "ZWE"), "in_favour") | dict.fromkeys(
    ("TCD", "CUB"), "abstaining"
)
OF_MONTH: dict[str, Any] = {"subject": "paragraph", "held_in": "2044-12", "outcome": None, "roll": PARAGRAPH_ROLL}


def test_a_part_of_a_text_is_known_by_its_votes() -> None:
    record = document("A/99/PV.53", "verbatim_record")
    told = beside([record], RECORD, OF_MONTH)
    assert told["vote_sessions"].height == 4
    assert told["vote_sources"].filter(pl.col("source_kind") == "voting_file")["vote_session_id"].to_list() == [
        "A/99/PV.53#A/99/L.8#operative-paragraph-7"
    ]
    apart = [OF_MONTH | {"held_in": "2044-11"}, OF_MONTH | {"roll": PARAGRAPH_ROLL | {"CUB": "against"}}]
    for question in apart:
        assert beside([record], RECORD, question)["vote_sessions"].height == 5
    # two of the same votes in one source: nobody can tell which is meant
    assert beside([record], RECORD, OF_MONTH, OF_MONTH)["vote_sessions"].height == 6


def test_who_voted_is_held_against_who_was_a_member() -> None:
    roll = {"CHL": "in_favour", "DZA": "in_favour", "FRA": "not_voting"}
    early: dict[str, Any] = {
        "held_on": date(1962, 10, 7),
        "held_in": "1962-10",
        "resolution_symbol": "A/RES/1756(XVII)",
        "roll": roll,
    }
    told = beside([], [], early | {"in_favour": 2, "against": 0, "abstaining": 0, "not_voting": 1})
    found = told["vote_discrepancies"]
    strange = found.filter(pl.col("rule") == "no Member at that time")
    assert strange.select("what", "left_value", "right_value").rows() == [
        ("Algeria", "in_favour", "Member 1962-10-08/")
    ]
    (missing,) = found.filter(pl.col("rule") == "Members left out").iter_rows(named=True)
    assert missing["what"] == "Afghanistan, Albania, Argentina, Australia, Austria and others"
    assert (missing["left_value"], missing["right_value"]) == ("3", "108")  # Algeria made it 109, Uganda 110
    # where the month alone is known, Algeria may have voted after its admission
    assert beside([], [], early | {"held_on": None})["vote_discrepancies"].is_empty()


def test_the_same_vote_listed_twice_is_a_disagreement_of_two_values() -> None:
    told = beside([], [], ADOPTED | {"roll": [*ADOPTED["roll"].items(), ("PER", "in_favour")]})
    twice = told["vote_discrepancies"].row(by_predicate=pl.col("rule") == "State listed twice", named=True)
    assert (twice["left_value"], twice["right_value"]) == ("in_favour", "in_favour again")
    assert told["votes"]["state_code"].is_unique().all()


def test_a_roll_call_without_totals_is_counted() -> None:
    told = beside([], [], ON | {"resolution_symbol": "A/RES/99/6", "roll": ADOPTED["roll"]})
    (session,) = told["vote_sessions"].iter_rows(named=True)
    (source,) = told["vote_sources"].iter_rows(named=True)
    assert [session[vote] for vote in wordings.COUNTED] == [3, 1, 0]
    assert [source[vote] for vote in wordings.COUNTED] == [None, None, None]  # which the file does not say
    assert session["vote_session_id"] == "A/99#A/RES/99/6"


@pytest.mark.parametrize(
    ("listed", "adopted_on", "record", "method"),
    [
        (20, date(2044, 12, 17), False, "without_vote"),
        (19, date(2044, 12, 17), False, None),  # too few to be all
        (20, date(2044, 12, 23), False, None),  # after the last in the file
        (20, date(2044, 12, 17), True, None),  # a record tells of a recorded vote that the file lacks
    ],
)
def test_a_method_follows_from_a_file_that_lists_all(
    listed: int, adopted_on: date, record: bool, method: str | None
) -> None:
    every = [
        {"resolution_symbol": f"A/RES/99/{n}", "held_on": date(2044, 12, n % 20 + 2), "is_of_all": True}
        for n in range(100, 100 + listed)
    ]
    documents = [document("A/RES/99/50", "resolution", adopted_on=adopted_on)]
    if record:
        documents.append(document("A/99/PV.53", "verbatim_record"))
    told = beside(documents, RECORD if record else [], *every)
    found = told["vote_sessions"].row(by_predicate=pl.col("resolution_symbol") == "A/RES/99/50", named=True)
    assert (found["method"], found["is_method_inferred"]) == (method, method is not None)


def test_what_a_document_states_beside_its_text_is_a_source() -> None:
    resolution = document("A/RES/99/6", "resolution", adopted_on=date(2044, 12, 17), title="Maps")
    lists = {f"{vote}_states": None for vote in tables.VOTES} | dict.fromkeys(tables.VOTES)
    stated = lists | {
        "symbol": "A/RES/99/6",
        "language": "en",
        "seq": 1,
        "resolution_symbol": "A/RES/99/6",
        "draft_symbol": None,
        "meeting_symbol": "A/99/PV.53",
        "held_on": date(2044, 12, 17),
        "method": "recorded_vote",
        "outcome": "adopted",
        "source_kind": "xml",
        "in_favour": 2,
        "against": 0,
        "abstaining": 1,
        "in_favour_states": ["ALBANIA", "PERU"],
        "abstaining_states": ["CHAD", "ATLANTIS"],
    }
    told = votes.vote_sessions(
        tables.DOCUMENTS.frame([resolution, resolution | {"language": "fr"}]),
        tables.CLAUSES.frame([]),
        tables.FOOTNOTES.frame([]),
        tables.STATED_VOTES.frame([stated, stated | {"language": "fr"}]),
    )
    (session,) = told["vote_sessions"].iter_rows(named=True)
    assert (session["vote_session_id"], session["method"]) == ("A/99/PV.53#A/RES/99/6", "recorded_vote")
    assert told["vote_sources"]["source_kind"].to_list() == ["resolution", "xml"]
    assert told["votes"].select("state_code", "vote").rows() == [
        ("ALB", "in_favour"),
        ("PER", "in_favour"),
        ("TCD", "abstaining"),
    ]
    assert told["rejections"]["reason"].to_list() == ["no known State: ATLANTIS"]


@needs_corpus
@pytest.mark.parametrize("name", ["A_79_PV.29", "A_79_437_Add.4"])
def test_real_roll_calls_are_read_name_by_name(name: str) -> None:
    """Against ``votes_truth.jsonl``: each roll-call of a record and of a committee's report."""
    path = CORPUS / "pdf" / f"{name}.pdf"
    rows = structure.extract(path.read_bytes(), path.name)
    more = {"source_uri": path.name, "sha256": "0" * 64, "language": "en"}
    told = read([rows["documents"][0] | more], rows["clauses"], rows["footnotes"])
    truth = [json.loads(line) for line in (CORPUS / "votes_truth.jsonl").read_text(encoding="utf-8").splitlines()]
    expected = [vote for vote in truth if vote["file"] == path.name and vote["method"] == "recorded_vote"]
    assert expected
    for vote in expected:
        session = told["vote_sessions"].row(
            by_predicate=(pl.col("in_favour") == vote["in_favour"]) & (pl.col("abstaining") == vote["abstaining"]),
            named=True,
        )
        listed = told["votes"].filter(pl.col("vote_session_id") == session["vote_session_id"])
        for how in wordings.COUNTED:
            names = {states.state_of(printed) for printed in vote["roll"].get(how, [])}
            codes = set(listed.filter(pl.col("vote") == how)["state_code"])
            assert codes == {state.code for state in names if state}
    assert told["rejections"].is_empty()
