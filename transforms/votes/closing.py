"""The votes that documents state beside their text: table ``stated_votes``.

What belongs here: what the reading of documents gives for it (``CLOSING_LINES`` and ``XML_VOTES``), and the votes that
this states. What does not: finding the lines and elements in a document, and making vote sessions (``sessions.py``).

A resolution of the Human Rights Council ends with its vote in brackets: "[Adopted by a recorded vote of 28 to 13, with
6 abstentions. The voting was as follows: In favour: ...]". The UN's XML has an element ``<voting>``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import polars as pl

from transforms.authorities import organs, symbols
from transforms.votes import phrases
from transforms.votes.pieces import pieces
from transforms.votes.roll_calls import RollCall
from warehouse import tables
from warehouse.tables import VOTES, Column, Table

Row = Mapping[str, Any]

_STATED = tables.STATED_VOTES
VOTE_LISTS = tuple(f"{vote}_states" for vote in VOTES)

CLOSING_LINES = Table(
    "closing_lines",
    "a paragraph of what is printed in brackets behind a text, of how it was adopted",
    (
        *(_STATED.column(c) for c in ("symbol", "language")),
        Column("seq", pl.Int32, "Place among the paragraphs in brackets, from 1", False),
        Column("text", pl.String, "The paragraph, or a line of it", False),
        Column("page", pl.Int32, "PDF page, from 1; null where the source has no pages"),
    ),
    ("symbol", "language", "seq"),
)
XML_VOTES = Table(
    "xml_votes",
    "a <voting> element of the UN's XML, as it stands there",
    (
        *(_STATED.column(c) for c in ("symbol", "language")),
        Column("seq", pl.Int32, "Place among the document's <voting> elements, from 1", False),
        Column("part_letter", pl.String, "Letter of the part of an omnibus text in which it stands; null in the whole"),
        Column("stated_outcome", pl.String, 'Words of voting/@outcome: "adoptedRecordedVote"'),
        Column(
            "decided_step",
            pl.String,
            "The last step beside it that decides on the text; null where there is none",
            vocabulary=("adopted", "not_adopted"),
        ),
        Column("decided_on", pl.Date, "Date of that step"),
        Column("decided_words", pl.String, "What that step states"),
        Column("record_symbol", pl.String, "Document that that step names"),
        Column("draft_symbol", pl.String, 'First document that a step "draft" names'),
        *(_STATED.column(c) for c in VOTES),
        *(_STATED.column(c) for c in VOTE_LISTS),
    ),
    ("symbol", "language", "seq"),
)
"""No tables of the warehouse: what reading gives, and what ``stated_votes`` is made of."""


def stated_votes(documents: pl.DataFrame, closing_lines: pl.DataFrame, xml_votes: pl.DataFrame) -> pl.DataFrame:
    """The table ``stated_votes``, from rows of ``documents``, ``CLOSING_LINES`` and ``XML_VOTES``.

    Raises ``KeyError`` where a line or a vote is of a document that is not among ``documents``.
    """
    held = {(row["symbol"], row["language"]): row for row in documents.iter_rows(named=True)}
    behind_text = CLOSING_LINES.sort(closing_lines).partition_by("symbol", "language", as_dict=True)
    rows = [vote for (key, lines) in behind_text.items() for vote in adoption(held[key], lines.to_dicts())]
    rows += [_vote_of_xml(vote, held[vote["symbol"], vote["language"]]) for vote in xml_votes.iter_rows(named=True)]
    return tables.STATED_VOTES.frame(rows)


def adoption(document: Row, lines: Sequence[Row]) -> Iterator[dict[str, Any]]:
    """The row of ``stated_votes`` that the lines in brackets behind a text give, or none.

    ``lines`` have ``text`` and ``page``, in order. Names in a list that are no known State are listed with the States.
    """
    stated: dict[str, Any] = {}
    roll_call = RollCall()
    paragraphs = [
        {"kind": "paragraph", "seq": seq, "text": line["text"], "page_first": line["page"]}
        for seq, line in enumerate(lines, 1)
    ]
    for piece in pieces(paragraphs):
        if stated and roll_call.take(piece._replace(text=piece.text.strip("[] "))):
            continue
        if closing := phrases.CLOSING.search(piece.text):
            stated = _stated(closing["rest"]) | {"stated": closing[0].strip("[("), "page": piece.page}
            roll_call = RollCall()
    if stated:
        symbol, names = document["symbol"], roll_call.names()
        yield {
            "symbol": symbol,
            "language": document["language"],
            "seq": 1,
            "resolution_symbol": symbol,
            "meeting_symbol": organs.meeting_symbol(symbol, document["session"], document["meeting_number"]),
            "held_on": document["adopted_on"],
            "outcome": "adopted",
            "source_kind": "resolution",
            **stated,
            **{f"{vote}_states": names.get(vote) for vote in VOTES},
        }


def _stated(words: str) -> dict[str, Any]:
    """Method and count in the words behind "Adopted". A count without a method is by show of hands."""
    totals = phrases.tally_in(words)
    method = phrases.method_in(words) or ("show_of_hands" if totals else "without_vote")
    return {"method": method, **totals}


def _vote_of_xml(vote: Row, document: Row) -> dict[str, Any]:
    """The row of ``stated_votes`` for a row of ``XML_VOTES``. A draft was not adopted yet, whatever its steps say."""
    is_draft = document["document_type"] == "draft_resolution"
    is_adopted = vote["decided_step"] != "not_adopted" and not is_draft
    stated = "; ".join(filter(None, (vote["stated_outcome"], vote["decided_words"]))) or None
    record = vote["record_symbol"]
    return {
        **{name: vote[name] for name in ("symbol", "language", "seq", *VOTES, *VOTE_LISTS)},
        "resolution_symbol": _text_put(vote) if is_adopted else None,
        "draft_symbol": vote["draft_symbol"] or (vote["symbol"] if is_draft else None),
        "meeting_symbol": record if record and symbols.parse(record).is_record else None,
        "held_on": vote["decided_on"] or document["adopted_on"],
        "method": phrases.method_in_xml(stated) if stated else None,
        "outcome": "adopted" if is_adopted else "not_adopted",
        "stated": stated,
        "source_kind": "xml",
    }


def _text_put(vote: Row) -> str:
    """The symbol of the text that was put to the vote: the document's, or that of the part in which the vote stands."""
    symbol: str = vote["symbol"]
    letter = vote["part_letter"]
    return f"{symbols.parse(symbol).parent or symbol} {letter}" if letter else symbol
