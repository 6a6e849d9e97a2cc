"""Each rule passes on right rows, fails on the fault that it guards against, and on no other.

Each case breaks one rule in one world: a few rows of every table about an imagined document of a ninety-ninth session,
right in every other respect. All worlds are checked together, so a rule that also fails in another rule's world, or
misses its own, shows in its count and its examples.
"""

from __future__ import annotations

import datetime as dt
import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from expectations import relations, suites
from expectations.isolation import sound_rows
from expectations.runner import Finding, RuleCrashed, _great_expectations, check_relations, check_table
from expectations.suites.documents import GLUED_MARK, IS_RUNNING_HEAD
from expectations.suites.implied import LEAST_VALUES
from expectations.suites.rule import Rule
from warehouse.tables import BY_NAME, TABLES

pytestmark = pytest.mark.process

Row = dict[str, Any]
World = dict[str, list[Row]]
Case = Callable[[World], list[Row]]
"""Breaks a rule in a world, and returns the rows that break it."""

ROOT = Path(__file__).parents[2]
BOX = [{"page": 1, "x0": 100.0, "top": 100.0, "x1": 500.0, "bottom": 120.0}]
AT = dt.datetime(2044, 12, 31, tzinfo=dt.UTC)


def world(n: int) -> World:
    """Rows of every table about one resolution and the record of its adoption; right in every respect."""
    symbol, record, draft, previous = f"A/RES/99/{n}", f"A/99/PV.{n}", f"A/C.3/99/L.{n}", f"A/RES/98/{n}"
    opening, request = f"Recalling its resolution 98/{n} of 19 December 2043,", "Requests the Secretariat to report:"
    note = f"See {record}."
    document = {
        "symbol": symbol,
        "language": "en",
        "title": "Composed specimens",
        "document_type": "resolution",
        "body_id": f"body-{n}",
        "session": "99",
        "agenda_item": "71 (c)",
        "agenda_title": "Specimens: composed ones",
        "distribution": "General",
        "published_on": dt.date(2044, 12, 30),
        "adopted_on": dt.date(2044, 12, 17),
        "meeting_number": "53",
        "committee_report": f"A/99/458/Add.3, {draft}",
        "job_number": "44-24223",
        "page_count": 3,
        "text_source": "born_digital",
        "is_specimen": True,
        "text_quality": 0.9991,
        "source_uri": f"{n}.pdf",
        "sha256": f"{n:064x}",
        "fetched_at": AT,
        "extractor_version": "1",
        "collection": "A-99",
    }
    clause = {"symbol": symbol, "language": "en", "depth": 0, "page_first": 1, "page_last": 1, "bbox": BOX}
    operative = clause | {"kind": "operative", "verb": "Requests"}
    footnote = {"symbol": symbol, "language": "en", "clause_id": f"{symbol}#pp.1", "page": 1, "bbox": BOX}
    place = {"symbol": symbol, "language": "en", "page": 1}
    here = {"symbol": symbol, "language": "en", "clause_id": f"{symbol}#pp.1"}
    adoption, motion = f"{record}#{symbol}", f"{record}#motion"
    return {
        "bodies": [
            {"body_id": f"body-{n}", "name": f"Body {n}", "symbol_prefix": "A/C.3", "kind": "main_committee"},
            {"body_id": f"group-{n}", "name": f"Group {n}", "parent_body_id": f"body-{n}", "kind": "working_group"},
        ],
        "body_names": [
            {"body_id": f"body-{n}", "name": "Old Body", "kind": "former", "used_from": 2040, "used_to": 2043},
            {"body_id": f"body-{n}", "name": f"Body {n}", "kind": "name"},
        ],
        "documents": [
            document,
            document
            | {"symbol": record, "document_type": "verbatim_record", "sha256": f"{n:063x}f", "adopted_on": None},
        ],
        "clauses": [
            clause
            | {"clause_id": f"{symbol}#pp.1", "seq": 1, "kind": "preambular", "path": "", "verb": "Recalling"}
            | {"text": opening},
            operative | {"clause_id": f"{symbol}#op.1", "seq": 2, "path": "1", "text": request},
            operative
            | {"clause_id": f"{symbol}#op.1.a", "seq": 3, "path": "1(a)", "text": "On specimens;"}
            | {"depth": 1, "parent_clause_id": f"{symbol}#op.1"},
            operative | {"clause_id": f"{symbol}#op.2", "seq": 4, "path": "2", "text": "Decides to remain seized."},
        ],
        "footnotes": [
            footnote | {"footnote_id": f"{symbol}#fn.1", "seq": 1, "number": "1", "text": note, "char_offset": 9},
            footnote
            | {"footnote_id": f"{symbol}#fn.2", "seq": 2, "number": "2", "text": "Ibid., p. 3.", "char_offset": 20}
            | {"expanded_text": f"{record}, p. 3."},
        ],
        "table_cells": [
            place
            | {"table_number": 1, "row": 1, "column": 1, "text": "CELL", "is_header": True, "bbox": BOX}
            | {"column_span": 1}
        ],
        "speeches": [
            {"symbol": record, "language": "en", "seq": 1, "speaker": "Ms. Specimen", "state_name": "Utopia", "page": 1}
            | {"spoken_language": "Spanish", "text": "We agree.\n\nWe do."},
            {"symbol": record, "language": "en", "seq": 2, "speaker": "The President", "office": "President"}
            | {"text": "It was so decided.", "page": 2},
        ],
        "hyperlinks": [
            place
            | {"seq": 1, "clause_id": f"{symbol}#pp.1", "char_start": 14, "char_end": 30}
            | {"target": f"https://undocs.org/{previous}"},
            place
            | {"seq": 2, "clause_id": f"{symbol}#pp.1", "footnote_number": "1", "char_start": 4, "char_end": len(note)}
            | {"target": f"https://undocs.org/{record}"},
        ],
        "pages": [
            {"symbol": of, "language": "en", "page": page, "letters": 30}
            | {
                f"letters_{kind}": 0
                for kind in ("masthead", "heading", "note", "table_cell", "speech", "figure", "furniture")
            }
            | {"letters_clause": 30, "letters_unassigned": 0}
            for of in (symbol, record)
            for page in (1, 2, 3)
        ],
        "numbering_gaps": [
            {"symbol": symbol, "language": "en", "seq": 1, "series": "text", "previous": "1", "found": "3", "page": 1}
            | {"clause_id": f"{symbol}#op.2"}
        ],
        "citations": [
            here
            | {"citation_id": f"{symbol}#pp.1@14", "char_start": 14, "char_end": 28 + len(str(n))}
            | {"cited_text": f"resolution 98/{n}", "cited_kind": "resolution", "cited_symbol": previous}
            | {"cited_on": dt.date(2043, 12, 19), "resolution_rule": "by number", "is_held": False},
            here
            | {"citation_id": f"{symbol}#fn.1@4", "footnote_number": "1", "char_start": 4, "char_end": len(note) - 1}
            | {"cited_text": record, "cited_kind": "meeting_record", "cited_symbol": f"{record} (Part I)"}
            | {"resolution_rule": "by symbol", "is_held": True},
            here
            | {"citation_id": f"{symbol}#fn.2@0", "footnote_number": "2", "char_start": 0, "char_end": 5}
            | {"cited_text": "Ibid.", "cited_kind": "document", "unresolved_reason": "no note before"}
            | {"is_held": False},
            {"symbol": symbol, "language": "en", "citation_id": f"{symbol}#table.1.1.1@0", "is_held": False}
            | {"table_number": 1, "row": 1, "column": 1, "char_start": 0, "char_end": 4}
            | {"cited_text": "CELL", "cited_kind": "other", "unresolved_reason": "a letter"},
        ],
        "budget_mandates": [
            {"citation_id": f"{symbol}#pp.1@14", "language": "en", "document_symbol": symbol, "section": "99"}
            | {"heading": "General Assembly resolutions", "symbol": previous}
        ],
        "treaties": [{"treaty_id": f"unts-{n}", "series": "UNTS", "volumes": ["1"], "number": str(n)}],
        "treaty_volumes": [{"treaty_id": f"unts-{n}", "volume": "1"}],
        "body_mentions": [
            {"clause_id": f"{symbol}#op.1", "language": "en", "body_id": f"body-{n}", "char_start": 9, "char_end": 24}
            | {"mention_text": request[9:24], "role": "addressee", "resolution_rule": "full_name"}
        ],
        "mandates": [
            {"clause_id": f"{symbol}#op.1", "symbol": symbol, "language": "en", "seq": 1, "verb": "requests"}
            | {"verb_phrase": "Also requests", "verb_class": "requests", "addressees": ["the Secretariat"]}
            | {"body_ids": [f"body-{n}"], "due": "by 1 March 2045", "due_on": dt.date(2045, 3, 1)}
            | {"is_report_request": True, "is_inherited": False}
        ],
        "vote_sessions": [
            {"vote_session_id": adoption, "resolution_symbol": symbol, "draft_symbol": draft, "meeting_symbol": record}
            | {"held_on": dt.date(2044, 12, 17), "subject": "whole", "is_adoption": True, "method": "recorded_vote"}
            | {"outcome": "adopted", "in_favour": 2, "against": 1, "abstaining": 0, "not_voting": None}
            | {"body_id": f"body-{n}", "held_in": "2044-12", "is_method_inferred": False},
            {"vote_session_id": motion, "meeting_symbol": record, "subject": "motion", "is_adoption": False}
            | {"method": "without_vote", "outcome": "decided", "is_method_inferred": False},
        ],
        "vote_sources": [
            {"vote_session_id": adoption, "source_kind": "record", "source_symbol": record, "source_page": 2}
            | {"source_uri": f"{n}.pdf", "in_favour": 2, "against": 1, "abstaining": 0},
            {"vote_session_id": motion, "source_kind": "voting_file", "source_uri": f"{n}.csv", "in_favour": 5}
            | {"source_record": str(n)},
        ],
        "states": [state(f"W{letters(n)}")],
        "votes": [
            {"vote_session_id": adoption, "state_name": name, "state_code": code, "vote": vote}
            for name, code, vote in (
                ("Erewhon", "ERE", "in_favour"),
                ("Narnia", "NAR", "against"),
                ("Utopia", "UTO", "in_favour"),
            )
        ],
        "vote_discrepancies": [
            {"vote_session_id": motion, "rule": "counts", "what": "in_favour", "left_source": record}
            | {"right_source": draft, "right_value": "5"}
        ],
        "stated_votes": [
            {"symbol": symbol, "language": "en", "seq": 1, "draft_symbol": draft}
            | {"meeting_symbol": record, "held_on": dt.date(2044, 12, 17), "method": "recorded_vote"}
            | {"outcome": "adopted", "stated": "adoptedRecordedVote", "in_favour": 2, "against": 1, "not_voting": 0}
            | {"abstaining": 0, "in_favour_states": ["EREWHON", "UTOPIA"], "against_states": ["NARNIA"]}
            | {"source_kind": "xml"}
        ],
        "drafting_steps": [
            {"symbol": symbol, "language": "en", "seq": 1, "step": "draft", "linked_symbol": draft}
            | {"taken_on": dt.date(2044, 11, 5), "sponsors": "Erewhon and Utopia"}
        ],
        "sponsors": [
            {"symbol": symbol, "language": "en", "seq": 1, "name": "Chad", "page": 1}
            | {"state_code": "TCD", "source": "masthead"}
        ],
        "sponsor_lines": [
            {"symbol": symbol, "language": "en", "seq": 1, "text": "Erewhon and Utopia: draft resolution", "page": 1}
        ],
        "source_differences": [
            {"symbol": record, "language": "en", "seq": 1, "what": "link", "pdf_value": symbol, "xml_value": draft}
        ],
        "document_links": [
            {"symbol": draft, "linked_symbol": symbol, "relation": "draft_of", "source": "masthead"},
        ],
        "clause_changes": [
            {"symbol": symbol, "previous_symbol": previous, "seq": 1, "clause_id": f"{symbol}#pp.1", "similarity": 0.5}
            | {"previous_clause_id": f"{previous}#pp.1", "change": "changed", "diff": "[-98-] {+99+}"},
        ],
        "rejections": [
            {"source_uri": f"{n}.txt", "sha256": f"{n:064x}", "stage": "read", "reason": "not a PDF", "rejected_at": AT}
            | {"detail": "It begins with letters; fetch it again", "collection": "A-99"}
        ],
    }


def state(code: str) -> Row:
    """A State that was a Member for a time."""
    first, last = dt.date(1945, 10, 24), dt.date(1991, 12, 24)
    return {
        "state_code": code,
        "name": f"State {code}",
        "further_names": [],
        "m49_code": "901",
        "member_from_on": first,
        "member_to_on": last,
        "memberships": [{"first_on": first, "last_on": last}],
        "is_former": True,
    }


def letters(n: int) -> str:
    """Two letters that stand for a number."""
    return chr(ord("A") + n // 26) + chr(ord("A") + n % 26)


FILLING: World = {
    "bodies": [{"body_id": f"filling-{n}", "name": "Filling", "kind": "other"} for n in range(500)],
    "body_names": [{"body_id": f"filling-{n}", "name": "Filling", "kind": "name"} for n in range(500)],
    "states": [state(code) for code in ("ERE", "NAR", "UTO", *(f"F{letters(n)}" for n in range(190)))],
}
"""What brings a table to its row floor."""


def frames(*worlds: World) -> dict[str, pl.DataFrame]:
    return {t.name: t.frame(row for w in (FILLING, *worlds) for row in w.get(t.name, ())) for t in TABLES}


def alone(table: str, row: int = 0, /, **changes: Any) -> Case:
    """The row with these changes, and no other of its table in its world; what is callable makes a value of the row."""

    def case(of: World) -> list[Row]:
        broken = of[table][row]
        if "seq" in broken:
            broken["seq"] = 1
        broken |= {k: v(broken) if callable(v) else v for k, v in changes.items()}
        of[table] = [broken]
        return [broken]

    return case


def among(table: str, row: int = 0, /, breaks: str = "", **changes: Any) -> Case:
    """The row with these changes, among the others; where ``breaks`` is given that table's first row is wrong then."""

    def case(of: World) -> list[Row]:
        of[table][row] |= {k: v(of[table][row]) if callable(v) else v for k, v in changes.items()}
        return [of[breaks][0] if breaks else of[table][row]]

    return case


def added(table: str, **changes: Any) -> Case:
    """A copy of the first row with these changes, after the others."""

    def case(of: World) -> list[Row]:
        of[table].append(of[table][0] | changes)
        return of[table][-1:]

    return case


def twice(table: str, **changes: Any) -> Case:
    """The first row and a copy of it with these changes: both are wrong."""

    def case(of: World) -> list[Row]:
        first = of[table][0]
        of[table] = [first, first | changes]
        return of[table]

    return case


def many(table: str) -> Case:
    """Four of the first row: all are wrong."""

    def case(of: World) -> list[Row]:
        of[table] = [of[table][0] | {"seq": seq} for seq in range(1, 5)]
        return of[table]

    return case


def misspelt(table: str, column: str) -> Case:
    """A value that its pattern forbids, in the ids composed from it too."""

    def case(of: World) -> list[Row]:
        row = of[table][0]
        if value := row.get(column):
            row |= {k: "?" + v for k, v in row.items() if isinstance(v, str) and v.startswith(value)}
        row |= {column: row.get(column) or "?"}
        of[table] = [row]
        return [row]

    return case


def implied_cases() -> Iterator[tuple[tuple[str, str], Case]]:
    """The cases of the rules that the declaration of a table implies, composed from the same declaration."""
    for table in TABLES:
        name = table.name
        other = {"seq": 2, "sha256": "f" * 64}  # what other rules want to be different
        other = {k: v for k, v in other.items() if k in table.schema and k not in table.key}
        yield (name, "key_is_unique"), twice(name, **other)
        for column in table.columns:
            if not column.nullable:
                yield (name, f"{column.name}_is_given"), alone(name, **{column.name: None})
            if column.vocabulary:
                yield (name, f"{column.name}_is_in_vocabulary"), alone(name, **{column.name: "unheard of"})
            if column.pattern:
                yield (name, f"{column.name}_matches_pattern"), misspelt(name, column.name)
            if column.name in LEAST_VALUES:
                less = {column.name: LEAST_VALUES[column.name] - 1}
                yield (name, f"{column.name}_is_not_too_small"), alone(name, **less)
        if "seq" in table.schema:
            yield (name, "seq_counts_from_1"), alone(name, seq=2)
        if "char_end" in table.schema:
            yield (name, "span_is_not_empty"), alone(name, char_end=lambda row: row["char_start"])
        if "bbox" in table.schema:
            yield (name, "bbox_is_upright"), alone(name, bbox=[BOX[0] | {"x0": 501.0}])
        for reference in table.references:
            rule = f"{'_and_'.join(reference.columns)}_in_{reference.to_table}"
            yield (name, rule), added(name, **{reference.columns[0]: "nowhere"})
        for page in ("page", "page_last"):
            if page in table.schema and "symbol" in table.schema:
                yield (name, f"{page}_is_in_the_file"), added(name, **{page: 4})


TABLE_CASES: dict[tuple[str, str], Case] = {
    ("bodies", "name_is_not_blank"): alone("bodies", name=" "),
    ("bodies", "parent_body_id_is_not_body_id"): alone("bodies", parent_body_id=lambda row: row["body_id"]),
    ("bodies", "symbol_prefix_is_a_symbol"): alone("bodies", symbol_prefix="third committee"),
    ("body_names", "name_is_not_blank"): alone("body_names", name=" "),
    ("body_names", "used_to_is_not_before_used_from"): alone("body_names", used_to=2039),
    ("body_mentions", "has_a_body_or_a_reason"): alone("body_mentions", resolution_rule=None),
    ("documents", "no_stray_characters"): alone("documents", agenda_title="Spec\x02mens"),
    ("documents", "no_unread_letters"): alone("documents", agenda_title="Spec\ufffdmens"),
    ("documents", "published_on_is_in_our_time"): alone(
        "documents", published_on=dt.date(1044, 12, 30), adopted_on=None, document_type="report"
    ),
    ("documents", "adopted_on_is_in_our_time"): alone("documents", adopted_on=dt.date(1945, 6, 25)),
    ("documents", "published_after_adopted"): alone("documents", published_on=dt.date(2044, 11, 16)),
    ("documents", "resolution_has_title"): alone("documents", title=None),
    ("documents", "resolution_has_adopted_on"): alone("documents", adopted_on=None),
    ("documents", "resolution_has_body"): alone("documents", body_id=None),
    ("documents", "file_name_says_what_is_printed"): alone("documents", file_name_symbol="A/99/1"),
    ("documents", "symbol_names_a_known_body"): alone("documents", body_id=None, document_type="report"),
    ("documents", "title_is_not_too_long"): alone("documents", title="Specimen " * 100),
    ("documents", "document_type_agrees_with_symbol"): alone("documents", document_type="summary_record"),
    ("documents", "agenda_item_begins_with_number"): alone("documents", agenda_item="Agenda item 71 (c)"),
    ("documents", "meeting_number_is_a_number"): alone("documents", meeting_number="53rd"),
    ("documents", "text_is_sound"): alone("documents", text_quality=0.9469),
    ("documents", "job_number_is_two_numbers"): alone("documents", job_number="Please recycle"),
    ("documents", "committee_report_is_symbols"): alone("documents", committee_report="A/99/458; and A/C.3/99/L.7"),
    ("documents", "bytes_are_held_once"): twice("documents", language="fr"),
    ("clauses", "page_first_is_not_too_small"): alone("clauses", page_first=0, bbox=[BOX[0] | {"page": 0}, BOX[0]]),
    ("clauses", "text_is_not_blank"): alone("clauses", text=""),
    ("clauses", "numbered_clause_has_text"): alone("clauses", 1, text=""),
    ("clauses", "no_stray_characters"): alone("clauses", text="Re\x02calling,"),
    ("clauses", "no_unread_letters"): alone("clauses", text="Re\ufffdcalling,"),
    ("clauses", "clause_id_names_its_document"): alone("clauses", clause_id="pp.1"),
    ("clauses", "page_last_is_not_before_page_first"): alone(
        "clauses", page_first=2, bbox=[BOX[0] | {"page": 2}, BOX[0]]
    ),
    ("clauses", "top_clause_has_no_parent"): alone("clauses", 2, depth=0),
    ("clauses", "bbox_covers_its_pages"): alone("clauses", page_last=2),
    ("clauses", "operative_clause_is_numbered"): among("clauses", 3, path=""),
    ("clauses", "preambular_clause_has_verb"): alone("clauses", verb=None),
    ("clauses", "no_note_marks_in_text"): alone("clauses", text="Recalling specimens,17"),
    ("clauses", "no_running_head_in_text"): alone("clauses", text=lambda row: row["symbol"]),
    ("clauses", "text_is_single_spaced"): alone("clauses", text="Recalling  specimens,"),
    ("clauses", "text_is_not_too_long"): alone("clauses", text="specimens" * 2_000),
    ("footnotes", "text_is_not_blank"): alone("footnotes", text=""),
    ("footnotes", "no_stray_characters"): alone("footnotes", text="See\x07"),
    ("footnotes", "no_unread_letters"): alone("footnotes", text="See\ufffd"),
    ("footnotes", "footnote_id_names_its_document"): alone("footnotes", footnote_id="fn.1"),
    ("footnotes", "anchor_is_whole"): alone("footnotes", char_offset=None),
    ("footnotes", "number_is_a_mark"): alone("footnotes", number="17 See"),
    ("footnotes", "numbered_note_is_anchored"): alone("footnotes", clause_id=None, char_offset=None),
    ("footnotes", "ibid_is_written_out"): alone("footnotes", 1, expanded_text="Ibid., p. 3."),
    ("footnotes", "only_ibid_is_written_out"): alone("footnotes", expanded_text="See A/99/1"),
    ("footnotes", "text_is_not_too_long"): alone("footnotes", text="specimens" * 1_000),
    ("table_cells", "no_stray_characters"): alone("table_cells", text="1\t2"),
    ("table_cells", "no_unread_letters"): alone("table_cells", text="1\ufffd2"),
    ("speeches", "speaker_is_not_blank"): alone("speeches", speaker=""),
    ("speeches", "text_is_not_blank"): alone("speeches", text="\n"),
    ("sponsors", "no_stray_characters"): alone("sponsors", name="Ch\x02ad"),
    ("sponsors", "state_or_group"): alone("sponsors", group_id="group_of_77"),
    ("sponsors", "sponsor_is_known"): alone("sponsors", name="Erewhon", state_code=None),
    ("speeches", "no_stray_characters"): alone("speeches", text="We\x00"),
    ("speeches", "no_unread_letters"): alone("speeches", text="We\ufffd"),
    ("speeches", "stands_in_a_record"): alone("speeches", symbol="A/99/1"),
    ("speeches", "speaks_for_state_or_office"): alone("speeches", office="President"),
    ("speeches", "speaker_is_not_too_long"): alone("speeches", speaker="We meet " * 20),
    ("speeches", "spoken_language_is_a_name"): alone("speeches", spoken_language="spoke in Spanish"),
    ("hyperlinks", "span_is_of_a_text"): alone("hyperlinks", clause_id=None),
    ("hyperlinks", "target_is_an_address"): alone("hyperlinks", target="A/RES/98/1"),
    ("citations", "span_is_of_a_text"): alone("citations", clause_id=None),
    ("citations", "citation_id_names_its_document"): alone("citations", citation_id="pp.1@14"),
    ("citations", "cited_text_is_not_blank"): alone("citations", cited_text=" "),
    ("citations", "resolved_or_left_open"): alone("citations", 2, resolution_rule="both"),
    ("citations", "resolved_document_has_symbol"): alone("citations", cited_symbol=None),
    ("citations", "open_citation_has_no_symbol"): alone("citations", 2, cited_symbol="A/99/1"),
    ("citations", "link_leads_where_the_words_say"): alone(
        "citations", resolution_rule="head, link_disagrees", link_target="https://undocs.org/A/RES/98/1"
    ),
    ("citations", "cited_on_is_plausible"): alone("citations", cited_on=dt.date(1203, 1, 1)),
    ("citations", "cited_text_is_not_too_long"): alone("citations", cited_text="specimens" * 200),
    ("mandates", "due_on_is_in_our_time"): alone("mandates", due_on=dt.date(2105, 3, 1)),
    ("mandates", "due_date_is_printed"): alone("mandates", due=None),
    ("mandates", "verb_is_in_lower_case"): alone("mandates", verb="Requests", verb_phrase="also Requests, requests"),
    ("mandates", "verb_stands_in_verb_phrase"): alone("mandates", verb_phrase="Decides"),
    ("treaties", "treaty_is_named"): alone("treaties", number=None),
    ("states", "name_is_not_blank"): alone("states", name=" "),
    ("states", "is_former_agrees_with_member_to_on"): alone("states", is_former=False),
    ("states", "membership_does_not_end_before_it_begins"): alone("states", member_to_on=dt.date(1945, 10, 23)),
    ("vote_sessions", "subject_is_in_vocabulary"): alone("vote_sessions", subject="unheard of", is_adoption=False),
    ("vote_sessions", "held_on_is_in_our_time"): alone("vote_sessions", held_on=dt.date(1044, 12, 17)),
    ("vote_sessions", "says_what_was_put"): alone("vote_sessions", 1, meeting_symbol=None, subject_text=None),
    ("vote_sessions", "counts_are_whole"): alone("vote_sessions", against=None),
    ("vote_sessions", "counts_fit_the_membership"): alone("vote_sessions", in_favour=193),
    ("vote_sessions", "uncounted_method_has_no_counts"): alone("vote_sessions", method="consensus"),
    ("vote_sessions", "recorded_vote_has_counts"): alone("vote_sessions", 1, method="roll_call"),
    ("vote_sessions", "adoption_is_of_the_whole"): alone("vote_sessions", subject="paragraph"),
    ("vote_sessions", "adopted_with_votes_in_favour"): alone("vote_sessions", in_favour=0),
    ("vote_sources", "source_is_named"): alone("vote_sources", source_record="7"),
    ("votes", "state_name_is_not_blank"): alone("votes", state_name="", state_code="XXX"),
    ("votes", "state_code_has_one_name"): lambda of: [
        *alone("votes", state_code="ZZZ")(of),
        *added("votes", vote_session_id="another", state_name="Erewhon (Republic of)")(of),
    ],
    ("vote_discrepancies", "values_differ"): alone("vote_discrepancies", left_value="5"),
    ("stated_votes", "states_listed_are_counted"): alone("stated_votes", in_favour=3),
    ("stated_votes", "state_votes_once"): alone("stated_votes", against_states=["UTOPIA"]),
    ("source_differences", "values_differ"): alone("source_differences", pdf_value=None, xml_value=None),
    ("document_links", "linked_symbol_is_not_symbol"): alone("document_links", linked_symbol=lambda row: row["symbol"]),
    ("document_links", "source_is_known"): alone("document_links", source="hearsay"),
    ("clause_changes", "previous_symbol_is_not_symbol"): alone(
        "clause_changes", previous_symbol=lambda row: row["symbol"]
    ),
    ("clause_changes", "similarity_is_a_share"): alone("clause_changes", similarity=50.0),
    ("clause_changes", "change_agrees_with_clauses"): alone("clause_changes", previous_clause_id=None),
    ("clause_changes", "changed_clause_has_diff"): alone("clause_changes", diff=None),
    ("pages", "letters_add_up"): alone("pages", letters=31),
    ("pages", "every_letter_is_assigned"): alone("pages", letters_unassigned=2, letters=32),
    ("numbering_gaps", "document_has_few_gaps"): many("numbering_gaps"),
    ("rejections", "reason_is_not_blank"): alone("rejections", reason=""),
    ("rejections", "detail_is_not_blank"): alone("rejections", detail=""),
    ("rejections", "sha256_is_a_hash"): alone("rejections", sha256="empty"),
}

RELATION_CASES: dict[tuple[str, str], Case] = {
    ("votes", "state_code_in_states"): among("votes", state_code="NIX"),
    ("documents", "document_has_content"): added("documents", symbol="A/99/1", document_type="report", page_count=0),
    ("documents", "each_page_is_accounted_for"): among(
        "pages", breaks="documents", symbol=lambda row: row["symbol"].replace("RES/99/", "99/PV.")
    ),
    ("documents", "pdf_and_xml_agree"): among(
        "source_differences", breaks="documents", what="text", symbol=lambda row: row["pdf_value"]
    ),
    ("clauses", "clause_has_its_page"): among("clauses", 3, page_last=None),
    ("documents", "adoption_has_vote_session"): among("vote_sessions", breaks="documents", resolution_symbol=None),
    ("clauses", "parent_stands_before"): among("clauses", 2, seq=0),
    ("clauses", "depth_is_one_below_parent"): among("clauses", 2, depth=2),
    ("footnotes", "mark_stands_in_text"): among("footnotes", char_offset=99),
    ("hyperlinks", "link_lies_in_text"): among("hyperlinks", 1, char_end=lambda row: row["char_end"] + 1),
    ("citations", "span_quotes_cited_text"): among("citations", 1, cited_text="A/99/PV"),
    ("citations", "span_quotes_cited_text_of_cell"): among("citations", 3, cited_text="A/99/PV"),
    ("citations", "is_held_agrees_with_documents"): among("citations", is_held=True),
    ("citations", "cited_on_is_not_later"): among("citations", cited_on=dt.date(2044, 12, 31)),
    ("body_mentions", "span_quotes_mention_text"): among("body_mentions", char_end=99),
    ("mandates", "body_ids_in_bodies"): among("mandates", body_ids=["nobody"]),
    ("mandates", "stands_in_operative_clause"): among("mandates", clause_id=lambda row: f"{row['symbol']}#pp.1"),
    ("vote_sessions", "votes_sum_to_totals"): among("votes", breaks="vote_sessions", vote="abstaining"),
    ("vote_sessions", "vote_session_has_source"): added("vote_sessions", vote_session_id="another"),
    ("vote_sources", "source_agrees_with_session"): among("vote_sources", in_favour=3),
    ("vote_sources", "source_symbol_in_documents"): added("vote_sources", source_symbol="A/99/PV.0"),
}

assert world(1).keys() == BY_NAME.keys(), "a new table needs a row in world(), which its rules are tried on"
CASES = dict(implied_cases()) | TABLE_CASES | RELATION_CASES
TABLE_RULES = [(t.name, rule.name) for t in TABLES for rule in suites.rules(t.name)]
RELATION_RULES = [(relation.table, relation.name) for relation in relations.RELATIONS]
REGISTER = TABLE_RULES + RELATION_RULES
ROW_FLOORS = [(t.name, "has_enough_rows") for t in TABLES if t.row_floor]

Findings = dict[tuple[str, str], Finding]


def of(findings: list[Finding]) -> Findings:
    return {(finding.table, finding.rule): finding for finding in findings}


@cache
def right() -> Findings:
    """What every rule finds in a world where nothing is wrong."""
    given = frames(world(1), world(2))
    return of([f for t in TABLES for f in check_table(t.name, given[t.name])] + check_relations(given))


@cache
def broken() -> tuple[Findings, dict[tuple[str, str], list[Row]]]:
    """What every rule finds where each is broken in a world of its own, and the rows that break it there."""
    expected: dict[tuple[str, str], list[Row]] = {}
    findings: list[Finding] = []

    def worlds(register: list[tuple[str, str]]) -> Iterator[World]:
        for n, rule in enumerate(register, 1):
            if rule in CASES:
                made = world(n)
                expected[rule] = CASES[rule](made)
                yield made

    for table in TABLES:
        own = [{table.name: made[table.name]} for made in worlds([r for r in TABLE_RULES if r[0] == table.name])]
        given = frames(*own)[table.name]
        findings += (found := check_table(table.name, given))
        by_polars = {rule.name: rows.height for rule, rows in suites.broken(table, given)}
        # what is set aside beforehand is what would have stopped the load
        assert by_polars == {f.rule: f.count for f in found if f.must_hold and f.rule != "has_enough_rows" and f.count}
    findings += check_relations(frames(*worlds(RELATION_RULES)))
    return of(findings), expected


@pytest.mark.parametrize("relation", [r for r in relations.RELATIONS if r.within_document], ids=lambda r: r.name)
def test_a_rule_that_one_document_answers_needs_no_other_table(relation: relations.Relation) -> None:
    given = frames(world(1))
    assert relation.violations({name: given[name] for name in relation.within_document}).is_empty()


def test_rows_at_fault_are_left_out_and_no_others() -> None:
    given = frames(world(1), world(2))
    clauses = given["clauses"]
    first = clauses.row(0, named=True)
    odd = clauses.with_columns(depth=pl.when(pl.col("seq") == 2).then(9).otherwise("depth").cast(pl.Int32))
    odd = pl.concat([odd, BY_NAME["clauses"].frame([first])])
    sound, faults = sound_rows(BY_NAME["clauses"], odd, given)
    assert {fault.rule for fault in faults} >= {"key_is_unique"}
    assert sound.filter(pl.col("clause_id") == first["clause_id"]).height == 1, "of rows under one key the first stays"
    found = [*check_table("clauses", sound), *check_relations({**given, "clauses": sound})]
    assert not [f.rule for f in found if f.table == "clauses" and f.must_hold and not f.passed]


def test_every_rule_has_a_name_of_its_own_and_a_failing_case() -> None:
    assert len(REGISTER) == len(set(REGISTER))
    assert suites.DOMAIN.keys() <= BY_NAME.keys()
    assert set(REGISTER) == CASES.keys() | set(ROW_FLOORS)


@pytest.mark.parametrize(("table", "rule"), REGISTER)
def test_rule_passes_on_what_is_right(table: str, rule: str) -> None:
    finding = right()[table, rule]
    assert (finding.passed, finding.count, finding.examples) == (True, 0, [])


@pytest.mark.parametrize(("table", "rule"), [r for r in REGISTER if r not in ROW_FLOORS])
def test_rule_fails_on_what_it_guards_and_nothing_else(table: str, rule: str) -> None:
    findings, expected = broken()
    finding, rows, key = findings[table, rule], expected[table, rule], BY_NAME[table].key
    assert not finding.passed
    assert finding.count == len(rows), finding.examples
    found = [{k: example[k] for k in key} for example in finding.examples]
    assert sorted(found, key=str) == sorted(({k: row[k] for k in key} for row in rows), key=str)


@pytest.mark.parametrize(("table", "rule"), ROW_FLOORS)
def test_empty_frame_breaks_the_row_floor_only(table: str, rule: str) -> None:
    failed = [finding for finding in check_table(table, BY_NAME[table].frame()) if not finding.passed]
    floor = BY_NAME[table].row_floor
    assert [(f.rule, f.must_hold, f.count) for f in failed] == [(rule, True, floor)]
    assert failed[0].examples == [{"rows": 0, "row_floor": floor}]


def test_empty_frames_break_no_relation() -> None:
    assert all(finding.passed for finding in check_relations({t.name: t.frame() for t in TABLES}))


def test_finding_says_what_offends_and_why() -> None:
    findings, _ = broken()
    finding = findings["clauses", "no_note_marks_in_text"]
    assert finding.examples[0]["found"] == "specimens,17"
    assert "footnote mark" in finding.explanation
    assert not finding.must_hold
    kind = findings["clauses", "kind_is_in_vocabulary"]
    assert kind.must_hold
    assert kind.examples[0]["kind"] == "unheard of"


def test_findings_come_in_the_order_of_the_suite() -> None:
    found = check_table("votes", frames(world(1))["votes"])
    assert [f.rule for f in found] == [rule.name for rule in suites.rules("votes")]


def test_counts_are_exact_and_examples_few_where_many_rows_fail() -> None:
    rows = [world(n)["votes"][0] | {"vote": "maybe"} for n in range(1_000)]
    findings = of(check_table("votes", BY_NAME["votes"].frame([*rows, *world(1_000)["votes"]])))
    finding = findings["votes", "vote_is_in_vocabulary"]
    assert finding.count == 1_000
    assert [e["vote"] for e in finding.examples] == ["maybe"] * 5


@pytest.mark.parametrize(
    ("rule", "why"),
    [
        (Rule("odd", "", True, "ExpectColumnValuesToBeOdd", {"column": "vote"}), "no such expectation"),
        (Rule("odd", "", True, "ExpectColumnValuesToBeInSet", {"column": "vote"}), "an argument is missing"),
        (Rule("odd", "", True, "ExpectColumnValuesToMatchRegex", {"column": "vote", "regex": "("}), "no regex"),
        (Rule("odd", "", True, "ExpectColumnValuesToNotBeNull", {"column": "ballot"}), "no such column"),
        (Rule("odd", "", True, "ExpectColumnValuesToBeNull", {"column": "odd"}, pl.col("vote") + 1), "no number"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_rule_that_crashes_raises(rule: Rule, why: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(suites, "rules", lambda _: (rule,))
    with pytest.raises(RuleCrashed, match="votes: rule odd crashed"):
        check_table("votes", frames(world(1))["votes"])


def test_relation_that_crashes_raises(monkeypatch: pytest.MonkeyPatch) -> None:
    odd = relations.Relation("votes", "odd", "", True, lambda given: given["votes"].select("ballot"))
    monkeypatch.setattr(relations, "RELATIONS", (odd,))
    with pytest.raises(RuleCrashed, match="votes: rule odd crashed"):
        check_relations(frames(world(1)))


def test_a_crash_can_be_raised_from_another_process() -> None:
    crash = RuleCrashed("votes", "odd", "no such column")
    assert str(pickle.loads(pickle.dumps(crash))) == str(crash)


def test_relations_need_every_table() -> None:
    given = frames(world(1))
    del given["votes"], given["bodies"]
    with pytest.raises(ValueError, match="bodies, votes"):
        check_relations(given)


def test_great_expectations_is_imported_at_the_first_check_only() -> None:
    script = "import sys; from expectations import runner; assert 'great_expectations' not in sys.modules"
    subprocess.run([sys.executable, "-c", script], check=True, cwd=ROOT)


def test_great_expectations_uses_no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[object] = []
    monkeypatch.setattr("socket.socket.connect", lambda _, address: called.append(address))
    monkeypatch.setenv("GX_ANALYTICS_ENABLED", "true")
    _great_expectations.cache_clear()
    check_table("votes", frames(world(1))["votes"])
    assert os.environ["GX_ANALYTICS_ENABLED"] == "false"
    assert called == []


@pytest.mark.parametrize(
    ("text", "found", "why"),
    [
        ("on sustainable development,17 and", "development,17", "a mark after a comma"),
        ("of the Convention1 and", "Convention1", "a mark right after a word"),
        ("l’assemblée2 et", "assemblée2", "a mark in French"),
        ("its resolution 78/218 of 19 December 2023", None, "figures of their own"),
        ("of 12,345 dollars; CO2 and COVID19 as well", None, "figures after figures, and names in capitals"),
        ("see A/79/458/Add.3 and A/80/12/Rev.1", None, "symbols"),
        ("contained in chap.4", None, "an abbreviation's full stop"),
    ],
)
def test_note_marks_left_in_text(text: str, found: str | None, why: str) -> None:
    assert pl.Series([text]).str.extract(GLUED_MARK).item() == found, why


@pytest.mark.parametrize(
    ("text", "is_running_head", "why"),
    [
        ("3/9", True, "page of pages"),
        ("56/227", False, "a resolution in a list, on page 3"),
        ("24-24223", True, "job number"),
        ("24-24223 (E)", True, "job number with its language"),
        ("I", False, "a section's number"),
        ("2025/1", False, "the number of a resolution of the Economic and Social Council, as a heading"),
        ("2024-2025", False, "a biennium"),
    ],
)
def test_running_heads(text: str, is_running_head: bool, why: str) -> None:
    row = pl.DataFrame({"text": [text], "symbol": ["A/RES/99/1"], "page_first": [3]})
    assert bool(row.select(IS_RUNNING_HEAD).item()) == is_running_head, why
