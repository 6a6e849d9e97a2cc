"""The structure tree: what it says of each marked-content id."""

from __future__ import annotations

from transforms.pages.tags import Node, tags_of


def test_a_cell_is_known_by_table_row_and_column() -> None:
    head: Node = ("THead", [], [("TR", [], [("TD", [0], []), ("TD", [1], [])])])
    rows: Node = ("TBody", [], [("TR", [], [("TD", [], [("P", [2], [])]), ("TD", [3], [])])])
    tags = tags_of([("Document", [], [("P", [9], []), ("Table", [], [head, rows])])])
    assert {mark: (tag.cell, tag.is_header) for mark, tag in tags.items()} == {
        9: (None, False),
        0: ((1, 1, 1), True),
        1: ((1, 1, 2), True),
        2: ((1, 2, 1), False),
        3: ((1, 2, 2), False),
    }
