"""The States that vote: every name the UN has printed, the State it means, and when that State was a Member.

``states.csv`` is the authority: ISO 3166-1 alpha-3 code, the name the UN uses today, the periods of membership (first
and last day: "1945-10-24/1958-02-20|1961-10-13/"), and the further names and codes of the same member through time. A
name that meant this State for a time only has its days: "Taiwan@/1971-10-25". The dates are those of the UN's list of
Members. ISO's own names of a State, as ``pycountry`` keeps them, are known too.

A former State that no present member continues under its code has the code under which the UN's voting files keep it
(``CSK``, ``DDR``, ``YUG``, ``SCG``, ``YMD``; Tanganyika ``EAT`` and Zanzibar ``EAZ``, which voted side by side before
their union). The Soviet Union is the Russian Federation, the United Arab Republic Egypt and the Federation of Malaya
Malaysia: one membership each, continued under another name.

Names are compared letter by letter, without blanks, accents, hyphens and apostrophes, so that a name broken over
lines ("Guinea-\\nBissau"), set with spaced letters ("M a u r i t a n i a") or with another apostrophe is the same.
"""

from __future__ import annotations

import csv
import difflib
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from importlib.resources import files

import polars as pl
import pycountry
import regex

from warehouse import tables


@dataclass(frozen=True)
class State:
    """A State: its code and the name the UN uses today."""

    code: str
    name: str


@dataclass(frozen=True)
class Period:
    """From one day to another, both included; null where it is open."""

    first: date | None
    last: date | None

    @classmethod
    def read(cls, text: str) -> Period:
        """Of "1958-02-22/1961-10-12", where either day may be left out."""
        first, last = (date.fromisoformat(day) if day else None for day in text.split("/"))
        return cls(first, last)

    def holds(self, day: date) -> bool:
        """Whether the day lies in it."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


@cache
def _authority() -> list[dict[str, str]]:
    return list(
        csv.DictReader((files("transforms.authorities") / "states.csv").read_text(encoding="utf-8").splitlines())
    )


@cache
def _known() -> dict[str, list[tuple[Period | None, State]]]:
    """The States that a name means, by its letters: those of a time first, then the one of any other time."""
    known: dict[str, list[tuple[Period | None, State]]] = defaultdict(list)
    for row in _authority():
        state = State(row["state_code"], row["name"])
        for text in (row["name"], *filter(None, row["further_names"].split("|")), *_iso_names(row["state_code"])):
            name, _, days = text.partition("@")
            if days:
                known[_letters(name)].insert(0, (Period.read(days), state))
            elif all(period for period, _ in known[_letters(name)]):
                known[_letters(name)].append((None, state))
    return known


def _iso_names(code: str) -> Iterator[str]:
    if country := pycountry.countries.get(alpha_3=code):
        yield from (
            getattr(country, name) for name in ("name", "official_name", "common_name") if hasattr(country, name)
        )


@cache
def _coded() -> dict[str, State]:
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
    """The State that a printed name means; null where the authority does not know it.

    ``on`` is the day of the vote, where it is known: "Yugoslavia" in 2005 is Serbia and Montenegro.
    """
    for period, state in _known().get(_letters(name), ()):
        if period is None or (on is not None and period.holds(on)):
            return state
    return None


def coded(code: str) -> State | None:
    """The State of a code of three letters, also one out of use (``SUN``, ``ZAR``); null where it is unknown."""
    return _coded().get(code)


def memberships() -> pl.DataFrame:
    """Every period in which a State was a Member: ``state_code``, ``first_on``, ``last_on`` (null while it lasts)."""
    rows = [
        (row["state_code"], period.first, period.last)
        for row in _authority()
        for period in map(Period.read, row["member"].split("|"))
    ]
    return pl.DataFrame(rows, {"state_code": pl.String, "first_on": pl.Date, "last_on": pl.Date}, orient="row")


def states() -> pl.DataFrame:
    """The authority as table ``states``."""
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
    """The State whose name a misread one is like, at least by the ratio ``likeness``; None where no one State is.

    Of names that are equally like it, the one is meant that has the most letters in the same places.
    """
    read = _letters(name)

    def likeness_of(known: str) -> tuple[float, int]:
        ratio = difflib.SequenceMatcher(None, read, known).ratio()
        return round(ratio, 2), sum(a == b for a, b in zip(read, known, strict=False))

    best: dict[State, tuple[float, int]] = {}
    for known in difflib.get_close_matches(read, _known(), 4, likeness):
        if state := state_of(known):
            best[state] = max(best.get(state, (0.0, 0)), likeness_of(known))
    ranked = sorted(best, key=lambda state: best[state], reverse=True)
    if len(ranked) > 1 and best[ranked[0]] == best[ranked[1]]:
        return None
    return ranked[0] if ranked else None


def states_in(text: str) -> tuple[list[State], list[str]]:
    """The States in a printed list ("Albania, Algeria and Zambia."), and what in it is no known State.

    "None" is an empty list. Two names with no comma between them ("Zambia Zimbabwe") are two States.
    """
    found: list[State] = []
    unknown: list[str] = []
    for item in regex.split(r"[,;]|(?<!\bSt)\.", text):
        if not _letters(item) or _letters(item) in ("none", "nil"):
            continue
        states = _together(item)
        if states is None:
            unknown.append(" ".join(item.split()))
        else:
            found.extend(states)
    return found, unknown


def _together(item: str) -> list[State] | None:
    """The States whose names together make up the whole item."""
    if state := state_of(item):
        return [state]
    words = regex.sub(r"^\s*and\b|\s+", " ", item).split()
    for cut in range(len(words), 0, -1):
        if state := state_of(" ".join(words[:cut])):
            if cut == len(words):
                return [state]
            rest = _together(" ".join(words[cut:]))
            if rest is not None:
                return [state, *rest]
    return None
