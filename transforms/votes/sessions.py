"""Vote sessions: one for each question put to a body, with its sources, the vote of each State, and what disagrees.

What belongs here: what the sources of one question state together, and the ids of vote sessions. What does not: what
each source states (``evidence.py``), which sources state the same question (``matching.py``), and where they disagree
(``discrepancies.py``).

An id is made of what is printed: the symbol of the meeting's record and what was put to the vote
(``A/79/PV.53#A/RES/79/181``). Where that has no symbol of its own, its words stand in the id
(``A/65/PV.71#draft-decision``), or the number of the record in a voting file. Where no source names the meeting, the
session of the body takes its place (``A/55#A/RES/55/33 B``).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import polars as pl

from transforms.authorities import states, symbols
from transforms.votes import discrepancies, matching
from transforms.votes import evidence as evidences
from transforms.votes.evidence import Evidence
from transforms.votes.files import FILE_QUESTIONS, FILE_VOTES
from transforms.votes.phrases import COUNTED
from warehouse import tables

LISTS_ALL_FROM = 20
"""Recorded votes of a session of the Assembly in a voting file from which on the file counts as listing all of them;
since 1990 a session had 60 and more."""
BY_NAME = ("recorded_vote", "roll_call")


def vote_sessions(
    documents: pl.DataFrame,
    clauses: pl.DataFrame,
    footnotes: pl.DataFrame,
    stated: pl.DataFrame | None = None,
    file_questions: pl.DataFrame | None = None,
    file_votes: pl.DataFrame | None = None,
) -> dict[str, pl.DataFrame]:
    """The tables ``vote_sessions``, ``vote_sources``, ``votes`` and ``vote_discrepancies``, from all sources.

    These are rows of the tables ``documents``, ``clauses``, ``footnotes`` and ``stated_votes``, and what voting files
    hold (``files.FILE_QUESTIONS`` and ``FILE_VOTES``). ``rejections`` are the names in roll-calls that are no known
    State, and roll-calls without an outcome; ``rejected_at`` is null, because transforms know no clock.
    """
    gathered = evidences.gather(
        documents,
        clauses,
        footnotes,
        tables.STATED_VOTES.frame() if stated is None else stated,
        FILE_QUESTIONS.frame() if file_questions is None else file_questions,
        FILE_VOTES.frame() if file_votes is None else file_votes,
    )
    rejections = tables.REJECTIONS.frame(gathered.rejections)
    return _frames(gathered.evidence, gathered.roll_calls) | {
        "rejections": rejections.unique(tables.REJECTIONS.key, keep="first", maintain_order=True)
    }


def _frames(evidence: Sequence[Evidence], roll_calls: pl.DataFrame) -> dict[str, pl.DataFrame]:
    listed = _count(roll_calls)  # as printed: a State that is listed twice counts twice
    listed_twice, roll_calls = discrepancies.listed_twice(evidence, roll_calls)
    sessions: list[dict[str, Any]] = []
    sources: list[dict[str, Any]] = []
    found: list[dict[str, Any]] = []
    members: list[tuple[int, str, bool]] = []
    ids: Counter[str] = Counter()
    for group in matching.groups(evidence, roll_calls):
        places, several = group.members, [evidence[place] for place in group.members]
        session_id = _id(several)
        ids[session_id] += 1
        if ids[session_id] > 1:
            session_id = f"{session_id}~{ids[session_id]}"
        believed = _believed(places, evidence, listed)
        members += [(place, session_id, place == believed) for place in places]
        sessions.append(_session(session_id, several, listed[believed] if believed is not None else None))
        sources += [_source(session_id, one) for one in several]
        for place in places:
            found += [{"vote_session_id": session_id, **row} for row in listed_twice.get(place, ())]
            found += discrepancies.of_total_and_list(session_id, evidence[place], listed.get(place))
        found += discrepancies.of_totals(session_id, several)
        found += discrepancies.of_time_and_meeting(session_id, several)
    _infer_methods(sessions, evidence)
    columns = {"evidence": pl.UInt32, "vote_session_id": pl.String, "is_believed": pl.Boolean}
    roll_calls = roll_calls.join(pl.DataFrame(members, columns, orient="row"), on="evidence", maintain_order="left")
    return {
        "vote_sessions": tables.VOTE_SESSIONS.frame(sessions),
        "vote_sources": tables.VOTE_SOURCES.frame(sources),
        "votes": tables.VOTE_RECORDS.cast(_votes(roll_calls)),
        "vote_discrepancies": _discrepancies(evidence, roll_calls, found),
    }


def _discrepancies(
    evidence: Sequence[Evidence], roll_calls: pl.DataFrame, found: Iterable[Mapping[str, Any]]
) -> pl.DataFrame:
    """All discrepancies, each once: those ``found`` in single sessions, and those that comparing roll-calls shows."""
    every = [
        tables.VOTE_DISCREPANCIES.frame(found),
        discrepancies.of_two_roll_calls(evidence, roll_calls),
        discrepancies.of_non_members(evidence, roll_calls),
        discrepancies.of_members_left_out(evidence, roll_calls),
    ]
    unique = pl.concat(every).unique(tables.VOTE_DISCREPANCIES.key, keep="first", maintain_order=True)
    return tables.VOTE_DISCREPANCIES.sort(unique)


def _count(roll_calls: pl.DataFrame) -> dict[int, dict[str, int]]:
    """How many States each roll-call lists under each vote, by the place of the evidence."""
    counted: dict[int, dict[str, int]] = defaultdict(dict)
    for place, vote, count in roll_calls.group_by("evidence", "vote").len().iter_rows():
        counted[place][vote] = count
    return dict(counted)


def _believed(
    places: Sequence[int], evidence: Sequence[Evidence], listed: Mapping[int, Mapping[str, int]]
) -> int | None:
    """The place of the roll-call that counts: the first that adds up to its own total, else the first."""
    with_lists = [place for place in places if place in listed]
    proven = (place for place in with_lists if discrepancies.adds_up(evidence[place], listed[place]))
    return next(proven, next(iter(with_lists), None))


# What the sources state together


def _id(several: Sequence[Evidence]) -> str:
    """The meeting that any source names, and what was put to the vote as the most trusted source names it."""
    whole = next((one for one in several if one.subject == "whole" and one.resolution), several[0])
    return f"{_meeting(several) or matching.where(several[0])}#{whole.proposal_id}"


def _meeting(several: Sequence[Evidence]) -> str | None:
    """The meeting that the most trusted source names. Another may add which day of it: "A/78/PV.50 (Resumption 1)"."""
    named = [one.meeting for one in several if one.meeting]
    return next((each for each in named if each.startswith(f"{named[0]} (")), next(iter(named), None))


def _session(session_id: str, several: Sequence[Evidence], listed: Mapping[str, int] | None) -> dict[str, Any]:
    """A row of ``vote_sessions``: of each thing what the most trusted source states.

    Where no source gives a count and a voting file lists who voted, the list is counted.
    """

    def first(name: str) -> Any:
        return next((value for one in several if (value := getattr(one, name))), None)

    counted = first("totals")
    if counted is None and listed is not None and any(one.source_kind == "voting_file" for one in several):
        counted = {vote: listed.get(vote, 0) for vote in COUNTED}
    held_on, drafts = first("held_on"), first("drafts")
    return {
        "vote_session_id": session_id,
        "body_id": first("body_id"),
        "resolution_symbol": first("resolution"),
        "draft_symbol": drafts[0] if drafts else None,
        "meeting_symbol": _meeting(several),
        "held_on": held_on,
        "held_in": held_on.isoformat()[:7] if held_on else first("held_in"),
        "subject": several[0].subject,
        "subject_text": first("proposal"),
        "topics": first("topics"),
        "is_adoption": several[0].subject == "whole",
        "method": first("method"),
        "is_method_inferred": False,
        "outcome": first("outcome"),
        **{vote: (counted or {}).get(vote) for vote in COUNTED},
        "not_voting": next((one.totals["not_voting"] for one in several if "not_voting" in one.totals), None),
    }


def _source(session_id: str, one: Evidence) -> dict[str, Any]:
    return {
        "vote_session_id": session_id,
        "source_kind": one.source_kind,
        "source_symbol": one.source_symbol,
        "source_uri": one.source_uri,
        "source_record": one.source_record,
        "source_page": one.page,
        **{vote: one.totals.get(vote) for vote in COUNTED},
    }


def _votes(roll_calls: pl.DataFrame) -> pl.DataFrame:
    """One row a State: its vote in the roll-call that counts, else "not voting" where another roll-call lists it so.
    Its later statement is taken from any source."""
    key = ["vote_session_id", "state_code"]
    later = roll_calls.drop_nulls("later_statement").unique(key, keep="first", maintain_order=True)
    others = roll_calls.filter(~pl.col("is_believed") & (pl.col("vote") == "not_voting"))
    names = states.states().select("state_code", state_name="name")
    return (
        pl.concat([roll_calls.filter("is_believed"), others])
        .unique(key, keep="first", maintain_order=True)
        .select(*key, "vote")
        .join(later.select(*key, "later_statement"), on=key, how="left")
        .join(names, on="state_code")
        .select(list(tables.VOTE_RECORDS.schema))
    )


# The method where no source states it


def _infer_methods(sessions: Iterable[dict[str, Any]], evidence: Sequence[Evidence]) -> None:
    """Set the method "without_vote" of resolutions of the Assembly that no voting file lists.

    Of a session of the Assembly a file that is to list every recorded vote counts as doing so from the first day that
    it has to the last. It does not where it has few votes of that session, or where another source states a recorded
    vote that it lacks.
    """
    listed = _listed_adoptions(evidence)
    unlisted = [
        (session, row)
        for row in sessions
        if row["is_adoption"] and row["body_id"] == "ga" and row["resolution_symbol"] and row["held_on"]
        for session, number in [_number(row["resolution_symbol"])]
        if _is_covered(row["held_on"], listed[session]) and number not in listed[session]
    ]
    incomplete = {session for session, row in unlisted if row["method"] in BY_NAME}
    for session, row in unlisted:
        if row["method"] is None and session not in incomplete:
            row.update(method="without_vote", is_method_inferred=True)


def _listed_adoptions(evidence: Iterable[Evidence]) -> dict[str | None, dict[str, date]]:
    """By session, the resolutions that voting files list which are to list all, and their days."""
    listed: dict[str | None, dict[str, date]] = defaultdict(dict)
    for one in evidence:
        if one.is_of_all and one.resolution and one.held_on:
            session, number = _number(one.resolution)
            listed[session][number] = one.held_on
    return listed


def _is_covered(day: date, listed: Mapping[str, date]) -> bool:
    """Whether a file lists all recorded votes of that day, from what it lists of the session."""
    return len(listed) >= LISTS_ALL_FROM and min(listed.values()) <= day <= max(listed.values())


def _number(symbol: str) -> tuple[str | None, str]:
    """Session and number of a resolution, whatever part of it: ``A/RES/78/183 B`` gives 78 and A/RES/78/183."""
    resolution = symbols.parse(symbol)
    return resolution.session, (resolution.parent if resolution.part else None) or resolution.text
