"""Tables that no structure tree tells of: their rules say where they begin and end, and mostly where columns part.

The UN rules its tables above, under the head, and below, seldom between columns (Editorial Manual, tables). Word
draws such a rule cell by cell, so the places where its pieces meet are the columns' edges. A rule drawn in one piece
tells none; there the columns are parted by the strips that stay white through all rows. pdfplumber's finder knows
neither: it takes edges on both sides or guesses columns from word edges, and cuts words of these tables in two.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from transforms.pages.drawn_rules import NEAR, LevelRule, distinct, level_rules
from transforms.pages.model import Page, Run

NARROWEST = 100.0
"""Points from which a level rule may be a table's."""
INDENT = 20.0
"""Points from a table's left edge within which a heading over its rows begins."""
WHITE = 7.0
"""Points of white that part two columns of a table whose rules tell no columns: two blanks are less."""
FRONT = 0.45
"""Share of the first page, from its top, that holds the masthead, which has rules and columns of its own."""
LONGEST = 400
"""Letters that a cell holds at most where the rules tell no columns."""
ROW_PITCH = 1.3
"""Lines further apart than this many times their size are two rows; those of one cell stand closer."""


@dataclass(frozen=True)
class Cell:
    """The runs of one cell, with its row and column, each from 1."""

    row: int
    column: int
    is_header: bool
    runs: tuple[Run, ...]


def tables_of(page: Page, runs: Sequence[Run]) -> Iterator[list[Cell]]:
    """The cells of each ruled table among ``runs`` of a page, from the top down; a run stands in one cell at most."""
    inked = [r for r in runs if r.text.strip()]
    for stack in _stacks([r for r in level_rules(page.rules) if r.x1 - r.x0 >= NARROWEST], inked, page.height):
        cells: list[Cell] = []
        # the rule of the running head above a table is none of its own: what stands under it is one column
        for first in range(len(stack) - 1):
            rules = stack[first:]
            within = [r for r in runs if rules[0].y < r.baseline < rules[-1].y + 1 and _lies_in(r, rules[0])]
            edges = _edges(rules, [r for r in within if r.text.strip()])
            cells = list(_cells(rules, edges, within)) if edges else []
            if any(cell.row == 1 and cell.column > 1 for cell in cells):
                break
        in_columns = any(cell.row > 1 and cell.column > 1 for cell in cells)
        if in_columns and (rules[0].y > FRONT * page.height or page.number > 1) and not _is_prose(rules, cells):
            yield cells


def _is_prose(rules: Sequence[LevelRule], cells: Sequence[Cell]) -> bool:
    """Whether what stands between rules that tell no columns is running text in two columns, as in a record."""
    told = any(rule.cuts for rule in rules)
    return not told and any(sum(len(r.text) for r in cell.runs) > LONGEST for cell in cells)


def _lies_in(run: Run, rule: LevelRule) -> bool:
    return rule.x0 - NEAR <= (run.x0 + run.x1) / 2 <= rule.x1 + NEAR


def _stacks(rules: Sequence[LevelRule], inked: Sequence[Run], foot: float) -> Iterator[list[LevelRule]]:
    """Rules of one width that stand over each other with nothing but cells between them.

    A table that goes on over the page is ruled above and under its head alone: the page's foot closes it.
    """
    left = list(rules)
    while left:
        stack = [left.pop(0)]
        while True:
            below = next((r for r in left if r.spans(stack[-1])), None)
            if below is None or not _holds_cells(stack[-1], below, inked):
                break
            left = [r for r in left if r is not below]
            # what rules off the running head has nothing under it but the table
            is_over_nothing = len(stack) == 1 and not _between(stack[0], below, inked)
            stack = [below] if is_over_nothing else [*stack, below]
        end = replace(stack[-1], y=foot)
        is_head = len(stack) == 2 and all(rule.cuts for rule in stack)
        if is_head and _holds_cells(stack[-1], end, inked) and _has_rows(stack[-1], end, inked):
            stack.append(end)
        if len(stack) > 1:
            yield stack


def _between(above: LevelRule, below: LevelRule, runs: Iterable[Run]) -> list[Run]:
    """The runs that stand between two rules."""
    return [r for r in runs if above.y < r.baseline < below.y + 1 and _lies_in(r, above)]


def _holds_cells(above: LevelRule, below: LevelRule, inked: Sequence[Run]) -> bool:
    """Whether what stands between two rules stands in columns, but for headings over some of the rows."""
    between = _between(above, below, inked)
    # a title over several columns in the head reaches over the edges that the rule under it has
    cuts = above.cuts or below.cuts
    if not between:
        return bool(cuts)
    if not cuts:
        return bool(_white_strips(between, above))
    rows = _rows(sorted(between, key=lambda r: r.baseline))
    across = [_reaches_across(row, cuts) for row in rows]
    headings = all(_heads_rows(row, above) for row, reaches in zip(rows, across, strict=True) if reaches)
    return not any(across) or (headings and not across[-1])


def _reaches_across(row: Sequence[Run], cuts: Sequence[float]) -> bool:
    return any(r.x0 < cut - NEAR and r.x1 > cut + NEAR for r in row for cut in cuts)


def _heads_rows(row: Sequence[Run], rule: LevelRule) -> bool:
    """Whether a line is a heading over the rows under it: in bold or italics, from the table's left edge."""
    inked = [r for r in row if r.text.strip()]
    is_apart = all(r.bold for r in inked) or all(r.italic for r in inked)
    return is_apart and min(r.x0 for r in inked) - rule.x0 < INDENT


def _has_rows(above: LevelRule, below: LevelRule, inked: Sequence[Run]) -> bool:
    """Whether rows stand between two rules: one in three columns or more, or several in two."""
    rows = _rows(sorted(_between(above, below, inked), key=lambda r: r.baseline))
    columns = [len({_column(r, above.cuts) for r in row}) for row in rows]
    return max(columns, default=0) > 2 or sum(held > 1 for held in columns) > 1


def _column(run: Run, edges: Sequence[float]) -> int:
    return sum(edge <= (run.x0 + run.x1) / 2 for edge in edges) + 1


def _white_strips(inked: Sequence[Run], rule: LevelRule) -> list[float]:
    """The middle of each strip that no run reaches into."""
    reached = rule.x0
    strips = []
    for run in sorted(inked, key=lambda r: r.x0):
        if run.x0 - reached > WHITE and reached > rule.x0:
            strips.append((reached + run.x0) / 2)
        reached = max(reached, run.x1)
    return strips


def _edges(rules: Sequence[LevelRule], inked: Sequence[Run]) -> list[float]:
    """Where columns part."""
    cuts = [cut for rule in rules for cut in rule.cuts]
    below_head = [r for r in inked if len(rules) == 2 or r.baseline > rules[1].y]
    return distinct(cuts) if cuts else _white_strips(below_head, rules[0])


def _cells(rules: Sequence[LevelRule], edges: Sequence[float], runs: Sequence[Run]) -> Iterator[Cell]:
    """The cells row by row; the band above the second rule is the head where there are three rules or more."""
    row = 0
    for number, (above, below) in enumerate(pairwise(rules)):
        band = sorted((r for r in runs if above.y < r.baseline <= below.y + 1), key=lambda r: r.baseline)
        is_header = number == 0 and len(rules) > 2
        for rows in [band] if is_header else _rows(band):
            if not any(r.text.strip() for r in rows):
                continue
            row += 1
            columns: dict[int, list[Run]] = {}
            is_heading = not is_header and _reaches_across(rows, edges) and _heads_rows(rows, above)
            for run in rows:
                columns.setdefault(1 if is_heading else _column(run, edges), []).append(run)
            for column, held in sorted(columns.items()):
                if any(r.text.strip() for r in held):
                    yield Cell(row, column, is_header, tuple(held))


def _rows(band: Sequence[Run]) -> list[list[Run]]:
    """The runs of a band parted where the lines stand further apart than those of one cell.

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
