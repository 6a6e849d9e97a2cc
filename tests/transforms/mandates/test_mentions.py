"""Mentions: bodies are found in their place and role, and short names are resolved by context or left open."""

import polars as pl
import pytest

from transforms.mandates.mentions import body_mentions
from warehouse import tables


def test_roles_of_bodies_in_clauses() -> None:
    texts = [
        ("heading", "The General Assembly,"),
        ("operative", "Requests the Secretary-General to report to the General Assembly at its ninetieth session;"),
        ("preambular", "Recalling that it requested the Secretary-General to report,"),
        ("annex", "The Human Rights Council shall meet in Geneva."),
    ]
    clauses = tables.CLAUSES.frame(
        {"clause_id": f"A/RES/99/1#{n}", "symbol": "A/RES/99/1", "language": "en", "seq": n, "kind": kind, "text": text}
        for n, (kind, text) in enumerate(texts, start=1)
    )
    frame = body_mentions(clauses)
    assert frame.select("clause_id", "body_id", "role").rows() == [
        ("A/RES/99/1#1", "ga", "actor"),
        ("A/RES/99/1#2", "sg", "addressee"),
        ("A/RES/99/1#2", "ga", "mentioned"),
        ("A/RES/99/1#3", "sg", "mentioned"),
        ("A/RES/99/1#4", "hrc", "actor"),
    ]
    assert frame.schema == pl.Schema(tables.BODY_MENTIONS.schema)


# the clauses of a document (its symbol first) -> what each short name in them means and by which rule, or why not
CONTEXT = [
    (
        ["A/HRC/RES/99/1", "Recalling the Security Council,", "Requests the Council to meet;"],
        [("Council", "hrc", "own_body")],
        "the body's own name, whatever was named before",
    ),
    (
        ["A/RES/99/1", "The Human Rights Council met.", "Requests the Council to report to the Assembly;"],
        [("Council", "hrc", "last_named"), ("Assembly", "ga", "own_body")],
        "the last full name in the document",
    ),
    (
        ["A/RES/99/1", "The Security Council heard the Human Rights Council, and the Council adjourned."],
        [("Council", None, "the clause names several before it")],
        "two in one clause",
    ),
    (
        [
            "S/RES/2999(2044)",
            "The Committee established pursuant to resolution 1591 (2005) (“the Committee”) and the 1540 Committee.",
            "Requests the Committee to report;",
        ],
        [("Committee", "sc-c1591", "defined")] * 2,
        "a name that the document gives; the other is called by its number",
    ),
    (
        ["A/RES/99/1", "The Special Rapporteur on the right to pears spoke.", "Asks the Special Rapporteur to write;"],
        [("Special Rapporteur", None, "its full name is not in the authority table")],
        "a full name that the table does not have hides those before it",
    ),
    (
        ["A/RES/99/1", "The Special Rapporteur on the right to food spoke.", "Asks the Special Rapporteur to write;"],
        [("Special Rapporteur", "sr-food", "last_named")],
        "a to after it begins no full name",
    ),
    (["A/C.3/99/L.2", "Requests the Committee to meet;"], [("Committee", None, "no full name before it")], "a draft"),
    (
        ["A/RES/99/1", "Recalls the report of the Advisory Committee;"],
        [("Advisory Committee", "acabq", "usual")],
        "usual",
    ),
    (["E/CN.6/2044/1", "Recalling the Assembly,"], [("Assembly", "ga", "usual")], "of an organ above"),
    (
        ["A/RES/99/1", "The Human Rights Council met, and the Council rose."],
        [("Council", "hrc", "same_clause")],
        "the full name before it in the clause",
    ),
    (["A/C.3/99/1", "Recalling the Assembly,"], [("Assembly", "ga", "parent_body")], "a body above the document's own"),
    (
        ["A/RES/99/1", "The UNHCR spoke.", "Recalls the Organization;"],
        [("Organization", None, "may be the United Nations itself")],
        "the United Nations itself",
    ),
    (
        ["E/INCB/2044/1", "The Board of Auditors met.", "Recalling the Board,"],
        [("Board", "board-auditors", "last_named")],
        "the Board may be that of Auditors in the texts of any board",
    ),
    (["A/RES/99/1", "Thanks the University;"], [("University", "unu", "only_bearer")], "one body is called so"),
    (["A/RES/99/1", "The Programme of Action of the Committee Secretary"], [], "parts of other names are no bodies"),
    (
        ["A/RES/99/1", "UNMISS reported.", "Welcomes the work of the Mission;"],
        [("Mission", "unmiss", "last_named")],
        "acronym",
    ),
    (
        ["A/99/PV.1", "The International Court of Justice met.", *["Applause."] * 30, "The Court rose."],
        [("Court", None, "no full name before it")],
        "in a record a name counts for a few paragraphs only",
    ),
]


@pytest.mark.parametrize(("texts", "expected", "why"), CONTEXT, ids=[why for _, _, why in CONTEXT])
def test_short_names_are_resolved_by_context(
    texts: list[str], expected: list[tuple[str, str | None, str]], why: str
) -> None:
    symbol, *rest = texts
    clauses = tables.CLAUSES.frame(
        {"clause_id": f"{symbol}#{n}", "symbol": symbol, "language": "en", "seq": n, "kind": "paragraph", "text": text}
        for n, text in enumerate(rest, start=1)
    )
    frame = body_mentions(clauses)
    short = frame.filter(pl.col("resolution_rule").is_null() | ~pl.col("resolution_rule").is_in(NAMED_IN_FULL))
    rule = pl.coalesce("resolution_rule", "unresolved_reason")
    found = short.select("mention_text", "body_id", rule).rows()
    assert found == expected


NAMED_IN_FULL = ["full_name", "founding_resolution"]


def test_an_office_of_another_organization_is_not_ours() -> None:
    text = "the Secretary-General of the Orchard Union and the Secretary-General of the United Nations"
    clause = {"clause_id": "S/1#1", "symbol": "S/1", "language": "en", "seq": 1, "kind": "paragraph", "text": text}
    frame = body_mentions(tables.CLAUSES.frame([clause]))
    assert frame["mention_text"].to_list() == ["Secretary-General of the United Nations"]


def test_a_committee_is_known_by_the_resolution_that_founded_it() -> None:
    text = "the Security Council Committee established pursuant to paragraph 3 of resolution 1533 (2004), and its Group"
    clause = {"clause_id": "S/1#1", "symbol": "S/1", "language": "en", "seq": 1, "kind": "paragraph", "text": text}
    (row,) = body_mentions(tables.CLAUSES.frame([clause])).iter_rows(named=True)
    assert (row["body_id"], row["resolution_rule"]) == ("sc-c1533", "founding_resolution")
    assert text[row["char_start"] : row["char_end"]] == row["mention_text"]
