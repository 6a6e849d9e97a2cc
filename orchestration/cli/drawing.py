"""A page of a PDF, drawn with each clause, note and table cell that was read from it in a box with its name.

What belongs here: the picture. What does not: which rows stand on the page (``show.py`` asks the warehouse) and how
they were read (``transforms``). Boxes are in points from the page's upper left corner, as in the tables.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2
from PIL import Image, ImageDraw, ImageFont

from transforms.authorities.ids import place_of
from warehouse.files import written_whole

SCALE = 2.0
"""Pixels for each point: 144 for each inch, at which notes can be read."""
COLOURS: Mapping[str, str] = {
    "preambular": "#1f6feb",
    "operative": "#1a7f37",
    "annex": "#8250df",
    "heading": "#bc4c00",
    "paragraph": "#0f766e",
    "contents": "#9a6700",
    "note": "#cf222e",
    "cell": "#6e7781",
}
"""By what a box holds: a clause (by its kind), a note, a table cell."""
LABEL_SIZE = 6.5
"""Points."""
REASON_SIZE = 4.5
"""Points."""
LEGEND_HEIGHT = 16.0
"""Points, below the page."""


@dataclass(frozen=True)
class Boxed:
    """Something that stands on the page: its kind, one of ``COLOURS``; its name; and its place in points."""

    kind: str
    label: str
    x0: float
    top: float
    x1: float
    bottom: float
    reasons: tuple[str, ...] = ()
    """Each decision about it, with the name of the rule that took it: ``heading: bold``."""


def boxes_on(
    page: int, rows: Mapping[str, Iterable[Mapping[str, Any]]], reasons: Mapping[str, tuple[str, ...]]
) -> list[Boxed]:
    """What stands on a page (counted from 1), from rows of ``clauses``, ``footnotes`` and ``table_cells``.

    A clause's name is its id without the symbol, a note's its number, a cell's table:row,column. ``reasons`` are those
    of clauses, by id.
    """
    named = (
        *((row["kind"], place_of(row["clause_id"]), row) for row in rows["clauses"]),
        *(("note", row["number"] or place_of(row["footnote_id"]), row) for row in rows["footnotes"]),
        *(("cell", "{table_number}:{row},{column}".format(**row), row) for row in rows["table_cells"]),
    )
    return [
        Boxed(
            kind,
            label,
            box["x0"],
            box["top"],
            box["x1"],
            box["bottom"],
            reasons.get(row.get("clause_id") or "", ()) if kind not in ("note", "cell") else (),
        )
        for kind, label, row in named
        for box in row["bbox"] or ()
        if box["page"] == page
    ]


def draw(data: bytes, page: int, boxes: Iterable[Boxed]) -> Image.Image:
    """The page (counted from 1) of a PDF with the boxes and their labels drawn over it, and a legend of the colours
    below it.

    Raises ``pypdfium2.PdfiumError`` if the bytes are no PDF, ``IndexError`` if there is no such page.
    """
    document = pypdfium2.PdfDocument(data)
    try:
        if not 1 <= page <= len(document):
            raise IndexError(f"page {page} of {len(document)}")
        printed = document[page - 1].render(scale=SCALE).to_pil().convert("RGB")
    finally:
        document.close()
    picture = Image.new("RGB", (printed.width, printed.height + round(LEGEND_HEIGHT * SCALE)), "white")
    picture.paste(printed)
    pen = ImageDraw.Draw(picture, "RGBA")
    font, small = ImageFont.load_default(LABEL_SIZE * SCALE), ImageFont.load_default(REASON_SIZE * SCALE)
    kinds = []
    for box in boxes:
        kinds.append(box.kind)
        colour = COLOURS[box.kind]
        x0, top, x1, bottom = (SCALE * side for side in (box.x0 - 1, box.top - 1, box.x1 + 1, box.bottom + 1))
        pen.rectangle((x0, top, x1, bottom), fill=f"{colour}18", outline=colour, width=2)
        # left of its box, or inside it if there is no room: tables begin at the margin
        width = pen.textlength(box.label, font)
        left = x0 - width - SCALE if box.kind != "cell" and x0 > width + SCALE else x0 + 1
        pen.rectangle((left - 1, top, left + width + 1, top + LABEL_SIZE * SCALE * 1.2), fill="#ffffffd0")
        pen.text((left, top), box.label, colour, font)
        for number, reason in enumerate(reversed(box.reasons), 1):
            # over the end of the paragraph, the last decision lowest
            start = x1 - pen.textlength(reason, small) - 2
            height = bottom - number * REASON_SIZE * SCALE * 1.2
            pen.rectangle((start - 1, height, x1 - 1, height + REASON_SIZE * SCALE * 1.2), fill="#ffffffd0")
            pen.text((start, height), reason, colour, small)
    at = 4 * SCALE
    for kind in dict.fromkeys(kinds):
        pen.text((at, printed.height + 2 * SCALE), kind, COLOURS[kind], font)
        at += pen.textlength(kind, font) + 8 * SCALE
    return picture


def save(picture: Image.Image, path: Path) -> None:
    """Write a picture in the format that the file's ending names; whole or not at all.

    Raises ``ValueError`` if the ending names no format of pictures, ``OSError`` if the file cannot be written.
    """
    picture_format = Image.registered_extensions().get(path.suffix.lower())
    if picture_format not in Image.SAVE:
        raise ValueError(f"{path.name}: {path.suffix or 'no ending'} is no format of pictures")
    with written_whole(path) as beside:
        picture.save(beside, picture_format)
