"""``rapporteur fetch``, ``discover`` and ``prioritise``."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path

import pytest

from tests.commands import rapporteur
from tests.fetching import environment
from tests.un_host import UnHost, pdf

pytestmark = pytest.mark.process


def test_fetch_shows_what_came_and_what_did_not(un_host: UnHost, tmp_path: Path) -> None:
    un_host.publish("A/RES/79/181", pdf())
    un_host.publish("A/RES/79/181", pdf("fr"), "fr")
    dry = rapporteur(*("fetch", "A/RES/79/181", "A/DEC/79/1", "--languages", "en,fr", "--dry-run"),
                     *("--data", str(tmp_path)), cwd=None, **environment(un_host))  # fmt: skip
    assert dry.stdout.count("asked for") == 4
    assert dry.stdout.count("not asked for: A/DEC/79/1: decisions are printed in volumes only") == 2
    assert un_host.requests == []
    ran = rapporteur(
        "fetch", "A/RES/79/181", "--languages", "en,fr", "--data", str(tmp_path), cwd=None, **environment(un_host)
    )
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.count("fetched") == 2
    ran = rapporteur("fetch", "A/RES/79/181", "A/RES/79/182", "--data", str(tmp_path), cwd=None, **environment(un_host))
    assert ran.returncode == 1
    assert "1 held, 1 not" in ran.stderr
    assert "absent_suspected" in ran.stdout
    assert "Traceback" not in ran.stdout + ran.stderr


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("RAPPORTEUR_PACE_SECONDS", "fast", "RAPPORTEUR_PACE_SECONDS: could not convert"),
        ("RAPPORTEUR_CONTACT", "me\nX-Header: 1", "contact: 'me\\nX-Header: 1' is no address"),
    ],
)
def test_a_wrong_setting_ends_in_one_line(tmp_path: Path, name: str, value: str, message: str) -> None:
    ran = rapporteur("fetch", "A/RES/79/181", "--data", str(tmp_path), cwd=None, **{name: value})
    assert ran.returncode == 2
    assert ran.stderr.startswith(message)
    assert "Traceback" not in ran.stderr


def test_what_discover_finds_is_fetched_next(un_host: UnHost, tmp_path: Path) -> None:
    page = b'<a href="https://undocs.org/A/RES/81/7">A/RES/81/7</a><td>A/81/PV.3</td><td>164-1-6</td>'
    un_host.publish_page("/en/docs/ga/quick/regular/81", page)
    for symbol in ("A/RES/81/7", "A/81/PV.3"):
        un_host.publish(symbol, pdf(symbol))
    ran = rapporteur("discover", "--collections", "A-81", "--data", str(tmp_path), cwd=None, **environment(un_host))
    assert ran.returncode == 0, ran.stderr
    assert "A/RES/81/7" in ran.stdout
    assert "listed" in ran.stdout
    prioritised = rapporteur("prioritise", "A/RES/81/7", "0", "--data", str(tmp_path))
    assert prioritised.returncode == 0, prioritised.stderr
    rapporteur("fetch", "--limit", "1", "--data", str(tmp_path), cwd=None, **environment(un_host))
    with sqlite3.connect(tmp_path / "ledger.sqlite") as ledger:
        assert ledger.execute("SELECT symbol FROM inputs WHERE state = 'fetched'").fetchall() == [("A/81/PV.3",)]
    ledger.close()
    unknown = rapporteur("prioritise", "A/RES/81/300", "0", "--data", str(tmp_path))
    assert unknown.returncode == 2
    assert "A/RES/81/300 is not on record" in unknown.stderr


def test_a_host_that_does_not_answer_is_not_asked_for_everything(tmp_path: Path) -> None:
    symbols = [f"A/RES/79/{number}" for number in range(1, 21)]
    settings = {"RAPPORTEUR_BASE_ADDRESS": "http://127.0.0.1:9", "RAPPORTEUR_PACE_SECONDS": "0"}
    settings["RAPPORTEUR_JITTER_SECONDS"] = "0"
    began = time.monotonic()
    ran = rapporteur("fetch", *symbols, "--data", str(tmp_path), cwd=None, stdin="", **settings)
    assert ran.returncode == 1
    assert "Going online: 20 documents are asked of http://127.0.0.1:9" in ran.stderr
    assert ran.stdout.count("does not answer") == 19
    assert time.monotonic() - began < 60, "this takes two seconds; a wait between attempts for each would take minutes"
