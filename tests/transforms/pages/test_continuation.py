"""Continuation: what the end of a page cuts in two is one paragraph, and each verdict names its rule."""

from __future__ import annotations

from typing import Any

import pytest

from transforms.pages.continuation import CONTINUES, continues, joined, note_continues
from transforms.pages.model import Run
from transforms.pages.paragraphs import Paragraph
from transforms.pages.text import Line

LEFT, INDENT = 60.0, 24.0
FULL = "The lamps of the harbours of all the islands are lit by night, and those of the mainland"
"""A line as wide as its column."""


def paragraph(*texts: str, at: float = 0.0, first: float = 0.0, page: int = 2, **other: Any) -> Paragraph:
    """A paragraph of those lines; all begin ``at`` points from the margin, the first by ``first`` points more."""
    style = {"bold": False, "italic": False, "size": 10.0} | {k: other.pop(k) for k in {*other} & {*STYLE}}
    lines = []
    for n, text in enumerate(texts):
        x, y = LEFT + at + (0 if n else first), 100.0 + 12 * n
        run = Run(text, x, y - 8, x + 5.0 * len(text), y + 2, y, style["size"], "", style["bold"], style["italic"])
        lines.append(Line((run,), page))
    return Paragraph(lines, left=LEFT, centre=LEFT + 2.5 * len(FULL), **other)


STYLE = ("bold", "italic", "size")
OPEN = paragraph(FULL, "are lit before them")
ENDED = paragraph(FULL, "are lit before them.")

CASES: list[tuple[str, Paragraph, Paragraph, float]] = [
    ("opening of a meeting", OPEN, paragraph("The meeting was called to order at 10 a.m."), 0),
    ("opening of a meeting", paragraph("The meeting was called to order at 10 a.m."), paragraph("and boats"), 0),
    ("begins with a label", OPEN, paragraph("12. Boats came home."), 0),
    ("another weight", OPEN, paragraph("Boats", bold=True), 0),
    ("another size", OPEN, paragraph("boats of the isles", size=8.0), 0),
    ("heading by the tree", paragraph(FULL, "of the isles", role="H2"), paragraph("and of the mainland"), 0),
    (
        "heading with room",
        paragraph(FULL, "by night", bold=True),
        paragraph("and by day, as they are in all harbours", bold=True),
        0,
    ),
    ("centred", OPEN, paragraph("The boats", at=2.5 * len(FULL) - 22), 0),
    ("dotted line", paragraph(FULL, "Harbour Board ........... Ms. Orr"), paragraph("and of the isles"), 0),
    ("article or preposition at the end", paragraph(FULL, "of the"), paragraph("Isles Board."), 0),
    ("entry of a list", paragraph("Slovenia"), paragraph("Somalia"), 0),
    ("entry of a list", paragraph(FULL, role="P"), paragraph("Boats", role="P"), 0),
    (
        "remark in italics",
        paragraph(FULL, "It was so decided.", italic=True),
        paragraph("Boats came home in", "the night.", italic=True),
        0,
    ),
    (
        "indented block",
        paragraph(FULL, "“as they were.”", at=INDENT),
        paragraph("The boats came home", "by night.", first=INDENT),
        0,
    ),
    ("number beyond a thousand", ENDED, paragraph("2009. At the same meeting"), 0),
    ("list of States", paragraph("Chad, Fiji, Mali,", "Peru,", first=-INDENT), paragraph("Togo."), 0),
    ("small letter", OPEN, paragraph("and the boats came home.", at=INDENT), INDENT),
    ("open item", paragraph("(a) Lamps of the", "harbours all"), paragraph("Islands;", at=90.0), 0),
    ("open item", paragraph(f"(a) {FULL}", role="P"), paragraph("Islands;", role="P"), 0),
    ("entry of a list", paragraph(f"(a) {FULL};", role="P"), paragraph("Islands;", role="P"), 0),
    ("entry of a list", paragraph("1. Islands", role="P"), paragraph("Islands", role="P"), 0),
    ("no first-line indent", paragraph(FULL, "Lamps.", first=INDENT), paragraph("Boats came home."), INDENT),
    (
        "open sentence, less indented",
        paragraph(FULL, "said Ms", first=INDENT),
        paragraph("Orr came home.", at=10.0),
        INDENT,
    ),
    (
        "indented document",
        paragraph(FULL, "Lamps.", first=INDENT),
        paragraph("Boats came home.", at=INDENT),
        INDENT,
    ),
    (
        "full line of a numbered paragraph",
        paragraph(f"1. {FULL}", f"of the isles. {FULL[:-11]}."),
        paragraph("Boats came home."),
        0,
    ),
    ("open sentence", paragraph(FULL, FULL), paragraph("Orr came home."), 0),
    ("ended", ENDED, paragraph("Boats came home."), 0),
]


CONTINUING = {
    "article or preposition at the end",
    *("list of States", "small letter", "open item", "no first-line indent", "open sentence, less indented"),
    *("full line of a numbered paragraph", "open sentence"),
}
"""The rules by which a paragraph continues; by all others it does not."""


@pytest.mark.parametrize(("rule", "last", "first", "usual_indent"), CASES, ids=[case[0] for case in CASES])
def test_each_rule_answers_where_its_reason_holds(
    rule: str, last: Paragraph, first: Paragraph, usual_indent: float
) -> None:
    assert continues(last, first, usual_indent) == (rule in CONTINUING, rule)


def test_each_rule_has_a_case() -> None:
    assert {rule.name for rule in CONTINUES} == {case[0] for case in CASES} | {"behind a table"}


def mixed(*pieces: tuple[str, bool], page: int = 2) -> Paragraph:
    """A paragraph of one line, with pieces that are bold or not."""
    runs, x = [], LEFT
    for text, bold in pieces:
        runs.append(Run(text, x, 92.0, x + 5.0 * len(text), 102.0, 100.0, 10.0, "", bold, False))
        x += 5.0 * len(text) + 5
    return Paragraph([Line(tuple(runs), page)], left=LEFT, centre=LEFT + 2.5 * len(FULL))


@pytest.mark.parametrize(
    ("end", "is_rest"), [("The board trusts that the", True), ("It is so decided.", False)], ids=["open", "ended"]
)
def test_a_sentence_in_bold_goes_on_over_the_page(end: str, is_rest: bool) -> None:
    last = mixed((f"{FULL}.", False), (end, True))
    first = paragraph("lamps of the mainland will be lit.", bold=True, page=3)
    assert continues(last, first, 0).answer == is_rest


def test_a_record_continues_behind_a_single_full_line_whatever_the_first_letter() -> None:
    last = paragraph(f"{FULL[:-5]}", first=INDENT, role="P")
    first = paragraph(FULL, "Orr came home.", role="P", page=3)
    assert continues(last, first, 0).rule != "entry of a list"
    entry = paragraph("Ms. Orr", "of the isles", role="P", page=3)
    assert continues(last, entry, 0).rule == "entry of a list"


def test_no_paragraph_continues_over_a_table() -> None:
    assert continues(OPEN, paragraph("and the boats came home."), 0, is_behind_table=True).rule == "behind a table"


def test_a_paragraph_keeps_the_rules_that_decided_about_it() -> None:
    rest, heading = paragraph("and the boats came home.", page=3), paragraph("Boats", bold=True, page=4)
    whole, following = joined([[OPEN], [rest], [heading]], continues)
    assert whole.text == f"{FULL} are lit before them and the boats came home."
    assert (whole.page_first, whole.page_last) == (2, 3)
    assert whole.decided_by == ("continues: small letter",)
    assert following.decided_by == ("does not continue the page before: another weight",)


def test_a_page_without_text_stands_between_two_pages() -> None:
    assert len(joined([[OPEN], [], [paragraph("and the boats came home.", page=4)]], continues)) == 1


@pytest.mark.parametrize(
    ("text", "verdict"), [("* As counted by night.", (False, "begins with a mark")), ("by night.", (True, "no mark"))]
)
def test_a_note_continues_where_no_mark_begins_the_next(text: str, verdict: tuple[bool, str]) -> None:
    assert note_continues(OPEN, paragraph(text), 0) == verdict
