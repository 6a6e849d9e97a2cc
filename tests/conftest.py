"""Marks, and fixtures that more than one test file uses.

A test that needs the corpus is marked ``corpus``. A test that starts processes, or imports Great Expectations, says so
itself: ``@pytest.mark.process``. Every other test is marked ``fast`` and held to it: it fails if it starts a process.
"""

from __future__ import annotations

import multiprocessing.process
import os
import subprocess
import sys
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any, NoReturn

import pytest
from filelock import FileLock

from tests.commands import rapporteur
from tests.corpus import needs_corpus
from tests.specimens import PDFS
from tests.un_host import UnHost


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if needs_corpus.mark in item.iter_markers("skipif"):
            item.add_marker("corpus")
        elif not item.get_closest_marker("process"):
            item.add_marker("fast")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, Any, Any]:
    if not item.get_closest_marker("fast"):
        return (yield)

    def refuse(*_: object, **__: object) -> NoReturn:
        pytest.fail("a test that starts processes is marked: @pytest.mark.process")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(subprocess.Popen, "__init__", refuse)
        patch.setattr(multiprocessing.process.BaseProcess, "start", refuse)
        patch.setattr(os, "fork", refuse)
        patch.setitem(sys.modules, "great_expectations", None)
        return (yield)


@pytest.fixture
def un_host() -> Iterator[UnHost]:
    """The UN's document host, doubled on loopback, holding nothing."""
    with UnHost() as host:
        yield host


@pytest.fixture(scope="session")
def loaded_specimens(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of a run over the specimens, made once for all test processes; to be copied, not changed."""
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent  # the session's own; that of a worker lies in it
    data = folder / "loaded-specimens"
    with FileLock(f"{data}.lock"):
        if not (data / "exports" / "datapackage.json").exists():
            ran = rapporteur("run", "--documents", str(PDFS), "--data", str(data))
            assert ran.returncode == 0, ran.stdout + ran.stderr
    return data
