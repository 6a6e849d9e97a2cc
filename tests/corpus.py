"""The real documents beside the repository, for the tests that need them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"
CORPUS = SHARED / "corpus"

# on CI a missing corpus must fail, not pass by being skipped
needs_corpus = pytest.mark.skipif(
    not CORPUS.is_dir() and os.environ.get("CI") != "true",
    reason="the corpus of real documents (../shared/corpus) is not beside this checkout",
)
