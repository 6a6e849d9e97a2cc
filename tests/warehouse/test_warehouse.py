"""The lake becomes a warehouse whole or not at all, and the warehouse becomes the same files each time."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
from copy import deepcopy
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import duckdb
import networkx as nx
import polars as pl
import pytest

from warehouse import graph
from warehouse import release as release_module
from warehouse.build import build, ddl, one_writer, sql_type
from warehouse.release import dictionary, release
from warehouse.tables import BY_NAME, CLAUSES, TABLES, VOTE_RECORDS, Table

Rows = dict[str, list[dict[str, Any]]]

EN, AR = {"symbol": "A/RES/99/1", "language": "en"}, {"symbol": "A/RES/99/1", "language": "ar"}
READ = {
    "document_type": "resolution",
    "body_id": "ga",
    "page_count": 2,
    "text_source": "born_digital",
    "is_specimen": True,
    "sha256": "0" * 64,
    "fetched_at": datetime(2026, 11, 1, 23, 30, tzinfo=UTC),
    "extractor_version": "1",
    "collection": "A-99",
}
SESSION = {"vote_session_id": "A/99/PV.7#A/RES/99/1"}
YEAR_BEFORE = {"vote_session_id": "A/98/PV.5#A/RES/98/7"}
VETOED = {"vote_session_id": "S/PV.9999#S/2044/9"}
FAILED = {"vote_session_id": "S/PV.9999#S/2044/10"}
COMMITTEE = {"vote_session_id": "A/C.3/99/SR.4#A/C.3/99/L.2"}
PLACE = [{"page": 1, "x0": 72.5, "top": 90.25, "x1": 540.0, "bottom": 104.0}]
ON_ONE_PAGE = {"page_first": 1, "page_last": 1, "bbox": PLACE}

PERU = SESSION | {"state_name": "Peru", "state_code": "PER", "vote": "abstaining"}
STATES = {"AUT": "Austria", "FRA": "France", "PER": "Peru", "TCD": "Chad"}
RECORDED = {"subject": "whole", "is_adoption": True, "method": "recorded_vote", "is_method_inferred": False}


def voted(session: dict[str, str], **votes: str) -> list[dict[str, Any]]:
    """Rows of votes, from State codes and votes."""
    return [session | {"state_name": STATES[code], "state_code": code, "vote": vote} for code, vote in votes.items()]


ROWS: Rows = {
    "bodies": [
        {"body_id": "ga", "name": "General Assembly", "symbol_prefix": "A/", "kind": "principal_organ"},
        {"body_id": "sc", "name": "Security Council", "symbol_prefix": "S", "kind": "principal_organ"},
        # Stands before its parent in the table's order, and names it: loaded all the same.
        {"body_id": "a-panel", "name": "Orchard Panel", "parent_body_id": "ga", "kind": "working_group"},
    ],
    "body_names": [{"body_id": "a-panel", "name": "Panel of Fruit", "kind": "former", "used_to": 2043}],
    "documents": [
        EN | READ | {"title": "Maps of orchards", "adopted_on": date(2044, 12, 3), "source_uri": "A_RES_99_1.pdf"},
        AR | READ | {"title": "خرائط البساتين", "source_uri": "A_RES_99_1.ar.pdf"},
        {"symbol": "A/99/40", "language": "en", **READ}
        | {"document_type": "report", "title": "Orchards surveyed", "source_uri": "A_99_40.pdf"},
    ],
    "clauses": [
        EN
        | ON_ONE_PAGE
        | {"clause_id": "A/RES/99/1#pp.1", "seq": 1, "kind": "preambular", "path": "", "depth": 0}
        | {"verb": "Recalling", "text": "Recalling its resolution 98/7 on orchards,"},
        EN
        | ON_ONE_PAGE
        | {"clause_id": "A/RES/99/1#op.1", "seq": 2, "kind": "operative", "path": "1", "depth": 0}
        | {"verb": "Requests", "text": "Requests all surveyors:"},
        EN
        | ON_ONE_PAGE
        | {"clause_id": "A/RES/99/1#op.1.a", "seq": 3, "kind": "operative", "path": "1(a)", "depth": 1}
        | {"parent_clause_id": "A/RES/99/1#op.1", "text": "To draw each pear tree;"},
        AR
        | ON_ONE_PAGE
        | {"clause_id": "A/RES/99/1#op.1", "seq": 1, "kind": "operative", "path": "1", "depth": 0}
        | {"verb": "تطلب", "text": "تطلب من جميع المساحين:"},
    ],
    "footnotes": [
        EN
        | {"footnote_id": "A/RES/99/1#fn.1", "seq": 1, "number": "1", "text": "Ibid., annex.", "page": 1, "bbox": PLACE}
        | {"clause_id": "A/RES/99/1#op.1", "char_offset": 22, "expanded_text": "Resolution 98/7, annex."},
        EN | {"footnote_id": "A/RES/99/1#fn.*", "seq": 2, "number": "*", "text": "Reissued.", "page": 1},
    ],
    "table_cells": [
        document
        | {"table_number": table, "row": row, "column": n, "text": text, "is_header": is_header, "page": 2}
        | {"bbox": PLACE, "column_span": 2 if text == "Both" else 1}
        for document, table, row, is_header, texts in (
            (AR, 1, 1, True, ("Tree", "")),
            (EN, 1, 1, True, ("Tree", "Planted (thousands of United States dollars)", "", "Share")),
            (EN, 1, 2, True, ("", "2043", "2044", "")),
            (EN, 1, 3, False, ("Pear", "1 204", "(1,204.5)", "12.5%")),
            (EN, 2, 1, True, ("", "Both", "", "")),
            (EN, 2, 2, True, ("Tree", "2043", "2044", "2045")),
            (EN, 2, 3, False, ("Fig", "1", "2", "3")),
            (EN, 1, 4, False, ("Plum", "\u2013", "7a", "about 3")),
        )
        for n, text in enumerate(texts, start=1)
    ],
    "speeches": [EN | {"seq": 1, "speaker": "The President", "office": "President", "text": "Agreed.", "page": 1}],
    "hyperlinks": [
        EN
        | {"seq": 1, "clause_id": "A/RES/99/1#pp.1", "char_start": 25, "char_end": 29}
        | {"target": "https://docs.un.example/A/RES/98/7", "page": 1}
    ],
    "pages": [
        document
        | {"page": page, "letters": 9, "letters_clause": 7, "letters_note": 2, "letters_unassigned": 0}
        | {f"letters_{kind}": 0 for kind in ("masthead", "heading", "table_cell", "speech", "figure", "furniture")}
        for document in (EN, AR)
        for page in (1, 2)
    ],
    "numbering_gaps": [EN | {"seq": 1, "series": "text", "previous": "1", "found": "3", "page": 2}],
    "citations": [
        document
        | {"citation_id": f"{clause_id}@{start}", "clause_id": clause_id, "footnote_number": number}
        | {"char_start": start, "char_end": start + 15, "cited_text": "resolution 98/7", "cited_kind": "resolution"}
        | {"cited_symbol": cited, "resolution_rule": "symbol", "is_held": cited in ("A/99/40", "A/RES/99/1")}
        for document, clause_id, number, start, cited in (
            (EN, "A/RES/99/1#pp.1", None, 14, "A/RES/98/7"),
            (EN, "A/RES/99/1#op.1", "1", 0, "A/RES/98/7"),
            (EN, "A/RES/99/1#op.1", None, 9, None),
            (EN, "A/RES/99/1#op.1.a", None, 8, "A/99/40"),
            (EN, "A/RES/99/1#op.1.a", None, 20, "A/RES/99/1"),
            (AR, "A/RES/99/1#op.1", None, 5, "A/RES/98/7"),
        )
    ],
    "treaties": [{"treaty_id": "unts-1", "series": "UNTS", "volumes": ["1", "2"], "number": "1"}],
    "treaty_volumes": [{"treaty_id": "unts-1", "volume": "1"}],
    "body_mentions": [
        {"clause_id": "A/RES/99/1#op.1", "language": "en", "body_id": "a-panel"}
        | {"char_start": 9, "char_end": 22, "mention_text": "all surveyors", "role": "addressee"}
    ],
    "mandates": [
        EN
        | {"clause_id": "A/RES/99/1#op.1", "seq": 1, "verb": "requests", "verb_phrase": "Requests"}
        | {"verb_class": "requests", "addressees": ["all surveyors"], "body_ids": [], "due_on": date(2045, 1, 1)}
        | {"is_report_request": False, "is_inherited": False}
    ],
    "vote_sessions": [
        SESSION
        | {"resolution_symbol": "A/RES/99/1", "meeting_symbol": "A/99/PV.7", "held_on": date(2044, 12, 3)}
        | {"body_id": "ga", "held_in": "2044-12", "outcome": "adopted", "in_favour": 1, "against": 1, "abstaining": 0}
        | RECORDED,
        YEAR_BEFORE
        | {"body_id": "ga", "resolution_symbol": "A/RES/98/7", "held_in": "2043-12", "outcome": "adopted"}
        | {"subject_text": "Maps of orchards : draft resolution /", "topics": ["FRUIT TREES"]}
        | RECORDED,
        VETOED
        | {"body_id": "sc", "draft_symbol": "S/2044/9", "held_on": date(2044, 6, 1), "outcome": "not_adopted"}
        | {"in_favour": 9, "against": 2, "abstaining": 4}
        | RECORDED,
        FAILED
        | {"body_id": "sc", "draft_symbol": "S/2044/10", "held_on": date(2044, 6, 1), "outcome": "not_adopted"}
        | {"in_favour": 8, "against": 1, "abstaining": 6}
        | RECORDED,
        COMMITTEE
        | {"resolution_symbol": "A/RES/99/1", "draft_symbol": "A/C.3/99/L.2", "held_on": date(2044, 11, 5)}
        | RECORDED
        | {"method": "without_vote", "outcome": "adopted"},
    ],
    "vote_sources": [
        SESSION
        | {"source_kind": "record", "source_symbol": "A/99/PV.7", "source_uri": "A_99_PV.7.pdf"}
        | {"in_favour": 1, "against": 1},
        YEAR_BEFORE | {"source_kind": "voting_file", "source_uri": "incoming/votes.csv", "source_record": "7"},
    ],
    "states": [
        {"state_code": code, "name": name, "further_names": [], "m49_code": None, "is_former": False}
        | {"member_from_on": date(1945, 10, 24), "memberships": [{"first_on": date(1945, 10, 24), "last_on": None}]}
        for code, name in STATES.items()
    ],
    "votes": [
        SESSION | {"state_name": "Chad", "state_code": "TCD", "vote": "against", "later_statement": "abstain"},
        SESSION | {"state_name": "Austria", "state_code": "AUT", "vote": "in_favour"},
        *voted(YEAR_BEFORE, TCD="against", AUT="abstaining", FRA="in_favour", PER="in_favour"),
        *voted(VETOED, FRA="against", TCD="against", AUT="in_favour", PER="not_voting"),
        *voted(FAILED, FRA="against", AUT="in_favour", PER="in_favour"),
    ],
    "vote_discrepancies": [
        SESSION | {"rule": "sum", "what": "against", "left_source": "A/99/PV.7", "right_source": "A/RES/99/1"}
    ],
    "stated_votes": [
        EN
        | {"seq": 1, "resolution_symbol": "A/RES/99/1", "outcome": "adopted", "method": "recorded_vote"}
        | {"in_favour": 1, "against": 1, "in_favour_states": ["AUSTRIA"], "against_states": ["CHAD"]}
        | {"source_kind": "xml"}
    ],
    "drafting_steps": [
        EN | {"seq": 1, "step": "draft", "linked_symbol": "A/C.3/99/L.2", "taken_on": date(2044, 11, 5)}
    ],
    "budget_mandates": [
        {
            "citation_id": "A/RES/99/1#pp.1@14",
            "language": "en",
            "document_symbol": "A/RES/99/1",
            "section": "99",
            "entity": "Lamps",
            "heading": "General Assembly resolutions",
            "symbol": "A/RES/98/7",
            "page": 1,
        }
    ],
    "sponsors": [EN | {"seq": 1, "name": "Chad", "state_code": "TCD", "source": "masthead", "page": 1}],
    "sponsor_lines": [EN | {"seq": 1, "text": "Chad and Cuba: draft resolution", "page": 1}],
    "source_differences": [
        EN | {"seq": 1, "what": "missing", "clause_id": "A/RES/99/1#op.9", "xml_value": "Decides to plant."}
    ],
    "document_links": [
        {"symbol": "A/C.3/99/L.2", "linked_symbol": "A/RES/99/1", "relation": "draft_of", "source": "masthead"}
    ],
    "clause_changes": [
        {"symbol": "A/RES/99/1", "previous_symbol": "A/RES/98/7", "seq": 1, "change": "new", "similarity": 0.25}
    ],
    "rejections": [
        {"source_uri": uri, "stage": stage, "reason": reason, "detail": f"{uri}: {reason}; fetch it again"}
        | {"rejected_at": datetime(2026, 11, 1, tzinfo=UTC)}
        for uri, stage, reason in (
            ("empty.pdf", "read", "empty file"),
            ("A_99_40.pdf", "structure", "no masthead"),
            ("incoming/votes.csv", "model", "no known State: Atlantis"),
        )
    ],
}


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with lake, warehouse and exports of ``ROWS``; only to be read."""
    return publish(tmp_path_factory.mktemp("kept"), ROWS)


def fill(folder: Path, rows: Rows) -> Path:
    """A lake of ``rows``, each table cut into two files after its last row but one; returns it."""
    lake = folder / "lake"
    for name, listed in rows.items():
        (lake / name).mkdir(parents=True, exist_ok=True)
        for part, some in (("A-99", listed[:-1]), ("A-98", listed[-1:])):
            BY_NAME[name].frame(some).write_parquet(lake / name / f"{part}.parquet")
    return lake


def publish(folder: Path, rows: Rows) -> Path:
    build(fill(folder, rows), folder / "warehouse.duckdb")
    release(folder / "warehouse.duckdb", folder / "exports")
    return folder


@pytest.fixture
def folder(kept: Path, tmp_path: Path) -> Path:
    """The same, to be changed."""
    return shutil.copytree(kept, tmp_path / "data")


def ask(folder: Path, query: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(folder / "warehouse.duckdb", read_only=True) as connection:
        return connection.sql(query).fetchall()


def bytes_of(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Every file below ``folder``, with its bytes and its inode, which changes when the file is written again."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): (path.read_bytes(), path.stat().st_ino) for path in files}


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def edited(table: str, edit: Any) -> Rows:
    """``ROWS`` after ``edit`` of the rows of one table."""
    rows = deepcopy(ROWS)
    edit(rows[table])
    return rows


def in_another_process(program: str, *arguments: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", program, *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )


EACH_TABLE = pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)


# the build


def test_build_counts_what_it_loads(tmp_path: Path) -> None:
    assert ROWS.keys() == BY_NAME.keys()
    counts = build(fill(tmp_path, ROWS), tmp_path / "made" / "warehouse.duckdb")
    assert counts == {name: len(ROWS[name]) for name in BY_NAME}
    assert names(tmp_path / "made") == ["warehouse.duckdb"]


@EACH_TABLE
def test_rows_come_back_as_they_were_in_their_order(kept: Path, table: Table) -> None:
    with duckdb.connect(kept / "warehouse.duckdb", read_only=True) as connection:
        held = connection.sql(f"FROM {table.name}").pl()
    assert held.cast(pl.Schema(table.schema)).equals(table.frame(ROWS[table.name]))


@EACH_TABLE
def test_columns_have_the_declared_types(kept: Path, table: Table) -> None:
    found = ask(kept, f"SELECT column_name, column_type FROM (DESCRIBE {table.name})")
    assert found == [(column.name, sql_type(column.dtype)) for column in table.columns]


def test_absent_folders_are_empty_tables(tmp_path: Path) -> None:
    lake = fill(tmp_path, {"treaties": ROWS["treaties"]})
    assert build(lake, tmp_path / "warehouse.duckdb") == dict.fromkeys(BY_NAME, 0) | {"treaties": 1}
    assert ask(tmp_path, "FROM resolutions") == []


def test_everything_is_explained(kept: Path) -> None:
    named = """
        SELECT table_name, comment FROM duckdb_tables() UNION ALL
        SELECT view_name, comment FROM duckdb_views() WHERE NOT internal UNION ALL
        SELECT function_name, comment FROM duckdb_functions() WHERE NOT internal UNION ALL
        SELECT table_name || '.' || column_name, comment FROM duckdb_columns() WHERE NOT internal
    """
    comments = dict(ask(kept, named))
    assert [name for name, comment in comments.items() if not comment] == []
    for table in TABLES:
        assert table.grain in comments[table.name]
        for column in table.columns:
            comment = comments[f"{table.name}.{column.name}"]
            assert comment.startswith(column.meaning)
            assert column.unit in comment
            assert all(word in comment for word in column.vocabulary)
    assert {"resolutions", "clause_tree", "most_cited", "document_text", "cited_by"} <= comments.keys()


def test_keys_and_references_are_declared_but_for_those_of_a_table_to_itself(kept: Path) -> None:
    declared = ask(kept, "SELECT table_name, constraint_type, constraint_column_names FROM duckdb_constraints()")
    for table in TABLES:
        assert (table.name, "PRIMARY KEY", list(table.key)) in declared
        for reference in table.references:
            key = (table.name, "FOREIGN KEY", list(reference.columns))
            assert (key in declared) == (reference.to_table != table.name)


def test_unknown_type_is_not_guessed() -> None:
    with pytest.raises(KeyError, match="Int128"):
        sql_type(pl.Int128)


FAULTS = [
    pytest.param("votes", lambda rows: rows[0].update(vote="perhaps"), "votes: .*perhaps|votes: .*CHECK", id="word"),
    pytest.param("votes", lambda rows: rows.append(dict(rows[0])), "votes: .*TCD", id="same key twice"),
    pytest.param("speeches", lambda rows: rows[0].update(text=None), "speeches: .*text", id="null"),
    pytest.param(
        "footnotes", lambda rows: rows[0].update(clause_id="A/RES/99/1#pp.9"), "footnotes: .*pp.9", id="clause"
    ),
    pytest.param("documents", lambda rows: rows[0].update(body_id="none"), "documents: .*none", id="body"),
]


@pytest.mark.parametrize(("table", "break_one", "message"), FAULTS)
def test_build_that_fails_leaves_the_old_warehouse(folder: Path, table: str, break_one: Any, message: str) -> None:
    before = bytes_of(folder)["warehouse.duckdb"]
    with pytest.raises(ValueError, match=message):
        build(fill(folder, edited(table, break_one)), folder / "warehouse.duckdb")
    assert bytes_of(folder)["warehouse.duckdb"] == before
    assert names(folder) == ["exports", "lake", "warehouse.duckdb"]


@pytest.mark.parametrize(
    ("spoil", "named"),
    [
        (lambda frame: frame.drop("number"), "number"),
        (lambda frame: frame.with_columns(colour=pl.lit("green")), "colour"),
        (lambda frame: frame.with_columns(pl.col("number").cast(pl.Int64)), "number"),
        (lambda frame: frame.select(reversed(frame.columns)), "their order"),
    ],
    ids=["column missing", "column unknown", "other type", "other order"],
)
def test_build_refuses_a_file_of_the_lake_that_is_not_as_declared(tmp_path: Path, spoil: Any, named: str) -> None:
    lake = fill(tmp_path, ROWS)
    file = lake / "treaties" / "A-99.parquet"
    spoil(BY_NAME["treaties"].frame(ROWS["treaties"])).write_parquet(file)
    with pytest.raises(ValueError, match=rf"treaties: .*A-99\.parquet .*{named}"):
        build(lake, tmp_path / "warehouse.duckdb")
    assert names(tmp_path) == ["lake"]


def test_what_an_interrupted_run_left_behind_does_no_harm(folder: Path) -> None:
    (folder / "warehouse.duckdb.new").write_bytes(b"half of a file")
    (folder / "warehouse.duckdb.new.wal").write_bytes(b"half of a log")
    (folder / "exports.new" / "votes").mkdir(parents=True)
    publish(folder, ROWS)
    assert names(folder) == ["exports", "lake", "warehouse.duckdb"]


READER = """
import sys, duckdb
connection = duckdb.connect(sys.argv[1], read_only=True)
for line in sys.stdin:
    if line.strip() == "reopen":
        connection.close()
        connection = duckdb.connect(sys.argv[1], read_only=True)
    print(connection.sql("SELECT string_agg(title, '|' ORDER BY title) FROM documents").fetchall()[0][0], flush=True)
"""


@pytest.mark.process
def test_open_reader_survives_a_rebuild(folder: Path) -> None:
    with in_another_process(READER, folder / "warehouse.duckdb") as reader:
        assert reader.stdin and reader.stdout

        def read(how: str) -> str:
            print(how, file=reader.stdin, flush=True)
            return reader.stdout.readline().strip() if reader.stdout else ""

        old = "Maps of orchards|Orchards surveyed|خرائط البساتين"
        assert read("again") == old
        publish(folder, edited("documents", lambda rows: rows[0].update(title="Plans of orchards")))
        assert read("again") == old
        assert read("reopen") == "Orchards surveyed|Plans of orchards|خرائط البساتين"
        reader.stdin.close()


KILLED_WRITER = """
import os, signal, sys, duckdb
connection = duckdb.connect(sys.argv[1])
connection.execute("DELETE FROM treaty_volumes")
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.process
def test_log_of_a_killed_writer_is_not_replayed_onto_the_new_file(folder: Path) -> None:
    with in_another_process(KILLED_WRITER, folder / "warehouse.duckdb") as writer:
        assert writer.wait() == -signal.SIGKILL
    assert (folder / "warehouse.duckdb.wal").exists()
    build(folder / "lake", folder / "warehouse.duckdb")
    assert ask(folder, "SELECT count(*) FROM treaty_volumes") == [(1,)]


def test_one_writer_at_a_time(tmp_path: Path) -> None:
    other = os.open(tmp_path, os.O_RDONLY)
    with one_writer(tmp_path), pytest.raises(BlockingIOError):
        fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)
    fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)
    os.close(other)


# views and macros


PLANTED = "Planted (thousands of United States dollars)"
QUESTIONS = [
    pytest.param(
        "SELECT symbol, title, document_type, languages FROM titles ORDER BY symbol",
        [
            ("A/99/40", "Orchards surveyed", "report", ["en"]),
            ("A/RES/99/1", "Maps of orchards", "resolution", ["ar", "en"]),
        ],
        id="titles: one row a document, in English where held",
    ),
    pytest.param(
        "SELECT language, adopted_on, meeting_symbol, method, in_favour, preambular_count, operative_count, "
        "footnote_count FROM resolutions ORDER BY language",
        [
            ("ar", date(2044, 12, 3), "A/99/PV.7", "recorded_vote", 1, 0, 1, 0),
            ("en", date(2044, 12, 3), "A/99/PV.7", "recorded_vote", 1, 1, 2, 2),
        ],
        id="resolutions: the plenary's vote, not the committee's, and its date where the text has no date",
    ),
    pytest.param(
        "SELECT top_clause_id, full_text FROM clause_tree WHERE clause_id = 'A/RES/99/1#op.1.a'",
        [("A/RES/99/1#op.1", "Requests all surveyors: To draw each pear tree;")],
        id="clause_tree: an item after its chapeau",
    ),
    pytest.param(
        'SELECT "column", header_path, row_label, value, unit FROM table_values ORDER BY ALL',
        [
            (2, "Both > 2043", "Fig", 1.0, None),
            (2, f"{PLANTED} > 2043", "Pear", 1204.0, "thousands of united states dollars"),
            (3, "Both > 2044", "Fig", 2.0, None),
            (3, f"{PLANTED} > 2044", "Pear", -1204.5, "thousands of united states dollars"),
            (3, f"{PLANTED} > 2044", "Plum", 7.0, "thousands of united states dollars"),
            (4, "2045", "Fig", 3.0, None),
            (4, "Share", "Pear", 12.5, "per cent"),
        ],
        id="table_values: the heads over a number, brackets below zero, a dash is none",
    ),
    pytest.param("SELECT count(*) FROM clause_tree", [(4,)], id="clause_tree: every clause once"),
    pytest.param(
        "SELECT number, text, clause_kind, words_before FROM footnotes_in_place ORDER BY seq",
        [
            ("1", "Resolution 98/7, annex.", "operative", "Requests all surveyors"),
            ("*", "Reissued.", None, None),
        ],
        id="footnotes_in_place: the words before the mark, Ibid. written out, a note without a clause kept",
    ),
    pytest.param(
        "SELECT language, cited_symbol, citation_count, footnote_citation_count, is_held "
        "FROM citation_edges ORDER BY ALL",
        [
            ("ar", "A/RES/98/7", 1, 0, False),
            ("en", "A/99/40", 1, 0, True),
            ("en", "A/RES/98/7", 2, 1, False),
            ("en", "A/RES/99/1", 1, 0, True),
        ],
        id="citation_edges: what was left open makes no edge",
    ),
    pytest.param(
        "SELECT cited_symbol, title, citing_document_count FROM most_cited",
        [("A/99/40", "Orchards surveyed", 1), ("A/RES/98/7", None, 1)],
        id="most_cited: a document counts once, whatever its languages, and never for itself",
    ),
    pytest.param(
        "SELECT state_code, title, vote, later_statement FROM votes_by_state WHERE resolution_symbol = 'A/RES/99/1' "
        "ORDER BY state_code",
        [("AUT", "Maps of orchards", "in_favour", None), ("TCD", "Maps of orchards", "against", "abstain")],
        id="votes_by_state: one row a State and question, in one language",
    ),
    pytest.param(
        "SELECT DISTINCT held_on, is_month_only, title FROM votes_by_state WHERE resolution_symbol = 'A/RES/98/7'",
        [(date(2043, 12, 1), True, "Maps of orchards : draft resolution /")],
        id="votes_by_state: a vote of which only the month is known",
    ),
    pytest.param(
        "SELECT draft_symbol, in_favour, vetoing_states FROM council_vetoes",
        [("S/2044/9", 9, ["FRA"])],
        id="council_vetoes: a veto needs enough votes in favour and a permanent member",
    ),
    pytest.param(
        "FROM agreement('AUT', 'TCD')",
        [(3, 0, 2, 0.0)],
        id="agreement: an abstention is neither alike nor opposed to a vote against",
    ),
    pytest.param(
        "FROM agreement('PER', 'AUT')",
        [(2, 1, 0, 0.5)],
        id="agreement: where either did not vote, the session does not count",
    ),
    pytest.param(
        "FROM agreement('PER', 'FRA', since := DATE '2044-12-01')",
        [(0, 0, 0, None)],
        id="agreement: in a period without a vote of both",
    ),
    pytest.param(
        "SELECT held_on, resolution_symbol, vote FROM votes_on('fruit', 'AUT')",
        [(date(2043, 12, 1), "A/RES/98/7", "abstaining")],
        id="votes_on: by a subject term, whatever the case",
    ),
    pytest.param(
        "SELECT resolution_symbol, vote FROM votes_on('orchards', 'TCD')",
        [("A/RES/98/7", "against"), ("A/RES/99/1", "against")],
        id="votes_on: by the title, in the order of time",
    ),
    pytest.param(
        "SELECT state_code, vote, vote_session_id FROM lonely_votes() WHERE resolution_symbol IS NOT NULL",
        [
            ("AUT", "abstaining", YEAR_BEFORE["vote_session_id"]),
            ("TCD", "against", YEAR_BEFORE["vote_session_id"]),
            ("AUT", "in_favour", SESSION["vote_session_id"]),
            ("TCD", "against", SESSION["vote_session_id"]),
        ],
        id="lonely_votes: alone",
    ),
    pytest.param(
        "SELECT state_code, other_count FROM lonely_votes(others := 1) WHERE resolution_symbol = 'A/RES/98/7'",
        [("AUT", 0), ("FRA", 1), ("PER", 1), ("TCD", 0)],
        id="lonely_votes: with one other at most",
    ),
    pytest.param(
        "SELECT state_code, previous_symbol, previous_vote, symbol, vote FROM vote_changes('orchards')",
        [("AUT", "A/RES/98/7", "abstaining", "A/RES/99/1", "in_favour")],
        id="vote_changes: from one text to the next of its title",
    ),
    pytest.param(
        "SELECT source_uri FROM documents_rejected",
        [("empty.pdf",)],
        id="documents_rejected: not what was loaded in part",
    ),
    pytest.param(
        "SELECT path, text FROM document_text('A/RES/99/1')",
        [
            ("", "Recalling its resolution 98/7 on orchards,"),
            ("1", "Requests all surveyors:"),
            ("1(a)", "    To draw each pear tree;"),
        ],
        id="document_text: in reading order, items set in",
    ),
    pytest.param(
        "SELECT text FROM document_text('A/RES/99/1', lang := 'ar')",
        [("تطلب من جميع المساحين:",)],
        id="document_text: in another language",
    ),
    pytest.param(
        "SELECT cited_symbol, cited_title, clause_id, footnote_number FROM cites('A/RES/99/1')",
        [
            ("A/RES/98/7", None, "A/RES/99/1#pp.1", None),
            (None, None, "A/RES/99/1#op.1", None),
            ("A/RES/98/7", None, "A/RES/99/1#op.1", "1"),
            ("A/99/40", "Orchards surveyed", "A/RES/99/1#op.1.a", None),
            ("A/RES/99/1", "Maps of orchards", "A/RES/99/1#op.1.a", None),
        ],
        id="cites: clause by clause, notes after the text, what was left open included",
    ),
    pytest.param(
        "SELECT symbol, title, clause_id FROM cited_by('A/RES/98/7')",
        [("A/RES/99/1", "Maps of orchards", f"A/RES/99/1#{place}") for place in ("op.1", "pp.1")],
        id="cited_by: with the title of what cites, in one language",
    ),
    pytest.param(
        "SELECT clause_id FROM clauses_like('PEAR tree')",
        [("A/RES/99/1#op.1.a",)],
        id="clauses_like: whatever the case",
    ),
]


@pytest.mark.parametrize(("query", "answer"), QUESTIONS)
def test_question_is_answered(kept: Path, query: str, answer: list[tuple[Any, ...]]) -> None:
    assert ask(kept, query) == answer


# the release


def test_release_counts_what_the_warehouse_holds(kept: Path, tmp_path: Path) -> None:
    counts = release(kept / "warehouse.duckdb", tmp_path / "exports")
    assert counts.pop("citation_graph") == 2
    assert counts == {table.name: ask(kept, f"SELECT count(*) FROM {table.name}")[0][0] for table in TABLES}
    assert names(tmp_path) == ["exports"]


@EACH_TABLE
def test_file_has_the_declared_types_and_the_rows_in_their_order(kept: Path, table: Table) -> None:
    frame = pl.read_parquet(kept / "exports" / table.name / f"{table.name}.parquet")
    assert frame.schema == table.schema
    assert frame.equals(table.frame(ROWS[table.name]))


def test_files_are_compressed_with_zstd(kept: Path) -> None:
    found = ask(kept, f"SELECT DISTINCT compression FROM parquet_metadata('{kept}/exports/*/*.parquet')")
    assert found == [("ZSTD",)]


def test_the_package_describes_each_file(kept: Path) -> None:
    package = json.loads((kept / "exports" / "datapackage.json").read_text(encoding="utf-8"))
    assert [resource["name"] for resource in package["resources"]] == [
        *BY_NAME,
        "citation_graph",
        "citation_graph_graphml",
    ]
    for resource in package["resources"]:
        if resource["name"] not in BY_NAME:
            data = (kept / "exports" / resource["path"]).read_bytes()
            assert resource["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
            continue
        table, data = BY_NAME[resource["name"]], (kept / "exports" / resource["path"]).read_bytes()
        assert resource["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
        assert (resource["bytes"], resource["row_count"]) == (len(data), len(ROWS[table.name]))
        schema = resource["schema"]
        assert [field["name"] for field in schema["fields"]] == list(table.schema)
        assert [field["description"] for field in schema["fields"]] == [column.meaning for column in table.columns]
        assert schema["primaryKey"] == list(table.key)
        assert len(schema["foreignKeys"]) == len(table.references)
        assert schema["missingValues"] == []
    clauses = next(resource["schema"] for resource in package["resources"] if resource["name"] == "clauses")
    of_document, of_parent = clauses["foreignKeys"]
    assert of_document["reference"] == {"resource": "documents", "fields": ["symbol", "language"]}
    assert of_parent["reference"] == {"fields": ["clause_id", "language"]}
    kind = next(field for field in clauses["fields"] if field["name"] == "kind")
    assert kind["type"] == "string"
    assert kind["constraints"] == {"required": True, "enum": list(CLAUSES.column("kind").vocabulary)}


def test_dictionary_explains_every_table_and_column(kept: Path) -> None:
    text = dictionary((*TABLES, graph.EDGES))
    assert (kept / "exports" / "dictionary.md").read_text(encoding="utf-8") == text
    chapters = dict(chapter.split("\n", 1) for chapter in text.split("\n## ")[1:])
    assert list(chapters) == [*BY_NAME, "citation_graph"]
    for table in (*TABLES, graph.EDGES):
        chapter = chapters[table.name]
        assert f"A row is {table.grain}." in chapter
        lines = [line for line in chapter.splitlines() if line.startswith("| `")]
        assert len(lines) == len(table.columns)
        for column, line in zip(table.columns, lines, strict=True):
            cells = line.replace(r"\|", "\0").split("|")[1:-1]
            name, sql, null, meaning, unit, values = (cell.strip().replace("\0", "|") for cell in cells)
            assert (name, sql) == (f"`{column.name}`", f"`{sql_type(column.dtype)}`")
            assert null == ("yes" if column.nullable else "no")
            assert (meaning, unit) == (column.meaning, column.unit)
            assert all(f"`{word}`" in values for word in column.vocabulary)
            assert column.pattern in values


def test_the_citation_graph_leaves_as_edges_and_as_graphml(kept: Path) -> None:
    folder = kept / "exports" / "citation_graph"
    edges = pl.read_parquet(folder / "citation_graph.parquet")
    assert edges.schema == graph.EDGES.schema
    # the document cites itself, which is no edge, and once more in Arabic, which is counted in English only
    assert edges.rows() == [
        ("A/RES/99/1", "A/99/40", ["resolution"], 1, 0, "A/RES/99/1#op.1.a", True),
        ("A/RES/99/1", "A/RES/98/7", ["resolution"], 2, 1, "A/RES/99/1#pp.1", False),
    ]
    drawn = nx.read_graphml(folder / "citation_graph.graphml")
    assert sorted(drawn.nodes) == ["A/99/40", "A/RES/98/7", "A/RES/99/1"]
    assert drawn.nodes["A/RES/99/1"]["document_type"] == "resolution"
    assert drawn.nodes["A/RES/98/7"] == {"is_held": False}
    assert drawn.edges["A/RES/99/1", "A/RES/98/7"] == {
        "weight": 2,
        "footnote_citation_count": 1,
        "cited_kinds": "resolution",
    }


def test_release_without_news_touches_nothing(kept: Path) -> None:
    before = bytes_of(kept)
    release(kept / "warehouse.duckdb", kept / "exports")
    assert bytes_of(kept) == before


def test_same_rows_make_the_same_bytes(kept: Path, tmp_path: Path) -> None:
    # Another lake of the same rows, turned round before they are cut into files; and one row moved to the end.
    build(fill(tmp_path, {name: rows[::-1] for name, rows in ROWS.items()}), tmp_path / "warehouse.duckdb")
    with duckdb.connect(tmp_path / "warehouse.duckdb") as connection:
        connection.execute("CREATE TABLE moved AS FROM votes WHERE state_code = 'AUT'")
        connection.execute("DELETE FROM votes WHERE state_code = 'AUT'")
        connection.execute("INSERT INTO votes FROM moved")
        moved = [code for (code,) in connection.sql("SELECT state_code FROM votes").fetchall()]
        assert "AUT" in moved and set(moved[moved.index("AUT") :]) == {"AUT"}
    release(tmp_path / "warehouse.duckdb", tmp_path / "exports")
    made, known = bytes_of(tmp_path / "exports"), bytes_of(kept / "exports")
    assert {name: data for name, (data, _) in made.items()} == {name: data for name, (data, _) in known.items()}


def changes(folder: Path) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = json.loads((folder / "exports" / "changes.json").read_text(encoding="utf-8"))
    return found


def change(added: int = 0, removed: int = 0, changed: int = 0, columns: tuple[str, ...] = ()) -> dict[str, Any]:
    return {"added": added, "removed": removed, "changed": changed, "columns": list(columns)}


def test_first_release_adds_every_row(kept: Path) -> None:
    assert changes(kept) == {name: change(added=len(rows)) for name, rows in ROWS.items()}


EDITS: list[tuple[str, Any, dict[str, Any], str]] = [
    ("clauses", lambda rows: rows[2].update(text="To draw each plum tree;"), change(changed=1), "another value"),
    ("footnotes", lambda rows: rows[0].update(bbox=None), change(changed=1), "a nested value gone"),
    ("treaties", lambda rows: rows[0].update(volumes=["1"]), change(changed=1), "a shorter list"),
    ("speeches", lambda rows: rows.clear(), change(removed=1), "a row gone, and the last"),
    ("votes", lambda rows: rows.append(PERU), change(added=1), "a row new"),
    ("bodies", lambda rows: rows.reverse(), change(), "the lake's order is not the table's"),
    ("vote_sources", lambda rows: rows[0].update(source_kind="xml"), change(added=1, removed=1), "another key"),
]


def test_changes_count_rows_by_their_key(folder: Path) -> None:
    before, rows = bytes_of(folder / "exports"), deepcopy(ROWS)
    for table, edit, _, _ in EDITS:
        edit(rows[table])
    after = bytes_of(publish(folder, rows) / "exports")
    found = changes(folder)
    assert list(found) == list(BY_NAME)
    for table, _, expected, why in EDITS:
        assert found.pop(table) == expected, why
    assert set(map(str, found.values())) == {str(change())}
    written = {Path(name).stem for name in after if after[name] != before[name]}
    assert written == {table for table, _, expected, _ in EDITS if expected != change()} | {"datapackage", "changes"}


@pytest.mark.parametrize(
    ("earlier", "expected"),
    [
        (lambda votes: votes.drop("later_statement"), change(columns=("later_statement",))),
        (lambda votes: votes.with_columns(vote=pl.lit(1)), change(columns=("vote",))),
        (lambda votes: votes.with_columns(region=pl.lit("Africa")), change(columns=("region",))),
        (
            lambda votes: votes.rename({"state_code": "code"}),
            change(len(ROWS["votes"]), len(ROWS["votes"]), 0, ("code", "state_code")),
        ),
    ],
    ids=["column new", "other type", "column gone", "part of the key renamed"],
)
def test_changes_list_columns(folder: Path, earlier: Any, expected: dict[str, Any]) -> None:
    file = folder / "exports" / "votes" / "votes.parquet"
    earlier(VOTE_RECORDS.frame(ROWS["votes"])).write_parquet(file)
    release(folder / "warehouse.duckdb", folder / "exports")
    assert changes(folder)["votes"] == expected
    assert pl.read_parquet_schema(file) == VOTE_RECORDS.schema


def test_table_declared_no_more_is_taken_away_and_what_is_not_ours_stays(folder: Path) -> None:
    exports = folder / "exports"
    package = json.loads((exports / "datapackage.json").read_text(encoding="utf-8"))
    package["resources"].append({"name": "old", "path": "old/old.parquet"})
    (exports / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    (exports / "old").mkdir()
    pl.DataFrame({"a": [1, 2, 3]}).write_parquet(exports / "old" / "old.parquet")
    (exports / "notes.txt").write_text("an analyst's", encoding="utf-8")
    release(folder / "warehouse.duckdb", exports)
    assert changes(folder)["old"] == change(removed=3)
    assert not (exports / "old" / "old.parquet").exists()
    assert (exports / "notes.txt").read_text(encoding="utf-8") == "an analyst's"


def test_release_that_counts_wrong_exports_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "exports" / "votes" / "votes.parquet").unlink()
    before = bytes_of(folder)
    monkeypatch.setattr(release_module, "_rows", lambda connection, file: 7)
    with pytest.raises(RuntimeError, match=r"bodies: the warehouse holds 3 rows, .*bodies\.parquet 7"):
        release(folder / "warehouse.duckdb", folder / "exports")
    assert bytes_of(folder) == before
    assert not (folder / "exports.new").exists()


def test_release_cut_short_keeps_the_old_package_and_is_completed_by_the_next(folder: Path) -> None:
    votes, package = folder / "exports" / "votes" / "votes.parquet", folder / "exports" / "datapackage.json"
    before = package.read_bytes()
    rows = edited("clauses", lambda rows: rows[0].update(text="Recalling nothing,"))
    rows["votes"].pop()
    votes.unlink()
    votes.mkdir()  # no file can take the place of a folder
    with pytest.raises(OSError, match=r"votes\.parquet"):
        publish(folder, rows)
    assert package.read_bytes() == before
    votes.rmdir()
    release(folder / "warehouse.duckdb", folder / "exports")
    for resource in json.loads(package.read_text(encoding="utf-8"))["resources"]:
        data = (folder / "exports" / resource["path"]).read_bytes()
        assert resource["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"


def test_who_holds_the_old_files_open_keeps_them(folder: Path) -> None:
    database, file = folder / "warehouse.duckdb", folder / "exports" / "votes" / "votes.parquet"
    before = database.read_bytes(), file.read_bytes()
    with (
        database.open("rb") as holder,
        file.open("rb") as reader,
        duckdb.connect(database, read_only=True) as connection,
    ):
        publish(folder, edited("votes", lambda rows: rows.pop()))
        assert (holder.read(), reader.read()) == before
        assert connection.sql("SELECT count(*) FROM votes").fetchall() == [(len(ROWS["votes"]),)]
    # Though this process held the old warehouse open, the new one was exported.
    assert changes(folder)["votes"] == change(removed=1)


def test_ddl_can_be_read() -> None:
    lines = ddl(VOTE_RECORDS).splitlines()
    assert lines[0] == 'CREATE TABLE "votes" ('
    assert (
        "    \"vote\" VARCHAR NOT NULL CHECK (\"vote\" IN ('in_favour', 'against', 'abstaining', 'not_voting')),"
        in lines
    )
    assert '    PRIMARY KEY ("vote_session_id", "state_code"),' in lines
    assert '    FOREIGN KEY ("vote_session_id") REFERENCES "vote_sessions" ("vote_session_id"),' in lines
