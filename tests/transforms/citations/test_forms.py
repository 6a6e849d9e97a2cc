"""Forms: each way in which the UN cites something is found by its words and means what it should.

A new form has its rows here, in ``FORMS``.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.transforms.citations.citing import ECOSOC, GA, SC, UNDP, check_spans, cite
from transforms.citations.find import find
from transforms.citations.forms.register import BY_NAME
from transforms.citations.forms.register import FORMS as REGISTERED

# form, document, text, what is quoted, kind, what it means (symbol, treaty, rule, or part of the reason), pinpoint
FORMS = [
    ("symbol", GA, "see A/79/PV.53", "A/79/PV.53", "meeting_record", "A/79/PV.53", None),
    ("symbol", GA, "(A/66/10), chap. IV, sect. A.", "A/66/10", "document", "A/66/10", "chap. IV, sect. A"),
    ("symbol", GA, "A/65/53 and Corr.1, para. 8", "Corr.1", "document", "A/65/53/Corr.1", None),
    ("symbol", GA, "see document A/39/1s0", "A/39/1s0", "document", "cannot be read", None),
    (
        "sales_number",
        GA,
        "(United Nations publication, Sales No. E.93.I.8 and corrigendum), resolution 1, annex I",
        "United Nations publication, Sales No. E.93.I.8",
        "publication",
        "sales_number",
        "resolution 1, annex I",
    ),
    (
        "court_reports",
        GA,
        "Harbour Lights (Erewhon v. Utopia), Judgment, I.C.J. Reports 2010, p. 14, para. 204; and",
        "I.C.J. Reports 2010",
        "publication",
        "published by the International Court of Justice",
        "p. 14, para. 204",
    ),
    (
        "court_reports",
        GA,
        "Advisory Opinion, I. C. J. Reports 1971.",
        "I. C. J. Reports 1971",
        "publication",
        "published by the International Court of Justice",
        None,
    ),
    ("address", GA, "see www.un.org/en/ga/sixth/.", "www.un.org/en/ga/sixth/", "url", "address", None),
    (
        "address",
        GA,
        "see https://undocs.org/en/A/RES/70/1.",
        "https://undocs.org/en/A/RES/70/1",
        "resolution",
        "A/RES/70/1",
        None,
    ),
    (
        "treaty_series",
        GA,
        "United Nations, Treaty Series, vol. 1577, No. 27531.",
        "United Nations, Treaty Series, vol. 1577, No. 27531",
        "treaty",
        "unts-27531",
        None,
    ),
    (
        "treaty_series",
        GA,
        "League of Nations, Treaty Series, vol. XCIV",
        "League of Nations, Treaty Series, vol. XCIV",
        "treaty",
        "lnts-vol-xciv",
        None,
    ),
    (
        "instrument",
        GA,
        "the Convention on the Rights of the Child",
        "Convention on the Rights of the Child",
        "treaty",
        "unts-27531",
        None,
    ),
    (
        "charter",
        GA,
        "under Article 51 of the Charter",
        "Article 51 of the Charter",
        "charter",
        "charter",
        "Article 51",
    ),
    (
        "charter",
        GA,
        "the Charter of the United Nations",
        "Charter of the United Nations",
        "charter",
        "charter",
        None,
    ),
    ("ibid", GA, "the text (ibid., para. 3)", "ibid.", "other", "no such note or document", "para. 3"),
    ("note", GA, "see footnote 3 above, para. 4", "footnote 3 above", "other", "no such note or document", "para. 4"),
    (
        "itself",
        GA,
        "paragraph 3 of the present resolution",
        "the present resolution",
        "itself",
        "present_document",
        "paragraph 3",
    ),
    ("itself", GA, "the annex to this resolution", "this resolution", "itself", "present_document", "annex"),
    (
        "itself",
        "A/99/401",
        "the implementation of the present resolution",
        "the present resolution",
        "resolution",
        "stands in it",
        None,
    ),
    ("foreign_number", GA, "in accordance with decision 1/CP.27", "1/CP.27", "decision", "outside the series", None),
    ("foreign_number", GA, "resolution MSC.167(78)", "MSC.167(78)", "resolution", "outside the series", None),
    ("foreign_number", GA, "resolution 76.16 of 30 May 2023", "76.16", "resolution", "outside the series", None),
    ("foreign_number", GA, "World Congress resolution 15 (Cg-18)", "15 (Cg-18)", "resolution", "outside", None),
    ("foreign_number", GA, "decision A-32/4.4 of the Assembly", "A-32/4.4", "decision", "outside the series", None),
    ("foreign_number", GA, "its resolution GC.18/Res.9", "GC.18/Res.9", "resolution", "outside the series", None),
    ("foreign_document", GA, "document WT/MIN(13)/44.", "WT/MIN(13)/44", "document", "outside the series", None),
    ("foreign_document", GA, "documents LC 30/16 and BWM/CONF/36", "BWM/CONF/36", "document", "outside", None),
    ("foreign_document", GA, "decision WT/L/508/Add.1 of 25 July", "WT/L/508/Add.1", "decision", "outside", None),
    ("number", GA, "resolution 78/218, annex", "78/218", "resolution", "A/RES/78/218", "annex"),
    ("number", SC, "its resolution 2397 (2017)", "2397 (2017)", "resolution", "S/RES/2397(2017)", None),
    ("number", GA, "resolution 2200 A (XXI)", "2200 A (XXI)", "resolution", "A/RES/2200(XXI) A", None),
    ("number", ECOSOC, "its decision 2023/13", "2023/13", "decision", "E/DEC/2023/13", None),
    ("number_alone", SC, "paragraph 2 of resolution 2360", "2360", "resolution", "S/RES/2360(2017)", "paragraph 2"),
    ("number_alone", UNDP, "General Assembly resolution 2186", "2186", "resolution", "without session or year", None),
]


@pytest.mark.parametrize(("form", "symbol", "text", "quoted", "kind", "means", "pinpoint"), FORMS)
def test_each_form_is_found_and_resolved(
    form: str, symbol: str, text: str, quoted: str, kind: str, means: str, pinpoint: str | None
) -> None:
    assert (form, quoted) in {(each.form, each.text) for each in find(text)}
    [row] = [row for row in cite(text, symbol) if row["cited_text"] == quoted]
    assert (row["cited_kind"], row["pinpoint"]) == (kind, pinpoint)
    assert row["cited_symbol"] is None or row["cited_symbol"] == means
    meaning = row["cited_symbol"] or row["treaty_id"] or row["resolution_rule"] or row["unresolved_reason"]
    assert meaning == means or means in (row["unresolved_reason"] or "")


def test_every_form_of_the_register_has_its_rows_here() -> None:
    assert len(BY_NAME) == len(REGISTERED), "two forms of one name"
    assert {row[0] for row in FORMS} == set(BY_NAME)


# what looks like a reference and is none, with the reason
NO_REFERENCES = [
    "a hotline open 24/7 and a two-thirds (2/3) majority of 50/50",
    "for the biennium 2023/24, and the financial period 2022/23",
    "advisory opinion OC 16/99 of 1 October 1999 on consular assistance",
    "the population rose to 1,350 (2019) and the staff to 350 (2019)",
    "HIV/AIDS, COVID-19, and/or, km/h",
    "its resolutions and decisions, the decision of the Council, and the Council's 15 members",
    "item 3 (II) and paragraph 5 (IV)",
    "the Charter, the charter of 2010, and the chapter on staff",
    "its resolution 15 of the workshop, a resolution of 1200 dots per inch, resolution 1,200",
    "see the note below, footnotes in the annex, and note 7 of the table",
    "Organic Act No. 44/031 of 3 May 2044 and Laws Nos. 44/7 of 3 May 2044",
    "the document on HIV/AIDS, documents of A/B testing, and the circular WP/X",
]


@pytest.mark.parametrize("text", NO_REFERENCES)
def test_what_only_looks_like_a_reference_is_none(text: str) -> None:
    assert cite(text) == []


_sentence = st.sampled_from([row[2] for row in FORMS] + NO_REFERENCES)


@given(st.lists(_sentence, min_size=1, max_size=4), st.sampled_from([" ", "; ", ", and ", ". "]))
def test_every_span_quotes_its_text(sentences: list[str], joint: str) -> None:
    check_spans(joint.join(sentences).replace("'", "\u2019").replace("-", "\u2011"))
