"""Lines."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from transforms.pages.model import Run
from transforms.pages.text import Line


def lines_of(runs: Iterable[Run], page: int) -> list[Line]:
    """Runs gathered on their baselines, from the top down; raised runs go to the line that they are raised from."""
    rows: list[list[Run]] = []
    level = sorted((r for r in runs if not r.raised), key=lambda r: (r.baseline, r.x0))
    for run in level:
        if rows and abs(rows[-1][0].baseline - run.baseline) <= 0.22 * max(rows[-1][0].size, run.size, 6):
            rows[-1].append(run)
        elif run.text.strip() or rows:
            rows.append([run])
    for run in (r for r in runs if r.raised):
        below = [
            row
            for row in rows
            if 0 < row[0].baseline - run.baseline <= 0.8 * row[0].size + 1 and any(r.text.strip() for r in row)
        ]
        best = min(below, key=lambda row: _distance(row, run), default=None)
        if best is None:
            rows.append([run])
        else:
            best.append(run)
    rows = [row for row in rows if any(r.text.strip() for r in row)]
    lines = [Line(tuple(sorted(row, key=lambda r: (r.x0, r.x1))), page) for row in rows]
    return sorted(lines, key=lambda line: line.baseline)


def lines_in_order(runs: Iterable[Run], page: int) -> list[Line]:
    """Runs of one block in the order in which the file sets them, so that a column's end is no line's middle."""
    rows: list[list[Run]] = []
    for run in runs:
        if rows and _on_line(rows[-1], run):
            rows[-1].append(run)
        else:
            rows.append([run])
    # a raised run may be set before the line that it is raised from
    out: list[list[Run]] = []
    for row in rows:
        if out and all(r.raised or not r.text.strip() for r in out[-1]) and _on_line(row, out[-1][0]):
            out[-1] += row
        else:
            out.append(row)
    return [
        Line(tuple(sorted(row, key=lambda r: (r.x0, r.x1))), page) for row in out if any(r.text.strip() for r in row)
    ]


def _on_line(row: list[Run], run: Run) -> bool:
    level = next((r for r in row if not r.raised), row[0])
    size = max(level.size, run.size, 6)
    if run.raised != level.raised:
        below, above = (level, run) if run.raised else (run, level)
        return 0 < below.baseline - above.baseline <= 0.8 * size + 1
    return abs(level.baseline - run.baseline) <= 0.22 * size


def _distance(row: list[Run], run: Run) -> float:
    return min(max(r.x0 - run.x1, run.x0 - r.x1, 0) for r in row if r.text.strip())


def grouped(lines: Sequence[Line], begins: Callable[[Line, Line], bool]) -> list[list[Line]]:
    """Lines parted before each that begins something new; ``begins`` is asked of a line and the one before it."""
    groups: list[list[Line]] = []
    for line in lines:
        if groups and not begins(groups[-1][-1], line):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups
