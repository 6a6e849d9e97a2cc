"""Where raw bytes come from: folders, the UN's document host, and its XML repositories.

What belongs here: taking bytes in. Each source yields entries of the ledger, one for every input, whether its bytes
were taken in or not; ``collect`` makes of them the frame that the reading starts from and the rejections. What does
not belong here: how a host is asked (``politeness.py``), what is on record (``ledger.py``), what ought to be asked for
(``discovery.py``), and judging a document. A text file, an empty file or a broken PDF from a folder is taken in like
any other and rejected by the reader (``transforms.pages``), so that its reason comes from one place. Only the answers
of hosts are judged here, because there a page of HTML with status 200 means "not found".
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import re
import stat
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple, Protocol, Self
from urllib.parse import quote

import httpx
import polars as pl
import regex

from orchestration.ledger import Entry, Ledger, after_absence, after_fetch, after_miss, believed, stamp
from orchestration.politeness import Answer, Missed, NotAsked, PoliteHost, Settings
from transforms.authorities import symbols
from warehouse import tables

log = logging.getLogger(__name__)

MANIFEST: Mapping[str, tables.Dtype] = {
    "source_uri": pl.String,
    "symbol": pl.String,
    "language": pl.String,
    "sha256": pl.String,
    "path": pl.String,
    "fetched_at": pl.Datetime("us", "UTC"),
    "size": pl.Int64,
    "media_type": pl.String,
}
"""The frame of what is held: ``source_uri`` is an address or a file name in the folder read; ``symbol`` and
``language`` are as asked for or as the file name tells, else null; ``path`` is where the bytes lie; ``fetched_at`` is
when these bytes, from wherever, were first taken in; ``size`` is in bytes; ``media_type`` is by the first bytes."""

MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "application/pdf"),
    (b"PK\x03\x04", "application/zip"),  # .docx, which the host gives for 2023 and later
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),  # .doc
    (b"\xffWPC", "application/vnd.wordperfect"),  # what the host gives for 1993 to 2000
    (b"<?xml", "application/xml"),
    (b"<!doctype html", "text/html"),
    (b"<html", "text/html"),
    (b"<", "application/xml"),
)
NATIVE = ("application/zip", "application/x-ole-storage", "application/vnd.wordperfect")
FORMATS: Mapping[str, tuple[str, ...]] = {"pdf": ("application/pdf",), "doc": NATIVE, "docx": NATIVE}
"""What a document may be when it is asked for in a format: the host does not convert native files (sources.md, 1)."""

DROPPED = "incoming/"
MOST_DROPPED = 2 * 1024**3
"""Bytes. The Digital Library's voting file of the General Assembly has 364 MB."""

SMALLEST = 4_096
"""Bytes. No document of the UN is smaller; the host's error pages are (sources.md, 2.3)."""

CONTROL = "A/RES/70/1"
"""A document that the host has: where it is not found either, "not found" means that the host has had enough of us."""
MISSES_BEFORE_CONTROL = 8
"""So many absences in a row look like that."""

ASKED, ASKED_FOR = "asked for", 100
"""Why a document is wanted that a person named, and how much."""

MOST_NUMBERS = 999
"""No session of the General Assembly has adopted half as many resolutions."""

HOST_TERMS = (
    "United Nations: personal, non-commercial use without redistribution (terms of use of un.org); symbolled documents "
    "are in the public domain by ST/AI/189/Add.9/Rev.2"
)
XML_TERMS = "United Nations: unofficial copies, for informational purposes only"

REPOSITORIES: Mapping[str, str] = {"A": "UNxml/GAresolutions/{session}session/English"}
"""Repository and folder of the UN's XML by body; ``{session}`` is the body's session."""
MOST_LISTED = 1_000
"""Names in one listing; of a folder that has more the rest is not shown."""


class Source(Protocol):
    """Somewhere that inputs come from."""

    def collect(self, ledger: Ledger) -> Iterator[Entry]:
        """Take in what is not held yet and yield an entry for every input, on record in the ledger; of two about one
        input the last holds."""

    def plan(self, ledger: Ledger) -> Iterator[tuple[str, str]]:
        """What ``collect`` would ask for, and what it would not and why, without asking for anything."""


# ------------------------------------------------------------------------------------------------ folders


@dataclass(frozen=True)
class FolderSource:
    """Every regular file below a folder, in the order of names. Hidden files and the data directory, should it lie
    there, are skipped; links that lead out of the folder are not followed. A file with the size and time of
    modification that the ledger remembers is not read again; one that is gone is marked as removed."""

    folder: Path
    max_bytes: int = Settings.max_bytes
    kind: str = "folder"
    prefix: str = ""
    """Put before the names of the files, where they would else be taken for those of another folder."""

    def __post_init__(self) -> None:
        if not self.folder.is_dir():
            raise NotADirectoryError(f"{self.folder} is no folder; give the folder in which the documents lie")

    def collect(self, ledger: Ledger) -> Iterator[Entry]:
        root, seen = self.folder.resolve(), set()
        for path in _below(root, ledger.data):
            entry = self._entry(path, root)
            if _is_skipped(path, ledger.data):
                yield replace(entry, state="skipped")
                continue
            seen.add(entry.source_uri)
            try:
                yield ledger.record(self._take(path, root, entry, ledger))
            except Missed as missed:
                yield ledger.record(replace(entry, state=missed.state, reason=missed.reason, detail=missed.detail))
        if gone := ledger.remove_missing(self.kind, _printable(str(root)), seen):
            log.info("%s: %d files are gone: %s", self.folder, len(gone), ", ".join(gone[:20]))

    def plan(self, ledger: Ledger) -> Iterator[tuple[str, str]]:
        root = self.folder.resolve()
        for path in _below(root, ledger.data):
            yield self._entry(path, root).source_uri, "skipped" if _is_skipped(path, ledger.data) else "looked at"

    def _entry(self, path: Path, root: Path) -> Entry:
        symbol, language = symbols.from_file_name(path.name) or (None, None)
        name = self.prefix + _printable(path.relative_to(root).as_posix())
        return Entry(name, "fetched", self.kind, symbol, language)

    def _take(self, path: Path, root: Path, entry: Entry, ledger: Ledger) -> Entry:
        """The entry of a file whose bytes are now held. Raises ``Missed``; an ``OSError`` is the ledger's."""
        name = entry.source_uri
        try:
            found = path.stat()
            if not path.resolve().is_relative_to(root):
                raise Missed("failed", "link out of the folder", f"{name}: put the file itself into the folder")
            if not stat.S_ISREG(found.st_mode):
                raise Missed(
                    "failed",
                    "not a regular file",
                    f"{name}: a folder that is a link or cannot be entered, or a device; put the documents themselves "
                    "into the folder",
                )
            if found.st_size > self.max_bytes:
                raise Missed("failed", "too large", f"{name}: {found.st_size} bytes; raise RAPPORTEUR_MAX_BYTES")
            entry = replace(
                entry, location=_printable(path.as_posix()), size=found.st_size, modified_ns=found.st_mtime_ns
            )
            known = ledger.held(name)
            if known and _looks_alike(known) == _looks_alike(entry):
                return replace(entry, sha256=known.sha256, media_type=known.media_type)
            data = path.read_bytes()
            after = path.stat()
        except OSError as error:
            raise Missed("failed", "unreadable file", f"{name}: {error.strerror}; make it readable") from error
        if (len(data), after.st_size, after.st_mtime_ns) != (found.st_size, found.st_size, found.st_mtime_ns):
            raise Missed("failed", "changed while it was read", f"{name}: run again when nobody writes it")
        return replace(entry, sha256=ledger.keep(data), media_type=_media_type(data))


def drop_folder(folder: Path) -> FolderSource:
    """The folder into which people put what no program may fetch: the Digital Library's voting files and documents
    that it alone has. Its files are named ``incoming/...`` among the inputs."""
    return FolderSource(folder, MOST_DROPPED, "drop_folder", DROPPED)


def _looks_alike(entry: Entry) -> tuple[str | int | None, ...]:
    """By what a file that was taken in is known again without reading it."""
    return entry.location, entry.size, entry.modified_ns


def _below(folder: Path, data: Path) -> Iterator[Path]:
    """What lies below a folder, sorted: files, links, and the folders that are skipped or cannot be entered."""
    for path in sorted(folder.iterdir()):
        is_folder = path.is_dir() and not path.is_symlink()
        if is_folder and not _is_skipped(path, data) and os.access(path, os.R_OK | os.X_OK):
            yield from _below(path, data)
        else:
            yield path


def _is_skipped(path: Path, data: Path) -> bool:
    return path.name.startswith(".") or path == data


def _printable(text: str) -> str:
    """The text with what is not UTF-8 in it as ``\\udce9``, because no table can hold it, and control characters as
    ``\\x1b``, because terminals and logs obey them."""
    plain = text.encode(errors="backslashreplace").decode()
    return re.sub(r"[\x00-\x1f\x7f-\x9f]", lambda found: f"\\x{ord(found[0]):02x}", plain)


def _media_type(data: bytes) -> str:
    """By the first bytes, because neither a file's name nor the host's Content-Type is to be believed."""
    if not data:
        return "application/x-empty"
    head = data[:1024].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    for magic, media_type in MAGIC:
        if head.startswith(magic.lower()):
            return media_type
    return "application/octet-stream" if b"\0" in data[:1024] else "text/plain"


# ------------------------------------------------------------------------------------------------ the document host


class Fetched(NamedTuple):
    """A document as the host gave it."""

    data: bytes | None
    """Null where it is what is held already."""
    location: str
    """The file's own address."""
    etag: str | None
    last_modified: str | None


class DocumentHost:
    """The UN's document host. A document is got in two steps: a look-up by symbol, language and format, which
    redirects, in capitals, to a file that is found in small letters only. Whether the answer is the document is told
    by its bytes."""

    def __init__(self, settings: Settings, ledger: Ledger, sleep: Callable[[float], None] = time.sleep) -> None:
        self.polite = PoliteHost(settings.base_address, settings, ledger, sleep)
        self._base = self.polite.base

    def __enter__(self) -> Self:
        self.polite.__enter__()
        return self

    def __exit__(self, *_: object) -> None:
        self.polite.__exit__()

    def fetch(self, entry: Entry) -> Fetched:
        """The document of an entry, whose symbol is canonical, language one of the six and format one of ``FORMATS``.

        Raises ``Missed``: ``absent_suspected`` where the host says that there is none (or shows its start page, as it
        does to those who ask too often); ``refused`` where it gave no answer to go by, after all attempts; ``failed``
        where what came is not a whole document. ``NotAsked`` where it is to be left alone.
        """
        symbol, language, format = str(entry.symbol), str(entry.language), str(entry.format)
        if language not in tables.LANGUAGES:
            # the host would answer with the English text
            raise Missed("failed", "not a language of the host", f"{language!r}: one of {', '.join(tables.LANGUAGES)}")
        if format not in FORMATS:
            raise Missed("failed", "not a format of the host", f"{format!r}: one of {', '.join(FORMATS)}")
        headers = {
            "Accept": "application/pdf" if format == "pdf" else "application/msword, application/octet-stream",
            "Referer": f"https://docs.un.org/{language}/{quote(symbol)}",
        }
        file = self._look_up(entry.source_uri, headers)
        if entry.sha256 and entry.location == str(file):
            known = {"If-None-Match": entry.etag, "If-Modified-Since": entry.last_modified}
            headers |= {name: value for name, value in known.items() if value}
        answer = self.polite.get(str(file), headers)
        validators = answer.headers.get("ETag"), answer.headers.get("Last-Modified")
        if answer.status == 304 and entry.sha256:
            return Fetched(None, str(file), *validators)
        _check(str(file), answer, format)
        self.polite.is_good()
        return Fetched(answer.body, str(file), *validators)

    def gives_control(self) -> bool:
        """Whether the host finds a document that it has: then what it did not find before is believed."""
        address = host_address(self.polite.settings, CONTROL, "en", "pdf")
        try:
            self._look_up(address, {"Accept": "application/pdf"})
        except NotAsked:
            return False
        except Missed as missed:
            if missed.state == "absent_suspected":
                self.polite.close(f"{self.polite.name} does not find {CONTROL} either: it has had enough", False)
            return False
        self.polite.is_good()
        return True

    def _look_up(self, address: str, headers: Mapping[str, str]) -> httpx.URL:
        """The address of the file, in small letters."""
        answer = self.polite.get(address, headers)
        if "Location" in answer.headers and 300 <= answer.status < 400:
            try:
                target = answer.url.join(answer.headers["Location"])
            except (httpx.InvalidURL, ValueError):  # the latter from the standard library's urljoin
                target = httpx.URL("")
            if (target.scheme, target.host, target.port) == (self._base.scheme, self._base.host, self._base.port):
                if target.path == "/error":
                    raise _absent(address)
                if target.path.lower().startswith("/doc/"):
                    return target.copy_with(raw_path=target.raw_path.lower())
            raise Missed(
                "refused", "redirected elsewhere", f"{address}: to {answer.headers['Location']!r}, not followed"
            )
        if answer.status == 200 and _media_type(answer.body) in ("text/html", "application/xml"):
            raise _absent(address)
        raise _unexpected(address, answer)


def host_address(settings: Settings, symbol: str, language: str, format: str) -> str:
    """The address under which the host looks a document up; it stands for the document as its ``source_uri``."""
    asked = f"/api/symbol/access?s={quote(symbol, safe='/()')}&l={quote(language)}&t={quote(format)}"
    return str(httpx.URL(settings.base_address).join(asked))


def _check(file: str, answer: Answer, format: str) -> None:
    """Raise ``Missed`` unless the answer is a whole document of that format."""
    if answer.status != 200:
        raise _unexpected(file, answer)
    found = _media_type(answer.body)
    if found not in FORMATS[format]:
        if found in ("application/pdf", *NATIVE):
            raise Missed("failed", "another format", f"{file}: the host has it as {found} only; ask for that format")
        raise Missed("refused", f"not a {format.upper()}", f"{file}: {found} came instead; run again later")
    if len(answer.body) <= SMALLEST or (format == "pdf" and b"%%EOF" not in answer.body[-1024:]):
        raise Missed(
            "failed",
            f"truncated {format.upper()}",
            f"{file}: {len(answer.body)} bytes without their end; run again later",
        )


def _absent(address: str) -> Missed:
    return Missed(
        "absent_suspected",
        "not found",
        f"{address}: the host has no such document, or has had enough for now; check the symbol, run again later",
    )


def _unexpected(address: str, answer: Answer) -> Missed:
    return Missed("refused", f"HTTP {answer.status}", f"{address}: not an answer we know; open it in a browser")


def why_not_asked(symbol: str) -> str | None:
    """Why the document host need not be asked for a symbol; null where it may have the document.

    Decisions of the Assembly and of the Council are in volumes only, parts of a resolution in the whole
    (sources.md, 1).
    """
    read = symbols.parse(symbol)
    if read.doc_type == "DEC" and read.body_prefix in ("A", "E"):
        return "decisions are printed in volumes only"
    if (whole := whole_of(symbol)) != read.text:
        return f"a part of {whole}: ask for that"
    session = read.session or ""
    is_of_assembly = read.body_prefix in {"A", *symbols.MAIN_COMMITTEES} and session.isdecimal()
    number = read.number or ""
    if is_of_assembly and read.doc_type == "RES" and number.isdecimal() and int(number) > MOST_NUMBERS:
        return "no session has so many resolutions"
    return None


def has_begun(symbol: str, today: date) -> bool:
    """Whether the session or year of a symbol has begun: before, it can only be a misread one, and is not guessed."""
    read = symbols.parse(symbol)
    session = read.session or ""
    if read.body_prefix in {"A", *symbols.MAIN_COMMITTEES} and session.isdecimal():
        return (1945 + int(session), 9) <= (today.year, today.month)
    return not read.year or read.year <= today.year


def whole_of(symbol: str) -> str:
    """The symbol under which the host has a document: that of the whole for a lettered part of a resolution."""
    read = symbols.parse(symbol)
    is_lettered = read.doc_type == "RES" and regex.fullmatch(r"[A-Z](?:-[A-Z])?", read.part or "")
    return read.parent if is_lettered and read.parent else read.text


@dataclass(frozen=True)
class RequestedSymbols:
    """Documents asked of the document host by symbol, in each of the languages. What is held is not asked for again,
    and what was missed not before its time, unless ``refresh`` says so."""

    symbols: Sequence[str]
    settings: Settings
    languages: Sequence[str] = ("en",)
    format: str = "pdf"
    refresh: bool = False
    sleep: Callable[[float], None] = time.sleep

    def collect(self, ledger: Ledger) -> Iterator[Entry]:
        """Of every symbol, in the order in which they were given."""
        now = datetime.now(UTC)
        wanted = list(self._wanted())
        ledger.enlist(entry for entry in wanted if entry.state == "pending")
        asked: list[Entry] = []
        for each in wanted:
            entry = ledger.entry(each.source_uri) if each.state == "pending" else None
            if entry is None:
                yield ledger.record(each)
            elif self._is_due(entry, ledger, now):
                asked.append(entry)
            else:
                yield entry
        yield from ask_host(asked, self.settings, ledger, self.sleep)

    def plan(self, ledger: Ledger) -> Iterator[tuple[str, str]]:
        now = datetime.now(UTC)
        for each in self._wanted():
            entry = ledger.entry(each.source_uri) or each
            if each.state != "pending":
                yield each.source_uri, f"not asked for: {each.detail}"
            elif self._is_due(entry, ledger, now):
                yield each.source_uri, "asked for"
            else:
                again = f"not again before {entry.next_try_at[:16]} UTC" if entry.next_try_at else "not again"
                yield each.source_uri, f"{entry.state}, {again}"

    def _wanted(self) -> Iterator[Entry]:
        for text in dict.fromkeys(map(_canonical, self.symbols)):
            if isinstance(text, Entry):
                yield text
                continue
            for language in dict.fromkeys(self.languages):
                address = host_address(self.settings, text, language, self.format)
                entry = Entry(address, "pending", "document_host", text, language, self.format, score=ASKED_FOR)
                if why := why_not_asked(text):
                    yield replace(entry, state="failed", reason="no such document", detail=f"{text}: {why}")
                else:
                    yield replace(entry, why=ASKED)

    def _is_due(self, entry: Entry, ledger: Ledger, now: datetime) -> bool:
        if self.refresh or entry.state == "pending":
            return True
        if entry.state == "fetched" and not ledger.is_whole(entry):
            return True
        # a refused or failed one that a person names is asked for; an absence has its time (sources.md, 2.4)
        is_absent = entry.state.startswith("absent")
        return entry.state in ("refused", "failed") or (is_absent and _has_come(entry.next_try_at, now))


@dataclass(frozen=True)
class DueDocuments:
    """What the ledger says is due of the document host: the frontier, most wanted first, and what is to be looked at
    again; at most ``limit`` documents a run."""

    settings: Settings
    limit: int
    sleep: Callable[[float], None] = time.sleep

    def collect(self, ledger: Ledger) -> Iterator[Entry]:
        yield from ask_host(ledger.due(datetime.now(UTC), self.limit), self.settings, ledger, self.sleep)

    def plan(self, ledger: Ledger) -> Iterator[tuple[str, str]]:
        for entry in ledger.due(datetime.now(UTC), self.limit):
            yield entry.source_uri, f"asked for ({entry.why or entry.state})"


def ask_host(
    entries: Sequence[Entry], settings: Settings, ledger: Ledger, sleep: Callable[[float], None] = time.sleep
) -> Iterator[Entry]:
    """Ask the document host for each, and yield what is then on record; one whose absence comes to be believed is
    yielded twice. Raises ``Busy`` where another process is asking the host."""
    if not entries:
        return
    absent: list[Entry] = []
    with DocumentHost(settings, ledger, sleep) as host:
        gave = False  # whether the last answer was a document
        for entry in entries:
            # an absence that would be confirmed is looked into between two answers that are documents
            would_confirm = entry.misses > 0
            try:
                if would_confirm and not gave and not (gave := host.gives_control()):
                    yield entry
                    continue
                found, gave = _fetch(host, entry, ledger)
            except NotAsked as not_asked:
                told = replace(entry, state=not_asked.state, reason=not_asked.reason, at=entry.at)
                yield replace(told, detail=f"{entry.symbol} ({entry.language}): {not_asked.detail}")
                continue
            yield found
            if found.state.startswith("absent"):
                absent.append(found)
            if absent and (gave or would_confirm or len(absent) == MISSES_BEFORE_CONTROL):
                gave = gave or host.gives_control()
                yield from _after_control(absent if gave else [], ledger, settings)
                absent = []
        if absent and host.gives_control():
            yield from _after_control(absent, ledger, settings)


def _after_control(absent: Iterable[Entry], ledger: Ledger, settings: Settings) -> Iterator[Entry]:
    for entry in absent:
        yield ledger.record(believed(entry, settings.recheck))


def _fetch(host: DocumentHost, entry: Entry, ledger: Ledger) -> tuple[Entry, bool]:
    """The entry of a document after the host was asked for it, on record, and whether it gave it."""
    settings = host.polite.settings
    if not ledger.is_whole(entry):
        entry = replace(entry, sha256=None, etag=None, last_modified=None)
    try:
        data, location, etag, last_modified = host.fetch(entry)
    except NotAsked:
        raise
    except Missed as missed:
        log.warning("%s (%s): %s", entry.symbol, entry.language, missed)
        detail, now = f"{entry.symbol} ({entry.language}): {missed.detail}", datetime.now(UTC)
        if missed.state == "absent_suspected":
            return ledger.record(after_absence(entry, missed.reason, detail, now, settings.recheck)), False
        return ledger.record(after_miss(entry, missed.state, missed.reason, detail, now, settings.retry)), False
    if data is not None:
        log.info("%s (%s): %d bytes from %s", entry.symbol, entry.language, len(data), location)
        entry = replace(entry, sha256=ledger.keep(data), size=len(data), media_type=_media_type(data), terms=HOST_TERMS)
    found = after_fetch(entry, datetime.now(UTC), location=location, etag=etag, last_modified=last_modified)
    return ledger.record(found), True


def _canonical(text: str) -> str | Entry:
    """The symbol in its canonical spelling, or what there is to say about a text that is none."""
    try:
        return symbols.normalise(text)
    except ValueError as error:
        return Entry(
            _printable(text),
            "failed",
            "document_host",
            reason="no document symbol",
            detail=f"{error}; correct it and run again",
        )


def _has_come(moment: str | None, now: datetime) -> bool:
    return moment is not None and datetime.fromisoformat(moment) <= now


# ------------------------------------------------------------------------------------------------ XML repositories


@dataclass(frozen=True)
class XmlRepository:
    """A folder of one of the UN's XML repositories: its listing, and then the files that are not held as it lists
    them. The listing gives each file's git hash, so a file is neither asked for twice nor taken for whole when it is
    not."""

    folder: str
    """Owner, repository and folder: ``UNxml/GAresolutions/79session/English``."""
    settings: Settings
    sleep: Callable[[float], None] = time.sleep

    def __post_init__(self) -> None:
        parts = self.folder.split("/")
        if len(parts) < 3 or any(part in ("", ".", "..") for part in parts):
            raise ValueError(f"{self.folder!r}: give owner, repository and folder, as UNxml/GAresolutions/79session")

    @classmethod
    def of_collection(cls, collection: str, settings: Settings) -> Self | None:
        """Where the XML of a collection is; null where there is none."""
        body, _, session = collection.rpartition("-")
        place = REPOSITORIES.get(body)
        return cls(place.format(session=session), settings) if place and session.isdecimal() else None

    def collect(self, ledger: Ledger) -> Iterator[Entry]:
        listing = Entry(self._listing_address, "pending", "xml_repository")
        try:
            with PoliteHost(self.settings.xml_listing_address, self.settings, ledger, self.sleep) as host:
                listed = self._listed(host.get(self._listing_address, {"Accept": "application/vnd.github+json"}))
        except Missed as missed:
            yield _not_given(listing, missed, ledger, self.settings)
            return
        if len(listed) >= MOST_LISTED:
            log.warning("%s: lists %d names, it may have more", self._listing_address, len(listed))
        with PoliteHost(self.settings.xml_address, self.settings, ledger, self.sleep) as host:
            for name, git_hash in listed.items():
                address = str(host.base.join(quote("/{}/{}/main/{}/{}".format(*self._place, name))))
                entry = ledger.entry(address) or replace(self._entry(name), source_uri=address)
                if entry.state == "fetched" and entry.etag == git_hash and ledger.is_whole(entry):
                    yield entry
                    continue
                try:
                    yield ledger.record(self._take(host, entry, git_hash, ledger))
                except NotAsked as missed:
                    yield replace(entry, state=missed.state, reason=missed.reason, detail=missed.detail, at=stamp())
                except Missed as missed:
                    yield _not_given(entry, missed, ledger, self.settings)

    def plan(self, ledger: Ledger) -> Iterator[tuple[str, str]]:
        yield self._listing_address, "asked for, and then what it lists and is not held"

    @property
    def _place(self) -> tuple[str, str, str]:
        owner, repository, folder = self.folder.split("/", 2)
        return owner, repository, folder

    @property
    def _listing_address(self) -> str:
        path = "/repos/{}/{}/contents/{}".format(*self._place)
        return str(httpx.URL(self.settings.xml_listing_address).join(quote(path)))

    def _listed(self, answer: Answer) -> dict[str, str]:
        """The git hash of each XML file by name. Raises ``Missed`` where the answer is no listing."""
        if answer.status != 200:
            raise _unexpected(self._listing_address, answer)
        try:
            files = {each["name"]: each["sha"] for each in json.loads(answer.body) if each["type"] == "file"}
        except (ValueError, TypeError, KeyError) as error:
            told = f"{self._listing_address}: not a listing ({error}); see whether the folder has moved"
            raise Missed("failed", "no listing", told) from error
        return {
            name: git_hash
            for name, git_hash in sorted(files.items())
            if name.lower().endswith(".xml") and "/" not in name and not name.startswith(".")
        }

    def _entry(self, name: str) -> Entry:
        """What the name of a file tells: symbol, job number and language (``A_RES_79_181-2424223E.xml``)."""
        stem, _, job = name.removesuffix(".xml").rpartition("-")
        read = symbols.from_file_name(f"{stem}.xml") if job[:-1].isdecimal() else symbols.from_file_name(name)
        language = XML_LANGUAGES.get(job[-1:])
        return Entry("", "pending", "xml_repository", read[0] if read else None, language if read else None, "xml")

    def _take(self, host: PoliteHost, entry: Entry, git_hash: str, ledger: Ledger) -> Entry:
        answer = host.get(entry.source_uri, {"Accept": "application/xml, text/plain"})
        if answer.status != 200:
            raise _unexpected(entry.source_uri, answer)
        if hashlib.sha1(b"blob %d\0" % len(answer.body) + answer.body).hexdigest() != git_hash:
            told = f"{entry.source_uri}: not the bytes that are listed; run again later"
            raise Missed("refused", "other bytes than listed", told)
        host.is_good()
        return after_fetch(
            entry,
            datetime.now(UTC),
            sha256=ledger.keep(answer.body),
            size=len(answer.body),
            media_type=_media_type(answer.body),
            location=entry.source_uri,
            etag=git_hash,
            terms=XML_TERMS,
        )


XML_LANGUAGES = {"A": "ar", "C": "zh", "E": "en", "F": "fr", "R": "ru", "S": "es"}
"""The letters by which the UN's job numbers tell the language."""


def _not_given(entry: Entry, missed: Missed, ledger: Ledger, settings: Settings) -> Entry:
    log.warning("%s", missed)
    told = after_miss(entry, missed.state, missed.reason, missed.detail, datetime.now(UTC), settings.retry)
    return ledger.record(told)


# ------------------------------------------------------------------------------------------------ all of them


class Collected(NamedTuple):
    """What the sources gave."""

    manifest: pl.DataFrame
    """``MANIFEST``, in the order of ``source_uri``."""
    rejections: pl.DataFrame
    """``warehouse.tables.REJECTIONS``: inputs that could not be taken in."""
    skipped: list[str]
    """Hidden files, and the data directory where it lies in the folder, by name."""

    def beside(self, other: Collected) -> Collected:
        """Both together."""
        return Collected(
            pl.concat([self.manifest, other.manifest]).sort("source_uri"),
            tables.REJECTIONS.cast(pl.concat([self.rejections, other.rejections])),
            [*self.skipped, *other.skipped],
        )


def collect(sources: Iterable[Source], ledger: Ledger) -> Collected:
    """Take in what the sources have, one row for each input. Raises ``OSError`` where the ledger cannot be written and
    ``Busy`` where another process asks one of their hosts."""
    entries = {entry.source_uri: entry for source in sources for entry in source.collect(ledger)}
    return Collected(
        _manifest(entries.values(), ledger),
        _missed(entries.values()),
        [entry.source_uri for entry in entries.values() if entry.state == "skipped"],
    )


def held(ledger: Ledger, condition: str = "true") -> Collected:
    """All that was taken in by any run and is still there, and all that was missed, of the entries for which an SQL
    condition holds: for a run that asks nobody."""
    entries = list(ledger.entries(f"state NOT IN ('pending', 'removed') AND {condition}"))
    return Collected(_manifest(filter(ledger.is_whole, entries), ledger), _missed(entries), [])


def _manifest(entries: Iterable[Entry], ledger: Ledger) -> pl.DataFrame:
    rows = [
        [
            *(entry.source_uri, entry.symbol, entry.language, entry.sha256, str(ledger.path(entry.sha256))),
            *(datetime.fromisoformat(entry.at), entry.size, entry.media_type),
        ]
        for entry in entries
        if entry.sha256 and entry.state == "fetched"
    ]
    return pl.DataFrame(rows, MANIFEST, orient="row").sort("source_uri")


def _missed(entries: Iterable[Entry]) -> pl.DataFrame:
    """Of absences only those of what a person asked for: that a guess was wrong is no fault of the warehouse."""
    rows = [
        {
            "source_uri": entry.source_uri,
            "stage": "fetch",
            "reason": entry.reason,
            "detail": entry.detail,
            "rejected_at": datetime.fromisoformat(entry.at),
            "collection": symbols.collection(entry.symbol) if entry.symbol else None,
        }
        for entry in entries
        if entry.state in ("refused", "failed") or (entry.state.startswith("absent") and entry.why == ASKED)
    ]
    return tables.REJECTIONS.frame(rows)
