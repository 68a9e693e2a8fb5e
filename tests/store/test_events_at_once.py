"""What several do at once at an event leaves it whole."""

import asyncio

from cast import Happening, make_event, make_participant
from wetalked.badges.store import badge_at, own_badge, reissue
from wetalked.core.problems import Problem
from wetalked.db import do
from wetalked.db.context import Kit
from wetalked.events.model import EventRow
from wetalked.events.organizers import dismiss_organizer, make_organizer, organizers_of
from wetalked.events.plan import EventChange
from wetalked.events.store import change_event, find_event

LIVE = "SELECT code FROM badge WHERE participant = :id AND retired_at IS NULL"


async def event_of(kit: Kit) -> EventRow:
    await make_event(kit)
    return await find_event(kit.db, "day26")


async def test_a_badge_reissued_twice_at_once_is_one_badge(kit: Kit) -> None:
    event = await event_of(kit)
    mira = await make_participant(kit, Happening(event.id, event.slug), "Mira")
    held = await own_badge(kit.db, mira.person, mira.participant)
    await asyncio.gather(*(reissue(kit, held) for _ in range(4)))
    (rows,) = await kit.db.read(do(LIVE, id=mira.participant))
    assert len(rows) == 1
    now = await badge_at(kit.db, event.id, mira.participant)
    assert now.code == rows[0]["code"] != mira.code


async def test_changes_of_different_fields_at_once_both_stay(kit: Kit) -> None:
    event = await event_of(kit)
    await asyncio.gather(
        change_event(kit, event, EventChange(name="New")),
        change_event(kit, event, EventChange(help_contact="Desk")),
    )
    told = await find_event(kit.db, "day26")
    assert (told.name, told.help_contact) == ("New", "Desk")


async def test_of_two_organizers_who_dismiss_each_other_one_stays(kit: Kit) -> None:
    event = await event_of(kit)
    addresses = ["olga@example.org", "otto@example.org"]
    for address in addresses:
        await make_organizer(kit, address, event)
    outcomes = await asyncio.gather(
        *(dismiss_organizer(kit, event, address) for address in addresses), return_exceptions=True
    )
    assert sum(isinstance(outcome, Problem) for outcome in outcomes) == 1
    assert len(await organizers_of(kit.db, event)) == 1
