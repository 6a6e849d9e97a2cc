"""Scans: pages that are pictures, whose text layer holds words that lie askew.

What belongs here: what straightens such a text layer. What does not: making one (``ocr.py``), and how good its text is
(``quality.py``).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from statistics import median

from transforms.pages.lines import gathered
from transforms.pages.model import Page, Run
from transforms.pages.runs import mark_raised


def straightened(page: Page) -> Page:
    """A scan with the words of each line made one run; other pages as they are.

    OCR sets each word by itself, in the size of its box, along lines that lie askew. It sets them in reading order, so
    words that follow each other to the right, side by side, are a line: it gets one size and one baseline. A figure
    that is set higher and smaller may be the mark of a note, and stays a run of its own.
    """
    if not page.is_scan:
        return page
    lines = gathered((run for run in page.runs if run.text.strip()), _continues_line)
    runs = (replace(run, raised=False) for line in lines for run in _straight_line(line))
    return replace(page, runs=mark_raised(runs))


def without_slivers(page: Page) -> Page:
    """A page without what lies off its edges: on scans, slivers of the facing page, which OCR read with it."""
    if all(run.x1 > 0 and run.x0 < page.width for run in page.runs):
        return page
    return replace(page, runs=tuple(run for run in page.runs if run.x1 > 0 and run.x0 < page.width))


def _continues_line(line: list[Run], run: Run) -> bool:
    last = line[-1]
    return run.x0 > last.x0 and run.x0 - last.x1 < 3 * max(last.size, run.size) and _are_side_by_side(last, run)


def _are_side_by_side(one: Run, other: Run) -> bool:
    """Whether two runs share most of the height of the lower one."""
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    return shared >= 0.5 * min(one.bottom - one.top, other.bottom - other.top)


def _straight_line(line: list[Run]) -> Iterator[Run]:
    """The words of a line on one baseline, in one size; those of one style as one run, marks of notes as they are."""
    baseline, size = median(run.baseline for run in line), median(run.size for run in line)

    def is_mark(run: Run) -> bool:
        return run.text.strip().isdigit() and run.size < 0.75 * size and run.bottom < baseline - 0.2 * size

    def joins(words: list[Run], run: Run) -> bool:
        return not is_mark(run) and not is_mark(words[-1]) and _style(run) == _style(words[-1])

    for words in gathered(line, joins):
        yield words[0] if is_mark(words[0]) else _joined(words, baseline, size)


def _style(run: Run) -> tuple[bool, bool, str | None]:
    return run.bold, run.italic, run.link


def _joined(words: list[Run], baseline: float, size: float) -> Run:
    """The words as one run."""
    text, end = words[0].text, words[0].x1
    for word in words[1:]:
        is_apart = word.x0 - end > 0.1 * size or text.endswith(" ")
        text = text.rstrip() + " " * is_apart + word.text.lstrip()
        end = word.x1
    return replace(
        words[0],
        text=text,
        top=min(word.top for word in words),
        x1=end,
        bottom=max(word.bottom for word in words),
        baseline=baseline,
        size=size,
    )
