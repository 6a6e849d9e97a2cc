"""Arabic."""

from __future__ import annotations

import re
from dataclasses import replace

from transforms.pages.model import Page

ARABIC = re.compile("[\u0600-\u06ff]")
BRACKETS = str.maketrans("()[]«»", ")(][»«")
LEFT_TO_RIGHT = re.compile("[A-Za-z0-9\u0660-\u0669\u0400-\u04ff\u00c0-\u024f]")


def mirrored(page: Page) -> Page:
    """A page of Arabic as if seen in a mirror, so that it begins at the left as other pages do; others as they are.

    Lines, indents, columns and numbers at the margin are then read by the same rules. What runs from left to right
    within a line (figures, symbols, Latin names), of several runs, keeps its order. Boxes are turned back by whoever
    hands them on (``structure.extract``).
    """
    if not is_right_to_left(page):
        return page
    runs = [replace(run, x0=page.width - run.x1, x1=page.width - run.x0) for run in page.runs]
    by_line = sorted(range(len(runs)), key=lambda i: (round(runs[i].baseline), runs[i].x0))
    group: list[int] = []
    kept: set[int] = set()

    def turn_back() -> None:
        while group and not LEFT_TO_RIGHT.search(runs[group[-1]].text):
            group.pop()
        kept.update(group)
        if len(group) > 1:
            ends = runs[group[0]].x0, max(runs[i].x1 for i in group)
            for i in group:
                runs[i] = replace(runs[i], x0=sum(ends) - runs[i].x1, x1=sum(ends) - runs[i].x0)
        group.clear()

    for i in by_line:
        run = runs[i]
        is_apart = group and (
            round(run.baseline) != round(runs[group[-1]].baseline) or run.x0 - runs[group[-1]].x1 > run.size
        )
        if is_apart or ARABIC.search(run.text):
            turn_back()
        if not ARABIC.search(run.text) and (group or LEFT_TO_RIGHT.search(run.text)):
            group.append(i)
    turn_back()
    # a bracket is drawn as the mirror image of what it is, unless it stands among what runs from left to right
    for i, run in enumerate(runs):
        if i not in kept and not ARABIC.search(run.text) and not LEFT_TO_RIGHT.search(run.text):
            runs[i] = replace(run, text=run.text.translate(BRACKETS))
    rules = tuple(replace(r, x0=page.width - r.x1, x1=page.width - r.x0) for r in page.rules)
    return replace(page, runs=tuple(runs), rules=rules)


def is_right_to_left(page: Page) -> bool:
    """Whether most letters of a page are Arabic."""
    text = "".join(run.text for run in page.runs)
    arabic = len(ARABIC.findall(text))
    return arabic > 0 and arabic > 0.5 * sum(char.isalpha() for char in text)
