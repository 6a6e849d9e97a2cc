"""Furniture: which lines of a page are head, furniture and text, and the rule that says so."""

from __future__ import annotations

from dataclasses import replace

import pytest

from transforms.pages.furniture import PARTS, Front, Margins, front_of, margins_of, part_of, repeated_texts
from transforms.pages.lines import lines_of
from transforms.pages.model import Page, Rule, Run, Tag
from transforms.pages.text import Line

WIDTH, HEIGHT = 612.0, 792.0
FIRST, LATER = (Page(number, WIDTH, HEIGHT, (), ()) for number in (1, 2))
TAGGED = replace(LATER, tags={1: Tag(0, "P")})


def run(text: str, y: float, mark: int | None = None) -> Run:
    return Run(text, 60, y - 8, 60 + 5.0 * len(text), y + 2, y, 10.0, "Times", False, False, mark)


def line(text: str, y: float, mark: int | None = None) -> Line:
    return Line((run(text, y, mark),), 1)


CASES: list[tuple[str, Page, Line]] = [
    ("above the end of the head", FIRST, line("Distr.: General", 100)),
    ("imprint", FIRST, line("This record contains speeches.", 700)),
    ("typed rule", LATER, line("_ ____________", 600)),
    ("end mark", LATER, line("-----", 300)),
    ("artifact on a turned page", replace(TAGGED, width=HEIGHT, height=WIDTH), line("A/99/301", 300)),
    ("between top and foot", LATER, line("The lamps are lit.", 300)),
    ("artifact", TAGGED, line("A/99/301", 50)),
    ("above the running head's rule", LATER, line("Lamps of the isles", 50)),
    ("repeated at the top", LATER, line("Lamps 12", 80)),
    ("symbol or page number at the top", LATER, line("A/99/301", 64)),
    ("text at the top", LATER, line("The lamps are lit.", 80)),
    ("page number at the foot", LATER, line("12/14", 700)),
    ("repeated at the foot", LATER, line("Lamps 12", 760)),
    ("job number at the foot of the first page", FIRST, line("44-01234 (E) of the printer", 740)),
    ("text at the foot", LATER, line("The lamps are lit.", 760)),
]


@pytest.mark.parametrize(("rule", "page", "printed"), CASES, ids=[case[0] for case in CASES])
def test_each_rule_answers_where_its_reason_holds(rule: str, page: Page, printed: Line) -> None:
    imprint = 650.0 if rule == "imprint" else HEIGHT
    margins = Margins(page, Front(150.0 if page is FIRST else 0.0, imprint), 60.0, {"Lamps #"})
    is_text = rule in ("between top and foot", "text at the top", "text at the foot")
    part = "head" if rule == "above the end of the head" else "text" if is_text else "furniture"
    assert part_of(printed, margins) == (part, rule)


def test_each_rule_has_a_case() -> None:
    assert [rule.name for rule in PARTS] == [case[0] for case in CASES]


@pytest.mark.parametrize(
    ("texts", "rules", "front", "why"),
    [
        (
            [("9990th meeting", 120)],
            [150, 650],
            Front(152, 651),
            "a record has a rule under its meeting and at its foot",
        ),
        ([("Distr.: General", 90)], [50, 150, 650], Front(152, HEIGHT), "other documents under their distribution"),
        ([("Distr. GENERAL", 90), ("Ninety-ninth session", 180)], [], Front(178, HEIGHT), "older ones have no rule"),
        ([("Distr. GENERAL", 90)], [], Front(90, HEIGHT), "nothing else shows the head's end"),
        ([("The lamps are lit.", 90)], [150], Front(0, HEIGHT), "a text without a head"),
    ],
)
def test_the_head_of_the_first_page_ends_at_a_rule_or_a_line(
    texts: list[tuple[str, float]], rules: list[float], front: Front, why: str
) -> None:
    page = replace(FIRST, rules=tuple(Rule(60, y, 552, y + 1) for y in rules))
    found = front_of(page, [line(*text) for text in texts])
    assert found == pytest.approx(front, abs=2), why


def test_what_several_pages_repeat_is_a_running_head() -> None:
    pages = [Page(n, WIDTH, HEIGHT, (run(f"Lamps {n}", 50), run(f"Boats {n}", 400)), ()) for n in range(1, 5)]
    assert repeated_texts(pages, [lines_of(page.runs, page.number) for page in pages]) == {"Lamps #"}


def test_a_rule_that_underlines_a_line_is_not_that_of_the_running_head() -> None:
    printed = line("Lamps of the outer harbours of the isles", 80)
    page = replace(LATER, rules=(Rule(60, 81, printed.x1, 81.5),))
    assert margins_of(page, [printed], set()).head_rule == 0
    assert margins_of(replace(page, rules=(Rule(60, 95, 552, 95.5),)), [printed], set()).head_rule == 95
