"""The one declaration of the warehouse's tables.

What belongs here: every table, in the file of its group, with its grain, its key, its references, and its columns with
type, meaning, unit and vocabulary. Derived from it elsewhere are the Polars casts of the lake, the DuckDB tables with
keys and comments, the rules that follow from types and keys, Dagster's column schemas, and the data dictionary. What
does not belong here: rules that need more than one row (``expectations/``) and how files are written (``build.py``,
``release.py``).

A name means the same everywhere. Suffixes: ``_id``, ``_symbol``, ``_on`` (date), ``_at`` (timestamp, UTC),
``_count``, ``is_``/``has_`` (boolean). Ids are composed from what the UN prints, never from row order:
``A/RES/79/181#op.2.a.iii``.
"""

from __future__ import annotations

from collections.abc import Mapping

from warehouse.tables import bodies, citations, documents, mandates, rejections, votes
from warehouse.tables.bodies import *
from warehouse.tables.citations import *
from warehouse.tables.declaration import *
from warehouse.tables.documents import *
from warehouse.tables.mandates import *
from warehouse.tables.rejections import *
from warehouse.tables.vocabularies import *
from warehouse.tables.votes import *

TABLES: tuple[Table, ...] = tuple(
    value
    for group in (bodies, documents, citations, mandates, votes, rejections)
    for value in vars(group).values()
    if isinstance(value, Table)
)
"""Every table, each after those to which it refers."""

BY_NAME: Mapping[str, Table] = {table.name: table for table in TABLES}
