"""The graph that Dagster runs: what it defines, and that a rule which must hold keeps the old warehouse in place."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import dagster as dg
import duckdb
import polars as pl
import pytest
from rich.progress import Progress

from expectations.runner import Finding
from orchestration import checks, extraction
from orchestration.assets import Wanted
from orchestration.checks import MUST, here
from orchestration.definitions import defs
from orchestration.lake import RAW_DOCUMENTS, RAW_VOTING_FILES, Lake
from orchestration.runs import QUIET, run_jobs
from orchestration.schedules import after_fetch, covering
from tests.specimens import PDFS
from transforms.citations import citations
from warehouse import tables

pytestmark = pytest.mark.process


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two specimens to load."""
    documents = tmp_path / "documents"
    documents.mkdir()
    for name in ("A_RES_99_2.pdf", "A_RES_99_3.pdf"):
        shutil.copy(PDFS / name, documents)
    return documents


def run(folder: Path, data: Path, call: Callable[..., Any] = here) -> Any:
    with Progress(disable=True) as progress:
        return run_jobs(Wanted(folder=str(folder), symbols=[]), data, progress, call, lambda: None)


def test_every_table_is_an_asset_with_its_columns_and_two_checks() -> None:
    graph = defs.resolve_asset_graph()
    names = {key.path[-1] for key in graph.get_all_asset_keys()}
    assert set(tables.BY_NAME) <= names
    assert {"warehouse", "exports"} <= names
    checked = {(key.asset_key.path[-1], key.name) for key in graph.asset_check_keys}
    assert {(name, check) for name in tables.BY_NAME for check in ("must_hold", "should_hold")} <= checked
    for name in tables.BY_NAME:
        schema = graph.get(dg.AssetKey(name)).metadata["dagster/column_schema"]
        assert [column.name for column in schema.columns] == list(tables.BY_NAME[name].schema)


def test_a_schedule_fires_every_night() -> None:
    assert [schedule.cron_schedule for schedule in defs.get_repository_def().schedule_defs] == ["0 2 * * *"]


def test_what_was_taken_in_at_night_is_loaded_whole(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RAPPORTEUR_DATA", str(tmp_path / "data"))
    resources = {"lake": Lake(data=str(tmp_path / "data"))}
    with dg.DagsterInstance.ephemeral() as instance:
        wanted = dg.RunConfig({"taken_in": Wanted(folder=str(folder), symbols=[])}, loggers=QUIET)
        job = defs.resolve_job_def("fetch")
        taken = job.execute_in_process(run_config=wanted, instance=instance, resources=resources)
        told = taken.get_run_success_event()
        request = after_fetch(dg.build_run_status_sensor_context("after_fetch", told, instance, taken.dagster_run))
        assert isinstance(request, dg.RunRequest)
        assert request.tags == covering(["A-99"])


def test_a_frame_is_kept_by_collection_and_read_back(tmp_path: Path) -> None:
    lake = Lake(data=str(tmp_path))
    frame = links(("A/RES/99/2", "S/RES/9001(2044)"), ("S/RES/9001(2044)", "A/RES/99/2"))
    kept = lake.write("ties", frame, tables.DOCUMENT_LINKS, ["A-99", "E-2044", "S-2044"])
    assert kept == {"A-99": 1, "E-2044": 0, "S-2044": 1}
    assert lake.read("ties", tables.DOCUMENT_LINKS).equals(frame)
    assert lake.read("ties", tables.DOCUMENT_LINKS, ["S-2044"])["symbol"].to_list() == ["S/RES/9001(2044)"]
    assert pl.read_parquet_metadata(tmp_path / "lake/ties/A-99.parquet")["rapporteur.rows"] == "1"
    before = (tmp_path / "lake/ties/A-99.parquet").read_bytes()
    lake.write("ties", frame, tables.DOCUMENT_LINKS, ["A-99", "E-2044", "S-2044"])
    assert (tmp_path / "lake/ties/A-99.parquet").read_bytes() == before
    assert lake.keep_only(["A-99"]) == ["E-2044", "S-2044"]
    assert lake.read("ties", tables.DOCUMENT_LINKS)["symbol"].to_list() == ["A/RES/99/2"]


def test_rows_of_a_collection_that_the_run_does_not_cover_are_not_lost(tmp_path: Path) -> None:
    lake = Lake(data=str(tmp_path))
    with pytest.raises(ValueError, match=r"ties: .*S-2044"):
        lake.write("ties", links(("S/RES/9001(2044)", "A/RES/99/2")), tables.DOCUMENT_LINKS, ["A-99"])


def test_a_file_that_cannot_be_written_leaves_the_old_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lake = Lake(data=str(tmp_path))
    lake.write("ties", links(("A/RES/99/2", "A/RES/99/3")), tables.DOCUMENT_LINKS)

    def torn(_: pl.DataFrame, path: Path, **__: Any) -> None:
        path.write_bytes(b"half of")
        raise OSError("no space left on device")

    monkeypatch.setattr(pl.DataFrame, "write_parquet", torn)
    with pytest.raises(OSError, match="no space"):
        lake.write("ties", links(("A/RES/99/4", "A/RES/99/5")), tables.DOCUMENT_LINKS)
    assert lake.read("ties", tables.DOCUMENT_LINKS)["symbol"].to_list() == ["A/RES/99/2"]


def links(*pairs: tuple[str, str]) -> pl.DataFrame:
    rows = [{"symbol": a, "linked_symbol": b, "relation": "same_as", "source": "text"} for a, b in pairs]
    return tables.DOCUMENT_LINKS.frame(rows)


def test_a_rule_that_must_hold_keeps_the_old_warehouse_and_names_the_rows(folder: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    assert run(folder, data).success
    before = (data / "warehouse.duckdb").read_bytes()
    shutil.copy(PDFS / "A_RES_99_4.pdf", folder)

    def spoilt(asset: str, rules: Callable[..., Any], arguments: tuple[Any, ...]) -> Any:
        """A clause loses its text on the way to the rules."""
        if asset == "clauses":
            name, frame, *others = arguments
            first = frame["clause_id"][0]
            arguments = (name, frame.with_columns(text=frame["text"].set((frame["clause_id"] == first), "")), *others)
        return rules(*arguments)

    outcome = run(folder, data, spoilt)
    assert not outcome.success
    assert any("A/RES/99/2#" in str(finding["examples"]) for finding in outcome.findings[MUST])
    assert (data / "warehouse.duckdb").read_bytes() == before
    with duckdb.connect(str(data / "warehouse.duckdb"), read_only=True) as con:
        assert con.execute("select count(*) from documents").fetchone() == (2,)


def test_a_new_document_is_loaded_beside_those_already_held(folder: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    assert run(folder, data).documents_read == 2
    shutil.copy(PDFS / "A_RES_99_4.pdf", folder)
    again = run(folder, data)
    assert (again.documents_read, again.counts["documents"]) == (1, 3)


# --- only what changed is made anew


def stands(data: Path) -> dict[str, tuple[int, int]]:
    """When each file of lake, warehouse and exports was written, but for what taking in leaves."""
    files = [p for p in data.rglob("*") if (p.is_file() and {"lake", "exports"} & {*p.parts}) or p.suffix == ".duckdb"]
    return {str(p.relative_to(data)): (p.stat().st_size, p.stat().st_mtime_ns) for p in files if p.name != "built.json"}


def test_a_run_with_nothing_new_touches_no_table(folder: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    assert not run(folder, data).is_unchanged
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
    run(folder, data)
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


def test_a_file_of_the_lake_that_was_damaged_unseen_is_told_and_made_anew(folder: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    run(folder, data)
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


def test_what_other_versions_of_the_reader_read_is_removed(folder: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    old = data / "cache" / "0.0.9+0123abcd"
    old.mkdir(parents=True)
    (old / "x.json.gz").write_bytes(b"")
    run(folder, data)
    assert not old.exists()
    assert (data / "cache" / extraction.extractor_version()).is_dir()


def test_a_voting_file_alone_is_taken_in(tmp_path: Path) -> None:
    dropped = tmp_path / "incoming"
    dropped.mkdir(parents=True)
    (dropped / "2026_02_06_ga_voting.csv").write_bytes(b"undl_id,ms_code\n")
    with Progress(disable=True) as progress:
        wanted = Wanted(folder="", symbols=[], incoming=str(dropped), with_all_held=True)
        outcome = run_jobs(wanted, tmp_path / "data", progress, here, lambda: None)
    lake = Lake(data=str(tmp_path / "data"))
    frame = lake.read("raw_voting_files", RAW_VOTING_FILES)
    assert frame["source_uri"].to_list() == ["incoming/2026_02_06_ga_voting.csv"]
    assert lake.read("raw_documents", RAW_DOCUMENTS).is_empty()
    assert set(outcome.failures) == set(), outcome.failures


def test_rows_that_were_judged_are_not_judged_again_unless_rows_or_rules_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lake, called = Lake(data=str(tmp_path)), []

    def call(asset: str, rules: checks.Rules, arguments: tuple[Any, ...]) -> list[Finding]:
        called.append(asset)
        return rules(*arguments)

    first = checks.judged("bodies", lake, [], call)
    assert any(not finding.passed for finding in first), "there are no bodies"
    assert checks.judged("bodies", lake, [], call) == first
    assert called == ["bodies"]
    (lake.findings / "bodies.json").write_text("{")
    assert checks.judged("bodies", lake, [], call) == first
    monkeypatch.setattr(checks, "code_version", lambda: "another")
    assert checks.judged("bodies", lake, [], call) == first
    assert called == ["bodies"] * 3


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
    with duckdb.connect(outcome.lake.warehouse, read_only=True) as warehouse:
        rejected = warehouse.execute("SELECT stage, reason, detail FROM rejections").fetchall()
        noted = warehouse.execute("SELECT DISTINCT symbol FROM footnotes ORDER BY symbol").fetchall()
        citing = warehouse.execute("SELECT DISTINCT symbol FROM citations").fetchall()
    ((stage, reason, detail),) = rejected
    assert (stage, reason) == ("model", "finding citations failed")
    assert "A/RES/99/2: ValueError: a symbol nobody foresaw" in detail
    assert noted == [("A/RES/99/2",), ("A/RES/99/3",)]
    assert citing == [("A/RES/99/3",)]
