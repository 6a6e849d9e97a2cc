"""The bodies of the United Nations: who issued a document, who is named in a clause, who is addressed.

What belongs here: the authority table (``bodies.csv``: id, name, acronym, symbol prefix, parent, kind, and the
further names and prefixes by which texts know the same body), the body of a symbol, the bodies named in a text, and
the grammar of address: the verb of an operative clause, whom it addresses and what it asks of them. What does not:
the class of a verb, when an act is due and what a subparagraph inherits (``mandates.py``).

A name is matched as a whole word, the longest first, in the case in which the UN prints it. An acronym counts from
three letters. What only context can tell ("the Council", "the Commission", "the Office") is left open: no row.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

import polars as pl
import regex

from warehouse import tables

SAME_LENGTH = str.maketrans({"’": "'", "\u2010": "-", "\u2011": "-", "\u00a0": " ", "\n": " "})
"""Characters that the UN prints in more than one form, each replaced by one, so that places in a text stay."""


@dataclass(frozen=True)
class Named:
    """A body named in a text: characters before the name, up to its end, and which body it is."""

    start: int
    end: int
    body_id: str


@dataclass(frozen=True)
class Verb:
    """A verb of operative clauses, as ``verbs.csv`` has it: from the strongest class to the mildest."""

    verb: str
    verb_class: str
    addresses: bool
    """Whether a body or a State may stand after it and be asked to do something."""
    noun_before: tuple[str, ...]
    """The words before which it is a noun: "requests for", "notes by"."""


@dataclass(frozen=True)
class Address:
    """One verb of an operative text: its phrase, who is addressed and what is asked, as places in the text.

    ``addressee`` is None where the verb addresses nobody ("Decides to remain seized"), and the act begins where
    the verb (or the addressee) ends.
    """

    verb: Verb
    phrase: tuple[int, int]
    addressee: tuple[int, int] | None
    act: tuple[int, int]


def _table(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader((files("transforms") / name).read_text(encoding="utf-8").splitlines()))


@cache
def _authority() -> list[dict[str, str]]:
    return _table("bodies.csv")


def bodies() -> pl.DataFrame:
    """The authority table (table ``bodies``)."""
    columns = tables.BODIES.schema
    return tables.BODIES.frame({c: row[c] or None for c in columns} for row in _authority())


@cache
def _prefixes() -> list[tuple[str, str]]:
    pairs = [
        (prefix, row["body_id"])
        for row in _authority()
        for prefix in (row["symbol_prefix"], *row["further_prefixes"].split("|"))
        if prefix
    ]
    return sorted(pairs, key=lambda pair: -len(pair[0]))


def body_of(symbol: str) -> str | None:
    """The body under whose symbol a document was issued: that of the longest prefix; None where none fits.

    A prefix ends where the symbol does or before ``/`` (``A/C.1`` is not the start of ``A/C.10``); one that ends in
    a point stands before a number: ``A/CONF.`` before ``A/CONF.157/24``, ``GC.`` before ``GC.18/INF/4``.
    """
    for prefix, body_id in _prefixes():
        if symbol.startswith(prefix):
            rest = symbol[len(prefix) :]
            if not rest or (rest[0].isalnum() if prefix.endswith(".") else rest[0] in "/.("):
                return body_id
    return None


ADVERB = (
    r"(?:also|further|furthermore|again|once again|once more|in addition|therefore|accordingly|hereby|then|\p{Ll}+ly"
    r"|in (?:this|that) (?:regard|context|connection|respect|spirit)|to (?:this|that) end"
    r"|in the strongest (?:possible )?terms|with (?:\p{Ll}+ )?(?:appreciation|satisfaction|concern|interest|regret))"
)
"""Words that may stand beside a verb without changing it."""

MODIFIER = rf"(?:{ADVERB}|its|very|deep|deepest|grave|serious|great|strong|full|profound|sincere|firm|continued|urgent)"
"""Words that may stand inside a verb of several words: "expresses its very serious concern"."""

LINK = r"(?:in (?:this|that) (?:regard|context|connection|respect)|to (?:this|that) end|therefore|accordingly)"
"""Words that may stand between the comma and a further verb: ", and in this regard calls upon"."""


def _bare(phrase: str) -> str:
    """The phrase in lower case without what may stand beside or inside its verb."""
    return " ".join(regex.sub(rf"\b{MODIFIER}(?=\s|$)", "", phrase.lower()).split())


@cache
def verbs() -> dict[str, Verb]:
    return {
        _bare(row["verb"]): Verb(
            row["verb"], row["verb_class"], row["addresses"] == "yes", tuple(row["noun_before"].split())
        )
        for row in _table("verbs.csv")
    }


@cache
def _verb_pattern() -> regex.Pattern[str]:
    """A verb of the vocabulary with its adverbs: at the head of a text, or after a comma, a semicolon or "and"."""
    alternatives = "|".join(
        rf"(?:\s+{MODIFIER})*\s+".join(_bare(verb.verb).split())
        + r"\b"
        + (rf"(?!\s+(?:{'|'.join(verb.noun_before)})\b)" if verb.noun_before else "")
        for verb in sorted(verbs().values(), key=lambda verb: -len(verb.verb))
    )
    before = rf"(?:^|(?:[,;]\s+(?:and,?\s+)?|\band,?\s+)(?:{LINK},?\s+)*)"
    return regex.compile(rf"{before}(?P<phrase>(?i:(?:{ADVERB}\s+)*(?:{alternatives})(?:\s+{ADVERB}\b)*))")


def verb_of(phrase: str) -> Verb | None:
    """The verb of a phrase as printed ("Also strongly urges", "Expresses its deep concern"); None if not known.

    Its own class, whatever its adverbs; but what is noted or recognized "with concern" is a concern.
    """
    words = _bare(phrase).split()
    for length in range(len(words), 0, -1):
        if found := verbs().get(" ".join(words[:length])):
            if regex.search(r"\bwith (?:\p{L}+ )?(?:concern|regret|alarm)\b", phrase.lower()):
                return replace(found, verb_class="expresses_concern")
            return found
    return None


INFINITIVE = regex.compile(
    r"(?<!\b(?:position|able|unable|wishing|wish|willing|invited|required|obliged|need|efforts?|right|order|ability))"
    r",? \bto(?=:|$|\s+(?:(?:also|further|not|\p{Ll}+ly|fully),?\s+)*"
    r"(?!(?:the|a|an|its|their|his|her|this|that|these|those|all|any|each|both|such|other|which|whom|some|many|such"
    r"|education|health|peace|justice|information|water|women|children|persons|people|States)\b)\p{Ll})"
)
"""The "to" after which stands what is asked: a verb follows, no noun ("States parties to the Convention to take")."""

ASIDE = regex.compile(
    r"(?:,? in (?:close |full )?(?:consultation|cooperation|coordination|collaboration|accordance|conformity|keeping"
    r"|line)|, (?:in (?:addition|his|her|its|their|the)|within|as (?:appropriate|necessary|a matter)|where|when|while"
    r"|if|taking|bearing|through|under|pursuant|subject|on|at|based|with|by|upon|without|for))\b.*"
)
"""What stands between the addressee and the "to" without belonging to the addressee."""

NOT_WHO = regex.compile(
    r"\s+(?:(?:the|further|continued|greater|increased|all|international|voluntary|full|active) )*"
    r"(?:\p{Ll}+ing|efforts?|support|use|cooperation|steps|measures|initiatives|contributions?|participation|adoption"
    r"|development|implementation|progress|discussions?)\b"
)
"""What is encouraged or invited is a thing: "Encourages efforts to strengthen"."""

WHO = regex.compile(r"\s+(?:(?:the|all|relevant|other)\s|Member|States|Governments|\p{Lu})[^,;]*$")
"""What may be an addressee without an infinitive of its own."""


def addresses(text: str, lead: str | None = None) -> list[Address]:
    """The verbs of an operative text in reading order, each with its addressee and act.

    A verb that addresses has an addressee where an infinitive follows ("Requests the Secretary-General to submit")
    or where the text ends in a colon ("Requests the Secretary-General:"). Two such verbs before one infinitive share
    it ("Requests A, and invites B, to intensify"). ``lead`` is the leading phrase as set in italics
    (``clauses.verb``), where it is known: with it a verb outside the vocabulary is found too, of class "other".
    """
    # where the text before the verb ends, the verb's phrase, and where what follows it begins
    found = [(m.start(), m.span("phrase"), m.end("phrase")) for m in _verb_pattern().finditer(text)]
    if lead and text.startswith(lead) and regex.match(rf"(?i:{ADVERB} )*\p{{L}}+s\b", lead):
        first = found.pop(0) if found and found[0][0] == 0 else (0, (0, 0), 0)
        found.insert(0, (0, (0, len(lead)), max(len(lead), first[2])))
    rows: list[Address] = []
    end = len(text)
    shared: tuple[int, int] | None = None
    for before, phrase, verb_end in reversed(found):
        verb = verb_of(text[slice(*phrase)]) or Verb(_bare(text[slice(*phrase)]), "other", False, ())
        tail = text[verb_end:end]
        addressee, act = None, (verb_end, end)
        if verb.addresses and not NOT_WHO.match(tail) and (infinitive := INFINITIVE.search(tail)):
            aside = ASIDE.search(tail, 0, infinitive.start())
            addressee = (verb_end, verb_end + (aside or infinitive).start())
            act = shared = (verb_end + infinitive.end() - len("to"), end)
        elif verb.addresses and tail.rstrip().endswith(":"):
            addressee, act = (verb_end, end), (end, end)
        elif verb.addresses and shared and WHO.match(tail):
            addressee, act = (verb_end, end), shared
        else:
            shared = None
        rows.append(Address(verb, phrase, addressee and _trim(text, addressee), _trim(text, act)))
        end = before
    return rows[::-1]


def _trim(text: str, span: tuple[int, int]) -> tuple[int, int]:
    """The span without white space, stops and a dangling "and" at its ends."""
    start, end = span
    kept = text[start:end]
    lead = regex.match(r"[\s,]*(?:upon\s|to\s(?=the\s|all\s|\p{Lu}))?\s*", kept).end()
    kept = regex.sub(r"(?:[\s,;:.]|[,;]?\s+and)+$", "", kept)
    return start + lead, max(start + lead, start + len(kept))


@cache
def _names() -> tuple[regex.Pattern[str], dict[str, str]]:
    """One pattern for every name and acronym, and the body of each."""
    known: dict[str, str] = {}
    for row in _authority():
        acronym = [row["acronym"]] if len(row["acronym"]) > 2 else []
        for name in (row["name"], *filter(None, row["further_names"].split("|")), *acronym):
            known[name.translate(SAME_LENGTH)] = row["body_id"]
    return regex.compile(r"(?<![\w/-])\L<names>(?![\w/]|-\w)", names=list(known)), known


def named(text: str) -> list[Named]:
    """The bodies named in a text, in reading order; of two names at one place the longer."""
    pattern, known = _names()
    return [Named(m.start(), m.end(), known[m[0]]) for m in pattern.finditer(text.translate(SAME_LENGTH))]


ACTS = regex.compile(r",?$|,? (?:shall|will|may|must|should|decides?|recommends?|requests?|invites?)\b")
"""What follows a body that is its text's own subject: "The General Assembly,", "The Committee shall meet"."""


def mentions(clauses: pl.DataFrame) -> pl.DataFrame:
    """The bodies named in the clauses (table ``body_mentions``), from rows of table ``clauses``.

    A body is ``actor`` where it is its text's own subject, ``addressee`` where an operative clause addresses it, and
    ``mentioned`` anywhere else. Names are English ones and acronyms, so few are found in other languages.
    """
    rows = []
    for clause_id, language, kind, text in clauses.select("clause_id", "language", "kind", "text").iter_rows():
        if text.isupper():
            continue  # in a heading set in capitals every word looks like an acronym
        found = named(text)
        asked = [a.addressee for a in addresses(text) if a.addressee] if found and kind == "operative" else []
        for body in found:
            if text[: body.start].lower() in ("", "the ") and ACTS.match(text, body.end):
                role = "actor"
            elif any(start <= body.start and body.end <= end for start, end in asked):
                role = "addressee"
            else:
                role = "mentioned"
            rows.append(
                {
                    "clause_id": clause_id,
                    "language": language,
                    "body_id": body.body_id,
                    "char_start": body.start,
                    "char_end": body.end,
                    "role": role,
                }
            )
    return tables.BODY_MENTIONS.frame(rows)
