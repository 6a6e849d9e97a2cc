"""Resolutions and decisions by their number: "79/181", "2397 (2017)", "2200 A (XXI)", and "2397" alone.

What belongs here: finding numbers, in lists under one head: "Human Rights Council resolutions 34/24 of 24 March 2017,
40/20 and 46/17" is three. What does not: what a head is (``heads.py``), and whose number it is (``adopted_by.py``).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import regex

from transforms.citations import adopted_by, adopters
from transforms.citations.heads import body_after, head_before
from transforms.citations.model import Form, Found, Head
from transforms.citations.wording import (
    DASH,
    DIGITS,
    LETTER,
    OF_DATE,
    ROMAN,
    ROMAN_SESSION,
    pinpoint_after,
)
from transforms.language.dates import date_of

_NUMBER = regex.compile(
    rf"""
      (?P<year> (?<![\w/.,\-]) (?P<number>\d{{1,4}})\s?\((?P<session>19[4-9]\d|20\d\d)\) )
    | (?P<roman> (?<![\w/.,\-]) (?P<number>\d{{1,4}}) (?:\s(?P<letter>{LETTER}))? \s?\((?P<session>{ROMAN_SESSION})\)
      (?:\s(?P<letter_after>{LETTER})(?![\w'.]))? )
    | (?<![\w/.\-\u2013]) (?P<session>(?:E?S{DASH}\s?)?\d{{1,4}})/(?P<number>\d{{1,4}}) (?![\w/%]|\.\d)
      (?:\s?(?P<letter>{LETTER})(?![\w'(]))?
    """,
    regex.VERBOSE,
)
_MAY_BE_NUMBER = regex.compile(rf"\d/\d|\d\)|{ROMAN}\)")
_FURTHER_LETTER = regex.compile(r"(?:,\s|,?\sand\s)(?P<letter>[A-Z])(?![\w'/(])")
# What joins the items of a list. Words may stand between them: "34/24 of 24 March 2017, on the question, and 40/20".
_CONTINUES = regex.compile(
    r"(?r)(?:[,;:]|\b(?:and|to|or|through|including|with|also|as|by|notably|particular|alia)|\u2013)\s?$"
)
_LONGEST_GAP = 600
"""Characters between two numbers of one list."""
_RANGE = (" to ", "\u2013", " through ")
_LONGEST_RANGE = 100
_OTHER_SERIES = regex.compile(r"(?r)\b[Nn]os?\.\s$")  # "Act No. 44/031 of 3 May 2044"
# Numbers that stand under their head without session or year: "Security Council resolutions 2250 and 2419".
_NUMBERS_ALONE = regex.compile(
    r"\b[Rr]esolutions?\s(?:[Nn]os?\.\s)?(?P<numbers>[1-9]\d{2,3}(?:(?:,\s|,?\sand\s)[1-9]\d{2,3})*)"
    r"(?![\w/]|\s?\(|\s[A-Z]\s?\(|[.,\-\u2013]\d)"
)


def _find_numbers(text: str) -> list[Found]:
    if not _MAY_BE_NUMBER.search(text):
        return []
    numbers = _Numbers(text)
    for match in _NUMBER.finditer(text):
        numbers.read(match)
    return numbers.found


@dataclass
class _Numbers:
    """The numbers of a text, read one after the other: each may continue the list of the one before.

    A head inside a title in quotation marks governs nothing outside it, so each title has a list of its own.
    """

    text: str
    found: list[Found] = field(default_factory=list)
    heads: dict[int, Head] = field(default_factory=dict)
    """The head of the last list by where its title begins; 0 for what stands in no title."""
    ends: dict[int, int] = field(default_factory=dict)
    """Where the last item of that list ends."""

    def read(self, match: Any) -> None:
        """Add a number and its parts, where the number is a reference."""
        title = self._title_around(match.start())
        gap = self.text[self.ends.get(title, 0) : match.start()]
        head = head_before(self.text, match.start())
        is_listed = head is None and title in self.heads and _continues(gap)
        head = self.heads[title] if is_listed else head
        cited_on = date_of(OF_DATE.match(self.text, match.end()))
        if head is None and not self._is_reference_without_head(match, cited_on):
            return
        if head and head.how in ("own", "none") and (body := body_after(self.text, match.end())):
            head = self._name_body(head, body)
        item = replace(_number(match), head=head, is_listed=is_listed, cited_on=cited_on)
        item = replace(item, pinpoint=self._pinpoint(item))
        self._share_date(item, gap)
        parts = list(self._further_parts(item))
        if parts and item.cited_on is None:
            item = replace(item, cited_on=parts[-1].cited_on)
        implied = self._implied_before(item)
        self.found += [item, *parts, *implied]
        self.ends[title] = parts[-1].end if parts else item.end
        if head:
            self.heads[title] = head

    def _title_around(self, start: int) -> int:
        """Where the title in quotation marks begins that stands around a place; 0 where none does."""
        opening = self.text.rfind("\u201c", 0, start)
        return 0 if self.text.rfind("\u201d", 0, start) >= opening else opening

    def _is_reference_without_head(self, match: Any, cited_on: dt.date | None) -> bool:
        """Whether its date or its year shows that a number is a reference, and no other noun governs it."""
        if _OTHER_SERIES.search(self.text, 0, match.start()):
            return False
        is_of_council = match["year"] and adopters.is_of_year(int(match["number"]), int(match["session"]))
        return bool(cited_on or is_of_council)

    def _name_body(self, head: Head, body: str) -> Head:
        """Put the items of a list, whose body is named only behind the last, under that body."""
        named = replace(head, body=body, how="after")
        for position in range(len(self.found) - 1, -1, -1):
            if self.found[position].head is not head:
                break
            self.found[position] = replace(self.found[position], head=named)
        return named

    def _pinpoint(self, item: Found) -> str | None:
        """The places named before the head of the first item of a list, and behind the item."""
        before = item.head.pinpoint if item.head and not item.is_listed else None
        return ", ".join(filter(None, (before, pinpoint_after(self.text, item.end)))) or None

    def _share_date(self, item: Found, gap: str) -> None:
        """Give an item's date to the item directly before it, which has none: "5/1 and 5/2 of 18 June 2007"."""
        if not (item.cited_on and item.is_listed and self.found and gap.strip(" ,") in ("", "and")):
            return
        if self.found[-1].cited_on is None:
            self.found[-1] = replace(self.found[-1], shared_date=item.cited_on)

    def _further_parts(self, item: Found) -> Iterator[Found]:
        """The further parts of "53/243 A and B", each a reference of its own."""
        end = item.end
        while item.letter and (more := _FURTHER_LETTER.match(self.text, end)):
            end = more.end()
            cited_on = item.cited_on or date_of(OF_DATE.match(self.text, end))
            part = replace(item, start=more.start("letter"), end=end, text=more["letter"], letter=more["letter"])
            yield replace(part, cited_on=cited_on)

    def _implied_before(self, last: Found) -> Iterator[Found]:
        """What "34/1 to 34/5" implies between its ends."""
        first = self.found[-1] if self.found else None
        if not last.is_listed or last.notation != "session" or first is None or first.session != last.session:
            return
        if self.text[first.end : last.start] not in _RANGE or int(last.number) - int(first.number) >= _LONGEST_RANGE:
            return
        for number in range(int(first.number) + 1, int(last.number)):
            implied = replace(last, start=first.start, number=str(number), is_implied=True)
            yield replace(implied, text=self.text[first.start : last.end])


def _continues(gap: str) -> bool:
    """Whether what stands between two numbers lets the head of the first govern the second."""
    return len(gap) < _LONGEST_GAP and bool(_CONTINUES.search(gap))


def _number(match: Any) -> Found:
    letter = match["letter"] or match["letter_after"] or ""
    return Found(
        match.start(),
        match.end(),
        "number",
        match[0],
        notation="year" if match["year"] else "roman" if match["roman"] else "session",
        session=match["session"].replace("\u2013", "-").replace(" ", ""),
        number=match["number"],
        letter=letter.replace("\u2013", "-"),
    )


def _find_numbers_alone(text: str) -> Iterator[Found]:
    for match in _NUMBERS_ALONE.finditer(text):
        head = head_before(text, match.start("numbers"))
        for position, number in enumerate(DIGITS.finditer(match["numbers"])):
            start, end = match.start("numbers") + number.start(), match.start("numbers") + number.end()
            before = head.pinpoint if head and not position else None
            yield Found(
                start,
                end,
                "number_alone",
                number[0],
                number=number[0],
                head=head,
                is_listed=position > 0,
                pinpoint=pinpoint_after(text, end) or before,
                cited_on=date_of(OF_DATE.match(text, end)),
            )


FORMS = (
    Form("number", ("/", ")"), _find_numbers, adopted_by.resolve_number),
    Form("number_alone", ("esolution",), _find_numbers_alone, adopted_by.resolve_number_alone),
)
