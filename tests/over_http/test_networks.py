"""A whole hall behind one address: what fails there keeps nobody out who has a good link."""

import httpx
import msgspec
import pytest
from litestar import Litestar

from cast import Guest, make_event, make_participant
from conftest import BASE_URL, ManualClock
from wetalked.accounts.login_tokens import sign_in_link
from wetalked.db import statement
from wetalked.db.context import Context
from wetalked.http.limits import FAILURES_A_MINUTE, NetworkLimits

API = "/api/v1"
HALL = "127.0.0.1"


@pytest.fixture
async def mira(context: Context) -> Guest:
    return await make_participant(
        context, await make_event(context), "Mira", email="mira@example.org"
    )


def fail_often(app: Litestar) -> None:
    """As if somebody in the hall had sent nonsense all through this minute."""
    limits: NetworkLimits = app.state["limits"]
    for _ in range(FAILURES_A_MINUTE):
        limits._failures.count(HALL)


async def status(client: httpx.AsyncClient, path: str, **body: str) -> int:
    return (await client.post(f"{API}/{path}", json=body)).status_code


async def test_a_good_link_a_known_browser_and_a_look_at_the_session_never_meet_the_limit(
    app: Litestar, client: httpx.AsyncClient, context: Context, mira: Guest
) -> None:
    token = (await sign_in_link(context, mira.person)).rpartition("/")[2]
    fail_often(app)
    assert await status(client, "links", token=token) == 200
    assert await status(client, "sessions", token=token) == 201
    assert await status(client, "sign-in", email="mira@example.org") == 202
    for headers in ({}, {"cookie": "__Host-wetalked=wtp_ended"}, {"authorization": "Basic x"}):
        answer = await client.get(f"{API}/session", headers=headers)
        assert (answer.status_code, answer.json()) == (200, {"me": None})
    assert (await client.get(f"{API}/me", headers=mira.headers)).status_code == 200
    wrong = {"email": "mira@example.org", "code": "000000"}
    known = {"cookie": f"__Host-wetalked={mira.token}", "origin": BASE_URL}
    answer = await client.post(f"{API}/sessions", json=wrong, headers=known)
    assert answer.status_code == 401


@pytest.mark.usefixtures("mira")
async def test_what_fails_or_is_unknown_is_counted(
    app: Litestar, client: httpx.AsyncClient, clock: ManualClock
) -> None:
    fail_often(app)
    for path in ("links", "sessions"):
        answer = await client.post(f"{API}/{path}", json={"token": "x"})
        assert (answer.status_code, answer.json()["type"]) == (429, "/problems/too-many")
        assert int(answer.headers["retry-after"]) > 0
    assert await status(client, "sessions", email="mira@example.org", code="000000") == 429
    assert (await client.get(f"{API}/me")).status_code == 429
    clock.move(minutes=1)
    assert await status(client, "sessions", token="x") == 401


@pytest.mark.usefixtures("mira")
async def test_what_succeeds_is_not_counted(
    app: Litestar, client: httpx.AsyncClient, context: Context, mira: Guest
) -> None:
    limits: NetworkLimits = app.state["limits"]
    for _ in range(FAILURES_A_MINUTE - 1):
        limits._failures.count(HALL)
    for _ in range(3):
        token = (await sign_in_link(context, mira.person)).rpartition("/")[2]
        assert await status(client, "sessions", token=token) == 201
        await client.get(f"{API}/session")
    assert await status(client, "sessions", token="x") == 401
    assert await status(client, "sessions", token="x") == 429


async def test_a_forwarding_header_from_where_it_is_not_believed_is_noted(
    client: httpx.AsyncClient, context: Context, mira: Guest
) -> None:
    noted = "SELECT value FROM setting WHERE name = 'untrusted proxy'"
    await client.get(f"{API}/me", headers=mira.headers)
    assert (await context.db.read(statement(noted)))[0] == []
    await client.get(f"{API}/me", headers={**mira.headers, "x-forwarded-for": "203.0.113.9"})
    ((row,),) = await context.db.read(statement(noted))
    assert msgspec.json.decode(row["value"]) == {"at": context.clock(), "peer": HALL}
