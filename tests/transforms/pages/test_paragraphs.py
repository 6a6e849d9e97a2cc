"""Paragraphs: the line with which one begins within its column, and the rule that says so."""

from __future__ import annotations

from dataclasses import replace
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
    ("open sentence over a gap", line("which the lamps", 4), line("of the isles are lit by night.", 6)),
    ("wider gap", line("of the isles.", 4), line("The boats came home.", 6)),
    (
        "opening of a meeting",
        line("of the isles, and", 4),
        line("The meeting was called to order at 10 a.m.", 5),
    ),
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
    within = ("open sentence over a gap", "second line of an entry of the contents", "next line")
    begins = rule not in within
    assert (found[-1].lines[0] is following) == begins
    if begins:
        assert found[-1].decided_by == (f"begins: {rule}",)


def bold_end(text: str, end: str, number: float) -> Line:
    """A line whose last words are bold."""
    first = line(text, number).runs[0]
    y, x = first.baseline, first.x1 + 5
    return Line((first, Run(end, x, y - 8, x + 5.0 * len(end), y + 2, y, 10.0, "Times", True, False)), 2)


@pytest.mark.parametrize(
    ("last", "following", "count"),
    [
        (bold_end("of the isles.", "The board trusts", 4), line("that the lamps are lit.", 5, bold=True), 1),
        (line(FULL, 4), line("The board trusts that the lamps are lit.", 5, bold=True), 1),
        (line(FULL, 4, bold=True), line("and the boats came home.", 5), 1),
        (line(FULL, 5, bold=True), line("The boats came home.", 6), 3),
        (line("of the isles.", 4), line("The boats", 5, bold=True), 2),
        (line("of the isles.", 4), line("The boats", 5, 60, bold=True), 2),
    ],
    ids=["bold within a line", "bold from a line on", "bold to a line's end", "under a heading", "heading", "centred"],
)
def test_bold_that_begins_within_a_paragraph_does_not_cut_it(last: Line, following: Line, count: int) -> None:
    column = [*(line(FULL, n) for n in range(4)), last, following]
    assert len(paragraphs_of_column(column, False)) == count


def test_an_entry_of_contents_without_dots_ends_with_its_page() -> None:
    entries = [f"{n}. Lamps of the isles" for n in range(1, 8)]
    column = [Line((*line(text, n).runs, *line(f"{n} - {n + 2}", n, 200).runs), 2) for n, text in enumerate(entries, 1)]
    wrapped = [line("8. Boats that", 8), Line((*line("came home", 9).runs, *line("17", 9, 200).runs), 2)]
    assert len(paragraphs_of_column([*column, *wrapped], False)) == 8


def test_a_line_that_holds_only_a_note_mark_is_read() -> None:
    mark = Line((replace(line("4", 4).runs[0], raised=True),), 2)
    assert sum(len(p.lines) for p in paragraphs_of_column([line(FULL, 3), mark, line("of the isles.", 5)], False)) == 3


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
