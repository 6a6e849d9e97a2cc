"""Heads: the noun and the body that govern a number, "Human Rights Council resolutions" before "34/24, 40/20".

What belongs here: finding the head of a number, the body that it names, and a body named behind the number. What does
not: numbers themselves and their lists (``forms/numbers.py``), and what a body is (``adopters.py``).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import regex

from transforms.citations import adopters
from transforms.citations.adopters import ANY_NAME
from transforms.citations.model import Head, Rule, first_answer
from transforms.citations.wording import DATE, WINDOW, pinpoint_before

_NOUN = regex.compile(
    rf"(?r)\b(?P<noun>resolution|decision)(?P<plural>s)?(?:,?\sof\sthe\s(?P<of>{ANY_NAME}),?)?\s(?:nos?\.\s)?$",
    regex.IGNORECASE,
)
# Words between a noun and its numbers: "resolutions on the question, in particular 60/251".
_ANNOUNCES = regex.compile(
    r"(?r)\b(?:including|particular|namely|notably|especially|specifically|alia|recently|latest|being|is|was|are|were|in)"
    r",?\s$"
)
_ANNOUNCED_NOUN = regex.compile(
    r"(?r)\b(?P<noun>resolution|decision)(?P<plural>s)?(?P<of>(?!))?[^;]*$", regex.IGNORECASE
)
_BEFORE_NOUN = regex.compile(
    rf"(?r)(?:\b(?P<body>{ANY_NAME})(?:'s?)?,?\s(?:(?!(?:and|or|as)\s)[a-z-]+\s){{0,2}}"
    r"|(?P<lead>[\w-]+)?,?\s?\b(?P<its>[Ii]ts|[Tt]heir)\s(?:(?!sessions?\b)[a-z-]+,?\s){0,4})$"
)
# A name in capitals that is no body known here: "African Commission resolution 91", "Economic Commission for Africa".
_UNKNOWN_BODY = regex.compile(r"(?r)(?<=[\w,]\s(?:of\s|for\s|the\s|and\s)*)[A-Z][\w'-]*(?<!ing)\s$")
_BODY_AFTER = regex.compile(
    rf"(?:\sof\s{DATE})?(?:,?\s(?:adopted\s)?(?:of|by)\sthe\s|,\s(?:(?:in|by|under)\swhich\s)?the\s)"
    rf"(?:United\sNations\s)?(?P<body>{ANY_NAME})\b"
)
_BODY = regex.compile(rf"\b(?:{ANY_NAME})\b")
_ACTING = ("in", "by", "of", "to", "under", "through", "with")
"""Words before "its" that make it the body of the sentence: "in its resolution"."""


@dataclass(frozen=True)
class _Noun:
    """The noun of a head, and what stands around it."""

    text: str
    noun: str
    start: int
    """Where the noun begins in the text."""
    left: str
    """What stands before the noun, as far as it is looked at."""
    of: str | None
    """Name of the body behind it: "resolution of the General Assembly"."""
    before: Any
    """What stands directly before it, if that is a body or "its": a match with ``body``, ``lead`` and ``its``."""

    @cached_property
    def bodies(self) -> list[tuple[int, str]]:
        """Place and key of each body that the text names."""
        names = _BODY.finditer(self.text)
        return [(name.start(), _key_at(self.text, name[0], name.start())) for name in names]

    @cached_property
    def nearby(self) -> tuple[str, ...]:
        """Keys of the bodies that the text names, the last before the noun first, those after it last."""
        earlier = [key for place, key in reversed(self.bodies) if place < self.start]
        return tuple(dict.fromkeys([*earlier, *(key for place, key in self.bodies if place > self.start)]))


def head_before(text: str, start: int) -> Head | None:
    """The head of the number at ``start``; null where the number only continues a list, or has none.

    It stands directly before the number ("resolutions 60/251"), or before words that announce numbers
    ("resolutions on the question, in particular 60/251").
    """
    offset = max(0, start - WINDOW)
    left = text[offset:start]
    match = _NOUN.search(left) or (_ANNOUNCED_NOUN.search(left) if _ANNOUNCES.search(left) else None)
    if not match:
        return None
    left = left[: match.start()]
    before = None if match["of"] else _BEFORE_NOUN.search(left)
    noun = _Noun(text, match["noun"].lower(), offset + match.start(), left, match["of"], before)
    return first_answer(_RULES, noun)[1]


def body_after(text: str, end: int) -> str | None:
    """Key of the body named behind a number that ends at ``end``: "5/5 of 2 March 2022 of the Environment Assembly"."""
    match = _BODY_AFTER.match(text, end)
    return _key_at(text, match["body"], match.start("body")) if match else None


def _behind_noun(noun: _Noun) -> Head | None:
    if noun.of is None:
        return None
    return Head(noun.noun, _key_at(noun.text, noun.of, noun.start), "named", pinpoint=pinpoint_before(noun.left))


def _before_noun(noun: _Noun) -> Head | None:
    if not (noun.before and noun.before["body"]):
        return None
    place = noun.before.start("body")
    key = _key_at(noun.text, noun.before["body"], noun.start - len(noun.left) + place)
    return Head(noun.noun, key, "named", pinpoint=pinpoint_before(noun.left[:place]))


def _unknown(noun: _Noun) -> Head | None:
    if noun.before or not _UNKNOWN_BODY.search(noun.left):
        return None
    return Head(noun.noun, "OTHER", "named", pinpoint=pinpoint_before(noun.left))


def _subject(noun: _Noun) -> Head | None:
    if not noun.before or noun.before["lead"] not in _ACTING:
        return None
    sentence = noun.text.rfind(";", 0, noun.start)
    if not any(sentence < place < noun.start for place, _ in noun.bodies):
        return None
    return Head(
        noun.noun, noun.nearby[0], "subject", noun.nearby, pinpoint_before(noun.left[: noun.before.start("its")])
    )


def _own(noun: _Noun) -> Head | None:
    if not noun.before:
        return None
    return Head(noun.noun, None, "own", noun.nearby, pinpoint_before(noun.left[: noun.before.start("its")]))


def _without_body(noun: _Noun) -> Head:
    return Head(noun.noun, None, "none", noun.nearby, pinpoint_before(noun.left))


_RULES: tuple[Rule[_Noun, Head], ...] = (
    Rule("behind_noun", '"resolution of the General Assembly 60/251"', _behind_noun),
    Rule("before_noun", '"Human Rights Council resolution 5/1", "the Council, in resolution 5/1"', _before_noun),
    Rule("unknown_body", '"Imagined Union resolution 91": a name in capitals is a body, though unknown here', _unknown),
    Rule("subject_of_sentence", '"the Council, in its resolution 5/1": who acts in the sentence', _subject),
    Rule("own", '"Recalling its resolution 60/251": the adopting organ', _own),
    Rule("without_body", '"Recalling resolution 60/251"', _without_body),
)
"""How the body of a head is known; the first rule that answers gives the head."""


def _key_at(text: str, name: str, start: int) -> str:
    """The key of a body named at a place; "the Commission" is the one that the text named in full before."""
    key = adopters.key_of(name)
    if key == "THE_COMMISSION":
        in_full = [adopters.key_of(each[0]) for each in _BODY.finditer(text, 0, start) if " " in each[0]]
        return next((each for each in reversed(in_full) if each in ("CHR", "COMMISSION")), "COMMISSION")
    return key
