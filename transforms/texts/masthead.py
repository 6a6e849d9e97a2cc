"""The masthead: what a document says of itself before its text begins.

What belongs here: symbol, distribution, dates, session, agenda item, how and on what the text was adopted, title.
What does not: the text (``structure.py``). The layout is the one that the UN prints (symbols.md, 3)::

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

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from typing import Any

import regex

from transforms.authorities import symbols
from transforms.language.dates import DAY, read_date
from transforms.pages.flow import Content
from transforms.pages.paragraphs import Paragraph
from transforms.pages.text import Line

SYMBOL = regex.compile(r"\b[A-Z]{1,6}(?:\.\d+)?(?:/[A-Za-z0-9.\-]+(?:\s?\([^()]*\))*)+(?:\s[A-Z](?:-[A-Z])?\b)?")
FORMULA = regex.compile(
    r"The (?:General Assembly|Security Council|Human Rights Council|Economic and Social Council|"
    r"(?:[A-Z][\w’-]+ ){0,8}(?:Commission|Committee|Council|Assembly|Conference|Board)(?: (?:of|on|for) [\w ’-]+)?)"
    r"|L[’']Assemblée générale|Le Conseil (?:de sécurité|des droits de l[’']homme|économique et social)"
    r"|La Asamblea General|El Consejo (?:de Seguridad|de Derechos Humanos|Económico y Social)"
    r"|Генеральная Ассамблея|Совет Безопасности|Совет по правам человека|Экономический и Социальный Совет"
    r"|إن (?:الجمعية العامة|مجلس الأمن|مجلس حقوق الإنسان|المجلس الاقتصادي والاجتماعي)"
    r"|大会|安全理事会|人权理事会|经济及社会理事会"
)
"""Who speaks: the line with which the text of a resolution begins, in italics."""
SESSION = regex.compile(
    r"(?:[A-Z][\w‑‐-]*[ ‑‐-]){0,3}(?:\w+ )?"
    r"(?:special |emergency special |resumed |substantive |regular |organizational )*"
    r"(?:session|year)(?: of \d{4})?|\p{Lu}[\w ]+ período(?: extraordinario)? de sesiones(?: de \d{4})?"
    r"|\p{Lu}[\w -]+ сессия(?: \d{4} года)?"
    r"|(?:الدورة|السنة) [\p{Arabic} ]{4,60}|第[一二三四五六七八九十百]+(?:届[\p{Han}]{0,6}会议|年)",
    regex.IGNORECASE,
)
AGENDA = regex.compile(
    r"(?:Provisional )?(?:agenda )?items? (?P<item>.+?)(?: of the (?:provisional|preliminary|draft).*?)?(?: agenda)?\*?"
    r"|Points? (?P<item>.+?) de l[’']ordre du jour.*|Temas? (?P<item>.+?) del programa.*"
    r"|Пункты? (?P<item>.+?) (?:предварительной )?повестки дня.*"
    r"|(?:البند|البندان|البنود) (?P<item>.+?) من جدول الأعمال.*|(?:临时)?议程项目\s*(?P<item>.+)",
    regex.IGNORECASE,
)
ADOPTED = regex.compile(
    r"(?:Resolutions?|Decisions?)\s+adopted\s+by\s+the\s+.+?\bon\b.*|Résolutions? adoptées? par .*"
    r"|(?:Resolución|Decisión) aprobada por .*|(?:Резолюция|Решение), принят(?:ая|ое) .*"
    r"|(?:قرار|مقرر) اتخذ(?:ته|ه) .*"
    r"|\d{4}年\d{1,2}月\d{1,2}日(?:大会|人权理事会|经济及社会理事会)(?:通过的)?(?:决议|决定)",
    regex.IGNORECASE,
)
ADOPTED_AT = regex.compile(
    r"Adopted by the (?:Security|Economic and Social) Council "
    r"at its (?P<number>\d+)\s*(?:st|nd|rd|th) (?:plenary )?meeting"
    r"|Adoptée par le Conseil de sécurité à sa (?P<number>\d+)\s?e séance"
    r"|Aprobada por el Consejo de Seguridad en su (?P<number>\d+)\s?[ªa] sesión"
    r"|принятая Советом Безопасности на его (?P<number>\d+)-м заседании"
    r"|(?:الذي )?اتخذه مجلس الأمن في جلسته (?P<number>\d+)"
    r"|(?:安全理事会)?\s?\d{4}年\d{1,2}月\d{1,2}日(?:安全理事会)?\s?第?(?P<number>\d+)\s?次会议通过",
    regex.IGNORECASE,
)
PROPONENT = regex.compile(
    r"\[?\s*(?:on the (?:report|recommendation)|without reference to a Main Committee|sur (?:la base du )?rapport"
    r"|sur la base du rapport|sans renvoi à une grande commission|sobre la base del informe"
    r"|sin remisión previa a una Comisión Principal|по докладу|без передачи в главные комитеты"
    r"|بناء على تقرير|دون الإحالة إلى لجنة رئيسية|根据[^()]*报告|未经发交主要委员会而通过).*",
    regex.IGNORECASE,
)
NUMBERED_TITLE = regex.compile(
    r"(?P<number>(?:[A-Z]+-?)?\d+/\d+\s?[A-Z]?(?:-[A-Z])?)(?:\.|\s?[-–])?\s+(?P<title>\p{L}.*|\d.*|[“«《].*)$"
)
MEETING = regex.compile(
    r"(?P<number>\d+)\s*(?:(?:st|nd|rd|th)\s*(?:\(?[\w-]+\)? )?(?:plenary )?meeting|e séance(?: plénière)?"
    r"|[ªa] sesión(?: plenaria)?|[-‑]е (?:\(?[\w-]+\)? )?(?:пленарное )?заседание)"
    r"|الجلسة (?:العامة )?(?P<number>\d+)(?: \(المستأنفة\))?|第?\s?(?P<number>\d+)\s?次(?:全体)?会议",
    regex.IGNORECASE,
)
CLOSE = regex.compile(rf"(?:Resumed )?(?:{MEETING.pattern}),?(?:\s*{DAY})?|{DAY}", regex.IGNORECASE)
HOW_ADOPTED = regex.compile(
    rf"(?:(?:{CLOSE.pattern})\s*)?\[(?:Adopted(?! at)|Adoptée?|Aprobad[ao]|Принят[ао]?|اعتُ?مد|未?经.{{0,40}}通过)\b",
    regex.IGNORECASE,
)
"""How a text of the Human Rights Council was adopted, which is printed behind it: ``[Adopted without a vote.]``."""
HELD = regex.compile(r"Held (?:at|in) ")
"""How records to the early nineties say where and when the meeting was, under its number."""
FIRST_PAGES = 30
"""Paragraphs among which that stands: a list of contents may come before it."""
LETTER_DATE = regex.compile(rf"\bdated {DAY}")
MIDDLE = 300.0
"""Points from the left beyond which stands what is set at the right of a head."""
OPENED = regex.compile(r"The meeting (?:was called to order|was opened|resumed|was resumed)", regex.IGNORECASE)
SUBMITTED = regex.compile(
    r"(?:Revised )?draft (?:resolution|decision)s? (?:submitted|proposed|recommended)\b", regex.IGNORECASE
)
NUMBERED = regex.compile(r"1\.\s")
ACTION = regex.compile(r"(?:Rapporteur|Chair(?:man|person)?|Submitted by)\b|\[", regex.IGNORECASE)
"""What is printed between a title and its text."""
SECTION = regex.compile(r"(?:[IVX]+|[A-Z])\.\s|[一二三四五六七八九十]{1,3}[.．、]|(?:أولا|ألف)\s*[-–]")
BYLINE = regex.compile(
    r"(?:[\w‑-]+ ){0,4}(?:Reports?|Notes?|Memorandum|Papers?) (?:of|by|from|(?:submitted|prepared) by) .+"
    r"|(?:Rapports?|Notes?|Mémorandum|Document) (?:du|de|des|présentée?|établie?) .+"
    r"|(?:Informes?|Notas?|Memorando|Documento) (?:de|del|presentad[oa]|preparad[oa]) .+"
    r"|(?:[\w-]+ ){0,4}(?:Доклады?|Записка|Меморандум) .+|(?:تقرير|مذكرة) .+|.+的(?:报告|说明)",
    regex.IGNORECASE,
)
"""Who reports or writes: printed under the title in smaller type, as ``Report of the Secretary-General``."""
SERIES = regex.compile(r"(?:General Assembly|Economic and Social Council|Security Council|Official Records\b.*)")
"""What the cover of a supplement says of the series to which it belongs."""
LINES_ABOVE = 4
"""Lines at most in which body and session are named together."""
FRONT = 15
"""Paragraphs among which session and agenda item stand."""
TITLE_SIZE = 11.4
"""Points from which bold type is that of a title: titles are set in 12, agenda items and sponsors in 10."""
SMALL_PRINT = 120
"""More letters than this are no place and date of a session."""
SPONSORED = regex.compile(
    r"(?P<sponsors>.+?)\s?[:：]\s*\**\s*(?:(?:revised )?(?:draft (?:resolution|decision)s?|(?:sub-)?amendments? to .+)"
    r"|projet de (?:résolution|décision)"
    r"|proyecto de (?:resolución|decisión)|проект (?:резолюции|решения)|مشروع (?:قرار|مقرر)|(?:决议|决定)草案)"
    r"(?: révisé| revisado)?",
    regex.IGNORECASE,
)


@dataclass
class Masthead:
    """The fields of ``documents`` that a document prints, and where its text begins."""

    fields: dict[str, Any] = field(default_factory=dict)
    body_start: int = 0
    """Index of the first paragraph of the body that is no longer masthead."""
    title_marks: list[str] = field(default_factory=list)
    """Note marks printed in the masthead."""


def part_front(content: Content) -> Content:
    """The content with session and agenda item a paragraph each, which pages without a structure tree run together."""
    front = [part for paragraph in content.body[:FRONT] for part in _parted(paragraph)]
    return replace(content, body=[*front, *content.body[FRONT:]])


def _parted(paragraph: Paragraph) -> Iterator[Paragraph]:
    """A paragraph of the masthead that begins with the session or the agenda item, cut into what it names.

    Above the session may stand the body whose it is, in the same small bold type: under a title it is part of that.
    """
    held: list[Line] = []
    is_small = paragraph.page_first == 1 and len(paragraph.lines) <= LINES_ABOVE and paragraph.size < TITLE_SIZE
    heads = paragraph.lines if is_small and paragraph.bold else paragraph.lines[:1]
    if not any(pattern.fullmatch(line.text) for line in heads for pattern in (SESSION, AGENDA)):
        yield paragraph
        return
    for line in paragraph.lines:
        if SESSION.fullmatch(line.text) or AGENDA.fullmatch(line.text):
            if held:
                yield paragraph.with_lines(held)
            yield paragraph.with_lines([line])
            held = []
        else:
            held.append(line)
    if held:
        yield paragraph.with_lines(held)


def read_masthead(content: Content, hint: str | None, is_ocr: bool = False) -> Masthead:
    """The masthead of a document.

    ``hint`` is the symbol under which the document was asked for or filed, taken where the page prints none, and where
    OCR misread its letters.
    """
    found = Masthead()
    head = "\n".join(line.text for line in content.head)
    fields = found.fields
    candidates = printed_symbols(content)
    printed = next((s for s in candidates if hint and agree(hint, s, is_ocr)), candidates[0] if candidates else None)
    if hint and (printed is None or agree(hint, printed, is_ocr)):
        fields["symbol"] = symbols.normalise(hint)
    else:
        fields["symbol"] = printed
    joint: Sequence[str] = ()
    for second in (symbols.parse(s) for s in (printed, fields["symbol"]) if s):
        if second.joint:
            joint = second.joint
            fields["symbol"] = joint[0] if fields["symbol"] == second.text else fields["symbol"]
            fields["joint_symbol"] = next((j for j in joint if j != fields["symbol"]), None)
            break
    # what is set at the right is read by itself: the name of the body may go on beside it
    for printed_at in (_at_right(content), head.replace("\n", " ")):
        if match := regex.search(r"\bDistr(?:\.|ibución)?\s*:?\s*(\p{L}+)", printed_at):
            fields["distribution"] = match[1].capitalize() if match[1].isupper() else match[1]
            break
    fields["published_on"] = read_date(head)
    for line in content.furniture:
        if line.page == 1 and (match := regex.match(r"(?:GE\.)?(\d{2}-\d{5})", line.text.replace(" ", ""))):
            fields["job_number"] = match[1]
            break
    symbol = symbols.parse(fields["symbol"]) if fields["symbol"] else None
    fields["session"] = symbol.sitting if symbol else None
    _read_front(content.body, found, fields["symbol"] == joint[0] if joint else None)
    _read_close(content.body, found, symbol)
    fields["document_type"] = document_type(symbol, fields, content.body[: max(found.body_start, 12)])
    if symbol and symbol.is_record:
        _read_meeting(content, found)
    return found


def _read_meeting(content: Content, found: Masthead) -> None:
    """Number and date of the meeting that a record is of: ``29th plenary meeting / Tuesday, 29 October 2024``.

    Until the mid-nineties both stand at the right of the head, and the record's own date in the imprint at the foot.
    """
    fields = found.fields
    lines = (*(line.text for line in content.head), *(p.text for p in content.body[: found.body_start or 12]))
    front = " ".join(text.strip() for text in (_at_right(content), *lines))
    named = MEETING.search(front)
    fields["meeting_number"] = named["number"] if named else None
    held = next((p.text for p in content.body[:FIRST_PAGES] if HELD.match(p.text)), "")
    # letters on the agenda have dates too
    fields["held_on"] = read_date(held or (front[named.end() :] if named else LETTER_DATE.sub("", front)))
    imprint = " ".join(line.text for line in content.furniture if line.page == 1)
    distributed = regex.search(r"\bDistr\b.*", imprint)
    fields["published_on"] = read_date(distributed[0]) if distributed else None
    fields["title"] = None


def _at_right(content: Content) -> str:
    """What is set at the right of the head: distribution, symbol, dates; of older records the meeting."""
    return " ".join(text for line in content.head for text, x0 in line.pieces if x0 > MIDDLE)


def printed_symbols(content: Content) -> list[str]:
    """The symbols printed at the upper right of the first page, or in a record's imprint, from the top down."""
    imprint = [line for line in content.furniture if line.page == 1]
    for lines in (content.first_lines, imprint):
        found: list[str] = []
        for line in lines:
            # the organ's letter is set twice as large as the rest and apart from it
            right = "".join(text for text, x0 in line.pieces if x0 > MIDDLE or len(line.pieces) == 1)
            found += symbols_in(regex.sub(r"\s*/\s*", "/", right))
        if found:
            return found
    return []


OCR_LIKENESS = 0.85
"""Share of a symbol's letters that OCR must have got right."""
MISREAD = str.maketrans("IL|OSB", "111058")
"""Letters that the text layers of old scans give for figures: ``A/39/36I`` is printed A/39/361."""


def agree(one: str, other: str, is_ocr: bool = False) -> bool:
    """Whether two symbols name one document: the same, one of a joint symbol, or the same but for a misread figure.

    Another figure is another document: A/RES/99/7 and A/RES/99/2 do not agree. Other letters are one too, unless OCR
    read them and hardly any differ: ``A/45/696/ADDA.1`` is printed A/45/696/Add.1.
    """
    first, second = (_compact(s) for s in (one, other))
    if first.startswith(second + "(") or second.startswith(first + "("):
        return True
    if any(_compact(j) in (first, second) for s in (one, other) for j in symbols.parse(s).joint):
        return True
    first, second = first.translate(MISREAD), second.translate(MISREAD)
    alike = SequenceMatcher(None, first, second).ratio() >= OCR_LIKENESS
    return first == second or (is_ocr and alike and regex.findall(r"\d", first) == regex.findall(r"\d", second))


def _compact(symbol: str) -> str:
    return str(regex.sub(r"[\s*.]", "", symbol).upper())


def _read_front(body: Sequence[Paragraph], found: Masthead, is_left: bool | None) -> None:
    """Session, agenda item, action and title, in the order in which they are printed.

    A document of two bodies gives the session and agenda item of each in a column of its own, in the order of the
    symbols: ``is_left`` tells which of the two is read, where there are two.
    """
    fields = found.fields
    end = _front_end(body)
    title: list[str] = []
    agenda: list[str] = []
    state = ""
    for place, paragraph in enumerate(body[:end]):
        text = paragraph.text
        found.title_marks += [mark for mark, _ in paragraph.content.marks]
        if is_left is not None and paragraph.size < TITLE_SIZE and (paragraph.indent < MIDDLE) != is_left:
            continue
        if match := ADOPTED.match(text):
            fields["adopted_on"] = read_date(text)
            state = "adopted"
        elif match := ADOPTED_AT.match(text):
            fields["adopted_on"] = read_date(text)
            fields["meeting_number"] = match["number"]
            state = "adopted"
        elif PROPONENT.match(text) and "(" in text:
            fields["committee_report"] = ", ".join(symbols_in(text)) or None
            state = "adopted"
        elif match := NUMBERED_TITLE.match(text):
            title = [match["title"]]
            state = "title"
        elif (match := AGENDA.fullmatch(text)) and state != "adopted" and not paragraph.bold:
            fields["agenda_item"] = match["item"].strip(" *")
            title, state = [], "agenda"
        elif SESSION.fullmatch(text) and state in ("", "title") and not (title and paragraph.size >= TITLE_SIZE):
            # what stands above the session is the body's name, not a title
            title, state = [], "session"
        elif SPONSORED.fullmatch(text) or SUBMITTED.match(text):
            title, state = [], "sponsors"
        elif state in ("session", "agenda", "title") and _in_capitals(paragraph):
            # typewritten documents, which have no bold
            title.append(text)
            state = "title"
        elif state == "title" and title and _is_subtitle(paragraph):
            title.append(text)
        elif state == "agenda" and (paragraph.bold or not paragraph.italic) and paragraph.size < 11.5 and not title:
            agenda.append(text)
        elif regex.fullmatch(r"(?:Resolution|Decision) \d+ \(\d{4}\)", text):
            title = [text]
            state = "numbered"
        elif paragraph.bold and paragraph.size >= TITLE_SIZE and state != "numbered":
            if _is_of_title(body, place, title):
                title.append(text)
            state = "title"
    if title:
        fields["title"] = " ".join(regex.sub(r"\s*\*+$", "", part) for part in title)
    if agenda:
        fields["agenda_title"] = " ".join(agenda).strip(" *")
    found.body_start = end


def _is_of_title(body: Sequence[Paragraph], place: int, title: Sequence[str]) -> bool:
    """Whether large bold type belongs to the title, whose earlier lines are given.

    The body's name, a series and who reports are set so too; a cover is repeated on the page after.
    """
    paragraph = body[place]
    first = next((p for p in body[:place] if p.text in title), paragraph)
    is_byline = paragraph.size < first.size - 1 and BYLINE.fullmatch(paragraph.text)
    is_other = paragraph.text in title or SERIES.fullmatch(paragraph.text)
    return not (is_byline or is_other or _names_body(body, place))


def _names_body(body: Sequence[Paragraph], place: int) -> bool:
    """Whether bold type above the title names the body: the title is larger, and only small print stands between."""
    size = body[place].size
    for paragraph in body[place + 1 : FRONT]:
        if paragraph.bold and paragraph.size >= TITLE_SIZE and abs(paragraph.size - size) > 1:
            return paragraph.size > size and paragraph.page_first == 1 and not SECTION.match(paragraph.text)
        if not paragraph.bold and len(paragraph.text) > SMALL_PRINT:
            return False
    return False


def _in_capitals(paragraph: Paragraph) -> bool:
    """Whether a title is set as typewriters set it: all in capitals, in no style."""
    letters = [c for c in paragraph.text if c.isalpha()]
    in_capitals = sum(c.isupper() for c in letters) > 0.9 * len(letters) > 0
    is_other = SECTION.match(paragraph.text) or SYMBOL.fullmatch(paragraph.text)
    return in_capitals and not paragraph.bold and not is_other


def _is_subtitle(paragraph: Paragraph) -> bool:
    """Whether typewriters underlined a line in the middle, under a title in capitals, that does not say who reports."""
    is_underlined = paragraph.italic and paragraph.centred and not paragraph.bold
    return is_underlined and not BYLINE.match(paragraph.text) and not ACTION.match(paragraph.text)


def is_formula(paragraph: Paragraph) -> bool:
    """Whether a paragraph is the line that says who speaks: ``The General Assembly,``, in a draft that a resolution
    quotes ``“The General Assembly,``."""
    text = paragraph.text.lstrip("“").rstrip(" ,:،，：")
    if len(text) > 90 or not FORMULA.fullmatch(text):
        return False
    # drafts by the Secretariat and typewritten texts have no italics, but then the comma
    return paragraph.text.endswith((",", "،", "，")) or paragraph.content.leading(paragraph.content.italic) == text


def _front_end(body: Sequence[Paragraph]) -> int:
    """Index of the paragraph with which the text begins.

    A record begins when the meeting opens, a resolution with the line that says who speaks, anything else with its
    first numbered paragraph or section, or with what follows the title.
    """
    opened = next((i for i, p in enumerate(body[:80]) if OPENED.match(p.text)), None)
    if opened is not None:
        return opened
    named = max(
        (i for i, p in enumerate(body[:FRONT]) if AGENDA.fullmatch(p.text) or SESSION.fullmatch(p.text)), default=-1
    )
    titled = False
    for i, paragraph in enumerate(body[:60]):
        if i <= named:
            continue
        numbered_title = NUMBERED_TITLE.match(paragraph.text)
        if is_formula(paragraph) or (NUMBERED.match(paragraph.text) and not numbered_title):
            return i
        is_title = paragraph.bold and paragraph.size >= TITLE_SIZE and not _names_body(body, i)
        if SECTION.match(paragraph.text) and (titled or is_title or paragraph.centred):
            return i
        if titled and not is_title and not ACTION.match(paragraph.text) and not _formula_ahead(body, i):
            return i
        titled = titled or is_title
    return named + 1


def _formula_ahead(body: Sequence[Paragraph], start: int) -> bool:
    """Whether the line that says who speaks follows within a few paragraphs: before it all is masthead."""
    return any(is_formula(p) for p in body[start : start + 8]) and not any(
        NUMBERED.match(p.text) for p in body[start : start + 8]
    )


def symbols_in(text: str) -> list[str]:
    """The symbols in a line of the masthead, canonical, each once: ``(A/79/458/Add.3, para. 30)``."""
    out: list[str] = []
    for match in SYMBOL.finditer(text):
        try:
            out.append(symbols.normalise(match[0]))
        except ValueError:
            continue
    return list(dict.fromkeys(out))


def _read_close(body: Sequence[Paragraph], found: Masthead, symbol: symbols.Symbol | None) -> None:
    """The lines that close a resolution: ``53rd plenary meeting / 17 December 2024``."""
    fields = found.fields
    if symbol is None or symbol.doc_type not in ("RES", "DEC") or fields.get("meeting_number"):
        return
    for paragraph in body[found.body_start :]:
        if is_close(paragraph) and (match := MEETING.match(paragraph.text)):
            fields["meeting_number"] = match["number"]
            if not fields.get("adopted_on"):
                fields["adopted_on"] = read_date(paragraph.text)
            return


def is_close(paragraph: Paragraph) -> bool:
    """Whether a paragraph closes a resolution or decision: the meeting at which it was adopted, its date, or both.

    Boards name the session instead, in italics at the right.
    """
    names_session = paragraph.italic and paragraph.is_at_right and SESSION.fullmatch(paragraph.text)
    text = paragraph.text.partition(" [")[0]
    return len(text) < 80 and bool(CLOSE.fullmatch(text) or names_session)


def document_type(symbol: symbols.Symbol | None, fields: dict[str, Any], front: Sequence[Paragraph]) -> str:
    """What kind of document it is: by its symbol where that says so, else by its title."""
    if symbol is None:
        return "other"
    words = " ".join(p.text for p in front)[:1500]
    title = fields.get("title") or ""
    if any(m.startswith("Corr") for m in symbol.modifiers):
        return "corrigendum"
    report_of_committee = regex.search(
        r"(?i)\breport of the (?:\w+ )?(?:\w+ and \w+ )?"
        r"(?:first|second|third|fourth|fifth|sixth|special political\b.*?)\s*(?:committee|\()",
        words,
    )
    if symbol.organ == "A" and symbol.doc_type is None and report_of_committee:
        return "committee_report"
    by_symbol = {
        "RES": "resolution",
        "DEC": "decision",
        "PRST": "presidential_statement",
        "PV": "verbatim_record",
        "SR": "summary_record",
    }
    if symbol.doc_type in by_symbol:
        return by_symbol[symbol.doc_type]
    if SPONSORED.search(words) or regex.search(r"(?i)draft resolution", title):
        return "draft_decision" if regex.search(r"(?i)draft decision", words) else "draft_resolution"
    if symbol.doc_type == "L":
        return "draft_resolution"
    if symbol.part and symbol.part.startswith("Sect"):
        return "budget"
    for pattern, kind in (
        (r"(?i)\b(?:letters?|notes? verbales?) dated", "letter"),
        (r"(?i)\bnote by the", "note"),
        (r"(?i)\breports?\b", "report"),
    ):
        if regex.search(pattern, title) or (kind != "report" and regex.search(pattern, words)):
            return kind
    return "report" if regex.search(r"(?i)\breport of\b", words) else "other"
