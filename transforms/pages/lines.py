"""Lines: runs gathered on their baselines.

What belongs here: the one way in which things that follow each other are gathered into groups (``gathered``), and the
two ways in which runs become lines: by their places (``lines_of``), and in the order of the file
(``lines_in_file_order``). What does not: columns (``columns.py``), which are separated first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain, dropwhile
from typing import TypeVar

from transforms.pages.model import Run
from transforms.pages.text import Line

Item = TypeVar("Item")

SAME_BASELINE = 0.22
"""Sizes of the type within which two baselines are one."""
RAISED_BY = 0.8
"""Sizes of the type (and a point) by which a raised run may stand above the line that it belongs to."""
SMALLEST = 6.0
"""Points: smaller type is measured as if it had this size."""


def gathered(items: Iterable[Item], joins: Callable[[list[Item], Item], bool]) -> list[list[Item]]:
    """Items in groups: each joins the group before it where ``joins`` says so, and begins the next otherwise."""
    groups: list[list[Item]] = []
    for item in items:
        if groups and joins(groups[-1], item):
            groups[-1].append(item)
        else:
            groups.append([item])
    return groups


def lines_of(runs: Iterable[Run], page: int) -> list[Line]:
    """Runs gathered on their baselines, from the top down; raised runs go to the line that they are raised from."""
    listed = list(runs)
    level = sorted((r for r in listed if not r.raised), key=lambda r: (r.baseline, r.x0))
    rows = gathered(dropwhile(lambda r: not r.text.strip(), level), _shares_baseline)
    for run in (r for r in listed if r.raised):
        below = [
            row
            for row in rows
            if 0 < row[0].baseline - run.baseline <= RAISED_BY * row[0].size + 1 and any(r.text.strip() for r in row)
        ]
        if below:
            min(below, key=lambda row: _distance(row, run)).append(run)
        else:
            rows.append([run])
    return sorted(_lines(rows, page), key=lambda line: line.baseline)


def lines_in_file_order(runs: Iterable[Run], page: int) -> list[Line]:
    """Runs of one block in the order in which the file sets them: lines of two columns are not taken for one."""
    rows = gathered(runs, _is_on_line)

    def joins(group: list[list[Run]], row: list[Run]) -> bool:
        # a raised run may be set before the line that it is raised from
        return all(r.raised or not r.text.strip() for r in chain(*group)) and _is_on_line(row, group[0][0])

    return list(_lines((list(chain(*group)) for group in gathered(rows, joins)), page))


def _lines(rows: Iterable[list[Run]], page: int) -> Iterator[Line]:
    """The rows that hold a letter, as lines."""
    for row in rows:
        if any(r.text.strip() for r in row):
            yield Line(tuple(sorted(row, key=lambda r: (r.x0, r.x1))), page)


def _shares_baseline(row: list[Run], run: Run) -> bool:
    first = row[0]
    return abs(first.baseline - run.baseline) <= SAME_BASELINE * max(first.size, run.size, SMALLEST)


def _is_on_line(row: list[Run], run: Run) -> bool:
    """Whether a run stands on the line of a row, or is raised from it."""
    level = next((r for r in row if not r.raised), row[0])
    size = max(level.size, run.size, SMALLEST)
    if run.raised != level.raised:
        below, above = (level, run) if run.raised else (run, level)
        return 0 < below.baseline - above.baseline <= RAISED_BY * size + 1
    return abs(level.baseline - run.baseline) <= SAME_BASELINE * size


def _distance(row: list[Run], run: Run) -> float:
    """Points of white between a run and the nearest of a row."""
    return min(max(r.x0 - run.x1, run.x0 - r.x1, 0) for r in row if r.text.strip())
