"""The words that documents print around their texts, in each official language, joined into patterns.

What belongs here: the files of the languages (``en.toml`` and its siblings: one file per language, and a new file is a
new language), what each of their keys means, and the pattern of what any language has under a key. Most patterns are
of all languages at once, because a document's language is known only when its text has been read. What does not:
numerals, dates and paragraphs' labels, which are built of the same files (``numerals.py``, ``dates.py``,
``labels.py``), and deciding where in a document a pattern is looked for.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

import regex

KEYS = {
    "akn": "the code by which the UN's XML files the language: ISO 639-3",
    "job_letter": "the letter by which job numbers and the names of the UN's files say the language: 24-24223 (E)",
    # which language a text is in
    "detection.script": "the script that no other official language has, by its Unicode name",
    "detection.function_words": "frequent short words, by which languages of one script are known apart",
    "detection.common_words": "frequent words, by which a text layer is known that OCR misread",
    # dates: DAY[ordinal] [of] MONTH[second_name] [of] YEAR [year_word], or ``form``
    "dates.months": "the twelve months as dates name them",
    "dates.other_months": "other names and spellings of months, with the month's number",
    "dates.second_name": "what follows a month's name where dates give both of its names",
    "dates.ordinal": "what follows the day's figure: 1er juillet",
    "dates.of": "what stands before month and year: 17 de diciembre de 2024",
    "dates.year_word": "what follows the year: 2024 года",
    "dates.form": "a date that is built otherwise; {year}, {month} and {day} stand for figures",
    "dates.dated": "the word before the date of a letter",
    # numerals and letters of lists, where they are not Latin
    "numerals.letters": "the letters of lists, in order",
    "numerals.lookalikes": "letters that are typed for Latin ones, and those Latin ones, in the same order",
    "numerals.letter_names": "what stands for A, B, C before headings",
    "numerals.ordinals": "first to tenth, before headings and behind the word for annex",
    "numerals.figures": "one to ten",
    # who speaks
    "organs": "the line with which an organ's resolutions begin, without its comma, by the prefix of its symbols",
    # the masthead
    "masthead.other_bodies": "that line of bodies that ``organs`` does not name",
    "masthead.distribution": "what stands before the category of distribution",
    "masthead.issued": "how a line about distribution or the original language begins",
    "masthead.session": "a line that names a session",
    "masthead.agenda_item": "a line that gives the number of an agenda item, as the group ``item``",
    "masthead.adopted": "the line that says who adopted the text and when",
    "masthead.resolution_adopted_by": "how that line begins for a resolution, before the organ's name",
    "masthead.decision_adopted_by": "and for a decision",
    "masthead.adopted_at": "the line that says at which meeting the text was adopted, as the group ``number``",
    "masthead.numbered": "a line that is a resolution's number alone, in the Security Council",
    "masthead.proponent": "how the line begins that says on whose report the text was adopted",
    "masthead.submitted": "how the line begins that says who submitted a draft",
    "masthead.draft": "what follows the sponsors' names and a colon",
    "masthead.action": "how a line begins that stands between a title and its text and belongs to neither",
    "masthead.byline": "the line under a title that says whose report or note it is",
    "masthead.series": "lines on the cover of a supplement that name its series",
    "masthead.parts": "what symbols printed in the language have for (Part I), (Part II) and so on",
    "masthead.no_document": "what the page says that a host shows in place of a document that it does not have",
    "masthead.section_number": "the number before a section's heading",
    # sponsors of drafts
    "sponsors.and": "the word between the last two names of a list",
    "sponsors.on_behalf": "how a note begins that names the group for which a draft is submitted",
    # meetings
    "meeting.number": "the number of a meeting, as the group ``number``",
    "meeting.resumed": "what stands before that of a resumed meeting",
    "meeting.held": "how the line begins that says where and when a meeting was held",
    "meeting.opened": "how the text of a record begins",
    "meeting.how_adopted": "how the words in brackets behind a text begin that say how it was adopted",
    # parts of a text
    "text.contents": "the heading of a list of contents",
    "text.caption": "words before the number of a table or figure",
    "text.continued": "the word in brackets behind a heading that is printed again",
    "text.endnotes": "the heading of the notes at a text's end",
    "text.article": "words before the number of an article or rule in its heading",
    "text.chapter": "the word before the number of a chapter, whose paragraphs stand in it",
    "text.article_alone": "the word before the number of an article, whose paragraphs stand in it",
    "text.first": "the number of the first article, where it is a word",
    "text.range": "words between the labels of items that are given together: (a) to (c)",
    "text.annex": "words that head an annex; its label may follow",
    "text.annex_heading": "the heading of an annex, with its label as the group ``label`` and perhaps its title",
    "text.annex_to_letter": "how the heading of a letter's annex begins",
    "text.annex_mentioned": "what names an annex in running text",
    "text.quoted_draft": "the heading of a draft that a report quotes, with the groups ``kind`` and ``label``",
    "text.decision_follows": "how a committee announces a decision that has no line that says who speaks",
    "text.participle_endings": "endings of the verb that leads a preambular paragraph",
    "text.preambular_words": "other words that lead a preambular paragraph",
    # speeches
    "speech.titles": "what the name of a speaker begins with",
    "speech.spoken_in": "what says in which language a speaker spoke",
    "speech.chair": "what a record says within a speech about who presides",
}
"""What each key of a language's file means. Values are words or patterns; a list holds alternatives."""


def read(folder: Traversable) -> dict[str, dict[str, Any]]:
    """What the language files of a folder hold: language, ISO 639-1, to key to value.

    Raises ``ValueError`` for a key that ``KEYS`` does not have, since nothing would read it.
    """
    found = {}
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        code, _, ending = file.name.partition(".")
        if ending == "toml":
            found[code] = _flat(tomllib.loads(file.read_text("utf-8")))
            if unknown := found[code].keys() - KEYS.keys():
                raise ValueError(f"{file.name} has keys that nothing reads: {', '.join(sorted(unknown))}")
    return found


def _flat(tree: Mapping[str, Any], above: str = "") -> dict[str, Any]:
    """A file's values by the full names of their keys; a key of ``KEYS`` may itself hold a table."""
    flat: dict[str, Any] = {}
    for name, value in tree.items():
        key = f"{above}{name}"
        flat |= _flat(value, f"{key}.") if isinstance(value, dict) and key not in KEYS else {key: value}
    return flat


LANGUAGES = read(files("transforms.language"))
"""What each of the official languages has, by key: the files ``*.toml`` of this folder."""


def by_language(key: str) -> dict[str, Any]:
    """What each language has under a key; languages that have nothing are left out."""
    if key not in KEYS:
        raise KeyError(key)
    return {language: held[key] for language, held in LANGUAGES.items() if key in held}


def alternatives(key: str) -> list[str]:
    """What any language has under a key: words or patterns, each once."""
    values = by_language(key).values()
    return list(dict.fromkeys(word for value in values for word in (value if isinstance(value, list) else [value])))


def either(key: str) -> str:
    """A part of a pattern that takes what any language has under a key."""
    return f"(?:{'|'.join(alternatives(key))})"


def pattern(key: str, flags: int = regex.IGNORECASE) -> regex.Pattern[str]:
    """The pattern of what any language has under a key, whatever the case of its letters unless ``flags`` is 0."""
    return regex.compile(either(key), flags)
