"""Erasing accounts in a unit of work, whatever is written at the same moment."""

import contextlib
from collections.abc import Awaitable, Callable
from typing import TypeVar

from wetalked.core.problems import Problem
from wetalked.db import PreconditionFailed, Statement, Value, required, statement

TRIES = 20

Result = TypeVar("Result")

# A mark of its own in a unique key: on PostgreSQL it locks the account against everybody who gives
# it a place or a role just then (the key-share lock of a foreign key), which a mere look does not.
MARK = "'gone ' || person.id"


def erase_accounts(which: str, elsewhere: str, **params: Value) -> list[Statement]:
    """Delete the persons that `which` says but not `elsewhere` (conditions in SQL on `person`).

    `PreconditionFailed` where one of them got a place meanwhile: nothing was done, and it is
    looked at again.
    """
    marked = f"({which}) AND person.email_key = {MARK}"
    mark = f"UPDATE person SET email_key = {MARK} WHERE ({which}) AND NOT ({elsewhere})"  # noqa: S608 — SQL of ours
    none_elsewhere = f"""
    SELECT 1 AS yes WHERE NOT EXISTS (SELECT 1 FROM person WHERE {marked} AND ({elsewhere}))
    """  # noqa: S608 — SQL of ours
    delete = f"DELETE FROM person WHERE {marked}"  # noqa: S608 — SQL of ours
    return [
        statement(mark, **params),
        required(none_elsewhere, **params),
        statement(delete, **params),
    ]


async def until_met(write: Callable[[], Awaitable[Result]]) -> Result:
    """Write such a unit, again where somebody got a place meanwhile; raises `busy`."""
    for _ in range(TRIES):
        with contextlib.suppress(PreconditionFailed):
            return await write()
    raise Problem("busy", "Lists are being imported just now; try again.", retry_after=2)
