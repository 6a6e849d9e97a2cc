"""Which evidence is of the same vote.

What belongs here: the rules by which two sources are found to state the same question put to a body. What does not:
what a source states (``evidence.py``), and what the sources together state (``sessions.py``).

The most trusted source comes first. Each further piece of evidence joins the session that the first of ``RULES``
finds, unless its source already has a part in it: one source never states a question twice. Where no rule finds a
session, it begins a new one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import polars as pl

from transforms.authorities import symbols
from transforms.votes.evidence import Evidence

TRUST = ("record", "report", "resolution", "xml", "voting_file")
"""Kinds of sources (``tables.SOURCE_KINDS``), the most trusted first."""


@dataclass
class Group:
    """The evidence of one vote session."""

    members: list[int] = field(default_factory=list)
    """Places in the list of all evidence, the most trusted source first."""
    rules: list[str] = field(default_factory=list)
    """For each member the name of the rule by which it joined; "first source" of the first."""
    sources: set[tuple[str, str]] = field(default_factory=set)


def groups(evidence: Sequence[Evidence], roll_calls: pl.DataFrame) -> list[Group]:
    """The evidence of each vote session. ``roll_calls`` is ``evidence.ROLL_CALLS``."""
    index = _Index(evidence, _same_votes(evidence, roll_calls))
    rank = {kind: place for place, kind in enumerate(TRUST)}
    for place in sorted(range(len(evidence)), key=lambda place: rank[evidence[place].source_kind]):
        index.add(place)
    return index.groups


def where(evidence: Evidence) -> str:
    """Where a question was put, as the id of a session gives it.

    The meeting; else the document that states it; else, of a voting file, the body's session or its year.
    """
    if evidence.meeting or evidence.source_symbol:
        return str(evidence.meeting or evidence.source_symbol)
    if evidence.resolution:
        return symbols.collection(evidence.resolution).replace("-", "/", 1)
    organ = {"ga": "A", "sc": "S"}.get(evidence.body_id or "", evidence.body_id or "vote")
    return f"{organ}/{evidence.session or (evidence.held_in or '')[:4]}"


class _Index:
    """The groups found so far, by what a further piece of evidence may have in common with them."""

    def __init__(self, evidence: Sequence[Evidence], same_votes: dict[int, list[int]]) -> None:
        self.evidence, self.same_votes = evidence, same_votes
        self.groups: list[Group] = []
        self.by_key: dict[str, Group] = {}
        self.by_resolution: dict[tuple[str | None, str], list[Group]] = defaultdict(list)
        self.by_draft: dict[tuple[str, object], list[Group]] = defaultdict(list)
        self.by_member: dict[int, Group] = {}
        self.keys: dict[int, str] = {}
        self.counted: Counter[tuple[str, tuple[str, str]]] = Counter()

    def add(self, place: int) -> None:
        """Put a piece of evidence into the group of its vote."""
        one = self.evidence[place]
        key = self.keys[place] = self._key(one)
        group, rule = next(
            (
                (group, rule.name)
                for rule in RULES
                for group in rule.find(self, place)
                if one.source not in group.sources
            ),
            (None, "first source"),
        )
        if group is None:
            group = self.by_key[key] = Group()
            self.groups.append(group)
        group.members.append(place)
        group.rules.append(rule)
        group.sources.add(one.source)
        self.by_member[place] = group
        if one.subject == "whole":
            if one.resolution:
                self.by_resolution[one.body_id, one.resolution].append(group)
            for draft in _drafts_put(one):
                self.by_draft[draft].append(group)

    def _key(self, one: Evidence) -> str:
        """Where a question was put, and what was put. What one source states twice in the same words is numbered."""
        key = f"{where(one)}#{one.proposal_id}"
        self.counted[key, one.source] += 1
        count = self.counted[key, one.source]
        return key if count == 1 else f"{key}~{count}"


def _drafts_put(one: Evidence) -> list[tuple[str, object]]:
    """Each draft with each time at which it was put: the day, the meeting."""
    return [(draft, when) for draft in one.drafts for when in (one.held_on, one.meeting) if when]


# The rules


def _of_same_key(index: _Index, place: int) -> Iterable[Group]:
    key = index.keys[place]
    return [index.by_key[key]] if key in index.by_key else []


def _of_same_adoption(index: _Index, place: int) -> Iterable[Group]:
    one = index.evidence[place]
    if one.subject != "whole" or not one.resolution:
        return []
    return index.by_resolution[one.body_id, one.resolution]


def _of_same_draft(index: _Index, place: int) -> Iterable[Group]:
    one = index.evidence[place]
    if one.subject != "whole":
        return []
    found = [group for draft in _drafts_put(one) for group in index.by_draft[draft]]
    return [group for group in found if all(_may_be_one(one, index.evidence[other]) for other in group.members)]


def _may_be_one(one: Evidence, other: Evidence) -> bool:
    """Whether evidence of the same draft may be of one question: of one body, and not of two resolutions."""
    is_of_two = None not in (one.resolution, other.resolution) and one.resolution != other.resolution
    return one.body_id == other.body_id and not is_of_two


def _of_same_votes(index: _Index, place: int) -> Iterable[Group]:
    return [index.by_member[other] for other in index.same_votes.get(place, ()) if other in index.by_member]


class Rule(NamedTuple):
    """One way in which two sources are found to state the same question."""

    name: str
    why: str
    find: Callable[[_Index, int], Iterable[Group]]
    """The groups that a piece of evidence, given by its place, may belong to."""


RULES = (
    Rule(
        "same meeting and text",
        "Both name the meeting, or the document in which they stand, and what was put to the vote.",
        _of_same_key,
    ),
    Rule("same resolution", "A body adopts a resolution as a whole once.", _of_same_adoption),
    Rule(
        "same draft",
        "Both state a vote on the same draft as a whole, on the same day or at the same meeting.",
        _of_same_draft,
    ),
    Rule(
        "same votes",
        "One is a voting file that does not say enough; no other question of that body and month has the same votes of "
        "the same States.",
        _of_same_votes,
    ),
)
"""The first rule that finds a group decides."""


def _same_votes(evidence: Sequence[Evidence], roll_calls: pl.DataFrame) -> dict[int, list[int]]:
    """For each place that a voting file states vaguely the places with the same votes of the same States, and back.

    They are of the same body and month, and of each source there is one only.
    """
    columns = {"evidence": pl.UInt32, "source_uri": pl.String, "body_id": pl.String, "month": pl.String}
    rows = [(place, one.source_uri, one.body_id, one.month) for place, one in enumerate(evidence)]
    dated = pl.DataFrame(rows, columns, orient="row").drop_nulls()
    dated = dated.filter(pl.col("source_uri").n_unique().over("body_id", "month") > 1)
    if dated.is_empty():
        return {}
    votes = (
        roll_calls.filter((pl.col("vote") != "not_voting") & pl.col("evidence").is_in(dated["evidence"].implode()))
        .sort("evidence", "state_code", "vote")
        .group_by("evidence")
        .agg((pl.col("state_code") + pl.col("vote")).str.join().hash(seed=0).alias("votes"))
    )
    alike = ["body_id", "month", "votes"]
    listed = dated.join(votes, on="evidence").filter(pl.len().over(*alike, "source_uri") == 1)
    pairs = listed.join(listed, on=alike, suffix="_other").filter(pl.col("source_uri") != pl.col("source_uri_other"))
    found: dict[int, list[int]] = defaultdict(list)
    for place, other in pairs.select("evidence", "evidence_other").sort("evidence", "evidence_other").iter_rows():
        if _may_be_known_by_votes(evidence[place], evidence[other]):
            found[place].append(other)
    return found


def _may_be_known_by_votes(one: Evidence, other: Evidence) -> bool:
    """Whether one of two is of a voting file that does not say enough, and days and subjects do not contradict."""
    is_vague = any(
        each.source_kind == "voting_file" and (each.subject != "whole" or not each.resolution) for each in (one, other)
    )
    on_two_days = None not in (one.held_on, other.held_on) and one.held_on != other.held_on
    of_whole_and_part = (one.subject == "whole") != (other.subject == "whole")
    return is_vague and not on_two_days and not of_whole_and_part
