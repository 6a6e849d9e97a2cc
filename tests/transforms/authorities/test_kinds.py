"""The kinds of documents: by what each is known, and what holds for it."""

from __future__ import annotations

import pytest

from transforms.authorities import kinds, symbols, unknowns
from warehouse import tables


def test_the_kinds_are_the_values_of_the_column() -> None:
    assert sorted(kinds.BY_NAME) == sorted(tables.DOCUMENT_TYPES)
    assert len(kinds.BY_NAME) == len(kinds.KINDS), "a name stands twice"


def test_kinds_give_votes_as_sources_that_the_column_knows() -> None:
    assert {kind.votes_as for kind in kinds.KINDS if kind.votes_as} <= set(tables.SOURCE_KINDS)


DOCUMENTS = [
    ("A/RES/99/7", "Keeping of lamps", "", "resolution", "by its symbol"),
    ("A/RES/99/7/Corr.1", "", "", "corrigendum", "its last modifier outweighs its type"),
    ("A/DEC/99/501", "", "", "decision", "by its symbol"),
    ("S/PRST/2044/3", "", "", "presidential_statement", "by its symbol"),
    ("A/99/PV.48", "", "", "verbatim_record", "by its symbol"),
    ("A/C.3/99/SR.9", "", "", "summary_record", "by its symbol"),
    ("A/C.3/99/L.4", "Keeping of lamps", "Chad: draft resolution", "draft_resolution", "sponsors and their draft"),
    ("E/CN.6/2044/NGO/1", "Statement submitted by Lamps Abroad", "", "statement", "a statement"),
    ("A/C.3/99/L.5", "", "Chad: draft decision", "draft_decision", "sponsors and their decision"),
    ("A/C.3/99/L.6", "Keeping of lamps", "Tchad : projet de résolution", "draft_resolution", "in French"),
    ("A/C.3/99/L.7", "Keeping of lamps", "", "draft_resolution", "of the limited series"),
    ("A/99/L.8", "Draft resolution on lamps", "draft decision", "draft_decision", "title and front disagree"),
    ("A/99/458", "", "Report of the Third Committee", "committee_report", "the Assembly's committees report so"),
    ("E/2044/26", "", "Report of the Third Committee", "report", "not to another organ"),
    ("A/99/6 (Sect. 3)", "", "", "budget", "a section of the programme budget"),
    ("A/CONF.299/2044/INF/2", "List of participants", "", "list_of_participants", "by its title"),
    ("A/CONF.299/2044/INF/2", "Lista de participantes", "", "list_of_participants", "in Spanish"),
    ("A/99/70", "Letter dated 3 May 2044 from the Keeper", "", "letter", "by its title"),
    ("A/99/71", "Lamps", "Note by the Secretary-General", "note", "by its front"),
    ("A/99/72", "Report on lamps", "", "report", "by its title"),
    ("A/99/73", "Lamps", "Report of the Secretary-General", "report", "by its front"),
]


@pytest.mark.parametrize(("symbol", "title", "words", "kind", "why"), DOCUMENTS, ids=[d[-1] for d in DOCUMENTS])
def test_a_document_is_of_the_first_kind_that_fits(symbol: str, title: str, words: str, kind: str, why: str) -> None:
    assert kinds.kind_of(symbols.parse(symbol), title, words) == kind


def test_a_kind_that_is_not_known_warns_once_and_is_counted(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(unknowns, "COUNTS", type(unknowns.COUNTS)())
    for symbol in ("E/CN.6/2044/NGO/1", "E/CN.6/2044/NGO/2", "A/CONF.230/2044/INF/2"):
        assert kinds.kind_of(symbols.parse(symbol), "Lamps", "") == "other"
    assert dict(unknowns.COUNTS) == {("kind of document", "NGO"): 2, ("kind of document", "INF"): 1}
    assert [record.getMessage().split(":")[0] for record in caplog.records] == [
        "E/CN.6/2044/NGO/1",
        "A/CONF.230/2044/INF/2",
    ]


def test_a_new_kind_is_a_row(monkeypatch: pytest.MonkeyPatch) -> None:
    row = '[[kind]]\nname = "statement"\nwhen = [{ type = "NGO" }]\nquotes = true\n'
    monkeypatch.setattr(kinds, "KINDS", (*kinds.read(row), *kinds.KINDS))
    assert kinds.kind_of(symbols.parse("E/CN.6/2044/NGO/1"), "Lamps", "") == "statement"
    assert "statement" in kinds.names(quotes=True)


def test_a_row_with_a_condition_that_nothing_tests_is_refused() -> None:
    with pytest.raises(ValueError, match="statement: unknown conditions"):
        kinds.read('[[kind]]\nname = "statement"\nwhen = [{ titel = "lamps" }]\n')


PROPERTIES = {
    "is_adopted": ("resolution", "decision", "presidential_statement"),
    "has_close": ("resolution", "decision"),
    "is_draft": ("draft_decision", "draft_resolution"),
    "is_record": ("verbatim_record", "summary_record"),
    "has_speeches": ("verbatim_record",),
    "quotes": ("committee_report", "statement", "letter", "note", "report", "other"),
}


@pytest.mark.parametrize("name", PROPERTIES)
def test_which_kinds_have_a_property(name: str) -> None:
    assert kinds.names(**{name: True}) == PROPERTIES[name]


def test_a_type_in_a_symbol_makes_a_kind() -> None:
    assert kinds.BY_SYMBOL_TYPE["RES"].name == "resolution"
    assert kinds.BY_SYMBOL_TYPE.keys() == {"RES", "DEC", "PRST", "PV", "SR", "L"}
