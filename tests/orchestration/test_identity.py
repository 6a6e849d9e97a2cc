"""Every input becomes a document, the witness of one, or a rejection."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import polars as pl
import pytest

from orchestration import identity, workers
from orchestration.lake import RAW_DOCUMENTS
from orchestration.workers import Reading
from tests.inputs import inputs, unseen
from tests.specimens import PDFS
from transforms.formats import register

pytestmark = pytest.mark.process


def test_what_a_host_gave_for_another_symbol_is_rejected(tmp_path: Path) -> None:
    given = inputs("A_RES_99_2.pdf", A_RES_99_2="A/C.3/99/L.7").with_columns(is_asked_for=True)
    frames = identity.frames(given, workers.read(given, tmp_path, unseen).by_input)
    assert frames["documents"].is_empty()
    assert frames["clauses"].is_empty(), "nothing of a rejected document is loaded"
    (row,) = frames["rejections"].to_dicts()
    assert (row["stage"], row["reason"]) == ("identify", "another document")
    assert "A/RES/99/2" in row["detail"]
    assert "A/C.3/99/L.7" in row["detail"]


def test_a_file_under_a_wrong_name_is_loaded_under_the_printed_symbol(tmp_path: Path) -> None:
    given = inputs("A_RES_99_2.pdf", A_RES_99_2="A/C.3/98/L.7").drop("collection")
    given, _ = identity.with_collections(given, tmp_path, unseen)
    frames = identity.frames(given, workers.read(given, tmp_path, unseen).by_input)
    (document,) = frames["documents"].to_dicts()
    assert (document["symbol"], document["file_name_symbol"]) == ("A/RES/99/2", "A/C.3/98/L.7")
    assert document["collection"] == "A-99", "it goes where its masthead puts it"
    assert frames["rejections"].is_empty()
    right = inputs("A_RES_99_2.pdf")
    frames = identity.frames(right, workers.read(right, tmp_path, unseen).by_input)
    assert frames["documents"]["file_name_symbol"].to_list() == [None]


def test_of_two_inputs_with_one_symbol_the_first_is_loaded(tmp_path: Path) -> None:
    given = inputs("b/A_RES_99_2.pdf", "a/A_RES_99_2.pdf")
    frames = identity.frames(given, workers.read(given, tmp_path, unseen).by_input)
    assert frames["documents"]["source_uri"].to_list() == ["a/A_RES_99_2.pdf"]
    (row,) = frames["rejections"].to_dicts()
    assert (row["source_uri"], row["reason"]) == ("b/A_RES_99_2.pdf", "duplicate")
    assert "a/A_RES_99_2.pdf" in row["detail"]


def test_of_rows_under_one_key_the_first_is_loaded(tmp_path: Path) -> None:
    given = inputs("A_RES_99_2.pdf", "A_RES_99_3.pdf")
    readings = workers.read(given, tmp_path, unseen).by_input
    clauses = readings["A_RES_99_2.pdf"].rows["clauses"]
    count = len(clauses)
    clauses.append(dict(clauses[0]))
    frames = identity.frames(given, readings)
    assert frames["documents"]["symbol"].to_list() == ["A/RES/99/2", "A/RES/99/3"]
    assert frames["clauses"].filter(pl.col("symbol") == "A/RES/99/2").height == count
    (row,) = frames["rejections"].to_dicts()
    assert (row["source_uri"], row["reason"]) == ("A_RES_99_2.pdf", "odd rows of clauses")
    assert clauses[0]["clause_id"] in row["detail"]


def test_rows_that_break_a_rule_across_tables_are_left_out(tmp_path: Path) -> None:
    given = inputs("A_RES_99_2.pdf", "A_RES_99_3.pdf")
    readings = workers.read(given, tmp_path, unseen).by_input
    notes = readings["A_RES_99_3.pdf"].rows["footnotes"]
    clauses = readings["A_RES_99_2.pdf"].rows["clauses"]
    clauses[-1]["page_last"] = 99
    frames = identity.frames(given, readings)
    kept = frames["clauses"].filter(pl.col("symbol") == "A/RES/99/2")
    assert kept.height == len(clauses) - 1
    assert clauses[-1]["clause_id"] not in kept["clause_id"]
    assert frames["footnotes"].filter(pl.col("symbol") == "A/RES/99/3").height == len(notes)
    row = frames["rejections"].row(0, named=True)
    assert (row["source_uri"], row["stage"], row["reason"]) == ("A_RES_99_2.pdf", "structure", "odd rows of clauses")
    assert "page_last_is_in_the_file, which must hold" in row["detail"]


def test_a_file_goes_where_its_masthead_puts_it_and_is_read_once_for_that(tmp_path: Path) -> None:
    given = inputs("A_RES_99_2.pdf", "S_RES_9001(2044).pdf", A_RES_99_2="").drop("collection")
    found, printed = identity.with_collections(given, tmp_path, unseen)
    assert found["collection"].to_list() == ["A-99", "S-2044"]
    assert printed.documents_read == 2
    again, printed = identity.with_collections(given, tmp_path, unseen)
    assert (again.equals(found), printed.documents_read) == (True, 0)
    asked = given.tail(1).with_columns(is_asked_for=True)
    assert not identity.with_collections(asked, tmp_path / "other", unseen)[1].documents_read, "the request says it"


def as_xml(pdf: Path, **changed: str) -> str:
    """A specimen as the UN would give it in XML: what its PDF says, but for the words changed."""
    rows = register.extract(pdf.read_bytes(), pdf.name)
    blocks = []
    for clause in rows["clauses"]:
        text = f'<span class="italic">{clause["verb"] or ""}</span>' + escape(
            clause["text"][len(clause["verb"] or "") :]
        )
        for old, new in changed.items():
            text = text.replace(old, new)
        own = re.search(r"\(\w+\)$|\d+$|\w$", clause["path"])
        number = f"<num>{own[0] if own[0].endswith(')') else own[0] + '.'}</num>" if own else ""
        blocks.append((clause["kind"], f"<paragraph>{number}<content><p>{text}</p></content></paragraph>"))
    preamble, text = ("".join(b for kind, b in blocks if (kind == "preambular") == first) for first in (True, False))
    symbol = rows["documents"][0]["symbol"]
    return (
        f'<akomaNtoso><statement><coverPage><docNumber refersTo="#symbol">{symbol}</docNumber></coverPage>'
        f"<preamble>{preamble}</preamble><mainBody>{text}</mainBody></statement></akomaNtoso>"
    )


def test_beside_its_pdf_an_xml_is_a_witness(tmp_path: Path) -> None:
    given = inputs("A_RES_99_2.pdf")
    for name, xml in (("a.xml", as_xml(PDFS / "A_RES_99_2.pdf", observatories="gardens")), ("z.xml", "")):
        path = tmp_path / name
        path.write_text(xml or (tmp_path / "a.xml").read_text("utf-8"), "utf-8")
        row = given.row(0, named=True) | {"source_uri": name, "path": str(path), "symbol": None}
        given = pl.concat([pl.DataFrame([row | {"sha256": name.encode().hex().ljust(64, "0")}], given.schema), given])
    readings = workers.read(given, tmp_path / "kept", unseen).by_input
    frames = identity.frames(given, readings)
    (document,) = frames["documents"].to_dicts()
    assert (document["source_uri"], document["xml_uri"]) == ("A_RES_99_2.pdf", "a.xml"), "though a.xml comes first"
    assert frames["clauses"].equals(identity.frames(inputs("A_RES_99_2.pdf"), readings)["clauses"])
    texts = frames["source_differences"].filter(pl.col("what") == "text")
    assert texts.height == sum("observatories" in text for text in frames["clauses"]["text"]) > 0
    assert all("gardens" in text for text in texts["xml_value"])
    (row,) = frames["rejections"].to_dicts()
    assert (row["source_uri"], row["reason"]) == ("z.xml", "duplicate"), "a second witness is one too many"
    alone = identity.frames(given.filter(pl.col("source_uri") == "z.xml"), readings)
    assert alone["documents"]["source_uri"].to_list() == ["z.xml"]
    assert alone["clauses"]["clause_id"].to_list() == frames["clauses"]["clause_id"].to_list()


AT = datetime(2044, 1, 1, tzinfo=UTC)
SYMBOLS = [f"A/RES/99/{n}" for n in range(1, 4)]
TOO_MANY = {"page_count": 10**12}
NO_KIND = {"document_type": None}


@pytest.mark.parametrize(("odd", "cause"), [(TOO_MANY, "overflows"), (NO_KIND, "document_type_is_given")])
def test_a_document_whose_rows_do_not_fit_the_tables_is_rejected(odd: dict[str, Any], cause: str) -> None:
    given = {"language": "en", "sha256": "0" * 64, "fetched_at": AT, "size": 1, "media_type": "text/plain"}
    given |= {"is_asked_for": False, "is_specimen": True}
    inputs = RAW_DOCUMENTS.frame(given | {"source_uri": s, "symbol": s, "collection": "A-99"} for s in SYMBOLS)
    document = {"language": "en", "page_count": 3, "document_type": "resolution", "text_source": "born_digital"}
    readings = {s: Reading({"documents": [document | {"symbol": s}]}, AT) for s in SYMBOLS}
    readings[SYMBOLS[1]].rows["documents"][0].update(odd)
    frames = identity.frames(inputs, readings)
    assert frames["documents"]["symbol"].to_list() == [SYMBOLS[0], SYMBOLS[2]]
    (rejected,) = frames["rejections"].iter_rows(named=True)
    assert (rejected["source_uri"], rejected["reason"]) == (SYMBOLS[1], "odd rows")
    assert cause in rejected["detail"]
