"""The model of a page: what every reader of PDF files gives, and what every later step takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


class Unreadable(Exception):
    """Bytes that no rows can be made of: ``reason`` in a few words, ``detail`` says what to do."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail

    def __reduce__(self) -> tuple[Any, ...]:
        # it crosses from a worker process, where the default would call __init__ with one argument
        return type(self), (self.reason, self.detail)


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text set at one go: one font, one size, one baseline, left to right."""

    text: str
    """Characters as encoded; a single blank where only space was set."""
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
    """Address to which a hyperlink printed over the run leads."""
    raised: bool = False
    """Whether it is a superior figure or letter: smaller than its line and above its baseline."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A drawn line, level where wider than high."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def level(self) -> bool:
        """Whether it runs across the page."""
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
    """A place on a page: page from 1, points from the upper left corner."""

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
    """Whether it is a picture of a page, its text, if any, read off it: an image covers it, or no letter is seen."""
