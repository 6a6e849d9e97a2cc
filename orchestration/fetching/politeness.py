"""How a host is asked: slowly, one request at a time, honestly, and no more once it refuses or challenges us.

What belongs here: everything that holds for every host (pace, rests, retries, refusals, robots.txt, size). What does
not: what is asked for, and what an answer means for a document (``document_host.py``, ``xml_repository.py``).

All processes of a user share one SQLite bucket, which keeps the pace and the rests, so that neither a kill nor a second
data directory makes us faster. One lock file for each host lets one process ask at a time. The ledger keeps the
refusals in a row and the time until which a host is left alone.
"""

from __future__ import annotations

import ipaddress
import logging
import os
import random
import re
import tempfile
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple, Self

import httpx
from filelock import FileLock, Timeout
from protego import Protego
from pyrate_limiter import Limiter, Rate, SQLiteBucket
from pyrate_limiter.limiter import SingleBucketFactory
from tenacity import Retrying, retry_if_exception_type, stop_after_attempt, wait_exception, wait_random_exponential

from orchestration.fetching.ledger import Ledger, State, stamp

log = logging.getLogger(__name__)

AGENT = "rapporteur"
TO_CONNECT = 10.0
"""Seconds in which a host takes up a connection; what it is asked for may take it longer."""
REFUSALS_BEFORE_A_PAUSE = 8
"""Refusals in a row (sources.md, 2.5)."""
PAUSES = (1, 4)
"""The pauses that a host gets, each in ``pause_seconds``. After the last one it is not asked again in this run."""
ROBOTS_KEPT = timedelta(days=1)
ROBOTS_MAX_BYTES = 512 * 1024
"""How much of a robots.txt is read (RFC 9309, 2.5)."""


@dataclass(frozen=True)
class Settings:
    """How hosts are asked; each field is also an environment variable, ``RAPPORTEUR_BASE_ADDRESS`` etc.

    Addresses are https, or plain http on loopback; redirects to another host are not followed.
    """

    base_address: str = "https://documents.un.org"
    """The document host."""
    xml_listing_address: str = "https://api.github.com"
    """Where the listings of the UN's XML repositories are."""
    xml_address: str = "https://raw.githubusercontent.com"
    """Where their files are."""
    guide_address: str = "https://research.un.org"
    """The library's guides, which list what was adopted."""
    contact: str = ""
    """Address or mail of whoever runs this, sent in the user agent so that the UN can complain to someone."""
    pace_seconds: float = 3.0
    """The time from one request to the next."""
    jitter_seconds: float = 0.9
    """The most that is added to it at random."""
    rest_seconds: float = 240.0
    """A rest after ``rest_after`` requests."""
    rest_after: int = 150
    pause_seconds: float = 900.0
    """How long a host is left alone after refusals in a row; four times as long the second time."""
    closed_seconds: float = 21_600.0
    """How long it is left alone after a challenge (is this a browser?), and after the last pause."""
    retry_seconds: float = 600.0
    """The wait before a refused or failed document is asked for again in a later run; it doubles each time."""
    recheck_seconds: float = 3600.0
    """The least time between two absences that confirm each other."""
    timeout_seconds: float = 90.0
    """A request is given up after so much silence; a look-up takes up to 31 seconds."""
    max_bytes: int = 100 * 1024 * 1024
    """The largest document taken in, in bytes."""
    attempts: int = 5
    """The most requests for one thing in a run."""
    backoff_seconds: float = 5.0
    """The longest first wait after a failure; it doubles up to ``longest_wait_seconds``."""
    longest_wait_seconds: float = 300.0
    """A host that wants a longer wait is asked again in the next run."""
    longest_pause_seconds: float = 14_400.0
    """So is one that is in a longer pause."""

    def __post_init__(self) -> None:
        for each in fields(self):
            value = getattr(self, each.name)
            if each.name.endswith("_address"):
                _check_address(each.name, value)
            elif each.name in ("timeout_seconds", "max_bytes", "attempts", "rest_after"):
                if value <= 0:
                    raise ValueError(f"{each.name}: {value} is not positive")
            elif each.name.endswith("_seconds") and not value >= 0:
                raise ValueError(f"{each.name}: {value} is negative")
        if not re.fullmatch(r"[\x21-\x7e]*", self.contact):
            raise ValueError(f"contact: {self.contact!r} is no address; give mailto:someone@example.org or a page")

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Self:
        """The settings that ``RAPPORTEUR_...`` variables give, and the defaults. Raises ``ValueError`` naming the
        variable that is not a number, or the setting whose value is impossible."""
        values: dict[str, Any] = {}
        for each in fields(cls):
            name = f"RAPPORTEUR_{each.name.upper()}"
            if name in environment:
                try:
                    values[each.name] = type(getattr(cls, each.name))(environment[name])
                except ValueError as error:
                    raise ValueError(f"{name}: {error}") from error
        return cls(**values)

    def attended(self) -> Self:
        """These settings for a command at whose end a person waits: nothing is waited for that takes minutes."""
        return replace(
            self,
            attempts=min(self.attempts, 2),
            timeout_seconds=min(self.timeout_seconds, 30.0),
            backoff_seconds=min(self.backoff_seconds, 2.0),
            longest_wait_seconds=min(self.longest_wait_seconds, 20.0),
            longest_pause_seconds=min(self.longest_pause_seconds, 20.0),
        )

    @property
    def retry(self) -> timedelta:
        return timedelta(seconds=self.retry_seconds)

    @property
    def recheck(self) -> timedelta:
        return timedelta(seconds=self.recheck_seconds)


def _check_address(name: str, address: str) -> None:
    base = httpx.URL(address)
    if base.scheme != "https" and not (base.scheme == "http" and is_loopback(base.host)):
        raise ValueError(f"{name}: {address!r} is not https; plain http is for loopback only")
    if base.path != "/" or base.userinfo:
        raise ValueError(f"{name}: {address!r} has a path or a password; give scheme and host only")


def is_loopback(host: str) -> bool:
    """Whether a host's name means this machine."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


class Missed(Exception):
    """An input could not be taken in: the ``state`` it is in now, the ``reason`` in a few words, and a ``detail`` that
    says what to do."""

    def __init__(self, state: State, reason: str, detail: str) -> None:
        super().__init__(f"{reason}: {detail}")
        self.state = state
        self.reason = reason
        self.detail = detail


class NotAsked(Missed):
    """The host must not be asked for anything now."""

    def __init__(self, detail: str) -> None:
        super().__init__("refused", "not asked for", f"{detail}; run again later")


class _PassingRefusal(Missed):
    """A refusal that may pass; ``wait`` is how many seconds the host wants us to stay away."""

    def __init__(self, reason: str, detail: str, wait: float = 0.0) -> None:
        super().__init__("refused", reason, detail)
        self.wait = wait


class HostBusy(RuntimeError):
    """Another process is asking this host."""


class Answer(NamedTuple):
    """A host's answer; never a challenge or a refusal that may pass, which are raised."""

    url: httpx.URL
    status: int
    headers: httpx.Headers
    body: bytes


def unknown_answer(address: str, status: int) -> Missed:
    """An answer with a status that no rule here foresees."""
    return Missed("refused", f"HTTP {status}", f"{address}: not an answer we know; open it in a browser")


class PoliteHost:
    """One host, a context manager: within it, this process is the only one that asks the host.

    Entering raises ``HostBusy`` if another process asks it.
    """

    def __init__(
        self, address: str, settings: Settings, ledger: Ledger, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self.base = httpx.URL(address)
        self.name = self.base.netloc.decode()
        self.settings = settings
        self._ledger = ledger
        self._sleep = sleep
        self._retrying = Retrying(
            retry=retry_if_exception_type(_PassingRefusal),
            stop=stop_after_attempt(settings.attempts),
            wait=wait_exception(lambda error: error.wait if isinstance(error, _PassingRefusal) else 0.0)
            + wait_random_exponential(multiplier=settings.backoff_seconds, max=settings.longest_wait_seconds),
            sleep=sleep,
            reraise=True,
        )
        self._open = ExitStack()
        self._rules: Protego | None = None
        self._has_answered = self._is_silent = False

    def __enter__(self) -> Self:
        with ExitStack() as opened:
            try:
                lock = FileLock(_shared() / f"{_file_name(self.name)}.lock", timeout=0)
                opened.enter_context(lock)
            except Timeout as held:
                raise HostBusy(f"Another process is asking {self.name}; run again when it has ended") from held
            contact = f" (+{self.settings.contact})" if self.settings.contact else ""
            self._client = opened.enter_context(
                httpx.Client(
                    headers={"User-Agent": f"{AGENT}/{version('rapporteur')}{contact}", "Accept-Language": "en"},
                    timeout=httpx.Timeout(self.settings.timeout_seconds, connect=TO_CONNECT),
                    follow_redirects=False,
                )
            )
            self._bucket = _bucket(self.name, self.settings)
            opened.callback(self._bucket.close)
            self._limiter = Limiter(SingleBucketFactory(self._bucket, schedule_leak=False), buffer_ms=0)
            self._open = opened.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def get(self, address: str, headers: Mapping[str, str], max_bytes: int | None = None) -> Answer:
        """The answer to one request, which is repeated while that may help. ``max_bytes`` limits the answer's body.

        Raises ``Missed`` if there is no usable answer or robots.txt forbids the request, ``NotAsked`` if the host must
        be left alone.
        """
        if self._is_silent:
            raise NotAsked(f"{self.name} does not answer")
        try:
            answer: Answer = self._retrying(self._allowed, address, headers, max_bytes or self.settings.max_bytes)
        except _PassingRefusal:
            self._is_silent = not self._has_answered  # there is no use in asking it for the next document
            raise
        return answer

    def forbids(self, address: str) -> bool:
        """Whether the host's robots.txt forbids this request. The robots.txt is fetched once a day."""
        if self._rules is None:
            self._rules = Protego.parse(self._robots())
        return not self._rules.can_fetch(address, AGENT)

    def close(self, why: str, for_long: bool = True) -> None:
        """Leave the host alone until a later run; if not ``for_long``, for a pause only while it has pauses left."""
        host = self._ledger.host(self.name)
        pauses = len(PAUSES) + 1 if for_long else host.pauses + 1
        seconds = self.settings.closed_seconds
        if pauses <= len(PAUSES):
            seconds = PAUSES[pauses - 1] * self.settings.pause_seconds
        left_alone = timedelta(seconds=seconds)
        log.warning("%s; left alone for %s", why, left_alone)
        until = stamp(datetime.now(UTC) + left_alone)
        self._ledger.record_host(replace(host, refusals=0, pauses=pauses, closed_until=until, why=why))

    def note_success(self) -> None:
        """Put on record that the host gave what it was asked for."""
        host = self._ledger.host(self.name)
        self._ledger.record_host(replace(host, refusals=0, pauses=0, good_at=stamp()))

    def _allowed(self, address: str, headers: Mapping[str, str], max_bytes: int) -> Answer:
        if self.forbids(address):
            raise Missed("refused", "robots.txt", f"{address}: {self.name} does not want programs to ask for it")
        return self._ask(address, headers, max_bytes)

    def _robots(self) -> str:
        host, now = self._ledger.host(self.name), datetime.now(UTC)
        if host.robots is not None and host.robots_at and host.robots_at > stamp(now - ROBOTS_KEPT):
            return host.robots
        answer = self._ask(str(self.base.join("/robots.txt")), {}, ROBOTS_MAX_BYTES)
        # a host without a robots.txt, or with a page in its place, forbids nothing (RFC 9309, 2.3.1.3)
        robots = answer.body.decode(errors="replace") if answer.status == 200 else ""
        self._ledger.record_host(replace(self._ledger.host(self.name), robots=robots, robots_at=stamp(now)))
        return robots

    def _ask(self, address: str, headers: Mapping[str, str], max_bytes: int) -> Answer:
        """One request, as soon as the pace allows it. Raises ``_PassingRefusal`` for a refusal that may pass."""
        self._wait_until_open()
        _forget_the_future(self._bucket)
        self._limiter.try_acquire(self.name)
        self._bucket.leak(_milliseconds())
        self._sleep(random.uniform(0, self.settings.jitter_seconds))
        try:
            with self._client.stream("GET", address, headers=headers) as response:
                self._has_answered = True
                self._judge(address, response)
                answer = Answer(
                    response.url, response.status_code, response.headers, _body(address, response, max_bytes)
                )
        except httpx.RequestError as error:
            self._note_refusal("no answer")
            raise _PassingRefusal(
                "no answer", f"{address}: {error!r} after {self.settings.attempts} attempts; run again later"
            ) from error
        if answer.status < 400:
            self._note_no_refusal()
        return answer

    def _judge(self, address: str, response: httpx.Response) -> None:
        """Raise for what an answer's status and headers already show: a challenge, or a refusal."""
        status = response.status_code
        is_empty = status == 200 and response.headers.get("Content-Length") == "0"
        if status == 202 or "x-amzn-waf-action" in response.headers or is_empty:
            # the host asks whether we are a browser; we are not, and do not pretend to be
            self.close(f"{self.name} answered with a challenge (HTTP {status})")
            raise Missed("refused", "challenged", f"{address}: HTTP {status}, for browsers only; run again later")
        if status < 500 and status not in (403, 429):
            return
        self._note_refusal(f"HTTP {status}")
        wait = retry_after(response.headers)
        if wait > self.settings.longest_wait_seconds:
            raise Missed("refused", f"HTTP {status}", f"{address}: come back in {wait:.0f} seconds; run again then")
        if status >= 500 or wait:
            detail = f"{address}: after {self.settings.attempts} attempts; run again later"
            raise _PassingRefusal(f"HTTP {status}", detail, wait)
        raise unknown_answer(address, status)

    def _wait_until_open(self) -> None:
        """Sleep through a pause. Raises ``NotAsked`` while the host is left alone for longer than a pause, or than a
        run may wait."""
        host = self._ledger.host(self.name)
        if host.closed_until is None:
            return
        left = (datetime.fromisoformat(host.closed_until) - datetime.now(UTC)).total_seconds()
        # never longer than the longest pause: a clock that was set back must not close a host for ever
        left = min(left, max(self.settings.closed_seconds, PAUSES[-1] * self.settings.pause_seconds))
        if left > 0 and (host.pauses > len(PAUSES) or left > self.settings.longest_pause_seconds):
            raise NotAsked(f"{host.why}; it is left alone until {host.closed_until[:16]} UTC")
        self._sleep(max(0.0, left))
        pauses = 0 if host.pauses > len(PAUSES) else host.pauses
        self._ledger.record_host(replace(host, pauses=pauses, closed_until=None))

    def _note_refusal(self, why: str) -> None:
        host = self._ledger.host(self.name)
        refusals = host.refusals + 1
        self._ledger.record_host(replace(host, refusals=refusals))
        if refusals >= REFUSALS_BEFORE_A_PAUSE:
            self.close(f"{self.name} refused {refusals} times in a row ({why})", for_long=False)

    def _note_no_refusal(self) -> None:
        host = self._ledger.host(self.name)
        if host.refusals:
            self._ledger.record_host(replace(host, refusals=0))


def retry_after(headers: Mapping[str, str]) -> float:
    """Seconds that a host wants us to wait; 0 if it names none. Its header gives seconds or a date."""
    value = headers.get("Retry-After", "")
    try:
        return max(0.0, float(value)) if value[:1].isdecimal() else _until(parsedate_to_datetime(value))
    except (ValueError, TypeError):
        return 0.0


def _until(moment: datetime) -> float:
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())


def _body(address: str, response: httpx.Response, max_bytes: int) -> bytes:
    """The bytes of an answer, uncompressed. Raises ``Missed`` if there are more than ``max_bytes``."""
    data = bytearray()
    for chunk in response.iter_bytes(chunk_size=65_536):
        data += chunk
        if len(data) > max_bytes:
            raise Missed("failed", "too large", f"{address}: over {max_bytes} bytes; raise RAPPORTEUR_MAX_BYTES")
    return bytes(data)


def _shared() -> Path:
    """A folder that only this user can open. All data directories share it: a host does not care which of them asks."""
    folder = Path(tempfile.gettempdir(), f"{AGENT}-{os.getuid()}")
    folder.mkdir(mode=0o700, exist_ok=True)
    found = folder.lstat()
    if found.st_uid != os.getuid() or found.st_mode & 0o077 or folder.is_symlink():
        raise PermissionError(f"{folder} is not ours alone; remove it")
    return folder


def _file_name(host: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", host.lower())


def _bucket(host: str, settings: Settings) -> SQLiteBucket:
    """The bucket of a host. It allows one request each ``pace_seconds``, and after ``rest_after`` requests at that pace
    none for ``rest_seconds``."""
    pace = max(1, round(settings.pace_seconds * 1000))
    rest = settings.rest_after * pace + round(settings.rest_seconds * 1000)
    rates = [Rate(1, pace), Rate(settings.rest_after, rest)] if settings.rest_seconds else [Rate(1, pace)]
    bucket = SQLiteBucket.init_from_file(rates, table="requests", db_path=str(_shared() / f"{_file_name(host)}.sqlite"))
    # a kill loses nothing; after a power cut the pace may start afresh
    bucket.conn.execute("PRAGMA journal_mode=WAL")
    bucket.conn.execute("PRAGMA synchronous=OFF")
    return bucket


def _milliseconds() -> int:
    """The time on the bucket's clock."""
    return time.time_ns() // 1_000_000


def _forget_the_future(bucket: SQLiteBucket) -> None:
    """Delete requests that a clock recorded before it was set back; they would make us wait until it catches up."""
    with bucket.lock:
        bucket.conn.execute("DELETE FROM requests WHERE item_timestamp > ?", (_milliseconds(),))
        bucket.conn.commit()
