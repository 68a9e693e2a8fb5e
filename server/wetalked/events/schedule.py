"""When an event's follow-up is due."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from wetalked.core.clock import HOUR, from_datetime, to_datetime

AFTER = 4 * HOUR
MORNING = time(9)


def follow_up_due(ends_at: int, zone: str, explicit: int | None) -> int:
    """The explicit moment, else the first 9:00 in the zone at least 4 hours after the end."""
    if explicit is not None:
        return explicit
    here = ZoneInfo(zone)
    earliest = ends_at + AFTER
    day = to_datetime(earliest).astimezone(here).date()
    while True:
        for morning in mornings(day, here):
            if morning >= earliest:
                return morning
        day += timedelta(days=1)


def mornings(day: date, here: ZoneInfo) -> list[int]:
    """Each 9:00 of this day: none where the clocks skip it, two where they repeat it."""
    found = set()
    for fold in (0, 1):
        moment = datetime.combine(day, MORNING, here).replace(fold=fold)
        utc = moment.astimezone(UTC)
        if utc.astimezone(here).replace(tzinfo=None) == moment.replace(tzinfo=None):
            found.add(from_datetime(utc))
    return sorted(found)
