"""Mutated inputs: whatever the bytes, ``rapporteur run`` ends well, and each input is loaded or rejected with a reason.

``python -m tests.fuzz COUNT SEED [FOLDER...]`` (``make fuzz``). Seeds are the files of the folders given, or else
the specimens. Mutations: truncated, bits flipped, two files spliced, stretches doubled, numbers made huge, brackets
nested thousands deep, and bombs of each kind (streams and entities that unpack to gigabytes, pages that are their own
parents). Prints what became of them, the slowest batch, and the largest memory of a worker.
"""

from __future__ import annotations

import random
import resource
import sys
import tempfile
import time
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import duckdb

from tests.crash import finish
from tests.specimens import PDFS
from tests.un_host import pdf
from tests.voting_files import GA_2024, GA_2025, MARC, SC

BATCH = 250
FAULTS = ("odd rows", "ambiguous rows")
"""Reasons that are faults of ours and cost one document; so is every reason that ends in "failed"."""
TEXTS = (
    (b"<akomaNtoso><body><paragraph><num>1.</num><p>Decides</p></paragraph></body></akomaNtoso>", "xml"),
    *((text.encode(), "csv") for text in (GA_2025, GA_2024, SC)),
    (MARC.encode(), "marcxml"),
    (b"# A/RES/99/2\n\nThe General Assembly,\n\n1. *Decides* to meet[^1];\n\n[^1]: Resolution 70/1.\n" * 40, "md"),
)  # fmt: skip


def main(count: int, seed: int, *folders: str) -> None:
    """Raises ``AssertionError`` naming an input that was neither loaded nor rejected, or that hung."""
    chance = random.Random(seed)
    seeds = [*_seeds(map(Path, folders or [str(PDFS)])), *TEXTS]
    made, reasons, slowest = 0, Counter[str](), 0.0
    while made < count:
        with tempfile.TemporaryDirectory() as place:
            batch = min(BATCH, count - made)
            files = dict(_mutants(chance, seeds, range(made, made + batch), Path(place)))
            began = time.monotonic()
            reasons += attempt(files, Path(place))
            slowest = max(slowest, (time.monotonic() - began) / batch)
            made += batch
        print(f"{made}/{count}: {dict(reasons.most_common(6))}", flush=True)
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    print(f"{count} inputs, seed {seed}: {reasons['loaded']} loaded, {count - reasons['loaded']} rejected")
    for reason, number in reasons.most_common():
        print(f"{number:8} {reason}")
    print(f"{slowest:.2f} s an input in the slowest batch of {BATCH}; largest worker {memory} MB")


def attempt(files: dict[str, str], folder: Path) -> Counter[str]:
    """Run the job over a folder of ``files`` (their names, and what was done to each) and count what became of them.

    Counts are by the reason of the rejection, or ``loaded``; an XML that was compared with its PDF counts as loaded.
    Raises ``AssertionError`` if the run fails, or if an input is neither loaded nor rejected or reached its time limit.
    """
    (folder / "incoming").mkdir()
    for path in [*folder.glob("*.csv"), *folder.glob("*.marcxml")]:
        path.rename(folder / "incoming" / path.name)
    data = folder / "data"
    finish(folder, data, "--incoming", str(folder / "incoming"))
    with duckdb.connect(data / "warehouse.duckdb", read_only=True) as warehouse:
        places = ("source_uri FROM documents", "xml_uri FROM documents", "source_uri FROM vote_sources")
        loaded = {_name(uri) for place in places for (uri,) in warehouse.execute(f"SELECT {place}").fetchall()}
        rejected = warehouse.execute("SELECT source_uri, reason, detail FROM rejections ORDER BY ALL").fetchall()
    reasons = {_name(uri): (reason, detail) for uri, reason, detail in rejected}
    for name, done in files.items():
        reason, detail = reasons.get(name, ("", ""))
        assert name in loaded or reason, f"{name} ({done}) is neither loaded nor rejected"
        assert "longer than" not in detail, f"{name} ({done}) hung"
        if reason in FAULTS or reason.endswith("failed"):
            print(f"{name} ({done}): {reason}: {detail}")
    return Counter("loaded" if name in loaded else reasons[name][0] for name in files)


def _name(uri: str | None) -> str:
    return (uri or "").rpartition("/")[2]


def _seeds(folders: Iterable[Path]) -> Iterator[tuple[bytes, str]]:
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path.stat().st_size < 2_000_000:
                yield path.read_bytes(), path.suffix.lstrip(".") or "bin"


def _mutants(
    chance: random.Random, seeds: list[tuple[bytes, str]], numbers: Iterable[int], folder: Path
) -> Iterator[tuple[str, str]]:
    """Write mutated inputs into a folder, half of them PDFs; yields the name of each and what was done to it."""
    by_kind: dict[str, list[tuple[bytes, str]]] = {}
    for seed in seeds:
        by_kind.setdefault(seed[1], []).append(seed)
    kinds = [*by_kind, *["pdf"] * (len(by_kind) - 2)]
    for number in numbers:
        kind = chance.choice(kinds)
        data, _ = chance.choice(by_kind[kind])
        if number % 50 == 0:
            bomb = chance.choice(BOMBS)
            data, kind = bomb()
            done = bomb.__name__
        else:
            other, _ = chance.choice(by_kind[kind])
            mutate = chance.choice(MUTATIONS)
            data, done = mutate(chance, data, other), mutate.__name__
        name = f"{number:06}.{kind}"
        (folder / name).write_bytes(data)
        yield name, done


def truncated(chance: random.Random, data: bytes, _: bytes) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def bits_flipped(chance: random.Random, data: bytes, _other: bytes) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice((1, 8, 64, 512))):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def spliced(chance: random.Random, data: bytes, other: bytes) -> bytes:
    return data[: chance.randrange(len(data))] + other[chance.randrange(len(other)) :]


def doubled(chance: random.Random, data: bytes, _: bytes) -> bytes:
    start = chance.randrange(len(data))
    end = min(len(data), start + chance.choice((10, 1_000, 100_000)))
    return data[:end] + data[start:end] * chance.choice((1, 9)) + data[end:]


def numbers_made_huge(chance: random.Random, data: bytes, _: bytes) -> bytes:
    huge = chance.choice((b"-1", b"0", b"4294967295", b"99999999999999999999", b"1e999"))
    digits = [i for i in range(len(data)) if data[i : i + 1].isdigit()]
    for place in sorted(chance.sample(digits, min(len(digits), 5)), reverse=True):
        data = data[:place] + huge + data[place + 1 :]
    return data


def nested(chance: random.Random, data: bytes, _: bytes) -> bytes:
    opening, closing = chance.choice(((b"[", b"]"), (b"<<", b">>"), (b"<p>", b"</p>"), (b"(", b")"), (b'"', b"")))
    place, deep = chance.randrange(len(data)), chance.choice((100, 10_000))
    return data[:place] + opening * deep + closing * deep + data[place:]


MUTATIONS: tuple[Callable[[random.Random, bytes, bytes], bytes], ...] = (
    truncated,
    bits_flipped,
    spliced,
    doubled,
    numbers_made_huge,
    nested,
)


def _document(content: bytes, objects: bytes = b"", page: bytes = b"", pages: bytes = b"") -> bytes:
    """A PDF of one page with this content stream, which is compressed already."""
    parts = (
        b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n",
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1" + pages + b">>endobj\n",
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R" + page + b">>endobj\n",
        b"4 0 obj<</Filter/FlateDecode/Length %d>>stream\n" % len(content) + content + b"\nendstream endobj\n",
        objects,
        b"trailer<</Root 1 0 R/Size 9>>\n%%EOF\n",
    )
    return b"".join(parts)


def _packed(piece: bytes, times: int) -> bytes:
    packer = zlib.compressobj(9)
    return b"".join([*(packer.compress(piece) for _ in range(times)), packer.flush()])


def stream_that_unpacks_to_gigabytes() -> tuple[bytes, str]:
    return _document(_packed(b" " * 1_000_000, 3_000)), "pdf"


def stream_of_a_million_runs() -> tuple[bytes, str]:
    shown = b"BT /F1 1 Tf 9 9 Td (x) Tj ET\n" * 10_000
    font = b"5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n"
    return _document(_packed(shown, 100), font, b"/Resources<</Font<</F1 5 0 R>>>>"), "pdf"


def page_that_is_its_own_parent() -> tuple[bytes, str]:
    return _document(zlib.compress(b" "), pages=b"/Kids[2 0 R 2 0 R]/Parent 2 0 R"), "pdf"


def form_that_shows_itself() -> tuple[bytes, str]:
    form = b"5 0 obj<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 5 0 R>>>>/Length 12>>stream\n"
    shown = form + b"/X Do /X Do \nendstream endobj\n"
    return _document(zlib.compress(b"/X Do"), shown, b"/Resources<</XObject<</X 5 0 R>>>>"), "pdf"


def page_of_a_mile() -> tuple[bytes, str]:
    return pdf().replace(b"[0 0 612 792]", b"[0 0 1e9 1e9]"), "pdf"


def entities_that_multiply() -> tuple[bytes, str]:
    entities = b"".join(b'<!ENTITY e%d "%s">' % (n, b"&e%d;" % (n - 1) * 10) for n in range(1, 12))
    return b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY e0 "x">' + entities + b"]><akomaNtoso>&e11;</akomaNtoso>", "xml"


def entity_of_a_file() -> tuple[bytes, str]:
    return (
        b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><akomaNtoso>&e;</akomaNtoso>',
        "xml",
    )


def elements_a_hundred_thousand_deep() -> tuple[bytes, str]:
    return b"<akomaNtoso>" + b"<p>" * 100_000 + b"</p>" * 100_000 + b"</akomaNtoso>", "xml"


def line_of_fifty_megabytes() -> tuple[bytes, str]:
    return b"undl_id,ms_code\n" + b'"' + b"x," * 25_000_000, "csv"


def zip_that_unpacks_to_gigabytes() -> tuple[bytes, str]:
    return b"PK\3\4\x14\0\0\0\x08\0" + b"\0" * 16 + _packed(b"\0" * 1_000_000, 2_000), "docx"


BOMBS: tuple[Callable[[], tuple[bytes, str]], ...] = (
    stream_that_unpacks_to_gigabytes,
    stream_of_a_million_runs,
    page_that_is_its_own_parent,
    form_that_shows_itself,
    page_of_a_mile,
    entities_that_multiply,
    entity_of_a_file,
    elements_a_hundred_thousand_deep,
    line_of_fifty_megabytes,
    zip_that_unpacks_to_gigabytes,
)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), *sys.argv[3:])
