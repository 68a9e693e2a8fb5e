"""Many mails are delivered by processes of their own: serving does not wait for them.

They are begun when there is work and end when there has been none for a while. Only this process
writes what becomes of mails; a helper whose server has died stops at once.
"""

import asyncio
import contextlib
import logging
import os
import sys
from asyncio.subprocess import PIPE, Process

import msgspec

from wetalked.kit import Kit
from wetalked.mail.model import Mail
from wetalked.mail.outbox import Outcome
from wetalked.settings import Settings

MODULE = "wetalked.helper"
MOST = 2
IDLE_SECONDS = 10
ENDS_WITHIN = 3

log = logging.getLogger(__name__)


class Opening(msgspec.Struct, frozen=True):
    """The first line a helper reads: all it needs to know."""

    settings: Settings
    secret: str
    connections: int


class Told(msgspec.Struct, frozen=True):
    """A line that a helper writes: what became of which mail."""

    mail: str
    outcome: Outcome


class Helpers:
    """Delivers in other processes."""

    def __init__(self, kit: Kit, connections: int) -> None:
        """Begins none yet; so many connections to the mail server are shared among them."""
        self._most = min(MOST, os.cpu_count() or 1)
        each = max(1, connections // self._most)
        self._opening = msgspec.json.encode(Opening(kit.settings, kit.secret, each)) + b"\n"
        self._helpers: list[Helper] = []
        self._beginning = asyncio.Lock()
        self._ending: asyncio.Task[None] | None = None

    async def deliver(self, mail: Mail) -> Outcome:
        """Hand it to whoever has least to do."""
        if self._ending:
            self._ending.cancel()
        helper = await self._least_busy()
        try:
            return await helper.deliver(mail)
        finally:
            if not any(one.busy for one in self._helpers):
                self._ending = asyncio.create_task(self._end_after_a_while())

    async def close(self) -> None:
        """End them."""
        if self._ending and self._ending is not asyncio.current_task():
            self._ending.cancel()
        helpers, self._helpers = self._helpers, []
        await asyncio.gather(*(one.end() for one in helpers))

    async def _least_busy(self) -> "Helper":
        async with self._beginning:
            self._helpers = [one for one in self._helpers if one.alive]
            if len(self._helpers) < self._most and all(one.busy for one in self._helpers):
                self._helpers.append(await Helper.begin(self._opening))
            return min(self._helpers, key=lambda one: one.busy)

    async def _end_after_a_while(self) -> None:
        await asyncio.sleep(IDLE_SECONDS)
        await self.close()


class Helper:
    """One process, and the mails that it has been given."""

    def __init__(self, process: Process) -> None:
        """Use `begin`."""
        self._process = process
        self._answers: dict[str, asyncio.Future[Outcome]] = {}
        self._listening = asyncio.create_task(self._listen())

    @classmethod
    async def begin(cls, opening: bytes) -> "Helper":
        """Start one; takes a moment until it answers."""
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", MODULE, stdin=PIPE, stdout=PIPE
        )
        helper = cls(process)
        helper._write(opening)
        return helper

    @property
    def alive(self) -> bool:
        """Whether it may still answer."""
        return not self._listening.done()

    @property
    def busy(self) -> int:
        """How many mails it has."""
        return len(self._answers)

    async def deliver(self, mail: Mail) -> Outcome:
        """Try once, there."""
        outcome: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()
        self._answers[mail.id] = outcome
        try:
            self._write(msgspec.json.encode(mail) + b"\n")
            return await outcome
        finally:
            self._answers.pop(mail.id, None)

    async def end(self) -> None:
        """Let it say good-bye to the mail server, but not for long."""
        assert self._process.stdin is not None  # noqa: S101 — it is a pipe
        self._process.stdin.close()
        try:
            await asyncio.wait_for(self._process.wait(), ENDS_WITHIN)
        except TimeoutError:
            with contextlib.suppress(ProcessLookupError):
                self._process.kill()
        await self._listening

    def _write(self, line: bytes) -> None:
        assert self._process.stdin is not None  # noqa: S101 — it is a pipe
        self._process.stdin.write(line)

    async def _listen(self) -> None:
        assert self._process.stdout is not None  # noqa: S101 — it is a pipe
        async for line in self._process.stdout:
            told = msgspec.json.decode(line, type=Told)
            answer(self._answers.get(told.mail), told.outcome)
        left = list(self._answers.values())
        if left:
            log.warning("a process that was sending %d mails has ended", len(left))
        for one in left:
            answer(one, Outcome("again", "the process that was sending it has ended"))


def answer(waiting: "asyncio.Future[Outcome] | None", outcome: Outcome) -> None:
    """Hand it over, if anybody still waits."""
    if waiting and not waiting.done():
        waiting.set_result(outcome)
