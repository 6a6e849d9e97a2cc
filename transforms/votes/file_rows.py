"""What every reader of a voting file gives, and how it refuses a file.

What belongs here: the form of a reader's rows, and the checks that name the row at fault. What does not: the kinds of
files (``library.py``, ``marc.py``, ``unvotes.py``).
"""

from __future__ import annotations

from typing import Any, NamedTuple

import polars as pl
import regex

MOJIBAKE = regex.compile(r"[ÂÃÄÅ][\x80-\xBF€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|\uFFFD")
"""UTF-8 that was read as another encoding and saved: "CÃ”TE D'IVOIRE"."""


class FileRows(NamedTuple):
    """What one voting file holds, as it stands there."""

    questions: list[dict[str, Any]]
    """Rows of ``files.FILE_QUESTIONS`` without ``source_uri``; symbols are as the file spells them."""
    votes: pl.DataFrame
    """A row is a State's vote: ``record``, ``state_code`` and ``state_name`` as in the file, ``vote``, and ``day``, the
    day on which the name is to be understood."""


class RejectedFile(Exception):
    """A file that is not loaded: why in a few words, and what was expected."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason, self.detail = reason, detail


def check(
    frame: pl.DataFrame, is_wrong: pl.Expr, column: str, what: str, expected: str, printed: str | None = None
) -> None:
    """Raise ``RejectedFile`` naming the first row (column ``row``) for which ``is_wrong`` is true.

    ``column`` holds the value to show; ``printed`` is what the file calls that column, if something else. ``what`` the
    value should be stands in the reason, an example in ``expected``.
    """
    wrong = frame.filter(is_wrong).head(1)
    if wrong.height:
        value, row = wrong[column][0], wrong["row"][0]
        detail = f"row {row}: {printed or column} is {value!r}; expected {expected}; nothing of the file was loaded"
        raise RejectedFile(f"not {what}", detail)


def check_letters(frame: pl.DataFrame, column: str) -> None:
    """Raise ``RejectedFile`` naming the first row (column ``row``) in which a name was read in the wrong encoding."""
    for name in frame[column].unique().drop_nulls():
        if MOJIBAKE.search(name):
            row = frame.filter(pl.col(column) == name)["row"][0]
            raise RejectedFile(
                "broken letters", f"row {row}: {name!r} is UTF-8 read as another encoding; fetch it anew, open as UTF-8"
            )
