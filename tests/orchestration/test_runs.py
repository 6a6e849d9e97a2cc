"""Runs in this process: what is made anew and what is not, and what a document or a rule that fails stops."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest
from rich.progress import Progress

from orchestration import workers
from orchestration.assets import Wanted
from orchestration.checks import MUST, check_here
from orchestration.lake import Lake
from orchestration.runs import run_jobs
from tests.specimens import PDFS
from transforms.citations import citations
from transforms.mandates import mandates

pytestmark = pytest.mark.process


@pytest.fixture
def folder(two_loaded: Path, tmp_path: Path) -> Path:
    """Two specimens, loaded into ``data`` beside them."""
    shutil.copytree(two_loaded, tmp_path, dirs_exist_ok=True)
    return tmp_path / "documents"


def run(folder: Path, data: Path, call: Callable[..., Any] = check_here) -> Any:
    with Progress(disable=True) as progress:
        return run_jobs(Wanted(folder=str(folder), symbols=[]), data, progress, call, lambda: None)


def test_a_rule_that_must_hold_keeps_the_old_warehouse_and_names_the_rows(folder: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    before = (data / "warehouse.duckdb").read_bytes()
    shutil.copy(PDFS / "A_RES_99_4.pdf", folder)

    def spoils(asset: str, rules: Callable[..., Any], arguments: tuple[Any, ...]) -> Any:
        """A clause loses its text on the way to the rules."""
        if asset == "clauses":
            name, frame, *others = arguments
            first = frame["clause_id"][0]
            arguments = (name, frame.with_columns(text=frame["text"].set((frame["clause_id"] == first), "")), *others)
        return rules(*arguments)

    outcome = run(folder, data, spoils)
    assert not outcome.success
    assert any("A/RES/99/2#" in str(finding["examples"]) for finding in outcome.findings[MUST])
    assert (data / "warehouse.duckdb").read_bytes() == before
    again = run(folder, data, spoils)
    assert not again.success, "what was not checked well is checked again, though it is not made anew"
    assert (data / "warehouse.duckdb").read_bytes() == before
    with duckdb.connect(str(data / "warehouse.duckdb"), read_only=True) as con:
        assert con.execute("select count(*) from documents").fetchone() == (2,)
    assert run(folder, data).counts["documents"] == 3


def test_a_new_document_is_loaded_beside_those_already_held(folder: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copy(PDFS / "A_RES_99_4.pdf", folder)
    again = run(folder, data)
    assert (again.documents_read, again.counts["documents"]) == (1, 3)


# --- only what changed is made anew


def stands(data: Path) -> dict[str, tuple[int, int]]:
    """When each file of lake, warehouse and exports was written."""
    files = [p for p in data.rglob("*") if (p.is_file() and {"lake", "exports"} & {*p.parts}) or p.suffix == ".duckdb"]
    return {str(p.relative_to(data)): (p.stat().st_size, p.stat().st_mtime_ns) for p in files}


def test_a_run_with_nothing_new_touches_no_table(folder: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    before = stands(data)
    again = run(folder, data)
    assert (again.success, again.is_unchanged, again.documents_read) == (True, True, 0)
    assert stands(data) == before


def test_a_changed_document_rewrites_its_collection_alone(folder: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copy(PDFS / "S_RES_9001(2044).pdf", folder)
    run(folder, data)
    before = stands(data)
    shutil.copy(PDFS / "A_RES_99_4.pdf", folder)
    assert run(folder, data).counts["documents"] == 4
    touched = {name for name, found in stands(data).items() if before.get(name) != found}
    assert "lake/clauses/A-99.parquet" in touched
    assert not [name for name in touched if "S-2044" in name]


def test_a_removed_document_leaves_the_warehouse(folder: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copy(PDFS / "S_RES_9001(2044).pdf", folder)
    run(folder, data)
    (folder / "S_RES_9001(2044).pdf").unlink()
    assert run(folder, data).counts["documents"] == 2
    assert not list((data / "lake").rglob("S-2044.parquet"))
    (folder / "A_RES_99_3.pdf").unlink()
    assert run(folder, data).counts["documents"] == 1


@pytest.mark.parametrize("spoil", ["removed", "truncated", "emptied"])
def test_a_spoilt_file_of_the_lake_is_made_anew(folder: Path, tmp_path: Path, spoil: str) -> None:
    data = tmp_path / "data"
    exported = (data / "exports/clauses/clauses.parquet").read_bytes()
    file = data / "lake/clauses/A-99.parquet"
    if spoil == "removed":
        file.unlink()
    else:
        file.write_bytes(file.read_bytes()[: 100 if spoil == "truncated" else 0])
    outcome = run(folder, data)
    assert outcome.success, outcome.failures
    assert not outcome.is_unchanged
    assert pl.read_parquet(file).height
    assert (data / "exports/clauses/clauses.parquet").read_bytes() == exported


def test_a_file_of_the_lake_that_was_damaged_unseen_is_named_and_made_anew(folder: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    file = data / "lake/found_citations/A-99.parquet"
    found = file.stat()
    file.write_bytes(b"x" * found.st_size)
    os.utime(file, ns=(found.st_atime_ns, found.st_mtime_ns))
    shutil.copy(PDFS / "S_RES_9001(2044).pdf", folder)
    failed = run(folder, data)
    assert not failed.success
    assert "found_citations/A-99.parquet: is damaged" in str(failed.failures)
    mended = run(folder, data)
    assert (mended.success, mended.counts["documents"]) == (True, 3)


def test_a_step_whose_code_changed_makes_its_tables_and_what_follows_from_them(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = tmp_path / "data"
    before = stands(data)

    def fewer(*frames: pl.DataFrame) -> pl.DataFrame:
        return mandates_of(*frames).head(1)

    mandates_of = mandates.mandates
    monkeypatch.setattr(mandates, "mandates", fewer)
    outcome = run(folder, data)
    assert (outcome.counts["mandates"], outcome.documents_read) == (1, 0)
    touched = {name for name, found in stands(data).items() if before.get(name) != found}
    assert {name.split("/")[1] for name in touched if name.startswith("lake/")} == {"mandates"}
    assert "warehouse.duckdb" in touched
    assert run(folder, data).is_unchanged


def test_what_comes_out_the_same_touches_no_table_though_its_code_changed(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = tmp_path / "data"
    before = stands(data)
    mandates_of = mandates.mandates

    def same(*frames: pl.DataFrame) -> pl.DataFrame:
        return mandates_of(*frames).clone()

    monkeypatch.setattr(mandates, "mandates", same)
    outcome = run(folder, data)
    assert (outcome.success, outcome.is_unchanged) == (True, True)
    assert stands(data) == before


def test_a_folder_that_was_emptied_leaves_the_warehouse(folder: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    for path in folder.iterdir():
        path.unlink()
    outcome = run(folder, data)
    assert outcome.success and outcome.is_unchanged
    with duckdb.connect(str(data / "warehouse.duckdb"), read_only=True) as con:
        assert con.execute("select count(*) from documents").fetchone() == (2,)


def test_what_other_versions_of_the_reader_read_is_removed(folder: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    old = data / "cache" / "0.0.9+0123abcd"
    old.mkdir(parents=True)
    (old / "x.json.gz").write_bytes(b"")
    shutil.copy(PDFS / "A_RES_99_4.pdf", folder)
    run(folder, data)
    assert not old.exists()
    assert (data / "cache" / workers.extractor_version()).is_dir()


def test_a_voting_file_alone_is_taken_in(tmp_path: Path) -> None:
    dropped = tmp_path / "incoming"
    dropped.mkdir(parents=True)
    (dropped / "2026_02_06_ga_voting.csv").write_bytes(b"undl_id,ms_code\n")
    with Progress(disable=True) as progress:
        wanted = Wanted(folder="", symbols=[], incoming=str(dropped), with_all_held=True)
        outcome = run_jobs(wanted, tmp_path / "data", progress, check_here, lambda: None)
    lake = Lake(data=str(tmp_path / "data"))
    frame = lake.read("raw_voting_files")
    assert frame["source_uri"].to_list() == ["incoming/2026_02_06_ga_voting.csv"]
    assert lake.read("raw_documents").is_empty()
    assert set(outcome.failures) == set(), outcome.failures


def test_a_document_whose_citations_cannot_be_found_stops_nothing(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    find = citations.find_and_resolve

    def fails(documents: pl.DataFrame, *frames: pl.DataFrame) -> Any:
        if "A/RES/99/2" in documents["symbol"]:
            raise ValueError("a symbol nobody foresaw")
        return find(documents, *frames)

    monkeypatch.setattr(citations, "find_and_resolve", fails)
    outcome = run(folder, tmp_path / "data")
    assert outcome.success and not outcome.failures
    with duckdb.connect(outcome.lake.places.warehouse, read_only=True) as warehouse:
        rejected = warehouse.execute("SELECT stage, reason, detail FROM rejections").fetchall()
        noted = warehouse.execute("SELECT DISTINCT symbol FROM footnotes ORDER BY symbol").fetchall()
        citing = warehouse.execute("SELECT DISTINCT symbol FROM citations").fetchall()
    ((stage, reason, detail),) = rejected
    assert (stage, reason) == ("model", "finding citations failed")
    assert "A/RES/99/2: ValueError: a symbol nobody foresaw" in detail
    assert noted == [("A/RES/99/2",), ("A/RES/99/3",)]
    assert citing == [("A/RES/99/3",)]
