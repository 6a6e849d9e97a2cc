"""Drawn rules: the pieces of which a level rule is drawn, put together.

They underline words, separate a page's notes from its text, and show where tables are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from transforms.pages.lines import gathered
from transforms.pages.model import Page, Rule

NEAR = 5.0
"""Points within which two edges are one: Word leaves up to four between the borders of two cells."""
SAME_LEVEL = 1.5
"""Points within which the tops of two pieces are one."""

NOTES_RULE = 40.0, 0.36
"""The rule above the notes is longer than so many points, and shorter than this part of the page's width."""


@dataclass(frozen=True, slots=True)
class LevelRule:
    """A rule across the page, with the places where its pieces meet."""

    x0: float
    x1: float
    y: float
    cuts: tuple[float, ...]

    def spans(self, other: LevelRule) -> bool:
        """Whether both run from one edge to the other of the same thing."""
        return abs(self.x0 - other.x0) <= NEAR and abs(self.x1 - other.x1) <= NEAR


def level_rules(rules: Sequence[Rule]) -> list[LevelRule]:
    """The rules across the page from the top down, the pieces of one put together."""
    level = sorted((r for r in rules if r.level), key=lambda r: (r.top, r.x0))
    rows = gathered(level, lambda row, rule: rule.top - row[0].top <= SAME_LEVEL)
    return sorted((rule for row in rows for rule in _whole_rules(row)), key=lambda r: (r.y, r.x0))


def short_rules(page: Page) -> list[LevelRule]:
    """The rules as long as the one that stands above a page's notes."""
    least, most = NOTES_RULE
    return [r for r in level_rules(page.rules) if least < r.x1 - r.x0 < most * page.width]


def _whole_rules(row: list[Rule]) -> Iterator[LevelRule]:
    """The rules of which the pieces on one level are drawn."""
    ordered = sorted(row, key=lambda r: r.x0)
    for pieces in gathered(ordered, lambda group, rule: rule.x0 - max(r.x1 for r in group) <= NEAR):
        x0 = pieces[0].x0
        cuts = distinct(r.x0 for r in pieces if r.x0 > x0 + NEAR)
        yield LevelRule(x0, max(r.x1 for r in pieces), min(r.top for r in pieces), tuple(cuts))


def distinct(places: Iterable[float]) -> list[float]:
    """Places in order, each once: of those that lie near each other, the first."""
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] > NEAR:
            found.append(place)
    return found
