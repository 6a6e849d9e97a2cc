"""The command line, as a person uses it: run, ask, show, and what it says when something is wrong."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import duckdb
import pytest
from PIL import Image, ImageColor

from orchestration import drawing
from orchestration.cli import _coloured
from tests.commands import hashes, rapporteur
from tests.pdfs import locked
from tests.specimens import PDFS
from tests.un_host import UnHost
from tests.voting_files import GA_2025

pytestmark = pytest.mark.process


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory, loaded_specimens: Path) -> Path:
    """The specimens, loaded."""
    return Path(shutil.copytree(loaded_specimens, tmp_path_factory.mktemp("loaded") / "data"))


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
    assert (
        "0 pages read" in again.stdout.replace("of 0 pages read", "0 pages read")
        or "0 inputs of 0 pages" in again.stdout
    )


def test_show_prints_clauses_notes_and_citations(data: Path) -> None:
    shown = rapporteur("show", "A/RES/99/2", "--data", str(data))
    assert shown.returncode == 0, shown.stderr
    assert "A/RES/99/2" in shown.stdout
    assert "(iii)" in shown.stdout


def test_diff_prints_what_became_of_each_clause(data: Path) -> None:
    shown = rapporteur("diff", "A/RES/99/2", "A/RES/99/3", "--data", str(data))
    assert shown.returncode == 0, shown.stderr
    assert "A/RES/99/2 -> A/RES/99/3" in shown.stdout
    counts = re.fullmatch(r"(\d+) same, (\d+) changed, (\d+) new, (\d+) dropped", shown.stdout.splitlines()[-1])
    assert counts
    whole = rapporteur("diff", "A/RES/99/2", "A/RES/99/2", "--whole", "--data", str(data))
    assert "│ same" in whole.stdout
    assert re.search(r"[1-9]\d* same, 0 changed, 0 new, 0 dropped$", whole.stdout.strip())
    unchanged = rapporteur("diff", "A/RES/99/2", "A/RES/99/2", "--data", str(data))
    assert "│" not in unchanged.stdout


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("A/RES/99/2", "A/RES/99/222"), "A/RES/99/222 is not held. Nearest: A/RES/99/2"),
        (("A/RES/99/2", "A/RES/99/3", "--language", "fr"), "A/RES/99/2 is held in en, not in fr."),
    ],
)
def test_diff_says_what_it_cannot_compare(data: Path, arguments: tuple[str, ...], told: str) -> None:
    failed = rapporteur("diff", *arguments, "--data", str(data))
    assert failed.returncode == 1
    assert told in failed.stderr
    assert "Traceback" not in failed.stderr


def test_a_change_is_coloured_where_the_terminal_has_colours() -> None:
    coloured = _coloured("its [-ninety-ninth-]{+one-hundredth+} session", "changed")
    assert [(coloured.plain[span.start : span.end], span.style) for span in coloured.spans if span.style] == [
        ("[-ninety-ninth-]", "red strike"),
        ("{+one-hundredth+}", "green"),
    ]
    assert _coloured("Invites donors;", "new").style == "green"


def test_sql_answers_with_a_table_and_a_wrong_query_with_a_message(data: Path) -> None:
    answer = rapporteur("sql", "select count(*) as held from documents", "--data", str(data))
    assert answer.returncode == 0, answer.stderr
    assert "held" in answer.stdout
    assert "10" in answer.stdout
    wrong = rapporteur("sql", "select nothing from nowhere", "--data", str(data))
    assert wrong.returncode != 0
    assert "nowhere" in wrong.stdout + wrong.stderr
    assert "Traceback" not in wrong.stdout + wrong.stderr


def test_an_unknown_symbol_and_a_missing_warehouse_are_told(data: Path, tmp_path: Path) -> None:
    unknown = rapporteur("show", "A/RES/99/222", "--data", str(data))
    assert unknown.returncode != 0
    assert "A/RES/99/222" in unknown.stdout + unknown.stderr
    missing = rapporteur("sql", "select 1", "--data", str(tmp_path / "none"))
    assert missing.returncode != 0
    for answer in (unknown, missing):
        assert "Traceback" not in answer.stdout + answer.stderr
    assert "rapporteur run" in missing.stdout + missing.stderr


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


def test_symbols_are_fetched_and_loaded_and_a_miss_is_told(un_host: UnHost, tmp_path: Path) -> None:
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


def test_voting_files_are_taken_in_and_what_is_none_is_told(tmp_path: Path) -> None:
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


def test_a_page_is_drawn_with_what_was_read_of_it_boxed(data: Path, tmp_path: Path) -> None:
    picture = tmp_path / "page.png"
    shown = rapporteur("show", "A/RES/99/2", "--page", "1", "--out", str(picture), "--data", str(data))
    assert shown.returncode == 0, shown.stderr
    assert str(picture) in shown.stdout
    assert [path.name for path in tmp_path.iterdir()] == ["page.png"], "nothing is left aside"
    with duckdb.connect(str(data / "warehouse.duckdb"), read_only=True) as con:
        boxes = con.execute(
            "select kind, b.x0, b.top, b.x1, b.bottom from clauses, unnest(bbox) as t(b) "
            "where symbol = 'A/RES/99/2' and b.page = 1 "
            "union all select 'note', b.x0, b.top, b.x1, b.bottom from footnotes, unnest(bbox) as t(b) "
            "where symbol = 'A/RES/99/2' and b.page = 1"
        ).fetchall()
    assert {"preambular", "note"} <= {kind for kind, *_ in boxes}
    with Image.open(picture) as drawn:
        assert drawn.width == pytest.approx(612 * drawing.SCALE, abs=2), "a page of letter format"
        for kind, _, top, x1, bottom in boxes:
            # the right edge, half way down, where no label stands
            at = (round((x1 + 1) * drawing.SCALE), round((top + bottom) / 2 * drawing.SCALE))
            seen = [drawn.getpixel((at[0] + i, at[1])) for i in (-2, -1, 0, 1)]
            assert ImageColor.getrgb(drawing.COLOURS[kind]) in seen, (kind, at, seen)


def test_what_cannot_be_drawn_is_told(data: Path, tmp_path: Path) -> None:
    held = tmp_path / "data"
    shutil.copytree(data, held)
    picture = tmp_path / "page.png"
    asked = {
        ("--page", "99", "--out", str(picture)): "there is no page 99",
        ("--page", "0", "--out", str(picture)): "there is no page 0",
        ("--page", "1", "--page", "2", "--out", str(picture)): "One page is drawn at a time",
        ("--page", "1"): "into a file",
        ("--page", "1", "--out", str(tmp_path / "page.doc")): "a name that ends in .png",
        ("--page", "1", "--out", str(tmp_path / "nowhere" / "page.png")): "cannot be written",
    }
    with duckdb.connect(str(held / "warehouse.duckdb"), read_only=True) as con:
        row = con.execute("select sha256 from documents where symbol = 'A/RES/99/3'").fetchone()
    assert row
    bytes_held = held / "documents" / row[0][:2] / row[0]
    for arguments, told in asked.items():
        answer = rapporteur("show", "A/RES/99/3", *arguments, "--data", str(held))
        assert answer.returncode != 0, arguments
        assert told in answer.stderr.replace("\n", " "), answer.stderr
        assert "Traceback" not in answer.stderr
    bytes_held.write_text("<akomaNtoso/>")
    assert "no PDF" in rapporteur("show", "A/RES/99/3", *next(iter(asked)), "--data", str(held)).stderr
    bytes_held.unlink()
    assert "not in" in rapporteur("show", "A/RES/99/3", *next(iter(asked)), "--data", str(held)).stderr
    assert not picture.exists()
