"""Mentions: the bodies named in clauses, where each stands, and its role there (table ``body_mentions``).

What belongs here: finding names in the text of clauses, deciding which body a short name ("the Council", "the Special
Rapporteur") means in its document, and the role of each body. What does not: the names themselves
(``authorities/bodies.py``), whom a clause addresses (``grammar.py``) and what is asked (``mandates.py``).

Names are English ones and acronyms. So few are found in other languages, and short names in English only.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

import polars as pl

from transforms.authorities import bodies
from transforms.mandates import addressees, grammar
from warehouse import tables


class Hit(NamedTuple):
    """A full or short name found in a text, the places of its first character and of the one after its last."""

    start: int
    end: int
    name: str


class Resolution(NamedTuple):
    """Which body is meant and the name of the rule that says so; or no body, and in ``rule`` the reason."""

    body_id: str | None
    rule: str


class Mention(NamedTuple):
    """A body named in a text, the places of its first character and of the one after its last, and which body it is."""

    start: int
    end: int
    resolution: Resolution


UNKNOWN = Resolution(None, "its full name is not in the authority table")


def body_mentions(clauses: pl.DataFrame) -> pl.DataFrame:
    """The bodies named in the clauses (table ``body_mentions``), from rows of table ``clauses``.

    A body is ``actor`` where it is the subject of the clause, ``addressee`` where an operative clause addresses it,
    and ``mentioned`` anywhere else. A short name is resolved by its context (``Context``) or left open with a reason.
    """
    ordered = clauses.sort("symbol", "language", "seq").select("symbol", "language", "clause_id", "kind", "text")
    hits_by_clause = _find_names(ordered["text"])
    rows: list[dict[str, object]] = []
    context, document = Context(""), ("", "")
    for (symbol, language, clause_id, kind, text), hits in zip(ordered.iter_rows(), hits_by_clause, strict=True):
        if (symbol, language) != document:
            context, document = Context(symbol), (symbol, language)
        context.begin_clause()
        if not hits or text.isupper():  # in a heading in capitals every word looks like an acronym
            continue
        mentions = list(_mentions_in(text, hits, context, language))
        addressed = _addressed_in(text, mentions) if kind == "operative" else []
        for start, end, (body_id, rule) in mentions:
            rows.append(
                {
                    "clause_id": clause_id,
                    "language": language,
                    "body_id": body_id,
                    "char_start": start,
                    "char_end": end,
                    "mention_text": text[start:end],
                    "role": _role(text, start, end, addressed),
                    "resolution_rule": rule if body_id else None,
                    "unresolved_reason": None if body_id else rule,
                }
            )
    return tables.BODY_MENTIONS.frame(rows)


# Roles

ACTS = re.compile(r",?\Z|,? (?:shall|will|may|must|should|decides?|recommends?|requests?|invites?)\b")
"""What follows a body that is the subject of its clause: "The General Assembly,", "The Committee shall meet"."""


def _role(text: str, start: int, end: int, addressed: list[addressees.Span]) -> str:
    if text[:start].lower() in ("", "the ") and ACTS.match(text, end):
        return "actor"
    is_addressed = any(first <= start and end <= last for first, last in addressed)
    return "addressee" if is_addressed else "mentioned"


def _addressed_in(text: str, mentions: list[Mention]) -> list[addressees.Span]:
    """Where the addressees of an operative clause stand; not searched for where the clause names no body."""
    if not mentions:
        return []
    names = [(start, end) for start, end, _ in mentions]
    spans = [address.addressee for address in grammar.addresses(text) if address.addressee]
    return [part for span in spans for part in addressees.split_addressees(text, span, names)]


# Finding names

_INSIDE_WORD = re.compile(r"[\w/-]\Z")
_ENDS_WORD = re.compile(r"(?![\w/]|-\w)")


def _find_names(texts: pl.Series) -> list[list[Hit]]:
    """The names and short names in each text, in reading order, the longest at each place."""
    spelt = texts.str.replace_many(list(bodies.SAME_LENGTH), list(bodies.SAME_LENGTH.values()))
    wanted = [*bodies.known_names(), *bodies.SHORT_NAMES]
    places = spelt.str.find_many(wanted, overlapping=True).to_list()
    names = spelt.str.extract_many(wanted, overlapping=True).to_list()
    return [
        _longest(text, sorted(zip(starts, found, strict=True), key=lambda hit: (hit[0], -len(hit[1]))))
        if starts
        else []
        for text, starts, found in zip(spelt, places, names, strict=True)
    ]


def _longest(text: str, hits: list[tuple[int, str]]) -> list[Hit]:
    """The hits (bytes before the name, name) that are whole words, without those that begin inside another."""
    kept: list[Hit] = []
    raw = None if text.isascii() else text.encode()
    end = 0
    for offset, name in hits:
        start = offset if raw is None else len(raw[:offset].decode())
        stop = start + len(name)
        is_whole_word = _ENDS_WORD.match(text, stop) and not _INSIDE_WORD.search(text, max(0, start - 1), start)
        if start >= end and is_whole_word:
            kept.append(Hit(start, stop, name))
            end = stop
    return kept


# Which body a name means in its document

REACH = 20
"""In the record of a meeting, where one speaker follows another, a full name explains the short names of as many
paragraphs after it."""

USUAL = {
    ("ga", "Advisory Committee"): "acabq",
    ("ga", "Assembly"): "ga",
    ("hrc", "Advisory Committee"): "hrc-ac",
    ("hrc", "High Commissioner"): "ohchr",
    ("ecosoc", "Assembly"): "ga",
    ("sc", "Assembly"): "ga",
}
"""The body that the texts of an organ always call by a short name without its full name."""


class Context:
    """What a document has named so far, by which its short names are resolved.

    ``resolve`` asks ``RULES`` in their order. The first that answers gives the body and the name of the rule
    (``body_mentions.resolution_rule``), or the reason why the name stays open.
    """

    def __init__(self, symbol: str) -> None:
        own = bodies.body_of(symbol)
        if own and "/L." in symbol and own.startswith("ga-c"):
            own = "ga"  # a draft before a Main Committee speaks as the Assembly
        self.chain = bodies.with_those_above(own)
        self.last_named: dict[str, str | None] = {}
        self.clause_of_last: dict[str, int] = {}
        self.defined: dict[str, str | None] = {}
        self.named_in_clause: dict[str, list[str | None]] = {}
        self.clause = 0
        self.reach = REACH if "/PV." in symbol or "/SR." in symbol else None

    def begin_clause(self) -> None:
        """Go on to the next clause of the document."""
        self.clause += 1
        self.named_in_clause = {}

    def add(self, body_id: str | None, short_names: Iterable[str], is_number: bool = False) -> None:
        """Note a full name with the short names that it may have; null where no body of the table has the name.

        A name such as "the 1540 Committee" (``is_number``) does not change what "the Committee" means: it is called
        by its number because another is "the Committee".
        """
        for short in short_names:
            if is_number and short in self.last_named:
                continue
            self.last_named[short] = body_id
            self.clause_of_last[short] = self.clause
            self.named_in_clause.setdefault(short, []).append(body_id)

    def define(self, text: str, end: int, body_id: str | None) -> None:
        """Note the short name that the document gives to the body whose name ends at ``end``.

        It may belong to another body that the clause has just named, where the body itself is not called so.
        """
        if (given := DEFINITION.match(text, end)) and (short := given["short"]) in bodies.SHORT_NAMES:
            named = self.named_in_clause.get(short)
            fits = not body_id or short in bodies.short_names_of(body_id)
            self.defined[short] = body_id if fits else named[-1] if named else None

    def resolve(self, short: str) -> Resolution:
        """The body that a short name means, or the reason why it stays open."""
        answers = (rule(self, short) for rule in RULES)
        return next((answer for answer in answers if answer), Resolution(None, "no full name before it"))


def _own_body(context: Context, short: str) -> Resolution | None:
    """The body whose document it is: "the Council" in a text of the Human Rights Council.

    Not "the Board", which may be the Board of Auditors in the texts of any board.
    """
    own = context.chain[0] if context.chain else None
    return Resolution(own, "own_body") if own and short in bodies.short_names_of(own) and short != "Board" else None


def _defined(context: Context, short: str) -> Resolution | None:
    """The body to which the document gives the short name: "the Committee established by ... (“the Committee”)"."""
    return _known(context.defined[short], "defined") if short in context.defined else None


def _same_clause(context: Context, short: str) -> Resolution | None:
    """The full name before it in the clause; open where the clause names several bodies that may be called so."""
    named = context.named_in_clause.get(short)
    if named and len(set(named)) > 1:
        return Resolution(None, "the clause names several before it")
    return _known(named[-1], "same_clause") if named else None


def _organization(context: Context, short: str) -> Resolution | None:
    """Open, for "the Organization" is often the United Nations itself, which is no body of the table."""
    return Resolution(None, "may be the United Nations itself") if short == "Organization" else None


def _parent_body(context: Context, short: str) -> Resolution | None:
    """A body above the document's own: "the Assembly"."""
    above = (body_id for body_id in context.chain[1:] if short in bodies.short_names_of(body_id))
    return next((Resolution(body_id, "parent_body") for body_id in above), None)


def _last_named(context: Context, short: str) -> Resolution | None:
    """The last full name before it in the document; in the record of a meeting, not far before it."""
    if short not in context.last_named:
        return None
    if context.reach and context.clause - context.clause_of_last[short] > context.reach:
        return None
    return _known(context.last_named[short], "last_named")


def _usual(context: Context, short: str) -> Resolution | None:
    """The body that the texts of the organ always call so: "the Advisory Committee" in those of the Assembly."""
    found = (USUAL[body_id, short] for body_id in context.chain if (body_id, short) in USUAL)
    return next((Resolution(body_id, "usual") for body_id in found), None)


def _only_bearer(context: Context, short: str) -> Resolution | None:
    """The one body of the table that may be called so."""
    called = bodies.bodies_called(short)
    return Resolution(next(iter(called)), "only_bearer") if len(called) == 1 else None


RULES: tuple[Callable[[Context, str], Resolution | None], ...] = (
    _own_body,
    _defined,
    _same_clause,
    _organization,
    _parent_body,
    _last_named,
    _usual,
    _only_bearer,
)
"""The rules of ``Context.resolve`` in their order."""


def _known(body_id: str | None, rule: str) -> Resolution:
    return Resolution(body_id, rule) if body_id else UNKNOWN


# Mentions of one clause

FOUNDED_BY_RESOLUTION = re.compile(
    r"(?P<what>Committee|Panel of Experts|Group of Experts|Monitoring Group|Monitoring Team|Panel)\b"
    r"(?: on [A-Z][\w ]{2,40}?)?,? (?:(?:initially|originally|most recently|re-?|as) ?)*(?:established|created"
    r"|appointed|extended|set up)?,?\s?"
    r"(?:pursuant to|by|under|in accordance with)(?: paragraphs? [\d() ,a-zand]+ of)?(?: (?:Security Council"
    r"|its))? resolutions? (?P<number>\d{3,4})"
    r"(?: \(\d{4}\))?"
)
"""A body of the Security Council called by the resolution that founded it."""

MAY_BE_FOUNDED = frozenset(
    (
        "Committee",
        "Security Council",
        "Panel of Experts",
        "Group of Experts",
        "Monitoring Group",
        "Monitoring Team",
        "Panel",
    )
)
"""The names with which such a phrase begins: "Security Council Committee established pursuant to"."""

OFFICES = frozenset(("Secretary-General", "Deputy Secretary-General", "Secretariat"))
OF_ANOTHER = re.compile(r" of (?!the United Nations\b)(?:the )?[A-Z]")
"""What follows an office of another organization: "the Secretary-General of the Commonwealth"."""

DEFINITION = re.compile(
    r"[^()“”\"]{0,60}\((?:hereinafter(?: referred to as)?,? "
    r"|hereafter )?(?:the )?[“\"]?(?:the )?(?P<short>[A-Z][\w -]+?),?[”\"]?\)"
)
"""The short name that a document gives to a body whose name it has just printed: "(hereinafter “the Committee”)"."""

DETERMINER = re.compile(r"(?:\b(?:the|that|this|its)|\A\W*The|[.;:“] The) \Z")
"""What stands before a short name: "the Committee"."""

LONGER_NAME = re.compile(r" [A-Z]|-|[’']s [A-Z]")
"""What follows a word that only begins a longer name: "the Committee Secretary"."""

NOT_A_BODY = re.compile(r" (?:of Action|of Work|of work|budget|of Meetings|structure|element|document|room|centre)\b")
"""What follows a word that is no body here: "the Programme of Action", "the Fund budget"."""

FULL_NAME_GOES_ON = re.compile(
    r" (?:established|created|appointed|pursuant|concerning)\b(?! in \d| by the Council)| (?:on|for|of"
    r"|against) (?:the |an? )?[A-Z]"
)
FULL_NAME_OF_PERSONS_GOES_ON = re.compile(
    r" (?:established|created|appointed|pursuant|concerning|on|for)\b(?! (?:its|his|her|their|this|that|these|an?"
    r"|all|any)\b)"
    r"| of the Secretary-General\b| to (?:the )?[A-Z]"
)
"""What follows a short name that begins a full one: "the Committee on Pears". After experts any word may follow
"on" or "for": "the Special Rapporteur on the right to food"."""

NAME_BEFORE = re.compile(r"(?:[A-Z][\w’'-]*|\b[Aa]d [Hh]oc|[Oo]pen-ended|[Ii]ntergovernmental)(?: and|,)? \Z")
"""A word before a short name that may belong to its full name: "African Union Commission"."""

NO_NAME_BEFORE = re.compile(
    r"\A(?:The|This|That|Its|Each|A|An|No|Requests|Invites|Encourages|Urges|Welcomes|Thanks|Also|In|By|To|For|Of"
    r"|At|When|If|And|Chair|Council|Committee|Secretariat)\b"
)
"""Words with a capital that do not belong to the name after them."""


def _mentions_in(text: str, hits: list[Hit], context: Context, language: str) -> Iterator[Mention]:
    """The mentions of one clause in reading order; notes in ``context`` what the clause names."""
    covered = 0
    is_english = language == "en"
    for hit in hits:
        if hit.start < covered:
            continue
        if is_english and (founded := _founded_by_resolution(text, hit)):
            covered = founded.end()
            body_id = bodies.founded_by(founded["number"], is_committee=founded["what"] == "Committee")
            context.add(body_id, bodies.short_names_in(founded["what"]))
            context.define(text, covered, body_id)
            yield Mention(hit.start, covered, _known(body_id, "founding_resolution"))
        elif hit.name in bodies.known_names():
            if resolution := _named_in_full(text, hit, context):
                yield Mention(hit.start, hit.end, resolution)
        elif is_english and (resolution := _called_for_short(text, hit, context)):
            yield Mention(hit.start, hit.end, resolution)


def _founded_by_resolution(text: str, hit: Hit) -> re.Match[str] | None:
    if hit.name not in MAY_BE_FOUNDED:
        return None
    is_council = text.startswith("Security Council Committee", hit.start)
    return FOUNDED_BY_RESOLUTION.match(text, hit.end + 1 if is_council else hit.start, hit.end + 160)


def _named_in_full(text: str, hit: Hit, context: Context) -> Resolution | None:
    """The body of a full name; None for an office of another organization."""
    if hit.name in OFFICES and OF_ANOTHER.match(text, hit.end):
        return None
    body_id = bodies.known_names()[hit.name]
    short_names = bodies.short_names_of(body_id) if hit.name.isupper() else bodies.short_names_in(hit.name)
    context.add(body_id, short_names, is_number=hit.name[0].isdigit())
    context.define(text, hit.end, body_id)
    return Resolution(body_id, "full_name")


def _called_for_short(text: str, hit: Hit, context: Context) -> Resolution | None:
    """The body that a short name means, or why that is open; None where the words name no body.

    Where the short name is a part of a full name that the table does not have, ``context`` notes that the document
    has named such a body.
    """
    if _is_part_of_unknown_name(text, hit):
        context.add(None, bodies.short_names_in(hit.name))
        context.define(text, hit.end, None)
        return None
    if not DETERMINER.search(text, max(0, hit.start - 8), hit.start):
        return None
    if LONGER_NAME.match(text, hit.end) or NOT_A_BODY.match(text, hit.end):
        return None
    return context.resolve(hit.name)


def _is_part_of_unknown_name(text: str, hit: Hit) -> bool:
    is_of_persons = hit.name in bodies.SHORT_NAMES_OF_PERSONS
    if (FULL_NAME_OF_PERSONS_GOES_ON if is_of_persons else FULL_NAME_GOES_ON).match(text, hit.end):
        return True
    before = NAME_BEFORE.search(text, max(0, hit.start - 30), hit.start)
    return bool(before and not NO_NAME_BEFORE.match(before[0]))
