"""How fast documents are read: pages a second end to end, and beside it pdfplumber's own characters, in one run.

``python -m orchestration.bench DIR [COUNT]``. The machine's load moves both figures, so the ratio is what counts.
"""

from __future__ import annotations

import io
import statistics
import sys
import tempfile
import time
from pathlib import Path
from subprocess import run

import pdfplumber

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


def main(folder: str, count: str = "40") -> None:
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


if __name__ == "__main__":
    main(*sys.argv[1:])
