"""Frames become files of the lake and come back, whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from orchestration.lake import Lake
from orchestration.staleness import fingerprint
from warehouse import tables


def test_a_frame_is_kept_by_collection_and_read_back(tmp_path: Path) -> None:
    lake = Lake(data=str(tmp_path))
    frame = links(("A/RES/99/2", "S/RES/9001(2044)"), ("S/RES/9001(2044)", "A/RES/99/2"))
    kept = lake.write("document_links", frame, ["A-99", "E-2044", "S-2044"])
    assert kept == {"A-99": 1, "E-2044": 0, "S-2044": 1}
    assert lake.read("document_links").equals(frame)
    assert lake.read("document_links", ["S-2044"])["symbol"].to_list() == ["S/RES/9001(2044)"]
    assert pl.read_parquet_metadata(tmp_path / "lake/document_links/A-99.parquet")["rapporteur.rows"] == "1"
    before = (tmp_path / "lake/document_links/A-99.parquet").read_bytes()
    lake.write("document_links", frame, ["A-99", "E-2044", "S-2044"])
    assert (tmp_path / "lake/document_links/A-99.parquet").read_bytes() == before
    assert lake.keep_only(["A-99"]) == ["E-2044", "S-2044"]
    assert lake.read("document_links")["symbol"].to_list() == ["A/RES/99/2"]


def test_rows_of_a_collection_that_the_run_does_not_cover_are_not_lost(tmp_path: Path) -> None:
    lake = Lake(data=str(tmp_path))
    with pytest.raises(ValueError, match=r"document_links: .*S-2044"):
        lake.write("document_links", links(("S/RES/9001(2044)", "A/RES/99/2")), ["A-99"])


def test_a_file_that_cannot_be_written_leaves_the_old_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lake = Lake(data=str(tmp_path))
    lake.write("document_links", links(("A/RES/99/2", "A/RES/99/3")))

    def torn(_: pl.DataFrame, path: Path, **__: Any) -> None:
        path.write_bytes(b"half of")
        raise OSError("no space left on device")

    monkeypatch.setattr(pl.DataFrame, "write_parquet", torn)
    with pytest.raises(OSError, match="no space"):
        lake.write("document_links", links(("A/RES/99/4", "A/RES/99/5")))
    assert lake.read("document_links")["symbol"].to_list() == ["A/RES/99/2"]


def links(*pairs: tuple[str, str]) -> pl.DataFrame:
    rows = [{"symbol": a, "linked_symbol": b, "relation": "same_as", "source": "text"} for a, b in pairs]
    return tables.DOCUMENT_LINKS.frame(rows)


def test_a_table_is_kept_by_collection_or_whole_but_not_both(tmp_path: Path) -> None:
    lake = Lake(data=str(tmp_path))
    frame = links(("A/RES/99/2", "A/RES/99/3"))
    lake.write("document_links", frame)
    lake.write("document_links", frame, ["A-99"])
    assert lake.read("document_links").height == 1, "a data directory of an earlier version may hold it the other way"
    lake.write("document_links", frame)
    assert lake.places.files("document_links").keys() == {"all"}


def test_a_damaged_file_is_named_each_time_and_known_as_changed(tmp_path: Path) -> None:
    lake = Lake(data=str(tmp_path))
    lake.write("document_links", links(("A/RES/99/2", "A/RES/99/3")))
    before = fingerprint(lake.places.files("document_links"))
    file = tmp_path / "lake/document_links/all.parquet"
    found = file.stat()
    file.write_bytes(b"x" * found.st_size)
    os.utime(file, ns=(found.st_atime_ns, found.st_mtime_ns))
    assert fingerprint(lake.places.files("document_links")) == before, "the damage is not seen from outside"
    for _ in range(2):
        with pytest.raises(ValueError, match=r"document_links/all.parquet: is damaged .*run again"):
            lake.read("document_links")
    assert fingerprint(lake.places.files("document_links")) != before
