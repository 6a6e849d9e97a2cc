"""Fixtures that more than one test file uses."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.un_host import UnHost


@pytest.fixture
def un_host() -> Iterator[UnHost]:
    """The UN's document host, doubled on loopback, holding nothing."""
    with UnHost() as host:
        yield host
