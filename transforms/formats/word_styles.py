"""How a Word file sets its text: what styles and numbering give each paragraph and run.

What belongs here: properties of runs and paragraphs as they come down from styles, and the labels that Word's
automatic numbering prints. What does not: the text itself (``word_text.py``), and what it means.

Rules are those of ECMA-376, part 1: 17.7 (styles), 17.9 (numbering). Lengths are in points; the file has twentieths.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

import regex
from docx.oxml.ns import qn

from transforms.language.numerals import ARABIC_LETTERS, CYRILLIC_LETTERS, letter, roman
from transforms.pages.runs import clean
from transforms.texts.document import TEXT_SIZE

Element = Any
"""An element of lxml, which has no types."""
TOGGLES = {qn("w:b"): "bold", qn("w:i"): "italic", qn("w:vanish"): "hidden", qn("w:caps"): "capitals"}
"""Properties that a character style turns round where the paragraph's style has them too (17.7.3)."""
OFF = ("0", "false", "off", "none")
LEADERS = ("dot", "middleDot")
"""What ``w:leader`` calls the dots that lead the eye to a tab stop."""
DEFAULT_TAB = 36.0
"""Points between the tab stops of a paragraph that sets none."""
LETTER_WIDTH = 0.5
"""Width of an average letter in sizes of its type."""
DEEPEST = 20
"""Styles that are based on one another; a chain that is longer goes in a circle."""


def child(element: Element | None, name: str) -> Element | None:
    """The first child of this name (``w:pPr``)."""
    return None if element is None else element.find(qn(name))


def value(element: Element | None, name: str = "w:val") -> str | None:
    """An attribute of an element; null where either is missing."""
    return None if element is None else element.get(qn(name))


def is_on(element: Element | None) -> bool:
    """Whether an element stands there that turns its property on."""
    return element is not None and (value(element) or "1") not in OFF


@dataclass(frozen=True)
class Look:
    """How a run is set."""

    bold: bool = False
    italic: bool = False
    hidden: bool = False
    capitals: bool = False
    raised: bool = False
    size: float = TEXT_SIZE


class Stop(NamedTuple):
    """A tab stop: where it is, and how text stands at it."""

    at: float
    kind: str = "left"
    has_leader: bool = False
    """Whether a tab to it is printed as a row of dots, as in a list of contents."""


@dataclass(frozen=True)
class Layout:
    """How a paragraph is set. ``left`` and ``first`` are points from the edge of its column."""

    style: str | None = None
    alignment: str = ""
    left: float = 0.0
    first: float = 0.0
    """Where its first line begins."""
    stops: tuple[Stop, ...] = ()
    """Its tab stops from left to right."""
    framed: bool = False
    """Whether it stands in a frame of its own, away from the text around it."""
    label: str = ""
    """The number that Word puts before it."""
    label_look: Look = Look()

    def starts(self, pieces: list[str], size: float) -> list[tuple[float, bool]]:
        """Where each of the pieces begins that tabs separate, and whether the tab before it is printed as dots."""
        x, found = self.first, []
        for number, piece in enumerate(pieces):
            width = len(piece.strip()) * size * LETTER_WIDTH
            stop = Stop(x)
            if number:
                usual = Stop((x // DEFAULT_TAB + 1) * DEFAULT_TAB)
                stop = next((stop for stop in self.stops if stop.at > x), usual)
                x = max(x, stop.at - {"right": width, "end": width, "center": width / 2}.get(stop.kind, 0.0))
            found.append((x, stop.has_leader))
            x += width
        return found


@dataclass
class _Level:
    """One level of a list."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    restarts: int | None = None
    """The level (from 1) behind which it begins anew, 0 for never; null for every level above it."""
    is_legal: bool = False
    """Whether numbers of other levels are shown in figures."""
    style: str | None = None
    """The paragraph style that stands for it."""
    paragraph: Element | None = None
    run: Element | None = None


@dataclass
class _List:
    """A list as ``numbering.xml`` defines it, and how far it has counted."""

    levels: dict[int, _Level] = field(default_factory=dict)
    counts: dict[int, int] = field(default_factory=dict)


def _by_letters(letters: str) -> Callable[[int], str]:
    return lambda number: letters[(number - 1) % len(letters)]


FORMATS: Mapping[str, Callable[[int], str]] = {
    "lowerLetter": letter,
    "upperLetter": lambda number: letter(number).upper(),
    "lowerRoman": roman,
    "upperRoman": lambda number: roman(number).upper(),
    "decimalZero": lambda number: f"{number:02}",
    "none": lambda number: "",
    "russianLower": _by_letters(CYRILLIC_LETTERS),
    "russianUpper": lambda number: _by_letters(CYRILLIC_LETTERS)(number).upper(),
    "arabicAbjad": _by_letters(ARABIC_LETTERS),
    "arabicAlpha": _by_letters(ARABIC_LETTERS),
    "chicago": lambda number: "*" * number,
}
"""How ``w:numFmt`` prints a number; all others print figures."""


def printed_number(number: int, kind: str | None) -> str:
    """A number from 1 on in a format of ``w:numFmt``."""
    return FORMATS.get(kind or "", str)(max(number, 1) if kind in FORMATS else number)


class Numbering:
    """The lists of ``numbering.xml``, counted in the order in which their paragraphs are read."""

    def __init__(self, root: Element | None, styles: Mapping[str, Element]) -> None:
        self._lists: dict[str, _List] = {}
        self._by_number: dict[str, tuple[str, dict[int, int], dict[int, _Level]]] = {}
        """By ``w:numId``: its list, where it begins anew, and the levels that it has otherwise."""
        self._used: set[tuple[str, int]] = set()
        if root is None:
            return
        links: dict[str, str] = {}
        for each in root.iterfind(qn("w:abstractNum")):
            name = value(each, "w:abstractNumId") or ""
            self._lists[name] = _List(dict(_levels(each)))
            if style := value(child(each, "w:numStyleLink")):
                links[name] = style
        for each in root.iterfind(qn("w:num")):
            name = value(child(each, "w:abstractNumId")) or ""
            overrides = list(each.iterfind(qn("w:lvlOverride")))
            starts = {
                int(value(o, "w:ilvl") or 0): int(start)
                for o in overrides
                if (start := value(child(o, "w:startOverride")))
            }
            levels = {number: level for o in overrides for number, level in _levels(o)}
            self._by_number[value(each, "w:numId") or ""] = name, starts, levels
        for name, style in links.items():
            number = value(child(child(child(styles.get(style), "w:pPr"), "w:numPr"), "w:numId"))
            if number in self._by_number and self._by_number[number][0] in self._lists:
                self._lists[name] = self._lists[self._by_number[number][0]]

    def level_of_style(self, number: str, style: str) -> int:
        """The level of a list that stands for a paragraph style; 0 where none does."""
        return next((n for n, level in self._levels_of(number).items() if level.style == style), 0)

    def level(self, number: str, depth: int) -> _Level | None:
        """A level of the list that a paragraph names by ``w:numId``."""
        return self._levels_of(number).get(depth)

    def next_label(self, number: str, depth: int) -> str:
        """The label of the next paragraph of a list at a depth from 0: ``1.``, ``(a)``, ``II.``, ``•``."""
        levels = self._levels_of(number)
        level = levels.get(depth)
        if level is None:
            return ""
        name, starts, _ = self._by_number[number]
        counts = self._lists[name].counts
        if depth in starts and (number, depth) not in self._used:
            counts[depth] = starts[depth]
        else:
            counts[depth] = counts[depth] + 1 if depth in counts else level.start
        self._used.add((number, depth))
        for deeper in [n for n in counts if n > depth]:
            restarts = levels[deeper].restarts if deeper in levels else None
            if restarts is None or depth < restarts:
                del counts[deeper]
                self._used.discard((number, deeper))

        def shown(match: regex.Match[str]) -> str:
            at = int(match[1]) - 1
            other = levels.get(at, _Level())
            kind = "decimal" if level.is_legal else other.format
            return printed_number(counts.get(at, other.start), kind)

        return clean(str(regex.sub(r"%(\d)", shown, level.text))).strip() if level.format != "none" else ""

    def _levels_of(self, number: str) -> dict[int, _Level]:
        name, _, levels = self._by_number.get(number, ("", {}, {}))
        return {**self._lists[name].levels, **levels} if name in self._lists else {}


def _levels(element: Element) -> Iterator[tuple[int, _Level]]:
    for each in element.iterfind(qn("w:lvl")):
        restarts = value(child(each, "w:lvlRestart"))
        yield (
            int(value(each, "w:ilvl") or 0),
            _Level(
                int(value(child(each, "w:start")) or 0),
                value(child(each, "w:numFmt")) or "decimal",
                value(child(each, "w:lvlText")) or "",
                None if restarts is None else int(restarts),
                is_on(child(each, "w:isLgl")),
                value(child(each, "w:pStyle")),
                child(each, "w:pPr"),
                child(each, "w:rPr"),
            ),
        )


class Styles:
    """The styles and the numbering of one file."""

    def __init__(self, styles: Element | None, numbering: Element | None) -> None:
        listed = [] if styles is None else styles.findall(qn("w:style"))
        self._by_id: dict[str, Element] = {value(each, "w:styleId") or "": each for each in listed}
        self._default = next(
            (
                value(each, "w:styleId")
                for each in listed
                if value(each, "w:type") == "paragraph" and value(each, "w:default") in ("1", "true", "on")
            ),
            None,
        )
        defaults = child(styles, "w:docDefaults")
        self._run_defaults = _run_properties(child(child(defaults, "w:rPrDefault"), "w:rPr"))
        self._paragraph_defaults = child(child(defaults, "w:pPrDefault"), "w:pPr")
        self._numbering = Numbering(numbering, self._by_id)
        self._looks: dict[tuple[str | None, str | None], dict[str, Any]] = {}

    def name_of(self, style: str | None) -> str:
        """The name of a style in small letters: ``footnote text``."""
        return (value(child(self._by_id.get(style or ""), "w:name")) or "").lower()

    def table_borders(self, style: str | None) -> Iterator[Element]:
        """What a table's style sets of borders, for the whole table and for parts of it."""
        for each in self._chain(style):
            for name in ("w:tblBorders", "w:tcBorders"):
                yield from each.iter(qn(name))

    def look(self, paragraph_style: str | None, *direct: Element | None) -> Look:
        """How a run is set, given its paragraph's style and its own properties (``w:rPr``), the strongest last."""
        own: dict[str, Any] = {}
        for each in direct:
            own |= _run_properties(each)
        key = paragraph_style, own.pop("style", None)
        if key not in self._looks:
            self._looks[key] = self._styled(*key)
        return Look(**{**self._looks[key], **own})

    def layout(self, paragraph: Element) -> Layout:
        """How a paragraph is set. Its automatic number is counted, so each is asked about once and in order."""
        own = child(paragraph, "w:pPr")
        style = value(child(own, "w:pStyle")) or self._default
        chain = [properties for each in self._chain(style) if (properties := child(each, "w:pPr")) is not None]
        numbered = next((p for p in (own, *chain) if child(p, "w:numPr") is not None), None)
        number, depth = self._number(own, chain, style)
        level = self._numbering.level(number, depth) if number else None
        from_level = [level.paragraph] if level is not None and level.paragraph is not None else []
        nearest = [*from_level, *chain] if numbered is own else [*chain, *from_level]
        layers = [p for p in (own, *nearest, self._paragraph_defaults) if p is not None]
        layout = _layout(layers)
        label = self._numbering.next_label(number, depth) if level is not None else ""
        look = self.look(style, child(own, "w:rPr"), level.run if level else None) if label else Look()
        return replace(layout, style=style, label=label, label_look=look)

    def _number(self, own: Element | None, chain: list[Element], style: str | None) -> tuple[str, int]:
        """The list (``w:numId``) in which a paragraph stands, empty for none, and its depth in it from 0."""
        given = [numbers for p in (own, *chain) if (numbers := child(p, "w:numPr")) is not None]
        number = next((n for each in given if (n := value(child(each, "w:numId")))), "")
        if number in ("", "0"):
            return "", 0
        depth = next((n for each in given if (n := value(child(each, "w:ilvl")))), None)
        return number, int(depth) if depth else self._numbering.level_of_style(number, style or "")

    def _styled(self, paragraph_style: str | None, character_style: str | None) -> dict[str, Any]:
        """The properties that a paragraph's style and a character style give together."""
        paragraph, character = (self._run_style(style) for style in (paragraph_style, character_style))
        both = {
            name: paragraph[name] != character[name]
            for name in TOGGLES.values()
            if name in paragraph and name in character
        }
        return {**self._run_defaults, **paragraph, **character, **both}

    def _run_style(self, style: str | None) -> dict[str, Any]:
        merged: dict[str, Any] = {}
        for each in reversed(list(self._chain(style))):
            merged |= _run_properties(child(each, "w:rPr"))
        merged.pop("style", None)
        return merged

    def _chain(self, style: str | None) -> Iterator[Element]:
        """A style and those on which it is based, the nearest first."""
        for _ in range(DEEPEST):
            found = self._by_id.get(style or "")
            if found is None:
                return
            yield found
            style = value(child(found, "w:basedOn"))


def _run_properties(properties: Element | None) -> dict[str, Any]:
    """What a ``w:rPr`` sets, by the names of ``Look``; ``style`` is its character style."""
    found: dict[str, Any] = {}
    for each in properties if properties is not None else ():
        if each.tag in TOGGLES:
            found[TOGGLES[each.tag]] = is_on(each)
        elif each.tag == qn("w:sz") and (size := points(each, "w:val", 2.0)):
            found["size"] = size
        elif each.tag == qn("w:vertAlign"):
            found["raised"] = value(each) == "superscript"
        elif each.tag == qn("w:rStyle"):
            found["style"] = value(each)
    return found


def _layout(layers: list[Element]) -> Layout:
    """What layers of ``w:pPr`` set together, the nearest first. Of indents and tabs each is set by itself."""
    indents: dict[str, float] = {}
    stops: dict[float, Stop] = {}
    alignment = ""
    for layer in reversed(layers):
        indent = child(layer, "w:ind")
        for name in ("left", "start", "firstLine", "hanging"):
            if indent is not None and value(indent, f"w:{name}") is not None:
                indents["left" if name == "start" else name] = points(indent, f"w:{name}") or 0.0
                if name in ("firstLine", "hanging"):
                    indents.pop("hanging" if name == "firstLine" else "firstLine", None)
        tabs = child(layer, "w:tabs")
        for tab in tabs if tabs is not None else ():
            at = points(tab, "w:pos") or 0.0
            stops[at] = Stop(at, value(tab) or "left", value(tab, "w:leader") in LEADERS)
        alignment = value(child(layer, "w:jc")) or alignment
    left = indents.get("left", 0.0)
    first = left + indents.get("firstLine", 0.0) - indents.get("hanging", 0.0)
    if first < left:
        stops.setdefault(left, Stop(left))
    kept = sorted(stop for stop in stops.values() if stop.kind not in ("clear", "bar"))
    is_framed = bool(layers) and child(layers[0], "w:framePr") is not None
    return Layout(None, alignment, left, first, tuple(kept), is_framed)


def points(element: Element | None, name: str, per_point: float = 20.0) -> float | None:
    """A length of an element in points; null where it is missing or no number."""
    found = value(element, name)
    return float(found) / per_point if found and regex.fullmatch(r"-?\d+(\.\d+)?", found) else None
