"""The data directory that the commands read."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands import rapporteur
from tests.specimens import PDFS


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The specimens, loaded."""
    folder = tmp_path_factory.mktemp("loaded") / "data"
    ran = rapporteur("run", "--documents", str(PDFS), "--data", str(folder))
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return folder
