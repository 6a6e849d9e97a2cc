"""Lineage: what mastheads and symbols say of where a document comes from, each tie in its direction."""

import polars as pl
import pytest

from transforms import lineage
from warehouse import tables

# what the document says -> the ties, as (symbol, linked symbol, relation, source)
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
        [("A/99/53/Add.1/Corr.1", "A/99/53/Add.1", "corrigendum_to", "symbol")],
        "the last modifier tells",
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
        [],
        "a volume is a part, no addendum",
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


@pytest.mark.parametrize(("document", "ties", "why"), DOCUMENTS, ids=[why for _, _, why in DOCUMENTS])
def test_ties_of_a_document(document: dict[str, str | None], ties: list[tuple[str, str, str, str]], why: str) -> None:
    documents = tables.DOCUMENTS.frame([document | {"language": "en"}, document | {"language": "fr"}])
    frame = lineage.document_links(documents)
    assert sorted(frame.rows()) == sorted(ties)
    assert frame.schema == pl.Schema(tables.DOCUMENT_LINKS.schema)
    assert set(frame["relation"]) <= set(tables.RELATIONS)


def test_ties_that_the_xml_tells() -> None:
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
    told = lineage.step_links(tables.DRAFTING_STEPS.frame(rows))
    assert sorted(told.rows()) == sorted(
        (linked, symbol, relation, "xml") if relation == "draft_of" else (symbol, linked, relation, "xml")
        for symbol, _, linked, relation in steps
        if linked and relation
    )
