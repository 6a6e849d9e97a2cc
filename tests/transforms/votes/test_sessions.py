"""Vote sessions: what several sources of one question state together."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from tests.transforms.votes.composed import ADOPTED, ON_ONE_DAY, RECORD, document, paragraphs, vote_sessions
from transforms.votes import phrases
from warehouse import tables


def test_a_record_and_the_resolution_it_adopted_are_one_session() -> None:
    resolution = document(
        "A/RES/99/6", "resolution", meeting_number="53", adopted_on=date(2044, 12, 17), title="Specimens"
    )
    alone = vote_sessions([resolution])["vote_sessions"].row(0, named=True)
    documents = [resolution, resolution | {"language": "fr"}, document("A/99/PV.53", "verbatim_record")]
    made = vote_sessions(documents, RECORD)
    both = made["vote_sessions"].row(by_predicate=pl.col("resolution_symbol") == "A/RES/99/6", named=True)
    assert alone["vote_session_id"] == both["vote_session_id"] == "A/99/PV.53#A/RES/99/6"
    assert (alone["method"], both["method"]) == (None, "recorded_vote")
    sources = made["vote_sources"].filter(pl.col("vote_session_id") == both["vote_session_id"])
    assert sources.select("source_kind", "source_symbol").rows() == [
        ("record", "A/99/PV.53"),
        ("resolution", "A/RES/99/6"),
    ]


def test_a_record_a_resolution_and_a_voting_file_are_one_session() -> None:
    resolution = document("A/RES/99/6", "resolution", meeting_number="53", adopted_on=date(2044, 12, 17))
    made = vote_sessions([resolution, document("A/99/PV.53", "verbatim_record")], RECORD, questions=[ADOPTED])
    session = made["vote_sessions"].row(by_predicate=pl.col("resolution_symbol") == "A/RES/99/6", named=True)
    assert (session["vote_session_id"], session["topics"]) == ("A/99/PV.53#A/RES/99/6", ["MAPS"])
    assert [session[vote] for vote in tables.VOTES] == [3, 1, 0, 1]
    sources = made["vote_sources"].filter(pl.col("vote_session_id") == session["vote_session_id"])
    assert sources.select("source_kind", "source_symbol", "source_uri", "source_record").rows() == [
        ("record", "A/99/PV.53", "A/99/PV.53.pdf", None),
        ("resolution", "A/RES/99/6", "A/RES/99/6.pdf", None),
        ("voting_file", None, "incoming/ga.csv", "1"),
    ]
    # the record lists two of three in favour, the file all three: so the file's roll-call counts
    listed = made["votes"].filter(pl.col("vote_session_id") == session["vote_session_id"])
    assert dict(listed.select("state_code", "vote").iter_rows()) == ADOPTED["roll"]
    assert listed.select("state_code", "later_statement").drop_nulls().rows() == [
        ("CUB", "abstain"),
        ("TCD", "in favour"),
    ]


def test_a_question_stated_twice_in_the_same_words_is_numbered() -> None:
    clauses = paragraphs("A/99/PV.53", *["The amendment was rejected by 3 votes to 1."] * 2)
    made = vote_sessions([document("A/99/PV.53", "verbatim_record")], clauses)
    assert sorted(made["vote_sessions"]["vote_session_id"]) == [
        "A/99/PV.53#the-amendment",
        "A/99/PV.53#the-amendment~2",
    ]


def test_a_session_is_at_the_day_of_a_resumed_meeting_that_a_source_names() -> None:
    resumed = ADOPTED | {"source_uri": "incoming/other.csv", "meeting_symbol": "A/99/PV.53 (Resumption 1)"}
    (session,) = vote_sessions(questions=[ADOPTED, resumed])["vote_sessions"].iter_rows(named=True)
    assert session["meeting_symbol"] == "A/99/PV.53 (Resumption 1)"


def test_a_roll_call_without_totals_is_counted() -> None:
    made = vote_sessions(questions=[ON_ONE_DAY | {"resolution_symbol": "A/RES/99/6", "roll": ADOPTED["roll"]}])
    (session,) = made["vote_sessions"].iter_rows(named=True)
    (source,) = made["vote_sources"].iter_rows(named=True)
    assert [session[vote] for vote in phrases.COUNTED] == [3, 1, 0]
    assert [source[vote] for vote in phrases.COUNTED] == [None, None, None]  # the file does not state it
    assert session["vote_session_id"] == "A/99#A/RES/99/6"


@pytest.mark.parametrize(
    ("listed", "adopted_on", "record", "method"),
    [
        (20, date(2044, 12, 17), False, "without_vote"),
        (19, date(2044, 12, 17), False, None),  # too few to be all
        (20, date(2044, 12, 23), False, None),  # after the last in the file
        (20, date(2044, 12, 17), True, None),  # a record states a recorded vote that the file lacks
    ],
)
def test_a_method_follows_from_a_file_that_lists_all(
    listed: int, adopted_on: date, record: bool, method: str | None
) -> None:
    questions = [
        {"resolution_symbol": f"A/RES/99/{n}", "held_on": date(2044, 12, n % 20 + 2), "is_of_all": True}
        for n in range(100, 100 + listed)
    ]
    documents = [document("A/RES/99/50", "resolution", adopted_on=adopted_on)]
    if record:
        documents.append(document("A/99/PV.53", "verbatim_record"))
    made = vote_sessions(documents, RECORD if record else [], questions=questions)
    found = made["vote_sessions"].row(by_predicate=pl.col("resolution_symbol") == "A/RES/99/50", named=True)
    assert (found["method"], found["is_method_inferred"]) == (method, method is not None)
