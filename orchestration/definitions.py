"""The door: everything that Dagster is to know, in one place."""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import dagster as dg

from orchestration.assets import fetching, steps
from orchestration.checks import check_here, checks
from orchestration.lake import Lake
from orchestration.schedules import configurations, fetch, main, schedules, sensors
from orchestration.steps import Step


def logged(items: Iterable[Any], what: str, count: int) -> Iterator[Any]:
    """Progress as Dagster's page shows it: a line in the run's log for each tenth."""
    for done, item in enumerate(items, start=1):
        yield item
        if done * 10 // count > (done - 1) * 10 // count:
            dg.get_dagster_logger().info(f"{what}: {done} of {count}")


def build_defs(overrides: Mapping[str, Any] | None = None, of: Sequence[Step] | None = None) -> dg.Definitions:
    """A fresh graph, of the code and the environment as they are now.

    ``overrides`` are resources by name in the place of those below: ``lake``, ``track`` (``workers.Track``) and
    ``checker`` (``checks.Checker``). ``of`` are the steps, where the caller has them already.
    """
    every = steps() if of is None else of
    resources: dict[str, Any] = {
        "lake": Lake(data=os.environ.get("RAPPORTEUR_DATA", "data")),
        "track": logged,
        "checker": check_here,
        "io_manager": dg.mem_io_manager,  # unused: steps hand on frames through the lake
    } | dict(overrides or {})
    configured = configurations(os.environ)
    return dg.Definitions(
        assets=[fetching(), *(step.assets for step in every)],
        asset_checks=checks(every),
        jobs=[fetch, main],
        schedules=schedules(configured),
        sensors=sensors(configured, resources["lake"].places, every, os.environ),
        resources=resources,
        executor=dg.in_process_executor,  # a step is a second's work, a process of its own costs more
    )


@dg.definitions
def defs() -> dg.Definitions:
    """What Dagster's tools load."""
    return build_defs()
