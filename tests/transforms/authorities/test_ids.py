"""Ids: each is composed from its parts and taken apart into the same parts again."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.authorities import ids
from transforms.authorities.ids import CitationId, ClauseId, FootnoteId, VoteSessionId
from warehouse import tables

# id -> its parts, with why
CLAUSES = [
    ("A/RES/79/181#pp.3", ClauseId("A/RES/79/181", (), "pp", ("3",)), "a counted preambular paragraph"),
    ("A/RES/79/181#op.2.a.iii", ClauseId("A/RES/79/181", (), "op", ("2", "a", "iii")), "nested items"),
    ("A/RES/79/181#annex.1.op.4", ClauseId("A/RES/79/181", ("annex", "1"), "op", ("4",)), "an annex"),
    ("A/80/L.22#XII.B.op.307", ClauseId("A/80/L.22", ("XII", "B"), "op", ("307",)), "sections; a point in the symbol"),
    (
        "A/79/1#III.draft.I.op.1",
        ClauseId("A/79/1", ("III", "draft", "I"), "op", ("1",)),
        "a draft in a report",
    ),
    ("A/52/613#III.draft~2.A.pp.1", ClauseId("A/52/613", ("III", "draft~2", "A"), "pp", ("1",)), "a second draft"),
    (
        "E/2025/34 (Part I)#annex.1.text.2025/4.op.10",
        ClauseId("E/2025/34 (Part I)", ("annex", "1", "text", "2025/4"), "op", ("10",)),
        "a resolution quoted in an annex",
    ),
    ("A/RES/79/1#op.2~2.a", ClauseId("A/RES/79/1", (), "op", ("2~2", "a")), "an item under a repeated number"),
    ("S/RES/2779(2025)#op.9.item4", ClauseId("S/RES/2779(2025)", (), "op", ("9", "item4")), "an item with a bullet"),
    ("A/HRC/14/15#II.p.111.58", ClauseId("A/HRC/14/15", ("II",), "p", ("111", "58")), "a number with a point"),
    ("A/80/1#op.19.pp", ClauseId("A/80/1", (), "op", ("19", "pp")), "an item (pp), which is no preambular paragraph"),
]
FOOTNOTES = [
    ("A/RES/79/181#fn.17", FootnoteId("A/RES/79/181", "17"), "a number"),
    ("A/79/352#fn.a~8", FootnoteId("A/79/352", "a", 8), "the eighth note (a) to a table"),
    ("A/C.1/80/L.11#fn.**", FootnoteId("A/C.1/80/L.11", "**"), "asterisks"),
    ("A/79/1#fn.u5", FootnoteId("A/79/1", "u5"), "without a mark"),
]
CITATIONS = [
    ("A/RES/79/181#pp.2@180", CitationId("A/RES/79/181#pp.2", 180), "in a clause"),
    ("A/RES/78/118#fn.2@45", CitationId("A/RES/78/118#fn.2", 45), "in a footnote"),
    ("A/RES/78/118#fn.2@45+972", CitationId("A/RES/78/118#fn.2", 45, "972"), "a number inside a printed range"),
]
VOTE_SESSIONS = [
    ("A/79/PV.53#A/RES/79/181", VoteSessionId("A/79/PV.53", "A/RES/79/181", None), "a text as a whole"),
    ("A/60#A/RES/60/72", VoteSessionId("A/60", "A/RES/60/72", None), "a body and its session"),
    (
        "A/C.4/50/SR.14#A/C.4/50/L.7#the-second-amendment~4",
        VoteSessionId("A/C.4/50/SR.14", "A/C.4/50/L.7", "the-second-amendment", 4),
        "the fourth question in the same words",
    ),
    ("S/PV.8701#the-agenda", VoteSessionId("S/PV.8701", None, "the-agenda"), "a question about no text"),
    ("A/12#530", VoteSessionId("A/12", None, "530"), "the number of a record in a voting file"),
    (
        "A/78/PV.50 (Resumption 1)#A/RES/78/253",
        VoteSessionId("A/78/PV.50 (Resumption 1)", "A/RES/78/253", None),
        "a resumed meeting",
    ),
]
Id = ClauseId | FootnoteId | CitationId | VoteSessionId
ALL: list[tuple[str, Id, str]] = [*CLAUSES, *FOOTNOTES, *CITATIONS, *VOTE_SESSIONS]


@pytest.mark.parametrize(("text", "parts", "why"), ALL, ids=[why for *_, why in ALL])
def test_an_id_is_taken_apart_and_composed_again(text: str, parts: Id, why: str) -> None:
    assert type(parts).parse(text) == parts
    assert str(parts) == text


NO_IDS: list[tuple[type[Id], str]] = [
    (ClauseId, "A/RES/79/181"),
    (ClauseId, "A/RES/79/181#"),
    (ClauseId, "A/RES/79/181#op"),
    (ClauseId, "A/RES/79/181#XII.B.307"),
    (ClauseId, "A/RES/79/181#op..2"),
    (ClauseId, "#op.2"),
    (ClauseId, "A/RES/79/181#fn.17"),
    (FootnoteId, "A/RES/79/181#op.2"),
    (FootnoteId, "A/RES/79/181#fn."),
    (CitationId, "A/RES/79/181#op.2"),
    (CitationId, "A/RES/79/181@5"),
    (CitationId, "A/RES/79/181#op.2@x"),
    (VoteSessionId, "A/79/PV.53"),
    (VoteSessionId, "#A/RES/79/181"),
    (VoteSessionId, "A/79/PV.53#A/RES/79/181#"),
    (VoteSessionId, "A/79/PV.53#the-agenda#the-item"),
]


@pytest.mark.parametrize(("kind", "text"), NO_IDS)
def test_what_is_no_such_id_is_refused_and_quoted(kind: type[Id], text: str) -> None:
    with pytest.raises(ValueError, match="is no id of a") as error:
        kind.parse(text)
    assert repr(text) in str(error.value)


_symbol = st.sampled_from(["A/RES/79/181", "A/C.3/79/L.45/Rev.1", "S/RES/2397(2017)", "A/79/49 (Vol. I)"])
_copy = st.integers(1, 40)
_label = st.builds(
    ids.numbered, st.one_of(st.integers(1, 400).map(str), st.sampled_from(["a", "iii", "pp", "item3", "أ", "h"])), _copy
)
_step = st.builds(ids.numbered, st.sampled_from(["annex", "draft", "text", "quoted", "III", "B", "1", "14/8"]), _copy)
_clause = st.builds(
    ClauseId,
    _symbol,
    st.lists(_step, max_size=5).map(tuple),
    st.sampled_from(["pp", "op", "p", "h", "u"]),
    st.lists(_label, min_size=1, max_size=4).map(tuple),
)
_footnote = st.builds(FootnoteId, _symbol, st.sampled_from(["1", "17", "a", "*", "***", "u5", "u"]), _copy)
_citation = st.builds(
    CitationId, st.one_of(_clause, _footnote).map(str), st.integers(0, 99999), st.sampled_from([None, "23", "972"])
)
_question = st.from_regex(r"[a-z0-9]+(-[a-z0-9]+)*", fullmatch=True)
_vote_session = st.one_of(
    st.builds(VoteSessionId, _symbol, _symbol, st.none() | _question, _copy),
    st.builds(VoteSessionId, _symbol, st.none(), _question, _copy),
)


@given(st.one_of(_clause, _footnote, _citation, _vote_session))
def test_taking_apart_what_was_composed_gives_the_same(parts: Id) -> None:
    assert type(parts).parse(str(parts)) == parts


@given(_clause, _label)
def test_what_stands_under_a_clause_has_one_label_more(clause: ClauseId, label: str) -> None:
    below = ClauseId.parse(ids.under(str(clause), label))
    assert (below.symbol, below.scope, below.part) == (clause.symbol, clause.scope, clause.part)
    assert below.labels == (*clause.labels, label)


def test_a_note_without_a_mark_has_its_place_among_the_notes() -> None:
    assert str(FootnoteId.of("A/79/1", "3", 9, 2)) == "A/79/1#fn.3~2"
    assert str(FootnoteId.of("A/79/1", "", 9)) == "A/79/1#fn.u9"


def test_every_kind_of_clause_has_its_part() -> None:
    assert set(ids.PARTS) == set(tables.CLAUSE_KINDS)


# id of a clause -> in which text of its document it stands
TEXTS = [
    ("A/RES/79/1#op.3", "", "the document's own text"),
    ("A/RES/79/1#IV.op.3", "", "a section of it"),
    ("A/RES/79/1#annex.1.IV.op.3", "annex.1", "a section of an annex"),
    ("A/79/1#III.draft.I.op.2", "III.draft.I.", "a draft with a number"),
    ("A/79/1#draft~2.op.2", "draft~2.", "a draft without one"),
    ("A/79/1#I.B.draft.III.annex.1.pp.4", "I.B.draft.III.annex.1", "the annex of a draft"),
    ("A/79/1#annex.1.text.2025/4.op.10", "annex.1.text.2025/4.", "a resolution quoted in an annex"),
]


@pytest.mark.parametrize(("clause_id", "text", "why"), TEXTS, ids=[why for *_, why in TEXTS])
def test_the_text_in_which_a_clause_stands(clause_id: str, text: str, why: str) -> None:
    frame = pl.DataFrame({"clause_id": [clause_id]})
    assert frame.select(ids.text_of(pl.col("clause_id"))).item() == text


def test_symbol_and_place_of_an_id() -> None:
    frame = pl.DataFrame({"clause_id": ["A/79/49 (Vol. I)#op.2.a", None]})
    assert frame.select(ids.symbol_of(pl.col("clause_id")))["clause_id"].to_list() == ["A/79/49 (Vol. I)", None]
    assert ids.place_of("A/79/49 (Vol. I)#op.2.a") == "op.2.a"
