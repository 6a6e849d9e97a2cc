"""Fonts: whether one is bold or italic, and how wide its letters are.

What belongs here: what a font's name, flags and widths say, and PDFium's calls that ask for them, each asked once.
What does not: where a letter stands on a page (``pdfium.py``).
"""

from __future__ import annotations

import ctypes
import re
from typing import Any

import pypdfium2.raw as pdfium

LETTERS = "abdhkmnpru"
TIMES = {
    (False, False): dict(zip(LETTERS, (444, 500, 500, 500, 500, 778, 500, 500, 333, 500), strict=True)),
    (True, False): dict(zip(LETTERS, (500, 556, 556, 556, 556, 833, 556, 556, 444, 556), strict=True)),
    (False, True): dict(zip(LETTERS, (500, 500, 500, 500, 444, 722, 500, 500, 389, 500), strict=True)),
    (True, True): dict(zip(LETTERS, (500, 500, 500, 556, 500, 778, 556, 500, 389, 556), strict=True)),
}
"""Widths of letters in thousandths of the size, by bold and italic, of Times, in which the UN sets its documents."""
WIDTHS_DIFFER = 15
"""Mean difference of widths, in thousandths of the size, between two typefaces.

Printer drivers round widths to whole points of a screen; that moves them by less.
"""


class Fonts:
    """The fonts of one document, each asked for its style and its letters' widths once."""

    def __init__(self) -> None:
        self._styles: dict[int | None, tuple[str, bool, bool]] = {}
        self._widths: dict[int | None, _Widths] = {}
        self._bearings: dict[tuple[int | None, str], float] = {}

    def style(self, item: Any) -> tuple[str, bool, bool]:
        """Name, bold, italic of the font of a text object."""
        handle, key = _font_of(item)
        if key not in self._styles:
            buffer = ctypes.create_string_buffer(256)
            pdfium.FPDFFont_GetBaseFontName(handle, buffer, 256)
            flags = pdfium.FPDFFont_GetFlags(handle)
            name, bold, italic = style_by_name(buffer.value.decode("utf-8", "replace"), max(flags, 0))
            if not (bold or italic):
                bold, italic = _style_by_widths(handle)
            self._styles[key] = name, bold, italic
        return self._styles[key]

    def widths(self, item: Any) -> dict[str, float]:
        """Widths of letters of a text object's font, in parts of its size."""
        handle, key = _font_of(item)
        if key not in self._widths:
            self._widths[key] = _Widths(handle)
        return self._widths[key]

    def bearing(self, item: Any, char: str) -> float:
        """Room that a font leaves behind a letter's ink, in parts of its size; below 0 where the letter leans out."""
        handle, font = _font_of(item)
        key = font, char
        if key not in self._bearings:
            path = pdfium.FPDFFont_GetGlyphPath(handle, ord(char), 1.0)
            segments = pdfium.FPDFGlyphPath_CountGlyphSegments(path) if path else 0
            x, y = ctypes.c_float(), ctypes.c_float()
            ink = []
            for i in range(segments):
                pdfium.FPDFPathSegment_GetPoint(pdfium.FPDFGlyphPath_GetGlyphPathSegment(path, i), x, y)
                ink.append(x.value)
            width = _width(handle, char, 1.0)
            bearing = width - max(ink) if ink and width > 0 else 0.0
            self._bearings[key] = bearing if abs(bearing) < 0.5 else 0.0
        return self._bearings[key]


class _Widths(dict[str, float]):
    """Widths of a font's letters, in parts of its size; each letter is asked for once."""

    def __init__(self, font: Any) -> None:
        super().__init__()
        self.font = font

    def __missing__(self, char: str) -> float:
        self[char] = _width(self.font, char, 1.0)
        return self[char]


def _font_of(item: Any) -> tuple[Any, int | None]:
    """The font of a text object, and its address, which stands for it."""
    handle = pdfium.FPDFTextObj_GetFont(item)
    return handle, ctypes.cast(handle, ctypes.c_void_p).value


def _width(font: Any, char: str, size: float) -> float:
    """The width of a letter; 0 where the font has none."""
    width = ctypes.c_float()
    pdfium.FPDFFont_GetGlyphWidth(font, ord(char), size, width)
    return width.value


def _style_by_widths(font: Any) -> tuple[bool, bool]:
    """Bold, italic of a font by its widths: the names that printer drivers leave say nothing of the style."""
    known = {char: width for char in LETTERS if (width := round(_width(font, char, 1000.0)))}
    if len(known) < 3:
        return False, False
    differences = {
        style: sum(abs(width - times[char]) for char, width in known.items()) / len(known)
        for style, times in TIMES.items()
    }
    nearest = min(differences, key=lambda style: differences[style])
    return nearest if differences[nearest] < WIDTHS_DIFFER else (False, False)


def style_by_name(name: str, flags: int) -> tuple[str, bool, bool]:
    """Font name without its subset prefix, bold, italic. Flags are those of the font descriptor (PDF 1.7, 9.8.2)."""
    name = re.sub(r"^[A-Z]{6}\+", "", name)
    lower = name.lower()
    bold = "bold" in lower or "black" in lower or bool(flags & 1 << 18)
    italic = "italic" in lower or "oblique" in lower or bool(flags & 1 << 6)
    return name, bold, italic
