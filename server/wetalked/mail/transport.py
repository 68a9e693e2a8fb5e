"""How finished mails leave: to a mail server, or as files into a folder."""

import asyncio
import contextlib
import math
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Protocol

from wetalked.core.files import make_private_folder, write_private
from wetalked.core.settings import Settings, SmtpServer
from wetalked.mail.model import Envelope
from wetalked.mail.smtp import (
    Again,
    Away,
    HungUp,
    Patience,
    Refused,
    SmtpConnection,
    TooMany,
    connect,
)

CONNECTIONS = 4
# Mails after which a server that wanted fewer connections may want more again.
TRY_MORE_AFTER = 200


class Transport(Protocol):
    """Takes finished mails, several at a time."""

    async def send(self, envelope: Envelope) -> None:
        """Hand it over for good; raises `Again`, `Away` or `Refused`."""

    async def check(self, *senders: str) -> None:
        """Whether mails from these addresses would be taken; raises `Away`. Sends nothing."""

    async def close(self) -> None:
        """Let go of connections."""


def open_transport(settings: Settings, connections: int = CONNECTIONS) -> Transport:
    """The transport that the settings name; connects when the first mail goes out."""
    if settings.mail_server:
        return SmtpTransport(settings.mail_server, connections)
    return FolderTransport(Path(settings.mail_folder or "outbox"))


class FolderTransport:
    """One `.eml` for each mail; a mail that is written again replaces itself."""

    def __init__(self, folder: Path) -> None:
        """The folder is made when it is needed."""
        self._folder = folder

    async def send(self, envelope: Envelope) -> None:
        """See `Transport`."""
        try:
            await asyncio.to_thread(self._write, envelope)
        except OSError as fault:
            raise Away(f"{self._folder}: {fault.strerror or fault}") from fault

    async def check(self, *_: str) -> None:
        """See `Transport`."""
        try:
            await asyncio.to_thread(make_private_folder, self._folder)
        except OSError as fault:
            raise Away(f"{self._folder}: {fault.strerror or fault}") from fault

    async def close(self) -> None:
        """See `Transport`."""

    def _write(self, envelope: Envelope) -> None:
        make_private_folder(self._folder)
        # Sign-in links are in there: the file is its owner's alone.
        write_private(self._folder / f"{envelope.name}.eml", envelope.message)


class SmtpTransport:
    """Keeps connections open for many mails, one for each mail that is under way."""

    def __init__(
        self, server: SmtpServer, connections: int = CONNECTIONS, patience: Patience | None = None
    ) -> None:
        """Connects when the first mail goes out; to fewer than `connections` where told so."""
        self._server = server
        self._patience = patience or Patience()
        self._turns = Turns(connections, self._patience.slow)
        self._connecting = asyncio.Lock()
        self._idle: list[SmtpConnection] = []
        self._open = 0
        self._failed_at = -math.inf
        self._failed_with = ""

    async def send(self, envelope: Envelope) -> None:
        """See `Transport`."""
        while not await self._sent(envelope):
            pass

    async def check(self, *senders: str) -> None:
        """See `Transport`."""
        async with self._line() as line:
            for sender in senders:
                await line.accepts(sender)

    async def close(self) -> None:
        """See `Transport`."""
        while self._idle:
            await self._hang_up(self._idle.pop())

    async def _sent(self, envelope: Envelope) -> bool:
        """False where nothing was tried and another connection may do."""
        async with self._turns.take() as turn:
            try:
                async with self._line() as line:
                    await line.hand_over(envelope)
            except HungUp:
                return False
            except TooMany:
                if not (self._open and self._turns.fewer(turn)):
                    raise
                return False
        self._turns.count()
        return True

    @contextlib.asynccontextmanager
    async def _line(self) -> AsyncIterator[SmtpConnection]:
        """An idle connection or a new one; kept for the next mail unless it broke."""
        line = await self._ready()
        try:
            yield line
        except (Again, Refused):
            raise
        except BaseException:
            line.client.close()
            raise
        finally:
            if line.client.is_connected:
                self._idle.append(line)
            else:
                self._open -= 1

    async def _ready(self) -> SmtpConnection:
        async with self._connecting:
            while self._idle:
                line = self._idle.pop()
                if not line.stale:
                    return line
                await self._hang_up(line)
            return await self._connect()

    async def _connect(self) -> SmtpConnection:
        """Who comes after another has met a closed door has the same answer, for a moment."""
        if time.monotonic() - self._failed_at < self._patience.closed:
            raise Away(self._failed_with)
        try:
            line = await connect(self._server, self._patience)
        except TooMany:
            raise
        except Away as fault:
            self._failed_at, self._failed_with = time.monotonic(), str(fault)
            raise
        self._open += 1
        return line

    async def _hang_up(self, line: SmtpConnection) -> None:
        await line.hang_up()
        self._open -= 1


class Turns:
    """How many mails may be handed over at once: who takes long does not count any more."""

    def __init__(self, most: int, slow: float) -> None:
        """`slow` is in seconds."""
        self._wanted = self._most = most
        self._slow = slow
        self._free = asyncio.Semaphore(most)
        self._went_well = 0

    @contextlib.asynccontextmanager
    async def take(self) -> "AsyncIterator[Turn]":
        """Wait for a turn."""
        await self._free.acquire()
        turn = Turn(self._free)
        timer = asyncio.get_running_loop().call_later(self._slow, turn.give_back)
        try:
            yield turn
        finally:
            timer.cancel()
            turn.give_back()

    def fewer(self, turn: "Turn") -> bool:
        """Let this one be the last; False where it is the only one."""
        if self._most == 1:
            return False
        self._most -= 1
        self._went_well = 0
        turn.keep()
        return True

    def count(self) -> None:
        """One went well; after many, one more at once is tried."""
        self._went_well += 1
        if self._most < self._wanted and self._went_well >= TRY_MORE_AFTER:
            self._went_well = 0
            self._most += 1
            self._free.release()


class Turn:
    """To hand over one mail."""

    def __init__(self, free: asyncio.Semaphore) -> None:
        """Taken."""
        self._free: asyncio.Semaphore | None = free

    def give_back(self) -> None:
        """To the next; once."""
        if self._free:
            self._free.release()
        self._free = None

    def keep(self) -> None:
        """For good."""
        self._free = None
