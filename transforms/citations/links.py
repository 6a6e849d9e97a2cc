"""Links: the hyperlinks printed over a text, weighed beside its words.

What belongs here: what a link adds to a reference, contradicts in it, or cites alone. What does not: links between
documents (``transforms/links``), and which document an address leads to (``symbols.from_link``).

A link settles whose number it is where no words name the body, and it gives the target of a reference that the text
leaves open. Where it leads elsewhere than the words say, the rule says so and the link is not followed: staff set the
links, and some are wrong.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache, cached_property

import regex

from transforms.authorities import symbols
from transforms.citations import adopters
from transforms.citations.forms.documents import kind_of
from transforms.citations.lists import is_list
from transforms.citations.model import Found, Rule, Target, decide


@dataclass(frozen=True)
class Link:
    """A hyperlink over one stretch of a text."""

    start: int
    end: int
    address: str


def weigh_links(
    text: str, cited: Iterable[tuple[Found, Target]], links: list[Link], language: str
) -> list[tuple[Found, Target, str | None]]:
    """References with the links printed over them, and a reference for each link to a UN document over other words."""
    weighed: list[tuple[Found, Target, str | None]] = []
    used: set[int] = set()
    links = _joined(text, links)
    for found, target in cited:
        over = [i for i, link in enumerate(links) if link.start < found.end and found.start < link.end]
        if not over or found.is_implied:
            weighed.append((found, target, None))
            continue
        used.update(over)
        # a link over a whole list is evidence for none of its items
        address = links[over[0]].address
        weighed.append((found, decide(_RULES, _Linked(found, target, symbols.from_link(address))), address))
    for i, link in enumerate(links):
        words = text[link.start : link.end]
        if i not in used and (alone := _cited_by_link(text, words, link, language)):
            weighed.append((Found(link.start, link.end, "link", words), alone, link.address))
    return sorted(weighed, key=lambda each: (each[0].start, each[0].is_implied))


_NUMBER_ALONE = regex.compile(r"\W*\d+/\d+\W*")


def _cited_by_link(text: str, words: str, link: Link, language: str) -> Target | None:
    """What a link cites over words that are no reference; null where it leads to no document of the UN."""
    symbol = symbols.from_link(link.address)
    if symbol is None or not words.strip():
        return None
    if language == "en" and _NUMBER_ALONE.fullmatch(words) and not is_list(text):
        # in English a head would have been found: "for 2017/18" is no resolution, though it is linked to one
        reason = f"a number that no words call a reference; its link to {symbol} is not followed"
        return Target("other", reason=reason)
    return Target(kind_of(symbol), symbol, "hyperlink")


@dataclass(frozen=True)
class _Linked:
    """A reference under a link."""

    found: Found
    target: Target
    linked: str | None
    """Symbol of the document to which the link leads; null where it is none of the UN's."""

    @cached_property
    def bodies(self) -> list[str]:
        """The bodies that call by the number found what the link leads to."""
        if self.linked is None or not self.found.notation or self.found.notation == "year":
            return []
        linked = without_part(self.linked)
        own = ((body, adopters.symbol_of(body, self.found)) for body in adopters.NUMBERING_BODIES)
        return [body for body, symbol in own if symbol and without_part(symbol) == linked]


def _without_symbols(case: _Linked) -> Target | None:
    has_none = case.linked is None or case.target.kind in ("treaty", "charter", "publication", "url")
    return case.target if has_none else None


def _edition(case: _Linked) -> Target | None:
    is_edition = case.target.symbol and case.linked == f"{case.target.symbol} (Supp)"
    return replace(case.target, symbol=case.linked, rule="hyperlink_to_edition") if is_edition else None


def _agreeing(case: _Linked) -> Target | None:
    symbol = case.target.symbol
    return case.target if symbol and case.linked and without_part(case.linked) == without_part(symbol) else None


def _of_named_body(case: _Linked) -> Target | None:
    head = case.found.head
    if case.target.symbol or not case.bodies or not head or not (head.body or head.how == "own"):
        return None
    return replace(case.target, reason=f"{case.target.reason}; the link to {case.linked} is not followed")


def _open(case: _Linked) -> Target | None:
    if case.target.symbol:
        return None
    return replace(case.target, symbol=case.linked, rule="hyperlink", reason=None)


def _settling(case: _Linked) -> Target | None:
    if not case.bodies or case.bodies == ["GA"] or case.target.rule in _NAMING_RULES:
        return None
    return replace(case.target, symbol=case.linked, rule="hyperlink_settles")


def _disagreeing(case: _Linked) -> Target:
    return case.target.doubted("link_disagrees")


_NAMING_RULES = frozenset(("head", "symbol", "joint_symbol", "year_in_parentheses"))
"""Rules by which the words themselves name the document, so that a link adds nothing."""

_RULES: tuple[Rule[_Linked, Target], ...] = (
    Rule("without_symbols", "the link or the reference is to nothing with a symbol", _without_symbols),
    Rule("hyperlink_to_edition", "only a link shows that the reissue in the Official Records is meant", _edition),
    Rule("agreeing", "the link leads where the words do", _agreeing),
    Rule("of_named_body", "a body without symbols is named: the link to another's number is wrong", _of_named_body),
    Rule("hyperlink", "the words leave it open, and the link does not", _open),
    Rule(
        "hyperlink_settles",
        "the words do not name the body; the UN's tools link to the Assembly's number where they know no better",
        _settling,
    ),
    Rule("link_disagrees", "the words count", _disagreeing),
)
"""What a link makes of a reference; the first rule that answers decides."""


@cache
def without_part(symbol: str) -> str:
    """A symbol without its part, and the first of joint ones: what a link to the whole and a text that names the part
    have in common."""
    read = symbols.parse(symbol)
    if read.joint:
        return without_part(read.joint[0])
    return read.parent if read.part and not read.modifiers and read.parent else symbol


def _joined(text: str, links: list[Link]) -> list[Link]:
    """Links in order of place, those that the file splits over one stretch of words joined again."""
    joined: list[Link] = []
    for link in sorted(links, key=lambda each: each.start):
        last = joined[-1] if joined else None
        if last and last.address == link.address and not text[last.end : link.start].strip():
            joined[-1] = replace(last, end=link.end)
        else:
            joined.append(link)
    return joined
