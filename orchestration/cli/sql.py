"""``rapporteur sql``: queries to the warehouse."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import duckdb
import typer

from orchestration.cli.answers import Answer, Format, format_of
from orchestration.cli.console import Data, Stop
from orchestration.cli.stores import execute, open_warehouse


def sql(
    query: Annotated[
        str, typer.Argument(help="Statements of DuckDB's SQL, separated by ';'. Without it they are read from stdin.")
    ] = "-",
    as_format: Annotated[
        Format | None, typer.Option("--format", help="table on a terminal, csv in a pipe, if nothing is said.")
    ] = None,
    to: Annotated[Path | None, typer.Option("--out", "-o", help="File for the answer: answer.parquet.")] = None,
    data: Data = Path("data"),
) -> None:
    """Ask the warehouse. Nothing can be changed by it.

    Examples:

        rapporteur sql "FROM resolutions LIMIT 5"

        rapporteur sql "FROM votes" -o votes.parquet

        rapporteur sql --format jsonl < query.sql | head
    """
    if query == "-":
        if sys.stdin.isatty():
            raise Stop('Name a query: rapporteur sql "FROM documents"; or pass one in: rapporteur sql < query.sql')
        query = sys.stdin.read()
    chosen = format_of(as_format, to)
    if chosen is Format.parquet and not to:
        raise Stop("Parquet goes into a file: -o answer.parquet")
    with open_warehouse(data) as connection:
        connection.execute("SET arrow_lossless_conversion = true")
        statements = _statements(connection, query)
        if to and len(statements) > 1:
            raise Stop(f"{len(statements)} statements have {len(statements)} answers: write one into {to} at a time.")
        for statement in statements:
            Answer(execute(connection, statement)).write(chosen, to)


def _statements(connection: duckdb.DuckDBPyConnection, query: str) -> list[str]:
    """The statements of a text, as DuckDB separates them."""
    try:
        statements = [statement.query.strip() for statement in connection.extract_statements(query)]
    except duckdb.Error as error:
        raise Stop(str(error)) from error
    if not statements:
        raise Stop("There is no statement in that.")
    return statements
