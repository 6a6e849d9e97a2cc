"""The frames of citations: which rows there are, which documents are held, which treaties are cited."""

import datetime as dt
import json
from collections import defaultdict
from typing import Any

import polars as pl
import pytest
import regex

from tests.corpus import CORPUS, needs_corpus
from tests.transforms.citations.citing import GA, cite, frames
from transforms.authorities import symbols
from transforms.citations import citations
from transforms.formats import register
from warehouse import tables


def test_outside_resolutions_this_resolution_is_no_citation() -> None:
    assert cite("the sponsors of this resolution", "A/79/PV.29") == []


def test_the_title_line_of_a_resolution_does_not_cite_it() -> None:
    heading, _ = frames(GA, ["Resolution 79/200"], kind="heading")
    assert heading.is_empty()
    assert len(cite("the annex to resolution 79/200")) == 1


def test_a_text_of_an_unknown_document_is_refused() -> None:
    clause = {"clause_id": "A/1#op.1", "symbol": "A/1", "language": "en", "seq": 1, "kind": "operative", "text": "x"}
    empty = [table.frame() for table in (tables.FOOTNOTES, tables.HYPERLINKS)]
    with pytest.raises(KeyError, match="A/1"):
        citations.find_and_resolve(tables.DOCUMENTS.frame(), tables.CLAUSES.frame([clause]), *empty)


def test_held_documents_are_marked_also_by_a_part_or_one_of_joint_symbols() -> None:
    rows, _ = frames(GA, ["resolutions 217 A (III) and 78/218, A/79/992\u2013S/2025/503, S/2025/1 and the Charter"])
    held = pl.Series(["A/RES/217(III)", "A/79/992-S/2025/503", "A/RES/78/21"])
    marked = citations.mark_held(rows, held)
    assert dict(marked.select("cited_symbol", "is_held").drop_nulls().iter_rows()) == {
        "A/RES/217(III) A": True,
        "A/RES/78/218": False,
        "A/79/992": True,
        "S/2025/1": False,
    }
    assert marked.drop("is_held").equals(rows.drop("is_held"))


def test_a_treaty_cited_by_name_and_by_volume_is_one() -> None:
    notes = [
        "United Nations, Treaty Series, vol. 1577, No. 27531.",
        "Ibid., vols. 2171 and 2173, No. 27531.",
        "Ibid., vol. 75, Nos. 970\u2013973.",
        "Imagined Convention on Specimens (United Nations, Treaty Series, vol. 9999, No. 99999).",
        "League of Nations, Treaty Series, vol. XCIV, No. 2138.",
        "United Nations, Treaty Series, vol. 3175.",
    ]
    rows, footnotes = frames(
        GA, ["Recalling the Convention on the Rights of the Child and the Arms Trade Treaty,"], notes
    )
    got = {row.pop("treaty_id"): row for row in citations.treaties(rows, footnotes).to_dicts()}
    assert set(got) == set(rows["treaty_id"].drop_nulls())
    assert got["unts-27531"] == {
        "series": "United Nations, Treaty Series",
        "volumes": ["1577", "2171", "2173"],
        "number": "27531",
        "title": "Convention on the Rights of the Child",
        "short_title": "CRC",
    }
    assert {f"unts-{number}" for number in range(970, 974)} <= set(got)
    assert got["unts-973"]["short_title"] == "Fourth Geneva Convention"
    assert got["unts-99999"]["title"] == "Imagined Convention on Specimens"
    assert (got["lnts-2138"]["series"], got["lnts-2138"]["volumes"]) == ("League of Nations, Treaty Series", ["XCIV"])
    assert (got["unts-vol-3175"]["number"], got["unts-vol-3175"]["volumes"]) == (None, ["3175"])
    assert got["unts-52373"]["volumes"] == []


@needs_corpus
def test_the_uns_links_are_found_from_the_text_alone() -> None:
    """The UN's own links, hidden, over the texts of its XML: a few are wrong, so the bar stands below one."""
    documents, clauses, notes, linked = [], [], [], set()
    for line in (CORPUS / "truth.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        symbol = symbols.normalise(row["symbol"])
        of_document = {"symbol": symbol, "language": "en"}
        documents.append(of_document | {"adopted_on": dt.date.fromisoformat(row["adopted"])})
        for clause in row["clauses"]:
            kind = {"preamble": "preambular"}.get(clause["part"], clause["part"])
            place = {"clause_id": f"{symbol}#{clause['seq']}", "seq": clause["seq"], "kind": kind}
            clauses.append(of_document | place | {"text": clause["text"]})
        for seq, note in enumerate(row["footnotes"]):
            place = {"footnote_id": f"{symbol}#fn.{seq}", "seq": seq, "number": note["number"] or "?"}
            notes.append(of_document | place | {"text": note["text"]})
        linked |= {(symbol, _folded(each["target"])) for each in row["citations"]}
    found, _ = citations.find_and_resolve(
        tables.DOCUMENTS.frame(documents),
        tables.CLAUSES.frame(clauses),
        tables.FOOTNOTES.frame(notes),
        tables.HYPERLINKS.frame(),
    )
    cited = {
        (symbol, _folded(target)) for symbol, target in found.select("symbol", "cited_symbol").drop_nulls().iter_rows()
    }
    # nobody set links in some files: they say nothing of what is cited
    cited = {pair for pair in cited if pair[0] in {symbol for symbol, _ in linked}}
    assert len(linked & cited) / len(linked) >= 0.985
    assert len(linked & cited) / len(cited) >= 0.95


def of_xml(*years: str) -> dict[str, pl.DataFrame]:
    """The Security Council's resolutions of these years, read from the UN's XML."""
    read: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for year in years:
        for path in sorted((CORPUS / "akn" / "sc" / year / "en").glob("*.xml")):
            for name, rows in register.extract(path.read_bytes(), path.name).items():
                read[name] += rows
    return {
        name: tables.BY_NAME[name].frame(read[name]) for name in ("documents", "clauses", "footnotes", "hyperlinks")
    }


def without_links(given: dict[str, pl.DataFrame]) -> pl.DataFrame:
    hidden = given | {"hyperlinks": tables.HYPERLINKS.frame()}
    return citations.find_and_resolve(*hidden.values())[0]


@needs_corpus
def test_the_links_of_the_security_councils_texts_are_found_from_the_text_alone() -> None:
    given = of_xml("2020", "2021", "2022")
    places = ["symbol", "clause_id", "footnote_number"]
    linked = {
        (*place, _folded(symbol))
        for *place, target in given["hyperlinks"].select(*places, "target").iter_rows()
        if (symbol := symbols.from_link(target))
    }
    found = without_links(given).filter(pl.col("cited_symbol").is_not_null())
    cited = {(*place, _folded(symbol)) for *place, symbol in found.select(*places, "cited_symbol").iter_rows()}
    assert len(linked) > 3000
    assert len(linked & cited) / len(linked) >= 0.99


@needs_corpus
def test_every_number_with_its_year_in_the_security_councils_texts_is_resolved() -> None:
    given = of_xml("2004")
    resolved: dict[str, list[tuple[int, int]]] = defaultdict(list)
    found = without_links(given).filter(pl.col("cited_symbol").is_not_null(), pl.col("footnote_number").is_null())
    for clause_id, start, end in found.select("clause_id", "char_start", "char_end").iter_rows():
        resolved[clause_id].append((start, end))
    numbers = [
        (clause_id, match.start())
        for clause_id, text in given["clauses"]
        .filter(pl.col("kind") != "heading")
        .select("clause_id", "text")
        .iter_rows()
        for match in regex.finditer(r"\b\d{3,4}\s?\((?:19|20)\d\d\)", text)
    ]
    assert len(numbers) > 300
    assert [(c, at) for c, at in numbers if not any(start <= at < end for start, end in resolved[c])] == []


def _folded(symbol: str) -> str:
    """A symbol without its lettered part, which the UN's links drop, and without the marks of one edition."""
    read = symbols.parse(symbol)
    return read.parent if read.parent and read.part and read.part[:1].isupper() and not read.modifiers else read.text


def test_each_volume_of_a_treaty_is_a_row() -> None:
    one = {"treaty_id": "unts-39574", "series": "United Nations", "volumes": ["2225", "2237"], "number": "39574"}
    none = {"treaty_id": "lnts-2138", "series": "League of Nations", "volumes": [], "number": "2138"}
    volumes = citations.treaty_volumes(tables.TREATIES.frame([one, none]))
    assert volumes.rows() == [("unts-39574", "2225"), ("unts-39574", "2237")]
