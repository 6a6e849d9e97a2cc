"""Questions put to a body, as verbatim records, summary records and reports tell them.

What belongs here: one document's paragraphs to the questions put, each with its outcome, totals, roll-call and what
delegations said afterwards. What does not: making one vote session of what several documents tell, and what
disagrees (``votes.py``); the names of States (``states.py``).

A record tells a vote in the order in which it was taken: the question, the lists ("In favour: ..."), the outcome in
a sentence of its own ("Draft resolution II was adopted by 78 votes to 30, with 68 abstentions (resolution 78/220).").
A main committee's report gives the outcome first ("the Committee rejected the amendment by a recorded vote of 107 to
60 ... The voting was as follows:") and the lists after it; a Human Rights Council report keeps the record's order.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

import regex
from dateutil import parser

from transforms import bodies, states, symbols
from transforms.dates import ENGLISH_MONTHS

Row = Mapping[str, Any]

COUNTED = ("in_favour", "against", "abstaining")
"""The votes that are counted, in the order in which the UN prints them."""

# fmt: off
NUMBERS = {
    "no": 0, "none": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15,
}
# fmt: on
"""Counts that the UN writes in words: those up to ten, and a whole Security Council."""
COUNT = rf"(?:\d+|{'|'.join(sorted(NUMBERS, key=len, reverse=True))})"
MONTH = f"(?:{ENGLISH_MONTHS})"
TEXT_PUT = (
    r"(?:draft (?:resolutions?|decisions?|texts?|declarations?|statements?|proposals?|president)|amendments?|revisions?"
    r"|sub-?amendments?|paragraphs?|subparagraphs?|motions?|proposals?|words?|phrases?|sentences?|sections?|annex)"
)
"""What may be put to a body."""

TALLY = regex.compile(
    rf"\bby (?:a )?(?:(?P<how>recorded|roll-call) vote of )?(?P<in_favour>{COUNT})(?: votes?)? to"
    rf" (?P<against>{COUNT})(?: votes?)?(?:,? with (?P<abstaining>{COUNT}) ?abstentions?)?"
)
"""The count in a sentence that tells an outcome."""
ANNOUNCED = regex.compile(
    rf"\b(?P<in_favour>{COUNT})(?: votes?)? in favour(?:,? (?P<against>{COUNT})(?: votes?)? against)?"
    rf"(?:,? (?:and )?(?P<abstaining>{COUNT}) (?:abstentions?|abstaining))?"
)
"""The count as the President of the Security Council announces it."""
BECAME = regex.compile(
    r"(?:\b(?:as )?resolution (?P<council>\d+ \(\d{4}\))"
    r"|\((?P<kind>resolution |decision |(?=PRST))"
    r"(?P<number>(?:PRST[ /])?(?:E?S-)?\d[\d/]*(?: [A-Z]\b)?(?: \([IVXL]+\))?))"
)
"""The text that a draft became: "(resolution 65/182)", "as resolution 2505 (2020)"."""

TAKEN = (
    (regex.compile(r"\b(?:recorded|separate) vote (?:was|were) taken"), "recorded_vote"),
    (regex.compile(r"\bvote was taken by show of hands"), "show_of_hands"),
    (regex.compile(r"\bvote was taken by roll[ -]?call|\broll-call vote was taken"), "roll_call"),
)
"""The words with which a vote begins, and how it was taken."""
UNCOUNTED = (
    (regex.compile(r"\bby consensus\b"), "consensus"),
    (regex.compile(r"\bby acclamation\b"), "acclamation"),
    (regex.compile(r"\bsilence procedure\b"), "silence_procedure"),
)
"""How a body decided without a count, where the words say more than "without a vote"."""
VOTING_FOLLOWS = regex.compile(r"[Tt]he ?voting was as follows")

LABEL = regex.compile(
    r"(?P<label>In favour|Against|Abstaining|Abstentions?|Not voting|Absent)(?: [^:.,]{1,60})?\s*:\s*"
)
LABELLED = {
    "In favour": "in_favour",
    "Against": "against",
    "Abstaining": "abstaining",
    "Abstention": "abstaining",
    "Abstentions": "abstaining",
    "Not voting": "not_voting",
    "Absent": "not_voting",
}
SEGMENT = regex.compile(r"(?<=\S)\s+(?=(?:In favour|Against|Abstaining|Abstentions)\s*:|\[Subsequently)")
"""Where one paragraph holds what stands in several: before a list's heading, before what was said afterwards."""

PASSIVE = regex.compile(
    r"(?P<what>\p{Lu}(?:[^.?]|\.(?=\S))*?),? (?:was|were|has been|have been) (?P<not>not )?"
    r"(?P<done>adopted|rejected|retained|approved|carried)"
    r"(?P<rest>(?:,? (?:by|without|unanimously)\b[^.]*)?(?: ?\([^)]*(?:\([^)]*\))?\))?)[.*\d]*"
)
"""An outcome in a sentence of its own, which is its whole paragraph."""
PUT_FIRST = regex.compile(rf"(?i)(?:the |both )?(?:[\p{{L}}’'-]+,? ){{0,4}}?(?:{TEXT_PUT}|agenda|report)\b")
"""How such a sentence begins: with what was put ("The eighth preambular paragraph"), not with who regretted it."""
ACTIVE = regex.compile(
    r"\b[Tt]he (?:\p{Lu}[\p{L}-]* )*(?:Committee|Council|Commission|Sub-Commission|Conference|Board)"
    r" ?(?:then |also |subsequently )?(?P<done>adopted|rejected|approved|retained|decided to retain|decided to delete)"
    r"(?P<rest>.*?)(?=(?<!\b(?:paras?|chaps?|sect|Nos?|vol))\.(?:\s+\p{Lu}|[\s\d,]*$)|$)"
)
"""An outcome in a report: the body is the subject, and the rest of the sentence says what, how and as what."""
COUNCIL = regex.compile(
    r"\b[Dd]raft (?:resolution|statement)\b[^.]{0,100}? has (?P<not>not )?been (?P<done>adopted)(?P<rest>[^.]*)"
)
"""An outcome as the President of the Security Council announces it."""
DECIDED = regex.compile(r"(?:There being no objection, )?[Ii]t (?:was|is) so (?:decided|agreed)\.?")
QUESTION = regex.compile(
    r"(?:[Mm]ay I (?:take it|consider)|I (?:shall|will) (?:take it|consider)|[Ii]f (?:I hear|there is) no objection)"
    r"[^?.]*[?.]?"
)
WHAT = regex.compile(
    rf"(?P<aside>(?:,? (?:without (?:a vote|objection)|by consensus|unanimously),?)?)"
    rf" (?P<what>(?:the |an? |both |all )?(?:[\p{{L}}-]+,? ){{0,6}}?(?i:{TEXT_PUT})\b.*?)"
    rf"(?=,? (?:by|without|unanimously)\b(?! (?:the|its|his|her)\b)| ?\((?:resolution|decision|PRST|see)|$)"
)
"""What was put, after a report's verb."""
OUTCOMES = {
    "adopted": "adopted",
    "approved": "adopted",
    "carried": "adopted",
    "rejected": "rejected",
    "retained": "retained",
    "decided to retain": "retained",
    "decided to delete": "not_retained",
}
OF_TEXT = {
    "amendment": "amendment",
    "sub-amendment": "amendment",
    "subamendment": "amendment",
    "revision": "amendment",
    "paragraph": "paragraph",
    "subparagraph": "paragraph",
    "word": "paragraph",
    "phrase": "paragraph",
    "sentence": "paragraph",
    "section": "paragraph",
    "motion": "motion",
}
"""The subject that the first noun of what was put makes; a draft itself is the whole."""
OF_DRAFT = ("whole", *set(OF_TEXT.values()))
"""Subjects that are a draft or a part of one."""

SYMBOL = regex.compile(r"(?<![\w/])(?:A|S|E|T|DP|TD)/(?:[A-Za-z0-9.-]+/)*[A-Za-z]*\.?\d+(?:/ ?(?:Rev|Add)\.\d+)*")
DRAFT_NAMED = regex.compile(
    rf"[Dd]raft (?:resolution|decision)s?\b[^.]{{0,100}}?(?P<symbol>{SYMBOL.pattern})"
    rf"|document (?P<symbol>{SYMBOL.pattern}), which contains the text of a draft"
)
AMENDMENT_NAMED = regex.compile(rf"(?<!draft (?:resolution|decision) ){SYMBOL.pattern}")
FROM_REPORT = regex.compile(
    r"\brecommended by the \p{Lu}\p{Ll}+ Committee\b|\b[Dd]raft (?:resolution|decision) (?:[IVXL]+\b|\d)"
)
"""Drafts that stand in a committee's report, and so have no symbol of their own."""
MEETING = regex.compile(
    r"\b(?:its|the) (?P<number>\d+)(?:st|nd|rd|th) (?:plenary )?meeting, on"
    rf" (?P<day>\d{{1,2}} {MONTH})(?: (?P<year>\d{{4}}))?"
)
HELD = regex.compile(rf"day,? (?P<date>\d{{1,2}} {MONTH} \d{{4}})")

LATER = regex.compile(
    r"(?:delegations?|representatives?) of (?P<who>.+?),? (?=(?:informed|advised|notified|indicated|stated|subsequently"
    r"|had|would|has|have|wished|intended|that)\b)"
)
SAID = regex.compile(r"\bin favour\b|\bagainst\b|\babstain|\bnot (?:to )?participat")


@dataclass
class Question:
    """One question put to a body, as one document tells it."""

    source_kind: str
    source_symbol: str
    subject: str
    outcome: str
    page: int | None = None
    seq: int = 0
    """Place in the document of the paragraph that tells the outcome."""
    text: str | None = None
    """What was put, as printed."""
    method: str | None = None
    resolution: str | None = None
    draft: str | None = None
    meeting: str | None = None
    held_on: date | None = None
    totals: dict[str, int] = field(default_factory=dict)
    roll: dict[str, list[states.State]] = field(default_factory=dict)
    later: list[tuple[states.State, str]] = field(default_factory=list)
    """What delegations told the Secretariat afterwards that they had intended."""


class Finding(NamedTuple):
    """What of a roll-call could not be read, on which page: a name that is no known State, or an outcome not told."""

    name: str | None
    """The words in the place of a State's name; null where no outcome follows the roll-call."""
    page: int | None


class Told(NamedTuple):
    """A sentence that tells an outcome: what was put, what came of it, and the rest of the sentence."""

    what: str
    outcome: str
    rest: str


def read(
    document: Row, kind: str, paragraphs: Sequence[Row], notes: Sequence[Row]
) -> tuple[list[Question], list[Finding]]:
    """The questions that a document tells, in reading order, and what in its roll-calls could not be read.

    ``document`` is a row of table ``documents``, ``kind`` "record" or "report", ``paragraphs`` its rows of
    ``clauses`` in order, ``notes`` its rows of ``footnotes``.
    """
    reading = _Reading(document, kind, paragraphs)
    for paragraph in paragraphs:
        for text in SEGMENT.split(" ".join(paragraph["text"].split())):
            reading.take(text, paragraph["page_first"], paragraph["seq"])
    reading.settle()
    place = {paragraph["clause_id"]: paragraph["seq"] for paragraph in paragraphs}
    for note in notes:
        # a mark that was not found hangs where its note is printed
        seq, page = place.get(note["clause_id"]), note["page"]
        told = [q for q in reading.questions if (q.page or 0) <= page and (seq is None or q.seq <= seq)]
        if told and "ubsequently" in note["text"]:
            told[-1].later.extend(later_statements(note["text"]))
    return reading.questions, reading.findings


@dataclass
class _Lists:
    """The lists of a roll-call while they are read: the words under each heading."""

    words: dict[str, str] = field(default_factory=dict)
    now: str | None = None
    page: int | None = None

    def take(self, text: str, page: int) -> bool:
        """Take a paragraph into the lists; false where it does not belong to them."""
        if label := LABEL.match(text):
            rest = text[label.end() :]
            listed, unknown = states.states_in(rest)
            if listed or not unknown:
                self.now, self.page = LABELLED[label["label"]], page
                self.words[self.now] = f"{self.words.get(self.now, '')} {rest}".strip()
                return True
        elif self.now is not None:
            before, lost = states.states_in(self.words[self.now])
            after, unknown = states.states_in(f"{self.words[self.now]} {text}")
            # together, because a name may be broken between two columns or pages
            if len(after) - len(before) >= max(1, len(unknown) - len(lost)):
                self.words[self.now], self.page = f"{self.words[self.now]} {text}", page
                return True
            if len(text) < 40 and not regex.search(r"\p{Ll}{3}", text):
                return True  # a job number or a symbol at a page's foot or head, between two parts of a list
        self.now = None
        return False


class _Reading:
    """One record or report while it is read, paragraph by paragraph."""

    def __init__(self, document: Row, kind: str, paragraphs: Sequence[Row]) -> None:
        self.document, self.kind = document, kind
        self.questions: list[Question] = []
        self.findings: list[Finding] = []
        self.series = _series(document, paragraphs)
        self.meeting = document["symbol"] if kind == "record" else None
        self.held_on = _held_on(document, paragraphs) if kind == "record" else None
        self.draft: str | None = None
        self.amendment: str | None = None
        self.awaiting: Question | None = None
        self.lists = _Lists()
        self.method: str | None = None
        self.asked: str | None = None
        self.announced: regex.Match[str] | None = None

    def take(self, text: str, page: int, seq: int) -> None:
        """Take the next paragraph."""
        if self.lists.words and text.startswith("In favour"):
            self.settle()  # another roll-call
        if self.lists.take(text, page):
            return
        if text.startswith("[") and self.questions:
            self.questions[-1].later.extend(later_statements(text))
            return
        if self.kind == "report":
            self._convene(text)
        if told := _told(text, self.kind, self.method):
            self._conclude(told, text, page, seq)
            return
        for pattern, how in TAKEN:
            if pattern.search(text):
                self.settle()
                self.method = how
        self.asked = found[0] if (found := QUESTION.search(text)) else self.asked
        self.announced = ANNOUNCED.search(text) or self.announced
        self._remember(text)

    def settle(self) -> None:
        """Give the lists read so far to the question that awaits them."""
        question, lists = self.awaiting, self.lists
        self.awaiting, self.lists = None, _Lists()
        if question is None:
            if lists.words:
                self.findings.append(Finding(None, lists.page))
            return
        for vote, words in lists.words.items():
            question.roll[vote], unknown = states.states_in(words)
            self.findings.extend(Finding(name, lists.page) for name in unknown)
        favour, against = (question.totals.get(vote) for vote in COUNTED[:2])
        if favour is not None and against is not None:
            listed = [len(question.roll.get(vote, ())) for vote in COUNTED[:2]]
            # "rejected by a recorded vote of 107 to 60": a committee's report prints the larger figure first
            if [against, favour] == listed if lists.words else self._is_larger_first(question, favour, against):
                question.totals["in_favour"], question.totals["against"] = against, favour

    def _is_larger_first(self, question: Question, favour: int, against: int) -> bool:
        return self.kind == "report" and question.outcome == "rejected" and favour > against

    def _convene(self, text: str) -> None:
        """At which meeting what follows took place."""
        for held in MEETING.finditer(text):
            # only the Assembly says "plenary"; what a special committee numbers has records under its own symbol
            is_plenary = "plenary" in held[0]
            series = "A" if is_plenary else self.series
            number = None if series == "A" and not is_plenary else held["number"]
            self.meeting = meeting_symbol(f"{series}/1", self.document["session"], number)
            self.held_on = _on(held["day"], held["year"], self.document)

    def _remember(self, text: str) -> None:
        """Which draft, and which amendment, was last introduced or put."""
        for named in DRAFT_NAMED.finditer(text):
            self.draft = named["symbol"] if _is_draft(named["symbol"]) else None
        if FROM_REPORT.search(text):
            self.draft = None
        if "mendment" in text and (named := [m[0] for m in AMENDMENT_NAMED.finditer(text) if _is_draft(m[0])]):
            self.amendment = named[-1]

    def _conclude(self, told: Told, text: str, page: int, seq: int) -> None:
        """A sentence tells an outcome: make the question of it, with the lists before it or those that follow."""
        if self.awaiting is not None or told.outcome == "decided":
            self.settle()
        lists_follow = not self.lists.words and VOTING_FOLLOWS.search(text)
        self.announced = ANNOUNCED.search(text) or self.announced
        if self.kind == "report":
            self._remember(text)
        question = self._question(told)
        question.page, question.seq = page, seq
        self.questions.append(question)
        self.awaiting = question
        if not lists_follow:
            self.settle()
        self.method = self.asked = self.announced = None

    def _question(self, told: Told) -> Question:
        subject = subject_of(told.what) if told.outcome != "decided" else "procedural"
        tally = TALLY.search(told.rest) or (self.announced if self.method else None)
        draft = next((m[0] for m in SYMBOL.finditer(told.what) if _is_draft(m[0])), None)
        if draft is None and subject in OF_DRAFT and not FROM_REPORT.search(told.what):
            draft = self.amendment if subject == "amendment" else self.draft
        is_adopted = subject == "whole" and told.outcome == "adopted"
        return Question(
            self.kind,
            self.document["symbol"],
            subject=subject,
            outcome=told.outcome,
            text=told.what or self.asked,
            method=self._method(told.rest, tally),
            resolution=_became(told, self.document["symbol"]) if is_adopted else None,
            draft=_canonical(draft),
            meeting=self.meeting,
            held_on=self.held_on,
            totals=_totals(tally) if tally else {},
        )

    def _method(self, rest: str, tally: regex.Match[str] | None) -> str:
        """How the body decided. A count without a roll-call is by show of hands (Assembly's rules of procedure, 87)."""
        how = tally.groupdict().get("how") if tally else None
        if how:
            return "recorded_vote" if how == "recorded" else "roll_call"
        if self.method:
            return self.method
        if self.lists.words:
            return "recorded_vote"
        if tally:
            return "show_of_hands"
        return next((method for pattern, method in UNCOUNTED if pattern.search(rest)), "without_vote")


def _told(text: str, kind: str, method: str | None) -> Told | None:
    """The outcome that a paragraph tells, if it tells one."""
    if DECIDED.fullmatch(text):
        return Told("", "decided", "")
    if (whole := PASSIVE.fullmatch(text)) and PUT_FIRST.match(whole["what"]):
        return Told(whole["what"], "not_adopted" if whole["not"] else OUTCOMES[whole["done"]], whole["rest"])
    if kind == "record" and method and (council := COUNCIL.search(text)):
        return Told("The draft resolution", "not_adopted" if council["not"] else "adopted", council["rest"])
    if kind == "report":
        for active in ACTIVE.finditer(text):
            if what := WHAT.match(active["rest"]):
                return Told(what["what"], OUTCOMES[active["done"]], what["aside"] + active["rest"][what.end() :])
    return None


def subject_of(what: str) -> str:
    """What was put (``tables.SUBJECTS``), from the words for it: the first noun decides.

    "paragraph 17 of draft resolution A/HRC/28/L.13" is a paragraph, "the oral amendment to paragraph 3" an
    amendment, "draft resolution III, as amended" the whole.
    """
    first = regex.search(rf"(?i)\b{TEXT_PUT}\b", what)
    if first is None or (first[0].lower().startswith("proposal") and "draft" not in what):
        return "other"
    return OF_TEXT.get(first[0].lower().removesuffix("s"), "whole")


def later_statements(text: str) -> list[tuple[states.State, str]]:
    """What delegations told the Secretariat after a vote: "in favour", "against", "abstain", "not participate".

    From the bracketed sentence of a record or the footnote of a report: "[Subsequently, the delegation of the Sudan
    informed the Secretariat that it had intended to abstain.]".
    """
    found: list[tuple[states.State, str]] = []
    told = list(LATER.finditer(text))
    for delegation, following in zip(told, [*told[1:], None], strict=True):
        tail = text[delegation.end() : following.start() if following else None]
        if said := SAID.search(tail):
            named, _ = states.states_in(regex.sub(r"\band\b(?= the\b| \p{Lu})", ",", delegation["who"]))
            meant = "abstain" if said[0] == "abstain" else "not participate" if "not" in said[0] else said[0]
            found.extend((state, meant) for state in named)
    return found


def meeting_symbol(symbol: str, session: str | None, meeting_number: str | None) -> str | None:
    """The symbol of the record of a meeting, from that of a document adopted there: ``A/79/PV.53``, ``S/PV.9620``.

    Meetings of main committees and of the Human Rights Council have summary records (``A/C.4/52/SR.9``). Null where
    no number is known, or for a body whose records are numbered otherwise.
    """
    if not meeting_number:
        return None
    prefix = symbols.parse(symbol).body_prefix
    if prefix == "S":
        return f"S/PV.{meeting_number}"
    if prefix == "A" and session:
        return f"A/{session}/PV.{meeting_number}"
    if session and (prefix in symbols.MAIN_COMMITTEES or prefix == "A/HRC"):
        return f"{prefix}/{session}/SR.{meeting_number}"
    return None


def _series(document: Row, paragraphs: Sequence[Row]) -> str:
    """What the symbols of the reporting body begin with: a main committee reports under the Assembly's symbol."""
    prefix = symbols.parse(document["symbol"]).body_prefix
    if prefix == "A":
        for text in (document["title"] or "", *(paragraph["text"] for paragraph in paragraphs[:40])):
            for named in bodies.named(text):
                if named.body_id.startswith("ga-c"):
                    return f"A/C.{named.body_id[-1]}"
    return prefix


def _held_on(document: Row, paragraphs: Sequence[Row]) -> date | None:
    """The date of a record's meeting: of its masthead, else the first day printed with its weekday."""
    heads = (HELD.search(paragraph["text"]) for paragraph in paragraphs[:40])
    printed: date | None = document["held_on"] or document["adopted_on"] or document["published_on"]
    return printed or next((parser.parse(head["date"]).date() for head in heads if head), None)


def _on(day: str, year: str | None, document: Row) -> date | None:
    """A date of a report that may lack its year: then the year in which the Assembly's session met that month."""
    if year is None and (document["session"] or "").isdigit() and symbols.parse(document["symbol"]).organ == "A":
        opened = 1945 + int(document["session"])
        year = str(opened if parser.parse(day).month >= 9 else opened + 1)
    return parser.parse(f"{day} {year}").date() if year else None


def _totals(tally: regex.Match[str]) -> dict[str, int]:
    """The count; where a sentence names no abstentions, there were none."""
    printed = {vote: tally[vote] or "0" for vote in COUNTED}
    return {vote: int(count) if count.isdigit() else NUMBERS[count] for vote, count in printed.items()}


def _became(told: Told, symbol: str) -> str | None:
    """The canonical symbol of the text adopted, from "(resolution 65/182)" in a document of that body."""
    organ = "A/HRC" if symbol.startswith("A/HRC/") else symbols.parse(symbol).organ
    if found := BECAME.search(told.rest):
        if found["council"]:
            return _canonical(f"S/RES/{found['council']}")
        number = found["number"].replace("PRST ", "PRST/").strip()
        series = "" if number.startswith("PRST") else "DEC/" if found["kind"].startswith("decision") else "RES/"
        return _canonical(f"{organ}/{series}{number}")
    if organ == "A/HRC" and (decision := regex.search(r"draft decision (\d+/\d+)", told.what)):
        return _canonical(f"A/HRC/DEC/{decision[1]}")
    return None


def _is_draft(symbol: str) -> bool:
    """Whether a symbol may be a draft's: of the limited series, or any document of the Security Council."""
    return "/L." in symbol or symbol.startswith("S/")


def _canonical(symbol: str | None) -> str | None:
    try:
        return symbols.normalise(symbol) if symbol else None
    except ValueError:
        return None
