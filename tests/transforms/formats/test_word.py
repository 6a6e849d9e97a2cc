"""Word files give documents: composed here with python-docx, the texts are of a session that never was."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable
from typing import Any

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import nsdecls
from docx.oxml.parser import parse_xml
from docx.shared import Pt

from transforms.formats import register, word
from transforms.pages.model import Unreadable
from transforms.texts.document import Document

W = nsdecls("w")


def composed(*paragraphs: str, root: Any = None) -> Any:
    """A file whose body has these paragraphs: plain text, or the XML of elements of a body."""
    file = root or docx.Document()
    end = file.element.body.sectPr
    for text in paragraphs:
        inner = text if text.startswith("<") else f'<w:p><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'
        names = nsdecls("w", "r", "wp", "a", "m")
        more = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wps="urn:wps"'
        for element in list(parse_xml(f"<w:body {names} {more}>{inner}</w:body>")):
            end.addprevious(element)
    return file


def saved(file: Any) -> bytes:
    stream = io.BytesIO()
    file.save(stream)
    return stream.getvalue()


def read(file: Any) -> Document:
    return word.read(saved(file), "a.docx")


def texts(file: Any) -> list[str]:
    return [block.text for block in read(file).body]


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(inner: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def table(*rows: tuple[str, ...], borders: str = "single", headers: int = 0) -> str:
    """A table of rows of cells, each the XML of its paragraphs or plain text."""
    cell = lambda inner: f"<w:tc>{inner if inner.startswith('<') else paragraph(run(inner))}</w:tc>"  # noqa: E731
    listed = [
        f"<w:tr><w:trPr>{'<w:tblHeader/>' if n < headers else ''}</w:trPr>{''.join(map(cell, row))}</w:tr>"
        for n, row in enumerate(rows)
    ]
    lines = f'<w:tblBorders><w:top w:val="{borders}"/></w:tblBorders>'
    widths = '<w:gridCol w:w="6000"/>' * max(map(len, rows))
    return f"<w:tbl><w:tblPr>{lines}</w:tblPr><w:tblGrid>{widths}</w:tblGrid>{''.join(listed)}</w:tbl>"


def with_notes(file: Any, notes: dict[int, str], kind: str = "footnote") -> Any:
    """The file with notes, by id: the XML of their paragraphs."""
    inner = "".join(f'<w:{kind} w:id="{name}">{text}</w:{kind}>' for name, text in notes.items())
    blob = f"<w:{kind}s {W}>{inner}</w:{kind}s>".encode()
    content, relation = (
        (CONTENT_TYPE.WML_FOOTNOTES, RELATIONSHIP_TYPE.FOOTNOTES)
        if kind == "footnote"
        else (CONTENT_TYPE.WML_ENDNOTES, RELATIONSHIP_TYPE.ENDNOTES)
    )
    part = Part(PackURI(f"/word/{kind}s.xml"), content, blob, file.part.package)
    file.part.relate_to(part, relation)
    return file


def with_lists(file: Any, abstract: str, numbers: str) -> Any:
    """The file with lists of its own in place of those of the template."""
    root = file.part.numbering_part.element
    for each in list(root):
        root.remove(each)
    for element in list(parse_xml(f"<w:numbering {W}>{abstract}{numbers}</w:numbering>")):
        root.append(element)
    return file


def level(depth: int, kind: str, text: str, start: int = 1, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{kind}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def numbered(text: str, number: int = 1, depth: int = 0) -> str:
    return paragraph(run(text), f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>')


HEAD = table(
    ("United Nations", paragraph(run("A/RES/99/7"), '<w:jc w:val="right"/>')),
    (
        "General Assembly",
        paragraph(run("Distr.: General")) + paragraph(run("4 May 2044")) + paragraph(run("Original: English")),
    ),
    borders="none",
)
FRONT = (
    paragraph(run("Ninety-ninth session", "<w:b/>")),
    "Agenda item 12 (c)",
    "Resolution adopted by the General Assembly on 3 May 2044",
    paragraph(run("99/7. Lanterns of small harbours", "<w:b/>"), '<w:ind w:left="600"/>'),
    paragraph(run("The General Assembly", "<w:i/>") + run(",")),
)
LISTS = (
    '<w:abstractNum w:abstractNumId="0">'
    + level(0, "decimal", "%1.")
    + level(1, "lowerLetter", "(%2)")
    + level(2, "lowerRoman", "(%3)")
    + "</w:abstractNum>"
)
NUM = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'


def test_a_resolution_gives_the_rows_of_a_resolution() -> None:
    file = composed(
        HEAD,
        *FRONT,
        paragraph(
            run("Recalling", "<w:i/>")
            + run(" its resolution 98/4 of 2 May 2043,")
            + '<w:r><w:footnoteReference w:id="2"/></w:r>'
        ),
        numbered("Decides to light the lanterns;"),
        numbered("Requests the Secretary-General:"),
        numbered("To count the lanterns;", depth=1),
        numbered("To report:", depth=1),
        numbered("On oil;", depth=2),
        numbered("Decides to remain seized of the matter."),
    )
    with_lists(with_notes(file, {2: paragraph("<w:r><w:footnoteRef/></w:r>" + run(" A/98/3, annex."))}), LISTS, NUM)

    rows = register.extract(saved(file), "a.docx")

    document = rows["documents"][0]
    assert (document["symbol"], document["session"], document["agenda_item"]) == ("A/RES/99/7", "99", "12 (c)")
    assert (document["distribution"], str(document["published_on"])) == ("General", "2044-05-04")
    assert (document["title"], str(document["adopted_on"])) == ("Lanterns of small harbours", "2044-05-03")
    assert (document["text_source"], document["page_count"], document["document_type"]) == ("word", None, "resolution")
    assert [(clause["clause_id"].split("#")[1], clause["path"]) for clause in rows["clauses"]] == [
        ("pp.1", ""),
        ("op.1", "1"),
        ("op.2", "2"),
        ("op.2.a", "2(a)"),
        ("op.2.b", "2(b)"),
        ("op.2.b.i", "2(b)(i)"),
        ("op.3", "3"),
    ]
    (note,) = rows["footnotes"]
    assert (note["number"], note["text"]) == ("1", "A/98/3, annex.")
    assert note["clause_id"] == "A/RES/99/7#pp.1"
    assert note["char_offset"] == len("Recalling its resolution 98/4 of 2 May 2043,")
    assert all(row["page_first"] is None for row in rows["clauses"])


def test_the_masthead_may_stand_in_the_header_of_the_first_page() -> None:
    file = composed(*FRONT, "1. Decides to light the lanterns.")
    section = file.sections[0]
    section.different_first_page_header_footer = True
    header = section.first_page_header._element
    for element in list(parse_xml(f"<w:hdr {W}>{HEAD}</w:hdr>")):
        header.append(element)
    section.header.paragraphs[0].text = "A/RES/99/8"
    section.first_page_footer.paragraphs[0].text = "44-01234 (E)"

    document = register.extract(saved(file), "a.docx")["documents"][0]

    assert (document["symbol"], document["distribution"]) == ("A/RES/99/7", "General")
    assert document["job_number"] == "44-01234"


def test_the_masthead_may_stand_in_paragraphs() -> None:
    file = composed("United Nations", "A/RES/99/7", "Distr.: General", "4 May 2044", *FRONT, "1. Decides to sail.")

    document = register.extract(saved(file), "a.docx")["documents"][0]

    assert (document["symbol"], document["distribution"]) == ("A/RES/99/7", "General")
    assert str(document["published_on"]) == "2044-05-04"


@pytest.mark.parametrize(
    ("levels", "depths", "expected"),
    [
        (level(0, "decimal", "%1."), [0, 0, 0], ["1.", "2.", "3."]),
        (level(0, "upperRoman", "%1.", 4), [0, 0], ["IV.", "V."]),
        (level(0, "lowerLetter", "(%1)", 26), [0, 0], ["(z)", "(aa)"]),
        (level(0, "decimal", "%1") + level(1, "decimal", "%1.%2"), [0, 1, 1, 0, 1], ["1", "1.1", "1.2", "2", "2.1"]),
        (
            level(0, "decimal", "%1.") + level(1, "lowerLetter", "(%2)", more='<w:lvlRestart w:val="0"/>'),
            [0, 1, 0, 1],
            ["1.", "(a)", "2.", "(b)"],
        ),
        (level(0, "upperRoman", "%1") + level(1, "decimal", "%1.%2", more="<w:isLgl/>"), [0, 1], ["I", "1.1"]),
        (level(0, "bullet", "\uf0b7"), [0, 0], ["•", "•"]),
        (level(0, "russianLower", "%1)"), [0, 0], ["а)", "б)"]),
        (level(0, "none", ""), [0], [""]),
    ],
    ids=["figures", "start", "letters", "two levels", "never anew", "legal", "bullets", "Russian", "none"],
)
def test_automatic_numbers_are_printed(levels: str, depths: list[int], expected: list[str]) -> None:
    file = composed(*(numbered("lantern", depth=depth) for depth in depths))
    with_lists(file, f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>', NUM)

    assert texts(file) == [f"{label} lantern".strip() for label in expected]


def test_a_list_counts_on_unless_it_is_said_to_begin_anew() -> None:
    on = '<w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>'
    anew = (
        '<w:num w:numId="3"><w:abstractNumId w:val="0"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
    )
    file = with_lists(composed(*(numbered("oil", number) for number in (1, 2, 3, 3, 0))), LISTS, NUM + on + anew)

    assert texts(file) == ["1. oil", "2. oil", "5. oil", "6. oil", "oil"]


def test_a_style_may_number_its_paragraphs() -> None:
    file = composed(paragraph(run("lamps"), '<w:pStyle w:val="Item"/>'))
    file.styles.element.append(
        parse_xml(
            f'<w:style {W} w:type="paragraph" w:styleId="Item"><w:name w:val="Item"/><w:pPr><w:numPr>'
            '<w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        )
    )
    linked = level(0, "decimal", "%1.") + level(1, "lowerLetter", "(%2)", more='<w:pStyle w:val="Item"/>')
    with_lists(file, f'<w:abstractNum w:abstractNumId="0">{linked}</w:abstractNum>', NUM)

    assert texts(file) == ["(a) lamps"]


def test_styles_come_down_from_paragraph_and_character_styles() -> None:
    file = composed(
        paragraph(run("all bold"), '<w:pStyle w:val="Strong1"/>'),
        paragraph(run("turned round", '<w:rStyle w:val="Dark"/>'), '<w:pStyle w:val="Strong1"/>'),
        paragraph(run("by itself", '<w:b w:val="0"/><w:i/><w:sz w:val="36"/>'), '<w:pStyle w:val="Strong2"/>'),
        paragraph(run("in capitals", "<w:caps/>"), '<w:jc w:val="center"/>'),
    )
    for style in (
        '<w:style {} w:type="paragraph" w:styleId="Strong1"><w:name w:val="Strong1"/><w:rPr><w:b/></w:rPr></w:style>',
        '<w:style {} w:type="paragraph" w:styleId="Strong2"><w:basedOn w:val="Strong1"/></w:style>',
        '<w:style {} w:type="character" w:styleId="Dark"><w:rPr><w:b/><w:sz w:val="20"/></w:rPr></w:style>',
    ):
        file.styles.element.append(parse_xml(style.format(W)))

    strong, turned, direct, capitals = read(file).body

    assert (strong.bold, strong.italic, turned.bold, turned.size) == (True, False, False, 10.0)
    assert (direct.bold, direct.italic, direct.size) == (False, True, 18.0)
    assert (capitals.text, capitals.centred, capitals.is_in_middle) == ("IN CAPITALS", True, True)


def test_hyperlinks_are_kept_with_their_address() -> None:
    file = composed()
    name = file.part.relate_to("https://undocs.org/A/98/3", RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK "https://undocs.org/A/98/4" '
        '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    composed(
        paragraph(
            run("See ")
            + f'<w:hyperlink r:id="{name}">{run("A/98/3")}</w:hyperlink>'
            + run(" and ")
            + field
            + run("A/98/4")
            + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
            + f'<w:hyperlink w:anchor="below">{run(" below")}</w:hyperlink>'
        ),
        root=file,
    )

    content = read(file).body[0].content

    assert content.text == "See A/98/3 and A/98/4 below"
    assert [(content.text[a:b], target) for a, b, target, _ in content.links] == [
        ("A/98/3", "https://undocs.org/A/98/3"),
        ("A/98/4", "https://undocs.org/A/98/4"),
    ]


def test_notes_have_their_marks_automatic_and_typed() -> None:
    file = composed(
        paragraph(
            run("Oil")
            + '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="2"/><w:t>*</w:t></w:r>'
            + run(" and wicks")
            + '<w:r><w:footnoteReference w:id="3"/></w:r>'
            + run(" in m")
            + run("2", '<w:vertAlign w:val="superscript"/>')
            + run(" of 2044")
            + run("a", '<w:vertAlign w:val="superscript"/>')
        ),
        paragraph(run("b", '<w:vertAlign w:val="superscript"/>') + run(" Typed under a table.")),
        paragraph('<w:r><w:endnoteReference w:id="2"/></w:r>' + run("Last.")),
    )
    with_notes(file, {2: paragraph(run("*\tOf whales.")), 3: paragraph(run(" Of ")) + paragraph(run("flax."))})
    with_notes(file, {2: paragraph(run("At the end."))}, "endnote")

    document = read(file)

    assert [block.text for block in document.body] == ["Oil and wicks in m2 of 2044a", "Last."]
    assert document.body[0].content.marks == [("*", 3), ("1", 13)]
    assert [(note.mark, note.content.text) for note in document.notes] == [
        ("*", "Of whales."),
        ("1", "Of flax."),
        ("b", "Typed under a table."),
        ("i", "At the end."),
    ]


def test_a_paragraph_with_stars_is_a_note_where_the_text_has_them() -> None:
    framed = '<w:framePr w:w="9792" w:hAnchor="page"/>'
    file = composed(
        "Items 3 and 4 of the list**",
        paragraph(run("*\tReissued for the lanterns."), framed),
        paragraph(run("It goes on here."), framed),
        "** A/99/50.",
        "*** no text has three stars",
    )

    document = read(file)

    assert [(note.mark, note.content.text) for note in document.notes] == [
        ("*", "Reissued for the lanterns. It goes on here."),
        ("**", "A/99/50."),
    ]
    assert [block.text for block in document.body] == ["Items 3 and 4 of the list**", "*** no text has three stars"]


def test_tables_are_cells_and_only_what_draws_no_table_is_text() -> None:
    file = composed(
        "Before.",
        table(("Port", "Lanterns"), ("Northhaven", paragraph(run("12")) + paragraph(run("(lit)"))), headers=1),
        "Between.",
        table(("98/4", "Lanterns at sea"), borders="none"),
        table(("A summary", "Another"), borders="none", headers=1),
        table((paragraph(run("In a frame.")) + paragraph(run("Second.")),)),
    )

    document = read(file)

    assert [block.text for block in document.body] == [
        *("Before.", "Between.", "98/4", "Lanterns at sea", "In a frame.", "Second."),
    ]
    assert [(*cell.position, cell.content.text, cell.is_header) for cell in document.cells] == [
        (1, 1, 1, "Port", True),
        (1, 1, 2, "Lanterns", True),
        (1, 2, 1, "Northhaven", False),
        (1, 2, 2, "12 (lit)", False),
        (2, 1, 1, "A summary", True),
        (2, 1, 2, "Another", True),
    ]


def test_deleted_text_is_left_out_and_inserted_text_kept() -> None:
    deleted = (
        '<w:del w:id="1"><w:r><w:delText>dark</w:delText><w:footnoteReference w:id="2"/></w:r>'
        "<w:r><w:noBreakHyphen/></w:r></w:del>"
    )
    file = composed(
        paragraph(run("The ") + deleted + f'<w:ins w:id="2">{run("bright")}</w:ins>' + run(" lantern")),
        paragraph(f'<w:moveFrom w:id="3">{run("here")}</w:moveFrom><w:moveTo w:id="4">{run("there")}</w:moveTo>'),
        paragraph(run("One sentence"), '<w:rPr><w:del w:id="5"/></w:rPr>'),
        paragraph(run(" of two.")),
    )

    assert texts(file) == ["The bright lantern", "there", "One sentence of two."]


def test_text_in_controls_boxes_and_alternatives_is_read_once_and_in_order() -> None:
    box = f"<w:txbxContent>{paragraph(run('In the box.'))}</w:txbxContent>"
    drawing = f"<w:drawing><wps:wsp><wps:txbx>{box}</wps:txbx></wps:wsp></w:drawing>"
    both = f"<mc:AlternateContent><mc:Choice>{drawing}</mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback>"
    control = f"<w:sdt><w:sdtPr/><w:sdtContent>{paragraph(run('In a control.'))}</w:sdtContent></w:sdt>"
    inline = f"<w:sdt><w:sdtContent>{run('99')}</w:sdtContent></w:sdt>"
    file = composed(
        control,
        paragraph(run("Session ") + inline + f"<w:r>{both}</mc:AlternateContent></w:r>"),
        paragraph(run("x = ") + "<m:oMath><m:r><m:t>2y</m:t></m:r></m:oMath>"),
    )

    assert texts(file) == ["In a control.", "Session 99", "In the box.", "x = 2y"]


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        (run("har\u00adbours"), "harbours"),
        ("<w:r><w:t>har</w:t><w:softHyphen/><w:t>bours</w:t></w:r>", "harbours"),
        ("<w:r><w:t>well</w:t><w:noBreakHyphen/><w:t>lit</w:t></w:r>", "well-lit"),
        (run("lan\u200btern\u00a0oil"), "lantern oil"),
        (run("lit") + run("secret", "<w:vanish/>") + run(" now"), "lit now"),
        ("<w:r><w:t>lit</w:t><w:br/><w:t>now</w:t><w:tab/><w:t>and then</w:t></w:r>", "lit now and then"),
        ('<w:r><w:sym w:font="Symbol" w:char="F0B7"/><w:t xml:space="preserve"> oil</w:t></w:r>', "• oil"),
        ('<w:r><w:fldChar w:fldCharType="begin"/><w:instrText> PAGE </w:instrText></w:r>' + run("lost"), ""),
        ('<w:fldSimple w:instr=" PAGE ">' + run("12") + "</w:fldSimple>", "12"),
        (run("lan") + run("tern", "<w:b/>") + run(" ") + run("oil"), "lantern oil"),
    ],
    ids=[
        *("soft hyphen", "divided", "no break", "invisible", "hidden", "breaks", "symbol", "code", "field", "runs"),
    ],
)
def test_characters_are_those_that_a_reader_sees(inner: str, expected: str) -> None:
    assert " ".join(texts(composed(paragraph(inner)))) == expected


def test_an_unfinished_field_does_not_swallow_the_paragraphs_behind_it() -> None:
    opened = '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText> PAGE </w:instrText></w:r>'

    assert texts(composed(paragraph(opened), "Still here.")) == ["Still here."]


def test_indents_and_tabs_place_a_paragraph() -> None:
    file = composed(
        paragraph(run("plain")),
        paragraph(run("in"), '<w:ind w:left="400" w:firstLine="200"/>'),
        paragraph("<w:r><w:tab/><w:t>(a)</w:t></w:r>", '<w:ind w:left="1200" w:hanging="1200"/>'),
        paragraph(run("at the right"), '<w:jc w:val="right"/>'),
    )

    plain, indented, tabbed, right = read(file).body

    assert [block.indent - plain.indent for block in (indented, tabbed)] == [30.0, 60.0]
    assert (plain.is_at_right, right.is_at_right) == (False, True)


def test_dots_lead_to_the_pages_of_a_list_of_contents() -> None:
    dots = '<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="9000"/></w:tabs>'

    assert texts(composed(paragraph("<w:r><w:t>Annex</w:t><w:tab/><w:t>12</w:t></w:r>", dots))) == ["Annex ........ 12"]


def test_python_docx_writes_what_is_read() -> None:
    file = docx.Document()
    first = file.add_paragraph()
    first.add_run("Lamps").bold = True
    first.alignment = WD_ALIGN_PARAGRAPH.CENTER
    first.runs[0].font.size = Pt(14)

    (block,) = read(file).body

    assert (block.text, block.bold, block.centred, block.size) == ("Lamps", True, True, 14.0)


def _as_stated(data: bytes, name: str, size: int) -> bytes:
    """The zip with another size stated for a part in its directory."""
    at = data.rindex(b"PK\x01\x02", 0, data.rindex(name.encode()))
    return data[: at + 24] + struct.pack("<I", size) + data[at + 28 :]


def _with_bytes(data: bytes, name: str, garbage: bytes) -> bytes:
    """The zip with garbage in the middle of a part."""
    at = data.index(name.encode()) + len(name) + 60
    return data[:at] + garbage + data[at + len(garbage) :]


def _zipped(**parts: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("spoil", "reason", "advice"),
    [
        (lambda data: data[: len(data) // 2], "damaged Word file", "fetch the document again"),
        (lambda data: data[:3000], "damaged Word file", "fetch the document again"),
        (lambda data: _as_stated(data, "word/document.xml", 300_000_000), "too large", "unpack to"),
        (lambda data: _as_stated(data, "word/document.xml", 60_000_000), "too large", "unpack to"),
        (lambda data: _as_stated(data, "word/document.xml", 100), "damaged Word file", "fetch the document again"),
        (lambda data: word.OLE + bytes(600), "old Word file", "save it as .docx"),
        (lambda data: word.OLE + word.ENCRYPTED + bytes(600), "encrypted Word file", "without one"),
        (lambda data: _with_bytes(data, "word/document.xml", b"\xff" * 40), "damaged Word file", "fetch the document"),
        (
            lambda data: data.replace(b"PK\x01\x02\x14\x03\x14\0\0", b"PK\x01\x02\x14\x03\x14\0\1"),
            "encrypted Word file",
            "without",
        ),
        (
            lambda data: _zipped(**{"[Content_Types].xml": b"<a/>", "word__document.xml": b"<a/>"}),
            "damaged Word file",
            "fetch",
        ),
        (lambda data: _zipped(**{"word__document.xml": b"<w"}), "damaged Word file", "fetch the document again"),
    ],
    ids=[
        "half",
        "start",
        "bomb",
        "large part",
        "lying size",
        "doc",
        "locked",
        "garbled",
        "locked part",
        "no list",
        "no package",
    ],
)
def test_what_cannot_be_read_says_what_to_do(spoil: Callable[[bytes], bytes], reason: str, advice: str) -> None:
    data = spoil(saved(composed("word/document " * 500)))
    with pytest.raises(Unreadable) as refused:
        register.extract(data, "a.docx")
    assert refused.value.reason == reason
    assert advice in refused.value.detail


def test_other_files_in_a_zip_are_no_word_files() -> None:
    assert not word.accepts(_zipped(xl__workbook=b"<workbook/>"))
    assert not word.accepts(b"%PDF-1.7")
    assert word.accepts(saved(composed("Lamps.")))


def test_a_word_file_ranks_between_the_pdf_and_the_xml() -> None:
    assert register.rank("born_digital") < register.rank("word") < register.rank("xml")
