"""From the lake to one DuckDB file that people open.

What belongs here: the SQL that follows from ``tables/``, the load, and the swap by which the new file takes the place
of the old one. What does not: what a table is (``tables/``), and what is exported as files (``release.py``).
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import polars as pl

from warehouse.files import to_disk
from warehouse.tables import TABLES, Column, Dtype, Table

SCRIPTS = ("views.sql", "macros.sql")
"""The scripts that are run after the tables are made, in this order; they stand beside this file."""

OFFLINE: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}
"""Nothing here needs an extension, so DuckDB must never look for one on the network (docs/tools.md, 4)."""

SQL_TYPES = {
    pl.Boolean(): "BOOLEAN",
    pl.Int32(): "INTEGER",
    pl.Float32(): "FLOAT",
    pl.Float64(): "DOUBLE",
    pl.String(): "VARCHAR",
    pl.Date(): "DATE",
    pl.Datetime("us", "UTC"): "TIMESTAMP WITH TIME ZONE",
}


def quoted(name: str) -> str:
    """A name as an SQL identifier: ``row`` and ``column`` are names of our columns and words of SQL."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """A text as an SQL string."""
    return "'" + text.replace("'", "''") + "'"


def sql_type(dtype: Dtype) -> str:
    """The DuckDB type for a Polars type. Raises ``KeyError`` for a type that no table has yet."""
    if isinstance(dtype, pl.List):
        return f"{sql_type(dtype.inner)}[]"
    if isinstance(dtype, pl.Struct):
        return "STRUCT(" + ", ".join(f"{f.name} {sql_type(f.dtype)}" for f in dtype.fields) + ")"
    return SQL_TYPES[dtype() if isinstance(dtype, type) else dtype]


def ordering(table: Table) -> str:
    """The table's order as the body of an ``ORDER BY``: nulls last, as in Polars; total, because the key follows."""
    return ", ".join(f"{quoted(column)} NULLS LAST" for column in dict.fromkeys((*table.order, *table.key)))


def ddl(table: Table) -> str:
    """The statements that make ``table``: types, keys, vocabularies, and a comment on the table and each column.

    A reference of a table to itself (``clauses.parent_clause_id``, ``bodies.parent_body_id``) is no foreign key here.
    DuckDB 1.5 compares the rows of one ``INSERT`` with those inserted before it, so parents would have to be loaded
    level by level, out of their order. A rule of ``expectations/relations.py`` checks these references. All others are
    declared, composite ones too: DuckDB accepts a row in which one of their columns is null, as ``Reference`` means it.
    """
    columns = [_column(column) for column in table.columns]
    primary_key = f"PRIMARY KEY ({_names(table.key)})"
    foreign_keys = [
        f"FOREIGN KEY ({_names(r.columns)}) REFERENCES {quoted(r.to_table)} ({_names(r.to_columns)})"
        for r in table.references
        if r.to_table != table.name
    ]
    body = ",\n    ".join([*columns, primary_key, *foreign_keys])
    comments = [f"COMMENT ON TABLE {quoted(table.name)} IS {literal(f'A row is {table.grain}.')};"] + [
        f"COMMENT ON COLUMN {quoted(table.name)}.{quoted(column.name)} IS {literal(_comment(column))};"
        for column in table.columns
    ]
    return f"CREATE TABLE {quoted(table.name)} (\n    {body}\n);\n" + "\n".join(comments)


def build(lake: Path, warehouse: Path) -> dict[str, int]:
    """Build ``warehouse`` from ``lake/<table>/*.parquet`` and return the number of rows of each table.

    The new file is made beside the old one (``<warehouse>.new``) and takes its place only when it is whole and on the
    disk. An error before that leaves the old file as it was. A reader that has the old file open keeps reading it. A
    second build in the same folder waits for the first.

    Raises ``ValueError`` naming table and file if a file of the lake has other columns than its table, and naming table
    and row if a row breaks a key, a reference or a vocabulary.
    """
    new = warehouse.with_name(f"{warehouse.name}.new")
    with one_writer(warehouse.parent):
        try:
            _remove(new)
            with duckdb.connect(new, config=OFFLINE) as connection:
                _declare(connection)
                counts = {table.name: _load(connection, table, lake) for table in TABLES}
                connection.execute("CHECKPOINT")
            to_disk(new)
            # DuckDB would apply the log that a killed writer of the old file left behind to the new file.
            _log_of(warehouse).unlink(missing_ok=True)
            new.replace(warehouse)
            to_disk(warehouse.parent)
        finally:
            _remove(new)
    return counts


@contextmanager
def one_writer(folder: Path) -> Iterator[None]:
    """Lock ``folder``, which is made if need be, against other writers; waits until no other process holds it.

    The system releases the lock when the process ends, however it ends. Must not be nested: it would wait for itself.
    """
    folder.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _declare(connection: duckdb.DuckDBPyConnection) -> None:
    """Make every table, view and macro, in one transaction: otherwise each comment would wait for the disk."""
    connection.begin()
    for table in TABLES:
        connection.execute(ddl(table))
    for script in SCRIPTS:
        connection.execute(Path(__file__).with_name(script).read_text(encoding="utf-8"))
    connection.commit()


def _load(connection: duckdb.DuckDBPyConnection, table: Table, lake: Path) -> int:
    """Fill ``table`` from its files, in its order, and return the number of rows; without files it stays empty."""
    files = sorted((lake / table.name).glob("*.parquet"))
    for file in files:
        if (found := pl.read_parquet_schema(file)) != table.schema:
            odd = dict(found.items() ^ pl.Schema(table.schema).items())
            raise ValueError(
                f"{table.name}: the columns and types of {file} are not those that warehouse/tables declares: "
                f"see {', '.join(sorted(odd)) or 'their order'}; write the file again"
            )
    if not files:
        return 0
    # Written into the SQL and not bound: to bind a list, DuckDB imports pandas, which takes longer than the load.
    listed = ", ".join(literal(str(file)) for file in files)
    try:
        inserted = connection.execute(
            f"INSERT INTO {quoted(table.name)} SELECT {_names(tuple(table.schema))} "
            f"FROM read_parquet([{listed}], hive_partitioning = false) ORDER BY {ordering(table)}"
        ).fetchall()
    except duckdb.ConstraintException as error:
        raise ValueError(
            f"{table.name}: a row in {lake / table.name} breaks what warehouse/tables declares; "
            f"the warehouse was left as it was. {error}"
        ) from error
    return int(inserted[0][0])


def _column(column: Column) -> str:
    parts = [quoted(column.name), sql_type(column.dtype)]
    if not column.nullable:
        parts.append("NOT NULL")
    if column.vocabulary:
        parts.append(f"CHECK ({quoted(column.name)} IN ({', '.join(map(literal, column.vocabulary))}))")
    return " ".join(parts)


def _comment(column: Column) -> str:
    unit = f". Unit: {column.unit}" if column.unit else ""
    vocabulary = f". One of: {', '.join(column.vocabulary)}" if column.vocabulary else ""
    return f"{column.meaning}{unit}{vocabulary}"


def _names(columns: tuple[str, ...]) -> str:
    return ", ".join(map(quoted, columns))


def _log_of(database: Path) -> Path:
    return database.with_name(f"{database.name}.wal")


def _remove(database: Path) -> None:
    for path in (database, _log_of(database)):
        path.unlink(missing_ok=True)
