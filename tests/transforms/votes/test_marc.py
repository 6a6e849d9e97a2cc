"""Voting records in MARCXML."""

from __future__ import annotations

from datetime import date

import pytest

from tests.voting_files import MARC, only_question, read, votes_by_state
from warehouse import tables


def test_a_record_states_a_vote_and_no_letter_is_no_abstention() -> None:
    contents = read(file=MARC)
    question = only_question(contents)
    assert (question["record"], question["body_id"], question["session"]) == ("9", "ga", "99")
    assert (question["resolution_symbol"], question["draft_symbols"]) == ("A/RES/99/6", ["A/99/L.8"])
    assert (question["held_on"], question["subject_text"]) == (date(2044, 12, 17), "Maps of orchards : resolution")
    assert [question[vote] for vote in tables.VOTES] == [1, 1, 0, 1]
    assert votes_by_state(contents) == {"CHL": "in_favour", "FJI": "against", "FRA": "not_voting"}


def test_a_record_without_votes_may_say_that_there_was_none() -> None:
    note = '<datafield tag="591" ind1=" " ind2=" "><subfield code="a">Adopted without vote</subfield></datafield>'
    text = MARC.replace('<datafield tag="967"', '<datafield tag="700"').replace("</record>", f"{note}</record>")
    question = only_question(read(file=text))
    assert (question["method"], question["in_favour"]) == ("without_vote", 1)
    zeros = text.replace('<subfield code="b">1<', '<subfield code="b">0<').replace(
        '<subfield code="c">1<', '<subfield code="c">0<'
    )
    question = only_question(read(file=zeros.replace('<subfield code="e">1<', '<subfield code="e">0<')))
    assert [question[vote] for vote in tables.VOTES] == [None] * 4  # zeros count nobody


DATES = [("2044-12-17", None, date(2044, 12, 17)), ("2044-12-17", "2044-12-18", date(2044, 12, 18))]


@pytest.mark.parametrize(("issued", "of_vote", "held_on"), DATES)
def test_the_date_of_the_vote_is_believed_before_that_of_the_issue(
    issued: str, of_vote: str | None, held_on: date
) -> None:
    field = f'<datafield tag="992" ind1=" " ind2=" "><subfield code="a">{of_vote}</subfield></datafield>'
    assert issued in MARC
    text = MARC.replace("</record>", f"{field}</record>") if of_vote else MARC
    assert only_question(read(file=text))["held_on"] == held_on


def test_a_collection_holds_several_records() -> None:
    record = MARC[MARC.index("<record>") : MARC.index("</collection>")]
    contents = read(file=MARC.replace("</collection>", f"{record.replace('>9<', '>10<')}</collection>"))
    assert contents.questions["record"].to_list() == ["10", "9"]
    assert contents.votes.height == 6
