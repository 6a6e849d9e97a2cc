"""Ids: how the ids of clauses, footnotes, citations and vote sessions are composed and taken apart.

What belongs here: the grammar of ids, and nothing else. What does not: deciding which annex, section or number a
clause stands under (``texts/``), and what was put to the vote (``votes/``).

An id is composed from what the UN prints and never from the place of a row in a table. So it stays the same when a
document is read again, and it is the same in all languages of a document::

    clause id        SYMBOL#[SCOPE.]PART.LABEL[.LABEL ...]     A/RES/79/181#op.2.a.iii
    footnote id      SYMBOL#fn.LABEL                           A/RES/79/181#fn.17
    cell id          SYMBOL#table.TABLE.ROW.COLUMN             A/80/1#table.3.2.1
    citation id      (clause id | footnote id | cell id)@START[+NUMBER]  A/RES/79/181#pp.2@180
    vote session id  PLACE#[TEXT#]QUESTION or PLACE#TEXT       A/79/PV.53#A/RES/79/181

``SYMBOL``    the document's symbol in its canonical spelling, from the masthead
``SCOPE``     what encloses the clause, the outermost first. Each is printed as a heading:
              ``annex.1``     an annex, counted in the order in which they stand
              ``III``, ``B``  a section, by its number
              ``chapter.IV``, ``article.5``   a chapter or an article
              ``draft``, ``decision``, ``text``, ``quoted``   a text that the document quotes, with its number where
              one is printed: ``III.draft.I`` is draft resolution I in section III, ``text.14/8`` resolution 14/8
              Headings are counted through a text or an annex, so their ids leave out its sections
``PART``      what part of the text the clause belongs to, see ``PARTS``
``LABEL``     the clause's own number as printed, without parentheses and stops: ``2``, ``a``, ``iii``. Clauses without
              a number are counted within their scope and part: the third preambular paragraph is ``pp.3``. An item
              with a bullet is counted under the clause above it: ``op.24.item3``
``START``     how many characters of the clause's, note's or cell's text stand before the reference
``NUMBER``    a number that is not printed but lies in a printed range: in "resolutions 55/21 to 55/25" the number 23
``PLACE``     the meeting at which the question was put, by the symbol of its record; else the document that reports it;
              else the body and its session or year: ``A/60``
``TEXT``      the symbol of the resolution or draft to which the question belongs
``QUESTION``  what was put: words of the sentence, or the number of the record in a voting file

Where the same id would be given twice, because the UN prints the same number twice, the second ends with ``~2``, the
third with ``~3``. What stands under such a clause keeps the mark: ``op.2~2.a``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import polars as pl

PARTS = {
    "preambular": "pp",
    "operative": "op",
    "annex": "op",
    "paragraph": "p",
    "heading": "h",
    "contents": "u",
}
"""The part in an id, by the kind of the clause (``clauses.kind``). A paragraph of an annex is numbered like an
operative one; ``annex.1`` in its scope says that it stands in an annex."""

UNNUMBERED = "u"
"""The part of a clause without a number, other than a preambular paragraph or a heading: ``u.5``."""

_PARTS = frozenset((*PARTS.values(), UNNUMBERED))

_QUOTED_TEXT = (
    r"(?:(?:[^#]*?\.)?(?:draft|decision|text|quoted)(?:~\d+)?(?:\.(?:[IVXL]+|[A-Z]|\d+(?:/\d+)?)(?:~\d+)?)?\.)?"
)
_TEXT = rf"#({_QUOTED_TEXT}(?:annex\.\d+)?)\b"
_COPY = re.compile(r"(?s)(?P<name>.+?)~(?P<copy>[1-9]\d*)")
_CITATION = re.compile(r"(?s)(?P<place>.+#.+)@(?P<start>\d+)(?:\+(?P<number>.+))?")


@dataclass(frozen=True)
class ClauseId:
    """The id of a clause: ``A/79/437/Add.4#III.draft.I.op.2.a``."""

    symbol: str
    """Symbol of its document: ``A/79/437/Add.4``."""
    scope: tuple[str, ...]
    """What encloses it, the outermost first: ``("III", "draft", "I")``; empty in the text itself."""
    part: str
    """``pp``, ``op``, ``p``, ``h`` or ``u``."""
    labels: tuple[str, ...]
    """Its number, from the top of the text down: ``("2", "a")``."""

    def __str__(self) -> str:
        return f"{self.symbol}#{'.'.join((*self.scope, self.part, *self.labels))}"

    @classmethod
    def parse(cls, text: str) -> ClauseId:
        """Take a clause's id apart. Raises ``ValueError`` where ``text`` is no such id."""
        symbol, _, place = text.partition("#")
        steps = place.split(".")
        at = next((n for n, step in enumerate(steps) if step in _PARTS), len(steps))
        labels = steps[at + 1 :]
        if not symbol or not labels or not all(steps):
            raise ValueError(f"{text!r} is no id of a clause: expected one as A/RES/79/181#op.2.a")
        return cls(symbol, tuple(steps[:at]), steps[at], tuple(labels))


@dataclass(frozen=True)
class FootnoteId:
    """The id of a footnote: ``A/RES/79/181#fn.17``."""

    symbol: str
    """Symbol of its document."""
    label: str
    """Its mark as printed, ``17``, ``a``, ``*``; for a note without a mark ``u`` and its place among the notes."""
    copy: int = 1
    """Which of the notes with this mark it is, in their order; notes to tables often begin again at (a)."""

    def __str__(self) -> str:
        return f"{self.symbol}#fn.{numbered(self.label, self.copy)}"

    @classmethod
    def of(cls, symbol: str, number: str, seq: int, copy: int = 1) -> FootnoteId:
        """The id of a note with the mark ``number``, or of the note at place ``seq`` where ``number`` is empty."""
        return cls(symbol, number, copy) if number else cls(symbol, f"u{seq}")

    @classmethod
    def parse(cls, text: str) -> FootnoteId:
        """Take a footnote's id apart. Raises ``ValueError`` where ``text`` is no such id."""
        symbol, _, place = text.partition("#")
        word, _, label = place.partition(".")
        if not symbol or word != "fn" or not label:
            raise ValueError(f"{text!r} is no id of a footnote: expected one as A/RES/79/181#fn.17")
        return cls(symbol, *_without_copy(label))


def cell_id(symbol: str, table: int, row: int, column: int) -> str:
    """The id of a cell of a table: ``A/80/1#table.3.2.1``."""
    return f"{symbol}#table.{table}.{row}.{column}"


@dataclass(frozen=True)
class CitationId:
    """The id of a reference to something: ``A/RES/79/181#pp.2@180``."""

    place: str
    """Id of the clause, footnote or cell in whose text it stands."""
    start: int
    """How many characters of that text stand before it."""
    implied: str | None = None
    """The number that is meant where it is not printed: the 23 in "resolutions 55/21 to 55/25"."""

    def __str__(self) -> str:
        return f"{self.place}@{self.start}" + (f"+{self.implied}" if self.implied is not None else "")

    @classmethod
    def parse(cls, text: str) -> CitationId:
        """Take a citation's id apart. Raises ``ValueError`` where ``text`` is no such id."""
        if not (match := _CITATION.fullmatch(text)):
            raise ValueError(f"{text!r} is no id of a citation: expected one as A/RES/79/181#pp.2@180")
        return cls(match["place"], int(match["start"]), match["number"])


@dataclass(frozen=True)
class VoteSessionId:
    """The id of a vote session: ``A/79/PV.53#A/RES/79/181``, ``A/C.4/50/SR.14#A/C.4/50/L.7#the-second-amendment~4``."""

    place: str
    """Symbol of the meeting or of the document that reports it, or the body and its session: ``A/60``."""
    text: str | None
    """Symbol of the resolution or draft; null where none is known."""
    question: str | None
    """What was put, in small letters, figures and hyphens; null where that is the text as a whole."""
    copy: int = 1
    """Which of the questions in these words it is, in their order."""

    def __str__(self) -> str:
        return numbered("#".join(filter(None, (self.place, self.text, self.question))), self.copy)

    @classmethod
    def parse(cls, text: str) -> VoteSessionId:
        """Take a vote session's id apart. Raises ``ValueError`` where ``text`` is no such id."""
        whole, copy = _without_copy(text)
        place, _, put = whole.partition("#")
        symbol, _, question = put.partition("#") if put[:1].isupper() else ("", "", put)
        if not place or not put or "#" in question or put.endswith("#"):
            raise ValueError(f"{text!r} is no id of a vote session: expected one as A/79/PV.53#A/RES/79/181")
        return cls(place, symbol or None, question or None, copy)


def numbered(name: str, copy: int) -> str:
    """A name that is given again, with the number of the copy: ``draft~2``; the first copy is the name itself."""
    return name if copy == 1 else f"{name}~{copy}"


def _without_copy(name: str) -> tuple[str, int]:
    """The opposite of ``numbered``: the name and the number of the copy."""
    match = _COPY.fullmatch(name)
    return (match["name"], int(match["copy"])) if match else (name, 1)


def under(clause_id: str, label: str) -> str:
    """The id of what stands under a clause with the label ``label``: ``A/RES/79/181#op.2``, ``a`` -> ``...#op.2.a``."""
    return f"{clause_id}.{label}"


def place_of(any_id: str) -> str:
    """The place in its document that an id names: ``op.2.a`` of ``A/RES/79/181#op.2.a``; empty where it names none."""
    return any_id.partition("#")[2]


def symbol_of(any_id: pl.Expr) -> pl.Expr:
    """The symbol of the document in which each id of a column stands."""
    return any_id.str.split("#").list.first()


def text_of(clause_id: pl.Expr) -> pl.Expr:
    """In which text of its document each clause stands: the quoted text and the annex, without sections.

    ``III.draft.I.`` for ``A/79/437/Add.4#III.draft.I.op.2``, ``annex.1`` for ``A/RES/79/1#annex.1.IV.op.3``; empty for
    the document's own text. Numbers of paragraphs run on over the sections of a text. A capital letter after ``draft``
    is read as the number of the draft, though it may be the first section of a draft without a number.
    """
    return clause_id.str.extract(_TEXT)
