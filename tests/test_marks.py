"""Each test has one of the marks fast, process and corpus, and a fast test is held to what its mark says."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.commands import ROOT

TESTS = """
import multiprocessing, os, subprocess, sys
import pytest
from tests.corpus import needs_corpus

def test_command():
    subprocess.run([sys.executable, "-c", ""])

def test_worker():
    multiprocessing.get_context("spawn").Process(target=print).start()

def test_fork():
    os.fork() or os._exit(0)

def test_expectations():
    import great_expectations

@pytest.mark.process
def test_marked():
    subprocess.run([sys.executable, "-c", ""], check=True)

@needs_corpus
def test_real_documents():
    subprocess.run([sys.executable, "-c", ""], check=True)

def test_quick():
    pass
"""


def run(folder: Path, *options: str) -> str:
    """What pytest prints of ``TESTS``, with this project's configuration and marks."""
    (folder / "test_composed.py").write_text(TESTS, "utf-8")
    command = [sys.executable, "-m", "pytest", "-p", "tests.conftest", "-p", "no:cacheprovider"]
    command += ["-c", str(ROOT / "pyproject.toml"), *options]
    ran = subprocess.run([*command, str(folder)], cwd=ROOT, capture_output=True, text=True, check=False)
    return ran.stdout


@pytest.mark.process
def test_a_fast_test_that_starts_a_process_fails(tmp_path: Path) -> None:
    printed = run(tmp_path, "-rf")
    failed = re.findall(r"^FAILED \S+::test_(\w+)", printed, re.MULTILINE)
    assert sorted(failed) == ["command", "expectations", "fork", "worker"], printed


@pytest.mark.process
@pytest.mark.parametrize(
    ("mark", "names"),
    [
        ("fast", ["command", "expectations", "fork", "quick", "worker"]),
        ("process", ["marked"]),
        ("corpus", ["real_documents"]),
    ],
)
def test_each_test_has_one_mark(mark: str, names: list[str], tmp_path: Path) -> None:
    printed = run(tmp_path, "-m", mark, "--collect-only")
    assert sorted(line.split("::test_")[1] for line in printed.splitlines() if "::test_" in line) == names
