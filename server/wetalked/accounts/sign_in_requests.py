"""Sign-in mails that were asked for and answered, kept until each is worked off."""

from collections.abc import Awaitable, Callable

import msgspec

from wetalked.db import Statement, required, statement
from wetalked.db.context import Context

SOME = 100
LONGEST_EMAIL, LONGEST_BADGE = 320, 200


class Asked(msgspec.Struct, frozen=True):
    """Who asked: by an address, or by a badge."""

    id: str
    email: str | None
    badge: str | None


KEEP = """
INSERT INTO sign_in_request (id, email, badge, made_at) VALUES (:id, :email, :badge, :now)
"""
PENDING = "SELECT id, email, badge FROM sign_in_request ORDER BY made_at, id LIMIT :some"
DONE = "DELETE FROM sign_in_request WHERE id = :id RETURNING id"


async def keep_request(context: Context, email: str | None, badge: str | None) -> None:
    """The same work for everybody: nobody learns from its time who is known here."""
    request = {"email": email and email[:LONGEST_EMAIL], "badge": badge and badge[:LONGEST_BADGE]}
    await context.db.write(statement(KEEP, id=context.new_id(), now=context.clock(), **request))


# Mails what was asked for; the statement belongs into the same unit, so that it is done once.
Mail = Callable[[Context, Asked, Statement], Awaitable[None]]


async def work_off_requests(context: Context, mail: Mail) -> None:
    """See each through; one that fails stays, holds up no other, and is raised at the end."""
    faults: list[Exception] = []
    for asked in await context.db.all(Asked, PENDING, some=SOME):
        try:
            await mail(context, asked, required(DONE, id=asked.id))
        except Exception as fault:  # noqa: BLE001 — raised below
            faults.append(fault)
    if faults:
        raise faults[0]
