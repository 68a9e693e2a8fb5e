"""Who is invited: everyone once, and again only by name."""

import asyncio

import pytest

from cast import Happening, make_event, make_participant
from wetalked.attendees.invitations import count_uninvited, invite_all, invite_some
from wetalked.attendees.lists.importing import import_people
from wetalked.attendees.lists.plan import Addition
from wetalked.core.problems import Problem
from wetalked.db import do
from wetalked.db.context import Kit
from wetalked.events.model import EventRow
from wetalked.events.store import find_event

MAILS = """
SELECT id, kind, person, address, body, due_at, sent_at FROM mail WHERE event = :event ORDER BY id
"""
INVITED = "SELECT id FROM participant WHERE event = :event AND invited_at = :now"


async def event_with(kit: Kit, count: int) -> tuple[EventRow, list[str]]:
    """An event with so many people with an address, and their ids."""
    await make_event(kit)
    event = await find_event(kit.db, "day26")
    people = [Addition(name=f"Guest {n}", email=f"g{n}@example.org") for n in range(count)]
    report = await import_people(kit, event, people)
    return event, [str(one.participant_id) for one in report.created]


async def mails(kit: Kit, event: EventRow) -> list[dict[str, object]]:
    (rows,) = await kit.db.read(do(MAILS, event=event.id))
    return [dict(row) for row in rows]


async def test_everyone_with_an_address_is_invited_once(kit: Kit) -> None:
    event, ids = await event_with(kit, 620)
    await import_people(kit, event, [Addition(name="Kim"), Addition(name="Zoë")])
    assert await count_uninvited(kit.db, event) == 620
    assert await invite_all(kit, event) == 620
    queued = await mails(kit, event)
    assert len(queued) == 620
    assert {(one["kind"], one["due_at"], one["address"], one["body"]) for one in queued} == {
        ("invitation", kit.clock(), None, None)
    }
    assert all(one["id"] == f"invitation:{event.id}:{one['person']}" for one in queued)
    (rows,) = await kit.db.read(do(INVITED, event=event.id, now=kit.clock()))
    assert {row["id"] for row in rows} == set(ids)
    assert (await count_uninvited(kit.db, event), await invite_all(kit, event)) == (0, 0)


async def test_two_at_once_invite_nobody_twice(kit: Kit) -> None:
    event, _ = await event_with(kit, 300)
    counts = await asyncio.gather(*(invite_all(kit, event) for _ in range(3)))
    assert sum(counts) == len(await mails(kit, event)) == 300


async def test_who_wants_no_mail_or_was_removed_gets_none(kit: Kit) -> None:
    event, (quiet, removed, invited) = await event_with(kit, 3)
    stop = """
    UPDATE person SET mail_stopped_at = 1
    WHERE id IN (SELECT person FROM participant WHERE id = :id)
    """
    await kit.db.write(
        do(stop, id=quiet), do("UPDATE participant SET removed_at = 1 WHERE id = :id", id=removed)
    )
    assert await invite_all(kit, event) == 1
    assert await invite_some(kit, event, [quiet, removed]) == 0
    (rows,) = await kit.db.read(do(INVITED, event=event.id, now=kit.clock()))
    assert [row["id"] for row in rows] == [invited]


async def test_people_who_come_later_are_invited_later(kit: Kit) -> None:
    event, _ = await event_with(kit, 2)
    await invite_all(kit, event)
    await import_people(kit, event, [Addition(name="Late", email="late@example.org")])
    assert await invite_all(kit, event) == 1


async def test_a_named_person_is_invited_again_once_the_first_mail_is_out(kit: Kit) -> None:
    event, (mira, _) = await event_with(kit, 2)
    await invite_all(kit, event)
    assert await invite_some(kit, event, [mira, mira]) == 0
    await kit.db.write(do("UPDATE mail SET sent_at = 1"))
    assert await invite_some(kit, event, [mira, mira]) == 1
    assert await invite_some(kit, event, [mira]) == 0
    assert len(await mails(kit, event)) == 3


async def test_somebody_of_another_event_is_refused_and_nobody_invited(kit: Kit) -> None:
    event, (mira, _) = await event_with(kit, 2)
    other: Happening = await make_event(kit, "other")
    otto = await make_participant(kit, other, "Otto", email="otto@example.org")
    with pytest.raises(Problem) as refused:
        await invite_some(kit, event, [mira, otto.participant])
    assert refused.value.errors[0].field == "participants[1]"
    assert await mails(kit, event) == []
