"""Organizers, the desk, and API tokens."""

from datetime import datetime
from typing import Any

import httpx
import pytest

from cast import make_event, make_participant, make_person
from conftest import ManualClock
from office import Office, make_office, refused, taken
from wetalked.accounts.proof import proved
from wetalked.core.clock import from_datetime, to_datetime
from wetalked.db import statement
from wetalked.db.context import Context
from wetalked.events.organizers import retire_organizer

TOKENS = "/api/v1/tokens"


@pytest.fixture
async def office(context: Context, client: httpx.AsyncClient) -> Office:
    office = await make_office(context, client)
    address = "UPDATE person SET email = 'olga@example.org', email_key = 'olga@example.org'"
    await context.db.write(statement(address))
    return office


async def roles(office: Office) -> dict[str, str]:
    """Roles by address."""
    page = taken(await office.get("organizers"))
    assert page["next"] is None
    return {one["email"]: one["role"] for one in page["items"]}


async def test_an_organizer_names_others_and_the_desk(office: Office, context: Context) -> None:
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
    (rows,) = await context.db.read(statement(sql))
    assert [row["email"] for row in rows] == ["olga@example.org"]
    assert (await context.db.read(statement("SELECT id FROM mail")))[0] == []


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


async def test_a_token_is_shown_once_and_its_name_is_ones_own(
    office: Office, context: Context
) -> None:
    await token(office, "shop")
    listed = await office.client.get(TOKENS, headers=office.who.headers)
    assert [(one["name"], one["token"]) for one in listed.json()["items"]] == [("shop", None)]
    again = await office.client.post(TOKENS, json={"name": "shop"}, headers=office.who.headers)
    assert (again.status_code, again.json()["type"]) == (409, "/problems/id-taken")
    otto = await make_person(context, "Otto", organizer=True)
    answer = await office.client.post(TOKENS, json={"name": "shop"}, headers=otto.headers)
    assert answer.status_code == 200
    assert len((await office.client.get(TOKENS, headers=otto.headers)).json()["items"]) == 1
    wrong = await office.client.post(TOKENS, json={"name": ""}, headers=otto.headers)
    assert wrong.json()["errors"][0]["field"] == "name"


async def test_a_retired_organizers_tokens_and_roles_end(office: Office, context: Context) -> None:
    headers = await token(office, "shop")
    assert (await office.client.get(office.path, headers=headers)).status_code == 200
    await retire_organizer(context, "olga@example.org")
    assert (await office.client.get(office.path, headers=headers)).status_code == 401
    assert (await office.client.get(office.path, headers=office.who.headers)).status_code == 404
    assert (await office.client.get(TOKENS, headers=office.who.headers)).status_code == 403


async def test_a_token_makes_no_tokens_and_gives_nobody_a_role(office: Office) -> None:
    headers = await token(office, "shop")
    organizers = f"{office.path}/organizers"
    who = {"email": "otto@example.org"}
    calls = [("POST", TOKENS, {"name": "more"}), ("POST", organizers, who)]
    calls += [("POST", organizers, {**who, "role": "desk"}), ("DELETE", organizers, who)]
    for method, path, body in calls:
        answer = await office.client.request(method, path, json=body, headers=headers)
        assert (answer.status_code, answer.json()["type"]) == (403, "/problems/forbidden"), path
    assert list(await roles(office)) == ["olga@example.org"]
    listed = await office.client.get(TOKENS, headers=office.who.headers)
    assert [one["name"] for one in listed.json()["items"]] == ["shop"]


async def test_a_token_ends_by_itself_and_frees_its_name(
    office: Office, context: Context, clock: ManualClock
) -> None:
    soon = to_datetime(clock() + 60_000).isoformat()
    body = {"name": "shop", "expires_at": soon}
    made = await office.client.post(TOKENS, json=body, headers=office.who.headers)
    assert from_datetime(datetime.fromisoformat(made.json()["expires_at"])) == clock() + 60_000
    headers = {"authorization": f"Bearer {made.json()['token']}"}
    assert (await office.client.get(office.path, headers=headers)).status_code == 200
    clock.move(minutes=1)
    assert (await office.client.get(office.path, headers=headers)).status_code == 401
    past = await office.client.post(TOKENS, json=body, headers=office.who.headers)
    assert refused(past, "expires_at")
    await token(office, "shop")
    (listed,) = (await office.client.get(TOKENS, headers=office.who.headers)).json()["items"]
    assert (listed["expires_at"], listed["used_at"]) == (None, None)


async def test_a_token_shows_when_it_was_last_used(office: Office, clock: ManualClock) -> None:
    headers = await token(office, "shop")
    for _ in range(2):
        clock.move(hours=2)
        await office.client.get(office.path, headers=headers)
        (listed,) = (await office.client.get(TOKENS, headers=office.who.headers)).json()["items"]
        assert from_datetime(datetime.fromisoformat(listed["used_at"])) == clock()


async def test_revoking_a_token_ends_what_it_made(office: Office, context: Context) -> None:
    headers = await token(office, "shop")
    people = {"participants": [{"name": "Mira"}, {"name": "Kim"}]}
    path = f"{office.path}/participants"
    created = (await office.client.post(path, json=people, headers=headers)).json()["created"]
    kim = created[1]["participant_id"]
    renewed = await office.client.post(f"{path}/{kim}/link", headers=headers)
    (ours,) = (await office.add({"name": "Ben"}))["created"]
    hook = await office.client.post(f"{office.path}/shop/hook/secret", headers=headers)
    assert hook.status_code == 200
    revoked = await office.client.delete(
        TOKENS, params={"name": "shop"}, headers=office.who.headers
    )
    assert revoked.status_code == 204
    links = {"Mira": created[0], "Kim": renewed.json(), "Ben": ours}
    good = {name: await opens(office, link["join_url"]) for name, link in links.items()}
    assert good == {"Mira": False, "Kim": False, "Ben": True}
    (rows,) = await context.db.read(statement("SELECT ended_at FROM shop_hook"))
    assert [row["ended_at"] is not None for row in rows] == [True]


async def opens(office: Office, join_url: str) -> bool:
    """Whether a link would sign somebody in."""
    link = {"token": join_url.rpartition("/")[2]}
    return (await office.client.post("/api/v1/links", json=link)).status_code == 200


async def test_appointing_reads_no_name_and_makes_nobody_an_organizer_for_ever(
    office: Office, context: Context
) -> None:
    real = await make_person(context, "Regina Real", email="who@example.org")
    path = f"{office.path}/organizers"
    body = {"email": "who@example.org"}
    told = taken(await office.call("POST", "organizers", **body))
    assert told == {"email": "who@example.org", "name": "who", "role": "organizer"}
    listed = (await office.client.get(path, headers=office.who.headers)).json()["items"]
    assert told in listed
    me = (await office.client.get("/api/v1/me", headers=real.headers)).json()["person"]
    assert (me["organizer"], me["office"]) == (False, True)
    # Whoever was appointed may begin at once, and comes to be known by our mail.
    assert (await office.client.get(office.path, headers=real.headers)).status_code == 200
    await context.db.write(*proved(real.person, context.clock()))
    me = (await office.client.get("/api/v1/me", headers=real.headers)).json()["person"]
    assert me["organizer"]
    own = {"name": real.name}
    assert (await office.client.patch("/api/v1/me", json=own, headers=real.headers)).is_success
    listed = (await office.client.get(path, headers=office.who.headers)).json()["items"]
    assert "Regina Real" in [one["name"] for one in listed]
    gone = await office.client.request("DELETE", path, json=body, headers=office.who.headers)
    assert gone.status_code == 204
    me = (await office.client.get("/api/v1/me", headers=real.headers)).json()["person"]
    assert not me["organizer"]
    body = {"name": "mine"}
    answer = await office.client.post("/api/v1/tokens", json=body, headers=real.headers)
    assert answer.status_code == 403


async def test_a_list_elsewhere_renames_nobody_who_has_signed_in(
    office: Office, context: Context
) -> None:
    real = await make_participant(
        context, await make_event(context, "other"), "Regina", email="r@x.org"
    )
    report = await office.import_list("Name,Email,Language\nEvil,r@x.org,de\n")
    (again,) = report["created"]
    assert (again["name"], again["language"]) == ("Evil", "de")
    await office.change(again["participant_id"], name="Worse", language="de")
    await office.import_list("Name,Email,Language\nWorst,r@x.org,de\n")
    me = (await office.client.get("/api/v1/me", headers=real.headers)).json()["person"]
    assert (me["name"], me["language"]) == ("Regina", "en")


async def test_who_is_dismissed_from_the_last_event_of_their_own_is_no_organizer_any_more(
    office: Office, context: Context
) -> None:
    await context.db.write(
        statement(
            "UPDATE person SET email = 'olga@x.org', email_key = 'olga@x.org' WHERE id = :id",
            id=office.who.person,
        )
    )
    made = await make_person(context, "Otto", email="otto@x.org", organizer=True)
    await office.call("POST", "organizers", email="otto@x.org")
    path = f"{office.path}/organizers"
    for email, who in (("olga@x.org", made), ("otto@x.org", made)):
        headers = who.headers
        body = {"email": email}
        await office.client.request("DELETE", path, json=body, headers=headers)
    sql = "SELECT email FROM person WHERE organizer_at IS NOT NULL"
    assert [row["email"] for row in (await context.db.read(statement(sql)))[0]] == ["otto@x.org"]
