"""A mail server that takes everything as fast as it can and keeps only who got what.

Run as a process of its own: `python tests/bench/sink.py`. It prints two ports, one for SMTP and one
that answers every connection with a line of JSON: what has come so far.
"""

import asyncio
import json
import resource
import sys
import time
from collections.abc import Callable
from typing import Any, cast

import uvloop

END = b"\r\n.\r\n"
MARK = b"\r\nMessage-ID: <"


class Sink:
    """What all connections have brought."""

    def __init__(self) -> None:
        """Nothing yet."""
        self.mails: list[tuple[str, str]] = []
        self.octets = 0
        self.connections = 0
        self.first: float | None = None
        self.last: float | None = None

    def take(self, recipient: str, mail: bytes) -> None:
        """One more."""
        start = mail.find(MARK) + len(MARK)
        self.mails.append((recipient, mail[start : mail.find(b">", start)].decode()))
        self.octets += len(mail)
        self.last = time.monotonic()
        self.first = self.first or self.last

    def report(self) -> dict[str, Any]:
        """Counts, and the processor's time that taking them took."""
        used = resource.getrusage(resource.RUSAGE_SELF)
        return {
            "mails": self.mails,
            "octets": self.octets,
            "connections": self.connections,
            "first": self.first,
            "last": self.last,
            "cpu": used.ru_utime + used.ru_stime,
        }


class Connection(asyncio.Protocol):
    """SMTP as far as a sender needs it; offers no extension."""

    def __init__(self, sink: Sink) -> None:
        """Waits for a greeting."""
        self._sink = sink
        self._buffer = bytearray()
        self._recipient = ""
        self._in_data = False
        self._answers: dict[bytes, Callable[[bytes], bytes]] = {
            b"MAIL": lambda _: b"250 ok\r\n",
            b"RCPT": self._rcpt,
            b"DATA": self._data,
            b"RSET": lambda _: b"250 ok\r\n",
            b"QUIT": lambda _: b"221 bye\r\n",
        }

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Greet."""
        self._transport = cast("asyncio.Transport", transport)  # uvloop's are of no such class
        self._sink.connections += 1
        self._transport.write(b"220 sink\r\n")

    def data_received(self, data: bytes) -> None:
        """Answer what is whole."""
        looked_at = max(0, len(self._buffer) - len(END))
        self._buffer += data
        while self._in_data or b"\n" in self._buffer:
            if not self._in_data:
                self._answer()
            elif not self._take(looked_at):
                return
            looked_at = 0

    def _answer(self) -> None:
        line, _, rest = bytes(self._buffer).partition(b"\n")
        self._buffer = bytearray(rest)
        answer = self._answers.get(line[:4].upper())
        self._transport.write(answer(line) if answer else b"250 sink\r\n")

    def _rcpt(self, line: bytes) -> bytes:
        self._recipient = line.partition(b"<")[2].partition(b">")[0].decode()
        return b"250 ok\r\n"

    def _data(self, _: bytes) -> bytes:
        self._in_data = True
        return b"354 go on\r\n"

    def _take(self, start: int) -> bool:
        end = self._buffer.find(END, start)
        if end < 0:
            return False
        self._sink.take(self._recipient, bytes(self._buffer[:end]))
        del self._buffer[: end + len(END)]
        self._in_data = False
        self._transport.write(b"250 kept\r\n")
        return True


class Report(asyncio.Protocol):
    """One line of JSON, then good-bye."""

    def __init__(self, sink: Sink) -> None:
        """About this sink."""
        self._sink = sink

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Tell."""
        told = cast("asyncio.Transport", transport)
        told.write(json.dumps(self._sink.report()).encode() + b"\n")
        told.close()


async def serve() -> None:
    """Until the process ends."""
    sink, loop = Sink(), asyncio.get_running_loop()
    mails = await loop.create_server(lambda: Connection(sink), "127.0.0.1", 0)
    reports = await loop.create_server(lambda: Report(sink), "127.0.0.1", 0)
    ports = (server.sockets[0].getsockname()[1] for server in (mails, reports))
    sys.stdout.write(" ".join(map(str, ports)) + "\n")
    sys.stdout.flush()
    await loop.create_future()


if __name__ == "__main__":
    uvloop.run(serve())
