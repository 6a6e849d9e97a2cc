"""Pages to paragraphs, where a page of its own shows it: contents and the printer's notice."""

from __future__ import annotations

from dataclasses import replace

from transforms.pages.flow import read_content
from transforms.pages.model import Page, Rule, Run


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
