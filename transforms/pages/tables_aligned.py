"""Tables that are not ruled: headings side by side, in one style, and under them columns with white between.

So typewriters set tables, each column's heading underlined. Columns without headings of their own are lists of names,
signatures or running text, and are left to the paragraphs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from transforms.pages.model import Page, Run
from transforms.pages.tables_ruled import FRONT, ROW_PITCH, Cell

STRIP = 2.0
"""White between two columns, in sizes of the type."""
LEAST_LINES = 4
"""Lines under the headings of the smallest table: what is signed side by side has two or three."""
LEAST_ROWS = 2
"""Rows with words in every column of the smallest table."""
BELOW_HEAD = 4.0
"""Sizes of the type within which a table's rows begin under its head."""


@dataclass
class _Strip:
    """The white between two columns, as wide as the lines read so far leave it."""

    x0: float
    x1: float

    def left_by(self, line: Sequence[Run]) -> _Strip:
        x0, x1 = self.x0, self.x1
        for run in line:
            if run.x0 < self.x1 and run.x1 > self.x0:
                x0, x1 = (max(x0, run.x1), x1) if self.is_behind(run) else (x0, min(x1, run.x0))
        return _Strip(x0, x1)

    def is_behind(self, run: Run) -> bool:
        """Whether it stands to the right of a run; typed brackets, one a line, join the lines to their left."""
        return run.x0 + run.x1 < self.x0 + self.x1 or (run.text.strip() == ")" and run.x0 < self.x1)


def tables_of(page: Page, runs: Sequence[Run]) -> Iterator[list[Cell]]:
    """The cells of each aligned table among ``runs`` of a page, which stand in one column, from the top down."""
    lines = _lines([run for run in runs if run.text.strip()])
    place = 0
    while place < len(lines):
        head = _head(lines[place:])
        strips = _strips([run for line in head for run in line])
        is_front = page.number == 1 and lines[place][0].baseline < FRONT * page.height
        if not strips or is_front:
            place += 1
            continue
        rows, count = _rows(lines[place + len(head) :], head[-1], strips)
        full = [row for row in rows if len({_column(run, strips) for run in row}) > len(strips)]
        if count >= LEAST_LINES and len(full) >= LEAST_ROWS:
            yield [
                Cell(number, column, number == 1, tuple(held))
                for number, row in enumerate([[run for line in head for run in line], *rows], 1)
                for column in range(1, len(strips) + 2)
                if (held := [run for run in row if _column(run, strips) == column])
            ]
            place += count
        place += len(head)


def _lines(inked: Sequence[Run]) -> list[list[Run]]:
    """Runs by their baselines; raised ones with the line under them."""
    lines: list[list[Run]] = []
    for run in sorted(inked, key=lambda r: r.baseline):
        same = lines and (run.baseline - lines[-1][-1].baseline < 0.3 * run.size or lines[-1][-1].raised)
        if same:
            lines[-1].append(run)
        else:
            lines.append([run])
    return lines


def _head(lines: Sequence[Sequence[Run]]) -> list[Sequence[Run]]:
    """The lines at the top that are headings as a whole and follow each other closely."""
    head: list[Sequence[Run]] = []
    for line in lines:
        is_apart = all(run.italic for run in line) or all(run.bold for run in line)
        if not is_apart or (head and line[-1].baseline - head[-1][-1].baseline > ROW_PITCH * line[-1].size):
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


def _rows(lines: Sequence[list[Run]], above: Sequence[Run], strips: list[_Strip]) -> tuple[list[list[Run]], int]:
    """The rows that leave the strips white, which they narrow, and how many lines they are printed on."""
    rows: list[list[Run]] = []
    last = above
    for count, line in enumerate(lines):
        size, pitch = line[-1].size, line[-1].baseline - last[-1].baseline
        left = [strip.left_by(line) for strip in strips]
        if any(strip.x1 - strip.x0 < size for strip in left) or pitch > BELOW_HEAD * size:
            return rows, count
        strips[:] = left
        if not rows or pitch > ROW_PITCH * size:
            rows.append([])
        rows[-1] += line
        last = line
    return rows, len(lines)


def _column(run: Run, strips: Sequence[_Strip]) -> int:
    return 1 + sum(not strip.is_behind(run) for strip in strips)
