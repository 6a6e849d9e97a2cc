"""``rapporteur fetch``, ``discover`` and ``prioritise``: what is asked for, and what should be."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table
from rich.text import Text

from orchestration.cli.console import FAILED, Data, Languages, Stop, err, out, progress_bars, split_at_commas
from orchestration.cli.stores import open_ledger
from orchestration.fetching.ledger import Entry
from transforms.authorities import symbols as symbology

if TYPE_CHECKING:
    from orchestration.fetching.politeness import Settings
    from orchestration.fetching.sources import Source


def fetch(
    symbols: Annotated[
        list[str] | None, typer.Argument(help="Symbols; without any, what is due of the frontier.", metavar="SYMBOL...")
    ] = None,
    languages: Languages = "en",
    format: Annotated[str, typer.Option(help="pdf, or the native file: docx, doc.")] = "pdf",
    limit: Annotated[int, typer.Option(help="How many documents of the frontier, at most.")] = 100,
    refresh: Annotated[bool, typer.Option(help="Ask again for what is held and for what was absent.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be asked for, and ask nothing.")] = False,
    data: Data = Path("data"),
) -> None:
    """Ask the UN's document host for documents, politely; what comes is held, `rapporteur run` loads it."""
    from orchestration.fetching.document_host import DueDocuments, RequestedSymbols

    source: Source
    with open_ledger(data) as (ledger, unattended):
        settings = unattended.attended()
        if symbols:
            source = RequestedSymbols(symbols, settings, split_at_commas(languages), format, refresh)
        else:
            source = DueDocuments(settings, limit)
        if dry_run:
            for address, plan in source.plan(ledger):
                out.print(Text(f"{address}  {plan}"), soft_wrap=True)
            return
        asked_for = sum(plan.startswith("asked for") for _, plan in source.plan(ledger))
        if asked_for:
            err.print(f"Going online: {_documents(asked_for)} asked of {settings.base_address}, {_pace(settings)}.")
        with progress_bars() as progress:
            task = progress.add_task("Asking", total=asked_for)
            entries: dict[str, Entry] = {}
            for entry in source.collect(ledger):
                entries[entry.source_uri] = entry
                progress.update(task, completed=len(entries), description=entry.symbol or "Asking")
    if not entries:
        out.print("Nothing is due: rapporteur discover finds what is wanted, rapporteur status shows it.")
        return
    out.print(_table(entries.values()))
    if missing := [entry for entry in entries.values() if entry.state != "fetched"]:
        raise Stop(
            f"{len(entries) - len(missing)} held, {len(missing)} not; rapporteur status says when again.", FAILED
        )


def _documents(count: int) -> str:
    return "1 document is" if count == 1 else f"{count} documents are"


def _pace(settings: Settings) -> str:
    """How fast a host is asked, in words."""
    return f"one request every {settings.pace_seconds:.0f} seconds" if settings.pace_seconds >= 1 else "one by one"


def _table(entries: Iterable[Entry]) -> Table:
    """What became of each input that was asked for."""
    table = Table("symbol", "language", "state", "what")
    for entry in entries:
        what = f"{entry.size:,} bytes" if entry.state == "fetched" else f"{entry.reason}: {entry.detail}"
        symbol, language = (Text(cell or "") for cell in (entry.symbol or entry.source_uri, entry.language))
        table.add_row(symbol, language, entry.state, Text(what))
    return table


def discover(
    collections: Annotated[
        str,
        typer.Option(help="Collections to look through; all that are held if you name none.", metavar="A-80,S-2026"),
    ] = "",
    languages: Languages = "en",
    shown: Annotated[int, typer.Option(help="Number of documents to show.")] = 20,
    data: Data = Path("data"),
) -> None:
    """Find out what should exist and is not held, and put it on the frontier: `rapporteur fetch` asks for it."""
    from orchestration.fetching import frontier

    named = split_at_commas(collections)
    with open_ledger(data) as (ledger, unattended):
        settings = unattended.attended()
        if named:
            err.print(f"Going online: the lists of these collections are asked of {settings.guide_address}.")
        with err.status("Looking for what is named and not held"):
            wanted, new = frontier.discover(
                data / "warehouse.duckdb", ledger, settings, named, split_at_commas(languages)
            )
    table = Table("symbol", "why", "found in", title=f"{len(wanted)} documents are wanted; {new} inputs are new")
    table.add_column("priority", justify="right")
    for each in wanted[:shown]:
        table.add_row(each.symbol, each.why, each.found_in or "", str(each.score))
    out.print(table)


def prioritise(
    symbol: Annotated[str, typer.Argument(help="A symbol on the frontier.")],
    priority: Annotated[int, typer.Argument(help="The most wanted first; 0: never ask.", min=0)],
    data: Data = Path("data"),
) -> None:
    """Say how much a document is wanted; discovery does not change it again."""
    with open_ledger(data) as (ledger, _):
        with suppress(ValueError):
            symbol = symbology.normalise(symbol)
        if not ledger.prioritise(symbol, priority):
            raise Stop(f"{symbol} is not on record: rapporteur discover or rapporteur fetch {symbol} puts it there.")
