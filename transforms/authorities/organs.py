"""The organs that adopt texts or keep records of their meetings, and how each numbers them.

What belongs here: ``organs.csv`` (by the prefix of an organ's symbols: its id among the bodies, the name under which
the UN's XML files it, whether its sessions are numbered or are years, and the symbols of its resolutions, decisions
and meeting records), and each organ's name as the language files give it. What does not: every other body of the UN
(``bodies.py``), and reading symbols (``symbols.py``).

The General Assembly, the Economic and Social Council and the Human Rights Council number their texts within a session,
which the Economic and Social Council calls by the year; the Security Council counts on and adds the year. The Assembly
and the Security Council have verbatim records (PV), the others and the main committees summary records (SR).
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import regex

from transforms.authorities import symbols, unknowns, vocabularies
from transforms.language import vocabulary


@dataclass(frozen=True)
class Organ:
    """An organ; the columns of ``organs.csv``, empty where something does not apply."""

    prefix: str
    """What its symbols begin with: ``A/HRC``."""
    body_id: str
    akn: str
    """The name under which the UN's XML files its texts: ``unga-hrc``."""
    sessions: str
    """``numbered``, ``years``, or empty for an organ without sessions."""
    resolution: str
    """The symbol of a resolution, with ``{session}``, ``{number}`` and ``{year}`` in their places."""
    decision: str
    meeting_record: str
    """The symbol of a meeting's record, with ``{session}`` and ``{meeting}`` in their places."""
    main_committee_of: str
    """The prefix of the organ all of whose members sit in it."""

    @property
    def names(self) -> dict[str, str]:
        """The pattern of its name by language, as its resolutions begin: ``The General Assembly``."""
        named = vocabulary.by_language("organs")
        return {language: names[self.prefix] for language, names in named.items() if self.prefix in names}

    def symbol(self, kind: str, first: str, second: str) -> str:
        """The symbol of a ``resolution`` or ``decision``, from the two parts of its number in the order in which the
        symbol has them: session and number, or number and year."""
        form: str = getattr(self, kind)
        return str(regex.sub(r"\{\w+\}", "{}", form)).format(first, second)


def _read() -> dict[str, Organ]:
    columns = {"prefix": ".+", **{column.name: ".*" for column in fields(Organ) if column.name != "prefix"}}
    rows = vocabularies.rows("transforms.authorities", "organs.csv", **columns)
    return {row["prefix"]: Organ(**row) for row in rows}


BY_PREFIX = _read()
BY_AKN = {organ.akn: organ for organ in BY_PREFIX.values() if organ.akn}
MAIN_COMMITTEES = frozenset(organ.prefix for organ in BY_PREFIX.values() if organ.main_committee_of)
"""Prefixes of the committees of the whole Assembly."""
_NAMES = [name for organ in BY_PREFIX.values() for name in organ.names.values()]
FORMULA = regex.compile("|".join((*_NAMES, *vocabulary.alternatives("masthead.other_bodies"))))
"""Who speaks: the line with which the text of a resolution begins, in italics, without its comma."""
_ADOPTED_BY = [
    (regex.compile(leads[language] + name, regex.IGNORECASE), organ, kind)
    for kind in ("resolution", "decision")
    for leads in (vocabulary.by_language(f"masthead.{kind}_adopted_by"),)
    for organ in BY_PREFIX.values()
    for language, name in organ.names.items()
    if organ.sessions and language in leads and getattr(organ, kind)
]


def adopted_symbol(line: str, number: str) -> str | None:
    """The symbol of the text with a number such as ``79/181`` below a line such as "Resolution adopted by the General
    Assembly on 17 December 2024".

    The number alone does not say whose it is. Null where the line names no organ that numbers its texts so.
    """
    session, _, rest = number.partition("/")
    return next(
        (organ.symbol(kind, session, rest) for pattern, organ, kind in _ADOPTED_BY if pattern.match(line)), None
    )


def meeting_symbol(symbol: str, session: str | None, meeting_number: str | None) -> str | None:
    """The symbol of the record of a meeting, from that of a document adopted there; null as ``meeting_record`` is."""
    return meeting_record(symbols.parse(symbol).body_prefix, session, meeting_number)


def meeting_record(prefix: str, session: str | None, meeting_number: str | None) -> str | None:
    """The symbol of the record of an organ's meeting: ``A/79/PV.53``, ``S/PV.9620``, ``E/2023/SR.36``.

    Null where no number is known, where the session that the symbol needs is not, or where records are numbered
    otherwise.
    """
    if not meeting_number:
        return None
    organ = BY_PREFIX.get(prefix)
    if organ is None:
        unknowns.count(
            "organ", prefix, f"meeting {meeting_number} of {prefix}", "add how it names its records to organs.csv"
        )
        return None
    if "{session}" in organ.meeting_record and not session:
        return None
    return organ.meeting_record.format(session=session, meeting=meeting_number)
