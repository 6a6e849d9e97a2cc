"""Addressees: a list is split into those whom it addresses; names stay whole, and asides are left out."""

import pytest

from transforms.mandates import addressees
from transforms.mandates.addressees import Part, Rule, split_addressees

# a list -> its addressees, the rules that say what its parts are, and why it is here
LISTS = [
    ("the Secretary-General", ["the Secretary-General"], "first", "one"),
    (
        "Member States, international financial institutions and other stakeholders",
        ["Member States", "international financial institutions", "other stakeholders"],
        "first another another",
        "a list",
    ),
    (
        "intergovernmental and non-governmental organizations",
        ["intergovernmental and non-governmental organizations"],
        "first noun_of_adjectives",
        "an and between adjectives joins",
    ),
    (
        "States, international, regional and subregional organizations",
        ["States", "international, regional and subregional organizations"],
        "first adjective_of_another adjective noun_of_adjectives",
        "adjectives after a name begin another",
    ),
    (
        "relevant United Nations humanitarian and development organizations",
        ["relevant United Nations humanitarian and development organizations"],
        "first second_adjective",
        "an adjective after a name lacks its noun",
    ),
    (
        "all Governments, as well as the private sector, including the media",
        ["all Governments", "the private sector", "the media"],
        "first another another",
        "joined by other words",
    ),
    (
        "all States, in particular those that can pay, as well as the United Nations system, in consultation with "
        "the Chair and donors",
        ["all States", "the United Nations system"],
        "first example another aside company",
        "who is meant above all, and who is consulted, is not addressed besides",
    ),
    (
        "Member States and, where applicable, other donors",
        ["Member States", "other donors"],
        "first aside another",
        "an aside in a list",
    ),
    (
        "Member States, within their means and mandates, and donors",
        ["Member States", "donors"],
        "first aside inside_aside another",
        "an and within an aside",
    ),
    ("Erewhon, the occupying Power", ["Erewhon, the occupying Power"], "first", "an apposition"),
    (
        "the Rule of Law Coordination and Resource Group and the Rule of Law Unit",
        ["the Rule of Law Coordination and Resource Group", "the Rule of Law Unit"],
        "first another",
        "a name that goes on after its and",
    ),
    (
        "the specialized agencies, funds and programmes",
        ["the specialized agencies", "funds and programmes"],
        "first another pair",
        "a pair",
    ),
    (
        "countries of origin and countries of asylum",
        ["countries of origin and countries of asylum"],
        "first second_noun",
        "a second noun that does not stand on its own",
    ),
    (
        "Member States that have not acceded to or ratified the Convention on Pears and donors",
        ["Member States that have not acceded to or ratified the Convention on Pears", "donors"],
        "first thing another",
        "a relative clause goes on",
    ),
    (
        "Member States, social barriers to trade, and donors",
        ["Member States", "donors"],
        "first thing_after_comma another",
        "a thing",
    ),
    (
        "above all those affected and the States concerned",
        ["the States concerned"],
        "example first",
        "the first part is an example",
    ),
]


@pytest.mark.parametrize(("text", "expected", "rules", "why"), LISTS, ids=[why for *_, why in LISTS])
def test_a_list_is_split_into_its_addressees(
    text: str, expected: list[str], rules: str, why: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    used = []

    def noted(part: Part) -> Rule:
        used.append(rule := rule_of(part))
        return rule

    rule_of = addressees.rule_of
    monkeypatch.setattr(addressees, "rule_of", noted)
    assert [text[slice(*span)] for span in split_addressees(text, (0, len(text)))] == expected
    assert [rule.name for rule in used] == rules.split()


def test_every_rule_has_an_example() -> None:
    assert {name for _, _, rules, _ in LISTS for name in rules.split()} == {rule.name for rule in addressees.RULES}


def test_a_name_is_not_split() -> None:
    text = "the Board of Pears and Apples and the Chair"
    spans = split_addressees(text, (0, len(text)), [(4, 29)])
    assert [text[slice(*span)] for span in spans] == ["the Board of Pears and Apples", "the Chair"]


SOMEBODY = [
    ("all Member States", True, "a word by which somebody is named"),
    ("the Office for Pears", True, "a name"),
    ("the States’ efforts", False, "a thing that somebody has"),
    ("community engagement", False, "a thing by its ending"),
    ("the engagement of States", False, "the head is a thing, whoever stands after its of"),
    ("the 2030 Agenda", False, "a plan"),
    ("efforts", False, "nobody is named"),
]


@pytest.mark.parametrize(("phrase", "expected", "why"), SOMEBODY, ids=[why for *_, why in SOMEBODY])
def test_who_can_be_asked(phrase: str, expected: bool, why: str) -> None:
    assert addressees.names_somebody(phrase) == expected


def test_loose_ends_are_trimmed() -> None:
    text = " the parties, in this regard;"
    assert text[slice(*addressees.trimmed(text, (0, len(text))))] == "the parties"
