"""All mails of an event's whole life, as programs that look at mails meet them."""

import re
from collections.abc import AsyncIterator
from email.message import EmailMessage
from typing import Any

import httpx
import msgspec
import pytest

from cast import Cast, Guest, make_cast, make_event, make_participant, set_card
from conftest import ManualClock
from post import PostOffice, carrier, post_office
from stored import everything_in
from wetalked.attendees.invitations import invite_all
from wetalked.core.clock import DAY, HOUR
from wetalked.db import CHANGED, statement
from wetalked.db.context import Context
from wetalked.events.store import find_event
from wetalked.letters.worker import mail_worker
from wetalked.mail.delivery import unsubscribe_url
from wetalked.talks.model import pair_of
from wetalked.talks.store import confirm
from wetalked.talks.unit import write

SUBJECTS = (
    *("Signing in", "way in", "your conversations", "still in your backpack"),
    *("soon to be erased", "All the best", "mail address at wetalked has changed"),
)
FOLLOW_UP, REMINDER, NOTICE = 21 * HOUR, 22 * DAY, 167 * DAY
LINK = re.compile(r'https?://[^\s"<>]+')
PROMISE = "bring the red backpack"
SECRET = "a secret of Jonas"


@pytest.fixture
async def cast(context: Context) -> Cast:
    """Mira and Jonas have talked, each has noted something, Jonas shows a card."""
    cast = await make_cast(context)
    await context.db.write(statement("UPDATE event SET remind_after_days = 21"), CHANGED)
    await set_card(context, cast.jonas, email="jonas@work.example", link="https://jonas.example/x")
    for me, them in ((cast.mira, cast.jonas), (cast.jonas, cast.mira)):
        pair = pair_of(me.participant, them.participant, me.person)
        await write(context.db, confirm(pair, context.clock()))
    await note(context, cast.mira, PROMISE)
    await note(context, cast.jonas, SECRET)
    return cast


async def note(context: Context, guest: Guest, promise: str) -> None:
    """A promise on the guest's only talk."""
    sql = """
        INSERT INTO note (person, kind, id, talk, at, body, asked_at, first_at)
        SELECT :person, 'promise', :id, k.id, :now, :body, :now, :now FROM talk k
        WHERE k.low = :me OR k.high = :me
    """
    body = msgspec.json.encode({"text": promise, "due": None, "state": "open"}).decode()
    of = {"person": guest.person, "me": guest.participant, "id": context.new_id()}
    await context.db.write(statement(sql, now=context.clock(), body=body, **of), CHANGED)


@pytest.fixture
async def mails(
    context: Context, clock: ManualClock, cast: Cast, client: httpx.AsyncClient
) -> AsyncIterator[list[tuple[str, EmailMessage]]]:
    """Every mail from the invitation to the end, but that nothing is erased yet."""
    with post_office() as (office, server):
        async with carrier(server) as transport:
            worker = mail_worker(context, transport)
            await invite_all(context, await find_event(context.db, "day26"))
            begun = clock.now
            for later in (0, FOLLOW_UP, REMINDER, NOTICE):
                clock.now = begun + later
                await worker.tick()
            await changes_address_and_signs_in(client, office, cast.mira, worker)
            await client.delete("/api/v1/me", headers=cast.outsider.headers)
            await worker.tick()
            yield office.mails()


async def changes_address_and_signs_in(
    client: httpx.AsyncClient, office: PostOffice, mira: Guest, worker: Any
) -> None:
    """What one asks for oneself."""
    new = {"email": "mira@new.example"}
    await client.post("/api/v1/me/email", json=new, headers=mira.headers)
    await worker.tick()
    (mail,) = [mail for to, mail in office.mails() if to == new["email"]]
    code = re.search(r"\b\d{6}\b", text_of(mail))
    assert code is not None
    body = new | {"code": code[0]}
    answer = await client.put("/api/v1/me/email", json=body, headers=mira.headers)
    assert answer.status_code == 200
    await client.post("/api/v1/sign-in", json=new)
    await worker.tick()


def text_of(mail: EmailMessage, kind: str = "plain") -> str:
    part = mail.get_body((kind,))
    assert part is not None
    return str(part.get_content())


def links_of(mail: EmailMessage) -> set[str]:
    """Every address in it that a program may open: text, HTML, headers."""
    headers = " ".join(str(value) for value in mail.values())
    html = text_of(mail, "html").replace("&amp;", "&")
    return {link.rstrip(".,") for link in LINK.findall(f"{headers} {text_of(mail)} {html}")}


async def everything(context: Context) -> list[list[str]]:
    """All rows of all tables."""
    tables = await everything_in(context.db)
    return [sorted(str(sorted(row.items())) for row in rows) for rows in tables.values()]


async def test_the_life_of_an_event_sends_mails_of_every_kind(
    mails: list[tuple[str, EmailMessage]],
) -> None:
    found = {part for part in SUBJECTS for _, mail in mails if part in mail["Subject"]}
    assert found == set(SUBJECTS)


async def test_looking_twice_at_every_link_of_every_mail_changes_nothing(
    mails: list[tuple[str, EmailMessage]], client: httpx.AsyncClient, context: Context
) -> None:
    own = sorted(
        link
        for _, mail in mails
        for link in links_of(mail)
        if link.startswith(context.settings.base_url)
    )
    paths = {
        link.removeprefix(context.settings.base_url).split("/")[1].split("?")[0] for link in own
    }
    assert paths == {"join", "follow-up", "me", "unsubscribe"}
    before = await everything(context)
    for link in own:
        for call in (client.get, client.head, client.get):
            answer = await call(link, headers={"user-agent": "a scanner of links"})
            assert answer.status_code in {200, 405}, link
            assert "set-cookie" not in answer.headers
    assert await everything(context) == before


async def test_a_sign_in_link_that_was_looked_at_still_signs_in(
    mails: list[tuple[str, EmailMessage]], client: httpx.AsyncClient
) -> None:
    (mail,) = [mail for _, mail in mails if "Signing in" in mail["Subject"]]
    (link,) = [one for one in links_of(mail) if "/join/" in one]
    await client.get(link)
    token = link.rpartition("/")[2]
    assert (await client.post("/api/v1/sessions", json={"token": token})).status_code == 201


async def test_no_mail_has_a_note_of_anybody_else_or_loads_or_follows_anything(
    mails: list[tuple[str, EmailMessage]], context: Context
) -> None:
    own, theirs = "https://jonas.example/x", context.settings.base_url
    for to, mail in mails:
        said = text_of(mail) + text_of(mail, "html")
        assert (PROMISE in said) <= to.startswith("mira")
        assert (SECRET in said) <= to.startswith("jonas")
        assert set(re.findall(r'src="([^"]*)"', said)) <= {"cid:mark", "cid:badge"}
        assert not re.search(r"url\(|@import|<script|<link", said)
        assert all(link == own or link.startswith(theirs) for link in links_of(mail))
    assert any(PROMISE in text_of(mail) for _, mail in mails)
    assert any(SECRET in text_of(mail) for _, mail in mails)


async def test_every_mail_but_those_asked_for_can_be_stopped_by_one_click(
    mails: list[tuple[str, EmailMessage]], client: httpx.AsyncClient, cast: Cast, context: Context
) -> None:
    asked_for = ("Signing in", "All the best", "mail address")
    for _, mail in mails:
        wanted = any(part in mail["Subject"] for part in asked_for)
        assert (mail["List-Unsubscribe"] is None) == wanted, mail["Subject"]
        assert (mail["List-Unsubscribe-Post"] is None) == wanted
    (follow_up,) = [
        mail for to, mail in mails if to.startswith("mira") and "conver" in mail["Subject"]
    ]
    link = follow_up["List-Unsubscribe"].strip("<>")
    answer = await client.post(link, data={"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    me = (await client.get("/api/v1/me", headers=cast.mira.headers)).json()
    assert me["person"]["mail"] is False


async def test_a_click_also_stops_what_is_queued_and_what_is_tried_again(
    context: Context, clock: ManualClock, client: httpx.AsyncClient, cast: Cast
) -> None:
    clock.now += FOLLOW_UP
    with post_office() as (office, server):
        office.at_rcpt = lambda _: "451 later"
        async with carrier(server) as transport:
            worker = mail_worker(context, transport)
            await worker.tick()
            event = await make_event(context, "next", ends_at=clock.now + DAY)
            await make_participant(context, event, "Mira Klein", person=cast.mira)
            await invite_all(context, await find_event(context.db, "next"))
            link = unsubscribe_url(context.settings.base_url, context.secret, cast.mira.person)
            await client.post(link, data={"List-Unsubscribe": "One-Click"})
            office.at_rcpt = lambda _: None
            clock.move(minutes=1)
            await worker.tick()
    assert office.recipients() == ["jonas@example.org"]
