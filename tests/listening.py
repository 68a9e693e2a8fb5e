"""Phones that listen to `GET /live`, over ASGI."""

import asyncio
from typing import Any

import msgspec
from litestar import Litestar
from litestar.types import HTTPReceiveMessage, HTTPScope, Message

from cast import Guest

WAIT = 10


class Listener:
    """A phone that listens, over ASGI."""

    def __init__(self, app: Litestar, who: Guest) -> None:
        """Opens the stream."""
        self.status = 0
        self.retry = 0
        self.headers: dict[str, str] = {}
        self._chunks: asyncio.Queue[bytes] = asyncio.Queue()
        self._gone = asyncio.Event()
        self.ended = asyncio.create_task(app(scope(who), self._receive, self._send))

    async def next(self) -> tuple[str, Any]:
        """The next event with its data; a comment is (":", None)."""
        chunk = await asyncio.wait_for(self._chunks.get(), WAIT)
        if chunk.startswith(b":"):
            return ":", None
        fields = dict(line.split(": ", 1) for line in chunk.decode().splitlines() if line)
        self.retry = int(fields.get("retry", self.retry))
        return fields["event"], msgspec.json.decode(fields["data"])

    async def more(self) -> list[bytes]:
        """What else comes within a fifth of a second."""
        await asyncio.sleep(0.2)
        return [self._chunks.get_nowait() for _ in range(self._chunks.qsize())]

    async def leave(self) -> None:
        """The phone goes."""
        self._gone.set()
        await asyncio.wait_for(self.ended, WAIT)

    async def _receive(self) -> HTTPReceiveMessage:
        await self._gone.wait()
        return {"type": "http.disconnect"}

    async def _send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self.headers = {k.decode(): v.decode() for k, v in message["headers"]}
        elif message["type"] == "http.response.body" and message["body"]:
            self._chunks.put_nowait(message["body"])
        elif message["type"] == "http.response.body":
            self._gone.set()


def scope(who: Guest) -> HTTPScope:
    """`GET /live` as somebody."""
    headers = [(b"authorization", who.headers["authorization"].encode())]
    scope: Any = {
        "type": "http",
        "method": "GET",
        "path": "/api/v1/live",
        "raw_path": b"/api/v1/live",
        "query_string": b"",
        "headers": headers,
        "http_version": "1.1",
        "scheme": "https",
        "server": ("talk.example", 443),
        "client": ("127.0.0.1", 1),
        "root_path": "",
        "asgi": {"version": "3.0"},
        "extensions": {},
    }
    return scope  # type: ignore[no-any-return]


async def listen(app: Litestar, who: Guest) -> Listener:
    """A phone that has been greeted."""
    listener = Listener(app, who)
    assert await listener.next() == ("hello", {})
    return listener
