"""When the follow-up goes out: on the morning after, or when the organizer says."""

import pytest

from cast import (
    Cast,
    make_event,
    make_participant,
)
from conftest import ManualClock
from letters.mornings import NINE_ON_SUNDAY, both_say_yes, sent_by_a_worker
from wetalked.core.clock import DAY, HOUR
from wetalked.db import CHANGED, statement
from wetalked.db.context import Context

MOVE = "UPDATE event SET ends_at = :at WHERE id = :id"
SET_TIME = "UPDATE event SET follow_up_at = :at WHERE id = :id"


async def test_a_worker_that_was_down_sends_when_it_is_back(
    context: Context, clock: ManualClock, cast: Cast
) -> None:
    await both_say_yes(context, cast.mira, cast.jonas)
    clock.now = NINE_ON_SUNDAY + 3 * DAY
    assert len((await sent_by_a_worker(context)).mails()) == 2


async def test_an_event_that_is_moved_moves_its_follow_up(
    context: Context, clock: ManualClock, cast: Cast
) -> None:
    await both_say_yes(context, cast.mira, cast.jonas)
    await context.db.write(
        statement(MOVE, id=cast.event.id, at=clock.now + DAY + 6 * HOUR), CHANGED
    )
    clock.now = NINE_ON_SUNDAY
    assert (await sent_by_a_worker(context)).mails() == []
    clock.now = NINE_ON_SUNDAY + DAY
    assert len((await sent_by_a_worker(context)).mails()) == 2


async def test_an_explicit_time_holds(context: Context, clock: ManualClock, cast: Cast) -> None:
    await both_say_yes(context, cast.mira, cast.jonas)
    await context.db.write(statement(SET_TIME, id=cast.event.id, at=clock.now + 8 * HOUR), CHANGED)
    clock.move(hours=8)
    assert len((await sent_by_a_worker(context)).mails()) == 2


@pytest.mark.parametrize(
    ("ends", "hours"),
    [
        # Berlin, Saturday 27 March 2027, 18:00; at 2:00 the clocks go to 3:00.
        (1_806_166_800_000, 14),
        # Saturday 30 October 2027, 18:00; at 3:00 the clocks go back to 2:00.
        (1_824_912_000_000, 16),
    ],
)
async def test_nine_is_nine_where_the_event_is_also_when_clocks_change_that_night(
    context: Context, clock: ManualClock, ends: int, hours: int
) -> None:
    clock.now = ends - HOUR
    event = await make_event(context, "change", starts_at=ends - 6 * HOUR, ends_at=ends)
    one = await make_participant(context, event, "Ada", email="ada@example.org")
    other = await make_participant(context, event, "Bea", email="bea@example.org")
    await both_say_yes(context, one, other)
    clock.now = ends + hours * HOUR - 1
    assert (await sent_by_a_worker(context)).mails() == []
    clock.now = ends + hours * HOUR
    assert len((await sent_by_a_worker(context)).mails()) == 2
