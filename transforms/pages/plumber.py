"""The reference."""

from __future__ import annotations

import io
from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from typing import Any

from transforms.pages.fonts import style_by_name
from transforms.pages.model import Page, Rule, Run
from transforms.pages.runs import RULE_THICKNESS, clean, covers, mark_raised
from transforms.pages.tags import Node, tags_of


def read(data: bytes, only: Collection[int] | None = None) -> Iterator[Page]:
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
                    link=next((u for b, u in links if covers(b, run.x0, run.x1, (run.top + run.bottom) / 2)), None),
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
            name, bold, italic = style_by_name(held[0]["fontname"], 0)
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
