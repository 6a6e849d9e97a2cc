"""Lists under a head, in clauses and in cells of tables."""

from typing import Any

import pytest

from tests.transforms.citations.citing import frames
from transforms.citations import citations
from transforms.citations.lists import is_list, list_head
from transforms.mandates.budget import budget_mandates
from warehouse import tables

BUDGET = "A/99/6 (Sect. 99)"


def cited(*texts: str, links: tuple[dict[str, Any], ...] = ()) -> list[str | None]:
    rows, _ = frames(BUDGET, texts, links=links)
    return rows.sort("clause_id", "char_start")["cited_symbol"].to_list()


@pytest.mark.parametrize(
    ("head", "numbers", "symbols"),
    [
        ("General Assembly resolutions", "78/322; 79/146", ["A/RES/78/322", "A/RES/79/146"]),
        ("General Assembly resolutions", "61/254 62/255", ["A/RES/61/254", "A/RES/62/255"]),
        ("General Assembly resolution", "77/262 A", ["A/RES/77/262 A"]),
        ("Security Council resolutions:", "1325 (2000)", ["S/RES/1325(2000)"]),
        (
            "Economic and Social Council resolutions and decisions",
            "2013/23; 2013/250",
            ["E/RES/2013/23", "E/DEC/2013/250"],
        ),
        ("Commission on Narcotic Drugs resolutions and decisions", "47/5", [None]),
        ("Follow-up to resolutions", "47/5", []),
        ("General Assembly resolutions", "Page 47/5 of a text", []),
    ],
)
def test_numbers_under_a_head_are_of_its_body(head: str, numbers: str, symbols: list[str | None]) -> None:
    assert cited(head, numbers) == symbols


def test_a_link_decides_where_no_head_stands() -> None:
    link = {"char_start": 0, "char_end": 4, "target": "https://docs.un.org/en/A/RES/70/1"}
    assert cited("70/1", links=(link,)) == ["A/RES/70/1"]


def test_a_head_is_a_body_and_a_kind_and_nothing_else() -> None:
    assert list_head("Imagined Commission resolutions") is not None
    assert list_head("It recalls General Assembly resolutions and their effects") is None
    assert is_list("70/1, 78/322 A and B; 1325 (2000)")
    assert not is_list("12.5")


def test_a_cell_cites_by_its_words_and_by_the_head_of_its_column() -> None:
    words = [(1, 1, "General Assembly resolutions"), (1, 2, "Report"), (2, 1, "70/1"), (2, 2, "See A/79/992")]
    cells = [
        {"symbol": BUDGET, "language": "en", "table_number": 1, "row": row, "column": column, "text": text}
        | {"is_header": row == 1}
        for row, column, text in words
    ]
    rows, _ = citations.find_and_resolve(
        tables.DOCUMENTS.frame([{"symbol": BUDGET, "language": "en"}]),
        tables.CLAUSES.frame(),
        tables.FOOTNOTES.frame(),
        tables.HYPERLINKS.frame(),
        tables.TABLE_CELLS.frame(cells),
    )
    place = rows.sort("citation_id").select("citation_id", "clause_id", "row", "column", "char_start", "cited_symbol")
    assert place.rows() == [
        (f"{BUDGET}#table.1.2.1@0", None, 2, 1, 0, "A/RES/70/1"),
        (f"{BUDGET}#table.1.2.2@4", None, 2, 2, 4, "A/79/992"),
    ]


def test_mandates_listed_in_a_budget_have_subprogramme_head_and_title() -> None:
    heads = ["Section 99", "Lamps", "Programme 7", "Light for all", "Subprogramme 1", "Lamps at sea"]
    heads.append("General Assembly resolutions")
    lines = [*heads, "70/1; 78/322", "An imagined title"]
    clauses = tables.CLAUSES.frame(
        {"symbol": BUDGET, "language": "en", "seq": n, "clause_id": f"{BUDGET}#u.{n}", "text": text}
        | {"kind": "heading" if n < len(heads) else "paragraph"}
        for n, text in enumerate(lines)
    )
    empty = [tables.FOOTNOTES.frame(), tables.HYPERLINKS.frame()]
    found, _ = citations.find_and_resolve(
        tables.DOCUMENTS.frame([{"symbol": BUDGET, "language": "en"}]), clauses, empty[0], empty[1]
    )
    rows = budget_mandates(clauses, found)
    assert rows.select("section", "entity", "programme", "subprogramme", "heading", "title").unique().rows() == [
        (
            *("99", "Lamps", "Programme 7: Light for all", "Subprogramme 1: Lamps at sea"),
            *("General Assembly resolutions", "An imagined title"),
        )
    ]
    assert rows["symbol"].to_list() == ["A/RES/70/1", "A/RES/78/322"]
