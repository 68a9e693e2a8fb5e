"""Tell other processes on the same PostgreSQL at once; only a faster way to hear than asking."""

import asyncio
import contextlib
import logging
import secrets
from collections.abc import Callable, Sequence

import asyncpg

from wetalked.core.jobs import Jobs, begin
from wetalked.core.problems import Problem

CHANNEL = "wetalked"
AGAIN_SECONDS = 1.0
BEAT_SECONDS = 10.0
HEARING = "hearing the other processes"
LONGEST = 7_000  # PostgreSQL takes 8,000 bytes
NOTIFY = "SELECT pg_notify($1, text) FROM unnest($2::text[]) AS text"
FAULTS = (asyncpg.PostgresError, asyncpg.InterfaceError, OSError, TimeoutError)

Hear = Callable[[str], None]

log = logging.getLogger(__name__)


class Announcer:
    """Sends to the other processes and hears them, on a connection of its own."""

    def __init__(self, url: str, hear: Hear, jobs: Jobs) -> None:
        """`hear` gets every text of another process, and "" where some may have been missed."""
        self._url, self._hear = url, hear
        self._name = secrets.token_hex(8)
        self._jobs = jobs
        self._hearing: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to hear; once is enough."""
        if self._hearing is None:
            hearing = self._jobs.keep(HEARING, self._hear_until_lost, AGAIN_SECONDS)
            self._hearing = begin(HEARING, hearing)

    async def send(self, pool: "asyncpg.Pool[asyncpg.Record]", texts: Sequence[str]) -> None:
        """Tell the others; where that fails they learn it when their people sync."""
        signed = [f"{self._name} {text}" for text in texts]
        try:
            await pool.execute(NOTIFY, CHANNEL, signed)
        except FAULTS as fault:
            log.warning("cannot tell the other processes: %s", fault)

    async def stop(self) -> None:
        """Hear nothing any more."""
        if self._hearing is not None:
            self._hearing.cancel()
            await asyncio.gather(self._hearing, return_exceptions=True)

    async def _hear_until_lost(self) -> None:
        try:
            connection = await asyncpg.connect(
                self._url, timeout=BEAT_SECONDS, command_timeout=BEAT_SECONDS
            )
            try:
                await self._hear_on(connection)
            finally:
                with contextlib.suppress(*FAULTS):
                    await asyncio.shield(connection.close(timeout=2))
        except FAULTS as fault:
            raise Problem("busy", "the other processes cannot be heard") from fault

    async def _hear_on(self, connection: "asyncpg.Connection[asyncpg.Record]") -> None:
        """Until the connection ends, or its heart stops: a split network says no word."""
        lost = asyncio.Event()
        connection.add_termination_listener(lambda _: lost.set())
        await connection.add_listener(CHANNEL, self._heard)
        self._hear("")
        while not lost.is_set():
            await connection.fetchval("SELECT 1")
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(lost.wait(), BEAT_SECONDS)

    def _heard(self, _: object, __: int, ___: str, payload: object) -> None:
        name, _, text = str(payload).partition(" ")
        if name != self._name:
            self._hear(text)
