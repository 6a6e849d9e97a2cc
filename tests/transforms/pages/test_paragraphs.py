"""Paragraphs: the line with which one begins within its column, and the rule that says so."""

from __future__ import annotations

from typing import Any

import pytest

from transforms.pages.model import Run
from transforms.pages.paragraphs import BEGINS, Paragraph, paragraphs_of_column, split_at_gaps
from transforms.pages.text import Line

LEFT, PITCH = 60.0, 12.0
FULL = "The lamps of the harbours of all the islands are lit by night"


def line(text: str, number: float, at: float = 0.0, **style: Any) -> Line:
    """A line of a column, so many lines below its top."""
    size, bold, italic = (
        style.get(name, value) for name, value in (("size", 10.0), ("bold", False), ("italic", False))
    )
    x, y = LEFT + at, 100 + PITCH * number
    return Line((Run(text, x, y - 8, x + 5.0 * len(text), y + 2, y, size, "Times", bold, italic),), 2)


CASES: list[tuple[str, Line, Line]] = [
    ("wider gap", line("of the isles.", 4), line("The boats came home.", 6)),
    ("another size", line("of the isles.", 4), line("The boats came home.", 5, size=8.0)),
    ("another weight", line("The lamps", 4, bold=True), line("The boats came home.", 5)),
    ("behind a page number of the contents", line("Lamps ........ 3", 4), line("The boats came home.", 5)),
    ("entry of the contents", line("Annexes", 4), line("Boats ............ 5", 5)),
    ("numbered entry of the contents", line(FULL, 4), line("II. Boats ............ 5", 5)),
    ("second line of an entry of the contents", line(FULL, 4), line("and boats ............ 5", 5)),
    ("lettered heading", line("Lamps of the isles", 4, 20, bold=True), line("(b) Boats", 5, bold=True)),
    ("label behind a stop", line("of the isles;", 4), line("(b) Boats that came home;", 5)),
    ("first-line indent", line("of the isles.", 4), line("The boats came home.", 5, 24)),
    ("next line", line("of the isles, and", 4), line("the boats came home.", 5)),
]


@pytest.mark.parametrize(("rule", "last", "following"), CASES, ids=[case[0] for case in CASES])
def test_each_rule_answers_where_its_reason_holds(rule: str, last: Line, following: Line) -> None:
    column = [*(line(FULL, n) for n in range(4)), last, following]
    found = paragraphs_of_column(column, False)
    begins = rule not in ("second line of an entry of the contents", "next line")
    assert (found[-1].lines[0] is following) == begins
    if begins:
        assert found[-1].decided_by == (f"begins: {rule}",)


def test_each_rule_has_a_case() -> None:
    assert [rule.name for rule in BEGINS] == [case[0] for case in CASES]


def test_a_paragraph_of_one_line_ends_where_the_next_is_indented_like_it() -> None:
    column = [line("I turn to the lamps.", 0, 24), line(FULL, 1, 24), *(line(FULL, n) for n in range(2, 6))]
    found = paragraphs_of_column(column, False)
    assert [(len(p.lines), p.decided_by) for p in found] == [
        (1, ("begins: top of the column",)),
        (5, ("begins: indented like the line above",)),
    ]


def test_indents_count_from_the_edge_of_a_column_beside_others() -> None:
    column = [line(FULL, 0, 24), line(FULL, 1)]
    assert [paragraphs_of_column(column, has_neighbour)[0].indent for has_neighbour in (True, False)] == [24, 84]


def test_a_cell_that_holds_a_text_has_paragraphs_where_its_lines_stand_further_apart() -> None:
    assert [len(part) for part in split_at_gaps([line(FULL, n) for n in (0, 1, 2, 4, 5)])] == [3, 2]


def test_a_paragraph_over_two_pages_has_a_box_on_each() -> None:
    first, rest = line(FULL, 0), Line(line("of the isles.", 0).runs, 3)
    assert [(box.page, box.x0) for box in Paragraph([first, rest]).boxes] == [(2, LEFT), (3, LEFT)]
