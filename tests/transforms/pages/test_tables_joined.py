"""Joined tables: what pages cut is one table, and what only looks alike is two."""

from __future__ import annotations

import pytest

from transforms.pages.model import Run
from transforms.pages.paragraphs import Paragraph
from transforms.pages.tables_joined import join_over_pages
from transforms.pages.text import Line

EDGES = (60.0, 200.0, 300.0)


def at(text: str, page: int, x: float, y: float) -> Line:
    return Line((Run(text, x, y - 8, x + 4.0 * len(text), y + 2, y, 9.0, "Times", False, False),), page)


def part(page: int, *rows: list[str], head: int = 1, table: int = 1, top: float = 100.0) -> list[Paragraph]:
    """The cells of a table of one page: so many rows are its head, and each row's first cell heads it."""
    return [
        Paragraph([at(text, page, EDGES[c], top + 20 * r)], "TD", (table, r + 1, c + 1), r < head or c == 0)
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
        if text
    ]


def texts_by_table(cells: list[Paragraph]) -> list[list[list[str]]]:
    tables: dict[int, dict[int, list[str]]] = {}
    for cell in cells:
        assert cell.cell
        tables.setdefault(cell.cell[0], {}).setdefault(cell.cell[1], []).append(cell.text)
    return [[*table.values()] for table in tables.values()]


HEAD = ["Harbour", "Lamps", "Boats"]
FIRST = part(2, HEAD, ["North", "4", "9"], ["South", "6", "2"])


def test_a_table_goes_on_under_its_head_repeated_on_the_next_page() -> None:
    cells = join_over_pages([*FIRST, *part(3, HEAD, ["West", "1", "3"])], [])
    assert texts_by_table(cells) == [[HEAD, ["North", "4", "9"], ["South", "6", "2"], ["West", "1", "3"]]]
    assert [cell.cell for cell in cells if cell.page_first == 3] == [(1, 4, 1), (1, 4, 2), (1, 4, 3)]


def test_a_table_goes_on_without_a_head_from_the_same_edge() -> None:
    assert len(texts_by_table(join_over_pages([*FIRST, *part(3, ["West", "1", "3"], head=0)], []))) == 1


LAST = Paragraph([at("The lamps were counted.", 2, 60.0, 300.0)])
NEXT = Paragraph([at("The lamps were counted.", 3, 60.0, 60.0)])


@pytest.mark.parametrize(
    ("rest", "body"),
    [
        (part(3, ["Harbour", "Lamps", "Piers"], ["West", "1", "3"]), []),
        (part(4, HEAD, ["West", "1", "3"]), []),
        (part(3, ["West", "1"], head=0), []),
        (part(3, HEAD, ["West", "1", "3"]), [LAST]),
        (part(3, HEAD, ["West", "1", "3"]), [NEXT]),
    ],
    ids=["another head", "a page between", "other columns", "text under it", "text above the next"],
)
def test_another_table_is_another(rest: list[Paragraph], body: list[Paragraph]) -> None:
    assert len(texts_by_table(join_over_pages([*FIRST, *rest], body))) == 2


def test_a_title_may_be_repeated_with_the_head() -> None:
    titles = [Paragraph([at("Lamps by harbour", page, 60.0, 60.0)]) for page in (2, 3)]
    assert len(texts_by_table(join_over_pages([*FIRST, *part(3, HEAD, ["West", "1", "3"])], titles))) == 1


def test_a_row_that_a_page_cuts_is_one() -> None:
    first = part(2, HEAD, ["North", "4", "Boats that"])
    rest = part(3, HEAD, ["", "", "came home"], ["West", "1", "3"])
    assert texts_by_table(join_over_pages([*first, *rest], [])) == [
        [HEAD, ["North", "4", "Boats that came home"], ["West", "1", "3"]]
    ]


def test_the_first_cell_of_a_row_is_no_head_of_the_table() -> None:
    cells = join_over_pages(part(2, HEAD, ["Both coasts"], ["North", "4", "9"]), [])
    assert [cell.text for cell in cells if cell.is_header] == HEAD


def test_a_cell_counted_too_far_to_the_left_is_put_in_the_column_under_which_it_stands() -> None:
    cells = part(2, HEAD, ["North", "4", "9"], ["South", "6", "2"])
    # North reaches down to a row of its own, of which the tree counts the two other cells
    below = [
        Paragraph([at("5", 2, EDGES[1], 180)], "TD", (1, 4, 1)),
        Paragraph([at("7", 2, EDGES[2], 180)], "TD", (1, 4, 2)),
    ]
    assert [cell.cell for cell in join_over_pages([*cells, *below], [])[-2:]] == [(1, 4, 2), (1, 4, 3)]
