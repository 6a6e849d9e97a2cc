"""The job ended at random moments: after each end the warehouse is whole, and at last it is as if undisturbed.

``python -m tests.crash [KILLS] [DOCUMENTS] [SEED]`` (``make crash-test``). Documents come and go between the kills, so
that every run has something to do. The process is ended by SIGKILL, which nothing can catch, and leaves its workers
behind, as when the system kills it; by SIGINT to all its processes, as Ctrl-C does; or by SIGTERM to it alone. The
latter two end it within ``AT_ONCE`` seconds, with exit status 130 or 143.
"""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path

import duckdb

from expectations import relations
from orchestration.source_choice import SPECIMENS
from tests.specimens import many
from warehouse import tables
from warehouse.build import OFFLINE

ROOT = Path(__file__).resolve().parents[1]
EPOCH = "2000000000"
AT_ONCE = 2.0
"""Seconds in which an interrupted run ends."""


def start(folder: Path, data: Path, *more: str) -> subprocess.Popen[str]:
    """The job, in a process group of its own; ``more`` are further arguments."""
    command = [sys.executable, "-c", "from orchestration.cli import main; main()", "run"]
    return subprocess.Popen(
        [*command, "--documents", str(folder), "--data", str(data), *more],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT), "SOURCE_DATE_EPOCH": EPOCH, SPECIMENS: "yes"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


def finish(folder: Path, data: Path, *more: str) -> None:
    """Run the job undisturbed. Raises ``AssertionError`` with its output if it fails."""
    with start(folder, data, *more) as run:
        assert run.stdout
        output = run.stdout.read()
    assert run.returncode == 0, output


def agree(data: Path) -> int | None:
    """Check the rules across tables that must hold; returns the number of documents, None if there is no warehouse."""
    if not (warehouse := data / "warehouse.duckdb").exists():
        return None
    with duckdb.connect(warehouse, read_only=True, config=OFFLINE) as connection:
        frames = {name: connection.sql(f'FROM "{name}"').pl() for name in tables.BY_NAME}
    held = [relation for relation in relations.RELATIONS if relation.must_hold]
    broken = {relation.name: relation.violations(frames).head(3).to_dicts() for relation in held}
    assert not any(broken.values()), broken
    return frames["documents"].height


def exported(data: Path) -> dict[str, str]:
    """A hash of every exported file except ``changes.json``, which compares this export with the one before."""
    files = sorted(path for path in (data / "exports").rglob("*") if path.is_file() and path.name != "changes.json")
    return {str(path.relative_to(data)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def shuffle(folder: Path, store: Path, documents: int, chance: random.Random) -> None:
    """Put back the documents that were taken from the folder, and take others, up to a quarter of all."""
    for path in [*store.iterdir()]:
        path.rename(folder / path.name)
    for path in chance.sample(sorted(folder.iterdir()), chance.randrange(1, max(2, documents // 4))):
        path.rename(store / path.name)


def end(run: subprocess.Popen[str], by: signal.Signals) -> float:
    """End a run by a signal, unless it has ended; returns the seconds that it took to end once it could listen."""
    if run.poll() is not None:
        return 0.0
    began = time.monotonic()
    if by is signal.SIGINT:
        os.killpg(run.pid, by)
    else:
        run.send_signal(by)
    assert run.stdout
    output = run.stdout.read() if by is not signal.SIGKILL else ""
    run.wait()
    seconds = time.monotonic() - began
    if by is signal.SIGKILL or run.returncode in (0, -by):  # it had just ended, or Python had only just begun
        return 0.0
    assert run.returncode == 128 + by, (run.returncode, output)
    assert "Interrupted." in output and "Traceback" not in output, output
    assert seconds < AT_ONCE, f"{by.name} took {seconds:.1f} s to end the run: {output}"
    return seconds


def main(kills: int = 200, documents: int = 100, seed: int = 1) -> None:
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as place:
        folder, store = Path(place, "documents"), Path(place, "elsewhere")
        undisturbed, data, anew = (Path(place, name) for name in ("undisturbed", "data", "anew"))
        folder.mkdir()
        store.mkdir()
        for name, content in many(documents):
            (folder / name).write_bytes(content)
        finish(folder, undisturbed)
        # the runs that are killed have a warehouse already, and so more steps from the old one to the new one
        shutil.copytree(undisturbed, data)
        shuffle(folder, store, documents, chance)
        began = time.monotonic()
        finish(folder, data)
        span = time.monotonic() - began
        print(f"{documents} documents; undisturbed, a run with some of them changed takes {span:.1f} s")
        seen: Counter[int | None] = Counter()
        ended, longest = 0, 0.0
        for kill in range(kills):
            place_of_kill = data
            if kill % 10 == 9:  # every tenth starts without any data
                place_of_kill = anew
                shutil.rmtree(anew, ignore_errors=True)
            shuffle(folder, store, documents, chance)
            with start(folder, place_of_kill) as run:
                with suppress(subprocess.TimeoutExpired):
                    run.wait(chance.uniform(0, span))
                    ended += 1
                longest = max(longest, end(run, chance.choice([signal.SIGKILL, signal.SIGINT, signal.SIGTERM])))
                found = agree(place_of_kill)
                with suppress(ProcessLookupError):
                    os.killpg(run.pid, signal.SIGKILL)
            seen[found] += 1
            print(f"{kill + 1}/{kills}: {found} documents", flush=True)
        for path in [*store.iterdir()]:
            path.rename(folder / path.name)
        finish(folder, data)
        assert agree(data) == documents
        assert exported(data) == exported(undisturbed), "the exports are those of an undisturbed run"
        print(f"an interrupted run took {longest:.1f} s to end at the longest")
        print(f"{kills} kills ({ended} runs had ended): the warehouse was whole after each, in {len(seen)} states")
        print("the exports are those of an undisturbed run, byte for byte")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
