"""A document at which a step fails costs its own rows there; the others' are made, and it is told."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl
import pytest

from orchestration import extraction
from orchestration.extraction import Reading
from orchestration.lake import RAW_DOCUMENTS
from orchestration.modelling import spared
from warehouse import tables

AT = datetime(2044, 1, 1, tzinfo=UTC)
SYMBOLS = [f"A/RES/99/{n}" for n in range(1, 8)]


def documents() -> pl.DataFrame:
    taken = {"language": "en", "sha256": "0" * 64, "collection": "A-99", "fetched_at": AT}
    return tables.DOCUMENTS.frame(taken | {"symbol": s, "source_uri": s} for s in SYMBOLS)


def clauses() -> pl.DataFrame:
    return tables.CLAUSES.frame({"symbol": s, "clause_id": f"{s}#op.1", "text": s[-1]} for s in SYMBOLS)


def doubled(frame: pl.DataFrame) -> pl.DataFrame:
    if odd := [text for text in frame["text"] if text in "36"]:
        raise ValueError(f"{odd} cannot be doubled")
    return frame.with_columns(pl.col("text") + pl.col("text"))


def test_a_document_at_which_a_step_fails_is_left_out_and_told() -> None:
    made, refused = spared("doubling", doubled, documents(), [clauses()])
    assert made["text"].to_list() == ["11", "22", "44", "55", "77"]
    assert refused.select("source_uri", "stage", "reason", "rejected_at").rows() == [
        (symbol, "model", "doubling failed", AT) for symbol in ("A/RES/99/3", "A/RES/99/6")
    ]
    assert refused["detail"][0].startswith("A/RES/99/3: ValueError: ['3'] cannot be doubled; what else was read")


def test_rows_that_have_no_symbol_are_known_by_their_clause() -> None:
    mentions = tables.BODY_MENTIONS.frame({"clause_id": f"{s}#op.1", "language": "en"} for s in SYMBOLS)

    def counted(frame: pl.DataFrame, named: pl.DataFrame) -> int:
        return doubled(frame).height + named.height

    assert spared("counting", counted, documents(), [clauses(), mentions])[0] == 10


@pytest.mark.parametrize("error", [ValueError("all together"), OSError("no room")])
def test_what_no_document_causes_alone_is_raised(error: Exception) -> None:
    def fails(frame: pl.DataFrame) -> None:
        if isinstance(error, OSError) or frame.height > 3:
            raise error

    with pytest.raises(type(error)):
        spared("failing", fails, documents(), [clauses()])


def test_a_document_whose_rows_do_not_fit_the_tables_is_rejected(tmp_path: Path) -> None:
    given = {"language": "en", "sha256": "0" * 64, "path": "x", "fetched_at": AT, "size": 1, "media_type": "text/plain"}
    inputs = RAW_DOCUMENTS.frame(
        given | {"source_uri": s, "symbol": s, "collection": "A-99"} for s in ("A/RES/99/1", "A/RES/99/2")
    )
    readings = {
        symbol: Reading(
            {"documents": [{"symbol": symbol, "language": "en", "page_count": pages, "adopted_on": date(2044, 1, 1)}]},
            AT,
        )
        for symbol, pages in (("A/RES/99/1", 3), ("A/RES/99/2", 10**12))
    }
    frames = extraction.frames(inputs, readings)
    assert frames["documents"]["symbol"].to_list() == ["A/RES/99/1"]
    (rejected,) = frames["rejections"].iter_rows(named=True)
    assert (rejected["source_uri"], rejected["reason"]) == ("A/RES/99/2", "odd rows")
