"""Repairs: what a reader of the page sees though its file does not say so.

What belongs here: what is done to pages before they are read, each repair with the kind of document that needs it. What
does not: repairs of one kind of page that have a module of their own (``scans.py``, ``arabic.py``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import regex

from transforms.pages.arabic import mirrored
from transforms.pages.drawn_rules import LevelRule, level_rules, short_rules
from transforms.pages.lines import lines_of
from transforms.pages.model import Page, Run
from transforms.pages.scans import straightened, without_slivers
from transforms.pages.text import SOFT_HYPHEN, note_marks

LABEL_AND_WORDS = regex.compile(r"(?:\d{1,3}\.|\(\p{Ll}{1,4}\))\s+(?=\S)")
"""A paragraph's number with words behind it."""
RAISED = 0.2
"""Part of the type's size by which a mark is raised."""
FEW_ITALICS = 0.001
"""A document with no more letters in italics than this, for one that is upright, underlines what others set so."""
TYPED_ADVANCE = 0.6
"""How far apart a typewriter's letters stand, in sizes of the type."""
FIRST_HALF = regex.compile(r"([а-яё]{2,})-$", regex.IGNORECASE)
"""The first half of a Russian word that a line's end divides."""
SECOND_HALF = regex.compile(r"[а-яё]+")
RUSSIAN_WORD = regex.compile(r"\p{Cyrillic}+(?:-\p{Cyrillic}+)*")


def repaired(pages: Iterable[Page]) -> list[Page]:
    """The pages as a reader sees them: scans straightened, Arabic mirrored, words that Russian lines divide and what
    typewriters underlined marked as such, and the marks of notes raised."""
    on_sheet = [without_slivers(mirrored(straightened(page))) for page in pages]
    return [with_raised_marks(page) for page in with_underlined_as_italic(with_soft_hyphens(on_sheet))]


def with_raised_marks(page: Page) -> Page:
    """The page with the marks raised that its notes begin with, where they are set on the line.

    Such a mark stands apart from its note, below a short rule, and the text above has the same mark, raised.
    """
    marks = {mark for run in page.runs if run.raised for mark in note_marks(run.text.strip())}
    rule = min((r.y for r in short_rules(page) if r.y > page.height / 3), default=page.height)
    if not marks or rule == page.height:
        return page
    lines = [line for line in lines_of(page.runs, page.number) if line.baseline > rule and len(line.inked) > 1]
    begin = [line.inked[:2] for line in lines if line.inked[0].text.strip() in marks]
    apart = {id(mark) for mark, words in begin if words.x0 - mark.x1 > mark.size and mark.text.strip().isdecimal()}
    return replace(page, runs=tuple(_raised(run) if id(run) in apart else run for run in page.runs))


def _raised(run: Run) -> Run:
    """The run a little higher, as a superior figure."""
    return replace(run, raised=True, baseline=run.baseline - RAISED * run.size)


def with_underlined_as_italic(pages: list[Page]) -> list[Page]:
    """What is underlined in italics, where hardly a letter is: typewriters underline what print sets so.

    A typist's program may set a title or two in italics; those that give a tree have italics for all.
    """
    letters = {True: 0, False: 0}
    for page in pages:
        for run in page.runs:
            letters[run.italic] += len(run.text.strip())
    few = 0 if any(page.tags for page in pages) else FEW_ITALICS * letters[False]
    if letters[True] > few:
        return pages
    return [replace(page, runs=tuple(_underlined(page))) for page in pages]


def _underlined(page: Page) -> Iterator[Run]:
    rules = level_rules(page.rules)
    for run in page.runs:
        starts = _starts_of_underlines(run, rules)
        if run.text.strip() and any(x0 < run.x0 + 3 for x0 in starts):
            yield replace(run, italic=True)
        elif starts and (label := LABEL_AND_WORDS.match(run.text)):
            yield from _underlined_behind_label(run, label.end(), min(starts))
        else:
            yield run


def _starts_of_underlines(run: Run, rules: Sequence[LevelRule]) -> list[float]:
    """Where the rules begin that underline a run up to its end."""
    return [r.x0 for r in rules if -1 < r.y - run.baseline < 0.4 * run.size and r.x0 < run.x1 - 3 < r.x1]


def _underlined_behind_label(run: Run, at: int, underline: float) -> Iterator[Run]:
    """A number and the underlined verb behind it that are set as one run, as two; whole where the rule begins
    elsewhere. The run's first ``at`` characters are the number."""
    x0 = run.x1 - TYPED_ADVANCE * run.size * len(run.text[at:].rstrip())
    if abs(underline - x0) < 0.6 * run.size:
        yield replace(run, text=run.text[:at], x1=x0)
        yield replace(run, text=run.text[at:], x0=x0, italic=True)
    else:
        yield run


def with_soft_hyphens(pages: list[Page]) -> list[Page]:
    """The pages with a soft hyphen where a Russian text divides a word; other texts as they are.

    English, French and Spanish texts of the UN divide no words, Russian ones often do, with the hyphen that compounds
    have (``государство-участник``). The document's own words decide: a compound also stands within a line, or both its
    halves are words. Where the halves hardly ever make a word that stands whole elsewhere, the text divides none.
    """
    inked = [run for page in pages for run in page.runs if run.text.strip()]
    if not any(run.text.rstrip().endswith("-") for run in inked):
        return pages
    halves, words = _halves_and_words(inked)

    def is_compound(first: str, second: str) -> bool:
        if first + second in words:
            return False
        return f"{first}-{second}" in words or (first in words and (not second or second in words))

    divided = {place for place, (first, second) in halves.items() if not is_compound(first, second)}
    proven = sum(first + second in words for first, second in halves.values() if second)
    if proven <= len(halves) - len(divided):
        return pages
    return [
        replace(
            page,
            runs=tuple(
                replace(run, text=run.text.rstrip()[:-1] + SOFT_HYPHEN) if id(run) in divided else run
                for run in page.runs
            ),
        )
        for page in pages
    ]


def _halves_and_words(inked: list[Run]) -> tuple[dict[int, tuple[str, str]], set[str]]:
    """The halves around the hyphen that ends a line, by the id of its run, and the other Russian words.

    The second half is empty where no small letters begin the next line.
    """
    halves: dict[int, tuple[str, str]] = {}
    words: set[str] = set()
    second = ""
    for run, following in zip(inked, [*inked[1:], None], strict=False):
        # the half that belongs to the line before is no word
        text = run.text.strip().removeprefix(second)
        second = ""
        if first := FIRST_HALF.search(text):
            text = text[: first.start()]
            if following is not None and following.baseline > run.baseline + 1:
                match = SECOND_HALF.match(following.text.strip())
                second = match[0] if match else ""
            halves[id(run)] = first[1].lower(), second
        words.update(RUSSIAN_WORD.findall(text.lower()))
    return halves, words
