"""Elements: what a block is in its text, alone and among its neighbours."""

from __future__ import annotations

import pytest

from transforms.authorities import kinds
from transforms.pages.text import Text
from transforms.texts.clauses import Clauses
from transforms.texts.document import Block
from transforms.texts.elements import division_of, heading_verdict, in_contents
from transforms.texts.outline import Outline
from transforms.texts.printed import PrintedText


def block(text: str, bold: bool = False, italic: str = "") -> Block:
    """A block whose letters are bold or not, and of which some words are in italics."""
    at = text.index(italic) if italic else 0
    slanted = [at <= n < at + len(italic) for n in range(len(text))]
    return Block(Text(text, [], [bold] * len(text), slanted))


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("The board recommends that all lamps of the isles be lit.", (False, "sentence in bold")),
        ("The lamps of the isles and the boats of all their harbours", (True, "bold")),
        ("Lamps of the isles.", (True, "bold")),
    ],
)
def test_a_sentence_in_bold_is_text(text: str, verdict: tuple[bool, str]) -> None:
    assert heading_verdict(block(text, bold=True)) == verdict


@pytest.mark.parametrize(
    ("text", "division"),
    [
        ("Chapter IV", ("chapter", "IV")),
        ("Chapitre II. Phares", ("chapter", "II")),
        ("Article 5", ("article", "5")),
        ("Article 12 bis – Lamps", ("article", "12bis")),
        ("Article premier", ("article", "1")),
        ("Статья 3", ("article", "3")),
        ("Article 7 (Lamps of the isles)", ("article", "7")),
        ("Article 7 (2) (a)", None),
        ("Article 5 of the Convention", None),
        ("Articles 5 and 6", None),
    ],
)
def test_a_heading_opens_a_chapter_or_an_article(text: str, division: tuple[str, str] | None) -> None:
    assert division_of(text) == division


@pytest.mark.parametrize(
    ("texts", "listed"),
    [
        (["I. Lamps ........ 3", "Lamps are lit."], {0}),
        (["Annex", "Boats .......... 9", "Lamps are lit."], {0, 1}),
        (["Contents", "Page", "Lamps ...... 3", "Annexes", "Boats ... 4", "Agenda item 11", "Lamps"], {1, 2, 3, 4}),
        (["CONTENTS Paragraphs", "Lamps 1 - 6", "Boats 7", "LAMPS", "1. They are lit."], {0, 1, 2}),
        (["Contents", "Lamps are lit.", "Boats came home.", "See page 7"], set()),
    ],
    ids=["dots", "annex", "among entries", "without dots", "no entries"],
)
def test_entries_of_the_contents_are_found(texts: list[str], listed: set[int]) -> None:
    assert in_contents([block(text) for text in texts]) == listed


def read(*blocks: Block, kind: str = "report") -> list[tuple[str, str, str]]:
    """The ids, kinds and texts of a printed text."""
    clauses = Clauses(Outline("A/99/1", "operative"), "en")
    PrintedText(clauses, kinds.BY_NAME[kind], []).read(blocks)
    return [(clause.entry.clause_id, clause.entry.kind, clause.entry.text) for clause in clauses.all]


def test_entries_of_the_contents_are_marked_and_number_nothing() -> None:
    entries = [block("I. Lamps ......"), block("3"), block("II. Boats ...... 4")]
    found = read(block("Contents"), block("Chapter"), *entries)
    assert [(kind, text) for _, kind, text in found] == [
        ("heading", "Contents"),
        ("contents", "Chapter"),
        ("contents", "I. Lamps ...... 3"),
        ("contents", "II. Boats ...... 4"),
    ]


def test_a_chapter_holds_the_paragraphs_below_its_heading() -> None:
    found = read(block("Chapter II", bold=True), block("Boats", bold=True), block("7. They came home."))
    assert [clause_id for clause_id, *_ in found] == ["A/99/1#h.1", "A/99/1#h.2", "A/99/1#chapter.II.op.7"]


def test_a_number_that_lost_its_point_is_one_before_a_verb_where_it_is_the_next() -> None:
    found = read(
        block("1. Notes the lamps;", italic="Notes"),
        block("2 Affirms them;", italic="Affirms"),
        block("9 Affirms them;", italic="Affirms"),
        block("3 Isles have lamps;"),
    )
    assert [clause_id for clause_id, *_ in found] == [f"A/99/1#{place}" for place in ("op.1", "op.2", "u.1", "u.2")]
