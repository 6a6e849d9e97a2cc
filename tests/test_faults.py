"""What the machine does to a run: the old warehouse stays whole, a line says what is wrong, the next run mends it.

Kills at random moments and mutated inputs are ``make crash-test`` and ``make fuzz``; here is a little of either.
"""

from __future__ import annotations

import resource
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests import crash, fuzz
from tests.command_line import hashes, rapporteur
from tests.specimens import PDFS


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two specimens, loaded into ``data`` beside them; a third is then added."""
    documents = tmp_path / "documents"
    documents.mkdir()
    for name in ("A_RES_99_2.pdf", "A_RES_99_3.pdf"):
        shutil.copy(PDFS / name, documents)
    crash.finish(documents, tmp_path / "data")
    shutil.copy(PDFS / "A_RES_99_4.pdf", documents)
    return documents


def run(folder: Path, largest_file: int = resource.RLIM_INFINITY) -> subprocess.CompletedProcess[str]:
    """The job where no file may be larger than so many bytes, as on a disk that is full."""
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
    told = failed.stdout + failed.stderr
    assert "Traceback" not in told
    assert any(word in told for word in ("File too large", "disk", "full", "I/O")), told
    assert (hashes(data / "exports"), (data / "warehouse.duckdb").read_bytes()) == before
    assert crash.agree(data) == 2
    mended = run(folder)
    assert mended.returncode == 0, mended.stderr
    assert crash.agree(data) == 3
    assert not [path for path in data.rglob("*") if path.suffix == ".new" or path.name.startswith(".incoming-")]


def test_a_lake_that_cannot_be_written_is_told(folder: Path) -> None:
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


def test_what_comes_from_outside_is_printed_as_it_is_and_moves_no_terminal(tmp_path: Path) -> None:
    told = rapporteur("fetch", "A/RES/79/[bold]x[/bold]", "\x1b[31mred", "--data", str(tmp_path))
    assert told.returncode == 1
    assert "[bold]x[/bold]" in told.stdout
    assert "\x1b[31m" not in told.stdout
