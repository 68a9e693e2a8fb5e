"""PostgreSQL: a pool of connections; a unit of work is one transaction."""

import asyncio
import random
import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import TypeAlias

import asyncpg

from wetalked.core.problems import Problem
from wetalked.db.database import A_PART, Database, PreconditionFailed, Row, UniqueViolation
from wetalked.db.notify import Announcer
from wetalked.db.statement import Statement

POOL = 8
TRIES = 6
FIRST_PAUSE = 0.01
WAIT_SECONDS = 5
# A connection that says nothing for so long is a dead one.
COMMAND_SECONDS = 30
PARAMETER = re.compile(r"(?<![:\w]):([a-z][a-z0-9_]*)")
FAULTS = (
    asyncpg.PostgresError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,
    OSError,
    TimeoutError,
)
OVERTAKEN = (asyncpg.SerializationError, asyncpg.DeadlockDetectedError)
# What passes by itself: not there, shutting down, out of room, not the one that may write.
AWAY = (
    asyncpg.PostgresConnectionError,
    asyncpg.OperatorInterventionError,
    asyncpg.InsufficientResourcesError,
    asyncpg.PostgresSystemError,
    asyncpg.ReadOnlySQLTransactionError,
    asyncpg.InternalClientError,
    asyncpg.InterfaceError,
    OSError,
    TimeoutError,
)

Connection: TypeAlias = (
    "asyncpg.Connection[asyncpg.Record] | asyncpg.pool.PoolConnectionProxy[asyncpg.Record]"
)


class Postgres(Database):
    """A PostgreSQL database, shared by as many processes as there are."""

    def __init__(self, url: str, pool: "asyncpg.Pool[asyncpg.Record]") -> None:
        """Use `open_postgres`."""
        super().__init__()
        self._pool = pool
        self._announcer = Announcer(url, self.heard, self.jobs)

    def listen(self, hear: Callable[[str], None]) -> None:
        """See `Database.listen`."""
        super().listen(hear)
        self._announcer.start()

    async def announce(self, *texts: str) -> None:
        """See `Database.announce`."""
        await super().announce(*texts)
        if texts:
            await self._announcer.send(self._pool, texts)

    async def read(self, *statements: Statement) -> list[list[Row]]:
        """See `Database.read`."""
        try:
            async with self._pool.acquire(timeout=WAIT_SECONDS) as connection:
                if len(statements) == 1:
                    return [await fetch(connection, statements[0])]
                async with connection.transaction(isolation="repeatable_read", readonly=True):
                    return [await fetch(connection, statement) for statement in statements]
        except FAULTS as fault:
            raise as_problem(fault) from fault

    async def apply(self, unit: Sequence[Statement]) -> list[list[Row]]:
        """See `Database.write`."""
        for attempt in range(TRIES):
            try:
                return await self._transact(unit)
            except OVERTAKEN:
                await asyncio.sleep(FIRST_PAUSE * 2**attempt * random.random())  # noqa: S311 — only a pause
            except FAULTS as fault:
                raise as_problem(fault) from fault
        raise Problem("busy", "Too many write the same just now.", retry_after=1)

    async def _transact(self, unit: Sequence[Statement]) -> list[list[Row]]:
        async with (
            self._pool.acquire(timeout=WAIT_SECONDS) as connection,
            connection.transaction(),
        ):
            return [await require(connection, place, one) for place, one in enumerate(unit)]

    async def close(self) -> None:
        """See `Database.close`."""
        await self._announcer.stop()
        try:
            await asyncio.wait_for(self._pool.close(), COMMAND_SECONDS)
        except TimeoutError:
            self._pool.terminate()


async def open_postgres(url: str) -> Postgres:
    """Connect; fails at once when the server is not there."""
    pool = await asyncpg.create_pool(
        url, min_size=1, max_size=POOL, timeout=WAIT_SECONDS, command_timeout=COMMAND_SECONDS
    )
    return Postgres(url, pool)


def as_problem(fault: Exception) -> Exception:
    """What the caller is told of an engine's fault, of a read and of a write."""
    if isinstance(fault, asyncpg.UniqueViolationError):
        return UniqueViolation(str(fault))
    if isinstance(fault, AWAY):
        return Problem("busy", "The database cannot be reached.", retry_after=2)
    return fault


async def require(connection: Connection, place: int, statement: Statement) -> list[Row]:
    """Run one statement of a unit; `PreconditionFailed` where a row was required and none came."""
    rows = await fetch(connection, statement)
    if statement.required and not rows:
        raise PreconditionFailed(statement, place)
    return rows


async def fetch(connection: Connection, statement: Statement) -> list[Row]:
    """Run one statement to its end."""
    params = statement.params
    numbers = frozenset(name for name, value in params.items() if isinstance(value, int))
    sql, names = numbered(statement.sql, numbers)
    records = await connection.fetch(sql, *(params[name] for name in names))
    if len(records) <= A_PART:
        return as_rows(records)
    return await asyncio.to_thread(as_rows, records)


def as_rows(records: Sequence[asyncpg.Record]) -> list[Row]:
    """Records as the rest of the code takes them."""
    return [dict(record) for record in records]


@lru_cache(maxsize=512)
def numbered(sql: str, numbers: frozenset[str]) -> tuple[str, tuple[str, ...]]:
    """`:name` parameters as PostgreSQL's `$1`, with the names in that order.

    A number is said to be a BIGINT: beside a small constant it would be taken for an INTEGER.
    """
    names: list[str] = []

    def number(match: re.Match[str]) -> str:
        if match[1] not in names:
            names.append(match[1])
        place = f"${names.index(match[1]) + 1}"
        return f"CAST({place} AS BIGINT)" if match[1] in numbers else place

    return PARAMETER.sub(number, sql), tuple(names)
