"""SQLite: one writer that commits many people's units at once, and readers beside it."""

import asyncio
import contextlib
import logging
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from pathlib import Path
from typing import Concatenate, NamedTuple, ParamSpec, TypeVar, cast

import aiosqlite

from wetalked.core.jobs import begin
from wetalked.core.problems import Problem
from wetalked.db.database import Database, Row
from wetalked.db.sqlite_files import (
    FAULTS,
    as_problem,
    cut_log,
    prepare,
    try_to_open,
)
from wetalked.db.sqlite_units import Outcome, Unit, commit_together, read_at_once
from wetalked.db.statement import Statement

READERS = 2
WAITING_UNITS = 2_000
STATEMENTS_A_COMMIT = 1_000
# How often, after which seconds, and how many milliseconds at a time, readers are waited for.
SCRUB_PAUSES = (0.0, 0.05, 0.1, 0.2, 0.4, 0.8)

log = logging.getLogger(__name__)

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")


class Waiting(NamedTuple):
    """A unit in the queue, and who waits for its outcome."""

    unit: Unit
    answer: asyncio.Future[list[list[Row]]]


class Sqlite(Database):
    """A database file of this machine."""

    def __init__(
        self, path: Path, writer: aiosqlite.Connection, readers: list[aiosqlite.Connection]
    ) -> None:
        """Use `open_sqlite`."""
        super().__init__()
        self._path = path
        self._inode = path.stat().st_ino
        self._writer = writer
        self._readers: asyncio.Queue[aiosqlite.Connection] = asyncio.Queue()
        for reader in readers:
            self._readers.put_nowait(reader)
        self._queue: asyncio.Queue[Waiting | None] = asyncio.Queue(WAITING_UNITS)
        self._closing = self._closed = False
        self._writing = begin("writing", self._write_what_waits())

    async def read(self, *statements: Statement) -> list[list[Row]]:
        """See `Database.read`."""
        self._check_open()
        self._check_file()
        async with self._reader() as connection:
            try:
                return await run(connection, read_at_once, statements)
            except FAULTS as fault:
                raise as_problem(fault) from fault

    async def apply(self, unit: Sequence[Statement]) -> list[list[Row]]:
        """See `Database.write`."""
        self._check_open()
        answer: asyncio.Future[list[list[Row]]] = asyncio.get_running_loop().create_future()
        try:
            self._queue.put_nowait(Waiting(unit, answer))
        except asyncio.QueueFull:
            raise Problem("busy", "Too many writes are waiting.", retry_after=1) from None
        return await answer

    async def close(self) -> None:
        """See `Database.close`."""
        if self._closed:
            return
        self._closed = self._closing = True
        await self._queue.put(None)
        await self._writing
        for _ in range(READERS):
            await (await self._readers.get()).close()
        await self._writer.close()

    async def scrub(self) -> None:
        """See `Database.scrub`: deleted rows are zeros, and go from the write-ahead log too.

        Where somebody reads for long (a backup) they stay in the log until it is tried again.
        """
        for pause in SCRUB_PAUSES:
            await asyncio.sleep(pause)
            if await self._log_cut():
                return
        log.info("what was deleted stays in the write-ahead log while somebody reads for long")

    async def _log_cut(self) -> bool:
        try:
            return self._closing or await run(self._writer, cut_log)
        except FAULTS as fault:
            log.warning("what was deleted cannot be wiped out yet: %s", fault)
            return False

    @contextlib.asynccontextmanager
    async def _reader(self) -> AsyncIterator[aiosqlite.Connection]:
        connection = await self._readers.get()
        try:
            yield connection
        finally:
            self._readers.put_nowait(connection)

    async def _write_what_waits(self) -> None:
        try:
            while batch := await self._next_batch():
                await self._write_batch(batch)
        finally:
            self._closing = True
            self._refuse_the_rest()

    async def _write_batch(self, batch: list[Waiting]) -> None:
        try:
            self._check_file()
            outcomes = await run(self._writer, commit_together, [one.unit for one in batch])
        except Exception as fault:  # noqa: BLE001 — handed to everyone who waits
            outcomes = [as_problem(fault)] * len(batch)
        for waiting, outcome in zip(batch, outcomes, strict=True):
            answer(waiting.answer, outcome)

    def _refuse_the_rest(self) -> None:
        """Nobody waits for an answer that never comes."""
        while not self._queue.empty():
            waiting = self._queue.get_nowait()
            if waiting:
                answer(waiting.answer, being_closed())

    async def _next_batch(self) -> list[Waiting]:
        first = await self._queue.get()
        batch, size = [first] if first else [], 0
        while first and size < STATEMENTS_A_COMMIT and not self._queue.empty():
            following = self._queue.get_nowait()
            if following is None:
                self._queue.put_nowait(None)
                break
            batch.append(following)
            size += len(following.unit)
        return batch

    def _check_open(self) -> None:
        if self._closing:
            raise being_closed()

    def _check_file(self) -> None:
        """An open but deleted file would go on taking writes that nobody finds again."""
        try:
            kept = self._path.stat().st_ino == self._inode
        except FileNotFoundError:
            kept = False
        if not kept:
            raise Problem("busy", f"The database file {self._path} is gone.", retry_after=60)


async def open_sqlite(path: Path) -> Sqlite:
    """Open the file, or begin it."""
    await asyncio.to_thread(try_to_open, path)
    opened: list[aiosqlite.Connection] = []
    try:
        for _ in range(1 + READERS):
            opened.append(await aiosqlite.connect(path, isolation_level=None))
            await run(opened[-1], prepare, read_only=len(opened) > 1)
    except sqlite3.Error:
        for connection in opened:
            await connection.close()
        raise
    return Sqlite(path, opened[0], opened[1:])


async def run(
    connection: aiosqlite.Connection,
    function: Callable[Concatenate[sqlite3.Connection, Parameters], Result],
    *args: Parameters.args,
    **options: Parameters.kwargs,
) -> Result:
    """Run on the connection's own thread; the one place that uses aiosqlite's private door."""
    hop = cast("Callable[..., Awaitable[Result]]", connection._execute)  # noqa: SLF001 — many statements in one hop
    return await hop(function, connection._conn, *args, **options)  # noqa: SLF001


def being_closed() -> Problem:
    """What who comes too late is told."""
    return Problem("busy", "The database is being closed.", retry_after=1)


def answer(waiting: asyncio.Future[list[list[Row]]], outcome: Outcome) -> None:
    """Hand the outcome over, unless the caller has gone."""
    if waiting.done():
        return
    if isinstance(outcome, Exception):
        waiting.set_exception(outcome)
    else:
        waiting.set_result(outcome)
