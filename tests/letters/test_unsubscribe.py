"""One click ends all mail but what one asks for; looking at the link changes nothing."""

import httpx
import pytest

from cast import Someone, make_person
from post import carrier, post_office
from wetalked.db import statement
from wetalked.db.context import Context
from wetalked.letters.worker import mail_worker
from wetalked.mail import outbox
from wetalked.mail.delivery import unsubscribe_url

ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
async def mira(context: Context) -> Someone:
    return await make_person(context, "Mira Klein", email="mira@example.org", language="de")


def link_of(context: Context, someone: Someone) -> str:
    return unsubscribe_url(context.settings.base_url, context.secret, someone.person)


async def gets_mail(context: Context, someone: Someone) -> bool:
    (rows,) = await context.db.read(
        statement("SELECT mail_stopped_at FROM person WHERE id = :id", id=someone.person)
    )
    return rows[0]["mail_stopped_at"] is None


async def test_looking_at_the_link_changes_nothing(
    client: httpx.AsyncClient, context: Context, mira: Someone
) -> None:
    answer = await client.get(link_of(context, mira))
    assert answer.status_code == 200
    assert '<html lang="de">' in answer.text
    assert answer.text.count("<button") == 1
    assert "Keine Mails mehr" in answer.text
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["cache-control"] == "no-store"
    assert await gets_mail(context, mira)


@pytest.mark.parametrize("form", [ONE_CLICK, {}], ids=["a mail program", "the button"])
async def test_a_post_without_cookies_from_anywhere_ends_all_mail(
    client: httpx.AsyncClient, context: Context, mira: Someone, form: dict[str, str]
) -> None:
    elsewhere = {"origin": "https://mail.example"}
    answer = await client.post(link_of(context, mira), data=form, headers=elsewhere)
    assert answer.status_code == 200
    assert "set-cookie" not in answer.headers
    assert not await gets_mail(context, mira)
    again = await client.post(link_of(context, mira), data=form)
    assert again.status_code == 200


async def test_a_sign_in_mail_still_comes_when_asked_for(
    client: httpx.AsyncClient, context: Context, mira: Someone
) -> None:
    await client.post(link_of(context, mira), data=ONE_CLICK)
    body = {"link_token": "a", "code": "012345"}
    asked = outbox.queue("sign-in", "1", now=context.clock(), person=mira.person, body=body)
    invited = outbox.queue("invitation", "1", now=context.clock(), person=mira.person)
    await context.db.write(asked, invited)
    with post_office() as (office, server):
        async with carrier(server) as transport:
            await mail_worker(context, transport).tick()
    ((_, mail),) = office.mails()
    assert "Anmeldung" in mail["Subject"]


@pytest.mark.parametrize("cut", [1, 20, 40])
async def test_a_link_that_was_cut_off_says_so(
    client: httpx.AsyncClient, context: Context, mira: Someone, cut: int
) -> None:
    link = link_of(context, mira)
    for call in (client.get, client.post):
        answer = await call(link[:-cut])
        assert answer.status_code == 404
        assert "not complete" in answer.text
    assert await gets_mail(context, mira)


async def test_a_link_of_somebody_else_does_not_fit(
    client: httpx.AsyncClient, context: Context, mira: Someone
) -> None:
    other = await make_person(context, "Jonas Holm")
    forged = link_of(context, other).replace(other.person, mira.person)
    assert (await client.post(forged)).status_code == 404
    assert await gets_mail(context, mira)


async def test_who_has_left_is_answered_like_all_others(
    client: httpx.AsyncClient, context: Context, mira: Someone
) -> None:
    german = {"accept-language": "de-AT,de;q=0.9"}
    before = await client.get(link_of(context, mira), headers=german)
    await context.db.write(statement("DELETE FROM person WHERE id = :id", id=mira.person))
    after = await client.get(link_of(context, mira), headers=german)
    assert (after.status_code, after.content) == (before.status_code, before.content)
    assert (await client.post(link_of(context, mira))).status_code == 200


async def test_the_pages_need_nothing_but_their_stylesheet(
    client: httpx.AsyncClient, context: Context, mira: Someone
) -> None:
    page = (await client.get(link_of(context, mira))).text
    assert "<script" not in page
    assert "style=" not in page
    style = await client.get("/plain.css")
    assert style.headers["content-type"].startswith("text/css")
    assert "url(" not in style.text


async def test_every_problem_has_a_page(client: httpx.AsyncClient) -> None:
    problem = (await client.get("/api/v1/talks")).json()
    answer = await client.get(problem["type"])
    assert answer.status_code == 200
    assert problem["title"] in answer.text
    assert (await client.get("/problems/no-such")).status_code == 404
