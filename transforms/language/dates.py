"""Dates as the UN prints them: day, month in words, year, in the languages that write them so.

What belongs here: the months' names, the pattern of a date, and the day that it names. What does not: what a date is
the date of (each room that finds one knows).
"""

from __future__ import annotations

from datetime import date

import regex

_NAMES = {
    "en": "January February March April May June July August September October November December",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "ar": "يناير فبراير مارس أبريل مايو يونيه يوليه أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
}
_LEVANTINE = (
    *("كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران", "تموز", "آب", "أيلول", "تشرين الأول"),
    *("تشرين الثاني", "كانون الأول"),
)
"""The Arabic months' other names: the UN prints both, ``كانون الأول/ديسمبر``."""
MONTHS = {name: number for names in _NAMES.values() for number, name in enumerate(names.split(), 1)}
MONTHS |= {name: number for number, name in enumerate(_LEVANTINE, 1)} | {"يونيو": 6, "يوليو": 7}
"""The months' names, and which month of the year each is."""
ENGLISH_MONTHS = "|".join(_NAMES["en"].split())
"""For patterns that read English only."""
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_ARABIC_TAIL = r"(?:/[\p{Arabic}]+)?"
DAY = (
    rf"(?:\d{{1,2}}(?:er)?\s+(?:de\s+)?(?:{_MONTH}){_ARABIC_TAIL}\s+(?:de\s+)?\d{{4}}(?:\s+года)?"
    r"|\d{4}\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日)"
)
"""A date within a longer pattern: ``17 December 2024``, ``1er juillet 2024``, ``17 de diciembre de 2024``,
``17 كانون الأول/ديسمبر 2024``, ``2024年12月17日``."""
_DATE = regex.compile(
    rf"(?<!\d)(?P<day>\d{{1,2}})(?:er)?\s+(?:de\s+)?(?P<month>{_MONTH}){_ARABIC_TAIL}\s+(?:de\s+)?(?P<year>\d{{4}})\b"
    r"|(?P<year>\d{4})\s?年\s?(?P<month>\d{1,2})\s?月\s?(?P<day>\d{1,2})\s?日"
)


def date_of(match: regex.Match[str] | None) -> date | None:
    """The day of a match with the groups ``day``, ``month`` and ``year``.

    Null where there is no match or no such day: texts misprint, and scans misread, a 31 November.
    """
    if not match:
        return None
    try:
        month = match["month"]
        return date(int(match["year"]), MONTHS.get(month) or int(month), int(match["day"]))
    except ValueError:
        return None


def read_date(text: str) -> date | None:
    """The first date in a text; null where there is none, or where it is no day of the calendar."""
    return date_of(_DATE.search(text))
