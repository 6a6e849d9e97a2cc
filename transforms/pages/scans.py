"""Scans."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from statistics import median

from transforms.pages.model import Page, Run
from transforms.pages.runs import mark_raised


def straightened(page: Page) -> Page:
    """A scan with the runs of a line made one; other pages as they are.

    OCR sets each word by itself, in the size of its box, along lines that lie askew. It sets them in reading order, so
    words that follow each other to the right, side by side, are a line: it gets one size and one baseline. A figure
    set higher and smaller stays what may be a note's mark.
    """
    if not page.is_scan:
        return page
    lines: list[list[Run]] = []
    for run in (run for run in page.runs if run.text.strip()):
        last = lines[-1][-1] if lines else None
        if last and run.x0 > last.x0 and run.x0 - last.x1 < 3 * max(last.size, run.size) and _side_by_side(last, run):
            lines[-1].append(run)
        else:
            lines.append([run])
    runs = (replace(run, raised=False) for line in lines for run in _one_line(line))
    return replace(page, runs=mark_raised(runs))


def _one_line(line: list[Run]) -> Iterator[Run]:
    baseline, size = median(run.baseline for run in line), median(run.size for run in line)
    held: Run | None = None
    for run in line:
        is_mark = run.text.strip().isdigit() and run.size < 0.75 * size and run.bottom < baseline - 0.2 * size
        run = run if is_mark else replace(run, baseline=baseline, size=size)  # noqa: PLW2901
        joins = (
            held is not None and not is_mark and (held.bold, held.italic, held.link) == (run.bold, run.italic, run.link)
        )
        if held is not None and joins:
            apart = " " if run.x0 - held.x1 > 0.1 * size or held.text.endswith(" ") else ""
            held = replace(
                held,
                text=held.text.rstrip() + apart + run.text.lstrip(),
                top=min(held.top, run.top),
                x1=run.x1,
                bottom=max(held.bottom, run.bottom),
            )
            continue
        if held is not None:
            yield held
        held = None if is_mark else run
        if is_mark:
            yield run
    if held is not None:
        yield held


def _side_by_side(one: Run, other: Run) -> bool:
    """Whether two runs share most of the height of the lower one."""
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    lower = min(one.bottom - one.top, other.bottom - other.top)
    return shared >= 0.5 * lower
