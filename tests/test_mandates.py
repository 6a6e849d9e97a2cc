"""Mandates: one row a verb, its addressees parted, its due date, and what an item inherits from its chapeau."""

import csv
import runpy
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from tests.corpus import CORPUS, SHARED, needs_corpus
from transforms import bodies, mandates
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


BY_HAND = Path(__file__).parent / "mandates_by_hand.csv"
"""What clauses of the corpus's XML ask, read and written down by a person before the code had seen them: one row a
verb, its addressees separated by "|"; no verb where a clause has none; "\u2026" ends an addressee cut short.
Conventions: a verb that the body repeats keeps its noun ("reiterates its request"); whoever is asked, reminded,
authorized or told that he "shall" act is addressed, a thing is not; due is what says when, at the end of an extension
too, and nothing is due of what is recalled or welcomed."""


@cache
def _read() -> Callable[[str], dict[str, Any]]:
    """The corpus's own reader of the XML, which is no part of the extractor."""
    return runpy.run_path(str(SHARED / "bench" / "truth.py"))["read"]  # type: ignore[no-any-return]


def _mandates(clauses: pl.DataFrame, adopted_on: str | None = None) -> pl.DataFrame:
    document = {"symbol": "A/RES/99/1", "language": "en", "adopted_on": adopted_on and date.fromisoformat(adopted_on)}
    return mandates.mandates(clauses, bodies.mentions(clauses), tables.DOCUMENTS.frame([document]))


@cache
def in_corpus(file: str) -> list[dict[str, Any]]:
    """The operative clauses of a document of ``corpus/akn`` with the mandates found in each, in reading order."""
    rows: list[dict[str, Any]] = []
    last: dict[str, str] = {}  # path -> the last clause printed with that number
    for n, told in enumerate(c for c in _read()(str(CORPUS / "akn" / file))["clauses"] if c["part"] == "operative"):
        path = told["path"]
        above = [p for p in last if p and path.startswith(p) and p != path and not path[len(p)].isdigit()]
        parent = last[max(above, key=len)] if above else None
        last[path] = f"A/RES/99/1#op.{n}"
        rows.append(clause(f"op.{n}", told["text"], told["verb"] or None) | {"seq": n, "parent_clause_id": parent})
        rows[-1]["path"] = path
    found = _mandates(tables.CLAUSES.frame(rows), _read()(str(CORPUS / "akn" / file))["adopted"]).partition_by(
        "clause_id", as_dict=True
    )
    return [
        row | {"found": found[row["clause_id"],].to_dicts() if (row["clause_id"],) in found else []} for row in rows
    ]


def _f1(pairs: Iterable[tuple[Counter[Any], Counter[Any]]]) -> float:
    listed = list(pairs)
    right = sum((told & found).total() for told, found in listed)
    return 2 * right / sum(told.total() + found.total() for told, found in listed)


def _cut(name: str, told: Iterable[str]) -> str:
    """A name as the hand wrote it: short where it was cut short."""
    return next((t for t in told if t.endswith("\u2026") and name.startswith(t[:-1])), name).lower()


def by_hand(draw: str) -> list[tuple[str, list[dict[str, Any]], list[dict[str, Any]]]]:
    """The clauses of a draw: their text, what the hand wrote and what the code found."""
    with BY_HAND.open(encoding="utf-8", newline="") as file:
        told: dict[tuple[str, str], list[dict[str, Any]]] = {}
        for row in csv.DictReader(file):
            if row["draw"] == draw:
                told.setdefault((row["file"], row["path"]), []).append(row)
    rows = []
    for (file, path), labels in told.items():
        (one,) = (row for row in in_corpus(file) if row["path"] == path)
        rows.append((one["text"], [row for row in labels if row["verb"] != "-"], one["found"]))
    return rows


def figures(draw: str) -> dict[str, float]:
    """Verbs, addressees and what is due of a draw: harmonic means of recall and precision."""
    rows = by_hand(draw)
    names = [
        (told := [name for row in labels for name in row["addressees"].split("|") if name], found, labels)
        for _, labels, found in rows
    ]
    return {
        "verb": _f1(
            (Counter(row["verb"] for row in labels), Counter(row["verb"] for row in got)) for _, labels, got in rows
        ),
        "addressee": _f1(
            (Counter(n.lower() for n in told), Counter(_cut(n, told) for row in got for n in row["addressees"]))
            for told, got, _ in names
        ),
        "due": _f1(
            (
                Counter((row["due"], row["due_on"]) for row in labels if row["due"]),
                Counter((row["due"], str(row["due_on"] or "")) for row in got if row["due"]),
            )
            for _, labels, got in rows
        ),
    }
