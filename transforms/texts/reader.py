"""A document to its rows: the door of this room.

What belongs here: which reader a document's text is for, and how clauses, notes, cells and letters become rows. What
does not: how they are read (``printed.py``, ``marked.py``), and bytes (``transforms/formats``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from transforms.authorities import kinds
from transforms.language.detect import language_of
from transforms.texts.clauses import Clauses
from transforms.texts.coverage import coverage
from transforms.texts.document import Block, Cell, ClosingLine, Document, Masthead
from transforms.texts.marked import MarkedText
from transforms.texts.masthead import SUBMITTED
from transforms.texts.notes import FIGURE_MARK, Anchor, footnotes, mark_patterns, without_marks
from transforms.texts.outline import Outline
from transforms.texts.printed import PrintedText
from transforms.texts.rows import (
    ClosingLineRow,
    DocumentRow,
    DocumentRows,
    SpeechRow,
    SponsorLineRow,
    TableCellRow,
    boxes,
)
from transforms.texts.speeches import speeches


def rows_of(document: Document, head: Masthead) -> DocumentRows:
    """All rows of a document. ``head`` is its masthead; ``head.fields`` gives its symbol and type."""
    fields = head.fields
    symbol, kind = str(fields["symbol"]), kinds.BY_NAME[fields["document_type"]]
    language = document.language or language_of(" ".join(block.text for block in document.body))
    # a presidential statement has no formula: the line that says on whose behalf the President speaks opens its text
    clauses = Clauses(Outline(symbol, "paragraph" if kind.has_formula else "operative"), language)
    clauses.anchors += [Anchor(mark) for mark in head.title_marks]
    has_places = bool(document.pages)
    if document.parts:
        MarkedText(clauses).read(document.parts)
        closing, cells = document.closing, [cell for part in _parts(document) for cell in part]
        placed: list[tuple[str, list[Block]]] = []
    else:
        printed = PrintedText(clauses, kind, mark_patterns(document))
        printed.read(document.body[head.body_start :])
        closing = printed.closing
        cells = list(_marked_cells(document, clauses, language))
        placed = [
            ("masthead", [*document.body[: head.body_start], *printed.masthead_blocks]),
            ("furniture", printed.empty_blocks),
        ]
    notes = list(footnotes(document.notes, clauses.anchors, symbol, language, has_places, clauses.keep_links))
    spoken = list(speeches(clauses.all, symbol, language)) if kind.has_speeches else []
    placed += _classes(clauses, spoken)
    whole = DocumentRow(language=language, text_source=document.text_source, page_count=document.page_count, **fields)
    return DocumentRows(
        documents=[whole],
        clauses=clauses.rows(has_places),
        footnotes=notes,
        hyperlinks=clauses.links,
        table_cells=list(_cell_rows(cells, symbol, language, has_places)),
        speeches=[speech for speech, _ in spoken],
        pages=list(coverage(document, placed, symbol, language)),
        closing_lines=list(_closing_rows(closing, symbol, language)),
        xml_votes=document.xml_votes,
        drafting_steps=document.drafting_steps,
        sponsor_lines=list(_sponsor_lines(document.body[: head.body_start], symbol, language)),
        rejections=document.repairs,
        reasons={clause.entry.clause_id: clause.decided_by for clause in clauses.all},
    )


def _parts(document: Document) -> Iterator[list[Cell]]:
    """The cells of each part, those of quotations in their place."""
    waiting = [*document.parts]
    while waiting:
        part = waiting.pop(0)
        yield part.cells
        waiting[:0] = [inner for block in part.blocks for inner in block.quotation or ()]


def _marked_cells(document: Document, clauses: Clauses, language: str) -> Iterator[Cell]:
    """The cells without note marks; ``clauses`` keeps the marks, of those that a table repeats the first."""
    patterns = mark_patterns(document)
    last_pages = {cell.table: cell.place.page_last for cell in document.cells}
    # behind a figure these letters end an ordinal in French and Spanish
    letters = {note.mark for note in document.notes} if language not in ("es", "fr") else set()
    kept: set[tuple[int, str]] = set()
    for cell in document.cells:
        content = without_marks(cell.content, patterns)
        if (match := FIGURE_MARK.search(content.text)) and match[1] in letters:
            content = content.marking(FIGURE_MARK)
        for mark, _ in content.marks:
            if (cell.table, mark) not in kept:
                pages = cell.place.page_first, last_pages[cell.table]
                clauses.anchors.append(Anchor(mark, cell=cell.position, pages=pages))
            kept.add((cell.table, mark))
        yield replace(cell, content=content)


def _cell_rows(cells: Iterable[Cell], symbol: str, language: str, has_places: bool) -> Iterator[TableCellRow]:
    for cell in cells:
        box = boxes(cell.place.boxes) if has_places else None
        page = cell.place.page_first
        yield TableCellRow(symbol, language, *cell.position, cell.content.text, cell.is_header, cell.span, page, box)


def _sponsor_lines(front: Iterable[Block], symbol: str, language: str) -> Iterator[SponsorLineRow]:
    lines = (block for block in front if kinds.SPONSORED.fullmatch(block.text) or SUBMITTED.match(block.text))
    for seq, block in enumerate(lines, 1):
        yield SponsorLineRow(symbol, language, seq, block.text, block.page_first)


def _closing_rows(closing: Iterable[ClosingLine], symbol: str, language: str) -> Iterator[ClosingLineRow]:
    for seq, line in enumerate(closing, 1):
        yield ClosingLineRow(symbol, language, seq, line.text, line.page)


def _classes(clauses: Clauses, spoken: Iterable[tuple[SpeechRow, list[int]]]) -> Iterator[tuple[str, list[Block]]]:
    """The blocks of each clause by the class of their letters."""
    in_speech = {place for _, places in spoken for place in places}
    for place, clause in enumerate(clauses.all):
        name = "heading" if clause.entry.kind == "heading" else "clause"
        yield "speech" if place in in_speech else name, clause.blocks
