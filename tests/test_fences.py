"""The fences between the rooms: who may import whom, read from the imports themselves.

``transforms`` is fenced within, too: its sub-packages stand in the order in which data flows through them.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from pathlib import Path

import networkx as nx
import pytest

from tests.commands import ROOT

ROOMS = ("orchestration", "transforms", "warehouse", "expectations")

TABLES = "warehouse.tables"
MAY_IMPORT: Mapping[str, tuple[str, ...]] = {
    TABLES: (),
    "warehouse": (),
    "expectations": (TABLES,),
    "transforms.language": (),
    "transforms.authorities": ("transforms.language", TABLES),
    "transforms.pages": ("transforms.language",),
    "transforms.texts": ("transforms.pages", "transforms.language", "transforms.authorities", TABLES),
    "transforms.formats": ("transforms.texts", "transforms.pages", "transforms.language", "transforms.authorities"),
    "transforms.citations": ("transforms.language", "transforms.authorities", TABLES),
    "transforms.mandates": ("transforms.language", "transforms.authorities", TABLES),
    "transforms.votes": ("transforms.language", "transforms.authorities", TABLES),
    "transforms.links": ("transforms.language", "transforms.authorities", TABLES),
    "orchestration.fetching": ("transforms", "warehouse"),
    "orchestration": ROOMS,
}
"""What a package may import of ours beside itself. The longest name that a module begins with is the one that counts.
A package without a line may import nothing of ours."""

MAY_USE: Mapping[str, tuple[str, ...]] = {
    "dagster": ("orchestration",),
    "httpx": ("orchestration",),
    "great_expectations": ("expectations",),
    "pandas": ("expectations",),
}
"""The packages that may import a library, for libraries that only one room knows."""
MAY_NOT_USE = {"dagster": ("orchestration.fetching",)}
"""Packages within those that may not."""

LONGEST_CLASS = 250

READER = "transforms.formats.register"
NOT_OF_READING = (
    "transforms.authorities.bodies",
    "transforms.authorities.states",
    "transforms.authorities.treaties",
    "transforms.citations",
    "transforms.mandates",
    "transforms.votes",
    "transforms.links",
    "warehouse",
)
"""What the reader must not depend on: a change there would make every document be read again."""

Graph = Mapping[str, set[str]]


def modules(root: Path) -> dict[str, Path]:
    """The files of the rooms below ``root`` by the names of their modules."""
    files = [path for room in ROOMS for path in (root / room).rglob("*.py")]
    return {".".join(path.relative_to(root).with_suffix("").parts).removesuffix(".__init__"): path for path in files}


def imports(root: Path) -> Graph:
    """Which modules each module imports, anywhere in its file.

    ``from transforms.votes import records`` imports ``transforms.votes.records`` where that is a module, and
    ``transforms.votes`` where it is a name in the package.
    """
    files = modules(root)
    graph: dict[str, set[str]] = {}
    for module, path in files.items():
        names = graph[module] = set()
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                assert node.level == 0 and node.module, f"{module}: a relative import hides which room is meant"
                inner = {f"{node.module}.{alias.name}" for alias in node.names}
                names |= {name if name in files else node.module for name in inner}
    return graph


def within(module: str, *packages: str) -> bool:
    """Whether a module is one of the packages, or lies in one."""
    return any(module == package or module.startswith(f"{package}.") for package in packages)


def fence(module: str) -> str:
    """The package of ``MAY_IMPORT`` in which a module lies; empty where it lies in none."""
    return max((package for package in MAY_IMPORT if within(module, package)), key=len, default="")


def over_a_fence(graph: Graph) -> set[tuple[str, str]]:
    """Imports that ``MAY_IMPORT`` forbids: the module that imports, and what."""
    return {
        (module, name)
        for module, names in graph.items()
        for name in names
        if within(name, *ROOMS) and not within(name, fence(module), *MAY_IMPORT.get(fence(module), ()))
    }


def libraries_out_of_place(graph: Graph) -> set[tuple[str, str]]:
    """Imports that ``MAY_USE`` forbids: the module that imports, and the library."""
    return {
        (module, library)
        for module, names in graph.items()
        for library, packages in MAY_USE.items()
        if any(within(name, library) for name in names)
        and (not within(module, *packages) or within(module, *MAY_NOT_USE.get(library, ())))
    }


def circles(graph: Graph) -> list[set[str]]:
    """Groups of modules that import each other, directly or through others."""
    known = [(module, name) for module, names in graph.items() for name in names if name in graph]
    return [group for group in nx.strongly_connected_components(nx.DiGraph(known)) if len(group) > 1]


def between_subpackages(graph: Graph) -> Graph:
    """Which sub-packages of ``transforms`` import which."""
    packages: dict[str, set[str]] = {}
    for module, names in graph.items():
        for name in names:
            if within(module, "transforms") and within(name, "transforms"):
                here, there = (".".join(each.split(".")[:2]) for each in (module, name))
                packages.setdefault(here, set()).update({there} - {here})
                packages.setdefault(there, set())
    return packages


def closure(graph: Graph, module: str) -> set[str]:
    """Every module of ours that is imported when ``module`` is."""
    known = nx.DiGraph([(each, name) for each, names in graph.items() for name in names if name in graph])
    return {module, *nx.descendants(known, module)}


def long_classes(root: Path) -> set[str]:
    """Classes of more than ``LONGEST_CLASS`` lines."""
    return {
        f"{module}.{node.name}"
        for module, path in modules(root).items()
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ClassDef) and (node.end_lineno or 0) - node.lineno + 1 > LONGEST_CLASS
    }


GRAPH = imports(ROOT)


def test_each_module_imports_only_what_its_room_may() -> None:
    assert len(GRAPH) > 40
    assert not over_a_fence(GRAPH)


def test_a_library_stays_in_its_room() -> None:
    assert not libraries_out_of_place(GRAPH)


def test_no_modules_import_each_other() -> None:
    assert not circles(GRAPH)


def test_no_subpackages_import_each_other() -> None:
    assert not circles(between_subpackages(GRAPH))


def test_what_may_be_imported_is_no_circle_either() -> None:
    """So that the fences alone keep sub-packages in the order of the data."""
    assert not circles(
        {package: {name for name in names if name in MAY_IMPORT} for package, names in MAY_IMPORT.items()}
    )


def test_tables_are_declared_with_polars_alone() -> None:
    standard = {"__future__", "collections", "dataclasses", "typing"}
    for module, names in GRAPH.items():
        if within(module, TABLES):
            assert {name.split(".")[0] for name in names} <= {*standard, "polars", "warehouse"}, module


def test_reading_depends_on_no_vote_body_mandate_citation_or_table() -> None:
    assert not {module for module in closure(GRAPH, READER) if within(module, *NOT_OF_READING)}


def test_no_class_is_too_long() -> None:
    assert not long_classes(ROOT)


# The tests above see what they should: each forbidden thing, composed in a tree of its own


def composed(root: Path, files: Mapping[str, str]) -> Graph:
    """The imports of a tree with these files, every module that they import included."""
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return imports(root)


FORBIDDEN = [
    ("transforms/pages/flow.py", "from transforms.texts import outline", "pages know nothing of texts"),
    ("transforms/pages/flow.py", "from transforms.authorities.symbols import canonical", "nor of symbols"),
    ("transforms/language/dates.py", "import transforms.pages.model", "a language is data"),
    ("transforms/authorities/symbols.py", "from transforms import mandates", "the package itself"),
    ("transforms/authorities/symbols.py", "import transforms.votes", "the package by its full name"),
    ("transforms/texts/outline.py", "def f():\n    from transforms.formats import akn", "an import in a function"),
    ("transforms/texts/outline.py", "from transforms.votes import records", "reading knows no votes"),
    ("transforms/formats/akn.py", "from transforms.citations import find", "nor citations"),
    ("transforms/formats/akn.py", "from warehouse.tables import CLAUSES", "nor tables"),
    ("transforms/citations/find.py", "from transforms.texts import outline", "citations take frames"),
    ("transforms/mandates/due.py", "from transforms.pages import model", "mandates take frames"),
    ("transforms/votes/closing.py", "from transforms.formats import akn", "votes take frames"),
    ("transforms/votes/closing.py", "from transforms.mandates import due", "votes know no mandates"),
    ("transforms/links/series.py", "from transforms.texts.outline import Outline", "links take frames"),
    ("transforms/charts/bars.py", "from transforms.language import dates", "a sub-package without a line here"),
    ("transforms/votes/closing.py", "from warehouse import build", "of the warehouse only the tables"),
    ("transforms/votes/closing.py", "from orchestration import places", "nothing imports orchestration"),
    ("expectations/suites.py", "from transforms.votes import records", "rules know tables alone"),
    ("warehouse/build.py", "from expectations import suites", "the warehouse knows no rules"),
    ("warehouse/tables/votes.py", "from warehouse import build", "tables know nothing"),
    ("orchestration/fetching/ledger.py", "from orchestration import lake", "fetching keeps to itself"),
]


@pytest.mark.parametrize(("file", "text", "why"), FORBIDDEN, ids=[f"{file}: {why}" for file, _, why in FORBIDDEN])
def test_an_import_over_a_fence_is_seen(file: str, text: str, why: str, tmp_path: Path) -> None:
    allowed = {
        "transforms/votes/records.py": "from transforms.authorities.symbols import x\nfrom warehouse import tables",
        "transforms/formats/pdf.py": "import transforms.texts.outline\nfrom transforms.pages import model",
        "transforms/texts/outline.py": "",
        "transforms/pages/model.py": "from transforms.language import dates",
        "transforms/authorities/symbols.py": "",
        "transforms/language/dates.py": "import re",
        "transforms/mandates/due.py": "",
        "warehouse/tables/__init__.py": "from warehouse.tables import columns",
        "warehouse/tables/columns.py": "",
        "orchestration/lake.py": "from orchestration.fetching import hosts\nfrom expectations import suites",
        "orchestration/fetching/hosts.py": "from transforms.authorities import symbols\nfrom warehouse import build",
    }
    assert not over_a_fence(composed(tmp_path, allowed)), "what is allowed is not seen as forbidden"
    broken = over_a_fence(composed(tmp_path, {**allowed, file: text}))
    assert [module.replace(".", "/") + ".py" for module, _ in broken] == [file], why


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("transforms/votes/closing.py", "import dagster as dg"),
        ("orchestration/fetching/ledger.py", "from dagster import asset"),
        ("orchestration/checks.py", "def f():\n    import great_expectations.expectations"),
        ("warehouse/build.py", "import pandas"),
        ("transforms/formats/akn.py", "import httpx"),
    ],
)
def test_a_library_out_of_its_room_is_seen(file: str, text: str, tmp_path: Path) -> None:
    assert len(libraries_out_of_place(composed(tmp_path, {file: text}))) == 1


def test_a_circle_is_seen(tmp_path: Path) -> None:
    files = {
        "transforms/votes/records.py": "from transforms.votes.phrases import PHRASES",
        "transforms/votes/phrases.py": "from transforms.votes import files",
        "transforms/votes/files.py": "def f():\n    from transforms.votes import records",
        "transforms/votes/measures.py": "from transforms.votes import files",
    }
    circle = {f"transforms.votes.{name}" for name in ("records", "phrases", "files")}
    assert circles(composed(tmp_path, files)) == [circle]


def test_a_circle_of_subpackages_is_seen(tmp_path: Path) -> None:
    files = {
        "transforms/votes/records.py": "from transforms.links import series",
        "transforms/links/series.py": "",
        "transforms/links/lineage.py": "from transforms.votes import phrases",
        "transforms/votes/phrases.py": "",
    }
    graph = composed(tmp_path, files)
    assert not circles(graph)
    assert circles(between_subpackages(graph)) == [{"transforms.votes", "transforms.links"}]


def test_what_the_reader_depends_on_is_seen_through_other_modules(tmp_path: Path) -> None:
    files = {
        "transforms/formats/register.py": "from transforms.formats import akn",
        "transforms/formats/akn.py": "from transforms.texts.outline import Outline",
        "transforms/texts/outline.py": "from transforms.authorities import bodies",
        "transforms/authorities/bodies.py": "",
        "transforms/authorities/states.py": "",
    }
    assert "transforms.authorities.bodies" in closure(composed(tmp_path, files), READER)
    assert "transforms.authorities.states" not in closure(composed(tmp_path, files), READER)


def test_a_class_that_is_too_long_is_seen(tmp_path: Path) -> None:
    lines = {name: "class A:\n" + "    x = 1\n" * count for name, count in (("a", 249), ("b", 250))}
    composed(tmp_path, {f"transforms/texts/{name}.py": text for name, text in lines.items()})
    assert long_classes(tmp_path) == {"transforms.texts.b.A"}
