"""Terms: every class and list of the vocabularies is declared, and a verb is known whatever stands in it."""

import pytest

from transforms.mandates import terms
from warehouse import tables


def test_the_classes_of_verbs_are_those_of_the_table() -> None:
    assert tuple(terms.IS_TO_BE_DONE) == tables.VERB_CLASSES


def test_every_list_of_words_is_there() -> None:
    assert all(terms.any_of(word_list) for word_list in terms.WORD_LISTS)
    with pytest.raises(KeyError):
        terms.any_of("fruit")


# phrase as printed -> verb and class, with why
PHRASES = [
    ("Also strongly urges", "urges", "urges", "adverbs before it"),
    ("Calls once again upon", "calls upon", "calls_upon", "an adverb inside it"),
    ("Expresses its very deep concern", "expresses concern", "expresses_concern", "words inside it"),
    ("Notes with concern", "notes", "expresses_concern", "concern is a class of its own"),
    ("Reiterates its request", "reiterates its request", "requests", "one of several verbs in a row"),
]


@pytest.mark.parametrize(("phrase", "verb", "verb_class", "why"), PHRASES, ids=[why for *_, why in PHRASES])
def test_the_verb_of_a_phrase(phrase: str, verb: str, verb_class: str, why: str) -> None:
    found = terms.verb_of(phrase)
    assert found
    assert (found.verb, found.verb_class) == (verb, verb_class)


def test_what_is_no_verb_of_the_vocabulary_is_none() -> None:
    assert terms.verb_of("Bewails") is None


@pytest.mark.parametrize(("participle", "verb"), [("authorized", "authorizes"), ("called upon", "calls upon")])
def test_the_verb_of_a_participle(participle: str, verb: str) -> None:
    assert terms.active(participle).verb == verb


def test_a_participle_without_a_verb_is_named() -> None:
    with pytest.raises(ValueError, match="'bewailed'"):
        terms.active("bewailed")
