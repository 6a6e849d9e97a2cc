"""The export of the warehouse as files: Parquet, a data package, a dictionary, and what changed since the last export.

What belongs here: how a table becomes a file that any BI tool reads, and how the files are described. What does not:
the rows themselves, which are the warehouse's, and what a table is (``tables/``).

``exports/<table>/<table>.parquet``   the rows, sorted, typed, zstd
``exports/citation_graph/``           who cites what: ``citation_graph.parquet`` (edges) and ``citation_graph.graphml``
``exports/datapackage.json``          what each file holds, its SHA-256 and its rows (Data Package 2.0)
``exports/dictionary.md``             the same for people
``exports/changes.json``              how this export differs from the one before
"""

from __future__ import annotations

import filecmp
import hashlib
import json
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from warehouse import graph
from warehouse.build import OFFLINE, literal, one_writer, ordering, quoted, sql_type
from warehouse.files import to_disk
from warehouse.tables import TABLES, Column, Table

PACKAGE, DICTIONARY, CHANGES = "datapackage.json", "dictionary.md", "changes.json"
EXPORTED = (*TABLES, graph.EDGES)
"""Every table that is exported: those of the warehouse, and the edges of the citation graph."""
GRAPHML = Path(graph.EDGES.name, f"{graph.EDGES.name}.graphml")

FIELD_TYPES = {
    pl.Boolean: "boolean",
    pl.Int32: "integer",
    pl.Float64: "number",
    pl.String: "string",
    pl.Date: "date",
    pl.Datetime: "datetime",
    pl.List: "array",
}
"""Types as the table schema of the Data Package standard names them."""


def release(warehouse: Path, exports: Path) -> dict[str, int]:
    """Export every table of ``warehouse``, and its citation graph, to ``exports``; returns the number of rows of each.

    Everything is written and counted in ``<exports>.new`` first. Then each file whose bytes differ takes the place of
    the old one by a rename, so that a reader finds one or the other and never half a file. ``datapackage.json``, with
    the SHA-256 of every file, comes last. The folder as a whole is not exchanged. A folder cannot be renamed over
    another, two renames would leave a moment without any, and a tool that opens one file after another could still get
    files of two exports. A reader that needs files of one export compares their SHA-256 with those in the package. An
    export that was cut short between two renames is completed by the next.

    The same rows make the same bytes, and where no byte differs no file is touched, ``changes.json`` included.
    ``changes.json`` gives for each table the number of rows ``added``, ``removed`` and ``changed`` (same key, other
    values), and ``columns``: those that were added, were removed or have another type. Rows are compared by the others.

    Raises ``RuntimeError`` naming the table if a file holds another number of rows than the warehouse.
    """
    new = exports.with_name(f"{exports.name}.new")
    with one_writer(exports.parent):
        shutil.rmtree(new, ignore_errors=True)
        try:
            # The file is attached: a connection to it would share the instance of the file before the last build, if
            # this process still holds one. One thread, because DuckDB does not promise that several threads always
            # cut the same row groups, though they were seen to.
            config = {**OFFLINE, "threads": 1, "temp_directory": str(new / "spilled")}
            with duckdb.connect(config=config) as connection:
                connection.execute(f"ATTACH {literal(str(warehouse))} AS warehouse (READ_ONLY)")
                counts = {table.name: _export(connection, table, new) for table in EXPORTED}
                graph.write_graphml(connection, new / GRAPHML)
                (new / PACKAGE).write_text(_json(_package(counts, new)), encoding="utf-8")
                (new / DICTIONARY).write_text(dictionary(EXPORTED), encoding="utf-8")
                if differing := _differing(new, exports):
                    (new / CHANGES).write_text(_json(_changes(connection, new, exports)), encoding="utf-8")
                    _swap_in(new, exports, [Path(CHANGES), *differing])
        finally:
            shutil.rmtree(new, ignore_errors=True)
    return counts


def dictionary(tables: Iterable[Table]) -> str:
    """The data dictionary in Markdown: for each table its grain, key, order and references, and every column."""
    return "# Data dictionary\n" + "".join(map(_chapter, tables))


def _chapter(table: Table) -> str:
    lines = ["", f"## {table.name}", "", f"A row is {table.grain}.", "", f"- Key: {_code(table.key)}"]
    if table.order:
        lines.append(f"- Order of rows: {_code(table.order)}")
    lines += [f"- {_code(r.columns)} stand in `{r.to_table}`: {_code(r.to_columns)}" for r in table.references]
    lines += ["", "| column | type | null | meaning | unit | values |", "| --- | --- | --- | --- | --- | --- |"]
    for column in table.columns:
        values = _code(column.vocabulary) or (f"matching `{column.pattern}`" if column.pattern else "")
        null = "yes" if column.nullable else "no"
        cells = (f"`{column.name}`", f"`{sql_type(column.dtype)}`", null, column.meaning, column.unit, values)
        lines.append("| " + " | ".join(cell.replace("|", r"\|") for cell in cells) + " |")
    return "\n".join(lines) + "\n"


def _code(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _file(table_name: str) -> Path:
    """Where a table's file stands in an export."""
    return Path(table_name, f"{table_name}.parquet")


def _export(connection: duckdb.DuckDBPyConnection, table: Table, new: Path) -> int:
    """Write one table, count what was written, and return the rows."""
    file = new / _file(table.name)
    file.parent.mkdir(parents=True)
    source = f"({graph.EDGES_QUERY})" if table is graph.EDGES else f"warehouse.{quoted(table.name)}"
    connection.sql(f"FROM {source} ORDER BY {ordering(table)}").write_parquet(str(file), compression="zstd")
    (held,) = connection.sql(f"SELECT count(*) FROM {source}").fetchall()[0]
    written = _rows(connection, file)
    if written != held:
        raise RuntimeError(f"{table.name}: the warehouse holds {held} rows, {file} {written}; nothing was exported")
    return written


def _rows(connection: duckdb.DuckDBPyConnection, file: Path) -> int:
    """The rows that a Parquet file says it holds."""
    return int(connection.sql(f"SELECT num_rows FROM parquet_file_metadata({literal(str(file))})").fetchall()[0][0])


def _package(counts: dict[str, int], new: Path) -> dict[str, Any]:
    """The export described as a Data Package 2.0; without a date, so that the same rows make the same package."""
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "rapporteur",
        "title": "What the United Nations decided",
        "resources": [
            *(_resource(table, counts[table.name], new / _file(table.name)) for table in EXPORTED),
            {
                "name": f"{graph.EDGES.name}_graphml",
                "description": "The same edges, with what is known of each document and treaty.",
                "path": GRAPHML.as_posix(),
                "format": "graphml",
                "mediatype": "application/graphml+xml",
                **_bytes(new / GRAPHML),
            },
        ],
    }


def _resource(table: Table, rows: int, file: Path) -> dict[str, Any]:
    return {
        "name": table.name,
        "type": "table",
        "description": f"A row is {table.grain}.",
        "path": _file(table.name).as_posix(),
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        **_bytes(file),
        "row_count": rows,
        "schema": {
            "fields": [_field(column) for column in table.columns],
            # the standard reads an empty text as missing by default; here it is a value (clauses.path)
            "missingValues": [],
            "primaryKey": list(table.key),
            "foreignKeys": [
                {
                    "fields": list(reference.columns),
                    "reference": {
                        # the standard leaves it out where a table refers to itself
                        **({} if reference.to_table == table.name else {"resource": reference.to_table}),
                        "fields": list(reference.to_columns),
                    },
                }
                for reference in table.references
            ],
        },
    }


def _bytes(file: Path) -> dict[str, Any]:
    with file.open("rb") as opened:
        sha256 = hashlib.file_digest(opened, "sha256").hexdigest()
    return {"bytes": file.stat().st_size, "hash": f"sha256:{sha256}"}


def _field(column: Column) -> dict[str, Any]:
    constraints: dict[str, Any] = {"required": not column.nullable}
    if column.vocabulary:
        constraints["enum"] = list(column.vocabulary)
    if column.pattern:
        constraints["pattern"] = column.pattern
    return {
        "name": column.name,
        "type": FIELD_TYPES[column.dtype.base_type()],
        "description": column.meaning,
        **({"unit": column.unit} if column.unit else {}),
        "constraints": constraints,
    }


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _differing(new: Path, exports: Path) -> list[Path]:
    """The files of ``new``, relative to it, whose bytes differ from those in ``exports``; the package last."""
    files = [*(_file(table.name) for table in EXPORTED), GRAPHML, Path(DICTIONARY), Path(PACKAGE)]
    return [f for f in files if not (exports / f).is_file() or not filecmp.cmp(new / f, exports / f, shallow=False)]


def _changes(connection: duckdb.DuckDBPyConnection, new: Path, exports: Path) -> dict[str, dict[str, Any]]:
    """How ``new`` differs from ``exports``, for each table in either."""
    changes = {table.name: _table_changes(connection, table, new, exports) for table in TABLES}
    for name in _undeclared(exports):
        changes[name] = {"added": 0, "removed": _rows(connection, exports / _file(name)), "changed": 0, "columns": []}
    return changes


def _table_changes(
    connection: duckdb.DuckDBPyConnection, table: Table, new: Path, exports: Path
) -> dict[str, int | list[str]]:
    before, after = exports / _file(table.name), new / _file(table.name)
    if not before.is_file():
        return {"added": _rows(connection, after), "removed": 0, "changed": 0, "columns": []}
    types_before, types_after = _types(connection, before), _types(connection, after)
    columns = sorted({name for name, _ in types_before ^ types_after})
    if set(columns) & set(table.key):
        # without a common key rows cannot be compared: all were removed, and all were added
        added, removed, changed = _rows(connection, after), _rows(connection, before), 0
    else:
        compared = ", ".join(sorted(quoted(name) for name, _ in types_before & types_after))
        present = quoted(table.key[0])
        same_key = " AND ".join(f"b.{quoted(name)} = a.{quoted(name)}" for name in table.key)
        added, removed, changed = connection.sql(
            f"""
            SELECT
                count(*) FILTER (b.{present} IS NULL),
                count(*) FILTER (a.{present} IS NULL),
                count(*) FILTER (b.{present} IS NOT NULL AND a.{present} IS NOT NULL AND b IS DISTINCT FROM a)
            FROM (SELECT {compared} FROM read_parquet({literal(str(before))}, hive_partitioning = false)) AS b
            FULL JOIN (SELECT {compared} FROM read_parquet({literal(str(after))}, hive_partitioning = false)) AS a
            ON {same_key}
            """
        ).fetchall()[0]
    return {"added": added, "removed": removed, "changed": changed, "columns": columns}


def _types(connection: duckdb.DuckDBPyConnection, file: Path) -> set[tuple[str, str]]:
    """Names and types of a Parquet file's columns."""
    relation = connection.sql(f"FROM read_parquet({literal(str(file))}, hive_partitioning = false)")
    return set(zip(relation.columns, map(str, relation.types), strict=True))


def _undeclared(exports: Path) -> list[str]:
    """Tables of the export before this one that are no longer declared."""
    if not (exports / PACKAGE).is_file():
        return []
    package = json.loads((exports / PACKAGE).read_text(encoding="utf-8"))
    known = {_file(table.name).as_posix() for table in EXPORTED} | {GRAPHML.as_posix()}
    return [r["name"] for r in package["resources"] if r["path"] not in known and (exports / r["path"]).is_file()]


def _swap_in(new: Path, exports: Path, files: list[Path]) -> None:
    """Delete the files of tables that are no longer declared, and put ``files`` in their places, in this order."""
    for name in _undeclared(exports):
        (exports / _file(name)).unlink()
    for file in files:
        (exports / file).parent.mkdir(parents=True, exist_ok=True)
        to_disk(new / file)
        (new / file).replace(exports / file)
        to_disk((exports / file).parent)
