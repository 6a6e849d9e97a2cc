"""The declaration of the tables is consistent, and frames are what it declares."""

from __future__ import annotations

import re

import polars as pl
import pytest
from polars.exceptions import InvalidOperationError

from warehouse import tables
from warehouse.tables import BY_NAME, CLAUSES, TABLES, VOTE_RECORDS, Column, Reference, Table

COLUMNS = [
    pytest.param(table, column, id=f"{table.name}.{column.name}") for table in TABLES for column in table.columns
]
REFERENCES = [
    pytest.param(table, reference, id=f"{table.name}.{'+'.join(reference.columns)}")
    for table in TABLES
    for reference in table.references
]
EACH_TABLE = pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
VOTE = {"vote_session_id": "A/99/PV.7#A/RES/99/1", "state_name": "Chad", "state_code": "TCD", "vote": "against"}


def test_every_table_has_a_name_of_its_own() -> None:
    assert list(BY_NAME.values()) == list(TABLES)


@EACH_TABLE
def test_key_and_order_are_columns_and_the_key_is_never_null(table: Table) -> None:
    assert len(table.schema) == len(table.columns), "two columns of one name"
    assert table.key
    assert [name for name in table.key if table.column(name).nullable] == []
    assert set(table.order) <= table.schema.keys()


@pytest.mark.parametrize(("table", "column"), COLUMNS)
def test_column_is_explained(table: Table, column: Column) -> None:
    # The comments in the warehouse continue after the meaning: ". Unit: ... One of: ...".
    assert column.meaning.strip() == column.meaning != ""
    assert not column.meaning.endswith(".")
    assert column.unit.strip() == column.unit
    re.compile(column.pattern)


@pytest.mark.parametrize(("table", "column"), COLUMNS)
def test_a_column_s_name_agrees_with_its_type(table: Table, column: Column) -> None:
    assert re.fullmatch(r"[a-z][a-z0-9_]*", column.name)
    is_date = column.dtype == pl.Date
    is_timestamp = column.dtype == pl.Datetime("us", "UTC")
    is_boolean = column.dtype == pl.Boolean
    assert column.name.endswith("_on") == is_date
    assert column.name.endswith("_at") == is_timestamp
    assert column.name.startswith(("is_", "has_")) == is_boolean
    if column.name.endswith("_count"):
        assert column.dtype.is_integer()
        assert column.unit
    if column.name.endswith("_id"):
        assert column.dtype == pl.String
    if column.name.endswith("symbol"):
        assert column.pattern == tables.SYMBOL_PATTERN


@pytest.mark.parametrize(("table", "column"), COLUMNS)
def test_vocabulary_is_of_distinct_plain_words(table: Table, column: Column) -> None:
    assert len(set(column.vocabulary)) == len(column.vocabulary)
    assert [word for word in column.vocabulary if not re.fullmatch(r"[a-z][a-z_]*", word)] == []
    if column.vocabulary:
        assert column.dtype == pl.String


def test_declared_vocabularies_are_not_empty() -> None:
    # An empty tuple would mean "any value": the check and the rule would silently be left out.
    vocabularies = {name: value for name, value in vars(tables).items() if name.isupper() and _is_vocabulary(value)}
    assert len(vocabularies) > 10
    assert all(vocabularies.values())


def _is_vocabulary(value: object) -> bool:
    return isinstance(value, tuple) and not any(isinstance(member, Table) for member in value)


def test_a_name_has_one_type_everywhere() -> None:
    types: dict[str, set[tables.Dtype]] = {}
    for table in TABLES:
        for column in table.columns:
            types.setdefault(column.name, set()).add(column.dtype)
    assert {name: found for name, found in types.items() if len(found) > 1} == {}


@pytest.mark.parametrize(("table", "reference"), REFERENCES)
def test_reference_points_at_the_key_of_a_table_made_before(table: Table, reference: Reference) -> None:
    target = BY_NAME[reference.to_table]
    assert TABLES.index(target) <= TABLES.index(table)
    assert reference.to_columns == target.key
    assert [table.schema[c] for c in reference.columns] == [target.schema[c] for c in reference.to_columns]


@pytest.mark.parametrize(
    ("symbol", "why"),
    [
        ("A/RES/99/1", "a resolution of the General Assembly"),
        ("S/RES/4001(2031)", "the Security Council sets the year against the number"),
        ("A/99/49 (Vol. I)", "a volume of the Official Records"),
        ("A/C.3/99/L.45/Rev.1", "a revised draft in a Main Committee"),
        ("A/RES/ES-14/1", "an emergency special session"),
        ("A/RES/217(III) A", "one text of a lettered group"),
        ("A/RES/99/245 A-B", "a group of them"),
        ("S/PV.11580 (Resumption 1)", "a meeting that was resumed"),
    ],
)
def test_symbol_pattern_takes(symbol: str, why: str) -> None:
    assert re.fullmatch(tables.SYMBOL_PATTERN, symbol), why


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "nothing"),
        ("a/res/99/1", "not the canonical case"),
        ("A/RES/99/1 ", "a blank left over"),
        ("A//99", "a part left out"),
        ("A/RES/99/1/", "a part to come"),
        ("resolution 99/1", "how a text cites it"),
        ("A/RES/99/1, para. 2", "a pinpoint left on it"),
    ],
)
def test_symbol_pattern_refuses(text: str, why: str) -> None:
    assert not re.fullmatch(tables.SYMBOL_PATTERN, text), why


@EACH_TABLE
def test_frame_of_no_rows_has_the_columns_all_the_same(table: Table) -> None:
    assert table.frame().schema == table.schema
    assert table.frame().height == 0


def test_frame_orders_rows_and_leaves_null_what_a_row_leaves_out() -> None:
    frame = VOTE_RECORDS.frame([VOTE | {"later_statement": "in favour"}, VOTE | {"state_code": "AUT"}])
    assert frame.select("state_code", "later_statement").rows() == [("AUT", None), ("TCD", "in favour")]


def test_frame_refuses_a_misspelt_column() -> None:
    with pytest.raises(ValueError, match="votes: no such column: state"):
        VOTE_RECORDS.frame([VOTE, VOTE | {"state": "Chad"}])


def test_cast_refuses_a_missing_column() -> None:
    with pytest.raises(ValueError, match="votes: missing column: state_code, vote"):
        VOTE_RECORDS.cast(VOTE_RECORDS.frame([VOTE]).drop("state_code", "vote"))


def test_cast_refuses_an_unknown_column() -> None:
    with pytest.raises(ValueError, match="votes: no such column: region"):
        VOTE_RECORDS.cast(VOTE_RECORDS.frame([VOTE]).with_columns(region=pl.lit("Africa")))


def test_cast_refuses_a_value_that_does_not_fit() -> None:
    frame = CLAUSES.frame().clear(1).with_columns(seq=pl.lit("first"))
    with pytest.raises(InvalidOperationError, match="first"):
        CLAUSES.cast(frame)


def test_cast_gives_types_and_order_of_columns_and_rows() -> None:
    frame = pl.DataFrame({name: ["b", None, "a"] for name in sorted(VOTE_RECORDS.schema)})
    cast = VOTE_RECORDS.cast(frame)
    assert cast.schema == VOTE_RECORDS.schema
    assert cast["state_code"].to_list() == ["a", "b", None]


def test_unknown_column_is_named_with_its_table() -> None:
    with pytest.raises(KeyError, match="table votes has no column state"):
        VOTE_RECORDS.column("state")
