"""Where the sources of a vote disagree, and where a source does not agree with itself: table ``vote_discrepancies``.

What belongs here: each check, which gives rows of that table. What does not: which source is believed
(``sessions.py``).

The checks of one source: a total and the list beside it, a State listed twice, a voter that was no Member, Members
that a whole roll-call leaves out. Of two sources: totals, day, month, meeting, and the vote of each State.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import polars as pl

from transforms.authorities import states
from transforms.votes.evidence import Evidence
from transforms.votes.phrases import COUNTED
from warehouse import tables
from warehouse.tables import VOTES

NAMED_MEMBERS = 5
"""Members left out of a roll-call that are named, at most."""
NOT_LISTED = "not listed"

Found = dict[str, Any]
"""A row of ``vote_discrepancies``."""


# One source


def adds_up(one: Evidence, listed: Mapping[str, int]) -> bool:
    """Whether a source lists as many States under each vote as it counts."""
    return all(listed.get(vote, 0) == one.totals[vote] for vote in COUNTED if vote in one.totals)


def of_total_and_list(session_id: str, one: Evidence, listed: Mapping[str, int] | None) -> Iterator[Found]:
    """Totals of a source that are not the number of States in its own lists."""
    if listed is None or not any(vote in listed for vote in COUNTED):
        return
    for vote in VOTES:
        count = listed.get(vote, 0)
        # a source need not list who did not vote
        if vote in one.totals and one.totals[vote] != count and (vote != "not_voting" or count):
            total = (f"{one.name} total", one.totals[vote])
            yield _row(session_id, "total and roll-call", vote, total, (f"{one.name} list", count))


def listed_twice(evidence: Sequence[Evidence], roll_calls: pl.DataFrame) -> tuple[dict[int, list[Found]], pl.DataFrame]:
    """States that a source lists twice, and the roll-calls with each State once, as it is listed first.

    The rows are by place of the evidence and lack ``vote_session_id``, which is not known yet.
    """
    again = roll_calls.filter(~pl.struct("evidence", "state_code").is_first_distinct())
    if again.is_empty():
        return {}, roll_calls
    once = roll_calls.unique(["evidence", "state_code"], keep="first", maintain_order=True)
    found: dict[int, list[Found]] = defaultdict(list)
    pairs = again.join(once, on=["evidence", "state_code"], suffix="_first", maintain_order="left")
    for row in pairs.join(_state_names(), on="state_code", maintain_order="left").iter_rows(named=True):
        name = evidence[row["evidence"]].name
        found[row["evidence"]].append(
            {
                "rule": "State listed twice",
                "what": row["state_name"],
                "left_source": f"{name} list",
                "left_value": row["vote_first"],
                "right_source": f"{name} list again",
                "right_value": row["vote"] if row["vote"] != row["vote_first"] else f"{row['vote']} again",
            }
        )
    return found, once


def of_non_members(evidence: Sequence[Evidence], roll_calls: pl.DataFrame) -> pl.DataFrame:
    """States that voted in the Assembly or one of its committees and were no Members on that day, or in that month.

    ``roll_calls`` is ``evidence.ROLL_CALLS`` with ``vote_session_id`` and ``is_believed``, here and below.
    """
    voted = roll_calls.filter(pl.col("vote") != "not_voting").join(_days(evidence), on="evidence")
    asked = voted.select("state_code", "earliest", "latest").unique()
    members = asked.join(states.memberships(), on="state_code").filter(
        (pl.col("first_on") <= pl.col("latest"))
        & (pl.col("last_on").is_null() | (pl.col("last_on") >= pl.col("earliest")))
    )
    non_members = voted.join(members, on=["state_code", "earliest", "latest"], how="anti", maintain_order="left")
    days = pl.concat_str("first_on", pl.col("last_on").cast(pl.String).fill_null(""), separator="/")
    periods = states.memberships().group_by("state_code").agg(days.str.join(", ").alias("member"))
    rows = non_members.join(periods, on="state_code", maintain_order="left").with_columns(
        left_value="vote", right_source=pl.lit("states"), right_value=pl.concat_str(pl.lit("Member "), "member")
    )
    return _of_states(
        "no Member at that time", rows.join(_list_names(evidence, "left"), on="evidence", maintain_order="left")
    )


def of_members_left_out(evidence: Sequence[Evidence], roll_calls: pl.DataFrame) -> pl.DataFrame:
    """Roll-calls of the Assembly that list those not voting too and leave out Members of that day: a row each."""
    with_absent = [place for place, one in enumerate(evidence) if one.totals.get("not_voting")]
    plenary = _days(evidence).filter("is_plenary", pl.col("evidence").is_in(with_absent))
    lists = roll_calls.filter(pl.col("evidence").is_in(plenary["evidence"].implode()))
    lists = lists.filter((pl.col("vote") == "not_voting").any().over("evidence"))
    members = (
        plenary.join(lists, on="evidence", how="semi")
        .join(states.memberships(), how="cross")
        .filter(
            (pl.col("first_on") <= pl.col("earliest"))
            & (pl.col("last_on").is_null() | (pl.col("last_on") >= pl.col("latest")))
        )
    )
    missing = members.join(lists, on=["evidence", "state_code"], how="anti").join(_state_names(), on="state_code")
    counts = lists.group_by("evidence").agg(pl.col("vote_session_id").first(), listed=pl.len())
    counts = counts.join(members.group_by("evidence").len("members"), on="evidence")
    rows = missing.sort("evidence", "state_name").group_by("evidence").agg("state_name").join(counts, on="evidence")
    return tables.VOTE_DISCREPANCIES.frame(
        _row(
            row["vote_session_id"],
            "Members left out",
            f"{', '.join(row['state_name'][:NAMED_MEMBERS])}{' and others' * (len(row['state_name']) > NAMED_MEMBERS)}",
            (f"{evidence[row['evidence']].name} list", row["listed"]),
            ("states", row["members"]),
        )
        for row in rows.iter_rows(named=True)
    )


# Two sources


def of_totals(session_id: str, several: Sequence[Evidence]) -> Iterator[Found]:
    """Totals that differ from those of the most trusted source that counts."""
    counted = [one for one in several if one.totals]
    for other in counted[1:]:
        for vote in VOTES:
            total, other_total = counted[0].totals.get(vote), other.totals.get(vote)
            if None not in (total, other_total) and total != other_total:
                sides = (counted[0].name, total), (other.name, other_total)
                yield _row(session_id, "totals of two sources", vote, *sides)


def of_time_and_meeting(session_id: str, several: Sequence[Evidence]) -> Iterator[Found]:
    """A day, month or meeting that differs from that of the most trusted source that gives one.

    Months are compared where a source gives no day.
    """
    days = [(one.name, one.held_on.isoformat()) for one in several if one.held_on]
    months = [(name, day[:7]) for name, day in days[:1]]
    months += [(one.name, one.month) for one in several if one.month and not one.held_on]
    meetings = [(one.name, one.meeting) for one in several if one.meeting]
    for what, stated in (("day", days), ("month", months), ("meeting", meetings)):
        for other in stated[1:]:
            # A/78/PV.50 (Resumption 1) is another day of the meeting of A/78/PV.50
            if stated[0][1].partition(" (")[0] != other[1].partition(" (")[0]:
                yield _row(session_id, f"{what} of two sources", what, stated[0], other)


def of_two_roll_calls(evidence: Sequence[Evidence], roll_calls: pl.DataFrame) -> pl.DataFrame:
    """States that the roll-call that is believed and another list under two votes, or that only one lists as voting."""
    others = roll_calls.filter(~pl.col("is_believed"))
    believed = roll_calls.filter(
        pl.col("is_believed") & pl.col("vote_session_id").is_in(others["vote_session_id"].implode())
    )
    sides = others.select("vote_session_id", other="evidence").unique()
    left = sides.join(believed, on="vote_session_id").select(
        "vote_session_id", "other", "evidence", "state_code", "vote"
    )
    right = others.select("vote_session_id", "state_code", "vote", other="evidence").join(
        believed.select("vote_session_id", "evidence").unique(), on="vote_session_id"
    )
    both = left.join(right, on=["vote_session_id", "other", "evidence", "state_code"], how="full", coalesce=True)
    values = {
        "left_value": pl.col("vote").fill_null(NOT_LISTED),
        "right_value": pl.col("vote_right").fill_null(NOT_LISTED),
    }
    absent = ["not_voting", NOT_LISTED]
    rows = both.with_columns(**values).filter(
        (pl.col("left_value") != pl.col("right_value"))
        & ~(pl.col("left_value").is_in(absent) & pl.col("right_value").is_in(absent))
    )
    rows = rows.join(_list_names(evidence, "left"), on="evidence", maintain_order="left")
    names = _list_names(evidence, "right").rename({"evidence": "other"})
    return _of_states("State's vote in two sources", rows.join(names, on="other", maintain_order="left"))


# Rows


def _days(evidence: Sequence[Evidence]) -> pl.DataFrame:
    """The days between which each vote of the Assembly or one of its committees was: one day, or those of a month."""
    rows = [
        (place, str(one.held_on or f"{one.held_in}-01"), one.held_on is None, one.body_id == "ga")
        for place, one in enumerate(evidence)
        if (one.body_id or "").split("-")[0] == "ga" and (one.held_on or one.held_in)
    ]
    columns = {"evidence": pl.UInt32, "earliest": pl.String, "is_month": pl.Boolean, "is_plenary": pl.Boolean}
    day = pl.col("earliest").str.to_date("%Y-%m-%d")
    return pl.DataFrame(rows, columns, orient="row").with_columns(
        earliest=day, latest=pl.when("is_month").then(day.dt.month_end()).otherwise(day)
    )


def _state_names() -> pl.DataFrame:
    return states.states().select("state_code", state_name="name")


def _list_names(evidence: Sequence[Evidence], side: str) -> pl.DataFrame:
    """The name of each list, as ``left_source`` or ``right_source``, by place of the evidence."""
    rows = [(place, f"{one.name} list") for place, one in enumerate(evidence)]
    return pl.DataFrame(rows, {"evidence": pl.UInt32, f"{side}_source": pl.String}, orient="row")


def _of_states(rule: str, rows: pl.DataFrame) -> pl.DataFrame:
    """Rows with ``state_code`` and all columns of ``vote_discrepancies`` but ``rule`` and ``what``, as that table."""
    named = rows.join(states.states().select("state_code", what="name"), on="state_code", maintain_order="left")
    named = named.with_columns(rule=pl.lit(rule))
    table = tables.VOTE_DISCREPANCIES
    return named.select(list(table.schema)).cast(pl.Schema(table.schema))


def _row(session_id: str, rule: str, what: str, left: tuple[str, object], right: tuple[str, object]) -> Found:
    return {
        "vote_session_id": session_id,
        "rule": rule,
        "what": what,
        "left_source": left[0],
        "left_value": str(left[1]),
        "right_source": right[0],
        "right_value": str(right[1]),
    }
