"""How fast documents are read, and how fast citations are found and resolved, each beside a known library in one run.

``python -m orchestration.bench reading DIR [COUNT]``: pages a second end to end, and of pdfplumber's own characters.
``python -m orchestration.bench citations DATA``: megabytes of text a second on one core, of the clauses and footnotes
that ``rapporteur run`` left in DATA; and of eyecite, which finds the citations of American law, on the same text, where
it is installed (``pip install eyecite``). The machine's load moves all figures, so the ratio is what counts.
"""

from __future__ import annotations

import importlib
import io
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from subprocess import run
from typing import Any

import pdfplumber

from orchestration.lake import Lake
from transforms.citations import find_and_resolve
from warehouse import tables

ROUNDS = 3


def pdfplumber_pages(files: list[Path]) -> int:
    """Pages of the files, each character of each looked at by pdfplumber in one process."""
    pages = 0
    for file in files:
        with pdfplumber.open(io.BytesIO(file.read_bytes())) as document:
            for page in document.pages:
                pages += bool(page.chars) or 1
                page.close()
    return pages


def end_to_end(files: list[Path]) -> None:
    """Load the files into a warehouse of their own, as ``rapporteur run`` does."""
    with tempfile.TemporaryDirectory() as folder:
        documents = Path(folder) / "documents"
        documents.mkdir()
        for file in files:
            (documents / file.name).write_bytes(file.read_bytes())
        command = ["rapporteur", "run", "--documents", str(documents), "--data", str(Path(folder) / "data")]
        program = Path(sys.executable).parent / command[0]
        run([str(program), *command[1:]], check=True, capture_output=True)


def reading(folder: str, count: str = "40") -> None:
    """Print both speeds, medians of three rounds, over every n-th file of a folder."""
    everything = sorted(Path(folder).glob("*.pdf"))
    files = everything[:: max(1, len(everything) // int(count))]
    ours, theirs, pages = [], [], 0
    for _ in range(ROUNDS):
        start = time.perf_counter()
        end_to_end(files)
        ours.append(time.perf_counter() - start)
        start = time.perf_counter()
        pages = pdfplumber_pages(files)
        theirs.append(time.perf_counter() - start)
    us, them = pages / statistics.median(ours), pages / statistics.median(theirs)
    print(f"{len(files)} files, {pages} pages, median of {ROUNDS} rounds")
    print(f"rapporteur run, end to end  {us:6.1f} pages a second")
    print(f"pdfplumber page.chars       {them:6.1f} pages a second")
    print(f"ratio                       {us / them:6.2f}")


def citations(data: str) -> None:
    """Print both speeds, medians of three rounds of processor time, after one that fills the caches."""
    lake = Lake(data=data)
    documents, clauses, footnotes, hyperlinks = (
        lake.read(asset, table)
        for asset, table in (
            ("documents", tables.DOCUMENTS),
            ("clauses", tables.CLAUSES),
            ("printed_footnotes", tables.FOOTNOTES),
            ("hyperlinks", tables.HYPERLINKS),
        )
    )
    texts = [*clauses["text"], *footnotes["text"]]
    if not texts:
        raise SystemExit(f"{data} holds no documents: rapporteur run --documents FOLDER --data {data}")
    size = sum(len(text.encode()) for text in texts) / 1e6
    found, _ = find_and_resolve(documents, clauses, footnotes, hyperlinks)
    us = size / _seconds(lambda: find_and_resolve(documents, clauses, footnotes, hyperlinks))
    print(f"{len(texts)} texts, {size:.2f} MB, median of {ROUNDS} rounds on one core")
    print(f"find and resolve   {us:6.2f} MB a second, {found.height} citations")
    if find_spec("eyecite") is None:
        print("eyecite            not installed, so not measured: pip install eyecite")
        return
    get_citations: Any = importlib.import_module("eyecite").get_citations
    theirs = [len(get_citations(text)) for text in texts]
    them = size / _seconds(lambda: [get_citations(text) for text in texts])
    print(f"eyecite            {them:6.2f} MB a second, {sum(theirs)} citations, of American law")
    print(f"ratio              {us / them:6.2f}")


def _seconds(work: Callable[[], object]) -> float:
    """Median processor time of three rounds."""
    taken = []
    for _ in range(ROUNDS):
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return statistics.median(taken)


if __name__ == "__main__":
    if len(sys.argv) < 3 or sys.argv[1] not in ("reading", "citations"):
        raise SystemExit(__doc__)
    (reading if sys.argv[1] == "reading" else citations)(*sys.argv[2:])
