"""The pieces of wording that several forms of citation share: dates and places.

What belongs here: what stands inside or beside references of more than one form. What does not: what makes a
reference (``forms``) and what governs a number (``heads.py``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import regex

from transforms.citations.model import Found
from transforms.language.dates import ENGLISH_MONTHS

DASH = r"[-\u2013]"
DATE = rf"(?P<day>\d{{1,2}})\s(?P<month>{ENGLISH_MONTHS})\s(?P<year>(?:18|19|20)\d\d)"
ROMAN = r"[IVXLC]+"
ROMAN_SESSION = rf"(?:E?S{DASH})?{ROMAN}"
LETTER = rf"[A-Z](?:{DASH}[A-Z])?"
"""Part of a resolution or decision: ``A``, ``A-C``."""

DIGITS = regex.compile(r"\d+")
OF_DATE = regex.compile(rf"\s(?:of|dated|adopted\son)\s{DATE}")
"""The date behind a reference: "resolution 78/218 of 19 December 2023"."""

WINDOW = 160
"""Characters to the left of a reference within which its head, or a place before that, is looked for."""

_VALUE = (
    rf"(?:{ROMAN}|\d+|[A-Z]|one|two|three|four|five)(?:[.\-\u2013][A-Z\d]+)*(?:\s?\((?:[a-z]{{1,4}}|\d+)\))*(?![\w/])"
)
_VALUES = rf"{_VALUE}(?:(?:\s?[-\u2013]\s?|\sto\s|,\s|,?\sand\s){_VALUE})*"
_PLACE = (
    r"(?:annex(?:es)?|appendi(?:x|ces)|chap(?:ter)?s?\.?|sect(?:ion)?s?\.?|(?:sub)?para(?:graph)?s?\.?|art(?:icle)?s?\.?"
    r"|parts?|vols?\.|pp?\.|rules?|tables?|principles?|guidelines?|enclosures?|summary|preamble|items?)"
)
PLACES_AFTER = regex.compile(
    rf"(?:\sand\scorrigend(?:um|a))?\)?(?P<places>(?:"
    rf"(?>(?:,\s(?:and\s)?|\sand\s){_PLACE}(?:\s{_VALUES})?|,\s(?:resolution|decision)s?\s(?!\d+\s?\()[\w./\-]*\w(?:\(\w+\))?)"
    r"(?![\w/])(?!\s(?:of|to|thereof)\b))+)"
)
"""The places behind a reference: ", chap. IV, sect. A", ", annex II, resolution 14/221"."""
_PLACES_BEFORE = regex.compile(
    rf"(?r)\b(?P<places>(?:(?:{_PLACE}\s{_VALUES}|annex|preamble)(?:,\s|\sand\s|\s))+)(?:of|to|in)\s(?:the\s)?$",
    regex.IGNORECASE,
)
_LEADING_JOINT = regex.compile(r"^(?:,\s(?:and\s)?|\sand\s)")
_TRAILING_JOINT = regex.compile(r"(?:,|\sand)?\s$")


def pinpoint_after(text: str, end: int) -> str | None:
    """The places named behind a reference that ends at ``end``: "chap. IV, sect. A"; null where none are."""
    match = PLACES_AFTER.match(text, end)
    return _LEADING_JOINT.sub("", match["places"]) if match else None


def pinpoint_before(left: str) -> str | None:
    """The places named at the end of what stands before a head, the widest first: "paragraph 15 of the annex to" is
    "annex, paragraph 15"; null where none are."""
    if not (match := _PLACES_BEFORE.search(left)):
        return None
    wider = _TRAILING_JOINT.sub("", match["places"])
    narrower = pinpoint_before(left[: match.start()])
    return f"{wider}, {narrower}" if narrower else wider


def whole_matches(form: str, pattern: regex.Pattern[str]) -> Callable[[str], Iterator[Found]]:
    """What finds the references of a form that one pattern matches whole, each with the places behind it."""

    def find(text: str) -> Iterator[Found]:
        for match in pattern.finditer(text):
            yield Found(match.start(), match.end(), form, match[0], pinpoint=pinpoint_after(text, match.end()))

    return find
