"""The reader: two engines, one seam; and what it refuses.

PDFium is held against pdfplumber, letter by letter: the same letters on a page, in the same size, in the same place.
Known reasons for the few that differ: PDFium leaves out a letter printed twice at one place (bold made by
overprinting) and spells what the file's own tables leave open (private use, soft hyphens) in its own way.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path

import pytest

from transforms import layout
from transforms.layout import Page, Run, Unreadable

STEP = 8
"""Every eighth page of each document is compared: pdfplumber reads some ten pages a second."""


def letters(page: Page) -> Counter[str]:
    """The visible characters of a page, hyphens of all kinds as one."""
    text = "".join(run.text for run in page.runs)
    return Counter("-" if c in "\u00ad\u2010\u2011" else c for c in text if not c.isspace())


def placed(page: Page) -> dict[str, list[Run]]:
    by_letter: dict[str, list[Run]] = defaultdict(list)
    for run in page.runs:
        for char in set(run.text):
            by_letter[char].append(run)
    return by_letter


def misplaced(page: Page, reference: Page) -> tuple[int, int, int]:
    """Of the reference's letters: how many, how many of another size, how many in another place.

    A letter is in its place where a run of PDFium's that holds it stands on its baseline and around it, within 1 pt.
    """
    mine = placed(page)
    count = size_off = place_off = 0
    for run in reference.runs:
        wanted = run.text.strip()
        if not wanted:
            continue
        count += len(wanted)
        near = [
            r
            for r in mine.get(wanted[0], [])
            if abs(r.baseline - run.baseline) <= 1 and r.x0 - 1 <= run.x0 and run.x1 <= r.x1 + 1
        ] or [
            # one run of the reference may be several of PDFium's: its ends count then
            r
            for r in mine.get(wanted[0], [])
            if abs(r.baseline - run.baseline) <= 1 and r.x0 - 1 <= run.x0 <= r.x1 + 1
        ]
        if not near:
            place_off += len(wanted)
        elif not any(abs(r.size - run.size) <= 0.1 for r in near):
            size_off += len(wanted)
    return count, size_off, place_off


def compare(path: Path) -> tuple[int, int, int, int]:
    """Letters of every eighth page, letters that one engine alone has, letters of another size, in another place."""
    data = path.read_bytes()
    numbers = set(range(1, 10_000, STEP))
    mine = {p.number: p for p in layout.read(data) if p.number in numbers}
    total = alone = size_off = place_off = 0
    for reference in layout.read(data, "pdfplumber", numbers):
        page = mine[reference.number]
        one, other = letters(page), letters(reference)
        alone += sum(((one - other) + (other - one)).values())
        count, sizes, places = misplaced(page, reference)
        total, size_off, place_off = total + count, size_off + sizes, place_off + places
    return total, alone, size_off, place_off
