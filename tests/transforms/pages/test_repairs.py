"""Repairs: what a reader of the page sees though its file does not say so."""

from __future__ import annotations

from dataclasses import replace

from transforms.pages.flow import read_content
from transforms.pages.model import Page, Rule, Run
from transforms.pages.repairs import repaired


def run(text: str, x: float, y: float, italic: bool = False) -> Run:
    return Run(text, x, y - 10, x + 6.0 * len(text), y + 2, y, 10.0, "Courier", False, italic)


def page(*runs: Run, rules: tuple[Rule, ...] = ()) -> Page:
    return Page(2, 612.0, 792.0, runs, rules)


UNDER = Rule(72.0, 201.0, 126.0, 201.5)


TYPED = page(run("Recalling", 72, 200), run(" its resolution 98/1,", 132, 200), rules=(UNDER,))


def test_what_a_typewriter_underlined_is_in_italics() -> None:
    assert [r.italic for r in repaired([TYPED])[0].runs] == [True, False]


def test_where_letters_are_italic_a_line_under_words_is_a_line() -> None:
    printed = replace(TYPED, runs=(*TYPED.runs, run("Noting", 72, 300, italic=True)))
    assert [r.italic for r in repaired([printed])[0].runs] == [False, False, True]


def test_a_title_in_italics_among_thousands_of_letters_makes_no_print() -> None:
    typed = replace(TYPED, runs=(*TYPED.runs, run("lamps" * 1000, 72, 300), run("Isles", 72, 400, italic=True)))
    assert [r.italic for r in repaired([typed])[0].runs] == [True, False, False, True]


def test_the_mark_that_a_note_begins_with_is_raised_where_it_is_set_on_the_line() -> None:
    told = [run("Lamps are lit.", 72, 500), replace(run("4", 158, 496), raised=True)]
    note = [run("4", 72, 640), run("See page 3.", 110, 640), run("5", 72, 660), run("isles are lit.", 110, 660)]
    close = [run("4", 72, 680), run("lamps", 84, 680)]
    typed = page(*told, *note, *close, rules=(Rule(72.0, 620.0, 216.0, 621.0),))
    assert [r.raised for r in repaired([typed])[0].runs] == [False, True, True, *[False] * 5]
    content = read_content(repaired([page(*told, *note[:2], rules=typed.rules)]))
    assert ([p.text for p in content.body], [p.text for p in content.notes]) == (["Lamps are lit."], ["See page 3."])


def test_a_number_and_the_underlined_verb_behind_it_set_as_one_are_two_runs() -> None:
    commends = replace(run("2. Commends", 72, 200), x1=72 + 6.0 * 14)
    printed = repaired([page(commends, rules=(Rule(108.0, 201.0, 156.0, 201.5),))])[0].runs
    assert [(r.text, r.italic) for r in printed] == [("2. ", False), ("Commends", True)]


def test_a_line_that_reaches_under_part_of_the_words_underlines_none() -> None:
    short = replace(TYPED, rules=(Rule(72.0, 201.0, 90.0, 201.5),))
    assert not any(r.italic for r in repaired([short])[0].runs)


def test_what_lies_off_the_page_is_no_part_of_it() -> None:
    """A scan's text layer may hold a sliver of the facing page, left or right of the sheet."""

    def line(text: str, x0: float, x1: float, baseline: float) -> Run:
        return Run(text, x0, baseline - 10, x1, baseline, baseline, 10, "Times", False, False)

    printed = [line(f"Printed line {n} of the page.", 60, 300, 200 + 12 * n) for n in range(4)]
    sliver = [line("sliver", -40, -5, 212), line("another", 505, 560, 224)]
    page = Page(1, 500, 700, (*printed, *sliver), ())
    texts = " ".join(paragraph.text for paragraph in read_content(repaired([page])).body)
    assert texts.count("Printed line") == 4
    assert "sliver" not in texts and "another" not in texts
