"""Heads of ruled tables: the rows of a head, and the columns over which each of its cells reaches.

A head over several columns stands above a rule that is as wide as these and ends at the head's lowest row. Heads of one
column stand in the lowest row, wherever they are printed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from transforms.pages.drawn_rules import NEAR, SAME_LEVEL
from transforms.pages.lines import gathered
from transforms.pages.model import Rule
from transforms.pages.tables_rows import Item, column_at

TOUCHES = 1.5
"""Points between two pieces of one rule: the rules of two heads stand further apart."""


@dataclass(frozen=True, slots=True)
class Underline:
    """A rule under a head that reaches over columns."""

    x0: float
    x1: float
    y: float

    def covers(self, x: float) -> bool:
        """Whether a place lies over or under it."""
        return self.x0 - NEAR <= x <= self.x1 + NEAR


@dataclass(frozen=True, slots=True)
class HeadCell:
    """A cell of a head: its row, its first column, and over how many columns it reaches."""

    row: int
    column: int
    span: int
    items: tuple[Item, ...]


def underlines(rules: Sequence[Rule], x0: float, x1: float, top: float, foot: float) -> list[Underline]:
    """The rules that lie within a head and reach over a part of the table from ``x0`` to ``x1``."""
    within = [r for r in rules if r.level and top < r.top < foot and r.x0 >= x0 - NEAR and r.x1 <= x1 + NEAR]
    levels = gathered(sorted(within, key=lambda r: r.top), lambda level, r: r.top - level[0].top <= SAME_LEVEL)
    found = []
    for level in levels:
        ordered = sorted(level, key=lambda r: r.x0)
        for pieces in gathered(ordered, lambda group, r: r.x0 - max(p.x1 for p in group) <= TOUCHES):
            found.append(Underline(pieces[0].x0, max(p.x1 for p in pieces), pieces[0].top))
    return [line for line in found if line.x1 - line.x0 < x1 - x0 - NEAR]


def head_cells(items: Sequence[Item], lines: Sequence[Underline], edges: Sequence[float]) -> list[HeadCell]:
    """The cells of a head, row by row."""
    columns = range(1, len(edges) + 2)
    placed: dict[tuple[int, int], tuple[int, list[Item]]] = {}
    depth = 1 + max((len(_levels(lines, item, "above")) for item in items), default=0)
    for item in items:
        below = _levels(lines, item, "below")
        row = 1 + len(_levels(lines, item, "above")) if below else depth
        first, last = _reach(item, items, below[0], edges) if below else _own_column(item, edges)
        placed.setdefault((row, first), (last - first + 1, []))[1].append(item)
    return [
        HeadCell(row, column, max(1, min(span, len(columns) - column + 1)), tuple(held))
        for (row, column), (span, held) in sorted(placed.items())
    ]


def _levels(lines: Sequence[Underline], item: Item, side: str) -> list[Underline]:
    """The rules above or below an item, the nearest first."""
    covering = [line for line in lines if line.covers(item.middle)]
    if side == "above":
        return sorted((line for line in covering if line.y < item.top), key=lambda line: -line.y)
    return sorted((line for line in covering if line.y > item.foot), key=lambda line: line.y)


def _own_column(item: Item, edges: Sequence[float]) -> tuple[int, int]:
    """The column in which most of a head of one column stands; it may reach a little over an edge."""
    column = column_at(item.middle, edges)
    return column, column


def _reach(item: Item, items: Sequence[Item], line: Underline, edges: Sequence[float]) -> tuple[int, int]:
    """The first and the last of the columns over a rule that belong to an item: up to the edge before the next one."""
    beside = [
        other
        for other in items
        if other is not item and line.covers(other.middle) and other.foot < line.y and _is_level(other, item)
    ]
    left = max((_edge_between(other.x1, item.x0, edges) for other in beside if other.x1 < item.middle), default=line.x0)
    right = min(
        (_edge_between(item.x1, other.x0, edges) for other in beside if other.x0 > item.middle), default=line.x1
    )
    return column_at(left + NEAR, edges), max(column_at(left + NEAR, edges), column_at(right - NEAR, edges))


def _is_level(one: Item, other: Item) -> bool:
    """Whether two items stand beside each other."""
    return one.top <= other.foot + SAME_LEVEL and other.top <= one.foot + SAME_LEVEL


def _edge_between(x0: float, x1: float, edges: Sequence[float]) -> float:
    """The edge between columns that lies nearest to the middle of two places."""
    middle = (x0 + x1) / 2
    return min(edges, key=lambda edge: abs(edge - middle), default=middle)
