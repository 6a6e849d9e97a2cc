"""The grammar of operative paragraphs: verbs with what stands around them, four ways of addressing, lists parted."""

import pytest

from transforms.mandates import operative
from warehouse import tables

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
        "an aside, to be parted from the addressee; a further verb",
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
        "what shall be done is told to nobody",
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
        "told of something",
    ),
    (
        "Appeals to Governments and institutions for gifts;",
        [("appeals to", "calls_upon", "Appeals to", "Governments and institutions", "for gifts")],
        "asked for something",
    ),
    (
        "The Secretary-General is authorized to borrow;",
        [("authorizes", "authorizes", "is authorized", "The Secretary-General", "to borrow")],
        "the sentence turned round",
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


@pytest.mark.parametrize(("text", "told", "why"), ADDRESSES, ids=[why for _, _, why in ADDRESSES])
def test_who_is_addressed(text: str, told: list[tuple[str, str, str, str | None, str]], why: str) -> None:
    found = [
        (
            a.verb.verb,
            a.verb.verb_class,
            text[slice(*a.phrase)],
            text[slice(*a.addressee)] if a.addressee else None,
            text[slice(*a.act)],
        )
        for a in operative.addresses(text)
    ]
    assert [row[:4] for row in found] == [row[:4] for row in told]
    assert all(row[4].startswith(expected[4]) for row, expected in zip(found, told, strict=True))


def test_a_leading_verb_outside_the_vocabulary_is_told_by_its_italics() -> None:
    (address,) = operative.addresses("Bewails the loss of the records;", "Bewails")
    assert (address.verb.verb, address.verb.verb_class) == ("bewails", "other")
    assert operative.addresses("Protection of civilians", "Protection of civilians") == []


def test_the_vocabulary_of_verbs_uses_declared_classes_only() -> None:
    known = {verb.verb_class for verb in operative.verbs().values()}
    assert known <= set(tables.VERB_CLASSES)


PARTED = [
    ("the Secretary-General", ["the Secretary-General"], "one"),
    (
        "Member States, international financial institutions and other stakeholders",
        ["Member States", "international financial institutions", "other stakeholders"],
        "a list",
    ),
    (
        "intergovernmental and non-governmental organizations",
        ["intergovernmental and non-governmental organizations"],
        "an and between adjectives joins",
    ),
    (
        "States, international, regional and subregional organizations",
        ["States", "international, regional and subregional organizations"],
        "adjectives after a name begin another",
    ),
    (
        "all Governments, as well as the private sector, including the media",
        ["all Governments", "the private sector", "the media"],
        "joined by other words",
    ),
    (
        "all States, in particular those that can pay, as well as the United Nations system, in consultation with "
        "the Chair and donors",
        ["all States", "the United Nations system"],
        "who is meant above all, and who is consulted, is not addressed besides",
    ),
    ("Member States and, where applicable, other donors", ["Member States", "other donors"], "an aside in a list"),
    ("Erewhon, the occupying Power", ["Erewhon, the occupying Power"], "an apposition"),
    (
        "the Rule of Law Coordination and Resource Group and the Rule of Law Unit",
        ["the Rule of Law Coordination and Resource Group", "the Rule of Law Unit"],
        "a name that goes on after its and",
    ),
    ("the specialized agencies, funds and programmes", ["the specialized agencies", "funds and programmes"], "a pair"),
]


@pytest.mark.parametrize(("text", "parts", "why"), PARTED, ids=[why for _, _, why in PARTED])
def test_addressees_are_parted_as_printed(text: str, parts: list[str], why: str) -> None:
    assert [text[slice(*span)] for span in operative.parted(text, (0, len(text)))] == parts


def test_a_name_is_not_parted() -> None:
    text = "the Board of Pears and Apples and the Chair"
    spans = operative.parted(text, (0, len(text)), [(4, 29)])
    assert [text[slice(*span)] for span in spans] == ["the Board of Pears and Apples", "the Chair"]
