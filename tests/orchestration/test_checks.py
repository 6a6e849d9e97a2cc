"""Rules are checked on the rows that have not passed them yet."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from expectations.runner import Finding
from orchestration import checks
from orchestration.lake import Lake
from transforms.authorities import bodies
from warehouse import tables


class Counting:
    """A checker that remembers which assets it was called for."""

    def __init__(self) -> None:
        self.called: list[str] = []

    def __call__(self, asset: str, rules: checks.Rules, arguments: tuple[Any, ...]) -> list[Finding]:
        self.called.append(asset)
        return rules(*arguments)


def test_rows_that_passed_are_not_checked_again_unless_rows_or_rules_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lake, checker = Lake(data=str(tmp_path)), Counting()
    lake.write("bodies", bodies.bodies())
    first = checks.check("bodies", lake, checker)
    assert all(finding.passed for finding in first if finding.must_hold)
    assert checks.check("bodies", lake, checker) == first
    assert checker.called == ["bodies"]
    (lake.places.findings / "bodies.json").write_text("{")
    assert checks.check("bodies", lake, checker) == first
    monkeypatch.setattr(checks, "_rules_version", lambda: "another")
    assert checks.check("bodies", lake, checker) == first
    lake.write("bodies", bodies.bodies().head(20))
    checks.check("bodies", lake, checker)
    assert checker.called == ["bodies"] * 4


def test_rows_that_break_a_rule_that_must_hold_stay_unchecked(tmp_path: Path) -> None:
    lake, checker = Lake(data=str(tmp_path)), Counting()
    lake.write("bodies", tables.BODIES.frame())
    for _ in range(2):
        findings = checks.check("bodies", lake, checker)
        assert any(not finding.passed for finding in findings), "there are no bodies"
    assert checker.called == ["bodies"] * 2
    assert checks.unchecked("bodies", lake.places) == ["all"]


def test_of_a_table_kept_by_collection_only_what_changed_is_checked(tmp_path: Path) -> None:
    lake, checker = Lake(data=str(tmp_path)), Counting()
    lake.write("hyperlinks", tables.HYPERLINKS.frame(), ["A-99", "S-2044"])
    checks.check("hyperlinks", lake, checker)
    assert checks.unchecked("hyperlinks", lake.places) == []
    (tmp_path / "lake/hyperlinks/S-2044.parquet").unlink()
    lake.write("hyperlinks", tables.HYPERLINKS.frame(), ["S-2044"])
    assert checks.unchecked("hyperlinks", lake.places) == ["S-2044"]
