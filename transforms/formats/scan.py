"""Scans to documents: PDFs whose pages are pictures of text, read by OCR where that is installed."""

from __future__ import annotations

from dataclasses import replace

from transforms.formats import pdf
from transforms.pages import ocr
from transforms.texts.document import Document

RANKS = {"ocr_run": pdf.RANKS["ocr_embedded"]}
SECONDS = ocr.LIMIT
"""How long reading one scan may take; other documents take a few seconds."""


def accepts(data: bytes) -> bool:
    """Whether bytes may be a scan: they are a PDF that ``pdf.read`` gives up with ``NoTextLayer``."""
    return pdf.accepts(data)


def read(data: bytes, file_name: str, symbol: str | None = None) -> Document:
    """The document that a scan shows.

    Raises ``Unreadable`` where OCR is not installed, fails, or finds no text.
    """
    return replace(pdf.read(ocr.recognized(data, file_name), file_name, symbol), text_source="ocr_run")
