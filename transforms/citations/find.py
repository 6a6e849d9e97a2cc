"""Find: every reference in one text, with its place, before it is decided which document is meant.

What belongs here: running the forms over a text, and what to keep where their finds overlap. What does not: the forms
themselves (``forms``), and what a reference means (``resolve.py``).
"""

from __future__ import annotations

from dataclasses import replace

import regex

from transforms.citations.forms.register import BY_NAME, FORMS
from transforms.citations.model import Found
from transforms.citations.wording import PLACES_AFTER
from transforms.language.characters import in_one_form

# The Human Rights Council's report prints its resolutions, so "A/77/53/Add.1, ..., resolution 51/4" cites two.
_HRC_REPORT = regex.compile(r"A/\d+/53(?:/.*)?")


def find(text: str) -> list[Found]:
    """Every reference in one text, in order of place.

    No span overlaps another, except that the members of a range between its ends ("970\u2013973") have the span of
    the whole range. ``Found.text`` has hyphens and apostrophes in one form; the span quotes the text itself.
    """
    plain = in_one_form(text)
    found: list[Found] = []
    for form in FORMS:
        if any(sign in plain for sign in form.signs):
            found += form.find(plain)
    found.sort(key=lambda each: (each.start, each.is_implied, -each.end))
    return _without_overlaps(plain, found)


def _without_overlaps(text: str, found: list[Found]) -> list[Found]:
    """Keep the first and longest of what overlaps, and drop what is a place in the reference before it:
    "A/56/1026, annex II, resolution 14/221"."""
    kept: list[Found] = []
    taken = report = 0
    for each in found:
        if each.is_implied:
            kept.append(each)
            continue
        if each.start < taken:
            continue
        if each.start < report and each.head:
            each = replace(each, head=replace(each.head, body="HRC", how="named"))  # noqa: PLW2901
        kept.append(each)
        taken, report = each.end, 0 if BY_NAME[each.form].has_parts else report
        if BY_NAME[each.form].has_parts and (places := PLACES_AFTER.match(text, each.end)):
            if _HRC_REPORT.fullmatch(each.text):
                report = places.end()
            else:
                taken = places.end()
    return kept
