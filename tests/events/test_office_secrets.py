"""No way for organizers to learn who talked with whom, or what was noted."""

import json
import logging
from typing import Any
from uuid import uuid4

import httpx
import pytest

from cast import Guest, make_event, make_organizer, make_participant
from office import Office
from wetalked.app import ROUTES
from wetalked.core.code import show
from wetalked.db.context import Context

NAMES = ("Mira Lang", "Otto Außen", "Kim Cho", "Ngozi Okafor")
PAIRS = {"day-one": ((0, 1), (2, 3)), "day-two": ((0, 2), (1, 3))}
SECRET = "the red backpack on the third floor"


async def hold(
    context: Context, client: httpx.AsyncClient, slug: str
) -> tuple[Office, list[Guest]]:
    """An event at which the same four people talk, in pairs that differ between the two events."""
    event = await make_event(context, slug, name="The Day")
    office = Office(client, event, await make_organizer(context, event, "Olga"))
    guests = [await make_participant(context, event, name) for name in NAMES]
    for one, other in PAIRS[slug]:
        for asks, holds in ((guests[one], guests[other]), (guests[other], guests[one])):
            scan = {"id": str(uuid4()), "badge": holds.code}
            talk = await client.post("/api/v1/scans", json=scan, headers=asks.headers)
            assert talk.status_code == 201, talk.text
            path = f"/api/v1/talks/{talk.json()['id']}/promises/{uuid4()}"
            body = {"text": SECRET}
            assert (await client.put(path, json=body, headers=asks.headers)).status_code == 201
    return office, guests


def readable() -> list[str]:
    """All that can be read of an event by its slug, and perhaps a participant."""
    found = set()
    for route in ROUTES:
        if "GET" in route.http_methods:
            found |= {path for path in route.paths if path.startswith("/events/{slug")}
    return sorted(path.replace(":str", "") for path in found)


async def all_answers(office: Office, guests: list[Guest]) -> dict[str, Any]:
    """Every answer to an organizer, with ids and codes replaced by whose they are."""
    known = {office.event.slug: "SLUG", office.event.id: "EVENT", office.who.person: "OLGA"}
    for guest in guests:
        names = (guest.participant, guest.code, show(guest.code), guest.person)
        known |= dict.fromkeys(names, guest.name)
    found: dict[str, Any] = {}
    for path in readable():
        for guest in guests if "{participant}" in path else guests[:1]:
            url = path.format(slug=office.event.slug, participant=guest.participant)
            answer = await office.client.get(f"/api/v1{url}", headers=office.who.headers)
            found[f"{path} {guest.name}"] = (answer.status_code, plain(answer, known))
    return found


def plain(answer: httpx.Response, known: dict[str, str]) -> str:
    """What it says, in whichever order ids have brought it; a badge's picture is its code."""
    if "json" not in answer.headers["content-type"]:
        return answer.headers["content-type"]
    told = answer.text
    for secret, word in known.items():
        told = told.replace(secret, word)
    body = json.loads(told)
    if "items" in body:
        body["items"].sort(key=json.dumps)
    return json.dumps(body, ensure_ascii=False)


async def test_two_events_that_differ_only_in_who_talked_with_whom_look_alike(
    context: Context, client: httpx.AsyncClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)  # what `serve` keeps
    (here, ours), (there, theirs) = [await hold(context, client, slug) for slug in PAIRS]
    answers = await all_answers(here, ours)
    assert {"/events/{slug}/pulse Mira Lang", "/events/{slug}/follow-ups Mira Lang"} <= set(answers)
    assert sum(status == 200 for status, _ in answers.values()) > 10
    assert answers == await all_answers(there, theirs)
    assert SECRET not in json.dumps(answers)
    assert SECRET not in caplog.text


async def test_an_organizer_reads_nothing_that_is_a_participant_s(
    context: Context, client: httpx.AsyncClient
) -> None:
    office, guests = await hold(context, client, "day-one")
    talks = await client.get("/api/v1/talks?event=day-one", headers=guests[0].headers)
    (talk,) = talks.json()["items"]
    assert talk["promises"][0]["text"] == SECRET
    mine = await client.get("/api/v1/talks?event=day-one", headers=office.who.headers)
    assert mine.json()["items"] == []
    follow_up = await client.get("/api/v1/follow-up?event=day-one", headers=office.who.headers)
    assert (follow_up.json()["people"], follow_up.json()["waiting"]) == ([], [])
    one = await client.get(f"/api/v1/talks/{talk['id']}", headers=office.who.headers)
    assert one.status_code == 404
    export = await client.get("/api/v1/me/export", headers=office.who.headers)
    assert SECRET.encode() not in export.content
