"""Text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import regex

from transforms.pages.model import Run

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
SOFT_HYPHEN = "\u00ad"
"""A hyphen that only divides a word at a line's end; ``runs.clean`` leaves no other."""


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


def is_of(content: Text, style: list[bool]) -> bool:
    """Whether all letters of a text, but for a few set otherwise by mistake, are of a style."""
    letters = [s for c, s in zip(content.text, style, strict=True) if c.isalnum()]
    return bool(letters) and sum(letters) >= 0.95 * len(letters)


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
            marks = note_marks(piece) if run.raised and not (piece in "23" and METRE.search(out.text)) else []
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


def note_marks(piece: str) -> list[str]:
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
