"""Each document is on record, no wrong byte is kept, and an absence is believed only when it is credible."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from pathlib import Path

import polars as pl
import pypdfium2
import pytest

from orchestration.fetching.document_host import RequestedSymbols
from orchestration.fetching.ledger import Ledger
from orchestration.fetching.sources import MANIFEST
from tests.fetching import SYMBOL, WHOLE, collect, entry, fetch, held, look_ups, on_record, reasons, settings
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

HTML = Answer(200, b"<!DOCTYPE html><html>".ljust(9_000), {"Content-Type": "application/pdf"})


def test_a_document_is_fetched_in_two_steps_and_kept_by_its_hash(un_host: UnHost, tmp_path: Path) -> None:
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
def test_a_look_up_that_gives_nothing_has_a_state_and_a_reason(
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
def test_a_passing_failure_is_tried_again(un_host: UnHost, tmp_path: Path, step: str, answers: list[Answer]) -> None:
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


def test_no_absence_is_credible_while_the_host_does_not_find_the_control(un_host: UnHost, tmp_path: Path) -> None:
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


def test_an_absence_of_an_old_document_is_not_checked_again(un_host: UnHost, tmp_path: Path) -> None:
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
def test_what_the_host_cannot_have_is_not_asked_for(un_host: UnHost, tmp_path: Path, symbol: str, why: str) -> None:
    collected = fetch(un_host, tmp_path, symbol)
    assert un_host.requests == []
    assert reasons(collected) == ["no such document"]
    assert why in collected.rejections["detail"][0]


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
def test_a_text_that_is_no_symbol_is_not_asked_for(un_host: UnHost, tmp_path: Path, text: str) -> None:
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
