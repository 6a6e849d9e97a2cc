"""What ``orchestration.sources`` promises: each input on record, no wrong byte kept, the host asked politely."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import polars as pl
import pypdfium2
import pytest

from orchestration import sources
from orchestration.ledger import Entry, Ledger
from orchestration.politeness import LONGEST_WAIT, Missed, Settings
from orchestration.sources import (
    MANIFEST,
    Collected,
    DocumentHost,
    FolderSource,
    RequestedSymbols,
    Source,
    host_address,
)
from tests.un_host import (
    BAD_GATEWAY,
    CAPTCHA,
    CHALLENGE,
    CONTROL,
    HANG_UP,
    SHELL,
    Answer,
    UnHost,
    pdf,
    redirect,
    too_many_requests,
    truncated,
)
from warehouse import tables

SYMBOL = "A/RES/79/181"
HTML = Answer(200, b"<!DOCTYPE html><html>".ljust(9_000), {"Content-Type": "application/pdf"})


WAITS = ("pace", "jitter", "backoff", "rest", "pause", "retry", "recheck")


def settings(host: UnHost, **changes: float) -> Settings:
    """Settings with which nothing waits."""
    quick = {**{f"{wait}_seconds": 0.0 for wait in WAITS}, "timeout_seconds": 5.0, **changes}
    return Settings(base_address=host.address, contact="mailto:tests@example.org", **quick)  # type: ignore[arg-type]


def collect(given: list[Source], data: Path) -> Collected:
    with Ledger(data) as ledger:
        return sources.collect(given, ledger)


def held(data: Path) -> pl.DataFrame:
    with Ledger(data) as ledger:
        return sources.held(ledger).manifest


def fetch(host: UnHost, data: Path, *symbols: str, **changes: float) -> Collected:
    return collect([RequestedSymbols(symbols, settings(host, **changes))], data)


def entry(host: UnHost, symbol: str = SYMBOL, language: str = "en", format: str = "pdf") -> Entry:
    """A document to ask for."""
    address = host_address(settings(host), symbol, language, format)
    return Entry(address, "pending", "document_host", symbol, language, format)


def on_record(host: UnHost, data: Path, symbol: str = SYMBOL) -> Entry:
    with Ledger(data) as ledger:
        found = ledger.entry(entry(host, symbol).source_uri)
    assert found
    return found


def look_ups(host: UnHost) -> list[str]:
    """What was asked for, without the control."""
    return [asked for asked in host.requests if f"s={CONTROL}&" not in asked]


def reasons(collected: Collected) -> list[str]:
    return collected.rejections["reason"].to_list()


# --- the document host


def test_a_symbol_is_got_in_two_steps_and_kept_by_its_hash(un_host: UnHost, tmp_path: Path) -> None:
    published = pdf("Resolution")
    place = un_host.publish("S/RES/2397(2017)", published)
    before = datetime.now(UTC)

    collected = fetch(un_host, tmp_path, "s/res/2397 (2017)")

    row = collected.manifest.row(0, named=True)
    address = "/api/symbol/access?s=S/RES/2397(2017)&l=en&t=pdf"
    assert un_host.requests == [address, place.lower()], (
        "the look-up redirects in capitals, the file is in small letters"
    )
    assert row["source_uri"] == un_host.address + address
    assert (row["symbol"], row["language"]) == ("S/RES/2397(2017)", "en")
    assert row["sha256"] == hashlib.sha256(published).hexdigest()
    assert Path(row["path"]) == tmp_path / "documents" / row["sha256"][:2] / row["sha256"]
    assert Path(row["path"]).read_bytes() == published
    assert (row["size"], row["media_type"]) == (len(published), "application/pdf")
    assert before <= row["fetched_at"] <= datetime.now(UTC)
    assert collected.manifest.schema == pl.Schema(MANIFEST)
    assert collected.rejections.is_empty()
    assert len(pypdfium2.PdfDocument(published)) == 1, "the double's documents are real ones"


def test_the_user_agent_is_honest(un_host: UnHost, tmp_path: Path) -> None:
    un_host.publish(SYMBOL, pdf())
    fetch(un_host, tmp_path, SYMBOL)
    for headers in un_host.headers:
        assert headers["User-Agent"].startswith("rapporteur/")
        assert headers["User-Agent"].endswith("(+mailto:tests@example.org)")
        assert headers["Accept"] == "application/pdf"
        assert headers["Referer"] == "https://docs.un.org/en/A/RES/79/181"


def test_each_language_is_asked_for_by_itself(un_host: UnHost, tmp_path: Path) -> None:
    for language in ("en", "fr"):
        un_host.publish(SYMBOL, pdf(language), language)
    collected = collect([RequestedSymbols([SYMBOL], settings(un_host), ["en", "fr", "ja"])], tmp_path)
    assert collected.manifest["language"].to_list() == ["en", "fr"]
    assert collected.manifest["sha256"].n_unique() == 2
    assert reasons(collected) == ["not a language of the host"], "the host answers l=ja with the English text"


@pytest.mark.parametrize(
    ("answers", "missed", "asked"),
    [
        pytest.param([], "absent_suspected: not found", 1, id="unknown: 302 to the error page"),
        pytest.param([SHELL], "absent_suspected: not found", 1, id="soft block: 200 with the start page"),
        pytest.param([CHALLENGE], "refused: challenged", 1, id="202 with a challenge, never solved"),
        pytest.param([CAPTCHA], "refused: challenged", 1, id="405 with a captcha"),
        pytest.param([Answer(200)], "refused: challenged", 1, id="200 with nothing"),
        pytest.param([Answer(403)], "refused: HTTP 403", 1, id="forbidden: asking on would be rude"),
        pytest.param([Answer(429)], "refused: HTTP 429", 1, id="too often, and no word of when"),
        pytest.param([Answer(404)], "refused: HTTP 404", 1, id="an answer never seen is no absence"),
        pytest.param([BAD_GATEWAY] * 5, "refused: HTTP 502", 5, id="502 to every attempt"),
        pytest.param([too_many_requests("301")], "refused: HTTP 429", 1, id="asked to stay away for long"),
        pytest.param([redirect("https://evil.example/doc/x.pdf")], "refused: redirected elsewhere", 1, id="other host"),
        pytest.param([redirect("//evil.example/doc/x.pdf")], "refused: redirected elsewhere", 1, id="the same, short"),
        pytest.param([redirect("http://127.0.0.1:1/doc/x.pdf")], "refused: redirected elsewhere", 1, id="other port"),
        pytest.param([redirect("file:///doc/passwd")], "refused: redirected elsewhere", 1, id="other scheme"),
        pytest.param([redirect("/doc/../admin")], "refused: redirected elsewhere", 1, id="out of the documents"),
        pytest.param([redirect("http://[")], "refused: redirected elsewhere", 1, id="no address"),
        pytest.param([redirect("http:////a@]")], "refused: redirected elsewhere", 1, id="nor this"),
    ],
)
def test_what_a_look_up_says_when_it_gives_nothing(
    un_host: UnHost, tmp_path: Path, answers: list[Answer], missed: str, asked: int
) -> None:
    if answers:
        un_host.publish(SYMBOL, pdf())
        un_host.script(SYMBOL, *answers)
    collected = fetch(un_host, tmp_path, SYMBOL)
    assert collected.manifest.is_empty()
    row = collected.rejections.row(0, named=True)
    assert (row["stage"], row["collection"]) == ("fetch", "A-79")
    assert row["detail"].startswith(f"{SYMBOL} (en): {un_host.address}/api/symbol/access?s={SYMBOL}&l=en&t=pdf: ")
    assert len(look_ups(un_host)) == asked
    assert f"{on_record(un_host, tmp_path).state}: {row['reason']}" == missed


WHOLE = pdf("whole")


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        pytest.param(HTML, "not a PDF", id="HTML called application/pdf"),
        pytest.param(Answer(200, b"PK\3\4".ljust(9_000)), "another format", id="a .docx"),
        pytest.param(truncated(WHOLE, announced=False), "truncated PDF", id="without its end"),
        pytest.param(Answer(200, pdf(length=4_000)), "truncated PDF", id="smaller than any document"),
        pytest.param(Answer(200, pdf(length=20_001)), "too large", id="over the cap"),
        pytest.param(redirect("/doc/elsewhere.pdf"), "HTTP 302", id="a second redirect"),
        pytest.param(CHALLENGE, "challenged", id="a challenge at the second step"),
    ],
)
def test_no_wrong_byte_is_kept(un_host: UnHost, tmp_path: Path, answer: Answer, reason: str) -> None:
    un_host.script(un_host.publish(SYMBOL, WHOLE).lower(), answer)
    collected = fetch(un_host, tmp_path, SYMBOL, max_bytes=20_000)
    assert reasons(collected) == [reason]
    assert list((tmp_path / "documents").iterdir()) == [], "nothing is left lying"

    if reason != "challenged":
        assert fetch(un_host, tmp_path, SYMBOL, max_bytes=20_000).manifest.height == 1, "a failure is not for ever"


@pytest.mark.parametrize(
    ("step", "answers"),
    [
        pytest.param("look-up", [BAD_GATEWAY], id="502, which comes and goes"),
        pytest.param("look-up", [Answer(503)] * 4, id="503 under load, until the last attempt"),
        pytest.param("file", [BAD_GATEWAY, Answer(503)], id="the same for the file"),
        pytest.param("look-up", [HANG_UP], id="no answer"),
        pytest.param("file", [truncated(WHOLE)], id="cut in transit"),
        pytest.param("file", [Answer(200, WHOLE, {"Content-Encoding": "gzip"})], id="garbled in transit"),
    ],
)
def test_what_may_pass_is_tried_again(un_host: UnHost, tmp_path: Path, step: str, answers: list[Answer]) -> None:
    place = un_host.publish(SYMBOL, WHOLE)
    un_host.script(SYMBOL if step == "look-up" else place.lower(), *answers)
    collected = fetch(un_host, tmp_path, SYMBOL)
    assert collected.rejections.is_empty()
    assert Path(collected.manifest["path"][0]).read_bytes() == WHOLE
    assert len(un_host.requests) == 2 + len(answers)


def test_no_answer_at_all_is_a_refusal(tmp_path: Path) -> None:
    with UnHost() as gone:
        pass
    collected = fetch(gone, tmp_path, SYMBOL, attempts=2)
    assert reasons(collected) == ["no answer"]


@pytest.mark.parametrize(
    ("header", "least", "most"),
    [
        pytest.param("7", 7.0, 7.0, id="seconds"),
        pytest.param(format_datetime(datetime.now(UTC) + timedelta(seconds=200), usegmt=True), 100, 200, id="a date"),
        pytest.param("0", 0.0, 0.0, id="at once: no wish, so a refusal"),
        pytest.param("soon", 0.0, 0.0, id="unreadable"),
        pytest.param("\xb2", 0.0, 0.0, id="a digit that is no number"),
    ],
)
def test_the_host_is_left_alone_as_long_as_it_asks(
    un_host: UnHost, tmp_path: Path, header: str, least: float, most: float
) -> None:
    un_host.publish(SYMBOL, WHOLE)
    un_host.script(SYMBOL, too_many_requests(header))
    waits: list[float] = []
    with Ledger(tmp_path) as ledger, DocumentHost(settings(un_host), ledger, waits.append) as host:
        if most:
            assert host.fetch(entry(un_host)).data == WHOLE
        else:
            with pytest.raises(Missed, match="HTTP 429"):
                host.fetch(entry(un_host))
    assert least <= sum(waits) <= most <= LONGEST_WAIT


def test_waits_grow_between_attempts_and_have_a_limit(un_host: UnHost, tmp_path: Path) -> None:
    un_host.script(SYMBOL, *[BAD_GATEWAY] * 7)
    waits: list[float] = []
    asked = settings(un_host, backoff_seconds=200, attempts=7)
    with Ledger(tmp_path) as ledger, DocumentHost(asked, ledger, waits.append) as host, pytest.raises(Missed):
        host.fetch(entry(un_host))
    backoffs = [wait for wait in waits if wait]
    assert len(backoffs) == 6, "one between each two attempts"
    assert all(wait <= min(200 * 2**n, LONGEST_WAIT) for n, wait in enumerate(backoffs))


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


def test_a_challenge_ends_the_asking(un_host: UnHost, tmp_path: Path) -> None:
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


def test_only_refusals_one_after_the_other_end_the_asking(un_host: UnHost, tmp_path: Path) -> None:
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


def test_robots_txt_is_kept_to(un_host: UnHost, tmp_path: Path) -> None:
    un_host.publish(SYMBOL, WHOLE)
    un_host.robots = Answer(200, b"User-agent: *\nDisallow: /api/\n")
    assert reasons(fetch(un_host, tmp_path, SYMBOL)) == ["robots.txt"]
    assert un_host.requests == []
    fetch(un_host, tmp_path, SYMBOL)
    assert len(un_host.robots_requests) == 1, "it is asked for once a day"


@pytest.mark.parametrize("robots", [Answer(404), SHELL, Answer(200, b"User-agent: *\nDisallow: /search\n")])
def test_robots_txt_may_be_none_or_of_others_concern(un_host: UnHost, tmp_path: Path, robots: Answer) -> None:
    un_host.publish(SYMBOL, WHOLE)
    un_host.robots = robots
    assert fetch(un_host, tmp_path, SYMBOL).manifest.height == 1


@pytest.mark.process
def test_one_process_asks_a_host_at_a_time(un_host: UnHost, tmp_path: Path) -> None:
    un_host.publish(SYMBOL, WHOLE)
    with Ledger(tmp_path / "first") as ledger, DocumentHost(settings(un_host), ledger):
        program = "import sys; sys.path.insert(0, '.'); import tests.orchestration.test_sources as t; t.ask()"
        command = [sys.executable, "-c", program]
        asked = subprocess.run([*command, un_host.address, str(tmp_path)], capture_output=True, text=True, check=False)
    assert "Busy: Another process is asking 127.0.0.1" in asked.stderr
    assert un_host.requests == []


def ask() -> None:
    """What the other process does."""
    address, data = sys.argv[1:]
    collect([RequestedSymbols([SYMBOL], Settings(base_address=address))], Path(data))


# --- absences


def test_an_absence_is_confirmed_by_a_second_one_later_while_the_host_gives_others(
    un_host: UnHost, tmp_path: Path
) -> None:
    def states() -> tuple[str, int]:
        found = on_record(un_host, tmp_path)
        return found.state, found.misses

    assert reasons(fetch(un_host, tmp_path, SYMBOL)) == ["not found"]
    assert states() == ("absent_suspected", 1)
    assert un_host.requests[-1] == f"/api/symbol/access?s={CONTROL}&l=en&t=pdf", "the control is looked up after it"
    fetch(un_host, tmp_path, SYMBOL, recheck_seconds=3600)
    assert states() == ("absent_suspected", 2), "too soon"
    asked = len(un_host.requests)
    fetch(un_host, tmp_path, SYMBOL)
    assert len(un_host.requests) == asked, "nor before its time"
    collect([RequestedSymbols([SYMBOL], settings(un_host), refresh=True)], tmp_path)
    assert states() == ("absent_confirmed", 3)


def test_no_absence_is_believed_of_a_host_that_has_had_enough(un_host: UnHost, tmp_path: Path) -> None:
    asked = [f"A/RES/79/{number}" for number in range(1, 11)]
    for symbol in asked:
        un_host.publish(symbol, WHOLE)
        un_host.script(symbol, *[SHELL] * 3)
    un_host.script(CONTROL, *[SHELL] * 6)
    waits: list[float] = []
    for _ in range(3):
        collect([RequestedSymbols(asked, settings(un_host, pause_seconds=900), sleep=waits.append)], tmp_path)
    assert {(on_record(un_host, tmp_path, s).state, on_record(un_host, tmp_path, s).misses) for s in asked} == {
        ("absent_suspected", 0)
    }
    assert len(un_host.requests) == 10 + 2 + 8 + 1, "the control after eight, and at the end; then it is left alone"
    assert [round(wait, -1) for wait in waits if wait] == [900, 3600]


def test_an_absence_of_long_ago_is_not_looked_into_again(un_host: UnHost, tmp_path: Path) -> None:
    this_year = datetime.now(UTC).year
    for _ in range(2):
        fetch(un_host, tmp_path, "S/1999/1", f"S/{this_year}/1")
    old, new = (on_record(un_host, tmp_path, symbol) for symbol in ("S/1999/1", f"S/{this_year}/1"))
    assert old.state == new.state == "absent_confirmed"
    assert old.next_try_at is None
    assert new.next_try_at
    assert datetime.fromisoformat(new.next_try_at) - datetime.now(UTC) > timedelta(days=6)
    asked = len(un_host.requests)
    fetch(un_host, tmp_path, "S/1999/1")
    assert len(un_host.requests) == asked, "an absence counts as done"


@pytest.mark.parametrize(
    ("symbol", "why"),
    [
        ("A/DEC/79/532", "volumes"),
        ("E/DEC/2024/201", "volumes"),
        ("A/RES/79/258 B", "ask for that"),
        ("A/RES/79/1000", "so many"),
    ],
)
def test_what_cannot_be_there_is_not_asked_for(un_host: UnHost, tmp_path: Path, symbol: str, why: str) -> None:
    collected = fetch(un_host, tmp_path, symbol)
    assert un_host.requests == []
    assert reasons(collected) == ["no such document"]
    assert why in collected.rejections["detail"][0]


# --- held documents and their versions


def test_a_document_that_was_reissued_keeps_its_versions(un_host: UnHost, tmp_path: Path) -> None:
    reissued = pdf("Reissued for technical reasons")
    un_host.publish(SYMBOL, WHOLE)
    fetch(un_host, tmp_path, SYMBOL)
    again = RequestedSymbols([SYMBOL], settings(un_host), refresh=True)
    assert collect([again], tmp_path).manifest.height == 1
    assert un_host.headers[-1]["If-None-Match"], "asked for only if it has changed"
    un_host.publish(SYMBOL, reissued)
    collected = collect([again], tmp_path)
    assert Path(collected.manifest["path"][0]).read_bytes() == reissued
    with Ledger(tmp_path) as ledger:
        versions = ledger.versions(entry(un_host).source_uri)
        assert [ledger.path(version["sha256"]).read_bytes() for version in versions] == [WHOLE, reissued]
    for version in versions:
        assert version["terms"].startswith("United Nations")
        assert version["location"].startswith(un_host.address)
        assert version["size"] == ledger.path(version["sha256"]).stat().st_size


@pytest.mark.parametrize("answer", [Answer(403), SHELL, CHALLENGE, redirect("/elsewhere")])
def test_what_is_held_stays_held_whatever_the_host_says_later(un_host: UnHost, tmp_path: Path, answer: Answer) -> None:
    un_host.publish(SYMBOL, WHOLE)
    first = fetch(un_host, tmp_path, SYMBOL)
    un_host.script(SYMBOL, answer)
    again = collect([RequestedSymbols([SYMBOL], settings(un_host), refresh=True)], tmp_path)
    assert again.manifest.equals(first.manifest)
    assert on_record(un_host, tmp_path).state == "fetched"


def test_native_files_are_asked_for_by_format(un_host: UnHost, tmp_path: Path) -> None:
    native = b"PK\3\4".ljust(9_000, b"x")
    un_host.publish(SYMBOL, native, format="docx")
    un_host.publish("A/RES/79/182", WHOLE)
    source = RequestedSymbols([SYMBOL, "A/RES/79/182"], settings(un_host), format="docx")
    collected = collect([source], tmp_path)
    assert collected.manifest.select("symbol", "media_type").rows() == [(SYMBOL, "application/zip")]
    assert reasons(collected) == ["another format"], "the host gives the PDF where it has no native file"


@pytest.mark.parametrize(
    "text",
    [
        "../../etc/passwd",
        "A/RES/../../x",
        "/etc/passwd",
        "A/RES/79/181&l=fr",
        "A/RES/79/181\r\nHost: x",
        "resolution",
        "",
        "\udcff",
    ],
)
def test_what_is_no_symbol_is_not_asked_for(un_host: UnHost, tmp_path: Path, text: str) -> None:
    collected = fetch(un_host, tmp_path, text)
    assert un_host.requests == []
    assert reasons(collected) == ["no document symbol"]
    shown = text.replace("\udcff", r"\udcff").replace("\r\n", r"\x0d\x0a")
    assert collected.rejections["source_uri"][0] == shown


def test_what_is_held_is_not_asked_for_again(un_host: UnHost, tmp_path: Path) -> None:
    un_host.publish(SYMBOL, WHOLE)
    first = fetch(un_host, tmp_path, SYMBOL, "A/RES/79/182", "a/res/79/182")
    assert len(look_ups(un_host)) == 3, "one symbol in two spellings is asked for once"

    second = fetch(un_host, tmp_path, SYMBOL, "A/RES/79/182", recheck_seconds=3600)
    assert len(look_ups(un_host)) == 4, "only the one that was missed is asked for again"
    assert second.manifest.equals(first.manifest), "fetched_at included"
    assert second.rejections.equals(first.rejections), "rejected_at included"
    assert held(tmp_path).equals(first.manifest)

    Path(first.manifest["path"][0]).write_bytes(b"half")
    assert fetch(un_host, tmp_path, SYMBOL).manifest.equals(first.manifest), "lost bytes are got anew"
    assert Path(first.manifest["path"][0]).read_bytes() == WHOLE


# --- a folder


def test_a_folder_gives_every_file_of_whatever_kind(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    (folder / "sub").mkdir(parents=True)
    contents = {
        "A_79_876.ar.pdf": (WHOLE, "A/79/876", "ar", "application/pdf"),
        "A_RES_79_181.pdf": (WHOLE, "A/RES/79/181", "en", "application/pdf"),
        "empty.pdf": (b"", None, None, "application/x-empty"),
        "error.pdf": (b"\xef\xbb\xbf" + HTML.body, None, None, "text/html"),
        "notes.txt": (b"\xef\xbb\xbfTo do", None, None, "text/plain"),
        "old.doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0", None, None, "application/x-ole-storage"),
        "some.bin": (b"\1\0\2", None, None, "application/octet-stream"),
        "sub/S_RES_2768(2025).xml": (b"<akomaNtoso/>", "S/RES/2768(2025)", "en", "application/xml"),
        "truncated.pdf": (WHOLE[:3_000], None, None, "application/pdf"),
    }
    for name, (data, *_) in contents.items():
        (folder / name).write_bytes(data)
    (folder / ".DS_Store").write_bytes(b"hidden")
    (folder / ".git").mkdir()
    (folder / ".git" / "config").write_bytes(b"hidden")

    collected = collect([FolderSource(folder)], tmp_path / "data")

    rows = collected.manifest.rows(named=True)
    assert {row["source_uri"]: (row["symbol"], row["language"], row["media_type"]) for row in rows} == {
        name: (symbol, language, media_type) for name, (_, symbol, language, media_type) in contents.items()
    }
    for row in rows:
        assert Path(row["path"]).read_bytes() == contents[row["source_uri"]][0]
        assert row["size"] == len(contents[row["source_uri"]][0])
    assert rows[0]["fetched_at"] == rows[1]["fetched_at"], "the same bytes under two names"
    assert collected.rejections.is_empty(), "bad documents are for the reader to reject"
    assert collected.skipped == [".DS_Store", ".git"]


def test_what_a_folder_cannot_give_is_rejected(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "A_79_1.pdf").write_bytes(WHOLE)
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "A_79_2.pdf").write_bytes(WHOLE)
    (folder / "A_79_3.pdf").write_bytes(pdf(length=20_001))
    (folder / "inside.pdf").symlink_to("A_79_2.pdf")
    (folder / "A_79_4.pdf").symlink_to(outside / "A_79_1.pdf")
    (folder / "folder").symlink_to(outside)
    (folder / "nowhere.pdf").symlink_to("gone.pdf")
    (folder / "circle.pdf").symlink_to("circle.pdf")
    os.mkfifo(folder / "pipe.pdf")
    (folder / os.fsdecode(b"caf\xe9.pdf")).write_bytes(WHOLE)
    (folder / os.fsdecode(b"\xe9t\xe9.pdf")).symlink_to("gone.pdf")

    collected = collect([FolderSource(folder, max_bytes=20_000)], tmp_path / "data")

    assert dict(collected.rejections.select("source_uri", "reason").iter_rows()) == {
        "A_79_3.pdf": "too large",
        "A_79_4.pdf": "link out of the folder",
        "circle.pdf": "unreadable file",
        "folder": "link out of the folder",
        "nowhere.pdf": "unreadable file",
        "pipe.pdf": "not a regular file",
        r"\udce9t\udce9.pdf": "unreadable file",
    }
    assert collected.rejections["collection"].drop_nulls().to_list() == ["A-79", "A-79"]
    assert collected.manifest["source_uri"].to_list() == ["A_79_2.pdf", r"caf\udce9.pdf", "inside.pdf"]
    again = collect([FolderSource(folder, max_bytes=20_000)], tmp_path / "data")
    assert again.rejections.equals(collected.rejections), "rejected_at included"


def test_a_file_that_cannot_be_read_does_not_stop_the_rest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("A_79_1.pdf", "A_79_2.pdf"):
        (tmp_path / name).write_bytes(WHOLE)
    read_bytes = Path.read_bytes

    def shut(path: Path) -> bytes:
        if path.name == "A_79_1.pdf":  # tests may run as root, whom no permission stops
            raise PermissionError(13, "Permission denied")
        return read_bytes(path)

    monkeypatch.setattr(Path, "read_bytes", shut)
    collected = collect([FolderSource(tmp_path)], tmp_path / ".data")
    assert reasons(collected) == ["unreadable file"]
    assert "Permission denied" in collected.rejections["detail"][0]
    assert collected.manifest["source_uri"].to_list() == ["A_79_2.pdf"]


def test_a_file_that_is_being_written_waits_for_the_next_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "A_79_1.pdf").write_bytes(WHOLE[:5_000])
    read_bytes = Path.read_bytes

    def overtaken(path: Path) -> bytes:
        data = read_bytes(path)
        path.write_bytes(WHOLE)
        return data

    with monkeypatch.context() as patched:
        patched.setattr(Path, "read_bytes", overtaken)
        assert reasons(collect([FolderSource(tmp_path)], tmp_path / ".data")) == ["changed while it was read"]
    collected = collect([FolderSource(tmp_path)], tmp_path / ".data")
    assert Path(collected.manifest["path"][0]).read_bytes() == WHOLE


def test_a_disk_that_is_full_is_no_fault_of_the_document(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "A_79_1.pdf").write_bytes(WHOLE)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        collect([FolderSource(tmp_path)], tmp_path / ".data")
    assert held(tmp_path / ".data").is_empty()


def test_only_a_changed_file_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, data = tmp_path / "in", tmp_path / "data"
    folder.mkdir()
    for name in ("A_79_1.pdf", "A_79_2.pdf"):
        (folder / name).write_bytes(pdf(name))
    first = collect([FolderSource(folder)], data)
    read: list[str] = []
    read_bytes = Path.read_bytes

    def noted(path: Path) -> bytes:
        read.append(path.name)
        return read_bytes(path)

    monkeypatch.setattr(Path, "read_bytes", noted)
    assert collect([FolderSource(folder)], data).manifest.equals(first.manifest), "fetched_at included"
    assert read == []

    (folder / "A_79_1.pdf").write_bytes(pdf("A_79_9.pdf"))
    found = (folder / "A_79_2.pdf").stat()
    os.utime(folder / "A_79_2.pdf", ns=(found.st_atime_ns, found.st_mtime_ns + 1))
    read.clear()
    third = collect([FolderSource(folder)], data)
    assert read == ["A_79_1.pdf", "A_79_2.pdf"], "of the same size, but written since"
    assert third.manifest["sha256"][0] == hashlib.sha256(pdf("A_79_9.pdf")).hexdigest()
    assert third.manifest["fetched_at"][0] > first.manifest["fetched_at"][0]
    assert third.manifest.row(1) == first.manifest.row(1), "touched, not changed"


def test_the_same_name_in_another_folder_is_another_file(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "A_79_1.pdf").write_bytes(pdf(name))
        os.utime(tmp_path / name / "A_79_1.pdf", ns=(0, 0))
    first, second = (collect([FolderSource(tmp_path / name)], tmp_path / "data") for name in ("one", "two"))
    assert first.manifest["size"][0] == second.manifest["size"][0]
    assert first.manifest["sha256"][0] != second.manifest["sha256"][0]


def test_the_data_directory_may_lie_in_the_folder(tmp_path: Path) -> None:
    (tmp_path / "A_79_1.pdf").write_bytes(WHOLE)
    for _ in range(2):
        collected = collect([FolderSource(tmp_path)], tmp_path / "data")
        assert collected.manifest["source_uri"].to_list() == ["A_79_1.pdf"]
        assert collected.skipped == ["data"]


def test_a_folder_that_is_none_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(NotADirectoryError, match="gone is no folder"):
        FolderSource(tmp_path / "gone")


def test_a_file_that_is_gone_is_removed_and_one_that_comes_back_is_held(tmp_path: Path) -> None:
    folder, data = tmp_path / "in", tmp_path / "data"
    folder.mkdir()
    for name in ("A_79_1.pdf", "A_79_2.pdf"):
        (folder / name).write_bytes(pdf(name))
    first = collect([FolderSource(folder)], data).manifest
    (folder / "A_79_1.pdf").rename(tmp_path / "A_79_1.pdf")
    collect([FolderSource(folder)], data)
    assert held(data).equals(first[1:])
    (tmp_path / "A_79_1.pdf").rename(folder / "A_79_1.pdf")
    collect([FolderSource(folder)], data)
    assert held(data).equals(first)


def test_rejections_fit_their_table(un_host: UnHost, tmp_path: Path) -> None:
    rejections = fetch(un_host, tmp_path, SYMBOL).rejections
    assert rejections.equals(tables.REJECTIONS.cast(rejections))


# --- the drop folder and the XML repositories


def test_what_is_dropped_is_named_apart_from_other_folders(tmp_path: Path) -> None:
    folder = tmp_path / "incoming"
    folder.mkdir()
    (folder / "2026_02_06_ga_voting.csv").write_bytes(b"undl_id,ms_code\n")
    (folder / "A_RES_79_181-EN.pdf").write_bytes(WHOLE)
    manifest = collect([sources.drop_folder(folder)], tmp_path / "data").manifest
    assert manifest.select("source_uri", "symbol", "media_type").rows() == [
        ("incoming/2026_02_06_ga_voting.csv", None, "text/plain"),
        ("incoming/A_RES_79_181-EN.pdf", "A/RES/79/181", "application/pdf"),
    ]


XML = {
    f"A_RES_79_{number}-24{number:05}E.xml": f"<akomaNtoso>{number}</akomaNtoso>".encode() for number in range(181, 184)
}
REPOSITORY = "UNxml/GAresolutions"


def xml_source(host: UnHost, collection: str = "A-79") -> sources.XmlRepository:
    asked = replace(settings(host), xml_listing_address=host.address, xml_address=host.address)
    source = sources.XmlRepository.of_collection(collection, asked)
    assert source
    return source


def test_an_xml_repository_gives_what_it_lists_and_nothing_twice(un_host: UnHost, tmp_path: Path) -> None:
    un_host.publish_xml(REPOSITORY, "79session/English", {**XML, "README.md": b"read me"})
    collected = collect([xml_source(un_host)], tmp_path)
    assert collected.manifest["symbol"].to_list() == ["A/RES/79/181", "A/RES/79/182", "A/RES/79/183"]
    assert collected.manifest["language"].unique().to_list() == ["en"]
    assert [Path(path).read_bytes() for path in collected.manifest["path"]] == list(XML.values())
    assert len(un_host.requests) == 4
    changed = {**XML, "A_RES_79_182-2400182E.xml": b"<akomaNtoso>again</akomaNtoso>"}
    un_host.publish_xml(REPOSITORY, "79session/English", changed)
    again = collect([xml_source(un_host)], tmp_path)
    assert len(un_host.requests) == 6, "the listing, and the one file that it lists with another hash"
    assert Path(again.manifest["path"][1]).read_bytes() == b"<akomaNtoso>again</akomaNtoso>"


def test_other_bytes_than_an_xml_repository_lists_are_not_taken(un_host: UnHost, tmp_path: Path) -> None:
    un_host.publish_xml(REPOSITORY, "79session/English", XML)
    un_host.script(f"/{REPOSITORY}/main/79session/English/A_RES_79_182-2400182E.xml", Answer(200, b"<akomaNtoso>"))
    collected = collect([xml_source(un_host)], tmp_path)
    assert collected.manifest["symbol"].to_list() == ["A/RES/79/181", "A/RES/79/183"]
    assert reasons(collected) == ["other bytes than listed"]


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (Answer(404), "HTTP 404"),
        (Answer(200, b'{"message": "moved"}'), "no listing"),
        (Answer(200, b"<html>"), "no listing"),
        (Answer(403, headers={"x-ratelimit-remaining": "0"}), "HTTP 403"),
        (redirect("https://evil.example/"), "HTTP 302"),
    ],
)
def test_a_listing_that_is_none_is_told(un_host: UnHost, tmp_path: Path, answer: Answer, reason: str) -> None:
    un_host.publish_xml(REPOSITORY, "79session/English", XML)
    un_host.script(f"/repos/{REPOSITORY}/contents/79session/English", answer)
    assert reasons(collect([xml_source(un_host)], tmp_path)) == [reason]


def test_names_in_a_listing_never_leave_their_folder(un_host: UnHost, tmp_path: Path) -> None:
    names = ["../../x.xml", "/etc/x.xml", ".hidden.xml", "sub/x.xml"]
    listing = [{"type": "file", "name": name, "sha": "0"} for name in names]
    un_host.publish_page(f"/repos/{REPOSITORY}/contents/79session/English", json.dumps(listing).encode())
    assert collect([xml_source(un_host)], tmp_path).manifest.is_empty()
    assert len(un_host.requests) == 1


def test_a_collection_without_xml_has_no_source(un_host: UnHost) -> None:
    assert sources.XmlRepository.of_collection("S-2024", settings(un_host)) is None
    with pytest.raises(ValueError, match="owner, repository and folder"):
        sources.XmlRepository("UNxml/../etc", settings(un_host))


# --- settings


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
def test_settings_that_cannot_be_are_refused(name: str, value: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Settings.from_environment({f"RAPPORTEUR_{name}": value})


@pytest.mark.parametrize("address", ["http://localhost:8000", "http://127.0.0.1:8000", "http://[::1]:8000"])
def test_plain_http_is_for_loopback(address: str) -> None:
    assert Settings(base_address=address).base_address == address
