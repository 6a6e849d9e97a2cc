"""Mandates: one row a verb, its addressees parted, its due date, and what an item inherits from its chapeau."""

from datetime import date

import pytest

from transforms import mandates
from warehouse import tables

ADDRESSEES = [
    ("the Secretary-General", ["the Secretary-General"], "one"),
    (
        "Member States, international financial institutions and other stakeholders",
        ["Member States", "international financial institutions", "other stakeholders"],
        "a list",
    ),
    (
        "the Department of Economic and Social Affairs and the Office for Disarmament Affairs",
        ["the Department of Economic and Social Affairs", "the Office for Disarmament Affairs"],
        "a body's name is not parted at its and",
    ),
    (
        "intergovernmental and non-governmental organizations",
        ["intergovernmental and non-governmental organizations"],
        "an and between adjectives joins",
    ),
    (
        "all Governments, as well as the private sector, including the media",
        ["all Governments", "the private sector", "the media"],
        "joined by other words",
    ),
]


@pytest.mark.parametrize(("text", "parts", "why"), ADDRESSEES, ids=[why for _, _, why in ADDRESSEES])
def test_addressees_are_parted_as_printed(text: str, parts: list[str], why: str) -> None:
    assert mandates.addressees(text) == parts


DUE = [
    ("to report to the Assembly at its ninety-ninth session", "at its ninety-ninth session", None, "a session"),
    (
        "to report at the main part of its ninety-ninth session",
        "at the main part of its ninety-ninth session",
        None,
        "part of a session",
    ),
    ("to report no later than 12 August 2044", "no later than 12 August 2044", date(2044, 8, 12), "a day"),
    ("to finish by the end of 2044", "by the end of 2044", date(2044, 12, 31), "a year is due on its last day"),
    ("to finish before February 2044", "before February 2044", date(2044, 2, 29), "a month, on its last day"),
    (
        "to report within 90 days of the adoption of this resolution, every 90 days thereafter, and to add views",
        "within 90 days of the adoption of this resolution; every 90 days thereafter",
        None,
        "periods, both kept",
    ),
    ("to report annually", "annually", None, "a rhythm"),
    ("to consider the item", None, None, "nothing is due"),
]


@pytest.mark.parametrize(("act", "printed", "day", "why"), DUE, ids=[why for *_, why in DUE])
def test_when_an_act_is_due(act: str, printed: str | None, day: date | None, why: str) -> None:
    assert mandates.due(act) == (printed, day)


def clause(path: str, text: str, verb: str | None = None, parent: str | None = None) -> dict[str, object]:
    return {
        "clause_id": f"A/RES/99/1#{path}",
        "symbol": "A/RES/99/1",
        "language": "en",
        "seq": 1,
        "kind": "operative",
        "verb": verb,
        "parent_clause_id": f"A/RES/99/1#{parent}" if parent else None,
        "text": text,
    }


def test_mandates_of_a_resolution() -> None:
    rows = [
        clause("op.1", "Notes the report submitted at its ninety-eighth session;", "Notes"),
        clause("op.2", "Stresses the delays, and in this regard requests the Secretary-General:", "Stresses"),
        clause("op.2.a", "To report on them by 1 March 2045;", None, "op.2"),
        clause("op.2.b", "Invites Member States to help;", None, "op.2"),
        clause("op.2.a.i", "Their causes;", None, "op.2.a"),
        clause("op.3", "Also requests the United Nations Children’s Fund and UNHCR to submit a joint report.", None),
    ]
    frame = mandates.mandates(tables.CLAUSES.frame([*rows, rows[0] | {"language": "fr", "text": "Prend note;"}]))
    told = {(row["clause_id"].partition("#")[2], row["seq"]): row for row in frame.iter_rows(named=True)}
    assert list(told) == [
        ("op.1", 1), ("op.2", 1), ("op.2", 2), ("op.2.a", 1), ("op.2.a.i", 1), ("op.2.b", 1), ("op.3", 1)
    ]  # fmt: skip
    assert told["op.1", 1]["due"] is None  # what is noted is not due
    inherited = told["op.2.a", 1]
    assert (inherited["verb"], inherited["addressees"], inherited["body_ids"], inherited["is_inherited"]) == (
        "requests",
        ["the Secretary-General"],
        ["sg"],
        True,
    )
    assert (inherited["act"], inherited["due_on"]) == ("To report on them by 1 March 2045", date(2045, 3, 1))
    assert told["op.2.a.i", 1]["verb"] == "requests"  # two levels down
    assert (told["op.2.b", 1]["verb"], told["op.2.b", 1]["is_inherited"]) == ("invites", False)
    last = told["op.3", 1]
    assert (last["verb_phrase"], last["body_ids"], last["is_report_request"]) == (
        "Also requests",
        ["unicef", "unhcr"],
        True,
    )
    assert not told["op.2.b", 1]["is_report_request"]


def test_a_report_asked_for_is_not_a_report_mentioned() -> None:
    asked = "Requests the Secretary-General to submit to the Assembly a report;"
    mentioned = "Requests the Secretary-General to implement the recommendations in the report of the Board;"
    frame = mandates.mandates(tables.CLAUSES.frame([clause("op.1", asked), clause("op.2", mentioned)]))
    assert frame["is_report_request"].to_list() == [True, False]
