"""Text transcriptions of UN documents to the same rows as their PDFs give.

What belongs here: which text files are transcriptions, their encoding, their marks of emphasis, links and notes, and
how what page ends cut in two is put together. What does not: what a paragraph is, its number and id, and what the
masthead says; ``flow.Content`` is handed to ``masthead.py`` and ``structure.py``, which read it as they read a
page's. A transcription tells no places, so its rows have no boxes; it tells pages only where it keeps their ends.

The forms met: Markdown and plain text; note marks as superior figures (``¹``), ``<sup>1</sup>``, ``[^1]`` or ``1/``;
notes between paragraphs where a page ended; a paragraph on one line, or wrapped with blank lines between.
"""

from __future__ import annotations

import codecs
import html
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import regex

from transforms.language import labels
from transforms.pages.flow import Content
from transforms.pages.furniture import PAGE_NUMBER
from transforms.pages.model import Run, Unreadable
from transforms.pages.notes import SEPARATOR, starts_note
from transforms.pages.paragraphs import Paragraph
from transforms.pages.text import Line
from transforms.texts import masthead, structure
from transforms.texts.structure import Rows

HEAD = 40
"""Lines with text among which a transcription shows that it is one."""
ADVANCE, SIZE, HEADING_SIZE = 5.0, 10.0, 14.0
"""Points given to a character, to the text and to a heading; nothing is read from them but what is a heading."""
HEADING_INDENT = 200.0
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
"""What tells which page has ended: ``3/14``, ``Page 3``, ``- 3 -``."""
RULE = regex.compile(r"(?:[-*_=]\s?){3,}")
DISTRIBUTED = regex.compile(r"\bDistr(?:\.|ibución)?\b")
ISSUED = regex.compile(r"(?i)(?:general|limited|restricted|original|\d{1,2}(?:er)?\s+\p{L}+).{0,30}")
RESOLVED = regex.compile(r"Resolution (?P<number>\d+ \(\d{4}\))")
OF_DOCUMENT = regex.compile(rf"(?:United Nations\s+)?(?P<symbol>{masthead.SYMBOL.pattern})\s*\**")
ADOPTED_BY = (
    ("Resolution adopted by the General Assembly", "A/RES/"),
    ("Decision adopted by the General Assembly", "A/DEC/"),
    ("Resolution adopted by the Human Rights Council", "A/HRC/RES/"),
    ("Decision adopted by the Human Rights Council", "A/HRC/DEC/"),
    ("Resolution adopted by the Economic and Social Council", "E/RES/"),
)
"""What a resolution's number begins with, by the line above it; ``79/181.`` alone does not say whose it is."""
_QUALIFIED = r"(?:\s(?:also|further|again|once again|in mind|note|account|into account|forward|upon|on|particular))*"
LEADING = regex.compile(
    rf"(?:(?:Also|Further|Again|Once|again|Having|\p{{L}}+ly)\s)*\p{{L}}+(?:ing|ed|ware|ful|ous|s|ant)\b{_QUALIFIED}"
    r"(?:\s(?:with|its)?(?:\s?\p{Ll}+)?\s?(?:appreciation|concern|regret|satisfaction|interest|alarm|gratitude)\b)?"
)
"""The phrase with which a preambular or operative paragraph leads, where the file marks no emphasis."""


def is_transcription(data: bytes) -> bool:
    """Whether bytes are the text of a UN document: text, and among its first lines what a masthead prints."""
    text = _decoded(data, "replace")
    if text is None:
        return False
    lines = [line for line in text.splitlines()[: 4 * HEAD] if line.strip()][:HEAD]
    return any(_is_masthead(_plain(line)) for line in lines)


def extract(data: bytes, file_name: str, symbol: str | None = None) -> Rows:
    """The rows of a transcription, without provenance; what it tells no page of has none.

    Raises ``Unreadable`` where its encoding is unknown or no symbol is told.
    """
    text = _decoded(data, "strict")
    if text is None:
        head = data.split(b"\n")
        line = next(i for i, each in enumerate(head, 1) if _decoded(each, "strict") is None)
        raise Unreadable(
            "text in an unknown encoding", f"{file_name}: line {line} holds bytes that are no UTF-8: save it as UTF-8"
        )
    pieces = _pieces(text)
    content = _content(pieces)
    head_read = masthead.read_masthead(content, symbol)
    if not head_read.fields["symbol"]:
        raise Unreadable(
            "no symbol",
            f"{file_name}: no document symbol stands in the text's first lines and the file's name is none: "
            "name the file by its symbol (A_RES_79_181.md)",
        )
    head_read.fields["text_source"] = "transcription"
    rows = structure.rows_of(content, head_read, ())
    pages = {piece.page for piece in pieces}
    for row in (row for listed in rows.values() for row in listed):
        # no place was read: those that the text was laid out at say nothing of the printed page
        row.update(dict.fromkeys(row.keys() & {"bbox"}))
        if len(pages) == 1:
            row.update(dict.fromkeys(row.keys() & {"page", "page_first", "page_last"}))
    rows["documents"][0]["page_count"] = max(pages) if len(pages) > 1 else None
    return rows


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
            in_text = in_text or (fronted and _says_who(printed))
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
    if _says_who(text) or masthead.CLOSE.fullmatch(text) or labels.annex_label(text) is not None:
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


def _says_who(line: str) -> bool:
    """Whether a line is the one that says who speaks: ``The General Assembly,``."""
    return len(line) < 100 and bool(masthead.FORMULA.fullmatch(_plain(line).rstrip(" ,:")))


def _content(pieces: list[_Piece]) -> Content:
    """The file's paragraphs as a document's pages hold them."""
    notes: list[Paragraph] = []
    body: list[_Piece] = []
    noted = False
    fronted = in_text = False
    starred: set[str] = set()
    for piece in pieces:
        fronted = fronted or _is_fronted(piece.text)
        in_text = in_text or (fronted and _says_who(piece.text))
        stars = STARS_BEGIN.match(piece.text)
        if NOTE_BEGINS.match(piece.text) or (stars and stars[1] in starred):
            text = regex.sub(r"^(\[\^[^\]\s]+\]):", r"\1", piece.text)
            notes.append(_paragraph(replace(piece, lines=(text,)), _is_known))
            noted = True
        elif body and _goes_on(body[-1], piece, noted, in_text):
            body[-1] = replace(body[-1], lines=(*body[-1].lines, *piece.lines), page_last=piece.page_last)
            noted = False
        else:
            body.append(piece)
            noted = False
        starred |= set(STARS.findall(_plain(piece.text)))
    numbers = {mark for note in notes if starts_note(note) for mark, at in note.content.marks if at == 0}
    start = _head_end(body)
    formula = next((i for i, piece in enumerate(body) if i >= start and _says_who(piece.text)), None)
    titled = _title(body, start, formula)
    paragraphs = []
    for i, piece in enumerate(body[start:], start):
        if _says_who(piece.text):
            style = "formula"
        elif i == titled:
            style = "title"
        elif formula is not None and i > formula:
            style = "heading" if _is_heading(piece) else "lead"
        else:
            style = ""
        paragraphs.append(_paragraph(piece, numbers.__contains__, style))
    head = [line for piece in body[:start] for line in _paragraph(piece, numbers.__contains__).lines]
    told = [*_printed_symbols(body[: formula or HEAD]), *_told_symbol(body[:formula])]
    first_lines = [line for each in told for line in _paragraph(_Piece((each,), 1, 1, 0), _is_known).lines]
    return Content(head, paragraphs, notes, cells=[], figures=[], furniture=[], first_lines=first_lines)


def _is_known(_mark: str) -> bool:
    return True


def _goes_on(last: _Piece, piece: _Piece, noted: bool, in_text: bool) -> bool:
    """Whether a paragraph is the rest of the one before, which a page's end cut in two.

    Notes printed between the two (``noted``) show such an end. A sentence that has come to its end goes on nowhere;
    a list that a comma cuts goes on in an item or numbered paragraph, since those end otherwise.
    """
    text, before = _plain(piece.text), _plain(last.text)
    if LABEL.match(text) or HEADING.fullmatch(piece.text) or HEADING.fullmatch(last.text):
        return False
    if _stands_alone(piece.lines[0], in_text) or _stands_alone(last.text, in_text):
        return False
    ended = noted or piece.page > last.page_last
    # preambular paragraphs and items begin with a small letter in Russian
    is_small = text[:1].islower() and not (in_text and regex.match(r"\p{Cyrillic}", text) and END.search(before))
    if is_small or (in_text and text[:1].isdigit()):
        # behind an item that has ended stands what follows the whole list
        is_item = ITEM.match(before) and not ended
        return not regex.search(r"[.;:][”\"’)\]]*$" if is_item else r"[.:][”\"’)\]]*$", before)
    if last.is_open:
        leads = LABEL.match(before) or LEADING.match(before)
        return ended or len(before) > (LONGEST_TITLED if leads else LONGEST_HEADING)
    return ended and before.endswith((",", "،", "，")) and bool(LABEL.match(before))


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


def _told_symbol(front: list[_Piece]) -> list[str]:
    """The symbol that a resolution's number and the line that says who adopted it tell together."""
    lines = [_plain(piece.text) for piece in front]
    if numbered := next((m for line in lines if (m := RESOLVED.fullmatch(line))), None):
        return [f"S/RES/{numbered['number']}"]
    number = next((m["number"] for line in lines if (m := masthead.NUMBERED_TITLE.match(line))), None)
    prefix = next((prefix for line in lines for begins, prefix in ADOPTED_BY if line.startswith(begins)), None)
    return [f"{prefix}{number}"] if number and prefix else []


def _plain(text: str) -> str:
    """A line's words, its marks of emphasis, links and note marks left out."""
    words = "".join(run.text for run in _runs(text, SIZE, _is_known) if not run.raised)
    return str(regex.sub(r"\s?\d{1,3}\s?/\s*$", "", words)).strip()


def _paragraph(piece: _Piece, is_mark: Callable[[str], bool], style: str = "") -> Paragraph:
    """A paragraph as if printed on one line, its characters evenly apart."""
    found = HEADING.fullmatch(piece.text)
    text = found["text"] if found else LISTED.sub("", piece.text, count=1)
    is_title = bool(found) or style == "title"
    runs = _runs(text, HEADING_SIZE if is_title else SIZE, is_mark)
    if is_title:
        runs = [replace(run, bold=True) for run in runs]
    elif style == "formula":
        runs = [replace(run, italic=True) for run in runs]
    elif style == "lead":
        runs = _led(runs)
    if piece.page_last > piece.page:
        runs = _cut(runs)
    placed = tuple(_placed(runs, HEADING_INDENT if style == "heading" else piece.indent * ADVANCE))
    lines = [Line(placed, piece.page)]
    if piece.page_last > piece.page and len(runs) > 1:
        # which words the last page has is not told, but that it has some
        lines = [Line(placed[:-1], piece.page), Line(placed[-1:], piece.page_last)]
    # what stands in the middle of its column is a heading
    centre = (lines[0].x0 + lines[0].x1) / 2 if style == "heading" else -HEADING_INDENT
    return Paragraph(lines, centre=centre)


def _cut(runs: list[Run]) -> list[Run]:
    """The runs with the last of several words a run of its own."""
    last = next((i for i in reversed(range(len(runs))) if " " in runs[i].text.strip()), None)
    if last is None:
        return runs
    at = runs[last].text.rstrip().rindex(" ")
    parts = (runs[last].text[:at], runs[last].text[at:])
    return [*runs[:last], *(replace(runs[last], text=text) for text in parts), *runs[last + 1 :]]


def _runs(line: str, size: float, is_mark: Callable[[str], bool]) -> list[Run]:
    """A line's runs, each with its style, at no place yet. A superior figure that no note has is one of the text."""
    runs: list[Run] = []
    styles = {"bold": False, "italic": False}

    def add(text: str, link: str | None = None, raised: bool = False) -> None:
        before = runs[-1].text[-1] if runs else " "
        if text := _typeset(html.unescape(text), before):
            runs.append(Run(text, 0, 0, 0, 0, 0, size, "", styles["bold"], styles["italic"], None, link, raised))

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
    while runs and not runs[-1].text.strip():
        runs.pop()
    return runs


def _typeset(text: str, before: str) -> str:
    """The text with the quotation marks and apostrophes that the UN prints in place of a typewriter's.

    ``before`` is the character in front of it: a mark opens behind a blank or a bracket.
    """
    text = QUOTE_OPENS.sub(lambda m: {'"': "“", "'": "‘"}[m[0]], before + text)
    return text.replace('"', "”").replace("'", "’")[len(before) :]


def _led(runs: list[Run]) -> list[Run]:
    """The runs of a paragraph with its leading phrase in italics, as it is printed, where the file has no emphasis."""
    first = runs[0]
    label = LABEL.match(first.text)
    if label and not NUMBERED.match(first.text):
        return runs
    start = label.end() if label else 0
    if first.italic or start == len(first.text):
        return runs
    match = LEADING.match(first.text, start)
    if not match or not first.text[start].isupper():
        return runs
    parts = (first.text[:start], False), (match[0], True), (first.text[match.end() :], False)
    return [*(replace(first, text=text, italic=italic) for text, italic in parts if text), *runs[1:]]


def _placed(runs: list[Run], indent: float) -> Iterator[Run]:
    """The runs side by side: what stands between words is room between runs."""
    at = indent
    for run in runs:
        end = at + ADVANCE * len(run.text)
        before = len(run.text) - len(run.text.lstrip())
        after = len(run.text) - len(run.text.rstrip())
        x0, x1 = at + ADVANCE * before, end - ADVANCE * after
        yield replace(run, x0=x0, x1=max(x0, x1), bottom=run.size, baseline=run.size)
        at = end
