"""Flow."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

import regex

from transforms.pages import tables_aligned, tables_ruled
from transforms.pages.columns import FULL_COLUMN, LAST_COLUMN, columns_of
from transforms.pages.continuation import continues_over_page, joined
from transforms.pages.furniture import END_MARK, NOTICE, front_of, head_rule_of, is_furniture, repeated_texts
from transforms.pages.lines import grouped, lines_in_order, lines_of
from transforms.pages.model import Page, Run
from transforms.pages.notes import SEPARATOR, note_paragraphs, notes_in_body, notes_separator, starts_note
from transforms.pages.paragraphs import Paragraph, begins_paragraph, by_first_lines, by_gaps
from transforms.pages.text import Line

LABEL_WORDS = 5
"""What a tree leaves out is a chart or a box; fewer words than this on their own are a chart's labels."""
SMALL = 0.85
"""Part of the text's size below which all that a tree leaves out is a chart's: boxes are set in 9 points and more."""
FRAME_LETTERS = 80
"""More letters than this on a page, all in one column of what the tree calls a table, are a text in a frame."""


@dataclass
class Content:
    """What a document's pages hold, in reading order."""

    head: list[Line]
    """Lines of the first page above its lower long rule: symbol, distribution, date."""
    body: list[Paragraph]
    notes: list[Paragraph]
    cells: list[Paragraph]
    figures: list[Paragraph]
    """Labels within charts and maps."""
    furniture: list[Line]
    """Running heads, page numbers, job number, bar code."""
    first_lines: list[Line]
    """Lines of the first page's upper part, whatever they belong to: among them the symbol."""


def read_content(pages: Sequence[Page]) -> Content:
    """The paragraphs, notes, cells and furniture of a document's pages."""
    content = Content([], [], [], [], [], [], [])
    repeated = repeated_texts(pages)
    body_size = _body_size(pages)
    in_columns = 2 * sum(len(columns_of(page, page.runs)) > 1 for page in pages if not page.tags) > len(pages)
    spread: list[list[Paragraph]] = []
    note_pages: list[list[Paragraph]] = []
    are_endnotes = False
    behind_tables: set[int] = set()
    is_behind = False
    for page in pages:
        lines = lines_of(page.runs, page.number)
        if page.number == 1:
            content.first_lines = [line for line in lines if line.baseline < 0.35 * page.height]
        head_end, foot = front_of(page, lines) if page.number == 1 else (0.0, page.height)
        separator = notes_separator(page, lines, body_size)
        head_rule = head_rule_of(page, lines)
        furniture: set[int] = set()
        kept: list[Run] = []
        for line in lines:
            if page.number == 1 and line.baseline <= head_end:
                content.head.append(line)
                furniture |= {id(r) for r in line.runs}
            elif (
                line.baseline > foot
                or is_furniture(line, page, head_rule, repeated)
                or SEPARATOR.fullmatch(line.text.replace(" ", ""))
                or END_MARK.fullmatch(line.text)
            ):
                content.furniture.append(line)
                furniture |= {id(r) for r in line.runs}
        kept = [r for r in page.runs if id(r) not in furniture]
        body, notes, cells, figures = _parts(page, kept, separator, body_size, in_columns)
        body, notes_above, are_endnotes = notes_in_body(body, are_endnotes)
        notes = [*notes_above, *notes]
        content.furniture += [line for p in body if NOTICE.match(p.text) for line in p.lines]
        body = [p for p in body if not NOTICE.match(p.text)]
        spread.append(body)
        if body:
            if is_behind or any(cell.top < body[0].top for cell in cells):
                behind_tables.add(id(body[0]))
            is_behind = any(cell.top > body[-1].lines[-1].baseline for cell in cells)
        is_behind = is_behind or (not body and bool(cells))
        note_pages.append(notes)
        content.cells += cells
        content.figures += figures
    # no paragraph runs on over a table
    content.body = joined(
        spread, lambda last, first, indent: id(first) not in behind_tables and continues_over_page(last, first, indent)
    )
    content.notes = joined(note_pages, lambda last, first, _: not starts_note(first))
    return content


def _body_size(pages: Sequence[Page]) -> float:
    sizes: Counter[float] = Counter()
    for page in pages:
        for run in page.runs:
            sizes[round(run.size, 1)] += len(run.text.strip())
    return sizes.most_common(1)[0][0] if sizes else 10.0


def _parts(
    page: Page, runs: Sequence[Run], separator: float, body_size: float, in_columns: bool
) -> tuple[list[Paragraph], list[Paragraph], list[Paragraph], list[Paragraph]]:
    """Body, notes, cells and labels of figures of a page."""
    tags = page.tags
    blocks: dict[tuple[str, int], list[Run]] = {}
    loose: list[Run] = []
    front_tables = _front_tables(page) if page.number == 1 else set()
    frames = _frames(page) - front_tables
    tagged_cells = {id(r) for r in runs if r.mark is not None and (tag := tags.get(r.mark)) and tag.cell}
    untold = [r for r in runs if id(r) not in tagged_cells and r.baseline < separator]
    printed = _printed_tables(page, untold, in_columns)
    in_tables = {id(r) for table in printed for cell in table for r in cell.runs}
    runs = [r for r in runs if id(r) not in in_tables]
    loose_notes: list[Run] = []
    by_mark: dict[tuple[str, int], tuple[str, tuple[int, int, int] | None, bool]] = {}
    for run in runs:
        tag = tags.get(run.mark) if run.mark is not None else None
        if tag is None or tag.role == "Figure":
            (loose_notes if run.baseline > separator else loose).append(run)
            continue
        if tag.note is not None or (run.baseline > separator and tag.cell is None):
            loose_notes.append(run)
            continue
        if tag.cell is not None and tag.cell[0] not in front_tables | frames:
            key = ("cell", tag.cell[0] * 1_000_000 + tag.cell[1] * 1_000 + tag.cell[2])
        else:
            key = ("body", tag.block)
        blocks.setdefault(key, []).append(run)
        by_mark.setdefault(key, (tag.role, tag.cell, tag.is_header))
    body: list[Paragraph] = []
    cells: list[Paragraph] = []
    inked = [r for r in runs if r.text.strip()]
    centre = (min((r.x0 for r in inked), default=0) + max((r.x1 for r in inked), default=page.width)) / 2
    for key, held in sorted(blocks.items(), key=lambda item: item[0][1]):
        lines = lines_in_order(held, page.number)
        if not lines:
            continue
        role, place, is_header = by_mark[key]
        if key[0] == "cell":
            cells.append(Paragraph(lines, role, place, is_header, centre))
        else:
            parts = by_gaps(lines) if place else [lines]
            body += [Paragraph(part, role, centre=centre) for part in parts]
    for number, table in enumerate(printed, 1 + max((p.cell[0] for p in cells if p.cell), default=0)):
        for cell in table:
            place = (number, cell.row, cell.column)
            cells.append(Paragraph(lines_of(cell.runs, page.number), "TD", place, cell.is_header, centre))
    figures: list[Paragraph] = []
    if not tags:
        body = _by_geometry(page, loose, in_columns)
    else:
        figures = _place_untold(page, loose, body, SMALL * body_size)
    return body, note_paragraphs(lines_of(loose_notes, page.number)), cells, figures


def _printed_tables(page: Page, runs: Sequence[Run], in_columns: bool) -> list[list[tables_ruled.Cell]]:
    """The tables of which no tree tells, from the top down: ruled ones, and on untagged pages aligned ones."""
    found = list(tables_ruled.tables_of(page, runs))
    if not page.tags and not in_columns and len(columns_of(page, runs)) == 1:
        ruled = {id(r) for table in found for cell in table for r in cell.runs}
        found += tables_aligned.tables_of(page, [r for r in runs if id(r) not in ruled])
    return sorted(found, key=lambda table: table[0].runs[0].baseline)


def _place_untold(page: Page, loose: Sequence[Run], body: list[Paragraph], small: float) -> list[Paragraph]:
    """Put what the tree leaves out before the first paragraph that stands lower; gives what is a chart's labels."""
    figures: list[Paragraph] = []
    for paragraph in _by_geometry(page, loose):
        if page.number > 1 and (paragraph.size < small or len(paragraph.text.split()) < LABEL_WORDS):
            figures.append(paragraph)
            continue
        body.insert(next((i for i, p in enumerate(body) if p.top > paragraph.top), len(body)), paragraph)
    return figures


def _front_tables(page: Page) -> set[int]:
    """Tables of the first page that only lay out the masthead: session and agenda item, or meeting and members."""
    return {
        tag.cell[0]
        for run in page.runs
        if run.mark is not None
        and (tag := page.tags.get(run.mark))
        and tag.cell
        and regex.search(r"(?i)\b(?:session|agenda|items?|distr|meeting)\b", run.text)
        and run.baseline < 0.5 * page.height
    }


def _frames(page: Page) -> set[int]:
    """Tables of one column and more than a line: frames round a text, as reports set their summary in."""
    columns: dict[int, set[int]] = {}
    letters: Counter[int] = Counter()
    for run in page.runs:
        tag = page.tags.get(run.mark) if run.mark is not None else None
        if tag is not None and tag.cell is not None and run.text.strip():
            columns.setdefault(tag.cell[0], set()).add(tag.cell[2])
            letters[tag.cell[0]] += len(run.text)
    return {table for table, held in columns.items() if held == {1} and letters[table] > FRAME_LETTERS}


def _by_geometry(page: Page, runs: Sequence[Run], in_columns: bool = False) -> list[Paragraph]:
    """Paragraphs by place alone: columns first, then lines, then the gaps and indents that part paragraphs."""
    columns = columns_of(page, runs, LAST_COLUMN if in_columns else FULL_COLUMN)
    found: list[list[Paragraph]] = []
    for column in columns:
        lines = lines_of(column, page.number)
        if not lines:
            continue
        pitches = [b.baseline - a.baseline for a, b in pairwise(lines) if 0 < b.baseline - a.baseline < 30]
        # the pitch within paragraphs: on a page of short ones most lines are parted by more
        usual = statistics.median_low(sorted(pitches)[: len(pitches) // 2 + 1]) if pitches else 12.0
        left = statistics.mode(round(line.x0) for line in lines)
        right = max(line.x1 for line in lines)
        centre = (min(line.x0 for line in lines) + right) / 2
        edge = min(line.x0 for line in lines) if len(columns) > 1 else 0.0
        groups = grouped(lines, partial(begins_paragraph, usual=usual, left=left, right=right))
        groups = [part for group in groups for part in by_first_lines(group, left)]
        found.append([Paragraph(group, centre=centre, left=edge) for group in groups])
    return joined(found, continues_over_page)
