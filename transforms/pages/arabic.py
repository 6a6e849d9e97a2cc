"""Arabic: pages that are read from right to left are mirrored.

Lines, indents, columns and numbers at the margin are then read by the rules for every other page. Whoever hands boxes
on mirrors them back (``x`` becomes the page's width less ``x``).
"""

from __future__ import annotations

import re
from dataclasses import replace

from transforms.pages.lines import gathered
from transforms.pages.model import Page, Run

ARABIC = re.compile("[\u0600-\u06ff]")
LEFT_TO_RIGHT = re.compile("[A-Za-z0-9\u0660-\u0669\u0400-\u04ff\u00c0-\u024f]")
"""Latin and Cyrillic letters, and figures of both kinds."""
BRACKETS = str.maketrans("()[]«»", ")(][»«")


def is_right_to_left(page: Page) -> bool:
    """Whether most letters of a page are Arabic."""
    text = "".join(run.text for run in page.runs)
    arabic = len(ARABIC.findall(text))
    return arabic > 0 and arabic > 0.5 * sum(char.isalpha() for char in text)


def mirrored(page: Page) -> Page:
    """A page of Arabic as if seen in a mirror, so that its lines begin at the left; other pages as they are.

    Text that runs from left to right within a line (figures, symbols, Latin names) keeps its order where it consists
    of several runs.
    """
    if not is_right_to_left(page):
        return page
    runs = [replace(run, x0=page.width - run.x1, x1=page.width - run.x0) for run in page.runs]
    groups = _groups_left_to_right(runs)
    for group in groups:
        x0, x1 = runs[group[0]].x0, max(runs[i].x1 for i in group)
        for i in group if len(group) > 1 else ():
            runs[i] = replace(runs[i], x0=x0 + x1 - runs[i].x1, x1=x0 + x1 - runs[i].x0)
    # a bracket is drawn as the mirror image of what it is, unless it stands in text that runs from left to right
    kept = {i for group in groups for i in group}
    for i, run in enumerate(runs):
        if i not in kept and not ARABIC.search(run.text) and not LEFT_TO_RIGHT.search(run.text):
            runs[i] = replace(run, text=run.text.translate(BRACKETS))
    rules = tuple(replace(r, x0=page.width - r.x1, x1=page.width - r.x0) for r in page.rules)
    return replace(page, runs=tuple(runs), rules=rules)


def _groups_left_to_right(runs: list[Run]) -> list[list[int]]:
    """Indices of the runs of each text that runs from left to right within a line.

    It begins and ends with a letter or figure; signs may stand between them.
    """

    def is_sign(i: int) -> bool:
        return not LEFT_TO_RIGHT.search(runs[i].text)

    def joins(group: list[int], i: int) -> bool:
        run, last = runs[i], runs[group[-1]]
        is_arabic = ARABIC.search(run.text) or ARABIC.search(last.text)
        is_apart = round(run.baseline) != round(last.baseline) or run.x0 - last.x1 > run.size
        return not is_arabic and not is_apart and not is_sign(group[0])

    by_line = sorted(range(len(runs)), key=lambda i: (round(runs[i].baseline), runs[i].x0))
    groups = []
    for group in gathered(by_line, joins):
        while group and is_sign(group[-1]):
            group.pop()
        if group and not ARABIC.search(runs[group[-1]].text):
            groups.append(group)
    return groups
