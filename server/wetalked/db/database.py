"""What the rest of the code sees of a database, whichever engine is behind it."""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

import msgspec

from wetalked.core.jobs import Jobs
from wetalked.db.cache import Cache
from wetalked.db.change import ALL, Subject, part_of, parts_changed
from wetalked.db.statement import Statement, Value

Row = Mapping[str, Any]
Kind = TypeVar("Kind")
A_PART = 500


class PreconditionFailed(Exception):  # noqa: N818 — a condition, not a fault
    """A required statement returned no row; nothing of its unit was done."""

    def __init__(self, statement: Statement, position: int) -> None:
        """The statement, and its position in the unit."""
        super().__init__(f"statement {position} of the unit returned no row")
        self.statement, self.position = statement, position


class CannotOpen(Exception):  # noqa: N818 — reads as what it is
    """The database cannot be opened; the message says which and why."""


class UniqueViolation(Exception):  # noqa: N818 — a condition, not a fault
    """A unique key is taken already; nothing of the unit was done."""


class Database(ABC):
    """Reads that see only what is committed, and writes in units of all or nothing."""

    def __init__(self) -> None:
        """With nothing cached yet."""
        self.jobs = Jobs()
        self._caches: list[Cache[Any, Any]] = []
        self._listeners: list[Callable[[str], None]] = []

    def cache(
        self, subject: Subject | None = None, key_of: Callable[[Any], str] = str
    ) -> Cache[Any, Any]:
        """A cache that `CHANGED` clears.

        With a subject, `changed(subject, key)` clears it of the values with that `key_of`.
        """
        part = (lambda value: part_of(subject, key_of(value))) if subject else None
        cache: Cache[Any, Any] = Cache(part)
        self._caches.append(cache)
        return cache

    def clear_caches(self, *parts: int) -> None:
        """Clear every cache of what has these numbers in `change`."""
        for cache in self._caches:
            for part in parts:
                cache.clear(None if part == ALL else part)

    def listen(self, hear: Callable[[str], None]) -> None:
        """Have `hear` called with every text announced here or by another process.

        It gets "" where some may have been missed.
        """
        self._listeners.append(hear)

    async def announce(self, *texts: str) -> None:
        """Tell all who listen, in every process; nothing waits for them, nothing is kept."""
        for text in texts:
            self.heard(text)

    def heard(self, text: str) -> None:
        """Tell those who listen in this process."""
        for hear in self._listeners:
            hear(text)

    async def write(self, *statements: Statement) -> list[list[Row]]:
        """Apply one unit of work; durable when it returns the rows of each statement.

        Raises `PreconditionFailed`, `UniqueViolation`, or the problem `busy`: nothing was done.
        """
        rows = await self.apply(statements)
        self.clear_caches(*parts_changed(statements))
        return rows

    async def erase(self, *statements: Statement) -> list[list[Row]]:
        """`write`; what it deleted is in no file of the database when it returns: see `scrub`."""
        rows = await self.write(*statements)
        await self.scrub()
        return rows

    async def scrub(self) -> None:  # noqa: B027 — an engine may do it by itself
        """Leave nothing of what was deleted in the database's files, as far as the engine can.

        PostgreSQL does it by itself, later (autovacuum, and as its log goes on); raises nothing.
        """

    @abstractmethod
    async def read(self, *statements: Statement) -> list[list[Row]]:
        """The rows of each statement, all out of one moment."""

    @abstractmethod
    async def apply(self, unit: Sequence[Statement]) -> list[list[Row]]:
        """The engine's part of `write`."""

    @abstractmethod
    async def close(self) -> None:
        """Finish what is under way and let go of the database."""

    async def all(self, kind: type[Kind], sql: str, **params: Value) -> list[Kind]:
        """Every row as a `kind`; many of them beside the event loop."""
        (rows,) = await self.read(Statement(sql, params))
        if len(rows) <= A_PART:
            return as_kind(kind, rows)
        return await asyncio.to_thread(in_parts, kind, rows)

    async def one(self, kind: type[Kind], sql: str, **params: Value) -> Kind | None:
        """The first row as a `kind`, or nothing."""
        rows = await self.all(kind, sql, **params)
        return rows[0] if rows else None


def as_kind(kind: type[Kind], rows: Sequence[Row]) -> list[Kind]:
    """Rows as Structs; 0 and 1 become booleans where the field is one."""
    return msgspec.convert([dict(row) for row in rows], type=list[kind], strict=False)  # type: ignore[valid-type]  # a type made at run time


def in_parts(kind: type[Kind], rows: Sequence[Row]) -> list[Kind]:
    """The same, in parts: one long conversion would hold up every other thread."""
    starts = range(0, len(rows), A_PART)
    parts = (as_kind(kind, rows[start : start + A_PART]) for start in starts)
    return [one for part in parts for one in part]
