"""Where raw bytes come from, and how they are kept: the UN's document host, a folder, and the manifest.

What belongs here: taking bytes in. Each source yields entries of the manifest, one for every input, whether its bytes
were taken in or not; ``collect`` makes of them the frame that the reading starts from and the rejections. What does
not belong here: judging a document. A text file, an empty file or a broken PDF from a folder is taken in like any
other and rejected by the reader (``transforms.layout``), so that its reason comes from one place. Only the answers
of the document host are judged here, because there a page of HTML with status 200 means "not found".

How bytes are kept: ``documents/<sha256[:2]>/<sha256>``, written aside, fsynced and renamed. ``manifest.jsonl`` beside
them says what they are, one JSON object a line, appended in one write under a lock and fsynced; the last line about a
``source_uri`` holds, the earlier ones are its history. JSON lines, because a kill can at worst tear the last line
(which the next append cuts off), what was fetched is on record at once, and a person reads it with any tool.
"""

from __future__ import annotations

import fcntl
import hashlib
import ipaddress
import json
import logging
import os
import random
import stat
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any, Literal, NamedTuple, Protocol, Self
from urllib.parse import quote

import httpx
import polars as pl
from pyrate_limiter import Limiter, Rate
from tenacity import Retrying, retry_if_exception_type, stop_after_attempt, wait_exception, wait_random_exponential

from transforms import symbols
from warehouse import tables

log = logging.getLogger(__name__)

State = Literal["fetched", "absent_suspected", "refused", "failed", "skipped"]
"""What became of an input. ``fetched``: its bytes are held. ``absent_suspected``: the host says that it has none,
which it also says when it has had enough of us. ``refused``: the host did not give it. ``failed``: it could not be
taken in as it is. ``skipped``: a hidden file, or our own data directory."""

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

SMALLEST_PDF = 4_096
"""Bytes. No document of the UN is smaller; the host's error pages are (sources.md, 2.3)."""

LONGEST_WAIT = 300.0
"""Seconds. Whoever asks us to wait longer is asked again in the next run."""

REFUSALS_BEFORE_GIVING_UP = 3
"""Symbols refused one after the other, each after all its attempts, before the rest are not asked for in this run."""


@dataclass(frozen=True)
class Settings:
    """How the document host is asked; each field is also an environment variable, ``RAPPORTEUR_BASE_ADDRESS`` etc."""

    base_address: str = "https://documents.un.org"
    """The document host: https, or plain http on loopback. Redirects to any other host are not followed."""
    contact: str = ""
    """Address or mail of whoever runs this, sent in the user agent so that the UN can complain to someone."""
    pace_seconds: float = 3.0
    """One request in so many seconds."""
    jitter_seconds: float = 0.9
    """Up to so many seconds later, at random."""
    timeout_seconds: float = 90.0
    """Silence after which a request is given up; a look-up takes up to 31 seconds."""
    max_bytes: int = 100 * 1024 * 1024
    """The largest document taken in, in bytes."""
    attempts: int = 5
    """Requests for one thing before its refusal is believed."""
    backoff_seconds: float = 5.0
    """The first wait after a failure, at most; it doubles up to five minutes."""

    def __post_init__(self) -> None:
        base = httpx.URL(self.base_address)
        if base.scheme != "https" and not (base.scheme == "http" and _is_loopback(base.host)):
            raise ValueError(f"base_address: {self.base_address!r} is not https; plain http is for loopback only")
        if base.path != "/":
            raise ValueError(f"base_address: {self.base_address!r} has a path; give scheme and host only")
        for name in ("pace_seconds", "jitter_seconds", "backoff_seconds"):
            if getattr(self, name) < 0:
                raise ValueError(f"{name}: {getattr(self, name)} is negative")
        for name in ("timeout_seconds", "max_bytes", "attempts"):
            if getattr(self, name) <= 0:
                raise ValueError(f"{name}: {getattr(self, name)} is not positive")

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Self:
        """The settings with what ``RAPPORTEUR_...`` variables say. Raises ``ValueError`` naming a variable that is no
        number where one is wanted, or the setting that cannot be."""
        values: dict[str, Any] = {}
        for each in fields(cls):
            name = f"RAPPORTEUR_{each.name.upper()}"
            if name in environment:
                try:
                    values[each.name] = type(getattr(cls, each.name))(environment[name])
                except ValueError as error:
                    raise ValueError(f"{name}: {error}") from error
        return cls(**values)


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


@dataclass(frozen=True)
class Entry:
    """A line of the manifest: one input, and what became of it."""

    source_uri: str
    state: State
    symbol: str | None = None
    language: str | None = None
    at: str = ""
    """UTC, ISO 8601: when these bytes were first taken in, or this input first missed for this reason."""
    sha256: str | None = None
    size: int | None = None
    media_type: str | None = None
    location: str | None = None
    """Where the bytes were found: the file's own address on the host, or its path."""
    modified_ns: int | None = None
    """A file's time of modification when it was taken in; with its size it tells whether to look at it again."""
    reason: str | None = None
    detail: str | None = None


class Missed(Exception):
    """An input that could not be taken in: ``state``, ``reason`` in a few words, ``detail`` with what to do."""

    def __init__(self, state: State, reason: str, detail: str) -> None:
        super().__init__(f"{reason}: {detail}")
        self.state = state
        self.reason = reason
        self.detail = detail


class _NotNow(Missed):
    """A refusal that may pass; ``wait`` is how many seconds the host asked us to stay away."""

    def __init__(self, reason: str, detail: str, wait: float = 0.0) -> None:
        super().__init__("refused", reason, detail)
        self.wait = wait


def place_of(folder: Path, sha256: str) -> Path:
    """Where a store's folder keeps the bytes of that hash."""
    return folder / sha256[:2] / sha256


class Store:
    """The bytes held and their manifest, in the folder ``documents``, or one of another name, of the data directory."""

    def __init__(self, data: Path, name: str = "documents") -> None:
        self.data = data.resolve()
        self.folder = data / name
        self.manifest = self.folder / "manifest.jsonl"
        self.entries: dict[str, Entry] = {}
        """The last line about each ``source_uri``."""
        self._first: dict[tuple[str | None, ...], str] = {}
        self.folder.mkdir(parents=True, exist_ok=True)
        if self.manifest.exists():
            for number, line in enumerate(_whole_lines(self.manifest.read_bytes()).splitlines(), 1):
                try:
                    self._remember(Entry(**json.loads(line)))
                except (ValueError, TypeError) as error:
                    raise ValueError(
                        f"{self.manifest}, line {number}: no entry of a manifest ({error}); take the line out and run "
                        "again: what it said is asked for again"
                    ) from error

    def path(self, sha256: str) -> Path:
        """Where the bytes of that hash lie."""
        return place_of(self.folder, sha256)

    def held(self, source_uri: str) -> Entry | None:
        """The entry of an input whose bytes are held, whole; else null."""
        entry = self.entries.get(source_uri)
        if entry is None or entry.sha256 is None:
            return None
        path = self.path(entry.sha256)
        return entry if path.is_file() and path.stat().st_size == entry.size else None

    def keep(self, data: bytes) -> str:
        """Write the bytes where their hash says, unless they lie there, and return the hash. Raises ``OSError``."""
        sha256 = hashlib.sha256(data).hexdigest()
        path = self.path(sha256)
        if path.is_file() and path.stat().st_size == len(data):
            return sha256
        path.parent.mkdir(exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".incoming-", dir=self.folder) as aside:
            incoming = Path(aside, sha256)
            with incoming.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            incoming.replace(path)
        return sha256

    def record(self, entry: Entry) -> Entry:
        """Append the entry to the manifest, unless its last line says the same, and return it with its time."""
        now = datetime.now(UTC).isoformat(timespec="microseconds")
        entry = replace(entry, at=self._first.get(_same_thing(entry), now))
        if self.entries.get(entry.source_uri) != entry:
            with self.manifest.open("a+b") as file:
                fcntl.flock(file, fcntl.LOCK_EX)
                file.seek(max(0, file.seek(0, os.SEEK_END) - 1))
                if file.read() not in (b"", b"\n"):
                    file.seek(0)
                    file.truncate(len(_whole_lines(file.read())))
                file.write(json.dumps(asdict(entry)).encode() + b"\n")
                file.flush()
                os.fsync(file.fileno())
            self._remember(entry)
        return entry

    def _remember(self, entry: Entry) -> None:
        self.entries[entry.source_uri] = entry
        self._first.setdefault(_same_thing(entry), entry.at)


def _same_thing(entry: Entry) -> tuple[str | None, ...]:
    """What makes two entries tell of one event: the bytes, or the input and why it was missed."""
    return (entry.sha256,) if entry.sha256 else (entry.source_uri, entry.reason)


def _whole_lines(content: bytes) -> bytes:
    """Without a last line that a kill cut short."""
    return content[: content.rfind(b"\n") + 1]


def _media_type(data: bytes) -> str:
    """By the first bytes, because neither a file's name nor the host's Content-Type is to be believed."""
    if not data:
        return "application/x-empty"
    head = data[:1024].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    for magic, media_type in MAGIC:
        if head.startswith(magic.lower()):
            return media_type
    return "application/octet-stream" if b"\0" in data[:1024] else "text/plain"


class Source(Protocol):
    """Somewhere that inputs come from."""

    def collect(self, store: Store) -> Iterator[Entry]:
        """Take in what is not held yet and yield one entry for every input, recorded in the store's manifest."""


@dataclass(frozen=True)
class FolderSource:
    """Every regular file below a folder, in the order of names. Hidden files and the data directory, should it lie
    there, are skipped; links that lead out of the folder are not followed. A file with the size and time of
    modification that the manifest remembers is not read again."""

    folder: Path
    max_bytes: int = Settings.max_bytes

    def __post_init__(self) -> None:
        if not self.folder.is_dir():
            raise NotADirectoryError(f"{self.folder} is no folder; give the folder in which the documents lie")

    def collect(self, store: Store) -> Iterator[Entry]:
        root = self.folder.resolve()
        for path in _below(root, store.data):
            symbol, language = symbols.from_file_name(path.name) or (None, None)
            entry = Entry(_printable(path.relative_to(root).as_posix()), "fetched", symbol, language)
            if _is_skipped(path, store.data):
                yield replace(entry, state="skipped")
                continue
            try:
                yield store.record(self._take(path, root, entry, store))
            except Missed as missed:
                yield store.record(replace(entry, state=missed.state, reason=missed.reason, detail=missed.detail))

    def _take(self, path: Path, root: Path, entry: Entry, store: Store) -> Entry:
        """The entry of a file whose bytes are now held. Raises ``Missed``; an ``OSError`` is the store's."""
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
            known = store.held(name)
            if known and _looks_alike(known) == _looks_alike(entry):
                return replace(entry, sha256=known.sha256, media_type=known.media_type)
            data = path.read_bytes()
            after = path.stat()
        except OSError as error:
            raise Missed("failed", "unreadable file", f"{name}: {error.strerror}; make it readable") from error
        if (len(data), after.st_size, after.st_mtime_ns) != (found.st_size, found.st_size, found.st_mtime_ns):
            raise Missed("failed", "changed while it was read", f"{name}: run again when nobody writes it")
        return replace(entry, sha256=store.keep(data), media_type=_media_type(data))


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
    """The text with what is not UTF-8 in it as ``\\udce9``, because no table can hold it."""
    return text.encode(errors="backslashreplace").decode()


class Fetched(NamedTuple):
    """A document as the host gave it."""

    data: bytes
    location: str
    """The file's own address."""


class DocumentHost:
    """The UN's document host, asked politely: one request at a time and in its pace, never in disguise.

    A document is got in two steps: a look-up by symbol and language, which redirects, in capitals, to a file that is
    found in small letters only. Whether the answer is the document is told by its bytes.
    """

    def __init__(self, settings: Settings, sleep: Callable[[float], None] = time.sleep) -> None:
        self.settings = settings
        self._base = httpx.URL(settings.base_address)
        self._sleep = sleep
        self._limiter = Limiter(Rate(1, max(1, round(settings.pace_seconds * 1000))), buffer_ms=0)
        self._retrying = Retrying(
            retry=retry_if_exception_type(_NotNow),
            stop=stop_after_attempt(settings.attempts),
            wait=wait_exception(lambda error: error.wait if isinstance(error, _NotNow) else 0.0)
            + wait_random_exponential(multiplier=settings.backoff_seconds, max=LONGEST_WAIT),
            sleep=sleep,
            reraise=True,
        )
        contact = f" (+{settings.contact})" if settings.contact else ""
        self._client = httpx.Client(
            headers={"User-Agent": f"rapporteur/{version('rapporteur')}{contact}", "Accept-Language": "en"},
            timeout=settings.timeout_seconds,
            follow_redirects=False,
        )
        self._refusals = 0
        self._closed = ""
        """Why the host is not asked any more in this run."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()
        self._limiter.close()

    def address(self, symbol: str, language: str) -> str:
        """The address under which the host looks a document up; it stands for the document as its ``source_uri``."""
        return str(self._base.join(f"/api/symbol/access?s={quote(symbol, safe='/()')}&l={language}&t=pdf"))

    def fetch(self, symbol: str, language: str) -> Fetched:
        """The PDF of a document. ``symbol`` is canonical, ``language`` one of the six.

        Raises ``Missed``: ``absent_suspected`` where the host says that there is none (or shows its start page, as it
        does to those who ask too often); ``refused`` where it gave no answer to go by, after all attempts; ``failed``
        where what came is not a whole PDF.
        """
        if language not in tables.LANGUAGES:
            # the host would answer with the English text
            raise Missed("failed", "not a language of the host", f"{language!r}: one of {', '.join(tables.LANGUAGES)}")
        if self._closed:
            raise Missed("refused", "not asked for", f"{self._closed}; run again later")
        headers = {"Accept": "application/pdf", "Referer": f"https://docs.un.org/{language}/{quote(symbol)}"}
        try:
            file = self._retrying(self._look_up, self.address(symbol, language), headers)
            data = self._retrying(self._download, file, headers)
        except Missed as missed:
            self._refusals = self._refusals + 1 if missed.state == "refused" else 0
            if self._refusals == REFUSALS_BEFORE_GIVING_UP and not self._closed:
                self._closed = f"{self._base.host} refused {self._refusals} symbols one after the other"
            raise
        self._refusals = 0
        return Fetched(data, str(file))

    def _look_up(self, address: str, headers: Mapping[str, str]) -> httpx.URL:
        """The address of the file, in small letters."""
        with self._ask(address, headers) as response:
            body = next(response.iter_bytes(), b"")
        if response.has_redirect_location:
            try:
                target = response.url.join(response.headers["Location"])
            except (httpx.InvalidURL, ValueError):  # the latter from the standard library's urljoin
                target = httpx.URL("")
            if (target.scheme, target.host, target.port) == (self._base.scheme, self._base.host, self._base.port):
                if target.path == "/error":
                    raise _absent(address)
                if target.path.lower().startswith("/doc/"):
                    return target.copy_with(raw_path=target.raw_path.lower())
            raise Missed(
                "refused", "redirected elsewhere", f"{address}: to {response.headers['Location']!r}, not followed"
            )
        if response.status_code == 200 and _media_type(body) in ("text/html", "application/xml"):
            raise _absent(address)
        raise _unexpected(address, response)

    def _download(self, file: httpx.URL, headers: Mapping[str, str]) -> bytes:
        """The bytes of the file, whole."""
        data = bytearray()
        with self._ask(str(file), headers) as response:
            if response.status_code != 200:
                raise _unexpected(str(file), response)
            for chunk in response.iter_bytes():
                data += chunk
                if len(data) > self.settings.max_bytes:
                    raise Missed(
                        "failed",
                        "too large",
                        f"{file}: over {self.settings.max_bytes} bytes; raise RAPPORTEUR_MAX_BYTES",
                    )
        if not data.startswith(b"%PDF-"):
            raise Missed("refused", "not a PDF", f"{file}: {_media_type(bytes(data))} came instead; run again later")
        if len(data) <= SMALLEST_PDF or b"%%EOF" not in data[-1024:]:
            raise Missed("failed", "truncated PDF", f"{file}: {len(data)} bytes without their end; run again")
        return bytes(data)

    @contextmanager
    def _ask(self, address: str, headers: Mapping[str, str]) -> Iterator[httpx.Response]:
        """An answer that is neither a challenge nor a refusal; of those it raises ``Missed`` or ``_NotNow``."""
        self._limiter.try_acquire("host")
        self._sleep(random.uniform(0, self.settings.jitter_seconds))
        try:
            with self._client.stream("GET", address, headers=headers) as response:
                status = response.status_code
                is_empty = status == 200 and response.headers.get("Content-Length") == "0"
                if status == 202 or "x-amzn-waf-action" in response.headers or is_empty:
                    # it asks whether we are a browser; we are not, and do not pretend to be
                    self._closed = f"{self._base.host} answered with a challenge (HTTP {status})"
                    raise Missed(
                        "refused", "challenged", f"{address}: HTTP {status}, for browsers only; run again later"
                    )
                wait = _retry_after(response)
                if wait > LONGEST_WAIT:
                    raise Missed(
                        "refused", f"HTTP {status}", f"{address}: come back in {wait:.0f} seconds; run again then"
                    )
                if status >= 500 or (status in (403, 429) and wait):
                    raise _NotNow(
                        f"HTTP {status}", f"{address}: after {self.settings.attempts} attempts; run again later", wait
                    )
                yield response
        except httpx.RequestError as error:
            raise _NotNow(
                "no answer", f"{address}: {error!r} after {self.settings.attempts} attempts; run again later"
            ) from error


def _absent(address: str) -> Missed:
    return Missed(
        "absent_suspected",
        "not found",
        f"{address}: the host has no such document, or has had enough for now; check the symbol, run again later",
    )


def _unexpected(address: str, response: httpx.Response) -> Missed:
    return Missed("refused", f"HTTP {response.status_code}", f"{address}: not an answer we know; open it in a browser")


def _retry_after(response: httpx.Response) -> float:
    """Seconds that the host asks us to wait, 0 where it does not; its header gives them, or a date."""
    asked = response.headers.get("Retry-After", "")
    if asked.isdecimal():
        return float(asked)
    try:
        return max(0.0, (parsedate_to_datetime(asked) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError):
        return 0.0


@dataclass(frozen=True)
class RequestedSymbols:
    """Documents asked of the document host by symbol, in each of the languages. What is held is not asked for again."""

    symbols: Sequence[str]
    settings: Settings
    languages: Sequence[str] = ("en",)

    def collect(self, store: Store) -> Iterator[Entry]:
        with DocumentHost(self.settings) as host:
            for asked in dict.fromkeys(map(_canonical, self.symbols)):
                if isinstance(asked, Entry):
                    yield store.record(asked)
                    continue
                for language in dict.fromkeys(self.languages):
                    entry = Entry(host.address(asked, language), "fetched", asked, language)
                    if known := store.held(entry.source_uri):
                        yield known
                        continue
                    yield store.record(_fetch(host, entry, store))


def _canonical(text: str) -> str | Entry:
    """The symbol in its canonical spelling, or what there is to say about a text that is none."""
    try:
        return symbols.normalise(text)
    except ValueError as error:
        return Entry(
            _printable(text), "failed", reason="no document symbol", detail=f"{error}; correct it and run again"
        )


def _fetch(host: DocumentHost, entry: Entry, store: Store) -> Entry:
    """The entry of a document after the host was asked for it."""
    try:
        data, location = host.fetch(str(entry.symbol), str(entry.language))
    except Missed as missed:
        log.warning("%s (%s): %s", entry.symbol, entry.language, missed)
        detail = f"{entry.symbol} ({entry.language}): {missed.detail}"
        return replace(entry, state=missed.state, reason=missed.reason, detail=detail)
    log.info("%s (%s): %d bytes from %s", entry.symbol, entry.language, len(data), location)
    return replace(entry, sha256=store.keep(data), size=len(data), media_type=_media_type(data), location=location)


class Collected(NamedTuple):
    """What the sources gave."""

    manifest: pl.DataFrame
    """``MANIFEST``, in the order of ``source_uri``."""
    rejections: pl.DataFrame
    """``warehouse.tables.REJECTIONS``: inputs that could not be taken in."""
    skipped: list[str]
    """Hidden files, and the data directory where it lies in the folder, by name."""


def collect(sources: Iterable[Source], data: Path, name: str = "documents") -> Collected:
    """Take in what the sources have, under ``data/<name>``, one row for each input.

    Raises ``ValueError`` where the manifest is broken, ``OSError`` where ``data`` cannot be written.
    """
    store = Store(data, name)
    entries = {entry.source_uri: entry for source in sources for entry in source.collect(store)}
    return Collected(
        _manifest(entries.values(), store),
        tables.REJECTIONS.frame(
            {
                "source_uri": entry.source_uri,
                "stage": "fetch",
                "reason": entry.reason,
                "detail": entry.detail,
                "rejected_at": datetime.fromisoformat(entry.at),
                "collection": symbols.collection(entry.symbol) if entry.symbol else None,
            }
            for entry in entries.values()
            if entry.state not in ("fetched", "skipped")
        ),
        [entry.source_uri for entry in entries.values() if entry.state == "skipped"],
    )


def held(data: Path, name: str = "documents") -> pl.DataFrame:
    """All that was taken in under ``data/<name>`` by any run, as ``MANIFEST``: for a run that asks nobody."""
    store = Store(data, name)
    return _manifest(filter(None, map(store.held, store.entries)), store)


def _manifest(entries: Iterable[Entry], store: Store) -> pl.DataFrame:
    rows = [
        {
            **asdict(entry),
            "path": str(store.path(entry.sha256)),
            "fetched_at": datetime.fromisoformat(entry.at),
        }
        for entry in entries
        if entry.sha256
    ]
    return pl.DataFrame([[row[c] for c in MANIFEST] for row in rows], MANIFEST, orient="row").sort("source_uri")
