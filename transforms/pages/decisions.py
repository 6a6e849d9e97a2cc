"""Decisions that explain themselves: ordered tables of named rules.

A decision (does this paragraph continue over the page? is this line furniture?) is a table of rules. Each rule has a
name, a reason, a test and an answer. The first rule whose test holds gives the answer, and its name says why.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, NamedTuple, TypeVar

Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class NamedRule(Generic[Answer]):
    """One rule of a decision."""

    name: str
    """Few words, unique within its table: they are printed on the page that ``rapporteur show --why`` draws."""
    why: str
    """What of the UN's printing, or of its typists' habits, the rule rests on."""
    test: Callable[..., bool]
    """Takes the facts of the decision, the same for each rule of a table."""
    answer: Answer


class Verdict(NamedTuple, Generic[Answer]):
    """What was decided, and by which rule."""

    answer: Answer
    rule: str


def decide(rules: Sequence[NamedRule[Answer]], *facts: Any) -> Verdict[Answer]:
    """The answer and the name of the first rule whose test holds for the facts.

    Raises ``LookupError`` where none holds: the last rule of a table takes whatever is left (see ``otherwise``).
    """
    for rule in rules:
        if rule.test(*facts):
            return Verdict(rule.answer, rule.name)
    raise LookupError(f"no rule answers: {', '.join(rule.name for rule in rules)}")


def otherwise(*_: object) -> bool:
    """The test of the last rule of a table, which always holds."""
    return True
