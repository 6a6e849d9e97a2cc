"""Tags."""

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
    tags: dict[int, Tag] = {}
    count = {"block": 0, "note": 0, "table": 0}

    def walk(node: Node, state: Tag) -> None:
        role, marks, children = node
        if role not in INLINE:
            state = replace(state, block=count["block"], role=role)
            count["block"] += 1
        elif role == "Note":
            state = Tag(count["block"], role, note=count["note"])
            count["note"] += 1
            count["block"] += 1
        if role in ("TH", "THead"):
            state = replace(state, is_header=True)
        for mark in marks:
            tags[mark] = state
        if role == "Table":
            count["table"] += 1
            table(node, state, count["table"])
        else:
            for child in children:
                walk(child, state)

    def table(node: Node, state: Tag, number: int) -> None:
        for row, (_, _, children) in enumerate(_within(node, "TR"), 1):
            column = 0
            for cell in children:
                if cell[0] in ("TD", "TH"):
                    column += 1
                    walk(cell, replace(state, cell=(number, row, column)))

    for root in roots:
        walk(root, Tag(0, ""))
    return tags


def _within(node: Node, role: str) -> Iterator[Node]:
    for child in node[2]:
        if child[0] == role:
            yield child
        elif child[0] in ("THead", "TBody", "TFoot"):
            # a row of the head says so of its cells
            for row in _within(child, role):
                yield (row[0], row[1], [("TH", c[1], c[2]) for c in row[2]]) if child[0] == "THead" else row
