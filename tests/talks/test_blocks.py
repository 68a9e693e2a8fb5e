"""Blocks: between persons, in every event, now and later, and told to nobody."""

from uuid import uuid4

import httpx

from calls import call, make_mutual, scan, talks
from cast import Cast, make_event, make_participant, set_card
from conftest import ManualClock
from office import Office
from wetalked.db import statement
from wetalked.db.context import Context


async def test_a_block_takes_away_every_talk_with_that_person_in_every_event(
    client: httpx.AsyncClient, context: Context, cast: Cast, clock: ManualClock
) -> None:
    later = await make_event(context, "later")
    mira = await make_participant(context, later, "Mira Klein", person=cast.mira)
    jonas = await make_participant(context, later, "Jonas Holm", person=cast.jonas)
    gus = await make_participant(context, later, "Gus")
    talk = await make_mutual(client, cast.mira, cast.jonas)
    await make_mutual(client, mira, jonas)
    await make_mutual(client, mira, gus)
    await call(client, mira, "PUT", f"/talks/{talk}/reminded-of", {"text": "secret"})
    clock.move(minutes=1)
    assert (await call(client, cast.mira, "POST", f"/talks/{talk}/block")).status_code == 204
    assert [one["with"]["name"] for one in await talks(client, cast.mira)] == ["Gus"]
    theirs = await talks(client, cast.jonas)
    assert [(one["state"], one["with"]["card"]) for one in theirs] == [("mutual", {})] * 2
    (row,) = (await context.db.read(statement("SELECT body FROM note")))[0]
    assert row["body"] is None


async def test_a_blocked_person_shows_nowhere_later_either_and_cannot_tell(
    client: httpx.AsyncClient, context: Context, cast: Cast, clock: ManualClock
) -> None:
    talk = (await scan(client, cast.jonas, cast.mira.code)).json()["id"]
    assert len(await talks(client, cast.mira)) == 1
    await call(client, cast.mira, "POST", f"/talks/{talk}/block")
    later = await make_event(context, "later")
    mira = await make_participant(context, later, "Mira Klein", person=cast.mira)
    jonas = await make_participant(context, later, "Jonas Holm", person=cast.jonas)
    otto = await make_participant(context, later, "Otto Sider", person=cast.outsider)
    clock.move(minutes=1)
    blocked = (await scan(client, jonas, mira.code)).json()
    unanswered = (await scan(client, otto, mira.code)).json()
    assert {**blocked, "id": ""} == {**unanswered, "id": ""}
    assert [one["with"]["given_name"] for one in await talks(client, mira)] == ["Otto"]
    assert (await scan(client, mira, jonas.code)).status_code == 204


async def test_my_blocks_are_listed_and_taken_back_and_the_blocked_talk_waits_for_a_new_yes(
    client: httpx.AsyncClient, cast: Cast, clock: ManualClock
) -> None:
    talk = await make_mutual(client, cast.mira, cast.jonas)
    for _ in range(2):
        await call(client, cast.mira, "POST", f"/talks/{talk}/block")
    (block,) = (await call(client, cast.mira, "GET", "/me/blocks")).json()["items"]
    assert (block["name"], block["given_name"]) == ("Jonas Holm", "Jonas")
    assert (await call(client, cast.jonas, "GET", "/me/blocks")).json()["items"] == []
    clock.move(minutes=1)
    await scan(client, cast.jonas, cast.mira.code)
    path = f"/me/blocks/{block['id']}"
    assert (await call(client, cast.outsider, "DELETE", path)).status_code == 404
    assert (await call(client, cast.mira, "DELETE", path)).status_code == 204
    assert (await call(client, cast.mira, "DELETE", path)).status_code == 404
    assert await talks(client, cast.mira) == []
    back = await scan(client, cast.mira, cast.jonas.code)
    assert (back.status_code, back.json()["state"]) == (200, "mutual")


async def test_what_i_say_to_somebody_blocked_counts_and_shows_at_me_once_they_are_let_in_again(
    client: httpx.AsyncClient, context: Context, cast: Cast, clock: ManualClock
) -> None:
    await set_card(context, cast.mira, email="mira@example.org")
    talk = await make_mutual(client, cast.mira, cast.jonas)
    await call(client, cast.mira, "POST", f"/talks/{talk}/block")
    assert (await talks(client, cast.jonas))[0]["with"]["card"] == {}
    clock.move(minutes=1)
    assert (await scan(client, cast.mira, cast.jonas.code)).status_code == 204
    assert (await talks(client, cast.jonas))[0]["with"]["card"] == {"email": "mira@example.org"}
    assert await talks(client, cast.mira) == []
    (block,) = (await call(client, cast.mira, "GET", "/me/blocks")).json()["items"]
    await call(client, cast.mira, "DELETE", f"/me/blocks/{block['id']}")
    assert [one["id"] for one in await talks(client, cast.mira)] == [talk]


async def test_what_they_said_while_blocked_does_not_come_up_afterwards(
    client: httpx.AsyncClient, cast: Cast, clock: ManualClock
) -> None:
    talk = (await scan(client, cast.jonas, cast.mira.code)).json()["id"]
    await call(client, cast.mira, "POST", f"/talks/{talk}/block")
    (block,) = (await call(client, cast.mira, "GET", "/me/blocks")).json()["items"]
    clock.move(minutes=1)
    await scan(client, cast.jonas, cast.mira.code)
    clock.move(minutes=1)
    await call(client, cast.mira, "DELETE", f"/me/blocks/{block['id']}")
    assert await talks(client, cast.mira) == []


async def test_a_block_of_somebody_not_seen_is_refused(
    client: httpx.AsyncClient, cast: Cast
) -> None:
    answer = await call(client, cast.mira, "POST", f"/talks/{uuid4()}/block")
    assert answer.status_code == 404
    assert (await call(client, cast.mira, "GET", "/me/blocks")).json()["items"] == []


async def test_a_block_stays_with_somebody_whose_place_becomes_their_accounts_by_a_list(
    client: httpx.AsyncClient, context: Context, office: Office
) -> None:
    earlier = await make_event(context, "day25")
    kim = await make_participant(context, earlier, "Kim Lee", email="k@example.org")
    ann = await make_participant(context, earlier, "Ann")
    here = await make_participant(context, office.event, "Ann", person=ann)
    await scan(client, kim, ann.code)
    (listed,) = (await office.import_list("Name\nKim Lee\n"))["created"]
    talk = (await scan(client, here, listed["badge"])).json()["id"]
    await call(client, ann, "POST", f"/talks/{talk}/block")
    assert [one["event"] for one in await talks(client, ann)] == ["day25"]
    await office.import_list("Name,Email\nKim Lee,k@example.org\n")
    assert await talks(client, ann) == []
    assert len((await call(client, ann, "GET", "/me/blocks")).json()["items"]) == 1
