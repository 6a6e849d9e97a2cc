"""Who sponsors a draft, by the lines of its masthead and the notes to them."""

from __future__ import annotations

import pytest

from transforms.authorities import delegations
from transforms.links import sponsors
from warehouse import tables

DRAFT = {"symbol": "A/C.3/99/L.4", "language": "en"}
LINES = [
    ("Chad, Bosnia and Herzegovina and Fiji: draft resolution", "", ["TCD", "BIH", "FJI"]),
    ("Iran (Islamic Republic of),Viet Nam and State of Palestine:** draft decision", "", ["IRN", "VNM", "PSE"]),
    ("Chad:* draft resolution", "On behalf of the States that are members of the Group of 77.", ["TCD", "group_of_77"]),
    (
        "Chad* (on behalf of the Group of African States) and Fiji: draft resolution",
        "",
        ["TCD", "FJI", "african_group"],
    ),
    ("Chad:* draft resolution", "Reissued for technical reasons.", ["TCD"]),
    ("Draft resolution submitted by the Chair", "", []),
]


@pytest.mark.parametrize(("line", "note", "expected"), LINES)
def test_each_sponsor_is_a_row(line: str, note: str, expected: list[str]) -> None:
    documents = tables.DOCUMENTS.frame([DRAFT | {"document_type": "draft_resolution"}])
    lines = tables.SPONSOR_LINES.frame([DRAFT | {"seq": 1, "text": line, "page": 1}])
    notes = tables.FOOTNOTES.frame([DRAFT | {"seq": 1, "number": "*", "text": note, "page": 1}] if note else [])
    found = sponsors.sponsors(documents, lines, notes)
    assert [row["state_code"] or row["group_id"] for row in found.iter_rows(named=True)] == expected


@pytest.mark.parametrize(
    "name", ["Iran (République islamique d’)", "Irán (República Islámica del)", "Иран (Исламская Республика)"]
)
def test_a_name_is_known_in_other_languages(name: str) -> None:
    assert delegations.state_code(name) == "IRN"
