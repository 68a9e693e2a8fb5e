"""When the mails of an event are due, and when it is erased."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from wetalked.core.clock import DAY, from_datetime, to_datetime
from wetalked.events.model import EventRow
from wetalked.events.schedule import follow_up_due
from wetalked.letters.model import Mailing

# So long before an event is erased, those who have something there are told.
NOTICE = 14 * DAY


def due_at(event: EventRow) -> int:
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


def told_from(event: Mailing) -> int:
    """When the before-erasure mail goes out: at once if asked for, never before the follow-up."""
    if event.erasure_asked_at is not None:
        return event.erasure_asked_at
    return max(end_of_time(event) - NOTICE, due_at(event))


def erased_from(event: Mailing, told_at: int) -> int:
    """The later of the end of its time here and of the notice; if asked for, that of the notice."""
    noticed = told_at + NOTICE
    return noticed if event.erasure_asked_at is not None else max(end_of_time(event), noticed)


def end_of_time(event: EventRow) -> int:
    """So long an event is kept."""
    return event.ends_at + event.erase_after_days * DAY
