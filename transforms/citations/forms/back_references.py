"""References to what the text or its notes cite elsewhere: "Ibid.", "note 3 above", "the present resolution".

What belongs here: finding them. What does not: reading what an "Ibid." or a note's number means, for which the notes
before it are needed (``notes.py``).
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from transforms.citations.adopters import noun_of
from transforms.citations.model import Citing, Form, Found, Head, Target
from transforms.citations.wording import DIGITS, WINDOW, pinpoint_after, pinpoint_before, whole_matches

IBID = regex.compile(r"\b[Ii]bid\b\.?")
_NUMBERS = r"(?P<numbers>\d+(?:(?:,\s|,?\sand\s)\d+)*)"
_NOTES = regex.compile(
    rf"\b(?:(?:foot)?notes?\s{_NUMBERS},?\s(?:above|supra)|[Ss]upra,?\s(?:foot)?notes?\s{_NUMBERS}"
    rf"|(?<=[Ss]ee\s(?:also\s)?)footnotes?\s{_NUMBERS}(?!,?\sbelow))\b"
)
_ITSELF = regex.compile(r"\b(?:[Tt]he\spresent|[Tt]his)\s(?P<noun>resolution|decision)\b")


def _find_notes(text: str) -> Iterator[Found]:
    """Notes named by their numbers, one for each of a list: "notes 3 and 4 above"."""
    for match in _NOTES.finditer(text):
        numbers = list(DIGITS.finditer(match["numbers"]))
        for position, number in enumerate(numbers):
            start = match.start("numbers") + number.start() if position else match.start()
            end = match.start("numbers") + number.end() if number is not numbers[-1] else match.end()
            yield Found(start, end, "note", text[start:end], number=number[0], pinpoint=pinpoint_after(text, end))


def _find_itself(text: str) -> Iterator[Found]:
    for match in _ITSELF.finditer(text):
        pinpoint = pinpoint_before(text[max(0, match.start() - WINDOW) : match.start()])
        yield Found(match.start(), match.end(), "itself", match[0], head=Head(match["noun"]), pinpoint=pinpoint)


def _resolve_itself(found: Found, doc: Citing) -> Target:
    if doc.is_adopted:
        return Target("itself", rule="present_document")
    return Target(noun_of(found), reason="the text of which it is part is not the document, but stands in it")


def _leave_open(_found: Found, _doc: Citing) -> Target:
    return Target("other", reason="refers to a note or a document named elsewhere")


FORMS = (
    Form("ibid", ("bid",), whole_matches("ibid", IBID), _leave_open, has_parts=True),
    Form("note", (" above", "ootnote", "upra"), _find_notes, _leave_open),
    Form("itself", ("he present ", "his resolution", "his decision"), _find_itself, _resolve_itself),
)
