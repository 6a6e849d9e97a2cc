"""Bytes of a document to its rows, by the reader that its kind of bytes is for."""

from __future__ import annotations

from transforms import akn, structure, transcription
from transforms.structure import Rows


def extract(data: bytes, file_name: str, symbol: str | None = None) -> Rows:
    """The rows of one document, without provenance.

    Takes its bytes, the file's name (for messages) and the symbol under which it was asked for or filed. Gives lists
    of rows by table: ``documents`` (one row), ``clauses``, ``footnotes``, ``hyperlinks``, ``table_cells``,
    ``speeches``, ``pages`` and ``rejections`` (``stage``, ``reason``, ``detail`` of what was not placed); of XML also
    ``stated_votes`` and ``drafting_steps``.
    Raises ``layout.Unreadable`` where no row can be made of the bytes.
    """
    if akn.is_markup(data):
        return akn.extract(data, file_name, symbol)
    if transcription.is_transcription(data):
        return transcription.extract(data, file_name, symbol)
    return structure.extract(data, file_name, symbol)
