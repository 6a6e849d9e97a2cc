"""Due dates: the times that texts print, the days that follow, and times at which nothing is due."""

from datetime import date

import pytest

from transforms.mandates.due import DUE as DUE_PATTERN
from transforms.mandates.due import NOT_DUE, Time, due

ADOPTED = date(2044, 12, 17)

DUE = [
    ("to report to the Assembly at its ninety-ninth session", "at its ninety-ninth session", None, "a session"),
    ("to report at its 2045 session", "at its 2045 session", None, "a session called by its year"),
    (
        "to report at the main part of its ninety-ninth session",
        "at the main part of its ninety-ninth session",
        None,
        "part of a session",
    ),
    (
        "to include in the provisional agenda of its hundredth session the item",
        "in the provisional agenda of its hundredth session",
        None,
        "an agenda",
    ),
    ("to report no later than 12 August 2045", "no later than 12 August 2045", date(2045, 8, 12), "a day"),
    ("to meet on Monday, 20 March 2045", "on Monday, 20 March 2045", date(2045, 3, 20), "a day of the week"),
    ("to report by 31 November 2045", "by 31 November 2045", None, "no such day"),
    ("to extend until 31 May 2045 the mandate", "until 31 May 2045", date(2045, 5, 31), "an end"),
    ("to meet from 5 to 9 June 2045", "from 5 to 9 June 2045", None, "several days are not one"),
    ("to finish by the end of 2045", "by the end of 2045", date(2045, 12, 31), "a year is due on its last day"),
    ("to finish before February 2048", "before February 2048", date(2048, 2, 29), "a month, on its last day"),
    (
        "to report within 90 days of the adoption of this resolution, every 90 days thereafter, and to add views",
        "within 90 days of the adoption of this resolution; every 90 days thereafter",
        date(2045, 3, 17),
        "a period from the adoption, and a rhythm",
    ),
    (
        "to report eleven months after the adoption of the present resolution",
        "eleven months after the adoption of the present resolution",
        date(2045, 11, 17),
        "a period in words",
    ),
    ("to report within two weeks", "within two weeks", None, "the text does not say from when"),
    ("to report annually", "annually", None, "a rhythm"),
    ("to open by 0000 hours", "by 0000", None, "no such year"),
    (
        "to report within 99999999 days of the adoption of this resolution",
        "within 99999999 days of the adoption of this resolution",
        None,
        "a day that no calendar has",
    ),
    ("to pay at a monthly rate", None, None, "an adjective is no time"),
    ("to report on measures taken in his next report", "in his next report", None, "the next report"),
    ("to implement the decision taken at its ninetieth session", None, None, "what is past"),
    ("to end hunger by 2030", None, None, "what was due before the adoption"),
    (
        "to take part in the conference to be held in June 2046",
        None,
        None,
        "the time of an event that is not asked for",
    ),
    ("to apportion 100 dollars for the period from 1 July to 31 December 2046", None, None, "what an amount is for"),
    ("to consider the item", None, None, "no time at all"),
    (
        "to report within three months and every six months thereafter",
        "within three months; every six months thereafter",
        None,
        "a time and, after and, a rhythm",
    ),
    (
        "to meet from 8 April to 3 June and from 4 July to 5 August 2046",
        "from 8 April to 3 June; from 4 July to 5 August 2046",
        None,
        "two stretches of one year",
    ),
    ("to report in 30 days, and monthly thereafter", "in 30 days; monthly", None, "a period from now"),
    ("to review the measures after six months", "after six months", None, "another"),
    ("to report before the end of the mandate period", "before the end of the mandate period", None, "an end unnamed"),
    ("to report by 15 November and yearly", "by 15 November; yearly", None, "a day of no year"),
    (
        "that the forum be held on Thursday, 5 May, and Friday, 6 May 2046",
        "on Thursday, 5 May, and Friday, 6 May 2046",
        None,
        "two days",
    ),
    (
        "to discuss the follow-up to the Fourth Conference and to the third special session of the General Assembly",
        None,
        None,
        "a session that is followed up",
    ),
]


@pytest.mark.parametrize(("act", "printed", "day", "why"), DUE, ids=[why for *_, why in DUE])
def test_when_an_act_is_due(act: str, printed: str | None, day: date | None, why: str) -> None:
    assert due(act, ADOPTED) == (printed, day)


def test_the_time_of_an_event_is_due_where_the_event_is_decided() -> None:
    assert due("that it is to be held in June 2046", ADOPTED, is_event=True)[0] == "in June 2046"


# act -> the rule by which nothing is due at its time
TIMES = [
    ("to apportion 100 dollars for the period from 1 July to 31 December 2046", "other_use"),
    ("to implement the decision taken at its ninetieth session", "past"),
    ("to take part in the conference to be held in June 2046", "time_of_event"),
    ("to recall the events in 2046", "year_without_report"),
    ("to end hunger by 2030", "before_adoption"),
]


@pytest.mark.parametrize(("act", "name"), TIMES)
def test_the_rule_by_which_nothing_is_due(act: str, name: str) -> None:
    match = DUE_PATTERN.search(act)
    assert match
    time = Time(match[0], act[: match.start()], ADOPTED, is_event=False)
    assert next(rule.name for rule in NOT_DUE if rule.holds(time)) == name


def test_every_rule_has_an_example() -> None:
    assert [name for _, name in TIMES] == [rule.name for rule in NOT_DUE]
