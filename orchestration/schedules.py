"""When the graph runs, and what a run covers.

Two jobs, because the partitions of the second are found by the first: ``fetch`` takes documents in, ``main`` makes
everything of them. The nightly schedule starts ``fetch``, and its success starts ``main`` for every collection.
"""

from collections.abc import Mapping, Sequence

import dagster as dg

TAKING_IN = dg.AssetSelection.groups("fetch")

fetch = dg.define_asset_job("fetch", TAKING_IN, description="Take in what the sources have; find the collections")
main = dg.define_asset_job(
    "main",
    dg.AssetSelection.all() - TAKING_IN,
    description="Read, model, check, load and publish",
)

nightly = dg.ScheduleDefinition(
    name="nightly",
    job=fetch,
    cron_schedule="0 2 * * *",
    execution_timezone="UTC",
    default_status=dg.DefaultScheduleStatus.RUNNING,
    description="Every night at 02:00 UTC",
)


def covering(collections: Sequence[str]) -> Mapping[str, str]:
    """The tags by which one run of ``main`` covers these collections: neighbours, in the order of the instance."""
    return {"dagster/asset_partition_range_start": collections[0], "dagster/asset_partition_range_end": collections[-1]}


@dg.run_status_sensor(
    run_status=dg.DagsterRunStatus.SUCCESS,
    monitored_jobs=[fetch],
    request_job=main,
    default_status=dg.DefaultSensorStatus.RUNNING,
)
def after_fetch(context: dg.RunStatusSensorContext) -> dg.RunRequest | dg.SkipReason:
    """When documents were taken in, everything is made of them."""
    collections = context.instance.get_dynamic_partitions("collections")
    if not collections:
        return dg.SkipReason("No document was taken in, and none is held.")
    return dg.RunRequest(run_key=context.dagster_run.run_id, tags=covering(collections))
