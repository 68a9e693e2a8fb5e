"""Organizers, the desk, and API tokens."""

from typing import Any

import httpx
import pytest

from cast import make_person
from office import Office, make_office, taken
from wetalked.db import do
from wetalked.events.organizers_store import retire_organizer
from wetalked.kit import Kit

TOKENS = "/api/v1/tokens"


@pytest.fixture
async def office(kit: Kit, client: httpx.AsyncClient) -> Office:
    office = await make_office(kit, client)
    address = "UPDATE person SET email = 'olga@example.org', email_key = 'olga@example.org'"
    await kit.db.write(do(address))
    return office


async def roles(office: Office) -> dict[str, str]:
    """Roles by address."""
    page = taken(await office.get("organizers"))
    assert page["next"] is None
    return {one["email"]: one["role"] for one in page["items"]}


async def test_an_organizer_names_others_and_the_desk(office: Office, kit: Kit) -> None:
    answer = await office.call("POST", "organizers", email="Otto@Example.org", role="organizer")
    assert (answer.status_code, answer.json()) == (
        200,
        {"email": "otto@example.org", "name": "otto", "role": "organizer"},
    )
    assert (
        await office.call("POST", "organizers", email="dana@example.org", role="desk")
    ).status_code == 200
    assert await roles(office) == {
        "olga@example.org": "organizer",
        "otto@example.org": "organizer",
        "dana@example.org": "desk",
    }
    sql = "SELECT email FROM person WHERE organizer_at IS NOT NULL ORDER BY email"
    (rows,) = await kit.db.read(do(sql))
    assert [row["email"] for row in rows] == ["olga@example.org", "otto@example.org"]
    assert (await kit.db.read(do("SELECT id FROM mail")))[0] == []


async def test_a_role_changes_by_naming_it_again(office: Office) -> None:
    await office.call("POST", "organizers", email="otto@example.org", role="desk")
    await office.call("POST", "organizers", email="otto@example.org", role="organizer")
    assert (await roles(office))["otto@example.org"] == "organizer"


async def test_an_event_keeps_its_last_organizer(office: Office) -> None:
    await office.call("POST", "organizers", email="dana@example.org", role="desk")
    for method in ("POST", "DELETE"):
        answer = await office.call(method, "organizers", email="olga@example.org", role="desk")
        assert answer.status_code == 422
        assert "last organizer" in answer.json()["detail"]
    await office.call("POST", "organizers", email="otto@example.org", role="organizer")
    assert (await office.call("DELETE", "organizers", email="OLGA@example.org")).status_code == 204
    assert (await office.client.get(office.path, headers=office.who.headers)).status_code == 404


async def test_a_role_ends_by_body_or_query(office: Office) -> None:
    for name in ("otto", "dana"):
        await office.call("POST", "organizers", email=f"{name}@example.org", role="desk")
    assert (await office.call("DELETE", "organizers", email="otto@example.org")).status_code == 204
    answer = await office.client.delete(
        f"{office.path}/organizers",
        params={"email": "dana@example.org"},
        headers=office.who.headers,
    )
    assert answer.status_code == 204
    assert await roles(office) == {"olga@example.org": "organizer"}
    assert (await office.call("DELETE", "organizers", email="dana@example.org")).status_code == 404
    assert (await office.call("DELETE", "organizers")).json()["errors"][0]["field"] == "email"


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"email": "nobody"}, "email"),
        ({"email": "a@example.org", "role": "boss"}, "role"),
        ({"role": "desk"}, "body"),
    ],
)
async def test_a_wrong_organizer_is_refused(
    office: Office, body: dict[str, Any], field: str
) -> None:
    answer = await office.call("POST", "organizers", **body)
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, field)
    assert list(await roles(office)) == ["olga@example.org"]


async def token(office: Office, name: str) -> dict[str, str]:
    answer = await office.client.post(TOKENS, json={"name": name}, headers=office.who.headers)
    assert answer.status_code == 200, answer.text
    made = answer.json()
    assert made["token"].startswith("wto_")
    return {"authorization": f"Bearer {made['token']}"}


async def test_a_token_makes_organizers_calls_until_it_is_revoked(office: Office) -> None:
    headers = await token(office, "ticket shop")
    assert (await office.client.get(office.path, headers=headers)).status_code == 200
    answer = await office.client.post(
        f"{office.path}/participants",
        json={"participants": [{"name": "Mira"}]},
        headers=headers,
    )
    mira = answer.json()["created"][0]["participant_id"]
    answer = await office.client.patch(
        f"/api/v1/me/participations/{mira}", json={}, headers=headers
    )
    assert (answer.status_code, answer.json()["type"]) == (403, "/problems/forbidden")
    answer = await office.client.request(
        "DELETE", TOKENS, json={"name": "ticket shop"}, headers=office.who.headers
    )
    assert answer.status_code == 204
    assert (await office.client.get(office.path, headers=headers)).status_code == 401
    answer = await office.client.delete(
        TOKENS, params={"name": "ticket shop"}, headers=office.who.headers
    )
    assert answer.status_code == 404


async def test_a_token_is_shown_once_and_its_name_is_ones_own(office: Office, kit: Kit) -> None:
    await token(office, "shop")
    listed = await office.client.get(TOKENS, headers=office.who.headers)
    assert [(one["name"], one["token"]) for one in listed.json()["items"]] == [("shop", None)]
    again = await office.client.post(TOKENS, json={"name": "shop"}, headers=office.who.headers)
    assert (again.status_code, again.json()["type"]) == (409, "/problems/id-taken")
    otto = await make_person(kit, "Otto", organizer=True)
    answer = await office.client.post(TOKENS, json={"name": "shop"}, headers=otto.headers)
    assert answer.status_code == 200
    assert len((await office.client.get(TOKENS, headers=otto.headers)).json()["items"]) == 1
    wrong = await office.client.post(TOKENS, json={"name": ""}, headers=otto.headers)
    assert wrong.json()["errors"][0]["field"] == "name"


async def test_a_retired_organizers_tokens_and_roles_end(office: Office, kit: Kit) -> None:
    headers = await token(office, "shop")
    assert (await office.client.get(office.path, headers=headers)).status_code == 200
    await retire_organizer(kit, "olga@example.org")
    assert (await office.client.get(office.path, headers=headers)).status_code == 401
    assert (await office.client.get(office.path, headers=office.who.headers)).status_code == 404
    assert (await office.client.get(TOKENS, headers=office.who.headers)).status_code == 403
