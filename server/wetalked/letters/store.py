"""Which follow-ups and reminders are due, whom they go to, and how far the sending is."""

from wetalked.core.clock import DAY
from wetalked.db import Database, statement
from wetalked.letters.model import Mailing
from wetalked.letters.queueing import lacks, queue_pages
from wetalked.letters.schedule import due_at, reminder_due_at

# So long after its beginning a first talk still brings a follow-up.
OPEN_FOR = 14 * DAY
# No event's follow-up is due later than this after its end, unless its organizer says when.
LATEST_MORNING = 3 * DAY


MAY_BE_DUE = """
SELECT e.* FROM event e
WHERE e.follow_up_begun_at > :since OR e.follow_up_begun_at IS NULL
  AND (e.ends_at > :ended_since OR e.follow_up_at > :since)
"""
REMINDERS_MAY_BE_DUE = """
SELECT e.* FROM event e
WHERE e.reminded_at IS NULL AND e.remind_after_days IS NOT NULL AND e.ends_at < :now
"""


async def follow_ups_due(db: Database, now: int) -> list[Mailing]:
    """The events whose follow-up has begun or begins now, for 14 days."""
    since = now - OPEN_FOR
    found = await db.all(Mailing, MAY_BE_DUE, since=since, ended_since=since - LATEST_MORNING)
    return [event for event in found if since < due_at(event) <= now]


async def reminders_due(db: Database, now: int) -> list[Mailing]:
    """The events whose reminder goes out now, if it is not long past."""
    found = await db.all(Mailing, REMINDERS_MAY_BE_DUE, now=now)
    moments = ((event, reminder_due_at(event)) for event in found)
    return [event for event, at in moments if at is not None and at <= now < at + OPEN_FOR]


# The rule of talks/merge.py, `state`, for each side: what is seen at all.
SEES_A_TALK = """
(EXISTS (
  SELECT 1 FROM talk k WHERE k.low = x.id AND (
    k.low_yes > COALESCE(k.low_no, -1)
    OR k.low_yes IS NULL AND k.low_no IS NULL AND k.high_yes > COALESCE(k.high_no, -1))
  AND NOT EXISTS (SELECT 1 FROM block b JOIN participant o ON o.person = b.other
                  WHERE b.person = x.person AND o.id = k.high))
OR EXISTS (
  SELECT 1 FROM talk k WHERE k.high = x.id AND (
    k.high_yes > COALESCE(k.high_no, -1)
    OR k.high_yes IS NULL AND k.high_no IS NULL AND k.low_yes > COALESCE(k.low_no, -1))
  AND NOT EXISTS (SELECT 1 FROM block b JOIN participant o ON o.person = b.other
                  WHERE b.person = x.person AND o.id = k.low)))
"""
NOTED_SOMETHING = """
EXISTS (
  SELECT 1 FROM note n JOIN talk k ON k.id = n.talk
  WHERE n.person = x.person AND k.event = x.event AND n.kind IN ('question', 'promise')
    AND n.body IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM block b JOIN participant o ON o.person = b.other
                    WHERE b.person = x.person AND o.id IN (k.low, k.high)))
"""
LACKS_FOLLOW_UP = lacks("follow-up", SEES_A_TALK)
LACKS_REMINDER = lacks("reminder", NOTED_SOMETHING)
BEGIN = """
UPDATE event SET follow_up_begun_at = :now WHERE id = :event AND follow_up_begun_at IS NULL
"""
ALL_QUEUED = f"""
UPDATE event SET follow_up_queued_at = :now WHERE id = :event AND follow_up_queued_at IS NULL
  AND NOT EXISTS (SELECT 1 {LACKS_FOLLOW_UP})
"""  # noqa: S608 — no value in it
ALL_REMINDED = f"""
UPDATE event SET reminded_at = :now WHERE id = :event AND reminded_at IS NULL
  AND NOT EXISTS (SELECT 1 {LACKS_REMINDER})
"""  # noqa: S608 — no value in it


async def begin(db: Database, event: str, now: int) -> None:
    """From now on the follow-up goes out; once begun, this changes nothing."""
    await db.write(statement(BEGIN, event=event, now=now))


async def queue_follow_ups(db: Database, event: str, now: int) -> None:
    """One mail to everyone who sees a talk and has none yet, in pages that keep nobody waiting."""
    await begin(db, event, now)
    await queue_pages(db, "follow-up", LACKS_FOLLOW_UP, event, now)
    await db.write(statement(ALL_QUEUED, event=event, now=now))


async def queue_reminders(db: Database, event: str, now: int) -> None:
    """One mail to everyone who noted something that may still be open."""
    await queue_pages(db, "reminder", LACKS_REMINDER, event, now)
    await db.write(statement(ALL_REMINDED, event=event, now=now))


MAILING = "SELECT e.* FROM event e WHERE e.id = :event"


async def mailing(db: Database, event: str) -> Mailing | None:
    """The event by its id; nothing once it is erased."""
    return await db.one(Mailing, MAILING, event=event)
