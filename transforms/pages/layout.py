"""The reader: bytes of a PDF to pages of positioned text runs.

What belongs here: how a PDF is opened, what its pages hold (text with place, size, style, mark and link; drawn
rules), and the refusal of bytes that cannot be read. What does not: what the text means (``structure.py``).

Behind one seam stand two readers. PDFium (``pypdfium2``) reads a run at a time and is the default; pdfplumber
reads a character at a time, some twenty times slower, and is the reference against which the first is tested.
Places are in points from the page's upper left corner, pages are counted from 1.
"""

from __future__ import annotations

import ctypes
import io
import re
import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from statistics import median
from typing import Any, Literal

import pypdfium2
import pypdfium2.raw as pdfium

Engine = Literal["pdfium", "pdfplumber"]

RULE_THICKNESS = 3.0
"""A drawn box no thicker than this, in points, is a rule; Word draws table borders as boxes of half a point."""
SCAN_COVERS = 0.7
"""Part of a page that pictures cover where it is a scan: scans cover all of it, seals and maps less."""
FIGURE = re.compile(r"\d{1,3}|\*{1,3}")
"""What a note's mark is, where its size does not tell it."""
STRIP = 1.0
"""White within a text object, in sizes of its type, that parts it in two, unless its letters are typewriters'."""
TYPED_STRIP = 2.5
"""The same in widths of a typed blank: two stand behind a sentence."""
FORM_DEPTH = 8
"""Form objects nested deeper than this are not followed: real documents nest one or two."""


class Unreadable(Exception):
    """Bytes that no rows can be made of: ``reason`` in a few words, ``detail`` says what to do."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail

    def __reduce__(self) -> tuple[Any, ...]:
        # it crosses from a worker process, where the default would call __init__ with one argument
        return type(self), (self.reason, self.detail)


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text set at one go: one font, one size, one baseline, left to right."""

    text: str
    """Characters as encoded; a single blank where only space was set."""
    x0: float
    top: float
    x1: float
    bottom: float
    baseline: float
    size: float
    """Font size in points as it appears on the page."""
    font: str
    bold: bool
    italic: bool
    mark: int | None = None
    """Marked-content id: runs of one paragraph share few; null for running heads and in untagged files."""
    link: str | None = None
    """Address to which a hyperlink printed over the run leads."""
    raised: bool = False
    """Whether it is a superior figure or letter: smaller than its line and above its baseline."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A drawn line, level where wider than high."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def level(self) -> bool:
        """Whether it runs across the page."""
        return self.x1 - self.x0 > self.bottom - self.top


@dataclass(frozen=True, slots=True)
class Tag:
    """What the file's own structure tree says of a marked-content id (PDF 1.7, 14.7)."""

    block: int
    """Which paragraph, heading, list item or cell of the page, from 0, in the order of the tree."""
    role: str
    """The block's structure type: P, H1, LI, TD, or a style name that Word wrote there."""
    note: int | None = None
    """Which Note element of the page it lies in."""
    cell: tuple[int, int, int] | None = None
    """Table of the page, row and column it lies in, each from 1."""
    is_header: bool = False
    """Whether that cell is a header cell (TH, or within THead)."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its size in points, its runs in the order in which the file sets them, its rules, its tags."""

    number: int
    width: float
    height: float
    runs: tuple[Run, ...]
    rules: tuple[Rule, ...]
    tags: Mapping[int, Tag] = field(default_factory=dict)
    """By marked-content id; empty where the file has no structure tree."""
    image_count: int = 0
    is_scan: bool = False
    """Whether it is a picture of a page, its text, if any, read off it: an image covers it, or no letter is seen."""


def read(data: bytes, engine: Engine = "pdfium", only: Collection[int] | None = None) -> list[Page]:
    """The pages of a PDF, all or those whose numbers (from 1) are given.

    Raises ``Unreadable`` where the bytes are no PDF, cut short, locked by a password, or hold no page.
    """
    refuse(data)
    return list(_PDFIUM.pages(data, only) if engine == "pdfium" else _pdfplumber_pages(data, only))


KINDS_OF_BYTES: tuple[tuple[bytes, str, str], ...] = (
    (b"PK\x03\x04", "a Word file (docx), not a PDF", "fetch the PDF of the same symbol"),
    (b"\xd0\xcf\x11\xe0", "a Word file (doc), not a PDF", "fetch the PDF of the same symbol"),
    (b"\xffWPC", "a WordPerfect file, not a PDF", "fetch the PDF of the same symbol"),
    (b"<", "a web page or XML, not a PDF", "the source answered with an error page: fetch the document again"),
)


def refuse(data: bytes) -> None:
    """Raise ``Unreadable`` unless the bytes look like a whole PDF.

    The UN's document host answers a miss with an error page and status 200, so only the bytes can tell.
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


def mark_raised(runs: Iterable[Run]) -> tuple[Run, ...]:
    """The runs, each told whether it is raised: smaller than a run beside it and above that run's baseline.

    The UN sets note marks at some two thirds of the text's size and a third of it above the baseline. Some offices'
    files give a mark the text's own size, half of which it then stands above the baseline, touching what it marks.
    """
    listed = list(runs)
    full = sorted((r for r in listed if r.text.strip()), key=lambda r: r.baseline)
    baselines = [r.baseline for r in full]
    out = []
    for run in listed:
        raised = False
        if run.text.strip():
            for other in full[bisect_left(baselines, run.baseline + 0.8) :]:
                if other.baseline > run.baseline + 0.75 * other.size and other.baseline > run.baseline + 9:
                    break
                near = run.x0 - 1.5 * other.size <= other.x1 and other.x0 <= run.x1 + 1.5 * other.size
                if not near or run.baseline <= other.baseline - 0.6 * other.size:
                    continue
                if run.size < 0.82 * other.size or _stands_above(run, other):
                    raised = True
                    break
        out.append(replace(run, raised=True) if raised else run)
    return tuple(out)


def _stands_above(run: Run, other: Run) -> bool:
    """Whether a figure stands half above the text beside it and touches that."""
    touches = min(abs(run.x0 - other.x1), abs(other.x0 - run.x1)) < 0.35 * other.size
    is_above = other.baseline - run.baseline > 0.4 * other.size and abs(run.size - other.size) < 1
    return touches and is_above and bool(FIGURE.fullmatch(run.text.strip())) and other.text.strip()[0].isalpha()


ARABIC = re.compile("[\u0600-\u06ff]")
BRACKETS = str.maketrans("()[]«»", ")(][»«")
LEFT_TO_RIGHT = re.compile("[A-Za-z0-9\u0660-\u0669\u0400-\u04ff\u00c0-\u024f]")


def from_the_right(page: Page) -> Page:
    """A page of Arabic as if seen in a mirror, so that it begins at the left as other pages do; others as they are.

    Lines, indents, columns and numbers at the margin are then read by the same rules. What runs from left to right
    within a line (figures, symbols, Latin names), of several runs, keeps its order. Boxes are turned back by whoever
    hands them on (``structure.extract``).
    """
    if not is_from_the_right(page):
        return page
    runs = [replace(run, x0=page.width - run.x1, x1=page.width - run.x0) for run in page.runs]
    by_line = sorted(range(len(runs)), key=lambda i: (round(runs[i].baseline), runs[i].x0))
    group: list[int] = []
    kept: set[int] = set()

    def turn_back() -> None:
        while group and not LEFT_TO_RIGHT.search(runs[group[-1]].text):
            group.pop()
        kept.update(group)
        if len(group) > 1:
            ends = runs[group[0]].x0, max(runs[i].x1 for i in group)
            for i in group:
                runs[i] = replace(runs[i], x0=sum(ends) - runs[i].x1, x1=sum(ends) - runs[i].x0)
        group.clear()

    for i in by_line:
        run = runs[i]
        is_apart = group and (
            round(run.baseline) != round(runs[group[-1]].baseline) or run.x0 - runs[group[-1]].x1 > run.size
        )
        if is_apart or ARABIC.search(run.text):
            turn_back()
        if not ARABIC.search(run.text) and (group or LEFT_TO_RIGHT.search(run.text)):
            group.append(i)
    turn_back()
    # a bracket is drawn as the mirror image of what it is, unless it stands among what runs from left to right
    for i, run in enumerate(runs):
        if i not in kept and not ARABIC.search(run.text) and not LEFT_TO_RIGHT.search(run.text):
            runs[i] = replace(run, text=run.text.translate(BRACKETS))
    rules = tuple(replace(r, x0=page.width - r.x1, x1=page.width - r.x0) for r in page.rules)
    return replace(page, runs=tuple(runs), rules=rules)


def is_from_the_right(page: Page) -> bool:
    """Whether most letters of a page are Arabic."""
    text = "".join(run.text for run in page.runs)
    arabic = len(ARABIC.findall(text))
    return arabic > 0 and arabic > 0.5 * sum(char.isalpha() for char in text)


def straightened(page: Page) -> Page:
    """A scan with the runs of a line made one; other pages as they are.

    OCR sets each word by itself, in the size of its box, along lines that lie askew. It sets them in reading order, so
    words that follow each other to the right, side by side, are a line: it gets one size and one baseline. A figure
    set higher and smaller stays what may be a note's mark.
    """
    if not page.is_scan:
        return page
    lines: list[list[Run]] = []
    for run in (run for run in page.runs if run.text.strip()):
        last = lines[-1][-1] if lines else None
        if last and run.x0 > last.x0 and run.x0 - last.x1 < 3 * max(last.size, run.size) and _side_by_side(last, run):
            lines[-1].append(run)
        else:
            lines.append([run])
    runs = (replace(run, raised=False) for line in lines for run in _one_line(line))
    return replace(page, runs=mark_raised(runs))


def _one_line(line: list[Run]) -> Iterator[Run]:
    baseline, size = median(run.baseline for run in line), median(run.size for run in line)
    held: Run | None = None
    for run in line:
        is_mark = run.text.strip().isdigit() and run.size < 0.75 * size and run.bottom < baseline - 0.2 * size
        run = run if is_mark else replace(run, baseline=baseline, size=size)  # noqa: PLW2901
        joins = (
            held is not None and not is_mark and (held.bold, held.italic, held.link) == (run.bold, run.italic, run.link)
        )
        if held is not None and joins:
            apart = " " if run.x0 - held.x1 > 0.1 * size or held.text.endswith(" ") else ""
            held = replace(
                held,
                text=held.text.rstrip() + apart + run.text.lstrip(),
                top=min(held.top, run.top),
                x1=run.x1,
                bottom=max(held.bottom, run.bottom),
            )
            continue
        if held is not None:
            yield held
        held = None if is_mark else run
        if is_mark:
            yield run
    if held is not None:
        yield held


def _side_by_side(one: Run, other: Run) -> bool:
    """Whether two runs share most of the height of the lower one."""
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    lower = min(one.bottom - one.top, other.bottom - other.top)
    return shared >= 0.5 * lower


Node = tuple[str, list[int], list["Node"]]
"""An element of the structure tree: its type, the marks it holds itself, its children."""

INLINE = {"Span", "Link", "Annot", "Quote", "Reference", "Lbl", "LBody", "Note", "Document", "Part", "Sect", "Art", "L"}
"""Elements that are no block of their own: their text belongs to the block around or within them."""


def tags_of(roots: Iterable[Node]) -> dict[int, Tag]:
    """What a page's structure tree says of each marked-content id."""
    tags: dict[int, Tag] = {}
    count = {"block": 0, "note": 0, "table": 0}

    def walk(node: Node, state: Tag) -> None:
        role, marks, children = node
        if role not in INLINE:
            state = replace(state, block=count["block"], role=role)
            count["block"] += 1
        elif role == "Note":
            state = Tag(count["block"], role, note=count["note"])
            count["note"] += 1
            count["block"] += 1
        if role in ("TH", "THead"):
            state = replace(state, is_header=True)
        for mark in marks:
            tags[mark] = state
        if role == "Table":
            count["table"] += 1
            table(node, state, count["table"])
        else:
            for child in children:
                walk(child, state)

    def table(node: Node, state: Tag, number: int) -> None:
        for row, (_, _, children) in enumerate(_within(node, "TR"), 1):
            column = 0
            for cell in children:
                if cell[0] in ("TD", "TH"):
                    column += 1
                    walk(cell, replace(state, cell=(number, row, column)))

    for root in roots:
        walk(root, Tag(0, ""))
    return tags


def _within(node: Node, role: str) -> Iterator[Node]:
    for child in node[2]:
        if child[0] == role:
            yield child
        elif child[0] in ("THead", "TBody", "TFoot"):
            # a row of the head says so of its cells
            for row in _within(child, role):
                yield (row[0], row[1], [("TH", c[1], c[2]) for c in row[2]]) if child[0] == "THead" else row


class _Pdfium:
    """PDFium's page objects, a run at a time."""

    def __init__(self) -> None:
        self.fonts: dict[Any, tuple[str, bool, bool]] = {}
        self.bearings: dict[Any, float] = {}
        self.widths: dict[Any, _Widths] = {}

    def pages(self, data: bytes, only: Collection[int] | None) -> Iterator[Page]:
        self.fonts, self.bearings, self.widths = {}, {}, {}
        try:
            document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            if "password" in str(error).lower() or "security" in str(error).lower():
                raise Unreadable(
                    "encrypted PDF", "the file asks for a password: fetch it anew or remove the password"
                ) from error
            raise Unreadable(
                "damaged PDF", f"PDFium cannot open the file ({error}): fetch the document again"
            ) from error
        try:
            if len(document) == 0:
                raise Unreadable("PDF without pages", "the file holds no page: fetch the document again")
            for index in range(len(document)):
                if only is None or index + 1 in only:
                    yield self.page(document, index)
        finally:
            document.close()

    def page(self, document: Any, index: int) -> Page:
        try:
            page = document[index]
        except pypdfium2.PdfiumError as error:
            raise Unreadable("damaged PDF", f"page {index + 1} cannot be opened: fetch the document again") from error
        text_page = pdfium.FPDFText_LoadPage(page.raw)
        try:
            width, height = page.get_size()
            place = _Place(page, width, height)
            links = list(_links(document, page, place))
            runs: list[Run] = []
            rules: list[Rule] = []
            tags = tags_of(_tree(page))
            images = 0
            covered = unseen = 0.0
            for item, kind, matrix in _objects(page):
                if kind == pdfium.FPDF_PAGEOBJ_TEXT:
                    if run := self.run(item, text_page, place, matrix, links):
                        # a tree tells the cells of a table, and each is set by itself
                        runs += [run] if tags else self.parted(run, item, text_page, place)
                        is_unseen = pdfium.FPDFTextObj_GetTextRenderMode(item) == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE
                        unseen += len(run.text.strip()) if is_unseen else 0
                elif kind == pdfium.FPDF_PAGEOBJ_PATH:
                    x0, top, x1, bottom = place.box(*_bounds(item), matrix)
                    if (bottom - top <= RULE_THICKNESS) != (x1 - x0 <= RULE_THICKNESS):
                        rules.append(Rule(x0, top, x1, bottom))
                elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
                    images += 1
                    x0, top, x1, bottom = place.box(*_bounds(item), matrix)
                    covered += (x1 - x0) * (bottom - top)
            letters = sum(len(run.text.strip()) for run in runs)
            is_scan = covered > SCAN_COVERS * width * height or unseen > 0.5 * letters
            return Page(index + 1, width, height, mark_raised(runs), tuple(rules), tags, images, is_scan)
        finally:
            pdfium.FPDFText_ClosePage(text_page)
            page.close()

    def run(
        self, item: Any, text_page: Any, place: _Place, outer: _Matrix, links: list[tuple[tuple[float, ...], str]]
    ) -> Run | None:
        text = _text(item, text_page)
        inner = pdfium.FS_MATRIX()
        pdfium.FPDFPageObj_GetMatrix(item, inner)
        matrix = _Matrix(inner.a, inner.b, inner.c, inner.d, inner.e, inner.f).then(outer)
        x, baseline = place.point(matrix.e, matrix.f)
        given = ctypes.c_float()
        pdfium.FPDFTextObj_GetFontSize(item, given)
        size = abs(given.value) * (matrix.c**2 + matrix.d**2) ** 0.5
        x0, top, x1, bottom = place.box(*_bounds(item), outer)
        if not text.strip():
            # only space was set: it parts words, and has no ink of its own
            return Run(" ", x, baseline, x, baseline, baseline, size, "", False, False)
        font, bold, italic = self.font(item)
        mark = pdfium.FPDFPageObj_GetMarkedContentID(item)
        link = next((uri for box, uri in links if _covers(box, x0, x1, (top + bottom) / 2)), None)
        if place.rotation == 0 and matrix.a > 0:
            # ink ends before the letter does, and an italic's leans out: gaps are told from where letters begin and end
            x0 = x
            x1 += self.bearing(item, text.rstrip()[-1]) * abs(given.value) * matrix.a
            if text[0].isspace():
                # an indent, or the room before what is centred, may be set as one text with the line
                _, _, right, _ = _bounds(item)
                x0 = max(x0, _first_letter(text_page, text, outer.e + outer.a * right, matrix.f, size) - place.left)
        return Run(text, x0, top, x1, bottom, baseline, size, font, bold, italic, mark if mark >= 0 else None, link)

    def parted(self, run: Run, item: Any, text_page: Any, place: _Place) -> Iterator[Run]:
        """The run in the pieces between which it jumps over white: drivers set a whole row of a table as one text.

        Letters are placed only at the blanks of a text that takes more room than its letters, one of which is a blank.
        """
        handle = pdfium.FPDFTextObj_GetFont(item)
        widths = self.widths.setdefault(ctypes.cast(handle, ctypes.c_void_p).value, _Widths(handle))
        strip = max(STRIP, TYPED_STRIP * widths[" "])
        set_solid = sum(map(widths.__getitem__, run.text)) - widths[" "]
        has_room = "   " in run.text or run.x1 - run.x0 > run.size * (set_solid + strip)
        if not run.text.strip() or not (has_room or run.text[0].isspace()):
            yield run
            return
        _, below, right, above = _bounds(item)
        last = pdfium.FPDFText_GetCharIndexAtPos(text_page, right - 0.5, (below + above) / 2, 2, 2)
        first = last - len(run.text.rstrip()) + 1
        letters = partial(_place_of, run.text, first, text_page, place)
        begins = letters(len(run.text) - len(run.text.lstrip()))
        start, x0 = 0, begins[0] if begins else run.x0
        for blank in re.finditer(r"(?<=\S)\s+(?=\S)", run.text) if has_room else ():
            end, then = letters(blank.start() - 1), letters(blank.end())
            if end and then and then[0] - end[1] > strip * run.size:
                yield replace(run, text=run.text[start : blank.start() + 1], x0=x0, x1=end[1])
                start, x0 = blank.end(), then[0]
        yield replace(run, text=run.text[start:], x0=x0)

    def bearing(self, item: Any, char: str) -> float:
        """Room that a font leaves behind a letter's ink, in parts of its size; below 0 where the letter leans out."""
        handle = pdfium.FPDFTextObj_GetFont(item)
        key = (ctypes.cast(handle, ctypes.c_void_p).value, char)
        if key not in self.bearings:
            width = ctypes.c_float()
            path = pdfium.FPDFFont_GetGlyphPath(handle, ord(char), 1.0)
            segments = pdfium.FPDFGlyphPath_CountGlyphSegments(path) if path else 0
            x, y = ctypes.c_float(), ctypes.c_float()
            ink = []
            for i in range(segments):
                pdfium.FPDFPathSegment_GetPoint(pdfium.FPDFGlyphPath_GetGlyphPathSegment(path, i), x, y)
                ink.append(x.value)
            known = pdfium.FPDFFont_GetGlyphWidth(handle, ord(char), 1.0, width) and ink and width.value > 0
            bearing = width.value - max(ink) if known else 0.0
            self.bearings[key] = bearing if abs(bearing) < 0.5 else 0.0
        return self.bearings[key]

    def font(self, item: Any) -> tuple[str, bool, bool]:
        """Name, bold, italic of a text object's font; asked once a font."""
        handle = pdfium.FPDFTextObj_GetFont(item)
        key = ctypes.cast(handle, ctypes.c_void_p).value
        if key not in self.fonts:
            buffer = ctypes.create_string_buffer(256)
            pdfium.FPDFFont_GetBaseFontName(handle, buffer, 256)
            flags = pdfium.FPDFFont_GetFlags(handle)
            name, bold, italic = _style(buffer.value.decode("utf-8", "replace"), max(flags, 0))
            if not (bold or italic):
                bold, italic = _style_by_widths(handle)
            self.fonts[key] = name, bold, italic
        return self.fonts[key]


TIMES = {
    (False, False): {
        "a": 444,
        "b": 500,
        "d": 500,
        "h": 500,
        "k": 500,
        "m": 778,
        "n": 500,
        "p": 500,
        "r": 333,
        "u": 500,
    },
    (True, False): {"a": 500, "b": 556, "d": 556, "h": 556, "k": 556, "m": 833, "n": 556, "p": 556, "r": 444, "u": 556},
    (False, True): {"a": 500, "b": 500, "d": 500, "h": 500, "k": 444, "m": 722, "n": 500, "p": 500, "r": 389, "u": 500},
    (True, True): {"a": 500, "b": 500, "d": 500, "h": 556, "k": 500, "m": 778, "n": 556, "p": 500, "r": 389, "u": 556},
}
"""Widths of letters in thousandths of the size, by bold and italic, of Times, in which the UN sets its documents."""


def _style_by_widths(handle: Any) -> tuple[bool, bool]:
    """Bold, italic of a font whose name tells nothing, as printer drivers leave it: by the widths of its letters."""
    widths: dict[str, int] = {}
    width = ctypes.c_float()
    for char in TIMES[False, False]:
        if pdfium.FPDFFont_GetGlyphWidth(handle, ord(char), 1000.0, width):
            widths[char] = round(width.value)
    known = {char: size for char, size in widths.items() if size}
    if len(known) < 3:
        return False, False
    # drivers round widths to whole points of a screen; another typeface differs by more
    off = {style: sum(abs(w - told[c]) for c, w in known.items()) / len(known) for style, told in TIMES.items()}
    nearest = min(off, key=lambda style: off[style])
    return nearest if off[nearest] < 15 else (False, False)


def _style(name: str, flags: int) -> tuple[str, bool, bool]:
    """Font name without its subset prefix, bold, italic. Flags are those of the font descriptor (PDF 1.7, 9.8.2)."""
    name = re.sub(r"^[A-Z]{6}\+", "", name)
    low = name.lower()
    bold = "bold" in low or "black" in low or bool(flags & 1 << 18)
    italic = "italic" in low or "oblique" in low or bool(flags & 1 << 6)
    return name, bold, italic


BULLETS = str.maketrans({"\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "▪", "\uf02d": "-", "\uf0be": "–", "\u00ad": "-"})
"""What Word's symbol fonts set as bullets and dashes, and the soft hyphen, which is printed where it is kept."""
UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\ue000-\uf8ff\ufeff\ufffe\uffff]+")
"""What no reader of the page sees as text: control characters, bar codes and logos in private use."""


ARABIC_FORMS = re.compile("[\ufb50-\ufdff\ufe70-\ufefc\u0640]")
"""Letters in the form that they have within a word, and the stroke that stretches one: what is meant is the letter."""


def clean(text: str) -> str:
    """Text as a reader of the page sees it."""
    text = ARABIC_FORMS.sub(lambda match: unicodedata.normalize("NFKC", match[0]).replace("\u0640", ""), text)
    return UNSEEN.sub(lambda match: " " if "\n" in match[0] else "", text.translate(BULLETS))


def _text(item: Any, text_page: Any) -> str:
    """A text object's characters. PDFium writes U+0002 for a hyphen at a line's end (tools.md, 5)."""
    size = 512
    buffer = (ctypes.c_ushort * size)()
    needed = pdfium.FPDFTextObj_GetText(item, text_page, buffer, size * 2)
    if needed > size * 2:
        buffer = (ctypes.c_ushort * (needed // 2 + 1))()
        pdfium.FPDFTextObj_GetText(item, text_page, buffer, needed)
    text = ctypes.string_at(buffer, max(needed - 2, 0)).decode("utf-16-le", "replace")
    return clean(text.replace("\x02", "-"))


def _place_of(text: str, first: int, text_page: Any, place: _Place, at: int) -> tuple[float, float] | None:
    """Where a letter of a text begins and ends whose first is the page's ``first``; none where that is another."""
    box = pdfium.FS_RECTF()
    index = first + at
    is_it = first >= 0 and pdfium.FPDFText_GetUnicode(text_page, index) == ord(text[at])
    if not is_it or not pdfium.FPDFText_GetLooseCharBox(text_page, index, box):
        return None
    x0, _, x1, _ = place.box(box.left, box.bottom, box.right, box.top, _Matrix())
    return x0, x1


class _Widths(dict[str, float]):
    """How wide a font's letters are, in parts of its size; asked once a letter."""

    def __init__(self, font: Any) -> None:
        super().__init__()
        self.font = font

    def __missing__(self, char: str) -> float:
        width = ctypes.c_float()
        pdfium.FPDFFont_GetGlyphWidth(self.font, ord(char), 1.0, width)
        self[char] = width.value
        return width.value


@dataclass(frozen=True, slots=True)
class _Matrix:
    a: float = 1
    b: float = 0
    c: float = 0
    d: float = 1
    e: float = 0
    f: float = 0

    def then(self, o: _Matrix) -> _Matrix:
        return _Matrix(
            self.a * o.a + self.b * o.c,
            self.a * o.b + self.b * o.d,
            self.c * o.a + self.d * o.c,
            self.c * o.b + self.d * o.d,
            self.e * o.a + self.f * o.c + o.e,
            self.e * o.b + self.f * o.d + o.f,
        )


class _Place:
    """From a page's own space (origin below, perhaps turned, perhaps cropped) to points from its upper left corner."""

    def __init__(self, page: Any, width: float, height: float) -> None:
        left, bottom, _, _ = page.get_cropbox()
        self.left, self.bottom = left, bottom
        self.rotation = page.get_rotation()
        self.width, self.height = width, height

    def point(self, x: float, y: float) -> tuple[float, float]:
        x, y = x - self.left, y - self.bottom
        if self.rotation == 90:
            return y, x
        if self.rotation == 180:
            return self.width - x, y
        if self.rotation == 270:
            return self.width - y, self.height - x
        return x, self.height - y

    def box(self, x0: float, y0: float, x1: float, y1: float, matrix: _Matrix) -> tuple[float, float, float, float]:
        corners = [
            self.point(x * matrix.a + y * matrix.c + matrix.e, x * matrix.b + y * matrix.d + matrix.f)
            for x in (x0, x1)
            for y in (y0, y1)
        ]
        xs, ys = [c[0] for c in corners], [c[1] for c in corners]
        return min(xs), min(ys), max(xs), max(ys)


def _first_letter(text_page: Any, text: str, right: float, baseline: float, size: float) -> float:
    """Where the first letter of a text begins that ends at the right there; 0 where PDFium does not tell.

    Told by counting the letters back from the last, in the page's own space.
    """
    letters = [char for char in text if not char.isspace()]
    index = pdfium.FPDFText_GetCharIndexAtPos(text_page, right - 0.1 * size, baseline + 0.1 * size, size, 0.5 * size)
    left = 0.0
    while letters and index >= 0:
        char = chr(pdfium.FPDFText_GetUnicode(text_page, index))
        if not char.isspace():
            if char != letters.pop():
                return 0.0
            x, y = ctypes.c_double(), ctypes.c_double()
            pdfium.FPDFText_GetCharOrigin(text_page, index, x, y)
            left = x.value
        index -= 1
    return 0.0 if letters else left


def _bounds(item: Any) -> tuple[float, float, float, float]:
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


def _links(document: Any, page: Any, place: _Place) -> Iterator[tuple[tuple[float, ...], str]]:
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


def _covers(box: tuple[float, ...], x0: float, x1: float, middle: float) -> bool:
    """Whether a link's box lies over most of a run."""
    shared = min(box[2], x1) - max(box[0], x0)
    return box[1] - 1 <= middle <= box[3] + 1 and shared >= 0.6 * (x1 - x0)


_PDFIUM = _Pdfium()


def _pdfplumber_pages(data: bytes, only: Collection[int] | None) -> Iterator[Page]:
    """The same pages read a character at a time by pdfplumber."""
    import pdfplumber

    with pdfplumber.open(io.BytesIO(data)) as document:
        for page in document.pages:
            if only is not None and page.page_number not in only:
                continue
            # pdfplumber counts from the sheet's corner, PDFium from that of the part which is shown
            left, above, right, below = (float(v) for v in page.cropbox)

            def box(o: dict[str, Any], left: float = left, above: float = above) -> tuple[float, float, float, float]:
                return o["x0"] - left, o["top"] - above, o["x1"] - left, o["bottom"] - above

            links = [(box(a), a["uri"]) for a in page.hyperlinks if a.get("uri")]
            boxes = [box(o) for o in [*page.lines, *page.rects, *page.curves]]
            rules = [Rule(*b) for b in boxes if (b[3] - b[1] <= RULE_THICKNESS) != (b[2] - b[0] <= RULE_THICKNESS)]
            runs = [
                replace(
                    run,
                    link=next((u for b, u in links if _covers(b, run.x0, run.x1, (run.top + run.bottom) / 2)), None),
                )
                for run in _runs_of_chars(page.chars, box, float(page.height) - above)
            ]
            tree = [_plumbed(node) for node in page.structure_tree]
            yield Page(
                page.page_number,
                right - left,
                below - above,
                mark_raised(runs),
                tuple(rules),
                tags_of(tree),
                len(page.images),
            )
            page.close()


def _plumbed(node: dict[str, Any]) -> Node:
    return node["type"], node.get("mcids", []), [_plumbed(child) for child in node.get("children", [])]


Placing = Callable[[dict[str, Any]], tuple[float, float, float, float]]


def _runs_of_chars(chars: list[dict[str, Any]], box: Placing, height: float) -> Iterator[Run]:
    """Characters that follow each other in font, size, baseline and place, as runs."""
    held: list[dict[str, Any]] = []

    def baseline(c: dict[str, Any]) -> float:
        return height - float(c["matrix"][5])

    def flush() -> Iterator[Run]:
        inked = [c for c in held if c["text"].strip()]
        if held:
            name, bold, italic = _style(held[0]["fontname"], 0)
            # blanks at the ends have room but no ink: a run begins and ends with its letters
            placed = inked or held[:1]
            yield Run(
                clean("".join(c["text"] for c in held)) if inked else " ",
                min(box(c)[0] for c in placed),
                min(box(c)[1] for c in placed),
                max(box(c)[2] for c in placed),
                max(box(c)[3] for c in placed),
                baseline(held[0]),
                float(held[0]["size"]),
                name,
                bold,
                italic,
                held[0].get("mcid"),
            )
        held.clear()

    for char in chars:
        if held:
            last = held[-1]
            same = (
                char["fontname"] == last["fontname"]
                and abs(char["size"] - last["size"]) < 0.05
                and abs(baseline(char) - baseline(last)) < 0.05
                and char.get("mcid") == last.get("mcid")
                and -1 <= char["x0"] - last["x1"] <= 0.2 * char["size"]
            )
            if not same:
                yield from flush()
        held.append(char)
    yield from flush()
