"""Voting files that people drop by hand: those of the UN Digital Library, and the public table of 1946-2019.

What belongs here: recognising each file and bringing the rows of all kinds into one form, in which symbols are
canonical and States are known. What does not: the kinds of files (``library.py``, ``marc.py``, ``unvotes.py``), making
vote sessions of them (``sessions.py``), and where files come from.

A file is recognised by its content, never by its name: a CSV or Parquet file by its header (``layouts.py``), an XML
file as MARCXML. It is loaded whole or rejected whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any, NamedTuple

import polars as pl

from transforms.authorities import states, symbols
from transforms.votes import layouts, library, marc, unvotes
from transforms.votes.file_rows import FileRows, RejectedFile
from warehouse import tables
from warehouse.tables import Column, Table

_SESSIONS = tables.VOTE_SESSIONS

FILE_QUESTIONS = Table(
    "file_questions",
    "a question put to a body, as a voting file states it",
    (
        Column("source_uri", pl.String, "The voting file", False),
        Column("record", pl.String, "Record of the file: the Library's number, or the table's rcid", False),
        *(_SESSIONS.column(c) for c in ("body_id", "resolution_symbol")),
        Column("draft_symbols", pl.List(pl.String), "Drafts that were put to the vote", False),
        *(_SESSIONS.column(c) for c in ("meeting_symbol", "held_on", "held_in", "subject", "subject_text", "topics")),
        *(_SESSIONS.column(c) for c in ("method", "outcome", *tables.VOTES)),
        Column("session", pl.String, "Session of the body, where the file gives it"),
        Column(
            "is_of_all", pl.Boolean, "Whether its file lists every recorded vote by which a text was adopted", False
        ),
    ),
    ("source_uri", "record"),
)
FILE_VOTES = Table(
    "file_votes",
    "a State's vote, as a voting file lists it",
    (
        Column("source_uri", pl.String, "The voting file", False),
        Column("record", pl.String, "Record of the file", False),
        Column("seq", pl.UInt32, "Place in the file, from 1", False),
        *(tables.VOTE_RECORDS.column(c) for c in ("state_code", "vote")),
    ),
    ("source_uri", "record", "seq"),
    order=("source_uri", "seq"),
)
"""No tables of the warehouse: what vote sessions are made of. A State listed twice is two rows."""

SHOWN = 80
"""Characters of a text that is no symbol, in the reason of a rejection."""


class Contents(NamedTuple):
    """What a set of voting files holds."""

    questions: pl.DataFrame
    """``FILE_QUESTIONS``."""
    votes: pl.DataFrame
    """``FILE_VOTES``."""
    links: pl.DataFrame
    """``warehouse.tables.DOCUMENT_LINKS``."""
    rejections: list[dict[str, Any]]
    """Files rejected whole (stage "read"), and in the others names that are no known State and texts that are no symbol
    (stage "model"): ``source_uri``, ``stage``, ``reason``, ``detail``."""


def read(files: Iterable[tuple[str, bytes]]) -> Contents:
    """What voting files hold, from each one's ``source_uri`` and bytes.

    A file that is not as expected is rejected whole, and its rejection says what was expected. A name that is no known
    State, or a text that is no symbol, has a rejection too, and the rest of its file is loaded.
    """
    reading = _Reading()
    for uri, data in files:
        with reading.rejecting(uri):
            reading.take(uri, data)
    reading.join()
    return Contents(
        pl.concat([FILE_QUESTIONS.frame(), *reading.questions]),
        pl.concat([FILE_VOTES.frame(), *reading.votes]),
        tables.DOCUMENT_LINKS.frame(reading.links).unique(maintain_order=True),
        reading.rejections,
    )


class _Reading:
    """The files while they are read, one after the other. The two of 1946-2019 are joined at the end."""

    def __init__(self) -> None:
        self.questions: list[pl.DataFrame] = []
        self.votes: list[pl.DataFrame] = []
        self.links: list[dict[str, str]] = []
        self.rejections: list[dict[str, Any]] = []
        self.roll_calls: dict[str, pl.DataFrame] = {}
        self.roll_call_votes: dict[str, pl.DataFrame] = {}

    def reject(self, uri: str, reason: str, detail: str, stage: str) -> None:
        """Add a rejection."""
        self.rejections.append({"source_uri": uri, "stage": stage, "reason": reason, "detail": f"{uri}: {detail}"})

    @contextmanager
    def rejecting(self, uri: str) -> Iterator[None]:
        """Reject the file where reading it fails. An error that nobody foresaw stops no other file."""
        try:
            yield
        except RejectedFile as rejected:
            self.reject(uri, rejected.reason, rejected.detail, "read")
        except Exception as error:
            detail = f"{type(error).__name__}: {error}; please report it, with the file"
            self.reject(uri, "the reader failed", detail, "read")

    def take(self, uri: str, data: bytes) -> None:
        """Take the next file. Raises ``RejectedFile``."""
        if data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
            self.keep(uri, marc.read(data))
            return
        layout, frame = layouts.read_table(data)
        if layout is layouts.CATALOGUE:
            self.links += library.catalogue_links(frame)
        elif layout is layouts.ROLL_CALLS:
            self.roll_calls[uri] = unvotes.check_roll_calls(frame)
        elif layout is layouts.ROLL_CALL_VOTES:
            self.roll_call_votes[uri] = unvotes.check_votes(frame)
        else:
            self.keep(uri, library.votes(layout, frame, data))

    def join(self) -> None:
        """Join the votes of 1946-2019 with their roll-calls, which are another file."""
        roll_calls = pl.concat(self.roll_calls.values()) if self.roll_calls else None
        for uri, votes in self.roll_call_votes.items():
            with self.rejecting(uri):
                self.keep(uri, unvotes.join(votes, roll_calls))
        if not self.roll_call_votes:
            for uri in self.roll_calls:
                with self.rejecting(uri):
                    raise unvotes.without_votes()

    def keep(self, uri: str, rows: FileRows) -> None:
        """Keep a file's questions and votes, with canonical symbols and known States."""
        questions, no_symbols = _with_symbols(rows.questions)
        votes = _with_states(rows.votes.with_columns(seq=pl.int_range(1, pl.len() + 1, dtype=pl.UInt32)))
        for text, record in no_symbols.items():
            detail = f"record {record}: {text!r} cannot be read; left empty"
            self.reject(uri, f"no document symbol: {text[:SHOWN]}", detail, "model")
        for problem, detail in _problems(votes):
            self.reject(uri, problem, detail, "model")
        self.questions.append(FILE_QUESTIONS.frame(row | {"source_uri": uri} for row in questions))
        known = votes.filter(pl.col("known_code").is_not_null()).with_columns(
            source_uri=pl.lit(uri), state_code="known_code"
        )
        self.votes.append(FILE_VOTES.cast(known.select(list(FILE_VOTES.schema))))


def _with_symbols(rows: Iterable[dict[str, Any]]) -> tuple[list[dict[str, Any]], dict[str, str]]:
    """The questions with canonical symbols; and the texts that are no symbol, each with the first record of it."""
    questions: list[dict[str, Any]] = []
    no_symbols: dict[str, str] = {}
    for row in rows:
        printed = {name: row[name] for name in ("resolution_symbol", "meeting_symbol")}
        canonical = {name: symbols.canonical(text) for name, text in printed.items()}
        for name, text in printed.items():
            if text and canonical[name] is None:
                no_symbols.setdefault(text, row["record"])
        drafts = [draft for draft in map(symbols.canonical, row["draft_symbols"]) if draft]
        questions.append(row | canonical | {"draft_symbols": drafts})
    return questions, no_symbols


def _with_states(votes: pl.DataFrame) -> pl.DataFrame:
    """``FileRows.votes`` with ``known_code``, the code of the State (null where it is not known), and ``problem``."""
    columns = ["state_code", "state_name", "day"]
    named = votes.select(columns).unique(maintain_order=True)
    found = [_identify(*row) for row in named.iter_rows()]
    named = named.with_columns(
        known_code=pl.Series([code for code, _ in found], dtype=pl.String),
        problem=pl.Series([problem for _, problem in found], dtype=pl.String),
    )
    return votes.join(named, on=columns, nulls_equal=True, maintain_order="left")


def _identify(code: str | None, name: str | None, day: date | None) -> tuple[str | None, str | None]:
    """The code of the State that a row names by code, name or both; and the problem with these, if any."""
    by_code = states.coded(code) if code else None
    by_name = states.state_of(name, day) if name else None
    if by_code and name and by_name != by_code:
        return by_code.code, f"{code} is not {name}"
    if by_code:
        return by_code.code, None
    if by_name:
        return by_name.code, f"no known code: {code}" if code else None
    return None, f"no known State: {name or code}"


def _problems(votes: pl.DataFrame) -> Iterator[tuple[str, str]]:
    """Each problem with a State, and the first row that has it; of rows with the same code and name how many."""
    with_problem = votes.filter(pl.col("problem").is_not_null())
    for (problem,), rows in with_problem.partition_by("problem", as_dict=True).items():
        first = rows.row(0, named=True)
        is_same = [pl.col(c).eq_missing(pl.lit(first[c], pl.String)) for c in ("state_code", "state_name")]
        yield (
            problem,
            f"row {first['seq'] + 1}, record {first['record']}, {rows.filter(*is_same).height} rows in all: code "
            f"{first['state_code']!r}, name {first['state_name']!r}, on {first['day'] or 'no day'}; see "
            "transforms/authorities/states.csv",
        )
