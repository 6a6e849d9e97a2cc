"""The series of a text from year to year: ``A/RES/79/181`` follows ``A/RES/78/218`` follows ``A/RES/77/226``.

What belongs here: the predecessor of a resolution among the documents held, the clauses of both side by side, and each
change word by word. What does not: drafts and reports of one text (``lineage.py``).
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl
import regex
from rapidfuzz import process
from rapidfuzz.distance import Indel

from transforms.authorities import symbols
from transforms.language.characters import in_one_form
from warehouse import tables

Row = Mapping[str, Any]

SAME_CLAUSE = 0.6
"""Similarity of the words of two clauses, from 0 to 1, from which the later is the earlier, changed."""

ONE_SERIES = ((0.9, 0.25), (0.6, 0.5))
"""When two texts are of one series: the similarity of their titles (a year or a word may change), and the share of the
earlier text's clauses that must then recur in the later. In the Assembly's sessions 76 and 78, texts that follow each
other share 0.44 and more; texts on one subject that do not follow each other share 0.41 and less."""


def clause_changes(clauses: pl.DataFrame, documents: pl.DataFrame, citations: pl.DataFrame) -> pl.DataFrame:
    """Each English resolution's clauses beside those of its predecessor (table ``clause_changes``).

    Takes rows of the tables ``clauses``, ``documents`` and ``citations``. A clause is ``same``, ``changed``, ``new`` or
    ``dropped``; ``diff`` marks the words of a changed one: ``[-dropped-] {+added+}``. Headings are left out.
    """
    texts = _texts(clauses)
    rows = [
        {"symbol": later, "previous_symbol": earlier, "seq": seq, **change}
        for later, earlier in predecessors(documents, clauses, citations)
        for seq, change in enumerate(compare(texts.get(earlier, []), texts.get(later, [])), start=1)
    ]
    return tables.CLAUSE_CHANGES.frame(rows)


def _texts(clauses: pl.DataFrame) -> dict[str, list[dict[str, Any]]]:
    """The English clauses of each document in reading order, headings left out."""
    texts = clauses.filter(pl.col("language") == "en", pl.col("kind") != "heading").sort("symbol", "seq")
    parts = texts.select("symbol", "clause_id", "text").partition_by("symbol", as_dict=True)
    return {str(key[0]): part.to_dicts() for key, part in parts.items()}


@dataclass(frozen=True)
class _Text:
    """A resolution as its series is recognised."""

    symbol: str
    body_id: str | None
    title: str
    """Without what editors change at will (``_folded``)."""
    clauses: list[list[str]]
    """The words of each clause."""


def predecessors(documents: pl.DataFrame, clauses: pl.DataFrame, citations: pl.DataFrame) -> list[tuple[str, str]]:
    """Symbols of each resolution and its predecessor: the latest before it of its body and its series.

    Candidates are the English resolutions in ``documents`` of the same title, and those that it cites. One of them is
    of its series where title and text recur (``ONE_SERIES``). A resolution without a predecessor begins its series.
    """
    texts = _resolutions(documents, clauses)
    candidates = _candidates(texts, citations)
    pairs = []
    for symbol, text in texts.items():
        latest_first = sorted(candidates[symbol], key=order, reverse=True)
        if predecessor := next((each for each in latest_first if _is_one_series(texts[each], text)), None):
            pairs.append((symbol, predecessor))
    return sorted(pairs)


def _resolutions(documents: pl.DataFrame, clauses: pl.DataFrame) -> dict[str, _Text]:
    """The English resolutions with a title, by symbol."""
    rows = documents.filter(
        pl.col("document_type") == "resolution", pl.col("language") == "en", pl.col("title").is_not_null()
    )
    words = {symbol: [_words_of(row["text"]) for row in rows] for symbol, rows in _texts(clauses).items()}
    return {
        symbol: _Text(symbol, body_id, _folded(title), words.get(symbol, []))
        for symbol, body_id, title in rows.select("symbol", "body_id", "title").iter_rows()
    }


def _candidates(texts: Mapping[str, _Text], citations: pl.DataFrame) -> dict[str, set[str]]:
    """For each resolution the earlier ones of its body that have its title or that it cites."""
    by_title: dict[tuple[str | None, str], set[str]] = defaultdict(set)
    for text in texts.values():
        by_title[text.body_id, text.title].add(text.symbol)
    candidates = {text.symbol: set(by_title[text.body_id, text.title]) for text in texts.values()}
    for symbol, cited in citations.select("symbol", "cited_symbol").unique().iter_rows():
        if symbol in texts and cited in texts and texts[symbol].body_id == texts[cited].body_id:
            candidates[symbol].add(cited)
    return {symbol: {each for each in some if order(each) < order(symbol)} for symbol, some in candidates.items()}


def _is_one_series(earlier: _Text, later: _Text) -> bool:
    """Whether so much of the earlier text recurs in the later as their titles ask for."""
    similarity = Indel.normalized_similarity(earlier.title, later.title)
    share = next((share for least, share in ONE_SERIES if similarity >= least), None)
    return share is not None and _recurring(earlier.clauses, later.clauses) >= share


def _recurring(earlier: list[list[str]], later: list[list[str]]) -> float:
    """The share of an earlier text's clauses that stand in the later, the same or changed."""
    if not earlier or not later:
        return 0.0
    return float((_similarities(earlier, later).max(axis=1) > 0).mean())


def _similarities(earlier: list[list[str]], later: list[list[str]]) -> Any:
    """A matrix of the similarity of each clause of one text to each of the other, from 0 to 1; 0 below
    ``SAME_CLAUSE``."""
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
    """The clauses (``clause_id``, ``text``) of two texts in reading order, each beside its predecessor.

    A hyphen or an apostrophe of another form is no change.
    """
    texts = [[in_one_form(row["text"]) for row in rows] for rows in (earlier, later)]
    for before, after, similarity in _aligned(*texts):
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
            "similarity": similarity,
            "diff": diff,
        }


Aligned = tuple[int | None, int | None, float | None]
"""Index of an earlier clause, index of a later clause, and their similarity from 0 to 1."""


def _aligned(earlier: Sequence[str], later: Sequence[str]) -> Iterator[Aligned]:
    """The clauses that belong together, in the later text's order.

    A dropped clause stands where it stood: before the first clause whose predecessor came after it.
    """
    pairs = _paired(earlier, later)
    matched = {before for before, _ in pairs.values()}
    dropped = deque(before for before in range(len(earlier)) if before not in matched)
    for after in range(len(later)):
        before, similarity = pairs.get(after, (None, None))
        while dropped and before is not None and dropped[0] < before:
            yield dropped.popleft(), None, None
        yield before, after, similarity
    yield from ((before, None, None) for before in dropped)


def _paired(earlier: Sequence[str], later: Sequence[str]) -> dict[int, tuple[int, float]]:
    """The predecessor of each later clause that has one, with their similarity, by index.

    Equal clauses come first, then the most similar of what is left; each clause is used once.
    """
    pairs: dict[int, tuple[int, float]] = {}
    used: set[int] = set()
    for after, text in enumerate(later):
        before = next((b for b, old in enumerate(earlier) if b not in used and old == text), None)
        if before is not None:
            pairs[after] = (before, 1.0)
            used.add(before)
    matrix = _similarities([_words_of(text) for text in earlier], [_words_of(text) for text in later])
    # where several are equally similar (one word of each may differ), those that stand at one place come first
    similar = sorted(
        ((float(matrix[before, after]), after, before) for before, after in zip(*matrix.nonzero(), strict=True)),
        key=lambda each: (-each[0], abs(each[1] - each[2]), each[1], each[2]),
    )
    for similarity, after, before in similar:
        if after not in pairs and before not in used:
            pairs[after] = (before, similarity)
            used.add(before)
    return pairs


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
