"""``rapporteur status``."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands import rapporteur
from tests.fetching import environment
from tests.un_host import CHALLENGE, UnHost

pytestmark = pytest.mark.process


def test_fetch_and_status_show_a_challenge(un_host: UnHost, tmp_path: Path) -> None:
    un_host.script("A/RES/79/181", CHALLENGE)
    ran = rapporteur("fetch", "A/RES/79/181", "--data", str(tmp_path), cwd=None, **environment(un_host))
    assert ran.returncode == 1
    assert "challenged" in ran.stdout
    shown = rapporteur("status", "--data", str(tmp_path))
    assert shown.returncode == 0, shown.stderr
    assert "answered with a challenge (HTTP 202)" in shown.stdout
    assert "refused" in shown.stdout


def test_a_broken_ledger_ends_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "ledger.sqlite").write_bytes(b"no database at all, but long enough to be read as one" * 99)
    ran = rapporteur("status", "--data", str(tmp_path))
    assert ran.returncode == 1
    assert "ledger.sqlite: file is not a database" in ran.stderr
    assert "Traceback" not in ran.stderr
