"""Inputs become the rows that are read of them, in worker processes, and nothing is read twice.

What belongs here: who reads (worker processes, so that a document that kills its reader takes nothing else with it),
the limits of time and memory, and the cache of what was read. What does not: how bytes become rows
(``transforms/formats``), which document an input is (``identity.py``), and Dagster, which no worker waits for.

What was read lies in ``<folder>/<extractor version>/<sha256[:2]>/<sha256>-<hint>.json.gz``. The hint stands for what
the reader knew beside the bytes: the file's name and the symbol asked for. What OCR made of a scan lies beside the
scan's rejection; its name holds the OCR's version and languages, so a scan that was rejected for want of OCR is read
once there is OCR. gzip, because a broken gzip file is recognised as broken; such a document is read again.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import resource
import shutil
import signal
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future, as_completed
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from importlib.metadata import version
from multiprocessing import get_context
from pathlib import Path
from typing import Any, NamedTuple, Self

import polars as pl
from pebble import ProcessExpired, ProcessPool

from orchestration.fetching.ledger import now
from orchestration.staleness import code_version, digest, libraries
from transforms.authorities import symbols
from transforms.formats import register
from transforms.formats.pdf import NoTextLayer
from transforms.pages import ocr
from transforms.pages.model import Unreadable
from transforms.texts.rows import Rows, with_dates
from warehouse.files import written_whole

READER = "transforms.formats.register"
"""The module through which documents are read. A change in any file that it runs through reads all documents again."""

PROCESSOR_SECONDS = 20.0
"""Of processor time in which one document must be read; the longest of 2,594 pages of real ones takes a few."""
LIMIT = 300.0
"""Seconds by the clock, for a reader that waits for something that never comes; the machine may be busy."""
MEMORY = 2 * 1024**3
"""Bytes that reading one document may take beside what the reader takes anyway; the largest of those takes 0.3 GB."""

BROKEN = (FileNotFoundError, EOFError, gzip.BadGzipFile, zlib.error, ValueError)
"""What is raised where a file of the cache is missing or broken."""
Input = Mapping[str, Any]
"""A row of ``lake.RAW_DOCUMENTS``, with the ``path`` at which its bytes lie."""
Track = Callable[[Iterable[Any], str, int], Iterable[Any]]
"""Shows the progress of an iterable while it passes its items on: what is done, and of how many."""


@dataclass(frozen=True)
class Reading:
    """What one input gave, and when it was read."""

    rows: Rows
    read_at: datetime
    needs_ocr: bool = False
    """Whether it is a scan, which was not read for want of OCR."""

    @classmethod
    def cached(cls, path: Path) -> Self | None:
        """The reading kept in a file; null where there is no file or it is broken."""
        try:
            head, rows = map(json.loads, gzip.decompress(path.read_bytes()).splitlines())
        except BROKEN:
            return None
        return cls(with_dates(rows), datetime.fromisoformat(head["read_at"]), head["needs_ocr"])

    @property
    def symbol(self) -> str | None:
        """The document's symbol; null where no document was read."""
        return next((str(document["symbol"]) for document in self.rows.get("documents", ())), None)


class Readings(NamedTuple):
    """What a set of inputs gave."""

    by_input: dict[str, Reading]
    """By ``source_uri``."""
    documents_read: int
    """Inputs that were read just now; the others had been read before."""
    pages_read: int


class Printed(NamedTuple):
    """The symbols of a set of inputs."""

    by_input: dict[str, str]
    """By ``source_uri``; inputs that gave no document are left out."""
    documents_read: int
    """As ``Readings`` counts them."""
    pages_read: int


@dataclass(frozen=True)
class _Job:
    """One input to be read, and the file in which what it gives is kept."""

    input: Input
    target: Path


@cache
def extractor_version() -> str:
    """The project's version and a hash of all that decides what is read: sources, vocabularies, libraries."""
    return f"{version('rapporteur')}+{digest([code_version(READER), *libraries(READER)])}"


def forget_other_versions(cache_folder: Path) -> None:
    """Remove what other versions of the reader have read: nothing looks it up any more."""
    for folder in cache_folder.glob("*+*"):
        if folder.name != extractor_version():
            shutil.rmtree(folder, ignore_errors=True)


def read(inputs: pl.DataFrame, cache_folder: Path, track: Track) -> Readings:
    """What every input gives: from the cache, else read now in worker processes and put into the cache.

    A document that the reader refuses, that kills it, or that takes it longer than ``LIMIT`` gives a rejection, and
    that is cached too. Raises ``OSError`` where the disk fails.
    """
    jobs = {row["source_uri"]: _Job(row, _cached_at(row, cache_folder)) for row in inputs.iter_rows(named=True)}
    by_input, new = _read_jobs(jobs, _read, LIMIT, track, "Reading")
    scans = {uri: job for uri, job in jobs.items() if by_input[uri].needs_ocr}
    if scans and (engine := ocr.engine()):
        suffix = f"-{hashlib.sha256(engine.encode()).hexdigest()[:8]}.json.gz"
        scans = {
            uri: _Job(job.input, job.target.with_name(job.target.name.removesuffix(".json.gz") + suffix))
            for uri, job in scans.items()
        }
        # what OCR gives takes the place of the rejections
        recognised, newly_recognised = _read_jobs(scans, _read_scan, ocr.LIMIT + LIMIT, track, "Reading scans by OCR")
        by_input, new = by_input | recognised, new | newly_recognised
    documents = [document for uri in new for document in by_input[uri].rows.get("documents", ())]
    return Readings(by_input, len(new), sum(document["page_count"] or 0 for document in documents))


def printed_symbols(inputs: pl.DataFrame, cache_folder: Path, track: Track) -> Printed:
    """The symbols of the documents that inputs are. What is in the cache is read no further than needed."""
    known: dict[str, str | None] = {}
    for row in inputs.iter_rows(named=True):
        with suppress(*BROKEN), gzip.open(_cached_at(row, cache_folder)) as file:
            head = json.loads(file.readline())
            if not head["needs_ocr"]:
                known[row["source_uri"]] = head["symbol"]
    readings = read(inputs.filter(~pl.col("source_uri").is_in([*known])), cache_folder, track)
    found = known | {uri: reading.symbol for uri, reading in readings.by_input.items()}
    by_input = {uri: symbol for uri, symbol in found.items() if symbol}
    return Printed(by_input, readings.documents_read, readings.pages_read)


def _file_name(row: Input) -> str:
    """The name of the file, which for a document asked of a host is not that of its address."""
    uri: str = row["source_uri"]
    return symbols.to_file_name(row["symbol"], row["language"]) if "://" in uri else uri.rsplit("/", 1)[-1]


def _cached_at(row: Input, cache_folder: Path) -> Path:
    """Where what is read of an input is cached."""
    sha256: str = row["sha256"]
    hint = hashlib.sha256(json.dumps([_file_name(row), row["symbol"]]).encode()).hexdigest()[:8]
    return cache_folder / extractor_version() / sha256[:2] / f"{sha256}-{hint}.json.gz"


def _read_jobs(
    jobs: Mapping[str, _Job], read_one: Callable[..., None], limit: float, track: Track, what: str
) -> tuple[dict[str, Reading], set[str]]:
    """The readings of inputs, by ``source_uri``, and which of them were read just now."""
    cached = {uri: Reading.cached(job.target) for uri, job in jobs.items()}
    new = {uri for uri, reading in cached.items() if reading is None}
    if new:
        _read_in_workers([jobs[uri] for uri in jobs if uri in new], read_one, limit, track, what)
    return {uri: reading or _read_back(jobs[uri].target) for uri, reading in cached.items()}, new


def _read_in_workers(
    jobs: Sequence[_Job], read_one: Callable[..., None], limit: float, track: Track, what: str
) -> None:
    """Read inputs in worker processes and cache what each gives."""
    workers, spawn = min(os.cpu_count() or 1, len(jobs)), get_context("spawn")
    with ProcessPool(max_workers=workers, context=spawn, initializer=_limit_memory, initargs=[MEMORY]) as pool:
        futures: dict[Future[None], Path] = {}
        for job in jobs:
            arguments = (Path(job.input["path"]), _file_name(job.input), job.input["symbol"], job.target)
            futures[pool.schedule(read_one, args=arguments, timeout=limit)] = job.target
        try:
            for future in track(as_completed(futures), what, len(futures)):
                if error := future.exception():
                    _keep(futures[future], {"rejections": [_reader_failed(error, limit)]})
        except BaseException:
            pool.stop()  # the pool's end would wait for all that was scheduled
            raise


def _limit_memory(memory: int) -> None:
    """What a worker does first, so that no document takes all memory from the others. Linux holds to such a limit,
    other systems do not."""
    if not (sizes := Path("/proc/self/statm")).exists():
        return
    used = int(sizes.read_text().split()[0]) * resource.getpagesize()
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (used + memory, hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _read(path: Path, file_name: str, symbol: str | None, target: Path) -> None:
    """What a worker does: read one document and cache what it gives. One that takes too long ends the worker: no
    handler of the signal would be called before a library's loop ends."""
    signal.setitimer(signal.ITIMER_PROF, PROCESSOR_SECONDS)
    try:
        _read_and_keep(register.extract, path, file_name, symbol, target)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def _read_scan(path: Path, file_name: str, symbol: str | None, target: Path) -> None:
    """What a worker does with a scan."""
    _read_and_keep(register.extract_scan, path, file_name, symbol, target)


def _read_and_keep(
    extract: Callable[[bytes, str, str | None], Rows], path: Path, file_name: str, symbol: str | None, target: Path
) -> None:
    needs_ocr = False
    try:
        rows = extract(path.read_bytes(), file_name, symbol)
    except Unreadable as unreadable:
        needs_ocr = isinstance(unreadable, NoTextLayer)
        detail = f"{unreadable.detail}: {ocr.TO_INSTALL}" if needs_ocr else unreadable.detail
        rows = {"rejections": [{"stage": "read", "reason": unreadable.reason, "detail": detail}]}
    except MemoryError:
        detail = f"{file_name}: it takes more than {MEMORY // 1024**2} MB to read; see whether it is what it should be"
        rows = {"rejections": [{"stage": "read", "reason": "too much memory", "detail": detail}]}
    _keep(target, rows, needs_ocr)


def _reader_failed(error: BaseException, limit: float) -> dict[str, str]:
    """The rejection of a document whose worker did not come back."""
    if isinstance(error, TimeoutError):
        cause = f"it took longer than {limit:.0f} seconds"
    elif isinstance(error, ProcessExpired) and error.exitcode == -signal.SIGPROF:
        cause = f"it took more than {PROCESSOR_SECONDS:.0f} seconds of processor time"
    elif isinstance(error, OSError) and not isinstance(error, ProcessExpired):  # which pebble makes an OSError
        raise error  # the disk's fault, not the document's
    else:
        cause = f"{type(error).__name__}: {error}"
    return {"stage": "read", "reason": "the reader failed", "detail": f"{cause}; please report it, with the document"}


def _read_back(target: Path) -> Reading:
    if reading := Reading.cached(target):
        return reading
    raise OSError(f"{target}: was written just now and cannot be read back; look at the disk")


def _keep(target: Path, rows: Rows, needs_ocr: bool = False) -> None:
    reading = Reading(rows, now(), needs_ocr)
    head = {"read_at": reading.read_at.isoformat(), "needs_ocr": needs_ocr, "symbol": reading.symbol}
    lines = "\n".join(json.dumps(part, default=date.isoformat) for part in (head, rows))
    target.parent.mkdir(parents=True, exist_ok=True)
    with written_whole(target) as beside:
        beside.write_bytes(gzip.compress(lines.encode(), compresslevel=1, mtime=0))
