"""Ruled tables: tables that no structure tree shows, found by the rules drawn above, under their head, and below.

The UN rules its tables above, under the head, and below, seldom between columns (Editorial Manual, tables). Word
draws such a rule cell by cell, so the places where its pieces meet are the columns' edges. A rule drawn in one piece
shows no columns; then the strips that stay white through all rows separate them. pdfplumber's finder knows neither: it
takes edges on both sides or guesses columns from word edges, and cuts words of these tables in two.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from transforms.pages.decisions import NamedRule, decide, otherwise
from transforms.pages.drawn_rules import NEAR, LevelRule, distinct, level_rules
from transforms.pages.model import Page, Run
from transforms.pages.tables_heads import Underline, head_cells, underlines
from transforms.pages.tables_rows import Item, columns_held, items_of, rows_of, rows_of_lines

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
HIGHEST_HEAD = 130.0
"""Points between the rules above and under a head at most."""
HEAD_ABOVE = 20.0
"""Points above a rule over some columns within which their head stands where nothing else rules the table above."""
SMALLER = 0.9
"""Part of the text's size below which type is a table's."""
INSET = 20.0
"""Points by which a table that stands between two rules of another is narrower than these on both sides."""


@dataclass(frozen=True, slots=True)
class Cell:
    """The runs of one cell, with its row and column, each from 1."""

    row: int
    column: int
    is_header: bool
    runs: tuple[Run, ...]
    span: int = 1
    """Over how many columns it reaches."""


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


def tables_of(page: Page, runs: Sequence[Run], text_size: float = 10.0) -> Iterator[list[Cell]]:
    """The cells of each ruled table among ``runs`` of a page, from the top down; a run stands in one cell at most.

    ``text_size`` is the size in which the document's text is set, in points.
    """
    sheet = _Sheet(page, runs, text_size)
    taken: set[int] = set()
    for stack in [*_stacks(sheet), *_headed_above(sheet)]:
        rules, cells = _below_running_head(stack, sheet)
        held = {id(run) for cell in cells for run in cell.runs}
        if cells and not held & taken and decide(IS_TABLE, _Candidate(page, rules, cells)).answer:
            taken |= held
            yield cells


class _Sheet:
    """A page as tables are looked for on it: its rules, and the runs that may stand in cells."""

    def __init__(self, page: Page, runs: Sequence[Run], text_size: float) -> None:
        self.page = page
        self.text_size = text_size
        # on a page with a tree, what is not even marked is a chart or a box that lies over the table; what is marked
        # is text, though the tree may have lost it
        self.inked = [r for r in runs if r.text.strip() and (not page.tags or r.mark is not None)]
        self.blanks = [r for r in runs if not r.text.strip()]
        self.rules = [r for r in level_rules(page.rules) if r.x1 - r.x0 >= NARROWEST]

    def block_of(self, run: Run) -> int | None:
        tag = self.page.tag_of(run)
        return tag.block if tag else None

    def is_heading(self, item: Item) -> bool:
        """Whether the tree says that an item is a heading of the text."""
        tag = self.page.tag_of(item.level[0])
        return tag is not None and tag.role[:1] == "H"

    def is_text(self, item: Item) -> bool:
        """Whether an item is a heading or, in the size of the text, reaches over an edge: tables are set smaller."""
        is_small = bool(self.page.tags) and item.size < SMALLER * self.text_size
        return self.is_heading(item) or (item.is_wide and not is_small)

    def between(self, above: LevelRule, below: LevelRule) -> list[Run]:
        """The runs with letters between two rules."""
        return [r for r in self.inked if above.y < r.baseline < below.y + 1 and _lies_in(r, above)]

    def blanks_between(self, above: LevelRule, below: LevelRule) -> list[Run]:
        return [r for r in self.blanks if above.y < r.baseline < below.y + 1 and _lies_in(r, above)]

    def rows(self, above: LevelRule, below: LevelRule, edges: Sequence[float]) -> list[list[Item]]:
        """What stands between two rules, by rows."""
        held = self.between(above, below)
        if not self.page.tags:
            return rows_of_lines([*held, *self.blanks_between(above, below)], edges, above.x0 + INDENT)
        return rows_of(items_of(held, edges, self.block_of), self.blanks_between(above, below), edges)

    def underlines(self, above: LevelRule, below: LevelRule) -> list[Underline]:
        """The rules between two others that reach over a part of their width."""
        return underlines(self.page.rules, above.x0, above.x1, above.y + 1, below.y - 1)

    def holds_others(self, above: LevelRule, below: LevelRule) -> bool:
        """Whether other tables stand between two rules: rules that reach out of their width, or are inset in pairs."""
        others = [r for r in self.rules if above.y + 1 < r.y < below.y - 1 and not r.spans(above)]
        crossing = [r for r in others if r.x0 < above.x1 and r.x1 > above.x0]
        out = [r for r in crossing if r.x0 < above.x0 - NEAR or r.x1 > above.x1 + NEAR]
        inset = [r for r in crossing if r.x0 > above.x0 + INSET and r.x1 < above.x1 - INSET and r.cuts]
        return bool(out) or any(one.spans(other) for one, other in pairwise(inset))


def _lies_in(run: Run, rule: LevelRule) -> bool:
    """Whether the middle of a run stands above or below a rule."""
    return rule.x0 - NEAR <= (run.x0 + run.x1) / 2 <= rule.x1 + NEAR


def _below_running_head(stack: Sequence[LevelRule], sheet: _Sheet) -> tuple[list[LevelRule], list[Cell]]:
    """The rules of a table and its cells, without the running head's rule above it: one column stands under that."""
    rules: list[LevelRule] = []
    cells: list[Cell] = []
    for first in range(len(stack) - 1):
        rules = list(stack[first:])
        edges = _edges(rules, sheet)
        cells = list(_cells(rules, edges, sheet)) if edges else []
        if any(cell.row == 1 and cell.column > 1 for cell in cells):
            break
    return rules, cells


def _stacks(sheet: _Sheet) -> Iterator[list[LevelRule]]:
    """Rules of one width that stand over each other with nothing but cells between them, two or more.

    A table that continues on the next page is ruled above and under its head alone: the page's foot closes it.
    """
    left = list(sheet.rules)
    while left:
        stack = [left.pop(0)]
        while below := next((r for r in left if r.spans(stack[-1])), None):
            if not decide(HOLDS_CELLS, _Band(sheet, stack, below)).answer:
                break
            left = [r for r in left if r is not below]
            # the rule under the running head has nothing under it but the table
            is_running_head = len(stack) == 1 and not sheet.between(stack[0], below)
            stack = [below] if is_running_head else [*stack, below]
        if _is_head(stack) and (end := _end_of_rows(stack[-1], sheet)):
            stack.append(end)
        if len(stack) > 1:
            yield stack


def _is_head(stack: Sequence[LevelRule]) -> bool:
    """Whether rules are those above and under the head of a table."""
    return len(stack) == 2 and all(rule.cuts for rule in stack)


@dataclass(frozen=True)
class _Band:
    """The rules of a table as far as they are found, and the next one below them."""

    sheet: _Sheet
    stack: Sequence[LevelRule]
    below: LevelRule

    @property
    def above(self) -> LevelRule:
        return self.stack[-1]

    @cached_property
    def cuts(self) -> list[float]:
        """The edges that its rules show; a title over columns reaches over those of the rule under it."""
        return list(self.above.cuts or self.below.cuts)

    @cached_property
    def rows(self) -> list[list[Item]]:
        return self.sheet.rows(self.above, self.below, self.cuts)

    @property
    def is_empty(self) -> bool:
        return not self.sheet.between(self.above, self.below)

    @property
    def is_white(self) -> bool:
        """Whether strips between columns are white."""
        return bool(_white_strips(self.sheet.between(self.above, self.below), self.above))

    @cached_property
    def wide(self) -> list[list[Item]]:
        """The rows in which an item reaches over an edge."""
        return [row for row in self.rows if any(item.is_wide for item in row)]

    @property
    def ends_in_heading(self) -> bool:
        """Whether what reaches over edges heads the rows under it, but the last row of all does not."""
        return all(_heads_rows(row, self.above) for row in self.wide) and self.rows[-1] not in self.wide

    @property
    def has_titles(self) -> bool:
        """Whether headings of the text stand between the rules."""
        return any(self.sheet.is_heading(item) for row in self.rows for item in row)

    @property
    def is_head(self) -> bool:
        """Whether the rules are the first two and what reaches over edges stands on a rule of its own width."""
        lines = self.sheet.underlines(self.above, self.below)
        wide = [item for row in self.wide for item in row if item.is_wide]
        return (
            len(self.stack) == 1
            and self.below.y - self.above.y < HIGHEST_HEAD
            and all(any(_stands_on(item, line) for line in lines) for item in wide)
        )

    @property
    def is_body(self) -> bool:
        """Whether the rules are those under a head and the next, and rows in columns stand between them."""
        return len(self.stack) == 2 and any(columns_held(row) > 1 for row in self.rows)


HOLDS_CELLS: tuple[NamedRule[bool], ...] = (
    NamedRule(
        "other tables",
        "rules of another width between two rules belong to other tables",
        lambda band: band.sheet.holds_others(band.above, band.below),
        False,
    ),
    NamedRule("empty, with edges", "a double rule", lambda band: band.is_empty and band.cuts, True),
    NamedRule("empty", "rules without edges also frame text", lambda band: band.is_empty, False),
    NamedRule("white strips", "white separates columns", lambda band: not band.cuts and band.is_white, True),
    NamedRule("no strips", "running text leaves no strip white", lambda band: not band.cuts, False),
    NamedRule("titles", "the titles of tables stand above them", lambda band: band.has_titles, False),
    NamedRule("all in columns", "cells stand between edges", lambda band: not band.wide, True),
    NamedRule("headings over rows", "a heading reaches over edges", lambda band: band.ends_in_heading, True),
    NamedRule("heads over columns", "a head over columns is ruled below", lambda band: band.is_head, True),
    NamedRule("rows over all columns", "some rows are one cell", lambda band: band.is_body, True),
    NamedRule("running text", "what reaches over edges is text between tables", otherwise, False),
)
"""Whether what stands between two rules are cells."""


def _stands_on(item: Item, line: Underline) -> bool:
    """Whether a rule over some columns is drawn right below an item."""
    return line.covers(item.x0) and line.covers(item.x1) and 0 < line.y - item.foot < HEAD_ABOVE


def _heads_rows(row: Sequence[Item], rule: LevelRule) -> bool:
    """Whether a row is a heading over the rows under it: in bold or italics, from the table's left edge."""
    return all(item.is_apart for item in row) and min(item.x0 for item in row) - rule.x0 < INDENT


def _end_of_rows(head: LevelRule, sheet: _Sheet) -> LevelRule | None:
    """Where the rows end that stand under the head of a table that the page's foot closes; null where none do."""
    foot = replace(head, y=sheet.page.height)
    if sheet.holds_others(head, foot):
        return None
    rows = sheet.rows(head, foot, head.cuts)
    while rows and any(sheet.is_text(item) for item in rows[-1]):
        rows.pop()
    is_text = any(sheet.is_text(item) and not _heads_rows([item], head) for row in rows for item in row)
    held = [columns_held(row) for row in rows]
    is_table = max(held, default=0) > 2 or sum(n > 1 for n in held) > 1
    if is_text or not (is_table or _is_in_last_columns(rows)):
        return None
    return replace(head, y=max(item.foot for item in rows[-1]) + 2, cuts=())


def _is_in_last_columns(rows: Sequence[Sequence[Item]]) -> bool:
    """Whether nothing stands in the first column: the row began on the page before."""
    return bool(rows) and all(item.column > 1 for row in rows for item in row)


def _headed_above(sheet: _Sheet) -> Iterator[list[LevelRule]]:
    """Tables of one band, whose heads stand on rules over some of the columns and have none above them.

    So the UN sets the variance of a class of expenditure over the paragraphs that explain it.
    """
    for rule in (r for r in sheet.rules if r.cuts):
        top = replace(rule, y=rule.y - HEAD_ABOVE * 2)
        lines = [line for line in sheet.underlines(top, rule) if line.x0 > rule.cuts[0] - NEAR]
        if not lines:
            continue
        level = lines[-1].y
        middle = replace(rule, y=level)
        head = sheet.between(replace(rule, y=level - HEAD_ABOVE), middle)
        rows = sheet.rows(middle, rule, rule.cuts)
        covered = head and all(any(line.covers((r.x0 + r.x1) / 2) for line in lines) for r in head)
        if covered and rows and all(columns_held(row) > 1 and not any(i.is_wide for i in row) for row in rows):
            yield [replace(rule, y=level - HEAD_ABOVE), middle, rule]


def _white_strips(inked: Sequence[Run], rule: LevelRule) -> list[float]:
    """The middle of each strip that no run reaches into."""
    reached = rule.x0
    strips = []
    for run in sorted(inked, key=lambda r: r.x0):
        if run.x0 - reached > WHITE and reached > rule.x0:
            strips.append((reached + run.x0) / 2)
        reached = max(reached, run.x1)
    return strips


def _edges(rules: Sequence[LevelRule], sheet: _Sheet) -> list[float]:
    """Where the edges between columns are."""
    cuts = [cut for rule in rules for cut in rule.cuts]
    if cuts:
        return distinct(cuts)
    return _white_strips(sheet.between(rules[min(1, len(rules) - 2)], rules[-1]), rules[0])


def _cells(rules: Sequence[LevelRule], edges: Sequence[float], sheet: _Sheet) -> Iterator[Cell]:
    """The cells row by row; the band above the second rule is the head where there are three rules or more."""
    number = 0
    for band, (above, below) in enumerate(pairwise(rules)):
        if band == 0 and len(rules) > 2:
            # the rule of a head that nothing rules above lies on the head's own foot
            lines = sheet.underlines(above, replace(below, y=below.y + 3))
            cells = head_cells(items_of(sheet.between(above, below), edges, sheet.block_of), lines, edges)
            for cell in cells:
                yield Cell(cell.row, cell.column, True, _runs(cell.items), cell.span)
            number = max((cell.row for cell in cells), default=0)
            continue
        for row in sheet.rows(above, below, edges):
            number += 1
            columns: dict[int, list[Item]] = {}
            for item in row:
                columns.setdefault(item.column, []).append(item)
            for column, held in sorted(columns.items()):
                span = 1 + max(item.last for item in held) - column
                yield Cell(number, column, False, _runs(held), span)


def _runs(items: Sequence[Item]) -> tuple[Run, ...]:
    return tuple(run for item in items for run in item.runs)
