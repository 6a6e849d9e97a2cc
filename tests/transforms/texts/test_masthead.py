"""The masthead: when a printed symbol and the one under which a file is held name the same document."""

from __future__ import annotations

import pytest

from transforms.texts.masthead import agree

PAIRS = [
    ("A/RES/79/181", "A/RES/79/181", True, "the same"),
    ("S/RES/2397(2017)", "S/RES/2397 (2017)", True, "a blank before the year"),
    ("A/39/361", "A/39/36I", True, "a figure that an old scan's text layer reads as a letter"),
    ("A/79/730", "A/79/730-S/2025/41", True, "one of the two symbols of a joint document"),
    ("A/80/15", "A/80/15 (Part I)", True, "a part that one of them leaves out"),
    ("A/RES/99/7", "A/RES/99/2", False, "one figure apart is another resolution"),
    ("A/RES/99/1", "A/RES/99/12", False, "a longer number is another resolution"),
    ("A/79/458", "A/79/458/Add.3", False, "an addendum is another document"),
    ("S/RES/2577(2021)", "E/2021/L.22", False, "a document of another organ stored under the name"),
]


@pytest.mark.parametrize(("filed", "printed", "same", "why"), PAIRS, ids=[why for *_, why in PAIRS])
def test_a_file_is_what_its_name_says(filed: str, printed: str, same: bool, why: str) -> None:
    assert agree(filed, printed) is same
    assert agree(printed, filed) is same
