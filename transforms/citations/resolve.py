"""Resolve: what a reference means, from its own words and from whoever cites.

What belongs here: who speaks in a document, what the whole document says about the numbers it cites, and handing each
reference to the rules of its form. What does not: those rules (``forms``), what an "Ibid." means (``notes.py``), and
what a hyperlink adds (``links.py``).

Each target has the name of the rule that resolved it, or the reason why it is left open. A rule's name is followed by
", link_disagrees", ", date_disagrees" or ", number_disagrees" where the link, the date or the year printed beside the
number says otherwise.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from transforms.authorities import symbols
from transforms.citations import adopters
from transforms.citations.forms.register import BY_NAME
from transforms.citations.model import Citing, Found, Target


def resolve(found: Found, doc: Citing) -> Target:
    """What one reference of a text refers to, or why that is left open.

    "Ibid." and "note 3 above" are left open here: what they refer to stands in other notes (``notes.py``).
    """
    return BY_NAME[found.form].resolve(found, doc)


def citing(symbol: str, on: dt.date | None, found: Sequence[Found]) -> Citing:
    """Who speaks in a document, from its symbol, its date and the references of its clauses."""
    read = symbols.parse(symbol)
    return Citing(read, adopters.speaker(read.body_prefix), on, _named_bodies(found), _cited_in_full(found))


def _named_bodies(found: Iterable[Found]) -> Mapping[tuple[str, str, str], str]:
    """The bodies that a document names for the numbers it cites, for when it cites them again without the body:
    "pursuant to resolutions 34/24, 40/20" after "Human Rights Council resolutions 34/24, 40/20"."""
    named: dict[tuple[str, str, str], str] = {}
    for each in found:
        head = each.head
        if head and head.body and head.how == "named" and each.notation == "session":
            meant = adopters.meant_by(head.body)
            if body := next((body for body in meant if adopters.symbol_of(body, each)), None):
                named.setdefault((head.noun, each.session, each.number), body)
    return named


def _cited_in_full(found: Iterable[Found]) -> Mapping[str, frozenset[str]]:
    """The resolutions that a document cites with year or session, by their numbers, for when it cites them again by
    the number alone: "resolution 2231" after "resolution 2231 (2015)"."""
    symbols_of: dict[str, set[str]] = defaultdict(set)
    for each in found:
        if each.notation == "year":
            symbols_of[each.number].add(f"S/RES/{each.number}({each.session})")
        elif each.notation == "roman" and each.head and each.head.noun == "resolution":
            symbols_of[each.number].add(f"A/RES/{each.number}({each.session})")
    return {number: frozenset(several) for number, several in symbols_of.items()}
