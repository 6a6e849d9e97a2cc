"""Notes: the rule under which those of a page stand, and how each begins."""

from __future__ import annotations

from dataclasses import replace

import pytest

from transforms.pages.model import Page, Rule, Run
from transforms.pages.notes import line_starts_note, note_paragraphs, notes_in_body, notes_separator
from transforms.pages.paragraphs import Paragraph
from transforms.pages.text import Line

HEIGHT = 792.0


def run(text: str, y: float, size: float = 10.0, x: float = 60.0) -> Run:
    return Run(text, x, y - 8, x + 5.0 * len(text), y + 2, y, size, "Times", False, False)


def line(text: str, y: float, size: float = 10.0) -> Line:
    return Line((run(text, y, size),), 2)


def marked(mark: str, text: str, y: float) -> Line:
    """A line that begins with a raised mark."""
    return Line((replace(run(mark, y - 4, 6.0), raised=True), run(text, y, 8.5, 66.0)), 2)


DRAWN, DASHES = Rule(60, 600, 150, 600.5), line("__________", 600)
UPPER = Rule(60, 400, 150, 400.5)
TABLE_NOTE, NOTE = marked("a", "As counted by night.", 412), marked("1", "See page 3.", 612)
FIGURES = line("1 204 37 – 12 5", 460, 8.5)
TEXT = line("The lamps of the isles are lit.", 460)


@pytest.mark.parametrize(
    ("rules", "lines", "y", "why"),
    [
        ([DRAWN], [marked("1", "See page 3.", 612)], 600, "a note begins below"),
        ([DRAWN], [line("1/ See page 3.", 612)], 600, "some offices set its mark so"),
        ([DRAWN], [], HEIGHT, "nothing stands below"),
        ([DRAWN], [marked("1", "See page 3.", 660)], HEIGHT, "the first note stands close below"),
        ([], [DASHES, line("the register.", 612, 8.5), line("Lamps", 640)], 600, "a note continues below dashes"),
        ([DRAWN], [line("the register.", 612, 8.5), line("Lamps", 640)], HEIGHT, "a drawn rule may be a table's"),
        ([DRAWN], [line("the register.", 612, 8.5), line("of lamps.", 622, 8.5)], 600, "only small type stands below"),
        ([], [DASHES, line("The lamps are lit.", 612)], HEIGHT, "text stands below"),
        ([UPPER, DRAWN], [TABLE_NOTE, TEXT, NOTE], 600, "the lowest rule is that of the page's notes"),
        ([UPPER], [TABLE_NOTE, TEXT], HEIGHT, "the text goes on below a table's notes"),
        ([UPPER], [TABLE_NOTE, FIGURES], HEIGHT, "a table stands below another's notes"),
        (
            [UPPER, Rule(70, 601, 130, 601.5)],
            [TABLE_NOTE, line("see lamps.example/isles", 600, 8.5), NOTE],
            400,
            "a link",
        ),
    ],
)
def test_a_rule_separates_the_notes_where_notes_stand_below(
    rules: list[Rule], lines: list[Line], y: float, why: str
) -> None:
    page = Page(2, 612.0, HEIGHT, (), tuple(rules))
    assert notes_separator(page, lines, 10.0) == y, why


@pytest.mark.parametrize(
    ("begin", "is_note"),
    [
        (marked("17", "See page 3.", 100), True),
        (marked("a", "See page 3.", 100), True),
        (line("** See page 3.", 100), True),
        (line("3 / See page 3.", 100), True),
        (line("* * *", 100), False),
        (line("3 lamps are lit.", 100), False),
        (marked("st", "of May", 100), False),
    ],
    ids=lambda value: value.text if isinstance(value, Line) else "",
)
def test_a_note_begins_with_its_mark(begin: Line, is_note: bool) -> None:
    assert line_starts_note(begin) == is_note


def test_the_lines_of_notes_fall_into_notes() -> None:
    lines = [
        line("of the register.", 90),
        marked("1", "See page", 100),
        line("3.", 112),
        marked("2", "See note 1.", 124),
    ]
    assert [note.text for note in note_paragraphs(lines)] == ["of the register.", "See page 3.", "See note 1."]


def test_all_between_the_notes_at_a_texts_end_belongs_to_them() -> None:
    texts = [line("Lamps are lit.", 90), line("Notes", 100), marked("1", "It says:", 112), line("“Lamps.”", 124)]
    body = [Paragraph([each]) for each in (*texts, marked("2", "See note 1.", 136))]
    text, notes, continue_on_next_page = notes_in_body(body, False)
    assert [p.text for p in text] == ["Lamps are lit.", "Notes"]
    assert [p.text for p in notes] == ["It says: “Lamps.”", "See note 1."]
    assert continue_on_next_page
