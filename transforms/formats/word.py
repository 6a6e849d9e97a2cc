"""Word files (docx, Office Open XML) to documents.

What belongs here: which bytes are such a file, how it is opened, and which of its paragraphs are masthead, text, notes
and cells. What does not: how it sets its text (``word_styles.py``), and which of its text is printed
(``word_text.py``).

A Word file has no pages of its own, so nothing in it has a place. The masthead stands in the header of the first page,
or in a table above the text.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Any

import regex
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import Part
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from docx.package import Package
from lxml import etree

from transforms.formats.word_styles import LETTER_WIDTH, Element, Styles, child, is_on, points, value
from transforms.formats.word_text import NoteKind, NoteMarks, Paragraph, Reference, Story, Table
from transforms.language.dates import read_date
from transforms.pages.model import Unreadable
from transforms.pages.notes import SEPARATOR
from transforms.pages.text import Text
from transforms.texts import masthead
from transforms.texts.document import NOWHERE, Block, Cell, Document, HeadLine, Note, joined
from transforms.texts.notes import STAR_MARK, note_of

RANKS = {"word": 20}
"""It has no pages, so its rows count where no page is held; it keeps the styles and notes that the XML leaves out."""
LARGEST, LARGEST_PART = 200_000_000, 50_000_000
"""Bytes of all parts of a file, pictures too, and of one that is XML. The text of a budget's section has 3 million."""
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
MAIN_PART = regex.compile(r"word/document\d*\.xml")
"""The part that holds the text; some programs number it."""
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
"""The stream of an OLE file in which Word keeps a locked docx."""
NOTE_STYLES = ("footnote text", "endnote text")
"""Paragraphs in these styles are notes, if they begin with a mark."""
TYPED_STARS = regex.compile(r"(\*{1,5})\s*(?=[^\s*])")
FRONT_LINE = 60
"""Characters that a line of the head has at most."""
LOCKED = 1
"""The flag of a part of a zip that a password locks."""
_PROBLEMS = (
    *(zipfile.BadZipFile, zlib.error, etree.LxmlError, KeyError, ValueError, EOFError, OSError),
    *(NotImplementedError, RecursionError),
)
"""What reading a damaged file raises: broken zips, parts and relationships that are missing, broken XML and values."""


def accepts(data: bytes) -> bool:
    """Whether bytes are a Word file, whole or cut short, of today's format or the old one, whatever its name."""
    if data.startswith(OLE):
        return True
    if not data.startswith(ZIP):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return any(MAIN_PART.fullmatch(name) for name in archive.namelist())
    except _PROBLEMS:
        return b"word/document" in data


def read(data: bytes, file_name: str, symbol: str | None = None) -> Document:
    """The document that a Word file holds.

    Raises ``Unreadable`` for a file in Word's old format, one that is locked or damaged, or one that would unpack to
    more than ``LARGEST``.
    """
    _refuse_what_is_no_docx(data, file_name)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
            _refuse_what_is_too_large(infos, file_name)
            if any(info.flag_bits & LOCKED for info in infos):
                raise Unreadable("encrypted Word file", f"{file_name}: it asks for a password: save it without one")
        return _Reader(_main_part(data)).document()
    except _PROBLEMS as error:
        raise Unreadable(
            "damaged Word file", f"{file_name}: it cannot be opened ({error}): fetch the document again"
        ) from error


def _main_part(data: bytes) -> Part:
    """The part of a package that holds the text."""
    try:
        main: Part = Package.open(io.BytesIO(data)).main_document_part
    except AttributeError as error:
        # python-docx takes it for granted that a package's own lists have the right elements
        raise ValueError("its list of parts is broken") from error
    return main


def _refuse_what_is_no_docx(data: bytes, file_name: str) -> None:
    if data.startswith(OLE) and ENCRYPTED in data:
        raise Unreadable("encrypted Word file", f"{file_name}: the file asks for a password: save it without one")
    if data.startswith(OLE):
        raise Unreadable(
            "old Word file",
            f"{file_name}: the file has the format of Word before 2007 (doc): save it as .docx, or fetch the PDF of "
            "the same symbol",
        )


def _refuse_what_is_too_large(parts: Iterable[zipfile.ZipInfo], file_name: str) -> None:
    """Raise ``Unreadable`` by the sizes that the zip's directory states; no more than those is ever unpacked."""
    sizes = {part.filename: part.file_size for part in parts}
    largest = max((size for name, size in sizes.items() if name.endswith((".xml", ".rels"))), default=0)
    if sum(sizes.values()) > LARGEST or largest > LARGEST_PART:
        raise Unreadable(
            "too large", f"{file_name}: it would unpack to {sum(sizes.values())} bytes; no single document has so many"
        )


@dataclass
class _Body:
    """The parts of the body, in reading order."""

    head: list[HeadLine] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)
    is_in_notes: bool = False
    """Whether the last paragraph was a note with a typed mark."""


class _Reader:
    """Reads one file, given the part that holds its text."""

    def __init__(self, main: Part) -> None:
        self.main = main
        self.root = _root_of(main)
        self.styles = Styles(_related(main, RELATIONSHIP_TYPE.STYLES), _related(main, RELATIONSHIP_TYPE.NUMBERING))
        self.section = next(self.root.iter(qn("w:sectPr")), None)
        margins, size = child(self.section, "w:pgMar"), child(self.section, "w:pgSz")
        self.margin = points(margins, "w:left") or 0.0
        width = points(size, "w:w") or 2 * masthead.MIDDLE
        self.width = width - self.margin - (points(margins, "w:right") or 0.0)

    def document(self) -> Document:
        """The document with its masthead, blocks, notes and cells."""
        head = self._first_page_lines("w:headerReference")
        story = Story(self.styles, self.main.rels, self._note_marks())
        body = self._body(story)
        lines = [*head, *body.head]
        if not lines:
            body.blocks, lines = self._fronted(body.blocks)
        alone = [block.text for block in body.blocks[: masthead.FRONT] if _is_symbol(block.text)]
        return Document(
            "word",
            head=lines,
            first_lines=[*lines, *(HeadLine(text, 1, ((text, 0.0),)) for text in alone)],
            furniture=self._first_page_lines("w:footerReference"),
            body=body.blocks,
            notes=body.notes,
            cells=body.cells,
        )

    # Head

    def _first_page_lines(self, kind: str) -> list[HeadLine]:
        """The lines of the first page's header or footer."""
        references = [] if self.section is None else self.section.findall(qn(kind))
        by_type = {value(each, "w:type"): value(each, "r:id") for each in references}
        name = by_type.get("first" if is_on(child(self.section, "w:titlePg")) else "default")
        if name is None or name not in self.main.rels:
            return []
        part = self.main.rels[name].target_part
        story = Story(self.styles, part.rels, self._note_marks())
        return [line for block in story.blocks(_root_of(part)) for line in self._head_lines(block)]

    def _head_lines(self, block: Paragraph | Table) -> Iterator[HeadLine]:
        """A paragraph, or a table line by line across its cells, as lines of the head."""
        if isinstance(block, Paragraph):
            lines = [self._head_pieces(block, 0.0, self.width)]
        else:
            lines = [
                [piece for column in line for piece in column]
                for _, cells in block.rows
                for line in zip_longest(
                    *([self._head_pieces(p, cell.x0, cell.x1) for p in cell.paragraphs] for cell in cells),
                    fillvalue=[],
                )
            ]
        for pieces in lines:
            if pieces:
                yield HeadLine(" ".join(text for text, _ in pieces), 1, tuple(pieces))

    def _head_pieces(self, paragraph: Paragraph, x0: float, x1: float) -> list[tuple[str, float]]:
        """The pieces of a paragraph that tabs set apart, each with the points from the page's left edge."""
        pieces = [(text, self.margin + x0 + x) for text, x in paragraph.columns if text]
        if pieces and paragraph.layout.alignment in ("right", "end"):
            text, _ = pieces[-1]
            pieces[-1] = text, self.margin + x1 - len(text) * paragraph.size * LETTER_WIDTH
        return pieces

    def _fronted(self, blocks: list[Block]) -> tuple[list[Block], list[HeadLine]]:
        """The blocks behind a head that is set as paragraphs, and its lines, to the dates under the distribution."""
        front = blocks[: masthead.FRONT]
        end = next((n for n, block in enumerate(front, 1) if masthead.DISTRIBUTION.search(block.text)), 0)
        while 0 < end < len(blocks) and len(blocks[end].text) < FRONT_LINE and read_date(blocks[end].text):
            end += 1
        lines = [HeadLine(b.text, 1, ((b.text, b.indent),)) for b in blocks[:end]]
        return blocks[end:], lines

    # Body

    def _body(self, story: Story) -> _Body:
        """The blocks, notes and cells of the body, and the head where a table above the text has it."""
        body = _Body()
        table = 0
        for block in story.blocks(child(self.root, "w:body")):
            if isinstance(block, Paragraph):
                self._read_paragraph(block, 0.0, body)
            elif not body.blocks and (lines := list(self._head_lines(block))) and _is_head(lines):
                body.head += lines
            elif block.is_layout:
                for cell in block.cells:
                    for paragraph in cell.paragraphs:
                        self._read_paragraph(paragraph, cell.x0, body)
            else:
                table += 1
                body.cells += _cells(block, table)
            body.notes += self._notes(story.references)
            story.references.clear()
        return body

    def _read_paragraph(self, paragraph: Paragraph, x0: float, body: _Body) -> None:
        """Add a paragraph that begins ``x0`` points from its column's edge: a note with a typed mark, or a block."""
        content = paragraph.content
        if not content.text or SEPARATOR.fullmatch(content.text):
            return
        if self._is_note(paragraph, content, body):
            body.notes.append(note_of(content, NOWHERE))
        elif paragraph.layout.framed and body.notes and body.is_in_notes:
            body.notes[-1] = body.notes[-1].followed_by(Note("", content))
        else:
            body.blocks.append(self._block(paragraph, content, x0))
            body.is_in_notes = False
            return
        body.is_in_notes = True

    def _is_note(self, paragraph: Paragraph, content: Text, body: _Body) -> bool:
        """Whether a paragraph of the body is a note with a typed mark: raised, or stars that stand in the text."""
        first = next(piece for piece in paragraph.pieces if piece.text.strip())
        if content.marks and content.marks[0][1] == 0 and not first.is_reference:
            return True
        stars = TYPED_STARS.match(content.text)
        if not stars:
            return False
        if paragraph.layout.framed or self.styles.name_of(paragraph.layout.style) in NOTE_STYLES:
            return True
        before = (*(line.text for line in body.head), *(block.text for block in body.blocks))
        return any(stars[1] == mark[1] for text in before for mark in STAR_MARK.finditer(text))

    def _block(self, paragraph: Paragraph, content: Text, x0: float) -> Block:
        layout = paragraph.layout
        is_centred = layout.alignment == "center"
        start = x0 + paragraph.start
        is_at_right = layout.alignment in ("right", "end") or start > self.width / 2
        return Block(
            content,
            indent=self.margin + start,
            size=paragraph.size,
            centred=is_centred,
            is_at_right=is_at_right and not is_centred,
            is_in_middle=is_centred,
        )

    # Notes

    def _note_marks(self) -> dict[NoteKind, NoteMarks]:
        """How notes are marked: what the first section says, else the settings, else Word's own way."""
        settings = _related(self.main, RELATIONSHIP_TYPE.SETTINGS)
        return {
            "footnote": self._marks_of("w:footnotePr", "decimal", settings),
            "endnote": self._marks_of("w:endnotePr", "lowerRoman", settings),
        }

    def _marks_of(self, name: str, usual: str, settings: Element | None) -> NoteMarks:
        def stated(what: str) -> str | None:
            found = (value(child(child(element, name), what)) for element in (self.section, settings))
            return next((each for each in found if each), None)

        restarts = stated("w:numRestart") == "eachSect"
        return NoteMarks(stated("w:numFmt") or usual, int(stated("w:numStart") or 1), restarts)

    def _notes(self, references: Iterable[Reference]) -> Iterator[Note]:
        """The notes that the text refers to, each with its mark."""
        kinds: tuple[tuple[NoteKind, str], ...] = (
            ("footnote", RELATIONSHIP_TYPE.FOOTNOTES),
            ("endnote", RELATIONSHIP_TYPE.ENDNOTES),
        )
        parts = {kind: part for kind, name in kinds if (part := _related_part(self.main, name)) is not None}
        elements = {
            (kind, value(each, "w:id")): each
            for kind, part in parts.items()
            for each in _root_of(part).iterfind(qn(f"w:{kind}"))
        }
        for reference in references:
            element = elements.get((reference.kind, reference.name))
            if element is None:
                continue
            story = Story(self.styles, parts[reference.kind].rels, self._note_marks())
            content = _joined(block for block in story.blocks(element) if isinstance(block, Paragraph))
            typed = note_of(content, NOWHERE)
            if reference.mark and typed.mark != reference.mark:
                yield Note(reference.mark, content)
            else:
                yield typed


def _cells(table: Table, number: int) -> Iterator[Cell]:
    """The cells of a table that hold text, counted along each row."""
    for row, (is_header, cells) in enumerate(table.rows, 1):
        for column, cell in enumerate(cells, 1):
            content = _joined(cell.paragraphs)
            if content.text:
                yield Cell(number, row, column, content, is_header)


def _joined(paragraphs: Iterable[Paragraph]) -> Text:
    """The text of paragraphs that follow each other, a blank between two."""
    whole = Text()
    for content in (paragraph.content for paragraph in paragraphs):
        whole = joined(whole, content) if content.text else whole
    return whole


def _is_head(lines: Iterable[HeadLine]) -> bool:
    """Whether lines above the text are a masthead: they say how the document is distributed, or its symbol alone."""
    return any(
        masthead.DISTRIBUTION.search(line.text) or any(_is_symbol(text) for text, _ in line.pieces) for line in lines
    )


def _is_symbol(text: str) -> bool:
    """Whether a line is the symbol of a document and nothing else."""
    found = masthead.SYMBOL.fullmatch(text.rstrip(" *"))
    return bool(found and masthead.symbols_in(found[0]))


def _root_of(part: Any) -> Element:
    """The root element of a part; python-docx parses those that it knows."""
    return part.element if hasattr(part, "element") else parse_xml(part.blob)


def _related_part(main: Part, kind: str) -> Part | None:
    """The part that stands in a relation to the main one; null where the file has none."""
    return next((rel.target_part for rel in main.rels.values() if rel.reltype == kind and not rel.is_external), None)


def _related(main: Part, kind: str) -> Element | None:
    part = _related_part(main, kind)
    return None if part is None else _root_of(part)
