"""Vocabularies: CSV files that stand beside the code that uses them, each cell checked when the file is read.

What belongs here: how such a file is read. What does not: what its words mean, which the module that uses it explains.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

Row = Mapping[str, str]
"""A row of a vocabulary: each cell by the name of its column. An empty cell is an empty text."""


@cache
def rows(package: str, file: str, **columns: str) -> tuple[Row, ...]:
    """The rows of a CSV file that lies in ``package``, in the order of the file.

    ``columns`` names all columns of the file in their order. The value of each is a regular expression that every cell
    of the column must match as a whole: ``further="(yes)?"``. Raises ``ValueError``, which names the file, the line,
    the column and the value, where the file has other columns or a cell does not match.
    """
    text = (files(package) / file).read_text(encoding="utf-8")
    reader = csv.reader(text.splitlines(), strict=True)
    header = next(reader, [])
    if header != list(columns):
        raise ValueError(f"{file}: expected the columns {', '.join(columns)}, found {', '.join(header)}")
    patterns = [re.compile(pattern) for pattern in columns.values()]
    found = []
    for cells in reader:
        if len(cells) != len(header):
            raise ValueError(f"{file}, line {reader.line_num}: expected {len(header)} cells, found {len(cells)}")
        for column, pattern, cell in zip(header, patterns, cells, strict=True):
            if not pattern.fullmatch(cell):
                raise ValueError(
                    f"{file}, line {reader.line_num}: {column} is {cell!r}, which does not match {pattern.pattern!r}"
                )
        found.append(dict(zip(header, cells, strict=True)))
    return tuple(found)
