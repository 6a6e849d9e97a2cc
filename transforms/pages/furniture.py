"""Furniture."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import regex

from transforms.pages.lines import lines_of
from transforms.pages.model import Page
from transforms.pages.text import Line

NOTICE = regex.compile(
    r"(?:\d\d-\d{5} \(\w\)\s*)?This record (?:contains|is subject to)|Corrections should be submitted"
)
"""The printer's notice at the foot of a record's first page; the text goes on after it."""
END_MARK = regex.compile(r"-{3,}")
"""What typists set alone in the middle of a line where a document ends; three stars part a text as headings do."""
PAGE_NUMBER = regex.compile(
    r"(?:page\s+)?\d{1,4}(?:\s*/\s*\d{1,4})?(?:\s+(?:GE\.)?\d{2}-\d{5})?"
    r"|(?:GE\.)?\d{2}-\d{5}\s+\d{1,4}(?:\s*/\s*\d{1,4})?"
    r"|(?:GE|NS|V)?[.\s]*\d{2}\s*-\s*\d{5}(?:\s*\(\w\))?(?:\s*[\d\s]{6,16})?(?:\s*/\.\.\.)?"
    r"|\*\s*\d{7}\s*\*|/\.\.\.|(?:Please recycle.*)|-\s*\d{1,3}\s*-",
    regex.IGNORECASE,
)
"""What stands alone in a page's foot: page number, job number, bar code, the sign that the text goes on."""


def repeated_texts(pages: Sequence[Page]) -> set[str]:
    """Texts at the top or foot of several pages: running heads of any make."""
    seen: Counter[str] = Counter()
    for page in pages[1:]:
        for line in lines_of(page.runs, page.number):
            if line.baseline < 0.12 * page.height or line.baseline > 0.92 * page.height:
                seen[_faceless(line.text)] += 1
    return {text for text, count in seen.items() if count >= max(2, 0.3 * (len(pages) - 1)) and text}


def _faceless(text: str) -> str:
    return str(regex.sub(r"\d+", "#", text))


def head_rule_of(page: Page, lines: Sequence[Line]) -> float:
    """How far down the rule under a running head stands; 0 where there is none. What underlines a line is another."""
    rules = [r for r in page.rules if r.level and r.x1 - r.x0 > 100 and r.top < 0.13 * page.height]
    underlines = [
        r
        for r in rules
        for line in lines
        if -1 < r.top - line.baseline < 0.4 * line.size and line.x0 - 3 < r.x0 and r.x1 < line.x1 + 3
    ]
    return min((r.top for r in rules if r not in underlines), default=0.0)


def is_furniture(line: Line, page: Page, head_rule: float, repeated: set[str]) -> bool:
    """Whether a line is a running head, page number, job number or bar code."""
    is_artifact = bool(page.tags) and all(r.mark is None for r in line.inked)
    if is_artifact and page.width > page.height:
        # on a page turned on its side the running head stands at the side too
        return True
    at_top = page.number > 1 and line.baseline < 0.12 * page.height
    at_foot = line.baseline > 0.85 * page.height
    if not (at_top or at_foot):
        return False
    if is_artifact and not 0.85 * page.height < line.baseline < 0.9 * page.height:
        # Word marks running heads and feet as artifacts
        return True
    text = line.text
    # what the tree holds is text, however often it is said at a page's top
    recurs = _faceless(text) in repeated and not any(r.mark in page.tags for r in line.inked)
    if at_top:
        if line.baseline < head_rule or recurs:
            return True
        return line.baseline < 0.085 * page.height and bool(
            regex.fullmatch(r"(?:English\s*)?[A-Z]{1,6}(?:/[\w.()\s-]+)+|page \d+|\d+", text, regex.IGNORECASE)
        )
    return bool(PAGE_NUMBER.fullmatch(text)) or (
        line.baseline > 0.93 * page.height
        and (recurs or (page.number == 1 and bool(regex.match(r"(?:GE\.|\d\d-\d{5}|\*\d)", text))))
    )


def front_of(page: Page, lines: Sequence[Line]) -> tuple[float, float]:
    """How far down the first page's head goes, and where its imprint begins.

    The head goes to its lower long rule, under distribution and date, or under the meeting that a record is of. A
    record's notice stands under a long rule at the foot, until the mid-nineties with distribution, symbol and date.
    """
    distribution = [
        line.baseline for line in lines if regex.search(r"\bDistr", line.text) and line.baseline < 0.4 * page.height
    ]
    meeting = [
        line.baseline
        for line in lines
        if regex.search(r"(?i)\bmeeting$", line.text) and line.baseline < 0.3 * page.height
    ]
    spans: Counter[int] = Counter()
    for rule in page.rules:
        if rule.level:
            spans[round(rule.top / 3)] += int(rule.x1 - rule.x0)
    long_rules = [level * 3 for level, width in spans.items() if width > 0.6 * page.width]
    of_head = [y for y in long_rules if y < 0.4 * page.height and y > max(distribution or meeting, default=page.height)]
    if of_head and not distribution:
        return min(of_head) + 2, min((y for y in long_rules if y > 0.7 * page.height), default=page.height)
    if of_head:
        return min(of_head) + 2, page.height
    # before the nineties no rule is drawn: the head ends where the session is named
    named = [
        line.baseline
        for line in lines
        if regex.search(r"(?i)\bsession$", line.text) and line.baseline < 0.5 * page.height
    ]
    if distribution and named and min(named) > min(distribution):
        return min(named) - 2, page.height
    return max(distribution, default=0.0), page.height
