"""Who is invited: everyone once, and again only by name."""

import asyncio

import pytest

from cast import Happening, make_event, make_participant
from wetalked.attendees.invitations import count_uninvited, invite_all, invite_some
from wetalked.attendees.lists.additions import Addition
from wetalked.attendees.lists.importing import import_people
from wetalked.core.problems import Problem
from wetalked.db import statement
from wetalked.db.context import Context
from wetalked.events.model import EventRow
from wetalked.events.store import find_event

MAILS = """
SELECT id, kind, person, address, body, due_at, sent_at FROM mail WHERE event = :event ORDER BY id
"""
INVITED = "SELECT id FROM participant WHERE event = :event AND invited_at = :now"


async def event_with(context: Context, count: int) -> tuple[EventRow, list[str]]:
    """An event with so many people with an address, and their ids."""
    await make_event(context)
    event = await find_event(context.db, "day26")
    people = [Addition(name=f"Guest {n}", email=f"g{n}@example.org") for n in range(count)]
    report = await import_people(context, event, people)
    return event, [str(one.participant_id) for one in report.created]


async def mails(context: Context, event: EventRow) -> list[dict[str, object]]:
    (rows,) = await context.db.read(statement(MAILS, event=event.id))
    return [dict(row) for row in rows]


async def test_everyone_with_an_address_is_invited_once(context: Context) -> None:
    event, ids = await event_with(context, 620)
    await import_people(context, event, [Addition(name="Kim"), Addition(name="Zoë")])
    assert await count_uninvited(context.db, event) == 620
    assert await invite_all(context, event) == 620
    queued = await mails(context, event)
    assert len(queued) == 620
    assert {(one["kind"], one["due_at"], one["address"], one["body"]) for one in queued} == {
        ("invitation", context.clock(), None, None)
    }
    assert all(one["id"] == f"invitation:{event.id}:{one['person']}" for one in queued)
    (rows,) = await context.db.read(statement(INVITED, event=event.id, now=context.clock()))
    assert {row["id"] for row in rows} == set(ids)
    assert (await count_uninvited(context.db, event), await invite_all(context, event)) == (0, 0)


async def test_two_at_once_invite_nobody_twice(context: Context) -> None:
    event, _ = await event_with(context, 300)
    counts = await asyncio.gather(*(invite_all(context, event) for _ in range(3)))
    assert sum(counts) == len(await mails(context, event)) == 300


async def test_who_wants_no_mail_or_was_removed_gets_none(context: Context) -> None:
    event, (quiet, removed, invited) = await event_with(context, 3)
    stop = """
    UPDATE person SET mail_stopped_at = 1
    WHERE id IN (SELECT person FROM participant WHERE id = :id)
    """
    await context.db.write(
        statement(stop, id=quiet),
        statement("UPDATE participant SET removed_at = 1 WHERE id = :id", id=removed),
    )
    assert await invite_all(context, event) == 1
    assert await invite_some(context, event, [quiet, removed]) == 0
    (rows,) = await context.db.read(statement(INVITED, event=event.id, now=context.clock()))
    assert [row["id"] for row in rows] == [invited]


async def test_people_who_come_later_are_invited_later(context: Context) -> None:
    event, _ = await event_with(context, 2)
    await invite_all(context, event)
    await import_people(context, event, [Addition(name="Late", email="late@example.org")])
    assert await invite_all(context, event) == 1


async def test_a_named_person_is_invited_again_once_the_first_mail_is_out(context: Context) -> None:
    event, (mira, _) = await event_with(context, 2)
    await invite_all(context, event)
    assert await invite_some(context, event, [mira, mira]) == 0
    await context.db.write(statement("UPDATE mail SET sent_at = 1"))
    assert await invite_some(context, event, [mira, mira]) == 1
    assert await invite_some(context, event, [mira]) == 0
    assert len(await mails(context, event)) == 3


async def test_somebody_of_another_event_is_refused_and_nobody_invited(context: Context) -> None:
    event, (mira, _) = await event_with(context, 2)
    other: Happening = await make_event(context, "other")
    otto = await make_participant(context, other, "Otto", email="otto@example.org")
    with pytest.raises(Problem) as refused:
        await invite_some(context, event, [mira, otto.participant])
    assert refused.value.errors[0].field == "participants[1]"
    assert await mails(context, event) == []
