"""The grammar of operative paragraphs: which verbs stand in one, whom each addresses, what is asked.

What belongs here: the verbs of the vocabulary (``verbs.csv``) with what may stand around and inside them, the
addressee of each and where the act begins, and the parting of an addressee into those it names. What does not: which
body an addressee is (``bodies.py``), when an act is due and what an item inherits from its chapeau (``mandates.py``).

The rules are English. A verb counts at the head of a text and, if the vocabulary lets it, after a comma, a semicolon
or "and": ", and in this regard calls upon". What is asked follows the addressee in one of four ways, and the
vocabulary says which a verb takes: "requests X to report" (who), "demands that X cease" (that), "decides that X shall
report" (shall), "draws the attention of X to" (of).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise

Span = tuple[int, int]


@dataclass(frozen=True)
class Verb:
    """A verb of operative paragraphs, as ``verbs.csv`` has it."""

    verb: str
    verb_class: str
    addresses: frozenset[str] = frozenset()
    """How it takes its addressee: ``who``, ``that``, ``shall``, ``of``; empty where it addresses nobody."""
    is_further: bool = True
    """Whether it counts inside a text too, not only at its head."""
    noun_before: tuple[str, ...] = ()
    """The words before which it is a noun: "requests for", "notes by"."""


@dataclass(frozen=True)
class Address:
    """One verb of an operative text: its phrase, who is addressed and what is asked, as places in the text.

    ``addressee`` is None where the verb addresses nobody ("Decides to remain seized"), and the act begins where
    the verb (or the addressee) ends. ``is_shared`` where the act is that of the verb after it ("Requests A, and
    invites B, to intensify").
    """

    verb: Verb
    phrase: Span
    addressee: Span | None
    act: Span
    is_shared: bool = False


def _table(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader((files("transforms.mandates") / name).read_text(encoding="utf-8").splitlines()))


@cache
def _lists() -> dict[str, str]:
    return {row["list"]: row["words"].replace(" ", "|") for row in _table("words.csv")}


def _words(name: str) -> str:
    """The words of a list of ``words.csv`` as alternatives of a pattern.

    ``who``: words by which somebody is named; ``act``: what bodies and States are asked to do; ``before_to``: words
    after which "to" begins no act of the addressee ("in a position to"); ``own``: how an addressee begins that stands
    on its own after "and"; ``organ``: how organs' names end; ``modifier``: what may stand inside a verb of several
    words ("its deep"); ``thing`` and ``instrument``: how the name of a thing ends.
    """
    return _lists()[name]


ADVERB = (
    r"(?:also|further|furthermore|moreover|again|once again|once more|in addition|therefore|thus|accordingly"
    r"|hereby|then"
    r"|instead|(?!(?:family|assembly|supply|reply|apply|rely|July|Italy)\b)\w+ly|in turn|in particular|inter alia"
    r"|as appropriate|in (?:this|that) (?:regard|context|connection|respect|spirit)|to (?:this|that) end"
    r"|in the strongest (?:possible )?terms|with (?:\w+ )?(?:appreciation|satisfaction|concern|interest|regret|alarm"
    r"|approval|gratitude|dismay))"
)
"""Words that may stand beside a verb without changing it."""

MODIFIER = rf"(?:{ADVERB}|{_words('modifier')})"
"""Words that may stand inside a verb of several words: "expresses its very serious concern"."""

BEFORE = re.compile(
    r"(?:(?P<head>\A\W*(?:[Tt]he (?:(?:General|Security|Human Rights|Economic and Social)\s)?(?:Council"
    r"|Assembly)\s)?)"
    r"|[,;:]\s+(?:(?:and|but|while|as well as),?\s+)?|\b(?:and|but),?\s+)"
    rf"(?:(?:{ADVERB}|for (?:this|that) purpose|in doing so),?\s+)*?"
    rf"(?P<adverbs>(?:(?!(?:in|to) th(?:is|at)\b){ADVERB}\s+)*)\Z",
    re.IGNORECASE,
)
"""What stands before a verb: nothing at all, or a comma, a semicolon or "and", and words beside it."""


def _bare(phrase: str) -> str:
    """The phrase in lower case without what may stand beside or inside its verb."""
    return " ".join(re.sub(rf"\b{MODIFIER}(?=\s|$)", "", phrase.lower()).split())


@cache
def verbs() -> dict[str, Verb]:
    """The vocabulary, by the verb without the words that may stand inside it."""
    known = {}
    for row in _table("verbs.csv"):
        heads, _, rest = row["verb"].partition(" ")
        for head in heads.split("|"):
            verb = f"{head} {rest}".strip()
            known[_bare(verb)] = Verb(
                verb,
                row["verb_class"],
                frozenset(row["addresses"].split()),
                row["further"] == "yes",
                tuple(row["noun_before"].split()),
            )
    return known


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    """The first word of a verb -> all verbs that begin with it, the longest first, with the adverbs after them."""
    by_head: dict[str, list[str]] = {}
    for verb in sorted(verbs().values(), key=lambda verb: -len(verb.verb)):
        head, *more = verb.verb.split()
        if "its" in more:  # "reiterates its call" is not "reiterates the call"
            more = ["its", *_bare(" ".join(more)).split()]
        pattern = "".join(rf"(?:\s+{MODIFIER})*?\s+{word}" for word in more) + r"\b"
        if verb.noun_before:
            pattern += rf"(?!\s+(?:{'|'.join(verb.noun_before)})\b(?! th(?:is|at)\b)|\s*[).]|,?\s*\Z)"
        by_head.setdefault(head, []).append(pattern)
    return {
        head: re.compile(rf"[\w-]+(?:{'|'.join(rest)})(?:\s+{ADVERB}\b)*", re.IGNORECASE)
        for head, rest in by_head.items()
    }


@lru_cache(4096)
def verb_of(phrase: str) -> Verb | None:
    """The verb of a phrase as printed ("Also strongly urges", "Expresses its deep concern"); None if not known.

    Its own class, whatever its adverbs; but what is noted or recognized "with concern" is a concern.
    """
    words = _bare(phrase).split()
    for length in range(len(words), 0, -1):
        if found := verbs().get(" ".join(words[:length])):
            if re.search(r"\bwith (?:\w+ )?(?:concern|regret|alarm|dismay)\b", phrase.lower()):
                return replace(found, verb_class="expresses_concern")
            return found
    return None


PASSIVE = re.compile(
    r"\A(?P<who>[^;:]{3,300}?),? (?P<phrase>(?:is|are) (?:(?:also|further|hereby|strongly|therefore) )*"
    r"(?P<verb>authori[sz]ed|requested|invited|encouraged|urged|called upon|directed|instructed|asked|reminded))"
    r"(?=:| to\b)"
)
"""A paragraph that turns the sentence round: "The Secretary-General is authorized to"."""

UNKNOWN = re.compile(rf"(?:{ADVERB}\s+)*[a-z]+s(?:\s+{ADVERB}|\s+(?:upon|that|its|to|the)){{0,2}}", re.IGNORECASE)
"""A leading phrase that is a verb, though the vocabulary has not got it: "Bewails"."""

WHO = re.compile(rf"\b(?:{_words('who')})\b|\b[A-Z][\w’'-]*[A-Za-z]")
"""Words by which somebody is named; a thing asked for has none before its first preposition."""

WHO_LAST = re.compile(rf"\b(?:{_words('who')})$")

NOT_WHO = re.compile(
    rf"(?:[’']s?$|’ \w)|\b(?:{_words('instrument')})$"
    r"|\b[a-z-]+(?:ment|[ts]ion|ance|ence|ness|ability|ivity|isation|ization)s?$"
    rf"|\b(?:{_words('thing')})$"
)
"""How a thing ends: "the States’ efforts", "community engagement"."""

HEAD = re.compile(
    r"[;:(]|\s(?:of|by|in|between|among|for|with|on|at|from|to|that|which|who|whose|as|through|under|within|without"
    r"|against|towards?|into|including|regarding|concerning|where|when|while|if)\b"
)
"""Where the head of a noun phrase ends."""

LISTED = re.compile(r",\s+|\s+(?:and|or|as well as)\s+")

BESIDE = (
    r"(?:(?:also|further|not|only|jointly|together|immediately|\w+ly(?: and)?|as appropriate|inter alia|in particular"
    r"|thereby),?\s+)*"
)

TO = re.compile(rf",?\s+to(?=:|,?\s*\Z|,?\s+{BESIDE}(?:(?:re|co|fast|pre)-)?(?:{_words('act')})\b(?!(?:ing|ed|s)\b))")
"""The "to" after which stands what is asked."""

NO_INFINITIVE = re.compile(rf"(?<!this )(?<!that )\b(?:{_words('before_to')})$")
"""The words after which "to" begins no act of the addressee: "States in a position to do so", "acceded to"."""

THAT = re.compile(r"\s*(?:,[^,]{1,120},)?\s*that\b(?:,[^,]+,)?\s*")

ACTS = re.compile(rf",?\s+(?=(?:(?:also|further|not|\w+ly)\s+)*(?:{_words('act')})\b)")
"""What all who are asked "that they act" do: the bare verb."""

NO_VERB = re.compile(
    r"\b(?:to|the|a|an|of|and|or|in|on|for|with|by|their|its|this|such|other|all|no|any|new|further|general|under"
    r"|at|as|from"
    r"|relevant)\Z"
)
"""The words after which it is none: "the report", "to report"."""

SHALL = re.compile(r",?\s+(?:shall|should|will|must|is to|are to)(?:,?\s+(?:in [^,;]*,\s+)?|(?=:))")
NO_ACT = re.compile(
    r"(?:also |further |not |continue to |remain )*(?:be|consist|comprise|apply|include|enter|expire|begin|cover"
    r"|contain|constitute|have effect"
    r"|take effect|take place|come into)\b"
)
"""What whoever is told that he shall act does; what shall be done is told to nobody."""

ASKS_TO = re.compile(
    r"\s*,?\s*(?:[^,;:]{1,40},)?\s*to (?:also |further |once again )*(?:request|invite|encourage|call upon|ask"
    r"|urge|authorize|authorise|mandate|task|direct|entrust)\s"
)
"""A decision to ask somebody: "Decides to request the Committee to"."""

OF = re.compile(r"\s*of\s+(?=\S)")

FIRST_ENDINGS = {
    "reminds": re.compile(r"\s+(?:to|of|about|that|against)\b"),
    "warns": re.compile(r"\s+(?:of|about|that|against)\b"),
    "alerts": re.compile(r"\s+(?:to|of|about|that)\b"),
}
"""Where the addressee of a verb ends that tells him something: "reminds States of"."""

ENDINGS = {
    "entrusts": re.compile(r"\s+with\b"),
    "appeals": re.compile(r"\s+for\b"),
}
"""Where the addressee of a verb ends that need not have an infinitive: "appeals to States for"."""

LONGEST = 400
"""How many characters an addressee has at most before what he shall do."""

THAT_HE = re.compile(r"\s+that (?:he|she|it|they) (?=\w)")

LAST_ENDING = re.compile(r"\s+(?:in (?:its|their|his|her)|to an?) \w+")
"""Where it ends if nothing else tells: "encourages the Committee in its work", "invites the Chair to a dialogue"."""

DIRECT = re.compile(rf"\b(?:(?:{_words('who')})|[A-Z][\w’-]+)(?: concerned| involved)?\Z")
"""Somebody directly before the act that is demanded of him."""


def _is_who(phrase: str) -> bool:
    """Whether a noun phrase names somebody who can be asked, by the words before its first preposition."""
    cut = HEAD.search(phrase, 1)
    return _is_who_head(phrase[: cut.start()] if cut else phrase)


@lru_cache(4096)
def _is_who_head(phrase: str) -> bool:
    parts = LISTED.split(phrase)
    head = next((part for part in parts if WHO.search(part)), "")
    return bool(head) and (bool(WHO_LAST.search(head)) or not NOT_WHO.search(head))


def _found(text: str, lead: str | None) -> Iterator[tuple[int, Span, int, Verb]]:
    """The verbs of a text: where the text before it ends, the phrase, where what follows begins, the verb."""
    patterns = _patterns()
    end = 0
    if lead and text.startswith(lead) and UNKNOWN.fullmatch(lead) and not verb_of(lead) and len(text) > len(lead) + 8:
        end = len(lead)
        yield 0, (0, end), end, Verb(_bare(lead), "other")
    for word in re.finditer(r"\b(?:[Rr]e-)?[A-Za-z]+s\b", text):
        start = word.start()
        if start < end or not (pattern := patterns.get(word[0].lower())):
            continue
        if not (before := BEFORE.search(text, max(0, start - 160), start)):
            continue
        is_head = before["head"] is not None
        if not (is_head or word[0].islower()) or not (match := pattern.match(text, start)):
            continue
        phrase = (before.start("adverbs"), match.end())
        verb = verb_of(text[slice(*phrase)])
        if verb and (is_head or verb.is_further):
            end = match.end()
            yield before.start(), phrase, end, verb


def addresses(text: str, lead: str | None = None) -> list[Address]:
    """The verbs of an operative text in reading order, each with its addressee and act.

    ``lead`` is the leading phrase as set in italics (``clauses.verb``), where it is known: with it a verb outside
    the vocabulary is found too, of class "other".
    """
    found = list(_found(text, lead))
    if not found and (passive := PASSIVE.match(text)) and _is_who(passive["who"]):
        verb = _active(passive["verb"])
        start = passive.end() + 1
        return [
            Address(verb, passive.span("phrase"), _trim(text, passive.span("who")), _trim(text, (start, len(text))))
        ]
    rows: list[Address] = []
    end = len(text)
    shared: Span | None = None
    for before, phrase, verb_end, verb in reversed(found):
        addressee, act = _asked(text, verb_end, end, verb)
        is_shared = False
        if addressee and not act:  # without an act of its own: it shares that of the next verb, or the items follow
            if shared:
                act, is_shared = shared, True
            elif text[:end].rstrip().endswith(":"):
                act = (addressee[1], addressee[1])
            else:
                addressee = None
        act = act or (verb_end, end)
        shared = act if addressee and "who" in verb.addresses else None
        rows.append(Address(verb, phrase, addressee and _trim(text, addressee), _trim(text, act), is_shared))
        end = before
    return rows[::-1]


def _active(participle: str) -> Verb:
    """The verb of a participle: "authorized" -> authorizes, "called upon" -> calls upon."""
    head, _, rest = participle.partition(" ")
    for stem in (head.removesuffix("ed"), head.removesuffix("d")):
        if found := verbs().get(f"{stem}s {rest}".strip()):
            return found
    raise ValueError(f"verbs.csv has no verb for {participle!r}")


def _asked(text: str, start: int, end: int, verb: Verb) -> tuple[Span | None, Span | None]:
    """Who is addressed between two places of a text, and what he is asked; no act where a later verb has it."""
    how = verb.addresses
    if how & {"that", "shall"} and (opening := THAT.match(text, start, end)):
        told = (_shall if "shall" in how else _first_act)(text, opening.end(), end)
        who = (opening.end(), told.start() if told else end)
        if told and who[1] - who[0] < LONGEST and not TO.search(text, *who) and _is_who(text[slice(*who)].lstrip()):
            return who, (told.end(), end)
        if "who" not in how or not TO.search(text, opening.end(), end):
            return None, (start, end)
        start = opening.end() - len(opening[0].lstrip())  # "Requests that State to"
    if "shall" in how and (asking := ASKS_TO.match(text, start, end)):
        start = asking.end()
        how = frozenset({"who"})
    if "of" in how and (of := OF.match(text, start, end)):
        if _is_who(text[of.end() : end]) and (to := re.compile(r"\s+to\s").search(text, of.end(), end)):
            return (of.end(), to.start()), (to.end(), end)
        return None, (start, end)
    if "who" not in how:
        return None, (start, end)
    start = _after_asides(text, start, end)
    ending = _ending(text, start, end, verb)
    who = (start, ending[0] if ending else end)
    if not _is_who(text[slice(*who)]):
        return None, (start, end)
    return who, (ending[1], end) if ending else None


def _ending(text: str, start: int, end: int, verb: Verb) -> tuple[int, int] | None:
    """Where the addressee ends and what is asked begins; None where neither is to be seen."""
    head = verb.verb.split()[0]
    found = [
        (to.start(), to.start() + len(to[0]) - len("to"))
        for to in TO.finditer(text, start, end)
        if _outside(text, start, to.start())
        and (to[0].startswith(",") or not NO_INFINITIVE.search(text, max(start, to.start() - 20), to.start()))
    ][:1]
    told = _first_act(text, start, found[0][0] if found else end)
    if told and DIRECT.search(text, max(start, told.start() - 60), told.start()):
        found.append((told.start(), told.end()))  # "Demands all parties cease", without "that"
    if that_he := THAT_HE.search(text, start, end):
        found.append((that_he.start(), that_he.end()))
    if head in FIRST_ENDINGS and (towards := FIRST_ENDINGS[head].search(text, start, end)):
        found.append((towards.start(), towards.start()))
    if not found:
        towards = (ENDINGS[head].search(text, start, end) if head in ENDINGS else None) or LAST_ENDING.search(
            text, start, end
        )
        found = [(towards.start(), towards.start())] if towards else []
    return min(found, default=None)


def _shall(text: str, start: int, end: int) -> re.Match[str] | None:
    """The "shall" of "decides that X shall report"; None where something is done to X, or X is a thing's rule."""
    told = SHALL.search(text, start, end)
    return None if told and NO_ACT.match(text, told.end(), end) else told


def _first_act(text: str, start: int, end: int) -> re.Match[str] | None:
    """The verb of "that the Secretary-General continue": the first that can be one and stands after somebody."""
    for act in ACTS.finditer(text, start, min(end, start + LONGEST)):
        if _is_who(text[start : act.start()]) and not NO_VERB.search(text, max(start, act.start() - 20), act.start()):
            return act
    return None


def _outside(text: str, start: int, at: int) -> bool:
    """Whether a place is outside parentheses and quotation marks opened since ``start``."""
    part = text[start:at]
    return part.count("(") <= part.count(")") and part.count("“") <= part.count("”")


ASIDE_FIRST = re.compile(
    r"\s*,?\s*(?:(?:in particular|inter alia|especially|where (?:applicable|appropriate|relevant|possible)"
    r"|as appropriate"
    r"|once again|again|also|upon|to|on)(?![\w-]),?\s+)*(?:,\s[^,]*,\s+|(?:in|within|with|for|through|under"
    r"|pursuant|on|at|as|while|when|if|consistent|taking|bearing|recalling|noting|given|acting|subject|without|by"
    r"|following|after|before|during|where|upon)\b[^,;:]*,\s+)*"
)


def _after_asides(text: str, start: int, end: int) -> int:
    """Where the addressee begins: after "upon", ", in particular," and ", in this regard,"."""
    opening = ASIDE_FIRST.match(text, start, end)
    return opening.end() if opening else start


DANGLING = re.compile(
    r"(?:(?:\s*,?\s(?:once again|again|also|further|urgently|immediately|(?:when|in) doing so"
    r"|in th(?:is|at) (?:regard|respect|connection|context)))+(?=[\s,:;]*\Z)|[\s,;:.]"
    r"|[,;]?\s+(?:and|to|not)(?=[\s,;:.]*\Z))+\Z"
)
"""What stands at the end of an addressee or an act without belonging to it."""


def _trim(text: str, span: Span) -> Span:
    """The span without white space and stops at its ends, and without what dangles at its end."""
    start, end = span
    while start < end and text[start] in " ,:;\n":
        start += 1
    if dangling := DANGLING.search(text, max(start, end - 80), end):
        end = dangling.start()
    return start, max(start, end)


SEPARATOR = re.compile(r",\s+(?!the (?:occupying|administering) Power\b)|\s+(?:and|or|as well as)\s+")

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
"""How a part begins that is no addressee: "within their respective mandates"."""

COMPANY = re.compile(
    r"(?:in (?:close |full |further )?(?:consultation|cooperation|coordination|collaboration|partnership"
    r"|conjunction|dialogue|accordance|line|conformity|keeping)"
    r"|with|through|together with|jointly with|working|by|under|from|on|at|taking|bearing|based|that|which|who)\b"
)
"""An aside that names somebody itself: whoever is listed after it belongs to it."""

OWN = re.compile(rf"(?:{_words('own')})\b|[A-Z]")
"""How an addressee begins that stands on its own after "and"."""

EXAMPLE = re.compile(
    r"(?:and |including |in particular |especially |particularly |notably |above all )+(?:those|that of|the ones)\b"
)
"""Words that say which of those addressed are meant above all."""

ORGAN = rf"(?:{_words('organ')})"
NAME_AFTER = re.compile(rf"(?:[A-Z][\w’-]+ )*{ORGAN}\b")
NAME_BEFORE = re.compile(
    rf"\bthe (?:[A-Z][\w’-]+ |of |for |on |the )*(?!{ORGAN}\b|Nations\b|States\b|Union\b|General\b"
    rf"|Secretariat\b)[A-Z][\w’-]+\Z"
)
"""A name that goes on after its "and": "the Rule of Law Coordination and Resource Group"."""

ADJECTIVE = re.compile(r"(?:(?:the|all|other|relevant|its|their) )*[\w‐-]+(?: [\w‐-]+)?")
"""What may be the first of two adjectives of one addressee."""

RELATIVE = re.compile(r"\b(?:that|which|who)\b")

JOINED = re.compile(r"(?:funds and programmes|organs and bodies|peoples and|women and|men and|boys and|girls and)")


def parted(text: str, span: Span, names: Iterable[Span] = ()) -> list[Span]:
    """The addressees in "the Secretary-General, Member States and the private sector", each as printed.

    ``names`` are places that are never parted: those of names ("the Department of Economic and Social Affairs").
    What stands among them without being addressed is left out ("in consultation with Member States"), and so are
    the words that join them ("as well as", "including").
    """
    start, stop = span
    inside = [name for name in names if start <= name[0] and name[1] <= stop]
    cuts = [(start, start), *_cuts(text, start, stop, inside), (stop, stop)]
    spans: list[Span] = []
    aside = company = False
    for n, (before, after) in enumerate(pairwise(cuts)):
        join = text[slice(*before)].strip()
        piece = text[before[1] : after[0]]
        bare = _bare_piece(piece)
        at = after[0] - len(bare)
        is_new = False
        if company or EXAMPLE.match(piece):  # whoever is listed after "in consultation with" is not addressed
            continue
        if ASIDE.match(piece) and ("," in join or aside):
            aside, company = True, bool(COMPANY.match(piece))
            continue
        if not _is_who(bare):
            if aside:
                continue
            # "natural and juridical persons" begins another; "organizations and arrangements" goes on with the last
            is_first = bool(ADJECTIVE.fullmatch(bare)) and _noun_follows(text, cuts[n + 1 :])
            is_new = is_first and (not spans or _is_who(text[slice(*spans[-1])]))
            if (
                spans
                and not is_first
                and "," in join
                and not RELATIVE.search(text, *spans[-1])
                and not piece.startswith("of ")
            ):
                continue
        elif aside and not ("," in join or join == "as well as"):
            continue
        elif spans and (not _is_who(last := text[slice(*spans[-1])]) or (join == "and" and _is_unfinished(last))):
            is_new = False  # "international, regional and subregional organizations"
        elif join == "and" and (
            JOINED.search(text, spans[-1][0], after[0]) or (len(spans) == 1 and not OWN.match(bare))
        ):
            is_new = False  # "bodies and organizations of the system"
        else:
            is_new, aside = True, False
        if is_new or not spans:
            spans.append((at, after[0]))
        else:
            spans[-1] = (spans[-1][0], after[0])
    return [trimmed for span in spans if (trimmed := _trim(text, span))[0] < trimmed[1]]


def _noun_follows(text: str, cuts: list[Span]) -> bool:
    """Whether the adjective before these cuts of a list, or those after it, find the noun that they belong to."""
    for before, after in pairwise(cuts):
        piece = text[before[1] : after[0]]
        if ASIDE.match(piece) or not ADJECTIVE.fullmatch(bare := _bare_piece(piece)):
            return not ASIDE.match(piece) and _is_who(bare)
        if _is_who(bare):
            return True
    return False


UNFINISHED = re.compile(
    r"\b(?:[a-z]\w*(?:al|ian|ary|ic|ive)|development|research|private|public|civil|trade|security)\Z"
)


def _is_unfinished(phrase: str) -> bool:
    """Whether a noun phrase still lacks its noun: "United Nations humanitarian" (and development organizations)."""
    cut = HEAD.search(phrase, 1)
    return not cut and bool(UNFINISHED.search(phrase))


def _bare_piece(piece: str) -> str:
    """A part of a list without the words that join it to the list: "as well as", "including"."""
    return piece[opening.end() :] if (opening := OPENING.match(piece)) else piece


def _cuts(text: str, start: int, stop: int, inside: list[Span]) -> list[Span]:
    """Where a list may part: at commas, "and" and "or" outside names, parentheses and quotation marks."""
    return [
        m.span()
        for m in SEPARATOR.finditer(text, start, stop)
        if not any(a < m.end() and m.start() < b for a, b in inside)
        and _outside(text, start, m.start())
        and not (
            m[0].strip() == "and"
            and NAME_AFTER.match(text, m.end(), stop)
            and NAME_BEFORE.search(text, start, m.start())
        )
    ]
