"""The quality of a text: the share of its words that can be words."""

from __future__ import annotations

import pytest

from transforms.pages.quality import quality

SOUND = (
    "The Committee takes note of the report of the Secretary-General (A/99/112), and of the 1,200 States' replies; "
    "it requests that McBride's well-being be kept in mind in paragraph 12 (a) of resolution 98/14 of 4 December 2043. "
) * 3


@pytest.mark.parametrize(
    ("misread", "why"),
    [
        (("the ", "tbe "), "a common word with a letter misread"),
        (("Committee", "Committ€e"), "a sign among the letters"),
        (("report", "rep0rt"), "a figure among the letters"),
        (("requests", "reQuests"), "a capital within"),
        (("mind", "mnd ~^"), "signs that are no text"),
        (("States", "Sttts"), "no vowel"),
    ],
)
def test_what_ocr_misreads_lowers_the_quality(misread: tuple[str, str], why: str) -> None:
    sound = quality(SOUND, "en")
    assert sound == 1.0
    worse = quality(SOUND.replace(*misread), "en")
    assert worse is not None
    assert worse < sound, why


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "L’Assemblée générale, rappelant sa résolution 98/14, prie le Secrétaire général de créer à Genève un "),
        (
            "es",
            "La Asamblea General, recordando su resolución 98/14, pide al Secretario General que señale el párr. 3 ",
        ),
        ("ru", "Генеральная Ассамблея, ссылаясь на свою резолюцию 98/14, просит Генерального секретаря в 2043 году "),
        ("ar", "إن الجمعية العامة، إذ تشير إلى قرارها ٩٨/١٤، تطلب إلى الأمين العام أن يقدم إليها تقريرا "),
        ("zh", "大会， 回顾 其 第98/14号 决议， 请 秘书长 向 大会 提出 报告 "),
    ],
)
def test_every_language_has_words(language: str, text: str) -> None:
    assert quality(text * 9, language) == 1.0


def test_too_few_words_have_no_quality() -> None:
    assert quality("tbe end", "en") is None
