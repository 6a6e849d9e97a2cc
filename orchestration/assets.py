"""Every asset, in reading order: what is fetched, what is read of it, what follows from that, what is published.

An asset here wires: it takes frames, calls one function of another room, and hands frames on. ``lake.py`` keeps them
and cuts them into collections. What concerns each collection alone is partitioned and runs over any number of them at
once; what needs all of them (which cited documents are held, what two sources say of one vote) is not.
"""

import os
import warnings
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import dagster as dg
import polars as pl
from pydantic import Field

from orchestration import extraction
from orchestration.extraction import Track
from orchestration.fetching import document_host, folders, frontier, sources, xml_repository
from orchestration.fetching.ledger import Ledger
from orchestration.fetching.politeness import Settings
from orchestration.lake import RAW_DOCUMENTS, RAW_VOTING_FILES, Lake
from orchestration.modelling import sound, spared
from transforms.authorities import bodies as naming
from transforms.authorities import states
from transforms.citations import citations as citing
from transforms.links import lineage, series
from transforms.mandates import mandates as mandating
from transforms.mandates.mentions import body_mentions
from transforms.texts import gaps as numbering_gaps
from transforms.votes import files as voting_files
from transforms.votes import sessions as voting
from warehouse import build, tables
from warehouse.release import release

# what a single run covers of a partitioned asset is beta in Dagster 1.13; the tests hold what we rely on
warnings.filterwarnings("ignore", category=dg.BetaWarning, message=".*backfill_policy")

COLLECTIONS = dg.DynamicPartitionsDefinition(name="collections")
"""A body's session or year each; known as documents appear."""
EVERY_NIGHT = dg.FreshnessPolicy.time_window(fail_window=timedelta(hours=36), warn_window=timedelta(hours=26))
BY_COLLECTION: Mapping[str, Any] = {"partitions_def": COLLECTIONS, "backfill_policy": dg.BackfillPolicy.single_run()}


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


def out(table: tables.Table, description: str = "", **options: Any) -> dg.AssetOut:
    """A frame of ``table``, kept in the lake."""
    return dg.AssetOut(
        io_manager_key="lake",
        description=description or f"A row is {table.grain}.",
        metadata={"table": table.name, "dagster/column_schema": schema(table)},
        **options,
    )


def outs(*names: str) -> dict[str, dg.AssetOut]:
    """Frames of the warehouse's tables of these names, kept in the lake."""
    return {name: out(tables.BY_NAME[name]) for name in names}


def table(name: str, **options: Any) -> Callable[[Callable[..., pl.DataFrame]], dg.AssetsDefinition]:
    """Makes a function's frame the warehouse's table of this name, kept in the lake."""
    kept = out(tables.BY_NAME[name])

    def asset(make: Callable[..., pl.DataFrame]) -> dg.AssetsDefinition:
        return dg.asset(
            make,
            name=name,
            group_name="model",
            io_manager_key="lake",
            description=kept.description,
            metadata=kept.metadata,
            **options,
        )

    return asset


class Wanted(dg.Config):
    """Where documents come from. With neither folder nor symbols: all that any run has taken in before."""

    folder: str = os.environ.get("RAPPORTEUR_DOCUMENTS", "")
    """Every file in it is an input; the environment says which folder the nightly run looks into."""
    symbols: list[str] = Field(default=[])
    """Documents to ask the UN's document host for."""
    incoming: str = os.environ.get("RAPPORTEUR_INCOMING", "incoming")
    """The drop folder: a file in it that no symbol names is a voting file. Where there is no such folder: all that any
    run has taken in from one before."""
    languages: list[str] = Field(default=["en"])
    """In which languages."""
    collections: list[str] = Field(default=[])
    """Collections of which everything is wanted: what should be there is found out and put on the frontier, and the
    UN's XML of them is looked through."""
    documents_asked_for: int = 0
    """So many documents of the frontier are asked for in a run."""
    with_all_held: bool = False
    """Load all that is held, not only what this run names."""

    def collected(self, ledger: Ledger, settings: Settings) -> sources.Collected:
        """What the sources named give; of what is not named, where nothing or all is wanted, what is held of it.
        Raises ``NotADirectoryError`` where the folder is none."""
        named: list[sources.Source] = []
        if self.folder:
            named.append(folders.FolderSource(Path(self.folder), max_bytes=settings.max_bytes))
        if self.symbols:
            named.append(document_host.RequestedSymbols(self.symbols, settings, self.languages))
        for collection in self.collections:
            if repository := xml_repository.XmlRepository.of_collection(collection, settings):
                named.append(repository)
        if self.documents_asked_for:
            named.append(document_host.DueDocuments(settings, self.documents_asked_for))
        incoming = Path(self.incoming)
        dropped: list[sources.Source] = [folders.drop_folder(incoming)] if incoming.is_dir() else []
        found = sources.collect([*named, *dropped], ledger)
        if self.with_all_held or not (named or dropped):
            return sources.held(ledger)._replace(skipped=found.skipped)
        if not named:
            return found.beside(sources.held(ledger, "source <> 'drop_folder'"))
        return found if dropped else found.beside(sources.held(ledger, "source = 'drop_folder'"))


@dg.multi_asset(
    group_name="fetch",
    pool="un_hosts",
    outs={
        "raw_documents": out(RAW_DOCUMENTS, freshness_policy=EVERY_NIGHT),
        "missed_documents": out(tables.REJECTIONS, "A row is an input that could not be taken in."),
        "raw_voting_files": out(RAW_VOTING_FILES),
        "missed_voting_files": out(tables.REJECTIONS, "A row is a voting file that could not be taken in."),
    },
)
def taken_in(
    context: dg.AssetExecutionContext, config: Wanted, lake: dg.ResourceParam[Lake], track: dg.ResourceParam[Track]
) -> Iterator[dg.Output[pl.DataFrame]]:
    """Bytes and their manifest; the collections that they belong to become the partitions of what follows."""
    data, settings = Path(lake.data), Settings.from_environment()
    with Ledger(data) as ledger:
        if config.collections:
            frontier.discover(lake.warehouse, ledger, settings, config.collections, config.languages)
        manifest, missed, skipped = config.collected(ledger, settings)
    # what is dropped under the name of a symbol is a document, anything else a voting file
    is_dropped = pl.col("source_uri").str.starts_with(folders.DROPPED)
    dropped = manifest.filter(is_dropped & pl.col("symbol").is_null())
    manifest = manifest.join(dropped, on="source_uri", how="anti")
    inputs, readings = extraction.identify(manifest, lake.readings, track)
    dropped, undropped = dropped.select(list(RAW_VOTING_FILES.schema)), missed.filter(is_dropped)
    missed = missed.filter(~is_dropped).with_columns(pl.col("collection").fill_null(extraction.UNIDENTIFIED))
    collections = sorted({*inputs["collection"], *missed["collection"]})
    if not collections and dropped.height:
        collections = [extraction.UNIDENTIFIED]  # which is then empty: a run covers one collection at least
    # those that changed come last, so that one run covers them: a run covers neighbours
    changed = lake.changed(inputs, pl.concat([missed, undropped]), dropped)
    known = context.instance.get_dynamic_partitions("collections")
    for name in known:
        if name not in collections or name in changed:
            context.instance.delete_dynamic_partition("collections", name)
    unchanged = [name for name in collections if name not in changed and name not in known]
    context.instance.add_dynamic_partitions("collections", [*unchanged, *changed])
    lake.keep_only(collections)
    counts: dict[str, Any] = {
        "skipped": skipped,
        "changed": changed,
        "documents_read": readings.documents_read,
        "pages_read": readings.pages_read,
    }
    yield dg.Output(inputs, "raw_documents", metadata=counts)
    yield dg.Output(missed, "missed_documents")
    yield dg.Output(dropped, "raw_voting_files")
    yield dg.Output(undropped, "missed_voting_files")


@dg.multi_asset(
    group_name="extract",
    outs=outs(
        *("documents", "clauses", "table_cells", "speeches", "hyperlinks", "pages"),
        *("stated_votes", "drafting_steps", "source_differences"),
    )
    | {
        "printed_footnotes": out(tables.FOOTNOTES, "A row is a footnote as printed."),
        "unread_documents": out(tables.REJECTIONS, "A row is an input, or a part of one, that could not be read."),
    },
    **BY_COLLECTION,
)
def extracts(
    context: dg.AssetExecutionContext,
    lake: dg.ResourceParam[Lake],
    track: dg.ResourceParam[Track],
    raw_documents: pl.DataFrame,
) -> Iterator[dg.Output[pl.DataFrame]]:
    """What was read of every input: it is in ``documents`` or in ``unread_documents``."""
    inputs = raw_documents.filter(pl.col("collection").is_in(context.partition_keys))
    readings = extraction.read(inputs, lake.readings, track)
    frames = extraction.frames(inputs, readings.by_input)
    frames["printed_footnotes"] = frames.pop("footnotes")
    frames["unread_documents"] = frames.pop("rejections")
    counts = {"documents_read": readings.documents_read, "pages_read": readings.pages_read}
    for name, frame in frames.items():
        yield dg.Output(frame, name, metadata=counts if name == "documents" else None)


@dg.multi_asset(
    group_name="extract",
    outs={
        "file_questions": out(voting_files.FILE_QUESTIONS),
        "file_votes": out(voting_files.FILE_VOTES),
        "catalogue_links": out(tables.DOCUMENT_LINKS, "A row is a draft's tie that the Library's catalogue states."),
        "unread_voting_files": out(tables.REJECTIONS, "A row is a voting file, or a part of one, that was not read."),
    },
)
def files_read(raw_voting_files: pl.DataFrame) -> Iterator[dg.Output[pl.DataFrame]]:
    """What was read of every voting file, whole or not at all."""
    places = raw_voting_files.select("source_uri", "path").iter_rows()
    told = voting_files.read((uri, Path(path).read_bytes()) for uri, path in places)
    taken = {row["source_uri"]: row for row in raw_voting_files.iter_rows(named=True)}
    unread = tables.REJECTIONS.frame(
        row | {"sha256": taken[row["source_uri"]]["sha256"], "rejected_at": taken[row["source_uri"]]["fetched_at"]}
        for row in told.rejections
    )
    yield dg.Output(told.questions, "file_questions")
    yield dg.Output(told.votes, "file_votes")
    yield dg.Output(told.links, "catalogue_links")
    yield dg.Output(unread, "unread_voting_files")


@dg.multi_asset(
    group_name="model",
    outs=outs("footnotes")
    | {"found_citations": out(tables.CITATIONS, "A row is one reference to something.")}
    | outs("body_mentions", "mandates", "numbering_gaps")
    | {"unmodelled_documents": out(tables.REJECTIONS, "A row is a document of which some of this could not be made.")},
    **BY_COLLECTION,
)
def modelled(
    documents: pl.DataFrame, clauses: pl.DataFrame, printed_footnotes: pl.DataFrame, hyperlinks: pl.DataFrame
) -> Iterator[dg.Output[pl.DataFrame]]:
    """What each document says: citations found where they stand and resolved, each "Ibid." written out; the bodies
    named; what is asked of whom; what is missing in its numbering."""
    read = (documents, clauses, printed_footnotes, hyperlinks)
    (citations, written_out), uncited = spared("finding citations", citing.find_and_resolve, documents, read)
    footnotes = pl.concat(
        [written_out, printed_footnotes.join(written_out, on=["footnote_id", "language"], how="anti")]
    )
    mentions, unnamed = spared("finding bodies", body_mentions, documents, [clauses])
    asked, unasked = spared("finding mandates", mandating.mandates, documents, [clauses, mentions, documents])
    gaps, uncounted = spared("checking the numbering", numbering_gaps.gaps, documents, [clauses, footnotes])
    made = {"citations": citations, "body_mentions": mentions, "mandates": asked, "numbering_gaps": gaps}
    refused = [uncited, unnamed, unasked, uncounted]
    yield dg.Output(footnotes, "footnotes")
    for name, frame in made.items():
        rows, odd = sound(name, frame, documents)
        refused.append(odd)
        yield dg.Output(rows, "found_citations" if name == "citations" else name)
    yield dg.Output(pl.concat(refused), "unmodelled_documents")


@table("citations")
def held_citations(found_citations: pl.DataFrame, documents: pl.DataFrame) -> pl.DataFrame:
    return citing.mark_held(found_citations, documents["symbol"])


@table("bodies")
def authority() -> pl.DataFrame:
    return naming.bodies()


@table("body_names")
def known_names() -> pl.DataFrame:
    return naming.names()


@table("states")
def members() -> pl.DataFrame:
    return states.states()


@dg.multi_asset(
    group_name="model",
    outs=outs("vote_sessions", "vote_sources", "votes", "vote_discrepancies")
    | {"unread_votes": out(tables.REJECTIONS, "A row is a part of a vote that could not be read.")},
)
def voted(
    documents: pl.DataFrame,
    clauses: pl.DataFrame,
    footnotes: pl.DataFrame,
    stated_votes: pl.DataFrame,
    file_questions: pl.DataFrame,
    file_votes: pl.DataFrame,
) -> Iterator[dg.Output[pl.DataFrame]]:
    """Every question put to a body, from whatever tells of it."""
    read = [documents, clauses, footnotes, stated_votes]
    vote_sessions = partial(voting.vote_sessions, file_questions=file_questions, file_votes=file_votes)
    frames, unread = spared("finding votes", vote_sessions, documents, read)
    frames["unread_votes"] = pl.concat([frames.pop("rejections"), unread])
    for name, frame in frames.items():
        yield dg.Output(frame, name)


@dg.multi_asset(
    group_name="model",
    outs=outs("treaties", "clause_changes", "document_links")
    | {"untied_documents": out(tables.REJECTIONS, "A row is a document of which some of this could not be made.")},
)
def tied(
    documents: pl.DataFrame,
    clauses: pl.DataFrame,
    footnotes: pl.DataFrame,
    citations: pl.DataFrame,
    drafting_steps: pl.DataFrame,
    catalogue_links: pl.DataFrame,
) -> Iterator[dg.Output[pl.DataFrame]]:
    """What ties documents to each other: the treaties they rely on, their series, where they come from."""
    treaties, unread = spared("gathering treaties", citing.treaties, documents, [citations, footnotes])
    changes, uncompared = spared("comparing", series.clause_changes, documents, [clauses, documents, citations])
    read = [documents, clauses, footnotes, citations, changes]
    stated, unlinked = spared("finding links", lineage.document_links, documents, read)
    links = pl.concat([stated, lineage.step_links(drafting_steps), catalogue_links])
    refused = [unread, uncompared, unlinked]
    yield dg.Output(treaties, "treaties")
    for name, frame in {"clause_changes": changes, "document_links": links}.items():
        rows, odd = sound(name, frame, documents)
        refused.append(odd)
        yield dg.Output(rows, name)
    yield dg.Output(pl.concat(refused), "untied_documents")


@table("rejections")
def rejected(
    missed_documents: pl.DataFrame,
    unread_documents: pl.DataFrame,
    missed_voting_files: pl.DataFrame,
    unread_voting_files: pl.DataFrame,
    unmodelled_documents: pl.DataFrame,
    unread_votes: pl.DataFrame,
    untied_documents: pl.DataFrame,
    documents: pl.DataFrame,
) -> pl.DataFrame:
    # a transform knows no clock: what it could not read was first rejected when the document was first taken in
    first = documents.select("source_uri", rejected_at="fetched_at")
    votes = unread_votes.drop("rejected_at").join(first, on="source_uri", how="left", validate="m:1")
    dropped = [missed_voting_files, unread_voting_files]
    model = [unmodelled_documents, votes.select(missed_documents.columns), untied_documents]
    return pl.concat([missed_documents, unread_documents, *dropped, *model])


TAKEN_IN_TO_MODELLED = [
    taken_in,
    extracts,
    files_read,
    modelled,
    held_citations,
    authority,
    known_names,
    members,
    voted,
    tied,
    rejected,
]
LOADED = [name for name in tables.BY_NAME if any(dg.AssetKey(name) in made.keys for made in TAKEN_IN_TO_MODELLED)]
"""The tables that these make; the others of ``tables.py`` are empty until an asset makes them."""


@dg.asset(name="lake", group_name="publish", deps=LOADED)
def whole_lake(lake: dg.ResourceParam[Lake]) -> dg.MaterializeResult[None]:
    """Every table together: against this the rules across tables are held, and from it the warehouse is built."""
    return dg.MaterializeResult(metadata={name: lake.read(name, tables.BY_NAME[name]).height for name in LOADED})


@dg.asset(name="warehouse", group_name="publish", deps=["lake"])
def built(lake: dg.ResourceParam[Lake]) -> dg.MaterializeResult[None]:
    """The DuckDB file that people open, made afresh and swapped in whole."""
    counts = build.build(lake.frames, lake.warehouse)
    return dg.MaterializeResult(metadata={"path": str(lake.warehouse.absolute()), **counts})


@dg.asset(name="exports", group_name="publish", deps=["warehouse"])
def published(lake: dg.ResourceParam[Lake]) -> dg.MaterializeResult[None]:
    """Every table as Parquet, with the data package that describes them."""
    counts = release(lake.warehouse, lake.exports)
    lake.mark_built()
    extraction.forget_others(lake.readings)
    return dg.MaterializeResult(metadata={"path": str(lake.exports.absolute()), **counts})


ASSETS = [*TAKEN_IN_TO_MODELLED, whole_lake, built, published]
