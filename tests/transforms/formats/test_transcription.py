"""A text transcription gives the rows that its PDF gives; other text files are none."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests import specimens
from tests.corpus import CORPUS, needs_corpus
from transforms.formats import register
from transforms.pages.model import Unreadable
from warehouse import tables

COMPOSED = {
    name: specimen
    for name, specimen in specimens.load().items()
    if any("kind" in block for block in specimen["blocks"])
    and not any("rows" in block or "speaker" in block for block in specimen["blocks"])
    and specimen["documents"][0]["document_type"] in ("resolution", "draft_resolution")
}
"""Specimens whose text is a resolution's, without tables, which a transcription has in no one form."""
SUPERIOR = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
MARKS: dict[str, tuple[Callable[[str], str], Callable[[str], str]]] = {
    "superior": (lambda number: number.translate(SUPERIOR), lambda number: f"{number.translate(SUPERIOR)} "),
    "html": (lambda number: f"<sup>{number}</sup>", lambda number: f"<sup>{number}</sup> "),
    "markdown": (lambda number: f"[^{number}]", lambda number: f"[^{number}]: "),
}
"""How a note's mark is written in the text, and before the note."""


def transcribe(specimen: specimens.Specimen, mark: str = "superior", emphasis: bool = True, width: int = 0) -> str:
    """The specimen as transcribed: every seventh block, long ones cut in two, ends a page, and its notes stand there.

    ``mark`` is one of ``MARKS``; without ``emphasis`` nothing shows italics or links; lines are wrapped at ``width``.
    """
    masthead = specimen["masthead"]
    out = [masthead["publisher"], masthead["symbol"], masthead["organ"], *masthead["right"]]
    notes: list[str] = []
    for number, block in enumerate(specimen["blocks"], 1):
        parts = specimens.LABELS.findall(block.get("path", "")) if block.get("kind") != "heading" else []
        label = block.get("label") or (specimens._label(parts[-1]) if parts else block.get("path", ""))
        text = "".join(_written(specimens._runs(block), mark, emphasis))
        notes += [
            MARKS[mark][1](note["number"]) + "".join(_written(specimens._runs(note), mark, emphasis))
            for note in block.get("notes", ())
        ]
        written = f"{label} {text}".strip()
        cut = written.find(" ", len(written) // 2)
        if number % 7 == 0 and "kind" in block and block["kind"] != "heading" and len(written) > 120 and cut > 0:
            out += [written[:cut], *notes, written[cut + 1 :]]
            notes = []
        elif number % 7 == 0:
            out += [written, *notes]
            notes = []
        else:
            out.append(written)
    return "\n\n".join(_wrapped(text, width) for text in [*out, *notes]) + "\n"


def _written(runs: Iterator[dict[str, Any]], mark: str, emphasis: bool) -> Iterator[str]:
    for run in runs:
        if "notes" in run:
            yield ",".join(MARKS[mark][0](note["number"]) for note in run["notes"])
            continue
        text = run["text"]
        if emphasis and run["link"]:
            text = f"[{text}]({run['link']})"
        if emphasis and run["italic"] and run["text"].strip():
            inner = text.strip(" ")
            text = text.replace(inner, f"*{inner}*")
        yield text


def _wrapped(text: str, width: int) -> str:
    return "\n".join(part.strip() for part in re.findall(rf".{{1,{width}}}(?:\s|$)|\S+", text)) if width else text


def transcribed(specimen: specimens.Specimen, emphasis: bool) -> specimens.Specimen:
    """What a transcription has of a specimen: no job number, and without emphasis no links."""
    document = {k: v for k, v in specimen["documents"][0].items() if k != "job_number"}
    blocks = specimen["blocks"]
    if not emphasis:
        blocks = [
            {**block, "links": (), "notes": [{**note, "links": ()} for note in block.get("notes", ())]}
            for block in blocks
        ]
    return {**specimen, "documents": [document], "blocks": blocks}


@pytest.mark.parametrize("width", [0, 88], ids=["a line a paragraph", "wrapped"])
@pytest.mark.parametrize("mark", MARKS)
@pytest.mark.parametrize("name", COMPOSED)
def test_what_was_composed_is_read_from_its_transcription(name: str, mark: str, width: int) -> None:
    text = transcribe(COMPOSED[name], mark, width=width)
    found = register.extract(text.encode(), f"{name}.md")
    assert specimens.differences(transcribed(COMPOSED[name], True), found) == []


@pytest.mark.parametrize("name", [name for name in COMPOSED if not name.endswith(".fr")])
def test_without_emphasis_the_leading_verb_is_told_by_its_words(name: str) -> None:
    found = register.extract(transcribe(COMPOSED[name], emphasis=False).encode(), f"{name}.txt")
    # "Expresses" alone was composed as the verb: no word shows how far a phrase reaches
    wanted = transcribed(COMPOSED[name], False)
    assert [line for line in specimens.differences(wanted, found) if "Expresses its concern" not in line] == []


def test_a_page_end_that_is_kept_tells_pages_and_nothing_tells_places() -> None:
    text = transcribe(COMPOSED["A_RES_99_2"])
    (document,) = register.extract(text.encode(), "A_RES_99_2.md")["documents"]
    assert document["page_count"] is None
    cut = text.index("The noise of") + 20
    cut = text.index(" ", cut)
    rows = register.extract((text[:cut] + "\n\n1/2\n\n" + text[cut + 1 :]).encode(), "A_RES_99_2.md")
    assert rows["documents"][0]["page_count"] == 2
    pages = [(clause["page_first"], clause["page_last"]) for clause in rows["clauses"]]
    assert set(pages) == {(1, 1), (1, 2), (2, 2)}
    assert pages.count((1, 2)) == 1, "the item that was cut"
    assert all(row["bbox"] is None for row in rows["clauses"] + rows["footnotes"])
    for name in ("documents", "clauses", "footnotes", "hyperlinks"):
        tables.BY_NAME[name].frame(rows[name])


def test_a_number_and_who_adopted_it_tell_the_symbol() -> None:
    text = transcribe(COMPOSED["A_RES_99_2"]).replace("A/RES/99/2\n", "\n")
    assert register.extract(text.encode(), "notes.md")["documents"][0]["symbol"] == "A/RES/99/2"
    with pytest.raises(Unreadable, match="name the file by its symbol"):
        register.extract(text.replace("Resolution adopted", "Text adopted").encode(), "notes.md")


def test_a_superior_figure_that_no_note_has_is_part_of_the_text() -> None:
    text = transcribe(COMPOSED["A_RES_99_2"]).replace("The noise of transmitters", "The 12 m⁹ of transmitters")
    clauses = register.extract(text.encode(), "A_RES_99_2.md")["clauses"]
    assert any("12 m⁹ of" in clause["text"] for clause in clauses)


@pytest.mark.parametrize(
    "encode",
    [
        lambda text: text.encode(),
        lambda text: codecs.BOM_UTF8 + text.encode(),
        lambda text: text.encode("utf-16"),
        lambda text: text.replace("\n", "\r\n").encode(),
    ],
    ids=["utf-8", "utf-8 with mark", "utf-16", "lines ended as on Windows"],
)
def test_every_declared_encoding_gives_the_same(encode: Any) -> None:
    text = transcribe(COMPOSED["A_RES_99_2"])
    assert register.extract(encode(text), "A_RES_99_2.md") == register.extract(text.encode(), "A_RES_99_2.md")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (transcribe(COMPOSED["A_RES_99_1.fr"]).encode("latin-1", "replace"), "no UTF-8: save it as UTF-8"),
        (b"Dear colleagues,\n\nthe meeting of A/RES/99/2 is at ten.\n", "is plain text"),
        (b"\x00\x01\x02 A/RES/99/2", "does not begin as a PDF"),
        (codecs.BOM_UTF16_LE + b"A", "is plain text"),
    ],
    ids=["latin-1", "a letter", "binary", "half a character"],
)
def test_what_is_no_transcription_is_refused_with_the_reason(data: bytes, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        register.extract(data, "A_RES_99_1.txt")


@needs_corpus
def test_the_transcription_of_a_real_resolution_gives_what_its_pdf_gives() -> None:
    pdf = register.extract((CORPUS / "pdf" / "A_RES_79_181.pdf").read_bytes(), "A_RES_79_181.pdf")
    text = register.extract((CORPUS / "text" / "A_RES_79_181.md").read_bytes(), "A_RES_79_181.md")

    def bare(rows: specimens.Rows) -> list[tuple[Any, ...]]:
        texts = {row["clause_id"]: row["text"] for row in rows["clauses"]}
        listed: list[tuple[Any, ...]] = [
            (row["clause_id"], row["kind"], row["path"], row["verb"], "".join(row["text"].split()))
            for row in rows["clauses"]
        ]
        for row in rows["footnotes"]:
            before = texts[row["clause_id"]][: row["char_offset"]]
            listed.append((row["footnote_id"], "".join(row["text"].split()), row["clause_id"], "".join(before.split())))
        return listed

    assert bare(text) == bare(pdf)
    unlike = {"page_count", "job_number", "text_source"}
    assert {k: v for k, v in text["documents"][0].items() if k not in unlike} == {
        k: v for k, v in pdf["documents"][0].items() if k not in unlike
    }
