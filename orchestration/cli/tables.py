"""``rapporteur tables``: what the warehouse holds, and what each table, view, macro and column means."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import duckdb
import typer
from rich.text import Text

from orchestration.cli.answers import Answer, Format, format_of
from orchestration.cli.console import FAILED, Data, Stop, out
from orchestration.cli.stores import Row, execute, open_warehouse, rows
from warehouse.build import quoted

LISTED = """
FROM (
    SELECT table_name AS name, 'table' AS kind, estimated_size AS rows, comment AS meaning FROM duckdb_tables()
    UNION ALL
    SELECT view_name, 'view', NULL, comment FROM duckdb_views() WHERE NOT internal
    UNION ALL
    SELECT DISTINCT function_name, 'macro', NULL, comment FROM duckdb_functions() WHERE NOT internal
)
ORDER BY kind = 'macro', kind = 'view', name
"""
"""A table's ``estimated_size`` is its number of rows, since nothing was deleted from it."""
COLUMNS = """
SELECT column_name AS "column", data_type AS type, comment AS meaning
FROM duckdb_columns() WHERE table_name = $1 ORDER BY column_index
"""


def tables(
    name: Annotated[str, typer.Argument(help="One of them, with its columns and an example.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="As JSON, for scripts.")] = False,
    data: Data = Path("data"),
) -> None:
    """List the tables, views and macros of the warehouse, or explain one.

    Examples:

        rapporteur tables

        rapporteur tables clauses
    """
    is_read = out.is_terminal and not as_json
    chosen = Format.json if as_json else format_of(None, None)
    with open_warehouse(data) as connection:
        if not name:
            Answer(execute(connection, LISTED)).write(chosen, None)
            return
        found = _found(connection, name)
        if found["kind"] == "macro":
            answer = execute(connection, f"FROM ({LISTED}) WHERE name = $1", found["name"])
        else:
            answer = execute(connection, COLUMNS, found["name"])
        if is_read:
            out.print(Text(f"{found['name']} ({found['kind']}): {found['meaning']}"))
        if found["kind"] != "macro" or not is_read:
            Answer(answer).write(chosen, None)
        if found["kind"] != "macro" and is_read:
            _print_example(connection, found["name"])


def _found(connection: duckdb.DuckDBPyConnection, name: str) -> Row:
    """The table, view or macro of that name. A name that none has ends the command and names those most like it."""
    known = {row["name"]: row for row in rows(connection, LISTED)}
    if found := known.get(name.lower()):
        return found
    near = rows(
        connection,
        "SELECT n FROM unnest($1) t(n) ORDER BY jaro_winkler_similarity(n, $2) DESC LIMIT 3",
        [*known],
        name.lower(),
    )
    raise Stop(f"There is no table {name}. Nearest: {', '.join(row['n'] for row in near)}", FAILED)


def _print_example(connection: duckdb.DuckDBPyConnection, name: str) -> None:
    """How many rows there are, and the first of them."""
    ((count,),) = execute(connection, f"SELECT count(*) FROM {quoted(name)}").fetchall()
    out.print(f"{count:,} rows" + (", for example:" if count else ""))
    if count:
        Answer(execute(connection, f"FROM {quoted(name)} LIMIT 1")).write(Format.table, None)
