"""Columns: a page has two where both halves hold text and hardly any crosses the middle."""

from __future__ import annotations

from transforms.pages.columns import LAST_COLUMN, columns_of, count_columns
from transforms.pages.model import Page, Run

PAGE = Page(2, 612.0, 792.0, (), ())


def run(text: str, x: float, y: float) -> Run:
    return Run(text, x, y - 8, x + 5.0 * len(text), y + 2, y, 10.0, "Times", False, False)


LEFT = [run("The lamps of the harbours are lit by night", 60, 100 + 12 * n) for n in range(20)]
RIGHT = [run("and the boats of all islands come home", 320, 100 + 12 * n) for n in range(20)]


def test_both_halves_hold_text() -> None:
    assert columns_of(PAGE, [*RIGHT, *LEFT]) == [LEFT, RIGHT]


def test_lines_of_a_single_column_cross_the_middle() -> None:
    across = [
        run("The lamps of the harbours of all the islands are lit by night, and boats", 60, 400 + 12 * n)
        for n in range(9)
    ]
    lists = [*LEFT, *RIGHT, *across]
    assert columns_of(PAGE, lists) == [lists]


def test_the_last_column_of_a_record_may_be_nearly_empty() -> None:
    assert count_columns(PAGE, [*LEFT, RIGHT[0]]) == 1
    assert count_columns(PAGE, [*LEFT, RIGHT[0]], LAST_COLUMN) == 2


def test_a_title_over_both_columns_divides_the_page() -> None:
    title = run("Lamps of the harbours and boats", 240, 100 + 12 * 10)
    above, below = LEFT[:9] + RIGHT[:9], LEFT[12:] + RIGHT[12:]
    assert columns_of(PAGE, [*above, title, *below]) == [LEFT[:9], RIGHT[:9], [title], LEFT[12:], RIGHT[12:]]
