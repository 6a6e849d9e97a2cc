"""The table of what could not be loaded."""

from __future__ import annotations

import polars as pl

from warehouse.tables.declaration import Column, Table
from warehouse.tables.vocabularies import STAGES

REJECTIONS = Table(
    "rejections",
    "an input, or a part of one, that was not loaded",
    (
        Column("source_uri", pl.String, "Where the bytes came from: address, or file name in the folder read", False),
        Column("sha256", pl.String, "SHA-256 of the bytes; null where no bytes were received"),
        Column("stage", pl.String, "Stage at which it was rejected", False, STAGES),
        Column("reason", pl.String, "Why, in a few words", False),
        Column("detail", pl.String, "Document, page and rule, and what to do", False),
        Column("rejected_at", pl.Datetime("us", "UTC"), "When it was first rejected", False),
        Column("collection", pl.String, "Partition in which it was found"),
    ),
    ("source_uri", "stage", "reason"),
)
