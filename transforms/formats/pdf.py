"""PDF files with a text layer to documents.

What belongs here: how what the pages hold (``transforms/pages``) becomes the blocks, notes, cells and front of a
document. What does not: the pages themselves, and what a block is in its text (``transforms/texts``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from transforms.pages import pdfium
from transforms.pages.arabic import is_right_to_left
from transforms.pages.flow import Content, read_content
from transforms.pages.model import Box, Page, Unreadable
from transforms.pages.notes import starts_note
from transforms.pages.paragraphs import Paragraph
from transforms.pages.repairs import repaired
from transforms.pages.tables_joined import join_over_pages
from transforms.pages.text import Line
from transforms.texts import masthead
from transforms.texts.document import Block, Cell, Document, HeadLine, PageLetters, Place
from transforms.texts.notes import note_of
from transforms.texts.rows import RejectionRow

RANKS = {"born_digital": 10, "ocr_embedded": 10}
"""A page shows places, verbs, nesting and notes as printed, so its rows count before all others."""
LETTERS_PER_PAGE = 20
"""Fewer than this are no text layer: scans hold none or one, born-digital pages hundreds."""
CENTRED = 30.0
"""Points by which the lines of a centred title begin apart, more than those of an indented paragraph."""
FAR_IN = 150.0
"""Points from its column's left edge beyond which a line in the middle of it begins."""

FRONT_LINES = (masthead.SESSION, masthead.AGENDA)
LINES_ABOVE = 4
"""Lines at most in which body and session are named together."""


class NoTextLayer(Unreadable):
    """The pages are pictures of text."""


def accepts(data: bytes) -> bool:
    """Whether bytes may be a PDF. The header may stand anywhere in the first kilobyte (PDF 1.7, annex H.3.4.1)."""
    return b"%PDF-" in data[:1024]


def read(data: bytes, file_name: str, symbol: str | None = None) -> Document:
    """The document that a PDF holds.

    Raises ``NoTextLayer`` where its pages are pictures, and ``Unreadable`` for what is no whole PDF.
    """
    pages = repaired(pdfium.read(data))
    letters = sum(len(run.text.strip()) for page in pages for run in page.runs)
    if letters < LETTERS_PER_PAGE * len(pages):
        raise NoTextLayer(
            "no text layer",
            f"{file_name}: {len(pages)} pages hold {letters} letters, so they are pictures of text",
        )
    is_scan = 2 * sum(page.is_scan for page in pages) > len(pages)
    document = document_of(read_content(pages), pages, "ocr_embedded" if is_scan else "born_digital")
    return replace(document, repairs=_pictures(document.pages, pages, file_name))


def _pictures(letters: Sequence[PageLetters], pages: Sequence[Page], file_name: str) -> list[RejectionRow]:
    """A rejection that names the pages on which a picture stands and no text beside the running head: an annex that
    was put in as it came."""
    with_text = {each.page for each in letters if each.letters - each.assigned["furniture"] >= LETTERS_PER_PAGE}
    numbers = [page.number for page in pages if page.image_count and page.number not in with_text]
    if not numbers:
        return []
    named = ", ".join(map(str, numbers))
    return [
        RejectionRow(
            "read",
            "pages are pictures",
            f"{file_name}: nothing was read of {len(numbers)} of {len(pages)} pages, which hold a picture and no text: "
            f"{named}; read them by eye, or fetch the document that is pictured there by its own symbol",
        )
    ]


def _with_front_split(content: Content) -> Content:
    """The content with session and agenda item a paragraph each, which pages without a structure tree run together."""
    front = [part for paragraph in content.body[: masthead.FRONT] for part in _split_front(paragraph)]
    return replace(content, body=[*front, *content.body[masthead.FRONT :]])


def _split_front(paragraph: Paragraph) -> Iterator[Paragraph]:
    """A paragraph of the masthead that begins with the session or the agenda item, cut into what it names.

    Above the session may stand the body whose it is, in the same small bold type: under a title it is part of that.
    """
    held: list[Line] = []
    is_small = (
        paragraph.page_first == 1 and len(paragraph.lines) <= LINES_ABOVE and paragraph.size < masthead.TITLE_SIZE
    )
    heads = paragraph.lines if is_small and paragraph.bold else paragraph.lines[:1]
    if not any(pattern.fullmatch(line.text) for line in heads for pattern in FRONT_LINES):
        yield paragraph
        return
    for line in paragraph.lines:
        if any(pattern.fullmatch(line.text) for pattern in FRONT_LINES):
            if held:
                yield paragraph.with_lines(held)
            yield paragraph.with_lines([line])
            held = []
        else:
            held.append(line)
    if held:
        yield paragraph.with_lines(held)


def document_of(content: Content, pages: Sequence[Page], text_source: str) -> Document:
    """The document of what pages hold."""
    content = _with_front_split(content)
    widths = {page.number: page.width for page in pages if is_right_to_left(page)}
    return Document(
        text_source,
        head=[_head_line(line) for line in content.head],
        first_lines=[_head_line(line) for line in content.first_lines],
        furniture=[_head_line(line) for line in content.furniture],
        body=[_block(paragraph, widths) for paragraph in content.body],
        notes=[note_of(note.content, _place(note, widths)) for note in _whole_notes(content.notes)],
        cells=[
            Cell(*cell.cell, cell.content, cell.is_header, _place(cell, widths), cell.span)
            for cell in join_over_pages(content.cells, content.body)
            if cell.cell is not None
        ],
        pages=list(_page_letters(content, pages)),
        page_count=len(pages),
    )


def _head_line(line: Line) -> HeadLine:
    return HeadLine(line.text, line.page, tuple((run.text.strip(), run.x0) for run in line.inked))


def _block(paragraph: Paragraph, widths: Mapping[int, float]) -> Block:
    lefts = [line.x0 for line in paragraph.lines]
    is_centred = paragraph.centred
    return Block(
        paragraph.content,
        _place(paragraph, widths),
        paragraph.indent,
        paragraph.size,
        is_centred,
        paragraph.is_at_right,
        # the lines of other paragraphs begin at their margin, the first a little further in
        is_centred and (paragraph.indent > FAR_IN or max(lefts) - min(lefts) > CENTRED),
        paragraph.decided_by,
    )


def _place(paragraph: Paragraph, widths: Mapping[int, float]) -> Place:
    """The place of a paragraph; pages that are read from the right were mirrored, their boxes are not."""
    boxes = tuple(_mirrored(box, widths[box.page]) if box.page in widths else box for box in paragraph.boxes)
    letters = Counter[int]()
    for line in paragraph.lines:
        letters[line.page] += sum(len(run.text.strip()) for run in line.runs)
    return Place(paragraph.page_first, paragraph.page_last, boxes, tuple(letters.items()))


def _mirrored(box: Box, width: float) -> Box:
    return replace(box, x0=width - box.x1, x1=width - box.x0)


def _whole_notes(notes: Iterable[Paragraph]) -> list[Paragraph]:
    """Notes with what stands under them without a mark of its own."""
    whole: list[Paragraph] = []
    for paragraph in notes:
        if whole and not starts_note(paragraph):
            whole[-1] = whole[-1].followed_by(paragraph)
        else:
            whole.append(paragraph)
    return whole


def _page_letters(content: Content, pages: Sequence[Page]) -> Iterable[PageLetters]:
    """The letters of each page: how many, and those of what is no block of the body."""
    assigned: dict[int, Counter[str]] = {page.number: Counter() for page in pages}
    placed: set[int] = {id(run) for paragraph in content.body for line in paragraph.lines for run in line.runs}
    parts: Mapping[str, Iterable[Line]] = {
        "masthead": content.head,
        "furniture": content.furniture,
        "note": (line for note in content.notes for line in note.lines),
        "table_cell": (line for cell in content.cells for line in cell.lines),
        "figure": (line for label in content.figures for line in label.lines),
    }
    for name, lines in parts.items():
        for line in lines:
            assigned[line.page][name] += sum(len(run.text.strip()) for run in line.runs)
            placed.update(id(run) for run in line.runs)
    for page in pages:
        lost = sum(len(run.text.strip()) for run in page.runs if id(run) not in placed)
        letters = sum(len(run.text.strip()) for run in page.runs)
        yield PageLetters(page.number, letters, assigned[page.number], lost)
