"""Drawn rules: pieces that meet are one rule."""

from __future__ import annotations

from itertools import pairwise

from transforms.pages.drawn_rules import level_rules
from transforms.pages.model import Rule


def pieces(y: float, *edges: float) -> list[Rule]:
    """A level rule as Word draws it: a piece for each cell, with the borders' width between them."""
    return [Rule(a, y, b - 0.5, y + 0.5) for a, b in pairwise(edges)]


def test_pieces_that_meet_are_one_rule_and_others_are_not() -> None:
    rules = level_rules([*pieces(100, 60.0, 200.0, 300.0), Rule(450, 100, 500, 100.5), Rule(60, 90, 60.5, 300)])
    assert [(rule.x0, rule.x1, rule.cuts) for rule in rules] == [(60.0, 299.5, (200.0,)), (450, 500, ())]
