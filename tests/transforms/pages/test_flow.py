"""Pages to paragraphs, where a page of its own shows it: contents and the printer's notice."""

from __future__ import annotations

from dataclasses import replace

from transforms.pages.flow import read_content
from transforms.pages.model import Page, Rule, Run, Tag


def run(text: str, x: float, y: float, italic: bool = False) -> Run:
    return Run(text, x, y - 10, x + 6.0 * len(text), y + 2, y, 10.0, "Courier", False, italic)


def page(*runs: Run, rules: tuple[Rule, ...] = ()) -> Page:
    return Page(2, 612.0, 792.0, runs, rules)


def test_an_entry_of_the_contents_ends_at_its_page() -> None:
    entries = [
        "I. Introduction .............. 3",
        "II. Harbours and lamps ....... 4",
        "III. Recommendations ......... 9",
    ]
    contents = page(*(run(text, 72, 200 + 12 * n) for n, text in enumerate(entries)))
    assert [paragraph.text for paragraph in read_content([contents]).body] == entries


def test_an_entry_has_its_page_where_the_tree_sets_it_apart() -> None:
    pieces = [
        ("I. Introduction ..........", 72, 200),
        ("II. Harbours ............", 72, 212),
        ("3", 400, 200),
        ("4", 400, 212),
    ]
    runs = [replace(run(*piece), mark=n) for n, piece in enumerate(pieces)]
    contents = replace(page(*runs), tags={n: Tag(n, "P") for n in range(4)})
    assert [paragraph.text for paragraph in read_content([contents]).body] == [
        "I. Introduction .......... 3",
        "II. Harbours ............ 4",
    ]


def test_what_a_tree_leaves_out_is_a_charts_unless_it_says_a_sentence() -> None:
    told = replace(run("The lamps are counted below.", 72, 100), mark=0)
    labels = [run("Northern isles (excl. those of the far east) and all the southern isles", 72, 300)]
    box = [run("In the year before all the lamps were counted by night.", 72, 400)]
    tags = {0: Tag(0, "P")}
    chart, boxed = (read_content([replace(page(told, *runs), tags=tags)]) for runs in (labels, [*labels, *box]))
    assert ([p.text for p in chart.figures], len(chart.body)) == ([labels[0].text], 1)
    assert (boxed.figures, len(boxed.body)) == ([], 3)


def test_the_printers_notice_does_not_cut_a_paragraph() -> None:
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
