"""The rules of each table: those that ``warehouse/tables.py`` implies, then the domain's own.

What belongs here: every rule that one row, or the rows of one table together, can answer; each has a name, one
sentence that says why it holds, and a severity. What does not: rules across tables (``relations.py``) and how a
rule is put to Great Expectations (``runner.py``).

A rule that must hold stops the load, so it is one that only a fault of ours can break: a key, a vocabulary, a
span outside its text. What a real document may break, by being old, short or oddly printed, should hold: it
warns, because one document never stops a run.

Where Great Expectations has the rule ready made, it is named with its arguments. The domain's other rules are a
Polars expression, the ``offence``: null where a row is right, else what is wrong with it, so that the rule is "the
offence is null", the offending value is at hand, and long texts never leave Polars.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import polars as pl

from warehouse.tables import BY_NAME, SYMBOL_PATTERN, VOTES, Table

STRAY = r"[\x00-\x09\x0B-\x1F\x7F-\x9F\x{FFFE}\x{FFFF}]"
"""What no printed text holds: control characters (PDFium writes U+0002 for a hyphen at a line's end)."""

UNREAD = r"\x{FFFD}"
"""What a reader leaves where a font does not say which letter it draws."""

GLUED_MARK = r"(\p{L}*\p{Ll}{3}[,;:]?[0-9]{1,3})(?:[\s,;.:)]|$)"
"""A lower-case word with figures at its end: "development,17". Capitals are spared: "CO2", "COVID19"."""

RUNNING_HEAD = r"^(?:[0-9]{1,3}/[0-9]{1,3}|[0-9]{2}-[0-9]{5}(?: \([A-Z]\))?)$"
"""What stands at the foot of a page: "3/9", "24-24223", "24-24223 (E)"."""

SOUND = 0.98
"""Measured on the corpus: text set as type 0.988 to 1, OCR of typescript 0.95 to 0.998."""

CHARTER_SIGNED = dt.date(1945, 6, 26)
LAST_DAY = dt.date(2099, 12, 31)
"""A later year is a misread one."""

LEAST: Mapping[str, int] = {
    "page": 1,
    "page_first": 1,
    "page_count": 1,
    "source_page": 1,
    "table_number": 1,
    "row": 1,
    "column": 1,
    "depth": 0,
    "char_offset": 0,
    "char_start": 0,
    "in_favour": 0,
    "against": 0,
    "abstaining": 0,
    "not_voting": 0,
}
"""The least value of a number. A name means the same in every table, so one list serves them all."""

COUNTED = ("in_favour", "against", "abstaining")


@dataclass(frozen=True)
class Rule:
    """One rule of one table: an expectation of Great Expectations, and why it is expected."""

    name: str
    notes: str
    must_hold: bool
    expectation: str
    """Name of the class in ``great_expectations.expectations``."""
    arguments: Mapping[str, Any] = field(default_factory=dict)
    offence: pl.Expr | None = None
    """What is wrong with a row, null where nothing is; becomes the column on which the rule is checked."""

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that the expectation reads; none for a rule on the table as a whole."""
        named = [self.arguments[k] for k in ("column", "column_A", "column_B") if k in self.arguments]
        return (*named, *self.arguments.get("column_list", ()))

    @property
    def breach(self) -> pl.Expr | None:
        """True for a row that breaks it, by Polars alone; null for a rule on the table as a whole."""
        told = self.arguments
        match self.expectation:
            case "ExpectColumnValuesToBeNull" if self.offence is not None:
                return self.offence.is_not_null()
            case "ExpectColumnValuesToNotBeNull":
                return pl.col(told["column"]).is_null()
            case "ExpectColumnValuesToBeInSet":
                return ~pl.col(told["column"]).is_in(told["value_set"])
            case "ExpectColumnValuesToBeBetween":
                return ~pl.col(told["column"]).is_between(told["min_value"], told.get("max_value", float("inf")))
            case "ExpectColumnPairValuesAToBeGreaterThanB":
                first, second = pl.col(told["column_A"]), pl.col(told["column_B"])
                return first < second if told.get("or_equal") else first <= second
            case "ExpectColumnValuesToBeUnique" | "ExpectCompoundColumnsToBeUnique":
                return pl.struct(self.columns).is_duplicated()
        return None


@cache
def rules(name: str) -> tuple[Rule, ...]:
    """Every rule of the table of that name. Raises ``KeyError`` where there is no such table."""
    return (*_implied(BY_NAME[name]), *DOMAIN[name])


def broken(name: str, frame: pl.DataFrame) -> Iterator[tuple[Rule, pl.DataFrame]]:
    """The rules of that table that must hold and do not, each with the rows that break it.

    The runner judges the same by Great Expectations, once, of a table as it is loaded, and what fails there stops the
    load. This tells beforehand, and cheaply, which document would be the cause, so that it alone is left out.
    """
    breaches = [(rule, rule.breach) for rule in rules(name) if rule.must_hold]
    told = frame.select(breach.fill_null(False).alias(rule.name) for rule, breach in breaches if breach is not None)
    for rule, breach in breaches:
        if breach is not None and told[rule.name].any():
            yield rule, frame.filter(told[rule.name])


def _must(name: str, notes: str, offence: pl.Expr) -> Rule:
    return Rule(name, notes, True, "ExpectColumnValuesToBeNull", {"column": name}, offence)


def _should(name: str, notes: str, offence: pl.Expr) -> Rule:
    return Rule(name, notes, False, "ExpectColumnValuesToBeNull", {"column": name}, offence)


def _where(condition: pl.Expr, shown: pl.Expr | str) -> pl.Expr:
    """The offence of rows for which ``condition`` is true: a column to show, or an expression."""
    return pl.when(condition).then(pl.col(shown) if isinstance(shown, str) else shown)


def _first_of(offences: Iterable[pl.Expr]) -> pl.Expr:
    """The first of several offences that a row has."""
    return pl.coalesce(list(offences))


def _implied(table: Table) -> Iterator[Rule]:
    """What the declaration of the table says of every row."""
    if table.row_floor:
        notes = f"a load of real documents has at least {table.row_floor} row(s); fewer means that rows were lost"
        yield Rule("has_enough_rows", notes, True, "ExpectTableRowCountToBeBetween", {"min_value": table.row_floor})
    unique: tuple[str, Mapping[str, Any]]
    if len(table.key) == 1:
        unique = "ExpectColumnValuesToBeUnique", {"column": table.key[0]}
    else:
        unique = "ExpectCompoundColumnsToBeUnique", {"column_list": list(table.key)}
    yield Rule("key_is_unique", f"{' + '.join(table.key)} names one row: {table.grain}", True, *unique)
    for column in table.columns:
        argument = {"column": column.name}
        if not column.nullable:
            notes = f"{column.name} is always known: {column.meaning}"
            yield Rule(f"{column.name}_is_given", notes, True, "ExpectColumnValuesToNotBeNull", argument)
        if column.vocabulary:
            notes = f"{column.name} is one of the words that tables.py lists: {column.meaning}"
            values = {"value_set": list(column.vocabulary)}
            yield Rule(f"{column.name}_is_in_vocabulary", notes, True, "ExpectColumnValuesToBeInSet", argument | values)
        if column.pattern:
            notes = f"{column.name} is spelt as tables.py says: {column.meaning}"
            spelt = pl.col(column.name).str.contains(rf"\A(?:{column.pattern})\z")
            yield _must(f"{column.name}_matches_pattern", notes, _where(~spelt, column.name))
        if column.name in LEAST:
            notes = f"{column.name} is a number from {LEAST[column.name]} up: {column.meaning}"
            least = {"min_value": LEAST[column.name]}
            yield Rule(
                f"{column.name}_is_not_too_small", notes, True, "ExpectColumnValuesToBeBetween", argument | least
            )
    if "seq" in table.schema:
        whole_of = [c for c in table.order or table.key if c != "seq"]
        place = pl.col("seq").rank("dense" if "seq" in table.key else "ordinal").over(whole_of)
        yield _must(
            "seq_counts_from_1",
            f"within {' + '.join(whole_of)} seq runs 1, 2, 3: a gap is a lost row, a repeat leaves the order open",
            _where(pl.col("seq") != place, "seq"),
        )
    if "char_end" in table.schema:
        yield Rule(
            "span_is_not_empty",
            "a span holds at least one character, so char_end lies beyond char_start",
            True,
            "ExpectColumnPairValuesAToBeGreaterThanB",
            {"column_A": "char_end", "column_B": "char_start", "ignore_row_if": "either_value_is_missing"},
        )
    if "bbox" in table.schema:
        box = pl.element().struct
        turned = (box.field("x0") > box.field("x1")) | (box.field("top") > box.field("bottom"))
        yield _must(
            "bbox_is_upright",
            "a box's left edge is not right of its right edge, nor its top below its bottom",
            _where(pl.col("bbox").list.eval(turned).list.any(), pl.col("bbox").list.len()),
        )


def _blank(column: str) -> pl.Expr:
    return pl.col(column).str.strip_chars() == ""


def _given(column: str) -> Rule:
    """A text that is not only not null but holds something."""
    return _must(
        f"{column}_is_not_blank",
        f"{column} holds more than white space, or it tells nobody anything",
        _where(_blank(column), column),
    )


def _no_stray_characters(*columns: str) -> Rule:
    return _must(
        "no_stray_characters",
        f"{', '.join(columns)}: no control character, which the reader takes out",
        _around(STRAY, columns),
    )


def _no_unread_letters(*columns: str) -> Rule:
    return _should(
        "no_unread_letters",
        f"{', '.join(columns)}: no U+FFFD, which stands where a font does not say which letter it draws; "
        "one odd font must not keep the rest from loading",
        _around(UNREAD, columns),
    )


def _around(pattern: str, columns: tuple[str, ...]) -> pl.Expr:
    return pl.coalesce([pl.col(c).str.extract(f"(?s)(.{{0,20}}{pattern}.{{0,20}})") for c in columns])


def _id_names_its_document(column: str) -> Rule:
    within = pl.col(column).str.starts_with(pl.concat_str("symbol", pl.lit("#")))
    return _must(
        f"{column}_names_its_document",
        f'{column} is composed from the symbol, "#" and the place, so that a row is traced by its id alone',
        _where(~within, column),
    )


def _in_our_time(column: str, must_hold: bool = True) -> Rule:
    return Rule(
        f"{column}_is_in_our_time",
        f"{column} lies between the signing of the Charter (26 June 1945) and 2099; another date is a misread one",
        must_hold,
        "ExpectColumnValuesToBeBetween",
        {"column": column, "min_value": CHARTER_SIGNED, "max_value": LAST_DAY},
    )


def _no_longer_than(column: str, longest: int) -> Rule:
    length = pl.col(column).str.len_chars()
    return _should(
        f"{column}_is_not_too_long",
        f"{column} has at most {longest:,} characters; a longer one has swallowed what stands after it",
        _where(length > longest, length),
    )


def _span_is_of_a_text() -> Rule:
    return _must(
        "span_is_of_a_text",
        "its span counts the characters of a clause or of a footnote, so one of the two is named",
        _where(pl.col("clause_id").is_null() & pl.col("footnote_number").is_null(), "char_start"),
    )


def _differs(column: str, other: str) -> Rule:
    return _must(
        f"{column}_is_not_{other}",
        f"{column} and {other} are two things: nothing is tied to itself",
        _where(pl.col(column) == pl.col(other), column),
    )


_ADOPTED = pl.col("symbol").str.contains("/RES/", literal=True)
_TOP_OPERATIVE = (pl.col("kind") == "operative") & (pl.col("depth") == 0)
_IBID = r"(?i)\bibid\b"
_ANY_COUNT = pl.any_horizontal(pl.col(c).is_not_null() for c in COUNTED)
_LISTED = pl.concat_list(pl.col(f"{vote}_states").fill_null([]) for vote in VOTES)
_REPEATED = pl.element().filter(pl.element().is_duplicated()).unique(maintain_order=True)
_BY_NAME = pl.col("method").is_in(["recorded_vote", "roll_call"])

DOMAIN: Mapping[str, tuple[Rule, ...]] = {
    "bodies": (
        _given("name"),
        _differs("parent_body_id", "body_id"),
        _should(
            "symbol_prefix_is_a_symbol",
            "the prefix is what symbols begin with, so it is spelt like one, a number put after its point (A/AC.)",
            _where(~pl.col("symbol_prefix").str.replace(r"\.$", ".1").str.contains(SYMBOL_PATTERN), "symbol_prefix"),
        ),
    ),
    "body_names": (
        _given("name"),
        _must(
            "used_to_is_not_before_used_from",
            "a name goes out of use after it has come into use",
            _where(pl.col("used_to") < pl.col("used_from"), "used_to"),
        ),
    ),
    "documents": (
        _no_stray_characters("title", "agenda_title"),
        _no_unread_letters("title", "agenda_title"),
        _in_our_time("published_on"),
        _in_our_time("adopted_on"),
        _should(
            "published_after_adopted",
            "a text is issued after its adoption, or at most 30 days before (as a draft under the same masthead)",
            _where(pl.col("published_on") < pl.col("adopted_on").dt.offset_by("-30d"), "published_on"),
        ),
        _should(
            "resolution_has_title",
            "every resolution prints a title, except those of the Security Council, which have only their number",
            _where(
                (pl.col("document_type") == "resolution")
                & ~pl.col("symbol").str.starts_with("S/")
                & (pl.col("title").is_null() | _blank("title")),
                pl.col("title").fill_null("no title"),
            ),
        ),
        _should(
            "resolution_has_adopted_on",
            "every resolution prints the date of its adoption",
            _where((pl.col("document_type") == "resolution") & pl.col("adopted_on").is_null(), pl.lit("no date")),
        ),
        _should(
            "resolution_has_body",
            "every resolution is that of a body, which its symbol names",
            _where((pl.col("document_type") == "resolution") & pl.col("body_id").is_null(), pl.lit("no body")),
        ),
        _no_longer_than("title", 600),
        _should(
            "document_type_agrees_with_symbol",
            "/RES/, /PV. and /SR. in a symbol are what makes a resolution, a verbatim and a summary record",
            _where(
                ((pl.col("document_type") == "resolution") & ~_ADOPTED)
                | (
                    (pl.col("document_type") == "verbatim_record")
                    & ~pl.col("symbol").str.contains("/PV.", literal=True)
                )
                | (
                    (pl.col("document_type") == "summary_record") & ~pl.col("symbol").str.contains("/SR.", literal=True)
                ),
                "document_type",
            ),
        ),
        _should(
            "agenda_item_begins_with_number",
            'an agenda item is a number: "71 (c)"; the words before it are left out',
            _where(~pl.col("agenda_item").str.contains(r"^[0-9]"), "agenda_item"),
        ),
        _should(
            "meeting_number_is_a_number",
            'the meeting is numbered "53", without "rd meeting"',
            _where(~pl.col("meeting_number").str.contains(r"^[0-9]+$"), "meeting_number"),
        ),
        _should(
            "job_number_is_two_numbers",
            'job numbers are printed as "24-24223"; another form is something else read from the page\'s foot',
            _where(~pl.col("job_number").str.contains(r"^[0-9]{2,4}-[0-9]{4,6}$"), "job_number"),
        ),
        _should(
            "text_is_sound",
            f"where fewer than {SOUND:.0%} of the words can be words, OCR misread much, or the text is set in a font "
            "that hides its letters",
            _where(pl.col("text_quality") < SOUND, "text_quality"),
        ),
        _should(
            "committee_report_is_symbols",
            'the masthead names reports and drafts by symbol, kept canonical and separated by ", "',
            _where(
                ~pl.col("committee_report")
                .str.split(", ")
                .list.eval(pl.element().str.contains(SYMBOL_PATTERN))
                .list.all(),
                "committee_report",
            ),
        ),
        Rule(
            "bytes_are_held_once",
            "the same bytes under two symbols are one document loaded twice, or a wrong symbol",
            False,
            "ExpectColumnValuesToBeUnique",
            {"column": "sha256"},
        ),
    ),
    "clauses": (
        _must(
            "text_is_not_blank",
            "a clause holds words; only a numbered one may lack them, where its items follow its number directly",
            _where(_blank("text") & _blank("path"), "kind"),
        ),
        _should(
            "numbered_clause_has_text",
            "after its number a clause has words; without them its text went astray",
            _where(_blank("text") & ~_blank("path"), "path"),
        ),
        _no_stray_characters("text"),
        _no_unread_letters("text"),
        _id_names_its_document("clause_id"),
        Rule(
            "page_last_is_not_before_page_first",
            "a clause ends on the page on which it begins, or on a later one",
            True,
            "ExpectColumnPairValuesAToBeGreaterThanB",
            {
                "column_A": "page_last",
                "column_B": "page_first",
                "or_equal": True,
                "ignore_row_if": "either_value_is_missing",
            },
        ),
        _must(
            "top_clause_has_no_parent",
            "depth 0 and no parent are the same thing",
            _where((pl.col("depth") > 0) == pl.col("parent_clause_id").is_null(), "depth"),
        ),
        _should(
            "bbox_covers_its_pages",
            "its boxes begin on page_first and end on page_last",
            _where(
                (pl.col("bbox").list.first().struct.field("page") != pl.col("page_first"))
                | (pl.col("bbox").list.last().struct.field("page") != pl.col("page_last")),
                pl.col("bbox").list.last().struct.field("page"),
            ),
        ),
        _should(
            "operative_clause_is_numbered",
            "where a text has several operative paragraphs they are numbered; a single one is not",
            _where(
                _TOP_OPERATIVE & _blank("path") & (_TOP_OPERATIVE.sum().over("symbol", "language") > 1),
                pl.col("text").str.slice(0, 80),
            ),
        ),
        _should(
            "preambular_clause_has_verb",
            "preambular paragraphs of an adopted text begin with an italic verb, in languages printed with italics",
            _where(
                _ADOPTED
                & (pl.col("kind") == "preambular")
                & (pl.col("depth") == 0)
                & pl.col("language").is_in(["en", "es", "fr", "ru"])
                & pl.col("verb").is_null(),
                pl.col("text").str.slice(0, 80),
            ),
        ),
        _should(
            "no_note_marks_in_text",
            "figures at the end of a word in lower case are a footnote's mark left in the text",
            pl.col("text").str.extract(GLUED_MARK),
        ),
        _should(
            "no_running_head_in_text",
            "a clause that is nothing but the page's number, its job number or the document's symbol is a running head",
            _where(pl.col("text").str.contains(RUNNING_HEAD) | (pl.col("text") == pl.col("symbol")), "text"),
        ),
        _should(
            "text_is_single_spaced",
            "words are parted by one space, and none stands at either end",
            pl.col("text").str.extract(r"(.{0,20}  .{0,20}|^ .{0,20}|.{0,20} $)"),
        ),
        _no_longer_than("text", 10_000),
    ),
    "footnotes": (
        _should(
            "text_is_not_blank",
            "text holds more than white space; of a damaged file a note's mark may be all that is left",
            _where(_blank("text"), "text"),
        ),
        _no_stray_characters("text", "expanded_text"),
        _no_unread_letters("text", "expanded_text"),
        _id_names_its_document("footnote_id"),
        _must(
            "anchor_is_whole",
            "where the mark stands is a clause and a character of it: both or neither",
            _where(pl.col("clause_id").is_null() != pl.col("char_offset").is_null(), "number"),
        ),
        _should(
            "number_is_a_mark",
            "notes are marked with figures, with stars and daggers, or with a letter",
            _where(~pl.col("number").str.contains(r"^(?:[0-9]{1,4}|[*†‡]{1,6}|[a-z]{1,2})$"), "number"),
        ),
        _should(
            "numbered_note_is_anchored",
            "in a resolution the mark of a numbered note stands in a clause; without one it was lost",
            _where(_ADOPTED & pl.col("number").str.contains(r"^[0-9]+$") & pl.col("clause_id").is_null(), "number"),
        ),
        _should(
            "ibid_is_written_out",
            'a note with "Ibid." says nothing to a reader of one row unless it is written out',
            _where(
                pl.col("text").str.contains(_IBID)
                & (pl.col("expanded_text").is_null() | pl.col("expanded_text").str.contains(_IBID)),
                pl.col("text").str.slice(0, 80),
            ),
        ),
        _should(
            "only_ibid_is_written_out",
            "expanded_text is for notes that refer to the one before; any other note already says all",
            _where(
                ~pl.col("text").str.contains(_IBID) & pl.col("expanded_text").is_not_null(),
                pl.col("expanded_text").str.slice(0, 80),
            ),
        ),
        _no_longer_than("text", 5_000),
    ),
    "table_cells": (_no_stray_characters("text"), _no_unread_letters("text")),
    "speeches": (
        _given("speaker"),
        _given("text"),
        _no_stray_characters("speaker", "text"),
        _no_unread_letters("speaker", "text"),
        _should(
            "stands_in_a_record",
            "speeches are printed in verbatim records, whose symbol holds /PV.",
            _where(~pl.col("symbol").str.contains("/PV.", literal=True), "symbol"),
        ),
        _should(
            "speaks_for_state_or_office",
            "whoever speaks for a State is not printed with an office too",
            _where(pl.col("state_name").is_not_null() & pl.col("office").is_not_null(), "office"),
        ),
        _no_longer_than("speaker", 120),
        _should(
            "spoken_language_is_a_name",
            'the record prints "spoke in Spanish": one or two words with a capital',
            _where(~pl.col("spoken_language").str.contains(r"^\p{Lu}\p{L}+(?: \p{L}+)?$"), "spoken_language"),
        ),
    ),
    "hyperlinks": (
        _span_is_of_a_text(),
        _should(
            "target_is_an_address",
            "a link's target is an address with its scheme: https:, http:, mailto:",
            _where(~pl.col("target").str.contains(r"^[A-Za-z][A-Za-z0-9+.-]*:"), "target"),
        ),
    ),
    "pages": (
        _must(
            "letters_add_up",
            "every letter of a page belongs to one class, so the classes sum to the letters printed",
            _where(pl.sum_horizontal("^letters_.*$", ignore_nulls=False) != pl.col("letters"), "letters"),
        ),
        _should(
            "every_letter_is_assigned",
            "what is printed was read as something; what was not is lost to every other table",
            _where(pl.col("letters_unassigned") > 0, "letters_unassigned"),
        ),
    ),
    "numbering_gaps": (
        _should(
            "document_has_few_gaps",
            "the UN skips a number now and then; a document with more than three gaps was misread",
            _where(pl.len().over("symbol", "language") > 3, "found"),
        ),
    ),
    "citations": (
        _span_is_of_a_text(),
        _id_names_its_document("citation_id"),
        _given("cited_text"),
        _must(
            "resolved_or_left_open",
            "a citation is resolved by a rule or left open with a reason: never both, never neither",
            _where(
                pl.col("resolution_rule").is_null() == pl.col("unresolved_reason").is_null(),
                pl.coalesce("resolution_rule", pl.lit("neither")),
            ),
        ),
        _must(
            "resolved_document_has_symbol",
            "what the UN issues under symbols is resolved only when its symbol is known",
            _where(
                pl.col("cited_kind").is_in(["resolution", "decision", "document", "meeting_record"])
                & pl.col("cited_symbol").is_null()
                & pl.col("unresolved_reason").is_null(),
                "cited_text",
            ),
        ),
        _must(
            "open_citation_has_no_symbol",
            "what is left open names no symbol: nothing is guessed silently",
            _where(pl.col("cited_symbol").is_not_null() & pl.col("unresolved_reason").is_not_null(), "cited_symbol"),
        ),
        _should(
            "link_leads_where_the_words_say",
            "staff set the links, and some are wrong: the words are followed, and each such link is named here",
            _where(
                pl.coalesce("resolution_rule", "unresolved_reason").str.contains(r"link_disagrees|is not followed"),
                "link_target",
            ),
        ),
        Rule(
            "cited_on_is_plausible",
            "the oldest treaties cited are of the nineteenth century; another date is a misread one",
            False,
            "ExpectColumnValuesToBeBetween",
            {"column": "cited_on", "min_value": dt.date(1800, 1, 1), "max_value": LAST_DAY},
        ),
        _no_longer_than("cited_text", 1_000),
    ),
    "body_mentions": (
        _must(
            "is_told_or_left_open",
            "a mention has its body and the rule that told it, or the reason for which it was left open, never both",
            _where(
                (pl.col("body_id").is_null() != pl.col("resolution_rule").is_null())
                | (pl.col("body_id").is_null() == pl.col("unresolved_reason").is_null()),
                "mention_text",
            ),
        ),
    ),
    "mandates": (
        _in_our_time("due_on", must_hold=False),
        _must(
            "due_date_is_printed",
            "a date on which something is due follows from words that are kept beside it",
            _where(pl.col("due_on").is_not_null() & pl.col("due").is_null(), "due_on"),
        ),
        _should(
            "verb_is_in_lower_case",
            'verbs are kept in lower case so that "Requests" and "requests" count as one',
            _where(pl.col("verb") != pl.col("verb").str.to_lowercase(), "verb"),
        ),
        _should(
            "verb_stands_in_verb_phrase",
            'the verb is what remains of the printed phrase, so the phrase holds its first word: "is authorized"',
            _where(
                ~pl.col("verb_phrase")
                .str.to_lowercase()
                .str.contains(pl.col("verb").str.to_lowercase().str.extract(r"^(\S+?)s?(?:\s|$)"), literal=True),
                "verb_phrase",
            ),
        ),
    ),
    "treaties": (
        _should(
            "treaty_is_named",
            "a treaty has a title, a short title or a registration number, or nobody can tell which it is",
            _where(pl.all_horizontal(pl.col("title", "short_title", "number").is_null()), "series"),
        ),
    ),
    "vote_sessions": (
        _in_our_time("held_on"),
        _should(
            "says_what_was_put",
            "a session names the text adopted, the draft put, the record of the meeting, or the words for what was put",
            _where(
                pl.all_horizontal(
                    pl.col("resolution_symbol", "draft_symbol", "meeting_symbol", "subject_text").is_null()
                ),
                "outcome",
            ),
        ),
        _should(
            "counts_are_whole",
            "whoever counts gives votes in favour, against and abstentions: all three or none",
            _where(
                _ANY_COUNT & pl.any_horizontal(pl.col(c).is_null() for c in COUNTED),
                pl.format("{} to {}, {}", *(pl.col(c).cast(pl.String).fill_null("null") for c in COUNTED)),
            ),
        ),
        _should(
            "counts_fit_the_membership",
            "no body has more than the 193 Members of the United Nations; more votes than that are misread",
            _where(pl.sum_horizontal(*COUNTED) > 193, pl.sum_horizontal(*COUNTED)),
        ),
        _should(
            "uncounted_method_has_no_counts",
            "adopted without a vote, by consensus, silence or acclamation: there was nothing to count",
            _where(
                pl.col("method").is_in(["without_vote", "consensus", "acclamation", "silence_procedure"]) & _ANY_COUNT,
                "method",
            ),
        ),
        _should(
            "recorded_vote_has_counts",
            "a recorded vote is printed with its result; without it the outcome's sentence was not read to its end",
            _where(_BY_NAME & ~_ANY_COUNT, "method"),
        ),
        _should(
            "adoption_is_of_the_whole",
            "is_adoption is said of the text as a whole, so the question put is the whole",
            _where(pl.col("is_adoption") & (pl.col("subject") != "whole"), "subject"),
        ),
        _should(
            "adopted_with_votes_in_favour",
            "what was adopted by a vote had at least one in favour",
            _where((pl.col("outcome") == "adopted") & (pl.col("in_favour") == 0), "in_favour"),
        ),
    ),
    "vote_sources": (
        _must(
            "source_is_named",
            "a vote stands in a document, which has a symbol, or in a record of a voting file: one of the two",
            _where(pl.col("source_symbol").is_null() == pl.col("source_record").is_null(), "source_uri"),
        ),
    ),
    "votes": (
        _given("state_name"),
        _should(
            "state_code_has_one_name",
            "a State is named as the UN names it today, so a code has one name",
            _where(pl.col("state_name").drop_nulls().n_unique().over("state_code") > 1, "state_name"),
        ),
    ),
    "vote_discrepancies": (
        _must(
            "values_differ",
            "a disagreement has two different values",
            _where(
                pl.col("left_value").eq_missing(pl.col("right_value")), pl.col("left_value").fill_null("null twice")
            ),
        ),
    ),
    "stated_votes": (
        _should(
            "states_listed_are_counted",
            "the States listed under a vote are as many as the count beside them",
            _first_of(
                _where(
                    (pl.col(vote) >= 0) & (pl.col(vote) != pl.col(f"{vote}_states").list.len()),
                    pl.format("{}: {} counted, {} listed", pl.lit(vote), vote, pl.col(f"{vote}_states").list.len()),
                )
                for vote in VOTES
            ),
        ),
        _should(
            "state_votes_once",
            "a State has one vote, so it is listed once",
            _where(
                _LISTED.list.unique().list.len() != _LISTED.list.len(), _LISTED.list.eval(_REPEATED).list.join(", ")
            ),
        ),
    ),
    "drafting_steps": (),
    "source_differences": (
        _must(
            "values_differ",
            "a difference is between two different values",
            _where(pl.col("pdf_value").eq_missing(pl.col("xml_value")), pl.col("what")),
        ),
    ),
    "states": (
        _given("name"),
        _must(
            "is_former_agrees_with_member_to_on",
            "a former State is one whose membership ended",
            _where(pl.col("is_former") == pl.col("member_to_on").is_null(), "is_former"),
        ),
        _must(
            "membership_does_not_end_before_it_begins",
            "the last day of membership is not before the first",
            _where(pl.col("member_to_on") < pl.col("member_from_on"), "member_to_on"),
        ),
    ),
    "document_links": (
        _differs("linked_symbol", "symbol"),
        Rule(
            "source_is_known",
            "a tie is said by the masthead, by the symbol, by the text, by the UN's XML or by the Library's catalogue",
            False,
            "ExpectColumnValuesToBeInSet",
            {"column": "source", "value_set": ["masthead", "symbol", "text", "xml", "catalogue"]},
        ),
    ),
    "clause_changes": (
        _differs("previous_symbol", "symbol"),
        Rule(
            "similarity_is_a_share",
            "likeness is measured from 0 to 1",
            True,
            "ExpectColumnValuesToBeBetween",
            {"column": "similarity", "min_value": 0, "max_value": 1},
        ),
        _must(
            "change_agrees_with_clauses",
            "a new clause has no predecessor, a dropped one no successor, and any other both",
            _where(
                (pl.col("clause_id").is_null() != (pl.col("change") == "dropped"))
                | (pl.col("previous_clause_id").is_null() != (pl.col("change") == "new")),
                "change",
            ),
        ),
        _should(
            "changed_clause_has_diff",
            "what changed is shown word by word",
            _where((pl.col("change") == "changed") & pl.col("diff").is_null(), "change"),
        ),
    ),
    "rejections": (
        _given("reason"),
        _given("detail"),
        _must(
            "sha256_is_a_hash",
            "where bytes were received they are named by their SHA-256, 64 hexadecimal digits in lower case",
            _where(~pl.col("sha256").str.contains(r"^[0-9a-f]{64}$"), "sha256"),
        ),
    ),
}
"""The domain's own rules, by table. A table without any is listed too, so that a new one is not forgotten."""
