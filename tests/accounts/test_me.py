"""What a person sees and changes of themselves."""

from typing import Any

import httpx
import msgspec
import pytest

from cast import Guest, make_event, make_participant, make_person
from conftest import ManualClock
from wetalked.db import statement
from wetalked.db.context import Context

API = "/api/v1"


@pytest.fixture
async def mira(context: Context) -> Guest:
    return await make_participant(
        context, await make_event(context), "Mira Lang", email="m@example.org"
    )


async def last_mail(context: Context, kind: str) -> dict[str, Any]:
    (rows,) = await context.db.read(
        statement("SELECT address, body FROM mail WHERE kind = :kind ORDER BY id DESC", kind=kind)
    )
    return {"address": rows[0]["address"], "body": msgspec.json.decode(rows[0]["body"] or "null")}


async def test_a_page_that_opens_learns_who_is_here_and_that_nobody_is(
    client: httpx.AsyncClient, mira: Guest
) -> None:
    me = (await client.get(f"{API}/me", headers=mira.headers)).json()
    here = await client.get(f"{API}/session", headers=mira.headers)
    assert (here.status_code, here.json()) == (200, {"me": me})
    for headers in ({}, {"authorization": "Bearer wtp_never"}, {"cookie": "__Host-wetalked=old"}):
        nobody = await client.get(f"{API}/session", headers=headers)
        assert (nobody.status_code, nobody.json()) == (200, {"me": None})


async def test_what_is_absent_stays_and_what_is_given_changes(
    client: httpx.AsyncClient, mira: Guest
) -> None:
    answer = await client.patch(f"{API}/me", json={"quiet": True}, headers=mira.headers)
    assert answer.status_code == 200
    assert answer.json() == {
        "id": mira.person,
        "name": "Mira Lang",
        "given_name": "Mira",
        "email": "m@example.org",
        "language": "en",
        "quiet": True,
        "mail": True,
        "organizer": False,
        "office": False,
    }
    changes = {"name": "  Miriam  Long ", "language": "de", "mail": False}
    changed = (await client.patch(f"{API}/me", json=changes, headers=mira.headers)).json()
    assert (changed["name"], changed["given_name"]) == ("Miriam Long", "Miriam")
    assert (changed["language"], changed["quiet"], changed["mail"]) == ("de", True, False)
    again = (await client.patch(f"{API}/me", json={"mail": True}, headers=mira.headers)).json()
    assert again["mail"] is True


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 121}, "name"),
        ({"name": "Mira\u202eLang"}, "name"),
        ({"name": "Mira\nLang"}, "name"),
        ({"given_name": None}, "given_name"),
        ({"language": "fr"}, "language"),
        ({"quiet": 1}, "quiet"),
        ({"email": "other@example.org"}, "body"),
    ],
)
async def test_what_cannot_be_is_refused_with_its_field(
    client: httpx.AsyncClient, mira: Guest, change: dict[str, Any], field: str
) -> None:
    answer = await client.patch(f"{API}/me", json=change, headers=mira.headers)
    assert answer.status_code == 422, answer.text
    assert answer.json()["errors"][0]["field"] == field


async def test_an_organizers_token_is_nobody(client: httpx.AsyncClient, context: Context) -> None:
    from wetalked.events.api_tokens import create_token  # noqa: PLC0415
    from wetalked.events.organizers import make_organizer  # noqa: PLC0415

    maker = await make_organizer(context, "org@example.org")
    token = (await create_token(context, maker.id, "x")).token
    headers = {"authorization": f"Bearer {token}"}
    assert (await client.get(f"{API}/events", headers=headers)).status_code == 200
    answer = await client.get(f"{API}/me", headers=headers)
    assert (answer.status_code, answer.json()["type"]) == (403, "/problems/forbidden")


async def test_a_new_address_is_taken_with_the_code_mailed_there_and_the_old_one_is_told(
    client: httpx.AsyncClient, context: Context, mira: Guest
) -> None:
    new = {"email": "New@Example.org"}
    asked = await client.post(f"{API}/me/email", json=new, headers=mira.headers)
    assert asked.status_code == 202
    mail = await last_mail(context, "sign-in")
    assert mail["address"].lower() == "new@example.org"
    body = {**new, "code": mail["body"]["code"]}
    answer = await client.put(f"{API}/me/email", json=body, headers=mira.headers)
    assert answer.status_code == 200, answer.text
    assert answer.json()["email"].lower() == "new@example.org"
    assert (await last_mail(context, "address-changed"))["address"] == "m@example.org"


async def test_a_wrong_code_takes_no_address_and_five_end_the_wish(
    client: httpx.AsyncClient, context: Context, mira: Guest
) -> None:
    new = {"email": "new@example.org"}
    await client.post(f"{API}/me/email", json=new, headers=mira.headers)
    code = (await last_mail(context, "sign-in"))["body"]["code"]
    wrong = f"{(int(code) + 1) % 1_000_000:06}"
    for _ in range(5):
        body = {**new, "code": wrong}
        answer = await client.put(f"{API}/me/email", json=body, headers=mira.headers)
        assert answer.status_code == 422
    answer = await client.put(f"{API}/me/email", json={**new, "code": code}, headers=mira.headers)
    assert answer.status_code == 422


async def test_an_address_of_another_account_is_taken_only_in_words(
    client: httpx.AsyncClient, context: Context, mira: Guest
) -> None:
    await make_person(context, "Jonas", email="jonas@example.org")
    new = {"email": "jonas@example.org"}
    assert (await client.post(f"{API}/me/email", json=new, headers=mira.headers)).status_code == 202
    code = (await last_mail(context, "sign-in"))["body"]["code"]
    answer = await client.put(f"{API}/me/email", json={**new, "code": code}, headers=mira.headers)
    assert (answer.status_code, answer.json()["type"]) == (409, "/problems/address-taken")


async def test_devices_are_listed_and_signed_out_one_by_one(
    client: httpx.AsyncClient, context: Context, mira: Guest
) -> None:
    from cast import Someone, add_session  # noqa: PLC0415

    other = Someone(mira.person, "Mira", "wtp_other")
    await context.db.write(add_session(context, other))
    listed = (await client.get(f"{API}/me/sessions", headers=mira.headers)).json()["items"]
    assert sorted(device["current"] for device in listed) == [False, True]
    (away,) = [device["id"] for device in listed if not device["current"]]
    assert (await client.get(f"{API}/me", headers=other.headers)).status_code == 200
    ended = await client.delete(f"{API}/sessions/{away}", headers=mira.headers)
    assert ended.status_code == 204
    assert (await client.get(f"{API}/me", headers=other.headers)).status_code == 401
    assert (await client.get(f"{API}/me", headers=mira.headers)).status_code == 200


async def test_signing_out_the_others_leaves_this_one(
    client: httpx.AsyncClient, context: Context, mira: Guest
) -> None:
    from cast import Someone, add_session  # noqa: PLC0415

    other = Someone(mira.person, "Mira", "wtp_other")
    await context.db.write(add_session(context, other))
    assert (await client.delete(f"{API}/sessions", headers=mira.headers)).status_code == 204
    assert (await client.get(f"{API}/me", headers=other.headers)).status_code == 401
    assert (await client.delete(f"{API}/sessions/current", headers=mira.headers)).status_code == 204
    assert (await client.get(f"{API}/me", headers=mira.headers)).status_code == 401


async def test_nobody_ends_anothers_session(
    client: httpx.AsyncClient, context: Context, mira: Guest
) -> None:
    jonas = await make_person(context, "Jonas")
    listed = (await client.get(f"{API}/me/sessions", headers=mira.headers)).json()["items"]
    answer = await client.delete(f"{API}/sessions/{listed[0]['id']}", headers=jonas.headers)
    assert answer.status_code == 404
    assert (await client.get(f"{API}/me", headers=mira.headers)).status_code == 200


async def test_five_codes_an_hour_go_to_new_addresses_of_one_person(
    client: httpx.AsyncClient, clock: ManualClock, mira: Guest
) -> None:
    new = {"email": "new@example.org"}
    for _ in range(5):
        asked = await client.post(f"{API}/me/email", json=new, headers=mira.headers)
        assert asked.status_code == 202
    clock.move(minutes=50)
    refused = await client.post(f"{API}/me/email", json=new, headers=mira.headers)
    assert (refused.status_code, refused.headers["retry-after"]) == (429, "600")
    clock.move(minutes=10)
    again = await client.post(f"{API}/me/email", json=new, headers=mira.headers)
    assert again.status_code == 202
