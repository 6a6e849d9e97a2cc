"""The bulk files of the UN Digital Library: votes of the Assembly and the Security Council, and its drafts.

What belongs here: the checks and the meaning of their rows. What does not: their headers (``layouts.py``), and the
Library's voting records in MARCXML (``marc.py``).

In a file of votes a row is a Member in one recorded vote on an adopted text. In the catalogue of drafts it is a draft,
with the resolution that it became and the report in which it stands.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl
import regex

from transforms.authorities import symbols
from transforms.votes.file_rows import FileRows, RejectedFile, check, check_letters
from transforms.votes.layouts import Layout
from warehouse.tables import VOTES

LETTERS = {
    "Y": "in_favour",
    "N": "against",
    "A": "abstaining",
    "X": "not_voting",
    "NV": "not_voting",
    "": "not_voting",
}
"""The Library's letters for votes. For a Member that was absent it has none, or X, or in 2024 NV."""
WITHOUT_VOTE = regex.compile(r"(?i)\bwithout (?:a )?vote\b|\bconsensus\b")
TALLIES = (*VOTES, "members")
OF_MEMBER = ("row", "state_code", "state_name", "vote", "permanent")
"""Columns that differ from Member to Member; all others are the same in all rows of a record."""
ADOPTED = ("RES", "DEC", "PRST")
"""Types of documents that a draft may have become."""


# Votes


def votes(layout: Layout, frame: pl.DataFrame, data: bytes) -> FileRows:
    """The questions and votes of a bulk file; ``frame`` is its table as text, ``data`` its bytes.

    Raises ``RejectedFile`` naming the first row that is not as expected.
    """
    frame = frame.rename({theirs: ours for ours, theirs in layout.columns.items() if theirs in frame.columns})
    frame = frame.with_columns(pl.all().str.strip_chars()).with_row_index("row", 2)
    of_record = [c for c in frame.columns if c not in OF_MEMBER]
    questions = frame.unique(of_record, keep="first", maintain_order=True)
    day = pl.col("held_on").str.to_date("%Y-%m-%d", strict=False)
    _check_values(layout, frame, questions.with_columns(day=day))
    _check_records(layout, questions, of_record, last_row=frame.height + 1)
    if not data.endswith(b"\n"):
        _check_last_record(frame)
    counts = {tally: pl.col(tally).replace("", None).cast(pl.Float64).cast(pl.Int32) for tally in TALLIES}
    rows = [_question(layout, row) for row in questions.with_columns(day=day, **counts).iter_rows(named=True)]
    listed = frame.select(
        "record",
        pl.col("state_code", "state_name").replace("", None),
        vote=pl.col("vote").replace_strict(LETTERS),
        day=day,
    )
    return FileRows(rows, listed)


def _check_values(layout: Layout, frame: pl.DataFrame, questions: pl.DataFrame) -> None:
    """Check names, votes, tallies, dates and addresses."""
    check_letters(frame, "state_name")
    check(frame, ~pl.col("vote").is_in(list(LETTERS)), "vote", "a vote", "Y, N, A, X or NV")
    for tally in TALLIES:
        is_count = pl.col(tally).str.contains(r"^(?:[0-9]{1,4}(?:\.0+)?)?$")
        check(questions, ~is_count, tally, "a tally", "a whole number of States", layout.columns[tally])
    check(questions, pl.col("day").is_null(), "held_on", "a date", "2023-12-19", layout.columns["held_on"])
    if "link" in questions.columns:
        is_link = pl.col("link").str.ends_with(pl.concat_str(pl.lit("/record/"), "record"))
        printed = layout.columns["link"]
        check(questions, ~is_link, "link", "the record's address", "…/record/ and its undl_id", printed)


def _check_records(layout: Layout, questions: pl.DataFrame, of_record: list[str], last_row: int) -> None:
    """Check that all rows of a record say the same of it. Where the last row does not, the file is cut off."""
    twice = questions.filter(pl.col("record").is_duplicated()).sort("record")
    if twice.is_empty():
        return
    first, other = twice.head(2).iter_rows(named=True)
    column = next(c for c in of_record if first[c] != other[c])
    is_cut = other["row"] == last_row
    cut = "the last line is cut off: " if is_cut else ""
    raise RejectedFile(
        "broken line" if is_cut else "record at odds with itself",
        f"{cut}row {other['row']}: {layout.columns[column]} of record {first['record']} is {other[column]!r} here and "
        f"{first[column]!r} above",
    )


def _check_last_record(frame: pl.DataFrame) -> None:
    """Check the last record of a file whose last line has no end: it is cut off, unless the record is whole."""
    last = frame.filter(pl.col("record") == frame["record"][-1])
    if last["members"][0] and last.height != int(float(last["members"][0])):
        raise RejectedFile(
            "broken line",
            f"the file ends in record {last['record'][0]}: {last.height} of {last['members'][0]} rows; fetch it anew",
        )


def _question(layout: Layout, row: Mapping[str, Any]) -> dict[str, Any]:
    notes = f"{row.get('note') or ''} {row.get('modality') or ''}"
    return {
        "record": row["record"],
        "body_id": layout.body_id,
        "session": row.get("session"),
        "is_of_all": layout.is_of_all,
        "resolution_symbol": row["resolution"] or None,
        "draft_symbols": [part for part in row["draft"].split("|") if part],
        "meeting_symbol": row["meeting"] or None,
        "held_on": row["day"],
        "held_in": row["day"].isoformat()[:7],
        "subject": "whole",
        "subject_text": row["title"] or None,
        "topics": _terms(row["topics"]),
        "method": "without_vote" if WITHOUT_VOTE.search(notes) else "recorded_vote",
        "outcome": "adopted" if row["resolution"] else None,
        **{vote: row[vote] for vote in VOTES},
    }


def _terms(text: str) -> list[str] | None:
    """Subject terms; "--" stands between a term and its subdivision."""
    return list(dict.fromkeys(term for each in text.split("|") if (term := each.strip()))) or None


# Drafts


def catalogue_links(frame: pl.DataFrame) -> list[dict[str, str]]:
    """Rows of ``document_links``: which draft became which resolution, and in which report it stands.

    Raises ``RejectedFile`` naming the first row that is no draft's.
    """
    links = []
    for number, (text, related) in enumerate(frame.select("symbol", "related").iter_rows(), start=2):
        draft = symbols.canonical(text)
        if draft is None or not symbols.parse(draft).is_draft:
            detail = f"row {number}: symbol {text!r} is not a draft's, such as A/C.3/78/L.4"
            raise RejectedFile("no draft", detail)
        for linked in filter(None, map(symbols.canonical, (related or "").split("|"))):
            if linked != draft and not symbols.parse(linked).is_draft:
                relation = "draft_of" if symbols.parse(linked).doc_type in ADOPTED else "reported_in"
                row = {"symbol": draft, "linked_symbol": linked, "relation": relation, "source": "catalogue"}
                links.append(row)
    return links
