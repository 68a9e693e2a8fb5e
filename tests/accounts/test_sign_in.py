"""Signing in over HTTP: what is mailed, what is told, and to whom nothing is."""

from typing import Any

import httpx
import msgspec
import pytest

from cast import Guest, make_event, make_participant
from conftest import BASE_URL, ManualClock
from wetalked.db import statement
from wetalked.db.context import Context

MAILS = "SELECT body, person FROM mail WHERE kind = 'sign-in' ORDER BY id"
API = "/api/v1"


async def mira_at_an_event(context: Context) -> Guest:
    return await make_participant(
        context, await make_event(context), "Mira", email="mira@example.org"
    )


async def mails(context: Context) -> list[dict[str, Any]]:
    (rows,) = await context.db.read(statement(MAILS))
    return [msgspec.json.decode(row["body"]) for row in rows]


async def asked(
    client: httpx.AsyncClient, context: Context, body: dict[str, str]
) -> dict[str, Any]:
    """The one mail that this asks for."""
    answer = await client.post(f"{API}/sign-in", json=body)
    assert (answer.status_code, answer.text) == (202, "")
    (mail,) = await mails(context)
    return mail


async def begin(client: httpx.AsyncClient, **body: str) -> httpx.Response:
    return await client.post(f"{API}/sessions", json=body)


async def test_a_link_that_was_mailed_signs_in_with_a_token_for_scripts(
    client: httpx.AsyncClient, context: Context
) -> None:
    mira = await mira_at_an_event(context)
    mail = await asked(client, context, {"email": " MIRA@example.org "})
    answer = await begin(client, token=mail["link_token"])
    assert answer.status_code == 201
    session = answer.json()
    assert session["token"].startswith("wtp_")
    assert session["person"]["id"] == mira.person
    assert session["participations"][0]["badge"]["code"] == mira.code
    assert "set-cookie" not in answer.headers
    me = await client.get(f"{API}/me", headers={"authorization": f"Bearer {session['token']}"})
    assert me.json() == {
        "person": session["person"],
        "participations": session["participations"],
    }


async def test_a_link_says_whom_it_signs_in_and_looking_spends_nothing(
    client: httpx.AsyncClient, context: Context
) -> None:
    await mira_at_an_event(context)
    mail = await asked(client, context, {"email": "mira@example.org"})
    for _ in range(2):
        seen = await client.post(f"{API}/links", json={"token": mail["link_token"]})
        assert (seen.status_code, seen.json()) == (200, {"name": "Mira", "given_name": "Mira"})
    assert (await begin(client, token=mail["link_token"])).status_code == 201
    wrong = await client.post(f"{API}/links", json={"token": "x"})
    assert (wrong.status_code, wrong.json()["type"]) == (401, "/problems/sign-in-failed")


async def test_the_code_signs_in_by_address_and_by_badge(
    client: httpx.AsyncClient, context: Context
) -> None:
    mira = await mira_at_an_event(context)
    mail = await asked(client, context, {"badge": f"{mira.code[:4].lower()}-{mira.code[4:]}"})
    code = f"{mail['code'][:3]} {mail['code'][3:]}"
    assert (await begin(client, email="mira@example.org", code=code)).status_code == 201
    assert (await begin(client, badge=mira.code, code=code)).status_code == 201


async def test_a_browser_gets_a_cookie_and_no_token(
    client: httpx.AsyncClient, context: Context
) -> None:
    await mira_at_an_event(context)
    mail = await asked(client, context, {"email": "mira@example.org"})
    answer = await client.post(
        f"{API}/sessions", json={"token": mail["link_token"]}, headers={"origin": BASE_URL}
    )
    assert answer.json()["token"] is None
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("__Host-wetalked=wtp_")
    for word in ("HttpOnly", "Secure", "SameSite=lax", "Path=/"):
        assert word.lower() in cookie.lower()
    assert "domain" not in cookie.lower()


async def test_an_unsafe_call_by_cookie_comes_from_our_own_pages(
    client: httpx.AsyncClient, context: Context
) -> None:
    mira = await mira_at_an_event(context)
    cookie = {"cookie": f"__Host-wetalked={mira.token}"}

    async def change(**headers: str) -> int:
        sent = {**cookie, **{name.replace("_", "-"): value for name, value in headers.items()}}
        answer = await client.patch(f"{API}/me", json={"quiet": True}, headers=sent)
        return answer.status_code

    assert (await client.get(f"{API}/me", headers=cookie)).status_code == 200
    assert await change() == 403
    assert await change(origin="https://evil.example") == 403
    assert await change(origin="null") == 403
    assert await change(origin=f"{BASE_URL}.evil.example") == 403
    assert await change(sec_fetch_site="same-origin") == 200
    assert await change(origin=BASE_URL) == 200
    assert await change(authorization=f"Bearer {mira.token}") == 200


async def test_signing_in_from_another_site_is_refused(
    client: httpx.AsyncClient, context: Context
) -> None:
    await mira_at_an_event(context)
    evil = {"origin": "https://evil.example"}
    for path, body in (("sign-in", {"email": "mira@example.org"}), ("sessions", {"token": "x"})):
        answer = await client.post(f"{API}/{path}", json=body, headers=evil)
        assert answer.status_code == 403
        assert answer.json()["type"] == "/problems/cross-origin"
    assert await mails(context) == []


@pytest.mark.parametrize(
    "body", [{"email": "nobody@example.org"}, {"badge": "ZZZZZZZZ"}, {"badge": "?"}, {"email": "?"}]
)
async def test_strangers_get_the_same_answer_and_no_mail(
    client: httpx.AsyncClient, context: Context, body: dict[str, str]
) -> None:
    await mira_at_an_event(context)
    known = await client.post(f"{API}/sign-in", json={"email": "mira@example.org"})
    stranger = await client.post(f"{API}/sign-in", json=body)
    assert (stranger.status_code, stranger.content) == (known.status_code, known.content)
    assert len(await mails(context)) == 1


@pytest.mark.parametrize(
    "body",
    [
        {"token": "x"},
        {"email": "mira@example.org", "code": "000000"},
        {"email": "nobody@example.org", "code": "000000"},
        {"badge": "ZZZZZZZZ", "code": "000000"},
        {"badge": "ZZZZZZZZ", "pin": "12345678"},
        {"badge": "", "pin": ""},
    ],
)
async def test_every_failure_is_alike(
    client: httpx.AsyncClient, context: Context, body: dict[str, str]
) -> None:
    await mira_at_an_event(context)
    answer = await begin(client, **body)
    assert (answer.status_code, answer.json()["type"]) == (401, "/problems/sign-in-failed")


@pytest.mark.parametrize(
    "body", [{}, {"email": "a@example.org"}, {"token": "x", "code": "1"}, {"code": "1", "pin": "1"}]
)
async def test_an_unknown_way_in_is_invalid(
    client: httpx.AsyncClient, body: dict[str, str]
) -> None:
    assert (await begin(client, **body)).status_code == 422


async def test_a_retired_badge_asks_for_no_mail(
    client: httpx.AsyncClient, context: Context
) -> None:
    mira = await mira_at_an_event(context)
    await context.db.write(
        statement("UPDATE badge SET retired_at = 1 WHERE code = :code", code=mira.code)
    )
    assert (await client.post(f"{API}/sign-in", json={"badge": mira.code})).status_code == 202
    assert await mails(context) == []


async def test_a_session_ends_180_days_after_its_last_use(
    client: httpx.AsyncClient, context: Context, clock: ManualClock
) -> None:
    mira = await mira_at_an_event(context)
    clock.move(days=179)
    assert (await client.get(f"{API}/me", headers=mira.headers)).status_code == 200
    clock.move(days=179)
    assert (await client.get(f"{API}/me", headers=mira.headers)).status_code == 200
    clock.move(days=181)
    answer = await client.get(f"{API}/me", headers=mira.headers)
    assert (answer.status_code, answer.json()["type"]) == (401, "/problems/signed-out")
