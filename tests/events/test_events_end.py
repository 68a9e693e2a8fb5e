"""Events ended by their organizers: at once, or after everyone was told."""

from cast import make_event, make_participant
from conftest import ManualClock
from office import Office
from wetalked.attendees.invitations import invite_all
from wetalked.core.clock import DAY
from wetalked.db import statement
from wetalked.db.context import Context
from wetalked.events.store import find_event


async def count(context: Context, table: str) -> int:
    ((row,),) = await context.db.read(statement(f"SELECT COUNT(*) AS number FROM {table}"))  # noqa: S608
    return int(row["number"])


async def test_an_event_that_nobody_signed_in_to_goes_at_once_with_its_people(
    office: Office, context: Context
) -> None:
    people = [{"name": f"Guest {n}", "email": f"g{n}@example.org"} for n in range(1_200)]
    await office.add(*people)
    await invite_all(context, await find_event(context.db, "day26"))
    elsewhere = await make_event(context, "elsewhere")
    both = await make_participant(context, elsewhere, "Both")
    await context.db.write(
        statement("UPDATE person SET signed_in_at = NULL WHERE id = :id", id=both.person)
    )
    await make_participant(context, office.event, "Both", person=both)
    await context.db.write(statement("UPDATE participant SET joined_at = NULL"))
    answer = await office.client.delete(office.path, headers=office.who.headers)
    assert (answer.status_code, answer.json()) == (202, {"erased": True})
    assert (await office.client.get(office.path, headers=office.who.headers)).status_code == 404
    assert [await count(context, table) for table in ("event", "participant", "badge")] == [1, 1, 1]
    assert [await count(context, table) for table in ("person", "mail")] == [2, 0]


async def test_an_event_with_somebody_in_it_goes_after_they_are_told(
    office: Office, context: Context, clock: ManualClock
) -> None:
    await make_participant(context, office.event, "Mira")
    answer = await office.client.delete(office.path, headers=office.who.headers)
    assert (answer.status_code, answer.json()) == (202, {"erased": False})
    told = (await office.client.get(office.path, headers=office.who.headers)).json()
    assert told["erasure_asked_at"] == "2026-12-05T11:00:00Z"
    clock.now += DAY
    answer = await office.client.delete(office.path, headers=office.who.headers)
    assert answer.status_code == 202
    again = (await office.client.get(office.path, headers=office.who.headers)).json()
    assert again["erasure_asked_at"] == told["erasure_asked_at"]
    assert await count(context, "participant") == 1
