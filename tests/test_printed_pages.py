"""What a page shows that no tree tells: records in columns, their fronts, frames, charts, headings and notes.

Pages are composed here of short sentences of our own, set as the UN sets them.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from transforms import layout, masthead, structure
from transforms.layout import Page, Rule, Run, Tag
from transforms.paragraphs import read_content

WIDTH, HEIGHT = 612.0, 792.0
LEFT, RIGHT = 60.0, 312.0
"""Where the columns of a record begin."""


def run(text: str, x: float, y: float, **other: Any) -> Run:
    size = other.pop("size", 10.0)
    width = 0.5 * size * len(text)
    return replace(Run(text, x, y - 8, x + width, y + 2, y, size, "Times", False, False), **other)


def page(number: int, *runs: Run, rules: tuple[Rule, ...] = (), tags: dict[int, Tag] | None = None) -> Page:
    return Page(number, WIDTH, HEIGHT, layout.mark_raised(runs), rules, tags or {})


def lines(text: str, x: float, y: float, indent: float = 24.0, **other: Any) -> list[Run]:
    """A paragraph of a column forty letters wide, its first line indented."""
    first, *rest = textwrap.wrap(text, 40)
    return [
        run(first, x + indent, y, **other),
        *(run(line, x, y + 12 * n, **other) for n, line in enumerate(rest, 1)),
    ]


def rows(symbol: str, *pages: Page) -> structure.Rows:
    content = masthead.part_front(read_content(pages))
    return structure.rows_of(content, masthead.read_masthead(content, symbol), pages)


def body(*pages: Page) -> list[str]:
    return [paragraph.text for paragraph in read_content(pages).body]


def texts(found: structure.Rows) -> list[str]:
    return [clause["text"] for clause in found["clauses"]]


SAID = "The harbours of all islands are lit by night, and the lamps burn until the last boat has come home to its own."
FULL = [
    *(r for n in range(8) for r in lines(SAID, LEFT, 100 + 60 * n)),
    *(r for n in range(8) for r in lines(SAID, RIGHT, 100 + 60 * n)),
]


def test_a_record_that_ends_early_in_its_right_column_is_still_in_columns() -> None:
    left = [r for n in range(8) for r in lines(SAID, LEFT, 100 + 60 * n)]
    last = page(4, *left, *lines(f"Ms. Orr: {SAID}", RIGHT, 100))
    assert body(page(2, *FULL), page(3, *FULL), last)[-2:] == [SAID, f"Ms. Orr: {SAID}"]


def test_what_a_record_tells_does_not_run_on_into_the_next_column() -> None:
    left = [r for n in range(7) for r in lines(SAID, LEFT, 100 + 60 * n)]
    told = run("It was so decided.", LEFT + 24, 530, italic=True)
    right = [r for n in range(1, 8) for r in lines(SAID, RIGHT, 100 + 60 * n)]
    agenda = run("Agenda item 7", RIGHT, 100, bold=True)
    assert body(page(2, *left, told, agenda, *right))[7:9] == ["It was so decided.", "Agenda item 7"]


def test_a_list_of_voters_runs_on_over_a_column() -> None:
    states = [run("Chad, Fiji, Mali, Peru,", LEFT + 24, 112 + 12 * n) for n in range(30)]
    more = [run("Togo.", RIGHT + 24, 100), *(r for n in range(1, 8) for r in lines(SAID, RIGHT, 100 + 60 * n))]
    listed = body(page(2, run("In favour:", LEFT, 100, italic=True), *states, *more))[0]
    assert (listed[:16], listed[-17:]) == ("In favour: Chad,", "Mali, Peru, Togo.")


LONG = Rule(60.0, 150.0, 552.0, 151.0)
FOOT = Rule(60.0, 650.0, 552.0, 651.0)


def front(*runs: Run) -> Page:
    opened = run("The meeting was called to order at 3 p.m.", LEFT + 24, 400, bold=True, italic=True)
    return page(1, *runs, opened, *lines(SAID, LEFT, 430), rules=(LONG, FOOT))


def test_a_meeting_was_held_on_its_own_day_and_not_on_that_of_a_letter() -> None:
    found = rows(
        "S/PV.9990",
        front(
            run("9990th meeting", LEFT, 120),
            run("Tuesday, 11 October 2044, 3 p.m.", LEFT, 134),
            run("Letter dated 3 March 2043 from the Permanent Representative of Chad (S/2043/7)", LEFT, 300),
        ),
    )
    fields = found["documents"][0]
    assert (fields["meeting_number"], str(fields["held_on"]), fields["published_on"]) == ("9990", "2044-10-11", None)
    assert texts(found)[0] == "The meeting was called to order at 3 p.m."
    assert found["clauses"][0]["kind"] == "paragraph"


def test_until_the_mid_nineties_symbol_and_date_stand_in_the_imprint() -> None:
    found = rows(
        "",
        front(
            run("GENERAL ASSEMBLY", LEFT, 90),
            run("46th", 500, 90, bold=True),
            run("PLENARY MEETING", 450, 110, bold=True),
            run("Monday, 3 October 2044", 450, 130, italic=True),
            run("This record is subject to correction.", LEFT, 670, size=8.0),
            run("Distr. GENERAL", 450, 670),
            run("A/99/PV.46", 450, 690),
            run("9 November 2044", 450, 710),
        ),
    )
    fields = found["documents"][0]
    assert fields["symbol"] == "A/99/PV.46"
    assert [str(fields[name]) for name in ("meeting_number", "held_on", "published_on")] == [
        *("46", "2044-10-03", "2044-11-09")
    ]
    assert texts(found) == ["The meeting was called to order at 3 p.m.", SAID]


def test_a_speech_goes_on_in_another_language() -> None:
    speech = [
        run("Mr. Abdi", LEFT + 24, 100, bold=True),
        run("(Chad): We are glad.", LEFT + 70, 100),
        run("(spoke in French)", LEFT, 130, italic=True),
        run("We are glad again.", LEFT + 24, 160),
        run("It was so decided.", LEFT + 24, 190, italic=True),
    ]
    opened = run("The meeting was called to order at 3 p.m.", LEFT + 24, 70, italic=True)
    found = rows("A/99/PV.7", page(1, opened, *speech))
    assert [s["text"] for s in found["speeches"]] == ["We are glad.\n\n(spoke in French)\n\nWe are glad again."]


def tagged() -> Iterator[Run]:
    """A summary in a frame, as Word tags it: a table of one cell, two paragraphs in it."""
    yield run("Summary", LEFT, 300, italic=True, mark=1)
    for n, line in enumerate(("The lamps of all the harbours were counted,", "and none was out.")):
        yield run(line, LEFT, 324 + 12 * n, mark=1)
    for n, line in enumerate(("The Assembly may wish to have them counted again,", "when the boats are home.")):
        yield run(line, LEFT, 360 + 12 * n, mark=1)
    yield run("Boats", LEFT, 500, mark=2)
    yield run("12", RIGHT, 500, mark=3)


def test_a_summary_in_a_frame_is_text_and_no_table() -> None:
    tags = {1: Tag(1, "TD", cell=(1, 1, 1)), 2: Tag(2, "TD", cell=(2, 1, 1)), 3: Tag(3, "TD", cell=(2, 1, 2))}
    content = read_content([page(2, *tagged(), tags=tags)])
    assert [p.text for p in content.body] == [
        "Summary",
        "The lamps of all the harbours were counted, and none was out.",
        "The Assembly may wish to have them counted again, when the boats are home.",
    ]
    assert [cell.text for cell in content.cells] == ["Boats", "12"]


def test_what_a_tree_leaves_out_in_small_type_belongs_to_a_chart() -> None:
    told = [run(SAID, LEFT, 100 + 20 * n, mark=n) for n in range(5)]
    chart = run("Lamps that were lit before the boats had come home", LEFT, 400, size=7.0)
    content = read_content([page(2, *told, chart, tags={n: Tag(n, "P") for n in range(5)})])
    assert [label.text for label in content.figures] == [chart.text]
    assert all(p.text == SAID for p in content.body)


def test_a_note_hangs_from_a_mark_on_its_own_page() -> None:
    separator = Rule(60.0, 690.0, 150.0, 691.0)
    pages = [
        page(
            number,
            *lines(f"{SAID} {number}", LEFT, 100),
            run("Lamps were counted", LEFT, 200),
            *([run("1", LEFT + 92, 196, size=6.0)] if number != 2 else []),
            run("1", LEFT, 706, size=6.0),
            run(f"See page {number}.", LEFT + 8, 710, size=8.5),
            rules=(separator,),
        )
        for number in (2, 4)
    ]
    found = rows("A/99/301", *pages)
    assert [(note["page"], note["clause_id"] is None) for note in found["footnotes"]] == [(2, True), (4, False)]


def test_a_mark_of_the_texts_own_size_is_raised_where_it_stands_half_above_the_text_that_it_touches() -> None:
    marked = page(
        1,
        *(run("2", 60, 688.7, size=8.0), run("The lamps of both harbours are counted as one.", 65, 693.2, size=8.0)),
        *(run("3", 300, 688.7, size=8.0), run("Lamps", 330, 693.2, size=8.0), run("4", 400, 693.2, size=8.0)),
    )
    assert [piece.text for piece in marked.runs if piece.raised] == ["2"]


def test_a_power_of_a_metre_is_no_note_mark() -> None:
    area = [run("The quay is of 3,500 m", LEFT, 100), run("2", LEFT + 110, 96, size=6.0)]
    assert texts(rows("A/99/301", page(2, *area, run("and lit.", LEFT + 118, 100)))) == [
        "The quay is of 3,500 m2 and lit."
    ]


def test_an_entry_of_a_list_does_not_run_on_over_a_page() -> None:
    assert body(page(2, run("Slovenia", LEFT, 700)), page(3, run("Somalia", LEFT, 100))) == ["Slovenia", "Somalia"]


def test_a_paragraph_does_not_run_on_over_a_table() -> None:
    above = lines("The lamps of the harbours of all the islands were", LEFT, 200)
    pages = [
        page(2, *above, *FIGURES, rules=tuple(GRID)),
        page(3, *lines("lit by night, and none was out.", LEFT, 100)),
    ]
    assert len(body(*pages)) == 2


def test_a_paragraph_beyond_the_thousandth_is_one() -> None:
    ended = lines("The lamps of the harbours of all the islands were lit by night.", LEFT, 600)
    number = lines("1009. At the same meeting the lamps were lit.", LEFT, 100, indent=0)
    assert len(body(page(2, *ended), page(3, *number))) == 2


HEADINGS = [
    [run("1. ", LEFT, 100), run("Western lamps", LEFT + 15, 100, italic=True)],
    [run("III. RECOMMENDATIONS OF THE COMMITTEE", LEFT, 100)],
    [run("Table 4", LEFT, 100)],
    [run("Agenda item 7 ", LEFT, 100, bold=True), run("(continued)", LEFT + 75, 100, italic=True)],
]


@pytest.mark.parametrize("runs", HEADINGS, ids=lambda runs: runs[-1].text)
def test_a_heading_is_one_though_not_all_of_it_is_in_its_style(runs: list[Run]) -> None:
    found = read_content([page(2, *runs, *lines(SAID, LEFT, 140))]).body
    assert [structure.is_heading(paragraph) for paragraph in found] == [True, False]


def test_some_offices_set_no_blank_behind_the_number_of_a_section() -> None:
    heading = rows("A/99/301", page(2, run("IV.Lamps and boats", LEFT, 100, bold=True)))["clauses"][0]
    assert (heading["path"], heading["text"]) == ("IV", "Lamps and boats")


def test_an_entry_of_the_contents_numbers_no_paragraph() -> None:
    entry = run("1. Lamps of the harbours .................... 3-4 12", LEFT, 100)
    found = rows("A/99/301", page(2, entry, run("1. Lamps are lit.", LEFT, 140)))
    assert [clause["path"] for clause in found["clauses"]] == ["", "1"]


def test_an_offices_job_number_beside_the_page_parts_no_paragraph() -> None:
    foot = [run("GE.44-01234", LEFT, 740), run("9", 540, 740, bold=True)]
    first = page(9, run("1. The lamps of the harbours of all the islands were", LEFT, 700), *foot)
    second = page(10, run("lit by night.", LEFT, 100))
    assert texts(rows("A/99/301", first, second)) == ["The lamps of the harbours of all the islands were lit by night."]


def typed(stream: str) -> bytes:
    """A page set in Courier by that content stream; PDFium finds the objects without a table of them."""
    font = "<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Courier>>>>>>"
    return (
        "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        f"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Resources{font}/Contents 4 0 R>>endobj\n"
        f"4 0 obj<</Length {len(stream)}>>stream\n{stream}\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
    ).encode()


def test_the_room_before_a_typed_title_is_no_part_of_it() -> None:
    (title,) = layout.read(typed("BT /F 10 Tf 190 Tw 60 700 Td ( LAMPS) Tj ET"))[0].runs
    assert title.text.strip() == "LAMPS"
    assert title.x0 == pytest.approx(60 + 6 + 190, abs=2)


def test_what_is_set_as_one_text_over_white_strips_is_parted() -> None:
    pieces = layout.read(typed("BT /F 10 Tf 60 700 Td [(LAMPS ) -12000 (12 BOATS HOME ) -9000 (4)] TJ ET"))[0].runs
    assert [piece.text.strip() for piece in pieces] == ["LAMPS", "12 BOATS HOME", "4"]
    assert [piece.x0 for piece in pieces] == pytest.approx([60, 216, 390], abs=2)
    assert pieces[0].x1 == pytest.approx(90, abs=2)


GRID = [
    Rule(a, y, b - 0.5, y + 0.5) for y in (290, 316, 360) for a, b in ((60.0, 200.0), (200.0, 300.0), (300.0, 400.0))
]
FIGURES = [
    *(run("Harbour", 60, 310), run("Lamps in 2044", 205, 310), run("Boats", 310, 310)),
    *(run("North", 60, 330), run("12", 205, 330), run("3", 310, 330), run("South", 60, 344), run("9", 205, 344)),
]


def test_a_note_to_a_table_tells_the_cell_in_which_its_mark_stands() -> None:
    marks = [
        *(run("a", 270, 306, size=6.0), run("b/", 216, 326, size=6.0)),
        *(run("a", 210, 340, size=6.0), run(",", 213, 340, size=6.0), run("b", 215, 340, size=6.0)),
    ]
    notes = [
        *(run("a", 60, 372, size=6.0), run("As counted by night.", 66, 376, size=8.0)),
        *(run("b", 60, 384, size=6.0), run("/ One of them is out.", 66, 388, size=8.0)),
    ]
    found = rows("A/99/301", page(2, *FIGURES, *marks, *notes, *lines(SAID, LEFT, 450), rules=tuple(GRID)))
    assert [
        (note["number"], note["table_number"], note["row"], note["column"], note["clause_id"])
        for note in found["footnotes"]
    ] == [("a", 1, 1, 2, None), ("b", 1, 2, 2, None)]
    assert found["footnotes"][1]["text"] == "One of them is out."
    assert [cell["text"] for cell in found["table_cells"]] == [
        *("Harbour", "Lamps in 2044", "Boats", "North", "12", "3", "South", "9"),
    ]
