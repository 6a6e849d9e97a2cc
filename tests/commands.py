"""The command line as tests run it: in a process of its own, and what its runs leave behind."""

from __future__ import annotations

import fcntl
import hashlib
import os
import pty
import re
import struct
import subprocess
import sys
import termios
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CONTROLS = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
"""Colours, and movements of the cursor."""


def rapporteur(
    *arguments: str, cwd: Path | None = None, stdin: str = "", **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run ``rapporteur`` and capture its output, which is wide enough that no line breaks."""
    command = [sys.executable, "-c", "from orchestration.cli import main; main()", *arguments]
    return subprocess.run(
        command,
        cwd=cwd or ROOT,
        env=os.environ | {"COLUMNS": "250", "PYTHONPATH": str(ROOT)} | environment,
        input=stdin,
        capture_output=True,
        text=True,
        check=False,
    )


def hashes(folder: Path) -> dict[str, str]:
    """The SHA-256 of every file below a folder, by its path in the folder."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def at_terminal(*arguments: str, cwd: Path | None = None, columns: int = 80, **environment: str) -> tuple[int, str]:
    """Run ``rapporteur`` at a terminal of so many columns and 24 lines; gives its exit status and what it showed,
    without colours."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    command = [sys.executable, "-c", "from orchestration.cli import main; main()", *arguments]
    settings = {"PAGER": "cat", "TERM": "xterm", "PYTHONPATH": str(ROOT)} | environment
    with subprocess.Popen(
        command, cwd=cwd or ROOT, env=os.environ | settings, stdin=theirs, stdout=theirs, stderr=theirs
    ) as run:
        os.close(theirs)
        shown = b""
        with suppress(OSError):  # the terminal's end, on Linux
            while piece := os.read(ours, 1 << 16):
                shown += piece
    os.close(ours)
    return run.returncode, CONTROLS.sub("", shown.decode()).replace("\r\n", "\n")
