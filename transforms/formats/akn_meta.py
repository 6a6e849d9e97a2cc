"""What the UN's XML marks beside the text: the masthead, votes, and the steps of a text's drafting."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import regex

from transforms.authorities import kinds, organs, symbols
from transforms.formats.akn_text import Element, find, note_marks_of, tag_of, words
from transforms.language import labels, vocabulary
from transforms.language.detect import language_of
from transforms.pages.model import Unreadable
from transforms.texts import masthead
from transforms.texts.document import Masthead
from transforms.texts.rows import DraftingStepRow, RejectionRow, XmlVoteRow

YEARS = range(1945, 2100)
"""``0001-01-01`` stands where a date is not known."""
ORDINAL = regex.compile(r"\d+")
CAPITAL = regex.compile("[A-Z]")
JOB_NUMBER = regex.compile(r"\d{2}-\d{5}")
ENOUGH_TEXT = 50_000
"""Characters from which a text's language is decided."""
TITLES = ("resolutionTitle", "decisionTitle", "resolutionNumber", "title1")
LANGUAGES = {code: language for language, code in vocabulary.by_language("akn").items()}
"""ISO 639-1 by the code that the XML has."""
VOTES = {"inFavour": "in_favour", "against": "against", "abstaining": "abstaining", "notVoting": "not_voting"}
STEPS = {
    "draftresolution": "draft",
    "draftdecision": "draft",
    "draftresolutionadditionalsponsors": "additional_sponsors",
    "recommendedforadoption": "recommended",
    "adopted": "adopted",
    "veto": "not_adopted",
    "notadopted": "not_adopted",
}
"""What ``step/@outcome`` says, in any case. ``composition`` names members elected: no step of drafting."""
SPONSORED = ("draft", "additional_sponsors")
"""Steps of which the XML gives the sponsors."""


def day(text: str | None) -> date | None:
    """A date of the XML; null where it gives none that can be."""
    try:
        found = date.fromisoformat((text or "").strip())
    except ValueError:
        return None
    return found if found.year in YEARS else None


def masthead_of(root: Element, file_name: str, hint: str | None, repairs: list[RejectionRow]) -> tuple[Masthead, str]:
    """Masthead and language, and in ``repairs`` where the file contradicts itself about them."""
    cover = next(root.iter("{*}coverPage"), root)
    preface = next(root.iter("{*}preface"), None)
    printed = _symbol(root, cover, preface, file_name, hint, repairs)
    symbol = symbols.parse(printed)
    fields: dict[str, Any] = {"symbol": printed, "session": symbol.sitting}
    if symbol.joint:
        fields |= {"symbol": symbol.joint[0], "joint_symbol": symbol.joint[1]}
    fields |= _cover(root, cover)
    if any(e.get("name") == "draftResolution" for e in find(root, "statement")):
        fields["document_type"] = "draft_resolution"
    else:
        fields |= _adoption(root, cover)
        fields["document_type"] = kinds.kind_of(symbol, fields["title"] or "", "")
    front = [part for part in (cover, preface) if part is not None]
    marks = [mark for part in front for p in part for mark in note_marks_of(p)]
    return Masthead(fields, title_marks=marks), _language(root, file_name, repairs)


def _language(root: Element, file_name: str, repairs: list[RejectionRow]) -> str:
    """The language of the text, whatever the file is filed as."""
    body = " ".join(text for part in root.iter("{*}preamble", "{*}mainBody") for text in part.itertext())
    language = language_of(body[:ENOUGH_TEXT])
    declared = next((e.get("language") for e in root.iter("{*}FRBRlanguage")), None)
    if declared and LANGUAGES.get(declared, language) != language:
        repairs.append(_repair("another language", f"{file_name}: filed as {declared}, but its text is in {language}"))
    return language


def _cover(root: Element, cover: Element) -> dict[str, Any]:
    """What the cover page marks."""
    titles = [t for t in find(root, "docTitle") if t.get("refersTo", "").lstrip("#") in TITLES]
    status = masthead.DISTRIBUTION.search(words(next(find(cover, "docStatus"), None)))
    docket = words(next(find(root, "docketNumber"), None)).replace(" ", "")
    job_number = JOB_NUMBER.search(docket)
    proponent = words(next(find(cover, "docProponent"), None))
    return {
        "title": words(titles[0]) or None if titles else None,
        "distribution": status[1].capitalize() if status else None,
        "published_on": next((day(e.get("date")) for e in find(cover, "docDate", refersTo="dateOfIssuance")), None),
        "agenda_item": _agenda_item(next(find(cover, "inline", name="agenda item"), None)),
        "agenda_title": words(next(find(cover, "inline", name="agenda item name"), None)) or None,
        "committee_report": ", ".join(masthead.symbols_in(proponent)) or None,
        "job_number": job_number[0] if job_number else None,
    }


def _adoption(root: Element, cover: Element) -> dict[str, Any]:
    """When and at which meeting the text was adopted: by its masthead, else by its close, else by the filing."""
    stated = [day(e.get("date")) for part in (cover, root) for e in find(part, "docDate", refersTo="adoptionDate")]
    filed = [day(e.get("date")) for work in root.iter("{*}FRBRWork") for e in find(work, "FRBRdate", name="adoption")]
    meetings = (*find(root, "location", refersTo="adoptionMeeting"), *find(root, "inline", name="adoptionMeeting"))
    numbers = (ORDINAL.search(e.get("title") or words(e)) for e in meetings)
    return {
        "adopted_on": next((found for found in (*stated, *filed) if found), None),
        "meeting_number": next((number[0] for number in numbers if number), None),
    }


def _repair(reason: str, detail: str) -> RejectionRow:
    return RejectionRow("read", reason, detail)


def _symbol(
    root: Element,
    cover: Element,
    preface: Element | None,
    file_name: str,
    hint: str | None,
    repairs: list[RejectionRow],
) -> str:
    """The document's symbol: as its cover says, with the letter of its part."""
    printed = _canonical(words(next(find(cover, "docNumber", refersTo="symbol"), None)))
    if printed is None:
        printed = hint or _filed(root)
        if printed is None:
            raise Unreadable(
                "no symbol",
                f"{file_name}: the cover gives no document symbol and the file's name is none: name the file by its "
                "symbol (A_RES_79_181.xml)",
            )
        detail = f"{file_name}: the cover gives no symbol; {printed} follows from its filing"
        repairs.append(_repair("no symbol", detail))
    numbers = [words(e) for e in find(preface, "docNumber")] if preface is not None else []
    if (other := _symbol_of_title(numbers, printed)) and _names_file(other, file_name):
        detail = f"{file_name}: the cover says {printed}, the title and the file's name {other}"
        repairs.append(_repair("two symbols", detail))
        printed = other
    part = _letters(root, numbers)
    return f"{printed} {part}" if part and symbols.parse(printed).part is None else printed


def _symbol_of_title(numbers: list[str], printed: str) -> str | None:
    """The symbol that the number before the title makes, where it is another one than the cover's.

    If the file's name agrees with it, the cover was taken over from the document before.
    """
    number = regex.match(r"\S*?(\d+)(?=\D*$)", numbers[0].split(" ")[0].rstrip(".:")) if numbers else None
    read = symbols.parse(printed).number
    other = _canonical(regex.sub(rf"{read}(?=\D*$)", number[1], printed)) if number and read else None
    return other if other != printed else None


def _names_file(symbol: str, file_name: str) -> bool:
    stem = symbols.to_file_name(symbol, "en").removesuffix(".pdf")
    return bool(regex.match(rf"{regex.escape(stem)}(?!\d)", file_name))


def _letters(root: Element, numbers: list[str]) -> str | None:
    """The letters of the parts that the file holds: ``A-C`` for several, else the letter behind its number."""
    parts = [labels.ordinal(words(e)) for e in root.iter("{*}component") for e in find(e, "docNumber")]
    lettered = [part for part in parts if part and CAPITAL.fullmatch(part)]
    if len(lettered) > 1:
        return f"{lettered[0]}-{lettered[-1]}"
    own = [label for n in numbers if (label := labels.ordinal(n)) and CAPITAL.fullmatch(label)]
    return own[-1] if own else None


def _canonical(text: str) -> str | None:
    """A symbol in its canonical spelling; ``A/DEC/76/553 A and B`` is ``A/DEC/76/553 A-B``; null where it is none."""
    return symbols.canonical(regex.sub(r"(?<=\s[A-Z])\s*\p{L}+\s*(?=[A-Z]$)", "-", text))


def _filed(root: Element) -> str | None:
    """The symbol under which the XML files the work: ``/akn/un/statement/deliberation/unsc/2021-02-25/2563-2021/``."""
    for work in root.iter("{*}FRBRWork"):
        for uri in work.iter("{*}FRBRuri"):
            match = regex.search(r"/(un[a-z-]+)/\d{4}-\d\d-\d\d/([\w-]+?)-(\w+)/?$", uri.get("value") or "")
            if match and (organ := organs.BY_AKN.get(match[1])):
                return _canonical(organ.symbol("resolution", match[2], match[3]))
    return None


def _agenda_item(element: Element | None) -> str | None:
    """The item's number: ``71 (c)``."""
    text = words(element)
    if match := masthead.AGENDA.fullmatch(text):
        return str(match.captures("item")[0]).strip(" *")
    title = element.get("title") if element is not None else None
    return title or text or None


# Votes and steps


def votes(root: Element, symbol: str, language: str) -> Iterator[XmlVoteRow]:
    """Rows of ``xml_votes``: one for each ``<voting>``, with the step that decided it and the draft that it was on."""
    for seq, voting in enumerate(root.iter("{*}voting"), 1):
        # in a damaged file it may stand anywhere
        meta = next((above for above in voting.iterancestors() if tag_of(above) == "meta"), root)
        beside = list(steps(meta, symbol, language))
        decided = next((step for step in reversed(beside) if step.step in ("adopted", "not_adopted")), None)
        counts = {VOTES[c.get("refersTo").lstrip("#")]: c for c in voting.iter("{*}count")}
        of_votes: dict[str, Any] = {vote: number(_of(counts.get(vote), "value")) for vote in VOTES.values()}
        for vote in VOTES.values():
            listed = [words(o) for o in counts[vote].iter("{*}organization")] if vote in counts else []
            of_votes[f"{vote}_states"] = listed or None
        yield XmlVoteRow(
            symbol,
            language,
            seq,
            _letter_of_part(voting),
            voting.get("outcome") or None,
            decided.step if decided else None,
            decided.taken_on if decided else None,
            decided.stated if decided else None,
            decided.linked_symbol if decided else None,
            next((step.linked_symbol for step in beside if step.step == "draft"), None),
            **of_votes,
        )


def _of(element: Element | None, attribute: str) -> str | None:
    return None if element is None else element.get(attribute)


def number(text: str | None) -> int | None:
    """A count of the XML; null where it gives none."""
    return int(text) if text and text.strip().isdecimal() else None


def _letter_of_part(voting: Element) -> str | None:
    """The letter of the part of an omnibus text in which a vote stands."""
    component = next((above for above in voting.iterancestors() if tag_of(above) == "component"), None)
    if component is None:
        return None
    return next((labels.ordinal(words(e)) for e in find(component, "docNumber")), None)


def steps(within: Element, symbol: str, language: str) -> Iterator[DraftingStepRow]:
    """Rows of ``drafting_steps``: each ``<step>`` that says anything, one for each document that it names."""
    seq = 0
    for step in within.iter("{*}step"):
        kind = STEPS.get((step.get("outcome") or "adopted").lower())
        named, sponsors = (" ".join((step.get(name) or "").split()) for name in ("as", "by"))
        linked = masthead.symbols_in(named)
        if kind is None or not (linked or named or sponsors or kind == "adopted"):
            continue
        is_sponsored = kind in SPONSORED
        stated = "; ".join(filter(None, ("" if linked else named, sponsors))) or None
        for one in linked or (None,):
            seq += 1
            yield DraftingStepRow(
                symbol,
                language,
                seq,
                kind,
                day(step.get("date")),
                one,
                _pinpoint(step),
                (sponsors or None) if is_sponsored else None,
                None if is_sponsored else stated,
            )


def _pinpoint(step: Element) -> str | None:
    """The place in the document that a step names: a figure is a paragraph's number."""
    place = (step.get("refersTo") or "").lstrip("#")
    return f"para. {place}" if place.isdecimal() else place or None
