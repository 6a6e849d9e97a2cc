"""Phrases: the subject, method, outcome and count that words state."""

from __future__ import annotations

import pytest

from transforms.votes import phrases
from warehouse import tables

SUBJECTS = [
    ("Draft resolution III, as amended", "whole"),
    ("The draft decision", "whole"),
    ("Operative paragraph 7", "paragraph"),
    ("paragraph 17 of draft resolution A/HRC/99/L.13 as orally revised", "paragraph"),
    ("the oral amendment to paragraph 3 of the draft resolution", "amendment"),
    ("the oral revisions to the draft resolutions", "amendment"),
    ("the motion to adjourn the consideration of the draft resolution", "motion"),
    ("not to take action on draft resolution A/C.2/50/L.9", "motion"),
    ("the proposal in draft resolution A/99/L.1", "whole"),
    ("The agenda", "other"),
    ("The amendrnent", "amendment"),
    ("", "other"),
]


@pytest.mark.parametrize(("proposal", "subject"), SUBJECTS)
def test_the_first_noun_decides_the_subject(proposal: str, subject: str) -> None:
    assert phrases.subject_of(proposal) == subject


TALLIES = [
    ("by 78 votes to 30, with 68 abstentions", (78, 30, 68), "a count"),
    ("by 41 votes, with 9 abstentions", (41, 0, 9), "nobody against"),
    ("by a recorded vote of 107 to 60", (107, 60, 0), "no word on abstentions: there were none"),
    ("by eight votes to none, with three abstentions", (8, 0, 3), "in words"),
    ("by 7 votes to 2, with l abstention", (7, 2, 1), "a figure that OCR read as a letter"),
    ("by 10 delegations", None, "no count"),
    ("without a vote", None, "no count"),
]


@pytest.mark.parametrize(("text", "count", "why"), TALLIES, ids=[why for *_, why in TALLIES])
def test_a_sentence_states_a_count(text: str, count: tuple[int, ...] | None, why: str) -> None:
    assert phrases.tally_in(text) == (dict(zip(phrases.COUNTED, count, strict=True)) if count else {})


def test_a_president_announces_the_count_in_any_order() -> None:
    announced = phrases.announced_in("The result: one abstention, 13 votes in favour and one vote against")
    assert announced == {"in_favour": 13, "against": 1, "abstaining": 1}
    assert phrases.announced_in("There were two abstentions.") == {}


VERBS = [
    ("adopted", False, "adopted"),
    ("carried", False, "adopted"),
    ("adopted", True, "not_adopted"),
    ("retained", True, "not_retained"),
    ("rejected", True, "adopted"),
    ("rejeeted", False, "rejected"),
]


@pytest.mark.parametrize(("verb", "is_negated", "outcome"), VERBS)
def test_a_verb_states_an_outcome(verb: str, is_negated: bool, outcome: str) -> None:
    assert phrases.outcome_of(verb, is_negated) == outcome


METHODS = [
    ("by a roll-call vote, which was recorded", "roll_call"),
    ("by a non-recorded vote", "show_of_hands"),
    ("a separate vote was requested", "recorded_vote"),
    ("by consensus", "consensus"),
    ("by 10 votes to 3", None),
]


@pytest.mark.parametrize(("text", "method"), METHODS)
def test_a_sentence_names_the_method(text: str, method: str | None) -> None:
    assert phrases.method_in(text) == method


XML_METHODS = [
    ("adoptedRecordedVote", "recorded_vote"),
    ("adoptedWithoutVote", "without_vote"),
    ("veto", None),
    ("adopted; Adopted by consensus", "consensus"),
    ("silence", "silence_procedure"),
]


@pytest.mark.parametrize(("stated", "method"), XML_METHODS)
def test_the_xml_names_the_method(stated: str, method: str | None) -> None:
    assert phrases.method_in_xml(stated) == method


def test_vocabularies_are_those_of_the_tables() -> None:
    assert {method for _, method in (*phrases.METHODS, *phrases.XML_METHODS)} <= set(tables.METHODS)
    assert set(phrases.OUTCOME_OF_VERB.values()) <= set(tables.OUTCOMES)
    assert set(phrases.OUTCOME_OF_NEGATED_VERB.values()) <= set(tables.OUTCOMES)
    assert set(phrases.SUBJECT_OF_NOUN.values()) <= set(tables.SUBJECTS)
    assert set(phrases.LIST_HEADINGS.values()) == set(tables.VOTES)
