-- Answers to common questions. Each view says what a row is, and each of its columns what it holds.
-- A document that is held in several languages has a row of `documents` for each. A view either has `language` in its
-- grain or says that it counts a document once.

CREATE VIEW titles AS
SELECT
    symbol,
    first(title ORDER BY title IS NULL, language <> 'en', language) AS title,
    first(document_type ORDER BY language <> 'en', language) AS document_type,
    list(language ORDER BY language) AS languages
FROM documents
GROUP BY symbol;
COMMENT ON VIEW titles IS 'A row is a document, whatever the languages in which it is held.';
COMMENT ON COLUMN titles.symbol IS 'Symbol under which the UN issued the document';
COMMENT ON COLUMN titles.title IS 'Its title, in English where that is held';
COMMENT ON COLUMN titles.document_type IS 'What kind of document it is';
COMMENT ON COLUMN titles.languages IS 'Languages in which it is held, ISO 639-1';

CREATE VIEW resolutions AS
WITH adoption AS (
    -- A text put to the vote twice (in the committee, then in the plenary) was adopted by the later meeting.
    SELECT *
    FROM vote_sessions
    WHERE is_adoption
    QUALIFY row_number() OVER (PARTITION BY resolution_symbol ORDER BY held_on DESC NULLS LAST, vote_session_id) = 1
),
paragraphs AS (
    SELECT
        symbol,
        language,
        count(*) FILTER (kind = 'preambular') AS preambular_count,
        count(*) FILTER (kind = 'operative') AS operative_count
    FROM clauses
    GROUP BY symbol, language
),
notes AS (
    SELECT symbol, language, count(*) AS footnote_count
    FROM footnotes
    GROUP BY symbol, language
)
SELECT
    documents.symbol,
    documents.language,
    documents.document_type,
    documents.title,
    documents.body_id,
    documents.session,
    documents.agenda_item,
    coalesce(documents.adopted_on, adoption.held_on) AS adopted_on,
    adoption.vote_session_id,
    adoption.meeting_symbol,
    adoption.method,
    adoption.in_favour,
    adoption.against,
    adoption.abstaining,
    coalesce(paragraphs.preambular_count, 0) AS preambular_count,
    coalesce(paragraphs.operative_count, 0) AS operative_count,
    coalesce(notes.footnote_count, 0) AS footnote_count
FROM documents
LEFT JOIN adoption ON adoption.resolution_symbol = documents.symbol
LEFT JOIN paragraphs ON paragraphs.symbol = documents.symbol AND paragraphs.language = documents.language
LEFT JOIN notes ON notes.symbol = documents.symbol AND notes.language = documents.language
WHERE documents.document_type IN ('resolution', 'decision', 'presidential_statement');
COMMENT ON VIEW resolutions IS 'A row is a resolution, decision or presidential statement in one language, with its adoption.';
COMMENT ON COLUMN resolutions.symbol IS 'Symbol under which the UN issued it';
COMMENT ON COLUMN resolutions.language IS 'Language of the document, ISO 639-1';
COMMENT ON COLUMN resolutions.document_type IS 'Resolution, decision or presidential statement';
COMMENT ON COLUMN resolutions.title IS 'Title as printed';
COMMENT ON COLUMN resolutions.body_id IS 'Body that adopted it';
COMMENT ON COLUMN resolutions.session IS 'Session of the body as in the symbol; null where the symbol has none';
COMMENT ON COLUMN resolutions.agenda_item IS 'Agenda item as printed';
COMMENT ON COLUMN resolutions.adopted_on IS 'Date of adoption as printed, otherwise the date of the meeting';
COMMENT ON COLUMN resolutions.vote_session_id IS 'Vote session of the adoption; null where it is not known';
COMMENT ON COLUMN resolutions.meeting_symbol IS 'Record of the meeting that adopted it';
COMMENT ON COLUMN resolutions.method IS 'How it was adopted; null where no source says';
COMMENT ON COLUMN resolutions.in_favour IS 'Votes in favour; null when nobody counted. Unit: States';
COMMENT ON COLUMN resolutions.against IS 'Votes against; null when nobody counted. Unit: States';
COMMENT ON COLUMN resolutions.abstaining IS 'Abstentions; null when nobody counted. Unit: States';
COMMENT ON COLUMN resolutions.preambular_count IS 'Preambular paragraphs. Unit: clauses';
COMMENT ON COLUMN resolutions.operative_count IS 'Operative paragraphs and their items, at every level. Unit: clauses';
COMMENT ON COLUMN resolutions.footnote_count IS 'Footnotes. Unit: footnotes';

CREATE VIEW clause_tree AS
WITH RECURSIVE tree AS (
    SELECT clause_id, language, clause_id AS top_clause_id, text AS full_text
    FROM clauses
    WHERE parent_clause_id IS NULL
    UNION ALL
    SELECT clauses.clause_id, clauses.language, tree.top_clause_id, concat_ws(' ', tree.full_text, clauses.text)
    FROM clauses
    JOIN tree ON tree.clause_id = clauses.parent_clause_id AND tree.language = clauses.language
)
SELECT
    clauses.clause_id,
    clauses.language,
    clauses.symbol,
    clauses.seq,
    clauses.kind,
    clauses.path,
    clauses.depth,
    tree.top_clause_id,
    tree.full_text
FROM clauses
JOIN tree ON tree.clause_id = clauses.clause_id AND tree.language = clauses.language;
COMMENT ON VIEW clause_tree IS 'A row is a clause that can be read on its own: its text follows the texts of the clauses above it.';
COMMENT ON COLUMN clause_tree.clause_id IS 'Symbol and place; the same in all languages';
COMMENT ON COLUMN clause_tree.language IS 'Language of the document, ISO 639-1';
COMMENT ON COLUMN clause_tree.symbol IS 'Document in which it stands';
COMMENT ON COLUMN clause_tree.seq IS 'Place in reading order, from 1';
COMMENT ON COLUMN clause_tree.kind IS 'Part of the text to which it belongs';
COMMENT ON COLUMN clause_tree.path IS 'Numbering as printed, outermost first: "2(a)(iii)"; empty where unnumbered';
COMMENT ON COLUMN clause_tree.depth IS 'Levels of nesting above it; 0 at the top';
COMMENT ON COLUMN clause_tree.top_clause_id IS 'Clause at the top of its branch; itself where nothing is above it';
COMMENT ON COLUMN clause_tree.full_text IS 'Texts of the clauses above it, outermost first, then its own';

CREATE VIEW footnotes_in_place AS
SELECT
    footnotes.footnote_id,
    footnotes.language,
    footnotes.symbol,
    footnotes.seq,
    footnotes.number,
    coalesce(footnotes.expanded_text, footnotes.text) AS text,
    footnotes.clause_id,
    clauses.kind AS clause_kind,
    clauses.path AS clause_path,
    right(left(clauses.text, footnotes.char_offset), 80) AS words_before,
    footnotes.page
FROM footnotes
LEFT JOIN clauses ON clauses.clause_id = footnotes.clause_id AND clauses.language = footnotes.language;
COMMENT ON VIEW footnotes_in_place IS 'A row is a footnote with the clause in which its mark stands.';
COMMENT ON COLUMN footnotes_in_place.footnote_id IS 'Symbol and number: A/RES/79/181#fn.17';
COMMENT ON COLUMN footnotes_in_place.language IS 'Language of the document, ISO 639-1';
COMMENT ON COLUMN footnotes_in_place.symbol IS 'Document in which it stands';
COMMENT ON COLUMN footnotes_in_place.seq IS 'Place in reading order, from 1';
COMMENT ON COLUMN footnotes_in_place.number IS 'Mark as printed';
COMMENT ON COLUMN footnotes_in_place.text IS 'Text of the note, with each "Ibid." written out';
COMMENT ON COLUMN footnotes_in_place.clause_id IS 'Clause in which its mark stands; null where the mark stands in a title or a table cell, or is lost';
COMMENT ON COLUMN footnotes_in_place.clause_kind IS 'Part of the text to which that clause belongs';
COMMENT ON COLUMN footnotes_in_place.clause_path IS 'Numbering of that clause as printed';
COMMENT ON COLUMN footnotes_in_place.words_before IS 'The last 80 characters of the clause before the mark';
COMMENT ON COLUMN footnotes_in_place.page IS 'Page of the file on which the note begins, from 1';

CREATE VIEW citation_edges AS
SELECT
    symbol,
    language,
    cited_symbol,
    count(*) AS citation_count,
    count(footnote_number) AS footnote_citation_count,
    bool_or(is_held) AS is_held
FROM citations
WHERE cited_symbol IS NOT NULL
GROUP BY symbol, language, cited_symbol;
COMMENT ON VIEW citation_edges IS 'A row is a document, in one language, and a symbol that it cites.';
COMMENT ON COLUMN citation_edges.symbol IS 'Document that cites';
COMMENT ON COLUMN citation_edges.language IS 'Language of the document, ISO 639-1';
COMMENT ON COLUMN citation_edges.cited_symbol IS 'Symbol of what is cited';
COMMENT ON COLUMN citation_edges.citation_count IS 'Places in which it is cited, footnotes included. Unit: citations';
COMMENT ON COLUMN citation_edges.footnote_citation_count IS 'Those of the citations that stand in footnotes. Unit: citations';
COMMENT ON COLUMN citation_edges.is_held IS 'Whether the cited document is in the warehouse';

CREATE VIEW most_cited AS
SELECT
    citation_edges.cited_symbol,
    any_value(titles.title) AS title,
    count(DISTINCT citation_edges.symbol) AS citing_document_count,
    bool_or(citation_edges.is_held) AS is_held
FROM citation_edges
LEFT JOIN titles ON titles.symbol = citation_edges.cited_symbol
WHERE citation_edges.symbol <> citation_edges.cited_symbol
GROUP BY citation_edges.cited_symbol
ORDER BY citing_document_count DESC, citation_edges.cited_symbol;
COMMENT ON VIEW most_cited IS 'A row is a symbol that other documents cite, the most cited first; a citing document counts once, in however many languages it is held.';
COMMENT ON COLUMN most_cited.cited_symbol IS 'Symbol of what is cited';
COMMENT ON COLUMN most_cited.title IS 'Its title, where it is held';
COMMENT ON COLUMN most_cited.citing_document_count IS 'Documents that cite it, without itself. Unit: documents';
COMMENT ON COLUMN most_cited.is_held IS 'Whether it is in the warehouse';

CREATE VIEW votes_by_state AS
SELECT
    votes.state_code,
    votes.state_name,
    vote_sessions.body_id,
    coalesce(vote_sessions.held_on, CAST(vote_sessions.held_in || '-01' AS DATE)) AS held_on,
    vote_sessions.held_on IS NULL AS is_month_only,
    vote_sessions.resolution_symbol,
    vote_sessions.draft_symbol,
    coalesce(titles.title, vote_sessions.subject_text) AS title,
    vote_sessions.topics,
    vote_sessions.subject,
    vote_sessions.is_adoption,
    votes.vote,
    votes.later_statement,
    vote_sessions.outcome,
    votes.vote_session_id
FROM votes
JOIN vote_sessions ON vote_sessions.vote_session_id = votes.vote_session_id
LEFT JOIN titles ON titles.symbol = coalesce(vote_sessions.resolution_symbol, vote_sessions.draft_symbol);
COMMENT ON VIEW votes_by_state IS 'A row is one State in one vote session, with the question that was put.';
COMMENT ON COLUMN votes_by_state.state_code IS 'ISO 3166-1 alpha-3 code; of former States see the table states';
COMMENT ON COLUMN votes_by_state.state_name IS 'State as the UN names it today';
COMMENT ON COLUMN votes_by_state.body_id IS 'Body to which the question was put';
COMMENT ON COLUMN votes_by_state.held_on IS 'Date of the meeting; the first day of the month where no source gives the day';
COMMENT ON COLUMN votes_by_state.is_month_only IS 'Whether no source gives the day';
COMMENT ON COLUMN votes_by_state.resolution_symbol IS 'Text that was adopted, or whose part was put to the vote';
COMMENT ON COLUMN votes_by_state.draft_symbol IS 'Draft that was put';
COMMENT ON COLUMN votes_by_state.title IS 'Title of the text or of the draft, where it is held; otherwise what was put, as a source has it';
COMMENT ON COLUMN votes_by_state.topics IS 'Subject terms under which a voting file lists it';
COMMENT ON COLUMN votes_by_state.subject IS 'What was put to the body';
COMMENT ON COLUMN votes_by_state.is_adoption IS 'Whether it is the adoption of the text as a whole';
COMMENT ON COLUMN votes_by_state.vote IS 'How the State voted';
COMMENT ON COLUMN votes_by_state.later_statement IS 'How it later informed the Secretariat that it had intended to vote';
COMMENT ON COLUMN votes_by_state.outcome IS 'What came of the vote';
COMMENT ON COLUMN votes_by_state.vote_session_id IS 'Vote session';

CREATE VIEW council_vetoes AS
-- Charter, Article 27 (3): nine affirmative votes including those of the permanent members; seven before 1966.
SELECT
    vote_sessions.vote_session_id,
    vote_sessions.held_on,
    vote_sessions.draft_symbol,
    vote_sessions.meeting_symbol,
    vote_sessions.in_favour,
    vote_sessions.against,
    vote_sessions.abstaining,
    list(votes.state_code ORDER BY votes.state_code) AS vetoing_states
FROM vote_sessions
JOIN votes ON votes.vote_session_id = vote_sessions.vote_session_id
WHERE
    vote_sessions.body_id = 'sc'
    AND vote_sessions.outcome IN ('not_adopted', 'rejected')
    AND vote_sessions.subject NOT IN ('motion', 'procedural')
    AND vote_sessions.in_favour >= if(vote_sessions.held_on < DATE '1966-01-01', 7, 9)
    AND votes.vote = 'against'
    AND votes.state_code IN ('CHN', 'FRA', 'GBR', 'RUS', 'USA')
GROUP BY ALL;
COMMENT ON VIEW council_vetoes IS 'A row is a vote of the Security Council that failed only because permanent members voted against: there were enough votes in favour (nine; seven before 1966).';
COMMENT ON COLUMN council_vetoes.vote_session_id IS 'Vote session';
COMMENT ON COLUMN council_vetoes.held_on IS 'Date of the meeting';
COMMENT ON COLUMN council_vetoes.draft_symbol IS 'Draft that was put';
COMMENT ON COLUMN council_vetoes.meeting_symbol IS 'Record of the meeting';
COMMENT ON COLUMN council_vetoes.in_favour IS 'Votes in favour. Unit: States';
COMMENT ON COLUMN council_vetoes.against IS 'Votes against. Unit: States';
COMMENT ON COLUMN council_vetoes.abstaining IS 'Abstentions. Unit: States';
COMMENT ON COLUMN council_vetoes.vetoing_states IS 'Codes of the permanent members that voted against';

CREATE VIEW documents_rejected AS
SELECT source_uri, stage, reason, detail, rejected_at, sha256, collection
FROM rejections
ANTI JOIN documents ON documents.source_uri = rejections.source_uri
ANTI JOIN vote_sources ON vote_sources.source_uri = rejections.source_uri;
COMMENT ON VIEW documents_rejected IS 'A row is a reason why nothing of an input was loaded; documents that were loaded in part are only in rejections.';
COMMENT ON COLUMN documents_rejected.source_uri IS 'Where the bytes came from: address, or file name in the folder read';
COMMENT ON COLUMN documents_rejected.stage IS 'Stage at which it was rejected';
COMMENT ON COLUMN documents_rejected.reason IS 'Why, in a few words';
COMMENT ON COLUMN documents_rejected.detail IS 'Document, page and rule, and what to do';
COMMENT ON COLUMN documents_rejected.rejected_at IS 'When it was first rejected';
COMMENT ON COLUMN documents_rejected.sha256 IS 'SHA-256 of the bytes; null where no bytes were received';
COMMENT ON COLUMN documents_rejected.collection IS 'Partition in which it was found';

CREATE VIEW table_values AS
WITH body AS (
    -- The head of a table is the rows before the first that is none.
    SELECT symbol, language, table_number, min("row") AS first_row
    FROM table_cells
    WHERE NOT is_header
    GROUP BY symbol, language, table_number
),
head AS (
    SELECT
        cells.symbol,
        cells.language,
        cells.table_number,
        cells."row",
        cells."column",
        cells.text,
        -- Where nothing shows over how many columns a cell reaches, one above the last row of the head stands over those
        -- up to the next cell of its row.
        CASE
            WHEN cells."row" = max(cells."row") OVER of_table OR cells.column_span > 1
                THEN cells."column" + cells.column_span - 1
            ELSE coalesce(lead(cells."column") OVER of_row - 1, 10000)
        END AS last_column
    FROM table_cells AS cells
    INNER JOIN body USING (symbol, language, table_number)
    WHERE cells."row" < body.first_row AND trim(cells.text) <> ''
    WINDOW
        of_table AS (PARTITION BY cells.symbol, cells.language, cells.table_number),
        of_row AS (PARTITION BY cells.symbol, cells.language, cells.table_number, cells."row" ORDER BY cells."column")
),
printed AS (
    SELECT
        cells.symbol,
        cells.language,
        cells.table_number,
        cells."row",
        cells."column",
        cells.page,
        cells.text,
        (
            SELECT string_agg(head.text, ' > ' ORDER BY head."row")
            FROM head
            WHERE
                head.symbol = cells.symbol
                AND head.language = cells.language
                AND head.table_number = cells.table_number
                AND cells."column" BETWEEN head."column" AND head.last_column
        ) AS header_path,
        label.text AS row_label,
        -- A number without its sign, the blanks between its thousands, and the letter of a note behind it.
        regexp_extract(
            trim(cells.text),
            '^[(\-−–]? ?((?:[0-9]{1,3}(?:[ \x{00A0}\x{202F},.][0-9]{3})+|[0-9]+)(?:[.,][0-9]+)?) ?(?:%|per cent)?\)? ?[a-z]?$',
            1
        ) AS digits
    FROM table_cells AS cells
    LEFT JOIN table_cells AS label
        ON label.symbol = cells.symbol
        AND label.language = cells.language
        AND label.table_number = cells.table_number
        AND label."row" = cells."row"
        AND label."column" = 1
    WHERE NOT cells.is_header AND cells."column" > 1
)
SELECT
    symbol,
    language,
    table_number,
    "row",
    "column",
    header_path,
    row_label,
    text,
    CASE WHEN regexp_matches(trim(text), '^[(\-−–]') THEN -1 ELSE 1 END * TRY_CAST(
        CASE
            WHEN language IN ('en', 'zh', 'ar') THEN regexp_replace(digits, '[ \x{00A0}\x{202F},]', '', 'g')
            ELSE replace(regexp_replace(digits, '[ \x{00A0}\x{202F}.]', '', 'g'), ',', '.')
        END AS DOUBLE
    ) AS value,
    CASE
        WHEN regexp_matches(concat_ws(' ', text, header_path), '%|per cent|percentage', 'i') THEN 'per cent'
        ELSE lower(
            nullif(
                regexp_extract(header_path, '\(((?:thousands|millions|billions) of [^)]+|[^)]*dollars[^)]*)\)', 1, 'i'),
                ''
            )
        )
    END AS unit,
    page
FROM printed
WHERE digits <> '';
COMMENT ON VIEW table_values IS 'A row is a number that stands in a cell of a table, below its head and beside its label.';
COMMENT ON COLUMN table_values.symbol IS 'Document in which the table stands';
COMMENT ON COLUMN table_values.language IS 'Language of the document, ISO 639-1';
COMMENT ON COLUMN table_values.table_number IS 'Number of the table in the document, from 1';
COMMENT ON COLUMN table_values."row" IS 'Row of the table, from 1';
COMMENT ON COLUMN table_values."column" IS 'Column of the table, from 2; the first holds the label';
COMMENT ON COLUMN table_values.header_path IS 'Heads over the cell from the highest to the lowest: "2044 > Posts"; null where none is marked';
COMMENT ON COLUMN table_values.row_label IS 'What stands in the first column of the row';
COMMENT ON COLUMN table_values.text IS 'The number as printed: "(1 234.5)"';
COMMENT ON COLUMN table_values.value IS 'The number: -1234.5. Brackets and dashes before it mean less than zero; a comma is a decimal mark in French, Russian and Spanish';
COMMENT ON COLUMN table_values.unit IS '"per cent", or what stands in brackets in the heads: "thousands of united states dollars"; null where neither says';
COMMENT ON COLUMN table_values.page IS 'Page of the file, from 1; null where the file has no pages';
