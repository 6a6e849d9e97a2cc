"""Notes."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from transforms.pages.drawn_rules import level_rules
from transforms.pages.lines import grouped
from transforms.pages.model import Page
from transforms.pages.paragraphs import Paragraph
from transforms.pages.text import Line, note_marks

SEPARATOR = regex.compile(r"_{5,}")
"""The rule above the notes, which Word sets as a line of low dashes."""
ENDNOTES = regex.compile(r"(?:End)?notes|Notas|Примечания", regex.IGNORECASE)
"""What stands above the notes at the end of a text."""


def notes_separator(page: Page, lines: Sequence[Line], body_size: float) -> float:
    """Baseline of the rule above the page's notes; the page's height where there is none."""
    dashes = [line.baseline for line in lines if SEPARATOR.fullmatch(line.text.replace(" ", ""))]
    drawn = [r.y for r in level_rules(page.rules) if 40 < r.x1 - r.x0 < 0.36 * page.width and r.x0 < 0.4 * page.width]
    for y in sorted(c for c in dashes + drawn if c > 0.15 * page.height):
        below = [line for line in lines if line.baseline > y + 2 and line.baseline < 0.94 * page.height]
        if not below or below[0].baseline - y > 40:
            continue
        first = below[0]
        if line_starts_note(first):
            return y
        # a note that goes on from the page before; under a drawn rule, which a table has too, nothing else may stand
        if first.size < 0.93 * body_size and (y in dashes or all(line.size < 0.93 * body_size for line in below)):
            return y
    return page.height


def notes_in_body(body: list[Paragraph], are_endnotes: bool) -> tuple[list[Paragraph], list[Paragraph], bool]:
    """What of a page's text is no note, the notes in it, and whether notes at the end of a text go on with the page.

    The notes of a table stand under it. Those of a whole text may stand at its end, under "Notes": then all between
    two of them belongs to the first, which may quote whole paragraphs.
    """
    first = next((i + 1 for i, p in enumerate(body) if ENDNOTES.fullmatch(p.text)), 0 if are_endnotes else len(body))
    last = max((i for i, p in enumerate(body) if starts_note(p)), default=-1)
    in_notes = [starts_note(p) or first <= i < last for i, p in enumerate(body)]
    lines = [line for p, is_note in zip(body, in_notes, strict=True) if is_note for line in p.lines]
    text = [p for p, is_note in zip(body, in_notes, strict=True) if not is_note]
    return text, note_paragraphs(lines), first <= last == len(body) - 1


def note_paragraphs(lines: Sequence[Line]) -> list[Paragraph]:
    """The notes of a page: each begins with its mark, which is surer than the tree (Word nests notes in each other)."""
    return [Paragraph(group) for group in grouped(lines, lambda _, line: line_starts_note(line))]


def line_starts_note(line: Line) -> bool:
    first = line.inked[0]
    return (first.raised and bool(note_marks(first.text.strip()))) or bool(
        regex.match(r"\*+\s+(?=[^*\s])|\d{1,3}\s*/\s", line.text)
    )


def starts_note(paragraph: Paragraph) -> bool:
    """Whether a paragraph of the notes' region begins with a mark."""
    return line_starts_note(paragraph.lines[0])
