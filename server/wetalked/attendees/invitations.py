"""Invitations: who is still to be invited, marked and queued in one unit."""

from collections.abc import Sequence

import msgspec

from wetalked.accounts.attempts import count, marked
from wetalked.core.clock import DAY
from wetalked.core.problems import invalid
from wetalked.db import Database, Statement, Value, statement
from wetalked.db.context import Context
from wetalked.events.model import EventRow

A_PART = 250
INVITATIONS_A_DAY = 20_000  # as many people as a list may hold
AFTER_ALL = "~"


class Id(msgspec.Struct, frozen=True):
    """Only an id."""

    id: str


MAY_BE_INVITED = """
FROM participant x JOIN person p ON p.id = x.person
WHERE x.event = :event AND x.removed_at IS NULL
  AND p.email IS NOT NULL AND p.mail_stopped_at IS NULL
"""
UNINVITED = f"SELECT COUNT(*) AS number {MAY_BE_INVITED} AND x.invited_at IS NULL"


async def count_uninvited(db: Database, event: EventRow) -> int:
    """How many an invitation of everyone would reach now."""
    ((row,),) = await db.read(statement(UNINVITED, event=event.id))
    return int(row["number"])


LAST_OF_PART = """
SELECT id FROM participant WHERE event = :event AND id > :after ORDER BY id LIMIT 1 OFFSET :most
"""
# The mail's id says that this person was invited to this event: queued once, whoever else does.
QUEUE = f"""
INSERT INTO mail (id, kind, event, person, made_at, due_at)
SELECT 'invitation:' || x.event || ':' || x.person, 'invitation', x.event, x.person,
  CAST(:now AS BIGINT), CAST(:now AS BIGINT)
{MAY_BE_INVITED} AND x.invited_at IS NULL AND x.id > :after AND x.id <= :last
ON CONFLICT (id) DO NOTHING RETURNING id
"""
MARK = """
UPDATE participant SET invited_at = :now
WHERE event = :event AND id > :after AND id <= :last AND invited_at IS NULL AND EXISTS (
  SELECT 1 FROM mail m WHERE m.id = 'invitation:' || participant.event || ':' || participant.person)
"""


async def invite_all(context: Context, event: EventRow) -> int:
    """Queue an invitation for everyone never invited who can be reached; how many that are.

    Raises `too-many` as `invite_some`.
    """
    await count_invitations(context, event, await count_uninvited(context.db, event))
    queued, after = 0, ""
    while after != AFTER_ALL:
        last = await context.db.one(Id, LAST_OF_PART, event=event.id, after=after, most=A_PART - 1)
        part = {"event": event.id, "after": after, "last": last.id if last else AFTER_ALL}
        now = context.clock()
        mails, _ = await context.db.write(
            statement(QUEUE, now=now, **part), statement(MARK, now=now, **part)
        )
        queued, after = queued + len(mails), part["last"]
    return queued


async def count_invitations(context: Context, event: EventRow, more: int) -> None:
    """Taking people off and listing them again must not become a machine for mail."""
    key = marked(context.secret, "invitations", event.id)
    await count(context.db, key, INVITATIONS_A_DAY, DAY, context.clock(), more)


# Not while an earlier one still waits: a second tap brings no second mail.
AGAIN = f"""
INSERT INTO mail (id, kind, event, person, made_at, due_at)
SELECT 'invitation:' || x.event || ':' || x.person || ':' || CAST(:mail AS TEXT), 'invitation',
  x.event, x.person, CAST(:now AS BIGINT), CAST(:now AS BIGINT)
{MAY_BE_INVITED} AND x.id = :id AND NOT EXISTS (
  SELECT 1 FROM mail m WHERE m.event = x.event AND m.person = x.person AND m.kind = 'invitation'
    AND m.sent_at IS NULL AND m.failed_at IS NULL)
RETURNING id
"""  # noqa: S608 — no value in it
MARK_ONE = """
UPDATE participant SET invited_at = :now WHERE id = :id AND event = :event AND EXISTS (
  SELECT 1 FROM mail m
  WHERE m.event = :event AND m.person = participant.person AND m.kind = 'invitation')
"""


async def invite_some(context: Context, event: EventRow, ids: Sequence[str]) -> int:
    """Queue an invitation for each of these, invited before or not; raises `invalid`.

    Raises `too-many` past 20,000 a day from one event.
    """
    await check_known(context.db, event, ids)
    queued, named = 0, list(dict.fromkeys(ids))
    await count_invitations(context, event, len(named))
    for place in range(0, len(named), A_PART):
        part = named[place : place + A_PART]
        results = await context.db.write(
            *(step for id_ in part for step in again(context, event, id_))
        )
        queued += sum(len(rows) for rows in results)
    return queued


def again(context: Context, event: EventRow, id_: str) -> list[Statement]:
    """One invitation, with an id of its own."""
    at: dict[str, Value] = {"event": event.id, "id": id_, "now": context.clock()}
    return [statement(AGAIN, mail=context.new_id(), **at), statement(MARK_ONE, **at)]


KNOWN = "SELECT id FROM participant WHERE event = :event AND person IS NOT NULL"


async def check_known(db: Database, event: EventRow, ids: Sequence[str]) -> None:
    """Raises `invalid` for the first id that is no participant of this event."""
    known = {one.id for one in await db.all(Id, KNOWN, event=event.id)}
    for place, id_ in enumerate(ids):
        if id_ not in known:
            raise invalid(f"participants[{place}]", "There is no such participant at this event.")
