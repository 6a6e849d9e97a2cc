"""What a block is in its text: a heading, a numbered paragraph or item, a preambular or an operative paragraph.

What belongs here: decisions about one block of a printed text, each an ordered table of named rules, and the patterns
that they ask. What does not: what is open in the text around it (``outline.py``), and the order in which a text is read
(``printed.py``, ``marked.py``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import regex

from transforms.language import labels, vocabulary
from transforms.pages.decisions import NamedRule, Verdict, decide, otherwise
from transforms.pages.paragraphs import DOTS_AT_END, LEADER, PAGE_OF_ENTRY
from transforms.pages.text import Text, is_of
from transforms.texts import masthead
from transforms.texts.document import Block
from transforms.texts.outline import ARTICLES, CHAPTERS

NUMBER = regex.compile(rf"({labels.COUNT})\.(?!\d)\s*(?=\S)")
POINTED = regex.compile(r"(\d{1,3})\.(\d{1,3})\.?\s+(?=\S)")
"""``124.7``: the seventh of a list in paragraph 124, as reviews number what is recommended to a State."""
TOGETHER = rf"(?P<together>(?:\s?[-–]\s?|\s{vocabulary.either('text.range')}\s)\([\p{{Ll}}\d]{{1,7}}\)(?=\s+\p{{Lu}}))?"
ITEM = regex.compile(
    rf"(?|\((\p{{Ll}}{{1,2}}|[ivxl]{{1,7}}|\d{{1,2}})\){TOGETHER}(?:\s+|(?=[\p{{L}}“]))"
    r"|(\p{Ll}{1,2}|[ivxl]{1,7})\)\s+)"
)
"""``(a)``, ``(iii)``, ``(1)``; in French and Spanish ``a)``. Items that share one paragraph stand where the first does:
``(i) and (iii)``, ``(a)-(c)``."""
CAPITAL = regex.compile(r"([IVX]{1,5})\.\s+(?=\p{Lu})")
"""``II.`` before an item of a numbered paragraph; elsewhere it numbers a heading."""
SUB_ITEM = regex.compile(r"(\p{Ll})\.\s+(?=\p{Lu})")
DOTTED = regex.compile(r"(\p{Ll}|[ivxl]{1,7})\.\s+(?=\S)")
"""``a.``, ``ii.``: an item where one is expected."""
BULLET = regex.compile(r"[•●▪◦–—-]\s+")
LABEL_ALONE = regex.compile(rf"{labels.COUNT}\.|\(?(?:\p{{Ll}}{{1,2}}|[ivxl]{{1,7}})\)|[•●▪◦–—-]")
SECTION_NUMBER = regex.compile(
    r"([IVXL]{1,6}|[A-Z])(?:\.(?=\s)|(?<=[IVXL])\.(?=\p{Lu}\p{Ll})|\.?$|(?<=[IVXL])(?=\s))\s*"
)
"""What numbers a heading: ``II.``, ``B.``, or alone on its line ``IV``; some offices set no blank behind it."""
CAPTION = regex.compile(
    rf"{vocabulary.either('text.caption')}\s+(?:[A-Z]+\.)*(?:\d+|[IVXL]+)(?:\.(?:\d+|[IVXL]+))*", regex.IGNORECASE
)
"""The number of a table or figure, on a line of its own above its title."""
CONTENTS = vocabulary.pattern("text.contents")
"""What stands above a list of a document's parts, often in larger type and in no style."""
DOTTED_ENTRY = regex.compile(r"(?:\.\s?){3,}\s*(?:[\d−–-]+\s+)?(?:\d{1,4}|[ivxl]{1,7})$")
"""The dots, perhaps few, and the page of an entry of the contents."""
ENTRY_END = regex.compile(r"\s\d{1,4}(?:\s?[-–]\s?\d{1,4})?(?:\s+\d{1,4})?$")
"""The paragraphs and the page of an entry of the contents."""
CONTENTS_HEADING = regex.compile(
    rf"{vocabulary.either('text.contents')}(?P<columns>(?:\s\p{{L}}+){{0,3}})", regex.IGNORECASE
)
"""The heading of the contents, perhaps with what stands above its columns."""
AMONG = 3
"""Lines at most that stand between two entries of the contents."""
CONTINUED = regex.compile(rf"\s*\({vocabulary.either('text.continued')}\)$", regex.IGNORECASE)
"""What a record puts, in italics, behind the agenda item that it comes back to."""
TYPED_SECTION = regex.compile(r"[IVXL]{1,6}\.\s+[^\p{Ll}]{8,}")
"""A section's heading as typewriters set it, in capitals and in no style."""
ARTICLE = regex.compile(rf"{vocabulary.either('text.article')}\s+(?:\d+|[IVXL]+)\b.*")
FIRST = vocabulary.either("text.first")
"""The number of the first article, which is a word in French."""
DIVISION = regex.compile(
    rf"(?i:(?P<chapter>{vocabulary.either('text.chapter')})|(?P<article>{vocabulary.either('text.article_alone')}))"
    rf"\s+(?P<number>\d{{1,3}}(?:\s?(?:bis|ter))?|[IVXL]{{1,7}}|(?P<first>{FIRST}))(?:\.|\s*[:–—])?"
    r"(?:\s+(?:\((?=\p{L}{3})|[“\p{Lu}]).*)?"
)
"""The heading of a chapter or an article, alone on its line or before its title."""
QUOTED = regex.compile(
    rf"{vocabulary.either('text.quoted_draft')}|(?P<number>\d{{1,4}}/\d{{1,3}})(?:\.?\s+\p{{Lu}}.*)?"
)
"""The heading of a text that a report quotes: ``Draft resolution II``, ``Draft decision``; ``2025/3`` where a board's
report has its decisions annexed."""
DECISION_AHEAD = vocabulary.pattern("text.decision_follows", flags=0)
"""How a committee recommends a single decision: it has a title and no line that says who speaks."""
SPOKEN = vocabulary.pattern("speech.spoken_in", flags=0)
"""How a record says in which language somebody speaks."""
ROLL_CALL_HEAD = regex.compile(
    r"(?i:In favour|Against|Abstaining|Abstentions?|Abstained|Not voting|Not participating|Present and not voting"
    r"|Did not participate|Non-participating|Absent)(?: [^:.,]{1,60})?\s*(?::|[.;·]+[:·]|—)\W{0,3}"
)
"""What stands above a list of a roll-call, on a line of its own or before the first State."""
END_OF_SENTENCE = regex.compile(r"[.;:,!?][”\"’)\]]*$")
BOLD_SENTENCE = regex.compile(r"(?:\S+\s+){7,}\S+[.;。][”\"’)\]]*")
"""A sentence of eight words or more; shorter ones may be headings that a typist closed with a stop."""
PREAMBULAR_WORDS = frozenset(vocabulary.alternatives("text.preambular_words"))
"""Words that open a preambular paragraph without being a participle (Editorial Manual, resolutions)."""
PARTICIPLE_ENDINGS = tuple(vocabulary.alternatives("text.participle_endings"))
OTHER_LABELS = ("ar", "ru", "zh")
"""Languages whose items are not lettered in Latin, or in Cyrillic that looks like it."""
LONGEST_HEADING, LONGEST_LINE, LONGEST_NUMBERED, LONGEST_ARTICLE = 400, 250, 200, 120
"""Characters that a bold heading, one that is centred or in italics, a numbered one, and an article's has at most."""


@dataclass(frozen=True)
class _Look:
    """What decides whether a block is a heading."""

    block: Block

    @property
    def text(self) -> str:
        return self.block.text

    @cached_property
    def has_ended(self) -> bool:
        """Whether it ends as sentences do."""
        return bool(END_OF_SENTENCE.search(self.text))

    @cached_property
    def behind_number(self) -> Text | None:
        """What stands behind its number; null where it has none."""
        match = NUMBER.match(self.text) or ITEM.match(self.text)
        return self.block.content.cut(match.end()) if match else None

    @property
    def is_numbered_title(self) -> bool:
        """Whether what follows its number is all bold or all in italics, and short."""
        content = self.behind_number
        if content is None or self.has_ended or len(self.text) >= LONGEST_NUMBERED:
            return False
        return is_of(content, content.bold) or is_of(content, content.italic)

    @property
    def continues_item(self) -> bool:
        match = CONTINUED.search(self.text)
        return bool(match and all(bold := self.block.content.bold[: match.start()]) and bold)


HEADINGS: tuple[NamedRule[bool], ...] = (
    NamedRule(
        "numbered heading",
        'reports number the headings within a section so: "1. Military and police personnel", "(a) Staff"; typewriters '
        "underline what follows the number",
        lambda look: look.is_numbered_title,
        True,
    ),
    NamedRule("numbered paragraph", "a number opens a paragraph", lambda look: look.behind_number is not None, False),
    NamedRule("long", "no heading is so long", lambda look: len(look.text) > LONGEST_HEADING, False),
    NamedRule(
        "article",
        "the articles of a statute or treaty are named on a line of their own",
        lambda look: ARTICLE.fullmatch(look.text) and len(look.text) < LONGEST_ARTICLE and not look.has_ended,
        True,
    ),
    NamedRule(
        "caption",
        "a table's number stands on a line above its title",
        lambda look: CAPTION.fullmatch(look.text),
        True,
    ),
    NamedRule("contents", "what stands above a list of the parts", lambda look: CONTENTS.fullmatch(look.text), True),
    NamedRule(
        "typed section",
        "typewriters set a section's heading in capitals",
        lambda look: TYPED_SECTION.fullmatch(look.text) and not look.has_ended,
        True,
    ),
    NamedRule(
        "language spoken",
        "a speaker goes on in another language",
        lambda look: SPOKEN.fullmatch(look.text.strip("()")),
        False,
    ),
    NamedRule(
        "note of a record in bold italics",
        'until the mid-nineties what a record notes ("A recorded vote was taken.") is set in bold italics',
        lambda look: look.block.bold and look.block.italic and look.text.endswith("."),
        False,
    ),
    NamedRule(
        "sentence in bold",
        "committees and auditors set what they recommend in bold; headings end without a stop",
        lambda look: look.block.bold and BOLD_SENTENCE.fullmatch(look.text),
        False,
    ),
    NamedRule("bold", "headings are bold", lambda look: look.block.bold, True),
    NamedRule(
        "agenda item continued",
        "a record sets the item in bold and the word behind it in italics",
        lambda look: look.continues_item,
        True,
    ),
    NamedRule(
        "agenda item not in bold", "the same words in a sentence", lambda look: CONTINUED.search(look.text), False
    ),
    NamedRule("sentence", "a line that ends a sentence is text", lambda look: look.has_ended, False),
    NamedRule("long line", "no line in the middle is so long", lambda look: len(look.text) >= LONGEST_LINE, False),
    NamedRule("centred", "it stands in the middle of its column", lambda look: look.block.is_in_middle, True),
    NamedRule(
        "italics at the right",
        'there stands what is said of the text above: "Adopted under agenda item 7", when and where',
        lambda look: look.block.is_at_right or not look.block.place.boxes,
        False,
    ),
    NamedRule("italics", "subheadings are in italics", lambda look: look.block.italic, True),
    NamedRule("plain", "nothing sets it apart", otherwise, False),
)
"""Whether a block is a heading."""


def heading_verdict(block: Block) -> Verdict[bool]:
    """Whether a block is a heading, and the rule that decides it."""
    return decide(HEADINGS, _Look(block))


def is_heading(block: Block) -> bool:
    """Whether a block is a heading."""
    return heading_verdict(block).answer


def is_finite(verb: str) -> bool:
    """Whether a leading phrase is that of an operative paragraph (``Also decides``), not of a preambular one.

    Its form decides, in English only; the other languages number their operative paragraphs, and where they do not,
    no form decides.
    """
    words = verb.lower().replace(",", "").split()[:4]
    if any(w.endswith(PARTICIPLE_ENDINGS) for w in words[:3]) or words[0] in PREAMBULAR_WORDS:
        return False
    return any(w.endswith("s") and not w.endswith("ss") for w in words)


def heading_number(text: str, language: str) -> tuple[str, int, bool]:
    """The number of a heading, how many characters it takes, and whether it opens a section; empty and 0 where it has
    none.

    Sections of Arabic and Chinese texts have ordinals.
    """
    if match := SECTION_NUMBER.match(text):
        return match[1], match.end(), True
    if language in ("ar", "zh") and (ordinal := labels.heading_label(text))[0]:
        return *ordinal, True
    if match := NUMBER.match(text) or ITEM.match(text):
        return match[1], match.end(), False
    if language in OTHER_LABELS and (match := labels.IN_TEXT.match(text)):
        read = labels.read_label(match[0])
        return read.text if read else "", match.end(), False
    return "", 0, False


def division_of(text: str) -> tuple[str, str] | None:
    """Whether a heading opens a chapter or an article, and its number; null where it opens neither."""
    if not (match := DIVISION.fullmatch(text)):
        return None
    number = "1" if match["first"] else match["number"].replace(" ", "")
    return CHAPTERS if match["chapter"] else ARTICLES, number


def unquoted(content: Text) -> Text:
    """A paragraph of a quoted draft without the quotation marks that open it and, if it is the last, close it."""
    opened = content.cut(1)
    is_last = opened.text.count("”") > opened.text.count("“")
    return opened.cut(0, opened.text.rindex("”")) if is_last else opened


def with_labels(body: Iterable[Block]) -> Iterator[Block]:
    """Blocks, each with the label that stands apart from it put before its text.

    The structure tree keeps a list item's label apart, and "In favour:" stands on a line of its own above the States.
    """
    waiting: Block | None = None
    for block in body:
        if waiting is not None and ROLL_CALL_HEAD.fullmatch(waiting.text) and ROLL_CALL_HEAD.match(block.text):
            # nobody voted so
            yield waiting
            waiting = None
        whole = block if waiting is None else waiting.followed_by(block)
        waiting = None
        if LABEL_ALONE.fullmatch(whole.text) or ROLL_CALL_HEAD.fullmatch(whole.text):
            waiting = whole
        else:
            yield whole
    if waiting is not None:
        yield waiting


def with_page_numbers(body: Iterable[Block]) -> Iterator[Block]:
    """Blocks, each entry of the contents with the page that stands by itself behind its dots, as in Word files."""
    waiting: Block | None = None
    for block in body:
        if waiting is not None and PAGE_OF_ENTRY.fullmatch(block.text):
            yield waiting.followed_by(block)
            waiting = None
            continue
        if waiting is not None:
            yield waiting
        waiting = block if DOTS_AT_END.search(block.text) else None
        if waiting is None:
            yield block
    if waiting is not None:
        yield waiting


def in_contents(blocks: Sequence[Block]) -> set[int]:
    """The places of the blocks that stand in a list of contents.

    An entry ends with the dots that lead to its page and with its number. Below the heading of the contents other lines
    stand among the entries, "Page", "Annexes"; typewriters set entries there that have no dots.
    """
    dotted = [bool(DOTTED_ENTRY.search(block.text)) for block in blocks]
    numbered = [len(block.text) < LONGEST_NUMBERED and bool(ENTRY_END.search(block.text)) for block in blocks]
    places = {place for place, block in enumerate(blocks) if LEADER.search(block.text)}
    places |= {place - 1 for place in places if place and labels.annex_label(blocks[place - 1].text) is not None}
    for start, block in enumerate(blocks):
        if heading := CONTENTS_HEADING.fullmatch(block.text):
            last = _last_entry(start, dotted) or _last_entry(start, numbered) or start
            places |= set(range(start + (not heading["columns"]), last + 1))
    return places


def _last_entry(start: int, are_entries: Sequence[bool]) -> int | None:
    """The place of the last entry of the contents whose heading is given; null where fewer than two follow it."""
    last, count = start, 0
    while ahead := next((n for n in range(last + 1, last + 2 + AMONG) if any(are_entries[n : n + 1])), None):
        last, count = ahead, count + 1
    return last if count > 1 else None


def numbered_ahead(body: Sequence[Block], headings: Sequence[bool]) -> list[bool]:
    """Of each block: whether a paragraph "1." follows it before the next annex, section or formula.

    ``headings``: whether each is a heading.
    """
    ahead = [False] * len(body)
    follows = False
    for place in range(len(body) - 1, -1, -1):
        ahead[place] = follows
        block, is_title = body[place], headings[place]
        if NUMBER.match(block.text) and not is_title:
            follows = True
        elif follows and (
            (is_title and SECTION_NUMBER.match(block.text))
            or labels.annex_label(block.text) is not None
            or masthead.is_formula(block)
        ):
            follows = False
    return ahead
