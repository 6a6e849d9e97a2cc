"""The outline of a text: which number stands in which, and the id and path of each clause.

What belongs here: numbering, nesting, ids, sections, annexes and texts quoted within a text. What does not: pages, and
what makes a block a heading or an item (``elements.py``). The outline is given a label and its kind, and how far it is
indented; it answers with an ``Entry``.

Ids are composed of what the UN prints, never of row order::

    #pp.3  #op.2.a.iii  #annex.1.op.4  #XII.B.op.307  #h.2  #op.24.item3  #u.5  #III.draft.I.op.1
    #annex.1.article.5.op.2  #chapter.IV.p.48
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace

import regex

from transforms.authorities import ids
from transforms.language.numerals import follows_letter, follows_roman, from_roman_item
from transforms.pages.decisions import NamedRule, Verdict, decide, otherwise

RANK = {
    "number": 0,
    "capital": 1,
    "letter": 2,
    "roman": 3,
    "sub": 4,
    "inner": 4,
    "figure": 4,
    "numeral": 5,
    "bullet": 6,
}
"""Which kind of label nests in which, where neither colon nor indent decides: ``2 I. (a) (iii) b. •``.

An inner number is one of a list within a numbered paragraph, a figure is ``(1)``.
"""
IN_PARENTHESES = ("letter", "roman", "figure")
"""Kinds of labels that a path shows in parentheses."""
CHAPTERS, ARTICLES = "chapter", "article"
"""Kinds of sections whose name is printed before their number, and stands before it in ids: ``chapter.IV``."""
FURTHER_IN = 6.0
"""Points by which an item is indented more than what it is nested in."""
SAME_INDENT = 8.0
"""Points within which two letters of one list begin."""


@dataclass(slots=True)
class Entry:
    """A clause as the outline sees it."""

    clause_id: str
    kind: str
    text: str
    path: str = ""
    depth: int = 0
    parent: Entry | None = None

    @property
    def announces(self) -> bool:
        """Whether it announces a list: it ends with a colon."""
        return self.text.endswith(":")


@dataclass(slots=True)
class Level:
    """One open level of nesting: the kind of its label, the label, its clause, and its indent in points."""

    kind: str
    label: str
    entry: Entry
    indent: float


@dataclass(slots=True)
class Scope:
    """A text that counts for itself: the document's own, or one that it quotes."""

    part: str
    """Kind of the clauses being read."""
    prefix: list[str] = field(default_factory=list)
    """What ids begin with in a quoted text: ``["III", "draft", "I"]``."""
    annex: int = 0
    sections: list[tuple[str, str]] = field(default_factory=list)
    """The open sections, outermost first: kind and number, of chapters and articles with the kind before it."""
    latest_number: int = 0
    """The last number of a paragraph in this text or annex."""


@dataclass(frozen=True, slots=True)
class State:
    """What is open in an outline at one moment."""

    scope: Scope
    levels: list[Level]
    broken_off: list[list[Level]]
    chapeau: Entry | None


@dataclass(frozen=True, slots=True)
class _Item:
    """What decides whether a label in parentheses is a letter, a Roman numeral or a figure."""

    label: str
    indent: float
    letter: Level | None
    """The innermost open letter."""
    roman: Level | None
    is_announced: bool
    """Whether the clause before it ends with a colon."""

    @property
    def is_next_letter(self) -> bool:
        return self.letter is not None and follows_letter(self.letter.label, self.label)

    @property
    def is_in_line(self) -> bool:
        """Whether it begins where the letter before it does."""
        return self.letter is not None and abs(self.letter.indent - self.indent) < SAME_INDENT

    @property
    def is_out_of_numerals(self) -> bool:
        """Whether it begins elsewhere than the numerals that are open."""
        return self.roman is not None and abs(self.roman.indent - self.indent) > SAME_INDENT


ITEM_KINDS: tuple[NamedRule[str], ...] = (
    NamedRule("figure", "``(1)``", lambda item: item.label.isdigit(), "figure"),
    NamedRule("no numeral", "``(b)`` is a letter", lambda item: from_roman_item(item.label) is None, "letter"),
    NamedRule(
        "next letter in line",
        "``(ii)`` behind ``(hh)`` is the letter if it begins where that does, and not where the numerals in it do",
        lambda item: item.is_next_letter and item.is_in_line and item.is_out_of_numerals,
        "letter",
    ),
    NamedRule(
        "next numeral",
        "it follows the last numeral",
        lambda item: item.roman is not None and follows_roman(item.roman.label, item.label),
        "roman",
    ),
    NamedRule(
        "announced",
        "what a colon announces is nested in it",
        lambda item: item.label == "i" and item.is_announced,
        "roman",
    ),
    NamedRule(
        "next letter",
        "``(i)`` behind ``(h)`` is the letter if it begins where that does",
        lambda item: item.is_next_letter and (item.label != "i" or item.is_in_line),
        "letter",
    ),
    NamedRule("first numeral", "a list begins with ``(i)``", lambda item: item.label == "i", "roman"),
    NamedRule(
        "numeral of no open list",
        "no letter is open, or the label has several characters",
        lambda item: item.letter is None or len(item.label) > 1,
        "roman",
    ),
    NamedRule("letter", "one character in a list of letters", otherwise, "letter"),
)
"""Whether ``(i)``, ``(v)``, ``(x)`` is a letter or a Roman numeral, and what any other label in parentheses is."""


class Outline:
    """Numbers the clauses of one document in reading order."""

    def __init__(self, symbol: str, part: str = "paragraph") -> None:
        self.symbol = symbol
        self.scope = Scope(part)
        self.outer: Scope | None = None
        """The document's own text, while a text that it quotes is read."""
        self.levels: list[Level] = []
        self.broken_off: list[list[Level]] = []
        """The levels that were open each time an unnumbered paragraph, such as a quotation, came between two items."""
        self.chapeau: Entry | None = None
        """The unnumbered clause under which items may stand."""
        self.last: Entry | None = None
        self._letters_in = ""
        """Kind of the level in which the last letter of the numbered paragraph stood."""
        self._counts: Counter[str] = Counter()
        self._ids: set[str] = set()

    # What is open

    @property
    def around(self) -> list[str]:
        """What ids begin with at this place: the quoted text, the annex and the sections."""
        annex = [f"annex.{self.scope.annex}"] if self.scope.annex else []
        return [*self.scope.prefix, *annex, *(number for _, number in self.scope.sections)]

    def latest(self, *kinds: str) -> Level | None:
        """The innermost open level of one of these kinds."""
        return next((level for level in reversed(self.levels) if level.kind in kinds), None)

    def close_levels(self) -> None:
        """End all lists: what follows is nested in nothing before it."""
        self.levels, self.broken_off, self.chapeau = [], [], None

    def begin_part(self, part: str) -> None:
        """Begin a preamble, or another part of the text."""
        self.scope.part = part
        self.close_levels()

    def open_annex(self, count: int = 1) -> None:
        """Begin an annex; its sections and numbers are its own."""
        self.scope = replace(self.scope, annex=self.scope.annex + count, sections=[], latest_number=0)
        self.begin_part("annex")

    def enter_section(self, label: str) -> None:
        """Enter the section of this number: it ends those of its kind and stands in those of another."""
        sections = self.scope.sections
        before = next((number for kind, number in sections if kind == "letter"), None)
        follows = before is not None and follows_letter(before, label)
        kind = "roman" if regex.fullmatch("[IVXL]+", label) and not follows else "letter"
        ended = (kind, ARTICLES)
        outer = next((place for place, section in enumerate(sections) if section[0] in ended), len(sections))
        self.scope.sections = [*sections[:outer], (kind, label)]
        self.close_levels()

    def enter_division(self, kind: str, number: str) -> None:
        """Enter a chapter or an article: a chapter ends all that is open, an article the one before it."""
        sections = self.scope.sections
        outer = next((place for place, section in enumerate(sections) if section[0] == ARTICLES), len(sections))
        kept = sections[:outer] if kind == ARTICLES else []
        self.scope.sections = [*kept, (kind, f"{kind}.{number}")]
        self.close_levels()

    def begin_quotation(self, *name: str) -> None:
        """Begin a text that the document quotes: its ids and numbers are its own, as are its sections and annexes.

        Committees recommend drafts so: ``Draft resolution I``, its title, ``The General Assembly,``.
        """
        self.end_quotation()
        prefix = [*self.around, *name]
        key = ".".join(prefix)
        self._counts[key] += 1
        prefix[-1] = ids.numbered(prefix[-1], self._counts[key])
        self.outer, self.scope = self.scope, Scope("operative", prefix)
        self.close_levels()

    def end_quotation(self) -> None:
        """Go back to the document's own text, if a quoted one is being read."""
        if self.outer is not None:
            self.scope, self.outer = self.outer, None
            self.close_levels()

    def state(self) -> State:
        """What is open now, to be given to ``restore`` behind a text that stands within a clause."""
        return State(replace(self.scope), self.levels, self.broken_off, self.chapeau)

    def restore(self, state: State) -> None:
        """Go on where ``state`` was taken."""
        self.scope, self.levels, self.broken_off, self.chapeau = (
            state.scope,
            state.levels,
            state.broken_off,
            state.chapeau,
        )

    # What a label is

    def item_kind(self, label: str, indent: float) -> Verdict[str]:
        """Whether ``(i)`` is the letter or the numeral: what it follows decides, then how far it is indented."""
        levels = self.levels or [level for levels in self.broken_off for level in levels]
        letter = next((level for level in reversed(levels) if level.kind == "letter"), None)
        roman = next((level for level in reversed(levels) if level.kind == "roman"), None)
        is_announced = bool(self.levels) and self.levels[-1].entry.announces
        return decide(ITEM_KINDS, _Item(label, indent, letter, roman, is_announced))

    def dotted_kind(self, label: str) -> str:
        """Whether ``a.`` or ``ii.`` is the letter or the numeral that is expected here; empty where neither is."""
        latest = {level.kind: level.label for level in self.levels}
        is_announced = self.last is not None and self.last.announces
        if "sub" not in latest:
            return "sub" if label == "a" and is_announced else ""
        if follows_roman(latest["numeral"], label) if "numeral" in latest else label == "i" and is_announced:
            return "numeral"
        return "sub" if follows_letter(latest["sub"], label) else ""

    def is_inner(self, label: str, indent: float) -> bool:
        """Whether a number is one of a list within a numbered paragraph, and not the paragraph after it.

        Such a list stands further in, and begins anew behind what announces it or behind the paragraph's own text.
        """
        outer = next((level for level in self.levels if level.kind == "number"), None)
        inner = next((level for level in self.levels if level.kind == "inner"), None)
        if outer is None or self.last is None or indent < outer.indent + FURTHER_IN:
            return False
        if inner is not None:
            return int(label) == int(inner.label) + 1 and abs(indent - inner.indent) < FURTHER_IN
        return label == "1" and (self.last is outer.entry or self.last.announces)

    def is_pointed(self, outer: str, inner: str) -> bool:
        """Whether ``124.7`` is the number of the paragraph being read and the next one of a list within it."""
        latest = {level.kind: level.label for level in self.levels}
        return latest.get("number") == outer and int(inner) == int(latest.get("inner", "0")) + 1

    def is_capital(self, label: str) -> bool:
        """Whether ``I.`` numbers an item of a numbered paragraph."""
        before = next((level.label for level in self.levels if level.kind == "capital"), None)
        if before is not None:
            return follows_roman(before.lower(), label.lower())
        return label == "I" and bool(self.levels) and self.last is not None and self.last.announces

    def is_next_letter(self, label: str) -> bool:
        """Whether a label is the next letter of a list that is open or was broken off."""
        open_levels = [level for levels in (*self.broken_off, self.levels) for level in levels]
        return any(level.kind == "letter" and follows_letter(level.label, label) for level in open_levels)

    def follows_section(self, label: str) -> bool:
        """Whether a section's number begins a series or follows that of an open section."""
        numbers = [number for _, number in self.scope.sections]
        follows = (follows_roman(number.lower(), label.lower()) or follows_letter(number, label) for number in numbers)
        return label in ("I", "A") or any(follows)

    # Adding a clause

    def add(
        self, kind: str, text: str, label: str = "", label_kind: str = "", indent: float = 0.0, printed: str = ""
    ) -> Entry:
        """Add a clause, and keep its level open for what nests in it.

        ``label_kind`` is a key of ``RANK``, empty for what has no number or is a heading, whose ``label`` is its path.
        ``printed`` is the label in the path where it is printed otherwise than in English.
        """
        parent, path = None, label
        if label_kind:
            self._ascend(label, label_kind, indent)
            if label_kind in ("number", "letter"):
                self._letters_in = self.levels[-1].kind if self.levels and label_kind == "letter" else ""
            parent = self.levels[-1].entry if self.levels else self.chapeau if label_kind != "number" else None
            path = (parent.path if parent else "") + _piece(label, label_kind, printed, parent is not None)
        name = self._identify(kind, label, label_kind, parent)
        entry = Entry(f"{self.symbol}#{name}", kind, text, path, parent.depth + 1 if parent else 0, parent)
        if label_kind:
            self.levels.append(Level(label_kind, label, entry, indent))
            if label_kind == "number":
                self.broken_off = []
        elif kind != "heading":
            if self.levels:
                self.broken_off.append(self.levels)
            self.chapeau, self.levels = entry, []
        self.last = entry
        return entry

    def resume(self, kind: str, label: str) -> None:
        """Open the levels again that an unnumbered paragraph broke off, where the label is the next of one of them."""
        follows = {"letter": follows_letter, "roman": follows_roman}.get(kind)
        if follows is None or any(level.kind == kind for level in self.levels):
            return
        for age in reversed(range(len(self.broken_off))):
            for depth, level in enumerate(self.broken_off[age], 1):
                if level.kind == kind and follows(level.label, label):
                    self.levels, self.broken_off = self.broken_off[age][:depth], self.broken_off[:age]
                    return
        if not self.levels and self.broken_off and label not in ("a", "i"):
            # no list begins so: the items before it share one paragraph, "(i)-(iii)", or stand in another order
            self.levels = [level for level in self.broken_off.pop() if RANK[level.kind] < RANK[kind]]

    def _ascend(self, label: str, kind: str, indent: float) -> None:
        """Close the levels in which the label does not stand."""
        kinds = [level.kind for level in self.levels]
        if kind in kinds and kind != "number":
            del self.levels[kinds.index(kind) :]
            return
        last = self.levels[-1] if self.levels else None
        if last and label in ("a", "i", "1") and kind in IN_PARENTHESES:
            is_announced = last.entry is self.last and last.entry.announces
            if is_announced or indent > last.indent + FURTHER_IN or (last.kind == "roman" and kind == "letter"):
                # whatever is announced, or stands further in, is nested: (i) holds (a) as well as (a) holds (i)
                return
        if last and kind == "letter" and last.kind == self._letters_in == "roman":
            return  # the letters of a mandate's tasks run on: (i) (a)-(f), (ii) (g)-(k)
        while self.levels and RANK[self.levels[-1].kind] >= RANK[kind]:
            self.levels.pop()

    def _identify(self, kind: str, label: str, label_kind: str, parent: Entry | None) -> str:
        """The place that the id names: annex, section and numbering; what has no number is counted."""
        around, word = self.around, ids.PARTS[kind]
        if kind == "heading":
            around = around[: len(self.scope.prefix) + bool(self.scope.annex)]
        if parent is not None:
            around, word = [], ids.place_of(parent.clause_id)
        if label_kind and label_kind != "bullet":
            return self._unique(".".join([*around, word, label]))
        if label_kind == "bullet":
            counted = ".".join([*around, word, "item"])
        else:
            counted = ".".join([*around, word if kind in ("preambular", "heading") else ids.UNNUMBERED, ""])
        self._counts[counted] += 1
        return self._unique(f"{counted}{self._counts[counted]}")

    def _unique(self, name: str) -> str:
        copy = 1
        while (unique := ids.numbered(name, copy)) in self._ids:
            copy += 1
        self._ids.add(unique)
        return unique


def _piece(label: str, kind: str, printed: str, has_parent: bool) -> str:
    """What a label adds to a path."""
    if kind in IN_PARENTHESES:
        is_as_in_english = not printed or regex.search(r"[\p{Latin}\d]\)", printed)
        return f"({label})" if is_as_in_english else printed
    return f".{label}" if kind == "inner" and has_parent else label
