"""Lines: runs on one baseline, with what is raised from them."""

from __future__ import annotations

from dataclasses import replace

from transforms.pages.lines import gathered, lines_in_file_order, lines_of
from transforms.pages.model import Run


def run(text: str, x: float, y: float, raised: bool = False) -> Run:
    return Run(text, x, y - 8, x + 5.0 * len(text), y + 2, y, 6.0 if raised else 10.0, "", False, False, raised=raised)


def test_things_are_gathered_while_each_joins_the_group_before_it() -> None:
    assert gathered([1, 2, 3, 7, 8, 20], lambda group, item: item - group[-1] < 2) == [[1, 2, 3], [7, 8], [20]]


def test_runs_of_one_baseline_are_a_line_whatever_their_order() -> None:
    runs = [run("boats", 60, 112), run("night", 95, 101), run("by", 80, 100), run(" ", 60, 90), run("lit", 60, 99.5)]
    assert [line.text for line in lines_of(runs, 1)] == ["lit by night", "boats"]


def test_a_raised_run_belongs_to_the_nearest_of_the_lines_under_it() -> None:
    left, right, mark = run("lamps", 60, 100), run("boats", 300, 102.5), run("7", 86, 95, raised=True)
    lines = lines_of([mark, left, right], 1)
    assert [[r.text for r in line.runs] for line in lines] == [["lamps", "7"], ["boats"]]


def test_a_line_of_one_column_is_not_joined_with_one_of_the_other() -> None:
    block = [run("lamps and", 60, 700), run("boats", 320, 100), run("of the isles", 320, 112)]
    assert [line.text for line in lines_in_file_order(block, 1)] == ["lamps and", "boats", "of the isles"]


def test_a_mark_set_before_its_line_belongs_to_it() -> None:
    block = [run("3", 60, 95, raised=True), run("See page 7.", 66, 100)]
    (line,) = lines_in_file_order(block, 1)
    assert [r.text for r in line.inked] == ["3", "See page 7."]


def test_a_line_has_the_size_of_most_of_its_letters_and_is_bold_where_all_of_it_is() -> None:
    (line,) = lines_of([replace(run("lamps", 60, 100), bold=True), run("7", 86, 95, raised=True)], 1)
    assert (line.size, line.bold, line.baseline) == (10.0, True, 100)
