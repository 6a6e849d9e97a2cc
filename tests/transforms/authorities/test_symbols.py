"""Symbols: every spelling becomes the one that the UN prints; collections and file names follow from it."""

import csv

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from tests.corpus import SHARED, needs_corpus
from transforms.authorities import symbols
from transforms.citations.find import find
from warehouse import tables

# a spelling -> the canonical one, with where it comes from
SPELLINGS = [
    ("A/RES/79/181", "A/RES/79/181", "modern Assembly resolution"),
    (" a/res/79/181* ", "A/RES/79/181", "case, blanks, and the asterisk of a reissue"),
    ("A/RES/57/270b", "A/RES/57/270 B", "lettered part as a link spells it"),
    ("A/RES/57/270[B]", "A/RES/57/270 B", "lettered part as the Digital Library spells it"),
    ("A/RES/79/93 A-B", "A/RES/79/93 A-B", "several parts issued together"),
    ("A/RES/2200A(XXI)", "A/RES/2200(XXI) A", "before 1976, the letter before the session"),
    ("217(III)A", "A/RES/217(III) A", "before 1976, bare, the letter after the session"),
    ("/EN/A/RES/217(III)", "A/RES/217(III)", "a link with its language segment"),
    ("A/RES/888(IX)A-C", "A/RES/888(IX) A-C", "before 1976, several parts"),
    ("3201 (S-VI)", "A/RES/3201(S-VI)", "special session before 1976, bare"),
    ("A/RES/997(ES-I)", "A/RES/997(ES-I)", "emergency special session before 1976"),
    ("A/RES/ES-11/1", "A/RES/ES-11/1", "emergency special session"),
    ("A/hrc/RES/55/21", "A/HRC/RES/55/21", "a link in small letters"),
    ("2397 (2017)", "S/RES/2397(2017)", "Security Council, bare"),
    ("S/RES/2397 (2017)", "S/RES/2397(2017)", "Security Council as printed"),
    ("E/RES/663(XXIV)", "E/RES/663(XXIV)", "Economic and Social Council before 1978"),
    ("A/C.3/79/L.45/REV.1/ADD.1", "A/C.3/79/L.45/Rev.1/Add.1", "stacked modifiers in capitals"),
    ("A/79/49(VOL.I)", "A/79/49 (Vol. I)", "volume in a link"),
    ("A/80/15(PartI)", "A/80/15 (Part I)", "part in a file name"),
    ("NPT/CONF.2000/28(PARTSIANDII)", "NPT/CONF.2000/28 (Parts I and II)", "two parts in a link"),
    ("A/74/6(Sect.3)/Add.4", "A/74/6 (Sect. 3)/Add.4", "budget section with an addendum"),
    ("A/79/6 (Plan outline)", "A/79/6 (Plan outline)", "budget outline"),
    ("S/PV.9620(Resumption1)", "S/PV.9620 (Resumption 1)", "resumed meeting"),
    ("A/C.6/64/SR.1\u201328/Corrigendum", "A/C.6/64/SR.1-28/Corrigendum", "en dash in a range of records"),
    ("ICCD/COP(15)/23/ADD.1", "ICCD/COP(15)/23/Add.1", "session in parentheses inside the symbol"),
    ("UNEP/EA.4/RES.1", "UNEP/EA.4/Res.1", "Environment Assembly writes Res. in small letters"),
    ("UNEP/OZL.PRO.28/12", "UNEP/OzL.Pro.28/12", "mixed case on the page"),
    ("GC.18/INF/4", "GC.18/INF/4", "organ with a number and no slash before it"),
    ("A/79/992\u2013S/2025/503", "A/79/992-S/2025/503", "one document, two symbols"),
    ("A/99/6 (SECT. 10)/Part A*", "A/99/6 (Sect. 10)/Part A", "part of a section of the budget"),
    ("A/99/6(Sect.10)/PARTA/Add.1", "A/99/6 (Sect. 10)/Part A/Add.1", "addendum to such a part"),
    ("E/ICEF/99(Première partie)", "E/ICEF/99 (Part I)", "part in French"),
    ("A/99/15 (Segunda parte)", "A/99/15 (Part II)", "part in Spanish"),
    ("A/99/15 (Часть II)", "A/99/15 (Part II)", "part in Russian"),
    ("JIU/REP/2044/1[Expanded  report]", "JIU/REP/2044/1 (Expanded report)", "words in square brackets are kept"),
    ("DP-FPA/2044/1", "DP-FPA/2044/1", "an organ of two bodies"),
]


@pytest.mark.parametrize(("spelling", "canonical", "why"), SPELLINGS, ids=[why for _, _, why in SPELLINGS])
def test_every_spelling_becomes_the_printed_one(spelling: str, canonical: str, why: str) -> None:
    assert symbols.normalise(spelling) == canonical
    assert symbols.normalise(canonical) == canonical
    assert regex.fullmatch(tables.SYMBOL_PATTERN, canonical)
    assert symbols.from_file_name(symbols.to_file_name(canonical, "en")) == (canonical, "en")
    assert symbols.from_file_name(symbols.to_file_name(canonical, "ar")) == (canonical, "ar")


@pytest.mark.parametrize(
    "text",
    ["79/181", "HIV/AIDS", "and/or", "", "A/", "S/RES/", "181", "A/RES/79/181 of 17 December", "2030 Agenda"],
)
def test_what_is_no_symbol_is_refused_and_quoted(text: str) -> None:
    with pytest.raises(ValueError, match="no document symbol") as error:
        symbols.parse(text)
    assert repr(text) in str(error.value)


@pytest.mark.parametrize(
    ("text", "symbol"), [("a/res/79/181*", "A/RES/79/181"), ("HIV/AIDS", None), ("", None), (None, None)]
)
def test_what_is_no_symbol_has_no_canonical_spelling(text: str | None, symbol: str | None) -> None:
    assert symbols.canonical(text) == symbol


# symbol -> body_prefix, session, year, type, number, part, parent
PARTS = [
    ("A/RES/79/258 B", ("A", "79", None, "RES", "258", "B", "A/RES/79/258")),
    ("A/RES/2200(XXI) A", ("A", "XXI", None, "RES", "2200", "A", "A/RES/2200(XXI)")),
    ("S/RES/2397(2017)", ("S", None, 2017, "RES", "2397", None, None)),
    ("S/PRST/2024/1", ("S", None, 2024, "PRST", "1", None, None)),
    ("S/PV.9620 (Resumption 1)", ("S", None, None, "PV", "9620", "Resumption 1", "S/PV.9620")),
    ("S/25274", ("S", None, None, None, "25274", None, None)),
    ("A/10034", ("A", None, None, None, "10034", None, None)),
    ("A/ES-10/PV.39", ("A", "ES-10", None, "PV", "39", None, None)),
    (
        "A/C.3/79/L.45/Rev.1/Add.1",
        ("A/C.3", "79", None, "L", "45", None, "A/C.3/79/L.45/Rev.1"),
    ),
    ("A/74/6 (Sect. 3)/Add.4", ("A", "74", None, None, "6", "Sect. 3", "A/74/6 (Sect. 3)")),
    ("A/99/6 (Sect. 3)/Part A", ("A", "99", None, None, "6", "Sect. 3/Part A", "A/99/6 (Sect. 3)")),
    ("A/HRC/RES/S-39/1", ("A/HRC", "S-39", None, "RES", "1", None, None)),
    ("A/HRC/WG.6/20/SVN/3", ("A/HRC/WG.6", "20", None, None, "3", None, None)),
    ("A/AC.109/2014", ("A/AC.109", None, None, None, "2014", None, None)),  # a running number, not a year
    ("A/AC.109/2020/1", ("A/AC.109", None, 2020, None, "1", None, None)),
    ("CEDAW/C/CAF/CO/6", ("CEDAW/C", None, None, "CO", "6", None, None)),
    ("E/RES/2024/12", ("E", None, 2024, "RES", "12", None, None)),
    ("ICCD/COP(15)/23", ("ICCD/COP", "15", None, None, "23", None, None)),
    ("A/INF/75/3", ("A", "75", None, "INF", "3", None, None)),
    ("ECE/TRANS/WP.29/2020/1", ("ECE/TRANS/WP.29", None, 2020, None, "1", None, None)),  # WP.29 is a body here
]


@pytest.mark.parametrize(("symbol", "parts"), PARTS, ids=[symbol for symbol, _ in PARTS])
def test_parts_of_a_symbol(symbol: str, parts: tuple[object, ...]) -> None:
    read = symbols.parse(symbol)
    got = (read.body_prefix, read.session, read.year, read.doc_type, read.number, read.part, read.parent)
    assert got == parts


def test_a_first_word_that_is_not_known_is_read_only_where_a_page_prints_it() -> None:
    read = symbols.parse("TRANS/SC.2/2044/20")
    assert (read.text, read.body_prefix, read.is_known) == ("TRANS/SC.2/2044/20", "TRANS/SC.2", False)
    assert symbols.canonical("TRANS/SC.2/2044/20") is None
    assert symbols.from_file_name("TRANS_SC.2_2044_20.pdf") is None
    with pytest.raises(ValueError, match="no document symbol"):
        symbols.parse("scan/0001")


def test_drafts_records_and_joint_symbols() -> None:
    assert symbols.parse("A/C.3/79/L.45").is_draft and not symbols.parse("A/RES/79/181").is_draft
    assert symbols.parse("A/C.6/75/SR.17").is_record and symbols.parse("A/79/PV.53").is_record
    assert symbols.parse("A/79/992-S/2025/503").joint == ("A/79/992", "S/2025/503")
    assert symbols.parse("E/2015/27-E/CN.6/2015/10").joint == ("E/2015/27", "E/CN.6/2015/10")
    assert symbols.parse("A/ES-10/PV.39").joint == ()


COLLECTIONS = {
    "S/RES/2397(2017)": "S-2017",
    "S/2024/37": "S-2024",
    "S/PV.9620": "S-PV",  # meetings of the Council are counted through from 1946
    "A/RES/2200(XXI)": "A-XXI",
    "A/RES/79/258 B": "A-79",
    "A/C.3/79/L.45": "A-79",  # a committee of the whole shares the Assembly's session
    "A/ES-10/PV.39": "A-ES-10",
    "A/HRC/55/63": "A-HRC-55",
    "A/HRC/RES/55/21": "A-HRC-55",
    "E/2024/12": "E-2024",
    "E/RES/2024/12": "E-2024",
    "A/79/992-S/2025/503": "A-79",
    "CRC/C/GC/24": "CRC-C",
    "ICCD/COP(15)/23/Add.1": "ICCD-COP-15",
    "A/CONF.157/24 (Part I)": "A-CONF.157",
}


@pytest.mark.parametrize(("symbol", "expected"), COLLECTIONS.items())
def test_collection(symbol: str, expected: str) -> None:
    assert symbols.collection(symbol) == expected


FILE_NAMES = {
    "A_RES_79_181.pdf": ("A/RES/79/181", "en"),
    "A_RES_79_181-EN.pdf": ("A/RES/79/181", "en"),
    "A_79_876.ar.pdf": ("A/79/876", "ar"),
    "folder/S_RES_2768(2025).pdf": ("S/RES/2768(2025)", "en"),
    "A_80_15(PartI).pdf": ("A/80/15 (Part I)", "en"),
    "A_79_992-S_2025_503.pdf": ("A/79/992-S/2025/503", "en"),
    "A_RES_57_270[B]-FR.pdf": ("A/RES/57/270 B", "fr"),
    "A_RES_79_181.fr.xml": ("A/RES/79/181", "fr"),
    # the UN's own names for its XML, each of which is half a symbol
    "A_RES_79_181-2424223E.xml": None,
    "S_RES_1542_N0433298.xml": None,
    "A_RES_78_3_F.xml": None,
    "A_HRC_RES_54_15E.xml": None,
    "A_RES_76_16_reissue.xml": None,
    "A_99_6 (SECT. 10) (1).pdf": ("A/99/6 (Sect. 10)", "en"),
    "A_99_605_en.pdf": ("A/99/605", "en"),
    "a_res_99_181_fr (2).pdf": ("A/RES/99/181", "fr"),
    "A-RES-99-181.pdf": ("A/RES/99/181", "en"),
    "A-S-32-1.pdf": ("A/S-32/1", "en"),
    "S-2044-12.pdf": ("S/2044/12", "en"),
    "A-99-992-S-2044-503.pdf": ("A/99/992-S/2044/503", "en"),
    "JIU_REP_2044_1_Expandedreport_.pdf": ("JIU/REP/2044/1 (Expandedreport)", "en"),
    "S_RES_2397 (2044).pdf": ("S/RES/2397(2044)", "en"),
    "N4412345.pdf": None,
    "download (1).pdf": None,
    "E-mail 2.pdf": None,
    "report-2044-5.pdf": None,
    "доклад 5.pdf": None,
    "report final.pdf": None,
    "scan_0001.pdf": None,
    "A_RES_79_181": None,
}


@pytest.mark.parametrize(("name", "expected"), FILE_NAMES.items())
def test_file_names(name: str, expected: tuple[str, str] | None) -> None:
    assert symbols.from_file_name(name) == expected


LINKS = {
    "https://undocs.org/en/A/RES/78/218": "A/RES/78/218",
    "http://undocs.org/A/RES/217(III)": "A/RES/217(III)",
    "https://docs.un.org/en/S/RES/2397%20(2017)": "S/RES/2397(2017)",
    "https://documents.un.org/api/symbol/access?s=A/79/53&l=en": "A/79/53",
    "https://undocs.org/sp/E/RES/1980/67": "E/RES/1980/67",  # Spanish; once read as an organ SP
    "https://daccess-ods.un.org/access.nsf/Get?OpenAgent&DS=A/RES/60/251&Lang=E": "A/RES/60/251",
    "https://undocs.org/en/": None,
    "https://example.org/A/RES/78/218": None,
}


@pytest.mark.parametrize(("address", "expected"), LINKS.items())
def test_links_to_the_document_hosts(address: str, expected: str | None) -> None:
    assert symbols.from_link(address) == expected


_number = st.integers(1, 2999).map(str)
_session = st.integers(1, 99).map(str)
_modifier = st.sampled_from(["Add", "Rev", "Corr", "Amend"]).flatmap(lambda word: _number.map(lambda n: f"{word}.{n}"))
_symbol = st.one_of(
    st.builds("A/RES/{}/{}{}".format, _session, _number, st.sampled_from(["", " A", " B-D"])),
    st.builds(
        "A/RES/{}({}){}".format, _number, st.sampled_from(["I", "XXI", "S-VI", "ES-I"]), st.sampled_from(["", " C"])
    ),
    st.builds("S/RES/{}({})".format, _number, st.integers(1946, 2099).map(str)),
    st.builds("A/C.{}/{}/L.{}".format, st.integers(1, 6), _session, _number),
    st.builds(
        "A/{}/{}{}".format, _session, _number, st.sampled_from(["", " (Vol. II)", " (Sect. 29F)", " (Part III)"])
    ),
)


@given(_symbol, st.lists(_modifier, max_size=2), st.booleans(), st.booleans())
def test_reading_after_any_respelling_is_the_same(
    symbol: str, modifiers: list[str], lower: bool, without_blanks: bool
) -> None:
    canonical = "/".join([symbol, *modifiers])
    respelt = canonical.lower() if lower else canonical.upper()
    respelt = respelt.replace(" ", "") if without_blanks else respelt.replace("(", " (")
    read = symbols.parse(respelt)
    assert read.text == canonical
    assert read.modifiers == tuple(modifiers)
    assert symbols.from_file_name(symbols.to_file_name(canonical, "es")) == (canonical, "es")


@needs_corpus
def test_every_form_that_the_uns_links_have_is_read_and_found_in_text() -> None:
    with (SHARED / "reference" / "symbol_forms_cited.csv").open(encoding="utf-8") as file:
        # a link cut short names no document
        forms = [row for row in csv.DictReader(file) if regex.search(r"\d", row["example"])]
    assert len(forms) > 200
    for row in forms:
        read = symbols.parse(row["example"])
        assert symbols.parse(read.text) == read
        anchor = row["anchor_example"]
        if not regex.match(r"[A-Z]+[A-Z\d.]*/", anchor):
            continue
        [found] = find(f"See {anchor}, annex.")
        assert (found.form, found.text, found.pinpoint) == ("symbol", anchor, "annex"), row


@pytest.mark.parametrize(
    ("symbol", "sitting"),
    [("A/RES/79/181", "79"), ("E/RES/2023/24", "2023"), ("E/CN.6/2023/3", None), ("E/RES/1296(XLIV)", "XLIV")],
)
def test_the_session_as_documents_name_it(symbol: str, sitting: str | None) -> None:
    assert symbols.parse(symbol).sitting == sitting


@pytest.mark.parametrize(
    ("text", "canonical"),
    [("S/RES/2397 (2017)", "S/RES/2397(2017)"), ("HIV/AIDS", None), ("", None), (None, None)],
)
def test_the_canonical_spelling_of_what_may_be_no_symbol(text: str | None, canonical: str | None) -> None:
    assert symbols.canonical(text) == canonical
