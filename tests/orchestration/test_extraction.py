"""Documents are read once each, in processes that may die, and every input becomes a document or a rejection."""

from __future__ import annotations

import os
import re
import signal
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import polars as pl
import pytest

from orchestration import extraction
from tests.inputs import inputs, unseen
from tests.specimens import PDFS
from transforms.formats import reading

pytestmark = pytest.mark.process


def kept_files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def reader_that_fails(path: Path, file_name: str, symbol: str | None, target: Path) -> None:
    """Reads one specimen, dies of a second and never ends with a third."""
    if file_name == "A_RES_99_3.pdf":
        os.kill(os.getpid(), signal.SIGSEGV)
    while file_name == "A_RES_99_4.pdf":
        pass
    extraction._read(path, file_name, symbol, target)


def test_what_is_kept_is_not_read_again_unless_it_is_broken(tmp_path: Path) -> None:
    given = inputs("A_RES_99_2.pdf", "A_RES_99_3.pdf")
    first = extraction.read(given, tmp_path, unseen)
    assert (first.documents_read, first.pages_read > 0) == (2, True)
    again = extraction.read(given, tmp_path, unseen)
    assert (again.documents_read, again.pages_read) == (0, 0)
    assert again.by_input == first.by_input, "what comes from the file is what was read: dates, nulls, places"
    broken = kept_files(tmp_path)[0]
    broken.write_bytes(broken.read_bytes()[:-20])
    mended = extraction.read(given, tmp_path, unseen)
    assert mended.documents_read == 1
    assert {uri: reading.rows for uri, reading in mended.by_input.items()} == {
        uri: reading.rows for uri, reading in first.by_input.items()
    }


def test_a_reader_that_dies_or_never_ends_takes_only_its_document(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(extraction, "_read", reader_that_fails)
    monkeypatch.setattr(extraction, "LIMIT", 4.0)
    given = inputs("A_RES_99_2.pdf", "A_RES_99_3.pdf", "A_RES_99_4.pdf")
    frames = extraction.frames(given, extraction.read(given, tmp_path, unseen).by_input)
    assert frames["documents"]["symbol"].to_list() == ["A/RES/99/2"]
    why = dict(frames["rejections"].select("source_uri", "detail").iter_rows())
    assert why.keys() == {"A_RES_99_3.pdf", "A_RES_99_4.pdf"}
    assert "Abnormal termination" in why["A_RES_99_3.pdf"]
    assert "longer than 4 seconds" in why["A_RES_99_4.pdf"]
    again = extraction.read(given, tmp_path, unseen)
    assert again.documents_read == 0, "what could not be read is not tried again with the same reader"
    assert extraction.frames(given, again.by_input)["rejections"].equals(frames["rejections"])


def reader_that_takes_all_memory(path: Path, file_name: str, symbol: str | None, target: Path) -> None:
    """Takes a gigabyte for one specimen."""

    def extract(data: bytes, name: str, _: str | None) -> dict[str, Any]:
        return {"rejections": [{"detail": str(len(bytearray(1024**3)))}]}

    if file_name == "A_RES_99_3.pdf":
        reading.extract = extract  # type: ignore[assignment]
    extraction._read(path, file_name, symbol, target)


def test_a_document_that_takes_all_memory_is_rejected(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extraction, "_read", reader_that_takes_all_memory)
    monkeypatch.setattr(extraction, "MEMORY", 512 * 1024**2)
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    given = inputs("A_RES_99_2.pdf", "A_RES_99_3.pdf")
    frames = extraction.frames(given, extraction.read(given, tmp_path, unseen).by_input)
    assert frames["documents"]["symbol"].to_list() == ["A/RES/99/2"]
    (row,) = frames["rejections"].to_dicts()
    assert (row["source_uri"], row["reason"]) == ("A_RES_99_3.pdf", "too much memory")


def test_another_document_than_the_name_says_is_rejected(tmp_path: Path) -> None:
    given = inputs("A_RES_99_2.pdf", A_RES_99_2="A/C.3/99/L.7")
    frames = extraction.frames(given, extraction.read(given, tmp_path, unseen).by_input)
    assert frames["documents"].is_empty()
    assert frames["clauses"].is_empty(), "nothing of a rejected document is loaded"
    (row,) = frames["rejections"].to_dicts()
    assert (row["stage"], row["reason"]) == ("identify", "another document")
    assert "A/RES/99/2" in row["detail"]
    assert "A/C.3/99/L.7" in row["detail"]


def test_of_two_inputs_with_one_symbol_the_first_is_loaded(tmp_path: Path) -> None:
    given = inputs("b/A_RES_99_2.pdf", "a/A_RES_99_2.pdf")
    frames = extraction.frames(given, extraction.read(given, tmp_path, unseen).by_input)
    assert frames["documents"]["source_uri"].to_list() == ["a/A_RES_99_2.pdf"]
    (row,) = frames["rejections"].to_dicts()
    assert (row["source_uri"], row["reason"]) == ("b/A_RES_99_2.pdf", "duplicate")
    assert "a/A_RES_99_2.pdf" in row["detail"]


def test_rows_under_one_key_reject_their_document_alone(tmp_path: Path) -> None:
    given = inputs("A_RES_99_2.pdf", "A_RES_99_3.pdf")
    readings = extraction.read(given, tmp_path, unseen).by_input
    clauses = readings["A_RES_99_2.pdf"].rows["clauses"]
    clauses.append(dict(clauses[0]))
    frames = extraction.frames(given, readings)
    assert frames["documents"]["symbol"].to_list() == ["A/RES/99/3"]
    (row,) = frames["rejections"].to_dicts()
    assert (row["source_uri"], row["reason"]) == ("A_RES_99_2.pdf", "ambiguous rows")
    assert clauses[0]["clause_id"] in row["detail"]


def test_a_nameless_input_goes_where_its_masthead_puts_it(tmp_path: Path) -> None:
    given = inputs("A_RES_99_2.pdf", "S_RES_9001(2044).pdf", A_RES_99_2="").drop("collection")
    found, readings = extraction.identify(given, tmp_path, unseen)
    assert found["collection"].to_list() == ["A-99", "S-2044"]
    assert readings.documents_read == 1, "a name that tells the symbol needs no reading"


def test_the_version_follows_all_that_decides_what_is_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    module = Path(__file__).parents[2] / "transforms" / "texts" / "structure.py"
    names = {path.name for path in extraction._sources(module)}
    assert {"structure.py", "layout.py", "paragraphs.py", "masthead.py", "symbols.py"} <= names
    assert "citations.py" not in names, "what is done with the rows later is no reason to read again"
    before = extraction.extractor_version()
    changed = tmp_path / "structure.py"
    changed.write_text(module.read_text("utf-8") + "\n# a change\n")
    monkeypatch.setattr(extraction, "_sources", lambda _: [changed])
    assert extraction.extractor_version.__wrapped__() != before


def as_xml(pdf: Path, **changed: str) -> str:
    """A specimen as the UN would give it in XML: what its PDF says, but for the words changed."""
    rows = reading.extract(pdf.read_bytes(), pdf.name)
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
    readings = extraction.read(given, tmp_path / "kept", unseen).by_input
    frames = extraction.frames(given, readings)
    (document,) = frames["documents"].to_dicts()
    assert (document["source_uri"], document["xml_uri"]) == ("A_RES_99_2.pdf", "a.xml"), "though a.xml comes first"
    assert frames["clauses"].equals(extraction.frames(inputs("A_RES_99_2.pdf"), readings)["clauses"])
    texts = frames["source_differences"].filter(pl.col("what") == "text")
    assert texts.height == sum("observatories" in text for text in frames["clauses"]["text"]) > 0
    assert all("gardens" in text for text in texts["xml_value"])
    (row,) = frames["rejections"].to_dicts()
    assert (row["source_uri"], row["reason"]) == ("z.xml", "duplicate"), "a second witness is one too many"
    alone = extraction.frames(given.filter(pl.col("source_uri") == "z.xml"), readings)
    assert alone["documents"]["source_uri"].to_list() == ["z.xml"]
    assert alone["clauses"]["clause_id"].to_list() == frames["clauses"]["clause_id"].to_list()
