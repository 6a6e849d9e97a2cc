"""Tables of documents: what is read of each, and how two sources of it compare."""

from __future__ import annotations

import polars as pl

from warehouse.tables.declaration import (
    OF_CLAUSE,
    OF_DOCUMENT,
    Column,
    Reference,
    Table,
    language_column,
    page_column,
    place_column,
    symbol_column,
)
from warehouse.tables.vocabularies import CLAUSE_KINDS, DIFFERENCES, DOCUMENT_TYPES, SPONSOR_SOURCES, STEPS

DOCUMENTS = Table(
    "documents",
    "a document in one language",
    (
        symbol_column("symbol", "Symbol under which the UN issued the document, canonical spelling", False),
        language_column(),
        symbol_column(
            "joint_symbol", "Second symbol under which the same document was issued: A/79/730 is also S/2025/41"
        ),
        Column("title", pl.String, "Title as printed, without the resolution's number and without note marks"),
        Column("document_type", pl.String, "What kind of document it is", False, DOCUMENT_TYPES),
        Column("body_id", pl.String, "Body under whose symbol it was issued"),
        Column(
            "session",
            pl.String,
            'Session as in the symbol: "79", "ES-11"; of the Economic and Social Council the year; null where the '
            "symbol has none",
        ),
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
            "page_count",
            pl.Int32,
            "Pages of the file; null where the file has no pages: XML, most transcriptions",
            unit="pages",
        ),
        Column(
            "text_source",
            pl.String,
            "Where the text comes from: set as type in a PDF (born_digital), recognised on a scan by its publisher "
            "(ocr_embedded) or by this reader (ocr_run); of any other file the name of its format: word, xml, "
            "transcription (typed from the page)",
            False,
            pattern=r"^[a-z_]+$",
        ),
        Column(
            "text_quality",
            pl.Float64,
            "Share of the words that can be words, 0 to 1: with vowels, without figures or signs among the letters, "
            'without capitals inside, and not a misread common word ("tbe"); over 0.99 for text set as type',
            unit="share",
        ),
        Column("source_uri", pl.String, "Where the bytes came from: address, or file name in the folder read", False),
        symbol_column(
            "file_name_symbol",
            "Symbol that the file's name gives, where the first page prints another; the page is followed",
        ),
        Column(
            "xml_uri",
            pl.String,
            "Where the XML or Word file came from with which the PDF of the same text was compared",
        ),
        Column("sha256", pl.String, "SHA-256 of the bytes", False, pattern=r"^[0-9a-f]{64}$"),
        Column("fetched_at", pl.Datetime("us", "UTC"), "When these bytes were first taken in", False),
        Column(
            "is_specimen",
            pl.Boolean,
            "Whether it is a specimen, composed to show what Rapporteur does, and no document of the UN",
            False,
        ),
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
        symbol_column("symbol", "Document in which it stands", False),
        language_column(),
        Column("seq", pl.Int32, "Place in reading order, from 1", False),
        Column("kind", pl.String, "Part of the text to which it belongs", False, CLAUSE_KINDS),
        Column("path", pl.String, 'Numbering as printed, outermost first: "2(a)(iii)"; empty where unnumbered', False),
        Column("parent_clause_id", pl.String, "Clause under which it is nested; null at the top"),
        Column("depth", pl.Int32, "Levels of nesting above it; 0 at the top", False),
        Column(
            "verb",
            pl.String,
            'Leading italic phrase: "Recalling also", "Strongly urges"; null where it has no such phrase',
        ),
        Column("text", pl.String, "Text as printed, without its number and without note marks", False),
        Column("page_first", pl.Int32, "Page of the file on which it begins, from 1; null where the file has no pages"),
        Column("page_last", pl.Int32, "Page of the file on which it ends, from 1; null where the file has no pages"),
        place_column(),
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
        symbol_column("symbol", "Document in which it stands", False),
        language_column(),
        Column("seq", pl.Int32, "Place in reading order, from 1", False),
        Column("number", pl.String, 'Mark as printed: "17", "*"', False),
        Column("text", pl.String, "Text as printed, without its mark", False),
        Column(
            "clause_id",
            pl.String,
            "Clause in which its mark stands; null where the mark stands in a title or a table cell, or is lost",
        ),
        Column("char_offset", pl.Int32, "Characters of clauses.text before the mark", unit="characters"),
        Column("table_number", pl.Int32, "Table in which its mark stands; null where the mark is not in a table"),
        Column("row", pl.Int32, "Row of the cell in which its mark stands; the first where the table repeats the mark"),
        Column("column", pl.Int32, "Column of the cell in which its mark stands"),
        page_column("Page of the file on which the note begins, from 1; null where the file has no pages"),
        place_column(),
        Column(
            "expanded_text", pl.String, 'The text with each "Ibid." written out; null where the text has no "Ibid."'
        ),
    ),
    ("footnote_id", "language"),
    (OF_DOCUMENT, OF_CLAUSE),
    ("symbol", "language", "seq"),
)

TABLE_CELLS = Table(
    "table_cells",
    "a cell of a table in a document",
    (
        symbol_column("symbol", "Document in which it stands", False),
        language_column(),
        Column(
            "table_number", pl.Int32, "Number of the table in the document, from 1; it may continue over pages", False
        ),
        Column("row", pl.Int32, "Row in the table, from 1", False),
        Column("column", pl.Int32, "Column in the table, from 1", False),
        Column("text", pl.String, "Text of the cell; empty where it is blank", False),
        Column("is_header", pl.Boolean, "Whether it stands in the table's head", False),
        Column(
            "column_span",
            pl.Int32,
            "Over how many columns it reaches, where rules or marks show that; else 1",
            False,
            unit="columns",
        ),
        page_column(),
        place_column(),
    ),
    ("symbol", "language", "table_number", "row", "column"),
    (OF_DOCUMENT,),
)

SPEECHES = Table(
    "speeches",
    "one intervention in a verbatim record",
    (
        symbol_column("symbol", "Verbatim record in which it stands", False),
        language_column(),
        Column("seq", pl.Int32, "Place in the record, from 1", False),
        Column("speaker", pl.String, 'Speaker as printed: "Mr. Hermida Castillo", "The President"', False),
        Column("state_name", pl.String, "State printed after the name; null where only an office is printed"),
        Column(
            "office", pl.String, "Office in which the speaker speaks, as printed; null where only a State is printed"
        ),
        Column("spoken_language", pl.String, 'Language spoken, as printed: "spoke in Spanish" gives "Spanish"'),
        Column("text", pl.String, "What was said, paragraphs separated by a blank line", False),
        page_column("Page of the file on which it begins, from 1; null where the file has no pages"),
    ),
    ("symbol", "language", "seq"),
    (OF_DOCUMENT,),
)

HYPERLINKS = Table(
    "hyperlinks",
    "a hyperlink printed over the text of a clause or a footnote",
    (
        symbol_column("symbol", "Document in which it stands", False),
        language_column(),
        Column("seq", pl.Int32, "Place in reading order, from 1", False),
        Column("clause_id", pl.String, "Clause over whose text it is printed, or in which the footnote's mark stands"),
        Column("footnote_number", pl.String, "Footnote over whose text it is printed; null in a clause"),
        Column("char_start", pl.Int32, "Characters before it in the clause's or footnote's text", False),
        Column("char_end", pl.Int32, "Characters up to its end in that text", False),
        Column("target", pl.String, "Address to which it leads, as it stands in the file", False),
        page_column(),
    ),
    ("symbol", "language", "seq"),
    (OF_DOCUMENT, OF_CLAUSE),
)


def _letters(kind: str, meaning: str) -> Column:
    return Column(f"letters_{kind}", pl.Int32, f"Those that belong to {meaning}", False, unit="letters")


PAGES = Table(
    "pages",
    "a page of a document, with what its letters belong to",
    (
        symbol_column("symbol", "Document", False),
        language_column(),
        Column("page", pl.Int32, "Page of the file, from 1", False),
        Column("letters", pl.Int32, "Letters, figures and marks printed on it, blanks within a run included", False),
        _letters(
            "masthead", "the masthead, the line that names the adopting body, or the closing lines of a resolution"
        ),
        _letters("clause", "clauses that are neither headings nor speeches"),
        _letters("heading", "headings"),
        _letters("note", "footnotes"),
        _letters("table_cell", "table cells"),
        _letters("speech", "speeches, whose paragraphs are clauses too"),
        _letters("figure", "the labels of charts and maps"),
        _letters("furniture", "running heads, page numbers, job number, bar code or printer's notices"),
        _letters("unassigned", "nothing that was read"),
    ),
    ("symbol", "language", "page"),
    (OF_DOCUMENT,),
)

NUMBERING_GAPS = Table(
    "numbering_gaps",
    "a place where a series of clauses or notes skips or repeats a number",
    (
        symbol_column("symbol", "Document", False),
        language_column(),
        Column("seq", pl.Int32, "Place among the document's gaps, from 1", False),
        Column(
            "series",
            pl.String,
            'What is numbered: "notes", "text", "annex.1", or the clause whose items are numbered',
            False,
        ),
        Column("previous", pl.String, "Number before it in the series; null at the beginning of the series"),
        Column("found", pl.String, "Number found instead of the next one", False),
        Column("clause_id", pl.String, "Clause that has this number, or in which the note's mark stands"),
        page_column(),
    ),
    ("symbol", "language", "seq"),
    (OF_DOCUMENT, OF_CLAUSE),
)

DRAFTING_STEPS = Table(
    "drafting_steps",
    "a step in the drafting of a text, as the UN's XML of the text gives it",
    (
        symbol_column("symbol", "Text", False),
        language_column("Language of the XML, ISO 639-1"),
        Column("seq", pl.Int32, "Number of the step, from 1", False),
        Column("step", pl.String, "What was done", False, STEPS),
        Column("taken_on", pl.Date, "Date of the step; null where it is not given"),
        symbol_column("linked_symbol", "Draft, report or record of the meeting"),
        Column(
            "pinpoint",
            pl.String,
            'Place in that document: "para. 30"; for a Security Council text the Chapter under which it acts',
        ),
        Column("sponsors", pl.String, "Who submitted the draft, or joined its sponsors, as given"),
        Column("stated", pl.String, 'What came of it, as given: "Adopted 14-0-1, 4972nd meeting"'),
    ),
    ("symbol", "language", "seq"),
    (OF_DOCUMENT,),
)

SOURCE_DIFFERENCES = Table(
    "source_differences",
    "one difference between the PDF and the XML of a document that is held as both; the document's rows are the PDF's",
    (
        symbol_column("symbol", "Document", False),
        language_column(),
        Column("seq", pl.Int32, "Number of the difference in the document, from 1", False),
        Column("what", pl.String, "What differs; missing: only in the XML, extra: only in the PDF", False, DIFFERENCES),
        Column(
            "clause_id", pl.String, "Clause, by the PDF's id where both have it; null for a footnote outside any clause"
        ),
        Column("footnote_number", pl.String, "Footnote; null where a clause differs"),
        Column("pdf_value", pl.String, "What the PDF has: text, id, place of the mark, or target"),
        Column("xml_value", pl.String, "What the XML has"),
    ),
    ("symbol", "language", "seq"),
    (OF_DOCUMENT,),
)

SPONSORS = Table(
    "sponsors",
    "a State or group of States that sponsors a draft, as the draft's first page names it",
    (
        symbol_column("symbol", "Draft", False),
        language_column(),
        Column("seq", pl.Int32, "Which of the draft's sponsors, from 1, in the order printed", False),
        Column("name", pl.String, "Name: of a State as printed, of a group as the UN uses it", False),
        Column("state_code", pl.String, "State, ISO 3166-1 alpha-3; null for a group and where the name is unknown"),
        Column("group_id", pl.String, "Group of States; null for a State and where the name is unknown"),
        Column("source", pl.String, "Where it is named", False, SPONSOR_SOURCES),
        Column("page", pl.Int32, "Page of the file, from 1; null where the source has no pages"),
    ),
    ("symbol", "language", "seq"),
    (OF_DOCUMENT,),
)

SPONSOR_LINES = Table(
    "sponsor_lines",
    "a line of a masthead that names who sponsors or submits a draft",
    (
        symbol_column("symbol", "Draft", False),
        language_column(),
        Column("seq", pl.Int32, "Which of the document's lines, from 1", False),
        Column("text", pl.String, 'The line as printed: "Australia and Chad: draft resolution"', False),
        Column("page", pl.Int32, "Page of the file, from 1; null where the source has no pages"),
    ),
    ("symbol", "language", "seq"),
    (OF_DOCUMENT,),
)
