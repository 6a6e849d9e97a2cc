"""Notes: what "Ibid." and "note 3 above" mean, in footnotes read one after the other and in running text.

What belongs here: writing out an "Ibid.", and resolving what depends on what was cited earlier. What does not: finding
these words (``forms/back_references.py``), and references that stand for themselves (``resolve.py``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import regex

from transforms.citations.find import find
from transforms.citations.forms.back_references import IBID
from transforms.citations.model import Citing, Found, Target
from transforms.citations.resolve import resolve


@dataclass(frozen=True)
class Source:
    """What a note cited last: what "Ibid." in the next note means."""

    text: str
    """Its words, "Ibid." written out, without "See" and full stop."""
    cited: tuple[tuple[Found, Target], ...]


@dataclass(frozen=True)
class Earlier:
    """What a document cited before one of its notes or paragraphs."""

    last: Source | None = None
    """In the note directly before; in running text, in the last parentheses."""
    by_number: Mapping[str, Source] = field(default_factory=dict)
    """In each note, by its number."""


@dataclass(frozen=True)
class Note:
    """A footnote, read after those before it."""

    expanded: str | None
    """Its text with every "Ibid." written out; null where it has none, or where nothing stands before it."""
    cited: tuple[tuple[Found, Target], ...]
    source: Source | None
    """What it cites last, for the note after it."""


# An entry of a note ends at a semicolon, or before the sentence that begins with "See", "Cf." or "Ibid.".
_NEXT_SENTENCE = r"(?<=\.)\s+(?:See|Cf\.|Ibid)\b"
ENTRY = regex.compile(
    rf"(?:(?!{_NEXT_SENTENCE})[^;()\u201c\u201d]|\((?:[^()]|\([^()]*\))*\)|\u201c[^\u201d]*\u201d|[()\u201c\u201d])+"
)
_SEE = r"(?:[Ss]ee(?:\salso)?|[Cc]f\.)\s"
_OPENING_IBID = rf"\s*(?:and\s)?(?P<lead>{_SEE})?(?P<ibid>[Ii]bid\b\.?)(?:,\s|$)?"
_OPENING = regex.compile(rf"{_OPENING_IBID}(?P<tail>.*)", regex.S)
_WITHOUT_LEAD = regex.compile(rf"^\s*(?:and\s)?(?:{_SEE})?(?P<source>.*?)[\s.]*$", regex.S)
_PIECE = regex.compile(
    r"(?:[^,()\u201c\u201d]|\((?:[^()]|\([^()]*\))*\)|\u201c[^\u201d]*\u201d|,(?!\s)|[()\u201c\u201d])+"
)
# What names another document of the same series, whose symbol stands in parentheses, so that "Ibid." cites nothing
# itself: "Ibid., Seventy-sixth Session, Supplement No. 53 (A/76/53)".
_SAME_SERIES = regex.compile(rf"{_OPENING_IBID}[^()/]*\((?:[A-Z]+/)", regex.S)

# The levels of a source, outermost first: a tail after "Ibid." replaces its own level and everything below it.
_LEVELS = tuple(
    regex.compile(pattern)
    for pattern in (
        r"(?:[\w-]+\s)*(?:[Ss]ession|Year)$|\d{4}$",
        r"Supplement|Annexes|Plenary Meetings",
        r"vols?\.",
        r"Nos?\.",
        r"parts?\s",
        r"chap",
        r"sect",
        r"resolution|decision",
        r"annex|append|enclosure|summary|advisory",
        r"para|art|rule|pp?\.|table|principle|guideline",
    )
)


def read_note(text: str, earlier: Earlier, doc: Citing) -> Note:
    """Read one footnote: find and resolve what it cites, and write out its "Ibid."."""
    expanded: list[str] = []
    cited: list[tuple[Found, Target]] = []
    found = find(text)
    source = earlier.last
    end = 0
    for entry in ENTRY.finditer(text):
        written = _written_out(entry[0], source) if source else entry[0]
        own = [each for each in found if entry.start() <= each.start < entry.end()]
        resolved = tuple(_resolve_entry(own, entry[0], written, replace(earlier, last=source), doc))
        cited += resolved
        expanded += (text[end : entry.start()], written)
        end = entry.end()
        source = Source(_WITHOUT_LEAD.sub(r"\g<source>", written), resolved)
    whole = "".join([*expanded, text[end:]])
    return Note(whole if whole != text else None, tuple(cited), source)


def notes_of(footnotes: Iterable[Mapping[str, Any]], doc: Citing) -> Iterator[tuple[Mapping[str, Any], Note]]:
    """The notes of one document (rows with ``number`` and ``text``), each read after those before it.

    "Ibid." means the note before it in its own series: that of figures, or that of the letters and asterisks under one
    table. Both begin anew where a text or a table does.
    """
    earlier = {True: Earlier(), False: Earlier()}
    for row in footnotes:
        is_figure = row["number"].isdigit()
        if row["number"] in ("1", "a", "*"):
            earlier[is_figure] = Earlier()
        note = read_note(row["text"], earlier[is_figure], doc)
        if note.source:
            by_number = {**earlier[is_figure].by_number, row["number"]: note.source}
            earlier[is_figure] = Earlier(note.source, by_number)
        yield row, note


def resolve_text(
    text: str, found: Iterable[Found], earlier: Earlier, doc: Citing
) -> tuple[list[tuple[Found, Target]], Source | None]:
    """The references of running text, and what a later "ibid." means: the last document named in parentheses.

    "(A/80/1, para. 2) ... (ibid., para. 3)": ``earlier.last`` is what the paragraphs before named so; "see footnote 3
    above" is what that note of the document cites.
    """
    cited: list[tuple[Found, Target]] = []
    source = earlier.last
    for each in found:
        if each.form == "note":
            target = _of_source(earlier.by_number.get(each.number), "note_above")
        elif each.form == "ibid" or each.has_ibid:
            target = _of_source(source, "ibid")
        else:
            target = resolve(each, doc)
        if not _is_reference(each, target, doc):
            continue
        if each.form == "symbol" and text[: each.start].endswith("("):
            source = Source(each.text, ((each, target),))
        cited.append((each, target))
    return cited, source


def _is_reference(found: Found, target: Target, doc: Citing) -> bool:
    """Whether running text refers to something there at all, as the target shows."""
    if found.head is None and found.notation == "session":
        # without a head, what fits no session is another number: "advisory opinion OC 16/99 of 1 October 1999"
        return target.symbol is not None
    # outside resolutions, "this resolution" is whichever was spoken of last
    return found.form != "itself" or doc.is_adopted or not found.text.lower().startswith("this")


def _resolve_entry(
    own: list[Found], entry: str, written: str, earlier: Earlier, doc: Citing
) -> Iterator[tuple[Found, Target]]:
    """The references of one entry of a note; ``written`` is the entry with its "Ibid." written out."""
    source = earlier.last
    for each in own:
        if each.form == "note":
            yield each, _of_source(earlier.by_number.get(each.number), "note_above")
        elif each.has_ibid:
            yield _in_series_of(source, each, doc)
        elif each.form != "ibid":
            yield each, resolve(each, doc)
        elif not _SAME_SERIES.match(entry):
            # the first of what is written out is what "Ibid." means, with the places that hold now
            first = next(iter(find(written)), each) if source and source.cited else each
            yield replace(each, pinpoint=first.pinpoint), _of_source(source, "ibid")


def _in_series_of(source: Source | None, found: Found, doc: Citing) -> tuple[Found, Target]:
    """A treaty whose series is that of the note before: "Ibid., vol. 1249, No. 20378"."""
    if not (source and any(target.kind == "treaty" for _, target in source.cited)):
        return found, Target("treaty", reason='"Ibid." before a volume, but the note before cites no treaty')
    if source.text.startswith("League") and found.treaty_id:
        found = replace(found, treaty_id=found.treaty_id.replace("unts", "lnts", 1))
    return found, resolve(found, doc)


def _of_source(source: Source | None, rule: str) -> Target:
    """What a reference to another note refers to."""
    if source is None:
        return Target("other", reason="refers to what stands before it, but no such note or document does")
    targets = [target for _, target in source.cited if target.kind != "charter"]
    if not targets:
        return Target("other", reason="refers to a note before it, which cites nothing that was found")
    first, *others = targets
    if not all(_belongs_to(other, first) for other in others):
        several = ", ".join(target.symbol or target.treaty_id or target.kind for target in targets)
        return Target("other", reason=f"refers to a note before it, which cites several: {several}")
    if first.reason:
        reason = "as in the note before: " + first.reason.removeprefix("as in the note before: ")
        return replace(first, rule=None, reason=reason, cited_on=None)
    return replace(first, rule=rule, cited_on=None)


def _belongs_to(other: Target, first: Target) -> bool:
    """Whether a further target is the first again, or a corrigendum or addendum to it."""
    if other.symbol is None or first.symbol is None:
        return other.symbol == first.symbol and other.treaty_id == first.treaty_id
    return other.symbol == first.symbol or other.symbol.startswith(f"{first.symbol}/")


def _written_out(entry: str, source: Source) -> str:
    """An entry of a note with its "Ibid." written out."""
    if not (opening := _OPENING.fullmatch(entry)):
        # inside an entry, "(ibid., para. 3)" has no levels of its own to keep
        return source.text.join(IBID.split(entry))
    tail = opening["tail"].strip()
    pieces = [piece.strip() for piece in _PIECE.findall(source.text)]
    if tail.strip(" ."):
        pieces = [*_kept_before(tail, pieces), tail]
    elif entry.rstrip().endswith("."):
        pieces[-1] += "."
    words = ", ".join(pieces)
    if not opening["lead"] and opening["ibid"][0] == "I":
        words = words[:1].upper() + words[1:]
    return entry[: opening.start("ibid")] + words


def _kept_before(tail: str, pieces: list[str]) -> list[str]:
    """The pieces of a source that hold on before a tail: those above its level."""
    level = _level(_PIECE.findall(tail)[0].strip())
    if level is None:
        return pieces
    levels = [_level(piece) for piece in pieces]
    kept = next((i for i, at in enumerate(levels) if i and at is not None and at >= level), len(pieces))
    return pieces[:kept]


def _level(piece: str) -> int | None:
    """The level of a piece of a source; null for a title, a place or a date, which "Ibid." always keeps."""
    return next((i for i, pattern in enumerate(_LEVELS) if pattern.match(piece)), None)
