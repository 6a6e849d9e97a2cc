"""PDFium: bytes of a PDF to pages, a text object at a time.

What belongs here: how a PDF is opened, what its pages hold (text with place, size, style, mark and link; drawn rules),
and the refusal of bytes that cannot be read. What does not: what the text means (``transforms.texts``).

This is the reader that is used. ``plumber.py`` reads the same pages a character at a time, some twenty times slower; it
is the reference against which this one is tested.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from transforms.pages.fonts import Fonts
from transforms.pages.model import Page, Rule, Run, Unreadable
from transforms.pages.runs import RULE_THICKNESS, clean, covers, mark_raised
from transforms.pages.tags import Node, tags_of

SCAN_COVERS = 0.7
"""Part of a page that pictures cover where it is a scan: scans cover all of it, seals and maps less."""
STRIP = 1.0
"""White within a text object, in sizes of its type, that separates two columns of a table."""
TYPED_STRIP = 2.5
"""The same in widths of a typewriter's blank, two of which stand behind a sentence; the wider of the two counts."""
FORM_DEPTH = 8
"""Form objects nested deeper than this are not followed: real documents nest one or two."""
Link = tuple[tuple[float, ...], str]
"""The box and the address of a hyperlink."""


def read(data: bytes, only: Collection[int] | None = None) -> list[Page]:
    """The pages of a PDF, all or those whose numbers (from 1) are given.

    Raises ``Unreadable`` where the bytes are no PDF, cut short, locked by a password, or hold no page.
    """
    refuse_what_is_no_pdf(data)
    document = _opened(data)
    fonts = Fonts()
    try:
        return [_page(document, index, fonts) for index in range(len(document)) if only is None or index + 1 in only]
    finally:
        document.close()


KINDS_OF_BYTES: tuple[tuple[bytes, str, str], ...] = (
    (b"PK\x03\x04", "a Word file (docx), not a PDF", "fetch the PDF of the same symbol"),
    (b"\xd0\xcf\x11\xe0", "a Word file (doc), not a PDF", "fetch the PDF of the same symbol"),
    (b"\xffWPC", "a WordPerfect file, not a PDF", "fetch the PDF of the same symbol"),
    (b"<", "a web page or XML, not a PDF", "the source answered with an error page: fetch the document again"),
)
"""First bytes of files that are met under a PDF's name, what they are, and what to do."""


def refuse_what_is_no_pdf(data: bytes) -> None:
    """Raise ``Unreadable`` unless the bytes look like a whole PDF.

    The UN's document host answers a request for a missing document with an error page and status 200, so the bytes
    alone show it.
    """
    if not data:
        raise Unreadable("empty file", "the file holds no byte: fetch the document again")
    # the header may stand anywhere in the first kilobyte (PDF 1.7, annex H.3.4.1)
    if b"%PDF-" not in data[:1024]:
        head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
        for magic, what, advice in KINDS_OF_BYTES:
            if head.startswith(magic):
                raise Unreadable("not a PDF", f"the file is {what}: {advice}")
        if not re.search(rb"[\x00-\x08\x0e-\x1f]", head):
            raise Unreadable(
                "not a PDF",
                "the file is plain text, and none of its first lines is one of a UN masthead (symbol, Distr., adopted "
                "by): fetch the PDF of the same symbol",
            )
        raise Unreadable("not a PDF", "the file does not begin as a PDF does (%PDF-): fetch the document again")
    if b"%%EOF" not in data[-2048:]:
        raise Unreadable("truncated PDF", "the file ends before its end mark (%%EOF): fetch the document again")


def _opened(data: bytes) -> Any:
    """PDFium's document; the caller closes it."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower() or "security" in str(error).lower():
            raise Unreadable(
                "encrypted PDF", "the file asks for a password: fetch it anew or remove the password"
            ) from error
        raise Unreadable("damaged PDF", f"PDFium cannot open the file ({error}): fetch the document again") from error
    if len(document) == 0:
        document.close()
        raise Unreadable("PDF without pages", "the file holds no page: fetch the document again")
    return document


def _page(document: Any, index: int, fonts: Fonts) -> Page:
    try:
        page = document[index]
    except pypdfium2.PdfiumError as error:
        raise Unreadable("damaged PDF", f"page {index + 1} cannot be opened: fetch the document again") from error
    text_page = pdfium.FPDFText_LoadPage(page.raw)
    try:
        width, height = page.get_size()
        place = _Place(page, width, height)
        texts = _Texts(text_page, place, list(_links(document, page, place)), fonts)
        runs: list[Run] = []
        rules: list[Rule] = []
        tags = tags_of(_tree(page))
        image_count = 0
        image_area = unseen = 0.0
        for item, kind, matrix in _objects(page):
            if kind == pdfium.FPDF_PAGEOBJ_TEXT:
                run = texts.run(item, matrix)
                # the structure tree shows the cells of a table, and Word sets each by itself
                runs += [run] if tags else texts.columns(run, item)
                is_unseen = pdfium.FPDFTextObj_GetTextRenderMode(item) == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE
                unseen += len(run.text.strip()) if is_unseen else 0
            elif kind == pdfium.FPDF_PAGEOBJ_PATH:
                x0, top, x1, bottom = place.box(*_bounds(item), matrix)
                if (bottom - top <= RULE_THICKNESS) != (x1 - x0 <= RULE_THICKNESS):
                    rules.append(Rule(x0, top, x1, bottom))
            elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
                image_count += 1
                x0, top, x1, bottom = place.box(*_bounds(item), matrix)
                image_area += (x1 - x0) * (bottom - top)
        letters = sum(len(run.text.strip()) for run in runs)
        is_scan = image_area > SCAN_COVERS * width * height or unseen > 0.5 * letters
        return Page(index + 1, width, height, mark_raised(runs), tuple(rules), tags, image_count, is_scan)
    finally:
        pdfium.FPDFText_ClosePage(text_page)
        page.close()


@dataclass(frozen=True)
class _Texts:
    """The text objects of one page."""

    text_page: Any
    place: _Place
    links: list[Link]
    fonts: Fonts

    def run(self, item: Any, outer: _Matrix) -> Run:
        """A text object as a run, given the matrix of the forms around it."""
        text = self.text(item)
        own = pdfium.FS_MATRIX()
        pdfium.FPDFPageObj_GetMatrix(item, own)
        matrix = _Matrix(own.a, own.b, own.c, own.d, own.e, own.f).then(outer)
        x, baseline = self.place.point(matrix.e, matrix.f)
        set_size = ctypes.c_float()
        pdfium.FPDFTextObj_GetFontSize(item, set_size)
        size = abs(set_size.value) * (matrix.c**2 + matrix.d**2) ** 0.5
        if not text.strip():
            # only space was set: it separates words, and has no ink of its own
            return Run(" ", x, baseline, x, baseline, baseline, size, "", False, False)
        x0, top, x1, bottom = self.place.box(*_bounds(item), outer)
        font, bold, italic = self.fonts.style(item)
        mark = pdfium.FPDFPageObj_GetMarkedContentID(item)
        link = next((uri for box, uri in self.links if covers(box, x0, x1, (top + bottom) / 2)), None)
        if self.place.rotation == 0 and matrix.a > 0:
            # ink ends before the letter does, and an italic's leans out: gaps are measured between letters
            x0 = x
            x1 += self.fonts.bearing(item, text.rstrip()[-1]) * abs(set_size.value) * matrix.a
            if text[0].isspace():
                # an indent, or the room before what is centred, may be set as one text with the line
                _, _, right, _ = _bounds(item)
                x0 = max(x0, self.first_letter(text, outer.e + outer.a * right, matrix.f, size) - self.place.left)
        return Run(text, x0, top, x1, bottom, baseline, size, font, bold, italic, mark if mark >= 0 else None, link)

    def text(self, item: Any) -> str:
        """A text object's characters. PDFium writes U+0002 for a hyphen at a line's end."""
        size = 512
        buffer = (ctypes.c_ushort * size)()
        needed = pdfium.FPDFTextObj_GetText(item, self.text_page, buffer, size * 2)
        if needed > size * 2:
            buffer = (ctypes.c_ushort * (needed // 2 + 1))()
            pdfium.FPDFTextObj_GetText(item, self.text_page, buffer, needed)
        text = ctypes.string_at(buffer, max(needed - 2, 0)).decode("utf-16-le", "replace")
        return clean(text.replace("\x02", "-"))

    def columns(self, run: Run, item: Any) -> Iterator[Run]:
        """The run in the pieces between which it jumps over white: drivers set a whole row of a table as one text.

        Letters are looked up only at the blanks of a text that takes more room than its letters, one of which is a
        blank.
        """
        widths = self.fonts.widths(item)
        strip = max(STRIP, TYPED_STRIP * widths[" "])
        set_solid = sum(map(widths.__getitem__, run.text)) - widths[" "]
        has_room = "   " in run.text or run.x1 - run.x0 > run.size * (set_solid + strip)
        if not run.text.strip() or not (has_room or run.text[0].isspace()):
            yield run
            return
        _, below, right, above = _bounds(item)
        last = pdfium.FPDFText_GetCharIndexAtPos(self.text_page, right - 0.5, (below + above) / 2, 2, 2)
        letter = partial(self.letter, run.text, last - len(run.text.rstrip()) + 1)
        first = letter(len(run.text) - len(run.text.lstrip()))
        start, x0 = 0, first[0] if first else run.x0
        for blank in re.finditer(r"(?<=\S)\s+(?=\S)", run.text) if has_room else ():
            before, behind = letter(blank.start() - 1), letter(blank.end())
            if before and behind and behind[0] - before[1] > strip * run.size:
                yield replace(run, text=run.text[start : blank.start() + 1], x0=x0, x1=before[1])
                start, x0 = blank.end(), behind[0]
        yield replace(run, text=run.text[start:], x0=x0)

    def letter(self, text: str, first: int, at: int) -> tuple[float, float] | None:
        """Where a letter of a text begins and ends; null where PDFium finds another letter there.

        ``first`` is the index of the text's first letter among those of the page.
        """
        box = pdfium.FS_RECTF()
        index = first + at
        is_it = first >= 0 and pdfium.FPDFText_GetUnicode(self.text_page, index) == ord(text[at])
        if not is_it or not pdfium.FPDFText_GetLooseCharBox(self.text_page, index, box):
            return None
        x0, _, x1, _ = self.place.box(box.left, box.bottom, box.right, box.top, _Matrix())
        return x0, x1

    def first_letter(self, text: str, right: float, baseline: float, size: float) -> float:
        """Where the first letter of a text begins, in the page's own space; 0 where PDFium does not find it.

        PDFium is asked for the letter at the text's right end; the others are counted back from it.
        """
        letters = [char for char in text if not char.isspace()]
        index = pdfium.FPDFText_GetCharIndexAtPos(
            self.text_page, right - 0.1 * size, baseline + 0.1 * size, size, 0.5 * size
        )
        left = 0.0
        while letters and index >= 0:
            char = chr(pdfium.FPDFText_GetUnicode(self.text_page, index))
            if not char.isspace():
                if char != letters.pop():
                    return 0.0
                x, y = ctypes.c_double(), ctypes.c_double()
                pdfium.FPDFText_GetCharOrigin(self.text_page, index, x, y)
                left = x.value
            index -= 1
        return 0.0 if letters else left


class _Matrix(NamedTuple):
    """A transformation of the plane, by the letters of PDF 1.7, 8.3.3."""

    a: float = 1
    b: float = 0
    c: float = 0
    d: float = 1
    e: float = 0
    f: float = 0

    def then(self, other: _Matrix) -> _Matrix:
        """This one and then the other."""
        return _Matrix(
            self.a * other.a + self.b * other.c,
            self.a * other.b + self.b * other.d,
            self.c * other.a + self.d * other.c,
            self.c * other.b + self.d * other.d,
            self.e * other.a + self.f * other.c + other.e,
            self.e * other.b + self.f * other.d + other.f,
        )


class _Place:
    """From a page's own space (origin below, perhaps turned, perhaps cropped) to points from its upper left corner."""

    def __init__(self, page: Any, width: float, height: float) -> None:
        left, bottom, _, _ = page.get_cropbox()
        self.left, self.bottom = left, bottom
        self.rotation = page.get_rotation()
        self.width, self.height = width, height

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A point of the page's own space."""
        x, y = x - self.left, y - self.bottom
        if self.rotation == 90:
            return y, x
        if self.rotation == 180:
            return self.width - x, y
        if self.rotation == 270:
            return self.width - y, self.height - x
        return x, self.height - y

    def box(self, x0: float, y0: float, x1: float, y1: float, matrix: _Matrix) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of a box that the matrix transforms into the page's own space."""
        corners = [
            self.point(x * matrix.a + y * matrix.c + matrix.e, x * matrix.b + y * matrix.d + matrix.f)
            for x in (x0, x1)
            for y in (y0, y1)
        ]
        xs, ys = [c[0] for c in corners], [c[1] for c in corners]
        return min(xs), min(ys), max(xs), max(ys)


def _bounds(item: Any) -> tuple[float, float, float, float]:
    """Left, bottom, right and top of an object, in the space of the form around it."""
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    pdfium.FPDFPageObj_GetBounds(item, left, bottom, right, top)
    return left.value, bottom.value, right.value, top.value


def _objects(page: Any) -> Iterator[tuple[Any, int, _Matrix]]:
    """Every object of a page with its kind and the matrix of the forms around it, in the order of the file."""

    def walk(count: int, get: Any, matrix: _Matrix, depth: int) -> Iterator[tuple[Any, int, _Matrix]]:
        for index in range(count):
            item = get(index)
            kind = pdfium.FPDFPageObj_GetType(item)
            if kind == pdfium.FPDF_PAGEOBJ_FORM and depth < FORM_DEPTH:
                own = pdfium.FS_MATRIX()
                pdfium.FPDFPageObj_GetMatrix(item, own)
                inner = _Matrix(own.a, own.b, own.c, own.d, own.e, own.f).then(matrix)
                yield from walk(
                    pdfium.FPDFFormObj_CountObjects(item),
                    lambda i, form=item: pdfium.FPDFFormObj_GetObject(form, i),
                    inner,
                    depth + 1,
                )
            else:
                yield item, kind, matrix

    raw = page.raw
    yield from walk(pdfium.FPDFPage_CountObjects(raw), lambda i: pdfium.FPDFPage_GetObject(raw, i), _Matrix(), 0)


def _links(document: Any, page: Any, place: _Place) -> Iterator[Link]:
    """The page's hyperlinks to addresses: box and address."""
    position = ctypes.c_int(0)
    link = pdfium.FPDF_LINK()
    while pdfium.FPDFLink_Enumerate(page.raw, position, link):
        action = pdfium.FPDFLink_GetAction(link)
        length = pdfium.FPDFAction_GetURIPath(document.raw, action, None, 0) if action else 0
        rectangle = pdfium.FS_RECTF()
        if length > 1 and pdfium.FPDFLink_GetAnnotRect(link, rectangle):
            buffer = ctypes.create_string_buffer(length)
            pdfium.FPDFAction_GetURIPath(document.raw, action, buffer, length)
            box = place.box(rectangle.left, rectangle.bottom, rectangle.right, rectangle.top, _Matrix())
            yield box, buffer.value.decode("utf-8", "replace")


def _tree(page: Any) -> Iterator[Node]:
    """The page's part of the structure tree."""

    def node(element: Any) -> Node:
        buffer = (ctypes.c_ushort * 128)()
        length = pdfium.FPDF_StructElement_GetType(element, buffer, 256)
        role = bytes(buffer)[: max(length - 2, 0)].decode("utf-16-le", "replace")
        marks: list[int] = []
        children: list[Node] = []
        for i in range(pdfium.FPDF_StructElement_CountChildren(element)):
            child = pdfium.FPDF_StructElement_GetChildAtIndex(element, i)
            mark = pdfium.FPDF_StructElement_GetChildMarkedContentID(element, i)
            if child:
                children.append(node(child))
            elif mark >= 0:
                marks.append(mark)
        return role, marks, children

    tree = pdfium.FPDF_StructTree_GetForPage(page.raw)
    if tree:
        try:
            for i in range(pdfium.FPDF_StructTree_CountChildren(tree)):
                if element := pdfium.FPDF_StructTree_GetChildAtIndex(tree, i):
                    yield node(element)
        finally:
            pdfium.FPDF_StructTree_Close(tree)
