"""How an operator outside hears what became of a run: a webhook.

``RAPPORTEUR_WEBHOOK`` is the address to which each notice is posted as JSON, ``{"text": ...}``, which chat services
and monitors take. It is a secret and never logged. Without it nothing is sent. A notice that cannot be sent is logged
and harms no run.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping
from datetime import UTC, datetime

import httpx

from orchestration.fetching.ledger import Ledger, stamp
from orchestration.fetching.politeness import is_loopback

log = logging.getLogger(__name__)
logging.getLogger("httpx").setLevel(logging.WARNING)  # it logs every address that it asks, this one too

TIMEOUT = 10.0
"""Seconds."""
LONGEST = 2_000
"""Characters; chat services cut longer ones."""


def notify(text: str, environment: Mapping[str, str] = os.environ) -> bool:
    """Post a notice; returns whether the receiver accepted it."""
    address = environment.get("RAPPORTEUR_WEBHOOK", "")
    if not address:
        return False
    try:
        url = httpx.URL(address)
        if url.scheme != "https" and not is_loopback(url.host):
            log.warning("RAPPORTEUR_WEBHOOK is not https; nothing was sent")
            return False
        answer = httpx.post(url, json={"text": text[:LONGEST]}, timeout=TIMEOUT, follow_redirects=False)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        # only the kind of error: httpx puts the address, which is a secret, into its messages
        log.warning("a notice could not be sent: %s", type(error).__name__)
        return False
    if not answer.is_success:
        log.warning("a notice was not taken: HTTP %s", answer.status_code)
    return answer.is_success


def summary(ledger: Ledger) -> str:
    """What is on record, in one line: how many inputs are in each state, and which hosts are left alone."""
    counts = ledger.ask("SELECT state, count(*) AS inputs FROM inputs GROUP BY 1 ORDER BY 1")
    closed = ledger.ask("SELECT host, why FROM hosts WHERE closed_until > ?", stamp(datetime.now(UTC)))
    parts = [", ".join(f"{row['inputs']} {row['state'].replace('_', ' ')}" for row in counts) or "nothing on record"]
    return "; ".join([*parts, *(f"left alone: {row['why']}" for row in closed)])
