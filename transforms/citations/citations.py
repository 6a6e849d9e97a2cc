"""Citations: the frames ``citations``, ``footnotes.expanded_text`` and ``treaties``.

What belongs here: running finding, resolving, notes and links over the frames of documents, and the rows that follow.
What does not: any of these steps (``find.py``, ``resolve.py``, ``notes.py``, ``links.py``), and which bodies a clause
addresses (``transforms/authorities/bodies.py``).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from itertools import groupby
from operator import itemgetter
from typing import Any

import polars as pl
import regex

from transforms.authorities import ids, symbols
from transforms.authorities import treaties as authority
from transforms.citations.find import find
from transforms.citations.forms.treaties import SERIES, find_in_series
from transforms.citations.links import Link, weigh_links, without_part
from transforms.citations.lists import find_under, heads_of_cells, heads_of_clauses
from transforms.citations.model import Citing, Found, Target
from transforms.citations.notes import ENTRY, Earlier, Note, Source, notes_of, resolve_text
from transforms.citations.resolve import citing
from warehouse import tables

Key = tuple[str, str]
"""Symbol and language: a document."""
Place = tuple[str, str, str | None, str | None]
"""A clause, or a note whose mark stands in it: symbol, language, clause id, number of the note."""
Row = Mapping[str, Any]


def find_and_resolve(
    documents: pl.DataFrame,
    clauses: pl.DataFrame,
    footnotes: pl.DataFrame,
    hyperlinks: pl.DataFrame,
    table_cells: pl.DataFrame | None = None,
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The ``citations`` of clauses, footnotes and cells of tables, and ``footnotes`` with ``expanded_text`` filled.

    Takes and gives frames as ``warehouse.tables`` declares them; ``is_held`` is left false (``mark_held``). A text
    whose document is not in ``documents`` raises ``KeyError``: whose "its" it is could not be known.
    """
    clauses = tables.CLAUSES.sort(clauses.select("symbol", "language", "seq", "clause_id", "kind", "text"))
    links = _links(hyperlinks)
    found = _found_in_clauses(clauses, links)
    docs = _citing(documents, clauses, found)
    notes = _notes(footnotes, docs)
    rows = [*_cited_in_clauses(clauses, found, links, docs, notes), *_cited_in_notes(notes, links)]
    if table_cells is not None:
        rows += _cited_in_cells(tables.TABLE_CELLS.sort(table_cells), docs)
    expanded = {(row["footnote_id"], row["language"]): note.expanded for each in notes.values() for row, note in each}
    filled = [expanded[key] for key in footnotes.select("footnote_id", "language").iter_rows()]
    return (
        tables.CITATIONS.frame(rows),
        tables.FOOTNOTES.cast(footnotes.with_columns(pl.Series("expanded_text", filled, pl.String))),
    )


def _citing(documents: pl.DataFrame, clauses: pl.DataFrame, found: list[list[Found]]) -> dict[Key, Citing]:
    """Who speaks in each document; ``found`` is what each of the clauses has."""
    in_document: dict[Key, list[Found]] = defaultdict(list)
    for key, in_clause in zip(clauses.select("symbol", "language").iter_rows(), found, strict=True):
        in_document[key] += in_clause
    rows = {(row["symbol"], row["language"]): row for row in documents.iter_rows(named=True)}
    if unknown := in_document.keys() - rows.keys():
        raise KeyError(f"clauses of documents that are not given: {sorted(unknown)}")
    return {
        key: citing(row["symbol"], row["adopted_on"] or row["published_on"], in_document[key])
        for key, row in rows.items()
    }


def _found_in_clauses(clauses: pl.DataFrame, links: Mapping[Place, list[Link]]) -> list[list[Found]]:
    """The references of each clause; a list of bare numbers is read under the head above it."""
    found = []
    rows = clauses.to_dicts()
    for row, head in zip(rows, heads_of_clauses(rows), strict=True):
        if head is None:
            found.append(find(row["text"]))
            continue
        over = links.get((row["symbol"], row["language"], row["clause_id"], None), [])
        linked = [(link.start, link.end, symbols.from_link(link.address) or "") for link in over]
        found.append(find_under(head, row["text"], linked))
    return found


def _links(hyperlinks: pl.DataFrame) -> dict[Place, list[Link]]:
    links: dict[Place, list[Link]] = defaultdict(list)
    for row in hyperlinks.iter_rows(named=True):
        place = (row["symbol"], row["language"], row["clause_id"], row["footnote_number"])
        links[place].append(Link(row["char_start"], row["char_end"], row["target"]))
    return links


Notes = Mapping[Key, list[tuple[Row, Note]]]
"""The footnotes of each document in reading order, as rows and as they were read."""


def _notes(footnotes: pl.DataFrame, docs: Mapping[Key, Citing]) -> Notes:
    columns = ("symbol", "language", "seq", "footnote_id", "number", "clause_id", "text")
    rows = tables.FOOTNOTES.sort(footnotes.select(columns)).iter_rows(named=True)
    return {key: list(notes_of(own, docs[key])) for key, own in groupby(rows, itemgetter("symbol", "language"))}


def _cited_in_clauses(
    clauses: pl.DataFrame,
    found: list[list[Found]],
    links: Mapping[Place, list[Link]],
    docs: Mapping[Key, Citing],
    notes: Notes,
) -> Iterator[Row]:
    numbered = {
        key: {row["number"]: note.source for row, note in own if row["number"].isdigit() and note.source}
        for key, own in notes.items()
    }
    last: dict[Key, Source | None] = defaultdict(lambda: None)
    for row, in_clause in zip(clauses.iter_rows(named=True), found, strict=True):
        symbol, language = key = row["symbol"], row["language"]
        over = links.get((symbol, language, row["clause_id"], None), [])
        if not in_clause and not over:
            continue
        earlier = Earlier(last[key], numbered.get(key, {}))
        cited, last[key] = resolve_text(row["text"], in_clause, earlier, docs[key])
        for each, target, address in weigh_links(row["text"], cited, over, language):
            # the title line of a resolution bears its own number
            if row["kind"] != "heading" or target.symbol != symbol:
                yield _row(row, row["clause_id"], each, target, address)


def _cited_in_notes(notes: Notes, links: Mapping[Place, list[Link]]) -> Iterator[Row]:
    for (symbol, language), own in notes.items():
        # where two notes (to tables) have one number in one place, whose links they are is not known
        places = Counter((row["clause_id"], row["number"]) for row, _ in own)
        for row, note in own:
            place = row["clause_id"], row["number"]
            over = links.get((symbol, language, *place), []) if places[place] == 1 else []
            for each, target, address in weigh_links(row["text"], note.cited, over, language):
                yield _row(row, row["footnote_id"], each, target, address)


def _cited_in_cells(table_cells: pl.DataFrame, docs: Mapping[Key, Citing]) -> Iterator[Row]:
    """What cells of tables cite, by their words and by the head above them."""
    cells = table_cells.to_dicts()
    for cell, head in zip(cells, heads_of_cells(cells), strict=True):
        found = find_under(head, cell["text"]) if head else find(cell["text"])
        if not found:
            continue
        place = ids.cell_id(cell["symbol"], cell["table_number"], cell["row"], cell["column"])
        cited, _ = resolve_text(cell["text"], found, Earlier(None, {}), docs[cell["symbol"], cell["language"]])
        for each, target, address in weigh_links(cell["text"], cited, [], cell["language"]):
            yield _row(cell, place, each, target, address)


def _row(citing_row: Row, place: str, found: Found, target: Target, address: str | None) -> Row:
    return {
        "citation_id": str(ids.CitationId(place, found.start, found.number if found.is_implied else None)),
        "symbol": citing_row["symbol"],
        "language": citing_row["language"],
        "clause_id": citing_row.get("clause_id"),
        "footnote_number": citing_row.get("number"),
        "table_number": citing_row.get("table_number"),
        "row": citing_row.get("row"),
        "column": citing_row.get("column"),
        "char_start": found.start,
        "char_end": found.end,
        "cited_text": citing_row["text"][found.start : found.end],
        "cited_kind": target.kind,
        "cited_symbol": target.symbol,
        "treaty_id": target.treaty_id,
        "pinpoint": found.pinpoint,
        "cited_on": target.cited_on,
        "resolution_rule": target.rule,
        "unresolved_reason": target.reason,
        "is_held": False,
        "link_target": address,
    }


def mark_held(citations: pl.DataFrame, held_symbols: pl.Series) -> pl.DataFrame:
    """``citations`` with ``is_held`` true where the cited document is among ``held_symbols``.

    A part is held where the whole is (``A/RES/217(III) A`` in ``A/RES/217(III)``), and either symbol of a joint
    document holds it.
    """
    held: set[str] = set()
    for symbol in held_symbols.drop_nulls().to_list():
        held.update((symbol, *symbols.parse(symbol).joint))
    cited = citations["cited_symbol"].drop_nulls().unique()
    is_held = [symbol in held or without_part(symbol) in held for symbol in cited]
    known = pl.DataFrame({"cited_symbol": cited, "is_held": pl.Series(is_held, dtype=pl.Boolean)})
    marked = citations.drop("is_held").join(known, on="cited_symbol", how="left", validate="m:1", maintain_order="left")
    return tables.CITATIONS.cast(marked.with_columns(pl.col("is_held").fill_null(False)))


def treaties(citations: pl.DataFrame, footnotes: pl.DataFrame) -> pl.DataFrame:
    """The ``treaties`` cited: series, every volume that a text names, number, and the title where it is known.

    Takes ``citations`` and ``footnotes`` as ``find_and_resolve`` gives them: the volumes stand in the notes, "Ibid."
    written out. Titles come from ``treaties.csv`` or from the note ("Rescue Agreement (United Nations, Treaty
    Series, vol. 672, No. 9574)").
    """
    cited = citations.filter(pl.col("treaty_id").is_not_null())
    notes = footnotes.select(text=pl.coalesce("expanded_text", "text"))
    texts = notes.filter(pl.col("text").str.contains("Treaty Series", literal=True))["text"].to_list()
    texts += cited.filter(pl.col("footnote_number").is_null())["cited_text"].to_list()
    volumes: dict[str, set[str]] = defaultdict(set)
    titles: dict[str, str] = {}
    for text in texts:
        for entry in ENTRY.findall(text):
            for found in find_in_series(entry):
                volumes[found.treaty_id or ""].update(found.volumes)
                if title := _TITLE_BEFORE.fullmatch(entry[: found.start]):
                    titles.setdefault(found.treaty_id or "", title["title"])
    known = authority.titles()
    rows = []
    for treaty_id in sorted(cited["treaty_id"].unique()):
        series, _, number = treaty_id.partition("-")
        title, short_title = known.get(treaty_id, (titles.get(treaty_id), None))
        rows.append(
            {
                "treaty_id": treaty_id,
                "series": SERIES[series],
                "volumes": sorted(volumes[treaty_id], key=lambda volume: (len(volume), volume)),
                "number": number if number.isdigit() else None,
                "title": title,
                "short_title": short_title,
            }
        )
    return tables.TREATIES.frame(rows)


def treaty_volumes(treaties: pl.DataFrame) -> pl.DataFrame:
    """The ``treaty_volumes`` of ``treaties``: a row for each volume, so that tools without lists can join them."""
    volumes = treaties.select("treaty_id", volume="volumes").explode("volume").drop_nulls()
    return tables.TREATY_VOLUMES.cast(volumes)


_TITLE_BEFORE = regex.compile(
    r"\s*(?:and\s)?(?:(?:[Ss]ee(?:\salso)?)\s)?(?:the\s)?(?P<title>\p{Lu}.{8,}?),?\s\(", regex.S
)
