"""Discrepancies: where two sources disagree, and where one does not agree with itself."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl

from tests.transforms.votes.composed import ADOPTED, RECORD, document, paragraphs, vote_sessions


def discrepancies(made: dict[str, pl.DataFrame]) -> list[tuple[str, ...]]:
    """All but the Members whom our short roll-calls leave out."""
    found = made["vote_discrepancies"].drop("vote_session_id")
    return found.filter(pl.col("rule") != "Members left out").rows()


def test_a_total_that_is_not_the_number_of_states_listed() -> None:
    made = vote_sessions([document("A/99/PV.53", "verbatim_record")], RECORD)
    name = "A/99/PV.53"
    assert discrepancies(made) == [("total and roll-call", "in_favour", f"{name} total", "3", f"{name} list", "2")]


def test_a_state_listed_twice_has_one_vote_and_stands_in_both_lists() -> None:
    clauses = paragraphs(
        "A/99/PV.1",
        "A recorded vote was taken.",
        "In favour: Chad, Cuba",
        "Against: Cuba",
        "The draft resolution was adopted by 2 votes to 1 (resolution 99/1).",
    )
    made = vote_sessions([document("A/99/PV.1", "verbatim_record")], clauses)
    assert made["votes"].select("state_code", "vote").rows() == [("CUB", "in_favour"), ("TCD", "in_favour")]
    # the lists add up to the count as they are printed
    assert [found[:2] for found in discrepancies(made)] == [("State listed twice", "Cuba")]


def test_the_same_vote_listed_twice_has_two_values() -> None:
    made = vote_sessions(questions=[ADOPTED | {"roll": [*ADOPTED["roll"].items(), ("PER", "in_favour")]}])
    twice = made["vote_discrepancies"].row(by_predicate=pl.col("rule") == "State listed twice", named=True)
    assert (twice["left_value"], twice["right_value"]) == ("in_favour", "in_favour again")
    assert made["votes"]["state_code"].is_unique().all()


def test_two_sources_that_count_differently() -> None:
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
    made = vote_sessions(documents, clauses)
    assert made["vote_sessions"].height == 1
    assert discrepancies(made) == [("totals of two sources", "in_favour", record, "4", report, "3")]


def test_two_voting_files_that_differ_in_all() -> None:
    other = ADOPTED | {"source_uri": "incoming/other.csv", "held_on": date(2044, 12, 18), "against": 2}
    other |= {"roll": ADOPTED["roll"] | {"ALB": "against"}, "meeting_symbol": "A/99/PV.54"}
    made = vote_sessions(questions=[ADOPTED, other])
    assert made["vote_sessions"].height == 1
    ours, theirs = "incoming/ga.csv", "incoming/other.csv"
    assert discrepancies(made) == [
        ("State's vote in two sources", "Albania", f"{ours} list", "in_favour", f"{theirs} list", "against"),
        ("day of two sources", "day", ours, "2044-12-17", theirs, "2044-12-18"),
        ("meeting of two sources", "meeting", ours, "A/99/PV.53", theirs, "A/99/PV.54"),
        ("total and roll-call", "in_favour", f"{theirs} total", "3", f"{theirs} list", "2"),
        ("totals of two sources", "against", ours, "1", theirs, "2"),
    ]


def test_a_state_that_only_one_source_lists_as_voting() -> None:
    resolution = document("A/RES/99/6", "resolution", meeting_number="53", adopted_on=date(2044, 12, 17))
    made = vote_sessions([resolution, document("A/99/PV.53", "verbatim_record")], RECORD, questions=[ADOPTED])
    assert discrepancies(made) == [
        ("State's vote in two sources", "Peru", "incoming/ga.csv list", "in_favour", "A/99/PV.53 list", "not listed"),
        ("total and roll-call", "in_favour", "A/99/PV.53 total", "3", "A/99/PV.53 list", "2"),
    ]


def test_a_month_is_compared_where_a_source_gives_no_day() -> None:
    other = ADOPTED | {"source_uri": "incoming/other.csv", "held_on": None, "held_in": "2044-11"}
    assert discrepancies(vote_sessions(questions=[ADOPTED, other])) == [
        ("month of two sources", "month", "incoming/ga.csv", "2044-12", "incoming/other.csv", "2044-11")
    ]


def test_a_resumed_meeting_is_the_meeting() -> None:
    resumed = ADOPTED | {"source_uri": "incoming/other.csv", "meeting_symbol": "A/99/PV.53 (Resumption 1)"}
    assert discrepancies(vote_sessions(questions=[ADOPTED, resumed])) == []


def test_who_voted_is_compared_with_who_was_a_member() -> None:
    early: dict[str, Any] = {
        "held_on": date(1962, 10, 7),
        "held_in": "1962-10",
        "resolution_symbol": "A/RES/1756(XVII)",
        "roll": {"CHL": "in_favour", "DZA": "in_favour", "FRA": "not_voting"},
    }
    made = vote_sessions(questions=[early | {"in_favour": 2, "against": 0, "abstaining": 0, "not_voting": 1}])
    found = made["vote_discrepancies"]
    non_members = found.filter(pl.col("rule") == "no Member at that time")
    assert non_members.select("what", "left_value", "right_value").rows() == [
        ("Algeria", "in_favour", "Member 1962-10-08/")
    ]
    (missing,) = found.filter(pl.col("rule") == "Members left out").iter_rows(named=True)
    assert missing["what"] == "Afghanistan, Albania, Argentina, Australia, Austria and others"
    assert (missing["left_value"], missing["right_value"]) == ("3", "108")  # Algeria made it 109, Uganda 110
    # where only the month is known, Algeria may have voted after its admission
    assert vote_sessions(questions=[early | {"held_on": None}])["vote_discrepancies"].is_empty()
