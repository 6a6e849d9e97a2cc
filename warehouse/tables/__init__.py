"""The one declaration of the warehouse's tables.

What belongs here: every table with its grain, its key, its references, and its columns with type, meaning, unit and
vocabulary. Derived from it elsewhere are the Polars casts of the lake, the DuckDB tables with keys and comments, the
rules that follow from types and keys, Dagster's column schemas, and the data dictionary. What does not belong here:
rules that need more than one row (``expectations/``) and how files are written (``build.py``, ``release.py``).

A name means the same everywhere. Suffixes: ``_id``, ``_symbol``, ``_on`` (date), ``_at`` (timestamp, UTC),
``_count``, ``is_``/``has_`` (boolean). Ids are composed from what the UN prints, never from row order:
``A/RES/79/181#op.2.a.iii``.
"""

from __future__ import annotations

from collections.abc import Mapping

from warehouse.tables.bodies import BODIES, BODY_MENTIONS, BODY_NAMES, MANDATES
from warehouse.tables.citations import CITATIONS, CLAUSE_CHANGES, DOCUMENT_LINKS, TREATIES
from warehouse.tables.declaration import SYMBOL_PATTERN, Column, Dtype, Reference, Table
from warehouse.tables.documents import (
    CLAUSES,
    DOCUMENTS,
    DRAFTING_STEPS,
    FOOTNOTES,
    HYPERLINKS,
    NUMBERING_GAPS,
    PAGES,
    REJECTIONS,
    SOURCE_DIFFERENCES,
    SPEECHES,
    TABLE_CELLS,
)
from warehouse.tables.vocabularies import (
    BODY_KINDS,
    CHANGES,
    CITED_KINDS,
    CLAUSE_KINDS,
    DIFFERENCES,
    DOCUMENT_TYPES,
    LANGUAGES,
    METHODS,
    NAME_KINDS,
    OUTCOMES,
    RELATIONS,
    ROLES,
    SOURCE_KINDS,
    STAGES,
    STEPS,
    SUBJECTS,
    TEXT_SOURCES,
    VERB_CLASSES,
    VOTES,
)
from warehouse.tables.votes import (
    STATED_VOTES,
    STATES,
    VOTE_DISCREPANCIES,
    VOTE_RECORDS,
    VOTE_SESSIONS,
    VOTE_SOURCES,
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

__all__ = [
    "BODIES",
    "BODY_KINDS",
    "BODY_MENTIONS",
    "BODY_NAMES",
    "BY_NAME",
    "CHANGES",
    "CITATIONS",
    "CITED_KINDS",
    "CLAUSES",
    "CLAUSE_CHANGES",
    "CLAUSE_KINDS",
    "DIFFERENCES",
    "DOCUMENTS",
    "DOCUMENT_LINKS",
    "DOCUMENT_TYPES",
    "DRAFTING_STEPS",
    "FOOTNOTES",
    "HYPERLINKS",
    "LANGUAGES",
    "MANDATES",
    "METHODS",
    "NAME_KINDS",
    "NUMBERING_GAPS",
    "OUTCOMES",
    "PAGES",
    "REJECTIONS",
    "RELATIONS",
    "ROLES",
    "SOURCE_DIFFERENCES",
    "SOURCE_KINDS",
    "SPEECHES",
    "STAGES",
    "STATED_VOTES",
    "STATES",
    "STEPS",
    "SUBJECTS",
    "SYMBOL_PATTERN",
    "TABLES",
    "TABLE_CELLS",
    "TEXT_SOURCES",
    "TREATIES",
    "VERB_CLASSES",
    "VOTES",
    "VOTE_DISCREPANCIES",
    "VOTE_RECORDS",
    "VOTE_SESSIONS",
    "VOTE_SOURCES",
    "Column",
    "Dtype",
    "Reference",
    "Table",
]
