"""The questions put to a body, as one record or report states them.

What belongs here: from the paragraphs and footnotes of one document to its questions, each with its outcome, count,
roll-call and later statements. What does not: the sentences that state outcomes (``outcomes.py``), the lists of
voters (``roll_calls.py``), and making one vote session of what several documents state (``sessions.py``).

A record follows the order of the meeting: the question, the lists ("In favour: ..."), the outcome in a sentence of its
own ("Draft resolution II was adopted by 78 votes to 30, with 68 abstentions (resolution 78/220)."). A report of a main
committee gives the outcome first ("the Committee rejected the amendment by a recorded vote of 107 to 60 ... The voting
was as follows:") and then the lists. A report of the Human Rights Council keeps the order of the meeting.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from transforms.votes import meetings, named_texts, phrases
from transforms.votes.meetings import Meeting
from transforms.votes.outcomes import Outcome, RecordText, outcome_in_record, outcomes_in_report
from transforms.votes.pieces import Piece, pieces
from transforms.votes.questions import Question, Unread, VoteLog
from transforms.votes.roll_calls import later_statements

Row = Mapping[str, Any]


def read(
    document: Row, kind: str, paragraphs: Sequence[Row], notes: Sequence[Row]
) -> tuple[list[Question], list[Unread]]:
    """The questions that a document states, in reading order, and what of its roll-calls could not be read.

    ``document`` is a row of ``documents``, ``kind`` is "record" or "report", ``paragraphs`` are its rows of
    ``clauses`` in order, ``notes`` its rows of ``footnotes``.
    """
    is_record = kind == "record"
    log = VoteLog(
        document, kind, meetings.meeting_of_record(document, paragraphs) if is_record else Meeting(None, None)
    )
    prefix = "" if is_record else meetings.prefix_of_report(document, paragraphs)
    for piece in pieces(paragraphs):
        log.turn_to(piece)
        if log.take_list(piece) or log.take_later_statement(piece):
            continue
        if is_record:
            _read_record(piece, log)
        else:
            log.meeting = meetings.last_meeting_in(piece.text, prefix, document) or log.meeting
            _read_report(piece.text, log)
    log.settle()
    _read_notes(log.questions, paragraphs, notes)
    return log.questions, log.unread


def _read_record(piece: Piece, log: VoteLog) -> None:
    """Read a piece of a record that is no list."""
    text = piece.text
    if phrases.SO_DECIDED.fullmatch(text):
        log.conclude(_so_decided(text))
        return
    speech = phrases.PRESIDENT.match(text)
    if log.is_voting and not log.is_ballot and not speech and phrases.DELEGATE.match(text):
        log.settle()  # the debate continues: no outcome was stated, or none that can be read
    if begins := phrases.VOTE_BEGINS.match(text) or phrases.FUZZY_VOTE_BEGINS.match(text):
        log.begin(text)
        text = text[begins.end() :]
    log.hear_count(text)
    if log.is_ballot:
        _read_ballot(text, log)
    elif _read_outcome(piece, text[speech.end() :] if speech else text, bool(speech), log):
        return
    log.ask(text)
    log.drafts.read(text)


def _read_outcome(piece: Piece, text: str, is_president: bool, log: VoteLog) -> bool:
    """Conclude the question whose outcome a piece of a record states; False where it states none.

    ``text`` is the piece without the words that name the speaker.
    """
    if outcome := outcome_in_record(RecordText(text, piece.is_set_off, is_president, log.is_voting)):
        log.drafts.read(text)
        log.conclude(outcome)
        if rest := text[outcome.end :].strip():
            _read_record(piece._replace(text=rest, is_set_off=False), log)
    elif phrases.ENDS_SO_DECIDED.search(text):
        log.ask(text)
        log.conclude(_so_decided(text))
    elif not is_president and (elected := phrases.ELECTED_BY_ACCLAMATION.fullmatch(text)):
        log.elect(elected[0], "elected", "acclamation")
    else:
        return False
    return True


def _so_decided(text: str) -> Outcome:
    return Outcome("", "decided", "", len(text))


def _read_ballot(text: str, log: VoteLog) -> None:
    """Read what is said while the ballots of an election are counted."""
    for sentence in phrases.ELECTED.finditer(text):
        if phrases.BALLOT_RESULT.search(sentence[0]):
            log.elect(sentence["proposal"].strip(), "elected", "secret_ballot")
            return


def _read_report(text: str, log: VoteLog) -> None:
    """Read a paragraph of a report that is no list."""
    start = 0
    for outcome in outcomes_in_report(text):
        before = text[start : outcome.end]
        if phrases.VOTE_BEGINS_IN_REPORT.search(before):
            log.begin(before)
        log.drafts.read(before)
        log.conclude(outcome)
        start = outcome.end
    rest = text[start:]
    if phrases.VOTE_BEGINS_IN_REPORT.search(rest):
        log.begin(rest)
    log.ask(rest)
    log.drafts.read(rest)


def _read_notes(questions: Sequence[Question], paragraphs: Sequence[Row], notes: Sequence[Row]) -> None:
    """Give each question what footnotes say of it: later statements, and the number of the resolution."""
    places = {paragraph["clause_id"]: paragraph["seq"] for paragraph in paragraphs}
    for note in notes:
        place = places.get(note["clause_id"])
        question = _question_of_note(questions, place, note["page"])
        if question is None:
            continue
        text = note["text"]
        statements = later_statements(text) if phrases.INTENDED.search(text) else []
        if statements:
            question.later.extend(statements)
        elif place is not None and question.first_seq <= place <= question.seq and _lacks_number(question):
            question.resolution = named_texts.adopted_text_in_note(text, question.source_symbol)


def _question_of_note(questions: Sequence[Question], place: int | None, page: int) -> Question | None:
    """The last question that begins before the mark of a note. Where its mark was not found, the page decides."""
    if place is None:
        before = [question for question in questions if (question.page or 0) <= page]
    else:
        before = [question for question in questions if question.first_seq <= place]
    return before[-1] if before else None


def _lacks_number(question: Question) -> bool:
    """Whether a text was adopted and the number of the resolution is not known."""
    return question.resolution is None and (question.subject, question.outcome) == ("whole", "adopted")
