"""Named texts: the draft on which a vote was taken, and the number of the adopted text."""

from __future__ import annotations

import pytest

from transforms.votes.named_texts import NamedDrafts, adopted_text, adopted_text_in_note

ADOPTED = [
    ("A/65/PV.71", "draft resolution I", " (resolution 65/182).", "A/RES/65/182", "in a record of the Assembly"),
    ("A/29/PV.9", "the draft", " (resolution 3210 (XXIX)).", "A/RES/3210(XXIX)", "a Roman session"),
    ("S/PV.8700", "The draft", " as resolution 2505 (2020).", "S/RES/2505(2020)", "of the Security Council"),
    ("A/HRC/52/2", "the draft", " (resolution 52/1).", "A/HRC/RES/52/1", "of the Human Rights Council"),
    ("A/HRC/52/2", "draft decision 4/1", " without a vote.", "A/HRC/DEC/4/1", "the number of the draft decision"),
    ("A/99/PV.1", "the draft decision", " (decision 99/501).", "A/DEC/99/501", "a decision"),
    ("E/2023/SR.20", "the draft", " as resolution 2023/34.", "E/RES/2023/34", "of the Economic and Social Council"),
    ("A/65/PV.71", "draft resolution I", " by 3 votes to 1.", None, "no number"),
]


@pytest.mark.parametrize(("document", "proposal", "rest", "symbol", "why"), ADOPTED, ids=[why for *_, why in ADOPTED])
def test_the_adopted_text_is_named(document: str, proposal: str, rest: str, symbol: str | None, why: str) -> None:
    assert adopted_text(proposal, rest, document) == symbol


def test_a_footnote_names_the_adopted_text() -> None:
    assert adopted_text_in_note("See resolution 37/12.", "A/37/PV.70") == "A/RES/37/12"
    assert adopted_text_in_note("See document A/37/1.", "A/37/PV.70") is None


def test_the_last_draft_named_is_the_one_that_is_meant() -> None:
    drafts = NamedDrafts()
    drafts.read("The representative of Chad introduced draft resolution A/C.3/99/L.21.")
    drafts.read("He proposed an amendment, A/C.3/99/L.51, to it.")
    assert drafts.of("the draft resolution", "whole") == "A/C.3/99/L.21"
    assert drafts.of("the amendment", "amendment") == "A/C.3/99/L.51"
    assert drafts.of("draft resolution A/C.3/99/L.30", "whole") == "A/C.3/99/L.30"
    assert drafts.of("the agenda", "other") is None
    assert drafts.of("draft resolution II", "whole") is None  # of a report, without a symbol of its own
    drafts.read("Draft resolution I, recommended by the Third Committee, is before us.")
    assert drafts.of("the draft resolution", "whole") is None
