"""Events: made, changed, listed and ended by those who run them."""

from typing import Any

import httpx
import pytest

from cast import Someone, make_event, make_organizer, make_person
from conftest import ManualClock
from wetalked.db import statement
from wetalked.db.context import Context

EVENTS = "/api/v1/events"
DAY26: dict[str, Any] = {
    "slug": "day26",
    "name": "Der Tag",
    "starts_at": "2026-12-05T09:00:00+01:00",
    "ends_at": "2026-12-05T18:00:00+01:00",
    "time_zone": "Europe/Berlin",
    "language": "de",
}
AS_TOLD: dict[str, Any] = {
    **DAY26,
    "starts_at": "2026-12-05T08:00:00Z",
    "ends_at": "2026-12-05T17:00:00Z",
    "follow_up_at": "2026-12-06T08:00:00Z",
    "remind_after_days": 21,
    "erase_after_days": 180,
    "in_house": False,
    "help_contact": None,
    "role": "organizer",
    "deck": None,
    "erasure_asked_at": None,
}


@pytest.fixture
async def olga(context: Context) -> Someone:
    return await make_person(context, "Olga", organizer=True)


async def create(client: httpx.AsyncClient, who: Someone, **fields: Any) -> httpx.Response:
    return await client.post(EVENTS, json={**DAY26, **fields}, headers=who.headers)


async def change(client: httpx.AsyncClient, who: Someone, **fields: Any) -> httpx.Response:
    return await client.patch(f"{EVENTS}/day26", json=fields, headers=who.headers)


def field_of(answer: httpx.Response) -> str:
    """Which field a refusal names."""
    assert answer.status_code == 422, answer.text
    assert answer.json()["type"] == "/problems/invalid"
    return str(answer.json()["errors"][0]["field"])


async def test_an_event_is_made_with_the_usual_settings(
    client: httpx.AsyncClient, olga: Someone
) -> None:
    answer = await create(client, olga)
    assert (answer.status_code, answer.json()) == (201, AS_TOLD)
    assert (await client.get(f"{EVENTS}/day26", headers=olga.headers)).json() == AS_TOLD


async def test_all_settings_are_taken_and_told_in_utc(
    client: httpx.AsyncClient, olga: Someone
) -> None:
    settings = {
        "follow_up_at": "2026-12-05T20:00:00-05:00",
        "remind_after_days": None,
        "erase_after_days": 30,
        "in_house": True,
        "help_contact": "Info desk, +49 30 123456",
        "deck": [{"de": " Was bewegt dich? ", "en": "What moves you?"}, {"en": "Why here?"}],
    }
    answer = await create(client, olga, **settings)
    expected = {
        **AS_TOLD,
        **settings,
        "follow_up_at": "2026-12-06T01:00:00Z",
        "deck": [{"de": "Was bewegt dich?", "en": "What moves you?"}, {"en": "Why here?"}],
    }
    assert answer.json() == expected


async def test_only_organizers_make_events(client: httpx.AsyncClient, context: Context) -> None:
    guest = await make_person(context, "Gast")
    assert (await create(client, guest)).status_code == 403
    assert (await client.post(EVENTS, json=DAY26)).status_code == 401


async def test_a_slug_is_taken_once_whoever_has_it(
    client: httpx.AsyncClient, context: Context, olga: Someone
) -> None:
    assert (await create(client, olga)).status_code == 201
    other = await make_person(context, "Otto", organizer=True)
    for who in (olga, other):
        answer = await create(client, who)
        assert (answer.status_code, answer.json()["type"]) == (409, "/problems/id-taken")
    await create(client, olga, slug="day27")
    answer = await change(client, olga, slug="day27")
    assert (answer.status_code, answer.json()["type"]) == (409, "/problems/id-taken")


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"slug": "Day 26"}, "slug"),
        ({"slug": ""}, "slug"),
        ({"slug": "x" * 65}, "slug"),
        ({"slug": "day26\n"}, "slug"),
        ({"name": " "}, "name"),
        ({"name": "x" * 121}, "name"),
        ({"name": "two\nlines"}, "name"),
        ({"name": "\u202eevil"}, "name"),
        ({"starts_at": "2026-12-05T09:00:00"}, "starts_at"),
        ({"starts_at": 1_796_468_400}, "starts_at"),
        ({"ends_at": "2026-12-05T09:00:00+01:00"}, "ends_at"),
        ({"ends_at": "9999-12-31T23:59:59Z"}, "ends_at"),
        ({"follow_up_at": "tomorrow"}, "follow_up_at"),
        ({"follow_up_at": "0001-01-01T00:00:00+14:00"}, "follow_up_at"),
        ({"time_zone": "Europe/Atlantis"}, "time_zone"),
        ({"time_zone": "../../etc/passwd"}, "time_zone"),
        ({"time_zone": "Europe"}, "time_zone"),
        ({"time_zone": "localtime"}, "time_zone"),
        ({"time_zone": "Factory"}, "time_zone"),
        ({"language": "fr"}, "language"),
        ({"remind_after_days": 0}, "remind_after_days"),
        ({"erase_after_days": 0}, "erase_after_days"),
        ({"erase_after_days": 731}, "erase_after_days"),
        ({"erase_after_days": None}, "erase_after_days"),
        ({"in_house": 1}, "in_house"),
        ({"deck": [{}]}, "deck[0]"),
        ({"deck": [{"en": "Why?"}, {"de": " "}]}, "deck[1].de"),
        ({"deck": [{"fr": "Pourquoi ?"}]}, "deck[0]"),
        ({"deck": [{"en": "Why?"}] * 201}, "deck"),
        ({"help_contact": "x\ny"}, "help_contact"),
        ({"title": "?"}, "body"),
    ],
)
async def test_a_wrong_setting_is_refused_by_its_name(
    client: httpx.AsyncClient, olga: Someone, fields: dict[str, Any], field: str
) -> None:
    assert field_of(await create(client, olga, **fields)) == field
    assert (await create(client, olga)).status_code == 201
    if fields.get("ends_at") != DAY26["starts_at"]:
        assert field_of(await change(client, olga, **fields)) == field
    assert (await client.get(f"{EVENTS}/day26", headers=olga.headers)).json() == AS_TOLD


async def test_what_is_missing_is_named(client: httpx.AsyncClient, olga: Someone) -> None:
    for field in ("time_zone", "language"):
        body = {name: value for name, value in DAY26.items() if name != field}
        assert field_of(await client.post(EVENTS, json=body, headers=olga.headers)) == field


async def test_a_change_keeps_what_it_does_not_name(
    client: httpx.AsyncClient, olga: Someone
) -> None:
    await create(client, olga, help_contact="Desk", deck=[{"en": "Why?"}])
    answer = await change(client, olga, name="Der große Tag", remind_after_days=None)
    expected = {
        **AS_TOLD,
        "name": "Der große Tag",
        "remind_after_days": None,
        "help_contact": "Desk",
        "deck": [{"en": "Why?"}],
    }
    assert (answer.status_code, answer.json()) == (200, expected)
    answer = await change(client, olga, help_contact=None, deck=None)
    assert (answer.json()["help_contact"], answer.json()["deck"]) == (None, None)
    assert (await change(client, olga)).json() == answer.json()


async def test_the_follow_up_moves_with_the_end_until_it_is_sent(
    client: httpx.AsyncClient, olga: Someone, context: Context
) -> None:
    await create(client, olga)
    answer = await change(client, olga, ends_at="2026-12-06T18:00:00+01:00")
    assert answer.json()["follow_up_at"] == "2026-12-07T08:00:00Z"
    answer = await change(client, olga, time_zone="America/New_York")
    assert answer.json()["follow_up_at"] == "2026-12-07T14:00:00Z"
    answer = await change(client, olga, follow_up_at="2026-12-06T19:00:00Z")
    assert answer.json()["follow_up_at"] == "2026-12-06T19:00:00Z"
    answer = await change(client, olga, follow_up_at=None)
    assert answer.json()["follow_up_at"] == "2026-12-07T14:00:00Z"
    await context.db.write(
        statement("UPDATE event SET follow_up_begun_at = :now", now=context.clock())
    )
    answer = await change(client, olga, ends_at="2026-12-09T18:00:00Z")
    assert answer.json()["follow_up_at"] == "2026-12-07T14:00:00Z"
    assert field_of(await change(client, olga, follow_up_at=None)) == "follow_up_at"
    answer = await change(client, olga, follow_up_at="2026-12-07T14:00:00Z", name="Danach")
    assert answer.status_code == 200


async def test_an_event_copies_settings_and_deck_of_ones_own(
    client: httpx.AsyncClient, olga: Someone, context: Context
) -> None:
    settings = {
        "remind_after_days": None,
        "erase_after_days": 30,
        "in_house": True,
        "help_contact": "Desk",
        "deck": [{"en": "Why?"}],
    }
    await create(client, olga, **settings, follow_up_at="2026-12-05T20:00:00Z")
    body: dict[str, Any] = {
        "slug": "day27",
        "name": "Next",
        "starts_at": "2027-12-04T08:00:00Z",
        "ends_at": "2027-12-04T17:00:00Z",
        "copy_of": "day26",
    }
    answer = await client.post(EVENTS, json=body, headers=olga.headers)
    expected = {**AS_TOLD, **settings, **body, "follow_up_at": "2027-12-05T08:00:00Z"}
    del expected["copy_of"]
    assert (answer.status_code, answer.json()) == (201, expected)
    body |= {"slug": "day28", "erase_after_days": 7, "deck": None}
    answer = await client.post(EVENTS, json=body, headers=olga.headers)
    assert (answer.json()["erase_after_days"], answer.json()["deck"]) == (7, None)

    other = await make_person(context, "Otto", organizer=True)
    answer = await client.post(EVENTS, json={**body, "slug": "day29"}, headers=other.headers)
    assert field_of(answer) == "copy_of"


async def test_each_lists_the_events_they_run_the_newest_first(
    client: httpx.AsyncClient, olga: Someone, context: Context, clock: ManualClock
) -> None:
    for slug in ("a", "b", "c"):
        clock.move(seconds=1)
        await create(client, olga, slug=slug)
    other = await make_person(context, "Otto", organizer=True)
    await create(client, other, slug="others")
    answer = (await client.get(EVENTS, headers=olga.headers, params={"limit": 2})).json()
    assert [event["slug"] for event in answer["items"]] == ["c", "b"]
    rest = await client.get(EVENTS, headers=olga.headers, params={"after": answer["next"]})
    assert [event["slug"] for event in rest.json()["items"]] == ["a"]
    assert rest.json()["next"] is None
    for limit in ("0", "501", "x"):
        answer = await client.get(EVENTS, headers=olga.headers, params={"limit": limit})
        assert field_of(answer) == "limit"


async def test_an_event_of_others_is_as_absent_as_one_that_is_not_there(
    client: httpx.AsyncClient, olga: Someone, context: Context
) -> None:
    await create(client, olga)
    strangers: list[Someone] = [
        await make_person(context, "Otto", organizer=True),
        await make_organizer(context, await make_event(context, "other"), "Ottilie"),
    ]
    paths = ["", "/organizers", "/participants", "/pulse", "/deck", "/badges", "/badges.pdf"]
    for path in paths:
        found = await client.get(f"{EVENTS}/day26{path}", headers=olga.headers)
        assert found.status_code in {200, 422}, found.text
        for stranger in strangers:
            answer = await client.get(f"{EVENTS}/day26{path}", headers=stranger.headers)
            nowhere = await client.get(f"{EVENTS}/nowhere{path}", headers=stranger.headers)
            assert (answer.status_code, nowhere.status_code) == (404, 404)
            assert answer.json() == nowhere.json()
    for stranger in strangers:
        assert (await change(client, stranger, name="Mine")).status_code == 404
        deleted = await client.delete(f"{EVENTS}/day26", headers=stranger.headers)
        assert deleted.status_code == 404
    assert (await client.get(f"{EVENTS}/day26", headers=olga.headers)).json() == AS_TOLD
