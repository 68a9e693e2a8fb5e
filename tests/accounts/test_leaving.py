"""Leaving: everything of one's own goes, what others wrote stays theirs."""

from typing import Any

import httpx
import pytest

from cast import Guest, make_event, make_participant
from wetalked.db import statement
from wetalked.db.context import Context

API = "/api/v1"
QUESTION = "0190aaaa-0000-7000-8000-000000000001"


@pytest.fixture
async def pair(context: Context, client: httpx.AsyncClient) -> tuple[Guest, Guest]:
    """Mira and Jonas, who talked; each noted a question, and Mira shows her address."""
    event = await make_event(context)
    mira = await make_participant(context, event, "Mira Lang", email="mira@example.org")
    jonas = await make_participant(context, event, "Jonas Weiß", email="jonas@example.org")
    card = {"ask_me_about": "bees", "card": {"email": "mira@example.org"}}
    path = f"{API}/me/participations/{mira.participant}"
    assert (await client.patch(path, json=card, headers=mira.headers)).status_code == 200
    for one, other in ((mira, jonas), (jonas, mira)):
        scan = {"id": context.new_id(), "badge": other.code}
        talk = (await client.post(f"{API}/scans", json=scan, headers=one.headers)).json()
        path = f"{API}/talks/{talk['id']}/questions/{QUESTION}"
        body = {"text": f"What does {other.name} think?"}
        assert (await client.put(path, json=body, headers=one.headers)).status_code == 201
    return mira, jonas


async def the_talk(client: httpx.AsyncClient, guest: Guest) -> dict[str, Any]:
    talks: list[dict[str, Any]] = (await client.get(f"{API}/talks", headers=guest.headers)).json()[
        "items"
    ]
    (talk,) = talks
    return talk


async def count(context: Context, table: str) -> int:
    (rows,) = await context.db.read(statement(f"SELECT count(*) AS n FROM {table}"))  # noqa: S608
    return int(rows[0]["n"])


async def test_who_leaves_is_gone_and_the_others_keep_what_they_wrote(
    client: httpx.AsyncClient, context: Context, pair: tuple[Guest, Guest]
) -> None:
    mira, jonas = pair
    before = await the_talk(client, jonas)
    assert before["with"]["card"] == {"email": "mira@example.org"}
    assert (await client.delete(f"{API}/me", headers=mira.headers)).status_code == 204
    after = await the_talk(client, jonas)
    assert after["with"] == {
        **before["with"],
        "name": None,
        "given_name": None,
        "ask_me_about": None,
        "card": {},
        "left": True,
    }
    assert after["questions"] == before["questions"]
    assert (await client.get(f"{API}/me", headers=mira.headers)).status_code == 401
    scan = {"id": context.new_id(), "badge": mira.code}
    answer = await client.post(f"{API}/scans", json=scan, headers=jonas.headers)
    assert answer.json()["type"] == "/problems/unknown-badge"
    assert await count(context, "person") == 1
    assert await count(context, "note") == 1


async def test_a_card_left_behind_stays_with_those_they_talked_with(
    client: httpx.AsyncClient, pair: tuple[Guest, Guest]
) -> None:
    mira, jonas = pair
    answer = await client.delete(f"{API}/me?leave_card=true", headers=mira.headers)
    assert answer.status_code == 204
    left = (await the_talk(client, jonas))["with"]
    assert left["left"] is True
    assert left["card"] == {"email": "mira@example.org"}
    assert left["name"] == "Mira Lang"


async def test_the_last_mail_says_good_bye(
    client: httpx.AsyncClient, context: Context, pair: tuple[Guest, Guest]
) -> None:
    await client.delete(f"{API}/me", headers=pair[0].headers)
    (rows,) = await context.db.read(statement("SELECT kind, address, person FROM mail"))
    assert rows == [{"kind": "good-bye", "address": "mira@example.org", "person": None}]


async def test_leaving_one_event_of_two_keeps_the_account(
    client: httpx.AsyncClient, context: Context, pair: tuple[Guest, Guest]
) -> None:
    mira, _ = pair
    second = await make_event(context, "second")
    kept = "11111111-0000-7000-8000-000000000001"
    await context.db.write(
        statement(
            "INSERT INTO participant (id, event, person, made_at) VALUES (:id, :event, :person, 0)",
            id=kept,
            event=second.id,
            person=mira.person,
        )
    )
    path = f"{API}/me/participations/{mira.participant}"
    assert (await client.delete(path, headers=mira.headers)).status_code == 204
    me = (await client.get(f"{API}/me", headers=mira.headers)).json()
    assert [one["participant_id"] for one in me["participations"]] == [kept]
    last = await client.delete(f"{API}/me/participations/{kept}", headers=mira.headers)
    assert last.status_code == 204
    assert (await client.get(f"{API}/me", headers=mira.headers)).status_code == 401


async def test_nobody_leaves_for_another(
    client: httpx.AsyncClient, pair: tuple[Guest, Guest]
) -> None:
    mira, jonas = pair
    path = f"{API}/me/participations/{mira.participant}"
    assert (await client.delete(path, headers=jonas.headers)).status_code == 404
    assert (await client.get(f"{API}/me", headers=mira.headers)).status_code == 200
