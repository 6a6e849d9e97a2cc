"""Ruled tables: rules and white say where cells are, and prose is no table."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from transforms.pages.lines import lines_of
from transforms.pages.model import Page, Rule, Run, Tag
from transforms.pages.tables_ruled import Cell, tables_of
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


def of_paragraphs(runs: list[Run], rules: list[Rule]) -> list[list[Cell]]:
    """The cells of each table of a page whose tree holds a paragraph for each run, and no table."""
    marked = tuple(replace(r, mark=n) for n, r in enumerate(runs))
    tags = {n: Tag(n, "P") for n in range(len(runs))}
    return list(tables_of(Page(2, 612.0, 792.0, marked, tuple(rules), tags), marked))


def texts(cells: list[Cell]) -> list[tuple[int, int, str]]:
    return [(cell.row, cell.column, compose(lines_of(cell.runs, 2)).text) for cell in cells]


SPANNED_HEAD = [run("Category", 60, 310), run("Both years", 240, 296), run("2043", 220, 310), run("2044", 320, 310)]


def test_a_head_over_columns_stands_in_a_row_above_theirs() -> None:
    cells = of_paragraphs(SPANNED_HEAD + ROWS[:3], [*RULES, *pieces(300, 200.0, 300.0, 400.0)])[0]
    assert [(c.row, c.column, c.span) for c in cells if c.is_header] == [(1, 2, 2), (2, 1, 1), (2, 2, 1), (2, 3, 1)]
    assert texts(cells)[0] == (1, 2, "Both years")


def test_the_rule_under_a_head_over_columns_makes_no_table_of_its_own() -> None:
    lower = [replace(r, baseline=r.baseline + 200, top=r.top + 200, bottom=r.bottom + 200) for r in SPANNED_HEAD]
    rows = [replace(r, baseline=r.baseline + 200, top=r.top + 200, bottom=r.bottom + 200) for r in ROWS[:3]]
    rules = [*RULES, *pieces(300, 200.0, 300.0, 400.0)]
    title = [run("The second of the tables that stand on the page", 60, 470)]
    again = [replace(r, top=r.top + 200, bottom=r.bottom + 200) for r in rules]
    tables = of_paragraphs([*SPANNED_HEAD, *ROWS[:3], *title, *lower, *rows], [*rules, *again])
    assert [texts(cells) for cells in tables] == [texts(tables[0])] * 2
    held = [id(r) for cells in tables for cell in cells for r in cell.runs]
    assert len(held) == len(set(held))


def test_a_row_over_all_columns_is_one_cell() -> None:
    across = [run("Advice: what is said here reaches over every column of this table, end to end", 60, 350)]
    cells = of_paragraphs([*HEAD, *ROWS[:3], *across], RULES)[0]
    assert (cells[-1].row, cells[-1].column, cells[-1].span) == (3, 1, 3)


def test_a_head_on_rules_over_some_columns_needs_none_above_it() -> None:
    head, row = [run("Variance", 260, 302)], [run("Police", 60, 320), run("(5.2)", 220, 320), run("4%", 340, 320)]
    prose = [run("1. The lower requirements of the period are due to fewer flights than were planned.", 60, 340)]
    tables = of_paragraphs([*head, *row, *prose], [*pieces(308, 200.0, 300.0, 400.0), *pieces(324, *EDGES)])
    assert [texts(cells) for cells in tables] == [[(1, 2, "Variance"), (2, 1, "Police"), (2, 2, "(5.2)"), (2, 3, "4%")]]


def test_a_paragraph_under_another_of_its_cell_makes_no_row() -> None:
    rows = [run("Aim", 60, 330), run("First mark", 220, 330), run("8", 360, 330), run("Second mark", 220, 350)]
    assert texts(of_paragraphs([*HEAD, *rows], RULES)[0])[-3:] == [
        (2, 1, "Aim"),
        (2, 2, "First mark Second mark"),
        (2, 3, "8"),
    ]
    begun = run(" ", 60, 350)
    assert texts(of_paragraphs([*HEAD, *rows, begun], RULES)[0])[-1] == (3, 2, "Second mark")


def test_marked_text_that_the_tree_has_lost_is_in_its_cell_and_unmarked_text_in_none() -> None:
    rows = [run("Aim", 60, 330), run("First mark", 220, 330), run("8", 360, 330), run("goes on", 220, 340)]
    runs = [replace(r, mark=n) for n, r in enumerate([*HEAD, *rows])]
    over_it = run("a chart", 220, 350)
    tags = {n: Tag(n, "P") for n in range(len(runs) - 1)}  # of the last run the tree knows nothing
    page = Page(2, 612.0, 792.0, (*runs, over_it), tuple(RULES), tags)
    (cells,) = tables_of(page, page.runs)
    assert texts(list(cells))[-2:] == [(2, 2, "First mark goes on"), (2, 3, "8")]
