"""A text that shows its structure by its look: blocks of a page or a transcription to clauses.

What belongs here: the order in which such a text is read, and what each block begins or ends in it. What does not: what
a block looks like (``elements.py``), what nests in what (``outline.py``), and texts whose structure the source marks
(``marked.py``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

import regex

from transforms.authorities.kinds import Kind
from transforms.language import labels, vocabulary
from transforms.pages.decisions import NamedRule, Verdict, decide, otherwise
from transforms.pages.text import Text
from transforms.texts import masthead
from transforms.texts.clauses import Clauses
from transforms.texts.document import Block, ClosingLine
from transforms.texts.elements import (
    BULLET,
    CAPITAL,
    DECISION_AHEAD,
    DOTTED,
    ITEM,
    NUMBER,
    OTHER_LABELS,
    POINTED,
    QUOTED,
    SUB_ITEM,
    division_of,
    heading_number,
    heading_verdict,
    in_contents,
    is_finite,
    numbered_ahead,
    unquoted,
    with_labels,
    with_page_numbers,
)
from transforms.texts.notes import Anchor, without_marks
from transforms.texts.outline import CHAPTERS

ANNEX_MENTIONED = vocabulary.pattern("text.annex_mentioned")
UNPOINTED = regex.compile(r"(\d{1,3})\s+(?=\p{Lu})")
"""A number without its point."""
QUOTED_IN_RESOLUTION = "quoted"
"""What the ids of a draft that a resolution quotes begin with."""


class ItemLabel(NamedTuple):
    """What numbers a paragraph: kind (a key of ``outline.RANK``), label, characters that it takes, and as printed."""

    kind: str
    label: str
    length: int
    printed: str = ""
    together: str = ""
    """The further items that share the paragraph: `` and (iii)``."""
    rule: str = ""
    """Name of the rule that decided between letter, numeral and figure."""


@dataclass(frozen=True)
class _Facts:
    """What decides what a block is in its text."""

    text: PrintedText
    block: Block
    content: Text
    is_heading: bool
    is_in_contents: bool
    """Whether it stands in a list of contents."""

    @property
    def is_formula(self) -> bool:
        return masthead.is_formula(self.block)

    @property
    def is_formula_of_annex(self) -> bool:
        """Whether another body's formula stands in an annex: a text that is quoted there."""
        return bool(self.text.outline.scope.annex and self.content.text != self.text.formula)

    @property
    def annex(self) -> str | None:
        return labels.annex_label(self.content.text)

    @property
    def is_next_item(self) -> bool:
        """Whether it bears the next letter of an open list: it is no heading, though it looks like one."""
        match = ITEM.match(self.content.text)
        return bool(match and self.text.outline.is_next_letter(match[1]))


Action = Callable[["PrintedText", _Facts], None]


class PrintedText:
    """Reads the blocks of one document in order."""

    def __init__(self, clauses: Clauses, kind: Kind, patterns: list[regex.Pattern[str]]) -> None:
        self.clauses, self.outline, self.language = clauses, clauses.outline, clauses.language
        self.kind = kind
        self.patterns = patterns
        """How note marks that are not raised are set."""
        self.formula = ""
        """The line that says who speaks."""
        self.formula_met: list[str] | None = None
        """Where in the quoted text, as in ``Outline.around``, the line that says who speaks was met last."""
        self.is_unnumbered = False
        """Whether no numbered paragraph follows in the text or section being read."""
        self.closing: list[ClosingLine] = []
        self.masthead_blocks: list[Block] = []
        """Blocks of the body that belong to the masthead: formulas, closing lines."""
        self.empty_blocks: list[Block] = []

    def read(self, body: Iterable[Block]) -> None:
        """Read the blocks behind the masthead."""
        blocks = list(with_labels(with_page_numbers(body)))
        headings = [heading_verdict(block) for block in blocks]
        numbered = numbered_ahead(blocks, [verdict.answer for verdict in headings])
        listed = in_contents(blocks)
        for place, (block, verdict) in enumerate(zip(blocks, headings, strict=True)):
            self.is_unnumbered = not numbered[place]
            self._take(block, verdict, place in listed)

    @property
    def is_quoting(self) -> bool:
        """Whether a draft is read that a resolution recommends to another body, each paragraph in quotation marks."""
        return self.outline.outer is not None and self.outline.scope.prefix[-1].startswith(QUOTED_IN_RESOLUTION)

    @property
    def may_quote(self) -> bool:
        """Whether the line that says who speaks begins a text quoted in a report, and not the document's own."""
        is_report = self.kind.quotes and not self.formula
        return is_report and any(clause.entry.kind != "heading" for clause in self.clauses.all)

    def _take(self, block: Block, heading: Verdict[bool], is_in_contents: bool) -> None:
        is_quoted = block.text.startswith("“")
        if self.is_quoting and not is_quoted:
            self._end_quotation()
        elif is_quoted and self.formula and not self.outline.outer and masthead.is_formula(block):
            self._begin_quotation(QUOTED_IN_RESOLUTION)
        content = without_marks(block.content, self.patterns)
        if self.is_quoting:
            content = unquoted(content)
        facts = _Facts(self, block, content, heading.answer, is_in_contents)
        verdict, before = decide(ELEMENTS, facts), len(self.clauses.all)
        verdict.answer(self, facts)
        for clause in self.clauses.all[before:]:
            clause.decided_by = (*clause.decided_by, f"heading: {heading.rule}", f"element: {verdict.rule}")

    # What a block can be

    def is_closing(self, text: str) -> bool:
        """Whether a paragraph is of what is said in brackets behind a text: how it was adopted, and who voted how."""
        if not self.kind.is_adopted:
            return False
        is_open = self.closing and "]" not in self.closing[-1].text and labels.annex_label(text) is None
        return bool(is_open or masthead.HOW_ADOPTED.match(text))

    def _keep_empty(self, facts: _Facts) -> None:
        self.empty_blocks.append(facts.block)

    def _keep_closing(self, facts: _Facts) -> None:
        place = facts.block.place
        self.masthead_blocks.append(facts.block)
        pages = place.page_first, place.page_last
        self.clauses.anchors += [Anchor(mark, pages=pages) for mark, _ in facts.content.marks]
        self.closing.append(ClosingLine(facts.content.text, place.page_first))

    def _keep_in_masthead(self, facts: _Facts) -> None:
        self.masthead_blocks.append(facts.block)

    def _begin_quoted_text(self, facts: _Facts) -> None:
        self.masthead_blocks.append(facts.block)
        if self.outline.outer is None or self.formula_met == self.outline.around:
            self._begin_quotation("draft")
        self.formula_met = self.outline.around
        self.outline.begin_part("preambular")

    def _begin_text(self, facts: _Facts) -> None:
        self.masthead_blocks.append(facts.block)
        self.formula = self.formula or facts.content.text
        self.outline.begin_part("preambular")

    def _begin_annex(self, facts: _Facts) -> None:
        if self.outline.outer and not self._mentions_annex():
            self._end_quotation()
        self.outline.open_annex()
        self.clauses.add(facts.block, facts.content, "heading", facts.annex or "")

    def _add_contents_entry(self, facts: _Facts) -> None:
        self.clauses.add(facts.block, facts.content, "contents")

    def _begin_quotation(self, *name: str) -> None:
        self.outline.begin_quotation(*name)
        self.formula_met = None

    def _end_quotation(self) -> None:
        self.outline.end_quotation()

    def _mentions_annex(self) -> bool:
        """Whether the text that is quoted speaks of an annex, so that the next is its own and not the report's."""
        start = f"{self.outline.symbol}#{'.'.join(self.outline.scope.prefix)}."
        return any(
            ANNEX_MENTIONED.search(clause.entry.text)
            for clause in self.clauses.all
            if clause.entry.clause_id.startswith(start)
        )

    def _add_heading(self, facts: _Facts) -> None:
        """Add a heading, with what it begins or ends: a quoted text, a section."""
        content, last = facts.content, self.clauses.last
        text, label, length = content.text, "", 0
        if last and last.entry.kind == "heading" and not last.entry.text:
            pass  # a number alone on its line belongs to the title on the next
        elif self.may_quote and (match := QUOTED.fullmatch(text)):
            name = "text" if match["number"] else "draft" if match["kind"] == "resolution" else "decision"
            self._begin_quotation(name, *filter(None, (match["label"] or match["number"],)))
        elif self.may_quote and last and DECISION_AHEAD.search(last.entry.text):
            self._begin_quotation("decision")
        elif division := division_of(text):
            if self.outline.outer and not self.outline.scope.annex and division[0] == CHAPTERS:
                self._end_quotation()
            self.outline.enter_division(*division)
        else:
            label, length, is_section = heading_number(text, self.language)
            if is_section:
                if self.outline.outer and not self._is_section_of_quotation(label):
                    self._end_quotation()
                self.outline.enter_section(label)
        self.clauses.add_heading(facts.block, content.cut(length) if length else content, label)

    def _is_section_of_quotation(self, label: str) -> bool:
        """Whether a section is one of the text that is quoted, and not the report's next."""
        if self.formula_met is None and label != "A":
            return False
        return self.outline.follows_section(label)

    def _add_clause(self, facts: _Facts) -> None:
        block, content, outline = facts.block, facts.content, self.outline
        found = self._item_label(content.text, block.indent) or self._number_without_point(content)
        if found:
            content = content.cut(found.length)
            outline.resume(found.kind, found.label)
        else:
            found = ItemLabel("", "", 0)
        verb = content.leading(content.italic)
        if found.kind == "number":
            self._count(found.label, verb)
        self._choose_part(content.text, found, verb)
        clause = self.clauses.add(block, content, outline.scope.part, found.label, found.kind, verb, found.printed)
        clause.entry.path += found.together
        if found.rule:
            clause.decided_by = (*clause.decided_by, f"item: {found.rule}")

    def _item_label(self, text: str, indent: float) -> ItemLabel | None:
        """What numbers a paragraph, by the first of ``ITEM_READERS`` that finds something."""
        return next((found for read in ITEM_READERS if (found := read(self, text, indent))), None)

    def _number_without_point(self, content: Text) -> ItemLabel | None:
        """``26`` before the verb of an operative paragraph: a number that lost its point and follows the one before."""
        match, scope = UNPOINTED.match(content.text), self.outline.scope
        if not match or scope.part != "operative" or int(match[1]) != scope.latest_number + 1:
            return None
        return ItemLabel("number", match[1], match.end()) if content.italic[match.end()] else None

    def _count(self, label: str, verb: str) -> None:
        """Keep a paragraph's number; the one that follows the report's last is behind the text quoted in it."""
        outline, number = self.outline, int(regex.match(r"\d+", label)[0])
        is_next = number == outline.scope.latest_number + 1 and (outline.scope.part != "operative" or bool(verb))
        outer = outline.outer
        if outer and outer.latest_number and number == outer.latest_number + 1 and not is_next:
            self._end_quotation()
        outline.scope.latest_number = number

    def _choose_part(self, text: str, found: ItemLabel, verb: str) -> None:
        """Begin the operative part, or the preamble of a section, where this paragraph does."""
        outline = self.outline
        # the Security Council says "Recalls" in preambles too; but a preambular paragraph ends with a comma
        is_last_word = self.is_unnumbered or text.endswith((":", "."))
        begins_operative = verb and not found.label and is_last_word and is_finite(verb)
        # the form of a verb is known in English only
        is_last = self.language != "en" and not found.label and text.endswith((".", "。"))
        if outline.scope.part == "preambular" and (found.kind == "number" or begins_operative or is_last):
            outline.scope.part = "operative"
        elif (
            outline.scope.part == "operative"
            and verb
            and not found.label
            and not is_finite(verb)
            and self.clauses.is_behind_heading
        ):
            # a section of an omnibus resolution has a preamble of its own
            outline.begin_part("preambular")


ELEMENTS: tuple[NamedRule[Action], ...] = (
    NamedRule("empty", "only note marks stood in it", lambda facts: not facts.content.text, PrintedText._keep_empty),
    NamedRule(
        "how adopted",
        "the Human Rights Council prints behind a text, in brackets, how it was adopted",
        lambda facts: facts.text.is_closing(facts.content.text),
        PrintedText._keep_closing,
    ),
    NamedRule(
        "close",
        "a resolution ends with its meeting and date",
        lambda facts: masthead.is_close(facts.block),
        PrintedText._keep_in_masthead,
    ),
    NamedRule(
        "formula of a quoted text",
        "a report quotes the drafts that it recommends",
        lambda facts: facts.is_formula and facts.text.may_quote,
        PrintedText._begin_quoted_text,
    ),
    NamedRule(
        "formula",
        "the line that says who speaks opens the preamble",
        lambda facts: facts.is_formula and not facts.is_formula_of_annex,
        PrintedText._begin_text,
    ),
    NamedRule(
        "contents entry",
        "its number is that of a heading further on",
        lambda facts: facts.is_in_contents,
        PrintedText._add_contents_entry,
    ),
    NamedRule(
        "annex", "a heading that opens an annex", lambda facts: facts.annex is not None, PrintedText._begin_annex
    ),
    NamedRule(
        "heading",
        "it looks like one, and is not the next item of a list",
        lambda facts: facts.is_heading and not facts.is_next_item,
        PrintedText._add_heading,
    ),
    NamedRule("clause", "anything else is a paragraph of the text", otherwise, PrintedText._add_clause),
)
"""What a block is in its text, and what is done with it."""


# What numbers a paragraph


def _pointed(text: PrintedText, words: str, _indent: float) -> ItemLabel | None:
    """``124.7`` within paragraph 124."""
    match = POINTED.match(words)
    if match and text.outline.is_pointed(match[1], match[2]):
        return ItemLabel("inner", match[2], match.end())
    return None


def _in_other_script(text: PrintedText, words: str, indent: float) -> ItemLabel | None:
    """``(أ)``, ``(一)``, ``а)``: the labels of languages that do not letter in Latin."""
    if text.language not in OTHER_LABELS or not (match := labels.IN_TEXT.match(words)):
        return None
    read = labels.read_label(match[0])
    if read is None or read.kind == "bullet":
        return None
    if read.kind == "number":
        kind = "inner" if text.outline.is_inner(read.text, indent) else "number"
        return ItemLabel(kind, read.text, match.end())
    if read.kind == "item":
        kind, rule = text.outline.item_kind(read.text, indent)
        return ItemLabel(kind, read.text, match.end(), read.printed, rule=rule)
    return ItemLabel(read.kind, read.text, match.end(), read.printed)


def _number(text: PrintedText, words: str, indent: float) -> ItemLabel | None:
    """``2.``"""
    if not (match := NUMBER.match(words)):
        return None
    kind = "inner" if text.outline.is_inner(match[1], indent) else "number"
    return ItemLabel(kind, match[1], match.end())


def _item(text: PrintedText, words: str, indent: float) -> ItemLabel | None:
    """``(a)``, ``(iii)``, ``(1)``."""
    if not (match := ITEM.match(words)):
        return None
    kind, rule = text.outline.item_kind(match[1], indent)
    return ItemLabel(kind, match[1], match.end(), together=match["together"] or "", rule=rule)


def _dotted(text: PrintedText, words: str, _indent: float) -> ItemLabel | None:
    """``a.``, ``ii.`` where one is expected."""
    match = DOTTED.match(words)
    kind = text.outline.dotted_kind(match[1]) if match else ""
    return ItemLabel(kind, match[1], match.end()) if match and kind else None


def _sub_item(_text: PrintedText, words: str, _indent: float) -> ItemLabel | None:
    """``a.`` before a capital letter."""
    match = SUB_ITEM.match(words)
    return ItemLabel("sub", match[1], match.end()) if match else None


def _capital(text: PrintedText, words: str, _indent: float) -> ItemLabel | None:
    """``II.`` within a numbered paragraph."""
    match = CAPITAL.match(words)
    return ItemLabel("capital", match[1], match.end()) if match and text.outline.is_capital(match[1]) else None


def _bullet(_text: PrintedText, words: str, _indent: float) -> ItemLabel | None:
    """``–``, ``•``."""
    match = BULLET.match(words)
    return ItemLabel("bullet", match[0].strip(), match.end()) if match else None


ITEM_READERS = (_pointed, _in_other_script, _number, _item, _dotted, _sub_item, _capital, _bullet)
"""In this order: the first that finds a label gives it."""
