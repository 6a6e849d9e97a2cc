"""``rapporteur show``: a document as the warehouse holds it, as a tree or as a drawn page."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text
from rich.tree import Tree

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
PARTS = ("clauses", "footnotes", "citations", "speeches", "table_cells")
"""The tables whose rows are shown of a document."""


def show(
    symbol: Annotated[str, typer.Argument(help="A document's symbol: A/RES/79/181.")],
    language: Annotated[str, typer.Option(help="In which language, where it is held in several.")] = "en",
    page: Annotated[list[int], typer.Option(help="Draw this page, with what was read of it boxed and named.")] = [],  # noqa: B006
    to: Annotated[Path | None, typer.Option("--out", help="File in which the page is drawn: page.png.")] = None,
    why: Annotated[bool, typer.Option("--why", help="With --page: print on it which rules decided.")] = False,
    data: Data = Path("data"),
) -> None:
    """Print a document as the warehouse holds it: its masthead, clauses, notes and citations; or draw a page of it."""
    with open_warehouse(data) as connection:
        document, *others = documents_held(connection, symbol, language)
        parts = {
            name: rows(
                connection,
                f"FROM {name} WHERE symbol = $1 AND language = $2",
                document["symbol"],
                document["language"],
            )
            for name in PARTS
        }
    if page or to:
        _draw(document, parts, page, to, data, why)
        return
    out.print(_tree(document, parts))
    if others:
        languages = [each["language"] for each in others]
        out.print(f"Held in {', '.join(languages)} too: --language {languages[0]}")


def _tree(document: Row, parts: Mapping[str, list[Row]]) -> Tree:
    """The masthead, then each clause below its parent, with the notes and citations that stand in it; then speeches."""
    tree = Tree(Text(f"{document['symbol']} ({document['language']})  {document['title'] or ''}", style="bold"))
    masthead = tree.add("masthead")
    for name in MASTHEAD:
        if document[name] is not None:
            masthead.add(Text(f"{name}: {document[name]}"))
    branches = {None: tree}
    for clause in parts["clauses"]:
        parent = branches.get(clause["parent_clause_id"], tree)
        branches[clause["clause_id"]] = parent.add(_clause_label(clause))
    for note in parts["footnotes"]:
        label = Text(f"note {note['number']}: {note['expanded_text'] or note['text']}", style="dim")
        branches.get(note["clause_id"], tree).add(label)
    for citation in parts["citations"]:
        branches.get(citation["clause_id"], tree).add(_citation_label(citation))
    for speech in parts["speeches"]:
        tree.add(Text.assemble((f"{speech['speaker']} ", "bold"), speech["text"]))
    return tree


def _clause_label(clause: Row) -> Text:
    """Its number in bold, its verb in italics, its text."""
    label = Text(f"{clause['path']} ".lstrip(), style="bold")
    verb = clause["verb"] or ""
    label.append(verb if clause["text"].startswith(verb) else "", style="italic")
    label.append(clause["text"].removeprefix(verb), style="bold" if clause["kind"] == "heading" else "not bold")
    return label


def _citation_label(citation: Row) -> Text:
    target = citation["cited_symbol"] or f"left open: {citation['unresolved_reason']}"
    pinpoint = f", {citation['pinpoint']}" if citation["pinpoint"] else ""
    note = f" in note {citation['footnote_number']}" if citation["footnote_number"] else ""
    if citation["table_number"]:
        note = f" in table {citation['table_number']}, row {citation['row']}, column {citation['column']}"
    return Text(f"cites {target}{pinpoint} ({citation['cited_text']}{note})", style="cyan")


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
