"""Runs: their characters are those that a reader of the page sees."""

from __future__ import annotations

import pytest

from transforms.pages.runs import clean


@pytest.mark.parametrize(
    ("set_text", "seen", "why"),
    [
        ("\uf0b7 item", "• item", "Word's symbol font sets bullets in private use"),
        ("co\u00adoperation", "co-operation", "a soft hyphen kept in the file is printed"),
        ("\ue123\ue124", "", "bar codes are set in private use"),
        ("a\u200bb\x00c", "abc", "marks without width and control characters are not seen"),
        ("one\r\ntwo", "one two", "a line's end inside a run parts words"),
    ],
)
def test_text_is_what_a_reader_of_the_page_sees(set_text: str, seen: str, why: str) -> None:
    assert clean(set_text) == seen


def test_letters_in_the_form_that_they_have_within_a_word_are_the_letters() -> None:
    assert clean("\ufe8d\ufefb\ufee3\ufea2 الأمــم") == "الامح الأمم"
