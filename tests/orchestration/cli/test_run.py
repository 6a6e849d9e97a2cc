"""``rapporteur run``: what is loaded, what is rejected, and what a second run does."""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb
import pytest

from orchestration.fetching import frontier
from orchestration.fetching.ledger import Ledger
from orchestration.fetching.sources import MARK_OF_SPECIMENS
from tests.commands import hashes, rapporteur
from tests.pdfs import locked
from tests.specimens import PDFS
from tests.un_host import UnHost
from tests.voting_files import GA_2025

pytestmark = pytest.mark.process


def test_every_input_is_loaded_and_every_table_is_exported(data: Path) -> None:
    with duckdb.connect(str(data / "warehouse.duckdb"), read_only=True) as con:
        tables = [name for (name,) in con.execute("select table_name from duckdb_tables()").fetchall()]
        counts = {name: con.execute(f'select count(*) from "{name}"').fetchone() for name in tables}
    assert counts["documents"] == (10,)
    assert counts["rejections"] == (0,)
    exported = {path.parent.name for path in (data / "exports").rglob("*.parquet")}
    assert exported == {*tables, "citation_graph"}


def test_a_second_run_reads_nothing_again_and_changes_no_byte(data: Path) -> None:
    before = hashes(data / "exports")
    again = rapporteur("run", "--documents", str(PDFS), "--data", str(data))
    assert again.returncode == 0, again.stderr
    assert hashes(data / "exports") == before
    assert "0 inputs of 0 pages" in again.stdout


def test_where_everything_is_refused_the_run_says_why_before_anything_else(tmp_path: Path) -> None:
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "A_RES_99_21.pdf").write_bytes(b"")
    (folder / "notes.txt").write_text("a text file\n")
    ran = rapporteur("run", "--documents", str(folder), "--data", str(tmp_path / "data"))
    assert ran.returncode == 1
    assert "all 2 inputs were refused" in ran.stderr
    assert ran.stderr.index("empty file") < ran.stderr.index("Failed after")
    assert "has_enough_rows" not in ran.stderr
    told = rapporteur("status", "--data", str(tmp_path / "data")).stdout
    assert "every input was refused" in " ".join(told.split())


def test_bad_files_are_rejected_with_the_reason_and_the_rest_is_loaded(tmp_path: Path) -> None:
    folder = tmp_path / "documents"
    folder.mkdir()
    shutil.copy(PDFS / "A_RES_99_2.pdf", folder)
    whole = (PDFS / "A_RES_99_1.pdf").read_bytes()
    (folder / "notes.txt").write_text("a text file\n")
    (folder / "A_RES_99_21.pdf").write_bytes(b"")
    (folder / "A_RES_99_22.pdf").write_bytes(whole[: len(whole) // 2])
    (folder / "A_RES_99_23.pdf").write_text("<!doctype html><title>ODS</title>")
    (folder / "A_RES_99_24.pdf").write_bytes(locked())
    ran = rapporteur("run", "--documents", str(folder), "--data", str(tmp_path / "data"))
    said = ran.stdout + ran.stderr
    assert ran.returncode == 0, said
    assert "Traceback" not in said
    with duckdb.connect(str(tmp_path / "data" / "warehouse.duckdb"), read_only=True) as con:
        assert con.execute("select symbol from documents").fetchall() == [("A/RES/99/2",)]
        reasons = dict(con.execute("select source_uri, reason from rejections").fetchall())
    assert reasons == {
        "notes.txt": "not a PDF",
        "A_RES_99_21.pdf": "empty file",
        "A_RES_99_22.pdf": "truncated PDF",
        "A_RES_99_23.pdf": "an HTML page",
        "A_RES_99_24.pdf": "encrypted PDF",
    }


def test_an_open_reader_survives_a_rebuild(data: Path, tmp_path: Path) -> None:
    held = tmp_path / "data"
    shutil.copytree(data, held)
    with duckdb.connect(str(held / "warehouse.duckdb"), read_only=True) as con:
        folder = tmp_path / "documents"
        folder.mkdir()
        shutil.copy(PDFS / "A_RES_99_2.pdf", folder)
        ran = rapporteur("run", "--documents", str(folder), "--data", str(held))
        assert ran.returncode == 0, ran.stdout + ran.stderr
        assert con.execute("select count(*) from documents").fetchone() == (10,)


def test_symbols_are_fetched_and_loaded_and_a_miss_is_rejected(un_host: UnHost, tmp_path: Path) -> None:
    un_host.publish("A/RES/99/2", (PDFS / "A_RES_99_2.pdf").read_bytes(), "en")
    ran = rapporteur(
        *("run", "--symbols", "A/RES/99/2,A/RES/99/222", "--data", str(tmp_path / "data")),
        RAPPORTEUR_BASE_ADDRESS=un_host.address,
        RAPPORTEUR_PACE_SECONDS="0",
        RAPPORTEUR_JITTER_SECONDS="0",
        RAPPORTEUR_BACKOFF_SECONDS="0",
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    with duckdb.connect(str(tmp_path / "data" / "warehouse.duckdb"), read_only=True) as con:
        assert con.execute("select symbol from documents").fetchall() == [("A/RES/99/2",)]
        assert con.execute("select count(*) from rejections where stage = 'fetch'").fetchone() == (1,)


def test_voting_files_are_loaded_and_other_files_rejected(tmp_path: Path) -> None:
    (tmp_path / "incoming").mkdir()
    (tmp_path / "incoming" / "any name.csv").write_text(GA_2025, "utf-8")
    (tmp_path / "incoming" / "shopping.csv").write_text("pears,apples\n1,2\n", "utf-8")
    ran = rapporteur("run", cwd=tmp_path)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "2 inputs: 0 documents, 1 voting files, 1 rejected" in ran.stdout
    assert "incoming/shopping.csv" in ran.stdout and "not a voting file" in ran.stdout
    shown = rapporteur("sql", "select vote from votes where state_code = 'CIV'", cwd=tmp_path)
    assert "against" in shown.stdout
    kept = rapporteur("sql", "select source_uri, source_record from vote_sources", cwd=tmp_path)
    assert "incoming/any name.csv" in kept.stdout


def test_specimens_stay_apart(tmp_path: Path) -> None:
    """A folder of specimens and one document that is none: with ``--specimens`` all are loaded, else the one alone."""
    folder, data = tmp_path / "documents", str(tmp_path / "data")
    folder.mkdir()
    shutil.copy(PDFS / "A_RES_99_2.pdf", folder)
    whole = (PDFS / "A_RES_99_3.pdf").read_bytes()
    (folder / "A_RES_99_3.pdf").write_bytes(whole.replace(MARK_OF_SPECIMENS, b"x" * len(MARK_OF_SPECIMENS)))
    with_them = rapporteur("run", "--documents", str(folder), "--specimens", "--data", data)
    assert with_them.returncode == 0, with_them.stderr
    query = "select symbol, is_specimen from documents order by symbol"
    held = rapporteur("sql", query, "--format", "csv", "--data", data).stdout
    assert held == "symbol,is_specimen\nA/RES/99/2,true\nA/RES/99/3,false\n"
    with Ledger(Path(data)) as ledger:
        found = frontier.gather_evidence(Path(data, "warehouse.duckdb"), ledger)
    assert "A/RES/99/2" not in found.held
    assert {citing for _, _, citing in found.cited} == {"A/RES/99/3"}
    assert "A/RES/99/2" not in {named_in for _, _, named_in in found.linked}
    without = rapporteur("run", "--documents", str(folder), "--data", data, RAPPORTEUR_SPECIMENS="")
    assert without.returncode == 0, without.stderr
    assert "A_RES_99_2.pdf is no document of the UN" in without.stdout
    assert rapporteur("sql", query, "--format", "csv", "--data", data).stdout.endswith(
        "is_specimen\nA/RES/99/3,false\n"
    )
