"""The graph that Dagster runs: what it defines, and that a rule which must hold keeps the old warehouse in place."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import dagster as dg
import duckdb
import pytest
from rich.progress import Progress

from orchestration.assets import Wanted
from orchestration.checks import MUST, here
from orchestration.definitions import defs
from orchestration.runs import run_jobs
from tests.specimens import PDFS
from warehouse import tables


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
        return run_jobs(Wanted(folder=str(folder), symbols=[]), data, progress, call)


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


def test_a_rule_that_must_hold_keeps_the_old_warehouse_and_names_the_rows(folder: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    assert run(folder, data).success
    before = (data / "warehouse.duckdb").read_bytes()
    shutil.copy(PDFS / "A_RES_99_4.pdf", folder)

    def spoilt(function: Callable[..., Any], *arguments: Any) -> Any:
        """A clause loses its text on the way to the rules."""
        if arguments[0] == "clauses":
            frame = arguments[1]
            first = frame["clause_id"][0]
            emptied = frame.with_columns(text=frame["text"].set((frame["clause_id"] == first), ""))
            arguments = ("clauses", emptied)
        return function(*arguments)

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
