"""Many mails are delivered by processes of their own: serving does not wait for them.

They are begun when there is work and end when there has been none for a while. Only this process
writes what becomes of mails; a helper whose server has died stops at once.
"""

import asyncio
import contextlib
import logging
import math
import os
import socket
import sys
import time
from asyncio.subprocess import DEVNULL, Process
from collections.abc import Sequence
from pathlib import Path

import msgspec

from wetalked.core.jobs import begin as begin_task
from wetalked.core.settings import Settings
from wetalked.db.context import Context
from wetalked.mail.model import Mail
from wetalked.mail.outbox import Outcome

MODULE = "wetalked.letters.helper"
MOST = 2
IDLE_SECONDS = 10
ENDS_WITHIN = 3
# Who scans a badge goes first.
NICENESS = 19
# After one has died, or could not begin, the server delivers by itself for so long.
REST_SECONDS = 300

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


class Ended(Exception):  # noqa: N818 — reads as what it is
    """A helper is gone, and has not said what became of a mail."""


class Helpers:
    """Delivers in other processes."""

    def __init__(self, context: Context, connections: int) -> None:
        """Begins none yet; so many connections to the mail server are shared among them."""
        self._count = min(MOST, os.cpu_count() or 1)
        each = max(1, connections // self._count)
        self._opening = msgspec.json.encode(Opening(context.settings, context.secret, each)) + b"\n"
        self._process: Process | None = None
        self._helpers: Sequence[Helper] = ()
        self._changing = asyncio.Lock()
        self._looking_on: asyncio.Task[None] | None = None
        self._used_at = 0.0
        self._failed_at = -math.inf

    @property
    def fit(self) -> bool:
        """Whether none has failed lately: no room for them, or what kills them, may last."""
        return time.monotonic() - self._failed_at >= REST_SECONDS

    async def deliver(self, mail: Mail) -> Outcome:
        """Hand it to whoever has least to do."""
        try:
            helper = min(await self._alive(), key=lambda one: one.busy)
            return await helper.deliver(mail)
        except (Ended, OSError) as fault:
            if self.fit:
                log.warning("mails go out more slowly for a while: %s", fault)
            self._failed_at = time.monotonic()
            return Outcome("again", f"the process that was to send it has failed: {fault}")
        finally:
            self._used_at = time.monotonic()

    async def close(self) -> None:
        """End them."""
        if self._looking_on:
            self._looking_on.cancel()
        async with self._changing:
            await self._end()

    async def _alive(self) -> "Sequence[Helper]":
        """Those that are there; all anew when none is left."""
        async with self._changing:
            self._helpers = [one for one in self._helpers if one.alive]
            if not self._helpers:
                await self._end()
                self._process, self._helpers = await begin(self._count, self._opening)
                self._looking_on = begin_task(
                    "ending mail helpers", self._end_when_idle(self._process)
                )
            return self._helpers

    async def _end_when_idle(self, process: Process) -> None:
        while self._process is process:
            await asyncio.sleep(IDLE_SECONDS)
            async with self._changing:
                idle = time.monotonic() - self._used_at >= IDLE_SECONDS
                if idle and self._process is process and not any(one.busy for one in self._helpers):
                    await self._end()

    async def _end(self) -> None:
        helpers, self._helpers = self._helpers, ()
        await asyncio.gather(*(one.end() for one in helpers))
        if self._process:
            await ended(self._process)
        self._process = None


async def begin(count: int, opening: bytes) -> "tuple[Process, Sequence[Helper]]":
    """Start so many out of the first: what they have in common is in memory once."""
    ends = [socket.socketpair() for _ in range(count)]
    numbers = [str(theirs.fileno()) for _, theirs in ends]
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", MODULE, *numbers),
        stdin=DEVNULL,
        pass_fds=[theirs.fileno() for _, theirs in ends],
        # Linux shares the processor out by sessions first: ours must not count as ours and theirs.
        start_new_session=True,
    )
    let_others_go_first(process.pid)
    for _, theirs in ends:
        theirs.close()
    helpers = [Helper(*await asyncio.open_connection(sock=ours)) for ours, _ in ends]
    for helper in helpers:
        helper.say(opening)
    return process, helpers


def let_others_go_first(pid: int) -> None:
    """Make a process nice; those that it forks will be.

    Linux shares the processor out among sessions first, each with a niceness of its own (sched(7),
    "The autogroup feature"): without the second line the first one would change nothing.
    """
    with contextlib.suppress(OSError):
        os.setpriority(os.PRIO_PROCESS, pid, NICENESS)
        Path(f"/proc/{pid}/autogroup").write_text(str(NICENESS), encoding="ascii")


async def ended(process: Process) -> None:
    """Wait for its end, but not for long."""
    try:
        await asyncio.wait_for(process.wait(), ENDS_WITHIN)
    except TimeoutError:
        process.kill()
        await process.wait()


class Helper:
    """One process, and the mails that it has been given."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """At the other end of these."""
        self._reader, self._writer = reader, writer
        self._answers: dict[str, asyncio.Future[Outcome]] = {}
        self._listening = begin_task("listening to a mail helper", self._listen())

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
            self.say(msgspec.json.encode(mail) + b"\n")
            return await outcome
        finally:
            self._answers.pop(mail.id, None)

    def say(self, line: bytes) -> None:
        """Have it read this; what it has not read when it ends is not answered."""
        self._writer.write(line)

    async def end(self) -> None:
        """Let it say good-bye to the mail server, but not for long."""
        with contextlib.suppress(OSError):
            self._writer.write_eof()
        await asyncio.wait({self._listening}, timeout=ENDS_WITHIN)

    async def _listen(self) -> None:
        try:
            with contextlib.suppress(OSError):
                async for line in self._reader:
                    self._hand_over(msgspec.json.decode(line, type=Told))
        finally:
            self._writer.close()
            for one in self._answers.values():
                if not one.done():
                    one.set_exception(Ended("it has ended in the middle of it"))

    def _hand_over(self, told: Told) -> None:
        waiting = self._answers.get(told.mail)
        if waiting and not waiting.done():
            waiting.set_result(told.outcome)
