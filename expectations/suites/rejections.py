"""The domain's own rules on what could not be loaded."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from expectations.suites.rule import Rule, must, not_blank, where

RULES: Mapping[str, tuple[Rule, ...]] = {
    "rejections": (
        not_blank("reason"),
        not_blank("detail"),
        must(
            "sha256_is_a_hash",
            "bytes that were received are named by their SHA-256: 64 hexadecimal digits in lower case",
            where(~pl.col("sha256").str.contains(r"^[0-9a-f]{64}$"), "sha256"),
        ),
    ),
}
"""The rules, by table."""
