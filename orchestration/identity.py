"""Which document an input is: every input becomes a document, the witness of one, or a rejection.

What belongs here: an input's collection, the symbol asked for held against the one printed in its masthead, duplicates,
a document that is held in two formats, and documents and rows that do not fit the tables. What does not:
reading (``workers.py``), and what follows from the rows of a document (``assets.py``).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import polars as pl

from expectations import suites
from orchestration.modelling import failing, without_rows_at_fault
from orchestration.workers import Input, Printed, Reading, Track, extractor_version, printed_symbols
from transforms.authorities import bodies, symbols
from transforms.formats import differences
from transforms.formats.register import rank
from transforms.texts import masthead
from transforms.texts.rows import TABLES, Rows
from transforms.votes.closing import CLOSING_LINES, XML_VOTES
from warehouse import tables

UNIDENTIFIED = "unidentified"
"""Collection of the inputs whose symbol is not known; they are rejected there."""
READ_TABLES = tuple(name for name in TABLES if name != "rejections")
"""Tables of which the reader gives rows of documents, ``documents`` first."""
ALSO_FROM_WITNESSES = ("closing_lines", "xml_votes", "drafting_steps")
"""Tables that a witness fills where the document itself has no such rows: pages seldom state votes."""
DECLARED = {**tables.BY_NAME, CLOSING_LINES.name: CLOSING_LINES, XML_VOTES.name: XML_VOTES}


def with_collections(inputs: pl.DataFrame, cache_folder: Path, track: Track) -> tuple[pl.DataFrame, Printed]:
    """``inputs`` with the ``collection`` of each, and what had to be read to know it.

    The collection of what was asked of a host follows from the symbol asked for. Every other input is read, and goes
    where its masthead puts it; where that gives no symbol, where its name does; else it is among the unidentified.
    """
    printed = printed_symbols(inputs.filter(~pl.col("is_asked_for")), cache_folder, track)
    found = pl.col("source_uri").replace_strict(printed.by_input, default=None, return_dtype=pl.String)
    collection = pl.coalesce(found, "symbol").map_elements(symbols.collection, pl.String, skip_nulls=True)
    return inputs.with_columns(collection=collection.fill_null(UNIDENTIFIED)), printed


def frames(inputs: pl.DataFrame, readings: Mapping[str, Reading]) -> dict[str, pl.DataFrame]:
    """A frame for each of ``READ_TABLES``, for ``source_differences`` and for ``rejections``.

    A document's symbol is the one printed in its masthead; a file's name is a name. Only what was asked of a host and
    came back as another document is rejected, and so is a second input of a symbol and language. But where a document
    is held in two formats, the rows are those of the format that ranks first: pages have the places, verbs, nesting and
    notes as printed. The other is its witness: it is compared with them and fills ``ALSO_FROM_WITNESSES``.
    A document whose rows do not fit the tables is rejected alone. One of which rows break a rule that must hold loses
    those rows.
    """
    try:
        made = _frames(inputs, readings)
        unfit = _unfit_documents(made["documents"])
        if not unfit:
            return _without_rows_at_fault(made)
    except (OSError, MemoryError):
        raise
    except Exception:
        every = inputs["source_uri"].to_list()
        unfit = dict(failing(lambda uris: _frames(inputs.filter(pl.col("source_uri").is_in(uris)), readings), every))
        if not unfit:
            raise
    refused = {uri: Reading({"rejections": [_unfit(cause)]}, readings[uri].read_at) for uri, cause in unfit.items()}
    return frames(inputs, {**readings, **refused})


def _unfit_documents(documents: pl.DataFrame) -> dict[str, str]:
    """The documents, by ``source_uri``, whose own row breaks a rule that must hold, and the rule: without that row
    nothing of them can be loaded."""
    return {
        uri: f"documents: {rule.name}: {rule.notes}"
        for rule, rows in suites.broken(tables.DOCUMENTS, documents)
        for uri in rows["source_uri"]
    }


def _without_rows_at_fault(made: dict[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """The tables without the rows that break a rule that must hold; these are named in ``rejections``."""
    refused = [made["rejections"]]
    for name in (*READ_TABLES[1:], "source_differences"):
        made[name], lost = without_rows_at_fault(DECLARED[name], made[name], made["documents"], made, "structure")
        refused.append(lost)
    return {**made, "rejections": tables.REJECTIONS.cast(pl.concat(refused))}


def _unfit(cause: str) -> dict[str, str]:
    detail = f"what was read of it does not fit the tables ({cause}); please report it, with the document"
    return {"stage": "structure", "reason": "odd rows", "detail": detail}


def _frames(inputs: pl.DataFrame, readings: Mapping[str, Reading]) -> dict[str, pl.DataFrame]:
    rows: Rows = {name: [] for name in (*READ_TABLES, "source_differences", "rejections")}
    loaded: dict[tuple[str, str], str] = {}
    witnesses: dict[tuple[str, str], str] = {}
    for given in _by_rank(inputs, readings):
        uri, reading = given["source_uri"], readings[given["source_uri"]]
        refusals = [*reading.rows.get("rejections", ())]
        for document in reading.rows.get("documents", ()):
            key = (document["symbol"], document["language"])
            held = readings[loaded[key]].rows if key in loaded else None
            is_witness = held is not None and _rank(held) < _rank(reading.rows)
            earlier = witnesses if is_witness else loaded
            if refusal := _misplaced(document, given, earlier):
                refusals.append(refusal)
                continue
            earlier[key] = uri
            filled: Iterable[str]
            if held is not None:
                rows["source_differences"] += differences.differences(held, reading.rows)
                filled = [name for name in ALSO_FROM_WITNESSES if not held.get(name)]
            else:
                rows["documents"].append(_document(document, given))
                filled = READ_TABLES[1:]
            for name in filled:
                rows[name] += reading.rows.get(name, ())
        rows["rejections"] += _rejections(refusals, given, reading.read_at)
    for document in rows["documents"]:
        document["xml_uri"] = witnesses.get((document["symbol"], document["language"]))
    return {name: DECLARED[name].frame(rows[name]) for name in rows}


def _by_rank(inputs: pl.DataFrame, readings: Mapping[str, Reading]) -> Iterable[Input]:
    """The inputs in the order in which they were first taken in, formats that rank first before the others."""
    in_time = inputs.sort("fetched_at", "source_uri").iter_rows(named=True)
    return sorted(in_time, key=lambda given: _rank(readings[given["source_uri"]].rows))


def _rank(rows: Rows) -> float:
    """The rank of the format that an input is in; after all others where nothing was read of it."""
    return min((rank(document["text_source"]) for document in rows.get("documents", ())), default=math.inf)


def _misplaced(document: Input, given: Input, earlier: Mapping[tuple[str, str], str]) -> dict[str, str] | None:
    """Why a document that was read is not loaded; null where it is."""
    symbol, language = document["symbol"], document["language"]
    if given["is_asked_for"] and not _is_named(document, given["symbol"]):
        return {
            "stage": "identify",
            "reason": "another document",
            "detail": f"the host was asked for {given['symbol']} and gave a document whose masthead says {symbol}; "
            "ask for it again later",
        }
    if first := earlier.get((symbol, language)):
        return {
            "stage": "identify",
            "reason": "duplicate",
            "detail": f"{first} is {symbol} ({language}) too and came first; keep one of them",
        }
    return None


def _is_named(document: Input, symbol: str) -> bool:
    """Whether a symbol is a document's, or one of the two that it has."""
    return any(masthead.agree(symbol, own) for own in (document["symbol"], document.get("joint_symbol")) if own)


def _document(document: Input, given: Input) -> dict[str, Any]:
    """A row of ``documents``: what was read of it, and where it came from."""
    return {
        **document,
        **{name: given[name] for name in ("source_uri", "sha256", "fetched_at", "collection", "is_specimen")},
        "file_name_symbol": given["symbol"] if given["symbol"] and not _is_named(document, given["symbol"]) else None,
        "body_id": bodies.body_of(document["symbol"]),
        "extractor_version": extractor_version(),
    }


def _rejections(refusals: Iterable[Mapping[str, str]], given: Input, at: datetime) -> Iterator[dict[str, Any]]:
    """Rows of ``rejections``: one a stage and reason, the details of the same reason one below the other."""
    details: dict[tuple[str, str], list[str]] = {}
    for refusal in refusals:
        details.setdefault((refusal["stage"], refusal["reason"]), []).append(refusal["detail"])
    for (stage, reason), lines in details.items():
        yield {
            **{name: given[name] for name in ("source_uri", "sha256", "collection")},
            "stage": stage,
            "reason": reason,
            "detail": "\n".join(lines),
            "rejected_at": at,
        }
