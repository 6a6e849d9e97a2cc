"""Marks, and fixtures that more than one test file uses.

A test that needs the corpus is marked ``corpus``. A test that starts processes, or imports Great Expectations, says so
itself: ``@pytest.mark.process``. Every other test is marked ``fast`` and held to it: it fails if it starts a process.
"""

from __future__ import annotations

import multiprocessing.process
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any, NoReturn

import pytest
from filelock import FileLock

from orchestration.source_choice import SPECIMENS
from tests import crash
from tests.commands import rapporteur
from tests.corpus import CORPUS, needs_corpus
from tests.specimens import PDFS
from tests.un_host import UnHost


def pytest_configure() -> None:
    os.environ[SPECIMENS] = "yes"  # which tests load


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
    """The data folder of a run over the specimens. To be copied, not changed."""

    def load(folder: Path) -> None:
        ran = rapporteur("run", "--documents", str(PDFS), "--data", str(folder))
        assert ran.returncode == 0, ran.stdout + ran.stderr

    return _made_once(tmp_path_factory, "loaded-specimens", load)


@pytest.fixture(scope="session")
def two_loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two specimens in ``documents``, loaded into ``data`` beside it. To be copied, not changed."""

    def load(folder: Path) -> None:
        (folder / "documents").mkdir(parents=True)
        for name in ("A_RES_99_2.pdf", "A_RES_99_3.pdf"):
            shutil.copy(PDFS / name, folder / "documents")
        crash.finish(folder / "documents", folder / "data")

    return _made_once(tmp_path_factory, "two-loaded", load)


@pytest.fixture(scope="session")
def loaded_corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of a run over the PDFs of the corpus. To be copied, not changed."""

    def load(folder: Path) -> None:
        ran = rapporteur("run", "--documents", str(CORPUS / "pdf"), "--data", str(folder))
        assert ran.returncode == 0, ran.stdout + ran.stderr
        assert "Traceback" not in ran.stdout + ran.stderr

    return _made_once(tmp_path_factory, "loaded-corpus", load)


def _made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """A folder that one of the session's test processes makes for all of them."""
    base = factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / name
    unfinished = folder.with_name(f"{name}.new")
    with FileLock(f"{folder}.lock"):
        if not folder.exists():
            shutil.rmtree(unfinished, ignore_errors=True)
            make(unfinished)
            unfinished.rename(folder)
    return folder
