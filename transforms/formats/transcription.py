"""Text transcriptions of UN documents: Markdown and plain text to documents.

What belongs here: which text files are transcriptions, their encoding, their marks of emphasis, links and notes, and
how what page ends cut in two is put together. What does not: what a block is, its number and id, and what the masthead
says (``transforms/texts``). A transcription has no places, and pages only where it keeps their ends.

The forms met: Markdown and plain text; note marks as superior figures (``¹``), ``<sup>1</sup>``, ``[^1]`` or ``1/``;
notes between paragraphs where a page ended; a paragraph on one line, or wrapped with blank lines between.
"""

from __future__ import annotations

import codecs
import html
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

import regex

from transforms.authorities import organs
from transforms.language import labels
from transforms.pages.decisions import NamedRule, decide, otherwise
from transforms.pages.furniture import PAGE_NUMBER
from transforms.pages.model import Unreadable
from transforms.pages.notes import SEPARATOR
from transforms.pages.text import BLANKS, METRE, ORDINAL_ENDING, SOFT_HYPHEN, Text, note_marks
from transforms.texts import masthead
from transforms.texts.document import HEADING_SIZE, TEXT_SIZE, Block, Document, HeadLine, Note, Place
from transforms.texts.notes import TYPED_NOTE, note_of

RANKS = {"transcription": 30}
"""It has no places, so its rows count where neither page nor Word file is held."""
HEAD = 40
"""Lines with text among which a transcription shows that it is one."""
BLANK_INDENT = 5.0
"""Points by which a page would indent for each blank before a paragraph."""
LONGEST_LINE = 200
"""Characters. Who wraps lines wraps them before that; a longer line is a paragraph."""
LONGEST_HEADING, LONGEST_TITLED = 250, 90
"""Characters of a heading, and of one that begins as a paragraph does: ``Promoting ...``, ``1. ...``."""

SUPERIOR = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_FIGURES = "[⁰¹²³⁴⁵⁶⁷⁸⁹]"
_MARK = rf"{_FIGURES}+|<sup>\s*[^<>]{{1,12}}?\s*</sup>|\[\^[^\]\s]+\]"
NOTE_BEGINS = regex.compile(rf"(?:{_MARK}):?\s*[^\s,;.:]|(?:\\\*)+\s*\S|\d{{1,3}}\s?/\s+\S")
"""A note begins with its mark, ``1/`` in typewritten texts; its text follows."""
STARS_BEGIN = regex.compile(r"(\*{1,4})\s+(?=\S)")
STARS = regex.compile(r"(?<=[^\s*])(\*{1,4})(?=[\s,.;:)]|$)")
"""A star behind a word marks a note; one before a paragraph begins that note, or a list where no word had one."""
ONE_MARK = regex.compile(rf"({_FIGURES}+)|<sup>\s*([^<>]+?)\s*</sup>|\[\^([^\]\s]+)\]")
INLINE = regex.compile(
    rf"(?P<marks>(?:{_MARK})(?:[,،]?\s?(?:{_MARK}))*)"
    r"|\[(?P<text>(?:[^\[\]\\]|\\.)+)\]\((?P<link>[^()\s]*(?:\([^()\s]*\)[^()\s]*)*)\)"
    r"|(?P<stars>(?<![\w*\\])\*{1,3}|(?<![\w\\])_{1,3})(?=[^\s*_])(?P<styled>.+?)(?<=[^\s*_\\])(?P=stars)(?![\w*])"
    r"|\\(?P<escaped>[^\w\s])"
    r"|(?P<tag></?\w[^<>]*>)"
)
"""What stands in a text beside its words: note marks, links, marks of emphasis, escaped characters, tags."""
QUOTE_OPENS = regex.compile(r"""(?<=[\s(\[“‘—–])["'](?=[\w(\[])""")
HEADING = regex.compile(r"#{1,6}\s+(?P<text>.+?)\s*#*")
_ITEM = r"(?:\(?(?:[\p{Ll}\p{Lo}]{1,2}|[ivxl]{1,7})\)\s|\p{Ll}\.\s(?=\p{Lu}))"
LISTED = regex.compile(rf"[-*+]\s+(?={_ITEM}|\d{{1,3}}\.\s)")
"""Markdown's bullet before an item that has a label of its own."""
LABEL = regex.compile(rf"(?:[-*+•]\s+)?(?:(?:\d{{1,3}}|\p{{Ll}}|[ivxl]{{2,7}})\.\s|{_ITEM}|[-*+•●▪◦–—]\s)")
NUMBERED = regex.compile(r"\d{1,3}\.\s")
ITEM = regex.compile(rf"(?:[-*+]\s+)?{_ITEM}")
END = regex.compile(r"[.;:,!?…،؛؟。；：，！？、][”\"’'»)\]*_]*$")
PAGE_END = regex.compile(r"(?:page\s+)?\d{1,4}\s*/\s*\d{1,4}|page\s+\d{1,4}|-\s*\d{1,3}\s*-", regex.IGNORECASE)
"""What shows which page has ended: ``3/14``, ``Page 3``, ``- 3 -``."""
RULE = regex.compile(r"(?:[-*_=]\s?){3,}")
DISTRIBUTED = regex.compile(r"\bDistr(?:\.|ibución)?\b")
ISSUED = regex.compile(r"(?i)(?:general|limited|restricted|original|\d{1,2}(?:er)?\s+\p{L}+).{0,30}")
RESOLVED = regex.compile(r"Resolution (?P<number>\d+ \(\d{4}\))")
OF_DOCUMENT = regex.compile(rf"(?:United Nations\s+)?(?P<symbol>{masthead.SYMBOL.pattern})\s*\**")
_QUALIFIED = r"(?:\s(?:also|further|again|once again|in mind|note|account|into account|forward|upon|on|particular))*"
LEADING = regex.compile(
    rf"(?:(?:Also|Further|Again|Once|again|Having|\p{{L}}+ly)\s)*\p{{L}}+(?:ing|ed|ware|ful|ous|s|ant)\b{_QUALIFIED}"
    r"(?:\s(?:with|its)?(?:\s?\p{Ll}+)?\s?(?:appreciation|concern|regret|satisfaction|interest|alarm|gratitude)\b)?"
)
"""The phrase with which a preambular or operative paragraph leads, where the file marks no emphasis."""


Style = Literal["", "title", "formula", "lead", "heading"]


def accepts(data: bytes) -> bool:
    """Whether bytes are the text of a UN document: text, and among its first lines what a masthead prints."""
    text = _decoded(data, "replace")
    if text is None:
        return False
    lines = [line for line in text.splitlines()[: 4 * HEAD] if line.strip()][:HEAD]
    return any(_is_masthead(_plain(line)) for line in lines)


def read(data: bytes, file_name: str, symbol: str | None = None) -> Document:
    """The document that a transcription gives.

    Raises ``Unreadable`` where its encoding is unknown.
    """
    text = _decoded(data, "strict")
    if text is None:
        lines = data.split(b"\n")
        number = next(i for i, line in enumerate(lines, 1) if _decoded(line, "strict") is None)
        raise Unreadable(
            "text in an unknown encoding",
            f"{file_name}: line {number} holds bytes that are no UTF-8: save it as UTF-8",
        )
    return _document(_pieces(text))


def _decoded(data: bytes, errors: str) -> str | None:
    """The text of bytes in UTF-8 or, where they say so, UTF-16; null where they are no text."""
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
        (b"", "utf-8"),
    ):
        if data.startswith(mark):
            try:
                text = data.decode(encoding, errors)
            except UnicodeDecodeError:
                return None
            return None if regex.search(r"[\x00-\x08\x0e-\x1f]", text) else text
    return None


def _is_masthead(line: str) -> bool:
    """Whether a line is one that only a masthead of the UN has."""
    is_symbol = OF_DOCUMENT.fullmatch(line) and masthead.symbols_in(line)
    adopted = masthead.ADOPTED.match(line) or masthead.ADOPTED_AT.match(line)
    return bool(is_symbol or DISTRIBUTED.match(line) or adopted)


@dataclass(frozen=True)
class _Piece:
    """A paragraph of the file, or the part of it that stands on one page."""

    lines: tuple[str, ...]
    page: int
    page_last: int
    indent: int
    """Blanks before it."""

    @property
    def text(self) -> str:
        """Its lines as one; a hyphen at a line's end belongs to the word (see ``text.compose``)."""
        return str(regex.sub(r"(?<=[\p{L}\d][-‐‑/])\n(?!(?:and|or)\b)", "", "\n".join(self.lines))).replace("\n", " ")

    @property
    def is_open(self) -> bool:
        """Whether its sentence does not end with it."""
        return not END.search(_plain(self.text))

    @property
    def may_head(self) -> bool:
        """Whether it can be a heading: short, without a sentence's end."""
        return len(self.text) < LONGEST_HEADING and not END.search(_plain(self.text))


def _pieces(text: str) -> list[_Piece]:
    """The paragraphs of a file, pages' furniture left out, counted by page from 1 where pages' ends are marked."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\f\n").split("\n")
    is_wrapped = max(map(len, lines)) <= LONGEST_LINE
    pieces: list[_Piece] = []
    held: list[str] = []
    page, indent, fronted, in_text = 1, 0, False, False

    def flush() -> None:
        if _plain(" ".join(held)):
            pieces.append(_Piece(tuple(held), page, page, indent))
        held.clear()

    def begins(line: str) -> bool:
        """Whether a line begins a paragraph though no blank line stands before it."""
        if not is_wrapped or HEADING.fullmatch(line) or NOTE_BEGINS.match(line):
            return True
        if not held or HEADING.fullmatch(held[-1]):
            return True
        # within a text wrapped lines may begin with anything: "(d) above", "item entitled"
        if LABEL.match(_plain(line)) and END.search(_plain(held[-1])):
            return True
        return _stands_alone(line, in_text) or _stands_alone(held[-1], in_text)

    for line in lines:
        printed = line.strip()
        is_end = "\f" in line or PAGE_END.fullmatch(_plain(printed))
        if is_end or not printed or RULE.fullmatch(printed) or SEPARATOR.fullmatch(printed):
            flush()
            page += bool(is_end)
        elif PAGE_NUMBER.fullmatch(printed) or (page > 1 and not held and _is_running_head(printed, pieces)):
            flush()
        else:
            if begins(printed):
                flush()
            if not held:
                indent = len(line) - len(line.lstrip())
            held.append(printed)
            fronted = fronted or _is_fronted(printed)
            in_text = in_text or (fronted and _names_speaker(printed))
    flush()
    return pieces


def _is_running_head(line: str, before: list[_Piece]) -> bool:
    """Whether a line at a page's top is the symbol that its head repeats."""
    return any(line == piece.text for piece in before[:HEAD]) and bool(masthead.symbols_in(line)) and len(line) < 60


def _stands_alone(line: str, in_text: bool) -> bool:
    """Whether a line is a whole paragraph of a masthead or a close, whatever stands on the next."""
    text = _plain(line)
    if len(text) > 120:
        return False
    if _names_speaker(text) or masthead.CLOSE.fullmatch(text) or labels.annex_label(text) is not None:
        return True
    if in_text:
        return False
    whole = (masthead.SESSION, masthead.AGENDA, RESOLVED, ISSUED, OF_DOCUMENT)
    begun = (masthead.ADOPTED, masthead.ADOPTED_AT, DISTRIBUTED)
    if any(p.fullmatch(text) for p in whole) or any(p.match(text) for p in begun):
        return True
    return bool(masthead.PROPONENT.match(text)) and text.endswith(")" if text[0] != "[" else "]")


def _is_fronted(line: str) -> bool:
    """Whether a line stands below the organ's name, which in some languages is what says who speaks."""
    return line.endswith((",", "،", "，")) or (_is_masthead(_plain(line)) and not OF_DOCUMENT.fullmatch(_plain(line)))


def _names_speaker(line: str) -> bool:
    """Whether a line is the one that says who speaks: ``The General Assembly,``."""
    return len(line) < 100 and bool(masthead.FORMULA.fullmatch(_plain(line).rstrip(" ,:")))


def _document(pieces: list[_Piece]) -> Document:
    """The document that the file's paragraphs make."""
    has_pages = any(piece.page > 1 for piece in pieces)
    body, listed = _parted_from_notes(pieces)
    notes = _whole_notes(listed, has_pages)
    numbers = {mark for piece in listed if (mark := _raised_mark(_spans(piece.text, _is_known)))}
    start = _head_end(body)
    formula = next((i for i, piece in enumerate(body) if i >= start and _names_speaker(piece.text)), None)
    styles = _styles(body, start, formula)
    is_mark = numbers.__contains__
    symbols = [*_printed_symbols(body[: formula or HEAD]), *_stated_symbol(body[:formula])]
    return Document(
        "transcription",
        head=[_head_line(_block(piece, is_mark, "", has_pages).text) for piece in body[:start]],
        first_lines=[_head_line(symbol) for symbol in symbols],
        body=[_block(piece, is_mark, style, has_pages) for piece, style in zip(body[start:], styles, strict=True)],
        notes=notes,
        page_count=max(piece.page for piece in pieces) if has_pages else None,
    )


def _head_line(text: str) -> HeadLine:
    return HeadLine(text, 1, ((text, 0.0),))


def _parted_from_notes(pieces: list[_Piece]) -> tuple[list[_Piece], list[_Piece]]:
    """The paragraphs of the text, those cut by a page's end put together, and the notes."""
    notes: list[_Piece] = []
    body: list[_Piece] = []
    is_behind_note = is_fronted = is_in_text = False
    starred: set[str] = set()
    for piece in pieces:
        is_fronted = is_fronted or _is_fronted(piece.text)
        is_in_text = is_in_text or (is_fronted and _names_speaker(piece.text))
        stars = STARS_BEGIN.match(piece.text)
        if NOTE_BEGINS.match(piece.text) or (stars and stars[1] in starred):
            notes.append(replace(piece, lines=(regex.sub(r"^(\[\^[^\]\s]+\]):", r"\1", piece.text),)))
            is_behind_note = True
        elif body and decide(CONTINUES, _Cut(body[-1], piece, is_behind_note, is_in_text)).answer:
            body[-1] = replace(body[-1], lines=(*body[-1].lines, *piece.lines), page_last=piece.page_last)
            is_behind_note = False
        else:
            body.append(piece)
            is_behind_note = False
        starred |= set(STARS.findall(_plain(piece.text)))
    return body, notes


def _whole_notes(pieces: Iterable[_Piece], has_pages: bool) -> list[Note]:
    """Notes with what stands under them without a mark of its own."""
    whole: list[Note] = []
    for piece in pieces:
        spans = _spans(piece.text, _is_known)
        content, place = _text_of(spans, piece), _place_of(piece, has_pages)
        if whole and not (_raised_mark(spans) or TYPED_NOTE.match(content.text)):
            whole[-1] = whole[-1].followed_by(Note("", content, place))
        else:
            whole.append(note_of(content, place))
    return whole


def _raised_mark(spans: list[_Span]) -> str | None:
    """The mark set as a superior figure with which a note begins."""
    return next(iter(note_marks(spans[0].text.strip())), None) if spans and spans[0].is_mark else None


def _styles(body: list[_Piece], start: int, formula: int | None) -> Iterator[Style]:
    """How a page would set each paragraph behind the head."""
    titled = _title(body, start, formula)
    for i, piece in enumerate(body[start:], start):
        if _names_speaker(piece.text):
            yield "formula"
        elif i == titled:
            yield "title"
        elif formula is not None and i > formula:
            yield "heading" if _is_heading(piece) else "lead"
        else:
            yield ""


def _is_known(_mark: str) -> bool:
    return True


@dataclass(frozen=True)
class _Cut:
    """What decides whether a paragraph is the rest of the one before, which a page's end cut in two."""

    last: _Piece
    piece: _Piece
    is_behind_note: bool
    """Whether notes are printed between the two: they show that a page ended there."""
    is_in_text: bool

    @cached_property
    def text(self) -> str:
        return _plain(self.piece.text)

    @cached_property
    def before(self) -> str:
        return _plain(self.last.text)

    @property
    def is_apart(self) -> bool:
        """Whether one of the two is a paragraph of its own, such as a heading or a line of the masthead."""
        is_heading = HEADING.fullmatch(self.piece.text) or HEADING.fullmatch(self.last.text)
        stands_alone = _stands_alone(self.piece.lines[0], self.is_in_text) or _stands_alone(
            self.last.text, self.is_in_text
        )
        return bool(is_heading or stands_alone)

    @property
    def is_page_end(self) -> bool:
        return self.is_behind_note or self.piece.page > self.last.page_last

    @property
    def begins_within(self) -> bool:
        """Whether it begins as no sentence does; preambular paragraphs and items begin with a small letter in
        Russian."""
        is_russian = self.is_in_text and regex.match(r"\p{Cyrillic}", self.text) and END.search(self.before)
        is_small = self.text[:1].islower() and not is_russian
        return is_small or (self.is_in_text and self.text[:1].isdigit())

    @property
    def is_before_open(self) -> bool:
        """Whether the sentence before may go on; behind an item that has ended stands what follows the whole list."""
        is_item = ITEM.match(self.before) and not self.is_page_end
        return not regex.search(r"[.;:][”\"’)\]]*$" if is_item else r"[.:][”\"’)\]]*$", self.before)

    @property
    def is_long_before(self) -> bool:
        """Whether the paragraph before is longer than a heading."""
        leads = LABEL.match(self.before) or LEADING.match(self.before)
        return len(self.before) > (LONGEST_TITLED if leads else LONGEST_HEADING)

    @property
    def is_list(self) -> bool:
        return self.before.endswith((",", "،", "，")) and bool(LABEL.match(self.before))


CONTINUES: tuple[NamedRule[bool], ...] = (
    NamedRule("label", "a number opens a paragraph", lambda cut: LABEL.match(cut.text), False),
    NamedRule("apart", "a heading or a line of the masthead", lambda cut: cut.is_apart, False),
    NamedRule(
        "within a sentence",
        "it begins with a small letter and the sentence before is open",
        lambda cut: cut.begins_within and cut.is_before_open,
        True,
    ),
    NamedRule("after a sentence", "the sentence before has ended", lambda cut: cut.begins_within, False),
    NamedRule(
        "open sentence",
        "a sentence goes on over a page's end, or behind what is too long for a heading",
        lambda cut: cut.last.is_open and (cut.is_page_end or cut.is_long_before),
        True,
    ),
    NamedRule("heading before", "a line without a sentence's end is a heading", lambda cut: cut.last.is_open, False),
    NamedRule(
        "list over a page",
        "a list that a comma cuts goes on in an item or numbered paragraph, since those end otherwise",
        lambda cut: cut.is_page_end and cut.is_list,
        True,
    ),
    NamedRule("ended", "a sentence that has come to its end goes on nowhere", otherwise, False),
)
"""Whether a paragraph is the rest of the one before."""


def _head_end(body: list[_Piece]) -> int:
    """How many paragraphs the head has: to the line of distribution and the dates under it."""
    for i, piece in enumerate(body[:HEAD]):
        if DISTRIBUTED.search(piece.text):
            end = i + 1
            while end < len(body) and (ISSUED.fullmatch(body[end].text) or OF_DOCUMENT.fullmatch(body[end].text)):
                end += 1
            return end
    return 0


def _title(body: list[_Piece], start: int, formula: int | None) -> int | None:
    """The paragraph that is the title of a text without a number: the last before the line that says who speaks."""
    if formula is None or formula <= start:
        return None
    if any(masthead.NUMBERED_TITLE.match(_plain(p.text)) or RESOLVED.fullmatch(_plain(p.text)) for p in body[:formula]):
        return None
    last = body[formula - 1]
    return formula - 1 if last.may_head and not _stands_alone(last.text, False) else None


def _is_heading(piece: _Piece) -> bool:
    """Whether a paragraph within the text is a heading."""
    return piece.may_head and not LABEL.match(_plain(piece.text)) and not masthead.CLOSE.fullmatch(_plain(piece.text))


def _printed_symbols(front: list[_Piece]) -> Iterator[str]:
    """The symbols that stand alone on their lines, or behind the organization's name."""
    for line in (_plain(line) for piece in front for line in piece.lines):
        if (match := OF_DOCUMENT.fullmatch(line)) and masthead.symbols_in(match["symbol"]):
            yield match["symbol"]


def _stated_symbol(front: list[_Piece]) -> list[str]:
    """The symbol that a resolution's number and the line that says who adopted it give together."""
    lines = [_plain(piece.text) for piece in front]
    if numbered := next((m for line in lines if (m := RESOLVED.fullmatch(line))), None):
        return [f"S/RES/{numbered['number']}"]
    number = next((m["number"] for line in lines if (m := masthead.NUMBERED_TITLE.match(line))), None)
    found = (organs.adopted_symbol(line, number) for line in lines) if number else ()
    return [symbol for symbol in found if symbol][:1]


def _plain(text: str) -> str:
    """A line's words, its marks of emphasis, links and note marks left out."""
    words = "".join(span.text for span in _spans(text, _is_known) if not span.is_mark)
    return str(regex.sub(r"\s?\d{1,3}\s?/\s*$", "", words)).strip()


@dataclass(frozen=True)
class _Span:
    """A part of a line in one style."""

    text: str
    bold: bool = False
    italic: bool = False
    link: str | None = None
    is_mark: bool = False
    """Whether it is the mark of a note."""


def _block(piece: _Piece, is_mark: Callable[[str], bool], style: Style, has_pages: bool) -> Block:
    """A paragraph in the style in which a page would set it."""
    found = HEADING.fullmatch(piece.text)
    text = found["text"] if found else LISTED.sub("", piece.text, count=1)
    is_title = bool(found) or style == "title"
    spans = _spans(text, is_mark)
    if is_title:
        spans = [replace(span, bold=True) for span in spans]
    elif style == "formula":
        spans = [replace(span, italic=True) for span in spans]
    elif style == "lead":
        spans = _led(spans)
    return Block(
        _text_of(spans, piece),
        _place_of(piece, has_pages),
        piece.indent * BLANK_INDENT,
        HEADING_SIZE if is_title else TEXT_SIZE,
        centred=style == "heading",
        is_in_middle=style == "heading",
    )


def _place_of(piece: _Piece, has_pages: bool) -> Place:
    return Place(piece.page, piece.page_last) if has_pages else Place()


def _text_of(spans: list[_Span], piece: _Piece) -> Text:
    """The text of spans that follow each other: blanks folded, note marks taken out."""
    out = Text()
    is_apart = False
    previous = ""
    for span in spans:
        words = span.text.strip()
        if not words or (span.is_mark and words == ","):
            is_apart = is_apart or not words
            continue
        is_parted = is_apart or span.text[0].isspace() or previous[-1:].isspace()
        if is_parted and out.text and out.text[-1] != " ":
            _put(out, " ", replace(span, link=None, bold=out.bold[-1], italic=out.italic[-1]), piece.page)
        marks = note_marks(words) if span.is_mark and not (words in "23" and METRE.search(out.text)) else []
        is_ordinal = previous.rstrip()[-1:].isdigit() and ORDINAL_ENDING.fullmatch(words)
        if marks and not is_ordinal:
            out.marks += [(mark, len(out.text.rstrip())) for mark in marks]
        else:
            _put(out, BLANKS.sub(" ", words).rstrip(SOFT_HYPHEN), span, piece.page)
        previous, is_apart = span.text, False
    end = len(out.text.rstrip())
    return replace(out, text=out.text[:end], bold=out.bold[:end], italic=out.italic[:end])


def _put(out: Text, words: str, span: _Span, page: int) -> None:
    if span.link:
        last = out.links[-1] if out.links else None
        if last and last[2] == span.link and not out.text[last[1] :].strip():
            out.links[-1] = (last[0], len(out.text) + len(words), span.link, last[3])
        else:
            out.links.append((len(out.text), len(out.text) + len(words), span.link, page))
    out.text += words
    out.bold += [span.bold] * len(words)
    out.italic += [span.italic] * len(words)


def _spans(line: str, is_mark: Callable[[str], bool]) -> list[_Span]:
    """A line's parts, each with its style. A superior figure that no note has is one of the text."""
    spans: list[_Span] = []
    styles = {"bold": False, "italic": False}

    def add(text: str, link: str | None = None, is_note_mark: bool = False) -> None:
        before = spans[-1].text[-1] if spans else " "
        if text := _typeset(html.unescape(text), before):
            spans.append(_Span(text, styles["bold"], styles["italic"], link, is_note_mark))

    def read(text: str, link: str | None) -> None:
        at = 0
        for match in INLINE.finditer(text):
            add(text[at : match.start()], link)
            at = match.end()
            if match["marks"]:
                marks = [next(filter(None, m.groups())).translate(SUPERIOR) for m in ONE_MARK.finditer(match["marks"])]
                known = all(map(is_mark, marks))
                for piece in marks if known else [match["marks"]]:
                    add(piece, link, known)
            elif match["link"] is not None:
                read(match["text"], match["link"] if "://" in match["link"] else link)
            elif match["stars"]:
                before = dict(styles)
                styles["italic"] |= len(match["stars"]) != 2
                styles["bold"] |= len(match["stars"]) != 1
                read(match["styled"], link)
                styles.update(before)
            elif match["escaped"]:
                add(match["escaped"], link)
        add(text[at:], link)

    read(line, None)
    while spans and not spans[-1].text.strip():
        spans.pop()
    return spans


def _typeset(text: str, before: str) -> str:
    """The text with the quotation marks and apostrophes that the UN prints in place of a typewriter's.

    ``before`` is the character in front of it: a mark opens behind a blank or a bracket.
    """
    text = QUOTE_OPENS.sub(lambda m: {'"': "“", "'": "‘"}[m[0]], before + text)
    return text.replace('"', "”").replace("'", "’")[len(before) :]


def _led(spans: list[_Span]) -> list[_Span]:
    """A paragraph with its leading phrase in italics, as it is printed, where the file has no emphasis."""
    first = spans[0]
    label = LABEL.match(first.text)
    if label and not NUMBERED.match(first.text):
        return spans
    start = label.end() if label else 0
    if first.italic or start == len(first.text):
        return spans
    match = LEADING.match(first.text, start)
    if not match or not first.text[start].isupper():
        return spans
    parts = (first.text[:start], False), (match[0], True), (first.text[match.end() :], False)
    return [*(replace(first, text=text, italic=italic) for text, italic in parts if text), *spans[1:]]
