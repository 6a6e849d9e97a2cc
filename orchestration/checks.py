"""The suites of ``expectations/`` as asset checks: what must hold of a table blocks the load, what should hold warns.

Of a table that is kept by collection a check looks at the collections that the run covers: the others were looked at
when they were made. The rules across tables are checks of the asset ``lake``, which comes after every table and before
the warehouse, and look at all.
"""

import hashlib
import io
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import asdict
from functools import partial
from typing import Any

import dagster as dg
import polars as pl

from expectations import runner
from expectations.runner import Finding
from orchestration.assets import LOADED
from orchestration.lake import RAW_DOCUMENTS, WHOLE, Lake, code_version, read_json, write_aside
from orchestration.schedules import covered
from warehouse import tables

Rules = Callable[..., list[Finding]]
"""A function of ``expectations.runner``."""
Call = Callable[[str, Rules, tuple[Any, ...]], list[Finding]]
"""Calls the rules of an asset with these arguments, here or in another process."""

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


def here(asset: str, rules: Rules, arguments: tuple[Any, ...]) -> list[Finding]:
    """The plain way to call."""
    return rules(*arguments)


class Ahead:
    """Calls in another process, and of a table as soon as it is written, while this process goes on with the next."""

    def __init__(self, schedule: Callable[..., Future[list[Finding]]]) -> None:
        self._schedule = schedule
        self._begun: dict[str, Future[list[Finding]]] = {}

    def begin(self, asset: str, lake: Lake, collections: Sequence[str]) -> None:
        """An asset is written."""
        if asset in RULES and asset not in self._begun:
            rules, read = RULES[asset]
            arguments = read(lake, collections)
            if _kept(lake, asset, _content(arguments)) is None:
                self._begun[asset] = self._schedule(rules, *arguments)

    def __call__(self, asset: str, rules: Rules, arguments: tuple[Any, ...]) -> list[Finding]:
        return (self._begun.pop(asset, None) or self._schedule(rules, *arguments)).result()


def judged(asset: str, lake: Lake, collections: Sequence[str], call: Call) -> list[Finding]:
    """What the rules of an asset find. What they found in the same rows before is not looked for again."""
    rules, read = RULES[asset]
    arguments = read(lake, collections)
    content = _content(arguments)
    if (found := _kept(lake, asset, content)) is None:
        found = call(asset, rules, arguments)
        told = {"content": content, "findings": [asdict(finding) for finding in found]}
        write_aside(lake.findings / f"{asset}.json", json.dumps(told, default=str))
    return found


def _kept(lake: Lake, asset: str, content: str) -> list[Finding] | None:
    told = read_json(lake.findings / f"{asset}.json")
    return [Finding(**finding) for finding in told["findings"]] if told.get("content") == content else None


def _content(arguments: tuple[Any, ...]) -> str:
    """A hash of what rules are put to, and of our code."""
    told = hashlib.sha256(code_version().encode())
    for argument in arguments:
        for name, value in argument.items() if isinstance(argument, dict) else [("", argument)]:
            told.update(repr(name).encode())
            told.update(_bytes(value) if isinstance(value, pl.DataFrame) else repr(value).encode())
    return told.hexdigest()


def _bytes(frame: pl.DataFrame) -> bytes:
    written = io.BytesIO()
    frame.write_ipc(written)
    return written.getvalue()


def _checks(asset: str) -> dg.AssetChecksDefinition:
    """The two checks of an asset."""

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
        findings = judged(asset, lake, covered(context.run.tags, known), call)
        yield result(asset, findings, must_hold=True)
        yield result(asset, findings, must_hold=False)

    return rules


def _rows(name: str, lake: Lake, collections: Sequence[str]) -> tuple[str, pl.DataFrame, bool]:
    table, has_floor = tables.BY_NAME[name], True
    if name in FROM_DOCUMENTS:  # voting files alone make a warehouse without documents
        inputs = lake.read(RAW_DOCUMENTS.name, RAW_DOCUMENTS), lake.read("missed_documents", tables.REJECTIONS)
        has_floor = any(frame.height for frame in inputs)
    frame = lake.read(name, table, [WHOLE, *collections])
    # a collection may have fewer rows than the table must have
    return name, frame if frame.height >= table.row_floor else lake.read(name, table), has_floor


def _every_table(lake: Lake, _: Sequence[str]) -> tuple[dict[str, pl.DataFrame]]:
    return ({name: lake.read(name, table) for name, table in tables.BY_NAME.items()},)


RULES: Mapping[str, tuple[Rules, Callable[[Lake, Sequence[str]], tuple[Any, ...]]]] = {
    **{name: (runner.check_table, partial(_rows, name)) for name in LOADED},
    "lake": (runner.check_relations, _every_table),
}
"""By asset, what judges it and what reads the arguments for that from the lake, for a run that covers collections."""
CHECKS = [_checks(asset) for asset in RULES]
