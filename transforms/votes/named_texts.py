"""Which texts a document names where it states a vote: drafts, amendments, and the number of the adopted text.

What belongs here: from the words of a paragraph to the symbols of what was put to the vote and of what was adopted.
What does not: reading symbols (``authorities/symbols.py``).
"""

from __future__ import annotations

import regex

from transforms.authorities import symbols
from transforms.votes import phrases

SUBJECTS_OF_DRAFTS = ("whole", "amendment", "paragraph", "motion")
"""Subjects of a vote (``tables.SUBJECTS``) that are a draft, a part of one, or a motion about one."""
OWN_NUMBERING = ("A/HRC", "E/CN.4")
"""Bodies below a principal organ that number their texts themselves."""
DRAFT_DECISION = regex.compile(r"draft decision (?P<number>\d+/\d+)")


class NamedDrafts:
    """The draft and the amendment that a document named last: a later vote on "the draft" is on these."""

    def __init__(self) -> None:
        self.draft: str | None = None
        self.amendment: str | None = None

    def read(self, text: str) -> None:
        """Take note of the drafts and amendments that a text names."""
        for named in phrases.DRAFT_NAMED.finditer(text):
            self.draft = named["symbol"] if _is_draft(named["symbol"]) else None
        if phrases.DRAFT_OF_REPORT.search(text):
            self.draft = None
        amendments = [named[0] for named in phrases.AMENDMENT_NAMED.finditer(text) if _is_draft(named[0])]
        if "mendment" in text and amendments:
            self.amendment = amendments[-1]

    def of(self, proposal: str, subject: str) -> str | None:
        """The canonical symbol of the draft on which a vote was taken: the one that the proposal names, else the last
        that the document named."""
        draft = next((named[0] for named in phrases.SYMBOL.finditer(proposal) if _is_draft(named[0])), None)
        if draft is None and subject in SUBJECTS_OF_DRAFTS and not phrases.DRAFT_OF_REPORT.search(proposal):
            draft = self.amendment if subject == "amendment" else self.draft
        return symbols.canonical(draft)


def adopted_text(proposal: str, rest: str, document_symbol: str) -> str | None:
    """The canonical symbol of the text that was adopted; None where the sentence names none.

    ``rest`` is what follows the verb: "(resolution 65/182)" is A/RES/65/182 in a record of the Assembly. A decision
    of the Human Rights Council has the number of its draft.
    """
    organ = symbols.parse(document_symbol).organ
    prefix = symbols.parse(document_symbol).body_prefix
    body = prefix if prefix in OWN_NUMBERING else organ
    if adopted := phrases.ADOPTED_AS.search(rest):
        if adopted["council"]:
            return symbols.canonical(f"S/RES/{adopted['council']}")
        number = adopted["number"].replace("PRST ", "PRST/").strip()
        is_decision = adopted["kind"].lower().startswith("decision")
        series = "" if number.startswith("PRST") else "DEC/" if is_decision else "RES/"
        return symbols.canonical(f"{body}/{series}{number}")
    if body == "A/HRC" and (decision := DRAFT_DECISION.search(proposal)):
        return symbols.canonical(f"A/HRC/DEC/{decision['number']}")
    return None


def adopted_text_in_note(note: str, document_symbol: str) -> str | None:
    """The canonical symbol of the resolution that a footnote names as the adopted text; None where it names none."""
    named = phrases.ADOPTED_AS_IN_NOTE.search(note)
    return symbols.canonical(f"{symbols.parse(document_symbol).organ}/RES/{named['number']}") if named else None


def _is_draft(symbol: str) -> bool:
    """Whether a symbol may be a draft's: of the limited series, or any document of the Security Council."""
    return "/L." in symbol or symbol.startswith("S/")
