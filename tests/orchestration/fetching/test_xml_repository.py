"""A repository gives the files that it lists, with the hashes that it lists."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from orchestration.fetching.xml_repository import XmlRepository
from tests.fetching import collect, reasons, settings
from tests.un_host import Answer, UnHost, redirect

XML = {
    f"A_RES_79_{number}-24{number:05}E.xml": f"<akomaNtoso>{number}</akomaNtoso>".encode() for number in range(181, 184)
}


REPOSITORY = "UNxml/GAresolutions"


def xml_source(host: UnHost, collection: str = "A-79") -> XmlRepository:
    asked = replace(settings(host), xml_listing_address=host.address, xml_address=host.address)
    source = XmlRepository.of_collection(collection, asked)
    assert source
    return source


def test_a_repository_gives_what_it_lists_and_is_asked_for_nothing_twice(un_host: UnHost, tmp_path: Path) -> None:
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


def test_bytes_with_another_hash_than_listed_are_not_taken_in(un_host: UnHost, tmp_path: Path) -> None:
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
def test_an_answer_that_is_no_listing_is_rejected(un_host: UnHost, tmp_path: Path, answer: Answer, reason: str) -> None:
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
    assert XmlRepository.of_collection("S-2024", settings(un_host)) is None
    with pytest.raises(ValueError, match="owner, repository and folder"):
        XmlRepository("UNxml/../etc", settings(un_host))
