"""The series of a text from year to year: ``A/RES/79/181`` follows ``A/RES/78/218`` follows ``A/RES/77/226``.

What belongs here: the predecessor of a resolution among the documents held, its clauses beside the predecessor's,
and each change word by word. What does not: drafts and reports of one text (``lineage.py``).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import polars as pl
import regex
from rapidfuzz import process
from rapidfuzz.distance import Indel

from transforms.authorities import symbols
from transforms.citations.references import in_one_form
from warehouse import tables

Row = Mapping[str, Any]

SAME_CLAUSE = 0.6
"""How like two clauses must be, by their words, for the later to be the earlier, changed."""

RECURRING = ((0.9, 0.25), (0.6, 0.5))
"""What makes two texts one series: how like their titles are (a year or a word may change), and then how much of the
earlier text must stand in the later, as the share of its clauses. Over the Assembly's sessions 76 and 78, texts that
follow each other keep 0.44 and more; texts on one subject that do not, 0.41 and less."""


def clause_changes(clauses: pl.DataFrame, documents: pl.DataFrame, citations: pl.DataFrame) -> pl.DataFrame:
    """Each English resolution's clauses beside those of its predecessor (table ``clause_changes``).

    Takes rows of the tables ``clauses``, ``documents`` and ``citations``. A clause is ``same``, ``changed``, ``new`` or
    ``dropped``; ``diff`` marks the words of a changed one: ``[-dropped-] {+added+}``. Headings are left out.
    """
    of = _texts(clauses)
    rows = [
        {"symbol": later, "previous_symbol": earlier, "seq": seq, **change}
        for later, earlier in predecessors(documents, clauses, citations)
        for seq, change in enumerate(compare(of.get(earlier, []), of.get(later, [])), start=1)
    ]
    return tables.CLAUSE_CHANGES.frame(rows)


def _texts(clauses: pl.DataFrame) -> dict[str, list[dict[str, Any]]]:
    """The English clauses of each document in reading order, headings left out."""
    texts = clauses.filter(pl.col("language") == "en", pl.col("kind") != "heading").sort("symbol", "seq")
    parts = texts.select("symbol", "clause_id", "text").partition_by("symbol", as_dict=True)
    return {str(key[0]): part.to_dicts() for key, part in parts.items()}


def predecessors(documents: pl.DataFrame, clauses: pl.DataFrame, citations: pl.DataFrame) -> list[tuple[str, str]]:
    """Pairs of a resolution and its predecessor, by symbol: the latest before it of its body and series.

    Considered are the resolutions in the frame that bear the same title, and those of a like title that it cites; of
    them, the texts that recur in it (``RECURRING``). One of which none does begins its series here.
    """
    resolutions = {
        row["symbol"]: row
        for row in documents.filter(
            pl.col("document_type") == "resolution", pl.col("language") == "en", pl.col("title").is_not_null()
        ).iter_rows(named=True)
    }
    words = {symbol: [_words_of(row["text"]) for row in rows] for symbol, rows in _texts(clauses).items()}
    titles = {symbol: _folded(row["title"]) for symbol, row in resolutions.items()}
    by_title: dict[tuple[str | None, str], set[str]] = defaultdict(set)
    for symbol, row in resolutions.items():
        by_title[row["body_id"], titles[symbol]].add(symbol)
    cited: dict[str, set[str]] = defaultdict(set)
    for symbol, other in citations.select("symbol", "cited_symbol").unique().iter_rows():
        if symbol in resolutions and other in resolutions:
            cited[symbol].add(other)
    pairs = []
    for symbol, row in resolutions.items():
        candidates = by_title[row["body_id"], titles[symbol]] | cited[symbol]
        earlier = [each for each in candidates if order(each) < order(symbol)]
        for other in sorted(earlier, key=order, reverse=True):
            is_of_body = resolutions[other]["body_id"] == row["body_id"]
            alike = Indel.normalized_similarity(titles[other], titles[symbol])
            share = next((share for likeness, share in RECURRING if alike >= likeness), None)
            if is_of_body and share and _recurring(words.get(other, []), words.get(symbol, [])) >= share:
                pairs.append((symbol, other))
                break
    return sorted(pairs)


def _recurring(earlier: list[list[str]], later: list[list[str]]) -> float:
    """The share of an earlier text's clauses that stand in the later, the same or changed."""
    if not earlier or not later:
        return 0.0
    return float((_likeness(earlier, later).max(axis=1) > 0).mean())


def _likeness(earlier: list[list[str]], later: list[list[str]]) -> Any:
    """How like each clause of one text is to each of the other, 0 to 1 and 0 below ``SAME_CLAUSE``: a matrix."""
    return process.cdist(earlier, later, scorer=Indel.normalized_similarity, score_cutoff=SAME_CLAUSE)


def _folded(title: str) -> str:
    """A title without what editors change at will: capitals, hyphens, marks."""
    return " ".join(_ONLY_WORDS.findall(in_one_form(title).casefold().replace("-", " ")))


def order(symbol: str) -> tuple[int, int, str]:
    """The order in which a body adopts: by session or year, then by number, then by part."""
    read = symbols.parse(symbol)
    session = int(read.session) if read.session and read.session.isdigit() else 0
    number = int(read.number) if read.number and read.number.isdigit() else 0
    return (read.year or session, number, read.part or "")


def compare(earlier: Sequence[Row], later: Sequence[Row]) -> Iterator[dict[str, Any]]:
    """The clauses (``clause_id``, ``text``) of both texts in reading order, each beside the one that it was.

    Which of its hyphens and apostrophes a file has is no change.
    """
    texts = [[in_one_form(row["text"]) for row in rows] for rows in (earlier, later)]
    for before, after, likeness in _aligned(*texts):
        if before is None or after is None:
            change, diff = ("new" if before is None else "dropped"), None
        elif texts[0][before] == texts[1][after]:
            change, diff = "same", None
        else:
            change, diff = "changed", word_diff(earlier[before]["text"], later[after]["text"])
        yield {
            "clause_id": None if after is None else later[after]["clause_id"],
            "previous_clause_id": None if before is None else earlier[before]["clause_id"],
            "change": change,
            "similarity": likeness,
            "diff": diff,
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
    matrix = _likeness([_words_of(text) for text in earlier], [_words_of(text) for text in later])
    # of the like, the likest; of the equally like (one word of each may differ), those that stand at one place
    alike = sorted(
        ((float(matrix[before, after]), after, before) for before, after in zip(*matrix.nonzero(), strict=True)),
        key=lambda found: (-found[0], abs(found[1] - found[2]), found[1], found[2]),
    )
    for ratio, after, before in alike:
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


def word_diff(earlier: str, later: str) -> str:
    """The change word by word: ``its [-seventy-eighth-]{+seventy-ninth+} session``; what stayed as the later has it."""
    old, new = _WORDS.findall(earlier), _WORDS.findall(later)
    parts: list[str] = []
    dropped = added = between = ""
    for tag, i1, i2, j1, j2 in Indel.opcodes([*map(in_one_form, old)], [*map(in_one_form, new)]):
        same = "".join(new[j1:j2]) if tag == "equal" else ""
        if same and not same.isspace():
            parts += (_changed(dropped, added), between, same)
            dropped = added = between = ""
        elif same:
            between = same
        else:
            # changes with nothing but a space between them are one
            if dropped or added:
                dropped, added = dropped + between, added + between
            else:
                parts.append(between)
            between = ""
            dropped, added = dropped + "".join(old[i1:i2]), added + "".join(new[j1:j2])
    return "".join([*parts, _changed(dropped, added), between])


def _changed(dropped: str, added: str) -> str:
    return (f"[-{dropped}-]" if dropped else "") + (f"{{+{added}+}}" if added else "")


_WORDS = regex.compile(r"[\w/\u2010\u2011-]+|\s+|[^\w\s]")
"""Words, spaces and marks, so that joining them gives the text again."""
_ONLY_WORDS = regex.compile(r"[\w/-]+")


def _words_of(text: str) -> list[str]:
    """The words alone, by which clauses are compared."""
    words: list[str] = _ONLY_WORDS.findall(in_one_form(text))
    return words
