"""The domain's own rules on bodies and their names."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from expectations.suites.rule import Rule, differs, must, not_blank, should, where
from warehouse.tables import SYMBOL_PATTERN

RULES: Mapping[str, tuple[Rule, ...]] = {
    "bodies": (
        not_blank("name"),
        differs("parent_body_id", "body_id"),
        should(
            "symbol_prefix_is_a_symbol",
            "the prefix is the beginning of symbols, so with a number after its point (A/AC.) it is spelt like one",
            where(~pl.col("symbol_prefix").str.replace(r"\.$", ".1").str.contains(SYMBOL_PATTERN), "symbol_prefix"),
        ),
    ),
    "body_names": (
        not_blank("name"),
        must(
            "used_to_is_not_before_used_from",
            "the use of a name does not end before it begins",
            where(pl.col("used_to") < pl.col("used_from"), "used_to"),
        ),
    ),
}
"""The rules, by table."""
