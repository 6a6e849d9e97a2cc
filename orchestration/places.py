"""Where everything of a data directory lies, and who may work there.

What belongs here: paths, and the lock that one run holds. What does not: what is in the files (``lake.py``,
``workers.py``, ``warehouse/``).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from warehouse.files import written_whole

WHOLE = "all"
"""File name of a table that is not kept by collection."""


@dataclass(frozen=True)
class Places:
    """The places of one data directory."""

    data: Path

    @property
    def readings(self) -> Path:
        """What was read of each document, by hash and version of the reader."""
        return self.data / "cache"

    @property
    def made(self) -> Path:
        """What each step last made of what (``staleness.py``)."""
        return self.data / "cache" / "made"

    @property
    def findings(self) -> Path:
        """What the rules last found in each table."""
        return self.data / "cache" / "findings"

    @property
    def lake(self) -> Path:
        """The Parquet files: ``<table>/<collection>.parquet``, ``all.parquet`` for what is not kept by collection."""
        return self.data / "lake"

    @property
    def warehouse(self) -> Path:
        """The DuckDB file."""
        return self.data / "warehouse.duckdb"

    @property
    def exports(self) -> Path:
        """The published files."""
        return self.data / "exports"

    @property
    def lock(self) -> Path:
        """Held by the one run that is at work here."""
        return self.data / "run.lock"

    def files(self, name: str) -> Mapping[str, Path]:
        """The files of ``warehouse`` or ``exports``, or of a table of the lake by its collections."""
        if name == "warehouse":
            return {WHOLE: self.warehouse} if self.warehouse.exists() else {}
        if name == "exports":
            found = sorted(path for path in self.exports.rglob("*") if path.is_file())
            return {path.relative_to(self.exports).as_posix(): path for path in found}
        return {path.stem: path for path in sorted((self.lake / name).glob("*.parquet"))}


@contextmanager
def one_run(lock: Path, waiting: Callable[[], None]) -> Iterator[None]:
    """Hold the lock of a data directory. Where another process holds it, call ``waiting`` and wait for its end; the
    system gives the lock back when a process ends, however it ends."""
    lock.parent.mkdir(parents=True, exist_ok=True)
    held = FileLock(lock, is_singleton=True)
    try:
        held.acquire(timeout=0)
    except Timeout:
        waiting()
        held.acquire()
    try:
        yield
    finally:
        held.release()


def read_json(path: Path) -> dict[str, Any]:
    """The object in a JSON file; an empty one where there is no file or it is damaged, so that all is made anew."""
    try:
        read = json.loads(path.read_text("utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    return read if isinstance(read, dict) else {}


def write_json(path: Path, value: Mapping[str, Any]) -> None:
    """Write a JSON file that appears whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with written_whole(path) as beside:
        beside.write_text(json.dumps(value, indent=1, default=str), "utf-8")
