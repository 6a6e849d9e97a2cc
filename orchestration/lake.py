"""The lake: frames kept as Parquet, one file a table and collection.

What belongs here: where everything of a data directory stands, how a frame becomes a file and a file a frame, and
Dagster's way to both (the IO manager). What does not: what a table is (``warehouse/tables.py``) and what is in it.

``<data>/lake/<asset>/<collection>.parquet``; ``all.parquet`` for what is not partitioned. Every frame is cast to its
declared types on its way in; an empty one is kept as a file too, so that "no rows" and "not made" differ. A file
appears whole or not at all.
"""

from __future__ import annotations

import filecmp
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, Self

import dagster as dg
import polars as pl
from filelock import FileLock, Timeout

from orchestration.extraction import UNIDENTIFIED
from transforms.authorities import symbols
from transforms.pages import ocr
from transforms.votes import files as voting_files
from warehouse import tables
from warehouse.files import to_disk

ROOMS = ("transforms", "warehouse", "expectations")
WHOLE = "all"
"""File name of what is not partitioned."""

RAW_DOCUMENTS = tables.Table(
    "raw_documents",
    "an input of this run whose bytes are held",
    (
        tables.DOCUMENTS.column("source_uri"),
        tables.Column("symbol", pl.String, "Symbol asked for, or told by the file's name; null where neither"),
        tables.Column("language", pl.String, "Language asked for, or told by the file's name; null where neither"),
        tables.DOCUMENTS.column("sha256"),
        tables.Column("path", pl.String, "Where the bytes lie", False),
        tables.DOCUMENTS.column("fetched_at"),
        tables.Column("size", pl.Int64, "Size of the bytes", False, unit="bytes"),
        tables.Column("media_type", pl.String, "What the bytes are, by the first of them", False),
        tables.DOCUMENTS.column("collection"),
    ),
    ("source_uri",),
)
"""What the sources gave: no table of the warehouse, but kept beside them."""
RAW_VOTING_FILES = tables.Table(
    "raw_voting_files",
    "a voting file whose bytes are held",
    tuple(RAW_DOCUMENTS.column(c) for c in ("source_uri", "sha256", "path", "fetched_at", "size", "media_type")),
    ("source_uri",),
)
"""What was dropped, likewise."""

BESIDE = {t.name: t for t in (RAW_DOCUMENTS, RAW_VOTING_FILES, voting_files.FILE_QUESTIONS, voting_files.FILE_VOTES)}
"""Frames that are kept and are no tables of the warehouse."""


TAKEN_IN = {
    "raw_documents": RAW_DOCUMENTS,
    "missed_documents": tables.REJECTIONS,
    "raw_voting_files": RAW_VOTING_FILES,
    "missed_voting_files": tables.REJECTIONS,
}
"""What the job ``fetch`` leaves: from it everything else follows."""


class Lake(dg.ConfigurableIOManager):
    """One data directory: its places, and its frames as assets.

    An asset's metadata entry ``table`` names the declaration that its frame follows; without one it is the table of
    the asset's own name.
    """

    data: str = "data"

    @property
    def documents(self) -> Path:
        """Raw bytes by hash, and their manifest."""
        return Path(self.data, "documents")

    @property
    def readings(self) -> Path:
        """What was read of each document, by hash and version of the reader."""
        return Path(self.data, "cache")

    @property
    def frames(self) -> Path:
        """The Parquet files."""
        return Path(self.data, "lake")

    @property
    def warehouse(self) -> Path:
        """The DuckDB file."""
        return Path(self.data, "warehouse.duckdb")

    @property
    def findings(self) -> Path:
        """What the rules last found in each asset."""
        return Path(self.data, "cache", "findings")

    @property
    def lock(self) -> Path:
        """Held by the one run that is at work here."""
        return Path(self.data, "run.lock")

    @property
    def exports(self) -> Path:
        """The published files."""
        return Path(self.data, "exports")

    @property
    def built(self) -> Path:
        """What the warehouse was last built from."""
        return self.frames / "built.json"

    def changed(self, inputs: pl.DataFrame, missed: pl.DataFrame, dropped: pl.DataFrame) -> list[str]:
        """The collections of these inputs that are not in the warehouse as they are now, because an input came, went
        or changed, our code did, or a file of the lake is not what it was; in the order of their names.

        Where only something else changed (a collection went, a voting file came, the warehouse was removed) it is the
        last of them, so that what is made of all collections is made anew. Nothing where nothing changed.
        """
        now, before = _digests(inputs, missed, dropped), read_json(self.built)
        files: dict[str, list[int]] = before.get("files", {})
        odd = {Path(name).stem for name, found in files.items() if _fingerprint(self.frames / name) != found}
        collections = sorted(now.keys() - {WHOLE}) or [UNIDENTIFIED] * bool(dropped.height)
        known = before.get("collections", {})
        changed = [c for c in collections if c in odd or known.get(c) != now.get(c)]
        is_whole = not odd and known.keys() == now.keys() and known.get(WHOLE) == now[WHOLE]
        if changed or (is_whole and self.warehouse.exists() and self.exports.exists()):
            return changed
        return collections[-1:]

    def changed_inputs(self) -> list[str]:
        """The same of the inputs that the lake holds."""
        return self.changed(*self._inputs())

    def _inputs(self) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
        inputs, missed, dropped, undropped = (self.read(name, table) for name, table in TAKEN_IN.items())
        return inputs, pl.concat([missed, undropped]), dropped

    def mark_built(self) -> None:
        """Note that warehouse and exports are of what the lake holds now, so that the next run need not make them."""
        digests = _digests(*self._inputs())
        paths = sorted(path for path in self.frames.glob("*/*.parquet") if path.parent.name not in TAKEN_IN)
        files = {str(path.relative_to(self.frames)): _fingerprint(path) for path in paths}
        write_aside(self.built, json.dumps({"collections": digests, "files": files}, indent=1))

    @contextmanager
    def yield_for_execution(self, context: dg.InitResourceContext) -> Iterator[Self]:
        """A run of Dagster's holds the data directory from its first step to its last."""
        with one_run(self.lock, lambda: dg.get_dagster_logger().info("another run is at work here; waiting")):
            yield self

    def write(
        self, asset: str, frame: pl.DataFrame, table: tables.Table, collections: Iterable[str] = (WHOLE,)
    ) -> dict[str, int]:
        """Keep ``frame`` as the rows of ``asset`` in ``collections``, each in its file; returns the rows of each.

        Raises ``ValueError`` naming the rows' collections where they lie outside ``collections``, and whatever
        ``Table.cast`` raises where columns or types are not those declared.
        """
        frame = table.cast(frame)
        parts = {WHOLE: frame}
        if (wanted := list(collections)) != [WHOLE]:
            parts = {str(key): rows for (key,), rows in frame.group_by(_collection(frame), maintain_order=True)}
            if strays := sorted(parts.keys() - set(wanted)):
                raise ValueError(f"{asset}: rows of collections that this run does not cover: {', '.join(strays)}")
        folder = self.frames / asset
        folder.mkdir(parents=True, exist_ok=True)
        for collection in wanted:
            _write(parts.get(collection, frame.clear()), folder / f"{collection}.parquet", table, collection)
        to_disk(folder)
        return {collection: parts[collection].height if collection in parts else 0 for collection in wanted}

    def read(self, asset: str, table: tables.Table, collections: Iterable[str] | None = None) -> pl.DataFrame:
        """The rows of ``asset``, of ``collections`` or of all, sorted; empty where nothing was kept."""
        folder = self.frames / asset
        paths = (
            sorted(folder.glob("*.parquet"))
            if collections is None
            else [path for c in collections if (path := folder / f"{c}.parquet").exists()]
        )
        return table.cast(pl.concat([table.frame(), *map(self._read, paths)]))

    def _read(self, path: Path) -> pl.DataFrame:
        """A file of the lake. Where one is damaged the next run makes the lake anew from what is held."""
        try:
            return pl.read_parquet(path)
        except (pl.exceptions.PolarsError, OSError) as error:
            self.built.unlink(missing_ok=True)
            told = str(error).partition("\n")[0]
            raise ValueError(f"{path}: is damaged ({told}); run again, it is made anew from what is held") from error

    def keep_only(self, collections: Iterable[str]) -> list[str]:
        """Remove the files of collections that no input belongs to any more; returns their names."""
        kept = {WHOLE, *collections}
        gone = [path for path in self.frames.glob("*/*.parquet") if path.stem not in kept]
        for path in gone:
            path.unlink()
        return sorted({path.stem for path in gone})

    def handle_output(self, context: dg.OutputContext, obj: pl.DataFrame) -> None:
        """Keep an asset's frame, and say of each collection how many rows it has."""
        asset = context.asset_key.path[-1]
        context.add_output_metadata({"path": str(self.frames / asset)})
        if not context.has_asset_partitions:
            kept = self.write(asset, obj, _table(context))
            context.add_output_metadata({"dagster/row_count": kept[WHOLE]})
            return
        for collection, rows in self.write(asset, obj, _table(context), context.asset_partition_keys).items():
            context.step_context.add_asset_metadata({"dagster/row_count": rows}, context.asset_key, collection)

    def load_input(self, context: dg.InputContext) -> pl.DataFrame:
        """The frame of an asset upstream: the collections that this run covers, or all."""
        upstream = context.upstream_output
        if upstream is None:
            raise ValueError(f"{context.name}: not an asset of the lake")
        collections = context.asset_partition_keys if context.has_asset_partitions else [WHOLE]
        return self.read(upstream.asset_key.path[-1], _table(upstream), collections)


@contextmanager
def one_run(lock: Path, waiting: Callable[[], None]) -> Iterator[None]:
    """Hold the lock of a data directory. Where another process holds it, call ``waiting`` and wait for its end; the
    system gives the lock back when a process ends, however it ends."""
    lock.parent.mkdir(parents=True, exist_ok=True)
    held = FileLock(lock, is_singleton=True)
    try:
        held.acquire(timeout=0)
    except Timeout:
        waiting()
        held.acquire()
    try:
        yield
    finally:
        held.release()


def _table(context: dg.OutputContext) -> tables.Table:
    name = str((context.definition_metadata or {}).get("table", context.asset_key.path[-1]))
    return BESIDE.get(name) or tables.BY_NAME[name]


def _digests(inputs: pl.DataFrame, missed: pl.DataFrame, dropped: pl.DataFrame) -> dict[str, str]:
    """A hash of all that decides the rows of each collection, and, under ``WHOLE``, of what is in none."""
    frames = {
        "inputs": inputs.select("collection", "source_uri", "symbol", "language", "sha256", "fetched_at"),
        "missed": missed.select("collection", "source_uri", "stage", "reason", "detail", "rejected_at"),
    }
    told = {WHOLE: hashlib.sha256(code_version().encode() + repr(dropped.drop("path").rows()).encode())}
    for name, frame in frames.items():
        for collection, *row in sorted(frame.iter_rows(), key=repr):
            digest = told.setdefault(collection or WHOLE, hashlib.sha256(code_version().encode()))
            digest.update(repr((name, *row)).encode())
    return {collection: digest.hexdigest() for collection, digest in told.items()}


@cache
def code_version() -> str:
    """A hash of our own files, and of what reads scans: with others, other rows may follow from the same inputs."""
    told = hashlib.sha256((ocr.engine() or "").encode())
    rooms = [Path(__file__).parent, *(Path(__file__).parents[1] / room for room in ROOMS)]
    for path in sorted(path for room in rooms for path in room.rglob("*.*") if "__pycache__" not in path.parts):
        told.update(path.name.encode() + path.read_bytes())
    return told.hexdigest()


def _fingerprint(path: Path) -> list[int]:
    """By what a file is known again without reading it; nothing where there is none."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return []
    return [found.st_size, found.st_mtime_ns]


def read_json(path: Path) -> dict[str, Any]:
    """What a file says; nothing where there is none or it is no JSON, so that all is made anew."""
    try:
        read = json.loads(path.read_text("utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    return read if isinstance(read, dict) else {}


def write_aside(path: Path, text: str) -> None:
    """Write a file so that it appears whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_suffix(".new")
    aside.write_text(text, "utf-8")
    to_disk(aside)
    aside.replace(path)


def _collection(frame: pl.DataFrame) -> pl.Series:
    """The collection of every row: as the row says, else that of its document's symbol."""
    if "collection" in frame.columns:
        return frame["collection"]
    symbol = frame["symbol"] if "symbol" in frame.columns else frame["clause_id"].str.split("#").list.first()
    found = {s: symbols.collection(s) for s in symbol.unique()}
    return symbol.replace_strict(found, return_dtype=pl.String).alias("collection")


def _write(frame: pl.DataFrame, path: Path, table: tables.Table, collection: str) -> None:
    aside = path.with_suffix(".new")
    # nothing here that changes from one run to the next: the same rows give the same bytes
    said = {"table": table.name, "grain": table.grain, "collection": collection, "rows": str(frame.height)}
    frame.write_parquet(aside, compression="zstd", metadata={f"rapporteur.{key}": said[key] for key in said})
    if path.exists() and filecmp.cmp(aside, path, shallow=False):
        aside.unlink()  # a file that does not change keeps its time, by which it is known
        return
    to_disk(aside)
    aside.replace(path)
