"""The promise of ``transforms/paragraphs.py`` where a page alone tells it: typewriters' italics, contents, notices."""

from __future__ import annotations

from dataclasses import replace

from transforms.pages.layout import Page, Rule, Run
from transforms.pages.paragraphs import as_printed, read_content


def run(text: str, x: float, y: float, italic: bool = False) -> Run:
    return Run(text, x, y - 10, x + 6.0 * len(text), y + 2, y, 10.0, "Courier", False, italic)


def page(*runs: Run, rules: tuple[Rule, ...] = ()) -> Page:
    return Page(2, 612.0, 792.0, runs, rules)


UNDER = Rule(72.0, 201.0, 126.0, 201.5)
TYPED = page(run("Recalling", 72, 200), run(" its resolution 98/1,", 132, 200), rules=(UNDER,))


def test_what_a_typewriter_underlined_is_in_italics() -> None:
    assert [r.italic for r in as_printed([TYPED])[0].runs] == [True, False]


def test_where_letters_are_italic_a_line_under_words_is_a_line() -> None:
    printed = replace(TYPED, runs=(*TYPED.runs, run("Noting", 72, 300, italic=True)))
    assert [r.italic for r in as_printed([printed])[0].runs] == [False, False, True]


def test_a_number_set_in_one_with_the_verb_that_is_underlined_is_parted_from_it() -> None:
    commends = replace(run("2. Commends", 72, 200), x1=72 + 6.0 * 14)
    printed = as_printed([page(commends, rules=(Rule(108.0, 201.0, 156.0, 201.5),))])[0].runs
    assert [(r.text, r.italic) for r in printed] == [("2. ", False), ("Commends", True)]


def test_a_line_that_reaches_under_part_of_the_words_underlines_none() -> None:
    short = replace(TYPED, rules=(Rule(72.0, 201.0, 90.0, 201.5),))
    assert not any(r.italic for r in as_printed([short])[0].runs)


def test_an_entry_of_the_contents_ends_at_its_page() -> None:
    entries = [
        "I. Introduction .............. 3",
        "II. Harbours and lamps ....... 4",
        "III. Recommendations ......... 9",
    ]
    contents = page(*(run(text, 72, 200 + 12 * n) for n, text in enumerate(entries)))
    assert [paragraph.text for paragraph in read_content([contents]).body] == entries


def test_the_printers_notice_parts_no_paragraph() -> None:
    first = page(
        run("The Assembly will recall that the item was, as all members of it know well,", 72, 300),
        run("This record contains the text of speeches delivered in English.", 72, 700),
    )
    second = replace(page(run("discussed at length.", 72, 100)), number=3)
    content = read_content([first, second])
    assert [p.text for p in content.body] == [
        "The Assembly will recall that the item was, as all members of it know well, discussed at length."
    ]
    assert [line.text for line in content.furniture] == [
        "This record contains the text of speeches delivered in English."
    ]
