"""Vote sessions: one for each question put to a body, with its sources, its roll-call, and what disagrees.

What belongs here: the adoption that a resolution states of itself, one vote session for one question however many
documents tell it, and the proof that it adds up. What does not: reading a record or a report (``records.py``), the
names of States (``states.py``).

An id is made of what is printed: the meeting's symbol and the text put to it (``A/79/PV.53#A/RES/79/181``); where the
text has no symbol of its own, the words for it (``A/65/PV.71#draft-decision``). The same question told by a record, a
report and a resolution so has one id.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import polars as pl
import regex

from transforms import records
from transforms.records import Question
from transforms.wordings import COUNTED
from warehouse import tables

Row = Mapping[str, Any]

SOURCES = {
    "record": ("verbatim_record", "summary_record"),
    "report": ("committee_report", "report", "other"),
    "resolution": ("resolution", "decision", "presidential_statement"),
}
"""Which kind of source a document is, in the order in which sources are believed where several tell a question."""

VOTES = (*COUNTED, "not_voting")


def vote_sessions(documents: pl.DataFrame, clauses: pl.DataFrame, footnotes: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """Every vote session that the documents tell, from rows of the tables ``documents``, ``clauses``, ``footnotes``.

    Gives the tables ``vote_sessions``, ``vote_sources``, ``votes``, ``vote_discrepancies``, and ``rejections`` for
    what in a roll-call is no known State (``rejected_at`` is left null: transforms know no clock). Of a
    document in several languages one is enough, the English first; the bilingual records of the first years may be
    taken for French, and hold the English words beside.
    """
    # preambles tell what was adopted once; where a draft reproduced in a report ends is not always known
    paragraphs = _by_document(clauses.filter(pl.col("kind") != "preambular"))
    notes = _by_document(footnotes)
    questions: list[Question] = []
    rejections: list[dict[str, Any]] = []
    english_first = documents.sort(pl.col("language") != "en", "symbol").unique(
        "symbol", keep="first", maintain_order=True
    )
    for document in english_first.iter_rows(named=True):
        kind = next((kind for kind, types in SOURCES.items() if document["document_type"] in types), None)
        key = document["symbol"], document["language"]
        if kind == "resolution":
            said, findings = records.closing(document, paragraphs.get(key, []), notes.get(key, []))
            questions.extend(_stated(document, said))
            rejections.extend(_rejection(document, finding) for finding in findings)
        elif kind is not None:
            told, findings = records.read(document, kind, paragraphs.get(key, []), notes.get(key, []))
            questions.extend(told)
            rejections.extend(_rejection(document, finding) for finding in findings)
    return _frames(questions) | {
        "rejections": tables.REJECTIONS.frame(rejections).unique(
            tables.REJECTIONS.key, keep="first", maintain_order=True
        )
    }


def _by_document(frame: pl.DataFrame) -> dict[tuple[Any, ...], list[dict[str, Any]]]:
    parts = frame.sort("symbol", "language", "seq").partition_by("symbol", "language", as_dict=True)
    return {key: part.to_dicts() for key, part in parts.items()}


def _stated(document: Row, said: Mapping[str, Any]) -> Iterator[Question]:
    """The adoption that a resolution, decision or statement tells of itself: when, at which meeting, sometimes how."""
    meeting = records.meeting_symbol(document["symbol"], document["session"], document["meeting_number"])
    if meeting or document["adopted_on"] or said:
        yield Question(
            "resolution",
            document["symbol"],
            subject="whole",
            outcome="adopted",
            page=1,
            text=document["title"],
            resolution=document["symbol"],
            meeting=meeting,
            held_on=document["adopted_on"],
            **said,
        )


def _rejection(document: Row, finding: records.Finding) -> dict[str, Any]:
    return {
        "source_uri": document["source_uri"],
        "sha256": document["sha256"],
        "stage": "model",
        "reason": f"no known State: {finding.name[:80]}" if finding.name else "roll-call without an outcome",
        "detail": f"{document['symbol']}, page {finding.page}: "
        + (
            f"{finding.name!r} stands among the States of a roll-call and is none that transforms/states.csv knows: "
            "add the name there if it is one, else read the page"
            if finding.name
            else "a roll-call is printed and no sentence after it tells what came of it: read the page"
        ),
        "collection": document["collection"],
    }


def _frames(questions: Sequence[Question]) -> dict[str, pl.DataFrame]:
    told: dict[str, list[Question]] = defaultdict(list)
    for session_id, question in _identified(questions):
        told[session_id].append(question)
    sessions: list[dict[str, Any]] = []
    sources: list[dict[str, Any]] = []
    votes: list[dict[str, Any]] = []
    discrepancies: list[dict[str, Any]] = []
    for session_id, several in told.items():
        several.sort(key=lambda question: list(SOURCES).index(question.source_kind))
        sessions.append(_session(session_id, several))
        sources.extend(_source(session_id, question) for question in several)
        listed, doubled = _votes(session_id, next((q for q in several if q.roll), several[0]))
        votes.extend(listed)
        discrepancies.extend([*doubled, *_unproved(session_id, several), *_disagreeing(session_id, several)])
    return {
        "vote_sessions": tables.VOTE_SESSIONS.frame(sessions),
        "vote_sources": tables.VOTE_SOURCES.frame(sources),
        "votes": tables.VOTE_RECORDS.frame(votes),
        "vote_discrepancies": tables.VOTE_DISCREPANCIES.frame(discrepancies),
    }


def _identified(questions: Sequence[Question]) -> Iterator[tuple[str, Question]]:
    """Each question with its id; what one document prints twice in the same words is numbered ("~2")."""
    met: Counter[tuple[str, str]] = Counter()
    for question in questions:
        words = regex.sub(r"[^a-z0-9]+", "-", (question.text or question.subject).lower())[:80].strip("-")
        if question.subject == "whole":
            put = question.resolution or question.draft or words
        else:
            put = f"{question.draft}#{words}" if question.draft else words
        session_id = f"{question.meeting or question.source_symbol}#{put}"
        met[session_id, question.source_symbol] += 1
        count = met[session_id, question.source_symbol]
        yield (session_id if count == 1 else f"{session_id}~{count}"), question


def _session(session_id: str, told: Sequence[Question]) -> dict[str, Any]:
    """The session as its sources tell it together: of each thing what the most trusted source says."""

    def first(name: str) -> Any:
        return next((value for question in told if (value := getattr(question, name)) is not None), None)

    counted = next((question for question in told if question.totals), None)
    return {
        "vote_session_id": session_id,
        "resolution_symbol": first("resolution"),
        "draft_symbol": first("draft"),
        "meeting_symbol": first("meeting"),
        "held_on": first("held_on"),
        "subject": told[0].subject,
        "subject_text": first("text"),
        "is_adoption": told[0].subject == "whole",
        "method": first("method"),
        "outcome": told[0].outcome,
        **(counted.totals if counted else {}),
        "not_voting": len(counted.roll["not_voting"]) if counted and "not_voting" in counted.roll else None,
    }


def _source(session_id: str, question: Question) -> dict[str, Any]:
    return {
        "vote_session_id": session_id,
        "source_kind": question.source_kind,
        "source_symbol": question.source_symbol,
        "source_page": question.page,
        **question.totals,
    }


def _votes(session_id: str, question: Question) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """One row a State, and what is wrong with States listed twice. A later statement never changes a vote."""
    later = dict(question.later)
    rows: dict[str, dict[str, Any]] = {}
    doubled = []
    for vote in VOTES:
        for state in question.roll.get(vote, []):
            if state.code in rows:
                doubled.append(
                    _discrepancy(
                        session_id,
                        "State listed twice",
                        state.name,
                        (f"{question.source_symbol} list", rows[state.code]["vote"]),
                        (f"{question.source_symbol} list again", vote),
                    )
                )
                continue
            rows[state.code] = {
                "vote_session_id": session_id,
                "state_name": state.name,
                "state_code": state.code,
                "vote": vote,
                "later_statement": later.get(state),
            }
    for state, said in later.items():
        if state.code not in rows:  # it was absent, and said how it would have voted
            rows[state.code] = {
                "vote_session_id": session_id,
                "state_name": state.name,
                "state_code": state.code,
                "vote": "not_voting",
                "later_statement": said,
            }
    return list(rows.values()), doubled


def _unproved(session_id: str, told: Sequence[Question]) -> Iterator[dict[str, Any]]:
    """Totals that the roll-call of the same document does not add up to."""
    for question in told:
        for vote in COUNTED if question.roll and question.totals else ():
            listed = len(question.roll.get(vote, ()))
            if listed != question.totals[vote]:
                yield _discrepancy(
                    session_id,
                    "total and roll-call",
                    vote,
                    (f"{question.source_symbol} total", question.totals[vote]),
                    (f"{question.source_symbol} list", listed),
                )


def _disagreeing(session_id: str, told: Sequence[Question]) -> Iterator[dict[str, Any]]:
    """Totals on which two documents differ."""
    counted = [question for question in told if question.totals]
    for other in counted[1:]:
        for vote in COUNTED:
            if other.totals[vote] != counted[0].totals[vote]:
                yield _discrepancy(
                    session_id,
                    "totals of two sources",
                    vote,
                    (counted[0].source_symbol, counted[0].totals[vote]),
                    (other.source_symbol, other.totals[vote]),
                )


def _discrepancy(
    session_id: str, rule: str, what: str, left: tuple[str, object], right: tuple[str, object]
) -> dict[str, Any]:
    return {
        "vote_session_id": session_id,
        "rule": rule,
        "what": what,
        "left_source": left[0],
        "left_value": str(left[1]),
        "right_source": right[0],
        "right_value": str(right[1]),
    }
