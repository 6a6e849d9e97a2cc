"""Text: where a blank stands between two runs, which raised pieces are note marks, what a style leads."""

from __future__ import annotations

from dataclasses import replace

import pytest
import regex

from transforms.pages.model import Run
from transforms.pages.text import Line, Text, compose, note_marks


def run(text: str, x: float, raised: bool = False) -> Run:
    size = 6.0 if raised else 10.0
    y = 96.0 if raised else 100.0
    return Run(text, x, y - 8, x + 0.5 * size * len(text), y, y, size, "", False, False, raised=raised)


@pytest.mark.parametrize(
    ("piece", "marks"),
    [("17", ["17"]), ("17/", ["17"]), ("3, 4", ["3", "4"]), ("**", ["**"]), ("a", ["a"]), ("th", []), ("kg", [])],
)
def test_a_raised_piece_consists_of_note_marks_or_is_text(piece: str, marks: list[str]) -> None:
    assert note_marks(piece) == marks


@pytest.mark.parametrize(
    ("before", "piece", "text", "marks"),
    [
        ("lamps", "7", "lamps", [("7", 5)]),
        ("3,500 m", "2", "3,500 m2", []),
        ("the 1", "st", "the 1st", []),
        ("the 1", "a", "the 1a", []),
        ("lamps", "a", "lamps", [("a", 5)]),
    ],
)
def test_a_power_and_an_ordinals_ending_are_no_marks(
    before: str, piece: str, text: str, marks: list[tuple[str, int]]
) -> None:
    found = compose([Line((run(before, 60), run(piece, 60 + 5.0 * len(before), raised=True)), 1)])
    assert (found.text, found.marks) == (text, marks)


@pytest.mark.parametrize(
    ("upper", "lower", "text"),
    [
        ("the lamps", "of boats", "the lamps of boats"),
        ("well-", "being", "well-being"),
        ("pre-", "and post-natal", "pre- and post-natal"),
        ("2043–", "2044", "2043–2044"),
        ("lamps –", "boats", "lamps – boats"),
        ("A/99/", "301", "A/99/301"),
    ],
)
def test_a_lines_end_is_a_blank_but_behind_a_hyphen_slash_or_dash(upper: str, lower: str, text: str) -> None:
    assert compose([Line((run(upper, 60),), 1), Line((run(lower, 60),), 1)]).text == text


def test_a_link_over_two_runs_is_one() -> None:
    first, second = (replace(run(text, x), link="https://lamps.example") for text, x in (("lamps", 60), ("lit", 90)))
    assert compose([Line((first, second), 4)]).links == [(0, 9, "https://lamps.example", 4)]


def test_what_is_taken_out_as_a_mark_moves_what_stands_behind_it() -> None:
    text = Text("lamps 1/ and boats", [("2", 18)], [False] * 18, [False] * 18, [(13, 18, "https://boats.example", 1)])
    marked = text.marking(regex.compile(r" (\d)/"))
    assert (marked.text, marked.marks) == ("lamps and boats", [("1", 5), ("2", 15)])
    assert marked.links == [(10, 15, "https://boats.example", 1)]
    assert len(marked.bold) == len(marked.text)


def test_a_text_leads_with_the_words_of_one_style() -> None:
    text = "Recalling also, the lamps"
    italic = [i < 9 or 10 <= i < 14 for i in range(len(text))]
    assert Text(text, italic=italic).leading(italic) == "Recalling also"
