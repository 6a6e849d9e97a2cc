"""At which meeting a vote was taken, and on which day.

What belongs here: the dates of meetings as records and reports print them. What does not: how an organ names the
records of its meetings (``authorities/organs.py``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from dateutil import parser

from transforms.authorities import bodies, organs, symbols
from transforms.votes import phrases

Row = Mapping[str, Any]

FIRST_PARAGRAPHS = 40
"""Paragraphs in which a record prints its day, or a report the name of its committee."""
OPENING_MONTH = 9
"""The Assembly's sessions begin in September and last into the next year."""


class Meeting(NamedTuple):
    """A meeting, as far as a document names it."""

    symbol: str | None
    """Symbol of its record."""
    held_on: date | None


def meeting_of_record(document: Row, paragraphs: Sequence[Row]) -> Meeting:
    """The meeting of a record; its day is that of the masthead, else the first day that is printed with its weekday."""
    held_on = document["held_on"] or document["adopted_on"] or document["published_on"]
    if held_on is None:
        days = (phrases.DAY_OF_MEETING.search(paragraph["text"]) for paragraph in paragraphs[:FIRST_PARAGRAPHS])
        held_on = next((parser.parse(day["date"]).date() for day in days if day), None)
    return Meeting(document["symbol"], held_on)


def prefix_of_report(document: Row, paragraphs: Sequence[Row]) -> str:
    """The prefix of the symbols of the body that reports. A main committee reports under a symbol of the Assembly."""
    prefix = symbols.parse(document["symbol"]).body_prefix
    if prefix == "A":
        for text in (document["title"] or "", *(paragraph["text"] for paragraph in paragraphs[:FIRST_PARAGRAPHS])):
            for named in bodies.named(text):
                if named.body_id.startswith("ga-c"):
                    return f"A/C.{named.body_id[-1]}"
    return prefix


def last_meeting_in(text: str, prefix: str, document: Row) -> Meeting | None:
    """The last meeting that a paragraph of a report names: "At its 24th meeting, on 26 November, ..."; None for none.

    ``prefix`` is that of the body that reports.
    """
    meetings = list(phrases.MEETING.finditer(text))
    if not meetings:
        return None
    named = meetings[-1]
    # only meetings of the Assembly are called plenary; what else a report of the Assembly numbers is a meeting of a
    # special committee, whose records have symbols of their own
    is_plenary = "plenary" in named[0]
    body = "A" if is_plenary else prefix
    number = None if body == "A" and not is_plenary else named["number"]
    held_on = _day(named["day"], named["year"], document)
    return Meeting(organs.meeting_record(body, document["session"], number), held_on)


def _day(day: str, year: str | None, document: Row) -> date | None:
    """A date of a report. Where it lacks the year, it is the year in which the Assembly's session met in that month."""
    session = document["session"] or ""
    if year is None and session.isdigit() and symbols.parse(document["symbol"]).organ == "A":
        opened = 1945 + int(session)
        year = str(opened if parser.parse(day).month >= OPENING_MONTH else opened + 1)
    return parser.parse(f"{day} {year}").date() if year else None
