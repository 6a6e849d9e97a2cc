"""Dates as the UN prints them, in its official languages: day, month in words, year.

What belongs here: the months' names, the pattern of a date, and the day that a date names. What does not: which date
of a document it is (each module that looks for one knows), and the words themselves (the languages' files).
"""

from __future__ import annotations

from datetime import date

import regex

from transforms.language import vocabulary
from transforms.language.vocabulary import either

_NAMES: dict[str, list[str]] = vocabulary.by_language("dates.months")
MONTHS: dict[str, int] = {name: number for names in _NAMES.values() for number, name in enumerate(names, 1)}
for _others in vocabulary.by_language("dates.other_months").values():
    MONTHS |= _others
"""The months' names, and which month of the year each is."""
ENGLISH_MONTHS = "|".join(_NAMES["en"])
"""For patterns that read English only."""

_DAY, _YEAR = r"(?P<day>\d{1,2})", r"(?P<year>\d{4})"
_OF = rf"(?:{either('dates.of')}\s+)?"
_IN_WORDS = (
    rf"(?<!\d){_DAY}{either('dates.ordinal')}?"
    rf"\s+{_OF}(?P<month>{'|'.join(sorted(MONTHS, key=len, reverse=True))}){either('dates.second_name')}?"
    rf"\s+{_OF}{_YEAR}\b(?:\s+{either('dates.year_word')})?"
)
_IN_FIGURES = either("dates.form").format(year=_YEAR, month=r"(?P<month>\d{1,2})", day=_DAY)
DAY = f"(?:{_IN_WORDS}|{_IN_FIGURES})"
"""A date within a longer pattern, with the groups ``day``, ``month`` and ``year``: ``17 December 2024``,
``1er juillet 2024``, ``17 de diciembre de 2024``, ``17 كانون الأول/ديسمبر 2024``, ``2024年12月17日``."""
_DATE = regex.compile(DAY)


def date_of(match: regex.Match[str] | None) -> date | None:
    """The day of a match with the groups ``day``, ``month`` and ``year``.

    Null where nothing matched or the calendar has no such day: texts misprint, and scans misread, a 31 November.
    """
    if not match:
        return None
    try:
        month = match["month"]
        return date(int(match["year"]), MONTHS.get(month) or int(month), int(match["day"]))
    except ValueError:
        return None


def read_date(text: str) -> date | None:
    """The first date in a text; null where it has none, or where the calendar has no such day."""
    return date_of(_DATE.search(text))
