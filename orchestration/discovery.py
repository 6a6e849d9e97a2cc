"""What should exist and is not held: the frontier, found from what is held and from the UN's own lists.

What belongs here: which symbols are wanted, why, and how much (0 to 100). What does not: asking for the documents
(``sources.py``) and keeping the frontier (``ledger.py``).

The scores, from the most wanted: what a list of the UN names, the next numbers of a series that still grows, what
mastheads name, what is cited (the more the more often), the gaps of a series (the more the fewer they are).
"""

from __future__ import annotations

import logging
import math
import time
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path

import duckdb
import regex

from orchestration.ledger import FRESH, Entry, Ledger, ends_on
from orchestration.politeness import Missed, PoliteHost, Settings
from orchestration.sources import has_begun, host_address, whole_of, why_not_asked
from transforms.authorities import symbols
from warehouse.build import OFFLINE

log = logging.getLogger(__name__)

LISTED, NEXT, NAMED = 80, 60, 50
"""Scores."""
MOST_CITED = 70
NEXT_NUMBERS = 5
"""How far a series is looked into beyond its last number that is held."""

SERIES_OF_BODY: Mapping[str, Sequence[str]] = {
    "A": ("A/RES/{session}/", "A/{session}/PV.", "A/{session}/L."),
    "S": ("S/RES/#({session})", "S/PRST/{session}/"),
    "E": ("E/RES/{session}/", "E/{session}/L."),
    "A-HRC": ("A/HRC/RES/{session}/", "A/HRC/{session}/L."),
}
"""Series with which a collection begins, of which nothing is held yet; ``#`` is the number, else it comes last."""

GUIDES: Mapping[str, str] = {
    "A": "/en/docs/ga/quick/regular/{session}",
    "S": "/en/docs/sc/quick/meetings/{session}",
}
"""Pages of the library's guides that list what a body adopted in a session or year (sources.md, table 12)."""

_NUMBERED = regex.compile(r"(?P<before>.*[/.])(?P<number>\d{1,5})(?P<year>\((?:19|20)\d\d\))?")


@dataclass(frozen=True)
class Wanted:
    """A document that should exist."""

    symbol: str
    why: str
    score: int
    found_in: str | None = None


@dataclass(frozen=True)
class Known:
    """What the warehouse and the ledger tell."""

    held: frozenset[str]
    """Symbols."""
    cited: Sequence[tuple[str, int, str]]
    """Symbol, how often cited, the first document that cites it; not held."""
    linked: Sequence[tuple[str, str, str]]
    """Symbol, relation, the document that names it; not held."""


def known(warehouse: Path, ledger: Ledger) -> Known:
    """What there is to go by; little where there is no warehouse yet."""
    fetched = {str(row["symbol"]) for row in ledger.ask("SELECT DISTINCT symbol FROM inputs WHERE state = 'fetched'")}
    if not warehouse.exists():
        return Known(frozenset(fetched - {"None"}), [], [])
    with duckdb.connect(warehouse, read_only=True, config=OFFLINE) as connection:
        loaded = {symbol for (symbol,) in connection.execute("SELECT DISTINCT symbol FROM documents").fetchall()}
        cited = connection.execute(
            "SELECT cited_symbol, count(*), min(symbol) FROM citations "
            "WHERE cited_symbol IS NOT NULL AND NOT is_held GROUP BY ALL ORDER BY ALL"
        ).fetchall()
        linked = connection.execute(
            "SELECT other, relation, min(named_in) FROM (SELECT linked_symbol AS other, relation, symbol AS named_in "
            "FROM document_links UNION ALL SELECT symbol, relation, linked_symbol FROM document_links) "
            "WHERE other NOT IN (SELECT symbol FROM documents) GROUP BY ALL ORDER BY ALL"
        ).fetchall()
    return Known(frozenset((fetched | loaded) - {"None"}), cited, linked)


def wanted(found: Known, listed: Iterable[str], collections: Collection[str], now: datetime) -> list[Wanted]:
    """What should exist and is not held, each symbol once with its best reason, the most wanted first. Of
    ``collections`` alone, or of whatever is held where none is named."""
    every = [
        *(Wanted(symbol, "listed", LISTED, None) for symbol in listed),
        *_linked(found.linked),
        *_cited(found.cited),
        *_of_series(found.held, collections, now),
    ]
    best: dict[str, Wanted] = {}
    for each in every:
        try:
            whole = whole_of(each.symbol)
            fits = not collections or symbols.collection(whole) in collections
        except ValueError:  # cited as printed, and no symbol of the UN's
            continue
        if (
            not fits
            or whole in found.held
            or each.score <= 0
            or why_not_asked(whole)
            or not has_begun(whole, now.date())
        ):
            continue
        if whole not in best or best[whole].score < each.score:
            best[whole] = Wanted(whole, each.why, each.score, each.found_in)
    return sorted(best.values(), key=lambda each: (-each.score, each.symbol))


def discover(
    warehouse: Path,
    ledger: Ledger,
    settings: Settings,
    collections: Sequence[str],
    languages: Sequence[str],
    sleep: Callable[[float], None] = time.sleep,
) -> tuple[list[Wanted], int]:
    """Put on the frontier, in every language, what should exist and is not held; returns that, and how many inputs of
    it are new. The library's guides of the collections are asked for first, where there are any."""
    listed = set(guides(collections, settings, ledger, sleep))
    found = wanted(known(warehouse, ledger), listed, collections, datetime.now(UTC))
    new = ledger.enlist(
        Entry(
            host_address(settings, each.symbol, language, "pdf"),
            *("pending", "document_host", each.symbol, language, "pdf"),
            score=each.score,
            why=each.why,
            found_in=each.found_in,
        )
        for each in found
        for language in languages
    )
    return found, new


def guides(
    collections: Sequence[str], settings: Settings, ledger: Ledger, sleep: Callable[[float], None] = time.sleep
) -> Iterator[str]:
    """Symbols that the library's guides of these collections list. A guide that does not come is logged, no more:
    what it lists is found in other ways too."""
    split = [collection.rpartition("-") for collection in collections]
    pages = [GUIDES[body].format(session=session) for body, _, session in split if body in GUIDES]
    if not pages:
        return
    with PoliteHost(settings.guide_address, settings, ledger, sleep) as host:
        for page in pages:
            address = str(host.base.join(page))
            try:
                answer = host.get(address, {"Accept": "text/html"})
            except Missed as missed:
                log.warning("%s", missed)
                continue
            if answer.status != 200:
                log.warning("%s: HTTP %s, no list", address, answer.status)
                continue
            yield from symbols_on(answer.body.decode(errors="replace"))


def symbols_on(page: str) -> list[str]:
    """The symbols that a page of HTML links to or shows, in their canonical spelling, sorted."""
    reader = _Page()
    reader.feed(page)
    found = set()
    for text in reader.texts:
        try:
            found.add(symbols.normalise(text))
        except ValueError:
            continue
    return sorted(found | {symbol for link in reader.links if (symbol := symbols.from_link(link))})


class _Page(HTMLParser):
    """Links of a page, and its texts between two tags."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.links += [value for name, value in attrs if name == "href" and value]

    def handle_data(self, data: str) -> None:
        self.texts += [data.strip()] if data.strip() else []


def _linked(linked: Iterable[tuple[str, str, str]]) -> Iterator[Wanted]:
    for symbol, relation, named_in in linked:
        yield Wanted(symbol, relation.replace("_", " "), NAMED, named_in)


def _cited(cited: Iterable[tuple[str, int, str]]) -> Iterator[Wanted]:
    for symbol, count, citing in cited:
        score = min(MOST_CITED, 20 + round(10 * math.log2(count)))
        yield Wanted(symbol, f"cited {count} time{'s' * (count > 1)}", score, citing)


def _of_series(held: Iterable[str], collections: Iterable[str], now: datetime) -> Iterator[Wanted]:
    """The next numbers of every series and the gaps in it."""
    numbers: dict[str, dict[int, str]] = defaultdict(dict)
    for symbol in held:
        if match := _NUMBERED.fullmatch(symbol):
            numbers[match["before"]][int(match["number"])] = match["year"] or ""
    for before, taken in numbers.items():
        first, last = min(taken), max(taken)
        share = len(taken) / (last - first + 1)
        for number in range(first + 1, last) if round(40 * share) else ():
            if number not in taken:
                # its year is that of the numbers around it; of one or the other, where they differ
                below, above = max(n for n in taken if n < number), min(n for n in taken if n > number)
                for year in {taken[below], taken[above]}:
                    yield Wanted(f"{before}{number}{year}", "gap", round(40 * share), f"{before}{above}{taken[above]}")
        named_in = f"{before}{last}{taken[last]}"
        if taken[last] or _grows(named_in, now):
            for number in range(last + 1, last + 1 + NEXT_NUMBERS):
                for year in {taken[last], _following(taken[last], now)}:
                    yield Wanted(f"{before}{number}{year}", "next number", NEXT, named_in)
    for collection in collections:
        body, _, session = collection.rpartition("-")
        for template in SERIES_OF_BODY.get(body, ()):
            before, _, after = template.format(session=session).partition("#")
            if before in numbers and not after:
                continue
            # one that counts on through the years begins after what is held of the year before
            start = max((n for n, year in numbers[before].items() if year < after), default=None) if after else 0
            if start is not None and after not in numbers[before].values():
                for number in range(start + 1, start + 1 + NEXT_NUMBERS):
                    yield Wanted(f"{before}{number}{after}", "next number", NEXT, None)


def _grows(symbol: str, now: datetime) -> bool:
    """Whether there may be more after the last of a series: its session or year is not long over."""
    end = ends_on(symbol)
    return end is None or now.date() <= end + FRESH


def _following(year: str, now: datetime) -> str:
    """The next year, "(2018)", of a series that counts through the years; nothing for any other."""
    return f"({min(int(year[1:-1]) + 1, now.year)})" if year else ""
