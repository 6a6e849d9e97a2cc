"""Repairs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import regex

from transforms.pages.arabic import mirrored
from transforms.pages.drawn_rules import level_rules
from transforms.pages.model import Page, Run
from transforms.pages.scans import straightened
from transforms.pages.text import SOFT_HYPHEN

LABELLED = regex.compile(r"(?:\d{1,3}\.|\(\p{Ll}{1,4}\))\s+(?=\S)")
"""A paragraph's number with words behind it."""
TYPED_ADVANCE = 0.6
"""How far apart a typewriter's letters stand, in sizes of the type."""
HALF = regex.compile(r"([а-яё]{2,})-$", regex.IGNORECASE)
"""What a Russian line may end with: the first half of a word."""
OTHER_HALF = regex.compile(r"[а-яё]+")


def repaired(pages: Iterable[Page]) -> list[Page]:
    """The pages as a reader sees them: without what lies off their edges, and with what typewriters underlined italic.

    What is underlined is made italic where no letter of the document is: so typewriters set what is. A hyphen that
    only divides a Russian word is made a soft one.
    """
    trimmed = _divided([_trimmed(mirrored(straightened(page))) for page in pages])
    if any(run.italic for page in trimmed for run in page.runs):
        return trimmed
    return [replace(page, runs=tuple(_underlined(page))) for page in trimmed]


def _divided(pages: list[Page]) -> list[Page]:
    """The pages with a soft hyphen where a Russian text divides a word; those of a text that divides none, as they are.

    English, French and Spanish texts of the UN divide no words, Russian ones often do, with the hyphen that compounds
    have (``государство-участник``). The document's own words tell: a compound is met within a line too, or both its
    halves are words; and where halves hardly ever make a word that is met whole, the text divides none.
    """
    inked = [run for page in pages for run in page.runs if run.text.strip()]
    halves: dict[int, tuple[str, str]] = {}
    words: set[str] = set()
    rest = ""
    for run, following in zip(inked, [*inked[1:], None], strict=False):
        text = run.text.strip().removeprefix(rest)
        rest = ""
        if half := HALF.search(text):
            text = text[: half.start()]
            is_below = following is not None and following.baseline > run.baseline + 1
            other = OTHER_HALF.match(following.text.strip()) if following and is_below else None
            rest = other[0] if other else ""
            halves[id(run)] = half[1].lower(), rest
        words.update(regex.findall(r"\p{Cyrillic}+(?:-\p{Cyrillic}+)*", text.lower()))

    def is_compound(half: str, rest: str) -> bool:
        is_whole = half + rest in words
        return not is_whole and (f"{half}-{rest}" in words or (half in words and (not rest or rest in words)))

    divided = {place for place, (half, rest) in halves.items() if not is_compound(half, rest)}
    proven = sum(half + rest in words for half, rest in halves.values() if rest)
    if proven <= len(halves) - len(divided):
        return pages

    def softened(run: Run) -> Run:
        return replace(run, text=run.text.rstrip()[:-1] + SOFT_HYPHEN) if id(run) in divided else run

    return [replace(page, runs=tuple(softened(run) for run in page.runs)) for page in pages]


def _trimmed(page: Page) -> Page:
    """A page without what lies off its edges: on scans, slivers of the facing page, read with it."""
    if all(run.x1 > 0 and run.x0 < page.width for run in page.runs):
        return page
    return replace(page, runs=tuple(run for run in page.runs if run.x1 > 0 and run.x0 < page.width))


def _underlined(page: Page) -> Iterable[Run]:
    rules = level_rules(page.rules)
    for run in page.runs:
        under = (r for r in rules if -1 < r.y - run.baseline < 0.4 * run.size)
        reaching = [r.x0 for r in under if r.x0 < run.x1 - 3 < r.x1]
        if run.text.strip() and any(x0 < run.x0 + 3 for x0 in reaching):
            yield replace(run, italic=True)
        elif (label := LABELLED.match(run.text)) and reaching:
            # "1." and the underlined verb behind it, set as one
            at = run.x1 - TYPED_ADVANCE * run.size * len(run.text[label.end() :].rstrip())
            if abs(min(reaching) - at) < 0.6 * run.size:
                yield replace(run, text=label[0], x1=at)
                yield replace(run, text=run.text[label.end() :], x0=at, italic=True)
            else:
                yield run
        else:
            yield run
