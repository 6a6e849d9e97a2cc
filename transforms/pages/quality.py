"""Quality."""

from __future__ import annotations

import unicodedata
from collections import Counter
from functools import cache

import regex

COMMON = {
    "en": "the of and to in that for on by with from its has was were which this have been",
    "fr": "le la les des et du que dans par pour sur aux une est qui ont été",
    "es": "el los las del que en por para con una como ha sido sus",
    "ru": "и в на по что для от из при его их как или также",
}
MISREAD = (
    *(("h", "b"), ("h", "n"), ("h", "li"), ("e", "c"), ("e", "o"), ("c", "e"), ("o", "c"), ("o", "0"), ("i", "l")),
    *(("i", "1"), ("l", "1"), ("l", "i"), ("n", "u"), ("n", "ii"), ("u", "n"), ("m", "rn"), ("m", "in"), ("f", "t")),
    *(("t", "f"), ("t", "l"), ("d", "cl"), ("a", "u"), ("r", "t"), ("s", "a"), ("w", "vv"), ("y", "v"), ("b", "h")),
)
"""What OCR takes letters for; a common word with one of them is no word of the text: ``tbe``, ``aud``, ``ot``."""
WORD = regex.compile(r"\p{Han}|[^\s\p{Han}]+")
"""A word; in Chinese, which parts none, a character."""
SURROUND = "\"'“”‘’«»„()[]{}<>.,;:!?…*–—−-_/$€£%·•▪▫¿¡،؛؟、。，；：（）《》「」"
CLEAN = regex.compile(
    r"\p{Lu}?\p{M}*[\p{Ll}\p{Lo}\p{M}\p{Lm}]+|[\p{Lu}\p{M}]+s?|\p{Lu}\p{Ll}{0,3}\p{Lu}\p{Ll}+"
    r"|\p{N}+(?:st|nd|rd|th|er|e|o|a|º|ª|й|я|е|°C?)?|\p{Lu}{1,6}\p{N}{1,5}"
)
"""A word in small letters, capitalized or in capitals, a name such as McBride, a figure, or a code such as JS16."""
LETTERS = regex.compile(r"[\p{L}\p{M}]+")
PART = regex.compile(r"['’\-‐‑–—−./,:;()&§№+=@«»“”\"\[\]]+")
"""What may stand within a word: ``State's``, ``well-being``, ``A/RES/79/181``, ``1,200``."""
ADDRESS = regex.compile(r"(?i)(?:https?:|www\.|[\w.]+@).*")
LEADER = regex.compile(r"(\S)\1*")
"""Dots or dashes that fill a line, a bullet."""
VOWEL = regex.compile(r"(?i)[aeiouyœæаеёиоуыэюя]|[^\p{Latin}\p{Cyrillic}]")
CONSONANTS = regex.compile(r"(?i)[bcdfghjklmnpqrstvwxz]{6,}|[бвгджзйклмнпрстфхцчшщ]{6,}|(\p{L})\1\1")
ROMAN = regex.compile(r"(?i)[ivxlcdm]+")
SHORTEST_TEXT = 50
"""Words; fewer tell nothing of a text's quality."""
WORDS_ALIKE = "an at as or it he her his far net lot ban hat off won fur sou lie nos ou dos ces cet son ii iii ne"
"""Words that such a mistake would make, and that are words."""


@cache
def _misread(language: str) -> frozenset[str]:
    """Forms that OCR makes of a language's common words and that are none of its words."""
    known = {word for words in COMMON.values() for word in words.split()}
    known |= set(WORDS_ALIKE.split())
    words = COMMON.get(language, "").split()
    forms = {
        word[:i] + wrong + word[i + len(right) :]
        for word in words
        for right, wrong in MISREAD
        for i in _at(word, right)
    }
    return frozenset(forms - known)


def _at(word: str, letter: str) -> list[int]:
    return [i for i in range(len(word)) if word.startswith(letter, i)]


def quality(text: str, language: str) -> float | None:
    """Share of a text's words that can be words of a text, 0 to 1; null where it has too few to tell.

    It is told by the forms of words alone, so it needs no dictionary and holds in every language: what OCR makes of a
    smudge has figures or signs among its letters, capitals within, or no vowel. Common words in which one letter is
    taken for another (``tbe``) add what such forms cannot show; they are known for the languages of ``COMMON``.
    """
    words = WORD.findall(unicodedata.normalize("NFD", text))
    if len(words) < SHORTEST_TEXT:
        return None
    misread = _misread(language)
    plausible = sum(count for word, count in Counter(words).items() if _is_plausible(word, misread))
    return round(plausible / len(words), 4)


def _is_plausible(word: str, misread: frozenset[str]) -> bool:
    bare = word.strip(SURROUND)
    if not bare or ADDRESS.fullmatch(bare):
        # signs that fill a line, or a few; a crowd of them is a smudge
        return bool(bare) or len(word) <= 3 or bool(LEADER.fullmatch(word))
    if bare.lower() in misread:
        return False
    for part in PART.split(bare):
        if part and not CLEAN.fullmatch(part):
            return False
        is_word = len(part) > 3 and not part.isupper() and LETTERS.fullmatch(part)
        if is_word and not ROMAN.fullmatch(part) and (not VOWEL.search(part) or CONSONANTS.search(part)):
            return False
    return True
