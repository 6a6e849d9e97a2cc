"""The domain's own rules on States and their votes."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from expectations.suites.rule import Rule, first_of, in_our_time, must, not_blank, should, where
from warehouse.tables import VOTES

COUNTED = ("in_favour", "against", "abstaining")

_ANY_COUNT = pl.any_horizontal(pl.col(c).is_not_null() for c in COUNTED)
_LISTED = pl.concat_list(pl.col(f"{vote}_states").fill_null([]) for vote in VOTES)
_REPEATED = pl.element().filter(pl.element().is_duplicated()).unique(maintain_order=True)
_BY_NAME = pl.col("method").is_in(["recorded_vote", "roll_call"])

RULES: Mapping[str, tuple[Rule, ...]] = {
    "states": (
        not_blank("name"),
        must(
            "is_former_agrees_with_member_to_on",
            "a former State is one whose membership has ended",
            where(pl.col("is_former") == pl.col("member_to_on").is_null(), "is_former"),
        ),
        must(
            "membership_does_not_end_before_it_begins",
            "the last day of membership is not before the first",
            where(pl.col("member_to_on") < pl.col("member_from_on"), "member_to_on"),
        ),
    ),
    "vote_sessions": (
        in_our_time("held_on"),
        should(
            "says_what_was_put",
            "a session names the text adopted, the draft put, the record of the meeting, or what was put in words",
            where(
                pl.all_horizontal(
                    pl.col("resolution_symbol", "draft_symbol", "meeting_symbol", "subject_text").is_null()
                ),
                "outcome",
            ),
        ),
        should(
            "counts_are_whole",
            "a source that counts votes gives those in favour, those against and the abstentions: all three or none",
            where(
                _ANY_COUNT & pl.any_horizontal(pl.col(c).is_null() for c in COUNTED),
                pl.format("{} to {}, {}", *(pl.col(c).cast(pl.String).fill_null("null") for c in COUNTED)),
            ),
        ),
        should(
            "counts_fit_the_membership",
            "no body has more than the 193 Members of the United Nations; a higher number of votes is misread",
            where(pl.sum_horizontal(*COUNTED) > 193, pl.sum_horizontal(*COUNTED)),
        ),
        should(
            "uncounted_method_has_no_counts",
            "a text adopted without a vote, by consensus, silence or acclamation has no votes to count",
            where(
                pl.col("method").is_in(["without_vote", "consensus", "acclamation", "silence_procedure"]) & _ANY_COUNT,
                "method",
            ),
        ),
        should(
            "recorded_vote_has_counts",
            "a recorded vote is printed with its result; without one its sentence was not read to the end",
            where(_BY_NAME & ~_ANY_COUNT, "method"),
        ),
        should(
            "adoption_is_of_the_whole",
            "is_adoption means the text as a whole, so the subject is the whole",
            where(pl.col("is_adoption") & (pl.col("subject") != "whole"), "subject"),
        ),
        should(
            "adopted_with_votes_in_favour",
            "a text adopted by a vote had at least one vote in favour",
            where((pl.col("outcome") == "adopted") & (pl.col("in_favour") == 0), "in_favour"),
        ),
    ),
    "vote_sources": (
        must(
            "source_is_named",
            "a vote is recorded in a document, which has a symbol, or in a record of a voting file: never in both",
            where(pl.col("source_symbol").is_null() == pl.col("source_record").is_null(), "source_uri"),
        ),
    ),
    "votes": (
        not_blank("state_name"),
        should(
            "state_code_has_one_name",
            "a State is named as the UN names it today, so each code has one name",
            where(pl.col("state_name").drop_nulls().n_unique().over("state_code") > 1, "state_name"),
        ),
    ),
    "vote_discrepancies": (
        must(
            "values_differ",
            "the two sources of a disagreement have different values",
            where(pl.col("left_value").eq_missing(pl.col("right_value")), pl.col("left_value").fill_null("null twice")),
        ),
    ),
    "stated_votes": (
        should(
            "states_listed_are_counted",
            "the number of States listed under a vote is the count printed beside them",
            first_of(
                where(
                    (pl.col(vote) >= 0) & (pl.col(vote) != pl.col(f"{vote}_states").list.len()),
                    pl.format("{}: {} counted, {} listed", pl.lit(vote), vote, pl.col(f"{vote}_states").list.len()),
                )
                for vote in VOTES
            ),
        ),
        should(
            "state_votes_once",
            "a State has one vote, so it is listed only once",
            where(_LISTED.list.unique().list.len() != _LISTED.list.len(), _LISTED.list.eval(_REPEATED).list.join(", ")),
        ),
    ),
}
"""The rules, by table."""
