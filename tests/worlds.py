"""Two events that are alike but for one talk, and what is seen of them with the ids masked."""

import re
from collections.abc import Awaitable, Callable, Sequence
from itertools import count, pairwise
from typing import NamedTuple

import httpx

from calls import make_mutual
from cast import Guest, Happening, make_event, make_organizer, make_participant
from conftest import ManualClock
from post import carrier, post_office
from wetalked.core.clock import DAY, HOUR
from wetalked.core.ids import uuid7
from wetalked.db.context import Context
from wetalked.events.api_tokens import create_token
from wetalked.letters.worker import mail_worker

MASKS: tuple[tuple[str, str], ...] = (
    (r"wto_[\w-]{43}|whsec_[\w+/=-]+|/join/[\w-]{43}", "SECRET"),
    (r'"pin":"\d{8}"', '"pin":"PIN"'),
    (r'"badge":"[0-9A-Z]{8}"', '"badge":"CODE"'),
    (r"\b[0-9A-Z]{4}-[0-9A-Z]{4}\b", "CODE"),
    (r"lookup-[\w-]+", "LOOKUP"),
)
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


class World(NamedTuple):
    """An event, who runs it, its guests, and the ids that were seen of it so far."""

    event: Happening
    callers: dict[str, dict[str, str]]
    guests: list[Guest]
    seen: dict[str, str]

    @property
    def pair(self) -> tuple[Guest, Guest]:
        """The two whose talk the worlds differ in."""
        return self.guests[0], self.guests[1]

    def masked(self, text: str) -> str:
        """The text without what tells the worlds apart by chance."""
        text = text.replace(self.event.slug, "SLUG")
        text = UUID.sub(lambda found: self.seen.setdefault(found[0], f"#{len(self.seen)}"), text)
        for pattern, mask in MASKS:
            text = re.sub(pattern, mask, text)
        return text


async def make_world(context: Context, slug: str, size: int) -> World:
    """An event of so many guests."""
    event = await make_event(context, slug)
    guests = [
        await make_participant(context, event, f"Guest {n}", email=f"g{n}@{slug}.example")
        for n in range(size)
    ]
    organizer = await make_organizer(context, event)
    desk = await make_organizer(context, event, "Dana", role="desk")
    token = await create_token(context, organizer.person, "integration")
    callers = {
        "organizer": organizer.headers,
        "desk": desk.headers,
        "token": {"authorization": f"Bearer {token.token}"},
    }
    return World(event, callers, guests, {})


async def talks(client: httpx.AsyncClient, guests: Sequence[Guest]) -> None:
    """Each talks with the next."""
    for one, other in pairwise(guests):
        await make_mutual(client, one, other)


async def send(context: Context, clock: ManualClock) -> None:
    """The worker looks twice, with some minutes between."""
    with post_office() as (_, server):
        async with carrier(server) as transport:
            worker = mail_worker(context, transport)
            for _ in range(2):
                await worker.tick()
                clock.move(minutes=6)


class Stage(NamedTuple):
    """How many guests there are, who talks before the one talk, and when that is."""

    name: str
    size: int
    busy: slice
    sent_before: bool = False
    sent_after: bool = False
    left: bool = False
    later: int = 0

    def __str__(self) -> str:
        """As tests name it."""
        return self.name


STAGES = (
    Stage("few, after the follow-up", 4, slice(2, 4), sent_after=True),
    Stage("many, who had talked before, after the follow-up", 9, slice(0, 9), sent_after=True),
    Stage("many, first talk after an early sending", 9, slice(2, 9), sent_before=True),
    Stage("the same once theirs went out", 9, slice(2, 9), sent_before=True, sent_after=True),
    Stage(
        "the same after the hour, one of them gone",
        *(9, slice(2, 9)),
        sent_before=True,
        sent_after=True,
        left=True,
        later=2 * HOUR,
    ),
    Stage("weeks later", 9, slice(2, 9), sent_before=True, sent_after=True, later=20 * DAY),
)


async def make_worlds(
    context: Context, client: httpx.AsyncClient, clock: ManualClock, stage: Stage
) -> tuple[World, World]:
    """Two worlds at this stage; in the first one the pair has talked with each other."""
    # Ids of one millisecond have no order, and lists would differ by chance.
    numbers = count()
    context.new_id = lambda: uuid7(context.clock(), next(numbers).to_bytes(10, "big"))
    worlds = (
        await make_world(context, "one-talk", stage.size),
        await make_world(context, "no-talks", stage.size),
    )

    async def everywhere(do: Callable[[World], Awaitable[None]]) -> None:
        for world in worlds:
            await do(world)

    async def begin(world: World) -> None:
        path = f"/api/v1/events/{world.event.slug}/follow-ups"
        await client.post(path, headers=world.callers["organizer"])

    await everywhere(lambda world: talks(client, world.guests[stage.busy]))
    if stage.sent_before:
        await everywhere(begin)
        await send(context, clock)
    await make_mutual(client, *worlds[0].pair)
    if stage.sent_after:
        await everywhere(begin)
        await send(context, clock)
    if stage.left:
        for world in worlds:
            await client.delete("/api/v1/me?leave_card=false", headers=world.guests[0].headers)
    clock.now += stage.later
    return worlds
