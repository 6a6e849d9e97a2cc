"""The model of a page: what each reader of PDF files gives, and what every later step takes.

What belongs here: the data, without any rule about it. Places are in points from the page's upper left corner; pages
are counted from 1.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


class Unreadable(Exception):
    """Bytes of which no rows can be made: ``reason`` in a few words, ``detail`` with what to do about it."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail

    def __reduce__(self) -> tuple[Any, ...]:
        # it crosses from a worker process, where the default would call __init__ with one argument
        return type(self), (self.reason, self.detail)


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text that the file sets at one go: one font, one size, one baseline, left to right."""

    text: str
    """Characters as a reader of the page sees them; a single blank where only space was set."""
    x0: float
    top: float
    x1: float
    bottom: float
    baseline: float
    size: float
    """Font size in points as it appears on the page."""
    font: str
    bold: bool
    italic: bool
    mark: int | None = None
    """Marked-content id: runs of one paragraph share few; null for running heads and in untagged files."""
    link: str | None = None
    """Address of the hyperlink that lies over the run."""
    raised: bool = False
    """Whether it is a superior figure or letter: smaller than its line and above its baseline."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A drawn line: level or upright."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def level(self) -> bool:
        """Whether it is wider than high."""
        return self.x1 - self.x0 > self.bottom - self.top


@dataclass(frozen=True, slots=True)
class Tag:
    """What the file's own structure tree says of a marked-content id (PDF 1.7, 14.7)."""

    block: int
    """Which paragraph, heading, list item or cell of the page, from 0, in the order of the tree."""
    role: str
    """The block's structure type: P, H1, LI, TD, or a style name that Word wrote there."""
    note: int | None = None
    """Which Note element of the page it lies in."""
    cell: tuple[int, int, int] | None = None
    """Table of the page, row and column it lies in, each from 1."""
    is_header: bool = False
    """Whether that cell is a header cell (TH, or within THead)."""


@dataclass(frozen=True, slots=True)
class Box:
    """A place on a page."""

    page: int
    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its size in points, its runs in the order in which the file sets them, its rules, its tags."""

    number: int
    width: float
    height: float
    runs: tuple[Run, ...]
    rules: tuple[Rule, ...]
    tags: Mapping[int, Tag] = field(default_factory=dict)
    """By marked-content id; empty where the file has no structure tree."""
    image_count: int = 0
    is_scan: bool = False
    """Whether it is a picture of a page: an image covers it, or most of its letters are invisible (a text layer)."""

    def tag_of(self, run: Run) -> Tag | None:
        """What the structure tree says of a run; null where the file has no tree or leaves the run out."""
        return self.tags.get(run.mark) if run.mark is not None else None
