"""Bodies: every prefix leads to its body; names are found whole, in place, in their role; who is addressed."""

import csv
import os
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms import bodies
from warehouse import tables

PREFIXES = Path(__file__).parents[2] / "shared" / "reference" / "bodies_symbol_prefixes.csv"

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


# text -> (verb, its class, phrase, addressee, beginning of the act) of each of its verbs
ADDRESSES = [
    (
        "Also strongly urges all States parties to the Convention to comply;",
        [("urges", "urges", "Also strongly urges", "all States parties to the Convention", "to comply")],
        "adverbs around the verb; a noun after the first to",
    ),
    (
        "Requests the Secretary-General, in consultation with Member States, to submit a report, and invites the Chair "
        "to address the Assembly;",
        [
            ("requests", "requests", "Requests", "the Secretary-General", "to submit a report"),
            ("invites", "invites", "invites", "the Chair", "to address the Assembly"),
        ],
        "an aside is not addressed; a further verb",
    ),
    (
        "Requests the Fund, and invites the Bank, to cooperate;",
        [
            ("requests", "requests", "Requests", "the Fund", "to cooperate"),
            ("invites", "invites", "invites", "the Bank", "to cooperate"),
        ],
        "two verbs share one act",
    ),
    (
        "Calls once again upon the parties:",
        [("calls upon", "calls_upon", "Calls once again upon", "the parties", "")],
        "a chapeau; an adverb inside the verb",
    ),
    (
        "Reiterates its request to the Committee to meet;",
        [("reiterates its request", "requests", "Reiterates its request", "the Committee", "to meet")],
        "a request in two words",
    ),
    (
        "Encourages initiatives to strengthen cooperation;",
        [("encourages", "encourages", "Encourages", None, "initiatives to strengthen cooperation")],
        "a thing is not addressed",
    ),
    (
        "Notes with concern the delays, notes by the Secretariat and requests for extension;",
        [("notes", "expresses_concern", "Notes with concern", None, "the delays, notes by")],
        "concern is a class of its own; nouns are no verbs",
    ),
    (
        "Expresses its very deep concern at the delays;",
        [("expresses concern", "expresses_concern", "Expresses its very deep concern", None, "at the delays")],
        "words inside the verb",
    ),
    ("To extend an invitation;", [], "an item without a verb of its own"),
]


@pytest.mark.parametrize(("text", "told", "why"), ADDRESSES, ids=[why for _, _, why in ADDRESSES])
def test_who_is_addressed(text: str, told: list[tuple[str, str, str, str | None, str]], why: str) -> None:
    found = [
        (
            a.verb.verb,
            a.verb.verb_class,
            text[slice(*a.phrase)],
            text[slice(*a.addressee)] if a.addressee else None,
            text[slice(*a.act)],
        )
        for a in bodies.addresses(text)
    ]
    assert [row[:4] for row in found] == [row[:4] for row in told]
    assert all(row[4].startswith(expected[4]) for row, expected in zip(found, told, strict=True))


def test_a_leading_verb_outside_the_vocabulary_is_told_by_its_italics() -> None:
    (address,) = bodies.addresses("Bewails the loss of the records;", "Bewails")
    assert (address.verb.verb, address.verb.verb_class) == ("bewails", "other")
    assert bodies.addresses("Protection of civilians", "Protection of civilians") == []


def test_the_vocabulary_of_verbs_uses_declared_classes_only() -> None:
    known = {verb.verb_class for verb in bodies.verbs().values()}
    assert known <= set(tables.VERB_CLASSES)
