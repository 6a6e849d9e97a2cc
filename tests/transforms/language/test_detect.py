"""The language of a text."""

from __future__ import annotations

import pytest

from transforms.language.detect import language_of

TEXTS = [
    ("The keeping of the lamps is decided by the Council.", "en"),
    ("La garde des lampes est décidée par le Conseil.", "fr"),
    ("El cuidado de las lámparas lo decide el Consejo.", "es"),
    ("Совет постановляет хранить лампы (A/99/L.7).", "ru"),
    ("يقرر المجلس حفظ المصابيح", "ar"),
    ("理事会决定保管灯", "zh"),
    ("Chad 12 Fiji 7 Peru 1", "en"),
    ("Lampe et al. v. Chad, para. 10 et para 11", "en"),
    ("", "en"),
]


@pytest.mark.parametrize(("text", "language"), TEXTS)
def test_a_text_is_in_the_language_of_its_script_or_of_its_short_words(text: str, language: str) -> None:
    assert language_of(text) == language
