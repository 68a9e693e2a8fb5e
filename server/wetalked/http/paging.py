"""Long lists in parts: how many at once, and where the next part begins."""

from collections.abc import Callable, Sequence
from typing import Annotated, Generic, TypeVar

import msgspec
from litestar.params import QueryParameter

from wetalked.core.lengths import CURSOR

Item = TypeVar("Item")

PageSize = Annotated[int, QueryParameter(ge=1, le=500, description="How many at most.")]
After = Annotated[
    str | None, QueryParameter(max_length=CURSOR, description="`next` of the part before.")
]


class Page(msgspec.Struct, Generic[Item], frozen=True):
    """A part of a list; `next` is null at its end."""

    items: list[Item]
    next: str | None


def page_of(found: Sequence[Item], limit: int, cursor: Callable[[Item], str]) -> Page[Item]:
    """The part, out of one item more than the limit where there are more."""
    items = list(found[:limit])
    return Page(items, cursor(items[-1]) if len(found) > limit else None)


def page(
    items: Sequence[Item], cursor: Callable[[Item], str], limit: int, after: str | None
) -> tuple[list[Item], str | None]:
    """Of a whole list: the items whose cursor is greater, and the last one's where more follow.

    `items` are ordered by their cursor, as text.
    """
    rest = [one for one in items if after is None or cursor(one) > after]
    part = page_of(rest[: limit + 1], limit, cursor)
    return part.items, part.next
