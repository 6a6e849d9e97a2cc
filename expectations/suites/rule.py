"""What a rule is, and the makers of the rules that several tables share.

Where Great Expectations has a rule ready made, the rule names it with its arguments. Every other rule is a Polars
expression, the ``offence``: null where a row is right, otherwise what is wrong with it. The rule is then that the
offence is null. So the offending value is at hand, and long texts never leave Polars.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import polars as pl

CONTROL_CHARACTER = r"[\x00-\x09\x0B-\x1F\x7F-\x9F\x{FFFE}\x{FFFF}]"
"""What no printed text holds. PDFium writes U+0002 for a hyphen at the end of a line (docs/tools.md, 5)."""

UNKNOWN_LETTER = r"\x{FFFD}"
"""What a reader writes where a font does not say which letter it draws."""

CHARTER_SIGNED = dt.date(1945, 6, 26)
LAST_DAY = dt.date(2099, 12, 31)
"""A later year is a misread one."""


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
    """What is wrong with a row, null where nothing is. It becomes the column on which the rule is checked."""

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that the expectation reads; empty for a rule on the table as a whole."""
        named = [self.arguments[k] for k in ("column", "column_A", "column_B") if k in self.arguments]
        return (*named, *self.arguments.get("column_list", ()))

    @property
    def breach(self) -> pl.Expr | None:
        """True for a row that breaks the rule, computed by Polars alone; None for a rule on the table as a whole."""
        given = self.arguments
        match self.expectation:
            case "ExpectColumnValuesToBeNull" if self.offence is not None:
                return self.offence.is_not_null()
            case "ExpectColumnValuesToNotBeNull":
                return pl.col(given["column"]).is_null()
            case "ExpectColumnValuesToBeInSet":
                return ~pl.col(given["column"]).is_in(given["value_set"])
            case "ExpectColumnValuesToBeBetween":
                return ~pl.col(given["column"]).is_between(given["min_value"], given.get("max_value", float("inf")))
            case "ExpectColumnPairValuesAToBeGreaterThanB":
                first, second = pl.col(given["column_A"]), pl.col(given["column_B"])
                return first < second if given.get("or_equal") else first <= second
            case "ExpectColumnValuesToBeUnique" | "ExpectCompoundColumnsToBeUnique":
                return pl.struct(self.columns).is_duplicated()
        return None


def must(name: str, notes: str, offence: pl.Expr) -> Rule:
    """A rule that blocks the load where a row has the offence."""
    return Rule(name, notes, True, "ExpectColumnValuesToBeNull", {"column": name}, offence)


def should(name: str, notes: str, offence: pl.Expr) -> Rule:
    """A rule that warns where a row has the offence."""
    return Rule(name, notes, False, "ExpectColumnValuesToBeNull", {"column": name}, offence)


def where(condition: pl.Expr, shown: pl.Expr | str) -> pl.Expr:
    """The offence of rows for which ``condition`` is true: a column to show, or an expression."""
    return pl.when(condition).then(pl.col(shown) if isinstance(shown, str) else shown)


def first_of(offences: Iterable[pl.Expr]) -> pl.Expr:
    """The first of several offences that a row has."""
    return pl.coalesce(list(offences))


def is_blank(column: str) -> pl.Expr:
    """Whether a text holds nothing but white space."""
    return pl.col(column).str.strip_chars() == ""


def not_blank(column: str) -> Rule:
    """A text is given and holds something."""
    return must(
        f"{column}_is_not_blank",
        f"{column} holds more than white space; white space says nothing",
        where(is_blank(column), column),
    )


def no_control_characters(*columns: str) -> Rule:
    """Texts hold no control characters."""
    return must(
        "no_stray_characters",
        f"{', '.join(columns)}: no control characters; the reader removes them",
        _surroundings(CONTROL_CHARACTER, columns),
    )


def no_unknown_letters(*columns: str) -> Rule:
    """Every letter of the texts was read."""
    return should(
        "no_unread_letters",
        f"{', '.join(columns)}: no U+FFFD, which stands where a font does not say which letter it draws; "
        "one odd font must not keep everything else from loading",
        _surroundings(UNKNOWN_LETTER, columns),
    )


def _surroundings(pattern: str, columns: tuple[str, ...]) -> pl.Expr:
    """The first match of a pattern in any of the columns, with up to 20 characters on either side."""
    return pl.coalesce([pl.col(c).str.extract(f"(?s)(.{{0,20}}{pattern}.{{0,20}})") for c in columns])


def id_names_its_document(column: str) -> Rule:
    """An id begins with the symbol of the row's document."""
    within = pl.col(column).str.starts_with(pl.concat_str("symbol", pl.lit("#")))
    return must(
        f"{column}_names_its_document",
        f'{column} is composed from the symbol, "#" and the place, so that the id alone leads to the row\'s document',
        where(~within, column),
    )


def in_our_time(column: str, must_hold: bool = True) -> Rule:
    """A date lies in the lifetime of the United Nations."""
    return Rule(
        f"{column}_is_in_our_time",
        f"{column} lies between the signing of the Charter (26 June 1945) and 2099; another date is misread",
        must_hold,
        "ExpectColumnValuesToBeBetween",
        {"column": column, "min_value": CHARTER_SIGNED, "max_value": LAST_DAY},
    )


def no_longer_than(column: str, longest: int) -> Rule:
    """A text is no longer than so many characters."""
    length = pl.col(column).str.len_chars()
    return should(
        f"{column}_is_not_too_long",
        f"{column} has at most {longest:,} characters; a longer one has swallowed the text after it",
        where(length > longest, length),
    )


def span_is_of_a_text() -> Rule:
    """A span lies in a clause or in a footnote."""
    return must(
        "span_is_of_a_text",
        "the span counts characters of a clause or of a footnote, so the row names one of the two",
        where(pl.col("clause_id").is_null() & pl.col("footnote_number").is_null(), "char_start"),
    )


def differs(column: str, other: str) -> Rule:
    """Two columns of a row hold different values."""
    return must(
        f"{column}_is_not_{other}",
        f"{column} and {other} are two things: nothing is linked to itself",
        where(pl.col(column) == pl.col(other), column),
    )
