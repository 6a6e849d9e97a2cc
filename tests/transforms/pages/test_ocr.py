"""OCR: what happens to a scan without it, what is read with it, and how good the text of either kind is."""

from __future__ import annotations

import io
import subprocess
from importlib.metadata import PackageNotFoundError
from pathlib import Path

import polars as pl
import pypdfium2
import pytest

from expectations import suites
from orchestration import identity, workers
from tests import specimens
from tests.corpus import CORPUS, needs_corpus
from tests.inputs import inputs, unseen
from transforms.formats import register
from transforms.pages import ocr
from transforms.pages.model import Unreadable

needs_ocr = pytest.mark.skipif(
    ocr.engine() is None, reason="OCR is not installed (pip install 'rapporteur[ocr]' and the program tesseract)"
)


def scan(name: str, pages: int) -> bytes:
    """A specimen's first pages as pictures, as a scanner gives them."""
    with pypdfium2.PdfDocument(specimens.PDFS / f"{name}.pdf") as document:
        pictures = [document[i].render(scale=200 / 72).to_pil().convert("L") for i in range(pages)]
    held = io.BytesIO()
    pictures[0].save(held, "PDF", save_all=True, append_images=pictures[1:], resolution=200)
    return held.getvalue()


@pytest.fixture
def scanned(tmp_path: Path) -> pl.DataFrame:
    """The scan of a specimen as an input."""
    path = tmp_path / "A_RES_99_2.pdf"
    path.write_bytes(scan("A_RES_99_2", 1))
    return inputs("A_RES_99_2.pdf").with_columns(path=pl.lit(str(path)), sha256=pl.lit("5" * 64))


@pytest.mark.process
def test_without_ocr_a_scan_is_rejected_with_the_line_that_installs_it(
    scanned: pl.DataFrame, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ocr, "engine", lambda: None)
    frames = identity.frames(scanned, workers.read(scanned, tmp_path / "kept", unseen).by_input)
    assert frames["documents"].is_empty()
    (row,) = frames["rejections"].to_dicts()
    assert (row["stage"], row["reason"]) == ("read", "no text layer")
    assert "pip install 'rapporteur[ocr]'" in row["detail"]
    assert "apt-get install tesseract-ocr" in row["detail"]


def test_the_engine_is_missing_without_the_wrapper_or_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(name: str) -> str:
        raise PackageNotFoundError(name)

    monkeypatch.setattr(ocr, "version", absent)
    ocr.engine.cache_clear()
    assert ocr.engine() is None
    monkeypatch.setattr(ocr, "version", lambda _: "17.0")
    monkeypatch.setattr("transforms.pages.ocr.shutil.which", lambda _: None)
    ocr.engine.cache_clear()
    assert ocr.engine() is None
    ocr.engine.cache_clear()


@pytest.mark.process
def test_a_scan_rejected_for_want_of_ocr_is_read_once_there_is_ocr_and_not_again(
    scanned: pl.DataFrame, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = tmp_path / "kept"
    monkeypatch.setattr(ocr, "engine", lambda: None)
    assert workers.read(scanned, kept, unseen).documents_read == 1
    assert workers.read(scanned, kept, unseen).documents_read == 0
    monkeypatch.setattr(ocr, "engine", lambda: "an engine")
    monkeypatch.setattr(workers, "_read_scan", read_as_if_recognized)
    read = workers.read(scanned, kept, unseen)
    assert read.documents_read == 1
    assert identity.frames(scanned, read.by_input)["documents"]["text_source"].to_list() == ["ocr_run"]
    assert workers.read(scanned, kept, unseen).documents_read == 0
    monkeypatch.setattr(ocr, "engine", lambda: "another engine")
    assert workers.read(scanned, kept, unseen).documents_read == 1, "another version may read it better"
    monkeypatch.setattr(ocr, "engine", lambda: None)
    again = identity.frames(scanned, workers.read(scanned, kept, unseen).by_input)
    assert again["documents"].is_empty(), "without OCR a scan is rejected, whatever there was before"


def read_as_if_recognized(path: Path, file_name: str, symbol: str | None, target: Path) -> None:
    """Reads the specimen of that name in place of its scan."""
    rows = register.extract((specimens.PDFS / path.name).read_bytes(), file_name, symbol)
    rows["documents"][0]["text_source"] = "ocr_run"
    workers._keep(target, rows)


@needs_ocr
@pytest.mark.process
def test_a_scan_gives_the_text_that_was_composed() -> None:
    rows = register.extract_scan(scan("A_RES_99_2", 1), "A_RES_99_2.pdf", "A/RES/99/2")
    (document,) = rows["documents"]
    assert document["text_source"] == "ocr_run"
    assert document["text_quality"] > 0.97
    found_fields = {name: str(document[name]) for name in ("symbol", "published_on", "adopted_on", "title")}
    wanted = specimens.load()["A_RES_99_2"]["documents"][0]
    assert found_fields == {name: wanted[name] for name in found_fields}
    composed = {row["path"]: row["text"] for row in specimens.rows(specimens.load()["A_RES_99_2"])["clauses"]}
    found = {row["path"]: row["text"] for row in rows["clauses"]}
    # figures raised by a third of a line are what OCR misreads
    for path in ("1", "2", "2(a)", "2(a)(i)", "2(a)(ii)", "2(a)(ii)a", "2(a)(ii)b", "2(a)(iii)", "2(b)"):
        assert found[path] == composed[path]


@needs_ocr
@pytest.mark.process
def test_a_script_without_its_language_pack_is_rejected_with_advice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "_installed", lambda: {"osd"})
    with pytest.raises(Unreadable, match="apt-get install tesseract-ocr-eng"):
        ocr.recognized(scan("A_RES_99_2", 1), "A_RES_99_2.pdf")


@needs_ocr
@pytest.mark.process
def test_ocr_that_fails_says_what_to_do_and_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "LIMIT", 0.01)
    with pytest.raises(Unreadable, match=r"more than 0 seconds; split the file"):
        ocr.recognized(scan("A_RES_99_2", 1), "A_RES_99_2.pdf")
    left = subprocess.run(["pgrep", "-f", "rapporteur-ocr-"], capture_output=True, text=True, check=False)
    assert left.stdout == ""


@needs_corpus
def test_text_that_was_read_off_a_picture_is_marked_and_measured() -> None:
    measured = {}
    for name in ("A_39_361", "A_50_610"):
        data = (CORPUS / "pdf" / f"{name}.pdf").read_bytes()
        (document,) = register.extract(data, f"{name}.pdf", name.replace("_", "/"))["documents"]
        measured[name] = document["text_source"], document["text_quality"]
    assert measured["A_39_361"][0] == "ocr_embedded"
    assert measured["A_50_610"][0] == "born_digital"
    assert measured["A_39_361"][1] < suites.documents.LEAST_TEXT_QUALITY < measured["A_50_610"][1]
