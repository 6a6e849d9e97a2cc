"""The values that a column may have, where they are few. A value that is not listed here fails a rule."""

from __future__ import annotations

LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh")
DOCUMENT_TYPES = (
    "resolution",
    "decision",
    "presidential_statement",
    "draft_resolution",
    "draft_decision",
    "committee_report",
    "report",
    "note",
    "letter",
    "verbatim_record",
    "summary_record",
    "budget",
    "list_of_participants",
    "statement",
    "corrigendum",
    "other",
)
CLAUSE_KINDS = ("preambular", "operative", "annex", "heading", "paragraph", "contents")
CITED_KINDS = (
    "resolution",
    "decision",
    "document",
    "meeting_record",
    "treaty",
    "charter",
    "publication",
    "url",
    "itself",
    "other",
)
BODY_KINDS = (
    "principal_organ",
    "main_committee",
    "committee",
    "commission",
    "council",
    "working_group",
    "treaty_body",
    "fund_or_programme",
    "specialized_agency",
    "related_organization",
    "special_procedure",
    "secretariat",
    "conference",
    "court",
    "peace_operation",
    "panel",
    "other",
)
NAME_KINDS = ("name", "acronym", "further", "former")
ROLES = ("addressee", "actor", "mentioned")
VOTES = ("in_favour", "against", "abstaining", "not_voting")
METHODS = (
    "without_vote",
    "recorded_vote",
    "show_of_hands",
    "secret_ballot",
    "silence_procedure",
    "consensus",
    "acclamation",
    "roll_call",
)
OUTCOMES = ("adopted", "rejected", "not_adopted", "retained", "not_retained", "decided", "elected", "withdrawn")
SUBJECTS = ("whole", "paragraph", "amendment", "motion", "procedural", "election", "other")
SOURCE_KINDS = ("record", "report", "resolution", "xml", "voting_file")
RELATIONS = (
    "draft_of",
    "reported_in",
    "adopted_at",
    "corrigendum_to",
    "addendum_to",
    "revision_of",
    "same_as",
    "reissue_of",
    "part_of",
    "renumbered_as",
    "recalls",
    "reaffirms",
    "supersedes",
    "follows",
)
STAGES = ("fetch", "identify", "read", "structure", "model", "load")
VERB_CLASSES = (
    "decides",
    "demands",
    "requests",
    "urges",
    "calls_upon",
    "encourages",
    "invites",
    "authorizes",
    "recommends",
    "reaffirms",
    "welcomes",
    "notes",
    "expresses_concern",
    "condemns",
    "other",
)
"""In order of strength. First what the body does or asks, from the most binding ("decides") to the mildest
("recommends"); then the view that it expresses, from "reaffirms" to "condemns"."""
SPONSOR_SOURCES = ("masthead", "footnote")
STEPS = ("draft", "additional_sponsors", "recommended", "adopted", "not_adopted")
DIFFERENCES = ("text", "numbering", "note", "link", "missing", "extra")
CHANGES = ("same", "changed", "new", "dropped")
