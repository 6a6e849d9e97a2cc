"""The document between its bytes and its rows: every format gives one, and everything after it takes one.

What belongs here: the parts of a document (head, blocks, notes, cells of tables) with their styled text and, where the
source has them, their places. What does not: how a format makes them (``transforms/formats``), and what a block is in
its text (``elements.py``).

A source shows the structure of its text in one of two ways. A printed page shows it by its look: its blocks stand in
``Document.body``. The UN's XML marks it: its blocks stand in ``Document.parts``, each with the label and depth marked.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Literal, NamedTuple

from transforms.language.labels import Label
from transforms.pages.model import Box
from transforms.pages.text import Text, is_of
from transforms.texts.rows import DraftingStepRow, RejectionRow, XmlVoteRow

TEXT_SIZE, HEADING_SIZE = 10.0, 14.0
"""Points in which the UN sets text and headings: the size of blocks whose source has no type sizes."""
NO_LABEL = Label()


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: its pages, from 1, and a box on each. A source without pages has no places."""

    page_first: int | None = None
    page_last: int | None = None
    boxes: tuple[Box, ...] = ()
    letters: tuple[tuple[int, int], ...] = ()
    """How many letters stand on which page."""

    def followed_by(self, rest: Place) -> Place:
        """The place of two things that follow each other, each in its boxes."""
        return Place(self.page_first, rest.page_last, (*self.boxes, *rest.boxes), (*self.letters, *rest.letters))

    def joined(self, rest: Place) -> Place:
        """The place of two parts of one paragraph: one box a page."""
        if not (self.boxes and rest.boxes and self.boxes[-1].page == rest.boxes[0].page):
            return self.followed_by(rest)
        one, other = self.boxes[-1], rest.boxes[0]
        x0, top = min(one.x0, other.x0), min(one.top, other.top)
        x1, bottom = max(one.x1, other.x1), max(one.bottom, other.bottom)
        boxes = (*self.boxes[:-1], Box(one.page, x0, top, x1, bottom), *rest.boxes[1:])
        return replace(self.followed_by(rest), boxes=boxes)


NOWHERE = Place()


@dataclass
class Block:
    """One paragraph as the source has it: a paragraph of the text, a heading, a line of the masthead."""

    content: Text
    place: Place = NOWHERE
    indent: float = 0.0
    """Points from the left edge of its column at which its first line begins."""
    size: float = TEXT_SIZE
    """Points of its type."""
    centred: bool = False
    """Whether each of its lines stands in the middle of its column."""
    is_at_right: bool = False
    """Whether it begins in the right half of its column."""
    is_in_middle: bool = False
    """Whether it is centred and its lines begin where those of an indented paragraph do not."""
    decided_by: tuple[str, ...] = ()
    """Names of the rules that made it a paragraph of its own or joined its parts."""
    label: Label = NO_LABEL
    """Its number, where the source marks it."""
    depth: int = 0
    """How many lists it stands in, where the source marks them."""
    is_titled: bool = False
    """Whether the source marks it as a heading."""
    is_cross_heading: bool = False
    """Whether the source marks it as what stands between two parts of a text: AKN4UN's ``crossHeading``."""
    quotation: tuple[Part, ...] | None = None
    """A text that the block before quotes whole; the block has then no text of its own."""

    @property
    def text(self) -> str:
        return self.content.text

    @property
    def page_first(self) -> int | None:
        return self.place.page_first

    @cached_property
    def bold(self) -> bool:
        """Whether all its letters are bold."""
        return is_of(self.content, self.content.bold)

    @cached_property
    def italic(self) -> bool:
        """Whether all its letters are italic."""
        return is_of(self.content, self.content.italic)

    def followed_by(self, rest: Block) -> Block:
        """A label that stands apart, with the paragraph that it numbers."""
        return replace(
            self,
            content=joined(self.content, rest.content),
            place=self.place.joined(rest.place),
            size=rest.size,
            centred=self.centred and rest.centred,
            is_in_middle=self.is_in_middle and rest.is_in_middle,
            decided_by=(*self.decided_by, *rest.decided_by),
        )


def joined(first: Text, second: Text, between: str = " ") -> Text:
    """Two texts with a blank, or another character, between them."""
    if not first.text:
        return second
    n = len(first.text) + 1
    return Text(
        f"{first.text}{between}{second.text}",
        [*first.marks, *((mark, at + n) for mark, at in second.marks)],
        [*first.bold, False, *second.bold],
        [*first.italic, False, *second.italic],
        [*first.links, *((a + n, b + n, target, page) for a, b, target, page in second.links)],
    )


PartKind = Literal["component", "preamble", "text", "annex"]


@dataclass
class Part:
    """A part of a text that the source marks.

    A ``component`` opens one of several texts under one symbol: ``letter`` is its letter, ``blocks`` its title.
    """

    kind: PartKind
    blocks: list[Block] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)
    title_marks: list[str] = field(default_factory=list)
    """Note marks in the title printed above the text."""
    letter: str | None = None
    has_preamble: bool = False
    """Of a text: whether a preamble stands before it."""


@dataclass(frozen=True)
class HeadLine:
    """A line of the first page's head or of a page's furniture."""

    text: str
    page: int
    pieces: tuple[tuple[str, float], ...] = ()
    """Its pieces from left to right, each with the points from the page's left edge at which it begins."""


@dataclass
class Note:
    """A footnote: its mark and its text."""

    mark: str
    content: Text
    place: Place = NOWHERE
    is_slashed: bool = False
    """Whether its mark is set as ``1/``."""

    def followed_by(self, rest: Note) -> Note:
        """The note with what stands under it without a mark of its own."""
        return replace(self, content=joined(self.content, rest.content), place=self.place.joined(rest.place))


@dataclass
class Cell:
    """A cell of a table: table, row and column, each from 1."""

    table: int
    row: int
    column: int
    content: Text
    is_header: bool = False
    place: Place = NOWHERE
    span: int = 1
    """Over how many columns it reaches."""

    @property
    def position(self) -> tuple[int, int, int]:
        return self.table, self.row, self.column


class ClosingLine(NamedTuple):
    """A paragraph of what is printed in brackets behind a text, of how it was adopted."""

    text: str
    page: int | None


@dataclass
class Masthead:
    """The fields of ``documents`` that a document prints, and where its text begins."""

    fields: dict[str, Any] = field(default_factory=dict)
    body_start: int = 0
    """Index of the first paragraph of the body that is no longer masthead."""
    title_marks: list[str] = field(default_factory=list)
    """Note marks printed in the masthead."""


@dataclass
class PageLetters:
    """How many letters a page has, and those that the format itself assigns: furniture, notes, cells, figures."""

    page: int
    letters: int
    assigned: Counter[str] = field(default_factory=Counter)
    unassigned: int = 0
    """Letters that the format put into no part of the document."""


@dataclass
class Document:
    """What a source holds, in reading order."""

    text_source: str
    """A value of ``documents.text_source``, which the ``RANKS`` of its format name."""
    language: str = ""
    """ISO 639-1, where the format has to find it out; else the text decides."""
    masthead: Masthead | None = None
    """What the source marks as masthead; null where it is read from the lines of the front."""
    head: list[HeadLine] = field(default_factory=list)
    """Lines of the first page above its lower long rule: symbol, distribution, date."""
    first_lines: list[HeadLine] = field(default_factory=list)
    """Lines of the first page's upper part, whatever they belong to: among them the symbol."""
    furniture: list[HeadLine] = field(default_factory=list)
    """Running heads, page numbers, job number, bar code."""
    body: list[Block] = field(default_factory=list)
    """Blocks of a source that shows its structure by its look."""
    parts: list[Part] = field(default_factory=list)
    """Blocks of a source that marks its structure."""
    notes: list[Note] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)
    pages: list[PageLetters] = field(default_factory=list)
    page_count: int | None = None
    closing: list[ClosingLine] = field(default_factory=list)
    """What a source that marks its parts has in brackets behind a text."""
    xml_votes: list[XmlVoteRow] = field(default_factory=list)
    drafting_steps: list[DraftingStepRow] = field(default_factory=list)
    repairs: list[RejectionRow] = field(default_factory=list)
    """What had to be mended so that the source could be read, and pages of which nothing was read."""
