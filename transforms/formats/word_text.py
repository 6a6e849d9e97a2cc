"""The text of a Word file: paragraphs and tables of one of its parts, with their runs, links and note marks.

What belongs here: which of a part's text is printed (text that was deleted is not, nor the code of a field), where note
marks and links stand in it, and in what order it is read. What does not: styles and numbers (``word_styles.py``), and
which paragraphs are masthead, notes or text (``word.py``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

import regex
from docx.oxml.ns import qn

from transforms.formats.word_styles import (
    OFF,
    Element,
    Layout,
    Look,
    Styles,
    child,
    is_on,
    points,
    printed_number,
    value,
)
from transforms.pages.model import Run
from transforms.pages.runs import clean
from transforms.pages.text import SOFT_HYPHEN, Line, Text, compose

HYPERLINK = regex.compile(r'\s*HYPERLINK\s+"([^"]+)"')
LEADER = " ........ "
"""What is printed for a tab with a leader."""
REFERENCE = regex.compile("\\s*\ue000([^\ue001]*)\ue001")
"""A note's mark within a paragraph's runs, between two characters that ``clean`` takes out of every text."""
TRANSPARENT = frozenset(
    qn(f"w:{name}")
    for name in ("ins", "moveTo", "smartTag", "customXml", "sdt", "sdtContent", "fldSimple", "bdo", "dir")
)
"""Elements that stand around text without changing it; not ``w:del`` and ``w:moveFrom``, whose text was taken away."""
_ALTERNATIVES, _CHOICE, _FALLBACK = (
    f"{{http://schemas.openxmlformats.org/markup-compatibility/2006}}{name}"
    for name in ("AlternateContent", "Choice", "Fallback")
)
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
CHARACTERS = {
    qn("w:tab"): "\t",
    qn("w:ptab"): "\t",
    qn("w:br"): " ",
    qn("w:cr"): " ",
    qn("w:noBreakHyphen"): "-",
}
NoteKind = Literal["footnote", "endnote"]
REFERENCES: dict[str, NoteKind] = {qn("w:footnoteReference"): "footnote", qn("w:endnoteReference"): "endnote"}


@dataclass(frozen=True)
class Piece:
    """Characters set in one way."""

    text: str
    look: Look
    link: str | None = None
    is_reference: bool = False
    """Whether it is the mark of a note that the file itself refers to."""


@dataclass
class Paragraph:
    """One paragraph as the file sets it, its automatic number before its text."""

    pieces: list[Piece]
    layout: Layout

    @property
    def content(self) -> Text:
        """Its text without note marks, which stand beside it."""
        leaders = iter(self._leaders)
        runs: list[Run] = []
        waiting = ""
        for piece in self.pieces:
            tabs = regex.split("(\t)", piece.text)
            text = waiting + "".join((LEADER if next(leaders) else " ") if part == "\t" else part for part in tabs)
            waiting = text[len(text.rstrip()) :]
            if text.strip():
                runs.append(_run(piece, text))
        return compose([Line(tuple(runs), 0)]).marking(REFERENCE) if runs else Text()

    @property
    def size(self) -> float:
        """Points in which most of its letters are set."""
        inked = [_run(piece, piece.text) for piece in self.pieces if piece.text.strip()]
        return Line(tuple(inked), 0).size if inked else Look().size

    @property
    def start(self) -> float:
        """Points from its column's edge at which its text begins, behind the tabs that stand before it."""
        return next((x for text, x in self.columns if text), self.layout.first)

    @property
    def columns(self) -> list[tuple[str, float]]:
        """Its text cut at tabs, each part with where it begins in its column."""
        parts = self._parts
        starts = self.layout.starts(parts, self.size)
        return [(" ".join(part.split()), x) for part, (x, _) in zip(parts, starts, strict=True)]

    @property
    def _parts(self) -> list[str]:
        return "".join("" if piece.is_reference else piece.text for piece in self.pieces).split("\t")

    @property
    def _leaders(self) -> list[bool]:
        """Of each tab: whether it is printed as dots, which lead from the text before it."""
        parts = self._parts
        dotted: list[bool] = []
        is_behind_text = False
        starts = self.layout.starts(parts, self.size)[1:]
        for before, (_, has_leader) in zip(parts, starts, strict=False):
            is_behind_text = is_behind_text or bool(before.strip())
            is_led = bool(dotted) and dotted[-1] and not before.strip()
            dotted.append(has_leader and is_behind_text and not is_led)
        return dotted


@dataclass
class Cell:
    """A cell of a table: its paragraphs, and where it stands across its column, in points."""

    paragraphs: list[Paragraph]
    x0: float
    x1: float


@dataclass
class Table:
    """A table: its rows from the top, each with whether it is a header."""

    rows: list[tuple[bool, list[Cell]]]
    has_lines: bool = True
    """Whether a line is drawn between or around its cells."""

    @property
    def cells(self) -> list[Cell]:
        return [cell for _, cells in self.rows for cell in cells]

    @property
    def is_layout(self) -> bool:
        """Whether it only sets text side by side, or puts a frame around it: a page shows no table there."""
        is_plain = not self.has_lines and not any(is_header for is_header, _ in self.rows)
        return is_plain or len(self.cells) == 1


@dataclass
class Reference:
    """A note as the text refers to it: which, and its mark."""

    kind: NoteKind
    name: str
    mark: str


@dataclass
class NoteMarks:
    """The marks of automatic notes of one kind: their format, and how far they have counted."""

    format: str
    start: int = 1
    restarts_in_section: bool = False
    count: int = 0

    def next_mark(self) -> str:
        self.count += 1
        return printed_number(self.start + self.count - 1, self.format)

    def begin_section(self) -> None:
        self.count = 0 if self.restarts_in_section else self.count


@dataclass
class _Field:
    """A field that is open: its code, and whether the text now read is its result."""

    code: str = ""
    is_result: bool = False

    @property
    def link(self) -> str | None:
        found = HYPERLINK.match(self.code)
        return found[1] if found else None


@dataclass
class Story:
    """Reads the text of one part (body, header, footnotes) in order."""

    styles: Styles
    rels: Any
    """The relationships of the part, by id: where hyperlinks lead."""
    marks: dict[NoteKind, NoteMarks]
    references: list[Reference] = field(default_factory=list)
    """The notes met, in the order in which the text refers to them."""
    _fields: list[_Field] = field(default_factory=list)
    _boxes: list[Element] = field(default_factory=list)
    """Text boxes anchored in the paragraph that is being read."""
    _deleted_end: list[Piece] = field(default_factory=list)
    """Pieces of a paragraph whose end was deleted: the next paragraph goes on with them."""

    def blocks(self, parent: Element) -> Iterator[Paragraph | Table]:
        """The paragraphs and tables of an element; a text box follows the paragraph in which it is anchored."""
        for each in _children(parent):
            if each.tag == qn("w:p"):
                yield from self._paragraph(each)
            elif each.tag == qn("w:tbl"):
                yield self._table(each)

    def _paragraph(self, element: Element) -> Iterator[Paragraph | Table]:
        outer, self._boxes = self._boxes, []
        own = child(element, "w:pPr")
        layout = self.styles.layout(element)
        pieces = [Piece(f"{layout.label}\t", layout.label_look)] if layout.label else []
        pieces += self._deleted_end
        pieces += self._inline(element, layout.style, None)
        while self._fields and not self._fields[-1].is_result:
            self._fields.pop()  # no code of a field goes on over a paragraph's end: its own end is missing
        boxes, self._boxes = self._boxes, outer
        self._deleted_end = []
        if child(child(own, "w:rPr"), "w:del") is not None:
            self._deleted_end = pieces
        else:
            yield Paragraph(pieces, layout)
        for box in boxes:
            yield from self.blocks(box)
        if child(own, "w:sectPr") is not None:
            for marks in self.marks.values():
                marks.begin_section()

    def _table(self, element: Element) -> Table:
        grid = child(element, "w:tblGrid")
        widths = [points(column, "w:w") or 0.0 for column in (grid if grid is not None else ())]
        rows: list[tuple[bool, list[Cell]]] = []
        for row in _children(element):
            properties = child(row, "w:trPr")
            if row.tag != qn("w:tr") or child(properties, "w:del") is not None:
                continue
            cells: list[Cell] = []
            column = int(value(child(properties, "w:gridBefore")) or 0)
            for each in _children(row):
                if each.tag == qn("w:tc"):
                    span = int(value(child(child(each, "w:tcPr"), "w:gridSpan")) or 1)
                    x0, x1 = sum(widths[:column]), sum(widths[: column + span])
                    cells.append(Cell(list(_flat(self.blocks(each))), x0, x1))
                    column += span
            rows.append((is_on(child(properties, "w:tblHeader")), cells))
        return Table(rows, self._has_lines(element))

    def _has_lines(self, table: Element) -> bool:
        """Whether a table draws lines: its cells or its rows by themselves, else the table, else its style."""
        inner = (each for name in ("w:tcBorders", "w:tblPrEx") for each in table.iter(qn(name)))
        if any(_draws(borders) for borders in inner):
            return True
        properties = child(table, "w:tblPr")
        borders = child(properties, "w:tblBorders")
        if borders is not None:
            return _draws(borders)
        return any(_draws(each) for each in self.styles.table_borders(value(child(properties, "w:tblStyle"))))

    def _inline(self, parent: Element, style: str | None, link: str | None) -> Iterator[Piece]:
        """The printed pieces of a paragraph, or of an element in it."""
        for each in _children(parent):
            if each.tag == qn("w:r"):
                yield from self._run(each, style, link)
            elif each.tag == qn("w:hyperlink"):
                yield from self._inline(each, style, self._target(each) or link)
            elif each.tag == qn("w:fldSimple"):
                yield from self._inline(each, style, _Field(value(each, "w:instr") or "").link or link)
            elif each.tag in (f"{_MATH}oMath", f"{_MATH}oMathPara"):
                yield Piece("".join(text.text or "" for text in each.iter(f"{_MATH}t")), self.styles.look(style), link)

    def _run(self, run: Element, style: str | None, link: str | None) -> Iterator[Piece]:
        look = self.styles.look(style, child(run, "w:rPr"))
        custom: Reference | None = None
        """A note whose mark is typed in this run."""
        for each in _children(run):
            text = _characters(each)
            if each.tag in REFERENCES and not self._is_in_code:
                reference = self._refer(each)
                if reference.mark:
                    yield Piece(f"\ue000{reference.mark}\ue001", look, link, is_reference=True)
                else:
                    custom = reference
            elif not text:
                self._read_field(each)
                self._boxes += _text_boxes(each)
            elif not look.hidden and not self._is_in_code:
                if custom is not None and text.strip():
                    custom.mark += text.strip()
                    text = f"\ue000{text.strip()}\ue001"
                target = next((found for field in reversed(self._fields) if (found := field.link)), link)
                yield Piece(text.upper() if look.capitals else text, look, target, is_reference=text[0] == "\ue000")

    def _refer(self, element: Element) -> Reference:
        """The note to which an element refers; its mark is empty where the text behind it is the mark."""
        kind = REFERENCES[element.tag]
        is_custom = (value(element, "w:customMarkFollows") or "0") not in OFF
        mark = "" if is_custom else self.marks[kind].next_mark()
        self.references.append(Reference(kind, value(element, "w:id") or "", mark))
        return self.references[-1]

    @property
    def _is_in_code(self) -> bool:
        return any(not each.is_result for each in self._fields)

    def _read_field(self, element: Element) -> None:
        """Note where a field begins, what its code is, where its result begins and where it ends."""
        kind = value(element, "w:fldCharType") if element.tag == qn("w:fldChar") else None
        if kind == "begin":
            self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].is_result = True
        elif kind == "end" and self._fields:
            self._fields.pop()
        elif element.tag == qn("w:instrText") and self._fields:
            self._fields[-1].code += element.text or ""

    def _target(self, hyperlink: Element) -> str | None:
        """The address to which a hyperlink leads; null for a place in the document itself."""
        found = self.rels.get(value(hyperlink, "r:id") or "")
        return str(found.target_ref) if found is not None and found.is_external else None


def _children(parent: Element) -> Iterator[Element]:
    """The children of an element, those of transparent ones in their place."""
    for each in parent:
        if each.tag == _ALTERNATIVES:
            chosen = each.find(_CHOICE)
            chosen = each.find(_FALLBACK) if chosen is None else chosen
            yield from _children(chosen) if chosen is not None else ()
        elif each.tag in TRANSPARENT and each.tag != qn("w:fldSimple"):
            yield from _children(each)
        elif isinstance(each.tag, str):
            yield each


def _draws(borders: Element) -> bool:
    """Whether borders, or those in an element, are lines to be seen."""
    return any((value(each) or "none") not in ("none", "nil") for each in borders.iter() if each is not borders)


def _flat(blocks: Iterable[Paragraph | Table]) -> Iterator[Paragraph]:
    """The paragraphs of blocks, those of tables in their place."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        else:
            for cell in block.cells:
                yield from cell.paragraphs


def _text_boxes(element: Element) -> Iterator[Element]:
    """The outermost text boxes within a drawing or picture, of alternatives the first."""
    if element.tag == qn("w:txbxContent"):
        yield element
    else:
        for each in _children(element):
            yield from _text_boxes(each)


def _characters(element: Element) -> str:
    """What a child of a run prints by itself; empty for what is no character."""
    if element.tag == qn("w:t"):
        return clean((element.text or "").replace("\t", " ").replace(SOFT_HYPHEN, ""))
    if element.tag == qn("w:sym"):
        code = value(element, "w:char") or ""
        number = int(code, 16) if regex.fullmatch(r"[0-9A-Fa-f]{1,4}", code) else 0
        return clean(chr(number | 0xF000 if number < 0x100 else number))
    return CHARACTERS.get(element.tag, "")


def _run(piece: Piece, text: str) -> Run:
    """A piece as a run without a place: runs of one word touch, and blanks stand in the text."""
    look = piece.look
    raised = look.raised and not piece.is_reference
    return Run(text, 0, 0, 0, 0, 0, look.size, "", look.bold, look.italic, link=piece.link, raised=raised)
