"""The terms of operative paragraphs: the verbs by which bodies decide and ask, and the words that the grammar needs.

What belongs here: the vocabularies (``verbs.csv``, ``words.csv``), and the verb of a phrase whatever adverbs stand in
it. What does not: where a verb may stand and whom it addresses (``grammar.py``).

A row of ``verbs.csv`` is one verb, or several with the same object ("reiterates|renews its call upon"): its class; how
it takes its addressee; whether it counts inside a paragraph too (``further``); and the words before which it is a noun
("requests for").
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from transforms.authorities import vocabularies
from warehouse import tables

PACKAGE = "transforms.mandates"

IS_TO_BE_DONE = {
    "decides": True,
    "demands": True,
    "requests": True,
    "urges": True,
    "calls_upon": True,
    "encourages": True,
    "invites": True,
    "authorizes": True,
    "recommends": True,
    "reaffirms": False,
    "welcomes": False,
    "notes": False,
    "expresses_concern": False,
    "condemns": False,
    "other": False,
}
"""Whether what a verb of the class is about is still to be done. What is recalled or welcomed is not due."""

WAYS = ("who", "that", "shall", "of")
"""How a verb takes its addressee: "requests X to report" (who), "demands that X cease" (that), "decides that X shall
report" (shall), "draws the attention of X to" (of)."""

WORD_LISTS = {
    "who": "words by which somebody is named",
    "act": "what bodies and States are asked to do",
    "before_to": 'words after which "to" begins no act of the addressee ("in a position to")',
    "own": 'words with which an addressee begins that stands on its own after "and"',
    "organ": "last words of the names of organs",
    "modifier": 'words that may stand inside a verb of several words ("its deep")',
    "thing": "last words of a phrase that names a thing",
    "instrument": "last words of the names of plans, agreements and other texts",
}
"""The lists of ``words.csv`` and what each holds."""


@dataclass(frozen=True)
class Verb:
    """A verb of operative paragraphs, as a row of ``verbs.csv`` has it."""

    verb: str
    verb_class: str
    ways: frozenset[str] = frozenset()
    """How it takes its addressee, of ``WAYS``; empty where it addresses nobody."""
    is_further: bool = True
    """Whether it counts inside a paragraph too, not only at its beginning."""
    noun_before: tuple[str, ...] = ()
    """The words before which it is a noun: "requests for", "notes by"."""


@cache
def _word_lists() -> dict[str, str]:
    rows = vocabularies.rows(PACKAGE, "words.csv", list="|".join(WORD_LISTS), words=r"\S+( \S+)*")
    return {row["list"]: row["words"].replace(" ", "|") for row in rows}


def any_of(word_list: str) -> str:
    """The words of one of ``WORD_LISTS`` as alternatives of a regular expression. Raises ``KeyError`` for another."""
    return _word_lists()[word_list]


ADVERB = (
    r"(?:also|further|furthermore|moreover|again|once again|once more|in addition|therefore|thus|accordingly"
    r"|hereby|then"
    r"|instead|(?!(?:family|assembly|supply|reply|apply|rely|July|Italy)\b)\w+ly|in turn|in particular|inter alia"
    r"|as appropriate|in (?:this|that) (?:regard|context|connection|respect|spirit)|to (?:this|that) end"
    r"|in the strongest (?:possible )?terms|with (?:\w+ )?(?:appreciation|satisfaction|concern|interest|regret|alarm"
    r"|approval|gratitude|dismay))"
)
"""Words that may stand beside a verb without changing it."""

MODIFIER = rf"(?:{ADVERB}|{any_of('modifier')})"
"""Words that may stand inside a verb of several words: "expresses its very serious concern"."""


def without_modifiers(phrase: str) -> str:
    """The phrase in lower case, without the words that may stand beside its verb or inside it."""
    return " ".join(re.sub(rf"\b{MODIFIER}(?=\s|$)", "", phrase.lower()).split())


@cache
def verbs() -> dict[str, Verb]:
    """The verbs of ``verbs.csv``, each by its phrase without modifiers."""
    way = "|".join(WAYS)
    rows = vocabularies.rows(
        PACKAGE,
        "verbs.csv",
        verb="[a-z| -]+",
        verb_class="|".join(tables.VERB_CLASSES),
        addresses=f"(({way})( ({way}))*)?",
        further="(yes)?",
        noun_before="[a-z ]*",
    )
    known = {}
    for row in rows:
        heads, _, rest = row["verb"].partition(" ")
        for head in heads.split("|"):
            verb = f"{head} {rest}".strip()
            known[without_modifiers(verb)] = Verb(
                verb,
                row["verb_class"],
                frozenset(row["addresses"].split()),
                row["further"] == "yes",
                tuple(row["noun_before"].split()),
            )
    return known


@lru_cache(4096)
def pattern(head: str) -> re.Pattern[str] | None:
    """The pattern of all verbs that begin with a word, the longest first; null where none does.

    A pattern takes the modifiers inside a verb and the adverbs after it. It does not take a verb before the words
    before which it is a noun.
    """
    rest = _after_heads().get(head)
    return re.compile(rf"[\w-]+(?:{'|'.join(rest)})(?:\s+{ADVERB}\b)*", re.IGNORECASE) if rest else None


@cache
def _after_heads() -> dict[str, list[str]]:
    """The first word of a verb -> for each verb that begins with it, the pattern of what follows the word."""
    by_head: dict[str, list[str]] = {}
    for verb in sorted(verbs().values(), key=lambda verb: -len(verb.verb)):
        head, *more = verb.verb.split()
        if "its" in more:  # "reiterates its call" is not "reiterates the call"
            more = ["its", *without_modifiers(" ".join(more)).split()]
        following = "".join(rf"(?:\s+{MODIFIER})*?\s+{word}" for word in more) + r"\b"
        if verb.noun_before:
            following += rf"(?!\s+(?:{'|'.join(verb.noun_before)})\b(?! th(?:is|at)\b)|\s*[).]|,?\s*\Z)"
        by_head.setdefault(head, []).append(following)
    return by_head


@lru_cache(4096)
def verb_of(phrase: str) -> Verb | None:
    """The verb of a phrase as printed: "Also strongly urges", "Expresses its deep concern". None if it is not known.

    Adverbs do not change its class, but one: what is noted or recognized "with concern" is a concern.
    """
    words = without_modifiers(phrase).split()
    for length in range(len(words), 0, -1):
        if found := verbs().get(" ".join(words[:length])):
            if re.search(r"\bwith (?:\w+ )?(?:concern|regret|alarm|dismay)\b", phrase.lower()):
                return replace(found, verb_class="expresses_concern")
            return found
    return None


def active(participle: str) -> Verb:
    """The verb of a participle: "authorized" -> authorizes, "called upon" -> calls upon.

    Raises ``ValueError`` where ``verbs.csv`` does not have the verb.
    """
    head, _, rest = participle.partition(" ")
    for stem in (head.removesuffix("ed"), head.removesuffix("d")):
        if found := verbs().get(f"{stem}s {rest}".strip()):
            return found
    raise ValueError(f"verbs.csv has no verb for {participle!r}")
