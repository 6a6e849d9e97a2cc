"""A document to its rows: the door of this room.

What belongs here: which reader a document's text is for, and how clauses, notes, cells and letters become rows. What
does not: how they are read (``printed.py``, ``marked.py``), and bytes (``transforms/formats``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from transforms.language.detect import language_of
from transforms.texts.clauses import Clauses
from transforms.texts.coverage import coverage
from transforms.texts.document import Block, Cell, ClosingLine, Document
from transforms.texts.marked import MarkedText
from transforms.texts.masthead import Masthead
from transforms.texts.notes import FIGURE_MARK, Anchor, footnotes, mark_patterns, without_marks
from transforms.texts.outline import Outline
from transforms.texts.printed import PrintedText
from transforms.texts.rows import ClosingLineRow, DocumentRow, DocumentRows, SpeechRow, TableCellRow, boxes
from transforms.texts.speeches import speeches


def rows_of(document: Document, head: Masthead) -> DocumentRows:
    """All rows of a document. ``head`` is its masthead; ``head.fields`` gives its symbol and type."""
    fields = head.fields
    symbol, kind = str(fields["symbol"]), str(fields["document_type"])
    language = document.language or language_of(" ".join(block.text for block in document.body))
    # a presidential statement has no formula: the line that says on whose behalf the President speaks opens its text
    clauses = Clauses(Outline(symbol, "operative" if kind == "presidential_statement" else "paragraph"), language)
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
    spoken = list(speeches(clauses.all, symbol, language)) if kind == "verbatim_record" else []
    placed += _classes(clauses, spoken)
    return DocumentRows(
        documents=[DocumentRow(language=language, text_source=document.text_source, page_count=document.page_count, **fields)],
        clauses=clauses.rows(has_places),
        footnotes=notes,
        hyperlinks=clauses.links,
        table_cells=list(_cell_rows(cells, symbol, language, has_places)),
        speeches=[speech for speech, _ in spoken],
        pages=list(coverage(document, placed, symbol, language)),
        closing_lines=list(_closing_rows(closing, symbol, language)),
        xml_votes=document.xml_votes,
        drafting_steps=document.drafting_steps,
        rejections=document.repairs,
    )
