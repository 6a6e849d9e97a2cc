"""The domain's own rules on citations, treaties, links between documents and changes in a series."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import polars as pl

from expectations.suites.rule import (
    LAST_DAY,
    Rule,
    differs,
    id_names_its_document,
    must,
    no_longer_than,
    not_blank,
    should,
    where,
)

RULES: Mapping[str, tuple[Rule, ...]] = {
    "treaties": (
        should(
            "treaty_is_named",
            "a treaty has a title, a short title or a registration number; otherwise nobody knows which it is",
            where(pl.all_horizontal(pl.col("title", "short_title", "number").is_null()), "series"),
        ),
    ),
    "citations": (
        must(
            "span_is_of_a_text",
            "the span counts characters of a clause, a footnote or a cell, so the row names one of them",
            where(pl.all_horizontal(pl.col("clause_id", "footnote_number", "table_number").is_null()), "char_start"),
        ),
        id_names_its_document("citation_id"),
        not_blank("cited_text"),
        must(
            "resolved_or_left_open",
            "a citation is resolved by a rule or left open with a reason: exactly one of the two",
            where(
                pl.col("resolution_rule").is_null() == pl.col("unresolved_reason").is_null(),
                pl.coalesce("resolution_rule", pl.lit("neither")),
            ),
        ),
        must(
            "resolved_document_has_symbol",
            "a document that the UN issues under a symbol is resolved only if its symbol is known",
            where(
                pl.col("cited_kind").is_in(["resolution", "decision", "document", "meeting_record"])
                & pl.col("cited_symbol").is_null()
                & pl.col("unresolved_reason").is_null(),
                "cited_text",
            ),
        ),
        must(
            "open_citation_has_no_symbol",
            "a citation that is left open names no symbol: nothing is guessed",
            where(pl.col("cited_symbol").is_not_null() & pl.col("unresolved_reason").is_not_null(), "cited_symbol"),
        ),
        should(
            "link_leads_where_the_words_say",
            "some links set by the UN's staff are wrong; the words are followed, and each such link is listed here",
            where(
                pl.coalesce("resolution_rule", "unresolved_reason").str.contains(r"link_disagrees|is not followed"),
                "link_target",
            ),
        ),
        Rule(
            "cited_on_is_plausible",
            "the oldest treaties cited are of the nineteenth century; an earlier date is misread",
            False,
            "ExpectColumnValuesToBeBetween",
            {"column": "cited_on", "min_value": dt.date(1800, 1, 1), "max_value": LAST_DAY},
        ),
        no_longer_than("cited_text", 1_000),
    ),
    "document_links": (
        differs("linked_symbol", "symbol"),
        Rule(
            "source_is_known",
            "a link is stated by the masthead, the symbol, the text, the UN's XML or the Library's catalogue",
            False,
            "ExpectColumnValuesToBeInSet",
            {"column": "source", "value_set": ["masthead", "symbol", "text", "xml", "catalogue"]},
        ),
    ),
    "clause_changes": (
        differs("previous_symbol", "symbol"),
        Rule(
            "similarity_is_a_share",
            "likeness is a number from 0 to 1",
            True,
            "ExpectColumnValuesToBeBetween",
            {"column": "similarity", "min_value": 0, "max_value": 1},
        ),
        must(
            "change_agrees_with_clauses",
            "a new clause has no predecessor, a dropped clause has no successor, and every other clause has both",
            where(
                (pl.col("clause_id").is_null() != (pl.col("change") == "dropped"))
                | (pl.col("previous_clause_id").is_null() != (pl.col("change") == "new")),
                "change",
            ),
        ),
        should(
            "changed_clause_has_diff",
            "a change is shown word by word",
            where((pl.col("change") == "changed") & pl.col("diff").is_null(), "change"),
        ),
    ),
}
"""The rules, by table."""
