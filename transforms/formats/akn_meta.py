"""What the UN's XML marks beside the text: the masthead, votes, and the steps of a text's drafting."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import regex

from transforms.authorities import symbols
from transforms.formats.akn_text import Element, find, note_marks_of, tag_of, words
from transforms.language import labels, vocabulary
from transforms.language.detect import language_of
from transforms.pages.model import Unreadable
from transforms.texts import masthead
from transforms.texts.rows import DraftingStepRow, RejectionRow, XmlVoteRow

YEARS = range(1945, 2100)
"""``0001-01-01`` stands where a date is not known."""
ORDINAL = regex.compile(r"\d+")
FORMULAS = {"unga": "A/RES/{}", "unga-hrc": "A/HRC/RES/{}", "unecosoc": "E/RES/{}", "unsc": "S/RES/{}({})"}
"""How a body's resolutions are numbered, by the name under which the XML files them."""
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


def masthead_of(
    root: Element, file_name: str, hint: str | None, repairs: list[RejectionRow]
) -> tuple[masthead.Masthead, str]:
    """Masthead and language, and in ``repairs`` where the file contradicts itself about them."""
    cover = next(root.iter("{*}coverPage"), root)
    preface = next(root.iter("{*}preface"), None)
    body = " ".join(text for part in root.iter("{*}preamble", "{*}mainBody") for text in part.itertext())
    language = language_of(body[:50_000])
    declared = next((e.get("language") for e in root.iter("{*}FRBRlanguage")), None)
    if declared and LANGUAGES.get(declared, language) != language:
        repairs.append(_repair("another language", f"{file_name}: filed as {declared}, but its text is in {language}"))
    found = masthead.Masthead()
    head = found.fields
    head["symbol"] = _symbol(root, cover, preface, file_name, hint, repairs)
    symbol = symbols.parse(head["symbol"])
    if symbol.joint:
        head["symbol"], head["joint_symbol"] = symbol.joint[0], symbol.joint[1]
    titles = [t for t in find(root, "docTitle") if t.get("refersTo", "").lstrip("#") in TITLES]
    head["title"] = " ".join(dict.fromkeys(words(t) for t in titles[:1])) or None
    found.title_marks = [
        mark for part in (cover, preface) if part is not None for p in part for mark in note_marks_of(p)
    ]
    if match := regex.search(r"Distr(?:\.|ibución)?\s*:?\s*(\p{L}+)", words(next(find(cover, "docStatus"), None))):
        head["distribution"] = match[1].capitalize()
    head["published_on"] = next((day(e.get("date")) for e in find(cover, "docDate", refersTo="dateOfIssuance")), None)
    head["session"] = symbol.sitting
    head["agenda_item"] = _agenda_item(next(find(cover, "inline", name="agenda item"), None))
    head["agenda_title"] = words(next(find(cover, "inline", name="agenda item name"), None)) or None
    proponent = words(next(find(cover, "docProponent"), None))
    head["committee_report"] = ", ".join(masthead.symbols_in(proponent)) or None
    docket = words(next(find(root, "docketNumber"), None)).replace(" ", "")
    head["job_number"] = match[0] if (match := regex.search(r"\d{2}-\d{5}", docket)) else None
    is_draft = any(e.get("name") == "draftResolution" for e in find(root, "statement"))
    if not is_draft:
        head["adopted_on"] = _adopted_on(root, cover)
        meetings = (
            *find(root, "location", refersTo="adoptionMeeting"),
            *find(root, "inline", name="adoptionMeeting"),
        )
        numbers = (ORDINAL.search(e.get("title") or words(e)) for e in meetings)
        head["meeting_number"] = next((number[0] for number in numbers if number), None)
    head["document_type"] = "draft_resolution" if is_draft else masthead.document_type(symbol, head, [])
    return found, language


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
    """The document's symbol: as its cover says, with the letter of its part.

    Where the number before the title is another one and the file's name agrees with that, the cover was taken over
    from the document before and the number before the title is right.
    """
    printed = _canonical(words(next(find(cover, "docNumber", refersTo="symbol"), None)))
    if printed is None:
        printed = hint or _filed(root)
        if printed is None:
            raise Unreadable(
                "no symbol",
                f"{file_name}: the cover gives no document symbol and the file's name is none: name the file by its "
                "symbol (A_RES_79_181.xml)",
            )
        repairs.append(
            _repair("no symbol", f"{file_name}: the cover gives no symbol; {printed} follows from its filing")
        )
    numbers = [words(e) for e in find(preface, "docNumber")] if preface is not None else []
    letters = [label for n in numbers if (label := labels.ordinal(n)) and regex.fullmatch("[A-Z]", label)]
    if numbers and (number := regex.match(r"\S*?(\d+)(?=\D*$)", numbers[0].split(" ")[0].rstrip(".:"))):
        read = symbols.parse(printed)
        other = _canonical(regex.sub(rf"{read.number}(?=\D*$)", number[1], printed)) if read.number else None
        if other and other != printed:
            stem = symbols.to_file_name(other, "en").removesuffix(".pdf")
            if regex.match(rf"{regex.escape(stem)}(?!\d)", file_name):
                repairs.append(
                    _repair(
                        "two symbols", f"{file_name}: the cover says {printed}, the title and the file's name {other}"
                    )
                )
                printed = other
    parts = [labels.ordinal(words(e)) for e in root.iter("{*}component") for e in find(e, "docNumber")]
    lettered = [part for part in parts if part and regex.fullmatch("[A-Z]", part)]
    part = f"{lettered[0]}-{lettered[-1]}" if len(lettered) > 1 else letters[-1] if letters else None
    return f"{printed} {part}" if part and symbols.parse(printed).part is None else printed


def _canonical(text: str) -> str | None:
    """A symbol in its canonical spelling; ``A/DEC/76/553 A and B`` is ``A/DEC/76/553 A-B``; null where it is none."""
    try:
        return symbols.normalise(regex.sub(r"(?<=\s[A-Z])\s*\p{L}+\s*(?=[A-Z]$)", "-", text))
    except ValueError:
        return None


def _filed(root: Element) -> str | None:
    """The symbol under which the XML files the work: ``/akn/un/statement/deliberation/unsc/2021-02-25/2563-2021/``."""
    for work in root.iter("{*}FRBRWork"):
        for uri in work.iter("{*}FRBRuri"):
            match = regex.search(r"/(un[a-z-]+)/\d{4}-\d\d-\d\d/([\w-]+?)-(\w+)/?$", uri.get("value") or "")
            if match and match[1] in FORMULAS:
                filled = FORMULAS[match[1]]
                return _canonical(
                    filled.format(match[2], match[3])
                    if filled.count("{}") > 1
                    else filled.format(f"{match[2]}/{match[3]}")
                )
    return None


def _agenda_item(element: Element | None) -> str | None:
    """The item's number: ``71 (c)``."""
    text = words(element)
    if match := masthead.AGENDA.fullmatch(text):
        return str(match.captures("item")[0]).strip(" *")
    title = element.get("title") if element is not None else None
    return title or text or None


def _adopted_on(root: Element, cover: Element) -> date | None:
    """When the text was adopted: by its masthead, else by its close, else by the filing."""
    told = [day(e.get("date")) for part in (cover, root) for e in find(part, "docDate", refersTo="adoptionDate")]
    filed = [day(e.get("date")) for work in root.iter("{*}FRBRWork") for e in find(work, "FRBRdate", name="adoption")]
    return next((day for day in (*told, *filed) if day), None)


# Votes and steps


def votes(root: Element, symbol: str, language: str) -> Iterator[XmlVoteRow]:
    """Rows of ``xml_votes``: one for each ``<voting>``, with the step that decided it and the draft that it was on."""
    for seq, voting in enumerate(root.iter("{*}voting"), 1):
        # in a damaged file it may stand anywhere
        meta = next((above for above in voting.iterancestors() if tag_of(above) == "meta"), root)
        beside = list(steps(meta, symbol, language))
        decided = next((step for step in reversed(beside) if step.step in ("adopted", "not_adopted")), None)
        counts = {VOTES[c.get("refersTo").lstrip("#")]: c for c in voting.iter("{*}count")}
        states = {vote: [words(o) for o in count.iter("{*}organization")] for vote, count in counts.items()}
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
            *(number(counts[vote].get("value")) if vote in counts else None for vote in VOTES.values()),
            *(states.get(vote) or None for vote in VOTES.values()),
        )


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
