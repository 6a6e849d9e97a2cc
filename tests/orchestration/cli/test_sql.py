"""``rapporteur sql`` and ``rapporteur tables``: what they show a person, and what they give a program."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import duckdb
import polars as pl
import pytest

from orchestration.cli.answers import OPTIONS, Answer, Format
from tests.commands import at_terminal, rapporteur

WIDE = "SELECT 'A/RES/99/2#op.' || i AS clause_id, repeat('lamp ', 40) AS text, i FROM range(1, 4) t(i)"


@pytest.mark.process
def test_sql_answers_with_a_table_and_a_wrong_query_with_a_message(data: Path) -> None:
    status, shown = at_terminal("sql", "select count(*) as held from documents", "--data", str(data))
    assert status == 0, shown
    assert "│   10 │" in shown, "numbers stand at the right"
    wrong = rapporteur("sql", "select nothing from nowhere", "--data", str(data))
    assert wrong.returncode == 2
    assert "nowhere" in wrong.stderr
    assert "Traceback" not in wrong.stdout + wrong.stderr


@pytest.mark.process
def test_a_pipe_gets_csv_and_standard_input_is_a_query(data: Path) -> None:
    assert rapporteur("sql", "select 1 as a; select 2 as b", "--data", str(data)).stdout == "a\n1\nb\n2\n"
    piped = rapporteur("sql", "--format", "jsonl", "--data", str(data), stdin="select 'x' as a")
    assert json.loads(piped.stdout) == {"a": "x"}
    assert rapporteur("sql", "--data", str(data), stdin="").returncode == 2


@pytest.mark.process
def test_an_answer_goes_into_a_file_of_the_format_that_its_name_says(data: Path, tmp_path: Path) -> None:
    for name in ("answer.parquet", "answer.csv", "answer.json", "answer.jsonl", "answer.md", "answer.txt"):
        ran = rapporteur("sql", WIDE, "-o", str(tmp_path / name), "--data", str(data))
        assert ran.returncode == 0, ran.stderr
    assert pl.read_parquet(tmp_path / "answer.parquet").height == 3
    assert pl.read_csv(tmp_path / "answer.csv").equals(pl.read_ndjson(tmp_path / "answer.jsonl"))
    assert "| --- | --- | ---: |\n" in (tmp_path / "answer.md").read_text()
    for name, message in (("answer.xyz", "--format"), ("none/answer.csv", "cannot be written")):
        failed = rapporteur("sql", WIDE, "-o", str(tmp_path / name), "--data", str(data))
        assert failed.returncode != 0
        assert message in failed.stderr


@pytest.mark.process
def test_what_is_too_wide_is_shown_as_records_and_nothing_is_cut(data: Path) -> None:
    _, narrow = at_terminal("sql", f"SELECT text, clause_id FROM ({WIDE})", "--data", str(data))
    assert "│ A/RES/99/2#op.3 │" in narrow, "a text is folded, a key is not"
    _, records = at_terminal("sql", "SELECT * FROM documents WHERE symbol = 'A/RES/99/2'", "--data", str(data))
    assert records.startswith("1 ──")
    assert "document_type      resolution" in records
    assert all(len(line) <= 80 for line in (narrow + records).splitlines())


@pytest.mark.process
def test_tables_lists_and_explains(data: Path) -> None:
    listed = json.loads(rapporteur("tables", "--json", "--data", str(data)).stdout)
    kinds = {row["name"]: row["kind"] for row in listed}
    assert (kinds["clauses"], kinds["resolutions"], kinds["cites"]) == ("table", "view", "macro")
    assert {row["name"]: row["rows"] for row in listed}["documents"] == 10
    assert all(row["meaning"] for row in listed)
    _, one = at_terminal("tables", "clauses", "--data", str(data))
    assert "A row is a paragraph of a text" in one
    assert "for example" in one
    near = rapporteur("tables", "clause", "--data", str(data))
    assert near.returncode == 1
    assert "clauses" in near.stderr


@pytest.mark.process
def test_a_warehouse_that_cannot_be_opened_is_named(data: Path, tmp_path: Path) -> None:
    (tmp_path / "warehouse.duckdb").write_bytes(b"no warehouse" * 1000)
    damaged = rapporteur("sql", "select 1", "--data", str(tmp_path))
    assert (damaged.returncode, damaged.stderr.count("damaged")) == (1, 1), damaged.stderr
    shutil.copy(data / "warehouse.duckdb", tmp_path)
    with duckdb.connect(tmp_path / "warehouse.duckdb"):
        locked = rapporteur("sql", "select 1", RAPPORTEUR_DATA=str(tmp_path))
    assert (locked.returncode, "another program" in locked.stderr) == (1, True), locked.stderr


QUERIES = [
    f"SELECT {expression} AS answer FROM range(3) t(i)"
    for expression in (
        *(
            "i",
            "i::TINYINT",
            "i::HUGEINT * 12345678901234567890123",
            "i::UBIGINT",
            "i / 3",
            "(i / 3)::FLOAT",
            "1e300 * i",
        ),
        *("1.5::DECIMAL(4, 2)", "'nan'::DOUBLE", "'inf'::DOUBLE", "i > 1", "NULL", "nullif(i, 1)", "''", "' a '"),
        *("'a,b'", "'a\"b'", "'a' || chr(10) || 'b'", "'é中'", "'|'", "chr(9)", "'null'", "'[1]'", "'{}'"),
        *("DATE '2044-01-01'", "TIME '10:00'", "TIMESTAMP '2044-01-01 10:00'", "TIMESTAMPTZ '2044-01-01 10:00:00+00'"),
        *("INTERVAL 3 DAY", "[i, NULL]", "['a', 'b,c']", "{'a': i, 'b': 'x'}", "[{'a': i}]", "map {'a': i}"),
        *(
            "'a'::ENUM ('a', 'b')",
            "'\\x41'::BLOB",
            "'101'::BIT",
            "[DATE '2044-01-01']",
            "{'a': {'b': [1.5]}}",
            "i::VARCHAR",
        ),
        *("'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'::UUID", "[]::INTEGER[]", "0.1", "-i", "'-'", "100000 * i", "1e-9"),
        *("DATE '0001-01-01'", "true", "[[1], [2]]"),
    )
]


@pytest.mark.parametrize("query", QUERIES)
def test_csv_and_json_are_what_duckdb_writes(query: str, tmp_path: Path) -> None:
    for as_format in (Format.csv, Format.json):
        with duckdb.connect() as connection:
            connection.execute(f"COPY ({query}) TO '{tmp_path / 'theirs'}' ({OPTIONS[as_format]})")
            connection.execute("SET arrow_lossless_conversion = true")
            Answer(connection.execute(query)).write(as_format, tmp_path / "ours")
        assert (tmp_path / "ours").read_bytes() == (tmp_path / "theirs").read_bytes()


def test_there_are_fifty_queries() -> None:
    assert len(QUERIES) >= 50
