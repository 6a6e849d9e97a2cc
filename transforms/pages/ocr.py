"""Scans: pages that are pictures of text get a text layer, and how good such a text is.

What belongs here: running OCRmyPDF, a wrapper round Tesseract, over the bytes of a PDF; what is missing for it; the
measure of a text's quality. What does not: how the text is read then (``structure.py``, like any other).

OCR is an extra: without it scans are rejected, and ``TO_INSTALL`` says what to do.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import unicodedata
from collections import Counter
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pypdfium2
import regex

from transforms.pages.layout import Unreadable

NO_TEXT = "no text layer"
"""The reason for which a scan is rejected as long as there is no OCR."""
TO_INSTALL = (
    "to have them read, install OCR (pip install 'rapporteur[ocr]'; apt-get install tesseract-ocr tesseract-ocr-fra "
    "tesseract-ocr-spa tesseract-ocr-rus tesseract-ocr-ara tesseract-ocr-chi-sim) and run again"
)
LIMIT = 1500.0
"""Seconds that the OCR of one document may take; a page takes one to six."""
SCRIPT_LIMIT = 60.0
PACKS = {
    "Latin": ("eng", "fra", "spa"),
    "Cyrillic": ("rus",),
    "Arabic": ("ara",),
    "Han": ("chi_sim",),
}
"""Tesseract's language packs for the six official languages, by the script that it sees on a page."""


@cache
def engine() -> str | None:
    """What would read a scan, with its versions and languages; null where something is missing."""
    try:
        wrapper = version("ocrmypdf")
    except PackageNotFoundError:
        return None
    if not shutil.which("tesseract"):
        return None
    told = subprocess.run(["tesseract", "--version"], capture_output=True, text=True, check=False)
    return f"ocrmypdf {wrapper}, {(told.stdout or told.stderr).splitlines()[0]}, {' '.join(sorted(_installed()))}"


def _installed() -> set[str]:
    """The language packs that Tesseract has."""
    told = subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True, check=False)
    return set((told.stdout + told.stderr).split())


def recognized(data: bytes, file_name: str) -> bytes:
    """The PDF with a text layer on the pages that have none; those that lie askew are straightened.

    Runs in a temporary folder, asks no network. Raises ``layout.Unreadable`` where the language pack for the script
    is missing, where OCR fails, or where it takes longer than ``LIMIT``.
    """
    with tempfile.TemporaryDirectory(prefix="rapporteur-ocr-") as folder:
        given, made = Path(folder, "given.pdf"), Path(folder, "made.pdf")
        given.write_bytes(data)
        languages = _languages(data, Path(folder), file_name)
        command = [
            *(sys.executable, "-m", "ocrmypdf", "--language", "+".join(languages), "--skip-text", "--deskew"),
            *("--jobs", "1", "--output-type", "pdf", "--optimize", "0", "--quiet", str(given), str(made)),
        ]
        environment = os.environ | {"OMP_THREAD_LIMIT": "1", "TMPDIR": folder}
        with subprocess.Popen(
            command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True
        ) as process:
            try:
                _, said = process.communicate(timeout=LIMIT)
            except subprocess.TimeoutExpired:
                # with it end the tesseracts that it started
                os.killpg(process.pid, signal.SIGKILL)
                raise Unreadable(
                    "OCR took too long",
                    f"{file_name}: more than {LIMIT:.0f} seconds; split the file and give the parts",
                ) from None
        if process.returncode or not made.exists():
            last = said.decode("utf-8", "replace").strip().splitlines()[-1:] or [f"status {process.returncode}"]
            raise Unreadable("OCR failed", f"{file_name}: {last[0]}; run OCR over the file and give the result instead")
        return made.read_bytes()


def _languages(data: bytes, folder: Path, file_name: str) -> list[str]:
    """The installed language packs for the script of the first page on which Tesseract sees one."""
    installed = _installed()
    script = "Latin"
    document = pypdfium2.PdfDocument(data)
    try:
        for index in range(min(3, len(document))):
            picture = folder / "page.png"
            document[index].render(scale=2).to_pil().save(picture)
            told = subprocess.run(
                ["tesseract", str(picture), "stdout", "--psm", "0"],
                capture_output=True,
                text=True,
                check=False,
                timeout=SCRIPT_LIMIT,
            )
            if match := regex.search(r"(?m)^Script: (\w+)", told.stdout):
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


COMMON = {
    "en": "the of and to in that for on by with from its has was were which this have been",
    "fr": "le la les des et du que dans par pour sur aux une est qui ont été",
    "es": "el los las del que en por para con una como ha sido sus",
    "ru": "и в на по что для от из при его их как или также",
}
MISREAD = (
    *(("h", "b"), ("h", "n"), ("h", "li"), ("e", "c"), ("e", "o"), ("c", "e"), ("o", "c"), ("o", "0"), ("i", "l")),
    *(("i", "1"), ("l", "1"), ("l", "i"), ("n", "u"), ("n", "ii"), ("u", "n"), ("m", "rn"), ("m", "in"), ("f", "t")),
    *(("t", "f"), ("t", "l"), ("d", "cl"), ("a", "u"), ("r", "t"), ("s", "a"), ("w", "vv"), ("y", "v"), ("b", "h")),
)
"""What OCR takes letters for; a common word with one of them is no word of the text: ``tbe``, ``aud``, ``ot``."""
WORD = regex.compile(r"\p{Han}|[^\s\p{Han}]+")
"""A word; in Chinese, which parts none, a character."""
SURROUND = "\"'“”‘’«»„()[]{}<>.,;:!?…*–—−-_/$€£%·•▪▫¿¡،؛؟、。，；：（）《》「」"
CLEAN = regex.compile(
    r"\p{Lu}?\p{M}*[\p{Ll}\p{Lo}\p{M}\p{Lm}]+|[\p{Lu}\p{M}]+s?|\p{Lu}\p{Ll}{0,3}\p{Lu}\p{Ll}+"
    r"|\p{N}+(?:st|nd|rd|th|er|e|o|a|º|ª|й|я|е|°C?)?|\p{Lu}{1,6}\p{N}{1,5}"
)
"""A word in small letters, capitalized or in capitals, a name such as McBride, a figure, or a code such as JS16."""
LETTERS = regex.compile(r"[\p{L}\p{M}]+")
PART = regex.compile(r"['’\-‐‑–—−./,:;()&§№+=@«»“”\"\[\]]+")
"""What may stand within a word: ``State's``, ``well-being``, ``A/RES/79/181``, ``1,200``."""
ADDRESS = regex.compile(r"(?i)(?:https?:|www\.|[\w.]+@).*")
LEADER = regex.compile(r"(\S)\1*")
"""Dots or dashes that fill a line, a bullet."""
VOWEL = regex.compile(r"(?i)[aeiouyœæаеёиоуыэюя]|[^\p{Latin}\p{Cyrillic}]")
CONSONANTS = regex.compile(r"(?i)[bcdfghjklmnpqrstvwxz]{6,}|[бвгджзйклмнпрстфхцчшщ]{6,}|(\p{L})\1\1")
ROMAN = regex.compile(r"(?i)[ivxlcdm]+")
SHORTEST_TEXT = 50
"""Words; fewer tell nothing of a text's quality."""


WORDS_ALIKE = "an at as or it he her his far net lot ban hat off won fur sou lie nos ou dos ces cet son ii iii ne"
"""Words that such a mistake would make, and that are words."""


@cache
def _misread(language: str) -> frozenset[str]:
    """Forms that OCR makes of a language's common words and that are none of its words."""
    known = {word for words in COMMON.values() for word in words.split()}
    known |= set(WORDS_ALIKE.split())
    words = COMMON.get(language, "").split()
    forms = {
        word[:i] + wrong + word[i + len(right) :]
        for word in words
        for right, wrong in MISREAD
        for i in _at(word, right)
    }
    return frozenset(forms - known)


def _at(word: str, letter: str) -> list[int]:
    return [i for i in range(len(word)) if word.startswith(letter, i)]


def quality(text: str, language: str) -> float | None:
    """Share of a text's words that can be words of a text, 0 to 1; null where it has too few to tell.

    It is told by the forms of words alone, so it needs no dictionary and holds in every language: what OCR makes of a
    smudge has figures or signs among its letters, capitals within, or no vowel. Common words in which one letter is
    taken for another (``tbe``) add what such forms cannot show; they are known for the languages of ``COMMON``.
    """
    words = WORD.findall(unicodedata.normalize("NFD", text))
    if len(words) < SHORTEST_TEXT:
        return None
    misread = _misread(language)
    plausible = sum(count for word, count in Counter(words).items() if _is_plausible(word, misread))
    return round(plausible / len(words), 4)


def _is_plausible(word: str, misread: frozenset[str]) -> bool:
    bare = word.strip(SURROUND)
    if not bare or ADDRESS.fullmatch(bare):
        # signs that fill a line, or a few; a crowd of them is a smudge
        return bool(bare) or len(word) <= 3 or bool(LEADER.fullmatch(word))
    if bare.lower() in misread:
        return False
    for part in PART.split(bare):
        if part and not CLEAN.fullmatch(part):
            return False
        is_word = len(part) > 3 and not part.isupper() and LETTERS.fullmatch(part)
        if is_word and not ROMAN.fullmatch(part) and (not VOWEL.search(part) or CONSONANTS.search(part)):
            return False
    return True
