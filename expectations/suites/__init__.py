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
from warehouse.tables import BY_NAME

DOMAIN: Mapping[str, tuple[Rule, ...]] = {
    name: own
    for group in (bodies, documents, citations, mandates, votes, rejections)
    for name, own in group.RULES.items()
}
"""The domain's own rules, by table."""


@cache
def rules(name: str) -> tuple[Rule, ...]:
    """Every rule of the table of that name. Raises ``KeyError`` where there is no such table."""
    return (*implied(BY_NAME[name]), *DOMAIN.get(name, ()))


def broken(name: str, frame: pl.DataFrame) -> Iterator[tuple[Rule, pl.DataFrame]]:
    """The rules that must hold and do not, each with the rows of ``frame`` that break it; ``name`` is the table.

    The runner checks the same rules by Great Expectations, once, when a table is loaded, and what fails there stops the
    load. This finds beforehand, and cheaply, which document would be the cause, so that it alone is left out.
    """
    breaches = [(rule, rule.breach) for rule in rules(name) if rule.must_hold]
    breaks = frame.select(breach.fill_null(False).alias(rule.name) for rule, breach in breaches if breach is not None)
    for rule, breach in breaches:
        if breach is not None and breaks[rule.name].any():
            yield rule, frame.filter(breaks[rule.name])
