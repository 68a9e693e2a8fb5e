"""When a follow-up is due: a morning, whatever the clocks do."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wetalked.core.clock import HOUR, from_datetime, to_datetime
from wetalked.events.schedule import follow_up_due

# With changes at night, by half an hour, at a date line, and none.
ZONES = st.sampled_from(
    [
        *("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia"),
        *("Africa/Casablanca", "Asia/Kathmandu", "America/Santiago", "UTC"),
    ]
)
# Years in which these zones change their clocks, and the one in which Apia skipped a day.
ENDS = st.integers(
    from_datetime(datetime(2008, 1, 1, tzinfo=UTC)), from_datetime(datetime(2030, 1, 1, tzinfo=UTC))
)


def due(ends: str, zone: str) -> str:
    """In local times."""
    ends_at = from_datetime(datetime.fromisoformat(ends).replace(tzinfo=ZoneInfo(zone)))
    found = to_datetime(follow_up_due(ends_at, zone, None)).astimezone(ZoneInfo(zone))
    return found.replace(tzinfo=None).isoformat(timespec="minutes")


@pytest.mark.parametrize(
    ("ends", "zone", "expected"),
    [
        ("2026-12-05T18:00", "Europe/Berlin", "2026-12-06T09:00"),
        ("2026-12-06T04:59", "Europe/Berlin", "2026-12-06T09:00"),
        ("2026-12-06T05:00", "Europe/Berlin", "2026-12-06T09:00"),
        ("2026-12-06T05:01", "Europe/Berlin", "2026-12-07T09:00"),
        # The night has an hour less, or one more.
        ("2026-03-29T01:59", "Europe/Berlin", "2026-03-29T09:00"),
        ("2026-03-28T23:00", "Europe/Berlin", "2026-03-29T09:00"),
        ("2026-10-25T01:00", "Europe/Berlin", "2026-10-25T09:00"),
        ("2026-12-05T18:00", "Asia/Kathmandu", "2026-12-06T09:00"),
        # There was no 30 December 2011 in Apia.
        ("2011-12-29T20:00", "Pacific/Apia", "2011-12-31T09:00"),
    ],
)
def test_the_first_nine_in_the_morning_at_least_four_hours_later(
    ends: str, zone: str, expected: str
) -> None:
    assert due(ends, zone) == expected


@given(ENDS, ZONES)
def test_it_is_nine_there_late_enough_and_no_earlier_nine_would_do(ends_at: int, zone: str) -> None:
    found = follow_up_due(ends_at, zone, None)
    here = to_datetime(found).astimezone(ZoneInfo(zone))
    assert (here.hour, here.minute, here.second, here.microsecond) == (9, 0, 0, 0)
    assert found >= ends_at + 4 * HOUR
    earlier = to_datetime(ends_at + 4 * HOUR).replace(second=0, microsecond=0)
    while (earlier := earlier + timedelta(minutes=1)) < to_datetime(found):
        local = earlier.astimezone(ZoneInfo(zone))
        assert (local.hour, local.minute) != (9, 0)


@given(ENDS, ZONES, st.integers(0, 10**13))
def test_what_an_organizer_says_holds(ends_at: int, zone: str, explicit: int) -> None:
    assert follow_up_due(ends_at, zone, explicit) == explicit
