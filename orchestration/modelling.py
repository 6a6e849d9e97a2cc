"""What follows from documents, made so that one at which a step fails costs its own rows there and no other's.

What belongs here: finding the documents at which a step of the model fails, and their rejections. What does not: the
steps (``transforms/``), and how they hang together (``assets.py``).
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeVar

import polars as pl

from expectations import suites
from warehouse import tables

log = logging.getLogger("rapporteur")
Made = TypeVar("Made")


def spared(
    step: str, make: Callable[..., Made], documents: pl.DataFrame, frames: Sequence[pl.DataFrame]
) -> tuple[Made, pl.DataFrame]:
    """``make(*frames)``, and a row of ``rejections`` for each of ``documents`` at which it fails.

    Where it fails it is tried on half of the documents, and so on, until those are found that it fails on alone; then
    it is called without their rows. Raises what it raised where no document alone is the cause, and ``OSError`` and
    ``MemoryError`` at once: they are the machine's fault.
    """
    try:
        return make(*frames), tables.REJECTIONS.frame()
    except (OSError, MemoryError):
        raise
    except Exception:
        every = sorted(documents["symbol"].unique())
        at = dict(failing(lambda symbols: make(*(_of(frame, symbols) for frame in frames)), every))
        if not at:
            raise
    log.error("%s failed at %s", step, ", ".join(at))
    rest = [symbol for symbol in every if symbol not in at]
    return make(*(_of(frame, rest) for frame in frames)), _rejections(f"{step} failed", at, documents)


def sound(name: str, frame: pl.DataFrame, documents: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The rows of a table without those of documents of which one breaks a rule that must hold, which would keep all
    others from being loaded; and a row of ``rejections`` for each of these documents."""
    at: dict[str, str] = {}
    for rule, rows in suites.broken(name, frame):
        for symbol in rows.select(_symbol(rows)).to_series().unique():
            at.setdefault(symbol, f"{rule.name}, which must hold: {rule.notes}")
    if not at:
        return frame, tables.REJECTIONS.frame()
    return frame.filter(~_symbol(frame).is_in(list(at))), _rejections(f"odd rows of {name}", at, documents)


def _rejections(reason: str, at: Mapping[str, str], documents: pl.DataFrame) -> pl.DataFrame:
    return tables.REJECTIONS.frame(
        {
            **{name: document[name] for name in ("source_uri", "sha256", "collection")},
            "stage": "model",
            "reason": reason,
            "detail": f"{document['symbol']}: {at[document['symbol']]}; what else was read of the document is loaded; "
            "please report it, with the document",
            # as of votes that could not be read: it could not be read from the first
            "rejected_at": document["fetched_at"],
        }
        for document in documents.filter(pl.col("symbol").is_in(list(at))).iter_rows(named=True)
    )


def failing(make: Callable[[list[str]], object], names: list[str]) -> Iterator[tuple[str, str]]:
    """The documents, by the names given, at which ``make`` fails on their own, and how."""
    try:
        make(names)
    except (OSError, MemoryError):
        raise
    except Exception as error:
        if len(names) == 1:
            log.exception("%s", names[0])
            yield names[0], f"{type(error).__name__}: {error}"
        elif names:
            half = len(names) // 2
            yield from failing(make, names[:half])
            yield from failing(make, names[half:])


def _of(frame: pl.DataFrame, symbols: list[str]) -> pl.DataFrame:
    """The rows of documents; those of no document's are all kept."""
    is_of_documents = {"symbol", "clause_id"} & set(frame.columns)
    return frame.filter(_symbol(frame).is_in(symbols)) if is_of_documents else frame


def _symbol(frame: pl.DataFrame) -> pl.Expr:
    """Of which document a row is."""
    return pl.col("symbol") if "symbol" in frame.columns else pl.col("clause_id").str.split("#").list.first()
