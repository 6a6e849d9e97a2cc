"""Ctrl-C and SIGTERM end a command at once, whatever it does.

What belongs here: who hears of the signal, and what is done in the last moment. Everything is written aside and renamed
(``warehouse/files.py``), so a process may end anywhere; ``tests/crash.py`` ends it at random.

Dagster puts handlers of its own in place while it runs a job, and retries what they interrupt. So a thread listens to
the file descriptor on which Python reports each signal, whoever handles it.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

LAST_WORDS = 1.5
"""Seconds that the last words may take: a ledger may be locked, a disk full."""

_last_words: list[Callable[[], str]] = []


def listen() -> None:
    """End this process at the first SIGINT or SIGTERM, with exit status 130 or 143. Called once, by the main thread."""
    reads, writes = os.pipe()
    os.set_blocking(writes, False)
    signal.set_wakeup_fd(writes, warn_on_full_buffer=False)
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, _left_to_the_thread)
    # the semaphores that this process leaves behind are then removed without a warning
    sys.warnoptions.append("ignore::UserWarning:multiprocessing.resource_tracker")
    threading.Thread(target=_wait, args=[reads], name="interrupts", daemon=True).start()


@contextmanager
def last_words(say: Callable[[], str]) -> Iterator[None]:
    """While the block runs, ``say`` is called when the process is ended: it may put this on record, and gives what the
    person should know."""
    _last_words.append(say)
    try:
        yield
    finally:
        _last_words.remove(say)


def _left_to_the_thread(*_: object) -> None:
    """Handle a signal by doing nothing, so that the process lives until the thread has read it."""


def _wait(reads: int) -> None:
    while True:
        number = os.read(reads, 1)[0]
        if number in (signal.SIGINT, signal.SIGTERM):
            _end(number)


def _end(number: int) -> None:
    """Say what is to be said, end the processes that this one started, and end."""
    speaker = threading.Thread(target=_speak, daemon=True)
    speaker.start()
    speaker.join(LAST_WORDS)
    for child in multiprocessing.active_children():
        with suppress(Exception):
            child.kill()
    os._exit(128 + number)


def _speak() -> None:
    said = ["Interrupted."]
    for say in reversed(_last_words):
        with suppress(Exception):
            said.append(say())
    show_cursor = "\x1b[?25h" if sys.stderr.isatty() else ""  # a progress bar hides it
    with suppress(OSError):
        os.write(2, f"{show_cursor}\n{' '.join(said)}\n".encode())
