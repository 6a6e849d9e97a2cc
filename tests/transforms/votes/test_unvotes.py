"""The public table of 1946-2019: two files, and what their columns mean."""

from __future__ import annotations

from datetime import date

import polars as pl

from tests.voting_files import ROLL_CALL_VOTES, ROLL_CALLS, read

FOLLOWED = ("YUG", "SCG", "SRB")


def test_the_table_of_1946_to_2019_is_two_files() -> None:
    contents = read(votes=ROLL_CALL_VOTES, calls=ROLL_CALLS)
    assert contents.rejections == []
    rows = {row["record"]: row for row in contents.questions.iter_rows(named=True)}
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
    contents = read(votes=ROLL_CALL_VOTES, calls=ROLL_CALLS)
    named = {
        record: code for record, code in contents.votes.select("record", "state_code").iter_rows() if code in FOLLOWED
    }
    assert (named["1"], named["5"]) == ("YUG", "SRB")
    assert contents.votes.filter(pl.col("record") == "1")["state_code"].to_list() == ["CHL", "KNA", "YUG"]


def test_votes_whose_roll_calls_are_not_there_are_rejected() -> None:
    contents = read(calls=ROLL_CALLS.rsplit("\n", 2)[0] + "\n", votes=ROLL_CALL_VOTES)
    assert contents.votes.is_empty() and "rcid 9" in contents.rejections[0]["detail"]
