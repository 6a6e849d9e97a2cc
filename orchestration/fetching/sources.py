"""What a source of documents is, and what all sources together gave.

What belongs here: the protocol of a source, ``collect``, which makes the frame that reading starts from and the
rejections, and what every source needs to describe an input. What does not: the sources themselves (``folders.py``,
``document_host.py``, ``xml_repository.py``), how a host is asked (``politeness.py``), what is on record
(``ledger.py``), and judging a document. A text file, an empty file or a broken PDF in a folder is taken in like any
other file and rejected by the reader (``transforms.pages``), so that its reason comes from one place. Only the answers
of hosts are judged here in ``fetching``, because a host's page of HTML with status 200 means "not found".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import NamedTuple, Protocol

import polars as pl

from orchestration.fetching.ledger import Entry, Ledger
from transforms.authorities import symbols
from warehouse import tables

MANIFEST: Mapping[str, tables.Dtype] = {
    "source_uri": pl.String,
    "symbol": pl.String,
    "language": pl.String,
    "is_asked_for": pl.Boolean,
    "is_specimen": pl.Boolean,
    "sha256": pl.String,
    "path": pl.String,
    "fetched_at": pl.Datetime("us", "UTC"),
    "size": pl.Int64,
    "media_type": pl.String,
}
"""The frame of what is held. ``source_uri``: an address, or a file's name in its folder. ``symbol`` and ``language``:
as asked for or as the file's name gives them, else null. ``is_asked_for``: whether a host was asked for that symbol, so
that another document is a wrong answer; a file's name is a name. ``is_specimen``: whether it was composed for this
project. ``path``: where the bytes lie. ``fetched_at``: when these bytes were first taken in, from any source. ``size``:
in bytes. ``media_type``: see the function."""

ASKED_BY_NAME = "asked for"
"""``Entry.why`` of a document that a person named."""

SPECIMEN = "a specimen, composed for this project"
"""``Entry.terms`` of a document that says in its title that it is none of the UN's."""
MARK_OF_SPECIMENS = "SPECIMEN – not a United Nations document".encode()

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
"""First bytes and the media type that they mean; the first that fits."""


class Source(Protocol):
    """A place that inputs come from."""

    def collect(self, ledger: Ledger) -> Iterator[Entry]:
        """Take in what is not held yet, and yield an entry for every input, which is then on record in the ledger. If
        an input is yielded twice, the second entry counts."""

    def plan(self, ledger: Ledger) -> Iterator[tuple[str, str]]:
        """What ``collect`` would do: each ``source_uri`` and whether it would be asked for, or why not. Asks nobody."""


class Collected(NamedTuple):
    """What the sources gave."""

    manifest: pl.DataFrame
    """``MANIFEST``, in the order of ``source_uri``."""
    rejections: pl.DataFrame
    """``warehouse.tables.REJECTIONS``: inputs that could not be taken in."""
    skipped: list[str]
    """Names of hidden files, and of the data directory if it lies in the folder."""

    def without_specimens(self) -> Collected:
        """The specimens as rejections: they are loaded where they are asked for, and never among documents of the
        UN."""
        specimens = self.manifest.filter("is_specimen")
        refused = tables.REJECTIONS.frame(
            {
                "source_uri": row["source_uri"],
                "sha256": row["sha256"],
                "stage": "fetch",
                "reason": "a specimen",
                "detail": f"{row['source_uri']} is no document of the UN: --specimens loads it, in a data folder of "
                "its own",
                "rejected_at": row["fetched_at"],
            }
            for row in specimens.iter_rows(named=True)
        )
        return Collected(self.manifest.filter(~pl.col("is_specimen")), self.rejections, self.skipped).beside(
            Collected(self.manifest.clear(), refused, [])
        )

    def beside(self, other: Collected) -> Collected:
        """Both together."""
        return Collected(
            pl.concat([self.manifest, other.manifest]).sort("source_uri"),
            tables.REJECTIONS.cast(pl.concat([self.rejections, other.rejections])),
            [*self.skipped, *other.skipped],
        )


def collect(sources: Iterable[Source], ledger: Ledger) -> Collected:
    """Take in what the sources have, one row for each input. Raises ``OSError`` if the ledger cannot be written and
    ``HostBusy`` if another process asks one of their hosts."""
    entries = {entry.source_uri: entry for source in sources for entry in source.collect(ledger)}
    return Collected(
        _manifest(entries.values(), ledger),
        _rejections(entries.values()),
        [entry.source_uri for entry in entries.values() if entry.state == "skipped"],
    )


def held(ledger: Ledger, condition: str = "true") -> Collected:
    """What any run took in and is still there, and what was missed, without asking anybody: of the entries for which an
    SQL condition on ``inputs`` holds."""
    entries = list(ledger.entries(f"state NOT IN ('pending', 'removed') AND {condition}"))
    return Collected(_manifest(filter(ledger.is_whole, entries), ledger), _rejections(entries), [])


def media_type(data: bytes) -> str:
    """The media type by the first bytes, because a file's name and a host's Content-Type cannot be trusted."""
    if not data:
        return "application/x-empty"
    head = data[:1024].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    for magic, found in MAGIC:
        if head.startswith(magic.lower()):
            return found
    return "application/octet-stream" if b"\0" in data[:1024] else "text/plain"


def printable(text: str) -> str:
    """The text with bytes that are not UTF-8 written as ``\\udce9``, because no table can hold them, and control
    characters as ``\\x1b``, because terminals and logs obey them."""
    plain = text.encode(errors="backslashreplace").decode()
    return re.sub(r"[\x00-\x1f\x7f-\x9f]", lambda found: f"\\x{ord(found[0]):02x}", plain)


def _manifest(entries: Iterable[Entry], ledger: Ledger) -> pl.DataFrame:
    rows = [
        [
            *(entry.source_uri, entry.symbol, entry.language),
            *(entry.source == "document_host", entry.terms == SPECIMEN, entry.sha256),
            str(ledger.path(entry.sha256)),
            *(datetime.fromisoformat(entry.at), entry.size, entry.media_type),
        ]
        for entry in entries
        if entry.sha256 and entry.state == "fetched"
    ]
    return pl.DataFrame(rows, MANIFEST, orient="row").sort("source_uri")


def _rejections(entries: Iterable[Entry]) -> pl.DataFrame:
    """What was refused or failed, and the absences of documents that a person named. A wrong guess of ours is no
    rejection."""
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
        if entry.state in ("refused", "failed") or (entry.state.startswith("absent") and entry.why == ASKED_BY_NAME)
    ]
    return tables.REJECTIONS.frame(rows)
