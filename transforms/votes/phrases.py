"""The phrases with which UN documents state votes, and what each of them means.

What belongs here: the vocabulary (what is put to the vote, how a body votes, what the outcome is, how counts and lists
are printed) and the patterns built of it, each named for what it finds. What does not: which pattern applies where
(``outcomes.py``, ``records.py``, ``closing.py``), and the names of States (``authorities/states.py``).

The phrases go back to 1946. Most of the UN's files from before the nineties are scans read by OCR, so a few letters of
a word may be wrong. Patterns named ``FUZZY_*`` allow for that. They are used only where a vote is under way or a
president announces its result.

The text, part, amendment or motion that is put to the vote is called the proposal.
"""

from __future__ import annotations

import difflib
from collections.abc import Sequence

import regex

from transforms.language.dates import ENGLISH_MONTHS

# Vocabulary

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
"""Letters that OCR reads in the place of figures."""
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
"""A proposal that begins with "draft" and one of these is a whole text."""
PARTS = (
    *("paragraph", "subparagraph", "sub-paragraph", "word", "phrase", "sentence", "section", "subsection", "part"),
    *("annex", "article", "preamble", "recital", "clause", "title", "chapter", "figure", "passage"),
)
SUBJECT_OF_NOUN = {
    **{f"draft {draft}": "whole" for draft in DRAFTS},
    **dict.fromkeys(("resolution", "decision", "text"), "whole"),
    **dict.fromkeys(("amendment", "sub-amendment", "subamendment", "revision", "addition"), "amendment"),
    **dict.fromkeys(PARTS, "paragraph"),
    **dict.fromkeys(("motion", "ruling", "challenge", "request"), "motion"),
    **dict.fromkeys(("proposal", "suggestion", "recommendation", "agenda", "report"), "other"),
}
"""Nouns for a proposal, and the subject (``tables.SUBJECTS``) of the vote on it."""
NOUN = rf"(?:{'|'.join(sorted(SUBJECT_OF_NOUN, key=len, reverse=True))})s?"

OUTCOME_OF_VERB = {
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
"""Verbs that state the outcome of a vote, and the outcome (``tables.OUTCOMES``) that each means."""
PARTICIPLE = rf"(?:{'|'.join(verb for verb in OUTCOME_OF_VERB if ' ' not in verb)})"
OUTCOME_OF_NEGATED_VERB = {"retained": "not_retained", "rejected": "adopted"}
"""The outcome where "not" stands before the verb; with all other verbs it is "not_adopted"."""

METHODS = (
    (regex.compile(r"(?i)\broll[ -]?call\b"), "roll_call"),
    (regex.compile(r"(?i)\bsecret ballot\b"), "secret_ballot"),
    (regex.compile(r"(?i)\bshow of hands\b|\bnon-recorded\b"), "show_of_hands"),
    (regex.compile(r"(?i)\brecorded\b|\bseparate vote\b|\bvote (?:was|were) taken on\b"), "recorded_vote"),
    (regex.compile(r"(?i)\bconsensus\b"), "consensus"),
    (regex.compile(r"(?i)\bacclamation\b"), "acclamation"),
    (regex.compile(r"(?i)\bsilence procedure\b"), "silence_procedure"),
)
"""Words of a sentence that state the method (``tables.METHODS``). The first that is found decides."""
XML_METHODS = (
    (regex.compile(r"(?i)without ?vote"), "without_vote"),
    (regex.compile(r"(?i)recorded ?vote"), "recorded_vote"),
    (regex.compile(r"(?i)consensus"), "consensus"),
    (regex.compile(r"(?i)acclamation"), "acclamation"),
    (regex.compile(r"(?i)silence"), "silence_procedure"),
)
"""The same in the UN's XML: "adoptedRecordedVote" in ``voting/@outcome``, or the words of a step."""
COUNTED_METHODS = ("roll_call", "secret_ballot", "show_of_hands", "recorded_vote")

# A vote begins; its lists

VOTE_BEGINS = regex.compile(
    r"(?:A|The) (?:[\w-]+ ){0,2}vote (?:was|were) (?:then )?taken\b|(?:A|The) vote (?:was|were) (?:then )?taken\b"
    r"|(?:A )?(?:[Vv]ote|[Bb]allot) was (?:then )?taken by\b"
)
"""The sentence with which a vote begins in a record: "A recorded vote was taken"."""
VOTE_BEGINS_IN_REPORT = regex.compile(
    r"\b(?:recorded|separate|roll-call) vote (?:was|were) taken|\bvote was taken (?:by|on)"
)
FUZZY_VOTE_BEGINS = regex.compile(r"(?:A vote was taken by){e<=3}")
LISTS_FOLLOW = regex.compile(
    r"(?i)(?:the ?(?:result of the )?vot(?:e|es|ing)(?: was| were)? as follows|, as follows)[\W\d]*$"
)
"""The end of a sentence that states the outcome, where the lists of voters follow it."""

LIST_HEADINGS = {
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
"""Headings of the lists of a roll-call, and the vote of those listed under each."""
LIST_HEADING = rf"(?:{'|'.join(sorted(LIST_HEADINGS, key=len, reverse=True))})"
FRENCH_LIST_HEADING = regex.compile(r"(?i)\W*(?:votent|vote pour|vote contre|s.abst|absten|absent)")
"""Headings of the lists in the French column of the bilingual records."""
LABEL = regex.compile(rf"(?i:(?P<label>{LIST_HEADING}))(?: [^:.,]{{1,60}})?\s*(?::|[.;·]+[:·]|—)\W{{0,3}}")
FUZZY_LABEL = regex.compile(
    r"(?:(?P<in_favour>(?:In favour){e<=3})|(?P<against>(?:Against){e<=2})|(?P<abstaining>(?:Abstaining){e<=3}))"
    r"\s?[:.;·]+\s*"
)

# Who speaks; where a paragraph is cut

SPEAKER = (
    r"(?:The (?:Acting |Temporary |Vice-|Deputy )?(?:President|PRESIDENT|Chair|CHAIR|Secretary|SECRETARY)[\p{L}-]*"
    r"|(?:Mr|Mrs|Ms|Miss|Dr|Sir|Dame|Lord|Prince|Princess|Sheikh|Baroness)\b\.?[^:().]{2,60})"
    r"(?:,? ?\([^()]{2,80}\)){0,3} ?:"
)
PRESIDENT = regex.compile(r"The (?:Acting |Temporary |Vice-|Deputy )?(?:President|PRESIDENT|Chair|CHAIR)[^:]{0,80}: ")
DELEGATE = regex.compile(rf"(?!The )(?:{SPEAKER})")
FUZZY_PRESIDENT = regex.compile(r"(?:The PRESIDENT){e<=5} ?[({]")
PIECE_BREAK = regex.compile(
    rf"(?<=\S)\s+(?={LIST_HEADING}(?: [^:.,]{{1,60}})?\s*[:.·]{{1,2}}(?:\s|$)|\[Subsequently"
    r"|[*¹²³]? ?Subsequently, the (?:deleg|Secr))"
    rf"|(?<=[.?!)\]”\"*])\s+(?={SPEAKER}|(?:A|The) (?:[\w-]+ ){{0,2}}vote was taken|It was so decided)"
    r"|(?<=\bso (?:decided|agreed)\.)\s+"
    r"|(?<=\bvote was taken\.)\s+"
)
"""Where a paragraph is cut into pieces: before a list, a speaker, a later statement, a sentence of the record."""

# The number of the adopted text

ADOPTED_AS = regex.compile(
    r"(?:\b(?:as|see|becomes?) (?:Security Council )?resolution (?P<council>\d+ ?\(\d{4}\))"
    r"|[(\[](?:see )?(?P<kind>(?:[Rr]esolution|[Dd]ecision)s? |(?=PRST))"
    r"(?P<number>(?:PRST[ /])?(?:E?S-)?\d[\d/]*(?: [A-Z]\b)?(?: ?\([IVXL]+\))?)"
    r"|\bsee\b[^.]*?\b(?P<kind>resolution |decision )(?P<number>(?:S-)?\d+/\d+)"
    r"|\bas (?P<kind>resolution |decision )(?P<number>(?:E?S-)?\d+/\d+(?: [A-Z]\b)?))"
)
"""The number under which a draft was adopted: "(resolution 65/182)", "as resolution 2505 (2020)", "see chapter II,
decision 4/1"."""
ADOPTED_AS_IN_NOTE = regex.compile(
    r"[Ss]ee (?:[\w ]+, )?resolution (?P<number>\d+ (?:\(\d{4}\)|(?:[A-Z] )?\([IVXL]+\))|\d+/\d+)"
)
"""The same in a footnote, as the records before the nineties print it."""

# Counts

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
"""The count in a sentence that states an outcome."""
ANNOUNCED = {
    "in_favour": regex.compile(rf"\b(?P<count>{COUNT})(?: votes?)?(?: cast)? in favour\b"),
    "against": regex.compile(rf"\b(?P<count>{COUNT})(?: votes?)?(?: cast)? against\b"),
    "abstaining": regex.compile(rf"\b(?P<count>{COUNT})(?: members?)? ?(?:abstentions?\b|abstaining|abstained)"),
}
"""The count as the President of the Security Council announces it, in any order."""

# Outcomes

PASSIVE_OUTCOME = regex.compile(
    rf"(?P<proposal>\p{{Lu}}(?:[^.?]|\.(?=\S)|(?<=\b(?:paras?|chap|No|Nos|Corr|Rev|Add|St)\b)\.)*?),?"
    rf" (?:(?P<is_present>is|are)|was|were|ha(?:s|ve)(?P<not> not)? been)(?: therefore| thus| also| then| so| thereby)?"
    rf"(?P<not> not)? "
    rf"(?P<verb>{PARTICIPLE})\b"
    r"(?P<rest>(?:[^.]|\.(?=\d)|(?<=\b(?:paras?|chap|sect|Nos?|vol)\b)\.(?= ?[\dIVX]))*)"
    r"(?:\.|$)[\"”]?[.*\d¹²³]*"
)
"""A sentence whose subject is the proposal and whose verb is the outcome: "Draft resolution I was adopted ..."."""
FUZZY_PASSIVE_OUTCOME = regex.compile(
    r"(?P<proposal>\p{Lu}.{3,400}?) (?:(?:was|were|has been|have been){e<=1})(?P<not> not)? "
    r"(?P<verb>(?:adopted|rejected|retained){e<=2})(?P<rest> (?:by|hy|with|unanim)[^.]*(?:\. (?:W|\\V)ith[^.]*)?|)"
    r"(?:\.|$)"
)
BEGINS_WITH_PROPOSAL = regex.compile(
    r"(?i)(?!(?:concerning|regarding|about|in|on|with|for|from|to|at|by|as|of|his|her|its|our|my|your|their|this|these|those"
    r"|that|it|he|she|we|they|you|i|an?|such|no|some|many)\b)"
    rf"(?:(?:the|both|all) )?(?:[\p{{L}}\p{{N}}’'()-]+,? ){{0,5}}?(?:{NOUN})\b(?!,? (?:which|that)\b)"
)
"""The beginning of such a sentence: a proposal ("The eighth preambular paragraph"), not a person who speaks of one."""
LEAD_IN = regex.compile(
    r"(?:(?:Also|Again|Then|Subsequently|Later),? )?(?:(?i:at|on|in accordance with|under|by|pursuant to)\b[^;:]*?, )+"
    r"(?=(?:the|both|all|draft|operative|preambular)\b)"
)
"""What a report prints before the proposal: when, or at whose request."""
HOW_DECIDED = regex.compile(
    r"\b(?:without (?:a )?vote|without objection|unanimously|by consensus|by acclamation|as a whole)\b"
)
"""How a body decided, in a sentence that gives no count."""
DEFINITE_PROPOSAL = regex.compile(
    r"(?i)(?:the )?(?:[\w-]+ ){0,3}?(?:draft\b|motion\b|amendments? \p{Lu}/)|the (?:[\w-]+ ){0,3}?amendments?\b"
)
"""A proposal named in such a way that only the body that reports can have voted on it."""
UNCOUNTED_ENDING = regex.compile(
    r"(?:,? (?:without (?:a )?(?:vote|objection)|unanimously|by consensus|by acclamation|as (?:amended|a whole)"
    r"|as orally \w+))*,?\s*(?:[(\[].*[)\]])?"
)
"""All that may follow the verb where a record states an outcome without a count."""
SUBORDINATE = regex.compile(
    r"(?:After|Following|Before|Prior to|Since|As|When|If|Once|Had|While|Although|Because|Upon)\b"
)
"""The beginning of a sentence that mentions an outcome only in passing: "After the draft was adopted, ..."."""
SUBORDINATE_UP_TO_VERB = regex.compile(r"(?:After|Before|Following|Prior to|When|As) [^,]*$")
"""The same up to the verb of a sentence whose subject is the body."""
INDEFINITE = regex.compile(r" (?:an?|his|their) ")
"""After the verb, the beginning of a proposal that the reader does not know yet."""
PRINCIPAL_ORGAN = regex.compile(r"General Assembly|Security Council")
BODY = (
    r"\b[Tt]he (?:\p{Lu}[\p{L}-]* )*(?:(?:Committee|Assembly|Council|Commission|Sub-Commission|Conference|Board"
    r"|Meeting|Group)|\p{Lu}\p{Ll}+ Committee \([^)]*\))"
)
_ADVERBIAL = (
    r"(?:,? (?:by|without|on|at|in|as|then|also|subsequently|thereupon|unanimously|again|therefore)\b[^;:.]*?,"
    r"|,? (?:then|also|subsequently|unanimously|thus|therefore))?"
)
_ACTIVE_VERBS = sorted(OUTCOME_OF_VERB.keys() - {"lost", "accepted"}, key=lambda verb: (-len(verb), verb))
ACTIVE_OUTCOME = regex.compile(
    rf"(?:{BODY}{_ADVERBIAL} ?|(?<=[^.;]{{20}}) and(?: (?:then|also|subsequently))? )"
    rf"\b(?P<verb>{'|'.join(_ACTIVE_VERBS)})\b"
    r"(?P<rest>.*?)(?=;|, and (?:then |also )?(?:adopted|rejected|approved|retained)\b"
    r"| and (?:then |also )?(?:adopted|rejected) (?:the|draft)\b"
    r"|(?<!\b(?:paras?|chaps?|sect|Nos?|vol|add|corr|rev))\.(?:\s+[\p{Lu}“]|[\s\d,*]*$)|$)"
)
"""A sentence of a report whose subject is the body. After the verb it gives the proposal, the method and the number."""
PROPOSAL = regex.compile(
    rf"(?P<aside>(?:,? (?:without (?:a vote|objection)|by consensus|unanimously|by (?:an? )?[^,]*vote[^,]*"
    rf"(?:, with [^,]*)?),?)?)"
    rf" (?P<proposal>(?:the |an? |both |all |that )?(?:[\p{{L}}\p{{N}}/-]+,? ){{0,6}}?(?i:{NOUN})\b.*?)"
    rf"(?=,? (?:by|without|unanimously)\b(?! (?:the|its|his|her)\b)| ?\((?:resolution|decision|PRST|see)|$)"
)
"""The proposal after the verb of a report; ``aside`` is what stands between them."""
NUMBERED_TEXT = regex.compile(r" (?:its )?(?:draft )?(?:resolutions?|decisions?) (?:E?S-)?\d[\d/]*")
"""A text named by the number of the adopted text: "adopted resolution 28/1"."""
RELATIVE_OUTCOME = regex.compile(
    rf"\bvotes? (?:was|were) (?:then )?taken on (?P<proposal>[^.;]*?),? (?:which|and it) (?:was|were) (?P<not>not )?"
    rf"(?P<verb>{PARTICIPLE})\b(?P<rest>.*)"
)
"""An outcome in the sentence that says that a vote was taken: "a vote was taken on the draft, which was adopted"."""
COUNTED_DECISION = regex.compile(
    rf"(?:{BODY}|\b[Ii]t (?:was|is)) ?(?:then |also )?decided,? (?P<rest>by (?:an? )?(?:[\w-]+ vote of )?{COUNT}"
    rf"(?: votes?)? to [^.]*?(?:abst\w+)?,?) ?(?P<proposal>(?:not )?to [^.]*|that [^.]*)"
)
"""A procedural decision with its count: "decided, by 60 votes to 30, not to take action on the draft"."""
VOTE_RESULTED = regex.compile(
    r"\b[Tt]he (?:\w+ )?vote on (?P<proposal>[^.]*?) resulted in (?P<rest>[^.]*?)(?:,? as follows)?:?\.?$"
)
"""A vote of an Executive Board of a fund: "The vote on ... resulted in 3 votes in favour, ..."."""
# Decisions without a vote, elections

SO_DECIDED = regex.compile(
    r"(?:There being (?:no|on) objections?, )?[Ii]t (?:was|is) so (?:decided|agreed)(?: ?\([^)]*\))?\.?[*\d]*"
)
ENDS_SO_DECIDED = regex.compile(r"There being (?:no|on) objections?, it is so (?:decided|agreed)\.$")
PRESIDENT_ASKS = regex.compile(
    r"(?:[Mm]ay I (?:take it|consider)|I (?:shall|will|should) (?:take it|consider)|[Ii]f (?:I hear|there is|there are)"
    r" no objections?)[^?.]*[?.]?"
)
FAILED_MAJORITY = regex.compile(
    r"(?P<proposal>\p{Lu}[^.]*?),? (?:(?:having )?failed to (?:obtain|secure|receive)|did not (?:obtain|receive))"
    r"(?P<rest> [^.]*?(?:majority|votes?|members)\b[^.]*)\."
)
"""A proposal that did not get the majority it needed."""
PROCEDURAL_MOTION = regex.compile(
    r"(?:not )?to (?:take|adjourn|close|postpone|defer|suspend|proceed|consider|include|invite|vote)\b|no action\b"
)
"""A decision of a body about its own proceedings."""
RULING_UPHELD = regex.compile(r"\b(?:President|Chairman)['’]?s? r\w{1,6}ing was upheld")
"""A challenged ruling stands: the vote was on the challenge, which failed (Council's rules of procedure, rule 30)."""
ELECTED = regex.compile(
    r"(?P<proposal>[^.]*?\b(?:was|were|has been|have been|is|are)(?: therefore| thereby| duly| thus)?"
    r" (?:re-?)?(?:elected|appointed by acclamation)\b[^.]*)"
)
ELECTED_BY_ACCLAMATION = regex.compile(r"[^:]{3,400}? (?:was|were) (?:re-?)?elected\b[^:.]*\bby acclamation\b[^:.]*\.?")
"""An election without a ballot, in a sentence of its own."""
BALLOT_RESULT = regex.compile(r"(?i)\b(?:obtained|receiv(?:ed|ing)) the (?:required|largest|necessary)|\bmajority\b")

# Counts before the proposal, and behind a text

COUNT_FIRST = regex.compile(
    rf"(?P<count>By [^.]*?\b(?:votes? to {COUNT}|a[bh]stentions?)), (?P<proposal>(?!with\b|and\b).*)"
)
"""A count that stands before what was put: "By 10 votes to 3, the amendment was rejected"."""
CLOSING = regex.compile(
    r"\[?\(?Adopted (?P<rest>(?:at [^.]*?,? ?)?(?:without (?:a )?vote|unanimously|by consensus|by acclamation"
    r"|by (?:an? )?(?:[\w-]+ vote of |vote of )?\d+(?: votes?)? to .*?))(?:\.|,? as follows|\]|$)"
)
"""What a resolution of the Human Rights Council ends with: "[Adopted by a recorded vote of 28 to 13, ...]"."""

# Drafts, meetings

SYMBOL = regex.compile(r"(?<![\w/])(?:A|S|E|T|DP|TD)/(?:[A-Za-z0-9.-]+/)*[A-Za-z]*\.?\d+(?:/ ?(?:Rev|Add)\.\d+)*")
DRAFT_NAMED = regex.compile(
    rf"[Dd]raft (?:resolution|decision)s?\b[^.]{{0,100}}?(?P<symbol>{SYMBOL.pattern})"
    rf"|document (?P<symbol>{SYMBOL.pattern}), which contains the text of a draft"
)
AMENDMENT_NAMED = regex.compile(rf"(?<!draft (?:resolution|decision) ){SYMBOL.pattern}")
DRAFT_OF_REPORT = regex.compile(
    r"\brecommended by the \p{Lu}\p{Ll}+ Committee\b|\b[Dd]raft (?:resolution|decision) (?:[IVXL]+\b|\d)"
)
"""Drafts printed in the report of a committee, which therefore have no symbol of their own."""
MEETING = regex.compile(
    r"\b(?:its|the) (?P<number>\d+)(?:st|nd|rd|th) (?:plenary )?meeting, on"
    rf" (?P<day>\d{{1,2}} {MONTH})(?: (?P<year>\d{{4}}))?"
)
DAY_OF_MEETING = regex.compile(rf"day,? (?P<date>\d{{1,2}} {MONTH} \d{{4}})")

# What delegations stated after the vote

LATER_STATEMENT = regex.compile(
    r"\W{0,4}(?:Subsequently\b"
    r"|The (?:delegation|representative)s? of .{3,200}? (?:subsequently|later|have since|has since)\b)"
)
DELEGATIONS = regex.compile(
    r"(?:delegations?|representatives?) of (?P<states>.+?),? (?=(?:informed|advised|notified|indicated|stated"
    r"|subsequently|later|had|would|has|have|wished|intended|requested|that)\b)"
)
INTENDED = regex.compile(r"\b(?:informed|advised|notified|intended|would have|wish(?:es|ed))\b|ubsequently")
INTENDED_VOTE = regex.compile(r"\bin favour\b|\bagainst\b|\babstain|\bnot (?:to )?participat")


def outcome_of(verb: str, is_negated: bool) -> str:
    """The outcome (``tables.OUTCOMES``) that a printed verb states; a misread verb is the one it is nearest to."""
    if verb not in OUTCOME_OF_VERB:
        verb = difflib.get_close_matches(verb, OUTCOME_OF_VERB, 1, 0.0)[0]
    return OUTCOME_OF_NEGATED_VERB.get(verb, "not_adopted") if is_negated else OUTCOME_OF_VERB[verb]


def number_of(count: str) -> int:
    """A printed count: in figures, in words, or in figures that OCR read as letters."""
    if (word := count.lower()) in NUMBERS:
        return NUMBERS[word]
    return int(count.translate(LOOKALIKES))


def tally_in(text: str) -> dict[str, int]:
    """The count that a sentence states, by vote; empty where it states none.

    "by 78 votes to 30" without a word on abstentions means that there were none.
    """
    for tally in TALLY.finditer(text):
        if tally["how"] or tally["against"] or regex.search(r"\bvotes?\b", tally[0]):
            return {vote: number_of(tally[vote] or "none") for vote in COUNTED}
    return {}


def announced_in(text: str) -> dict[str, int]:
    """The count that a president announces ("13 votes in favour, one against and one abstaining"), or empty."""
    found = {vote: match for vote, pattern in ANNOUNCED.items() if (match := pattern.search(text))}
    if "in_favour" not in found:
        return {}
    return {vote: number_of(found[vote]["count"]) if vote in found else 0 for vote in COUNTED}


def method_in(text: str) -> str | None:
    """The method (``tables.METHODS``) that a sentence names; None where it names none."""
    return _first(METHODS, text)


def method_in_xml(text: str) -> str | None:
    """The method (``tables.METHODS``) that an attribute of the UN's XML names; None where it names none."""
    return _first(XML_METHODS, text)


def _first(methods: Sequence[tuple[regex.Pattern[str], str]], text: str) -> str | None:
    return next((method for pattern, method in methods if pattern.search(text)), None)


def subject_of(proposal: str) -> str:
    """The subject (``tables.SUBJECTS``) of a vote, from the words for the proposal: the first noun decides.

    "paragraph 17 of draft resolution A/HRC/28/L.13" is a paragraph, "the oral amendment to paragraph 3" an
    amendment, "draft resolution III, as amended" the whole.
    """
    if PROCEDURAL_MOTION.match(proposal):
        return "motion"
    if first := regex.search(rf"(?i)\b{NOUN}\b", proposal):
        noun = first[0].lower()
        if noun.startswith("proposal") and "draft" in proposal:
            return "whole"
        return SUBJECT_OF_NOUN.get(noun) or SUBJECT_OF_NOUN.get(noun.removesuffix("s")) or "other"
    if misread := regex.search(r"(?i)\b(?:amendment|paragraph|resolution|ruling){1<=e<=2}\b", proposal):
        return SUBJECT_OF_NOUN[difflib.get_close_matches(misread[0].lower(), SUBJECT_OF_NOUN, 1, 0.0)[0]]
    return "other"
