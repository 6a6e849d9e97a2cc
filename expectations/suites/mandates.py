"""The domain's own rules on mentions of bodies and on what is asked of them."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from expectations.suites.rule import Rule, in_our_time, must, should, where

RULES: Mapping[str, tuple[Rule, ...]] = {
    "body_mentions": (
        must(
            "has_a_body_or_a_reason",
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
