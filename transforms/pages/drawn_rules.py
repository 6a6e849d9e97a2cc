"""Rules."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from transforms.pages.model import Rule

NEAR = 5.0
"""Points within which two edges are one: Word leaves up to four between the borders of two cells."""


@dataclass(frozen=True)
class LevelRule:
    """A rule across the page, with the places where its pieces meet."""

    x0: float
    x1: float
    y: float
    thickness: float
    cuts: tuple[float, ...]

    def spans(self, other: LevelRule) -> bool:
        """Whether both run from one edge to the other of the same thing."""
        return abs(self.x0 - other.x0) <= NEAR and abs(self.x1 - other.x1) <= NEAR


def level_rules(rules: Sequence[Rule]) -> list[LevelRule]:
    """The rules across the page from the top down, the pieces of one put together."""
    rows: list[list[Rule]] = []
    for rule in sorted((r for r in rules if r.level), key=lambda r: (r.top, r.x0)):
        if rows and rule.top - rows[-1][0].top <= 1.5:
            rows[-1].append(rule)
        else:
            rows.append([rule])
    out: list[LevelRule] = []
    for row in rows:
        pieces: list[list[Rule]] = []
        for rule in sorted(row, key=lambda r: r.x0):
            if pieces and rule.x0 - max(r.x1 for r in pieces[-1]) <= NEAR:
                pieces[-1].append(rule)
            else:
                pieces.append([rule])
        for piece in pieces:
            cuts = distinct(r.x0 for r in piece if r.x0 > piece[0].x0 + NEAR)
            out.append(
                LevelRule(
                    piece[0].x0,
                    max(r.x1 for r in piece),
                    min(r.top for r in piece),
                    max(r.bottom - r.top for r in piece),
                    tuple(cuts),
                )
            )
    return sorted(out, key=lambda r: (r.y, r.x0))


def distinct(places: Iterable[float]) -> list[float]:
    """Places in order, each once."""
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] > NEAR:
            found.append(place)
    return found
