"""Documents of the UN by what names them: their symbol, their sales number, their address.

What belongs here: forms from which the document follows by itself. What does not: resolutions and decisions by their
number, for which a body is needed (``numbers.py``), and how a symbol is spelt (``transforms/authorities/symbols.py``).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import regex

from transforms.authorities import symbols
from transforms.authorities.symbols import Symbol
from transforms.citations.model import Citing, Form, Found, Rule, Target, decide
from transforms.citations.wording import (
    DASH,
    DATE,
    DIGITS,
    LETTER,
    OF_DATE,
    ROMAN,
    ROMAN_SESSION,
    pinpoint_after,
    whole_matches,
)
from transforms.language.dates import date_of

# ---------------------------------------------------------------------------------------------------------------
# Symbols

_ORGAN = "|".join(sorted(symbols.ORGANS, key=lambda organ: (-len(organ), organ)))
_SEGMENT = (
    rf"[A-Za-z0-9]+(?:(?:\.|{DASH}(?!(?:{_ORGAN})/))[A-Za-z0-9]+)*"
    rf"(?:\s?\((?:\d{{1,2}}|S-{ROMAN}|(?:Part|Vol|Sect)s?\.?\s?\w+)\)(?=[/,;.)\s]|$))?"
)
_ADOPTED = (
    rf"(?:A(?:/HRC)?|S|E(?:/CN\.4)?|T)/(?:RES|DEC)/(?:(?:E?S{DASH})?\d+/)?\d+(?:\s?{LETTER}(?=\s?\())?"
    rf"(?:\s?\((?:{ROMAN_SESSION}|(?:19|20)\d\d)\))?(?:\s?{LETTER}(?![\w'(]))?"
)
_PLAIN = (
    rf"(?:{_ORGAN})(?:\.\d+)?(?:/(?:\s?(?=(?:Add|Corr|Rev|Amend|L)\.\d))?{_SEGMENT})+"
    rf"(?:\s?\((?:Vols?|Parts?|Sects?|Progs?|Resumption|Plan|Introduction|Foreword)\b[^()]*\)(?:/{_SEGMENT})*)?"
)
_ONE = rf"(?:{_ADOPTED}|{_PLAIN})"
_SYMBOL = regex.compile(rf"(?<![\w/.\-])(?:{_ONE}(?:{DASH}{_ONE})?|PRST/\d{{1,4}}/\d{{1,3}}(?![\w/]))")
_MAY_BE_SYMBOL = regex.compile(r"/[A-Z\d]")
_FURTHER_MODIFIER = regex.compile(
    r"(?:,\s|,?\sand\s)(?P<modifier>(?:Add|Corr|Rev|Amend)\.(?P<first>\d+)(?:/(?:Add|Corr|Rev)\.\d+)*)"
    r"(?:[-\u2013](?P<last>\d+))?(?!\w)"
)
# "A/C.4/99/SR.9, 11 and 13", "A/C.3/99/SR.3-5": further records of the same body, up to the end of what they stand in
_FURTHER_RECORDS = regex.compile(
    r"(?P<numbers>(?:(?:,\s|,?\sand\s|[-\u2013])\d{1,4}(?!\w|/|\.\d))+)(?=[).;,]|\sand\s[A-Z]|$)"
)
_RECORD = regex.compile(r"(?P<series>.*/(?:SR|PV)\.)(?P<number>\d+)")
_DATED = regex.compile(rf"(?r)\b(?:of|dated)\s{DATE},?\s\(?$")
_LONGEST_DATE = 60
"""Characters before a symbol within which the date of its document stands: "letter dated 5 May 2044 (S/2044/9)"."""


def _find_symbols(text: str) -> Iterator[Found]:
    if not _MAY_BE_SYMBOL.search(text):
        return
    for match in _SYMBOL.finditer(text):
        # "A/B testing" has a slash, but no document is without a figure
        if DIGITS.search(match[0]):
            yield from _with_further(text, match)


def _with_further(text: str, match: Any) -> Iterator[Found]:
    """A symbol, and what continues it: "A/65/53 and Corr.1", "A/C.4/99/SR.9 and 11"."""
    start, end = match.span()
    before = text[max(0, start - _LONGEST_DATE) : start]
    cited_on = date_of(_DATED.search(before)) or date_of(OF_DATE.match(text, end))
    symbol = Found(start, end, "symbol", match[0], cited_on=cited_on, pinpoint=pinpoint_after(text, end))
    yield symbol
    while more := _FURTHER_MODIFIER.match(text, end):
        start, end = more.span("modifier")
        further = replace(symbol, start=start, end=end, text=more["modifier"], symbol_before=symbol.text)
        yield further
        kind = more["modifier"].partition(".")[0]
        for number in range(int(more["first"]) + 1, int(more["last"] or 0) + 1):
            implied = replace(further, text=f"{kind}.{number}", number=str(number), is_implied=True)
            yield replace(implied, end=more.end())
        end = more.end()
    if (record := _RECORD.fullmatch(symbol.text)) and (more := _FURTHER_RECORDS.match(text, end)):
        yield from _further_records(symbol, record["series"], int(record["number"]), more)


def _further_records(symbol: Found, series: str, last: int, more: Any) -> Iterator[Found]:
    """The further records of a list, those of a range included."""
    symbol = replace(symbol, is_listed=True, pinpoint=None)
    for item in regex.finditer(r"(?P<joint>\D+)(?P<number>\d+)", more["numbers"]):
        number = int(item["number"])
        start, end = more.start("numbers") + item.start("number"), more.start("numbers") + item.end()
        if item["joint"] in "-\u2013" and last < number < last + 100:
            for between in range(last + 1, number):
                implied = replace(symbol, start=start, end=end, text=f"{series}{between}", number=str(between))
                yield replace(implied, is_implied=True)
        yield replace(symbol, start=start, end=end, text=f"{series}{number}")
        last = number


@dataclass(frozen=True)
class _Read:
    """A symbol that was found, and what it says; null where it cannot be read."""

    found: Found
    symbol: Symbol | None


def _resolve_symbol(found: Found, _: Citing) -> Target:
    return decide(_SYMBOL_RULES, _Read(found, _read(found)))


def _read(found: Found) -> Symbol | None:
    text = found.text
    if text.startswith("PRST/"):
        # presidents' statements: the Security Council counts them by years, the Human Rights Council by sessions
        text = f"{'S' if len(text.split('/')[1]) == len('2044') else 'A/HRC'}/{text}"
    if found.symbol_before:
        if symbols.canonical(found.symbol_before) is None:
            return None
        # a modifier of two symbols of one document goes with the first, by which the document itself is known
        text = f"{_first(symbols.parse(found.symbol_before))}/{text}"
    return symbols.parse(text) if symbols.canonical(text) else None


def _first(symbol: Symbol) -> str:
    return symbol.joint[0] if symbol.joint else symbol.text


def _unreadable(read: _Read) -> Target | None:
    return None if read.symbol else Target("document", reason="has the form of a symbol but cannot be read as one")


def _named(read: _Read) -> Target | None:
    if read.symbol is None:
        return None
    symbol = _first(read.symbol)
    return Target(kind_of(symbol), symbol, cited_on=read.found.cited_on)


def _listed(read: _Read) -> Target | None:
    return _named(read) if read.found.is_listed else None


def _joint(read: _Read) -> Target | None:
    return _named(read) if read.symbol and read.symbol.joint else None


def _modifier(read: _Read) -> Target | None:
    return _named(read) if read.found.symbol_before else None


_SYMBOL_RULES: tuple[Rule[_Read, Target], ...] = (
    Rule("unreadable", '"A/39/1s0" is misprinted', _unreadable),
    Rule("series_of_symbol_before", '"11" in "A/C.4/99/SR.9 and 11" is A/C.4/99/SR.11', _listed),
    Rule("joint_symbol", '"A/79/992-S/2025/503": two symbols of one document, cited by the first', _joint),
    Rule("modifier_of_symbol_before", '"Corr.1" in "A/65/53 and Corr.1" is A/65/53/Corr.1', _modifier),
    Rule("symbol", "a symbol names its document", _named),
)


def kind_of(symbol: str) -> str:
    """What kind of document a symbol names, as in ``citations.cited_kind``."""
    read = symbols.parse(symbol)
    if read.is_record:
        return "meeting_record"
    return {"RES": "resolution", "DEC": "decision"}.get(read.doc_type or "", "document")


# ---------------------------------------------------------------------------------------------------------------
# Sales numbers and addresses

_SALES_NUMBER = regex.compile(r"(?:United\sNations\spublications?,?\s)?Sales\sNos?\.\s?[A-Z](?:/[A-Z])*\.[\w.]*\w")
_ADDRESS = regex.compile(r"https?://[^\s<>\u201c\u201d]+|\bwww\.[^\s<>\u201c\u201d]+")


def _find_addresses(text: str) -> Iterator[Found]:
    for match in _ADDRESS.finditer(text):
        address = match[0].rstrip(".,;:)]'")
        yield Found(match.start(), match.start() + len(address), "address", address)


def _resolve_sales_number(_found: Found, _doc: Citing) -> Target:
    return Target("publication", rule="sales_number")


def _resolve_address(found: Found, _: Citing) -> Target:
    symbol = symbols.from_link(found.text)
    return Target(kind_of(symbol) if symbol else "url", symbol, "address")


FORMS = (
    Form("address", ("http", "www."), _find_addresses, _resolve_address),
    Form(
        "sales_number",
        ("Sales No",),
        whole_matches("sales_number", _SALES_NUMBER),
        _resolve_sales_number,
        has_parts=True,
    ),
    Form("symbol", ("/",), _find_symbols, _resolve_symbol, has_parts=True),
)
