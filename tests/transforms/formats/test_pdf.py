"""PDFs: pages that are pictures within a document."""

from __future__ import annotations

import io

import pypdfium2
from PIL import Image

from tests.specimens import PDFS
from tests.transforms.pages.test_tables_ruled import EDGES, RULES, SPANNED_HEAD, pieces
from tests.transforms.pages.test_tables_ruled import ROWS as TABLE_ROWS
from transforms.formats import pdf, register
from transforms.pages.flow import read_content
from transforms.pages.model import Page


def with_a_picture(pdf: bytes) -> bytes:
    """A PDF with one page more, on which there is a picture and nothing else."""
    document = pypdfium2.PdfDocument(pdf)
    page = document.new_page(612, 792)
    picture = pypdfium2.PdfImage.new(document)
    picture.set_bitmap(pypdfium2.PdfBitmap.from_pil(Image.new("RGB", (60, 80), "grey")))
    picture.set_matrix(pypdfium2.PdfMatrix().scale(600, 780))
    page.insert_obj(picture)
    page.gen_content()
    whole = io.BytesIO()
    document.save(whole)
    return whole.getvalue()


def test_a_page_that_is_a_picture_is_named_and_the_rest_is_read() -> None:
    plain = (PDFS / "A_RES_99_4.pdf").read_bytes()
    whole, rows = register.extract(plain, "a.pdf"), register.extract(with_a_picture(plain), "a.pdf")
    assert not whole["rejections"]
    (rejection,) = rows["rejections"]
    assert (rejection["stage"], rejection["reason"]) == ("read", "pages are pictures")
    last = rows["documents"][0]["page_count"]
    assert f"nothing was read of 1 of {last} pages" in rejection["detail"]
    assert [row["text"] for row in rows["clauses"]] == [row["text"] for row in whole["clauses"]]


def test_a_cell_keeps_over_how_many_columns_it_reaches() -> None:
    rules = (*RULES, *pieces(300, *EDGES[1:]))
    page = Page(2, 612.0, 792.0, tuple(SPANNED_HEAD + TABLE_ROWS[:3]), rules)
    cells = pdf.document_of(read_content([page]), [page], "born_digital").cells
    assert next((cell.content.text, cell.span) for cell in cells if cell.is_header) == ("Both years", 2)
