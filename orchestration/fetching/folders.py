"""Folders as sources: the folder of documents, and the drop folder.

What belongs here: which files of a folder are inputs, and taking their bytes in. What does not: what a file is; the
reader and the voting files' reader judge that.
"""

from __future__ import annotations

import logging
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from orchestration.fetching.ledger import Entry, Ledger
from orchestration.fetching.politeness import Missed, Settings
from orchestration.fetching.sources import MARK_OF_SPECIMENS, SPECIMEN, media_type, printable
from transforms.authorities import symbols

log = logging.getLogger(__name__)

DROPPED = "incoming/"
"""Begins the ``source_uri`` of each file in the drop folder."""
DROPPED_MAX_BYTES = 2 * 1024**3
"""The Digital Library's voting file of the General Assembly has 364 MB."""


@dataclass(frozen=True)
class FolderSource:
    """Every regular file below a folder, in the order of names.

    Hidden files are skipped, and so is the data directory if it lies there. Links that lead out of the folder are not
    followed. A file whose size and time of modification are those in the ledger is not read again. One that is gone is
    marked as removed.
    """

    folder: Path
    max_bytes: int = Settings.max_bytes
    kind: str = "folder"
    prefix: str = ""
    """Goes before the names of the files, to keep them apart from those of another folder."""

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
        if gone := ledger.remove_missing(self.kind, printable(str(root)), seen):
            log.info("%s: %d files are gone: %s", self.folder, len(gone), ", ".join(gone[:20]))

    def plan(self, ledger: Ledger) -> Iterator[tuple[str, str]]:
        root = self.folder.resolve()
        for path in _below(root, ledger.data):
            yield self._entry(path, root).source_uri, "skipped" if _is_skipped(path, ledger.data) else "looked at"

    def _entry(self, path: Path, root: Path) -> Entry:
        symbol, language = symbols.from_file_name(path.name) or (None, None)
        name = self.prefix + printable(path.relative_to(root).as_posix())
        return Entry(name, "fetched", self.kind, symbol, language)

    def _take(self, path: Path, root: Path, entry: Entry, ledger: Ledger) -> Entry:
        """The entry of a file after its bytes were taken in. Raises ``Missed`` if they cannot be; an ``OSError`` comes
        from the ledger, not from the file."""
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
                entry, location=printable(path.as_posix()), size=found.st_size, modified_ns=found.st_mtime_ns
            )
            known = ledger.held(name)
            if known and _fingerprint(known) == _fingerprint(entry):
                return replace(entry, sha256=known.sha256, media_type=known.media_type, terms=known.terms)
            data = path.read_bytes()
            after = path.stat()
        except OSError as error:
            raise Missed("failed", "unreadable file", f"{name}: {error.strerror}; make it readable") from error
        if (len(data), after.st_size, after.st_mtime_ns) != (found.st_size, found.st_size, found.st_mtime_ns):
            raise Missed("failed", "changed while it was read", f"{name}: run again when nobody writes it")
        terms = SPECIMEN if MARK_OF_SPECIMENS in data else None
        return replace(entry, sha256=ledger.keep(data), media_type=media_type(data), terms=terms)


def drop_folder(folder: Path) -> FolderSource:
    """The folder into which people put what no program may fetch: the Digital Library's voting files, and documents
    that only the library has. Its files are named ``incoming/...`` among the inputs."""
    return FolderSource(folder, DROPPED_MAX_BYTES, "drop_folder", DROPPED)


def _fingerprint(entry: Entry) -> tuple[str | int | None, ...]:
    """What stays the same while a file does not change, as far as can be seen without reading it."""
    return entry.location, entry.size, entry.modified_ns


def _below(folder: Path, data: Path) -> Iterator[Path]:
    """All paths below a folder, sorted, except folders that are entered: files, links, and the folders that are skipped
    or cannot be entered."""
    for path in sorted(folder.iterdir()):
        is_folder = path.is_dir() and not path.is_symlink()
        if is_folder and not _is_skipped(path, data) and os.access(path, os.R_OK | os.X_OK):
            yield from _below(path, data)
        else:
            yield path


def _is_skipped(path: Path, data: Path) -> bool:
    return path.name.startswith(".") or path == data
