"""The fences between the rooms: who may import whom, read from the imports themselves."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("orchestration", "transforms", "warehouse", "expectations")
ALLOWED = {
    "transforms": {"transforms", "warehouse.tables"},
    "expectations": {"expectations", "warehouse.tables"},
    "warehouse": {"warehouse"},
    "orchestration": {*ROOMS},
}
KEPT_TO = {
    "dagster": "orchestration",
    "httpx": "orchestration",
    "great_expectations": "expectations",
    "pandas": "expectations",
}
"""What only one room knows."""
MODULES = sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))


def imported(path: Path) -> set[str]:
    """The modules that a file imports anywhere: ``warehouse.tables`` for ``from warehouse import tables`` too."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative imports hide which room is meant"
            module = node.module or ""
            is_room = module in ROOMS
            names |= {f"{module}.{alias.name}" for alias in node.names} if is_room else {module}
    return names


@pytest.mark.parametrize("path", MODULES, ids=[str(path.relative_to(ROOT)) for path in MODULES])
def test_a_room_imports_only_what_it_may(path: Path) -> None:
    room = path.relative_to(ROOT).parts[0]
    own = {name for name in imported(path) if name.split(".")[0] in ROOMS}
    allowed = set() if path.name == "tables.py" else ALLOWED[room]
    strays = {name for name in own if not any(name == a or name.startswith(f"{a}.") for a in allowed)}
    assert not strays, f"{path.relative_to(ROOT)} reaches over the fence: {strays}"


@pytest.mark.parametrize("path", MODULES, ids=[str(path.relative_to(ROOT)) for path in MODULES])
def test_a_library_stays_in_its_room(path: Path) -> None:
    room = path.relative_to(ROOT).parts[0]
    tops = {name.split(".")[0] for name in imported(path)}
    strays = {name for name in tops if KEPT_TO.get(name, room) != room}
    assert not strays, f"{path.relative_to(ROOT)} imports {strays}"


FETCHING = [path for path in MODULES if path.parent == ROOT / "orchestration" / "fetching"]


@pytest.mark.parametrize("path", FETCHING, ids=[path.name for path in FETCHING])
def test_fetching_knows_no_dagster(path: Path) -> None:
    """Nor anything of its own room outside itself; the other rooms cannot know Dagster."""
    names = {name for name in imported(path) if name.split(".")[0] in ("dagster", "orchestration")}
    strays = {name for name in names if not name.startswith("orchestration.fetching")}
    assert not strays, f"{path.relative_to(ROOT)} imports {strays}"


def test_tables_are_declared_with_polars_alone() -> None:
    tops = {name.split(".")[0] for name in imported(ROOT / "warehouse" / "tables.py")}
    assert tops <= {"__future__", "collections", "dataclasses", "typing", "polars"}
