"""Events that are erased by themselves: who is told before, and how all of it goes."""

import msgspec

from wetalked.accounts.erasing import erase_accounts, until_met
from wetalked.accounts.proof import HELD
from wetalked.core.clock import DAY
from wetalked.db import CHANGED, Database, statement
from wetalked.events.store import AFTER_ALL, LAST_OF_SOME, PLACES_OF_LIST, Id
from wetalked.letters.schedule import (
    NOTICE,
    Mailing,
    erased_from,
    lacking_condition,
    notice_due_at,
    queue_pages,
)

SOME = 200

MAY_BE_TOLD = """
SELECT e.* FROM event e WHERE e.erasure_told_at IS NULL
  AND (e.erasure_asked_at IS NOT NULL OR e.ends_at + e.erase_after_days * :day <= :horizon)
"""
MAY_BE_ERASED = "SELECT e.* FROM event e WHERE e.erasure_told_at <= :told_before"


async def notices_due(db: Database, now: int) -> list[Mailing]:
    """The events whose participants are to be told now."""
    events = await db.all(Mailing, MAY_BE_TOLD, day=DAY, horizon=now + NOTICE)
    return [event for event in events if notice_due_at(event) <= now]


# Whoever never came and is in no talk has nothing to take along.
HAS_SOMETHING = """
(x.joined_at IS NOT NULL OR p.signed_in_at >= x.made_at
 OR EXISTS (SELECT 1 FROM talk k WHERE k.low = x.id OR k.high = x.id))
"""
LACKS_NOTICE = lacking_condition("before-erasure", HAS_SOMETHING)
ALL_TOLD = f"""
UPDATE event SET erasure_told_at = :now WHERE id = :event AND erasure_told_at IS NULL
  AND NOT EXISTS (SELECT 1 {LACKS_NOTICE})
"""  # noqa: S608 — no value in it


async def queue_notices(db: Database, event: str, now: int) -> None:
    """One mail to everyone who has something there and can be reached."""
    await queue_pages(db, "before-erasure", LACKS_NOTICE, event, now)
    await db.write(statement(ALL_TOLD, event=event, now=now))


async def long_noticed(db: Database, now: int) -> list[Mailing]:
    """The events that were told of at least 14 days ago."""
    return await db.all(Mailing, MAY_BE_ERASED, told_before=now - NOTICE)


FORGET_NOTICES = "DELETE FROM mail WHERE event = :event AND kind = 'before-erasure'"
WITHDRAW_NOTICES = "UPDATE event SET erasure_told_at = NULL WHERE id = :event"


async def withdraw_notices(db: Database, event: str) -> None:
    """It was given more time after its mail: there will be another one."""
    await db.write(statement(FORGET_NOTICES, event=event), statement(WITHDRAW_NOTICES, event=event))


class Notices(msgspec.Struct, frozen=True):
    """What has become of an event's before-erasure mails."""

    waiting: int
    last_sent_at: int | None


NOTICES = """
SELECT COUNT(*) - COUNT(sent_at) - COUNT(failed_at) AS waiting, MAX(sent_at) AS last_sent_at
FROM mail WHERE event = :event AND kind = 'before-erasure'
"""


async def time_is_over(db: Database, event: Mailing, now: int) -> bool:
    """Whether all that were to be told were told long enough ago, and its time here is over."""
    notices = await db.one(Notices, NOTICES, event=event.id)
    assert notices is not None  # noqa: S101 — an aggregate always has a row
    told_at = max(event.erasure_told_at or 0, notices.last_sent_at or 0)
    return not notices.waiting and erased_from(event, told_at) <= now


# Who made this event organizes nothing any more without it.
MADE_IT = """
EXISTS (
  SELECT 1 FROM organizer o WHERE o.person = person.id AND o.event = :event
    AND o.role = 'organizer' AND o.email IS NULL)
"""
NOWHERE_ELSE = f"""
(person.organizer_at IS NULL OR {MADE_IT})
AND NOT EXISTS (
  SELECT 1 FROM organizer o WHERE o.person = person.id AND o.event <> :event
    AND (person.signed_in_at IS NULL OR {HELD}))
AND NOT EXISTS (
  SELECT 1 FROM participant o WHERE o.person = person.id AND o.event <> :event)
"""  # noqa: S608 — no value in it
GOES_TOO = f"SELECT id FROM person WHERE id = :person AND {NOWHERE_ELSE}"  # noqa: S608 — no value in it


async def goes_too(db: Database, person: str, event: str) -> bool:
    """Whether this person's account is erased with this event."""
    return await db.one(Id, GOES_TOO, person=person, event=event) is not None


# Deleting a talk deletes its scans and notes.
SOME_TALKS = """
DELETE FROM talk WHERE id IN (SELECT id FROM talk WHERE event = :event ORDER BY id LIMIT :some)
RETURNING id
"""
SOME_MAILS = """
DELETE FROM mail WHERE id IN (SELECT id FROM mail WHERE event = :event ORDER BY id LIMIT :some)
RETURNING id
"""
GUESTS = """
person.id IN (SELECT x.person FROM participant x WHERE x.event = :event AND x.id <= :last)
"""
HELPERS = """
person.id IN (SELECT o.person FROM organizer o WHERE o.event = :event)
AND NOT EXISTS (
  SELECT 1 FROM participant x WHERE x.person = person.id AND x.event = :event)
"""
# Whom the command made an organizer, and who is no guest, goes with the next sweep.
STAYS = f"person.organizer_at IS NOT NULL OR NOT ({NOWHERE_ELSE})"
RESIGN = f"""
UPDATE person SET organizer_at = NULL WHERE {MADE_IT} AND NOT EXISTS (
  SELECT 1 FROM organizer o WHERE o.person = person.id AND o.event <> :event
    AND o.role = 'organizer')
"""  # noqa: S608 — no value in it
ERASE = "DELETE FROM event WHERE id = :event"


async def erase_event(db: Database, event: str) -> None:
    """Erase it, and who is nowhere else, in parts that keep nobody waiting; again does no harm."""
    for some in (SOME_TALKS, SOME_MAILS):
        await delete_in_parts(db, some, event)
    while last := await db.one(Id, LAST_OF_SOME, event=event, offset=SOME):
        await erase_guests(db, event, last.id)
    await erase_guests(db, event, AFTER_ALL)
    helpers = erase_accounts(HELPERS, STAYS, event=event)
    ending = [statement(RESIGN, event=event), statement(ERASE, event=event)]
    await until_met(lambda: db.erase(*helpers, *ending, CHANGED))


async def delete_in_parts(db: Database, some: str, event: str) -> None:
    """Delete some, and some more, until there are none."""
    more = True
    while more:
        (deleted,) = await db.write(statement(some, event=event, some=SOME))
        more = len(deleted) == SOME


async def erase_guests(db: Database, event: str, last: str) -> None:
    """Erase participants up to this one, and whoever of them is nowhere else."""
    of = {"event": event, "last": last}
    guests = erase_accounts(GUESTS, f"NOT ({NOWHERE_ELSE})", **of)
    await until_met(lambda: db.write(*guests, statement(PLACES_OF_LIST, **of), CHANGED))
