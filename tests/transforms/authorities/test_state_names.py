"""The names of States as records, reports and voting files print them, and when each State was a Member."""

from datetime import date

import polars as pl
import pytest

from tests.corpus import SHARED, needs_corpus
from transforms.authorities import states

NAMES = [
    ("Zaire", "COD", "a name of the same State through time"),
    ("Byelorussian Soviet Socialist Republic", "BLR", "a former name"),
    ("Union of Soviet Socialist Republics", "RUS", "one membership, continued"),
    ("Czechoslovakia", "CSK", "a State that none continues"),
    ("the former Yugoslav Republic of Macedonia", "MKD", "with its article"),
    ("Côte d'Ivoire", "CIV", "straight apostrophe"),
    ("Cote d’Ivoire", "CIV", "without its accent"),
    ("GuineaBissau", "GNB", "a hyphen lost at a line's end"),
    ("M a u r i t a n i a", "MRT", "letters set apart to fill a line"),
    ("Türki̇ ye", "TUR", "a dot of its own above the i"),
    ("Congo (Leopoldville)", "COD", "two States of one name, distinguished by their capitals"),
    ("Atlantis", None, "no State"),
]


@pytest.mark.parametrize(("name", "code", "why"), NAMES, ids=[why for _, _, why in NAMES])
def test_a_printed_name_means_a_state(name: str, code: str | None, why: str) -> None:
    state = states.state_of(name)
    assert (state and state.code) == code


LISTS = [
    ("Albania, Algeria and Zambia.", ["ALB", "DZA", "ZMB"], [], "a list"),
    ("Zambia Zimbabwe", ["ZMB", "ZWE"], [], "a comma forgotten"),
    ("Antigua and Barbuda, Trinidad and Tobago", ["ATG", "TTO"], [], "an and inside a name"),
    ("St. Lucia, Iran (Islamic Republic of)", ["LCA", "IRN"], [], "a point and parentheses inside a name"),
    ("None.", [], [], "nobody"),
    ("Albania, Atlantis, Zambia", ["ALB", "ZMB"], ["Atlantis"], "an unknown name is kept apart"),
]


@pytest.mark.parametrize(("text", "codes", "unknown", "why"), LISTS, ids=[why for *_, why in LISTS])
def test_a_printed_list_holds_its_states(text: str, codes: list[str], unknown: list[str], why: str) -> None:
    found, unknown_names = states.states_in(text)
    assert ([state.code for state in found], unknown_names) == (codes, unknown)


MISREAD = [
    ("lndia", "IND", "a letter for another"),
    ("Cuha", "CUB", "of a short name"),
    ("Austraiia", "AUS", "beside another that is like it"),
    ("Unitcd Kingdom of Grcat Britain and Northern Ireland", "GBR", "several letters"),
    ("The President", None, "no State"),
]


@pytest.mark.parametrize(("name", "code", "why"), MISREAD, ids=[why for _, _, why in MISREAD])
def test_a_misread_name_is_the_state_it_is_nearest_to(name: str, code: str | None, why: str) -> None:
    state = states.nearest(name, 0.75)
    assert (state and state.code) == code


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
