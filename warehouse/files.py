"""How a file gets onto the disk: whole, or not at all.

What belongs here: writing beside and renaming, and waiting for the disk. What does not: what a file holds. Use
``written_whole`` for every file that somebody may read while it is written, or that a kill could leave half written.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def written_whole(path: Path) -> Iterator[Path]:
    """Give a path beside ``path`` to write to; after the block, the file written there takes the place of ``path``.

    The file and the folder's list of names are on the disk before this ends, so that a power cut leaves the old file or
    the new one. Whatever the block raises leaves ``path`` as it was and nothing beside it; so does a block that leaves
    no file. Several processes may write the same path at once: the last to end wins. A process that is killed leaves
    ``.<name>.<process id>.new`` behind, which is never read.
    """
    beside = path.with_name(f".{path.name}.{os.getpid()}.new")
    beside.unlink(missing_ok=True)
    try:
        yield beside
        if beside.exists():
            to_disk(beside)
            beside.replace(path)
            to_disk(path.parent)
    finally:
        beside.unlink(missing_ok=True)


def to_disk(path: Path) -> None:
    """Wait until a file, or a folder's list of names, is on the disk and would outlast a power cut."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
