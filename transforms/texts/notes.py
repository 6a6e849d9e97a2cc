"""Footnotes: the place of each note's mark, and the rows of notes.

What belongs here: where marks stand and which note each belongs to. What does not: finding the notes of a page
(``transforms/pages``), and what a note cites (``transforms/citations``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

import regex

from transforms.authorities.ids import FootnoteId
from transforms.pages.text import Text
from transforms.texts.document import Document, Note, Place
from transforms.texts.rows import FootnoteRow, boxes

SLASH_MARK = regex.compile(r"(?:(?<=[\p{L}.,;:)\"”])\s?|(?<=\d)\s)(\d{1,3}|\*{1,4})\s?/(?=[\s.,;:)]|$)")
"""A note mark of typewritten texts and of the nineties: ``1/`` behind the word, underlined."""
STAR_MARK = regex.compile(r"(?<=\S)\s?(?<!\*\s?)(\*{1,4})(?=[\s.,;:)]|$)")
"""A star set full size, as behind titles and sponsors."""
FIGURE_MARK = regex.compile(r"(?<=\d)([aeo])(?=\s|$)")
"""A letter that marks a figure in a table: behind one it is an ordinal's ending in French and Spanish alone."""

SLASHED = regex.compile(r"\d{1,3}\s*/")
TYPED_MARK = regex.compile(r"(\*+)\s*|(\d{1,3})\s*/\s*")
"""What a note begins with whose mark is not raised."""
TYPED_NOTE = regex.compile(r"\*+\s+(?=[^*\s])|\d{1,3}\s*/\s")
"""How such a note begins."""


@dataclass(frozen=True)
class Anchor:
    """Where a note's mark stands: in a clause behind so many characters, in a cell of a table, or in the title."""

    mark: str
    clause_id: str | None = None
    at: int = 0
    cell: tuple[int, int, int] | None = None
    """Table of the document, row and column."""
    pages: tuple[int | None, int | None] = (1, 1)
    """First and last page of the clause or, as notes to a table stand under it, the table's last."""


def note_of(content: Text, place: Place) -> Note:
    """A note of what is printed: its mark, raised or typed, and the text behind it."""
    is_slashed = bool(SLASHED.match(content.text))
    if content.marks and content.marks[0][1] == 0:
        rest = replace(content, marks=content.marks[1:])
        return Note(content.marks[0][0], rest.cut(1) if rest.text.startswith("/ ") else rest, place, is_slashed)
    if match := TYPED_MARK.match(content.text):
        return Note(match[1] or match[2], content.cut(match.end()), place, is_slashed)
    return Note("", content, place, is_slashed)


def mark_patterns(document: Document) -> list[regex.Pattern[str]]:
    """How note marks that are not raised are set in this document: its notes, which begin with them, show it."""
    has_slashes = any(note.is_slashed for note in document.notes)
    has_stars = any(note.mark.startswith("*") for note in document.notes)
    return [pattern for pattern, used in ((SLASH_MARK, has_slashes), (STAR_MARK, has_stars)) if used]


def without_marks(content: Text, patterns: Iterable[regex.Pattern[str]]) -> Text:
    """A text with every mark that the patterns find taken out of it."""
    for pattern in patterns:
        content = content.marking(pattern)
    return content


def footnotes(
    notes: Iterable[Note],
    anchors: Iterable[Anchor],
    symbol: str,
    language: str,
    has_places: bool,
    keep_links: Callable[[Text, str | None, str | None], None],
) -> Iterator[FootnoteRow]:
    """Rows of ``footnotes``: each note at the next place of its mark that no note before it took.

    ``keep_links`` is called with a note's text, the clause in which its mark stands, and its number.
    """
    places: dict[str, list[Anchor]] = {}
    for anchor in anchors:
        places.setdefault(anchor.mark, []).append(anchor)
    copies: Counter[str] = Counter()
    for seq, note in enumerate(notes, 1):
        anchor = _take_anchor(places.get(note.mark, []), note.place.page_first) or Anchor(note.mark)
        copies[note.mark] += 1
        table, row, column = anchor.cell or (None, None, None)
        yield FootnoteRow(
            str(FootnoteId.of(symbol, note.mark, seq, copies[note.mark])),
            symbol,
            language,
            seq,
            note.mark,
            note.content.text,
            anchor.clause_id,
            anchor.at if anchor.clause_id else None,
            table,
            row,
            column,
            note.place.page_first,
            boxes(note.place.boxes) if has_places else None,
        )
        keep_links(note.content, anchor.clause_id, note.mark)


def _take_anchor(anchors: list[Anchor], page: int | None) -> Anchor | None:
    """The place of the mark of a note on that page, taken out of ``anchors``: on its page, else before it.

    A line that holds a mark may have gone over to the next page without its note. A mark further on is another note's:
    numbers and letters begin anew from table to table and from annex to annex.
    """
    known = [anchor.pages for anchor in anchors]
    on_it = (n for n, (first, last) in enumerate(known) if page and first and last and first <= page <= last)
    before = (n for n, (first, _) in enumerate(known) if page is None or first is None or first <= page + 1)
    found = next(on_it, next(before, None))
    return None if found is None else anchors.pop(found)
