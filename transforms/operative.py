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
from itertools import pairwise
from importlib.resources import files

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


ADVERB = (
    r"(?:also|further|furthermore|moreover|again|once again|once more|in addition|therefore|thus|accordingly|hereby|then"
    r"|instead|(?!(?:family|assembly|supply|reply|apply|rely|July|Italy)\b)\w+ly|in turn|in particular|inter alia"
    r"|as appropriate|in (?:this|that) (?:regard|context|connection|respect|spirit)|to (?:this|that) end"
    r"|in the strongest (?:possible )?terms|with (?:\w+ )?(?:appreciation|satisfaction|concern|interest|regret|alarm"
    r"|approval|gratitude|dismay))"
)
"""Words that may stand beside a verb without changing it."""

MODIFIER = rf"(?:{ADVERB}|its|the|very|deep|deepest|grave|serious|great|strong|full|profound|sincere|firm|continued|urgent|utmost|renewed|heartfelt|warm|particular|unequivocal|unwavering)"
"""Words that may stand inside a verb of several words: "expresses its very serious concern"."""

BEFORE = re.compile(
    r"(?:(?P<head>\A\W*(?:[Tt]he (?:(?:General|Security|Human Rights|Economic and Social)\s)?(?:Council|Assembly)\s)?)"
    r"|[,;:]\s+(?:(?:and|but|while|as well as),?\s+)?|\b(?:and|but),?\s+)"
    rf"(?:(?:{ADVERB}|for (?:this|that) purpose|in doing so),?\s+)*?(?P<adverbs>(?:{ADVERB}\s+)*)\Z",
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
    for row in csv.DictReader((files("transforms") / "verbs.csv").read_text(encoding="utf-8").splitlines()):
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

WHO_WORDS = (
    "academia|actors|agencies|agents|authorities|bank|banks|bearers|bodies|businesses|centres|chairs|charities|children"
    "|citizens|coalitions|commissions|committees|communities|community|companies|conferences|cooperatives|coordinators"
    "|corporations|councils|countries|courts|creditors|debtors|delegations|departments|directors|heads|hosts|leaders|ministers|networks|network|presidencies|sides|administrators|managers|coordinators|counterparts|ministries|missions|negotiators|nations|academies|associations|clubs|employees|staff|personnel|consumers|civilians|clergy|elders|figures|guarantors|traders|carriers|airlines|flag|designers|developers|donors"
    "|economies|educators|employers|entities|enterprises|envoys|experts|facilitators|families|farmers|federations"
    "|firms|forces|forums|foundations|funds|government|governments|groups|groupings|hosts|individuals|industries"
    "|industry|initiators|institutes|institutions|investigators|investors|journalists|judges|jurisdictions|lawyers"
    "|leaders|legislators|lenders|manufacturers|mechanisms|media|mediators|members|men|militias|missions|movements"
    "|municipalities|neighbours|networks|nongovernmental|observers|offices|officials|officers|operations|operators"
    "|organisations|organizations|organs|others|owners|panels|parents|parliamentarians|parliaments|participants"
    "|parties|partners|people|peoples|persons|philanthropists|platforms|politicians|populations|practitioners|presidency|principals"
    "|presidents|procedures|producers|professionals|programmes|providers|publishers|rapporteurs|recipients|refugees"
    "|registries|representatives|requesters|researchers|scholars|scientists|secretariat|secretariats|sector|sectors"
    "|services|signatories|society|sponsors|stakeholders|states|structures|subcommittee|system|teachers|team|teams"
    "|territories|tribunals|troops|unions|units|universities|users|victims|volunteers|women|workers|youth|authority"
    "|committee|commission|council|government|mission|group|board|office|co-chairs|facilitator|chair|president"
    "|rapporteur|coordinator|envoy|both|they|them|him|her|those|others|all|it|everyone|judiciary|police|army|country|partner|donor|agency|institution|entity|body|party|person|individual|point|points|regulators|network|regulator|owner|neighbour|minister|head|leader|member|director|secretary|administrator|ambassador|ambassadors|diaspora|diasporas|survivors|peacekeepers|mandate-holders|holders|combatants|fighters|factions|belligerents|perpetrators|producers|exporters|importers|suppliers|vendors|contractors"
    "|states|state|countries"
)
WHO = re.compile(rf"\b(?:{WHO_WORDS})\b|\b[A-Z][\w’'-]*[A-Za-z]")
"""Words by which somebody is named; a thing asked for has none before its first preposition."""

WHO_LAST = re.compile(rf"\b(?:{WHO_WORDS})$")

NOT_WHO = re.compile(
    r"(?:[’']s?$|’ \w)|\b(?:Plan|Agenda|Agreement|Goals?|Strategy|Declaration|Convention|Principles|Protocol|Charter|Day"
    r"|Decade|Guidelines|Recommendations|Framework|Standards)$"
    r"|\b[a-z-]+(?:ment|[ts]ion|ance|ence|ness|ability|ivity|isation|ization)s?$"
    r"|\b(?:efforts?|use|cooperation|steps|measures|initiatives|contributions?|support|progress|dialogue|action|actions"
    r"|access|work|attention|focus|role|response|approach|approaches|training|research|sharing|building|report|reports"
    r"|resolution|resolutions|visits?|talks|activities|projects|following|consideration|return|release|end|cessation)$"
)
"""How a thing ends: "the States’ efforts", "community engagement"."""

HEAD = re.compile(
    r"[;:(]|\s(?:of|by|in|between|among|for|with|on|at|from|to|that|which|who|whose|as|through|under|within|without"
    r"|against|towards?|into|including|regarding|concerning|where|when|while|if)\b"
)
"""Where the head of a noun phrase ends."""

LISTED = re.compile(r",\s+|\s+(?:and|or|as well as)\s+")

ASKED = (
    "abide|abstain|accede|accelerate|accept|accomplish|accord|account|achieve|acknowledge|act|adapt|address|adhere|adjust|adopt"
    "|advance|advise|advocate|affirm|agree|align|allocate|allow|amend|analyse|analyze|apply|appoint|appraise|apprise"
    "|approach|approve|arrange|arrest|ascertain|assemble|assess|assign|assist|assume|assure|attend|authorize|avail|avoid"
    "|balance|ban|base|be|bear|better|become|begin|benefit|boost|brief|bring|broaden|build|call|carry|cease|celebrate|change|choose"
    "|circulate|clarify|close|collaborate|collect|combat|combine|come|commemorate|commence|commit|communicate|compile"
    "|complement|complete|comply|conclude|condemn|conduct|confirm|conform|conserve|consider|consolidate|constitute"
    "|consult|continue|contribute|control|convene|convey|cooperate|coordinate|counter|cover|create|deal|decide|declare"
    "|dedicate|deepen|define|deliver|demonstrate|deny|deploy|deposit|design|designate|desist|detect|determine|develop|devise"
    "|devote|direct|disarm|disburse|disclose|discontinue|discuss|disseminate|dismantle|display|dissociate|divert|divest|do|double|draft|draw"
    "|elaborate|eliminate|embark|embrace|empower|enable|enact|encourage|end|endeavour|endorse|enforce|engage|enhance"
    "|enlarge|ensure|enter|entrust|eradicate|establish|evaluate|examine|exchange|exclude|exercise|exert|expand|expedite"
    "|explore|express|extend|facilitate|fight|fill|finalise|finalize|finance|find|follow|forge|formulate|foster|freeze|fulfil"
    "|focus|fund|further|gather|give|grant|guarantee|guide|halt|harmonise|harmonize|harness|have|heed|help|highlight|hold|honour"
    "|host|identify|immediately|implement|impose|improve|include|incorporate|increase|indicate|inform|initiate|insist|inspect|instruct|institute|integrate"
    "|intensify|interact|intervene|introduce|invest|investigate|invite|involve|issue|join|keep|launch|lead|learn|lend"
    "|let|level|leverage|liaise|lift|limit|listen|look|mainstream|maintain|make|manage|mark|maximise|maximize|meet"
    "|minimise|minimize|mitigate|mobilise|mobilize|modify|monitor|move|negotiate|nominate|not|note|notify|observe|obtain"
    "|offer|operate|operationalise|operationalize|optimise|optimize|order|organise|organize|overcome|oversee|participate"
    "|partner|pay|perform|permit|place|plan|play|pool|prepare|present|preserve|prevent|prioritise|prioritize|proceed"
    "|produce|prohibit|promote|promptly|propose|prosecute|protect|provide|publicize|publish|pursue|put|raise|ratify"
    "|reach|reaffirm|realise|realize|recall|receive|recognise|recognize|recommend|reconsider|recover|recruit|rectify"
    "|redouble|reduce|refer|refine|reflect|refrain|register|regulate|reinforce|reiterate|reject|relaunch|release|remain"
    "|remedy|remove|renew|renounce|repatriate|repeal|replace|report|represent|request|require|rescind|resolve|respect"
    "|respond|restore|restrain|restrict|resume|retain|return|reverse|review|revise|revisit|revitalize|safeguard|scale|see|seek"
    "|seize|select|send|serve|set|settle|share|shift|show|sign|simplify|solve|spare|specify|speed|stand|standardise"
    "|standardize|start|state|stay|step|stop|streamline|strengthen|strive|study|submit|supplement|support|suppress|surrender"
    "|suspend|sustain|tackle|tailor|take|target|task|terminate|trace|track|train|transfer|translate|transmit|treat"
    "|undergo|undertake|unify|unite|update|upgrade|uphold|urge|use|utilise|utilize|vacate|view|visit|vote|welcome|withdraw"
    "|work|write|yield"
)
"""What bodies and States are asked to do."""

BESIDE = r"(?:(?:also|further|not|only|jointly|together|\w+ly(?: and)?|as appropriate|inter alia|in particular|thereby),?\s+)*"

TO = re.compile(rf",?\s+to(?=:|,?\s*\Z|,?\s+{BESIDE}(?:(?:re|co|fast|pre)-)?(?:{ASKED})\b(?!(?:ing|ed|s)\b))")
"""The "to" after which stands what is asked."""

NO_INFINITIVE = re.compile(
    r"\b(?:position|able|unable|wishing|wish|wishes|willing|invited|required|obliged|need|needs|efforts?|right|order|ability|capacity"
    r"|obligations?|yet|attempts?|seeking|seek|seeks|intending|intend|intends|entitled|mandated|authorized|likely|ready|view|views|regard|subject|access"
    r"|support|contributions?|contribute|contributing|commitments?|committed|approach|approaches|relating|relation"
    r"|related|pursuant|prior|according|addition|response|respect|due|owing|decision|opportunity|opportunities|desire"
    r"|refuse|refusing|continue|continues|continuing|determined|choose|chosen|failed|fail|invitation|requested|request|mandate|how|whether|what|have|has|had|aim|aims|aimed"
    r"|progress|leading|lead|adhere|accede|acceded|applicable|available|conducive|attention|is|are|necessary|resources"
    r"|measures|pledged|tasked|chapter|used|designed|steps|ways|time)$"
)
"""The words after which "to" begins no act of the addressee: "States in a position to do so", "acceded to"."""

THAT = re.compile(r"\s*(?:,[^,]{1,120},)?\s*that\b(?:,[^,]+,)?\s*")

ACTS = re.compile(rf",?\s+(?=(?:(?:also|further|not|\w+ly)\s+)*(?:{ASKED})\b)")
"""What all who are asked "that they act" do: the bare verb."""

NO_VERB = re.compile(
    r"\b(?:to|the|a|an|of|and|or|in|on|for|with|by|their|its|this|such|other|all|no|any|new|further|general|under|at|as|from"
    r"|relevant)\Z"
)
"""The words after which it is none: "the report", "to report"."""

SHALL = re.compile(r",?\s+(?:shall|should|will|must|is to|are to),?\s+(?:in [^,;]*,\s+)?")
NO_ACT = re.compile(
    r"(?:also |further |not )*(?:be|consist|comprise|apply|include|enter|expire|begin|cover|contain|constitute|have effect"
    r"|take effect|take place|come into)\b"
)
"""What whoever is told that he shall act does; what shall be done is told to nobody."""

ASKS_TO = re.compile(
    r"\s*,?\s*(?:[^,;:]{1,40},)?\s*to (?:also |further |once again )*(?:request|invite|encourage|call upon|ask|urge|authorize|authorise|mandate|task|direct|entrust)\s"
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

THAT_HE = re.compile(r"\s+that (?:he|she|it|they) (?=\w)")

LAST_ENDING = re.compile(r"\s+(?:in (?:its|their|his|her)|to an?) \w+")
"""Where it ends if nothing else tells: "encourages the Committee in its work", "invites the Chair to a dialogue"."""

DIRECT = re.compile(rf"\b(?:(?:{WHO_WORDS})|[A-Z][\w’-]+)(?: concerned| involved)?\Z")
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
    if "that" in how or "shall" in how:
        if opening := THAT.match(text, start, end):
            told = (_shall if "shall" in how else _first_act)(text, opening.end(), end)
            is_clause = told and told.start() - opening.end() < 400 and not TO.search(text, opening.end(), told.start())
            if told and is_clause and _is_who(text[opening.end() : told.start()].lstrip()):
                return (opening.end(), told.start()), (told.end(), end)
            if "who" not in how or not TO.search(text, opening.end(), end):
                return None, (start, end)
            start = opening.end() - len(opening[0].lstrip())  # "Calls upon that State to"
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
    cut, act = _ending(text, start, end, verb) or (end, None)
    if not _is_who(text[start:cut]):
        return None, (start, end)
    return (start, cut), act and (act, end)


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
    for act in ACTS.finditer(text, start, min(end, start + 400)):
        if _is_who(text[start : act.start()]) and not NO_VERB.search(text, max(start, act.start() - 20), act.start()):
            return act
    return None


def _outside(text: str, start: int, at: int) -> bool:
    """Whether a place is outside parentheses and quotation marks opened since ``start``."""
    part = text[start:at]
    return part.count("(") <= part.count(")") and part.count("“") <= part.count("”")


ASIDE_FIRST = re.compile(
    r"\s*,?\s*(?:(?:in particular|inter alia|especially|where (?:applicable|appropriate|relevant|possible)|as appropriate"
    r"|once again|again|also|upon|to|on)(?![\w-]),?\s+)*(?:,\s[^,]*,\s+|(?:in|within|with|for|through|under|pursuant|on|at|as|while|when|if|consistent|taking|bearing|recalling|noting|given|acting|subject|without|by|following|after|before|during|where|upon)\b[^,;:]*,\s+)*"
)


def _after_asides(text: str, start: int, end: int) -> int:
    """Where the addressee begins: after "upon", ", in particular," and ", in this regard,"."""
    opening = ASIDE_FIRST.match(text, start, end)
    return opening.end() if opening else start


DANGLING = re.compile(
    r"(?:(?:\s*,?\s(?:once again|again|also|further|urgently|immediately|(?:when|in) doing so"
    r"|in th(?:is|at) (?:regard|respect|connection|context)))+(?=[\s,:;]*\Z)|[\s,;:.]|[,;]?\s+(?:and|to)(?=[\s,;:.]*\Z))+\Z"
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
    r"(?:(?:and|or|as well as|including|in particular|especially|notably|particularly|above all|such as|namely|together with|along with|and also|also|both"
    r"|inter alia|and/or|but also|not only),?\s+)+"
)
"""Words before an addressee in a list that do not belong to it."""

ASIDE = re.compile(
    r"(?:in(?! particular)|within|with|for|through|under|pursuant|on|at|as(?! well as)|while|when|if|consistent|consistently|taking|bearing|recalling|noting|given|acting"
    r"|subject|without|by|following|after|before|during|where|wherever|upon|individually|jointly|according|depending|working|based|building|using|drawing"
    r"|together|collectively|respectively|directly|at|to|whenever|whether|particularly in|especially in|including in"
    r"|including through|including by|including at|inter alia|also|pending|against|above|concerned|to the extent|mindful|"
    r"particularly those|especially those|in particular those|including those|in particular the (?:ones|most)|that|which|who)\b"
)
"""How a part begins that is no addressee: "within their respective mandates"."""

COMPANY = re.compile(
    r"(?:in (?:close |full |further )?(?:consultation|cooperation|coordination|collaboration|partnership|conjunction|dialogue|accordance|line|conformity|keeping)"
    r"|with|through|together with|jointly with|working|by|under|from|on|at|taking|bearing|based|that|which|who)\b"
)
"""An aside that names somebody itself: whoever is listed after it belongs to it."""

OWN = re.compile(
    r"(?:the|all|other|relevant|its|their|his|those|both|each|any|every|non|civil|international|regional|subregional|private|national|local|humanitarian"
    r"|development|multilateral|bilateral|intergovernmental|specialized|donor|key|interested|concerned|financial|academic|research|treaty"
    r"|women|youth|member|neighbouring|competent|appropriate|troop|police|public|special|global|human|parliaments|individuals|donors|parties|observers)\b|[A-Z]"
)
"""How an addressee begins that stands on its own after "and"."""

EXAMPLE = re.compile(
    r"(?:and |including |in particular |especially |particularly |notably |above all )+(?:those|that of|the ones)\b"
)
"""Words that say which of those addressed are meant above all."""

ORGAN = r"(?:Group|Unit|Office|Department|Committee|Commission|Agency|Fund|Organi[sz]ation|Council|Service|Division|Institute|Section|Team|Centre|Network|Board|Programme|Bank|Authority|Mechanism)"
NAME_AFTER = re.compile(rf"(?:[A-Z][\w’-]+ )*{ORGAN}\b")
NAME_BEFORE = re.compile(
    rf"\bthe (?:[A-Z][\w’-]+ |of |for |on |the )*(?!{ORGAN}\b|Nations\b|States\b|Union\b|General\b|Secretariat\b)[A-Z][\w’-]+\Z"
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
            following = text[cuts[n + 1][1] : cuts[n + 2][0]] if n + 2 < len(cuts) else ""
            # "natural and juridical persons" begins another; "organizations and arrangements" goes on with the last
            is_first = bool(
                ADJECTIVE.fullmatch(bare) and _is_who(_bare_piece(following)) and not ASIDE.match(following)
            )
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
        elif spans and not _is_who(text[slice(*spans[-1])]):
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
