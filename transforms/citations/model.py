"""What a citation is while it is read: the reference that was found, its head, the target, and whoever cites.

What belongs here: the records that pass from finding to resolving to the frames, and what a form and a rule are. What
does not: any pattern, and any rule (``forms``, ``heads.py``, ``links.py``).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Generic, TypeVar

from transforms.authorities.symbols import Symbol


@dataclass(frozen=True)
class Head:
    """The noun that governs a number, or a list of numbers: "Human Rights Council resolutions"."""

    noun: str
    """The word for what is cited, in the singular: ``resolution``, ``decision``, ``document``."""
    body: str | None = None
    """Key of the body that the words name (``adopters.NAMES``); null where they name none."""
    how: str = "none"
    """How the body is known: ``named``, ``subject`` ("the Council, in its ..."), ``after`` ("... of the Council"),
    or that it is not: ``own`` ("its"), ``none``."""
    nearby: tuple[str, ...] = ()
    """Keys of the other bodies that the text names, the last before the head first, those after it last: for a
    number that the adopting organ cannot have given."""
    pinpoint: str | None = None
    """The place named before the head: "paragraph 8" of "paragraph 8 of Security Council resolution 2397 (2017)"."""


@dataclass(frozen=True)
class Found:
    """One reference as the text has it, not yet resolved."""

    start: int
    """First character of the text that it quotes."""
    end: int
    """Character after the last that it quotes."""
    form: str
    """Name of the form (``forms/register.py``); ``link`` where only a hyperlink makes the words a reference."""
    text: str
    """What it quotes, hyphens and apostrophes in one form (``wording.in_one_form``)."""
    notation: str = ""
    """How a number is written: ``session`` (79/181), ``year`` (2397 (2017)), ``roman`` (2200 A (XXI))."""
    session: str = ""
    """Session or year in a number."""
    number: str = ""
    """Number of the resolution, decision or note."""
    letter: str = ""
    """Part of a resolution or decision: ``B``."""
    symbol_before: str = ""
    """The symbol that a modifier continues: A/65/53 for "Corr.1" in "A/65/53 and Corr.1"."""
    treaty_id: str | None = None
    head: Head | None = None
    is_listed: bool = False
    """Whether the head stands before an earlier item of the list."""
    pinpoint: str | None = None
    """Place in what is cited, as printed: "annex", "chap. IV, sect. A"."""
    cited_on: dt.date | None = None
    """Date given for what is cited."""
    shared_date: dt.date | None = None
    """The date of the next item of the list, which may hold for this one too: "5/1 and 5/2 of 18 June 2007"."""
    volumes: tuple[str, ...] = ()
    """Volumes of the Treaty Series."""
    is_implied: bool = False
    """Whether it stands between the two ends of a range."""
    has_ibid: bool = False
    """Whether a treaty's series is that of the note before: "Ibid., vol. 1249, No. 20378"."""


@dataclass(frozen=True)
class Target:
    """What a reference was resolved to, or why it was left open."""

    kind: str
    """As in ``citations.cited_kind``."""
    symbol: str | None = None
    rule: str | None = None
    """Name of the rule that resolved it; null where it is left open."""
    reason: str | None = None
    """Why it is left open; null where it was resolved."""
    treaty_id: str | None = None
    cited_on: dt.date | None = None

    def doubted(self, doubt: str) -> Target:
        """The same, with a doubt behind the name of its rule: ``head, date_disagrees``."""
        return replace(self, rule=f"{self.rule}, {doubt}")


@dataclass(frozen=True)
class Citing:
    """What a document says about whoever cites in it."""

    symbol: Symbol
    """Its symbol, read."""
    body: str
    """Key of the body that speaks: its "its", and its bare "resolution"."""
    on: dt.date | None
    """Date before which what it cites was adopted; null where the document gives none."""
    named: Mapping[tuple[str, str, str], str] = field(default_factory=dict)
    """Noun, session and number -> the body that the document itself names for them somewhere."""
    in_full: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Number -> the symbols of the resolutions by it that the document cites somewhere with year or session."""

    @property
    def is_adopted(self) -> bool:
        """Whether it is a resolution or decision, or the draft of one, so that "the present resolution" is itself."""
        return self.symbol.doc_type in ("RES", "DEC", "L")


@dataclass(frozen=True)
class Form:
    """One way in which texts of the UN cite something."""

    name: str
    signs: tuple[str, ...]
    """A text without any of these has no such reference: most texts cost no search."""
    find: Callable[[str], Iterable[Found]]
    """Every reference of this form in a text whose characters are in one form, in order of place."""
    resolve: Callable[[Found, Citing], Target]
    """What such a reference means, from its own words and from whoever cites."""
    has_parts: bool = False
    """Whether a resolution named as a place in it ("A/56/1026, annex II, resolution 14/221") is no further
    reference."""


Case = TypeVar("Case")
Answer = TypeVar("Answer")


@dataclass(frozen=True)
class Rule(Generic[Case, Answer]):
    """One rule of an ordered table; the first that answers decides."""

    name: str
    why: str
    """The reason for the rule, or an example."""
    answer: Callable[[Case], Answer | None]


def first_answer(rules: Sequence[Rule[Case, Answer]], case: Case) -> tuple[str, Answer]:
    """The name of the first rule that answers, and its answer. Raises ``LookupError`` where none does."""
    for rule in rules:
        if (answer := rule.answer(case)) is not None:
            return rule.name, answer
    raise LookupError(f"no rule of {[rule.name for rule in rules]} answers for {case}")


def decide(rules: Sequence[Rule[Case, Target]], case: Case) -> Target:
    """The target that the first rule to answer gives, with the name of the rule where it gives no other name."""
    name, target = first_answer(rules, case)
    return target if target.rule or target.reason else replace(target, rule=name)
