"""References: what the words of one text point at, and where, before anybody says which document that is.

What belongs here: the forms of citation in running text and notes, and ``find``, which gives every one of them with its
span: a symbol; a number with the noun and the body that govern it ("Human Rights Council resolutions 34/24 of 24 March
2017, 40/20 and 46/17" is three numbers under one head); a volume of the Treaty Series; an instrument by its name; an
article of the Charter; a sales number; an address; an "Ibid.". What does not: which document is meant
(``citations.py``), and how a symbol is spelt (``symbols.py``).

The forms are those that the UN's editors use, by their counts over the links that the UN sets in its own texts.
"""

from __future__ import annotations

import csv
import datetime as dt
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

import regex

from transforms.authorities import symbols
from transforms.language.dates import ENGLISH_MONTHS, date_of

# ---------------------------------------------------------------------------------------------------------------
# Vocabulary

ONE_FORM: Mapping[str, str] = {"\u2010": "-", "\u2011": "-", "\u2019": "'", "\u00a0": " ", "\n": " "}
"""Characters that texts have in more than one form, and the one by which each is replaced, so that places stay."""


def in_one_form(text: str) -> str:
    """A text with the characters of ``ONE_FORM`` replaced; its length stays."""
    for character, form in ONE_FORM.items():
        text = text.replace(character, form)
    return text


_D = r"[-\u2013]"
_DATE = rf"(?P<day>\d{{1,2}})\s(?P<month>{ENGLISH_MONTHS})\s(?P<year>(?:18|19|20)\d\d)"
_ROMAN = r"[IVXLC]+"
_SESSION_ROMAN = rf"(?:E?S{_D})?{_ROMAN}"
_LETTER = rf"[A-Z](?:{_D}[A-Z])?"

# A body's key and its names in running text; longer names first, since a shorter one may be part of a longer one.
# A capital before "Council" makes it another council, unless it is a participle that opens the paragraph.
_ALONE = r"(?<![A-Z][\w'-]*(?<!ing)\s)"
_BODIES = (
    ("OTHER", r"Peace and Security Council|World Health Assembly|Assembly of States Parties|Parliamentary Assembly"),
    ("OTHER", r"(?:Conference|Meeting) of the (?:States )?Parties"),
    ("OTHER", r"Governing Council|Council of (?:the [A-Z]\w+|[A-Z]\w+)|Executive (?:Board|Council|Committee)"),
    ("OTHER", r"African Commission on Human and Peoples' Rights|General Conference|European Parliament"),
    (
        "COMMISSION",
        r"Commission on (?:Narcotic Drugs|the Status of Women|Crime Prevention and Criminal Justice|Population and "
        r"Development|Sustainable Development|Science and Technology for Development|Human Settlements)"
        r"|Commission for Social Development|Statistical Commission|United Nations Forum on Forests"
        r"|Economic (?:and Social )?Commission for (?:Africa|Europe|Latin America(?: and the Caribbean)?|Western Asia"
        r"|Asia and the (?:Far East|Pacific))",
    ),
    ("CHR", r"Commission on Human Rights"),
    ("HRC", r"Human Rights Council"),
    ("UNEA", r"Environment Assembly(?: of the United Nations Environment Programme)?"),
    ("UNHA", r"(?:UN|United Nations)[ -]Habitat Assembly"),
    ("SC", r"Security Council|UNSC"),
    ("ECOSOC", r"Economic and Social Council"),
    ("TC", r"Trusteeship Council"),
    ("GA", r"General Assembly|UNGA|GA"),
    ("ASSEMBLY", rf"{_ALONE}Assembly"),
    ("COUNCIL", rf"{_ALONE}Council"),
    ("THE_COMMISSION", rf"{_ALONE}Commission(?! on\b)"),
)
_BODY = "|".join(f"(?:{names})" for _, names in _BODIES)
_BODY_KEYS = tuple((regex.compile(names), key) for key, names in _BODIES)
MEANINGS: Mapping[str, tuple[str, ...]] = {
    "ASSEMBLY": ("GA", "UNEA"),
    "COUNCIL": ("HRC", "ECOSOC", "SC"),
}
"""What a body's short name may mean; the form of the number decides."""

WITHOUT_SYMBOLS = frozenset(("OTHER", "COMMISSION"))
"""Bodies whose resolutions and decisions are published in reports, or outside the UN, without symbols of their own."""

_ORGAN = "|".join(sorted(symbols.ORGANS, key=lambda organ: (-len(organ), organ)))
_SEGMENT = (
    rf"[A-Za-z0-9]+(?:(?:\.|{_D}(?!(?:{_ORGAN})/))[A-Za-z0-9]+)*"
    rf"(?:\s?\((?:\d{{1,2}}|S-{_ROMAN}|(?:Part|Vol|Sect)s?\.?\s?\w+)\)(?=[/,;.)\s]|$))?"
)
_ADOPTED = (
    rf"(?:A(?:/HRC)?|S|E(?:/CN\.4)?|T)/(?:RES|DEC)/(?:(?:E?S{_D})?\d+/)?\d+(?:\s?{_LETTER}(?=\s?\())?"
    rf"(?:\s?\((?:{_SESSION_ROMAN}|(?:19|20)\d\d)\))?(?:\s?{_LETTER}(?![\w'(]))?"
)
_PLAIN = (
    rf"(?:{_ORGAN})(?:\.\d+)?(?:/(?:\s?(?=(?:Add|Corr|Rev|Amend|L)\.\d))?{_SEGMENT})+"
    rf"(?:\s?\((?:Vols?|Parts?|Sects?|Progs?|Resumption|Plan|Introduction|Foreword)\b[^()]*\)(?:/{_SEGMENT})*)?"
)
_SYMBOL = rf"(?:{_ADOPTED}|{_PLAIN})"
_FURTHER_MODIFIER = regex.compile(
    r"(?:,\s|,?\sand\s)(?P<modifier>(?:Add|Corr|Rev|Amend)\.(?P<first>\d+)(?:/(?:Add|Corr|Rev)\.\d+)*)"
    r"(?:[-\u2013](?P<last>\d+))?(?!\w)"
)
# "A/C.4/99/SR.9, 11 and 13", "A/C.3/99/SR.3-5": further records of the same body, up to the end of what they stand in
_FURTHER_RECORDS = regex.compile(
    r"(?P<numbers>(?:(?:,\s|,?\sand\s|[-\u2013])\d{1,4}(?!\w|/|\.\d))+)(?=[).;,]|\sand\s[A-Z]|$)"
)
_RECORD = regex.compile(r"(?P<series>.*/(?:SR|PV)\.)(?P<number>\d+)")
_FURTHER_LETTER = regex.compile(r"(?:,\s|,?\sand\s)(?P<letter>[A-Z])(?![\w'/(])")

_REFERENCES = regex.compile(
    rf"""
      (?<![\w/.\-]) (?P<symbol> {_SYMBOL} (?:{_D}{_SYMBOL})? | PRST/\d{{1,4}}/\d{{1,3}}(?![\w/]) )
    | (?<![\w/.,\-]) (?P<council>\d{{1,4}})\s?\((?P<council_year>19[4-9]\d|20\d\d)\)
    | (?<![\w/.,\-]) (?P<old>\d{{1,4}}) (?:\s(?P<old_letter>{_LETTER}))? \s?\((?P<old_session>{_SESSION_ROMAN})\)
      (?:\s(?P<old_letter_after>{_LETTER})(?![\w'.]))?
    | (?<![\w/.\-\u2013]) (?P<session>(?:E?S{_D}\s?)?\d{{1,4}})/(?P<number>\d{{1,4}}) (?![\w/%]|\.\d)
      (?:\s?(?P<letter>{_LETTER})(?![\w'(]))?
    """,
    regex.VERBOSE,
)
_MAY_REFER = regex.compile(rf"/[A-Z\d]|\d\)|{_ROMAN}\)")

_VOLUME = rf"(?:\d+|{_ROMAN})\b"
# of "vol. 3175, 612" only the first is a volume: a list of them ends in "and", or is a range
_VOLUMES = rf"{_VOLUME}(?:(?:(?:,\s|{_D}){_VOLUME})*,?\sand\s{_VOLUME}|{_D}{_VOLUME})?"
_TREATY = regex.compile(
    rf"""
    (?P<lead> (?:(?:United|(?P<league>League\sof))\sNations,?\s)? Treaty\sSeries,?\s
            | (?P<ibid>[Ii]bid\.,\s) | (?<=\bNos?\.\s[\d,\sand]+;\sand\s) )
    (?: vols?\.\s (?P<volumes>{_VOLUMES}) (?!\s\()
        (?:,\s (?P<numbers>Nos?\.\s?(?:I{_D})?\d+(?:(?:,?\sand\s|,\s|{_D})(?:I{_D})?\d+\b)*))?
      | (?P<numbers_alone>Nos?\.\s?\d+(?:(?:,?\sand\s|,\s|{_D})\d+\b)*) )
    """,
    regex.VERBOSE,
)
_SALES = regex.compile(r"(?:United\sNations\spublications?,?\s)?Sales\sNos?\.\s?[A-Z](?:/[A-Z])*\.[\w.]*\w")
_CHARTER = regex.compile(
    rf"(?:(?P<part>(?:Articles?|Chapters?)\s(?:\d+|{_ROMAN})\b[^.;:]{{0,60}}?),?\sof\sthe\s)?"
    r"(?:Charter\sof\sthe\sUnited\sNations|(?:United\sNations\s)?(?P<short>Charter)\b)"
)
_URL = regex.compile(r"https?://[^\s<>\u201c\u201d]+|\bwww\.[^\s<>\u201c\u201d]+")
_IBID = regex.compile(r"\b[Ii]bid\b\.?")
_NOTE_NUMBERS = r"(?P<numbers>\d+(?:(?:,\s|,?\sand\s)\d+)*)"
_NOTE = regex.compile(
    rf"\b(?:(?:foot)?notes?\s{_NOTE_NUMBERS},?\s(?:above|supra)|[Ss]upra,?\s(?:foot)?notes?\s{_NOTE_NUMBERS}"
    rf"|(?<=[Ss]ee\s(?:also\s)?)footnotes?\s{_NOTE_NUMBERS}(?!,?\sbelow))\b"
)
_DIGITS = regex.compile(r"\d+")
_ITSELF = regex.compile(r"\b(?:[Tt]he\spresent|[Tt]his)\s(?P<noun>resolution|decision)\b")
# Numbers of other series: 1/CP.27, BC-14/13, MSC.167(78), XXVIII/1, WHA73.4, GC.18/Res.9, A-32/4.4; of the World Health
# Assembly 76.16 and 75(9); of the World Meteorological Congress 15 (Cg-18)
_FOREIGN_NUMBER = (
    rf"(?!E?S-\d)(?:[A-Z]{{2,6}}(?:-[A-Z]{{2}})?[-.]?\d[\w./]*(?:\s?\(\d+\))?|\d+/[A-Z]{{2,4}}\.\d+|{_ROMAN}/\d+"
    r"|A-\d+/\d[\d.]*|\d{1,3}\.\d{1,3}(?![.\d])|\d{1,2}\(\d{1,2}\)|\d{1,3}\s\([A-Z][a-z]\w*[ -]\d+\))"
)
# Documents of other organizations, where a noun says that they are documents: WT/MIN(13)/44, LC 32/15, GB.346/LILS/3
_FOREIGN_SYMBOL = (
    rf"(?!(?:{_ORGAN})(?:\.\d+)?/)[A-Z][A-Za-z]*\d*(?:[-.][A-Za-z\d]+)*(?:\s\d+)?(?:\([^()\s]*\))?"
    r"(?:/[\w.-]*\w(?:\([^()\s]*\))?)+"
)
_FOREIGN_DOCUMENT = regex.compile(
    rf"\b(?P<noun>[Dd]ocument|[Cc]ircular|[Dd]ecision)s?\s"
    rf"(?P<tokens>{_FOREIGN_SYMBOL}(?:(?:,\sand|,|\sand)\s{_FOREIGN_SYMBOL})*)"
)
# Numbers that stand under their head without session or year: "Security Council resolutions 2250 and 2419".
_NUMBERS_ALONE = regex.compile(
    r"\b[Rr]esolutions?\s(?:[Nn]os?\.\s)?(?P<numbers>[1-9]\d{2,3}(?:(?:,\s|,?\sand\s)[1-9]\d{2,3})*)"
    r"(?![\w/]|\s?\(|\s[A-Z]\s?\(|[.,\-\u2013]\d)"
)
_FOREIGN = regex.compile(
    r"\b(?P<noun>[Rr]esolution|[Dd]ecision)s?\s"
    rf"(?P<tokens>{_FOREIGN_NUMBER}(?:(?:,\sand|,|\sand|\sto)\s{_FOREIGN_NUMBER})*)"
)

# What stands around a number.
_HEAD = regex.compile(
    rf"(?r)\b(?P<noun>resolution|decision)(?P<plural>s)?(?:,?\sof\sthe\s(?P<of>{_BODY}),?)?\s(?:nos?\.\s)?$",
    regex.IGNORECASE,
)
_BEFORE_HEAD = regex.compile(
    rf"(?r)(?:\b(?P<body>{_BODY})(?:'s?)?,?\s(?:(?!(?:and|or|as)\s)[a-z-]+\s){{0,2}}"
    r"|(?P<lead>[\w-]+)?,?\s?\b(?P<its>[Ii]ts|[Tt]heir)\s(?:(?!sessions?\b)[a-z-]+,?\s){0,4})$"
)
# A name in capitals that is no body known here: "African Commission resolution 91", "Economic Commission for Africa".
_OTHER_BODY = regex.compile(r"(?r)(?<=[\w,]\s(?:of\s|for\s|the\s|and\s)*)[A-Z][\w'-]*(?<!ing)\s$")
_ANNOUNCES = regex.compile(
    r"(?r)\b(?:including|particular|namely|notably|especially|specifically|alia|recently|latest|being|is|was|are|were|in)"
    r",?\s$"
)
_ANNOUNCED = regex.compile(r"(?r)\b(?P<noun>resolution|decision)(?P<plural>s)?(?P<of>(?!))?[^;]*$", regex.IGNORECASE)
_CONTINUES = regex.compile(
    r"(?r)(?:[,;:]|\b(?:and|to|or|through|including|with|also|as|by|notably|particular|alia)|\u2013)\s?$"
)
_OTHER_SERIES = regex.compile(r"(?r)\b[Nn]os?\.\s$")  # "Act No. 44/031 of 3 May 2044"
_OF_DATE = regex.compile(rf"\s(?:of|dated|adopted\son)\s{_DATE}")
_DATED = regex.compile(rf"(?r)\b(?:of|dated)\s{_DATE},?\s\(?$")
_BODY_AFTER = regex.compile(
    rf"(?:\sof\s{_DATE})?(?:,?\s(?:adopted\s)?(?:of|by)\sthe\s|,\s(?:(?:in|by|under)\swhich\s)?the\s)"
    rf"(?:United\sNations\s)?(?P<body>{_BODY})\b"
)
_BODY_NAMED = regex.compile(rf"\b(?:{_BODY})\b")

# Places in a document.
_VALUE = (
    rf"(?:{_ROMAN}|\d+|[A-Z]|one|two|three|four|five)(?:[.\-\u2013][A-Z\d]+)*(?:\s?\((?:[a-z]{{1,4}}|\d+)\))*(?![\w/])"
)
_VALUES = rf"{_VALUE}(?:(?:\s?[-\u2013]\s?|\sto\s|,\s|,?\sand\s){_VALUE})*"
_PLACE = (
    r"(?:annex(?:es)?|appendi(?:x|ces)|chap(?:ter)?s?\.?|sect(?:ion)?s?\.?|(?:sub)?para(?:graph)?s?\.?|art(?:icle)?s?\.?"
    r"|parts?|vols?\.|pp?\.|rules?|tables?|principles?|guidelines?|enclosures?|summary|preamble|items?)"
)
_PLACES_AFTER = regex.compile(
    rf"(?:\sand\scorrigend(?:um|a))?\)?(?P<places>(?:"
    rf"(?>(?:,\s(?:and\s)?|\sand\s){_PLACE}(?:\s{_VALUES})?|,\s(?:resolution|decision)s?\s(?!\d+\s?\()[\w./\-]*\w(?:\(\w+\))?)"
    r"(?![\w/])(?!\s(?:of|to|thereof)\b))+)"
)
_PLACES_BEFORE = regex.compile(
    rf"(?r)\b(?P<places>(?:(?:{_PLACE}\s{_VALUES}|annex|preamble)(?:,\s|\sand\s|\s))+)(?:of|to|in)\s(?:the\s)?$",
    regex.IGNORECASE,
)

_JOINT_OF_PLACES = regex.compile(r"^(?:,\s(?:and\s)?|\sand\s)")

# The Human Rights Council's report prints its resolutions, so "A/77/53/Add.1, ..., resolution 51/4" cites two.
_HRC_REPORT = regex.compile(r"A/\d+/53(?:/.*)?")


@cache
def instruments() -> Mapping[str, tuple[str, str | None]]:
    """Title and short title of the treaties cited most, by treaty id (``treaties.csv``)."""
    return {row["treaty_id"]: (row["title"], row["short_title"] or None) for row in _treaty_rows()}


@cache
def instrument_ids() -> Mapping[str, str]:
    """Treaty id by each name under which running text cites the treaties of ``treaties.csv``.

    Short titles without a word for what they are ("CRC", "1967 Protocol") are left out: they name other things too.
    """
    names: dict[str, str] = {}
    for row in _treaty_rows():
        short = row["short_title"]
        is_clear = regex.search(r"Convention|Treaty|Statute", short) and not regex.match(r"\d|ILO", short)
        for name in (row["title"], *row["further_names"].split(";"), short if is_clear else ""):
            if name:
                names[name] = row["treaty_id"]
    return names


@cache
def _instrument_pattern() -> Any:
    return regex.compile(r"\b\L<names>(?!\w)", names=list(instrument_ids()))


@cache
def _treaty_rows() -> tuple[dict[str, str], ...]:
    text = files("transforms.authorities").joinpath("treaties.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


# The last resolution of the Security Council in each year from 1946.
# fmt: off
_LAST_OF_YEAR = (
    15, 37, 66, 78, 89, 96, 98, 103, 106, 110, 121, 126, 131, 132, 160, 169, 177, 185, 199, 219, 232, 244, 262, 275,
    291, 307, 324, 344, 366, 384, 402, 422, 443, 461, 484, 499, 528, 545, 559, 580, 593, 606, 626, 646, 683, 725,
    799, 893, 969, 1035, 1092, 1146, 1219, 1284, 1334, 1386, 1454, 1521, 1580, 1651, 1738, 1794, 1859, 1907, 1966,
    2032, 2085, 2132, 2195, 2259, 2336, 2398, 2451, 2503, 2560, 2617, 2671, 2721, 2767,
)
# fmt: on


def is_of_year(number: int, year: int) -> bool:
    """Whether a resolution of the Security Council by that number is one of that year.

    After the last year known here, up to a hundred a year are taken to be.
    """
    known = min(year - 1946, len(_LAST_OF_YEAR))
    before = _LAST_OF_YEAR[known - 1] if known else 0
    last = _LAST_OF_YEAR[known] if known < len(_LAST_OF_YEAR) else before + 100 * (year - 1945 - known)
    return before < number <= last


def year_of(number: int) -> int | None:
    """The year of a resolution of the Security Council by its number; null after the last year known here."""
    return 1946 + bisect_left(_LAST_OF_YEAR, number) if number <= _LAST_OF_YEAR[-1] else None


_WINDOW = 160
"""Characters to the left of a number within which its head, or a place before that, is looked for."""


# ---------------------------------------------------------------------------------------------------------------
# Find


@dataclass(frozen=True)
class Head:
    """The noun that governs a number, or a list of numbers: "Human Rights Council resolutions"."""

    noun: str
    """``resolution`` or ``decision``."""
    body: str | None
    """Key of the body that the words name; null where none is named."""
    how: str
    """How the body is known: ``named``, ``subject`` ("the Council, in its ..."), ``after`` ("... of the Council"),
    or not: ``own`` ("its"), ``none``."""
    nearby: tuple[str, ...] = ()
    """Keys of the other bodies that the text names, the last before the head first, those after it last: for a
    number that the adopting organ cannot have given."""
    places: str | None = None
    """The place named before the head: "paragraph 8" of "paragraph 8 of Security Council resolution 2397 (2017)"."""


@dataclass(frozen=True)
class Found:
    """One reference as the text has it, not yet resolved."""

    start: int
    end: int
    form: str
    """``symbol``, ``session`` (79/181), ``year`` (2397 (2017)), ``roman`` (2200 A (XXI)), ``alone`` (2397),
    ``foreign``, ``foreign_document``, ``treaty``, ``instrument``, ``charter``, ``publication``, ``url``, ``ibid``,
    ``note``, ``itself`` ("the present resolution")."""
    text: str
    session: str = ""
    """Session or year; the whole symbol where the text has only a modifier to it ("and Corr.1")."""
    number: str = ""
    """Number of the resolution, decision, treaty or note; treaty id of an instrument."""
    letter: str = ""
    head: Head | None = None
    is_listed: bool = False
    """Whether the head stands before an earlier item of the list."""
    places: str | None = None
    """Place in what is cited, as printed: "annex", "chap. IV, sect. A"."""
    dated: dt.date | None = None
    """Date given for what is cited."""
    shared_date: dt.date | None = None
    """The date of the next item of the list, which may hold for this one too: "5/1 and 5/2 of 18 June 2007"."""
    series: str = ""
    volumes: tuple[str, ...] = ()
    is_implied: bool = False
    """Whether it stands between the two ends of a range."""
    has_ibid: bool = False
    """Whether a treaty's series is that of the note before: "Ibid., vol. 1249, No. 20378"."""


def find(text: str) -> list[Found]:
    """Every reference in one text, in order of place.

    No span overlaps another, except that the members of a range between its ends ("970\u2013973") have the span of
    the whole range. ``Found.text`` has hyphens and apostrophes in one form; the span quotes the text itself.
    """
    plain = in_one_form(text)
    found: list[Found] = []
    for signs, finder in _FINDERS:
        for sign in signs:
            if sign in plain:
                found += finder(plain)
                break
    if _MAY_REFER.search(plain):
        found += _numbers(plain, [(each.start, each.end) for each in found])
    found.sort(key=lambda each: (each.start, each.is_implied, -each.end))
    return _without_overlaps(plain, found)


def _urls(text: str) -> Iterator[Found]:
    for match in _URL.finditer(text):
        address = match[0].rstrip(".,;:)]'")
        yield Found(match.start(), match.start() + len(address), "url", address)


def _publications(text: str) -> Iterator[Found]:
    for match in _SALES.finditer(text):
        yield Found(match.start(), match.end(), "publication", match[0], places=_places(text, match.end()))


def _charter(text: str) -> Iterator[Found]:
    """The Charter by its full name, or an article or chapter of "the Charter"."""
    for match in _CHARTER.finditer(text):
        if match["part"] or not match["short"]:
            yield Found(match.start(), match.end(), "charter", match[0], places=match["part"])


def _instruments(text: str) -> Iterator[Found]:
    """Treaties by the names under which they are cited most (``treaties.csv``)."""
    names = instrument_ids()
    for match in _instrument_pattern().finditer(text):
        yield Found(match.start(), match.end(), "instrument", match[0], number=names[match[0]])


def _ibids(text: str) -> Iterator[Found]:
    for match in _IBID.finditer(text):
        yield Found(match.start(), match.end(), "ibid", match[0], places=_places(text, match.end()))


def _notes(text: str) -> Iterator[Found]:
    """Notes named by their numbers, one for each of a list: "notes 3 and 4 above"."""
    for match in _NOTE.finditer(text):
        numbers = list(_DIGITS.finditer(match["numbers"]))
        for position, number in enumerate(numbers):
            start = match.start("numbers") + number.start() if position else match.start()
            end = match.start("numbers") + number.end() if number is not numbers[-1] else match.end()
            yield Found(start, end, "note", text[start:end], number=number[0], places=_places(text, end))


def _itself(text: str) -> Iterator[Found]:
    for match in _ITSELF.finditer(text):
        before = _places_before(text[max(0, match.start() - _WINDOW) : match.start()])
        head = Head(match["noun"], None, "none", places=before)
        yield Found(match.start(), match.end(), "itself", match[0], head=head, places=before)


def _foreign(text: str) -> Iterator[Found]:
    """Numbers of other series, one for each of a list: "decisions 1/CP.27, 1/CMA.4 and 3/CMA.5"."""
    for match in _FOREIGN.finditer(text):
        head = Head(match["noun"].lower(), None, "none")
        for token in regex.finditer(_FOREIGN_NUMBER, match["tokens"]):
            start = match.start("tokens") + token.start()
            number = token[0].rstrip(".")
            yield Found(start, start + len(number), "foreign", number, head=head)


def _foreign_documents(text: str) -> Iterator[Found]:
    """Symbols of other organizations' documents: "World Trade Organization, document WT/MIN(13)/44"."""
    for match in _FOREIGN_DOCUMENT.finditer(text):
        noun = "decision" if match["noun"] in ("decision", "Decision") else "document"
        for token in regex.finditer(_FOREIGN_SYMBOL, match["tokens"]):
            if any(character.isdigit() for character in token[0]):
                start, end = match.start("tokens") + token.start(), match.start("tokens") + token.end()
                head = Head(noun, None, "none")
                yield Found(start, end, "foreign_document", token[0], head=head, places=_places(text, end))


def _alone(text: str) -> Iterator[Found]:
    """Numbers of resolutions without session or year, each under the head of their list."""
    for match in _NUMBERS_ALONE.finditer(text):
        head = _head(text, match.start("numbers"))
        for position, number in enumerate(_DIGITS.finditer(match["numbers"])):
            start, end = match.start("numbers") + number.start(), match.start("numbers") + number.end()
            places = _places(text, end) or (head.places if head and not position else None)
            item = Found(start, end, "alone", number[0], number=number[0], head=head, is_listed=position > 0)
            yield replace(item, places=places, dated=date_of(_OF_DATE.match(text, end)))


def treaties(text: str) -> Iterator[Found]:
    """Volumes of the Treaty Series, one for each treaty under them: "vol. 75, Nos. 970\u2013973" is four."""
    for match in _TREATY.finditer(text):
        yield from _treaties_of(match)


def _treaties_of(match: Any) -> Iterator[Found]:
    series = "League of Nations, Treaty Series" if match["league"] else "United Nations, Treaty Series"
    volumes = tuple(regex.findall(r"\w+", regex.sub(r"\band\b", " ", match["volumes"] or "")))
    group = "numbers" if match["numbers"] else "numbers_alone"
    common = Found(
        match.start(), match.end(), "treaty", match[0], series=series, volumes=volumes, has_ibid=bool(match["ibid"])
    )
    if not match[group]:
        yield common
        return
    offset = match.start(group)
    numbers = list(regex.finditer(r"\d+", match[group]))
    for position, number in enumerate(numbers):
        start = match.start() if position == 0 else offset + number.start()
        quoted = match[0][start - match.start() : offset + number.end() - match.start()]
        yield replace(common, start=start, end=offset + number.end(), text=quoted, number=number[0])
        is_range = position and match[group][numbers[position - 1].end() : number.start()].strip("-\u2013") == ""
        if is_range:
            first = numbers[position - 1]
            whole = match[group][first.start() : number.end()]
            for between in range(int(first[0]) + 1, int(number[0])):
                span = offset + first.start(), offset + number.end()
                yield replace(common, start=span[0], end=span[1], text=whole, number=str(between), is_implied=True)


def _numbers(text: str, taken: list[tuple[int, int]]) -> list[Found]:
    """Symbols and numbers, each number under its head."""
    found: list[Found] = []
    heads: dict[int, Head] = {}
    ends: dict[int, int] = {}
    for match in _REFERENCES.finditer(text):
        start, end = match.span()
        if any(start < other_end and other_start < end for other_start, other_end in taken):
            continue
        if match["symbol"]:
            # "A/B testing" has a slash, but no document is without a figure
            found += _symbol(text, match) if _DIGITS.search(match["symbol"]) else ()
            continue
        # a head inside a title in quotation marks governs nothing outside it
        title = text.rfind("\u201c", 0, start)
        title = 0 if text.rfind("\u201d", 0, start) >= title else title
        gap = text[ends.get(title, 0) : start]
        head = _head(text, start)
        is_listed = head is None and title in heads and _is_continued(gap)
        dated = date_of(_OF_DATE.match(text, end))
        if is_listed:
            head = heads[title]
        elif head is None and (_OTHER_SERIES.search(text, 0, start) or not (dated or _is_of_council(match))):
            # without a head, a number is a reference only where its date or its year says so, and no other noun has it
            continue
        item = _number(match, head, is_listed, dated)
        after = _BODY_AFTER.match(text, end) if head and head.how in ("own", "none") else None
        if after and head:
            body = _body_at(text, after["body"], after.start("body"))
            head = _under(found, head, replace(head, body=body, how="after"))
            item = replace(item, head=head)
        before = None if is_listed or head is None else head.places
        item = replace(item, places=", ".join(filter(None, (before, _places(text, end)))) or None)
        _share_date(found, item, gap)
        letters = list(_letters(text, item))
        if letters and item.dated is None:
            item = replace(item, dated=letters[-1].dated)
        found += [item, *letters]
        if is_listed:
            found += _between(text, found, item)
        ends[title] = letters[-1].end if letters else item.end
        if head:
            heads[title] = head
    return found


# Signs without which a finder has nothing to find, so that most texts cost nothing.
_FINDERS: tuple[tuple[tuple[str, ...], Callable[[str], Iterable[Found]]], ...] = (
    (("http", "www."), _urls),
    (("Treaty Series", "bid."), treaties),
    (("Sales No",), _publications),
    (("Charter",), _charter),
    (("Convention", "Covenant", "Treaty", "Protocol", "Statute", "Agreement"), _instruments),
    (("bid",), _ibids),
    ((" above", "ootnote", "upra"), _notes),
    (("esolution", "ecision"), _foreign),
    (("esolution",), _alone),
    (("he present ", "his resolution", "his decision"), _itself),
    (("ocument", "ircular", "ecision"), _foreign_documents),
)


def _is_of_council(match: Any) -> bool:
    return bool(match["council"]) and is_of_year(int(match["council"]), int(match["council_year"]))


def _number(match: Any, head: Head | None, is_listed: bool, dated: dt.date | None) -> Found:
    if match["council"]:
        form, session, number, letter = "year", match["council_year"], match["council"], ""
    elif match["old"]:
        form, session, number = "roman", match["old_session"], match["old"]
        letter = match["old_letter"] or match["old_letter_after"] or ""
    else:
        form, session, number, letter = "session", match["session"], match["number"], match["letter"] or ""
    return Found(
        match.start(),
        match.end(),
        form,
        match[0],
        session=session.replace("\u2013", "-").replace(" ", ""),
        number=number,
        letter=letter.replace("\u2013", "-"),
        head=head,
        is_listed=is_listed,
        dated=dated,
    )


def _symbol(text: str, match: Any) -> Iterator[Found]:
    """The symbol, and what hangs from it: "A/65/53 and Corr.1"."""
    start, end = match.span("symbol")
    dated = date_of(_DATED.search(text[max(0, start - 60) : start])) or date_of(_OF_DATE.match(text, end))
    symbol = Found(start, end, "symbol", match["symbol"], dated=dated, places=_places(text, end))
    yield symbol
    while more := _FURTHER_MODIFIER.match(text, end):
        start, end = more.span("modifier")
        yield replace(symbol, start=start, end=end, text=more["modifier"], session=match["symbol"])
        kind = more["modifier"].partition(".")[0]
        for number in range(int(more["first"]) + 1, int(more["last"] or 0) + 1):
            each = replace(symbol, text=f"{kind}.{number}", number=str(number), session=match["symbol"])
            yield replace(each, start=start, end=more.end(), is_implied=True)
        end = more.end()
    if (record := _RECORD.fullmatch(match["symbol"])) and (more := _FURTHER_RECORDS.match(text, end)):
        yield from _records(symbol, record["series"], int(record["number"]), more)


def _records(first: Found, series: str, last: int, more: Any) -> Iterator[Found]:
    """The further records of a list, those of a range included."""
    first = replace(first, is_listed=True, places=None)
    for joint in regex.finditer(r"(?P<joint>\D+)(?P<number>\d+)", more["numbers"]):
        number = int(joint["number"])
        start, end = (more.start("numbers") + joint.start("number"), more.start("numbers") + joint.end())
        if joint["joint"] in "-\u2013" and last < number < last + 100:
            for between in range(last + 1, number):
                each = replace(first, start=start, end=end, text=f"{series}{between}", number=str(between))
                yield replace(each, is_implied=True)
        yield replace(first, start=start, end=end, text=f"{series}{number}")
        last = number


def _head(text: str, start: int) -> Head | None:
    """The head of a number; null where the number only continues a list, or has none.

    It stands directly before the number ("resolutions 60/251"), or before words that announce numbers
    ("resolutions on the question, in particular 60/251").
    """
    offset = max(0, start - _WINDOW)
    left = text[offset:start]
    noun = _HEAD.search(left) or (_ANNOUNCED.search(left) if _ANNOUNCES.search(left) else None)
    if not noun:
        return None
    name = noun["noun"].lower()
    at = offset + noun.start()
    left = left[: noun.start()]
    if noun["of"]:
        return Head(name, _body_at(text, noun["of"], at), "named", places=_places_before(left))
    before = _BEFORE_HEAD.search(left)
    if before and before["body"]:
        body = _body_at(text, before["body"], offset + before.start("body"))
        return Head(name, body, "named", places=_places_before(left[: before.start("body")]))
    if not before and _OTHER_BODY.search(left):
        return Head(name, "OTHER", "named", places=_places_before(left))
    named = [(each.start(), _body_at(text, each[0], each.start())) for each in _BODY_NAMED.finditer(text)]
    earlier = [key for place, key in reversed(named) if place < at]
    nearby = tuple(dict.fromkeys([*earlier, *(key for place, key in named if place > at)]))
    if not before:
        return Head(name, None, "none", nearby, _places_before(left))
    places = _places_before(left[: before.start("its")])
    # "in its resolution" is whoever acts in the sentence; "Recalling its resolution" is the adopting organ
    sentence = text.rfind(";", 0, at)
    is_acting = before["lead"] in ("in", "by", "of", "to", "under", "through", "with")
    if is_acting and any(sentence < place < at for place, _ in named):
        return Head(name, earlier[0], "subject", nearby, places)
    return Head(name, None, "own", nearby, places)


def _body_at(text: str, name: str, start: int) -> str:
    """The key of a body named at a place; "the Commission" is the one that the text named in full before."""
    key = _body_key(name)
    if key == "THE_COMMISSION":
        in_full = (_body_key(each[0]) for each in _BODY_NAMED.finditer(text, 0, start) if " " in each[0])
        return next((each for each in reversed(list(in_full)) if each in ("CHR", "COMMISSION")), "COMMISSION")
    return key


def _is_continued(gap: str) -> bool:
    """Whether what stands between two numbers lets the head of the first govern the second."""
    return len(gap) < 600 and bool(_CONTINUES.search(gap))


def _under(found: list[Found], old: Head, new: Head) -> Head:
    """Put the items of a list, whose body is named only after the last, under that body."""
    for position in range(len(found) - 1, -1, -1):
        if found[position].head is not old:
            break
        found[position] = replace(found[position], head=new)
    return new


def _share_date(found: list[Found], item: Found, gap: str) -> None:
    if item.dated and item.is_listed and found and found[-1].dated is None and gap.strip(" ,") in ("", "and"):
        found[-1] = replace(found[-1], shared_date=item.dated)


def _letters(text: str, item: Found) -> Iterator[Found]:
    """The further parts of "53/243 A and B", each a reference of its own."""
    end = item.end
    while item.letter and (more := _FURTHER_LETTER.match(text, end)):
        end = more.end()
        dated = item.dated or date_of(_OF_DATE.match(text, end))
        yield replace(
            item, start=more.start("letter"), end=end, text=more["letter"], letter=more["letter"], dated=dated
        )


def _between(text: str, found: list[Found], last: Found) -> Iterator[Found]:
    """What "34/1 to 34/5" implies between its ends."""
    position = next(i for i, each in enumerate(found) if each is last)
    if not position or last.form != "session":
        return
    first = found[position - 1]
    is_range = first.session == last.session and text[first.end : last.start] in (" to ", "\u2013", " through ")
    if not is_range or not 1 < int(last.number) - int(first.number) < 100:
        return
    whole = text[first.start : last.end]
    for number in range(int(first.number) + 1, int(last.number)):
        yield replace(last, start=first.start, end=last.end, text=whole, number=str(number), is_implied=True)


def _without_overlaps(text: str, found: list[Found]) -> list[Found]:
    """Keep the first and longest of what overlaps, and drop what is a place in the reference before it:
    "A/56/1026, annex II, resolution 14/221"."""
    kept: list[Found] = []
    reach = report = 0
    for each in found:
        if each.is_implied:
            kept.append(each)
            continue
        if each.start < reach:
            continue
        if each.start < report and each.head:
            kept.append(replace(each, head=replace(each.head, body="HRC", how="named")))
        else:
            kept.append(each)
        reach = each.end
        if each.form in ("symbol", "publication", "ibid", "foreign_document"):
            places = _PLACES_AFTER.match(text, each.end)
            report = places.end() if places and _HRC_REPORT.fullmatch(each.text) else 0
            reach = places.end() if places and not report else reach
    return kept


def _places(text: str, end: int) -> str | None:
    match = _PLACES_AFTER.match(text, end)
    return _JOINT_OF_PLACES.sub("", match["places"]) if match else None


def _places_before(left: str) -> str | None:
    """The places named before a head, the widest first: "paragraph 15 of the annex to" is "annex, paragraph 15"."""
    if not (match := _PLACES_BEFORE.search(left)):
        return None
    wider = regex.sub(r"(?:,|\sand)?\s$", "", match["places"])
    narrower = _places_before(left[: match.start()])
    return f"{wider}, {narrower}" if narrower else wider


@cache
def _body_key(name: str) -> str:
    return next(key for pattern, key in _BODY_KEYS if pattern.fullmatch(name))
