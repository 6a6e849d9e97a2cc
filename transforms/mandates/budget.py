"""Budget mandates: the frame ``budget_mandates``, the lists of legislative mandates in sections of the budget.

What belongs here: which subprogramme and head a listed mandate stands under, and its title. What does not: what a
number under a head cites (``transforms/citations/lists.py``), and what resolutions ask for (``mandates.py``).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import groupby
from operator import itemgetter
from typing import Any

import polars as pl
import regex

from warehouse import tables

Row = Mapping[str, Any]

_SECTION = regex.compile(r"A/\d+/6 \(Sect\. (?P<section>\w+)\)")
_KIND = regex.compile(r".+\b(?:resolutions?|decisions?|conventions?|treaties|statements?)\b.*")
_UNIT = regex.compile(r"(?P<unit>Section|Programme|Subprogramme|Component)\s(?:\d+\w?|[IVX]+)\b.*")
_LETTERS = regex.compile(r"\p{Ll}{2}")


def budget_mandates(clauses: pl.DataFrame, citations: pl.DataFrame) -> pl.DataFrame:
    """A row for each mandate listed in a section of the proposed programme budget."""
    of_section = pl.col("symbol").str.contains(r"^A/\d+/6 \(Sect\. \w+\)")
    cited: dict[tuple[str, str], list[Row]] = defaultdict(list)
    in_text = pl.col("footnote_number").is_null() & pl.col("clause_id").is_not_null()
    for row in citations.filter(of_section, in_text).sort("char_start", "citation_id").iter_rows(named=True):
        cited[row["clause_id"], row["language"]].append(row)
    ordered = clauses.filter(of_section).sort("symbol", "language", "seq").to_dicts()
    rows = [
        row for _, own in groupby(ordered, itemgetter("symbol", "language")) for row in _of_document(list(own), cited)
    ]
    return tables.BUDGET_MANDATES.frame(rows)


def _of_document(clauses: list[Row], cited: Mapping[tuple[str, str], list[Row]]) -> Iterator[Row]:
    places: dict[str, str] = {}
    to_name = ""  # the unit that the heading before this one numbers
    for clause, after in zip(clauses, [*clauses[1:], None], strict=True):
        if clause["kind"] == "heading":
            unit = _unit_of(clause["text"])
            if to_name and not unit and not _KIND.fullmatch(clause["text"]):
                places = _named(places, to_name, clause["text"])
            else:
                places = _places_under(clause["text"], unit, places)
            to_name = unit
            continue
        to_name = ""
        listed = cited.get((clause["clause_id"], clause["language"]), [])
        if "heading" not in places or _LETTERS.search(clause["text"]):
            continue
        for citation in listed:
            yield {
                "citation_id": citation["citation_id"],
                "language": clause["language"],
                "document_symbol": clause["symbol"],
                "section": _SECTION.match(clause["symbol"])["section"],
                "entity": places.get("section"),
                "programme": places.get("programme"),
                "subprogramme": places.get("subprogramme"),
                "heading": places["heading"],
                "symbol": citation["cited_symbol"],
                "title": after["text"] if after and _is_title(after) else None,
                "page": clause["page_first"],
            }


def _is_title(clause: Row) -> bool:
    return clause["kind"] != "heading" and bool(_LETTERS.search(clause["text"]))


def _unit_of(heading: str) -> str:
    """What a heading numbers: a section, programme or subprogramme; empty where it numbers none of these."""
    found = _UNIT.fullmatch(heading)
    unit = found["unit"].lower() if found else ""
    return "subprogramme" if unit == "component" else unit


def _named(places: dict[str, str], unit: str, name: str) -> dict[str, str]:
    """The places with the name that stands below the number of one. A section's is kept without its number."""
    return {**places, unit: name if unit == "section" else f"{places[unit]}: {name}"}


def _places_under(heading: str, unit: str, before: Mapping[str, str]) -> dict[str, str]:
    """Where what follows a heading stands, given where what comes before it stood."""
    outer = {name: text for name, text in before.items() if name != "heading"}
    if unit == "subprogramme":
        return {**outer, unit: heading}
    if unit:
        return {name: text for name, text in before.items() if name == "section"} | {unit: heading}
    return {**outer, "heading": heading} if _KIND.fullmatch(heading) else outer
