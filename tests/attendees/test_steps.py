"""How far an event's preparation is, and who may look."""

from typing import Any

import httpx

from cast import make_organizer, make_person
from office import Office, make_office, taken
from wetalked.db.context import Context

GUESTS = [{"name": "Mira Lang", "email": "mira@example.org"}, {"name": "Otto Außen"}]


def counts(**others: Any) -> dict[str, Any]:
    """The steps of an empty list, but for these."""
    names = ("listed", "without_address", "unprinted", "invited", "uninvited")
    return dict.fromkeys(names, 0) | {"mails_leave": False} | others


async def test_the_steps_count_the_list(context: Context, client: httpx.AsyncClient) -> None:
    office = await make_office(context, client)
    assert taken(await office.get("steps")) == counts()
    await office.add(*GUESTS)
    listed = {"listed": 2, "without_address": 1, "unprinted": 2}
    assert taken(await office.get("steps")) == counts(**listed, uninvited=1)
    (mira,) = [one["participant_id"] for one in await office.people() if one["email"]]
    await office.call("POST", "invitations", participants=[mira])
    assert taken(await office.get("steps")) == counts(**listed, invited=1)


async def test_the_steps_are_for_the_event_s_organizers(
    context: Context, client: httpx.AsyncClient
) -> None:
    office = await make_office(context, client)
    assert (await office.get("steps")).status_code == 200
    desk = Office(client, office.event, await make_organizer(context, office.event, role="desk"))
    other = Office(client, office.event, await make_person(context, "Outsider"))
    assert (await desk.get("steps")).status_code == 403
    assert (await other.get("steps")).status_code == 404


async def test_whoever_organizes_or_helps_is_told_so(
    context: Context, client: httpx.AsyncClient
) -> None:
    office = await make_office(context, client)
    desk = await make_organizer(context, office.event, role="desk")
    other = await make_person(context, "Outsider")
    told = []
    for someone in (office.who, desk, other):
        me = taken(await client.get("/api/v1/me", headers=someone.headers))
        told.append((me["person"]["organizer"], me["person"]["office"]))
    assert told[0][1] is True
    assert told[1:] == [(False, True), (False, False)]
