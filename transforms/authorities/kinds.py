"""The kinds of documents: how each is known, and what holds for its texts.

What belongs here: ``kinds.toml``, and deciding the kind of a document by its symbol and what its front says. What does
not: reading that front (``masthead.py``), and what is made of a kind (each module asks for the property it needs).
The names are the vocabulary of ``documents.document_type``; a test holds the two equal.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

import regex

from transforms.authorities import unknowns
from transforms.authorities.symbols import Symbol
from transforms.language import vocabulary

_DRAFT = rf"\s?[:：]\s*\**\s*{vocabulary.either('masthead.draft')}"
SPONSORED = regex.compile(rf".+?{_DRAFT}", regex.IGNORECASE)
"""The line that names a draft's sponsors: ``Australia and Chad: draft resolution``."""
_NAMES_SPONSORS = regex.compile(rf".{_DRAFT}", regex.IGNORECASE)
"""The end of such a line within a longer text."""
OTHER = "other"
"""The kind of a document that no condition fits; such a document is counted as unknown."""


@dataclass(frozen=True)
class Kind:
    """A kind of document."""

    name: str
    """A value of ``documents.document_type``."""
    when: tuple[Mapping[str, Any], ...]
    """By what it is known: all conditions of one of these, each a name of ``CONDITIONS`` with what it asks for."""
    is_adopted: bool = False
    """Whether an organ adopted its text; behind it may stand how."""
    is_draft: bool = False
    """Whether its text is put to an organ for adoption."""
    is_record: bool = False
    """Whether it is the record of a meeting."""
    has_speeches: bool = False
    """Whether it gives speeches word by word."""
    has_formula: bool = True
    """Whether its text, where it is a resolution's, begins with the line that says who speaks."""
    has_close: bool = False
    """Whether it ends with the meeting at which it was adopted."""
    quotes: bool = False
    """Whether a resolution's text in it is another document's, or one that it recommends."""
    votes_as: str = ""
    """As which kind of source it gives votes (``vote_sources.source_kind``); empty where it gives none."""

    @property
    def symbol_types(self) -> tuple[str, ...]:
        """The types in symbols that alone make a document of this kind: ``RES``."""
        return tuple(each["type"] for each in self.when if each.keys() == {"type"})


class Front(NamedTuple):
    """By what a document's kind is decided."""

    symbol: Symbol
    title: str
    words: str
    """What its first page says above and behind the title."""


@lru_cache(maxsize=256)
def _pattern(text: str) -> regex.Pattern[str]:
    return regex.compile(text, regex.IGNORECASE)


CONDITIONS: Mapping[str, Callable[[Any, Front], bool]] = {
    "type": lambda wanted, front: (front.symbol.doc_type or "") == wanted,
    "organ": lambda wanted, front: front.symbol.organ == wanted,
    "part": lambda wanted, front: (front.symbol.part or "").startswith(wanted),
    "modifier": lambda wanted, front: any(m.startswith(wanted) for m in front.symbol.modifiers),
    "title": lambda wanted, front: bool(_pattern(wanted).search(front.title)),
    "front": lambda wanted, front: bool(_pattern(wanted).search(front.words)),
    "names_sponsors": lambda wanted, front: bool(_NAMES_SPONSORS.search(front.words)) is wanted,
}
"""What a condition of ``kinds.toml`` asks for: ``type``, ``organ``, ``part`` (its beginning) and ``modifier`` (its
beginning) of the symbol; a pattern in the ``title`` or among the words of the ``front``; a line of sponsors."""


def read(text: str) -> tuple[Kind, ...]:
    """The kinds of a table such as ``kinds.toml``, in their order. Raises ``ValueError`` for an unknown condition."""
    kinds = tuple(Kind(**{**row, "when": tuple(row["when"])}) for row in tomllib.loads(text)["kind"])
    for kind in kinds:
        if unknown := {name for each in kind.when for name in each} - CONDITIONS.keys():
            raise ValueError(f"{kind.name}: unknown conditions {sorted(unknown)}; known are {sorted(CONDITIONS)}")
    return kinds


KINDS = read((files("transforms.authorities") / "kinds.toml").read_text(encoding="utf-8"))
BY_NAME = {kind.name: kind for kind in KINDS}
BY_SYMBOL_TYPE = {each: kind for kind in KINDS for each in kind.symbol_types}
"""The kind of document that a type in a symbol makes, where nothing else decides: ``RES`` -> resolution."""


def names(**properties: Any) -> tuple[str, ...]:
    """The names of the kinds that have the given properties: ``names(is_adopted=True)``."""
    return tuple(k.name for k in KINDS if all(getattr(k, name) == value for name, value in properties.items()))


def kind_of(symbol: Symbol | None, title: str, words: str) -> str:
    """What kind of document it is: by its symbol where that decides, else by its title and the words of its front."""
    if symbol is None:
        return OTHER
    front = Front(symbol, title, words)
    for kind in KINDS:
        if any(all(CONDITIONS[name](wanted, front) for name, wanted in each.items()) for each in kind.when):
            return kind.name
    value = symbol.doc_type or symbol.body_prefix
    unknowns.count("kind of document", value, symbol.text, f"it is read as {OTHER!r}; see kinds.toml")
    return OTHER
