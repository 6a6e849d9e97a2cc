"""The outline alone: tables of labels to ids and paths, without pages or texts."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from transforms.texts.outline import Outline

SYMBOL = "A/RES/99/1"


class Given(NamedTuple):
    """A clause given to the outline: its label, the label's kind (empty: the outline decides), text and indent."""

    label: str
    kind: str = ""
    text: str = "Requests it;"
    indent: float = 0.0


def add(outline: Outline, given: Given, part: str = "operative") -> str:
    """The id behind "#", and the path, of a clause that is added."""
    kind = given.kind or outline.item_kind(given.label, given.indent).answer
    outline.resume(kind, given.label)
    entry = outline.add(part, given.text, given.label, kind, given.indent)
    return f"{entry.clause_id.removeprefix(f'{SYMBOL}#')} {entry.path}"


ANNOUNCED = "Requests:"
LISTS = [
    (
        [Given("1", "number"), Given("2", "number")],
        ["op.1 1", "op.2 2"],
        "numbered paragraphs",
    ),
    (
        [Given("2", "number", ANNOUNCED), Given("a"), Given("b", text=ANNOUNCED), Given("i"), Given("ii"), Given("c")],
        ["op.2 2", "op.2.a 2(a)", "op.2.b 2(b)", "op.2.b.i 2(b)(i)", "op.2.b.ii 2(b)(ii)", "op.2.c 2(c)"],
        "items within items",
    ),
    (
        [Given("1", "number", ANNOUNCED), *(Given(label) for label in "abcdefghij")],
        ["op.1 1", *(f"op.1.{label} 1({label})" for label in "abcdefghij")],
        "(i) behind (h) is the letter",
    ),
    (
        [Given("1", "number", ANNOUNCED), Given("i", text=ANNOUNCED), Given("a"), Given("b"), Given("ii")],
        ["op.1 1", "op.1.i 1(i)", "op.1.i.a 1(i)(a)", "op.1.i.b 1(i)(b)", "op.1.ii 1(ii)"],
        "letters within numerals, announced with a colon",
    ),
    (
        [Given("1", "number", ANNOUNCED), Given("i"), Given("a"), Given("b"), Given("ii"), Given("c")],
        ["op.1 1", "op.1.i 1(i)", "op.1.i.a 1(i)(a)", "op.1.i.b 1(i)(b)", "op.1.ii 1(ii)", "op.1.ii.c 1(ii)(c)"],
        "letters that run on through the groups of a mandate's tasks",
    ),
    (
        [Given("1", "number", ANNOUNCED), Given("a", text=ANNOUNCED), Given("•", "bullet"), Given("•", "bullet")],
        ["op.1 1", "op.1.a 1(a)", "op.1.a.item1 1(a)•", "op.1.a.item2 1(a)•"],
        "bullets are counted",
    ),
    (
        [Given("1", "number", ANNOUNCED, 0), Given("1", "inner", indent=20), Given("2", "inner", indent=20)],
        ["op.1 1", "op.1.1 1.1", "op.1.2 1.2"],
        "a numbered list within a numbered paragraph",
    ),
    (
        [Given("1", "number"), Given("1", "number")],
        ["op.1 1", "op.1~2 1"],
        "a number that is printed twice",
    ),
    (
        [Given("1", "number", ANNOUNCED), *(Given(label) for label in ("y", "z", "aa", "bb"))],
        ["op.1 1", "op.1.y 1(y)", "op.1.z 1(z)", "op.1.aa 1(aa)", "op.1.bb 1(bb)"],
        "letters go on with two of a kind",
    ),
    (
        [
            *(Given("1", "number", ANNOUNCED), Given("hh", text=ANNOUNCED, indent=20)),
            *(Given("i", indent=60), Given("ii", indent=60), Given("ii", indent=20), Given("jj", indent=20)),
        ],
        ["op.1 1", "op.1.hh 1(hh)", "op.1.hh.i 1(hh)(i)", "op.1.hh.ii 1(hh)(ii)", "op.1.ii 1(ii)", "op.1.jj 1(jj)"],
        "(ii) in line with (hh) is the letter",
    ),
    (
        [
            *(Given("1", "number", ANNOUNCED), Given("hh", text=ANNOUNCED, indent=20), Given("i", indent=60)),
            *(Given("ii", indent=20), Given("jj", indent=20)),
        ],
        ["op.1 1", "op.1.hh 1(hh)", "op.1.hh.i 1(hh)(i)", "op.1.ii 1(ii)", "op.1.jj 1(jj)"],
        "(ii) in line with (hh) is the letter, though a numeral (i) stands before it",
    ),
]


@pytest.mark.parametrize(("given", "expected", "why"), LISTS, ids=[why for *_, why in LISTS])
def test_labels_have_ids_and_paths(given: list[Given], expected: list[str], why: str) -> None:
    outline = Outline(SYMBOL)
    assert [add(outline, each) for each in given] == expected


def test_a_list_goes_on_behind_an_unnumbered_paragraph() -> None:
    outline = Outline(SYMBOL)
    for given in (Given("1", "number", ANNOUNCED), Given("a")):
        add(outline, given)
    quoted = outline.add("operative", "A quotation.")
    assert (quoted.clause_id, quoted.path) == (f"{SYMBOL}#u.1", "")
    assert add(outline, Given("b")) == "op.1.b 1(b)"


def test_preambular_paragraphs_and_headings_are_counted() -> None:
    outline = Outline(SYMBOL)
    kinds = ["preambular", "preambular", "heading", "preambular"]
    ids = [outline.add(kind, "Recalling it,").clause_id.removeprefix(f"{SYMBOL}#") for kind in kinds]
    assert ids == ["pp.1", "pp.2", "h.1", "pp.3"]


def test_sections_annexes_and_quoted_texts_stand_in_ids() -> None:
    outline = Outline(SYMBOL, "operative")
    outline.enter_section("XII")
    outline.enter_section("B")
    assert add(outline, Given("307", "number")) == "XII.B.op.307 307"
    outline.enter_section("XIII")
    assert outline.around == ["XIII"], "a section ends those within the one before it"
    outline.begin_quotation("draft", "I")
    assert add(outline, Given("1", "number")) == "XIII.draft.I.op.1 1"
    outline.begin_quotation("draft", "I")
    assert outline.around == ["XIII", "draft", "I~2"], "a second draft of the same number"
    outline.end_quotation()
    assert outline.around == ["XIII"]
    outline.open_annex()
    assert add(outline, Given("1", "number"), "annex") == "annex.1.op.1 1"


def test_chapters_and_articles_stand_in_ids() -> None:
    outline = Outline(SYMBOL, "operative")
    outline.enter_section("II")
    outline.enter_division("chapter", "I")
    outline.enter_section("A")
    assert add(outline, Given("1", "number")) == "chapter.I.A.op.1 1"
    outline.enter_division("chapter", "II")
    assert add(outline, Given("2", "number")) == "chapter.II.op.2 2", "a chapter ends the sections before it"
    outline.open_annex()
    outline.enter_division("article", "1")
    assert add(outline, Given("1", "number"), "annex") == "annex.1.article.1.op.1 1"
    outline.enter_division("article", "2")
    assert add(outline, Given("1", "number"), "annex") == "annex.1.article.2.op.1 1"
    outline.enter_section("II")
    assert outline.around == ["annex.1", "II"], "a section ends the article before it"


def test_what_is_open_is_restored_behind_a_text_that_a_clause_quotes() -> None:
    outline = Outline(SYMBOL)
    add(outline, Given("1", "number", ANNOUNCED))
    add(outline, Given("a"))
    state = outline.state()
    outline.scope.sections = [("letter", "quoted")]
    outline.begin_part("operative")
    assert add(outline, Given("1", "number")) == "quoted.op.1 1"
    outline.restore(state)
    assert add(outline, Given("b")) == "op.1.b 1(b)"


def test_dotted_labels_are_items_where_one_is_expected() -> None:
    outline = Outline(SYMBOL)
    add(outline, Given("1", "number", ANNOUNCED))
    assert (outline.dotted_kind("a"), outline.dotted_kind("b")) == ("sub", "")
    add(outline, Given("a", "sub", ANNOUNCED))
    assert (outline.dotted_kind("b"), outline.dotted_kind("i"), outline.dotted_kind("d")) == ("sub", "numeral", "")
