"""The voting records of the UN Digital Library in MARCXML, one or a collection.

What belongs here: the fields of a record and what they mean. What does not: the Library's bulk files (``library.py``).

| field | what it holds |
| --- | --- |
| 001 | number of the record |
| 245 | title of what was put to the vote |
| 269, 992 | date of the vote |
| 591 | note on how the text was adopted |
| 650, 651, 991 d | subject terms |
| 791 | the resolution; c its session |
| 952 | record of the meeting |
| 967, 968, 969 | a Member's vote: c its code, e its name, d Y, N, A or nothing |
| 993 | drafts (first indicator 2) and reports |
| 996 | totals: b in favour, c against, d abstaining, e not voting |
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any
from xml.etree import ElementTree

import polars as pl
import regex

from transforms.authorities import bodies, symbols
from transforms.votes.file_rows import FileRows, RejectedFile, check_letters
from transforms.votes.layouts import EXPECTED
from transforms.votes.library import LETTERS, WITHOUT_VOTE
from warehouse.tables import VOTES

NAMESPACE = "http://www.loc.gov/MARC21/slim"
MEMBERS = ("967", "968", "969")
VOTING_FIELDS = ("791", "996", *MEMBERS)
"""Fields of which a voting record has at least one."""
TOTALS = dict(zip(VOTES, "bcde", strict=True))
"""The subfield of 996 that holds each total."""

MemberVote = tuple[str | None, str | None, str]
"""Code and name of a Member as the record spells them, and its vote."""


def read(data: bytes) -> FileRows:
    """The questions and votes of all records. Raises ``RejectedFile`` where one is no voting record."""
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise RejectedFile("not MARCXML", "it declares entities, which no record of the Library does; fetch it anew")
    questions: list[dict[str, Any]] = []
    listed: list[tuple[str, str | None, str | None, str, date | None]] = []
    try:
        for _, element in ElementTree.iterparse(io.BytesIO(data)):
            if element.tag in (f"{{{NAMESPACE}}}record", "record"):
                record = _Record(element, len(questions) + 1)
                votes = record.member_votes()
                question = record.question(has_votes=bool(votes))
                questions.append(question)
                listed += [(record.number, *vote, question["held_on"]) for vote in votes]
                element.clear()
    except (ElementTree.ParseError, LookupError) as error:  # LookupError: an encoding that does not exist
        raise RejectedFile("broken XML", f"{error}; it is not whole: fetch it anew") from error
    if not questions:
        raise RejectedFile("not a voting file", f"XML without a record of MARC ({NAMESPACE}); {EXPECTED}, or MARCXML")
    columns = {"record": pl.String, "state_code": pl.String, "state_name": pl.String, "vote": pl.String, "day": pl.Date}
    frame = pl.DataFrame(listed, columns, orient="row")
    check_letters(frame.with_row_index("row", 1), "state_name")
    return FileRows(questions, frame)


class _Record:
    """One record: its number, and its fields in order."""

    def __init__(self, element: ElementTree.Element, place: int) -> None:
        """``place`` stands for the number where a record has none. Raises ``RejectedFile`` if it is of no vote."""
        self.number = ""
        self.fields: list[tuple[str, str, dict[str, str]]] = []
        for field in element:
            tag = field.get("tag") or ""
            if tag == "001":
                self.number = (field.text or "").strip()
            subfields = {part.get("code") or "": (part.text or "").strip() for part in field}
            self.fields.append((tag, field.get("ind1") or "", subfields))
        if not self.number or not any(tag in VOTING_FIELDS for tag, _, _ in self.fields):
            raise RejectedFile(
                "not a voting record",
                f"record {self.number or place}: none of the fields 791 (resolution), 967 (a Member's vote) and 996 "
                "(totals); take the file from the Library's collection Voting Data",
            )

    def values(self, tag: str, code: str = "a", first_indicator: str | None = None) -> Iterator[str]:
        """What the subfields of that code hold, in all fields of that tag."""
        for field, indicator, subfields in self.fields:
            if field == tag and subfields.get(code) and first_indicator in (None, indicator):
                yield subfields[code]

    def first(self, *places: str) -> str | None:
        """What the first of the places holds that holds anything; a place is a tag with the code of a subfield."""
        return next((value for place in places for value in self.values(*place.split())), None)

    def member_votes(self) -> list[MemberVote]:
        """The vote of each Member. Raises ``RejectedFile`` where a letter is no vote."""
        return [self._member_vote(subfields) for tag, _, subfields in self.fields if tag in MEMBERS]

    def _member_vote(self, subfields: Mapping[str, str]) -> MemberVote:
        # the Library of Geneva has the code in b, where that of New York says who is a permanent member
        in_b = subfields.get("b", "")
        code = subfields.get("c") or (in_b if len(in_b) == 3 else None)
        letter = subfields.get("d", "").upper()
        vote = "not_voting" if letter == "ABSENT" else LETTERS.get(letter)
        if vote is None:
            raise RejectedFile("not a vote", f"record {self.number}: 967 d is {letter!r}; expected Y, N, A or none")
        return code, subfields.get("e"), vote

    def question(self, has_votes: bool) -> dict[str, Any]:
        """A row of ``files.FILE_QUESTIONS``. Raises ``RejectedFile`` where a date or a total cannot be read."""
        resolution, meeting = self.first("791"), self.first("952")
        drafts = list(self.values("993", first_indicator="2"))
        named = filter(None, map(symbols.canonical, (meeting, resolution, *drafts)))
        held_on = self._held_on()
        totals = {vote: self._total(code) for vote, code in TOTALS.items()}
        return {
            "record": self.number,
            "body_id": next(filter(None, map(bodies.body_of, named)), None),
            "session": self.first("791 c"),
            "is_of_all": False,
            "resolution_symbol": resolution,
            "draft_symbols": drafts,
            "meeting_symbol": meeting,
            "held_on": held_on,
            "held_in": held_on.isoformat()[:7] if held_on else None,
            "subject": "whole",
            "subject_text": " ".join([*self.values("245"), *self.values("245", "b")]).strip(" /:") or None,
            "topics": list(dict.fromkeys([*self.values("650"), *self.values("651"), *self.values("991", "d")])) or None,
            "method": self._method(has_votes),
            "outcome": "adopted" if resolution else None,
            # a text adopted without a vote has zeros
            **(totals if has_votes or any(totals.values()) else dict.fromkeys(VOTES)),
        }

    def _method(self, has_votes: bool) -> str | None:
        if has_votes:
            return "recorded_vote"
        return "without_vote" if WITHOUT_VOTE.search(" ".join(self.values("591"))) else None

    def _held_on(self) -> date | None:
        text = self.first("992", "269")
        if text is None:
            return None
        try:
            return date.fromisoformat(text[:10])
        except ValueError as error:
            detail = f"record {self.number}: 269 or 992 is {text!r}; expected 2023-12-19"
            raise RejectedFile("not a date", detail) from error

    def _total(self, code: str) -> int | None:
        text = self.first(f"996 {code}")
        if text is None:
            return None
        if not regex.fullmatch(r"[0-9]{1,4}", text):
            detail = f"record {self.number}: 996 holds {text!r}; expected a whole number of States"
            raise RejectedFile("not a tally", detail)
        return int(text)
