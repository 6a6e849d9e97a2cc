"""The words with which UN records and reports tell a vote, and what each of them says.

What belongs here: the vocabulary (what is put to a body, how it votes, what comes of it, how counts and lists are
printed) and the patterns built of it, each a rule of its own. What does not: in which order a document tells these
things (``records.py``), the names of States (``states.py``).

The wordings go back to 1946. Until the eighties the UN's files are scans whose text a machine has read, so a few
letters of a word may be wrong: patterns named ``MISREAD_*`` allow for that and are asked only where a vote is under
way.
"""

from __future__ import annotations

import difflib
from typing import NamedTuple

import regex

from transforms.language.dates import ENGLISH_MONTHS

COUNTED = ("in_favour", "against", "abstaining")
"""The votes that are counted, in the order in which the UN prints them."""

# fmt: off
NUMBERS = {
    "no": 0, "none": 0, "nil": 0, "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6,
    "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14,
    "fifteen": 15,
}
# fmt: on
"""Counts that the UN writes in words: those up to ten, and a whole Security Council."""
LOOKALIKES = str.maketrans("lI|OoïSZ", "11100752")
"""Letters that a machine reads for figures."""
COUNT = rf"(?:\d[\dlIO|]{{0,2}}|[lI|ïSZ]\d{{0,2}}(?!\w)|(?i:{'|'.join(sorted(NUMBERS, key=len, reverse=True))})\b)"
MONTH = f"(?:{ENGLISH_MONTHS})"

DRAFTS = (
    "resolution",
    "decision",
    "text",
    "declaration",
    "universal declaration",
    "political declaration",
    "statement",
    "president",  # "the draft President's statement"
    "proposal",
    "convention",
    "covenant",
    "protocol",
    "optional protocol",
    "international",  # "the draft International Covenant"
    "recommendation",
    "programme of action",
    "plan of action",
    "outcome document",
)
"""What is put as a draft of the whole."""
PARTS = (
    *("paragraph", "subparagraph", "sub-paragraph", "word", "phrase", "sentence", "section", "subsection", "part"),
    *("annex", "article", "preamble", "recital", "clause", "title", "chapter", "figure", "passage"),
)
PUT = {
    **{f"draft {draft}": "whole" for draft in DRAFTS},
    **dict.fromkeys(("resolution", "decision", "text"), "whole"),
    **dict.fromkeys(("amendment", "sub-amendment", "subamendment", "revision", "addition"), "amendment"),
    **dict.fromkeys(PARTS, "paragraph"),
    **dict.fromkeys(("motion", "ruling", "challenge", "request"), "motion"),
    **dict.fromkeys(("proposal", "suggestion", "recommendation", "agenda", "report"), "other"),
}
"""What may be put to a body, and the subject (``tables.SUBJECTS``) that it makes."""
NOUN = rf"(?:{'|'.join(sorted(PUT, key=len, reverse=True))})s?"

DONE = {
    "adopted": "adopted",
    "approved": "adopted",
    "accepted": "adopted",
    "carried": "adopted",
    "upheld": "adopted",
    "rejected": "rejected",
    "defeated": "rejected",
    "lost": "rejected",
    "overruled": "rejected",
    "retained": "retained",
    "maintained": "retained",
    "deleted": "not_retained",
    "decided to adopt": "adopted",
    "decided to retain": "retained",
    "voted to retain": "retained",
    "decided to maintain": "retained",
    "decided not to retain": "not_retained",
    "decided to delete": "not_retained",
    "did not adopt": "not_adopted",
    "did not approve": "not_adopted",
    "failed to adopt": "not_adopted",
    "declined to adopt": "not_adopted",
}
"""The words for what came of a question, and the outcome (``tables.OUTCOMES``) that each is."""
PARTICIPLE = rf"(?:{'|'.join(done for done in DONE if ' ' not in done)})"
NOT_DONE = {"retained": "not_retained", "rejected": "adopted"}
"""The outcome where a "not" stands before it; of all others "not_adopted"."""

METHODS = (
    (regex.compile(r"(?i)\broll[ -]?call\b"), "roll_call"),
    (regex.compile(r"(?i)\bsecret ballot\b"), "secret_ballot"),
    (regex.compile(r"(?i)\bshow of hands\b|\bnon-recorded\b"), "show_of_hands"),
    (regex.compile(r"(?i)\brecorded\b|\bseparate vote\b|\bvote (?:was|were) taken on\b"), "recorded_vote"),
    (regex.compile(r"(?i)\bconsensus\b"), "consensus"),
    (regex.compile(r"(?i)\bacclamation\b"), "acclamation"),
    (regex.compile(r"(?i)\bsilence procedure\b"), "silence_procedure"),
)
"""How a body decided, in the order in which the words are believed."""
COUNTED_METHODS = ("roll_call", "secret_ballot", "show_of_hands", "recorded_vote")

TAKEN = regex.compile(
    r"(?:A|The) (?:[\w-]+ ){0,2}vote (?:was|were) (?:then )?taken\b|(?:A|The) vote (?:was|were) (?:then )?taken\b"
    r"|(?:A )?(?:[Vv]ote|[Bb]allot) was (?:then )?taken by\b"
)
"""How a record tells that a vote begins, in a sentence of its own: "A recorded vote was taken"."""
TAKEN_IN_REPORT = regex.compile(r"\b(?:recorded|separate|roll-call) vote (?:was|were) taken|\bvote was taken (?:by|on)")
MISREAD_TAKEN = regex.compile(r"(?:A vote was taken by){e<=3}")
VOTING_FOLLOWS = regex.compile(
    r"(?i)(?:the ?(?:result of the )?vot(?:e|es|ing)(?: was| were)? as follows|, as follows)[\W\d]*$"
)
"""That the lists come after what tells the outcome."""

LISTS = {
    "In favour": "in_favour",
    "Against": "against",
    "Abstaining": "abstaining",
    "Abstention": "abstaining",
    "Abstentions": "abstaining",
    "Abstained": "abstaining",
    "Not voting": "not_voting",
    "Not participating": "not_voting",
    "Present and not voting": "not_voting",
    "Did not participate": "not_voting",
    "Non-participating": "not_voting",
    "Absent": "not_voting",
}
"""What stands above the lists of a roll-call."""
HEAD = rf"(?:{'|'.join(sorted(LISTS, key=len, reverse=True))})"
OTHER_HEAD = regex.compile(r"(?i)\W*(?:votent|vote pour|vote contre|s.abst|absten|absent)")
"""What stands above the lists in the French column of the bilingual records."""
LABEL = regex.compile(rf"(?i:(?P<label>{HEAD}))(?: [^:.,]{{1,60}})?\s*(?::|[.;·]+[:·]|—)\W{{0,3}}")
MISREAD_LABEL = regex.compile(
    r"(?:(?P<in_favour>(?:In favour){e<=3})|(?P<against>(?:Against){e<=2})|(?P<abstaining>(?:Abstaining){e<=3}))"
    r"\s?[:.;·]+\s*"
)

SPEAKER = (
    r"(?:The (?:Acting |Temporary |Vice-|Deputy )?(?:President|PRESIDENT|Chair|CHAIR|Secretary|SECRETARY)[\p{L}-]*"
    r"|(?:Mr|Mrs|Ms|Miss|Dr|Sir|Dame|Lord|Prince|Princess|Sheikh|Baroness)\b\.?[^:().]{2,60})"
    r"(?:,? ?\([^()]{2,80}\)){0,3} ?:"
)
PRESIDENT = regex.compile(r"The (?:Acting |Temporary |Vice-|Deputy )?(?:President|PRESIDENT|Chair|CHAIR)[^:]{0,80}: ")
DELEGATE = regex.compile(rf"(?!The )(?:{SPEAKER})")
MISREAD_PRESIDENT = regex.compile(r"(?:The PRESIDENT){e<=5} ?[({]")
SEGMENT = regex.compile(
    rf"(?<=\S)\s+(?={HEAD}(?: [^:.,]{{1,60}})?\s*[:.·]{{1,2}}(?:\s|$)|\[Subsequently"
    r"|[*¹²³]? ?Subsequently, the (?:deleg|Secr))"
    rf"|(?<=[.?!)\]”\"*])\s+(?={SPEAKER}|(?:A|The) (?:[\w-]+ ){{0,2}}vote was taken|It was so decided)"
    r"|(?<=\bso (?:decided|agreed)\.)\s+"
    r"|(?<=\bvote was taken\.)\s+"
)
"""Where one paragraph holds what stands in several: who speaks, what the record tells, a list, what was said later."""

BECAME = regex.compile(
    r"(?:\b(?:as|see|becomes?) (?:Security Council )?resolution (?P<council>\d+ ?\(\d{4}\))"
    r"|[(\[](?:see )?(?P<kind>(?:[Rr]esolution|[Dd]ecision)s? |(?=PRST))"
    r"(?P<number>(?:PRST[ /])?(?:E?S-)?\d[\d/]*(?: [A-Z]\b)?(?: ?\([IVXL]+\))?)"
    r"|\bsee\b[^.]*?\b(?P<kind>resolution |decision )(?P<number>(?:S-)?\d+/\d+)"
    r"|\bas (?P<kind>resolution |decision )(?P<number>(?:E?S-)?\d+/\d+(?: [A-Z]\b)?))"
)
"""The text that a draft became: "(resolution 65/182)", "as resolution 2505 (2020)", "see chapter II, decision 4/1"."""
NOTED_RESOLUTION = regex.compile(
    r"[Ss]ee (?:[\w ]+, )?resolution (?P<number>\d+ (?:\(\d{4}\)|(?:[A-Z] )?\([IVXL]+\))|\d+/\d+)"
)
"""The same, in a footnote of the records before the nineties."""

_IN_FAVOUR = rf"(?P<in_favour>{COUNT})(?: votes?)?(?: (?:cast )?(?:in favour|for))?"
_TO = r"(?: ?,? to|,? and|,|(?<=votes?) (?:ta|lo|t0|10))"
_AGAINST = rf"(?P<against>{COUNT})(?! ?(?:a[bh]st|members? abst))(?: votes?)?(?: against)?"
_WITH = r"(?: ?[,.]? ?(?:(?:[Ww]|\\V)ith|and)|,)"
_ABSTAINING = rf"(?P<abstaining>{COUNT})(?: members?)? ?a[bh]st[a-z]+"
TALLY = regex.compile(
    r"\b(?:[Bbh]y|with) (?:an? )?"
    r"(?:(?P<how>recorded|roll-call|non-recorded|show-of-hands) vote,? (?:of |by )?|(?:vote|majority) of )?"
    rf"{_IN_FAVOUR}(?:{_TO} {_AGAINST})?(?:{_WITH} (?:(?:only|an?) )?{_ABSTAINING})?"
)
"""The count in a sentence that tells an outcome."""
COUNTS = {
    "in_favour": regex.compile(rf"\b(?P<n>{COUNT})(?: votes?)?(?: cast)? in favour\b"),
    "against": regex.compile(rf"\b(?P<n>{COUNT})(?: votes?)?(?: cast)? against\b"),
    "abstaining": regex.compile(rf"\b(?P<n>{COUNT})(?: members?)? ?(?:abstentions?\b|abstaining|abstained)"),
}
"""The count as the President of the Security Council announces it, in whatever order."""

PASSIVE = regex.compile(
    rf"(?P<what>\p{{Lu}}(?:[^.?]|\.(?=\S)|(?<=\b(?:paras?|chap|No|Nos|Corr|Rev|Add|St)\b)\.)*?),?"
    rf" (?:(?P<now>is|are)|was|were|ha(?:s|ve)(?P<not> not)? been)(?: therefore| thus| also| then| so| thereby)?"
    rf"(?P<not> not)? "
    rf"(?P<done>{PARTICIPLE})\b"
    r"(?P<rest>(?:[^.]|\.(?=\d)|(?<=\b(?:paras?|chap|sect|Nos?|vol)\b)\.(?= ?[\dIVX]))*)"
    r"(?:\.|$)[\"”]?[.*\d¹²³]*"
)
"""An outcome in a sentence that has what was put for its subject."""
MISREAD_PASSIVE = regex.compile(
    r"(?P<what>\p{Lu}.{3,400}?) (?:(?:was|were|has been|have been){e<=1})(?P<not> not)? "
    r"(?P<done>(?:adopted|rejected|retained){e<=2})(?P<rest> (?:by|hy|with|unanim)[^.]*(?:\. (?:W|\\V)ith[^.]*)?|)"
    r"(?:\.|$)"
)
PUT_FIRST = regex.compile(
    r"(?i)(?!(?:concerning|regarding|about|in|on|with|for|from|to|at|by|as|of|his|her|its|our|my|your|their|this|these|those"
    r"|that|it|he|she|we|they|you|i|an?|such|no|some|many)\b)"
    rf"(?:(?:the|both|all) )?(?:[\p{{L}}\p{{N}}’'()-]+,? ){{0,5}}?(?:{NOUN})\b(?!,? (?:which|that)\b)"
)
"""How such a sentence begins: with what was put ("The eighth preambular paragraph"), not with who regretted it."""
LEAD = regex.compile(
    r"(?:(?:Also|Again|Then|Subsequently|Later),? )?(?:(?i:at|on|in accordance with|under|by|pursuant to)\b[^;:]*?, )+"
    r"(?=(?:the|both|all|draft|operative|preambular)\b)"
)
"""What stands before it in a report: when, at whose request."""
STATED = regex.compile(
    r"\b(?:without (?:a )?vote|without objection|unanimously|by consensus|by acclamation|as a whole)\b"
)
"""That a sentence is about a decision, where it gives no count."""
DEFINITE_DRAFT = regex.compile(
    r"(?i)(?:the )?(?:[\w-]+ ){0,3}?(?:draft\b|motion\b|amendments? \p{Lu}/)|the (?:[\w-]+ ){0,3}?amendments?\b"
)
"""What was put, so named that it can only be a question put to the body that reports."""
BARE = regex.compile(
    r"(?:,? (?:without (?:a )?(?:vote|objection)|unanimously|by consensus|by acclamation|as (?:amended|a whole)"
    r"|as orally \w+))*,?\s*(?:[(\[].*[)\]])?"
)
"""What may follow the verb where a record tells an outcome without a count."""
NOT_TOLD = regex.compile(r"(?:After|Following|Before|Prior to|Since|As|When|If|Once|Had|While|Although|Because|Upon)\b")
"""How a sentence begins that tells something else."""
BODY = (
    r"\b[Tt]he (?:\p{Lu}[\p{L}-]* )*(?:(?:Committee|Assembly|Council|Commission|Sub-Commission|Conference|Board"
    r"|Meeting|Group)|\p{Lu}\p{Ll}+ Committee \([^)]*\))"
)
_ADVERBIAL = (
    r"(?:,? (?:by|without|on|at|in|as|then|also|subsequently|thereupon|unanimously|again|therefore)\b[^;:.]*?,"
    r"|,? (?:then|also|subsequently|unanimously|thus|therefore))?"
)
ACTIVE = regex.compile(
    rf"(?:{BODY}{_ADVERBIAL} ?|(?<=[^.;]{{20}}) and(?: (?:then|also|subsequently))? )"
    rf"\b(?P<done>{'|'.join(sorted((d for d in DONE if d not in ('lost', 'accepted')), key=len, reverse=True))})\b"
    r"(?P<rest>.*?)(?=;|, and (?:then |also )?(?:adopted|rejected|approved|retained)\b"
    r"| and (?:then |also )?(?:adopted|rejected) (?:the|draft)\b"
    r"|(?<!\b(?:paras?|chaps?|sect|Nos?|vol|add|corr|rev))\.(?:\s+[\p{Lu}“]|[\s\d,*]*$)|$)"
)
"""An outcome in a report: the body is the subject, and the rest of the sentence says what, how and as what."""
WHAT = regex.compile(
    rf"(?P<aside>(?:,? (?:without (?:a vote|objection)|by consensus|unanimously|by (?:an? )?[^,]*vote[^,]*"
    rf"(?:, with [^,]*)?),?)?)"
    rf" (?P<what>(?:the |an? |both |all |that )?(?:[\p{{L}}\p{{N}}/-]+,? ){{0,6}}?(?i:{NOUN})\b.*?)"
    rf"(?=,? (?:by|without|unanimously)\b(?! (?:the|its|his|her)\b)| ?\((?:resolution|decision|PRST|see)|$)"
)
"""What was put, after a report's verb."""
NUMBERED = regex.compile(r" (?:its )?(?:draft )?(?:resolutions?|decisions?) (?:E?S-)?\d[\d/]*")
"""A text named by the number that it was given: it was adopted just now where the body itself reports it."""
RELATIVE = regex.compile(
    rf"\bvotes? (?:was|were) (?:then )?taken on (?P<what>[^.;]*?),? (?:which|and it) (?:was|were) (?P<not>not )?"
    rf"(?P<done>{PARTICIPLE})\b(?P<rest>.*)"
)
"""An outcome told together with the taking of the vote."""
DECIDED_BY = regex.compile(
    rf"(?:{BODY}|\b[Ii]t (?:was|is)) ?(?:then |also )?decided,? (?P<rest>by (?:an? )?(?:[\w-]+ vote of )?{COUNT}"
    rf"(?: votes?)? to [^.]*?(?:abst\w+)?,?) ?(?P<what>(?:not )?to [^.]*|that [^.]*)"
)
"""A procedural decision with its count: "decided, by 60 votes to 30, not to take action on the draft"."""
RESULTED = regex.compile(
    r"\b[Tt]he (?:\w+ )?vote on (?P<what>[^.]*?) resulted in (?P<rest>[^.]*?)(?:,? as follows)?:?\.?$"
)
"""How the Executive Boards of the funds tell a vote."""
DECIDED = regex.compile(
    r"(?:There being (?:no|on) objections?, )?[Ii]t (?:was|is) so (?:decided|agreed)(?: ?\([^)]*\))?\.?[*\d]*"
)
ENDS_DECIDED = regex.compile(r"There being (?:no|on) objections?, it is so (?:decided|agreed)\.$")
QUESTION = regex.compile(
    r"(?:[Mm]ay I (?:take it|consider)|I (?:shall|will|should) (?:take it|consider)|[Ii]f (?:I hear|there is|there are)"
    r" no objections?)[^?.]*[?.]?"
)
FAILED = regex.compile(
    r"(?P<what>\p{Lu}[^.]*?),? (?:(?:having )?failed to (?:obtain|secure|receive)|did not (?:obtain|receive))"
    r"(?P<rest> [^.]*?(?:majority|votes?|members)\b[^.]*)\."
)
"""That a text failed for want of a majority, where no verb says so."""
MOVED = regex.compile(
    r"(?:not )?to (?:take|adjourn|close|postpone|defer|suspend|proceed|consider|include|invite|vote)\b|no action\b"
)
"""What a body decides about its own proceedings."""
UPHELD = regex.compile(r"\b(?:President|Chairman)['’]?s? r\w{1,6}ing was upheld")
"""A ruling that was challenged stands, so the challenge failed (Council's rules of procedure, 30)."""
ELECTED = regex.compile(
    r"(?P<what>[^.]*?\b(?:was|were|has been|have been|is|are)(?: therefore| thereby| duly| thus)?"
    r" (?:re-?)?(?:elected|appointed by acclamation)\b[^.]*)"
)
ACCLAIMED = regex.compile(r"[^:]{3,400}? (?:was|were) (?:re-?)?elected\b[^:.]*\bby acclamation\b[^:.]*\.?")
"""An election without a ballot, in a sentence of its own."""
BALLOT_RESULT = regex.compile(r"(?i)\b(?:obtained|receiv(?:ed|ing)) the (?:required|largest|necessary)|\bmajority\b")

COUNT_FIRST = regex.compile(
    rf"(?P<count>By [^.]*?\b(?:votes? to {COUNT}|a[bh]stentions?)), (?P<what>(?!with\b|and\b).*)"
)
"""A count that stands before what was put: "By 10 votes to 3, the amendment was rejected"."""
CLOSING = regex.compile(
    r"\[?\(?Adopted (?P<rest>(?:at [^.]*?,? ?)?(?:without (?:a )?vote|unanimously|by consensus|by acclamation"
    r"|by (?:an? )?(?:[\w-]+ vote of |vote of )?\d+(?: votes?)? to .*?))(?:\.|,? as follows|\]|$)"
)
"""What a resolution of the Human Rights Council ends with: "[Adopted by a recorded vote of 28 to 13, ...]"."""

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

LATER_NOTE = regex.compile(
    r"\W{0,4}(?:Subsequently\b"
    r"|The (?:delegation|representative)s? of .{3,200}? (?:subsequently|later|have since|has since)\b)"
)
LATER = regex.compile(
    r"(?:delegations?|representatives?) of (?P<who>.+?),? (?=(?:informed|advised|notified|indicated|stated|subsequently"
    r"|later|had|would|has|have|wished|intended|requested|that)\b)"
)
INTENDED = regex.compile(r"\b(?:informed|advised|notified|intended|would have|wish(?:es|ed))\b|ubsequently")
SAID = regex.compile(r"\bin favour\b|\bagainst\b|\babstain|\bnot (?:to )?participat")


class Told(NamedTuple):
    """A sentence that tells an outcome: what was put, what came of it, the rest of the sentence."""

    what: str
    outcome: str
    rest: str
    end: int
    """Characters of the text up to the sentence's end."""


def outcome_of(done: str, is_not: bool) -> str:
    """The outcome that a printed verb tells; one misread by a letter or two is the verb it is nearest to."""
    if done not in DONE:
        done = difflib.get_close_matches(done, DONE, 1, 0.0)[0]
    return NOT_DONE.get(done, "not_adopted") if is_not else DONE[done]


def number_of(count: str) -> int:
    """A printed count: in figures, in words, or in figures that were misread as letters."""
    if (word := count.lower()) in NUMBERS:
        return NUMBERS[word]
    return int(count.translate(LOOKALIKES))


def tally_of(text: str) -> dict[str, int]:
    """The count that a sentence tells, empty where it tells none; where it names no abstentions, there were none."""
    for tally in TALLY.finditer(text):
        if tally["how"] or tally["against"] or regex.search(r"\bvotes?\b", tally[0]):
            return {vote: number_of(tally[vote] or "none") for vote in COUNTED}
    return {}


def announced_in(text: str) -> dict[str, int]:
    """The count as a president announces it: "13 votes in favour, one against and one abstaining"."""
    found = {vote: match for vote, pattern in COUNTS.items() if (match := pattern.search(text))}
    if "in_favour" not in found:
        return {}
    return {vote: number_of(found[vote]["n"]) if vote in found else 0 for vote in COUNTED}


def method_in(text: str) -> str | None:
    """How a body decided, as far as the words say."""
    return next((method for pattern, method in METHODS if pattern.search(text)), None)


def subject_of(what: str) -> str:
    """What was put (``tables.SUBJECTS``), from the words for it: the first noun decides.

    "paragraph 17 of draft resolution A/HRC/28/L.13" is a paragraph, "the oral amendment to paragraph 3" an
    amendment, "draft resolution III, as amended" the whole.
    """
    if MOVED.match(what):
        return "motion"
    first = regex.search(rf"(?i)\b{NOUN}\b", what)
    if first is None:
        misread = regex.search(r"(?i)\b(?:amendment|paragraph|resolution|ruling){1<=e<=2}\b", what)
        return PUT[difflib.get_close_matches(misread[0].lower(), PUT, 1, 0.0)[0]] if misread else "other"
    noun = first[0].lower()
    if noun.startswith("proposal") and "draft" in what:
        return "whole"
    return PUT.get(noun) or PUT.get(noun.removesuffix("s")) or "other"
