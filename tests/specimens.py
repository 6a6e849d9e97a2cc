"""Specimens: documents of an imagined ninety-ninth session, composed by us and typeset as the UN's are.

A specimen is a dictionary, kept as JSON in ``documents/``. It holds what was composed and nothing derived:

- ``documents``: its row of that table, as far as the masthead gives it;
- ``masthead``: the lines printed above the text and at the foot, only some of which become values of rows;
- ``blocks``: the text in reading order. Each has a ``style`` of ``documents/specimen.typ`` and a ``text``; a clause has
  ``kind`` and ``path``, a speech its ``speaker``, a table its ``rows``. A text's ``verb`` and ``italics`` are set in
  italics, the marks of its ``notes`` stand at their ``char_offset``, its ``links`` lie over their characters;
- ``vote_sessions``, ``later_statements``: the votes that a record states; roll-calls are blocks.

``typeset`` makes the PDF and ``rows`` the rows that must be read from it. ``differences`` compares the rows that were
read with these. ``composed`` makes random specimens (hypothesis).
"""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import typst
from hypothesis import strategies as st

FOLDER = Path(__file__).parent / "documents"
PDFS = FOLDER / "pdf"
"""The typeset specimens, which ``make run`` loads. ``python -m tests.specimens`` typesets them again."""
WARNING = "SPECIMEN – not a United Nations document"
LABELS = re.compile(r"\d+|\([^()]+\)|[A-Z]+|[a-z]|•")
"""The parts of a path: "2(a)(iii)b" is 2, (a), (iii), b."""

Specimen = dict[str, Any]
Rows = dict[str, list[dict[str, Any]]]


def load() -> dict[str, Specimen]:
    """The committed specimens by the names of their files, without ending: "A_RES_99_1", "A_RES_99_1.fr"."""
    return {path.stem: json.loads(path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.json"))}


# ------------------------------------------------------------------------------------------------ typesetting


@cache
def _compiler() -> typst.Compiler:
    # only the fonts that come with typst: the same bytes on every machine
    return typst.Compiler(FOLDER / "specimen.typ", ignore_system_fonts=True)


def typeset(specimen: Specimen, tagged: bool = True) -> bytes:
    """The specimen as a PDF, the same bytes each time.

    ``tagged`` writes the structure tree that the UN's files have since about 2010; older ones have none.
    """
    set_as = {
        "warning": WARNING,
        "two_columns": "president" in specimen["masthead"],
        "masthead": {"language": specimen["documents"][0]["language"], **specimen["masthead"]},
        "blocks": [_set_block(block) for block in specimen["blocks"]],
    }
    pdf = _compiler().compile(format="pdf", timestamp=0, pdf_tags=tagged, sys_inputs={"specimen": json.dumps(set_as)})
    assert isinstance(pdf, bytes)
    return pdf


def _set_block(block: dict[str, Any]) -> dict[str, Any]:
    if "rows" in block:
        return {"style": block["style"], "rows": block["rows"]}
    parts = LABELS.findall(block.get("path", ""))
    return {
        "style": block["style"],
        "label": block.get("label") or (_label(parts[-1]) if parts else None),
        "level": len(parts) - 1,
        "runs": [*_speaker_runs(block), *_runs(block)],
    }


def _label(part: str) -> str:
    """A part of a path as it is printed before the text: "2.", "(a)", "IV.", "a.", "•"."""
    return part if part[0] in "(•" else part + "."


def _run(text: str, italic: bool = False, bold: bool = False, link: str | None = None) -> dict[str, Any]:
    return {"text": text, "italic": italic, "bold": bold, "link": link}


def _speaker_runs(block: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """ "Ms. Ferreira (Brazil) (spoke in Spanish): ", the speaker in bold."""
    if "speaker" not in block:
        return
    yield _run(block["speaker"], bold=True)
    if block["state_name"]:
        yield _run(f" ({block['state_name']})")
    if block["office"] and block["office"] not in block["speaker"]:
        yield _run(f", {block['office']}")
    if block["spoken_language"]:
        yield _run(" (")
        yield _run(f"spoke in {block['spoken_language']}", italic=True)
        yield _run(")")
    yield _run(": ")


def _runs(piece: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """A text cut where its type changes and where note marks stand, with the notes at each cut."""
    text: str = piece["text"]
    italics = [(0, len(piece.get("verb") or ""))]
    for phrase in piece.get("italics", ()):
        start = text.index(phrase, italics[-1][1])
        italics.append((start, start + len(phrase)))
    links = [(link["char_start"], link["char_end"], link["target"]) for link in piece.get("links", ())]
    notes: dict[int, list[dict[str, Any]]] = {}
    for note in piece.get("notes", ()):
        notes.setdefault(note["char_offset"], []).append(note)
    cuts = sorted({0, len(text), *notes, *(c for span in [*italics, *links] for c in span[:2])})
    for start, end in zip(cuts, [*cuts[1:], len(text)], strict=True):
        if start in notes:
            yield {"notes": [{"number": n["number"], "runs": list(_runs(n))} for n in notes[start]]}
        if text[start:end]:
            yield _run(
                text[start:end],
                italic=any(a <= start and end <= b for a, b in italics),
                link=next((target for a, b, target in links if a <= start and end <= b), None),
            )


# ------------------------------------------------------------------------------------------------ the rows expected


def rows(specimen: Specimen) -> Rows:
    """What must be read from the specimen's PDF, by table, each row with the columns that were composed.

    Ids are made by the reader. So in their place rows have positions in the list of clauses: ``parent`` of a clause,
    ``clause`` of a note or a link.
    """
    found: Rows = {name: [] for name in ("clauses", "footnotes", "hyperlinks", "table_cells", "speeches")}
    above: list[tuple[list[str], int]] = []
    """The numbered clauses under which the next may be nested: their paths and places."""
    list_head = ""
    """The words above a list of voters, with which the clause of the list begins."""
    for block in specimen["blocks"]:
        here = None
        if block["style"] == "vote":
            list_head = block["text"] + " "
        if "kind" in block:
            here = len(found["clauses"])
            parts = LABELS.findall(block["path"]) if block["kind"] != "heading" else []
            while above and above[-1][0] != parts[:-1][: len(above[-1][0])]:
                above.pop()
            found["clauses"].append(
                {
                    "kind": block["kind"],
                    "path": block["path"],
                    "verb": block.get("verb"),
                    "text": "".join(run["text"] for run in _speaker_runs(block)) + list_head + block["text"],
                    "parent": above[-1][1] if above else None,
                    "depth": len(above),
                }
            )
            list_head = ""
            if parts:
                above.append((parts, here))
        found["hyperlinks"] += _links(block, here, None)
        for note in block.get("notes", ()):
            at = None if here is None else note["char_offset"]
            row = {"number": note["number"], "text": note["text"], "clause": here, "char_offset": at}
            found["footnotes"].append(row)
            found["hyperlinks"] += _links(note, here, note["number"])
        if "rows" in block:
            found["table_cells"] += _cells(block["rows"], found["table_cells"])
        if "speaker" in block:
            columns = ("speaker", "state_name", "office", "spoken_language", "text")
            found["speeches"].append({column: block[column] for column in columns})
        elif block["style"] == "speech":
            found["speeches"][-1]["text"] += "\n\n" + block["text"]
    return {"documents": specimen["documents"], **found}


def _links(piece: dict[str, Any], here: int | None, note: str | None) -> list[dict[str, Any]]:
    """Links over a clause or a note; a link over the masthead makes no row."""
    if here is None and note is None:
        return []
    return [{"clause": here, "footnote_number": note, **link} for link in piece.get("links", ())]


def _cells(lines: list[list[str]], before: list[dict[str, Any]]) -> list[dict[str, Any]]:
    number = before[-1]["table_number"] + 1 if before else 1
    return [
        {"table_number": number, "row": r, "column": c, "text": text, "is_header": r == 1}
        for r, line in enumerate(lines, 1)
        for c, text in enumerate(line, 1)
    ]


ORDINALS = {
    session: f"Ninety-{word}" for session, word in enumerate(("fifth", "sixth", "seventh", "eighth", "ninth"), 95)
}


def many(count: int) -> Iterator[tuple[str, bytes]]:
    """As many specimens as wanted, as file names and PDFs: the committed resolutions under other symbols, of five
    sessions in turn, each with a title of its own."""
    models = [specimen for name, specimen in load().items() if name in ("A_RES_99_2", "A_RES_99_3", "A_RES_99_4")]
    for place in range(count):
        session, number = 95 + place % 5, 100 + place // 5
        specimen = json.loads(json.dumps(models[place // 5 % len(models)]))
        document, symbol = specimen["documents"][0], f"A/RES/{session}/{number}"
        document["symbol"] = specimen["masthead"]["symbol"] = symbol
        for block in specimen["blocks"]:
            if block["style"] == "number":
                block["label"] = f"{session}/{number}."
                block["text"] += f" in district {place}"
            elif block["text"] == "Ninety-ninth session":
                block["text"] = f"{ORDINALS[session]} session"
        yield symbol.replace("/", "_") + ".pdf", typeset(specimen)


def differences(specimen: Specimen, found: Rows) -> list[str]:
    """Where the rows read differ from those composed: "-" for a missing row, "+" for a row too many; else empty.

    Compares only the composed columns, and the verb only in resolutions: in a record or a report italics have other
    meanings.
    """
    places = {clause["clause_id"]: place for place, clause in enumerate(found["clauses"])}
    out = []
    for table, wanted in rows(specimen).items():
        read = [
            {
                "verb": None,
                **row,
                "parent": places.get(row.get("parent_clause_id", "")),
                "clause": places.get(row.get("clause_id", "")),
            }
            for row in found.get(table, [])
        ]
        columns = tuple(wanted[0]) if wanted else tuple(read[0]) if read else ()
        expected, given = _lines(wanted, columns), _lines(read, columns)
        if table == "hyperlinks":
            # the order of links is not composed
            expected, given = sorted(expected), sorted(given)
        lines = difflib.unified_diff(expected, given, n=0, lineterm="")
        out += [f"{table} {line}" for line in list(lines)[2:] if not line.startswith("@@")]
    return out


def _lines(listed: list[dict[str, Any]], columns: tuple[str, ...]) -> list[str]:
    # as text, because JSON holds dates as text
    without_verb = ("paragraph", "heading")
    return [
        ", ".join(f"{c}={None if c == 'verb' and row['kind'] in without_verb else row.get(c)}" for c in columns)
        for row in listed
    ]


# ------------------------------------------------------------------------------------------------ random specimens

WORDS = (
    "the of and to in that for with by on from as or its their all each every river harbour lamp register school seed "
    "island well-being long-term States Member peace keeper archive winter harvest bridge shore children’s teachers "
    "measures reports means peoples regional non-governmental forty-one 2043 A/99/112 A/C.3/99/L.7 – (2043) Nations"
)
PREAMBULAR_VERBS = (
    "Recalling",
    "Recalling also",
    "Reaffirming",
    "Noting with concern",
    "Bearing in mind",
    "Deeply concerned",
    "Having considered",
    "Convinced",
    "Mindful",
    "Taking note with appreciation",
)
OPERATIVE_VERBS = ("Decides", "Requests", "Also requests", "Calls upon", "Strongly urges", "Takes note", "Invites")
ROMAN = ("i", "ii", "iii", "iv", "v")
NOTES: tuple[dict[str, Any], ...] = (
    {"text": "United Nations, Treaty Series, vol. 1577, No. 27531.", "italics": ["Treaty Series"]},
    {"text": "Ibid., vol. 1249, No. 20378."},
    {"text": "Resolution 70/1."},
    {"text": "See A/99/70, paras. 12–19; see also A/99/70/Corr.1."},
)


def _words(least: int, most: int) -> st.SearchStrategy[str]:
    # the first word must not look like a paragraph's number, and the last must not be a dash
    listed = st.lists(st.sampled_from(WORDS.split()), min_size=least, max_size=most)
    return listed.map(lambda words: " ".join(["the", *words, "lamp"]))


@st.composite
def _text(draw: st.DrawFn, opening: str, ending: str, most: int = 60) -> dict[str, Any]:
    """A text that opens with a verb or a capital letter, with up to three notes at the ends of its words."""
    words = draw(_words(2, most))
    text = f"{opening} {words}{ending}" if opening else words[0].upper() + words[1:] + ending
    ends = [m.end() for m in re.finditer(r"[^\s–]\S*", text) if m.end() > len(opening)]
    places = sorted(draw(st.lists(st.sampled_from(ends), max_size=3))) if draw(st.booleans()) else []
    long_note = _words(30, 120).map(lambda words: {"text": "A" + words[1:] + "."})
    kept: list[dict[str, Any]] = [draw(st.one_of(st.sampled_from(NOTES), long_note)) for _ in places]
    notes = [{"char_offset": place, **note} for place, note in zip(places, kept, strict=True)]
    return {"verb": opening or None, "text": text, "notes": notes}


@st.composite
def _paragraphs(draw: st.DrawFn, kind: str, first: int) -> list[dict[str, Any]]:
    """Numbered paragraphs from ``first`` on, some with items nested up to three deep."""
    verbs = st.sampled_from(OPERATIVE_VERBS) if kind == "operative" else st.just("")
    blocks: list[dict[str, Any]] = []

    def add(path: str, has_items: bool, opening: str = "") -> None:
        text = draw(_text(opening, ":" if has_items else ";", 12 if opening == "" else 60))
        blocks.append({"style": "numbered", "kind": kind, "path": path, **text})

    count = draw(st.integers(1, 4))
    for number in range(first, first + count):
        items = draw(st.sampled_from([0, 0, 0, 2, 3, 10]))
        add(str(number), items > 0, draw(verbs))
        for letter in "abcdefghij"[:items]:
            # "(i)" after "(h)" is the ninth letter or the first numeral: a test of its own
            subitems = 0 if letter == "h" else draw(st.sampled_from([0, 0, 0, 2, 5]))
            add(f"{number}({letter})", subitems > 0)
            for numeral in ROMAN[:subitems]:
                add(f"{number}({letter})({numeral})", False)
    return blocks


def _heading(style: str, text: str, path: str = "") -> dict[str, Any]:
    return {"style": style, "kind": "heading", "path": path, "text": text}


@st.composite
def composed(draw: st.DrawFn) -> Specimen:
    """A resolution of one to some ten pages: preamble, sections, nested items, notes, perhaps an annex."""
    number, item, day = draw(st.integers(1, 400)), draw(st.integers(1, 180)), draw(st.integers(1, 28))
    title = "Keeping of " + draw(_words(1, 6))
    report = f"A/99/{draw(st.integers(200, 700))}"
    blocks: list[dict[str, Any]] = [
        {"style": "session", "text": "Ninety-ninth session"},
        {"style": "agenda-item", "text": f"Agenda item {item}"},
        {"style": "session", "text": "Cultural heritage"},
        {"style": "title", "text": f"Resolution adopted by the General Assembly on {day} December 2044"},
        {"style": "line", "text": f"[on the report of the Third Committee ({report}, para. 9)]"},
        {"style": "number", "label": f"99/{number}.", "text": title},
        {"style": "formula", "text": "The General Assembly,", "italics": ["The General Assembly"]},
    ]
    for verb in draw(st.lists(st.sampled_from(PREAMBULAR_VERBS), min_size=1, max_size=6)):
        blocks.append({"style": "preambular", "kind": "preambular", "path": "", **draw(_text(verb, ","))})
    next_number = 1
    for _ in range(draw(st.integers(1, 2))):
        if draw(st.booleans()):
            blocks.append(_heading("heading", "Measures on " + draw(_words(1, 5))))
        blocks += draw(_paragraphs("operative", next_number))
        next_number = 1 + int(LABELS.findall(blocks[-1]["path"])[0])
    close = f"48th plenary meeting\n{day} December 2044"
    blocks.append({"style": "closing", "text": close, "italics": [close]})
    if draw(st.booleans()):
        blocks += [_heading("annex", "Annex"), _heading("annex", "Principles of " + draw(_words(1, 5)))]
        blocks += draw(_paragraphs("annex", 1))
        blocks += [_heading("chapter", "Conduct", "II"), *draw(_paragraphs("annex", 20))]
    _number_notes(blocks)
    document = {
        "symbol": f"A/RES/99/{number}",
        "language": "en",
        "title": title,
        "document_type": "resolution",
        "session": "99",
        "agenda_item": str(item),
        "agenda_title": "Cultural heritage",
        "published_on": "2044-12-31",
        "adopted_on": f"2044-12-{day:02}",
        "meeting_number": "48",
        "committee_report": report,
        "job_number": "44-00999",
    }
    masthead = {
        "publisher": "United Nations",
        "symbol": document["symbol"],
        "organ": "General Assembly",
        "right": ["Distr.: General", "31 December 2044"],
        "running_title": "Keeping",
        "job_number": "44-00999 (E)",
    }
    return {"documents": [document], "masthead": masthead, "blocks": blocks}


def _number_notes(blocks: list[dict[str, Any]]) -> None:
    """Notes are numbered from 1 through the whole text."""
    notes = [note for block in blocks for note in block.get("notes", ())]
    for number, note in enumerate(notes, 1):
        note["number"] = str(number)


if __name__ == "__main__":
    for name, specimen in load().items():
        (PDFS / f"{name}.pdf").write_bytes(typeset(specimen))
