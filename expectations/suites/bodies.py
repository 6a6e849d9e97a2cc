"""The domain's own rules on bodies, their names, their mentions, and what is asked of them."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from expectations.suites.rule import Rule, differs, in_our_time, must, not_blank, should, where
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
    "body_mentions": (
        must(
            "is_told_or_left_open",
            "a mention has its body and the rule that found it, or the reason why it was left open: never both",
            where(
                (pl.col("body_id").is_null() != pl.col("resolution_rule").is_null())
                | (pl.col("body_id").is_null() == pl.col("unresolved_reason").is_null()),
                "mention_text",
            ),
        ),
    ),
    "mandates": (
        in_our_time("due_on", must_hold=False),
        must(
            "due_date_is_printed",
            "a date on which something is due follows from printed words, which are kept in due",
            where(pl.col("due_on").is_not_null() & pl.col("due").is_null(), "due_on"),
        ),
        should(
            "verb_is_in_lower_case",
            'verbs are kept in lower case so that "Requests" and "requests" count as one',
            where(pl.col("verb") != pl.col("verb").str.to_lowercase(), "verb"),
        ),
        should(
            "verb_stands_in_verb_phrase",
            'the verb is a part of the printed phrase, so the phrase holds its first word: "is authorized"',
            where(
                ~pl.col("verb_phrase")
                .str.to_lowercase()
                .str.contains(pl.col("verb").str.to_lowercase().str.extract(r"^(\S+?)s?(?:\s|$)"), literal=True),
                "verb_phrase",
            ),
        ),
    ),
}
"""The rules, by table."""
