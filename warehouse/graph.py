"""The citation graph: who cites what, as a list of edges and as GraphML.

What belongs here: what an edge and a node are, and how they become a GraphML file, which Gephi, Cytoscape, networkx and
igraph open. What does not: how the files of an export are put in place (``release.py``), and how citations are found
(``transforms/citations``).

An edge leads from a document to a document or a treaty that it cites; a document's citations of itself are left out. A
document that is held in several languages counts once, by its English text where that is held.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
from lxml import etree

from warehouse.tables import CITATIONS, DOCUMENTS, Column, Table

EDGES = Table(
    "citation_graph",
    "a document and a document or treaty that it cites",
    (
        Column("symbol", pl.String, "Document that cites", False),
        Column("cited", pl.String, "Symbol, or treaty_id, of what is cited", False),
        Column("cited_kinds", pl.List(pl.String), "What is cited: values of citations.cited_kind"),
        Column("citation_count", pl.Int32, "Places in which it is cited, footnotes included", False, unit="citations"),
        Column(
            "footnote_citation_count",
            pl.Int32,
            "Those of the citations that stand in footnotes",
            False,
            unit="citations",
        ),
        Column(
            "first_clause_id",
            pl.String,
            "The first clause, in reading order, that cites it in its text or in a footnote",
        ),
        CITATIONS.column("is_held"),
    ),
    ("symbol", "cited"),
)

EDGES_QUERY = """
    WITH once AS (
        SELECT symbol, first(language ORDER BY language <> 'en', language) AS language
        FROM warehouse.documents
        GROUP BY symbol
    ),
    cited AS (
        SELECT
            citations.*,
            coalesce(citations.cited_symbol, citations.treaty_id) AS cited,
            clauses.seq
        FROM warehouse.citations
        SEMI JOIN once ON once.symbol = citations.symbol AND once.language = citations.language
        LEFT JOIN warehouse.clauses
            ON clauses.clause_id = citations.clause_id AND clauses.language = citations.language
    )
    SELECT
        symbol,
        cited,
        list(DISTINCT cited_kind ORDER BY cited_kind) AS cited_kinds,
        count(*)::INTEGER AS citation_count,
        count(footnote_number)::INTEGER AS footnote_citation_count,
        arg_min(clause_id, (seq, citation_id)) FILTER (clause_id IS NOT NULL) AS first_clause_id,
        bool_or(is_held) AS is_held
    FROM cited
    WHERE cited <> symbol
    GROUP BY symbol, cited
"""

_NODES_QUERY = f"""
    WITH edges AS ({EDGES_QUERY}),
    titles AS (
        SELECT
            symbol,
            first(title ORDER BY title IS NULL, language <> 'en', language) AS title,
            first(document_type ORDER BY language <> 'en', language) AS document_type,
            first(body_id ORDER BY language <> 'en', language) AS body_id
        FROM warehouse.documents
        GROUP BY symbol
    )
    SELECT
        node,
        coalesce(titles.title, treaties.short_title, treaties.title) AS title,
        CASE WHEN treaties.treaty_id IS NOT NULL THEN 'treaty' ELSE titles.document_type END AS document_type,
        titles.body_id,
        titles.symbol IS NOT NULL AS is_held
    FROM (SELECT symbol AS node FROM edges UNION SELECT cited FROM edges)
    LEFT JOIN titles ON titles.symbol = node
    LEFT JOIN warehouse.treaties ON treaties.treaty_id = node
    ORDER BY node
"""

_NODE_KEYS = (
    ("title", "string"),
    (DOCUMENTS.column("document_type").name, "string"),
    (DOCUMENTS.column("body_id").name, "string"),
    ("is_held", "boolean"),
)
_EDGE_KEYS = (("weight", "int"), ("footnote_citation_count", "int"), ("cited_kinds", "string"))
_NAMESPACE = "http://graphml.graphdrawing.org/xmlns"


def write_graphml(connection: duckdb.DuckDBPyConnection, file: Path) -> None:
    """Write the citation graph of the database attached as ``warehouse`` to ``file``, row by row.

    Nodes have title, document_type ("treaty" for treaties), body_id and is_held. Edges have the number of citations as
    ``weight``, the number of these that stand in footnotes, and the kinds of what is cited. The same rows make the same
    bytes.
    """
    with etree.xmlfile(str(file), encoding="utf-8") as xml:
        xml.write_declaration()
        with xml.element("graphml", nsmap={None: _NAMESPACE}):
            for owner, keys in (("node", _NODE_KEYS), ("edge", _EDGE_KEYS)):
                for name, kind in keys:
                    attributes = {"id": f"{owner}.{name}", "for": owner, "attr.name": name, "attr.type": kind}
                    with xml.element("key", attributes):
                        pass
            with xml.element("graph", {"id": "citations", "edgedefault": "directed"}):
                for node, *values in _rows(connection, _NODES_QUERY):
                    _element(xml, "node", {"id": node}, _NODE_KEYS, values)
                edges = f"""
                    SELECT symbol, cited, citation_count, footnote_citation_count, array_to_string(cited_kinds, ', ')
                    FROM ({EDGES_QUERY})
                    ORDER BY symbol, cited
                """
                for source, target, *values in _rows(connection, edges):
                    _element(xml, "edge", {"source": source, "target": target}, _EDGE_KEYS, values)


def _element(
    xml: Any, name: str, attributes: dict[str, str], keys: Sequence[tuple[str, str]], values: Sequence[Any]
) -> None:
    with xml.element(name, attributes):
        for (key, _), value in zip(keys, values, strict=True):
            if value is not None:
                with xml.element("data", {"key": f"{name}.{key}"}):
                    xml.write(str(value).lower() if isinstance(value, bool) else str(value))


def _rows(connection: duckdb.DuckDBPyConnection, query: str) -> Iterator[tuple[Any, ...]]:
    answer = connection.execute(query)
    while rows := answer.fetchmany(10_000):
        yield from rows
