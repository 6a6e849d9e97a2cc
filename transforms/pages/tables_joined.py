"""Tables whole: the parts into which pages cut a table, put together, whether a tree or rules told their cells.

The UN repeats the head at the top of each further page, and sets nothing between the parts but furniture and notes.
A table that has no head to repeat goes on in the same number of columns from the same left edge.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from transforms.pages.paragraphs import Paragraph

SAME_EDGE = 8.0
"""Points within which the left edges of two parts are one."""


@dataclass(frozen=True)
class Part:
    """What stands of a table on one page, its rows from the top down."""

    rows: tuple[tuple[Paragraph, ...], ...]
    head: int
    """How many of the rows are its head."""

    @property
    def cells(self) -> list[Paragraph]:
        return [cell for row in self.rows for cell in row]

    @property
    def columns(self) -> int:
        return max(column_of(cell) for cell in self.cells)

    @property
    def left(self) -> float:
        return min(line.x0 for cell in self.cells for line in cell.lines)

    @property
    def top(self) -> float:
        return min(cell.lines[0].baseline for cell in self.cells)

    @property
    def foot(self) -> float:
        return max(line.baseline for cell in self.cells for line in cell.lines if line.page == self.page_last)

    @property
    def page_first(self) -> int:
        return self.cells[0].page_first

    @property
    def page_last(self) -> int:
        return max(cell.page_last for cell in self.cells)

    def said_in_head(self) -> list[list[tuple[int, str]]]:
        return [[(column_of(cell), cell.text) for cell in row] for row in self.rows[: self.head]]


def column_of(cell: Paragraph) -> int:
    return cell.cell[2] if cell.cell else 0


def join_over_pages(cells: Iterable[Paragraph], body: Sequence[Paragraph]) -> list[Paragraph]:
    """The cells of a document's tables, numbered through the document, in tables that are whole.

    Takes the cells of each page, numbered within it, and the paragraphs that stand around the tables.
    """
    tables: list[Part] = []
    for _, held in groupby(cells, key=lambda cell: (cell.page_first, cell.cell and cell.cell[0])):
        part = _part(list(held))
        if tables and _goes_on(tables[-1], part, body):
            tables[-1] = _followed_by(tables[-1], part)
        else:
            tables.append(part)
    return [
        replace(cell, cell=(number, row, column_of(cell)), is_header=row <= table.head)
        for number, table in enumerate(tables, 1)
        for row, listed in enumerate(table.rows, 1)
        for cell in listed
    ]


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
    the last column tell where columns stand.
    """
    last = max(column_of(cell) for row in rows for cell in row)
    extents: dict[int, tuple[float, float]] = {}
    for cell in (cell for row in rows if column_of(row[-1]) == last for cell in row):
        x0, x1 = extents.get(column_of(cell), (cell.boxes[0].x0, cell.boxes[0].x1))
        extents[column_of(cell)] = min(x0, cell.boxes[0].x0), max(x1, cell.boxes[0].x1)

    def over(cell: Paragraph) -> list[int]:
        box = cell.boxes[0]
        return [column for column, (x0, x1) in sorted(extents.items()) if box.x0 < x1 and box.x1 > x0]

    placed = []
    for row in rows:
        standing = [over(cell) for cell in row]
        columns = [held[0] if len(held) == 1 else column_of(cell) for held, cell in zip(standing, row, strict=True)]
        is_right = len(row) < last and all(a < b for a, b in pairwise(columns))
        told = zip(row, columns, strict=True)
        placed.append(tuple(_moved(cell, column) if is_right else cell for cell, column in told))
    return tuple(placed)


def _moved(cell: Paragraph, column: int) -> Paragraph:
    return replace(cell, cell=(*cell.cell[:2], column)) if cell.cell and column > column_of(cell) else cell


def _is_of_head(row: Sequence[Paragraph], place: int) -> bool:
    heads_rows = place > 0 and all(column_of(cell) == 1 for cell in row)
    return all(cell.is_header for cell in row) and not heads_rows


def _goes_on(table: Part, part: Part, body: Sequence[Paragraph]) -> bool:
    """Whether a part is the rest of the table on the page before it."""
    if part.page_first != table.page_last + 1 or part.columns != table.columns:
        return False
    lines = [(p.text, line) for p in body if p.page_first <= part.page_first <= p.page_last + 1 for line in p.lines]
    before = {text for text, line in lines if line.page == table.page_last}
    if any(line.page == table.page_last and line.baseline > table.foot for _, line in lines):
        return False
    # a title may be repeated with the head
    if any(line.page == part.page_first and line.baseline < part.top and text not in before for text, line in lines):
        return False
    if part.head:
        return part.said_in_head() == table.said_in_head()
    return abs(part.left - table.left) < SAME_EDGE


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
