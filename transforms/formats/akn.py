"""The UN's own XML (Akoma Ntoso, AKN4UN) to documents.

What belongs here: which bytes are such XML, and how a file that is not well-formed is recovered. What does not: its
text (``akn_text.py``), what it marks beside the text (``akn_meta.py``), and comparing the XML with the page
(``differences.py``).

An XML has no pages, so nothing in it has a place.
"""

from __future__ import annotations

import regex
from lxml import etree

from transforms.formats import akn_meta
from transforms.formats.akn_text import Element, Walk, child_of, tag_of
from transforms.pages.model import Unreadable
from transforms.texts.document import Document
from transforms.texts.rows import RejectionRow

RANKS = {"xml": 30}
"""The XML leaves out verbs, nesting and most "Ibid.": its rows count where neither page nor Word file is held."""
LARGEST = 20_000_000
"""Bytes. The largest of 1,948 real files has 0.6 million; a larger one is no single document."""


def accepts(data: bytes) -> bool:
    """Whether bytes are XML or HTML, of whatever kind and encoding, rather than a PDF or plain text."""
    return data[:1024].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<")


def read(data: bytes, file_name: str, symbol: str | None = None) -> Document:
    """The document that an AKN4UN file holds.

    ``symbol`` is the one under which it was asked for or filed. ``Document.repairs`` say what was mended: markup that
    was recovered, a symbol or language that the file itself contradicts.
    Raises ``Unreadable`` for what is no AKN4UN, holds no text, or cannot be recovered without losing letters.
    """
    root, repairs = _parse(data, file_name)
    statements = [e for e in root.iter("{*}statement") if child_of(e, "mainBody", "paragraph", "alinea") is not None]
    if not statements:
        raise Unreadable("no text", f"{file_name}: the file holds a masthead at most; see whether a fuller one exists")
    masthead, language = akn_meta.masthead_of(root, file_name, symbol, repairs)
    found = str(masthead.fields["symbol"])
    walk = Walk(root, found, repairs)
    parts = walk.parts()
    return Document(
        "xml",
        language,
        masthead,
        parts=parts,
        notes=walk.notes,
        closing=walk.closing,
        xml_votes=list(akn_meta.votes(root, found, language)),
        drafting_steps=list(akn_meta.steps(root, found, language)),
        repairs=repairs,
    )


def _parse(data: bytes, file_name: str) -> tuple[Element, list[RejectionRow]]:
    """The file's root element, and what had to be mended."""
    if len(data) > LARGEST:
        raise Unreadable("too large", f"{file_name}: {len(data)} bytes of XML; no single document has that many")
    plain = data.replace(b"\0", b"")  # UTF-16 too
    if regex.match(
        rb"[^<]{0,9}\s*(?:<\?[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype\s+)?html", plain[:4096], regex.I | regex.S
    ):
        raise Unreadable("an HTML page", f"{file_name}: a web page came instead of the document; fetch it again")
    if regex.search(rb"<!(?:DOCTYPE|ENTITY)", plain, regex.IGNORECASE):
        raise Unreadable(
            "declares entities",
            f"{file_name}: the file has a document type declaration, which the UN's never have and which can make a "
            "small file endless; take the declaration out",
        )
    safe = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}
    try:
        root = etree.fromstring(data, etree.XMLParser(**safe))
    except etree.XMLSyntaxError as error:
        return _recovered(data, file_name, str(error), etree.XMLParser(recover=True, **safe))
    return _checked(root, file_name), []


def _recovered(data: bytes, file_name: str, error: str, parser: Element) -> tuple[Element, list[RejectionRow]]:
    """The root of a file that is not well-formed, if every letter of it is kept."""
    text = data.decode("utf-8", errors="replace")
    if not regex.search(r"</akomaNtoso\s*>\s*$", text):
        raise Unreadable("incomplete", f"{file_name}: the file ends before its last element ({error}); fetch it again")
    root = _checked(etree.fromstring(data, parser), file_name)
    letters = len(regex.findall(r"\p{L}", regex.sub(r"<!--.*?-->|<[^<>]*>|&#?\w+;", "", text, flags=regex.S)))
    kept = len(regex.findall(r"\p{L}", "".join(root.itertext(etree.Element, "{*}*"))))
    if kept < letters:
        raise Unreadable(
            "not well-formed",
            f"{file_name}: {error}; of {letters} letters {letters - kept} would be lost: mend the markup there",
        )
    faults = f"not well-formed ({error}), {len(parser.error_log)} faults in all"
    kept_all = "every letter was kept, but what was nested in what is as the parser guessed"
    return root, [RejectionRow("read", "recovered XML", f"{file_name}: {faults}; {kept_all}")]


def _checked(root: Element | None, file_name: str) -> Element:
    if root is None or not isinstance(root.tag, str) or tag_of(root) != "akomaNtoso":
        found = "nothing" if root is None else f"<{tag_of(root)}>"
        raise Unreadable("not Akoma Ntoso", f"{file_name}: expected <akomaNtoso> as the root element, found {found}")
    return root
