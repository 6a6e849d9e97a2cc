"""Fonts."""

from __future__ import annotations

import ctypes
import re
from typing import Any

import pypdfium2.raw as pdfium

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


def style_by_name(name: str, flags: int) -> tuple[str, bool, bool]:
    """Font name without its subset prefix, bold, italic. Flags are those of the font descriptor (PDF 1.7, 9.8.2)."""
    name = re.sub(r"^[A-Z]{6}\+", "", name)
    low = name.lower()
    bold = "bold" in low or "black" in low or bool(flags & 1 << 18)
    italic = "italic" in low or "oblique" in low or bool(flags & 1 << 6)
    return name, bold, italic


def style_by_widths(handle: Any) -> tuple[bool, bool]:
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
