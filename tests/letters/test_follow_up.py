"""The follow-up over HTTP: one's own list, and for organizers the sending."""

import httpx
import pytest

from cast import Cast, Guest, make_cast, make_organizer, make_participant, set_card
from conftest import ManualClock
from post import carrier, post_office
from wetalked.db.context import Context
from wetalked.letters.worker import mail_worker
from wetalked.talks.model import pair_of
from wetalked.talks.store import confirm
from wetalked.talks.unit import write

LIST = "/api/v1/follow-up"
SENDING = "/api/v1/events/day26/follow-ups"


@pytest.fixture
async def cast(context: Context) -> Cast:
    made = await make_cast(context)
    await set_card(context, made.jonas, email="jonas@work.example")
    for one, other in ((made.mira, made.jonas), (made.jonas, made.mira)):
        await says_yes(context, one, other)
    return made


async def says_yes(context: Context, one: Guest, other: Guest) -> None:
    pair = pair_of(one.participant, other.participant, one.person)
    await write(context.db, confirm(pair, context.clock()))


async def test_the_list_tells_whom_i_talked_with_and_a_first_sentence(
    client: httpx.AsyncClient, cast: Cast
) -> None:
    answer = await client.get(LIST, params={"event": "day26"}, headers=cast.mira.headers)
    assert answer.status_code == 200
    told = answer.json()
    (person,) = told["people"]
    assert told["event"]["slug"] == "day26"
    assert told["event"]["follow_up_at"] == "2026-12-06T08:00:00Z"
    assert (person["name"], person["card"]) == ("Jonas Holm", {"email": "jonas@work.example"})
    assert person["opener"] == "Hello Jonas, I’m glad we got talking at “The Day”."
    assert person["write_url"].startswith("mailto:jonas@work.example?")
    assert told["waiting"] == []


async def test_who_waits_is_a_name_and_no_card(
    client: httpx.AsyncClient, context: Context, cast: Cast
) -> None:
    await says_yes(context, cast.jonas, cast.outsider)
    answer = await client.get(LIST, params={"event": "day26"}, headers=cast.outsider.headers)
    (waiting,) = answer.json()["waiting"]
    assert (waiting["name"], waiting["state"]) == ("Jonas Holm", "waiting_for_you")
    assert "card" not in waiting
    assert "jonas@work.example" not in answer.text


async def test_the_outsider_sees_an_empty_list(client: httpx.AsyncClient, cast: Cast) -> None:
    answer = await client.get(LIST, params={"event": "day26"}, headers=cast.outsider.headers)
    assert (answer.json()["people"], answer.json()["waiting"]) == ([], [])


async def test_the_same_list_is_not_sent_again(client: httpx.AsyncClient, cast: Cast) -> None:
    first = await client.get(LIST, params={"event": "day26"}, headers=cast.mira.headers)
    known = {**cast.mira.headers, "if-none-match": first.headers["etag"]}
    again = await client.get(LIST, params={"event": "day26"}, headers=known)
    assert (again.status_code, again.content) == (304, b"")
    assert first.headers["cache-control"] == "private, no-cache"


async def test_an_event_that_is_not_mine_is_not_there(
    client: httpx.AsyncClient, cast: Cast
) -> None:
    for slug in ("other", "day26"):
        answer = await client.get(LIST, params={"event": slug})
        assert answer.status_code == 401
    answer = await client.get(LIST, params={"event": "other"}, headers=cast.mira.headers)
    assert answer.status_code == 404


async def test_an_event_must_be_named(client: httpx.AsyncClient, cast: Cast) -> None:
    answer = await client.get(LIST, headers=cast.mira.headers)
    assert answer.status_code == 422
    assert "event" in answer.json()["detail"]


async def test_an_organizer_sends_now_and_sees_it_sent_once(
    client: httpx.AsyncClient, context: Context, cast: Cast, clock: ManualClock
) -> None:
    olga = await make_organizer(context, cast.event)
    before = (await client.get(SENDING, headers=olga.headers)).json()
    begun = await client.post(SENDING, headers=olga.headers)
    with post_office() as (office, server):
        async with carrier(server) as transport:
            worker = mail_worker(context, transport)
            await worker.tick()
            clock.move(hours=1)
            assert (await client.post(SENDING, headers=olga.headers)).status_code == 202
            await worker.tick()
    after = (await client.get(SENDING, headers=olga.headers)).json()
    assert (before["state"], before["at"]) == ("scheduled", "2026-12-06T08:00:00Z")
    assert (begun.status_code, begun.json()["state"]) == (202, "sending")
    assert begun.json()["at"] == "2026-12-05T11:00:00Z"
    assert sorted(office.recipients()) == ["jonas@example.org", "mira@example.org"]
    assert after == {
        "state": "sent",
        "at": begun.json()["at"],
        "queued": None,
        "sent": None,
        "failed": None,
        "failures": [],
    }


async def test_only_organizers_of_the_event_send_and_look(
    client: httpx.AsyncClient, context: Context, cast: Cast
) -> None:
    olga = await make_organizer(context, cast.event)
    desk = await make_organizer(context, cast.event, "Dana", role="desk")
    assert (await client.get(SENDING, headers=olga.headers)).status_code == 200
    for call in (client.get, client.post):
        assert (await call(SENDING, headers=desk.headers)).status_code == 403
        assert (await call(SENDING, headers=cast.mira.headers)).status_code == 404
        assert (await call(SENDING)).status_code == 401


async def test_an_organizer_sees_how_anyones_mail_would_look_and_nothing_of_theirs(
    client: httpx.AsyncClient, context: Context, cast: Cast
) -> None:
    olga = await make_organizer(context, cast.event)
    hanna = await make_participant(context, cast.event, "Hanna Weiß", language="de")
    await says_yes(context, hanna, cast.jonas)
    path = f"/api/v1/events/day26/participants/{hanna.participant}/follow-up"
    answer = await client.get(path, headers=olga.headers)
    assert answer.status_code == 200
    told = answer.json()
    assert told["subject"] == "The Day: deine Gespräche"
    assert "Hallo Hanna, mit diesen Menschen hast du geredet." in told["text"]
    assert "Warten auf dein Ja" in told["text"]
    assert told["html"].startswith("<!DOCTYPE html>")
    assert "Jonas" not in answer.text
    assert "jonas@work.example" not in answer.text


async def test_previews_are_for_organizers_of_the_event(
    client: httpx.AsyncClient, context: Context, cast: Cast
) -> None:
    path = f"/api/v1/events/day26/participants/{cast.mira.participant}/follow-up"
    desk = await make_organizer(context, cast.event, "Dora", role="desk")
    assert (await client.get(path, headers=cast.mira.headers)).status_code == 404
    assert (await client.get(path, headers=desk.headers)).status_code == 403
    olga = await make_organizer(context, cast.event)
    nobody = path.replace(cast.mira.participant, "nobody")
    assert (await client.get(nobody, headers=olga.headers)).status_code == 404
    assert (await client.get(path, headers=olga.headers)).status_code == 200
