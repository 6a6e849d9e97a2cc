"""Who sponsors a draft: the States and groups that its masthead and the notes to it name, a row each.

What belongs here: the names in the lines that ``sponsor_lines`` keeps, and in notes such as "On behalf of the States
Members of the United Nations that are members of the Group of 77 and China". What does not: finding these lines
(``texts/masthead.py``), and which State or group a name means (``authorities/delegations.py``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import polars as pl
import regex

from transforms.authorities import delegations, kinds
from transforms.language import vocabulary
from warehouse import tables

_NAMES = regex.compile(r"(?P<names>.+?)[\s*]*[:：].*")
_ON_BEHALF = vocabulary.pattern("sponsors.on_behalf")
_INLINE = regex.compile(rf"\s*[(（]\s*(?P<note>{_ON_BEHALF.pattern}[^()（）]*)[)）]", regex.IGNORECASE)
_MARKS = regex.compile(r"\s*\*+")


def sponsors(documents: pl.DataFrame, sponsor_lines: pl.DataFrame, footnotes: pl.DataFrame) -> pl.DataFrame:
    """The sponsors of each draft, in the order in which they are printed (table ``sponsors``).

    Takes rows of the tables of those names. A draft that an officer submits has none.
    """
    drafts = documents.filter(pl.col("document_type").is_in(kinds.names(is_draft=True)))
    of_drafts = footnotes.filter(pl.col("number").str.starts_with("*")).join(
        drafts, on=["symbol", "language"], how="semi"
    )
    rows: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for line in sponsor_lines.iter_rows(named=True):
        rows.setdefault((line["symbol"], line["language"]), []).extend(_of_line(line))
    for note in of_drafts.iter_rows(named=True):
        rows.setdefault((note["symbol"], note["language"]), []).extend(_of_note(note))
    numbered = (row | {"seq": seq} for found in rows.values() for seq, row in enumerate(_each_once(found), 1))
    return tables.SPONSORS.frame(numbered)


def _of_line(line: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Those that a line above the title names: "Chad,* Cuba (on behalf of the Group of 77) and Fiji: draft"."""
    if not kinds.SPONSORED.fullmatch(line["text"]) or not (match := _NAMES.fullmatch(line["text"])):
        return
    plain = _MARKS.sub("", match["names"])
    for name in delegations.listed(_INLINE.sub("", plain)):
        yield _row(line, name, "masthead")
    for within in _INLINE.finditer(plain):
        if delegations.group_id(within["note"]):
            yield _row(line, _group(within["note"]), "masthead")


def _of_note(note: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The group on whose behalf a note says that a draft is submitted."""
    if _ON_BEHALF.match(note["text"]) and delegations.group_id(note["text"]):
        yield _row(note, _group(note["text"]), "footnote")


def _group(text: str) -> str:
    return delegations.group_names()[delegations.group_id(text) or ""]


def _row(stated: Mapping[str, Any], name: str, source: str) -> dict[str, Any]:
    return {
        **{key: stated[key] for key in ("symbol", "language", "page")},
        **delegations.delegation(name)._asdict(),
        "source": source,
    }


def _each_once(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Each name where it is printed first."""
    first: dict[str, dict[str, Any]] = {}
    for row in rows:
        first.setdefault(row["name"], row)
    return [*first.values()]
