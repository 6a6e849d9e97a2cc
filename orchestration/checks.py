"""The suites of ``expectations/`` as asset checks: what must hold of a table blocks the load, what should hold warns.

What belongs here: which rules are checked on which rows, where they are called, and which assets are still to be made
or checked. What does not: the rules (``expectations/``).

Of a table that is kept by collection a check looks at the collections that changed since they last passed. The rules
across tables are checks of the asset ``lake``, which comes after every table and before the warehouse, and look at all.
A table that breaks a rule that must hold stays unchecked, so that the next run checks it again before it loads.
"""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import asdict
from functools import cache
from typing import Any, Protocol

import dagster as dg

from expectations import runner
from expectations.runner import Finding
from orchestration.lake import RAW_VOTING_FILES, REFUSED, Lake
from orchestration.places import WHOLE, Places, read_json, write_json
from orchestration.staleness import code_version, digest, fingerprint, stale
from orchestration.steps import Step, tried_again
from warehouse import tables

Rules = Callable[..., list[Finding]]
"""A function of ``expectations.runner``."""
FROM_DOCUMENTS = ("documents", "clauses")
"""Tables whose row floor stands for documents that were asked for."""
ACROSS_TABLES = "lake"
"""The asset whose checks are the rules across tables."""
MUST, SHOULD = "must_hold", "should_hold"


class Checker(Protocol):
    """Calls rules, in this process or another."""

    def __call__(self, asset: str, rules: Rules, arguments: tuple[Any, ...]) -> list[Finding]:
        """What the rules find in these arguments."""


def check_here(asset: str, rules: Rules, arguments: tuple[Any, ...]) -> list[Finding]:
    """The checker of a run that Dagster started."""
    return rules(*arguments)


class CheckAhead:
    """The checker that calls rules in another process, and on a table as soon as it is written, while this process
    goes on with the next."""

    def __init__(self, schedule: Callable[..., Future[list[Finding]]]) -> None:
        self._schedule = schedule
        self._begun: dict[str, Future[list[Finding]]] = {}

    def begin(self, asset: str, lake: Lake) -> None:
        """Start with an asset that was just written."""
        if _is_checked(asset) and asset not in self._begun and (parts := unchecked(asset, lake.places)):
            self._begun[asset] = self._schedule(_rules(asset), *_arguments(asset, lake, parts))

    def __call__(self, asset: str, rules: Rules, arguments: tuple[Any, ...]) -> list[Finding]:
        return (self._begun.pop(asset, None) or self._schedule(rules, *arguments)).result()


# ------------------------------------------------------------------------------------------------ what is checked


def unchecked(asset: str, places: Places) -> list[str]:
    """The collections of an asset whose rows, as they are now, have not passed the rules, as they are now."""
    passed = read_json(places.findings / f"{asset}.json").get("passed", {})
    return [part for part, state in _states(asset, places).items() if passed.get(part) != state]


def check(asset: str, lake: Lake, checker: Checker) -> list[Finding]:
    """What the rules of an asset find in the rows that have not passed them; where all have, what was found last."""
    path = lake.places.findings / f"{asset}.json"
    if not (parts := unchecked(asset, lake.places)):
        return [Finding(**finding) for finding in read_json(path).get("findings", ())]
    findings = checker(asset, _rules(asset), _arguments(asset, lake, parts))
    if all(finding.passed for finding in findings if finding.must_hold):
        passed = {"passed": _states(asset, lake.places), "findings": [asdict(finding) for finding in findings]}
        write_json(path, passed)
    return findings


def stale_assets(steps: Sequence[Step], places: Places) -> list[str]:
    """The assets to be made or checked anew, with all that follow from them. None where there is no input at all, so
    that a folder that was emptied by mistake does not empty the warehouse."""
    if not places.files("raw_documents") and Lake(data=str(places.data)).read(RAW_VOTING_FILES.name).is_empty():
        return []
    assets: list[str] = []
    for step in steps:
        made = [key.to_user_string() for key in step.assets.keys]
        follows = not {read.removesuffix(REFUSED) for read in step.recipe.reads}.isdisjoint(assets)
        if follows or stale(step.recipe, places) or any(_is_checked(name) and unchecked(name, places) for name in made):
            assets += made
    return assets


def _is_checked(asset: str) -> bool:
    return asset in tables.BY_NAME or asset == ACROSS_TABLES


def _states(asset: str, places: Places) -> dict[str, str]:
    """A hash of the rules and of an asset's files, by collection."""
    version = _rules_version()
    if asset == ACROSS_TABLES:
        return {WHOLE: digest([version, *(fingerprint(places.files(name)) for name in tables.BY_NAME)])}
    return {part: digest([version, fingerprint({part: path})]) for part, path in places.files(asset).items()}


@cache
def _rules_version() -> str:
    return code_version(runner.__name__)


def _rules(asset: str) -> Rules:
    return runner.check_relations if asset == ACROSS_TABLES else runner.check_table


def _arguments(asset: str, lake: Lake, collections: Sequence[str]) -> tuple[Any, ...]:
    """What the rules of an asset are called with, read from the lake."""
    if asset == ACROSS_TABLES:
        return ({name: lake.read(name) for name in tables.BY_NAME},)
    has_floor = True
    if asset in FROM_DOCUMENTS:  # voting files alone make a warehouse without documents
        has_floor = any(lake.read(name).height for name in ("raw_documents", "raw_documents" + REFUSED))
    frame = lake.read(asset, collections)
    # a collection may have fewer rows than the table must have
    return asset, frame if frame.height >= tables.BY_NAME[asset].row_floor else lake.read(asset), has_floor


# ------------------------------------------------------------------------------------------------ Dagster's checks


def checks(steps: Sequence[Step]) -> list[dg.AssetChecksDefinition]:
    """The two checks of each table that the steps make, and of the asset of the rules across tables."""
    made = {key.to_user_string() for step in steps for key in step.assets.keys}
    return [_checks(asset) for asset in (*tables.BY_NAME, ACROSS_TABLES) if asset in made]


def _checks(asset: str) -> dg.AssetChecksDefinition:
    @dg.multi_asset_check(
        name=f"check_{asset}",
        specs=[
            dg.AssetCheckSpec(MUST, asset=asset, blocking=True, description="Rules whose failure blocks the load"),
            dg.AssetCheckSpec(SHOULD, asset=asset, description="Rules whose failure warns"),
        ],
    )
    def rules(lake: Lake, checker: dg.ResourceParam[Checker]) -> Iterator[dg.AssetCheckResult]:
        with tried_again():
            findings = check(asset, lake, checker)
        yield result(asset, findings, must_hold=True)
        yield result(asset, findings, must_hold=False)

    return rules


def result(asset: str, findings: list[Finding], must_hold: bool) -> dg.AssetCheckResult:
    """The findings of one severity as the outcome of a check, with the rules that failed, counts and example rows."""
    judged = [finding for finding in findings if finding.must_hold is must_hold]
    failed = [finding for finding in judged if not finding.passed]
    return dg.AssetCheckResult(
        passed=not failed,
        asset_key=asset,
        check_name=MUST if must_hold else SHOULD,
        severity=dg.AssetCheckSeverity.ERROR if must_hold else dg.AssetCheckSeverity.WARN,
        description="; ".join(f"{finding.rule}: {finding.count}" for finding in failed) or f"{len(judged)} rules hold",
        metadata={
            "rules": len(judged),
            "failed": dg.MetadataValue.json(
                [
                    {
                        "table": finding.table,
                        "rule": finding.rule,
                        "explanation": finding.explanation,
                        "count": finding.count,
                        "examples": [{column: str(value) for column, value in row.items()} for row in finding.examples],
                    }
                    for finding in failed
                ]
            ),
        },
    )
