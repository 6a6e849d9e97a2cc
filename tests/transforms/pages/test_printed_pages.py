"""What a page shows that no tree says: records in columns, their fronts, frames, charts, headings and notes.

Pages are composed here of short sentences of our own, set as the UN sets them.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from transforms.formats import pdf
from transforms.pages import pdfium
from transforms.pages.flow import read_content
from transforms.pages.model import Page, Rule, Run, Tag
from transforms.pages.repairs import repaired
from transforms.pages.runs import mark_raised
from transforms.texts import masthead
from transforms.texts.document import Document
from transforms.texts.elements import is_heading
from transforms.texts.reader import rows_of
from transforms.texts.rows import Rows

WIDTH, HEIGHT = 612.0, 792.0
LEFT, RIGHT = 60.0, 312.0
"""Where the columns of a record begin."""


def run(text: str, x: float, y: float, **other: Any) -> Run:
    size = other.pop("size", 10.0)
    width = 0.5 * size * len(text)
    return replace(Run(text, x, y - 8, x + width, y + 2, y, size, "Times", False, False), **other)


def page(number: int, *runs: Run, rules: tuple[Rule, ...] = (), tags: dict[int, Tag] | None = None) -> Page:
    return Page(number, WIDTH, HEIGHT, mark_raised(runs), rules, tags or {})


def lines(text: str, x: float, y: float, indent: float = 24.0, **other: Any) -> list[Run]:
    """A paragraph of a column forty letters wide, its first line indented."""
    first, *rest = textwrap.wrap(text, 40)
    return [
        run(first, x + indent, y, **other),
        *(run(line, x, y + 12 * n, **other) for n, line in enumerate(rest, 1)),
    ]


def document(*pages: Page) -> Document:
    return pdf.document_of(read_content(pages), pages, "born_digital")


def rows(symbol: str, *pages: Page) -> Rows:
    return rows_of(document(*pages), masthead.read_masthead(document(*pages), symbol)).plain()


def body(*pages: Page) -> list[str]:
    return [paragraph.text for paragraph in read_content(pages).body]


def texts(found: Rows) -> list[str]:
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


def test_a_remark_of_a_record_does_not_continue_in_the_next_column() -> None:
    left = [r for n in range(7) for r in lines(SAID, LEFT, 100 + 60 * n)]
    printed = run("It was so decided.", LEFT + 24, 530, italic=True)
    right = [r for n in range(1, 8) for r in lines(SAID, RIGHT, 100 + 60 * n)]
    agenda = run("Agenda item 7", RIGHT, 100, bold=True)
    assert body(page(2, *left, printed, agenda, *right))[7:9] == ["It was so decided.", "Agenda item 7"]


def test_a_paragraph_of_one_line_ends_before_the_next_set_close_under_it() -> None:
    first = run("I turn to the lamps.", LEFT + 24, 100)
    assert body(page(2, first, *lines(SAID, LEFT, 112), *lines(SAID, LEFT, 148))) == [first.text, SAID, SAID]


def test_a_list_of_voters_continues_in_the_next_column() -> None:
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


RULE = Rule(60.0, 160.0, 550.0, 161.0)
"""The lower long rule of a first page's head."""
HEAD = [run("A/99/301", 500, 60), run("Distr.: General", 400, 90), run("3 May 2044", 400, 102)]


def masthead_of(*runs: Run, symbol: str = "A/99/301") -> dict[str, Any]:
    """The masthead of a first page on which those stand under the head, and a paragraph under them."""
    text = run("1. The lamps of the harbours are lit by night.", 123, 600)
    return dict(rows(symbol, page(1, *HEAD, *runs, text, rules=(RULE,)))["documents"][0])


def test_who_reports_is_printed_under_the_title_in_smaller_type_and_does_not_belong_to_it() -> None:
    title = run("Lamps of the harbours*", 123, 260, bold=True, size=14.0)
    for byline in (
        "Report of the Secretary-General",
        "Note by the Secretariat",
        "Ninth annual report of the Chair",
        "Paper by the Chair",
    ):
        assert masthead_of(title, run(byline, 123, 290, bold=True, size=12.0))["title"] == "Lamps of the harbours"
    goes_on = run("Report of the Trade and Tides Board", 123, 290, bold=True, size=14.0)
    assert masthead_of(title, goes_on)["title"] == "Lamps of the harbours Report of the Trade and Tides Board"


def test_a_body_named_above_a_larger_title_does_not_belong_to_it() -> None:
    body_name = run("Committee on Lamps", 60, 200, bold=True, size=12.0)
    held = run("Port Louis, 4-8 May 2044", 60, 216)
    assert masthead_of(body_name, held, run("Draft report", 123, 260, bold=True, size=14.0))["title"] == "Draft report"
    assert masthead_of(body_name)["title"] == "Committee on Lamps"


def test_each_body_of_a_joint_document_has_a_column_of_its_own() -> None:
    columns = [
        *(run("General Assembly", 60, 200, bold=True), run("Economic and Social Council", 348, 200, bold=True)),
        *(run("Ninety-ninth session", 60, 212, bold=True), run("2044 session", 348, 212, bold=True)),
        *(run("Agenda item 19", 60, 224), run("25 July 2043-30 July 2044", 348, 224)),
        *(run("Tides and moons", 60, 236, bold=True), run("Agenda item 7 (a)", 348, 236)),
        run("Lamps of the harbours", 348, 248, bold=True),
        run("Lamps and tides", 123, 300, bold=True, size=14.0),
    ]
    runs = [replace(each, mark=n) for n, each in enumerate([*columns, run("1. Lamps are lit.", 123, 600)])]
    first = page(1, *HEAD, *runs, rules=(RULE,), tags={n: Tag(n, "P") for n in range(len(runs))})
    printed = replace(first, runs=(replace(HEAD[0], text="A/99/301-E/2044/9", x0=440.0), *first.runs[1:]))
    for symbol, item, title in (
        ("A/99/301", "19", "Tides and moons"),
        ("E/2044/9", "7 (a)", "Lamps of the harbours"),
    ):
        document = rows(symbol, printed)["documents"][0]
        found = (document["symbol"], document["agenda_item"], document["agenda_title"], document["title"])
        assert found == (symbol, item, title, "Lamps and tides")


@pytest.mark.parametrize(
    "sponsors", ["Chad and Fiji:** draft resolution", "Chad:* amendment to draft resolution A/99/L.8"]
)
def test_who_submits_a_draft_is_no_part_of_the_agenda_item(sponsors: str) -> None:
    item = [run("Agenda item 19", 60, 212), run("Tides and moons", 60, 224, bold=True)]
    title = run("Lamps of the harbours", 123, 290, bold=True, size=12.0)
    found = masthead_of(*item, run(sponsors, 123, 260, bold=True), title, symbol="A/99/L.9")
    assert (found["agenda_title"], found["title"]) == ("Tides and moons", "Lamps of the harbours")


def test_the_cover_of_a_supplement_names_its_series_and_its_session_beside_the_title() -> None:
    said = ("Report of the Board of Lamps", "2044 session", "General Assembly", "Official Records, Supplement No. 9")
    cover = [run(text, 123, 260 + 30 * n, bold=True, size=20.0) for n, text in enumerate(said)]
    found = rows(
        "A/99/9",
        page(1, *HEAD, *cover, rules=(RULE,)),
        page(2, run("A/99/9", 500, 700), run("1. Lamps are lit.", 123, 600)),
    )
    assert found["documents"][0]["title"] == "Report of the Board of Lamps 2044 session"


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


def test_a_head_that_typists_set_in_capitals_has_a_title_and_its_own_distribution() -> None:
    typed_head = page(
        1,
        *(run("Council of", LEFT, 100, size=16.0), run("Distr.", 400, 100)),
        *(run("Harbours", LEFT, 118, size=16.0), run("GENERAL", 400, 118), run("A/99/301", 400, 136)),
        run("Ninety-ninth session", LEFT, 180),
        run("3-7 October 2044", LEFT, 194),
        run("LAMPS OF THE OUTER HARBOURS", 225, 240),
        run("Comment No. 7", 260, 270, italic=True),
        run("Report of the Second Committee", 217.5, 290, italic=True),
        run("1. The lamps of the harbours of all the islands are lit by night, and those of the mainland.", LEFT, 330),
        rules=(Rule(60.0, 150.0, 552.0, 151.0),),
    )
    found = rows("A/99/301", typed_head)
    (document,) = found["documents"]
    assert document["distribution"] == "General"
    assert document["title"] == "LAMPS OF THE OUTER HARBOURS Comment No. 7"


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


def test_a_speech_goes_on_where_another_takes_the_chair() -> None:
    said = [
        run("The meeting was called to order at 3 p.m.", LEFT + 24, 70, italic=True),
        run("Mr. Abdi", LEFT + 24, 100, bold=True),
        run("(Chad), Rapporteur: We are glad.", LEFT + 70, 100),
        run("Ms. Orr (Fiji), Vice-President, took the Chair.", LEFT + 24, 130, italic=True),
        run("We are glad again.", LEFT + 24, 160),
        run("It was so decided.", LEFT + 24, 190, italic=True),
        run("That is the end.", LEFT + 24, 220),
    ]
    (speech,) = rows("A/99/PV.7", page(1, *said))["speeches"]
    assert speech["text"] == "We are glad.\n\nWe are glad again."
    assert (speech["state_name"], speech["office"]) == ("Chad", "Rapporteur")


def test_what_stands_above_a_list_of_voters_belongs_to_it() -> None:
    vote = [
        run("In favour:", LEFT, 100, italic=True),
        run("Chad, Fiji, Mali, Peru, Togo, Tonga,", LEFT + 24, 112),
        run("Tuvalu, Zambia", LEFT + 24, 124),
        run("Against:", LEFT, 150, italic=True),
        run("Abstaining:", LEFT, 176, italic=True),
        run("Cuba", LEFT + 24, 188),
    ]
    assert texts(rows("A/99/PV.7", page(2, *FULL), page(3, *vote)))[-3:] == [
        "In favour: Chad, Fiji, Mali, Peru, Togo, Tonga, Tuvalu, Zambia",
        "Against:",
        "Abstaining: Cuba",
    ]


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
    printed = [run(SAID, LEFT, 100 + 20 * n, mark=n) for n in range(5)]
    chart = run("Lamps that were lit before the boats had come home", LEFT, 400, size=7.0)
    content = read_content([page(2, *printed, chart, tags={n: Tag(n, "P") for n in range(5)})])
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


def test_a_note_at_the_end_of_a_text_may_quote_whole_paragraphs() -> None:
    def note(number: str, text: str, y: float) -> list[Run]:
        return [run(number, LEFT, y - 4, size=6.0), run(text, LEFT + 8, y)]

    marked = [run("Lamps were counted.", LEFT, 100), run("2", LEFT + 97, 96, size=6.0)]
    ended = [run("Notes", 95, 400, italic=True), *note("1", "See the register.", 430), *note("2", "It says:", 460)]
    quoted = [
        run("“Lamps shall be counted", LEFT + 30, 100),
        run("(a) by night;”", LEFT + 30, 130),
        *note("3", "See note 1.", 160),
        run("Annex", 290, 220, bold=True),
    ]
    found = rows("A/99/301", page(2, *marked, *ended), page(3, *quoted))
    assert texts(found) == ["Lamps were counted.", "Notes", "Annex"]
    assert [clause["kind"] for clause in found["clauses"]] == ["paragraph", "heading", "heading"]
    assert [note["text"] for note in found["footnotes"]] == [
        "See the register.",
        "It says: “Lamps shall be counted (a) by night;”",
        "See note 1.",
    ]


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


def test_an_entry_of_a_list_does_not_continue_over_a_page() -> None:
    assert body(page(2, run("Slovenia", LEFT, 700)), page(3, run("Somalia", LEFT, 100))) == ["Slovenia", "Somalia"]


def test_word_leaves_no_first_line_of_a_paragraph_alone_at_a_pages_foot() -> None:
    entry = run("Lamps of the Harbours (United Islands publication, Sales No. 44.9)", LEFT, 700, mark=1)
    following = run("Boats of the Islands (United Islands publication, 2044)", LEFT, 100, mark=1)
    tags = {1: Tag(1, "P")}
    assert body(page(2, entry, tags=tags), page(3, following, tags=tags)) == [entry.text, following.text]


def test_a_paragraph_does_not_continue_over_a_table() -> None:
    above = lines("The lamps of the harbours of all the islands were", LEFT, 200)
    pages = [
        page(2, *above, *FIGURES, rules=tuple(GRID)),
        page(3, *lines("lit by night, and none was out.", LEFT, 100)),
    ]
    assert len(body(*pages)) == 2


def test_a_paragraphs_number_may_be_beyond_a_thousand() -> None:
    ended = lines("The lamps of the harbours of all the islands were lit by night.", LEFT, 600)
    number = lines("1009. At the same meeting the lamps were lit.", LEFT, 100, indent=0)
    assert len(body(page(2, *ended), page(3, *number))) == 2


HEADINGS = [
    [run(f"{SAID[:-1]}, and again, as it was said, that {SAID[4:-1]}", LEFT, 100, italic=True)],
    [run("1. ", LEFT, 100), run("Western lamps", LEFT + 15, 100, italic=True)],
    [run("III. RECOMMENDATIONS OF THE COMMITTEE", LEFT, 100)],
    [run("Table 4", LEFT, 100)],
    [run("Contents", LEFT, 100, size=14.0)],
    [run("Third report on the lamps of the harbours", 70, 100), run("of all islands", 137, 112)],
    [run("Agenda item 7 ", LEFT, 100, bold=True), run("(continued)", LEFT + 75, 100, italic=True)],
]


@pytest.mark.parametrize("runs", HEADINGS, ids=lambda runs: runs[-1].text[:30])
def test_a_heading_is_one_though_not_all_of_it_is_in_its_style(runs: list[Run]) -> None:
    found = document(page(2, *runs, *lines(SAID, LEFT, 140))).body
    assert [is_heading(block) for block in found] == [True, False]


def test_a_paragraph_of_a_column_is_no_heading_though_its_lines_stand_in_the_middle() -> None:
    indented = [run("the lamps of all harbours of the isles", 70, 100), run("and the boats that are home", 92, 112)]
    found = document(page(2, *indented, *lines(SAID, LEFT, 140))).body
    assert (found[0].centred, is_heading(found[0])) == (True, False)


def test_what_is_set_in_italics_at_the_right_is_said_of_the_text_above_and_is_no_heading() -> None:
    adopted = run("Adopted under agenda item 7", RIGHT - 60, 180, italic=True)
    found = document(page(2, *lines(SAID, LEFT, 100), adopted, *lines(SAID, LEFT, 220))).body
    assert [is_heading(block) for block in found] == [False, False, False]


def test_a_boards_decision_closes_with_its_session_at_the_right() -> None:
    close = [
        run("First regular session", RIGHT - 60, 180, italic=True),
        run("9 May 2044", RIGHT - 60, 200, italic=True),
    ]
    said = [run(f"{n}. Lamps are lit.", LEFT, 60 + 30 * n) for n in range(1, 20)]
    decided = page(3, *lines(SAID, LEFT, 100), *close, *lines(SAID, LEFT, 240))
    assert texts(rows("E/2044/34", page(2, *said), decided))[-3:] == ["Lamps are lit.", SAID, SAID]


def test_some_offices_set_no_blank_behind_the_number_of_a_section() -> None:
    heading = rows("A/99/301", page(2, run("IV.Lamps and boats", LEFT, 100, bold=True)))["clauses"][0]
    assert (heading["path"], heading["text"]) == ("IV", "Lamps and boats")


def test_an_entry_of_the_contents_numbers_no_paragraph() -> None:
    entry = run("1. Lamps of the harbours .................... 3-4 12", LEFT, 100)
    found = rows("A/99/301", page(2, entry, run("1. Lamps are lit.", LEFT, 140)))
    assert [clause["path"] for clause in found["clauses"]] == ["", "1"]


RECOMMENDED = [
    ["1. To light the lamps (Chad);", "2. To count the boats (Fiji)."],
    ["111.1 To light the lamps (Chad);", "111.2 To count the boats (Fiji)."],
    ["111.1. To light the lamps (Chad);", "111.2. To count the boats (Fiji)."],
]


@pytest.mark.parametrize("listed", RECOMMENDED, ids=lambda listed: listed[0])
def test_a_list_that_begins_anew_further_in_is_within_its_paragraph(listed: list[str]) -> None:
    said = ["1. Lamps were counted.", "111. The recommendations are listed below.", *listed, "112. All lamps were lit."]
    runs = [run(text, LEFT + 24 * (text in listed), 100 + 20 * n, mark=n) for n, text in enumerate(said)]
    found = rows("A/99/301", page(2, *runs, tags={n: Tag(n, "P") for n in range(len(said))}))["clauses"][1:]
    paths = [(clause["path"], clause["depth"], clause["parent_clause_id"]) for clause in found]
    inner = [(f"111.{n}", 1, "A/99/301#p.111") for n in (1, 2)]
    assert paths == [("111", 0, None), *inner, ("112", 0, None)]
    assert [clause["text"] for clause in found[1:3]] == ["To light the lamps (Chad);", "To count the boats (Fiji)."]


def test_a_russian_word_divided_at_a_lines_end_is_whole_and_a_compound_keeps_its_hyphen() -> None:
    divided = [
        "1. Маяки горят всю ночь, и каждый ма-",
        "як виден из гавани. Каждый остров-",
        "государство хранит лампы в при-",
        "чале.",
    ]
    others = ["2. В причале один маяк и десять ламп.", "3. Остров и государство считают лампы."]

    def read(*said: str) -> list[str]:
        printed = page(2, *(run(text, LEFT, 100 + 12 * n) for n, text in enumerate(said)))
        return body(*repaired([printed]))

    whole = "1. Маяки горят всю ночь, и каждый маяк виден из гавани. Каждый остров-государство хранит лампы в причале."
    assert read(*divided, *others)[0] == whole
    # nothing shows that a text divides words where none of them stands whole elsewhere
    assert read("1. Лампы считает остров-", "государство.") == ["1. Лампы считает остров-государство."]


def test_an_address_that_goes_on_in_the_next_line_is_whole() -> None:
    link = "https://lamps.example/list?folder=All&group=Harbours"
    first = run("https://lamps.example/list?folder=All&group= ", LEFT, 100, link=link)
    whole = f"{link} are lit."
    assert body(page(2, first, run("Harbours", LEFT, 112, link=link), run("are lit.", LEFT + 50, 112))) == [whole]
    resolution = "https://lamps.example/S/RES/9990(2044)"
    cited = [run("The lamps of resolution 9990", LEFT, 100, link=resolution), run("(2044)", LEFT, 112, link=resolution)]
    assert body(page(2, *cited)) == ["The lamps of resolution 9990 (2044)"]


def test_behind_a_stop_a_narrow_gap_is_a_blank() -> None:
    said = run("All lamps of the harbour are lit. ", LEFT, 100)
    end = said.x1 - 5
    said = replace(said, x1=end)
    assert body(page(2, said, run("A boat", end + 1.3, 100))) == ["All lamps of the harbour are lit. A boat"]
    assert body(page(2, replace(said, text="A harb"), run("our", end + 1.3, 100))) == ["A harbour"]


def test_what_stands_above_an_entry_of_the_contents_is_no_part_of_it() -> None:
    first = [
        run("I. Lamps of the harbours of all the islands", LEFT, 100),
        run("and their boats ........ 3", LEFT + 15, 112),
    ]
    annex = [run("Annex", LEFT, 130), run("Boats ........................................... 5", LEFT, 142)]
    assert body(page(2, *first, *annex)) == [
        "I. Lamps of the harbours of all the islands and their boats ........ 3",
        "Annex",
        "Boats ........................................... 5",
    ]


def test_a_slash_mark_behind_a_figure_leaves_no_blank() -> None:
    text = [run("1. Lamps were lit on 3 March 2043 1/, and boats were counted.", LEFT, 100)]
    note = [run("1/ See the register.", LEFT, 710)]
    found = rows("A/99/301", page(2, *text, *note, rules=(Rule(60.0, 690.0, 150.0, 691.0),)))
    assert texts(found) == ["Lamps were lit on 3 March 2043, and boats were counted."]
    assert [(note["number"], note["char_offset"]) for note in found["footnotes"]] == [("1", 30)]


def test_items_printed_together_and_one_that_cannot_begin_a_list() -> None:
    printed = [
        *(run("8. The Committee voted:", LEFT, 100), run("(a) Preamble", LEFT + 24, 132)),
        run("(i)-(iii) It adopted three changes;", LEFT + 24, 164),
        run("(iv) It rejected the fourth. The voting was as follows:", LEFT + 24, 196),
        run("In favour: Chad, Fiji, Mali, Peru.", LEFT + 24, 228),
        run("(vi) It adopted the title.", LEFT + 24, 260),
    ]
    found = rows("A/99/301", page(2, *printed))["clauses"]
    assert [clause["path"] for clause in found] == ["8", "8(a)", "8(a)(i)-(iii)", "8(a)(iv)", "", "8(a)(vi)"]
    assert found[2]["text"] == "It adopted three changes;"


def test_a_single_draft_decision_is_quoted_from_its_title_on() -> None:
    printed = [
        run("9. The Committee recommends the adoption of the following draft decision:", LEFT, 100),
        run("Lamps of the outer harbours", 225, 132, italic=True),
        run("1. The General Assembly takes note of the lamps.", LEFT + 24, 164),
        run("2. The General Assembly requests a count of them.", LEFT + 24, 196),
        run("10. The Committee also heard a statement on boats.", LEFT, 228),
    ]
    agenda = run("Report of the Second Committee", LEFT, 60, bold=True, size=14.0)
    found = rows("A/99/301", page(1, agenda, run("1. Lamps were lit.", LEFT, 80), *printed))
    assert found["documents"][0]["document_type"] == "committee_report"
    assert [clause["clause_id"].split("#")[1] for clause in found["clauses"]] == [
        *("p.1", "p.9", "decision.h.1", "decision.op.1", "decision.op.2", "p.10"),
    ]


def test_an_offices_job_number_beside_the_page_number_does_not_cut_a_paragraph() -> None:
    foot = [run("GE.44-01234", LEFT, 740), run("9", 540, 740, bold=True)]
    first = page(9, run("1. The lamps of the harbours of all the islands were", LEFT, 700), *foot)
    second = page(10, run("lit by night.", LEFT, 100))
    assert texts(rows("A/99/301", first, second)) == ["The lamps of the harbours of all the islands were lit by night."]


def test_an_underlined_heading_at_the_top_of_a_page_is_no_running_head() -> None:
    top = [run("A/99/301", LEFT, 50), run("page 4", LEFT, 62), run("boats came home.", LEFT, 76)]
    heading = run("Lamps of the outer harbours", LEFT, 96)
    underline = Rule(LEFT, 97.5, heading.x1, 98.2)
    printed = page(4, *top, heading, *lines(SAID, LEFT, 120), rules=(underline,))
    assert body(printed) == ["boats came home.", heading.text, SAID]


def test_what_is_typed_where_a_text_ends_is_no_part_of_it() -> None:
    stars, dashes = run("* * *", 290, 180), run("-----", 290, 300)
    found = rows("A/99/301", page(4, *lines(SAID, LEFT, 120), stars, *lines(SAID, LEFT, 220), dashes))
    assert texts(found) == [SAID, "* * *", SAID]
    assert found["pages"][0]["letters_furniture"] == len("-----")


def composed(stream: str, font: str = "Courier") -> bytes:
    """A page set in that font by that content stream; PDFium finds the objects without a table of them."""
    fonts = f"<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/{font}>>>>>>"
    return (
        "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        f"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Resources{fonts}/Contents 4 0 R>>endobj\n"
        f"4 0 obj<</Length {len(stream)}>>stream\n{stream}\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
    ).encode()


def test_the_room_before_a_typed_title_is_no_part_of_it() -> None:
    (title,) = pdfium.read(composed("BT /F 10 Tf 190 Tw 60 700 Td ( LAMPS) Tj ET"))[0].runs
    assert title.text.strip() == "LAMPS"
    assert title.x0 == pytest.approx(60 + 6 + 190, abs=2)


def test_an_indent_set_as_one_text_with_its_line_is_an_indent() -> None:
    indented = composed(
        "BT /F 10 Tf 60 700 Td [( )-2150(The lamps of both)-900( harbours are lit.)] TJ ET", "Times-Roman"
    )
    (line,) = pdfium.read(indented)[0].runs
    assert line.x0 == pytest.approx(60 + 2.5 + 21.5, abs=1)


def test_an_entry_of_the_contents_hangs_from_its_letter() -> None:
    dots = "." * 60
    entries = [
        run("A. Lamps of the harbours of all the islands and of the", LEFT, 100),
        run("mainland, with the oil that they burn from one year", LEFT + 15, 112),
        run(f"to the next {dots} 12", LEFT + 15, 124),
        run(f"B. Boats {dots}... 14", LEFT, 136),
        run(f"C. Pilots {dots}.. 15", LEFT, 148),
    ]
    assert [text[:9] for text in body(page(2, *entries))] == ["A. Lamps ", "B. Boats ", "C. Pilots"]


def test_a_list_does_not_continue_over_a_page_where_its_last_line_had_room() -> None:
    first = [run("Harbour Board of the Outer Islands,", LEFT, 700), run("Lamps", LEFT, 712)]
    second = [run("Pilots’ Guild", LEFT, 100), run("Union of Boats", LEFT, 112)]
    assert body(page(2, *first), page(3, *second))[1] == "Pilots’ Guild Union of Boats"


def test_the_report_on_a_long_session_counts_beyond_a_thousand_but_a_year_is_no_number() -> None:
    printed = [
        run("999. Lamps were lit.", LEFT, 100),
        run("1000. Boats came home.", LEFT, 130),
        run("(a) Two of them.", LEFT + 24, 160),
        run("2044. That was the year.", LEFT, 190),
    ]
    found = rows("A/99/301", page(2, *printed))["clauses"]
    assert [clause["path"] for clause in found] == ["999", "1000", "1000(a)", ""]


def test_a_text_set_over_white_strips_is_a_run_for_each_column() -> None:
    pieces = pdfium.read(
        composed("BT /F 10 Tf 60 700 Td [(LAMPS ) -12000 (12 BOATS HOME ) -9000 (4)] TJ ET", "Courier")
    )[0].runs
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


def test_a_note_to_a_table_has_the_cell_in_which_its_mark_stands() -> None:
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
