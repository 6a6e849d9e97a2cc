"""Who acts at the UN: States, under the names that they have in the six languages, and groups of States.

What belongs here: the names of States in other languages and of observer States (``names.csv``), the groups
(``groups.csv``), the State or group that a printed name means, and cutting a printed list into its names. What does
not: the authority of the States that vote, with their periods (``states.py``), and who sponsors what
(``links/sponsors.py``).

The names that ISO 3166 gives States in the UN's languages, as ``pycountry`` has them, are known too. Names are compared
by their words, whatever their order: "Iran (République islamique d’)" is ISO's "Iran, République islamique d'".
"""

from __future__ import annotations

import gettext
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import pycountry
import regex

from transforms.authorities import states, vocabularies
from transforms.language import vocabulary

_ISO_LANGUAGES = ("fr", "es", "ru", "ar", "zh_CN")
_ARTICLES = {"the", "el", "la", "le", "les", "los", "las", "l"}
_BREAK = regex.compile(r"[,;،、，；](?![^(（]*[)）])")
"""What stands between the names of a list, but not within brackets."""
_WORD = vocabulary.either("sponsors.and")
_CHINESE, _ARABIC = (vocabulary.by_language("sponsors.and")[language] for language in ("zh", "ar"))
"""No blank stands around the one, and none behind the other."""
_AND = regex.compile(rf"\s+{_WORD}\s+|(?<=\p{{Han}}){_CHINESE}(?=\p{{Han}})|\s+{_ARABIC}(?=\p{{Arabic}}{{2}})")
_LED_BY_AND = regex.compile(rf"^\s*(?:{_WORD}\s+|{_CHINESE}(?=\p{{Han}})|{_ARABIC}(?=\p{{Arabic}}{{2}}))")


class Delegation(NamedTuple):
    """A State or a group of States."""

    name: str
    state_code: str | None
    group_id: str | None


def state_code(name: str) -> str | None:
    """The code of the State that a name in any of the six languages means; null where none does."""
    state = states.state_of(name)
    return state.code if state else _codes().get(_words(name))


def group_id(name: str) -> str | None:
    """The group of States that a name in any of the six languages means; null where none does."""
    return next((group for pattern, group in _groups() if pattern.search(name)), None)


def delegation(name: str) -> Delegation:
    """The State or group of a printed name; both codes are null where neither is known."""
    code = state_code(name)
    return Delegation(name, code, None if code else group_id(name))


def listed(text: str) -> list[str]:
    """The names in a printed list: "Bosnia and Herzegovina, Chad and Fiji" has three."""
    return [name for item in _BREAK.split(text) for name in _parted(item.strip())]


def _parted(item: str) -> Iterator[str]:
    """The names of an item of a list: cut at a word for "and" where what stands before it is a State or what follows
    is, and the item as a whole is none."""
    led = _LED_BY_AND.sub("", item)
    if state_code(item) or not led:
        yield from filter(None, [item.strip()])
    elif state_code(led):
        yield led
    elif cut := next((m for m in _AND.finditer(item, overlapped=True) if _is_cut(item, m.start(), m.end())), None):
        yield from _parted(item[: cut.start()].strip())
        yield from _parted(item[cut.end() :].strip())
    else:
        yield led.strip()


def _is_cut(item: str, start: int, end: int) -> bool:
    return item[:start].count("(") == item[:start].count(")") and bool(
        state_code(item[:start].strip()) or state_code(item[end:].strip())
    )


def _words(name: str) -> frozenset[str]:
    """The words of a name, without accents, articles and the case of letters."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).casefold()
    return frozenset(regex.findall(r"\p{L}+", plain)) - _ARTICLES


@cache
def _codes() -> dict[frozenset[str], str]:
    """Code by the words of a name: ISO's names, over which the UN's go."""
    codes = {_words(name): code for name, code in _iso_names()}
    for row in vocabularies.rows("transforms.authorities", "names.csv", state_code="[A-Z]{3}", names=".+"):
        codes |= {_words(name): row["state_code"] for name in row["names"].split("|")}
    return codes


def _iso_names() -> Iterator[tuple[str, str]]:
    translations = [
        gettext.translation("iso3166-1", pycountry.LOCALES_DIR, languages=[language]) for language in _ISO_LANGUAGES
    ]
    for country in pycountry.countries:
        for kind in ("official_name", "common_name", "name"):
            if name := getattr(country, kind, None):
                yield from ((translation.gettext(name), country.alpha_3) for translation in translations)


@cache
def _groups() -> tuple[tuple[regex.Pattern[str], str], ...]:
    return tuple((regex.compile(row["words"], regex.IGNORECASE), row["group_id"]) for row in _group_rows())


def _group_rows() -> tuple[vocabularies.Row, ...]:
    return vocabularies.rows("transforms.authorities", "groups.csv", group_id="[a-z0-9_]+", name=".+", words=".+")


def group_names() -> dict[str, str]:
    """The name of each group, by its id."""
    return {row["group_id"]: row["name"] for row in _group_rows()}
