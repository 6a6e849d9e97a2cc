"""Which of the official languages a text is in."""

from __future__ import annotations

from collections import Counter

import regex

from transforms.language import vocabulary

DEFAULT = "en"
"""The language of what shows none: tables and lists of names."""
OWN_SCRIPT = 0.4
"""Share of a text's letters from which its script decides; names and symbols in Latin letters stand in every text."""
_LETTER = regex.compile(r"\p{L}")
_WORD = regex.compile(r"\p{L}+")
_SCRIPTS = {
    language: regex.compile(rf"\p{{{script}}}")
    for language, script in vocabulary.by_language("detection.script").items()
}
_FUNCTION_WORDS = {
    language: words.split() for language, words in vocabulary.by_language("detection.function_words").items()
}


def language_of(text: str) -> str:
    """The official language of a text, ISO 639-1: by its script, else by the commonest of its function words.

    English where neither decides, or where two languages have as many.
    """
    letters = len(_LETTER.findall(text)) or 1
    for language, script in _SCRIPTS.items():
        if len(script.findall(text)) > OWN_SCRIPT * letters:
            return language
    words = Counter(_WORD.findall(text.lower()))
    found = {language: sum(words[word] for word in known) for language, known in _FUNCTION_WORDS.items()}
    commonest = [language for language, count in found.items() if count == max(found.values())]
    return commonest[0] if len(commonest) == 1 else DEFAULT
