"""``rapporteur diff``."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from orchestration.cli.diff import coloured
from tests.commands import rapporteur

pytestmark = pytest.mark.process


def test_diff_prints_what_became_of_each_clause(data: Path) -> None:
    shown = rapporteur("diff", "A/RES/99/2", "A/RES/99/3", "--data", str(data))
    assert shown.returncode == 0, shown.stderr
    assert "A/RES/99/2 -> A/RES/99/3" in shown.stdout
    counts = re.fullmatch(r"(\d+) same, (\d+) changed, (\d+) new, (\d+) dropped", shown.stdout.splitlines()[-1])
    assert counts
    whole = rapporteur("diff", "A/RES/99/2", "A/RES/99/2", "--whole", "--data", str(data))
    assert "│ same" in whole.stdout
    assert re.search(r"[1-9]\d* same, 0 changed, 0 new, 0 dropped$", whole.stdout.strip())
    unchanged = rapporteur("diff", "A/RES/99/2", "A/RES/99/2", "--data", str(data))
    assert "│" not in unchanged.stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("A/RES/99/2", "A/RES/99/222"), "A/RES/99/222 is not held."),
        (("A/RES/99/2", "A/RES/99/4"), "they are not texts of one series"),
        (("A/RES/99/2", "A/RES/99/3", "--language", "fr"), "A/RES/99/2 is held in en, not in fr."),
    ],
)
def test_diff_says_what_it_cannot_compare(data: Path, arguments: tuple[str, ...], message: str) -> None:
    failed = rapporteur("diff", *arguments, "--data", str(data))
    assert failed.returncode == 1
    assert message in failed.stderr
    assert "Traceback" not in failed.stderr


def test_a_change_has_colours_on_a_terminal_that_has_them() -> None:
    shown = coloured("its [-ninety-ninth-]{+one-hundredth+} session", "changed")
    assert [(shown.plain[span.start : span.end], span.style) for span in shown.spans if span.style] == [
        ("[-ninety-ninth-]", "red strike"),
        ("{+one-hundredth+}", "green"),
    ]
    assert coloured("Invites donors;", "new").style == "green"
