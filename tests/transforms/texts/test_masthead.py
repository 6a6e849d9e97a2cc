"""The masthead: when two symbols name the same document, what its lines are, and with what a text begins."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from tests.specimens import PDFS
from transforms.formats import register
from transforms.texts import masthead
from transforms.texts.document import Document, HeadLine
from transforms.texts.masthead import agree

PAIRS = [
    ("A/RES/79/181", "A/RES/79/181", True, "the same"),
    ("S/RES/2397(2017)", "S/RES/2397 (2017)", True, "a blank before the year"),
    ("A/39/361", "A/39/36I", True, "a figure that an old scan's text layer reads as a letter"),
    ("A/79/730", "A/79/730-S/2025/41", True, "one of the two symbols of a joint document"),
    ("A/80/15", "A/80/15 (Part I)", True, "a part that one of them leaves out"),
    ("A/99/6 (Sect. 10)", "A/99/6 (Sect. 10)/Part A", True, "a part of a section that one of them leaves out"),
    ("A/RES/99/7", "A/RES/99/2", False, "one figure apart is another resolution"),
    ("A/RES/99/1", "A/RES/99/12", False, "a longer number is another resolution"),
    ("A/79/458", "A/79/458/Add.3", False, "an addendum is another document"),
    ("S/RES/2577(2021)", "E/2021/L.22", False, "a document of another organ stored under the name"),
]


@pytest.mark.parametrize(("filed", "printed", "same", "why"), PAIRS, ids=[why for *_, why in PAIRS])
def test_a_file_is_what_its_name_says(filed: str, printed: str, same: bool, why: str) -> None:
    assert agree(filed, printed) is same
    assert agree(printed, filed) is same


def of(*lines: str, source: str = "born_digital") -> Document:
    """A document with these lines at the right of its head."""
    return Document(source, first_lines=[HeadLine(line, 1, ((line, 400.0),)) for line in lines])


# what the page prints, the symbol under which it is filed, and that of the document
FILED = [
    (["A/99/6 (Sect. 10)/Part A*"], "A/99/6 (Sect. 10)", ("A/99/6 (Sect. 10)/Part A", None), "the page names the part"),
    (["A/99/15"], "A/99/15 (Part I)", ("A/99/15 (Part I)", None), "the name alone names the part"),
    (["JIU/REP/2044/1[Expanded report]"], "JIU/REP/2044/1 (Expandedreport)",
     ("JIU/REP/2044/1 (Expanded report)", None), "the page has the blanks"),
    (["A/99/2"], "A/99/7", ("A/99/2", None), "the masthead decides"),
    (["A/99/924\u2013S/2044/351"], None, ("A/99/924", "S/2044/351"), "two symbols with a dash"),
    (["A/99/924-S/2044/351"], "S/2044/351", ("S/2044/351", "A/99/924"), "the name has the second of two symbols"),
    (["A/99/924", "S/2044/351"], "S/2044/351", ("S/2044/351", None), "and where each has its line"),
    (["TRANS/SC.2/2044/20"], None, ("TRANS/SC.2/2044/20", None), "a first word that is not known"),
    (["DP-FPA/2044/1"], None, ("DP-FPA/2044/1", None), "an organ of two bodies"),
    (["HIV/AIDS", "12/3/2044"], None, (None, None), "what is no symbol"),
]  # fmt: skip


@pytest.mark.parametrize(("printed", "filed", "expected", "why"), FILED, ids=[why for *_, why in FILED])
def test_the_symbol_of_a_document(
    printed: list[str], filed: str | None, expected: tuple[str | None, str | None], why: str
) -> None:
    fields = masthead.read_masthead(of(*printed), filed).fields
    assert (fields["symbol"], fields.get("joint_symbol")) == expected


def test_what_ocr_made_of_a_symbol_does_not_stand_against_the_name() -> None:
    scanned = of("AJRES/45/I2", source="ocr_embedded")
    assert masthead.read_masthead(scanned, "A/RES/45/112", is_ocr=True).fields["symbol"] == "A/RES/45/112"


@dataclass
class Printed:
    """A paragraph with what the rules of the masthead ask for."""

    text: str
    size: float = 10.0
    bold: bool = False
    italic: bool = False
    centred: bool = False
    page_first: int = 1


def rule_of(paragraph: Printed, after: str = "", title: tuple[str, ...] = (), behind: tuple[Printed, ...] = ()) -> str:
    """The name of the rule that fits a paragraph; empty where none does."""
    body: Any = [paragraph, *behind]
    front = masthead._Front(body, after=after, title=[*title])
    return next((rule.name for rule in masthead.LINE_RULES if rule.test(front)), "")


LINES = [
    (Printed("Ninety-ninth session", bold=True), "", "session", "above the text"),
    (Printed("Ninety-ninth session"), "adopted", "", "below the line that says who adopted it, it is skipped"),
    (Printed("Agenda item 66 (b)"), "session", "agenda item", "in light type"),
    (Printed("Agenda item 66 (b)"), "adopted", "", "below the line that says who adopted it, it is skipped"),
    (Printed("Agenda item 66 (b)", 12, bold=True), "session", "title", "a title may begin so"),
    (Printed("Keeping of lamps"), "agenda", "agenda title", "under the item"),
    (Printed("Keeping of lamps"), "session", "", "small light type elsewhere is nothing"),
    (Printed("Keeping of lamps", 12, bold=True), "agenda", "title", "large and bold"),
    (Printed("KEEPING OF LAMPS"), "agenda", "typed title", "as typewriters set it"),
    (Printed("Official Records", 12, bold=True), "", "beside the title", "the cover of a supplement"),
    (Printed("Resolution 2397 (2044)", 12, bold=True), "", "number alone", "of the Security Council"),
    (Printed("Adopted by the Security Council at its 9620th meeting"), "number", "adopted at", "its next line"),
    (Printed("Keeping of lamps", 12, bold=True), "number", "", "behind the number alone stands no title"),
    (Printed("99/7. Keeping of lamps", 12, bold=True), "adopted", "numbered title", "number and title"),
    (Printed("[on the report of the Third Committee (A/99/458)]"), "adopted", "proponent", "with its symbol"),
    (Printed("[on the report of the Third Committee]"), "adopted", "", "without a symbol it gives nothing"),
    (Printed("Chad and Fiji: draft resolution", bold=True), "agenda", "sponsors", "of a draft"),
]


@pytest.mark.parametrize(
    ("paragraph", "after", "rule", "why"), LINES, ids=[f"{line[0].text}: {line[3]}" for line in LINES]
)
def test_what_a_line_of_the_masthead_is(paragraph: Printed, after: str, rule: str, why: str) -> None:
    assert rule_of(paragraph, after) == rule


def test_a_title_that_a_cover_repeats_counts_once() -> None:
    assert (
        rule_of(Printed("Keeping of lamps", 12, bold=True), "title", title=("Keeping of lamps",)) == "beside the title"
    )


def test_bold_type_above_a_larger_title_is_the_body_s_name() -> None:
    name, title = Printed("Committee on Lamps", 12, bold=True), Printed("Keeping of lamps", 14, bold=True)
    assert rule_of(name, behind=(title,)) == "beside the title"


def test_the_names_of_rules_are_not_used_twice() -> None:
    for names in ([rule.name for rule in masthead.LINE_RULES], [name for name, *_ in masthead.BEGINNINGS]):
        assert len(set(names)) == len(names)


HEAD = (Printed("Ninety-ninth session", bold=True), Printed("Agenda item 66"), Printed("Lamps", 12, bold=True))
BEGINNINGS = [
    ((Printed("The General Assembly,"), Printed("Recalling lamps,")), 3, "who speaks"),
    ((Printed("Submitted by Chad"), Printed("1. Lamps are lit.")), 4, "the first numbered paragraph"),
    ((Printed("Submitted by Chad"), Printed("A. Harbours", bold=True)), 4, "the first section"),
    ((Printed("Lamps are lit."), Printed("They burn.")), 3, "what follows the title"),
    (
        (Printed("99/7. Lamps", 12, bold=True), Printed("The General Assembly,")),
        4,
        "a number before a title is no text",
    ),
    ((Printed("Lamps are lit."), Printed("The General Assembly,")), 4, "before who speaks all is masthead"),
]


@pytest.mark.parametrize(("behind", "start", "why"), BEGINNINGS, ids=[why for *_, why in BEGINNINGS])
def test_with_what_a_text_begins(behind: tuple[Printed, ...], start: int, why: str) -> None:
    body: Any = [*HEAD, *behind]
    assert masthead._front_end(body) == start


SYMBOLS = [
    (["A/99/7"], "A/99/7", ("A/99/7", ()), "as filed"),
    (["A/99/12", "A/99/7"], "A/99/7", ("A/99/7", ()), "of several that are printed the one that agrees"),
    (["A/99/12"], "A/99/7", ("A/99/12", ()), "another one printed: what is printed counts"),
    ([], "a/99/7", ("A/99/7", ()), "none printed"),
    (["A/99/7"], None, ("A/99/7", ()), "filed under no symbol"),
    ([], None, (None, ()), "neither"),
    (["A/99/7-S/2044/5"], None, ("A/99/7", ("A/99/7", "S/2044/5")), "a joint document is filed under the first"),
    (["A/99/7-S/2044/5"], "S/2044/5", ("S/2044/5", ("A/99/7", "S/2044/5")), "or as it was asked for"),
]


@pytest.mark.parametrize(("printed", "hint", "expected", "why"), SYMBOLS, ids=[why for *_, why in SYMBOLS])
def test_which_symbol_a_document_has(printed: list[str], hint: str | None, expected: tuple[Any, Any], why: str) -> None:
    symbol, joint = masthead._symbol(printed, hint, is_ocr=False)
    assert (symbol, tuple(joint)) == expected


def test_the_line_that_names_the_sponsors_of_a_draft_is_kept() -> None:
    path = PDFS / "A_C.3_99_L.7.pdf"
    (line,) = register.extract(path.read_bytes(), path.name)["sponsor_lines"]
    assert line["text"].startswith("Bhutan, Chile, Iceland, Kenya, Mongolia, Portugal and Samoa:")
    assert (line["symbol"], line["seq"], line["page"]) == ("A/C.3/99/L.7", 1, 1)


PARTICIPANTS = """United Nations

A/CONF.299/2044/INF/2

General Assembly

Distr.: General

3 December 2044

# List of participants

I. Member States

Erewhon
"""


def test_a_specimen_of_a_list_of_participants() -> None:
    (document,) = register.extract(PARTICIPANTS.encode(), "participants.md")["documents"]
    assert (document["symbol"], document["document_type"]) == ("A/CONF.299/2044/INF/2", "list_of_participants")
