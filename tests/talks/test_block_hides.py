"""Nothing of somebody blocked shows at me, at any event; taken back, what was there shows again."""

from uuid import uuid4

import httpx
import pytest
from litestar import Litestar

from calls import call, moment, scan, talks
from cast import Guest, make_participant
from conftest import ManualClock
from letters.mornings import NINE_ON_SUNDAY, sent_by_a_worker
from listening import listen
from two_people import (
    ANN_ONLY,
    BEA_ONLY,
    BLOCKED_AT,
    BOTH,
    NOBODY,
    World,
    heard,
    looks,
    make_worlds,
    show_card,
    taken_along,
    talk_at,
    talk_somewhat,
    told_by_mail,
)
from wetalked.core.clock import DAY
from wetalked.db import CHANGED, statement
from wetalked.db.context import Context
from wetalked.letters.schedule import queue_reminders

OF_BEA = ("Bea Mask", '"Bea"', "bea@", "bea-")
REMIND = "UPDATE event SET remind_after_days = 21"


@pytest.fixture
async def world(client: httpx.AsyncClient, context: Context, clock: ManualClock) -> World:
    """The two after some talks."""
    (one,) = await make_worlds(context, "world")
    await talk_somewhat(client, clock, one)
    clock.move(minutes=1)
    return one


async def block(client: httpx.AsyncClient, world: World) -> None:
    path = f"/talks/{await talk_at(client, world, BLOCKED_AT)}/block"
    assert (await call(client, world.ann[BLOCKED_AT], "POST", path)).status_code == 204


async def unblock(client: httpx.AsyncClient, world: World) -> None:
    (row,) = (await call(client, world.ann[BOTH], "GET", "/me/blocks")).json()["items"]
    answer = await call(client, world.ann[BOTH], "DELETE", f"/me/blocks/{row['id']}")
    assert answer.status_code == 204


async def with_bea(client: httpx.AsyncClient, world: World) -> dict[str, str]:
    """The talks that Ann sees with her, by event."""
    listed = await talks(client, world.ann[BOTH])
    of_bea = [one for one in listed if one["with"]["given_name"] == "Bea" or one["with"]["left"]]
    return {one["event"][-1]: one["state"] for one in of_bea}


def of_bea(texts: list[str]) -> list[str]:
    """What of hers stands in there."""
    return [word for word in OF_BEA for text in texts if word in text]


async def sync(
    client: httpx.AsyncClient, who: Guest, operations: list[dict[str, object]]
) -> httpx.Response:
    body = {"person": who.person, "operations": operations, "since": None}
    return await call(client, who, "POST", "/sync", body)


async def test_while_blocked_no_call_and_no_stream_shows_anything_of_them(
    app: Litestar, client: httpx.AsyncClient, clock: ManualClock, world: World
) -> None:
    assert len(of_bea(list((await looks(client, world, world.ann[BOTH])).values()))) > 10
    ids = [await talk_at(client, world, at) for at in (BLOCKED_AT, BOTH, ANN_ONLY, BEA_ONLY)]
    await block(client, world)
    clock.move(minutes=1)
    phone = await listen(app, world.ann[BOTH])
    for at, bea in world.bea.items():
        await scan(client, bea, world.ann[at].code)
        await show_card(client, bea, f"bea-new-{at}@cards.example")
    await call(client, world.bea[BOTH], "PATCH", "/me", {"name": "Bea Masked", "given_name": "Bea"})
    offline: list[dict[str, object]] = [
        {"op": "scan", "id": str(uuid4()), "badge": world.bea[at].code} for at in (BOTH, NOBODY)
    ]
    told: dict[str, object] = {
        "op": "reminded_of",
        "badge": world.bea[BOTH].code,
        "text": "of nobody",
    }
    answers = [await sync(client, world.ann[BOTH], [*offline, told])]
    for id_ in ids:
        confirmed = await call(client, world.ann[BOTH], "POST", f"/talks/{id_}/confirm")
        assert confirmed.status_code == 204
        answers += [confirmed, await call(client, world.ann[BOTH], "GET", f"/talks/{id_}")]
        assert answers[-1].status_code == 404
    texts = list((await looks(client, world, world.ann[BOTH])).values())
    assert of_bea([*texts, *(answer.text for answer in answers)]) == []
    assert of_bea(await heard(world, phone)) == []
    await phone.leave()


async def test_while_blocked_no_follow_up_and_no_reminder_tells_of_them(
    client: httpx.AsyncClient, context: Context, clock: ManualClock, world: World
) -> None:
    await context.db.write(statement(REMIND), CHANGED)
    await block(client, world)
    clock.now = NINE_ON_SUNDAY
    mails = (await sent_by_a_worker(context)).mails()
    (only,) = told_by_mail(world, mails, "ann")
    assert "Cid" in only
    clock.now = NINE_ON_SUNDAY + 22 * DAY
    mails += (await sent_by_a_worker(context)).mails()
    assert told_by_mail(world, mails, "ann") == [only]
    assert of_bea([only]) == []
    assert len(told_by_mail(world, mails, "bea")) > 4


async def test_notes_on_somebody_blocked_queue_no_reminder(
    client: httpx.AsyncClient, context: Context, world: World
) -> None:
    await block(client, world)
    await queue_reminders(context.db, world.events[BOTH].id, context.clock())
    (rows,) = await context.db.read(statement("SELECT person FROM mail"))
    assert [row["person"] for row in rows] == [world.bea[BOTH].person]


async def test_taken_back_a_block_brings_what_i_said_yes_to_elsewhere_with_its_notes(
    app: Litestar, client: httpx.AsyncClient, clock: ManualClock, world: World
) -> None:
    before = await with_bea(client, world)
    assert before.keys() == {BLOCKED_AT, BOTH, ANN_ONLY, BEA_ONLY}
    await block(client, world)
    await scan(client, world.bea[NOBODY], world.ann[NOBODY].code)
    clock.move(minutes=1)
    ann, bea = await listen(app, world.ann[BOTH]), await listen(app, world.bea[BOTH])
    await unblock(client, world)
    assert await with_bea(client, world) == {BOTH: "mutual", ANN_ONLY: "waiting_for_them"}
    chunks = await heard(world, ann)
    assert ["Ann noted at b" in one for one in chunks if "-b" in one] == [True]
    assert len(chunks) == 2
    assert await heard(world, bea) == []
    for phone in (ann, bea):
        await phone.leave()


async def test_a_yes_from_before_a_block_that_comes_after_its_end_counts(
    client: httpx.AsyncClient, clock: ManualClock, world: World
) -> None:
    earlier = moment(clock.now - 30_000)
    await block(client, world)
    await unblock(client, world)
    answer = await scan(client, world.ann[BEA_ONLY], world.bea[BEA_ONLY].code, scanned_at=earlier)
    assert answer.json()["state"] == "mutual"
    exported = (await taken_along(client, world.ann[BEA_ONLY]))["export"]
    assert "1970" not in exported


@pytest.mark.parametrize("altogether", [True, False])
async def test_whoever_is_blocked_and_leaves_shows_no_card_left_behind(
    client: httpx.AsyncClient, context: Context, world: World, altogether: bool
) -> None:
    await block(client, world)
    leaving = "/me" if altogether else f"/me/participations/{world.bea[BOTH].participant}"
    answer = await call(client, world.bea[BOTH], "DELETE", f"{leaving}?leave_card=true")
    assert answer.status_code == 204
    assert of_bea(list((await looks(client, world, world.ann[BOTH])).values())) == []
    if not altogether:
        await unblock(client, world)
        assert await with_bea(client, world) == {ANN_ONLY: "waiting_for_them"}
    (kept,) = await context.db.read(
        statement("SELECT body FROM note WHERE body LIKE '%noted at b%'")
    )
    assert kept == []


async def test_a_yes_to_somebody_blocked_prompts_them_no_more_than_any_other(
    app: Litestar, client: httpx.AsyncClient, context: Context, world: World
) -> None:
    await block(client, world)
    for n in range(10):
        other = await make_participant(context, world.events[NOBODY], f"Guest {n}")
        await scan(client, world.ann[NOBODY], other.code)
    bea = await listen(app, world.bea[NOBODY])
    await scan(client, world.ann[NOBODY], world.bea[NOBODY].code)
    assert await heard(world, bea) == []
    await bea.leave()
