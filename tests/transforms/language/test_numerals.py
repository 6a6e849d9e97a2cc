"""Numerals to numbers and back, and which label is the next of a list."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.language import numerals


@given(st.integers(1, 3999))
def test_a_roman_numeral_is_the_number_of_which_it_was_made(number: int) -> None:
    assert numerals.from_roman(numerals.roman(number)) == number
    assert numerals.from_roman(numerals.roman(number).upper()) == number


@given(st.integers(1, 130))
def test_a_letter_is_the_number_of_which_it_was_made(number: int) -> None:
    assert numerals.from_letter(numerals.letter(number)) == number


@given(st.integers(1, 129))
def test_the_label_of_the_next_number_follows(number: int) -> None:
    assert numerals.follows_roman(numerals.roman(number), numerals.roman(number + 1))
    assert numerals.follows_letter(numerals.letter(number), numerals.letter(number + 1))
    assert not numerals.follows_roman(numerals.roman(number), numerals.roman(number + 2))
    assert not numerals.follows_letter(numerals.letter(number + 1), numerals.letter(number))


ROMAN = [
    ("iv", 4, "small"),
    ("XXVIII", 28, "in capitals"),
    ("xxix", 29, "beyond the longest list of the first table of numerals"),
    ("iiii", None, "nobody prints it"),
    ("ic", None, "no numeral takes one from a hundred"),
    ("xvx", None, "five is never taken from ten"),
    ("", None, "nothing"),
    ("a", None, "a letter"),
]


@pytest.mark.parametrize(("text", "number", "why"), ROMAN, ids=[why for *_, why in ROMAN])
def test_roman_numerals(text: str, number: int | None, why: str) -> None:
    assert numerals.from_roman(text) == number


ITEMS = [
    ("i", 1, "the ninth letter too: its place decides"),
    ("xxix", 29, "a long list"),
    ("xl", 40, "a longer one"),
    ("li", 51, "two letters are no letter of a list unless they are the same"),
    ("l", None, "the letter behind k"),
    ("c", None, "the third letter"),
    ("d", None, "the fourth letter"),
    ("cc", None, "the letter behind bb"),
    ("ab", None, "neither"),
]


@pytest.mark.parametrize(("label", "number", "why"), ITEMS, ids=[f"{label}: {why}" for label, _, why in ITEMS])
def test_a_label_of_a_list_is_a_roman_numeral_unless_lists_have_it_as_a_letter(
    label: str, number: int | None, why: str
) -> None:
    assert numerals.from_roman_item(label) == number


LETTERS = [
    ("a", "b", True, "the next letter"),
    ("z", "aa", True, "doubled letters follow the last"),
    ("aa", "bb", True, "and each other"),
    ("A", "B", True, "capitals"),
    ("A", "b", False, "a capital is of another list"),
    ("a", "c", False, "one is left out"),
    ("aa", "ab", False, "the UN does not letter so"),
    ("", "a", False, "nothing before"),
]


@pytest.mark.parametrize(("before", "label", "is_next", "why"), LETTERS, ids=[why for *_, why in LETTERS])
def test_which_letter_is_next(before: str, label: str, is_next: bool, why: str) -> None:
    assert numerals.follows_letter(before, label) is is_next


CHINESE: list[tuple[str, int | None]] = [
    *(("三", 3), ("十", 10), ("十三", 13), ("二十", 20), ("二十一", 21), ("九十九", 99)),
    *(("十十", None), ("二三", None), ("百", None), ("", None), ("灯", None)),
]


@pytest.mark.parametrize(("text", "number"), CHINESE)
def test_chinese_figures(text: str, number: int | None) -> None:
    assert numerals.from_chinese(text) == number


ARABIC = [
    ("أولا", 1, "as adverb"),
    ("الثاني", 2, "with the article"),
    ("عاشرا", 10, "the tenth"),
    ("حادي عشر", 11, "eleventh is not built of first"),
    ("عشرون", 20, "twentieth"),
    ("خامسا وعشرون", 25, "units before tens"),
    ("المصابيح", None, "a word"),
    ("", None, "nothing"),
]


@pytest.mark.parametrize(("words", "number", "why"), ARABIC, ids=[why for *_, why in ARABIC])
def test_arabic_ordinals(words: str, number: int | None, why: str) -> None:
    assert numerals.from_arabic_ordinal(words) == number
