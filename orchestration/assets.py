"""Every asset, in reading order: what is fetched, what is read of it, what follows from that, what is published.

A step here wires: it names the tables that it reads, one function of another room, and the tables that this makes. A
new table of the model is one line in ``model``; a new table of the reader is one name in ``identity.READ_TABLES``.
"""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

import dagster as dg
import polars as pl
from pydantic import Field

from orchestration import identity, source_choice, workers
from orchestration.fetching import folders, frontier
from orchestration.fetching.ledger import Ledger, place_of
from orchestration.fetching.politeness import Settings
from orchestration.lake import REFUSED, Lake
from orchestration.staleness import Recipe, digest, fingerprint, function_version, note, stale
from orchestration.steps import OWNERS, Frames, Step, follow, modelled, spec, specs, tried_again
from orchestration.workers import Track
from transforms.authorities import bodies, states
from transforms.citations import citations
from transforms.links import lineage, series, sponsors
from transforms.mandates import budget, mandates, mentions
from transforms.pages import ocr
from transforms.texts import gaps
from transforms.votes import closing, files, sessions
from warehouse import build, release, tables

EVERY_NIGHT = dg.FreshnessPolicy.time_window(fail_window=timedelta(hours=36), warn_window=timedelta(hours=26))


# ------------------------------------------------------------------------------------------------ fetch


class Wanted(dg.Config):
    """Where documents come from. With neither folder nor symbols: all that any run has taken in before."""

    folder: str | None = None
    """Every file in it is an input; null: the folder that ``RAPPORTEUR_DOCUMENTS`` names; empty: none."""
    symbols: list[str] = Field(default=[])
    """Documents to ask the UN's document host for."""
    incoming: str | None = None
    """The drop folder: a file in it that no symbol names is a voting file; null: the folder that
    ``RAPPORTEUR_INCOMING`` names, or ``incoming``. Where there is no such folder: all that any run has taken in from
    one before."""
    languages: list[str] = Field(default=["en"])
    """In which languages."""
    collections: list[str] = Field(default=[])
    """Collections of which everything is wanted: what should be there is found out and put on the frontier, and the
    UN's XML of them is looked through."""
    documents_asked_for: int = 0
    """So many documents of the frontier are asked for in a run."""
    with_all_held: bool = False
    """Load all that is held, not only what this run names."""
    specimens: bool = False
    """Load documents that say that they are specimens."""


def fetching() -> dg.AssetsDefinition:
    """The assets that take inputs in. They are made whenever asked: only sources know what is new."""

    @dg.multi_asset(
        name="take_in",
        pool="un_hosts",
        specs=[
            spec("raw_documents", "fetch", by_collection=True, freshness_policy=EVERY_NIGHT),
            spec("raw_voting_files", "fetch"),
        ],
    )
    def take_in(config: Wanted, lake: Lake, track: dg.ResourceParam[Track]) -> Iterator[dg.MaterializeResult[None]]:
        with tried_again():
            counts = taken_in(config, lake, track)
        for name, metadata in counts.items():
            version = dg.DataVersion(fingerprint(lake.places.files(name)))
            yield dg.MaterializeResult(asset_key=name, metadata=metadata, data_version=version)

    return take_in


def taken_in(wanted: Wanted, lake: Lake, track: Track) -> dict[str, dict[str, Any]]:
    """Take in what is wanted and keep in the lake which inputs there are, by the collections that they belong to;
    returns counts for Dagster's page, by table."""
    places, settings = lake.places, Settings.from_environment()
    with Ledger(places.data) as ledger:
        if wanted.collections:
            frontier.discover(places.warehouse, ledger, settings, wanted.collections, wanted.languages)
        manifest, missed, skipped = source_choice.collect(wanted, ledger, settings)
    # what is dropped under the name of a symbol is a document, anything else a voting file
    is_dropped = pl.col("source_uri").str.starts_with(folders.DROPPED)
    files = manifest.filter(is_dropped & pl.col("symbol").is_null()).drop(
        "symbol", "language", "is_asked_for", "is_specimen", "path"
    )
    inputs = manifest.join(files, on="source_uri", how="anti")
    inputs, printed = identity.with_collections(inputs, places.readings, track)
    refused = missed.filter(~is_dropped).with_columns(pl.col("collection").fill_null(identity.UNIDENTIFIED))
    refused_files = missed.filter(is_dropped)
    collections = sorted({*inputs["collection"], *refused["collection"]})
    lake.keep_only(collections)
    lake.write("raw_documents", inputs.drop("path"), collections)
    lake.write("raw_documents" + REFUSED, refused, collections)
    lake.write("raw_voting_files", files)
    lake.write("raw_voting_files" + REFUSED, refused_files)
    return {
        "raw_documents": {
            "dagster/row_count": inputs.height,
            "rejections": refused.height,
            "collections": collections,
            "skipped": skipped,
            "documents_read": printed.documents_read,
            "pages_read": printed.pages_read,
        },
        "raw_voting_files": {"dagster/row_count": files.height, "rejections": refused_files.height},
    }


# ------------------------------------------------------------------------------------------------ read


def read_documents() -> Step:
    """What is read of every input: each is a document, the witness of one, or rejected."""
    recipe = Recipe(
        "read_documents",
        reads=("raw_documents",),
        makes=(
            *("printed_footnotes" if name == "footnotes" else name for name in identity.READ_TABLES),
            "source_differences",
            "documents" + REFUSED,
        ),
        version=digest([workers.extractor_version(), function_version(identity.frames), ocr.engine() or ""]),
        by_collection=True,
    )
    about = {"printed_footnotes": 'A row is a footnote as printed: "Ibid." is not written out.'}

    @dg.multi_asset(name=recipe.name, specs=specs(recipe, "read", about))
    def assets(lake: Lake, track: dg.ResourceParam[Track]) -> Iterator[dg.MaterializeResult[None]]:
        counts: dict[str, int] = {}

        def read(raw_documents: pl.DataFrame) -> Frames:
            paths = [str(place_of(lake.places.data, sha256)) for sha256 in raw_documents["sha256"]]
            inputs = raw_documents.with_columns(path=pl.Series(paths, dtype=pl.String))
            readings = workers.read(inputs, lake.places.readings, track)
            counts.update(documents_read=readings.documents_read, pages_read=readings.pages_read)
            frames = identity.frames(inputs, readings.by_input)
            frames["printed_footnotes"] = frames.pop("footnotes")
            frames["documents" + REFUSED] = frames.pop("rejections")
            return frames

        yield from follow(recipe, lake, read, {"documents": counts})

    return Step(recipe, assets)


def read_voting_files() -> Step:
    """What is read of every voting file, whole or not at all."""
    recipe = Recipe(
        "read_voting_files",
        reads=("raw_voting_files",),
        makes=("file_questions", "file_votes", "catalogue_links", "file_questions" + REFUSED),
        version=function_version(files.read),
    )
    about = {"catalogue_links": "A row is a draft's tie that the Library's catalogue states."}

    @dg.multi_asset(name=recipe.name, specs=specs(recipe, "read", about))
    def assets(lake: Lake) -> Iterator[dg.MaterializeResult[None]]:
        def read(raw_voting_files: pl.DataFrame) -> Frames:
            dropped = {row["source_uri"]: row for row in raw_voting_files.iter_rows(named=True)}
            places = ((uri, place_of(lake.places.data, row["sha256"])) for uri, row in dropped.items())
            found = files.read((uri, path.read_bytes()) for uri, path in places)
            refused = tables.REJECTIONS.frame(
                {**row, "sha256": file["sha256"], "rejected_at": file["fetched_at"]}
                for row in found.rejections
                for file in [dropped[row["source_uri"]]]
            )
            return {
                "file_questions": found.questions,
                "file_votes": found.votes,
                "catalogue_links": found.links,
                "file_questions" + REFUSED: refused,
            }

        yield from follow(recipe, lake, read)

    return Step(recipe, assets)


# ------------------------------------------------------------------------------------------------ model


def written_out(expanded: pl.DataFrame, printed: pl.DataFrame) -> pl.DataFrame:
    """Every footnote, with "Ibid." written out where that could be done."""
    return pl.concat([expanded, printed.join(expanded, on=["footnote_id", "language"], how="anti")])


def held_citations(found: pl.DataFrame, documents: pl.DataFrame) -> pl.DataFrame:
    """Citations that say whether the cited document is in the warehouse."""
    return citations.mark_held(found, documents["symbol"])


def all_links(
    documents: pl.DataFrame,
    clauses: pl.DataFrame,
    footnotes: pl.DataFrame,
    cited: pl.DataFrame,
    changes: pl.DataFrame,
    drafting_steps: pl.DataFrame,
    catalogue_links: pl.DataFrame,
) -> pl.DataFrame:
    """The ties that texts, the UN's XML and the Library's catalogue state."""
    stated = lineage.document_links(documents, clauses, footnotes, cited, changes)
    return pl.concat([stated, lineage.step_links(drafting_steps), catalogue_links])


def model() -> list[Step]:
    """The tables that follow from what was read, each after those that it is made of."""
    return [
        modelled(
            "found_citations",
            "expanded_footnotes",
            by=citations.find_and_resolve,
            reads=("documents", "clauses", "printed_footnotes", "hyperlinks", "table_cells"),
            doing="finding citations",
            by_collection=True,
            about={
                "found_citations": "A row is one reference to something.",
                "expanded_footnotes": 'A row is a footnote in which "Ibid." is written out.',
            },
        ),
        modelled("footnotes", by=written_out, reads=("expanded_footnotes", "printed_footnotes"), by_collection=True),
        modelled(
            "body_mentions", by=mentions.body_mentions, reads=("clauses",), doing="finding bodies", by_collection=True
        ),
        modelled(
            "stated_votes",
            by=closing.stated_votes,
            reads=("documents", "closing_lines", "xml_votes"),
            doing="reading how texts were adopted",
            by_collection=True,
        ),
        modelled(
            "mandates",
            by=mandates.mandates,
            reads=("clauses", "body_mentions", "documents"),
            doing="finding mandates",
            by_collection=True,
        ),
        modelled(
            "numbering_gaps",
            by=gaps.gaps,
            reads=("clauses", "footnotes"),
            doing="checking the numbering",
            by_collection=True,
        ),
        modelled("citations", by=held_citations, reads=("found_citations", "documents")),
        modelled(
            "sponsors",
            by=sponsors.sponsors,
            reads=("documents", "sponsor_lines", "footnotes"),
            doing="finding sponsors",
            by_collection=True,
        ),
        modelled(
            "budget_mandates",
            by=budget.budget_mandates,
            reads=("clauses", "citations"),
            doing="listing the mandates of the budget",
        ),
        modelled("bodies", by=bodies.bodies),
        modelled("body_names", by=bodies.names),
        modelled("states", by=states.states),
        modelled(
            *("vote_sessions", "vote_sources", "votes", "vote_discrepancies"),
            by=sessions.vote_sessions,
            reads=("documents", "clauses", "footnotes", "stated_votes", "file_questions", "file_votes"),
            doing="finding votes",
        ),
        modelled("treaties", by=citations.treaties, reads=("citations", "footnotes"), doing="gathering treaties"),
        modelled("treaty_volumes", by=citations.treaty_volumes, reads=("treaties",)),
        modelled(
            "clause_changes", by=series.clause_changes, reads=("clauses", "documents", "citations"), doing="comparing"
        ),
        modelled(
            "document_links",
            by=all_links,
            reads=(
                *("documents", "clauses", "footnotes", "citations", "clause_changes"),
                *("drafting_steps", "catalogue_links"),
            ),
            doing="finding links",
        ),
    ]


def gathered(*refused: pl.DataFrame) -> pl.DataFrame:
    """The rejections of all steps."""
    return pl.concat(refused)


def rejections(before: Sequence[Step]) -> Step:
    """The table of what all steps before, and the sources, refused."""
    taken_in = ("raw_documents" + REFUSED, "raw_voting_files" + REFUSED)
    refused = (name for step in before for name in step.recipe.makes if name.endswith(REFUSED))
    return modelled("rejections", by=gathered, reads=(*taken_in, *refused))


# ------------------------------------------------------------------------------------------------ publish


def publish(before: Sequence[Step]) -> list[Step]:
    """Lake, warehouse and exports, of the tables that the steps before make. The other tables that
    ``warehouse.tables`` declares are empty until a step makes them."""
    made = {name for step in before for name in step.recipe.makes}
    loaded = tuple(name for name in tables.BY_NAME if name in made)
    lake_recipe = Recipe("lake", loaded, (), "")
    warehouse_recipe = Recipe("warehouse", loaded, ("warehouse",), function_version(build.build))
    exports_recipe = Recipe("exports", ("warehouse",), ("exports",), function_version(release.release))

    @dg.asset(name="lake", group_name="publish", deps=loaded, kinds={"parquet"}, owners=OWNERS)
    def whole_lake(lake: Lake) -> None:
        """Every table together: the rules across tables are checked here, before the warehouse is built."""
        note(lake_recipe, lake.places)

    @dg.asset(
        name="warehouse",
        group_name="publish",
        deps=["lake"],
        kinds={"duckdb"},
        owners=OWNERS,
        code_version=warehouse_recipe.version,
    )
    def warehouse(lake: Lake) -> dg.MaterializeResult[None]:
        """The DuckDB file that people open, built afresh and swapped in whole."""
        places, counts = lake.places, dict[str, int]()
        if stale(warehouse_recipe, places):
            with tried_again():
                counts = build.build(places.lake, places.warehouse)
                note(warehouse_recipe, places)
        return dg.MaterializeResult(metadata={"path": str(places.warehouse.absolute()), **counts})

    @dg.asset(
        name="exports",
        group_name="publish",
        deps=["warehouse"],
        kinds={"parquet"},
        owners=OWNERS,
        code_version=exports_recipe.version,
    )
    def exports(lake: Lake) -> dg.MaterializeResult[None]:
        """Every table as Parquet, with the data package that describes them."""
        places, counts = lake.places, dict[str, int]()
        if stale(exports_recipe, places):
            with tried_again():
                counts = release.release(places.warehouse, places.exports)
                note(exports_recipe, places)
        workers.forget_other_versions(places.readings)
        return dg.MaterializeResult(metadata={"path": str(places.exports.absolute()), **counts})

    return [Step(lake_recipe, whole_lake), Step(warehouse_recipe, warehouse), Step(exports_recipe, exports)]


def steps() -> list[Step]:
    """Every step after the fetching, as the code is now: each comes after those that make what it reads."""
    before = [read_documents(), read_voting_files(), *model()]
    before.append(rejections(before))
    return [*before, *publish(before)]
