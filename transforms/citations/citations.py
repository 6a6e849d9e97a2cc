"""Citations: which document a reference means, what "Ibid." and a link say of it, and the frames of it.

What belongs here: deciding what each reference found in a text refers to (``resolve``), reading notes one after the
other and writing out their "Ibid." (``read_note``), weighing the links printed over the text (``weigh_links``), and
the frames ``citations``, ``footnotes.expanded_text`` and ``treaties``. What does not: finding references
(``references.py``), how a symbol is spelt (``symbols.py``), and which bodies a clause addresses (``bodies.py``).

``resolve`` adds what the words alone do not say: whose number it is where no body stands before it (the subject of
"its", the adopting organ, the session that fits the date). Each row names the rule that resolved it, or the reason why
it is left open: nothing is guessed without saying so. A rule's name is followed by ", link_disagrees",
", date_disagrees" or ", number_disagrees" where the link, the date or the year printed beside the number says
otherwise.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import groupby
from operator import itemgetter
from typing import Any

import polars as pl
import regex

from transforms.authorities import symbols
from transforms.citations import references
from transforms.citations.references import MEANINGS, WITHOUT_SYMBOLS, Found, find, is_of_year
from warehouse import tables

# ---------------------------------------------------------------------------------------------------------------
# Resolve


@dataclass(frozen=True)
class Citing:
    """What a document tells about whoever cites in it."""

    body: str
    """Key of the body that speaks: its "its", and its bare "resolution"."""
    on: dt.date | None
    """Date before which what it cites was adopted; null where the document gives none."""
    named: Mapping[tuple[str, str, str], str] = field(default_factory=dict)
    """Noun, session and number -> the body that the document itself names for them somewhere."""
    in_full: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Number -> the symbols of the resolutions by it that the document cites somewhere with year or session."""
    is_adopted: bool = False
    """Whether it is a resolution or decision, or the draft of one, so that "the present resolution" is itself."""


@dataclass(frozen=True)
class Target:
    """What a reference was resolved to, or why it was left open."""

    kind: str
    symbol: str | None = None
    rule: str | None = None
    reason: str | None = None
    treaty_id: str | None = None
    dated: dt.date | None = None


def citing(symbol: str, adopted_on: dt.date | None, published_on: dt.date | None) -> Citing:
    """The body that speaks in a document, from the document's symbol, and when it spoke."""
    read = symbols.parse(symbol)
    body = next((key for prefix, key in _SPEAKERS if regex.match(prefix, read.body_prefix)), "OTHER")
    is_adopted = read.doc_type in ("RES", "DEC", "L")
    return Citing(body, adopted_on or published_on, is_adopted=is_adopted)


# Bodies whose own resolutions a document under that prefix means by "its", or by "resolution" alone.
_SPEAKERS = (
    (r"A/HRC", "HRC"),
    (r"A", "GA"),
    (r"S", "SC"),
    (r"E/CN\.4$", "CHR"),
    (r"E$", "ECOSOC"),
    (r"UNEP/EA", "UNEA"),
    (r"T$", "TC"),
)


def named_bodies(found: Iterable[Found]) -> Mapping[tuple[str, str, str], str]:
    """The bodies that a document names for the numbers it cites, for when it cites them again without the body:
    "pursuant to resolutions 34/24, 40/20" after "Human Rights Council resolutions 34/24, 40/20"."""
    named: dict[tuple[str, str, str], str] = {}
    for each in found:
        head = each.head
        if head and head.body and head.how == "named" and each.form == "session":
            meanings = MEANINGS.get(head.body, (head.body,))
            if body := next((body for body in meanings if _symbol_of(body, head.noun, each)), None):
                named.setdefault((head.noun, each.session, each.number), body)
    return named


def cited_in_full(found: Iterable[Found]) -> Mapping[str, frozenset[str]]:
    """The resolutions that a document cites with year or session, by their numbers, for when it cites them again by
    the number alone: "resolution 2231" after "resolution 2231 (2015)"."""
    symbols_of: dict[str, set[str]] = defaultdict(set)
    for each in found:
        if each.form == "year":
            symbols_of[each.number].add(f"S/RES/{each.number}({each.session})")
        elif each.form == "roman" and each.head and each.head.noun == "resolution":
            symbols_of[each.number].add(f"A/RES/{each.number}({each.session})")
    return {number: frozenset(several) for number, several in symbols_of.items()}


def resolve(found: Found, doc: Citing) -> Target:
    """What one reference of a text refers to, from its own words and from who speaks.

    "Ibid." and "note 3 above" are left open here: what they refer to stands in other notes (``read_note``).
    """
    match found.form:
        case "symbol":
            return _resolve_symbol(found)
        case "year":
            return _resolve_year(found)
        case "roman" | "session":
            return _resolve_number(found, doc)
        case "alone":
            return _resolve_alone(found, doc)
        case "itself" if doc.is_adopted:
            return Target("itself", rule="present_document")
        case "itself":
            kind = found.head.noun if found.head else "other"
            return Target(kind, reason="the text of which it is part is not the document, but stands in it")
        case "treaty":
            return Target("treaty", rule="treaty_series", treaty_id=_treaty_id(found))
        case "instrument":
            return Target("treaty", rule="instrument_name", treaty_id=found.number)
        case "charter":
            return Target("charter", rule="charter")
        case "publication":
            return Target("publication", rule="sales_number")
        case "url":
            symbol = symbols.from_link(found.text)
            return Target("url" if symbol is None else _kind(symbol), symbol, "address")
        case "foreign":
            kind = found.head.noun if found.head else "other"
            return Target(kind, reason="numbered by a body outside the series of UN document symbols")
        case "foreign_document":
            kind = found.head.noun if found.head else "document"
            return Target(kind, reason="issued by an organization outside the series of UN document symbols")
    return Target("other", reason="refers to a note or a document named elsewhere")


def _resolve_symbol(found: Found) -> Target:
    whole = found.text
    if whole.startswith("PRST/"):
        # presidents' statements: the Security Council counts them by years, the Human Rights Council by sessions
        whole = f"{'S' if len(whole.split('/')[1]) == 4 else 'A/HRC'}/{whole}"
    try:
        if found.session:
            before = symbols.parse(found.session)
            # what hangs from two symbols of one document is known by the first, as the document itself is
            whole = f"{before.joint[0] if before.joint else before.text}/{whole}"
        read = symbols.parse(whole)
    except ValueError:
        return Target("document", reason="has the form of a symbol but cannot be read as one")
    symbol = read.joint[0] if read.joint else read.text
    rule = "joint_symbol" if read.joint else "modifier_of_symbol_before" if found.session else "symbol"
    rule = "series_of_symbol_before" if found.is_listed else rule
    return Target(_kind(symbol), symbol, rule, dated=found.dated)


def _kind(symbol: str) -> str:
    read = symbols.parse(symbol)
    if read.is_record:
        return "meeting_record"
    return {"RES": "resolution", "DEC": "decision"}.get(read.doc_type or "", "document")


def _resolve_year(found: Found) -> Target:
    if found.head and found.head.body in WITHOUT_SYMBOLS and not found.is_listed:
        return Target(found.head.noun, reason="numbered by a body outside the series of UN document symbols")
    symbol = f"S/RES/{found.number}({found.session})"
    rule = "year_in_parentheses"
    if not is_of_year(int(found.number), int(found.session)):
        rule += ", number_disagrees"
    dated = found.dated or found.shared_date
    return Target("resolution", symbol, rule, dated=_if(dated, dated and dated.year == int(found.session)))


def _resolve_alone(found: Found, doc: Citing) -> Target:
    """A number without session or year. The Security Council's tell their year; the Assembly's before 1976 do not."""
    body = found.head.body if found.head else None
    in_full = doc.in_full.get(found.number, frozenset())
    organs = {None: "", "SC": "S/", "COUNCIL": "S/", "GA": "A/", "ASSEMBLY": "A/"}
    wanted = [symbol for symbol in in_full if symbol.startswith(organs.get(body, "-"))]
    if len(wanted) == 1:
        return Target("resolution", wanted[0], "cited_in_full_elsewhere", dated=found.dated)
    if body not in organs:
        return Target("resolution", reason="numbered by a body outside the series of UN document symbols")
    # three figures and no body named: the Assembly's early resolutions are cited so too (181, 194)
    is_council = body == "SC" or (body in (None, "COUNCIL") and doc.body == "SC" and int(found.number) >= 1000)
    year = references.year_of(int(found.number)) if is_council else None
    if year is None:
        return Target("resolution", reason="a number without session or year, which does not tell the resolution")
    dated = _if(found.dated, found.dated and found.dated.year == year)
    return Target("resolution", f"S/RES/{found.number}({year})", "year_of_number", dated=dated)


def _resolve_number(found: Found, doc: Citing) -> Target:
    """Whose number it is. The words come first; where they leave a choice, form, date and session decide."""
    head = found.head
    noun = head.noun if head else "resolution"
    candidates = _candidates(found, doc)
    fitting = [(body, rule) for body, rule in candidates if _symbol_of(body, noun, found)]
    if not fitting:
        if head and not WITHOUT_SYMBOLS.isdisjoint((doc.body, head.body, *head.nearby)):
            return Target(noun, reason="its body publishes resolutions and decisions without symbols of their own")
        return Target(noun, reason="no body numbers its resolutions and decisions like this")
    first, stated = fitting[0], [each for each in fitting if _was_adopted(each[0], found, doc)]
    chosen, rule = stated[0] if stated else first
    if rule == "only_form" and not stated:
        return Target(noun, reason="no body is named, and no session fits")
    if not stated and head and head.how == "none" and not WITHOUT_SYMBOLS.isdisjoint(head.nearby):
        return Target(noun, reason="the date is not the adopting organ's, and a body without symbols is named nearby")
    if first[1] == "head" and not (found.is_listed and found.dated):
        # where the words name the body, only a date under a list's distant head is better evidence
        chosen, rule = first
    elif rule != first[1]:
        rule = "date_fits_session" if found.dated else "session_is_possible"
    if rule == "head" and found.is_listed:
        rule = "head_of_list"
    dated = found.dated or _if(found.shared_date, _sat(chosen, found, found.shared_date))
    if found.dated and not _sat(chosen, found, found.dated):
        rule += ", date_disagrees"
    return Target(noun, _symbol_of(chosen, noun, found), rule, dated=dated)


def _candidates(found: Found, doc: Citing) -> list[tuple[str, str]]:
    """Bodies whose number it may be, with the rule by which each would be chosen; the likeliest first."""
    head = found.head
    named: list[tuple[str, str]] = []
    if head and head.body:
        rule = {"named": "head", "subject": "subject_of_its", "after": "body_after"}[head.how]
        named = [(body, rule) for body in MEANINGS.get(head.body, (head.body,))]
        if head.body in WITHOUT_SYMBOLS:
            return named
    if head and head.how == "none":
        elsewhere = doc.named.get((head.noun, found.session, found.number), doc.body)
        named = [(elsewhere, "named_elsewhere")] if elsewhere != doc.body else []
    if head and head.how == "own" and doc.body in WITHOUT_SYMBOLS:
        return named
    own = [(doc.body, "adopting_organ")] if doc.body not in WITHOUT_SYMBOLS else []
    nearby = [(body, "body_nearby") for name in (head.nearby if head else ()) for body in MEANINGS.get(name, (name,))]
    # the form alone tells the Assembly's numbers only: the others share theirs with bodies that have no symbols
    others = [("GA", "only_form")] if doc.body != "GA" else []
    return named + own + nearby + others


def _symbol_of(body: str, noun: str, found: Found) -> str | None:
    """The symbol of a resolution or decision by that number of that body; null where it numbers them otherwise."""
    word = "RES" if noun == "resolution" else "DEC"
    letter = f" {found.letter}" if found.letter else ""
    session, number = found.session, found.number
    if found.form == "roman":
        if found.dated and found.dated.year > 1978:
            return None  # the organs then numbered by session and year; commissions of theirs still do so
        prefix = {"GA": "A", "ECOSOC": "E", "TC": "T", "CHR": "E/CN.4"}.get(body)
        return f"{prefix}/{word}/{number}({session}){letter}" if prefix else None
    is_special = not session.isdigit()
    count = 0 if is_special else int(session)
    match body:
        case "GA" if (is_special or 31 <= count < 200) and len(number) <= 3:
            return f"A/{word}/{session}/{number}{letter}"
        case "HRC" if ((is_special and session.startswith("S")) or 1 <= count < 200) and len(number) <= 3:
            return f"A/HRC/{word}/{session}/{number}"
        case "ECOSOC" if 1978 <= count < 2100:
            return f"E/{word}/{session}/{number}{letter}"
        case "CHR" if 1978 <= count <= 2006:
            return f"E/CN.4/{word}/{session}/{number}"
        case "UNEA" if 1 <= count < 30 and len(number) <= 2:
            return f"UNEP/EA.{session}/{word.capitalize()}.{number}"
        case "UNHA" if 1 <= count < 30 and len(number) <= 2:
            return f"HSP/HA.{session}/{word.capitalize()}.{number}"
    return None


def _span_of(body: str, found: Found) -> tuple[dt.date, dt.date] | None:
    """The first and last day on which a session can have adopted anything; null where that is not known."""
    if found.form == "roman":
        return None
    if not found.session.isdigit():
        year = _SPECIAL_SESSIONS.get(body, {}).get(found.session)
        return _years(year, year) if year else None
    session = int(found.session)
    match body:
        case "GA":  # opens in September; the last meetings of a session are in the September after
            return dt.date(1945 + session, 9, 1), dt.date(1946 + session, 9, 30)
        case "HRC":  # three sessions a year since June 2006
            return _years(2006 + (session - 1) // 3, 2006 + (session - 1) // 3)
        case "UNEA" if session in _SESSIONS_UNEA:
            return _years(*_SESSIONS_UNEA[session])
        case "ECOSOC" | "CHR":  # a year's decisions are taken from the July before to the January after
            return dt.date(session - 1, 7, 1), dt.date(session + 1, 1, 31)
    return None


def _years(first: int, last: int) -> tuple[dt.date, dt.date]:
    return dt.date(first, 1, 1), dt.date(last, 12, 31)


def _by_session(years: Mapping[int, tuple[int, int]]) -> Mapping[str, int]:
    """Year of each special session, from the first and last session of each year."""
    return {f"S-{n}": year for year, (first, last) in years.items() for n in range(first, last + 1)}


_SPECIAL_SESSIONS: Mapping[str, Mapping[str, int]] = {
    "GA": _by_session(
        {1978: (8, 10), 1980: (11, 11), 1982: (12, 12), 1986: (13, 14), 1988: (15, 15), 1989: (16, 16), 1990: (17, 18)}
        | {1997: (19, 19), 1998: (20, 20), 1999: (21, 22), 2000: (23, 24), 2001: (25, 26), 2002: (27, 27)}
        | {2005: (28, 28), 2014: (29, 29), 2016: (30, 30), 2020: (31, 31), 2021: (32, 32)}
    ),
    "HRC": _by_session(
        {2006: (1, 4), 2007: (5, 5), 2008: (6, 8), 2009: (9, 12), 2010: (13, 14), 2011: (15, 18), 2012: (19, 19)}
        | {2014: (20, 22), 2015: (23, 24), 2016: (25, 26), 2017: (27, 27), 2018: (28, 28), 2021: (29, 33)}
        | {2022: (34, 35), 2023: (36, 36), 2025: (37, 38)}
    ),
}
_SESSIONS_UNEA: Mapping[int, tuple[int, int]] = {
    1: (2014, 2014),
    2: (2016, 2016),
    3: (2017, 2017),
    4: (2019, 2019),
    5: (2021, 2022),
    6: (2024, 2024),
    7: (2025, 2025),
}


def _was_adopted(body: str, found: Found, doc: Citing) -> bool:
    """Whether the body can have adopted that number before it was cited, and on the date given, if one is."""
    span = _span_of(body, found)
    if span is None:
        return True
    if found.dated:
        return span[0] <= found.dated <= span[1]
    return doc.on is None or span[0] <= doc.on


def _sat(body: str, found: Found, on: dt.date | None) -> bool:
    span = _span_of(body, found)
    return span is None or on is None or span[0] <= on <= span[1]


def _if(value: dt.date | None, holds: object) -> dt.date | None:
    return value if holds else None


def _treaty_id(found: Found) -> str:
    series = "lnts" if found.series.startswith("League") else "unts"
    return f"{series}-{found.number}" if found.number else f"{series}-vol-{'-'.join(found.volumes)}".lower()


# ---------------------------------------------------------------------------------------------------------------
# Notes: "Ibid." and "note 3 above"


@dataclass(frozen=True)
class Source:
    """What a note cited last: what "Ibid." in the next note means."""

    text: str
    """Its words, "Ibid." written out, without "See" and full stop."""
    cited: tuple[tuple[Found, Target], ...]


@dataclass(frozen=True)
class Before:
    """What the notes of a document before one of them cited."""

    last: Source | None = None
    """By the note directly before."""
    by_number: Mapping[str, Source] = field(default_factory=dict)
    """By each note, by its number."""


@dataclass(frozen=True)
class Note:
    """A footnote, read after those before it."""

    expanded: str | None
    """Its text with every "Ibid." written out; null where there is none, or nothing before it to write out."""
    cited: tuple[tuple[Found, Target], ...]
    source: Source | None
    """What it cites last, for the note after it."""


# What one entry of a note is: up to a semicolon, or to the sentence that begins with "See", "Cf." or "Ibid.".
_NEXT_SENTENCE = r"(?<=\.)\s+(?:See|Cf\.|Ibid)\b"
_ENTRY = regex.compile(
    rf"(?:(?!{_NEXT_SENTENCE})[^;()\u201c\u201d]|\((?:[^()]|\([^()]*\))*\)|\u201c[^\u201d]*\u201d|[()\u201c\u201d])+"
)
_OPENING = regex.compile(
    r"\s*(?:and\s)?(?P<lead>(?:[Ss]ee(?:\salso)?|[Cc]f\.)\s)?(?P<ibid>[Ii]bid\b\.?)(?:,\s|$)?(?P<tail>.*)", regex.S
)
_LEAD = regex.compile(r"^\s*(?:and\s)?(?:(?:[Ss]ee(?:\salso)?|[Cc]f\.)\s)?(?P<source>.*?)[\s.]*$", regex.S)
_PIECE = regex.compile(
    r"(?:[^,()\u201c\u201d]|\((?:[^()]|\([^()]*\))*\)|\u201c[^\u201d]*\u201d|,(?!\s)|[()\u201c\u201d])+"
)
# What names another document of the same series, whose symbol stands in parentheses, so that "Ibid." cites nothing
# itself: "Ibid., Seventy-sixth Session, Supplement No. 53 (A/76/53)".
_SAME_SERIES = regex.compile(rf"{_OPENING.pattern.split('(?P<tail>')[0]}[^()/]*\((?:[A-Z]+/)", regex.S)

# The levels of a source, outermost first: a tail after "Ibid." replaces its own level and everything below it.
_LEVELS = tuple(
    regex.compile(pattern)
    for pattern in (
        r"(?:[\w-]+\s)*(?:[Ss]ession|Year)$|\d{4}$",
        r"Supplement|Annexes|Plenary Meetings",
        r"vols?\.",
        r"Nos?\.",
        r"parts?\s",
        r"chap",
        r"sect",
        r"resolution|decision",
        r"annex|append|enclosure|summary|advisory",
        r"para|art|rule|pp?\.|table|principle|guideline",
    )
)


def read_note(text: str, before: Before, doc: Citing) -> Note:
    """Read one footnote: find and resolve what it cites, and write out its "Ibid."."""
    expanded: list[str] = []
    cited: list[tuple[Found, Target]] = []
    has_ibid = False
    found = find(text)
    source = before.last
    end = 0
    for entry in _ENTRY.finditer(text):
        own = [each for each in found if entry.start() <= each.start < entry.end()]
        opening = _OPENING.fullmatch(entry[0])
        if opening and source:
            written = _written_out(entry[0], opening, source)
        else:
            # inside an entry, "(ibid., para. 3)" has no levels of its own to keep
            written = _IBID.sub(lambda _: source.text, entry[0]) if source else entry[0]  # noqa: B023 (used at once)
        has_ibid = has_ibid or written != entry[0]
        resolved = list(_resolve_entry(own, entry[0], written, replace(before, last=source), doc))
        cited += resolved
        expanded += (text[end : entry.start()], written)
        end = entry.end()
        source = Source(_LEAD.sub(r"\g<source>", written), tuple(resolved))
    return Note("".join([*expanded, text[end:]]) if has_ibid else None, tuple(cited), source)


_IBID = regex.compile(r"\b[Ii]bid\b\.?")


def _resolve_entry(
    own: list[Found], entry: str, written: str, before: Before, doc: Citing
) -> Iterator[tuple[Found, Target]]:
    """The references of one entry of a note; ``written`` is the entry with its "Ibid." written out."""
    source = before.last
    for each in own:
        if each.form == "ibid":
            if not _SAME_SERIES.match(entry):
                # the first of what is written out is what "Ibid." means, with the places that hold now
                first = next(iter(find(written)), each) if source and source.cited else each
                yield replace(each, places=first.places), _of_source(source, "ibid")
        elif each.form == "note":
            yield each, _of_source(before.by_number.get(each.number), "note_above")
        elif each.has_ibid and not (source and any(target.kind == "treaty" for _, target in source.cited)):
            yield each, Target("treaty", reason='"Ibid." before a volume, but the note before cites no treaty')
        else:
            is_league = each.has_ibid and source and source.text.startswith("League")
            found = replace(each, series="League of Nations, Treaty Series") if is_league else each
            yield found, resolve(found, doc)


def _of_source(source: Source | None, rule: str) -> Target:
    """What a reference to another note refers to."""
    if source is None:
        return Target("other", reason="refers to what stands before it, but no such note or document does")
    targets = [target for _, target in source.cited if target.kind != "charter"]
    if not targets:
        return Target("other", reason="refers to a note before it, which cites nothing that was found")
    first, *others = targets
    if all(_belongs_to(other, first) for other in others):
        reason = first.reason and "as in the note before: " + first.reason.removeprefix("as in the note before: ")
        return replace(first, rule=None if reason else rule, reason=reason, dated=None)
    several = ", ".join(target.symbol or target.treaty_id or target.kind for target in targets)
    return Target("other", reason=f"refers to a note before it, which cites several: {several}")


def _belongs_to(other: Target, first: Target) -> bool:
    """Whether a further target is the first again, or a corrigendum or addendum to it."""
    if other.symbol is None or first.symbol is None:
        return other.symbol == first.symbol and other.treaty_id == first.treaty_id
    return other.symbol == first.symbol or other.symbol.startswith(f"{first.symbol}/")


def _written_out(entry: str, opening: Any, source: Source) -> str:
    """An entry with its leading "Ibid." written out."""
    tail = opening["tail"].strip()
    pieces = [piece.strip() for piece in _PIECE.findall(source.text)]
    if tail.strip(" ."):
        level = _level(_PIECE.findall(tail)[0].strip())
        if level is not None:
            levels = [_level(piece) for piece in pieces]
            kept = next((i for i, at in enumerate(levels) if i and at is not None and at >= level), len(pieces))
            pieces = pieces[:kept]
        pieces.append(tail)
    elif entry.rstrip().endswith("."):
        pieces[-1] += "."
    words = ", ".join(pieces)
    if not opening["lead"] and opening["ibid"][0] == "I":
        words = words[:1].upper() + words[1:]
    return entry[: opening.start("ibid")] + words


def _level(piece: str) -> int | None:
    """The level of a piece of a source; null for a title, a place or a date, which "Ibid." always keeps."""
    return next((i for i, pattern in enumerate(_LEVELS) if pattern.match(piece)), None)


def resolve_text(
    text: str, found: Iterable[Found], before: Before, doc: Citing
) -> tuple[list[tuple[Found, Target]], Source | None]:
    """The references of running text, and what a later "ibid." means: the last document named in parentheses.

    "(A/80/1, para. 2) ... (ibid., para. 3)": ``before.last`` is what the paragraphs before named so; "see footnote 3
    above" is what that note of the document cites.
    """
    cited: list[tuple[Found, Target]] = []
    source = before.last
    for each in found:
        if each.form == "note":
            target = _of_source(before.by_number.get(each.number), "note_above")
        else:
            target = _of_source(source, "ibid") if each.form == "ibid" or each.has_ibid else resolve(each, doc)
        # a number without a head that fits no session was no reference: "advisory opinion OC 16/99 of 1 October 1999"
        if each.head is None and each.form == "session" and target.symbol is None:
            continue
        # outside resolutions, "this resolution" is whichever was spoken of last
        if each.form == "itself" and each.text.lower().startswith("this") and not doc.is_adopted:
            continue
        if each.form == "symbol" and text[: each.start].endswith("("):
            source = Source(each.text, ((each, target),))
        cited.append((each, target))
    return cited, source


# ---------------------------------------------------------------------------------------------------------------
# Links printed over the text


@dataclass(frozen=True)
class Link:
    """A hyperlink over one stretch of a text."""

    start: int
    end: int
    address: str


def weigh_links(
    text: str, cited: Iterable[tuple[Found, Target]], links: list[Link], language: str
) -> list[tuple[Found, Target, str | None]]:
    """References with the links printed over them, and a reference for each link to a UN document over other words.

    A link settles whose number it is where no words name the body, and it gives the target of a reference that the
    text leaves open. Where it leads elsewhere than the words say, it is named in the rule and not followed: staff set
    the links, and some are wrong.
    """
    weighed: list[tuple[Found, Target, str | None]] = []
    used: set[int] = set()
    links = _joined(text, links)
    for found, target in cited:
        over = [i for i, link in enumerate(links) if link.start < found.end and found.start < link.end]
        if not over or found.is_implied:
            weighed.append((found, target, None))
            continue
        used.update(over)
        # a link over a whole list is evidence for none of its items
        address = links[over[0]].address
        weighed.append((found, _weigh(found, target, symbols.from_link(address)), address))
    for i, link in enumerate(links):
        symbol = symbols.from_link(link.address)
        words = text[link.start : link.end]
        if i in used or symbol is None or not words.strip():
            continue
        target = Target(_kind(symbol), symbol, "hyperlink")
        if language == "en" and _NUMBER_ALONE.fullmatch(words):
            # in English a head would have been found: "for 2017/18" is no resolution, though it is linked to one
            target = Target(
                "other", reason=f"a number that no words call a reference; its link to {symbol} is not followed"
            )
        weighed.append((Found(link.start, link.end, "link", words), target, link.address))
    return sorted(weighed, key=lambda each: (each[0].start, each[0].is_implied))


_NUMBERING = ("GA", "HRC", "ECOSOC", "CHR", "UNEA", "UNHA", "TC")
"""Bodies that number their resolutions and decisions by session or year, with symbols of their own."""

_NUMBER_ALONE = regex.compile(r"\W*\d+/\d+\W*")
_NAMED_RULES = frozenset(("head", "symbol", "joint_symbol", "year_in_parentheses"))
"""Rules by which the words themselves name the document, so that a link adds nothing."""


def _weigh(found: Found, target: Target, linked: str | None) -> Target:
    if linked is None or target.kind in ("treaty", "charter", "publication", "url"):
        return target
    if target.symbol and linked == f"{target.symbol} (Supp)":
        # the same document as reissued among the Official Records; only a link can tell which of the two is meant
        return replace(target, symbol=linked, rule="hyperlink_to_edition")
    if target.symbol and _whole(linked) == _whole(target.symbol):
        return target
    bodies = [body for body in _NUMBERING if found.form in ("session", "roman") and _is_number_of(body, found, linked)]
    if target.symbol is None:
        # that a body numbers without symbols is what the words say, so a link to another body's number is wrong
        if bodies and found.head and (found.head.body or found.head.how == "own"):
            return replace(target, reason=f"{target.reason}; the link to {linked} is not followed")
        return replace(target, symbol=linked, rule="hyperlink", reason=None)
    # links to the Assembly's number of that form are what the UN's tools set where they know no better
    if bodies and bodies != ["GA"] and target.rule not in _NAMED_RULES:
        return replace(target, symbol=linked, rule="hyperlink_settles")
    return replace(target, rule=f"{target.rule}, link_disagrees")


def _is_number_of(body: str, found: Found, symbol: str) -> bool:
    """Whether ``symbol`` is what ``body`` calls its resolution or decision by that number."""
    noun = found.head.noun if found.head else "resolution"
    own = _symbol_of(body, noun, found)
    return own is not None and _whole(own) == _whole(symbol)


@cache
def _whole(symbol: str) -> str:
    """A symbol without its part, so that a link to the whole agrees with a text that names the part."""
    read = symbols.parse(symbol)
    if read.joint:
        return _whole(read.joint[0])
    return read.parent if read.part and not read.modifiers and read.parent else symbol


def _joined(text: str, links: list[Link]) -> list[Link]:
    """Links in order of place, those that the file splits over one stretch of words joined again."""
    joined: list[Link] = []
    for link in sorted(links, key=lambda each: each.start):
        last = joined[-1] if joined else None
        if last and last.address == link.address and not text[last.end : link.start].strip():
            joined[-1] = replace(last, end=link.end)
        else:
            joined.append(link)
    return joined


# ---------------------------------------------------------------------------------------------------------------
# Frames


def find_and_resolve(
    documents: pl.DataFrame, clauses: pl.DataFrame, footnotes: pl.DataFrame, hyperlinks: pl.DataFrame
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The ``citations`` of clauses and footnotes, and ``footnotes`` with ``expanded_text`` filled.

    Takes and gives frames as ``warehouse.tables`` declares them; ``is_held`` is left false (``mark_held``). A text
    whose document is not in ``documents`` raises ``KeyError``: whose "its" it is could not be known.
    """
    docs = {
        (row["symbol"], row["language"]): citing(row["symbol"], row["adopted_on"], row["published_on"])
        for row in documents.iter_rows(named=True)
    }
    links: Links = defaultdict(list)
    for row in hyperlinks.iter_rows(named=True):
        place = (row["symbol"], row["language"], row["clause_id"], row["footnote_number"])
        links[place].append(Link(row["char_start"], row["char_end"], row["target"]))
    clauses = tables.CLAUSES.sort(clauses.select("symbol", "language", "seq", "clause_id", "kind", "text"))
    found = [find(text) for text in clauses["text"]]
    in_document: dict[tuple[str, str], list[Found]] = defaultdict(list)
    for key, found_here in zip(clauses.select("symbol", "language").iter_rows(), found, strict=True):
        in_document[key] += found_here
    if unknown := in_document.keys() - docs.keys():
        raise KeyError(f"clauses of documents that are not given: {sorted(unknown)}")
    docs = {
        key: replace(doc, named=named_bodies(in_document[key]), in_full=cited_in_full(in_document[key]))
        for key, doc in docs.items()
    }
    rows_of_notes = tables.FOOTNOTES.sort(
        footnotes.select("symbol", "language", "seq", "footnote_id", "number", "clause_id", "text")
    )
    notes = {
        key: list(_notes_of(of_document, docs[key]))
        for key, of_document in groupby(rows_of_notes.iter_rows(named=True), itemgetter("symbol", "language"))
    }
    numbered = {
        key: {row["number"]: note.source for row, note in each if row["number"].isdigit() and note.source}
        for key, each in notes.items()
    }
    rows = [*_cited_in_clauses(clauses, found, links, docs, numbered), *_cited_in_notes(notes, links)]
    expanded = {(row["footnote_id"], row["language"]): note.expanded for each in notes.values() for row, note in each}
    filled = [expanded[key] for key in footnotes.select("footnote_id", "language").iter_rows()]
    return (
        tables.CITATIONS.frame(rows),
        tables.FOOTNOTES.cast(footnotes.with_columns(pl.Series("expanded_text", filled, pl.String))),
    )


Key = tuple[str, str]
"""Symbol and language: a document."""
Links = dict[tuple[str, str, str | None, str | None], list[Link]]
"""The links of a document's clause, or of a note whose mark stands in it: symbol, language, clause, note."""
Row = dict[str, Any]


def _cited_in_clauses(
    clauses: pl.DataFrame,
    found: list[list[Found]],
    links: Links,
    docs: Mapping[Key, Citing],
    numbered: Mapping[Key, Mapping[str, Source]],
) -> Iterator[Row]:
    sources: dict[Key, Source | None] = defaultdict(lambda: None)
    for row, found_here in zip(clauses.iter_rows(named=True), found, strict=True):
        symbol, language, text = row["symbol"], row["language"], row["text"]
        over = links.get((symbol, language, row["clause_id"], None), [])
        key = symbol, language
        if not found_here and not over:
            continue
        before = Before(sources[key], numbered.get(key, {}))
        cited, sources[key] = resolve_text(text, found_here, before, docs[key])
        for each, target, address in weigh_links(text, cited, over, language):
            # the title line of a resolution bears its own number
            if row["kind"] != "heading" or target.symbol != symbol:
                yield _row(row, row["clause_id"], each, target, address)


def _notes_of(footnotes: Iterable[Row], doc: Citing) -> Iterator[tuple[Row, Note]]:
    """The notes of one document, each read after those before it.

    "Ibid." means the note before it in its own series: that of figures, or that of the letters and asterisks under one
    table. Both begin anew where a text or a table does.
    """
    before = {True: Before(), False: Before()}
    for row in footnotes:
        is_figure = row["number"].isdigit()
        if row["number"] in ("1", "a", "*"):
            before[is_figure] = Before()
        note = read_note(row["text"], before[is_figure], doc)
        if note.source:
            before[is_figure] = Before(note.source, {**before[is_figure].by_number, row["number"]: note.source})
        yield row, note


def _cited_in_notes(notes: Mapping[Key, list[tuple[Row, Note]]], links: Links) -> Iterator[Row]:
    for (symbol, language), of_document in notes.items():
        # where two notes (to tables) have one number in one place, whose links they are is not known
        places = Counter((row["clause_id"], row["number"]) for row, _ in of_document)
        for row, note in of_document:
            place = row["clause_id"], row["number"]
            over = links.get((symbol, language, *place), []) if places[place] == 1 else []
            for each, target, address in weigh_links(row["text"], note.cited, over, language):
                yield _row(row, row["footnote_id"], each, target, address)


def _row(citing_row: Row, place: str, found: Found, target: Target, address: str | None) -> Row:
    return {
        "citation_id": f"{place}@{found.start}" + (f"+{found.number}" if found.is_implied else ""),
        "symbol": citing_row["symbol"],
        "language": citing_row["language"],
        "clause_id": citing_row["clause_id"],
        "footnote_number": citing_row.get("number"),
        "char_start": found.start,
        "char_end": found.end,
        "cited_text": citing_row["text"][found.start : found.end],
        "cited_kind": target.kind,
        "cited_symbol": target.symbol,
        "treaty_id": target.treaty_id,
        "pinpoint": found.places,
        "cited_on": target.dated,
        "resolution_rule": target.rule,
        "unresolved_reason": target.reason,
        "is_held": False,
        "link_target": address,
    }


def mark_held(citations: pl.DataFrame, held_symbols: pl.Series) -> pl.DataFrame:
    """``citations`` with ``is_held`` true where the cited document is among ``held_symbols``.

    A part is held where the whole is (``A/RES/217(III) A`` in ``A/RES/217(III)``), and either symbol of a joint
    document holds it.
    """
    held: set[str] = set()
    for symbol in held_symbols.drop_nulls().to_list():
        held.update((symbol, *symbols.parse(symbol).joint))
    cited = citations["cited_symbol"].drop_nulls().unique()
    is_held = [symbol in held or _whole(symbol) in held for symbol in cited]
    known = pl.DataFrame({"cited_symbol": cited, "is_held": pl.Series(is_held, dtype=pl.Boolean)})
    marked = citations.drop("is_held").join(known, on="cited_symbol", how="left", validate="m:1", maintain_order="left")
    return tables.CITATIONS.cast(marked.with_columns(pl.col("is_held").fill_null(False)))


def treaties(citations: pl.DataFrame, footnotes: pl.DataFrame) -> pl.DataFrame:
    """The ``treaties`` cited: series, every volume that a text names, number, and the title where it is known.

    Takes ``citations`` and ``footnotes`` as ``find_and_resolve`` gives them: the volumes stand in the notes, "Ibid."
    written out. Titles come from ``treaties.csv`` or from the note ("Rescue Agreement (United Nations, Treaty
    Series, vol. 672, No. 9574)").
    """
    cited = citations.filter(pl.col("treaty_id").is_not_null())
    notes = footnotes.select(text=pl.coalesce("expanded_text", "text"))
    texts = notes.filter(pl.col("text").str.contains("Treaty Series", literal=True))["text"].to_list()
    texts += cited.filter(pl.col("footnote_number").is_null())["cited_text"].to_list()
    volumes: dict[str, set[str]] = defaultdict(set)
    titles: dict[str, str] = {}
    for text in texts:
        for entry in _ENTRY.findall(text):
            for found in references.treaties(entry):
                treaty_id = _treaty_id(found)
                volumes[treaty_id].update(found.volumes)
                if title := _TITLED.fullmatch(entry[: found.start]):
                    titles.setdefault(treaty_id, title["title"])
    known = references.instruments()
    rows = []
    for treaty_id in sorted(cited["treaty_id"].unique()):
        series, _, number = treaty_id.partition("-")
        title, short_title = known.get(treaty_id, (titles.get(treaty_id), None))
        rows.append(
            {
                "treaty_id": treaty_id,
                "series": _SERIES[series],
                "volumes": sorted(volumes[treaty_id], key=lambda volume: (len(volume), volume)),
                "number": number if number.isdigit() else None,
                "title": title,
                "short_title": short_title,
            }
        )
    return tables.TREATIES.frame(rows)


_SERIES = {"unts": "United Nations, Treaty Series", "lnts": "League of Nations, Treaty Series"}
_TITLED = regex.compile(r"\s*(?:and\s)?(?:(?:[Ss]ee(?:\salso)?)\s)?(?:the\s)?(?P<title>\p{Lu}.{8,}?),?\s\(", regex.S)
