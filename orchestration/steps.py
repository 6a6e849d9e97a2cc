"""How tables of the lake become Dagster's assets that are made anew only where that would change something.

What belongs here: what all steps have in common: which collections are stale, reading, writing, and what Dagster's page
shows of an asset. What does not: which steps there are (``assets.py``).

No asset is partitioned. A run of an asset makes anew the collections that are stale (``staleness.py``), whoever starts
it: the schedule, the command line, or a person on Dagster's page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import dagster as dg
import polars as pl

from orchestration.lake import REFUSED, Lake, declaration
from orchestration.modelling import has_documents, without_failing_documents, without_rows_at_fault
from orchestration.staleness import Recipe, code_version, digest, fingerprint, function_version, note, rows_made, stale
from warehouse import tables

OWNERS = ["team:rapporteur"]
SECONDS_TO_WAIT = 3.0
"""Before a step that failed is tried again."""
Frames = Mapping[str, pl.DataFrame]


@dataclass(frozen=True)
class Step:
    """A recipe, and the assets that follow it."""

    recipe: Recipe
    assets: dg.AssetsDefinition


def schema(table: tables.Table) -> dg.TableSchema:
    """A table's columns and keys as Dagster shows them."""
    return dg.TableSchema(
        [
            dg.TableColumn(
                column.name,
                str(column.dtype),
                column.meaning,
                dg.TableColumnConstraints(
                    nullable=column.nullable,
                    unique=table.key == (column.name,),
                    other=[f"one of {', '.join(column.vocabulary)}"] if column.vocabulary else [],
                ),
            )
            for column in table.columns
        ],
        dg.TableConstraints([f"key: {', '.join(table.key)}"]),
    )


def spec(
    name: str, group: str, *, reads: Sequence[str] = (), by_collection: bool = False, about: str = "", **options: Any
) -> dg.AssetSpec:
    """A table of the lake as Dagster shows it. ``reads`` are the tables that it is made of; ``about`` describes it
    where the declaration of its columns does not."""
    table = declaration(name)
    return dg.AssetSpec(
        name,
        deps=sorted({read.removesuffix(REFUSED) for read in reads}),
        group_name=group,
        description=about or f"A row is {table.grain}.",
        metadata={"dagster/column_schema": schema(table)},
        kinds={"polars", "parquet"},
        owners=OWNERS,
        tags={"made": "by_collection" if by_collection else "whole", "published": str(name in tables.BY_NAME).lower()},
        **options,
    )


def specs(recipe: Recipe, group: str, about: Mapping[str, str] = MappingProxyType({})) -> list[dg.AssetSpec]:
    """The tables of a recipe as Dagster shows them; ``about`` describes some of them, by name."""
    return [
        spec(
            name,
            group,
            reads=recipe.reads,
            by_collection=recipe.by_collection,
            about=about.get(name, ""),
            code_version=recipe.version,
        )
        for name in recipe.makes
        if not name.endswith(REFUSED)
    ]


@contextmanager
def tried_again() -> Iterator[None]:
    """Have Dagster try a step again that failed. It may succeed yet: the disk was full, a file was being written,
    another process asked the host.

    Dagster's own ``RetryPolicy`` would also try a step again that a person ended.
    """
    try:
        yield
    except Exception as error:
        raise dg.RetryRequested(max_retries=2, seconds_to_wait=SECONDS_TO_WAIT) from error


def follow(
    recipe: Recipe, lake: Lake, make: Callable[..., Frames], more: Mapping[str, Mapping[str, Any]] | None = None
) -> Iterator[dg.MaterializeResult[None]]:
    """Make the tables of a recipe, as far as they are stale, and say what they hold now.

    ``make`` gets a frame for each table that the recipe reads, of the stale collections alone where the recipe goes by
    collection, and gives one for each that it makes. ``more`` holds further entries of metadata, by table; it is read
    after ``make`` was called.
    """
    with tried_again():
        yield from _follow(recipe, lake, make, more or {})


def _follow(
    recipe: Recipe, lake: Lake, make: Callable[..., Frames], more: Mapping[str, Mapping[str, Any]]
) -> Iterator[dg.MaterializeResult[None]]:
    collections = stale(recipe, lake.places)
    if collections:
        made = make(*(lake.read(name, collections if recipe.by_collection else None) for name in recipe.reads))
        if made.keys() != set(recipe.makes):
            raise ValueError(f"{recipe.name} is to make {sorted(recipe.makes)} and made {sorted(made)}")
        rows = {name: lake.write(name, frame, collections) for name, frame in made.items()}
        note(recipe, lake.places, collections, rows)
    counts = rows_made(recipe, lake.places)
    for name in recipe.makes:
        if not name.endswith(REFUSED):
            metadata: dict[str, Any] = {
                "dagster/row_count": sum(counts[name].values()),
                "made_anew": ", ".join(collections) if collections else "nothing: it was up to date",
                "path": dg.MetadataValue.path(lake.places.lake / name),
                **more.get(name, {}),
            }
            if recipe.by_collection:
                metadata["rows_by_collection"] = dg.MetadataValue.json(dict(counts[name]))
            if name + REFUSED in counts:
                metadata["rejections"] = sum(counts[name + REFUSED].values())
            version = dg.DataVersion(fingerprint(lake.places.files(name)))
            yield dg.MaterializeResult(asset_key=name, metadata=metadata, data_version=version)


def modelled(
    *makes: str,
    by: Callable[..., Any],
    reads: Sequence[str] = (),
    doing: str = "",
    by_collection: bool = False,
    about: Mapping[str, str] = MappingProxyType({}),
) -> Step:
    """The step that makes tables by a function of frames: ``by(*frames of reads)`` gives a frame, a tuple of frames, or
    frames by name, among which may be ``rejections``.

    With ``doing`` (what it does, as a rejection names it: "finding citations") a document at which the function fails
    is left out, and so is a row that breaks a rule that must hold; both are among the rejections.
    """
    needs = (*reads, *({"documents"} - {*reads} if doing else ()))
    version = digest([function_version(by), code_version("orchestration.modelling") if doing else ""])
    recipe = Recipe(makes[0], needs, (*makes, makes[0] + REFUSED) if doing else makes, version, by_collection)

    def make(*frames: pl.DataFrame) -> Frames:
        if not doing:
            return _by_name(makes, by(*frames))
        documents = frames[needs.index("documents")]
        made, failed = without_failing_documents(doing, by, documents, frames[: len(reads)])
        found = _by_name(makes, made)
        refused = [failed, *([found.pop("rejections")] if "rejections" in found else [])]
        others = {declaration(name).name: frame for name, frame in [*found.items(), *zip(needs, frames, strict=True)]}
        for name, frame in found.items():
            if has_documents(frame):
                found[name], broken = without_rows_at_fault(declaration(name), frame, documents, others)
                refused.append(broken)
        return {**found, makes[0] + REFUSED: _dated(pl.concat(refused), documents)}

    @dg.multi_asset(name=f"make_{makes[0]}", specs=specs(recipe, "model", about))
    def assets(lake: Lake) -> Iterator[dg.MaterializeResult[None]]:
        yield from follow(recipe, lake, make)

    return Step(recipe, assets)


def _by_name(names: Sequence[str], made: Any) -> dict[str, pl.DataFrame]:
    if isinstance(made, Mapping):
        return dict(made)
    return dict(zip(names, made if isinstance(made, tuple) else (made,), strict=True))


def _dated(rejections: pl.DataFrame, documents: pl.DataFrame) -> pl.DataFrame:
    """Rejections with the time at which their document was first taken in, where they have none: a transform knows no
    clock, and what it cannot read it could not read from the first."""
    first = documents.select("source_uri", first="fetched_at")
    dated = rejections.join(first, on="source_uri", how="left", validate="m:1")
    return dated.with_columns(rejected_at=pl.coalesce("rejected_at", "first")).select(rejections.columns)
