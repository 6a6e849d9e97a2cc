"""The States that vote: every name the UN has printed, and the State it means.

``states.csv`` is the authority: ISO 3166-1 alpha-3 code, the name the UN uses today, and the further names of the
same member through time. A former State that no present member continues has the code under which the UN's voting
files keep it (``CSK``, ``DDR``, ``YUG``, ``SCG``, ``YMD``; Tanganyika ``EAT`` and Zanzibar ``EAZ``, which voted side by
side before their union). The Soviet Union is the Russian Federation: one membership, continued.

Names are compared letter by letter, without blanks, accents, hyphens and apostrophes, so that a name broken over
lines ("Guinea-\\nBissau"), set with spaced letters ("M a u r i t a n i a") or with another apostrophe is the same.
"""

from __future__ import annotations

import csv
import difflib
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import regex


@dataclass(frozen=True)
class State:
    """A State: its code and the name the UN uses today."""

    code: str
    name: str


@cache
def _known() -> dict[str, State]:
    rows = csv.DictReader((files("transforms") / "states.csv").read_text(encoding="utf-8").splitlines())
    return {
        _letters(name): State(row["state_code"], row["name"])
        for row in rows
        for name in (row["name"], *filter(None, row["further_names"].split("|")))
    }


def _letters(name: str) -> str:
    letters = "".join(c for c in unicodedata.normalize("NFKD", name) if c.isalpha()).casefold()
    return letters.removeprefix("the")


def state_of(name: str) -> State | None:
    """The State that a printed name means; None where the authority does not know it."""
    return _known().get(_letters(name))


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
        state = _known()[known]
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
