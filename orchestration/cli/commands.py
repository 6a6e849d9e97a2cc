"""The list of commands, and how each of them ends.

What belongs here: which commands there are, in the order of ``rapporteur --help``. What does not: what a command does.
"""

from __future__ import annotations

import logging

import typer
from rich.text import Text

from orchestration.cli import diff, fetch, run, show, sql, status, tables
from orchestration.cli.console import FAILED, Stop, err, log

app = typer.Typer(
    help="What the United Nations decided, on the record, in SQL.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
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
