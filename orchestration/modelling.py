"""Tables are made of documents so that a document at which this fails costs its own rows and no other's.

What belongs here: finding the documents at which a function of the model fails, the rows that break a rule, and the
rejections of both. What does not: the functions (``transforms/``), and which tables they make of which (``assets.py``).
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeVar

import polars as pl

from expectations import isolation
from transforms.authorities import ids
from warehouse import tables

KEYS_SHOWN = 3
"""Keys of rows that a rejection names."""

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


def without_rows_at_fault(
    table: tables.Table,
    frame: pl.DataFrame,
    documents: pl.DataFrame,
    others: Mapping[str, pl.DataFrame],
    stage: str = "model",
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The rows of a table that break no rule that must hold, because one that does would keep all others from being
    loaded; and a row of ``rejections`` for each document that loses some.

    ``others`` holds the tables that rules across tables may look at, by name.
    """
    sound, faults = isolation.sound_rows(table, frame, others)
    causes: dict[str, list[str]] = {}
    for rule, notes, rows in faults:
        for (symbol,), lost in rows.group_by(_symbol(rows).alias("of"), maintain_order=True):
            keys = "; ".join(" ".join(map(str, key)) for key in lost.select(table.key).head(KEYS_SHOWN).rows())
            more = f" and {lost.height - KEYS_SHOWN} more" if lost.height > KEYS_SHOWN else ""
            causes.setdefault(str(symbol), []).append(f"left out for {rule}, which must hold: {keys}{more}; {notes}")
    joined = {symbol: "; ".join(lines) for symbol, lines in causes.items()}
    return sound, _rejections(f"odd rows of {table.name}", joined, documents, stage)


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


def _rejections(reason: str, causes: Mapping[str, str], documents: pl.DataFrame, stage: str = "model") -> pl.DataFrame:
    return tables.REJECTIONS.frame(
        {
            **{name: document[name] for name in ("source_uri", "sha256", "collection")},
            "stage": stage,
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
    named = next((name for name in ("document_symbol", "symbol") if name in frame.columns), None)
    return pl.col(named) if named else ids.symbol_of(pl.col("clause_id"))
