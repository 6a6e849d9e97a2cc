"""``rapporteur run``: the two jobs of Dagster's schedule, in this process, and what is printed of their outcome.

Dagster takes seconds to import, so it is imported only inside the command.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future
from contextlib import contextmanager
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import polars as pl
import typer
from pebble import ProcessPool
from rich.console import Console
from rich.table import Table
from rich.text import Text

from expectations import runner
from orchestration.cli.console import FAILED, Data, Stop, err, out, progress_bars, split_at_commas
from warehouse import tables

if TYPE_CHECKING:
    from orchestration.runs import Outcome

REJECTIONS_SHOWN = 20


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
    specimens: Annotated[
        bool,
        typer.Option(
            "--specimens",
            help="Load documents that say that they are specimens; keep them in a data folder of their own.",
        ),
    ] = False,
    data: Data = Path("data"),
) -> None:
    """Load documents: a folder's, those asked for by symbol, or else all that earlier runs took in."""
    started = time.monotonic()
    data.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("DAGSTER_DISABLE_TELEMETRY", "1")
    with _in_another_process() as schedule:
        with err.status("Starting"):
            from orchestration.assets import Wanted
            from orchestration.checks import CheckAhead
            from orchestration.runs import run_jobs
        with progress_bars() as progress:
            wanted = Wanted(folder=str(documents or ""), symbols=split_at_commas(symbols), specimens=specimens)
            if incoming:
                wanted = wanted.model_copy(update={"incoming": str(incoming)})
            waiting = partial(err.print, f"Another run is at work in {data}; this one waits for its end.")
            outcome = run_jobs(wanted, data, progress, CheckAhead(schedule), waiting)
    seconds = time.monotonic() - started
    if outcome.success and outcome.counts:
        _print_loaded(outcome, seconds)
    elif outcome.is_unchanged:
        held = outcome.lake.read("raw_documents").height
        out.print(f"Nothing new: {held} inputs, 0 inputs of 0 pages read in this run, {seconds:.1f} s")
        _print_places(outcome)
    elif outcome.success:
        raise Stop(
            "Nothing to load: name a folder of documents (--documents), symbols (--symbols) or a folder of voting "
            "files (--incoming)."
        )
    else:
        _print_failure(outcome)
        warehouse = outcome.lake.places.warehouse
        state = "is as it was" if warehouse.exists() else "was not made"
        raise Stop(f"Failed after {seconds:.1f} s; {warehouse} {state}.", FAILED)


@contextmanager
def _in_another_process() -> Iterator[Callable[..., Future[Any]]]:
    """Gives a function that schedules calls in another process, which imports Great Expectations while this one imports
    Dagster."""
    with ProcessPool(max_workers=1, context=get_context("spawn")) as pool:
        pool.schedule(runner.check_table, args=("bodies", tables.BODIES.frame()))
        yield lambda function, *arguments: pool.schedule(function, args=arguments)
        pool.stop()


def _print_failure(outcome: Outcome) -> None:
    """Which inputs were refused where all were; else which rules and steps failed, on which rows."""
    if outcome.is_all_refused:
        refused = outcome.refused()
        err.print(f"Nothing was loaded: all {refused['source_uri'].n_unique()} inputs were refused.", markup=False)
        _print_rejections(refused, "Rejected", err)
    for finding in [] if outcome.is_all_refused else outcome.findings["must_hold"]:
        err.print(Text("{table}: {count} rows break {rule}, which must hold: {explanation}".format(**finding)))
        for row in finding["examples"]:
            err.print(Text("    " + json.dumps(row, ensure_ascii=False)))
    for step, cause in outcome.failures.items():
        err.print(Text(f"{step}: {cause}"))


def _print_loaded(outcome: Outcome, seconds: float) -> None:
    """What was loaded, what was rejected and why, what looks odd, how long it took, and where the warehouse is."""
    documents, rejections, vote_sources = (
        outcome.lake.read(name) for name in ("documents", "rejections", "vote_sources")
    )
    compared = documents["xml_uri"].drop_nulls()
    used = pl.concat([documents["source_uri"], compared])
    loaded_uris = pl.concat([used, vote_sources["source_uri"]]).unique()
    rejections = rejections.with_columns(is_loaded=pl.col("source_uri").is_in(loaded_uris.implode()))
    refused = rejections.filter(~pl.col("is_loaded"))
    voting_files = outcome.lake.read("raw_voting_files").join(refused, on="source_uri", how="anti").height
    out.print(_loaded(outcome.counts))
    _print_rejections(refused, "Rejected", out)
    _print_rejections(rejections.filter("is_loaded"), "Loaded, but not all of it", out)
    if outcome.findings["should_hold"]:
        out.print(_odd(outcome.findings["should_hold"]))
    if max(refused.height, rejections.height - refused.height) > REJECTIONS_SHOWN:
        out.print(f"{rejections.height} rejections in all: rapporteur sql 'FROM rejections'", markup=False)
    refused_count = refused["source_uri"].n_unique()
    inputs = used.len() + voting_files + refused_count
    others = f", {compared.len()} compared with them" if compared.len() else ""
    others += f", {voting_files} voting files" if voting_files else ""
    out.print(f"{inputs} inputs: {documents.height} documents{others}, {refused_count} rejected")
    pages = outcome.pages_read
    out.print(
        f"{seconds:.1f} s; {outcome.documents_read} inputs of {pages} pages read in this run, "
        f"{pages / seconds:.0f} pages a second"
    )
    _print_places(outcome)


def _loaded(counts: Mapping[str, int]) -> Table:
    """The rows of each table of the warehouse."""
    table = Table("table", "a row is", title="Loaded")
    table.add_column("rows", justify="right")
    for name, count in counts.items():
        table.add_row(name, tables.BY_NAME[name].grain, f"{count:,}")
    return table


def _print_rejections(rejections: pl.DataFrame, title: str, console: Console) -> None:
    """The first rejections as a table, where there are any."""
    table = Table("input", "stage", "why", title=title)
    for row in rejections.head(REJECTIONS_SHOWN).iter_rows(named=True):
        table.add_row(Text(row["source_uri"]), row["stage"], Text(f"{row['reason']}: {row['detail']}"))
    if table.rows:
        console.print(table)


def _odd(findings: list[dict[str, Any]]) -> Table:
    """The rules that should hold and do not, with an example of each."""
    table = Table("table", "rule", "for example", title="Looks odd")
    table.add_column("rows", justify="right")
    for finding in findings:
        example = json.dumps(finding["examples"][0], ensure_ascii=False)
        table.add_row(finding["table"], finding["rule"], Text(example), f"{finding['count']:,}")
    return table


def _print_places(outcome: Outcome) -> None:
    out.print(Text(f"Warehouse: {outcome.lake.places.warehouse}   Files: {outcome.lake.places.exports}"))
