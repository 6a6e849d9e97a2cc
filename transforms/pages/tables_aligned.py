"""Aligned tables: tables without rules, whose headings stand side by side, in one style, over columns.

So typewriters set tables, each column's heading underlined. Columns without headings of their own are lists of names,
signatures or running text, and are left to the paragraphs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from transforms.pages.decisions import NamedRule, decide, otherwise
from transforms.pages.lines import gathered
from transforms.pages.model import Page, Run
from transforms.pages.tables_rows import ROW_PITCH
from transforms.pages.tables_ruled import FRONT, Cell

STRIP = 2.0
"""White between two columns, in sizes of the type."""
LEAST_LINES = 4
"""Lines under the headings of the smallest table: what is signed side by side has two or three."""
LEAST_ROWS = 2
"""Rows with words in every column of the smallest table."""
BELOW_HEAD = 4.0
"""Sizes of the type within which a table's rows begin under its head."""


@dataclass(frozen=True, slots=True)
class _Strip:
    """The white between two columns, as wide as the lines read so far leave it."""

    x0: float
    x1: float

    def narrowed_by(self, line: Sequence[Run]) -> _Strip:
        """What a further line leaves white of it."""
        x0, x1 = self.x0, self.x1
        for run in line:
            if run.x0 < self.x1 and run.x1 > self.x0:
                x0, x1 = (max(x0, run.x1), x1) if self.is_behind(run) else (x0, min(x1, run.x0))
        return _Strip(x0, x1)

    def is_behind(self, run: Run) -> bool:
        """Whether it stands to the right of a run; typed brackets, one a line, join the lines to their left."""
        return run.x0 + run.x1 < self.x0 + self.x1 or (run.text.strip() == ")" and run.x0 < self.x1)


@dataclass(frozen=True, slots=True)
class _Candidate:
    """Headings, and the rows under them."""

    page: Page
    head: list[list[Run]]
    strips: list[_Strip]
    rows: list[list[Run]]
    line_count: int
    """Lines on which the rows are printed."""

    @property
    def is_in_masthead(self) -> bool:
        return self.page.number == 1 and self.head[0][0].baseline < FRONT * self.page.height

    @property
    def full_row_count(self) -> int:
        """How many rows have words in every column."""
        return sum(len({_column(run, self.strips) for run in row}) > len(self.strips) for row in self.rows)


IS_TABLE: tuple[NamedRule[bool], ...] = (
    NamedRule("one heading", "each column of a table has a heading of its own", lambda it: not it.strips, False),
    NamedRule("masthead", "the masthead has columns of its own", lambda it: it.is_in_masthead, False),
    NamedRule(
        "few lines",
        "what is signed side by side has two or three lines",
        lambda it: it.line_count < LEAST_LINES,
        False,
    ),
    NamedRule(
        "few full rows",
        "under headings that only look like those of a table stands text in one column",
        lambda it: it.full_row_count < LEAST_ROWS,
        False,
    ),
    NamedRule("columns under headings", "so typewriters set tables", otherwise, True),
)
"""Whether headings and what stands under them are a table."""


def tables_of(page: Page, runs: Sequence[Run]) -> Iterator[list[Cell]]:
    """The cells of each aligned table among ``runs`` of a page, which stand in one column, from the top down."""
    lines = _lines([run for run in runs if run.text.strip()])
    place = 0
    while place < len(lines):
        table = _candidate(page, lines, place)
        verdict = decide(IS_TABLE, table)
        if verdict.answer:
            yield list(_cells(table))
            place += table.line_count
        place += len(table.head) if table.strips and not table.is_in_masthead else 1


def _candidate(page: Page, lines: Sequence[list[Run]], place: int) -> _Candidate:
    """The headings that begin at a line, if any, and the rows under them."""
    head = _head(lines[place:])
    strips = _strips([run for line in head for run in line])
    rows, strips, line_count = _rows(lines[place + len(head) :], head[-1], strips) if strips else ([], [], 0)
    return _Candidate(page, head, strips, rows, line_count)


def _cells(table: _Candidate) -> Iterator[Cell]:
    head = [run for line in table.head for run in line]
    for number, row in enumerate([head, *table.rows], 1):
        for column in range(1, len(table.strips) + 2):
            if held := tuple(run for run in row if _column(run, table.strips) == column):
                yield Cell(number, column, number == 1, held)


def _lines(inked: Sequence[Run]) -> list[list[Run]]:
    """Runs by their baselines; raised ones with the line under them."""

    def joins(line: list[Run], run: Run) -> bool:
        return run.baseline - line[-1].baseline < 0.3 * run.size or line[-1].raised

    return gathered(sorted(inked, key=lambda r: r.baseline), joins)


def _head(lines: Sequence[list[Run]]) -> list[list[Run]]:
    """The lines at the top that are headings as a whole and follow each other closely."""
    head: list[list[Run]] = []
    for line in lines:
        is_heading = all(run.italic for run in line) or all(run.bold for run in line)
        if not is_heading or (head and line[-1].baseline - head[-1][-1].baseline > ROW_PITCH * line[-1].size):
            break
        head.append(line)
    return head


def _strips(head: Sequence[Run]) -> list[_Strip]:
    """The white between headings that stand side by side."""
    strips = []
    reached = min((run.x1 for run in head), default=0.0)
    for run in sorted(head, key=lambda r: r.x0):
        if run.x0 - reached > STRIP * run.size:
            strips.append(_Strip(reached, run.x0))
        reached = max(reached, run.x1)
    return strips


def _rows(
    lines: Sequence[list[Run]], above: Sequence[Run], strips: list[_Strip]
) -> tuple[list[list[Run]], list[_Strip], int]:
    """The rows that leave the strips white, the strips as narrow as these leave them, and the number of their lines."""
    rows: list[list[Run]] = []
    last = above
    for count, line in enumerate(lines):
        size, pitch = line[-1].size, line[-1].baseline - last[-1].baseline
        narrowed = [strip.narrowed_by(line) for strip in strips]
        if any(strip.x1 - strip.x0 < size for strip in narrowed) or pitch > BELOW_HEAD * size:
            return rows, strips, count
        strips = narrowed
        if not rows or pitch > ROW_PITCH * size:
            rows.append([])
        rows[-1] += line
        last = line
    return rows, strips, len(lines)


def _column(run: Run, strips: Sequence[_Strip]) -> int:
    """The column of a run, from 1."""
    return 1 + sum(not strip.is_behind(run) for strip in strips)
