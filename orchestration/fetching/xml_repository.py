"""The UN's XML repositories as sources.

What belongs here: the listing of a folder, and the files that it names. What does not: how a host is asked
(``politeness.py``), and reading the XML (``transforms.formats``).
"""

from __future__ import annotations

import hashlib
import json
import logging
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Self
from urllib.parse import quote

import httpx

from orchestration.fetching.ledger import Entry, Ledger, after_fetch, after_miss, stamp
from orchestration.fetching.politeness import Answer, Missed, NotAsked, PoliteHost, Settings, unknown_answer
from orchestration.fetching.sources import media_type
from transforms.authorities import symbols

log = logging.getLogger(__name__)

TERMS = "United Nations: unofficial copies, for informational purposes only"

REPOSITORIES: Mapping[str, str] = {"A": "UNxml/GAresolutions/{session}session/English"}
"""Repository and folder of the UN's XML by body; ``{session}`` is the body's session."""
MOST_LISTED = 1_000
"""A listing has at most so many names; a larger folder is listed only in part."""
JOB_LANGUAGES = {"A": "ar", "C": "zh", "E": "en", "F": "fr", "R": "ru", "S": "es"}
"""Languages by the last letter of the UN's job numbers."""


@dataclass(frozen=True)
class XmlRepository:
    """A folder of one of the UN's XML repositories: its listing, and then the listed files that are not held.

    The listing gives each file's git hash, so that a file is not asked for twice, and one that came incomplete is not
    taken in.
    """

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
        """The repository folder of a collection; null if it has none."""
        body, _, session = collection.rpartition("-")
        place = REPOSITORIES.get(body)
        return cls(place.format(session=session), settings) if place and session.isdecimal() else None

    def collect(self, ledger: Ledger) -> Iterator[Entry]:
        listing = Entry(self._listing_address, "pending", "xml_repository")
        try:
            with PoliteHost(self.settings.xml_listing_address, self.settings, ledger, self.sleep) as host:
                listed = self._listed(host.get(self._listing_address, {"Accept": "application/vnd.github+json"}))
        except Missed as missed:
            yield self._record_miss(listing, missed, ledger)
            return
        if len(listed) >= MOST_LISTED:
            log.warning("%s: lists %d names, it may have more", self._listing_address, len(listed))
        with PoliteHost(self.settings.xml_address, self.settings, ledger, self.sleep) as host:
            for name, git_hash in listed.items():
                address = str(host.base.join(quote("/{}/{}/main/{}/{}".format(*self._place, name))))
                entry = ledger.entry(address) or _entry(address, name)
                if entry.state == "fetched" and entry.etag == git_hash and ledger.is_whole(entry):
                    yield entry
                    continue
                try:
                    yield ledger.record(_take(host, entry, git_hash, ledger))
                except NotAsked as missed:
                    yield replace(entry, state=missed.state, reason=missed.reason, detail=missed.detail, at=stamp())
                except Missed as missed:
                    yield self._record_miss(entry, missed, ledger)

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
        """The git hash of each XML file by name. Raises ``Missed`` if the answer is no listing."""
        if answer.status != 200:
            raise unknown_answer(self._listing_address, answer.status)
        try:
            files = {each["name"]: each["sha"] for each in json.loads(answer.body) if each["type"] == "file"}
        except (ValueError, TypeError, KeyError) as error:
            detail = f"{self._listing_address}: not a listing ({error}); see whether the folder has moved"
            raise Missed("failed", "no listing", detail) from error
        return {
            name: git_hash
            for name, git_hash in sorted(files.items())
            if name.lower().endswith(".xml") and "/" not in name and not name.startswith(".")
        }

    def _record_miss(self, entry: Entry, missed: Missed, ledger: Ledger) -> Entry:
        log.warning("%s", missed)
        now = datetime.now(UTC)
        return ledger.record(after_miss(entry, missed.state, missed.reason, missed.detail, now, self.settings.retry))


def _entry(address: str, name: str) -> Entry:
    """The entry of a file that was never asked for. Its name gives symbol, job number and language
    (``A_RES_79_181-2424223E.xml``)."""
    stem, _, job = name.removesuffix(".xml").rpartition("-")
    read = symbols.from_file_name(f"{stem}.xml") if job[:-1].isdecimal() else symbols.from_file_name(name)
    language = JOB_LANGUAGES.get(job[-1:])
    return Entry(address, "pending", "xml_repository", read[0] if read else None, language if read else None, "xml")


def _take(host: PoliteHost, entry: Entry, git_hash: str, ledger: Ledger) -> Entry:
    """The entry of a file after the host gave it. Raises ``Missed`` if it did not, or gave other bytes than listed."""
    answer = host.get(entry.source_uri, {"Accept": "application/xml, text/plain"})
    if answer.status != 200:
        raise unknown_answer(entry.source_uri, answer.status)
    if hashlib.sha1(b"blob %d\0" % len(answer.body) + answer.body).hexdigest() != git_hash:
        detail = f"{entry.source_uri}: not the bytes that are listed; run again later"
        raise Missed("refused", "other bytes than listed", detail)
    host.note_success()
    return after_fetch(
        entry,
        datetime.now(UTC),
        sha256=ledger.keep(answer.body),
        size=len(answer.body),
        media_type=media_type(answer.body),
        location=entry.source_uri,
        etag=git_hash,
        terms=TERMS,
    )
