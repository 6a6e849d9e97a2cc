"""What one source states of one vote.

What belongs here: from documents, the votes that they state beside their text, and voting files to evidence in one
form, and the roll-calls of all of it in one frame. What does not: reading a record or a report (``records.py``) or a
voting file (``files.py``), and which evidence is of the same vote (``matching.py``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

import polars as pl
import regex

from transforms.authorities import bodies, organs, states
from transforms.votes import records
from transforms.votes.questions import Question, Unread
from transforms.votes.roll_calls import later_statements
from warehouse.tables import VOTES

Row = Mapping[str, Any]

DOCUMENT_TYPES = {
    "record": ("verbatim_record", "summary_record"),
    "report": ("committee_report", "report", "other"),
    "resolution": ("resolution", "decision", "presidential_statement"),
}
"""The kind of source (``tables.SOURCE_KINDS``) that documents of each type are."""

ROLL_CALLS = {"evidence": pl.UInt32, "state_code": pl.String, "vote": pl.String, "later_statement": pl.String}
"""The frame of all roll-calls: a row is a State in the roll-call of one source. ``evidence`` is a place in the list of
all evidence."""

LONGEST_NAME = 80
"""Characters of a name that is no known State, in the reason of a rejection."""
LONGEST_PROPOSAL_IN_ID = 80


@dataclass
class Evidence:
    """What one source states of one vote."""

    source_kind: str
    source_uri: str
    subject: str
    source_symbol: str | None = None
    """The document in which it stands; None of a voting file."""
    source_record: str | None = None
    """The record of a voting file."""
    page: int | None = None
    body_id: str | None = None
    session: str | None = None
    resolution: str | None = None
    drafts: Sequence[str] = ()
    meeting: str | None = None
    held_on: date | None = None
    held_in: str | None = None
    proposal: str | None = None
    """What was put to the vote, in words."""
    topics: Sequence[str] | None = None
    method: str | None = None
    outcome: str | None = None
    totals: Mapping[str, int] = field(default_factory=dict)
    """What the source counts, by vote; empty where it gives no count."""
    roll: Mapping[str, Sequence[states.State]] = field(default_factory=dict)
    """The States that a document lists under each vote. Those of a voting file are only in the frame of roll-calls."""
    later: Sequence[tuple[states.State, str]] = ()
    """What delegations stated after the vote."""
    is_of_all: bool = False
    """Whether it stands in a file that lists every recorded vote by which the body adopted a text."""

    @property
    def name(self) -> str:
        """How a discrepancy names the source. The PDF and the XML of a document are two sources."""
        if self.source_kind == "xml":
            return f"{self.source_symbol} (XML)"
        return self.source_symbol or self.source_uri

    @property
    def source(self) -> tuple[str, str]:
        """The source. The file of a resolution is two: its masthead, and the vote that it states beside its text."""
        return self.source_uri, self.source_kind

    @property
    def month(self) -> str | None:
        """The month of the meeting: "2044-12"."""
        return self.held_on.isoformat()[:7] if self.held_on else self.held_in

    @property
    def proposal_id(self) -> str:
        """What was put to the vote, as the id of a vote session gives it."""
        draft = next(iter(self.drafts), None)
        words = regex.sub(r"[^a-z0-9]+", "-", (self.proposal or self.subject).lower())
        words = words[:LONGEST_PROPOSAL_IN_ID].strip("-")
        if self.subject == "whole":
            return self.resolution or draft or self.source_record or words
        if self.source_record:
            words = f"{self.subject}-{self.source_record}"
        text = draft or (self.resolution if self.source_record else None)
        return f"{text}#{words}" if text else words


class Gathered(NamedTuple):
    """All evidence."""

    evidence: list[Evidence]
    roll_calls: pl.DataFrame
    """``ROLL_CALLS``, in the order of the evidence; within it, of the lists."""
    rejections: list[dict[str, Any]]
    """Rows of ``rejections``: what could not be read of roll-calls."""


def gather(
    documents: pl.DataFrame,
    clauses: pl.DataFrame,
    footnotes: pl.DataFrame,
    stated: pl.DataFrame,
    file_questions: pl.DataFrame,
    file_votes: pl.DataFrame,
) -> Gathered:
    """What every source states of every vote: ``sessions.vote_sessions`` says what it takes."""
    is_of_text = pl.col("source_kind") == "resolution"
    read = [
        *_of_documents(documents, clauses, footnotes, stated.filter(is_of_text)),
        *_of_stated_votes(documents, stated.filter(~is_of_text)),
    ]
    found = [one for evidence, _ in read for one in evidence]
    found += map(_of_file_question, file_questions.iter_rows(named=True))
    roll_calls = pl.concat([_listed(found), _listed_in_files(found, file_votes)])
    return Gathered(found, roll_calls, [rejection for _, rejections in read for rejection in rejections])


Read = tuple[list[Evidence], list[dict[str, Any]]]
"""What one document states, and rows of ``rejections`` for what could not be read of it."""


# Documents


def _of_documents(
    documents: pl.DataFrame,
    clauses: pl.DataFrame,
    footnotes: pl.DataFrame,
    stated: pl.DataFrame,
) -> Iterator[Read]:
    """What records, reports and adopted texts state; ``stated`` are the votes that adopted texts state of themselves.

    Of a document in several languages one is enough, the English first. The bilingual records of the first years may
    count as French, and hold the English words too.
    """
    # a preamble recalls what was adopted before; where a draft quoted in a report ends is not always known
    paragraphs = _by_document(clauses.filter(pl.col("kind") != "preambular"))
    notes = _by_document(footnotes)
    stated_by = {(row["symbol"], row["language"]): row for row in stated.iter_rows(named=True)}
    english_first = documents.sort(pl.col("language") != "en", "symbol").unique(
        "symbol", keep="first", maintain_order=True
    )
    kinds = {document_type: kind for kind, types in DOCUMENT_TYPES.items() for document_type in types}
    for document in english_first.iter_rows(named=True):
        key = document["symbol"], document["language"]
        kind = kinds.get(document["document_type"])
        if kind is None:
            continue
        if kind == "resolution":
            questions, unread = _adoption(document, stated_by.get(key), notes.get(key, []))
        else:
            questions, unread = records.read(document, kind, paragraphs.get(key, []), notes.get(key, []))
        evidence = [_of_question(question, document["source_uri"]) for question in questions]
        yield evidence, [_rejection(document, each) for each in unread]


def _by_document(frame: pl.DataFrame) -> dict[tuple[Any, ...], list[dict[str, Any]]]:
    parts = frame.sort("symbol", "language", "seq").partition_by("symbol", "language", as_dict=True)
    return {key: part.to_dicts() for key, part in parts.items()}


def _adoption(document: Row, stated: Row | None, notes: Sequence[Row]) -> tuple[list[Question], list[Unread]]:
    """The adoption of a resolution, decision or statement as the document itself states it.

    The masthead gives the day and the meeting. The row of ``stated_votes``, if any, gives method, count and roll-call;
    then the notes give what delegations stated afterwards.
    """
    meeting = organs.meeting_symbol(document["symbol"], document["session"], document["meeting_number"])
    if not (meeting or document["adopted_on"] or stated):
        return [], []
    question = Question(
        "resolution",
        document["symbol"],
        subject="whole",
        outcome="adopted",
        page=1,
        proposal=document["title"],
        resolution=document["symbol"],
        meeting=meeting,
        held_on=document["adopted_on"],
    )
    if stated is None:
        return [question], []
    question.page, question.method = stated["page"], stated["method"]
    question.totals = _totals(stated)
    question.roll, unread = _stated_roll(stated)
    question.later = [
        statement for note in notes if "ubsequently" in note["text"] for statement in later_statements(note["text"])
    ]
    return [question], unread


def _of_question(question: Question, source_uri: str) -> Evidence:
    totals = dict(question.totals)
    if totals and "not_voting" in question.roll:
        totals["not_voting"] = len(question.roll["not_voting"])
    return Evidence(
        question.source_kind,
        source_uri,
        source_symbol=question.source_symbol,
        body_id=bodies.body_of(question.meeting or question.source_symbol),
        subject=question.subject,
        outcome=question.outcome,
        page=question.page,
        proposal=question.proposal,
        method=question.method,
        resolution=question.resolution,
        drafts=[question.draft] if question.draft else [],
        meeting=question.meeting,
        held_on=question.held_on,
        totals=totals,
        roll=question.roll,
        later=question.later,
    )


def _rejection(document: Row, unread: Unread) -> dict[str, Any]:
    place = f"{document['symbol']}, page {unread.page}" if unread.page else document["symbol"]
    if unread.name:
        reason = f"no known State: {unread.name[:LONGEST_NAME]}"
        detail = (
            f"{unread.name!r} stands among the States of a roll-call, and transforms/authorities/states.csv knows no "
            "State of that name: add the name there if it is one, else read the page"
        )
    else:
        reason = "roll-call without an outcome"
        detail = "no sentence after a roll-call states its outcome: read the page"
    return {
        "source_uri": document["source_uri"],
        "sha256": document["sha256"],
        "stage": "model",
        "reason": reason,
        "detail": f"{place}: {detail}",
        "collection": document["collection"],
    }


# Votes stated beside a text


def _of_stated_votes(documents: pl.DataFrame, stated: pl.DataFrame) -> Iterator[Read]:
    """What rows of ``stated_votes`` state, of each document in one language, the English first."""
    held = {(row["symbol"], row["language"]): row for row in documents.iter_rows(named=True)}
    english_first = stated.sort(pl.col("language") != "en", "symbol", "language", "seq")
    is_first_language = pl.col("language") == pl.col("language").first().over("symbol")
    for row in english_first.filter(is_first_language).iter_rows(named=True):
        document = held[row["symbol"], row["language"]]
        roll, unread = _stated_roll(row)
        symbol = row["meeting_symbol"] or row["resolution_symbol"] or row["draft_symbol"] or row["symbol"]
        evidence = Evidence(
            row["source_kind"],
            document.get("xml_uri") or document["source_uri"],
            source_symbol=row["symbol"],
            body_id=bodies.body_of(symbol),
            subject="whole",
            outcome=row["outcome"],
            proposal=document["title"],
            method=row["method"],
            resolution=row["resolution_symbol"],
            drafts=[row["draft_symbol"]] if row["draft_symbol"] else [],
            meeting=row["meeting_symbol"],
            held_on=row["held_on"],
            totals=_totals(row),
            roll=roll,
        )
        yield [evidence], [_rejection(document, each) for each in unread]


def _totals(row: Row) -> dict[str, int]:
    return {vote: row[vote] for vote in VOTES if row[vote] is not None}


def _stated_roll(row: Row) -> tuple[dict[str, list[states.State]], list[Unread]]:
    """The States that a row of ``stated_votes`` lists under each vote, and the names that are no known State."""
    roll: dict[str, list[states.State]] = {}
    unread: list[Unread] = []
    for vote in VOTES:
        for name in row[f"{vote}_states"] or ():
            if state := states.state_of(name, row["held_on"]):
                roll.setdefault(vote, []).append(state)
            else:
                unread.append(Unread(name, row["page"]))
    return roll, unread


# Voting files


def _of_file_question(row: Row) -> Evidence:
    return Evidence(
        "voting_file",
        row["source_uri"],
        source_record=row["record"],
        body_id=row["body_id"],
        session=row["session"],
        subject=row["subject"],
        outcome=row["outcome"],
        proposal=row["subject_text"],
        topics=row["topics"],
        method=row["method"],
        resolution=row["resolution_symbol"],
        drafts=row["draft_symbols"],
        meeting=row["meeting_symbol"],
        held_on=row["held_on"],
        held_in=row["held_in"],
        totals=_totals(row),
        is_of_all=row["is_of_all"],
    )


# Roll-calls


def _listed(evidence: Sequence[Evidence]) -> pl.DataFrame:
    """The roll-calls of documents (``ROLL_CALLS``). A later statement never changes a vote."""
    rows: list[tuple[int, str, str, str | None]] = []
    for place, one in enumerate(evidence):
        statements = {state.code: words for state, words in one.later}
        listed = {state.code for of_vote in one.roll.values() for state in of_vote}
        for vote in VOTES:
            rows += [(place, state.code, vote, statements.get(state.code)) for state in one.roll.get(vote, ())]
        # a State that no list names was absent
        rows += [(place, code, "not_voting", words) for code, words in statements.items() if code not in listed]
    return pl.DataFrame(rows, ROLL_CALLS, orient="row")


def _listed_in_files(evidence: Sequence[Evidence], file_votes: pl.DataFrame) -> pl.DataFrame:
    """The roll-calls of voting files (``ROLL_CALLS``)."""
    places = pl.DataFrame(
        [(one.source_uri, one.source_record, place) for place, one in enumerate(evidence) if one.source_record],
        {"source_uri": pl.String, "record": pl.String, "evidence": pl.UInt32},
        orient="row",
    )
    votes = file_votes.join(places, on=["source_uri", "record"], maintain_order="left")
    return votes.select("evidence", "state_code", "vote", later_statement=pl.lit(None, pl.String))
