"""Matching: which evidence is of the same vote, and by which rule."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
import pytest

from tests.transforms.votes.composed import ADOPTED, RECORD, document, paragraphs, vote_sessions
from transforms.votes import evidence as evidences
from transforms.votes import matching
from transforms.votes.evidence import Evidence

DAY, NEXT_DAY = date(2044, 12, 17), date(2044, 12, 18)
WHOLE: dict[str, Any] = {"subject": "whole", "body_id": "ga"}
PART: dict[str, Any] = {"subject": "paragraph", "body_id": "ga", "held_on": DAY, "proposal": "Paragraph 7"}
IN_RECORD: dict[str, Any] = {
    "source_kind": "record",
    "source_uri": "pv",
    "source_symbol": "A/99/PV.53",
    "meeting": "A/99/PV.53",
}
IN_REPORT: dict[str, Any] = {"source_kind": "report", "source_uri": "report", "source_symbol": "A/99/458"}
IN_FILE: dict[str, Any] = {"source_kind": "voting_file", "source_uri": "ga.csv", "source_record": "7"}
ROLL = [("ALB", "in_favour"), ("CUB", "against")]

# one and other, and the rule by which they are of the same vote
PAIRS: list[tuple[dict[str, Any], dict[str, Any], str | None, str]] = [
    (
        IN_RECORD | WHOLE | {"resolution": "A/RES/99/6"},
        IN_REPORT | WHOLE | {"resolution": "A/RES/99/6", "meeting": "A/99/PV.53"},
        "same meeting and text",
        "the meeting and the resolution",
    ),
    (
        IN_RECORD | WHOLE | {"resolution": "A/RES/99/6"},
        IN_FILE | WHOLE | {"resolution": "A/RES/99/6"},
        "same resolution",
        "the file names no meeting",
    ),
    (
        IN_RECORD | WHOLE | {"resolution": "A/RES/99/6"},
        IN_FILE | WHOLE | {"resolution": "A/RES/99/6", "body_id": "ga-c3"},
        None,
        "of another body",
    ),
    (
        IN_RECORD | WHOLE | {"drafts": ["A/99/L.8"], "held_on": DAY},
        IN_FILE | WHOLE | {"drafts": ["A/99/L.7", "A/99/L.8"], "held_on": DAY, "resolution": "A/RES/99/6"},
        "same draft",
        "one of several drafts, on one day",
    ),
    (
        IN_RECORD | WHOLE | {"drafts": ["A/99/L.8"], "held_on": DAY},
        IN_FILE | WHOLE | {"drafts": ["A/99/L.8"], "held_on": NEXT_DAY},
        None,
        "the draft on another day",
    ),
    (
        IN_RECORD | WHOLE | {"drafts": ["A/99/L.8"], "held_on": DAY},
        IN_FILE | WHOLE | {"drafts": ["A/99/L.8"], "held_on": DAY, "body_id": "ga-c3"},
        None,
        "the draft in another body",
    ),
    (
        IN_RECORD | WHOLE | {"drafts": ["A/99/L.8"], "held_on": DAY, "resolution": "A/RES/99/6"},
        IN_FILE | WHOLE | {"drafts": ["A/99/L.8"], "held_on": DAY, "resolution": "A/RES/99/7"},
        None,
        "a draft of two resolutions",
    ),
    (IN_RECORD | PART, IN_FILE | PART | {"held_on": None, "held_in": "2044-12"}, "same votes", "a part in one month"),
    (IN_RECORD | PART, IN_FILE | PART | {"held_on": NEXT_DAY}, None, "a part on two days"),
    (
        IN_RECORD | PART,
        IN_FILE | WHOLE | {"held_on": DAY},
        None,
        "a part and a whole",
    ),
    (
        IN_RECORD | WHOLE | {"held_on": DAY, "proposal": "The draft"},
        IN_FILE | WHOLE | {"held_on": DAY, "proposal": "Maps"},
        "same votes",
        "a whole of which the file gives no resolution",
    ),
    (
        IN_RECORD | WHOLE | {"held_on": DAY, "proposal": "The draft"},
        IN_FILE | WHOLE | {"held_on": DAY, "resolution": "A/RES/99/6"},
        None,
        "the file says which resolution it is of",
    ),
]


def rolls(*listed: list[tuple[str, str]]) -> pl.DataFrame:
    rows = [(place, code, vote, None) for place, roll in enumerate(listed) for code, vote in roll]
    return pl.DataFrame(rows, evidences.ROLL_CALLS, orient="row")


@pytest.mark.parametrize(("one", "other", "rule", "why"), PAIRS, ids=[why for *_, why in PAIRS])
def test_two_sources_state_the_same_question(
    one: dict[str, Any], other: dict[str, Any], rule: str | None, why: str
) -> None:
    found = matching.groups([Evidence(**one), Evidence(**other)], rolls(ROLL, ROLL))
    if rule:
        assert [(group.members, group.rules) for group in found] == [([0, 1], ["first source", rule])]
    else:
        assert [group.members for group in found] == [[0], [1]]


def test_every_rule_has_an_example() -> None:
    assert {rule.name for rule in matching.RULES} == {rule for *_, rule, _ in PAIRS if rule}


def test_the_same_votes_count_only_where_they_differ_from_all_others() -> None:
    record, in_file = Evidence(**IN_RECORD, **PART), Evidence(**IN_FILE, **PART)
    another = Evidence(**IN_FILE | {"source_record": "8"}, **PART)
    assert len(matching.groups([record, in_file, another], rolls(ROLL, ROLL, ROLL))) == 3
    assert len(matching.groups([record, in_file], rolls(ROLL, ROLL[:1]))) == 2


def test_the_most_trusted_source_comes_first() -> None:
    in_file, record = (
        Evidence(**IN_FILE, **WHOLE, resolution="A/RES/99/6"),
        Evidence(**IN_RECORD, **WHOLE, resolution="A/RES/99/6"),
    )
    (group,) = matching.groups([in_file, record], rolls())
    assert group.members == [1, 0]


def test_one_source_never_states_a_question_twice() -> None:
    twice = [Evidence(**IN_RECORD, **WHOLE, proposal="The draft") for _ in range(2)]
    assert [group.members for group in matching.groups(twice, rolls())] == [[0], [1]]
    # the second of another source is the second of this one
    report = [Evidence(**IN_REPORT, **WHOLE, proposal="The draft", meeting="A/99/PV.53") for _ in range(2)]
    assert [group.members for group in matching.groups([*twice, *report], rolls())] == [[0, 2], [1, 3]]


def test_evidence_with_the_key_of_a_session_that_its_source_is_part_of_keeps_that_session() -> None:
    """The file's first record joins the session of the record by its draft; its second has that session's key."""
    record = Evidence(**IN_RECORD, **WHOLE, drafts=["A/99/L.8"], held_on=DAY)
    by_draft = Evidence(**IN_FILE, **WHOLE, drafts=["A/99/L.7", "A/99/L.8"], held_on=DAY, meeting="A/99/PV.53")
    same_key = Evidence(**IN_FILE | {"source_record": "8"}, **WHOLE, drafts=["A/99/L.8"], meeting="A/99/PV.53")
    found = matching.groups([record, by_draft, same_key], rolls())
    assert [group.members for group in found] == [[0, 1], [2]]


WHERE = [
    (IN_RECORD | WHOLE, "A/99/PV.53"),
    (IN_REPORT | WHOLE, "A/99/458"),
    (IN_FILE | WHOLE | {"resolution": "A/RES/55/33 B"}, "A/55"),
    (IN_FILE | WHOLE | {"session": "45"}, "A/45"),
    (IN_FILE | {"subject": "whole", "body_id": "sc", "held_in": "2044-12"}, "S/2044"),
]


@pytest.mark.parametrize(("given", "where"), WHERE)
def test_a_question_is_put_somewhere(given: dict[str, Any], where: str) -> None:
    assert matching.where(Evidence(**given)) == where


# with the documents and files themselves


def test_a_draft_is_one_session_with_the_resolution_that_it_became() -> None:
    clauses = paragraphs(
        "A/99/PV.53",
        "Tuesday, 17 December 2044, 10 a.m.",
        "The Assembly will now take a decision on draft resolution A/99/L.8.",
        "Draft resolution A/99/L.8 was adopted by 3 votes to 1.",
    )
    drafted = ADOPTED | {"draft_symbols": ["A/99/L.7", "A/99/L.8"]}
    another = drafted | {"resolution_symbol": "A/RES/99/7", "roll": {}}
    made = vote_sessions([document("A/99/PV.53", "verbatim_record")], clauses, questions=[drafted, another])
    assert sorted(made["vote_sessions"]["vote_session_id"]) == ["A/99/PV.53#A/RES/99/6", "A/99/PV.53#A/RES/99/7"]
    assert made["vote_sources"].group_by("vote_session_id").len().sort("vote_session_id")["len"].to_list() == [2, 1]


def test_a_committee_s_vote_is_not_the_assembly_s() -> None:
    clauses = paragraphs("A/C.3/99/SR.4", "Draft resolution A/C.3/99/L.21 was adopted by 4 votes to none.")
    record = document("A/C.3/99/SR.4", "summary_record")
    made = vote_sessions([record], clauses, questions=[ADOPTED | {"draft_symbols": ["A/C.3/99/L.21"]}])
    assert made["vote_sessions"].height == 2


PARAGRAPH_ROLL: dict[str, str] = dict.fromkeys(("ALB", "DZA", "MHL", "ZMB", "ZWE"), "in_favour") | dict.fromkeys(
    ("TCD", "CUB"), "abstaining"
)
OF_MONTH: dict[str, Any] = {"subject": "paragraph", "held_in": "2044-12", "outcome": None, "roll": PARAGRAPH_ROLL}


def test_a_part_of_a_text_is_known_by_its_votes() -> None:
    record = document("A/99/PV.53", "verbatim_record")
    made = vote_sessions([record], RECORD, questions=[OF_MONTH])
    assert made["vote_sessions"].height == 4
    assert made["vote_sources"].filter(pl.col("source_kind") == "voting_file")["vote_session_id"].to_list() == [
        "A/99/PV.53#A/99/L.8#operative-paragraph-7"
    ]
    apart = [OF_MONTH | {"held_in": "2044-11"}, OF_MONTH | {"roll": PARAGRAPH_ROLL | {"CUB": "against"}}]
    for question in apart:
        assert vote_sessions([record], RECORD, questions=[question])["vote_sessions"].height == 5
    # two of the same votes in one source: nobody can say which is meant
    assert vote_sessions([record], RECORD, questions=[OF_MONTH, OF_MONTH])["vote_sessions"].height == 6
