"""Paragraphs: what one is, and where one begins within a column.

What belongs here: a paragraph with its text and its place, and the rules for the line with which the next one begins.
What does not: whether one continues on the next page (``continuation.py``), and what it is in a text (heading, clause:
``transforms.texts``).
"""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

import regex

from transforms.language import labels, vocabulary
from transforms.pages.decisions import NamedRule, decide, otherwise
from transforms.pages.lines import gathered
from transforms.pages.model import Box
from transforms.pages.text import Line, Text, compose, is_of

LABEL = regex.compile(
    rf"(?:{labels.COUNT}[.)]|\(?\p{{Ll}}{{1,2}}\)|(?:\p{{Ll}}|[ivxl]{{2,7}})\.|\([ivxlc]+\)|[•●▪◦–—-])(?=\s)"
)
"""What a numbered or bulleted paragraph begins with."""
OPENED = regex.compile(rf"{vocabulary.either('meeting.opened')}.{{0,60}}\.")
"""The line with which a record begins: when the meeting was called to order, or resumed."""
LETTERED = regex.compile(r"\(\p{Ll}\)\s")
LEADER = regex.compile(r"(?:\.{4,}|(?:\.\s){4,})\s*(?:[\d−–-]+\s+)?\d{1,4}$")
"""The dots that lead to the page in a table of contents, in Geneva with the paragraphs: the entry ends with them."""
DOTS_AT_END = regex.compile(r"(?:\.\s?){3,}$")
PAGE_OF_ENTRY = regex.compile(r"\d{1,4}|[ivxl]{1,7}")
"""The dots of an entry and its page, where they are set apart from each other."""
ENTRY = regex.compile(r"(?:[IVXLC]+|\p{L}|\d{1,3})[.)]\s")
"""What numbers an entry of the contents."""
SENTENCE_END = regex.compile(r"[.:?!][”\"’)]*$")
PAGE = regex.compile(r"\s\d{1,4}(?:\s*[-–]\s*\d{1,4})?$")
"""What an entry of the contents ends with."""
APART, FEWEST_ENTRIES, ENTRIES = 2.0, 5, 0.3
"""Times the type's size by which a page stands apart from its entry; more entries than this, and more of a column's
lines, make it a list of contents."""
WITHIN = 4.5
"""How many times the usual pitch of lines is the most white that stands within a sentence."""
WIDER = 1.3
"""How many times the usual pitch of lines is the white between two paragraphs."""
DEFAULT_PITCH, LARGEST_PITCH = 12.0, 30.0
"""Points between two baselines: where a column has one line, and of lines that may follow each other."""
SAME_EDGE = 4.0
"""Points within which two lines begin at one edge."""
FULL = 0.04
"""Part of a column's width that may stay white at the end of a full line."""
FIRST_LINE_INDENT = 8.0
"""Points from which a line that begins further to the right is indented."""


@dataclass
class Paragraph:
    """A paragraph, note or cell, whole, with the lines it is printed on."""

    lines: list[Line]
    role: str = ""
    """The structure tree's type of it; empty where there is no tree."""
    cell: tuple[int, int, int] | None = None
    """Table, row and column, each from 1, where it is a cell."""
    is_header: bool = False
    centre: float = 0.0
    """Middle of the column it stands in."""
    left: float = 0.0
    """Left edge of its column, where the page has several."""
    decided_by: tuple[str, ...] = ()
    """The names of the rules that made it what it is, in the order of the decisions: ``begins: wider gap``."""
    span: int = 1
    """Over how many columns it reaches, where it is a cell."""

    @cached_property
    def content(self) -> Text:
        """Its text, composed once: lines are never changed in place."""
        return compose(self.lines)

    def with_lines(self, lines: list[Line]) -> Paragraph:
        """The same paragraph printed on other lines."""
        return replace(self, lines=lines)

    def followed_by(self, rest: Paragraph) -> Paragraph:
        """The paragraph with its rest, from the next page or column, behind it."""
        return self.with_lines([*self.lines, *rest.lines])

    def because(self, decision: str, rule: str) -> Paragraph:
        """The same with the name of a rule that decided something about it."""
        return replace(self, decided_by=(*self.decided_by, f"{decision}: {rule}"))

    @property
    def text(self) -> str:
        """What it says, without its note marks."""
        return self.content.text

    @property
    def indent(self) -> float:
        """Where its first line begins, from its column's left edge."""
        return self.lines[0].x0 - self.left

    @property
    def margin(self) -> float | None:
        """Where its further lines begin; null where it has one line."""
        further = [line.x0 for line in self.lines[1:]]
        # the lines of a column to the right count from its own edge, which only the first line knows
        near = [x for x in further if abs(x - self.lines[0].x0) < 80]
        return min(near, default=min(further, default=self.left)) - self.left if further else None

    @property
    def size(self) -> float:
        """The size in which most of its lines are set."""
        return statistics.mode(line.size for line in self.lines)

    @property
    def page_first(self) -> int:
        """The page on which it begins."""
        return self.lines[0].page

    @property
    def page_last(self) -> int:
        """The page on which it ends."""
        return self.lines[-1].page

    @property
    def top(self) -> float:
        """How far down its page it begins."""
        return self.lines[0].baseline - self.lines[0].size

    @property
    def boxes(self) -> list[Box]:
        """Where it stands: one box a page."""
        boxes = []
        for page in dict.fromkeys(line.page for line in self.lines):
            runs = [r for line in self.lines if line.page == page for r in line.inked]
            boxes.append(
                Box(
                    page,
                    min(r.x0 for r in runs),
                    min(r.top for r in runs),
                    max(r.x1 for r in runs),
                    max(r.bottom for r in runs),
                )
            )
        return boxes

    @cached_property
    def bold(self) -> bool:
        """Whether all its letters are bold."""
        return is_of(self.content, self.content.bold)

    @cached_property
    def italic(self) -> bool:
        """Whether all its letters are italic."""
        return is_of(self.content, self.content.italic)

    @property
    def centred(self) -> bool:
        """Whether each of its lines stands in the middle of its column."""
        return all(abs((line.x0 + line.x1) / 2 - self.centre) < 8 for line in self.lines)

    @property
    def is_at_right(self) -> bool:
        """Whether it begins in the right half of its column."""
        return self.lines[0].x0 >= self.centre


@dataclass(frozen=True, slots=True)
class _Column:
    """Measures of a column, in points."""

    pitch: float
    """Between two baselines within a paragraph."""
    left: float
    """Where most lines begin."""
    right: float
    """Where the longest line ends."""
    is_contents: bool = False
    """Whether figures stand apart at the end of many of its lines: pages in a list of contents."""


def ends_with_page(line: Line) -> bool:
    """Whether a line ends with figures that stand apart: the page or the paragraphs of an entry of the contents."""
    if not (match := PAGE.search(line.text)) or not match.start():
        return False
    number = next((run for run in line.inked if PAGE.fullmatch(" " + run.text.strip())), None)
    parts = line.inked if number is None else line.inked[: line.inked.index(number) + 1]
    return any(b.x0 - a.x1 > APART * line.size for a, b in pairwise(parts))


def ends_bold(line: Line) -> bool:
    """Whether the last letters of a line are bold."""
    return next((run.bold for run in reversed(line.inked) if not run.raised), line.bold)


def begins_bold(line: Line) -> bool:
    """Whether the first letters of a line are bold."""
    return next((run.bold for run in line.inked if not run.raised), line.bold)


@dataclass(frozen=True)
class _Break:
    """Two lines of a column that follow each other."""

    last: Line
    line: Line
    column: _Column

    @cached_property
    def changes_weight(self) -> bool:
        """Whether one line is bold and the other is not, and the change is no emphasis within a sentence.

        A sentence in bold may begin or end anywhere in a line, or at the end of a full one.
        """
        if self.line.bold == self.last.bold:
            return False
        is_same_edge = abs(self.line.x0 - self.last.x0) < SAME_EDGE or abs(self.line.x0 - self.column.left) < SAME_EDGE
        goes_on = ends_bold(self.last) == begins_bold(self.line)
        is_full = self.last.x1 > self.column.right - FULL * (self.column.right - self.column.left)
        may_be_heading = self.last.bold and not self.line.text[:1].islower()
        return not (is_same_edge and (goes_on or (is_full and not may_be_heading)))

    @property
    def is_within_sentence(self) -> bool:
        """Whether a small letter follows a line of text without a stop, both at the column's left edge."""
        is_open = self.last.text[-1:].isalpha() and self.last.text.count(" ") > 1 and self.line.text[:1].islower()
        is_near = self.line.baseline - self.last.baseline < WITHIN * self.column.pitch
        is_alike = self.last.size == self.line.size and not (self.last.bold or self.line.bold)
        is_at_edge = all(abs(line.x0 - self.column.left) < SAME_EDGE for line in (self.last, self.line))
        return is_open and is_near and is_alike and is_at_edge and not LABEL.match(self.line.text)

    @cached_property
    def is_entry(self) -> bool:
        """Whether the line ends an entry of the contents."""
        return bool(LEADER.search(self.line.text))

    @property
    def is_behind_page(self) -> bool:
        """Whether the line before ends with its page, in contents without dots."""
        return self.column.is_contents and ends_with_page(self.last)

    @property
    def fills_line(self) -> bool:
        """Whether the line before may be the first of such an entry; what heads its columns is italic."""
        is_full = self.last.x1 > (self.column.left + self.column.right) / 2
        return is_full and not all(run.italic for run in self.last.inked)

    @property
    def hangs(self) -> bool:
        """Whether the text of the line before hangs from its number."""
        return bool(LABEL.match(self.last.text) or ENTRY.match(self.last.text))


BEGINS: tuple[NamedRule[bool], ...] = (
    NamedRule(
        "open sentence over a gap",
        "where a typist's page ended, white may stand within a sentence",
        lambda it: it.is_within_sentence,
        False,
    ),
    NamedRule(
        "wider gap",
        "paragraphs stand further apart than the lines of one",
        lambda it: it.line.baseline - it.last.baseline > WIDER * it.column.pitch,
        True,
    ),
    NamedRule(
        "opening of a meeting",
        "a record says on a line of its own that the meeting was called to order",
        lambda it: OPENED.fullmatch(it.line.text) or OPENED.fullmatch(it.last.text),
        True,
    ),
    NamedRule(
        "another size",
        "a paragraph is set in one size",
        lambda it: abs(it.line.size - it.last.size) > 0.12 * it.last.size,
        True,
    ),
    NamedRule(
        "another weight",
        "headings are bold; a sentence within a paragraph may be too",
        lambda it: it.changes_weight,
        True,
    ),
    NamedRule(
        "behind a page number of the contents",
        "an entry of the contents ends with its page",
        lambda it: LEADER.search(it.last.text) or it.is_behind_page,
        True,
    ),
    NamedRule(
        "entry of the contents",
        "an entry over two lines fills the first",
        lambda it: it.is_entry and not it.fills_line,
        True,
    ),
    NamedRule(
        "numbered entry of the contents",
        "an entry begins with its number",
        lambda it: it.is_entry and ENTRY.match(it.line.text),
        True,
    ),
    NamedRule(
        "second line of an entry of the contents",
        "an entry over two lines fills the first",
        lambda it: it.is_entry,
        False,
    ),
    NamedRule(
        "lettered heading",
        "headings of a list end without a mark, and each hangs from its letter",
        lambda it: it.line.bold and LETTERED.match(it.line.text) and it.line.x0 < it.last.x0 - SAME_EDGE,
        True,
    ),
    NamedRule(
        "label behind a stop",
        "numbered paragraphs and items begin with a label; within a line the same may cite a paragraph",
        lambda it: it.last.text[-1:] in ".;:,!?”)" and LABEL.match(it.line.text),
        True,
    ),
    NamedRule(
        "first-line indent",
        "a first line is indented and the line before it has room left; the text of an item hangs from its label",
        lambda it: (
            it.line.x0 > it.column.left + FIRST_LINE_INDENT
            and abs(it.last.x0 - it.column.left) < SAME_EDGE
            and it.last.x1 < it.column.right - 12
            and not it.hangs
        ),
        True,
    ),
    NamedRule("next line", "nothing shows that a paragraph begins", otherwise, False),
)
"""Whether a line begins a paragraph, given the line before it in the column."""


def paragraphs_of_column(lines: list[Line], has_neighbour: bool) -> list[Paragraph]:
    """The paragraphs of a column, given its lines, at least one, and whether the page has other columns."""
    pitches = [b.baseline - a.baseline for a, b in pairwise(lines) if 0 < b.baseline - a.baseline < LARGEST_PITCH]
    # the pitch within paragraphs: on a page of short ones most lines stand further apart
    pitch = statistics.median_low(sorted(pitches)[: len(pitches) // 2 + 1]) if pitches else DEFAULT_PITCH
    edge, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    pages = sum(ends_with_page(line) for line in lines)
    is_contents = pages > FEWEST_ENTRIES and pages > ENTRIES * len(lines)
    column = _Column(pitch, statistics.mode(round(line.x0) for line in lines), right, is_contents)
    groups = [([lines[0]], "top of the column")]
    for last, line in pairwise(lines):
        begins, rule = decide(BEGINS, _Break(last, line, column))
        if begins:
            groups.append(([line], rule))
        else:
            groups[-1][0].append(line)
    return [
        Paragraph(part, centre=(edge + right) / 2, left=edge if has_neighbour else 0.0, decided_by=(f"begins: {why}",))
        for group, rule in groups
        for part, why in _split_at_first_lines(group, rule, column.left)
    ]


def _split_at_first_lines(lines: list[Line], rule: str, left: float) -> Iterator[tuple[list[Line], str]]:
    """The lines of paragraphs that are set close under each other, each with the rule by which it begins.

    A paragraph of one line and the first line of the next are both indented. ``rule`` is the one by which the first
    of them begins.
    """
    starts = [
        i
        for i in range(1, len(lines) - 1)
        if lines[i].x0 > left + FIRST_LINE_INDENT
        and abs(lines[i].x0 - lines[i - 1].x0) < 1
        and abs(lines[i + 1].x0 - left) < SAME_EDGE
        and SENTENCE_END.search(lines[i - 1].text)
    ]
    for start, end in pairwise([0, *starts, len(lines)]):
        yield lines[start:end], "indented like the line above" if start else rule


def split_at_gaps(lines: list[Line]) -> list[list[Line]]:
    """The lines of a cell that holds a text, by paragraphs: the tree shows none within a cell."""
    pitches = [b.baseline - a.baseline for a, b in pairwise(lines) if b.baseline > a.baseline]
    pitch = statistics.median_low(pitches) if pitches else 0.0
    return gathered(lines, lambda group, line: line.baseline - group[-1].baseline <= WIDER * pitch)
