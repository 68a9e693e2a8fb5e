"""A whole event of 60 people on a real server, against an independent reckoning."""

import asyncio
import random
import re
import time
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from day.reckoning import Deed, Seen, day
from servers import Mailbox, run_command, server, smtp_server

PEOPLE = 60
PAIRS = 170
HOURS = 3 * 3600 * 1000


@dataclass
class Guest:
    """Somebody with a phone."""

    name: str
    email: str
    badge: str
    headers: dict[str, str]
    person: str
    participant: str


def moment(at: int) -> str:
    return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=at)).isoformat()


async def open_event(api: httpx.AsyncClient, token: str, seed: int) -> list[Guest]:
    """An event with 60 guests who have all signed in by the link they were handed."""
    organizer = {"Authorization": f"Bearer {token}"}
    now = datetime.now(UTC)
    event = {
        "slug": "day",
        "name": "Ein Tag",
        "starts_at": (now - timedelta(hours=8)).isoformat(),
        "ends_at": (now + timedelta(hours=8)).isoformat(),
        "time_zone": "Europe/Berlin",
        "language": "de",
    }
    answer = await api.post("/events", json=event, headers=organizer)
    assert answer.status_code == 201, answer.text
    rows = [
        {
            "name": f"Gast{n:02} Nachname{n:02}",
            "email": f"gast{n:02}.{seed}@example.org",
            "language": "de" if n % 2 else "en",
        }
        for n in range(PEOPLE)
    ]
    answer = await api.post(
        "/events/day/participants", json={"participants": rows}, headers=organizer
    )
    assert answer.status_code == 200, answer.text
    return [await come_in(api, one) for one in answer.json()["created"]]


async def come_in(api: httpx.AsyncClient, created: dict[str, Any]) -> Guest:
    link = created["join_url"].rpartition("/")[2]
    answer = await api.post("/sessions", json={"token": link})
    assert answer.status_code == 201, answer.text
    session = answer.json()
    return Guest(
        name=created["name"],
        email=created["email"],
        badge=created["badge"],
        headers={"Authorization": f"Bearer {session['token']}"},
        person=session["person"]["id"],
        participant=created["participant_id"],
    )


def invent_day(guests: list[Guest], chance: random.Random) -> list[Deed]:
    """Several hundred words and notes, each phone's times rising."""
    now = int(time.time() * 1000)
    clock = {guest.name: now - HOURS for guest in guests}

    def tick(who: str) -> int:
        clock[who] += chance.choice([1, 7, 900, 20_000])
        return clock[who]

    deeds: list[Deed] = []
    for _ in range(PAIRS):
        a, b = (guest.name for guest in chance.sample(guests, 2))
        for who, whom in chance.sample([(a, b), (b, a)], chance.choice([1, 2, 2])):
            deeds += invent_side(who, whom, chance, tick)
    return deeds


def invent_side(who: str, whom: str, chance: random.Random, tick: Any) -> list[Deed]:
    deeds = [Deed(who, whom, "yes", tick(who), new_id(chance))]
    if chance.random() < 0.6:
        deeds += invent_notes(who, whom, chance, tick)
    if chance.random() < 0.2:
        deeds.append(Deed(who, whom, "no", tick(who)))
        if chance.random() < 0.5:
            deeds.append(Deed(who, whom, "yes", tick(who), new_id(chance)))
            deeds += invent_notes(who, whom, chance, tick)
    return deeds


def invent_notes(who: str, whom: str, chance: random.Random, tick: Any) -> list[Deed]:
    question, promise = new_id(chance), new_id(chance)
    notes = [
        Deed(who, whom, "question", tick(who), question, f"Frage {question}?"),
        Deed(who, whom, "promise", tick(who), promise, f"Versprechen {promise}"),
    ]
    if chance.random() < 0.4:
        state = chance.choice(["kept", "let_go"])
        notes.append(Deed(who, whom, "promise", tick(who), promise, f"Doch {promise}", state))
    if chance.random() < 0.3:
        notes.append(Deed(who, whom, "question", tick(who), question, None))
    if chance.random() < 0.5:
        notes.append(Deed(who, whom, "reminded_of", tick(who), "", f"Erinnerung {new_id(chance)}"))
    return notes


def new_id(chance: random.Random) -> str:
    return str(uuid.UUID(int=chance.getrandbits(128), version=4))


def operation(deed: Deed, badge: str) -> dict[str, Any]:
    """The deed as one operation of a sync."""
    base: dict[str, Any] = {"at": moment(deed.at), "badge": badge}
    if deed.kind == "yes":
        return base | {"op": "scan", "id": deed.id}
    if deed.kind == "no":
        return base | {"op": "withdraw"}
    if deed.kind == "reminded_of":
        return base | {"op": "reminded_of", "text": deed.text}
    if deed.text is None:
        return base | {"op": deed.kind, "id": deed.id, "deleted": True}
    state = {"state": deed.state} if deed.kind == "promise" else {}
    return base | {"op": deed.kind, "id": deed.id, "text": deed.text} | state


async def live_the_day(api: httpx.AsyncClient, guests: list[Guest], deeds: list[Deed]) -> None:
    """Send all of it in random order, with repeats, some by scan calls and some by sync."""
    chance = random.Random(4)
    by_name = {guest.name: guest for guest in guests}
    calls = []
    for guest in guests:
        own = [deed for deed in deeds if deed.who == guest.name]
        own += chance.sample(own, len(own) // 3)
        chance.shuffle(own)
        while own:
            size = chance.choice([1, 1, 2, 5, 9])
            calls.append((guest, own[:size]))
            own = own[size:]
    chance.shuffle(calls)
    at_once = asyncio.Semaphore(16)

    async def send(guest: Guest, some: list[Deed]) -> None:
        async with at_once:
            if len(some) == 1 and some[0].kind == "yes":
                await send_scan(api, guest, some[0], by_name[some[0].whom].badge)
            else:
                await send_sync(api, guest, [operation(d, by_name[d.whom].badge) for d in some])

    await asyncio.gather(*(send(guest, some) for guest, some in calls))


async def send_scan(api: httpx.AsyncClient, guest: Guest, deed: Deed, badge: str) -> None:
    body = {"id": deed.id, "badge": badge, "scanned_at": moment(deed.at)}
    answer = await api.post("/scans", json=body, headers=guest.headers)
    assert answer.status_code in {200, 201, 204}, answer.text


async def send_sync(api: httpx.AsyncClient, guest: Guest, operations: list[Any]) -> None:
    body = {"person": guest.person, "operations": operations, "since": None}
    answer = await api.post("/sync", json=body, headers=guest.headers)
    assert answer.status_code == 200, answer.text
    statuses = {result["status"] for result in answer.json()["results"]}
    assert statuses <= {"applied", "unchanged"}, answer.text


async def talks_of(api: httpx.AsyncClient, guest: Guest) -> dict[str, Seen]:
    answer = await api.get("/talks", params={"event": "day", "limit": 500}, headers=guest.headers)
    assert answer.status_code == 200, answer.text
    return {talk["with"]["name"]: as_seen(talk) for talk in answer.json()["items"]}


def as_seen(talk: dict[str, Any]) -> Seen:
    return Seen(
        state=talk["state"],
        card_shared=bool(talk["with"]["card"]),
        questions={question["text"] for question in talk["questions"]},
        promises={(promise["text"], promise["state"]) for promise in talk["promises"]},
        reminded_of=talk["reminded_of"],
    )


async def follow_ups_sent(api: httpx.AsyncClient, token: str) -> dict[str, Any]:
    """Send them now and wait until all are."""
    organizer = {"Authorization": f"Bearer {token}"}
    answer = await api.post("/events/day/follow-ups", headers=organizer)
    assert answer.status_code == 202, answer.text
    for _ in range(300):
        state: dict[str, Any] = (await api.get("/events/day/follow-ups", headers=organizer)).json()
        if state["state"] == "sent":
            return state
        await asyncio.sleep(0.2)
    raise AssertionError(f"not sent: {state}")


def check_mails(
    mailbox: Mailbox, guests: list[Guest], expected: dict[str, dict[str, Seen]]
) -> None:
    """Everyone with a talk got one mail with all of theirs, and nothing of anybody else's."""
    mails = dict(mailbox.mails())
    assert len(mails) == len(mailbox.mails()), "somebody got two"
    assert set(mails) == {guest.email for guest in guests if expected[guest.name]}
    for guest in guests:
        if guest.email in mails:
            for kind in ("plain", "html"):
                body = mails[guest.email].get_body((kind,))
                assert body is not None
                check_mail(body.get_content(), guest, expected[guest.name])


def check_mail(text: str, guest: Guest, talks: dict[str, Seen]) -> None:
    text = re.sub(r"\s+", " ", text)
    named = set(re.findall(r"Gast\d\d Nachname\d\d", text)) - {guest.name}
    assert named == set(talks), guest.name
    told = set(re.findall(r"(?:Frage|Versprechen|Doch|Erinnerung) [0-9a-f-]{36}", text))
    mine = {note.rstrip("?") for seen in talks.values() for note in notes_of(seen)}
    assert told == mine, guest.name


def notes_of(seen: Seen) -> set[str]:
    reminded = {seen.reminded_of} if seen.reminded_of else set()
    return seen.questions | {text for text, _ in seen.promises} | reminded


@pytest.mark.timeout(300)
async def test_an_event_of_sixty_comes_out_as_reckoned(
    empty_database_url: str, tmp_path: Path
) -> None:
    with smtp_server() as (mail_url, mailbox):
        settings = {"MAIL": mail_url, "DATABASE": empty_database_url}
        with server(tmp_path, settings) as url:
            words = ("token", "org@example.org", "--name", "day")
            made = run_command(*words, settings=settings, cwd=tmp_path)
            token = made.stdout.strip()
            assert token.startswith("wto_"), made.stderr
            async with httpx.AsyncClient(base_url=f"{url}/api/v1", timeout=60) as api:
                await check_day(api, token, mailbox)


async def check_day(api: httpx.AsyncClient, token: str, mailbox: Mailbox) -> None:
    chance = random.Random(26)
    guests = await open_event(api, token, seed=26)
    with_card = {guest.name for guest in guests if chance.random() < 0.6}
    for guest in guests:
        if guest.name in with_card:
            card = {"card": {"email": guest.email}}
            path = f"/me/participations/{guest.participant}"
            answer = await api.patch(path, json=card, headers=guest.headers)
            assert answer.status_code == 200, answer.text
    deeds = invent_day(guests, chance)
    await live_the_day(api, guests, deeds)
    expected = day([guest.name for guest in guests], deeds, with_card)
    for guest in guests:
        assert await talks_of(api, guest) == expected[guest.name], guest.name
    state = await follow_ups_sent(api, token)
    assert state["failed"] == 0
    check_mails(mailbox, guests, expected)
