"""The files of the languages: one for each official language, and no key that nothing explains."""

from __future__ import annotations

from pathlib import Path

import pytest
import regex

from transforms.language import vocabulary
from warehouse import tables

NO_PATTERNS = ("organs", "dates.other_months", "dates.form")
"""Keys that hold a table or a form to fill in."""


def test_each_official_language_has_a_file() -> None:
    assert tuple(vocabulary.LANGUAGES) == tables.LANGUAGES


def test_every_key_is_of_some_language() -> None:
    assert {key for held in vocabulary.LANGUAGES.values() for key in held} == vocabulary.KEYS.keys()


@pytest.mark.parametrize("key", sorted(vocabulary.KEYS.keys() - set(NO_PATTERNS)))
def test_what_languages_have_under_a_key_is_a_pattern(key: str) -> None:
    assert vocabulary.pattern(key).search("") is None


def test_a_key_that_nothing_reads_is_refused(tmp_path: Path) -> None:
    (tmp_path / "eo.toml").write_text('[masthead]\nsesion = "sesio"\n', "utf-8")
    with pytest.raises(ValueError, match=r"eo\.toml .*masthead\.sesion"):
        vocabulary.read(tmp_path)


def test_words_of_a_language_are_found_whatever_their_case() -> None:
    assert vocabulary.pattern("text.contents").fullmatch("TABLE OF CONTENTS")
    assert vocabulary.pattern("text.contents").fullmatch("目录")
    assert not vocabulary.pattern("meeting.held", 0).match("held in the lamp-room")
    assert regex.fullmatch(vocabulary.either("text.continued"), "suite")
