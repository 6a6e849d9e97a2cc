"""Fetching with the command line, from a host that misbehaves, by a process that is killed."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from orchestration.fetching.ledger import Ledger
from tests.commands import ROOT
from tests.fetching import PACE, environment
from tests.un_host import UnHost, pdf

pytestmark = pytest.mark.process

SYMBOLS = int(os.environ.get("SYMBOLS", "60"))
"""``make fetch-test`` takes 500."""


KILLS = 3


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
def test_a_misbehaving_host_and_kills_lose_no_document(un_host: UnHost, tmp_path: Path, seed: int) -> None:
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
