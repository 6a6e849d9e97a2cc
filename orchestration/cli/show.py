"""``rapporteur show``: a document as one reads it, or a page of it as a drawing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import Annotated

import duckdb
import typer
from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from orchestration.cli.console import FAILED, Data, Stop, out
from orchestration.cli.stores import Row, documents_held, open_warehouse, rows
from orchestration.fetching.ledger import place_of

MASTHEAD = (
    "document_type",
    "body_id",
    "session",
    "agenda_item",
    "agenda_title",
    "published_on",
    "adopted_on",
    "meeting_number",
    "committee_report",
    "page_count",
    "source_uri",
)
"""The columns of ``documents`` that are shown."""
PARTS = {
    "clauses": "FROM clauses WHERE symbol = $1 AND language = $2",
    "footnotes": "FROM footnotes WHERE symbol = $1 AND language = $2",
    "citations": "SELECT citations.*, coalesce(treaties.short_title, treaties.title) AS treaty FROM citations "
    "LEFT JOIN treaties USING (treaty_id) WHERE symbol = $1 AND language = $2",
    "table_cells": "FROM table_cells WHERE symbol = $1 AND language = $2",
    "mandates": "FROM mandates WHERE symbol = $1 AND language = $2",
}
"""What is shown of a document in one language, and how it is found."""
VOTES = "FROM vote_sessions WHERE $1 IN (resolution_symbol, draft_symbol, meeting_symbol)"


def show(
    symbol: Annotated[str, typer.Argument(help="A document's symbol, or a link to it: A/RES/79/181, a/res/79/181.")],
    language: Annotated[str, typer.Option(help="In which language, where it is held in several.")] = "en",
    mandates: Annotated[bool, typer.Option("--mandates", help="Show who is asked to do what, and by when.")] = False,
    page: Annotated[list[int], typer.Option(help="Draw this page, with what was read of it boxed and named.")] = [],  # noqa: B006
    to: Annotated[Path | None, typer.Option("--out", help="File in which the page is drawn: page.png.")] = None,
    why: Annotated[bool, typer.Option("--why", help="With --page: print on it which rules decided.")] = False,
    data: Data = Path("data"),
) -> None:
    """Print a document as one reads it, with its notes, citations, tables and votes; or draw a page of it.

    Examples:

        rapporteur show A/RES/79/181

        rapporteur show 79/181 --mandates

        rapporteur show A/RES/79/181 --page 3 --out page.png
    """
    with open_warehouse(data) as connection:
        document, *others = documents_held(connection, symbol, language)
        parts = _parts(connection, document)
    if page or to:
        _draw(document, parts, page, to, data, why)
        return
    for shown in _read(document, parts, mandates):
        out.print(shown)
    if others:
        languages = [each["language"] for each in others]
        out.print(f"Held in {', '.join(languages)} too: --language {languages[0]}")


def _parts(connection: duckdb.DuckDBPyConnection, document: Row) -> dict[str, list[Row]]:
    """The rows that are shown of a document, by what they are."""
    key = document["symbol"], document["language"]
    parts = {name: rows(connection, query, *key) for name, query in PARTS.items()}
    return {**parts, "votes": rows(connection, VOTES, document["symbol"])}


def _read(document: Row, parts: Mapping[str, list[Row]], with_mandates: bool) -> Iterator[RenderableType]:
    """The masthead; then each clause with its notes, what they cite and who is asked, and the tables where their page
    comes; then the votes."""
    yield Text(f"{document['symbol']} ({document['language']})  {document['title'] or ''}", style="bold")
    masthead = Table.grid(padding=(0, 2))
    for name in MASTHEAD:
        if document[name] is not None:
            masthead.add_row(Text(name, style="dim"), Text(str(document[name])))
    yield Padding(masthead, (0, 0, 1, 0))
    notes, citations, mandates = (_by(parts[name], "clause_id") for name in ("footnotes", "citations", "mandates"))
    tables = [[*cells] for _, cells in groupby(parts["table_cells"], lambda cell: cell["table_number"])]
    for clause in parts["clauses"]:
        while tables and (tables[0][0]["page"] or 0) < (clause["page_first"] or 0):
            yield _table(tables.pop(0))
        indent = 4 * clause["depth"]
        yield Padding(_clause(clause), (0, 0, 0, indent))
        about = [*_cited(citations[clause["clause_id"]], None)]
        for note in notes[clause["clause_id"]]:
            about.append(Text(f"{note['number']}  {note['expanded_text'] or note['text']}", style="dim"))
            about += _cited(citations[clause["clause_id"]], note["number"])
        if with_mandates:
            about += map(_mandate, mandates[clause["clause_id"]])
        for line in about:
            yield Padding(line, (0, 0, 0, indent + 4))
    yield from map(_table, tables)
    for note in notes[None]:
        yield Text(f"{note['number']}  {note['expanded_text'] or note['text']}", style="dim")
    yield from _cited(citations[None], None)
    yield from map(_vote, parts["votes"])


def _by(listed: Iterable[Row], column: str) -> Mapping[str | None, list[Row]]:
    grouped = defaultdict[str | None, list[Row]](list)
    for row in listed:
        grouped[row[column]].append(row)
    return grouped


def _clause(clause: Row) -> Text:
    """Its number in bold, its verb in italics, its text."""
    has_number_in_text = clause["text"].endswith(clause["path"])  # "Annex I"
    label = Text("" if has_number_in_text else f"{clause['path']}  ", style="bold")
    verb = clause["verb"] or ""
    label.append(verb if clause["text"].startswith(verb) else "", style="italic")
    label.append(clause["text"].removeprefix(verb), style="bold" if clause["kind"] == "heading" else "not bold")
    return label


def _cited(citations: Iterable[Row], note: str | None) -> Iterator[Text]:
    """What a clause cites in its text, or in one of its notes."""
    for citation in citations:
        if citation["footnote_number"] == note:
            cited = citation["cited_symbol"] or citation["treaty"] or citation["treaty_id"]
            open_or_not = "" if citation["resolution_rule"] else f" (left open: {citation['unresolved_reason']})"
            pinpoint = f", {citation['pinpoint']}" if citation["pinpoint"] else ""
            cell = ""
            if citation["table_number"]:
                cell = f" in table {citation['table_number']}, row {citation['row']}, column {citation['column']}"
            yield Text(f"cites {cited or citation['cited_text']}{pinpoint}{cell}{open_or_not}", style="cyan")


def _mandate(mandate: Row) -> Text:
    whom = ", ".join(mandate["addressees"] or ()) or "nobody named"
    due = f" (due: {mandate['due']})" if mandate["due"] else ""
    return Text(f"{mandate['verb']} -> {whom}: {mandate['act']}{due}", style="green")


def _table(cells: list[Row]) -> RenderableType:
    """A table of the document, its heads in bold."""
    drawn = Table(show_header=False, show_lines=True, title=f"Table {cells[0]['table_number']}", title_justify="left")
    for _ in range(max(cell["column"] for cell in cells)):
        drawn.add_column(overflow="fold")
    for _, row in groupby(cells, lambda cell: cell["row"]):
        texts = {cell["column"]: Text(cell["text"], style="bold" if cell["is_header"] else "") for cell in row}
        drawn.add_row(*(texts.get(column, Text("")) for column in range(1, 1 + len(drawn.columns))))
    return drawn


def _vote(vote: Row) -> Text:
    """One question put to a body, and what came of it."""
    put = vote["resolution_symbol"] or vote["draft_symbol"] or ""
    about = f" ({vote['subject_text']})" if vote["subject"] != "whole" and vote["subject_text"] else ""
    how = f" by {vote['method'].replace('_', ' ')}" if vote["method"] and vote["method"] != "without_vote" else ""
    how = " without a vote" if vote["method"] == "without_vote" else how
    counted = [vote[name] for name in ("in_favour", "against", "abstaining")]
    figures = "" if counted[0] is None else f": {counted[0]} in favour, {counted[1]} against, {counted[2]} abstaining"
    where = ", ".join(str(value) for value in (vote["meeting_symbol"], vote["held_on"]) if value)
    outcome = vote["outcome"] or "outcome not stated"
    return Text(f"vote: {put}{about} {outcome}{how}{figures} ({where})", style="magenta")


def _draw(
    document: Row, parts: Mapping[str, list[Row]], pages: list[int], to: Path | None, data: Path, why: bool
) -> None:
    """Draw one page of a document into a file, from the bytes that are held of it."""
    from orchestration.cli import drawing

    symbol = document["symbol"]
    if to is None or len(pages) != 1:
        raise Stop("One page is drawn at a time, into a file: --page 3 --out page.png")
    (page,) = pages
    place = place_of(data, document["sha256"])
    try:
        held = place.read_bytes()
    except OSError as error:
        raise Stop(
            f"{symbol}: the file that was read ({document['source_uri']}) is not in {place.parent} any more "
            f"({error.strerror}): rapporteur run takes it in again.",
            FAILED,
        ) from error
    if b"%PDF-" not in held[:1024]:
        raise Stop(f"{symbol} was read from {document['source_uri']}, which is no PDF and has no pages to draw.")
    try:
        reasons = _reasons(held, document) if why else {}
        picture = drawing.draw(held, page, drawing.boxes_on(page, parts, reasons))
        drawing.save(picture, to)
    except IndexError:
        raise Stop(f"{symbol} has {document['page_count']} pages, counted from 1; there is no page {page}.") from None
    except ValueError as error:
        raise Stop(f"{error}; a name that ends in .png is one.") from error
    except OSError as error:
        raise Stop(f"{to} cannot be written: {error.strerror or error}.", FAILED) from error
    out.print(Text(f"{to}: page {page} of {symbol} ({document['language']})"))


def _reasons(held: bytes, document: Row) -> Mapping[str, tuple[str, ...]]:
    """Why each clause is what it is: the document is read again, since the warehouse does not keep the reasons."""
    from transforms.formats import register

    return register.read(held, document["source_uri"], document["symbol"]).reasons
