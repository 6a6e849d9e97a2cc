"""Continuation: what the end of a page or column cut in two is put together.

What belongs here: whether the first paragraph of a page is the rest of the last one of the page before. What does not:
tables that pages cut (``tables_joined.py``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import regex

from transforms.language import vocabulary
from transforms.pages.decisions import NamedRule, Verdict, decide, otherwise
from transforms.pages.notes import starts_note
from transforms.pages.paragraphs import FIRST_LINE_INDENT, LABEL, OPENED, SAME_EDGE, Paragraph, begins_bold, ends_bold

OPEN_WORDS = [word for words in vocabulary.alternatives("detection.function_words") for word in words.split()]
"""Articles, prepositions and conjunctions."""
THOUSANDTH = regex.compile(r"\d{4}\.\s+(?=\p{Lu})")
"""The number of a paragraph in the longest reports, or a year at a sentence's end; ``LABEL`` takes those below 1800."""
DOTTED = regex.compile(r"(?:\.\s?){6,}")
"""The dots that lead from a name to what belongs to it: contents, and who sits on a council."""
SENTENCE_END = regex.compile(r"[.!?][”\"’)\]]*$")
STOP = regex.compile(r"[.;:?!,][”\"’)\]]*$")
STRONG_STOP = regex.compile(r"[.;:][”\"’)\]]*$")
FUNCTION_WORD = regex.compile(rf"[^\s.;:,]\s+(?:{'|'.join(OPEN_WORDS)})$")
NARROW = 150.0
"""Points than which a column of text is wider."""
SHORT = 80.0
"""Points of white at the end of a heading's last line in which the next word would have found room."""
ACROSS = 150.0
"""Points between two first lines that stand in different columns."""
USUAL_INDENT = 24.0
"""Points by which the UN indents first lines and items."""
OPEN = 30.0
"""Points within which the rest of an open sentence begins at the edge where its lines began."""


@dataclass(frozen=True)
class _Cut:
    """The last paragraph of a page or column and the first of the next, with what is measured of them."""

    last: Paragraph
    first: Paragraph
    usual_indent: float
    """Indent of most first lines of the document's paragraphs; 0 where they have none."""
    is_behind_table: bool = False
    """Whether a table stands between the two."""

    @cached_property
    def ends_sentence(self) -> bool:
        return bool(SENTENCE_END.search(self.last.text))

    @cached_property
    def ends_with_stop(self) -> bool:
        return bool(STOP.search(self.last.text))

    @cached_property
    def is_within_bold_sentence(self) -> bool:
        """Whether a sentence in bold, or one behind it, is cut: it has no end yet, and goes on in the same weight."""
        goes_on = ends_bold(self.last.lines[-1]) == begins_bold(self.first.lines[0])
        return goes_on and not self.ends_with_stop

    @cached_property
    def margin(self) -> float:
        """Where the further lines of the last paragraph begin, or would begin if it had any."""
        if self.last.margin is not None:
            return self.last.margin
        return self.usual_indent - USUAL_INDENT if self.usual_indent else self.last.indent

    @cached_property
    def is_heading_with_room(self) -> bool:
        """Whether the last paragraph is a heading whose last line had room for more."""
        last = self.last
        return last.bold and len(last.lines) > 1 and last.lines[-1].x1 < last.boxes[-1].x1 - SHORT

    @cached_property
    def is_entry(self) -> bool:
        """Whether the last paragraph is a line that is narrower than its column, or one that Word would not leave.

        Word leaves a line alone where a note to the next line needs the page's foot: an item without its mark is open.
        """
        only = self.last.lines[0]
        is_open = not self.ends_with_stop and (LABEL.match(self.last.text) or self.is_full_first_line)
        return len(self.last.lines) == 1 and (only.x1 - only.x0 < NARROW or bool(self.last.role and not is_open))

    @cached_property
    def is_full_first_line(self) -> bool:
        """Whether the last paragraph is an indented line as long as the lines of the first, which hang from it."""
        first, only = self.first, self.last.lines[0]
        is_even = first.margin is not None and abs(first.margin - first.indent) < SAME_EDGE
        hangs = FIRST_LINE_INDENT < self.last.indent - first.indent < OPEN
        return is_even and hangs and abs(only.x1 - max(line.x1 for line in first.lines)) < SAME_EDGE

    @cached_property
    def is_block(self) -> bool:
        """Whether the last paragraph is indented as a whole, as far as the first line of what follows."""
        last, first = self.last, self.first
        is_even = last.margin is not None and abs(last.margin - last.indent) < SAME_EDGE
        return is_even and first.margin is not None and first.margin < first.indent - FIRST_LINE_INDENT

    @cached_property
    def hangs(self) -> bool:
        """Whether the first paragraph begins where the lines of the last one hang."""
        end = self.last.lines[-1].x0 - self.last.left
        return end > self.last.indent + FIRST_LINE_INDENT and abs(self.first.indent - end) < SAME_EDGE

    @cached_property
    def is_first_line(self) -> bool:
        """Whether the first paragraph is indented as first lines are, in the column of the last one."""
        first, last = self.first, self.last
        is_indented = self.usual_indent > 0 and first.indent > self.usual_indent - SAME_EDGE
        return is_indented and abs(first.indent - last.indent) < ACROSS

    @cached_property
    def has_usual_indent(self) -> bool:
        """Whether the last paragraph's first line is indented as those of the document are."""
        return bool(self.usual_indent) and abs(self.last.indent - self.usual_indent) < SAME_EDGE

    @cached_property
    def is_at_margin(self) -> bool:
        """Whether the first paragraph begins where the further lines of the last one do."""
        return abs(self.first.indent - self.margin) < SAME_EDGE

    @cached_property
    def fills_line(self) -> bool:
        """Whether the last line of the last paragraph is full."""
        right = max(line.x1 for line in self.last.lines)
        return self.last.lines[-1].x1 > right - 0.03 * (right - self.margin)

    @cached_property
    def has_room(self) -> bool:
        """Whether the first word would have found room at the end of the last line: lines are filled."""
        line = self.first.lines[0]
        word = (line.x1 - line.x0) * len(self.first.text.split()[0]) / len(line.text)
        last = self.last
        return last.lines[-1].x1 + word < max(line.x1 for line in last.lines) - 0.5 * last.size


CONTINUES: tuple[NamedRule[bool], ...] = (
    NamedRule("behind a table", "no paragraph continues over a table", lambda cut: cut.is_behind_table, False),
    NamedRule(
        "opening of a meeting",
        "a record says on a line of its own that the meeting was called to order",
        lambda cut: OPENED.fullmatch(cut.first.text) or OPENED.fullmatch(cut.last.text),
        False,
    ),
    NamedRule(
        "begins with a label",
        "numbered paragraphs, items and bullets are paragraphs of their own",
        lambda cut: LABEL.match(cut.first.text),
        False,
    ),
    NamedRule(
        "another weight",
        "headings are bold; a sentence within a paragraph may be too",
        lambda cut: cut.first.bold != cut.last.bold and not cut.is_within_bold_sentence,
        False,
    ),
    NamedRule(
        "another size",
        "a paragraph is set in one size",
        lambda cut: abs(cut.first.size - cut.last.size) > 0.8,
        False,
    ),
    NamedRule(
        "heading by the tree",
        "Word's tree calls headings H1 to H6",
        lambda cut: cut.first.role.startswith("H") or cut.last.role.startswith("H"),
        False,
    ),
    NamedRule(
        "heading with room",
        "the last line of the heading had room for more",
        lambda cut: cut.is_heading_with_room,
        False,
    ),
    NamedRule(
        "centred",
        "what stands in the middle of its column is a heading",
        lambda cut: cut.first.centred and cut.first.indent > cut.last.indent + 20,
        False,
    ),
    NamedRule(
        "dotted line",
        "dots lead to a page or to a name, with which the entry ends",
        lambda cut: DOTTED.search(cut.last.lines[-1].text),
        False,
    ),
    NamedRule(
        "article or preposition at the end",
        "no sentence and no entry ends with one, whatever letter follows",
        lambda cut: FUNCTION_WORD.search(cut.last.text) and not cut.last.bold,
        True,
    ),
    NamedRule(
        "entry of a list",
        "a line that continues is as wide as its column; and Word, which gives a tree, leaves a first line alone at a "
        "page's foot only where a note to the next line takes its place",
        lambda cut: cut.is_entry and cut.first.text[:1].isupper(),
        False,
    ),
    NamedRule(
        "remark in italics",
        "what a record says of the meeting is in italics and ends with its sentence",
        lambda cut: cut.ends_sentence and cut.last.italic,
        False,
    ),
    NamedRule(
        "indented block",
        "a quotation is indented as a whole, as far as the first line of what follows",
        lambda cut: cut.ends_sentence and cut.is_block,
        False,
    ),
    NamedRule(
        "number beyond a thousand",
        "from 1800 on a paragraph's number looks like a year, which only a sentence still open shows it to be",
        lambda cut: cut.ends_with_stop and THOUSANDTH.match(cut.first.text),
        False,
    ),
    NamedRule(
        "list of States",
        "a list continues behind a comma, also from the right column to the left one; preambular paragraphs end with a "
        "comma too, but the next begins in italics",
        lambda cut: (
            cut.last.text.endswith(",")
            and not any(cut.first.content.italic[:1])
            and (cut.hangs or not cut.is_first_line)
        ),
        True,
    ),
    NamedRule(
        "small letter",
        "a sentence begins with a capital",
        lambda cut: cut.first.text[:1].islower() and not STRONG_STOP.search(cut.last.text),
        True,
    ),
    NamedRule(
        "open item",
        "an item ends with a mark; items nest to any depth, so that their margins show nothing",
        lambda cut: not cut.ends_with_stop and LABEL.match(cut.last.text),
        True,
    ),
    NamedRule(
        "no first-line indent",
        "first lines are indented in this document, and this one is not",
        lambda cut: cut.has_usual_indent and cut.is_at_margin,
        True,
    ),
    NamedRule(
        "open sentence, less indented",
        "first lines are indented by more in this document",
        lambda cut: cut.has_usual_indent and not cut.ends_with_stop and cut.first.indent < cut.usual_indent - SAME_EDGE,
        True,
    ),
    NamedRule(
        "indented document",
        "first lines are indented in this document, and this one is",
        lambda cut: cut.has_usual_indent,
        False,
    ),
    NamedRule(
        "full line of a numbered paragraph",
        "the paragraph's last line is full, and no number begins the next page",
        lambda cut: cut.is_at_margin and LABEL.match(cut.last.text) and cut.fills_line,
        True,
    ),
    NamedRule(
        "open sentence",
        "the sentence has not come to its end, and the line before had no room for the next word",
        lambda cut: (
            not cut.ends_with_stop
            and abs(cut.first.indent - cut.margin) < OPEN
            and not (cut.first.text[:1].isupper() and cut.has_room)
        ),
        True,
    ),
    NamedRule("ended", "nothing shows that it continues", otherwise, False),
)
"""Whether a paragraph continues on the next page or in the next column."""

NOTE_CONTINUES: tuple[NamedRule[bool], ...] = (
    NamedRule("begins with a mark", "each note begins with its mark", starts_note, False),
    NamedRule("no mark", "the rest of a note has none", otherwise, True),
)
"""Whether a note continues on the next page."""


def continues(last: Paragraph, first: Paragraph, usual_indent: float, is_behind_table: bool = False) -> Verdict[bool]:
    """Whether the first paragraph of a page or column is the rest of the last one of that before, and why."""
    return decide(CONTINUES, _Cut(last, first, usual_indent, is_behind_table))


def note_continues(_last: Paragraph, first: Paragraph, _usual_indent: float) -> Verdict[bool]:
    """Whether what stands first among the notes of a page is the rest of the last note of the page before, and why."""
    return decide(NOTE_CONTINUES, first)


def joined(
    pages: Sequence[list[Paragraph]], verdict_on: Callable[[Paragraph, Paragraph, float], Verdict[bool]]
) -> list[Paragraph]:
    """The paragraphs of all pages (or columns), with those whole that the end of a page cut in two.

    ``verdict_on`` is asked of the last paragraph of a page, the first of the next, and the usual indent of first
    lines in points.
    """
    indents = Counter(
        round(p.indent)
        for page in pages
        for p in page
        if p.margin is not None and p.indent - p.margin > FIRST_LINE_INDENT
    )
    usual_indent = indents.most_common(1)[0][0] if indents else 0.0
    out: list[Paragraph] = []
    for page in filter(None, pages):
        first, *others = page
        if out:
            is_rest, rule = verdict_on(out[-1], first, usual_indent)
            if is_rest:
                out[-1] = out[-1].followed_by(first).because("continues", rule)
            else:
                out.append(first.because("does not continue the page before", rule))
        else:
            out.append(first)
        out += others
    return out
