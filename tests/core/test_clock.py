"""Time as the product keeps it."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wetalked.core.clock import AHEAD_ALLOWED, DAY, from_datetime, phone_times, to_datetime

YEAR_9999 = 253_402_300_799_999


@given(st.integers(-62_135_596_800_000, YEAR_9999))
def test_a_moment_of_any_year_is_exact_to_the_millisecond_and_comes_back(at: int) -> None:
    moment = to_datetime(at)
    assert moment == datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=at)
    assert from_datetime(moment) == at


def test_a_moment_beyond_any_calendar_is_refused() -> None:
    with pytest.raises(OverflowError):
        to_datetime(YEAR_9999 + 1)


NOW = 1_796_468_400_000
TIMES = st.lists(st.integers(NOW - 3 * DAY, NOW + 3 * DAY) | st.integers(NOW - 5, NOW + 5))


@given(TIMES)
def test_what_a_phone_says_in_one_order_keeps_that_order_whatever_its_clock(
    told: list[int],
) -> None:
    kept = phone_times(told, NOW)
    in_order = [kept[at] for at in sorted(kept)]
    assert all(before < after for before, after in pairwise(in_order))
    assert all(kept[at] <= min(at, NOW + AHEAD_ALLOWED) for at in told)


@given(TIMES)
def test_times_that_are_not_far_ahead_are_kept_as_they_were_told(told: list[int]) -> None:
    sound = [at for at in told if at <= NOW + AHEAD_ALLOWED]
    assert phone_times(sound, NOW) == {at: at for at in sound}


@given(TIMES, st.integers(AHEAD_ALLOWED + 1, 3 * DAY))
def test_the_newest_of_a_phone_that_is_far_ahead_becomes_now(told: list[int], ahead: int) -> None:
    newest = max([*told, NOW + ahead])
    assert phone_times([*told, newest], NOW)[newest] == NOW


@given(TIMES)
def test_times_corrected_once_stay_as_they_are(told: list[int]) -> None:
    kept = set(phone_times(told, NOW).values())
    assert phone_times(kept, NOW) == {at: at for at in kept}
