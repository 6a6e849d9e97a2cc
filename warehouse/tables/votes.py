"""Tables of votes: States, questions put to bodies, how each State voted, and where sources disagree."""

from __future__ import annotations

import polars as pl

from warehouse.tables.declaration import (
    OF_DOCUMENT,
    OF_VOTE_SESSION,
    Column,
    Reference,
    Table,
    language_column,
    page_column,
    symbol_column,
)
from warehouse.tables.vocabularies import METHODS, OUTCOMES, SOURCE_KINDS, SUBJECTS, VOTES

MEMBERSHIPS = pl.List(pl.Struct({"first_on": pl.Date, "last_on": pl.Date}))
"""Periods of membership, first and last day; the last day null while it lasts."""

CODE = (
    "ISO 3166-1 alpha-3 code; for a former State the one of ISO 3166-3, or that of the UN's voting files where ISO has "
    "no code"
)


def _count(name: str, meaning: str) -> Column:
    return Column(name, pl.Int32, meaning, unit="States")


STATES = Table(
    "states",
    "a State that is or was a Member of the United Nations",
    (
        Column("state_code", pl.String, CODE, False, pattern=r"^[A-Z]{3}$"),
        Column("name", pl.String, "Name as the UN spells it today; for a former State its last name", False),
        Column("further_names", pl.List(pl.String), "Other names under which the same membership was printed", False),
        Column("m49_code", pl.String, "UN M49 code, three digits; null for a former State", pattern=r"^[0-9]{3}$"),
        Column("member_from_on", pl.Date, "First day of membership", False),
        Column("member_to_on", pl.Date, "Last day of membership; null while it lasts"),
        Column("memberships", MEMBERSHIPS, "Every period of membership: Syria and Indonesia have two", False),
        Column("is_former", pl.Boolean, "Whether its membership has ended", False),
    ),
    ("state_code",),
    row_floor=193,
)

VOTE_SESSIONS = Table(
    "vote_sessions",
    "one question put to one body",
    (
        Column("vote_session_id", pl.String, "Meeting and text put to it: A/79/PV.53#A/RES/79/181", False),
        Column("body_id", pl.String, "Body to which the question was put; null where no source names it"),
        symbol_column(
            "resolution_symbol", "Text that was adopted; for a vote on a part, the text that the part belongs to"
        ),
        symbol_column("draft_symbol", "Draft that was put"),
        symbol_column("meeting_symbol", "Record of the meeting"),
        Column("held_on", pl.Date, "Date of the meeting; null where no source gives the day"),
        Column(
            "held_in",
            pl.String,
            'Month of the meeting: "1985-12"; the table of 1946-2019 gives only the month up to the 57th session',
            pattern=r"^[0-9]{4}-[0-9]{2}$",
        ),
        Column("subject", pl.String, "What was put to the body", False, SUBJECTS),
        Column("subject_text", pl.String, "What was put, as printed"),
        Column("topics", pl.List(pl.String), "Subject terms under which a voting file lists it"),
        Column("is_adoption", pl.Boolean, "Whether it is the adoption of the text as a whole", False),
        Column("method", pl.String, "How the body decided; null where the source does not say", True, METHODS),
        Column(
            "is_method_inferred",
            pl.Boolean,
            "Whether no source states the method and it is inferred: a voting file lists every recorded vote of the "
            "session and not this one",
            False,
        ),
        Column("outcome", pl.String, "What came of it; null where no source says", True, OUTCOMES),
        _count("in_favour", "Votes in favour; null when nobody counted"),
        _count("against", "Votes against; null when nobody counted"),
        _count("abstaining", "Abstentions; null when nobody counted"),
        _count("not_voting", "Members not voting; null when nobody counted"),
    ),
    ("vote_session_id",),
    (Reference(("body_id",), "bodies", ("body_id",)),),
)

VOTE_SOURCES = Table(
    "vote_sources",
    "one place where a vote session is recorded",
    (
        Column("vote_session_id", pl.String, "Vote session", False),
        Column("source_kind", pl.String, "What kind of source it is", False, SOURCE_KINDS),
        symbol_column("source_symbol", "Document in which it stands; null for a voting file, which has no symbol"),
        Column("source_uri", pl.String, "Where the source came from: address, or file name in the folder read", False),
        Column(
            "source_record",
            pl.String,
            "Record of the voting file: the Library's record number, or the rcid of the table of 1946-2019",
        ),
        Column("source_page", pl.Int32, "Page of the outcome's sentence, from 1"),
        _count("in_favour", "Votes in favour as this source gives them"),
        _count("against", "Votes against as this source gives them"),
        _count("abstaining", "Abstentions as this source gives them"),
    ),
    ("vote_session_id", "source_kind", "source_uri"),
    (OF_VOTE_SESSION,),
)

VOTE_RECORDS = Table(
    "votes",
    "one State in one vote session",
    (
        Column("vote_session_id", pl.String, "Vote session", False),
        Column("state_name", pl.String, "State as the UN names it today", False),
        Column("state_code", pl.String, CODE, False, pattern=r"^[A-Z]{3}$"),
        Column("vote", pl.String, "How it voted", False, VOTES),
        Column("later_statement", pl.String, "How it later informed the Secretariat that it had intended to vote"),
    ),
    ("vote_session_id", "state_code"),
    (OF_VOTE_SESSION, Reference(("state_code",), "states", ("state_code",))),
)

VOTE_DISCREPANCIES = Table(
    "vote_discrepancies",
    "one disagreement about a vote",
    (
        Column("vote_session_id", pl.String, "Vote session", False),
        Column("rule", pl.String, "Rule that found it", False),
        Column("what", pl.String, "What disagrees", False),
        Column("left_source", pl.String, "One source", False),
        Column("left_value", pl.String, "What that source gives"),
        Column("right_source", pl.String, "The other source", False),
        Column("right_value", pl.String, "What the other source gives"),
    ),
    ("vote_session_id", "rule", "what", "left_source", "right_source"),
    (OF_VOTE_SESSION,),
)

STATED_VOTES = Table(
    "stated_votes",
    "a vote as a document states it beside its text",
    (
        symbol_column("symbol", "Document that states it", False),
        language_column(),
        Column("seq", pl.Int32, "Number of the vote among those that the document states, from 1", False),
        symbol_column("resolution_symbol", "Text that was put: the document, or a part of it; null where not adopted"),
        symbol_column("draft_symbol", "Draft that was put"),
        symbol_column("meeting_symbol", "Record of the meeting"),
        Column("held_on", pl.Date, "Date of the vote"),
        Column("method", pl.String, "How the body decided; null where it is not stated", True, METHODS),
        Column("outcome", pl.String, "What came of it", False, OUTCOMES),
        Column("stated", pl.String, 'The outcome in the words of the document: "adoptedRecordedVote", "veto"'),
        _count("in_favour", "Votes in favour as counted by the document; null when it gives no count"),
        _count("against", "Votes against as counted by the document; null when it gives no count"),
        _count("abstaining", "Abstentions as counted by the document; null when it gives no count"),
        _count("not_voting", "Members not voting as counted by the document; null when it gives no count"),
        Column("in_favour_states", pl.List(pl.String), "States listed in favour, as spelt; null when no list is given"),
        Column("against_states", pl.List(pl.String), "States listed against, as spelt; null when no list is given"),
        Column(
            "abstaining_states", pl.List(pl.String), "States listed abstaining, as spelt; null when no list is given"
        ),
        Column(
            "not_voting_states", pl.List(pl.String), "States listed not voting, as spelt; null when no list is given"
        ),
        Column("source_kind", pl.String, "What kind of source it is", False, SOURCE_KINDS),
        page_column("Page of the outcome's sentence, from 1; null where the file has no pages"),
    ),
    ("symbol", "language", "source_kind", "seq"),
    (OF_DOCUMENT,),
)
