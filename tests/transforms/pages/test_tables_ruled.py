"""Ruled tables: rules and white say where cells are, and prose is no table."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from transforms.pages.lines import lines_of
from transforms.pages.model import Page, Rule, Run
from transforms.pages.tables_ruled import tables_of
from transforms.pages.text import compose

EDGES = (60.0, 200.0, 300.0, 400.0)


def run(text: str, x: float, y: float, size: float = 8.5) -> Run:
    return Run(text, x, y - size, x + 4.0 * len(text), y + 2, y, size, "Times", False, False)


def pieces(y: float, *edges: float) -> list[Rule]:
    """A level rule as Word draws it: a piece for each cell, with the borders' width between them."""
    return [Rule(a, y, b - 0.5, y + 0.5) for a, b in pairwise(edges)]


def found(runs: list[Run], rules: list[Rule], number: int = 2) -> list[list[list[str]]]:
    """The texts of each table, row by row."""
    page = Page(number, 612.0, 792.0, tuple(runs), tuple(rules))
    tables = []
    for cells in tables_of(page, runs):
        rows: dict[int, list[str]] = {}
        for cell in cells:
            rows.setdefault(cell.row, []).append(compose(lines_of(cell.runs, number)).text)
        tables.append(list(rows.values()))
    return tables


HEAD = [run("Category", 60, 310), run("Approved", 220, 300), run("2044/45", 220, 310), run("Proposed", 320, 310)]
ROWS = [
    run("Observers", 60, 330),
    run("8", 260, 330),
    run("10", 360, 330),
    run("Police officers and", 60, 344),
    run("advisers", 60, 354),
    run("12", 260, 344),
    run("–", 360, 344),
]
RULES = [*pieces(290, *EDGES), *pieces(316, *EDGES), *pieces(360, *EDGES)]
TABLE = [
    ["Category", "Approved 2044/45", "Proposed"],
    ["Observers", "8", "10"],
    ["Police officers and advisers", "12", "–"],
]


def test_rules_drawn_cell_by_cell_show_the_columns() -> None:
    assert found(HEAD + ROWS, RULES) == [TABLE]


def test_a_rule_in_one_piece_leaves_the_columns_to_the_white_between_them() -> None:
    whole = [*pieces(290, 60.0, 400.0), *pieces(316, 60.0, 400.0), *pieces(360, 60.0, 400.0)]
    assert found(HEAD + ROWS, whole) == [TABLE]


def test_a_title_over_two_columns_stands_over_the_first() -> None:
    title = [run("Variance over the two years", 230, 296)]
    spanned = [*pieces(286, 60.0, 200.0, 400.0), *RULES[3:]]
    assert found([*title, *HEAD[:1], *HEAD[2:], *ROWS], spanned)[0][0][0] == "Category"


def test_a_paragraph_between_two_tables_belongs_to_neither() -> None:
    prose = [run("The decrease is due to lower requirements, as is explained in the report of the year", 60, 380)]
    lower = [
        run("Category", 60, 420),
        run("Actual", 220, 420),
        run("Staff", 60, 440),
        run("5", 260, 440),
    ]
    rules = [*RULES, *pieces(410, *EDGES), *pieces(426, *EDGES), *pieces(450, *EDGES)]
    assert found([*HEAD, *ROWS, *prose, *lower], rules) == [TABLE, [["Category", "Actual"], ["Staff", "5"]]]


def test_the_rule_of_the_running_head_is_no_part_of_a_table() -> None:
    title = [run("Financial resources", 60, 280)]
    assert found([*title, *HEAD, *ROWS], [*pieces(60, 60.0, 400.0), *RULES]) == [TABLE]


def test_two_columns_of_running_text_are_no_table() -> None:
    column = "The representative of an imagined State said that her delegation agreed. "
    runs = [run(column, x, y) for y in range(300, 700, 11) for x in (60.0, 420.0)]
    rules = [*pieces(290, 60.0, 720.0), *pieces(296, 60.0, 720.0), *pieces(705, 60.0, 720.0)]
    assert found(runs, rules) == []


def test_the_head_of_the_first_page_is_no_table() -> None:
    assert found(HEAD + ROWS, RULES, number=1) == []


def test_a_mark_in_a_cell_makes_no_row_of_its_own() -> None:
    marked = [replace(run("a", 80, 327, 5.0), raised=True), replace(run("b", 80, 341, 5.0), raised=True)]
    rows = found([*HEAD, *ROWS, *marked], RULES)[0]
    assert [len(row) for row in rows] == [3, 3, 3]


HEAD_RULES = [*pieces(290, *EDGES), *pieces(316, *EDGES)]


def test_a_table_that_goes_on_over_the_page_is_closed_by_its_foot() -> None:
    assert found(HEAD + ROWS, HEAD_RULES) == [TABLE]


def test_one_row_in_three_columns_is_enough_of_it() -> None:
    assert found(HEAD + ROWS[:3], HEAD_RULES) == [TABLE[:2]]


def test_running_text_under_two_rules_is_no_table() -> None:
    prose = [
        run("The decrease is due to lower requirements, as is explained below.", 60, 330 + 11 * n) for n in range(9)
    ]
    assert found(HEAD + prose, HEAD_RULES) == []


def test_a_heading_over_some_of_the_rows_is_a_row_of_the_table() -> None:
    heading = replace(run("Observers and others of the harbour mission", 60, 330), bold=True)
    lower = [replace(r, baseline=r.baseline + 30, top=r.top + 30) for r in ROWS]
    assert found([*HEAD, heading, *lower], HEAD_RULES)[0][1:3] == [[heading.text], TABLE[1]]


def test_the_rule_under_the_running_head_shows_no_columns() -> None:
    running = pieces(270, 60.0, 120.0, 400.0)
    assert found(HEAD + ROWS, [*running, *RULES]) == [TABLE]
