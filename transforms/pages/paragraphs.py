"""Pages to paragraphs: what runs on over lines and pages is put together, what only furnishes a page is set apart.

What belongs here: lines, columns, running heads and feet, the region of the notes, table cells, the joining of
what a page's end cut in two, and the text of each paragraph with its note marks and styles. What does not: what a
paragraph is in a text (``structure.py``).

Two witnesses are heard. Files made since about 2010 carry Word's structure tree, which says where each paragraph,
note and cell begins and ends; older ones have geometry alone. The tree is believed where it speaks.
"""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from itertools import pairwise

import regex

from transforms.language import labels
from transforms.pages import aligned_tables, ruled_tables
from transforms.pages.layout import Page, Run

BLANKS = regex.compile(r"\s+")
NOTE_MARK = regex.compile(r"(\d{1,3})/?|(\*{1,5}|[a-z†‡])/?")
"""One note mark: a figure, stars, or the single letters used in tables; some offices still write ``1/``."""
METRE = regex.compile(r"(?<![^\s\d/(])[kcm]?m$")
"""What a raised figure squares or cubes: ``3,500 m2``."""
ADDRESS = regex.compile(r"(?:(?:https?://|www\.)\S+|\S+/)$")
"""The first part of an address or symbol; a resolution's number has its year in a word of its own: ``2720 (2023)``."""
STOP_AND_BLANK = regex.compile(r"[.,;:]\s+$")
"""How a run ends behind which a sentence or a list goes on."""
ORDINAL_ENDING = regex.compile(r"(?:st|nd|rd|th|er|re|e|o|a)\b")
LABEL = regex.compile(
    rf"(?:{labels.COUNT}[.)]|\(?\p{{Ll}}{{1,2}}\)|(?:\p{{Ll}}|[ivxl]{{2,7}})\.|\([ivxlc]+\)|[•●▪◦–—-])(?=\s)"
)
"""What a numbered or bulleted paragraph begins with."""
THOUSANDTH = regex.compile(r"\d{4}\.\s+(?=\p{Lu})")
"""The number of a paragraph in the longest reports, which a year at a sentence's end looks like."""
LETTERED = regex.compile(r"\(\p{Ll}\)\s")
LEADER = regex.compile(r"(?:\.{4,}|(?:\.\s){4,})\s*(?:[\d−–-]+\s+)?\d{1,4}$")
"""The dots that lead to the page in a table of contents, in Geneva with the paragraphs: the entry ends with them."""
ENTRY = regex.compile(r"(?:[IVXLC]+|\p{L}|\d{1,3})[.)]\s")
"""What numbers an entry of the contents."""
NOTICE = regex.compile(
    r"(?:\d\d-\d{5} \(\w\)\s*)?This record (?:contains|is subject to)|Corrections should be submitted"
)
"""The printer's notice at the foot of a record's first page; the text goes on after it."""
DOTTED = regex.compile(r"(?:\.\s?){6,}")
"""The dots that lead from a name to what belongs to it: contents, and who sits on a council."""
LABEL_WORDS = 5
"""What a tree leaves out is a chart or a box; fewer words than this on their own are a chart's labels."""
SMALL = 0.85
"""Part of the text's size below which all that a tree leaves out is a chart's: boxes are set in 9 points and more."""
SEPARATOR = regex.compile(r"_{5,}")
"""The rule above the notes, which Word sets as a line of low dashes."""
END_MARK = regex.compile(r"-{3,}")
"""What typists set alone in the middle of a line where a document ends; three stars part a text as headings do."""
ENDNOTES = regex.compile(r"(?:End)?notes|Notas|Примечания", regex.IGNORECASE)
"""What stands above the notes at the end of a text."""
FRAME_LETTERS = 80
"""More letters than this on a page, all in one column of what the tree calls a table, are a text in a frame."""
FULL_COLUMN = 0.2
"""Part of a page's letters that stands in each of its columns, where nothing else tells that it has two."""
LAST_COLUMN = 0.02
"""The same where most pages have two: a record ends somewhere in a column, seldom at the foot of the right one."""
NARROW = 150.0
"""Points that a column of text is wider than."""
SHORT = 80.0
"""Points of white at the end of a heading's last line in which the next word would have found room."""
ACROSS = 150.0
"""Points between two first lines that stand in different columns."""
PAGE_NUMBER = regex.compile(
    r"(?:page\s+)?\d{1,4}(?:\s*/\s*\d{1,4})?(?:\s+(?:GE\.)?\d{2}-\d{5})?"
    r"|(?:GE\.)?\d{2}-\d{5}\s+\d{1,4}(?:\s*/\s*\d{1,4})?"
    r"|(?:GE|NS|V)?[.\s]*\d{2}\s*-\s*\d{5}(?:\s*\(\w\))?(?:\s*[\d\s]{6,16})?(?:\s*/\.\.\.)?"
    r"|\*\s*\d{7}\s*\*|/\.\.\.|(?:Please recycle.*)|-\s*\d{1,3}\s*-",
    regex.IGNORECASE,
)
"""What stands alone in a page's foot: page number, job number, bar code, the sign that the text goes on."""


@dataclass(frozen=True, slots=True)
class Box:
    """A place on a page: page from 1, points from the upper left corner."""

    page: int
    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Line:
    """Runs on one baseline, left to right."""

    runs: tuple[Run, ...]
    page: int

    @property
    def inked(self) -> list[Run]:
        return [r for r in self.runs if r.text.strip()]

    @property
    def x0(self) -> float:
        return min(r.x0 for r in self.inked)

    @property
    def x1(self) -> float:
        return max(r.x1 for r in self.inked)

    @property
    def baseline(self) -> float:
        return max(r.baseline for r in self.inked)

    @property
    def text(self) -> str:
        return compose([self]).text

    @property
    def size(self) -> float:
        """The size in which most of its letters are set."""
        sizes: Counter[float] = Counter()
        for run in self.inked:
            sizes[round(run.size, 1)] += len(run.text)
        return sizes.most_common(1)[0][0]

    @property
    def bold(self) -> bool:
        """Whether all of it is bold."""
        return all(r.bold for r in self.inked if not r.raised)


@dataclass
class Text:
    """What a paragraph says: blanks folded, note marks taken out, and what was found at which character."""

    text: str = ""
    marks: list[tuple[str, int]] = field(default_factory=list)
    """Each note mark with the characters before it."""
    bold: list[bool] = field(default_factory=list)
    italic: list[bool] = field(default_factory=list)
    """For each character."""
    links: list[tuple[int, int, str, int]] = field(default_factory=list)
    """Each hyperlink: first character, character after its last, address, page."""

    def marking(self, pattern: regex.Pattern[str]) -> Text:
        """The same with what the pattern finds taken out of the text as note marks (its first group is the mark)."""
        text = self
        while match := pattern.search(text.text):
            start, end = match.span()
            gone = end - start

            def moved(at: int, start: int = start, gone: int = gone) -> int:
                return at if at <= start else max(at - gone, start)

            text = Text(
                text.text[:start] + text.text[end:],
                sorted([*((m, moved(at)) for m, at in text.marks), (match[1], start)], key=lambda mark: mark[1]),
                text.bold[:start] + text.bold[end:],
                text.italic[:start] + text.italic[end:],
                [(moved(a), moved(b), t, p) for a, b, t, p in text.links],
            )
        return text

    def cut(self, start: int, end: int | None = None) -> Text:
        """The same without its first ``start`` characters and the blanks after them, and without what begins at
        ``end``."""
        start += len(self.text[start:]) - len(self.text[start:].lstrip())
        text = self.text[start:end]
        return Text(
            text,
            [(m, min(max(at - start, 0), len(text))) for m, at in self.marks],
            self.bold[start:end],
            self.italic[start:end],
            [(max(a - start, 0), min(b - start, len(text)), t, p) for a, b, t, p in self.links if b > start],
        )

    def leading(self, style: list[bool]) -> str:
        """The words with which it begins that are all of one style."""
        end = 0
        while end < len(self.text) and (
            style[end] or (not self.text[end].isalnum() and not style[end] and self._goes_on(style, end))
        ):
            end += 1
        return self.text[:end].rstrip(" ,;:.")

    def _goes_on(self, style: list[bool], end: int) -> bool:
        """Whether what follows a blank or a comma is of the style again, as where Word set the blank apart."""
        following = next((i for i in range(end, min(end + 3, len(self.text))) if self.text[i].isalnum()), None)
        return self.text[end] in " -‑’'" and following is not None and style[following]


@dataclass
class Paragraph:
    """A paragraph, note or cell, whole, with the lines it is printed on."""

    lines: list[Line]
    role: str = ""
    """The structure tree's type of it; empty where there is none."""
    cell: tuple[int, int, int] | None = None
    is_header: bool = False
    centre: float = 0.0
    """Middle of the column it stands in."""
    left: float = 0.0
    """Left edge of its column, where the page has several."""

    @cached_property
    def content(self) -> Text:
        """Its text, composed once: lines are never changed in place."""
        return compose(self.lines)

    def with_lines(self, lines: list[Line]) -> Paragraph:
        """The same paragraph printed on other lines."""
        return replace(self, lines=lines)

    def followed_by(self, rest: Paragraph) -> Paragraph:
        """The paragraph with what stands on the next page or in the next column put behind it."""
        return self.with_lines([*self.lines, *rest.lines])

    @property
    def text(self) -> str:
        return self.content.text

    @property
    def indent(self) -> float:
        """Where its first line begins, from its column's left edge."""
        return self.lines[0].x0 - self.left

    @property
    def margin(self) -> float | None:
        """Where its further lines begin; null where there is one only."""
        further = [line.x0 for line in self.lines[1:]]
        # the lines of a column to the right count from its own edge, which only the first line knows
        near = [x for x in further if abs(x - self.lines[0].x0) < 80]
        return min(near, default=min(further, default=self.left)) - self.left if further else None

    @property
    def size(self) -> float:
        return statistics.mode(line.size for line in self.lines)

    @property
    def page_first(self) -> int:
        return self.lines[0].page

    @property
    def page_last(self) -> int:
        return self.lines[-1].page

    @property
    def top(self) -> float:
        return self.lines[0].baseline - self.lines[0].size

    @property
    def boxes(self) -> list[Box]:
        """Where it stands: one box a page."""
        boxes = []
        for page in dict.fromkeys(line.page for line in self.lines):
            runs = [r for line in self.lines if line.page == page for r in line.inked]
            boxes.append(
                Box(
                    page,
                    min(r.x0 for r in runs),
                    min(r.top for r in runs),
                    max(r.x1 for r in runs),
                    max(r.bottom for r in runs),
                )
            )
        return boxes

    @cached_property
    def bold(self) -> bool:
        """Whether all its letters are bold."""
        return is_of(self.content, self.content.bold)

    @cached_property
    def italic(self) -> bool:
        """Whether all its letters are italic."""
        return is_of(self.content, self.content.italic)

    @property
    def centred(self) -> bool:
        """Whether each of its lines stands in the middle of its column."""
        return all(abs((line.x0 + line.x1) / 2 - self.centre) < 8 for line in self.lines)

    @property
    def is_at_right(self) -> bool:
        """Whether it begins in the right half of its column."""
        return self.lines[0].x0 >= self.centre


def is_of(content: Text, style: list[bool]) -> bool:
    """Whether all letters of a text, but for a few set otherwise by mistake, are of a style."""
    letters = [s for c, s in zip(content.text, style, strict=True) if c.isalnum()]
    return bool(letters) and sum(letters) >= 0.95 * len(letters)


@dataclass
class Content:
    """What a document's pages hold, in reading order."""

    head: list[Line]
    """Lines of the first page above its lower long rule: symbol, distribution, date."""
    body: list[Paragraph]
    notes: list[Paragraph]
    cells: list[Paragraph]
    figures: list[Paragraph]
    """Labels within charts and maps."""
    furniture: list[Line]
    """Running heads, page numbers, job number, bar code."""
    first_lines: list[Line]
    """Lines of the first page's upper part, whatever they belong to: among them the symbol."""


LABELLED = regex.compile(r"(?:\d{1,3}\.|\(\p{Ll}{1,4}\))\s+(?=\S)")
"""A paragraph's number with words behind it."""
TYPED_ADVANCE = 0.6
"""How far apart a typewriter's letters stand, in sizes of the type."""


SOFT_HYPHEN = "\u00ad"
"""A hyphen that only divides a word at a line's end; ``layout.clean`` leaves no other."""
HALF = regex.compile(r"([а-яё]{2,})-$", regex.IGNORECASE)
"""What a Russian line may end with: the first half of a word."""
OTHER_HALF = regex.compile(r"[а-яё]+")


def as_printed(pages: Iterable[Page]) -> list[Page]:
    """The pages as a reader sees them: without what lies off their edges, and with what typewriters underlined italic.

    What is underlined is made italic where no letter of the document is: so typewriters set what is. A hyphen that
    only divides a Russian word is made a soft one.
    """
    trimmed = _divided([_trimmed(page) for page in pages])
    if any(run.italic for page in trimmed for run in page.runs):
        return trimmed
    return [replace(page, runs=tuple(_underlined(page))) for page in trimmed]


def _divided(pages: list[Page]) -> list[Page]:
    """The pages with a soft hyphen where a Russian text divides a word; those of a text that divides none, as they are.

    English, French and Spanish texts of the UN divide no words, Russian ones often do, with the hyphen that compounds
    have (``государство-участник``). The document's own words tell: a compound is met within a line too, or both its
    halves are words; and where halves hardly ever make a word that is met whole, the text divides none.
    """
    inked = [run for page in pages for run in page.runs if run.text.strip()]
    halves: dict[int, tuple[str, str]] = {}
    words: set[str] = set()
    rest = ""
    for run, following in zip(inked, [*inked[1:], None], strict=False):
        text = run.text.strip().removeprefix(rest)
        rest = ""
        if half := HALF.search(text):
            text = text[: half.start()]
            is_below = following is not None and following.baseline > run.baseline + 1
            other = OTHER_HALF.match(following.text.strip()) if following and is_below else None
            rest = other[0] if other else ""
            halves[id(run)] = half[1].lower(), rest
        words.update(regex.findall(r"\p{Cyrillic}+(?:-\p{Cyrillic}+)*", text.lower()))

    def is_compound(half: str, rest: str) -> bool:
        is_whole = half + rest in words
        return not is_whole and (f"{half}-{rest}" in words or (half in words and (not rest or rest in words)))

    divided = {place for place, (half, rest) in halves.items() if not is_compound(half, rest)}
    proven = sum(half + rest in words for half, rest in halves.values() if rest)
    if proven <= len(halves) - len(divided):
        return pages

    def softened(run: Run) -> Run:
        return replace(run, text=run.text.rstrip()[:-1] + SOFT_HYPHEN) if id(run) in divided else run

    return [replace(page, runs=tuple(softened(run) for run in page.runs)) for page in pages]


def _trimmed(page: Page) -> Page:
    """A page without what lies off its edges: on scans, slivers of the facing page, read with it."""
    if all(run.x1 > 0 and run.x0 < page.width for run in page.runs):
        return page
    return replace(page, runs=tuple(run for run in page.runs if run.x1 > 0 and run.x0 < page.width))


def _underlined(page: Page) -> Iterable[Run]:
    rules = ruled_tables.level_rules(page.rules)
    for run in page.runs:
        under = (r for r in rules if -1 < r.y - run.baseline < 0.4 * run.size)
        reaching = [r.x0 for r in under if r.x0 < run.x1 - 3 < r.x1]
        if run.text.strip() and any(x0 < run.x0 + 3 for x0 in reaching):
            yield replace(run, italic=True)
        elif (label := LABELLED.match(run.text)) and reaching:
            # "1." and the underlined verb behind it, set as one
            at = run.x1 - TYPED_ADVANCE * run.size * len(run.text[label.end() :].rstrip())
            if abs(min(reaching) - at) < 0.6 * run.size:
                yield replace(run, text=label[0], x1=at)
                yield replace(run, text=run.text[label.end() :], x0=at, italic=True)
            else:
                yield run
        else:
            yield run


def read_content(pages: Sequence[Page]) -> Content:
    """The paragraphs, notes, cells and furniture of a document's pages."""
    content = Content([], [], [], [], [], [], [])
    repeated = _repeated(pages)
    body_size = _body_size(pages)
    in_columns = 2 * sum(len(_columns(page, page.runs)) > 1 for page in pages if not page.tags) > len(pages)
    spread: list[list[Paragraph]] = []
    note_pages: list[list[Paragraph]] = []
    are_endnotes = False
    behind_tables: set[int] = set()
    is_behind = False
    for page in pages:
        lines = lines_of(page.runs, page.number)
        if page.number == 1:
            content.first_lines = [line for line in lines if line.baseline < 0.35 * page.height]
        head_end, foot = _front(page, lines) if page.number == 1 else (0.0, page.height)
        separator = _separator(page, lines, body_size)
        head_rule = _head_rule(page, lines)
        furniture: set[int] = set()
        kept: list[Run] = []
        for line in lines:
            if page.number == 1 and line.baseline <= head_end:
                content.head.append(line)
                furniture |= {id(r) for r in line.runs}
            elif (
                line.baseline > foot
                or _is_furniture(line, page, head_rule, repeated)
                or SEPARATOR.fullmatch(line.text.replace(" ", ""))
                or END_MARK.fullmatch(line.text)
            ):
                content.furniture.append(line)
                furniture |= {id(r) for r in line.runs}
        kept = [r for r in page.runs if id(r) not in furniture]
        body, notes, cells, figures = _parts(page, kept, separator, body_size, in_columns)
        body, notes_above, are_endnotes = _notes_of_body(body, are_endnotes)
        notes = [*notes_above, *notes]
        content.furniture += [line for p in body if NOTICE.match(p.text) for line in p.lines]
        body = [p for p in body if not NOTICE.match(p.text)]
        spread.append(body)
        if body:
            if is_behind or any(cell.top < body[0].top for cell in cells):
                behind_tables.add(id(body[0]))
            is_behind = any(cell.top > body[-1].lines[-1].baseline for cell in cells)
        is_behind = is_behind or (not body and bool(cells))
        note_pages.append(notes)
        content.cells += cells
        content.figures += figures
    # no paragraph runs on over a table
    content.body = _joined(
        spread, lambda last, first, indent: id(first) not in behind_tables and _goes_on(last, first, indent)
    )
    content.notes = _joined(note_pages, lambda last, first, _: not starts_note(first))
    return content


def lines_of(runs: Iterable[Run], page: int) -> list[Line]:
    """Runs gathered on their baselines, from the top down; raised runs go to the line that they are raised from."""
    rows: list[list[Run]] = []
    level = sorted((r for r in runs if not r.raised), key=lambda r: (r.baseline, r.x0))
    for run in level:
        if rows and abs(rows[-1][0].baseline - run.baseline) <= 0.22 * max(rows[-1][0].size, run.size, 6):
            rows[-1].append(run)
        elif run.text.strip() or rows:
            rows.append([run])
    for run in (r for r in runs if r.raised):
        below = [
            row
            for row in rows
            if 0 < row[0].baseline - run.baseline <= 0.8 * row[0].size + 1 and any(r.text.strip() for r in row)
        ]
        best = min(below, key=lambda row: _distance(row, run), default=None)
        if best is None:
            rows.append([run])
        else:
            best.append(run)
    rows = [row for row in rows if any(r.text.strip() for r in row)]
    lines = [Line(tuple(sorted(row, key=lambda r: (r.x0, r.x1))), page) for row in rows]
    return sorted(lines, key=lambda line: line.baseline)


def lines_in_order(runs: Iterable[Run], page: int) -> list[Line]:
    """Runs of one block in the order in which the file sets them, so that a column's end is no line's middle."""
    rows: list[list[Run]] = []
    for run in runs:
        if rows and _on_line(rows[-1], run):
            rows[-1].append(run)
        else:
            rows.append([run])
    # a raised run may be set before the line that it is raised from
    out: list[list[Run]] = []
    for row in rows:
        if out and all(r.raised or not r.text.strip() for r in out[-1]) and _on_line(row, out[-1][0]):
            out[-1] += row
        else:
            out.append(row)
    return [
        Line(tuple(sorted(row, key=lambda r: (r.x0, r.x1))), page) for row in out if any(r.text.strip() for r in row)
    ]


def _on_line(row: list[Run], run: Run) -> bool:
    level = next((r for r in row if not r.raised), row[0])
    size = max(level.size, run.size, 6)
    if run.raised != level.raised:
        below, above = (level, run) if run.raised else (run, level)
        return 0 < below.baseline - above.baseline <= 0.8 * size + 1
    return abs(level.baseline - run.baseline) <= 0.22 * size


def _distance(row: list[Run], run: Run) -> float:
    return min(max(r.x0 - run.x1, run.x0 - r.x1, 0) for r in row if r.text.strip())


def compose(lines: Sequence[Line]) -> Text:
    """The text of lines that follow each other.

    A blank stands between two runs where the file sets one or where the gap is that of a blank; PDFium's own
    guess (a trailing blank) counts only with a gap to show for it. A line's end is a blank, except after a hyphen
    or a slash behind which the file set none: the UN does not divide words (Editorial Manual), so a hyphen at a
    line's end belongs to the word. Russian texts divide them; ``as_printed`` tells where.
    """
    out = Text()

    def put(piece: str, run: Run, page: int) -> None:
        piece = BLANKS.sub(" ", piece).rstrip(SOFT_HYPHEN)
        if run.link:
            last = out.links[-1] if out.links else None
            if last and last[2] == run.link and not out.text[last[1] :].strip():
                out.links[-1] = (last[0], len(out.text) + len(piece), run.link, last[3])
            else:
                out.links.append((len(out.text), len(out.text) + len(piece), run.link, page))
        out.text += piece
        out.bold += [run.bold] * len(piece)
        out.italic += [run.italic] * len(piece)

    def blank() -> None:
        if out.text and out.text[-1] != " ":
            out.text += " "
            out.bold.append(out.bold[-1])
            out.italic.append(out.italic[-1])

    for number, line in enumerate(lines):
        if number and out.text and not _runs_on(out.text, lines[number - 1], line):
            blank()
        previous: Run | None = None
        set_apart = False
        for run in line.runs:
            piece = run.text.strip()
            if not piece:
                set_apart = True
                continue
            if run.raised and piece == ",":
                # it parts two marks
                continue
            if previous is not None and (run.text[0].isspace() or _parted(previous, run, set_apart)):
                blank()
            marks = _marks(piece) if run.raised and not (piece in "23" and METRE.search(out.text)) else []
            after_figure = previous is not None and previous.text.rstrip()[-1:].isdigit()
            if marks and not (after_figure and ORDINAL_ENDING.fullmatch(piece)):
                out.marks += [(mark, len(out.text.rstrip())) for mark in marks]
            else:
                put(piece, run, line.page)
            previous, set_apart = run, False
    out.text = out.text.rstrip()
    del out.bold[len(out.text) :], out.italic[len(out.text) :]
    return out


def _runs_on(text: str, above: Line, below: Line) -> bool:
    """Whether the last word of a line goes on in the next: after a hyphen, a slash, or a dash between two figures.

    Not where the file sets a blank at the line's end, nor before "and" and "or" ("pre- and post-natal"). An address or
    symbol goes on where the link over both lines leads to the two parts as one.
    """
    tail = text[-2:]
    link = above.inked[-1].link
    if link and link == below.inked[0].link and (address := ADDRESS.search(text)):
        return address[0] + below.inked[0].text.split()[0].rstrip(".,;)") in link
    if above.inked[-1].text.endswith(SOFT_HYPHEN):
        return True
    head = below.inked[0].text.lstrip()
    if above.runs[-1].text[-1:].isspace() and not (above.inked[-1] is above.runs[-1] and tail[-1] in "-‐‑"):
        return False
    if regex.match(r"(?:and|or)\b", head):
        return False
    if tail[-1] == "–":
        return tail[0].isdigit() and head[:1].isdigit()
    return tail[-1] in "-‐‑/" and tail[0] != " "


def _marks(piece: str) -> list[str]:
    """The note marks that a raised piece of text consists of; none where it is anything else."""
    marks = [NOTE_MARK.fullmatch(p) for p in regex.split(r"[\s,]+", piece) if p]
    return [mark[1] or mark[2] for mark in marks if mark] if all(marks) else []


def _parted(left: Run, right: Run, blank: bool) -> bool:
    """Whether two runs that follow each other on a line are two words.

    Measured on the corpus: runs of one word stand up to 0.13 of the size apart (letters are spaced out to fill the
    line), words at least 0.165. Where the file sets a blank between them, a smaller gap is one; so it is where PDFium
    guesses one behind a stop or comma, before a capital letter.
    """
    gap = right.x0 - left.x1
    is_likely = blank or (bool(STOP_AND_BLANK.search(left.text)) and right.text[0].isupper())
    return gap > (0.1 if is_likely else 0.15) * max(min(left.size, right.size), 4)


def _body_size(pages: Sequence[Page]) -> float:
    sizes: Counter[float] = Counter()
    for page in pages:
        for run in page.runs:
            sizes[round(run.size, 1)] += len(run.text.strip())
    return sizes.most_common(1)[0][0] if sizes else 10.0


def _repeated(pages: Sequence[Page]) -> set[str]:
    """Texts at the top or foot of several pages: running heads of any make."""
    seen: Counter[str] = Counter()
    for page in pages[1:]:
        for line in lines_of(page.runs, page.number):
            if line.baseline < 0.12 * page.height or line.baseline > 0.92 * page.height:
                seen[_faceless(line.text)] += 1
    return {text for text, count in seen.items() if count >= max(2, 0.3 * (len(pages) - 1)) and text}


def _faceless(text: str) -> str:
    return str(regex.sub(r"\d+", "#", text))


def _head_rule(page: Page, lines: Sequence[Line]) -> float:
    """How far down the rule under a running head stands; 0 where there is none. What underlines a line is another."""
    rules = [r for r in page.rules if r.level and r.x1 - r.x0 > 100 and r.top < 0.13 * page.height]
    underlines = [
        r
        for r in rules
        for line in lines
        if -1 < r.top - line.baseline < 0.4 * line.size and line.x0 - 3 < r.x0 and r.x1 < line.x1 + 3
    ]
    return min((r.top for r in rules if r not in underlines), default=0.0)


def _is_furniture(line: Line, page: Page, head_rule: float, repeated: set[str]) -> bool:
    """Whether a line is a running head, page number, job number or bar code."""
    is_artifact = bool(page.tags) and all(r.mark is None for r in line.inked)
    if is_artifact and page.width > page.height:
        # on a page turned on its side the running head stands at the side too
        return True
    at_top = page.number > 1 and line.baseline < 0.12 * page.height
    at_foot = line.baseline > 0.85 * page.height
    if not (at_top or at_foot):
        return False
    if is_artifact and not 0.85 * page.height < line.baseline < 0.9 * page.height:
        # Word marks running heads and feet as artifacts
        return True
    text = line.text
    # what the tree holds is text, however often it is said at a page's top
    recurs = _faceless(text) in repeated and not any(r.mark in page.tags for r in line.inked)
    if at_top:
        if line.baseline < head_rule or recurs:
            return True
        return line.baseline < 0.085 * page.height and bool(
            regex.fullmatch(r"(?:English\s*)?[A-Z]{1,6}(?:/[\w.()\s-]+)+|page \d+|\d+", text, regex.IGNORECASE)
        )
    return bool(PAGE_NUMBER.fullmatch(text)) or (
        line.baseline > 0.93 * page.height
        and (recurs or (page.number == 1 and bool(regex.match(r"(?:GE\.|\d\d-\d{5}|\*\d)", text))))
    )


def _front(page: Page, lines: Sequence[Line]) -> tuple[float, float]:
    """How far down the first page's head goes, and where its imprint begins.

    The head goes to its lower long rule, under distribution and date, or under the meeting that a record is of. A
    record's notice stands under a long rule at the foot, until the mid-nineties with distribution, symbol and date.
    """
    distribution = [
        line.baseline for line in lines if regex.search(r"\bDistr", line.text) and line.baseline < 0.4 * page.height
    ]
    meeting = [
        line.baseline
        for line in lines
        if regex.search(r"(?i)\bmeeting$", line.text) and line.baseline < 0.3 * page.height
    ]
    spans: Counter[int] = Counter()
    for rule in page.rules:
        if rule.level:
            spans[round(rule.top / 3)] += int(rule.x1 - rule.x0)
    long_rules = [level * 3 for level, width in spans.items() if width > 0.6 * page.width]
    of_head = [y for y in long_rules if y < 0.4 * page.height and y > max(distribution or meeting, default=page.height)]
    if of_head and not distribution:
        return min(of_head) + 2, min((y for y in long_rules if y > 0.7 * page.height), default=page.height)
    if of_head:
        return min(of_head) + 2, page.height
    # before the nineties no rule is drawn: the head ends where the session is named
    named = [
        line.baseline
        for line in lines
        if regex.search(r"(?i)\bsession$", line.text) and line.baseline < 0.5 * page.height
    ]
    if distribution and named and min(named) > min(distribution):
        return min(named) - 2, page.height
    return max(distribution, default=0.0), page.height


def _separator(page: Page, lines: Sequence[Line], body_size: float) -> float:
    """Baseline of the rule above the page's notes; the page's height where there is none."""
    dashes = [line.baseline for line in lines if SEPARATOR.fullmatch(line.text.replace(" ", ""))]
    drawn = [
        r.y
        for r in ruled_tables.level_rules(page.rules)
        if 40 < r.x1 - r.x0 < 0.36 * page.width and r.x0 < 0.4 * page.width
    ]
    for y in sorted(c for c in dashes + drawn if c > 0.15 * page.height):
        below = [line for line in lines if line.baseline > y + 2 and line.baseline < 0.94 * page.height]
        if not below or below[0].baseline - y > 40:
            continue
        first = below[0]
        if _line_starts_note(first):
            return y
        # a note that goes on from the page before; under a drawn rule, which a table has too, nothing else may stand
        if first.size < 0.93 * body_size and (y in dashes or all(line.size < 0.93 * body_size for line in below)):
            return y
    return page.height


def _parts(
    page: Page, runs: Sequence[Run], separator: float, body_size: float, in_columns: bool
) -> tuple[list[Paragraph], list[Paragraph], list[Paragraph], list[Paragraph]]:
    """Body, notes, cells and labels of figures of a page."""
    tags = page.tags
    blocks: dict[tuple[str, int], list[Run]] = {}
    loose: list[Run] = []
    front_tables = _front_tables(page) if page.number == 1 else set()
    frames = _frames(page) - front_tables
    tagged_cells = {id(r) for r in runs if r.mark is not None and (tag := tags.get(r.mark)) and tag.cell}
    untold = [r for r in runs if id(r) not in tagged_cells and r.baseline < separator]
    printed = _printed_tables(page, untold, in_columns)
    in_tables = {id(r) for table in printed for cell in table for r in cell.runs}
    runs = [r for r in runs if id(r) not in in_tables]
    loose_notes: list[Run] = []
    by_mark: dict[tuple[str, int], tuple[str, tuple[int, int, int] | None, bool]] = {}
    for run in runs:
        tag = tags.get(run.mark) if run.mark is not None else None
        if tag is None or tag.role == "Figure":
            (loose_notes if run.baseline > separator else loose).append(run)
            continue
        if tag.note is not None or (run.baseline > separator and tag.cell is None):
            loose_notes.append(run)
            continue
        if tag.cell is not None and tag.cell[0] not in front_tables | frames:
            key = ("cell", tag.cell[0] * 1_000_000 + tag.cell[1] * 1_000 + tag.cell[2])
        else:
            key = ("body", tag.block)
        blocks.setdefault(key, []).append(run)
        by_mark.setdefault(key, (tag.role, tag.cell, tag.is_header))
    body: list[Paragraph] = []
    cells: list[Paragraph] = []
    inked = [r for r in runs if r.text.strip()]
    centre = (min((r.x0 for r in inked), default=0) + max((r.x1 for r in inked), default=page.width)) / 2
    for key, held in sorted(blocks.items(), key=lambda item: item[0][1]):
        lines = lines_in_order(held, page.number)
        if not lines:
            continue
        role, place, is_header = by_mark[key]
        if key[0] == "cell":
            cells.append(Paragraph(lines, role, place, is_header, centre))
        else:
            parts = _by_gaps(lines) if place else [lines]
            body += [Paragraph(part, role, centre=centre) for part in parts]
    for number, table in enumerate(printed, 1 + max((p.cell[0] for p in cells if p.cell), default=0)):
        for cell in table:
            place = (number, cell.row, cell.column)
            cells.append(Paragraph(lines_of(cell.runs, page.number), "TD", place, cell.is_header, centre))
    figures: list[Paragraph] = []
    if not tags:
        body = _by_geometry(page, loose, in_columns)
    else:
        figures = _place_untold(page, loose, body, SMALL * body_size)
    return body, _note_paragraphs(lines_of(loose_notes, page.number)), cells, figures


def _notes_of_body(body: list[Paragraph], are_endnotes: bool) -> tuple[list[Paragraph], list[Paragraph], bool]:
    """What of a page's text is no note, the notes in it, and whether notes at the end of a text go on with the page.

    The notes of a table stand under it. Those of a whole text may stand at its end, under "Notes": then all between
    two of them belongs to the first, which may quote whole paragraphs.
    """
    first = next((i + 1 for i, p in enumerate(body) if ENDNOTES.fullmatch(p.text)), 0 if are_endnotes else len(body))
    last = max((i for i, p in enumerate(body) if starts_note(p)), default=-1)
    in_notes = [starts_note(p) or first <= i < last for i, p in enumerate(body)]
    lines = [line for p, is_note in zip(body, in_notes, strict=True) if is_note for line in p.lines]
    text = [p for p, is_note in zip(body, in_notes, strict=True) if not is_note]
    return text, _note_paragraphs(lines), first <= last == len(body) - 1


def _printed_tables(page: Page, runs: Sequence[Run], in_columns: bool) -> list[list[ruled_tables.Cell]]:
    """The tables of which no tree tells, from the top down: ruled ones, and on untagged pages aligned ones."""
    found = list(ruled_tables.tables_of(page, runs))
    if not page.tags and not in_columns and len(_columns(page, runs)) == 1:
        ruled = {id(r) for table in found for cell in table for r in cell.runs}
        found += aligned_tables.tables_of(page, [r for r in runs if id(r) not in ruled])
    return sorted(found, key=lambda table: table[0].runs[0].baseline)


def _place_untold(page: Page, loose: Sequence[Run], body: list[Paragraph], small: float) -> list[Paragraph]:
    """Put what the tree leaves out before the first paragraph that stands lower; gives what is a chart's labels."""
    figures: list[Paragraph] = []
    for paragraph in _by_geometry(page, loose):
        if page.number > 1 and (paragraph.size < small or len(paragraph.text.split()) < LABEL_WORDS):
            figures.append(paragraph)
            continue
        body.insert(next((i for i, p in enumerate(body) if p.top > paragraph.top), len(body)), paragraph)
    return figures


def _by_gaps(lines: list[Line]) -> list[list[Line]]:
    """The lines of a cell that holds a text, parted into paragraphs: the tree tells of none within a cell."""
    pitches = [b.baseline - a.baseline for a, b in pairwise(lines) if b.baseline > a.baseline]
    usual = statistics.median_low(pitches) if pitches else 0.0
    return _grouped(lines, lambda last, line: line.baseline - last.baseline > 1.3 * usual)


def _front_tables(page: Page) -> set[int]:
    """Tables of the first page that only lay out the masthead: session and agenda item, or meeting and members."""
    return {
        tag.cell[0]
        for run in page.runs
        if run.mark is not None
        and (tag := page.tags.get(run.mark))
        and tag.cell
        and regex.search(r"(?i)\b(?:session|agenda|items?|distr|meeting)\b", run.text)
        and run.baseline < 0.5 * page.height
    }


def _frames(page: Page) -> set[int]:
    """Tables of one column and more than a line: frames round a text, as reports set their summary in."""
    columns: dict[int, set[int]] = {}
    letters: Counter[int] = Counter()
    for run in page.runs:
        tag = page.tags.get(run.mark) if run.mark is not None else None
        if tag is not None and tag.cell is not None and run.text.strip():
            columns.setdefault(tag.cell[0], set()).add(tag.cell[2])
            letters[tag.cell[0]] += len(run.text)
    return {table for table, held in columns.items() if held == {1} and letters[table] > FRAME_LETTERS}


def _note_paragraphs(lines: Sequence[Line]) -> list[Paragraph]:
    """The notes of a page: each begins with its mark, which is surer than the tree (Word nests notes in each other)."""
    return [Paragraph(group) for group in _grouped(lines, lambda _, line: _line_starts_note(line))]


def _grouped(lines: Sequence[Line], begins: Callable[[Line, Line], bool]) -> list[list[Line]]:
    """Lines parted before each that begins something new; ``begins`` is asked of a line and the one before it."""
    groups: list[list[Line]] = []
    for line in lines:
        if groups and not begins(groups[-1][-1], line):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _line_starts_note(line: Line) -> bool:
    first = line.inked[0]
    return (first.raised and bool(_marks(first.text.strip()))) or bool(
        regex.match(r"\*+\s+(?=[^*\s])|\d{1,3}\s*/\s", line.text)
    )


def starts_note(paragraph: Paragraph) -> bool:
    """Whether a paragraph of the notes' region begins with a mark."""
    return _line_starts_note(paragraph.lines[0])


def _by_geometry(page: Page, runs: Sequence[Run], in_columns: bool = False) -> list[Paragraph]:
    """Paragraphs by place alone: columns first, then lines, then the gaps and indents that part paragraphs."""
    columns = _columns(page, runs, LAST_COLUMN if in_columns else FULL_COLUMN)
    found: list[list[Paragraph]] = []
    for column in columns:
        lines = lines_of(column, page.number)
        if not lines:
            continue
        pitches = [b.baseline - a.baseline for a, b in pairwise(lines) if 0 < b.baseline - a.baseline < 30]
        # the pitch within paragraphs: on a page of short ones most lines are parted by more
        usual = statistics.median_low(sorted(pitches)[: len(pitches) // 2 + 1]) if pitches else 12.0
        left = statistics.mode(round(line.x0) for line in lines)
        right = max(line.x1 for line in lines)
        centre = (min(line.x0 for line in lines) + right) / 2
        edge = min(line.x0 for line in lines) if len(columns) > 1 else 0.0
        groups = _grouped(lines, partial(_breaks, usual=usual, left=left, right=right))
        groups = [part for group in groups for part in _by_first_lines(group, left)]
        found.append([Paragraph(group, centre=centre, left=edge) for group in groups])
    return _joined(found, _goes_on)


def _breaks(last: Line, line: Line, usual: float, left: float, right: float) -> bool:
    """Whether a line begins a new paragraph."""
    pitch = line.baseline - last.baseline
    if pitch > 1.3 * usual or abs(line.size - last.size) > 0.12 * last.size:
        return True
    if line.bold != last.bold or LEADER.search(last.text):
        return True
    if LEADER.search(line.text):
        # an entry of the contents that goes over two lines fills the first, and what heads its columns is italic
        is_full = last.x1 > (left + right) / 2 and not all(run.italic for run in last.inked)
        return not is_full or bool(ENTRY.match(line.text))
    if line.bold and LETTERED.match(line.text) and line.x0 < last.x0 - 4:
        # headings of a list end without a mark, and each hangs from its letter
        return True
    if LABEL.match(line.text) and last.text[-1:] in ".;:,!?”)":
        return True
    # the text of an item hangs: its further lines stand to the right of its label
    hangs = LABEL.match(last.text) or ENTRY.match(last.text)
    first_indent = line.x0 > left + 8 and abs(last.x0 - left) < 4 and not hangs
    return first_indent and last.x1 < right - 12


def _by_first_lines(lines: list[Line], left: float) -> list[list[Line]]:
    """A paragraph of one line parted from the next, set close under it: both are indented as first lines are."""
    starts = [
        i
        for i in range(1, len(lines) - 1)
        if lines[i].x0 > left + 8
        and abs(lines[i].x0 - lines[i - 1].x0) < 1
        and abs(lines[i + 1].x0 - left) < 4
        and regex.search(r"[.:?!][”\"’)]*$", lines[i - 1].text)
    ]
    return [lines[start:end] for start, end in pairwise([0, *starts, len(lines)])]


def _columns(page: Page, runs: Sequence[Run], least: float = FULL_COLUMN) -> list[list[Run]]:
    """The runs of each column, in reading order; one list where the page has a single column.

    A page has two where hardly any run crosses the middle and each half holds at least that part of the letters. What
    crosses it (a title over both columns) parts the page into an upper and a lower pair.
    """
    inked = [r for r in runs if r.text.strip()]
    middle = page.width / 2
    crossing = [r for r in inked if r.x0 < middle - 6 and r.x1 > middle + 6]
    letters = sum(len(r.text) for r in inked) or 1
    left = sum(len(r.text) for r in inked if r.x1 <= middle + 6)
    right = sum(len(r.text) for r in inked if r.x0 >= middle - 6)
    crossed = sum(len(r.text) for r in crossing)
    if crossed > 0.15 * letters or min(left, right) < least * letters:
        return [list(runs)]
    columns: list[list[Run]] = []
    cuts = sorted({round(r.baseline) for r in crossing})
    for above, below in pairwise([0.0, *cuts, page.height + 1]):
        band = [r for r in runs if above + 2 < r.baseline < below - 2 and r not in crossing]
        columns.append([r for r in runs if abs(r.baseline - above) <= 2 and above])
        columns.append([r for r in band if (r.x0 + r.x1) / 2 < middle])
        columns.append([r for r in band if (r.x0 + r.x1) / 2 >= middle])
    return [c for c in columns if c]


def _joined(
    pages: Sequence[list[Paragraph]], goes_on: Callable[[Paragraph, Paragraph, float], bool]
) -> list[Paragraph]:
    """The paragraphs of all pages, with what a page's end cut in two put together again."""
    out: list[Paragraph] = []
    indents = Counter(
        round(p.indent) for page in pages for p in page if p.margin is not None and p.indent - p.margin > 8
    )
    usual_indent = indents.most_common(1)[0][0] if indents else 0.0
    for page in pages:
        for number, paragraph in enumerate(page):
            if number == 0 and out and goes_on(out[-1], paragraph, usual_indent):
                out[-1] = out[-1].followed_by(paragraph)
            else:
                out.append(paragraph)
    return out


def _goes_on(last: Paragraph, first: Paragraph, usual_indent: float) -> bool:
    """Whether the first paragraph of a page is the rest of the last one of the page before.

    It is none where it begins with a number or a bullet or is a heading; otherwise where it lacks the first-line
    indent that the text has, or where the sentence before had not come to its end.
    """
    if LABEL.match(first.text) or first.bold != last.bold or abs(first.size - last.size) > 0.8:
        return False
    if first.role.startswith("H") or last.role.startswith("H"):
        return False
    if last.bold and len(last.lines) > 1 and last.lines[-1].x1 < last.boxes[-1].x1 - SHORT:
        # a heading whose last line had room for more
        return False
    if first.centred and first.indent > last.indent + 20:
        return False
    if DOTTED.search(last.lines[-1].text):
        return False
    only = last.lines[0]
    if len(last.lines) == 1 and first.text[:1].isupper() and (last.role or only.x1 - only.x0 < NARROW):
        # an entry of a list, a heading: a line that goes on is as wide as its column, and Word, which tells roles,
        # leaves no paragraph's first line alone at a page's foot
        return False
    is_whole = bool(regex.search(r"[.!?][”\"’)\]]*$", last.text))
    is_block = last.margin is not None and abs(last.margin - last.indent) < 4
    if is_whole and (last.italic or (is_block and first.margin is not None and first.margin < first.indent - 8)):
        # what a record tells, and a quotation, are indented as a whole: as far as the first line of what follows
        return False
    ended = bool(regex.search(r"[.;:!?,][”\"’)\]]*$", last.text))
    if ended and THOUSANDTH.match(first.text):
        return False
    end = last.lines[-1].x0 - last.left
    hangs = end > last.indent + 8 and abs(first.indent - end) < 4
    stands_in = usual_indent and first.indent > usual_indent - 4 and abs(first.indent - last.indent) < ACROSS
    if last.text.endswith(",") and not any(first.content.italic[:1]) and (hangs or not stands_in):
        # a list of States goes on, also from the right column to the left one, whose edges a tagged page does not
        # tell; preambular paragraphs end with a comma too, but begin in italics
        return True
    if first.text[:1].islower() and not regex.search(r"[.;:][”\"’)\]]*$", last.text):
        return True
    if LABEL.match(last.text) and not ended:
        # items nest to any depth, so their margins tell nothing; an item always ends with a mark
        return True
    margin = last.margin if last.margin is not None else (usual_indent - 24 if usual_indent else last.indent)
    indented = usual_indent and abs(last.indent - usual_indent) < 4
    right = max(line.x1 for line in last.lines)
    if indented:
        return abs(first.indent - margin) < 4 or (not ended and first.indent < usual_indent - 4)
    if (
        abs(first.indent - margin) < 4
        and LABEL.match(last.text)
        and last.lines[-1].x1 > right - 0.03 * (right - margin)
    ):
        # a numbered paragraph whose last line is full, and no number on the next page
        return True
    is_next_entry = first.text[:1].isupper() and _has_room(last, first)
    return not ended and abs(first.indent - margin) < 30 and not is_next_entry


def _has_room(last: Paragraph, first: Paragraph) -> bool:
    """Whether the first word of a paragraph would have found room at the end of the one before: lines are filled."""
    line = first.lines[0]
    word = (line.x1 - line.x0) * len(first.text.split()[0]) / len(line.text)
    return last.lines[-1].x1 + word < max(line.x1 for line in last.lines) - 0.5 * last.size
