"""The rows that reading gives have the columns that the tables declare."""

from __future__ import annotations

from dataclasses import fields
from typing import get_args, get_type_hints

import pytest

from transforms.texts import rows
from transforms.votes.closing import CLOSING_LINES, XML_VOTES
from warehouse import tables

KNOWN_LATER = {
    "documents": {
        *("body_id", "source_uri", "file_name_symbol", "xml_uri", "sha256", "fetched_at", "extractor_version"),
        *("collection", "is_specimen"),
    },
    "footnotes": {"expanded_text"},
    "rejections": {"source_uri", "sha256", "rejected_at", "collection"},
}
"""Columns that reading one document cannot give: they follow from where it came from, or from other rows."""
DECLARED = {**tables.BY_NAME, CLOSING_LINES.name: CLOSING_LINES, XML_VOTES.name: XML_VOTES}
ROWS = {name: get_args(kind)[0] for name, kind in get_type_hints(rows.DocumentRows).items() if name in rows.TABLES}


@pytest.mark.parametrize("name", ROWS)
def test_the_fields_of_a_row_are_the_columns_of_its_table(name: str) -> None:
    columns = {column.name for column in DECLARED[name].columns}
    assert {field.name for field in fields(ROWS[name])} == columns - KNOWN_LATER.get(name, set())
