"""What a process keeps in memory of the database, until something says that it changed."""

from collections import defaultdict
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

Key = TypeVar("Key")
Kept = TypeVar("Kept")
MOST = 100_000


class Memory(Generic[Key, Kept]):
    """Answers looked up once; what is not there is looked up again each time."""

    def __init__(self, part_of: Callable[[Kept], int] | None = None) -> None:
        """Empty; `part_of` an answer says with which others it is forgotten."""
        self._part_of = part_of or (lambda _: 0)
        self._kept: dict[Key, Kept] = {}
        self._parts: defaultdict[int, set[Key]] = defaultdict(set)
        # When it was forgotten last: all, or a part.
        self._age, self._emptied_at = 0, 0
        self._forgotten_at: dict[int, int] = {}

    async def recall(
        self, key: Key, look_up: Callable[[Key], Awaitable[Kept | None]]
    ) -> Kept | None:
        """What is kept for the key, or else what looking it up brings."""
        if key in self._kept:
            return self._kept[key]
        age = self._age
        found = await look_up(key)
        if found is not None:
            self._keep(key, found, age)
        return found

    def _keep(self, key: Key, found: Kept, age: int) -> None:
        """Unless it was read before a change: then it must not be kept after it."""
        part = self._part_of(found)
        if age < max(self._emptied_at, self._forgotten_at.get(part, 0)):
            return
        if len(self._kept) >= MOST:
            self._empty()
        self._kept[key] = found
        self._parts[part].add(key)

    def forget(self, part: int | None = None) -> None:
        """Begin anew; with a part, only with what belongs to it."""
        self._age += 1
        if part is None:
            self._emptied_at = self._age
            self._empty()
            return
        self._forgotten_at[part] = self._age
        for key in self._parts.pop(part, ()):
            self._kept.pop(key, None)

    def _empty(self) -> None:
        self._kept.clear()
        self._parts.clear()
