"""The interventions in a verbatim record: who spoke for which State or in which office, and what was said.

The place of a speech's paragraphs among the clauses is given too, so that letters are counted once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from transforms.language import vocabulary
from transforms.pages.text import Text
from transforms.texts.clauses import Clause
from transforms.texts.elements import SPOKEN
from transforms.texts.rows import SpeechRow

SPEAKER = regex.compile(
    rf"(?P<name>{vocabulary.either('speech.titles')}\s[^:()]{{2,90}}?)"
    r"(?P<behind>(?:\s*\([^()]{2,120}\)){0,3}(?:,[^:]{2,160})?)\s*:\s+(?=\S)"
)
"""How a verbatim record names who speaks: ``Mr. Hermida Castillo (Nicaragua) (spoke in Spanish):``."""
CHAIR = vocabulary.pattern("speech.chair", flags=0)
"""What a record notes in the middle of a speech: who presides from now on."""


def speeches(clauses: Sequence[Clause], symbol: str, language: str) -> Iterator[tuple[SpeechRow, list[int]]]:
    """Rows of ``speeches``, each with the places in ``clauses`` of its paragraphs.

    A speech goes from a speaker's name to the next, or to what the record itself notes ("A recorded vote was taken.")
    or a heading. It goes on where another takes the Chair meanwhile.
    """
    has_bold = any(any(clause.content.bold) for clause in clauses)
    speech: SpeechRow | None = None
    places: list[int] = []
    count = 0
    for number, clause in enumerate(clauses):
        content = clause.content
        match = SPEAKER.match(content.text)
        if match and (content.bold[0] or not has_bold):
            if speech:
                yield speech, places
            count += 1
            places = [number]
            state, office, spoken = _of_speaker(match["name"], match["behind"])
            text = content.text[match.end() :].strip()
            speaker = match["name"].strip(" ,")
            speech = SpeechRow(symbol, language, count, speaker, state, office, spoken, text, clause.place.page_first)
            continue
        is_note = _is_of_record(content)
        if is_note and CHAIR.fullmatch(content.text):
            continue
        if clause.entry.kind == "heading" or (is_note and not SPOKEN.fullmatch(content.text.strip("()"))):
            if speech:
                yield speech, places
            speech = None
        elif speech:
            speech.text += "\n\n" + content.text
            places.append(number)
    if speech:
        yield speech, places


def _is_of_record(content: Text) -> bool:
    """Whether the record itself speaks: in italics, a resolution's number in brackets apart."""
    letters = [style for char, style in zip(content.text, content.italic, strict=True) if char.isalpha()]
    return bool(letters) and letters[0] and sum(letters) > 0.6 * len(letters)


def _of_speaker(name: str, behind: str) -> tuple[str | None, str | None, str | None]:
    """State, office and language spoken, of what is printed behind a speaker's name.

    Both State and office where both are printed: ``Mr. Abdi (Chad), Rapporteur of the Third Committee:``.
    """
    brackets = [b.strip() for b in regex.findall(r"\(([^()]+)\)", behind)]
    spoken = next((match[1] for b in brackets if (match := SPOKEN.fullmatch(b))), None)
    states = [b for b in brackets if not SPOKEN.fullmatch(b)]
    printed = regex.search(r",\s*([^:]+)$", behind)
    office = printed[1].strip() if printed else name.removeprefix("The ") if name.startswith("The ") else None
    return states[0] if states else None, office, spoken
