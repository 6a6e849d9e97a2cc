"""Arabic: a page is mirrored, so that its lines begin at the left."""

from __future__ import annotations

import pytest

from transforms.pages.arabic import mirrored
from transforms.pages.lines import lines_of
from transforms.pages.model import Page, Run


def test_a_page_of_arabic_is_read_from_the_right() -> None:
    def run(text: str, x0: float, x1: float, y: float) -> Run:
        return Run(text, x0, y - 9, x1, y, y, 11, "", False, False)

    # as PDFium gives them: from left to right as they stand on the page, brackets as they are drawn
    runs = (
        *(run(")", 480, 484, 100), run("أ", 474, 479, 100), run("(", 469, 473, 100)),
        *(run("الوثيقة", 420, 460, 100), run("A", 350, 357, 100), run("/", 358, 361, 100), run("99", 362, 373, 100)),
        *(
            run("/", 374, 377, 100),
            run("7", 378, 384, 100),
            run("المؤرخة", 300, 340, 100),
            run("المصابيح", 430, 484, 114),
        ),
    )
    page = mirrored(Page(1, 600, 800, runs, ()))
    lines = lines_of(page.runs, 1)
    assert [line.text for line in lines] == ["(أ) الوثيقة A/99/7 المؤرخة", "المصابيح"]
    assert lines[0].x0 == pytest.approx(600 - 484)
    latin = Page(1, 600, 800, (run("A line of English", 60, 200, 100),), ())
    assert mirrored(latin) is latin
