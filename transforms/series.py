"""The series of a text from year to year: ``A/RES/79/181`` follows ``A/RES/78/218`` follows ``A/RES/77/226``.

What belongs here: the predecessor of a resolution among the documents held, its clauses beside the predecessor's,
and each change word by word. What does not: drafts and reports of one text (``lineage.py``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any

import polars as pl
import regex

from transforms import symbols
from warehouse import tables

Row = Mapping[str, Any]

SAME_TITLE = 0.85
"""How like two titles must be for two texts to be of one series: a year or a word may change."""

SAME_CLAUSE = 0.6
"""How like two clauses must be for the later to be the earlier, changed."""


def clause_changes(clauses: pl.DataFrame, documents: pl.DataFrame, citations: pl.DataFrame) -> pl.DataFrame:
    """Each English resolution's clauses beside those of its predecessor (table ``clause_changes``).

    Takes rows of the tables ``clauses``, ``documents`` and ``citations``. A clause is ``same``, ``changed``, ``new`` or
    ``dropped``; ``diff`` marks the words of a changed one: ``[-dropped-] {+added+}``. Headings are left out.
    """
    texts = clauses.filter(pl.col("language") == "en", pl.col("kind") != "heading").sort("symbol", "seq")
    of = {str(key[0]): part.to_dicts() for key, part in texts.partition_by("symbol", as_dict=True).items()}
    rows = [
        {"symbol": later, "previous_symbol": earlier, "seq": seq, **change}
        for later, earlier in predecessors(documents, citations)
        for seq, change in enumerate(_compare(of.get(earlier, []), of.get(later, [])), start=1)
    ]
    return tables.CLAUSE_CHANGES.frame(rows)


def predecessors(documents: pl.DataFrame, citations: pl.DataFrame) -> list[tuple[str, str]]:
    """Pairs of a resolution and its predecessor, by symbol: the latest cited resolution of its body and title.

    Only documents in the frame are considered; a resolution that cites none of its title begins its series here.
    """
    resolutions = {
        row["symbol"]: row
        for row in documents.filter(
            pl.col("document_type") == "resolution", pl.col("language") == "en", pl.col("title").is_not_null()
        ).iter_rows(named=True)
    }
    cited = citations.filter(
        pl.col("symbol").is_in(list(resolutions)), pl.col("cited_symbol").is_in(list(resolutions))
    ).select("symbol", "cited_symbol")
    found: dict[str, str] = {}
    for symbol, other in cited.unique().sort("symbol", "cited_symbol").iter_rows():
        later, earlier = resolutions[symbol], resolutions[other]
        is_series = symbol != other and later["body_id"] == earlier["body_id"] and _order(other) < _order(symbol)
        if is_series and SequenceMatcher(None, earlier["title"], later["title"], autojunk=False).ratio() >= SAME_TITLE:
            found[symbol] = max(found.get(symbol, other), other, key=_order)
    return sorted(found.items())


def _order(symbol: str) -> tuple[int, int]:
    """The order in which a body adopts: by session or year, then by number."""
    read = symbols.parse(symbol)
    session = int(read.session) if read.session and read.session.isdigit() else 0
    return (read.year or session, int(read.number) if read.number and read.number.isdigit() else 0)


def _compare(earlier: Sequence[Row], later: Sequence[Row]) -> Iterator[dict[str, Any]]:
    """The clauses of both texts in reading order, each beside the one that it was."""
    pairs = _aligned([row["text"] for row in earlier], [row["text"] for row in later])
    for before, after, likeness in pairs:
        old, new = (earlier[before] if before is not None else None), (later[after] if after is not None else None)
        change = "new" if old is None else "dropped" if new is None else "same" if likeness == 1 else "changed"
        yield {
            "clause_id": new["clause_id"] if new else None,
            "previous_clause_id": old["clause_id"] if old else None,
            "change": change,
            "similarity": likeness,
            "diff": word_diff(old["text"], new["text"]) if old and new and change == "changed" else None,
        }


def _aligned(earlier: Sequence[str], later: Sequence[str]) -> list[tuple[int | None, int | None, float | None]]:
    """Indices of clauses that belong together, in the later text's order, with their likeness from 0 to 1.

    Equal clauses first, then the likest of what is left, each taken once. A dropped clause stands where it stood:
    after the clause that went before it.
    """
    match: dict[int, tuple[int, float]] = {}
    taken: set[int] = set()
    for after, text in enumerate(later):
        before = next((b for b, old in enumerate(earlier) if b not in taken and old == text), None)
        if before is not None:
            match[after] = (before, 1.0)
            taken.add(before)
    likeness = sorted(
        (
            (ratio, after, before)
            for after in range(len(later))
            if after not in match
            for before in range(len(earlier))
            if before not in taken and (ratio := _likeness(earlier[before], later[after])) >= SAME_CLAUSE
        ),
        key=lambda found: (-found[0], abs(found[1] - found[2])),
    )
    for ratio, after, before in likeness:
        if after not in match and before not in taken:
            match[after] = (before, ratio)
            taken.add(before)
    dropped = iter([before for before in range(len(earlier)) if before not in taken])
    rows: list[tuple[int | None, int | None, float | None]] = []
    waiting = next(dropped, None)
    for after in range(len(later)):
        before, likest = match.get(after, (None, None))
        while waiting is not None and before is not None and waiting < before:
            rows.append((waiting, None, None))
            waiting = next(dropped, None)
        rows.append((before, after, likest))
    while waiting is not None:
        rows.append((waiting, None, None))
        waiting = next(dropped, None)
    return rows


def _likeness(earlier: str, later: str) -> float:
    """Likeness of two clauses by their words."""
    matcher = SequenceMatcher(None, earlier.split(), later.split(), autojunk=False)
    bounds = (matcher.real_quick_ratio, matcher.quick_ratio)  # cheap upper bounds of the ratio
    return matcher.ratio() if all(bound() >= SAME_CLAUSE for bound in bounds) else 0.0


def word_diff(earlier: str, later: str) -> str:
    """The change word by word: ``its [-seventy-eighth-]{+seventy-ninth+} session``."""
    old, new = _words(earlier), _words(later)
    parts = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        dropped, added = "".join(old[i1:i2]), "".join(new[j1:j2])
        if tag == "equal":
            parts.append(dropped)
        else:
            parts.append((f"[-{dropped}-]" if dropped else "") + (f"{{+{added}+}}" if added else ""))
    return "".join(parts)


def _words(text: str) -> list[str]:
    """Words, spaces and marks, so that joining them gives the text again."""
    words: list[str] = regex.findall(r"[\w/-]+|\s+|[^\w\s]", text)
    return words
