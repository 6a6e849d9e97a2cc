"""What must be made anew: because its code changed, because what it is made of changed, or because it is damaged.

What belongs here: which files of ours decide what a module does (its import closure), and the records of what each
step last made of what. What does not: what a step does (``steps.py``).

Nothing here compares rows. A file of the lake that would get the bytes it has is not written again (``lake.py``), so
its size and time of modification say whether it changed.
"""

from __future__ import annotations

import ast
import gc
import hashlib
import inspect
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.metadata import version
from importlib.util import resolve_name
from pathlib import Path
from types import MappingProxyType, ModuleType
from typing import Any

from orchestration.places import WHOLE, Places, read_json, write_json

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("orchestration", "transforms", "warehouse", "expectations")
OWN_PACKAGE = {"__file__", "__name__", "__package__", "__spec__"}
"""Names by which a module reaches the folder that it lies in."""


# ------------------------------------------------------------------------------------------------ code


def code_version(*modules: str, root: Path = ROOT) -> str:
    """Eight hexadecimal digits that change with any file that decides what these modules do."""
    return digest(
        [path.relative_to(root).as_posix(), path.read_bytes()] for path in import_closure(*modules, root=root)
    )


def libraries(*modules: str) -> list[str]:
    """The libraries that these modules import, directly or through others of ours, each with its version."""
    sources = (path for path in import_closure(*modules) if path.suffix == ".py")
    imported = {name.split(".")[0] for path in sources for name in _parsed(path.read_text("utf-8")).imports}
    return [
        f"{name} {getattr(import_module(name), '__version__', None) or version(name)}"
        for name in sorted(imported - {"", *PACKAGES, *sys.stdlib_module_names})
    ]


def function_version(function: Callable[..., Any]) -> str:
    """The same for one function. Of a function of another room its whole module counts; of one of this room only its
    own text and what it names, functions of this room likewise: modules of this room import all others."""
    modules, texts = _named_by(function)
    return digest([code_version(*sorted(modules)), *sorted(texts)])


def import_closure(*modules: str, root: Path = ROOT) -> list[Path]:
    """The files of ours that decide what these modules do: their own, those of all modules that they import, directly
    or through others, of the packages that hold these, and the data files that any of them names.

    A data file counts where a module holds its name, or the end of its path, as a string. Where a module names a
    package (``files("transforms.language")``) and no file of it, or a file's ending alone (``f"{language}.toml"``),
    all files of the package count. Modules are also found where a string names them (``import_module``).
    Raises ``FileNotFoundError`` where there is no such module.
    """
    for module in modules:
        place = root.joinpath(*module.split("."))
        if not (place.with_suffix(".py").is_file() or (place / "__init__.py").is_file()):
            raise FileNotFoundError(f"no module {module} in {root}")
    data = _data_files(root)
    waiting = {path for module in modules for path in _files_of_module(module, root)}
    found: set[Path] = set()
    while waiting:
        path = waiting.pop()
        found.add(path)
        if path.suffix == ".py":
            waiting |= _needs(path, path.read_text("utf-8"), root, data) - found
    return sorted(found)


@dataclass(frozen=True)
class _Source:
    """What a module's source says of other files."""

    imports: frozenset[str]
    """Dotted names, with leading dots where they are relative."""
    strings: frozenset[str]
    names_own_package: bool


@cache
def _parsed(text: str) -> _Source:
    imports, strings, names_own_package = set[str](), set[str](), False
    names_of_loggers = set[ast.expr]()
    for node in _nodes(text):
        if isinstance(node, ast.Constant):
            if isinstance(node.value, str):
                strings.add(node.value)
        elif isinstance(node, ast.Call):
            if isinstance(node.func, ast.Attribute) and node.func.attr == "getLogger":
                names_of_loggers |= {*node.args}
        elif isinstance(node, ast.Name):
            names_own_package |= node.id in OWN_PACKAGE and node not in names_of_loggers
        elif isinstance(node, ast.Import):
            imports |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            module = "." * node.level + (node.module or "")
            joint = "" if module.endswith(".") else "."
            imports |= {module, *(f"{module}{joint}{alias.name}" for alias in node.names)}
    return _Source(frozenset(imports), frozenset(strings), names_own_package)


def _nodes(text: str) -> list[ast.AST]:
    """The syntax tree's nodes, each before its children. The garbage collector waits: it would look through all of
    them again and again, which takes as long as parsing does."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        return [*ast.walk(ast.parse(text))]
    finally:
        if was_enabled:
            gc.enable()


@cache
def _needs(path: Path, text: str, root: Path, data: tuple[Path, ...]) -> set[Path]:
    """The files that one module reaches by itself."""
    source = _parsed(text)
    package = ".".join(path.parent.relative_to(root).parts)
    imported = {resolve_name(name, package) if name.startswith(".") else name for name in source.imports}
    modules = {file for name in imported | source.strings for file in _files_of_module(name, root)}
    named = {file for file in data if source.strings & _names_of(file, root)}
    folders = {root.joinpath(*name.split(".")) for name in source.strings if name.split(".")[0] in PACKAGES}
    if source.names_own_package:
        folders.add(path.parent)
    with_a_file_named = {file.parent for file in named}
    return (
        modules
        | named
        | {
            file
            for file in data
            if file.parent in folders and (file.parent not in with_a_file_named or file.suffix in source.strings)
        }
    )


def _files_of_module(name: str, root: Path) -> set[Path]:
    """The files that an import of this dotted name runs: of its packages and of the module; none where it is no name
    of ours. The last part may be something that the module defines."""
    parts = name.split(".")
    if parts[0] not in PACKAGES or not all(part.isidentifier() for part in parts):
        return set()
    places = [root.joinpath(*parts[:length]) for length in range(1, len(parts) + 1)]
    files = {file for place in places for file in (place / "__init__.py", place.with_suffix(".py"))}
    return {file for file in files if file.is_file()}


def _data_files(root: Path) -> tuple[Path, ...]:
    """What lies in our packages beside Python."""
    every = (path for package in PACKAGES for path in (root / package).rglob("*.*"))
    return tuple(path for path in every if path.suffix not in (".py", ".pyc") and path.is_file())


def _names_of(file: Path, root: Path) -> set[str]:
    """The names by which a module may call a file: "states.csv", "authorities/states.csv", ..."""
    parts = file.relative_to(root).parts
    return {"/".join(parts[start:]) for start in range(len(parts))}


def _named_by(function: Callable[..., Any]) -> tuple[set[str], set[str]]:
    """The modules of other rooms that a function runs through, and the texts of the functions, classes and constants
    of this room on the way there."""
    modules, texts = set[str](), set[str]()
    waiting: list[tuple[ModuleType, str]] = []
    seen: set[tuple[str, str]] = set()

    def look_up(module: ModuleType, name: str) -> None:
        value = getattr(module, name, None)
        home = value.__name__ if inspect.ismodule(value) else getattr(value, "__module__", module.__name__)
        if not isinstance(home, str) or home.split(".")[0] not in PACKAGES:
            return
        if home.split(".")[0] != __name__.split(".")[0]:
            modules.add(home)
        elif not inspect.ismodule(value) and (home, name) not in seen:
            seen.add((home, name))
            waiting.append((sys.modules[home], name))

    one = inspect.unwrap(function)
    look_up(sys.modules[one.__module__], one.__name__)
    while waiting:
        module, name = waiting.pop()
        for text, names in _statements(module).get(name, ()):
            texts.add(text)
            for each in names:
                look_up(module, each)
    return modules, texts


@cache
def _statements(module: ModuleType) -> dict[str, list[tuple[str, set[str]]]]:
    """What a module defines at its top: of each name the text that defines it, and the names that this text has."""
    source = inspect.getsource(module)
    lines = source.encode().splitlines(keepends=True)
    found: dict[str, list[tuple[str, set[str]]]] = {}
    for node in ast.parse(source).body:
        defined = [node.name] if isinstance(node, ast.FunctionDef | ast.ClassDef) else []
        targets = (
            node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
        )
        defined += [each.id for target in targets for each in ast.walk(target) if isinstance(each, ast.Name)]
        if defined:
            names = {each.id for each in ast.walk(node) if isinstance(each, ast.Name)} - {*defined}
            for name in defined:
                found.setdefault(name, []).append((_text_of(node, lines), names))
    return found


def _text_of(node: ast.stmt, lines: Sequence[bytes]) -> str:
    """As ``ast.get_source_segment``, which splits the whole module into lines at each call."""
    assert node.end_lineno is not None  # ast.parse gives every statement its end
    *whole, last = lines[node.lineno - 1 : node.end_lineno]
    return b"".join([*whole, last[: node.end_col_offset]])[node.col_offset :].decode()


# ------------------------------------------------------------------------------------------------ records


@dataclass(frozen=True)
class Recipe:
    """How some tables are made."""

    name: str
    reads: tuple[str, ...]
    """Tables that they are made of."""
    makes: tuple[str, ...]
    version: str
    """Of the code that makes them."""
    by_collection: bool = False
    """Whether a collection's rows follow from the same collection's rows alone."""


def stale(recipe: Recipe, places: Places) -> list[str]:
    """The collections of which what a recipe makes is not what it would make now; ``WHOLE`` for one that does not go
    by collection."""
    record, files = read_json(places.made / f"{recipe.name}.json"), _Files(recipe, places)
    return [part for part in files.parts if record.get(part, {}).get("is") != files.state(part)]


def rows_made(recipe: Recipe, places: Places) -> Mapping[str, Mapping[str, int]]:
    """The rows that each table of a recipe has, by collection."""
    record = read_json(places.made / f"{recipe.name}.json")
    return {
        name: {part: record[part]["rows"].get(name, 0) for part in places.files(name) if part in record}
        for name in recipe.makes
    }


def note(
    recipe: Recipe,
    places: Places,
    collections: Sequence[str] = (WHOLE,),
    rows: Mapping[str, Mapping[str, int]] = MappingProxyType({}),
) -> None:
    """Record that a recipe was followed just now for these collections, and how many rows each table got there.
    Records of collections that are gone are dropped."""
    path, files = places.made / f"{recipe.name}.json", _Files(recipe, places)
    record = {part: entry for part, entry in read_json(path).items() if part in files.parts}
    for part in collections:
        counts = {name: counts[part] for name, counts in rows.items()}
        record[part] = {"is": files.state(part), "rows": counts}
    write_json(path, dict(sorted(record.items())))


class _Files:
    """The files that a recipe reads and makes, as they are now."""

    def __init__(self, recipe: Recipe, places: Places) -> None:
        self._recipe = recipe
        self._read = [places.files(name) for name in recipe.reads]
        self._made = [places.files(name) for name in recipe.makes]
        self.parts = sorted({part for files in self._read for part in files}) if recipe.by_collection else [WHOLE]

    def state(self, part: str) -> str:
        """A hash of the code, of what is read and of what was made of it."""
        recipe, every = self._recipe, [*self._read, *self._made]
        if recipe.by_collection:
            every = [{part: files[part]} if part in files else {} for files in every]
        return digest([recipe.version, *recipe.reads, *recipe.makes, *map(fingerprint, every)])


def fingerprint(files: Mapping[str, Path]) -> str:
    """By what files are known again without reading them: their names, sizes and times of modification."""
    found = {name: path.stat() for name, path in sorted(files.items())}
    return digest([name, str(stat.st_size), str(stat.st_mtime_ns)] for name, stat in found.items())


def digest(parts: Iterable[str | bytes | Sequence[str | bytes]]) -> str:
    """Eight hexadecimal digits of a hash of these, in their order."""
    total = hashlib.sha256()
    for part in parts:
        for piece in [part] if isinstance(part, str | bytes) else part:
            content = piece.encode() if isinstance(piece, str) else piece
            total.update(b"%d:" % len(content) + content)
    return total.hexdigest()[:8]
