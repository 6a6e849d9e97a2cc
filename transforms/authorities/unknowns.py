"""Values that no authority knows: each is logged once in a process, and counted.

What belongs here: the count and the message. What does not: what is done with such a value (each authority decides).
"""

from __future__ import annotations

import logging
from collections import Counter

logger = logging.getLogger(__name__)
COUNTS: Counter[tuple[str, str]] = Counter()
"""How often each value was met in this process: what it is a value of, and the value."""


def count(what: str, value: str, where: str, advice: str) -> None:
    """Count a value that an authority does not know, and warn the first time.

    ``where`` names the document in which it was met, ``advice`` says what to do next.
    """
    COUNTS[what, value] += 1
    if COUNTS[what, value] == 1:
        logger.warning("%s: unknown %s %r (later ones are only counted): %s", where, what, value, advice)
