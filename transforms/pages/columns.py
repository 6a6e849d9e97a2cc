"""Columns."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from transforms.pages.model import Page, Run

FULL_COLUMN = 0.2
"""Part of a page's letters that stands in each of its columns, where nothing else tells that it has two."""
LAST_COLUMN = 0.02
"""The same where most pages have two: a record ends somewhere in a column, seldom at the foot of the right one."""


def columns_of(page: Page, runs: Sequence[Run], least: float = FULL_COLUMN) -> list[list[Run]]:
    """The runs of each column, in reading order; one list where the page has a single column.

    A page has two where hardly any run crosses the middle and each half holds at least that part of the letters. What
    crosses it (a title over both columns) parts the page into an upper and a lower pair.
    """
    inked = [r for r in runs if r.text.strip()]
    middle = page.width / 2
    crossing = [r for r in inked if r.x0 < middle - 6 and r.x1 > middle + 6]
    letters = sum(len(r.text) for r in inked) or 1
    left = sum(len(r.text) for r in inked if r.x1 <= middle + 6)
    right = sum(len(r.text) for r in inked if r.x0 >= middle - 6)
    crossed = sum(len(r.text) for r in crossing)
    if crossed > 0.15 * letters or min(left, right) < least * letters:
        return [list(runs)]
    columns: list[list[Run]] = []
    cuts = sorted({round(r.baseline) for r in crossing})
    for above, below in pairwise([0.0, *cuts, page.height + 1]):
        band = [r for r in runs if above + 2 < r.baseline < below - 2 and r not in crossing]
        columns.append([r for r in runs if abs(r.baseline - above) <= 2 and above])
        columns.append([r for r in band if (r.x0 + r.x1) / 2 < middle])
        columns.append([r for r in band if (r.x0 + r.x1) / 2 >= middle])
    return [c for c in columns if c]
