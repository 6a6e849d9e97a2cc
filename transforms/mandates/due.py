"""Due dates: when what is asked is due, as the UN prints it, and the day that follows from it.

What belongs here: the forms of a time ("at its eightieth session", "within 90 days of the adoption of this
resolution"), which times in a text are not when something is due, and the day that a phrase names. What does not: what
is asked and by which verb (``mandates.py``). The rules are English.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from dateutil.relativedelta import relativedelta

from transforms.language.dates import ENGLISH_MONTHS, MONTHS, read_date

# The forms of a time

OF_WEEK = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, )?"
DAY = rf"{OF_WEEK}\d{{1,2}} (?:{ENGLISH_MONTHS}) \d{{4}}"
MONTH = rf"(?:{ENGLISH_MONTHS}) \d{{4}}"
NUMBERS = {
    word: n
    for n, words in (
        (1, "a an one"), (2, "two"), (3, "three"), (4, "four"), (5, "five"), (6, "six"), (7, "seven"), (8, "eight"),
        (9, "nine"), (10, "ten"), (11, "eleven"), (12, "twelve"), (15, "fifteen"), (18, "eighteen"), (20, "twenty"),
        (24, "twenty-four"), (30, "thirty"), (45, "forty-five"), (60, "sixty"), (90, "ninety"),
    )
    for word in words.split()
}  # fmt: skip
"""The numbers of a period in words."""

NUMBER = rf"(?:\d+|{'|'.join(sorted(NUMBERS, key=len, reverse=True))})"
PERIOD = (
    rf"(?:{NUMBER} )?(?:\(\d+\) )?(?:calendar |working |business )?"
    r"(?:days?|weeks?|months?|years?|quarters?|sessions?)"
)
FROM = (
    r"(?:of(?! age)|from|after|following|before|prior to|in advance of)"
    r" (?:(?:the )?(?:date of )?(?:the )?adoption of (?:this|the present) resolution"
    r"|(?:(?! (?:to|on|for|with|an?|in|setting|containing|and|or|which|that)\b)[^,;.:])+)"
)
"""What a period runs from, or until."""

ORDINAL = r"[a-z-]*(?:first|second|third|th)"
SESSION = (
    rf"(?:its|the|their) (?:(?:resumed|main|next|current|forthcoming|following|{ORDINAL}|\d{{4}})"
    r"(?:,| and| or| to)? (?:its )?)+"
    r"(?:(?:resumed|special|substantive|regular|annual|emergency|organizational) )*sessions?"
    r"(?: of the (?:General |Human Rights |Economic and Social )?(?:Assembly|Council|Commission|Committee))?"
    r"(?:,? (?:in|of) \d{4})?"
)
PART_OF_IT = (
    r"(?:the (?:first|second|main|resumed|end|beginning|start|conclusion|close|closing|opening|high-level)"
    r"(?: (?:resumed|part|week|segment|meetings))* of )?"
)
PART_OF_YEAR = (
    r"(?:the (?:end|middle|start|beginning|(?:first|second|third|fourth|last) (?:half|quarter)) of "
    r"|mid-|early (?:in )?|late (?:in )?|the year )?"
)
BY = r"(?:at the latest )?(?:by|before|prior to|until|(?:no|not) later than)"

DUE = re.compile(
    r"\b(?:"
    + "|".join(
        (
            # a session, or the agenda of one
            r"(?:in the (?:provisional |draft )?agenda of|during the period (?:prior to|before)"
            rf"|(?:{BY}|at|during|in(?= its)|for|to|after|from|in advance of|ahead of|throughout))"
            rf" {PART_OF_IT}{SESSION}",
            # a day, or several
            rf"from \d{{1,2}}(?: (?:{ENGLISH_MONTHS})(?: \d{{4}})?)? (?:to|until) {DAY}",
            rf"from \d{{1,2}} (?:{ENGLISH_MONTHS}) to \d{{1,2}} (?:{ENGLISH_MONTHS})(?=,? and from)",
            rf"(?:on|from) {OF_WEEK}\d{{1,2}} (?:{ENGLISH_MONTHS}),? (?:and|to) {DAY}",
            rf"(?:{BY}|on) (?:or (?:before|about) )?(?:the end of )?{DAY}",
            rf"(?:{BY}) \d{{1,2}} (?:{ENGLISH_MONTHS})(?! \d)",
            # a month, a year or a part of one
            rf"(?:{BY}|in|during) {PART_OF_YEAR}(?:{MONTH}|\d{{4}})\b(?![/–-])",
            # a period
            rf"(?:within (?:the (?:first|next) )?|(?:no|not) later than |at least |(?={NUMBER} )){PERIOD} {FROM}",
            rf"within (?:the (?:first|next) )?{PERIOD}|{PERIOD}(?= and {PERIOD} {FROM})",
            rf"(?:in \d+ (?:days|weeks|months)|after {PERIOD})(?= and\b|,|;|\Z)",
            r"before the (?:end|expiry|expiration) of (?:the|its|this) (?:current )?mandate(?: period)?",
            # a rhythm
            rf"every (?:other )?{PERIOD}(?: thereafter)?|each year|yearly|(?:once|twice) (?:a|every|each) {PERIOD}",
            r"(?:on|at) an? (?:(?:semi-?|bi-?)?annual|yearly|biennial|triennial|quarterly|(?:six-)?monthly|weekly)"
            r" basis",
            r"(?:semi-?|bi-?)?annually|biennially|triennially|quarterly|(?:bi)?monthly|weekly",
            # the next report
            r"in (?:the context of |the framework of )?(?:his|her|its|their)"
            r" (?:next|forthcoming|upcoming|subsequent|following|future) (?:\w+ ){0,2}"
            r"(?:reports?|submissions?|briefings?|proposals?)\b",
        )
    )
    + ")"
)
"""The times that the UN prints."""

# Times at which nothing is due

PAST = re.compile(
    r"\b(?<!\bbe )(?:held|adopted|convened|submitted|established|concluded|launched|issued|taken|endorsed|agreed"
    r"|decided|elected|hosted|signed|proclaimed|organized|observed|approved|requested|presented|undertaken|conducted"
    r"|announced|mentioned|created|appointed|expressed|reached|commenced|which|took place|began|were|was"
    r"|had)\b[^,;:]*\Z"
)
"""What stands before the time of something past: "the report submitted at its seventy-ninth session"."""

EVENT = re.compile(
    r"\b(?:to be (?:held|convened|organized|hosted|launched)|scheduled|taking place|to take place|will be held)\b"
    r"[^,;:]*\Z"
)
"""What stands before the time of an event that is not itself what is asked: "the conference to be held in 2045"."""

OTHER_USE = re.compile(
    r"(?:\bfor the (?:\w+ )?period|\b(?:since|resolution|of|dated|an?|the|follow-up to[^,;]* and)) \Z"
)
"""What stands before a time that says what an amount is for, or is the date of a text or an adjective."""

IN_A_YEAR = re.compile(r"(?:in|during) (?!its|their|the context|his|her)[^,;]*\d{4}\Z")
HELD_IN_A_YEAR = re.compile(
    r"\b(?:reports?|submit|present|conven\w+|hold|held|brief|provide|organi[sz]e|conduct|updates?|begin|start|commence"
    r"|launch|review|meetings?|celebrat\w+|observe|consider)\b[^;:]*\Z"
)
"""What must stand before a bare year: a report or a meeting that is due in it. Other acts only mention the year."""


@dataclass(frozen=True)
class Time:
    """A time in a text, and what decides whether something is due then."""

    phrase: str
    """As printed: "by 1 March 2045"."""
    before: str
    """Up to 160 characters of the text before it."""
    adopted_on: date | None
    is_event: bool
    """Whether the verb decides on an event, so that the time of the event is what is asked for."""

    @cached_property
    def day(self) -> date | None:
        return day_of(self.phrase, self.adopted_on)

    @property
    def is_before_adoption(self) -> bool:
        if not self.adopted_on:
            return False
        years = [int(year) for year in re.findall(r"\b(?:19|20)\d\d\b", self.phrase)]
        is_day_before = self.day is not None and self.day < self.adopted_on
        return is_day_before or bool(years and max(years) < self.adopted_on.year)


class Rule(NamedTuple):
    """A reason why nothing is due at a time."""

    name: str
    why: str
    holds: Callable[[Time], object]


NOT_DUE = (
    Rule(
        "other_use",
        "it is what an amount is for, the date of a text, or an adjective",
        lambda time: OTHER_USE.search(time.before),
    ),
    Rule(
        "past",
        "it is the time of something done; but the next report or session is never past",
        lambda time: PAST.search(time.before) and " next " not in time.phrase,
    ),
    Rule(
        "time_of_event",
        "it is the time of an event, which is not itself what is asked",
        lambda time: not time.is_event and EVENT.search(time.before),
    ),
    Rule(
        "year_without_report",
        "in a bare year only a report, a meeting or the like is due",
        lambda time: not time.is_event and IN_A_YEAR.match(time.phrase) and not HELD_IN_A_YEAR.search(time.before),
    ),
    Rule("before_adoption", "it lies before the adoption of the text", lambda time: time.is_before_adoption),
)


def due(asked: str, adopted_on: date | None = None, is_event: bool = False) -> tuple[str | None, date | None]:
    """When what is asked is due, as printed, and the one day that follows from it.

    Several times are joined by "; ". The day is null where no day or more than one follows. A month or a year ("by
    2030") is due on its last day; a session has no day of its own; a period runs from the adoption only where the text
    says so. A time is left out where a rule of ``NOT_DUE`` holds. ``is_event`` where the verb decides on an event: then
    the time of the event is what is asked for.
    """
    found: dict[str, date | None] = {}
    for match in DUE.finditer(asked):
        time = Time(match[0], asked[max(0, match.start() - 160) : match.start()], adopted_on, is_event)
        if not any(rule.holds(time) for rule in NOT_DUE):
            found[time.phrase] = time.day
    days = {day for day in found.values() if day}
    return "; ".join(found) or None, days.pop() if len(days) == 1 else None


# The day that a phrase names

FROM_ADOPTION = re.compile(
    rf"\A(?:within )?(?:no later than )?(?P<number>{NUMBER}) (?:\(\d+\) )?(?:calendar )?"
    r"(?P<unit>day|week|month|year)s?"
    r" (?:of|from|after|following) (?:the )?(?:date of )?(?:the )?adoption of (?:this|the present) resolution"
)
"""A period that runs from the adoption of the text itself."""

UNITS = {
    "day": relativedelta(days=1),
    "week": relativedelta(weeks=1),
    "month": relativedelta(months=1),
    "year": relativedelta(years=1),
}

NOT_ONE_DAY = re.compile(
    r"\A(?:in|during|from|as of|within|every|at least) | and | quarter| half |\bmid-|early|late |session"
)
"""A time that has no last day, or several."""

LAST_DAY = re.compile(rf"(?:(?P<day>\d{{1,2}} {MONTH})|(?P<month>{MONTH})|(?P<year>\d{{4}}))\Z")


def day_of(phrase: str, adopted_on: date | None) -> date | None:
    """The day on which something is due by a phrase; null where the phrase names none or several.

    Null also where the calendar has no such day: the UN misprints a 31 November.
    """
    try:
        if adopted_on and (period := FROM_ADOPTION.match(phrase)):
            number = period["number"]
            return adopted_on + UNITS[period["unit"]] * (int(number) if number.isdigit() else NUMBERS[number])
        if NOT_ONE_DAY.search(phrase) or not (printed := LAST_DAY.search(phrase)):
            return None
        if printed["day"]:
            return read_date(printed["day"])
        if printed["month"]:
            month, year = printed["month"].split()
            return date(int(year), MONTHS[month], 1) + relativedelta(day=31)
        return date(int(printed["year"]), 12, 31)
    except (OverflowError, ValueError):
        return None
