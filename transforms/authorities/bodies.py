"""The bodies of the United Nations: who issued a document, who is named in a clause.

What belongs here: the authority table (``bodies.csv``: id, name, acronym, symbol prefix, parent, kind, the resolutions
that founded a body of the Security Council, and the further names and prefixes by which texts know the same body), the
body of a symbol, and the bodies named in a text. What does not: the grammar of address (``operative.py``) and what is
asked (``mandates.py``).

A name is matched as a whole word, the longest first, in the case in which the UN prints it. An acronym counts from
three letters. What a text calls by a short name (``short_names.csv``: "the Council", "the Special Rapporteur") is told
by its context, by rules with names, or left open with the reason.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import polars as pl
import regex

from transforms.mandates import operative
from warehouse import tables

SAME_LENGTH: dict[str, str] = {"’": "'", "\u2010": "-", "\u2011": "-", "\u00a0": " ", "\n": " "}
"""Characters that the UN prints in more than one form, each replaced by one, so that places in a text stay."""


_TRANSLATION = str.maketrans("".join(SAME_LENGTH), "".join(SAME_LENGTH.values()))


@dataclass(frozen=True)
class Named:
    """A body named in a text: characters before the name, up to its end, and which body it is."""

    start: int
    end: int
    body_id: str


def _table(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader((files("transforms.authorities") / name).read_text(encoding="utf-8").splitlines()))


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


def names() -> pl.DataFrame:
    """The names of the bodies through time (table ``body_names``)."""
    return tables.BODY_NAMES.frame(
        {"body_id": row["body_id"], "name": name, "kind": kind, "used_from": first, "used_to": last}
        for row in _authority()
        for name, kind, first, last in _names_of(row)
    )


FURTHER_NAME = re.compile(r"(?P<name>[^{]+)(?:\{(?P<first>\d{4})?-(?P<last>\d{4})?\})?")
"""A further name in ``bodies.csv``, with the years of its use where they are known: "Organization of African Unity
{1963-2002}", without the space."""


def _names_of(row: dict[str, str]) -> Iterator[tuple[str, str, int | None, int | None]]:
    """The names of a body: name, what kind of name, the years of its use."""
    yield row["name"], "name", None, None
    if row["acronym"]:
        yield row["acronym"], "acronym", None, None
    for further in filter(None, row["further_names"].split("|")):
        told = FURTHER_NAME.fullmatch(further)
        assert told, further
        first, last = (int(year) if year else None for year in (told["first"], told["last"]))
        yield told["name"], "former" if last else "further", first, last


SHORT_NAMES = tuple(row["short_name"] for row in _table("short_names.csv"))
"""The last words of bodies' names, by which a text goes on to call them: "the Special Committee"."""

OF_PERSONS = frozenset(row["short_name"] for row in _table("short_names.csv") if row["of_persons"])
"""Those after which "on" or "for" begins the rest of a full name, whatever word follows."""

FULL_NAME_GOES_ON = re.compile(
    r" (?:established|created|appointed|pursuant|concerning)\b(?! in \d| by the Council)| (?:on|for|of"
    r"|against) (?:the |an? )?[A-Z]"
)
FULL_NAME_OF_PERSONS = re.compile(
    r" (?:established|created|appointed|pursuant|concerning|on|for)\b(?! (?:its|his|her|their|this|that|these|an?"
    r"|all|any)\b)"
    r"| of the Secretary-General\b| to (?:the )?[A-Z]"
)
"""What makes a short name the head of a full one that the authority table does not hold."""

NAME_BEFORE = re.compile(r"(?:[A-Z][\w’'-]*|\b[Aa]d [Hh]oc|[Oo]pen-ended|[Ii]ntergovernmental)(?: and|,)? \Z")
WORDS_BEFORE = re.compile(
    r"\A(?:The|This|That|Its|Each|A|An|No|Requests|Invites|Encourages|Urges|Welcomes|Thanks|Also|In|By|To|For|Of"
    r"|At|When|If|And|Chair|Council|Committee|Secretariat)\b"
)
"""A word before a short name that belongs to a full one ("African Union Commission"), or is no part of a name."""

DETERMINER = re.compile(r"(?:\b(?:the|that|this|its)|\A\W*The|[.;:“] The) \Z")
"""What a short name stands after: "the Committee"."""

HEAD_ENDS = re.compile(r" (?:of|on|for|in|against|to|with|pursuant|established|concerning|at)\b|,")
"""Where the head of a body's name ends: "Committee | on the Rights of the Child"."""


@cache
def _short_names(name: str) -> tuple[str, ...]:
    """What a body of this name is called for short: "Special Committee" and "Committee"."""
    return tuple(
        short
        for short in SHORT_NAMES
        if (at := name.find(short)) >= 0
        and (at == 0 or name[at - 1] == " ")
        and not HEAD_ENDS.search(name, 0, at)
        and (at + len(short) == len(name) or HEAD_ENDS.match(name, at + len(short)))
    )


@cache
def _known() -> dict[str, str]:
    """Every name and acronym by which a text may know a body -> the body. An acronym counts from three letters."""
    return {
        name.translate(_TRANSLATION): row["body_id"]
        for row in _authority()
        for name, kind, _, _ in _names_of(row)
        if kind != "acronym" or len(name) > 2
    }


@cache
def _bearers() -> dict[str, frozenset[str]]:
    """A short name -> the bodies that may be called by it."""
    bearers: dict[str, set[str]] = {}
    for name, body_id in _known().items():
        for short in _short_names(name):
            bearers.setdefault(short, set()).add(body_id)
    for row in _authority():
        if row["kind"] == "peace_operation":  # an interim force too is "the Mission"
            bearers["Mission"].add(row["body_id"])
    return {short: frozenset(ids) for short, ids in bearers.items()}


@cache
def _shorts_of(body_id: str) -> frozenset[str]:
    return frozenset(short for short, ids in _bearers().items() if body_id in ids)


BY_RESOLUTION = re.compile(
    r"(?P<what>Committee|Panel of Experts|Group of Experts|Monitoring Group|Monitoring Team|Panel)\b"
    r"(?: on [A-Z][\w ]{2,40}?)?,? (?:(?:initially|originally|most recently|re-?|as) ?)*(?:established|created"
    r"|appointed|extended|set up)?,?\s?"
    r"(?:pursuant to|by|under|in accordance with)(?: paragraphs? [\d() ,a-zand]+ of)?(?: (?:Security Council"
    r"|its))? resolutions? (?P<number>\d{3,4})"
    r"(?: \(\d{4}\))?"
)
"""A body of the Security Council called by the resolution that founded it."""


@cache
def _founded() -> dict[tuple[bool, str], str]:
    """Whether a committee, and the number of a Security Council resolution -> the body that it founded."""
    founded: dict[tuple[bool, str], str] = {}
    for row in _authority():
        for number in filter(None, row["resolutions"].split("|")):
            founded.setdefault((row["kind"] == "committee", number), row["body_id"])
    return founded


@cache
def _pattern() -> regex.Pattern[str]:
    return regex.compile(r"(?<![\w/-])\L<names>(?![\w/]|-\w)", names=list(_known()))


def named(text: str) -> list[Named]:
    """The bodies named in full or by acronym in one text, in reading order; of two names at one place the longer."""
    return [Named(m.start(), m.end(), _known()[m[0]]) for m in _pattern().finditer(text.translate(_TRANSLATION))]


def _found(texts: pl.Series) -> list[list[tuple[int, int, str]]]:
    """The names and short names in each text: characters before, up to the end, which; the longest at its place."""
    same = texts.str.replace_many(list(SAME_LENGTH), list(SAME_LENGTH.values()))
    wanted = [*_known(), *SHORT_NAMES]
    places = same.str.find_many(wanted, overlapping=True).to_list()
    what = same.str.extract_many(wanted, overlapping=True).to_list()
    return [
        _longest(text, sorted(zip(starts, found, strict=True), key=lambda hit: (hit[0], -len(hit[1]))))
        if starts
        else []
        for text, starts, found in zip(same, places, what, strict=True)
    ]


def _longest(text: str, hits: list[tuple[int, str]]) -> list[tuple[int, int, str]]:
    """Of the hits (bytes before, name) those that are whole words, as characters, the first and longest."""
    kept: list[tuple[int, int, str]] = []
    raw = None if text.isascii() else text.encode()
    end = 0
    for offset, name in hits:
        start = offset if raw is None else len(raw[:offset].decode())
        stop = start + len(name)
        if start >= end and NOT_INSIDE.match(text, stop) and not INSIDE.search(text, max(0, start - 1), start):
            kept.append((start, stop, name))
            end = stop
    return kept


INSIDE = re.compile(r"[\w/-]\Z")
NOT_INSIDE = re.compile(r"(?![\w/]|-\w)")

ACTS = re.compile(r",?\Z|,? (?:shall|will|may|must|should|decides?|recommends?|requests?|invites?)\b")
"""What follows a body that is its text's own subject: "The General Assembly,", "The Committee shall meet"."""


REACH = 20
"""How many paragraphs of a record, where one speaker follows another, a full name reaches."""

USUAL = {
    ("ga", "Advisory Committee"): "acabq",
    ("ga", "Assembly"): "ga",
    ("hrc", "Advisory Committee"): "hrc-ac",
    ("hrc", "High Commissioner"): "ohchr",
    ("ecosoc", "Assembly"): "ga",
    ("sc", "Assembly"): "ga",
}


class Context:
    """What a document has named so far, for telling what it calls by a short name.

    The rules, in their order (``body_mentions.resolution_rule``):

    - ``own_body``: the short name of the body whose document it is ("the Council" in a text of the Human Rights
      Council);
    - ``defined``: the document says so: "the Committee established pursuant to ... (“the Committee”)";
    - ``same_clause``: the last full name before it in the clause; open where the clause names several;
    - ``parent_body``: the short name of a body above the document's own ("the Assembly");
    - ``last_named``: the last full name before it in the document, in the record of a meeting not far before it;
    - ``usual``: what the texts of the organ always call so ("the Advisory Committee" in those of the Assembly);
    - ``only_bearer``: one body alone is called so.
    """

    def __init__(self, symbol: str) -> None:
        own = body_of(symbol)
        if own and "/L." in symbol and own.startswith("ga-c"):
            own = "ga"  # a draft put to a Main Committee speaks as the Assembly
        self.chain: list[str] = []
        while own:
            self.chain.append(own)
            own = _parents().get(own)
        self.last: dict[str, str | None] = {}
        self.defined: dict[str, str | None] = {}
        self.in_clause: dict[str, list[str | None]] = {}
        self.clause = 0
        self.last_clause: dict[str, int] = {}
        self.reach = REACH if "/PV." in symbol or "/SR." in symbol else None

    def new_clause(self) -> None:
        self.clause += 1
        self.in_clause = {}

    def name(self, body_id: str | None, shorts: Iterable[str], is_number: bool = False) -> None:
        """A full name is read; None where the authority table does not hold its body.

        "The 1540 Committee" (``is_number``) is so called to tell it from the Committee.
        """
        for short in shorts:
            if is_number and short in self.last:
                continue
            self.last[short] = body_id
            self.last_clause[short] = self.clause
            self.in_clause.setdefault(short, []).append(body_id)

    def resolve(self, short: str) -> tuple[str | None, str]:
        """Which body a short name means and by which rule, or None and why that cannot be told."""
        if (
            self.chain and short in _shorts_of(self.chain[0]) and short != "Board"
        ):  # that of Auditors is "the Board" too
            return self.chain[0], "own_body"
        if short in self.defined:
            return self._told(self.defined[short], "defined")
        if named := self.in_clause.get(short):
            if len(set(named)) > 1:
                return None, "the clause names several before it"
            return self._told(named[-1], "same_clause")
        if short == "Organization":
            return None, "may be the United Nations itself"
        for body_id in self.chain[1:]:
            if short in _shorts_of(body_id):
                return body_id, "parent_body"
        if short in self.last and (not self.reach or self.clause - self.last_clause[short] <= self.reach):
            return self._told(self.last[short], "last_named")
        for body_id in self.chain:
            if (body_id, short) in USUAL:
                return USUAL[body_id, short], "usual"
        if len(bearers := _bearers().get(short, frozenset())) == 1:
            return next(iter(bearers)), "only_bearer"
        return None, "no full name before it"

    @staticmethod
    def _told(body_id: str | None, rule: str) -> tuple[str | None, str]:
        return (body_id, rule) if body_id else (None, "its full name is not in the authority table")


@cache
def _parents() -> dict[str, str]:
    return {row["body_id"]: row["parent_body_id"] for row in _authority() if row["parent_body_id"]}


DEFINES = re.compile(
    r"[^()“”\"]{0,60}\((?:hereinafter(?: referred to as)?,? "
    r"|hereafter )?(?:the )?[“\"]?(?:the )?(?P<short>[A-Z][\w -]+?),?[”\"]?\)"
)
"""A short name that a document gives to what it has just named: "(hereinafter “the Committee”)"."""

BIGGER_NAME = re.compile(r" [A-Z]|-|[’']s [A-Z]")
NOT_A_BODY = re.compile(r" (?:of Action|of Work|of work|budget|of Meetings|structure|element|document|room|centre)\b")


def mentions(clauses: pl.DataFrame) -> pl.DataFrame:
    """The bodies named in the clauses (table ``body_mentions``), from rows of table ``clauses``.

    A body is ``actor`` where it is its text's own subject, ``addressee`` where an operative clause addresses it, and
    ``mentioned`` anywhere else. A short name ("the Commission") is told by its context (``Context``) or left open.
    Names are English ones and acronyms, so few are found in other languages, and no short names.
    """
    rows: list[dict[str, Any]] = []
    columns = ("symbol", "language", "clause_id", "kind", "text")
    ordered = clauses.sort("symbol", "language", "seq").select(columns)
    found = _found(ordered["text"])
    context, document = Context(""), ("", "")
    for (symbol, language, clause_id, kind, text), hits in zip(ordered.iter_rows(), found, strict=True):
        if (symbol, language) != document:
            context, document = Context(symbol), (symbol, language)
        context.new_clause()
        if not hits or text.isupper():  # in a heading set in capitals every word looks like an acronym
            continue
        told = list(_told(text, hits, context, language))
        asked = _asked(text, told) if kind == "operative" else []
        for start, end, body_id, rule in told:
            if text[:start].lower() in ("", "the ") and ACTS.match(text, end):
                role = "actor"
            elif any(first <= start and end <= last for first, last in asked):
                role = "addressee"
            else:
                role = "mentioned"
            rows.append(
                {
                    "clause_id": clause_id,
                    "language": language,
                    "body_id": body_id,
                    "char_start": start,
                    "char_end": end,
                    "mention_text": text[start:end],
                    "role": role,
                    "resolution_rule": rule if body_id else None,
                    "unresolved_reason": None if body_id else rule,
                }
            )
    return tables.BODY_MENTIONS.frame(rows)


def _asked(text: str, told: list[tuple[int, int, str | None, str]]) -> list[operative.Span]:
    """Where those stand whom an operative clause addresses; not looked for where it names no body."""
    names = [(start, end) for start, end, *_ in told]
    spans = [address.addressee for address in operative.addresses(text) if address.addressee] if names else []
    return [part for span in spans for part in operative.parted(text, span, names)]


def _told(
    text: str, hits: list[tuple[int, int, str]], context: Context, language: str
) -> Iterator[tuple[int, int, str | None, str]]:
    """The mentions of one clause: where, which body, and by which rule (or why it is open)."""
    covered = 0
    known = _known()
    for start, end, name in hits:
        if start < covered:
            continue
        body_id = known.get(name)
        if (
            language == "en"
            and name in RESOLUTION_HEADS
            and (founded := BY_RESOLUTION.match(text, _head(text, start, end), end + 160))
        ):
            body_id = _founded().get((founded["what"] == "Committee", founded["number"]))
            covered = founded.end()
            context.name(body_id, _short_names(founded["what"]))
            _define(text, covered, body_id, context)
            yield (
                start,
                covered,
                body_id,
                "founding_resolution" if body_id else "its full name is not in the authority table",
            )
        elif body_id and name in OFFICES and OF_ANOTHER.match(text, end):
            continue
        elif body_id:
            context.name(
                body_id, _shorts_of(body_id) if name.isupper() else _short_names(name), is_number=name[0].isdigit()
            )
            _define(text, end, body_id, context)
            yield start, end, body_id, "full_name"
        elif language != "en" or name not in SHORTS:
            continue
        elif _is_unknown_name(text, start, end, name):
            context.name(None, _short_names(name))
            _define(text, end, None, context)
        elif (
            DETERMINER.search(text, max(0, start - 8), start)
            and not BIGGER_NAME.match(text, end)
            and not NOT_A_BODY.match(text, end)
        ):
            body_id, rule = context.resolve(name)
            yield start, end, body_id, rule


SHORTS = frozenset(SHORT_NAMES)
OFFICES = frozenset(("Secretary-General", "Deputy Secretary-General", "Secretariat"))
OF_ANOTHER = re.compile(r" of (?!the United Nations\b)(?:the )?[A-Z]")
"""What follows an office that another organization has too: "the Secretary-General of the Commonwealth"."""

RESOLUTION_HEADS = frozenset(
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


def _head(text: str, start: int, end: int) -> int:
    """Where the head of a name begins: after "Security Council" stands "Committee"."""
    return end + 1 if text.startswith("Security Council Committee", start) else start


def _define(text: str, end: int, body_id: str | None, context: Context) -> None:
    """Note the short name that a document gives to what it has just named, or to the body of which that is a part."""
    if (given := DEFINES.match(text, end)) and (short := given["short"]) in SHORTS:
        named = context.in_clause.get(short)
        fits = not body_id or short in _shorts_of(body_id)
        context.defined[short] = body_id if fits else named[-1] if named else None


def _is_unknown_name(text: str, start: int, end: int, short: str) -> bool:
    """Whether a short name is a part of a full name that the authority table does not hold."""
    if (FULL_NAME_OF_PERSONS if short in OF_PERSONS else FULL_NAME_GOES_ON).match(text, end):
        return True
    before = NAME_BEFORE.search(text, max(0, start - 30), start)
    return bool(before and not WORDS_BEFORE.match(before[0]))
