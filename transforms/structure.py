"""A document's bytes to rows: its masthead, clauses, footnotes, hyperlinks and table cells.

What belongs here: what each paragraph is in its text (preambular or operative, heading, annex), its number and
nesting, its leading verb, the place of each note's mark, and the ids made of what the UN prints. What does not:
how paragraphs are put together from a page (``paragraphs.py``), what they cite (``citations.py``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

import regex

from transforms import layout, masthead
from transforms.paragraphs import Content, Paragraph, Text, read_content, starts_note

Rows = dict[str, list[dict[str, Any]]]

NUMBER = regex.compile(r"(\d{1,3})\.\s*(?=\S)")
ITEM = regex.compile(r"\((\p{Ll}{1,2}|[ivxl]{1,7})\)\s+")
BULLET = regex.compile(r"[•●▪◦–—-]\s+")
HEADING_LABEL = regex.compile(r"([IVXL]{1,6}|[A-Z])\.?(?:\s+|$)")
ANNEX = regex.compile(r"(?:Annex|Appendix|Enclosure)(?:\s+([IVXL]+|\d+|[A-Z]))?", regex.IGNORECASE)
ARTICLE = regex.compile(r"(?:Article|Rule|Section|Chapter|Part|Regulation|Principle|Guideline)\s+(?:\d+|[IVXL]+)\b.*")
SPEAKER = regex.compile(
    r"(?P<name>(?:The|Mr\.?|Mrs\.?|Ms\.?|Miss|Sir|Dame|Lord|Lady|Baroness|Dr\.?|Prince|Princess|King|Queen|President|Sheikh|"
    r"Archbishop|Monsignor|Judge|General|Prime Minister|Begum|Count|Chief)\s[^:()]{2,90}?)"
    r"(?P<said>(?:\s*\([^()]{2,120}\)){0,3}(?:,[^:]{2,160})?)\s*:\s+(?=\S)"
)
"""How a verbatim record names who speaks: ``Mr. Hermida Castillo (Nicaragua) (spoke in Spanish):``."""
SPOKEN = regex.compile(r"\((?:spoke in|interpretation from|translated from) (\w+)[^()]*\)")
END_OF_SENTENCE = regex.compile(r"[.;:,!?][”\"’)\]]*$")
PREAMBULAR_WORDS = frozenset(
    "mindful aware cognizant conscious desirous having deeply gravely profoundly convinced concerned alarmed guided "
    "determined disturbed encouraged inspired resolved appalled shocked saddened dismayed committed considering "
    "seriously firmly fully keenly greatly extremely".split()
)
"""Words that open a preambular paragraph without being a participle in -ing (Editorial Manual, resolutions)."""
ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv", "xvi", "xvii",
         "xviii", "xix", "xx", "xxi", "xxii", "xxiii", "xxiv", "xxv", "xxvi", "xxvii", "xxviii", "xxix", "xxx")  # fmt: skip


def extract(data: bytes, file_name: str, symbol: str | None = None) -> Rows:
    """The rows of one document, without provenance.

    Takes the bytes of a PDF, the file's name (for messages) and the symbol under which it was asked for or filed.
    Gives lists of rows by table: ``documents`` (one row), ``clauses``, ``footnotes``, ``hyperlinks``,
    ``table_cells`` and ``rejections`` (``stage``, ``reason``, ``detail`` of what could not be placed).
    Raises ``layout.Unreadable`` where no row can be made: bytes that are no whole PDF, or pages without text.
    """
    pages = layout.read(data)
    letters = sum(len(run.text.strip()) for page in pages for run in page.runs)
    if letters < 20 * len(pages):
        raise layout.Unreadable(
            "no text layer",
            f"{file_name}: {len(pages)} pages hold {letters} letters, so they are pictures of text: "
            "run OCR over the file and give the result instead",
        )
    content = read_content(pages)
    head = masthead.read_masthead(content, symbol)
    if not head.fields["symbol"]:
        raise layout.Unreadable(
            "no symbol",
            f"{file_name}: no document symbol is printed at the head of page 1 and the file's name is none: "
            "name the file by its symbol (A_RES_79_181.pdf)",
        )
    return Builder(head.fields["symbol"], content, head, len(pages)).rows()


@dataclass
class Level:
    """One level of nesting that is open: its label, what kind of label, and the clause that carries it."""

    kind: str
    label: str
    clause: dict[str, Any]
    indent: float


@dataclass
class Builder:
    """Reads the paragraphs of one document in order and keeps what is open: part, section, annex, numbering."""

    symbol: str
    content: Content
    head: masthead.Masthead
    page_count: int
    language: str = "en"
    clauses: list[dict[str, Any]] = field(default_factory=list)
    levels: list[Level] = field(default_factory=list)
    links: list[dict[str, Any]] = field(default_factory=list)
    marks: list[tuple[str, str | None, int]] = field(default_factory=list)
    """Note marks in reading order: mark, clause, characters before it."""
    counts: Counter[str] = field(default_factory=Counter)
    ids: set[str] = field(default_factory=set)
    part: str = ""
    """``preamble``, ``operative`` or empty outside a resolution's text."""
    annex: int = 0
    section: str = ""
    parent_unnumbered: dict[str, Any] | None = None

    def rows(self) -> Rows:
        fields = self.head.fields
        self.marks += [(mark, None, 0) for mark in self.head.title_marks]
        body = self.content.body[self.head.body_start :]
        skip = False
        for index, paragraph in enumerate(body):
            if skip:
                skip = False
                continue
            following = body[index + 1] if index + 1 < len(body) else None
            if following is not None and _is_label_alone(paragraph) and not _is_label_alone(following):
                # a list item whose label the tree keeps apart from its text
                paragraph.lines = [_one_line(paragraph, following), *following.lines[1:]]
                paragraph._text = None
                skip = True
            self.take(paragraph)
        document = {
            **{k: v for k, v in fields.items() if k != "symbol"},
            "symbol": self.symbol,
            "language": self.language,
            "page_count": self.page_count,
        }
        footnotes = list(self.footnotes())
        speeches = list(self.speeches()) if fields["document_type"] == "verbatim_record" else []
        for clause in self.clauses:
            clause.pop("_text")
        return {
            "documents": [document],
            "clauses": self.clauses,
            "footnotes": footnotes,
            "hyperlinks": [{**link, "seq": seq} for seq, link in enumerate(self.links, 1)],
            "table_cells": list(self.cells()),
            "speeches": speeches,
            "rejections": [],
        }

    def take(self, paragraph: Paragraph) -> None:
        """Add what one paragraph is."""
        if not paragraph.text or masthead.is_close(paragraph) and paragraph.indent > 200:
            return
        if masthead.is_formula(paragraph):
            self.part = "preamble"
            self.levels = []
            self.parent_unnumbered = None
            return
        content = paragraph.content
        if match := ANNEX.fullmatch(content.text):
            self.annex += 1
            self.levels, self.section, self.part = [], "", "annex"
            self.add(paragraph, content, "heading", match[1] or "")
            return
        if self.is_heading(paragraph):
            self.heading(paragraph)
            return
        self.clause(paragraph)

    def is_heading(self, paragraph: Paragraph) -> bool:
        """Whether a paragraph is a heading: bold, or italic or centred without a sentence's end; never numbered ``1.``."""
        content = paragraph.content
        text = content.text
        if NUMBER.match(text) or ITEM.match(text) or len(text) > 400:
            return False
        if ARTICLE.fullmatch(text) and len(text) < 120 and not END_OF_SENTENCE.search(text):
            return True
        if paragraph.bold:
            return True
        ended = bool(END_OF_SENTENCE.search(text))
        if paragraph.centred and paragraph.indent > 150 and not ended and len(text) < 250:
            return True
        return paragraph.italic and not ended and len(text) < 200

    def heading(self, paragraph: Paragraph) -> None:
        content = paragraph.content
        match = HEADING_LABEL.match(content.text)
        label = ""
        if match and (regex.match(r"[IVXL]+$", match[1]) or content.text[match.end(1) : match.end(1) + 1] == "." or match.end() == len(content.text)):
            label = match[1]
            content = content.cut(match.end())
            self.section = label
        elif not self.clauses or self.clauses[-1]["kind"] != "heading":
            # an unnumbered heading parts the text as well, unless numbering goes on under it
            pass
        else:
            last = self.clauses[-1]
            if last["kind"] == "heading" and not last["text"]:
                # a number alone on its line belongs to the title on the next
                self.fill(last, paragraph, content)
                return
        self.parent_unnumbered = None
        if label:
            self.levels = []
        self.add(paragraph, content, "heading", label)

    def fill(self, clause: dict[str, Any], paragraph: Paragraph, content: Text) -> None:
        clause["text"] = content.text
        clause["_text"] = content
        clause["page_last"] = paragraph.page_last
        clause["bbox"] += [asdict(box) for box in paragraph.boxes]
        self.note_marks(clause, content)

    def clause(self, paragraph: Paragraph) -> None:
        content = paragraph.content
        text = content.text
        if match := NUMBER.match(text):
            label, kind, content = match[1], "number", content.cut(match.end())
        elif match := ITEM.match(text):
            label, kind = match[1], self.item_kind(match[1], paragraph.indent)
            content = content.cut(match.end())
        elif match := BULLET.match(text):
            label, kind, content = "•", "bullet", content.cut(match.end())
        else:
            label, kind = "", ""
        if kind == "number" and self.part == "preamble":
            self.part = "operative"
        verb = content.leading(content.italic)
        if not label and self.part in ("preamble", "operative"):
            if self.part == "preamble" and verb and is_finite(verb):
                self.part = "operative"
            elif self.part == "operative" and verb and not is_finite(verb) and self.after_heading():
                self.part = "preamble"
                self.levels = []
        clause_kind = {"preamble": "preambular", "operative": "operative", "annex": "annex"}.get(self.part, "paragraph")
        row = self.add(paragraph, content, clause_kind, label, kind)
        if verb:
            row["verb"] = verb

    def after_heading(self) -> bool:
        """Whether the last clause is a heading, so that a new section may open with a preamble of its own."""
        return bool(self.clauses) and self.clauses[-1]["kind"] == "heading" or bool(
            self.clauses and self.clauses[-1]["kind"] == "preambular"
        )

    def item_kind(self, label: str, indent: float) -> str:
        """Whether ``(i)`` is the letter or the numeral: what it follows decides, then how far it is indented."""
        letters = [level for level in self.levels if level.kind == "letter"]
        romans = [level for level in self.levels if level.kind == "roman"]
        if label in ROMAN:
            if romans and _follows(romans[-1].label, label, "roman"):
                return "roman"
            if letters and _follows(letters[-1].label, label, "letter") and abs(letters[-1].indent - indent) < 8:
                return "letter"
            if label == "i" or not letters:
                return "roman"
            if letters and _follows(letters[-1].label, label, "letter"):
                return "letter"
            return "roman" if len(label) > 1 else "letter"
        return "letter"

    RANK = {"number": 0, "letter": 1, "roman": 2, "bullet": 3}

    def add(self, paragraph: Paragraph, content: Text, kind: str, label: str, label_kind: str = "") -> dict[str, Any]:
        """Append a clause and keep the numbering open for what nests in it."""
        parent = None
        path = label
        if kind == "heading":
            self.counts["heading"] += 1
        elif label_kind:
            rank = self.RANK[label_kind]
            while self.levels and self.RANK[self.levels[-1].kind] >= rank:
                self.levels.pop()
            if self.levels:
                parent = self.levels[-1].clause
                path = parent["path"] + (f"({label})" if label_kind in ("letter", "roman") else label)
            elif label_kind in ("letter", "roman"):
                path = f"({label})"
                parent = self.parent_unnumbered
        clause: dict[str, Any] = {
            "clause_id": self.identify(kind, label, label_kind, parent),
            "symbol": self.symbol,
            "language": self.language,
            "seq": len(self.clauses) + 1,
            "kind": kind,
            "path": path,
            "parent_clause_id": parent["clause_id"] if parent else None,
            "depth": parent["depth"] + 1 if parent else 0,
            "verb": None,
            "text": content.text,
            "page_first": paragraph.page_first,
            "page_last": paragraph.page_last,
            "bbox": [asdict(box) for box in paragraph.boxes],
            "_text": content,
        }
        self.clauses.append(clause)
        if kind != "heading":
            if label_kind:
                self.levels.append(Level(label_kind, label, clause, paragraph.indent))
            elif not label:
                self.parent_unnumbered = clause
                self.levels = []
        self.note_marks(clause, content)
        return clause

    def note_marks(self, clause: dict[str, Any], content: Text) -> None:
        self.marks += [(mark, clause["clause_id"], at) for mark, at in content.marks]
        self.links += [
            {
                "symbol": self.symbol,
                "language": self.language,
                "clause_id": clause["clause_id"],
                "footnote_number": None,
                "char_start": start,
                "char_end": end,
                "target": target,
                "page": page,
            }
            for start, end, target, page in content.links
        ]

    def identify(self, kind: str, label: str, label_kind: str, parent: dict[str, Any] | None) -> str:
        """An id of what is printed: part, section, annex and numbering; a repeated one gets ``~2``."""
        steps: list[str] = []
        if self.annex:
            steps.append(f"annex.{self.annex}")
        if self.section and kind != "heading":
            steps.append(self.section)
        where = ".".join(steps)
        if parent is not None:
            base = parent["clause_id"].split("#", 1)[1]
            if label_kind == "bullet":
                self.counts[base] += 1
                name = f"{base}.item{self.counts[base]}"
            else:
                name = f"{base}.{label}"
        else:
            word = {"preambular": "pp", "operative": "op", "heading": "h", "annex": "p", "paragraph": "p"}[kind]
            if label_kind == "number" and kind in ("annex", "paragraph"):
                word = "op" if kind == "annex" else "p"
            name = f"{where}.{word}" if where else word
            if not label_kind or label_kind == "bullet" or kind == "heading":
                self.counts[name] += 1
                name += f".{self.counts[name]}" if label_kind != "bullet" else f".item{self.counts[name]}"
                if not label_kind and kind in ("operative", "annex", "paragraph"):
                    name = name.replace(f"{word}.", f"{word}.u", 1) if kind == "operative" else name
            else:
                name += f".{label}"
        unique, number = name, 1
        while unique in self.ids:
            number += 1
            unique = f"{name}~{number}"
        self.ids.add(unique)
        return f"{self.symbol}#{unique}"

    def footnotes(self) -> Iterator[dict[str, Any]]:
        """The notes in order, each hung from the next unused place of its mark."""
        waiting: dict[str, list[tuple[str | None, int]]] = {}
        for mark, clause_id, at in self.marks:
            waiting.setdefault(mark, []).append((clause_id, at))
        seen: Counter[str] = Counter()
        pending: list[Paragraph] = []
        for paragraph in self.content.notes:
            if starts_note(paragraph) or not pending:
                pending.append(paragraph)
            else:
                pending[-1].lines += paragraph.lines
                pending[-1]._text = None
        for seq, paragraph in enumerate(pending, 1):
            number, content = note_parts(paragraph)
            places = waiting.get(number, [])
            clause_id, at = places.pop(0) if places else (None, 0)
            seen[number] += 1
            again = f"~{seen[number]}" if seen[number] > 1 else ""
            yield {
                "footnote_id": f"{self.symbol}#fn.{number or seq}{again}",
                "symbol": self.symbol,
                "language": self.language,
                "seq": seq,
                "number": number,
                "text": content.text,
                "clause_id": clause_id,
                "char_offset": at if clause_id else None,
                "page": paragraph.page_first,
                "bbox": [asdict(box) for box in paragraph.boxes],
            }
            self.links += [
                {
                    "symbol": self.symbol,
                    "language": self.language,
                    "clause_id": clause_id,
                    "footnote_number": number,
                    "char_start": start,
                    "char_end": end,
                    "target": target,
                    "page": page,
                }
                for start, end, target, page in content.links
            ]

    def speeches(self) -> Iterator[dict[str, Any]]:
        """The interventions in a verbatim record: from a speaker's name in bold to the next, or to what the record tells."""
        speech: dict[str, Any] | None = None
        seq = 0
        for clause in self.clauses:
            content: Text = clause["_text"]
            match = SPEAKER.match(content.text)
            if match and (content.bold[0] or not any(any(c["_text"].bold) for c in self.clauses)):
                if speech:
                    yield speech
                seq += 1
                speech = {
                    "symbol": self.symbol,
                    "language": self.language,
                    "seq": seq,
                    "speaker": match["name"].strip(" ,"),
                    **_of_speaker(match["name"], match["said"]),
                    "text": content.text[match.end() :].strip(),
                    "page": clause["page_first"],
                }
            elif clause["kind"] == "heading" or content.italic and content.italic[0] and content.italic[-1]:
                if speech:
                    yield speech
                speech = None
            elif speech:
                speech["text"] += "\n\n" + content.text
        if speech:
            yield speech

    def cells(self) -> Iterator[dict[str, Any]]:
        """The cells of the tables that the structure tree marks, numbered through the document."""
        numbers: dict[tuple[int, int], int] = {}
        seen: set[tuple[int, int, int]] = set()
        for paragraph in self.content.cells:
            assert paragraph.cell is not None
            table, row, column = paragraph.cell
            number = numbers.setdefault((paragraph.page_first, table), len(numbers) + 1)
            if (number, row, column) in seen:
                continue
            seen.add((number, row, column))
            yield {
                "symbol": self.symbol,
                "language": self.language,
                "table_number": number,
                "row": row,
                "column": column,
                "text": paragraph.text,
                "is_header": paragraph.is_header,
                "page": paragraph.page_first,
                "bbox": [asdict(box) for box in paragraph.boxes],
            }


def _of_speaker(name: str, said: str) -> dict[str, str | None]:
    """State or office, and language, of what is printed behind a speaker's name."""
    spoken = SPOKEN.search(said)
    brackets = [b for b in regex.findall(r"\(([^()]+)\)", said) if not SPOKEN.fullmatch(f"({b})")]
    office = regex.search(r",\s*([^:]+)$", said)
    in_office = name.startswith("The ") and not brackets
    return {
        "state_name": brackets[0].strip() if brackets and not office else None,
        "office": office[1].strip() if office else name.removeprefix("The ").strip() if in_office else None,
        "spoken_language": spoken[1] if spoken else None,
    }


def note_parts(paragraph: Paragraph) -> tuple[str, Text]:
    """A note's mark and its text."""
    content = paragraph.content
    if content.marks and content.marks[0][1] == 0:
        number = content.marks[0][0]
        return number, Text(content.text, content.marks[1:], content.bold, content.italic, content.links)
    if match := regex.match(r"(\*+)\s*|(\d{1,3})\s*/\s*", content.text):
        return match[1] or match[2], content.cut(match.end())
    return "", content


def is_finite(verb: str) -> bool:
    """Whether a leading phrase is that of an operative paragraph (``Also decides``) and not of a preambular one."""
    words = verb.lower().replace(",", "").split()[:4]
    if any(w.endswith("ing") for w in words[:3]) or words[0] in PREAMBULAR_WORDS:
        return False
    return any(w.endswith("s") and not w.endswith("ss") for w in words)


def _follows(before: str, label: str, kind: str) -> bool:
    if kind == "roman":
        return before in ROMAN and label in ROMAN and ROMAN.index(label) == ROMAN.index(before) + 1
    if len(before) == len(label) == 1:
        return ord(label) == ord(before) + 1
    return before == "z" and label == "aa"


def _is_label_alone(paragraph: Paragraph) -> bool:
    return bool(regex.fullmatch(r"\d{1,3}\.|\((?:\p{Ll}{1,2}|[ivxl]{1,7})\)|[•●▪◦–—-]", paragraph.text))


def _one_line(label: Paragraph, text: Paragraph) -> Any:
    first = text.lines[0]
    return type(first)(tuple(sorted((*label.lines[0].runs, *first.runs), key=lambda r: r.x0)), first.page)
