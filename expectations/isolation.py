"""The rows of a table that break a rule that must hold, found before it is loaded so that they alone are left out.

What belongs here: which rows are at fault, by the rules of the table and by those rules across tables that the rows of
one document answer. What does not: the rules (``suites/``, ``relations.py``), what is recorded of a row that is left
out (``orchestration/modelling.py``), and the checks of a whole table when it is loaded (``runner.py``).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import polars as pl

from expectations import relations, suites
from expectations.suites.implied import place_in_order
from warehouse.tables import Table


class Fault(NamedTuple):
    """Rows that break a rule."""

    rule: str
    notes: str
    rows: pl.DataFrame


def sound_rows(table: Table, frame: pl.DataFrame, others: relations.Frames) -> tuple[pl.DataFrame, list[Fault]]:
    """The rows of a table that break no rule that must hold, and the faults of the others.

    ``others`` holds the tables that rules across tables may look at; a rule that needs one that is not among them is
    not tried. Of rows under one key the first stays. A row that leads to one that was left out is left out too. Where
    rows are left out ``seq`` counts anew.
    """
    faults: list[Fault] = []
    while found := next(_at_fault(table, frame, others), None):
        rule, notes, is_at_fault = found
        faults.append(Fault(rule, notes, frame.filter(is_at_fault)))
        frame = frame.filter(~is_at_fault)
        if "seq" in table.schema:
            frame = frame.with_columns(seq=place_in_order(table).cast(table.schema["seq"]))
    return frame, faults


def _at_fault(table: Table, frame: pl.DataFrame, others: relations.Frames) -> Iterator[tuple[str, str, pl.Series]]:
    """Each rule that is broken, why it is expected to hold, and for each row whether it is at fault."""
    is_first = frame.select(pl.struct(table.key).is_first_distinct()).to_series()
    for rule, breaks in suites.breaches(table, frame):
        is_at_fault = breaks & ~is_first if rule.name == "key_is_unique" else breaks
        yield rule.name, rule.notes, is_at_fault
    frames = {**others, table.name: frame}
    for relation in relations.RELATIONS:
        is_answered = relation.within_document and frames.keys() >= {*relation.within_document}
        if relation.table == table.name and relation.must_hold and is_answered:
            wrong = relation.violations(frames)
            if wrong.height:
                keys = wrong.select(table.key).unique().with_columns(is_wrong=pl.lit(True))
                marked = frame.join(keys, on=table.key, how="left", nulls_equal=True, maintain_order="left")
                yield relation.name, relation.notes, marked["is_wrong"].fill_null(False)
