"""A host is asked slowly, honestly, and no more once it refuses."""

from __future__ import annotations

import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from orchestration.fetching.document_host import DocumentHost, RequestedSymbols
from orchestration.fetching.ledger import Ledger
from orchestration.fetching.politeness import Missed, Settings
from tests.fetching import SYMBOL, WHOLE, collect, entry, fetch, on_record, reasons, settings
from tests.un_host import BAD_GATEWAY, CHALLENGE, SHELL, Answer, UnHost, pdf, too_many_requests


def test_the_user_agent_is_honest(un_host: UnHost, tmp_path: Path) -> None:
    un_host.publish(SYMBOL, pdf())
    fetch(un_host, tmp_path, SYMBOL)
    for headers in un_host.headers:
        assert headers["User-Agent"].startswith("rapporteur/")
        assert headers["User-Agent"].endswith("(+mailto:tests@example.org)")
        assert headers["Accept"] == "application/pdf"
        assert headers["Referer"] == "https://docs.un.org/en/A/RES/79/181"


@pytest.mark.parametrize(
    ("header", "least", "most"),
    [
        pytest.param("7", 7.0, 7.0, id="seconds"),
        pytest.param("in 200 seconds", 100, 200, id="a date"),
        pytest.param("0", 0.0, 0.0, id="at once: no wish, so a refusal"),
        pytest.param("soon", 0.0, 0.0, id="unreadable"),
        pytest.param("\xb2", 0.0, 0.0, id="a digit that is no number"),
    ],
)
def test_the_host_is_left_alone_as_long_as_it_asks(
    un_host: UnHost, tmp_path: Path, header: str, least: float, most: float
) -> None:
    if header == "in 200 seconds":
        header = format_datetime(datetime.now(UTC) + timedelta(seconds=200), usegmt=True)
    un_host.publish(SYMBOL, WHOLE)
    un_host.script(SYMBOL, too_many_requests(header))
    waits: list[float] = []
    with Ledger(tmp_path) as ledger, DocumentHost(settings(un_host), ledger, waits.append) as host:
        if most:
            assert host.fetch(entry(un_host)).data == WHOLE
        else:
            with pytest.raises(Missed, match="HTTP 429"):
                host.fetch(entry(un_host))
    assert least <= sum(waits) <= most <= Settings.longest_wait_seconds


def test_waits_grow_between_attempts_and_have_a_limit(un_host: UnHost, tmp_path: Path) -> None:
    un_host.script(SYMBOL, *[BAD_GATEWAY] * 7)
    waits: list[float] = []
    asked = settings(un_host, backoff_seconds=200, attempts=7)
    with Ledger(tmp_path) as ledger, DocumentHost(asked, ledger, waits.append) as host, pytest.raises(Missed):
        host.fetch(entry(un_host))
    backoffs = [wait for wait in waits if wait]
    assert len(backoffs) == 6, "one between each two attempts"
    assert all(wait <= min(200 * 2**n, Settings.longest_wait_seconds) for n, wait in enumerate(backoffs))


def test_requests_keep_the_pace(un_host: UnHost, tmp_path: Path) -> None:
    un_host.publish("A/RES/79/1", WHOLE)
    un_host.publish("A/RES/79/2", WHOLE)
    start = time.monotonic()
    fetch(un_host, tmp_path, "A/RES/79/1", "A/RES/79/2", pace_seconds=0.03)
    assert len(un_host.times) == 5
    assert time.monotonic() - start >= 4 * 0.03


def test_the_pace_outlasts_a_process(un_host: UnHost, tmp_path: Path) -> None:
    for number in range(3):
        un_host.publish(f"A/RES/79/{number}", WHOLE)
        fetch(un_host, tmp_path / str(number), f"A/RES/79/{number}", pace_seconds=0.1)
    assert len(un_host.times) == 9
    # eight times a tenth of a second, as the host sees it: a request may be a little longer on its way than another
    assert un_host.times[-1] - un_host.times[0] > 0.7, "whatever data directory asks"


def test_requests_come_at_random_moments_after_it(un_host: UnHost, tmp_path: Path) -> None:
    un_host.publish(SYMBOL, WHOLE)
    waits: list[float] = []
    asked = settings(un_host, jitter_seconds=0.9)
    with Ledger(tmp_path) as ledger, DocumentHost(asked, ledger, waits.append) as host:
        host.fetch(entry(un_host))
    assert len(waits) == 3
    assert all(0 < wait < 0.9 for wait in waits)


def test_the_host_has_its_rests(un_host: UnHost, tmp_path: Path) -> None:
    asked = [f"A/RES/79/{number}" for number in range(1, 5)]
    for symbol in asked:
        un_host.publish(symbol, WHOLE)
    fetch(un_host, tmp_path, *asked, pace_seconds=0.01, rest_after=3, rest_seconds=0.8)
    gaps = [later - earlier for earlier, later in zip(un_host.times, un_host.times[1:], strict=False)]
    assert [gap > 0.5 for gap in gaps] == [False, False, True, False, False, True, False, False]


def test_after_a_challenge_nothing_more_is_asked_for(un_host: UnHost, tmp_path: Path) -> None:
    un_host.script("A/RES/79/1", CHALLENGE)
    un_host.publish("A/RES/79/2", WHOLE)
    collected = fetch(un_host, tmp_path, "A/RES/79/1", "A/RES/79/2")
    assert len(un_host.requests) == 1
    assert reasons(collected) == ["challenged", "not asked for"], "what was not asked for is said"
    assert on_record(un_host, tmp_path, "A/RES/79/2").state == "pending"
    assert reasons(fetch(un_host, tmp_path, "A/RES/79/2")) == ["not asked for"], "nor is it by the next run"
    assert len(un_host.requests) == 1


def test_a_host_that_refuses_everything_is_left_alone_longer_and_longer(un_host: UnHost, tmp_path: Path) -> None:
    asked = [f"A/RES/79/{number}" for number in range(1, 31)]
    for symbol in asked:
        un_host.script(symbol, Answer(403))
    waits: list[float] = []
    source = RequestedSymbols(asked, settings(un_host, pause_seconds=900), sleep=waits.append)
    collected = collect([source], tmp_path)
    assert sorted(reasons(collected)) == ["HTTP 403"] * 24 + ["not asked for"] * 6
    assert len(un_host.requests) == 24
    assert [round(wait, -1) for wait in waits if wait] == [900, 3600], "a quarter of an hour, an hour, and that is it"


def test_a_pause_outlasts_a_process(un_host: UnHost, tmp_path: Path) -> None:
    for number in range(1, 9):
        un_host.script(f"A/RES/79/{number}", Answer(403))
    fetch(un_host, tmp_path, *[f"A/RES/79/{number}" for number in range(1, 9)], pause_seconds=900)
    un_host.publish(SYMBOL, WHOLE)
    waits: list[float] = []
    collect([RequestedSymbols([SYMBOL], settings(un_host, pause_seconds=900), sleep=waits.append)], tmp_path)
    assert 880 < max(waits) <= 900
    assert on_record(un_host, tmp_path).state == "fetched"


def test_only_refusals_in_a_row_bring_a_pause(un_host: UnHost, tmp_path: Path) -> None:
    refused, published = ([f"A/RES/79/{ten}{n}" for n in range(9)] for ten in (2, 3))
    for symbol in refused:
        un_host.script(symbol, Answer(403))
    for symbol in published:
        un_host.publish(symbol, WHOLE)
    asked = [*refused[:7], published[0], *refused[7:], *published[1:]]
    waits: list[float] = []
    collected = collect([RequestedSymbols(asked, settings(un_host, pause_seconds=900), sleep=waits.append)], tmp_path)
    assert collected.manifest["symbol"].to_list() == published
    assert not any(waits)


def test_robots_txt_is_obeyed(un_host: UnHost, tmp_path: Path) -> None:
    un_host.publish(SYMBOL, WHOLE)
    un_host.robots = Answer(200, b"User-agent: *\nDisallow: /api/\n")
    assert reasons(fetch(un_host, tmp_path, SYMBOL)) == ["robots.txt"]
    assert un_host.requests == []
    fetch(un_host, tmp_path, SYMBOL)
    assert len(un_host.robots_requests) == 1, "it is asked for once a day"


@pytest.mark.parametrize("robots", [Answer(404), SHELL, Answer(200, b"User-agent: *\nDisallow: /search\n")])
def test_no_robots_txt_or_one_about_other_paths_forbids_nothing(
    un_host: UnHost, tmp_path: Path, robots: Answer
) -> None:
    un_host.publish(SYMBOL, WHOLE)
    un_host.robots = robots
    assert fetch(un_host, tmp_path, SYMBOL).manifest.height == 1


@pytest.mark.process
def test_one_process_asks_a_host_at_a_time(un_host: UnHost, tmp_path: Path) -> None:
    un_host.publish(SYMBOL, WHOLE)
    with Ledger(tmp_path / "first") as ledger, DocumentHost(settings(un_host), ledger):
        program = (
            "import sys; sys.path.insert(0, '.'); from tests.orchestration.fetching.test_politeness import ask; ask()"
        )
        command = [sys.executable, "-c", program]
        asked = subprocess.run([*command, un_host.address, str(tmp_path)], capture_output=True, text=True, check=False)
    assert "HostBusy: Another process is asking 127.0.0.1" in asked.stderr
    assert un_host.requests == []


def ask() -> None:
    """What the other process does."""
    address, data = sys.argv[1:]
    collect([RequestedSymbols([SYMBOL], Settings(base_address=address))], Path(data))


def test_settings_come_from_the_environment() -> None:
    assert Settings.from_environment({}) == Settings()
    environment = {
        "RAPPORTEUR_CONTACT": "mailto:a@example.org",
        "RAPPORTEUR_ATTEMPTS": "2",
        "RAPPORTEUR_PACE_SECONDS": "6",
    }
    assert Settings.from_environment(environment) == Settings(
        contact="mailto:a@example.org", attempts=2, pace_seconds=6.0
    )


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("ATTEMPTS", "many", "RAPPORTEUR_ATTEMPTS"),
        ("ATTEMPTS", "0", "attempts: 0 is not positive"),
        ("PACE_SECONDS", "-1", "pace_seconds: -1.0 is negative"),
        ("BASE_ADDRESS", "http://documents.un.org", "is not https"),
        ("BASE_ADDRESS", "ftp://localhost", "is not https"),
        ("BASE_ADDRESS", "https://documents.un.org/api", "has a path"),
    ],
)
def test_impossible_settings_are_an_error(name: str, value: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Settings.from_environment({f"RAPPORTEUR_{name}": value})


@pytest.mark.parametrize("address", ["http://localhost:8000", "http://127.0.0.1:8000", "http://[::1]:8000"])
def test_plain_http_is_for_loopback(address: str) -> None:
    assert Settings(base_address=address).base_address == address
