"""Runs that nobody watches: their configurations, what starts them, who hears of it, and that only one is at work."""

from __future__ import annotations

import json
import logging
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import dagster as dg
import duckdb
import pytest

from orchestration.assets import Wanted, steps
from orchestration.definitions import build_defs
from orchestration.fetching.ledger import Ledger
from orchestration.lake import Lake
from orchestration.notices import notify
from orchestration.runs import QUIET
from orchestration.schedules import QUIET as STILL
from orchestration.schedules import after_failure, after_fetch, after_success, configurations, schedule, watching
from orchestration.steps import tried_again
from tests.commands import ROOT, rapporteur
from tests.specimens import PDFS

CONFIGURATION = """
[assembly]
cron = "0 3 * * 1-5"
timezone = "America/New_York"
collections = ["A-80"]
languages = ["en", "fr"]
documents_asked_for = 300

[council]
collections = ["S-2026"]
"""


@pytest.fixture
def hook() -> Iterator[tuple[str, list[dict[str, str]]]]:
    """A webhook on loopback, and what was posted to it."""
    posted: list[dict[str, str]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            posted.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(500 if self.path.endswith("broken") else 204)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Tests read what was posted."""

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/s3cret", posted
        server.shutdown()
        thread.join()


# --- configurations


def test_there_is_a_schedule_for_each_configuration(tmp_path: Path) -> None:
    file = tmp_path / "rapporteur.toml"
    file.write_text(CONFIGURATION)
    given = configurations({"RAPPORTEUR_CONFIG": str(file)})
    schedules = [schedule(name, entries) for name, entries in given.items()]
    assert [(s.name, s.cron_schedule, s.execution_timezone) for s in schedules] == [
        ("assembly", "0 3 * * 1-5", "America/New_York"),
        ("council", "0 2 * * *", "UTC"),
    ]
    with dg.DagsterInstance.ephemeral() as instance:
        context = dg.build_schedule_context(instance)
        (request,) = schedules[0].evaluate_tick(context).run_requests or ()
    wanted = request.run_config["ops"]["take_in"]["config"]
    assert wanted["collections"] == ["A-80"]
    assert wanted["languages"] == ["en", "fr"]
    assert (wanted["documents_asked_for"], wanted["with_all_held"]) == (300, True)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[nightly]\ncrom = '0 2 * * *'\n", r"\[nightly\]: crom is none of "),
        ("[nightly\n", "rapporteur.toml: "),
        ("nightly = 1\n", r"\[nightly\]: nightly is none of "),
    ],
)
def test_a_wrong_configuration_is_refused(tmp_path: Path, text: str, message: str) -> None:
    file = tmp_path / "rapporteur.toml"
    file.write_text(text)
    with pytest.raises(ValueError, match=message):
        configurations({"RAPPORTEUR_CONFIG": str(file)})


@pytest.mark.parametrize("entries", [{"cron": "at night"}, {"documents_asked_for": "many"}, {"timezone": "Mars"}])
def test_an_entry_of_the_wrong_kind_is_refused(entries: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="configuration nightly: "):
        schedule("nightly", entries)


# --- sensors


def test_a_folder_starts_a_run_once_when_something_changed_and_nobody_writes(tmp_path: Path) -> None:
    folder = tmp_path / "incoming"
    sensor = watching("drop_folder", folder, {"folder": str(folder)})
    with dg.DagsterInstance.ephemeral() as instance:
        context = dg.build_sensor_context(instance)

        def fired() -> list[str | None]:
            data = sensor.evaluate_tick(context)
            if data.cursor:
                context.update_cursor(data.cursor)
            return [request.run_key for request in data.run_requests or ()]

        assert fired() == [], "there is no folder yet"
        folder.mkdir()
        (folder / "a.csv").write_bytes(b"undl_id")
        assert fired() == [], "it may still be written"
        _age(folder)
        first = fired()
        assert len(first) == 1
        assert fired() == [], "nothing changed"
        (folder / "a.csv").write_bytes(b"undl_id,ms_code")
        _age(folder)
        assert len(fired()) == 1
        assert fired() == []


def _age(folder: Path) -> None:
    """Let the files of a folder have been there for a while."""
    for path in folder.iterdir():
        os.utime(path, (time.time() - 2 * STILL,) * 2)


@pytest.mark.process
def test_what_was_taken_in_at_night_starts_the_steps_that_are_stale(tmp_path: Path) -> None:
    lake, every = Lake(data=str(tmp_path / "data")), steps()
    (tmp_path / "documents").mkdir()
    shutil.copy(PDFS / "A_RES_99_2.pdf", tmp_path / "documents")
    defs = build_defs({"lake": lake}, every)
    sensor = after_fetch(lake.places, every)

    def requested() -> dg.RunRequest | None:
        """What the sensor asks for after a run of ``fetch``."""
        wanted = dg.RunConfig({"take_in": Wanted(folder=str(tmp_path / "documents"))}, loggers=QUIET)
        ran = defs.resolve_job_def("fetch").execute_in_process(run_config=wanted, instance=instance)
        event = ran.get_run_success_event()
        request = sensor(dg.build_run_status_sensor_context("after_fetch", event, instance, ran.dagster_run))
        return request if isinstance(request, dg.RunRequest) else None

    with dg.DagsterInstance.ephemeral() as instance:
        first = requested()
        assert first and {dg.AssetKey("clauses"), dg.AssetKey("exports")} <= {*(first.asset_selection or ())}
        main = defs.resolve_job_def("main")
        assert main.execute_in_process(instance=instance, asset_selection=first.asset_selection).success
        assert requested() is None, "nothing new"
        (lake.places.data / "lake/mandates/A-99.parquet").unlink()
        again = requested()
        names = {key.path[-1] for key in (again.asset_selection or ())} if again else set()
        assert names == {"mandates", "rejections", "lake", "warehouse", "exports"}


# --- notices


def test_a_notice_is_posted_and_its_address_never_logged(
    hook: tuple[str, list[dict[str, str]]], caplog: pytest.LogCaptureFixture
) -> None:
    address, posted = hook
    with caplog.at_level(logging.INFO):
        assert notify("All is well.", {"RAPPORTEUR_WEBHOOK": address})
        assert posted == [{"text": "All is well."}]
        assert not notify("x", {})
        assert not notify("x", {"RAPPORTEUR_WEBHOOK": f"{address}/broken"})
        assert not notify("x", {"RAPPORTEUR_WEBHOOK": "http://example.org/s3cret"}), "secrets go over https"
        assert not notify("x", {"RAPPORTEUR_WEBHOOK": "http://127.0.0.1:1/s3cret"})
        assert not notify("x", {"RAPPORTEUR_WEBHOOK": "http://["})
    assert "s3cret" not in caplog.text
    assert "HTTP 500" in caplog.text


@pytest.mark.process
def test_whoever_runs_it_hears_of_success_and_failure_and_status_shows_it(
    hook: tuple[str, list[dict[str, str]]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    address, posted = hook
    monkeypatch.setenv("RAPPORTEUR_WEBHOOK", address)
    monkeypatch.setenv("RAPPORTEUR_DATA", str(tmp_path))
    lake = Lake(data=str(tmp_path))
    job = build_defs({"lake": lake}).resolve_job_def("fetch")
    sensors = after_success(lake.places), after_failure(lake.places)
    with dg.DagsterInstance.ephemeral() as instance:
        for folder, sensor in zip((str(PDFS), str(tmp_path / "gone")), sensors, strict=True):
            config = dg.RunConfig({"take_in": Wanted(folder=folder)}, loggers=QUIET)
            ran = job.execute_in_process(run_config=config, instance=instance, raise_on_error=False)
            event = ran.get_run_success_event() if ran.success else ran.get_run_failure_event()
            context = dg.build_run_status_sensor_context(
                sensor.name, event, instance, instance.get_run_by_id(ran.run_id) or ran.dagster_run
            )
            sensor(context if ran.success else context.for_run_failure())
    assert [notice["text"].split(".")[0] for notice in posted] == [
        "Rapporteur, fetch: success",
        "Rapporteur, fetch: failure",
    ]
    assert "10 fetched" in posted[0]["text"]
    assert "take_in" in posted[1]["text"]
    shown = rapporteur("status", "--data", str(tmp_path)).stdout
    assert "Last runs" in shown
    assert "failure" in shown


@pytest.mark.parametrize(("error", "tries"), [(OSError("the disk is full"), 3), (KeyboardInterrupt(), 1)])
def test_what_goes_wrong_is_tried_again_but_not_what_a_person_ended(
    error: BaseException, tries: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("orchestration.steps.SECONDS_TO_WAIT", 0)
    tried = []

    @dg.asset
    def lamps() -> None:
        with tried_again():
            tried.append(1)
            raise error

    job = dg.Definitions([lamps], jobs=[dg.define_asset_job("lit", "*")]).resolve_job_def("lit")
    with dg.DagsterInstance.ephemeral() as instance, suppress(KeyboardInterrupt):
        job.execute_in_process(instance=instance, raise_on_error=False)
    assert len(tried) == tries


def test_one_step_at_a_time_asks_the_hosts_and_a_night_without_a_run_is_seen() -> None:
    graph = build_defs().resolve_asset_graph()
    raw = graph.get(dg.AssetKey("raw_documents"))
    assert raw.pools == {"un_hosts"}
    assert raw.freshness_policy_or_from_metadata
    settings = (ROOT / "dagster.yaml").read_text()
    assert "default_limit: 1" in settings
    assert "--host 127.0.0.1" in (ROOT / "Makefile").read_text()


# --- two runs at once


@pytest.mark.process
def test_of_two_runs_started_together_one_waits_and_nothing_is_lost(tmp_path: Path) -> None:
    folders = []
    for name in ("A_RES_99_2.pdf", "A_RES_99_3.pdf"):
        folder = tmp_path / name.removesuffix(".pdf")
        folder.mkdir()
        shutil.copy(PDFS / name, folder)
        folders.append(folder)
    data = tmp_path / "data"
    command = [sys.executable, "-c", "from orchestration.cli import main; main()", "run", "--data", str(data)]
    runs = [
        subprocess.Popen(
            [*command, "--documents", str(folder)],
            cwd=ROOT,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for folder in folders
    ]
    printed = [run.communicate() for run in runs]
    assert [run.returncode for run in runs] == [0, 0], printed
    assert sum("Another run is at work" in errors for _, errors in printed) == 1
    assert "Traceback" not in "".join(errors for _, errors in printed)
    with duckdb.connect(str(data / "warehouse.duckdb"), read_only=True) as con:
        assert con.execute("select count(*) from documents").fetchone() == (1,)
    with Ledger(data) as ledger:
        assert len(list(ledger.entries("state = 'fetched'"))) == 2
    ran = rapporteur("run", "--data", str(data))
    assert ran.returncode == 0, ran.stderr
    assert "2 documents" in ran.stdout
