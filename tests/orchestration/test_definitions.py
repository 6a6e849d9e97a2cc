"""The graph as Dagster and whoever operates it see it."""

from __future__ import annotations

from pathlib import Path

import dagster as dg
import pytest

from orchestration.assets import steps
from orchestration.definitions import build_defs
from orchestration.lake import REFUSED, Lake
from warehouse import tables


@pytest.fixture(scope="module")
def graph() -> dg.AssetGraph:
    return build_defs().resolve_asset_graph()


def test_every_table_is_an_asset_with_its_columns_and_two_checks(graph: dg.AssetGraph) -> None:
    names = {key.path[-1] for key in graph.get_all_asset_keys()}
    assert set(tables.BY_NAME) <= names
    assert {"warehouse", "exports"} <= names
    checked = {(key.asset_key.path[-1], key.name) for key in graph.asset_check_keys}
    assert {(name, check) for name in tables.BY_NAME for check in ("must_hold", "should_hold")} <= checked
    for name in tables.BY_NAME:
        schema = graph.get(dg.AssetKey(name)).metadata["dagster/column_schema"]
        assert [column.name for column in schema.columns] == list(tables.BY_NAME[name].schema)


def test_every_asset_says_what_it_is_where_it_belongs_and_who_owns_it(graph: dg.AssetGraph) -> None:
    for key in graph.get_all_asset_keys():
        node = graph.get(key)
        assert node.description and node.description.endswith("."), key
        assert node.group_name in {"fetch", "read", "model", "publish"}, key
        assert node.kinds and node.owners, key
        assert node.code_version or node.group_name == "fetch" or key.path == ["lake"], key


def test_no_asset_is_partitioned(graph: dg.AssetGraph) -> None:
    assert not any(graph.get(key).is_partitioned for key in graph.get_all_asset_keys())


def test_each_step_comes_after_those_that_make_what_it_reads() -> None:
    made = {"raw_documents", "raw_voting_files", "raw_documents" + REFUSED, "raw_voting_files" + REFUSED}
    for step in steps():
        assert made >= {*step.recipe.reads}, step.recipe.name
        made |= {*step.recipe.makes}


def test_all_rejections_are_gathered() -> None:
    every = steps()
    gathered = next(set(step.recipe.reads) for step in every if step.recipe.name == "rejections")
    refused = {name for step in every for name in step.recipe.makes if name.endswith(REFUSED)}
    assert gathered == refused | {"raw_documents" + REFUSED, "raw_voting_files" + REFUSED}


def test_each_call_gives_a_graph_of_the_environment_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert [schedule.name for schedule in build_defs().get_repository_def().schedule_defs] == ["nightly"]
    (tmp_path / "rapporteur.toml").write_text("[assembly]\n[council]\n")
    monkeypatch.setenv("RAPPORTEUR_CONFIG", str(tmp_path / "rapporteur.toml"))
    monkeypatch.setenv("RAPPORTEUR_DATA", str(tmp_path))
    repository = build_defs().get_repository_def()
    assert sorted(schedule.name for schedule in repository.schedule_defs) == ["assembly", "council"]
    lake = (build_defs().resources or {})["lake"]
    assert isinstance(lake, Lake) and lake.data == str(tmp_path)


@pytest.mark.process
def test_a_table_can_be_made_alone(tmp_path: Path) -> None:
    lake = Lake(data=str(tmp_path))
    job = build_defs({"lake": lake}).resolve_job_def("main")
    with dg.DagsterInstance.ephemeral() as instance:
        ran = job.execute_in_process(asset_selection=[dg.AssetKey("states")], instance=instance)
    assert {event.asset_key.path[-1] for event in ran.get_asset_materialization_events() if event.asset_key} == {
        "states"
    }
    assert lake.read("states").height >= 193
