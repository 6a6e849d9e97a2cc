"""The public table of the Assembly's recorded votes of 1946-2019, by Voeten and others (``unvotes``).

What belongs here: its two files, roll-calls and votes joined by ``rcid``, and what its columns mean. What does not:
their headers (``layouts.py``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import polars as pl
import regex

from transforms.votes import phrases
from transforms.votes.file_rows import FileRows, RejectedFile, check, check_letters
from transforms.votes.layouts import ROLL_CALL_VOTES, ROLL_CALLS

WORDS = {"yes": "in_favour", "no": "against", "abstain": "abstaining"}
NO_VALUE = ["", "NA"]

FIRST_NUMBERED = 18
"""Before this session the table gives pages of the Official Records in the place of resolution numbers."""
LAST_ROMAN = 30
"""Up to this session the Assembly numbered its resolutions throughout (``A/RES/3379(XXX)``), since then anew in each
session (``A/RES/31/6 E``)."""
FIRST_DATED = 58
"""Before this session the table gives, for the votes entered first, the day of the week (1 is Sunday) in the place of
the day: A/RES/45/74, of Tuesday, 11 December 1990, stands under 1990-12-03."""
DAYS_OF_WEEK = 7
LAST_RESOLUTION = 400
"""The Assembly numbers its decisions from 401 on (301 in the emergency sessions) in each session since the 31st."""

NOUNS = {"RESOL": "resolution", "PARAG": "paragraph", "PARA": "paragraph", "AMEND": "amendment"}
"""How the table shortens the nouns for a proposal."""
SHORTENED = regex.compile(rf"\b({'|'.join(NOUNS)})S?\b\.?")
DRAFT = regex.compile(r"\bA/(?:[A-Z.\d]+/){0,2}L\. ?\d+(?:/REV\. ?\d)?")
ENTERED_LATER = regex.compile(r"\b(?:motion|amendment|paragraph)(?=s?\b)")
UNRES = regex.compile(
    r"(?:R|(?P<series>A/RES)|E?SS)/(?P<session>(?:E?S-)?\d+)/(?P<number>\d+)/?(?P<part>[A-Z]{0,2})(?:/(?P<section>[IVXL]+))?"
)
"""The column ``unres``: "R/31/6E", "A/RES/74/204"."""
ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def check_roll_calls(frame: pl.DataFrame) -> pl.DataFrame:
    """The file of roll-calls with typed columns. Raises ``RejectedFile`` naming the first row at fault."""
    frame = _with_numbers(frame, "rcid", "session", "amend", "para")
    check(frame, pl.col("rcid").is_null() | pl.col("session").is_null(), "rcid", "a roll-call", "rcid and session")
    day = pl.col("date").cast(pl.String).str.to_date("%Y-%m-%d", strict=False)
    check(frame, day.is_null(), "date", "a date", "1985-12-04")
    text = pl.col("unres", "short", "descr").cast(pl.String).replace(NO_VALUE, None)
    return frame.with_columns(text, date=day).select(list(ROLL_CALLS.columns))


def check_votes(frame: pl.DataFrame) -> pl.DataFrame:
    """The file of votes with typed columns. Raises ``RejectedFile`` naming the first row at fault."""
    frame = _with_numbers(frame, "rcid").with_columns(pl.col("vote", "country").cast(pl.String))
    check(frame, pl.col("rcid").is_null(), "rcid", "a roll-call", "the rcid of a roll-call")
    check(frame, ~pl.col("vote").is_in(list(WORDS)).fill_null(False), "vote", "a vote", ", ".join(WORDS))
    check_letters(frame, "country")
    return frame.select("rcid", "country", "vote")


def _with_numbers(frame: pl.DataFrame, *columns: str) -> pl.DataFrame:
    """With a column ``row``, and ``columns`` as whole numbers; "3.0" is one too. Raises ``RejectedFile``."""
    frame = frame.with_row_index("row", 2)
    for column in columns:
        text = pl.col(column).cast(pl.String)
        number = text.replace(NO_VALUE, None).cast(pl.Float64, strict=False)
        is_given = pl.col(column).is_not_null() & ~text.is_in(NO_VALUE)
        check(frame, is_given & (number.is_null() | (number % 1 != 0)), column, "a number", "a whole number")
        frame = frame.with_columns(number.cast(pl.Int32).alias(column))
    return frame


def join(votes: pl.DataFrame, roll_calls: pl.DataFrame | None) -> FileRows:
    """The questions and votes of a file of votes, with the roll-calls of all files beside it (None: there are none).

    Raises ``RejectedFile`` where a vote's roll-call is in none of them.
    """
    if roll_calls is None:
        detail = "these votes name their roll-calls by rcid alone; put the file of the roll-calls beside them: "
        raise RejectedFile("roll-calls missing", detail + ", ".join(ROLL_CALLS.columns))
    missing = votes.join(roll_calls, on="rcid", how="anti")["rcid"].unique().sort()
    if missing.len():
        detail = f"{missing.len()} roll-calls, rcid {missing[0]} the first, are in no file of roll-calls beside it"
        raise RejectedFile("roll-calls missing", f"{detail}; fetch both files anew")
    called = roll_calls.join(votes, on="rcid", how="semi").unique("rcid", keep="first").sort("rcid")
    questions = _adopted_once(map(_question, called.iter_rows(named=True)))
    days = pl.DataFrame(
        [(row["record"], row["held_on"] or date.fromisoformat(f"{row['held_in']}-01")) for row in questions],
        {"record": pl.String, "day": pl.Date},
        orient="row",
    )
    listed = votes.select(
        record=pl.col("rcid").cast(pl.String),
        state_code=pl.lit(None, pl.String),
        state_name="country",
        vote=pl.col("vote").replace_strict(WORDS),
    )
    return FileRows(questions, listed.join(days, on="record", maintain_order="left"))


def without_votes() -> RejectedFile:
    """Why a file of roll-calls alone is not loaded."""
    detail = "these roll-calls have no votes in them; put the file of the votes beside them: "
    return RejectedFile("votes missing", detail + ", ".join(ROLL_CALL_VOTES.columns))


def _question(row: Mapping[str, Any]) -> dict[str, Any]:
    session, day, words = row["session"], row["date"], row["descr"] or row["short"]
    resolution, section = _resolution(row["unres"] or "", session)
    draft = DRAFT.search(words or "")
    return {
        "record": str(row["rcid"]),
        "body_id": "ga",
        "session": str(session),
        "is_of_all": False,
        "resolution_symbol": resolution,
        "draft_symbols": [draft[0].replace(" ", "")] if draft else [],
        "meeting_symbol": None,
        "held_on": day if session >= FIRST_DATED or day.day > DAYS_OF_WEEK else None,
        "held_in": day.isoformat()[:7],
        "subject": _subject(words or "", resolution, section, row["amend"], row["para"]),
        "subject_text": f"{words} ({section})" if section else words,
        "topics": [row["short"]] if row["short"] and row["short"].isupper() else None,
        "method": "recorded_vote",
        "outcome": None,
    }


def _adopted_once(questions: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The questions with one adoption of each resolution.

    Of several roll-calls without a flag under one resolution the first is its adoption. The others were entered later,
    with the President's words for a description; these say what was put to the vote.
    """
    listed, adopted = list(questions), set()
    for row in listed:
        resolution = row["resolution_symbol"]
        if row["subject"] == "whole" and resolution:
            if resolution in adopted:
                proposal = ENTERED_LATER.search(row["subject_text"] or "")
                row["subject"] = proposal[0] if proposal else "other"
            else:
                row["outcome"] = "adopted"  # a draft that is not adopted has no number
            adopted.add(resolution)
    return listed


def _resolution(unres: str, session: int) -> tuple[str | None, str | None]:
    """The symbol of the resolution or decision in the column ``unres``, and which section of it is meant."""
    named = UNRES.fullmatch(unres)
    if not named or session < FIRST_NUMBERED or unres.startswith(("SS", "ESS")):
        return None, None
    number, part = named["number"], named["part"]
    part = f" {'-'.join(part)}" if part else ""
    section = f"section {named['section']}" if named["section"] else None
    if not named["series"] and session <= LAST_ROMAN:
        return f"A/RES/{number}({_roman(session)}){part}", section
    kind = "DEC" if int(number) > LAST_RESOLUTION else "RES"
    return f"A/{kind}/{named['session']}/{number}{part}", section


def _roman(number: int) -> str:
    letters = ""
    for value, letter in ROMAN:
        letters, number = letters + letter * (number // value), number % value
    return letters


def _subject(words: str, resolution: str | None, section: str | None, amend: int | None, para: int | None) -> str:
    """The subject of a vote: a paragraph or an amendment where the table flags one, else by its words.

    The table flags drafts as amended too, so words that name a draft outweigh that flag. Words decide only where they
    say what was to be adopted, retained or deleted. What has a resolution's number is a whole text.
    """
    if para == 1 or section:
        return "paragraph"
    by_words = "other"
    if words.startswith(("TO ADOPT", "TO RETAIN", "TO DELETE")):
        by_words = phrases.subject_of(SHORTENED.sub(lambda short: NOUNS[short[1]], words).lower())
    if amend == 1 and by_words != "whole":
        return "amendment"
    return by_words if by_words != "other" else "whole" if resolution else "other"
