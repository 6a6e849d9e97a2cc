"""The rules of each table: those that its declaration implies, then the domain's own.

What belongs here: every rule that one row, or the rows of one table together, can answer. Each has a name, one sentence
that says why it holds, and a severity. What does not: rules across tables (``relations.py``) and how a rule is put to
Great Expectations (``runner.py``).

A rule that must hold stops the load, so it is one that only a fault of ours can break: a key, a vocabulary, a span
outside its text. A rule that a real document may break, because it is old, short or oddly printed, should hold: it
warns, because one document never stops a run.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

import polars as pl

from expectations.suites import bodies, citations, documents, mandates, rejections, votes
from expectations.suites.implied import implied
from expectations.suites.rule import Rule
from warehouse.tables import BY_NAME, Table

DOMAIN: Mapping[str, tuple[Rule, ...]] = {
    name: own
    for group in (bodies, documents, citations, mandates, votes, rejections)
    for name, own in group.RULES.items()
}
"""The domain's own rules, by table."""


@cache
def rules(name: str) -> tuple[Rule, ...]:
    """Every rule of the table of that name. Raises ``KeyError`` where there is no such table."""
    return rules_of(BY_NAME[name])


def rules_of(table: Table) -> tuple[Rule, ...]:
    """Every rule of a table, which need not be published."""
    return (*implied(table), *DOMAIN.get(table.name, ()))


def breaches(table: Table, frame: pl.DataFrame) -> Iterator[tuple[Rule, pl.Series]]:
    """The rules that must hold and do not, each with whether each row of ``frame`` breaks it.

    The runner checks the same rules by Great Expectations, once, when a table is loaded, and what fails there stops the
    load. This finds beforehand, and cheaply, which rows would be the cause, so that they alone are left out.
    """
    tried = [(rule, rule.breach) for rule in rules_of(table) if rule.must_hold]
    breaks = frame.select(breach.fill_null(False).alias(rule.name) for rule, breach in tried if breach is not None)
    for rule, breach in tried:
        if breach is not None and breaks[rule.name].any():
            yield rule, breaks[rule.name]


def broken(table: Table, frame: pl.DataFrame) -> Iterator[tuple[Rule, pl.DataFrame]]:
    """As ``breaches``, with the rows that break each rule."""
    return ((rule, frame.filter(breaks)) for rule, breaks in breaches(table, frame))
