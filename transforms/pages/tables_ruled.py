"""Ruled tables: tables that no structure tree shows, found by the rules drawn above, under their head, and below.

The UN rules its tables above, under the head, and below, seldom between columns (Editorial Manual, tables). Word
draws such a rule cell by cell, so the places where its pieces meet are the columns' edges. A rule drawn in one piece
shows no columns; then the strips that stay white through all rows separate them. pdfplumber's finder knows neither: it
takes edges on both sides or guesses columns from word edges, and cuts words of these tables in two.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from transforms.pages.decisions import NamedRule, decide, otherwise
from transforms.pages.drawn_rules import NEAR, LevelRule, distinct, level_rules
from transforms.pages.model import Page, Run

NARROWEST = 100.0
"""Points from which a level rule may be a table's."""
INDENT = 20.0
"""Points from a table's left edge within which a heading over its rows begins."""
WHITE = 7.0
"""Points of white between two columns of a table whose rules show no columns: two blanks are less."""
FRONT = 0.45
"""Share of the first page, from its top, that holds the masthead, which has rules and columns of its own."""
LONGEST = 400
"""Letters that a cell holds at most where the rules show no columns."""
ROW_PITCH = 1.3
"""Lines further apart than this many times their size are two rows; those of one cell stand closer."""


@dataclass(frozen=True, slots=True)
class Cell:
    """The runs of one cell, with its row and column, each from 1."""

    row: int
    column: int
    is_header: bool
    runs: tuple[Run, ...]


@dataclass(frozen=True)
class _Candidate:
    """Rules over each other, and the cells between them, where they are a table."""

    page: Page
    rules: list[LevelRule]
    cells: list[Cell]

    @property
    def has_columns(self) -> bool:
        """Whether a row under the first stands in several columns."""
        return any(cell.row > 1 and cell.column > 1 for cell in self.cells)

    @property
    def is_in_masthead(self) -> bool:
        return self.page.number == 1 and self.rules[0].y <= FRONT * self.page.height

    @property
    def has_cuts(self) -> bool:
        """Whether a rule is drawn cell by cell."""
        return any(rule.cuts for rule in self.rules)

    @cached_property
    def longest_cell(self) -> int:
        """Letters of the longest cell."""
        return max(sum(len(r.text) for r in cell.runs) for cell in self.cells)


IS_TABLE: tuple[NamedRule[bool], ...] = (
    NamedRule("one column", "rules also frame and separate text", lambda it: not it.has_columns, False),
    NamedRule("masthead", "the masthead has rules and columns of its own", lambda it: it.is_in_masthead, False),
    NamedRule(
        "running text in two columns",
        "a record has rules above and below its two columns; cells are short",
        lambda it: not it.has_cuts and it.longest_cell > LONGEST,
        False,
    ),
    NamedRule("columns between rules", "so the UN sets its tables", otherwise, True),
)
"""Whether what stands between rules is a table."""


def tables_of(page: Page, runs: Sequence[Run]) -> Iterator[list[Cell]]:
    """The cells of each ruled table among ``runs`` of a page, from the top down; a run stands in one cell at most."""
    inked = [r for r in runs if r.text.strip()]
    wide = [r for r in level_rules(page.rules) if r.x1 - r.x0 >= NARROWEST]
    for stack in _stacks(wide, inked, page.height):
        rules, cells = _below_running_head(stack, runs)
        if decide(IS_TABLE, _Candidate(page, rules, cells)).answer:
            yield cells


def _below_running_head(stack: Sequence[LevelRule], runs: Sequence[Run]) -> tuple[list[LevelRule], list[Cell]]:
    """The rules of a table and its cells, without the running head's rule above it: one column stands under that."""
    rules: list[LevelRule] = []
    cells: list[Cell] = []
    for first in range(len(stack) - 1):
        rules = list(stack[first:])
        within = [r for r in runs if rules[0].y < r.baseline < rules[-1].y + 1 and _lies_in(r, rules[0])]
        edges = _edges(rules, [r for r in within if r.text.strip()])
        cells = list(_cells(rules, edges, within)) if edges else []
        if any(cell.row == 1 and cell.column > 1 for cell in cells):
            break
    return rules, cells


def _lies_in(run: Run, rule: LevelRule) -> bool:
    """Whether the middle of a run stands above or below a rule."""
    return rule.x0 - NEAR <= (run.x0 + run.x1) / 2 <= rule.x1 + NEAR


def _stacks(rules: Sequence[LevelRule], inked: Sequence[Run], foot: float) -> Iterator[list[LevelRule]]:
    """Rules of one width that stand over each other with nothing but cells between them, two or more.

    A table that continues on the next page is ruled above and under its head alone: the page's foot closes it.
    """
    left = list(rules)
    while left:
        stack = [left.pop(0)]
        while below := next((r for r in left if r.spans(stack[-1])), None):
            if not _holds_cells(stack[-1], below, inked):
                break
            left = [r for r in left if r is not below]
            # the rule under the running head has nothing under it but the table
            is_running_head = len(stack) == 1 and not _between(stack[0], below, inked)
            stack = [below] if is_running_head else [*stack, below]
        end = replace(stack[-1], y=foot)
        if _is_head(stack) and _holds_cells(stack[-1], end, inked) and _has_rows(stack[-1], end, inked):
            stack.append(end)
        if len(stack) > 1:
            yield stack


def _is_head(stack: Sequence[LevelRule]) -> bool:
    """Whether rules are those above and under the head of a table."""
    return len(stack) == 2 and all(rule.cuts for rule in stack)


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
    """Whether a run of a row reaches over an edge between columns."""
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
    """The column of a run, from 1, given the edges between columns."""
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
    """Where the edges between columns are."""
    cuts = [cut for rule in rules for cut in rule.cuts]
    below_head = [r for r in inked if len(rules) == 2 or r.baseline > rules[1].y]
    return distinct(cuts) if cuts else _white_strips(below_head, rules[0])


def _cells(rules: Sequence[LevelRule], edges: Sequence[float], runs: Sequence[Run]) -> Iterator[Cell]:
    """The cells row by row; the band above the second rule is the head where there are three rules or more."""
    number = 0
    for band, (above, below) in enumerate(pairwise(rules)):
        held = sorted((r for r in runs if above.y < r.baseline <= below.y + 1), key=lambda r: r.baseline)
        is_header = band == 0 and len(rules) > 2
        for row in [held] if is_header else _rows(held):
            if not any(r.text.strip() for r in row):
                continue
            number += 1
            is_heading = not is_header and _reaches_across(row, edges) and _heads_rows(row, above)
            for column, cell in _by_column(row, [] if is_heading else edges):
                yield Cell(number, column, is_header, tuple(cell))


def _by_column(row: Sequence[Run], edges: Sequence[float]) -> list[tuple[int, list[Run]]]:
    """The runs of a row by column, those that hold a letter."""
    columns: dict[int, list[Run]] = {}
    for run in row:
        columns.setdefault(_column(run, edges), []).append(run)
    return [(column, held) for column, held in sorted(columns.items()) if any(r.text.strip() for r in held)]


def _rows(band: Sequence[Run]) -> list[list[Run]]:
    """The runs of a band by rows: their lines stand further apart than those of one cell.

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
