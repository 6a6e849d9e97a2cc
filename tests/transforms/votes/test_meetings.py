"""Meetings: the record of each, and its day."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from transforms.votes import meetings
from transforms.votes.meetings import Meeting


def document(symbol: str, session: str | None, **more: Any) -> dict[str, Any]:
    dates = dict.fromkeys(("held_on", "adopted_on", "published_on"))
    return {"symbol": symbol, "session": session, "title": None, **dates, **more}


def test_the_day_of_a_record_is_in_its_masthead_or_in_its_first_paragraphs() -> None:
    printed = [{"text": "Held at Headquarters on Tuesday, 17 December 2044, at 10 a.m."}]
    record = document("A/99/PV.53", "99")
    assert meetings.meeting_of_record(record, printed) == Meeting("A/99/PV.53", date(2044, 12, 17))
    in_masthead = record | {"held_on": date(2044, 12, 18)}
    assert meetings.meeting_of_record(in_masthead, printed).held_on == date(2044, 12, 18)
    assert meetings.meeting_of_record(record, []).held_on is None


def test_a_main_committee_reports_under_a_symbol_of_the_assembly() -> None:
    report = document("A/99/458", "99")
    assert meetings.prefix_of_report(report, [{"text": "Report of the Third Committee"}]) == "A/C.3"
    assert meetings.prefix_of_report(report, [{"text": "Report of the Secretary-General"}]) == "A"
    assert meetings.prefix_of_report(document("E/CN.4/2003/135", None), []) == "E/CN.4"


NAMED = [
    ("At its 24th meeting, on 26 November, it met.", "A/C.3", ("A/C.3/99/SR.24", date(2044, 11, 26)), "a committee"),
    ("At its 50th meeting, on 12 March, it met.", "A/C.3", ("A/C.3/99/SR.50", date(2045, 3, 12)), "the year after"),
    (
        "At the 53rd plenary meeting, on 17 December 2044, it met.",
        "A/C.3",
        ("A/99/PV.53", date(2044, 12, 17)),
        "plenary",
    ),
    ("At its 3rd meeting, on 4 May 2045, it met.", "A", (None, date(2045, 5, 4)), "a special committee"),
    (
        "At its 2nd meeting, on 1 October, and its 4th meeting, on 3 October, it met.",
        "A/C.3",
        ("A/C.3/99/SR.4", date(2044, 10, 3)),
        "the last of two",
    ),
    ("At the same meeting, it met.", "A/C.3", None, "none"),
]


@pytest.mark.parametrize(("text", "prefix", "named", "why"), NAMED, ids=[why for *_, why in NAMED])
def test_a_report_names_its_meetings(text: str, prefix: str, named: tuple[str | None, date] | None, why: str) -> None:
    assert meetings.last_meeting_in(text, prefix, document("A/99/458", "99")) == named
