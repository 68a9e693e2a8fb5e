"""What several do at once at an event leaves it whole."""

import asyncio

from cast import Happening, make_event, make_participant
from wetalked.badges.store import badge_at, own_badge, reissue
from wetalked.core.problems import Problem
from wetalked.db import statement
from wetalked.db.context import Context
from wetalked.events.model import EventRow
from wetalked.events.organizers import dismiss_organizer, make_organizer, organizers_of
from wetalked.events.plan import EventChange
from wetalked.events.store import change_event, find_event

LIVE = "SELECT code FROM badge WHERE participant = :id AND retired_at IS NULL"


async def event_of(context: Context) -> EventRow:
    await make_event(context)
    return await find_event(context.db, "day26")


async def test_a_badge_reissued_twice_at_once_is_one_badge(context: Context) -> None:
    event = await event_of(context)
    mira = await make_participant(context, Happening(event.id, event.slug), "Mira")
    held = await own_badge(context.db, mira.person, mira.participant)
    await asyncio.gather(*(reissue(context, held) for _ in range(4)))
    (rows,) = await context.db.read(statement(LIVE, id=mira.participant))
    assert len(rows) == 1
    now = await badge_at(context.db, event.id, mira.participant)
    assert now.code == rows[0]["code"] != mira.code


async def test_changes_of_different_fields_at_once_both_stay(context: Context) -> None:
    event = await event_of(context)
    await asyncio.gather(
        change_event(context, event, EventChange(name="New")),
        change_event(context, event, EventChange(help_contact="Desk")),
    )
    told = await find_event(context.db, "day26")
    assert (told.name, told.help_contact) == ("New", "Desk")


async def test_of_two_organizers_who_dismiss_each_other_one_stays(context: Context) -> None:
    event = await event_of(context)
    addresses = ["olga@example.org", "otto@example.org"]
    for address in addresses:
        await make_organizer(context, address, event)
    outcomes = await asyncio.gather(
        *(dismiss_organizer(context, event, address) for address in addresses),
        return_exceptions=True,
    )
    assert sum(isinstance(outcome, Problem) for outcome in outcomes) == 1
    assert len(await organizers_of(context.db, event)) == 1
