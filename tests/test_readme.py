"""The examples in README.md are run on the specimens, and answer as it says."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest

from tests.commands import ROOT, at_terminal, rapporteur

pytestmark = pytest.mark.process

README = (ROOT / "README.md").read_text("utf-8")
EXAMPLES = [block.strip().split("\n") for block in re.findall(r"```console\n(.*?)```", README, re.DOTALL)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, loaded_specimens: Path) -> Path:
    """A folder in which the specimens were loaded, as ``make run`` loads them."""
    here = tmp_path_factory.mktemp("readme")
    shutil.copytree(loaded_specimens, here / "data")
    return here


def test_there_are_examples() -> None:
    assert len(EXAMPLES) >= 4


@pytest.mark.parametrize("example", EXAMPLES, ids=[example[0] for example in EXAMPLES])
def test_an_example_answers_as_the_readme_says(example: list[str], folder: Path) -> None:
    command, *answer = example
    assert command.startswith("$ rapporteur ")
    status, shown = at_terminal(*shlex.split(command)[2:], cwd=folder)
    assert status == 0, shown
    for line in answer:
        assert line in shown


def test_what_the_readme_names_is_there(folder: Path) -> None:
    names = set(
        re.findall(r"`(resolutions|clause_tree|footnotes_in_place|citation_edges|most_cited|\w+_by_\w+)`", README)
    )
    assert len(names) >= 6
    for name in names:
        assert rapporteur("sql", f"select count(*) from {name}", cwd=folder).returncode == 0, name
    for file in ("datapackage.json", "dictionary.md", "clauses/clauses.parquet"):
        assert (folder / "data" / "exports" / file).is_file(), file
