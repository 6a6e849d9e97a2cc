"""The rules that follow from the declaration of a table: key, nulls, vocabularies, patterns, numbers, order, places."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import polars as pl

from expectations.suites.rule import Rule, must, where
from warehouse.tables import Column, Table

LEAST_VALUES: Mapping[str, int] = {
    "page": 1,
    "page_first": 1,
    "page_count": 1,
    "source_page": 1,
    "table_number": 1,
    "row": 1,
    "column": 1,
    "depth": 0,
    "char_offset": 0,
    "char_start": 0,
    "in_favour": 0,
    "against": 0,
    "abstaining": 0,
    "not_voting": 0,
}
"""The least value of a column of numbers. A name means the same in every table, so one list serves them all."""


def implied(table: Table) -> Iterator[Rule]:
    """What the declaration of the table says of every row."""
    if table.row_floor:
        notes = f"a load of real documents has at least {table.row_floor} row(s); with fewer, rows were lost"
        yield Rule("has_enough_rows", notes, True, "ExpectTableRowCountToBeBetween", {"min_value": table.row_floor})
    yield _unique_key(table)
    for column in table.columns:
        yield from _of_column(column)
    if "seq" in table.schema:
        yield _unbroken_order(table)
    if "char_end" in table.schema:
        yield Rule(
            "span_is_not_empty",
            "a span holds at least one character, so char_end is greater than char_start",
            True,
            "ExpectColumnPairValuesAToBeGreaterThanB",
            {"column_A": "char_end", "column_B": "char_start", "ignore_row_if": "either_value_is_missing"},
        )
    if "bbox" in table.schema:
        box = pl.element().struct
        turned = (box.field("x0") > box.field("x1")) | (box.field("top") > box.field("bottom"))
        yield must(
            "bbox_is_upright",
            "a box's left edge is not right of its right edge, nor its top below its bottom",
            where(pl.col("bbox").list.eval(turned).list.any(), pl.col("bbox").list.len()),
        )


def _unique_key(table: Table) -> Rule:
    notes = f"{' + '.join(table.key)} names one row: {table.grain}"
    if len(table.key) == 1:
        return Rule("key_is_unique", notes, True, "ExpectColumnValuesToBeUnique", {"column": table.key[0]})
    return Rule("key_is_unique", notes, True, "ExpectCompoundColumnsToBeUnique", {"column_list": list(table.key)})


def _of_column(column: Column) -> Iterator[Rule]:
    name, meaning = column.name, column.meaning
    argument: Mapping[str, Any] = {"column": name}
    if not column.nullable:
        notes = f"{name} is always known: {meaning}"
        yield Rule(f"{name}_is_given", notes, True, "ExpectColumnValuesToNotBeNull", argument)
    if column.vocabulary:
        notes = f"{name} is one of the words listed in warehouse/tables: {meaning}"
        values = {**argument, "value_set": list(column.vocabulary)}
        yield Rule(f"{name}_is_in_vocabulary", notes, True, "ExpectColumnValuesToBeInSet", values)
    if column.pattern:
        notes = f"{name} is spelt as warehouse/tables says: {meaning}"
        spelt = pl.col(name).str.contains(rf"\A(?:{column.pattern})\z")
        yield must(f"{name}_matches_pattern", notes, where(~spelt, name))
    if name in LEAST_VALUES:
        notes = f"{name} is a number from {LEAST_VALUES[name]} up: {meaning}"
        least = {**argument, "min_value": LEAST_VALUES[name]}
        yield Rule(f"{name}_is_not_too_small", notes, True, "ExpectColumnValuesToBeBetween", least)


def _unbroken_order(table: Table) -> Rule:
    """``seq`` counts from 1 within what it orders: the table's order without ``seq`` itself."""
    return must(
        "seq_counts_from_1",
        f"within {' + '.join(_ordered_in(table))} seq runs 1, 2, 3: a gap means a lost row, a repeat leaves the order "
        "open",
        where(pl.col("seq") != place_in_order(table), "seq"),
    )


def place_in_order(table: Table) -> pl.Expr:
    """What ``seq`` is to be in each row of a table that has it."""
    return pl.col("seq").rank("dense" if "seq" in table.key else "ordinal").over(_ordered_in(table))


def _ordered_in(table: Table) -> list[str]:
    """The columns of what ``seq`` orders."""
    return [column for column in table.order or table.key if column != "seq"]
