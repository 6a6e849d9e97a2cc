"""``rapporteur diff``: two texts beside each other, clause by clause."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Annotated

import duckdb
import typer
from rich.table import Table
from rich.text import Text

from orchestration.cli.console import FAILED, Data, Stop, out
from orchestration.cli.stores import Row, documents_held, open_warehouse, rows
from transforms.authorities.ids import place_of
from warehouse import tables

COLOURS = {"new": "green", "dropped": "red strike"}


def diff(
    earlier: Annotated[str, typer.Argument(help="Symbol of the earlier text: A/RES/78/218.")],
    later: Annotated[str, typer.Argument(help="Symbol of the later text: A/RES/79/181.")],
    language: Annotated[str, typer.Option(help="In which language.")] = "en",
    whole: Annotated[bool, typer.Option("--whole", help="Print the clauses that stayed the same too.")] = False,
    data: Data = Path("data"),
) -> None:
    """Print what became of each clause of one text in another, word by word: dropped words red, added ones green."""
    from transforms.links import series

    with open_warehouse(data) as connection:
        documents = [_document(connection, symbol, language) for symbol in (earlier, later)]
        texts = [_clauses(connection, document) for document in documents]
    was, now = ({clause["clause_id"]: clause for clause in text} for text in texts)
    table = Table(
        "", "was", "is", "text", title=f"{documents[0]['symbol']} -> {documents[1]['symbol']}", show_lines=True
    )
    counts = Counter[str]()
    for row in series.compare(*texts):
        change = row["change"]
        counts[change] += 1
        if change == "same" and not whole:
            continue
        old, new = was.get(row["previous_clause_id"]), now.get(row["clause_id"])
        text = row["diff"] or (new or old or {})["text"]
        table.add_row(change, _place(old), _place(new), coloured(text, change))
    if not counts["same"] + counts["changed"]:
        symbols = " and ".join(document["symbol"] for document in documents)
        raise Stop(f"{symbols} have no clause in common: they are not texts of one series.", FAILED)
    if table.rows:
        out.print(table)
    out.print(", ".join(f"{counts[change]} {change}" for change in tables.CHANGES))


def coloured(text: str, change: str) -> Text:
    """A clause, or the change in it as ``series.word_diff`` marks it, with the marked words in colour."""
    if change != "changed":
        return Text(text, style=COLOURS.get(change, ""))
    result = Text()
    for part in re.split(r"(\[-.*?-\]|\{\+.*?\+\})", text, flags=re.DOTALL):
        mark = {"[-": "dropped", "{+": "new"}.get(part[:2])
        result.append(part, style=COLOURS.get(mark or "", ""))
    return result


def _document(connection: duckdb.DuckDBPyConnection, symbol: str, language: str) -> Row:
    document = documents_held(connection, symbol, language)[0]
    if document["language"] != language:
        raise Stop(f"{document['symbol']} is held in {document['language']}, not in {language}.", FAILED)
    return document


def _clauses(connection: duckdb.DuckDBPyConnection, document: Row) -> list[Row]:
    clauses = rows(
        connection,
        "FROM clauses WHERE symbol = $1 AND language = $2 AND kind <> 'heading' ORDER BY seq",
        document["symbol"],
        document["language"],
    )
    if not clauses:
        raise Stop(f"{document['symbol']} has no clauses to compare: it is a {document['document_type']}.", FAILED)
    return clauses


def _place(clause: Row | None) -> Text:
    """Where a clause stands: the part of its id after the symbol."""
    return Text("" if clause is None else place_of(clause["clause_id"]))
