"""A run over many documents that are held already: with nothing new, and with one new document.

``python -m tests.nightly [DOCUMENTS] [FOLDER]`` (``make nightly-test``). Prints the seconds that a user waits, the
seconds of processor time that the run costs, and the load of the machine.
"""

from __future__ import annotations

import os
import resource
import shutil
import sys
import tempfile
import time
from pathlib import Path

from tests.crash import finish
from tests.specimens import many


def timed(what: str, folder: Path, data: Path) -> None:
    """Run the job and print how long it took."""
    began, before = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
    finish(folder, data)
    seconds, after = time.monotonic() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    busy = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(f"{what:32} {seconds:6.1f} s, {busy:6.1f} s of processor time, load {os.getloadavg()[0]:.1f}", flush=True)


def main(count: int = 1_500, place: str = "") -> None:
    with tempfile.TemporaryDirectory() as temporary:
        folder, data = Path(place or temporary, "documents"), Path(place or temporary, "data")
        if not folder.exists():
            folder.mkdir(parents=True)
            for name, content in many(count + 1):
                (folder / name).write_bytes(content)
        new = sorted(folder.iterdir())[-1]
        new.rename(folder.parent / new.name)
        timed(f"{count} documents, the first time", folder, data)
        tables = {path: path.stat().st_mtime_ns for path in data.rglob("*.parquet") if "documents" not in path.stem}
        timed("nothing new", folder, data)
        touched = [path for path, at in tables.items() if path.stat().st_mtime_ns != at]
        print(f"{len(touched)} files of tables touched")
        shutil.move(folder.parent / new.name, folder)
        timed("one new document", folder, data)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_500, *sys.argv[2:3])
