"""What the letters of each page belong to, so that no letter is lost without notice.

Every letter belongs to one class. A letter in two classes would be counted twice, and the sum of the classes would not
be the number of letters on the page: a rule of ``expectations`` holds the two against each other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from transforms.texts.document import Block, Document
from transforms.texts.rows import PageRow

CLASSES = ("masthead", "clause", "heading", "note", "table_cell", "speech", "figure", "furniture")
"""What a letter of a page may belong to: the columns ``letters_<class>`` of ``pages``."""


def coverage(
    document: Document, placed: Iterable[tuple[str, Iterable[Block]]], symbol: str, language: str
) -> Iterator[PageRow]:
    """Rows of ``pages``. ``placed`` are the blocks of the body by the class of their letters."""
    counted: Counter[tuple[int, str]] = Counter()
    lost: Counter[int] = Counter()
    for block in document.body:
        for page, letters in block.place.letters:
            lost[page] += letters
    for name, blocks in placed:
        for block in blocks:
            for page, letters in block.place.letters:
                counted[page, name] += letters
                lost[page] -= letters
    for each in document.pages:
        of_class = {f"letters_{name}": counted[each.page, name] + each.assigned[name] for name in CLASSES}
        unassigned = each.unassigned + lost[each.page]
        yield PageRow(symbol, language, each.page, each.letters, **of_class, letters_unassigned=unassigned)
