"""The Library's bulk files: votes of the Assembly and the Council, and drafts."""

from __future__ import annotations

from datetime import date

import pytest

from tests.voting_files import CATALOGUE, GA_2024, GA_2025, SC, only_question, read, votes_by_state
from warehouse import tables

WITHOUT_NOTE = GA_2025.replace(",vote_note", "").replace("MAPS--ORCHARDS,,", "MAPS--ORCHARDS,")
FROM_WINDOWS = "\ufeff" + GA_2025.replace("\n", "\r\n")


@pytest.mark.parametrize("text", [GA_2025, WITHOUT_NOTE, FROM_WINDOWS, GA_2024])
def test_the_assembly_s_file_is_known_by_its_header(text: str) -> None:
    contents = read(file=text)
    question = only_question(contents)
    assert (question["record"], question["body_id"], question["resolution_symbol"]) == ("7", "ga", "A/RES/99/6")
    assert (question["meeting_symbol"], question["held_on"], question["held_in"]) == (
        "A/99/PV.53",
        date(2044, 12, 17),
        "2044-12",
    )
    assert [question[vote] for vote in tables.VOTES] == [1, 1, 1, 1]
    assert (question["method"], question["outcome"], question["subject_text"]) == (
        "recorded_vote",
        "adopted",
        "Maps, of orchards",
    )
    assert votes_by_state(contents) == {"CHL": "in_favour", "CIV": "against", "FJI": "abstaining", "TCD": "not_voting"}


def test_several_drafts_and_subjects_are_kept_apart() -> None:
    question = only_question(read(file=GA_2025))
    assert question["draft_symbols"] == ["A/99/L.8", "A/99/L.8/Rev.1"]
    assert question["topics"] == ["FRUIT TREES", "MAPS--ORCHARDS"]


def test_the_council_s_file_is_known_by_its_header() -> None:
    question = only_question(read(file=SC))
    assert (question["body_id"], question["resolution_symbol"]) == ("sc", "S/RES/2999(2044)")
    assert (question["draft_symbols"], question["meeting_symbol"]) == (["S/2044/9"], "S/PV.9999")


def test_the_catalogue_links_drafts_to_resolutions_and_reports() -> None:
    contents = read(file=CATALOGUE)
    assert contents.rejections == []
    assert contents.links.rows() == [
        ("A/C.3/99/L.4", "A/99/458/Add.3", "reported_in", "catalogue"),
        ("A/C.3/99/L.4", "A/RES/99/6", "draft_of", "catalogue"),
    ]
