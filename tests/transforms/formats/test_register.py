"""A new format touches two places: its module, and its line in the register."""

from __future__ import annotations

import json
from dataclasses import replace
from types import SimpleNamespace

import pytest

from expectations import suites
from orchestration import identity
from orchestration.workers import Reading
from tests.inputs import inputs
from tests.specimens import PDFS
from transforms.formats import register, transcription
from transforms.texts.document import Document, HeadLine
from transforms.texts.rows import Rows
from warehouse import tables

LINES = ["United Nations A/RES/99/2", "General Assembly", "", "The General Assembly,", "", "1. Welcomes the lamps."]
DICTATED = json.dumps({"dictated": LINES}).encode()


def _read(data: bytes, file_name: str, symbol: str | None = None) -> Document:
    text = "\n".join(json.loads(data)["dictated"])
    return replace(transcription.read(text.encode(), file_name, symbol), text_source="dictated")


FORMAT = SimpleNamespace(RANKS={"dictated": 25}, accepts=lambda data: data.startswith(b'{"dictated"'), read=_read)


def test_a_format_is_known_by_its_line_in_the_register(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(register.FORMATS, "dictated", FORMAT)
    rows = register.extract(DICTATED, "a.json", "A/RES/99/2")
    assert [row["text"] for row in rows["clauses"] if row["kind"] == "operative"] == ["Welcomes the lamps."]

    page = register.extract((PDFS / "A_RES_99_2.pdf").read_bytes(), "A_RES_99_2.pdf", "A/RES/99/2")
    assert _sources(rows, {}) == ["dictated"]
    assert _sources(rows, page) == ["born_digital"], "the page ranks first, though it came second"


def _sources(first: Rows, second: Rows) -> list[str]:
    """The ``text_source`` of each document that is loaded, all of which keep the rules of the table."""
    given = inputs("A_RES_99_2.pdf", "A_RES_99_3.pdf").with_columns(symbol=None)
    read = zip(given["source_uri"], (first, second), given["fetched_at"], strict=True)
    frames = identity.frames(given, {uri: Reading(rows, at) for uri, rows, at in read})
    assert not list(suites.broken(tables.DOCUMENTS, frames["documents"]))
    return frames["documents"]["text_source"].to_list()


MISSING = ["United Nations", "The document that you requested does not exist.", "Check the symbol."]


@pytest.mark.parametrize(
    ("lines", "is_error"),
    [
        (MISSING, True),
        (["Organización", "El documento solicitado no existe"], True),
        (["A/99/7", *MISSING], False),
        ([*MISSING, "An essay. " * 400], False),
        (["United Nations", "The document was adopted."], False),
    ],
    ids=["English", "Spanish", "under a symbol", "a long text", "another sentence"],
)
def test_what_the_host_shows_for_a_missing_document_is_no_document(lines: list[str], is_error: bool) -> None:
    first = [HeadLine(line, 1, ((line, 400.0),)) for line in lines]
    assert register.is_error_page(Document("born_digital", first_lines=first, page_count=1)) is is_error
