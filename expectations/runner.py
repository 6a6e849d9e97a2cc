"""Rules and frames in, plain findings out: what the rest of the project calls.

What belongs here: how a rule is put to Great Expectations and how its answer becomes a ``Finding``. What does not: the
rules (``suites/``, ``relations.py``), and what follows from a finding (``orchestration/checks.py``).

Great Expectations takes 3 seconds and 250 MB to import, so it is imported at the first check and never before. It reads
pandas frames. Only the columns that rules name go there, as Arrow arrays, and never nested columns (docs/tools.md, 3).
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import polars as pl

from expectations import relations, suites
from expectations.suites.rule import Rule
from warehouse.tables import BY_NAME, Table

EXAMPLES = 5


@dataclass(frozen=True)
class Finding:
    """What one rule found in one frame."""

    table: str
    rule: str
    must_hold: bool
    """Whether a failure blocks the load; otherwise it warns."""
    passed: bool
    explanation: str
    """Why the rule is expected to hold."""
    count: int
    """Rows that break the rule, exactly; for a row floor, the rows that are missing."""
    examples: list[dict[str, Any]]
    """The first few of them: the columns of the key, and the offending value."""


class RuleCrashed(Exception):
    """A rule could not be checked. That says nothing about the data: the rule, or the columns of a frame, are wrong."""

    def __init__(self, table: str, rule: str, cause: str) -> None:
        super().__init__(f"{table}: rule {rule} crashed, so it was not checked; mend the rule or the frame: {cause}")
        self.arguments = (table, rule, cause)

    def __reduce__(self) -> tuple[Any, ...]:
        # rules are checked in another process, from which it is pickled; the default passes __init__ one argument only
        return type(self), self.arguments


def check_table(name: str, frame: pl.DataFrame, has_floor: bool = True) -> list[Finding]:
    """Every rule of the table of that name on ``frame``, one finding each, in the order of the suite.

    ``has_floor`` is false where the run asked for no rows of the table, so that none can be missing.
    Raises ``KeyError`` where there is no such table, and ``RuleCrashed`` where a rule could not be checked.
    """
    table, rules = BY_NAME[name], [rule for rule in suites.rules(name) if rule.columns or has_floor]
    columns: dict[str, pl.Series] = {}
    for rule in rules:
        for column in rule.columns:
            if column not in columns:
                columns[column] = _column(table, rule, column, frame)
    results = _validate(table.name, pl.DataFrame(columns), rules)
    return [_finding(table, rule, results[rule.name], frame, columns) for rule in rules]


def check_relations(frames: Mapping[str, pl.DataFrame]) -> list[Finding]:
    """Every rule across tables on ``frames``, one finding each, under the table whose rows break it.

    A table without rows is an empty frame. Raises ``ValueError`` where a table's frame is missing, because a rule that
    was left out would look like a rule that passed, and ``RuleCrashed`` where a rule could not be checked.
    """
    if missing := BY_NAME.keys() - frames.keys():
        raise ValueError(f"rules across tables need the frame of: {', '.join(sorted(missing))}")
    return [_relation_finding(relation, frames) for relation in relations.RELATIONS]


def _column(table: Table, rule: Rule, column: str, frame: pl.DataFrame) -> pl.Series:
    try:
        return frame.select((pl.col(column) if rule.offence is None else rule.offence).alias(column)).to_series()
    except Exception as error:
        raise RuleCrashed(table.name, rule.name, str(error)) from error


def _finding(table: Table, rule: Rule, result: Any, frame: pl.DataFrame, columns: Mapping[str, pl.Series]) -> Finding:
    if not rule.columns:  # the only rule on a table as a whole is its row floor
        count = max(0, rule.arguments["min_value"] - frame.height)
        examples = [{"rows": frame.height, "row_floor": rule.arguments["min_value"]}] if count else []
    else:
        count = result.result["unexpected_count"]
        rows = result.result["partial_unexpected_index_list"][:EXAMPLES]
        found = {"found" if rule.offence is not None else c: columns[c] for c in rule.columns}
        shown = {c: frame[c] for c in table.key} | found
        examples = pl.DataFrame({c: series.gather(rows) for c, series in shown.items()}).to_dicts()
    return Finding(table.name, rule.name, rule.must_hold, result.success, rule.notes, count, examples)


def _relation_finding(relation: relations.Relation, frames: Mapping[str, pl.DataFrame]) -> Finding:
    try:
        violations = relation.violations(frames)
    except Exception as error:
        raise RuleCrashed(relation.table, relation.name, str(error)) from error
    no_rows = Rule(relation.name, relation.notes, relation.must_hold, "ExpectTableRowCountToEqual", {"value": 0})
    result = _validate(relation.table, violations, [no_rows])[relation.name]
    count = result.result["observed_value"]
    examples = violations.head(EXAMPLES).to_dicts()
    return Finding(relation.table, relation.name, relation.must_hold, result.success, relation.notes, count, examples)


def _validate(table: str, frame: pl.DataFrame, rules: Sequence[Rule]) -> dict[str, Any]:
    """The result of each rule by the rule's name; Great Expectations returns them in an order of its own.

    The index of the pandas frame is the number of the row, so the positions that SUMMARY gives are those of ``frame``.
    Examples need neither a second pass nor COMPLETE, which is ten times slower where many rows fail.
    """
    gx, frames = _great_expectations()
    suite = gx.ExpectationSuite(name=table, expectations=[_expectation(gx, table, rule) for rule in rules])
    batch = frames.get_batch({"dataframe": frame.to_pandas(use_pyarrow_extension_array=True)})
    results = {r.expectation_config.meta["rule"]: r for r in batch.validate(suite, result_format="SUMMARY").results}
    for rule in rules:
        if rule.name not in results:
            raise RuleCrashed(table, rule.name, "Great Expectations gave no result")
        if cause := _crash(results[rule.name].exception_info):
            raise RuleCrashed(table, rule.name, cause)
    return results


def _expectation(gx: Any, table: str, rule: Rule) -> Any:
    severity = "critical" if rule.must_hold else "warning"
    try:
        expected = getattr(gx.expectations, rule.expectation)
        return expected(**rule.arguments, severity=severity, notes=rule.notes, meta={"rule": rule.name})
    except Exception as error:
        raise RuleCrashed(table, rule.name, str(error)) from error


def _crash(exception_info: Mapping[str, Any]) -> str:
    """The messages of the exceptions in a result; empty where no exception was raised.

    A crash and a fault of the data both come as ``success: False``; only ``exception_info`` distinguishes them. It is
    either one record or a record for each metric that the rule asked for.
    """
    infos = [exception_info] if "raised_exception" in exception_info else list(exception_info.values())
    return "; ".join(str(info["exception_message"]) for info in infos if info["raised_exception"])


@cache
def _great_expectations() -> tuple[Any, Any]:
    """The library, and the batch definition for every frame: in a context in memory, without analytics."""
    os.environ["GX_ANALYTICS_ENABLED"] = "false"  # read at the import
    import great_expectations as gx
    import great_expectations.expectations
    from great_expectations.data_context.types.base import ProgressBarsConfig

    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    frames = context.data_sources.add_pandas("frames").add_dataframe_asset("frame")
    return gx, frames.add_batch_definition_whole_dataframe("whole")
