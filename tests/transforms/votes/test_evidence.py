"""Evidence: which rows of documents and voting files state a vote, and what could not be read of them."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.transforms.votes.composed import RECORD, document, paragraphs, vote_sessions
from transforms.votes import evidence, matching
from transforms.votes.evidence import Evidence
from warehouse import tables


def test_each_kind_of_document_is_one_kind_of_source() -> None:
    types = [name for names in evidence.DOCUMENT_TYPES.values() for name in names]
    assert len(types) == len(set(types)) and set(types) <= set(tables.DOCUMENT_TYPES)
    assert set(matching.TRUST) == set(tables.SOURCE_KINDS)


def test_a_name_that_is_no_known_state_is_rejected_with_its_page() -> None:
    made = vote_sessions([document("A/99/PV.53", "verbatim_record")], RECORD)
    (rejection,) = made["rejections"].iter_rows(named=True)
    assert rejection["stage"] == "model" and "Atlantis" in rejection["reason"] and "page 8" in rejection["detail"]


def test_of_several_languages_the_english_document_counts() -> None:
    english = document("A/99/PV.53", "verbatim_record")
    french = english | {"language": "fr", "source_uri": "fr.pdf"}
    made = vote_sessions([french, english], RECORD)
    assert set(made["vote_sources"]["source_uri"]) == {"A/99/PV.53.pdf"}


def test_a_preamble_states_no_vote() -> None:
    text = "Draft resolution I was adopted by 3 votes to 1."
    clauses = paragraphs("A/99/PV.53", text)
    record = document("A/99/PV.53", "verbatim_record")
    assert vote_sessions([record], clauses)["vote_sessions"].height == 1
    assert vote_sessions([record], [clauses[0] | {"kind": "preambular"}])["vote_sessions"].is_empty()


def test_a_letter_states_no_vote() -> None:
    clauses = paragraphs("A/99/53", "Draft resolution I was adopted by 3 votes to 1.")
    assert vote_sessions([document("A/99/53", "letter")], clauses)["vote_sessions"].is_empty()


def stated(**given: Any) -> dict[str, Any]:
    row = {"symbol": "A/RES/99/6", "language": "en", "seq": 1, "outcome": "adopted", "source_kind": "xml"}
    return row | {"resolution_symbol": "A/RES/99/6"} | given


def test_what_a_document_states_beside_its_text_is_a_source() -> None:
    resolution = document("A/RES/99/6", "resolution", adopted_on=date(2044, 12, 17), title="Maps")
    vote = stated(
        meeting_symbol="A/99/PV.53",
        held_on=date(2044, 12, 17),
        method="recorded_vote",
        in_favour=2,
        against=0,
        abstaining=1,
        in_favour_states=["ALBANIA", "PERU"],
        abstaining_states=["CHAD", "ATLANTIS"],
    )
    made = vote_sessions([resolution, resolution | {"language": "fr"}], stated=[vote, vote | {"language": "fr"}])
    (session,) = made["vote_sessions"].iter_rows(named=True)
    assert (session["vote_session_id"], session["method"]) == ("A/99/PV.53#A/RES/99/6", "recorded_vote")
    assert made["vote_sources"]["source_kind"].to_list() == ["resolution", "xml"]
    assert made["votes"].select("state_code", "vote").rows() == [
        ("ALB", "in_favour"),
        ("PER", "in_favour"),
        ("TCD", "abstaining"),
    ]
    assert made["rejections"]["reason"].to_list() == ["no known State: ATLANTIS"]


def test_notes_of_a_text_that_states_its_vote_hold_later_statements() -> None:
    resolution = document("A/RES/99/6", "resolution", adopted_on=date(2044, 12, 17), title="Maps")
    note = {"footnote_id": "A/RES/99/6#fn.1", "symbol": "A/RES/99/6", "language": "en", "seq": 1, "number": "1"}
    note |= {"text": "Subsequently, the delegation of Peru stated that it had intended to vote against.", "page": 1}
    vote = stated(source_kind="resolution", in_favour=1, in_favour_states=["Peru"])
    made = vote_sessions([resolution], footnotes=[note], stated=[vote])
    assert made["votes"].select("state_code", "vote", "later_statement").rows() == [("PER", "in_favour", "against")]


def proposal_id(**given: Any) -> str:
    return Evidence(**{"source_kind": "record", "source_uri": "a", "subject": "whole", **given}).proposal_id


def test_an_id_is_made_of_what_is_printed() -> None:
    assert proposal_id(resolution="A/RES/99/6", drafts=["A/99/L.8"]) == "A/RES/99/6"
    assert proposal_id(drafts=["A/99/L.8"], proposal="The draft") == "A/99/L.8"
    assert proposal_id(proposal="The draft decision, as amended") == "the-draft-decision-as-amended"
    assert proposal_id(subject="paragraph", drafts=["A/99/L.8"], proposal="Paragraph 7") == "A/99/L.8#paragraph-7"
    assert proposal_id(subject="paragraph", resolution="A/RES/99/6", source_record="4") == "A/RES/99/6#paragraph-4"
    assert proposal_id(subject="motion") == "motion"
