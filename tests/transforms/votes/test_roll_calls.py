"""Roll-calls: lists that continue over columns and pages, and later statements."""

from __future__ import annotations

import pytest

from transforms.votes.pieces import Piece
from transforms.votes.roll_calls import RollCall, later_statements


def read(*texts: str) -> tuple[dict[str, list[str]], list[str]]:
    """The codes of the States in lists, and the pieces that are no part of them."""
    roll_call = RollCall()
    left = [text for text in texts if not roll_call.take(Piece(text, 1, 1, is_set_off=False))]
    return {vote: [state.code for state in listed] for vote, listed in roll_call.states().items()}, left


CASES = [
    (["In favour: Chad, Cuba.", "Against: None."], {"in_favour": ["TCD", "CUB"], "against": []}, [], "two lists"),
    (["In favour:", "Chad", "Against:", "Cuba"], {"in_favour": ["TCD"], "against": ["CUB"]}, [], "headings alone"),
    (["In favour: Chad, Marshall", "Islands, Fiji"], {"in_favour": ["TCD", "MHL", "FJI"]}, [], "a name broken in two"),
    (["In favour: Chad,", "A/60/PV.62", "Fiji"], {"in_favour": ["TCD", "FJI"]}, [], "a running head between"),
    (
        ["In favour: Argentina, Belgium,", "Votent pour: Argentine, Belgique,", "Fiji, Peru."],
        {"in_favour": ["ARG", "BEL", "FJI", "PER"]},
        ["Votent pour: Argentine, Belgique,"],
        "the French column between",
    ),
    (["Againsl: Chad, Cuba."], {"against": ["TCD", "CUB"]}, [], "a misread heading"),
    (["In favour: Chad, Fiji, Cuha, lndia."], {"in_favour": ["TCD", "FJI", "CUB", "IND"]}, [], "misread names"),
    (["In favour: we have spoken at length"], {}, ["In favour: we have spoken at length"], "a speech, no list"),
    (["In favour: Chad.", "Cuba spoke."], {"in_favour": ["TCD"]}, ["Cuba spoke."], "the list is over"),
    (["Absent: Chad"], {"not_voting": ["TCD"]}, [], "those absent"),
]


@pytest.mark.parametrize(("texts", "listed", "left", "why"), CASES, ids=[why for *_, why in CASES])
def test_lists_are_read(texts: list[str], listed: dict[str, list[str]], left: list[str], why: str) -> None:
    assert read(*texts) == (listed, left)


def test_a_name_that_is_no_known_state_is_kept_apart() -> None:
    roll_call = RollCall()
    roll_call.take(Piece("In favour: Chad, Atlantis", 3, 1, is_set_off=False))
    assert (roll_call.unknown(), roll_call.page) == (["Atlantis"], 3)
    assert roll_call.names() == {"in_favour": ["Chad", "Atlantis"]}


LATER = [
    (
        "[Subsequently, the delegation of the Sudan informed the Secretariat that it had intended to abstain.]",
        [("SDN", "abstain")],
        "a record's bracket",
    ),
    (
        "Subsequently, the Secretariat was informed by the delegations of Fiji and Vanuatu that they had intended to "
        "vote in favour.",
        [("FJI", "in favour"), ("VUT", "in favour")],
        "a footnote; two delegations",
    ),
    (
        "Subsequently, the Secretariat was informed that, had they been present, the delegations of Chad, Fiji and the "
        "Gambia would have voted in favour and the delegation of Malta would have voted against.",
        [("TCD", "in favour"), ("FJI", "in favour"), ("GMB", "in favour"), ("MLT", "against")],
        "several, and two votes",
    ),
    (
        "Subsequently, the delegation of Mali informed the Secretariat that it had intended not to participate.",
        [("MLI", "not participate")],
        "it did not mean to vote",
    ),
    ("The delegation of Peru subsequently made a statement.", [], "says nothing of a vote"),
    ("Subsequently the meeting was suspended.", [], "says nothing of delegations"),
    (
        "* The delegations of Antigua and Barbuda and Fiji later informed the Secretariat that they wished to have "
        "their votes recorded as having been in favour.",
        [("ATG", "in favour"), ("FJI", "in favour")],
        "an and inside a name, and one between two",
    ),
]


@pytest.mark.parametrize(("text", "stated", "why"), LATER, ids=[why for *_, why in LATER])
def test_delegations_state_their_intended_votes(text: str, stated: list[tuple[str, str]], why: str) -> None:
    assert [(state.code, vote) for state, vote in later_statements(text)] == stated
