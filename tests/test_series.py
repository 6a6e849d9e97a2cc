"""The series of a text: the right predecessor, clauses beside what they were, changes word by word."""

import regex
from hypothesis import given
from hypothesis import strategies as st

from transforms import series
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


def test_the_predecessor_is_the_latest_cited_of_the_same_title_and_body() -> None:
    documents = tables.DOCUMENTS.frame(
        [
            resolution("A/RES/97/5"),
            resolution("A/RES/98/7", "The situation of the specimens"),
            resolution("A/RES/98/9", "Another matter altogether"),
            resolution("A/HRC/RES/98/8", body_id="hrc"),
            resolution("A/RES/99/1"),
            resolution("A/RES/99/2", "Another matter, quite alone"),
        ]
    )
    cited = ("A/RES/97/5", "A/RES/98/7", "A/RES/98/9", "A/HRC/RES/98/8", "A/RES/99/1", "A/RES/96/1")
    citations = tables.CITATIONS.frame([*cites("A/RES/99/1", *cited), *cites("A/RES/98/7", "A/RES/97/5")])
    assert series.predecessors(documents, citations) == [("A/RES/98/7", "A/RES/97/5"), ("A/RES/99/1", "A/RES/98/7")]


def test_clauses_stand_beside_what_they_were() -> None:
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


@given(st.text("ab ,-/", max_size=30), st.text("ab ,-/", max_size=30))
def test_a_diff_holds_both_texts_whole(earlier: str, later: str) -> None:
    diff = series.word_diff(earlier, later)
    assert regex.sub(r"\{\+.*?\+\}", "", diff).replace("[-", "").replace("-]", "") == earlier.replace("[-", "")
    assert regex.sub(r"\[-.*?-\]", "", diff).replace("{+", "").replace("+}", "") == later
