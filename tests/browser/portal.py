"""A captive portal between phone and server: what it catches gets an answer of its own."""

import contextlib
import http.client
import threading
from collections.abc import Callable, Iterator
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple

PAGE = b"<!doctype html><title>Free Wi-Fi</title><h1>Welcome, please agree</h1>"
Catches = Callable[[str, Message], bool]


class Answer(NamedTuple):
    """What a portal says in the server's place; an empty kind is no `Content-Type` at all."""

    status: int = 200
    kind: str = "text/html"
    body: bytes = PAGE
    headers: tuple[tuple[str, str], ...] = ()


def nothing(path: str, headers: Message) -> bool:
    """Lets everything through."""
    return False


def everything(path: str, headers: Message) -> bool:
    """Lets nothing through."""
    return True


class Portal(ThreadingHTTPServer):
    """Forwards to the server at `upstream`, unless `catches` says otherwise."""

    daemon_threads = True

    def __init__(self, upstream: int) -> None:
        """On a free port; `upstream` is the server's."""
        super().__init__(("127.0.0.1", 0), Handler)
        self.upstream = upstream
        self.catches: Catches = nothing
        self.answer = Answer()
        self.caught: list[str] = []
        self.url = f"http://localhost:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    """One request, and the end of its connection."""

    server: Portal

    def do_GET(self) -> None:
        """Any method."""
        if self.server.catches(self.path, self.headers):
            self.server.caught.append(self.path)
            self.say(self.server.answer)
        else:
            with contextlib.suppress(OSError):  # either side has gone
                self.forward()

    do_POST = do_PUT = do_PATCH = do_DELETE = do_GET  # noqa: N815 — the base class's names

    def say(self, answer: Answer) -> None:
        """The portal's own answer."""
        kind = [("content-type", answer.kind)] if answer.kind else []
        length = [] if answer.status == 204 else [("content-length", str(len(answer.body)))]
        self.head(answer.status, [*kind, *length, *answer.headers])
        self.wfile.write(answer.body)

    def forward(self) -> None:
        """Hand the answer over as it comes: some never end."""
        length = int(self.headers.get("content-length", 0))
        there = http.client.HTTPConnection("127.0.0.1", self.server.upstream)
        with contextlib.closing(there):
            there.request(self.command, self.path, self.rfile.read(length), dict(self.headers))
            with there.getresponse() as answer:
                self.head(answer.status, answer.getheaders())
                while piece := answer.read1(65536):
                    self.wfile.write(piece)

    def head(self, status: int, headers: list[tuple[str, str]]) -> None:
        """The status and headers, without those that are about a connection."""
        self.send_response_only(status)
        for name, value in headers:
            if name.lower() not in {"connection", "transfer-encoding"}:
                self.send_header(name, value)
        self.send_header("connection", "close")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 — the base class's name
        """Say nothing."""


@contextlib.contextmanager
def portal(upstream: int) -> Iterator[Portal]:
    """A portal that stands open at first."""
    opened = Portal(upstream)
    thread = threading.Thread(target=opened.serve_forever, daemon=True)
    thread.start()
    try:
        yield opened
    finally:
        opened.shutdown()
        opened.server_close()
