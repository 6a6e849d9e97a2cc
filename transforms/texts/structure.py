"""A document's bytes to rows: its masthead, clauses, footnotes, hyperlinks, table cells and speeches.

What belongs here: what each paragraph is in its text (preambular or operative, heading, annex), its number and
nesting, its leading verb, the place of each note's mark, and the ids made of what the UN prints. What does not:
how paragraphs are put together from a page (``paragraphs.py``), what they cite (``citations.py``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from functools import cached_property
from typing import Any, Protocol

import regex

from transforms.language import labels
from transforms.pages import layout, ocr, whole_tables
from transforms.pages.paragraphs import (
    LEADER,
    Box,
    Content,
    Line,
    Paragraph,
    Text,
    as_printed,
    is_of,
    read_content,
    starts_note,
)
from transforms.texts import masthead
from transforms.votes import phrases as wordings
from transforms.votes import records

Rows = dict[str, list[dict[str, Any]]]

NUMBER = regex.compile(rf"({labels.COUNT})\.(?!\d)\s*(?=\S)")
POINTED = regex.compile(r"(\d{1,3})\.(\d{1,3})\.?\s+(?=\S)")
"""``124.7``: the seventh of a list in paragraph 124, as reviews number what is recommended to a State."""
TOGETHER = r"(?P<together>(?:\s?[-–]\s?|\s(?:and|to|et|à|y|a)\s)\([\p{Ll}\d]{1,7}\)(?=\s+\p{Lu}))?"
ITEM = regex.compile(
    rf"(?|\((\p{{Ll}}{{1,2}}|[ivxl]{{1,7}}|\d{{1,2}})\){TOGETHER}(?:\s+|(?=[\p{{L}}“]))"
    r"|(\p{Ll}{1,2}|[ivxl]{1,7})\)\s+)"
)
"""``(a)``, ``(iii)``, ``(1)``; in French and Spanish ``a)``. Items told together stand where the first does:
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
    r"(?:Table|Figure|Box|Map|Chart|Tableau|Encadré|Cuadro|Gráfico|Recuadro|Таблица|Рисунок|Диаграмма|Вставка)\s+"
    r"(?:[A-Z]+\.)*(?:\d+|[IVXL]+)(?:\.(?:\d+|[IVXL]+))*",
    regex.IGNORECASE,
)
"""The number of a table or figure, on a line of its own above its title."""
CENTRED = 30.0
"""Points by which the lines of a centred title begin apart, more than those of an indented paragraph."""
CONTENTS = regex.compile(
    r"(?:Table of )?contents|Table des matières|Índice|Содержание|(?:قائمة )?المحتويات|目录|目次", regex.IGNORECASE
)
"""What stands above a list of a document's parts, often in larger type and in no style."""
CONTINUED = regex.compile(r"\s*\((?:continued|suite|continuación|продолжение)\)$", regex.IGNORECASE)
"""What a record puts, in italics, behind the agenda item that it comes back to."""
TYPED_SECTION = regex.compile(r"[IVXL]{1,6}\.\s+[^\p{Ll}]{8,}")
"""A section's heading as typewriters set it, in capitals and in no style."""
ARTICLE = regex.compile(r"(?:Article|Rule|Section|Chapter|Part|Regulation|Principle|Guideline)\s+(?:\d+|[IVXL]+)\b.*")
QUOTED = regex.compile(
    r"Draft (?P<kind>resolution|decision)(?:\s+(?P<label>[IVXL]{1,6}|[A-Z]|\d{1,2})(?:\.|\s*[:–—])?(?:\s.*)?)?"
    r"|(?P<number>\d{1,4}/\d{1,3})(?:\.?\s+\p{Lu}.*)?"
)
"""The heading of a text that a report quotes: ``Draft resolution II``, ``Draft decision``; ``2025/3`` where a board's
report has its decisions annexed."""
CLOSED = ("resolution", "decision", "presidential_statement")
"""Documents behind whose text it may be said how it was adopted."""
DECISION_AHEAD = regex.compile(r"\bfollowing draft decision:$")
"""How a committee recommends a single decision: it has a title and no line that says who speaks."""
QUOTING = ("committee_report", "report", "note", "letter", "other")
"""Kinds of documents in which a resolution's text is another's, or one that is recommended."""
SLASH_MARK = regex.compile(r"(?:(?<=[\p{L}.,;:)\"”])\s?|(?<=\d)\s)(\d{1,3}|\*{1,4})\s?/(?=[\s.,;:)]|$)")
"""A note mark of typewritten texts and of the nineties: ``1/`` behind the word, underlined."""
STAR_MARK = regex.compile(r"(?<=\S)\s?(?<!\*\s?)(\*{1,4})(?=[\s.,;:)]|$)")
"""A star set full size, as behind titles and sponsors."""
FIGURE_MARK = regex.compile(r"(?<=\d)([aeo])(?=\s|$)")
"""A letter that marks a figure in a table: behind one it is an ordinal's ending in French and Spanish alone."""
END_OF_SENTENCE = regex.compile(r"[.;:,!?][”\"’)\]]*$")
SPEAKER = regex.compile(
    r"(?P<name>(?:The|Mr\.?|Mrs\.?|Ms\.?|Miss|Sir|Dame|Lord|Lady|Baroness|Dr\.?|Prince|Princess|King|Queen|President|"
    r"Sheikh|Archbishop|Monsignor|Judge|General|Prime Minister|Begum|Count|Chief)\s[^:()]{2,90}?)"
    r"(?P<said>(?:\s*\([^()]{2,120}\)){0,3}(?:,[^:]{2,160})?)\s*:\s+(?=\S)"
)
"""How a verbatim record names who speaks: ``Mr. Hermida Castillo (Nicaragua) (spoke in Spanish):``."""
SPOKEN = regex.compile(r"(?:spoke in|interpretation from|translated from) (\w+).*")
CHAIR = regex.compile(r".{3,150}\b(?:took|returned to|resumed) the Chair\.?")
"""What a record tells in the middle of a speech: who presides from now on."""
PREAMBULAR_WORDS = {
    *(
        "mindful",
        "aware",
        "cognizant",
        "conscious",
        "desirous",
        "having",
        "deeply",
        "gravely",
        "profoundly",
        "convinced",
    ),
    *("concerned", "alarmed", "guided", "determined", "disturbed", "encouraged", "inspired", "resolved", "appalled"),
    *("shocked", "saddened", "dismayed", "committed", "considering", "seriously", "firmly", "fully", "keenly"),
    *("greatly", "extremely"),
}
"""Words that open a preambular paragraph without being a participle in -ing (Editorial Manual, resolutions)."""
ROMAN = (
    *("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv"),
    *("xvi", "xvii", "xviii", "xix", "xx", "xxi", "xxii", "xxiii", "xxiv", "xxv", "xxvi", "xxvii", "xxviii"),
)
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
"""Which label nests in which, where neither colon nor indent tells: ``2 I. (a) (iii) b. •``.

An inner number is one of a list within a numbered paragraph, a figure is ``(1)``.
"""
LETTER_CLASSES = ("masthead", "clause", "heading", "note", "table_cell", "speech", "figure", "furniture")
"""What a letter of a page may belong to."""
LETTERS_PER_PAGE = 20
"""Fewer than this are no text layer: scans hold none or one, born-digital pages hundreds (sources.md, 1)."""


def extract(data: bytes, file_name: str, symbol: str | None = None) -> Rows:
    """The rows of one document, without provenance.

    Takes the bytes of a PDF, the file's name (for messages) and the symbol under which it was asked for or filed.
    Gives lists of rows by table: ``documents`` (one row), ``clauses``, ``footnotes``, ``hyperlinks``,
    ``table_cells``, ``speeches`` and ``rejections`` (``stage``, ``reason``, ``detail`` of what was not placed).
    Raises ``layout.Unreadable`` where no row can be made: bytes that are no whole PDF, or pages without text.
    """
    pages = as_printed([layout.from_the_right(layout.straightened(page)) for page in layout.read(data)])
    letters = sum(len(run.text.strip()) for page in pages for run in page.runs)
    if letters < LETTERS_PER_PAGE * len(pages):
        raise layout.Unreadable(
            ocr.NO_TEXT,
            f"{file_name}: {len(pages)} pages hold {letters} letters, so they are pictures of text: {ocr.TO_INSTALL}",
        )
    content = masthead.part_front(read_content(pages))
    is_ocr = 2 * sum(page.is_scan for page in pages) > len(pages)
    head = masthead.read_masthead(content, symbol, is_ocr)
    if not head.fields["symbol"]:
        raise layout.Unreadable(
            "no symbol",
            f"{file_name}: no document symbol is printed at the head of page 1 and the file's name is none: "
            "name the file by its symbol (A_RES_79_181.pdf)",
        )
    head.fields["text_source"] = "ocr_embedded" if is_ocr else "born_digital"
    rows = rows_of(content, head, pages)
    widths = {page.number: page.width for page in pages if layout.is_from_the_right(page)}
    for box in (box for listed in rows.values() for row in listed for box in row.get("bbox") or ()):
        if width := widths.get(box["page"]):
            box["x0"], box["x1"] = width - box["x1"], width - box["x0"]
    return rows


def rows_of(content: Content, head: masthead.Masthead, pages: Sequence[layout.Page]) -> Rows:
    """The rows of what a document holds, whatever it was read from; ``pages`` are those of its file, if it has any."""
    language = language_of(" ".join(paragraph.text for paragraph in content.body))
    return Builder(content, head, pages, language).rows()


@dataclass
class _Level:
    """One level of nesting that is open: what kind of label, the label, its clause, how far it is indented."""

    kind: str
    label: str
    clause: dict[str, Any]
    indent: float


@dataclass
class _Outer:
    """What is left open in a report while a text that it quotes is read."""

    scope: list[str]
    annex: int
    sections: list[tuple[str, str]]
    number: int
    part: str


class Place(Protocol):
    """Where a paragraph stands: pages, boxes and lines, null and none where its source has no pages; its indent."""

    @property
    def page_first(self) -> int | None: ...
    @property
    def page_last(self) -> int | None: ...
    @property
    def boxes(self) -> Sequence[Box]: ...
    @property
    def indent(self) -> float: ...
    @property
    def lines(self) -> Sequence[Line]: ...


@dataclass
class Builder:
    """Reads the paragraphs of one document in order and keeps what is open: part, section, annex, numbering.

    ``akn.py`` builds on it, so that a text has the same ids whether it is read from the page or from the UN's XML.
    """

    content: Content
    head: masthead.Masthead
    pages: Sequence[layout.Page]
    language: str
    clauses: list[dict[str, Any]] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)
    """The text of each clause with its styles."""
    lines: list[list[Line]] = field(default_factory=list)
    """What each clause is printed on."""
    aside: dict[str, list[Line]] = field(default_factory=lambda: {"masthead": [], "furniture": []})
    """Lines of the body that are no clause."""
    links: list[dict[str, Any]] = field(default_factory=list)
    marks: list[Anchor] = field(default_factory=list)
    """Note marks in reading order."""
    levels: list[_Level] = field(default_factory=list)
    broken_off: list[list[_Level]] = field(default_factory=list)
    """The levels that were open each time an unnumbered paragraph, such as a quotation, came between two items."""
    letters_in: str = ""
    """Kind of the level in which the last letter of the numbered paragraph stood."""
    chapeau: dict[str, Any] | None = None
    """The unnumbered clause under which items may stand."""
    counts: Counter[str] = field(default_factory=Counter)
    ids: set[str] = field(default_factory=set)
    part: str = "paragraph"
    """Kind of the clauses being read."""
    formula: str = ""
    """The line that says who speaks."""
    is_unnumbered: bool = False
    """Whether no numbered paragraph follows in the text or section being read."""
    is_in_contents: bool = False
    """Whether an entry of the contents follows next, so that the word "Annex" begins none."""
    annex: int = 0
    sections: list[tuple[str, str]] = field(default_factory=list)
    """The sections in which the text is, outermost first: kind and number."""
    scope: list[str] = field(default_factory=list)
    """What the ids within a quoted text begin with: ``["III", "draft", "I"]``."""
    outer: _Outer | None = None
    """The report, while a text quoted in it is being read."""
    latest_number: int = 0
    """The last number of a paragraph in the text or annex being read."""
    voiced: list[str] | None = None
    """Where in the quoted text, as in ``around``, the line that says who speaks was met last."""
    closing: list[dict[str, Any]] = field(default_factory=list)
    """What is printed behind the text of how it was adopted, as ``records.closing`` takes it."""

    @property
    def symbol(self) -> str:
        return str(self.head.fields["symbol"])

    def rows(self) -> Rows:
        """All rows of the document."""
        self.marks += [Anchor(mark) for mark in self.head.title_marks]
        if self.head.fields["document_type"] == "presidential_statement":
            # it has no formula: the line that says on whose behalf the President speaks opens its text
            self.part = "operative"
        body = list(_with_labels(self.content.body[self.head.body_start :]))
        for place, paragraph in enumerate(body):
            self.is_unnumbered = not _numbers_ahead(body[place + 1 :])
            self.is_in_contents = place + 1 < len(body) and bool(LEADER.search(body[place + 1].text))
            self.take(paragraph)
        fields = self.head.fields
        document = {**fields, "language": self.language, "page_count": len(self.pages)}
        table_cells = list(self.cells())
        footnotes = list(self.footnotes())
        spoken = list(self.spoken()) if fields["document_type"] == "verbatim_record" else []
        return {
            "documents": [document],
            "clauses": self.clauses,
            "footnotes": footnotes,
            "hyperlinks": [{**link, "seq": seq} for seq, link in enumerate(self.links, 1)],
            "table_cells": table_cells,
            "speeches": [speech for speech, _ in spoken],
            "pages": list(self.letters({place for _, places in spoken for place in places})),
            "stated_votes": list(records.closing(document, self.closing)),
            "rejections": [],
        }

    def letters(self, spoken: Container[int]) -> Iterator[dict[str, Any]]:
        """To what the letters of each page belong; ``spoken``: places in ``clauses`` that are parts of a speech.

        Every letter belongs to one class. One that was put into two would be counted twice, and the sum of the
        classes would not be the number of letters on the page: a rule holds the two against each other.
        """
        counted: Counter[tuple[int, str]] = Counter()
        placed: set[int] = set()

        def place(lines: Iterable[Line], kind: str) -> None:
            for line in lines:
                for run in line.runs:
                    counted[line.page, kind] += len(run.text.strip())
                    placed.add(id(run))

        content = self.content
        place([*content.head, *self.aside["masthead"]], "masthead")
        place([line for p in content.body[: self.head.body_start] for line in p.lines], "masthead")
        place([*content.furniture, *self.aside["furniture"]], "furniture")
        place([line for note in content.notes for line in note.lines], "note")
        place([line for cell in content.cells for line in cell.lines], "table_cell")
        place([line for label in content.figures for line in label.lines], "figure")
        for number, (clause, lines) in enumerate(zip(self.clauses, self.lines, strict=True)):
            heading = "heading" if clause["kind"] == "heading" else "clause"
            place(lines, "speech" if number in spoken else heading)
        for page in self.pages:
            yield {
                "symbol": self.symbol,
                "language": self.language,
                "page": page.number,
                "letters": sum(len(run.text.strip()) for run in page.runs),
                **{f"letters_{kind}": counted[page.number, kind] for kind in LETTER_CLASSES},
                "letters_unassigned": sum(len(run.text.strip()) for run in page.runs if id(run) not in placed),
            }

    @cached_property
    def mark_patterns(self) -> list[regex.Pattern[str]]:
        """How note marks that are not raised are set in this document: told by its notes, which begin with them."""
        has_slashes = any(regex.match(r"\d{1,3}\s*/", note.text) for note in self.content.notes)
        has_stars = any(note_parts(note)[0].startswith("*") for note in self.content.notes)
        return [pattern for pattern, used in ((SLASH_MARK, has_slashes), (STAR_MARK, has_stars)) if used]

    def content_of(self, paragraph: Paragraph) -> Text:
        """A paragraph's text with every kind of note mark taken out."""
        content = paragraph.content
        for pattern in self.mark_patterns:
            content = content.marking(pattern)
        return _unquoted(content) if self.is_quoting else content

    @property
    def is_quoting(self) -> bool:
        """Whether a draft is read that a resolution recommends to another body, each paragraph in quotation marks."""
        return self.outer is not None and self.scope[-1].startswith("quoted")

    def take(self, paragraph: Paragraph) -> None:
        """Add what one paragraph is."""
        is_quoted = paragraph.text.startswith("“")
        if self.is_quoting and not is_quoted:
            self.leave()
        elif is_quoted and self.formula and not self.outer and masthead.is_formula(paragraph):
            self.quote("quoted")
        content = self.content_of(paragraph)
        if not content.text:
            self.aside["furniture"] += paragraph.lines
        elif self.is_closing(content.text):
            self.aside["masthead"] += paragraph.lines
            pages = paragraph.page_first, paragraph.page_last
            self.marks += [Anchor(mark, pages=pages) for mark, _ in content.marks]
            self.closing.append({"text": content.text, "page_first": paragraph.page_first})
        elif masthead.is_close(paragraph):
            self.aside["masthead"] += paragraph.lines
        elif masthead.is_formula(paragraph) and self.may_quote:
            self.aside["masthead"] += paragraph.lines
            if self.outer is None or self.voiced == self.around():
                self.quote("draft")
            self.voiced = self.around()
            self.part, self.levels, self.chapeau = "preambular", [], None
        elif masthead.is_formula(paragraph) and not (self.annex and content.text != self.formula):
            # another body's formula in an annex is a text that is quoted there
            self.aside["masthead"] += paragraph.lines
            self.formula = self.formula or content.text
            self.part, self.levels, self.chapeau = "preambular", [], None
        elif not self.is_in_contents and (annex := labels.annex_label(content.text)) is not None:
            if self.outer and not self.tells_of_annex():
                self.leave()
            self.annex += 1
            self.latest_number = 0
            self.part, self.levels, self.chapeau, self.sections = "annex", [], None, []
            self.broken_off = []
            self.add(paragraph, content, "heading", annex)
        elif LEADER.search(content.text):
            # an entry of the contents: its number is that of a heading further on
            self.add(paragraph, content, self.part, "")
        elif is_heading(paragraph) and not self.is_next_item(content):
            self.heading(paragraph, content)
        else:
            self.clause(paragraph)

    def is_closing(self, text: str) -> bool:
        """Whether a paragraph is of what is said in brackets behind a text: how it was adopted, and who voted how."""
        if self.head.fields["document_type"] not in CLOSED:
            return False
        is_open = self.closing and "]" not in self.closing[-1]["text"] and labels.annex_label(text) is None
        return bool(is_open or masthead.HOW_ADOPTED.match(text))

    @property
    def may_quote(self) -> bool:
        """Whether the line that says who speaks begins a text quoted in a report, and not the document's own."""
        is_report = self.head.fields["document_type"] in QUOTING and not self.formula
        return is_report and any(clause["kind"] != "heading" for clause in self.clauses)

    def quote(self, *name: str) -> None:
        """Begin a text that the document quotes: its ids and numbers are its own, as are its sections and annexes.

        Committees recommend drafts so: ``Draft resolution I``, its title, ``The General Assembly,``.
        """
        self.leave()
        self.outer = _Outer(self.scope, self.annex, self.sections, self.latest_number, self.part)
        scope = [*self.around(), *name]
        self.counts[".".join(scope)] += 1
        again = self.counts[".".join(scope)]
        self.scope = [*scope[:-1], f"{scope[-1]}~{again}"] if again > 1 else scope
        self.annex, self.sections, self.latest_number, self.voiced = 0, [], 0, None
        self.part, self.levels, self.broken_off, self.chapeau = "operative", [], [], None

    def leave(self) -> None:
        """Go back to the report from the text that it quotes."""
        if self.outer is None:
            return
        outer, self.outer = self.outer, None
        self.scope, self.annex, self.sections, self.latest_number = (
            outer.scope,
            outer.annex,
            outer.sections,
            outer.number,
        )
        self.part, self.levels, self.broken_off, self.chapeau = outer.part, [], [], None

    def tells_of_annex(self) -> bool:
        """Whether the text that is quoted speaks of an annex, so that the next is its own and not the report's."""
        start = f"{self.symbol}#{'.'.join(self.scope)}."
        return any(
            regex.search(r"(?i)\b(?:annex|appendi)", clause["text"])
            for clause in self.clauses
            if clause["clause_id"].startswith(start)
        )

    def is_quoted_section(self, label: str) -> bool:
        """Whether a section is one of the text that is quoted, and not the report's next."""
        if self.voiced is None and label != "A":
            return False
        numbers = [number for _, number in self.sections]
        follows = (follows_roman(number.lower(), label.lower()) or _follows_letter(number, label) for number in numbers)
        return label in ("I", "A") or any(follows)

    def around(self) -> list[str]:
        """What ids begin with: the quoted text, the annex and the sections being read."""
        annex = [f"annex.{self.annex}"] if self.annex else []
        return [*self.scope, *annex, *(number for _, number in self.sections)]

    def heading(self, place: Place, content: Text) -> None:
        """Add a heading, or what it says to the number that stood alone on the line before."""
        last = self.clauses[-1] if self.clauses else None
        if last and last["kind"] == "heading" and not last["text"]:
            # a number alone on its line belongs to the title on the next
            last |= {"text": content.text, "page_last": place.page_last}
            last["bbox"] += [asdict(box) for box in place.boxes]
            self.texts[-1] = content
            self.lines[-1] += place.lines
            self.note(last, content)
            return
        label = ""
        if self.may_quote and (match := QUOTED.fullmatch(content.text)):
            name = "text" if match["number"] else "draft" if match["kind"] == "resolution" else "decision"
            self.quote(name, *filter(None, (match["label"] or match["number"],)))
        elif self.may_quote and last and DECISION_AHEAD.search(last["text"]):
            self.quote("decision")
        elif (section := self.section_number(content.text))[0]:
            label, content = section[0], content.cut(section[1])
            if self.outer and not self.is_quoted_section(label):
                self.leave()
            self.enter(label)
        elif match := NUMBER.match(content.text) or ITEM.match(content.text):
            label, content = match[1], content.cut(match.end())
        elif self.language in OTHER_LABELS and (match := labels.IN_TEXT.match(content.text)):
            read = labels.read_label(match[0])
            label, content = read.text if read else "", content.cut(match.end())
        self.chapeau = None
        self.add(place, content, "heading", label)

    def section_number(self, text: str) -> tuple[str, int]:
        """The number of a section's heading and how many characters it takes: Arabic and Chinese have ordinals."""
        if match := SECTION_NUMBER.match(text):
            return match[1], match.end()
        return labels.heading_label(text) if self.language in ("ar", "zh") else ("", 0)

    def enter(self, label: str) -> None:
        """Go into the section of that number: it ends those of its kind and stands in those of another."""
        before = next((number for kind, number in self.sections if kind == "letter"), None)
        follows = before is not None and _follows_letter(before, label)
        kind = "roman" if regex.fullmatch("[IVXL]+", label) and not follows else "letter"
        outer = next((place for place, section in enumerate(self.sections) if section[0] == kind), len(self.sections))
        self.sections = [*self.sections[:outer], (kind, label)]
        self.levels, self.broken_off = [], []

    def clause(self, paragraph: Paragraph) -> None:
        content = self.content_of(paragraph)
        label, label_kind, printed = "", "", ""
        match = labels.IN_TEXT.match(content.text) if self.language in OTHER_LABELS else None
        read = labels.read_label(match[0]) if match else None
        if (pointed := POINTED.match(content.text)) and self.is_pointed(pointed[1], pointed[2]):
            match, label, label_kind = pointed, pointed[2], "inner"
        elif read and read.kind not in ("number", "bullet"):
            label, printed = read.text, read.printed
            label_kind = self.item_kind(label, paragraph.indent) if read.kind == "item" else read.kind
        elif match := (match if read and read.kind == "number" else None) or NUMBER.match(content.text):
            label = read.text if read else match[1]
            label_kind = "inner" if self.is_inner(label, paragraph.indent) else "number"
        elif match := ITEM.match(content.text):
            label, label_kind = match[1], self.item_kind(match[1], paragraph.indent)
        elif (match := DOTTED.match(content.text)) and (kind := self.dotted_kind(match[1])):
            label, label_kind = match[1], kind
        elif match := SUB_ITEM.match(content.text):
            label, label_kind = match[1], "sub"
        elif (match := CAPITAL.match(content.text)) and self.is_capital(match[1]):
            label, label_kind = match[1], "capital"
        elif match := BULLET.match(content.text):
            label, label_kind = match[0].strip(), "bullet"
        if match:
            content = content.cut(match.end())
            self.resume(label_kind, label)
        verb = content.leading(content.italic)
        if label_kind == "number":
            self.count(label, verb)
        # the Security Council says "Recalls" in preambles too; but a preambular paragraph ends with a comma
        is_last_word = self.is_unnumbered or content.text.endswith((":", "."))
        begins_operative = verb and not label and is_last_word and is_finite(verb)
        # what tells a verb's form is known in English only
        is_last = self.language != "en" and not label and content.text.endswith((".", "。"))
        if self.part == "preambular" and (label_kind == "number" or begins_operative or is_last):
            self.part = "operative"
        elif self.part == "operative" and verb and not label and not is_finite(verb) and self.opens_section():
            # a section of an omnibus resolution has a preamble of its own
            self.part, self.levels = "preambular", []
        self.add(paragraph, content, self.part, label, label_kind, verb)
        if match and match.re is ITEM and match["together"]:
            self.clauses[-1]["path"] += match["together"]
        if printed and not regex.search(r"[\p{Latin}\d]\)", printed):
            clause = self.clauses[-1]
            if clause["path"].endswith(f"({label})"):
                clause["path"] = clause["path"].removesuffix(f"({label})") + printed

    def count(self, label: str, verb: str) -> None:
        """Keep a paragraph's number; the one that follows the report's last is behind the text quoted in it."""
        number = int(regex.match(r"\d+", label)[0])
        is_next = number == self.latest_number + 1 and (self.part != "operative" or bool(verb))
        if self.outer and self.outer.number and number == self.outer.number + 1 and not is_next:
            self.leave()
        self.latest_number = number

    def is_inner(self, label: str, indent: float) -> bool:
        """Whether a number is one of a list within a numbered paragraph, and not the paragraph after it.

        Such a list stands further in, and begins anew behind what announces it or behind the paragraph's own text.
        """
        outer = next((level for level in self.levels if level.kind == "number"), None)
        inner = next((level for level in self.levels if level.kind == "inner"), None)
        if outer is None or indent < outer.indent + 6:
            return False
        if inner is not None:
            return int(label) == int(inner.label) + 1 and abs(indent - inner.indent) < 6
        last = self.clauses[-1]
        return label == "1" and (last is outer.clause or last["text"].endswith(":"))

    def is_pointed(self, outer: str, inner: str) -> bool:
        """Whether two figures are the number of the paragraph being read and the next one of a list within it."""
        labels_open = {level.kind: level.label for level in self.levels}
        return labels_open.get("number") == outer and int(inner) == int(labels_open.get("inner", "0")) + 1

    def is_capital(self, label: str) -> bool:
        """Whether ``I.`` numbers an item of a numbered paragraph."""
        before = next((level.label for level in self.levels if level.kind == "capital"), None)
        if before is not None:
            return follows_roman(before.lower(), label.lower())
        return label == "I" and bool(self.levels) and self.clauses[-1]["text"].endswith(":")

    def is_next_item(self, content: Text) -> bool:
        """Whether a text bears the next letter of a list that is open: it is no heading, though it looks like one."""
        match = ITEM.match(content.text)
        open_levels = [level for levels in (*self.broken_off, self.levels) for level in levels]
        return bool(match) and any(
            level.kind == "letter" and _follows_letter(level.label, match[1]) for level in open_levels
        )

    def resume(self, kind: str, label: str) -> None:
        """Open the levels again that an unnumbered paragraph broke off, where the label is the next of one of them."""
        follows = {"letter": _follows_letter, "roman": follows_roman}.get(kind)
        if follows is None or any(level.kind == kind for level in self.levels):
            return
        for age in reversed(range(len(self.broken_off))):
            for depth, level in enumerate(self.broken_off[age], 1):
                if level.kind == kind and follows(level.label, label):
                    self.levels, self.broken_off = self.broken_off[age][:depth], self.broken_off[:age]
                    return
        if not self.levels and self.broken_off and label not in ("a", "i"):
            # no list begins so: the items before it were told together, "(i)-(iii)", or in another order
            self.levels = [level for level in self.broken_off.pop() if RANK[level.kind] < RANK[kind]]

    def opens_section(self) -> bool:
        """Whether nothing of a section has been read but its heading."""
        return bool(self.clauses) and self.clauses[-1]["kind"] == "heading"

    def item_kind(self, label: str, indent: float) -> str:
        """Whether ``(i)`` is the letter or the numeral: what it follows decides, then how far it is indented."""
        levels = self.levels or [level for levels in self.broken_off for level in levels]
        letter = next((level for level in reversed(levels) if level.kind == "letter"), None)
        roman = next((level for level in reversed(levels) if level.kind == "roman"), None)
        if label.isdigit():
            return "figure"
        if label not in ROMAN:
            return "letter"
        if roman and follows_roman(roman.label, label):
            return "roman"
        if label == "i" and self.levels and self.levels[-1].clause["text"].endswith(":"):
            # what is announced with a colon is nested in it
            return "roman"
        if letter and _follows_letter(letter.label, label) and (label != "i" or abs(letter.indent - indent) < 8):
            return "letter"
        return "roman" if label == "i" or not letter or len(label) > 1 else "letter"

    def dotted_kind(self, label: str) -> str:
        """Whether ``a.`` or ``ii.`` is the letter or the numeral that is expected here; empty where neither is."""
        latest = {level.kind: level.label for level in self.levels}
        is_announced = bool(self.clauses) and self.clauses[-1]["text"].endswith(":")
        if "sub" not in latest:
            return "sub" if label == "a" and is_announced else ""
        if follows_roman(latest["numeral"], label) if "numeral" in latest else label == "i" and is_announced:
            return "numeral"
        return "sub" if _follows_letter(latest["sub"], label) else ""

    def add(
        self,
        place: Place,
        content: Text,
        kind: str,
        label: str,
        label_kind: str = "",
        verb: str = "",
    ) -> None:
        """Append a clause and keep the numbering open for what nests in it."""
        parent, path = None, label
        if label_kind:
            self.ascend(label, label_kind, place.indent)
            if label_kind in ("number", "letter"):
                self.letters_in = self.levels[-1].kind if self.levels and label_kind == "letter" else ""
            parent = self.levels[-1].clause if self.levels else self.chapeau if label_kind != "number" else None
            path = f"({label})" if label_kind in ("letter", "roman", "figure") else label
            if label_kind == "inner" and parent:
                path = f".{label}"
            path = (parent["path"] if parent else "") + path
        clause: dict[str, Any] = {
            "clause_id": self.identify(kind, label, label_kind, parent),
            "symbol": self.symbol,
            "language": self.language,
            "seq": len(self.clauses) + 1,
            "kind": kind,
            "path": path,
            "parent_clause_id": parent["clause_id"] if parent else None,
            "depth": parent["depth"] + 1 if parent else 0,
            "verb": verb or None,
            "text": content.text,
            "page_first": place.page_first,
            "page_last": place.page_last,
            "bbox": [asdict(box) for box in place.boxes],
        }
        self.clauses.append(clause)
        self.texts.append(content)
        self.lines.append([*place.lines])
        if label_kind:
            self.levels.append(_Level(label_kind, label, clause, place.indent))
            if label_kind == "number":
                self.broken_off = []
        elif kind != "heading":
            if self.levels:
                self.broken_off.append(self.levels)
            self.chapeau, self.levels = clause, []
        self.note(clause, content)

    def ascend(self, label: str, kind: str, indent: float) -> None:
        """Close the levels in which the label does not stand."""
        kinds = [level.kind for level in self.levels]
        if kind in kinds and kind != "number":
            del self.levels[kinds.index(kind) :]
            return
        is_first = label in ("a", "i", "1")
        if self.levels and is_first and kind in ("letter", "roman", "figure"):
            last = self.levels[-1]
            announced = self.clauses[-1]["text"].endswith(":") and last.clause is self.clauses[-1]
            if announced or indent > last.indent + 6 or (last.kind == "roman" and kind == "letter"):
                # whatever is announced, or stands further in, is nested: (i) holds (a) as well as (a) holds (i)
                return
        if self.levels and kind == "letter" and self.levels[-1].kind == self.letters_in == "roman":
            return  # the letters of a mandate's tasks run on: (i) (a)-(f), (ii) (g)-(k)
        while self.levels and RANK[self.levels[-1].kind] >= RANK[kind]:
            self.levels.pop()

    def note(self, clause: dict[str, Any], content: Text) -> None:
        """Keep the note marks and hyperlinks of a clause's text."""
        self.marks += [
            Anchor(mark, clause["clause_id"], at, pages=(clause["page_first"], clause["page_last"]))
            for mark, at in content.marks
        ]
        self.link(content, clause["clause_id"], None)

    def link(self, content: Text, clause_id: str | None, footnote_number: str | None) -> None:
        self.links += [
            {
                "symbol": self.symbol,
                "language": self.language,
                "clause_id": clause_id,
                "footnote_number": footnote_number,
                "char_start": start,
                "char_end": min(end, len(content.text)),
                "target": target,
                "page": page,
            }
            for start, end, target, page in content.links
            if start < len(content.text)
        ]

    def identify(self, kind: str, label: str, label_kind: str, parent: dict[str, Any] | None) -> str:
        """An id of what is printed: annex, section and numbering, counted where nothing is; a repeated one gets ``~2``.

        ``#pp.3``, ``#op.2.a.iii``, ``#annex.1.op.4``, ``#XII.B.op.307``, ``#h.2``, ``#op.24.item3``, ``#u.5``.
        """
        around = self.around()
        word = {"preambular": "pp", "operative": "op", "heading": "h", "annex": "op", "paragraph": "p"}[kind]
        if kind == "heading":
            around = around[: len(self.scope) + bool(self.annex)]
        if parent is not None:
            around, word = [], parent["clause_id"].split("#", 1)[1]
        if label_kind == "bullet" or not label_kind:
            if label_kind == "bullet":
                counted = ".".join([*around, word, "item"])
            elif kind in ("preambular", "heading"):
                counted = ".".join([*around, word, ""])
            else:
                counted = ".".join([*around, "u", ""])
            self.counts[counted] += 1
            name = f"{counted}{self.counts[counted]}"
        else:
            name = ".".join([*around, word, label])
        unique, number = name, 1
        while unique in self.ids:
            number += 1
            unique = f"{name}~{number}"
        self.ids.add(unique)
        return f"{self.symbol}#{unique}"

    def footnotes(self) -> Iterator[dict[str, Any]]:
        """The notes in order."""
        return self.hung((*note_parts(paragraph), paragraph) for paragraph in _whole_notes(self.content.notes))

    def hung(self, notes: Iterable[tuple[str, Text, Place]]) -> Iterator[dict[str, Any]]:
        """Notes as rows, each hung from the next place of its mark that no note before it took."""
        places: dict[str, list[Anchor]] = {}
        for anchor in self.marks:
            places.setdefault(anchor.mark, []).append(anchor)
        seen: Counter[str] = Counter()
        for seq, (number, content, place) in enumerate(notes, 1):
            anchor = _take_place(places.get(number, []), place.page_first) or Anchor(number)
            seen[number] += 1
            again = f"~{seen[number]}" if seen[number] > 1 else ""
            yield {
                "footnote_id": f"{self.symbol}#fn.{number or f'u{seq}'}{again if number else ''}",
                "symbol": self.symbol,
                "language": self.language,
                "seq": seq,
                "number": number,
                "text": content.text,
                "clause_id": anchor.clause_id,
                "char_offset": anchor.at if anchor.clause_id else None,
                **dict(zip(("table_number", "row", "column"), anchor.cell or (None, None, None), strict=True)),
                "page": place.page_first,
                "bbox": [asdict(box) for box in place.boxes],
            }
            self.link(content, anchor.clause_id, number)

    def spoken(self) -> Iterator[tuple[dict[str, Any], list[int]]]:
        """The interventions in a verbatim record: from a speaker's name to the next, or to what the record tells.

        Who speaks goes on where another takes the Chair meanwhile. Each with the places in ``clauses`` of its
        paragraphs.
        """
        has_bold = any(any(text.bold) for text in self.texts)
        speech: dict[str, Any] | None = None
        places: list[int] = []
        seq = 0
        for number, (clause, content) in enumerate(zip(self.clauses, self.texts, strict=True)):
            match = SPEAKER.match(content.text)
            if match and (content.bold[0] or not has_bold):
                if speech:
                    yield speech, places
                seq += 1
                places = [number]
                speech = {
                    "symbol": self.symbol,
                    "language": self.language,
                    "seq": seq,
                    "speaker": match["name"].strip(" ,"),
                    **_of_speaker(match["name"], match["said"]),
                    "text": content.text[match.end() :].strip(),
                    "page": clause["page_first"],
                }
            elif _is_told(content) and CHAIR.fullmatch(content.text):
                continue
            elif clause["kind"] == "heading" or (_is_told(content) and not SPOKEN.fullmatch(content.text.strip("()"))):
                # headings and what the record tells ("A recorded vote was taken.") end a speech
                if speech:
                    yield speech, places
                speech = None
            elif speech:
                speech["text"] += "\n\n" + content.text
                places.append(number)
        if speech:
            yield speech, places

    def cells(self) -> Iterator[dict[str, Any]]:
        """The cells of the document's tables; keeps the note marks in them, of those that a table repeats the first."""
        cells = whole_tables.whole(self.content.cells, self.content.body)
        last_pages = {cell.cell[0]: cell.page_last for cell in cells if cell.cell}
        marked: set[tuple[int, str]] = set()
        letters = {note_parts(note)[0] for note in self.content.notes if self.language not in ("es", "fr")}
        for cell in cells:
            if cell.cell is None:
                continue
            table, row, column = cell.cell
            content = self.content_of(cell)
            if (match := FIGURE_MARK.search(content.text)) and match[1] in letters:
                content = content.marking(FIGURE_MARK)
            for mark, _ in content.marks:
                if (table, mark) not in marked:
                    self.marks.append(Anchor(mark, cell=cell.cell, pages=(cell.page_first, last_pages[table])))
                marked.add((table, mark))
            yield {
                "symbol": self.symbol,
                "language": self.language,
                "table_number": table,
                "row": row,
                "column": column,
                "text": content.text,
                "is_header": cell.is_header,
                "page": cell.page_first,
                "bbox": [asdict(box) for box in cell.boxes],
            }


@dataclass(frozen=True)
class Anchor:
    """Where a note's mark stands: in a clause behind so many characters, in a cell of a table, or in the title."""

    mark: str
    clause_id: str | None = None
    at: int = 0
    cell: tuple[int, int, int] | None = None
    """Table of the document, row and column."""
    pages: tuple[int | None, int | None] = (1, 1)
    """First and last page of the clause or, as notes to a table stand under it, the table's last."""


def _take_place(places: list[Anchor], page: int | None) -> Anchor | None:
    """The place from which a note on that page hangs, taken out of those of its mark: on its page, else before it.

    A line that holds a mark may have gone over to the next page without its note. A mark further on is another note's:
    numbers and letters begin anew from table to table and from annex to annex.
    """
    known = [place.pages for place in places]
    on_it = (n for n, (first, last) in enumerate(known) if page and first and last and first <= page <= last)
    before = (n for n, (first, _) in enumerate(known) if page is None or first is None or first <= page + 1)
    found = next(on_it, next(before, None))
    return None if found is None else places.pop(found)


def _unquoted(content: Text) -> Text:
    """A paragraph of a quoted draft without the quotation marks that open it and, if it is the last, close it."""
    said = content.cut(1)
    is_last = said.text.count("”") > said.text.count("“")
    return said.cut(0, said.text.rindex("”")) if is_last else said


def is_heading(paragraph: Paragraph) -> bool:
    """Whether a paragraph is a heading: bold, or in italics or centred without a sentence's end."""
    text = paragraph.text
    ended = bool(END_OF_SENTENCE.search(text))
    if match := NUMBER.match(text) or ITEM.match(text):
        # reports number the headings within a section so: "1. Military and police personnel", "(a) Staff"; typewriters
        # underline what follows the number
        said = paragraph.content.cut(match.end())
        return (is_of(said, said.bold) or is_of(said, said.italic)) and not ended and len(text) < 200
    if len(text) > 400:
        return False
    if ARTICLE.fullmatch(text) and len(text) < 120 and not ended:
        return True
    if CAPTION.fullmatch(text) or CONTENTS.fullmatch(text) or (TYPED_SECTION.fullmatch(text) and not ended):
        return True
    if SPOKEN.fullmatch(text.strip("()")):
        # a speaker who goes on in another language
        return False
    if paragraph.bold:
        # until the mid-nineties what a record tells ("A recorded vote was taken.") is set in bold italics
        return not (paragraph.italic and text.endswith("."))
    if match := CONTINUED.search(text):
        named = paragraph.content.bold[: match.start()]
        return bool(named) and all(named)
    # the lines of other paragraphs begin at their margin, the first a little further in
    lefts = [line.x0 for line in paragraph.lines]
    is_centred = paragraph.indent > 150 or max(lefts) - min(lefts) > CENTRED
    if paragraph.centred and is_centred and not ended and len(text) < 250:
        return True
    # in the right half stands what is said of the text above: "Adopted under agenda item 7", when and where
    return paragraph.italic and not paragraph.is_at_right and not ended and len(text) < 250


def is_finite(verb: str) -> bool:
    """Whether a leading phrase is that of an operative paragraph (``Also decides``), not of a preambular one.

    Told by its form in English; the other languages number their operative paragraphs, and where they do not, no
    form tells.
    """
    words = verb.lower().replace(",", "").split()[:4]
    if any(w.endswith(("ing", "ant", "ando", "endo")) for w in words[:3]) or words[0] in PREAMBULAR_WORDS:
        return False
    return any(w.endswith("s") and not w.endswith("ss") for w in words)


def note_parts(paragraph: Paragraph) -> tuple[str, Text]:
    """A note's mark and its text."""
    content = paragraph.content
    if content.marks and content.marks[0][1] == 0:
        number = content.marks[0][0]
        said = Text(content.text, content.marks[1:], content.bold, content.italic, content.links)
        return number, said.cut(1) if said.text.startswith("/ ") else said
    if match := regex.match(r"(\*+)\s*|(\d{1,3})\s*/\s*", content.text):
        return match[1] or match[2], content.cut(match.end())
    return "", content


def _whole_notes(notes: list[Paragraph]) -> list[Paragraph]:
    """Notes with what stands under them without a mark of its own."""
    whole: list[Paragraph] = []
    for paragraph in notes:
        if whole and not starts_note(paragraph):
            whole[-1] = whole[-1].followed_by(paragraph)
        else:
            whole.append(paragraph)
    return whole


def _with_labels(body: list[Paragraph]) -> Iterator[Paragraph]:
    """Paragraphs, each with the label that stands apart from it put before its text.

    The tree keeps a list item's label apart, and "In favour:" stands on a line of its own above the States.
    """
    waiting: Paragraph | None = None
    for paragraph in body:
        if waiting is not None and _is_list_above(waiting) and wordings.LABEL.match(paragraph.text):
            # nobody voted so
            yield waiting
            waiting = None
        if waiting is not None:
            first, label = paragraph.lines[0], waiting.lines[-1]
            lines = [label, first]
            if first.page == label.page and abs(first.baseline - label.baseline) < label.size:
                lines = [Line(tuple(sorted((*label.runs, *first.runs), key=lambda r: r.x0)), first.page)]
            paragraph = paragraph.with_lines([*waiting.lines[:-1], *lines, *paragraph.lines[1:]])  # noqa: PLW2901
            waiting = None
        if LABEL_ALONE.fullmatch(paragraph.text) or _is_list_above(paragraph):
            waiting = paragraph
        else:
            yield paragraph
    if waiting is not None:
        yield waiting


def _is_list_above(paragraph: Paragraph) -> bool:
    """Whether a paragraph is nothing but what stands above a list of voters."""
    return bool(wordings.LABEL.fullmatch(paragraph.text))


def _numbers_ahead(following: Sequence[Paragraph]) -> bool:
    """Whether a paragraph "1." follows before the next annex, section or formula."""
    for paragraph in following:
        text = paragraph.text
        if NUMBER.match(text) and not is_heading(paragraph):
            return True
        is_section = is_heading(paragraph) and SECTION_NUMBER.match(text)
        if is_section or labels.annex_label(text) is not None or masthead.is_formula(paragraph):
            return False
    return False


def _is_told(content: Text) -> bool:
    """Whether the record itself speaks: in italics, a resolution's number in brackets apart."""
    letters = [style for char, style in zip(content.text, content.italic, strict=True) if char.isalpha()]
    return bool(letters) and letters[0] and sum(letters) > 0.6 * len(letters)


OTHER_LABELS = ("ar", "ru", "zh")
"""Languages whose items are not lettered in Latin, or in Cyrillic that looks like it."""
FUNCTION_WORDS = {
    "en": "the of and to in that for on by with its",
    "fr": "le la les des et du que dans par pour sur aux",
    "es": "el los las del y que en por para con una",
}
SCRIPTS = {"ar": r"\p{Arabic}", "ru": r"\p{Cyrillic}", "zh": r"\p{Han}"}


def language_of(text: str) -> str:
    """The official language of a text, ISO 639-1: by its script, else by the commonest of its function words.

    English where neither tells: tables and lists of names.
    """
    letters = len(regex.findall(r"\p{L}", text)) or 1
    for language, script in SCRIPTS.items():
        if len(regex.findall(script, text)) > 0.4 * letters:
            return language
    words = Counter(regex.findall(r"\p{L}+", text.lower()))
    return max(FUNCTION_WORDS, key=lambda language: sum(words[word] for word in FUNCTION_WORDS[language].split()))


def _of_speaker(name: str, said: str) -> dict[str, str | None]:
    """State, office and language, of what is printed behind a speaker's name.

    Both State and office where both are printed: ``Mr. Abdi (Chad), Rapporteur of the Third Committee:``.
    """
    brackets = [b.strip() for b in regex.findall(r"\(([^()]+)\)", said)]
    spoken = next((match[1] for b in brackets if (match := SPOKEN.fullmatch(b))), None)
    states = [b for b in brackets if not SPOKEN.fullmatch(b)]
    office = regex.search(r",\s*([^:]+)$", said)
    of_office = office[1].strip() if office else name.removeprefix("The ") if name.startswith("The ") else None
    return {
        "state_name": states[0] if states else None,
        "office": of_office,
        "spoken_language": spoken,
    }


def follows_roman(before: str, label: str) -> bool:
    return before in ROMAN and label in ROMAN and ROMAN.index(label) == ROMAN.index(before) + 1


def _follows_letter(before: str, label: str) -> bool:
    if len(before) == len(label) == 1:
        return ord(label) == ord(before) + 1
    return before == "z" and label == "aa"
