"""Voting files: each header is known, each fault is told, and nothing is loaded half."""

from __future__ import annotations

import io
import time
from datetime import date

import polars as pl
import pytest

from tests.corpus import CORPUS, SHARED, needs_corpus
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
    SC,
    csv,
)
from transforms.authorities import states
from transforms.votes import votes, voting_files
from transforms.votes.voting_files import Told
from warehouse import tables


def read(**files: str | bytes) -> Told:
    return voting_files.read((name, data if isinstance(data, bytes) else data.encode()) for name, data in files.items())


def sole(told: Told) -> dict[str, object]:
    assert told.rejections == []
    return told.questions.row(0, named=True)


def cast(told: Told) -> dict[str, str]:
    return dict(told.votes.select("state_code", "vote").iter_rows())


WITHOUT_NOTE = GA_2025.replace(",vote_note", "").replace("MAPS--ORCHARDS,,", "MAPS--ORCHARDS,")
FROM_WINDOWS = "\ufeff" + GA_2025.replace("\n", "\r\n")


@pytest.mark.parametrize("text", [GA_2025, WITHOUT_NOTE, FROM_WINDOWS, GA_2024])
def test_the_assembly_s_file_is_known_by_its_header(text: str) -> None:
    told = read(file=text)
    question = sole(told)
    assert (question["record"], question["body_id"], question["resolution_symbol"]) == ("7", "ga", "A/RES/99/6")
    assert (question["meeting_symbol"], question["held_on"], question["held_in"]) == (
        "A/99/PV.53",
        date(2044, 12, 17),
        "2044-12",
    )
    assert [question[vote] for vote in tables.VOTES] == [1, 1, 1, 1]
    assert (question["method"], question["outcome"], question["subject_text"]) == (
        "recorded_vote",
        "adopted",
        "Maps, of orchards",
    )
    assert cast(told) == {"CHL": "in_favour", "CIV": "against", "FJI": "abstaining", "TCD": "not_voting"}


def test_several_drafts_and_subjects_are_kept_apart() -> None:
    question = sole(read(file=GA_2025))
    assert question["draft_symbols"] == ["A/99/L.8", "A/99/L.8/Rev.1"]
    assert question["topics"] == ["FRUIT TREES", "MAPS--ORCHARDS"]


def test_the_council_s_file_is_known_by_its_header() -> None:
    question = sole(read(file=SC))
    assert (question["body_id"], question["resolution_symbol"]) == ("sc", "S/RES/2999(2044)")
    assert (question["draft_symbols"], question["meeting_symbol"]) == (["S/2044/9"], "S/PV.9999")


def test_a_marc_record_tells_a_vote_and_an_absent_letter_is_no_abstention() -> None:
    told = read(file=MARC)
    question = sole(told)
    assert (question["record"], question["body_id"], question["session"]) == ("9", "ga", "99")
    assert (question["resolution_symbol"], question["draft_symbols"]) == ("A/RES/99/6", ["A/99/L.8"])
    assert (question["held_on"], question["subject_text"]) == (date(2044, 12, 17), "Maps of orchards : resolution")
    assert [question[vote] for vote in tables.VOTES] == [1, 1, 0, 1]
    assert cast(told) == {"CHL": "in_favour", "FJI": "against", "FRA": "not_voting"}


def test_the_table_of_1946_to_2019_is_two_files() -> None:
    told = read(votes=ROLL_CALL_VOTES, calls=ROLL_CALLS)
    assert told.rejections == []
    rows = {row["record"]: row for row in told.questions.iter_rows(named=True)}
    found = {rcid: (row["resolution_symbol"], row["subject"], row["held_on"]) for rcid, row in rows.items()}
    assert found == {
        "1": (None, "whole", None),  # the number is a page of the Official Records
        "2": ("A/RES/2758(XXVI)", "whole", None),  # the day is that of the week
        "3": ("A/RES/45/74 D", "whole", None),
        "4": ("A/RES/45/74 D", "paragraph", None),
        "5": ("A/RES/61/232", "whole", date(2006, 12, 22)),
        "6": ("A/RES/61/232", "motion", date(2006, 12, 22)),  # entered later under the same resolution
        "7": ("A/DEC/37/420", "whole", None),
        "8": ("A/RES/74/204", "whole", date(2019, 12, 19)),
        "9": (None, "amendment", None),
    }
    assert (rows["1"]["draft_symbols"], rows["1"]["held_in"]) == (["A/L.7/Rev.1"], "1948-12")
    assert (rows["3"]["outcome"], rows["4"]["outcome"]) == ("adopted", None)


def test_the_name_of_a_state_is_read_with_the_date() -> None:
    told = read(votes=ROLL_CALL_VOTES, calls=ROLL_CALLS)
    named = {record: code for record, code in told.votes.select("record", "state_code").iter_rows() if code in FOLLOWED}
    assert (named["1"], named["5"]) == ("YUG", "SRB")
    assert told.votes.filter(pl.col("record") == "1")["state_code"].to_list() == ["CHL", "KNA", "YUG"]


FOLLOWED = ("YUG", "SCG", "SRB")


def test_the_catalogue_ties_drafts_to_resolutions_and_reports() -> None:
    told = read(file=CATALOGUE)
    assert told.rejections == []
    assert told.links.rows() == [
        ("A/C.3/99/L.4", "A/99/458/Add.3", "reported_in", "catalogue"),
        ("A/C.3/99/L.4", "A/RES/99/6", "draft_of", "catalogue"),
    ]


def test_parquet_is_read_like_csv() -> None:
    buffer = io.BytesIO()
    pl.read_csv(io.StringIO(GA_2025), infer_schema=False).write_parquet(buffer)
    assert cast(read(file=buffer.getvalue())) == cast(read(file=GA_2025))


def truncated(text: str) -> str:
    return text.rstrip("\n")[:-40]


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
    ("an encoding that there is not", MARC.replace("UTF-8", "UTF--1"), "broken XML", "unknown encoding"),
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
    told = read(good=GA_2024, bad=data)
    assert told.questions["source_uri"].to_list() == ["good"]
    assert told.votes["source_uri"].unique().to_list() == ["good"]
    assert told.links.is_empty()
    (rejection,) = told.rejections
    assert (rejection["source_uri"], rejection["stage"], rejection["reason"]) == ("bad", "read", reason)
    assert detail in rejection["detail"]


def test_votes_whose_roll_calls_are_not_there_are_rejected() -> None:
    told = read(calls=ROLL_CALLS.rsplit("\n", 2)[0] + "\n", votes=ROLL_CALL_VOTES)
    assert told.votes.is_empty() and "rcid 9" in told.rejections[0]["detail"]


ODD = [
    ("CHL,\"CHILE\"", 'XXX,"ATLANTIS"', "no known State: ATLANTIS", 3, "row 2, record 7, 1 rows in all"),
    ("CHL,\"CHILE\"", 'XXX,"CHILE"', "no known code: XXX", 4, "row 2"),
    ("CHL,\"CHILE\"", 'CHL,"PERU"', "CHL is not PERU", 4, "row 2"),
    ("A/RES/99/6", "99/6", "no document symbol: 99/6", 4, "record 7"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "reason", "count", "detail"), ODD, ids=[each[2] for each in ODD])
def test_what_is_not_known_is_told_and_the_rest_loaded(
    old: str, new: str, reason: str, count: int, detail: str
) -> None:
    told = read(file=GA_2025.replace(old, new))
    assert told.votes.height == count
    (finding,) = told.rejections
    assert (finding["stage"], finding["reason"]) == ("model", reason)
    assert detail in finding["detail"]


# the authority of States


def test_periods_of_membership_are_in_order_and_each_code_stands_once() -> None:
    listed = states.states()
    assert listed["state_code"].is_unique().all()
    periods = states.memberships().sort("state_code", "first_on")
    after = periods.with_columns(before=pl.col("last_on").shift().over("state_code"))
    assert after.filter(pl.col("before") >= pl.col("first_on")).is_empty()
    assert periods.filter(pl.col("last_on") < pl.col("first_on")).is_empty()
    today = periods.filter(pl.col("last_on").is_null())
    assert today.height == 193


DATED = [
    ("Yugoslavia", date(1990, 1, 1), "YUG"),
    ("Yugoslavia", date(2005, 1, 1), "SCG"),
    ("Tanzania", date(1962, 1, 1), "EAT"),
    ("Tanzania", date(1970, 1, 1), "TZA"),
    ("Taiwan", date(1970, 1, 1), "CHN"),
    ("Taiwan", date(1980, 1, 1), None),
    ("Swiss Confederation", None, "CHE"),  # ISO's own name
]


@pytest.mark.parametrize(("name", "on", "code"), DATED)
def test_a_name_means_a_state_at_a_time(name: str, on: date | None, code: str | None) -> None:
    state = states.state_of(name, on)
    assert (state and state.code) == code


@needs_corpus
def test_members_are_those_of_the_un_s_list() -> None:
    """By year of admission. Serbia and Tanzania continue memberships that began under other codes."""
    listed = pl.read_csv(SHARED / "reference" / "un_members_193.csv", infer_schema=False)
    known = states.states().filter(~pl.col("is_former")).select("state_code", year=pl.col("member_from_on").dt.year())
    assert set(known["state_code"]) == set(listed["iso3"])
    both = listed.join(known, left_on="iso3", right_on="state_code")
    differ = both.filter(pl.col("un_member_year").cast(pl.Int32) != pl.col("year"))
    assert sorted(differ["iso3"]) == ["SRB", "TZA"]


# real files


def loaded(*names: str) -> tuple[Told, dict[str, pl.DataFrame], float]:
    start = time.process_time()
    told = voting_files.read((name, (CORPUS / "votes" / name).read_bytes()) for name in names)
    empty = (tables.DOCUMENTS.frame(), tables.CLAUSES.frame(), tables.FOOTNOTES.frame())
    frames = votes.vote_sessions(*empty, file_questions=told.questions, file_votes=told.votes)
    return told, frames, time.process_time() - start


REAL: list[tuple[tuple[str, ...], int, int, float]] = [
    (("2026_02_06_ga_voting.csv",), 173, 33_389, 5.0),
    (("2024_09_12_ga_resolutions_voting.csv",), 80, 15_440, 5.0),
    (("unvotes_1946_2019_roll_calls.parquet", "unvotes_1946_2019_votes.parquet"), 6_203, 870_109, 10.0),
]


@needs_corpus
@pytest.mark.parametrize(("names", "sessions", "rows", "limit"), REAL, ids=[each[0][0] for each in REAL])
def test_real_files_load_whole_in_time(names: tuple[str, ...], sessions: int, rows: int, limit: float) -> None:
    told, frames, seconds = loaded(*names)
    assert told.rejections == []
    assert (frames["vote_sessions"].height, frames["votes"].height) == (sessions, rows)
    assert seconds < limit  # of the processor, so that what else the machine does hardly counts
    unproved = frames["vote_sessions"].join(
        frames["votes"].group_by("vote_session_id").agg((pl.col("vote") == "in_favour").sum().alias("listed")),
        on="vote_session_id",
    )
    assert unproved.filter(pl.col("in_favour") != pl.col("listed")).is_empty()


@needs_corpus
def test_a_broken_copy_of_a_real_file_is_rejected() -> None:
    data = (CORPUS / "votes" / "2026_02_06_ga_voting.csv").read_bytes()
    told = voting_files.read([("cut", data[: len(data) // 2])])
    assert told.votes.is_empty() and "cut off" in told.rejections[0]["detail"]


def test_a_file_that_does_what_nobody_foresaw_costs_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(data: bytes) -> None:
        raise KeyError("999")

    monkeypatch.setattr(voting_files, "_marc", fails)
    told = voting_files.read([("marc.xml", MARC.encode()), ("ga.csv", GA_2025.encode())])
    assert told.questions["source_uri"].to_list() == ["ga.csv"]
    (rejected,) = told.rejections
    assert (rejected["source_uri"], rejected["reason"]) == ("marc.xml", "the reader failed")
    assert "KeyError: '999'; please report it" in rejected["detail"]
