"""Dates in words, as mastheads and texts print them."""

from __future__ import annotations

import datetime as dt

import pytest

from transforms.language.dates import read_date

FORMS = [
    ("53rd plenary meeting, 17 December 2024", dt.date(2024, 12, 17), "English"),
    ("le 1er juillet 2024", dt.date(2024, 7, 1), "French, the first of a month"),
    ("el 17 de diciembre de 2024", dt.date(2024, 12, 17), "Spanish"),
    ("17 декабря 2024 года", dt.date(2024, 12, 17), "Russian, month in the genitive"),
    ("17 كانون الأول/ديسمبر 2024", dt.date(2024, 12, 17), "Arabic, both names of the month"),
    ("في ٩ أيلول/سبتمبر ٢٠٢١", dt.date(2021, 9, 9), "Arabic figures"),
    ("30 حزيران/يونيو 2024", dt.date(2024, 6, 30), "Arabic, the other spelling"),
    ("2024年12月17日大会决议", dt.date(2024, 12, 17), "Chinese"),
    ("2024年13月1日", None, "no such month"),
    ("on 17 December", None, "no year"),
    ("on 31 November 1995", None, "no such day: a misprint must not stop its document"),
    ("117 December 2024", None, "a figure before the day belongs to another number"),
]


@pytest.mark.parametrize(("text", "day", "why"), FORMS, ids=[why for *_, why in FORMS])
def test_the_first_date_of_a_text(text: str, day: dt.date | None, why: str) -> None:
    assert read_date(text) == day
