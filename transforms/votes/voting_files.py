"""Voting files dropped by hand: the UN Digital Library's and the public table of 1946-2019, to questions and votes.

What belongs here: what each kind of file is known by, its check, and its rows in one form. What does not: making one
vote session of what several sources tell (``votes.py``), and where files come from.

A file is known by its content, never by its name: a CSV (or Parquet) file by its header, an XML file by MARC's
namespace. It is loaded whole or rejected whole. The kinds:

- the Library's bulk file of the General Assembly, with the header of 2024 and with that of 2025 and later, and its
  bulk file of the Security Council: a row is a Member in one recorded vote on an adopted text;
- the Library's voting records in MARCXML: 791 resolution, 967 a Member's vote, 996 totals, 993 draft and report;
- the table of 1946-2019 by Voeten and others (``unvotes``), in two files: roll-calls, and votes by ``rcid``;
- the Library's catalogue of drafts: which draft became which resolution, and in which report it stands.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple
from xml.etree import ElementTree

import polars as pl
import pyarrow as pa
import pyarrow.csv
import regex

from transforms.authorities import bodies, states, symbols
from transforms.votes import wordings
from warehouse import tables
from warehouse.tables import Column, Table

_SESSIONS = tables.VOTE_SESSIONS

FILE_QUESTIONS = Table(
    "file_questions",
    "a question put to a body, as a voting file tells it",
    (
        Column("source_uri", pl.String, "The voting file", False),
        Column("record", pl.String, "Record of the file: the Library's number, or the table's rcid", False),
        *(_SESSIONS.column(c) for c in ("body_id", "resolution_symbol")),
        Column("draft_symbols", pl.List(pl.String), "Drafts that were put", False),
        *(_SESSIONS.column(c) for c in ("meeting_symbol", "held_on", "held_in", "subject", "subject_text", "topics")),
        *(_SESSIONS.column(c) for c in ("method", "outcome", *tables.VOTES)),
        Column("session", pl.String, "Session of the body, where the file gives it"),
        Column(
            "is_of_all", pl.Boolean, "Whether its file lists every recorded vote by which a text was adopted", False
        ),
    ),
    ("source_uri", "record"),
)
FILE_VOTES = Table(
    "file_votes",
    "a State's vote, as a voting file lists it",
    (
        Column("source_uri", pl.String, "The voting file", False),
        Column("record", pl.String, "Record of the file", False),
        Column("seq", pl.UInt32, "Place in the file, from 1", False),
        *(tables.VOTE_RECORDS.column(c) for c in ("state_code", "vote")),
    ),
    ("source_uri", "record", "seq"),
    order=("source_uri", "seq"),
)
"""Not of the warehouse: what ``votes.py`` makes vote sessions of. A State listed twice is two rows."""


class Told(NamedTuple):
    """What a set of voting files gave."""

    questions: pl.DataFrame
    """``FILE_QUESTIONS``."""
    votes: pl.DataFrame
    """``FILE_VOTES``."""
    links: pl.DataFrame
    """``warehouse.tables.DOCUMENT_LINKS``."""
    rejections: list[dict[str, Any]]
    """Files rejected whole, and what in the others is not known: ``source_uri``, ``stage``, ``reason``, ``detail``."""


class Rejected(Exception):
    """A file that is not loaded: why in a few words, and what was expected."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason, self.detail = reason, detail


@dataclass(frozen=True)
class Layout:
    """One header: what it is called, of which body it tells, and what its columns are called by us."""

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


TALLIES = ("in_favour", "against", "abstaining", "not_voting", "members")
_NOTE = frozenset({"note"})
"""The column ``vote_note`` came in 2025 without any other change."""
GA_2025 = Layout(
    "General Assembly votes, header of 2025",
    "ga",
    {"record": "undl_id", "state_code": "ms_code", "state_name": "ms_name", "vote": "ms_vote", "held_on": "date"}
    | {"session": "session", "resolution": "resolution", "draft": "draft", "report": "committee_report"}
    | {"meeting": "meeting", "title": "title", "agenda": "agenda_title", "topics": "subjects", "note": "vote_note"}
    | {"in_favour": "total_yes", "against": "total_no", "abstaining": "total_abstentions"}
    | {"not_voting": "total_non_voting", "members": "total_ms", "link": "undl_link"},
    _NOTE,
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
    _NOTE,
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

OF_LETTER = {
    "Y": "in_favour",
    "N": "against",
    "A": "abstaining",
    "X": "not_voting",
    "NV": "not_voting",
    "": "not_voting",
}
"""The Library's votes; it leaves out the letter of who was not there, or writes X, and in 2024 NV."""
OF_WORD = {"yes": "in_favour", "no": "against", "abstain": "abstaining"}

MARC = "http://www.loc.gov/MARC21/slim"
MOJIBAKE = regex.compile(r"[ÂÃÄÅ][\x80-\xBF€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|\uFFFD")
"""UTF-8 that was read as another encoding and kept: "CÃ”TE D'IVOIRE"."""
WITHOUT_VOTE = regex.compile(r"(?i)\bwithout (?:a )?vote\b|\bconsensus\b")
SPELT_OUT = {"RESOL": "resolution", "PARAG": "paragraph", "PARA": "paragraph", "AMEND": "amendment"}
"""How the table of 1946-2019 shortens the nouns that say what was put."""
SHORT = regex.compile(rf"\b({'|'.join(SPELT_OUT)})S?\b\.?")
DRAFT = regex.compile(r"\bA/(?:[A-Z.\d]+/){0,2}L\. ?\d+(?:/REV\. ?\d)?")
LATER_ENTERED = regex.compile(r"\b(?:motion|amendment|paragraph)(?=s?\b)")
UNRES = regex.compile(
    r"(?:R|(?P<series>A/RES)|E?SS)/(?P<session>(?:E?S-)?\d+)/(?P<number>\d+)/?(?P<part>[A-Z]{0,2})(?:/(?P<section>[IVXL]+))?"
)
FIRST_NUMBERED, LAST_ROMAN, FIRST_DATED = 18, 30, 58
"""Sessions of the table of 1946-2019. Before the 18th it gives pages of the Official Records in the place of
resolution numbers. The Assembly numbered its resolutions through to the 30th (``A/RES/3379(XXX)``) and anew in each
session since (``A/RES/31/6 E``). Before the 58th the table gives, for the votes entered first, the day of the week (1
is Sunday) in the place of the day: A/RES/45/74, of Tuesday, 11 December 1990, stands under 1990-12-03."""
FIRST_DECISION = 400
"""The Assembly numbers its decisions from 401 (301 in the emergency sessions) in each session since the 31st."""
ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def read(files: Iterable[tuple[str, bytes]]) -> Told:
    """What voting files hold, from each one's ``source_uri`` and bytes.

    A file that is not as expected is rejected whole, with what was expected; a name that is no known State or a symbol
    that cannot be read is told, and the rest of its file loaded.
    """
    reading = _Reading()
    for uri, data in files:
        try:
            reading.take(uri, data)
        except Rejected as rejected:
            reading.tell(uri, rejected.reason, rejected.detail, "read")
        except Exception as error:  # whatever a file does that nobody foresaw, the others are loaded
            told = f"{type(error).__name__}: {error}; please report it, with the file"
            reading.tell(uri, "the reader failed", told, "read")
    reading.join()
    return Told(
        pl.concat([FILE_QUESTIONS.frame(), *reading.questions]),
        pl.concat([FILE_VOTES.frame(), *reading.votes]),
        tables.DOCUMENT_LINKS.frame(reading.links).unique(maintain_order=True),
        reading.rejections,
    )


class _Reading:
    """The files while they are read, one after the other; the two of 1946-2019 are joined at the end."""

    def __init__(self) -> None:
        self.questions: list[pl.DataFrame] = []
        self.votes: list[pl.DataFrame] = []
        self.links: list[dict[str, Any]] = []
        self.rejections: list[dict[str, Any]] = []
        self.roll_calls: dict[str, pl.DataFrame] = {}
        self.roll_call_votes: dict[str, pl.DataFrame] = {}

    def tell(self, uri: str, reason: str, detail: str, stage: str = "model") -> None:
        """A rejection, or what of a file that is loaded is not known."""
        self.rejections.append({"source_uri": uri, "stage": stage, "reason": reason, "detail": f"{uri}: {detail}"})

    def take(self, uri: str, data: bytes) -> None:
        """Take the next file. Raises ``Rejected``."""
        if data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
            self._keep(uri, *_marc(data))
            return
        layout, frame = _table(data)
        if layout is CATALOGUE:
            self._catalogue(frame)
        elif layout is ROLL_CALLS:
            self.roll_calls[uri] = _checked_roll_calls(frame)
        elif layout is ROLL_CALL_VOTES:
            self.roll_call_votes[uri] = _checked_roll_call_votes(frame)
        else:
            self._keep(uri, *_library(layout, frame, data))

    def join(self) -> None:
        """The votes of 1946-2019 with their roll-calls, which are another file."""
        calls = pl.concat(self.roll_calls.values()) if self.roll_calls else None
        for uri, votes in self.roll_call_votes.items():
            if calls is None:
                detail = "these votes name their roll-calls by rcid alone; put the file of the roll-calls beside them: "
                self.tell(uri, "roll-calls missing", detail + ", ".join(ROLL_CALLS.columns), "read")
                continue
            lost = votes.join(calls, on="rcid", how="anti")["rcid"].unique().sort()
            if lost.len():
                detail = f"{lost.len()} roll-calls, rcid {lost[0]} the first, are in no file of roll-calls beside it"
                self.tell(uri, "roll-calls missing", f"{detail}; fetch both files anew", "read")
                continue
            called = calls.join(votes, on="rcid", how="semi").unique("rcid", keep="first").sort("rcid")
            rows = _adopted_once(_roll_call(row) for row in called.iter_rows(named=True))
            days = pl.DataFrame(
                [(row["record"], row["held_on"] or _first_day(row["held_in"])) for row in rows],
                {"record": pl.String, "day": pl.Date},
                orient="row",
            )
            listed = votes.select(
                record=pl.col("rcid").cast(pl.String),
                state_code=pl.lit(None, pl.String),
                state_name="country",
                vote=pl.col("vote").replace_strict(OF_WORD),
            )
            self._keep(uri, rows, listed.join(days, on="record", maintain_order="left"))
        if not self.roll_call_votes:
            for uri in self.roll_calls:
                detail = "these roll-calls have no votes in them; put the file of the votes beside them: "
                self.tell(uri, "votes missing", detail + ", ".join(ROLL_CALL_VOTES.columns), "read")

    def _keep(self, uri: str, rows: list[dict[str, Any]], listed: pl.DataFrame) -> None:
        """Keep a file's questions and votes: columns ``record``, ``state_code``, ``state_name``, ``vote``, ``day``."""
        unread: dict[str, list[str]] = {}
        questions = []
        for row in rows:
            for name in ("resolution_symbol", "meeting_symbol"):
                row[name], odd = _symbol(row[name])
                if odd:
                    unread.setdefault(odd, []).append(row["record"])
            row["draft_symbols"] = [s for text in row["draft_symbols"] if (s := _symbol(text)[0])]
            questions.append(row | {"source_uri": uri})
        for text, told in unread.items():
            self.tell(uri, f"no document symbol: {text[:80]}", f"record {told[0]}: {text!r} cannot be read; left empty")
        who = listed.select("state_code", "state_name", "day").unique(maintain_order=True)
        known = [_who(*row) for row in who.iter_rows()]
        who = who.with_columns(found=pl.Series([k[0] for k in known], dtype=pl.String))
        listed = listed.with_columns(source_uri=pl.lit(uri), seq=pl.int_range(1, pl.len() + 1, dtype=pl.UInt32)).join(
            who, on=["state_code", "state_name", "day"], nulls_equal=True, maintain_order="left"
        )
        self._odd_names(uri, [(*row, odd) for row, (_, odd) in zip(who.iter_rows(), known, strict=True) if odd], listed)
        self.questions.append(FILE_QUESTIONS.frame(questions))
        votes = listed.filter(pl.col("found").is_not_null()).with_columns(state_code="found")
        self.votes.append(FILE_VOTES.cast(votes.select(list(FILE_VOTES.schema))))

    def _odd_names(self, uri: str, odd: list[tuple[Any, ...]], listed: pl.DataFrame) -> None:
        told: dict[str, str] = {}
        for code, name, day, _, reason in odd:
            if reason not in told:
                rows = listed.filter(
                    pl.col("state_code").eq_missing(pl.lit(code, pl.String))
                    & pl.col("state_name").eq_missing(pl.lit(name, pl.String))
                )
                place = f"row {rows['seq'][0] + 1}, record {rows['record'][0]}, {rows.height} rows in all"
                told[reason] = f"{place}: code {code!r}, name {name!r}, on {day or 'no day'}; see transforms/states.csv"
        for reason, detail in told.items():
            self.tell(uri, reason, detail)

    def _catalogue(self, frame: pl.DataFrame) -> None:
        """Which draft became which resolution, and in which report it stands."""
        links = []
        for number, (text, related) in enumerate(frame.select("symbol", "related").iter_rows(), start=2):
            draft, odd = _symbol(text)
            if draft is None or not symbols.parse(draft).is_draft:
                raise Rejected(
                    "no draft", f"row {number}: symbol {odd or text!r} is not a draft's, such as A/C.3/78/L.4"
                )
            for linked in filter(None, (_symbol(each)[0] for each in (related or "").split("|"))):
                adopted = symbols.parse(linked).doc_type in ("RES", "DEC", "PRST")
                relation = "draft_of" if adopted else "reported_in"
                if linked != draft and not symbols.parse(linked).is_draft:
                    row = {"symbol": draft, "linked_symbol": linked, "relation": relation, "source": "catalogue"}
                    links.append(row)
        self.links += links


def _symbol(text: str | None) -> tuple[str | None, str | None]:
    """The canonical symbol, and the text where it is none."""
    if not text:
        return None, None
    try:
        return symbols.normalise(text), None
    except ValueError:
        return None, text


def _who(code: str | None, name: str | None, day: date | None) -> tuple[str | None, str | None]:
    """The code of the State that a row names by code, name or both; and what is odd about it."""
    by_code = states.coded(code) if code else None
    by_name = states.state_of(name, day) if name else None
    if by_code is None and by_name is None:
        return None, f"no known State: {name or code}"
    state = by_code or by_name
    assert state
    if by_code and name and by_name != by_code:
        return state.code, f"{code} is not {name}"
    if code and by_code is None:
        return state.code, f"no known code: {code}"
    return state.code, None


# tables, in CSV or Parquet


def _table(data: bytes) -> tuple[Layout, pl.DataFrame]:
    """The layout of a table by its header, and its columns."""
    is_parquet = data.startswith(b"PAR1")
    try:
        header = list(pl.read_parquet_schema(io.BytesIO(data))) if is_parquet else _header(data)
    except pl.exceptions.ComputeError as error:
        raise Rejected("broken Parquet file", f"{error}; fetch it anew") from error
    fitting = [layout for layout in LAYOUTS if layout.required <= set(header)]
    if not fitting:
        raise _unrecognised(header)
    layout = max(fitting, key=lambda fits: len(fits.required))
    wanted = [c for c in header if c in layout.columns.values()]
    frame = pl.read_parquet(io.BytesIO(data), columns=wanted) if is_parquet else _csv(data, wanted)
    if frame.is_empty():
        raise Rejected("no rows", f"a header of {layout.name} and nothing below it; fetch it anew")
    return layout, frame


def _header(data: bytes) -> list[str]:
    line = data.removeprefix(b"\xef\xbb\xbf").split(b"\n", 1)[0]
    if b"\0" in data[:1024]:
        raise Rejected("not a voting file", f"neither text nor Parquet; {EXPECTED}")
    return [name.strip().strip('"') for name in line.decode("utf-8", "replace").split(",")]


def _unrecognised(header: list[str]) -> Rejected:
    shared = {layout.name: layout.required & set(header) for layout in LAYOUTS}
    nearest = max(LAYOUTS, key=lambda layout: len(shared[layout.name]) / len(layout.required))
    if len(shared[nearest.name]) * 2 < len(nearest.required):
        return Rejected("not a voting file", f"its first line is {','.join(header)[:200]!r}; {EXPECTED}")
    missing = sorted(nearest.required - set(header))
    odd = [name for name in header if name not in nearest.columns.values()]
    unknown = f"; not known: {', '.join(odd)}" if odd else ""
    return Rejected("columns missing", f"header nearest to {nearest.name}; missing: {', '.join(missing)}{unknown}")


def _csv(data: bytes, wanted: list[str]) -> pl.DataFrame:
    """The columns as text. Raises ``Rejected`` naming the row where a line is short or the letters are not UTF-8."""
    try:
        read_in = pyarrow.csv.read_csv(
            pa.BufferReader(data),
            pyarrow.csv.ReadOptions(use_threads=False),  # which keeps count of rows
            pyarrow.csv.ParseOptions(newlines_in_values=True),
            pyarrow.csv.ConvertOptions(
                column_types=dict.fromkeys(wanted, pa.string()), include_columns=wanted, strings_can_be_null=False
            ),
        )
    except pa.ArrowKeyError as error:
        raise Rejected("columns missing", f"{error}; its quotation marks hide a name: fetch it anew") from error
    except pa.ArrowInvalid as error:
        try:
            data.decode()
        except UnicodeDecodeError as broken:
            line = data.count(b"\n", 0, broken.start) + 1
            raise Rejected(
                "not UTF-8", f"line {line}: byte {data[broken.start]:#x} is not UTF-8; save it as UTF-8"
            ) from error
        last = "the last line is cut off: " if _is_of_the_last_line(data, str(error)) else ""
        raise Rejected("broken line", f"{last}{' '.join(str(error).split())[:300]}; fetch it anew, whole") from error
    frame = pl.from_arrow(read_in)
    assert isinstance(frame, pl.DataFrame)
    return frame


def _is_of_the_last_line(data: bytes, error: str) -> bool:
    row = regex.search(r"Row #(\d+)", error)
    return row is None or int(row[1]) >= data.rstrip(b"\r\n").count(b"\n") + 1


# the Library's bulk files


def _library(layout: Layout, frame: pl.DataFrame, data: bytes) -> tuple[list[dict[str, Any]], pl.DataFrame]:
    """The questions and votes of a bulk file of the UN Digital Library."""
    frame = frame.rename({theirs: ours for ours, theirs in layout.columns.items() if theirs in frame.columns})
    frame = frame.with_columns(pl.all().str.strip_chars()).with_row_index("row", 2)
    of_vote = ("row", "state_code", "state_name", "vote", "permanent")
    of_record = [c for c in frame.columns if c not in of_vote]
    questions = frame.unique(of_record, keep="first", maintain_order=True)
    _check_names(frame, "state_name")
    _check(frame, ~pl.col("vote").is_in(list(OF_LETTER)), "vote", "a vote", "Y, N, A, X or NV")
    for tally in TALLIES:
        is_count = pl.col(tally).str.contains(r"^(?:[0-9]{1,4}(?:\.0+)?)?$")
        _check(questions, ~is_count, layout.columns[tally], "a tally", "a whole number of States", tally)
    day = pl.col("held_on").str.to_date("%Y-%m-%d", strict=False)
    _check(questions, day.is_null(), layout.columns["held_on"], "a date", "2023-12-19", "held_on")
    if "link" in frame.columns:
        is_link = pl.col("link").str.ends_with(pl.concat_str(pl.lit("/record/"), "record"))
        _check(questions, ~is_link, "undl_link", "the record's address", "…/record/ and its undl_id", "link")
    twice = questions.filter(pl.col("record").is_duplicated()).sort("record")
    if twice.height:
        first, other = twice.head(2).iter_rows(named=True)
        odd = next(c for c in of_record if first[c] != other[c])
        cut = "the last line is cut off: " if other["row"] == frame.height + 1 else ""
        detail = (
            f"{cut}row {other['row']}: {layout.columns[odd]} of record {first['record']} is {other[odd]!r} here and "
        )
        raise Rejected("broken line" if cut else "record at odds with itself", f"{detail}{first[odd]!r} above")
    if not data.endswith(b"\n"):
        _check_last_record(frame)
    counts = {tally: pl.col(tally).replace("", None).cast(pl.Float64).cast(pl.Int32) for tally in TALLIES}
    rows = [_question(layout, row) for row in questions.with_columns(day=day, **counts).iter_rows(named=True)]
    listed = frame.select(
        "record", "state_code", "state_name", vote=pl.col("vote").replace_strict(OF_LETTER), day=day
    ).with_columns(pl.col("state_name").replace("", None), pl.col("state_code").replace("", None))
    return rows, listed


def _check(
    frame: pl.DataFrame, is_wrong: pl.Expr, shown: str, what: str, expected: str, column: str | None = None
) -> None:
    """Raise ``Rejected`` naming the first row for which ``is_wrong`` is true."""
    wrong = frame.filter(is_wrong).head(1)
    if wrong.height:
        value, row = wrong[column or shown][0], wrong["row"][0]
        raise Rejected(f"not {what}", f"row {row}: {shown} is {value!r}; expected {expected}; nothing of it was loaded")


def _check_names(frame: pl.DataFrame, column: str) -> None:
    for name in frame[column].unique().drop_nulls():
        if MOJIBAKE.search(name):
            row = frame.filter(pl.col(column) == name)["row"][0]
            raise Rejected(
                "broken letters", f"row {row}: {name!r} is UTF-8 read as another encoding; fetch it anew, open as UTF-8"
            )


def _check_last_record(frame: pl.DataFrame) -> None:
    """A file that does not end with its line's end was cut off, unless its last record is whole."""
    last = frame.filter(pl.col("record") == frame["record"][-1])
    if last["members"][0] and last.height != int(float(last["members"][0])):
        raise Rejected(
            "broken line",
            f"the file ends in record {last['record'][0]}: {last.height} of {last['members'][0]} rows; fetch it anew",
        )


def _question(layout: Layout, row: Mapping[str, Any]) -> dict[str, Any]:
    told = " ".join(row.get(c) or "" for c in ("note", "modality"))
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
        "method": "without_vote" if WITHOUT_VOTE.search(told) else "recorded_vote",
        "outcome": "adopted" if row["resolution"] else None,
        **{vote: row[vote] for vote in tables.VOTES},
    }


def _terms(text: str) -> list[str] | None:
    """Subject terms; "--" stands between a term and its subdivision."""
    return list(dict.fromkeys(term for each in text.split("|") if (term := each.strip()))) or None


# MARCXML


def _marc(data: bytes) -> tuple[list[dict[str, Any]], pl.DataFrame]:
    """The questions and votes of the UN Digital Library's voting records in MARCXML, one or a collection."""
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise Rejected("not MARCXML", "it declares entities, which no record of the Library does; fetch it anew")
    rows: list[dict[str, Any]] = []
    listed: list[tuple[str, str | None, str | None, str, date | None]] = []
    try:
        for _, element in ElementTree.iterparse(io.BytesIO(data)):
            if element.tag in (f"{{{MARC}}}record", "record"):
                row, votes = _marc_record(element, len(rows) + 1)
                rows.append(row)
                listed += [(row["record"], *vote, row["held_on"]) for vote in votes]
                element.clear()
    except (ElementTree.ParseError, LookupError) as error:  # the second: of an encoding that there is not
        raise Rejected("broken XML", f"{error}; it is not whole: fetch it anew") from error
    if not rows:
        raise Rejected("not a voting file", f"XML without a record of MARC ({MARC}); {EXPECTED}, or MARCXML")
    names = {"record": pl.String, "state_code": pl.String, "state_name": pl.String, "vote": pl.String, "day": pl.Date}
    frame = pl.DataFrame(listed, names, orient="row")
    _check_names(frame.with_row_index("row", 1), "state_name")
    return rows, frame


def _marc_record(
    element: ElementTree.Element, number: int
) -> tuple[dict[str, Any], list[tuple[str | None, str | None, str]]]:
    fields: list[tuple[str, str, dict[str, str]]] = []
    record = ""
    for field in element:
        tag, text = field.get("tag") or "", (field.text or "").strip()
        if tag == "001":
            record = text
        subfields = {part.get("code") or "": (part.text or "").strip() for part in field}
        fields.append((tag, field.get("ind1") or "", subfields))

    def each(tag: str, code: str = "a", ind1: str | None = None) -> Iterator[str]:
        return (s[code] for t, i, s in fields if t == tag and s.get(code) and ind1 in (None, i))

    if not record or not any(tag in ("791", "967", "968", "969", "996") for tag, _, _ in fields):
        raise Rejected(
            "not a voting record",
            f"record {record or number}: none of the fields 791 (resolution), 967 (a Member's vote) and 996 (totals); "
            "take the file from the Library's collection Voting Data",
        )
    votes = [_marc_vote(record, subfields) for tag, _, subfields in fields if tag in ("967", "968", "969")]
    resolution = next(each("791"), None)
    drafts = list(each("993", ind1="2"))
    meeting = next(each("952"), None)
    held_on = _marc_date(record, next(each("992"), None) or next(each("269"), None))
    totals = {
        vote: _tally(record, next(each("996", code), None)) for vote, code in zip(tables.VOTES, "bcde", strict=True)
    }
    told = " ".join(each("591"))
    body = next(
        (b for text in (meeting, resolution, *drafts) if (s := _symbol(text)[0]) and (b := bodies.body_of(s))), None
    )
    return {
        "record": record,
        "body_id": body,
        "session": next(each("791", "c"), None),
        "is_of_all": False,
        "resolution_symbol": resolution,
        "draft_symbols": drafts,
        "meeting_symbol": meeting,
        "held_on": held_on,
        "held_in": held_on.isoformat()[:7] if held_on else None,
        "subject": "whole",
        "subject_text": " ".join([*each("245"), *each("245", "b")]).strip(" /:") or None,
        "topics": list(dict.fromkeys([*each("650"), *each("651"), *each("991", "d")])) or None,
        "method": "recorded_vote" if votes else "without_vote" if WITHOUT_VOTE.search(told) else None,
        "outcome": "adopted" if resolution else None,
        **(totals if votes or any(totals.values()) else dict.fromkeys(tables.VOTES)),
    }, votes


def _marc_vote(record: str, subfields: Mapping[str, str]) -> tuple[str | None, str | None, str]:
    """Code, name and vote of one Member. Code c; in the Library of Geneva b, which in New York tells permanence."""
    code = subfields.get("c") or (b if len(b := subfields.get("b", "")) == 3 else None)
    letter = subfields.get("d", "").upper()
    vote = "not_voting" if letter == "ABSENT" else OF_LETTER.get(letter)
    if vote is None:
        raise Rejected("not a vote", f"record {record}: 967 d is {letter!r}; expected Y, N, A or none")
    return code, subfields.get("e"), vote


def _marc_date(record: str, text: str | None) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text[:10])
    except ValueError as error:
        raise Rejected("not a date", f"record {record}: 269 or 992 is {text!r}; expected 2023-12-19") from error


def _tally(record: str, text: str | None) -> int | None:
    if text is None:
        return None
    if not regex.fullmatch(r"[0-9]{1,4}", text):
        raise Rejected("not a tally", f"record {record}: 996 holds {text!r}; expected a whole number of States")
    return int(text)


# the table of 1946-2019


def _numbered(frame: pl.DataFrame, *wanted: str) -> pl.DataFrame:
    """With a column ``row``, and ``wanted`` as whole numbers, "3.0" too. Raises ``Rejected`` naming the row."""
    frame = frame.with_row_index("row", 2)
    for column in wanted:
        number = pl.col(column).cast(pl.String).replace(["", "NA"], None).cast(pl.Float64, strict=False)
        given = pl.col(column).is_not_null() & ~pl.col(column).cast(pl.String).is_in(["", "NA"])
        _check(frame, given & (number.is_null() | (number % 1 != 0)), column, "a number", "a whole number")
        frame = frame.with_columns(number.cast(pl.Int32).alias(column))
    return frame


def _checked_roll_calls(frame: pl.DataFrame) -> pl.DataFrame:
    frame = _numbered(frame, "rcid", "session", "amend", "para")
    _check(frame, pl.col("rcid").is_null() | pl.col("session").is_null(), "rcid", "a roll-call", "rcid and session")
    day = pl.col("date").cast(pl.String).str.to_date("%Y-%m-%d", strict=False)
    _check(frame, day.is_null(), "date", "a date", "1985-12-04")
    text = [pl.col(c).cast(pl.String).replace(["", "NA"], None) for c in ("unres", "short", "descr")]
    return frame.with_columns(day.alias("date"), *text).select(list(ROLL_CALLS.columns))


def _checked_roll_call_votes(frame: pl.DataFrame) -> pl.DataFrame:
    frame = _numbered(frame, "rcid").with_columns(pl.col("vote", "country").cast(pl.String))
    _check(frame, pl.col("rcid").is_null(), "rcid", "a roll-call", "the rcid of a roll-call")
    _check(frame, ~pl.col("vote").is_in(list(OF_WORD)).fill_null(False), "vote", "a vote", ", ".join(OF_WORD))
    _check_names(frame, "country")
    return frame.select("rcid", "country", "vote")


def _roll_call(row: Mapping[str, Any]) -> dict[str, Any]:
    """A roll-call of 1946-2019 as a question."""
    session, day, words = row["session"], row["date"], row["descr"] or row["short"]
    resolution, section = _resolution(row["unres"] or "", session)
    named = DRAFT.search(words or "")
    return {
        "record": str(row["rcid"]),
        "body_id": "ga",
        "session": str(session),
        "is_of_all": False,
        "resolution_symbol": resolution,
        "draft_symbols": [named[0].replace(" ", "")] if named else [],
        "meeting_symbol": None,
        "held_on": day if session >= FIRST_DATED or day.day > 7 else None,
        "held_in": day.isoformat()[:7],
        "subject": _subject(words or "", resolution, section, row["amend"], row["para"]),
        "subject_text": f"{words} ({section})" if section else words,
        "topics": [row["short"]] if row["short"] and row["short"].isupper() else None,
        "method": "recorded_vote",
        "outcome": None,
    }


def _adopted_once(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Of several roll-calls that the table leaves without a flag under one resolution, the first is its adoption; the
    others, entered later with the President's words for a description, are what these say."""
    listed, adopted = list(rows), set()
    for row in listed:
        if row["subject"] == "whole" and row["resolution_symbol"]:
            if row["resolution_symbol"] in adopted:
                put = LATER_ENTERED.search(row["subject_text"] or "")
                row["subject"] = put[0] if put else "other"
            else:
                row["outcome"] = "adopted"  # what is not has no number
            adopted.add(row["resolution_symbol"])
    return listed


def _resolution(unres: str, session: int) -> tuple[str | None, str | None]:
    """The resolution or decision that the table names: "R/31/6E", "A/RES/74/204"; and which section of it."""
    if not (named := UNRES.fullmatch(unres)) or session < FIRST_NUMBERED or unres.startswith(("SS", "ESS")):
        return None, None
    number, part = named["number"], named["part"]
    part = f" {'-'.join(part)}" if part else ""
    section = f"section {named['section']}" if named["section"] else None
    if not named["series"] and session <= LAST_ROMAN:
        return f"A/RES/{number}({_roman(session)}){part}", section
    kind = "DEC" if int(number) > FIRST_DECISION else "RES"
    return f"A/{kind}/{named['session']}/{number}{part}", section


def _roman(number: int) -> str:
    letters = ""
    for value, letter in ROMAN:
        letters, number = letters + letter * (number // value), number % value
    return letters


def _subject(words: str, resolution: str | None, section: str | None, amend: int | None, para: int | None) -> str:
    """What was put: a paragraph or an amendment where the table flags one, though it flags drafts as amended too; else,
    where the words tell what was to be adopted, what their first noun is."""
    if para == 1 or section:
        return "paragraph"
    by_words = "other"
    if words.startswith(("TO ADOPT", "TO RETAIN", "TO DELETE")):
        by_words = wordings.subject_of(SHORT.sub(lambda short: SPELT_OUT[short[1]], words).lower())
    if amend == 1 and by_words != "whole":
        return "amendment"
    return by_words if by_words != "other" else "whole" if resolution else "other"


def _first_day(month: str) -> date:
    return date.fromisoformat(f"{month}-01")
