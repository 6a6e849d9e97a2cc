"""Sentences that state an outcome: an example for each rule, by its name."""

from __future__ import annotations

import pytest

from transforms.votes import outcomes
from transforms.votes.outcomes import RecordText, outcome_in_record, outcomes_in_report

VOTE, PRESIDENT, SET_OFF = "vote", "president", "set off"

RECORDS = [
    (
        "first sentence after a vote",
        "The draft resolution has been adopted by what I see. Thank you.",
        {VOTE, PRESIDENT},
        ("The draft resolution", "adopted"),
    ),
    (
        "sentence of the record",
        "Draft resolution I was adopted without a vote.",
        set(),
        ("Draft resolution I", "adopted"),
    ),
    (
        "sentence of the record",
        "The amendment was rejected by 3 votes to 2. Debate followed.",
        {SET_OFF},
        ("The amendment", "rejected"),
    ),
    (
        "counted decision",
        "The Committee decided, by 60 votes to 30, not to take action on the draft.",
        set(),
        ("not to take action on the draft", "adopted"),
    ),
    (
        "misread announcement",
        "The PRESlDENT (interpretation): The draft was adopied by 7 votes to 2.",
        set(),
        ("The PRESlDENT (interpretation): The draft", "adopted"),
    ),
    (
        "later sentence after a vote",
        "There were 3 votes in favour. The draft resolution has been adopted unanimously.",
        {VOTE, PRESIDENT},
        ("The draft resolution", "adopted"),
    ),
    (
        "misread sentence after a vote",
        "The proposal was rejeeted by 7 votes to 2.",
        {VOTE},
        ("The proposal", "rejected"),
    ),
    (
        "majority not obtained",
        "The draft resolution failed to obtain the required majority.",
        {VOTE},
        ("The draft resolution", "not_adopted"),
    ),
    (None, "The draft resolution was adopted by many, and we said so.", set(), None),
    (None, "The draft resolution was adopted without a vote. We said so.", set(), None),
    (None, "The draft resolution was adopted without a vote.", {PRESIDENT}, None),
    (None, "After the draft resolution was adopted, we spoke.", {VOTE}, None),
    (None, "This resolution was adopted without a vote.", set(), None),
]


@pytest.mark.parametrize(("rule", "text", "flags", "stated"), RECORDS, ids=[row[1][:40] for row in RECORDS])
def test_a_record_states_an_outcome(
    rule: str | None, text: str, flags: set[str], stated: tuple[str, str] | None
) -> None:
    outcome = outcome_in_record(RecordText(text, SET_OFF in flags, PRESIDENT in flags, VOTE in flags))
    assert (outcome and (outcome.proposal, outcome.outcome)) == stated
    assert (outcome and outcome.rule) == rule


REPORTS: list[tuple[str, list[tuple[str, str, str]]]] = [
    (
        "The vote on the amendments resulted in 3 votes in favour, 5 against and 4 abstentions, as follows:",
        [("result", "the amendments", "rejected")],
    ),
    (
        "A recorded vote was taken on the draft resolution, which was adopted by 2 votes to 1.",
        [("relative clause", "the draft resolution", "adopted")],
    ),
    (
        "The recorded vote was taken on the draft resolution, which was adopted by 2 votes to 1.",
        [("relative clause", "the draft resolution", "adopted")],  # and not the passive sentence too
    ),
    (
        "The Committee adopted the first amendment without a vote and rejected the third amendment by 2 votes to 1.",
        [("active sentence", "the first amendment", "adopted"), ("active sentence", "the third amendment", "rejected")],
    ),
    (
        "The Committee decided, by a recorded vote of 60 to 30, not to take action on the draft.",
        [("counted decision", "not to take action on the draft", "adopted")],
    ),
    (
        "At the 37th meeting, draft resolution A/C.1/38/L.5 was adopted without a vote.",
        [("passive sentence", "Draft resolution A/C.1/38/L.5", "adopted")],
    ),
    ("At its 2nd meeting, the Committee adopted the agenda.", []),
    ("The representative of Chad said that the amendment was rejected by the sponsors.", []),
    ("After the draft resolution was adopted, statements were made.", []),
]


@pytest.mark.parametrize(("text", "stated"), REPORTS, ids=[text[:40] for text, _ in REPORTS])
def test_a_report_states_outcomes(text: str, stated: list[tuple[str, str, str]]) -> None:
    assert [(found.rule, found.proposal, found.outcome) for found in outcomes_in_report(text)] == stated


def test_every_rule_has_an_example() -> None:
    assert {rule.name for rule in outcomes.RECORD_RULES} == {rule for rule, *_ in RECORDS if rule}
    assert {rule.name for rule in outcomes.REPORT_RULES} == {rule for _, stated in REPORTS for rule, *_ in stated}
    assert {mention.name for mention in outcomes.MENTIONS} == {mention for mention, _, _ in MENTIONED}


def test_a_count_may_stand_before_the_proposal_or_the_verb() -> None:
    (first,) = outcomes_in_report("By a recorded vote of 90 to 3, the Committee adopted draft resolution A/C.2/50/L.8.")
    assert "90 to 3" in first.rest
    passive = outcome_in_record(RecordText("By 10 votes to 3, the amendment was rejected.", False, False, False))
    assert passive and (passive.proposal, passive.rest) == ("the amendment", " By 10 votes to 3")


def test_the_last_outcome_has_what_stands_behind_its_sentence() -> None:
    outcome = outcomes_in_report("The Committee adopted the draft resolution. The voting was as follows:")[-1]
    assert outcome.rest.endswith("The voting was as follows:")


def test_a_challenged_ruling_that_stands_is_a_challenge_that_failed() -> None:
    text = "The President's ruling was upheld, the challenge having failed."
    outcome = outcome_in_record(RecordText(text, False, False, is_voting=True))
    assert outcome and outcome.outcome == "rejected"


MENTIONED = [
    (
        "subordinate clause",
        "After the Committee adopted the draft resolution without a vote, Chad spoke.",
        "Again the Committee adopted the draft resolution without a vote, and Chad spoke.",
    ),
    ("indefinite", "The Committee adopted a resolution.", "The Committee adopted a resolution by 3 votes to 1."),
    (
        "earlier text",
        "The Board recalled that the Board adopted decision 2014/1.",
        "The Board adopted decision 2014/1.",
    ),
    ("another body", "The General Assembly adopted resolution 60/1.", "The Council adopted resolution 60/1."),
    ("several texts", "The Council adopted resolutions 60/1 and 60/2.", "The Council adopted resolution 60/1."),
]


@pytest.mark.parametrize(("mention", "mentioned", "reported"), MENTIONED, ids=[row[0] for row in MENTIONED])
def test_an_outcome_that_is_only_mentioned_is_passed_over(mention: str, mentioned: str, reported: str) -> None:
    assert outcomes_in_report(mentioned) == []
    assert len(outcomes_in_report(reported)) == 1
