"""Resolutions, decisions and documents of organizations that number outside the UN's series of document symbols.

What belongs here: forms that the words around them show to be a citation, though no symbol follows from them. What does
not: bodies of the UN without symbols of their own (``numbers.py``).
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from transforms.authorities import symbols
from transforms.citations.adopters import noun_of
from transforms.citations.model import Citing, Form, Found, Head, Target
from transforms.citations.wording import ROMAN, pinpoint_after

# 1/CP.27, BC-14/13, MSC.167(78), XXVIII/1, WHA73.4, GC.18/Res.9, A-32/4.4; of the World Health Assembly 76.16 and
# 75(9); of the World Meteorological Congress 15 (Cg-18)
_NUMBER = (
    rf"(?!E?S-\d)(?:[A-Z]{{2,6}}(?:-[A-Z]{{2}})?[-.]?\d[\w./]*(?:\s?\(\d+\))?|\d+/[A-Z]{{2,4}}\.\d+|{ROMAN}/\d+"
    r"|A-\d+/\d[\d.]*|\d{1,3}\.\d{1,3}(?![.\d])|\d{1,2}\(\d{1,2}\)|\d{1,3}\s\([A-Z][a-z]\w*[ -]\d+\))"
)
_NUMBERS = regex.compile(
    r"\b(?P<noun>[Rr]esolution|[Dd]ecision)s?\s"
    rf"(?P<items>{_NUMBER}(?:(?:,\sand|,|\sand|\sto)\s{_NUMBER})*)"
)
# Where a noun says that they are documents: WT/MIN(13)/44, LC 32/15, GB.346/LILS/3
_ORGAN = "|".join(sorted(symbols.ORGANS, key=lambda organ: (-len(organ), organ)))
_SYMBOL = (
    rf"(?!(?:{_ORGAN})(?:\.\d+)?/)[A-Z][A-Za-z]*\d*(?:[-.][A-Za-z\d]+)*(?:\s\d+)?(?:\([^()\s]*\))?"
    r"(?:/[\w.-]*\w(?:\([^()\s]*\))?)+"
)
_DOCUMENTS = regex.compile(
    r"\b(?P<noun>[Dd]ocument|[Cc]ircular|[Dd]ecision)s?\s"
    rf"(?P<items>{_SYMBOL}(?:(?:,\sand|,|\sand)\s{_SYMBOL})*)"
)

# "Armed Activities on the Territory of the Congo, Judgment, I.C.J. Reports 2005, p. 168"
_COURT_REPORTS = regex.compile(r"\bI\.\s?C\.\s?J\.\sReports\s(?:19[4-9]\d|20\d\d)(?:\s\([IVX]+\))?(?!\d)")


def _find_court_reports(text: str) -> Iterator[Found]:
    """One for each volume in which the International Court of Justice publishes its judgments and opinions."""
    for match in _COURT_REPORTS.finditer(text):
        start, end = match.span()
        yield Found(start, end, "court_reports", match[0], pinpoint=pinpoint_after(text, end))


def _find_numbers(text: str) -> Iterator[Found]:
    """One for each number of a list: "decisions 1/CP.27, 1/CMA.4 and 3/CMA.5"."""
    for match in _NUMBERS.finditer(text):
        head = Head(match["noun"].lower())
        for item in regex.finditer(_NUMBER, match["items"]):
            start = match.start("items") + item.start()
            number = item[0].rstrip(".")
            yield Found(start, start + len(number), "foreign_number", number, head=head)


def _find_documents(text: str) -> Iterator[Found]:
    """One for each symbol of a list: "documents LC 30/16 and BWM/CONF/36"."""
    for match in _DOCUMENTS.finditer(text):
        head = Head("decision" if match["noun"].lower() == "decision" else "document")
        for item in regex.finditer(_SYMBOL, match["items"]):
            if any(character.isdigit() for character in item[0]):
                start, end = match.start("items") + item.start(), match.start("items") + item.end()
                yield Found(start, end, "foreign_document", item[0], head=head, pinpoint=pinpoint_after(text, end))


def _numbered_elsewhere(found: Found, _: Citing) -> Target:
    return Target(noun_of(found), reason="numbered by a body outside the series of UN document symbols")


def _issued_elsewhere(found: Found, _: Citing) -> Target:
    return Target(noun_of(found), reason="issued by an organization outside the series of UN document symbols")


def _published_by_court(found: Found, _: Citing) -> Target:
    return Target("publication", reason="published by the International Court of Justice, without a document symbol")


FORMS = (
    Form("court_reports", ("J. Reports",), _find_court_reports, _published_by_court),
    Form("foreign_number", ("esolution", "ecision"), _find_numbers, _numbered_elsewhere),
    Form("foreign_document", ("ocument", "ircular", "ecision"), _find_documents, _issued_elsewhere, has_parts=True),
)
