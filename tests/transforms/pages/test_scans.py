"""Scans: the words that OCR sets apart become lines."""

from __future__ import annotations

from transforms.pages.model import Page, Run
from transforms.pages.scans import straightened


def test_words_of_a_line_that_lies_askew_are_one_line() -> None:
    def word(text: str, x0: float, drop: float, size: float) -> Run:
        y = 100 + drop
        return Run(text, x0, y - size, x0 + 5 * len(text), y, y, size, "", False, False)

    runs = [word("Reading", 50, 0, 9), word("slowly", 90, 1.5, 11), word("down", 125, 3, 8), word("again", 50, 14, 10)]
    page = Page(1, 600, 800, tuple(runs), (), is_scan=True)
    first, second = straightened(page).runs
    assert (first.text, second.text) == ("Reading slowly down", "again")
    assert (first.size, first.baseline) == (9, 101.5)
    printed = Page(1, 600, 800, tuple(runs), ())
    assert straightened(printed) is printed
