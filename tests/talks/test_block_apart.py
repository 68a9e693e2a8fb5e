"""Blocked or declined: by no call, mail or stream can the other side tell which."""

from asyncio import gather
from collections.abc import Awaitable, Callable, Sequence
from uuid import uuid4

import httpx
import pytest
from litestar import Litestar

from calls import call, scan
from conftest import ManualClock
from letters.mornings import NINE_ON_SUNDAY, sent_by_a_worker
from listening import Listener, listen
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
    note,
    show_card,
    talk_at,
    talk_somewhat,
    told_by_mail,
)
from wetalked.db.context import Context

Step = Callable[[httpx.AsyncClient, World], Awaitable[None]]
# A minute after the clock of the tests begins, when Bea has scanned already.
BEFORE = "2026-12-05T11:00:30Z"
DECLINED, BLOCKED = "world-one", "world-two"


async def say_no(client: httpx.AsyncClient, world: World) -> None:
    path = f"/talks/{await talk_at(client, world, BLOCKED_AT)}"
    how = ("POST", f"{path}/block") if world.name == BLOCKED else ("DELETE", path)
    assert (await call(client, world.ann[BLOCKED_AT], *how)).status_code == 204


async def unblock(client: httpx.AsyncClient, world: World) -> None:
    blocks = (await call(client, world.ann[BOTH], "GET", "/me/blocks")).json()["items"]
    assert len(blocks) == (1 if world.name == BLOCKED else 0)
    for block in blocks:
        await call(client, world.ann[BOTH], "DELETE", f"/me/blocks/{block['id']}")


def changes_card(at: str, email: str) -> Step:
    async def step(client: httpx.AsyncClient, world: World) -> None:
        await show_card(client, world.ann[at], email)

    return step


async def has_another_name(client: httpx.AsyncClient, world: World) -> None:
    await call(client, world.ann[BOTH], "PATCH", "/me", {"name": "Ann Masked"})


async def hides_card(client: httpx.AsyncClient, world: World) -> None:
    path = f"/talks/{await talk_at(client, world, BOTH)}/card"
    await call(client, world.ann[BOTH], "PUT", path, {"shown": False})


def scans(who: str, at: str) -> Step:
    """One write only: a phone hears of several in one or in two."""

    async def step(client: httpx.AsyncClient, world: World) -> None:
        one, other = (world.ann, world.bea) if who == "Ann" else (world.bea, world.ann)
        await scan(client, one[at], other[at].code)

    return step


def bea_notes(at: str) -> Step:
    async def step(client: httpx.AsyncClient, world: World) -> None:
        await note(client, world.bea[at], await talk_at(client, world, at), f"more at {at}")

    return step


async def a_yes_of_before_comes_late(client: httpx.AsyncClient, world: World) -> None:
    """From a phone that was offline since before the no."""
    operation = {"op": "scan", "id": str(uuid4()), "badge": world.bea[BEA_ONLY].code}
    body = {"person": world.ann[BEA_ONLY].person, "operations": [{**operation, "at": BEFORE}]}
    answer = await call(client, world.ann[BEA_ONLY], "POST", "/sync", body)
    assert answer.json()["results"][0]["status"] != "rejected"


WHILE_BLOCKED = (
    changes_card(BLOCKED_AT, "new-a@cards.example"),
    changes_card(BOTH, "new-b@cards.example"),
    changes_card(ANN_ONLY, "new-c@cards.example"),
    has_another_name,
    *(scans("Bea", at) for at in (BLOCKED_AT, BOTH, ANN_ONLY, BEA_ONLY)),
    *(bea_notes(at) for at in (BLOCKED_AT, BEA_ONLY)),
    scans("Ann", NOBODY),
    scans("Bea", NOBODY),
)
AFTERWARDS = (
    a_yes_of_before_comes_late,
    changes_card(BEA_ONLY, "newer-d@cards.example"),
    hides_card,
    scans("Bea", BEA_ONLY),
    scans("Ann", BLOCKED_AT),
)


class Compared:
    """Both worlds, and a phone of Bea's in each that listens."""

    def __init__(
        self,
        client: httpx.AsyncClient,
        clock: ManualClock,
        worlds: Sequence[World],
        phones: Sequence[Listener],
    ) -> None:
        """Nothing has happened."""
        self._client, self._clock, self.worlds, self.phones = client, clock, worlds, phones

    async def go(self, *steps: Step) -> None:
        """Do each step in both worlds; Bea then sees and has heard the same in both."""
        for step in steps:
            self._clock.move(minutes=1)
            for world in self.worlds:
                await step(self._client, world)
            phones = zip(self.worlds, self.phones, strict=True)
            one, other = await gather(*(heard(*both) for both in phones))
            assert one == other, step
        await self.look()

    async def look(self) -> None:
        """Everything that Bea can call."""
        one, other = [await looks(self._client, w, w.bea[BOTH]) for w in self.worlds]
        assert {path: text for path, text in one.items() if other.get(path) != text} == {}
        assert one.keys() == other.keys()


@pytest.mark.parametrize("mailed_while_blocked", [True, False])
async def test_who_was_blocked_sees_what_who_was_declined_sees(
    app: Litestar,
    client: httpx.AsyncClient,
    context: Context,
    clock: ManualClock,
    mailed_while_blocked: bool,
) -> None:
    worlds = await make_worlds(context, DECLINED, BLOCKED)
    begun = clock.now
    for world in worlds:
        clock.now = begun
        await talk_somewhat(client, clock, world)
    phones = [await listen(app, world.bea[BOTH]) for world in worlds]
    compared = Compared(client, clock, worlds, phones)
    await compared.go(say_no)
    await compared.go(*WHILE_BLOCKED)
    if mailed_while_blocked:
        await same_mails(context, clock, worlds)
    await compared.go(unblock)
    await compared.go(*AFTERWARDS)
    if not mailed_while_blocked:
        await same_mails(context, clock, worlds)
    for phone in phones:
        await phone.leave()


async def same_mails(context: Context, clock: ManualClock, worlds: Sequence[World]) -> None:
    """What goes to Bea on the next morning is the same in both, and something."""
    clock.now = NINE_ON_SUNDAY
    mails = (await sent_by_a_worker(context)).mails()
    one, other = [told_by_mail(world, mails, "bea") for world in worlds]
    assert one == other
    assert any("Ann Masked" in text and "@cards.example" in text for text in one)
