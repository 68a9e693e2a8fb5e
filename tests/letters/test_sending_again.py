"""Organizers see whom no mail reached and have it sent again; nobody gets one twice unasked."""

from typing import Any

import httpx
import pytest

from cast import Cast, Someone, make_cast, make_organizer, make_participant
from conftest import ManualClock
from post import PostOffice, carrier, post_office
from wetalked.db import statement
from wetalked.db.context import Context
from wetalked.letters.worker import mail_worker
from wetalked.talks.model import pair_of
from wetalked.talks.store import confirm
from wetalked.talks.unit import write

EVENT = "/api/v1/events/day26"
GONE = {"jonas@example.org": "550 no such user"}


@pytest.fixture
async def cast(context: Context) -> Cast:
    made = await make_cast(context)
    more = [
        await make_participant(context, made.event, f"Guest {n}", email=f"g{n}@example.org")
        for n in range(4)
    ]
    for one, other in ((made.mira, made.jonas), more[:2], more[2:]):
        for me, you in ((one, other), (other, one)):
            pair = pair_of(me.participant, you.participant, me.person)
            await write(context.db, confirm(pair, context.clock()))
    return made


@pytest.fixture
async def olga(context: Context, cast: Cast) -> Someone:
    return await make_organizer(context, cast.event)


async def work_off(context: Context, refusing: dict[str, str] | None = None) -> PostOffice:
    """What a worker that looks now sends to a server that refuses some."""
    with post_office() as (office, server):
        office.at_rcpt = (refusing or {}).get
        async with carrier(server) as transport:
            await mail_worker(context, transport).tick()
    return office


async def told(client: httpx.AsyncClient, olga: Someone, what: str) -> dict[str, Any]:
    answer = await client.get(f"{EVENT}/{what}", headers=olga.headers)
    assert answer.status_code == 200
    return dict(answer.json())


async def test_a_follow_up_that_failed_is_sent_again_to_that_one(
    client: httpx.AsyncClient, context: Context, cast: Cast, olga: Someone, clock: ManualClock
) -> None:
    await client.post(f"{EVENT}/follow-ups", headers=olga.headers)
    await work_off(context, GONE)
    failed = await told(client, olga, "follow-ups")
    assert failed["failures"] == [
        {
            "participant_id": cast.jonas.participant,
            "name": cast.jonas.name,
            "email": "jonas@example.org",
            "problem": "550 no such user",
        }
    ]
    clock.move(hours=1)
    path = f"{EVENT}/follow-ups/{cast.jonas.participant}"
    answer = await client.post(path, headers=olga.headers)
    again = answer.json()
    assert (answer.status_code, again["state"], again["queued"]) == (202, "sent", 1)
    assert (await work_off(context)).recipients() == ["jonas@example.org"]
    done = await told(client, olga, "follow-ups")
    assert (done["state"], done["sent"], done["failed"]) == ("sent", 6, 0)


async def test_a_second_try_has_48_hours_of_its_own(
    client: httpx.AsyncClient, context: Context, cast: Cast, olga: Someone, clock: ManualClock
) -> None:
    await client.post(f"{EVENT}/follow-ups", headers=olga.headers)
    await work_off(context, GONE)
    clock.move(days=5)
    await client.post(f"{EVENT}/follow-ups/{cast.jonas.participant}", headers=olga.headers)
    await work_off(context, {"jonas@example.org": "451 later"})
    assert (await told(client, olga, "follow-ups"))["queued"] == 1
    clock.move(seconds=15)
    assert (await work_off(context)).recipients() == ["jonas@example.org"]


async def test_one_that_was_sent_goes_out_again_only_when_that_is_said(
    client: httpx.AsyncClient, context: Context, cast: Cast, olga: Someone, clock: ManualClock
) -> None:
    await client.post(f"{EVENT}/follow-ups", headers=olga.headers)
    first = dict((await work_off(context)).mails())["mira@example.org"]
    path = f"{EVENT}/follow-ups/{cast.mira.participant}"
    clock.move(hours=1)
    await client.post(path, headers=olga.headers)
    assert (await work_off(context)).mails() == []
    for _ in range(2):
        answer = await client.post(path, params={"even_if_sent": "true"}, headers=olga.headers)
        assert (answer.status_code, answer.json()["queued"]) == (202, 0)
        nobody = f"{EVENT}/follow-ups/{cast.outsider.participant}"
        other = await client.post(nobody, params={"even_if_sent": "true"}, headers=olga.headers)
        assert other.content == answer.content
    ((recipient, second),) = (await work_off(context)).mails()
    assert recipient == "mira@example.org"
    assert second["Message-ID"] != first["Message-ID"]


async def test_one_that_still_waits_is_not_queued_a_second_time(
    client: httpx.AsyncClient, context: Context, cast: Cast, olga: Someone, clock: ManualClock
) -> None:
    await client.post(f"{EVENT}/follow-ups", headers=olga.headers)
    await work_off(context, {"jonas@example.org": "451 later"})
    path = f"{EVENT}/follow-ups/{cast.jonas.participant}"
    for flag in ("true", "false"):
        await client.post(path, params={"even_if_sent": flag}, headers=olga.headers)
    clock.move(minutes=1)
    assert (await work_off(context)).recipients() == ["jonas@example.org"]


async def test_before_the_follow_up_and_for_who_has_none_nothing_is_sent(
    client: httpx.AsyncClient, context: Context, cast: Cast, olga: Someone
) -> None:
    early = f"{EVENT}/follow-ups/{cast.mira.participant}"
    for path in (early, f"{EVENT}/follow-ups/{cast.outsider.participant}"):
        answer = await client.post(path, params={"even_if_sent": "true"}, headers=olga.headers)
        assert (answer.status_code, answer.json()["queued"]) == (202, None)
    assert (await work_off(context)).mails() == []


async def test_who_stopped_mail_meanwhile_gets_none_again(
    client: httpx.AsyncClient, context: Context, cast: Cast, olga: Someone
) -> None:
    await client.post(f"{EVENT}/follow-ups", headers=olga.headers)
    await work_off(context, GONE)
    await client.patch("/api/v1/me", json={"mail": False}, headers=cast.jonas.headers)
    await client.post(f"{EVENT}/follow-ups/{cast.jonas.participant}", headers=olga.headers)
    assert (await work_off(context)).mails() == []
    assert (await told(client, olga, "follow-ups"))["state"] == "sent"


async def test_an_invitation_that_failed_is_told_and_sent_again(
    client: httpx.AsyncClient, context: Context, cast: Cast, olga: Someone, clock: ManualClock
) -> None:
    await client.post(f"{EVENT}/invitations", json={}, headers=olga.headers)
    await work_off(context, GONE)
    failed = await told(client, olga, "invitations")
    assert (failed["queued"], failed["sent"], failed["failed"]) == (0, 6, 1)
    (failure,) = failed["failures"]
    assert (failure["participant_id"], failure["problem"]) == (
        cast.jonas.participant,
        "550 no such user",
    )
    clock.move(hours=1)
    again = {"participants": [failure["participant_id"]]}
    await client.post(f"{EVENT}/invitations", json=again, headers=olga.headers)
    assert (await work_off(context)).recipients() == ["jonas@example.org"]
    done = await told(client, olga, "invitations")
    assert (done["sent"], done["failed"], done["failures"]) == (7, 0, [])


async def test_only_organizers_of_the_event_send_again_and_look(
    client: httpx.AsyncClient, context: Context, cast: Cast, olga: Someone
) -> None:
    desk = await make_organizer(context, cast.event, "Dana", role="desk")
    path = f"{EVENT}/follow-ups/{cast.mira.participant}"
    nobody = f"{EVENT}/follow-ups/{cast.event.id}"
    for call, address in ((client.post, path), (client.get, f"{EVENT}/invitations")):
        assert (await call(address, headers=olga.headers)).status_code in {200, 202}
        assert (await call(address, headers=desk.headers)).status_code == 403
        assert (await call(address, headers=cast.mira.headers)).status_code == 404
        assert (await call(address)).status_code == 401
    assert (await client.post(nobody, headers=olga.headers)).status_code == 404


async def test_a_failed_one_of_somebody_never_signed_in_goes_again_without_a_trace(
    client: httpx.AsyncClient, context: Context, cast: Cast, olga: Someone, clock: ManualClock
) -> None:
    never = "UPDATE person SET signed_in_at = NULL WHERE id = :id"
    await context.db.write(statement(never, id=cast.jonas.person))
    await client.post(f"{EVENT}/follow-ups", headers=olga.headers)
    await work_off(context, GONE)
    before = await told(client, olga, "follow-ups")
    assert (before["sent"], before["failed"], before["failures"]) == (5, 1, [])
    clock.move(hours=1)
    path = f"{EVENT}/follow-ups/{cast.jonas.participant}"
    assert (await client.post(path, headers=olga.headers)).json() == before
    assert (await work_off(context)).recipients() == ["jonas@example.org"]
    assert await told(client, olga, "follow-ups") == before
