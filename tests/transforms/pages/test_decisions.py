"""Decisions: the first rule that holds answers, and gives its name."""

from __future__ import annotations

import importlib
import pkgutil

import pytest

from transforms import pages
from transforms.pages.decisions import NamedRule, Verdict, decide, otherwise

SIZES = (
    NamedRule("large", "a lamp of a harbour", lambda lamp, least: lamp > least, "harbour"),
    NamedRule("even", "lamps of boats come in pairs", lambda lamp, least: lamp % 2 == 0, "boat"),
)
TABLES = {
    f"{module.name}.{name}": value
    for module in pkgutil.iter_modules(pages.__path__)
    for name, value in vars(importlib.import_module(f"transforms.pages.{module.name}")).items()
    if isinstance(value, tuple) and value and isinstance(value[0], NamedRule)
}


@pytest.mark.parametrize(
    ("lamp", "verdict"), [(9, Verdict("harbour", "large")), (4, Verdict("boat", "even")), (8, ("harbour", "large"))]
)
def test_the_first_rule_that_holds_answers(lamp: int, verdict: Verdict[str]) -> None:
    assert decide(SIZES, lamp, 5) == verdict


def test_a_table_that_does_not_answer_is_an_error() -> None:
    with pytest.raises(LookupError, match="large, even"):
        decide(SIZES, 3, 5)


def test_the_tables_of_the_room_are_found() -> None:
    assert {"continuation.CONTINUES", "paragraphs.BEGINS", "furniture.PARTS", "notes.SEPARATES"} <= TABLES.keys()


@pytest.mark.parametrize("rules", TABLES.values(), ids=TABLES.keys())
def test_each_rule_has_a_name_of_its_own_and_the_last_always_answers(rules: tuple[NamedRule[object], ...]) -> None:
    names = [rule.name for rule in rules]
    assert len({*names}) == len(names)
    assert all(rule.why for rule in rules)
    assert rules[-1].test is otherwise
