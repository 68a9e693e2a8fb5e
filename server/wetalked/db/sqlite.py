"""SQLite: one writer that commits many people's units at once, and readers beside it."""

import asyncio
import contextlib
import logging
import sqlite3
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from pathlib import Path
from typing import Concatenate, NamedTuple, ParamSpec, TypeVar, cast

import aiosqlite

from wetalked.core.files import OWNER_ONLY, keep_private
from wetalked.core.jobs import begin
from wetalked.core.problems import Problem
from wetalked.db.database import Database, PreconditionFailed, Row, UniqueViolation
from wetalked.db.statement import Statement

READERS = 2
WAITING_UNITS = 2_000
STATEMENTS_A_COMMIT = 1_000
BUSY_SECONDS = 5
BESIDE = ("", "-wal", "-shm")
# FULL: what was answered survives a power cut. secure_delete: what was erased is zeros; beside it
# off, durable confirmations took 0.96 times the processor and 0.97 times the time (medians of 7
# interleaved pairs of 1,560 each): nothing that can be told from noise.
PRAGMAS = (
    f"PRAGMA busy_timeout = {BUSY_SECONDS * 1_000}",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",
)
# How often, after which seconds, and how many milliseconds at a time, readers are waited for.
SCRUB_PAUSES = (0.0, 0.05, 0.1, 0.2, 0.4, 0.8)
SCRUB_BUSY = 50

log = logging.getLogger(__name__)

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")

FAULTS = (sqlite3.Error, MemoryError)
OF_THE_FILE = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_INTERRUPT,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_NOMEM,
    sqlite3.SQLITE_NOTADB,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_PROTOCOL,
    sqlite3.SQLITE_READONLY,
}

Unit = Sequence[Statement]
Outcome = list[list[Row]] | Exception


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


def cut_log(connection: sqlite3.Connection) -> bool:
    """Bring all of the write-ahead log into the file and cut it off; false beside a reader."""
    connection.execute(f"PRAGMA busy_timeout = {SCRUB_BUSY}")
    try:
        busy, *_ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    finally:
        connection.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1_000}")
    return not busy


def try_to_open(path: Path) -> None:
    """Raises what is wrong here: a connection of aiosqlite that fails leaves its thread behind.

    SQLite gives the files beside it the mode of the database.
    """
    with contextlib.suppress(OSError):  # SQLite says it better
        path.touch(OWNER_ONLY)
        for suffix in BESIDE:
            keep_private(path.with_name(path.name + suffix))
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()


async def run(
    connection: aiosqlite.Connection,
    function: Callable[Concatenate[sqlite3.Connection, Parameters], Result],
    *args: Parameters.args,
    **options: Parameters.kwargs,
) -> Result:
    """Run on the connection's own thread; the one place that uses aiosqlite's private door."""
    hop = cast("Callable[..., Awaitable[Result]]", connection._execute)  # noqa: SLF001 — many statements in one hop
    return await hop(function, connection._conn, *args, **options)  # noqa: SLF001


def prepare(connection: sqlite3.Connection, *, read_only: bool) -> None:
    """Set what every connection needs."""
    connection.row_factory = sqlite3.Row
    for pragma in PRAGMAS:
        connection.execute(pragma)
    if read_only:
        connection.execute("PRAGMA query_only = ON")
    else:
        keep_a_write_ahead_log(connection)


def keep_a_write_ahead_log(connection: sqlite3.Connection) -> None:
    """Switch to WAL; SQLite does not wait by itself while another process does the same."""
    deadline = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.02)
        else:
            return


def read_at_once(
    connection: sqlite3.Connection, statements: Sequence[Statement]
) -> list[list[Row]]:
    """Several reads out of one moment."""
    if len(statements) == 1:
        return [fetch(connection, statements[0])]
    connection.execute("BEGIN")
    try:
        return [fetch(connection, statement) for statement in statements]
    finally:
        connection.execute("ROLLBACK")


def fetch(connection: sqlite3.Connection, statement: Statement) -> list[Row]:
    """Run one statement to its end."""
    rows = connection.execute(statement.sql, dict(statement.params)).fetchall()
    return [dict(row) for row in rows]


def commit_together(connection: sqlite3.Connection, units: Sequence[Unit]) -> list[Outcome]:
    """Apply many units under one commit; a unit that fails is undone alone."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        outcomes = [apply(connection, unit) for unit in units]
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    return outcomes


def apply(connection: sqlite3.Connection, unit: Unit) -> Outcome:
    """Apply one unit within the batch; a full disk or a lost file fails the whole batch."""
    connection.execute("SAVEPOINT unit")
    try:
        rows = [require(connection, place, one) for place, one in enumerate(unit)]
    except Exception as fault:
        if is_everybodys(fault) or not connection.in_transaction:
            raise
        connection.execute("ROLLBACK TO unit")
        connection.execute("RELEASE unit")
        return as_problem(fault)
    connection.execute("RELEASE unit")
    return rows


def require(connection: sqlite3.Connection, place: int, statement: Statement) -> list[Row]:
    """Run one statement of a unit; `PreconditionFailed` where a row was required and none came."""
    rows = fetch(connection, statement)
    if statement.required and not rows:
        raise PreconditionFailed(statement, place)
    return rows


def is_everybodys(fault: Exception) -> bool:
    """Whether a fault is not of one unit, but of the file, its disk or this process's memory.

    See "Primary Result Code List" in SQLite's documentation.
    """
    code = getattr(fault, "sqlite_errorcode", sqlite3.SQLITE_OK) & 0xFF
    return isinstance(fault, MemoryError) or code in OF_THE_FILE


def being_closed() -> Problem:
    """What who comes too late is told."""
    return Problem("busy", "The database is being closed.", retry_after=1)


def as_problem(fault: Exception) -> Exception:
    """What the caller is told of an engine's fault, of a read and of a write."""
    if isinstance(fault, sqlite3.IntegrityError) and "UNIQUE" in str(fault):
        return UniqueViolation(str(fault))
    if isinstance(fault, sqlite3.OperationalError) or is_everybodys(fault):
        problem = Problem("busy", "The database cannot be used just now.", retry_after=2)
        problem.__cause__ = fault
        return problem
    return fault


def answer(waiting: asyncio.Future[list[list[Row]]], outcome: Outcome) -> None:
    """Hand the outcome over, unless the caller has gone."""
    if waiting.done():
        return
    if isinstance(outcome, Exception):
        waiting.set_exception(outcome)
    else:
        waiting.set_result(outcome)
