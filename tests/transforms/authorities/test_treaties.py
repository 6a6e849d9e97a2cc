"""Treaties by name: each has one record, and each name means one treaty."""

from transforms.authorities import treaties
from transforms.language.characters import in_one_form


def test_every_treaty_has_one_record_and_every_name_one_treaty() -> None:
    titles, names = treaties.titles(), treaties.ids_by_name()
    assert len(titles) >= 50
    assert set(names.values()) == set(titles)
    # a name in another form than the one texts are brought to would never be found
    assert all(name == in_one_form(name) for name in names)


def test_short_titles_that_name_other_things_too_are_no_names() -> None:
    names = treaties.ids_by_name()
    assert names["Arms Trade Treaty"] == "unts-52373"
    assert "CRC" not in names and "1967 Protocol" not in names
