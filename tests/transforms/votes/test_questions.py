"""The log of a document's questions: votes begin, lists are read, outcomes are stated, in either order."""

from __future__ import annotations

from typing import Any

import pytest

from transforms.authorities import states
from transforms.votes.meetings import Meeting
from transforms.votes.outcomes import Outcome
from transforms.votes.pieces import Piece
from transforms.votes.questions import Question, Unread, VoteLog, orient_totals


def log(kind: str = "record") -> VoteLog:
    return VoteLog({"symbol": "A/99/PV.53"}, kind, Meeting("A/99/PV.53", None))


def listed(log: VoteLog, *texts: str) -> None:
    for seq, text in enumerate(texts, 1):
        piece = Piece(text, 7, seq, is_set_off=False)
        log.turn_to(piece)
        assert log.take_list(piece)


ADOPTED = Outcome("The draft resolution", "adopted", " by 2 votes to 1 (resolution 99/6)", 0)


def test_lists_before_the_outcome() -> None:
    votes = log()
    votes.begin("A recorded vote was taken.")
    listed(votes, "In favour: Chad, Cuba", "Against: Fiji")
    votes.conclude(ADOPTED)
    (question,) = votes.questions
    assert {vote: len(of_vote) for vote, of_vote in question.roll.items()} == {"in_favour": 2, "against": 1}
    assert (question.method, question.resolution, question.page) == ("recorded_vote", "A/RES/99/6", 7)


def test_a_vote_is_under_way_until_its_outcome() -> None:
    votes = log()
    votes.begin("A recorded vote was taken.")
    under_way = [votes.is_voting]
    votes.conclude(ADOPTED)
    assert [*under_way, votes.is_voting] == [True, False]


def test_lists_after_the_outcome() -> None:
    votes = log("report")
    votes.conclude(ADOPTED._replace(rest=" by a recorded vote of 2 to 1. The voting was as follows:"))
    listed(votes, "In favour: Chad, Cuba", "Against: Fiji")
    votes.settle()
    (question,) = votes.questions
    assert len(question.roll["in_favour"]) == 2


def test_two_roll_calls_in_a_row_are_two_questions() -> None:
    votes = log("report")
    votes.conclude(ADOPTED._replace(rest=" by a recorded vote of 1 to 0"))
    listed(votes, "In favour: Chad", "Against: None")
    piece = Piece("In favour: Cuba, Fiji, Mali, Peru, Togo", 8, 3, is_set_off=False)
    votes.turn_to(piece)
    votes.take_list(piece)
    votes.settle()
    assert [len(question.roll["in_favour"]) for question in votes.questions] == [1, 5]
    assert votes.unread == [Unread(None, 8)]  # no outcome is stated of the second


@pytest.mark.parametrize(("names", "kept"), [("Chad, Cuba, Fiji, Mali, Peru", 1), ("Chad, Cuba, Fiji, Mali", 0)])
def test_a_roll_call_without_an_outcome_needs_five_voters(names: str, kept: int) -> None:
    votes = log()
    votes.begin("A recorded vote was taken.")
    listed(votes, f"In favour: {names}")
    votes.settle()
    assert len(votes.questions) == kept
    assert votes.unread == [Unread(None, 7)]


def test_the_announced_count_of_a_vote_is_not_that_of_the_next() -> None:
    votes = log()
    votes.begin("A vote was taken by show of hands.")
    votes.hear_count("13 votes in favour and 2 against")
    votes.begin("A vote was taken by show of hands.")
    votes.conclude(Outcome("The draft", "adopted", "", 0))
    assert votes.questions[-1].totals == {}


def test_a_ballot_in_which_nobody_is_elected() -> None:
    votes = log()
    votes.begin("A vote was taken by secret ballot.")
    assert votes.is_ballot
    votes.begin("A vote was taken by secret ballot.")
    votes.elect("Chad was elected", "elected", "secret_ballot")
    assert [question.outcome for question in votes.questions] == ["not_adopted", "elected"]
    assert {question.subject for question in votes.questions} == {"election"}


METHODS: list[tuple[str, str | None, bool, str]] = [
    (" by a roll-call vote of 2 to 1", "recorded_vote", False, "roll_call"),  # the sentence decides, with a count
    (" by 2 votes to 1", "roll_call", False, "roll_call"),  # else the vote that was begun
    ("", None, True, "recorded_vote"),  # else lists
    (" by 2 votes to 1", None, False, "show_of_hands"),  # else a count
    (" by consensus", None, False, "consensus"),  # else what the sentence states
    ("", None, False, "without_vote"),
    (" by a recorded vote", None, False, "without_vote"),  # which counts nothing and lists nobody
]


@pytest.mark.parametrize(("rest", "begun", "has_lists", "method"), METHODS)
def test_how_the_body_decided(rest: str, begun: str | None, has_lists: bool, method: str) -> None:
    votes = log()
    votes.vote.method = begun
    if has_lists:
        listed(votes, "In favour: Chad")
    votes.conclude(Outcome("The draft", "adopted", rest, 0))
    assert votes.questions[-1].method == method


CHAD, CUBA = (state for state in map(states.state_of, ("Chad", "Cuba")) if state)
ORIENTED: list[tuple[dict[str, Any], tuple[int, int], str]] = [
    ({"totals": (1, 2), "roll": (2, 1)}, (2, 1), "the lists decide"),
    ({"totals": (2, 1), "roll": (2, 1)}, (2, 1), "the lists agree"),
    ({"totals": (107, 60), "source_kind": "report", "outcome": "rejected"}, (60, 107), "rejected in a report"),
    ({"totals": (107, 60), "source_kind": "record", "outcome": "rejected"}, (107, 60), "a record keeps the order"),
    ({"totals": (107, 60), "source_kind": "report", "outcome": "adopted"}, (107, 60), "adopted"),
]


@pytest.mark.parametrize(("given", "oriented", "why"), ORIENTED, ids=[why for *_, why in ORIENTED])
def test_totals_are_put_by_their_meaning(given: dict[str, Any], oriented: tuple[int, int], why: str) -> None:
    kind, outcome = given.get("source_kind", "record"), given.get("outcome", "adopted")
    question = Question(kind, "A/99/PV.1", subject="whole", outcome=outcome)
    question.totals = dict(zip(("in_favour", "against"), given["totals"], strict=True))
    in_favour, against = given.get("roll", (0, 0))
    question.roll = {"in_favour": [CHAD] * in_favour, "against": [CUBA] * against}
    orient_totals(question)
    assert (question.totals["in_favour"], question.totals["against"]) == oriented
