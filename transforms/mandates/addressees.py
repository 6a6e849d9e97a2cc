"""Addressees: whether a phrase names somebody who can be asked, and how a list of addressees is split.

What belongs here: the phrase that a verb addresses, "the Secretary-General, Member States and the private sector", and
the addressees in it. What does not: where that phrase stands in its paragraph (``grammar.py``) and which bodies the
addressees are (``mentions.py``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import Literal, NamedTuple

from transforms.mandates.terms import any_of

Span = tuple[int, int]
"""The places of a first character and of the one after the last."""

# Who can be asked

SOMEBODY = re.compile(rf"\b(?:{any_of('who')})\b|\b[A-Z][\w’'-]*[A-Za-z]")
"""A word by which somebody is named. A thing has none before its first preposition."""

SOMEBODY_LAST = re.compile(rf"\b(?:{any_of('who')})$")

THING = re.compile(
    rf"(?:[’']s?$|’ \w)|\b(?:{any_of('instrument')})$"
    r"|\b[a-z-]+(?:ment|[ts]ion|ance|ence|ness|ability|ivity|isation|ization)s?$"
    rf"|\b(?:{any_of('thing')})$"
)
"""How a phrase ends that names a thing: "the States’ efforts", "community engagement"."""

HEAD_ENDS = re.compile(
    r"[;:(]|\s(?:of|by|in|between|among|for|with|on|at|from|to|that|which|who|whose|as|through|under|within|without"
    r"|against|towards?|into|including|regarding|concerning|where|when|while|if)\b"
)
"""What stands after the head of a noun phrase: "organizations | of the system"."""

LISTED = re.compile(r",\s+|\s+(?:and|or|as well as)\s+")


def names_somebody(phrase: str) -> bool:
    """Whether a noun phrase names somebody who can be asked, by the words of its head."""
    cut = HEAD_ENDS.search(phrase, 1)
    return _head_names_somebody(phrase[: cut.start()] if cut else phrase)


@lru_cache(4096)
def _head_names_somebody(head: str) -> bool:
    part = next((part for part in LISTED.split(head) if SOMEBODY.search(part)), "")
    return bool(part) and (bool(SOMEBODY_LAST.search(part)) or not THING.search(part))


# The ends of a phrase

LOOSE_ENDS = re.compile(
    r"(?:(?:\s*,?\s(?:once again|again|also|further|urgently|immediately|(?:when|in) doing so"
    r"|in th(?:is|at) (?:regard|respect|connection|context)))+(?=[\s,:;]*\Z)|[\s,;:.]"
    r"|[,;]?\s+(?:and|to|not)(?=[\s,;:.]*\Z))+\Z"
)
"""What stands at the end of an addressee or an act and does not belong to it."""


def trimmed(text: str, span: Span) -> Span:
    """The span without blanks and punctuation at its ends, and without the loose ends after it."""
    start, end = span
    while start < end and text[start] in " ,:;\n":
        start += 1
    if loose := LOOSE_ENDS.search(text, max(start, end - 80), end):
        end = loose.start()
    return start, max(start, end)


def is_outside_brackets(text: str, start: int, at: int) -> bool:
    """Whether a place is outside the parentheses and quotation marks that open after ``start``."""
    part = text[start:at]
    return part.count("(") <= part.count(")") and part.count("“") <= part.count("”")


# Where a list may be split

SEPARATOR = re.compile(r",\s+(?!the (?:occupying|administering) Power\b)|\s+(?:and|or|as well as)\s+")

ORGAN = rf"(?:{any_of('organ')})"
NAME_AFTER = re.compile(rf"(?:[A-Z][\w’-]+ )*{ORGAN}\b")
NAME_BEFORE = re.compile(
    rf"\bthe (?:[A-Z][\w’-]+ |of |for |on |the )*(?!{ORGAN}\b|Nations\b|States\b|Union\b|General\b"
    rf"|Secretariat\b)[A-Z][\w’-]+\Z"
)
"""The first half of a name that goes on after its "and": "the Rule of Law Coordination and Resource Group"."""


def _separators(text: str, span: Span, names: Iterable[Span]) -> list[Span]:
    """The commas, "and", "or" and "as well as" outside names, parentheses and quotation marks."""
    start, stop = span
    inside = [name for name in names if start <= name[0] and name[1] <= stop]
    return [
        match.span()
        for match in SEPARATOR.finditer(text, start, stop)
        if not any(first < match.end() and match.start() < last for first, last in inside)
        and is_outside_brackets(text, start, match.start())
        and not _is_inside_name(text, span, match)
    ]


def _is_inside_name(text: str, span: Span, match: re.Match[str]) -> bool:
    start, stop = span
    is_and = match[0].strip() == "and"
    return bool(is_and and NAME_AFTER.match(text, match.end(), stop) and NAME_BEFORE.search(text, start, match.start()))


# What each part of a list is

OPENING = re.compile(
    r"(?:(?:and|or|as well as|including|in particular|especially|notably|particularly|above all|such as|namely"
    r"|together with|along with|and also|also|both"
    r"|inter alia|and/or|but also|not only),?\s+)+"
)
"""Words before an addressee in a list that do not belong to it."""

ASIDE = re.compile(
    r"(?:in(?! particular)|within|with|for|through|under|pursuant|on|at|as(?! well as)|while|when|if|consistent"
    r"|consistently|taking|bearing|recalling|noting|given|acting"
    r"|subject|without|by|following|after|before|during|where|wherever|upon|individually|jointly|either|according"
    r"|depending|working|based|building|using|drawing"
    r"|together|collectively|respectively|directly|at|to|whenever|whether|particularly in|especially in|including in"
    r"|including through|including by|including at|inter alia|also|pending|against|above|concerned|to the extent"
    r"|mindful|"
    r"particularly those|especially those|in particular those|including those|in particular the (?:ones|most)|that"
    r"|which|who)\b"
)
"""How a part begins that is an aside: "within their respective mandates"."""

COMPANY = re.compile(
    r"(?:in (?:close |full |further )?(?:consultation|cooperation|coordination|collaboration|partnership"
    r"|conjunction|dialogue|accordance|line|conformity|keeping)"
    r"|with|through|together with|jointly with|working|by|under|from|on|at|taking|bearing|based|that|which|who)\b"
)
"""An aside that names somebody: "in consultation with Member States"."""

OWN = re.compile(rf"(?:{any_of('own')})\b|[A-Z]")
"""How an addressee begins that stands on its own after "and"."""

EXAMPLE = re.compile(
    r"(?:and |including |in particular |especially |particularly |notably |above all )+(?:those|that of|the ones)\b"
)
"""Words that say which of the addressees are meant above all."""

ADJECTIVE = re.compile(r"(?:(?:the|all|other|relevant|its|their) )*[\w‐-]+(?: [\w‐-]+)?")
"""What may be one of several adjectives before the noun of an addressee."""

RELATIVE = re.compile(r"\b(?:that|which|who)\b")

PAIR = re.compile(r"(?:funds and programmes|organs and bodies|peoples and|women and|men and|boys and|girls and)")

WITHOUT_NOUN = re.compile(
    r"\b(?:[a-z]\w*(?:al|ian|ary|ic|ive)|development|research|private|public|civil|trade|security)\Z"
)
"""How a noun phrase ends whose noun follows: "United Nations humanitarian" (and development organizations)."""


@dataclass(frozen=True)
class Part:
    """A part of a list between two separators, and what stands before it."""

    separator: str
    """What separates it from the part before: ``,``, ``and``; empty for the first."""
    printed: str
    bare: str
    """As printed, without the words that join it to the list: "as well as", "including"."""
    following: list[str]
    """The parts after it, as printed."""
    last: str | None
    """The addressee before it, as far as it is known; None where there is none yet."""
    since_last: str
    """The text from the beginning of that addressee to the end of this part."""
    is_second: bool
    """Whether there is one addressee before it."""
    in_aside: bool
    """Whether an aside has begun before it, with no addressee after that."""
    in_company: bool
    """Whether that aside names somebody itself."""

    @cached_property
    def is_somebody(self) -> bool:
        return names_somebody(self.bare)

    @cached_property
    def last_is_somebody(self) -> bool:
        return self.last is not None and names_somebody(self.last)

    @property
    def is_after_comma(self) -> bool:
        return "," in self.separator

    @property
    def is_adjective(self) -> bool:
        """Whether it is an adjective whose noun stands in one of the parts after it."""
        return bool(ADJECTIVE.fullmatch(self.bare)) and _noun_follows(self.following)


def _noun_follows(following: Iterable[str]) -> bool:
    for printed in following:
        bare = _without_opening(printed)
        if ASIDE.match(printed):
            return False
        if names_somebody(bare):
            return True
        if not ADJECTIVE.fullmatch(bare):
            return False
    return False


def _lacks_noun(phrase: str) -> bool:
    return not HEAD_ENDS.search(phrase, 1) and bool(WITHOUT_NOUN.search(phrase))


Answer = Literal["new", "same", "aside", "left out"]
"""A part begins a new addressee, goes on with the same, begins an aside, or is left out."""


class Rule(NamedTuple):
    """One of the rules that say what a part of a list is."""

    name: str
    why: str
    holds: Callable[[Part], object]
    answer: Answer


RULES = (
    Rule(
        "company",
        'who is listed after "in consultation with" is not addressed',
        lambda part: part.in_company,
        "left out",
    ),
    Rule(
        "example",
        '"in particular those in need" says which of the addressees are meant above all',
        lambda part: EXAMPLE.match(part.printed),
        "left out",
    ),
    Rule(
        "aside",
        '"within their respective mandates" is set off by a comma, or goes on with an aside',
        lambda part: ASIDE.match(part.printed) and (part.is_after_comma or part.in_aside),
        "aside",
    ),
    Rule(
        "inside_aside",
        'an aside goes on until somebody is named after a comma or "as well as"',
        lambda part: (
            part.in_aside and not (part.is_somebody and (part.is_after_comma or part.separator == "as well as"))
        ),
        "left out",
    ),
    Rule("first", "the first part that is not left out is addressed", lambda part: part.last is None, "new"),
    Rule(
        "adjective_of_another",
        '"States, international, regional and subregional organizations": the adjectives begin another addressee',
        lambda part: not part.is_somebody and part.last_is_somebody and part.is_adjective,
        "new",
    ),
    Rule(
        "adjective",
        '"international, regional and subregional organizations": the adjectives have one noun',
        lambda part: not part.is_somebody and part.is_adjective,
        "same",
    ),
    Rule(
        "thing_after_comma",
        'a thing after a comma is not addressed, unless it goes on with a relative clause or with "of"',
        lambda part: (
            not part.is_somebody
            and part.is_after_comma
            and not RELATIVE.search(part.last or "")
            and not part.printed.startswith("of ")
        ),
        "left out",
    ),
    Rule(
        "thing",
        '"Member States that have not acceded to or ratified the Convention" goes on after "or"',
        lambda part: not part.is_somebody,
        "same",
    ),
    Rule(
        "noun_of_adjectives",
        '"international, regional and subregional organizations": this part has the noun',
        lambda part: not part.last_is_somebody,
        "same",
    ),
    Rule(
        "second_adjective",
        '"United Nations humanitarian and development organizations"',
        lambda part: part.separator == "and" and _lacks_noun(part.last or ""),
        "same",
    ),
    Rule(
        "pair",
        '"funds and programmes", "men and women" are one addressee',
        lambda part: part.separator == "and" and PAIR.search(part.since_last),
        "same",
    ),
    Rule(
        "second_noun",
        '"bodies and organizations of the system" are one addressee',
        lambda part: part.separator == "and" and part.is_second and not OWN.match(part.bare),
        "same",
    ),
    Rule("another", "any other part is an addressee", lambda part: True, "new"),
)
"""The rules in their order; the first that holds gives the answer."""


def rule_of(part: Part) -> Rule:
    """The rule that says what a part of a list is."""
    return next(rule for rule in RULES if rule.holds(part))


def split_addressees(text: str, span: Span, names: Iterable[Span] = ()) -> list[Span]:
    """Where each addressee stands in "the Secretary-General, Member States and the private sector".

    Names of bodies, whose places are in ``names``, are never split ("the Department of Economic and Social Affairs").
    What stands in the list and is not addressed ("in consultation with Member States") is left out, and so are the
    words that join the addressees ("as well as", "including").
    """
    start, stop = span
    separators = [(start, start), *_separators(text, span, names), (stop, stop)]
    parts = [(before[1], after[0]) for before, after in pairwise(separators)]
    printed = [text[slice(*part)] for part in parts]
    found: list[Span] = []
    in_aside = in_company = False
    for n, (_, end) in enumerate(parts):
        bare = _without_opening(printed[n])
        part = Part(
            separator=text[slice(*separators[n])].strip(),
            printed=printed[n],
            bare=bare,
            following=printed[n + 1 :],
            last=text[slice(*found[-1])] if found else None,
            since_last=text[found[-1][0] : end] if found else "",
            is_second=len(found) == 1,
            in_aside=in_aside,
            in_company=in_company,
        )
        match rule_of(part).answer:
            case "aside":
                in_aside, in_company = True, bool(COMPANY.match(part.printed))
            case "new":
                found.append((end - len(bare), end))
                in_aside = False
            case "same":
                found[-1] = (found[-1][0], end)
            case "left out":
                pass
    return [cut for cut in (trimmed(text, each) for each in found) if cut[0] < cut[1]]


def _without_opening(printed: str) -> str:
    return printed[opening.end() :] if (opening := OPENING.match(printed)) else printed
