"""Tables of bodies: which there are, and what they are and were called."""

from __future__ import annotations

import polars as pl

from warehouse.tables.declaration import Column, Reference, Table
from warehouse.tables.vocabularies import BODY_KINDS, NAME_KINDS

BODIES = Table(
    "bodies",
    "an organ, committee, office or group",
    (
        Column("body_id", pl.String, "Short name in lower case: ga, ga-c3, sc, hrc", False, pattern=r"^[a-z0-9-]+$"),
        Column("name", pl.String, "Name", False),
        Column("acronym", pl.String, "Acronym"),
        Column("symbol_prefix", pl.String, "What the symbols of its documents begin with"),
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
        Column("used_to", pl.Int32, "Last year of its use, where that is known; null while it is in use", unit="year"),
    ),
    ("body_id", "name"),
    (Reference(("body_id",), "bodies", ("body_id",)),),
    row_floor=500,
)
