"""Ann and Bea at the same events, and all that one of them can see of it."""

import io
import re
import zipfile
from email.message import EmailMessage
from itertools import count
from typing import NamedTuple
from uuid import uuid4

import httpx
import msgspec

from calls import call, make_mutual, scan, talks
from cast import Guest, Happening, make_event, make_participant, make_person
from conftest import ManualClock
from listening import Listener
from wetalked.core.ids import uuid7
from wetalked.db.context import Context
from worlds import UUID

# Where both said yes (twice), where only Ann did, where only Bea did, where nobody did.
BLOCKED_AT, BOTH, ANN_ONLY, BEA_ONLY, NOBODY = EVENTS = ("a", "b", "c", "d", "e")
MASKS = (
    (r'"(device|token|exported_at|used_at|cursor)":"[^"]*"', r'"\1":"…"'),
    (r"/unsubscribe/[^\s\"<]+", "/unsubscribe/…"),
    (r"\b[0-9A-Z]{4}-?[0-9A-Z]{4}\b", "CODE"),
)


class World(NamedTuple):
    """Five events, with the places of Ann, Bea and Cid at each, and the ids seen so far."""

    name: str
    events: dict[str, Happening]
    ann: dict[str, Guest]
    bea: dict[str, Guest]
    cid: dict[str, Guest]
    seen: dict[str, str]

    def masked(self, text: str) -> str:
        """The text without what tells two worlds apart by chance."""
        text = text.replace(self.name, "WORLD")
        text = UUID.sub(lambda found: self.seen.setdefault(found[0], f"#{len(self.seen)}"), text)
        for pattern, mask in MASKS:
            text = re.sub(pattern, mask, text)
        return text


async def make_worlds(context: Context, *names: str) -> list[World]:
    """Worlds that are alike, and none of them knows of another."""
    # Ids of one millisecond have no order, and lists would differ by chance.
    numbers = count()
    context.new_id = lambda: uuid7(context.clock(), next(numbers).to_bytes(10, "big"))
    return [await make_world(context, name) for name in names]


async def make_world(context: Context, name: str) -> World:
    """Everybody at every event; nobody has said anything."""
    people = [
        await make_person(context, f"{who} Mask", email=f"{who.lower()}@{name}.example")
        for who in ("Ann", "Bea", "Cid")
    ]
    events = {at: await make_event(context, f"{name}-{at}", name=f"Day {at}") for at in EVENTS}
    places = [
        {
            at: await make_participant(context, event, one.name, person=one)
            for at, event in events.items()
        }
        for one in people
    ]
    return World(name, events, places[0], places[1], places[2], {})


async def talk_somewhat(client: httpx.AsyncClient, clock: ManualClock, world: World) -> None:
    """All three show cards; the two have talks of every kind, and each has one with Cid."""
    for side in (world.ann, world.bea, world.cid):
        for at, guest in side.items():
            await show_card(client, guest, f"{guest.name[:3].lower()}-{at}@cards.example")
    for at in (BLOCKED_AT, BOTH):
        clock.move(minutes=1)
        talk = await make_mutual(client, world.ann[at], world.bea[at])
        for one in (world.ann[at], world.bea[at]):
            await note(client, one, talk, f"{one.name[:3]} noted at {at}")
    clock.move(minutes=1)
    await scan(client, world.ann[ANN_ONLY], world.bea[ANN_ONLY].code)
    clock.move(minutes=1)
    await scan(client, world.bea[BEA_ONLY], world.ann[BEA_ONLY].code)
    for side in (world.ann, world.bea):
        clock.move(minutes=1)
        await make_mutual(client, world.cid[BOTH], side[BOTH])


async def show_card(client: httpx.AsyncClient, guest: Guest, email: str) -> None:
    """What they show at one event from now on."""
    path = f"/me/participations/{guest.participant}"
    answer = await call(client, guest, "PATCH", path, {"card": {"email": email}})
    assert answer.status_code == 200


async def note(client: httpx.AsyncClient, guest: Guest, talk: str, text: str) -> None:
    """A promise of theirs."""
    path = f"/talks/{talk}/promises/{uuid4()}"
    assert (await call(client, guest, "PUT", path, {"text": text})).status_code in (201, 204)


async def talk_at(client: httpx.AsyncClient, world: World, at: str) -> str:
    """The id of the talk of the two at an event, as Bea sees it."""
    (found,) = [
        one["id"]
        for one in await talks(client, world.bea[at])
        if one["event"] == world.events[at].slug and one["with"]["given_name"] == "Ann"
    ]
    return str(found)


async def looks(client: httpx.AsyncClient, world: World, who: Guest) -> dict[str, str]:
    """What every call that looks answers them, but the list of those they blocked."""
    listed = await talks(client, who)
    paths = ["/me", "/session", "/talks", *(f"/talks/{one['id']}" for one in listed)]
    for event in world.events.values():
        paths += [f"/talks?event={event.slug}", f"/follow-up?event={event.slug}"]
    seen = {path: await call(client, who, "GET", path) for path in paths}
    body: dict[str, object] = {"person": who.person, "operations": [], "since": None}
    seen["/sync"] = await call(client, who, "POST", "/sync", body)
    texts = {path: f"{answer.status_code} {answer.text}" for path, answer in seen.items()}
    texts |= await taken_along(client, who)
    return {world.masked(path): world.masked(text) for path, text in texts.items()}


async def taken_along(client: httpx.AsyncClient, who: Guest) -> dict[str, str]:
    """What the export holds; of those blocked there, nothing is taken."""
    answer = await call(client, who, "GET", "/me/export")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as taken:
        (name,) = [one for one in taken.namelist() if one.endswith(".json")]
        data = msgspec.json.decode(taken.read(name))
        cards = [taken.read(one).decode() for one in taken.namelist() if one.endswith(".vcf")]
    data.pop("blocks")
    return {"export": msgspec.json.encode(data).decode(), "cards": "".join(cards)}


async def heard(world: World, listener: Listener) -> list[str]:
    """What a phone was told since it was last asked; what comes of one step has no order."""
    chunks = [chunk.decode() for chunk in await listener.more()]
    return [world.masked(chunk) for chunk in sorted(chunks, key=lambda one: UUID.sub("#", one))]


def told_by_mail(world: World, mails: list[tuple[str, EmailMessage]], name: str) -> list[str]:
    """The words of all mails to one of them, in the order of their subjects."""
    of_them = [mail for to, mail in mails if to == f"{name}@{world.name}.example"]
    return sorted(world.masked(words(mail)) for mail in of_them)


def words(mail: EmailMessage) -> str:
    """Subject and every part."""
    parts = [str(part.get_content()) for part in mail.walk() if not part.is_multipart()]
    return "\n".join([str(mail["Subject"]), *parts])
