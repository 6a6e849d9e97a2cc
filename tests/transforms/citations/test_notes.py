"""Notes: what "Ibid." and a note's number mean, and how an "Ibid." is written out."""

from collections import defaultdict
from typing import Any

import polars as pl
import pytest

from tests.transforms.citations.citing import GA, frames
from transforms.citations import citations
from warehouse import tables

OFFICIAL = "Official Records of the General Assembly"

# notes in order; for each its expanded text (null where there is no Ibid.) and what it cites
IBID = [
    (
        ["See resolution 2200 A (XXI), annex.", "Ibid."],
        [None, "Resolution 2200 A (XXI), annex."],
        [["A/RES/2200(XXI) A"], ["A/RES/2200(XXI) A"]],
        "exact",
    ),
    (
        [
            f"See {OFFICIAL}, Seventy-second Session, Supplement No. 53 (A/72/53), chap. IV, sect. A.",
            "Ibid., Supplement No. 53A (A/72/53/Add.1), chap. III.",
            "Ibid., Seventy-sixth Session, Supplement No. 53 (A/76/53), chap. V, sect. A.",
            "Ibid., sect. B.",
            "Ibid., annex II.",
        ],
        [
            None,
            f"{OFFICIAL}, Seventy-second Session, Supplement No. 53A (A/72/53/Add.1), chap. III.",
            f"{OFFICIAL}, Seventy-sixth Session, Supplement No. 53 (A/76/53), chap. V, sect. A.",
            f"{OFFICIAL}, Seventy-sixth Session, Supplement No. 53 (A/76/53), chap. V, sect. B.",
            f"{OFFICIAL}, Seventy-sixth Session, Supplement No. 53 (A/76/53), chap. V, sect. B, annex II.",
        ],
        [["A/72/53"], ["A/72/53/Add.1"], ["A/76/53"], ["A/76/53"], ["A/76/53"]],
        "a tail replaces its own level and what is below it",
    ),
    (
        [
            "United Nations, Treaty Series, vol. 1577, No. 27531.",
            "Ibid., vols. 2171, 2173 and 2983, No. 27531; ibid., vol. 2131, No. 20378.",
        ],
        [
            None,
            "United Nations, Treaty Series, vols. 2171, 2173 and 2983, No. 27531; "
            "United Nations, Treaty Series, vol. 2131, No. 20378.",
        ],
        [["unts-27531"], ["unts-27531", "unts-20378"]],
        "volumes of the same series, twice in one note",
    ),
    (
        [
            "Report of the Conference, Beijing, 4\u201315 September 1995 (United Nations publication, Sales No. "
            "E.96.IV.13), chap. I, resolution 1, annexes I and II.",
            "Ibid., resolution 2, annex.",
        ],
        [
            None,
            "Report of the Conference, Beijing, 4\u201315 September 1995 (United Nations publication, Sales No. "
            "E.96.IV.13), chap. I, resolution 2, annex.",
        ],
        [["publication"], ["publication"]],
        "places and dates of a title stay",
    ),
    (
        ["A/76/279, para. 22.", "Ibid., summary, and A/66/524, para. 21."],
        [None, "A/76/279, summary, and A/66/524, para. 21."],
        [["A/76/279"], ["A/76/279", "A/66/524"]],
        "another document behind the tail is another citation",
    ),
    (
        ["A/73/305 and A/73/305/Corr.1, para. 56.", "Ibid., para. 60."],
        [None, "A/73/305 and A/73/305/Corr.1, para. 60."],
        [["A/73/305", "A/73/305/Corr.1"], ["A/73/305"]],
        "a document with its corrigendum is one source",
    ),
    (
        ["A/70/1; see also A/71/2.", "Ibid."],
        [None, "A/71/2."],
        [["A/70/1", "A/71/2"], ["A/71/2"]],
        "the last source of the note before",
    ),
    (
        ["A/70/1 and A/71/2.", "Ibid."],
        [None, "A/70/1 and A/71/2."],
        [["A/70/1", "A/71/2"], ["which cites several: A/70/1, A/71/2"]],
        "two sources in one are not guessed between",
    ),
    (["Ibid., chap. II."], [None], [["no such note or document"]], "nothing stands before it"),
    (
        ["League of Nations, Treaty Series, vol. XCIV, No. 2138.", "Ibid., vol. LX, No. 1414."],
        [None, "League of Nations, Treaty Series, vol. LX, No. 1414."],
        [["lnts-2138"], ["lnts-1414"]],
        "the League's series",
    ),
    (
        ["A/70/1.", "To be adopted.", "See note 1 above, para. 3.", "Supra note 1; see footnote 3."],
        [None, None, None, None],
        [["A/70/1"], [], ["A/70/1"], ["A/70/1", "A/70/1"]],
        "a note that refers to another by its number",
    ),
    (
        ["A/70/1, p. 3.", "Ibid. See also A/71/2, para. 12.", "Ibid., para. 13."],
        [None, "A/70/1, p. 3. See also A/71/2, para. 12.", "A/71/2, para. 13."],
        [["A/70/1"], ["A/70/1", "A/71/2"], ["A/71/2"]],
        "the sentence after it is another source",
    ),
    (
        ["A/70/1.", "As the report says (ibid., para. 4)."],
        [None, "As the report says (A/70/1, para. 4)."],
        [["A/70/1"], ["A/70/1"]],
        "inside a note",
    ),
    (
        ["Imagined Principles on Buckets, principle 32.", "Ibid., principle 34."],
        [None, "Imagined Principles on Buckets, principle 34."],
        [[], ["cites nothing that was found"]],
        "a source without a symbol is written out, and left open with the reason",
    ),
    (
        ["United Nations, Treaty Series, vol. 3175, 612.", "Ibid., vols. 1833, 1834 and 1835, No. 31363."],
        [None, "United Nations, Treaty Series, vols. 1833, 1834 and 1835, No. 31363."],
        [["unts-vol-3175"], ["unts-31363"]],
        "what follows a volume without a word is no volume",
    ),
]


@pytest.mark.parametrize(("notes", "expanded", "cited", "why"), IBID, ids=[row[3] for row in IBID])
def test_notes(notes: list[str], expanded: list[str | None], cited: list[list[str]], why: str) -> None:
    found, footnotes = frames(GA, [""], notes)
    assert footnotes["expanded_text"].to_list() == expanded
    got: dict[str, list[str]] = defaultdict(list)
    for row in found.sort("footnote_number", "char_start").iter_rows(named=True):
        got[row["footnote_number"]].append(
            row["cited_symbol"] or row["treaty_id"] or row["unresolved_reason"] or row["cited_kind"]
        )
    for number, expected in enumerate(cited, 1):
        assert len(got[str(number)]) == len(expected)
        assert all(part in whole for part, whole in zip(expected, got[str(number)], strict=True))


def test_ibid_in_running_text_means_what_stood_last_in_parentheses() -> None:
    rows = frames(GA, ["The cost rose (A/80/615, para. 3).", "Under resolution 79/1 it fell (ibid., para. 7)."])[0]
    last = rows.sort("clause_id", "char_start").row(-1, named=True)
    assert (last["cited_symbol"], last["pinpoint"]) == ("A/80/615", "para. 7")


def test_a_note_without_a_number_is_not_what_ibid_means() -> None:
    of_document: dict[str, Any] = {"symbol": GA, "language": "en"}
    numbers = {"1": "A/70/1.", "*": "Reissued; see A/71/2.", "2": "Ibid."}
    notes = [
        of_document | {"footnote_id": f"{GA}#fn.{number}", "seq": seq, "number": number, "text": text}
        for seq, (number, text) in enumerate(numbers.items(), 1)
    ]
    found, _ = citations.find_and_resolve(
        tables.DOCUMENTS.frame([of_document]),
        tables.CLAUSES.frame(),
        tables.FOOTNOTES.frame(notes),
        tables.HYPERLINKS.frame(),
    )
    assert found.filter(pl.col("cited_text") == "Ibid.")["cited_symbol"].to_list() == ["A/70/1"]


def test_notes_of_letters_and_of_a_new_text_have_a_series_of_their_own() -> None:
    of_document: dict[str, Any] = {"symbol": GA, "language": "en"}
    numbers = [("1", "A/70/1."), ("a", "A/71/2."), ("b", "Ibid."), ("2", "Ibid."), ("1", "Ibid., para. 2.")]
    notes = [
        of_document | {"footnote_id": f"{GA}#fn.{seq}", "seq": seq, "number": number, "text": text}
        for seq, (number, text) in enumerate(numbers, 1)
    ]
    found, _ = citations.find_and_resolve(
        tables.DOCUMENTS.frame([of_document]),
        tables.CLAUSES.frame(),
        tables.FOOTNOTES.frame(notes),
        tables.HYPERLINKS.frame(),
    )
    got = dict(found.select("citation_id", pl.coalesce("cited_symbol", "unresolved_reason")).iter_rows())
    assert got[f"{GA}#fn.3@0"] == "A/71/2"
    assert got[f"{GA}#fn.4@0"] == "A/70/1"
    assert "no such note" in got[f"{GA}#fn.5@0"]


def test_running_text_names_notes_by_their_number() -> None:
    rows, _ = frames(GA, ["the plan (see footnote 2 above, para. 3)"], ["A/80/1.", "A/80/2."])
    row = rows.filter(pl.col("footnote_number").is_null()).row(0, named=True)
    assert (row["cited_symbol"], row["pinpoint"], row["resolution_rule"]) == ("A/80/2", "para. 3", "note_above")
