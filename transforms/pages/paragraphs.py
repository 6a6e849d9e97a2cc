"""Paragraphs."""

from __future__ import annotations

import statistics
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

import regex

from transforms.language import labels
from transforms.pages.lines import grouped
from transforms.pages.model import Box
from transforms.pages.text import Line, Text, compose, is_of

LABEL = regex.compile(
    rf"(?:{labels.COUNT}[.)]|\(?\p{{Ll}}{{1,2}}\)|(?:\p{{Ll}}|[ivxl]{{2,7}})\.|\([ivxlc]+\)|[•●▪◦–—-])(?=\s)"
)
"""What a numbered or bulleted paragraph begins with."""
LETTERED = regex.compile(r"\(\p{Ll}\)\s")
LEADER = regex.compile(r"(?:\.{4,}|(?:\.\s){4,})\s*(?:[\d−–-]+\s+)?\d{1,4}$")
"""The dots that lead to the page in a table of contents, in Geneva with the paragraphs: the entry ends with them."""
ENTRY = regex.compile(r"(?:[IVXLC]+|\p{L}|\d{1,3})[.)]\s")
"""What numbers an entry of the contents."""


@dataclass
class Paragraph:
    """A paragraph, note or cell, whole, with the lines it is printed on."""

    lines: list[Line]
    role: str = ""
    """The structure tree's type of it; empty where there is none."""
    cell: tuple[int, int, int] | None = None
    is_header: bool = False
    centre: float = 0.0
    """Middle of the column it stands in."""
    left: float = 0.0
    """Left edge of its column, where the page has several."""
    decided_by: tuple[str, ...] = ()

    @cached_property
    def content(self) -> Text:
        """Its text, composed once: lines are never changed in place."""
        return compose(self.lines)

    def with_lines(self, lines: list[Line]) -> Paragraph:
        """The same paragraph printed on other lines."""
        return replace(self, lines=lines)

    def followed_by(self, rest: Paragraph) -> Paragraph:
        """The paragraph with what stands on the next page or in the next column put behind it."""
        return self.with_lines([*self.lines, *rest.lines])

    @property
    def text(self) -> str:
        return self.content.text

    @property
    def indent(self) -> float:
        """Where its first line begins, from its column's left edge."""
        return self.lines[0].x0 - self.left

    @property
    def margin(self) -> float | None:
        """Where its further lines begin; null where there is one only."""
        further = [line.x0 for line in self.lines[1:]]
        # the lines of a column to the right count from its own edge, which only the first line knows
        near = [x for x in further if abs(x - self.lines[0].x0) < 80]
        return min(near, default=min(further, default=self.left)) - self.left if further else None

    @property
    def size(self) -> float:
        return statistics.mode(line.size for line in self.lines)

    @property
    def page_first(self) -> int:
        return self.lines[0].page

    @property
    def page_last(self) -> int:
        return self.lines[-1].page

    @property
    def top(self) -> float:
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


def by_gaps(lines: list[Line]) -> list[list[Line]]:
    """The lines of a cell that holds a text, parted into paragraphs: the tree tells of none within a cell."""
    pitches = [b.baseline - a.baseline for a, b in pairwise(lines) if b.baseline > a.baseline]
    usual = statistics.median_low(pitches) if pitches else 0.0
    return grouped(lines, lambda last, line: line.baseline - last.baseline > 1.3 * usual)


def begins_paragraph(last: Line, line: Line, usual: float, left: float, right: float) -> bool:
    """Whether a line begins a new paragraph."""
    pitch = line.baseline - last.baseline
    if pitch > 1.3 * usual or abs(line.size - last.size) > 0.12 * last.size:
        return True
    if line.bold != last.bold or LEADER.search(last.text):
        return True
    if LEADER.search(line.text):
        # an entry of the contents that goes over two lines fills the first, and what heads its columns is italic
        is_full = last.x1 > (left + right) / 2 and not all(run.italic for run in last.inked)
        return not is_full or bool(ENTRY.match(line.text))
    if line.bold and LETTERED.match(line.text) and line.x0 < last.x0 - 4:
        # headings of a list end without a mark, and each hangs from its letter
        return True
    if LABEL.match(line.text) and last.text[-1:] in ".;:,!?”)":
        return True
    # the text of an item hangs: its further lines stand to the right of its label
    hangs = LABEL.match(last.text) or ENTRY.match(last.text)
    first_indent = line.x0 > left + 8 and abs(last.x0 - left) < 4 and not hangs
    return first_indent and last.x1 < right - 12


def by_first_lines(lines: list[Line], left: float) -> list[list[Line]]:
    """A paragraph of one line parted from the next, set close under it: both are indented as first lines are."""
    starts = [
        i
        for i in range(1, len(lines) - 1)
        if lines[i].x0 > left + 8
        and abs(lines[i].x0 - lines[i - 1].x0) < 1
        and abs(lines[i + 1].x0 - left) < 4
        and regex.search(r"[.:?!][”\"’)]*$", lines[i - 1].text)
    ]
    return [lines[start:end] for start, end in pairwise([0, *starts, len(lines)])]
