"""Vocabularies: a CSV file is read as it stands, and whatever in it is not expected raises with its place."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from transforms.authorities import vocabularies

COLUMNS = {"word": r"[a-z]+", "kind": "fruit|nut|"}


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder of an importable package ``orchard``."""
    folder = tmp_path / "orchard"
    folder.mkdir()
    (folder / "__init__.py").touch()
    monkeypatch.syspath_prepend(tmp_path)
    yield folder
    sys.modules.pop("orchard", None)
    vocabularies.rows.cache_clear()


def test_rows_come_in_the_order_of_the_file(package: Path) -> None:
    (package / "words.csv").write_text("word,kind\npear,fruit\napple,\n", "utf-8")
    rows = vocabularies.rows("orchard", "words.csv", **COLUMNS)
    assert rows == ({"word": "pear", "kind": "fruit"}, {"word": "apple", "kind": ""})


# contents of the file -> what the error says, with why it is refused
REFUSED = [
    ("word,sort\npear,fruit\n", "words.csv: expected the columns word, kind, found word, sort", "an unknown column"),
    ("word\npear\n", "words.csv: expected the columns word, kind, found word", "a column is missing"),
    ("", "words.csv: expected the columns word, kind, found ", "an empty file"),
    ("word,kind\npear,fruit,x\n", "words.csv, line 2: expected 2 cells, found 3", "a cell too many"),
    ("word,kind\npear\n", "words.csv, line 2: expected 2 cells, found 1", "a cell is missing"),
    ("word,kind\npear,fruit\noak,tree\n", "words.csv, line 3: kind is 'tree', which does not match", "unknown value"),
    ("word,kind\npear tree,fruit\n", "words.csv, line 2: word is 'pear tree', which does not match", "half a match"),
]


@pytest.mark.parametrize(("text", "message", "why"), REFUSED, ids=[why for _, _, why in REFUSED])
def test_what_is_not_expected_raises(package: Path, text: str, message: str, why: str) -> None:
    (package / "words.csv").write_text(text, "utf-8")
    with pytest.raises(ValueError, match=r"words\.csv") as error:
        vocabularies.rows("orchard", "words.csv", **COLUMNS)
    assert str(error.value).startswith(message)
