"""What tests of fetching share: settings with which nothing waits, and short forms of fetching and looking up."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from orchestration.fetching import sources
from orchestration.fetching.document_host import RequestedSymbols, host_address
from orchestration.fetching.ledger import Entry, Ledger
from orchestration.fetching.politeness import Settings
from orchestration.fetching.sources import Collected, Source
from tests.un_host import CONTROL, UnHost, pdf

SYMBOL = "A/RES/79/181"
WHOLE = pdf("whole")
PACE = 0.004
"""Seconds from one request of a command to the next."""
WAITS = ("pace", "jitter", "backoff", "rest", "pause", "retry", "recheck")


def settings(host: UnHost, **changes: float) -> Settings:
    """Settings with which nothing waits."""
    quick = {**{f"{wait}_seconds": 0.0 for wait in WAITS}, "timeout_seconds": 5.0, **changes}
    return Settings(base_address=host.address, contact="mailto:tests@example.org", **quick)  # type: ignore[arg-type]


def environment(host: UnHost, **changes: float) -> dict[str, str]:
    """Environment variables with which a command waits only for its pace."""
    seconds = {f"{wait}_seconds": 0.0 for wait in (*WAITS, "closed")} | {"pace_seconds": PACE} | changes
    addresses = dict.fromkeys(("base_address", "xml_address", "xml_listing_address", "guide_address"), host.address)
    return {f"RAPPORTEUR_{name.upper()}": str(value) for name, value in (seconds | addresses).items()}


def collect(given: list[Source], data: Path) -> Collected:
    """What sources give."""
    with Ledger(data) as ledger:
        return sources.collect(given, ledger)


def held(data: Path) -> pl.DataFrame:
    """The manifest of what is held."""
    with Ledger(data) as ledger:
        return sources.held(ledger).manifest


def fetch(host: UnHost, data: Path, *symbols: str, **changes: float) -> Collected:
    """What the document host gives for these symbols; ``changes`` to the settings."""
    return collect([RequestedSymbols(symbols, settings(host, **changes))], data)


def entry(host: UnHost, symbol: str = SYMBOL, language: str = "en", format: str = "pdf") -> Entry:
    """A document to ask for."""
    address = host_address(settings(host), symbol, language, format)
    return Entry(address, "pending", "document_host", symbol, language, format)


def on_record(host: UnHost, data: Path, symbol: str = SYMBOL) -> Entry:
    """What the ledger says of a document."""
    with Ledger(data) as ledger:
        found = ledger.entry(entry(host, symbol).source_uri)
    assert found
    return found


def look_ups(host: UnHost) -> list[str]:
    """What was asked for, without the control."""
    return [asked for asked in host.requests if f"s={CONTROL}&" not in asked]


def reasons(collected: Collected) -> list[str]:
    """Why inputs were rejected."""
    return collected.rejections["reason"].to_list()
