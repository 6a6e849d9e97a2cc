"""Where a document comes from: its drafts, reports and meetings, what it recalls, and what corrects or replaces it.

What belongs here: the links between documents that a masthead, a symbol or a text states. What does not: finding
citations (``transforms/citations``), and comparing a text with its predecessor clause by clause (``series.py``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby, pairwise
from typing import Any

import polars as pl
import regex

from transforms.authorities import kinds, organs, symbols
from warehouse import tables

ADOPTED, DRAFTS = kinds.names(is_adopted=True), kinds.names(is_draft=True)
MODIFIER_RELATIONS = {"Corr": "corrigendum_to", "Add": "addendum_to", "Rev": "revision_of"}
"""Relation of a document to the one before it, by the last modifier of its symbol: ``A/69/53/Add.1`` is an addendum to
``A/69/53``."""

EDITIONS = (" (Supp)", " (Or)")
"""How the UN's document host marks the edition in the Official Records, apart from the document as first issued."""

VERB_RELATIONS = {"recall": "recalls", "reaffirm": "reaffirms"}
"""Relation to the resolutions and decisions named in a clause, by how its verb begins: "Recalling its resolution
78/218"."""

_SUPERSEDES = regex.compile(r"(?r)\bsupersed(?:e|es|ing)\b(?!\sby)[^;.]*$")
_BECOMES = regex.compile(r"\bbecomes\s(?:resolution|decision)\b")

Link = Mapping[str, str]


def document_links(
    documents: pl.DataFrame,
    clauses: pl.DataFrame,
    footnotes: pl.DataFrame,
    citations: pl.DataFrame,
    clause_changes: pl.DataFrame,
) -> pl.DataFrame:
    """The links between documents that the documents state (table ``document_links``).

    Takes rows of the tables of those names. ``symbol`` is <relation> ``linked_symbol``: a draft is ``draft_of`` the
    resolution; a resolution is ``reported_in`` the committee's report, ``adopted_at`` the meeting whose record has that
    symbol, ``recalls`` what its recitals name, and ``follows`` the text before it in its series. What a symbol states
    (a corrigendum, a part, one document under two symbols) counts for cited documents as for those held. A link that a
    document states in several languages is one row.
    """
    rows = [row for document in documents.iter_rows(named=True) for row in _of_masthead(document)]
    rows += [row for symbol in _known_symbols(documents, citations) for row in _of_symbol(symbol)]
    pairs = clause_changes.select("symbol", "previous_symbol").unique(maintain_order=True)
    rows += [_link(later, earlier, "follows", "text") for later, earlier in pairs.iter_rows()]
    rows += [*_of_recitals(documents, clauses, citations), *_of_renumberings(footnotes, citations)]
    return tables.DOCUMENT_LINKS.frame(rows).unique(maintain_order=True)


def step_links(drafting_steps: pl.DataFrame) -> pl.DataFrame:
    """The links that the UN's XML states, from rows of the table ``drafting_steps``."""
    steps = drafting_steps.drop_nulls("linked_symbol")
    rows = [row for step in steps.iter_rows(named=True) for row in _of_step(step)]
    return tables.DOCUMENT_LINKS.frame(rows).unique(maintain_order=True)


def _of_step(step: Mapping[str, Any]) -> Iterator[Link]:
    symbol, linked = step["symbol"], step["linked_symbol"]
    if linked == symbol:
        return  # the text of a draft names itself
    if step["step"] == "draft":
        yield _link(linked, symbol, "draft_of", "xml")
    elif step["step"] == "recommended" or not symbols.parse(linked).is_record:
        # the Security Council's votes by letter are reported in a letter
        yield _link(symbol, linked, "reported_in", "xml")
    elif step["step"] == "adopted":
        yield _link(symbol, linked, "adopted_at", "xml")


def _of_masthead(document: Mapping[str, Any]) -> Iterator[Link]:
    symbol = document["symbol"]
    if document["document_type"] in ADOPTED:
        for named in (document["committee_report"] or "").split(", "):
            if named and symbols.parse(named).is_draft:
                yield _link(named, symbol, "draft_of", "masthead")
            elif named:
                yield _link(symbol, named, "reported_in", "masthead")
        if meeting := organs.meeting_symbol(symbol, document["session"], document["meeting_number"]):
            yield _link(symbol, meeting, "adopted_at", "masthead")


def _known_symbols(documents: pl.DataFrame, citations: pl.DataFrame) -> list[str]:
    """The symbols of the documents held and cited. A joint symbol is whole in the cited text alone, so it is read
    there."""
    joint = citations.filter(pl.col("resolution_rule").str.starts_with("joint_symbol"))["cited_text"]
    return sorted({*documents["symbol"], *citations["cited_symbol"].drop_nulls(), *map(symbols.normalise, joint)})


def _of_symbol(symbol: str) -> Iterator[Link]:
    """The links that a symbol states, one for each modifier and part: an addendum to a part of a budget has two."""
    read = symbols.parse(symbol)
    for other in read.joint:
        yield _link(symbol, other, "same_as", "symbol")
    while read.parent:
        last = read.text.removeprefix(read.parent)
        if last.startswith("/") and not last.startswith("/Part "):
            relation = MODIFIER_RELATIONS.get(last[1:].partition(".")[0])
        else:
            relation = "reissue_of" if last in EDITIONS else "part_of"
        if relation:
            yield _link(read.text, read.parent, relation, "symbol")
        read = symbols.parse(read.parent)


def _of_recitals(documents: pl.DataFrame, clauses: pl.DataFrame, citations: pl.DataFrame) -> Iterator[Link]:
    """The resolutions and decisions that a resolution, or the draft of one, recalls, reaffirms or supersedes."""
    texts = documents.filter(pl.col("document_type").is_in([*ADOPTED, *DRAFTS]))
    cited = (
        citations.filter(
            pl.col("footnote_number").is_null(),
            pl.col("cited_kind").is_in(["resolution", "decision"]),
            pl.col("cited_symbol").is_not_null() & (pl.col("cited_symbol") != pl.col("symbol")),
        )
        .join(texts.select("symbol", "language"), on=["symbol", "language"], how="semi")
        .join(
            clauses.select("clause_id", "language", "verb", "text"),
            on=["clause_id", "language"],
            how="left",
            validate="m:1",
            maintain_order="left",
        )
    )
    for row in cited.iter_rows(named=True):
        verb = (row["verb"] or "").lower()
        for stem, relation in VERB_RELATIONS.items():
            if verb.startswith(stem):
                yield _link(row["symbol"], row["cited_symbol"], relation, "text")
        if _SUPERSEDES.search((row["text"] or "")[: row["char_start"]]):
            yield _link(row["symbol"], row["cited_symbol"], "supersedes", "text")


def _of_renumberings(footnotes: pl.DataFrame, citations: pl.DataFrame) -> Iterator[Link]:
    """The old symbol and the new in "Resolution 75/245, in ... (A/75/49), vol. I, becomes resolution 75/245 A"."""
    place = ["symbol", "language", "clause_id", "footnote_number"]
    notes = footnotes.filter(pl.col("text").str.contains(_BECOMES.pattern)).select(
        *place[:3], "text", footnote_number="number"
    )
    cited = notes.join(citations, on=place, nulls_equal=True).sort(*place, "char_start")
    for _, of_note in groupby(cited.iter_rows(named=True), lambda row: tuple(row[name] for name in place)):
        yield from _renumberings(list(of_note))


def _renumberings(cited: Iterable[Mapping[str, Any]]) -> Iterator[Link]:
    adopted = [row for row in cited if row["cited_kind"] in ("resolution", "decision") and row["cited_symbol"]]
    for old, new in pairwise(adopted):
        becomes = _BECOMES.search(old["text"][old["char_end"] : new["char_end"]])
        if becomes and old["cited_symbol"] != new["cited_symbol"]:
            yield _link(old["cited_symbol"], new["cited_symbol"], "renumbered_as", "text")


def _link(symbol: str, linked: str, relation: str, source: str) -> Link:
    return {"symbol": symbol, "linked_symbol": linked, "relation": relation, "source": source}
