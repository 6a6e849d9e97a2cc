"""What the operative clauses ask and decide: verb, addressee, act, and when it is due.

What belongs here: the mandates of a clause in reading order, the addressees of each as a list, due dates, requests
for reports, and what a subparagraph inherits from its chapeau. The grammar of verbs and addressees is in
``operative.py``, because a body's role in a clause hangs on it too. The rules are English; clauses in other languages
give no rows.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

import polars as pl
from dateutil.relativedelta import relativedelta

from transforms.language.dates import ENGLISH_MONTHS, MONTHS, read_date
from transforms.mandates import operative
from warehouse import tables

Clause = Mapping[str, Any]
"""A row of table ``clauses``."""

OF_WEEK = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, )?"
DAY = rf"{OF_WEEK}\d{{1,2}} (?:{ENGLISH_MONTHS}) \d{{4}}"
MONTH = rf"(?:{ENGLISH_MONTHS}) \d{{4}}"
NUMBER = (
    r"(?:\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|eighteen|twenty(?:-four)?"
    r"|thirty|forty-five|sixty|ninety)"
)
PERIOD = (
    rf"(?:{NUMBER} )?(?:\(\d+\) )?(?:calendar |working |business )?"
    r"(?:days?|weeks?|months?|years?|quarters?|sessions?)"
)
FROM = (
    r"(?:of(?! age)|from|after|following|before|prior to|in advance of)"
    r" (?:(?:the )?(?:date of )?(?:the )?adoption of (?:this|the present) resolution"
    r"|(?:(?! (?:to|on|for|with|an?|in|setting|containing|and|or|which|that)\b)[^,;.:])+)"
)
"""From when, or until when, a period runs."""

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
"""When something is due, as the UN prints it."""

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
"""What stands before the time of an event that is itself not what is asked: "the conference to be held in 2045"."""

NOT_DUE = re.compile(r"(?:\bfor the (?:\w+ )?period|\b(?:since|resolution|of|dated|an?|the|follow-up to[^,;]* and)) \Z")
"""What stands before a time that is not when something is due: what an amount is for, the date of a text."""

IN_A_YEAR = re.compile(r"(?:in|during) (?!its|their|the context|his|her)[^,;]*\d{4}\Z")
REPORTED = re.compile(
    r"\b(?:reports?|submit|present|conven\w+|hold|held|brief|provide|organi[sz]e|conduct|updates?|begin|start|commence|launch"
    r"|review|meetings?|celebrat\w+|observe|consider)\b[^;:]*\Z"
)
"""What must stand before a bare year: what is reported or held in it; other acts only tell of it."""

LAST_DAY = re.compile(rf"(?:\d{{1,2}} {MONTH}|{MONTH}|\d{{4}})\Z")

ADOPTION = re.compile(
    rf"\A(?:within )?(?:no later than )?(?P<number>{NUMBER}) (?:\(\d+\) )?(?:calendar )?"
    r"(?P<unit>day|week|month|year)s?"
    r" (?:of|from|after|following) (?:the )?(?:date of )?(?:the )?adoption of (?:this|the present) resolution"
)
"""A period that runs from the adoption of the text itself."""

NUMBERS = {
    word: n
    for n, words in (
        (1, "a an one"), (2, "two"), (3, "three"), (4, "four"), (5, "five"), (6, "six"), (7, "seven"), (8, "eight"),
        (9, "nine"), (10, "ten"), (11, "eleven"), (12, "twelve"), (15, "fifteen"), (18, "eighteen"), (20, "twenty"),
        (24, "twenty-four"), (30, "thirty"), (45, "forty-five"), (60, "sixty"), (90, "ninety"),
    )
    for word in words.split()
}  # fmt: skip

REPORT = re.compile(
    r"\bto (?:\w+ly )?(?:continue to )?report\b|\breport back\b"
    r"|\b(?:submit|present|provide|prepare|include|issue|transmit|produce)\b(?:(?!\breport of\b)[^;:])*?\breports?\b"
)
"""A report is asked for, not merely mentioned ("the recommendations in the report of the Secretary-General")."""

FORWARD = tables.VERB_CLASSES[: tables.VERB_CLASSES.index("recommends") + 1]
"""The classes whose act is still to be done; what is recalled or welcomed is not due."""


def due(asked: str, adopted_on: date | None = None, is_event: bool = False) -> tuple[str | None, date | None]:
    """When what is asked is due, as printed (several joined by "; "), and the one date that follows, if one does.

    A month or a year ("by 2030") is due on its last day; a session has no date of its own; a period runs from the
    adoption only where the text says so. What is past (before ``adopted_on``, or of a past participle) is not due,
    nor is the time of an event, unless the event is what is decided (``is_event``).
    """
    found: dict[str, date | None] = {}
    for match in DUE.finditer(asked):
        stretch = asked[max(0, match.start() - 160) : match.start()]
        is_next = " next " in match[0]  # a next report is never past
        if NOT_DUE.search(stretch) or (PAST.search(stretch) and not is_next):
            continue
        if not is_event and EVENT.search(stretch):
            continue
        if not is_event and IN_A_YEAR.match(match[0]) and not REPORTED.search(stretch):
            continue
        day = _day(match[0], adopted_on)
        years = [int(year) for year in re.findall(r"\b(?:19|20)\d\d\b", match[0])]
        if adopted_on and ((day and day < adopted_on) or (years and max(years) < adopted_on.year)):
            continue
        found[match[0]] = day
    dates = {day for day in found.values() if day}
    return "; ".join(found) or None, dates.pop() if len(dates) == 1 else None


def _day(phrase: str, adopted_on: date | None) -> date | None:
    """The day on which a phrase says that something is due; None where it names none or several."""
    if (period := ADOPTION.match(phrase)) and adopted_on:
        number = period["number"]
        count = int(number) if number.isdigit() else NUMBERS.get(number)
        return adopted_on + _period(count, period["unit"]) if count else None
    if (
        phrase.startswith(("in ", "during ", "from ", "as of ", "within ", "every ", "at least "))
        or " and " in phrase
        or " quarter" in phrase
        or " half " in phrase
    ):
        return None
    if re.search(r"\bmid-|early|late ", phrase) or not (printed := LAST_DAY.search(phrase)) or "session" in phrase:
        return None
    if printed[0][0].isdigit() and " " in printed[0]:
        return read_date(printed[0])
    *month, year = printed[0].split()
    return date(int(year), MONTHS[month[0]], 1) + relativedelta(day=31) if month else date(int(year), 12, 31)


def _period(count: int, unit: str) -> relativedelta:
    periods = {"day": relativedelta(days=1), "week": relativedelta(weeks=1), "month": relativedelta(months=1)}
    return periods.get(unit, relativedelta(years=1)) * count


def mandates(clauses: pl.DataFrame, mentions: pl.DataFrame, documents: pl.DataFrame) -> pl.DataFrame:
    """What each operative clause asks or decides (table ``mandates``), from rows of table ``clauses``.

    One row a verb of the vocabulary (``verbs.csv``), and one for a leading verb outside it (class ``other``). An
    item without a verb of its own inherits verb and addressee of the nearest clause above it that has them. The
    bodies addressed are those of ``mentions`` (rows of table ``body_mentions``) that stand in the addressees; the
    day of adoption is that of ``documents``.
    """
    operative_ones = clauses.filter(pl.col("kind") == "operative", pl.col("language") == "en")
    by_id: dict[str, Clause] = {row["clause_id"]: row for row in operative_ones.iter_rows(named=True)}
    own = {clause_id: operative.addresses(clause["text"], clause["verb"]) for clause_id, clause in by_id.items()}
    named = _by_clause(mentions)
    adopted = dict(documents.filter(pl.col("language") == "en").select("symbol", "adopted_on").iter_rows())
    rows: list[dict[str, Any]] = []
    for clause_id, clause in by_id.items():
        asked = [(clause, address, _part(clause, address.act)) for address in own[clause_id]]
        if not asked and (above := _above(clause, by_id, own)):
            asked = [(above, address, clause["text"].strip(" ,;.:")) for address in _governing(own[above["clause_id"]])]
        for seq, (source, address, act) in enumerate(asked, start=1):
            who = [
                (
                    span,
                    [
                        body_id
                        for start, end, body_id in named.get(source["clause_id"], ())
                        if span[0] <= start and end <= span[1] + 2
                    ],
                )
                for span in _addressees(source, address, named)
            ]
            when = (
                act if source is not clause or address.is_shared else _part(clause, (address.phrase[1], address.act[1]))
            )
            is_decided = address.verb.verb_class == "decides"
            is_forward = address.verb.verb_class in FORWARD
            printed, day = due(when, adopted.get(clause["symbol"]), is_decided) if is_forward else (None, None)
            rows.append(
                {
                    "clause_id": clause_id,
                    "symbol": clause["symbol"],
                    "language": clause["language"],
                    "seq": seq,
                    "verb": address.verb.verb,
                    "verb_phrase": _part(source, address.phrase),
                    "verb_class": address.verb.verb_class,
                    "addressees": [_part(source, span) for span, _ in who],
                    "body_ids": list(dict.fromkeys(body_id for _, ids in who for body_id in ids if body_id)),
                    "act": act or None,
                    "due": printed,
                    "due_on": day,
                    "is_report_request": bool(who and REPORT.search(act)),
                    "is_inherited": source is not clause,
                }
            )
    return tables.MANDATES.frame(rows)


Named = Mapping[str, list[tuple[int, int, str | None]]]
"""The bodies named in each clause: where, and which they are."""


def _by_clause(mentions: pl.DataFrame) -> Named:
    named: dict[str, list[tuple[int, int, str | None]]] = {}
    for clause_id, *body in (
        mentions.filter(pl.col("language") == "en").select("clause_id", "char_start", "char_end", "body_id").iter_rows()
    ):
        named.setdefault(clause_id, []).append(tuple(body))
    return named


def _addressees(clause: Clause, address: operative.Address, named: Named) -> list[operative.Span]:
    if not address.addressee:
        return []
    inside = [(start, end) for start, end, _ in named.get(clause["clause_id"], ())]
    return operative.parted(clause["text"], address.addressee, inside)


def _governing(above: list[operative.Address]) -> list[operative.Address]:
    """The verbs of a chapeau that govern its items: the last, and those that share its act."""
    first = len(above) - 1
    while first and above[first - 1].is_shared:
        first -= 1
    return above[first:]


def _part(clause: Clause, span: tuple[int, int]) -> str:
    return str(clause["text"])[slice(*span)]


def _above(clause: Clause, by_id: Mapping[str, Clause], own: Mapping[str, list[operative.Address]]) -> Clause | None:
    """The nearest clause above that has a verb of its own: the chapeau; its last verb governs the items."""
    parent = by_id.get(clause["parent_clause_id"])
    while parent and not own[parent["clause_id"]]:
        parent = by_id.get(parent["parent_clause_id"])
    return parent
