"""Columns: whether a page has two, and which runs stand in each.

What belongs here: what shows that a page has two columns, and the reading order of what stands in and over them. What
does not: the columns of tables (``tables_ruled.py``, ``tables_aligned.py``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from transforms.pages.decisions import NamedRule, decide, otherwise
from transforms.pages.model import Page, Run

FULL_COLUMN = 0.2
"""Part of a page's letters that stands in each of its columns, where nothing else shows that it has two."""
LAST_COLUMN = 0.02
"""The same where most pages have two: a record ends somewhere in a column, seldom at the foot of the right one."""
CROSSING = 0.15
"""Part of a page's letters that may cross its middle though it has two columns: titles, and what spans both."""
GUTTER = 6.0
"""Points from the page's middle that the end of a line may reach over it."""
SAME_LEVEL = 2.0
"""Points within which a run stands on the level of one that crosses the middle."""


@dataclass(frozen=True, slots=True)
class _Letters:
    """How many letters of a page stand where, and the least that a column holds, as part of them all."""

    total: int
    left: int
    right: int
    crossing: int
    least: float


COLUMNS: tuple[NamedRule[int], ...] = (
    NamedRule(
        "text crosses the middle",
        "lines of a single column run from margin to margin",
        lambda letters: letters.crossing > CROSSING * letters.total,
        1,
    ),
    NamedRule(
        "half of the page is empty",
        "short lines, lists and indented text stand in one half of a single column",
        lambda letters: min(letters.left, letters.right) < letters.least * letters.total,
        1,
    ),
    NamedRule("both halves hold text", "records are set in two columns", otherwise, 2),
)
"""How many columns a page has."""


def count_columns(page: Page, runs: Sequence[Run], least: float = FULL_COLUMN) -> int:
    """How many columns the runs of a page stand in: one or two, each of which holds ``least`` of the letters."""
    middle = page.width / 2
    total = left = right = crossing = 0
    for run in runs:
        if not run.text.strip():
            continue
        length = len(run.text)
        total += length
        if run.x1 <= middle + GUTTER:
            left += length
        if run.x0 >= middle - GUTTER:
            right += length
        if _crosses(run, middle):
            crossing += length
    return decide(COLUMNS, _Letters(total or 1, left, right, crossing, least)).answer


def columns_of(page: Page, runs: Sequence[Run], least: float = FULL_COLUMN) -> list[list[Run]]:
    """The runs of each column, in reading order; one list where the page has a single column.

    What crosses the middle (a title over both columns) divides the page into an upper and a lower pair of columns.
    """
    if count_columns(page, runs, least) == 1:
        return [list(runs)]
    middle = page.width / 2
    crossing = [r for r in runs if r.text.strip() and _crosses(r, middle)]
    ids = {id(r) for r in crossing}
    others = [r for r in runs if id(r) not in ids]
    columns: list[list[Run]] = []
    for above, below in pairwise([0.0, *sorted({round(r.baseline) for r in crossing}), page.height + 1]):
        if above:
            columns.append([r for r in runs if abs(r.baseline - above) <= SAME_LEVEL])
        columns += _halves([r for r in others if above + SAME_LEVEL < r.baseline < below - SAME_LEVEL], middle)
    return [column for column in columns if column]


def _halves(runs: list[Run], middle: float) -> tuple[list[Run], list[Run]]:
    """The runs to the left of the middle, and those to the right."""
    left = [r for r in runs if (r.x0 + r.x1) / 2 < middle]
    return left, [r for r in runs if (r.x0 + r.x1) / 2 >= middle]


def _crosses(run: Run, middle: float) -> bool:
    return run.x0 < middle - GUTTER and run.x1 > middle + GUTTER
