"""Notes: where those of a page begin, which paragraphs are notes, and where each begins.

What belongs here: the rule above the notes, notes at the end of a text, how a note begins. What does not: the mark in
the text that a note belongs to (``transforms.texts``).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import regex

from transforms.language import vocabulary
from transforms.pages.decisions import NamedRule, decide, otherwise
from transforms.pages.drawn_rules import LevelRule, short_rules
from transforms.pages.lines import gathered
from transforms.pages.model import Page
from transforms.pages.paragraphs import Paragraph
from transforms.pages.text import Line, note_marks

SEPARATOR = regex.compile(r"_{5,}")
"""The rule above the notes, which Word sets as a line of low dashes."""
ENDNOTES = vocabulary.pattern("text.endnotes")
"""What stands above the notes at the end of a text."""
MARK_IN_LINE = regex.compile(r"\*+\s+(?=[^*\s])|\d{1,3}\s*/\s")
"""A mark that is not raised: stars, and figures with a slash (``1/``), in the text's own size."""
FARTHEST = 40.0
"""Points below the rule within which the first note stands."""
LINE_OF_TEXT = 5
"""A line of text has so many words or more; a page's foot and a line between two tables have fewer."""
ROW_OF_FIGURES = regex.compile(r"(?:^|\s)(?:\(?[\d., ]*\d\)?%?\s+|[–—-]\s+){4,}\(?(?:[\d., ]*\d|[–—-])\)?%?$")
"""A row of a table: five figures or more, a dash where there is none."""
UNDERLINE = 0.4
"""A rule that is no further below a line than this part of its size underlines it."""
SMALLER = 0.93
"""Part of the text's size below which notes are set."""


def is_separator(line: Line) -> bool:
    """Whether a line is a rule that typists set as low dashes."""
    return bool(SEPARATOR.fullmatch(line.text.replace(" ", "")))


def starts_note(paragraph: Paragraph) -> bool:
    """Whether a paragraph begins with the mark of a note."""
    return line_starts_note(paragraph.lines[0])


def line_starts_note(line: Line) -> bool:
    """Whether a line begins with the mark of a note."""
    first = line.inked[0]
    is_raised_mark = first.raised and bool(note_marks(first.text.strip()))
    return is_raised_mark or bool(MARK_IN_LINE.match(line.text))


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A rule that may separate the notes of a page from its text."""

    y: float
    is_typed: bool
    """Whether it is a line of low dashes; otherwise it is drawn."""
    below: list[Line]
    """The lines between the rule and the page's foot, from the top down."""
    body_size: float

    def is_small(self, line: Line) -> bool:
        return line.size < SMALLER * self.body_size

    @property
    def text_follows(self) -> bool:
        """Whether text in its own size stands below what is set smaller than it."""
        lines = [line for line in self.below if len(line.text.split()) >= LINE_OF_TEXT]
        return self.is_small(self.below[0]) and not all(self.is_small(line) for line in lines)

    @property
    def figures_follow(self) -> bool:
        """Whether a row of figures stands below: a table."""
        return any(ROW_OF_FIGURES.search(line.text) for line in self.below)


SEPARATES: tuple[NamedRule[bool], ...] = (
    NamedRule("nothing below", "notes stand below the rule", lambda rule: not rule.below, False),
    NamedRule(
        "first line far below",
        "the first note stands close below the rule",
        lambda rule: rule.below[0].baseline - rule.y > FARTHEST,
        False,
    ),
    NamedRule(
        "text below the notes",
        "a table's notes stand under a short rule too, and the text goes on below them",
        lambda rule: rule.text_follows,
        False,
    ),
    NamedRule(
        "figures below the notes",
        "a table's notes stand under a short rule too, and the next table below them",
        lambda rule: rule.figures_follow,
        False,
    ),
    NamedRule("a note begins", "a note begins with its mark", lambda rule: line_starts_note(rule.below[0]), True),
    NamedRule(
        "a note continues below dashes",
        "the first note of a page may be the rest of one from the page before, set smaller than the text",
        lambda rule: rule.is_typed and rule.is_small(rule.below[0]),
        True,
    ),
    NamedRule(
        "only small type below",
        "a drawn rule may be that of a table: then text in its own size stands below",
        lambda rule: all(rule.is_small(line) for line in rule.below),
        True,
    ),
    NamedRule("no note below", "rules also underline, and close tables", otherwise, False),
)
"""Whether a rule separates the notes of a page from its text."""


def notes_separator(page: Page, lines: Sequence[Line], body_size: float) -> float:
    """Baseline of the rule above the page's notes, the lowest that may be; the page's height where there is none."""
    dashes = [line.baseline for line in lines if is_separator(line)]
    drawn = [r.y for r in short_rules(page) if r.x0 < 0.4 * page.width and not _underlines(r, lines)]
    for y in sorted((y for y in dashes + drawn if y > 0.15 * page.height), reverse=True):
        below = [line for line in lines if y + 2 < line.baseline < 0.94 * page.height]
        if decide(SEPARATES, _Candidate(y, y in dashes, below, body_size)).answer:
            return y
    return page.height


def _underlines(rule: LevelRule, lines: Iterable[Line]) -> bool:
    """Whether a rule underlines words, as hyperlinks are: it stands close below their line."""
    return any(
        -1 < rule.y - line.baseline < UNDERLINE * line.size and line.x0 - 3 < rule.x0 and rule.x1 < line.x1 + 3
        for line in lines
    )


def notes_in_body(body: list[Paragraph], are_endnotes: bool) -> tuple[list[Paragraph], list[Paragraph], bool]:
    """The paragraphs of a page that are no notes, the notes among them, and whether endnotes continue on the next page.

    Takes the page's paragraphs above the rule, and whether the page before ended with endnotes.

    The notes of a table stand under it. Those of a whole text may stand at its end, under "Notes": then all between
    two of them belongs to the first, which may quote whole paragraphs.
    """
    first = next((i + 1 for i, p in enumerate(body) if ENDNOTES.fullmatch(p.text)), 0 if are_endnotes else len(body))
    last = max((i for i, p in enumerate(body) if starts_note(p)), default=-1)
    is_note = [starts_note(p) or first <= i < last for i, p in enumerate(body)]
    notes = note_paragraphs(line for i, p in enumerate(body) if is_note[i] for line in p.lines)
    return [p for i, p in enumerate(body) if not is_note[i]], notes, first <= last == len(body) - 1


def note_paragraphs(lines: Iterable[Line]) -> list[Paragraph]:
    """The notes of a page: each begins with its mark, which is surer than the tree (Word nests notes in each other)."""
    return [Paragraph(note) for note in gathered(lines, lambda _, line: not line_starts_note(line))]
