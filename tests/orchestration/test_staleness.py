"""What a change makes stale: of code, of data files beside it, of what is read and of what was made."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import docx
import polars as pl
import pytest

from orchestration import assets, identity, staleness, workers
from orchestration.lake import Lake
from orchestration.staleness import Recipe, code_version, function_version, import_closure, note, rows_made, stale
from transforms.mandates import mandates
from warehouse import tables

TREE = {
    "transforms/__init__.py": "",
    "transforms/words/__init__.py": "from transforms.words.plain import WORDS",
    "transforms/words/plain.py": 'WORDS = open_text("words.csv")',
    "transforms/words/words.csv": "a",
    "transforms/words/other.csv": "b",
    "transforms/languages/__init__.py": "",
    "transforms/languages/en.toml": "",
    "transforms/languages/fr.toml": "",
    "transforms/languages/notes.txt": "",
    "transforms/reading.py": "from transforms import page\nimport transforms.words\n",
    "transforms/page.py": 'LANGUAGES = [f for f in files("transforms.languages").iterdir() if f.suffix == ".toml"]',
    "transforms/registry.py": 'FORMATS = [import_module(name) for name in ("transforms.page",)]',
    "transforms/relative.py": "from .words import WORDS\nfrom . import page\n",
    "transforms/beside.py": 'TEXT = Path(__file__).with_name("beside.sql").read_text()\nRAISES = "see words.csv"\n',
    "transforms/beside.sql": "",
    "transforms/unrelated.py": '"""Speaks of words.csv."""\nlog = logging.getLogger(__name__)\n',
    "orchestration/cli.py": "from transforms import reading",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name, text in TREE.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return tmp_path


@pytest.mark.parametrize(
    ("module", "reached", "why"),
    [
        ("transforms.words.plain", {"words/words.csv", "words/plain.py", "words/__init__.py"}, "a file named"),
        (
            "transforms.reading",
            {"reading.py", "page.py", "words/__init__.py", "words/plain.py", "words/words.csv"}
            | {"languages/__init__.py", "languages/en.toml", "languages/fr.toml", "languages/notes.txt"},
            "from package import module, and a package that runs a module of its own",
        ),
        (
            "transforms.registry",
            {"registry.py", "page.py"}
            | {"languages/__init__.py", "languages/en.toml", "languages/fr.toml", "languages/notes.txt"},
            "a module that a string names",
        ),
        (
            "transforms.relative",
            {"relative.py", "page.py", "words/__init__.py", "words/plain.py", "words/words.csv"}
            | {"languages/__init__.py", "languages/en.toml", "languages/fr.toml", "languages/notes.txt"},
            "relative imports",
        ),
        ("transforms.beside", {"beside.py", "beside.sql"}, "a file beside the module; a message is no name"),
        ("transforms.unrelated", {"unrelated.py"}, "a docstring is no name"),
    ],
)
def test_a_module_reaches_what_it_runs_through(root: Path, module: str, reached: set[str], why: str) -> None:
    found = {path.relative_to(root / "transforms").as_posix() for path in import_closure(module, root=root)}
    assert found == {"__init__.py"} | reached, why


def test_a_module_that_does_not_exist_is_named(root: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"transforms\.gone"):
        import_closure("transforms.gone", root=root)


@pytest.mark.parametrize(
    ("changed", "is_stale"),
    [
        ("transforms/page.py", True),
        ("transforms/words/words.csv", True),
        ("transforms/languages/fr.toml", True),
        ("transforms/words/other.csv", False),
        ("transforms/unrelated.py", False),
        ("orchestration/cli.py", False),
    ],
)
def test_a_change_makes_stale_what_runs_through_it(root: Path, changed: str, is_stale: bool) -> None:
    before = code_version("transforms.reading", root=root)
    with (root / changed).open("a") as file:
        file.write("\n# a change\n")
    assert (code_version("transforms.reading", root=root) != before) is is_stale


def versions() -> dict[str, str]:
    staleness._needs.cache_clear()
    workers.extractor_version.cache_clear()
    return {step.recipe.name: step.recipe.version for step in assets.steps()} | {"reader": workers.extractor_version()}


unedited = cache(versions)


@pytest.fixture
def edit(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], set[str]]]:
    """Gives the steps whose code is another once a file of ours is another, by its name below the checkout; and
    ``reader``, where the version is another under which is kept what was read."""
    read_bytes, before = Path.read_bytes, unedited()

    def stale_after(name: str) -> set[str]:
        def edited(path: Path) -> bytes:
            return read_bytes(path) + (b"\n# a change\n" if path == staleness.ROOT / name else b"")

        assert (staleness.ROOT / name).exists()
        monkeypatch.setattr(Path, "read_bytes", edited)
        after = versions()
        monkeypatch.setattr(Path, "read_bytes", read_bytes)
        return {step for step in before if before[step] != after[step]}

    yield stale_after
    staleness._needs.cache_clear()
    workers.extractor_version.cache_clear()


@pytest.mark.parametrize(
    ("changed", "made_anew"),
    [
        ("orchestration/cli/run.py", set()),
        ("orchestration/schedules.py", set()),
        ("transforms/mandates/mandates.py", {"mandates"}),
        ("warehouse/views.sql", {"warehouse", "exports"}),
        ("orchestration/fetching/ledger.py", set()),
        ("transforms/links/series.py", {"clause_changes"}),
    ],
)
def test_an_edit_makes_only_what_runs_through_it(
    edit: Callable[[str], set[str]], changed: str, made_anew: set[str]
) -> None:
    assert edit(changed) == made_anew


@pytest.mark.parametrize(
    ("changed", "is_read_anew"),
    [
        ("transforms/mandates/verbs.csv", False),
        ("transforms/authorities/states.csv", False),
        ("transforms/votes/phrases.py", False),
        ("warehouse/tables/documents.py", False),
        ("warehouse/tables/votes.py", False),
        ("transforms/citations/forms/treaties.py", False),
        ("transforms/pages/pdfium.py", True),
        ("transforms/pages/continuation.py", True),
        ("transforms/texts/outline.py", True),
        ("transforms/formats/akn.py", True),
        ("transforms/formats/scan.py", True),
        ("transforms/language/fr.toml", True),
        ("transforms/authorities/kinds.toml", True),
    ],
)
def test_an_edit_of_what_reads_reads_every_document_again_and_no_other(
    edit: Callable[[str], set[str]], changed: str, is_read_anew: bool
) -> None:
    """The version of the reader is part of the name under which what was read is kept: the same one reads nothing."""
    made_anew = edit(changed)
    assert made_anew, "no step runs through the file"
    assert ("reader" in made_anew) is is_read_anew


def test_a_function_of_this_room_depends_on_what_it_names() -> None:
    links, held = function_version(assets.all_links), function_version(assets.held_citations)
    assert links != held
    modules, texts = staleness._named_by(identity.frames)
    assert {"transforms.formats.differences", "expectations.suites", "warehouse.tables"} <= modules
    assert any("def _by_rank" in text for text in texts)
    assert any(text.startswith("READ_TABLES = ") for text in texts)
    modules, texts = staleness._named_by(assets.all_links)
    assert modules == {"transforms.links.lineage"}
    assert len(texts) == 1
    assert staleness._named_by(mandates.mandates) == ({"transforms.mandates.mandates"}, set())


# --- records

RECIPE = Recipe("double", ("document_links",), ("hyperlinks",), "v1", by_collection=True)
WHOLE = Recipe("gather", ("document_links",), ("states",), "v1")


@pytest.fixture
def lake(tmp_path: Path) -> Lake:
    lake = Lake(data=str(tmp_path))
    lake.write("document_links", tables.DOCUMENT_LINKS.frame(), ["A-99", "S-2044"])
    return lake


def follow(recipe: Recipe, lake: Lake) -> None:
    collections = stale(recipe, lake.places)
    rows = {name: lake.write(name, tables.BY_NAME[name].frame(), collections) for name in recipe.makes}
    note(recipe, lake.places, collections, rows)


def changed(lake: Lake, collection: str) -> None:
    path = lake.places.files("document_links")[collection]
    os.utime(path, ns=(0, path.stat().st_mtime_ns + 1))


def test_only_collections_that_changed_are_stale(lake: Lake) -> None:
    assert stale(RECIPE, lake.places) == ["A-99", "S-2044"], "nothing was made yet"
    follow(RECIPE, lake)
    assert stale(RECIPE, lake.places) == []
    changed(lake, "S-2044")
    assert stale(RECIPE, lake.places) == ["S-2044"]
    follow(RECIPE, lake)
    lake.write("document_links", tables.DOCUMENT_LINKS.frame(), ["E-2044"])
    assert stale(RECIPE, lake.places) == ["E-2044"]
    lake.keep_only(["A-99"])
    assert stale(RECIPE, lake.places) == []
    follow(RECIPE, lake)
    assert rows_made(RECIPE, lake.places) == {"hyperlinks": {"A-99": 0}}


def test_what_is_made_of_all_is_stale_when_any_changed_came_or_went(lake: Lake) -> None:
    follow(WHOLE, lake)
    assert stale(WHOLE, lake.places) == []
    changed(lake, "S-2044")
    assert stale(WHOLE, lake.places) == ["all"]
    follow(WHOLE, lake)
    lake.keep_only(["A-99"])
    assert stale(WHOLE, lake.places) == ["all"]


def test_what_was_made_is_stale_when_it_is_not_as_it_was_left_or_its_code_changed(lake: Lake) -> None:
    follow(RECIPE, lake)
    lake.places.files("hyperlinks")["A-99"].unlink()
    assert stale(RECIPE, lake.places) == ["A-99"]
    follow(RECIPE, lake)
    other = Recipe(RECIPE.name, RECIPE.reads, RECIPE.makes, "v2", by_collection=True)
    assert stale(other, lake.places) == ["A-99", "S-2044"]
    (lake.places.made / "double.json").write_text("{")
    assert stale(RECIPE, lake.places) == ["A-99", "S-2044"]


def test_the_same_rows_leave_the_file_so_that_nothing_follows(lake: Lake) -> None:
    follow(WHOLE, lake)
    lake.write("document_links", pl.concat([tables.DOCUMENT_LINKS.frame()]), ["A-99", "S-2044"])
    assert stale(WHOLE, lake.places) == []


def test_another_version_of_a_library_that_reads_reads_every_document_again(monkeypatch: pytest.MonkeyPatch) -> None:
    found = {line.split()[0] for line in staleness.libraries(workers.READER)}
    assert {"docx", "lxml", "pypdfium2", "regex"} <= found
    assert "dagster" not in found
    before = workers.extractor_version.__wrapped__()
    monkeypatch.setattr(docx, "__version__", "0.0.1")
    assert workers.extractor_version.__wrapped__() != before
