"""What holds of a run whichever reader read it."""

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
"""What a note's mark is, where its size does not tell it."""


def mark_raised(runs: Iterable[Run]) -> tuple[Run, ...]:
    """The runs, each told whether it is raised: smaller than a run beside it and above that run's baseline.

    The UN sets note marks at some two thirds of the text's size and a third of it above the baseline. Some offices'
    files give a mark the text's own size, half of which it then stands above the baseline, touching what it marks.
    """
    listed = list(runs)
    full = sorted((r for r in listed if r.text.strip()), key=lambda r: r.baseline)
    baselines = [r.baseline for r in full]
    out = []
    for run in listed:
        raised = False
        if run.text.strip():
            for other in full[bisect_left(baselines, run.baseline + 0.8) :]:
                if other.baseline > run.baseline + 0.75 * other.size and other.baseline > run.baseline + 9:
                    break
                near = run.x0 - 1.5 * other.size <= other.x1 and other.x0 <= run.x1 + 1.5 * other.size
                if not near or run.baseline <= other.baseline - 0.6 * other.size:
                    continue
                if run.size < 0.82 * other.size or _stands_above(run, other):
                    raised = True
                    break
        out.append(replace(run, raised=True) if raised else run)
    return tuple(out)


def _stands_above(run: Run, other: Run) -> bool:
    """Whether a figure stands half above the text beside it and touches that."""
    touches = min(abs(run.x0 - other.x1), abs(other.x0 - run.x1)) < 0.35 * other.size
    is_above = other.baseline - run.baseline > 0.4 * other.size and abs(run.size - other.size) < 1
    return touches and is_above and bool(FIGURE.fullmatch(run.text.strip())) and other.text.strip()[0].isalpha()


BULLETS = str.maketrans({"\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "▪", "\uf02d": "-", "\uf0be": "–", "\u00ad": "-"})
"""What Word's symbol fonts set as bullets and dashes, and the soft hyphen, which is printed where it is kept."""
UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\ue000-\uf8ff\ufeff\ufffe\uffff]+")
"""What no reader of the page sees as text: control characters, bar codes and logos in private use."""
ARABIC_FORMS = re.compile("[\ufb50-\ufdff\ufe70-\ufefc\u0640]")
"""Letters in the form that they have within a word, and the stroke that stretches one: what is meant is the letter."""


def clean(text: str) -> str:
    """Text as a reader of the page sees it."""
    text = ARABIC_FORMS.sub(lambda match: unicodedata.normalize("NFKC", match[0]).replace("\u0640", ""), text)
    return UNSEEN.sub(lambda match: " " if "\n" in match[0] else "", text.translate(BULLETS))


def covers(box: tuple[float, ...], x0: float, x1: float, middle: float) -> bool:
    """Whether a link's box lies over most of a run."""
    shared = min(box[2], x1) - max(box[0], x0)
    return box[1] - 1 <= middle <= box[3] + 1 and shared >= 0.6 * (x1 - x0)
