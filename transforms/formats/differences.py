"""Where two sources of one document differ: what its PDF gives beside what the UN's XML of it gives.

What belongs here: laying clause beside clause and note beside note, by id first and then by text, and saying what is
not the same. What does not: reading either source (``pdf.py``, ``akn.py``), neither of which sees the other, and
which of them gives the rows (``orchestration/extraction.py``).
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

import regex

from transforms.authorities import symbols
from transforms.texts.rows import Rows

Row = Mapping[str, Any]

BLANKS = regex.compile(r"\s+")
DASHES = regex.compile(r"[\u2010\u2011\u2212]")


def differences(pdf: Rows, xml: Rows) -> list[dict[str, Any]]:
    """Rows of ``source_differences``, from what was read of the PDF and of the XML of one document.

    Blanks, hyphens that look the same and compatibility forms of letters are no difference, nor is one character in a
    note mark's place. A clause that only stands under another id is a difference in numbering, once, and its text is
    compared with that of the clause of the same words.
    """
    document = pdf["documents"][0]
    found = [*_clauses(pdf["clauses"], xml["clauses"]), *_notes(pdf, xml), *_links(pdf, xml)]
    about = {"symbol": document["symbol"], "language": document["language"]}
    return [{**about, "seq": seq, **row} for seq, row in enumerate(found, 1)]


def _bare(text: str) -> str:
    return str(BLANKS.sub("", DASHES.sub("-", unicodedata.normalize("NFKC", text))))


def _difference(what: str, left: Any, right: Any, clause_id: str | None, number: str | None = None) -> dict[str, Any]:
    values = {"pdf_value": left, "xml_value": right}
    return {"what": what, "clause_id": clause_id, "footnote_number": number, **values}


def _clauses(left: list[dict[str, Any]], right: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Differences in text and numbering, and clauses of one side alone."""
    ours = {row["clause_id"]: _bare(row["text"]) for row in left}
    theirs = {row["clause_id"]: _bare(row["text"]) for row in right}
    paths = {row["clause_id"]: row["path"] for row in right}
    # the same words under another id, each once; a clause under its own id is where it should be
    elsewhere: dict[str, list[str]] = {}
    for clause_id, text in theirs.items():
        if ours.get(clause_id) != text:
            elsewhere.setdefault(text, []).append(clause_id)
    seen: set[str] = set()
    unmatched: list[dict[str, Any]] = []
    for row in left:
        clause_id, text = row["clause_id"], ours[row["clause_id"]]
        if theirs.get(clause_id) == text:
            seen.add(clause_id)
            if row["path"] != paths[clause_id]:
                yield _difference("numbering", row["path"], paths[clause_id], clause_id)
        elif text and elsewhere.get(text):
            other = elsewhere[text].pop(0)
            seen.add(other)
            yield _difference("numbering", clause_id, other, clause_id)
        else:
            unmatched.append(row)
    printed = {row["clause_id"]: row["text"] for row in right}
    for row in unmatched:
        clause_id = row["clause_id"]
        if clause_id in printed and clause_id not in seen:
            seen.add(clause_id)
            yield _difference("text", row["text"], printed[clause_id], clause_id)
        else:
            yield _difference("extra", row["text"], None, clause_id)
    for row in right:
        if row["clause_id"] not in seen:
            yield _difference("missing", None, row["text"], row["clause_id"])


def _notes(pdf: Rows, xml: Rows) -> Iterator[dict[str, Any]]:
    """Differences in the notes' texts and in where their marks stand, and notes of one side alone."""
    theirs = {row["footnote_id"]: row for row in xml["footnotes"]}
    lengths = {row["clause_id"]: len(row["text"]) for row in (*pdf["clauses"], *xml["clauses"])}
    for note in pdf["footnotes"]:
        clause_id, number = note["clause_id"], note["number"]
        other = theirs.pop(note["footnote_id"], None)
        if other is None:
            yield _difference("extra", note["text"], None, clause_id, number)
            continue
        if _bare(note["text"]) != _bare(other["text"]):
            yield _difference("note", note["text"], other["text"], clause_id, number)
        moved = clause_id != other["clause_id"] or abs((note["char_offset"] or 0) - (other["char_offset"] or 0)) > 1
        if moved and (clause_id in lengths or other["clause_id"] in lengths):
            yield _difference("note", _place(note), _place(other), clause_id, number)
    for note in theirs.values():
        yield _difference("missing", None, note["text"], note["clause_id"], note["number"])


def _place(note: Row) -> str:
    return f"{note['clause_id']}@{note['char_offset']}" if note["clause_id"] else "in no clause"


def _links(pdf: Rows, xml: Rows) -> Iterator[dict[str, Any]]:
    """Symbols linked on one side alone; a PDF without any hyperlink was made without them, which shows nothing."""
    if not pdf["hyperlinks"]:
        return
    ours, theirs = (_linked(rows) for rows in (pdf, xml))
    for clause_id, number, symbol in [*(ours - theirs), *(theirs - ours)]:
        is_ours = (clause_id, number, symbol) in ours - theirs
        yield _difference("link", symbol if is_ours else None, None if is_ours else symbol, clause_id, number)


def _linked(rows: Rows) -> Counter[tuple[str | None, str | None, str]]:
    """How often which symbol is linked where; addresses that name no symbol are left aside."""
    counted: Counter[tuple[str | None, str | None, str]] = Counter()
    for link in rows["hyperlinks"]:
        if symbol := symbols.from_link(link["target"]):
            counted[link["clause_id"], link["footnote_number"], symbol] += 1
    return counted
