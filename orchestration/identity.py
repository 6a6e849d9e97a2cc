"""Which document an input is: every input becomes a document, the witness of one, or a rejection.

What belongs here: an input's collection, its symbol held against the one printed in its masthead, duplicates, a
document that is held in two formats, and documents whose rows do not fit the tables. What does not:
reading (``workers.py``), and what follows from the rows of a document (``assets.py``).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import polars as pl

from expectations import suites
from orchestration.modelling import failing
from orchestration.workers import Input, Reading, Readings, Track, extractor_version, read
from transforms.authorities import bodies, symbols
from transforms.formats import differences
from transforms.formats.register import rank
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


def with_collections(inputs: pl.DataFrame, cache_folder: Path, track: Track) -> tuple[pl.DataFrame, Readings]:
    """``inputs`` with the ``collection`` of each, and what had to be read to know it.

    The collection follows from the symbol that was asked for or that is the file's name. An input that has neither is
    read, and goes where its masthead puts it; where that gives no symbol either, it is among the unidentified.
    """
    readings = read(inputs.filter(pl.col("symbol").is_null()), cache_folder, track)
    printed = {
        uri: document["symbol"]
        for uri, reading in readings.by_input.items()
        for document in reading.rows.get("documents", ())
    }
    symbol = pl.coalesce("symbol", pl.col("source_uri").replace_strict(printed, default=None, return_dtype=pl.String))
    collection = symbol.map_elements(symbols.collection, pl.String, skip_nulls=True).fill_null(UNIDENTIFIED)
    return inputs.with_columns(collection=collection), readings


def frames(inputs: pl.DataFrame, readings: Mapping[str, Reading]) -> dict[str, pl.DataFrame]:
    """A frame for each of ``READ_TABLES``, for ``source_differences`` and for ``rejections``.

    A file's name and the symbol asked for are hints: a document's symbol is the one printed in its masthead. Where
    they differ, the input is rejected; so is a second input of a symbol and language. But where a document is held in
    two formats, the rows are those of the format that ranks first: pages have the places, verbs, nesting and notes as
    printed. The other is its witness: it is compared with them and fills ``ALSO_FROM_WITNESSES``.
    A document whose rows do not fit the tables, or break a rule that must hold, is rejected alone.
    """
    try:
        made = _frames(inputs, readings)
        unfit = _rule_breakers(made)
        if not unfit:
            return made
    except (OSError, MemoryError):
        raise
    except Exception:
        every = inputs["source_uri"].to_list()
        unfit = dict(failing(lambda uris: _frames(inputs.filter(pl.col("source_uri").is_in(uris)), readings), every))
        if not unfit:
            raise
    refused = {uri: Reading({"rejections": [_unfit(cause)]}, readings[uri].read_at) for uri, cause in unfit.items()}
    return frames(inputs, {**readings, **refused})


def _rule_breakers(made: Mapping[str, pl.DataFrame]) -> dict[str, str]:
    """The documents, by ``source_uri``, of which a row breaks a rule that must hold, and the rule: such a row would
    keep all other documents from being loaded."""
    uris = {(row["symbol"], row["language"]): row["source_uri"] for row in made["documents"].iter_rows(named=True)}
    causes: dict[str, str] = {}
    for name in (name for name in READ_TABLES if name in tables.BY_NAME):
        for rule, rows in suites.broken(name, made[name]):
            for document in rows.unique(["symbol", "language"]).iter_rows(named=True):
                uri = uris[document["symbol"], document["language"]]
                causes.setdefault(uri, f"{name}: {rule.name}: {rule.notes}")
    return causes


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
            if refusal := _misplaced(document, given, earlier) or _ambiguous(reading.rows):
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
    if given["symbol"] not in (None, symbol):
        return {
            "stage": "identify",
            "reason": "another document",
            "detail": f"page 1: the masthead says {symbol}, the file's name or the request {given['symbol']}; "
            "see which is right and rename the file",
        }
    if first := earlier.get((symbol, language)):
        return {
            "stage": "identify",
            "reason": "duplicate",
            "detail": f"{first} is {symbol} ({language}) too and came first; keep one of them",
        }
    return None


def _ambiguous(rows: Rows) -> dict[str, str] | None:
    """Why what was read of a document is not loaded: two of its rows have one key, which would keep back all others."""
    for name in READ_TABLES[1:]:
        key = DECLARED[name].key
        counted = Counter(tuple(row[column] for column in key) for row in rows.get(name, ()))
        if twice := [values for values, count in counted.items() if count > 1]:
            shown = ", ".join(" ".join(map(str, values)) for values in twice[:3])
            return {
                "stage": "structure",
                "reason": "ambiguous rows",
                "detail": f"{name}: {len(twice)} keys stand for more than one row ({shown}); please report it",
            }
    return None


def _document(document: Input, given: Input) -> dict[str, Any]:
    """A row of ``documents``: what was read of it, and where it came from."""
    return {
        **document,
        **{name: given[name] for name in ("source_uri", "sha256", "fetched_at", "collection")},
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
