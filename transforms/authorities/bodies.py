"""The bodies of the United Nations: their names through time, and the body that a symbol or a name belongs to.

What belongs here: the authority table (``bodies.csv``), the short names by which texts call bodies
(``short_names.csv``), the body of a symbol, and the bodies that a text names in full. What does not: which body a
short name means in its context, and the role of a body in a clause (``mandates/mentions.py``).

``bodies.csv`` has for each body its id, name, acronym, symbol prefix, parent and kind; the resolutions of the Security
Council that founded it; and the further names and prefixes by which texts know the same body. A name is matched as a
whole word, the longest first, in the case in which the UN prints it. An acronym counts from three letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import polars as pl
import regex

from transforms.authorities import vocabularies
from warehouse import tables

SAME_LENGTH: dict[str, str] = {"’": "'", "\u2010": "-", "\u2011": "-", "\u00a0": " ", "\n": " "}
"""Characters that the UN prints in several forms, each with the form in which names are compared. Both have one
character, so that places in a text stay where they are."""

_TRANSLATION = str.maketrans(SAME_LENGTH)

_YEARS = r"\{(?P<first>\d{4})?-(?P<last>\d{4})?\}"
_FURTHER_NAME = re.compile(rf"(?P<name>[^{{|]+)(?:{_YEARS})?")
"""A further name in ``bodies.csv``, with the years of its use where they are known: "Organization of African Unity
{1963-2002}", without the blank."""


@cache
def _authority() -> tuple[vocabularies.Row, ...]:
    further_name = r"[^{|]+(\{(\d{4})?-(\d{4})?\})?"
    return vocabularies.rows(
        "transforms.authorities",
        "bodies.csv",
        body_id="[a-z0-9-]+",
        name=".+",
        acronym=".*",
        symbol_prefix=".*",
        parent_body_id="[a-z0-9-]*",
        kind="|".join(tables.BODY_KINDS),
        resolutions=r"(\d+(\|\d+)*)?",
        further_names=rf"({further_name}(\|{further_name})*)?",
        further_prefixes=".*",
    )


def bodies() -> pl.DataFrame:
    """The authority table (table ``bodies``)."""
    columns = tables.BODIES.schema
    return tables.BODIES.frame({c: row[c] or None for c in columns} for row in _authority())


@cache
def _prefixes() -> list[tuple[str, str]]:
    """The prefixes of symbols and their bodies, the longest first."""
    pairs = [
        (prefix, row["body_id"])
        for row in _authority()
        for prefix in (row["symbol_prefix"], *row["further_prefixes"].split("|"))
        if prefix
    ]
    return sorted(pairs, key=lambda pair: -len(pair[0]))


def body_of(symbol: str) -> str | None:
    """The body under whose symbol a document was issued: that of the longest prefix; None where no prefix fits.

    A prefix ends where the symbol ends or before ``/``: ``A/C.1`` does not begin ``A/C.10``. A prefix that ends in a
    point stands before a number: ``A/CONF.`` before ``A/CONF.157/24``, ``GC.`` before ``GC.18/INF/4``.
    """
    for prefix, body_id in _prefixes():
        if symbol.startswith(prefix):
            rest = symbol[len(prefix) :]
            if not rest or (rest[0].isalnum() if prefix.endswith(".") else rest[0] in "/.("):
                return body_id
    return None


@cache
def _parents() -> dict[str, str]:
    return {row["body_id"]: row["parent_body_id"] for row in _authority() if row["parent_body_id"]}


def with_those_above(body_id: str | None) -> list[str]:
    """A body, its parent, the parent of that, and so on to the principal organ; empty for None."""
    chain: list[str] = []
    while body_id:
        chain.append(body_id)
        body_id = _parents().get(body_id)
    return chain


# Full names


def names() -> pl.DataFrame:
    """The names of the bodies through time (table ``body_names``)."""
    return tables.BODY_NAMES.frame(
        {"body_id": row["body_id"], "name": name, "kind": kind, "used_from": first, "used_to": last}
        for row in _authority()
        for name, kind, first, last in _names_of(row)
    )


def _names_of(row: vocabularies.Row) -> Iterator[tuple[str, str, int | None, int | None]]:
    """The names of a body: name, kind of name, first and last year of its use."""
    yield row["name"], "name", None, None
    if row["acronym"]:
        yield row["acronym"], "acronym", None, None
    for match in _FURTHER_NAME.finditer(row["further_names"]):
        first, last = (int(year) if year else None for year in match.group("first", "last"))
        yield match["name"], "former" if last else "further", first, last


@cache
def known_names() -> dict[str, str]:
    """Each name and acronym by which a text may know a body -> the body.

    Names are spelt with the characters of ``SAME_LENGTH``. An acronym counts from three letters.
    """
    return {
        name.translate(_TRANSLATION): row["body_id"]
        for row in _authority()
        for name, kind, _, _ in _names_of(row)
        if kind != "acronym" or len(name) > 2
    }


@dataclass(frozen=True)
class Named:
    """A body named in a text: the places of the name's first character and of the one after its last, and the body."""

    start: int
    end: int
    body_id: str


@cache
def _pattern() -> regex.Pattern[str]:
    return regex.compile(r"(?<![\w/-])\L<names>(?![\w/]|-\w)", names=list(known_names()))


def named(text: str) -> list[Named]:
    """The bodies that a text names in full or by acronym, in reading order; of two names at one place the longer."""
    return [Named(m.start(), m.end(), known_names()[m[0]]) for m in _pattern().finditer(text.translate(_TRANSLATION))]


# Short names


def _short_names() -> tuple[vocabularies.Row, ...]:
    return vocabularies.rows("transforms.authorities", "short_names.csv", short_name=".+", of_persons="(yes)?")


SHORT_NAMES = tuple(row["short_name"] for row in _short_names())
"""The last words of bodies' names, by which a text calls them after it has named them: "the Special Committee"."""

SHORT_NAMES_OF_PERSONS = frozenset(row["short_name"] for row in _short_names() if row["of_persons"])
"""The short names of experts and groups of experts: "the Special Rapporteur"."""

_HEAD_ENDS = re.compile(r" (?:of|on|for|in|against|to|with|pursuant|established|concerning|at)\b|,")
"""Where the head of a body's name ends: "Committee | on the Rights of the Child"."""


@cache
def short_names_in(name: str) -> tuple[str, ...]:
    """By which short names a text may call a body of this name: "Special Committee" and "Committee"."""
    return tuple(
        short
        for short in SHORT_NAMES
        if (at := name.find(short)) >= 0
        and (at == 0 or name[at - 1] == " ")
        and not _HEAD_ENDS.search(name, 0, at)
        and (at + len(short) == len(name) or _HEAD_ENDS.match(name, at + len(short)))
    )


@cache
def _bodies_by_short_name() -> dict[str, frozenset[str]]:
    called: dict[str, set[str]] = {}
    for name, body_id in known_names().items():
        for short in short_names_in(name):
            called.setdefault(short, set()).add(body_id)
    for row in _authority():
        if row["kind"] == "peace_operation":  # texts call an interim force "the Mission" too
            called["Mission"].add(row["body_id"])
    return {short: frozenset(ids) for short, ids in called.items()}


def bodies_called(short: str) -> frozenset[str]:
    """The bodies that a text may call by a short name."""
    return _bodies_by_short_name().get(short, frozenset())


@cache
def short_names_of(body_id: str) -> frozenset[str]:
    """The short names by which a text may call a body."""
    return frozenset(short for short, ids in _bodies_by_short_name().items() if body_id in ids)


# Founding resolutions


@cache
def _founded() -> dict[tuple[bool, str], str]:
    founded: dict[tuple[bool, str], str] = {}
    for row in _authority():
        for number in filter(None, row["resolutions"].split("|")):
            founded.setdefault((row["kind"] == "committee", number), row["body_id"])
    return founded


def founded_by(number: str, is_committee: bool) -> str | None:
    """The committee, or the group of experts, that a resolution of the Security Council founded: ``"1591"``."""
    return _founded().get((is_committee, number))
