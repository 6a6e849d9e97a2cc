"""Characters that texts have in more than one form."""

from __future__ import annotations

from collections.abc import Mapping

ONE_FORM: Mapping[str, str] = {"\u2010": "-", "\u2011": "-", "\u2019": "'", "\u00a0": " ", "\n": " "}
"""Characters that texts have in more than one form, and the one by which each is replaced, so that places stay."""


def in_one_form(text: str) -> str:
    """A text with the characters of ``ONE_FORM`` replaced; its length stays."""
    for character, form in ONE_FORM.items():
        text = text.replace(character, form)
    return text
