"""Treaties and the Charter: by volume of the Treaty Series, by name, by article of the Charter.

What belongs here: these forms, and the treaty id that follows. What does not: the names and titles of treaties
(``transforms/authorities/treaties.py``).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any

import regex

from transforms.authorities import treaties
from transforms.citations.model import Citing, Form, Found, Target
from transforms.citations.wording import DASH, DIGITS, ROMAN

SERIES = {"unts": "United Nations, Treaty Series", "lnts": "League of Nations, Treaty Series"}
"""The two series in which treaties are published, by the first part of a treaty id."""

_VOLUME = rf"(?:\d+|{ROMAN})\b"
# of "vol. 3175, 612" only the first is a volume: a list of them ends in "and", or is a range
_VOLUMES = rf"{_VOLUME}(?:(?:(?:,\s|{DASH}){_VOLUME})*,?\sand\s{_VOLUME}|{DASH}{_VOLUME})?"
_SERIES_ENTRY = regex.compile(
    rf"""
    (?P<lead> (?:(?:United|(?P<league>League\sof))\sNations,?\s)? Treaty\sSeries,?\s
            | (?P<ibid>[Ii]bid\.,\s) | (?<=\bNos?\.\s[\d,\sand]+;\sand\s) )
    (?: vols?\.\s (?P<volumes>{_VOLUMES}) (?!\s\()
        (?:,\s (?P<numbers>Nos?\.\s?(?:I{DASH})?\d+(?:(?:,?\sand\s|,\s|{DASH})(?:I{DASH})?\d+\b)*))?
      | (?P<numbers>Nos?\.\s?\d+(?:(?:,?\sand\s|,\s|{DASH})\d+\b)*) )
    """,
    regex.VERBOSE,
)
_CHARTER = regex.compile(
    rf"(?:(?P<part>(?:Articles?|Chapters?)\s(?:\d+|{ROMAN})\b[^.;:]{{0,60}}?),?\sof\sthe\s)?"
    r"(?:Charter\sof\sthe\sUnited\sNations|(?:United\sNations\s)?(?P<short>Charter)\b)"
)


def find_in_series(text: str) -> Iterator[Found]:
    """Volumes of the Treaty Series, one for each treaty in them: "vol. 75, Nos. 970\u2013973" is four."""
    for match in _SERIES_ENTRY.finditer(text):
        yield from _treaties_of(match)


def _treaties_of(match: Any) -> Iterator[Found]:
    series = "lnts" if match["league"] else "unts"
    volumes = tuple(regex.findall(r"\w+", regex.sub(r"\band\b", " ", match["volumes"] or "")))
    by_volume = f"{series}-vol-{'-'.join(volumes)}".lower()
    start, end = match.span()
    whole = Found(start, end, "treaty_series", match[0], volumes=volumes, has_ibid=bool(match["ibid"]))
    if not match["numbers"]:
        yield replace(whole, treaty_id=by_volume)
        return
    text, offset = match.string, match.start("numbers")
    last: Any = None
    for number in DIGITS.finditer(match["numbers"]):
        start, end = offset + number.start() if last else match.start(), offset + number.end()
        item = replace(whole, start=start, end=end, text=text[start:end])
        yield replace(item, number=number[0], treaty_id=f"{series}-{number[0]}")
        if last and match["numbers"][last.end() : number.start()].strip("-\u2013") == "":
            start = offset + last.start()
            item = replace(item, start=start, text=text[start:end], is_implied=True)
            for between in range(int(last[0]) + 1, int(number[0])):
                yield replace(item, number=str(between), treaty_id=f"{series}-{between}")
        last = number


@cache
def _names() -> Any:
    return regex.compile(r"\b\L<names>(?!\w)", names=list(treaties.ids_by_name()))


def _find_names(text: str) -> Iterator[Found]:
    ids = treaties.ids_by_name()
    for match in _names().finditer(text):
        yield Found(match.start(), match.end(), "instrument", match[0], treaty_id=ids[match[0]])


def _find_charter(text: str) -> Iterator[Found]:
    """The Charter by its full name, or an article or chapter of "the Charter"."""
    for match in _CHARTER.finditer(text):
        if match["part"] or not match["short"]:
            yield Found(match.start(), match.end(), "charter", match[0], pinpoint=match["part"])


def _resolve_in_series(found: Found, _: Citing) -> Target:
    return Target("treaty", rule="treaty_series", treaty_id=found.treaty_id)


def _resolve_name(found: Found, _: Citing) -> Target:
    return Target("treaty", rule="instrument_name", treaty_id=found.treaty_id)


def _resolve_charter(_found: Found, _doc: Citing) -> Target:
    return Target("charter", rule="charter")


_WORDS_IN_NAMES = ("Convention", "Covenant", "Treaty", "Protocol", "Statute", "Agreement")

FORMS = (
    Form("treaty_series", ("Treaty Series", "bid."), find_in_series, _resolve_in_series),
    Form("instrument", _WORDS_IN_NAMES, _find_names, _resolve_name),
    Form("charter", ("Charter",), _find_charter, _resolve_charter),
)
