"""How a host is asked: slowly, one request at a time, honestly, and not at all once it has had enough.

What belongs here: everything that holds of every host (pace, rests, retries, refusals, robots.txt, size). What does
not: what is asked for and what an answer means for a document (``sources.py``).

The pace and the rests are two rates of one SQLite bucket that all processes of a user share, so that neither a kill
nor a second data directory makes us faster; one lock file a host lets one process ask at a time. Refusals in a row and
the time until which a host is left alone are in the ledger.
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

from orchestration.ledger import Ledger, State, stamp

log = logging.getLogger(__name__)

AGENT = "rapporteur"
LONGEST_WAIT = 300.0
"""Seconds. Whoever asks us to wait longer is asked again in the next run."""
REFUSALS_BEFORE_A_PAUSE = 8
"""Answers in a row that were refusals (sources.md, 2.5)."""
PAUSES = (1, 4)
"""How often a host is left alone before it is left alone for good in this run, and for how many ``pause_seconds``."""
ROBOTS_KEPT = timedelta(days=1)
MOST_OF_ROBOTS = 512 * 1024
"""Bytes of a robots.txt that are read (RFC 9309, 2.5)."""


@dataclass(frozen=True)
class Settings:
    """How hosts are asked; each field is also an environment variable, ``RAPPORTEUR_BASE_ADDRESS`` etc.

    Addresses are https, or plain http on loopback; redirects to any other host are not followed.
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
    """One request in so many seconds."""
    jitter_seconds: float = 0.9
    """Up to so many seconds later, at random."""
    rest_seconds: float = 240.0
    """A rest after ``rest_after`` requests."""
    rest_after: int = 150
    pause_seconds: float = 900.0
    """How long a host is left alone after refusals in a row; four times as long the second time."""
    closed_seconds: float = 21_600.0
    """The same after it asked whether we are a browser, and after the last pause."""
    retry_seconds: float = 600.0
    """Before a refused or failed document is asked for again in a later run; twice as long each time."""
    recheck_seconds: float = 3600.0
    """Least time between two absences that are to confirm each other."""
    timeout_seconds: float = 90.0
    """Silence after which a request is given up; a look-up takes up to 31 seconds."""
    max_bytes: int = 100 * 1024 * 1024
    """The largest document taken in, in bytes."""
    attempts: int = 5
    """Requests for one thing before its refusal is believed."""
    backoff_seconds: float = 5.0
    """The first wait after a failure, at most; it doubles up to five minutes."""

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
    """Whether a host's name is of this machine."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


class Missed(Exception):
    """An input that could not be taken in: ``state``, ``reason`` in a few words, ``detail`` with what to do."""

    def __init__(self, state: State, reason: str, detail: str) -> None:
        super().__init__(f"{reason}: {detail}")
        self.state = state
        self.reason = reason
        self.detail = detail


class NotAsked(Missed):
    """The host is not to be asked now, whatever for."""

    def __init__(self, detail: str) -> None:
        super().__init__("refused", "not asked for", f"{detail}; run again later")


class _NotNow(Missed):
    """A refusal that may pass; ``wait`` is how many seconds the host asked us to stay away."""

    def __init__(self, reason: str, detail: str, wait: float = 0.0) -> None:
        super().__init__("refused", reason, detail)
        self.wait = wait


class Busy(RuntimeError):
    """Another process is asking this host."""


class Answer(NamedTuple):
    """What a host said: neither a challenge nor a refusal that may pass."""

    url: httpx.URL
    status: int
    headers: httpx.Headers
    body: bytes


class PoliteHost:
    """One host, held by one process at a time, from ``with`` on.

    Raises ``Busy`` on entering where another process asks it.
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
            retry=retry_if_exception_type(_NotNow),
            stop=stop_after_attempt(settings.attempts),
            wait=wait_exception(lambda error: error.wait if isinstance(error, _NotNow) else 0.0)
            + wait_random_exponential(multiplier=settings.backoff_seconds, max=LONGEST_WAIT),
            sleep=sleep,
            reraise=True,
        )
        self._open = ExitStack()
        self._rules: Protego | None = None

    def __enter__(self) -> Self:
        with ExitStack() as opened:
            try:
                lock = FileLock(_shared() / f"{_as_name(self.name)}.lock", timeout=0)
                opened.enter_context(lock)
            except Timeout as held:
                raise Busy(f"Another process is asking {self.name}; run again when it has ended") from held
            contact = f" (+{self.settings.contact})" if self.settings.contact else ""
            self._client = opened.enter_context(
                httpx.Client(
                    headers={"User-Agent": f"{AGENT}/{version('rapporteur')}{contact}", "Accept-Language": "en"},
                    timeout=self.settings.timeout_seconds,
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
        """The answer to one request, which is asked again while it may help. Raises ``Missed``, or ``NotAsked`` where
        the host is to be left alone or its robots.txt does not want this asked."""
        answer: Answer = self._retrying(self._allowed, address, headers, max_bytes or self.settings.max_bytes)
        return answer

    def forbids(self, address: str) -> bool:
        """Whether the host's robots.txt, which is asked for once a day, does not want this asked."""
        if self._rules is None:
            self._rules = Protego.parse(self._robots())
        return not self._rules.can_fetch(address, AGENT)

    def close(self, why: str, for_long: bool = True) -> None:
        """Leave the host alone: for a pause while there are pauses left, and else until a later run."""
        told = self._ledger.host(self.name)
        pauses = len(PAUSES) + 1 if for_long else told.pauses + 1
        seconds = self.settings.closed_seconds
        if pauses <= len(PAUSES):
            seconds = PAUSES[pauses - 1] * self.settings.pause_seconds
        left_alone = timedelta(seconds=seconds)
        log.warning("%s; left alone for %s", why, left_alone)
        until = stamp(datetime.now(UTC) + left_alone)
        self._ledger.record_host(replace(told, refusals=0, pauses=pauses, closed_until=until, why=why))

    def _allowed(self, address: str, headers: Mapping[str, str], max_bytes: int) -> Answer:
        if self.forbids(address):
            raise Missed("refused", "robots.txt", f"{address}: {self.name} does not want programs to ask for it")
        return self._ask(address, headers, max_bytes)

    def _robots(self) -> str:
        told, now = self._ledger.host(self.name), datetime.now(UTC)
        if told.robots is not None and told.robots_at and told.robots_at > stamp(now - ROBOTS_KEPT):
            return told.robots
        answer = self._ask(str(self.base.join("/robots.txt")), {}, MOST_OF_ROBOTS)
        # without one, or with a page in its place, the host forbids nothing (RFC 9309, 2.3.1.3)
        robots = answer.body.decode(errors="replace") if answer.status == 200 else ""
        self._ledger.record_host(replace(self._ledger.host(self.name), robots=robots, robots_at=stamp(now)))
        return robots

    def _ask(self, address: str, headers: Mapping[str, str], max_bytes: int) -> Answer:
        """One request in its turn. Raises ``_NotNow`` for a refusal that may pass."""
        self._wait_until_open()
        _forget_the_future(self._bucket)
        self._limiter.try_acquire(self.name)
        self._bucket.leak(_milliseconds())
        self._sleep(random.uniform(0, self.settings.jitter_seconds))
        try:
            with self._client.stream("GET", address, headers=headers) as response:
                self._judge(address, response)
                answer = Answer(
                    response.url, response.status_code, response.headers, _body(address, response, max_bytes)
                )
        except httpx.RequestError as error:
            self._refused("no answer")
            raise _NotNow(
                "no answer", f"{address}: {error!r} after {self.settings.attempts} attempts; run again later"
            ) from error
        if answer.status < 400:
            self._taken_well()
        return answer

    def _judge(self, address: str, response: httpx.Response) -> None:
        """Raise what an answer's head already says: a challenge, or a refusal."""
        status = response.status_code
        is_empty = status == 200 and response.headers.get("Content-Length") == "0"
        if status == 202 or "x-amzn-waf-action" in response.headers or is_empty:
            # it asks whether we are a browser; we are not, and do not pretend to be
            self.close(f"{self.name} answered with a challenge (HTTP {status})")
            raise Missed("refused", "challenged", f"{address}: HTTP {status}, for browsers only; run again later")
        if status < 500 and status not in (403, 429):
            return
        self._refused(f"HTTP {status}")
        wait = retry_after(response.headers)
        if wait > LONGEST_WAIT:
            raise Missed("refused", f"HTTP {status}", f"{address}: come back in {wait:.0f} seconds; run again then")
        if status >= 500 or wait:
            told = f"{address}: after {self.settings.attempts} attempts; run again later"
            raise _NotNow(f"HTTP {status}", told, wait)
        raise Missed("refused", f"HTTP {status}", f"{address}: not an answer we know; open it in a browser")

    def _wait_until_open(self) -> None:
        """Sleep through a pause. Raises ``NotAsked`` while the host is left alone for longer."""
        told = self._ledger.host(self.name)
        if told.closed_until is None:
            return
        # no longer than it ever is: a clock that was set back must not close a host for ever
        left = (datetime.fromisoformat(told.closed_until) - datetime.now(UTC)).total_seconds()
        left = min(left, max(self.settings.closed_seconds, PAUSES[-1] * self.settings.pause_seconds))
        if left > 0 and told.pauses > len(PAUSES):
            raise NotAsked(f"{told.why}; it is left alone until {told.closed_until[:16]} UTC")
        self._sleep(max(0.0, left))
        pauses = 0 if told.pauses > len(PAUSES) else told.pauses
        self._ledger.record_host(replace(told, pauses=pauses, closed_until=None))

    def _refused(self, why: str) -> None:
        told = self._ledger.host(self.name)
        self._ledger.record_host(replace(told, refusals=told.refusals + 1))
        if told.refusals + 1 >= REFUSALS_BEFORE_A_PAUSE:
            self.close(f"{self.name} refused {told.refusals + 1} times in a row ({why})", for_long=False)

    def _taken_well(self) -> None:
        told = self._ledger.host(self.name)
        if told.refusals:
            self._ledger.record_host(replace(told, refusals=0))

    def is_good(self) -> None:
        """Note that the host gave what it was asked for."""
        told = self._ledger.host(self.name)
        self._ledger.record_host(replace(told, refusals=0, pauses=0, good_at=stamp()))


def retry_after(headers: Mapping[str, str]) -> float:
    """Seconds that a host asks us to wait, 0 where it does not; its header gives them, or a date."""
    asked = headers.get("Retry-After", "")
    try:
        return max(0.0, float(asked)) if asked[:1].isdecimal() else _until(parsedate_to_datetime(asked))
    except (ValueError, TypeError):
        return 0.0


def _until(moment: datetime) -> float:
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())


def _body(address: str, response: httpx.Response, max_bytes: int) -> bytes:
    """The bytes of an answer, unpacked, up to a size."""
    data = bytearray()
    for chunk in response.iter_bytes(chunk_size=65_536):
        data += chunk
        if len(data) > max_bytes:
            raise Missed("failed", "too large", f"{address}: over {max_bytes} bytes; raise RAPPORTEUR_MAX_BYTES")
    return bytes(data)


def _shared() -> Path:
    """A folder of this user's alone, shared by all data directories: a host does not care which of them asks."""
    folder = Path(tempfile.gettempdir(), f"{AGENT}-{os.getuid()}")
    folder.mkdir(mode=0o700, exist_ok=True)
    found = folder.lstat()
    if found.st_uid != os.getuid() or found.st_mode & 0o077 or folder.is_symlink():
        raise PermissionError(f"{folder} is not ours alone; remove it")
    return folder


def _as_name(host: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", host.lower())


def _bucket(host: str, settings: Settings) -> SQLiteBucket:
    """The pace, and the rests: after a rest's number of requests in their pace, no more until the rest is over."""
    pace = max(1, round(settings.pace_seconds * 1000))
    rest = settings.rest_after * pace + round(settings.rest_seconds * 1000)
    rates = [Rate(1, pace), Rate(settings.rest_after, rest)] if settings.rest_seconds else [Rate(1, pace)]
    bucket = SQLiteBucket.init_from_file(rates, table="requests", db_path=str(_shared() / f"{_as_name(host)}.sqlite"))
    # a kill loses nothing; after a power cut the pace may begin anew
    bucket.conn.execute("PRAGMA journal_mode=WAL")
    bucket.conn.execute("PRAGMA synchronous=OFF")
    return bucket


def _milliseconds() -> int:
    """The clock of the bucket."""
    return time.time_ns() // 1_000_000


def _forget_the_future(bucket: SQLiteBucket) -> None:
    """Requests of a clock that was set back since would keep us waiting until it has caught up."""
    with bucket.lock:
        bucket.conn.execute("DELETE FROM requests WHERE item_timestamp > ?", (_milliseconds(),))
        bucket.conn.commit()
