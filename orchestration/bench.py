"""How fast documents are read, citations found and resolved, and voting files loaded.

``python -m orchestration.bench reading DIR [COUNT]``: pages a second from end to end, beside pdfplumber's time to read
the characters alone.
``python -m orchestration.bench citations DATA``: megabytes of text a second on one core, for the clauses and footnotes
that ``rapporteur run`` left in DATA; beside eyecite, which finds the citations of American law, on the same text, if it
is installed (``pip install eyecite``).
``python -m orchestration.bench votes DIR``: seconds from each voting file of a folder to a warehouse of its own.

All figures vary with the machine's load. Compare the ratio of two speeds, and processor seconds rather than seconds.
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
from transforms.authorities import bodies, states
from transforms.citations.citations import find_and_resolve
from transforms.votes import files as voting_files
from transforms.votes import sessions as voting
from warehouse import tables
from warehouse.build import build

ROUNDS = 3


def pdfplumber_pages(files: list[Path]) -> int:
    """Read every character with pdfplumber in one process; returns how many pages the files have."""
    pages = 0
    for file in files:
        with pdfplumber.open(io.BytesIO(file.read_bytes())) as document:
            for page in document.pages:
                pages += bool(page.chars) or 1
                page.close()
    return pages


def end_to_end(files: list[Path]) -> None:
    """Load the files into a warehouse of their own with ``rapporteur run``."""
    with tempfile.TemporaryDirectory() as folder:
        documents = Path(folder) / "documents"
        documents.mkdir()
        for file in files:
            (documents / file.name).write_bytes(file.read_bytes())
        command = ["rapporteur", "run", "--documents", str(documents), "--data", str(Path(folder) / "data")]
        program = Path(sys.executable).parent / command[0]
        run([str(program), *command[1:]], check=True, capture_output=True)


def reading(folder: str, count: str = "40") -> None:
    """Print both speeds, the medians of three rounds, for about ``count`` files spread over a folder."""
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
    """Print both speeds by processor time, the medians of three rounds after one that fills the caches."""
    lake = Lake(data=data)
    documents, clauses, footnotes, hyperlinks = (
        lake.read(table) for table in ("documents", "clauses", "printed_footnotes", "hyperlinks")
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
    """The median processor time of three rounds."""
    rounds = []
    for _ in range(ROUNDS):
        start = time.process_time()
        work()
        rounds.append(time.process_time() - start)
    return statistics.median(rounds)


def votes(folder: str) -> None:
    """Print rows and seconds to a warehouse, for each voting file of a folder; those that belong together are one."""
    files = sorted(path for path in Path(folder).iterdir() if path.suffix in (".csv", ".parquet", ".xml"))
    together = [path for path in files if path.suffix == ".parquet"]
    for each in [*([path] for path in files if path not in together), *([together] if together else [])]:
        with tempfile.TemporaryDirectory() as data:
            lake = Lake(data=data)
            start, busy = time.perf_counter(), time.process_time()
            read = voting_files.read((path.name, path.read_bytes()) for path in each)
            empty = (tables.DOCUMENTS.frame(), tables.CLAUSES.frame(), tables.FOOTNOTES.frame())
            frames = voting.vote_sessions(*empty, file_questions=read.questions, file_votes=read.votes)
            modelled, computed = time.perf_counter() - start, time.process_time() - busy
            frames |= {"states": states.states(), "bodies": bodies.bodies(), "document_links": read.links}
            del frames["rejections"]  # only counted, below
            for name, frame in frames.items():
                lake.write(name, frame)
            build(lake.places.lake, lake.places.warehouse)
            loaded, busy = time.perf_counter() - start, time.process_time() - busy
        names, rows = " + ".join(path.name for path in each), frames["votes"].height + read.links.height
        print(f"{names}: {rows:,} rows, {len(read.rejections)} rejections")
        print(f"  read and merged   {modelled:6.2f} s, of the processor {computed:6.2f} s")
        print(f"  to the warehouse  {loaded:6.2f} s, of the processor {busy:6.2f} s")


BENCHES: dict[str, Callable[..., None]] = {"reading": reading, "citations": citations, "votes": votes}

if __name__ == "__main__":
    if len(sys.argv) < 3 or sys.argv[1] not in BENCHES:
        raise SystemExit(__doc__)
    BENCHES[sys.argv[1]](*sys.argv[2:])
