"""The questions that one record or report puts to a body, gathered while it is read.

What belongs here: a question with its outcome, count, roll-call and later statements, and the log that gathers them in
reading order: a vote begins, its lists are read, its outcome is stated, in one order or the other. What does not:
finding these things in the text (``records.py``, ``outcomes.py``, ``roll_calls.py``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from transforms.authorities import states
from transforms.votes import named_texts, phrases
from transforms.votes.meetings import Meeting
from transforms.votes.outcomes import Outcome
from transforms.votes.phrases import COUNTED
from transforms.votes.pieces import Piece
from transforms.votes.roll_calls import RollCall, later_statements

Row = Mapping[str, Any]

FEWEST_VOTERS = 5
"""States in a roll-call without an outcome, at least, for it to count as a vote."""


@dataclass
class Question:
    """One question put to a body, as one document states it."""

    source_kind: str
    source_symbol: str
    subject: str
    """``tables.SUBJECTS``."""
    outcome: str
    """``tables.OUTCOMES``."""
    page: int | None = None
    seq: int = 0
    """Place in the document of the paragraph that states the outcome."""
    first_seq: int = 0
    """Place of the first paragraph that belongs to the vote."""
    proposal: str | None = None
    """What was put to the vote, as printed."""
    method: str | None = None
    resolution: str | None = None
    draft: str | None = None
    meeting: str | None = None
    """Symbol of the record of the meeting."""
    held_on: date | None = None
    totals: dict[str, int] = field(default_factory=dict)
    """The count, by vote; empty where none is given."""
    roll: dict[str, list[states.State]] = field(default_factory=dict)
    """The States listed under each vote."""
    later: list[tuple[states.State, str]] = field(default_factory=list)
    """What delegations stated afterwards: the vote that they had intended."""


class Unread(NamedTuple):
    """What could not be read of a roll-call."""

    name: str | None
    """A name that is no known State; None where no outcome follows the roll-call."""
    page: int | None


@dataclass
class VoteUnderWay:
    """A vote that has begun and whose outcome is still to come."""

    method: str | None = None
    first_seq: int | None = None
    """Place of the paragraph with which it begins."""
    announced: dict[str, int] = field(default_factory=dict)
    """The count that the president has announced."""


class VoteLog:
    """The questions of one document, gathered in reading order."""

    def __init__(self, document: Row, kind: str, meeting: Meeting) -> None:
        """``document`` is a row of ``documents``; ``kind`` is "record" or "report"."""
        self.document, self.kind, self.meeting = document, kind, meeting
        self.questions: list[Question] = []
        self.unread: list[Unread] = []
        self.drafts = named_texts.NamedDrafts()
        self.vote = VoteUnderWay()
        self.roll_call = RollCall()
        self.awaiting: Question | None = None
        """The question whose lists may follow."""
        self.asked: str | None = None
        """What the president asked last: "May I take it that the Assembly wishes ...?"."""
        self.page: int | None = 1
        self.seq = 0

    @property
    def is_voting(self) -> bool:
        """Whether a vote has begun whose outcome is still to come."""
        return self.vote.method in phrases.COUNTED_METHODS or (bool(self.roll_call.words) and self.awaiting is None)

    @property
    def is_ballot(self) -> bool:
        """Whether the vote under way is a secret ballot, which has no lists of voters."""
        return self.vote.method == "secret_ballot"

    def turn_to(self, piece: Piece) -> None:
        """Go on to the next piece."""
        lists = self.roll_call
        if "in_favour" in lists.words and lists.current != "in_favour" and piece.text.startswith("In favour"):
            self.settle()  # another roll-call begins
        self.page, self.seq = piece.page, piece.seq

    def take_list(self, piece: Piece) -> bool:
        """Add the piece to the lists of the roll-call; False where it is no part of them."""
        if self.is_ballot or not self.roll_call.take(piece):
            return False
        self.vote.first_seq = self.vote.first_seq or piece.seq
        return True

    def take_later_statement(self, piece: Piece) -> bool:
        """Add what delegations stated afterwards to the last question; False where the piece states none."""
        may_be = piece.text.startswith("[") or phrases.LATER_STATEMENT.match(piece.text)
        statements = later_statements(piece.text) if may_be and self.questions else []
        if statements:
            self.questions[-1].later.extend(statements)
        return bool(statements)

    def begin(self, text: str) -> None:
        """A vote begins; ``text`` may name its method."""
        self.settle()
        self.vote = VoteUnderWay(phrases.method_in(text) or "recorded_vote", self.seq)

    def ask(self, text: str) -> None:
        """Take note of what the president asks, if anything."""
        if asked := phrases.PRESIDENT_ASKS.search(text):
            self.asked = asked[0]

    def hear_count(self, text: str) -> None:
        """Take note of the count that the president announces, if a vote is under way."""
        self.vote.announced = (phrases.announced_in(text) or self.vote.announced) if self.is_voting else {}

    def conclude(self, outcome: Outcome) -> None:
        """An outcome is stated: a question, with the lists read before it or with those that follow."""
        if self.awaiting is not None or outcome.outcome == "decided":
            self.settle()
        count = phrases.tally_in(outcome.rest) or (self.vote.announced if self.is_voting else {})
        self.awaiting = self._question(outcome, count)
        self.questions.append(self.awaiting)
        # where the outcome comes first, the lists may follow at once or after "The voting was as follows:"
        is_by_name = self.awaiting.method in ("recorded_vote", "roll_call")
        if self.roll_call.words or not (is_by_name or phrases.LISTS_FOLLOW.search(outcome.rest)):
            self.settle()
        self.vote, self.asked = VoteUnderWay(), None

    def elect(self, proposal: str, outcome: str, method: str) -> None:
        """An election is over."""
        question = self._question(Outcome(proposal, outcome, "", 0), {})
        question.subject, question.method, question.draft = "election", method, None
        self.questions.append(question)
        self.vote, self.asked = VoteUnderWay(), None

    def settle(self) -> None:
        """End the vote under way, and give the lists read so far to their question."""
        if self.is_ballot:
            self.elect(self.asked or "", "not_adopted", "secret_ballot")  # nobody had the majority
        roll_call = self.roll_call
        question = self.awaiting or (self._without_outcome() if roll_call.words else None)
        self.awaiting, self.roll_call, self.vote = None, RollCall(), VoteUnderWay()
        if question is None:
            return
        if roll_call.words:
            question.roll = roll_call.states()
            self.unread += [Unread(name, roll_call.page) for name in roll_call.unknown()]
        orient_totals(question)

    def _without_outcome(self) -> Question:
        """The question of a roll-call after which no outcome is stated, or none that can be read: the lists decide."""
        self.unread.append(Unread(None, self.roll_call.page))
        roll = self.roll_call.states()
        listed = {vote: len(roll.get(vote, ())) for vote in COUNTED}
        outcome = "adopted" if listed["in_favour"] > listed["against"] else "rejected"
        question = self._question(Outcome(self.asked or "", outcome, "", 0), self.vote.announced or listed)
        if not self.roll_call.unknown() and sum(listed.values()) >= FEWEST_VOTERS:
            self.questions.append(question)
        return question

    def _question(self, outcome: Outcome, totals: dict[str, int]) -> Question:
        proposal, symbol = outcome.proposal, self.document["symbol"]
        subject = phrases.subject_of(proposal) if outcome.outcome != "decided" else "procedural"
        is_adoption = subject == "whole" and outcome.outcome == "adopted"
        return Question(
            self.kind,
            symbol,
            subject=subject,
            outcome=outcome.outcome,
            page=self.page,
            seq=self.seq,
            first_seq=self.vote.first_seq or self.seq,
            proposal=proposal or self.asked,
            method=self._method(outcome.rest, totals),
            resolution=named_texts.adopted_text(proposal, outcome.rest, symbol) if is_adoption else None,
            draft=self.drafts.of(proposal, subject),
            meeting=self.meeting.symbol,
            held_on=self.meeting.held_on,
            totals=totals,
        )

    def _method(self, rest: str, totals: Mapping[str, int]) -> str:
        """How the body decided. A count without a roll-call is by show of hands (Assembly's rules of procedure, 87)."""
        stated = phrases.method_in(rest)
        is_counted = stated in phrases.COUNTED_METHODS
        return (
            (stated if totals and is_counted else None)
            or self.vote.method
            or ("recorded_vote" if self.roll_call.words else None)
            or ("show_of_hands" if totals else None)
            or (stated if not is_counted else None)
            or "without_vote"
        )


def orient_totals(question: Question) -> None:
    """Put the totals by their meaning: a report may print the larger figure first ("rejected by 107 to 60").

    The lists decide which total is which. Where they do not, a proposal that a report calls rejected had more votes
    against it.
    """
    in_favour, against = (question.totals.get(vote) for vote in ("in_favour", "against"))
    if in_favour is None or against is None:
        return
    listed_in_favour, listed_against = (len(question.roll.get(vote, ())) for vote in ("in_favour", "against"))
    distance_as_printed = abs(in_favour - listed_in_favour) + abs(against - listed_against)
    distance_exchanged = abs(against - listed_in_favour) + abs(in_favour - listed_against)
    is_exchanged = distance_exchanged < distance_as_printed
    if distance_exchanged == distance_as_printed:
        is_exchanged = question.source_kind == "report" and question.outcome == "rejected" and in_favour > against
    if is_exchanged:
        question.totals = question.totals | {"in_favour": against, "against": in_favour}
