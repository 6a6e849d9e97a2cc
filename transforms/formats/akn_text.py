"""The text of the UN's XML: its elements in order, as the blocks, notes and cells of a document.

What belongs here: the habits of that XML (nesting left flat, numbers inside the text, notes where their marks stand,
stars for notes set as paragraphs, sections inside the sections before them). What does not: what a block is in its text
(``texts/marked.py``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any

import regex
from lxml import etree

from transforms.language import labels
from transforms.pages.text import Text
from transforms.texts.document import Block, Cell, ClosingLine, Note, Part, joined
from transforms.texts.marked import ENDED, SHORT, plain
from transforms.texts.notes import STAR_MARK
from transforms.texts.rows import RejectionRow

INVISIBLE = regex.compile(r"[\x00-\x08\x0B\x0C\x0E-\x1F\x7F\xAD\u200B\u200E\u200F\u202A-\u202E\u2060\uFEFF]")
"""Soft hyphens and marks of direction, which Word leaves in a text and nobody prints."""
BLANKS = regex.compile(r"\s+")
LISTED = regex.compile(r"(?<=[\p{Ll})])(?=(?:In favour|Against|Abstaining):)")
"""Where a list of voters begins whose line the file has lost: "United StatesAgainst:"."""
RULE = regex.compile(r"[_—–-]{5,}")
"""The rule above notes, where these are set as paragraphs."""
STARRED = regex.compile(r"\*{1,5}\s+(?=[^*\s])")
NOTE = regex.compile(r"(\*{1,5}|\d{1,3}|\p{Ll})\s+(?=\S)")
SET_APART = ("num", "table", "list", "sublist", "blockList", "embeddedStructure", "img")
"""Elements inside a paragraph whose text is not its own."""
BLOCKS = ("p", "listIntroduction", "crossHeading", "heading", "subheading")
LISTS = ("list", "sublist", "blockList")

Element = Any
"""An element of lxml, which has no types."""


# Elements


def tag_of(element: Element) -> str:
    """Name without namespace; empty for comments and processing instructions."""
    return str(etree.QName(element).localname) if isinstance(element.tag, str) else ""


def child_of(element: Element, *tags: str) -> Element | None:
    """The first child of one of these names."""
    return next((child for child in element if tag_of(child) in tags), None)


def find(root: Element, tag: str, **attributes: str) -> Iterator[Element]:
    """The elements below of this name whose attributes are these."""
    for element in root.iter(f"{{*}}{tag}"):
        if all(element.get(name, "").lstrip("#") == value for name, value in attributes.items()):
            yield element


def words(element: Element | None) -> str:
    """The text of an element without its notes."""
    return "" if element is None else text_of(element)[0].text


def text_of(element: Element) -> tuple[Text, list[tuple[str, Text]]]:
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
        tag = tag_of(at)
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
        whole = joined(whole, text_of(child)[0])
    return whole


def note_marks_of(element: Element) -> list[str]:
    """The marks of the notes hung from an element."""
    return [mark for mark, _ in text_of(element)[0].marks]


def block_of(content: Text, number: str, depth: int, tag: str, style: str) -> Block:
    """A paragraph with its number, wherever the XML has that: in an element, in the text, or in both."""
    label = labels.read_label(number) if number else None
    if number and content.text.startswith(f"{number} "):
        content = content.cut(len(number))
    elif number and label is None:
        content = joined(plain(number), content)
    if label is None and (match := labels.IN_TEXT.match(content.text)):
        label = labels.read_label(match[0])
        content = content.cut(match.end()) if label else content
    is_long = len(content.text) > SHORT and bool(ENDED.search(content.text))
    return Block(
        content,
        label=label or labels.Label(),
        depth=depth,
        is_titled=tag in ("heading", "subheading") or not content.text or (style.startswith("H") and not is_long),
        is_cross_heading=tag == "crossHeading",
    )


class Walk:
    """Walks the elements of one document in order, which is that of the printed page."""

    def __init__(self, root: Element, symbol: str, repairs: list[RejectionRow]) -> None:
        self.root, self.symbol, self.repairs = root, symbol, repairs
        self.notes: list[Note] = []
        self.closing: list[ClosingLine] = []
        self._part = Part("text")
        self._table_count = 0
        self._number = ""
        """A number that was read and whose paragraph is to come."""

    def parts(self) -> list[Part]:
        """The parts of the document; ``notes`` and ``closing`` are filled by the way."""
        for part in self.root.iter("{*}coverPage", "{*}preface"):
            if not any(tag_of(above) == "component" for above in part.iterancestors()):
                for p in part:
                    self._keep(text_of(p)[1])
        return list(self._document(self.root))

    def _keep(self, notes: Iterable[tuple[str, Text]]) -> None:
        self.notes += [Note(mark, text) for mark, text in notes]

    def _document(self, element: Element) -> Iterator[Part]:
        """The statements in it, each with what is attached."""
        for child in element:
            if tag_of(child) == "statement":
                yield from self._statement(child)
            elif tag_of(child) in ("documentCollection", "components", "component", "collectionBody"):
                yield from self._document(child)

    def _statement(self, element: Element) -> Iterator[Part]:
        """A resolution, decision or presidential statement: preamble, text, close, annexes."""
        has_preamble = child_of(element, "preamble") is not None
        if tag_of(element.getparent()) == "component":
            yield self._component(element)
        # where markup was recovered the text stands beside its body
        stray = [child for child in element if tag_of(child) in ("paragraph", "alinea", "section")]
        for child in element:
            tag = tag_of(child)
            if tag == "preamble":
                yield self._read(Part("preamble"), child)
            elif tag == "mainBody" or child in stray[:1]:
                yield self._read(Part("text", has_preamble=has_preamble), child if tag == "mainBody" else stray)
            elif tag == "conclusions":
                self._close(child)
            elif tag == "attachments":
                for document in child.iter("{*}doc"):
                    yield self._annex(document)
            elif tag == "components":
                yield from self._document(child)

    def _component(self, statement: Element) -> Part:
        """The letter and title that open a part of an omnibus text."""
        preface = child_of(statement, "preface")
        letter = next((labels.ordinal(words(e)) for e in find(statement, "docNumber")), None)
        part = Part("component", letter=letter)
        for p in preface if preface is not None else ():
            title, notes = text_of(p)
            self._keep(notes)
            printed = words(next(find(p, "docNumber"), None))
            if letter and title.text.startswith(printed):
                title = joined(plain(f"{letter}."), title.cut(len(printed)))
            if title.text:
                part.blocks.append(Block(title))
        return part

    def _annex(self, document: Element) -> Part:
        part = Part("annex")
        for child in document:
            if tag_of(child) == "mainBody":
                self._read(part, child)
            elif tag_of(child) == "conclusions":
                self._close(child)
        return part

    def _read(self, part: Part, elements: Iterable[Element]) -> Part:
        """The part with what the elements hold."""
        outer, self._part = self._part, part
        part.blocks += list(self._blocks(elements, 0, ""))
        self._lose(self._number)
        self._number, self._part = "", outer
        return part

    def _blocks(self, elements: Iterable[Element], depth: int, style: str) -> Iterator[Block]:
        """The printed paragraphs below, in order; ``style`` is the class of the element around them.

        Notes set as paragraphs, and tables, are put aside.
        """
        is_under_rule = False
        for element in elements:
            tag = tag_of(element)
            if tag == "num":
                self._lose(self._number)
                self._number = words(element)
            elif tag in BLOCKS:
                content, notes = text_of(element)
                self._keep(notes)
                is_under_rule = is_under_rule or bool(RULE.fullmatch(content.text))
                yield from self._paragraph(element, content, depth, style, is_under_rule)
            elif tag == "table":
                self._table(element)
            elif tag == "conclusions":
                self._close(element)  # inside the text where markup was recovered
            elif tag not in ("formula", "img", ""):
                for block in self._blocks(element, depth + (tag in LISTS), element.get("class") or style):
                    if is_under_rule:
                        self._note_set_as_paragraph(block.content)
                    elif RULE.fullmatch(block.text):
                        is_under_rule = True
                    else:
                        yield block

    def _paragraph(
        self, element: Element, content: Text, depth: int, style: str, is_under_rule: bool
    ) -> Iterator[Block]:
        """One printed paragraph, and the texts that it quotes whole."""
        inner = child_of(element, "num")
        number, self._number = self._number if inner is None else words(inner), ""
        if labels.annex_label(content.text) is not None or labels.heading_label(content.text)[0]:
            self._lose(number)
            number = ""
        is_note = bool(STARRED.match(content.text) or (style == "FootnoteText" and NOTE.match(content.text)))
        if child_of(element, "docTitle") is not None:
            self._part.title_marks += [mark for mark, _ in content.marks]
        elif is_under_rule or is_note:
            self._note_set_as_paragraph(content)
        elif content.text or (number and (inner is not None or style.startswith("H"))):
            content = content.marking(STAR_MARK) if self._has_stars else content
            yield block_of(content, number, depth, tag_of(element), style)
        else:
            self._number = number  # its text is in the next paragraph
        for quotation in (child for child in element if tag_of(child) == "embeddedStructure"):
            yield Block(Text(), quotation=tuple(self._quotation(quotation)))

    def _quotation(self, element: Element) -> Iterator[Part]:
        """The parts of a text that the paragraph quotes whole, such as a draft recommended to the Assembly."""
        for child in element:
            is_container = tag_of(child) == "container"
            if not (is_container and child.get("name") == "formula"):
                yield self._read(Part("preamble" if is_container else "text"), [child])

    def _lose(self, number: str) -> None:
        """Report that the file has a paragraph's number and not its text."""
        if number:
            detail = f"{self.symbol}: the XML has no text for the number {number}"
            self.repairs.append(RejectionRow("read", "text missing", detail))

    @cached_property
    def _has_stars(self) -> bool:
        """Whether notes are set as paragraphs, so that stars in the text are their marks."""
        return any(STARRED.match(words(p)) for p in self.root.iter("{*}p"))

    def _note_set_as_paragraph(self, content: Text) -> None:
        """A note, or the rest of one, that the XML has as a paragraph of the text."""
        if match := NOTE.match(content.text):
            self.notes.append(Note(match[1], content.cut(match.end())))
        elif self.notes and not RULE.fullmatch(content.text):
            self.notes[-1].content = joined(self.notes[-1].content, content)

    def _close(self, conclusions: Element) -> None:
        """The lines under a text: meeting and date are masthead, a vote printed there belongs beside the text."""
        for p in conclusions:
            if not (words(p).startswith("[") or next(find(p, "vote"), None) is not None):
                continue
            for eol in p.iter("{*}eol"):
                eol.tail = "\n" + (eol.tail or "")
            lines = LISTED.sub("\n", regex.sub(r"[^\S\n]+", " ", "".join(p.itertext())))
            for line in lines.split("\n"):
                if text := INVISIBLE.sub("", line).strip():
                    self.closing.append(ClosingLine(text, None))

    def _table(self, element: Element) -> None:
        self._table_count += 1
        for row, line in enumerate(element.iter("{*}tr"), 1):
            column = 1
            for cell in (c for c in line if tag_of(c) in ("td", "th")):
                content = Text()
                for text, notes in (text_of(p) for p in cell):
                    self._keep(notes)
                    content = joined(content, text, "\n") if text.text else _with_marks(content, text)
                spanned = cell.get("colspan") or ""
                span = (int(spanned) if spanned.strip().isdecimal() else 0) or 1
                self._part.cells.append(Cell(self._table_count, row, column, content, tag_of(cell) == "th", span=span))
                column += span


def _with_marks(content: Text, empty: Text) -> Text:
    """A cell's text with the marks of a paragraph that has no words."""
    return Text(
        content.text,
        [*content.marks, *((mark, len(content.text)) for mark, _ in empty.marks)],
        content.bold,
        content.italic,
        content.links,
    )
