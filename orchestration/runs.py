"""The two jobs run in this process, as ``rapporteur run`` does it, and what the run came to.

What belongs here: how the graph is run without Dagster's daemon, how its steps show as progress, and what is gathered
from its events. What does not: what of it a person reads (``cli.py``).
"""

from __future__ import annotations

import os
import uuid
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import dagster as dg
import polars as pl
from rich.progress import Progress

from orchestration.assets import Wanted, steps
from orchestration.checks import MUST, SHOULD, CheckAhead, Checker, stale_assets
from orchestration.definitions import build_defs
from orchestration.fetching.ledger import Ledger
from orchestration.interrupts import last_words
from orchestration.lake import REFUSED, Lake
from orchestration.places import one_run
from orchestration.schedules import report
from warehouse import tables

ROW_FLOOR = "has_enough_rows"
"""The rule that a table has rows at all."""
QUIET = {"console": {"config": {"log_level": "CRITICAL"}}}


@dataclass(frozen=True)
class Outcome:
    """What a run came to."""

    lake: Lake
    success: bool
    """Whether warehouse and exports are of this run; otherwise they are what they were."""
    is_unchanged: bool
    """Whether nothing new came of it, so that the warehouse is as it was."""
    counts: Mapping[str, int]
    """Rows of each table of the warehouse; empty where it was not built anew."""
    documents_read: int
    """Inputs read in this run, not in an earlier one."""
    pages_read: int
    """Their pages."""
    findings: Mapping[str, list[dict[str, Any]]]
    """Rules that failed, by the check's name: ``table``, ``rule``, ``explanation``, ``count``, ``examples``."""
    failures: Mapping[str, str]
    """Steps that failed for another reason than a rule, and why."""

    @property
    def is_all_refused(self) -> bool:
        """Whether there was something to load and every input was refused, which is why tables have too few rows."""
        has_too_few = any(finding["rule"] == ROW_FLOOR for finding in self.findings[MUST])
        return has_too_few and self.lake.read("documents").is_empty() and not self.refused().is_empty()

    def refused(self) -> pl.DataFrame:
        """The rejections of taking in and of reading, which are known also where nothing was loaded."""
        return pl.concat(
            [self.lake.read(name + REFUSED) for name in ("raw_documents", "raw_voting_files", "documents")]
        )


def run_jobs(wanted: Wanted, data: Path, progress: Progress, checker: Checker, waiting: Callable[[], None]) -> Outcome:
    """Run ``fetch`` and then, where there is anything to load, ``main`` for the assets that are stale.

    ``checker`` calls the functions that check rules; ``waiting`` is called where another run is at work in ``data``,
    whose end is waited for. Where ``DAGSTER_HOME`` is set the runs are on record there, and Dagster's page shows them.
    """
    lake, run_id = Lake(data=str(data)), str(uuid.uuid4())
    with one_run(lake.places.lock, waiting):
        with Ledger(data) as ledger:
            ledger.record_run(run_id, "run", "running")
        read = Counter[str]()
        with last_words(partial(_interrupted, lake, run_id, read)):
            outcome = _run_jobs(wanted, lake, progress, checker, read)
        broken = [f"{finding['table']}: {finding['rule']}" for finding in outcome.findings[MUST]]
        if outcome.is_all_refused:
            broken = ["every input was refused"]
        why = "; ".join([*(f"{step}: {cause}" for step, cause in outcome.failures.items()), *broken])
        report(data, run_id, "run", "success" if outcome.success else "failure", why)
    return outcome


def _interrupted(lake: Lake, run_id: str, done: Mapping[str, int]) -> str:
    """Put on record that a run was interrupted; gives what it had done by then."""
    counts = [f"{what.lower()}: {count:,} done" for what, count in done.items()]
    with Ledger(lake.places.data) as ledger:
        ledger.record_run(run_id, "run", "interrupted", "; ".join(counts))
    kept = f"What was done is kept ({'; '.join(counts)}); " if counts else ""
    return f"{kept}rapporteur run goes on from there."


def _run_jobs(wanted: Wanted, lake: Lake, progress: Progress, checker: Checker, done: Counter[str]) -> Outcome:
    every = steps()
    defs = build_defs({"lake": lake, "track": partial(_track, progress, done), "checker": checker}, every)
    written = partial(checker.begin, lake=lake) if isinstance(checker, CheckAhead) else None
    with dg.DagsterInstance.get() if "DAGSTER_HOME" in os.environ else dg.DagsterInstance.ephemeral() as instance:
        execute = partial(_execute, defs=defs, instance=instance, progress=progress)
        results = [execute("fetch", config=dg.RunConfig({"take_in": wanted}, loggers=QUIET))]
        stale = stale_assets(every, lake.places) if results[0].success else []
        if stale:
            results.append(execute("main", config=dg.RunConfig(loggers=QUIET), assets=stale, written=written))
    return _outcome(lake, results)


def _execute(
    name: str,
    *,
    defs: dg.Definitions,
    instance: dg.DagsterInstance,
    progress: Progress,
    config: dg.RunConfig,
    assets: Sequence[str] | None = None,
    written: Callable[[str], None] | None = None,
) -> dg.ExecuteInProcessResult:
    """Run a job, or those of its assets that are named; ``written`` is called with the name of each as it is made."""
    job = defs.resolve_job_def(name)
    selection = None if assets is None else [dg.AssetKey(asset) for asset in assets]
    with _steps(progress, instance, len(job.graph.nodes), written) as run_id:
        return job.execute_in_process(
            run_config=config, instance=instance, asset_selection=selection, raise_on_error=False, run_id=run_id
        )


@contextmanager
def _steps(
    progress: Progress, instance: dg.DagsterInstance, count: int, written: Callable[[str], None] | None
) -> Iterator[str]:
    """Show the steps of the run that has the id that this gives."""
    run_id, task = str(uuid.uuid4()), progress.add_task("", total=count)

    def show(entry: dg.EventLogEntry, _: str) -> None:
        event = entry.dagster_event
        if event and event.is_step_start:
            progress.update(task, description=str(event.step_key).replace("_", " "))
        elif event and (event.is_step_success or event.is_step_failure or event.is_step_skipped):
            progress.advance(task)
        elif written and event and event.is_step_materialization and event.asset_key:
            written(event.asset_key.path[-1])

    instance.watch_event_logs(run_id, None, show)
    try:
        yield run_id
    finally:
        instance.end_watch_event_logs(run_id, show)
        progress.remove_task(task)


def _track(progress: Progress, done: Counter[str], items: Iterable[Any], what: str, count: int) -> Iterator[Any]:
    """Show how far an iterable has come while its items pass, and count them in ``done``."""
    task = progress.add_task(what, total=count)
    for item in items:
        yield item
        done[what] += 1
        progress.advance(task)
    progress.remove_task(task)


def _outcome(lake: Lake, results: Sequence[dg.ExecuteInProcessResult]) -> Outcome:
    shown: dict[str, dict[str, Any]] = {}
    findings: dict[str, list[dict[str, Any]]] = {MUST: [], SHOULD: []}
    failures: dict[str, str] = {}
    for event in (event for result in results for event in result.all_events):
        if event.is_step_materialization:
            materialized = event.step_materialization_data.materialization
            shown[materialized.asset_key.path[-1]] = {key: entry.value for key, entry in materialized.metadata.items()}
        elif event.event_type is dg.DagsterEventType.ASSET_CHECK_EVALUATION:
            evaluation = event.asset_check_evaluation_data
            findings[evaluation.check_name] += evaluation.metadata["failed"].value  # type: ignore[arg-type]
        elif event.is_step_failure and (error := event.step_failure_data.error):
            cause = error.cause or error
            if cause.cls_name != "DagsterAssetCheckFailedError":
                failures[str(event.step_key)] = cause.message.strip()
    built, read = shown.get("warehouse", {}), [shown.get(name, {}) for name in ("raw_documents", "documents")]
    counts = {name: built[name] for name in tables.BY_NAME if name in built}
    success = all(result.success for result in results)
    return Outcome(
        lake,
        success,
        success and not counts and lake.places.warehouse.exists(),
        counts,
        sum(counts.get("documents_read", 0) for counts in read),
        sum(counts.get("pages_read", 0) for counts in read),
        findings,
        failures,
    )
