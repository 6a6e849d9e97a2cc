"""Rows and columns of a ruled table: what stands between its rules, gathered into cells.

The trees of the UN's own files hold a paragraph for each cell and no table. The blank that ends a paragraph is outside
the tree and shows an empty cell. Files without a tree show lines alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from transforms.pages.drawn_rules import NEAR
from transforms.pages.lines import gathered
from transforms.pages.model import Run

SAME_LINE = 2.0
"""Points within which two baselines are one line of a row."""
WORD_GAP = 0.7
"""Sizes of the type that two words of one line stand apart at most."""
ROW_PITCH = 1.3
"""Lines further apart than this many times their size are two rows; those of one cell stand closer."""

BlockOf = Callable[[Run], int | None]
"""The paragraph of the tree in which a run stands; null where the tree leaves it out."""


@dataclass(frozen=True, slots=True)
class Item:
    """Runs that stand in one cell, with the first and the last column that they reach into, from 1."""

    runs: tuple[Run, ...]
    column: int
    last: int

    @property
    def is_wide(self) -> bool:
        """Whether it reaches over an edge between columns."""
        return self.last > self.column

    @property
    def level(self) -> list[Run]:
        """Its runs that hold a letter and are not raised, or whatever it has."""
        return [r for r in self.runs if r.text.strip() and not r.raised] or list(self.runs)

    @property
    def top(self) -> float:
        """The baseline of its first line."""
        return min(r.baseline for r in self.level)

    @property
    def foot(self) -> float:
        """The baseline of its last line."""
        return max(r.baseline for r in self.level)

    @property
    def middle(self) -> float:
        return (self.x0 + self.x1) / 2

    @property
    def x0(self) -> float:
        return min(r.x0 for r in self.level)

    @property
    def x1(self) -> float:
        return max(r.x1 for r in self.level)

    @property
    def size(self) -> float:
        return max(r.size for r in self.level)

    @property
    def is_apart(self) -> bool:
        """Whether it is set in bold or in italics as a whole."""
        return all(r.bold for r in self.level) or all(r.italic for r in self.level)


def column_at(x: float, edges: Sequence[float]) -> int:
    """The column in which a place lies, from 1, given the edges between columns."""
    return sum(edge <= x for edge in edges) + 1


def segments(runs: Iterable[Run]) -> list[list[Run]]:
    """Runs that follow each other on one line like words."""
    lines = gathered(
        sorted((r for r in runs if r.text.strip()), key=lambda r: r.baseline),
        lambda line, run: run.baseline - line[-1].baseline <= SAME_LINE,
    )

    def follows(segment: list[Run], run: Run) -> bool:
        return run.x0 - max(r.x1 for r in segment) <= WORD_GAP * max(run.size, segment[-1].size)

    return list(chain.from_iterable(gathered(sorted(line, key=lambda r: r.x0), follows) for line in lines))


def items_of(runs: Iterable[Run], edges: Sequence[float], block_of: BlockOf) -> list[Item]:
    """What stands in the cells: paragraphs of the tree, or the pieces of lines that the tree leaves out."""
    blocks: dict[object, list[Run]] = {}
    for run in runs:
        if run.text.strip():
            blocks.setdefault(block_of(run), []).append(run)
    outside = blocks.pop(None, [])
    held = [*blocks.values(), *segments(outside)]
    return sorted(chain.from_iterable(_items(each, edges) for each in held), key=lambda item: (item.top, item.x0))


def _items(runs: Sequence[Run], edges: Sequence[float]) -> Iterator[Item]:
    """The runs of a paragraph by column; as one where they reach over an edge."""
    reached = [(segment, *_reach(segment, edges)) for segment in segments(runs)]
    first, last = min(first for _, first, _ in reached), max(last for *_, last in reached)
    if any(a < b for _, a, b in reached):
        yield Item(tuple(runs), first, last)
        return
    for column in sorted({first for _, first, _ in reached}):
        yield Item(tuple(r for segment, first, _ in reached if first == column for r in segment), column, column)


def _reach(segment: Sequence[Run], edges: Sequence[float]) -> tuple[int, int]:
    """The first and the last column into which a piece of a line reaches."""
    x0, x1 = segment[0].x0, max(r.x1 for r in segment)
    middle = (x0 + x1) / 2
    return column_at(min(x0 + NEAR, middle), edges), column_at(max(x1 - NEAR, middle), edges)


def rows_of(items: Iterable[Item], blanks: Sequence[Run], edges: Sequence[float]) -> list[list[Item]]:
    """Items by rows: what stands beside each other is a row; a paragraph below it is a further one of the same cell
    where no blank shows that the first column has a cell there too.
    """
    rows: list[list[Item]] = []
    for group in gathered(sorted(items, key=lambda item: item.top), _stands_beside):
        for row in _at_shared_tops(group):
            starts = min(item.column for item in row) == 1 or _has_blank(blanks, edges, min(i.top for i in row))
            if rows and not starts and not all(item.is_wide for item in rows[-1]):
                rows[-1] += row
            else:
                rows.append(row)
    return rows


def _stands_beside(row: list[Item], item: Item) -> bool:
    return item.top <= max(other.foot for other in row) + SAME_LINE


def _at_shared_tops(group: list[Item]) -> list[list[Item]]:
    """Rows beside a cell that reaches down over them: each begins where several columns have a paragraph begin."""
    tops = gathered(sorted(group, key=lambda i: i.top), lambda level, item: item.top - level[0].top <= SAME_LINE)
    shared = [level[0].top for level in tops if len({item.column for item in level}) > 1]
    if len(shared) < 2:
        return [group]
    rows: dict[float, list[Item]] = {}
    for item in group:
        begun = [top for top in shared if top <= item.top + SAME_LINE]
        rows.setdefault(begun[-1] if begun else shared[0], []).append(item)
    return [row for _, row in sorted(rows.items())]


def _has_blank(blanks: Sequence[Run], edges: Sequence[float], top: float) -> bool:
    """Whether a blank stands in the first column on a line."""
    return any(abs(r.baseline - top) <= SAME_LINE and column_at(r.x0, edges) == 1 for r in blanks)


def rows_of_lines(runs: Iterable[Run], edges: Sequence[float], left: float) -> list[list[Item]]:
    """Items by rows where no tree shows paragraphs: lines of one cell stand closer than two rows.

    A line that reaches over edges is a heading over the rows under it where it is set apart and begins before ``left``.
    """
    rows = []
    for lines in _by_pitch(sorted(runs, key=lambda r: r.baseline)):
        reached = [(run, *_reach([run], edges)) for run in lines if run.text.strip()]
        last = max(b for *_, b in reached)
        whole = Item(tuple(lines), 1, last)
        if any(a < b for _, a, b in reached) and whole.is_apart and whole.x0 < left:
            rows.append([whole])
        else:
            rows.append(_by_column(lines, edges))
    return rows


def _by_column(runs: Iterable[Run], edges: Sequence[float]) -> list[Item]:
    """The runs of a row by the column in which they begin."""
    columns: dict[int, list[tuple[Run, int]]] = {}
    for run in runs:
        first, last = _reach([run], edges)
        columns.setdefault(first, []).append((run, last))
    return [
        Item(tuple(run for run, _ in held), column, max(last for _, last in held))
        for column, held in sorted(columns.items())
        if any(run.text.strip() for run, _ in held)
    ]


def _by_pitch(band: Sequence[Run]) -> list[list[Run]]:
    """Runs by rows: their lines stand further apart than those of one cell.

    A raised run belongs to the line that it is raised from, and a blank to the line before it.
    """
    rows: list[list[Run]] = []
    last: Run | None = None
    waiting: list[Run] = []
    for run in band:
        if run.raised:
            waiting.append(run)
        elif not run.text.strip():
            if rows:
                rows[-1].append(run)
        else:
            if last is None or run.baseline - last.baseline > ROW_PITCH * max(run.size, last.size):
                rows.append([])
            rows[-1] += [*waiting, run]
            last, waiting = run, []
    return [*rows, waiting] if waiting else rows


def columns_held(row: Iterable[Item]) -> int:
    """How many columns a row has something in."""
    return len(Counter(item.column for item in row))
