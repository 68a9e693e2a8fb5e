"""Time as the product keeps it."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wetalked.clock import from_datetime, to_datetime

YEAR_9999 = 253_402_300_799_999


@given(st.integers(-62_135_596_800_000, YEAR_9999))
def test_a_moment_of_any_year_is_exact_to_the_millisecond_and_comes_back(at: int) -> None:
    moment = to_datetime(at)
    assert moment == datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=at)
    assert from_datetime(moment) == at


def test_a_moment_beyond_any_calendar_is_refused() -> None:
    with pytest.raises(OverflowError):
        to_datetime(YEAR_9999 + 1)
