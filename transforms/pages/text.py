"""Text: what lines say, with their note marks taken out and their styles and links kept by character.

What belongs here: a line, the text of lines that follow each other, where a blank stands between two runs, what a note
mark is. What does not: which runs are a line (``lines.py``) and which lines are a paragraph (``paragraphs.py``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import regex

from transforms.pages.model import Run

BLANKS = regex.compile(r"\s+")
NOTE_MARK = regex.compile(r"(\d{1,3})/?|(\*{1,5}|[a-z†‡])/?")
"""One note mark: a figure, stars, or the single letters used in tables; some offices still write ``1/``."""
METRE = regex.compile(r"(?<![^\s\d/(])[kcm]?m$")
"""A raised 2 or 3 behind this is its power and no note mark: ``3,500 m2``."""
ORDINAL_ENDING = regex.compile(r"(?:st|nd|rd|th|er|re|e|o|a)\b")
"""Raised letters behind a figure that are no note mark: ``1st``, ``1er``, ``2o``."""
ADDRESS = regex.compile(r"(?:(?:https?://|www\.)\S+|\S+/)$")
"""The first part of an address or symbol; a resolution's number has its year in a word of its own: ``2720 (2023)``."""
STOP_AND_BLANK = regex.compile(r"[.,;:]\s+$")
"""How a run ends behind which a sentence or a list continues."""
AND_OR = regex.compile(r"(?:and|or)\b")
SOFT_HYPHEN = "\u00ad"
"""A hyphen that only divides a word at a line's end; ``runs.clean`` leaves no other."""


@dataclass(frozen=True)
class Line:
    """Runs on one baseline, left to right."""

    runs: tuple[Run, ...]
    page: int

    @cached_property
    def inked(self) -> list[Run]:
        """Its runs without those that are blank; at least one."""
        return [r for r in self.runs if r.text.strip()]

    @cached_property
    def x0(self) -> float:
        """Where its first letter begins."""
        return min(r.x0 for r in self.inked)

    @cached_property
    def x1(self) -> float:
        """Where its last letter ends."""
        return max(r.x1 for r in self.inked)

    @cached_property
    def baseline(self) -> float:
        """The baseline of its lowest run: raised runs stand higher."""
        return max(r.baseline for r in self.inked)

    @cached_property
    def text(self) -> str:
        """What it says, without its note marks."""
        return compose([self]).text

    @cached_property
    def size(self) -> float:
        """The size in which most of its letters are set."""
        sizes: Counter[float] = Counter()
        for run in self.inked:
            sizes[round(run.size, 1)] += len(run.text)
        return sizes.most_common(1)[0][0]

    @cached_property
    def bold(self) -> bool:
        """Whether all of it is bold."""
        return all(r.bold for r in self.inked if not r.raised)


@dataclass
class Text:
    """The text of a paragraph: blanks folded, note marks taken out, and what was found at which character."""

    text: str = ""
    marks: list[tuple[str, int]] = field(default_factory=list)
    """Each note mark with the number of characters before it."""
    bold: list[bool] = field(default_factory=list)
    italic: list[bool] = field(default_factory=list)
    """For each character."""
    links: list[tuple[int, int, str, int]] = field(default_factory=list)
    """Each hyperlink: first character, character after its last, address, page."""

    def marking(self, pattern: regex.Pattern[str]) -> Text:
        """The same with each match of the pattern taken out as a note mark; the first group is the mark."""
        text = self
        while match := pattern.search(text.text):
            start, end = match.span()
            length = end - start

            def moved(at: int, start: int = start, length: int = length) -> int:
                return at if at <= start else max(at - length, start)

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
            style[end] or (not self.text[end].isalnum() and self._style_resumes(style, end))
        ):
            end += 1
        return self.text[:end].rstrip(" ,;:.")

    def _style_resumes(self, style: list[bool], end: int) -> bool:
        """Whether the word behind a blank or hyphen is of the style again: Word may set the blank by itself."""
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
    line's end belongs to the word. Russian texts divide them; ``repairs.py`` finds where and sets a soft hyphen.
    """
    out = Text()
    for number, line in enumerate(lines):
        if number and out.text and not _word_continues(out.text, lines[number - 1], line):
            _add_blank(out)
        previous: Run | None = None
        is_behind_blank = False
        for run in line.runs:
            piece = run.text.strip()
            if not piece:
                is_behind_blank = True
                continue
            if run.raised and piece == ",":
                # it separates two marks
                continue
            if previous is not None and (run.text[0].isspace() or _are_two_words(previous, run, is_behind_blank)):
                _add_blank(out)
            if run.raised and (marks := _marks_behind(out.text, previous, piece)):
                out.marks += [(mark, len(out.text.rstrip())) for mark in marks]
            else:
                _add(out, piece, run, line.page)
            previous, is_behind_blank = run, False
    out.text = out.text.rstrip()
    del out.bold[len(out.text) :], out.italic[len(out.text) :]
    return out


def _add(out: Text, piece: str, run: Run, page: int) -> None:
    """Put the words of a run behind a text."""
    piece = BLANKS.sub(" ", piece).rstrip(SOFT_HYPHEN)
    start, end = len(out.text), len(out.text) + len(piece)
    if run.link:
        last = out.links[-1] if out.links else None
        if last and last[2] == run.link and not out.text[last[1] :].strip():
            out.links[-1] = (last[0], end, run.link, last[3])
        else:
            out.links.append((start, end, run.link, page))
    out.text += piece
    out.bold += [run.bold] * len(piece)
    out.italic += [run.italic] * len(piece)


def _add_blank(out: Text) -> None:
    """Put one blank behind a text, in the style of its last letter."""
    if out.text and out.text[-1] != " ":
        out.text += " "
        out.bold.append(out.bold[-1])
        out.italic.append(out.italic[-1])


def note_marks(piece: str) -> list[str]:
    """The note marks of which a raised piece of text consists; empty where it is anything else."""
    marks = [NOTE_MARK.fullmatch(p) for p in regex.split(r"[\s,]+", piece) if p]
    return [mark[1] or mark[2] for mark in marks if mark] if all(marks) else []


def _marks_behind(text: str, previous: Run | None, piece: str) -> list[str]:
    """The note marks of a raised piece; empty where it is the power of a metre or the ending of an ordinal."""
    if piece in "23" and METRE.search(text):
        return []
    is_behind_figure = previous is not None and previous.text.rstrip()[-1:].isdigit()
    return [] if is_behind_figure and ORDINAL_ENDING.fullmatch(piece) else note_marks(piece)


def _are_two_words(left: Run, right: Run, is_behind_blank: bool) -> bool:
    """Whether a blank stands between two runs that follow each other on a line.

    Measured on the corpus: runs of one word stand up to 0.13 of the size apart (letters are spaced out to fill the
    line), words at least 0.165. A smaller gap is enough where the file sets a blank between them, and where PDFium
    guesses one behind a stop or comma, before a capital letter.
    """
    gap = right.x0 - left.x1
    is_likely = is_behind_blank or (bool(STOP_AND_BLANK.search(left.text)) and right.text[0].isupper())
    return gap > (0.1 if is_likely else 0.15) * max(min(left.size, right.size), 4)


def _word_continues(text: str, above: Line, below: Line) -> bool:
    """Whether the last word of a line continues in the next: after a hyphen, a slash, or a dash between two figures.

    Not where the file sets a blank at the line's end, nor before "and" and "or" ("pre- and post-natal"). An address or
    symbol continues where the link over both lines holds the two parts as one.
    """
    last, first = above.inked[-1], below.inked[0]
    if last.link and last.link == first.link and (address := ADDRESS.search(text)):
        return address[0] + first.text.split()[0].rstrip(".,;)") in last.link
    if last.text.endswith(SOFT_HYPHEN):
        return True
    before, end = text[-2:-1], text[-1]
    is_blank_guessed = last is above.runs[-1] and end in "-‐‑"
    if above.runs[-1].text[-1:].isspace() and not is_blank_guessed:
        return False
    begin = first.text.lstrip()
    if AND_OR.match(begin):
        return False
    if end == "–":
        return before.isdigit() and begin[:1].isdigit()
    return end in "-‐‑/" and before != " "
