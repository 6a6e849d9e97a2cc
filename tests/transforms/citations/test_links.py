"""Links: what a hyperlink printed over the text adds to its words, or contradicts in them."""

from typing import Any

import pytest

from tests.transforms.citations.citing import ADOPTED, GA, HRC, frames
from transforms.citations import citations
from warehouse import tables


def over(text: str, words: str, target: str) -> dict[str, Any]:
    """A link over the words of a text."""
    start = text.index(words)
    return {"char_start": start, "char_end": start + len(words), "target": target}


HOST = "https://undocs.org/en/"

# text, linked words, target -> symbol, rule or reason, why
LINKS: list[tuple[str, str, str, tuple[str | None, str], str]] = [
    ("resolution 78/218,", "78/218", "A/RES/78/218", ("A/RES/78/218", "adopting_organ"), "agrees"),
    ("resolution 217 A (III)", "217 A (III)", "A/RES/217(III)", ("A/RES/217(III) A", "adopting_organ"), "the whole"),
    (
        "See A/59/19/Rev.1.",
        "A/59/19/Rev.1",
        "A/59/19/REV.1(SUPP)",
        ("A/59/19/Rev.1 (Supp)", "hyperlink_to_edition"),
        "the edition in the Official Records",
    ),
    ("resolution 49/22,", "49/22", "A/HRC/RES/49/22", ("A/HRC/RES/49/22", "hyperlink_settles"), "no body is named"),
    (
        "Human Rights Council resolution 53/11",
        "53/11",
        "A/RES/53/11",
        ("A/HRC/RES/53/11", "head, link_disagrees"),
        "the words name the body",
    ),
    (
        "its resolution 77/114",
        "77/114",
        "A/RES/76/122",
        ("A/RES/77/114", "adopting_organ, link_disagrees"),
        "another number",
    ),
    ("See A/78/26.", "A/78/26", "A/76/26", ("A/78/26", "symbol, link_disagrees"), "another symbol"),
    ("the 2030 Agenda", "2030 Agenda", "A/RES/70/1", ("A/RES/70/1", "hyperlink"), "words that only the link explains"),
    ("the report for 2017/18", "2017/18", "E/RES/2017/18", (None, "not followed"), "a number of no reference"),
    (
        "Commission on the Status of Women resolution 49/7",
        "49/7",
        "A/RES/49/7",
        (None, "not followed"),
        "the words name a body without symbols",
    ),
]


@pytest.mark.parametrize(("text", "words", "target", "expected", "why"), LINKS, ids=[row[4] for row in LINKS])
def test_links_are_evidence(text: str, words: str, target: str, expected: tuple[str | None, str], why: str) -> None:
    [row] = frames(GA, [text], links=[over(text, words, HOST + target)])[0].to_dicts()
    assert row["cited_symbol"] == expected[0]
    assert expected[1] in (row["resolution_rule"] or row["unresolved_reason"])
    assert row["link_target"] == HOST + target


def test_a_link_to_the_assemblys_number_settles_nothing() -> None:
    """The UN's tools link so where they know no better."""
    text = "resolution 49/22,"
    [row] = frames(HRC, [text], links=[over(text, "49/22", HOST + "A/RES/49/22")])[0].to_dicts()
    assert (row["cited_symbol"], row["resolution_rule"]) == ("A/HRC/RES/49/22", "adopting_organ, link_disagrees")


def test_a_link_that_the_file_splits_over_its_words_is_one() -> None:
    text = "the Addis Ababa Action Agenda"
    links = [over(text, part, HOST + "A/RES/69/313") for part in ("Addis", " Ababa ", "Action Agenda")]
    [row] = frames(GA, [text], links=links)[0].to_dicts()
    assert row["cited_text"] == "Addis Ababa Action Agenda"


def test_a_link_in_a_note_counts_for_the_note() -> None:
    link = over("Resolution 49/22.", "49/22", HOST + "A/HRC/RES/49/22") | {"footnote_number": "1"}
    rows, _ = frames(GA, [""], ["Resolution 49/22."], [link])
    assert rows["cited_symbol"].to_list() == ["A/HRC/RES/49/22"]


def test_a_link_counts_for_neither_of_two_notes_with_one_number() -> None:
    of_document: dict[str, Any] = {"symbol": GA, "language": "en"}
    document = tables.DOCUMENTS.frame([of_document | {"adopted_on": ADOPTED[GA]}])
    notes: list[dict[str, Any]] = [
        of_document | {"footnote_id": f"{GA}#fn.a.{n}", "seq": n, "number": "a", "text": "Includes support costs."}
        for n in (1, 2)
    ]
    link = (
        of_document | {"seq": 1, "footnote_number": "a"} | over("Includes support costs.", "support", HOST + "A/70/1")
    )
    found, _ = citations.find_and_resolve(
        document, tables.CLAUSES.frame(), tables.FOOTNOTES.frame(notes), tables.HYPERLINKS.frame([link])
    )
    assert found.is_empty()
