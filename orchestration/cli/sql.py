"""``rapporteur sql``: a query to the warehouse, and its answer as a table."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from orchestration.cli.console import Data, out
from orchestration.cli.stores import execute, open_warehouse

ROWS_SHOWN = 1000
"""The most rows of an answer that are printed; a longer answer is better kept in a file."""


def sql(
    query: Annotated[str, typer.Argument(help="A statement of DuckDB's SQL; nothing can be changed by it.")],
    data: Data = Path("data"),
) -> None:
    """Ask the warehouse."""
    with open_warehouse(data) as connection:
        answer = execute(connection, query)
        table = Table()
        for name, kind, *_ in answer.description or ():
            table.add_column(Text(name), justify="right" if kind == "NUMBER" else "left")
        rows = answer.fetchmany(ROWS_SHOWN + 1)
        for row in rows[:ROWS_SHOWN]:
            table.add_row(*(Text("" if value is None else str(value)) for value in row))
    out.print(table)
    if len(rows) > ROWS_SHOWN:
        out.print(f"The first {ROWS_SHOWN} rows; there are more.")
