"""Gaps in numbering: a series without gaps gives no row, and each gap gives one."""

from __future__ import annotations

import pytest

from transforms.texts import gaps
from warehouse.tables import CLAUSES, FOOTNOTES

SYMBOL = "A/RES/99/1"
HERE = {"symbol": SYMBOL, "language": "en"}


def found_in(paths: list[str], kind: str = "operative") -> list[tuple[str | None, str, int]]:
    """What is found among clauses of these paths, each on a page of its own: number before, number, page."""
    clause = HERE | {"kind": kind, "depth": 0, "text": "Decides"}
    clauses = CLAUSES.frame(
        clause | {"clause_id": f"{SYMBOL}#{n}", "seq": n, "path": path, "page_first": n, "page_last": n}
        for n, path in enumerate(paths, 1)
    )
    return gaps.gaps(clauses, FOOTNOTES.frame()).select("previous", "found", "page").rows()


@pytest.mark.parametrize(
    ("paths", "found", "why"),
    [
        (["1", "2", "3"], [], "figures"),
        (["1", "2", "4", "5"], [("2", "4", 3)], "one was lost: named once, not for all that follow"),
        (["2", "3"], [(None, "2", 1)], "the first was lost"),
        (["1", "2", "2", "3"], [("2", "2", 3)], "one stands twice"),
        ([f"1({c})" for c in "abcdefghijk"], [], "letters, (i) being the ninth"),
        (["1(i)", "1(ii)", "1(iii)", "1(iv)"], [], "Roman figures"),
        (["1(a)(i)", "1(a)(iii)"], [("1(a)(i)", "1(a)(iii)", 2)], "a Roman figure was lost"),
        ([*(f"19({c})" for c in "abcdefghijklmnopqrstuvwxyz"), "19(aa)", "19(bb)"], [], "letters doubled after (z)"),
        (["1(a)", "1(b)", "1(d)", "1(e)"], [("1(b)", "1(d)", 3)], "a letter was lost: named once"),
        (["1", "2", "1", "2", "3"], [], "several resolutions under one symbol"),
        (["1", "2", "1", "3"], [("1", "3", 4)], "a gap in the second of them"),
        (["", "", ""], [], "no numbers at all"),
        (["1(i) and (iii)", "1(ii)", "2(a)–(b)"], [], "items named together stand where the first does"),
        (["1(أ)", "1(ب)"], [], "letters other than Latin are left aside"),
    ],
)
def test_clauses(paths: list[str], found: list[tuple[str | None, str, int]], why: str) -> None:
    assert found_in(paths) == found, why


def test_headings_are_no_series() -> None:
    assert found_in(["I", "III"], "heading") == []


@pytest.mark.parametrize(
    ("numbers", "found", "why"),
    [
        (["1", "*", "2"], [], "stars stand apart from figures"),
        (["1", "2", "4"], [("2", "4")], "a note was lost"),
        (["1", "2", "1", "2"], [], "an annex starts again"),
    ],
)
def test_notes(numbers: list[str], found: list[tuple[str, str]], why: str) -> None:
    notes = FOOTNOTES.frame(
        HERE | {"footnote_id": f"{SYMBOL}#fn.{n}", "seq": n, "number": number, "text": "See A/99/1.", "page": 1}
        for n, number in enumerate(numbers, 1)
    )
    assert gaps.gaps(CLAUSES.frame(), notes).select("previous", "found").rows() == found, why


def test_numbering_runs_on_over_sections_and_starts_anew_in_an_annex() -> None:
    ids = ["I.p.1", "I.p.2", "II.p.3", "annex.1.op.1", "annex.1.op.3"]
    clauses = CLAUSES.frame(
        HERE
        | {"clause_id": f"{SYMBOL}#{name}", "seq": n, "kind": "annex", "path": name[-1], "depth": 0, "text": "Text"}
        | {"page_first": 1, "page_last": 1}
        for n, name in enumerate(ids, 1)
    )
    found = gaps.gaps(clauses, FOOTNOTES.frame())
    assert found.select("series", "previous", "found").rows() == [("annex.1", "1", "3")]
