"""Tables of what texts say of bodies: where they name them, and what they ask of them."""

from __future__ import annotations

import polars as pl

from warehouse.tables.declaration import OF_CLAUSE, Column, Reference, Table, language_column, symbol_column
from warehouse.tables.vocabularies import ROLES, VERB_CLASSES

BODY_MENTIONS = Table(
    "body_mentions",
    "a body named in a clause",
    (
        Column("clause_id", pl.String, "Clause in which it is named", False),
        language_column(),
        Column("body_id", pl.String, "Body named; null where the context does not show which"),
        Column("char_start", pl.Int32, "Characters of clauses.text before the name", False),
        Column("char_end", pl.Int32, "Characters of clauses.text up to the name's end", False),
        Column("mention_text", pl.String, 'The name as printed: "Human Rights Council", "Council"', False),
        Column("role", pl.String, "Role in which it is named", False, ROLES),
        Column("resolution_rule", pl.String, "Name of the rule that found the body; null where it is left open"),
        Column("unresolved_reason", pl.String, "Why it was left open; null where the body was found"),
    ),
    ("clause_id", "language", "char_start"),
    (OF_CLAUSE, Reference(("body_id",), "bodies", ("body_id",))),
)

MANDATES = Table(
    "mandates",
    "one thing asked or decided in an operative clause",
    (
        Column("clause_id", pl.String, "Operative clause that asks or decides", False),
        symbol_column("symbol", "Document in which it stands", False),
        language_column(),
        Column("seq", pl.Int32, "Number of the verb in the clause, from 1", False),
        Column("verb", pl.String, 'The verb, lower case, without "also", "further" and adverbs: "requests"', False),
        Column("verb_phrase", pl.String, 'The phrase as printed: "Also requests"', False),
        Column(
            "verb_class",
            pl.String,
            "Class of the verb; in order of strength: deciding to recommending, then reaffirming to condemning",
            False,
            VERB_CLASSES,
        ),
        Column("addressees", pl.List(pl.String), "Who is addressed, as printed"),
        Column("body_ids", pl.List(pl.String), "Those of the addressees that are bodies"),
        Column("act", pl.String, "What is asked or decided, as printed"),
        Column("due", pl.String, 'When it is due, as printed: "at its eightieth session"'),
        Column("due_on", pl.Date, "The date on which it is due, where the text gives or implies one"),
        Column("is_report_request", pl.Boolean, "Whether a report is asked for", False),
        Column("is_inherited", pl.Boolean, "Whether verb and addressee stand in the chapeau", False),
    ),
    ("clause_id", "language", "seq"),
    (OF_CLAUSE,),
)
