"""The labels of paragraphs, headings and annexes in the official languages, as the English text has them.

What belongs here: which letter, numeral or ordinal each language prints where the English text has ``1.``, ``(a)``,
``(iii)``, ``II.`` or ``A``, so that one paragraph has one id in all languages. What does not: the numerals themselves
(``numerals.py``), and what nests in what (``structure.py``).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import regex

from transforms.language import numerals, vocabulary
from transforms.language.numerals import ARABIC_LETTERS, CHINESE_FIGURES, CYRILLIC_LETTERS, LETTER_NAMES, LOOKALIKES

COUNT = r"(?:\d{1,3}|1[0-7]\d\d)"
"""A paragraph's number. The report on a long session counts beyond a thousand; from 1800 on it would be a year."""
ANNEX_HEADING = vocabulary.pattern("text.annex_heading")
ANNEX = regex.compile(rf"{vocabulary.either('text.annex')}(?:\s*(?P<label>[\p{{L}}\d ]{{1,16}}))?", regex.IGNORECASE)
ANNEX_TO_LETTER = regex.compile(rf"{vocabulary.either('text.annex_to_letter')}\b.{{10,400}}")
"""Letters head their annexes so, and name no annex otherwise: "Annex to the letter dated ... addressed to ..."."""
IN_TEXT = regex.compile(
    rf"(?:{COUNT}\.(?=\s?\p{{L}})|{COUNT}\s[-–](?=\s)"
    r"|\(\p{Arabic}(?:\s?\p{Arabic})?ـ?\)(?=\s)|[’'‘]\d{1,2}[‘'’](?=\s)"
    rf"|\([{CHINESE_FIGURES}]{{1,3}}\)|[㈠-㈩]|\(?(?:\p{{Ll}}{{1,2}}|[ivxl]{{1,7}}|\d{{1,2}})\)(?=\s)|[•●▪◦–—-](?=\s)"
    r"|(?:\p{Ll}|[ivxl]{2,7})\.(?=\s\p{Lu}))\s*"
)
"""A paragraph's label that stands in its text."""
HEADING = regex.compile(
    rf"(?:(?P<latin>[IVXLІХ]{{1,6}}|\p{{Lu}})(?:[.．]|(?=\s*$))"
    rf"|(?P<chinese>[{CHINESE_FIGURES}]{{1,4}})(?:[.．、]|$)"
    r"|(?P<arabic>\p{Arabic}+(?:\s\p{Arabic}+)?)\s*(?:[-–]|$))\s*"
)
"""What numbers a heading, with the mark behind it."""


@dataclass(frozen=True)
class Label:
    """A paragraph's label."""

    kind: str = ""
    """As in ``structure.RANK``, or ``item`` where only its place shows whether ``(i)`` is the letter or the numeral."""
    text: str = ""
    """What it is in the English text, without marks: ``2``, ``a``, ``iii``."""
    printed: str = ""

    @property
    def marked(self) -> str:
        """As the English text prints it before a heading: ``2.``, ``(a)``."""
        return f"({self.text})" if self.kind == "item" else f"{self.text}."


class Form(NamedTuple):
    """One way in which paragraphs are labelled."""

    kind: str
    """Kind of the label in the English text."""
    pattern: regex.Pattern[str]
    """The whole label; its first group is the numeral, letter or sign."""
    english: Callable[[str], str | None]
    """From that group to what the English text has in its place."""


def _figures(text: str) -> str:
    """``1.01`` -> ``1.1``, with Latin digits for those of any script."""
    return ".".join(str(int(number)) for number in text.split("."))


def _from_arabic(text: str) -> str:
    letters = regex.sub(r"\s", "", text)
    return numerals.letter(ARABIC_LETTERS.index(letters[0]) + 1) * len(letters)


def _from_chinese(text: str) -> str | None:
    number = numerals.from_chinese(text)
    return numerals.roman(number) if number else None


def _from_latin(text: str) -> str:
    """A Latin label; Cyrillic letters are those that look like Latin ones, or count in their own order."""
    latin = text.translate(LOOKALIKES)
    if regex.search(r"\p{Cyrillic}", latin) and text[0] in CYRILLIC_LETTERS:
        return numerals.letter(CYRILLIC_LETTERS.index(text[0]) + 1)
    return latin


_ABJAD = f"[{ARABIC_LETTERS}]"
FORMS: tuple[Form, ...] = tuple(
    Form(kind, regex.compile(pattern), english)
    for kind, pattern, english in (
        ("number", rf"({COUNT}(?:\.\d{{1,3}})*)\s?[.–-]", _figures),  # 1. and 1 -
        ("number", rf"({COUNT}(?:\.\d{{1,3}})*)", _figures),  # 1.1
        ("letter", rf"\(({_ABJAD}(?:\s?{_ABJAD})?)ـ?\)", _from_arabic),  # (أ)
        ("roman", r"[’'‘](\d{1,2})[‘'’]", lambda text: numerals.roman(int(text))),  # ’1‘
        ("roman", rf"\(([{CHINESE_FIGURES}]{{1,3}})\)", _from_chinese),  # (十一) or ㈠
        ("item", r"\(?(\p{Ll}{1,2}|[ivxl]{1,7})\)", _from_latin),  # (a) or a)
        ("figure", r"\(?(\d{1,2})\)", _from_latin),  # (1)
        ("roman", r"([ivxl]{2,7})\.", _from_latin),
        ("sub", r"(\p{Ll})\.", _from_latin),  # a.
        ("capital", r"([IVXLІХ]{1,6}|\p{Lu})\.?", _from_latin),  # II.
        ("bullet", r"([•●▪◦–—-])", str),
    )
)
"""How paragraphs are labelled, tried in this order. Arabic lists are lettered in the order of the abjad and have
figures between quotation marks for Roman numerals, Chinese ones have figures in parentheses for them, and Russian ones
have Latin letters, now and then typed as Cyrillic ones."""


def read_label(printed: str) -> Label | None:
    """A paragraph's label; null where the text is no label."""
    plain = regex.sub(r"\s+", " ", unicodedata.normalize("NFKC", printed)).strip()
    for form in FORMS:
        if match := form.pattern.fullmatch(plain):
            text = form.english(match[1])
            return None if text is None else Label(form.kind, text, printed.strip())
    return None


def ordinal(words: str) -> str | None:
    """What numbers a heading or an annex: ``II`` for ``ثانيا`` and ``二``, ``A`` for ``ألف``.

    Null where the words are nothing of the kind.
    """
    plain = words.strip().translate(LOOKALIKES)
    if regex.fullmatch(r"[IVXL]{1,6}|[A-Z]|\d{1,2}", plain):
        return plain
    if plain in LETTER_NAMES:
        return numerals.letter(LETTER_NAMES.index(plain) + 1).upper()
    number = numerals.from_chinese(plain) or numerals.from_arabic_ordinal(plain)
    return numerals.roman(number).upper() if number else None


def heading_label(text: str) -> tuple[str, int]:
    """The number of a heading, and how many characters it takes; empty and 0 where it has none."""
    if match := HEADING.match(text):
        printed = match["latin"] or match["chinese"] or match["arabic"]
        if label := ordinal(printed):
            return label, match.end()
    return "", 0


def annex_label(text: str) -> str | None:
    """The label of a heading that opens an annex, empty where it has none; null where the text is no such heading."""
    if match := ANNEX_HEADING.fullmatch(text):
        return match["label"] or ""
    if (match := ANNEX_TO_LETTER.fullmatch(text)) and not text.endswith((".", ";", ",")):
        return match["label"] or ""
    if match := ANNEX.fullmatch(text):
        return ordinal(match["label"]) if match["label"] else ""
    return None
