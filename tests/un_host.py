"""A double of the UN's document host on loopback, with the manners of the real one.

It looks documents up and redirects to their files in capitals, finds the files in small letters only, sends who asks
for an unknown symbol to its error page, and, where a test has scripted it, refuses in the ways that were observed.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Self
from urllib.parse import parse_qs, urlsplit


@dataclass(frozen=True)
class Answer:
    """What the host says to one request."""

    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)


SHELL = Answer(200, b"<!DOCTYPE html>".ljust(1303, b"\n"), {"Content-Type": "text/html"})
"""The start page of the application: what the error page, a soft block and a file asked for in capitals look like."""
CHALLENGE = Answer(202, headers={"x-amzn-waf-action": "challenge"})
BAD_GATEWAY = Answer(502, b"<html>Bad Gateway</html>".ljust(552), {"Content-Type": "text/html"})


def too_many_requests(retry_after: str) -> Answer:
    """A refusal that says when to come back."""
    return Answer(429, headers={"Retry-After": retry_after})


def redirect(location: str) -> Answer:
    """A redirect to wherever."""
    return Answer(302, headers={"Location": location})


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
    """The double: publish documents, script refusals, look at what was asked."""

    def __init__(self) -> None:
        self.requests: list[str] = []
        """Address asked for, each time: path and query."""
        self.headers: list[Mapping[str, str]] = []
        """Headers of each request."""
        self.files: dict[str, bytes] = {}
        """By path in small letters."""
        self._places: dict[tuple[str, str], str] = {}
        self._scripts: dict[str, deque[Answer]] = defaultdict(deque)
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._thread = Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01})

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

    def publish(self, symbol: str, data: bytes, language: str = "en") -> str:
        """Hold the bytes under that symbol; the path of the file, as the look-up gives it, comes back."""
        job = len(self._places)
        place = f"/doc/UNDOC/GEN/N24/{job // 100:03}/{job % 100:02}/PDF/N24{job:05}.PDF"
        self._places[symbol, language] = place
        self.files[place.lower()] = data
        return place

    def script(self, symbol_or_path: str, *answers: Answer) -> None:
        """Give these answers, one after the other, before any other to look-ups of that symbol or requests of that
        path."""
        self._scripts[symbol_or_path].extend(answers)

    def _answer(self, request: str) -> Answer:
        asked = urlsplit(request)
        if asked.path != "/api/symbol/access":
            if script := self._scripts[asked.path]:
                return script.popleft()
            if asked.path in self.files:
                return Answer(200, self.files[asked.path], {"Content-Type": "application/pdf"})
            if asked.path.lower() in self.files:
                return Answer(301, b"<html>Moved</html>".ljust(162), {"Location": asked.path.lower()})
            return SHELL
        query = {name: values[0] for name, values in parse_qs(asked.query).items()}
        if script := self._scripts[query["s"]]:
            return script.popleft()
        return redirect(self._places.get((query["s"], query["l"]), f"{self.address}/error"))

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        host = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            wbufsize = -1  # an answer in one piece; in two, the kernel waits 40 ms between them

            def do_GET(self) -> None:
                host.requests.append(self.path)
                host.headers.append(dict(self.headers))
                answer = host._answer(self.path)
                self.send_response(answer.status)
                for name, value in {"Content-Length": str(len(answer.body)), **answer.headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(answer.body)

            def log_message(self, format: str, *args: object) -> None:
                """Tests read ``requests``."""

        return Handler
