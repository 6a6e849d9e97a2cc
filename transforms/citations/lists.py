"""Lists: bare numbers under a line that names a body and a kind, "General Assembly resolutions" above "70/1; 78/322".

What belongs here: which line is such a head, how far it governs, and the references of a list under it. What does not:
numbers themselves (``forms/numbers.py``), and whose they are (``adopted_by.py``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import regex

from transforms.citations.adopters import ANY_NAME
from transforms.citations.find import find
from transforms.citations.model import Found
from transforms.language.characters import in_one_form

# A body that is not known here, by the word for what it is: "Executive Board of the Imagined Fund".
_WORDS = r"(?:(?!resolution|decision)[^.;:])"
_UNKNOWN = rf"[A-Z]{_WORDS}{{0,100}}?\b(?:Assembly|Board|Commission|Committee|Conference|Council)\b{_WORDS}{{0,60}}?"
_HEAD = regex.compile(
    rf"(?:(?:Relevant\s)?(?:the\s)?)?(?P<body>(?:{ANY_NAME})|{_UNKNOWN})\s"
    r"(?P<noun>resolution|decision)s?(?:\s(?:and|or)\s(?P<other>resolution|decision)s?)?:?"
)
_NUMBER = (
    r"(?:(?:E?S-)?\d{1,4}/\d{1,4}(?:\s?[A-Z])?|\d{1,4}(?:\s[A-Z])?\s?\((?:\d{4}|[IVXLC]+|E?S-[IVXLC\d]+)\)(?:\s[A-Z])?)"
)
_JOINED = r"(?:,?\sand\s|\sto\s|\s?[,;\u2013]\s?|\s)"
_BETWEEN_COLUMNS = regex.compile(r"(?<=[\d)A-Z])\s(?=(?:E?S-)?\d+/)")  # "70/1 78/322"
_FIRST_DECISION = {"GA": 401, "ECOSOC": 201, "HRC": 101}
"""The number of a body's first decision of a session (docs/symbols.md); smaller numbers are those of resolutions."""
_LIST = regex.compile(rf"{_NUMBER}(?:{_JOINED}(?:{_NUMBER}|[A-Z](?!\w)))*[;,.]?")


@dataclass(frozen=True)
class ListHead:
    """A line above a list of numbers."""

    body: str
    """The body as printed."""
    nouns: tuple[str, ...]
    """The kinds that it names, in the singular."""


def list_head(text: str) -> ListHead | None:
    """The head that a line is: a body and a kind, and nothing else."""
    match = _HEAD.fullmatch(in_one_form(text.strip()))
    if not match:
        return None
    return ListHead(match["body"], tuple(filter(None, (match["noun"], match["other"]))))


def is_list(text: str) -> bool:
    """Whether a text is numbers and nothing else."""
    return bool(_LIST.fullmatch(in_one_form(text.strip())))


def find_under(head: ListHead, text: str, linked: Sequence[tuple[int, int, str]] = ()) -> list[Found]:
    """The references of a list under its head; ``linked`` are start, end and symbol of the links over it."""
    phrase = f"{head.body} {head.nouns[0]}s "
    numbers = _BETWEEN_COLUMNS.sub(";", text)
    found = (
        replace(each, start=each.start - len(phrase), end=each.end - len(phrase))
        for each in find(phrase + numbers)
        if each.start >= len(phrase)
    )
    return [_of_kind(each, head, linked) for each in found]


def _of_kind(found: Found, head: ListHead, linked: Sequence[tuple[int, int, str]]) -> Found:
    """A reference with the kind that its link or its number shows, where the head names two."""
    if len(head.nouns) == 1 or found.head is None:
        return found
    over = [symbol for start, end, symbol in linked if start < found.end and found.start < end]
    if over:
        noun = "decision" if "/DEC/" in over[0] else "resolution"
    else:
        first = _FIRST_DECISION.get(found.head.body or "")
        noun = "decision" if first and found.notation == "session" and int(found.number) >= first else "resolution"
    return replace(found, head=replace(found.head, noun=noun))


def heads_of_clauses(clauses: Iterable[Mapping[str, Any]]) -> Iterator[ListHead | None]:
    """The head that governs each clause, given in reading order: it does so up to the next heading of its document."""
    head, document = None, None
    for row in clauses:
        if (row["symbol"], row["language"]) != document:
            head, document = None, (row["symbol"], row["language"])
        is_head = list_head(row["text"])
        if is_head or row["kind"] == "heading":
            head = is_head
        yield None if is_head or not is_list(row["text"]) else head


def heads_of_cells(cells: Iterable[Mapping[str, Any]]) -> Iterator[ListHead | None]:
    """The head that governs each cell, given in reading order: the last one above it, in its column or over the row."""
    heads: dict[int, ListHead] = {}
    table = None
    for row in cells:
        if (place := (row["symbol"], row["language"], row["table_number"])) != table:
            heads, table = {}, place
        is_head = list_head(row["text"])
        if is_head:
            heads[row["column"]] = is_head
        governs = heads.get(row["column"]) or heads.get(1)
        yield None if is_head or not is_list(row["text"]) else governs
