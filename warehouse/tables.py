"""The one declaration of the warehouse's tables.

What belongs here: every table, its grain, its columns with type, meaning, unit, vocabulary, keys and
references. What is derived from it elsewhere: the Polars casts of the lake, the DuckDB DDL with keys and
comments, the base suites of expectations, Dagster's column schemas, and the data dictionary. What does not
belong here: rules that need more than one row (``expectations/``) and how files are written (``build.py``,
``release.py``).

A name means the same everywhere. Suffixes: ``_id``, ``_symbol``, ``_on`` (date), ``_at`` (timestamp, UTC),
``_count``, ``is_``/``has_`` (boolean). Ids are composed from what the UN prints, never from row order:
``A/RES/79/181#op.2.a.iii``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import polars as pl
from polars.datatypes import DataTypeClass

SYMBOL_PATTERN = r"^[A-Z][A-Za-z0-9]*([/.\-]?[A-Za-z0-9]|[ ]?\([^()]+\)| [A-Z](-[A-Z])?$)*$"
"""What a canonical symbol looks like: ``A/RES/79/181``, ``S/RES/2397(2017)``, ``A/79/49 (Vol. I)``."""

LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh")
DOCUMENT_TYPES = (
    "resolution",
    "decision",
    "presidential_statement",
    "draft_resolution",
    "draft_decision",
    "committee_report",
    "report",
    "note",
    "letter",
    "verbatim_record",
    "summary_record",
    "budget",
    "corrigendum",
    "other",
)
CLAUSE_KINDS = ("preambular", "operative", "annex", "heading", "paragraph")
CITED_KINDS = (
    "resolution",
    "decision",
    "document",
    "meeting_record",
    "treaty",
    "charter",
    "publication",
    "url",
    "itself",
    "other",
)
BODY_KINDS = (
    "principal_organ",
    "main_committee",
    "committee",
    "commission",
    "council",
    "working_group",
    "treaty_body",
    "fund_or_programme",
    "specialized_agency",
    "related_organization",
    "special_procedure",
    "secretariat",
    "conference",
    "court",
    "peace_operation",
    "panel",
    "other",
)
NAME_KINDS = ("name", "acronym", "further", "former")
ROLES = ("addressee", "actor", "mentioned")
VOTES = ("in_favour", "against", "abstaining", "not_voting")
METHODS = (
    "without_vote",
    "recorded_vote",
    "show_of_hands",
    "secret_ballot",
    "silence_procedure",
    "consensus",
    "acclamation",
    "roll_call",
)
OUTCOMES = ("adopted", "rejected", "not_adopted", "retained", "not_retained", "decided", "elected", "withdrawn")
SUBJECTS = ("whole", "paragraph", "amendment", "motion", "procedural", "election", "other")
SOURCE_KINDS = ("record", "report", "resolution", "xml", "voting_file")
RELATIONS = (
    "draft_of",
    "reported_in",
    "adopted_at",
    "corrigendum_to",
    "addendum_to",
    "revision_of",
    "same_as",
    "reissue_of",
    "part_of",
    "renumbered_as",
    "recalls",
    "reaffirms",
    "supersedes",
    "follows",
)
STAGES = ("fetch", "identify", "read", "structure", "model", "load")
VERB_CLASSES = (
    "decides",
    "demands",
    "requests",
    "urges",
    "calls_upon",
    "encourages",
    "invites",
    "authorizes",
    "recommends",
    "reaffirms",
    "welcomes",
    "notes",
    "expresses_concern",
    "condemns",
    "other",
)
"""In their order of strength: first what the body does or asks, from the most binding to the mildest ("decides" to
"recommends"), then how it stands to things, from what it holds to ("reaffirms") to what it rejects ("condemns")."""
STEPS = ("draft", "additional_sponsors", "recommended", "adopted", "not_adopted")
DIFFERENCES = ("text", "numbering", "note", "link", "missing", "extra")
TEXT_SOURCES = ("born_digital", "ocr_embedded", "ocr_run", "transcription", "xml")
CHANGES = ("same", "changed", "new", "dropped")

PLACE = pl.List(
    pl.Struct({"page": pl.Int32, "x0": pl.Float32, "top": pl.Float32, "x1": pl.Float32, "bottom": pl.Float32})
)
"""Where something stands: one box per page, in points from the page's upper left corner."""

MEMBERSHIPS = pl.List(pl.Struct({"first_on": pl.Date, "last_on": pl.Date}))
"""Periods of membership, first and last day; the last day null while it lasts."""

CODE = "ISO 3166-1 alpha-3 code; of a former State the one of ISO 3166-3 or, before that, of the UN's voting files"

Dtype = pl.DataType | DataTypeClass


@dataclass(frozen=True)
class Column:
    """One column: what it is called, what it holds, and what must be true of every value of it."""

    name: str
    dtype: Dtype
    meaning: str
    nullable: bool = True
    vocabulary: tuple[str, ...] = ()
    """The values allowed, where they are few."""
    unit: str = ""
    pattern: str = ""
    """A regular expression that the whole value matches."""


@dataclass(frozen=True)
class Reference:
    """The values of ``columns``, where none is null, stand in ``to_columns`` of ``to_table``."""

    columns: tuple[str, ...]
    to_table: str
    to_columns: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """One table: a row is ``grain``; ``key`` is unique, never null, and the order in which rows are kept."""

    name: str
    grain: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    references: tuple[Reference, ...] = ()
    order: tuple[str, ...] = ()
    """The order of rows where it is not that of the key (reading order)."""
    row_floor: int = 0
    """The fewest rows with which a load of real documents can be right."""
    schema: Mapping[str, Dtype] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "schema", {c.name: c.dtype for c in self.columns})

    def column(self, name: str) -> Column:
        """The column of that name. Raises ``KeyError`` naming table and column if there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"table {self.name} has no column {name}")

    def frame(self, rows: Iterable[Mapping[str, Any]] = ()) -> pl.DataFrame:
        """Rows as a frame of this table: declared types, declared column order, rows in their order.

        A key missing from a row is null; a key that is no column raises ``ValueError`` naming it, because a
        misspelt column would otherwise be lost in silence.
        """
        listed = list(rows)
        for row in listed:
            if unknown := row.keys() - self.schema.keys():
                raise ValueError(f"{self.name}: no such column: {', '.join(sorted(unknown))}")
        return self.sort(pl.DataFrame([[row.get(c) for c in self.schema] for row in listed], self.schema, orient="row"))

    def cast(self, frame: pl.DataFrame) -> pl.DataFrame:
        """``frame`` with exactly this table's columns and types, sorted.

        Raises ``ValueError`` naming table and columns if any is missing or unknown, and
        ``polars.exceptions.InvalidOperationError`` if a value does not fit its type.
        """
        if missing := [c for c in self.schema if c not in frame.columns]:
            raise ValueError(f"{self.name}: missing column: {', '.join(missing)}")
        if unknown := [c for c in frame.columns if c not in self.schema]:
            raise ValueError(f"{self.name}: no such column: {', '.join(unknown)}")
        return self.sort(frame.select(list(self.schema)).cast(pl.Schema(self.schema)))

    def sort(self, frame: pl.DataFrame) -> pl.DataFrame:
        """``frame`` in this table's order."""
        return frame.sort(list(self.order or self.key), nulls_last=True, maintain_order=True)


def _symbol(name: str, meaning: str, nullable: bool = True) -> Column:
    return Column(name, pl.String, meaning, nullable, pattern=SYMBOL_PATTERN)


def _language(meaning: str = "Language of the document, ISO 639-1") -> Column:
    return Column("language", pl.String, meaning, False, LANGUAGES)


def _count(name: str, meaning: str, unit: str = "States") -> Column:
    return Column(name, pl.Int32, meaning, unit=unit)


OF_DOCUMENT = Reference(("symbol", "language"), "documents", ("symbol", "language"))
OF_CLAUSE = Reference(("clause_id", "language"), "clauses", ("clause_id", "language"))
OF_VOTE_SESSION = Reference(("vote_session_id",), "vote_sessions", ("vote_session_id",))

DOCUMENTS = Table(
    "documents",
    "a document in one language",
    (
        _symbol("symbol", "Symbol under which the UN issued the document, canonical spelling", False),
        _language(),
        _symbol("joint_symbol", "Second symbol under which the same document was issued: A/79/730 is S/2025/41 too"),
        Column("title", pl.String, "Title as printed, without the resolution's number and without note marks"),
        Column("document_type", pl.String, "What kind of document it is", False, DOCUMENT_TYPES),
        Column("body_id", pl.String, "Body under whose symbol it was issued"),
        Column("session", pl.String, 'Session as in the symbol: "79", "ES-11"; of ECOSOC the year; null where none'),
        Column("agenda_item", pl.String, 'Agenda item as printed, without the words: "71 (c)"; several as printed'),
        Column("agenda_title", pl.String, "Title of the agenda item"),
        Column("distribution", pl.String, 'Distribution category as printed: "General", "Limited"'),
        Column("published_on", pl.Date, "Date of issue printed in the masthead"),
        Column("adopted_on", pl.Date, "Date on which the text was adopted"),
        Column("held_on", pl.Date, "Date of the meeting, where the document is the record of one"),
        Column("meeting_number", pl.String, 'Number of the meeting at which it was adopted or held: "53"'),
        Column(
            "committee_report",
            pl.String,
            "Symbols of the report or drafts on which the text was adopted, as the masthead names them, "
            'separated by ", "',
        ),
        Column("job_number", pl.String, 'Job number printed at the foot of the first page: "24-24223"'),
        Column(
            "page_count", pl.Int32, "Pages of the file; null where it has none: XML, most transcriptions", unit="pages"
        ),
        Column(
            "text_source",
            pl.String,
            "Where its text comes from: set as type, read off a scan by whoever published it (ocr_embedded) or by this "
            "reader (ocr_run), transcribed, or marked up",
            False,
            TEXT_SOURCES,
        ),
        Column(
            "text_quality",
            pl.Float64,
            "Share of its words that can be words, 0 to 1: no figures or signs among the letters, no capitals within, "
            "vowels in them, no letter of a common word misread (tbe); text set as type has over 0.99",
            unit="share",
        ),
        Column("source_uri", pl.String, "Where the bytes came from: address, or file name in the folder read", False),
        Column("xml_uri", pl.String, "Where the XML of the same text came from with which the PDF was compared"),
        Column("sha256", pl.String, "SHA-256 of the bytes", False, pattern=r"^[0-9a-f]{64}$"),
        Column("fetched_at", pl.Datetime("us", "UTC"), "When these bytes were first taken in", False),
        Column("extractor_version", pl.String, "Version of the reader that made the rows", False),
        Column("collection", pl.String, 'Partition: the body\'s session or year: "A-79", "S-2024"', False),
    ),
    ("symbol", "language"),
    (Reference(("body_id",), "bodies", ("body_id",)),),
    row_floor=1,
)

CLAUSES = Table(
    "clauses",
    "a paragraph of a text, in reading order",
    (
        Column("clause_id", pl.String, "Symbol and place: A/RES/79/181#op.2.a.iii; the same in all languages", False),
        _symbol("symbol", "Document in which it stands", False),
        _language(),
        Column("seq", pl.Int32, "Place in reading order, from 1", False),
        Column("kind", pl.String, "Part of the text to which it belongs", False, CLAUSE_KINDS),
        Column("path", pl.String, 'Numbering as printed, outermost first: "2(a)(iii)"; empty where unnumbered', False),
        Column("parent_clause_id", pl.String, "Clause under which it is nested; null at the top"),
        Column("depth", pl.Int32, "Levels of nesting above it; 0 at the top", False),
        Column("verb", pl.String, 'Leading italic phrase: "Recalling also", "Strongly urges"; null where none'),
        Column("text", pl.String, "Text as printed, without its number and without note marks", False),
        Column("page_first", pl.Int32, "Page of the file on which it begins, from 1; null where it has none"),
        Column("page_last", pl.Int32, "Page of the file on which it ends, from 1; null where it has none"),
        Column("bbox", PLACE, "Where it stands: one box per page", unit="points from the upper left corner"),
    ),
    ("clause_id", "language"),
    (OF_DOCUMENT, Reference(("parent_clause_id", "language"), "clauses", ("clause_id", "language"))),
    ("symbol", "language", "seq"),
    row_floor=1,
)

FOOTNOTES = Table(
    "footnotes",
    "a footnote",
    (
        Column("footnote_id", pl.String, "Symbol and number: A/RES/79/181#fn.17", False),
        _symbol("symbol", "Document in which it stands", False),
        _language(),
        Column("seq", pl.Int32, "Place in reading order, from 1", False),
        Column("number", pl.String, 'Mark as printed: "17", "*"', False),
        Column("text", pl.String, "Text as printed, without its mark", False),
        Column("clause_id", pl.String, "Clause in which its mark stands; null where that is a title, a cell or lost"),
        Column("char_offset", pl.Int32, "Characters of clauses.text before the mark", unit="characters"),
        Column("table_number", pl.Int32, "Table in a cell of which its mark stands; null where it stands in none"),
        Column("row", pl.Int32, "Row of that cell, the first where the table repeats the mark"),
        Column("column", pl.Int32, "Column of that cell"),
        Column("page", pl.Int32, "Page of the file on which the note begins, from 1; null where it has none"),
        Column("bbox", PLACE, "Where it stands: one box per page", unit="points from the upper left corner"),
        Column("expanded_text", pl.String, 'The text with each "Ibid." written out; null where there is none'),
    ),
    ("footnote_id", "language"),
    (OF_DOCUMENT, OF_CLAUSE),
    ("symbol", "language", "seq"),
)

TABLE_CELLS = Table(
    "table_cells",
    "a cell of a table in a document",
    (
        _symbol("symbol", "Document in which it stands", False),
        _language(),
        Column("table_number", pl.Int32, "Which table of the document, from 1, over all its pages", False),
        Column("row", pl.Int32, "Row in the table, from 1", False),
        Column("column", pl.Int32, "Column in the table, from 1", False),
        Column("text", pl.String, "Text of the cell; empty where it is blank", False),
        Column("is_header", pl.Boolean, "Whether it stands in the table's head", False),
        Column("page", pl.Int32, "Page of the file, from 1; null where it has none"),
        Column("bbox", PLACE, "Where it stands", unit="points from the upper left corner"),
    ),
    ("symbol", "language", "table_number", "row", "column"),
    (OF_DOCUMENT,),
)

SPEECHES = Table(
    "speeches",
    "one intervention in a verbatim record",
    (
        _symbol("symbol", "Verbatim record in which it stands", False),
        _language(),
        Column("seq", pl.Int32, "Place in the record, from 1", False),
        Column("speaker", pl.String, 'Speaker as printed: "Mr. Hermida Castillo", "The President"', False),
        Column("state_name", pl.String, "State printed behind the name; null for an office alone"),
        Column("office", pl.String, "Office in which he or she speaks, as printed; null for a State alone"),
        Column("spoken_language", pl.String, 'Language spoken, as printed: "spoke in Spanish" gives "Spanish"'),
        Column("text", pl.String, "What was said, paragraphs separated by a blank line", False),
        Column("page", pl.Int32, "Page of the file on which it begins, from 1; null where it has none"),
    ),
    ("symbol", "language", "seq"),
    (OF_DOCUMENT,),
)

HYPERLINKS = Table(
    "hyperlinks",
    "a hyperlink printed over the text of a clause or a footnote",
    (
        _symbol("symbol", "Document in which it stands", False),
        _language(),
        Column("seq", pl.Int32, "Place in reading order, from 1", False),
        Column("clause_id", pl.String, "Clause over whose text it is printed, or in which the footnote's mark stands"),
        Column("footnote_number", pl.String, "Footnote over whose text it is printed; null in a clause"),
        Column("char_start", pl.Int32, "Characters before it in the clause's or footnote's text", False),
        Column("char_end", pl.Int32, "Characters up to its end", False),
        Column("target", pl.String, "Address to which it leads, as it stands in the file", False),
        Column("page", pl.Int32, "Page of the file, from 1; null where it has none"),
    ),
    ("symbol", "language", "seq"),
    (OF_DOCUMENT, OF_CLAUSE),
)

NUMBERING_GAPS = Table(
    "numbering_gaps",
    "a place where a numbered series of clauses or notes is not on end",
    (
        _symbol("symbol", "Document", False),
        _language(),
        Column("seq", pl.Int32, "Place among the document's gaps, from 1", False),
        Column(
            "series", pl.String, 'What is numbered: "notes", "text", "annex.1", or the clause whose items are', False
        ),
        Column("previous", pl.String, "Number before it in the series; null where the series begins"),
        Column("found", pl.String, "Number that is not the next", False),
        Column("clause_id", pl.String, "Clause that bears it, or in which the note's mark stands"),
        Column("page", pl.Int32, "Page of the file, from 1; null where it has none"),
    ),
    ("symbol", "language", "seq"),
    (OF_DOCUMENT, OF_CLAUSE),
)


def _letters(kind: str, meaning: str) -> Column:
    return Column(f"letters_{kind}", pl.Int32, f"Those of {meaning}", False, unit="letters")


PAGES = Table(
    "pages",
    "a page of a document, with what its letters belong to",
    (
        _symbol("symbol", "Document", False),
        _language(),
        Column("page", pl.Int32, "Page of the file, from 1", False),
        Column("letters", pl.Int32, "Letters, figures and marks printed on it, blanks within a run too", False),
        _letters("masthead", "the masthead, the line that says who speaks, and the lines that close a resolution"),
        _letters("clause", "clauses, headings and speeches apart"),
        _letters("heading", "headings"),
        _letters("note", "footnotes"),
        _letters("table_cell", "table cells"),
        _letters("speech", "speeches; their paragraphs are among the clauses too"),
        _letters("figure", "the labels of charts and maps"),
        _letters("furniture", "running heads, page numbers, job number, bar code, printer's notices"),
        _letters("unassigned", "nothing that was read"),
    ),
    ("symbol", "language", "page"),
    (OF_DOCUMENT,),
)

CITATIONS = Table(
    "citations",
    "one reference to something, where it stands",
    (
        Column("citation_id", pl.String, "Clause or footnote and place: A/RES/79/181#pp.2@180", False),
        _symbol("symbol", "Document that cites", False),
        _language(),
        Column("clause_id", pl.String, "Clause that cites, or in which the citing footnote's mark stands"),
        Column("footnote_number", pl.String, "Footnote that cites; null in running text"),
        Column("char_start", pl.Int32, "Characters before it in the clause's or footnote's text", False),
        Column("char_end", pl.Int32, "Characters up to its end", False),
        Column("cited_text", pl.String, "The words that cite, as printed", False),
        Column("cited_kind", pl.String, "What is cited", False, CITED_KINDS),
        _symbol(
            "cited_symbol",
            "Symbol of what is cited, canonical; null if it has none, is open, or is symbol itself",
        ),
        Column("treaty_id", pl.String, "Treaty that is cited; null where it is none or is left open"),
        Column("pinpoint", pl.String, 'Place in what is cited: "para. 8", "annex", "chap. IV, sect. A"'),
        Column("cited_on", pl.Date, "Date given for what is cited"),
        Column("resolution_rule", pl.String, "Name of the rule that resolved it; null where it is left open"),
        Column("unresolved_reason", pl.String, "Why it was left open; null where it was resolved"),
        Column("is_held", pl.Boolean, "Whether the cited document is in the warehouse", False),
        Column("link_target", pl.String, "Target of the hyperlink printed over it, as it stands in the file"),
    ),
    ("citation_id", "language"),
    (OF_DOCUMENT, OF_CLAUSE, Reference(("treaty_id",), "treaties", ("treaty_id",))),
    ("symbol", "language", "citation_id"),
)

BODIES = Table(
    "bodies",
    "an organ, committee, office or group",
    (
        Column("body_id", pl.String, "Short name in lower case: ga, ga-c3, sc, hrc", False, pattern=r"^[a-z0-9-]+$"),
        Column("name", pl.String, "Name", False),
        Column("acronym", pl.String, "Acronym"),
        Column("symbol_prefix", pl.String, "What its document symbols begin with"),
        Column("parent_body_id", pl.String, "Body to which it belongs"),
        Column("kind", pl.String, "What kind of body it is", False, BODY_KINDS),
    ),
    ("body_id",),
    (Reference(("parent_body_id",), "bodies", ("body_id",)),),
    row_floor=500,
)

BODY_NAMES = Table(
    "body_names",
    "a name of a body",
    (
        Column("body_id", pl.String, "Body of that name", False),
        Column("name", pl.String, "The name", False),
        Column("kind", pl.String, "What kind of name it is", False, NAME_KINDS),
        Column("used_from", pl.Int32, "First year of its use, where that is known", unit="year"),
        Column("used_to", pl.Int32, "Last year of its use, where that is known; null where it is in use", unit="year"),
    ),
    ("body_id", "name"),
    (Reference(("body_id",), "bodies", ("body_id",)),),
    row_floor=500,
)

BODY_MENTIONS = Table(
    "body_mentions",
    "a body named in a clause",
    (
        Column("clause_id", pl.String, "Clause in which it is named", False),
        _language(),
        Column("body_id", pl.String, "Body named; null where the context does not tell"),
        Column("char_start", pl.Int32, "Characters of clauses.text before the name", False),
        Column("char_end", pl.Int32, "Characters of clauses.text up to the name's end", False),
        Column("mention_text", pl.String, 'The name as printed: "Human Rights Council", "Council"', False),
        Column("role", pl.String, "As what it is named", False, ROLES),
        Column("resolution_rule", pl.String, "Name of the rule that told the body; null where it is left open"),
        Column("unresolved_reason", pl.String, "Why it was left open; null where the body was told"),
    ),
    ("clause_id", "language", "char_start"),
    (OF_CLAUSE, Reference(("body_id",), "bodies", ("body_id",))),
)

MANDATES = Table(
    "mandates",
    "one thing asked or decided in an operative clause",
    (
        Column("clause_id", pl.String, "Operative clause that asks or decides", False),
        _symbol("symbol", "Document in which it stands", False),
        _language(),
        Column("seq", pl.Int32, "Which of the clause's verbs, from 1", False),
        Column("verb", pl.String, 'The verb, lower case, without "also", "further" and adverbs: "requests"', False),
        Column("verb_phrase", pl.String, 'The phrase as printed: "Also requests"', False),
        Column(
            "verb_class",
            pl.String,
            "Class of the verb; by strength: deciding to recommending, then reaffirming to condemning",
            False,
            VERB_CLASSES,
        ),
        Column("addressees", pl.List(pl.String), "Who is addressed, as printed"),
        Column("body_ids", pl.List(pl.String), "Those of them that are bodies"),
        Column("act", pl.String, "What is asked or decided, as printed"),
        Column("due", pl.String, 'When it is due, as printed: "at its eightieth session"'),
        Column("due_on", pl.Date, "The date on which it is due, where one follows"),
        Column("is_report_request", pl.Boolean, "Whether a report is asked for", False),
        Column("is_inherited", pl.Boolean, "Whether verb and addressee stand in the chapeau", False),
    ),
    ("clause_id", "language", "seq"),
    (OF_CLAUSE,),
)

TREATIES = Table(
    "treaties",
    "a treaty or other instrument cited",
    (
        Column("treaty_id", pl.String, "Series and number: unts-27531", False, pattern=r"^[a-z0-9-]+$"),
        Column("series", pl.String, "Series in which it is published", False),
        Column("volumes", pl.List(pl.String), "Volumes cited"),
        Column("number", pl.String, "Registration number"),
        Column("title", pl.String, "Title, where a citing text gives it"),
        Column("short_title", pl.String, "Short title in use"),
    ),
    ("treaty_id",),
)

STATES = Table(
    "states",
    "a State that is or was a Member of the United Nations",
    (
        Column("state_code", pl.String, CODE, False, pattern=r"^[A-Z]{3}$"),
        Column("name", pl.String, "Name as the UN spells it today; of a former State the last", False),
        Column("further_names", pl.List(pl.String), "Other names under which the same membership was printed", False),
        Column("m49_code", pl.String, "UN M49 code, three digits; null for a former State", pattern=r"^[0-9]{3}$"),
        Column("member_from_on", pl.Date, "First day of membership", False),
        Column("member_to_on", pl.Date, "Last day of membership; null while it lasts"),
        Column("memberships", MEMBERSHIPS, "Every period of membership: Syria and Indonesia have two", False),
        Column("is_former", pl.Boolean, "Whether it is a Member no more", False),
    ),
    ("state_code",),
    row_floor=193,
)

VOTE_SESSIONS = Table(
    "vote_sessions",
    "one question put to one body",
    (
        Column("vote_session_id", pl.String, "Meeting and text put to it: A/79/PV.53#A/RES/79/181", False),
        Column("body_id", pl.String, "Body to which the question was put; null where no source tells"),
        _symbol("resolution_symbol", "Text that was adopted; of a part of a text, the text that it became part of"),
        _symbol("draft_symbol", "Draft that was put"),
        _symbol("meeting_symbol", "Record of the meeting"),
        Column("held_on", pl.Date, "Date of the meeting; null where no source tells the day"),
        Column(
            "held_in",
            pl.String,
            'Month of the meeting: "1985-12"; the table of 1946-2019 tells no more up to the 57th session',
            pattern=r"^[0-9]{4}-[0-9]{2}$",
        ),
        Column("subject", pl.String, "What was put to the body", False, SUBJECTS),
        Column("subject_text", pl.String, "What was put, as printed"),
        Column("topics", pl.List(pl.String), "Subject terms under which a voting file keeps it"),
        Column("is_adoption", pl.Boolean, "Whether it is the adoption of the text as a whole", False),
        Column("method", pl.String, "How the body decided; null where the source does not say", True, METHODS),
        Column(
            "is_method_inferred",
            pl.Boolean,
            "Whether no source says the method, and it follows from a voting file that lists every recorded vote of "
            "the session and not this one",
            False,
        ),
        Column("outcome", pl.String, "What came of it; null where no source says", True, OUTCOMES),
        _count("in_favour", "Votes in favour; null when nobody counted"),
        _count("against", "Votes against; null when nobody counted"),
        _count("abstaining", "Abstentions; null when nobody counted"),
        _count("not_voting", "Members not voting; null when nobody counted"),
    ),
    ("vote_session_id",),
    (Reference(("body_id",), "bodies", ("body_id",)),),
)

VOTE_SOURCES = Table(
    "vote_sources",
    "one place where a vote session is recorded",
    (
        Column("vote_session_id", pl.String, "Vote session", False),
        Column("source_kind", pl.String, "What kind of source it is", False, SOURCE_KINDS),
        _symbol("source_symbol", "Document in which it stands; null where that is a voting file, which has no symbol"),
        Column("source_uri", pl.String, "Where the source came from: address, or file name in the folder read", False),
        Column("source_record", pl.String, "Record of a voting file: the Library's number, or the table's rcid"),
        Column("source_page", pl.Int32, "Page of the outcome's sentence, from 1"),
        _count("in_favour", "Votes in favour as this source gives them"),
        _count("against", "Votes against as this source gives them"),
        _count("abstaining", "Abstentions as this source gives them"),
    ),
    ("vote_session_id", "source_kind", "source_uri"),
    (OF_VOTE_SESSION,),
)

VOTE_RECORDS = Table(
    "votes",
    "one State in one vote session",
    (
        Column("vote_session_id", pl.String, "Vote session", False),
        Column("state_name", pl.String, "State as the UN names it today", False),
        Column("state_code", pl.String, CODE, False, pattern=r"^[A-Z]{3}$"),
        Column("vote", pl.String, "How it voted", False, VOTES),
        Column("later_statement", pl.String, "What it told the Secretariat afterwards that it had intended"),
    ),
    ("vote_session_id", "state_code"),
    (OF_VOTE_SESSION, Reference(("state_code",), "states", ("state_code",))),
)

VOTE_DISCREPANCIES = Table(
    "vote_discrepancies",
    "one disagreement about a vote",
    (
        Column("vote_session_id", pl.String, "Vote session", False),
        Column("rule", pl.String, "Rule that found it", False),
        Column("what", pl.String, "What disagrees", False),
        Column("left_source", pl.String, "One source", False),
        Column("left_value", pl.String, "What it says"),
        Column("right_source", pl.String, "The other source", False),
        Column("right_value", pl.String, "What that says"),
    ),
    ("vote_session_id", "rule", "what", "left_source", "right_source"),
    (OF_VOTE_SESSION,),
)

STATED_VOTES = Table(
    "stated_votes",
    "a vote as a document states it beside its text",
    (
        _symbol("symbol", "Document that states it", False),
        _language(),
        Column("seq", pl.Int32, "Which of the votes that the document states, from 1", False),
        _symbol("resolution_symbol", "Text that was put: the document, or the part of it; null where not adopted"),
        _symbol("draft_symbol", "Draft that was put"),
        _symbol("meeting_symbol", "Record of the meeting"),
        Column("held_on", pl.Date, "Date of the vote"),
        Column("method", pl.String, "How the body decided; null where it is not stated", True, METHODS),
        Column("outcome", pl.String, "What came of it", False, OUTCOMES),
        Column("stated", pl.String, 'The outcome in the words of the document: "adoptedRecordedVote", "veto"'),
        _count("in_favour", "Votes in favour as counted by the document; null when it gives no count"),
        _count("against", "Votes against as counted by the document; null when it gives no count"),
        _count("abstaining", "Abstentions as counted by the document; null when it gives no count"),
        _count("not_voting", "Members not voting as counted by the document; null when it gives no count"),
        Column("in_favour_states", pl.List(pl.String), "States listed in favour, as spelt; null when none is listed"),
        Column("against_states", pl.List(pl.String), "States listed against, as spelt; null when none is listed"),
        Column("abstaining_states", pl.List(pl.String), "States listed abstaining, as spelt; null when none is listed"),
        Column("not_voting_states", pl.List(pl.String), "States listed not voting, as spelt; null when none is listed"),
        Column("source_kind", pl.String, "What kind of source it is", False, SOURCE_KINDS),
        Column("page", pl.Int32, "PDF page of the outcome's sentence, from 1; null where the source has no pages"),
    ),
    ("symbol", "language", "source_kind", "seq"),
    (OF_DOCUMENT,),
)

DRAFTING_STEPS = Table(
    "drafting_steps",
    "a step of a text's drafting, as the UN's XML of the text tells it",
    (
        _symbol("symbol", "Text", False),
        _language("Language of the XML, ISO 639-1"),
        Column("seq", pl.Int32, "Which of the steps, from 1", False),
        Column("step", pl.String, "What was done", False, STEPS),
        Column("taken_on", pl.Date, "When; null where it is not told"),
        _symbol("linked_symbol", "Draft, report or record of the meeting"),
        Column("pinpoint", pl.String, 'Place in it: "para. 30"; for a Security Council text the chapter it acts under'),
        Column("sponsors", pl.String, "Who submitted the draft, or joined it, as told"),
        Column("stated", pl.String, 'What came of it, as told: "Adopted 14-0-1, 4972nd meeting"'),
    ),
    ("symbol", "language", "seq"),
    (OF_DOCUMENT,),
)

SOURCE_DIFFERENCES = Table(
    "source_differences",
    "one difference between the two sources of a document that is held as PDF and as XML; the rows are the PDF's",
    (
        _symbol("symbol", "Document", False),
        _language(),
        Column("seq", pl.Int32, "Which of the document's differences, from 1", False),
        Column(
            "what", pl.String, "What differs; missing: in the XML alone, extra: in the PDF alone", False, DIFFERENCES
        ),
        Column("clause_id", pl.String, "Clause, as the PDF has it where both do; null for a footnote of no clause"),
        Column("footnote_number", pl.String, "Footnote; null where a clause differs"),
        Column("pdf_value", pl.String, "What the PDF has: text, id, place of the mark, or target"),
        Column("xml_value", pl.String, "What the XML has"),
    ),
    ("symbol", "language", "seq"),
    (OF_DOCUMENT,),
)

CLAUSE_CHANGES = Table(
    "clause_changes",
    "a clause of a text beside its predecessor in the series",
    (
        _symbol("symbol", "The later text", False),
        _symbol("previous_symbol", "The text before it in the series", False),
        Column("seq", pl.Int32, "Place in the comparison, from 1", False),
        Column("clause_id", pl.String, "Clause of the later text; null where dropped"),
        Column("previous_clause_id", pl.String, "Clause of the earlier text; null where new"),
        Column("change", pl.String, "What became of it", False, CHANGES),
        Column("similarity", pl.Float64, "Likeness of the two texts, 0 to 1"),
        Column("diff", pl.String, "The change word by word: [-dropped-] {+added+}"),
    ),
    ("symbol", "previous_symbol", "seq"),
)

DOCUMENT_LINKS = Table(
    "document_links",
    "one document's tie to another",
    (
        _symbol("symbol", "Document", False),
        _symbol("linked_symbol", "Document to which it is tied", False),
        Column("relation", pl.String, "How: symbol is <relation> linked_symbol", False, RELATIONS),
        Column("source", pl.String, "Where it is said: masthead, symbol, text, xml, catalogue", False),
    ),
    ("symbol", "linked_symbol", "relation", "source"),
)

REJECTIONS = Table(
    "rejections",
    "an input, or a part of one, that was not loaded",
    (
        Column("source_uri", pl.String, "Where the bytes came from: address, or file name in the folder read", False),
        Column("sha256", pl.String, "SHA-256 of the bytes; null where none were received"),
        Column("stage", pl.String, "Where it was rejected", False, STAGES),
        Column("reason", pl.String, "Why, in a few words", False),
        Column("detail", pl.String, "Document, page and rule, and what to do", False),
        Column("rejected_at", pl.Datetime("us", "UTC"), "When it was first rejected", False),
        Column("collection", pl.String, "Partition in which it was found"),
    ),
    ("source_uri", "stage", "reason"),
)

TABLES: tuple[Table, ...] = (
    BODIES,
    BODY_NAMES,
    DOCUMENTS,
    CLAUSES,
    FOOTNOTES,
    TABLE_CELLS,
    SPEECHES,
    HYPERLINKS,
    PAGES,
    NUMBERING_GAPS,
    TREATIES,
    CITATIONS,
    BODY_MENTIONS,
    MANDATES,
    STATES,
    VOTE_SESSIONS,
    VOTE_SOURCES,
    VOTE_RECORDS,
    VOTE_DISCREPANCIES,
    STATED_VOTES,
    DRAFTING_STEPS,
    SOURCE_DIFFERENCES,
    DOCUMENT_LINKS,
    CLAUSE_CHANGES,
    REJECTIONS,
)
"""Every table, each after those to which it refers."""

BY_NAME: Mapping[str, Table] = {table.name: table for table in TABLES}
