"""Accuracy: the corpus is loaded and scored against the UN's own XML, and no figure falls below its floor."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from tests.commands import hashes, rapporteur
from tests.corpus import CORPUS, SHARED, needs_corpus

FLOORS = json.loads((Path(__file__).parent / "floors.json").read_text("utf-8"))
JUDGES = {"texts": ("score.py", "truth.jsonl"), "votes": ("score_votes.py", "votes_truth.jsonl")}
"""The scorer that gives the figures, and the file of truth that it compares with."""
pytestmark = needs_corpus


@pytest.fixture
def data(loaded_corpus: Path) -> Path:
    """The corpus, loaded from its PDFs alone."""
    return loaded_corpus


def test_each_input_is_a_document_or_a_rejection(data: Path) -> None:
    inputs = {path.name for path in (CORPUS / "pdf").iterdir()}
    with duckdb.connect(str(data / "warehouse.duckdb"), read_only=True) as con:
        loaded = {uri for (uri,) in con.execute("select source_uri from documents").fetchall()}
        rejected = {
            uri for (uri,) in con.execute("select source_uri from rejections where stage != 'model'").fetchall()
        }
    assert loaded | rejected == inputs
    assert len(loaded) >= 255


@pytest.mark.parametrize("judged", JUDGES)
def test_no_figure_falls_below_its_floor(judged: str, data: Path, tmp_path: Path) -> None:
    out = tmp_path / "score.json"
    scorer, truth = JUDGES[judged]
    score = [sys.executable, str(SHARED / "bench" / scorer), str(data / "warehouse.duckdb"), str(CORPUS / truth)]
    subprocess.run([*score, "--json", str(out)], check=True, capture_output=True)
    figures = json.loads(out.read_text("utf-8"))
    fallen = {name: (figures[name], floor) for name, floor in FLOORS[judged].items() if figures[name] < floor}
    assert FLOORS[judged]
    assert not fallen, f"figure below its floor: {fallen}"


def test_a_second_run_reads_no_document_again_and_changes_no_byte(loaded_corpus: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(loaded_corpus, data)
    before = hashes(data / "exports")
    again = rapporteur("run", "--documents", str(CORPUS / "pdf"), "--data", str(data))
    assert again.returncode == 0, again.stdout + again.stderr
    assert hashes(data / "exports") == before


def test_the_resolution_that_was_read_by_eye(data: Path) -> None:
    """A/RES/79/181 against its printed pages."""
    with duckdb.connect(str(data / "warehouse.duckdb"), read_only=True) as con:
        query = "select kind, path from clauses where symbol = 'A/RES/79/181' order by seq"
        clauses = con.execute(query).fetchall()
        document = con.execute(
            "select agenda_item, committee_report, meeting_number, adopted_on::varchar from documents "
            "where symbol = 'A/RES/79/181'"
        ).fetchone()
        notes = con.execute("select count(*), count(clause_id) from footnotes where symbol = 'A/RES/79/181'").fetchone()
    paths = [path for kind, path in clauses if kind == "operative"]
    assert sum(kind == "preambular" for kind, _ in clauses) == 31
    assert [path for path in paths if path.isdigit()] == [str(n) for n in range(1, 29)]
    assert sum(path.startswith("2(a)(") for path in paths) == 13
    assert sum(path.startswith("19(") for path in paths) == 18
    assert notes == (35, 35)
    assert document == ("71 (c)", "A/79/458/Add.3", "53", "2024-12-17")
