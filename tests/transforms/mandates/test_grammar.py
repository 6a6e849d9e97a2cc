"""The grammar of operative paragraphs: where verbs stand, and the four ways in which they take an addressee."""

import pytest

from transforms.mandates import grammar

# text -> (verb, its class, phrase, addressee, beginning of the act) of each of its verbs
ADDRESSES = [
    (
        "Also strongly urges all States parties to the Convention to comply;",
        [("urges", "urges", "Also strongly urges", "all States parties to the Convention", "to comply")],
        "adverbs around the verb; a noun after the first to",
    ),
    (
        "Requests the Secretary-General, in consultation with Member States, to submit a report, and invites the Chair "
        "to address the Assembly;",
        [
            (
                "requests",
                "requests",
                "Requests",
                "the Secretary-General, in consultation with Member States",
                "to submit a report",
            ),
            ("invites", "invites", "invites", "the Chair", "to address the Assembly"),
        ],
        "an aside within the addressee; a further verb",
    ),
    (
        "Requests the Fund, and invites the Bank, to cooperate;",
        [
            ("requests", "requests", "Requests", "the Fund", "to cooperate"),
            ("invites", "invites", "invites", "the Bank", "to cooperate"),
        ],
        "two verbs share one act",
    ),
    (
        "Calls once again upon the parties:",
        [("calls upon", "calls_upon", "Calls once again upon", "the parties", "")],
        "a chapeau; an adverb inside the verb",
    ),
    (
        "Reiterates its request to the Committee to meet;",
        [("reiterates its request", "requests", "Reiterates its request", "the Committee", "to meet")],
        "a request in two words",
    ),
    (
        "Encourages initiatives to strengthen cooperation;",
        [("encourages", "encourages", "Encourages", None, "initiatives to strengthen cooperation")],
        "a thing is not addressed",
    ),
    (
        "Notes with concern the delays, notes by the Secretariat and requests for extension;",
        [("notes", "expresses_concern", "Notes with concern", None, "the delays, notes by")],
        "concern is a class of its own; nouns are no verbs",
    ),
    (
        "Expresses its very deep concern at the delays;",
        [("expresses concern", "expresses_concern", "Expresses its very deep concern", None, "at the delays")],
        "words inside the verb",
    ),
    ("To extend an invitation;", [], "an item without a verb of its own"),
    (
        "Demands that all parties, in line with the Accord, cease the fighting;",
        [("demands", "demands", "Demands", "all parties, in line with the Accord", "cease the fighting")],
        "that somebody do something",
    ),
    (
        "Demands all parties cease the fighting;",
        [("demands", "demands", "Demands", "all parties", "cease the fighting")],
        "the same without that",
    ),
    (
        "Decides that the Mission shall, in due course, continue to patrol;",
        [("decides", "decides", "Decides", "the Mission", "continue to patrol")],
        "what somebody shall do",
    ),
    (
        "Decides that the accounts shall be kept by the Secretariat;",
        [("decides", "decides", "Decides", None, "that the accounts shall be kept")],
        "what shall be done is asked of nobody",
    ),
    (
        "Decides to request the Committee to meet;",
        [("decides", "decides", "Decides", "the Committee", "to meet")],
        "a decision to ask",
    ),
    (
        "Draws the attention of all Governments to the shortage;",
        [("draws attention", "other", "Draws the attention", "all Governments", "the shortage")],
        "attention drawn",
    ),
    (
        "Reminds Member States of their dues;",
        [("reminds", "other", "Reminds", "Member States", "of their dues")],
        "informed of something",
    ),
    (
        "Appeals to Governments and institutions for gifts;",
        [("appeals to", "calls_upon", "Appeals to", "Governments and institutions", "for gifts")],
        "asked for something",
    ),
    (
        "The Secretary-General is authorized to borrow;",
        [("authorizes", "authorizes", "is authorized", "The Secretary-General", "to borrow")],
        "in the passive voice",
    ),
    (
        "Calls upon that State to accede, not to build, and in this regard also stresses its duties;",
        [
            ("calls upon", "calls_upon", "Calls upon", "that State", "to accede, not to build"),
            ("stresses", "other", "also stresses", None, "its duties"),
        ],
        "words between the comma and a further verb",
    ),
    (
        "Encourages States, in this regard, to report, given delays, calls upon donors in a position to do so to pay;",
        [
            ("encourages", "encourages", "Encourages", "States", "to report, given delays"),
            ("calls upon", "calls_upon", "calls upon", "donors in a position to do so", "to pay"),
        ],
        "an aside before to; a to that belongs to the addressee",
    ),
    (
        "Encourages the continued engagement of States to help;",
        [("encourages", "encourages", "Encourages", None, "the continued engagement")],
        "a thing is not addressed though somebody is named after its of",
    ),
    (
        "Acting under Chapter VII of the Charter, decides to remain seized;",
        [("decides", "decides", "decides", None, "to remain seized")],
        "words before the verb",
    ),
    ("Re-emphasizes the need;", [("re-emphasizes", "other", "Re-emphasizes", None, "the need")], "a verb with re-"),
]


@pytest.mark.parametrize(("text", "expected", "why"), ADDRESSES, ids=[why for _, _, why in ADDRESSES])
def test_who_is_addressed(text: str, expected: list[tuple[str, str, str, str | None, str]], why: str) -> None:
    found = [
        (
            a.verb.verb,
            a.verb.verb_class,
            text[slice(*a.phrase)],
            text[slice(*a.addressee)] if a.addressee else None,
            text[slice(*a.act)],
        )
        for a in grammar.addresses(text)
    ]
    assert [row[:4] for row in found] == [row[:4] for row in expected]
    assert all(row[4].startswith(act) for row, (*_, act) in zip(found, expected, strict=True))


def test_a_leading_verb_outside_the_vocabulary_is_found_by_its_italics() -> None:
    (address,) = grammar.addresses("Bewails the loss of the records;", "Bewails")
    assert (address.verb.verb, address.verb.verb_class) == ("bewails", "other")
    assert grammar.addresses("Protection of civilians", "Protection of civilians") == []
