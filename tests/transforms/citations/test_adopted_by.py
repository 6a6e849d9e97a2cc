"""Whose number it is: each number is resolved by the rule that fits, or left open with the reason."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.transforms.citations.citing import CSW, ECOSOC, GA, HRC, SC, TREATY_BODY, UNDP, check_spans, cite

# document, text, what is quoted -> symbol and rule, why
RUNNING_TEXT = [
    (
        GA,
        "Recalling resolution 78/218,",
        {"78/218": ("A/RES/78/218", "adopting_organ")},
        "a bare number is the organ's",
    ),
    (
        GA,
        "Recalling Human Rights Council resolutions 34/24 of 24 March 2017, 40/20 and 46/17 and its resolution 77/226,",
        {
            "34/24": ("A/HRC/RES/34/24", "head"),
            "40/20": ("A/HRC/RES/40/20", "head_of_list"),
            "46/17": ("A/HRC/RES/46/17", "head_of_list"),
            "77/226": ("A/RES/77/226", "adopting_organ"),
        },
        "the head governs its list, and a new head ends it",
    ),
    (
        GA,
        "Welcoming Council resolution 2024/5 and Council resolution 52/28,",
        {"2024/5": ("E/RES/2024/5", "head"), "52/28": ("A/HRC/RES/52/28", "head")},
        "the form of the number shows which council it is",
    ),
    (
        GA,
        "Noting that the Human Rights Council, in its resolution 5/1, set out the review,",
        {"5/1": ("A/HRC/RES/5/1", "head")},
        "the body that acts",
    ),
    (
        GA,
        "Noting the role that the Human Rights Council has, as set out in paragraph 2 of its resolution 33/25,",
        {"33/25": ("A/HRC/RES/33/25", "subject_of_its")},
        "'of its resolution' is whoever the sentence is about",
    ),
    (
        HRC,
        "Noting that, in its resolution 74/306, the General Assembly called for action,",
        {"74/306": ("A/RES/74/306", "body_after")},
        "the body that acts may follow",
    ),
    (
        GA,
        "Noting resolutions 5/5 and 4/6 of 15 March 2019 of the United Nations Environment Assembly,",
        {"5/5": ("UNEP/EA.5/Res.5", "body_after"), "4/6": ("UNEP/EA.4/Res.6", "body_after")},
        "a body behind the list is the body of all of it",
    ),
    (
        GA,
        "Recalling the reports to the Council and resolutions 53/26 of 14 July 2023 and 52/31 of 4 April 2023,",
        {"53/26": ("A/HRC/RES/53/26", "date_fits_session"), "52/31": ("A/HRC/RES/52/31", "date_fits_session")},
        "the Assembly's fifty-third session was in 1998, so by the date it is the Council's",
    ),
    (
        HRC,
        "Recalling resolution 60/251,",
        {"60/251": ("A/RES/60/251", "session_is_possible")},
        "the Council's sixtieth session was not yet held when the text was adopted",
    ),
    (ECOSOC, "Reaffirming resolution 70/1,", {"70/1": ("A/RES/70/1", "only_form")}, "the Council counts by years"),
    (ECOSOC, "Recalling its resolution 2023/13,", {"2023/13": ("E/RES/2023/13", "adopting_organ")}, "by years"),
    (
        GA,
        "the report under Human Rights Council resolution 34/24; the report of 2024 under resolution 34/24",
        {"34/24": ("A/HRC/RES/34/24", "named_elsewhere")},
        "a number keeps the body that the document named for it",
    ),
    (
        SC,
        "Recalling its resolutions concerning the situation, in particular 1591 (2005) and 2400 (2018),",
        {
            "1591 (2005)": ("S/RES/1591(2005)", "year_in_parentheses"),
            "2400 (2018)": ("S/RES/2400(2018)", "year_in_parentheses"),
        },
        "words stand between the head and its numbers",
    ),
    (
        SC,
        "measures renewed in 2471 (2019)",
        {"2471 (2019)": ("S/RES/2471(2019)", "year_in_parentheses")},
        "without a head, a number that is of its year",
    ),
    (
        SC,
        "recalling resolution 1989 (2001)",
        {"1989 (2001)": ("S/RES/1989(2001)", "year_in_parentheses, number_disagrees")},
        "resolution 1989 is of 2011: cited as printed, and marked",
    ),
    (
        SC,
        "Recalling General Assembly and Security Council resolutions 60/180 and 1645 (2005),",
        {"60/180": ("A/RES/60/180", "only_form"), "1645 (2005)": ("S/RES/1645(2005)", "year_in_parentheses")},
        "two bodies before one noun: each number fits one",
    ),
    (
        GA,
        "in General Assembly resolution 78/69 of 5 December 2024",
        {"78/69": ("A/RES/78/69", "head, date_disagrees")},
        "a date outside the session: cited as printed, and marked",
    ),
    (GA, "resolution 2200 A (XXI)", {"2200 A (XXI)": ("A/RES/2200(XXI) A", "adopting_organ")}, "before 1976"),
    (GA, "resolution 377 (V) A", {"377 (V) A": ("A/RES/377(V) A", "adopting_organ")}, "letter behind the session"),
    (
        GA,
        "Commission on Human Rights resolution 20 (XXXVI) and Economic and Social Council resolution 663 (XXIV)",
        {"20 (XXXVI)": ("E/CN.4/RES/20(XXXVI)", "head"), "663 (XXIV)": ("E/RES/663(XXIV)", "head")},
        "roman sessions of other bodies",
    ),
    (
        GA,
        "its resolutions 53/243 A and B of 13 September 1999",
        {"53/243 A": ("A/RES/53/243 A", "adopting_organ"), "B": ("A/RES/53/243 B", "adopting_organ")},
        "each part is cited by itself",
    ),
    (
        GA,
        "Human Rights Council resolution S-21/1 and its resolutions ES-11/1 and S-27/2",
        {
            "S-21/1": ("A/HRC/RES/S-21/1", "head"),
            "ES-11/1": ("A/RES/ES-11/1", "adopting_organ"),
            "S-27/2": ("A/RES/S-27/2", "adopting_organ"),
        },
        "special sessions of both bodies",
    ),
    (
        HRC,
        "General Assembly resolutions ES-10/15 of 20 July 2004 and ES- 10/17 of 15 December 2006",
        {"ES-10/15": ("A/RES/ES-10/15", "head"), "ES- 10/17": ("A/RES/ES-10/17", "head_of_list")},
        "a blank after the hyphen, as some files have it",
    ),
    (
        GA,
        "its decision 74/571 and Human Rights Council decision 36/115",
        {"74/571": ("A/DEC/74/571", "adopting_organ"), "36/115": ("A/HRC/DEC/36/115", "head")},
        "decisions",
    ),
    (
        GA,
        "the report of 19 March 2004 (S/2004/228), A/65/53 and Corr.1, and A/79/992\u2013S/2025/503 and Add.2",
        {
            "S/2004/228": ("S/2004/228", "symbol"),
            "A/65/53": ("A/65/53", "symbol"),
            "Corr.1": ("A/65/53/Corr.1", "modifier_of_symbol_before"),
            "A/79/992\u2013S/2025/503": ("A/79/992", "joint_symbol"),
            "Add.2": ("A/79/992/Add.2", "modifier_of_symbol_before"),
        },
        "symbols, what hangs from them, and two for one document",
    ),
    (
        GA,
        "A/C.2/79/L.21/ Rev.1, TD/B (S-XXXIII)/1 and A/74/6 (Sect. 3)/Add.4.",
        {
            "A/C.2/79/L.21/ Rev.1": ("A/C.2/79/L.21/Rev.1", "symbol"),
            "TD/B (S-XXXIII)/1": ("TD/B(S-XXXIII)/1", "symbol"),
            "A/74/6 (Sect. 3)/Add.4": ("A/74/6 (Sect. 3)/Add.4", "symbol"),
        },
        "symbols with blanks inside, and the full stop left out",
    ),
    (
        GA,
        "Council resolutions 1993/28, on \u201cGeneral Assembly resolution 46/152 and after\u201d, and 1994/15",
        {
            "1993/28": ("E/RES/1993/28", "head"),
            "46/152": ("A/RES/46/152", "head"),
            "1994/15": ("E/RES/1994/15", "head_of_list"),
        },
        "a head inside a title governs nothing outside it",
    ),
    (
        CSW,
        "recalls its resolution 67/1 and General Assembly resolution 70/1",
        {"67/1": (None, None), "70/1": ("A/RES/70/1", "head")},
        "a commission's own resolutions have no symbols",
    ),
    (
        TREATY_BODY,
        "in the light of resolution 70/1",
        {"70/1": ("A/RES/70/1", "only_form")},
        "a body without resolutions of its own can only mean the Assembly's",
    ),
    (
        SC,
        "Recalling Council resolutions 1325 and 2250, paragraph 2 of resolution 2360 and resolution 2467 (2019),",
        {
            "1325": ("S/RES/1325(2000)", "year_of_number"),
            "2250": ("S/RES/2250(2015)", "year_of_number"),
            "2360": ("S/RES/2360(2017)", "year_of_number"),
            "2467 (2019)": ("S/RES/2467(2019)", "year_in_parentheses"),
        },
        "each of the Council's numbers has one year",
    ),
    (
        GA,
        "Recalling resolution 2231 (2015), and its resolution 194 (III), noting that resolutions 194 and 2231",
        {"194": ("A/RES/194(III)", "cited_in_full_elsewhere"), "2231": ("S/RES/2231(2015)", "cited_in_full_elsewhere")},
        "a number alone is the one that the document cites in full",
    ),
    (
        HRC,
        "in accordance with President's statements PRST/8/1 and PRST/9/2 and S/PRST/2019/12",
        {
            "PRST/8/1": ("A/HRC/PRST/8/1", "symbol"),
            "PRST/9/2": ("A/HRC/PRST/9/2", "symbol"),
            "S/PRST/2019/12": ("S/PRST/2019/12", "symbol"),
        },
        "the Human Rights Council's statements without their organ",
    ),
    (
        GA,
        "documents GEGN.2/2044/5/CRP.5 and UNCTAD/RMT/2044",
        {
            "GEGN.2/2044/5/CRP.5": ("GEGN.2/2044/5/CRP.5", "symbol"),
            "UNCTAD/RMT/2044": ("UNCTAD/RMT/2044", "symbol"),
        },
        "groups and programmes that number as the UN does",
    ),
    (
        "A/HRC/28/2",
        "the Assembly, in resolution 41/128 of 4 December 1986, and the Council, in resolution 5/1",
        {"41/128": ("A/RES/41/128", "head"), "5/1": ("A/HRC/RES/5/1", "head")},
        "short names before 'in resolution'",
    ),
    (
        HRC,
        "Recalling General Assembly resolutions 60/251 of 15 March 2006 and 53/26 of 14 July 2023,",
        {"60/251": ("A/RES/60/251", "head"), "53/26": ("A/HRC/RES/53/26", "date_fits_session")},
        "a date is better evidence than the head of a list that stands before another item",
    ),
    (
        HRC,
        "the resolution of the General Assembly 60/251",
        {"60/251": ("A/RES/60/251", "head")},
        "the body stands between the noun and the number",
    ),
    (
        HRC,
        "Recalling resolution ES-11/1,",
        {"ES-11/1": ("A/RES/ES-11/1", "only_form")},
        "the Human Rights Council has no emergency special sessions",
    ),
]


@pytest.mark.parametrize(("symbol", "text", "expected", "why"), RUNNING_TEXT, ids=[row[3] for row in RUNNING_TEXT])
def test_running_text(symbol: str, text: str, expected: dict[str, tuple[str | None, str | None]], why: str) -> None:
    got = {row["cited_text"]: (row["cited_symbol"], row["resolution_rule"]) for row in cite(text, symbol)}
    assert {quoted: got.get(quoted) for quoted in expected} == expected


def test_a_list_keeps_its_head_where_words_stand_between_its_items() -> None:
    text = (
        "Recalling Commission on Human Rights resolutions 2005/70 of 20 April 2005, on justice, 2005/81 of 21 April "
        "2005, on impunity, and 2005/66 of 20 April 2005, and Human Rights Council resolutions 5/1, on the review, "
        "and 5/2, on the code of conduct"
    )
    got = [row["cited_symbol"] for row in cite(text)]
    assert got == [f"E/CN.4/RES/2005/{n}" for n in (70, 81, 66)] + ["A/HRC/RES/5/1", "A/HRC/RES/5/2"]


# document, text, what is quoted, part of the reason, kind
LEFT_OPEN = [
    (GA, "Commission on the Status of Women resolution 49/7 of 11 March 2005", "49/7", "without symbols", "resolution"),
    (GA, "Peace and Security Council resolution 12 (2020)", "12 (2020)", "outside the series", "resolution"),
    (GA, "Commission resolution 66/1 of 17 March 2023", "66/1", "without symbols", "resolution"),
    (GA, "resolution 3/2005 of the Conference of the organization", "3/2005", "no body numbers", "resolution"),
    (
        GA,
        "the Environment Assembly, as well as resolution 4/2023 of 5 July 2023 of the organization",
        "4/2023",
        "no body numbers",
        "resolution",
    ),
    (
        GA,
        "Noting the adoption by the Economic and Social Commission for Asia and the Pacific at its seventy-fourth "
        "session of resolution 74/4 of 16 May 2017",
        "74/4",
        "not the adopting organ's",
        "resolution",
    ),
    (
        ECOSOC,
        "Noting the work of the Conference of African Ministers of Finance, as set out in its resolution 908 (XLVI) of "
        "26 March 2023",
        "908 (XLVI)",
        "no body numbers",
        "resolution",
    ),
    (UNDP, "in accordance with decision 2024/13 of the Executive Board", "2024/13", "without symbols", "decision"),
    (UNDP, "General Assembly resolution 2186", "2186", "without session or year", "resolution"),
    (TREATY_BODY, "in the light of resolution 99/1", "99/1", "no session fits", "resolution"),
    (SC, "recalling resolution 194 on the refugees", "194", "without session or year", "resolution"),
    (SC, "Telecommunication Union resolution 1386", "1386", "outside the series", "resolution"),
]


@pytest.mark.parametrize(("symbol", "text", "quoted", "reason", "kind"), LEFT_OPEN)
def test_what_is_not_clear_is_left_open_with_the_reason(
    symbol: str, text: str, quoted: str, reason: str, kind: str
) -> None:
    row = next(row for row in cite(text, symbol) if row["cited_text"] == quoted)
    assert row["cited_symbol"] is None and row["resolution_rule"] is None
    assert reason in row["unresolved_reason"]
    assert row["cited_kind"] == kind


_sentence = st.sampled_from([row[1] for row in RUNNING_TEXT] + [row[1] for row in LEFT_OPEN])


@given(st.lists(_sentence, min_size=1, max_size=4), st.sampled_from([" ", "; ", ", and ", ". "]))
def test_every_span_quotes_its_text(sentences: list[str], joint: str) -> None:
    check_spans(joint.join(sentences).replace("'", "\u2019").replace("-", "\u2011"))
