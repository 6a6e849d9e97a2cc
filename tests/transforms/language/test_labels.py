"""Labels of paragraphs, headings and annexes in the official languages, as the English text has them."""

from __future__ import annotations

import pytest

from transforms.language import labels

LABELS = [
    ("1.", "number", "1", "a paragraph"),
    ("1 -", "number", "1", "Arabic sets a dash"),
    ("12.03.", "number", "12.3", "a number within a number"),
    ("1799.", "number", "1799", "the report on a long session"),
    ("(a)", "item", "a", "English"),
    ("a)", "item", "a", "French and Spanish"),
    ("(iii)", "item", "iii", "its place shows whether it is a numeral"),
    ("(أ)", "letter", "a", "the first letter of the abjad"),
    ("(أ أ)", "letter", "aa", "doubled"),
    ("’1‘", "roman", "i", "Arabic figures for Roman numerals"),
    ("(十一)", "roman", "xi", "Chinese figures in parentheses"),
    ("㈠", "roman", "i", "one character for figure and parentheses"),
    ("(а)", "item", "a", "a Cyrillic letter typed for a Latin one"),
    ("(б)", "item", "b", "a Cyrillic letter"),
    ("(1)", "figure", "1", "figures in parentheses"),
    ("a.", "sub", "a", "a point"),
    ("II.", "capital", "II", "capitals"),
    ("–", "bullet", "–", "a dash"),
]


@pytest.mark.parametrize(("printed", "kind", "text", "why"), LABELS, ids=[why for *_, why in LABELS])
def test_a_label_is_that_of_the_english_text(printed: str, kind: str, text: str, why: str) -> None:
    assert labels.read_label(printed) == labels.Label(kind, text, printed)


@pytest.mark.parametrize("printed", ["1800", "(十十)", "lamps", "(abc)", ""])
def test_what_is_no_label(printed: str) -> None:
    assert labels.read_label(printed) is None


ORDINALS: list[tuple[str, str | None]] = [
    *(("II", "II"), ("A", "A"), ("12", "12"), ("Х", "X"), ("ألف", "A"), ("ضاد", "Z"), ("二十一", "XXI")),
    *(("ثانيا", "II"), ("حادي عشر", "XI"), ("iv", None), ("lamps", None), ("", None)),
]


@pytest.mark.parametrize(("words", "label"), ORDINALS)
def test_what_numbers_a_heading(words: str, label: str | None) -> None:
    assert labels.ordinal(words) == label


HEADINGS = [
    ("II. Lamps", ("II", 4)),
    ("一. 灯塔", ("I", 3)),
    ("أولا - المصابيح", ("I", 7)),
    ("IV", ("IV", 2)),
    ("Lamps", ("", 0)),
]


@pytest.mark.parametrize(("text", "label"), HEADINGS)
def test_the_number_of_a_heading_and_how_long_it_is(text: str, label: tuple[str, int]) -> None:
    assert labels.heading_label(text) == label


ANNEXES = [
    ("Annex", "", "alone"),
    ("Annex II", "II", "numbered"),
    ("Annex II: Lamps of harbours", "II", "with its title"),
    ("Annexe II", "II", "French"),
    ("المرفق الأول", "I", "Arabic, an ordinal"),
    ("附件二", "II", "Chinese, without a blank"),
    ("Annex to the letter dated 3 May 2044 from the Keeper", "", "a letter's annex"),
    ("Annex to the letter dated 3 May 2044 from the Keeper.", None, "a sentence"),
    ("Annexed to it", None, "another word"),
]


@pytest.mark.parametrize(("text", "label", "why"), ANNEXES, ids=[why for *_, why in ANNEXES])
def test_the_heading_of_an_annex(text: str, label: str | None, why: str) -> None:
    assert labels.annex_label(text) == label
