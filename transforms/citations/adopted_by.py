"""Whose number it is: which body adopted the resolution or decision that a text cites by a number.

What belongs here: the ordered rules by which the body, and so the symbol, is chosen, or by which the number is left
open. What does not: finding numbers (``forms/numbers.py``), and how each body numbers (``adopters.py``).

The words decide first; where they leave a choice, the form of the number, its date and the body's sessions do. Nothing
is guessed without a rule that says so.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

from transforms.citations import adopters
from transforms.citations.adopters import WITHOUT_SYMBOLS
from transforms.citations.model import Citing, Found, Head, Rule, Target, decide

# ---------------------------------------------------------------------------------------------------------------
# Numbers with session or year

_OUTSIDE = "numbered by a body outside the series of UN document symbols"


@dataclass(frozen=True)
class _Number:
    """A number that was found, and the bodies that may have given it."""

    found: Found
    doc: Citing

    @property
    def noun(self) -> str:
        return adopters.noun_of(self.found)

    @property
    def head(self) -> Head:
        """The head; one that names nothing where the number has none."""
        return self.found.head or Head("resolution", how="")

    @cached_property
    def candidates(self) -> list[tuple[str, str]]:
        """Bodies that number like this, the likeliest first, each with the name of the evidence for it."""
        named = [(body, evidence.name) for evidence in _EVIDENCE for body in evidence.answer(self) or ()]
        return [(body, evidence) for body, evidence in named if adopters.symbol_of(body, self.found)]

    @cached_property
    def possible(self) -> list[tuple[str, str]]:
        """Those of them that can have adopted it before it was cited, and on the date given, if one is."""
        if self.found.cited_on:
            return [each for each in self.candidates if adopters.was_sitting(each[0], self.found, self.found.cited_on)]
        return [each for each in self.candidates if adopters.had_opened(each[0], self.found, self.doc.on)]

    @property
    def has_body_without_symbols(self) -> bool:
        """Whether a body without symbols of its own speaks, or is named in or near the head."""
        named = (self.doc.body, self.head.body, *self.head.nearby)
        return self.found.head is not None and not WITHOUT_SYMBOLS.isdisjoint(named)

    def adopted_by(self, body: str, rule: str) -> Target:
        """The body's resolution or decision by that number, with the date given and whether it can be right."""
        found = self.found
        shared = found.shared_date if adopters.was_sitting(body, found, found.shared_date) else None
        target = Target(self.noun, adopters.symbol_of(body, found), rule, cited_on=found.cited_on or shared)
        return target if adopters.was_sitting(body, found, found.cited_on) else target.doubted("date_disagrees")


def _bodies_of_head(number: _Number, how: str) -> tuple[str, ...]:
    return adopters.meant_by(number.head.body) if number.head.body and number.head.how == how else ()


def _named_elsewhere(number: _Number) -> tuple[str, ...]:
    if number.head.how != "none":
        return ()
    body = number.doc.named.get((number.noun, number.found.session, number.found.number))
    return (body,) if body and body != number.doc.body else ()


def _nearby(number: _Number) -> tuple[str, ...]:
    return tuple(body for key in number.head.nearby for body in adopters.meant_by(key))


_EVIDENCE: tuple[Rule[_Number, tuple[str, ...]], ...] = (
    Rule("head", '"Human Rights Council resolution 5/1"', lambda number: _bodies_of_head(number, "named")),
    Rule("subject_of_its", '"the Council, in its resolution 5/1"', lambda number: _bodies_of_head(number, "subject")),
    Rule("body_after", '"resolution 5/1 of the Council"', lambda number: _bodies_of_head(number, "after")),
    Rule("named_elsewhere", "the document names the body for that number at another place", _named_elsewhere),
    Rule("adopting_organ", "a bare number is the organ's that speaks", lambda number: (number.doc.body,)),
    Rule("body_nearby", "the text names another body", _nearby),
    Rule(
        "only_form",
        "the Assembly numbers so; the other bodies share their numbers with bodies without symbols",
        lambda number: ("GA",),
    ),
)
"""What shows whose number it is, the best evidence first; all of it counts, for a body may not number like this."""


def resolve_number(found: Found, doc: Citing) -> Target:
    """What a number with session or year refers to."""
    return decide(_YEAR_RULES if found.notation == "year" else _SESSION_RULES, _Number(found, doc))


def _of_other_body(number: _Number) -> Target | None:
    is_other = number.head.body in WITHOUT_SYMBOLS and not number.found.is_listed
    return Target(number.noun, reason=_OUTSIDE) if is_other else None


def _of_security_council(number: _Number) -> Target:
    found, year = number.found, int(number.found.session)
    cited_on = _if_in(year, found.cited_on or found.shared_date)
    target = Target("resolution", f"S/RES/{found.number}({year})", "year_in_parentheses", cited_on=cited_on)
    return target if adopters.is_of_year(int(found.number), year) else target.doubted("number_disagrees")


def _if_in(year: int, date: dt.date | None) -> dt.date | None:
    """A date, where it is in the year of what is cited: another is the date of something else."""
    return date if date and date.year == year else None


_YEAR_RULES: tuple[Rule[_Number, Target], ...] = (
    Rule("other_body", '"Peace and Security Council resolution 12 (2020)"', _of_other_body),
    Rule("year_in_parentheses", "of the bodies of the UN, the Security Council alone numbers so", _of_security_council),
)


def _of_body_without_symbols(number: _Number) -> Target | None:
    head = number.head
    speaks = head.how == "own" and number.doc.body in WITHOUT_SYMBOLS
    is_nearby = not number.candidates and number.has_body_without_symbols
    if not (head.body in WITHOUT_SYMBOLS or speaks or is_nearby):
        return None
    return Target(number.noun, reason="its body publishes resolutions and decisions without symbols of their own")


def _of_no_body(number: _Number) -> Target | None:
    if number.candidates:
        return None
    return Target(number.noun, reason="no body numbers its resolutions and decisions like this")


def _of_no_session(number: _Number) -> Target | None:
    if number.possible or number.candidates[0][1] != "only_form":
        return None
    return Target(number.noun, reason="no body is named, and no session fits")


def _of_body_nearby(number: _Number) -> Target | None:
    head = number.head
    if number.possible or head.how != "none" or WITHOUT_SYMBOLS.isdisjoint(head.nearby):
        return None
    return Target(
        number.noun, reason="the date is not the adopting organ's, and a body without symbols is named nearby"
    )


def _of_head(number: _Number) -> Target | None:
    body, evidence = number.candidates[0]
    # where the words name the body, only a date under a list's distant head is better evidence
    if evidence != "head" or (number.found.is_listed and number.found.cited_on):
        return None
    return number.adopted_by(body, "head_of_list" if number.found.is_listed else "head")


def _of_likeliest(number: _Number) -> Target | None:
    body, evidence = (number.possible or number.candidates)[0]
    if evidence != number.candidates[0][1]:
        return None
    return number.adopted_by(body, "head_of_list" if evidence == "head" else evidence)


def _of_possible(number: _Number) -> Target:
    rule = "date_fits_session" if number.found.cited_on else "session_is_possible"
    return number.adopted_by(number.possible[0][0], rule)


_SESSION_RULES: tuple[Rule[_Number, Target], ...] = (
    Rule("body_without_symbols", '"Commission on the Status of Women resolution 67/1"', _of_body_without_symbols),
    Rule("no_body", '"resolution 3/2005" of another organization', _of_no_body),
    Rule("no_session", "the Assembly numbers so, but its session was not yet held", _of_no_session),
    Rule("date_of_body_nearby", '"at the session of the Commission, resolution 74/4 of 16 May 2017"', _of_body_nearby),
    Rule("head", "the words name the body", _of_head),
    Rule("likeliest", "the best evidence is for a body whose session fits, or none fits; named by it", _of_likeliest),
    Rule("session_fits", "further evidence is for a body whose session fits", _of_possible),
)
"""Whose number it is; the first rule that answers decides. Rows carry the name of the evidence where that decides."""


# ---------------------------------------------------------------------------------------------------------------
# Numbers alone

_ORGANS = {None: "", "SC": "S/", "COUNCIL": "S/", "GA": "A/", "ASSEMBLY": "A/"}
"""How the symbols begin that a number alone may mean, by the body of its head."""
_FIRST_CLEAR = 1000
"""Below it a number without a body may be one of the Assembly's early resolutions, cited so too (181, 194)."""


def resolve_number_alone(found: Found, doc: Citing) -> Target:
    """What a number without session or year refers to. The Security Council's have one year; the Assembly's before
    1976 have none."""
    return decide(_ALONE_RULES, _Number(found, doc))


def _cited_in_full(number: _Number) -> Target | None:
    prefix = _ORGANS.get(number.head.body, "-")
    in_full = number.doc.in_full.get(number.found.number, frozenset())
    symbols = [symbol for symbol in in_full if symbol.startswith(prefix)]
    return Target("resolution", symbols[0], cited_on=number.found.cited_on) if len(symbols) == 1 else None


def _of_unknown_organ(number: _Number) -> Target | None:
    return None if number.head.body in _ORGANS else Target("resolution", reason=_OUTSIDE)


def _of_council_by_number(number: _Number) -> Target | None:
    body, figure = number.head.body, int(number.found.number)
    is_councils_own = body in (None, "COUNCIL") and number.doc.body == "SC" and figure >= _FIRST_CLEAR
    year = adopters.year_of(figure) if body == "SC" or is_councils_own else None
    if year is None:
        return None
    return Target("resolution", f"S/RES/{figure}({year})", cited_on=_if_in(year, number.found.cited_on))


def _unclear(_: _Number) -> Target:
    return Target("resolution", reason="a number without session or year, which does not show the resolution")


_ALONE_RULES: tuple[Rule[_Number, Target], ...] = (
    Rule("cited_in_full_elsewhere", '"resolution 2231" after "resolution 2231 (2015)"', _cited_in_full),
    Rule("unknown_organ", '"Imagined Union resolution 1386"', _of_unknown_organ),
    Rule(
        "year_of_number", "the Security Council numbers through all years, so a number has one", _of_council_by_number
    ),
    Rule("unclear", "the Assembly's numbers before 1976 do not show their session", _unclear),
)
