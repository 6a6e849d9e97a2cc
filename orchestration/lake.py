"""The lake: frames kept as Parquet, one file a table and collection.

What belongs here: which tables the lake keeps, and how a frame becomes a file and a file a frame. What does not: where
the files lie (``places.py``), when they are made anew (``staleness.py``), what a table of the warehouse is
(``warehouse/tables.py``) and what is in it.

Every frame is cast to its declared types on its way in; an empty one is kept as a file too, so that "no rows" and "not
made" differ. A file appears whole or not at all.
"""

from __future__ import annotations

import filecmp
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

import dagster as dg
import polars as pl

from orchestration.places import WHOLE, Places, one_run
from transforms.authorities import ids, symbols
from transforms.votes import closing, files
from warehouse import tables
from warehouse.files import written_whole

RAW_DOCUMENTS = tables.Table(
    "raw_documents",
    "an input of this run whose bytes are held",
    (
        tables.DOCUMENTS.column("source_uri"),
        tables.Column("symbol", pl.String, "Symbol asked for, or given by the file's name; null where neither"),
        tables.Column("language", pl.String, "Language asked for, or given by the file's name; null where neither"),
        tables.Column("is_asked_for", pl.Boolean, "Whether a host was asked for this symbol", False),
        tables.DOCUMENTS.column("is_specimen"),
        tables.DOCUMENTS.column("sha256"),
        tables.DOCUMENTS.column("fetched_at"),
        tables.Column("size", pl.Int64, "Size of the bytes", False, unit="bytes"),
        tables.Column("media_type", pl.String, "What the bytes are, by the first of them", False),
        tables.DOCUMENTS.column("collection"),
    ),
    ("source_uri",),
)
"""What the sources gave. Where the bytes lie follows from their hash (``ledger.place_of``)."""
RAW_VOTING_FILES = tables.Table(
    "raw_voting_files",
    "a voting file whose bytes are held",
    tuple(RAW_DOCUMENTS.column(c) for c in ("source_uri", "sha256", "fetched_at", "size", "media_type")),
    ("source_uri",),
)
"""The voting files that were dropped, likewise."""

REFUSED = ".refused"
"""``<table>.refused`` holds the rejections that making the table gave; ``rejections`` gathers them."""

BETWEEN: dict[str, tables.Table] = {
    "raw_documents": RAW_DOCUMENTS,
    "raw_voting_files": RAW_VOTING_FILES,
    "file_questions": files.FILE_QUESTIONS,
    "file_votes": files.FILE_VOTES,
    "catalogue_links": tables.DOCUMENT_LINKS,
    "closing_lines": closing.CLOSING_LINES,
    "xml_votes": closing.XML_VOTES,
    "printed_footnotes": tables.FOOTNOTES,
    "expanded_footnotes": tables.FOOTNOTES,
    "found_citations": tables.CITATIONS,
}
"""Tables of the lake that are not published: others are made of them."""


def declaration(name: str) -> tables.Table:
    """What a table of the lake looks like. Raises ``KeyError`` where there is none of that name."""
    if name.endswith(REFUSED):
        return tables.REJECTIONS
    return BETWEEN.get(name) or tables.BY_NAME[name]


class Lake(dg.ConfigurableResource[Any]):
    """The frames of one data directory. A run of Dagster's holds the directory from its first step to its last."""

    data: str = "data"

    @property
    def places(self) -> Places:
        """Where everything lies."""
        return Places(Path(self.data))

    @contextmanager
    def yield_for_execution(self, context: dg.InitResourceContext) -> Iterator[Self]:
        with one_run(self.places.lock, lambda: dg.get_dagster_logger().info("another run is at work here; waiting")):
            yield self

    def write(self, name: str, frame: pl.DataFrame, collections: Iterable[str] = (WHOLE,)) -> dict[str, int]:
        """Keep ``frame`` as the rows of a table in ``collections``, each in its file; returns the rows of each.

        Raises ``ValueError`` naming the rows' collections where they lie outside ``collections``, and whatever
        ``Table.cast`` raises where columns or types are not those declared.
        """
        table = declaration(name)
        frame = table.cast(frame)
        parts = {WHOLE: frame}
        if (wanted := list(collections)) != [WHOLE]:
            parts = {str(key): rows for (key,), rows in frame.group_by(_collection(frame), maintain_order=True)}
            if strays := sorted(parts.keys() - set(wanted)):
                raise ValueError(f"{name}: rows of collections that this run does not cover: {', '.join(strays)}")
        folder = self.places.lake / name
        folder.mkdir(parents=True, exist_ok=True)
        for collection in wanted:
            _write(parts.get(collection, frame.clear()), folder / f"{collection}.parquet", table, collection)
        for path in folder.glob("*.parquet"):
            if (path.stem == WHOLE) is not (wanted == [WHOLE]):
                path.unlink()  # an earlier version kept this table the other way
        return {collection: parts[collection].height if collection in parts else 0 for collection in wanted}

    def read(self, name: str, collections: Iterable[str] | None = None) -> pl.DataFrame:
        """The rows of a table, of ``collections`` or of all, sorted; empty where nothing was kept."""
        table, files = declaration(name), self.places.files(name)
        wanted = files if collections is None else [c for c in collections if c in files]
        return table.cast(pl.concat([table.frame(), *(_read(files[collection]) for collection in wanted)]))

    def keep_only(self, collections: Iterable[str]) -> list[str]:
        """Remove the files of collections that no input belongs to any more; returns their names."""
        kept = {WHOLE, *collections}
        gone = [path for path in self.places.lake.glob("*/*.parquet") if path.stem not in kept]
        for path in gone:
            path.unlink()
        return sorted({path.stem for path in gone})


def _read(path: Path) -> pl.DataFrame:
    """A file of the lake. One that is damaged is touched: the next run sees that it is not as it was left and makes it
    anew. It is not removed, because a missing file has no rows, and the step would go on without them."""
    try:
        return pl.read_parquet(path)
    except (pl.exceptions.PolarsError, OSError) as error:
        path.touch()
        cause = str(error).partition("\n")[0]
        raise ValueError(f"{path}: is damaged ({cause}); run again, it is made anew from what is held") from error


def _collection(frame: pl.DataFrame) -> pl.Series:
    """The collection of every row: as the row says, else that of its document's symbol."""
    if "collection" in frame.columns:
        return frame["collection"]
    of_row = pl.col("symbol") if "symbol" in frame.columns else ids.symbol_of(pl.col("clause_id"))
    symbol = frame.select(of_row).to_series()
    found = {s: symbols.collection(s) for s in symbol.unique()}
    return symbol.replace_strict(found, return_dtype=pl.String).alias("collection")


def _write(frame: pl.DataFrame, path: Path, table: tables.Table, collection: str) -> None:
    # nothing here that changes from one run to the next: the same rows give the same bytes
    about = {"table": table.name, "grain": table.grain, "collection": collection, "rows": str(frame.height)}
    with written_whole(path) as beside:
        frame.write_parquet(beside, compression="zstd", metadata={f"rapporteur.{key}": about[key] for key in about})
        if path.exists() and filecmp.cmp(beside, path, shallow=False):
            beside.unlink()  # a file that does not change keeps its time, by which it is known
