"""Who leaves while a list brings them in somewhere leaves no place without a person."""

import asyncio
from collections.abc import Awaitable, Callable

import asyncpg
import pytest

from cast import Guest, Happening, make_event, make_organizer, make_participant
from conftest import ManualClock
from stored import everything_in
from wetalked.accounts import leaving as leaving_store
from wetalked.accounts.leaving import Place, erase_place
from wetalked.attendees.lists.additions import Addition
from wetalked.attendees.lists.importing import import_people
from wetalked.cli.erase import erase_one
from wetalked.db import statement
from wetalked.db.context import Context
from wetalked.events.model import EventRow
from wetalked.events.store import end_event, find_event
from wetalked.letters.erasure import erase_event

MIRA = "mira@example.org"


async def check_places(context: Context) -> None:
    """Every place is a person's, or of somebody who left it."""
    rows = await everything_in(context.db)
    people = {row["id"] for row in rows["person"]}
    for place in rows["participant"]:
        assert place["person"] in people or place["left_at"], place
        assert place["person"] in people or not place["listed_email_key"]


async def mira_and_another_event(context: Context) -> tuple[Guest, EventRow]:
    mira = await make_participant(context, await make_event(context), "Mira Klein", email=MIRA)
    other = await make_event(context, "other")
    return mira, await find_event(context.db, other.slug)


async def by_herself(context: Context, _: Guest) -> None:
    await erase_one(context, MIRA, leave_card=False)


async def her_last_event(context: Context, mira: Guest) -> None:
    await erase_place(context.db, mira.person, mira.participant, context.clock(), leave_card=True)


@pytest.mark.parametrize("leave", [by_herself, her_last_event])
async def test_a_list_that_comes_between_looking_and_leaving_leaves_no_empty_place(
    context: Context,
    monkeypatch: pytest.MonkeyPatch,
    leave: Callable[[Context, Guest], Awaitable[None]],
) -> None:
    mira, event = await mira_and_another_event(context)
    places_of = leaving_store.places_of
    imports = [[Addition(name="Mira Klein", email=MIRA)]]

    async def and_then_a_list_comes(db: object, person: str) -> list[Place]:
        places = await places_of(context.db, person)
        while imports:
            await import_people(context, event, imports.pop())
        return places

    monkeypatch.setattr(leaving_store, "places_of", and_then_a_list_comes)
    await leave(context, mira)
    assert imports == []
    await check_places(context)


INSERT = "INSERT INTO participant (id, event, person, made_at) VALUES ('late', $1, $2, 0)"
WAITING = "SELECT count(*) FROM pg_locks WHERE NOT granted"


async def erased_with_her_event(context: Context, event: Happening) -> None:
    await erase_event(context.db, event.id)


async def ended_while_unused(context: Context, event: Happening) -> None:
    await end_event(context, await find_event(context.db, event.slug))


@pytest.mark.parametrize("erase", [erased_with_her_event, ended_while_unused])
async def test_on_postgresql_nobody_is_erased_who_is_just_being_listed_elsewhere(
    context: Context,
    database_url: str,
    clock: ManualClock,
    erase: Callable[[Context, Happening], Awaitable[None]],
) -> None:
    if database_url.startswith("sqlite"):
        pytest.skip("there one writes at a time")
    event, other = await make_event(context), await make_event(context, "other")
    await make_organizer(context, other)
    mira = await make_participant(context, event, "Mira Klein", email=MIRA)
    never_came = (
        "UPDATE person SET signed_in_at = NULL",
        "UPDATE participant SET joined_at = NULL",
    )
    await context.db.write(*map(statement, never_came))
    clock.move(days=400)
    listing = await asyncpg.connect(database_url)
    async with listing.transaction():
        await listing.execute(INSERT, other.id, mira.person)
        erasing = asyncio.ensure_future(erase(context, event))
        async with asyncio.timeout(10):
            while not await listing.fetchval(WAITING):
                assert not erasing.done()
                await asyncio.sleep(0.01)
    await erasing
    await listing.close()
    rows = await everything_in(context.db)
    assert [(row["id"], row["person"]) for row in rows["participant"]] == [("late", mira.person)]
