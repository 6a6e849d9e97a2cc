"""Documents are read once each, in processes that may die."""

from __future__ import annotations

import os
import re
import signal
from pathlib import Path
from typing import Any

import pytest

from orchestration import identity, workers
from orchestration.staleness import import_closure
from tests.inputs import inputs, unseen
from transforms.formats import register

pytestmark = pytest.mark.process


def files_below(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def reader_that_fails(path: Path, file_name: str, symbol: str | None, target: Path) -> None:
    """Reads one specimen, dies of a second and never ends with a third."""
    if file_name == "A_RES_99_3.pdf":
        os.kill(os.getpid(), signal.SIGSEGV)
    while file_name == "A_RES_99_4.pdf":
        pass
    workers._read(path, file_name, symbol, target)


def test_what_is_cached_is_not_read_again_unless_it_is_broken(tmp_path: Path) -> None:
    given = inputs("A_RES_99_2.pdf", "A_RES_99_3.pdf")
    first = workers.read(given, tmp_path, unseen)
    assert (first.documents_read, first.pages_read > 0) == (2, True)
    again = workers.read(given, tmp_path, unseen)
    assert (again.documents_read, again.pages_read) == (0, 0)
    assert again.by_input == first.by_input, "what comes from the file is what was read: dates, nulls, places"
    broken = files_below(tmp_path)[0]
    broken.write_bytes(broken.read_bytes()[:-20])
    mended = workers.read(given, tmp_path, unseen)
    assert mended.documents_read == 1
    assert {uri: reading.rows for uri, reading in mended.by_input.items()} == {
        uri: reading.rows for uri, reading in first.by_input.items()
    }


def test_a_reader_that_dies_or_never_ends_takes_only_its_document(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "_read", reader_that_fails)
    monkeypatch.setattr(workers, "LIMIT", 4.0)
    given = inputs("A_RES_99_2.pdf", "A_RES_99_3.pdf", "A_RES_99_4.pdf")
    frames = identity.frames(given, workers.read(given, tmp_path, unseen).by_input)
    assert frames["documents"]["symbol"].to_list() == ["A/RES/99/2"]
    why = dict(frames["rejections"].select("source_uri", "detail").iter_rows())
    assert why.keys() == {"A_RES_99_3.pdf", "A_RES_99_4.pdf"}
    assert "Abnormal termination" in why["A_RES_99_3.pdf"]
    assert "longer than 4 seconds" in why["A_RES_99_4.pdf"]
    again = workers.read(given, tmp_path, unseen)
    assert again.documents_read == 0, "what could not be read is not tried again with the same reader"
    assert identity.frames(given, again.by_input)["rejections"].equals(frames["rejections"])


def reader_that_takes_all_memory(path: Path, file_name: str, symbol: str | None, target: Path) -> None:
    """Takes a gigabyte for one specimen."""

    def extract(data: bytes, name: str, _: str | None) -> dict[str, Any]:
        return {"rejections": [{"detail": str(len(bytearray(1024**3)))}]}

    if file_name == "A_RES_99_3.pdf":
        register.extract = extract  # type: ignore[assignment]
    workers._read(path, file_name, symbol, target)


def test_a_document_that_takes_all_memory_is_rejected(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_read", reader_that_takes_all_memory)
    monkeypatch.setattr(workers, "MEMORY", 512 * 1024**2)
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    given = inputs("A_RES_99_2.pdf", "A_RES_99_3.pdf")
    frames = identity.frames(given, workers.read(given, tmp_path, unseen).by_input)
    assert frames["documents"]["symbol"].to_list() == ["A/RES/99/2"]
    (row,) = frames["rejections"].to_dicts()
    assert (row["source_uri"], row["reason"]) == ("A_RES_99_3.pdf", "too much memory")


def test_the_version_is_the_projects_with_eight_digits_of_what_reads() -> None:
    version = workers.extractor_version()
    assert re.fullmatch(r"\d+\.\d+\.\d+\+[0-9a-f]{8}", version), "a published column"


def test_the_reader_runs_through_no_published_list_of_citations() -> None:
    names = {path.name for path in import_closure(workers.READER)}
    assert {"register.py", "outline.py", "pdfium.py", "en.toml", "masthead.py", "symbols.py"} <= names
    assert "citations.py" not in names, "what is done with the rows later is no reason to read again"
