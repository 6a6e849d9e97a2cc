"""What a table is: its columns, its key, its references, and how rows become a frame of it.

What belongs here: the classes, and columns and references that several tables share. What does not: the tables
themselves, each in the file of its group.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import polars as pl
from polars.datatypes import DataTypeClass

from warehouse.tables.vocabularies import LANGUAGES

SYMBOL_PATTERN = r"^[A-Z][A-Za-z0-9]*([/.\-]?[A-Za-z0-9]|[ ]?\([^()]+\)| [A-Z](-[A-Z])?(/|$))*$"
"""What a canonical symbol looks like: ``A/RES/79/181``, ``S/RES/2397(2017)``, ``A/79/49 (Vol. I)``."""

Dtype = pl.DataType | DataTypeClass


@dataclass(frozen=True)
class Column:
    """One column: its name, its type, what it means, and what must be true of every value of it."""

    name: str
    dtype: Dtype
    meaning: str
    nullable: bool = True
    vocabulary: tuple[str, ...] = ()
    """The values allowed, where they are few."""
    unit: str = ""
    pattern: str = ""
    """A regular expression that the whole value matches."""


@dataclass(frozen=True)
class Reference:
    """The values of ``columns``, where none is null, stand in ``to_columns`` of ``to_table``."""

    columns: tuple[str, ...]
    to_table: str
    to_columns: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """One table: a row is ``grain``; ``key`` is unique, never null, and the order in which rows are kept."""

    name: str
    grain: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    references: tuple[Reference, ...] = ()
    order: tuple[str, ...] = ()
    """The order of rows where it is not that of the key (reading order)."""
    row_floor: int = 0
    """A load of real documents with fewer rows than this has lost some."""
    schema: Mapping[str, Dtype] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "schema", {c.name: c.dtype for c in self.columns})

    def column(self, name: str) -> Column:
        """The column of that name. Raises ``KeyError`` naming table and column if there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"table {self.name} has no column {name}")

    def frame(self, rows: Iterable[Mapping[str, Any]] = ()) -> pl.DataFrame:
        """Rows as a frame of this table, with its types and its order of columns and rows.

        A key missing from a row is null. A key that is no column raises ``ValueError`` naming it, because a
        misspelt column would otherwise be lost in silence.
        """
        listed = list(rows)
        for row in listed:
            if unknown := row.keys() - self.schema.keys():
                raise ValueError(f"{self.name}: no such column: {', '.join(sorted(unknown))}")
        return self.sort(pl.DataFrame([[row.get(c) for c in self.schema] for row in listed], self.schema, orient="row"))

    def cast(self, frame: pl.DataFrame) -> pl.DataFrame:
        """``frame`` with exactly this table's columns and types, sorted.

        Raises ``ValueError`` naming table and columns if any is missing or unknown, and
        ``polars.exceptions.InvalidOperationError`` if a value does not fit its type.
        """
        if missing := [c for c in self.schema if c not in frame.columns]:
            raise ValueError(f"{self.name}: missing column: {', '.join(missing)}")
        if unknown := [c for c in frame.columns if c not in self.schema]:
            raise ValueError(f"{self.name}: no such column: {', '.join(unknown)}")
        return self.sort(frame.select(list(self.schema)).cast(pl.Schema(self.schema)))

    def sort(self, frame: pl.DataFrame) -> pl.DataFrame:
        """``frame`` in this table's order."""
        return frame.sort(list(self.order or self.key), nulls_last=True, maintain_order=True)


def symbol_column(name: str, meaning: str, nullable: bool = True) -> Column:
    """A column of canonical symbols."""
    return Column(name, pl.String, meaning, nullable, pattern=SYMBOL_PATTERN)


def language_column(meaning: str = "Language of the document, ISO 639-1") -> Column:
    """The column ``language``."""
    return Column("language", pl.String, meaning, False, LANGUAGES)


def page_column(meaning: str = "Page of the file, from 1; null where the file has no pages") -> Column:
    """The column ``page``."""
    return Column("page", pl.Int32, meaning)


def place_column() -> Column:
    """The column ``bbox``: one box per page, in points from the page's upper left corner."""
    box = pl.Struct({"page": pl.Int32, "x0": pl.Float32, "top": pl.Float32, "x1": pl.Float32, "bottom": pl.Float32})
    meaning = "Where it stands: one box per page; null where the file has no pages"
    return Column("bbox", pl.List(box), meaning, unit="points from the upper left corner")


OF_DOCUMENT = Reference(("symbol", "language"), "documents", ("symbol", "language"))
OF_CLAUSE = Reference(("clause_id", "language"), "clauses", ("clause_id", "language"))
OF_VOTE_SESSION = Reference(("vote_session_id",), "vote_sessions", ("vote_session_id",))
