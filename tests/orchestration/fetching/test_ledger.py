"""The ledger survives a kill, an operator can edit its frontier, and a broken one says so."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from orchestration.fetching.ledger import BrokenLedger, Ledger, after_miss, ends_on
from tests.frontier import wanted

NOW = datetime(2044, 12, 1, tzinfo=UTC)


def test_the_frontier_is_ordered_by_score_and_an_operator_overrides_it(tmp_path: Path) -> None:
    with Ledger(tmp_path) as ledger:
        assert ledger.enlist([wanted(1, 10), wanted(2, 90), wanted(3, 50)]) == 3
        assert [entry.symbol for entry in ledger.due(NOW, 2)] == ["A/RES/99/2", "A/RES/99/3"]
    with sqlite3.connect(tmp_path / "ledger.sqlite") as other:
        other.execute("UPDATE frontier SET priority = 99 WHERE symbol = 'A/RES/99/1'")
        other.execute("UPDATE frontier SET priority = 0 WHERE symbol = 'A/RES/99/2'")
        assert other.execute("SELECT symbol, priority FROM frontier").fetchall()[0] == ("A/RES/99/1", 99)
    other.close()
    with Ledger(tmp_path) as ledger:
        assert ledger.enlist([replace(wanted(2, 80), why="cited 9 times")]) == 0, "found again"
        assert [entry.symbol for entry in ledger.due(NOW, 9)] == ["A/RES/99/1", "A/RES/99/3"], "0 is never"
        assert ledger.prioritise("A/RES/99/2", None) == 1
        found = ledger.due(NOW, 9)[1]
        assert (found.symbol, found.score, found.why) == ("A/RES/99/2", 80, "cited 9 times")


def test_the_wait_for_what_does_not_come_doubles(tmp_path: Path) -> None:
    entry = wanted(1)
    with Ledger(tmp_path) as ledger:
        for hours in (1, 2, 4, 8, 16, 24, 24):
            entry = ledger.record(after_miss(entry, "refused", "HTTP 502", "", NOW, timedelta(hours=1)))
            assert ledger.due(NOW + timedelta(hours=hours, seconds=-1), 9) == []
            assert ledger.due(NOW + timedelta(hours=hours), 9) == [entry]


def test_a_clock_that_was_set_back_keeps_nothing_waiting_for_years(tmp_path: Path) -> None:
    with Ledger(tmp_path) as ledger:
        ledger.record(after_miss(wanted(1), "refused", "HTTP 502", "", NOW, timedelta(hours=1)))
        assert len(ledger.due(NOW - timedelta(days=365), 9)) == 1


@pytest.mark.parametrize(
    ("symbol", "end"),
    [
        ("A/RES/79/181", date(2025, 9, 30)),
        ("A/C.3/79/L.45", date(2025, 9, 30)),
        ("S/RES/2397(2017)", date(2017, 12, 31)),
        ("A/HRC/55/63", None),
        ("A/RES/2200(XXI)", None),
        ("S/PV.9620", None),
    ],
)
def test_a_symbol_shows_when_its_session_or_year_ends(symbol: str, end: date | None) -> None:
    assert ends_on(symbol) == end


@pytest.mark.process
def test_a_kill_loses_nothing_that_was_recorded(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from dataclasses import replace\n"
        "from tests.frontier import wanted\n"
        "from orchestration.fetching.ledger import Ledger\n"
        "with Ledger(Path(sys.argv[1])) as ledger:\n"
        "    for number in range(1, 1_000_000):\n"
        "        sha256 = ledger.keep(b'%d' % number)\n"
        "        ledger.record(replace(wanted(number), state='fetched', sha256=sha256, size=len(str(number)), "
        "media_type='text/plain'))\n"
        "        print(number, flush=True)\n"
    )
    for round in range(3):
        data = tmp_path / str(round)
        with subprocess.Popen([sys.executable, "-c", program, str(data)], stdout=subprocess.PIPE, text=True) as writer:
            assert writer.stdout
            writer.stdout.readline()
            time.sleep(0.2 + round / 10)
            os.kill(writer.pid, signal.SIGKILL)
            printed = ["1", *writer.stdout.read().split()]
        with Ledger(data) as ledger:
            entries = list(ledger.entries())
            assert all(map(ledger.is_whole, entries))
            assert len(entries) >= len(printed) > 10
            assert all(len(ledger.versions(entry.source_uri)) == 1 for entry in entries)


def test_the_error_of_a_broken_ledger_names_the_way_out(tmp_path: Path) -> None:
    with Ledger(tmp_path) as ledger:
        ledger.enlist([wanted(1)])
        copy = ledger.copy()
    (tmp_path / "ledger.sqlite").write_bytes(b"no database at all, but long enough to be read as one" * 99)
    with pytest.raises(BrokenLedger, match=rf"ledger\.sqlite: .*put the copy {copy.name} in its place"):
        Ledger(tmp_path)
    copy.replace(tmp_path / "ledger.sqlite")
    with Ledger(tmp_path) as ledger:
        assert len(list(ledger.entries())) == 1


def test_a_ledger_of_an_earlier_version_keeps_its_runs(tmp_path: Path) -> None:
    with Ledger(tmp_path) as ledger:
        ledger.record_run("1", "run", "failure", "the disk is full")
    with sqlite3.connect(tmp_path / "ledger.sqlite") as earlier:
        earlier.execute("ALTER TABLE runs RENAME COLUMN message TO told")
    earlier.close()
    with Ledger(tmp_path) as ledger:
        assert ledger.ask("SELECT message FROM runs") == [{"message": "the disk is full"}]
