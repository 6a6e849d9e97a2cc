"""When the graph runs, what a run covers, and who is told.

Two jobs, because the partitions of the second are found by the first: ``fetch`` takes documents in, ``main`` makes
everything of them. A schedule for each configuration starts ``fetch`` at night, sensors start it when something lies in
the documents folder or the drop folder, and its success starts ``main`` for the collections that changed.

Configurations stand in the TOML file that ``RAPPORTEUR_CONFIG`` names, one table each::

    [nightly]
    cron = "0 2 * * *"
    timezone = "UTC"
    folder = "documents"
    collections = ["A-80", "S-2026"]
    languages = ["en", "fr"]
    documents_asked_for = 300

Without a file there is one, ``nightly``, which looks into the folder ``RAPPORTEUR_DOCUMENTS``.
"""

import hashlib
import os
import time
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import dagster as dg

from orchestration.assets import Wanted
from orchestration.fetching.ledger import Ledger
from orchestration.lake import Lake
from orchestration.notices import notify, summary

TAKING_IN = dg.AssetSelection.groups("fetch")
AGAIN = dg.RetryPolicy(max_retries=2, delay=3, backoff=dg.Backoff.EXPONENTIAL, jitter=dg.Jitter.PLUS_MINUS)
"""A step that failed may succeed yet: the disk was full, a file was being written, another process asked the host."""
RANGE = "dagster/asset_partition_range_{}"
QUIET = 30.0
"""Seconds in which nothing was written to a folder, so that what is being copied there is there whole."""

fetch = dg.define_asset_job(
    "fetch",
    TAKING_IN,
    description="Take in what the sources have; find the collections",
    op_retry_policy=AGAIN,
)
main = dg.define_asset_job(
    "main",
    dg.AssetSelection.all() - TAKING_IN,
    description="Read, model, check, load and publish",
    op_retry_policy=AGAIN,
)


def configurations(environment: Mapping[str, str] = os.environ) -> dict[str, dict[str, Any]]:
    """The configurations by name. Raises ``ValueError`` naming the file, the table and the entry that is wrong."""
    place = environment.get("RAPPORTEUR_CONFIG")
    if not place:
        return {"nightly": {"folder": environment.get("RAPPORTEUR_DOCUMENTS", "")}}
    try:
        read = tomllib.loads(Path(place).read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise ValueError(f"{place}: {error}") from error
    for name, entries in read.items():
        known = {"cron", "timezone", *Wanted.model_fields}
        odd = sorted(entries.keys() - known) if isinstance(entries, dict) else [name]
        if odd:
            raise ValueError(f"{place}, [{name}]: {', '.join(odd)} is none of {', '.join(sorted(known))}")
    return read


def nightly(name: str, entries: Mapping[str, Any]) -> dg.ScheduleDefinition:
    """The schedule of one configuration. Raises ``ValueError`` naming it where an entry is of the wrong kind."""
    try:
        return dg.ScheduleDefinition(
            name=name,
            job=fetch,
            cron_schedule=entries.get("cron", "0 2 * * *"),
            execution_timezone=entries.get("timezone", "UTC"),
            default_status=dg.DefaultScheduleStatus.RUNNING,
            run_config=_run_config(entries),
        )
    except (dg.DagsterInvalidDefinitionError, ValueError) as error:
        raise ValueError(f"configuration {name}: {error}") from error


def _run_config(entries: Mapping[str, Any]) -> dg.RunConfig:
    """What a configuration wants of a run, which loads all that is held."""
    wanted = {key: value for key, value in entries.items() if key not in ("cron", "timezone")}
    return dg.RunConfig({"taken_in": Wanted(**{**wanted, "with_all_held": True})})


def covering(collections: Sequence[str]) -> Mapping[str, str]:
    """The tags by which one run of ``main`` covers these collections: neighbours, in the order of the instance."""
    return {RANGE.format(side): collections[place] for side, place in (("start", 0), ("end", -1))}


def covered(tags: Mapping[str, str], known: Sequence[str]) -> Sequence[str]:
    """The collections that a run of these tags covers, of those that the instance knows."""
    start, end = (tags.get(RANGE.format(side), tags.get("dagster/partition")) for side in ("start", "end"))
    if start is None or end is None:
        return known
    return known[known.index(start) : known.index(end) + 1]


def listing(folder: Path) -> tuple[str, float]:
    """A hash of what lies in a folder, by names, sizes and times, and the time of its newest file, in seconds."""
    told, newest = hashlib.sha256(), 0.0
    for path in sorted(folder.rglob("*")):
        found = path.lstat()
        told.update(f"{path.relative_to(folder)}\0{found.st_size}\0{found.st_mtime_ns}\n".encode(errors="replace"))
        newest = max(newest, found.st_mtime)
    return told.hexdigest(), newest


def watching(name: str, folder: Path, entries: Mapping[str, Any]) -> dg.SensorDefinition:
    """Starts ``fetch`` when something changed in a folder, once nobody writes there any more."""

    @dg.sensor(
        name=name, job=fetch, minimum_interval_seconds=60, default_status=dg.DefaultSensorStatus.RUNNING,
        description=f"Something changed in {folder.name}",
    )  # fmt: skip
    def changed(context: dg.SensorEvaluationContext) -> dg.RunRequest | dg.SkipReason:
        if not folder.is_dir():
            return dg.SkipReason(f"{folder} is no folder.")
        seen, newest = listing(folder)
        if seen == context.cursor:
            return dg.SkipReason("Nothing changed.")
        # a clock that was set back makes files of the future: those are not waited for
        if 0 <= time.time() - newest < QUIET:
            return dg.SkipReason("Something is being written.")
        context.update_cursor(seen)
        return dg.RunRequest(run_key=seen, run_config=_run_config(entries))

    return changed


@dg.run_status_sensor(
    run_status=dg.DagsterRunStatus.SUCCESS,
    monitored_jobs=[fetch],
    request_job=main,
    default_status=dg.DefaultSensorStatus.RUNNING,
)
def after_fetch(context: dg.RunStatusSensorContext) -> dg.RunRequest | dg.SkipReason:
    """When documents were taken in, what follows from them is made, of the collections that changed."""
    changed = Lake(data=str(_data())).changed_inputs()
    if not changed:
        return dg.SkipReason("Nothing new.")
    return dg.RunRequest(run_key=context.dagster_run.run_id, tags=covering(changed))


def told(data: Path, run_id: str, job: str, outcome: str, why: str = "") -> str:
    """Put on record how a run ended, and tell it outside; returns what was told."""
    with Ledger(data) as ledger:
        ledger.record_run(run_id, job, outcome, why)
        text = f"Rapporteur, {job}: {outcome}. {why or summary(ledger)}"
    notify(text)
    return text


def _data() -> Path:
    return Path(os.environ.get("RAPPORTEUR_DATA", Lake.model_fields["data"].default))


@dg.run_status_sensor(
    run_status=dg.DagsterRunStatus.SUCCESS,
    monitored_jobs=[fetch, main],
    default_status=dg.DefaultSensorStatus.RUNNING,
)
def after_success(context: dg.RunStatusSensorContext) -> None:
    """Who runs this is told that a run went well."""
    told(_data(), context.dagster_run.run_id, context.dagster_run.job_name, "success")


@dg.run_failure_sensor(monitored_jobs=[fetch, main], default_status=dg.DefaultSensorStatus.RUNNING)
def after_failure(context: dg.RunFailureSensorContext) -> None:
    """Who runs this is told that a run failed, and why."""
    steps = [event.step_key for event in context.get_step_failure_events()]
    why = f"{', '.join(filter(None, steps))}: {context.failure_event.message}"
    told(_data(), context.dagster_run.run_id, context.dagster_run.job_name, "failure", why)


CONFIGURATIONS = configurations()
SCHEDULES = [nightly(name, entries) for name, entries in CONFIGURATIONS.items()]
SENSORS = [
    after_fetch,
    after_success,
    after_failure,
    *(
        watching(f"{name}_drop_folder", Path(entries.get("incoming", Wanted.model_fields["incoming"].default)), entries)
        for name, entries in CONFIGURATIONS.items()
    ),
    *(
        watching(f"{name}_folder", Path(entries["folder"]), entries)
        for name, entries in CONFIGURATIONS.items()
        if entries.get("folder")
    ),
]
