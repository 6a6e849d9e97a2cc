"""Bodies: every prefix leads to its body; names are found whole, in place, in their role; who is addressed."""

import csv
import os
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.authorities import bodies
from warehouse import tables

PREFIXES = Path(__file__).parents[4] / "shared" / "reference" / "bodies_symbol_prefixes.csv"

# symbol -> body, with why it is here
SYMBOLS = [
    ("A/RES/79/181", "ga", "principal organ"),
    ("A/C.3/79/L.45/Rev.1", "ga-c3", "main committee, longer than its organ"),
    ("A/C.10/1", "ga", "no such committee: A/C.1 does not begin A/C.10"),
    ("A/HRC/WG.6/34/SVN/2", "hrc-upr", "longest of three prefixes"),
    ("A/HRC/59/15/Add.1", "hrc", "subsidiary organ"),
    ("A/CONF.157/24 (Part I)", "un-conferences", "a prefix that ends in a point stands before a number"),
    ("A/AC.105/C.2/112", "copuos-lsc", "subcommittee of a committee"),
    ("A/AC.999/1", "ga-ac", "an ad hoc committee that the table does not name"),
    ("S/PV.9620", "sc", "record of the Council"),
    ("S/RES/2397(2017)", "sc", "resolution of the Council"),
    ("ST/SGB/2016/6", "sg", "ST is not S; a bulletin is the Secretary-General's"),
    ("ST/AI/2019/4", "secretariat", "an instruction is the Secretariat's"),
    ("E/CN.4/Sub.2/2001/1", "chr-sub", "subcommission"),
    ("E/ESCAP/RES/72/7", "escap", "regional commission under its parent's symbol"),
    ("ESCAP/CMPF/1", "escap", "the same commission under a symbol of its own"),
    ("UNEP/EA.4/Res.1", "unea", "the Environment Assembly before its programme"),
    ("UNEP/CBD/COP/10/27", "cbd", "the convention's older series"),
    ("CEDAW/C/CAF/CO/6", "cedaw", "treaty body"),
    ("GC.18/INF/4", "iaea", "organ with a number"),
    ("DP/OPS/2025/4", "unops", "one of three agencies of one board"),
    ("XYZ/1", None, "nobody's"),
]


@pytest.mark.parametrize(("symbol", "body_id", "why"), SYMBOLS, ids=[why for _, _, why in SYMBOLS])
def test_a_symbol_leads_to_the_body_of_its_longest_prefix(symbol: str, body_id: str | None, why: str) -> None:
    assert bodies.body_of(symbol) == body_id


def test_the_authority_table_is_sound() -> None:
    frame = bodies.bodies()
    assert frame.height >= tables.BODIES.row_floor
    assert frame["body_id"].is_unique().all()
    assert frame["symbol_prefix"].drop_nulls().is_unique().all()
    assert set(frame["parent_body_id"].drop_nulls()) <= set(frame["body_id"])
    assert set(frame["kind"]) <= set(tables.BODY_KINDS)
    names = bodies.names()
    assert names.height >= tables.BODY_NAMES.row_floor
    assert set(names["body_id"]) == set(frame["body_id"])
    assert {("african-union", "Organization of African Unity", "former", 1963, 2002)} <= set(names.iter_rows())
    assert names.filter(pl.col("name").str.contains(r"[{}|]")).is_empty()
    assert frame["body_id"].str.contains(tables.BODIES.column("body_id").pattern).all()


def test_every_prefix_of_the_reference_has_its_body() -> None:
    if not PREFIXES.exists():
        assert not os.environ.get("CI"), f"{PREFIXES} is missing"
        pytest.skip(f"{PREFIXES} is not here")
    with PREFIXES.open(encoding="utf-8") as file:
        prefixes = [row["prefix"] for row in csv.DictReader(file)]
    names = dict(bodies.bodies().select("body_id", "symbol_prefix").iter_rows())
    for prefix in prefixes:
        body_id = bodies.body_of(f"{prefix}1" if prefix.endswith((".", "/")) else f"{prefix}/1")
        assert body_id, prefix
        # the body is that prefix's own, not merely its organ's
        further = {"ST/SGB", "ST/AI", "ST/IC", "UNEP/CBD"}
        assert names[body_id] == prefix.rstrip("/") or prefix in further, prefix


# text -> the names found in it and their bodies
NAMES = [
    ("Requests the Secretary-General to", [("Secretary-General", "sg")], "a name"),
    ("the Under-Secretary-General for", [], "part of another office"),
    ("the Deputy Secretary-General and", [("Deputy Secretary-General", "dsg")], "the longer name wins"),
    (
        "the Office of the United Nations High Commissioner for Human Rights",
        [("Office of the United Nations High Commissioner for Human Rights", "ohchr")],
        "the longest of several",
    ),
    ("UNICEF, UNESCOs and UNHCR", [("UNICEF", "unicef"), ("UNHCR", "unhcr")], "acronyms as whole words"),
    ("United Nations Children’s Fund", [("United Nations Children’s Fund", "unicef")], "curly apostrophe"),
    ("the Council and the Commission", [], "what context alone can tell is left open"),
    ("who is in the ga", [], "acronyms in small letters or of two letters are words"),
    ("document A/HRC/UNEP/1", [], "not inside a symbol"),
]


@pytest.mark.parametrize(("text", "found", "why"), NAMES, ids=[why for _, _, why in NAMES])
def test_names_are_found_whole_and_in_place(text: str, found: list[tuple[str, str]], why: str) -> None:
    assert [(text[n.start : n.end], n.body_id) for n in bodies.named(text)] == found


@given(
    st.lists(st.sampled_from([row["name"] for row in bodies.bodies().iter_rows(named=True)]), min_size=1, max_size=4)
)
def test_every_name_is_found_where_it_stands(names: list[str]) -> None:
    text = "; ".join(names)
    assert [text[n.start : n.end] for n in bodies.named(text)] == names


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
    frame = bodies.mentions(clauses)
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
        "a full name that the table does not hold hides those before it",
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
    (["A/RES/99/1", "The Programme of Action of the Committee Secretary"], [], "parts of other names are no bodies"),
    (
        ["A/RES/99/1", "UNMISS reported.", "Welcomes the work of the Mission;"],
        [("Mission", "unmiss", "last_named")],
        "acronym",
    ),
    (
        ["A/99/PV.1", "The International Court of Justice met.", *["Applause."] * 30, "The Court rose."],
        [("Court", None, "no full name before it")],
        "in a record a name does not reach far",
    ),
]


@pytest.mark.parametrize(("texts", "told", "why"), CONTEXT, ids=[why for _, _, why in CONTEXT])
def test_short_names_are_told_by_context(texts: list[str], told: list[tuple[str, str | None, str]], why: str) -> None:
    symbol, *rest = texts
    clauses = tables.CLAUSES.frame(
        {"clause_id": f"{symbol}#{n}", "symbol": symbol, "language": "en", "seq": n, "kind": "paragraph", "text": text}
        for n, text in enumerate(rest, start=1)
    )
    frame = bodies.mentions(clauses)
    short = frame.filter(pl.col("resolution_rule").is_null() | ~pl.col("resolution_rule").is_in(NAMED_IN_FULL))
    rule = pl.coalesce("resolution_rule", "unresolved_reason")
    found = short.select("mention_text", "body_id", rule).rows()
    assert found == told


NAMED_IN_FULL = ["full_name", "founding_resolution"]


def test_an_office_of_another_organization_is_not_ours() -> None:
    text = "the Secretary-General of the Orchard Union and the Secretary-General of the United Nations"
    clause = {"clause_id": "S/1#1", "symbol": "S/1", "language": "en", "seq": 1, "kind": "paragraph", "text": text}
    frame = bodies.mentions(tables.CLAUSES.frame([clause]))
    assert frame["mention_text"].to_list() == ["Secretary-General of the United Nations"]


def test_a_committee_is_known_by_the_resolution_that_founded_it() -> None:
    text = "the Security Council Committee established pursuant to paragraph 3 of resolution 1533 (2004), and its Group"
    clause = {"clause_id": "S/1#1", "symbol": "S/1", "language": "en", "seq": 1, "kind": "paragraph", "text": text}
    (row,) = bodies.mentions(tables.CLAUSES.frame([clause])).iter_rows(named=True)
    assert (row["body_id"], row["resolution_rule"]) == ("sc-c1533", "founding_resolution")
    assert text[row["char_start"] : row["char_end"]] == row["mention_text"]
