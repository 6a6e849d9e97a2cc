"""What the operative clauses ask and decide: verb, addressee, act, and when it is due.

What belongs here: the mandates of a clause in reading order, the addressees of each as a list, due dates, requests
for reports, and what a subparagraph inherits from its chapeau. The grammar of verbs and addressees is in
``bodies.py``, because a body's role in a clause hangs on it too. The rules are English; clauses in other languages
give no rows.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import polars as pl
import regex
from dateutil import parser

from transforms import bodies
from transforms.dates import ENGLISH_MONTHS
from warehouse import tables

Clause = Mapping[str, Any]
"""A row of table ``clauses``."""

DATE = rf"\d{{1,2}} (?:{ENGLISH_MONTHS}) \d{{4}}"
NUMBER = r"(?:\d+|a|an|one|two|three|four|five|six|nine|ten|twelve|eighteen|thirty|sixty|ninety)"
PERIOD = rf"(?:{NUMBER} )?(?:\(\d+\) )?(?:calendar |working )?(?:days?|weeks?|months?|years?|quarters?)"
DUE = regex.compile(
    rf"(?:at|during|in|before|for|to)\s+(?:the (?:first|second|main|resumed)\s+(?:resumed )?part of )?its"
    rf"(?: (?:first|second|main))?(?: resumed)? (?:[\p{{L}}-]+|\d{{4}})(?: (?:and|to|or) [\p{{L}}-]+)?"
    rf"(?: (?:resumed|special|substantive|regular|annual|emergency))* sessions?(?: in \d{{4}})?"
    rf"|(?:no|not) later than (?:the end of )?(?:{DATE}|(?:{ENGLISH_MONTHS}) \d{{4}}|\d{{4}}|its [\p{{L}}-]+ session"
    rf"|{PERIOD}[^,;.]*)"
    rf"|(?:by|before|prior to) (?:the end of )?(?:{DATE}|(?:{ENGLISH_MONTHS}) \d{{4}}|\d{{4}})\b"
    rf"|by the end of the [\p{{L}}-]+ session"
    rf"|within {PERIOD} (?:of|from|after) [^,;.]+"
    rf"|every {PERIOD}(?: thereafter)?"
    r"|(?:on an annual|on a (?:biennial|quarterly|monthly|regular|biannual|yearly)) basis"
    r"|\b(?:annually|biennially|quarterly|semi-annually|biannually|triennially)\b"
)
"""When something is due, as the UN prints it."""

REPORT = regex.compile(
    r"\bto (?:\p{Ll}+ly )?(?:continue to )?report\b|\breport back\b"
    r"|\b(?:submit|present|provide|prepare|include|issue|transmit|produce)\b(?:(?!\breport of\b)[^;:])*?\breports?\b"
)
"""A report is asked for, not merely mentioned ("the recommendations in the report of the Secretary-General")."""

SPLIT = regex.compile(
    r",? (?:as well as|including|in particular|especially|and also) (?:in particular )?|, and |, (?=\p{L})"
    r"|(?<=s|\p{Lu}\p{Ll}+|community|society|sector|system) and (?=the |all |other |relevant |its |\p{Lu}|non-|civil )"
)
"""Where a list of addressees parts. An "and" between two adjectives ("intergovernmental and non-governmental
organizations") joins; it parts where another article, adjective or name begins an addressee of its own."""


ASIDE = regex.compile(r"(?:in|to|at|on|by|as|for|with|within|through|under|according|consistent|together|where|when)\b")
"""How a part begins that is no addressee: "Encourages, in this regard, Member States to"."""

FORWARD = tables.VERB_CLASSES[: tables.VERB_CLASSES.index("recommends") + 1]
"""The classes whose act is still to be done; what is recalled or welcomed is not due."""


def addressees(text: str) -> list[str]:
    """The addressees in "the Secretary-General, Member States and the private sector", each as printed.

    A body's name is never parted ("the Department of Economic and Social Affairs").
    """
    inside = [(body.start, body.end) for body in bodies.named(text)]
    parts, start = [], 0
    for cut in SPLIT.finditer(text):
        if not any(begin < cut.end() and cut.start() < end for begin, end in inside):
            parts.append(text[start : cut.start()])
            start = cut.end()
    return [part for part in (p.strip(" ,") for p in [*parts, text[start:]]) if part and not ASIDE.match(part)]


def due(act: str) -> tuple[str | None, date | None]:
    """When an act is due, as printed (several joined by "; "), and the one date that follows from it, if one does.

    A year ("by 2030") is due on its last day, a month on its last; a session has no date of its own.
    """
    found = list(dict.fromkeys(m[0] for m in DUE.finditer(act)))
    dates = {day for phrase in found if (day := _last_day(phrase))}
    return "; ".join(found) or None, dates.pop() if len(dates) == 1 else None


def _last_day(phrase: str) -> date | None:
    if not phrase.startswith(("by ", "before ", "prior to ", "no later than ", "not later than ")):
        return None
    printed = regex.search(rf"{DATE}|(?:{ENGLISH_MONTHS}) \d{{4}}$|\b\d{{4}}$", phrase)
    # dateutil takes what is missing from the default, and shortens the 31st to the month's last day
    return parser.parse(printed[0], default=parser.parse("31 December 2000")).date() if printed else None


def mandates(clauses: pl.DataFrame) -> pl.DataFrame:
    """What each operative clause asks or decides (table ``mandates``), from rows of table ``clauses``.

    One row a verb of the vocabulary (``verbs.csv``), and one for a leading verb outside it (class ``other``). An
    item without a verb of its own inherits verb and addressee of the nearest clause above it that has them.
    """
    operative = clauses.filter(pl.col("kind") == "operative", pl.col("language") == "en")
    by_id: dict[str, Clause] = {row["clause_id"]: row for row in operative.iter_rows(named=True)}
    own = {clause_id: bodies.addresses(clause["text"], clause["verb"]) for clause_id, clause in by_id.items()}
    rows: list[dict[str, Any]] = []
    for clause_id, clause in by_id.items():
        asked: list[tuple[Clause, bodies.Address, str]] = [
            (clause, address, _part(clause, address.act)) for address in own[clause_id]
        ]
        if not asked and (above := _above(clause, by_id, own)):
            asked = [(above, own[above["clause_id"]][-1], clause["text"].strip(" ,;.:"))]
        for seq, (source, address, act) in enumerate(asked, start=1):
            who = addressees(_part(source, address.addressee)) if address.addressee else []
            printed, day = due(act) if address.verb.verb_class in FORWARD else (None, None)
            rows.append(
                {
                    "clause_id": clause_id,
                    "symbol": clause["symbol"],
                    "language": clause["language"],
                    "seq": seq,
                    "verb": address.verb.verb,
                    "verb_phrase": _part(source, address.phrase),
                    "verb_class": address.verb.verb_class,
                    "addressees": who,
                    "body_ids": list(dict.fromkeys(body.body_id for name in who for body in bodies.named(name))),
                    "act": act or None,
                    "due": printed,
                    "due_on": day,
                    "is_report_request": bool(who and REPORT.search(act)),
                    "is_inherited": source is not clause,
                }
            )
    return tables.MANDATES.frame(rows)


def _part(clause: Clause, span: tuple[int, int]) -> str:
    return str(clause["text"])[slice(*span)]


def _above(clause: Clause, by_id: Mapping[str, Clause], own: Mapping[str, list[bodies.Address]]) -> Clause | None:
    """The nearest clause above that has a verb of its own: the chapeau; its last verb governs the items."""
    parent = by_id.get(clause["parent_clause_id"])
    while parent and not own[parent["clause_id"]]:
        parent = by_id.get(parent["parent_clause_id"])
    return parent
