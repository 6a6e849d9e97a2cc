"""Tables of how texts refer to each other: citations, treaties, links between documents, changes in a series."""

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
    symbol_column,
)
from warehouse.tables.vocabularies import CHANGES, CITED_KINDS, RELATIONS

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

TREATY_VOLUMES = Table(
    "treaty_volumes",
    "a volume of its series in which a treaty is published, as texts cite it",
    (
        TREATIES.column("treaty_id"),
        Column("volume", pl.String, 'Number of the volume, in figures or Roman numerals: "1577", "XCIV"', False),
    ),
    ("treaty_id", "volume"),
    (Reference(("treaty_id",), "treaties", ("treaty_id",)),),
)

CITATIONS = Table(
    "citations",
    "one reference to something, where it stands",
    (
        Column("citation_id", pl.String, "Clause, footnote or cell, and place: A/RES/79/181#pp.2@180", False),
        symbol_column("symbol", "Document that cites", False),
        language_column(),
        Column("clause_id", pl.String, "Clause that cites, or in which the citing footnote's mark stands"),
        Column("footnote_number", pl.String, "Footnote that cites; null in running text"),
        Column("table_number", pl.Int32, "Table in a cell of which it stands; null elsewhere"),
        Column("row", pl.Int32, "Row of that cell"),
        Column("column", pl.Int32, "Column of that cell"),
        Column("char_start", pl.Int32, "Characters before it in the text of the clause, footnote or cell", False),
        Column("char_end", pl.Int32, "Characters up to its end in that text", False),
        Column("cited_text", pl.String, "The words that cite, as printed", False),
        Column("cited_kind", pl.String, "What is cited", False, CITED_KINDS),
        symbol_column(
            "cited_symbol",
            "Symbol of what is cited, canonical; null if it has no symbol, is left open, or is the citing document "
            "itself",
        ),
        Column("treaty_id", pl.String, "Treaty that is cited; null where it is not a treaty or is left open"),
        Column("pinpoint", pl.String, 'Place in what is cited: "para. 8", "annex", "chap. IV, sect. A"'),
        Column("cited_on", pl.Date, "Date given for what is cited"),
        Column("resolution_rule", pl.String, "Name of the rule that resolved it; null where it is left open"),
        Column("unresolved_reason", pl.String, "Why it was left open; null where it was resolved"),
        Column("is_held", pl.Boolean, "Whether the cited document is in the warehouse", False),
        Column("link_target", pl.String, "Target of the hyperlink printed over it, as it stands in the file"),
    ),
    ("citation_id", "language"),
    (
        OF_DOCUMENT,
        OF_CLAUSE,
        Reference(("treaty_id",), "treaties", ("treaty_id",)),
    ),
    ("symbol", "language", "citation_id"),
)

BUDGET_MANDATES = Table(
    "budget_mandates",
    "a mandate listed in a section of the proposed programme budget",
    (
        Column("citation_id", pl.String, "Its citation in the list", False),
        language_column(),
        symbol_column("document_symbol", "Section of the budget in which it is listed", False),
        Column("section", pl.String, 'Number of the section: "10", "29B"', False),
        Column("entity", pl.String, "Title of the section: the entity, or its field; null where no heading gives it"),
        Column("programme", pl.String, 'Programme under which it is listed: "Programme 10: Trade and development"'),
        Column("subprogramme", pl.String, "Subprogramme under which it is listed; null where it is the programme's"),
        Column("heading", pl.String, 'Heading of the list: "General Assembly resolutions"', False),
        symbol_column("symbol", "Symbol of the mandate; null where it is left open"),
        Column("title", pl.String, "Title printed beside it; null where none is"),
        page_column(),
    ),
    ("citation_id", "language"),
    (Reference(("citation_id", "language"), "citations", ("citation_id", "language")),),
    ("document_symbol", "language", "citation_id"),
)

DOCUMENT_LINKS = Table(
    "document_links",
    "a link from one document to another",
    (
        symbol_column("symbol", "Document", False),
        symbol_column("linked_symbol", "Document to which it is linked", False),
        Column("relation", pl.String, "How: symbol is <relation> linked_symbol", False, RELATIONS),
        Column("source", pl.String, "Where the link is stated: masthead, symbol, text, xml, catalogue", False),
    ),
    ("symbol", "linked_symbol", "relation", "source"),
)

CLAUSE_CHANGES = Table(
    "clause_changes",
    "a clause of a text beside its predecessor in the series",
    (
        symbol_column("symbol", "The later text", False),
        symbol_column("previous_symbol", "The text before it in the series", False),
        Column("seq", pl.Int32, "Place in the comparison, from 1", False),
        Column("clause_id", pl.String, "Clause of the later text; null where dropped"),
        Column("previous_clause_id", pl.String, "Clause of the earlier text; null where new"),
        Column("change", pl.String, "What became of the clause", False, CHANGES),
        Column("similarity", pl.Float64, "Likeness of the two texts, 0 to 1"),
        Column("diff", pl.String, "The change word by word: [-dropped-] {+added+}"),
    ),
    ("symbol", "previous_symbol", "seq"),
)
