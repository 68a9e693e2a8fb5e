"""Mail cannot be made a weapon, and asking for it keeps nobody out."""

from collections.abc import Awaitable, Callable
from typing import Any

import httpx
import msgspec
import pytest

from cast import Guest, make_event, make_participant, make_person
from conftest import ManualClock
from office import make_office
from wetalked.core.problems import Problem
from wetalked.db import statement
from wetalked.db.context import Context
from wetalked.letters import drafts
from wetalked.mail import outbox
from wetalked.mail.model import Content, Draft, Kind, Mail

API = "/api/v1"
MIRA = "mira@example.org"
MAILS = "SELECT body, kind, address FROM mail WHERE body IS NOT NULL ORDER BY made_at"
SPAM = "Win at https://evil.example now"


@pytest.fixture
async def mira(context: Context) -> Guest:
    return await make_participant(context, await make_event(context, "mira"), "Mira", email=MIRA)


async def ask(client: httpx.AsyncClient, clock: ManualClock, times: int = 1) -> None:
    for _ in range(times):
        answer = await client.post(f"{API}/sign-in", json={"email": MIRA})
        assert (answer.status_code, answer.text) == (202, "")
        clock.move(seconds=1)


async def mails(context: Context) -> list[dict[str, Any]]:
    """What only the mails hold, in the order in which they were asked for."""
    (rows,) = await context.db.read(statement(MAILS))
    return [msgspec.json.decode(row["body"]) for row in rows]


async def signs_in(client: httpx.AsyncClient, **shown: str) -> bool:
    return (await client.post(f"{API}/sessions", json=shown)).status_code == 201


@pytest.mark.usefixtures("mira")
async def test_the_sixth_mail_within_an_hour_repeats_the_newest_code_and_link(
    client: httpx.AsyncClient, context: Context, clock: ManualClock
) -> None:
    await ask(client, clock, 7)
    found = await mails(context)
    assert len({mail["code"] for mail in found[:5]}) == 5
    assert found[4] == found[5] == found[6]
    clock.move(hours=1)
    await ask(client, clock)
    assert (await mails(context))[-1] != found[4]


@pytest.mark.usefixtures("mira")
async def test_whoever_asks_after_strangers_did_gets_a_code_that_is_good_for_15_minutes(
    client: httpx.AsyncClient, context: Context, clock: ManualClock
) -> None:
    await ask(client, clock, 5)
    clock.move(minutes=40)
    await ask(client, clock)
    clock.move(minutes=14)
    mail = (await mails(context))[-1]
    assert await signs_in(client, email=MIRA, code=mail["code"])


@pytest.mark.usefixtures("mira")
async def test_past_ten_mails_a_day_the_newest_in_the_mailbox_is_good_again(
    client: httpx.AsyncClient, context: Context, clock: ManualClock
) -> None:
    await ask(client, clock, 14)
    assert len(await mails(context)) == 10
    clock.move(hours=5)
    newest = (await mails(context))[-1]["link_token"]
    assert not await signs_in(client, token=newest)
    await ask(client, clock)
    assert len(await mails(context)) == 10
    assert await signs_in(client, token=newest)


@pytest.mark.usefixtures("mira")
async def test_who_signs_in_by_mail_is_not_counted(
    client: httpx.AsyncClient, context: Context, clock: ManualClock
) -> None:
    for _ in range(12):
        await ask(client, clock)
        assert await signs_in(client, token=(await mails(context))[-1]["link_token"])
    assert len({mail["code"] for mail in await mails(context)}) == 12


async def new_address(client: httpx.AsyncClient, who: dict[str, str], email: str) -> int:
    answer = await client.post(f"{API}/me/email", json={"email": email}, headers=who)
    return answer.status_code


async def test_many_people_send_no_more_than_ten_codes_a_day_to_one_address(
    client: httpx.AsyncClient, context: Context
) -> None:
    for number in range(3):
        headers = (await make_person(context, f"Guest {number}")).headers
        sent = [await new_address(client, headers, "victim@example.org") for _ in range(5)]
        assert sent == [202] * 5
    assert len(await mails(context)) == 10


async def test_one_person_sends_no_more_than_ten_codes_a_day_to_new_addresses(
    client: httpx.AsyncClient, context: Context, clock: ManualClock
) -> None:
    headers = (await make_person(context, "Guest")).headers
    sent = []
    for number in range(12):
        sent.append(await new_address(client, headers, f"v{number}@example.org"))
        clock.move(minutes=13)
    assert sent == [202] * 10 + [429] * 2


@pytest.mark.usefixtures("mira")
async def test_who_had_ten_mails_of_others_making_still_gets_a_code(
    client: httpx.AsyncClient, context: Context, clock: ManualClock
) -> None:
    for number in range(2):
        headers = (await make_person(context, f"Guest {number}")).headers
        for _ in range(5):
            assert await new_address(client, headers, MIRA) == 202
    await ask(client, clock)
    assert await signs_in(client, token=(await mails(context))[-1]["link_token"])


async def composed(context: Context) -> list[Draft | None]:
    """All that waits, as the worker composes it; nothing for what has to wait on."""
    kinds: dict[Kind, Callable[[Context, Mail], Awaitable[Draft | None]]] = {
        "sign-in": drafts.draft_sign_in,
        "invitation": drafts.draft_invitation,
        "good-bye": drafts.draft_good_bye,
    }
    found: list[Draft | None] = []
    for mail in await outbox.claim(context.db, "me", context.clock(), 100, set(kinds)):
        try:
            found.append(await kinds[mail.kind](context, mail))
        except Problem:
            found.append(None)
    return found


async def test_an_address_listed_again_and_again_is_invited_ten_times_a_day(
    context: Context, client: httpx.AsyncClient, clock: ManualClock
) -> None:
    office = await make_office(context, client)
    sent: list[Draft | None] = []
    (victim,) = (await office.add({"name": "V", "email": "victim@example.org"}))["created"]
    here = victim["participant_id"]
    for _ in range(12):
        assert (await office.call("POST", "invitations", participants=[here])).status_code == 202
        sent += await composed(context)
        assert (await office.remove(here)).status_code == 204
        again = await office.call("PATCH", f"participants/{here}", removed=False)
        assert again.status_code == 200
        clock.move(minutes=1)
    assert [draft is not None for draft in sent] == [True] * 10 + [False] * 2


def text_of(content: Content) -> str:
    return f"{content.subject} {content.blocks}"


async def test_an_address_that_nobody_has_confirmed_gets_no_words_but_ours(
    context: Context, client: httpx.AsyncClient
) -> None:
    office = await make_office(context, client)
    (victim,) = (await office.add({"name": SPAM, "email": "victim@example.org"}))["created"]
    await client.post(f"{API}/sign-in", json={"email": "victim@example.org"})
    guest = await make_participant(context, office.event, SPAM, email="guest@example.org")
    assert await new_address(client, guest.headers, "other@example.org") == 202
    link = {"token": victim["join_url"].rpartition("/")[2]}
    session = (await client.post(f"{API}/sessions", json=link)).json()
    headers = {"authorization": f"Bearer {session['token']}"}
    sent = await composed(context)
    assert (await client.delete(f"{API}/me", headers=headers)).status_code == 204
    sent += await composed(context)
    assert [draft.address for draft in sent if draft] == [
        "victim@example.org",
        "other@example.org",
        "victim@example.org",
    ]
    for draft in sent:
        assert draft
        assert draft.name == ""
        assert "Win" not in text_of(draft.write())


async def test_names_in_an_invitation_are_no_links(
    context: Context, client: httpx.AsyncClient
) -> None:
    office = await make_office(context, client)
    change = await client.patch(office.path, json={"name": SPAM}, headers=office.who.headers)
    assert change.status_code == 200
    await office.add({"name": SPAM, "email": "victim@example.org"})
    await office.call("POST", "invitations", participants=None)
    (draft,) = await composed(context)
    assert draft
    assert draft.name == ""
    said = text_of(draft.write())
    assert "evil" in said
    assert "evil.example" not in said
    assert "https://evil" not in said


@pytest.mark.usefixtures("mira")
async def test_an_address_that_was_confirmed_is_greeted_by_name(
    client: httpx.AsyncClient, context: Context, clock: ManualClock
) -> None:
    await ask(client, clock)
    (draft,) = await composed(context)
    assert draft
    assert draft.name == "Mira"
    assert "Mira" in text_of(draft.write())
