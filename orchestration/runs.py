"""The two jobs run in this process, as ``rapporteur run`` does it, and what the run came to.

What belongs here: how the graph is run without Dagster's daemon, how its steps show as progress, and what is gathered
from its events. What does not: what of it is told to a person (``cli/run.py``).
"""

from __future__ import annotations

import os
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import dagster as dg
from rich.progress import Progress

from orchestration.assets import Wanted
from orchestration.checks import MUST, SHOULD, Ahead, Call
from orchestration.definitions import defs
from orchestration.fetching.ledger import Ledger
from orchestration.lake import Lake, one_run
from orchestration.schedules import covering, told
from warehouse import tables

QUIET = {"console": {"config": {"log_level": "CRITICAL"}}}


@dataclass(frozen=True)
class Outcome:
    """What a run came to."""

    lake: Lake
    success: bool
    """Whether warehouse and exports are of this run; otherwise they are what they were."""
    is_unchanged: bool
    """Whether there was nothing new, so that the warehouse is as it was."""
    counts: Mapping[str, int]
    """Rows of each table of the warehouse; empty where there was nothing to load."""
    documents_read: int
    """Inputs read in this run, not in an earlier one."""
    pages_read: int
    """Their pages."""
    findings: Mapping[str, list[dict[str, Any]]]
    """Rules that failed, by the check's name: ``table``, ``rule``, ``explanation``, ``count``, ``examples``."""
    failures: Mapping[str, str]
    """Steps that failed for another reason than a rule, and why."""


def run_jobs(wanted: Wanted, data: Path, progress: Progress, call: Call, waiting: Callable[[], None]) -> Outcome:
    """Run ``fetch`` and then, where there is anything to load, ``main`` over all collections.

    ``call`` calls the functions that check rules; ``waiting`` is called where another run is at work in ``data``,
    whose end is waited for. Where ``DAGSTER_HOME`` is set the runs are on record there, and Dagster's page shows them.
    """
    lake, run_id = Lake(data=str(data)), str(uuid.uuid4())
    with one_run(lake.lock, waiting):
        with Ledger(data) as ledger:
            ledger.record_run(run_id, "run", "running")
        outcome = _run_jobs(wanted, lake, progress, call)
        why = "; ".join([*(f"{step}: {cause}" for step, cause in outcome.failures.items()), *_broken(outcome)])
        told(data, run_id, "run", "success" if outcome.success else "failure", why)
    return outcome


def _broken(outcome: Outcome) -> list[str]:
    return [f"{finding['table']}: {finding['rule']}" for finding in outcome.findings[MUST]]


def _run_jobs(wanted: Wanted, lake: Lake, progress: Progress, call: Call) -> Outcome:
    with dg.DagsterInstance.get() if "DAGSTER_HOME" in os.environ else dg.DagsterInstance.ephemeral() as instance:
        execute = partial(_execute, lake=lake, instance=instance, progress=progress, call=call)
        results = [execute("fetch", config=dg.RunConfig({"taken_in": wanted}, loggers=QUIET))]
        changed = lake.changed_inputs() if results[0].success else []
        if changed:
            written = partial(call.begin, lake=lake, collections=changed) if isinstance(call, Ahead) else None
            config = dg.RunConfig(loggers=QUIET)
            results.append(execute("main", config=config, tags=covering(changed), written=written))
        is_unchanged = results[0].success and not changed and lake.warehouse.exists()
    return _outcome(lake, results, is_unchanged)


def _execute(
    name: str,
    *,
    lake: Lake,
    instance: dg.DagsterInstance,
    progress: Progress,
    call: Call,
    config: dg.RunConfig,
    tags: Mapping[str, str] | None = None,
    written: Callable[[str], None] | None = None,
) -> dg.ExecuteInProcessResult:
    job = defs.resolve_job_def(name)
    with _steps(progress, instance, len(job.graph.nodes), written) as run_id:
        return job.execute_in_process(
            run_config=config,
            instance=instance,
            resources={"lake": lake, "track": partial(_track, progress), "call": call},
            raise_on_error=False,
            run_id=run_id,
            tags=tags,
        )


@contextmanager
def _steps(
    progress: Progress, instance: dg.DagsterInstance, count: int, written: Callable[[str], None] | None
) -> Iterator[str]:
    """Show the steps of the run that has the id that this gives; ``written`` is called with each asset's name."""
    run_id, task = str(uuid.uuid4()), progress.add_task("", total=count)

    def tell(entry: dg.EventLogEntry, _: str) -> None:
        event = entry.dagster_event
        if event and event.is_step_start:
            progress.update(task, description=str(event.step_key).replace("_", " "))
        elif event and (event.is_step_success or event.is_step_failure or event.is_step_skipped):
            progress.advance(task)
        elif written and event and event.is_step_materialization and event.asset_key:
            written(event.asset_key.path[-1])

    instance.watch_event_logs(run_id, None, tell)
    try:
        yield run_id
    finally:
        instance.end_watch_event_logs(run_id, tell)
        progress.remove_task(task)


def _track(progress: Progress, items: Iterable[Any], what: str, count: int) -> Iterator[Any]:
    task = progress.add_task(what, total=count)
    for item in items:
        yield item
        progress.advance(task)
    progress.remove_task(task)


def _outcome(lake: Lake, results: Sequence[dg.ExecuteInProcessResult], is_unchanged: bool) -> Outcome:
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
    return Outcome(
        lake,
        all(result.success for result in results),
        is_unchanged,
        {name: built[name] for name in tables.BY_NAME if name in built},
        sum(counts.get("documents_read", 0) for counts in read),
        sum(counts.get("pages_read", 0) for counts in read),
        findings,
        failures,
    )
