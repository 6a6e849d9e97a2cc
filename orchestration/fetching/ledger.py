"""The ledger: every input that was ever asked for or taken in, what became of it, and its bytes by their hash.

What belongs here: the record, and how it follows from what happened: when an input is asked for again, and when an
absence is believed. What does not: asking (``document_host.py``, ``xml_repository.py``, ``folders.py``) and what ought
to be asked for (``frontier.py``).

``<data>/ledger.sqlite`` is one SQLite file in WAL mode. A kill at any moment leaves it whole; a power cut may take the
last rows, and those inputs are asked for again. ``sqlite3`` reads it while a run is at work. The bytes lie in
``<data>/documents/<sha256[:2]>/<sha256>``. Tables: ``inputs`` (a row is an input: an address or a file), ``versions``
(a row is what an input once held; a document that was reissued has several), ``hosts`` (a row is a host and how it
answered our last requests), ``runs`` (a row is a run of a job). The view ``frontier`` shows what is not held and may be
asked for, the most wanted first. An operator sets its ``priority``::

    UPDATE frontier SET priority = 90 WHERE symbol = 'A/RES/80/1';  -- 0: never ask
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Literal, Self

from transforms.authorities import symbols
from warehouse.files import written_whole

State = Literal["pending", "fetched", "absent_suspected", "absent_confirmed", "refused", "failed", "removed", "skipped"]
"""What became of an input. ``pending``: wanted, not asked for yet. ``fetched``: its bytes are held.
``absent_suspected``: the host says that it does not have the document, but it also says so when we have asked too much.
``absent_confirmed``: it said so again, at least an hour later, and gave other documents in between. ``refused``: the
host did not give it. ``failed``: it could not be taken in as it is. ``removed``: a file that is no longer in its
folder. ``skipped``: a hidden file or our own data directory; never on record."""

FRESH = timedelta(days=45)
"""An absence is checked again for this long after the session or year, because documents come out days to weeks late
(sources.md, 2.4)."""
CORRECTIBLE = timedelta(days=60)
"""A document that is held is asked for again every week for this long after its session or year, because documents are
reissued and corrected (sources.md, 2.6)."""
WEEK = timedelta(days=7)
LONGEST_BACKOFF = timedelta(days=1)
LONGEST_WAIT = WEEK + LONGEST_BACKOFF
"""No next try is set further ahead. One that is comes from a clock that was set back since, and is due now."""

SCHEMA = """
CREATE TABLE IF NOT EXISTS inputs (
    source_uri TEXT PRIMARY KEY, state TEXT NOT NULL, source TEXT NOT NULL, symbol TEXT, language TEXT, format TEXT,
    at TEXT NOT NULL, reason TEXT, detail TEXT,
    attempts INTEGER NOT NULL, misses INTEGER NOT NULL, first_missed_at TEXT, asked_at TEXT, next_try_at TEXT,
    sha256 TEXT, size INTEGER, media_type TEXT, location TEXT, modified_ns INTEGER, etag TEXT, last_modified TEXT,
    terms TEXT, score INTEGER NOT NULL, priority INTEGER, why TEXT, found_in TEXT
) STRICT;
CREATE INDEX IF NOT EXISTS inputs_by_state ON inputs (state, next_try_at);
CREATE INDEX IF NOT EXISTS inputs_by_symbol ON inputs (symbol);
CREATE TABLE IF NOT EXISTS versions (
    source_uri TEXT NOT NULL, sha256 TEXT NOT NULL, fetched_at TEXT NOT NULL, location TEXT, size INTEGER NOT NULL,
    media_type TEXT NOT NULL, terms TEXT, etag TEXT, last_modified TEXT, PRIMARY KEY (source_uri, fetched_at)
) STRICT;
CREATE INDEX IF NOT EXISTS versions_by_sha256 ON versions (sha256, fetched_at);
CREATE TABLE IF NOT EXISTS hosts (
    host TEXT PRIMARY KEY, refusals INTEGER NOT NULL DEFAULT 0, pauses INTEGER NOT NULL DEFAULT 0, closed_until TEXT,
    why TEXT, good_at TEXT, robots TEXT, robots_at TEXT
) STRICT;
CREATE TABLE IF NOT EXISTS runs (
    run_id TEXT PRIMARY KEY, job TEXT NOT NULL, started_at TEXT NOT NULL, ended_at TEXT, outcome TEXT NOT NULL,
    message TEXT
) STRICT;
CREATE VIEW IF NOT EXISTS frontier AS
    SELECT coalesce(priority, score) AS priority, symbol, language, format, state, why, found_in, attempts,
        next_try_at, score, reason, source_uri
    FROM inputs WHERE source = 'document_host' AND state NOT IN ('fetched', 'removed')
    ORDER BY 1 DESC, symbol, language;
CREATE TRIGGER IF NOT EXISTS frontier_priority INSTEAD OF UPDATE OF priority ON frontier BEGIN
    UPDATE inputs SET priority = new.priority WHERE source_uri = old.source_uri;
END;
"""


@dataclass(frozen=True)
class Entry:
    """A row of ``inputs``: one input, and what became of it. Times are UTC, ISO 8601."""

    source_uri: str
    state: State
    source: str = ""
    """Kind of source: ``document_host``, ``xml_repository``, ``folder``, ``drop_folder``."""
    symbol: str | None = None
    language: str | None = None
    format: str | None = None
    """Kind of file asked for: ``pdf``, ``doc``, ``docx``; null for files."""
    at: str = ""
    """When these bytes were first taken in, or this input was first missed for this reason."""
    reason: str | None = None
    detail: str | None = None
    attempts: int = 0
    """Runs that asked for it since the host last gave it."""
    misses: int = 0
    """Credible absences in a row: the host said that it has none, and gave another document soon before or after."""
    first_missed_at: str | None = None
    asked_at: str | None = None
    next_try_at: str | None = None
    """It is not asked for before this time; null: not again, unless somebody insists."""
    sha256: str | None = None
    size: int | None = None
    media_type: str | None = None
    location: str | None = None
    """Where the bytes were found: the file's own address on the host, or its path."""
    modified_ns: int | None = None
    """A file's time of modification when it was taken in; if this and the size are the same, it is not read again."""
    etag: str | None = None
    last_modified: str | None = None
    terms: str | None = None
    """The source's terms of use."""
    score: int = 0
    """How much it is wanted, 0 to 100, according to ``frontier.py``."""
    priority: int | None = None
    """How much an operator wants it; this overrides ``score``. 0: never ask."""
    why: str | None = None
    """Why it is wanted."""
    found_in: str | None = None
    """A document that names it."""


VERSION_COLUMNS = ("source_uri", "sha256", "location", "size", "media_type", "terms", "etag", "last_modified")


@dataclass(frozen=True)
class Host:
    """A row of ``hosts``: how a host answered our last requests."""

    host: str
    refusals: int = 0
    """Refusals in a row."""
    pauses: int = 0
    """How often it was left alone for a while since it last gave something."""
    closed_until: str | None = None
    """It is not asked before this time."""
    why: str | None = None
    """Why it was left alone."""
    good_at: str | None = None
    """When it last gave what it was asked for."""
    robots: str | None = None
    robots_at: str | None = None


class BrokenLedger(ValueError):
    """A ledger that cannot be read."""


class Ledger:
    """The ledger of a data directory, and the bytes held there. Several processes may have it open.

    Raises ``BrokenLedger`` if the file is damaged or not a ledger; ``OSError`` if ``data`` cannot be written.
    """

    def __init__(self, data: Path) -> None:
        self.data = data.resolve()
        self.folder = data / "documents"
        self.file = data / "ledger.sqlite"
        self.folder.mkdir(parents=True, exist_ok=True)
        try:
            self._connection = sqlite3.connect(self.file, timeout=30, isolation_level=None)
            self._connection.row_factory = sqlite3.Row
            self._connection.execute("PRAGMA journal_mode=WAL")
            self._connection.execute("PRAGMA synchronous=NORMAL")
            self._connection.executescript(SCHEMA)
            if "told" in (row["name"] for row in self._rows("PRAGMA table_info(runs)")):  # as earlier versions named it
                self._connection.execute("ALTER TABLE runs RENAME COLUMN told TO message")
        except sqlite3.DatabaseError as error:
            if _is_fault_of_the_disk(error):
                raise OSError(f"{self.file}: {error}") from error
            raise BrokenLedger(
                f"{self.file}: {error}; put the copy {_copy_of(self.file).name} in its place, or move it away: then "
                "folders are read anew and what came from hosts is asked for again"
            ) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._connection.close()

    # --- bytes

    def path(self, sha256: str) -> Path:
        """Where the bytes with that hash lie."""
        return place_of(self.data, sha256)

    def keep(self, data: bytes) -> str:
        """Write the bytes to the place that their hash names, unless they lie there already, and return the hash.
        Raises ``OSError``."""
        sha256 = hashlib.sha256(data).hexdigest()
        path = self.path(sha256)
        if path.is_file() and path.stat().st_size == len(data):
            return sha256
        path.parent.mkdir(exist_ok=True)
        with written_whole(path) as beside:
            beside.write_bytes(data)
        return sha256

    # --- inputs

    def entry(self, source_uri: str) -> Entry | None:
        """What is on record of an input; null if nothing is."""
        return next(self.entries("source_uri = ?", source_uri), None)

    def entries(self, condition: str = "true", *values: Any) -> Iterator[Entry]:
        """The rows of ``inputs`` for which an SQL condition holds, in the order of ``source_uri``."""
        for row in self._rows(f"SELECT * FROM inputs WHERE {condition} ORDER BY source_uri", *values):
            yield Entry(**row)

    def held(self, source_uri: str) -> Entry | None:
        """The entry of an input if all of its bytes are held; else null."""
        entry = self.entry(source_uri)
        return entry if entry and entry.state == "fetched" and self.is_whole(entry) else None

    def is_whole(self, entry: Entry) -> bool:
        """Whether all bytes of an entry lie in their place."""
        if entry.sha256 is None:
            return False
        path = self.path(entry.sha256)
        return path.is_file() and path.stat().st_size == entry.size

    def record(self, entry: Entry, now: datetime | None = None) -> Entry:
        """Put the entry on record in place of what was there, and new bytes among the versions; return the entry with
        its time ``at``."""
        known, moment = self.entry(entry.source_uri), stamp(now)
        entry = replace(entry, at=self._first_time(entry, known) or moment)
        if entry == known:
            return entry
        with self._transaction():
            if entry.state == "fetched" and (known is None or known.sha256 != entry.sha256):
                version = {name: getattr(entry, name) for name in VERSION_COLUMNS}
                self._insert("OR REPLACE", "versions", {**version, "fetched_at": moment})
            self._insert("OR REPLACE", "inputs", asdict(entry))
        return entry

    def enlist(self, wanted: Iterable[Entry]) -> int:
        """Put inputs on record that are not there yet; for those that are, change only why they are wanted. Returns how
        many are new."""
        new = 0
        with self._transaction():
            for entry in wanted:
                added = self._insert("OR IGNORE", "inputs", {**asdict(entry), "at": entry.at or stamp()})
                new += added
                if not added and entry.why:
                    self._connection.execute(
                        "UPDATE inputs SET score = :score, why = :why, found_in = :found_in "
                        "WHERE source_uri = :source_uri AND (score, why, found_in) IS NOT (:score, :why, :found_in)",
                        asdict(entry),
                    )
        return new

    def due(self, now: datetime, limit: int) -> list[Entry]:
        """What the document host is to be asked for now, the most wanted first, at most ``limit``."""
        return [
            Entry(**row)
            for row in self._rows(
                "SELECT * FROM inputs WHERE source = 'document_host' AND coalesce(priority, score) > 0 "
                "AND (state = 'pending' OR next_try_at <= ? OR next_try_at > ?) "
                "ORDER BY coalesce(priority, score) DESC, symbol, language LIMIT ?",
                stamp(now),
                stamp(now + LONGEST_WAIT),
                limit,
            )
        ]

    def prioritise(self, symbol: str, priority: int | None) -> int:
        """Set an operator's priority of a document in every language on record; returns how many rows changed."""
        return self._connection.execute(
            "UPDATE inputs SET priority = ? WHERE source = 'document_host' AND symbol = ?", (priority, symbol)
        ).rowcount

    def remove_missing(self, source: str, folder: str, present: Iterable[str]) -> list[str]:
        """Mark inputs as removed that were once taken in from a folder and are no longer in it; returns their names."""
        inside = f"{folder.rstrip('/')}/"
        known = self.entries("source = ? AND state <> 'removed' AND substr(location, 1, ?) = ?", source, len(inside),
                             inside)  # fmt: skip
        gone = [entry for entry in known if entry.source_uri not in set(present)]
        for entry in gone:
            self.record(replace(entry, state="removed", reason="no longer in its folder", detail=entry.location))
        return [entry.source_uri for entry in gone]

    def versions(self, source_uri: str) -> list[dict[str, Any]]:
        """What an input held over time, oldest first."""
        return list(self._rows("SELECT * FROM versions WHERE source_uri = ? ORDER BY fetched_at", source_uri))

    def ask(self, query: str, *values: Any) -> list[dict[str, Any]]:
        """The rows of a query."""
        return list(self._rows(query, *values))

    # --- hosts

    def host(self, name: str) -> Host:
        """How a host answered our last requests."""
        return next((Host(**row) for row in self._rows("SELECT * FROM hosts WHERE host = ?", name)), Host(name))

    def record_host(self, host: Host) -> Host:
        self._insert("OR REPLACE", "hosts", asdict(host))
        return host

    # --- runs

    def record_run(self, run_id: str, job: str, outcome: str, message: str = "") -> None:
        """Put on record that a run began (``running``) or how it ended (``success``, ``failure``); ``message`` is
        one line."""
        ended = None if outcome == "running" else stamp()
        self._connection.execute(
            "INSERT INTO runs VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (run_id) DO UPDATE "
            "SET ended_at = excluded.ended_at, outcome = excluded.outcome, message = excluded.message",
            (run_id, job, stamp(), ended, outcome, message),
        )

    # --- the file

    def copy(self) -> Path:
        """Copy the ledger as it is now to a file beside it; returns the path of the copy."""
        copy = _copy_of(self.file)
        with written_whole(copy) as beside:
            self._connection.execute("VACUUM INTO ?", (str(beside),))
        return copy

    def _first_time(self, entry: Entry, known: Entry | None) -> str | None:
        """When these bytes first came, or when the input was first missed for this reason; null if that is now."""
        if entry.state == "fetched":
            first = self._rows("SELECT min(fetched_at) AS at FROM versions WHERE sha256 = ?", entry.sha256)
            return str(at) if (at := next(first)["at"]) else None
        return known.at if known and (known.state, known.reason) == (entry.state, entry.reason) else None

    def _rows(self, query: str, *values: Any) -> Iterator[dict[str, Any]]:
        for row in self._connection.execute(query, values).fetchall():
            yield dict(row)

    def _insert(self, how: str, table: str, row: dict[str, Any]) -> int:
        names, marks = ", ".join(row), ", ".join("?" * len(row))
        inserted = self._connection.execute(
            f"INSERT {how} INTO {table} ({names}) VALUES ({marks})", tuple(row.values())
        )
        return inserted.rowcount

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")


def place_of(data: Path, sha256: str) -> Path:
    """Where a data directory keeps the bytes with that hash."""
    return data / "documents" / sha256[:2] / sha256


def now() -> datetime:
    """The time. If ``SOURCE_DATE_EPOCH`` is set (seconds since 1970), then that time, so that two loads of the same
    bytes can be the same to the last byte."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)


def stamp(moment: datetime | None = None) -> str:
    """A time as the ledger writes it: texts in the order of their times. Without a time, the present one."""
    return (moment or now()).astimezone(UTC).isoformat(timespec="microseconds")


def after_miss(entry: Entry, state: State, reason: str, detail: str, now: datetime, retry: timedelta) -> Entry:
    """The entry of an input that was asked for and did not come.

    The next try is after ``retry``; the wait doubles with each try that fails, up to a day. What was held stays held.
    """
    wait = min(retry * 2 ** min(entry.attempts, 20), LONGEST_BACKOFF)
    entry = replace(entry, attempts=entry.attempts + 1, asked_at=stamp(now), next_try_at=stamp(now + wait))
    return entry if entry.sha256 else replace(entry, state=state, reason=reason, detail=detail)


def after_absence(entry: Entry, reason: str, detail: str, now: datetime, recheck: timedelta) -> Entry:
    """The entry of an input after the host said that it has none. What was held stays held, because a host that we have
    asked too much says the same of every document."""
    if entry.sha256 is not None:
        return replace(entry, asked_at=stamp(now), next_try_at=stamp(now + recheck))
    state: State = "absent_confirmed" if entry.state == "absent_confirmed" else "absent_suspected"
    return replace(
        after_miss(entry, state, reason, detail, now, recheck),
        next_try_at=stamp(now + recheck),
        first_missed_at=entry.first_missed_at or stamp(now),
    )


def after_control(entry: Entry, recheck: timedelta) -> Entry:
    """The entry of an absence once the host has given another document, which makes the absence credible.

    Two credible absences at least ``recheck`` apart confirm it (sources.md, 2.4). From then on it is checked again only
    while the document may still come out.
    """
    if entry.sha256 is not None or entry.asked_at is None or entry.first_missed_at is None:
        return entry
    now, first = datetime.fromisoformat(entry.asked_at), datetime.fromisoformat(entry.first_missed_at)
    entry = replace(entry, misses=entry.misses + 1)
    if entry.misses < 2 or now - first < recheck:
        return entry
    again = stamp(now + WEEK) if may_change(entry, now, FRESH) else None
    return replace(entry, state="absent_confirmed", next_try_at=again)


def after_fetch(entry: Entry, now: datetime, **found: Any) -> Entry:
    """The entry of an input that came; ``found`` gives the columns that describe the bytes and where they were."""
    return replace(
        entry,
        state="fetched",
        reason=None,
        detail=None,
        attempts=0,
        misses=0,
        first_missed_at=None,
        asked_at=stamp(now),
        next_try_at=stamp(now + WEEK) if may_change(entry, now, CORRECTIBLE) else None,
        **found,
    )


def may_change(entry: Entry, now: datetime, window: timedelta) -> bool:
    """Whether a document may still come out or be reissued: its session or year ended less than ``window`` ago. If the
    symbol names neither, whether it was first missed or recorded less than ``window`` ago."""
    if entry.symbol and (end := ends_on(entry.symbol)):
        return now.date() <= end + window
    return now - datetime.fromisoformat(entry.first_missed_at or entry.at or stamp(now)) < window


def ends_on(symbol: str) -> date | None:
    """The last day of the year, or of the session of the General Assembly, that a symbol names; null for any other.

    The Assembly's regular sessions open in September (rule 1 of its rules of procedure). Session N opened in the year
    1945 + N, and ends in the September after.
    """
    read = symbols.parse(symbol)
    if read.year:
        return date(read.year, 12, 31)
    session = assembly_session(read)
    return None if session is None else date(1946 + session, 9, 30)


def assembly_session(read: symbols.Symbol) -> int | None:
    """The number of the General Assembly's regular session in a symbol of the Assembly or one of its Main Committees;
    null in any other."""
    session = read.session or ""
    is_of_assembly = read.body_prefix in {"A", *symbols.MAIN_COMMITTEES}
    return int(session) if is_of_assembly and session.isdecimal() else None


def _copy_of(file: Path) -> Path:
    return file.with_suffix(".copy.sqlite")


def _is_fault_of_the_disk(error: sqlite3.DatabaseError) -> bool:
    """Whether the disk is at fault and not the file: it is full or read-only, or another process holds a lock."""
    return isinstance(error, sqlite3.OperationalError) and any(
        word in str(error) for word in ("full", "readonly", "locked", "unable to open", "disk I/O")
    )
