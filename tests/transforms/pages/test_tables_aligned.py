"""Aligned tables: headings over columns make a table; lists and signatures do not."""

from __future__ import annotations

from dataclasses import replace

from transforms.pages.flow import read_content
from transforms.pages.lines import lines_of
from transforms.pages.model import Page, Run
from transforms.pages.tables_aligned import tables_of
from transforms.pages.text import compose


def run(text: str, x: float, y: float, italic: bool = False) -> Run:
    return Run(text, x, y - 8, x + 6.0 * len(text), y + 2, y, 10.0, "Courier", False, italic)


def page(*runs: Run, number: int = 2) -> Page:
    return Page(number, 612.0, 792.0, runs, ())


def found(*runs: Run) -> list[list[list[str]]]:
    tables = []
    for cells in tables_of(page(*runs), runs):
        rows: dict[int, list[str]] = {}
        for cell in cells:
            rows.setdefault(cell.row, []).append(compose(lines_of(cell.runs, 2)).text)
        tables.append([*rows.values()])
    return tables


HEAD = [run("Night in which", 350, 100, True), run("Harbour", 100, 112, True), run("it was lit", 356, 112, True)]
ROWS = [
    *(run("The northern harbour of the", 60, 136), run("outer islands", 60, 148), run("3rd", 400, 148)),
    *(run("The harbour of the south", 60, 172), run("(see lamp 4)", 60, 184), run("5th", 400, 184)),
]
TABLE = [
    ["Harbour", "Night in which it was lit"],
    ["The northern harbour of the outer islands", "3rd"],
    ["The harbour of the south (see lamp 4)", "5th"],
]
PROSE = [run("4.   The lamps of all the harbours were then counted, and none was out.", 60, 208)]


def test_headings_side_by_side_head_the_columns_under_them() -> None:
    assert found(*HEAD, *ROWS, *PROSE) == [TABLE]


def test_no_word_of_a_table_is_a_clauses_too() -> None:
    content = read_content([page(*HEAD, *ROWS, *PROSE)])
    assert [p.text for p in content.body] == [" ".join(PROSE[0].text.split())]
    assert [(cell.text, cell.is_header) for cell in content.cells[:2]] == [(text, True) for text in TABLE[0]]


def test_typed_brackets_join_the_lines_to_their_left() -> None:
    ports = [run(text, 60, 136 + 12 * n) for n, text in enumerate(("North", "South", "East", "West", "Isle"))]
    brackets = [run(")", 280, 136 + 12 * n) for n in range(5)]
    lower = [replace(r, baseline=r.baseline + 84) for r in (*ports[:2], *brackets[:2])]
    nights = [run("3rd", 400, 148), run("5th", 400, 232)]
    assert found(*HEAD, *ports, *brackets, *nights, *lower)[0][1:] == [
        ["North ) South ) East ) West ) Isle )", "3rd"],
        ["North ) South )", "5th"],
    ]


def test_names_in_columns_without_headings_are_no_table() -> None:
    names = [run(name, x, 100 + 12 * n) for n, name in enumerate(("Chad", "Fiji", "Mali", "Peru")) for x in (60, 300)]
    assert found(*names) == []


def test_what_is_signed_side_by_side_is_no_table() -> None:
    signed = [
        *(run("For Chad", 60, 100, True), run("For Fiji", 350, 100, True)),
        *(run("A. Orr", 60, 130), run("B. Abdi", 350, 130), run("Minister", 60, 142), run("Minister", 350, 142)),
    ]
    assert found(*signed) == []


def test_a_heading_over_text_is_no_table() -> None:
    prose = [replace(PROSE[0], baseline=136 + 12 * n) for n in range(8)]
    assert found(*HEAD, *prose) == []
