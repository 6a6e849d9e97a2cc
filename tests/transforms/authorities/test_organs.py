"""Organs: their names in six languages, the symbols of their texts and of their meetings' records."""

from __future__ import annotations

import csv
from importlib.resources import files

import pytest

from transforms.authorities import organs, symbols, unknowns
from transforms.language import vocabulary
from warehouse import tables


def test_organs_are_bodies_that_the_authority_of_bodies_knows() -> None:
    text = (files("transforms.authorities") / "bodies.csv").read_text(encoding="utf-8")
    bodies = {row["body_id"]: row["symbol_prefix"] for row in csv.DictReader(text.splitlines())}
    assert {organ.body_id: organ.prefix for organ in organs.BY_PREFIX.values()}.items() <= bodies.items()
    assert organs.MAIN_COMMITTEES == symbols.MAIN_COMMITTEES


@pytest.mark.parametrize("language", tables.LANGUAGES)
def test_each_language_names_the_organs_that_adopt_resolutions(language: str) -> None:
    adopting = {organ.prefix for organ in organs.BY_PREFIX.values() if organ.resolution}
    assert vocabulary.by_language("organs")[language].keys() == adopting


FORMULAS = [
    ("The General Assembly", True),
    ("L’Assemblée générale", True),
    ("El Consejo de Derechos Humanos", True),
    ("Экономический и Социальный Совет", True),
    ("إن مجلس الأمن", True),
    ("大会", True),
    ("The Conference of the Parties", True),
    ("The Commission on the Keeping of Lamps", True),
    ("The Secretary-General", False),
    ("the General Assembly", False),
]


@pytest.mark.parametrize(("line", "speaks"), FORMULAS)
def test_the_line_that_says_who_speaks(line: str, speaks: bool) -> None:
    assert bool(organs.FORMULA.fullmatch(line)) is speaks


ADOPTED = [
    ("Resolution adopted by the General Assembly on 17 December 2044", "99/7", "A/RES/99/7"),
    ("Decision adopted by the Human Rights Council on 9 July 2044", "55/101", "A/HRC/DEC/55/101"),
    ("Resolution adopted by the Economic and Social Council", "2044/3", "E/RES/2044/3"),
    ("Resolution adopted by the Keepers of the Lamp", "99/7", None),
    ("Resolution adopted by the Security Council", "2397/2017", None),
]


@pytest.mark.parametrize(("line", "number", "symbol"), ADOPTED)
def test_a_number_has_its_symbol_from_the_line_above(line: str, number: str, symbol: str | None) -> None:
    assert organs.adopted_symbol(line, number) == symbol


def test_the_parts_of_a_number_stand_in_a_symbol_in_the_order_of_its_form() -> None:
    assert organs.BY_AKN["unsc"].symbol("resolution", "2563", "2021") == "S/RES/2563(2021)"
    assert organs.BY_AKN["unga-hrc"].symbol("decision", "55", "1") == "A/HRC/DEC/55/1"


RECORDS = [
    ("A", "79", "53", "A/79/PV.53", "verbatim, counted within the session"),
    ("S", None, "9620", "S/PV.9620", "the Security Council has no sessions"),
    ("E", "2023", "36", "E/2023/SR.36", "its sessions are years"),
    ("A/HRC", "55", "12", "A/HRC/55/SR.12", "summary records"),
    ("A/C.3", "52", "9", "A/C.3/52/SR.9", "of a main committee"),
    ("A", None, "53", None, "the session is not known"),
    ("A", "79", None, None, "the number is not known"),
]


@pytest.mark.parametrize(("prefix", "session", "number", "symbol", "why"), RECORDS, ids=[why for *_, why in RECORDS])
def test_the_record_of_a_meeting(
    prefix: str, session: str | None, number: str | None, symbol: str | None, why: str
) -> None:
    assert organs.meeting_record(prefix, session, number) == symbol


def test_a_document_names_the_meeting_at_which_it_was_adopted() -> None:
    assert organs.meeting_symbol("A/C.4/52/L.3", "52", "9") == "A/C.4/52/SR.9"
    assert organs.meeting_symbol("DP/2025/2", "2025", "3") is None, "its records are numbered in another way"


def test_an_unknown_organ_warns_once_and_is_counted(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(unknowns, "COUNTS", type(unknowns.COUNTS)())
    assert [organs.meeting_record("A/LAMP", "99", number) for number in ("1", "2")] == [None, None]
    assert unknowns.COUNTS["organ", "A/LAMP"] == 2
    (record,) = caplog.records
    assert "meeting 1 of A/LAMP: unknown organ" in record.getMessage()
    assert "organs.csv" in record.getMessage(), "what to do next"
