"""When the mails of an event are due, whom they concern, and queueing them."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from wetalked.core.clock import DAY, from_datetime, to_datetime
from wetalked.db import Database, statement
from wetalked.events.model import EventRow
from wetalked.events.schedule import follow_up_due
from wetalked.mail.model import Kind

# So long before an event is erased, those who have something there are told.
NOTICE = 14 * DAY


class Mailing(EventRow, frozen=True, kw_only=True):
    """An event with what has become of its mails so far."""

    follow_up_queued_at: int | None
    reminded_at: int | None
    erasure_told_at: int | None


def follow_up_due_at(event: EventRow) -> int:
    """When the follow-up goes out, or began to."""
    if event.follow_up_begun_at is not None:
        return event.follow_up_begun_at
    return follow_up_due(event.ends_at, event.time_zone, event.follow_up_at)


def reminder_due_at(event: EventRow) -> int | None:
    """So many days after the follow-up was planned for, at the same hour there; or never."""
    if event.remind_after_days is None:
        return None
    planned = follow_up_due(event.ends_at, event.time_zone, event.follow_up_at)
    there = to_datetime(planned).astimezone(ZoneInfo(event.time_zone))
    return from_datetime(there + timedelta(days=event.remind_after_days))


def notice_due_at(event: Mailing) -> int:
    """When the before-erasure mail goes out: at once if asked for, never before the follow-up."""
    if event.erasure_asked_at is not None:
        return event.erasure_asked_at
    return max(end_of_time(event) - NOTICE, follow_up_due_at(event))


def erased_from(event: Mailing, told_at: int) -> int:
    """The later of the end of its time here and of the notice; if asked for, that of the notice."""
    noticed = told_at + NOTICE
    return noticed if event.erasure_asked_at is not None else max(end_of_time(event), noticed)


def end_of_time(event: EventRow) -> int:
    """So long an event is kept."""
    return event.ends_at + event.erase_after_days * DAY


PAGE = 500

# The mail's id says kind, event and person: queued once, whoever else does.
WITHOUT_MAIL = """
FROM participant x JOIN person p ON p.id = x.person
WHERE x.event = :event AND p.email IS NOT NULL AND p.mail_stopped_at IS NULL
  AND NOT EXISTS (SELECT 1 FROM mail m WHERE m.id = '{kind}:' || x.event || ':' || x.person)
  AND {wanted}
"""
QUEUE_PAGE = """
INSERT INTO mail (id, kind, event, person, sending, own, made_at, due_at)
SELECT '{kind}:' || x.event || ':' || x.person, '{kind}', x.event, x.person,
       (SELECT CASE WHEN '{kind}' <> 'follow-up' THEN NULL
          WHEN e.follow_up_queued_at IS NULL THEN 'first' ELSE 'later' END
        FROM event e WHERE e.id = x.event),
       CASE WHEN p.email_confirmed_at IS NULL THEN 0 ELSE 1 END,
       CAST(:now AS BIGINT), CAST(:now AS BIGINT)
{lacking} ORDER BY x.id LIMIT :most
ON CONFLICT (id) DO NOTHING RETURNING id
"""


def lacking_condition(kind: Kind, wanted: str) -> str:
    """SQL for participants `x` (persons `p`) of `:event` who can be reached and lack such a mail.

    `wanted` is the SQL condition for whom it concerns.
    """
    return WITHOUT_MAIL.format(kind=kind, wanted=wanted)


async def queue_pages(db: Database, kind: Kind, lacking: str, event: str, now: int) -> None:
    """Queue page after page, until nobody lacks it."""
    page = QUEUE_PAGE.format(kind=kind, lacking=lacking)
    more = True
    while more:
        (queued,) = await db.write(statement(page, event=event, now=now, most=PAGE))
        more = len(queued) == PAGE


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
    events = await db.all(Mailing, MAY_BE_DUE, since=since, ended_since=since - LATEST_MORNING)
    return [event for event in events if since < follow_up_due_at(event) <= now]


async def reminders_due(db: Database, now: int) -> list[Mailing]:
    """The events whose reminder goes out now, if it is not long past."""
    events = await db.all(Mailing, REMINDERS_MAY_BE_DUE, now=now)
    moments = ((event, reminder_due_at(event)) for event in events)
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
LACKS_FOLLOW_UP = lacking_condition("follow-up", SEES_A_TALK)
LACKS_REMINDER = lacking_condition("reminder", NOTED_SOMETHING)
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


async def begin_follow_up(db: Database, event: str, now: int) -> None:
    """From now on the follow-up goes out; once begun, this changes nothing."""
    await db.write(statement(BEGIN, event=event, now=now))


async def queue_follow_ups(db: Database, event: str, now: int) -> None:
    """One mail to everyone who sees a talk and has none yet, in pages that keep nobody waiting."""
    await begin_follow_up(db, event, now)
    await queue_pages(db, "follow-up", LACKS_FOLLOW_UP, event, now)
    await db.write(statement(ALL_QUEUED, event=event, now=now))


async def queue_reminders(db: Database, event: str, now: int) -> None:
    """One mail to everyone who noted something that may still be open."""
    await queue_pages(db, "reminder", LACKS_REMINDER, event, now)
    await db.write(statement(ALL_REMINDED, event=event, now=now))


MAILING = "SELECT e.* FROM event e WHERE e.id = :event"


async def find_mailing(db: Database, event: str) -> Mailing | None:
    """The event by its id; nothing once it is erased."""
    return await db.one(Mailing, MAILING, event=event)
