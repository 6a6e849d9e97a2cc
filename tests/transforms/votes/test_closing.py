"""The votes that documents state beside their text: in brackets behind it, and in the UN's XML."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
import pytest

from tests.transforms.votes.composed import document, paragraphs, vote_sessions
from transforms.formats import register
from transforms.votes import closing, phrases
from warehouse import tables

SYMBOL = "A/HRC/RES/99/3"
RESOLUTION = document(SYMBOL, "resolution", adopted_on=date(2044, 6, 9), meeting_number="22", title="Lamps")


def of_lines(*texts: str) -> pl.DataFrame:
    """``stated_votes`` of the resolution with such lines behind its text."""
    lines = [{"symbol": SYMBOL, "language": "en", "seq": n, "text": text, "page": n} for n, text in enumerate(texts, 1)]
    return closing.stated_votes(
        tables.DOCUMENTS.frame([RESOLUTION]), closing.CLOSING_LINES.frame(lines), closing.XML_VOTES.frame()
    )


LISTS = ["In favour:", "Chad, Cuba", "Against: France", "Abstaining:", "Fiji]"]
LINES: list[tuple[list[str], str | None, tuple[int | None, ...], dict[str, list[str]], str]] = [
    (["[Adopted without a vote.]"], "without_vote", (None, None, None), {}, "without a vote"),
    (["[Adopted by consensus]"], "consensus", (None, None, None), {}, "by consensus"),
    (["[Adopted at the 22nd meeting, by 28 votes to 13.]"], "show_of_hands", (28, 13, 0), {}, "a count alone"),
    (
        ["9 June 2044 [Adopted by a recorded vote of 2 to 1, with 1 abstention. The voting was as follows:", *LISTS],
        "recorded_vote",
        (2, 1, 1),
        {"in_favour": ["Chad", "Cuba"], "against": ["France"], "abstaining": ["Fiji"]},
        "with its lists",
    ),
    (
        ["[Adopted by a recorded vote of 2 to 0. The voting was as follows:", "In favour: Chad, Atlantis]"],
        "recorded_vote",
        (2, 0, 0),
        {"in_favour": ["Chad", "Atlantis"]},
        "a name that is no known State",
    ),
    (["[The meeting rose.]"], None, (None, None, None), {}, "no vote"),
    ([], None, (None, None, None), {}, "no lines"),
]


@pytest.mark.parametrize(("texts", "method", "count", "listed", "why"), LINES, ids=[why for *_, why in LINES])
def test_lines_behind_a_text_state_its_adoption(
    texts: list[str], method: str | None, count: tuple[int | None, ...], listed: dict[str, list[str]], why: str
) -> None:
    rows = of_lines(*texts).to_dicts()
    assert len(rows) == (method is not None)
    for row in rows:
        assert (row["method"], *(row[vote] for vote in phrases.COUNTED)) == (method, *count)
        assert {vote: row[f"{vote}_states"] for vote in tables.VOTES} == {v: listed.get(v) for v in tables.VOTES}
        assert (row["source_kind"], row["seq"], row["outcome"], row["page"]) == ("resolution", 1, "adopted", 1)
        assert (row["resolution_symbol"], row["held_on"]) == (SYMBOL, date(2044, 6, 9))
        assert row["meeting_symbol"] == "A/HRC/99/SR.22"
        assert row["stated"].startswith("Adopted")


def test_lines_of_a_document_that_is_not_there_are_an_error() -> None:
    lines = closing.CLOSING_LINES.frame([{"symbol": SYMBOL, "language": "fr", "seq": 1, "text": "[Adopted.]"}])
    with pytest.raises(KeyError):
        closing.stated_votes(tables.DOCUMENTS.frame([RESOLUTION]), lines, closing.XML_VOTES.frame())


@pytest.mark.parametrize(("texts", "method", "listed"), [(LINES[3][0], "recorded_vote", 4), ([], None, 0)])
def test_lines_behind_a_text_give_the_vote_session_of_its_adoption(
    texts: list[str], method: str | None, listed: int
) -> None:
    clauses = paragraphs(SYMBOL, "Decides to light the lamps.")
    made = vote_sessions([RESOLUTION], clauses, stated=of_lines(*texts).to_dicts())
    (session,) = made["vote_sessions"].iter_rows(named=True)
    assert (session["method"], made["votes"].height) == (method, listed)
    assert made["vote_discrepancies"].is_empty() and made["rejections"].is_empty()


XML: dict[str, Any] = {"symbol": "A/RES/99/7", "language": "en", "seq": 1}
COUNT: dict[str, Any] = {"in_favour": 2, "against": 0, "in_favour_states": ["CHAD", "CUBA"]}


def of_xml(document_type: str = "resolution", **given: Any) -> dict[str, Any]:
    """The row of ``stated_votes`` of a ``<voting>``."""
    symbol = given.pop("symbol", XML["symbol"])
    held = document(symbol, document_type, adopted_on=date(2044, 12, 17))
    vote = closing.XML_VOTES.frame([XML | given | {"symbol": symbol}])
    stated = closing.stated_votes(tables.DOCUMENTS.frame([held]), closing.CLOSING_LINES.frame(), vote)
    return stated.row(0, named=True)


XML_VOTES: list[tuple[dict[str, Any], dict[str, Any], str]] = [
    (
        {"stated_outcome": "adoptedRecordedVote", **COUNT},
        {"method": "recorded_vote", "outcome": "adopted", "resolution_symbol": "A/RES/99/7", "against_states": None}
        | COUNT,
        "an attribute says how",
    ),
    ({"stated_outcome": "adopted"}, {"method": None, "outcome": "adopted", "stated": "adopted"}, "none says how"),
    (
        {"stated_outcome": "adopted", "decided_step": "adopted", "decided_words": "Adopted without vote"},
        {"method": "without_vote", "stated": "adopted; Adopted without vote"},
        "the words of the step say how",
    ),
    (
        {"decided_step": "adopted", "decided_on": date(2044, 12, 18), "record_symbol": "A/99/PV.53"},
        {"held_on": date(2044, 12, 18), "meeting_symbol": "A/99/PV.53", "stated": None},
        "the step gives day and meeting",
    ),
    (
        {"decided_step": "adopted", "record_symbol": "A/99/458", "draft_symbol": "A/99/L.8"},
        {"held_on": date(2044, 12, 17), "meeting_symbol": None, "draft_symbol": "A/99/L.8"},
        "a document that is no record is no meeting; the day of the document",
    ),
    (
        {"decided_step": "not_adopted", "draft_symbol": "S/2044/9"},
        {"outcome": "not_adopted", "resolution_symbol": None, "draft_symbol": "S/2044/9"},
        "a veto",
    ),
    ({"part_letter": "B"}, {"resolution_symbol": "A/RES/99/7 B"}, "a part of an omnibus text"),
    (
        {"symbol": "A/RES/99/7 A", "part_letter": "B"},
        {"symbol": "A/RES/99/7 A", "resolution_symbol": "A/RES/99/7 B"},
        "the document is another part of the same text",
    ),
    (
        {"document_type": "draft_resolution", "symbol": "S/2044/9", "decided_step": "adopted"},
        {"outcome": "not_adopted", "resolution_symbol": None, "draft_symbol": "S/2044/9"},
        "a draft is not adopted, whatever the step says; it is its own draft",
    ),
]


@pytest.mark.parametrize(("given", "stated", "why"), XML_VOTES, ids=[why for *_, why in XML_VOTES])
def test_an_element_of_the_xml_states_a_vote(given: dict[str, Any], stated: dict[str, Any], why: str) -> None:
    row = of_xml(**given)
    assert {name: row[name] for name in stated} == stated
    assert (row["source_kind"], row["page"], row["seq"]) == ("xml", None, 1)


SPECIMEN = """\
United Nations

A/HRC/RES/99/3

General Assembly

Distr.: General

13 June 2044

**Human Rights Council**

Ninety-ninth session

Agenda item 3

# Resolution adopted by the Human Rights Council on 9 June 2044

# 99/3. Lamps

*The Human Rights Council*,

1. *Decides* to light the lamps set out in the annex to the present resolution.

22nd meeting

9 June 2044

[Adopted by a recorded vote of 2 to 1, with 1 abstention. The voting was as follows:

*In favour*:

Chad, Cuba

*Against*:

France

*Abstaining*:

Fiji]

# Annex

# Lamps

1. The lamp of the harbour.
"""


def test_how_a_text_was_adopted_is_no_clause_of_it() -> None:
    rows = register.extract(SPECIMEN.encode(), "A_HRC_RES_99_3.md")
    assert [(clause["kind"], clause["text"]) for clause in rows["clauses"]] == [
        ("operative", "Decides to light the lamps set out in the annex to the present resolution."),
        ("heading", "Annex"),
        ("heading", "Lamps"),
        ("annex", "The lamp of the harbour."),
    ]
    documents = tables.DOCUMENTS.frame([RESOLUTION | rows["documents"][0]])
    lines = closing.CLOSING_LINES.frame(rows["closing_lines"])
    (vote,) = closing.stated_votes(documents, lines, closing.XML_VOTES.frame()).iter_rows(named=True)
    assert (vote["method"], vote["held_on"], vote["in_favour_states"]) == (
        "recorded_vote",
        date(2044, 6, 9),
        ["Chad", "Cuba"],
    )
