"""The pulse: totals of many, and nothing of anyone."""

from itertools import pairwise

import httpx

from cast import Guest, Happening, make_event, make_organizer, make_participant
from conftest import ManualClock
from wetalked.db import statement
from wetalked.db.context import Context

PULSE = "/api/v1/events/day26/pulse"
FIGURES = ("participants", "joined", "talks", "people_with_a_talk", "questions", "promises")
TALK = """
INSERT INTO talk (id, event, low, high, low_first_yes, low_yes, high_first_yes, high_yes)
VALUES (:id, :event, :low, :high, 1, 1, :yes, :yes)
"""
NOTE = """
INSERT INTO note (person, kind, id, talk, at, body) VALUES (:person, :kind, :id, :talk, 1, :body)
"""


async def talk(
    context: Context, event: Happening, one: Guest, other: Guest, *, mutual: bool = True
) -> str:
    low, high = sorted((one.participant, other.participant))
    id_ = context.new_id()
    yes = 1 if mutual else None
    await context.db.write(statement(TALK, id=id_, event=event.id, low=low, high=high, yes=yes))
    return id_


async def note(
    context: Context, guest: Guest, kind: str, talk: str, body: str | None = "{}"
) -> None:
    await context.db.write(
        statement(NOTE, person=guest.person, kind=kind, id=context.new_id(), talk=talk, body=body)
    )


async def guests(context: Context, event: Happening, count: int) -> list[Guest]:
    return [await make_participant(context, event, f"Guest {n}") for n in range(count)]


async def figures(client: httpx.AsyncClient, headers: dict[str, str]) -> dict[str, int | None]:
    answer = await client.get(PULSE, headers=headers)
    assert answer.status_code == 200, answer.text
    return {name: answer.json()[name] for name in FIGURES}


async def test_figures_are_rounded_down_to_fives(
    client: httpx.AsyncClient, context: Context
) -> None:
    event = await make_event(context)
    olga = await make_organizer(context, event)
    people = await guests(context, event, 13)
    ring = [*people[:8], people[0]]
    for one, other in pairwise(ring):
        of = await talk(context, event, one, other)
        await note(context, one, "question", of)
        await note(context, one, "promise", of)
        await note(context, other, "promise", of)
        await note(context, other, "question", of, body=None)
    await talk(context, event, people[8], people[9], mutual=False)
    await context.db.write(
        statement(
            "UPDATE participant SET joined_at = NULL WHERE id = :id", id=people[12].participant
        )
    )
    await make_participant(context, await make_event(context, "other"), "Otto")
    assert await figures(client, olga.headers) == {
        "participants": 10,
        "joined": 10,
        "talks": 5,
        "people_with_a_talk": 5,
        "questions": 5,
        "promises": 15,
    }


async def test_fewer_than_five_people_are_no_figure(
    client: httpx.AsyncClient, context: Context
) -> None:
    event = await make_event(context)
    olga = await make_organizer(context, event)
    people = await guests(context, event, 4)
    for one, other in ((0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)):
        of = await talk(context, event, people[one], people[other])
        for _ in range(5):
            await note(context, people[one], "question", of)
            await note(context, people[one], "promise", of)
    assert await figures(client, olga.headers) == dict.fromkeys(FIGURES)


async def test_many_notes_of_few_people_are_no_figure(
    client: httpx.AsyncClient, context: Context
) -> None:
    event = await make_event(context)
    olga = await make_organizer(context, event)
    people = await guests(context, event, 6)
    of = [await talk(context, event, one, other) for one, other in pairwise(people)]
    for _ in range(20):
        await note(context, people[0], "promise", of[0])
    told = await figures(client, olga.headers)
    assert (told["talks"], told["people_with_a_talk"], told["promises"]) == (5, 5, None)


async def test_what_happens_within_an_hour_does_not_show_before_it_is_over(
    client: httpx.AsyncClient, context: Context, clock: ManualClock
) -> None:
    event = await make_event(context)
    olga = await make_organizer(context, event)
    await guests(context, event, 9)
    answer = await client.get(PULSE, headers=olga.headers)
    assert (answer.json()["at"], answer.json()["participants"]) == ("2026-12-05T11:00:00Z", 5)
    await make_participant(context, event, "The tenth")
    clock.move(minutes=59)
    assert (await client.get(PULSE, headers=olga.headers)).json() == answer.json()
    clock.move(minutes=1)
    later = await client.get(PULSE, headers=olga.headers)
    assert (later.json()["at"], later.json()["participants"]) == ("2026-12-05T12:00:00Z", 10)


async def test_participants_see_no_pulse(client: httpx.AsyncClient, context: Context) -> None:
    event = await make_event(context)
    olga = await make_organizer(context, event)
    mira = await make_participant(context, event, "Mira")
    assert (await client.get(PULSE, headers=olga.headers)).status_code == 200
    assert (await client.get(PULSE, headers=mira.headers)).status_code == 404


async def test_made_up_guests_do_not_move_the_figures_of_those_who_came_by_themselves(
    client: httpx.AsyncClient, context: Context, clock: ManualClock
) -> None:
    event = await make_event(context)
    olga = await make_organizer(context, event)
    people = await guests(context, event, 12)
    real, made_up = people[:2], people[2:]
    confirm = "UPDATE person SET email_confirmed_at = CASE WHEN id IN (:one, :other) THEN 1 END"
    await context.db.write(statement(confirm, one=real[0].person, other=real[1].person))
    for one, other in pairwise(made_up):
        await talk(context, event, one, other)
    before = await figures(client, olga.headers)
    assert (before["talks"], before["people_with_a_talk"]) == (5, 10)
    of = await talk(context, event, *real)
    for _ in range(9):
        await note(context, real[0], "promise", of)
    clock.move(hours=1)
    assert await figures(client, olga.headers) == before


async def test_those_who_run_the_event_are_counted_with_the_made_up_ones(
    client: httpx.AsyncClient, context: Context
) -> None:
    event = await make_event(context)
    people = await guests(context, event, 6)
    await context.db.write(statement("UPDATE person SET email_confirmed_at = 1"))
    for one, other in pairwise(people):
        await talk(context, event, one, other)
    run = "INSERT INTO organizer (event, person, role) VALUES (:event, :person, 'organizer')"
    for one in people[:2]:
        await context.db.write(statement(run, event=event.id, person=one.person))
    told = await figures(client, people[0].headers)
    assert (told["talks"], told["people_with_a_talk"]) == (None, None)
