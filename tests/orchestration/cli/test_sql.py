"""``rapporteur sql``."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands import rapporteur

pytestmark = pytest.mark.process


def test_sql_answers_with_a_table_and_a_wrong_query_with_a_message(data: Path) -> None:
    answer = rapporteur("sql", "select count(*) as held from documents", "--data", str(data))
    assert answer.returncode == 0, answer.stderr
    assert "held" in answer.stdout
    assert "10" in answer.stdout
    wrong = rapporteur("sql", "select nothing from nowhere", "--data", str(data))
    assert wrong.returncode != 0
    assert "nowhere" in wrong.stdout + wrong.stderr
    assert "Traceback" not in wrong.stdout + wrong.stderr
