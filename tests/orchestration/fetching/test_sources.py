"""What all sources together gave, as frames."""

from __future__ import annotations

from pathlib import Path

from tests.fetching import SYMBOL, fetch
from tests.un_host import UnHost
from warehouse import tables


def test_rejections_fit_their_table(un_host: UnHost, tmp_path: Path) -> None:
    rejections = fetch(un_host, tmp_path, SYMBOL).rejections
    assert rejections.equals(tables.REJECTIONS.cast(rejections))
