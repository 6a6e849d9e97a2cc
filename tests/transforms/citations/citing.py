"""What the tests of citations share: one document with its paragraphs, notes and links, and what it cites."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

import polars as pl

from transforms.authorities import symbols
from transforms.citations import citations
from warehouse import tables

ADOPTED = {
    "A/RES/79/200": dt.date(2024, 12, 19),
    "A/HRC/RES/55/1": dt.date(2024, 4, 3),
    "S/RES/2700(2023)": dt.date(2023, 10, 5),
    "E/RES/2024/9": dt.date(2024, 6, 5),
    "E/CN.6/2025/3": dt.date(2025, 3, 10),
    "DP/2025/13": dt.date(2025, 4, 1),
    "CRC/C/GC/26": dt.date(2023, 8, 22),
}
GA, HRC, SC, ECOSOC = "A/RES/79/200", "A/HRC/RES/55/1", "S/RES/2700(2023)", "E/RES/2024/9"
CSW, UNDP, TREATY_BODY = "E/CN.6/2025/3", "DP/2025/13", "CRC/C/GC/26"


def cite(text: str, symbol: str = GA) -> list[dict[str, Any]]:
    """The citations of one paragraph of a document."""
    return frames(symbol, [text])[0].sort("char_start", "char_end", "citation_id").to_dicts()


def frames(
    symbol: str,
    texts: Sequence[str],
    notes: Sequence[str] = (),
    links: Sequence[dict[str, Any]] = (),
    kind: str = "operative",
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The citations and the notes of a document of these paragraphs, the notes hanging from the first of them."""
    of_document = {"symbol": symbol, "language": "en"}
    document = of_document | {"adopted_on": ADOPTED.get(symbol)}
    clauses = [
        of_document | {"clause_id": f"{symbol}#op.{n}", "seq": n, "kind": kind, "text": text}
        for n, text in enumerate(texts, 1)
    ]
    footnotes = [
        of_document
        | {"footnote_id": f"{symbol}#fn.{n}", "seq": n, "number": str(n), "text": text, "clause_id": f"{symbol}#op.1"}
        for n, text in enumerate(notes, 1)
    ]
    hyperlinks = [of_document | {"seq": n, "clause_id": f"{symbol}#op.1"} | link for n, link in enumerate(links, 1)]
    return citations.find_and_resolve(
        tables.DOCUMENTS.frame([document]),
        tables.CLAUSES.frame(clauses),
        tables.FOOTNOTES.frame(footnotes),
        tables.HYPERLINKS.frame(hyperlinks),
    )


def check_spans(text: str) -> None:
    """Every span quotes its text, and every citation has a rule or a reason, a canonical symbol and its own id."""
    rows = cite(text)
    for row in rows:
        assert row["cited_text"] == text[row["char_start"] : row["char_end"]] != ""
        assert (row["resolution_rule"] is None) != (row["unresolved_reason"] is None)
        assert row["cited_symbol"] is None or row["cited_symbol"] == symbols.canonical(row["cited_symbol"])
    assert len({row["citation_id"] for row in rows}) == len(rows)
