-- Questions with a parameter: FROM cites('A/RES/79/181'), FROM document_text('A/RES/79/181', lang := 'fr').
-- A parameter must not have the name of a column: DuckDB would take `symbol` in the condition of a join for it.

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
'document_text(document, lang := ''en''): the clauses of a document in reading order, items indented under their paragraph';

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
    citations.table_number NULLS FIRST,
    citations."row",
    citations."column",
    citations.char_start,
    citations.citation_id;
COMMENT ON MACRO TABLE cites IS
'cites(document, lang := ''en''): what a document cites, clause by clause, the notes of a clause after its text; cited_symbol is null where the citation was left open';

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
'cited_by(document, lang := ''en''): each place that cites a symbol, in documents of one language so that no document counts twice';

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
'clauses_like(words, lang := ''en''): the clauses whose text matches a regular expression; upper and lower case do not matter';

-- Votes. Only votes in favour, against and abstentions count; States that did not vote are left out.

CREATE MACRO agreement(one, other, since := DATE '1945-10-24', until := DATE '2099-12-31') AS TABLE
SELECT
    count(*) AS session_count,
    count(*) FILTER (mine.vote = theirs.vote) AS same_count,
    count(*) FILTER (mine.vote <> theirs.vote AND 'abstaining' NOT IN (mine.vote, theirs.vote)) AS opposed_count,
    round(same_count / nullif(session_count, 0), 4) AS same_share
FROM votes_by_state AS mine
JOIN votes AS theirs ON theirs.vote_session_id = mine.vote_session_id
WHERE
    mine.state_code = one
    AND theirs.state_code = other
    AND mine.held_on BETWEEN since AND until
    AND 'not_voting' NOT IN (mine.vote, theirs.vote);
COMMENT ON MACRO TABLE agreement IS
'agreement(one, other, since := DATE ''1945-10-24'', until := DATE ''2099-12-31''): how often two States voted alike, over the vote sessions of the period in which both voted or abstained; same_count: both cast the same vote; opposed_count: one was in favour and the other against';

CREATE MACRO votes_on(words, state) AS TABLE
SELECT
    held_on,
    resolution_symbol,
    draft_symbol,
    title,
    subject,
    vote,
    later_statement,
    outcome,
    vote_session_id
FROM votes_by_state
WHERE
    state_code = state
    AND (regexp_matches(title, words, 'i') OR regexp_matches(array_to_string(topics, '|'), words, 'i'))
ORDER BY held_on, vote_session_id;
COMMENT ON MACRO TABLE votes_on IS
'votes_on(words, state): how a State, given by its code, voted on a subject: where the title, what was put, or the subject terms match a regular expression; upper and lower case do not matter';

CREATE MACRO lonely_votes(others := 0) AS TABLE
WITH shared AS (
    SELECT vote_session_id, vote, count(*) AS state_count
    FROM votes
    WHERE vote <> 'not_voting'
    GROUP BY vote_session_id, vote
)
SELECT
    votes_by_state.state_code,
    votes_by_state.state_name,
    votes_by_state.vote,
    shared.state_count - 1 AS other_count,
    votes_by_state.held_on,
    votes_by_state.resolution_symbol,
    votes_by_state.draft_symbol,
    votes_by_state.title,
    votes_by_state.vote_session_id
FROM votes_by_state
JOIN shared ON shared.vote_session_id = votes_by_state.vote_session_id AND shared.vote = votes_by_state.vote
WHERE
    shared.state_count <= others + 1
    AND (SELECT sum(s.state_count) FROM shared AS s WHERE s.vote_session_id = shared.vote_session_id) > shared.state_count
ORDER BY votes_by_state.held_on, votes_by_state.vote_session_id, votes_by_state.state_code;
COMMENT ON MACRO TABLE lonely_votes IS
'lonely_votes(others := 0): votes that a State cast alone or together with at most this many others, while other States voted differently';

CREATE MACRO vote_changes(words) AS TABLE
WITH series AS (
    SELECT
        *,
        lower(trim(regexp_replace(title, '\s*: (revised )?(draft )?resolution\b.*$', '', 'i'))) AS series_title
    FROM votes_by_state
    WHERE is_adoption AND vote <> 'not_voting' AND regexp_matches(title, words, 'i')
),
in_order AS (
    SELECT
        *,
        lag(vote) OVER earlier AS previous_vote,
        lag(coalesce(resolution_symbol, draft_symbol)) OVER earlier AS previous_symbol
    FROM series
    WINDOW earlier AS (PARTITION BY state_code, body_id, series_title ORDER BY held_on, vote_session_id)
)
SELECT
    state_code,
    state_name,
    series_title,
    previous_symbol,
    previous_vote,
    coalesce(resolution_symbol, draft_symbol) AS symbol,
    vote,
    held_on,
    vote_session_id
FROM in_order
WHERE vote <> previous_vote
ORDER BY held_on, vote_session_id, state_code;
COMMENT ON MACRO TABLE vote_changes IS
'vote_changes(words): where a State voted differently than on the previous text of the same series; a series is the texts adopted by one body under one title, here the titles that match a regular expression; texts on which the State did not vote are skipped';
