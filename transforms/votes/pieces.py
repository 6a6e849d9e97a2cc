"""The paragraphs of a record or report, cut into pieces: a speech, a list of voters, a sentence of the record itself.

What belongs here: cutting paragraphs that hold several things, and joining sentences that the end of a column or page
has cut in two. What does not: what a piece says (``records.py``, ``closing.py``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import regex

from transforms.votes import phrases

Row = Mapping[str, Any]

LONGEST_FURNITURE = 110
"""Characters in a running head, a job number or a page number, at most."""
LONGEST_CUT = 400
"""Characters in the first half of a sentence that is cut in two, at most."""

CUT_OUTCOME = regex.compile(r"\b(?:was|were) (?:not )?(?:adopted|rejected|retained)\b")
SENTENCE_END = regex.compile(r"[.:;!?)\]”\"*]\s*\d*$")
CONTINUATION = regex.compile(r"[\p{Ll}(\[\d]")
TWO_SMALL_LETTERS, THREE_SMALL_LETTERS = regex.compile(r"\p{Ll}{2}"), regex.compile(r"\p{Ll}{3}")
RUNNING_HEAD = regex.compile(r"(?i)\b(?:session|meetings?|page|plenary|agenda item)\b")


class Piece(NamedTuple):
    """A paragraph or a part of one."""

    text: str
    page: int | None
    seq: int
    """Place of the paragraph in its document. Of a sentence that was cut in two, the place of its first half."""
    is_set_off: bool
    """Whether it is printed in italics or as a heading, as records print their own sentences among the speeches."""


def pieces(paragraphs: Sequence[Row]) -> Iterator[Piece]:
    """The pieces of a document in reading order; a sentence that states an outcome and was cut in two is one piece.

    ``paragraphs`` are rows of ``clauses`` in order: ``kind``, ``seq``, ``text``, ``page_first``, and ``verb`` where a
    paragraph begins in italics.
    """
    waiting: Piece | None = None
    for paragraph in paragraphs:
        parts = _parts(paragraph)
        if waiting is not None and parts:
            text = parts[0].text
            if _is_page_number(text):
                del parts[0]
            elif CONTINUATION.match(text) and not phrases.LABEL.match(text):
                parts[0] = parts[0]._replace(text=f"{waiting.text} {text}", seq=waiting.seq)
                waiting = None
            elif is_furniture(text):
                del parts[0]
        if parts:
            if waiting is not None:
                yield waiting
            *whole, last = parts
            yield from whole
            waiting = last if _is_cut(last.text) else None
            if waiting is None:
                yield last
    if waiting is not None:
        yield waiting


def _parts(paragraph: Row) -> list[Piece]:
    """The pieces of one paragraph. Only its beginning can be in italics ("It was so decided" is too short to count)."""
    text = " ".join(paragraph["text"].split())
    texts = [part.strip() for part in phrases.PIECE_BREAK.split(text) if part and part.strip()]
    is_italic = len(paragraph.get("verb") or "") > len("It was decided")
    return [
        Piece(
            part,
            paragraph["page_first"],
            paragraph["seq"],
            paragraph["kind"] == "heading" or (number == 0 and is_italic),
        )
        for number, part in enumerate(texts)
    ]


def _is_cut(text: str) -> bool:
    """Whether a piece begins like a sentence that states an outcome and does not come to the sentence's end."""
    return (
        len(text) < LONGEST_CUT
        and not SENTENCE_END.search(text)
        and bool(CUT_OUTCOME.search(text))
        and phrases.BEGINS_WITH_PROPOSAL.match(text) is not None
    )


def _is_page_number(text: str) -> bool:
    """Whether a piece may be the number of a page or a job: it holds no word."""
    return TWO_SMALL_LETTERS.search(text) is None


def is_furniture(text: str) -> bool:
    """Whether a piece may be a running head, a job number or a page number between two halves of a text."""
    if len(text) >= LONGEST_FURNITURE or phrases.LABEL.match(text) or text.endswith((".", ",")):
        return False
    return bool(not THREE_SMALL_LETTERS.search(text) or RUNNING_HEAD.search(text) or phrases.SYMBOL.search(text))
