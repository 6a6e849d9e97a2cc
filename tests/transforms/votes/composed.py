"""Documents and voting files composed for the tests of votes, and the vote sessions made of them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import polars as pl

from transforms.authorities import symbols
from transforms.votes import files, sessions
from warehouse import tables


def document(symbol: str, document_type: str, **more: Any) -> dict[str, Any]:
    """A row of ``documents`` in English."""
    return {
        "symbol": symbol,
        "language": "en",
        "document_type": document_type,
        "session": symbols.parse(symbol).session,
        "source_uri": f"{symbol}.pdf",
        "sha256": "0" * 64,
        "collection": symbols.collection(symbol),
    } | more


def paragraphs(symbol: str, *texts: str) -> list[dict[str, Any]]:
    """Rows of ``clauses``: the paragraphs of a document, two to a page."""
    return [
        {
            "clause_id": f"{symbol}#p.{n}",
            "symbol": symbol,
            "language": "en",
            "seq": n,
            "kind": "paragraph",
            "text": text,
            "page_first": (n + 1) // 2,
        }
        for n, text in enumerate(texts, start=1)
    ]


def vote_sessions(
    documents: Iterable[dict[str, Any]] = (),
    clauses: Iterable[dict[str, Any]] = (),
    footnotes: Iterable[dict[str, Any]] = (),
    stated: Iterable[dict[str, Any]] = (),
    questions: Iterable[dict[str, Any]] = (),
) -> dict[str, pl.DataFrame]:
    """The frames that ``sessions.vote_sessions`` makes of such rows, and of the questions of voting files.

    A question may lack what is the same in most. Its ``roll`` gives codes of States with their votes, as a mapping or
    as pairs.
    """
    file_questions: list[dict[str, Any]] = []
    file_votes: list[dict[str, Any]] = []
    for number, given in enumerate(questions, start=1):
        row: dict[str, Any] = {"source_uri": "incoming/ga.csv", "record": str(number), "body_id": "ga"}
        row |= {"subject": "whole", "method": "recorded_vote", "outcome": "adopted", "draft_symbols": []}
        row |= {"is_of_all": False, **given}
        roll: Any = row.pop("roll", {})
        file_questions.append(row)
        file_votes += [
            {"source_uri": row["source_uri"], "record": row["record"], "seq": seq, "state_code": code, "vote": vote}
            for seq, (code, vote) in enumerate(roll.items() if isinstance(roll, dict) else roll, start=1)
        ]
    return sessions.vote_sessions(
        tables.DOCUMENTS.frame(documents),
        tables.CLAUSES.frame(clauses),
        tables.FOOTNOTES.frame(footnotes),
        tables.STATED_VOTES.frame(stated),
        files.FILE_QUESTIONS.frame(file_questions),
        files.FILE_VOTES.frame(file_votes),
    )


RECORD = paragraphs(
    "A/99/PV.53",
    "Tuesday, 17 December 2044, 10 a.m.",
    "The President: The Assembly will now take a decision on draft resolution A/99/L.8, entitled “Specimens”.",
    "I shall first put to the vote operative paragraph 7.",
    "A recorded vote was taken.",
    "In favour: Albania, Algeria, Marshall",
    "44-19856",
    "Islands, Zambia Zimbabwe",
    "Against: None.",
    "Abstaining: Chad, Cuba",
    "Operative paragraph 7 was retained by 5 votes to none, with 2 abstentions.",
    "A recorded vote was taken.",
    "In favour:",
    "Albania, Algeria",
    "Against:",
    "Cuba, Atlantis",
    "Draft resolution A/99/L.8, as a whole, was adopted by 3 votes to 1 (resolution 99/6).",
    "[Subsequently, the delegation of Cuba informed the Secretariat that it had intended to abstain; the delegation of "
    "Chad had intended to vote in favour.]",
    "The President: May I take it that the Assembly wishes to conclude its consideration of agenda item 74?",
    "It was so decided.",
    "Mr. Specimen (Albania): The draft resolution was adopted by many, and we said so. It was adopted by 3 votes to 1.",
    "Draft resolution II was adopted (resolution 99/7).",
)


ON_ONE_DAY: dict[str, Any] = {"held_on": date(2044, 12, 17), "held_in": "2044-12"}
ADOPTED: dict[str, Any] = ON_ONE_DAY | {
    "resolution_symbol": "A/RES/99/6",
    "meeting_symbol": "A/99/PV.53",
    "subject_text": "Maps",
    "topics": ["MAPS"],
    "in_favour": 3,
    "against": 1,
    "abstaining": 0,
    "not_voting": 1,
    "roll": {"ALB": "in_favour", "DZA": "in_favour", "PER": "in_favour", "CUB": "against", "TCD": "not_voting"},
}
