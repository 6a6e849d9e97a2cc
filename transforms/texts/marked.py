"""A text whose structure the source marks: blocks with labels and depths, as the UN's XML has them, to clauses.

What belongs here: the order in which such a text is read, and what each block is where the marks leave that open: the
XML leaves most headings unmarked and nesting flat, and some preambles begin in the text. What does not: reading the XML
(``formats/akn.py``), what nests in what (``outline.py``), and texts that show their structure by their look
(``printed.py``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import regex

from transforms.language import labels
from transforms.language.numerals import follows_roman
from transforms.pages.decisions import NamedRule, Verdict, decide, otherwise
from transforms.pages.text import Text
from transforms.texts.clauses import Clause, Clauses
from transforms.texts.document import Block, Part, joined
from transforms.texts.elements import ARTICLE, ITEM, division_of, heading_number

ENDED = regex.compile(r"[.;:,!?。；：，！？؛،؟][”\"’»)\]）]*$")
"""The end of a sentence, or of a part of one, in any language."""
ORNAMENT = regex.compile(r"\*(?:\s?\*)*")
"""Stars between two parts of a text."""
SHORT = 120
"""Characters: a heading that the XML does not mark as one is shorter."""
LONGEST_BOLD, LONGEST_HEADING = 400, 200
"""Characters that a bold heading and any other has at most."""
UNMARKED = regex.compile(r"(\d{1,3})\s+(?=\p{L})")
"""A number that lost its point: it is one where it follows the number before."""
COLONS = (":", "：")
DEPTH_INDENT = 20.0
"""Points that stand for one list around a block, as a page would indent it."""


def plain(text: str) -> Text:
    """A text without styles, marks and links."""
    return Text(text, [], [False] * len(text), [False] * len(text))


def has_ended(block: Block) -> bool:
    """Whether a block ends as sentences do."""
    return bool(ENDED.search(block.text))


def is_line(block: Block) -> bool:
    """Whether a block is a short line without number and without a sentence's end."""
    return block.quotation is None and not block.label.kind and not has_ended(block) and len(block.text) < SHORT


@dataclass(frozen=True)
class _Look:
    """What decides whether a block without a number is a heading."""

    block: Block
    following: Sequence[Block]
    base: str
    is_listed: bool
    language: str
    last: Clause | None

    @property
    def text(self) -> str:
        return self.block.text

    @property
    def has_ended(self) -> bool:
        return has_ended(self.block)

    @property
    def is_within_sentence(self) -> bool:
        """Whether the unnumbered paragraph before it has not come to its end."""
        entry = self.last.entry if self.last else None
        return bool(entry and entry.kind != "heading" and not entry.path and not ENDED.search(entry.text))

    @property
    def is_before_text(self) -> bool:
        """Whether a number follows a list, or anything but another such line."""
        if self.is_listed and not (self.following and self.following[0].label.kind):
            return False
        return any(not is_line(after) for after in self.following)


HEADINGS: tuple[NamedRule[bool], ...] = (
    NamedRule("marked heading", "the XML marks it as a heading", lambda look: look.block.is_titled, True),
    NamedRule(
        "article",
        "the articles of a statute or treaty are named on a line of their own",
        lambda look: ARTICLE.fullmatch(look.text) and len(look.text) < SHORT and not look.has_ended,
        True,
    ),
    NamedRule(
        "bold sentence in Arabic or Chinese",
        "these languages set in bold what others set in italics",
        lambda look: (
            look.block.bold and len(look.text) <= LONGEST_BOLD and look.has_ended and look.language in ("ar", "zh")
        ),
        False,
    ),
    NamedRule("bold", "headings are bold", lambda look: look.block.bold and len(look.text) <= LONGEST_BOLD, True),
    NamedRule("sentence", "a line that ends a sentence is text", lambda look: look.has_ended, False),
    NamedRule("long line", "no heading is so long", lambda look: len(look.text) > LONGEST_HEADING, False),
    NamedRule("italics", "subheadings are in italics", lambda look: look.block.italic, True),
    NamedRule("ornament", "stars part a text as headings do", lambda look: ORNAMENT.fullmatch(look.text), True),
    NamedRule(
        "short line before text",
        "the XML marks few headings: a short line before what is no such line is one, unless a colon announces it",
        lambda look: (
            is_line(look.block) and look.base != "paragraph" and look.is_before_text and not look.is_within_sentence
        ),
        True,
    ),
    NamedRule("plain", "nothing sets it apart", otherwise, False),
)
"""Whether a block without a number is a heading."""


class MarkedText:
    """Reads the parts of one document in order."""

    def __init__(self, clauses: Clauses) -> None:
        self.clauses, self.outline, self.language = clauses, clauses.outline, clauses.language
        self.base = "paragraph"
        """Kind of the clauses of the text being read, its preambles apart."""
        self.is_in_text = False
        """Whether the preamble is over, so that only sections have preambles."""
        self.is_listed = False
        """Whether what is read is listed under a colon."""
        self.opens_annex = False

    def read(self, parts: Sequence[Part]) -> None:
        """Read the parts of a document in order."""
        for part in parts:
            self._begin(part)
            self._read_blocks(part)

    def _begin(self, part: Part) -> None:
        scope = self.outline.scope
        self.opens_annex = part.kind == "annex"
        if part.kind == "component":
            scope.annex, scope.sections = 0, [] if part.letter else [("letter", "draft")]
            self.outline.close_levels()
        elif part.kind == "preamble":
            self.base, self.is_in_text = "operative", False
            self.outline.begin_part("preambular")
        elif part.kind == "text":
            self.base = "operative" if part.has_preamble else "paragraph"
            # the last paragraphs of a preamble may stand in the text
            scope.part = "preambular" if part.has_preamble else "paragraph"
            self.is_in_text = True
        else:
            self.base, self.is_in_text = "annex", True

    def _read_blocks(self, part: Part) -> None:
        self.clauses.keep_part_marks(part)
        for place, block in enumerate(part.blocks):
            if part.kind == "component":
                self._add_heading(block, block.content)
            elif block.quotation is not None:
                self._read_quotation(block.quotation)
            else:
                self._take(block, part.blocks[place + 1 : place + 4])

    def _read_quotation(self, parts: Sequence[Part]) -> None:
        """A text that the clause quotes whole, such as a draft recommended to the Assembly: numbered by itself."""
        outline, state, base, is_in_text = self.outline, self.outline.state(), self.base, self.is_in_text
        outline.scope.sections = [("letter", "quoted")]
        outline.begin_part("preambular")
        self.base = "operative"
        for part in parts:
            self.is_in_text = part.kind == "text"
            self._read_blocks(part)
        self.base, self.is_in_text = base, is_in_text
        outline.restore(state)

    def _take(self, block: Block, following: Sequence[Block]) -> None:
        """Add what a block is: the heading of an annex, a heading, the rest of a clause, or a clause."""
        content, label, last = block.content, block.label, self.clauses.last
        annex = None if label.kind else labels.annex_label(content.text)
        if annex is not None or self.opens_annex:
            self.outline.open_annex()
            self.base, self.opens_annex, self.is_listed = "annex", False, False
        if annex is not None:
            self.clauses.add(block, content, "heading", annex)
            return
        if not label.kind and (match := UNMARKED.match(content.text)) and int(match[1]) == self._last_number + 1:
            label, content = labels.Label("number", match[1], match[1]), content.cut(match.end())
        heading = self._heading_verdict(block, following) if label.kind in ("", "capital") else None
        if heading and heading.answer:
            printed, end = labels.heading_label(content.text)
            number = label.text or printed
            bare = content.cut(0 if label.text else end)
            self._add_heading(block, joined(plain(f"{number}."), bare) if number else content)
        elif self._is_numbered_title(numbered := joined(plain(label.marked), content), block):
            self._add_heading(block, numbered)
        elif last and self._is_rest(block, last):
            rest = joined(plain(last.entry.text), content)
            last.entry.text = rest.text
            self.clauses.keep_marks(last, rest)
        else:
            self._add_clause(block, content, label)
        if heading and self.clauses.last is not last and self.clauses.last:
            self.clauses.last.decided_by = (*self.clauses.last.decided_by, f"heading: {heading.rule}")

    @property
    def _last_number(self) -> int:
        """Number of the last numbered paragraph of this text, 0 where it has none."""
        first = self.outline.levels[0] if self.outline.levels else None
        return int(first.label) if first and first.kind == "number" and first.label.isdecimal() else 0

    def _heading_verdict(self, block: Block, following: Sequence[Block]) -> Verdict[bool]:
        look = _Look(block, following, self.base, self.is_listed, self.language, self.clauses.last)
        return decide(HEADINGS, look)

    def _add_heading(self, block: Block, content: Text) -> None:
        label, length, is_section = heading_number(content.text, self.language)
        last = self.clauses.last
        is_awaited = last is not None and last.entry.kind == "heading" and not last.entry.text
        if is_awaited:
            label, length = "", 0  # a number alone on its line belongs to the title on the next
        elif is_section:
            self.outline.enter_section(label)
        elif division := division_of(content.text):
            self.outline.enter_division(*division)
        self.clauses.add_heading(block, content.cut(length) if length else content, label)
        self.is_listed = False

    def _is_numbered_title(self, numbered: Text, block: Block) -> bool:
        """Whether a paragraph with its number is a heading within a section: ``1. Military personnel``."""
        if block.label.kind not in ("number", "item") or block.depth or has_ended(block):
            return False
        is_set_apart = block.is_titled or block.bold or block.italic
        match = ITEM.match(numbered.text)
        is_next_item = match is not None and self.outline.is_next_letter(match[1])
        return is_set_apart and 0 < len(block.text) < LONGEST_HEADING and not is_next_item

    def _is_rest(self, block: Block, last: Clause) -> bool:
        """Whether a paragraph is the rest of the one before it, which the XML broke in two within a sentence."""
        text = last.entry.text
        is_open = last.entry.kind != "heading" and not ENDED.search(text) and len(text) > SHORT
        return not block.label.kind and block.text[0].islower() and is_open

    def _add_clause(self, block: Block, content: Text, label: labels.Label) -> None:
        """Add a clause, in the part of the text to which it belongs."""
        outline, last = self.outline, self.clauses.last
        if last and last.entry.kind == "heading" and not last.entry.text:
            last.entry.text = last.entry.path  # a number alone is all the title there is
        self._choose_part(block, content, label)
        is_lost_bullet = self.is_listed and not label.kind and self.language in ("ar", "zh") and bool(outline.levels)
        if is_lost_bullet and has_ended(block):
            label = labels.Label("bullet", "•")  # which these files have lost
        self.is_listed = content.text.endswith(COLONS) or (self.is_listed and label.kind in ("", "bullet"))
        placed = replace(block, indent=DEPTH_INDENT * block.depth)
        kind = self._label_kind(label, placed.indent)
        outline.resume(kind, label.text)
        roman = (level for level in outline.levels if level.kind == "roman")
        if kind == "sub" and any(follows_roman(level.label, label.text) for level in roman):
            kind = "roman"  # "v." after "iv.", which in English is (v)
        verb = content.leading(content.italic) or (content.leading(content.bold) if self.language == "zh" else "")
        self.clauses.add(placed, content, outline.scope.part, label.text, kind, verb, label.printed)

    def _choose_part(self, block: Block, content: Text, label: labels.Label) -> None:
        """Begin the preamble of a section, or end the preamble, where this block does."""
        scope = self.outline.scope
        if block.is_cross_heading and self.base != "annex":
            if scope.part == self.base:
                self.outline.levels = []
            scope.part = "preambular"
        elif scope.part == "preambular" and self.is_in_text and not self._continues_preamble(content, label):
            scope.part = self.base

    def _label_kind(self, label: labels.Label, indent: float) -> str:
        """The kind of a label in the outline. Depth in the XML is no indent: ``(i)`` is the letter behind ``(h)``."""
        kind = label.kind
        if kind == "item":
            letter, last = self.outline.latest("letter", "sub"), self.clauses.last
            is_announced = last is not None and last.entry.text.endswith(COLONS)
            if label.text == "i" and letter and letter.label == "h" and not is_announced:
                return "letter"
            return self.outline.item_kind(label.text, indent).answer
        if kind == "number" and label.text.isdecimal() and self.outline.is_inner(label.text, indent):
            return "inner"
        if label.printed.endswith(".") and kind in ("sub", "roman"):
            return self.outline.dotted_kind(label.text) or kind
        return kind

    def _continues_preamble(self, content: Text, label: labels.Label) -> bool:
        """Whether the preamble goes on: with what ends as its paragraphs do, or an item that one of them announces."""
        if not label.kind:
            return content.text.endswith((",", "،", "，"))
        chapeau = self.outline.chapeau
        is_announced = chapeau is not None and (bool(self.outline.levels) or chapeau.announces)
        is_item = label.kind in ("item", "letter", "roman", "bullet")
        return is_item and is_announced and chapeau is not None and chapeau.kind == "preambular"
