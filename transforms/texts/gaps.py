"""Gaps in numbering: where a series of clauses or notes skips or repeats a number.

A gap shows a paragraph or note that was lost or misread; now and then the UN itself skips or repeats a number.
"""

from __future__ import annotations

import polars as pl

from transforms.authorities import ids
from transforms.language import numerals
from warehouse import tables

DOCUMENT = ("symbol", "language")

LAST_LABEL = r"([0-9]{1,4}|[A-Za-z]{1,7})\)?\.?(?:(?:\s?[-–]\s?| \p{L}+ )\([a-z0-9]+\))?$"
"""The last label of a path; of items that share a paragraph, ``8(i) and (iii)``, that of the first."""

_PLACES = range(1, 100)
LABELS = pl.DataFrame(
    {
        "place": _PLACES,
        "roman": [numerals.roman(n) for n in _PLACES],
        "letter": [numerals.letter(n) for n in _PLACES],
    },
    {"place": pl.Int64, "roman": pl.String, "letter": pl.String},
)
"""How the UN numbers the items of a list beyond figures: (i), (ii), ...; (a), ..., (z), (aa), (bb), ..."""


def gaps(clauses: pl.DataFrame, footnotes: pl.DataFrame) -> pl.DataFrame:
    """Rows of ``numbering_gaps``, from rows of ``clauses`` and ``footnotes``: one where a label is not the next.

    The clauses of a series stand under one parent, or at the top of the text or of one annex, since numbering runs on
    over sections; notes are numbered through a document. A series may start anew at its first label, as where one
    symbol holds several resolutions. "(i)" is the ninth letter after (h) and the first Roman figure elsewhere. Labels
    in other letters than Latin are not judged.
    """
    numbered = clauses.filter(pl.col("kind") != "heading").select(
        *DOCUMENT,
        "seq",
        label=pl.col("path").str.extract(LAST_LABEL).str.to_lowercase(),
        series=pl.coalesce(
            "parent_clause_id",
            ids.text_of(pl.col("clause_id")).replace("", None),
            pl.lit("text"),
        ),
        found=pl.col("path"),
        clause_id="clause_id",
        page=pl.col("page_first"),
    )
    marked = footnotes.select(
        *DOCUMENT,
        "seq",
        label=pl.col("number").str.extract(r"^([0-9]{1,4})$"),
        series=pl.lit("notes"),
        found=pl.col("number"),
        clause_id="clause_id",
        page="page",
    )
    series = (*DOCUMENT, "series")
    label, before = pl.col("label"), pl.col("label").shift(1).over(series)
    figure = label.cast(pl.Int64, strict=False)
    ninth_letter = (label == "i") & (before == "h").fill_null(False)
    labelled = pl.concat([numbered, marked]).drop_nulls("label").sort(*DOCUMENT, "series", "seq")
    starts = label.is_in(["1", "a", "i"]) & ~ninth_letter
    listed = labelled.with_columns(list=starts.cum_sum().over(series)).with_columns(
        place=pl.int_range(1, pl.len() + 1, dtype=pl.Int64).over(*series, "list")
    )
    # a figure is judged by the one before it, so that one gap is reported once; letters and numerals by their place
    judged = listed.join(LABELS, on="place", how="left", maintain_order="left").with_columns(
        previous=pl.col("found").shift(1).over(*series, "list"),
        is_next=pl.when(figure.is_not_null())
        .then(figure == label.shift(1).over(*series, "list").cast(pl.Int64, strict=False).fill_null(0) + 1)
        .otherwise((label == pl.col("roman")) | (label == pl.col("letter"))),
    )
    wrong = judged.filter(~pl.col("is_next").fill_null(False))
    first_of_letters = pl.col("label").str.contains("[0-9]") | (pl.int_range(pl.len()).over(*series, "list") == 0)
    found = wrong.filter(first_of_letters).with_columns(seq=pl.int_range(1, pl.len() + 1).over(DOCUMENT))
    return tables.NUMBERING_GAPS.cast(found.select(*tables.NUMBERING_GAPS.schema))
