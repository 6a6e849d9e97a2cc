"""OCR: pages that are pictures of text get a text layer.

What belongs here: running OCRmyPDF, a wrapper around Tesseract, over the bytes of a PDF, and what is missing for it.
What does not: how the text is read then (``pdfium.py``, ``scans.py``), and how good it is (``quality.py``).

OCR is an extra: without it scans are rejected, and ``TO_INSTALL`` says what to do.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pypdfium2
import regex

from transforms.pages.model import Unreadable

NO_TEXT = "no text layer"
"""Why a scan is rejected as long as there is no OCR: the reason of its rejection."""
TO_INSTALL = (
    "to have them read, install OCR (pip install 'rapporteur[ocr]'; apt-get install tesseract-ocr tesseract-ocr-fra "
    "tesseract-ocr-spa tesseract-ocr-rus tesseract-ocr-ara tesseract-ocr-chi-sim) and run again"
)
LIMIT = 1500.0
"""Seconds that the OCR of one document may take; a page takes one to six."""
SCRIPT_LIMIT = 60.0
"""Seconds that Tesseract may take to see the script of one page."""
PACKS = {
    "Latin": ("eng", "fra", "spa"),
    "Cyrillic": ("rus",),
    "Arabic": ("ara",),
    "Han": ("chi_sim",),
}
"""Tesseract's language packs for the six official languages, by the script that it sees on a page."""


@cache
def engine() -> str | None:
    """What reads a scan, with its versions and languages; null where something of it is missing."""
    try:
        wrapper = version("ocrmypdf")
    except PackageNotFoundError:
        return None
    if not shutil.which("tesseract"):
        return None
    program = subprocess.run(["tesseract", "--version"], capture_output=True, text=True, check=False)
    return f"ocrmypdf {wrapper}, {(program.stdout or program.stderr).splitlines()[0]}, {' '.join(sorted(_installed()))}"


def _installed() -> set[str]:
    """The language packs that Tesseract has."""
    listed = subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True, check=False)
    return set((listed.stdout + listed.stderr).split())


def recognized(data: bytes, file_name: str) -> bytes:
    """The PDF with a text layer on the pages that have none; pages that lie askew are straightened.

    Works in a temporary folder and asks no network. Raises ``Unreadable`` where the language pack for the script
    is missing, where OCR fails, or where it takes longer than ``LIMIT``.
    """
    with tempfile.TemporaryDirectory(prefix="rapporteur-ocr-") as folder:
        source, target = Path(folder, "source.pdf"), Path(folder, "target.pdf")
        source.write_bytes(data)
        languages = _languages(data, Path(folder), file_name)
        command = [
            *(sys.executable, "-m", "ocrmypdf", "--language", "+".join(languages), "--skip-text", "--deskew"),
            *("--jobs", "1", "--output-type", "pdf", "--optimize", "0", "--quiet", str(source), str(target)),
        ]
        environment = os.environ | {"OMP_THREAD_LIMIT": "1", "TMPDIR": folder}
        with subprocess.Popen(
            command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True
        ) as process:
            try:
                _, errors = process.communicate(timeout=LIMIT)
            except subprocess.TimeoutExpired:
                # this ends the programs that it started, too
                os.killpg(process.pid, signal.SIGKILL)
                raise Unreadable(
                    "OCR took too long",
                    f"{file_name}: more than {LIMIT:.0f} seconds; split the file and give the parts",
                ) from None
        if process.returncode or not target.exists():
            last = errors.decode("utf-8", "replace").strip().splitlines()[-1:] or [f"status {process.returncode}"]
            raise Unreadable("OCR failed", f"{file_name}: {last[0]}; run OCR over the file and give the result instead")
        return target.read_bytes()


def _languages(data: bytes, folder: Path, file_name: str) -> list[str]:
    """The installed language packs for the script of the first page on which Tesseract sees one."""
    installed = _installed()
    script = "Latin"
    document = pypdfium2.PdfDocument(data)
    try:
        for index in range(min(3, len(document))):
            picture = folder / "page.png"
            document[index].render(scale=2).to_pil().save(picture)
            seen = subprocess.run(
                ["tesseract", str(picture), "stdout", "--psm", "0"],
                capture_output=True,
                text=True,
                check=False,
                timeout=SCRIPT_LIMIT,
            )
            if match := regex.search(r"(?m)^Script: (\w+)", seen.stdout):
                script = match[1] if match[1] in PACKS else script
                break
    except subprocess.TimeoutExpired:
        pass  # it is one of many faint pages: Latin is the best guess
    finally:
        document.close()
    if languages := [pack for pack in PACKS[script] if pack in installed]:
        return languages
    packages = " ".join(f"tesseract-ocr-{pack.replace('_', '-')}" for pack in PACKS[script])
    raise Unreadable(
        "no language pack", f"{file_name}: the script is {script}: apt-get install {packages}, and run again"
    )
