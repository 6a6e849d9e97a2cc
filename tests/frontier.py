"""Entries of the frontier, composed for tests and for the programs that tests start."""

from __future__ import annotations

from orchestration.fetching.ledger import Entry


def wanted(number: int, score: int = 10) -> Entry:
    """A document that may be asked for."""
    symbol = f"A/RES/99/{number}"
    return Entry(f"https://x/{symbol}", "pending", "document_host", symbol, "en", "pdf", score=score, why="gap")
