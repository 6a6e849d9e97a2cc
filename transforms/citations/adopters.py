"""Bodies that adopt resolutions and decisions: their names in running text, how they number, when their sessions sat.

What belongs here: facts about the bodies, from which the symbol of a number follows. What does not: which body a text
means (``heads.py``, ``forms/numbers.py``), and bodies in general (``transforms/authorities/bodies.py``).
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache

import regex

from transforms.citations.model import Found

# ---------------------------------------------------------------------------------------------------------------
# Names

# A capital before "Council" makes it another council, unless it is a participle that opens the paragraph.
_ALONE = r"(?<![A-Z][\w'-]*(?<!ing)\s)"
NAMES = (
    ("OTHER", r"Peace and Security Council|World Health Assembly|Assembly of States Parties|Parliamentary Assembly"),
    ("OTHER", r"(?:Conference|Meeting) of the (?:States )?Parties"),
    ("OTHER", r"Governing Council|Council of (?:the [A-Z]\w+|[A-Z]\w+)|Executive (?:Board|Council|Committee)"),
    ("OTHER", r"African Commission on Human and Peoples' Rights|General Conference|European Parliament"),
    (
        "COMMISSION",
        r"Commission on (?:Narcotic Drugs|the Status of Women|Crime Prevention and Criminal Justice|Population and "
        r"Development|Sustainable Development|Science and Technology for Development|Human Settlements)"
        r"|Commission for Social Development|Statistical Commission|United Nations Forum on Forests"
        r"|Economic (?:and Social )?Commission for (?:Africa|Europe|Latin America(?: and the Caribbean)?|Western Asia"
        r"|Asia and the (?:Far East|Pacific))",
    ),
    ("CHR", r"Commission on Human Rights"),
    ("HRC", r"Human Rights Council"),
    ("UNEA", r"Environment Assembly(?: of the United Nations Environment Programme)?"),
    ("UNHA", r"(?:UN|United Nations)[ -]Habitat Assembly"),
    ("SC", r"Security Council|UNSC"),
    ("ECOSOC", r"Economic and Social Council"),
    ("TC", r"Trusteeship Council"),
    ("GA", r"General Assembly|UNGA|GA"),
    ("ASSEMBLY", rf"{_ALONE}Assembly"),
    ("COUNCIL", rf"{_ALONE}Council"),
    ("THE_COMMISSION", rf"{_ALONE}Commission(?! on\b)"),
)
"""A body's key and its names; longer names come first, since a shorter one may be part of a longer one."""
ANY_NAME = "|".join(f"(?:{names})" for _, names in NAMES)
_PATTERNS = tuple((regex.compile(names), key) for key, names in NAMES)

SHORT_NAMES: Mapping[str, tuple[str, ...]] = {
    "ASSEMBLY": ("GA", "UNEA"),
    "COUNCIL": ("HRC", "ECOSOC", "SC"),
}
"""The bodies that a short name may mean; the form of the number decides."""

WITHOUT_SYMBOLS = frozenset(("OTHER", "COMMISSION"))
"""Bodies whose resolutions and decisions are published in reports, or outside the UN, without symbols of their own."""

_SPEAKERS = (
    (r"A/HRC", "HRC"),
    (r"A", "GA"),
    (r"S", "SC"),
    (r"E/CN\.4$", "CHR"),
    (r"E$", "ECOSOC"),
    (r"UNEP/EA", "UNEA"),
    (r"T$", "TC"),
)
"""Bodies whose own resolutions a document under that prefix means by "its", or by "resolution" alone."""


@cache
def key_of(name: str) -> str:
    """The key of a body by one of its ``NAMES``."""
    return next(key for pattern, key in _PATTERNS if pattern.fullmatch(name))


def meant_by(body: str) -> tuple[str, ...]:
    """The bodies that a key may mean: several for a short name, otherwise the one."""
    return SHORT_NAMES.get(body, (body,))


def speaker(body_prefix: str) -> str:
    """The key of the body whose documents begin with a prefix (``symbols.Symbol.body_prefix``)."""
    return next((key for prefix, key in _SPEAKERS if regex.match(prefix, body_prefix)), "OTHER")


# ---------------------------------------------------------------------------------------------------------------
# Numbers and symbols


@dataclass(frozen=True)
class Numbering:
    """How a body numbers its resolutions and decisions by session or by year."""

    template: str
    """Its symbols: ``RES``/``Res`` is ``word``/``title``."""
    sessions: range
    """The sessions or years by which it can have numbered."""
    longest: int
    """Figures of its longest number."""
    special: str | None = None
    """How its special sessions begin; null where it numbers nothing by them."""


NUMBERINGS: Mapping[str, Numbering] = {
    "GA": Numbering("A/{word}/{session}/{number}{letter}", range(31, 200), 3, special=""),
    "HRC": Numbering("A/HRC/{word}/{session}/{number}", range(1, 200), 3, special="S"),
    "ECOSOC": Numbering("E/{word}/{session}/{number}{letter}", range(1978, 2100), 4),
    "CHR": Numbering("E/CN.4/{word}/{session}/{number}", range(1978, 2007), 4),
    "UNEA": Numbering("UNEP/EA.{session}/{title}.{number}", range(1, 30), 2),
    "UNHA": Numbering("HSP/HA.{session}/{title}.{number}", range(1, 30), 2),
}
ROMAN_PREFIXES: Mapping[str, str] = {"GA": "A", "ECOSOC": "E", "TC": "T", "CHR": "E/CN.4"}
"""Bodies that numbered through all sessions, the session in Roman figures: ``A/RES/2200(XXI)``."""
LAST_ROMAN_YEAR = 1978
"""After it these bodies number by session or year; commissions of theirs still use Roman figures."""
NUMBERING_BODIES = (*NUMBERINGS, "TC")


def noun_of(found: Found) -> str:
    """What a reference calls what it cites: ``resolution`` where it has no head."""
    return found.head.noun if found.head else "resolution"


def symbol_of(body: str, found: Found) -> str | None:
    """The symbol of a body's resolution or decision by the number found; null where it numbers them otherwise."""
    word = "RES" if noun_of(found) == "resolution" else "DEC"
    letter = f" {found.letter}" if found.letter else ""
    if found.notation == "roman":
        prefix = ROMAN_PREFIXES.get(body)
        is_later = found.cited_on is not None and found.cited_on.year > LAST_ROMAN_YEAR
        return f"{prefix}/{word}/{found.number}({found.session}){letter}" if prefix and not is_later else None
    numbering = NUMBERINGS.get(body)
    if numbering is None or len(found.number) > numbering.longest:
        return None
    if found.session.isdigit():
        fits = int(found.session) in numbering.sessions
    else:
        fits = numbering.special is not None and found.session.startswith(numbering.special)
    parts = {"word": word, "title": word.capitalize(), "session": found.session, "number": found.number}
    return numbering.template.format(**parts, letter=letter) if fits else None


# The last resolution of the Security Council in each year from 1946.
# fmt: off
_LAST_OF_YEAR = (
    15, 37, 66, 78, 89, 96, 98, 103, 106, 110, 121, 126, 131, 132, 160, 169, 177, 185, 199, 219, 232, 244, 262, 275,
    291, 307, 324, 344, 366, 384, 402, 422, 443, 461, 484, 499, 528, 545, 559, 580, 593, 606, 626, 646, 683, 725,
    799, 893, 969, 1035, 1092, 1146, 1219, 1284, 1334, 1386, 1454, 1521, 1580, 1651, 1738, 1794, 1859, 1907, 1966,
    2032, 2085, 2132, 2195, 2259, 2336, 2398, 2451, 2503, 2560, 2617, 2671, 2721, 2767,
)
# fmt: on


def is_of_year(number: int, year: int) -> bool:
    """Whether a resolution of the Security Council by that number is one of that year.

    After the last year known here, up to a hundred a year are taken to be.
    """
    known = min(year - 1946, len(_LAST_OF_YEAR))
    before = _LAST_OF_YEAR[known - 1] if known else 0
    last = _LAST_OF_YEAR[known] if known < len(_LAST_OF_YEAR) else before + 100 * (year - 1945 - known)
    return before < number <= last


def year_of(number: int) -> int | None:
    """The year of a resolution of the Security Council by its number; null after the last year known here."""
    return 1946 + bisect_left(_LAST_OF_YEAR, number) if number <= _LAST_OF_YEAR[-1] else None


# ---------------------------------------------------------------------------------------------------------------
# Sessions

Period = tuple[dt.date, dt.date]
"""The first and the last day."""


def _years(first: int, last: int) -> Period:
    return dt.date(first, 1, 1), dt.date(last, 12, 31)


def _special(years: Mapping[int, Iterable[int]]) -> Mapping[str, int]:
    """Year of each special session, from the sessions of each year."""
    return {f"S-{session}": year for year, sessions in years.items() for session in sessions}


_SPECIAL_SESSIONS: Mapping[str, Mapping[str, int]] = {
    "GA": _special(
        {1978: (8, 9, 10), 1980: (11,), 1982: (12,), 1986: (13, 14), 1988: (15,), 1989: (16,), 1990: (17, 18)}
        | {1997: (19,), 1998: (20,), 1999: (21, 22), 2000: (23, 24), 2001: (25, 26), 2002: (27,), 2005: (28,)}
        | {2014: (29,), 2016: (30,), 2020: (31,), 2021: (32,)}
    ),
    "HRC": _special(
        {2006: range(1, 5), 2007: (5,), 2008: (6, 7, 8), 2009: range(9, 13), 2010: (13, 14), 2011: range(15, 19)}
        | {2012: (19,), 2014: (20, 21, 22), 2015: (23, 24), 2016: (25, 26), 2017: (27,), 2018: (28,)}
        | {2021: range(29, 34), 2022: (34, 35), 2023: (36,), 2025: (37, 38)}
    ),
}
_SESSIONS_UNEA = {
    **{1: _years(2014, 2014), 2: _years(2016, 2016), 3: _years(2017, 2017), 4: _years(2019, 2019)},
    **{5: _years(2021, 2022), 6: _years(2024, 2024), 7: _years(2025, 2025)},
}


def _assembly_session(session: int) -> Period:
    """A session opens in September; its last meetings are in the September after."""
    return dt.date(1945 + session, 9, 1), dt.date(1946 + session, 9, 30)


def _human_rights_session(session: int) -> Period:
    """Three sessions a year since June 2006."""
    year = 2006 + (session - 1) // 3
    return _years(year, year)


def _council_year(year: int) -> Period:
    """A year's decisions are taken from the July before to the January after."""
    return dt.date(year - 1, 7, 1), dt.date(year + 1, 1, 31)


_SESSIONS: Mapping[str, Callable[[int], Period | None]] = {
    "GA": _assembly_session,
    "HRC": _human_rights_session,
    "UNEA": _SESSIONS_UNEA.get,
    "ECOSOC": _council_year,
    "CHR": _council_year,
}


def session_of(body: str, found: Found) -> Period | None:
    """The days between which the session in a number can have adopted anything; null where they are not known."""
    if found.notation == "roman":
        return None
    if found.session.isdigit():
        period = _SESSIONS.get(body)
        return period(int(found.session)) if period else None
    year = _SPECIAL_SESSIONS.get(body, {}).get(found.session)
    return _years(year, year) if year else None


def was_sitting(body: str, found: Found, on: dt.date | None) -> bool:
    """Whether the session in a number can have adopted something on a day; true where either is not known."""
    period = session_of(body, found)
    return period is None or on is None or period[0] <= on <= period[1]


def had_opened(body: str, found: Found, on: dt.date | None) -> bool:
    """Whether the session in a number had opened by a day; true where either is not known."""
    period = session_of(body, found)
    return period is None or on is None or period[0] <= on
