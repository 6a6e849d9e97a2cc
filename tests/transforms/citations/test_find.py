"""Find: places, dates, lists and ranges, and what is kept of references that overlap."""

import datetime as dt

import pytest

from tests.transforms.citations.citing import cite
from transforms.citations.find import find

# text -> (pinpoint, date) of its first citation
PLACES = [
    ("Resolution 70/175, annex.", "annex", None),
    (
        "paragraph 8 of Security Council resolution 2397 (2017) of 22 December 2017",
        "paragraph 8",
        dt.date(2017, 12, 22),
    ),
    ("paragraph 15 of the annex to resolution 65/1", "annex, paragraph 15", None),
    ("section II, paragraphs 1 to 3, of its resolution 2205 (XXI)", "section II, paragraphs 1 to 3", None),
    ("resolution 70/1, annex, and resolution 70/2", "annex", None),
    ("resolution 64/72, paragraphs 121 and 126 of resolution 66/68", None, None),
    ("Resolutions 69/117, para. 8, 70/116, para. 4, and 72/115, paras. 7\u20138.", "para. 8", None),
    ("See A/56/1026-S/2002/932, annex II, resolution 14/221.", "annex II, resolution 14/221", None),
    ("the statement of 25 February 2004 (S/PRST/2004/3)", None, dt.date(2004, 2, 25)),
    ("resolutions 75/1 and 75/2 of 21 September 2020", None, dt.date(2020, 9, 21)),
    ("resolutions 60/251 and 77/226 of 15 December 2022", None, None),
    ("resolution 77/226 of 31 February 2022", None, None),
    ("Supplement No. 53 (A/74/53), chap. IV, sect. A.", "chap. IV, sect. A", None),
]


@pytest.mark.parametrize(("text", "pinpoint", "cited_on"), PLACES)
def test_places_and_dates(text: str, pinpoint: str | None, cited_on: dt.date | None) -> None:
    first = find(text)[0]
    row = next(row for row in cite(text) if row["char_start"] == first.start)
    assert (row["pinpoint"], row["cited_on"]) == (pinpoint, cited_on)


def test_a_resolution_named_as_a_place_is_the_human_rights_councils_in_its_report() -> None:
    own = cite("See Supplement No. 53A (A/77/53/Add.1), chap. III, sect. A, resolution 51/4.")
    assert [row["cited_symbol"] for row in own] == ["A/77/53/Add.1", "A/HRC/RES/51/4"]
    others = cite("See Supplement No. 8 (E/2021/28), chap. I, sect. B, resolution 64/1.")
    assert [row["cited_symbol"] for row in others] == ["E/2021/28"]
    in_a_list = cite("the statement (S/PRST/2004/26), resolution 1535 (2004), and the report (S/2004/70)")
    assert [row["cited_symbol"] for row in in_a_list] == ["S/PRST/2004/26", "S/RES/1535(2004)", "S/2004/70"]


def test_the_members_of_a_range_between_its_ends_quote_the_range() -> None:
    rows = cite("resolutions 34/1 to 34/4")
    assert [(row["cited_symbol"], row["cited_text"]) for row in rows] == [
        ("A/RES/34/1", "34/1"),
        ("A/RES/34/2", "34/1 to 34/4"),
        ("A/RES/34/3", "34/1 to 34/4"),
        ("A/RES/34/4", "34/4"),
    ]
    assert len({row["citation_id"] for row in rows}) == 4
    assert [row["cited_symbol"] for row in cite("A/53/130 and Add.1\u20133")] == [
        "A/53/130",
        "A/53/130/Add.1",
        "A/53/130/Add.2",
        "A/53/130/Add.3",
    ]


def test_further_records_of_a_body_are_named_by_their_numbers() -> None:
    rows = cite(
        "at its 9th and 11th to 13th meetings (see A/C.4/99/SR.9 and 11\u201313), and at another, A/99/PV.7, 12 times"
    )
    assert [row["resolution_rule"] for row in rows] == ["symbol", *["series_of_symbol_before"] * 3, "symbol"]
    assert [(row["cited_symbol"], row["cited_text"]) for row in rows] == [
        ("A/C.4/99/SR.9", "A/C.4/99/SR.9"),
        ("A/C.4/99/SR.11", "11"),
        ("A/C.4/99/SR.13", "13"),
        ("A/C.4/99/SR.12", "13"),
        ("A/99/PV.7", "A/99/PV.7"),
    ]
