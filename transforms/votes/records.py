"""Questions put to a body, as verbatim records, summary records, reports and resolutions tell them.

What belongs here: one document's paragraphs to the questions put, each with its outcome, totals, roll-call and what
delegations said afterwards. What does not: the words with which these are printed (``wordings.py``), making one vote
session of what several documents tell, and what disagrees (``votes.py``), the names of States (``states.py``).

A record tells a vote in the order in which it was taken: the question, the lists ("In favour: ..."), the outcome in
a sentence of its own ("Draft resolution II was adopted by 78 votes to 30, with 68 abstentions (resolution 78/220).").
A main committee's report gives the outcome first ("the Committee rejected the amendment by a recorded vote of 107 to
60 ... The voting was as follows:") and the lists after it; a Human Rights Council report keeps the record's order; a
resolution of that Council ends with its vote in brackets.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

import regex
from dateutil import parser

from transforms.authorities import bodies, states, symbols
from transforms.authorities.symbols import meeting_symbol as meeting_symbol  # noqa: PLC0414 (``votes.py`` takes it from here)
from transforms.votes import wordings
from transforms.votes.wordings import COUNTED, Told, subject_of
from warehouse.tables import VOTES

Row = Mapping[str, Any]

OF_DRAFT = ("whole", "amendment", "paragraph", "motion")
"""Subjects that are a draft or a part of one."""
FURNITURE = 110
"""Characters that a running head, a job number or a page number has at most."""
LONGEST = 300
"""Characters in which what was put is named."""
FEWEST = 5
"""States that a roll-call lists at least, to count as a vote where no outcome is told."""
LIKENESS, SHORT_LIKENESS = 0.82, 0.75
"""How like a misread name must be to a State's: one letter wrong in six, of a short one ("Cuba") one in four."""
SHORT = 6


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
    begins: int = 0
    """Place of the first paragraph that belongs to the vote."""
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


class Piece(NamedTuple):
    """A paragraph, or a part of one that is a thing of its own: a speech, a list, what the record tells."""

    text: str
    page: int
    seq: int
    is_set_off: bool
    """Whether it is printed as what the record tells, not as what somebody said: in italics, as a heading."""


def read(
    document: Row, kind: str, paragraphs: Sequence[Row], notes: Sequence[Row]
) -> tuple[list[Question], list[Finding]]:
    """The questions that a document tells, in reading order, and what in its roll-calls could not be read.

    ``document`` is a row of table ``documents``, ``kind`` "record" or "report", ``paragraphs`` its rows of
    ``clauses`` in order, ``notes`` its rows of ``footnotes``.
    """
    reading = _Reading(document, kind, paragraphs)
    for piece in _pieces(paragraphs):
        reading.take(piece)
    reading.settle()
    _annotate(reading.questions, paragraphs, notes, document)
    return reading.questions, reading.findings


def closing(document: Row, paragraphs: Sequence[Row]) -> Iterator[dict[str, Any]]:
    """What a resolution or decision says of itself of how it was adopted: a row of ``stated_votes``, or none.

    The Human Rights Council prints it in brackets behind the text: "[Adopted by a recorded vote of 28 to 13, with 6
    abstentions. The voting was as follows: In favour: ...]". ``paragraphs`` are those of the brackets: ``text`` and
    ``page_first``, null where there are no pages. What of a list is no State is listed with the States.
    """
    said: dict[str, Any] = {}
    lists = _Lists()
    rows = ({"kind": "paragraph", "seq": seq, **row} for seq, row in enumerate(paragraphs, 1))
    for piece in _pieces(list(rows)):
        if said and lists.take(piece._replace(text=piece.text.strip("[] "))):
            continue
        if closed := wordings.CLOSING.search(piece.text):
            totals = wordings.tally_of(closed["rest"])
            method = wordings.method_in(closed["rest"]) or ("show_of_hands" if totals else "without_vote")
            said, lists = {"method": method, **totals, "stated": closed[0].strip("[("), "page": piece.page}, _Lists()
    if said:
        listed = {vote: [state.name for state in found] + odd for vote, (found, odd) in lists.listed().items()}
        yield {
            **{"symbol": document["symbol"], "language": document["language"], "seq": 1},
            **{"resolution_symbol": document["symbol"], "outcome": "adopted", "source_kind": "resolution"},
            "meeting_symbol": meeting_symbol(document["symbol"], document["session"], document["meeting_number"]),
            "held_on": document["adopted_on"],
            **said,
            **{f"{vote}_states": listed.get(vote) for vote in VOTES},
        }


def _pieces(paragraphs: Sequence[Row]) -> Iterator[Piece]:
    """The paragraphs as pieces, with an outcome that a column's or page's end cut in two put together again."""
    waiting: Piece | None = None
    for paragraph in paragraphs:
        text = " ".join(paragraph["text"].split())
        parts = [part for part in wordings.SEGMENT.split(text) if part and part.strip()]
        italic = paragraph.get("verb") or ""
        for number, part in enumerate(parts):
            is_set_off = paragraph["kind"] == "heading" or (number == 0 and len(italic) > len("It was decided"))
            piece = Piece(part.strip(), paragraph["page_first"], paragraph["seq"], is_set_off)
            if waiting is not None:
                if number == 0 and not regex.search(r"\p{Ll}{2}", piece.text):
                    continue  # a page's or job's number
                if number == 0 and regex.match(r"[\p{Ll}(\[\d]", piece.text) and not wordings.LABEL.match(piece.text):
                    piece = piece._replace(text=f"{waiting.text} {piece.text}", seq=waiting.seq)
                    waiting = None
                elif number == 0 and _is_furniture(piece.text):
                    continue
                else:
                    yield waiting
                    waiting = None
            if number == len(parts) - 1 and _is_cut(piece.text):
                waiting = piece
            else:
                yield piece
    if waiting is not None:
        yield waiting


def _is_cut(text: str) -> bool:
    """Whether a sentence that begins like an outcome has not come to its end."""
    return (
        len(text) < 400
        and not regex.search(r"[.:;!?)\]”\"*]\s*\d*$", text)
        and bool(regex.search(r"\b(?:was|were) (?:not )?(?:adopted|rejected|retained)\b", text))
        and wordings.PUT_FIRST.match(text) is not None
    )


def _is_furniture(text: str) -> bool:
    """Whether a paragraph may be a running head, a job number or a page number between two parts of a text."""
    if len(text) >= FURNITURE or wordings.LABEL.match(text) or text.endswith((".", ",")):
        return False
    return bool(
        not regex.search(r"\p{Ll}{3}", text)
        or regex.search(r"(?i)\b(?:session|meetings?|page|plenary|agenda item)\b", text)
        or regex.search(wordings.SYMBOL, text)
    )


@dataclass
class _Lists:
    """The lists of a roll-call while they are read: the words under each heading."""

    words: dict[str, str] = field(default_factory=dict)
    now: str | None = None
    """The list that is being read."""
    last: str | None = None
    """The list that was read last: what interrupts it may be another column."""
    page: int | None = None

    def take(self, piece: Piece) -> bool:
        """Take a piece into the lists; false where it does not belong to them."""
        text = piece.text
        if (label := wordings.LABEL.match(text)) and self._opens(
            wordings.LISTS[label["label"].capitalize()], text[label.end() :], piece.page
        ):
            return True
        if label is None and (misread := wordings.MISREAD_LABEL.match(text)):
            vote = next(vote for vote, found in misread.groupdict().items() if found)
            rest = text[misread.end() :]
            if len(_states_in(rest)[0]) > len(_states_in(rest)[1]) and self._opens(vote, rest, piece.page):
                return True
        if self.now is not None:
            before, lost = _states_in(self.words[self.now])
            after, unknown = _states_in(f"{self.words[self.now]} {text}")
            # together, because a name may be broken between two columns or pages
            gained, strange = len(after) - len(before), len(unknown) - len(lost)
            is_ended = self.words[self.now].endswith(".")
            if gained >= 1 and strange <= (0 if is_ended else max(1, gained // 4)):
                self.words[self.now], self.page = f"{self.words[self.now]} {text}", piece.page
                return True
            if not is_ended and _is_furniture(text):
                return True  # a head or a foot between two parts of a list
        self.now = None
        return self._resumes(piece)

    def _resumes(self, piece: Piece) -> bool:
        """Take the rest of a list that another column or a note interrupted: names that it has not got yet."""
        if self.last is None or not self.words[self.last].endswith(",") or wordings.OTHER_HEAD.match(piece.text):
            return False
        before, _ = _states_in(self.words[self.last])
        more, unknown = states.states_in(piece.text)
        if len(more) < 2 or len(unknown) > len(more) // 4 or set(more) & set(before):
            return False
        self.now, self.page = self.last, piece.page
        self.words[self.last] += f" {piece.text}"
        return True

    def _opens(self, vote: str, rest: str, page: int) -> bool:
        listed, unknown = _states_in(rest)
        if unknown and not listed:
            return False
        self.now, self.last, self.page = vote, vote, page
        self.words[vote] = f"{self.words.get(vote, '')} {rest}".strip()
        return True

    def listed(self) -> dict[str, tuple[list[states.State], list[str]]]:
        """The States of each list, and the names in it that are none."""
        return {vote: _states_in(words) for vote, words in self.words.items()}

    def read(self) -> tuple[dict[str, list[states.State]], list[Finding]]:
        """The States of all lists by vote, and what is none."""
        listed = self.listed()
        findings = [Finding(name, self.page) for _, unknown in listed.values() for name in unknown]
        return {vote: found for vote, (found, _) in listed.items()}, findings


def _states_in(text: str) -> tuple[list[states.State], list[str]]:
    """The States of a printed list, with names misread by a letter or two taken for the State they are nearest to."""
    found, unknown = states.states_in(text)
    if len(unknown) > len(found):  # no list at all
        return found, unknown
    lost = []
    for name in unknown:
        if len(name) > 3 and (alike := states.nearest(name, LIKENESS if len(name) > SHORT else SHORT_LIKENESS)):
            found.append(alike)
        else:
            lost.append(name)
    return found, lost


class _Reading:
    """One record or report while it is read, piece by piece."""

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
        """How the vote that is under way is taken."""
        self.begins: int | None = None
        self.asked: str | None = None
        self.announced: dict[str, int] = {}
        self.page, self.seq = 1, 0

    @property
    def is_voting(self) -> bool:
        """Whether a vote was begun whose outcome has not been told."""
        return self.method in wordings.COUNTED_METHODS or (bool(self.lists.words) and self.awaiting is None)

    def take(self, piece: Piece) -> None:
        """Take the next piece."""
        if "in_favour" in self.lists.words and regex.match("In favour", piece.text) and self.lists.now != "in_favour":
            self.settle()  # another roll-call
        self.page, self.seq = piece.page, piece.seq
        if self.method != "secret_ballot" and self.lists.take(piece):
            self.begins = self.begins or piece.seq
            return
        is_later = piece.text.startswith("[") or wordings.LATER_NOTE.match(piece.text)
        if is_later and self.questions and (said := later_statements(piece.text)):
            self.questions[-1].later.extend(said)
            return
        if self.kind == "report":
            self._convene(piece.text)
            self._take_report(piece.text)
        else:
            self._take_record(piece)

    def _take_record(self, piece: Piece) -> None:
        text = piece.text
        if wordings.DECIDED.fullmatch(text):
            self._conclude(Told("", "decided", "", len(text)))
            return
        speech = wordings.PRESIDENT.match(text)
        if self.is_voting and self.method != "secret_ballot" and not speech and wordings.DELEGATE.match(text):
            self.settle()  # debate goes on: the outcome was not told, or cannot be read
        if begun := wordings.TAKEN.match(text) or wordings.MISREAD_TAKEN.match(text):
            self._begin(text)
            text = text[begun.end() :]
        self.announced = wordings.announced_in(text) or self.announced if self.is_voting else {}
        if self.method == "secret_ballot":
            self._take_ballot(text)
        elif told := self._told_in_record(text[speech.end() :] if speech else text, piece, bool(speech)):
            self._remember(text)
            self._conclude(told)
            rest = (text[speech.end() :] if speech else text)[told.end :].strip()
            if rest:
                self._take_record(piece._replace(text=rest, is_set_off=False))
            return
        elif wordings.ENDS_DECIDED.search(text):
            self._ask(text)
            self._conclude(Told("", "decided", "", len(text)))
            return
        elif acclaimed := wordings.ACCLAIMED.fullmatch(text):
            self._elect(acclaimed[0], "elected", "acclamation")
            return
        self._ask(text)
        self._remember(text)

    def _told_in_record(self, text: str, piece: Piece, is_president: bool) -> Told | None:
        """The outcome with which a piece of a record begins; while a vote is under way, that it holds."""
        whole = wordings.PASSIVE.match(text)
        if whole and not wordings.NOT_TOLD.match(text):
            told = _told(whole)
            is_alone = not is_president and not whole["now"] and (piece.is_set_off or whole.end() == len(text))
            if self.is_voting or (is_alone and _is_put(told)):
                return told
        if decided := wordings.DECIDED_BY.match(text):
            return Told(decided["what"], "adopted", decided["rest"], decided.end())
        if not self.is_voting:
            announced = wordings.MISREAD_PRESIDENT.match(text) and wordings.MISREAD_PASSIVE.search(text)
            return _told(announced) if announced and wordings.tally_of(announced["rest"]) else None
        for pattern in (wordings.PASSIVE, wordings.MISREAD_PASSIVE):
            for sentence in pattern.finditer(text):
                if not wordings.NOT_TOLD.match(sentence["what"]):
                    return _told(sentence)
        if failed := wordings.FAILED.search(text):
            return Told(failed["what"], "not_adopted", failed["rest"], failed.end())
        return None

    def _take_report(self, text: str) -> None:
        start = 0
        for told in _told_in_report(text):
            before = text[start : told.end]
            if wordings.TAKEN_IN_REPORT.search(before):
                self._begin(before)
            self._remember(before)
            self._conclude(told)
            start = told.end
        tail = text[start:]
        if wordings.TAKEN_IN_REPORT.search(tail):
            self._begin(tail)
        self._ask(tail)
        self._remember(tail)

    def _begin(self, text: str) -> None:
        """A vote begins."""
        self.settle()
        self.method = wordings.method_in(text) or "recorded_vote"
        self.begins = self.seq

    def _ask(self, text: str) -> None:
        self.asked = found[0] if (found := wordings.QUESTION.search(text)) else self.asked

    def settle(self) -> None:
        """Give the lists read so far to the question that awaits them."""
        question, lists = self.awaiting, self.lists
        if self.method == "secret_ballot":
            self._elect(self.asked or "", "not_adopted", "secret_ballot")  # nobody had the majority
        if question is None:
            if not lists.words:
                self.method = self.begins = None
                return
            # the outcome is not told, or cannot be read
            self.findings.append(Finding(None, lists.page))
            roll, findings = lists.read()
            counted = {vote: len(roll.get(vote, ())) for vote in COUNTED}
            outcome = "adopted" if counted["in_favour"] > counted["against"] else "rejected"
            question = self._question(Told(self.asked or "", outcome, "", 0), self.announced or counted)
            if not findings and sum(counted.values()) >= FEWEST:
                self.questions.append(question)
        self.awaiting, self.lists, self.method, self.begins, self.announced = None, _Lists(), None, None, {}
        if lists.words:
            question.roll, findings = lists.read()
            self.findings.extend(findings)
        _orient(question, self.kind)

    def _convene(self, text: str) -> None:
        """At which meeting what follows took place."""
        for held in wordings.MEETING.finditer(text):
            # only the Assembly says "plenary"; what a special committee numbers has records under its own symbol
            is_plenary = "plenary" in held[0]
            series = "A" if is_plenary else self.series
            number = None if series == "A" and not is_plenary else held["number"]
            self.meeting = meeting_symbol(f"{series}/1", self.document["session"], number)
            self.held_on = _on(held["day"], held["year"], self.document)

    def _remember(self, text: str) -> None:
        """Which draft, and which amendment, was last introduced or put."""
        for named in wordings.DRAFT_NAMED.finditer(text):
            self.draft = named["symbol"] if _is_draft(named["symbol"]) else None
        if wordings.FROM_REPORT.search(text):
            self.draft = None
        named = [m[0] for m in wordings.AMENDMENT_NAMED.finditer(text) if _is_draft(m[0])]
        if "mendment" in text and named:
            self.amendment = named[-1]

    def _conclude(self, told: Told) -> None:
        """A sentence tells an outcome: make the question of it, with the lists before it or those that follow."""
        if self.awaiting is not None or told.outcome == "decided":
            self.settle()
        question = self._question(told, wordings.tally_of(told.rest) or (self.announced if self.is_voting else {}))
        self.questions.append(question)
        self.awaiting = question
        # where the outcome comes first, the lists may follow at once or after "The voting was as follows:"
        by_name = question.method in ("recorded_vote", "roll_call")
        if self.lists.words or not (by_name or wordings.VOTING_FOLLOWS.search(told.rest)):
            self.settle()
        self.method = self.begins = self.asked = None
        self.announced = {}

    def _question(self, told: Told, totals: dict[str, int]) -> Question:
        subject = subject_of(told.what) if told.outcome != "decided" else "procedural"
        draft = next((m[0] for m in wordings.SYMBOL.finditer(told.what) if _is_draft(m[0])), None)
        if draft is None and subject in OF_DRAFT and not wordings.FROM_REPORT.search(told.what):
            draft = self.amendment if subject == "amendment" else self.draft
        is_adopted = subject == "whole" and told.outcome == "adopted"
        return Question(
            self.kind,
            self.document["symbol"],
            subject=subject,
            outcome=told.outcome,
            page=self.page,
            seq=self.seq,
            begins=self.begins or self.seq,
            text=told.what or self.asked,
            method=self._method(told.rest, totals),
            resolution=_became(told, self.document["symbol"]) if is_adopted else None,
            draft=_canonical(draft),
            meeting=self.meeting,
            held_on=self.held_on,
            totals=totals,
        )

    def _method(self, rest: str, totals: dict[str, int]) -> str:
        """How the body decided. A count without a roll-call is by show of hands (Assembly's rules of procedure, 87)."""
        said = wordings.method_in(rest)
        if totals and said in wordings.COUNTED_METHODS:
            return said
        if self.method:
            return self.method
        if self.lists.words:
            return "recorded_vote"
        if totals:
            return "show_of_hands"
        return said if said and said not in wordings.COUNTED_METHODS else "without_vote"

    def _take_ballot(self, text: str) -> None:
        """What is said while the ballots of an election are counted."""
        for sentence in wordings.ELECTED.finditer(text):
            if wordings.BALLOT_RESULT.search(sentence[0]):
                self._elect(sentence["what"].strip(), "elected", "secret_ballot")
                return

    def _elect(self, what: str, outcome: str, method: str) -> None:
        question = self._question(Told(what, outcome, "", 0), {})
        question.subject, question.method, question.draft = "election", method, None
        self.questions.append(question)
        self.method = self.begins = self.asked = None


def _told(sentence: regex.Match[str]) -> Told:
    outcome = wordings.outcome_of(sentence["done"], bool(sentence["not"]))
    if wordings.UPHELD.search(sentence[0]):
        outcome = "rejected"
    what, rest = sentence["what"], sentence["rest"]
    if turned := wordings.COUNT_FIRST.fullmatch(what):
        what, rest = turned["what"], f" {turned['count']}{rest}"
    return Told(what, outcome, rest, sentence.end())


def _is_put(told: Told, in_report: bool = False) -> bool:
    """Whether a sentence tells what came of a question, and not what anybody accepted, approved or deleted.

    It begins with what was put, and has a count or else nothing but how the body decided. Of a report's many
    sentences, only a draft, an amendment or a motion needs no word on how it was decided.
    """
    put = wordings.PUT_FIRST.match(told.what)
    if wordings.tally_of(told.rest):
        return bool(put) or told.what.startswith("The ")
    if not put or told.outcome == "not_retained" or len(told.what) > LONGEST:
        return False
    if not in_report:
        return wordings.BARE.fullmatch(told.rest) is not None
    if wordings.STATED.search(told.rest):
        return subject_of(told.what) != "whole" or "draft" in told.what.lower()
    return bool(wordings.DEFINITE_DRAFT.match(told.what))


def _told_in_report(text: str) -> Iterator[Told]:
    """The outcomes that a paragraph of a report tells, in its order."""
    found: dict[int, Told] = {}
    for active in wordings.ACTIVE.finditer(text):
        what = wordings.WHAT.match(active["rest"])
        if what and not _is_narrated(text, active):
            if subject_of(what["what"]) == "other" and not wordings.tally_of(active["rest"]):
                continue  # an agenda, a report
            before = text[max((told.end for told in found.values()), default=0) : active.start("done")]
            rest = what["aside"] + active["rest"][what.end() :]
            said = rest if wordings.tally_of(rest) or "vote" not in before else f"{before}{rest}"
            outcome = wordings.outcome_of(active["done"], False)
            found[active.start()] = Told(what["what"], outcome, said, active.end())
    for relative in wordings.RELATIVE.finditer(text):
        found[relative.start()] = _told(relative)
    for decided in wordings.DECIDED_BY.finditer(text):
        found.setdefault(decided.start(), Told(decided["what"], "adopted", decided["rest"], decided.end()))
    if resulted := wordings.RESULTED.search(text):
        totals = wordings.announced_in(resulted["rest"])
        if totals:
            outcome = "adopted" if totals["in_favour"] > totals["against"] else "rejected"
            found[resulted.start()] = Told(resulted["what"], outcome, f"by {text[resulted.start('rest') :]}", len(text))
    for start, sentence in _sentences(text):
        lead = wordings.LEAD.match(sentence)
        at = lead.end() if lead else 0
        clause = sentence[at : at + 1].upper() + sentence[at + 1 :]
        whole = wordings.PASSIVE.match(clause)
        if whole is None or whole["now"] or wordings.NOT_TOLD.match(sentence):
            continue
        told = _told(whole)
        said = told.rest if wordings.tally_of(told.rest) else f"{sentence[:at]}{told.rest}"
        told = told._replace(end=start + len(sentence), rest=said)
        if _is_put(told, in_report=True) and not any(start <= other < told.end for other in found):
            found[start] = told
    for start in sorted(found):
        told = found[start]
        # "as follows:" and "(resolution 28/1)" may stand behind the sentence
        yield told._replace(rest=told.rest + text[told.end :] if start == max(found) else told.rest)


def _is_narrated(text: str, active: regex.Match[str]) -> bool:
    """Whether what a body did is told of another time or body: "after the Committee adopted"."""
    start = max((at for at, _ in _sentences(text) if at <= active.start()), default=0)
    before = text[start : active.start("done")]
    if regex.match(r"(?:After|Before|Following|Prior to|When|As) [^,]*$", before):
        return True
    if regex.match(r" (?:an?|his|their) ", active["rest"]) and not wordings.tally_of(active["rest"]):
        return True
    lead = wordings.LEAD.match(f"{before}the ")
    at_start = active.start() == start or (lead is not None and start + lead.end() >= active.start())
    if numbered := wordings.NUMBERED.match(active["rest"]):
        is_another = regex.search(r"General Assembly|Security Council", active[0])
        return not at_start or bool(is_another) or "s " in numbered[0].replace("its ", "")
    return False


def _sentences(text: str) -> Iterator[tuple[int, str]]:
    """The sentences of a paragraph with their places."""
    start = 0
    for end in regex.finditer(
        r"(?<!\b(?:paras?|chaps?|sect|Nos?|vol|Add|Corr|Rev|St|Mr|Ms|Mrs))\.\s+(?=[\p{Lu}“])", text
    ):
        yield start, text[start : end.start() + 1]
        start = end.end()
    yield start, text[start:]


def _orient(question: Question, kind: str) -> None:
    """Put the totals by their meaning: a report may print the larger figure first ("rejected by 107 to 60")."""
    favour, against = (question.totals.get(vote) for vote in COUNTED[:2])
    if favour is None or against is None:
        return
    listed = [len(question.roll.get(vote, ())) for vote in COUNTED[:2]]
    as_printed = abs(favour - listed[0]) + abs(against - listed[1])
    turned = abs(against - listed[0]) + abs(favour - listed[1])
    if as_printed != turned:
        is_turned = turned < as_printed
    else:
        is_turned = kind == "report" and question.outcome == "rejected" and favour > against
    if is_turned:
        question.totals = question.totals | {"in_favour": against, "against": favour}


def _annotate(questions: Sequence[Question], paragraphs: Sequence[Row], notes: Sequence[Row], document: Row) -> None:
    """Give to each question what a footnote says of it: what delegations meant, the resolution's number."""
    place = {paragraph["clause_id"]: paragraph["seq"] for paragraph in paragraphs}
    for note in notes:
        # a mark that was not found hangs where its note is printed
        seq, page = place.get(note["clause_id"]), note["page"]
        if seq is None:
            told = [q for q in questions if (q.page or 0) <= page]
        else:
            told = [q for q in questions if q.begins <= seq]
        if not told:
            continue
        question = told[-1]
        if wordings.INTENDED.search(note["text"]) and (said := later_statements(note["text"])):
            question.later.extend(said)
        elif (
            seq is not None
            and question.begins <= seq <= question.seq
            and question.resolution is None
            and (question.subject, question.outcome) == ("whole", "adopted")
            and (named := wordings.NOTED_RESOLUTION.search(note["text"]))
        ):
            organ = symbols.parse(document["symbol"]).organ
            question.resolution = _canonical(f"{organ}/RES/{named['number']}")


def later_statements(text: str) -> list[tuple[states.State, str]]:
    """What delegations told the Secretariat after a vote: "in favour", "against", "abstain", "not participate".

    From the bracketed sentence of a record or the footnote of a report: "[Subsequently, the delegation of the Sudan
    informed the Secretariat that it had intended to abstain.]".
    """
    found: list[tuple[states.State, str]] = []
    told = list(wordings.LATER.finditer(text))
    for delegation, end in zip(told, [*(match.start() for match in told[1:]), None], strict=bool(told)):
        tail = text[delegation.end() : end]
        if said := wordings.SAID.search(tail):
            named, _ = states.states_in(delegation["who"])
            meant = "abstain" if said[0] == "abstain" else "not participate" if "not" in said[0] else said[0]
            found.extend((state, meant) for state in named)
    return found


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
    heads = (wordings.HELD.search(paragraph["text"]) for paragraph in paragraphs[:40])
    printed: date | None = document["held_on"] or document["adopted_on"] or document["published_on"]
    return printed or next((parser.parse(head["date"]).date() for head in heads if head), None)


def _on(day: str, year: str | None, document: Row) -> date | None:
    """A date of a report that may lack its year: then the year in which the Assembly's session met that month."""
    if year is None and (document["session"] or "").isdigit() and symbols.parse(document["symbol"]).organ == "A":
        opened = 1945 + int(document["session"])
        year = str(opened if parser.parse(day).month >= 9 else opened + 1)
    return parser.parse(f"{day} {year}").date() if year else None


def _became(told: Told, symbol: str) -> str | None:
    """The canonical symbol of the text adopted, from "(resolution 65/182)" in a document of that body."""
    prefix = symbols.parse(symbol).body_prefix
    organ = prefix if prefix in ("A/HRC", "E/CN.4") else symbols.parse(symbol).organ
    if found := wordings.BECAME.search(told.rest):
        if found["council"]:
            return _canonical(f"S/RES/{found['council']}")
        number = found["number"].replace("PRST ", "PRST/").strip()
        is_decision = found["kind"].lower().startswith("decision")
        series = "" if number.startswith("PRST") else "DEC/" if is_decision else "RES/"
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
