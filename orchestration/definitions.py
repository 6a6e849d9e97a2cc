"""The door: everything that Dagster is to know, in one place."""

import os
from collections.abc import Iterable
from typing import Any

import dagster as dg

from orchestration.assets import ASSETS
from orchestration.checks import CHECKS, here
from orchestration.lake import Lake
from orchestration.schedules import SCHEDULES, SENSORS, fetch, main


def unseen(items: Iterable[Any], what: str, count: int) -> Iterable[Any]:
    """Progress that nobody watches: Dagster's page shows steps."""
    return items


defs = dg.Definitions(
    assets=ASSETS,
    asset_checks=CHECKS,
    jobs=[fetch, main],
    schedules=SCHEDULES,
    sensors=SENSORS,
    resources={"lake": Lake(data=os.environ.get("RAPPORTEUR_DATA", "data")), "track": unseen, "call": here},
    executor=dg.in_process_executor,  # a step is a second's work, a process of its own costs more
)
