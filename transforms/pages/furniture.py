"""Furniture: which lines of a page belong to its head or its furniture, and which to its text.

What belongs here: the masthead's depth, the imprint, running heads and feet, page numbers, job numbers, bar codes. What
does not: what the masthead says (``transforms.texts.masthead``), and where the notes begin (``notes.py``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

import regex

from transforms.pages.decisions import NamedRule, Verdict, decide, otherwise
from transforms.pages.model import Page
from transforms.pages.notes import is_separator
from transforms.pages.text import Line

NOTICE = regex.compile(
    r"(?:\d\d-\d{5} \(\w\)\s*)?This record (?:contains|is subject to)|Corrections should be submitted"
)
"""The printer's notice at the foot of a record's first page; the text continues after it."""
END_MARK = regex.compile(r"-{3,}")
"""What typists set alone in the middle of a line where a document ends; three stars separate parts of a text."""
PAGE_NUMBER = regex.compile(
    r"(?:page\s+)?\d{1,4}(?:\s*/\s*\d{1,4})?(?:\s+(?:GE\.)?\d{2}-\d{5})?"
    r"|(?:GE\.)?\d{2}-\d{5}\s+\d{1,4}(?:\s*/\s*\d{1,4})?"
    r"|(?:GE|NS|V)?[.\s]*\d{2}\s*-\s*\d{5}(?:\s*\(\w\))?(?:\s*[\d\s]{6,16})?(?:\s*/\.\.\.)?"
    r"|\*\s*\d{7}\s*\*|/\.\.\.|(?:Please recycle.*)|-\s*\d{1,3}\s*-",
    regex.IGNORECASE,
)
"""What stands alone in a page's foot: page number, job number, bar code, the sign that the text continues."""
RUNNING_SYMBOL = regex.compile(r"(?:English\s*)?[A-Z]{1,6}(?:/[\w.()\s-]+)+|page \d+|\d+", regex.IGNORECASE)
"""What a running head holds: the document's symbol, the page's number."""
IMPRINT = regex.compile(r"(?:GE\.|\d\d-\d{5}|\*\d)")
"""How a job number or a bar code begins."""
DISTRIBUTION = regex.compile(r"\bDistr")
MEETING = regex.compile(r"(?i)\bmeeting$")
SESSION = regex.compile(r"(?i)\bsession$")
FIGURES = regex.compile(r"\d+")

Part = Literal["head", "furniture", "text"]
"""The head of the first page; what only furnishes a page; the text, its notes and its tables."""


class Front(NamedTuple):
    """How far down the first page's head reaches, and where its imprint begins, in points."""

    head_end: float
    imprint: float


@dataclass(frozen=True)
class _FirstPage:
    """What shows where the head of a first page ends: baselines of lines and places of rules."""

    height: float
    distribution: list[float]
    """Lines that name the distribution."""
    sessions: list[float]
    """Lines that end with the word "session"."""
    long_rules: list[float]
    """Rules over most of the page's width."""
    head_rules: list[float]
    """Those below the distribution, or below the meeting that a record is of."""


FRONTS: tuple[NamedRule[Callable[[_FirstPage], Front]], ...] = (
    NamedRule(
        "rule under the meeting",
        "a record's notice stands under a long rule at the foot, until the mid-nineties with distribution and symbol",
        lambda page: page.head_rules and not page.distribution,
        lambda page: Front(
            min(page.head_rules) + 2, min((y for y in page.long_rules if y > 0.7 * page.height), default=page.height)
        ),
    ),
    NamedRule(
        "rule under the distribution",
        "the head ends with its lower long rule, under distribution and date",
        lambda page: page.head_rules,
        lambda page: Front(min(page.head_rules) + 2, page.height),
    ),
    NamedRule(
        "session named below the distribution",
        "before the nineties no rule is drawn: the head ends where the session is named",
        lambda page: page.distribution and page.sessions and min(page.sessions) > min(page.distribution),
        lambda page: Front(min(page.sessions) - 2, page.height),
    ),
    NamedRule(
        "distribution alone",
        "nothing shows an end below the distribution; without one the page has no head",
        otherwise,
        lambda page: Front(max(page.distribution, default=0.0), page.height),
    ),
)
"""Where the head of the first page ends."""


def front_of(page: Page, lines: Sequence[Line]) -> Front:
    """How far down the first page's head reaches, and where its imprint begins."""
    distribution = _baselines(lines, DISTRIBUTION, 0.4 * page.height)
    meeting = _baselines(lines, MEETING, 0.3 * page.height)
    spans: Counter[int] = Counter()
    for rule in page.rules:
        if rule.level:
            spans[round(rule.top / 3)] += int(rule.x1 - rule.x0)
    long_rules = [level * 3.0 for level, width in spans.items() if width > 0.6 * page.width]
    above = max(distribution or meeting, default=page.height)
    first_page = _FirstPage(
        page.height,
        distribution,
        _baselines(lines, SESSION, 0.5 * page.height),
        long_rules,
        [y for y in long_rules if above < y < 0.4 * page.height],
    )
    return decide(FRONTS, first_page).answer(first_page)


def _baselines(lines: Sequence[Line], pattern: regex.Pattern[str], lowest: float) -> list[float]:
    """Baselines of the lines above ``lowest`` that hold a pattern."""
    return [line.baseline for line in lines if line.baseline < lowest and pattern.search(line.text)]


def repeated_texts(pages: Sequence[Page], lines: Sequence[Sequence[Line]]) -> set[str]:
    """Texts at the top or foot of several pages, without their figures: running heads of any make."""
    seen: Counter[str] = Counter()
    for page, listed in zip(pages[1:], lines[1:], strict=True):
        for line in listed:
            if line.baseline < 0.12 * page.height or line.baseline > 0.92 * page.height:
                seen[_without_figures(line.text)] += 1
    return {text for text, count in seen.items() if count >= max(2, 0.3 * (len(pages) - 1)) and text}


def _without_figures(text: str) -> str:
    return str(FIGURES.sub("#", text))


@dataclass(frozen=True)
class Margins:
    """What shows which lines of a page are furniture."""

    page: Page
    front: Front
    head_rule: float
    """How far down the rule under a running head stands; 0 where there is none."""
    repeated: set[str]
    """See ``repeated_texts``."""


def margins_of(page: Page, lines: Sequence[Line], repeated: set[str]) -> Margins:
    """What shows which lines of a page are furniture."""
    front = front_of(page, lines) if page.number == 1 else Front(0.0, page.height)
    return Margins(page, front, _head_rule(page, lines), repeated)


def _head_rule(page: Page, lines: Sequence[Line]) -> float:
    """How far down the rule under a running head stands; 0 where there is none. A rule that underlines is another."""
    rules = [r for r in page.rules if r.level and r.x1 - r.x0 > 100 and r.top < 0.13 * page.height]
    underlines = [
        r
        for r in rules
        for line in lines
        if -1 < r.top - line.baseline < 0.4 * line.size and line.x0 - 3 < r.x0 and r.x1 < line.x1 + 3
    ]
    return min((r.top for r in rules if r not in underlines), default=0.0)


@dataclass(frozen=True)
class _Placed:
    """A line, and where on its page it stands."""

    line: Line
    margins: Margins

    @property
    def page(self) -> Page:
        return self.margins.page

    @cached_property
    def depth(self) -> float:
        """How far down its page it stands, from 0 to 1."""
        return self.line.baseline / self.page.height

    @cached_property
    def is_artifact(self) -> bool:
        """Whether the file has a structure tree that leaves the line out: Word marks running heads and feet so."""
        return bool(self.page.tags) and all(r.mark is None for r in self.line.inked)

    @property
    def is_at_top(self) -> bool:
        return self.page.number > 1 and self.depth < 0.12

    @property
    def is_at_foot(self) -> bool:
        return self.depth > 0.85

    @cached_property
    def recurs(self) -> bool:
        """Whether it is repeated; what the tree holds is text, however often it stands at a page's top."""
        is_tagged = any(r.mark in self.page.tags for r in self.line.inked)
        return not is_tagged and _without_figures(self.line.text) in self.margins.repeated


PARTS: tuple[NamedRule[Part], ...] = (
    NamedRule(
        "above the end of the head",
        "the head of the first page holds symbol, distribution and date",
        lambda it: it.page.number == 1 and it.line.baseline <= it.margins.front.head_end,
        "head",
    ),
    NamedRule(
        "imprint",
        "a record's notice and imprint stand under a long rule at the foot",
        lambda it: it.line.baseline > it.margins.front.imprint,
        "furniture",
    ),
    NamedRule("typed rule", "a line of low dashes separates the notes", lambda it: is_separator(it.line), "furniture"),
    NamedRule(
        "end mark",
        "typists set dashes where a document ends",
        lambda it: END_MARK.fullmatch(it.line.text),
        "furniture",
    ),
    NamedRule(
        "artifact on a turned page",
        "on a page turned on its side the running head stands at the side too",
        lambda it: it.page.width > it.page.height and it.is_artifact,
        "furniture",
    ),
    NamedRule(
        "between top and foot",
        "running heads and feet stand at the page's edges",
        lambda it: not (it.is_at_top or it.is_at_foot),
        "text",
    ),
    NamedRule(
        "artifact",
        "Word marks running heads and feet as artifacts; charts, which it leaves out too, may reach into the foot",
        lambda it: it.is_artifact and not 0.85 < it.depth < 0.9,
        "furniture",
    ),
    NamedRule(
        "above the running head's rule",
        "a rule is drawn under the running head",
        lambda it: it.is_at_top and it.line.baseline < it.margins.head_rule,
        "furniture",
    ),
    NamedRule(
        "repeated at the top",
        "a running head stands on every page or on every other",
        lambda it: it.is_at_top and it.recurs,
        "furniture",
    ),
    NamedRule(
        "symbol or page number at the top",
        "typists set the symbol and the page's number above the text, without a rule",
        lambda it: it.is_at_top and it.depth < 0.085 and RUNNING_SYMBOL.fullmatch(it.line.text),
        "furniture",
    ),
    NamedRule("text at the top", "nothing shows that it is a running head", lambda it: it.is_at_top, "text"),
    NamedRule(
        "page number at the foot",
        "page numbers, job numbers and bar codes stand alone on their line",
        lambda it: PAGE_NUMBER.fullmatch(it.line.text),
        "furniture",
    ),
    NamedRule(
        "repeated at the foot",
        "a running foot stands on every page or on every other",
        lambda it: it.depth > 0.93 and it.recurs,
        "furniture",
    ),
    NamedRule(
        "job number at the foot of the first page",
        "the first page's foot holds job number, date of printing and bar code",
        lambda it: it.depth > 0.93 and it.page.number == 1 and IMPRINT.match(it.line.text),
        "furniture",
    ),
    NamedRule("text at the foot", "nothing shows that it is a running foot", otherwise, "text"),
)
"""Which part of its page a line belongs to."""


def part_of(line: Line, margins: Margins) -> Verdict[Part]:
    """Which part of its page a line belongs to, and why."""
    return decide(PARTS, _Placed(line, margins))
