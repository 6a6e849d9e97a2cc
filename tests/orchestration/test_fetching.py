"""Fetching end to end, against a host that misbehaves and with a process that is killed; discovery and its commands."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from orchestration.discovery import Known, Wanted, symbols_on, wanted
from orchestration.ledger import Ledger
from tests.commands import ROOT, rapporteur
from tests.un_host import CHALLENGE, UnHost, pdf

pytestmark = pytest.mark.process

PACE = 0.004
SYMBOLS = int(os.environ.get("SYMBOLS", "60"))
"""``make fetch-test`` takes 500."""
KILLS = 3
NOW = datetime(2026, 11, 24, tzinfo=UTC)


def environment(host: UnHost, **changes: float) -> dict[str, str]:
    """Settings for a command with which little waits."""
    waits = dict.fromkeys(("jitter", "backoff", "rest", "pause", "closed", "retry", "recheck"), 0.0)
    settings = {**{f"{name}_seconds": value for name, value in waits.items()}, "pace_seconds": PACE, **changes}
    addresses = dict.fromkeys(("base_address", "xml_address", "xml_listing_address", "guide_address"), host.address)
    return {f"RAPPORTEUR_{name.upper()}": str(value) for name, value in {**settings, **addresses}.items()}


def start(data: Path, asked: list[str], host: UnHost) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", "from orchestration.cli import main; main()", "fetch", *asked, "--data", str(data)]
    return subprocess.Popen(
        command,
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT), **environment(host)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


@pytest.mark.parametrize("seed", [int(os.environ.get("SEED", "1"))])
def test_what_a_host_that_misbehaves_has_is_got_over_kills(un_host: UnHost, tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    symbols = [f"A/RES/{79 - n // 300}/{1 + n % 300}" for n in range(SYMBOLS)]
    absent = set(chance.sample(symbols, SYMBOLS // 10))
    published = {s: pdf(s, 5_000 + chance.randrange(4_000)) for s in symbols if s not in absent}
    for symbol, data in published.items():
        un_host.publish(symbol, data)
    un_host.misbehave(seed)
    kills = 0
    for round in range(60):
        if round == 40:
            un_host.behave()  # a host that never stops misbehaving proves nothing of absences
        with start(tmp_path, symbols, un_host) as fetching:
            if kills < KILLS:
                # in the midst of its work, however fast the machine is
                until = len(un_host.requests) + 3 + chance.randrange(SYMBOLS // 6)
                while fetching.poll() is None and len(un_host.requests) < until:
                    time.sleep(0.005)
                kills += fetching.poll() is None
                fetching.kill()
        if kills == KILLS and fetching.returncode >= 0 and _is_done(tmp_path):
            break
    with Ledger(tmp_path) as ledger:
        entries = {entry.symbol: entry for entry in ledger.entries("why = 'asked for'")}
        held = {s: ledger.path(str(e.sha256)).read_bytes() for s, e in entries.items() if e.state == "fetched"}
        versions = ledger.ask("SELECT count(*) AS count FROM versions")[0]["count"]
    assert kills == KILLS
    lost = [entry for symbol, entry in entries.items() if symbol in published and entry.state != "fetched"]
    assert not lost, "no good one is lost"
    assert held == published, "no wrong byte is taken"
    assert {s for s, entry in entries.items() if entry.state == "absent_confirmed"} == absent
    assert versions == len(published)
    given = Counter(path for path in un_host.requests if path in un_host.files)
    spoilt = sum(count - 1 for count in given.values())
    assert spoilt < len(published), "files are asked for again only where the answer was spoilt or the asker killed"
    many = min(100, SYMBOLS)
    spans = [later - earlier for earlier, later in zip(un_host.times, un_host.times[many:], strict=False)]
    assert min(spans) > many * PACE * 0.9, "never faster than the pace, over kills too"


def _is_done(data: Path) -> bool:
    with Ledger(data) as ledger:
        return not list(ledger.entries("state NOT IN ('fetched', 'absent_confirmed')"))


def test_what_is_held_is_not_asked_for_after_a_kill(un_host: UnHost, tmp_path: Path) -> None:
    symbols = [f"A/RES/79/{number}" for number in range(1, 201)]
    for symbol in symbols:
        un_host.publish(symbol, pdf(symbol))
    for _ in range(3):
        with start(tmp_path, symbols, un_host) as fetching:
            time.sleep(2.5)
            os.kill(fetching.pid, signal.SIGKILL)
    with start(tmp_path, symbols, un_host) as fetching:
        pass
    asked = Counter(path for path in un_host.requests if path in un_host.files)
    assert len(asked) == 200
    assert sum(asked.values()) <= 200 + 3, "of each kill at most the one document that was on its way"


# --- commands


def test_fetch_tells_what_came_and_what_did_not(un_host: UnHost, tmp_path: Path) -> None:
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


def test_a_challenge_is_told_and_shown_by_status(un_host: UnHost, tmp_path: Path) -> None:
    un_host.script("A/RES/79/181", CHALLENGE)
    ran = rapporteur("fetch", "A/RES/79/181", "--data", str(tmp_path), cwd=None, **environment(un_host))
    assert ran.returncode == 1
    assert "challenged" in ran.stdout
    told = rapporteur("status", "--data", str(tmp_path))
    assert told.returncode == 0, told.stderr
    assert "answered with a challenge (HTTP 202)" in told.stdout
    assert "refused" in told.stdout


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("RAPPORTEUR_PACE_SECONDS", "fast", "RAPPORTEUR_PACE_SECONDS: could not convert"),
        ("RAPPORTEUR_CONTACT", "me\nX-Header: 1", "contact: 'me\\nX-Header: 1' is no address"),
    ],
)
def test_a_wrong_setting_is_told_in_a_line(tmp_path: Path, name: str, value: str, told: str) -> None:
    ran = rapporteur("fetch", "A/RES/79/181", "--data", str(tmp_path), cwd=None, **{name: value})
    assert ran.returncode == 2
    assert ran.stderr.startswith(told)
    assert "Traceback" not in ran.stderr


def test_a_broken_ledger_is_told_in_a_line(tmp_path: Path) -> None:
    (tmp_path / "ledger.sqlite").write_bytes(b"no database at all, but long enough to be read as one" * 99)
    ran = rapporteur("status", "--data", str(tmp_path))
    assert ran.returncode == 1
    assert "ledger.sqlite: file is not a database" in ran.stderr
    assert "Traceback" not in ran.stderr


def test_discovery_puts_on_the_frontier_what_is_fetched_next(un_host: UnHost, tmp_path: Path) -> None:
    page = b'<a href="https://undocs.org/A/RES/81/7">A/RES/81/7</a><td>A/81/PV.3</td><td>164-1-6</td>'
    un_host.publish_page("/en/docs/ga/quick/regular/81", page)
    for symbol in ("A/RES/81/7", "A/81/PV.3"):
        un_host.publish(symbol, pdf(symbol))
    told = rapporteur("discover", "--collections", "A-81", "--data", str(tmp_path), cwd=None, **environment(un_host))
    assert told.returncode == 0, told.stderr
    assert "A/RES/81/7" in told.stdout
    assert "listed" in told.stdout
    prioritised = rapporteur("prioritise", "A/RES/81/7", "0", "--data", str(tmp_path))
    assert prioritised.returncode == 0, prioritised.stderr
    rapporteur("fetch", "--limit", "1", "--data", str(tmp_path), cwd=None, **environment(un_host))
    with sqlite3.connect(tmp_path / "ledger.sqlite") as ledger:
        assert ledger.execute("SELECT symbol FROM inputs WHERE state = 'fetched'").fetchall() == [("A/81/PV.3",)]
    ledger.close()
    unknown = rapporteur("prioritise", "A/RES/81/300", "0", "--data", str(tmp_path))
    assert unknown.returncode == 2
    assert "A/RES/81/300 is not on record" in unknown.stderr


# --- what is discovered


def found(known: Known, *collections: str, listed: tuple[str, ...] = ()) -> dict[str, Wanted]:
    return {each.symbol: each for each in wanted(known, listed, collections, NOW)}


def test_the_next_numbers_of_a_series_and_its_gaps_are_wanted() -> None:
    held = frozenset({"A/RES/81/1", "A/RES/81/2", "A/RES/81/4", "A/RES/60/1", "A/RES/60/2"})
    gaps = found(Known(held, [], []))
    assert set(gaps) == {"A/RES/81/3", *(f"A/RES/81/{number}" for number in range(5, 10))}, "session 60 is long over"
    assert gaps["A/RES/81/3"].why == "gap"
    assert gaps["A/RES/81/5"].score > gaps["A/RES/81/3"].score


def test_a_series_that_counts_through_the_years_is_asked_for_in_either() -> None:
    held = frozenset({"S/RES/2767(2024)", "S/RES/2769(2025)"})
    gaps = found(Known(held, [], []))
    assert {"S/RES/2768(2024)", "S/RES/2768(2025)", "S/RES/2770(2025)", "S/RES/2770(2026)"} <= set(gaps)


def test_few_of_a_long_series_leave_no_gaps() -> None:
    assert "A/79/500" not in found(Known(frozenset({"A/79/1", "A/79/900"}), [], []))


def test_what_is_cited_is_wanted_the_more_the_oftener() -> None:
    cited = [("A/RES/70/1", 40, "A/RES/79/1"), ("A/RES/60/251", 1, "A/RES/79/2"), ("A/RES/57/270 B", 2, "A/RES/79/3")]
    given = found(Known(frozenset(), [*cited, ("A/DEC/79/532", 9, "x"), ("resolution 5", 9, "x")], []))
    assert list(given) == ["A/RES/70/1", "A/RES/57/270", "A/RES/60/251"], "a part is in the whole, decisions in volumes"
    assert (given["A/RES/70/1"].why, given["A/RES/70/1"].found_in) == ("cited 40 times", "A/RES/79/1")


def test_what_mastheads_name_is_wanted_of_the_collections_asked_for() -> None:
    linked = [("A/79/458/Add.3", "reported_in", "A/RES/79/181"), ("A/78/1", "reported_in", "A/RES/78/1")]
    assert set(found(Known(frozenset(), [], linked))) == {"A/79/458/Add.3", "A/78/1"}
    assert set(found(Known(frozenset({"A/RES/79/181"}), [], linked), "A-79")) >= {"A/79/458/Add.3"}
    assert "A/78/1" not in found(Known(frozenset(), [], linked), "A-79")


def test_a_new_collection_begins_with_its_series() -> None:
    fresh = set(found(Known(frozenset({"S/RES/2767(2025)"}), [], []), "A-81", "S-2026"))
    assert {"A/RES/81/1", "A/81/PV.1", "S/PRST/2026/1", "S/RES/2768(2026)"} <= fresh
    assert found(Known(frozenset(), [], []), "A-95") == {}, "what has not begun has no documents"


def test_a_page_tells_symbols_by_its_links_and_cells() -> None:
    page = (
        '<td>A/RES/80/1</td><a href="https://undocs.org/en/S/RES/2767(2025)">text</a><td>Vote: 1-2-3</td><td>n/a</td>'
    )
    assert symbols_on(page) == ["A/RES/80/1", "S/RES/2767(2025)"]
