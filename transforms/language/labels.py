"""The numbers of paragraphs, headings and annexes in the six languages, as the English text has them.

What belongs here: which letter, numeral or ordinal each language has where the English text has ``1.``, ``(a)``,
``(iii)``, ``II.`` or ``A``, so that one paragraph has one id in all languages. What does not: what nests in what
(``structure.py``).
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

import regex

COUNT = r"(?:\d{1,3}|1[0-7]\d\d)"
"""A paragraph's number. The report on a long session counts beyond a thousand; from 1800 on it would be a year."""
ANNEX = regex.compile(
    r"(?:Annex|Appendix|Enclosure)(?:\s+([IVXL]+|\d+|[A-Z])\b)?(?:\s*[:–—]\s*.{3,150})?", regex.IGNORECASE
)
ANNEX_TO_LETTER = regex.compile(
    r"(?:(?:Annex|Enclosure)(?:\s+(?P<label>[IVXL]+|\d+|[A-Z]))? (?:to|of) (?:the )?(?:\w+ )?"
    r"(?:letters?|notes? verbales?|reports?|statement)"
    r"|Annexe(?:\s+(?P<label>[IVXL]+))? (?:à la lettre|aux lettres|à la note verbale|aux notes verbales)"
    r"|Anexo(?:\s+(?P<label>[IVXL]+))? (?:de|a) (?:la carta|las cartas|la nota verbal|las notas verbales)"
    r"|Приложение(?:\s+(?P<label>[IVXL]+))? к (?:идентичным )?(?:письм|вербальн)\p{L}+"
    r"|مرفق (?:الرسال|المذكر)\p{L}+)\b.{10,400}"
)
"""Letters head what they annex so, and name no annex otherwise: "Annex to the letter dated ... addressed to ..."."""
ABJAD = "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ"
"""The order in which Arabic texts letter their lists."""
CYRILLIC = "абвгдежзиклмнопрстуфхцчшщэюя"
LOOKALIKES = str.maketrans("асеорхуіјАВСЕНІКМОРТХ", "aceopxyijABCEHIKMOPTX")
"""Cyrillic letters typed for the Latin ones that they look like: Russian texts letter their lists in Latin."""
LETTER_NAMES = (
    *("ألف", "باء", "جيم", "دال", "هاء", "واو", "زاي", "حاء", "طاء", "ياء", "كاف", "لام", "ميم", "نون", "سين", "عين"),
    *("فاء", "صاد", "قاف", "راء", "شين", "تاء", "ثاء", "خاء", "ذال", "ضاد"),
)
"""What stands in Arabic for A, B, C before headings and parts."""
ARABIC_UNITS = ("أول", "ثاني", "ثالث", "رابع", "خامس", "سادس", "سابع", "ثامن", "تاسع", "عاشر")
CHINESE_UNITS = "一二三四五六七八九十"
"""Ordinals stand for I, II, III before headings (``أولا``, ``حادي عشر``, ``一``) and behind "Annex"."""

PATTERNS: tuple[tuple[str, regex.Pattern[str]], ...] = tuple(
    (kind, regex.compile(pattern))
    for kind, pattern in (
        ("number", rf"({COUNT}(?:\.\d{{1,3}})*)\s?[.–-]"),
        ("number", rf"({COUNT}(?:\.\d{{1,3}})*)"),
        ("arabic", rf"\(([{ABJAD}](?:\s?[{ABJAD}])?)ـ?\)"),
        ("quoted", r"[’'‘](\d{1,2})[‘'’]"),
        ("chinese", rf"\(([{CHINESE_UNITS}]{{1,3}})\)"),
        ("item", r"\(?(\p{Ll}{1,2}|[ivxl]{1,7})\)"),
        ("figure", r"\(?(\d{1,2})\)"),
        ("roman", r"([ivxl]{2,7})\."),
        ("sub", r"(\p{Ll})\."),
        ("capital", r"([IVXLІХ]{1,6}|\p{Lu})\.?"),
        ("bullet", r"([•●▪◦–—-])"),
    )
)
"""How paragraphs are numbered, tried in this order: ``1.`` and ``1 -``, ``1.1``, ``(أ)``, ``’1‘``, ``(十一)`` or
``㈠``, ``(a)`` or ``a)``, ``(1)``, ``a.``, ``II.``, ``–``."""
IN_TEXT = regex.compile(
    rf"(?:{COUNT}\.(?=\s?\p{{L}})|{COUNT}\s[-–](?=\s)"
    r"|\(\p{Arabic}(?:\s?\p{Arabic})?ـ?\)(?=\s)|[’'‘]\d{1,2}[‘'’](?=\s)"
    rf"|\([{CHINESE_UNITS}]{{1,3}}\)|[㈠-㈩]|\(?(?:\p{{Ll}}{{1,2}}|[ivxl]{{1,7}}|\d{{1,2}})\)(?=\s)|[•●▪◦–—-](?=\s)"
    r"|(?:\p{Ll}|[ivxl]{2,7})\.(?=\s\p{Lu}))\s*"
)
"""A paragraph's number that stands in its text."""
ANNEX_WORD = regex.compile(
    r"(?:Annexe|Appendice|Anexo|Apéndice|Приложение|Добавление|المرفق|التذييل|附件|附录)"
    r"(?:\s*(?P<label>[\p{L}\d ]{1,16}))?",
    regex.IGNORECASE,
)
HEADING = regex.compile(
    rf"(?:(?P<latin>[IVXLІХ]{{1,6}}|\p{{Lu}})(?:[.．]|(?=\s*$))"
    rf"|(?P<chinese>[{CHINESE_UNITS}]{{1,4}})(?:[.．、]|$)"
    r"|(?P<arabic>\p{Arabic}+(?:\s\p{Arabic}+)?)\s*(?:[-–]|$))\s*"
)
"""What numbers a heading, with the mark behind it."""


@dataclass(frozen=True)
class Label:
    """A paragraph's number."""

    kind: str = ""
    """As in ``structure.RANK``, or ``item`` where only the place tells whether ``(i)`` is the letter or the numeral."""
    text: str = ""
    """What it is in the English text, without marks: ``2``, ``a``, ``iii``."""
    printed: str = ""

    @property
    def marked(self) -> str:
        """As the English text prints it before a heading: ``2.``, ``(a)``."""
        return f"({self.text})" if self.kind == "item" else f"{self.text}."


def read_label(printed: str) -> Label | None:
    """A paragraph's number; null where the text is none.

    Arabic lists are lettered in the order of the abjad and have figures for numerals, Chinese ones have figures in
    parentheses for numerals, and Russian ones have Latin letters, now and then typed as Cyrillic ones.
    """
    plain = regex.sub(r"\s+", " ", unicodedata.normalize("NFKC", printed)).strip()
    for kind, pattern in PATTERNS:
        if not (match := pattern.fullmatch(plain)):
            continue
        text = match[1]
        if kind == "number":
            return Label(kind, ".".join(str(int(number)) for number in text.split(".")), printed.strip())
        if kind == "arabic":
            letters = regex.sub(r"\s", "", text)
            return Label("letter", _letter(ABJAD.index(letters[0]) + 1) * len(letters), printed.strip())
        if kind in ("quoted", "chinese"):
            return Label("roman", _roman(int(text) if kind == "quoted" else _chinese(text)), printed.strip())
        if kind == "bullet":
            return Label(kind, text, printed.strip())
        latin = text.translate(LOOKALIKES)
        if regex.search(r"\p{Cyrillic}", latin) and text[0] in CYRILLIC:
            latin = _letter(CYRILLIC.index(text[0]) + 1)
        return Label(kind, latin, printed.strip())
    return None


def ordinal(words: str) -> str | None:
    """What numbers a heading or an annex: ``II`` for ``ثانيا`` and ``二``, ``A`` for ``ألف``; null where it is nothing
    of the kind."""
    plain = words.strip().translate(LOOKALIKES)
    if regex.fullmatch(r"[IVXL]{1,6}|[A-Z]|\d{1,2}", plain):
        return plain
    if plain in LETTER_NAMES:
        return chr(ord("A") + LETTER_NAMES.index(plain))
    number = _chinese(plain) if regex.fullmatch(rf"[{CHINESE_UNITS}]{{1,4}}", plain) else _arabic(plain)
    return _roman(number).upper() or None


def heading_label(text: str) -> tuple[str, int]:
    """The number of a heading, and how many characters it takes; empty and 0 where it has none."""
    if match := HEADING.match(text):
        printed = match["latin"] or match["chinese"] or match["arabic"]
        if label := ordinal(printed):
            return label, match.end()
    return "", 0


def annex_label(text: str) -> str | None:
    """The label of a heading that opens an annex, empty where it has none; null where the text is no such heading."""
    if match := ANNEX.fullmatch(text):
        return match[1] or ""
    if (match := ANNEX_TO_LETTER.fullmatch(text)) and not text.endswith((".", ";", ",")):
        return match["label"] or ""
    if match := ANNEX_WORD.fullmatch(text):
        return ordinal(match["label"]) if match["label"] else ""
    return None


def _letter(number: int) -> str:
    """The n-th of a, b, ... z, aa, bb, ...: how the UN letters its lists."""
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _roman(number: int) -> str:
    out = ""
    for value, sign in ((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")):
        out += sign * (number // value)
        number %= value
    return out


def _chinese(text: str) -> int:
    """``三`` -> 3, ``十三`` -> 13, ``二十`` -> 20; 0 for what is no number."""
    tens, ten, units = text.partition("十")
    if not ten:
        return CHINESE_UNITS.index(text) + 1 if len(text) == 1 else 0
    if any(len(part) > 1 or part == "十" for part in (tens, units)):
        return 0
    return (CHINESE_UNITS.index(tens) + 1 if tens else 1) * 10 + (CHINESE_UNITS.index(units) + 1 if units else 0)


def _arabic(words: str) -> int:
    """``أولا`` -> 1, ``الثاني`` -> 2, ``حادي عشر`` -> 11, ``خامسا وعشرون`` -> 25; 0 for what is no ordinal."""
    first, _, rest = regex.sub(r"[\u064B-\u0652ـ]", "", words).partition(" ")
    stem = regex.sub(r"(?<=.{3})ا$", "", first.removeprefix("ال"))
    if stem == "عشرون":
        return 20
    unit = 1 if stem == "حادي" else ARABIC_UNITS.index(stem) + 1 if stem in ARABIC_UNITS else 0
    tens = 10 if rest.endswith("عشر") else 20 if regex.search(r"عشر[وي]ن$", rest) else 0
    return unit + tens if unit and bool(rest) == bool(tens) else 0
