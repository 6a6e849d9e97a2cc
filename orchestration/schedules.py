"""When the graph runs, what a run makes, and who hears of it.

Two jobs, because only the first shows what the second has to make: ``fetch`` takes documents in, ``main`` makes
everything of them. A schedule for each configuration starts ``fetch`` at night, sensors start it when something lies in
the documents folder or the drop folder, and its success starts ``main`` for the assets that are stale.

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
import time
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import dagster as dg

from orchestration.assets import Wanted
from orchestration.checks import stale_assets
from orchestration.fetching.ledger import Ledger
from orchestration.notices import notify, summary
from orchestration.places import Places
from orchestration.source_choice import DOCUMENTS, drop_folder
from orchestration.steps import Step

FETCHED = dg.AssetSelection.groups("fetch")
QUIET = 30.0
"""Seconds in which nothing was written to a folder, so that what is being copied there is there whole."""
EVERY_NIGHT = "0 2 * * *"

fetch = dg.define_asset_job(
    "fetch",
    FETCHED,
    description="Take in what the sources have",
)
main = dg.define_asset_job(
    "main",
    dg.AssetSelection.all() - FETCHED,
    description="Read, model, check, load and publish what is stale",
)


# ------------------------------------------------------------------------------------------------ configurations


def configurations(environment: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    """The configurations by name. Raises ``ValueError`` naming the file, the table and the entry that is wrong."""
    place = environment.get("RAPPORTEUR_CONFIG")
    if not place:
        return {"nightly": {"folder": environment.get(DOCUMENTS, "")}}
    try:
        read = tomllib.loads(Path(place).read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise ValueError(f"{place}: {error}") from error
    for name, entries in read.items():
        known = {"cron", "timezone", *Wanted.model_fields}
        unknown = sorted(entries.keys() - known) if isinstance(entries, dict) else [name]
        if unknown:
            raise ValueError(f"{place}, [{name}]: {', '.join(unknown)} is none of {', '.join(sorted(known))}")
    return read


def _run_config(entries: Mapping[str, Any]) -> dg.RunConfig:
    """What a configuration wants of a run, which loads all that is held."""
    wanted = {key: value for key, value in entries.items() if key not in ("cron", "timezone")}
    return dg.RunConfig({"take_in": Wanted(**{**wanted, "with_all_held": True})})


def schedules(configured: Mapping[str, Mapping[str, Any]]) -> list[dg.ScheduleDefinition]:
    """A schedule for each configuration."""
    return [schedule(name, entries) for name, entries in configured.items()]


def schedule(name: str, entries: Mapping[str, Any]) -> dg.ScheduleDefinition:
    """The schedule of one configuration. Raises ``ValueError`` naming it where an entry is of the wrong kind."""
    try:
        return dg.ScheduleDefinition(
            name=name,
            job=fetch,
            cron_schedule=entries.get("cron", EVERY_NIGHT),
            execution_timezone=entries.get("timezone", "UTC"),
            default_status=dg.DefaultScheduleStatus.RUNNING,
            run_config=_run_config(entries),
        )
    except (dg.DagsterInvalidDefinitionError, ValueError) as error:
        raise ValueError(f"configuration {name}: {error}") from error


# ------------------------------------------------------------------------------------------------ sensors


def sensors(
    configured: Mapping[str, Mapping[str, Any]],
    places: Places,
    steps: Sequence[Step],
    environment: Mapping[str, str],
) -> list[dg.SensorDefinition]:
    """What starts ``main``, what reports how a run ended, and what looks into the folders of each configuration."""
    folders = [
        watching(f"{name}_drop_folder", drop_folder(entries.get("incoming"), environment), entries)
        for name, entries in configured.items()
    ] + [
        watching(f"{name}_folder", Path(entries["folder"]), entries)
        for name, entries in configured.items()
        if entries.get("folder")
    ]
    return [after_fetch(places, steps), after_success(places), after_failure(places), *folders]


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


def listing(folder: Path) -> tuple[str, float]:
    """A hash of what lies in a folder, by names, sizes and times, and the time of its newest file, in seconds."""
    total, newest = hashlib.sha256(), 0.0
    for path in sorted(folder.rglob("*")):
        found = path.lstat()
        total.update(f"{path.relative_to(folder)}\0{found.st_size}\0{found.st_mtime_ns}\n".encode(errors="replace"))
        newest = max(newest, found.st_mtime)
    return total.hexdigest(), newest


def after_fetch(places: Places, steps: Sequence[Step]) -> dg.SensorDefinition:
    """Starts ``main``, for the stale assets alone, when documents were taken in."""

    @dg.run_status_sensor(
        name="after_fetch",
        run_status=dg.DagsterRunStatus.SUCCESS,
        monitored_jobs=[fetch],
        request_job=main,
        default_status=dg.DefaultSensorStatus.RUNNING,
        description="What follows from what was taken in is made",
    )
    def start_main(context: dg.RunStatusSensorContext) -> dg.RunRequest | dg.SkipReason:
        if not (assets := stale_assets(steps, places)):
            return dg.SkipReason("Nothing new.")
        return dg.RunRequest(run_key=context.dagster_run.run_id, asset_selection=[dg.AssetKey(name) for name in assets])

    return start_main


def after_success(places: Places) -> dg.SensorDefinition:
    """Reports that a run went well."""

    @dg.run_status_sensor(
        name="after_success",
        run_status=dg.DagsterRunStatus.SUCCESS,
        monitored_jobs=[fetch, main],
        default_status=dg.DefaultSensorStatus.RUNNING,
        description="Whoever runs this hears that a run went well",
    )
    def went_well(context: dg.RunStatusSensorContext) -> None:
        report(places.data, context.dagster_run.run_id, context.dagster_run.job_name, "success")

    return went_well


def after_failure(places: Places) -> dg.SensorDefinition:
    """Reports that a run failed, and why."""

    @dg.run_failure_sensor(
        name="after_failure",
        monitored_jobs=[fetch, main],
        default_status=dg.DefaultSensorStatus.RUNNING,
        description="Whoever runs this hears that a run failed, and why",
    )
    def failed(context: dg.RunFailureSensorContext) -> None:
        steps = [event.step_key for event in context.get_step_failure_events()]
        why = f"{', '.join(filter(None, steps))}: {context.failure_event.message}"
        report(places.data, context.dagster_run.run_id, context.dagster_run.job_name, "failure", why)

    return failed


def report(data: Path, run_id: str, job: str, outcome: str, why: str = "") -> None:
    """Put on record how a run ended, and notify whoever runs this."""
    with Ledger(data) as ledger:
        ledger.record_run(run_id, job, outcome, why)
        text = f"Rapporteur, {job}: {outcome}. {why or summary(ledger)}"
    notify(text)
