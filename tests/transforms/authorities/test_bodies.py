"""Bodies: every prefix leads to its body, and names are found whole and in their place."""

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
    ("GC.18/INF/4", "unido", "organ with a number"),  # A/RES/78/162 names the organization of its GC.18/Res.9
    ("DP/OPS/2025/4", "unops", "one of three agencies of one board"),
    ("XYZ/1", None, "nobody's"),
]


@pytest.mark.parametrize(("symbol", "body_id", "why"), SYMBOLS, ids=[why for _, _, why in SYMBOLS])
def test_a_symbol_leads_to_the_body_of_its_longest_prefix(symbol: str, body_id: str | None, why: str) -> None:
    assert bodies.body_of(symbol) == body_id


def test_ids_prefixes_parents_and_kinds_of_the_authority_table() -> None:
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
    ("the Council and the Commission", [], "short names are no full names"),
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


SHORT = [
    ("Special Committee on Pears", ("Special Committee", "Committee"), "the longer and the shorter"),
    ("Committee on the Rights of the Child", ("Committee",), "the head of the name only"),
    ("Office for Outer Space Affairs", ("Office",), "an office"),
    ("Committee on the Programme of Work", ("Committee",), "a short name after the head does not count"),
]


@pytest.mark.parametrize(("name", "short", "why"), SHORT, ids=[why for *_, why in SHORT])
def test_the_short_names_in_a_name(name: str, short: tuple[str, ...], why: str) -> None:
    assert bodies.short_names_in(name) == short


def test_whom_a_short_name_may_mean() -> None:
    assert "ga" in bodies.bodies_called("Assembly")
    assert "unifil" in bodies.bodies_called("Mission")  # an interim force is called so too
    assert bodies.bodies_called("Orchard") == frozenset()
    assert "Council" in bodies.short_names_of("hrc")


def test_a_body_with_those_above_it() -> None:
    assert bodies.with_those_above("copuos-lsc") == ["copuos-lsc", "copuos", "ga"]
    assert bodies.with_those_above(None) == []


def test_a_resolution_of_the_council_founds_a_committee_and_a_panel() -> None:
    assert bodies.founded_by("1591", is_committee=True) == "sc-c1591"
    assert bodies.founded_by("1591", is_committee=False) not in (None, "sc-c1591")
    assert bodies.founded_by("1", is_committee=True) is None
