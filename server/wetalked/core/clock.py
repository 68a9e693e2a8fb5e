"""Time as the product keeps it: milliseconds since 1970 in UTC."""

import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta

Clock = Callable[[], int]

SECOND = 1_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR
AHEAD_ALLOWED = 10 * MINUTE
BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
MILLISECOND = timedelta(milliseconds=1)


def system_clock() -> int:
    """Milliseconds by the machine's clock."""
    return time.time_ns() // 1_000_000


def to_datetime(at: int) -> datetime:
    """The same moment with its zone, UTC."""
    return BEGINNING + at * MILLISECOND


def from_datetime(moment: datetime) -> int:
    """Milliseconds of an aware moment; what is finer is cut off."""
    whole = int(moment.replace(microsecond=0).timestamp())
    return whole * SECOND + moment.microsecond // 1_000


def phone_time(at: datetime | None, now: int) -> int:
    """When a phone says something happened: now when absent or more than 10 minutes ahead.

    Before 1970 is 1970: what is far before it has no date in UTC.
    """
    told = now if at is None else max(0, from_datetime(at))
    return now if told > now + AHEAD_ALLOWED else told


def phone_times(told: Iterable[int], now: int) -> dict[int, int]:
    """What each time of one request is kept as: in the order in which the phone told them.

    Where one is more than 10 minutes ahead, the phone's clock is wrong: the newest becomes now, and
    what is not before it by itself moves a millisecond before what follows it.
    """
    newest_first = sorted(set(told), reverse=True)
    if not newest_first or newest_first[0] <= now + AHEAD_ALLOWED:
        return {at: at for at in newest_first}
    kept, latest = {}, now
    for at in newest_first:
        kept[at] = min(at, latest)
        latest = kept[at] - 1
    return kept
