"""The session's cookie is taken away as browsers believe it; nobody counts for opening the app."""

from http.cookies import SimpleCookie

import httpx
import pytest

from cast import Cast
from conftest import BASE_URL
from wetalked.accounts.login_tokens import sign_in_link
from wetalked.db import CHANGED, statement
from wetalked.db.context import Context
from wetalked.http.limits import FAILURES_A_MINUTE

API = "/api/v1"
END_SESSIONS = "DELETE FROM session WHERE person = :person"


def by_browser(token: str) -> dict[str, str]:
    """What a browser sends with a call from our own page."""
    return {"cookie": f"__Host-wetalked={token}", "origin": BASE_URL}


def is_taken_away(answer: httpx.Response) -> bool:
    """Whether a browser deletes the cookie now: a `__Host-` one goes only as it came."""
    given = answer.headers.get_list("set-cookie")
    if len(given) != 1:
        return False
    (cookie,) = SimpleCookie(given[0]).values()
    told = {name: cookie[name] for name in ("path", "secure", "httponly", "samesite", "domain")}
    assert (cookie.key, cookie.value) == ("__Host-wetalked", "")
    assert told == {
        "path": "/",
        "secure": True,
        "httponly": True,
        "samesite": "lax",
        "domain": "",
    }
    return str(cookie["max-age"]) == "0"


@pytest.mark.parametrize("path", ["/sessions/current", "/me"])
async def test_leaving_takes_the_cookie_away(
    client: httpx.AsyncClient, cast: Cast, path: str
) -> None:
    answer = await client.delete(f"{API}{path}", headers=by_browser(cast.mira.token))
    assert answer.status_code == 204, answer.text
    assert is_taken_away(answer)


async def test_a_dead_cookie_is_taken_away_by_whatever_call_it_comes_with(
    client: httpx.AsyncClient, context: Context, cast: Cast
) -> None:
    headers = by_browser(cast.mira.token)
    alive = await client.get(f"{API}/session", headers=headers)
    assert "set-cookie" not in alive.headers
    await context.db.write(statement(END_SESSIONS, person=cast.mira.person), CHANGED)
    for method, path, status in (
        ("GET", "/session", 200),
        ("GET", "/talks", 401),
        ("GET", "/live", 401),
        ("PATCH", "/me", 401),
        ("DELETE", "/sessions/current", 401),
    ):
        answer = await client.request(method, f"{API}{path}", headers=headers, json={})
        assert answer.status_code == status, (path, answer.text)
        assert is_taken_away(answer), path
    by_token = await client.get(f"{API}/talks", headers=cast.mira.headers)
    assert (by_token.status_code, "set-cookie" in by_token.headers) == (401, False)


async def test_signing_in_with_a_dead_cookie_sets_the_new_one_and_takes_none_away(
    client: httpx.AsyncClient, context: Context, cast: Cast
) -> None:
    token = (await sign_in_link(context, cast.mira.person)).rpartition("/")[2]
    headers = by_browser("wtp_gone")
    answer = await client.post(f"{API}/sessions", json={"token": token}, headers=headers)
    assert answer.status_code == 201, answer.text
    (cookie,) = answer.headers.get_list("set-cookie")
    assert cookie.startswith("__Host-wetalked=wtp_")


async def test_a_busy_database_signs_nobody_out(
    client: httpx.AsyncClient, context: Context, cast: Cast
) -> None:
    await context.db.write(statement("ALTER TABLE session RENAME TO session_away"))
    answer = await client.get(f"{API}/session", headers=by_browser(cast.mira.token))
    await context.db.write(statement("ALTER TABLE session_away RENAME TO session"))
    assert answer.status_code >= 500
    assert "set-cookie" not in answer.headers


async def test_who_opens_the_app_without_being_signed_in_counts_against_no_limit(
    client: httpx.AsyncClient, cast: Cast
) -> None:
    for headers in ({}, by_browser("wtp_gone")):
        for _ in range(FAILURES_A_MINUTE // 2 + 10):
            answer = await client.get(f"{API}/session", headers=headers)
        assert (answer.status_code, answer.json()) == (200, {"me": None})
    refused = await client.get(f"{API}/talks")
    assert refused.status_code == 401
