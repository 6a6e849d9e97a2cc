"""The masthead: what a document says of itself before its text begins.

What belongs here: symbol, distribution, dates, session, agenda item, how and on what the text was adopted, title. What
does not: the text (``printed.py``), and the words that the six languages print here (``language/*.toml``). The
layout is the one that the UN prints (symbols.md, 3)::

    United Nations                                   A/RES/79/181
    General Assembly                                 Distr.: General
                                                     19 December 2024
    Seventy-ninth session
    Agenda item 71 (c)
    Promotion and protection of human rights: ...
    Resolution adopted by the General Assembly on 17 December 2024
    [on the report of the Third Committee (A/79/458/Add.3, para. 30)]
    79/181. Situation of human rights in ...
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any, Literal, NamedTuple, TypeAlias

import regex

from transforms.authorities import kinds, organs, symbols
from transforms.language import vocabulary
from transforms.language.dates import DAY, read_date
from transforms.texts.document import Block, Document, Masthead

SYMBOL = regex.compile(
    r"\b(?<![\-/])[A-Z]{1,10}(?:-[A-Z]{2,6})*(?:\.\d+)?(?:/(?:Part [A-Z]+\b|[A-Za-z0-9.\-]+)"
    r"(?:\s?\([^()]*\)|\s?\[[^\[\]]*\])*)+(?:\s[A-Z](?:-[A-Z])?\b)?"
)
FORMULA = organs.FORMULA
DISTRIBUTION = regex.compile(rf"\b{vocabulary.either('masthead.distribution')}\s*:?\s*(\p{{L}}+)")
SESSION = vocabulary.pattern("masthead.session")
AGENDA = vocabulary.pattern("masthead.agenda_item")
ADOPTED = vocabulary.pattern("masthead.adopted")
ADOPTED_AT = vocabulary.pattern("masthead.adopted_at")
PROPONENT = regex.compile(rf"\[?\s*{vocabulary.either('masthead.proponent')}.*", regex.IGNORECASE)
NUMBERED_TITLE = regex.compile(
    r"(?P<number>(?:[A-Z]+-?)?\d+/\d+\s?[A-Z]?(?:-[A-Z])?)(?:\.|\s?[-–])?\s+(?P<title>\p{L}.*|\d.*|[“«《].*)$"
)
NUMBER_ALONE = vocabulary.pattern("masthead.numbered", 0)
MEETING = vocabulary.pattern("meeting.number")
CLOSE = regex.compile(
    rf"{vocabulary.either('meeting.resumed')}?(?:{MEETING.pattern}),?(?:\s*{DAY})?|{DAY}",
    regex.IGNORECASE,
)
HOW_ADOPTED = regex.compile(
    rf"(?:(?:{CLOSE.pattern})\s*)?\[{vocabulary.either('meeting.how_adopted')}\b", regex.IGNORECASE
)
"""How a text of the Human Rights Council was adopted, which is printed behind it: ``[Adopted without a vote.]``."""
HELD = vocabulary.pattern("meeting.held", 0)
"""Records until the early nineties say so, under the meeting's number, where and when it was held."""
RECORD_FRONT = 30
"""Paragraphs among which that stands: a list of contents may come before it."""
LETTER_DATE = regex.compile(rf"\b{vocabulary.either('dates.dated')} {DAY}")
MIDDLE = 300.0
"""Points from the left beyond which stands what is set at the right of a head."""
OPENED = vocabulary.pattern("meeting.opened")
SUBMITTED = vocabulary.pattern("masthead.submitted")
NUMBERED = regex.compile(r"1\.\s")
ACTION = regex.compile(rf"{vocabulary.either('masthead.action')}|\[", regex.IGNORECASE)
"""What is printed between a title and its text."""
SECTION = vocabulary.pattern("masthead.section_number", 0)
BYLINE = vocabulary.pattern("masthead.byline")
"""Who reports or writes: printed under the title in smaller type, as ``Report of the Secretary-General``."""
SERIES = vocabulary.pattern("masthead.series", 0)
"""What the cover of a supplement says of the series to which it belongs."""
FRONT = 15
"""Paragraphs among which session and agenda item stand."""
LONGEST_FRONT, LONGEST_RECORD_FRONT = 60, 80
"""Paragraphs among which the text begins, in a record behind a list of contents."""
TITLE_SIZE = 11.4
"""Points from which bold type is that of a title: titles are set in 12, agenda items and sponsors in 10."""
SMALL_PRINT = 120
"""More letters than this are no place and date of a session."""
LONGEST_FORMULA, LONGEST_CLOSE = 90, 80
"""Characters."""
FRONT_LETTERS = 1500
"""Characters of the front by which a document's kind is decided."""


def read_masthead(content: Document, hint: str | None, is_ocr: bool = False) -> Masthead:
    """The masthead of a document.

    ``hint`` is the symbol under which the document was asked for or filed, taken where the page prints none, and where
    OCR misread its letters.
    """
    found = Masthead()
    fields = found.fields
    candidates = printed_symbols(content)
    if is_ocr and hint:  # what begins with no organ that is known is then misread
        candidates = [each for each in candidates if symbols.canonical(each)]
    symbol, joint = _symbol(candidates, hint, is_ocr)
    fields["symbol"] = symbol
    if joint:
        fields["joint_symbol"] = next((each for each in joint if each != symbol), None)
    head = "\n".join(line.text for line in content.head)
    fields |= _distribution(content, head)
    fields["published_on"] = read_date(head)
    fields |= _job_number(content)
    parsed = symbols.parse(symbol) if symbol else None
    fields["session"] = parsed.sitting if parsed else None
    _read_front(content.body, found, symbol == joint[0] if joint else None)
    _read_close(content.body, found, parsed)
    fields["document_type"] = document_type(parsed, fields, content.body[: max(found.body_start, 12)])
    if parsed and parsed.is_record:
        _read_meeting(content, found)
    return found


def _symbol(candidates: Sequence[str], hint: str | None, is_ocr: bool) -> tuple[str | None, Sequence[str]]:
    """The document's symbol, of those printed and the one under which it is filed; both of a joint document."""
    printed = next((s for s in candidates if hint and agree(hint, s, is_ocr)), candidates[0] if candidates else None)
    symbol = symbols.normalise(hint) if hint and _is_better(hint, printed, is_ocr) else printed
    for named in (symbols.parse(s) for s in (printed, symbol) if s):
        if named.joint:
            return named.joint[0] if symbol == named.text else symbol, named.joint
    return symbol, ()


def _is_better(hint: str, printed: str | None, is_ocr: bool) -> bool:
    """Whether a document has the symbol under which it is filed rather than the one printed: where none is printed or
    it is misread, where the hint is one of two, and where the hint alone names the part."""
    if printed is None:
        return True
    is_spelt_alike = _compact(hint) == _compact(printed)
    return agree(hint, printed, is_ocr) and not is_spelt_alike and not _is_part(printed, hint)


def _distribution(content: Document, head: str) -> dict[str, str]:
    """The category of distribution: ``General``. What is set at the right is read first, by itself: the name of the
    body may continue beside it."""
    for printed in (_at_right(content), head.replace("\n", " ")):
        if match := DISTRIBUTION.search(printed):
            return {"distribution": match[1].capitalize() if match[1].isupper() else match[1]}
    return {}


def _job_number(content: Document) -> dict[str, str]:
    """The job number at the foot of the first page."""
    for line in content.furniture:
        if line.page == 1 and (match := regex.match(r"(?:GE\.)?(\d{2}-\d{5})", line.text.replace(" ", ""))):
            return {"job_number": match[1]}
    return {}


def _read_meeting(content: Document, found: Masthead) -> None:
    """Number and date of the meeting that a record is of: ``29th plenary meeting / Tuesday, 29 October 2024``.

    Until the mid-nineties both stand at the right of the head, and the record's own date in the imprint at the foot.
    """
    fields = found.fields
    lines = (*(line.text for line in content.head), *(p.text for p in content.body[: found.body_start or 12]))
    front = " ".join(text.strip() for text in (_at_right(content), *lines))
    named = MEETING.search(front)
    fields["meeting_number"] = named["number"] if named else None
    held = next((p.text for p in content.body[:RECORD_FRONT] if HELD.match(p.text)), "")
    # letters on the agenda have dates too
    fields["held_on"] = read_date(held or (front[named.end() :] if named else LETTER_DATE.sub("", front)))
    imprint = " ".join(line.text for line in content.furniture if line.page == 1)
    distributed = regex.search(r"\bDistr\b.*", imprint)
    fields["published_on"] = read_date(distributed[0]) if distributed else None
    fields["title"] = None


def _at_right(content: Document) -> str:
    """What is set at the right of the head: distribution, symbol, dates; of older records the meeting."""
    return " ".join(text for line in content.head for text, x0 in line.pieces if x0 > MIDDLE)


def printed_symbols(content: Document) -> list[str]:
    """The symbols printed at the upper right of the first page, or in a record's imprint, from the top down.

    Where none begins with an organ that is known, what has the form of one is taken to be one: new bodies and those of
    old series have first words of their own.
    """
    imprint = [line for line in content.furniture if line.page == 1]
    for accepted in (symbols.canonical, _in_form):
        for lines in (content.first_lines, imprint):
            found: list[str] = []
            for line in lines:
                # the organ's letter is set twice as large as the rest and apart from it
                right = "".join(text for text, x0 in line.pieces if x0 > MIDDLE or len(line.pieces) == 1)
                found += _accepted(regex.sub(r"\s*/\s*", "/", regex.sub(r"\p{Pd}", "-", right)), accepted)
            if found:
                return found
    return []


def _in_form(text: str) -> str | None:
    """A text that has the form of a symbol, in its canonical spelling; null for any other, such as a year's date."""
    try:
        read = symbols.parse(text)
    except ValueError:
        return None
    return read.text if read.number and len(text) <= LONGEST_SYMBOL else None


LONGEST_SYMBOL = 40
"""Characters."""
OCR_LIKENESS = 0.85
"""Share of a symbol's letters that OCR must have got right."""
MISREAD = str.maketrans("IL|OSB", "111058")
"""Letters that the text layers of old scans give for figures: ``A/39/36I`` is printed A/39/361."""


def agree(one: str, other: str, is_ocr: bool = False) -> bool:
    """Whether two symbols name one document: the same, one of a joint symbol, the same but for a part that only one of
    them names, or the same but for a misread figure.

    Another figure is another document: A/RES/99/7 and A/RES/99/2 do not agree. Other letters are one too, unless OCR
    read them and hardly any differ: ``A/45/696/ADDA.1`` is printed A/45/696/Add.1.
    """
    if _is_part(one, other) or _is_part(other, one):
        return True
    first, second = (_compact(s) for s in (one, other))
    if any(_compact(j) in (first, second) for s in (one, other) for j in symbols.parse(s).joint):
        return True
    first, second = first.translate(MISREAD), second.translate(MISREAD)
    alike = SequenceMatcher(None, first, second).ratio() >= OCR_LIKENESS
    return first == second or (is_ocr and alike and regex.findall(r"\d", first) == regex.findall(r"\d", second))


def _is_part(one: str, other: str) -> bool:
    """Whether a symbol names a part of what another names: ``A/81/6 (Sect. 10)/Part A`` of ``A/81/6 (Sect. 10)``."""
    return _compact(one).startswith(tuple(_compact(other) + mark for mark in ("(", "/PART")))


def _compact(symbol: str) -> str:
    return str(regex.sub(r"[\s*.]", "", symbol).upper())


@dataclass
class _Front:
    """What is known of the masthead when one of its paragraphs is read."""

    body: Sequence[Block]
    place: int = 0
    """Index of the paragraph that is being read."""
    after: str = ""
    """What was read last: ``session``, ``agenda``, ``adopted``, ``number``, ``title``, ``sponsors``; empty at first."""
    title: list[str] = field(default_factory=list)
    agenda_title: list[str] = field(default_factory=list)

    @property
    def paragraph(self) -> Block:
        return self.body[self.place]

    @property
    def text(self) -> str:
        return self.paragraph.text

    @property
    def is_large(self) -> bool:
        return self.paragraph.size >= TITLE_SIZE

    @property
    def is_large_title(self) -> bool:
        """Whether it is set as titles are; behind the Security Council's number alone stands no title."""
        return self.paragraph.bold and self.is_large and self.after != "number"


Found: TypeAlias = regex.Match[str] | bool | None
"""What the test of a rule gives: the match, or whether the rule holds."""


class _LineRule(NamedTuple):
    """What a paragraph of the masthead is."""

    name: str
    why: str
    test: Callable[[_Front], Found]
    after: str
    """What was read last, when the paragraph has been read."""
    starts_anew: bool = False
    """Whether what was read of the title until here belongs to something else."""
    adds_to: Literal["title", "agenda_title", ""] = ""
    """To what its text is added."""
    fields: Callable[[str, dict[str, Any]], dict[str, Any]] | None = None
    """The fields that the paragraph's text and the groups of the test's match give."""


LINE_RULES = (
    _LineRule(
        "adopted",
        "Resolution adopted by the General Assembly on 17 December 2024",
        lambda front: ADOPTED.match(front.text),
        after="adopted",
        fields=lambda text, _: {"adopted_on": read_date(text)},
    ),
    _LineRule(
        "adopted at",
        "Adopted by the Security Council at its 9620th meeting, on 2 May 2024",
        lambda front: ADOPTED_AT.match(front.text),
        after="adopted",
        fields=lambda text, match: {"adopted_on": read_date(text), "meeting_number": match["number"]},
    ),
    _LineRule(
        "proponent",
        "[on the report of the Third Committee (A/79/458/Add.3, para. 30)]",
        lambda front: "(" in front.text and PROPONENT.match(front.text),
        after="adopted",
        fields=lambda text, _: {"committee_report": ", ".join(symbols_in(text)) or None},
    ),
    _LineRule(
        "numbered title",
        "79/181. Situation of ...",
        lambda front: NUMBERED_TITLE.match(front.text),
        after="title",
        starts_anew=True,
        adds_to="title",
    ),
    _LineRule(
        "agenda item",
        "Agenda item 71 (c), in light type above the text; a text may name one below the line that says who adopted it",
        lambda front: front.after != "adopted" and not front.paragraph.bold and AGENDA.fullmatch(front.text),
        after="agenda",
        starts_anew=True,
        fields=lambda _, match: {"agenda_item": match["item"].strip(" *")},
    ),
    _LineRule(
        "session",
        "Seventy-ninth session: what stands above it is the body's name, unless it is set as titles are",
        lambda front: (
            front.after in ("", "title") and not (front.title and front.is_large) and SESSION.fullmatch(front.text)
        ),
        after="session",
        starts_anew=True,
    ),
    _LineRule(
        "sponsors",
        "Australia and Chad: draft resolution; the title follows",
        lambda front: kinds.SPONSORED.fullmatch(front.text) or SUBMITTED.match(front.text),
        after="sponsors",
        starts_anew=True,
    ),
    _LineRule(
        "typed title",
        "typewritten documents have no bold, so titles are in capitals",
        lambda front: front.after in ("session", "agenda", "title") and _in_capitals(front.paragraph),
        after="title",
        adds_to="title",
    ),
    _LineRule(
        "subtitle",
        "typewriters underline what continues a title in capitals",
        lambda front: front.after == "title" and bool(front.title) and _is_subtitle(front.paragraph),
        after="title",
        adds_to="title",
    ),
    _LineRule(
        "agenda title",
        "Promotion and protection of human rights: ..., in small type under the agenda item",
        lambda front: (
            front.after == "agenda"
            and (front.paragraph.bold or not front.paragraph.italic)
            and front.paragraph.size < 11.5
            and not front.title
        ),
        after="agenda",
        adds_to="agenda_title",
    ),
    _LineRule(
        "number alone",
        "Resolution 2397 (2017): the Security Council's resolutions have no other title",
        lambda front: NUMBER_ALONE.fullmatch(front.text),
        after="number",
        starts_anew=True,
        adds_to="title",
    ),
    _LineRule(
        "title",
        "titles are bold and larger than the rest",
        lambda front: front.is_large_title and _is_of_title(front.body, front.place, front.title),
        after="title",
        adds_to="title",
    ),
    _LineRule(
        "beside the title",
        "so are the body's name, a series, who reports, and a title that is repeated",
        lambda front: front.is_large_title,
        after="title",
    ),
)
"""What a paragraph of the masthead is: the first rule whose test holds. What none fits is skipped."""


def _read_front(body: Sequence[Block], found: Masthead, is_left: bool | None) -> None:
    """Session, agenda item, action and title, in the order in which they are printed.

    A document of two bodies gives the session and agenda item of each in a column of its own, in the order of the
    symbols: ``is_left`` says which of the two is read, null for other documents.
    """
    found.body_start = _front_end(body)
    front = _Front(body)
    for place, paragraph in enumerate(body[: found.body_start]):
        found.title_marks += [mark for mark, _ in paragraph.content.marks]
        if is_left is not None and paragraph.size < TITLE_SIZE and (paragraph.indent < MIDDLE) != is_left:
            continue
        front.place = place
        for rule in LINE_RULES:
            if match := rule.test(front):
                found.fields |= _take(rule, match, front)
                break
    if front.title:
        found.fields["title"] = " ".join(regex.sub(r"\s*\*+$", "", part) for part in front.title)
    if front.agenda_title:
        found.fields["agenda_title"] = " ".join(front.agenda_title).strip(" *")


def _take(rule: _LineRule, match: Found, front: _Front) -> dict[str, Any]:
    """The fields that a paragraph gives by the rule that fits it; what it changes in ``front`` is changed."""
    groups = match.groupdict() if isinstance(match, regex.Match) else {}
    if rule.starts_anew:
        front.title = []
    if rule.adds_to == "title":
        front.title.append(groups.get("title") or front.text)
    elif rule.adds_to == "agenda_title":
        front.agenda_title.append(front.text)
    front.after = rule.after
    return rule.fields(front.text, groups) if rule.fields else {}


def _is_of_title(body: Sequence[Block], place: int, title: Sequence[str]) -> bool:
    """Whether large bold type belongs to the title, whose earlier lines are given.

    The body's name, a series and who reports are set so too; a cover is repeated on the page after.
    """
    paragraph = body[place]
    first = next((p for p in body[:place] if p.text in title), paragraph)
    is_byline = paragraph.size < first.size - 1 and BYLINE.fullmatch(paragraph.text)
    is_other = paragraph.text in title or SERIES.fullmatch(paragraph.text)
    return not (is_byline or is_other or _names_body(body, place))


def _names_body(body: Sequence[Block], place: int) -> bool:
    """Whether bold type above the title names the body: the title is larger, and only small print stands between."""
    size = body[place].size
    for paragraph in body[place + 1 : FRONT]:
        if paragraph.bold and paragraph.size >= TITLE_SIZE and abs(paragraph.size - size) > 1:
            return paragraph.size > size and paragraph.page_first == 1 and not SECTION.match(paragraph.text)
        if not paragraph.bold and len(paragraph.text) > SMALL_PRINT:
            return False
    return False


def _in_capitals(paragraph: Block) -> bool:
    """Whether a title is set as typewriters set it: all in capitals, in no style."""
    letters = [c for c in paragraph.text if c.isalpha()]
    in_capitals = sum(c.isupper() for c in letters) > 0.9 * len(letters) > 0
    is_other = SECTION.match(paragraph.text) or SYMBOL.fullmatch(paragraph.text)
    return in_capitals and not paragraph.bold and not is_other


def _is_subtitle(paragraph: Block) -> bool:
    """Whether typewriters underlined a line in the middle, under a title in capitals, that does not say who reports."""
    is_underlined = paragraph.italic and paragraph.centred and not paragraph.bold
    return is_underlined and not BYLINE.match(paragraph.text) and not ACTION.match(paragraph.text)


def is_formula(paragraph: Block) -> bool:
    """Whether a paragraph is the line that says who speaks: ``The General Assembly,``, in a draft that a resolution
    quotes ``“The General Assembly,``."""
    text = paragraph.text.lstrip("“").rstrip(" ,:،，：")
    if len(text) > LONGEST_FORMULA or not FORMULA.fullmatch(text):
        return False
    # drafts by the Secretariat and typewritten texts have no italics, but then the comma
    return paragraph.text.endswith((",", "،", "，")) or paragraph.content.leading(paragraph.content.italic) == text


class _Beginning(NamedTuple):
    """A paragraph with which a text may begin."""

    body: Sequence[Block]
    place: int
    is_title: bool
    is_titled: bool
    """Whether a title stands before it."""

    @property
    def paragraph(self) -> Block:
        return self.body[self.place]


BEGINNINGS: tuple[tuple[str, str, Callable[[_Beginning], bool]], ...] = (
    ("formula", "a resolution begins with the line that says who speaks", lambda at: is_formula(at.paragraph)),
    (
        "first number",
        "1. begins a text, unless it is the number of a resolution before its title",
        lambda at: bool(NUMBERED.match(at.paragraph.text)) and not NUMBERED_TITLE.match(at.paragraph.text),
    ),
    (
        "first section",
        "I. begins a text below a title or set as a heading is",
        lambda at: (at.is_titled or at.is_title or at.paragraph.centred) and bool(SECTION.match(at.paragraph.text)),
    ),
    (
        "below the title",
        "what follows a title is text, unless it says who submits it or the line that says who speaks follows",
        lambda at: (
            at.is_titled
            and not at.is_title
            and not ACTION.match(at.paragraph.text)
            and not _formula_ahead(at.body, at.place)
        ),
    ),
)
"""With what a text begins: name, reason and test; one of them holds for its first paragraph."""


def _front_end(body: Sequence[Block]) -> int:
    """Index of the paragraph with which the text begins: in a record where the meeting opens, elsewhere by
    ``BEGINNINGS``, behind session and agenda item."""
    opened = next((i for i, p in enumerate(body[:LONGEST_RECORD_FRONT]) if OPENED.match(p.text)), None)
    if opened is not None:
        return opened
    named = [i for i, p in enumerate(body[:FRONT]) if AGENDA.fullmatch(p.text) or SESSION.fullmatch(p.text)]
    start = max(named, default=-1) + 1
    is_titled = False
    for place, paragraph in enumerate(body[start:LONGEST_FRONT], start):
        is_title = paragraph.bold and paragraph.size >= TITLE_SIZE and not _names_body(body, place)
        at = _Beginning(body, place, is_title, is_titled)
        if any(test(at) for _, _, test in BEGINNINGS):
            return place
        is_titled = is_titled or is_title
    return start


def _formula_ahead(body: Sequence[Block], start: int) -> bool:
    """Whether the line that says who speaks follows within a few paragraphs: before it all is masthead."""
    return any(is_formula(p) for p in body[start : start + 8]) and not any(
        NUMBERED.match(p.text) for p in body[start : start + 8]
    )


def symbols_in(text: str) -> list[str]:
    """The symbols in a line of the masthead, canonical, each once: ``(A/79/458/Add.3, para. 30)``."""
    return _accepted(text, symbols.canonical)


def _accepted(text: str, accept: Callable[[str], str | None]) -> list[str]:
    found = (accept(match[0]) for match in SYMBOL.finditer(text))
    return list(dict.fromkeys(symbol for symbol in found if symbol))


def _read_close(body: Sequence[Block], found: Masthead, symbol: symbols.Symbol | None) -> None:
    """The lines that close a resolution: ``53rd plenary meeting / 17 December 2024``."""
    fields = found.fields
    kind = kinds.BY_SYMBOL_TYPE.get(symbol.doc_type or "") if symbol else None
    if kind is None or not kind.has_close or fields.get("meeting_number"):
        return
    for paragraph in body[found.body_start :]:
        if is_close(paragraph) and (match := MEETING.match(paragraph.text)):
            fields["meeting_number"] = match["number"]
            if not fields.get("adopted_on"):
                fields["adopted_on"] = read_date(paragraph.text)
            return


def is_close(paragraph: Block) -> bool:
    """Whether a paragraph closes a resolution or decision: the meeting at which it was adopted, its date, or both.

    Boards name the session instead, in italics at the right.
    """
    names_session = (
        paragraph.italic and (paragraph.is_at_right or not paragraph.place.boxes) and SESSION.fullmatch(paragraph.text)
    )
    text = paragraph.text.partition(" [")[0]
    return len(text) < LONGEST_CLOSE and bool(CLOSE.fullmatch(text) or names_session)


def document_type(symbol: symbols.Symbol | None, fields: dict[str, Any], front: Sequence[Block]) -> str:
    """What kind of document it is: by its symbol where that decides, else by its title and front."""
    return kinds.kind_of(symbol, fields.get("title") or "", " ".join(p.text for p in front)[:FRONT_LETTERS])
