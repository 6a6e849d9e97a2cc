-- Questions with a parameter: FROM cites('A/RES/79/181'), FROM document_text('A/RES/79/181', lang := 'fr').
-- A parameter may not bear the name of a column: DuckDB takes `symbol` in a join's condition for the parameter.

CREATE MACRO document_text(document, lang := 'en') AS TABLE
SELECT
    clauses.seq,
    clauses.kind,
    clauses.path,
    repeat('    ', clauses.depth) || clauses.text AS text,
    clauses.clause_id,
    clauses.page_first
FROM clauses
WHERE clauses.symbol = document AND clauses.language = lang
ORDER BY clauses.seq;
COMMENT ON MACRO TABLE document_text IS
'document_text(document, lang := ''en''): the clauses of a document in reading order, items set in under their paragraph';

CREATE MACRO cites(document, lang := 'en') AS TABLE
SELECT
    citations.cited_symbol,
    titles.title AS cited_title,
    citations.cited_kind,
    citations.cited_text,
    citations.pinpoint,
    citations.clause_id,
    citations.footnote_number
FROM citations
LEFT JOIN titles ON titles.symbol = citations.cited_symbol
LEFT JOIN clauses ON clauses.clause_id = citations.clause_id AND clauses.language = citations.language
WHERE citations.symbol = document AND citations.language = lang
ORDER BY
    clauses.seq NULLS FIRST,
    citations.footnote_number IS NOT NULL,
    try_cast(citations.footnote_number AS INTEGER),
    citations.footnote_number,
    citations.char_start,
    citations.citation_id;
COMMENT ON MACRO TABLE cites IS
'cites(document, lang := ''en''): what a document cites, clause by clause, the notes of a clause after its text; cited_symbol is null where it was left open';

CREATE MACRO cited_by(document, lang := 'en') AS TABLE
SELECT
    citations.symbol,
    titles.title,
    citations.clause_id,
    citations.footnote_number,
    citations.cited_text,
    citations.pinpoint
FROM citations
LEFT JOIN titles ON titles.symbol = citations.symbol
WHERE citations.cited_symbol = document AND citations.language = lang
ORDER BY citations.symbol, citations.citation_id;
COMMENT ON MACRO TABLE cited_by IS
'cited_by(document, lang := ''en''): each place that cites a symbol, in documents of one language so that none counts twice';

CREATE MACRO clauses_like(words, lang := 'en') AS TABLE
SELECT
    clauses.symbol,
    titles.title,
    clauses.path,
    clauses.text,
    clauses.clause_id,
    clauses.page_first
FROM clauses
JOIN titles ON titles.symbol = clauses.symbol
WHERE regexp_matches(clauses.text, words, 'i') AND clauses.language = lang
ORDER BY clauses.symbol, clauses.seq;
COMMENT ON MACRO TABLE clauses_like IS
'clauses_like(words, lang := ''en''): the clauses whose text matches a regular expression, whatever the case of its letters';
