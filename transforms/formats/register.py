"""The register of formats: which module reads which bytes, and whose rows count where a document is held twice.

A new file format touches two places: its module, and its line in ``FORMATS``. A format is a module that has

- ``accepts(data)``: whether bytes may be of this format;
- ``read(data, file_name, symbol)``: the ``Document`` that they hold; raises ``Unreadable`` where no rows can be made;
- ``RANKS``: by each ``documents.text_source`` that its documents have, a rank: the rows of the lowest rank count, and
  those of others are compared with them.
"""

from __future__ import annotations

from typing import Protocol, cast

from transforms.formats import akn, pdf, scan, transcription, word
from transforms.language import vocabulary
from transforms.pages import pdfium
from transforms.pages.model import Unreadable
from transforms.pages.quality import quality
from transforms.texts import masthead
from transforms.texts.document import Document
from transforms.texts.reader import rows_of
from transforms.texts.rows import DocumentRows, Rows


class Format(Protocol):
    """What a module of a format has."""

    RANKS: dict[str, int]

    def accepts(self, data: bytes) -> bool: ...
    def read(self, data: bytes, file_name: str, symbol: str | None = None) -> Document: ...


FORMATS: dict[str, Format] = {
    "xml": cast(Format, akn),
    "transcription": cast(Format, transcription),
    "word": cast(Format, word),
    "pdf": cast(Format, pdf),
    "scan": cast(Format, scan),
}
"""By name, in the order in which bytes are offered to them; a PDF without a text layer is a scan."""
NO_DOCUMENT = vocabulary.pattern("masthead.no_document")
LONGEST_ERROR_PAGE = 2_000
"""Characters of a page that says nothing else, with the menus that a browser saves around it."""
SLOW = "scan"
"""The format whose documents take minutes: these are read when all others have been read."""


def rank(text_source: str) -> int:
    """The rank of the format whose documents have this ``text_source``. Raises ``KeyError`` where none has."""
    return {source: rank for each in FORMATS.values() for source, rank in each.RANKS.items()}[text_source]


def extract(data: bytes, file_name: str, symbol: str | None = None) -> Rows:
    """The rows of one document, without provenance, by the format that accepts its bytes.

    Takes its bytes, the file's name (for messages) and the symbol under which it was asked for or filed. Gives lists
    of rows by table (``rows.TABLES``).
    Raises ``Unreadable`` where no row can be made of the bytes, ``pdf.NoTextLayer`` for a scan.
    """
    return read(data, file_name, symbol).plain()


def extract_scan(data: bytes, file_name: str, symbol: str | None = None) -> Rows:
    """The rows of a scan, its text read by OCR. Raises ``Unreadable`` as ``extract`` and ``ocr.recognized`` do."""
    return _read_by(FORMATS[SLOW], data, file_name, symbol).plain()


def read(data: bytes, file_name: str, symbol: str | None = None) -> DocumentRows:
    """As ``extract``, with the reasons for what each clause is."""
    for each in FORMATS.values():
        if each.accepts(data):
            return _read_by(each, data, file_name, symbol)
    pdfium.refuse_what_is_no_pdf(data)
    raise Unreadable("unknown format", f"{file_name}: no reader knows these bytes: fetch the document again")


def _read_by(reader: Format, data: bytes, file_name: str, symbol: str | None) -> DocumentRows:
    document = reader.read(data, file_name, symbol)
    if is_error_page(document):
        raise Unreadable(
            "no document",
            f"{file_name}: this is the page on which the UN's host says that it has no such document, saved as a file: "
            "check the symbol and fetch the document again",
        )
    is_ocr = document.text_source.startswith("ocr")
    head = document.masthead or masthead.read_masthead(document, symbol, is_ocr)
    if not head.fields["symbol"]:
        raise Unreadable(
            "no symbol",
            f"{file_name}: no document symbol is printed at the head of page 1 and the file's name is none: "
            "name the file by its symbol (A_RES_79_181.pdf)",
        )
    rows = rows_of(document, head)
    rows.documents[0].text_quality = _quality(rows)
    return rows


def is_error_page(document: Document) -> bool:
    """Whether a document is what a host shows in place of one: a short page without a symbol that says so."""
    if document.parts or (document.page_count or 1) > 1:
        return False
    lines = [line.text for line in (*document.head, *document.first_lines)]
    texts = [*lines, *(block.text for block in document.body)]
    is_short = sum(map(len, texts)) <= LONGEST_ERROR_PAGE
    return is_short and bool(NO_DOCUMENT.search(" ".join(texts))) and not masthead.printed_symbols(document)


def _quality(rows: DocumentRows) -> float | None:
    """How good the text of a document is."""
    texts = (row.text for listed in (rows.clauses, rows.footnotes, rows.table_cells) for row in listed)
    return quality(" ".join(texts), rows.documents[0].language)
