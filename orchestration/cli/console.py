"""What all commands share: where they print, how they end, where they log, and options that several of them take."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

FAILED, MISUSED = 1, 2
"""Exit statuses."""

log = logging.getLogger("rapporteur")
out = Console(highlight=False)
err = Console(stderr=True, highlight=False)


class Stop(Exception):
    """Ends a command with a message for the person and an exit status."""

    def __init__(self, message: str, status: int = MISUSED) -> None:
        super().__init__(message)
        self.status = status


def split_at_commas(text: str) -> list[str]:
    """The parts of an option's value, without blanks around them."""
    return [part.strip() for part in text.split(",") if part.strip()]


def progress_bars() -> Progress:
    """Progress on a terminal, on nothing else."""
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


def _log_into(data: Path) -> Path:
    """Log into a file beside the data what is not printed."""
    logging.raiseExceptions = False  # while there is no such folder, there is nothing worth logging either
    logging.basicConfig(
        handlers=[logging.FileHandler(data / "rapporteur.log", delay=True)],
        level=logging.INFO,
        format="%(asctime)s %(levelname)s %(name)s: %(message)s",
    )
    return data


Data = Annotated[
    Path,
    typer.Option("--data", help="Folder in which everything is kept.", envvar="RAPPORTEUR_DATA", callback=_log_into),
]
Languages = Annotated[str, typer.Option(help="Languages, separated by commas.", metavar="en,fr")]
