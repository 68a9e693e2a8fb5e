"""One page of a list."""

from collections.abc import Callable, Sequence
from typing import TypeVar

One = TypeVar("One")


def page(
    items: Sequence[One], cursor: Callable[[One], str], limit: int, after: str | None
) -> tuple[list[One], str | None]:
    """The items whose cursor is greater, and the last one's cursor where more follow.

    `items` are ordered by their cursor, as text.
    """
    rest = [one for one in items if after is None or cursor(one) > after]
    found = rest[:limit]
    return found, cursor(found[-1]) if len(rest) > limit else None
