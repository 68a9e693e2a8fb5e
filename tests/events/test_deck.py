"""The deck: an event's open questions to choose from."""

import httpx

from cast import make_event, make_organizer, make_participant, make_person
from wetalked.db.context import Context
from wetalked.events.deck import STANDARD

DECK = "/api/v1/events/day26/deck"


async def test_everyone_in_the_event_reads_the_standard_deck(
    client: httpx.AsyncClient, context: Context
) -> None:
    event = await make_event(context)
    for who in (
        await make_participant(context, event, "Mira"),
        await make_organizer(context, event),
        await make_organizer(context, event, "Dana", role="desk"),
    ):
        answer = await client.get(DECK, headers=who.headers)
        assert answer.status_code == 200
        questions = answer.json()["questions"]
        assert len(questions) == len(STANDARD)
        assert questions[0] == {
            "de": "Wie hat das hier für dich angefangen?",
            "en": "How did all this begin for you?",
        }


async def test_others_read_no_deck(client: httpx.AsyncClient, context: Context) -> None:
    event = await make_event(context)
    mira = await make_participant(context, event, "Mira")
    assert (await client.get(DECK, headers=mira.headers)).status_code == 200
    outsider = await make_participant(context, await make_event(context, "other"), "Otto")
    for who in (outsider, await make_person(context, "Olga", organizer=True)):
        assert (await client.get(DECK, headers=who.headers)).status_code == 404
    assert (await client.get(DECK)).status_code == 401


async def test_an_own_deck_takes_its_place_and_a_known_one_is_not_sent_again(
    client: httpx.AsyncClient, context: Context
) -> None:
    event = await make_event(context)
    mira = await make_participant(context, event, "Mira")
    olga = await make_organizer(context, event)
    first = await client.get(DECK, headers=mira.headers)
    assert first.headers["cache-control"] == "private, no-cache"
    known = {**mira.headers, "if-none-match": first.headers["etag"]}
    same = await client.get(DECK, headers=known)
    assert (same.status_code, same.content) == (304, b"")
    answer = await client.patch(
        "/api/v1/events/day26", json={"deck": [{"de": "Warum hier?"}]}, headers=olga.headers
    )
    assert answer.json()["deck"] == [{"de": "Warum hier?"}]
    new = await client.get(DECK, headers=known)
    assert (new.status_code, new.json()) == (200, {"questions": [{"de": "Warum hier?"}]})
    assert new.headers["etag"] != first.headers["etag"]
