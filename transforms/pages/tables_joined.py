"""Joined tables: the parts into which pages cut a table, put together, whether a tree or rules showed their cells.

The UN repeats the head at the top of each further page, and sets nothing between the parts but furniture and notes.
A table that has no head to repeat continues in the same number of columns from the same left edge.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby, pairwise

from transforms.pages.decisions import NamedRule, decide, otherwise
from transforms.pages.paragraphs import Paragraph
from transforms.pages.text import Line

SAME_EDGE = 8.0
"""Points within which the left edges of two parts are one."""


@dataclass(frozen=True)
class Part:
    """What stands of a table on one page, its rows from the top down; or the table as far as it is put together."""

    rows: tuple[tuple[Paragraph, ...], ...]
    head: int
    """How many of the rows are its head."""

    @cached_property
    def cells(self) -> list[Paragraph]:
        """Its cells, row by row."""
        return [cell for row in self.rows for cell in row]

    @property
    def columns(self) -> int:
        """How many columns it has."""
        return max(column_of(cell) for cell in self.cells)

    @property
    def left(self) -> float:
        """Where its leftmost line begins."""
        return min(line.x0 for cell in self.cells for line in cell.lines)

    @property
    def top(self) -> float:
        """The baseline of its highest cell."""
        return min(cell.lines[0].baseline for cell in self.cells)

    @property
    def foot(self) -> float:
        """The baseline of its lowest line on its last page."""
        return max(line.baseline for cell in self.cells for line in cell.lines if line.page == self.page_last)

    @property
    def page_first(self) -> int:
        """The page on which it begins."""
        return self.cells[0].page_first

    @cached_property
    def page_last(self) -> int:
        """The page on which it ends."""
        return max(cell.page_last for cell in self.cells)

    @property
    def head_texts(self) -> list[list[tuple[int, str]]]:
        """Column and text of each cell of its head, row by row."""
        return [[(column_of(cell), cell.text) for cell in row] for row in self.rows[: self.head]]


def column_of(cell: Paragraph) -> int:
    """The column of a cell, from 1; 0 for what is no cell."""
    return cell.cell[2] if cell.cell else 0


def join_over_pages(cells: Iterable[Paragraph], body: Sequence[Paragraph]) -> list[Paragraph]:
    """The cells of a document's tables, numbered through the document, in tables that are whole.

    Takes the cells of each page, numbered within it, and the paragraphs that stand around the tables.
    """
    tables: list[Part] = []
    for _, held in groupby(cells, key=lambda cell: (cell.page_first, cell.cell and cell.cell[0])):
        part = _part(list(held))
        if tables and decide(CONTINUES, _Cut(tables[-1], part, body)).answer:
            tables[-1] = _followed_by(tables[-1], part)
        else:
            tables.append(part)
    return [
        replace(cell, cell=(number, row, column_of(cell)), is_header=row <= table.head)
        for number, table in enumerate(tables, 1)
        for row, listed in enumerate(table.rows, 1)
        for cell in listed
    ]


@dataclass(frozen=True)
class _Cut:
    """A table and the part that may be its rest."""

    table: Part
    part: Part
    body: Sequence[Paragraph]
    """The paragraphs of the document around them."""

    @cached_property
    def lines(self) -> list[tuple[str, Line]]:
        """The lines of text on the pages of both, each with the text of its paragraph."""
        page = self.part.page_first
        return [(p.text, line) for p in self.body if p.page_first <= page <= p.page_last + 1 for line in p.lines]

    @property
    def has_text_below(self) -> bool:
        """Whether text stands under the table."""
        return any(line.page == self.table.page_last and line.baseline > self.table.foot for _, line in self.lines)

    @property
    def has_text_above(self) -> bool:
        """Whether text stands above the part that does not also stand on the page before, as a repeated title does."""
        before = {text for text, line in self.lines if line.page == self.table.page_last}
        return any(
            line.page == self.part.page_first and line.baseline < self.part.top and text not in before
            for text, line in self.lines
        )


CONTINUES: tuple[NamedRule[bool], ...] = (
    NamedRule(
        "not on the next page",
        "a table that is cut continues on the next page",
        lambda cut: cut.part.page_first != cut.table.page_last + 1,
        False,
    ),
    NamedRule(
        "other columns",
        "the parts of a table have the same columns",
        lambda cut: cut.part.columns != cut.table.columns,
        False,
    ),
    NamedRule("text below", "text under a table ends it", lambda cut: cut.has_text_below, False),
    NamedRule("text above", "only a title is repeated above a table's rest", lambda cut: cut.has_text_above, False),
    NamedRule(
        "head repeated",
        "the UN repeats the head on each page",
        lambda cut: cut.part.head and cut.part.head_texts == cut.table.head_texts,
        True,
    ),
    NamedRule("another head", "a head that is not repeated begins a table", lambda cut: cut.part.head, False),
    NamedRule(
        "same left edge",
        "a part without a head is the rest of what stands at its edge",
        lambda cut: abs(cut.part.left - cut.table.left) < SAME_EDGE,
        True,
    ),
    NamedRule("another left edge", "the parts of a table begin at one edge", otherwise, False),
)
"""Whether a part of a table is the rest of the table on the page before it."""


def _part(cells: list[Paragraph]) -> Part:
    """The cells of a table on a page by rows: its head is those at its top that hold header cells alone.

    Trees call the first cell of each row a header too, which heads its row, or the rows under it, and not the table.
    """
    by_row: dict[int, list[Paragraph]] = {}
    for cell in cells:
        by_row.setdefault(cell.cell[1] if cell.cell else 0, []).append(cell)
    rows = _in_columns([row for _, row in sorted(by_row.items())])
    return Part(rows, next((n for n, row in enumerate(rows) if not _is_of_head(row, n)), len(rows)))


def _in_columns(rows: list[list[Paragraph]]) -> tuple[tuple[Paragraph, ...], ...]:
    """The rows, with cells that a tree counts too far to the left in the columns under or over which they stand.

    A tree counts the cells of a row and leaves out those that reach down from the row above. Rows that have a cell in
    the last column show where columns stand.
    """
    last = max(column_of(cell) for row in rows for cell in row)
    extents = _extents(row for row in rows if column_of(row[-1]) == last)
    return tuple(_placed(row, extents) if len(row) < last else tuple(row) for row in rows)


def _extents(rows: Iterable[list[Paragraph]]) -> dict[int, tuple[float, float]]:
    """Left and right edge of each column, in points."""
    extents: dict[int, tuple[float, float]] = {}
    for cell in (cell for row in rows for cell in row):
        box = cell.boxes[0]
        x0, x1 = extents.get(column_of(cell), (box.x0, box.x1))
        extents[column_of(cell)] = min(x0, box.x0), max(x1, box.x1)
    return dict(sorted(extents.items()))


def _placed(row: list[Paragraph], extents: dict[int, tuple[float, float]]) -> tuple[Paragraph, ...]:
    """A row with each cell in the one column that it stands under; as it was where two cells would change places."""

    def column(cell: Paragraph) -> int:
        box = cell.boxes[0]
        over = [column for column, (x0, x1) in extents.items() if box.x0 < x1 and box.x1 > x0]
        return over[0] if len(over) == 1 else column_of(cell)

    columns = [column(cell) for cell in row]
    if any(left >= right for left, right in pairwise(columns)):
        return tuple(row)
    return tuple(_moved_right(cell, place) for cell, place in zip(row, columns, strict=True))


def _moved_right(cell: Paragraph, column: int) -> Paragraph:
    """A cell in a column to its right; cells are never moved to the left."""
    return replace(cell, cell=(*cell.cell[:2], column)) if cell.cell and column > column_of(cell) else cell


def _is_of_head(row: Sequence[Paragraph], place: int) -> bool:
    """Whether a row, the given number of rows below the top, belongs to the head if those above it do."""
    heads_rows = place > 0 and all(column_of(cell) == 1 for cell in row)
    return all(cell.is_header for cell in row) and not heads_rows


def _followed_by(table: Part, part: Part) -> Part:
    """The table with the rows of its next part, without the head that is repeated; a row cut in two is put together."""
    rows = list(part.rows[part.head :])
    if not rows or not _is_cut(rows[0]):
        return Part((*table.rows, *rows), table.head)
    rest = {column_of(cell): cell for cell in rows.pop(0)}
    last = [cell.followed_by(rest.pop(column_of(cell))) if column_of(cell) in rest else cell for cell in table.rows[-1]]
    whole_row = tuple(sorted([*last, *rest.values()], key=column_of))
    return Part((*table.rows[:-1], whole_row, *rows), table.head)


def _is_cut(row: Sequence[Paragraph]) -> bool:
    """Whether the first row of a page is the rest of the one above it: its first column is blank or in mid sentence."""
    begun = [cell.text[:1].islower() for cell in row]
    return any(begun) and (begun[0] or column_of(row[0]) > 1)
