"""The list of commands, and how each of them ends.

What belongs here: which commands there are, in the order of ``rapporteur --help``. What does not: what a command does.
"""

from __future__ import annotations

import logging
from importlib.metadata import version
from typing import Annotated

import typer
from rich.text import Text

from orchestration.cli import diff, fetch, run, show, sql, status, tables
from orchestration.cli.console import FAILED, Stop, err, log, out

app = typer.Typer(
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Exit status: 0 done; 1 tried and failed, the warehouse is as it was; 2 not possible as asked; 130 and 143 "
    "interrupted.",
)
app.command()(run.run)
app.command()(fetch.fetch)
app.command()(fetch.discover)
app.command()(fetch.prioritise)
app.command()(status.status)
app.command()(sql.sql)
app.command()(tables.tables)
app.command()(show.show)
app.command()(diff.diff)


def _print_version(asked: bool) -> None:
    if asked:
        out.print(f"rapporteur {version('rapporteur')}")
        raise typer.Exit


@app.callback()
def options(
    asked: Annotated[
        bool, typer.Option("--version", help="Print the version and end.", callback=_print_version, is_eager=True)
    ] = False,
) -> None:
    """What the United Nations decided, on the record, in SQL."""


def run_command() -> None:
    """Run the command that the arguments name. An error that no command foresees ends in one line that names the log,
    never in a traceback."""
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
