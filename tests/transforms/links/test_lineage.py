"""Lineage: the links that mastheads, symbols and texts state, each in its direction."""

from typing import Any

import polars as pl
import pytest

from transforms.citations import citations
from transforms.links import lineage
from warehouse import tables

# row of a document -> its links, as (symbol, linked symbol, relation, source); why
DOCUMENTS = [
    (
        {
            "symbol": "A/RES/99/181",
            "document_type": "resolution",
            "session": "99",
            "meeting_number": "53",
            "committee_report": "A/99/458/Add.3",
        },
        [
            ("A/RES/99/181", "A/99/458/Add.3", "reported_in", "masthead"),
            ("A/RES/99/181", "A/99/PV.53", "adopted_at", "masthead"),
        ],
        "a resolution on a committee's report",
    ),
    (
        {
            "symbol": "A/RES/99/6",
            "document_type": "resolution",
            "session": "99",
            "committee_report": "A/99/L.28/Rev.1, A/99/L.28/Rev.1/Add.1",
        },
        [
            ("A/99/L.28/Rev.1", "A/RES/99/6", "draft_of", "masthead"),
            ("A/99/L.28/Rev.1/Add.1", "A/RES/99/6", "draft_of", "masthead"),
        ],
        "a resolution without reference to a main committee: its drafts, and no meeting named",
    ),
    (
        {"symbol": "S/RES/2999(2044)", "document_type": "resolution", "session": None, "meeting_number": "9620"},
        [("S/RES/2999(2044)", "S/PV.9620", "adopted_at", "masthead")],
        "the Council's meetings count through all years",
    ),
    (
        {"symbol": "E/RES/2044/5", "document_type": "resolution", "session": None, "meeting_number": "12"},
        [],
        "a body whose records are numbered otherwise: nothing is guessed",
    ),
    (
        {"symbol": "A/99/53/Add.1/Corr.1", "document_type": "corrigendum"},
        [
            ("A/99/53/Add.1/Corr.1", "A/99/53/Add.1", "corrigendum_to", "symbol"),
            ("A/99/53/Add.1", "A/99/53", "addendum_to", "symbol"),
        ],
        "each modifier relates its document to what stands before it",
    ),
    (
        {"symbol": "A/C.3/99/L.45/Rev.1", "document_type": "draft_resolution"},
        [("A/C.3/99/L.45/Rev.1", "A/C.3/99/L.45", "revision_of", "symbol")],
        "a revised draft",
    ),
    (
        {"symbol": "A/99/458/Add.3", "document_type": "committee_report", "session": "99", "meeting_number": "24"},
        [("A/99/458/Add.3", "A/99/458", "addendum_to", "symbol")],
        "a report is not adopted at a meeting",
    ),
    (
        {"symbol": "A/99/49 (Vol. I)", "document_type": "report"},
        [("A/99/49 (Vol. I)", "A/99/49", "part_of", "symbol")],
        "a volume is a part, no addendum",
    ),
    (
        {"symbol": "A/99/6 (Sect. 3)/Add.4", "document_type": "budget"},
        [
            ("A/99/6 (Sect. 3)/Add.4", "A/99/6 (Sect. 3)", "addendum_to", "symbol"),
            ("A/99/6 (Sect. 3)", "A/99/6", "part_of", "symbol"),
        ],
        "an addendum to a part is an addendum, and the part is a part",
    ),
    (
        {"symbol": "A/99/6 (Sect. 3)/Part A", "document_type": "budget"},
        [
            ("A/99/6 (Sect. 3)/Part A", "A/99/6 (Sect. 3)", "part_of", "symbol"),
            ("A/99/6 (Sect. 3)", "A/99/6", "part_of", "symbol"),
        ],
        "so is the part of a section of the budget",
    ),
    (
        {"symbol": "A/99/19/Rev.1 (Supp)", "document_type": "report"},
        [
            ("A/99/19/Rev.1 (Supp)", "A/99/19/Rev.1", "reissue_of", "symbol"),
            ("A/99/19/Rev.1", "A/99/19", "revision_of", "symbol"),
        ],
        "the edition in the Official Records",
    ),
    (
        {"symbol": "A/99/992-S/2044/503", "document_type": "letter"},
        [
            ("A/99/992-S/2044/503", "A/99/992", "same_as", "symbol"),
            ("A/99/992-S/2044/503", "S/2044/503", "same_as", "symbol"),
        ],
        "one document with two symbols",
    ),
]


@pytest.mark.parametrize(("document", "links", "why"), DOCUMENTS, ids=[why for _, _, why in DOCUMENTS])
def test_links_of_a_document(document: dict[str, str | None], links: list[tuple[str, str, str, str]], why: str) -> None:
    documents = tables.DOCUMENTS.frame([document | {"language": "en"}, document | {"language": "fr"}])
    none = (tables.CLAUSES.frame(), tables.FOOTNOTES.frame(), tables.CITATIONS.frame(), tables.CLAUSE_CHANGES.frame())
    frame = lineage.document_links(documents, *none)
    assert sorted(frame.rows()) == sorted(links)
    assert frame.schema == pl.Schema(tables.DOCUMENT_LINKS.schema)
    assert set(frame["relation"]) <= set(tables.RELATIONS)


RESOLUTION = {"symbol": "A/RES/99/8", "language": "en", "document_type": "resolution", "title": "The specimens"}


def links_in_text(
    texts: list[tuple[str, str]], notes: tuple[str, ...] = (), earlier: tuple[str, ...] = (), **document: Any
) -> set[tuple[str, ...]]:
    """The links that the paragraphs (verb, text) and notes of a resolution state."""
    of_document = {"symbol": "A/RES/99/8", "language": "en"}
    clauses = [
        of_document | {"clause_id": f"A/RES/99/8#{n}", "seq": n, "kind": "preambular", "verb": verb, "text": text}
        for n, (verb, text) in enumerate(texts, 1)
    ]
    footnotes = [
        of_document | {"footnote_id": f"A/RES/99/8#fn.{n}", "seq": n, "number": str(n), "text": text}
        for n, text in enumerate(notes, 1)
    ]
    frames = (
        tables.DOCUMENTS.frame([RESOLUTION | document]),
        tables.CLAUSES.frame(clauses),
        tables.FOOTNOTES.frame(footnotes),
    )
    cited, _ = citations.find_and_resolve(*frames, tables.HYPERLINKS.frame())
    followed = [{"symbol": "A/RES/99/8", "previous_symbol": symbol, "seq": 1, "change": "same"} for symbol in earlier]
    links = lineage.document_links(*frames, cited, tables.CLAUSE_CHANGES.frame(followed))
    return {row for row in links.rows() if row[3] == "text"}


def test_a_recital_links_the_resolutions_that_it_names() -> None:
    texts = [
        ("Recalling", "Recalling its resolution 98/218 and the report of the Secretary-General (A/98/5),"),
        ("Reaffirming also", "Reaffirming also Security Council resolution 1325 (2000),"),
        ("Noting", "Noting its resolution 97/1,"),
    ]
    assert links_in_text(texts) == {
        ("A/RES/99/8", "A/RES/98/218", "recalls", "text"),
        ("A/RES/99/8", "S/RES/1325(2000)", "reaffirms", "text"),
    }


def test_the_report_of_a_committee_recalls_nothing_itself() -> None:
    assert links_in_text([("Recalling", "Recalling its resolution 98/218,")], document_type="committee_report") == set()


@pytest.mark.parametrize(
    ("text", "superseded"),
    [
        ("Decides that the present resolution shall supersede its resolution 98/4;", {"A/RES/98/4"}),
        ("Notes that the text, superseded by its resolution 98/4, has lapsed;", set()),
        ("Notes what supersedes the plan; takes note of its resolution 98/4;", set()),
    ],
)
def test_what_a_clause_supersedes(text: str, superseded: set[str]) -> None:
    assert {
        linked for _, linked, relation, _ in links_in_text([("Decides", text)]) if relation == "supersedes"
    } == superseded


def test_a_text_follows_the_one_before_it_in_its_series() -> None:
    links = links_in_text([("Recalling", "Recalling its resolution 98/218,")], earlier=("A/RES/98/218",))
    assert ("A/RES/99/8", "A/RES/98/218", "follows", "text") in links


def test_a_note_says_that_a_resolution_has_another_number_now() -> None:
    note = "Resolution 98/245, in section VI of Supplement No. 49 (A/98/49), vol. I, becomes resolution 98/245 A."
    assert links_in_text([], (note,)) == {("A/RES/98/245", "A/RES/98/245 A", "renumbered_as", "text")}


def test_both_symbols_of_a_joint_document_that_is_cited_are_linked() -> None:
    cited = tables.CITATIONS.frame(
        [
            {
                "citation_id": "A/99/1#p.1@0",
                "symbol": "A/99/1",
                "language": "en",
                "cited_symbol": "A/99/72",
                "cited_text": "A/99/72\u2013E/2044/50",
                "resolution_rule": "joint_symbol",
            }
        ]
    )
    none = (tables.CLAUSES.frame(), tables.FOOTNOTES.frame())
    links = lineage.document_links(tables.DOCUMENTS.frame(), *none, cited, tables.CLAUSE_CHANGES.frame())
    assert {row[:3] for row in links.rows()} == {
        ("A/99/72-E/2044/50", "A/99/72", "same_as"),
        ("A/99/72-E/2044/50", "E/2044/50", "same_as"),
    }


def test_links_that_the_xml_states() -> None:
    steps = [
        ("A/RES/99/181", "draft", "A/C.3/99/L.45", "draft_of"),
        ("A/RES/99/181", "additional_sponsors", None, None),
        ("A/RES/99/181", "recommended", "A/99/458/Add.3", "reported_in"),
        ("A/RES/99/181", "adopted", "A/99/PV.53", "adopted_at"),
        ("S/RES/2999(2044)", "adopted", "S/2044/273", "reported_in"),  # a vote by letter
        ("S/2044/506", "not_adopted", "S/PV.9371", None),
        ("S/2044/506", "draft", "S/2044/506", None),  # the text of a draft names itself
    ]
    rows = [
        {"symbol": symbol, "language": language, "seq": seq, "step": step, "linked_symbol": linked}
        for language in ("en", "fr")
        for seq, (symbol, step, linked, _) in enumerate(steps, 1)
    ]
    links = lineage.step_links(tables.DRAFTING_STEPS.frame(rows))
    assert sorted(links.rows()) == sorted(
        (linked, symbol, relation, "xml") if relation == "draft_of" else (symbol, linked, relation, "xml")
        for symbol, _, linked, relation in steps
        if linked and relation
    )
