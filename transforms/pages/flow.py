"""The flow of a document: pages to paragraphs, notes, table cells and furniture, in reading order.

What belongs here: the order of the steps, and which run of a page goes to which of them. What does not: the rules of
each step, which have modules of their own, and what a paragraph is in a text (``transforms.texts``).

There are two sources. Files made since about 2010 carry Word's structure tree, which shows where each paragraph, note
and cell begins and ends; older ones have geometry alone. The tree is believed for what it holds; geometry decides the
rest.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any, Literal

import regex

from transforms.pages import tables_aligned, tables_ruled
from transforms.pages.columns import FULL_COLUMN, LAST_COLUMN, columns_of, count_columns
from transforms.pages.continuation import continues, joined, note_continues
from transforms.pages.decisions import NamedRule, Verdict, decide, otherwise
from transforms.pages.furniture import NOTICE, margins_of, part_of, repeated_texts
from transforms.pages.lines import lines_in_file_order, lines_of
from transforms.pages.model import Page, Run, Tag
from transforms.pages.notes import note_paragraphs, notes_in_body, notes_separator
from transforms.pages.paragraphs import DOTS_AT_END, PAGE_OF_ENTRY, Paragraph, paragraphs_of_column, split_at_gaps
from transforms.pages.text import Line

LABEL_WORDS = 5
"""What a tree leaves out is a chart or a box; fewer words than this on their own are a chart's labels."""
SENTENCE = regex.compile(r"(?:[^\s\d(]+\s+){7}[^\s\d(]+[.;:?!,。][”\"’)\]]*(?:\s|$)")
"""Eight words without figures up to the mark with which a sentence or a part of it ends."""
SAME_LEVEL = 3.0
"""Points within which two lines stand on one level."""
SMALL = 0.85
"""Part of the text's size below which all that a tree leaves out is a chart's: boxes are set in 9 points and more."""
FRAME_LETTERS = 80
"""More letters than this on a page, all in one column of what the tree calls a table, are a text in a frame."""
MASTHEAD_WORDS = regex.compile(r"(?i)\b(?:session|agenda|items?|distr|meeting)\b")
DEFAULT_SIZE = 10.0
"""Points, of a document without text."""


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


@dataclass(frozen=True, slots=True)
class _Document:
    """What all pages of a document show about each of them."""

    repeated: set[str]
    """Texts of running heads and feet."""
    body_size: float
    """The size in which most letters are set, in points."""
    in_columns: bool
    """Whether most pages have two columns."""


@dataclass
class _PageContent:
    """What one page holds; paragraphs may be cut by its end."""

    head: list[Line] = field(default_factory=list)
    furniture: list[Line] = field(default_factory=list)
    body: list[Paragraph] = field(default_factory=list)
    notes: list[Paragraph] = field(default_factory=list)
    cells: list[Paragraph] = field(default_factory=list)
    figures: list[Paragraph] = field(default_factory=list)


def read_content(pages: Sequence[Page]) -> Content:
    """The paragraphs, notes, cells and furniture of a document's pages."""
    lines = [lines_of(page.runs, page.number) for page in pages]
    document = _document(pages, lines)
    found: list[_PageContent] = []
    are_endnotes = False
    for page, page_lines in zip(pages, lines, strict=True):
        on_page = _page_content(page, page_lines, document)
        on_page.body, notes, are_endnotes = notes_in_body(on_page.body, are_endnotes)
        on_page.notes = [*notes, *on_page.notes]
        _move_notices(on_page)
        found.append(on_page)
    behind_tables = _first_behind_tables(found)
    return Content(
        head=[line for page in found for line in page.head],
        body=joined(
            [page.body for page in found],
            lambda last, first, indent: continues(last, first, indent, id(first) in behind_tables),
        ),
        notes=joined([page.notes for page in found], note_continues),
        cells=[cell for page in found for cell in page.cells],
        figures=[label for page in found for label in page.figures],
        furniture=[line for page in found for line in page.furniture],
        first_lines=_first_lines(pages, lines),
    )


def _document(pages: Sequence[Page], lines: Sequence[Sequence[Line]]) -> _Document:
    """What all pages of a document show about each of them."""
    in_columns = sum(count_columns(page, page.runs) > 1 for page in pages if not page.tags)
    return _Document(repeated_texts(pages, lines), _body_size(pages), 2 * in_columns > len(pages))


def _first_lines(pages: Sequence[Page], lines: Sequence[Sequence[Line]]) -> list[Line]:
    """The lines in the upper part of the first page."""
    by_page = zip(pages, lines, strict=True)
    return [x for page, listed in by_page if page.number == 1 for x in listed if x.baseline < 0.35 * page.height]


def _move_notices(page: _PageContent) -> None:
    """Put the printer's notices among the furniture."""
    page.furniture += [line for p in page.body if NOTICE.match(p.text) for line in p.lines]
    page.body = [p for p in page.body if not NOTICE.match(p.text)]


def _body_size(pages: Sequence[Page]) -> float:
    """The size in which most letters of the document are set, in points."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for run in page.runs:
            sizes[round(run.size, 1)] += len(run.text.strip())
    return sizes.most_common(1)[0][0] if sizes else DEFAULT_SIZE


def _first_behind_tables(pages: Iterable[_PageContent]) -> set[int]:
    """Ids of the first paragraphs of pages between which and the paragraph before stands a table."""
    found: set[int] = set()
    is_behind = False
    for page in pages:
        if page.body:
            if is_behind or any(cell.top < page.body[0].top for cell in page.cells):
                found.add(id(page.body[0]))
            is_behind = any(cell.top > page.body[-1].lines[-1].baseline for cell in page.cells)
        else:
            is_behind = is_behind or bool(page.cells)
    return found


Place = Literal["cell", "block", "note", "untagged"]
"""A cell of the tree's tables, a paragraph of the tree, the notes below the text, what the tree leaves out."""


@dataclass(frozen=True, slots=True)
class _Tagged:
    """What shows where a run belongs."""

    tag: Tag | None
    is_below: bool
    """Whether it stands below the rule above the notes."""
    is_in_table: bool
    """Whether the tree puts it in a table that is one, and no frame or layout."""


PLACES: tuple[NamedRule[Place], ...] = (
    NamedRule(
        "untagged below the rule",
        "what stands below the rule is notes",
        lambda run: run.is_below and (run.tag is None or run.tag.role == "Figure"),
        "note",
    ),
    NamedRule(
        "untagged",
        "older files have no tree; Word leaves boxes and charts out of it",
        lambda run: run.tag is None or run.tag.role == "Figure",
        "untagged",
    ),
    NamedRule("note of the tree", "Word puts a note in a Note element", lambda run: run.tag.note is not None, "note"),
    NamedRule(
        "below the rule",
        "what stands below the rule is notes, unless it is a table's",
        lambda run: run.is_below and run.tag.cell is None,
        "note",
    ),
    NamedRule("cell of the tree", "Word puts a cell in a TD or TH element", lambda run: run.is_in_table, "cell"),
    NamedRule("paragraph of the tree", "Word puts each paragraph in an element of its own", otherwise, "block"),
)
"""Where a run of a page's text belongs."""


def _page_content(page: Page, lines: Sequence[Line], document: _Document) -> _PageContent:
    """What a page holds, given its lines."""
    content = _PageContent()
    runs = _without_furniture(page, lines, document, content)
    separator = notes_separator(page, lines, document.body_size)
    outside_cells = [r for r in runs if r.baseline < separator and not ((tag := page.tag_of(r)) and tag.cell)]
    tables = _untagged_tables(page, outside_cells, document)
    in_tables = {id(r) for table in tables for cell in table for r in cell.runs}
    runs = [r for r in runs if id(r) not in in_tables]
    centre = _centre(page, runs)
    places = _by_place(page, runs, separator)
    content.notes = note_paragraphs(lines_of(places["note"], page.number))
    content.cells = _tagged_cells(page, places["cell"], centre)
    content.cells += _untagged_cells(page, tables, content.cells, centre)
    if page.tags:
        content.body = _tagged_blocks(page, places["block"], centre)
        content.figures = _place_untagged(page, places["untagged"], content.body, SMALL * document.body_size)
    else:
        content.body = _paragraphs_by_geometry(page, places["untagged"], document.in_columns)
    return content


def _without_furniture(page: Page, lines: Sequence[Line], document: _Document, content: _PageContent) -> list[Run]:
    """The runs of a page's text; the lines of its head and its furniture are put into ``content``."""
    margins = margins_of(page, lines, document.repeated)
    apart: set[int] = set()
    for line in lines:
        part = part_of(line, margins).answer
        if part != "text":
            (content.head if part == "head" else content.furniture).append(line)
            apart |= {id(r) for r in line.runs}
    return [r for r in page.runs if id(r) not in apart]


def _centre(page: Page, runs: Sequence[Run]) -> float:
    """The middle of a page's text."""
    inked = [r for r in runs if r.text.strip()]
    return (min((r.x0 for r in inked), default=0) + max((r.x1 for r in inked), default=page.width)) / 2


def _by_place(page: Page, runs: Sequence[Run], separator: float) -> dict[Place, list[Run]]:
    """The runs of a page by where they belong, given where the notes begin."""
    no_tables = _frames(page) | (_front_tables(page) if page.number == 1 else set())
    places: dict[Place, list[Run]] = {"cell": [], "block": [], "note": [], "untagged": []}
    verdicts: dict[tuple[int | None, bool], Verdict[Place]] = {}
    for run in runs:
        # the runs of one marked content have one tag
        key = run.mark, run.baseline > separator
        if key not in verdicts:
            tag = page.tag_of(run)
            is_in_table = tag is not None and tag.cell is not None and tag.cell[0] not in no_tables
            verdicts[key] = decide(PLACES, _Tagged(tag, key[1], is_in_table))
        places[verdicts[key].answer].append(run)
    return places


def _tagged_blocks(page: Page, runs: Sequence[Run], centre: float) -> list[Paragraph]:
    """The paragraphs of the tree; a cell that only frames or lays out a text holds several."""
    body = []
    for tag, lines in _lines_by_tag(page, runs, lambda tag: tag.block):
        parts = split_at_gaps(lines) if tag.cell else [lines]
        why = ("begins: wider gap within a frame" if tag.cell else "begins: paragraph of the tree",)
        body += [Paragraph(part, tag.role, centre=centre, decided_by=why) for part in parts]
    return _with_pages_of_entries(body)


def _with_pages_of_entries(body: Iterable[Paragraph]) -> list[Paragraph]:
    """Paragraphs, each entry of the contents with its page, which some trees set apart from its dots."""
    found: list[Paragraph] = []
    for paragraph in body:
        line = paragraph.lines[0]
        is_page = len(paragraph.lines) == 1 and PAGE_OF_ENTRY.fullmatch(paragraph.text)
        entry = next((n for n, p in enumerate(found) if is_page and _leads_to(p.lines[-1], line)), None)
        if entry is None:
            found.append(paragraph)
        else:
            found[entry] = found[entry].followed_by(paragraph)
    return found


def _leads_to(line: Line, page: Line) -> bool:
    """Whether the dots at the end of a line lead to a page's number on its level."""
    is_level = abs(line.baseline - page.baseline) < SAME_LEVEL and line.x1 < page.x0
    return is_level and bool(DOTS_AT_END.search(line.text))


def _tagged_cells(page: Page, runs: Sequence[Run], centre: float) -> list[Paragraph]:
    """The cells of the tree."""
    return [
        Paragraph(lines, tag.role, tag.cell, tag.is_header, centre)
        for tag, lines in _lines_by_tag(page, runs, lambda tag: tag.cell or (0, 0, 0))
    ]


def _lines_by_tag(page: Page, runs: Sequence[Run], key: Callable[[Tag], Any]) -> list[tuple[Tag, list[Line]]]:
    """The lines of the runs that share a key of their tags, ordered by it, with the tag of the first of them."""
    blocks: dict[Any, tuple[Tag, list[Run]]] = {}
    for run in runs:
        if tag := page.tag_of(run):
            blocks.setdefault(key(tag), (tag, []))[1].append(run)
    found = (
        (tag, lines_in_file_order(held, page.number)) for _, (tag, held) in sorted(blocks.items(), key=itemgetter(0))
    )
    return [(tag, lines) for tag, lines in found if lines]


def _untagged_tables(page: Page, runs: Sequence[Run], document: _Document) -> list[list[tables_ruled.Cell]]:
    """The tables that no tree shows, from the top down: ruled ones, and on untagged pages aligned ones."""
    found = list(tables_ruled.tables_of(page, runs, document.body_size))
    if not page.tags and not document.in_columns and count_columns(page, runs) == 1:
        ruled = {id(r) for table in found for cell in table for r in cell.runs}
        found += tables_aligned.tables_of(page, [r for r in runs if id(r) not in ruled])
    return sorted(found, key=lambda table: table[0].runs[0].baseline)


def _untagged_cells(
    page: Page, tables: Iterable[Iterable[tables_ruled.Cell]], tagged: Iterable[Paragraph], centre: float
) -> Iterator[Paragraph]:
    """The cells of the tables that no tree shows, which are counted behind those of the tree."""
    first = 1 + max((cell.cell[0] for cell in tagged if cell.cell), default=0)
    for number, table in enumerate(tables, first):
        for cell in table:
            place = (number, cell.row, cell.column)
            yield Paragraph(lines_of(cell.runs, page.number), "TD", place, cell.is_header, centre, span=cell.span)


def _paragraphs_by_geometry(page: Page, runs: Sequence[Run], in_columns: bool = False) -> list[Paragraph]:
    """Paragraphs by place alone: columns first, then lines, then the gaps and indents between paragraphs."""
    columns = columns_of(page, runs, LAST_COLUMN if in_columns else FULL_COLUMN)
    by_column = (lines_of(column, page.number) for column in columns)
    return joined([paragraphs_of_column(lines, len(columns) > 1) for lines in by_column if lines], continues)


def _place_untagged(page: Page, runs: Sequence[Run], body: list[Paragraph], small: float) -> list[Paragraph]:
    """Put what the tree leaves out before the first paragraph that stands lower; gives the labels of charts.

    A box holds sentences. Where nothing that the tree leaves out ends as sentences do, all of it is a chart's.
    """
    labels: list[Paragraph] = []
    paragraphs = _paragraphs_by_geometry(page, runs)
    is_chart = page.number > 1 and not any(SENTENCE.search(paragraph.text) for paragraph in paragraphs)
    for paragraph in paragraphs:
        is_label = paragraph.size < small or len(paragraph.text.split()) < LABEL_WORDS
        if is_chart or (page.number > 1 and is_label):
            labels.append(paragraph)
        else:
            body.insert(next((i for i, p in enumerate(body) if p.top > paragraph.top), len(body)), paragraph)
    return labels


def _front_tables(page: Page) -> set[int]:
    """Tables of the first page that only lay out the masthead: session and agenda item, or meeting and members."""
    return {
        tag.cell[0]
        for run in page.runs
        if run.baseline < 0.5 * page.height
        and (tag := page.tag_of(run))
        and tag.cell
        and MASTHEAD_WORDS.search(run.text)
    }


def _frames(page: Page) -> set[int]:
    """Tables of one column and more than a line: frames around a text, as reports set their summary in."""
    columns: dict[int, set[int]] = {}
    letters: Counter[int] = Counter()
    for run in page.runs:
        tag = page.tag_of(run)
        if tag is not None and tag.cell is not None and run.text.strip():
            columns.setdefault(tag.cell[0], set()).add(tag.cell[2])
            letters[tag.cell[0]] += len(run.text)
    return {table for table, held in columns.items() if held == {1} and letters[table] > FRAME_LETTERS}
