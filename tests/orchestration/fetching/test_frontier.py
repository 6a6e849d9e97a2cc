"""What should exist and is not held."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from orchestration.fetching.frontier import Evidence, Wanted, symbols_on, wanted

NOW = datetime(2026, 11, 24, tzinfo=UTC)


def found(evidence: Evidence, *collections: str, listed: tuple[str, ...] = ()) -> dict[str, Wanted]:
    return {each.symbol: each for each in wanted(evidence, listed, collections, NOW)}


def test_the_next_numbers_of_a_series_and_its_gaps_are_wanted() -> None:
    held = frozenset({"A/RES/81/1", "A/RES/81/2", "A/RES/81/4", "A/RES/60/1", "A/RES/60/2"})
    gaps = found(Evidence(held, [], []))
    assert set(gaps) == {"A/RES/81/3", *(f"A/RES/81/{number}" for number in range(5, 10))}, "session 60 is long over"
    assert gaps["A/RES/81/3"].why == "gap"
    assert gaps["A/RES/81/5"].score > gaps["A/RES/81/3"].score


def test_a_series_that_counts_on_through_the_years_is_wanted_in_both_years() -> None:
    held = frozenset({"S/RES/2767(2024)", "S/RES/2769(2025)"})
    gaps = found(Evidence(held, [], []))
    assert {"S/RES/2768(2024)", "S/RES/2768(2025)", "S/RES/2770(2025)", "S/RES/2770(2026)"} <= set(gaps)


def test_a_series_of_which_little_is_held_has_no_gaps() -> None:
    assert "A/79/500" not in found(Evidence(frozenset({"A/79/1", "A/79/900"}), [], []))


def test_a_symbol_is_wanted_once_for_its_best_reason() -> None:
    cited = [("A/RES/81/2", 1, "A/RES/81/9")]
    evidence = Evidence(frozenset({"A/RES/81/1"}), cited, [("A/RES/81/3", "draft_of", "A/81/L.1")])
    best = found(evidence, listed=("A/RES/81/3", "A/RES/81/1"))
    assert (best["A/RES/81/2"].why, best["A/RES/81/3"].why) == ("next number", "listed")
    assert "A/RES/81/1" not in best, "it is held"


def test_documents_cited_more_often_are_wanted_more() -> None:
    cited = [("A/RES/70/1", 40, "A/RES/79/1"), ("A/RES/60/251", 1, "A/RES/79/2"), ("A/RES/57/270 B", 2, "A/RES/79/3")]
    given = found(Evidence(frozenset(), [*cited, ("A/DEC/79/532", 9, "x"), ("resolution 5", 9, "x")], []))
    assert list(given) == ["A/RES/70/1", "A/RES/57/270", "A/RES/60/251"], "a part is in the whole, decisions in volumes"
    assert (given["A/RES/70/1"].why, given["A/RES/70/1"].found_in) == ("cited 40 times", "A/RES/79/1")


def test_documents_that_mastheads_name_are_wanted_in_the_given_collections() -> None:
    linked = [("A/79/458/Add.3", "reported_in", "A/RES/79/181"), ("A/78/1", "reported_in", "A/RES/78/1")]
    assert set(found(Evidence(frozenset(), [], linked))) == {"A/79/458/Add.3", "A/78/1"}
    assert set(found(Evidence(frozenset({"A/RES/79/181"}), [], linked), "A-79")) >= {"A/79/458/Add.3"}
    assert "A/78/1" not in found(Evidence(frozenset(), [], linked), "A-79")


def test_a_new_collection_begins_with_its_series() -> None:
    fresh = set(found(Evidence(frozenset({"S/RES/2767(2025)"}), [], []), "A-81", "S-2026"))
    assert {"A/RES/81/1", "A/81/PV.1", "S/PRST/2026/1", "S/RES/2768(2026)"} <= fresh
    assert found(Evidence(frozenset(), [], []), "A-95") == {}, "what has not begun has no documents"


@pytest.mark.parametrize(
    ("page", "symbols"),
    [
        pytest.param(b"<td>A/RES/80/1</td><td>Vote: 1-2-3</td><td>n/a</td>", ["A/RES/80/1"], id="a cell"),
        pytest.param(b'<a href="https://undocs.org/en/S/RES/2767(2025)">text', ["S/RES/2767(2025)"], id="a link"),
        pytest.param(b"<p>\n A/80/L.3&nbsp;<br>A&#47;80/5", ["A/80/5", "A/80/L.3"], id="blanks and references"),
        pytest.param(b"<td>a/res/80/1<td>A/RES/80/1", ["A/RES/80/1"], id="two spellings, cells left open"),
        pytest.param(b"<!-- A/80/7 --><p title='A/80/8'>Resolution A/80/9", [], id="not the whole text between tags"),
        pytest.param(b"<p>\xff\xfe\0<td>A/80/1", ["A/80/1"], id="bytes that are no text"),
        pytest.param(b" \n", [], id="empty"),
    ],
)
def test_a_page_gives_the_symbols_in_its_links_and_cells(page: bytes, symbols: list[str]) -> None:
    assert symbols_on(page) == symbols
