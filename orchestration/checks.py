"""The suites of ``expectations/`` as asset checks: what must hold of a table blocks the load, what should hold warns.

Of a table that is kept by collection a check looks at the collections that the run covers: the others were looked at
when they were made. The rules across tables are checks of the asset ``lake``, which comes after every table and before
the warehouse, and look at all.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import dagster as dg
import polars as pl

from expectations import runner
from expectations.runner import Finding
from orchestration.assets import LOADED
from orchestration.lake import RAW_DOCUMENTS, WHOLE, Lake
from orchestration.schedules import covered
from warehouse import tables

Call = Callable[..., Any]
"""Calls a function with arguments, here or in another process, and returns what it returns."""

FROM_DOCUMENTS = ("documents", "clauses")
"""Tables whose row floor stands for documents that were asked for."""
MUST, SHOULD = "must_hold", "should_hold"


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


def here(function: Callable[..., Any], *arguments: Any) -> Any:
    """The plain way to call."""
    return function(*arguments)


def _checks(
    asset: str, function: Call, read: Callable[[Lake, Sequence[str]], tuple[Any, ...]]
) -> dg.AssetChecksDefinition:
    """The two checks of an asset: what ``function`` finds in the arguments that ``read`` takes from the lake, for a run
    that covers these collections."""

    @dg.multi_asset_check(
        name=f"{asset}_rules",
        specs=[
            dg.AssetCheckSpec(MUST, asset=asset, blocking=True, description="Rules whose failure blocks the load"),
            dg.AssetCheckSpec(SHOULD, asset=asset, description="Rules whose failure warns"),
        ],
    )
    def rules(
        context: dg.AssetCheckExecutionContext, lake: dg.ResourceParam[Lake], call: dg.ResourceParam[Call]
    ) -> Iterator[dg.AssetCheckResult]:
        known = context.instance.get_dynamic_partitions("collections")
        findings = call(function, *read(lake, covered(context.run.tags, known)))
        yield result(asset, findings, must_hold=True)
        yield result(asset, findings, must_hold=False)

    return rules


def _of_table(name: str) -> dg.AssetChecksDefinition:
    table = tables.BY_NAME[name]

    def rows(lake: Lake, collections: Sequence[str]) -> tuple[str, pl.DataFrame, bool]:
        # voting files alone make a warehouse without documents
        inputs = lake.read(RAW_DOCUMENTS.name, RAW_DOCUMENTS), lake.read("missed_documents", tables.REJECTIONS)
        has_floor = name not in FROM_DOCUMENTS or any(frame.height for frame in inputs)
        frame = lake.read(name, table, [WHOLE, *collections])
        # a collection may have fewer rows than the table must have
        return name, frame if frame.height >= table.row_floor else lake.read(name, table), has_floor

    return _checks(name, runner.check_table, rows)


def _every_table(lake: Lake, _: Sequence[str]) -> tuple[dict[str, pl.DataFrame]]:
    return ({name: lake.read(name, table) for name, table in tables.BY_NAME.items()},)


CHECKS = [*map(_of_table, LOADED), _checks("lake", runner.check_relations, _every_table)]
