"""Where a document comes from: drafts, reports, meetings, and what corrects, adds to or replaces what.

What belongs here: the ties that a masthead or a symbol states. What does not: citations in running text
(``citations.py``) and the series of a text from year to year (``series.py``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import polars as pl

from transforms import records, symbols
from warehouse import tables

ADOPTED_TYPES = ("resolution", "decision", "presidential_statement")
OF_MODIFIER = {"Corr": "corrigendum_to", "Add": "addendum_to", "Rev": "revision_of"}
"""What a symbol's last modifier makes of its document: ``A/69/53/Add.1`` is an addendum to ``A/69/53``."""


def document_links(documents: pl.DataFrame) -> pl.DataFrame:
    """The ties that the documents state (table ``document_links``), from rows of table ``documents``.

    ``symbol`` is <relation> ``linked_symbol``: a draft is ``draft_of`` the resolution, a resolution is ``reported_in``
    the committee's report and ``adopted_at`` the meeting whose record has that symbol. Of a document in several
    languages each tie is one row.
    """
    rows = [row for document in documents.iter_rows(named=True) for row in _links(document)]
    return tables.DOCUMENT_LINKS.frame(rows).unique(maintain_order=True)


def step_links(drafting_steps: pl.DataFrame) -> pl.DataFrame:
    """The same ties as far as the UN's XML tells them, from rows of table ``drafting_steps``."""
    rows = [row for step in drafting_steps.drop_nulls("linked_symbol").iter_rows(named=True) for row in _step(step)]
    return tables.DOCUMENT_LINKS.frame(rows).unique(maintain_order=True)


def _step(step: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    symbol, linked = step["symbol"], step["linked_symbol"]
    if linked == symbol:
        return  # the text of a draft names itself
    if step["step"] == "draft":
        yield _link(linked, symbol, "draft_of", "xml")
    elif step["step"] == "recommended" or not symbols.parse(linked).is_record:
        # the Security Council's votes by letter are reported in a letter
        yield _link(symbol, linked, "reported_in", "xml")
    elif step["step"] == "adopted":
        yield _link(symbol, linked, "adopted_at", "xml")


def _links(document: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    symbol = document["symbol"]
    if document["document_type"] in ADOPTED_TYPES:
        for named in (document["committee_report"] or "").split(", "):
            if named and symbols.parse(named).is_draft:
                yield _link(named, symbol, "draft_of", "masthead")
            elif named:
                yield _link(symbol, named, "reported_in", "masthead")
        if meeting := records.meeting_symbol(symbol, document["session"], document["meeting_number"]):
            yield _link(symbol, meeting, "adopted_at", "masthead")
    read = symbols.parse(symbol)
    if read.parent and read.modifiers:
        modifier = read.modifiers[-1].partition(".")[0]
        if modifier in OF_MODIFIER:
            yield _link(symbol, read.parent, OF_MODIFIER[modifier], "symbol")
    for other in read.joint:
        yield _link(symbol, other, "same_as", "symbol")


def _link(symbol: str, linked: str, relation: str, source: str) -> dict[str, str]:
    return {"symbol": symbol, "linked_symbol": linked, "relation": relation, "source": source}
