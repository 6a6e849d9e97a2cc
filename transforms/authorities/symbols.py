"""Document symbols of the United Nations: how they are read, and the one canonical spelling of each.

What belongs here: what a symbol says by itself (organ, session or year, number, parts, revisions), its canonical
spelling, the partition ("collection") in which its document is kept, and the names of files made of it. What does not:
finding symbols in running text and deciding what a bare number means (``citations/``), and the names of the bodies
(``bodies.py``).

A symbol is read from left to right::

    ORGAN[/BODY...][/SESSION or YEAR][/TYPE][/NUMBER][ PART][/MODIFIER...]

The canonical spelling is that of the printed page: organ, bodies and types in capitals; modifiers as ``Add.1``; no
blank before a year or a session in parentheses (``S/RES/2397(2017)``, ``A/RES/2200(XXI)``); one blank before a
lettered part (``A/RES/79/258 B``, ``A/RES/2200(XXI) A``) and before a printed part (``A/79/49 (Vol. I)``).
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import PurePath
from urllib.parse import unquote

import regex

from transforms.language import vocabulary
from transforms.language.numerals import roman

ORGANS = {
    # principal organs
    "A": "General Assembly",
    "S": "Security Council",
    "E": "Economic and Social Council",
    "T": "Trusteeship Council",
    "ST": "Secretariat",
    # treaty bodies
    "CRC": "Committee on the Rights of the Child",
    "CRPD": "Committee on the Rights of Persons with Disabilities",
    "CEDAW": "Committee on the Elimination of Discrimination against Women",
    "CCPR": "Human Rights Committee",
    "CAT": "Committee against Torture",
    "CED": "Committee on Enforced Disappearances",
    "CERD": "Committee on the Elimination of Racial Discrimination",
    "CMW": "Committee on Migrant Workers",
    "HRI": "the treaty bodies together (international human rights instruments)",
    # conventions and treaties, and the meetings of their parties
    "FCCC": "United Nations Framework Convention on Climate Change",
    "CBD": "Convention on Biological Diversity",
    "ICCD": "United Nations Convention to Combat Desertification",
    "CAC": "United Nations Convention against Corruption",
    "CTOC": "United Nations Convention against Transnational Organized Crime",
    "NPT": "Treaty on the Non-Proliferation of Nuclear Weapons",
    "BWC": "Biological Weapons Convention",
    "CCW": "Convention on Certain Conventional Weapons",
    "CCM": "Convention on Cluster Munitions",
    "APLC": "Anti-Personnel Mine Ban Convention",
    "TPNW": "Treaty on the Prohibition of Nuclear Weapons",
    "SPLOS": "Meeting of States Parties to the United Nations Convention on the Law of the Sea",
    "CLCS": "Commission on the Limits of the Continental Shelf",
    "ISBA": "International Seabed Authority",
    "LOS": "Preparatory Commission for the International Seabed Authority",
    # programmes, funds, offices, regional commissions and agencies that number their papers as the UN does
    "DP": "Executive Board of UNDP, UNFPA and UNOPS",
    "TD": "United Nations Conference on Trade and Development",
    "UNEP": "United Nations Environment Programme",
    "UNCTAD": "United Nations Conference on Trade and Development: publications",
    "GEGN": "United Nations Group of Experts on Geographical Names",
    "HSP": "United Nations Human Settlements Programme (UN-Habitat)",
    "HS": "Commission on Human Settlements",
    "ID": "United Nations Industrial Development Organization",
    "IDB": "Industrial Development Board of UNIDO",
    "GC": "General Conference of UNIDO",
    "UNW": "United Nations Entity for Gender Equality and the Empowerment of Women (UN-Women)",
    "UNODC": "United Nations Office on Drugs and Crime",
    "UNITAR": "United Nations Institute for Training and Research",
    "ESCAP": "Economic and Social Commission for Asia and the Pacific",
    "ESCWA": "Economic and Social Commission for Western Asia",
    "ECE": "Economic Commission for Europe",
    "ECA": "Economic Commission for Africa",
    "LC": "Economic Commission for Latin America and the Caribbean",
    # other series
    "CD": "Conference on Disarmament",
    "DC": "Disarmament Commission of 1952",
    "JIU": "Joint Inspection Unit",
    "PBC": "Peacebuilding Commission",
    "CEB": "United Nations System Chief Executives Board for Coordination",
    "AT": "United Nations Administrative Tribunal",
    "PCNICC": "Preparatory Commission for the International Criminal Court",
    "ICC": "International Criminal Court",
}
"""The first words of symbols, and whose series each begins. Other words are taken for one only where a document prints
them as its symbol: that keeps ``HIV/AIDS/2030`` and ``SCAN_0001.pdf`` out of what is cited and of files' names."""

TYPES = {
    "RES": "resolution",
    "DEC": "decision",
    "PRST": "statement by the President",
    "L": "limited distribution: mostly drafts",
    "PV": "verbatim record of a meeting",
    "SR": "summary record of a meeting",
    "INF": "information: lists of participants and the like",
    "CRP": "conference room paper",
    "WP": "working paper",
    "NGO": "statement of a non-governmental organization",
    "PET": "petition",
    "R": "restricted distribution",
    "Q": "list of issues of a treaty body",
    "RQ": "replies to a list of issues",
    "CO": "concluding observations of a treaty body",
    "GC": "general comment of a treaty body",
    "REP": "report of the Joint Inspection Unit",
    "AGENDA": "provisional agenda",
    "HLS": "high-level segment",
    "PM": "preparatory meeting",
}
"""The tokens that say what kind of document it is (``L.45``, ``PV.53``, ``RES``), and what each means. ``WG.6`` or
``CONF.157`` name a body."""

MAIN_COMMITTEES = frozenset({"A/C.1", "A/C.2", "A/C.3", "A/C.4", "A/C.5", "A/C.6", "A/BUR", "A/SPC"})
"""Committees of the whole Assembly. Their documents belong to the collection of its session."""

LANGUAGE_CODES = ("ar", "en", "es", "fr", "ru", "zh")

# Words that the page prints with small letters, whatever their case in a link or a file name.
_SPELLINGS = {
    word.upper(): word
    for word in ("Add", "Rev", "Corr", "Amend", "Summary", "Excerpt", "Corrigendum", "Sub", "Agenda", "OzL", "Pro")
}
_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212"), "-") | {0xAD: None, 0x200B: None}
_ROMAN = r"[IVXLC]+"
_SESSION_ROMAN = rf"(?:E?S-)?{_ROMAN}"
_PART = r"[A-Z](?:-[A-Z])?"

_MODIFIER = regex.compile(r"(?:ADD|REV|CORR|AMEND)\.\w+|SUMMARY|EXCERPT|CORRIGENDUM|ADD|REV|CORR")
_BLANKS = regex.compile(r"\([^()]*\)|\s+")
_OUTSIDE = regex.compile(r"\([^()]*\)(*SKIP)(*FAIL)|/")
_JOINT = regex.compile(r"-(?=(?:A|S|E|T|ST|ISBA|CTOC|CAC|HRI)/)")
_HOST = regex.compile(
    r"(?i)^https?://(?:www\.)?"
    r"(?:undocs\.org|docs\.un\.org|documents\.un\.org/api/symbol/access\?(?:.*&)?s=|daccess-ods\.un\.org/access\.nsf/"
    r"Get(?:File)?\?(?:.*&)?DS=)(.*)$"
)
_LANGUAGE_SEGMENT = regex.compile(r"(?i)^/*(?:(?:ar|en|es|sp|fr|ru|zh)/+)?")
"""The language in a link to a document host: ``/EN/``; in Spanish texts of the UN also ``/sp/``."""
_TOKEN = regex.compile(rf"(?P<stem>[A-Z0-9][A-Z0-9.\-]*?)(?P<parens>(?:\([^()]+\))*)(?P<after>(?<=\)){_PART})?")
_NUMBER = regex.compile(r"\d+(?:-\d+)?[A-Z]?")
_ADOPTED_NUMBER = regex.compile(rf"(?P<number>\d+)(?P<part>{_PART})?")
_SPECIAL_SESSION = regex.compile(r"E?S-\d+")
_ORGAN = regex.compile(r"([A-Z]+)(?:-[A-Z]{2,})*(?:\.\d+)?")
_UNKNOWN_ORGAN = regex.compile(r"\s*[A-Z]{2,10}(?:[-.][A-Z\d]+)*\s*/")
_PRINTED_PART = regex.compile(rf"PART([A-Z]|{_ROMAN}|\d+)")
"""Part of a section of the budget: ``A/81/6 (Sect. 10)/Part A``."""
_BARE = regex.compile(rf"\d{{1,4}}(?:{_PART})?\((?:(?P<year>(?:19|20)\d\d)|{_SESSION_ROMAN})\)(?:{_PART})?")
_FILE_NAME = regex.compile(
    rf"(?s)(?P<stem>.+?)(?:[.\-_ ](?P<language>(?i:{'|'.join(LANGUAGE_CODES)})))?"
    r"(?: \(\d{1,2}\))?\.[A-Za-z0-9]{2,5}"
)
"""Browsers put `` (1)`` behind the name of a file that they have saved before."""
_BRACKETED_NAME = regex.compile(r"[_ ]([A-Za-z]{4,})_$")
"""Square brackets that became ``_``: ``JIU_REP_2025_1_Expandedreport_``."""
_DASHED_NAME = regex.compile(r"(?i)(?:(?<=-)E?S-\d{1,2}(?=-|$)|-(?=[ES]-\d{4}-))(*SKIP)(*FAIL)|-")
"""The dashes of a name that has them for slashes, but not those of special sessions and of joint
symbols."""
_XML_NAME = regex.compile(r"(?i).*(?:[-_]N?\d{7}[ACEFRS]?|[-_][ACEFRS]|\d[ACEFRS]|[-_]reissue)\.xml")
"""How the UN names its XML files: symbol, job number and a letter for the language, any of which may be missing."""

# What stands in parentheses with no blank before them: a year or a session.
_TIGHT = regex.compile(rf"{_SESSION_ROMAN}|\d{{1,4}}")
_YEAR = regex.compile(r"19[4-9]\d|20\d\d")
# What stands in parentheses after a blank, here without blanks and in capitals, and how the page prints it.
_LOOSE: tuple[tuple[regex.Pattern[str], str], ...] = (
    (regex.compile(rf"(VOL|SECT|PROG)\.?({_ROMAN}|\d+[A-Z]?)"), "{0}. {1}"),
    (regex.compile(rf"(PART|RESUMPTION)\.?({_ROMAN}|\d+)"), "{0} {1}"),
    *(
        (regex.compile(words.upper().replace(" ", "")), f"Part {roman(number).upper()}")
        for parts in vocabulary.by_language("masthead.parts").values()
        for number, words in enumerate(parts, 1)
    ),
    (regex.compile(rf"(PARTS)({_ROMAN})(?:AND|-)({_ROMAN})"), "{0} {1} and {2}"),
    (regex.compile(rf"(VOLS)\.?({_ROMAN})(?:AND|-)({_ROMAN})"), "{0}. {1} and {2}"),
    (regex.compile(r"(PLAN)OUTLINE"), "{0} outline"),
)


@dataclass(frozen=True)
class Symbol:
    """What a document symbol says."""

    text: str
    """Canonical spelling of the whole symbol: ``A/C.3/79/L.45/Rev.1``."""
    organ: str
    """First word, mostly of ``ORGANS``: ``A``, ``S``, ``E``, ``CRC``."""
    body_prefix: str
    """What the body's symbols begin with: ``A``, ``A/C.3``, ``A/HRC``, ``CRC/C``."""
    session: str | None = None
    """Session of the body as the symbol spells it: ``79``, ``ES-11``, ``S-32``, ``XXI``."""
    year: int | None = None
    """Year in the symbol, where the body numbers its documents by years."""
    doc_type: str | None = None
    """Kind of document, of ``TYPES``: ``RES``, ``L``, ``PV``."""
    number: str | None = None
    """Number within session, year or series."""
    part: str | None = None
    """Part of a document issued in parts: ``B``, ``A-C``, ``Vol. I``, ``Sect. 29F``."""
    modifiers: tuple[str, ...] = ()
    """Revisions, addenda and corrigenda in the order of the symbol: ``("Rev.1", "Add.1")``."""
    parent: str | None = None
    """Symbol without its last modifier; without its part where it has no modifier; null where it has neither."""
    joint: tuple[str, ...] = ()
    """Canonical symbols of a document with two of them (``A/79/992-S/2025/503``); empty otherwise."""

    @property
    def sitting(self) -> str | None:
        """The session as documents name it; those of the Economic and Social Council are years ("2023 session")."""
        return str(self.year) if self.body_prefix == "E" and self.year else self.session

    @property
    def is_known(self) -> bool:
        """Whether it begins as the symbols of a known organ do."""
        return self.organ in ORGANS

    @property
    def is_draft(self) -> bool:
        """Whether it is in the limited series, in which drafts are issued."""
        return self.doc_type == "L"

    @property
    def is_record(self) -> bool:
        """Whether it is a verbatim or summary record of a meeting."""
        return self.doc_type in ("PV", "SR")


def parse(text: str) -> Symbol:
    """Read one symbol in any of its spellings. Case, blanks, dashes and the ``*`` of a reissue do not matter.

    Reads also a symbol in the path of a UN link (``/EN/A/RES/217(III)``), a joint symbol (``A/79/992-S/2025/503``) and
    the two bare forms that have one meaning only: ``2397 (2017)`` of the Security Council and ``2200 A (XXI)`` of the
    General Assembly before 1976. Raises ``ValueError`` for anything else. A bare ``79/181`` is no symbol, because three
    organs number their resolutions so. A first word that is not known is accepted in capitals (``TRANS/SC.2/2001/20``):
    the text is then taken to be a symbol, which only the head of a page can say.
    """
    return _parse(text)


def normalise(text: str) -> str:
    """The canonical spelling of one symbol. Raises ``ValueError`` where ``text`` is no symbol."""
    return _parse(text).text


def canonical(text: str | None) -> str | None:
    """The canonical spelling of a symbol; null where ``text`` is none, or begins with no organ that is known."""
    try:
        read = _parse(text) if text else None
    except ValueError:
        return None
    return read.text if read and read.is_known else None


def from_link(address: str) -> str | None:
    """The canonical symbol that a link to one of the UN's document hosts names; null for any other address."""
    match = _HOST.match(address.strip())
    return canonical(unquote(match[1]).split("&")[0]) if match else None


def collection(symbol: str) -> str:
    """The partition in which a document is kept: its body and the session or year of the body.

    ``A/C.3/79/L.45`` -> ``A-79``, ``S/RES/2397(2017)`` -> ``S-2017``, ``A/HRC/RES/55/21`` -> ``A-HRC-55``. Records of
    meetings that are numbered through all sessions (``S/PV.9620``) -> ``S-PV``. A document with neither session nor
    year is kept under its body (``CRC-C``). A collection's name has letters, digits, ``.`` and ``-`` only. Raises
    ``ValueError`` where ``symbol`` is no symbol.
    """
    read = _parse(symbol)
    body = read.organ if read.body_prefix in MAIN_COMMITTEES else read.body_prefix
    count = read.session or (str(read.year) if read.year else read.doc_type if read.is_record else None)
    return "-".join(regex.findall(r"[A-Za-z0-9.]+", f"{body}-{count}" if count else body))


def from_file_name(name: str) -> tuple[str, str] | None:
    """The symbol and the language that a file name gives, with ``_`` for ``/``; null where it gives no symbol.

    ``A_RES_79_181.pdf``, ``A_79_876.ar.pdf``, ``A_80_15(PartI).pdf``, ``A-RES-79-181 (1).pdf`` and the
    ``A_RES_79_181-EN.pdf`` of the UN Digital Library. A name without a language is English. A name that the UN gives
    its XML (``A_RES_79_181-2424223E.xml``) has only half a symbol, while the file itself has the whole: such a name
    gives none.
    """
    if _XML_NAME.fullmatch(PurePath(name).name) or not (match := _FILE_NAME.fullmatch(PurePath(name).name)):
        return None
    stem = _BRACKETED_NAME.sub(r"(\1)", match["stem"])
    has_slashes = "_" in stem or not regex.search(r"-\d", stem)
    symbol = canonical(stem.replace("_", "/") if has_slashes else _DASHED_NAME.sub("/", stem))
    return (symbol, (match["language"] or "en").lower()) if symbol else None


def to_file_name(symbol: str, language: str) -> str:
    """The file name from which ``from_file_name`` reads the same symbol and language."""
    stem = _BLANKS.sub(_without_blanks, normalise(symbol)).replace("/", "_")
    return f"{stem}.pdf" if language == "en" else f"{stem}.{language}.pdf"


@lru_cache(maxsize=65536)
def _parse(text: str) -> Symbol:
    clean = unicodedata.normalize("NFKC", text).translate(_DASHES)
    clean = _LANGUAGE_SEGMENT.sub("", clean.split("#")[0].split("?")[0].strip())
    clean = regex.sub(rf"\[({_PART})\]", r"\1", clean, flags=regex.IGNORECASE).replace("[", "(").replace("]", ")")
    compact = _BLANKS.sub(_without_blanks, clean).upper().rstrip("*.,;:/")
    if bare := _BARE.fullmatch(compact):
        compact = ("S/RES/" if bare["year"] else "A/RES/") + compact
    if len(halves := _JOINT.split(compact)) > 1:
        read = [_read(half, text) for half in halves]
        joined = "-".join(each.text for each in read)
        return replace(read[0], text=joined, parent=None, joint=tuple(each.text for each in read))
    return _read(compact, text)


def _without_blanks(match: regex.Match[str]) -> str:
    """Nothing for blanks; for what stands in parentheses the same without blanks, unless it is words of the page's."""
    plain = regex.sub(r"\s", "", match[0])
    is_form = _TIGHT.fullmatch(plain[1:-1].upper()) or any(form.fullmatch(plain[1:-1].upper()) for form, _ in _LOOSE)
    has_words = regex.search(r"\p{L}\s+\p{L}", match[0])
    return f"({' '.join(match[0][1:-1].split())})" if has_words and not is_form else plain


@dataclass(frozen=True)
class _Token:
    """What stands between two slashes of a symbol."""

    stem: str
    """Without parentheses and blanks, in capitals: ``PV.9620``, ``2397``, ``COP``."""
    tight: tuple[str, ...]
    """What stands in parentheses with no blank before them: ``2017``, ``XXI``, ``15``."""
    loose: tuple[str, ...]
    """What stands in parentheses after a blank: ``Vol. I``, ``Part III``."""
    letter: str | None
    """Letter of a part of a resolution or decision."""

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
    """Read a symbol that has no blanks and is in capitals; ``text`` is what the error quotes."""
    first, *others = _OUTSIDE.split(compact)
    organ = _ORGAN.fullmatch(first)
    is_organ = organ and (organ[1] in ORGANS or _UNKNOWN_ORGAN.match(text))
    if not others or not organ or not is_organ or not any(c.isdigit() for c in compact):
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
        if printed_part := _PRINTED_PART.fullmatch(other):
            parent = "/".join(words)
            words.append(f"Part {printed_part[1]}")
            part = f"{part}/{words[-1]}" if part else words[-1]
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
    """How the page prints what stands in parentheses after a blank: ``VOL.I`` -> ``Vol. I``."""
    for pattern, template in _LOOSE:
        if match := pattern.fullmatch(inner):
            first, *others = match.groups() or ("",)
            return template.format(first.capitalize(), *others)
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
        # in the symbol of a treaty body a country follows the C: CEDAW/C/CAF/CO/6
        if is_count or _is_type(position, tokens) or prefix[1:] == ["C"]:
            break
        prefix.append(_spell(token.stem))
    return "/".join(prefix)


def _count(tokens: list[_Token], depth: int) -> tuple[str | None, int | None, str | None, str | None]:
    """Session, year, type and number; ``depth`` is how many of the tokens belong to the body's prefix."""
    types = [place for place in range(depth, len(tokens)) if _is_type(place, tokens)]
    doc_type = number = None
    for place in types:
        doc_type, _, count = tokens[place].stem.partition(".")
        number = count or number
    session, year = _printed_count([token for place, token in enumerate(tokens) if place not in types])
    numbers = [token.stem for token in tokens if token.stem[0].isdigit()]
    # the first of two numbers is a session or a year; a single number is the document's own
    if len(numbers) + (number is not None) > 1:
        if _YEAR.fullmatch(numbers[0]):
            year = int(numbers[0])
        else:
            session = session or numbers[0]
    return session, year, doc_type, number or (numbers[-1] if numbers else None)


def _printed_count(tokens: list[_Token]) -> tuple[str | None, int | None]:
    """The session and the year that stand in parentheses, ``2397(2017)`` or ``2200(XXI)``; or a special session."""
    session: str | None = None
    year: int | None = None
    for token in tokens:
        if _SPECIAL_SESSION.fullmatch(token.stem):
            session = token.stem
        elif token.tight and token.stem[0].isdigit() and token.tight[0].isdigit():
            year = int(token.tight[0])
        elif token.tight:
            session = token.tight[0]
    return session, year


def _spell(token: str) -> str:
    """A token as the page prints it: ``ADD.1`` -> ``Add.1``, ``RES.4`` -> ``Res.4`` (but ``RES``)."""
    words = token.split(".")
    if words[0] == "RES" and len(words) > 1:
        words[0] = "Res"
    return ".".join(_SPELLINGS.get(word, word) for word in words)
