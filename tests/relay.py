"""A TCP relay before a PostgreSQL server, that can stop passing bytes without a word."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from urllib.parse import parse_qs, urlsplit


class Relay:
    """Passes bytes both ways; connections that are split stay open and silent."""

    def __init__(self, socket: str) -> None:
        """To this Unix socket."""
        self._socket = socket
        self._tasks: set[asyncio.Task[None]] = set()
        self._writers: list[asyncio.StreamWriter] = []

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection."""
        to_reader, to_writer = await asyncio.open_unix_connection(self._socket)
        self._writers += [writer, to_writer]
        for pair in ((reader, to_writer), (to_reader, writer)):
            self._tasks.add(asyncio.create_task(copy(*pair)))

    def split(self) -> None:
        """What is open now passes nothing any more; what comes later does."""
        for task in self._tasks:
            task.cancel()

    async def close(self) -> None:
        """End everything."""
        self.split()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for writer in self._writers:
            writer.close()
            with contextlib.suppress(ConnectionError):
                await writer.wait_closed()


async def copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Pass on until the end; when cancelled, both ends stay open and hear nothing."""
    with contextlib.suppress(ConnectionError):
        while some := await reader.read(65_536):
            writer.write(some)
            await writer.drain()
        writer.close()


@contextlib.asynccontextmanager
async def relay_to(url: str) -> AsyncIterator[tuple[Relay, str]]:
    """The relay, and the URL of the same database through it."""
    parts = urlsplit(url)
    relay = Relay(parse_qs(parts.query)["host"][0] + "/.s.PGSQL.5432")
    server = await asyncio.start_server(relay.serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    yield relay, f"postgresql://postgres@127.0.0.1:{port}{parts.path}"
    server.close()
    await relay.close()
