"""The domain's own rules on what is read of documents."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from expectations.suites.rule import (
    Rule,
    first_of,
    id_names_its_document,
    in_our_time,
    is_blank,
    must,
    no_control_characters,
    no_longer_than,
    no_unknown_letters,
    not_blank,
    should,
    span_is_of_a_text,
    where,
)
from warehouse.tables import SYMBOL_PATTERN

GLUED_MARK = r"(\p{L}*\p{Ll}{3}[,;:]?[0-9]{1,3})(?:[\s,;.:)]|$)"
"""A lower-case word with figures at its end: "development,17". Words such as "CO2" and "COVID19" are not meant."""

PAGE_OF_PAGES = pl.col("text").str.extract(r"^([0-9]{1,3})/[0-9]{1,3}$").cast(pl.Int32)
JOB_NUMBER = r"^[0-9]{2}-[0-9]{5}(?: \([A-Z]\))?$"
IS_RUNNING_HEAD = (
    (pl.col("page_first") == PAGE_OF_PAGES)
    | pl.col("text").str.contains(JOB_NUMBER)
    | (pl.col("text") == pl.col("symbol"))
)
"""What stands at the head or foot of a page: the symbol, "3/9" on page 3, "24-24223", "24-24223 (E)"."""

LEAST_TEXT_QUALITY = 0.98
"""Measured on the corpus: text set as type has 0.988 to 1, OCR of typescript 0.95 to 0.998."""

_ADOPTED = pl.col("symbol").str.contains("/RES/", literal=True)
_TOP_OPERATIVE = (pl.col("kind") == "operative") & (pl.col("depth") == 0)
_IBID = r"(?i)\bibid\b"
_PART_OF_SYMBOL = {"resolution": "/RES/", "verbatim_record": "/PV.", "summary_record": "/SR."}
"""What the symbols of a kind of document hold."""

RULES: Mapping[str, tuple[Rule, ...]] = {
    "sponsors": (
        no_control_characters("name"),
        must(
            "state_or_group",
            "a sponsor is a State or a group of States, never both",
            where(pl.col("state_code").is_not_null() & pl.col("group_id").is_not_null(), "group_id"),
        ),
        should(
            "sponsor_is_known",
            "the authorities know every sponsor",
            where(pl.col("state_code").is_null() & pl.col("group_id").is_null(), "name"),
        ),
    ),
    "documents": (
        no_control_characters("title", "agenda_title"),
        no_unknown_letters("title", "agenda_title"),
        in_our_time("published_on"),
        in_our_time("adopted_on"),
        should(
            "published_after_adopted",
            "a text is issued after its adoption, or at most 30 days before (as a draft under the same masthead)",
            where(pl.col("published_on") < pl.col("adopted_on").dt.offset_by("-30d"), "published_on"),
        ),
        should(
            "resolution_has_title",
            "every resolution prints a title, except those of the Security Council, which have only their number",
            where(
                (pl.col("document_type") == "resolution")
                & ~pl.col("symbol").str.starts_with("S/")
                & (pl.col("title").is_null() | is_blank("title")),
                pl.col("title").fill_null("no title"),
            ),
        ),
        should(
            "resolution_has_adopted_on",
            "every resolution prints the date of its adoption",
            where((pl.col("document_type") == "resolution") & pl.col("adopted_on").is_null(), pl.lit("no date")),
        ),
        should(
            "resolution_has_body",
            "every resolution belongs to a body, which its symbol names",
            where((pl.col("document_type") == "resolution") & pl.col("body_id").is_null(), pl.lit("no body")),
        ),
        should(
            "file_name_says_what_is_printed",
            "the symbol on the first page decides; where the file's name gives another, one of the two is wrong: see "
            "which document it is and rename the file",
            where(pl.col("file_name_symbol").str.contains("/", literal=True), "file_name_symbol"),
        ),
        should(
            "symbol_names_a_known_body",
            "the first words of a symbol name a body; where the body is not known, the symbol may be misread, or the "
            "body is to be added to transforms/authorities",
            where(pl.col("body_id").is_null() & (pl.col("document_type") != "resolution"), "symbol"),
        ),
        no_longer_than("title", 600),
        should(
            "document_type_agrees_with_symbol",
            "the symbol of a resolution holds /RES/, of a verbatim record /PV., of a summary record /SR.",
            first_of(
                where(
                    (pl.col("document_type") == kind) & ~pl.col("symbol").str.contains(part, literal=True),
                    "document_type",
                )
                for kind, part in _PART_OF_SYMBOL.items()
            ),
        ),
        should(
            "agenda_item_begins_with_number",
            'an agenda item is a number: "71 (c)"; the words before it are left out',
            where(~pl.col("agenda_item").str.contains(r"^[0-9]"), "agenda_item"),
        ),
        should(
            "meeting_number_is_a_number",
            'the meeting is numbered "53", without "rd meeting"',
            where(~pl.col("meeting_number").str.contains(r"^[0-9]+$"), "meeting_number"),
        ),
        should(
            "job_number_is_two_numbers",
            'job numbers are printed as "24-24223"; anything else at the foot of the page is not one',
            where(~pl.col("job_number").str.contains(r"^[0-9]{2,4}-[0-9]{4,6}$"), "job_number"),
        ),
        should(
            "text_is_sound",
            f"where fewer than {LEAST_TEXT_QUALITY:.0%} of the words can be words, OCR misread much of it, or the font "
            "hides its letters",
            where(pl.col("text_quality") < LEAST_TEXT_QUALITY, "text_quality"),
        ),
        should(
            "committee_report_is_symbols",
            'the masthead names reports and drafts by symbol, kept canonical and separated by ", "',
            where(
                ~pl.col("committee_report")
                .str.split(", ")
                .list.eval(pl.element().str.contains(SYMBOL_PATTERN))
                .list.all(),
                "committee_report",
            ),
        ),
        Rule(
            "bytes_are_held_once",
            "the same bytes under two symbols mean that a document was loaded twice or has a wrong symbol",
            False,
            "ExpectColumnValuesToBeUnique",
            {"column": "sha256"},
        ),
    ),
    "clauses": (
        must(
            "text_is_not_blank",
            "a clause holds words; only a numbered clause whose items follow at once may have none",
            where(is_blank("text") & is_blank("path"), "kind"),
        ),
        should(
            "numbered_clause_has_text",
            "after its number a clause has words; without them its text was lost or misplaced",
            where(is_blank("text") & ~is_blank("path"), "path"),
        ),
        no_control_characters("text"),
        no_unknown_letters("text"),
        id_names_its_document("clause_id"),
        Rule(
            "page_last_is_not_before_page_first",
            "a clause ends on the page on which it begins, or on a later page",
            True,
            "ExpectColumnPairValuesAToBeGreaterThanB",
            {
                "column_A": "page_last",
                "column_B": "page_first",
                "or_equal": True,
                "ignore_row_if": "either_value_is_missing",
            },
        ),
        must(
            "top_clause_has_no_parent",
            "a clause has depth 0 exactly where it has no parent",
            where((pl.col("depth") > 0) == pl.col("parent_clause_id").is_null(), "depth"),
        ),
        should(
            "bbox_covers_its_pages",
            "its boxes begin on page_first and end on page_last",
            where(
                (pl.col("bbox").list.first().struct.field("page") != pl.col("page_first"))
                | (pl.col("bbox").list.last().struct.field("page") != pl.col("page_last")),
                pl.col("bbox").list.last().struct.field("page"),
            ),
        ),
        should(
            "operative_clause_is_numbered",
            "several operative paragraphs of a text are numbered; a single one is not",
            where(
                _TOP_OPERATIVE & is_blank("path") & (_TOP_OPERATIVE.sum().over("symbol", "language") > 1),
                pl.col("text").str.slice(0, 80),
            ),
        ),
        should(
            "preambular_clause_has_verb",
            "preambular paragraphs of an adopted text begin with an italic verb, in languages printed with italics",
            where(
                _ADOPTED
                & (pl.col("kind") == "preambular")
                & (pl.col("depth") == 0)
                & pl.col("language").is_in(["en", "es", "fr", "ru"])
                & pl.col("verb").is_null(),
                pl.col("text").str.slice(0, 80),
            ),
        ),
        should(
            "no_note_marks_in_text",
            "figures at the end of a lower-case word are a footnote mark left in the text",
            pl.col("text").str.extract(GLUED_MARK),
        ),
        should(
            "no_running_head_in_text",
            "a clause that holds only a page number, a job number or the document's symbol is a running head",
            where(IS_RUNNING_HEAD, "text"),
        ),
        should(
            "text_is_single_spaced",
            "words are separated by one space, and the text neither begins nor ends with one",
            pl.col("text").str.extract(r"(.{0,20}  .{0,20}|^ .{0,20}|.{0,20} $)"),
        ),
        no_longer_than("text", 10_000),
    ),
    "footnotes": (
        should(
            "text_is_not_blank",
            "text holds more than white space; only in a damaged file may a note have lost all but its mark",
            where(is_blank("text"), "text"),
        ),
        no_control_characters("text", "expanded_text"),
        no_unknown_letters("text", "expanded_text"),
        id_names_its_document("footnote_id"),
        must(
            "anchor_is_whole",
            "the place of a mark is a clause and a character in it: both are given, or neither",
            where(pl.col("clause_id").is_null() != pl.col("char_offset").is_null(), "number"),
        ),
        should(
            "number_is_a_mark",
            "notes are marked with figures, with stars and daggers, or with a letter",
            where(~pl.col("number").str.contains(r"^(?:[0-9]{1,4}|[*†‡]{1,6}|[a-z]{1,2})$"), "number"),
        ),
        should(
            "numbered_note_is_anchored",
            "in a resolution the mark of a numbered note stands in a clause; otherwise the mark was lost",
            where(_ADOPTED & pl.col("number").str.contains(r"^[0-9]+$") & pl.col("clause_id").is_null(), "number"),
        ),
        should(
            "ibid_is_written_out",
            'a note with "Ibid." says nothing to the reader of a single row unless it is written out',
            where(
                pl.col("text").str.contains(_IBID)
                & (pl.col("expanded_text").is_null() | pl.col("expanded_text").str.contains(_IBID)),
                pl.col("text").str.slice(0, 80),
            ),
        ),
        should(
            "only_ibid_is_written_out",
            "expanded_text is for notes that refer to the note before; every other note is complete in itself",
            where(
                ~pl.col("text").str.contains(_IBID) & pl.col("expanded_text").is_not_null(),
                pl.col("expanded_text").str.slice(0, 80),
            ),
        ),
        no_longer_than("text", 5_000),
    ),
    "table_cells": (no_control_characters("text"), no_unknown_letters("text")),
    "speeches": (
        not_blank("speaker"),
        not_blank("text"),
        no_control_characters("speaker", "text"),
        no_unknown_letters("speaker", "text"),
        should(
            "stands_in_a_record",
            "speeches are printed in verbatim records, whose symbol holds /PV.",
            where(~pl.col("symbol").str.contains("/PV.", literal=True), "symbol"),
        ),
        should(
            "speaks_for_state_or_office",
            "a speaker is printed with a State or with an office, not with both",
            where(pl.col("state_name").is_not_null() & pl.col("office").is_not_null(), "office"),
        ),
        no_longer_than("speaker", 120),
        should(
            "spoken_language_is_a_name",
            'the record prints "spoke in Spanish": one or two words with a capital',
            where(~pl.col("spoken_language").str.contains(r"^\p{Lu}\p{L}+(?: \p{L}+)?$"), "spoken_language"),
        ),
    ),
    "hyperlinks": (
        span_is_of_a_text(),
        should(
            "target_is_an_address",
            "a link's target is an address with its scheme: https:, http:, mailto:",
            where(~pl.col("target").str.contains(r"^[A-Za-z][A-Za-z0-9+.-]*:"), "target"),
        ),
    ),
    "pages": (
        should(
            "letters_add_up",
            "every letter of a page is counted in one class, so the classes sum to the letters printed",
            where(pl.sum_horizontal("^letters_.*$", ignore_nulls=False) != pl.col("letters"), "letters"),
        ),
        should(
            "every_letter_is_assigned",
            "every letter printed was read as part of something; an unassigned letter is in no other table",
            where(pl.col("letters_unassigned") > 0, "letters_unassigned"),
        ),
    ),
    "numbering_gaps": (
        should(
            "document_has_few_gaps",
            "the UN sometimes skips a number; a document with more than three gaps was misread",
            where(pl.len().over("symbol", "language") > 3, "found"),
        ),
    ),
    "source_differences": (
        must(
            "values_differ",
            "the two sources of a difference have different values",
            where(pl.col("pdf_value").eq_missing(pl.col("xml_value")), pl.col("what")),
        ),
    ),
}
"""The rules, by table."""
