"""Bytes of a document to its rows, by the reader that its kind of bytes is for."""

from __future__ import annotations

from transforms.formats import akn, transcription
from transforms.pages import ocr, quality
from transforms.texts import structure
from transforms.texts.structure import Rows


def extract(data: bytes, file_name: str, symbol: str | None = None) -> Rows:
    """The rows of one document, without provenance.

    Takes its bytes, the file's name (for messages) and the symbol under which it was asked for or filed. Gives lists
    of rows by table: ``documents`` (one row), ``clauses``, ``footnotes``, ``hyperlinks``, ``table_cells``,
    ``speeches``, ``pages`` and ``rejections`` (``stage``, ``reason``, ``detail`` of what was not placed); of XML also
    ``stated_votes`` and ``drafting_steps``.
    Raises ``Unreadable`` where no row can be made of the bytes; for a scan its reason is ``ocr.NO_TEXT``.
    """
    if akn.is_markup(data):
        return _judged(akn.extract(data, file_name, symbol))
    if transcription.is_transcription(data):
        return _judged(transcription.extract(data, file_name, symbol))
    return _judged(structure.extract(data, file_name, symbol))


def extract_scan(data: bytes, file_name: str, symbol: str | None = None) -> Rows:
    """The rows of a scan, its text read by OCR.

    Raises ``Unreadable`` as ``extract`` and ``ocr.recognized`` do.
    """
    rows = _judged(structure.extract(ocr.recognized(data, file_name), file_name, symbol))
    rows["documents"][0]["text_source"] = "ocr_run"
    return rows


def _judged(rows: Rows) -> Rows:
    """The rows with the quality of their text told."""
    for document in rows["documents"]:
        texts = (row["text"] for table in ("clauses", "footnotes", "table_cells") for row in rows[table])
        document["text_quality"] = quality.quality(" ".join(texts), document["language"])
    return rows
