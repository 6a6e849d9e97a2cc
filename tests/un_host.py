"""A double of the UN's hosts on loopback, which behaves like the real ones (sources.md, 1 and 2.9).

The document host looks documents up by symbol, language and format. It redirects to a file in capitals, but finds the
file only in small letters. It redirects to its error page for an unknown symbol, gives the English text for an unknown
language, and gives the PDF if it has no native file. The XML repositories are plain files and a listing of each folder.
If a test scripts it, the host refuses in the ways that were observed. If a test lets it ``misbehave``, it does so at
random, the same way for the same seed.
"""

from __future__ import annotations

import hashlib
import json
import random
import time
from collections import defaultdict, deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from typing import Self
from urllib.parse import parse_qs, unquote, urlsplit


@dataclass(frozen=True)
class Answer:
    """The host's answer to one request."""

    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    delay: float = 0.0
    """Seconds before it answers."""


SHELL = Answer(200, b"<!DOCTYPE html>".ljust(1303, b"\n"), {"Content-Type": "text/html"})
"""The start page of the application: what the error page, a soft block and a file asked for in capitals look like."""
CHALLENGE = Answer(202, headers={"x-amzn-waf-action": "challenge"})
CAPTCHA = Answer(405, headers={"x-amzn-waf-action": "captcha"})
BAD_GATEWAY = Answer(502, b"<html>Bad Gateway</html>".ljust(552), {"Content-Type": "text/html"})
OVERLOADED = Answer(503, b"<html>Service Unavailable</html>", {"Content-Type": "text/html"})
HANG_UP = Answer(0)
"""The connection ends without an answer."""
CONTROL = "A/RES/70/1"
"""A document that the double always has."""
LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh")


def too_many_requests(retry_after: str) -> Answer:
    """A refusal that says when to ask again."""
    return Answer(429, headers={"Retry-After": retry_after})


def redirect(location: str) -> Answer:
    """A redirect to any location."""
    return Answer(302, headers={"Location": location})


def truncated(data: bytes, announced: bool = True) -> Answer:
    """A file without its end. With ``announced`` the header gives its full length, else nothing shows the loss."""
    length = {"Content-Length": str(len(data)), "Connection": "close"} if announced else {}
    return Answer(200, data[: max(4_500, len(data) // 2)], {"Content-Type": "application/pdf", **length})


def pdf(text: str = "Specimen", length: int = 6_000) -> bytes:
    """A PDF of one page that says ``text``, about ``length`` bytes long."""
    content = f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET".encode()
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )
    data = bytearray(b"%PDF-1.4\n")
    places = []
    for number, each in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj%s\nendobj\n" % (number, each)
    table = b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n"
    data += b"%" + b"-" * (length - len(data) - len(table) - len(end % length) - 2) + b"\n"
    return bytes(data + table + end % len(data))


class UnHost:
    """The double: publish documents, script refusals or let it misbehave, look at what was asked."""

    def __init__(self) -> None:
        self.requests: list[str] = []
        """Address asked for, each time: path and query; robots.txt is in ``robots_requests``."""
        self.robots_requests: list[str] = []
        self.times: list[float] = []
        """When each request came, those for robots.txt too; by ``time.monotonic``."""
        self.headers: list[Mapping[str, str]] = []
        """Headers of each of ``requests``."""
        self.files: dict[str, bytes] = {}
        """By path in small letters."""
        self.robots = Answer(404)
        self._places: dict[tuple[str, str, str], str] = {}
        self._pages: dict[str, Answer] = {}
        self._scripts: dict[str, deque[Answer]] = defaultdict(deque)
        self._random: random.Random | None = None
        self._share = 0.0
        self._spell: deque[Answer] = deque()
        self._lock = Lock()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._thread = Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01})
        self.publish(CONTROL, pdf("Transforming our world"))

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def address(self) -> str:
        """Scheme, host and port."""
        return f"http://127.0.0.1:{self._server.server_port}"

    def publish(self, symbol: str, data: bytes, language: str = "en", format: str = "pdf") -> str:
        """Hold the bytes under that symbol; returns the path of the file, as the look-up gives it.

        A second document under the same symbol is a reissue: it takes the place of the first under the same path.
        """
        if not (place := self._places.get((symbol, language, format))):
            job = len(self._places)
            place = f"/doc/UNDOC/GEN/N24/{job // 100:03}/{job % 100:02}/{format.upper()}/N24{job:05}.{format.upper()}"
            self._places[symbol, language, format] = place
        self.files[place.lower()] = data
        return place

    def publish_page(self, path: str, body: bytes, media_type: str = "text/html") -> None:
        """Hold a page or a plain file under that path and query."""
        self._pages[path] = Answer(200, body, {"Content-Type": media_type})

    def publish_xml(self, repository: str, folder: str, files: Mapping[str, bytes]) -> None:
        """A folder of one of the XML repositories: the listing of it and the files that it names."""
        listing = []
        for name, data in files.items():
            path = f"{folder}/{name}"
            self.publish_page(f"/{repository}/main/{path}", data, "text/plain; charset=utf-8")
            listing.append(
                {
                    "type": "file",
                    "name": name,
                    "path": path,
                    "size": len(data),
                    "sha": hashlib.sha1(b"blob %d\0" % len(data) + data).hexdigest(),
                    "download_url": f"{self.address}/{repository}/main/{path}",
                }
            )
        self.publish_page(f"/repos/{repository}/contents/{folder}", json.dumps(listing).encode(), "application/json")

    def script(self, symbol_or_path: str, *answers: Answer) -> None:
        """Give these answers, one after the other, to the next look-ups of that symbol or requests for that path."""
        self._scripts[symbol_or_path].extend(answers)

    def misbehave(self, seed: int, share: float = 0.3) -> None:
        """From now on spoil about this share of the answers, at random."""
        self._random, self._share = random.Random(seed), share

    def behave(self) -> None:
        """Spoil no more answers."""
        self._random = None
        self._spell.clear()

    def _answer(self, request: str, headers: Mapping[str, str]) -> Answer:
        honest = self._honest(request, headers)
        return self._spoilt(honest) if self._random else honest

    def _spoilt(self, honest: Answer) -> Answer:
        """The honest answer, or another in its place: once, or for a spell of requests."""
        assert self._random
        if self._spell:
            return self._spell.popleft()
        if self._random.random() > self._share:
            return honest
        mood = self._random.choice(("502", "503", "soft block", "429", "hang up", "truncated", "garbled", "slow"))
        if mood == "503":
            self._spell.extend([OVERLOADED] * self._random.randint(1, 12))
        elif mood == "soft block":
            self._spell.extend([SHELL] * self._random.randint(3, 30))
        is_file = honest.headers.get("Content-Type") == "application/pdf"
        return {
            "502": BAD_GATEWAY,
            "503": OVERLOADED,
            "soft block": SHELL,
            "429": too_many_requests("0.02"),
            "hang up": HANG_UP,
            "truncated": truncated(honest.body, self._random.random() < 0.5) if is_file else BAD_GATEWAY,
            "garbled": Answer(200, honest.body, {"Content-Encoding": "gzip"}) if honest.body else BAD_GATEWAY,
            "slow": Answer(honest.status, honest.body, honest.headers, delay=0.03),
        }[mood]

    def _honest(self, request: str, headers: Mapping[str, str]) -> Answer:
        asked = urlsplit(request)
        if asked.path == "/robots.txt":
            return self.robots
        if asked.path == "/api/symbol/access":
            return self._look_up({name: values[0] for name, values in parse_qs(asked.query).items()})
        if script := self._scripts[asked.path]:
            return script.popleft()
        if asked.path in self.files:
            return self._unless_known(Answer(200, self.files[asked.path], {"Content-Type": _type(asked.path)}), headers)
        if asked.path.lower() in self.files:
            return Answer(301, b"<html>Moved</html>".ljust(162), {"Location": asked.path.lower()})
        if page := self._pages.get(unquote(request)):
            return self._unless_known(page, headers)
        return SHELL if asked.path.startswith("/doc/") else Answer(404)

    def _look_up(self, query: Mapping[str, str]) -> Answer:
        symbol, language, format = query["s"], query["l"], query["t"]
        if script := self._scripts[symbol]:
            return script.popleft()
        language = language if language in LANGUAGES else "en"
        for held in (format, "pdf"):  # a document without a native file gives the PDF
            if place := self._places.get((symbol, language, held)):
                return redirect(place)
        return redirect(f"{self.address}/error")

    def _unless_known(self, answer: Answer, headers: Mapping[str, str]) -> Answer:
        """The file with its validator; or 304, if the client holds it as it is."""
        etag = f'"{hashlib.sha256(answer.body).hexdigest()[:16]}"'
        if headers.get("If-None-Match") == etag:
            return Answer(304, headers={"ETag": etag})
        return Answer(answer.status, answer.body, {**answer.headers, "ETag": etag})

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        host = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            wbufsize = -1  # an answer in one piece; in two, the kernel waits 40 ms between them

            def do_GET(self) -> None:
                with host._lock:
                    host.times.append(time.monotonic())
                    if self.path == "/robots.txt":
                        host.robots_requests.append(self.path)
                    else:
                        host.requests.append(self.path)
                        host.headers.append(dict(self.headers))
                    answer = host._answer(self.path, dict(self.headers))
                time.sleep(answer.delay)
                if answer is HANG_UP:
                    self.close_connection = True
                    return
                self.send_response(answer.status)
                for name, value in {"Content-Length": str(len(answer.body)), **answer.headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(answer.body)

            def handle(self) -> None:
                try:
                    super().handle()
                except (ConnectionResetError, BrokenPipeError):
                    """The client was killed; some tests do that."""

            def log_message(self, format: str, *args: object) -> None:
                """Tests read ``requests``."""

        return Handler


def _type(path: str) -> str:
    return "application/pdf" if path.endswith(".pdf") else "application/octet-stream"
