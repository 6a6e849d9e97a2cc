"""What was composed is what is read: specimens set as the UN sets its documents, and the rows read from them."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import polars as pl
import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings

from tests import specimens
from transforms.citations import citations
from transforms.formats import register
from transforms.language import numerals
from transforms.pages import pdfium
from transforms.votes import sessions
from warehouse import tables

COMPOSED = specimens.load()


def read(name: str) -> specimens.Rows:
    return register.extract((specimens.PDFS / f"{name}.pdf").read_bytes(), f"{name}.pdf")


def frames(names: list[str]) -> dict[str, pl.DataFrame]:
    """The rows of specimens as frames of their tables; provenance, which the reader does not know, made up."""
    found: dict[str, list[dict[str, Any]]] = {n: [] for n in ("documents", "clauses", "footnotes", "hyperlinks")}
    for name in names:
        for table, listed in read(name).items():
            if table in found:
                found[table] += listed
    taken_in = {"source_uri": "specimen", "sha256": "0" * 64, "fetched_at": dt.datetime.now(dt.UTC)}
    found["documents"] = [row | taken_in for row in found["documents"]]
    return {table: tables.BY_NAME[table].frame(listed) for table, listed in found.items()}


def test_ten_specimens_are_committed_with_their_pdfs_and_nothing_else_stands_beside_these() -> None:
    # the folder of PDFs is loaded as it is: a stray file would be a rejection in everybody's first run
    assert len(COMPOSED) == 10
    assert sorted(path.name for path in specimens.PDFS.iterdir()) == sorted(f"{name}.pdf" for name in COMPOSED)


@pytest.mark.parametrize("name", COMPOSED)
def test_committed_pdf_is_the_specimen_as_typeset_today(name: str) -> None:
    def text_layer(data: bytes) -> list[str]:
        with pypdfium2.PdfDocument(data) as document:
            return [page.get_textpage().get_text_range() for page in document]

    committed = (specimens.PDFS / f"{name}.pdf").read_bytes()
    assert text_layer(committed) == text_layer(specimens.typeset(COMPOSED[name])), "run python -m tests.specimens"


@pytest.mark.parametrize("name", COMPOSED)
def test_every_page_says_that_it_is_no_document_of_the_united_nations(name: str) -> None:
    pages = pdfium.read((specimens.PDFS / f"{name}.pdf").read_bytes())
    assert all(any(run.text.strip() == specimens.WARNING for run in page.runs) for page in pages)


@pytest.mark.parametrize("name", COMPOSED)
def test_what_was_composed_is_what_is_read(name: str) -> None:
    assert specimens.differences(COMPOSED[name], read(name)) == []


@pytest.mark.parametrize("name", ["A_C.3_99_L.7", "A_RES_99_1", "A_RES_99_3"])
def test_files_without_a_structure_tree_are_read_by_geometry(name: str) -> None:
    pdf = specimens.typeset(COMPOSED[name], tagged=False)
    assert specimens.differences(COMPOSED[name], register.extract(pdf, f"{name}.pdf")) == []


@settings(
    max_examples=15,
    deadline=None,
    derandomize=True,  # a gap found by chance must not fail somebody else's change
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(specimens.composed())
def test_what_was_composed_at_random_is_what_is_read(specimen: specimens.Specimen) -> None:
    name = specimen["documents"][0]["symbol"].replace("/", "_")
    assert specimens.differences(specimen, register.extract(specimens.typeset(specimen), f"{name}.pdf")) == []


def test_i_below_a_colon_is_a_numeral_and_beside_it_a_letter() -> None:
    """(h) ends with a colon, so what follows is nested in it; a second (i) is its neighbour."""
    paths = ["1", *(f"1({letter})" for letter in "abcdefgh"), "1(h)(i)", "1(h)(ii)", "1(i)", "1(j)"]
    composed = json.loads(json.dumps(COMPOSED["A_RES_99_1"]))
    operative = [{"style": "numbered", "kind": "operative", "path": p, "text": "The lamps of harbours;"} for p in paths]
    for block in operative:
        if block["path"] in ("1", "1(h)"):
            block["text"] = "The lamps of:"
    composed["blocks"] = [b for b in composed["blocks"] if b.get("kind") != "operative"]
    composed["blocks"][-1:-1] = operative
    assert specimens.differences(composed, register.extract(specimens.typeset(composed), "A_RES_99_1.pdf")) == []


@pytest.mark.parametrize("words", range(20, 34, 3))
def test_a_nested_item_runs_over_a_page_whatever_its_next_line_begins_with(words: int) -> None:
    """Lines that begin with capitals and figures look like a new paragraph's; only the sentence is still open."""
    composed = json.loads(json.dumps(COMPOSED["A_RES_99_1"]))
    text = f"The {' '.join(['Harbour 2043 Lamp'] * words)};"
    paths = ["1", "1(a)", *(f"1(a)({numerals.roman(n)})" for n in range(1, 15))]
    operative = [
        {"style": "numbered", "kind": "operative", "path": p, "text": text if p.count("(") == 2 else "The lamps of:"}
        for p in paths
    ]
    composed["blocks"] = [b for b in composed["blocks"] if b.get("kind") != "operative"]
    composed["blocks"][-1:-1] = operative
    found = register.extract(specimens.typeset(composed), "A_RES_99_1.pdf")
    assert any(clause["page_first"] < clause["page_last"] for clause in found["clauses"])
    assert specimens.differences(composed, found) == []


def test_a_clause_and_a_note_run_over_a_page() -> None:
    """The specimen that shows it must go on showing it, however fonts and measures change."""
    found = read("A_RES_99_3")
    assert any(clause["page_first"] < clause["page_last"] for clause in found["clauses"])
    note = next(note for note in found["footnotes"] if note["number"] == "4")
    assert [box["page"] for box in note["bbox"]] == [1, 2]


def test_ids_are_made_of_what_is_printed() -> None:
    ids = {clause["clause_id"] for clause in read("A_RES_99_2")["clauses"]}
    assert {f"A/RES/99/2#{place}" for place in ("pp.1", "op.2.a.ii", "op.2.a.iii", "op.3.i", "op.6")} <= ids


def test_ids_are_the_same_in_both_languages() -> None:
    english, french = read("A_RES_99_1"), read("A_RES_99_1.fr")
    assert [row["clause_id"] for row in french["clauses"]] == [row["clause_id"] for row in english["clauses"]]


def test_a_difference_is_named() -> None:
    """The comparison itself: a lost clause, a wrong verb and a mark one character off each show."""
    composed, found = COMPOSED["A_RES_99_4"], read("A_RES_99_4")
    assert specimens.differences(composed, {**found, "clauses": found["clauses"][:-1]})
    found["clauses"][0]["verb"] = "Guided by"
    found["footnotes"][0]["char_offset"] += 1
    differences = specimens.differences(composed, found)
    assert [line.split("=")[0] for line in differences] == [
        "clauses -kind",
        "clauses +kind",
        "footnotes -number",
        "footnotes +number",
    ]


def test_ibid_is_written_out() -> None:
    composed = [note for block in COMPOSED["A_RES_99_4"]["blocks"] for note in block.get("notes", ())]
    _, footnotes = citations.find_and_resolve(**frames(["A_RES_99_4"]))
    expanded = dict(footnotes.select("number", "expanded_text").iter_rows())
    assert expanded == {note["number"]: note.get("expanded_text") for note in composed}


def votes_of_the_record() -> dict[str, pl.DataFrame]:
    held = frames(["A_99_PV.9"])
    return sessions.vote_sessions(held["documents"], held["clauses"], held["footnotes"])


def test_vote_sessions_are_those_of_the_record() -> None:
    wanted = pl.DataFrame(COMPOSED["A_99_PV.9"]["vote_sessions"])
    found = votes_of_the_record()["vote_sessions"].with_columns(pl.col("held_on").cast(pl.String))
    key = ["is_adoption", "subject", "resolution_symbol"]
    assert found.select(wanted.columns).sort(key).to_dicts() == wanted.sort(key).to_dicts()


def test_votes_are_those_of_the_record() -> None:
    lists = [block["text"][:-1] for block in COMPOSED["A_99_PV.9"]["blocks"] if block["style"] == "states"]
    wanted = {
        (subject, vote, state)
        for subject, three in (("paragraph", lists[:3]), ("whole", lists[3:]))
        for vote, states in zip(("in_favour", "against", "abstaining"), three, strict=True)
        for state in states.split(", ")
    }
    found = votes_of_the_record()
    votes = found["votes"].join(found["vote_sessions"].select("vote_session_id", "subject"), on="vote_session_id")
    counted = votes.filter(pl.col("vote") != "not_voting")
    assert set(counted.select("subject", "vote", "state_name").iter_rows()) == wanted
    later = votes.drop_nulls("later_statement").select("state_name", "vote", "later_statement")
    assert later.to_dicts() == COMPOSED["A_99_PV.9"]["later_statements"]
    assert found["rejections"].is_empty()
