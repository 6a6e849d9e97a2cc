"""The UN's document host as a source.

What belongs here: looking a document up, judging what the host gave, and the documents to ask it for: those that a
person named, and those that are due. What does not: how a host is asked (``politeness.py``), when an input is asked for
again (``ledger.py``), and what ought to be asked for (``frontier.py``).
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import NamedTuple, Self
from urllib.parse import quote

import httpx
import regex

from orchestration.fetching.ledger import (
    Entry,
    Ledger,
    after_absence,
    after_control,
    after_fetch,
    after_miss,
    assembly_session,
)
from orchestration.fetching.politeness import Answer, Missed, NotAsked, PoliteHost, Settings, unknown_answer
from orchestration.fetching.sources import ASKED_BY_NAME, media_type, printable
from transforms.authorities import symbols
from warehouse import tables

log = logging.getLogger(__name__)

NATIVE = ("application/zip", "application/x-ole-storage", "application/vnd.wordperfect")
FORMATS: Mapping[str, tuple[str, ...]] = {"pdf": ("application/pdf",), "doc": NATIVE, "docx": NATIVE}
"""The media types that a document may have, by the format asked for. The host does not convert native files
(sources.md, 1)."""

SMALLEST = 4_096
"""Bytes. No document of the UN is smaller; the host's error pages are (sources.md, 2.3)."""

CONTROL = "A/RES/70/1"
"""A document that the host has. If it does not find this one either, its "not found" means that we asked too much."""
MISSES_BEFORE_CONTROL = 8
"""After so many absences in a row the host is asked for the control."""

SCORE_OF_ASKED_BY_NAME = 100

MOST_NUMBERS = 999
"""No session of the General Assembly has adopted half as many resolutions."""

TERMS = (
    "United Nations: personal, non-commercial use without redistribution (terms of use of un.org); symbolled documents "
    "are in the public domain by ST/AI/189/Add.9/Rev.2"
)


class Fetched(NamedTuple):
    """A document as the host gave it."""

    data: bytes | None
    """Null if the host says that it is still what we hold."""
    location: str
    """The file's own address."""
    etag: str | None
    last_modified: str | None


class DocumentHost:
    """The UN's document host; a context manager like ``PoliteHost``.

    It takes two steps to get a document. A look-up by symbol, language and format redirects to a file. The redirect is
    in capitals, but the file is found only in small letters. Only its bytes show whether an answer is the document.
    """

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

        Raises ``Missed``: ``absent_suspected`` if the host says that it has none, or shows its start page, as it does
        to those who ask too often; ``refused`` if no attempt brought a usable answer; ``failed`` if what came is not a
        whole document. Raises ``NotAsked`` if the host must be left alone.
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
        _check_document(str(file), answer, format)
        self.polite.note_success()
        return Fetched(answer.body, str(file), *validators)

    def finds_control(self) -> bool:
        """Whether the host finds a document that it has. If so, the absences before are credible."""
        address = host_address(self.polite.settings, CONTROL, "en", "pdf")
        try:
            self._look_up(address, {"Accept": "application/pdf"})
        except NotAsked:
            return False
        except Missed as missed:
            if missed.state == "absent_suspected":
                self.polite.close(f"{self.polite.name} does not find {CONTROL} either: it has had enough", False)
            return False
        self.polite.note_success()
        return True

    def _look_up(self, address: str, headers: Mapping[str, str]) -> httpx.URL:
        """The address of the file, in small letters. Raises ``Missed``."""
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
        if answer.status == 200 and media_type(answer.body) in ("text/html", "application/xml"):
            raise _absent(address)
        raise unknown_answer(address, answer.status)


def host_address(settings: Settings, symbol: str, language: str, format: str) -> str:
    """The address at which the host looks a document up. It is the document's ``source_uri``."""
    path = f"/api/symbol/access?s={quote(symbol, safe='/()')}&l={quote(language)}&t={quote(format)}"
    return str(httpx.URL(settings.base_address).join(path))


def _check_document(file: str, answer: Answer, format: str) -> None:
    """Raise ``Missed`` unless the answer is a whole document in that format."""
    if answer.status != 200:
        raise unknown_answer(file, answer.status)
    found = media_type(answer.body)
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


# --- which symbols it is asked for


def why_not_asked(symbol: str) -> str | None:
    """Why the document host need not be asked for a symbol; null if it may have the document.

    Decisions of the Assembly and of the Council are printed in volumes only, parts of a resolution in the whole
    resolution (sources.md, 1).
    """
    read = symbols.parse(symbol)
    if read.doc_type == "DEC" and read.body_prefix in ("A", "E"):
        return "decisions are printed in volumes only"
    if (whole := whole_of(symbol)) != read.text:
        return f"a part of {whole}: ask for that"
    number = read.number or ""
    is_of_assembly = read.doc_type == "RES" and assembly_session(read) is not None
    if is_of_assembly and number.isdecimal() and int(number) > MOST_NUMBERS:
        return "no session has so many resolutions"
    return None


def has_begun(symbol: str, today: date) -> bool:
    """Whether the session or year of a symbol has begun. If not, the symbol was misread, and is not guessed."""
    read = symbols.parse(symbol)
    if (session := assembly_session(read)) is not None:
        return (1945 + session, 9) <= (today.year, today.month)
    return not read.year or read.year <= today.year


def whole_of(symbol: str) -> str:
    """The symbol under which the host has a document: for a lettered part of a resolution, that of the whole."""
    read = symbols.parse(symbol)
    is_lettered = read.doc_type == "RES" and regex.fullmatch(r"[A-Z](?:-[A-Z])?", read.part or "")
    return read.parent if is_lettered and read.parent else read.text


# --- the sources


@dataclass(frozen=True)
class RequestedSymbols:
    """Documents that a person asks for by symbol, in each of the languages.

    Unless ``refresh`` is set, a document that is held is not asked for again, and one that was absent not before its
    time.
    """

    symbols: Sequence[str]
    settings: Settings
    languages: Sequence[str] = ("en",)
    format: str = "pdf"
    refresh: bool = False
    sleep: Callable[[float], None] = time.sleep

    def collect(self, ledger: Ledger) -> Iterator[Entry]:
        """First what is not asked for, then what is, each in the order in which the symbols were given."""
        now = datetime.now(UTC)
        wanted = list(self._wanted())
        ledger.enlist(entry for entry in wanted if entry.state == "pending")
        due: list[Entry] = []
        for each in wanted:
            entry = ledger.entry(each.source_uri) if each.state == "pending" else None
            if entry is None:
                yield ledger.record(each)
            elif self._is_due(entry, ledger, now):
                due.append(entry)
            else:
                yield entry
        yield from ask_host(due, self.settings, ledger, self.sleep)

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
        """An entry for each symbol and language: ``pending``, or ``failed`` if the host cannot have it."""
        for text in dict.fromkeys(map(_canonical, self.symbols)):
            if isinstance(text, Entry):
                yield text
                continue
            for language in dict.fromkeys(self.languages):
                address = host_address(self.settings, text, language, self.format)
                entry = Entry(
                    *(address, "pending", "document_host", text, language, self.format), score=SCORE_OF_ASKED_BY_NAME
                )
                if why := why_not_asked(text):
                    yield replace(entry, state="failed", reason="no such document", detail=f"{text}: {why}")
                else:
                    yield replace(entry, why=ASKED_BY_NAME)

    def _is_due(self, entry: Entry, ledger: Ledger, now: datetime) -> bool:
        if self.refresh or entry.state == "pending":
            return True
        if entry.state == "fetched" and not ledger.is_whole(entry):
            return True
        # what a person names is asked for again if it was refused or failed; an absence has its time (sources.md, 2.4)
        is_absent = entry.state.startswith("absent")
        return entry.state in ("refused", "failed") or (is_absent and _has_come(entry.next_try_at, now))


@dataclass(frozen=True)
class DueDocuments:
    """The documents that are due according to the ledger, at most ``limit`` in a run, the most wanted first: those on
    the frontier, and those that are checked again."""

    settings: Settings
    limit: int
    sleep: Callable[[float], None] = time.sleep

    def collect(self, ledger: Ledger) -> Iterator[Entry]:
        yield from ask_host(ledger.due(datetime.now(UTC), self.limit), self.settings, ledger, self.sleep)

    def plan(self, ledger: Ledger) -> Iterator[tuple[str, str]]:
        for entry in ledger.due(datetime.now(UTC), self.limit):
            yield entry.source_uri, f"asked for ({entry.why or entry.state})"


def _canonical(text: str) -> str | Entry:
    """The symbol in its canonical spelling, or the entry of a text that is no symbol."""
    try:
        return symbols.normalise(text)
    except ValueError as error:
        return Entry(
            printable(text),
            "failed",
            "document_host",
            reason="no document symbol",
            detail=f"{error}; correct it and run again",
        )


def _has_come(moment: str | None, now: datetime) -> bool:
    return moment is not None and datetime.fromisoformat(moment) <= now


# --- asking


def ask_host(
    entries: Sequence[Entry], settings: Settings, ledger: Ledger, sleep: Callable[[float], None] = time.sleep
) -> Iterator[Entry]:
    """Ask the document host for each entry, and yield what is then on record. An entry whose absence turns out to be
    credible is yielded twice. Raises ``HostBusy`` if another process is asking the host."""
    if not entries:
        return
    absent: list[Entry] = []
    with DocumentHost(settings, ledger, sleep) as host:
        gave = False  # whether the last answer was a document
        for entry in entries:
            # an absence that would be confirmed needs a document both before and after it
            would_confirm = entry.misses > 0
            if would_confirm and not gave and not (gave := host.finds_control()):
                yield entry
                continue
            try:
                found, gave = _fetch(host, entry, ledger)
            except NotAsked as not_asked:
                unasked = replace(entry, state=not_asked.state, reason=not_asked.reason, at=entry.at)
                yield replace(unasked, detail=f"{entry.symbol} ({entry.language}): {not_asked.detail}")
                continue
            yield found
            if found.state.startswith("absent"):
                absent.append(found)
            if gave or would_confirm or len(absent) == MISSES_BEFORE_CONTROL:
                gave = yield from _check_absences(absent, gave, host, ledger)
                absent = []
        yield from _check_absences(absent, False, host, ledger)


def _check_absences(
    absent: Sequence[Entry], gave: bool, host: DocumentHost, ledger: Ledger
) -> Generator[Entry, None, bool]:
    """Record and yield absences if they are credible: the host gave a document after them, or finds the control.
    Returns whether its last answer was a document."""
    if absent and (gave := gave or host.finds_control()):
        for entry in absent:
            yield ledger.record(after_control(entry, host.polite.settings.recheck))
    return gave


def _fetch(host: DocumentHost, entry: Entry, ledger: Ledger) -> tuple[Entry, bool]:
    """The entry of a document after the host was asked for it, on record, and whether the host gave it."""
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
        entry = replace(entry, sha256=ledger.keep(data), size=len(data), media_type=media_type(data), terms=TERMS)
    found = after_fetch(entry, datetime.now(UTC), location=location, etag=etag, last_modified=last_modified)
    return ledger.record(found), True
