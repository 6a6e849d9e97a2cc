"""Pieces: paragraphs that hold several things are cut, sentences that a page cut in two are joined."""

from __future__ import annotations

from typing import Any

import pytest

from transforms.votes.pieces import Piece, pieces


def paragraphs(*texts: str, **more: Any) -> list[dict[str, Any]]:
    return [
        {"kind": "paragraph", "seq": seq, "text": text, "page_first": seq, **more} for seq, text in enumerate(texts, 1)
    ]


CASES = [
    (
        ["The draft is before us. A recorded vote was taken. In favour: Chad Against: Fiji"],
        ["The draft is before us.", "A recorded vote was taken.", "In favour: Chad", "Against: Fiji"],
        "columns run several things into one paragraph",
    ),
    (
        ["Thank you. The President: I call on Chad."],
        ["Thank you.", "The President: I call on Chad."],
        "another speaker",
    ),
    (
        ["Draft resolution II was adopted by 4 votes", "to 1 (resolution 60/2)."],
        ["Draft resolution II was adopted by 4 votes to 1 (resolution 60/2)."],
        "a sentence cut in two",
    ),
    (
        ["Draft resolution II was adopted by 4 votes", "12", "A/60/PV.62", "to 1."],
        ["Draft resolution II was adopted by 4 votes to 1."],
        "a page number and a running head between its halves",
    ),
    (
        ["Draft resolution II was adopted", "The meeting rose."],
        ["Draft resolution II was adopted", "The meeting rose."],
        "what begins with a capital letter is another sentence",
    ),
    (
        ["Draft resolution II was adopted by 4 votes"],
        ["Draft resolution II was adopted by 4 votes"],
        "the other half is missing",
    ),
    (["We were late and", "left early."], ["We were late and", "left early."], "no outcome: nothing is joined"),
    (["  ", "In favour:\n Chad"], ["In favour: Chad"], "blanks"),
]


@pytest.mark.parametrize(("texts", "cut", "why"), CASES, ids=[why for *_, why in CASES])
def test_paragraphs_are_cut_and_joined(texts: list[str], cut: list[str], why: str) -> None:
    assert [piece.text for piece in pieces(paragraphs(*texts))] == cut


def test_a_joined_sentence_stands_where_it_begins_and_ends_on_the_later_page() -> None:
    (piece,) = pieces(paragraphs("The amendment was rejected by", "3 votes to 2."))
    assert (piece.seq, piece.page) == (1, 2)


def test_headings_and_the_beginning_in_italics_are_set_off() -> None:
    assert list(pieces(paragraphs("Adoption of the agenda", kind="heading"))) == [
        Piece("Adoption of the agenda", 1, 1, is_set_off=True)
    ]
    texts = "The agenda was adopted without a vote. The President: Thank you."
    in_italics = pieces(paragraphs(texts, verb="The agenda was adopted without a vote."))
    assert [piece.is_set_off for piece in in_italics] == [True, False]
    assert [piece.is_set_off for piece in pieces(paragraphs("It was so decided.", verb="It was decided"))] == [False]
