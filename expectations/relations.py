"""The rules across tables, each a frame of the rows that break it.

What belongs here: every rule that needs more than one table, or that follows the text from row to row. What does not:
rules that the rows of one table answer alone (``suites/``). A frame of violations holds the key of each row that is
wrong and what was ``found`` there. The runner expects it to have no rows, by Great Expectations, so that there is one
register of rules.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

import polars as pl

from warehouse.tables import BY_NAME, TABLES, VOTES, Reference, Table

Frames = Mapping[str, pl.DataFrame]

DOCUMENT = ("symbol", "language")
COUNTED = ("in_favour", "against", "abstaining")


@dataclass(frozen=True)
class Relation:
    """One rule across tables; ``table`` is the table whose rows break it."""

    table: str
    name: str
    notes: str
    must_hold: bool
    violations: Callable[[Frames], pl.DataFrame]
    """The rows that break it: the table's key and ``found``."""
    within_document: tuple[str, ...] = ()
    """The tables whose rows of one document answer it; empty where it takes rows of other documents, or none of any."""


def _found(frame: pl.DataFrame, table: str, found: pl.Expr | str) -> pl.DataFrame:
    """Violations: the keys of the rows of ``frame``, and what was found there."""
    return frame.select(*BY_NAME[table].key, (pl.col(found) if isinstance(found, str) else found).alias("found"))


def _joined(columns: tuple[str, ...]) -> pl.Expr:
    """The values of several columns as one text, so that they can be shown."""
    return pl.concat_str([pl.col(c).cast(pl.String).fill_null("null") for c in columns], separator=" ")


# References


def _dangling(table: str, reference: Reference, frames: Frames) -> pl.DataFrame:
    """Rows whose reference leads to no row. A reference with a null in it is left empty on purpose."""
    known = frames[reference.to_table].select(reference.to_columns).unique()
    return _found(
        frames[table]
        .drop_nulls(list(reference.columns))
        .join(known, left_on=reference.columns, right_on=reference.to_columns, how="anti", maintain_order="left"),
        table,
        _joined(reference.columns),
    )


def _references(table: Table) -> Iterator[Relation]:
    for reference in table.references:
        columns = " + ".join(reference.columns)
        yield Relation(
            table.name,
            f"{'_and_'.join(reference.columns)}_in_{reference.to_table}",
            f"{columns} leads to a row of {reference.to_table}; otherwise the row drops out of every join",
            True,
            partial(_dangling, table.name, reference),
            (table.name, reference.to_table) if reference.to_table in ("documents", "clauses") else (),
        )


def _unknown_mandate_bodies(frames: Frames) -> pl.DataFrame:
    named = frames["mandates"].explode("body_ids").drop_nulls("body_ids")
    return _found(
        named.join(frames["bodies"], left_on="body_ids", right_on="body_id", how="anti", maintain_order="left"),
        "mandates",
        "body_ids",
    )


def _sources_not_held(frames: Frames) -> pl.DataFrame:
    documents = frames["vote_sources"].filter(pl.col("source_kind").is_in(["record", "report", "resolution"]))
    return _found(
        documents.join(
            frames["documents"], left_on="source_symbol", right_on="symbol", how="anti", maintain_order="left"
        ),
        "vote_sources",
        "source_symbol",
    )


def _wrong_is_held(frames: Frames) -> pl.DataFrame:
    documents, cited = frames["documents"]["symbol"].unique().implode(), pl.col("cited_symbol")
    # a part counts as held where the whole is held: A/RES/2200(XXI) A in A/RES/2200(XXI)
    whole = cited.str.replace(r" (?:[A-Z](?:-[A-Z])?|\([^()]+\))$", "")
    held = (cited.is_in(documents) | whole.is_in(documents)).fill_null(False)
    return _found(frames["citations"].filter(pl.col("is_held") != held), "citations", "cited_symbol")


# Places in the text


def _beyond_the_file(table: str, page: str, frames: Frames) -> pl.DataFrame:
    pages = frames["documents"].select(*DOCUMENT, "page_count")
    rows = frames[table]
    of = ("document_symbol", "language") if "document_symbol" in rows.columns else DOCUMENT
    beyond = rows.join(pages, left_on=of, right_on=DOCUMENT, maintain_order="left").filter(
        pl.col(page) > pl.col("page_count")
    )
    return _found(beyond, table, page)


def _pages(table: Table) -> Iterator[Relation]:
    page = next((p for p in ("page", "page_last") if p in table.schema and "symbol" in table.schema), None)
    if page:
        yield Relation(
            table.name,
            f"{page}_is_in_the_file",
            f"{page} is a page of the document's file, so not beyond its page_count",
            True,
            partial(_beyond_the_file, table.name, page),
            (table.name, "documents"),
        )


def _clause_texts(frames: Frames) -> pl.DataFrame:
    return frames["clauses"].select("clause_id", "language", pl.col("text").alias("quoted_from"))


def _misplaced_marks(frames: Frames) -> pl.DataFrame:
    marks = frames["footnotes"].join(_clause_texts(frames), on=("clause_id", "language"), maintain_order="left")
    return _found(
        marks.filter(pl.col("char_offset") > pl.col("quoted_from").str.len_chars()), "footnotes", "char_offset"
    )


def _misplaced_names(frames: Frames) -> pl.DataFrame:
    names = frames["body_mentions"].join(_clause_texts(frames), on=("clause_id", "language"), maintain_order="left")
    quoted = pl.col("quoted_from").str.slice("char_start", pl.col("char_end") - pl.col("char_start"))
    return _found(names.filter(quoted != pl.col("mention_text")), "body_mentions", quoted)


_CELL = (*DOCUMENT, "table_number", "row", "column")


def _quoted_from(table: str, frames: Frames) -> pl.DataFrame:
    """The rows of ``table``, each joined with every text in which its span may lie.

    That is the text of its clause, or of each note with its number in the document, since stars and restarted figures
    may occur more than once. A missing note leaves null. A missing clause is found by the rule on references.
    """
    rows = frames[table]
    notes = frames["footnotes"].select(
        *DOCUMENT, pl.col("number").alias("footnote_number"), pl.col("text").alias("quoted_from")
    )
    in_notes = rows.filter(pl.col("footnote_number").is_not_null())
    in_clauses = rows.filter(pl.col("footnote_number").is_null())
    return pl.concat(
        [
            in_clauses.join(_clause_texts(frames), on=("clause_id", "language"), maintain_order="left"),
            in_notes.join(notes, on=(*DOCUMENT, "footnote_number"), how="left", maintain_order="left"),
        ]
    )


def _in_no_text(table: str, fits: pl.Expr, frames: Frames) -> pl.DataFrame:
    """The rows whose span fits none of the texts in which it may lie."""
    places, key = _quoted_from(table, frames), list(BY_NAME[table].key)
    unfit = places.join(places.filter(fits), on=key, how="anti", maintain_order="left")
    return unfit.unique(key, keep="first", maintain_order=True)


def _misquotations_in_cells(frames: Frames) -> pl.DataFrame:
    cells = frames["table_cells"].select(*_CELL, pl.col("text").alias("quoted_from"))
    places = frames["citations"].filter(pl.col("table_number").is_not_null())
    quoted = pl.col("quoted_from").str.slice("char_start", pl.col("char_end") - pl.col("char_start"))
    wrong = places.join(cells, on=_CELL, maintain_order="left").filter(quoted.ne_missing(pl.col("cited_text")))
    return _found(wrong, "citations", quoted.fill_null("no such cell"))


def _misquotations(frames: Frames) -> pl.DataFrame:
    quoted = pl.col("quoted_from").str.slice("char_start", pl.col("char_end") - pl.col("char_start"))
    wrong = _in_no_text("citations", quoted == pl.col("cited_text"), frames)
    return _found(wrong, "citations", quoted.fill_null("no such footnote"))


def _misplaced_links(frames: Frames) -> pl.DataFrame:
    wrong = _in_no_text("hyperlinks", pl.col("char_end") <= pl.col("quoted_from").str.len_chars(), frames)
    return _found(wrong, "hyperlinks", "char_end")


# The tree of clauses, and numbering


def _nested(frames: Frames) -> pl.DataFrame:
    parents = frames["clauses"].select("language", "seq", "depth", pl.col("clause_id").alias("parent_clause_id"))
    return frames["clauses"].join(
        parents, on=("parent_clause_id", "language"), suffix="_of_parent", maintain_order="left"
    )


def _parents_after(frames: Frames) -> pl.DataFrame:
    return _found(
        _nested(frames).filter(pl.col("seq_of_parent") >= pl.col("seq")),
        "clauses",
        "parent_clause_id",
    )


def _wrong_depths(frames: Frames) -> pl.DataFrame:
    return _found(_nested(frames).filter(pl.col("depth") != pl.col("depth_of_parent") + 1), "clauses", "depth")


def _empty_documents(frames: Frames) -> pl.DataFrame:
    content = pl.concat([frames[t].select(DOCUMENT) for t in ("clauses", "speeches", "table_cells")])
    return _found(
        frames["documents"].join(content, on=DOCUMENT, how="anti", maintain_order="left"), "documents", "document_type"
    )


def _missing_pages(frames: Frames) -> pl.DataFrame:
    counted = frames["pages"].group_by(DOCUMENT).len("pages")
    joined = frames["documents"].join(counted, on=DOCUMENT, how="left", maintain_order="left")
    return _found(joined.filter(pl.col("pages").fill_null(0) < pl.col("page_count")), "documents", "page_count")


# Votes


def _unexplained(frame: pl.DataFrame, frames: Frames) -> pl.DataFrame:
    """The rows whose vote session has no row in ``vote_discrepancies``."""
    return frame.join(frames["vote_discrepancies"], on="vote_session_id", how="anti", maintain_order="left")


def _wrong_sums(frames: Frames) -> pl.DataFrame:
    """Sessions whose votes do not sum to a total that they state."""
    votes = (
        frames["votes"].group_by("vote_session_id").agg((pl.col("vote") == v).sum().alias(f"{v}_cast") for v in VOTES)
    )
    sessions = frames["vote_sessions"].join(votes, on="vote_session_id", maintain_order="left")
    differ = pl.any_horizontal((pl.col(v) != pl.col(f"{v}_cast")).fill_null(False) for v in VOTES)
    return _found(
        _unexplained(sessions.filter(differ), frames), "vote_sessions", _joined(tuple(f"{v}_cast" for v in VOTES))
    )


def _differing_sources(frames: Frames) -> pl.DataFrame:
    both = frames["vote_sources"].join(
        frames["vote_sessions"], on="vote_session_id", suffix="_of_session", maintain_order="left"
    )
    differ = pl.any_horizontal((pl.col(c) != pl.col(f"{c}_of_session")).fill_null(False) for c in COUNTED)
    return _found(_unexplained(both.filter(differ), frames), "vote_sources", _joined(COUNTED))


def _sessions_without_source(frames: Frames) -> pl.DataFrame:
    return _found(
        frames["vote_sessions"].join(frames["vote_sources"], on="vote_session_id", how="anti", maintain_order="left"),
        "vote_sessions",
        "outcome",
    )


def _adoptions_without_session(frames: Frames) -> pl.DataFrame:
    adopted = frames["documents"].filter((pl.col("document_type") == "resolution") & pl.col("adopted_on").is_not_null())
    sessions = frames["vote_sessions"]
    return _found(
        adopted.join(sessions, left_on="symbol", right_on="resolution_symbol", how="anti", maintain_order="left"),
        "documents",
        "adopted_on",
    )


# Pages, and the XML beside the PDF


def _clauses_without_page(frames: Frames) -> pl.DataFrame:
    paged = frames["documents"].drop_nulls("page_count").select(DOCUMENT)
    lost = frames["clauses"].filter(pl.any_horizontal(pl.col("page_first", "page_last", "bbox").is_null()))
    return _found(lost.join(paged, on=DOCUMENT, how="semi", maintain_order="left"), "clauses", "path")


def _differing_xml(frames: Frames) -> pl.DataFrame:
    held = pl.concat([frames["clauses"].select(DOCUMENT), frames["footnotes"].select(DOCUMENT)])
    compared = (
        frames["source_differences"]
        .filter(pl.col("what") != "link")
        .group_by(DOCUMENT)
        .agg(differ=pl.len())
        .join(held.group_by(DOCUMENT).agg(of=pl.len()), on=DOCUMENT, how="left")
        .filter(pl.col("differ") * 50 > pl.col("of").fill_null(0))
        .sort(DOCUMENT)
    )
    return _found(compared, "documents", pl.format("{} differences in {} clauses and notes", "differ", "of"))


# Dates and mandates


def _citations_of_the_future(frames: Frames) -> pl.DataFrame:
    dated = frames["documents"].select(*DOCUMENT, pl.max_horizontal("adopted_on", "published_on").alias("dated"))
    return _found(
        frames["citations"]
        .join(dated, on=DOCUMENT, maintain_order="left")
        .filter(pl.col("cited_on") > pl.col("dated")),
        "citations",
        "cited_on",
    )


def _mandates_elsewhere(frames: Frames) -> pl.DataFrame:
    kinds = frames["clauses"].select("clause_id", "language", "kind")
    elsewhere = frames["mandates"].join(kinds, on=("clause_id", "language"), maintain_order="left")
    return _found(elsewhere.filter(pl.col("kind") != "operative"), "mandates", "kind")


RELATIONS: tuple[Relation, ...] = (
    *(relation for table in TABLES for relation in _references(table)),
    *(relation for table in TABLES for relation in _pages(table)),
    Relation(
        "documents",
        "document_has_content",
        "a document that was read has at least one clause, speech or table; otherwise reading it gave nothing",
        False,
        _empty_documents,
    ),
    Relation(
        "documents",
        "adoption_has_vote_session",
        "a resolution that states its adoption has a vote session, because its adoption was put to the body",
        False,
        _adoptions_without_session,
    ),
    Relation(
        "documents",
        "each_page_is_accounted_for",
        "a document has one row in pages for each page of its file",
        False,
        _missing_pages,
    ),
    Relation(
        "documents",
        "pdf_and_xml_agree",
        "where a document is held as PDF and as the UN's XML, at most one in fifty clauses and notes differs",
        False,
        _differing_xml,
    ),
    Relation(
        "clauses",
        "clause_has_its_page",
        "a clause of a document with pages has its pages and boxes",
        False,
        _clauses_without_page,
    ),
    Relation(
        "clauses",
        "parent_stands_before",
        "a clause is nested under a clause that stands before it in reading order",
        True,
        _parents_after,
        ("clauses",),
    ),
    Relation(
        "clauses",
        "depth_is_one_below_parent",
        "a clause is one level deeper than its parent",
        True,
        _wrong_depths,
        ("clauses",),
    ),
    Relation(
        "footnotes",
        "mark_stands_in_text",
        "a footnote's mark stands within the text of its clause, or at its end",
        True,
        _misplaced_marks,
        ("footnotes", "clauses"),
    ),
    Relation(
        "hyperlinks",
        "link_lies_in_text",
        "a link's span lies within the text of its clause or footnote",
        True,
        _misplaced_links,
        ("hyperlinks", "clauses", "footnotes"),
    ),
    Relation(
        "citations",
        "span_quotes_cited_text",
        "the span of a citation quotes cited_text, so that every citation can be found in its text",
        True,
        _misquotations,
        ("citations", "clauses", "footnotes"),
    ),
    Relation(
        "citations",
        "span_quotes_cited_text_of_cell",
        "the span of a citation in a table quotes cited_text from the text of its cell",
        True,
        _misquotations_in_cells,
        ("citations", "table_cells"),
    ),
    Relation(
        "citations",
        "is_held_agrees_with_documents",
        "is_held is true exactly where the cited document, or the whole to which it belongs, is in documents",
        True,
        _wrong_is_held,
    ),
    Relation(
        "citations",
        "cited_on_is_not_later",
        "a document cites nothing that is later than itself; a later date is misread",
        False,
        _citations_of_the_future,
    ),
    Relation(
        "body_mentions",
        "span_quotes_mention_text",
        "the span of a mention quotes mention_text from the text of its clause",
        True,
        _misplaced_names,
        ("body_mentions", "clauses"),
    ),
    Relation("mandates", "body_ids_in_bodies", "each body addressed is a row of bodies", True, _unknown_mandate_bodies),
    Relation(
        "mandates", "stands_in_operative_clause", "only operative clauses ask or decide", False, _mandates_elsewhere
    ),
    Relation(
        "vote_sessions",
        "votes_sum_to_totals",
        "the votes of the States sum to the totals, or the difference is a row of vote_discrepancies",
        False,
        _wrong_sums,
    ),
    Relation(
        "vote_sessions",
        "vote_session_has_source",
        "a vote session is recorded somewhere, and vote_sources says where",
        False,
        _sessions_without_source,
    ),
    Relation(
        "vote_sources",
        "source_agrees_with_session",
        "each source gives the counts of the vote session, or the difference is a row of vote_discrepancies",
        False,
        _differing_sources,
    ),
    Relation(
        "vote_sources",
        "source_symbol_in_documents",
        "a record, report or resolution in which a vote was found was read, so it is in documents",
        False,
        _sources_not_held,
    ),
)
"""Every rule across tables, in the order of their tables."""
