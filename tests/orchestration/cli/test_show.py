"""``rapporteur show``: the document as one reads it, and the drawn page."""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb
import pytest
from PIL import Image, ImageColor

from orchestration.cli import drawing
from tests.commands import at_terminal, rapporteur

pytestmark = pytest.mark.process


def test_show_prints_a_document_as_one_reads_it(data: Path) -> None:
    status, shown = at_terminal("show", "A/RES/99/5", "--mandates", "--data", str(data))
    assert status == 0, shown
    read = [
        "Principles on the sharing of seeds",
        "Recalling the Convention on Biological Diversity",
        "cites CBD",
        "1  United Nations, Treaty Series, vol. 1760, No. 30619.",
        "2  See A/99/210.",
        "cites A/99/210",
        "3  Invites the Food and Agriculture Organization",
        "invites -> the Food and Agriculture Organization",
        "        3(b)(i)  Where it was grown",
        "│ Western Asia ",
        "vote: A/RES/99/5 adopted",
    ]
    places = [shown.find(line) for line in read]
    assert places == sorted(places), dict(zip(read, places, strict=True))
    assert -1 not in places, dict(zip(read, places, strict=True))
    assert shown.count("The meeting was called") == 0
    record = rapporteur("show", "A/99/PV.9", "--data", str(data)).stdout
    assert record.count("The meeting rose at 11.40 a.m.") == 1, "a record is printed once"


@pytest.mark.parametrize("named", ["99/4", "a/res/99/4", "https://undocs.org/en/A/RES/99/4"])
def test_a_symbol_may_be_written_as_people_write_it(data: Path, named: str) -> None:
    assert rapporteur("show", named, "--data", str(data)).stdout.startswith("A/RES/99/4 (en)")


def test_of_a_document_that_is_not_held_what_is_known_is_said(data: Path) -> None:
    unknown = rapporteur("show", "A/99/210", "--data", str(data)).stderr
    assert "A/99/210 is not held." in unknown
    assert "cite it, A/RES/99/5 for example" in unknown
    assert 'rapporteur run --symbols "A/99/210"' in unknown
    assert "does not look like a symbol" in rapporteur("show", "lamp", "--data", str(data)).stderr


def test_an_unknown_symbol_and_a_missing_warehouse_end_in_a_message(data: Path, tmp_path: Path) -> None:
    unknown = rapporteur("show", "A/RES/99/222", "--data", str(data))
    assert unknown.returncode != 0
    assert "A/RES/99/222" in unknown.stdout + unknown.stderr
    missing = rapporteur("sql", "select 1", "--data", str(tmp_path / "none"))
    assert missing.returncode != 0
    for answer in (unknown, missing):
        assert "Traceback" not in answer.stdout + answer.stderr
    assert "rapporteur run" in missing.stdout + missing.stderr


def test_a_page_is_drawn_with_what_was_read_of_it_boxed(data: Path, tmp_path: Path) -> None:
    picture = tmp_path / "page.png"
    shown = rapporteur("show", "A/RES/99/2", "--page", "1", "--out", str(picture), "--data", str(data))
    assert shown.returncode == 0, shown.stderr
    assert str(picture) in shown.stdout
    assert [path.name for path in tmp_path.iterdir()] == ["page.png"], "nothing is left aside"
    with duckdb.connect(str(data / "warehouse.duckdb"), read_only=True) as con:
        boxes = con.execute(
            "select kind, b.x0, b.top, b.x1, b.bottom from clauses, unnest(bbox) as t(b) "
            "where symbol = 'A/RES/99/2' and b.page = 1 "
            "union all select 'note', b.x0, b.top, b.x1, b.bottom from footnotes, unnest(bbox) as t(b) "
            "where symbol = 'A/RES/99/2' and b.page = 1"
        ).fetchall()
    assert {"preambular", "note"} <= {kind for kind, *_ in boxes}
    with Image.open(picture) as drawn:
        assert drawn.width == pytest.approx(612 * drawing.SCALE, abs=2), "a page of letter format"
        for kind, _, top, x1, bottom in boxes:
            # the right edge, half way down, where no label stands
            at = (round((x1 + 1) * drawing.SCALE), round((top + bottom) / 2 * drawing.SCALE))
            seen = [drawn.getpixel((at[0] + i, at[1])) for i in (-2, -1, 0, 1)]
            assert ImageColor.getrgb(drawing.COLOURS[kind]) in seen, (kind, at, seen)


def test_a_page_shows_the_rules_that_decided(data: Path, tmp_path: Path) -> None:
    pictures = {}
    for name, more in (("plain", ()), ("why", ("--why",))):
        target = tmp_path / f"{name}.png"
        shown = rapporteur("show", "A/RES/99/2", "--page", "1", "--out", str(target), *more, "--data", str(data))
        assert shown.returncode == 0, shown.stderr
        pictures[name] = target.read_bytes()
    assert pictures["plain"] != pictures["why"]


def test_a_page_that_cannot_be_drawn_ends_in_a_message(data: Path, tmp_path: Path) -> None:
    held = tmp_path / "data"
    shutil.copytree(data, held)
    picture = tmp_path / "page.png"
    asked = {
        ("--page", "99", "--out", str(picture)): "there is no page 99",
        ("--page", "0", "--out", str(picture)): "there is no page 0",
        ("--page", "1", "--page", "2", "--out", str(picture)): "One page is drawn at a time",
        ("--page", "1"): "into a file",
        ("--page", "1", "--out", str(tmp_path / "page.doc")): "a name that ends in .png",
        ("--page", "1", "--out", str(tmp_path / "nowhere" / "page.png")): "cannot be written",
    }
    with duckdb.connect(str(held / "warehouse.duckdb"), read_only=True) as con:
        row = con.execute("select sha256 from documents where symbol = 'A/RES/99/3'").fetchone()
    assert row
    bytes_held = held / "documents" / row[0][:2] / row[0]
    for arguments, message in asked.items():
        answer = rapporteur("show", "A/RES/99/3", *arguments, "--data", str(held))
        assert answer.returncode != 0, arguments
        assert message in answer.stderr.replace("\n", " "), answer.stderr
        assert "Traceback" not in answer.stderr
    bytes_held.write_text("<akomaNtoso/>")
    assert "no PDF" in rapporteur("show", "A/RES/99/3", *next(iter(asked)), "--data", str(held)).stderr
    bytes_held.unlink()
    assert "not in" in rapporteur("show", "A/RES/99/3", *next(iter(asked)), "--data", str(held)).stderr
    assert not picture.exists()
