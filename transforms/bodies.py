"""The bodies of the United Nations: who issued a document, who is named in a clause, who is addressed.

What belongs here: the authority table (``bodies.csv``: id, name, acronym, symbol prefix, parent, kind, and the
further names and prefixes by which texts know the same body), the body of a symbol, the bodies named in a text, and
the grammar of address: the verb of an operative clause, whom it addresses and what it asks of them. What does not:
the class of a verb, when an act is due and what a subparagraph inherits (``mandates.py``).

A name is matched as a whole word, the longest first, in the case in which the UN prints it. An acronym counts from
three letters. What only context can tell ("the Council", "the Commission", "the Office") is left open: no row.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import polars as pl
import regex

from transforms import operative
from warehouse import tables

SAME_LENGTH = str.maketrans({"’": "'", "\u2010": "-", "\u2011": "-", "\u00a0": " ", "\n": " "})
"""Characters that the UN prints in more than one form, each replaced by one, so that places in a text stay."""


@dataclass(frozen=True)
class Named:
    """A body named in a text: characters before the name, up to its end, and which body it is."""

    start: int
    end: int
    body_id: str


def _table(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader((files("transforms") / name).read_text(encoding="utf-8").splitlines()))


@cache
def _authority() -> list[dict[str, str]]:
    return _table("bodies.csv")


def bodies() -> pl.DataFrame:
    """The authority table (table ``bodies``)."""
    columns = tables.BODIES.schema
    return tables.BODIES.frame({c: row[c] or None for c in columns} for row in _authority())


@cache
def _prefixes() -> list[tuple[str, str]]:
    pairs = [
        (prefix, row["body_id"])
        for row in _authority()
        for prefix in (row["symbol_prefix"], *row["further_prefixes"].split("|"))
        if prefix
    ]
    return sorted(pairs, key=lambda pair: -len(pair[0]))


def body_of(symbol: str) -> str | None:
    """The body under whose symbol a document was issued: that of the longest prefix; None where none fits.

    A prefix ends where the symbol does or before ``/`` (``A/C.1`` is not the start of ``A/C.10``); one that ends in
    a point stands before a number: ``A/CONF.`` before ``A/CONF.157/24``, ``GC.`` before ``GC.18/INF/4``.
    """
    for prefix, body_id in _prefixes():
        if symbol.startswith(prefix):
            rest = symbol[len(prefix) :]
            if not rest or (rest[0].isalnum() if prefix.endswith(".") else rest[0] in "/.("):
                return body_id
    return None


@cache
def _names() -> tuple[regex.Pattern[str], dict[str, str]]:
    """One pattern for every name and acronym, and the body of each."""
    known: dict[str, str] = {}
    for row in _authority():
        acronym = [row["acronym"]] if len(row["acronym"]) > 2 else []
        for name in (row["name"], *filter(None, row["further_names"].split("|")), *acronym):
            known[name.translate(SAME_LENGTH)] = row["body_id"]
    return regex.compile(r"(?<![\w/-])\L<names>(?![\w/]|-\w)", names=list(known)), known


def named(text: str) -> list[Named]:
    """The bodies named in a text, in reading order; of two names at one place the longer."""
    pattern, known = _names()
    return [Named(m.start(), m.end(), known[m[0]]) for m in pattern.finditer(text.translate(SAME_LENGTH))]


ACTS = regex.compile(r",?$|,? (?:shall|will|may|must|should|decides?|recommends?|requests?|invites?)\b")
"""What follows a body that is its text's own subject: "The General Assembly,", "The Committee shall meet"."""


def mentions(clauses: pl.DataFrame) -> pl.DataFrame:
    """The bodies named in the clauses (table ``body_mentions``), from rows of table ``clauses``.

    A body is ``actor`` where it is its text's own subject, ``addressee`` where an operative clause addresses it, and
    ``mentioned`` anywhere else. Names are English ones and acronyms, so few are found in other languages.
    """
    rows = []
    for clause_id, language, kind, text in clauses.select("clause_id", "language", "kind", "text").iter_rows():
        if text.isupper():
            continue  # in a heading set in capitals every word looks like an acronym
        found = named(text)
        asked = [a.addressee for a in operative.addresses(text) if a.addressee] if found and kind == "operative" else []
        for body in found:
            if text[: body.start].lower() in ("", "the ") and ACTS.match(text, body.end):
                role = "actor"
            elif any(start <= body.start and body.end <= end for start, end in asked):
                role = "addressee"
            else:
                role = "mentioned"
            rows.append(
                {
                    "clause_id": clause_id,
                    "language": language,
                    "body_id": body.body_id,
                    "char_start": body.start,
                    "char_end": body.end,
                    "role": role,
                }
            )
    return tables.BODY_MENTIONS.frame(rows)
