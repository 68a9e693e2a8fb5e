"""What the rest of the code sees of a database, whichever engine is behind it."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

import msgspec

from wetalked.db.memory import Memory
from wetalked.jobs import Jobs

Value = str | int | bytes | None
Row = Mapping[str, Any]
Kind = TypeVar("Kind")


class Statement(NamedTuple):
    """One SQL statement with its named parameters; `required` ones must return a row."""

    sql: str
    params: Mapping[str, Value]
    required: bool = False


def do(sql: str, **params: Value) -> Statement:
    """A statement of a unit of work."""
    return Statement(sql, params)


def must(sql: str, **params: Value) -> Statement:
    """A statement without whose row the whole unit is undone and `NotMet` raised."""
    return Statement(sql, params, required=True)


class NotMet(Exception):  # noqa: N818 — a condition, not a fault
    """A required statement returned no row; nothing of its unit was done."""

    def __init__(self, position: int) -> None:
        """`position` of the statement in its unit."""
        super().__init__(f"statement {position} of the unit returned no row")
        self.position = position


class CannotOpen(Exception):  # noqa: N818 — reads as what it is
    """The database cannot be opened; the message says which and why."""


class Taken(Exception):  # noqa: N818 — a condition, not a fault
    """A unique key is taken already; nothing of the unit was done."""


# Added to every unit that changes what processes keep in memory.
CHANGED = Statement("UPDATE change SET number = number + 1 WHERE id = 1", {})


class Database(ABC):
    """Reads that see only what is committed, and writes in units of all or nothing."""

    def __init__(self) -> None:
        """With nothing remembered yet."""
        self.jobs = Jobs()
        self._memories: list[Memory[Any, Any]] = []
        self._listeners: list[Callable[[str], None]] = []

    def memory(self) -> Memory[Any, Any]:
        """A memory that is emptied by whatever `CHANGED` accompanies."""
        memory: Memory[Any, Any] = Memory()
        self._memories.append(memory)
        return memory

    def forget(self) -> None:
        """Empty every memory."""
        for memory in self._memories:
            memory.forget()

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

        Raises `NotMet`, `Taken`, or the problem `busy`; then nothing was done.
        """
        rows = await self.apply(statements)
        if CHANGED in statements:
            self.forget()
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
        """Every row as a `kind`."""
        (rows,) = await self.read(Statement(sql, params))
        return as_kind(kind, rows)

    async def one(self, kind: type[Kind], sql: str, **params: Value) -> Kind | None:
        """The first row as a `kind`, or nothing."""
        rows = await self.all(kind, sql, **params)
        return rows[0] if rows else None


def as_kind(kind: type[Kind], rows: Sequence[Row]) -> list[Kind]:
    """Rows as Structs; 0 and 1 become booleans where the field is one."""
    return msgspec.convert([dict(row) for row in rows], type=list[kind], strict=False)  # type: ignore[valid-type]  # a type made at run time
