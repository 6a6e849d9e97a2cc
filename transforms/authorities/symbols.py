"""Document symbols of the United Nations: read, spelt one way, and what follows from them.

What belongs here: what a symbol says by itself (organ, session or year, number, parts, revisions), its one
canonical spelling, the partition ("collection") in which its document is kept, and file names made of it. What
does not: finding symbols in running text and deciding what a bare number means (``citations.py``).

A symbol is read from left to right::

    ORGAN[/BODY...][/SESSION or YEAR][/TYPE][/NUMBER][ PART][/MODIFIER...]

The canonical spelling is the UN's own on the printed page: organ, bodies and types in capitals, modifiers as
``Add.1``, no blank before a year or a session in parentheses (``S/RES/2397(2017)``, ``A/RES/2200(XXI)``), one blank
before a lettered part (``A/RES/79/258 B``, ``A/RES/2200(XXI) A``) and before a printed part (``A/79/49 (Vol. I)``).
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import PurePath
from urllib.parse import unquote

import regex

# fmt: off
ORGANS = frozenset((
    # principal organs and their records
    "A", "S", "E", "T", "ST", "SP",
    # treaty bodies and bodies of conventions
    "CRC", "CRPD", "CEDAW", "CCPR", "CAT", "CED", "CERD", "CMW", "HRI", "FCCC", "CBD", "ICCD", "CAC", "CTOC", "NPT",
    "BWC", "CCW", "CCM", "APLC", "TPNW", "SPLOS", "CLCS", "ISBA", "LOS",
    # programmes, funds, offices, regional commissions and agencies that number their papers as the UN does
    "DP", "TD", "UNEP", "UNCTAD", "GEGN", "HSP", "HS", "ID", "IDB", "GC",
    "UNW", "UNODC", "UNITAR", "ESCAP", "ESCWA", "ECE", "ECA", "LC",
    # other series
    "CD", "DC", "JIU", "PBC", "CEB", "AT", "PCNICC", "ICC",
))
"""First tokens of symbols. One that is not here is no symbol: that keeps ``HIV/AIDS`` and ``scan_0001.pdf`` out."""

TYPES = frozenset((
    "RES", "DEC", "PRST", "L", "PV", "SR", "INF", "CRP", "WP", "NGO", "PET", "R", "Q", "RQ", "CO", "GC", "REP",
    "AGENDA", "HLS", "PM",
))
"""What kind of document a token says it is: ``L.45``, ``PV.53``, ``RES``. ``WG.6`` or ``CONF.157`` name a body."""

MAIN_COMMITTEES = frozenset({"A/C.1", "A/C.2", "A/C.3", "A/C.4", "A/C.5", "A/C.6", "A/BUR", "A/SPC"})
"""Committees of the whole Assembly: their documents belong to its session's collection."""

LANGUAGE_CODES = ("ar", "en", "es", "fr", "ru", "zh")

# Spelt with small letters on the page, whatever the case in a link or a file name.
_SPELLINGS = {
    word.upper(): word
    for word in ("Add", "Rev", "Corr", "Amend", "Summary", "Excerpt", "Corrigendum", "Sub", "Agenda", "OzL", "Pro")
}
_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212"), "-") | {0xAD: None, 0x200B: None}
_ROMAN = r"[IVXLC]+"
_SESSION_ROMAN = rf"(?:E?S-)?{_ROMAN}"
_PART = r"[A-Z](?:-[A-Z])?"

_MODIFIER = regex.compile(r"(?:ADD|REV|CORR|AMEND)\.\w+|SUMMARY|EXCERPT|CORRIGENDUM|ADD|REV|CORR")
_OUTSIDE = regex.compile(r"\([^()]*\)(*SKIP)(*FAIL)|/")
_JOINT = regex.compile(r"-(?=(?:A|S|E|T|ST|ISBA|CTOC|CAC|HRI)/)")
_HOST = regex.compile(
    r"(?i)^https?://(?:www\.)?"
    r"(?:undocs\.org|docs\.un\.org|documents\.un\.org/api/symbol/access\?(?:.*&)?s=|daccess-ods\.un\.org/access\.nsf/"
    r"Get(?:File)?\?(?:.*&)?DS=)(.*)$"
)
_LANGUAGE_SEGMENT = regex.compile(r"(?i)^/*(?:(?:ar|en|es|fr|ru|zh)/+)?")
_TOKEN = regex.compile(rf"(?P<stem>[A-Z0-9][A-Z0-9.\-]*?)(?P<parens>(?:\([^()]+\))*)(?P<after>(?<=\)){_PART})?")
_NUMBER = regex.compile(r"\d+(?:-\d+)?[A-Z]?")
_ADOPTED_NUMBER = regex.compile(rf"(?P<number>\d+)(?P<part>{_PART})?")
_SPECIAL_SESSION = regex.compile(r"E?S-\d+")
_ORGAN = regex.compile(r"([A-Z]+)(?:\.\d+)?")
_BARE = regex.compile(rf"\d{{1,4}}(?:{_PART})?\((?:(?P<year>(?:19|20)\d\d)|{_SESSION_ROMAN})\)(?:{_PART})?")
_FILE_NAME = regex.compile(
    rf"(?s)(?P<stem>.+?)(?:\.(?P<dotted>{'|'.join(LANGUAGE_CODES)})"
    rf"|-(?P<dashed>{'|'.join(code.upper() for code in LANGUAGE_CODES)}))?\.[A-Za-z0-9]{{2,5}}"
)
_XML_NAME = regex.compile(r"(?i).*(?:[-_]N?\d{7}[ACEFRS]?|[-_][ACEFRS]|\d[ACEFRS]|[-_]reissue)\.xml")
"""How the UN names its XML: symbol, job number and a letter for the language, each of which may be missing."""

# What stands in parentheses without a blank before them: a year or a session.
_TIGHT = regex.compile(rf"{_SESSION_ROMAN}|\d{{1,4}}")
_YEAR = regex.compile(r"19[4-9]\d|20\d\d")
# What stands in parentheses after a blank, compact and in capitals, and how it is printed.
_LOOSE: tuple[tuple[regex.Pattern[str], str], ...] = (
    (regex.compile(rf"(VOL|SECT|PROG)\.?({_ROMAN}|\d+[A-Z]?)"), "{0}. {1}"),
    (regex.compile(rf"(PART|RESUMPTION)\.?({_ROMAN}|\d+)"), "{0} {1}"),
    (regex.compile(rf"(PARTS)({_ROMAN})(?:AND|-)({_ROMAN})"), "{0} {1} and {2}"),
    (regex.compile(rf"(VOLS)\.?({_ROMAN})(?:AND|-)({_ROMAN})"), "{0}. {1} and {2}"),
    (regex.compile(r"(PLAN)OUTLINE"), "{0} outline"),
)


@dataclass(frozen=True)
class Symbol:
    """A document symbol, read."""

    text: str
    """Canonical spelling, whole: ``A/C.3/79/L.45/Rev.1``."""
    organ: str
    """First token: ``A``, ``S``, ``E``, ``CRC``."""
    body_prefix: str
    """What the body's symbols begin with: ``A``, ``A/C.3``, ``A/HRC``, ``CRC/C``."""
    session: str | None = None
    """Session of the body, as in the symbol: ``79``, ``ES-11``, ``S-32``, ``XXI``."""
    year: int | None = None
    """Year in the symbol, where the body counts by years."""
    doc_type: str | None = None
    """Kind of document that the symbol names, in capitals: ``RES``, ``L``, ``PV``."""
    number: str | None = None
    """Number within session, year or series."""
    part: str | None = None
    """Part of a document issued in parts: ``B``, ``A-C``, ``Vol. I``, ``Sect. 29F``."""
    modifiers: tuple[str, ...] = ()
    """Revisions, addenda and corrigenda, outermost last: ``("Rev.1", "Add.1")``."""
    parent: str | None = None
    """Symbol without its last modifier or, where it has none, without its part; null where it has neither."""
    joint: tuple[str, ...] = ()
    """Canonical symbols of a document with two of them (``A/79/992-S/2025/503``); empty otherwise."""

    @property
    def sitting(self) -> str | None:
        """The session as documents name it: the Economic and Social Council's are years ("2023 session")."""
        return str(self.year) if self.body_prefix == "E" and self.year else self.session

    @property
    def is_draft(self) -> bool:
        """Whether it is of the limited series, in which drafts are issued."""
        return self.doc_type == "L"

    @property
    def is_record(self) -> bool:
        """Whether it is a verbatim or summary record of a meeting."""
        return self.doc_type in ("PV", "SR")


def parse(text: str) -> Symbol:
    """Read one symbol in any of its spellings; case, blanks, dashes and a reissue's ``*`` do not matter.

    Accepts also what the UN's links make of symbols (``/EN/A/RES/217(III)``), joint symbols
    (``A/79/992-S/2025/503``) and the two bare forms that can be one thing only: ``2397 (2017)`` of the Security
    Council and ``2200 A (XXI)`` of the General Assembly before 1976. Raises ``ValueError`` for anything else; a bare
    ``79/181`` is none, because three organs number their resolutions so.
    """
    return _parse(text)


def normalise(text: str) -> str:
    """The canonical spelling of one symbol. Raises ``ValueError`` where ``text`` is none."""
    return _parse(text).text


def canonical(text: str | None) -> str | None:
    """The canonical spelling of a symbol; null where ``text`` is no symbol."""
    try:
        return normalise(text) if text else None
    except ValueError:
        return None


def from_link(address: str) -> str | None:
    """The canonical symbol that a link to one of the UN's document hosts names; null for any other address."""
    if not (match := _HOST.match(address.strip())):
        return None
    try:
        return normalise(unquote(match[1]).split("&")[0])
    except ValueError:
        return None


def collection(symbol: str) -> str:
    """The partition in which a document is kept: its body and the body's session or year.

    ``A/C.3/79/L.45`` -> ``A-79``, ``S/RES/2397(2017)`` -> ``S-2017``, ``A/HRC/RES/55/21`` -> ``A-HRC-55``. Meeting
    records that count through all sessions (``S/PV.9620``) -> ``S-PV``; what has neither session nor year is kept
    under its body (``CRC-C``). Names hold letters, digits, ``.`` and ``-`` only. Raises ``ValueError`` where
    ``symbol`` is no symbol.
    """
    read = _parse(symbol)
    body = read.organ if read.body_prefix in MAIN_COMMITTEES else read.body_prefix
    count = read.session or (str(read.year) if read.year else read.doc_type if read.is_record else None)
    return "-".join(regex.findall(r"[A-Za-z0-9.]+", f"{body}-{count}" if count else body))


def from_file_name(name: str) -> tuple[str, str] | None:
    """Symbol and language that a file name tells, ``_`` standing for ``/``; null where it tells no symbol.

    ``A_RES_79_181.pdf``, ``A_79_876.ar.pdf``, ``A_80_15(PartI).pdf`` and the UN Digital Library's
    ``A_RES_79_181-EN.pdf``. A name without a language is English. The UN's names for its XML
    (``A_RES_79_181-2424223E.xml``) tell a symbol only by half, and the file tells it whole: they tell none.
    """
    if _XML_NAME.fullmatch(PurePath(name).name) or not (match := _FILE_NAME.fullmatch(PurePath(name).name)):
        return None
    try:
        return normalise(match["stem"].replace("_", "/")), (match["dotted"] or match["dashed"] or "en").lower()
    except ValueError:
        return None


def to_file_name(symbol: str, language: str) -> str:
    """The file name from which ``from_file_name`` reads ``symbol`` and ``language`` again."""
    stem = normalise(symbol).replace(" ", "").replace("/", "_")
    return f"{stem}.pdf" if language == "en" else f"{stem}.{language}.pdf"


@lru_cache(maxsize=65536)
def _parse(text: str) -> Symbol:
    clean = unicodedata.normalize("NFKC", text).translate(_DASHES)
    clean = _LANGUAGE_SEGMENT.sub("", clean.split("#")[0].split("?")[0].strip())
    compact = regex.sub(r"\s", "", clean).upper().rstrip("*.,;:/")
    compact = regex.sub(rf"\[({_PART})\]", r"\1", compact)
    if bare := _BARE.fullmatch(compact):
        compact = ("S/RES/" if bare["year"] else "A/RES/") + compact
    if len(halves := _JOINT.split(compact)) > 1:
        read = [_read(half, text) for half in halves]
        joined = "-".join(each.text for each in read)
        return replace(read[0], text=joined, parent=None, joint=tuple(each.text for each in read))
    return _read(compact, text)


@dataclass(frozen=True)
class _Token:
    """What stands between two slashes of a symbol."""

    stem: str
    """Without parentheses, compact and in capitals: ``PV.9620``, ``2397``, ``COP``."""
    tight: tuple[str, ...]
    """What stands in parentheses without a blank before them: ``2017``, ``XXI``, ``15``."""
    loose: tuple[str, ...]
    """What stands in parentheses after a blank: ``Vol. I``, ``Part III``."""
    letter: str | None
    """Lettered part of a resolution or decision."""

    @property
    def whole(self) -> str:
        """As printed, without its part."""
        return _spell(self.stem) + "".join(f"({inner})" for inner in self.tight)

    @property
    def part(self) -> str | None:
        return self.letter or (self.loose[-1] if self.loose else None)

    @property
    def text(self) -> str:
        return self.whole + "".join(f" ({inner})" for inner in self.loose) + (f" {self.letter}" if self.letter else "")


def _read(compact: str, text: str) -> Symbol:
    """Read a symbol without blanks and in capitals; ``text`` is what the error quotes."""
    first, *others = _OUTSIDE.split(compact)
    organ = _ORGAN.fullmatch(first)
    if not others or not organ or organ[1] not in ORGANS or not any(c.isdigit() for c in compact):
        raise ValueError(f"{text!r} is no document symbol: expected a UN organ, '/' and a number, as in A/RES/79/181")
    is_adopted = not {"RES", "DEC"}.isdisjoint(others)
    words = [first]
    modifiers: list[str] = []
    tokens: list[_Token] = []
    part = parent = None
    for other in others:
        if _MODIFIER.fullmatch(other):
            parent = "/".join(words)
            modifiers.append(_spell(other))
            words.append(modifiers[-1])
            continue
        token = _token(other, is_adopted)
        if token is None:
            raise ValueError(f"{text!r} is no document symbol: {other!r} cannot be read")
        if token.part:
            part, parent = token.part, "/".join([*words, token.whole])
        tokens.append(token)
        words.append(token.text)
    body = _body(first, tokens)
    return Symbol(
        "/".join(words),
        organ[1],
        body,
        *_count(tokens, body.count("/")),
        part,
        modifiers=tuple(modifiers),
        parent=parent,
    )


def _token(compact: str, is_adopted: bool) -> _Token | None:
    if not (match := _TOKEN.fullmatch(compact)):
        return None
    stem, letter = match["stem"], match["after"]
    if is_adopted and (adopted := _ADOPTED_NUMBER.fullmatch(stem)):
        stem, letter = adopted["number"], letter or adopted["part"]
    elif letter or (stem[0].isdigit() and not _NUMBER.fullmatch(stem)):
        return None
    inner = regex.findall(r"\(([^()]+)\)", match["parens"])
    tight = tuple(each for each in inner if _TIGHT.fullmatch(each))
    return _Token(stem, tight, tuple(_printed(each) for each in inner if each not in tight), letter)


def _printed(inner: str) -> str:
    """What stands in parentheses after a blank, as the page prints it: ``VOL.I`` -> ``Vol. I``."""
    for pattern, template in _LOOSE:
        if match := pattern.fullmatch(inner):
            return template.format(match[1].capitalize(), *match.groups()[1:])
    return inner.capitalize()


def _is_type(position: int, tokens: list[_Token]) -> bool:
    """Whether a token names a kind of document: ``L.45``, ``RES``; ``WP.29`` before further numbers names a body."""
    kind, dot, _ = tokens[position].stem.partition(".")
    return kind in TYPES and not (dot and any(token.stem[0].isdigit() for token in tokens[position + 1 :]))


def _body(organ: str, tokens: list[_Token]) -> str:
    """What the body's symbols begin with: everything before the first type, session, year or number."""
    prefix = [organ]
    for position, token in enumerate(tokens):
        is_count = token.stem[0].isdigit() or _SPECIAL_SESSION.fullmatch(token.stem)
        # in a treaty body's symbol a country follows the C: CEDAW/C/CAF/CO/6
        if is_count or _is_type(position, tokens) or prefix[1:] == ["C"]:
            break
        prefix.append(_spell(token.stem))
    return "/".join(prefix)


def _count(tokens: list[_Token], depth: int) -> tuple[str | None, int | None, str | None, str | None]:
    """Session, year, type and number; ``depth`` is how many of the tokens belong to the body's prefix."""
    session = doc_type = number = None
    year: int | None = None
    numbers = [token.stem for token in tokens if token.stem[0].isdigit()]
    for position, token in enumerate(tokens):
        kind, _, count = token.stem.partition(".")
        if position >= depth and _is_type(position, tokens):
            doc_type, number = kind, count or number
        elif _SPECIAL_SESSION.fullmatch(token.stem):
            session = token.stem
        elif token.tight:
            counts_years = token.stem[0].isdigit() and token.tight[0].isdigit()
            year, session = (int(token.tight[0]), session) if counts_years else (year, token.tight[0])
    # the first of two numbers counts sessions or years; a sole number is the document's own
    if len(numbers) + (number is not None) > 1:
        if _YEAR.fullmatch(numbers[0]):
            year = int(numbers[0])
        else:
            session = session or numbers[0]
    return session, year, doc_type, number or (numbers[-1] if numbers else None)


def _spell(token: str) -> str:
    """A token as the page prints it: ``ADD.1`` -> ``Add.1``, ``RES.4`` -> ``Res.4`` (but ``RES``)."""
    words = token.split(".")
    if words[0] == "RES" and len(words) > 1:
        words[0] = "Res"
    return ".".join(_SPELLINGS.get(word, word) for word in words)
