"""Which zones there are, and what a time on a clock stands for."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from wetalked.cli.main import main
from wetalked.core.zones import moments_of, zone_names

MINUTES = st.integers(0, 60 * 24 * 366 * 30)


@pytest.mark.parametrize(
    "name",
    [
        "Europe/Berlin",
        "Europe/Kyiv",
        "Europe/Kiev",
        "Asia/Calcutta",
        "America/Nuuk",
        "UTC",
        "Etc/GMT+5",
    ],
)
def test_old_and_new_names_of_iana_are_zones(name: str) -> None:
    assert name in zone_names()


@pytest.mark.parametrize(
    "name",
    [
        *("", "localtime", "Factory", "posixrules", "posix/Europe/Berlin", "right/Europe/Berlin"),
        *("europe/berlin", "Europe", "Europe/Atlantis", "../../etc/passwd", "CEST", "+01:00"),
    ],
)
def test_what_else_a_machine_keeps_or_people_write_is_none(name: str) -> None:
    assert name not in zone_names()


def test_the_clocks_skip_a_time_or_show_it_twice() -> None:
    spring, autumn = datetime(2026, 3, 29, 2, 30), datetime(2026, 10, 25, 2, 30)  # noqa: DTZ001 — on a clock
    assert moments_of(spring, "Europe/Berlin") == []
    assert moments_of(autumn, "Europe/Berlin") == [
        datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
        datetime(2026, 10, 25, 1, 30, tzinfo=UTC),
    ]


@given(MINUTES, st.sampled_from(sorted(zone_names())))
def test_what_a_clock_shows_leads_back_to_the_moment(minutes: int, zone: str) -> None:
    at = datetime(1995, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    wall = at.astimezone(ZoneInfo(zone)).replace(tzinfo=None, fold=0)
    assert at in moments_of(wall, zone)


@pytest.mark.parametrize(
    ("times", "words"),
    [
        (("2026-03-29T02:30", "2026-03-29T18:00"), ("--starts", "2026-03-29T02:30", "skip")),
        (
            ("2026-10-25T02:30", "2026-10-25T18:00"),
            ("--starts", "twice", "2026-10-25T02:30+02:00 or 2026-10-25T02:30+01:00"),
        ),
        (("2026-10-24T09:00", "2026-10-25T02:59"), ("--ends", "twice")),
    ],
)
def test_an_event_at_a_time_that_is_not_once_is_told(
    times: tuple[str, str], words: tuple[str, ...]
) -> None:
    what = ["event", "create", "day", "--name", "Day", "--time-zone", "Europe/Berlin"]
    done = CliRunner().invoke(main, [*what, "--starts", times[0], "--ends", times[1]])
    assert done.exit_code == 2
    assert all(word in done.stderr for word in words), done.stderr


@pytest.mark.parametrize("zone", ["localtime", "Factory", "Berlin"])
def test_an_event_in_no_zone_is_told(zone: str) -> None:
    what = ["event", "create", "day", "--name", "Day", "--time-zone", zone]
    times = ["--starts", "2026-12-05T09:00", "--ends", "2026-12-05T18:00"]
    done = CliRunner().invoke(main, [*what, *times])
    assert done.exit_code == 2
    assert "accepted is an IANA name such as Europe/Berlin" in done.stderr
