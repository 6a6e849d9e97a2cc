"""The frontier: documents that should exist and are not held, found from what is held and from the UN's own lists.

What belongs here: which symbols are wanted, why, and how much (0 to 100). What does not: asking for the documents
(``document_host.py``) and keeping the frontier (``ledger.py``).

Each rule is a function that gives ``Wanted``; of two for one symbol the higher score holds, and of equal scores the
first in ``wanted``. The scores, from the highest: what a list of the UN names, the next numbers of a series that still
grows, what mastheads name, what is cited (more citations, higher score), gaps in a series (fewer gaps, higher score).
"""

from __future__ import annotations

import logging
import math
import time
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import duckdb
import regex
from lxml import etree
from lxml.html import HTMLParser, document_fromstring

from orchestration.fetching.document_host import has_begun, host_address, whole_of, why_not_asked
from orchestration.fetching.ledger import FRESH, Entry, Ledger, ends_on
from orchestration.fetching.politeness import Missed, PoliteHost, Settings
from orchestration.fetching.sources import SPECIMEN
from transforms.authorities import symbols
from warehouse.build import OFFLINE

log = logging.getLogger(__name__)

LISTED, NEXT, NAMED = 80, 60, 50
"""Scores."""
LEAST_CITED, MOST_CITED = 20, 70
"""Scores of a document that is cited once, and of one that is cited 32 times or more."""
MOST_GAPS = 40
"""The score of a gap in a series that is nearly complete."""
NEXT_NUMBERS = 5
"""So many numbers are wanted beyond the last one of a series that is held."""

SERIES_OF_BODY: Mapping[str, Sequence[str]] = {
    "A": ("A/RES/{session}/", "A/{session}/PV.", "A/{session}/L."),
    "S": ("S/RES/#({session})", "S/PRST/{session}/"),
    "E": ("E/RES/{session}/", "E/{session}/L."),
    "A-HRC": ("A/HRC/RES/{session}/", "A/HRC/{session}/L."),
}
"""The series with which a new collection begins. ``#`` stands for the number; without it the number comes last."""

GUIDES: Mapping[str, str] = {
    "A": "/en/docs/ga/quick/regular/{session}",
    "S": "/en/docs/sc/quick/meetings/{session}",
}
"""Pages of the library's guides that list what a body adopted in a session or year (sources.md, table 12)."""

HELD = "SELECT DISTINCT symbol FROM documents WHERE NOT is_specimen"
OF_SPECIMENS = "SELECT symbol FROM documents WHERE is_specimen"
"""Specimens name documents that were made up: nobody is to be asked for them."""

_NUMBERED = regex.compile(r"(?P<before>.*[/.])(?P<number>\d{1,5})(?P<year>\((?:19|20)\d\d\))?")


@dataclass(frozen=True)
class Wanted:
    """A document that should exist."""

    symbol: str
    why: str
    score: int
    found_in: str | None = None
    """A document that names it."""


@dataclass(frozen=True)
class Evidence:
    """What the warehouse and the ledger know of documents that are held and not held."""

    held: frozenset[str]
    """Symbols."""
    cited: Sequence[tuple[str, int, str]]
    """Cited and not held: symbol, number of citations, the first document that cites it."""
    linked: Sequence[tuple[str, str, str]]
    """Named in a masthead and not held: symbol, relation, the document that names it."""


@dataclass(frozen=True)
class Series:
    """A numbered series of symbols of which something is held."""

    before: str
    """What stands before the number: ``A/RES/79/``, ``S/RES/``."""
    years: Mapping[int, str]
    """The year after each number that is held: ``(2018)``; empty in a series without years."""

    def symbol(self, number: int, year: str) -> str:
        return f"{self.before}{number}{year}"

    def held_symbol(self, number: int) -> str:
        return self.symbol(number, self.years[number])


def gather_evidence(warehouse: Path, ledger: Ledger) -> Evidence:
    """What there is to go by: only the ledger while there is no warehouse yet."""
    fetched = {
        row["symbol"]
        for row in ledger.ask(
            "SELECT DISTINCT symbol FROM inputs WHERE state = 'fetched' AND symbol IS NOT NULL AND terms IS NOT ?",
            SPECIMEN,
        )
    }
    if not warehouse.exists():
        return Evidence(frozenset(fetched), [], [])
    with duckdb.connect(warehouse, read_only=True, config=OFFLINE) as connection:
        loaded = {symbol for (symbol,) in connection.execute(HELD).fetchall()}
        cited = connection.execute(
            "SELECT cited_symbol, count(*), min(symbol) FROM citations "
            "WHERE cited_symbol IS NOT NULL AND NOT is_held AND symbol NOT IN "
            f"({OF_SPECIMENS}) GROUP BY ALL ORDER BY ALL"
        ).fetchall()
        linked = connection.execute(
            "SELECT other, relation, min(named_in) FROM (SELECT linked_symbol AS other, relation, symbol AS named_in "
            "FROM document_links UNION ALL SELECT symbol, relation, linked_symbol FROM document_links) "
            f"WHERE other NOT IN (SELECT symbol FROM documents) AND named_in NOT IN ({OF_SPECIMENS}) "
            "GROUP BY ALL ORDER BY ALL"
        ).fetchall()
    return Evidence(frozenset(fetched | loaded), cited, linked)


def wanted(evidence: Evidence, listed: Iterable[str], collections: Collection[str], now: datetime) -> list[Wanted]:
    """What should exist and is not held, each symbol once with its best reason, the most wanted first. Only documents
    of ``collections``; if there are none, of any collection."""
    series = series_held(evidence.held)
    best: dict[str, Wanted] = {}
    for each in (
        *(Wanted(symbol, "listed", LISTED) for symbol in listed),
        *_named_in_mastheads(evidence.linked),
        *_cited(evidence.cited),
        *(each for one in series.values() for each in (*_gaps(one), *_next_numbers(one, now))),
        *_first_numbers(collections, series),
    ):
        try:
            whole = whole_of(each.symbol)
            fits = not collections or symbols.collection(whole) in collections
        except ValueError:  # a citation as printed, which is no symbol
            continue
        if fits and _can_be_had(whole, evidence.held, now) and (whole not in best or best[whole].score < each.score):
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
    """Put what should exist and is not held on the frontier, in every language. Returns that, and how many inputs are
    new on the frontier. First the library's guides of the collections are asked for, if there are any."""
    listed = set(guides(collections, settings, ledger, sleep))
    found = wanted(gather_evidence(warehouse, ledger), listed, collections, datetime.now(UTC))
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
    """Symbols that the library's guides of these collections list. A guide that does not come is only logged, because
    the other rules find most of what it lists."""
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
            yield from symbols_on(answer.body)


def symbols_on(page: bytes) -> list[str]:
    """The symbols that a page of HTML links to, or shows as the whole text between two tags; canonical and sorted."""
    try:
        root = document_fromstring(page, HTMLParser(encoding="utf-8"))
    except etree.ParserError:  # the page is empty
        return []
    found = {symbol for link in root.xpath("//@href") if (symbol := symbols.from_link(link))}
    found |= {symbol for text in root.xpath("//text()") if (symbol := symbols.canonical(text.strip()))}
    return sorted(found)


def series_held(held: Iterable[str]) -> dict[str, Series]:
    """The numbered series among the symbols that are held, by what stands before the number."""
    years: dict[str, dict[int, str]] = defaultdict(dict)
    for symbol in held:
        if match := _NUMBERED.fullmatch(symbol):
            years[match["before"]][int(match["number"])] = match["year"] or ""
    return {before: Series(before, of_series) for before, of_series in years.items()}


def _can_be_had(symbol: str, held: Collection[str], now: datetime) -> bool:
    """Whether a document is not held, and the document host may have it."""
    return symbol not in held and not why_not_asked(symbol) and has_begun(symbol, now.date())


# --- the rules


def _named_in_mastheads(linked: Iterable[tuple[str, str, str]]) -> Iterator[Wanted]:
    for symbol, relation, named_in in linked:
        yield Wanted(symbol, relation.replace("_", " "), NAMED, named_in)


def _cited(cited: Iterable[tuple[str, int, str]]) -> Iterator[Wanted]:
    for symbol, count, citing in cited:
        score = min(MOST_CITED, LEAST_CITED + round(10 * math.log2(count)))
        yield Wanted(symbol, f"cited {count} time{'s' * (count > 1)}", score, citing)


def _gaps(series: Series) -> Iterator[Wanted]:
    """The numbers missing between the first and the last that are held; none where so few are held that the numbers
    say nothing. The year of a gap is that of its neighbours; where these differ, it may be either."""
    numbers = sorted(series.years)
    score = round(MOST_GAPS * len(numbers) / (numbers[-1] - numbers[0] + 1))
    if not score:
        return
    for below, above in pairwise(numbers):
        for number in range(below + 1, above):
            for year in {series.years[below], series.years[above]}:
                yield Wanted(series.symbol(number, year), "gap", score, series.held_symbol(above))


def _next_numbers(series: Series, now: datetime) -> Iterator[Wanted]:
    """The numbers after the last one that is held, while the series grows. In a series that counts on through the years
    they may be of the last year or of the next."""
    last = max(series.years)
    year, named_in = series.years[last], series.held_symbol(last)
    if year or _grows(named_in, now):
        for number in range(last + 1, last + 1 + NEXT_NUMBERS):
            for either in {year, _year_after(year, now)}:
                yield Wanted(series.symbol(number, either), "next number", NEXT, named_in)


def _first_numbers(collections: Iterable[str], series: Mapping[str, Series]) -> Iterator[Wanted]:
    """The first numbers of the series with which a collection begins, if nothing of them is held yet."""
    for collection in collections:
        body, _, session = collection.rpartition("-")
        for template in SERIES_OF_BODY.get(body, ()):
            before, _, year = template.format(session=session).partition("#")
            last = _last_before(series.get(before), year)
            for number in range(last + 1, last + 1 + NEXT_NUMBERS) if last is not None else ():
                yield Wanted(f"{before}{number}{year}", "next number", NEXT)


def _last_before(series: Series | None, year: str) -> int | None:
    """The number after which a collection's part of a series begins; null if something of it is held, or if the series
    counts on through the years and nothing of the years before is held."""
    if not year:
        return 0 if series is None else None
    if series is None or year in series.years.values():
        return None
    return max((number for number, other in series.years.items() if other < year), default=None)


def _grows(symbol: str, now: datetime) -> bool:
    """Whether a series may go on after its last symbol: its session or year is not long over."""
    end = ends_on(symbol)
    return end is None or now.date() <= end + FRESH


def _year_after(year: str, now: datetime) -> str:
    """The year after one written ``(2018)``, at most the present one; empty for an empty one."""
    return f"({min(int(year[1:-1]) + 1, now.year)})" if year else ""
