"""How the answer to a query leaves: as a table or records for a person, or as CSV, JSON, Markdown or Parquet.

What belongs here: formats, and what fits on a terminal. What does not: queries (``sql.py``, ``tables.py``).

CSV, JSON and Parquet are written by DuckDB, so that they are what DuckDB itself would write.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
from rich.console import Console, Group, RenderableType
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from orchestration.cli.console import FAILED, Stop, out
from warehouse.build import literal
from warehouse.files import written_whole

ROWS_SHOWN = 1000
"""The most rows of an answer that a person is shown; the other formats give all."""
NUMBERS = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "FLOAT", "DOUBLE", "DECIMAL")
"""How the names of DuckDB's types of numbers begin."""
NARROWEST = 20
"""A column of text is folded to so many characters at least. A table that is still too wide is shown as records."""


class Format(StrEnum):
    """How an answer is written."""

    table = "table"
    csv = "csv"
    json = "json"
    jsonl = "jsonl"
    markdown = "markdown"
    parquet = "parquet"


OPTIONS = {
    Format.csv: "FORMAT csv, HEADER",
    Format.json: "FORMAT json, ARRAY true",
    Format.jsonl: "FORMAT json, ARRAY false",
    Format.parquet: "FORMAT parquet, COMPRESSION zstd",
}
"""Of DuckDB's ``COPY``."""
ENDINGS = {".csv": Format.csv, ".json": Format.json, ".jsonl": Format.jsonl, ".ndjson": Format.jsonl}
ENDINGS |= {".md": Format.markdown, ".parquet": Format.parquet, ".txt": Format.table}
"""Endings of file names, and the format that each stands for."""


def format_of(asked: Format | None, to: Path | None) -> Format:
    """The format that was asked for; else that of the file's name; else a table on a terminal and CSV in a pipe."""
    if asked:
        return asked
    if to:
        if to.suffix.lower() in ENDINGS:
            return ENDINGS[to.suffix.lower()]
        raise Stop(f"{to} does not say in which format: end its name in {', '.join(ENDINGS)}, or give --format.")
    return Format.table if out.is_terminal else Format.csv


class Answer:
    """The rows of an answer, kept as DuckDB has them."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        """``connection`` has just executed a query, with ``arrow_lossless_conversion``."""
        description = connection.description or ()
        self.names = [name for name, *_ in description]
        self.is_number = [str(kind).removeprefix("U").startswith(NUMBERS) for _, kind, *_ in description]
        self._rows = connection.to_arrow_table()

    def write(self, as_format: Format, to: Path | None) -> None:
        """Write the answer to a file, which is there whole or not at all, or else to the standard output."""
        if to:
            try:
                with written_whole(to) as beside:
                    self._write_file(as_format, beside)
            except (OSError, duckdb.IOException) as error:
                why = getattr(error, "strerror", None) or str(error)
                raise Stop(f"{to} cannot be written: {why}.", FAILED) from error
        elif as_format is Format.table and out.is_terminal:
            self._show()
        else:
            with TemporaryDirectory(prefix="rapporteur-") as folder:
                file = Path(folder, "answer")
                self._write_file(as_format, file)
                with file.open("rb") as written:
                    while piece := written.read(1 << 20):
                        sys.stdout.buffer.write(piece)
            sys.stdout.buffer.flush()

    def _write_file(self, as_format: Format, file: Path) -> None:
        if as_format in OPTIONS:
            with duckdb.connect() as writer:
                writer.register("answer", self._rows)
                writer.execute(f"COPY answer TO {literal(str(file))} ({OPTIONS[as_format]})")
        elif as_format is Format.markdown:
            file.write_text(self._markdown(), "utf-8")
        else:
            with file.open("w", encoding="utf-8") as written:
                Console(file=written, width=self._width(self._texts()), highlight=False).print(self._table())

    def _texts(self, most: int | None = None) -> list[list[str]]:
        """The rows as DuckDB writes their values, null as nothing."""
        if not self.names:
            return []
        with duckdb.connect() as reader:
            reader.register("answer", self._rows)
            limit = "" if most is None else f"LIMIT {most}"
            found = reader.execute(f"SELECT CAST(COLUMNS(*) AS VARCHAR) FROM answer {limit}").fetchall()
        return [["" if value is None else value for value in row] for row in found]

    def _show(self) -> None:
        """Print the answer as wide as the terminal is. A pager shows what is longer than the screen."""
        rows = self._texts(ROWS_SHOWN)
        width = out.width
        shown: RenderableType = self._table(rows) if self._fits(rows, width) else self._records(rows)
        if self._rows.num_rows > len(rows):
            note = f"The first {len(rows):,} of {self._rows.num_rows:,} rows; --format csv gives all."
            shown = Group(shown, Text(note))
        if len(out.render_lines(shown)) < out.height or not sys.stdin.isatty():
            out.print(shown)
            return
        os.environ.setdefault("LESS", "-FRX")  # colours as they are; no pager where all fits on the screen
        with out.pager(styles=True):
            out.print(shown)

    def _widths(self, rows: Sequence[Sequence[str]]) -> list[int]:
        return [
            max((len(line) for text in (name, *texts) for line in text.splitlines()), default=0)
            for name, *texts in zip(self.names, *rows, strict=True)
        ]

    def _width(self, rows: Sequence[Sequence[str]]) -> int:
        """How many characters wide the table is if no text is folded."""
        return sum(self._widths(rows)) + 3 * len(self.names) + 1

    def _is_text(self, rows: Sequence[Sequence[str]]) -> list[bool]:
        """The columns of words, which may be folded between them; a symbol or an id may not."""
        wide = [width > NARROWEST for width in self._widths(rows)]
        return [wide[at] and any(row[at].count(" ") > 2 for row in rows) for at in range(len(self.names))]

    def _fits(self, rows: Sequence[Sequence[str]], width: int) -> bool:
        """Whether the rows fit into a table in which only texts are folded."""
        is_text = self._is_text(rows)
        least = [NARROWEST if folds else natural for natural, folds in zip(self._widths(rows), is_text, strict=True)]
        return sum(least) + 3 * len(least) + 1 <= width

    def _table(self, rows: Sequence[Sequence[str]] | None = None) -> Table:
        rows = self._texts() if rows is None else rows
        table = Table()
        for name, is_number, is_text in zip(self.names, self.is_number, self._is_text(rows), strict=True):
            table.add_column(Text(name), justify="right" if is_number else "left", no_wrap=not is_text, overflow="fold")
        for row in rows:
            table.add_row(*map(Text, row))
        return table

    def _records(self, rows: Sequence[Sequence[str]]) -> Group:
        """Each row below the other, a line a column."""
        shown: list[RenderableType] = []
        for number, row in enumerate(rows, 1):
            record = Table.grid(padding=(0, 2))
            record.add_column(no_wrap=True)
            record.add_column(overflow="fold")
            for name, value in zip(self.names, row, strict=True):
                record.add_row(Text(name, style="bold"), Text(value))
            shown += [Rule(str(number), align="left"), record]
        return Group(*shown)

    def _markdown(self) -> str:
        def line(values: Sequence[str]) -> str:
            cells = (value.replace("|", "\\|").replace("\n", "<br>") for value in values)
            return f"| {' | '.join(cells)} |\n"

        rule = ["---:" if is_number else "---" for is_number in self.is_number]
        return "".join(map(line, (self.names, rule, *self._texts())))
