"""What commands open: the ledger, and the warehouse for reading. Whatever is wrong with either ends the command with
one line."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb

from orchestration.cli.console import FAILED, Stop
from orchestration.fetching.ledger import BrokenLedger, Ledger
from orchestration.fetching.politeness import HostBusy, Settings
from transforms.authorities import symbols
from warehouse.build import OFFLINE

Row = dict[str, Any]


@contextmanager
def open_ledger(data: Path) -> Iterator[tuple[Ledger, Settings]]:
    """The ledger, and the settings from the environment. A wrong setting, a broken ledger, or a host that another
    process asks ends the command."""
    try:
        settings = Settings.from_environment()
    except ValueError as error:
        raise Stop(str(error)) from error
    try:
        with Ledger(data) as ledger:
            yield ledger, settings
    except (BrokenLedger, HostBusy) as error:
        raise Stop(str(error), FAILED) from error


@contextmanager
def open_warehouse(data: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection that changes nothing and reaches nothing but the warehouse."""
    path = data / "warehouse.duckdb"
    if not path.exists():
        raise Stop(f"{path} does not exist yet: rapporteur run makes it.")
    try:
        connection = duckdb.connect(path, read_only=True, config={**OFFLINE, "enable_external_access": False})
    except duckdb.IOException as error:
        if "lock" in str(error):
            raise Stop(f"{path} is open for writing in another program: close it there.", FAILED) from error
        raise Stop(f"{path} is damaged: remove it, and rapporteur run makes it anew.", FAILED) from error
    with connection:
        yield connection


def execute(connection: duckdb.DuckDBPyConnection, query: str, *values: Any) -> duckdb.DuckDBPyConnection:
    """The answer to a query. A query that DuckDB rejects ends the command with DuckDB's message."""
    try:
        answer = connection.execute(query, values)
    except duckdb.Error as error:
        raise Stop(str(error)) from error
    if answer is None:
        raise Stop("There is no statement in that.")
    return answer


def rows(connection: duckdb.DuckDBPyConnection, query: str, *values: Any) -> list[Row]:
    """The rows of a query by column."""
    answer = execute(connection, query, *values)
    names = [name for name, *_ in answer.description or ()]
    return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]


def documents_held(connection: duckdb.DuckDBPyConnection, named: str, language: str) -> list[Row]:
    """The rows of ``documents`` that have a symbol, one for each language. The given language comes first.

    A symbol may be written in any case, as a link to it, or by its last parts (``79/181``), where these are those of
    one document alone. A symbol that no document has ends the command, with what is known of it.
    """
    symbol = symbols.from_link(named) or symbols.canonical(named) or named.strip().upper()
    held = rows(connection, "FROM documents WHERE symbol = $1 ORDER BY language <> $2, language", symbol, language)
    if held:
        return held
    ending = rows(connection, "SELECT symbol FROM titles WHERE ends_with(symbol, '/' || $1) ORDER BY symbol", symbol)
    if len(ending) == 1:
        return documents_held(connection, ending[0]["symbol"], language)
    if ending:
        raise Stop(f"{named} may be any of these: {', '.join(row['symbol'] for row in ending)}", FAILED)
    raise Stop(_not_held(connection, symbol), FAILED)


def _not_held(connection: duckdb.DuckDBPyConnection, symbol: str) -> str:
    """What is known of a document that is not held, and how to get it."""
    lines = [f"{symbol} is not held."]
    if symbols.canonical(symbol):
        citing = rows(
            connection,
            "SELECT count(DISTINCT symbol) AS documents, min(symbol) AS example FROM citations WHERE cited_symbol = $1",
            symbol,
        )[0]
        if citing["documents"]:
            lines.append(f"{citing['documents']} documents that are held cite it, {citing['example']} for example.")
        for link in rows(
            connection, "SELECT symbol, relation FROM document_links WHERE linked_symbol = $1 ORDER BY ALL", symbol
        )[:3]:
            lines.append(f"{link['symbol']}: {link['relation'].replace('_', ' ')} {symbol}.")
        lines.append(f'To get it: rapporteur run --symbols "{symbol}"')
    else:
        lines.append("It does not look like a symbol: A/RES/79/181.")
    near = rows(
        connection,
        "SELECT symbol FROM titles ORDER BY jaro_winkler_similarity(symbol, $1) DESC, symbol LIMIT 5",
        symbol,
    )
    return "\n".join([*lines, f"Nearest: {', '.join(row['symbol'] for row in near)}"] if near else lines)
