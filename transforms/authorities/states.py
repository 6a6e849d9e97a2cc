"""The States that vote: every name the UN has printed, the State it means, and when that State was a Member.

What belongs here: the authority table (``states.csv``), and the State of a name or a code. What does not: how States
voted (``votes/``).

``states.csv`` has for each State its ISO 3166-1 alpha-3 code, the name the UN uses today, its periods of membership
(first and last day: "1945-10-24/1958-02-20|1961-10-13/"), and the further names and codes of the same Member through
time. Where a name meant this State for a period only, the period stands behind it: "Taiwan@/1971-10-25". The dates are
those of the UN's list of Member States. The names that ISO gives a State, as ``pycountry`` has them, are known too.

A former State whose code no present Member continues has the code that the UN's voting files use for it (``CSK``,
``DDR``, ``YUG``, ``SCG``, ``YMD``; Tanganyika ``EAT`` and Zanzibar ``EAZ``, which both voted before their union). The
Soviet Union is the Russian Federation, the United Arab Republic is Egypt and the Federation of Malaya is Malaysia:
each is one membership, continued under another name.

Names are compared by their letters, without blanks, accents, hyphens and apostrophes. So a name is the same when it is
broken over two lines ("Guinea-\\nBissau"), set with spaced letters ("M a u r i t a n i a") or has another apostrophe.
"""

from __future__ import annotations

import difflib
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

import polars as pl
import pycountry
import regex

from transforms.authorities import vocabularies
from warehouse import tables


@dataclass(frozen=True)
class State:
    """A State: its code and the name the UN uses today."""

    code: str
    name: str


@dataclass(frozen=True)
class Period:
    """From a first day to a last, both included; a day is null where the period is open at that end."""

    first: date | None
    last: date | None

    @classmethod
    def read(cls, text: str) -> Period:
        """The period of "1958-02-22/1961-10-12"; either day may be missing."""
        first, last = (date.fromisoformat(day) if day else None for day in text.split("/"))
        return cls(first, last)

    def includes(self, day: date) -> bool:
        """Whether the day lies in the period."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


_PERIOD = r"([\d-]{10})?/([\d-]{10})?"


@cache
def _authority() -> tuple[vocabularies.Row, ...]:
    return vocabularies.rows(
        "transforms.authorities",
        "states.csv",
        state_code="[A-Z]{3}",
        name=".+",
        member=rf"{_PERIOD}(\|{_PERIOD})*",
        further_names=rf"([^@|]+(@{_PERIOD})?(\|(?!$)|$))*",
        further_codes=r"([A-Z]+(\|(?!$)|$))*",
    )


@cache
def _states_by_name() -> dict[str, list[tuple[Period | None, State]]]:
    """The letters of a name -> the States that it meant for a period, then the one at any other time."""
    known: dict[str, list[tuple[Period | None, State]]] = defaultdict(list)
    for row in _authority():
        state = State(row["state_code"], row["name"])
        for text in (row["name"], *filter(None, row["further_names"].split("|")), *_iso_names(row["state_code"])):
            name, _, period = text.partition("@")
            if period:
                known[_letters(name)].insert(0, (Period.read(period), state))
            elif all(period for period, _ in known[_letters(name)]):
                known[_letters(name)].append((None, state))
    return known


def _iso_names(code: str) -> Iterator[str]:
    if country := pycountry.countries.get(alpha_3=code):
        yield from (
            getattr(country, name) for name in ("name", "official_name", "common_name") if hasattr(country, name)
        )


@cache
def _states_by_code() -> dict[str, State]:
    return {
        code: State(row["state_code"], row["name"])
        for row in _authority()
        for code in (row["state_code"], *filter(None, row["further_codes"].split("|")))
    }


@lru_cache(maxsize=4096)
def _letters(name: str) -> str:
    letters = "".join(c for c in unicodedata.normalize("NFKD", name.replace("&", "and")) if c.isalpha()).casefold()
    return letters.removeprefix("the")


def state_of(name: str, on: date | None = None) -> State | None:
    """The State that a printed name means; null where ``states.csv`` does not have the name.

    ``on`` is the day of the vote, where it is known: "Yugoslavia" in 2005 is Serbia and Montenegro.
    """
    for period, state in _states_by_name().get(_letters(name), ()):
        if period is None or (on is not None and period.includes(on)):
            return state
    return None


def coded(code: str) -> State | None:
    """The State of a code of three letters, also of a former code (``SUN``, ``ZAR``); null where it is unknown."""
    return _states_by_code().get(code)


def memberships() -> pl.DataFrame:
    """Every period in which a State was a Member: ``state_code``, ``first_on``, ``last_on`` (null today)."""
    rows = [
        (row["state_code"], period.first, period.last)
        for row in _authority()
        for period in map(Period.read, row["member"].split("|"))
    ]
    return pl.DataFrame(rows, {"state_code": pl.String, "first_on": pl.Date, "last_on": pl.Date}, orient="row")


def states() -> pl.DataFrame:
    """The authority table (table ``states``)."""
    rows = []
    for row in _authority():
        periods = [Period.read(text) for text in row["member"].split("|")]
        country = pycountry.countries.get(alpha_3=row["state_code"])
        rows.append(
            {
                "state_code": row["state_code"],
                "name": row["name"],
                "further_names": [text.partition("@")[0] for text in row["further_names"].split("|") if text],
                "m49_code": country.numeric if country else None,
                "member_from_on": periods[0].first,
                "member_to_on": periods[-1].last,
                "memberships": [{"first_on": period.first, "last_on": period.last} for period in periods],
                "is_former": periods[-1].last is not None,
            }
        )
    return tables.STATES.frame(rows)


@cache
def nearest(name: str, likeness: float) -> State | None:
    """The State whose name is most like a misread one; None where none is like it, or several are equally like it.

    ``likeness`` is the least ratio of ``difflib`` that counts, from 0 to 1. Where two ratios are equal, the name with
    more letters in the same places is the more like.
    """
    misread = _letters(name)

    def likeness_of(known: str) -> tuple[float, int]:
        ratio = difflib.SequenceMatcher(None, misread, known).ratio()
        return round(ratio, 2), sum(a == b for a, b in zip(misread, known, strict=False))

    best: dict[State, tuple[float, int]] = {}
    for known in difflib.get_close_matches(misread, _states_by_name(), 4, likeness):
        if state := state_of(known):
            best[state] = max(best.get(state, (0.0, 0)), likeness_of(known))
    ranked = sorted(best, key=lambda state: best[state], reverse=True)
    if len(ranked) > 1 and best[ranked[0]] == best[ranked[1]]:
        return None
    return ranked[0] if ranked else None


def states_in(text: str) -> tuple[list[State], list[str]]:
    """The States in a printed list ("Albania, Algeria and Zambia."), and the items of the list that are no known State.

    "None" is an empty list. Two names without a comma between them ("Zambia Zimbabwe") are two States.
    """
    found: list[State] = []
    unknown: list[str] = []
    for item in regex.split(r"[,;]|(?<!\bSt)\.", text):
        if not _letters(item) or _letters(item) in ("none", "nil"):
            continue
        states = _states_in_item(item)
        if states is None:
            unknown.append(" ".join(item.split()))
        else:
            found.extend(states)
    return found, unknown


def _states_in_item(item: str) -> list[State] | None:
    """The States whose names make up the item from its first word to its last; None where a word is left over."""
    if state := state_of(item):
        return [state]
    words = regex.sub(r"^\s*and\b|\s+", " ", item).split()
    for cut in range(len(words), 0, -1):
        if state := state_of(" ".join(words[:cut])):
            if cut == len(words):
                return [state]
            rest = _states_in_item(" ".join(words[cut:]))
            if rest is not None:
                return [state, *rest]
    return None
