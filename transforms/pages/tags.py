"""The structure tree that Word writes into a PDF: what it says of each marked-content id of a page.

What belongs here: the walk over the tree, whichever reader gave it. What does not: how far the tree is believed
(``flow.py``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from transforms.pages.model import Tag

Node = tuple[str, list[int], list["Node"]]
"""An element of the structure tree: its type, the marks it holds itself, its children."""

INLINE = {"Span", "Link", "Annot", "Quote", "Reference", "Lbl", "LBody", "Note", "Document", "Part", "Sect", "Art", "L"}
"""Elements that are no block of their own: their text belongs to the block around or within them."""


def tags_of(roots: Iterable[Node]) -> dict[int, Tag]:
    """What a page's structure tree says of each marked-content id."""
    walk = _Walk()
    for root in roots:
        walk.node(root, Tag(0, ""))
    return walk.tags


class _Walk:
    """A walk over the tree of one page, which counts the blocks, notes and tables that it meets."""

    def __init__(self) -> None:
        self.tags: dict[int, Tag] = {}
        self.blocks = self.notes = self.tables = 0

    def node(self, node: Node, around: Tag) -> None:
        """Tag the marks of an element and of its children; ``around`` is the tag of the element around it."""
        role, marks, children = node
        tag = self._tag(role, around)
        for mark in marks:
            self.tags[mark] = tag
        if role == "Table":
            self.tables += 1
            self._table(node, tag, self.tables)
        else:
            for child in children:
                self.node(child, tag)

    def _tag(self, role: str, around: Tag) -> Tag:
        if role == "Note":
            tag = Tag(self.blocks, role, note=self.notes)
            self.notes += 1
            self.blocks += 1
        elif role not in INLINE:
            tag = replace(around, block=self.blocks, role=role, is_header=around.is_header or role in ("TH", "THead"))
            self.blocks += 1
        else:
            tag = around
        return tag

    def _table(self, table: Node, tag: Tag, number: int) -> None:
        for row, (_, _, children) in enumerate(_rows(table), 1):
            column = 0
            for cell in children:
                if cell[0] in ("TD", "TH"):
                    column += 1
                    self.node(cell, replace(tag, cell=(number, row, column)))


def _rows(table: Node) -> Iterator[Node]:
    """The rows of a table; the cells of a row within THead are header cells."""
    for child in table[2]:
        if child[0] == "TR":
            yield child
        elif child[0] == "THead":
            for role, marks, cells in _rows(child):
                yield role, marks, [("TH", cell[1], cell[2]) for cell in cells]
        elif child[0] in ("TBody", "TFoot"):
            yield from _rows(child)
