"""Layouts: the header of a table says which kind of voting file it is."""

from __future__ import annotations

import io

import polars as pl
import pytest

from tests.voting_files import CATALOGUE, GA_2024, GA_2025, ROLL_CALL_VOTES, ROLL_CALLS, SC
from transforms.votes import layouts
from transforms.votes.file_rows import RejectedFile
from transforms.votes.layouts import Layout

HEADERS = [
    (GA_2025, layouts.GA_2025),
    (GA_2024, layouts.GA_2024),
    (SC, layouts.SC),
    (ROLL_CALLS, layouts.ROLL_CALLS),
    (ROLL_CALL_VOTES, layouts.ROLL_CALL_VOTES),
    (CATALOGUE, layouts.CATALOGUE),
]


@pytest.mark.parametrize(("text", "layout"), HEADERS, ids=[layout.name for _, layout in HEADERS])
def test_a_table_is_known_by_its_header(text: str, layout: Layout) -> None:
    found, frame = layouts.read_table(text.encode())
    assert found is layout
    assert layout.required <= set(frame.columns) <= set(layout.columns.values())
    buffer = io.BytesIO()
    pl.read_csv(io.StringIO(text), infer_schema=False).write_parquet(buffer)
    assert layouts.read_table(buffer.getvalue())[0] is layout


def test_every_layout_has_an_example() -> None:
    assert [layout for _, layout in HEADERS] == list(layouts.LAYOUTS)


def test_a_broken_parquet_file_is_rejected() -> None:
    with pytest.raises(RejectedFile, match="broken Parquet file"):
        layouts.read_table(b"PAR1 and no more")
