"""Quality: how good a text is that was read off a picture.

What belongs here: the share of a text's words that can be words. What does not: reading the picture (``ocr.py``).
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from functools import cache

import regex

from transforms.language import vocabulary

COMMON_WORDS = vocabulary.by_language("detection.common_words")
"""The commonest words of each language that has such a list."""
MISREAD = (
    *(("h", "b"), ("h", "n"), ("h", "li"), ("e", "c"), ("e", "o"), ("c", "e"), ("o", "c"), ("o", "0"), ("i", "l")),
    *(("i", "1"), ("l", "1"), ("l", "i"), ("n", "u"), ("n", "ii"), ("u", "n"), ("m", "rn"), ("m", "in"), ("f", "t")),
    *(("t", "f"), ("t", "l"), ("d", "cl"), ("a", "u"), ("r", "t"), ("s", "a"), ("w", "vv"), ("y", "v"), ("b", "h")),
)
"""A letter, and what OCR reads in its place: ``tbe`` for ``the``, ``aud`` for ``and``, ``ot`` for ``of``."""
WORD = regex.compile(r"\p{Han}|[^\s\p{Han}]+")
"""A word; in Chinese, which sets no blanks between words, a character."""
AROUND = "\"'“”‘’«»„()[]{}<>.,;:!?…*–—−-_/$€£%·•▪▫¿¡،؛؟、。，；：（）《》「」"
"""Signs that may stand before and behind a word."""
CLEAN = regex.compile(
    r"\p{Lu}?\p{M}*[\p{Ll}\p{Lo}\p{M}\p{Lm}]+|[\p{Lu}\p{M}]+s?|\p{Lu}\p{Ll}{0,3}\p{Lu}\p{Ll}+"
    r"|\p{N}+(?:st|nd|rd|th|er|e|o|a|º|ª|й|я|е|°C?)?|\p{Lu}{1,6}\p{N}{1,5}"
)
"""A word in small letters, capitalized or in capitals, a name such as McBride, a figure, or a code such as JS16."""
LETTERS = regex.compile(r"[\p{L}\p{M}]+")
WITHIN = regex.compile(r"['’\-‐‑–—−./,:;()&§№+=@«»“”\"\[\]]+")
"""What may stand within a word: ``State's``, ``well-being``, ``A/RES/79/181``, ``1,200``."""
ADDRESS = regex.compile(r"(?i)(?:https?:|www\.|[\w.]+@).*")
LEADER = regex.compile(r"(\S)\1*")
"""Dots or dashes that fill a line, a bullet."""
VOWEL = regex.compile(r"(?i)[aeiouyœæаеёиоуыэюя]|[^\p{Latin}\p{Cyrillic}]")
CONSONANTS = regex.compile(r"(?i)[bcdfghjklmnpqrstvwxz]{6,}|[бвгджзйклмнпрстфхцчшщ]{6,}|(\p{L})\1\1")
ROMAN = regex.compile(r"(?i)[ivxlcdm]+")
SHORTEST_TEXT = 50
"""Words; fewer say nothing about a text's quality."""
REAL_WORDS = "an at as or it he her his far net lot ban hat off won fur sou lie nos ou dos ces cet son ii iii ne"
"""Words that a misread letter would make of a common word, but that are words themselves."""


@cache
def _misread(language: str) -> frozenset[str]:
    """What OCR makes of a language's common words, less what is a word itself."""
    known = {word for words in COMMON_WORDS.values() for word in words.split()}
    known |= set(REAL_WORDS.split())
    words = COMMON_WORDS.get(language, "").split()
    forms = {
        word[:i] + wrong + word[i + len(right) :]
        for word in words
        for right, wrong in MISREAD
        for i in _at(word, right)
    }
    return frozenset(forms - known)


def _at(word: str, letter: str) -> list[int]:
    """Where a letter stands in a word."""
    return [i for i in range(len(word)) if word.startswith(letter, i)]


def quality(text: str, language: str) -> float | None:
    """Share of a text's words that can be words, 0 to 1; null where it has fewer words than ``SHORTEST_TEXT``.

    The form of a word decides, so that no dictionary is needed and the measure holds in every language: what OCR makes
    of a smudge has figures or signs among its letters, capitals within, or no vowel. Common words with one letter
    misread (``tbe``) are found too, in the languages of ``COMMON_WORDS``.
    """
    words = WORD.findall(unicodedata.normalize("NFD", text))
    if len(words) < SHORTEST_TEXT:
        return None
    misread = _misread(language)
    plausible = sum(count for word, count in Counter(words).items() if _is_plausible(word, misread))
    return round(plausible / len(words), 4)


def _is_plausible(word: str, misread: frozenset[str]) -> bool:
    """Whether something between two blanks can be a word, an address, or signs that are printed so."""
    bare = word.strip(AROUND)
    if not bare or ADDRESS.fullmatch(bare):
        # signs may fill a line, and a few may stand alone; a crowd of them is a smudge
        return bool(bare) or len(word) <= 3 or bool(LEADER.fullmatch(word))
    if bare.lower() in misread:
        return False
    return all(_is_plausible_part(part) for part in WITHIN.split(bare) if part)


def _is_plausible_part(part: str) -> bool:
    """Whether what stands between the signs within a word has the form of a word, a figure or a code."""
    if not CLEAN.fullmatch(part):
        return False
    if len(part) <= 3 or part.isupper() or not LETTERS.fullmatch(part) or ROMAN.fullmatch(part):
        return True
    return bool(VOWEL.search(part)) and not CONSONANTS.search(part)
