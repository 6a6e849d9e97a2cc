"""Tables are made of documents so that a document at which this fails costs its own rows and no other's.

What belongs here: finding the documents at which a function of the model fails, or of which a row breaks a rule, and
their rejections. What does not: the functions (``transforms/``), and which tables they make of which (``assets.py``).
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeVar

import polars as pl

from expectations import suites
from transforms.authorities import ids
from warehouse import tables

log = logging.getLogger("rapporteur")
Made = TypeVar("Made")


def without_failing_documents(
    doing: str, make: Callable[..., Made], documents: pl.DataFrame, frames: Sequence[pl.DataFrame]
) -> tuple[Made, pl.DataFrame]:
    """``make(*frames)``, and a row of ``rejections`` for each of ``documents`` at which it fails.

    Where it fails it is tried on half of the documents, and so on, until those are found at which it fails alone; then
    it is called without their rows. ``doing`` names it: "finding citations". Raises what ``make`` raised where no
    document alone is the cause, and ``OSError`` and ``MemoryError`` at once: they are the machine's fault.
    """
    try:
        return make(*frames), tables.REJECTIONS.frame()
    except (OSError, MemoryError):
        raise
    except Exception:
        every = sorted(documents["symbol"].unique())
        causes = dict(failing(lambda symbols: make(*(_rows_of(symbols, frame) for frame in frames)), every))
        if not causes:
            raise
    log.error("%s failed at %s", doing, ", ".join(causes))
    made = make(*(_rows_of([*causes], frame, inverted=True) for frame in frames))
    return made, _rejections(f"{doing} failed", causes, documents)


def without_rule_breakers(name: str, frame: pl.DataFrame, documents: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The rows of a table without those of documents of which one breaks a rule that must hold, because that would keep
    all others from being loaded; and a row of ``rejections`` for each of these documents."""
    causes: dict[str, str] = {}
    for rule, rows in suites.broken(name, frame):
        for symbol in rows.select(_symbol(rows)).to_series().unique():
            causes.setdefault(symbol, f"{rule.name}, which must hold: {rule.notes}")
    if not causes:
        return frame, tables.REJECTIONS.frame()
    return _rows_of([*causes], frame, inverted=True), _rejections(f"odd rows of {name}", causes, documents)


def has_documents(frame: pl.DataFrame) -> bool:
    """Whether each row of a frame names the document that it is of."""
    return not {"symbol", "clause_id"}.isdisjoint(frame.columns)


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


def _rejections(reason: str, causes: Mapping[str, str], documents: pl.DataFrame) -> pl.DataFrame:
    return tables.REJECTIONS.frame(
        {
            **{name: document[name] for name in ("source_uri", "sha256", "collection")},
            "stage": "model",
            "reason": reason,
            "detail": f"{document['symbol']}: {causes[document['symbol']]}; what else was read of the document is "
            "loaded; please report it, with the document",
            # a document fails from the first: the same run on another day must give the same row
            "rejected_at": document["fetched_at"],
        }
        for document in documents.filter(pl.col("symbol").is_in([*causes])).iter_rows(named=True)
    )


def _rows_of(symbols: list[str], frame: pl.DataFrame, inverted: bool = False) -> pl.DataFrame:
    """The rows of documents, or those of all others. All rows of a frame that does not name documents."""
    if not has_documents(frame):
        return frame
    is_theirs = _symbol(frame).is_in(symbols)
    return frame.filter(~is_theirs if inverted else is_theirs)


def _symbol(frame: pl.DataFrame) -> pl.Expr:
    """The symbol of the document that a row is of."""
    return pl.col("symbol") if "symbol" in frame.columns else ids.symbol_of(pl.col("clause_id"))
