"""The reader: two engines, one seam; and what it refuses.

PDFium is held against pdfplumber, letter by letter: the same letters on a page, in the same size, in the same place.
Known reasons for the few that differ: PDFium leaves out a letter printed twice at one place (bold made by
overprinting) and spells what the file's own tables leave open (private use, soft hyphens) in its own way.
"""

from __future__ import annotations

import pickle
from collections import Counter, defaultdict
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest
import typst

from tests.corpus import CORPUS, needs_corpus
from tests.pdfs import locked
from transforms.pages import pdfium, plumber
from transforms.pages.model import Page, Run, Unreadable

READERS = {"pdfium": pdfium.read, "pdfplumber": plumber.read}
STEP = 24
"""Of each document the first page is compared, and every twenty-fourth after it: pdfplumber is slow."""


def letters(page: Page) -> Counter[str]:
    """The visible characters of a page, hyphens of all kinds as one."""
    text = "".join(run.text for run in page.runs)
    return Counter("-" if c in "\u00ad\u2010\u2011" else c for c in text if not c.isspace())


def placed(page: Page) -> dict[str, list[Run]]:
    by_letter: dict[str, list[Run]] = defaultdict(list)
    for run in page.runs:
        for char in set(run.text):
            by_letter[char].append(run)
    return by_letter


def misplaced(page: Page, reference: Page) -> tuple[int, int, int]:
    """Of the reference's letters: how many, how many of another size, how many in another place.

    A letter is in its place where a run of PDFium's that holds it stands on its baseline and around it, within 1 pt.
    """
    mine = placed(page)
    count = size_off = place_off = 0
    for run in reference.runs:
        wanted = run.text.strip()
        if not wanted:
            continue
        count += len(wanted)
        near = [
            r
            for r in mine.get(wanted[0], [])
            if abs(r.baseline - run.baseline) <= 1 and r.x0 - 1 <= run.x0 and run.x1 <= r.x1 + 1
        ] or [
            # one run of the reference may be several of PDFium's: its ends count then
            r
            for r in mine.get(wanted[0], [])
            if abs(r.baseline - run.baseline) <= 1 and r.x0 - 1 <= run.x0 <= r.x1 + 1
        ]
        if not near:
            place_off += len(wanted)
        elif not any(abs(r.size - run.size) <= 0.1 for r in near):
            size_off += len(wanted)
    return count, size_off, place_off


def compare(path: Path) -> tuple[int, int, int, int]:
    """Letters of the pages compared, letters that one engine alone has, letters of another size, in another place."""
    data = path.read_bytes()
    numbers = set(range(1, 10_000, STEP))
    mine = {p.number: p for p in pdfium.read(data, numbers)}
    total = alone = size_off = place_off = 0
    for reference in plumber.read(data, numbers):
        page = mine[reference.number]
        one, other = letters(page), letters(reference)
        alone += sum(((one - other) + (other - one)).values())
        count, sizes, places = misplaced(page, reference)
        total, size_off, place_off = total + count, size_off + sizes, place_off + places
    return total, alone, size_off, place_off


@needs_corpus
def test_pdfium_reads_what_pdfplumber_reads() -> None:
    # 257 documents of eighty years: Word's, Distiller's, scanners' text layers, six languages
    with ProcessPoolExecutor() as pool:
        figures = list(pool.map(compare, sorted((CORPUS / "pdf").glob("*.pdf")), chunksize=8))
    total, alone, size_off, place_off = (sum(column) for column in zip(*figures, strict=True))
    assert total > 500_000
    assert alone <= 0.001 * total, f"{alone} of {total} letters are read by one engine alone"
    assert size_off <= 0.001 * total, f"{size_off} of {total} letters differ in size"
    assert place_off <= 0.001 * total, f"{place_off} of {total} letters differ in place"


def typeset(markup: str) -> bytes:
    """A page in the UN's manner: letter size, ten points."""
    preamble = '#set page("us-letter", margin: 72pt)\n#set text(size: 10pt, hyphenate: false, ligatures: false)\n'
    return typst.compile((preamble + markup).encode())


def runs_of(markup: str, engine: str = "pdfium") -> list[Run]:
    return [run for page in READERS[engine](typeset(markup)) for run in page.runs if run.text.strip()]


@pytest.mark.parametrize("engine", ["pdfium", "pdfplumber"])
def test_a_run_carries_style_size_and_place(engine: str) -> None:
    runs = runs_of("_Recalling_ *also* #text(size: 8pt)[small]", engine)
    style = {run.text.strip(): (run.italic, run.bold, round(run.size)) for run in runs}
    assert style == {"Recalling": (True, False, 10), "also": (False, True, 10), "small": (False, False, 8)}
    first = runs[0]
    assert abs(first.x0 - 72) < 1
    assert 72 < first.baseline < 90
    assert first.top < first.baseline <= first.bottom + 1


@pytest.mark.parametrize("engine", ["pdfium", "pdfplumber"])
def test_a_note_mark_is_raised_and_a_title_beside_small_type_is_not(engine: str) -> None:
    runs = runs_of(
        "Korea,#super(typographic: false)[17] established #text(size: 20pt)[A]#text(size: 10pt)[/RES]", engine
    )
    assert [run.text.strip() for run in runs if run.raised] == ["17"]


@pytest.mark.parametrize("engine", ["pdfium", "pdfplumber"])
def test_a_link_is_kept_with_the_run_over_which_it_is_printed(engine: str) -> None:
    target = "https://undocs.org/en/A/RES/98/1"
    runs = runs_of(f'its resolution #link("{target}")[98/1] of', engine)
    assert {run.text.strip(): run.link for run in runs} == {"its resolution": None, "98/1": target, "of": None}


@pytest.mark.parametrize("engine", ["pdfium", "pdfplumber"])
def test_rules_are_read_and_boxes_are_not(engine: str) -> None:
    page = next(iter(READERS[engine](typeset("#line(length: 72pt, stroke: 0.5pt)\n#rect(width: 90pt, height: 40pt)"))))
    level = [round(rule.x1 - rule.x0) for rule in page.rules if rule.level]
    # PDFium counts the half point of ink at each end
    assert level in ([72], [73])


def test_both_engines_read_the_same_tags() -> None:
    data = typeset("= Heading\n\nOne paragraph.\n\n- an item\n\n#table(columns: 2)[a][b]")
    page, reference = pdfium.read(data)[0], next(plumber.read(data))
    assert page.tags == reference.tags
    assert {tag.role for tag in page.tags.values()} >= {"H1", "P"}


PDF = typeset("A text.")

REFUSED = [
    (b"", "empty file", "nothing was received"),
    (b"plain words\n", "not a PDF", "a text file named .pdf"),
    (b"<!doctype html><title>ODS</title>", "not a PDF", "the error page that the UN's host sends with status 200"),
    (b"PK\x03\x04word/document.xml", "not a PDF", "a Word file under the PDF's name"),
    (PDF[:-200], "truncated PDF", "a download that broke off"),
    (b"%PDF-1.4\nnothing\n%%EOF", "damaged PDF", "a frame without content"),
]


@pytest.mark.parametrize(("data", "reason", "why"), REFUSED, ids=[why for _, _, why in REFUSED])
def test_what_is_no_whole_pdf_is_refused_with_advice(data: bytes, reason: str, why: str) -> None:
    with pytest.raises(Unreadable) as refused:
        pdfium.read(data)
    assert refused.value.reason == reason
    assert "fetch" in refused.value.detail


def test_a_locked_pdf_is_refused() -> None:
    with pytest.raises(Unreadable) as refused:
        pdfium.read(locked())
    assert refused.value.reason == "encrypted PDF"


def test_a_refusal_survives_the_way_back_from_a_worker() -> None:
    again = pickle.loads(pickle.dumps(Unreadable("empty file", "fetch it again")))
    assert (again.reason, again.detail) == ("empty file", "fetch it again")
