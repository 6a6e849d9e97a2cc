"""Which sources a run takes documents from, as it was asked to.

What belongs here: the choice of sources, and what is loaded of a source that was not named. What does not: the sources
themselves (``sources.py``), and Dagster.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, Protocol

from orchestration.fetching import sources
from orchestration.fetching.document_host import DueDocuments, RequestedSymbols
from orchestration.fetching.folders import FolderSource
from orchestration.fetching.folders import drop_folder as drop_source
from orchestration.fetching.ledger import Ledger
from orchestration.fetching.politeness import Settings
from orchestration.fetching.xml_repository import XmlRepository

DOCUMENTS, INCOMING = "RAPPORTEUR_DOCUMENTS", "RAPPORTEUR_INCOMING"
"""Variables of the environment that name the folder of documents and the drop folder."""
SPECIMENS = "RAPPORTEUR_SPECIMENS"
"""The one that has specimens loaded, as ``Wanted.specimens`` does."""


class Asked(Protocol):
    """What a run was asked for (``assets.Wanted`` explains each)."""

    @property
    def folder(self) -> str | None: ...
    @property
    def symbols(self) -> Sequence[str]: ...
    @property
    def incoming(self) -> str | None: ...
    @property
    def languages(self) -> Sequence[str]: ...
    @property
    def collections(self) -> Sequence[str]: ...
    @property
    def documents_asked_for(self) -> int: ...
    @property
    def with_all_held(self) -> bool: ...
    @property
    def specimens(self) -> bool: ...


class Chosen(NamedTuple):
    """The sources of a run."""

    documents: list[sources.Source]
    dropped: list[sources.Source]
    """The drop folder, where there is one."""


def choose(asked: Asked, settings: Settings, environment: Mapping[str, str]) -> Chosen:
    """The sources that were named, by the run or, where it leaves a folder open, by the environment. Raises
    ``NotADirectoryError`` where the folder of documents is none."""
    documents: list[sources.Source] = []
    if folder := environment.get(DOCUMENTS, "") if asked.folder is None else asked.folder:
        documents.append(FolderSource(Path(folder), max_bytes=settings.max_bytes))
    if asked.symbols:
        documents.append(RequestedSymbols(list(asked.symbols), settings, list(asked.languages)))
    for collection in asked.collections:
        if repository := XmlRepository.of_collection(collection, settings):
            documents.append(repository)
    if asked.documents_asked_for:
        documents.append(DueDocuments(settings, asked.documents_asked_for))
    incoming = drop_folder(asked.incoming, environment)
    return Chosen(documents, [drop_source(incoming)] if incoming.is_dir() else [])


def drop_folder(named: str | None, environment: Mapping[str, str]) -> Path:
    """The drop folder: as named, else as the environment says, else ``incoming``."""
    return Path(environment.get(INCOMING, "incoming") if named is None else named)


def collect(
    asked: Asked, ledger: Ledger, settings: Settings, environment: Mapping[str, str] = os.environ
) -> sources.Collected:
    """What the named sources give. Where no source of documents is named, or none of voting files, what is held of
    these comes with it; where neither is named or all is wanted, all that is held."""
    found = _collected(asked, ledger, settings, environment)
    return found if asked.specimens or environment.get(SPECIMENS) else found.without_specimens()


def _collected(asked: Asked, ledger: Ledger, settings: Settings, environment: Mapping[str, str]) -> sources.Collected:
    documents, dropped = choose(asked, settings, environment)
    found = sources.collect([*documents, *dropped], ledger)
    if asked.with_all_held or not (documents or dropped):
        return sources.held(ledger)._replace(skipped=found.skipped)
    if not documents:
        return found.beside(sources.held(ledger, "source <> 'drop_folder'"))
    return found if dropped else found.beside(sources.held(ledger, "source = 'drop_folder'"))
