"""Numerals: the number that each kind of label stands for, and the label of a number.

What belongs here: Roman numerals, letters as lists count with them, Chinese figures, Arabic letters and ordinals. What
does not: which characters around a numeral make it a paragraph's label (``labels.py``), and what nests in what.

Functions that read give null for what is no numeral of their kind.
"""

from __future__ import annotations

from string import ascii_lowercase

import regex

from transforms.language import vocabulary

_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x")),
    *((9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_ROMAN_FORM = regex.compile(r"m{0,3}(cm|cd|d?c{0,3})(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})(?<=.)")
_LETTERS: dict[str, str] = vocabulary.by_language("numerals.letters")
LETTER_NAMES: list[str] = vocabulary.by_language("numerals.letter_names")["ar"]
ARABIC_LETTERS, CYRILLIC_LETTERS = _LETTERS["ar"], _LETTERS["ru"]
"""The letters with which Arabic (in the order of the abjad) and Russian texts count, in order."""
_ARABIC_ORDINALS: list[str] = vocabulary.by_language("numerals.ordinals")["ar"]
CHINESE_FIGURES: str = vocabulary.by_language("numerals.figures")["zh"]
"""One to ten."""
_VOWEL_SIGNS = regex.compile(r"[\u064B-\u0652ـ]")
LOOKALIKES = str.maketrans(*vocabulary.by_language("numerals.lookalikes")["ru"])
"""Cyrillic letters typed for the Latin ones that they look like: Russian texts letter their lists in Latin."""


def roman(number: int) -> str:
    """A number from 1 on in small Roman numerals: 4 -> ``iv``."""
    out = ""
    for value, sign in _ROMAN:
        out += sign * (number // value)
        number %= value
    return out


def from_roman(text: str) -> int | None:
    """``iv`` or ``IV`` -> 4; null for ``iiii``, which nobody prints."""
    rest, number = text.lower(), 0
    if not _ROMAN_FORM.fullmatch(rest):
        return None
    for value, sign in _ROMAN:
        while rest.startswith(sign):
            rest, number = rest.removeprefix(sign), number + value
    return number


def from_roman_item(label: str) -> int | None:
    """The number of a label in a list that may count in Roman numerals or in letters; null for what is a letter there.

    Lists of Roman numerals stay below a hundred, so that ``(c)``, ``(d)`` and ``(m)`` are letters, and so is ``(l)``:
    few lists reach fifty, many the letter behind k.
    """
    number = from_roman(label)
    return number if number is not None and number < 100 and label != "l" else None


def letter(number: int) -> str:
    """A number from 1 on as the UN letters its lists: a, b, ... z, aa, bb, ..."""
    return ascii_lowercase[(number - 1) % 26] * ((number - 1) // 26 + 1)


def from_letter(text: str) -> int | None:
    """``c`` or ``C`` -> 3, ``bb`` -> 28; null for ``ab``."""
    first = text[:1].lower()
    if not first or first not in ascii_lowercase or text not in (first * len(text), first.upper() * len(text)):
        return None
    return 26 * (len(text) - 1) + ascii_lowercase.index(first) + 1


def follows_roman(before: str, label: str) -> bool:
    """Whether one Roman numeral is the next after another."""
    number = from_roman(before)
    return number is not None and from_roman(label) == number + 1


def follows_letter(before: str, label: str) -> bool:
    """Whether one letter is the next after another of the same case: (b) after (a), (aa) after (z), B after A."""
    number = from_letter(before)
    return number is not None and from_letter(label) == number + 1 and before.isupper() == label.isupper()


def from_chinese(text: str) -> int | None:
    """``三`` -> 3, ``十三`` -> 13, ``二十`` -> 20, up to 99."""
    tens, ten, units = text.partition("十")
    if not ten:
        return _figure(text)
    if any(len(part) > 1 or part == "十" for part in (tens, units)):
        return None
    high, low = (_figure(tens) if tens else 1), (_figure(units) if units else 0)
    return None if high is None or low is None else 10 * high + low


def _figure(text: str) -> int | None:
    return CHINESE_FIGURES.index(text) + 1 if len(text) == 1 and text in CHINESE_FIGURES else None


def from_arabic_ordinal(words: str) -> int | None:
    """``أولا`` -> 1, ``الثاني`` -> 2, ``حادي عشر`` -> 11, ``خامسا وعشرون`` -> 25, up to 29."""
    first, _, rest = _VOWEL_SIGNS.sub("", words).partition(" ")
    stem = regex.sub(r"(?<=.{3})ا$", "", first.removeprefix("ال"))
    if stem == "عشرون":
        return 20
    unit = 1 if stem == "حادي" else _ARABIC_ORDINALS.index(stem) + 1 if stem in _ARABIC_ORDINALS else 0
    tens = 10 if rest.endswith("عشر") else 20 if regex.search(r"عشر[وي]ن$", rest) else 0
    return unit + tens if unit and bool(rest) == bool(tens) else None
