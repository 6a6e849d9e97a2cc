"""The rows that reading gives: a dataclass for each table, its fields the table's columns.

What belongs here: names and types of what a document gives, before anything else is known. What does not: what a
column means (``warehouse/tables.py``; a test holds the two equal), and the columns that follow from other documents or
from where the bytes came from.

Two of the tables are not published: ``closing_lines`` and ``xml_votes`` say how a text was adopted, as it is printed or
marked; the room of votes makes ``stated_votes`` of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any, get_args, get_type_hints

from transforms.pages.model import Box

Boxes = list[dict[str, float]]
"""Boxes as ``tables.PLACE`` has them: page, x0, top, x1, bottom."""
Rows = dict[str, list[dict[str, Any]]]
"""Rows of one document by table, ready to be kept as JSON."""


@dataclass(slots=True)
class DocumentRow:
    symbol: str
    language: str
    document_type: str
    text_source: str
    joint_symbol: str | None = None
    title: str | None = None
    session: str | None = None
    agenda_item: str | None = None
    agenda_title: str | None = None
    distribution: str | None = None
    published_on: date | None = None
    adopted_on: date | None = None
    held_on: date | None = None
    meeting_number: str | None = None
    committee_report: str | None = None
    job_number: str | None = None
    page_count: int | None = None
    text_quality: float | None = None


@dataclass(slots=True)
class ClauseRow:
    clause_id: str
    symbol: str
    language: str
    seq: int
    kind: str
    path: str
    parent_clause_id: str | None
    depth: int
    verb: str | None
    text: str
    page_first: int | None
    page_last: int | None
    bbox: Boxes | None


@dataclass(slots=True)
class FootnoteRow:
    footnote_id: str
    symbol: str
    language: str
    seq: int
    number: str
    text: str
    clause_id: str | None
    char_offset: int | None
    table_number: int | None
    row: int | None
    column: int | None
    page: int | None
    bbox: Boxes | None


@dataclass(slots=True)
class HyperlinkRow:
    symbol: str
    language: str
    seq: int
    clause_id: str | None
    footnote_number: str | None
    char_start: int
    char_end: int
    target: str
    page: int | None


@dataclass(slots=True)
class TableCellRow:
    symbol: str
    language: str
    table_number: int
    row: int
    column: int
    text: str
    is_header: bool
    column_span: int
    page: int | None
    bbox: Boxes | None


@dataclass(slots=True)
class SpeechRow:
    symbol: str
    language: str
    seq: int
    speaker: str
    state_name: str | None
    office: str | None
    spoken_language: str | None
    text: str
    page: int | None


@dataclass(slots=True)
class PageRow:
    symbol: str
    language: str
    page: int
    letters: int
    letters_masthead: int
    letters_clause: int
    letters_heading: int
    letters_note: int
    letters_table_cell: int
    letters_speech: int
    letters_figure: int
    letters_furniture: int
    letters_unassigned: int


@dataclass(slots=True)
class ClosingLineRow:
    symbol: str
    language: str
    seq: int
    text: str
    page: int | None


@dataclass(slots=True)
class XmlVoteRow:
    symbol: str
    language: str
    seq: int
    part_letter: str | None
    stated_outcome: str | None
    decided_step: str | None
    decided_on: date | None
    decided_words: str | None
    record_symbol: str | None
    draft_symbol: str | None
    in_favour: int | None
    against: int | None
    abstaining: int | None
    not_voting: int | None
    in_favour_states: list[str] | None
    against_states: list[str] | None
    abstaining_states: list[str] | None
    not_voting_states: list[str] | None


@dataclass(slots=True)
class DraftingStepRow:
    symbol: str
    language: str
    seq: int
    step: str
    taken_on: date | None
    linked_symbol: str | None
    pinpoint: str | None
    sponsors: str | None
    stated: str | None


@dataclass(slots=True)
class SponsorLineRow:
    symbol: str
    language: str
    seq: int
    text: str
    page: int | None


@dataclass(slots=True)
class RejectionRow:
    stage: str
    reason: str
    detail: str


@dataclass(slots=True)
class DocumentRows:
    """All rows of one document, by table."""

    documents: list[DocumentRow]
    clauses: list[ClauseRow]
    footnotes: list[FootnoteRow]
    hyperlinks: list[HyperlinkRow]
    table_cells: list[TableCellRow]
    speeches: list[SpeechRow] = field(default_factory=list)
    pages: list[PageRow] = field(default_factory=list)
    closing_lines: list[ClosingLineRow] = field(default_factory=list)
    xml_votes: list[XmlVoteRow] = field(default_factory=list)
    drafting_steps: list[DraftingStepRow] = field(default_factory=list)
    sponsor_lines: list[SponsorLineRow] = field(default_factory=list)
    rejections: list[RejectionRow] = field(default_factory=list)
    reasons: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Of each clause, by its id: the decision and the name of the rule that took it. No table."""

    def plain(self) -> Rows:
        """The rows as lists of plain dictionaries."""
        return {table: [_plain(row) for row in getattr(self, table)] for table in TABLES}


TABLES = tuple(each.name for each in fields(DocumentRows) if each.name != "reasons")
"""The tables that reading gives."""


_DATES = {
    table: [name for name, kind in get_type_hints(get_args(listed)[0]).items() if date in (kind, *get_args(kind))]
    for table, listed in get_type_hints(DocumentRows).items()
    if table in TABLES
}


def with_dates(rows: Rows) -> Rows:
    """Rows that were kept as JSON, their dates dates again."""
    for table, listed in rows.items():
        for row in listed if _DATES[table] else ():
            row.update({name: date.fromisoformat(row[name]) for name in _DATES[table] if row.get(name)})
    return rows


def boxes(placed: Iterable[Box]) -> Boxes:
    """Boxes as rows have them."""
    return [{"page": b.page, "x0": b.x0, "top": b.top, "x1": b.x1, "bottom": b.bottom} for b in placed]


def _plain(row: Any) -> dict[str, Any]:
    return {name: getattr(row, name) for name in row.__slots__}
