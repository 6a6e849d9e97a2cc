"""The few commands a person types.

``rapporteur run`` runs the same two jobs as Dagster's schedule, in this process. ``rapporteur show``, ``rapporteur
diff`` and ``rapporteur sql`` only read the warehouse. Exit status: 0 done; 1 it was tried and failed, and the warehouse
is as it was; 2 it could not be done as asked.

Worker processes import this file, so Dagster, which takes seconds, is imported by the command that needs it.
"""

from __future__ import annotations

import json
import logging
import os
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import duckdb
import polars as pl
import typer
from pebble import ProcessPool
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from expectations import runner
from orchestration import discovery, sources
from orchestration.ledger import Broken, Ledger, place_of
from orchestration.politeness import Busy, Settings
from orchestration.status import status as told_status
from transforms.authorities import symbols as symbology
from transforms.links import series
from warehouse import tables
from warehouse.build import OFFLINE

if TYPE_CHECKING:
    from orchestration.runs import Outcome

FAILED, MISUSED = 1, 2
ROWS_SHOWN = 1000
"""Rows of an answer that are printed; a longer one is better kept in a file."""
REJECTIONS_SHOWN = 20

log = logging.getLogger("rapporteur")
out = Console(highlight=False)
err = Console(stderr=True, highlight=False)
app = typer.Typer(
    help="What the United Nations decided, on the record, in SQL.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


class Stop(Exception):
    """Ends a command: what to tell the person, and the exit status."""

    def __init__(self, told: str, status: int = MISUSED) -> None:
        super().__init__(told)
        self.status = status


def _logged(data: Path) -> Path:
    """Keep what nobody is told in a file beside the data."""
    logging.raiseExceptions = False  # where there is no such folder, there is nothing to keep either
    logging.basicConfig(
        handlers=[logging.FileHandler(data / "rapporteur.log", delay=True)],
        level=logging.INFO,
        format="%(asctime)s %(levelname)s %(name)s: %(message)s",
    )
    return data


Data = Annotated[Path, typer.Option("--data", help="Folder in which everything is kept.", callback=_logged)]


def main() -> None:
    """The command line. A fault of ours ends in one line that names the log, never in a traceback."""
    try:
        app()
    except Stop as stop:
        err.print(Text(str(stop)))
        raise SystemExit(stop.status) from None
    except Exception as error:
        log.exception("unexpected")
        places = [h.baseFilename for h in logging.root.handlers if isinstance(h, logging.FileHandler)]
        first_line = str(error).partition("\n")[0]
        err.print(Text(f"{type(error).__name__}: {first_line}\nThis was not foreseen; all of it is in {places}."))
        raise SystemExit(FAILED) from None


@app.command()
def run(
    documents: Annotated[
        Path | None, typer.Option(help="Folder whose files are loaded.", exists=True, file_okay=False)
    ] = None,
    symbols: Annotated[
        str, typer.Option(help="Symbols to ask the UN's document host for, separated by commas.", metavar="A,B")
    ] = "",
    incoming: Annotated[
        Path | None,
        typer.Option(
            help="Folder of voting files of the UN Digital Library; incoming/ where there is one, else those held.",
            exists=True,
            file_okay=False,
        ),
    ] = None,
    data: Data = Path("data"),
) -> None:
    """Load documents: a folder's, those asked for by symbol, or else all that earlier runs took in."""
    started = time.monotonic()
    data.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("DAGSTER_DISABLE_TELEMETRY", "1")
    asked = [symbol.strip() for symbol in symbols.split(",") if symbol.strip()]
    with _in_another_process() as schedule:
        with err.status("Starting"):
            from orchestration.assets import Wanted
            from orchestration.checks import CheckAhead
            from orchestration.runs import run_jobs
        with _progress() as progress:
            wanted = Wanted(folder=str(documents or ""), symbols=asked)
            if incoming:
                wanted = wanted.model_copy(update={"incoming": str(incoming)})
            waiting = partial(err.print, f"Another run is at work in {data}; this one waits for its end.")
            outcome = run_jobs(wanted, data, progress, CheckAhead(schedule), waiting)
    seconds = time.monotonic() - started
    if outcome.success and outcome.counts:
        _tell_loaded(outcome, seconds)
    elif outcome.is_unchanged:
        held = outcome.lake.read("raw_documents").height
        out.print(f"Nothing new: {held} inputs, 0 inputs of 0 pages read in this run, {seconds:.1f} s")
        out.print(Text(f"Warehouse: {outcome.lake.places.warehouse}   Files: {outcome.lake.places.exports}"))
    elif outcome.success:
        raise Stop(
            "Nothing to load: name a folder of documents (--documents), symbols (--symbols) or a folder of voting "
            "files (--incoming)."
        )
    else:
        _tell_failed(outcome, seconds)


@contextmanager
def _in_another_process() -> Iterator[Callable[..., Future[Any]]]:
    """Schedules calls in a process that imports Great Expectations while this one imports Dagster."""
    with ProcessPool(max_workers=1, context=get_context("spawn")) as pool:
        pool.schedule(runner.check_table, args=("bodies", tables.BODIES.frame()))
        yield lambda function, *arguments: pool.schedule(function, args=arguments)
        pool.stop()


def _progress() -> Progress:
    return Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=err,
        transient=True,
        disable=not err.is_terminal,
    )


def _tell_failed(outcome: Outcome, seconds: float) -> None:
    """Which rules and steps failed, on which rows."""
    for finding in outcome.findings["must_hold"]:
        err.print(Text("{table}: {count} rows break {rule}, which must hold: {explanation}".format(**finding)))
        for row in finding["examples"]:
            err.print(Text("    " + json.dumps(row, ensure_ascii=False)))
    for step, cause in outcome.failures.items():
        err.print(Text(f"{step}: {cause}"))
    warehouse = outcome.lake.places.warehouse
    raise Stop(
        f"Failed after {seconds:.1f} s; {warehouse} {'is as it was' if warehouse.exists() else 'was not made'}.", FAILED
    )


def _tell_loaded(outcome: Outcome, seconds: float) -> None:
    """What was loaded, what was rejected and why, what looks odd, how long it took, and where the warehouse is."""
    documents, rejections, told = (outcome.lake.read(name) for name in ("documents", "rejections", "vote_sources"))
    compared = documents["xml_uri"].drop_nulls()
    used = pl.concat([documents["source_uri"], compared])
    loaded_uris = pl.concat([used, told["source_uri"]]).unique()
    rejections = rejections.with_columns(is_loaded=pl.col("source_uri").is_in(loaded_uris.implode()))
    dropped = outcome.lake.read("raw_voting_files")
    files = dropped.join(rejections.filter(~pl.col("is_loaded")), on="source_uri", how="anti").height
    loaded = Table("table", "a row is", title="Loaded")
    loaded.add_column("rows", justify="right")
    for name, count in outcome.counts.items():
        loaded.add_row(name, tables.BY_NAME[name].grain, f"{count:,}")
    rejected = Table("input", "stage", "why", title="Rejected")
    # inputs that are missing whole come before those of which a part is
    for row in rejections.sort("is_loaded", maintain_order=True).head(REJECTIONS_SHOWN).iter_rows(named=True):
        rejected.add_row(Text(row["source_uri"]), row["stage"], Text(f"{row['reason']}: {row['detail']}"))
    odd = Table("table", "rule", "for example", title="Looks odd")
    odd.add_column("rows", justify="right")
    for finding in outcome.findings["should_hold"]:
        example = json.dumps(finding["examples"][0], ensure_ascii=False)
        odd.add_row(finding["table"], finding["rule"], Text(example), f"{finding['count']:,}")
    for table in (loaded, rejected, odd):
        if table.rows:
            out.print(table)
    if rejections.height > REJECTIONS_SHOWN:
        out.print(f"{rejections.height} rejections in all: rapporteur sql 'FROM rejections'", markup=False)
    refused = rejections.filter(~pl.col("is_loaded"))["source_uri"].n_unique()
    pages = outcome.pages_read
    inputs = used.len() + files + refused
    beside = f", {compared.len()} compared with them" if compared.len() else ""
    beside += f", {files} voting files" if files else ""
    out.print(f"{inputs} inputs: {documents.height} documents{beside}, {refused} rejected")
    out.print(
        f"{seconds:.1f} s; {outcome.documents_read} inputs of {pages} pages read in this run, "
        f"{pages / seconds:.0f} pages a second"
    )
    out.print(Text(f"Warehouse: {outcome.lake.places.warehouse}   Files: {outcome.lake.places.exports}"))


Languages = Annotated[str, typer.Option(help="Languages, separated by commas.", metavar="en,fr")]


@app.command()
def fetch(
    symbols: Annotated[
        list[str] | None, typer.Argument(help="Symbols; without any, what is due of the frontier.", metavar="SYMBOL...")
    ] = None,
    languages: Languages = "en",
    format: Annotated[str, typer.Option(help="pdf, or the native file: docx, doc.")] = "pdf",
    limit: Annotated[int, typer.Option(help="How many documents of the frontier, at most.")] = 100,
    refresh: Annotated[bool, typer.Option(help="Ask again for what is held and for what was absent.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be asked for, and ask nothing.")] = False,
    data: Data = Path("data"),
) -> None:
    """Ask the UN's document host for documents, politely; what comes is held, `rapporteur run` loads it."""
    source: sources.Source
    with _ledger(data) as (ledger, settings):
        if symbols:
            source = sources.RequestedSymbols(symbols, settings, _listed(languages), format, refresh)
        else:
            source = sources.DueDocuments(settings, limit)
        if dry_run:
            for address, told in source.plan(ledger):
                out.print(Text(f"{address}  {told}"), soft_wrap=True)
            return
        entries = {entry.source_uri: entry for entry in source.collect(ledger)}
    table = Table("symbol", "language", "state", "what")
    for entry in entries.values():
        what = f"{entry.size:,} bytes" if entry.state == "fetched" else f"{entry.reason}: {entry.detail}"
        table.add_row(*(Text(cell or "") for cell in (entry.symbol or entry.source_uri, entry.language)),
                      entry.state, Text(what))  # fmt: skip
    if not entries:
        out.print("Nothing is due: rapporteur discover finds what is wanted, rapporteur status shows it.")
        return
    out.print(table)
    if missing := [entry for entry in entries.values() if entry.state != "fetched"]:
        raise Stop(
            f"{len(entries) - len(missing)} held, {len(missing)} not; rapporteur status says when again.", FAILED
        )


@app.command()
def discover(
    collections: Annotated[
        str, typer.Option(help="Of which collections; without any, of all that are held.", metavar="A-80,S-2026")
    ] = "",
    languages: Languages = "en",
    shown: Annotated[int, typer.Option(help="How many are shown.")] = 20,
    data: Data = Path("data"),
) -> None:
    """Find out what should exist and is not held, and put it on the frontier: `rapporteur fetch` asks for it."""
    with _ledger(data) as (ledger, settings):
        warehouse = data / "warehouse.duckdb"
        found, new = discovery.discover(warehouse, ledger, settings, _listed(collections), _listed(languages))
    table = Table("symbol", "why", "found in", title=f"{len(found)} documents are wanted; {new} inputs are new")
    table.add_column("priority", justify="right")
    for each in found[:shown]:
        table.add_row(each.symbol, each.why, each.found_in or "", str(each.score))
    out.print(table)


@app.command()
def prioritise(
    symbol: Annotated[str, typer.Argument(help="A symbol on the frontier.")],
    priority: Annotated[int, typer.Argument(help="The most wanted first; 0: never ask.", min=0)],
    data: Data = Path("data"),
) -> None:
    """Say how much a document is wanted; discovery does not change it again."""
    with _ledger(data) as (ledger, _):
        with suppress(ValueError):
            symbol = symbology.normalise(symbol)
        if not ledger.prioritise(symbol, priority):
            raise Stop(f"{symbol} is not on record: rapporteur discover or rapporteur fetch {symbol} puts it there.")


@app.command()
def status(
    shown: Annotated[int, typer.Option(help="How many of the most wanted documents are shown.")] = 10,
    data: Data = Path("data"),
) -> None:
    """What is held, missing, refused and due; how the hosts are; how the last runs ended."""
    with _ledger(data) as (ledger, _):
        out.print(told_status(ledger, shown))


def _listed(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


@contextmanager
def _ledger(data: Path) -> Iterator[tuple[Ledger, Settings]]:
    """The ledger and the settings. What is wrong with either is told in a line, and so is a host that another process
    asks."""
    try:
        settings = Settings.from_environment()
    except ValueError as error:
        raise Stop(str(error)) from error
    try:
        with Ledger(data) as ledger:
            yield ledger, settings
    except (Broken, Busy) as error:
        raise Stop(str(error), FAILED) from error


@app.command("sql")
def ask(
    query: Annotated[str, typer.Argument(help="A statement of DuckDB's SQL; nothing can be changed by it.")],
    data: Data = Path("data"),
) -> None:
    """Ask the warehouse."""
    with _warehouse(data) as connection:
        answer = _ask(connection, query)
        table = Table()
        for name, kind, *_ in answer.description or ():
            table.add_column(Text(name), justify="right" if kind == "NUMBER" else "left")
        rows = answer.fetchmany(ROWS_SHOWN + 1)
        for row in rows[:ROWS_SHOWN]:
            table.add_row(*(Text("" if value is None else str(value)) for value in row))
    out.print(table)
    if len(rows) > ROWS_SHOWN:
        out.print(f"The first {ROWS_SHOWN} rows; there are more.")


@app.command()
def show(
    symbol: Annotated[str, typer.Argument(help="A document's symbol: A/RES/79/181.")],
    language: Annotated[str, typer.Option(help="In which language, where it is held in several.")] = "en",
    page: Annotated[list[int], typer.Option(help="Draw this page, with what was read of it boxed and named.")] = [],  # noqa: B006
    to: Annotated[Path | None, typer.Option("--out", help="File in which the page is drawn: page.png.")] = None,
    data: Data = Path("data"),
) -> None:
    """Print a document as the warehouse holds it: its masthead, clauses, notes and citations; or draw a page of it."""
    with _warehouse(data) as connection:
        held = _held(connection, symbol, language)
        document = held[0]
        symbol = document["symbol"]
        parts = {
            name: _rows(connection, f"FROM {name} WHERE symbol = $1 AND language = $2", symbol, document["language"])
            for name in ("clauses", "footnotes", "citations", "speeches", "table_cells")
        }
    if page or to:
        _draw(document, parts, page, to, data)
        return
    tree = Tree(Text(f"{symbol} ({document['language']})  {document['title'] or ''}", style="bold"))
    masthead = tree.add("masthead")
    for name in MASTHEAD:
        if document[name] is not None:
            masthead.add(Text(f"{name}: {document[name]}"))
    branches = {None: tree}
    for clause in parts["clauses"]:
        label = Text(f"{clause['path']} ".lstrip(), style="bold")
        verb = clause["verb"] or ""
        label.append(verb if clause["text"].startswith(verb) else "", style="italic")
        label.append(clause["text"].removeprefix(verb), style="bold" if clause["kind"] == "heading" else "not bold")
        branches[clause["clause_id"]] = branches.get(clause["parent_clause_id"], tree).add(label)
    for note in parts["footnotes"]:
        label = Text(f"note {note['number']}: {note['expanded_text'] or note['text']}", style="dim")
        branches.get(note["clause_id"], tree).add(label)
    for citation in parts["citations"]:
        target = citation["cited_symbol"] or f"left open: {citation['unresolved_reason']}"
        place = f", {citation['pinpoint']}" if citation["pinpoint"] else ""
        where = f" in note {citation['footnote_number']}" if citation["footnote_number"] else ""
        label = Text(f"cites {target}{place} ({citation['cited_text']}{where})", style="cyan")
        branches.get(citation["clause_id"], tree).add(label)
    for speech in parts["speeches"]:
        tree.add(Text.assemble((f"{speech['speaker']} ", "bold"), speech["text"]))
    out.print(tree)
    if others := [each["language"] for each in held[1:]]:
        out.print(f"Held in {', '.join(others)} too: --language {others[0]}")


@app.command("diff")
def compare(
    earlier: Annotated[str, typer.Argument(help="Symbol of the earlier text: A/RES/78/218.")],
    later: Annotated[str, typer.Argument(help="Symbol of the later text: A/RES/79/181.")],
    language: Annotated[str, typer.Option(help="In which language.")] = "en",
    whole: Annotated[bool, typer.Option("--whole", help="Print the clauses that stayed the same too.")] = False,
    data: Data = Path("data"),
) -> None:
    """Print what became of each clause of one text in another, word by word: dropped words red, added ones green."""
    with _warehouse(data) as connection:
        documents = [_held(connection, symbol, language)[0] for symbol in (earlier, later)]
        for document in documents:
            if document["language"] != language:
                raise Stop(f"{document['symbol']} is held in {document['language']}, not in {language}.", FAILED)
        clauses = [
            _rows(
                connection,
                "FROM clauses WHERE symbol = $1 AND language = $2 AND kind <> 'heading' ORDER BY seq",
                document["symbol"],
                language,
            )
            for document in documents
        ]
    for document, of_document in zip(documents, clauses, strict=True):
        if not of_document:
            raise Stop(f"{document['symbol']} has no clauses to compare: it is a {document['document_type']}.", FAILED)
    by_id = [{row["clause_id"]: row for row in of_document} for of_document in clauses]
    table = Table(
        "", "was", "is", "text", title=f"{documents[0]['symbol']} -> {documents[1]['symbol']}", show_lines=True
    )
    counts = Counter[str]()
    for row in series.compare(*clauses):
        counts[row["change"]] += 1
        if row["change"] == "same" and not whole:
            continue
        old, new = by_id[0].get(row["previous_clause_id"]), by_id[1].get(row["clause_id"])
        text = row["diff"] or (new or old or {})["text"]
        table.add_row(row["change"], _place(old), _place(new), _coloured(text, row["change"]))
    if table.rows:
        out.print(table)
    out.print(", ".join(f"{counts[change]} {change}" for change in tables.CHANGES))


COLOURS = {"new": "green", "dropped": "red strike"}


def _coloured(text: str, change: str) -> Text:
    """A clause, or its change as ``series.word_diff`` marks it, with the marks made visible to the eye as well."""
    if change != "changed":
        return Text(text, style=COLOURS.get(change, ""))
    coloured = Text()
    for part in re.split(r"(\[-.*?-\]|\{\+.*?\+\})", text, flags=re.DOTALL):
        mark = {"[-": "dropped", "{+": "new"}.get(part[:2])
        coloured.append(part, style=COLOURS.get(mark or "", ""))
    return coloured


def _place(clause: dict[str, Any] | None) -> Text:
    """Where a clause stands: its number, or which of the unnumbered ones it is."""
    return Text("" if clause is None else clause["clause_id"].partition("#")[2])


def _draw(document: dict[str, Any], parts: dict[str, Any], pages: list[int], to: Path | None, data: Path) -> None:
    """Draw one page of a document, from the bytes that are held of it."""
    from orchestration import drawing

    symbol = document["symbol"]
    if to is None or len(pages) != 1:
        raise Stop("One page is drawn at a time, into a file: --page 3 --out page.png")
    (page,) = pages
    held = place_of(data, document["sha256"])
    try:
        data_held = held.read_bytes()
    except OSError as error:
        raise Stop(
            f"{symbol}: the file that was read ({document['source_uri']}) is not in {held.parent} any more "
            f"({error.strerror}): rapporteur run takes it in again.",
            FAILED,
        ) from error
    if b"%PDF-" not in data_held[:1024]:
        raise Stop(f"{symbol} was read from {document['source_uri']}, which is no PDF and has no pages to draw.")
    try:
        picture = drawing.draw(data_held, page, drawing.boxes_on(page, parts))
        drawing.save(picture, to)
    except IndexError:
        raise Stop(f"{symbol} has {document['page_count']} pages, counted from 1; there is no page {page}.") from None
    except ValueError as error:
        raise Stop(f"{error}; a name that ends in .png is one.") from error
    except OSError as error:
        raise Stop(f"{to} cannot be written: {error.strerror or error}.", FAILED) from error
    out.print(Text(f"{to}: page {page} of {symbol} ({document['language']})"))


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


@contextmanager
def _warehouse(data: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection that changes nothing and reaches nothing but the warehouse."""
    path = data / "warehouse.duckdb"
    if not path.exists():
        raise Stop(f"{path} does not exist yet: rapporteur run makes it.")
    with duckdb.connect(path, read_only=True, config={**OFFLINE, "enable_external_access": False}) as connection:
        yield connection


def _held(connection: duckdb.DuckDBPyConnection, symbol: str, language: str) -> list[dict[str, Any]]:
    """The document of a symbol, the language asked for first; where it is not held, what is nearest is told."""
    with suppress(ValueError):
        symbol = symbology.normalise(symbol)
    held = _rows(connection, "FROM documents WHERE symbol = $1 ORDER BY language <> $2, language", symbol, language)
    if not held:
        near = _rows(
            connection,
            "SELECT symbol FROM titles ORDER BY jaro_winkler_similarity(symbol, $1) DESC, symbol LIMIT 5",
            symbol,
        )
        raise Stop(f"{symbol} is not held. Nearest: {', '.join(row['symbol'] for row in near)}", FAILED)
    return held


def _ask(connection: duckdb.DuckDBPyConnection, query: str, *values: str) -> duckdb.DuckDBPyConnection:
    try:
        answer = connection.execute(query, values)
    except duckdb.Error as error:
        raise Stop(str(error)) from error
    if answer is None:
        raise Stop("There is no statement in that.")
    return answer


def _rows(connection: duckdb.DuckDBPyConnection, query: str, *values: str) -> list[dict[str, Any]]:
    answer = _ask(connection, query, *values)
    names = [name for name, *_ in answer.description or ()]
    return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]
