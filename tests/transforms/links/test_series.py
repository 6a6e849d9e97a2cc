"""The series of a text: its predecessor, the clauses of both side by side, changes word by word."""

import regex
from hypothesis import given
from hypothesis import strategies as st

from transforms.links import series
from warehouse import tables


def resolution(symbol: str, title: str = "Situation of the specimens", body_id: str = "ga") -> dict[str, object]:
    return {"symbol": symbol, "language": "en", "document_type": "resolution", "title": title, "body_id": body_id}


def cites(symbol: str, *cited: str) -> list[dict[str, object]]:
    return [{"citation_id": f"{symbol}@{c}", "symbol": symbol, "language": "en", "cited_symbol": c} for c in cited]


def clauses(symbol: str, *texts: str) -> list[dict[str, object]]:
    return [
        {"clause_id": f"{symbol}#{n}", "symbol": symbol, "language": "en", "seq": n, "kind": "operative", "text": t}
        for n, t in enumerate(texts, start=1)
    ]


BODY = ("Welcomes the work of the specimens;", "Requests a report on the specimens;", "Decides to remain seized.")
OTHER = ("Notes the tides;", "Invites all observatories to measure rain;", "Calls for buckets in every harbour town.")


def test_the_predecessor_is_the_latest_of_its_body_and_title_whose_text_recurs() -> None:
    texts = {
        "A/RES/97/5": ("Situation of the specimens", "ga", BODY),
        "A/RES/98/7": ("The situation of the specimens", "ga", BODY),
        "A/RES/98/9": ("Another matter altogether", "ga", BODY),
        "A/HRC/RES/98/8": ("Situation of the specimens", "hrc", BODY),
        "A/RES/98/10": ("Situation of the specimens", "ga", OTHER),
        "A/RES/99/1": ("Situation of the specimens", "ga", (*BODY[:2], "Decides to consider it at its next session.")),
        "A/RES/99/2": ("Situation of the Specimens", "ga", BODY),
        "A/RES/99/3": ("Another matter, quite alone", "ga", BODY),
    }
    documents = tables.DOCUMENTS.frame([resolution(symbol, *row[:2]) for symbol, row in texts.items()])
    frame = tables.CLAUSES.frame([row for symbol, (_, _, of) in texts.items() for row in clauses(symbol, *of)])
    cited = ("A/RES/97/5", "A/RES/98/7", "A/RES/98/9", "A/HRC/RES/98/8", "A/RES/99/1", "A/RES/96/1")
    citations = tables.CITATIONS.frame([*cites("A/RES/99/1", *cited), *cites("A/RES/98/7", "A/RES/97/5")])
    assert series.predecessors(documents, frame, citations) == [
        ("A/RES/98/7", "A/RES/97/5"),  # of a like title and cited
        ("A/RES/99/1", "A/RES/98/7"),  # not 98/9 of another title, nor 98/10 of another text
        ("A/RES/99/2", "A/RES/99/1"),  # of the same title, though it cites none
    ]


def test_resolutions_are_ordered_by_session_number_and_part() -> None:
    symbols = ["A/RES/99/10", "A/RES/99/9 B", "S/RES/2999(2044)", "A/RES/2200(XXI)", "A/RES/99/9"]
    assert sorted(symbols, key=series.order) == [
        "A/RES/2200(XXI)",
        "A/RES/99/9",
        "A/RES/99/9 B",
        "A/RES/99/10",
        "S/RES/2999(2044)",
    ]


def test_clauses_stand_beside_their_predecessors() -> None:
    documents = tables.DOCUMENTS.frame([resolution("A/RES/98/7"), resolution("A/RES/99/1")])
    texts = tables.CLAUSES.frame(
        [
            *clauses(
                "A/RES/98/7",
                "Welcomes the work of the specimens;",
                "Regrets the loss of all the pages of the record;",
                "Decides to consider the specimens again at its ninety-ninth session.",
            ),
            *clauses(
                "A/RES/99/1",
                "Welcomes the work of the specimens;",
                "Invites donors;",
                "Decides to consider the specimens again at its one-hundredth session.",
            ),
        ]
    )
    frame = series.clause_changes(texts, documents, tables.CITATIONS.frame(cites("A/RES/99/1", "A/RES/98/7")))
    assert frame.select("clause_id", "previous_clause_id", "change").rows() == [
        ("A/RES/99/1#1", "A/RES/98/7#1", "same"),
        ("A/RES/99/1#2", None, "new"),
        (None, "A/RES/98/7#2", "dropped"),
        ("A/RES/99/1#3", "A/RES/98/7#3", "changed"),
    ]
    assert frame["diff"].to_list()[3] == (
        "Decides to consider the specimens again at its [-ninety-ninth-]{+one-hundredth+} session."
    )


def test_of_several_similar_clauses_the_most_similar_is_the_predecessor() -> None:
    earlier = clauses("A/RES/98/7", "Requests a report on the specimens in 2041;")
    later = clauses(
        "A/RES/99/1", "Requests a report on buckets in 2042;", "Requests a report on the specimens in 2042;"
    )
    rows = [(row["clause_id"], row["previous_clause_id"]) for row in series.compare(earlier, later)]
    assert rows == [("A/RES/99/1#1", None), ("A/RES/99/1#2", "A/RES/98/7#1")]


def test_hyphens_of_another_form_are_no_change_and_other_marks_are() -> None:
    earlier = clauses("A/RES/98/7", "Urges non\u2010nuclear States to act;", "Urges them to act, soon;")
    later = clauses("A/RES/99/1", "Urges non-nuclear States to act;", "Urges them to act soon;")
    rows = list(series.compare(earlier, later))
    assert [(row["change"], row["diff"]) for row in rows] == [
        ("same", None),
        ("changed", "Urges them to act[-,-] soon;"),
    ]


def test_changes_with_a_space_between_them_are_one() -> None:
    assert series.word_diff("to hold an open debate", "to hold one closed debate") == (
        "to hold [-an open-]{+one closed+} debate"
    )


@given(st.text("ab ,-/", max_size=30), st.text("ab ,-/", max_size=30))
def test_a_diff_holds_both_texts_whole(earlier: str, later: str) -> None:
    diff = series.word_diff(earlier, later)
    assert regex.sub(r"\{\+.*?\+\}", "", diff).replace("[-", "").replace("-]", "") == earlier.replace("[-", "")
    assert regex.sub(r"\[-.*?-\]", "", diff).replace("{+", "").replace("+}", "") == later
