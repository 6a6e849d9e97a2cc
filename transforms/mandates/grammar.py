"""The grammar of operative paragraphs: which verbs stand in one, whom each addresses, and what is asked.

What belongs here: where a verb may stand, where its addressee begins and ends, and where the act begins. What does
not: the verbs themselves (``terms.py``), the list of addressees and who can be asked (``addressees.py``), when an act
is due (``due.py``), and what an item inherits from its chapeau (``mandates.py``).

The rules are English. A verb counts at the beginning of a paragraph and, if the vocabulary says so, after a comma, a
semicolon or "and": ", and in this regard calls upon". What is asked follows the addressee in one of four ways
(``terms.WAYS``); the vocabulary says which of them a verb takes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from transforms.mandates.addressees import Span, is_outside_brackets, names_somebody, trimmed
from transforms.mandates.terms import ADVERB, Verb, active, any_of, pattern, verb_of, without_modifiers


@dataclass(frozen=True)
class Address:
    """A verb of an operative paragraph: its phrase, who is addressed and what is asked, as places in the text.

    ``addressee`` is None where the verb addresses nobody ("Decides to remain seized"); then the act begins where the
    verb ends. ``is_shared`` where the act is that of the verb after it ("Requests A, and invites B, to intensify").
    """

    verb: Verb
    phrase: Span
    addressee: Span | None
    act: Span
    is_shared: bool = False


def addresses(text: str, lead: str | None = None) -> list[Address]:
    """The verbs of an operative paragraph in reading order, each with its addressee and act.

    ``lead`` is the leading phrase in italics (``clauses.verb``), where it is known. With it a leading verb that is not
    in the vocabulary is found too; its class is "other".
    """
    found = list(_verbs_in(text, lead))
    if not found:
        return list(_passive(text))
    rows: list[Address] = []
    end = len(text)
    next_act: Span | None = None  # the act that the verb before may share
    for each in reversed(found):
        addressee, act = _asked(text, each.end, end, each.verb)
        is_shared = bool(addressee and not act and next_act)
        if addressee and not act:
            if next_act:
                act = next_act
            elif text[:end].rstrip().endswith(":"):  # the items of the paragraph say what is asked
                act = (addressee[1], addressee[1])
            else:
                addressee = None
        act = act or (each.end, end)
        next_act = act if addressee and "who" in each.verb.ways else None
        rows.append(
            Address(each.verb, each.phrase, addressee and trimmed(text, addressee), trimmed(text, act), is_shared)
        )
        end = each.start
    return rows[::-1]


PASSIVE = re.compile(
    r"\A(?P<who>[^;:]{3,300}?),? (?P<phrase>(?:is|are) (?:(?:also|further|hereby|strongly|therefore) )*"
    r"(?P<verb>authori[sz]ed|requested|invited|encouraged|urged|called upon|directed|instructed|asked|reminded))"
    r"(?=:| to\b)"
)
"""A paragraph in the passive voice: "The Secretary-General is authorized to"."""


def _passive(text: str) -> Iterator[Address]:
    if (match := PASSIVE.match(text)) and names_somebody(match["who"]):
        act = (match.end() + 1, len(text))
        yield Address(active(match["verb"]), match.span("phrase"), trimmed(text, match.span("who")), trimmed(text, act))


# Where a verb may stand

THIRD_PERSON = re.compile(r"\b(?:[Rr]e-)?[A-Za-z]+s\b")

BEFORE = re.compile(
    r"(?:(?P<head>\A\W*(?:[Tt]he (?:(?:General|Security|Human Rights|Economic and Social)\s)?(?:Council"
    r"|Assembly)\s)?)"
    r"|[,;:]\s+(?:(?:and|but|while|as well as),?\s+)?|\b(?:and|but),?\s+)"
    rf"(?:(?:{ADVERB}|for (?:this|that) purpose|in doing so),?\s+)*?"
    rf"(?P<adverbs>(?:(?!(?:in|to) th(?:is|at)\b){ADVERB}\s+)*)\Z",
    re.IGNORECASE,
)
"""What stands before a verb: the beginning of the paragraph, a comma, a semicolon or "and"; and adverbs."""

UNKNOWN_VERB = re.compile(rf"(?:{ADVERB}\s+)*[a-z]+s(?:\s+{ADVERB}|\s+(?:upon|that|its|to|the)){{0,2}}", re.IGNORECASE)
"""A leading phrase that looks like a verb: "Bewails"."""


class FoundVerb(NamedTuple):
    """A verb where it stands in a text."""

    start: int
    """Where the text before it ends."""
    phrase: Span
    """The verb with its adverbs."""
    end: int
    """Where what follows begins."""
    verb: Verb


def _verbs_in(text: str, lead: str | None) -> Iterator[FoundVerb]:
    end = 0
    if unknown := _unknown_verb(text, lead):
        yield unknown
        end = unknown.end
    for word in THIRD_PERSON.finditer(text):
        if word.start() >= end and (found := _verb_at(text, word)):
            yield found
            end = found.end


def _unknown_verb(text: str, lead: str | None) -> FoundVerb | None:
    """The leading verb of a text by its italics, where the vocabulary does not have it."""
    if not lead or not text.startswith(lead) or len(text) <= len(lead) + 8:
        return None
    if not UNKNOWN_VERB.fullmatch(lead) or verb_of(lead):
        return None
    return FoundVerb(0, (0, len(lead)), len(lead), Verb(without_modifiers(lead), "other"))


def _verb_at(text: str, word: re.Match[str]) -> FoundVerb | None:
    """The verb that begins with a word, where a verb may stand there."""
    start = word.start()
    if not (verbs := pattern(word[0].lower())):
        return None
    if not (before := BEFORE.search(text, max(0, start - 160), start)):
        return None
    is_head = before["head"] is not None
    if not (is_head or word[0].islower()) or not (match := verbs.match(text, start)):
        return None
    phrase = (before.start("adverbs"), match.end())
    verb = verb_of(text[slice(*phrase)])
    return FoundVerb(before.start(), phrase, match.end(), verb) if verb and (is_head or verb.is_further) else None


# Who is addressed and what is asked

LONGEST = 400
"""How many characters an addressee may have before the act."""

THAT = re.compile(r"\s*(?:,[^,]{1,120},)?\s*that\b(?:,[^,]+,)?\s*")

SHALL = re.compile(r",?\s+(?:shall|should|will|must|is to|are to)(?:,?\s+(?:in [^,;]*,\s+)?|(?=:))")
NO_ACT = re.compile(
    r"(?:also |further |not |continue to |remain )*(?:be|consist|comprise|apply|include|enter|expire|begin|cover"
    r"|contain|constitute|have effect"
    r"|take effect|take place|come into)\b"
)
"""What stands after "shall" where nobody is asked to act: "the accounts shall be kept", "the mandate shall expire"."""

ASKS_TO = re.compile(
    r"\s*,?\s*(?:[^,;:]{1,40},)?\s*to (?:also |further |once again )*(?:request|invite|encourage|call upon|ask"
    r"|urge|authorize|authorise|mandate|task|direct|entrust)\s"
)
"""A decision to ask somebody: "Decides to request the Committee to"."""

OF = re.compile(r"\s*of\s+(?=\S)")
_TO = re.compile(r"\s+to\s")

ASIDE_FIRST = re.compile(
    r"\s*,?\s*(?:(?:in particular|inter alia|especially|where (?:applicable|appropriate|relevant|possible)"
    r"|as appropriate"
    r"|once again|again|also|upon|to|on)(?![\w-]),?\s+)*(?:,\s[^,]*,\s+|(?:in|within|with|for|through|under"
    r"|pursuant|on|at|as|while|when|if|consistent|taking|bearing|recalling|noting|given|acting|subject|without|by"
    r"|following|after|before|during|where|upon)\b[^,;:]*,\s+)*"
)
"""What may stand between a verb and its addressee: "upon", ", in particular,", ", in this regard,"."""


class Asked(NamedTuple):
    """Who is addressed, None for nobody; and what he is asked, None where a later verb or the items say it."""

    addressee: Span | None
    act: Span | None


def _asked(text: str, start: int, end: int, verb: Verb) -> Asked:
    """Who is addressed between two places of a text and what is asked: the first of ``WAYS`` that the text takes."""
    answers = (way(text, start, end, verb) for way in WAYS)
    return next((answer for answer in answers if answer), Asked(None, (start, end)))


def _that_somebody_acts(text: str, start: int, end: int, verb: Verb) -> Asked | None:
    """The way of "demands that X cease" and "decides that X shall report"."""
    if not verb.ways & {"that", "shall"} or not (that := THAT.match(text, start, end)):
        return None
    act = (_shall if "shall" in verb.ways else _bare_act)(text, that.end(), end)
    if act:
        addressee = (that.end(), act.start())
        is_short = addressee[1] - addressee[0] < LONGEST
        if is_short and not TO.search(text, *addressee) and names_somebody(text[slice(*addressee)].lstrip()):
            return Asked(addressee, (act.end(), end))
    if "who" in verb.ways and TO.search(text, that.end(), end):
        return None  # "Requests that State to": "that" belongs to the addressee
    return Asked(None, (start, end))


def _to_ask_somebody(text: str, start: int, end: int, verb: Verb) -> Asked | None:
    """The way of "decides to request X to report"."""
    asks = ASKS_TO.match(text, start, end) if "shall" in verb.ways else None
    return _somebody_to_act(text, asks.end(), end, verb) if asks else None


def _attention_of_somebody(text: str, start: int, end: int, verb: Verb) -> Asked | None:
    """The way of "draws the attention of X to"."""
    if "of" not in verb.ways or not (of := OF.match(text, start, end)):
        return None
    to = _TO.search(text, of.end(), end) if names_somebody(text[of.end() : end]) else None
    return Asked((of.end(), to.start()), (to.end(), end)) if to else Asked(None, (start, end))


def _somebody(text: str, start: int, end: int, verb: Verb) -> Asked | None:
    """The way of "requests X to report"."""
    return _somebody_to_act(text, start, end, verb) if "who" in verb.ways else None


WAYS = (_that_somebody_acts, _to_ask_somebody, _attention_of_somebody, _somebody)
"""The ways in which a verb takes its addressee, in the order in which they are tried."""


def _somebody_to_act(text: str, start: int, end: int, verb: Verb) -> Asked:
    if opening := ASIDE_FIRST.match(text, start, end):
        start = opening.end()
    ending = _end_of_addressee(text, start, end, verb)
    addressee = (start, ending[0] if ending else end)
    if not names_somebody(text[slice(*addressee)]):
        return Asked(None, (start, end))
    return Asked(addressee, (ending[1], end) if ending else None)


def _shall(text: str, start: int, end: int) -> re.Match[str] | None:
    """The "shall" of "decides that X shall report"; None where X is not asked to act."""
    shall = SHALL.search(text, start, end)
    return None if shall and NO_ACT.match(text, shall.end(), end) else shall


# Where the addressee ends

ADVERBS_BESIDE_TO = (
    r"(?:(?:also|further|not|only|jointly|together|immediately|\w+ly(?: and)?|as appropriate|inter alia|in particular"
    r"|thereby),?\s+)*"
)

TO = re.compile(
    rf",?\s+to(?=:|,?\s*\Z|,?\s+{ADVERBS_BESIDE_TO}(?:(?:re|co|fast|pre)-)?(?:{any_of('act')})\b(?!(?:ing|ed|s)\b))"
)
"""The "to" after which stands what is asked."""

NO_INFINITIVE = re.compile(rf"(?<!this )(?<!that )\b(?:{any_of('before_to')})$")
"""Words after which "to" begins no act of the addressee: "States in a position to do so", "acceded to"."""

BARE_ACT = re.compile(rf",?\s+(?=(?:(?:also|further|not|\w+ly)\s+)*(?:{any_of('act')})\b)")
"""Where the bare verb of "that they act" stands."""

NO_VERB_AFTER = re.compile(
    r"\b(?:to|the|a|an|of|and|or|in|on|for|with|by|their|its|this|such|other|all|no|any|new|further|general|under"
    r"|at|as|from"
    r"|relevant)\Z"
)
"""Words after which a word is no bare verb: "the report", "to report"."""

SOMEBODY_DIRECTLY = re.compile(rf"\b(?:(?:{any_of('who')})|[A-Z][\w’-]+)(?: concerned| involved)?\Z")
"""Somebody directly before a bare verb: "Demands all parties cease"."""

THAT_HE = re.compile(r"\s+that (?:he|she|it|they) (?=\w)")

INFORMED_OF = {
    "reminds": re.compile(r"\s+(?:to|of|about|that|against)\b"),
    "warns": re.compile(r"\s+(?:of|about|that|against)\b"),
    "alerts": re.compile(r"\s+(?:to|of|about|that)\b"),
}
"""What ends the addressee of a verb by which somebody is informed: "reminds States of"."""

ASKED_FOR = {
    "entrusts": re.compile(r"\s+with\b"),
    "appeals": re.compile(r"\s+for\b"),
}
"""What ends the addressee of a verb that may have no infinitive: "appeals to States for"."""

LAST_RESORT = re.compile(r"\s+(?:in (?:its|their|his|her)|to an?) \w+")
"""What ends it where nothing else does: "encourages the Committee in its work", "invites the Chair to a dialogue"."""


def _end_of_addressee(text: str, start: int, end: int, verb: Verb) -> Span | None:
    """Where the addressee ends and where what is asked begins; None where neither can be seen."""
    head = verb.verb.split()[0]
    to = _to_act(text, start, end)
    found = (
        to,
        _directly_act(text, start, to[0] if to else end),
        that_he.span() if (that_he := THAT_HE.search(text, start, end)) else None,
        _first_place(INFORMED_OF.get(head), text, start, end),
    )
    return (
        min(filter(None, found), default=None)
        or _first_place(ASKED_FOR.get(head), text, start, end)
        or _first_place(LAST_RESORT, text, start, end)
    )


def _first_place(pattern: re.Pattern[str] | None, text: str, start: int, end: int) -> Span | None:
    match = pattern.search(text, start, end) if pattern else None
    return (match.start(), match.start()) if match else None


def _to_act(text: str, start: int, end: int) -> Span | None:
    """The infinitive of "requests X to report": where the text before it ends, and its "to"."""
    for to in TO.finditer(text, start, end):
        begins_act = to[0].startswith(",") or not NO_INFINITIVE.search(text, max(start, to.start() - 20), to.start())
        if begins_act and is_outside_brackets(text, start, to.start()):
            return to.start(), to.end() - len("to")
    return None


def _directly_act(text: str, start: int, end: int) -> Span | None:
    """The bare verb of "Demands all parties cease", without "that"."""
    act = _bare_act(text, start, end)
    return act.span() if act and SOMEBODY_DIRECTLY.search(text, max(start, act.start() - 60), act.start()) else None


def _bare_act(text: str, start: int, end: int) -> re.Match[str] | None:
    """The verb of "that the Secretary-General continue": the first that can be one and stands after somebody."""
    for act in BARE_ACT.finditer(text, start, min(end, start + LONGEST)):
        is_verb = not NO_VERB_AFTER.search(text, max(start, act.start() - 20), act.start())
        if is_verb and names_somebody(text[start : act.start()]):
            return act
    return None
