"""Inputs of the reader: specimens as the sources hand them over."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

import polars as pl

from tests.specimens import PDFS


def unseen(items: Iterable[Any], _what: str, _count: int) -> Iterable[Any]:
    """Progress that nobody watches."""
    return items


def inputs(*names: str, **symbols: str) -> pl.DataFrame:
    """Specimens as rows of inputs, by file name; ``symbols`` gives another symbol than the file name does."""
    rows = []
    for name in names:
        path = PDFS / name.split("/")[-1]
        symbol = path.stem.split(".")[0].replace("_", "/")
        rows.append(
            {
                "source_uri": name,
                "symbol": symbols.get(path.stem, symbol) or None,
                "language": "en",
                "is_asked_for": False,
                "is_specimen": True,
                "sha256": sha256(path.read_bytes()).hexdigest(),
                "path": str(path),
                "fetched_at": datetime(2044, 1, 1, tzinfo=UTC),
                "collection": "A-99",
            }
        )
    return pl.DataFrame(rows, infer_schema_length=None)
