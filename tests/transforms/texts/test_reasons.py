"""Every clause of a printed text says by which rules it is what it is."""

from __future__ import annotations

from typing import Any

import pytest

from tests.specimens import PDFS
from transforms.formats import register
from transforms.pages.decisions import NamedRule
from transforms.texts import elements, outline, printed

RULES: dict[str, tuple[NamedRule[Any], ...]] = {
    "heading": elements.HEADINGS,
    "element": printed.ELEMENTS,
    "item": outline.ITEM_KINDS,
}
"""The tables of rules, by the decision that their names stand behind."""


@pytest.mark.parametrize("name", ["A_RES_99_2", "A_99_401"])
def test_each_clause_has_its_reasons(name: str) -> None:
    path = PDFS / f"{name}.pdf"
    rows = register.read(path.read_bytes(), path.name)
    assert {clause.clause_id for clause in rows.clauses} == set(rows.reasons)
    for clause in rows.clauses:
        reasons = dict(reason.split(": ", 1) for reason in rows.reasons[clause.clause_id])
        assert {"heading", "element"} <= reasons.keys(), clause.clause_id
        for decision, rule in reasons.items():
            if decision in RULES:
                assert rule in {each.name for each in RULES[decision]}, (decision, rule)
        assert (reasons["element"] in ("heading", "annex")) == (clause.kind == "heading")


@pytest.mark.parametrize(
    "rules", [elements.HEADINGS, printed.ELEMENTS, outline.ITEM_KINDS], ids=["heading", "element", "item"]
)
def test_the_names_of_a_table_are_unique_and_each_rule_says_why(rules: tuple[NamedRule[Any], ...]) -> None:
    names = [rule.name for rule in rules]
    assert len(names) == len(set(names))
    assert all(rule.why for rule in rules)
