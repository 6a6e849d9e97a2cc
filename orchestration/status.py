"""What an operator is told: what is held, missing, refused and due, how the hosts are, and how the last runs ended."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from rich.console import Group
from rich.table import Table
from rich.text import Text

from orchestration.ledger import Ledger, stamp

RUNS_SHOWN = 10
Rows = list[dict[str, Any]]


def status(ledger: Ledger, frontier: int) -> Group:
    """Tables for a terminal; ``frontier`` is how many of the most wanted documents are shown."""
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
        frontier,
    )
    runs = ledger.ask("SELECT started_at, ended_at, job, outcome, told FROM runs ORDER BY started_at DESC LIMIT ?",
                      RUNS_SHOWN)  # fmt: skip
    told = [
        _table("Inputs by state", states),
        _table("Held", held),
        _table("Refused and failed", wrong),
        _table("Hosts", hosts),
        _table("Most wanted", wanted),
        _table("Last runs", runs),
    ]
    return Group(*(table for table in told if table.row_count)) if any(t.row_count for t in told) else Group(NOTHING)


NOTHING = Text("Nothing is on record yet: rapporteur fetch, discover or run begins it.")


def summary(ledger: Ledger) -> str:
    """The same in a line, for a notification."""
    counts = ledger.ask("SELECT state, count(*) AS inputs FROM inputs GROUP BY 1 ORDER BY 1")
    closed = ledger.ask("SELECT host, why FROM hosts WHERE closed_until > ?", stamp(datetime.now(UTC)))
    parts = [", ".join(f"{row['inputs']} {row['state'].replace('_', ' ')}" for row in counts) or "nothing on record"]
    return "; ".join([*parts, *(f"left alone: {row['why']}" for row in closed)])


def _table(title: str, rows: Rows) -> Table:
    table = Table(title=title, title_justify="left")
    for name in rows[0] if rows else ():
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
