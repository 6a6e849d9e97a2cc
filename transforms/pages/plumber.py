"""pdfplumber: the pages of a PDF, a character at a time.

This is the reference against which ``pdfium.py`` is tested; nothing else uses it.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from typing import Any

from transforms.pages.fonts import style_by_name
from transforms.pages.model import Page, Rule, Run
from transforms.pages.runs import RULE_THICKNESS, clean, covers, mark_raised
from transforms.pages.tags import Node, tags_of

Char = dict[str, Any]
Placing = Callable[[dict[str, Any]], tuple[float, float, float, float]]
"""Gives left, top, right and bottom of an object of pdfplumber's on the part of the page that is shown."""


def read(data: bytes, only: Collection[int] | None = None) -> Iterator[Page]:
    """The pages of a PDF, all or those whose numbers (from 1) are given; scans are not recognized."""
    import pdfplumber

    with pdfplumber.open(io.BytesIO(data)) as document:
        for page in document.pages:
            if only is None or page.page_number in only:
                yield _page(page)
                page.close()


def _page(page: Any) -> Page:
    # pdfplumber counts from the sheet's corner, PDFium from that of the part which is shown
    left, above, right, below = (float(v) for v in page.cropbox)

    def box(o: dict[str, Any]) -> tuple[float, float, float, float]:
        return o["x0"] - left, o["top"] - above, o["x1"] - left, o["bottom"] - above

    links = [(box(a), a["uri"]) for a in page.hyperlinks if a.get("uri")]
    boxes = [box(o) for o in [*page.lines, *page.rects, *page.curves]]
    rules = [Rule(*b) for b in boxes if (b[3] - b[1] <= RULE_THICKNESS) != (b[2] - b[0] <= RULE_THICKNESS)]
    runs = [
        replace(run, link=next((u for b, u in links if covers(b, run.x0, run.x1, (run.top + run.bottom) / 2)), None))
        for run in _runs(page.chars, box, float(page.height) - above)
    ]
    return Page(
        page.page_number,
        right - left,
        below - above,
        mark_raised(runs),
        tuple(rules),
        tags_of(_node(node) for node in page.structure_tree),
        len(page.images),
    )


def _node(element: dict[str, Any]) -> Node:
    return element["type"], element.get("mcids", []), [_node(child) for child in element.get("children", [])]


def _runs(chars: list[Char], box: Placing, height: float) -> Iterator[Run]:
    """Characters that follow each other in font, size, baseline and place, as runs."""
    held: list[Char] = []
    for char in chars:
        if held and not _follows(char, held[-1]):
            yield _run(held, box, height)
            held = []
        held.append(char)
    if held:
        yield _run(held, box, height)


def _follows(char: Char, last: Char) -> bool:
    """Whether a character belongs to the run that ends with the one before it."""
    return (
        char["fontname"] == last["fontname"]
        and abs(char["size"] - last["size"]) < 0.05
        and abs(float(char["matrix"][5]) - float(last["matrix"][5])) < 0.05
        and char.get("mcid") == last.get("mcid")
        and -1 <= char["x0"] - last["x1"] <= 0.2 * char["size"]
    )


def _run(chars: list[Char], box: Placing, height: float) -> Run:
    inked = [c for c in chars if c["text"].strip()]
    # blanks at the ends have room but no ink: a run begins and ends with its letters
    boxes = [box(c) for c in inked or chars[:1]]
    first = chars[0]
    name, bold, italic = style_by_name(first["fontname"], 0)
    return Run(
        clean("".join(c["text"] for c in chars)) if inked else " ",
        min(b[0] for b in boxes),
        min(b[1] for b in boxes),
        max(b[2] for b in boxes),
        max(b[3] for b in boxes),
        height - float(first["matrix"][5]),
        float(first["size"]),
        name,
        bold,
        italic,
        first.get("mcid"),
    )
