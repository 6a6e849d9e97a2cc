"""The clauses of a text while it is read: each with its entry in the outline, its styled text and its place.

What belongs here: adding a clause or a heading, and keeping the note marks and hyperlinks of its text. What does not:
which number stands in which (``outline.py``), and what a block is (``elements.py``).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from transforms.pages.text import Text
from transforms.texts.document import Block, Part, Place
from transforms.texts.notes import Anchor
from transforms.texts.outline import Entry, Outline
from transforms.texts.rows import ClauseRow, HyperlinkRow, boxes


@dataclass
class Clause:
    """A clause, and what it was made of."""

    entry: Entry
    content: Text
    """Its text with styles, without its number."""
    place: Place
    verb: str = ""
    blocks: list[Block] = field(default_factory=list)
    decided_by: tuple[str, ...] = ()
    """Names of the rules that made it what it is."""


class Clauses:
    """The clauses of one document in reading order."""

    def __init__(self, outline: Outline, language: str) -> None:
        self.outline = outline
        self.language = language
        self.all: list[Clause] = []
        self.anchors: list[Anchor] = []
        """Note marks in reading order."""
        self.links: list[HyperlinkRow] = []

    @property
    def last(self) -> Clause | None:
        return self.all[-1] if self.all else None

    @property
    def is_behind_heading(self) -> bool:
        """Whether nothing of a section has been read but its heading."""
        return self.last is not None and self.last.entry.kind == "heading"

    def add(
        self,
        block: Block,
        content: Text,
        kind: str,
        label: str = "",
        label_kind: str = "",
        verb: str = "",
        printed: str = "",
    ) -> Clause:
        """Append a clause; the arguments are those of ``Outline.add``."""
        entry = self.outline.add(kind, content.text, label, label_kind, block.indent, printed)
        clause = Clause(entry, content, block.place, verb, [block], block.decided_by)
        self.all.append(clause)
        self.keep_marks(clause, content)
        return clause

    def add_heading(self, block: Block, content: Text, label: str) -> None:
        """Append a heading, or put its words to the number that stood alone on the line before."""
        last = self.last
        if last and last.entry.kind == "heading" and not last.entry.text:
            last.entry.text, last.content = content.text, content
            last.place = last.place.followed_by(block.place)
            last.blocks.append(block)
            self.keep_marks(last, content)
            return
        self.outline.chapeau = None
        self.add(block, content, "heading", label)

    def keep_marks(self, clause: Clause, content: Text) -> None:
        """Keep the note marks and hyperlinks of a clause's text."""
        clause_id, pages = clause.entry.clause_id, (clause.place.page_first, clause.place.page_last)
        self.anchors += [Anchor(mark, clause_id, at, pages=pages) for mark, at in content.marks]
        self.keep_links(content, clause_id, None)

    def keep_links(self, content: Text, clause_id: str | None, footnote_number: str | None) -> None:
        """Keep the hyperlinks of a text: of a clause, or of a note whose mark stands in one."""
        for start, end, target, page in content.links:
            if start < len(content.text):
                self.links.append(
                    HyperlinkRow(
                        self.outline.symbol,
                        self.language,
                        len(self.links) + 1,
                        clause_id,
                        footnote_number,
                        start,
                        min(end, len(content.text)),
                        target,
                        page or None,
                    )
                )

    def keep_part_marks(self, part: Part) -> None:
        """Keep the note marks of a part's title and of the cells of its tables."""
        self.anchors += [Anchor(mark) for mark in part.title_marks]
        for cell in part.cells:
            self.anchors += [Anchor(mark, cell=cell.position, pages=(None, None)) for mark, _ in cell.content.marks]

    def rows(self, has_places: bool) -> list[ClauseRow]:
        """Rows of ``clauses``."""
        return [
            ClauseRow(
                clause.entry.clause_id,
                self.outline.symbol,
                self.language,
                seq,
                clause.entry.kind,
                clause.entry.path,
                clause.entry.parent.clause_id if clause.entry.parent else None,
                clause.entry.depth,
                clause.verb or None,
                clause.entry.text,
                clause.place.page_first,
                clause.place.page_last,
                boxes(clause.place.boxes) if has_places else None,
            )
            for seq, clause in enumerate(self.all, 1)
        ]
