"""``rapporteur status``: what an operator needs to know of the ledger."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Group
from rich.table import Table
from rich.text import Text

from orchestration.cli.console import Data, out
from orchestration.cli.stores import Row, open_ledger
from orchestration.fetching.ledger import Ledger, stamp

RUNS_SHOWN = 10
NOTHING = Text("Nothing is on record yet: rapporteur fetch, discover or run begins it.")


def status(
    shown: Annotated[int, typer.Option(help="How many of the most wanted documents are shown.")] = 10,
    data: Data = Path("data"),
) -> None:
    """What is held, missing, refused and due; how the hosts are; how the last runs ended."""
    with open_ledger(data) as (ledger, _):
        out.print(_tables(ledger, shown))


def _tables(ledger: Ledger, wanted_shown: int) -> Group:
    """The tables that have rows."""
    now = stamp()
    states = ledger.ask(
        "SELECT source, state, count(*) AS inputs, sum(next_try_at <= ? OR state = 'pending') AS due, "
        "min(next_try_at) FILTER (WHERE next_try_at > ?) AS next_due FROM inputs GROUP BY 1, 2 ORDER BY 1, 2",
        now,
        now,
    )
    held = ledger.ask(
        "SELECT source, format, count(*) AS documents, count(DISTINCT symbol) AS symbols, sum(size) AS bytes, "
        "max(at) AS newest FROM inputs WHERE state = 'fetched' GROUP BY 1, 2 ORDER BY 1, 2"
    )
    wrong = ledger.ask(
        "SELECT state, reason, count(*) AS inputs, min(coalesce(symbol, source_uri)) AS example, max(asked_at) AS last "
        "FROM inputs WHERE state IN ('refused', 'failed') GROUP BY 1, 2 ORDER BY 3 DESC"
    )
    hosts = ledger.ask("SELECT host, refusals, pauses, closed_until, why, good_at FROM hosts ORDER BY host")
    wanted = ledger.ask(
        "SELECT priority, symbol, language, state, why, found_in, next_try_at FROM frontier WHERE priority > 0 "
        "AND (state = 'pending' OR next_try_at IS NOT NULL) LIMIT ?",
        wanted_shown,
    )
    runs = ledger.ask(
        "SELECT started_at, ended_at, job, outcome, message FROM runs ORDER BY started_at DESC LIMIT ?", RUNS_SHOWN
    )
    titled = {
        "Inputs by state": states,
        "Held": held,
        "Refused and failed": wrong,
        "Hosts": hosts,
        "Most wanted": wanted,
        "Last runs": runs,
    }
    found = [_table(title, rows) for title, rows in titled.items() if rows]
    return Group(*found) if found else Group(NOTHING)


def _table(title: str, rows: list[Row]) -> Table:
    table = Table(title=title, title_justify="left")
    for name in rows[0]:
        is_number = all(row[name] is None or isinstance(row[name], int) for row in rows)
        table.add_column(name.replace("_", " "), justify="right" if is_number else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text(_shown(name, value)) for name, value in row.items()))
    return table


def _shown(name: str, value: Any) -> str:
    if value is None:
        return ""
    is_time = name.endswith(("_at", "_until", "_due")) or name in ("newest", "last")
    return f"{value[:16].replace('T', ' ')} UTC" if is_time else f"{value:,}" if isinstance(value, int) else str(value)
