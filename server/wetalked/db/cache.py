"""What a process keeps in memory of the database, until something says that it changed."""

from collections import defaultdict
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")
MOST = 100_000


class Cache(Generic[Key, Value]):
    """Values looked up once; what is not there is looked up again each time."""

    def __init__(self, part_of: Callable[[Value], int] | None = None) -> None:
        """Empty; `part_of` a value says with which others it is cleared."""
        self._part_of = part_of or (lambda _: 0)
        self._values: dict[Key, Value] = {}
        self._parts: defaultdict[int, set[Key]] = defaultdict(set)
        # When it was cleared last: all of it, or a part.
        self._age, self._cleared_at = 0, 0
        self._part_cleared_at: dict[int, int] = {}

    async def get_or_load(
        self, key: Key, load: Callable[[Key], Awaitable[Value | None]]
    ) -> Value | None:
        """The value that is kept for the key, or else what loading it brings."""
        if key in self._values:
            return self._values[key]
        age = self._age
        value = await load(key)
        if value is not None:
            self._keep(key, value, age)
        return value

    def _keep(self, key: Key, value: Value, age: int) -> None:
        """Unless it was read before a change: then it must not be kept after it."""
        part = self._part_of(value)
        if age < max(self._cleared_at, self._part_cleared_at.get(part, 0)):
            return
        if len(self._values) >= MOST:
            self._empty()
        self._values[key] = value
        self._parts[part].add(key)

    def clear(self, part: int | None = None) -> None:
        """Begin anew; with a part, only with what belongs to it."""
        self._age += 1
        if part is None:
            self._cleared_at = self._age
            self._empty()
            return
        self._part_cleared_at[part] = self._age
        for key in self._parts.pop(part, ()):
            self._values.pop(key, None)

    def _empty(self) -> None:
        self._values.clear()
        self._parts.clear()
