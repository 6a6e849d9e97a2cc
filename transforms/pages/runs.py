"""Runs: what both readers of PDF files make of the text and the rules that they find.

What belongs here: which characters a reader of the page sees, which runs are raised, which thin boxes are rules. What
does not: how the file is opened (``pdfium.py``, ``plumber.py``).
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import replace

from transforms.pages.model import Run

RULE_THICKNESS = 3.0
"""A drawn box no thicker than this, in points, is a rule; Word draws table borders as boxes of half a point."""
FIGURE = re.compile(r"\d{1,3}|\*{1,3}")
"""The mark of a note where its size is that of the text."""

BULLETS = str.maketrans({"\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "▪", "\uf02d": "-", "\uf0be": "–", "\u00ad": "-"})
"""Bullets and dashes of Word's symbol fonts; and the soft hyphen, which is printed where the file keeps one."""
UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\ue000-\uf8ff\ufeff\ufffe\uffff]+")
"""What no reader of the page sees as text: control characters, bar codes and logos in private use."""
ARABIC_FORMS = re.compile("[\ufb50-\ufdff\ufe70-\ufefc\u0640]")
"""Arabic letters in the form that they have within a word, and the stroke that stretches one."""


def clean(text: str) -> str:
    """Text as a reader of the page sees it."""
    text = ARABIC_FORMS.sub(lambda match: unicodedata.normalize("NFKC", match[0]).replace("\u0640", ""), text)
    return UNSEEN.sub(lambda match: " " if "\n" in match[0] else "", text.translate(BULLETS))


def mark_raised(runs: Iterable[Run]) -> tuple[Run, ...]:
    """The runs, each with ``raised`` set: whether it is smaller than a run beside it and above that run's baseline.

    The UN sets note marks at some two thirds of the text's size and a third of it above the baseline. The files of
    some offices give a mark the text's own size; it then stands half of that above the baseline and touches the word
    that it marks.
    """
    listed = list(runs)
    inked = sorted((r for r in listed if r.text.strip()), key=lambda r: r.baseline)
    baselines = [r.baseline for r in inked]
    return tuple(
        replace(run, raised=True)
        if run.text.strip() and _is_raised(run, inked, bisect_left(baselines, run.baseline + 0.8))
        else run
        for run in listed
    )


def _is_raised(run: Run, inked: list[Run], start: int) -> bool:
    """Whether a run is raised from one of those with a lower baseline, which begin at ``start``."""
    for number in range(start, len(inked)):
        other = inked[number]
        if other.baseline > run.baseline + 0.75 * other.size and other.baseline > run.baseline + 9:
            return False
        is_near = run.x0 - 1.5 * other.size <= other.x1 and other.x0 <= run.x1 + 1.5 * other.size
        if not is_near or run.baseline <= other.baseline - 0.6 * other.size:
            continue
        if run.size < 0.82 * other.size or _is_mark_in_full_size(run, other):
            return True
    return False


def _is_mark_in_full_size(run: Run, other: Run) -> bool:
    """Whether a figure stands half above the word beside it and touches it."""
    touches = min(abs(run.x0 - other.x1), abs(other.x0 - run.x1)) < 0.35 * other.size
    is_above = other.baseline - run.baseline > 0.4 * other.size and abs(run.size - other.size) < 1
    return touches and is_above and bool(FIGURE.fullmatch(run.text.strip())) and other.text.strip()[0].isalpha()


def covers(box: tuple[float, ...], x0: float, x1: float, middle: float) -> bool:
    """Whether the box of a hyperlink lies over most of a run, given its ends and the middle of its height."""
    shared = min(box[2], x1) - max(box[0], x0)
    return box[1] - 1 <= middle <= box[3] + 1 and shared >= 0.6 * (x1 - x0)
