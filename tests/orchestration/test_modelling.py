"""A document at which a step fails costs its own rows there; all others are made, and it is rejected."""

from __future__ import annotations

from datetime import UTC, datetime

import polars as pl
import pytest

from orchestration.modelling import without_failing_documents, without_rows_at_fault
from warehouse import tables

AT = datetime(2044, 1, 1, tzinfo=UTC)
SYMBOLS = [f"A/RES/99/{n}" for n in range(1, 8)]


def documents() -> pl.DataFrame:
    given = {"language": "en", "sha256": "0" * 64, "collection": "A-99", "fetched_at": AT}
    return tables.DOCUMENTS.frame(given | {"symbol": s, "source_uri": s} for s in SYMBOLS)


def clauses() -> pl.DataFrame:
    return tables.CLAUSES.frame({"symbol": s, "clause_id": f"{s}#op.1", "text": s[-1]} for s in SYMBOLS)


def doubled(frame: pl.DataFrame) -> pl.DataFrame:
    if odd := [text for text in frame["text"] if text in "36"]:
        raise ValueError(f"{odd} cannot be doubled")
    return frame.with_columns(pl.col("text") + pl.col("text"))


def test_a_document_at_which_a_step_fails_is_left_out_and_rejected() -> None:
    made, refused = without_failing_documents("doubling", doubled, documents(), [clauses()])
    assert made["text"].to_list() == ["11", "22", "44", "55", "77"]
    assert refused.select("source_uri", "stage", "reason", "rejected_at").rows() == [
        (symbol, "model", "doubling failed", AT) for symbol in ("A/RES/99/3", "A/RES/99/6")
    ]
    assert refused["detail"][0].startswith("A/RES/99/3: ValueError: ['3'] cannot be doubled; what else was read")


def test_rows_that_have_no_symbol_are_known_by_their_clause() -> None:
    mentions = tables.BODY_MENTIONS.frame({"clause_id": f"{s}#op.1", "language": "en"} for s in SYMBOLS)

    def counted(frame: pl.DataFrame, named: pl.DataFrame) -> int:
        return doubled(frame).height + named.height

    assert without_failing_documents("counting", counted, documents(), [clauses(), mentions])[0] == 10


@pytest.mark.parametrize("error", [ValueError("all together"), OSError("no room")])
def test_what_no_document_causes_alone_is_raised(error: Exception) -> None:
    def fails(frame: pl.DataFrame) -> None:
        if isinstance(error, OSError) or frame.height > 3:
            raise error

    with pytest.raises(type(error)):
        without_failing_documents("failing", fails, documents(), [clauses()])


def test_rows_of_a_document_that_break_a_rule_are_left_out_and_rejected() -> None:
    gap = {"language": "en", "series": "notes", "previous": "1", "found": "3", "page": 1}
    gaps = tables.NUMBERING_GAPS.frame(gap | {"symbol": s, "seq": 1 + (s == SYMBOLS[1])} for s in SYMBOLS[:3])
    rows, refused = without_rows_at_fault(tables.NUMBERING_GAPS, gaps, documents(), {})
    assert rows["symbol"].to_list() == [SYMBOLS[0], SYMBOLS[2]]
    (rejected,) = refused.iter_rows(named=True)
    assert (rejected["source_uri"], rejected["reason"]) == (SYMBOLS[1], "odd rows of numbering_gaps")
    assert "seq_counts_from_1, which must hold" in rejected["detail"]
