"""Vote sessions: one for each question put to a body, with its sources, its roll-call, and what disagrees.

What belongs here: the adoption that a resolution states of itself, one vote session for one question however many
sources tell it, and the proof that it adds up. What does not: reading a record or a report (``records.py``) or a
voting file (``voting_files.py``), the names of States (``states.py``).

An id is made of what is printed: the meeting's symbol and the text put to it (``A/79/PV.53#A/RES/79/181``); where the
text has no symbol of its own, the words for it (``A/65/PV.71#draft-decision``), or in a voting file the number of its
record. Where no source names the meeting, the body's session stands in its place (``A/55#A/RES/55/33 B``).

Two sources tell one question where

- both name the meeting, or the document in which they stand, and the same text put to it;
- both tell of the adoption of the same resolution as a whole, which happens once in a body;
- both tell of the same draft as a whole, put on the same day or at the same meeting, and do not name two resolutions;
- one is a voting file that tells of a part of a text, or gives no resolution, and no other question of that body and
  month has the same votes of the same States.

One source never tells a question twice.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import polars as pl
import regex

from transforms.authorities import bodies, states, symbols
from transforms.votes import records
from transforms.votes.records import Question
from transforms.votes.wordings import COUNTED
from warehouse import tables

Row = Mapping[str, Any]

SOURCES = {
    "record": ("verbatim_record", "summary_record"),
    "report": ("committee_report", "report", "other"),
    "resolution": ("resolution", "decision", "presidential_statement"),
    "xml": (),
    "voting_file": (),
}
"""Which kind of source a document is, in the order in which sources are believed where several tell a question."""

VOTES = (*COUNTED, "not_voting")
ROLL = {
    "told": pl.UInt32,
    "state_code": pl.String,
    "vote": pl.String,
    "later_statement": pl.String,
}
"""The frame of all roll-calls: a row is a State in the roll-call of one source; ``told`` is the source's place."""
ENOUGH = 20
"""Recorded votes of a session in a file from which it may be taken to list all: since 1990 it had 60 and more."""

NAMED = 5
"""Members left out of a roll-call that are named."""


@dataclass
class Told:
    """One question as one source tells it."""

    source_kind: str
    source_uri: str
    subject: str
    source_symbol: str | None = None
    source_record: str | None = None
    page: int | None = None
    body_id: str | None = None
    session: str | None = None
    resolution: str | None = None
    drafts: Sequence[str] = ()
    meeting: str | None = None
    held_on: date | None = None
    held_in: str | None = None
    text: str | None = None
    topics: Sequence[str] | None = None
    method: str | None = None
    outcome: str | None = None
    totals: Mapping[str, int] = field(default_factory=dict)
    """What the source counts, by vote; empty where it gives no count."""
    is_of_all: bool = False
    """Whether it stands in a file that lists every recorded vote by which the body adopted a text."""

    @property
    def name(self) -> str:
        """How a disagreement names the source."""
        if self.source_kind == "xml":  # a document's own page may tell otherwise
            return f"{self.source_symbol} (XML)"
        return self.source_symbol or self.source_uri

    @property
    def source(self) -> tuple[str, str]:
        """The source; the file of a resolution may state its vote beside its text."""
        return self.source_uri, self.source_kind

    @property
    def month(self) -> str | None:
        """The month of the meeting: "2044-12"."""
        return self.held_on.isoformat()[:7] if self.held_on else self.held_in

    @property
    def put(self) -> str:
        """What was put, as it stands in the id."""
        draft = next(iter(self.drafts), None)
        words = regex.sub(r"[^a-z0-9]+", "-", (self.text or self.subject).lower())[:80].strip("-")
        if self.subject == "whole":
            return self.resolution or draft or self.source_record or words
        if self.source_record:
            words = f"{self.subject}-{self.source_record}"
        text = draft or (self.resolution if self.source_record else None)
        return f"{text}#{words}" if text else words


def vote_sessions(
    documents: pl.DataFrame,
    clauses: pl.DataFrame,
    footnotes: pl.DataFrame,
    stated: pl.DataFrame | None = None,
    file_questions: pl.DataFrame | None = None,
    file_votes: pl.DataFrame | None = None,
) -> dict[str, pl.DataFrame]:
    """Every vote session that the sources tell: rows of the tables ``documents``, ``clauses``, ``footnotes``, the
    votes that documents state beside their text (table ``stated_votes``), and what voting files hold
    (``voting_files.FILE_QUESTIONS`` and ``FILE_VOTES``).

    Gives the tables ``vote_sessions``, ``vote_sources``, ``votes``, ``vote_discrepancies``, and ``rejections`` for
    what in a roll-call is no known State (``rejected_at`` is left null: transforms know no clock). Of a
    document in several languages one is enough, the English first; the bilingual records of the first years may be
    taken for French, and hold the English words beside.
    """
    # preambles tell what was adopted once; where a draft reproduced in a report ends is not always known
    paragraphs = _by_document(clauses.filter(pl.col("kind") != "preambular"))
    notes = _by_document(footnotes)
    stated = tables.STATED_VOTES.frame() if stated is None else stated
    of_themselves = stated.filter(pl.col("source_kind") == "resolution")
    told: list[Told] = []
    rolls = _Rolls()
    rejections: list[dict[str, Any]] = []
    said = {(row["symbol"], row["language"]): row for row in of_themselves.iter_rows(named=True)}
    english_first = documents.sort(pl.col("language") != "en", "symbol").unique(
        "symbol", keep="first", maintain_order=True
    )
    for document in english_first.iter_rows(named=True):
        kind = next((kind for kind, types in SOURCES.items() if document["document_type"] in types), None)
        key = document["symbol"], document["language"]
        questions: list[Question] = []
        findings: list[records.Finding] = []
        if kind == "resolution":
            questions, findings = _adoption(document, said.get(key), notes.get(key, []))
        elif kind is not None:
            questions, findings = records.read(document, kind, paragraphs.get(key, []), notes.get(key, []))
        for question in questions:
            rolls.take(len(told), question.roll, question.later)
            told.append(_of_question(question, document["source_uri"]))
        rejections.extend(_rejection(document, finding) for finding in findings)
    rejections.extend(_of_documents(stated.filter(pl.col("source_kind") != "resolution"), documents, told, rolls))
    if file_questions is not None and file_votes is not None:
        _of_files(file_questions, file_votes, told, rolls)
    return _frames(told, rolls.frame()) | {
        "rejections": tables.REJECTIONS.frame(rejections).unique(
            tables.REJECTIONS.key, keep="first", maintain_order=True
        )
    }


def _by_document(frame: pl.DataFrame) -> dict[tuple[Any, ...], list[dict[str, Any]]]:
    parts = frame.sort("symbol", "language", "seq").partition_by("symbol", "language", as_dict=True)
    return {key: part.to_dicts() for key, part in parts.items()}


# what each kind of source tells


class _Rolls:
    """The roll-calls of all sources while they are gathered."""

    def __init__(self) -> None:
        self.rows: list[tuple[int, str, str, str | None]] = []
        self.frames: list[pl.DataFrame] = []

    def take(
        self,
        told: int,
        roll: Mapping[str, Sequence[states.State]],
        later: Iterable[tuple[states.State, str]] = (),
    ) -> None:
        """Take a roll-call that names States under each vote. A later statement never changes a vote."""
        said = {state.code: words for state, words in later}
        listed = {state.code for of_vote in roll.values() for state in of_vote}
        for vote in VOTES:
            self.rows += [(told, state.code, vote, said.get(state.code)) for state in roll.get(vote, ())]
        # it was absent, and said how it would have voted
        self.rows += [(told, code, "not_voting", words) for code, words in said.items() if code not in listed]

    def frame(self) -> pl.DataFrame:
        """``ROLL``, in the order of sources and, of each, of its lists."""
        return pl.concat([pl.DataFrame(self.rows, ROLL, orient="row"), *self.frames])


def _adoption(document: Row, said: Row | None, notes: Sequence[Row]) -> tuple[list[Question], list[records.Finding]]:
    """The adoption that a resolution, decision or statement tells of itself: when, at which meeting, and, by its row of
    ``stated_votes``, sometimes how; what delegations said afterwards stands in its notes."""
    meeting = records.meeting_symbol(document["symbol"], document["session"], document["meeting_number"])
    if not (meeting or document["adopted_on"] or said):
        return [], []
    question = Question(
        "resolution",
        document["symbol"],
        subject="whole",
        outcome="adopted",
        page=1,
        text=document["title"],
        resolution=document["symbol"],
        meeting=meeting,
        held_on=document["adopted_on"],
    )
    if said is None:
        return [question], []
    question.page, question.method = said["page"], said["method"]
    question.totals = {vote: said[vote] for vote in VOTES if said[vote] is not None}
    question.roll, findings = _listed(said)
    question.later = [
        later for note in notes if "ubsequently" in note["text"] for later in records.later_statements(note["text"])
    ]
    return [question], findings


def _listed(row: Row) -> tuple[dict[str, list[states.State]], list[records.Finding]]:
    """The States that a row of ``stated_votes`` lists under each vote, and the names that are none."""
    roll: dict[str, list[states.State]] = {}
    findings: list[records.Finding] = []
    for vote in VOTES:
        for name in row[f"{vote}_states"] or ():
            if state := states.state_of(name, row["held_on"]):
                roll.setdefault(vote, []).append(state)
            else:
                findings.append(records.Finding(name, row["page"]))
    return roll, findings


def _of_question(question: Question, source_uri: str) -> Told:
    symbol = question.meeting or question.source_symbol
    totals = dict(question.totals)
    if totals and "not_voting" in question.roll:
        totals["not_voting"] = len(question.roll["not_voting"])
    return Told(
        question.source_kind,
        source_uri,
        source_symbol=question.source_symbol,
        body_id=bodies.body_of(symbol),
        subject=question.subject,
        outcome=question.outcome,
        page=question.page,
        text=question.text,
        method=question.method,
        resolution=question.resolution,
        drafts=[question.draft] if question.draft else [],
        meeting=question.meeting,
        held_on=question.held_on,
        totals=totals,
    )


def _of_documents(
    stated: pl.DataFrame, documents: pl.DataFrame, told: list[Told], rolls: _Rolls
) -> Iterator[dict[str, Any]]:
    """Add what documents state beside their text (table ``stated_votes``), of each document in one language."""
    held = {(row["symbol"], row["language"]): row for row in documents.iter_rows(named=True)}
    first: dict[str, str] = {}
    for row in stated.sort(pl.col("language") != "en", "symbol", "language", "seq").iter_rows(named=True):
        if first.setdefault(row["symbol"], row["language"]) != row["language"]:
            continue
        document = held[row["symbol"], row["language"]]
        roll, findings = _listed(row)
        yield from (_rejection(document, finding) for finding in findings)
        rolls.take(len(told), roll)
        symbol = row["meeting_symbol"] or row["resolution_symbol"] or row["draft_symbol"] or row["symbol"]
        told.append(
            Told(
                row["source_kind"],
                document.get("xml_uri") or document["source_uri"],
                source_symbol=row["symbol"],
                body_id=bodies.body_of(symbol),
                subject="whole",
                outcome=row["outcome"],
                page=None,
                text=document["title"],
                method=row["method"],
                resolution=row["resolution_symbol"],
                drafts=[row["draft_symbol"]] if row["draft_symbol"] else [],
                meeting=row["meeting_symbol"],
                held_on=row["held_on"],
                totals={vote: row[vote] for vote in VOTES if row[vote] is not None},
            )
        )


def _of_files(questions: pl.DataFrame, votes: pl.DataFrame, told: list[Told], rolls: _Rolls) -> None:
    """Add what voting files tell."""
    places = []
    for row in questions.iter_rows(named=True):
        places.append((row["source_uri"], row["record"], len(told)))
        told.append(
            Told(
                "voting_file",
                row["source_uri"],
                source_record=row["record"],
                body_id=row["body_id"],
                session=row["session"],
                subject=row["subject"],
                outcome=row["outcome"],
                text=row["subject_text"],
                topics=row["topics"],
                method=row["method"],
                resolution=row["resolution_symbol"],
                drafts=row["draft_symbols"],
                meeting=row["meeting_symbol"],
                held_on=row["held_on"],
                held_in=row["held_in"],
                totals={vote: row[vote] for vote in VOTES if row[vote] is not None},
                is_of_all=row["is_of_all"],
            )
        )
    place = pl.DataFrame(places, {"source_uri": pl.String, "record": pl.String, "told": pl.UInt32}, orient="row")
    listed = votes.join(place, on=["source_uri", "record"], maintain_order="left")
    rolls.frames.append(listed.select("told", "state_code", "vote", pl.lit(None, pl.String).alias("later_statement")))


def _rejection(document: Row, finding: records.Finding) -> dict[str, Any]:
    place = f", page {finding.page}" if finding.page else ""
    return {
        "source_uri": document["source_uri"],
        "sha256": document["sha256"],
        "stage": "model",
        "reason": f"no known State: {finding.name[:80]}" if finding.name else "roll-call without an outcome",
        "detail": f"{document['symbol']}{place}: "
        + (
            f"{finding.name!r} stands among the States of a roll-call and is none that transforms/states.csv knows: "
            "add the name there if it is one, else read the page"
            if finding.name
            else "a roll-call is printed and no sentence after it tells what came of it: read the page"
        ),
        "collection": document["collection"],
    }


# one session for one question


@dataclass
class _Session:
    """A vote session while its sources are found: their places, the most trusted first."""

    key: str
    told: list[int] = field(default_factory=list)
    sources: set[tuple[str, str]] = field(default_factory=set)


def _sessions(told: Sequence[Told], rolls: pl.DataFrame) -> list[list[int]]:
    """Which of what is told makes one vote session, as places in ``told``."""
    found: dict[str, _Session] = {}
    adoptions: dict[tuple[str | None, str], list[_Session]] = defaultdict(list)
    drafts: dict[tuple[str, object], list[_Session]] = defaultdict(list)
    of_place: dict[int, _Session] = {}
    same_votes = _with_the_same_votes(told, rolls)
    trust = {kind: rank for rank, kind in enumerate(SOURCES)}
    met: Counter[tuple[str, tuple[str, str]]] = Counter()
    for place in sorted(range(len(told)), key=lambda place: trust[told[place].source_kind]):
        one = told[place]
        key = f"{_where(one)}#{one.put}"
        # what one source tells twice in the same words is numbered ("~2")
        met[key, one.source] += 1
        count = met[key, one.source]
        key = key if count == 1 else f"{key}~{count}"
        whens = [when for when in (one.held_on, one.meeting) if when]
        candidates = [found[key]] if key in found else []
        if one.subject == "whole":
            if one.resolution:
                candidates += adoptions[one.body_id, one.resolution]
            for draft in one.drafts:
                candidates += [
                    s for when in whens for s in drafts[draft, when] if _agree(one, [told[p] for p in s.told])
                ]
        candidates += [of_place[other] for other in same_votes.get(place, ()) if other in of_place]
        session = next((s for s in candidates if one.source not in s.sources), None)
        if session is None:
            session = found[key] = _Session(key)
        session.told.append(place)
        session.sources.add(one.source)
        of_place[place] = session
        if one.subject == "whole":
            if one.resolution:
                adoptions[one.body_id, one.resolution].append(session)
            for draft in one.drafts:
                for when in whens:
                    drafts[draft, when].append(session)
    return [session.told for session in found.values()]


def _agree(one: Told, others: Sequence[Told]) -> bool:
    """Whether what tells of the same draft may be one question: of one body, and not of two resolutions."""
    return all(
        other.body_id == one.body_id
        and (None in (other.resolution, one.resolution) or other.resolution == one.resolution)
        for other in others
    )


def _where(one: Told) -> str:
    """The meeting; else the document that tells it; else, in a voting file, the body's session or its year."""
    if one.meeting or one.source_symbol:
        return str(one.meeting or one.source_symbol)
    if one.resolution:
        return symbols.collection(one.resolution).replace("-", "/", 1)
    organ = {"ga": "A", "sc": "S"}.get(one.body_id or "", one.body_id or "vote")
    return f"{organ}/{one.session or (one.held_in or '')[:4]}"


def _with_the_same_votes(told: Sequence[Told], rolls: pl.DataFrame) -> dict[int, list[int]]:
    """For what a voting file tells of a part of a text, or without a resolution: the others of the same body and month
    with the same votes of the same States, where of each source there is one only."""
    rows = [(place, one.source_uri, one.body_id, one.month) for place, one in enumerate(told)]
    names = {"told": pl.UInt32, "source_uri": pl.String, "body_id": pl.String, "month": pl.String}
    frame = pl.DataFrame(rows, names, orient="row").drop_nulls()
    months = frame.group_by("body_id", "month").agg(pl.col("source_uri").n_unique().alias("sources"))
    frame = frame.join(months.filter(pl.col("sources") > 1), on=["body_id", "month"])
    if frame.is_empty():
        return {}
    votes = (
        rolls.filter((pl.col("vote") != "not_voting") & pl.col("told").is_in(frame["told"].implode()))
        .sort("told", "state_code", "vote")
        .group_by("told")
        .agg((pl.col("state_code") + pl.col("vote")).str.join().hash(seed=0).alias("votes"))
    )
    frame = frame.join(votes, on="told")
    alike = ["body_id", "month", "votes"]
    frame = frame.filter(pl.len().over(*alike, "source_uri") == 1)
    pairs = frame.join(frame, on=alike, suffix="_other").filter(pl.col("source_uri") != pl.col("source_uri_other"))
    found: dict[int, list[int]] = defaultdict(list)
    for place, other in pairs.select("told", "told_other").sort("told", "told_other").iter_rows():
        one, also = told[place], told[other]
        is_vague = any(
            t.source_kind == "voting_file" and (t.subject != "whole" or not t.resolution) for t in (one, also)
        )
        dated = None in (one.held_on, also.held_on) or one.held_on == also.held_on
        wholes = one.subject == also.subject == "whole"
        if is_vague and dated and (wholes or "whole" not in (one.subject, also.subject)):
            found[place].append(other)
    return found


# the tables


def _frames(told: Sequence[Told], rolls: pl.DataFrame) -> dict[str, pl.DataFrame]:
    counted = _counted(rolls)
    doubled, rolls = _doubled(told, rolls)
    sessions: list[dict[str, Any]] = []
    sources: list[dict[str, Any]] = []
    discrepancies: list[dict[str, Any]] = []
    of_told: list[tuple[int, str, bool]] = []
    ids: Counter[str] = Counter()
    for places in _sessions(told, rolls):
        several = [told[place] for place in places]
        session_id = _id(several)
        ids[session_id] += 1
        if ids[session_id] > 1:
            session_id = f"{session_id}~{ids[session_id]}"
        listing = [place for place in places if place in counted]
        believed = next((p for p in listing if _adds_up(told[p], counted[p])), next(iter(listing), None))
        of_told += [(place, session_id, place == believed) for place in places]
        sessions.append(_session(session_id, several, counted.get(believed) if believed is not None else None))
        sources += [_source(session_id, one) for one in several]
        for place in places:
            discrepancies += ({"vote_session_id": session_id, **row} for row in doubled.get(place, ()))
            discrepancies += _unproved(session_id, told[place], counted.get(place))
        discrepancies += _disagreeing(session_id, several)
    _infer_methods(sessions, told)
    names = {"told": pl.UInt32, "vote_session_id": pl.String, "is_believed": pl.Boolean}
    rolls = rolls.join(pl.DataFrame(of_told, names, orient="row"), on="told", maintain_order="left")
    found = [
        tables.VOTE_DISCREPANCIES.frame(discrepancies),
        _two_rolls(told, rolls),
        _no_members(told, rolls),
        _members_left_out(told, rolls),
    ]
    kept = pl.concat(found).unique(tables.VOTE_DISCREPANCIES.key, keep="first", maintain_order=True)
    return {
        "vote_sessions": tables.VOTE_SESSIONS.frame(sessions),
        "vote_sources": tables.VOTE_SOURCES.frame(sources),
        "votes": tables.VOTE_RECORDS.cast(_votes(rolls)),
        "vote_discrepancies": tables.VOTE_DISCREPANCIES.sort(kept),
    }


def _id(several: Sequence[Told]) -> str:
    """Of what the sources tell together: the meeting that any names, the text as the most trusted names it."""
    meeting = _meeting(several)
    whole = next((one for one in several if one.subject == "whole" and one.resolution), several[0])
    return f"{meeting or _where(several[0])}#{whole.put}"


def _meeting(several: Sequence[Told]) -> str | None:
    """The meeting that the most trusted source names; where another tells of which day of it, that."""
    named = [one.meeting for one in several if one.meeting]
    return next((each for each in named if each.startswith(f"{named[0]} (")), next(iter(named), None))


def _session(session_id: str, told: Sequence[Told], listed: Mapping[str, int] | None) -> dict[str, Any]:
    """The session as its sources tell it together: of each thing what the most trusted source says. Where no source
    counts, and a voting file lists who voted, the list is counted."""

    def first(name: str) -> Any:
        return next((value for one in told if (value := getattr(one, name))), None)

    counted = next((one.totals for one in told if one.totals), None)
    if counted is None and listed is not None and any(one.source_kind == "voting_file" for one in told):
        counted = {vote: listed.get(vote, 0) for vote in COUNTED}
    held_on = first("held_on")
    return {
        "vote_session_id": session_id,
        "body_id": first("body_id"),
        "resolution_symbol": first("resolution"),
        "draft_symbol": next((one.drafts[0] for one in told if one.drafts), None),
        "meeting_symbol": _meeting(told),
        "held_on": held_on,
        "held_in": held_on.isoformat()[:7] if held_on else first("held_in"),
        "subject": told[0].subject,
        "subject_text": first("text"),
        "topics": first("topics"),
        "is_adoption": told[0].subject == "whole",
        "method": first("method"),
        "is_method_inferred": False,
        "outcome": first("outcome"),
        **{vote: (counted or {}).get(vote) for vote in COUNTED},
        "not_voting": next((one.totals["not_voting"] for one in told if "not_voting" in one.totals), None),
    }


def _infer_methods(sessions: Iterable[dict[str, Any]], told: Sequence[Told]) -> None:
    """Without a vote: how a resolution was adopted of which no source tells the method, where a voting file that is to
    list every recorded vote of its session, from the first day of that session in it to the last, does not list it.

    A file is not taken to list all of a session where it has few of it, or where another source tells of a recorded
    vote that it lacks.
    """
    listed: dict[str | None, dict[str, date]] = defaultdict(dict)
    for one in told:
        if one.is_of_all and one.resolution and one.held_on:
            listed[_count(one.resolution)[0]][_count(one.resolution)[1]] = one.held_on
    spans = {
        session: (min(days.values()), max(days.values())) for session, days in listed.items() if len(days) >= ENOUGH
    }
    unlisted = []
    for row in sessions:
        if row["is_adoption"] and row["body_id"] == "ga" and row["resolution_symbol"] and row["held_on"]:
            session, number = _count(row["resolution_symbol"])
            first, last = spans.get(session, (date.max, date.min))
            if first <= row["held_on"] <= last and number not in listed[session]:
                unlisted.append((session, row))
    lacking = {session for session, row in unlisted if row["method"] in ("recorded_vote", "roll_call")}
    for session, row in unlisted:
        if row["method"] is None and session not in lacking:
            row.update(method="without_vote", is_method_inferred=True)


def _count(symbol: str) -> tuple[str | None, str]:
    """Session and number of a resolution, whatever part of it: ``A/RES/78/183 B`` -> 78, A/RES/78/183."""
    read = symbols.parse(symbol)
    return read.session, (read.parent if read.part else None) or read.text


def _source(session_id: str, one: Told) -> dict[str, Any]:
    return {
        "vote_session_id": session_id,
        "source_kind": one.source_kind,
        "source_symbol": one.source_symbol,
        "source_uri": one.source_uri,
        "source_record": one.source_record,
        "source_page": one.page,
        **{vote: one.totals.get(vote) for vote in COUNTED},
    }


def _votes(rolls: pl.DataFrame) -> pl.DataFrame:
    """One row a State: as the roll-call that is believed lists it, else as not voting in any other that says so; and
    what it told the Secretariat afterwards, whichever source says it."""
    key = ["vote_session_id", "state_code"]
    later = rolls.drop_nulls("later_statement").unique(key, keep="first", maintain_order=True)
    others = rolls.filter(~pl.col("is_believed") & (pl.col("vote") == "not_voting"))
    names = states.states().select("state_code", state_name="name")
    return (
        pl.concat([rolls.filter("is_believed"), others])
        .unique(key, keep="first", maintain_order=True)
        .select(*key, "vote")
        .join(later.select(*key, "later_statement"), on=key, how="left")
        .join(names, on="state_code")
        .select(list(tables.VOTE_RECORDS.schema))
    )


# what disagrees


def _doubled(told: Sequence[Told], rolls: pl.DataFrame) -> tuple[dict[int, list[dict[str, Any]]], pl.DataFrame]:
    """What is wrong with States listed twice, by place, and the roll-calls with each State once, as first listed."""
    again = rolls.filter(~pl.struct("told", "state_code").is_first_distinct())
    if again.is_empty():
        return {}, rolls
    once = rolls.unique(["told", "state_code"], keep="first", maintain_order=True)
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    pairs = again.join(once, on=["told", "state_code"], suffix="_first", maintain_order="left")
    for row in pairs.iter_rows(named=True):
        found[row["told"]].append(
            {
                "rule": "State listed twice",
                "what": _name(row["state_code"]),
                "left_source": f"{told[row['told']].name} list",
                "left_value": row["vote_first"],
                "right_source": f"{told[row['told']].name} list again",
                "right_value": row["vote"] if row["vote"] != row["vote_first"] else f"{row['vote']} again",
            }
        )
    return found, once


def _counted(rolls: pl.DataFrame) -> dict[int, dict[str, int]]:
    """How many States each roll-call lists under each vote."""
    counted: dict[int, dict[str, int]] = defaultdict(dict)
    for place, vote, count in rolls.group_by("told", "vote").len().iter_rows():
        counted[place][vote] = count
    return counted


def _adds_up(one: Told, listed: Mapping[str, int]) -> bool:
    return all(listed.get(vote, 0) == one.totals[vote] for vote in COUNTED if vote in one.totals)


def _unproved(session_id: str, one: Told, listed: Mapping[str, int] | None) -> Iterator[dict[str, Any]]:
    """Totals that the roll-call of the same source does not add up to."""
    if listed is None or not any(vote in listed for vote in COUNTED):
        return
    for vote in VOTES:
        count = listed.get(vote, 0)
        # a source need not list who did not vote
        if vote in one.totals and one.totals[vote] != count and (vote != "not_voting" or count):
            yield _discrepancy(
                session_id,
                "total and roll-call",
                vote,
                (f"{one.name} total", one.totals[vote]),
                (f"{one.name} list", count),
            )


def _disagreeing(session_id: str, told: Sequence[Told]) -> Iterator[dict[str, Any]]:
    """Totals, day, month or meeting on which two sources differ."""
    counted = [one for one in told if one.totals]
    for other in counted[1:]:
        for vote in VOTES:
            count = counted[0].totals.get(vote)
            if count is not None and other.totals.get(vote, count) != count:
                yield _discrepancy(
                    session_id,
                    "totals of two sources",
                    vote,
                    (counted[0].name, count),
                    (other.name, other.totals[vote]),
                )
    said: dict[str, list[tuple[str, str]]] = {
        "day": [(one.name, one.held_on.isoformat()) for one in told if one.held_on],
        "month": [(one.name, one.month) for one in told if one.month and not one.held_on],
        "meeting": [(one.name, one.meeting) for one in told if one.meeting],
    }
    if said["day"]:
        name, day = said["day"][0]
        said["month"].insert(0, (name, day[:7]))
    for what, each in said.items():
        for other_said in each[1:]:
            # A/78/PV.50 (Resumption 1) is another day of the meeting of A/78/PV.50
            if each[0][1].partition(" (")[0] != other_said[1].partition(" (")[0]:
                yield _discrepancy(session_id, f"{what} of two sources", what, each[0], other_said)


def _two_rolls(told: Sequence[Told], rolls: pl.DataFrame) -> pl.DataFrame:
    """States that two sources list under two votes, or that one lists as voting and the other not at all."""
    others = rolls.filter(~pl.col("is_believed"))
    believed = rolls.filter(
        pl.col("is_believed") & pl.col("vote_session_id").is_in(others["vote_session_id"].implode())
    )
    sides = others.select("vote_session_id", other="told").unique()
    left = sides.join(believed, on="vote_session_id").select("vote_session_id", "other", "told", "state_code", "vote")
    right = others.select("vote_session_id", "state_code", "vote", other="told").join(
        believed.select("vote_session_id", "told").unique(), on="vote_session_id"
    )
    both = left.join(right, on=["vote_session_id", "other", "told", "state_code"], how="full", coalesce=True)
    unheard = pl.lit("not listed")
    values = pl.col("vote").fill_null(unheard), pl.col("vote_right").fill_null(unheard)
    absent = ["not_voting", "not listed"]
    differ = both.with_columns(left_value=values[0], right_value=values[1]).filter(
        (pl.col("left_value") != pl.col("right_value"))
        & ~(pl.col("left_value").is_in(absent) & pl.col("right_value").is_in(absent))
    )
    return _found(told, differ, "State's vote in two sources", "told", "other", " list")


def _no_members(told: Sequence[Told], rolls: pl.DataFrame) -> pl.DataFrame:
    """States that voted in the Assembly or one of its committees and were no Members on that day, or in that month."""
    days = _days(told)
    voted = rolls.filter(pl.col("vote") != "not_voting").join(days, on="told")
    asked = voted.select("state_code", "earliest", "latest").unique()
    members = asked.join(states.memberships(), on="state_code").filter(
        (pl.col("first_on") <= pl.col("latest"))
        & (pl.col("last_on").is_null() | (pl.col("last_on") >= pl.col("earliest")))
    )
    strange = voted.join(members, on=["state_code", "earliest", "latest"], how="anti", maintain_order="left")
    periods = (
        states.memberships()
        .group_by("state_code")
        .agg(
            pl.concat_str("first_on", pl.col("last_on").cast(pl.String).fill_null(""), separator="/")
            .str.join(", ")
            .alias("member")
        )
    )
    rows = strange.join(periods, on="state_code", maintain_order="left").with_columns(
        left_value="vote", right_value=pl.concat_str(pl.lit("Member "), "member")
    )
    return _found(told, rows, "no Member at that time", "told", None, " list")


def _members_left_out(told: Sequence[Told], rolls: pl.DataFrame) -> pl.DataFrame:
    """Whole roll-calls of the Assembly, with those not voting, that leave out Members on that day: a row each."""
    full = [place for place, one in enumerate(told) if one.totals.get("not_voting")]
    asked = _days(told).filter("is_plenary", pl.col("told").is_in(full))
    lists = rolls.filter(pl.col("told").is_in(asked["told"].implode()))
    lists = lists.filter((pl.col("vote") == "not_voting").any().over("told"))
    members = (
        asked.join(lists, on="told", how="semi")
        .join(states.memberships(), how="cross")
        .filter(
            (pl.col("first_on") <= pl.col("earliest"))
            & (pl.col("last_on").is_null() | (pl.col("last_on") >= pl.col("latest")))
        )
    )
    missing = members.join(lists, on=["told", "state_code"], how="anti").join(
        states.states().select("state_code", "name"), on="state_code"
    )
    ids = lists.group_by("told").agg(pl.col("vote_session_id").first(), pl.len().alias("listed"))
    counts = ids.join(members.group_by("told").len("members"), on="told")
    rows = missing.sort("told", "name").group_by("told").agg("name").join(counts, on="told").iter_rows(named=True)
    return tables.VOTE_DISCREPANCIES.frame(
        _discrepancy(
            row["vote_session_id"],
            "Members left out",
            f"{', '.join(row['name'][:NAMED])}{' and others' * (len(row['name']) > NAMED)}",
            (f"{told[row['told']].name} list", row["listed"]),
            ("states", row["members"]),
        )
        for row in rows
    )


def _days(told: Sequence[Told]) -> pl.DataFrame:
    """The days between which each vote of the Assembly or a committee of its was: one day, or those of its month."""
    rows = [
        (place, one.held_on or f"{one.held_in}-01", one.held_on is None, one.body_id == "ga")
        for place, one in enumerate(told)
        if (one.body_id or "").split("-")[0] == "ga" and (one.held_on or one.held_in)
    ]
    names = {"told": pl.UInt32, "earliest": pl.String, "is_month": pl.Boolean, "is_plenary": pl.Boolean}
    listed = [(place, str(day), is_month, is_plenary) for place, day, is_month, is_plenary in rows]
    day = pl.col("earliest").str.to_date("%Y-%m-%d")
    return pl.DataFrame(listed, names, orient="row").with_columns(
        earliest=day, latest=pl.when("is_month").then(day.dt.month_end()).otherwise(day)
    )


def _found(
    told: Sequence[Told], rows: pl.DataFrame, rule: str, left: str, right: str | None, suffix: str
) -> pl.DataFrame:
    """Rows with ``vote_session_id``, ``state_code``, ``left_value`` and ``right_value`` as ``vote_discrepancies``;
    ``left`` and ``right`` are the columns of the sources' places, the right one null where it is table ``states``."""
    names = pl.DataFrame(
        [(place, one.name + suffix) for place, one in enumerate(told)],
        {"told": pl.UInt32, "source": pl.String},
        orient="row",
    )
    rows = rows.join(names.rename({"told": left, "source": "left_source"}), on=left, maintain_order="left")
    if right:
        rows = rows.join(names.rename({"told": right, "source": "right_source"}), on=right, maintain_order="left")
    else:
        rows = rows.with_columns(right_source=pl.lit("states"))
    called = states.states().select("state_code", what="name")
    rows = rows.join(called, on="state_code", maintain_order="left").with_columns(rule=pl.lit(rule))
    return rows.select(list(tables.VOTE_DISCREPANCIES.schema)).cast(pl.Schema(tables.VOTE_DISCREPANCIES.schema))


def _name(code: str) -> str:
    state = states.coded(code)
    assert state is not None
    return state.name


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
