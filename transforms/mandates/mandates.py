"""What operative clauses ask and decide: the verbs of each, their addressees, and when it is due (table ``mandates``).

What belongs here: the mandates of a clause in reading order, requests for reports, and what an item inherits from its
chapeau. What does not: the grammar of a paragraph (``grammar.py``), its vocabulary (``terms.py``), the addressees in a
list (``addressees.py``), times (``due.py``) and which bodies are named (``mentions.py``). The rules are English;
clauses in other languages give no rows.
"""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from transforms.mandates.addressees import Span, split_addressees
from transforms.mandates.due import due
from transforms.mandates.grammar import Address, addresses
from transforms.mandates.terms import IS_TO_BE_DONE, verb_of
from warehouse import tables

log = logging.getLogger(__name__)

Clause = Mapping[str, Any]
"""A row of table ``clauses``."""

Places = Mapping[str, list[tuple[int, int, str | None]]]
"""The bodies named in each clause, by its id: first character, the one after the last, and the body."""

REPORT = re.compile(
    r"\bto (?:\w+ly )?(?:continue to )?report\b|\breport back\b"
    r"|\b(?:submit|present|provide|prepare|include|issue|transmit|produce)\b(?:(?!\breport of\b)[^;:])*?\breports?\b"
)
"""A report is asked for, not merely mentioned ("the recommendations in the report of the Secretary-General")."""


def mandates(clauses: pl.DataFrame, mentions: pl.DataFrame, documents: pl.DataFrame) -> pl.DataFrame:
    """What each operative clause asks or decides (table ``mandates``), from rows of table ``clauses``.

    There is a row for each verb of the vocabulary (``verbs.csv``). A leading verb outside it has a row of class
    ``other``, and a warning counts such verbs. An item without a verb of its own inherits verb and addressee from the
    nearest clause above it that has them. The bodies addressed are those of ``mentions`` (rows of table
    ``body_mentions``) that stand in the addressees. The day of adoption is that of ``documents``.
    """
    operative = clauses.filter(pl.col("kind") == "operative", pl.col("language") == "en")
    by_id: dict[str, Clause] = {row["clause_id"]: row for row in operative.iter_rows(named=True)}
    own = {clause_id: addresses(clause["text"], clause["verb"]) for clause_id, clause in by_id.items()}
    named = _places(mentions)
    adopted = dict(documents.filter(pl.col("language") == "en").select("symbol", "adopted_on").iter_rows())
    rows = [
        _row(seq, asked, named, adopted.get(clause["symbol"]))
        for clause in by_id.values()
        for seq, asked in enumerate(_asked_in(clause, by_id, own), start=1)
    ]
    _warn_of_unknown_verbs(address for found in own.values() for address in found)
    return tables.MANDATES.frame(rows)


@dataclass(frozen=True)
class Asked:
    """One thing that a clause asks or decides."""

    clause: Clause
    source: Clause
    """The clause in which verb and addressee stand: the clause itself or its chapeau."""
    address: Address
    act: str

    @property
    def is_inherited(self) -> bool:
        return self.source is not self.clause

    def quote(self, span: Span) -> str:
        """The words of the source at a place."""
        return str(self.source["text"])[slice(*span)]


def _asked_in(clause: Clause, by_id: Mapping[str, Clause], own: Mapping[str, list[Address]]) -> Iterator[Asked]:
    """What a clause asks by its own verbs; where it has none, by those of its chapeau."""
    if own_verbs := own[clause["clause_id"]]:
        for address in own_verbs:
            yield Asked(clause, clause, address, str(clause["text"])[slice(*address.act)])
    elif chapeau := _chapeau(clause, by_id, own):
        for address in _governing(own[chapeau["clause_id"]]):
            yield Asked(clause, chapeau, address, clause["text"].strip(" ,;.:"))


def _chapeau(clause: Clause, by_id: Mapping[str, Clause], own: Mapping[str, list[Address]]) -> Clause | None:
    """The nearest clause above that has a verb of its own."""
    parent = by_id.get(clause["parent_clause_id"])
    while parent and not own[parent["clause_id"]]:
        parent = by_id.get(parent["parent_clause_id"])
    return parent


def _governing(above: list[Address]) -> list[Address]:
    """The verbs of a chapeau that govern its items: the last, and those before it that share its act."""
    first = len(above) - 1
    while first and above[first - 1].is_shared:
        first -= 1
    return above[first:]


def _row(seq: int, asked: Asked, named: Places, adopted_on: date | None) -> dict[str, Any]:
    verb, clause = asked.address.verb, asked.clause
    places = named.get(asked.source["clause_id"], [])
    addressees = _addressees(asked, places)
    printed, day = _due(asked, adopted_on)
    return {
        "clause_id": clause["clause_id"],
        "symbol": clause["symbol"],
        "language": clause["language"],
        "seq": seq,
        "verb": verb.verb,
        "verb_phrase": asked.quote(asked.address.phrase),
        "verb_class": verb.verb_class,
        "addressees": [asked.quote(span) for span in addressees],
        "body_ids": list(dict.fromkeys(_bodies_in(addressees, places))),
        "act": asked.act or None,
        "due": printed,
        "due_on": day,
        "is_report_request": bool(addressees and REPORT.search(asked.act)),
        "is_inherited": asked.is_inherited,
    }


def _due(asked: Asked, adopted_on: date | None) -> tuple[str | None, date | None]:
    """When it is due; nothing is due of what is recalled or welcomed.

    The time may stand between the verb and its addressee. Where the act is another verb's or an item's, it is that of
    the act alone.
    """
    address = asked.address
    if not IS_TO_BE_DONE[address.verb.verb_class]:
        return None, None
    is_act_elsewhere = asked.is_inherited or address.is_shared
    text = asked.act if is_act_elsewhere else asked.quote((address.phrase[1], address.act[1]))
    return due(text, adopted_on, is_event=address.verb.verb_class == "decides")


def _addressees(asked: Asked, places: Iterable[tuple[int, int, str | None]]) -> list[Span]:
    if not asked.address.addressee:
        return []
    names = [(start, end) for start, end, _ in places]
    return split_addressees(asked.source["text"], asked.address.addressee, names)


def _bodies_in(addressees: list[Span], places: list[tuple[int, int, str | None]]) -> Iterator[str]:
    for first, last in addressees:
        for start, end, body_id in places:
            if body_id and first <= start and end <= last:
                yield body_id


def _places(mentions: pl.DataFrame) -> Places:
    places: dict[str, list[tuple[int, int, str | None]]] = {}
    english = mentions.filter(pl.col("language") == "en")
    for clause_id, start, end, body_id in english.select("clause_id", "char_start", "char_end", "body_id").iter_rows():
        places.setdefault(clause_id, []).append((start, end, body_id))
    return places


def _warn_of_unknown_verbs(found: Iterable[Address]) -> None:
    """Say how often each leading verb was met that ``verbs.csv`` does not have, the most frequent first."""
    unknown = Counter(
        each.verb.verb for each in found if each.verb.verb_class == "other" and not verb_of(each.verb.verb)
    )
    if unknown:
        counts = ", ".join(f"{verb} ({count})" for verb, count in unknown.most_common(20))
        log.warning("%d leading verbs are not in verbs.csv and have the class other: %s", unknown.total(), counts)
