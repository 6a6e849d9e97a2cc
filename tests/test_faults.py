"""Faults of the machine: the old warehouse stays whole, a line says what is wrong, and the next run succeeds.

Kills at random moments and mutated inputs are tested at length by ``make crash-test`` and ``make fuzz``.
"""

from __future__ import annotations

import resource
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests import crash, fuzz
from tests.commands import hashes, rapporteur
from tests.specimens import PDFS

pytestmark = pytest.mark.process


@pytest.fixture
def folder(two_loaded: Path, tmp_path: Path) -> Path:
    """Two specimens, loaded into ``data`` beside them, and a third that is not loaded yet."""
    shutil.copytree(two_loaded, tmp_path, dirs_exist_ok=True)
    shutil.copy(PDFS / "A_RES_99_4.pdf", tmp_path / "documents")
    return tmp_path / "documents"


def run(folder: Path, largest_file: int = resource.RLIM_INFINITY) -> subprocess.CompletedProcess[str]:
    """The job with a limit to the size of a file in bytes, which acts like a full disk."""
    limit = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({largest_file}, {largest_file}))"
    program = f"{limit}; from orchestration.cli import main; main()"
    command = [sys.executable, "-c", program, "run", "--documents", str(folder), "--data", str(folder.parent / "data")]
    return subprocess.run(command, cwd=crash.ROOT, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("largest_file", [100, 4_000, 150_000])
def test_a_full_disk_leaves_the_old_warehouse(folder: Path, largest_file: int) -> None:
    data = folder.parent / "data"
    before = hashes(data / "exports"), (data / "warehouse.duckdb").read_bytes()
    failed = run(folder, largest_file)
    assert failed.returncode == 1
    output = failed.stdout + failed.stderr
    assert "Traceback" not in output
    assert any(word in output for word in ("File too large", "disk", "full", "I/O")), output
    assert (hashes(data / "exports"), (data / "warehouse.duckdb").read_bytes()) == before
    assert crash.agree(data) == 2
    again = run(folder)
    assert again.returncode == 0, again.stderr
    assert crash.agree(data) == 3
    assert not [path for path in data.rglob("*") if path.suffix == ".new" or path.name.startswith(".incoming-")]


def test_a_lake_that_cannot_be_written_is_named(folder: Path) -> None:
    data = folder.parent / "data"
    shutil.rmtree(data / "lake" / "clauses")
    (data / "lake" / "clauses").write_text("a file where a folder should be")
    failed = run(folder)
    assert failed.returncode == 1
    assert "lake/clauses" in failed.stderr.replace("\n", "")
    assert "Traceback" not in failed.stdout + failed.stderr
    assert crash.agree(data) == 2
    (data / "lake" / "clauses").unlink()
    assert run(folder).returncode == 0
    assert crash.agree(data) == 3


def test_killed_twice_the_exports_are_those_of_an_undisturbed_run(capsys: pytest.CaptureFixture[str]) -> None:
    crash.main(kills=2, documents=4)
    assert "the exports are those of an undisturbed run" in capsys.readouterr().out


def test_mutated_inputs_are_loaded_or_rejected(capsys: pytest.CaptureFixture[str]) -> None:
    fuzz.main(30, 7, str(PDFS))
    assert "30 inputs, seed 7" in capsys.readouterr().out


def test_text_from_outside_is_printed_as_it_is_and_controls_no_terminal(tmp_path: Path) -> None:
    ran = rapporteur("fetch", "A/RES/79/[bold]x[/bold]", "\x1b[31mred", "--data", str(tmp_path))
    assert ran.returncode == 1
    assert "[bold]x[/bold]" in ran.stdout
    assert "\x1b[31m" not in ran.stdout
