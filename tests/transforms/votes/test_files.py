"""Voting files: each is known by its content, each fault has a rejection, and nothing is loaded by halves."""

from __future__ import annotations

import io
import time

import polars as pl
import pytest

from tests.corpus import CORPUS, needs_corpus
from tests.voting_files import (
    CATALOGUE,
    GA_2024,
    GA_2025,
    HEADER_2024,
    HEADER_2025,
    LISTED,
    MARC,
    ROLL_CALL_VOTES,
    ROLL_CALLS,
    ROW_2024,
    csv,
    read,
    votes_by_state,
)
from transforms.votes import files, marc, sessions
from transforms.votes.files import Contents
from warehouse import tables


def test_parquet_is_read_like_csv() -> None:
    buffer = io.BytesIO()
    pl.read_csv(io.StringIO(GA_2025), infer_schema=False).write_parquet(buffer)
    assert votes_by_state(read(file=buffer.getvalue())) == votes_by_state(read(file=GA_2025))


REJECTED: list[tuple[str, str | bytes, str, str]] = [
    ("a column missing", GA_2025.replace("total_yes,", "", 1), "columns missing", "missing: total_yes"),
    ("a column renamed", GA_2025.replace("ms_vote", "vote"), "columns missing", "missing: ms_vote; not known: vote"),
    ("no header", GA_2025.split("\n", 1)[1], "not a voting file", "expected the header of one of"),
    ("another table", "a,b\n1,2\n", "not a voting file", "General Assembly votes, header of 2025 (undl_id, "),
    ("semicolons", GA_2025.replace(",", ";"), "not a voting file", "its first line is"),
    ("a PDF", b"%PDF-1.7\n\0\0\0", "not a voting file", "neither text nor Parquet"),
    ("a name in two quotation marks", GA_2025.replace("ms_code", '""ms_code""', 1), "columns missing", "ms_code"),
    ("only a header", HEADER_2025 + "\n", "no rows", "nothing below it"),
    ("broken letters", GA_2025.replace("CÔTE", "CÃ”TE"), "broken letters", "row 3: \"CÃ”TE D'IVOIRE\""),
    ("another encoding", GA_2025.encode("cp1252"), "not UTF-8", "line 3: byte 0xd4"),
    ("half a vote", GA_2025.replace(",1.0,1.0,1.0,", ",120.5,1.0,1.0,"), "not a tally", "row 2: total_yes is '120.5'"),
    ("a negative tally", GA_2024.replace(",1,1,1,1,4", ",1,-1,1,1,4"), "not a tally", "row 2: no is '-1'"),
    ("a line cut off", GA_2025[: -len("link/record/7") - 30], "broken line", "the last line is cut off"),
    ("the last field cut off", GA_2025.rstrip("\n")[:-4], "not the record's address", "row 5: undl_link"),
    ("the last figure cut off", GA_2024.rstrip("\n")[:-1], "broken line", "the last line is cut off: row 5"),
    ("a record cut off", csv(HEADER_2024, ROW_2024, LISTED[:3]).rstrip("\n"), "broken line", "ends in record 7"),
    ("a quotation left open", GA_2025.replace('"Maps, of orchards"', '"Maps, of orchards', 1), "broken line", "fetch"),
    ("another vote", GA_2025.replace(",Y,", ",P,"), "not a vote", "row 2: vote is 'P'; expected Y, N, A, X or NV"),
    ("another date", GA_2025.replace("2044-12-17", "17.12.2044"), "not a date", "row 2: date is '17.12.2044'"),
    ("a record at odds", GA_2025.replace("Trees", "Pears", 1), "record at odds with itself", "agenda_title of record"),
    ("an entity", MARC.replace("<collection", "<!DOCTYPE x [<!ENTITY a 'b'>]><collection"), "not MARCXML", "entities"),
    ("XML cut off", MARC[:-30], "broken XML", "fetch it anew"),
    ("an encoding that does not exist", MARC.replace("UTF-8", "UTF--1"), "broken XML", "unknown encoding"),
    ("other XML", "<html><body/></html>", "not a voting file", "or MARCXML"),
    ("another record of MARC", MARC.replace("967", "700").replace("791", "191").replace("996", "700"),
     "not a voting record", "record 9"),
    ("a tally in MARC", MARC.replace('"b">1<', '"b">1.5<'), "not a tally", "record 9: 996 holds '1.5'"),
    ("a huge tally in MARC", MARC.replace('"b">1<', '"b">99999999999999999999<'), "not a tally", "record 9: 996 holds"),
    ("votes alone", ROLL_CALL_VOTES, "roll-calls missing", "put the file of the roll-calls beside them"),
    ("roll-calls alone", ROLL_CALLS, "votes missing", "put the file of the votes beside them"),
    ("a fraction of a roll-call", ROLL_CALLS.replace("\n5,", "\n5.5,"), "not a number", "row 6: rcid is '5.5'"),
    ("another word for a vote", ROLL_CALL_VOTES.replace("yes", "oui"), "not a vote", "row 2: vote is 'oui'"),
    ("no draft", CATALOGUE.replace("A/C.3/99/L.5", "A/RES/99/7"), "no draft", "row 3"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("data", "reason", "detail"), [each[1:] for each in REJECTED], ids=[each[0] for each in REJECTED]
)
def test_a_file_that_is_not_as_expected_is_rejected_whole(data: str | bytes, reason: str, detail: str) -> None:
    contents = read(good=GA_2024, bad=data)
    assert contents.questions["source_uri"].to_list() == ["good"]
    assert contents.votes["source_uri"].unique().to_list() == ["good"]
    assert contents.links.is_empty()
    (rejection,) = contents.rejections
    assert (rejection["source_uri"], rejection["stage"], rejection["reason"]) == ("bad", "read", reason)
    assert detail in rejection["detail"]


PROBLEMS = [
    ("CHL,\"CHILE\"", 'XXX,"ATLANTIS"', "no known State: ATLANTIS", 3, "row 2, record 7, 1 rows in all"),
    ("CHL,\"CHILE\"", 'XXX,"CHILE"', "no known code: XXX", 4, "row 2"),
    ("CHL,\"CHILE\"", 'CHL,"PERU"', "CHL is not PERU", 4, "row 2"),
    ("A/RES/99/6", "99/6", "no document symbol: 99/6", 4, "record 7"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "reason", "count", "detail"), PROBLEMS, ids=[each[2] for each in PROBLEMS])
def test_what_is_not_known_has_a_rejection_and_the_rest_is_loaded(
    old: str, new: str, reason: str, count: int, detail: str
) -> None:
    contents = read(file=GA_2025.replace(old, new))
    assert contents.votes.height == count
    (rejection,) = contents.rejections
    assert (rejection["stage"], rejection["reason"]) == ("model", reason)
    assert detail in rejection["detail"]


# real files


def loaded(*names: str) -> tuple[Contents, dict[str, pl.DataFrame], float]:
    start = time.process_time()
    contents = files.read((name, (CORPUS / "votes" / name).read_bytes()) for name in names)
    empty = (tables.DOCUMENTS.frame(), tables.CLAUSES.frame(), tables.FOOTNOTES.frame())
    frames = sessions.vote_sessions(*empty, file_questions=contents.questions, file_votes=contents.votes)
    return contents, frames, time.process_time() - start


REAL: list[tuple[tuple[str, ...], int, int, float]] = [
    (("2026_02_06_ga_voting.csv",), 173, 33_389, 5.0),
    (("2024_09_12_ga_resolutions_voting.csv",), 80, 15_440, 5.0),
    (("unvotes_1946_2019_roll_calls.parquet", "unvotes_1946_2019_votes.parquet"), 6_203, 870_109, 10.0),
]


@needs_corpus
@pytest.mark.parametrize(("names", "sessions", "rows", "limit"), REAL, ids=[each[0][0] for each in REAL])
def test_real_files_load_whole_in_time(names: tuple[str, ...], sessions: int, rows: int, limit: float) -> None:
    contents, frames, seconds = loaded(*names)
    assert contents.rejections == []
    assert (frames["vote_sessions"].height, frames["votes"].height) == (sessions, rows)
    assert seconds < limit  # of the processor, so that what else the machine does hardly counts
    counted_and_listed = frames["vote_sessions"].join(
        frames["votes"].group_by("vote_session_id").agg((pl.col("vote") == "in_favour").sum().alias("listed")),
        on="vote_session_id",
    )
    assert counted_and_listed.filter(pl.col("in_favour") != pl.col("listed")).is_empty()


@needs_corpus
def test_a_broken_copy_of_a_real_file_is_rejected() -> None:
    data = (CORPUS / "votes" / "2026_02_06_ga_voting.csv").read_bytes()
    contents = files.read([("cut", data[: len(data) // 2])])
    assert contents.votes.is_empty() and "cut off" in contents.rejections[0]["detail"]


def test_an_error_that_nobody_foresaw_stops_no_other_file(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(data: bytes) -> None:
        raise KeyError("999")

    monkeypatch.setattr(marc, "read", fails)
    contents = files.read([("marc.xml", MARC.encode()), ("ga.csv", GA_2025.encode())])
    assert contents.questions["source_uri"].to_list() == ["ga.csv"]
    (rejected,) = contents.rejections
    assert (rejected["source_uri"], rejected["reason"]) == ("marc.xml", "the reader failed")
    assert "KeyError: '999'; please report it" in rejected["detail"]
