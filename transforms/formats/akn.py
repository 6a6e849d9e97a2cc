"""The UN's own XML (Akoma Ntoso, AKN4UN) to the rows that ``structure.py`` reads of a page, with the same ids.

What belongs here: the habits of that XML (nesting left flat, numbers inside the text, notes where their marks stand,
stars for notes set as paragraphs, sections inside the sections before them) and what it alone tells: votes and the
steps of drafting. What does not: how ids are composed and what nests in what (``structure.Builder``, on which the
reader here is built), and comparing the XML with the page (``differences.py``).

An XML has no pages: ``page``, ``page_first``, ``page_last``, ``page_count`` and ``bbox`` are null.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from functools import cached_property
from typing import Any

import regex
from lxml import etree

from transforms.authorities import symbols
from transforms.language import labels
from transforms.pages.flow import Content
from transforms.pages.model import Box, Unreadable
from transforms.pages.text import Line, Text
from transforms.texts import masthead
from transforms.texts.structure import (
    ARTICLE,
    STAR_MARK,
    Anchor,
    Builder,
    Rows,
    follows_roman,
    language_of,
)
from transforms.votes import records

LARGEST = 20_000_000
"""Bytes. The largest of 1,948 real files has 0.6 million; a larger one is no single document."""
INVISIBLE = regex.compile(r"[\x00-\x08\x0B\x0C\x0E-\x1F\x7F\xAD\u200B\u200E\u200F\u202A-\u202E\u2060\uFEFF]")
"""Soft hyphens and marks of direction, which Word leaves in a text and nobody prints."""
ENDED = regex.compile(r"[.;:,!?。；：，！？؛،؟][”\"’»)\]）]*$")
"""The end of a sentence, or of a part of one, in any language."""
BLANKS = regex.compile(r"\s+")
LISTED = regex.compile(r"(?<=[\p{Ll})])(?=(?:In favour|Against|Abstaining):)")
RULE = regex.compile(r"[_—–-]{5,}")
"""The rule above notes, where these are set as paragraphs."""
STARRED = regex.compile(r"\*{1,5}\s+(?=[^*\s])")
ORNAMENT = regex.compile(r"\*(?:\s?\*)*")
"""Stars between two parts of a text."""
SHORT = 120
"""Characters: a heading that the XML does not mark as one is shorter."""
UNMARKED = regex.compile(r"(\d{1,3})\s+(?=\p{L})")
"""A number that lost its mark: it is one where it follows the number before."""
NOTE = regex.compile(r"(\*{1,5}|\d{1,3}|\p{Ll})\s+(?=\S)")
YEARS = range(1945, 2100)
"""``0001-01-01`` stands where a date is not known."""
ORDINAL = regex.compile(r"\d+")

FORMULAS = {"unga": "A/RES/{}", "unga-hrc": "A/HRC/RES/{}", "unecosoc": "E/RES/{}", "unsc": "S/RES/{}({})"}
"""How a body's resolutions are numbered, by the name under which the XML files them."""
AGENDA = regex.compile(r"البن(?:د|ود|دان)\s+(?P<item>.+?)\s+من جدول الأعمال.*|(?:临时)?议程项目\s*(?P<item>.+)")
"""Agenda items in the scripts that ``masthead.AGENDA`` does not read."""

VOTES = {"inFavour": "in_favour", "against": "against", "abstaining": "abstaining", "notVoting": "not_voting"}
METHODS = (
    ("without_vote", regex.compile(r"without ?vote", regex.IGNORECASE)),
    ("recorded_vote", regex.compile(r"recorded ?vote", regex.IGNORECASE)),
    ("consensus", regex.compile(r"consensus", regex.IGNORECASE)),
    ("acclamation", regex.compile(r"acclamation", regex.IGNORECASE)),
    ("silence_procedure", regex.compile(r"silence", regex.IGNORECASE)),
)
"""How a text was adopted, in the words of ``voting/@outcome`` or of a step."""
STEPS = {
    "draftresolution": "draft",
    "draftdecision": "draft",
    "draftresolutionadditionalsponsors": "additional_sponsors",
    "recommendedforadoption": "recommended",
    "adopted": "adopted",
    "veto": "not_adopted",
    "notadopted": "not_adopted",
}
"""What ``step/@outcome`` says, in any case. ``composition`` names members elected: no step of drafting."""

Element = Any
"""An element of lxml, which has no types."""


@dataclass(frozen=True)
class Spot:
    """Where a paragraph stands in an XML: on no page, but so and so deep."""

    indent: float = 0.0
    page_first: None = None
    page_last: None = None
    boxes: Sequence[Box] = ()
    lines: Sequence[Line] = ()


def extract(data: bytes, file_name: str, symbol: str | None = None) -> Rows:
    """The rows of one document, as ``structure.extract`` gives them of a PDF.

    Takes the bytes of an AKN4UN file, its name and the symbol under which it was asked for or filed. Beside the tables
    of a PDF it gives ``stated_votes`` and ``drafting_steps``. ``rejections`` say what was mended: markup that was
    recovered, a symbol or language that the file itself contradicts.
    Raises ``Unreadable`` for what is no AKN4UN, holds no text, or cannot be recovered without losing letters.
    """
    root, mended = _parse(data, file_name)
    statements = [e for e in root.iter("{*}statement") if _child(e, "mainBody", "paragraph", "alinea") is not None]
    if not statements:
        raise Unreadable("no text", f"{file_name}: the file holds a masthead at most; see whether a fuller one exists")
    read, language = _masthead(root, file_name, symbol, mended)
    no_pages = Content(**{part.name: [] for part in fields(Content)})
    return _Reader(no_pages, read, (), language, root=root, mended=mended).rows()


# Bytes to elements


def is_markup(data: bytes) -> bool:
    """Whether bytes are XML or HTML, of whatever kind and encoding, rather than a PDF or plain text."""
    return data[:1024].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<")


def _parse(data: bytes, file_name: str) -> tuple[Element, list[dict[str, str]]]:
    """The file's root element, and what had to be mended."""
    if len(data) > LARGEST:
        raise Unreadable("too large", f"{file_name}: {len(data)} bytes of XML; no single document has that many")
    plain = data.replace(b"\0", b"")  # UTF-16 too
    if regex.match(
        rb"[^<]{0,9}\s*(?:<\?[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype\s+)?html", plain[:4096], regex.I | regex.S
    ):
        raise Unreadable("an HTML page", f"{file_name}: a web page came instead of the document; fetch it again")
    if regex.search(rb"<!(?:DOCTYPE|ENTITY)", plain, regex.IGNORECASE):
        raise Unreadable(
            "declares entities",
            f"{file_name}: the file has a document type declaration, which the UN's never have and which can make a "
            "small file endless; take the declaration out",
        )
    safe = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}
    try:
        root = etree.fromstring(data, etree.XMLParser(**safe))
    except etree.XMLSyntaxError as error:
        return _recovered(data, file_name, str(error), etree.XMLParser(recover=True, **safe))
    return _checked(root, file_name), []


def _recovered(data: bytes, file_name: str, error: str, parser: Element) -> tuple[Element, list[dict[str, str]]]:
    """The root of a file that is not well-formed, if every letter of it is kept."""
    text = data.decode("utf-8", errors="replace")
    if not regex.search(r"</akomaNtoso\s*>\s*$", text):
        raise Unreadable("incomplete", f"{file_name}: the file ends before its last element ({error}); fetch it again")
    root = _checked(etree.fromstring(data, parser), file_name)
    letters = len(regex.findall(r"\p{L}", regex.sub(r"<!--.*?-->|<[^<>]*>|&#?\w+;", "", text, flags=regex.S)))
    kept = len(regex.findall(r"\p{L}", "".join(root.itertext(etree.Element, "{*}*"))))
    if kept < letters:
        raise Unreadable(
            "not well-formed",
            f"{file_name}: {error}; of {letters} letters {letters - kept} would be lost: mend the markup there",
        )
    return root, [
        {
            "stage": "read",
            "reason": "recovered XML",
            "detail": f"{file_name}: not well-formed ({error}), {len(parser.error_log)} faults in all; every letter "
            "was kept, but what was nested in what is as the parser guessed",
        }
    ]


def _checked(root: Element | None, file_name: str) -> Element:
    if root is None or not isinstance(root.tag, str) or _tag(root) != "akomaNtoso":
        found = "nothing" if root is None else f"<{_tag(root)}>"
        raise Unreadable("not Akoma Ntoso", f"{file_name}: expected <akomaNtoso> as the root element, found {found}")
    return root


# Small readings


def _tag(element: Element) -> str:
    """Name without namespace; empty for comments and processing instructions."""
    return str(etree.QName(element).localname) if isinstance(element.tag, str) else ""


def _child(element: Element, *tags: str) -> Element | None:
    return next((child for child in element if _tag(child) in tags), None)


def _find(root: Element, tag: str, **attributes: str) -> Iterator[Element]:
    for element in root.iter(f"{{*}}{tag}"):
        if all(element.get(name, "").lstrip("#") == value for name, value in attributes.items()):
            yield element


def _words(element: Element | None) -> str:
    """The text of an element without its notes."""
    return "" if element is None else _text(element)[0].text


def _day(text: str | None) -> date | None:
    try:
        found = date.fromisoformat((text or "").strip())
    except ValueError:
        return None
    return found if found.year in YEARS else None


SET_APART = ("num", "table", "list", "sublist", "blockList", "embeddedStructure", "img")
"""Elements inside a paragraph whose text is not its own."""


def _text(element: Element) -> tuple[Text, list[tuple[str, Text]]]:
    """What an element says, and the notes hung from it: mark and text of each."""
    notes: list[tuple[str, Text]] = []
    text = Text()

    def put(piece: str | None, bold: bool, italic: bool) -> None:
        if not piece:
            return
        # the hyphen that does not break is a hyphen, as the page has it
        folded = BLANKS.sub(" ", INVISIBLE.sub("", piece).replace("\u2011", "-"))
        if not text.text or text.text[-1] == " ":
            folded = folded.removeprefix(" ")
        text.text += folded
        text.bold += [bold] * len(folded)
        text.italic += [italic] * len(folded)

    def visit(at: Element, bold: bool, italic: bool) -> None:
        tag = _tag(at)
        if tag == "authorialNote":
            mark = (at.get("marker") or "").strip()
            text.marks.append((mark, len(text.text.rstrip())))
            notes.append((mark, _text_of_note(at)))
            return
        if not tag or (tag in SET_APART and at is not element):
            return
        if tag == "sup" and "".join(at.itertext()).strip() in ("(", ")"):
            return  # Arabic texts set a note's mark in parentheses
        if tag == "eol":
            put(" ", bold, italic)
        if tag == "span":
            style = at.get("class") or ""
            bold, italic = bold or "bold" in style, italic or "italic" in style
        start = len(text.text)
        put(at.text, bold, italic)
        for child in at:
            visit(child, bold, italic)
            put(child.tail, bold, italic)
        if tag == "a" and len(text.text) > start:
            text.links.append((start, len(text.text), (at.get("href") or "").strip(), 0))

    visit(element, False, False)
    text.text = text.text.rstrip()
    del text.bold[len(text.text) :], text.italic[len(text.text) :]
    return text, notes


def _text_of_note(note: Element) -> Text:
    whole = Text()
    for child in note:
        whole = _joined(whole, _text(child)[0])
    return whole


def _joined(first: Text, second: Text) -> Text:
    """Two texts with a blank between them."""
    if not first.text:
        return second
    n = len(first.text) + 1
    return Text(
        f"{first.text} {second.text}",
        [*first.marks, *((mark, at + n) for mark, at in second.marks)],
        [*first.bold, False, *second.bold],
        [*first.italic, False, *second.italic],
        [*first.links, *((a + n, b + n, target, page) for a, b, target, page in second.links)],
    )


def _plain(text: str) -> Text:
    return Text(text, [], [False] * len(text), [False] * len(text))


def _labelled(label: str, content: Text) -> Text:
    """A text with its number put before it."""
    return _joined(_plain(label), content)


# The masthead


def _masthead(
    root: Element, file_name: str, hint: str | None, mended: list[dict[str, str]]
) -> tuple[masthead.Masthead, str]:
    """Masthead and language, and in ``mended`` where the file contradicts itself about them."""
    cover = next(root.iter("{*}coverPage"), root)
    preface = next(root.iter("{*}preface"), None)
    body = " ".join(text for part in root.iter("{*}preamble", "{*}mainBody") for text in part.itertext())
    language = language_of(body[:50_000])
    declared = next((e.get("language") for e in root.iter("{*}FRBRlanguage")), None)
    if declared and LANGUAGES.get(declared, language) != language:
        mended.append(_mended("another language", f"{file_name}: filed as {declared}, but its text is in {language}"))
    found = masthead.Masthead()
    head = found.fields
    head["symbol"] = _symbol(root, cover, preface, file_name, hint, mended)
    symbol = symbols.parse(head["symbol"])
    if symbol.joint:
        head["symbol"], head["joint_symbol"] = symbol.joint[0], symbol.joint[1]
    titles = [t for t in _find(root, "docTitle") if t.get("refersTo", "").lstrip("#") in TITLES]
    head["title"] = " ".join(dict.fromkeys(_words(t) for t in titles[:1])) or None
    found.title_marks = [
        mark for part in (cover, preface) if part is not None for p in part for mark, _ in _text(p)[0].marks
    ]
    if match := regex.search(r"Distr(?:\.|ibución)?\s*:?\s*(\p{L}+)", _words(next(_find(cover, "docStatus"), None))):
        head["distribution"] = match[1].capitalize()
    head["published_on"] = next((_day(e.get("date")) for e in _find(cover, "docDate", refersTo="dateOfIssuance")), None)
    head["session"] = symbol.sitting
    head["agenda_item"] = _agenda_item(next(_find(cover, "inline", name="agenda item"), None))
    head["agenda_title"] = _words(next(_find(cover, "inline", name="agenda item name"), None)) or None
    proponent = _words(next(_find(cover, "docProponent"), None))
    head["committee_report"] = ", ".join(masthead.symbols_in(proponent)) or None
    docket = _words(next(_find(root, "docketNumber"), None)).replace(" ", "")
    head["job_number"] = match[0] if (match := regex.search(r"\d{2}-\d{5}", docket)) else None
    is_draft = any(e.get("name") == "draftResolution" for e in _find(root, "statement"))
    if not is_draft:
        head["adopted_on"] = _adopted_on(root, cover)
        meetings = (
            *_find(root, "location", refersTo="adoptionMeeting"),
            *_find(root, "inline", name="adoptionMeeting"),
        )
        numbers = (ORDINAL.search(e.get("title") or _words(e)) for e in meetings)
        head["meeting_number"] = next((number[0] for number in numbers if number), None)
    head["document_type"] = "draft_resolution" if is_draft else masthead.document_type(symbol, head, [])
    return found, language


LANGUAGES = {"eng": "en", "fra": "fr", "spa": "es", "rus": "ru", "ara": "ar", "zho": "zh"}
TITLES = ("resolutionTitle", "decisionTitle", "resolutionNumber", "title1")


def _mended(reason: str, detail: str) -> dict[str, str]:
    return {"stage": "read", "reason": reason, "detail": detail}


def _symbol(
    root: Element,
    cover: Element,
    preface: Element | None,
    file_name: str,
    hint: str | None,
    mended: list[dict[str, str]],
) -> str:
    """The document's symbol: as its cover says, with the letter of its part.

    Where the number before the title is another one and the file's name agrees with that, the cover was taken over
    from the document before and the number before the title is right.
    """
    printed = _canonical(_words(next(_find(cover, "docNumber", refersTo="symbol"), None)))
    if printed is None:
        printed = hint or _filed(root)
        if printed is None:
            raise Unreadable(
                "no symbol",
                f"{file_name}: the cover gives no document symbol and the file's name is none: name the file by its "
                "symbol (A_RES_79_181.xml)",
            )
        mended.append(
            _mended("no symbol", f"{file_name}: the cover gives no symbol; {printed} follows from its filing")
        )
    numbers = [_words(e) for e in _find(preface, "docNumber")] if preface is not None else []
    letters = [label for n in numbers if (label := labels.ordinal(n)) and regex.fullmatch("[A-Z]", label)]
    if numbers and (number := regex.match(r"\S*?(\d+)(?=\D*$)", numbers[0].split(" ")[0].rstrip(".:"))):
        read = symbols.parse(printed)
        other = _canonical(regex.sub(rf"{read.number}(?=\D*$)", number[1], printed)) if read.number else None
        if other and other != printed:
            stem = symbols.to_file_name(other, "en").removesuffix(".pdf")
            if regex.match(rf"{regex.escape(stem)}(?!\d)", file_name):
                mended.append(
                    _mended(
                        "two symbols", f"{file_name}: the cover says {printed}, the title and the file's name {other}"
                    )
                )
                printed = other
    parts = [labels.ordinal(_words(e)) for e in root.iter("{*}component") for e in _find(e, "docNumber")]
    lettered = [part for part in parts if part and regex.fullmatch("[A-Z]", part)]
    part = f"{lettered[0]}-{lettered[-1]}" if len(lettered) > 1 else letters[-1] if letters else None
    return f"{printed} {part}" if part and symbols.parse(printed).part is None else printed


def _canonical(text: str) -> str | None:
    """A symbol in its canonical spelling; ``A/DEC/76/553 A and B`` is ``A/DEC/76/553 A-B``; null where it is none."""
    try:
        return symbols.normalise(regex.sub(r"(?<=\s[A-Z])\s*\p{L}+\s*(?=[A-Z]$)", "-", text))
    except ValueError:
        return None


def _filed(root: Element) -> str | None:
    """The symbol under which the XML files the work: ``/akn/un/statement/deliberation/unsc/2021-02-25/2563-2021/``."""
    for work in root.iter("{*}FRBRWork"):
        for uri in work.iter("{*}FRBRuri"):
            match = regex.search(r"/(un[a-z-]+)/\d{4}-\d\d-\d\d/([\w-]+?)-(\w+)/?$", uri.get("value") or "")
            if match and match[1] in FORMULAS:
                filled = FORMULAS[match[1]]
                return _canonical(
                    filled.format(match[2], match[3])
                    if filled.count("{}") > 1
                    else filled.format(f"{match[2]}/{match[3]}")
                )
    return None


def _agenda_item(element: Element | None) -> str | None:
    """The item's number: ``71 (c)``."""
    text = _words(element)
    for pattern in (masthead.AGENDA, AGENDA):
        if match := pattern.fullmatch(text):
            return str(match.captures("item")[0]).strip(" *")
    title = element.get("title") if element is not None else None
    return title or text or None


def _adopted_on(root: Element, cover: Element) -> date | None:
    """When the text was adopted: by its masthead, else by its close, else by the filing."""
    told = [_day(e.get("date")) for part in (cover, root) for e in _find(part, "docDate", refersTo="adoptionDate")]
    filed = [_day(e.get("date")) for work in root.iter("{*}FRBRWork") for e in _find(work, "FRBRdate", name="adoption")]
    return next((day for day in (*told, *filed) if day), None)


# The text


NO_LABEL = labels.Label()


@dataclass(frozen=True)
class _Block:
    """One printed paragraph of the XML."""

    content: Text = field(default_factory=Text)
    label: labels.Label = NO_LABEL
    depth: int = 0
    tag: str = ""
    is_titled: bool = False
    """Whether the XML says that it is a heading."""
    quoted: Element = None
    """A text that the paragraph before quotes whole."""

    @classmethod
    def of(cls, content: Text, number: str, depth: int, tag: str, style: str) -> _Block:
        """The paragraph with its number, wherever the XML has that: in an element, in the text, or in both."""
        label = labels.read_label(number) if number else None
        if number and content.text.startswith(f"{number} "):
            content = content.cut(len(number))
        elif number and label is None:
            content = _labelled(number, content)
        if label is None and (match := labels.IN_TEXT.match(content.text)):
            label = labels.read_label(match[0])
            content = content.cut(match.end()) if label else content
        long = len(content.text) > SHORT and bool(ENDED.search(content.text))
        is_titled = tag in ("heading", "subheading") or not content.text or (style.startswith("H") and not long)
        return cls(content, label or NO_LABEL, depth, tag, is_titled)

    @property
    def has_ended(self) -> bool:
        """Whether it ends as sentences do."""
        return bool(ENDED.search(self.content.text))

    @property
    def is_line(self) -> bool:
        """Whether it is a short line without number and without a sentence's end."""
        return self.quoted is None and not self.label.kind and not self.has_ended and len(self.content.text) < SHORT


BLOCKS = ("p", "listIntroduction", "crossHeading", "heading", "subheading")
LISTS = ("list", "sublist", "blockList")


@dataclass
class _Reader(Builder):
    """Walks the elements of one document in order, which is that of the printed page."""

    root: Element = None
    mended: list[dict[str, str]] = field(default_factory=list)
    notes: list[tuple[str, Text]] = field(default_factory=list)
    """Each note's mark and text."""
    table_cells: list[dict[str, Any]] = field(default_factory=list)
    table_count: int = 0
    base: str = "paragraph"
    """Kind of the clauses of the text being read, its preambles apart."""
    in_text: bool = False
    """Whether the preamble is over, so that only sections have preambles."""
    lists: bool = False
    """Whether what is read is listed under a colon."""
    number: str = ""
    """A number that was read and whose paragraph is to come."""
    opens_annex: bool = False

    def rows(self) -> Rows:
        """All rows of the document."""
        self.marks += [Anchor(mark) for mark in self.head.title_marks]
        for part in self.root.iter("{*}coverPage", "{*}preface"):
            if not any(_tag(above) == "component" for above in part.iterancestors()):
                self.notes += [note for p in part for note in _text(p)[1]]
        self.document(self.root)
        footnotes = [note | {"bbox": None} for note in self.hung((*note, Spot()) for note in self.notes)]
        links = [{**link, "seq": seq, "page": None} for seq, link in enumerate(self.links, 1)]
        return {
            "documents": [{**self.head.fields, "language": self.language, "page_count": None, "text_source": "xml"}],
            "clauses": [clause | {"bbox": None} for clause in self.clauses],
            "footnotes": footnotes,
            "hyperlinks": links,
            "table_cells": self.table_cells,
            "speeches": [],
            "pages": [],
            "rejections": self.mended,
            "stated_votes": [
                *_votes(self.root, self.head.fields, self.language),
                *records.closing({**self.head.fields, "language": self.language}, self.closing),
            ],
            "drafting_steps": list(_steps(self.root, self.symbol, self.language)),
        }

    def document(self, element: Element) -> None:
        """The statements in it, each with what is attached."""
        for child in element:
            if _tag(child) == "statement":
                self.statement(child)
            elif _tag(child) in ("documentCollection", "components", "component", "collectionBody"):
                self.document(child)

    def statement(self, element: Element) -> None:
        """A resolution, decision or presidential statement: preamble, text, close, annexes."""
        self.base = "operative" if _child(element, "preamble") is not None else "paragraph"
        if _tag(element.getparent()) == "component":
            self.annex = 0
            self.part_of(element)
        # where markup was recovered the text stands beside its body
        stray = [child for child in element if _tag(child) in ("paragraph", "alinea", "section")]
        for child in element:
            tag = _tag(child)
            if tag == "preamble":
                self.part, self.levels, self.chapeau, self.in_text = "preambular", [], None, False
                self.broken_off = []
                self.read(child)
            elif tag == "mainBody" or child in stray[:1]:
                # the last paragraphs of a preamble may stand in the text
                self.part = self.base if self.base == "paragraph" else "preambular"
                self.in_text = True
                self.read(child if tag == "mainBody" else stray)
            elif tag == "conclusions":
                self.close(child)
            elif tag == "attachments":
                for document in child.iter("{*}doc"):
                    self.annexed(document)
            elif tag == "components":
                self.document(child)

    def part_of(self, statement: Element) -> None:
        """The letter and title that open a part of an omnibus text."""
        preface = _child(statement, "preface")
        letter = next((labels.ordinal(_words(e)) for e in _find(statement, "docNumber")), None)
        self.sections, self.levels, self.chapeau = [] if letter else [("letter", "draft")], [], None
        for p in preface if preface is not None else ():
            title, notes = _text(p)
            self.notes += notes
            printed = _words(next(_find(p, "docNumber"), None))
            if letter and title.text.startswith(printed):
                title = _labelled(f"{letter}.", title.cut(len(printed)))
            if title.text:
                self.heading(Spot(), title)

    def annexed(self, document: Element) -> None:
        self.base, self.in_text = "annex", True
        self.open_annex(0)
        self.opens_annex = True
        for child in document:
            if _tag(child) == "mainBody":
                self.read(child)
            elif _tag(child) == "conclusions":
                self.close(child)

    def open_annex(self, count: int = 1) -> None:
        self.annex += count
        self.part = self.base = "annex"
        self.levels, self.chapeau, self.sections, self.opens_annex = [], None, [], False
        self.broken_off = []

    def read(self, elements: Iterable[Element]) -> None:
        """Add what a part of the text holds."""
        blocks = list(self.blocks(elements, 0, ""))
        self.lose(self.number)
        self.number = ""
        for number, block in enumerate(blocks):
            self.take_block(block, blocks[number + 1 : number + 4])

    def blocks(self, elements: Iterable[Element], depth: int, style: str) -> Iterator[_Block]:
        """The printed paragraphs below, in order; ``style`` is the class of the element around them.

        Notes set as paragraphs, and tables, are put aside.
        """
        is_under_rule = False
        for element in elements:
            tag = _tag(element)
            if tag == "num":
                self.lose(self.number)
                self.number = _words(element)
            elif tag in BLOCKS:
                content, notes = _text(element)
                self.notes += notes
                inner = _child(element, "num")
                number, self.number = self.number if inner is None else _words(inner), ""
                if labels.annex_label(content.text) is not None or labels.heading_label(content.text)[0]:
                    self.lose(number)
                    number = ""
                is_under_rule = is_under_rule or bool(RULE.fullmatch(content.text))
                is_note = bool(STARRED.match(content.text) or (style == "FootnoteText" and NOTE.match(content.text)))
                if _child(element, "docTitle") is not None:
                    self.marks += [Anchor(mark) for mark, _ in content.marks]
                elif is_under_rule or is_note:
                    self.note_set_as_paragraph(content)
                elif content.text or (number and (inner is not None or style.startswith("H"))):
                    content = content.marking(STAR_MARK) if self.has_stars else content
                    yield _Block.of(content, number, depth, tag, style)
                else:
                    self.number = number  # its text is in the next paragraph
                for quotation in (child for child in element if _tag(child) == "embeddedStructure"):
                    yield _Block(quoted=quotation)
            elif tag == "table":
                self.table(element)
            elif tag == "conclusions":
                self.close(element)  # inside the text where markup was recovered
            elif tag not in ("formula", "img", ""):
                inside = self.blocks(element, depth + (tag in LISTS), element.get("class") or style)
                for block in inside:
                    if is_under_rule:
                        self.note_set_as_paragraph(block.content)
                    elif RULE.fullmatch(block.content.text):
                        is_under_rule = True
                    else:
                        yield block

    def lose(self, number: str) -> None:
        """Say that the file has a paragraph's number and not its text."""
        if number:
            self.mended.append(_mended("text missing", f"{self.symbol}: the XML has no text for the number {number}"))

    @cached_property
    def has_stars(self) -> bool:
        """Whether notes are set as paragraphs, so that stars in the text are their marks."""
        return any(STARRED.match(_words(p)) for p in self.root.iter("{*}p"))

    def note_set_as_paragraph(self, content: Text) -> None:
        """A note, or the rest of one, that the XML has as a paragraph of the text."""
        if match := NOTE.match(content.text):
            self.notes.append((match[1], content.cut(match.end())))
        elif self.notes and not RULE.fullmatch(content.text):
            mark, text = self.notes[-1]
            self.notes[-1] = (mark, _joined(text, content))

    def take_block(self, block: _Block, following: Sequence[_Block]) -> None:
        """Add what a paragraph is: the heading of an annex, a heading, the rest of a clause, or a clause."""
        if block.quoted is not None:
            self.quoted(block.quoted)
            return
        content, label = block.content, block.label
        annex = None if label.kind else labels.annex_label(content.text)
        if annex is not None or self.opens_annex:
            self.open_annex()
            self.lists = False
        if annex is not None:
            self.add(Spot(), content, "heading", annex)
            return
        last = self.clauses[-1] if self.clauses else None
        if not label.kind and (match := UNMARKED.match(content.text)) and int(match[1]) == self.last_number + 1:
            label, content = labels.Label("number", match[1], match[1]), content.cut(match.end())
        if label.kind in ("", "capital") and (block.is_titled or self.is_heading(block, following)):
            printed, end = labels.heading_label(content.text)
            number = label.text or printed
            self.lists = False
            self.heading(Spot(), _labelled(f"{number}.", content.cut(0 if label.text else end)) if number else content)
        elif self.is_numbered_title(numbered := _labelled(label.marked, content), block):
            self.lists = False
            self.heading(Spot(), numbered)
        elif last and self.is_rest(block, last):
            rest = _joined(_plain(last["text"]), content)
            last["text"] = rest.text
            self.note(last, rest)
        else:
            self.clause_of(content, label, block)

    @property
    def last_number(self) -> int:
        """Number of the last numbered paragraph of this text, 0 where there is none."""
        first = self.levels[0] if self.levels else None
        return int(first.label) if first and first.kind == "number" and first.label.isdecimal() else 0

    def is_heading(self, block: _Block, following: Sequence[_Block]) -> bool:
        """Whether what is marked as no heading is one: bold, in italics, or a short line before what is no such line.

        None of these ends as sentences do, save that a bold one may, but in Arabic and Chinese, which set in bold what
        others set in italics. What follows a colon is no heading.
        """
        text = block.content.text
        if ARTICLE.fullmatch(text) and len(text) < SHORT and not block.has_ended:
            return True
        if _all(block.content, block.content.bold) and len(text) <= 400:
            return not (block.has_ended and self.language in ("ar", "zh"))
        if block.has_ended or len(text) > 200:
            return False
        if _all(block.content, block.content.italic) or ORNAMENT.fullmatch(text):
            return True
        return (
            block.is_line
            and self.base != "paragraph"
            and (not self.lists or bool(following and following[0].label.kind))
            and any(not after.is_line for after in following)
            and not (
                self.clauses
                and self.clauses[-1]["kind"] != "heading"
                and not self.clauses[-1]["path"]
                and not ENDED.search(self.clauses[-1]["text"])
            )
        )

    def is_numbered_title(self, numbered: Text, block: _Block) -> bool:
        """Whether a paragraph with its number is a heading within a section: ``1. Military personnel``."""
        content = block.content
        set_apart = block.is_titled or _all(content, content.bold) or _all(content, content.italic)
        return (
            block.label.kind in ("number", "item")
            and not block.depth
            and set_apart
            and not block.has_ended
            and 0 < len(content.text) < 200
            and not self.is_next_item(numbered)
        )

    def is_rest(self, block: _Block, last: dict[str, Any]) -> bool:
        """Whether a paragraph is the rest of the one before it, which the XML broke in two within a sentence."""
        return (
            not block.label.kind
            and block.content.text[0].islower()
            and last["kind"] != "heading"
            and not ENDED.search(last["text"])
            and len(last["text"]) > SHORT
        )

    def clause_of(self, content: Text, label: labels.Label, block: _Block) -> None:
        """Add a clause, in the part of the text to which it belongs."""
        if self.clauses and self.clauses[-1]["kind"] == "heading" and not self.clauses[-1]["text"]:
            self.clauses[-1]["text"] = self.clauses[-1]["path"]  # a number alone is all the title there is
        if block.tag == "crossHeading" and self.base != "annex":
            if self.part == self.base:
                self.levels = []
            self.part = "preambular"
        elif self.part == "preambular" and self.in_text and not self.goes_on_with(content, label):
            self.part = self.base
        if self.lists and not label.kind and self.language in ("ar", "zh") and self.levels and block.has_ended:
            label = labels.Label("bullet", "•")  # which these files have lost
        self.lists = content.text.endswith((":", "：")) or (self.lists and label.kind in ("", "bullet"))
        spot = Spot(20.0 * block.depth)
        kind = self.item_kind(label.text, spot.indent) if label.kind == "item" else label.kind
        if kind == "number" and label.text.isdecimal() and self.is_inner(label.text, spot.indent):
            kind = "inner"
        if label.printed.endswith(".") and label.kind in ("sub", "roman"):
            kind = self.dotted_kind(label.text) or kind
        self.resume(kind, label.text)
        if kind == "sub" and any(
            each.kind == "roman" and follows_roman(each.label, label.text) for each in self.levels
        ):
            kind = "roman"  # "v." after "iv.", which in English is (v)
        verb = content.leading(content.italic) or (content.leading(content.bold) if self.language == "zh" else "")
        self.add(spot, content, self.part, label.text, kind, verb)
        clause, piece = self.clauses[-1], f"({label.text})"
        if clause["path"].endswith(piece) and not regex.search(r"[\p{Latin}\d]\)", label.printed):
            clause["path"] = clause["path"].removesuffix(piece) + label.printed

    def item_kind(self, label: str, indent: float) -> str:
        """As on the page, but that depth in the XML is no indent: ``(i)`` is the letter wherever it follows ``(h)``."""
        letter = next((level for level in reversed(self.levels) if level.kind in ("letter", "sub")), None)
        if label == "i" and letter and letter.label == "h" and not self.clauses[-1]["text"].endswith((":", "：")):
            return "letter"
        return super().item_kind(label, indent)

    def goes_on_with(self, content: Text, label: labels.Label) -> bool:
        """Whether the preamble goes on: with what ends as its paragraphs do, or an item that one of them announces."""
        if not label.kind:
            return content.text.endswith((",", "،", "，"))
        return label.kind in ("item", "letter", "roman", "bullet") and bool(
            self.chapeau
            and self.chapeau["kind"] == "preambular"
            and (self.levels or self.chapeau["text"].endswith(":"))
        )

    def quoted(self, element: Element) -> None:
        """A text that the clause quotes whole, such as a draft recommended to the Assembly: numbered by itself."""
        kept = (self.part, self.base, self.sections, self.levels, self.chapeau, self.in_text, self.broken_off)
        self.part, self.base, self.sections = "preambular", "operative", [("letter", "quoted")]
        self.levels, self.chapeau, self.broken_off = [], None, []
        for child in element:
            if _tag(child) == "container" and child.get("name") == "formula":
                continue
            self.in_text = _tag(child) != "container"
            self.read([child])
        self.part, self.base, self.sections, self.levels, self.chapeau, self.in_text, self.broken_off = kept

    def close(self, conclusions: Element) -> None:
        """The lines under a text: meeting and date are masthead, a vote printed there is told beside the text."""
        for p in conclusions:
            is_vote = _words(p).startswith("[") or next(_find(p, "vote"), None) is not None
            for eol in p.iter("{*}eol") if is_vote else ():
                eol.tail = "\n" + (eol.tail or "")
            # where lines end is lost in some files: "United StatesAgainst:"
            told = LISTED.sub("\n", regex.sub(r"[^\S\n]+", " ", "".join(p.itertext())))
            for line in told.split("\n") if is_vote else ():
                if text := INVISIBLE.sub("", line).strip():
                    self.closing.append({"text": text, "page_first": None})

    def table(self, element: Element) -> None:
        self.table_count += 1
        for row, line in enumerate(element.iter("{*}tr"), 1):
            column = 1
            for cell in (c for c in line if _tag(c) in ("td", "th")):
                texts = [_text(p) for p in cell]
                for text, notes in texts:
                    self.notes += notes
                    place = (self.table_count, row, column)
                    self.marks += [Anchor(mark, cell=place, pages=(None, None)) for mark, _ in text.marks]
                self.table_cells.append(
                    {
                        "symbol": self.symbol,
                        "language": self.language,
                        "table_number": self.table_count,
                        "row": row,
                        "column": column,
                        "text": "\n".join(text.text for text, _ in texts if text.text),
                        "is_header": _tag(cell) == "th",
                        "page": None,
                        "bbox": None,
                    }
                )
                column += _number(cell.get("colspan")) or 1


def _all(content: Text, style: list[bool]) -> bool:
    letters = [s for c, s in zip(content.text, style, strict=True) if c.isalnum()]
    return bool(letters) and sum(letters) >= 0.95 * len(letters)


# Votes and steps


def _votes(root: Element, head: dict[str, Any], language: str) -> Iterator[dict[str, Any]]:
    """Rows of ``stated_votes``: one a ``<voting>``."""
    for seq, voting in enumerate(root.iter("{*}voting"), 1):
        # in a damaged file it may stand anywhere
        meta = next((above for above in voting.iterancestors() if _tag(above) == "meta"), root)
        steps = list(_steps(meta, head["symbol"], language))
        decided: dict[str, Any] = next((s for s in reversed(steps) if s["step"] in ("adopted", "not_adopted")), {})
        record = decided.get("linked_symbol")
        words = [voting.get("outcome"), decided.get("stated")]
        stated = "; ".join(word for word in words if word) or None
        adopted = decided.get("step", "adopted") == "adopted" and head["document_type"] != "draft_resolution"
        counts = {VOTES[c.get("refersTo").lstrip("#")]: c for c in voting.iter("{*}count")}
        states = {vote: [_words(o) for o in count.iter("{*}organization")] for vote, count in counts.items()}
        yield {
            "symbol": head["symbol"],
            "language": language,
            "seq": seq,
            "resolution_symbol": _part_put(voting, head["symbol"]) if adopted else None,
            "draft_symbol": next((s["linked_symbol"] for s in steps if s["step"] == "draft"), None)
            or (None if head["document_type"] != "draft_resolution" else head["symbol"]),
            "meeting_symbol": record if record and symbols.parse(record).is_record else None,
            "held_on": decided.get("taken_on") or head.get("adopted_on"),
            "method": next((method for method, pattern in METHODS if stated and pattern.search(stated)), None),
            "outcome": "adopted" if adopted else "not_adopted",
            "stated": stated,
            **{vote: _number(counts[vote].get("value")) if vote in counts else None for vote in VOTES.values()},
            **{f"{vote}_states": states.get(vote) or None for vote in VOTES.values()},
            "source_kind": "xml",
            "page": None,
        }


def _number(text: str | None) -> int | None:
    return int(text) if text and text.strip().isdecimal() else None


def _part_put(voting: Element, symbol: str) -> str:
    """The symbol of the text that a vote is about: the document's, or that of the part in which it stands."""
    component = next((above for above in voting.iterancestors() if _tag(above) == "component"), None)
    letter = (
        None if component is None else next((labels.ordinal(_words(e)) for e in _find(component, "docNumber")), None)
    )
    return f"{symbols.parse(symbol).parent or symbol} {letter}" if letter else symbol


def _steps(within: Element, symbol: str, language: str) -> Iterator[dict[str, Any]]:
    """Rows of ``drafting_steps``: each ``<step>`` that says anything, one a document that it names."""
    seq = 0
    for step in within.iter("{*}step"):
        kind = STEPS.get((step.get("outcome") or "adopted").lower())
        named, sponsors = (" ".join((step.get(name) or "").split()) for name in ("as", "by"))
        linked = masthead.symbols_in(named)
        if kind is None or not (linked or named or sponsors or kind == "adopted"):
            continue
        pinpoint = (step.get("refersTo") or "").lstrip("#")
        for one in linked or (None,):
            seq += 1
            yield {
                "symbol": symbol,
                "language": language,
                "seq": seq,
                "step": kind,
                "taken_on": _day(step.get("date")),
                "linked_symbol": one,
                "pinpoint": f"para. {pinpoint}" if pinpoint.isdecimal() else pinpoint or None,
                "sponsors": sponsors if kind in ("draft", "additional_sponsors") and sponsors else None,
                "stated": "; ".join(w for w in (named if not linked else "", sponsors) if w) or None
                if kind not in ("draft", "additional_sponsors")
                else None,
            }
