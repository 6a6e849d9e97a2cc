"""The tables that voting files are, in CSV or Parquet: each known by its header.

What belongs here: the known headers as data, and reading a table whose header is one of them. What does not: what its
rows mean (``library.py``, ``unvotes.py``).
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl
import pyarrow as pa
import pyarrow.csv
import regex

from transforms.votes.file_rows import RejectedFile


@dataclass(frozen=True)
class Layout:
    """One header: its name, the body of its votes, and what we call its columns."""

    name: str
    body_id: str | None
    columns: Mapping[str, str]
    """Our name of a column to the file's."""
    optional: frozenset[str] = frozenset()
    """Columns, by our name, that a file of this layout may lack."""
    is_of_all: bool = False
    """Whether such a file lists every recorded vote by which the body adopted a text."""

    @property
    def required(self) -> set[str]:
        """The columns that make the layout, by the file's names."""
        return {theirs for ours, theirs in self.columns.items() if ours not in self.optional}


NOTE = frozenset({"note"})
"""The column ``vote_note`` came in 2025 without any other change."""
GA_2025 = Layout(
    "General Assembly votes, header of 2025",
    "ga",
    {"record": "undl_id", "state_code": "ms_code", "state_name": "ms_name", "vote": "ms_vote", "held_on": "date"}
    | {"session": "session", "resolution": "resolution", "draft": "draft", "report": "committee_report"}
    | {"meeting": "meeting", "title": "title", "agenda": "agenda_title", "topics": "subjects", "note": "vote_note"}
    | {"in_favour": "total_yes", "against": "total_no", "abstaining": "total_abstentions"}
    | {"not_voting": "total_non_voting", "members": "total_ms", "link": "undl_link"},
    NOTE,
    is_of_all=True,
)
GA_2024 = Layout(
    "General Assembly votes, header of 2024",
    "ga",
    {"record": "undl_id", "state_code": "ms_codes", "state_name": "ms_names", "vote": "ms_votes", "held_on": "date"}
    | {"resolution": "resolutions", "draft": "draft", "report": "committee_report", "meeting": "meeting"}
    | {"title": "title", "agenda": "agenda_titles", "topics": "subjects", "note": "modality"}
    | {"in_favour": "yes", "against": "no", "abstaining": "abstentions", "not_voting": "non_voting"}
    | {"members": "total"},
    is_of_all=True,
)
SC = Layout(
    "Security Council votes",
    "sc",
    {"record": "undl_id", "state_code": "ms_code", "state_name": "ms_name", "vote": "ms_vote", "held_on": "date"}
    | {"resolution": "resolution", "draft": "draft", "meeting": "meeting", "title": "description", "agenda": "agenda"}
    | {"topics": "subjects", "modality": "modality", "note": "vote_note", "permanent": "permanent_member"}
    | {"in_favour": "total_yes", "against": "total_no", "abstaining": "total_abstentions"}
    | {"not_voting": "total_non_voting", "members": "total_ms", "link": "undl_link"},
    NOTE,
)
ROLL_CALLS = Layout(
    "roll-calls of 1946-2019",
    "ga",
    {c: c for c in ("rcid", "session", "date", "unres", "amend", "para", "short", "descr")},
)
ROLL_CALL_VOTES = Layout("votes of 1946-2019", "ga", {c: c for c in ("rcid", "country", "country_code", "vote")})
CATALOGUE = Layout(
    "catalogue of drafts",
    None,
    {c: c for c in ("undl_id", "symbol", "title", "date", "imprint", "agenda", "files", "related")},
)
LAYOUTS = (GA_2025, GA_2024, SC, ROLL_CALLS, ROLL_CALL_VOTES, CATALOGUE)
EXPECTED = "expected the header of one of: " + "; ".join(
    f"{layout.name} ({', '.join(layout.columns.values())})" for layout in LAYOUTS
)


def read_table(data: bytes) -> tuple[Layout, pl.DataFrame]:
    """The layout of a table by its header, and the layout's columns under the file's names; those of a CSV as text.

    Raises ``RejectedFile`` where the header is not known or the table is not whole.
    """
    is_parquet = data.startswith(b"PAR1")
    try:
        header = list(pl.read_parquet_schema(io.BytesIO(data))) if is_parquet else _header(data)
    except pl.exceptions.ComputeError as error:
        raise RejectedFile("broken Parquet file", f"{error}; fetch it anew") from error
    layout = next((layout for layout in LAYOUTS if layout.required <= set(header)), None)
    if layout is None:
        raise _unknown(header)
    wanted = [c for c in header if c in layout.columns.values()]
    frame = pl.read_parquet(io.BytesIO(data), columns=wanted) if is_parquet else _csv(data, wanted)
    if frame.is_empty():
        raise RejectedFile("no rows", f"a header of {layout.name} and nothing below it; fetch it anew")
    return layout, frame


def _header(data: bytes) -> list[str]:
    line = data.removeprefix(b"\xef\xbb\xbf").split(b"\n", 1)[0]
    if b"\0" in data[:1024]:
        raise RejectedFile("not a voting file", f"neither text nor Parquet; {EXPECTED}")
    return [name.strip().strip('"') for name in line.decode("utf-8", "replace").split(",")]


def _unknown(header: list[str]) -> RejectedFile:
    """Why a header is not known: another table, or columns of the nearest layout are missing."""
    shared = {layout.name: layout.required & set(header) for layout in LAYOUTS}
    nearest = max(LAYOUTS, key=lambda layout: len(shared[layout.name]) / len(layout.required))
    if len(shared[nearest.name]) * 2 < len(nearest.required):
        return RejectedFile("not a voting file", f"its first line is {','.join(header)[:200]!r}; {EXPECTED}")
    missing = ", ".join(sorted(nearest.required - set(header)))
    unknown = ", ".join(name for name in header if name not in nearest.columns.values())
    also = f"; not known: {unknown}" if unknown else ""
    return RejectedFile("columns missing", f"header nearest to {nearest.name}; missing: {missing}{also}")


def _csv(data: bytes, wanted: list[str]) -> pl.DataFrame:
    """The columns as text. Raises ``RejectedFile`` where a line is short or the letters are not UTF-8."""
    try:
        table = pyarrow.csv.read_csv(
            pa.BufferReader(data),
            pyarrow.csv.ReadOptions(use_threads=False),  # with threads, errors do not give the row
            pyarrow.csv.ParseOptions(newlines_in_values=True),
            pyarrow.csv.ConvertOptions(
                column_types=dict.fromkeys(wanted, pa.string()), include_columns=wanted, strings_can_be_null=False
            ),
        )
    except pa.ArrowKeyError as error:
        raise RejectedFile("columns missing", f"{error}; its quotation marks hide a name: fetch it anew") from error
    except pa.ArrowInvalid as error:
        raise _unreadable(data, str(error)) from error
    frame = pl.from_arrow(table)
    assert isinstance(frame, pl.DataFrame)
    return frame


def _unreadable(data: bytes, error: str) -> RejectedFile:
    """Why a CSV cannot be read: its encoding, or a line that is not whole."""
    try:
        data.decode()
    except UnicodeDecodeError as broken:
        line = data.count(b"\n", 0, broken.start) + 1
        detail = f"line {line}: byte {data[broken.start]:#x} is not UTF-8; save it as UTF-8"
        return RejectedFile("not UTF-8", detail)
    row = regex.search(r"Row #(\d+)", error)
    is_last = row is None or int(row[1]) >= data.rstrip(b"\r\n").count(b"\n") + 1
    cut = "the last line is cut off: " if is_last else ""
    return RejectedFile("broken line", f"{cut}{' '.join(error.split())[:300]}; fetch it anew, whole")
