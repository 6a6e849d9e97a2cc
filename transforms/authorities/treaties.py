"""Treaties and other instruments that texts cite by name: ids, titles and names (``treaties.csv``).

What belongs here: the look-ups over that file. What does not: finding the names in a text, and treaties that are cited
by volume and number alone (``transforms/citations/forms/treaties.py``).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import regex

from transforms.authorities import vocabularies

# Short titles without a word for what they are ("CRC", "1967 Protocol") name other things too.
_CLEAR_SHORT_TITLE = regex.compile(r"(?!\d|ILO).*(?:Convention|Treaty|Statute)")


@cache
def titles() -> Mapping[str, tuple[str, str | None]]:
    """Title and short title of each treaty, by treaty id."""
    return {row["treaty_id"]: (row["title"], row["short_title"] or None) for row in _rows()}


@cache
def ids_by_name() -> Mapping[str, str]:
    """Treaty id by each name under which running text cites a treaty; unclear short titles are left out."""
    names: dict[str, str] = {}
    for row in _rows():
        short_title = row["short_title"] if _CLEAR_SHORT_TITLE.match(row["short_title"]) else ""
        for name in (row["title"], *row["further_names"].split(";"), short_title):
            if name:
                names[name] = row["treaty_id"]
    return names


@cache
def _rows() -> tuple[vocabularies.Row, ...]:
    columns = {"treaty_id": ".+", "title": ".+", "short_title": ".*", "further_names": ".*"}
    return vocabularies.rows("transforms.authorities", "treaties.csv", **columns)
