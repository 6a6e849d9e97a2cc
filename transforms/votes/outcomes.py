"""Sentences that state the outcome of a vote.

What belongs here: the rules that find such sentences in a piece of a record and in a paragraph of a report, and that
pass over sentences which only mention an outcome. What does not: the phrases themselves (``phrases.py``), and the vote
to which an outcome belongs (``questions.py``).

The rules stand in ordered tables, each with its name and its reason. An outcome carries the name of its rule.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

import regex

from transforms.votes import phrases

LONGEST_PROPOSAL = 300
"""Characters in which a proposal is named, at most, where the sentence gives no count."""
SENTENCE_BREAK = regex.compile(r"(?<!\b(?:paras?|chaps?|sect|Nos?|vol|Add|Corr|Rev|St|Mr|Ms|Mrs))\.\s+(?=[\p{Lu}“])")


class Outcome(NamedTuple):
    """What a sentence states of a vote."""

    proposal: str
    """What was put to the vote, as printed."""
    outcome: str
    """``tables.OUTCOMES``."""
    rest: str
    """The rest of the sentence: the count, the method, the number of the adopted text."""
    end: int
    """Characters of the text up to the end of the sentence."""
    rule: str = ""
    """Name of the rule that found it."""


# Records


class RecordText(NamedTuple):
    """A piece of a record, without the words that name the speaker."""

    text: str
    is_set_off: bool
    """Whether it is printed as a sentence of the record itself (``pieces.Piece``)."""
    is_president: bool
    """Whether the president says it."""
    is_voting: bool
    """Whether a vote has begun whose outcome is still to come."""


def outcome_in_record(record: RecordText) -> Outcome | None:
    """The outcome that a piece of a record states: by the first of ``RECORD_RULES`` that finds one."""
    for rule in RECORD_RULES:
        if outcome := rule.find(record):
            return outcome._replace(rule=rule.name)
    return None


def _first_sentence_of_vote(record: RecordText) -> Outcome | None:
    return _first_sentence(record.text) if record.is_voting else None


def _sentence_of_record(record: RecordText) -> Outcome | None:
    sentence = phrases.PASSIVE_OUTCOME.match(record.text)
    if sentence is None or sentence["is_present"] or record.is_president:
        return None
    outcome = _first_sentence(record.text)
    is_alone = record.is_set_off or sentence.end() == len(record.text)
    return outcome if outcome and is_alone and _is_of_a_vote(outcome) else None


def _first_sentence(text: str) -> Outcome | None:
    sentence = phrases.PASSIVE_OUTCOME.match(text)
    return _passive(sentence) if sentence and not phrases.SUBORDINATE.match(text) else None


def _counted_decision_first(record: RecordText) -> Outcome | None:
    decided = phrases.COUNTED_DECISION.match(record.text)
    return _counted_decision(decided) if decided else None


def _misread_announcement(record: RecordText) -> Outcome | None:
    if record.is_voting or not phrases.FUZZY_PRESIDENT.match(record.text):
        return None
    sentence = phrases.FUZZY_PASSIVE_OUTCOME.search(record.text)
    return _passive(sentence) if sentence and phrases.tally_in(sentence["rest"]) else None


def _any_sentence(pattern: regex.Pattern[str]) -> Callable[[RecordText], Outcome | None]:
    def find(record: RecordText) -> Outcome | None:
        for sentence in pattern.finditer(record.text) if record.is_voting else ():
            if not phrases.SUBORDINATE.match(sentence["proposal"]):
                return _passive(sentence)
        return None

    return find


def _failed_majority(record: RecordText) -> Outcome | None:
    failed = phrases.FAILED_MAJORITY.search(record.text) if record.is_voting else None
    return Outcome(failed["proposal"], "not_adopted", failed["rest"], failed.end()) if failed else None


class RecordRule(NamedTuple):
    """One way in which a record states an outcome."""

    name: str
    why: str
    find: Callable[[RecordText], Outcome | None]


RECORD_RULES = (
    RecordRule(
        "first sentence after a vote",
        "After the lists a record states the outcome, whoever says it.",
        _first_sentence_of_vote,
    ),
    RecordRule(
        "sentence of the record",
        "Without a roll-call the outcome stands alone; what a speaker says of a vote stands within a speech.",
        _sentence_of_record,
    ),
    RecordRule(
        "counted decision",
        "A procedural decision names the body, gives the count and then says what was decided.",
        _counted_decision_first,
    ),
    RecordRule(
        "misread announcement",
        "OCR may misread the president's title and the verb; the count shows that it is an outcome.",
        _misread_announcement,
    ),
    RecordRule(
        "later sentence after a vote",
        "The President of the Security Council announces the count first.",
        _any_sentence(phrases.PASSIVE_OUTCOME),
    ),
    RecordRule(
        "misread sentence after a vote",
        "OCR may misread the verb; an outcome is due.",
        _any_sentence(phrases.FUZZY_PASSIVE_OUTCOME),
    ),
    RecordRule(
        "majority not obtained",
        "A proposal that failed for want of a majority may have no verb of its own.",
        _failed_majority,
    ),
)
"""The first rule that finds an outcome decides."""


# Reports


def outcomes_in_report(text: str) -> list[Outcome]:
    """The outcomes that a paragraph of a report states, in its order.

    Of two rules that find an outcome at the same place the first of ``REPORT_RULES`` decides.
    """
    found: dict[int, Outcome] = {}
    for rule in REPORT_RULES:
        for start, outcome in rule.find(text):
            if not (rule.is_last_resort and any(start <= other < outcome.end for other in found)):
                found.setdefault(start, outcome._replace(rule=rule.name))
    in_order = [found[start] for start in sorted(found)]
    if in_order:
        # "as follows:" or "(resolution 28/1)" may stand behind the last sentence
        last = in_order[-1]
        in_order[-1] = last._replace(rest=last.rest + text[last.end :])
    return in_order


Found = Iterator[tuple[int, Outcome]]
"""Outcomes, each with the place in the text at which its sentence begins."""


def _results(text: str) -> Found:
    if resulted := phrases.VOTE_RESULTED.search(text):
        totals = phrases.announced_in(resulted["rest"])
        if totals:
            outcome = "adopted" if totals["in_favour"] > totals["against"] else "rejected"
            rest = f"by {text[resulted.start('rest') :]}"
            yield resulted.start(), Outcome(resulted["proposal"], outcome, rest, len(text))


def _relative_clauses(text: str) -> Found:
    for sentence in phrases.RELATIVE_OUTCOME.finditer(text):
        yield sentence.start(), _passive(sentence)


def _active_sentences(text: str) -> Found:
    end = 0
    for active in phrases.ACTIVE_OUTCOME.finditer(text):
        proposal = phrases.PROPOSAL.match(active["rest"])
        if proposal is None or _is_mentioned_only(text, active):
            continue
        if phrases.subject_of(proposal["proposal"]) == "other" and not phrases.tally_in(active["rest"]):
            continue  # an agenda, a report
        rest = proposal["aside"] + active["rest"][proposal.end() :]
        before = text[end : active.start("verb")]  # the count or the method may stand before the verb
        if not phrases.tally_in(rest) and "vote" in before:
            rest = f"{before}{rest}"
        end = active.end()
        outcome = phrases.outcome_of(active["verb"], is_negated=False)
        yield active.start(), Outcome(proposal["proposal"], outcome, rest, end)


def _counted_decisions(text: str) -> Found:
    for decided in phrases.COUNTED_DECISION.finditer(text):
        yield decided.start(), _counted_decision(decided)


def _passive_sentences(text: str) -> Found:
    for start, sentence in sentences(text):
        lead_in = phrases.LEAD_IN.match(sentence)
        at = lead_in.end() if lead_in else 0
        passive = phrases.PASSIVE_OUTCOME.match(sentence[at : at + 1].upper() + sentence[at + 1 :])
        if passive is None or passive["is_present"] or phrases.SUBORDINATE.match(sentence):
            continue
        outcome = _passive(passive)
        rest = outcome.rest if phrases.tally_in(outcome.rest) else f"{sentence[:at]}{outcome.rest}"
        outcome = outcome._replace(end=start + len(sentence), rest=rest)
        if _is_of_a_vote(outcome, in_report=True):
            yield start, outcome


class ReportRule(NamedTuple):
    """One way in which a report states an outcome."""

    name: str
    why: str
    find: Callable[[str], Found]
    is_last_resort: bool = False
    """Whether it does not apply to a sentence in which another rule found an outcome."""


REPORT_RULES = (
    ReportRule("result", "Executive Boards state the result as a count; the larger side decides.", _results),
    ReportRule(
        "relative clause",
        '"A vote was taken on the draft, which was adopted" has no body for a subject.',
        _relative_clauses,
    ),
    ReportRule("active sentence", 'Most reports say "the Committee adopted draft resolution ...".', _active_sentences),
    ReportRule(
        "counted decision",
        'A procedural decision gives the count between "decided" and what was decided.',
        _counted_decisions,
    ),
    ReportRule(
        "passive sentence",
        "Reports before the nineties, and the Commission on Human Rights, put the proposal first.",
        _passive_sentences,
        is_last_resort=True,
    ),
)


def sentences(text: str) -> Iterator[tuple[int, str]]:
    """The sentences of a paragraph, each with its place."""
    start = 0
    for end in SENTENCE_BREAK.finditer(text):
        yield start, text[start : end.start() + 1]
        start = end.end()
    yield start, text[start:]


# Sentences that only mention an outcome


class _ActiveSentence(NamedTuple):
    """A sentence whose subject is a body and whose verb is an outcome."""

    body: str
    """The words from the body to the end of the sentence."""
    before: str
    """The sentence up to the verb."""
    rest: str
    """The sentence after the verb."""
    is_first: bool
    """Whether nothing stands before the body, or only when and at whose request."""


def _is_in_subordinate_clause(sentence: _ActiveSentence) -> bool:
    return phrases.SUBORDINATE_UP_TO_VERB.match(sentence.before) is not None


def _is_indefinite(sentence: _ActiveSentence) -> bool:
    return phrases.INDEFINITE.match(sentence.rest) is not None and not phrases.tally_in(sentence.rest)


def _is_earlier_text(sentence: _ActiveSentence) -> bool:
    return phrases.NUMBERED_TEXT.match(sentence.rest) is not None and not sentence.is_first


def _is_of_another_body(sentence: _ActiveSentence) -> bool:
    is_numbered = phrases.NUMBERED_TEXT.match(sentence.rest) is not None
    return is_numbered and phrases.PRINCIPAL_ORGAN.search(sentence.body) is not None


def _is_of_several_texts(sentence: _ActiveSentence) -> bool:
    numbered = phrases.NUMBERED_TEXT.match(sentence.rest)
    return numbered is not None and "s " in numbered[0].replace("its ", "")


class Mention(NamedTuple):
    """One way in which a report mentions an outcome without reporting it."""

    name: str
    why: str
    applies: Callable[[_ActiveSentence], bool]


MENTIONS = (
    Mention(
        "subordinate clause",
        '"After the Committee adopted the draft, ..." reports what followed.',
        _is_in_subordinate_clause,
    ),
    Mention("indefinite", '"The Committee adopted a resolution" names none that was before it.', _is_indefinite),
    Mention("earlier text", "A text named by its number in the middle of a sentence is recalled.", _is_earlier_text),
    Mention("another body", "A committee's report recalls what a principal organ adopted.", _is_of_another_body),
    Mention("several texts", "Several numbers in one sentence are a survey.", _is_of_several_texts),
)


def _is_mentioned_only(text: str, active: regex.Match[str]) -> bool:
    """Whether one of ``MENTIONS`` applies to a sentence."""
    start = max((at for at, _ in sentences(text) if at <= active.start()), default=0)
    before = text[start : active.start("verb")]
    lead_in = phrases.LEAD_IN.match(f"{before}the ")
    is_first = active.start() == start or (lead_in is not None and start + lead_in.end() >= active.start())
    sentence = _ActiveSentence(active[0], before, active["rest"], is_first)
    return any(mention.applies(sentence) for mention in MENTIONS)


def _is_of_a_vote(outcome: Outcome, in_report: bool = False) -> bool:
    """Whether a passive sentence states the outcome of a vote, and not what somebody accepted, approved or deleted.

    It begins with the proposal. It gives a count, or else nothing but how the body decided. In a report only a draft,
    an amendment or a motion needs no word on how it was decided.
    """
    begins = phrases.BEGINS_WITH_PROPOSAL.match(outcome.proposal) is not None
    if phrases.tally_in(outcome.rest):
        return begins or outcome.proposal.startswith("The ")
    if not begins or outcome.outcome == "not_retained" or len(outcome.proposal) > LONGEST_PROPOSAL:
        return False
    if not in_report:
        return phrases.UNCOUNTED_ENDING.fullmatch(outcome.rest) is not None
    if phrases.HOW_DECIDED.search(outcome.rest):
        return phrases.subject_of(outcome.proposal) != "whole" or "draft" in outcome.proposal.lower()
    return phrases.DEFINITE_PROPOSAL.match(outcome.proposal) is not None


# From a match to an outcome


def _passive(sentence: regex.Match[str]) -> Outcome:
    """The outcome of a sentence whose subject is the proposal."""
    outcome = phrases.outcome_of(sentence["verb"], is_negated=bool(sentence["not"]))
    if phrases.RULING_UPHELD.search(sentence[0]):
        outcome = "rejected"
    proposal, rest = sentence["proposal"], sentence["rest"]
    if count_first := phrases.COUNT_FIRST.fullmatch(proposal):
        proposal, rest = count_first["proposal"], f" {count_first['count']}{rest}"
    return Outcome(proposal, outcome, rest, sentence.end())


def _counted_decision(decided: regex.Match[str]) -> Outcome:
    return Outcome(decided["proposal"], "adopted", decided["rest"], decided.end())
