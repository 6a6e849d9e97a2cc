"""States: the State of a printed name on a day, of a code, and of each name in a printed list."""

from datetime import date

import pytest

from transforms.authorities import states

# name, day of the vote -> code, with why
NAMES = [
    ("Côte d’Ivoire", None, "CIV", "a curly apostrophe"),
    ("COTE D'IVOIRE", None, "CIV", "capitals without accents"),
    ("M a u r i t a n i a", None, "MRT", "set with spaced letters"),
    ("Guinea-\nBissau", None, "GNB", "broken over two lines"),
    ("the Netherlands", None, "NLD", "with its article"),
    ("Union of Soviet Socialist Republics", None, "RUS", "a former name of the same membership"),
    ("Yugoslavia", date(1980, 1, 1), "YUG", "the former State"),
    ("Yugoslavia", date(2005, 1, 1), "SCG", "the name meant another State on that day"),
    ("Erewhon", None, None, "no State"),
]


@pytest.mark.parametrize(("name", "on", "code", "why"), NAMES, ids=[why for *_, why in NAMES])
def test_a_name_means_a_state(name: str, on: date | None, code: str | None, why: str) -> None:
    state = states.state_of(name, on)
    assert (state and state.code) == code


@pytest.mark.parametrize(("code", "name"), [("SUN", "Russian Federation"), ("FRA", "France"), ("XYZ", None)])
def test_a_code_means_a_state(code: str, name: str | None) -> None:
    state = states.coded(code)
    assert (state and state.name) == name


LISTS = [
    ("Albania, Algeria and Zambia.", ["ALB", "DZA", "ZMB"], [], "a list"),
    ("Zambia Zimbabwe", ["ZMB", "ZWE"], [], "no comma between two names"),
    ("St. Lucia; Trinidad and Tobago", ["LCA", "TTO"], [], "a stop and an and inside names"),
    ("None.", [], [], "nobody"),
    ("Albania, Erewhon", ["ALB"], ["Erewhon"], "an item that is no known State"),
]


@pytest.mark.parametrize(("text", "codes", "unknown", "why"), LISTS, ids=[why for *_, why in LISTS])
def test_a_list_is_split_into_states(text: str, codes: list[str], unknown: list[str], why: str) -> None:
    found, left = states.states_in(text)
    assert ([state.code for state in found], left) == (codes, unknown)


def test_a_period_includes_both_its_days() -> None:
    period = states.Period.read("1958-02-22/1961-10-12")
    assert [period.includes(date(*day)) for day in ((1958, 2, 21), (1958, 2, 22), (1961, 10, 12), (1961, 10, 13))] == [
        False, True, True, False
    ]  # fmt: skip
    assert states.Period.read("/").includes(date.min)
