"""What a process keeps in memory of the database, until something says that it changed."""

from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

Key = TypeVar("Key")
Kept = TypeVar("Kept")
MOST = 100_000


class Memory(Generic[Key, Kept]):
    """Answers looked up once; what is not there is looked up again each time."""

    def __init__(self) -> None:
        """Empty."""
        self._kept: dict[Key, Kept] = {}
        self._age = 0

    async def recall(
        self, key: Key, look_up: Callable[[Key], Awaitable[Kept | None]]
    ) -> Kept | None:
        """What is kept for the key, or else what looking it up brings."""
        if key in self._kept:
            return self._kept[key]
        age = self._age
        found = await look_up(key)
        # What was read before a change must not be kept after it.
        if found is not None and age == self._age:
            self._keep(key, found)
        return found

    def _keep(self, key: Key, found: Kept) -> None:
        if len(self._kept) >= MOST:
            self._kept.clear()
        self._kept[key] = found

    def forget(self) -> None:
        """Begin anew."""
        self._kept.clear()
        self._age += 1
