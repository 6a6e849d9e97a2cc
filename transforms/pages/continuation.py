"""Continuation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

import regex

from transforms.pages.paragraphs import LABEL, Paragraph

THOUSANDTH = regex.compile(r"\d{4}\.\s+(?=\p{Lu})")
"""The number of a paragraph in the longest reports, which a year at a sentence's end looks like."""
DOTTED = regex.compile(r"(?:\.\s?){6,}")
"""The dots that lead from a name to what belongs to it: contents, and who sits on a council."""
NARROW = 150.0
"""Points that a column of text is wider than."""
SHORT = 80.0
"""Points of white at the end of a heading's last line in which the next word would have found room."""
ACROSS = 150.0
"""Points between two first lines that stand in different columns."""


def joined(pages: Sequence[list[Paragraph]], goes_on: Callable[[Paragraph, Paragraph, float], bool]) -> list[Paragraph]:
    """The paragraphs of all pages, with what a page's end cut in two put together again."""
    out: list[Paragraph] = []
    indents = Counter(
        round(p.indent) for page in pages for p in page if p.margin is not None and p.indent - p.margin > 8
    )
    usual_indent = indents.most_common(1)[0][0] if indents else 0.0
    for page in pages:
        for number, paragraph in enumerate(page):
            if number == 0 and out and goes_on(out[-1], paragraph, usual_indent):
                out[-1] = out[-1].followed_by(paragraph)
            else:
                out.append(paragraph)
    return out


def continues_over_page(last: Paragraph, first: Paragraph, usual_indent: float) -> bool:
    """Whether the first paragraph of a page is the rest of the last one of the page before.

    It is none where it begins with a number or a bullet or is a heading; otherwise where it lacks the first-line
    indent that the text has, or where the sentence before had not come to its end.
    """
    if LABEL.match(first.text) or first.bold != last.bold or abs(first.size - last.size) > 0.8:
        return False
    if first.role.startswith("H") or last.role.startswith("H"):
        return False
    if last.bold and len(last.lines) > 1 and last.lines[-1].x1 < last.boxes[-1].x1 - SHORT:
        # a heading whose last line had room for more
        return False
    if first.centred and first.indent > last.indent + 20:
        return False
    if DOTTED.search(last.lines[-1].text):
        return False
    only = last.lines[0]
    if len(last.lines) == 1 and first.text[:1].isupper() and (last.role or only.x1 - only.x0 < NARROW):
        # an entry of a list, a heading: a line that goes on is as wide as its column, and Word, which tells roles,
        # leaves no paragraph's first line alone at a page's foot
        return False
    is_whole = bool(regex.search(r"[.!?][”\"’)\]]*$", last.text))
    is_block = last.margin is not None and abs(last.margin - last.indent) < 4
    if is_whole and (last.italic or (is_block and first.margin is not None and first.margin < first.indent - 8)):
        # what a record tells, and a quotation, are indented as a whole: as far as the first line of what follows
        return False
    ended = bool(regex.search(r"[.;:!?,][”\"’)\]]*$", last.text))
    if ended and THOUSANDTH.match(first.text):
        return False
    end = last.lines[-1].x0 - last.left
    hangs = end > last.indent + 8 and abs(first.indent - end) < 4
    stands_in = usual_indent and first.indent > usual_indent - 4 and abs(first.indent - last.indent) < ACROSS
    if last.text.endswith(",") and not any(first.content.italic[:1]) and (hangs or not stands_in):
        # a list of States goes on, also from the right column to the left one, whose edges a tagged page does not
        # tell; preambular paragraphs end with a comma too, but begin in italics
        return True
    if first.text[:1].islower() and not regex.search(r"[.;:][”\"’)\]]*$", last.text):
        return True
    if LABEL.match(last.text) and not ended:
        # items nest to any depth, so their margins tell nothing; an item always ends with a mark
        return True
    margin = last.margin if last.margin is not None else (usual_indent - 24 if usual_indent else last.indent)
    indented = usual_indent and abs(last.indent - usual_indent) < 4
    right = max(line.x1 for line in last.lines)
    if indented:
        return abs(first.indent - margin) < 4 or (not ended and first.indent < usual_indent - 4)
    if (
        abs(first.indent - margin) < 4
        and LABEL.match(last.text)
        and last.lines[-1].x1 > right - 0.03 * (right - margin)
    ):
        # a numbered paragraph whose last line is full, and no number on the next page
        return True
    is_next_entry = first.text[:1].isupper() and _has_room(last, first)
    return not ended and abs(first.indent - margin) < 30 and not is_next_entry


def _has_room(last: Paragraph, first: Paragraph) -> bool:
    """Whether the first word of a paragraph would have found room at the end of the one before: lines are filled."""
    line = first.lines[0]
    word = (line.x1 - line.x0) * len(first.text.split()[0]) / len(line.text)
    return last.lines[-1].x1 + word < max(line.x1 for line in last.lines) - 0.5 * last.size
