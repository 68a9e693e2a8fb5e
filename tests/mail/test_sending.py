"""What waits in the outbox goes out over real SMTP: once, in time, and nobody waits for others."""

import asyncio
import time
from itertools import pairwise
from pathlib import Path

import msgspec
import pytest

from cast import make_person
from conftest import ManualClock
from mail.outbox_rows import ROW, Row, queue_code, queue_many, queue_note, row
from post import PostOffice, carrier, post_office, reached
from servers import free_port
from wetalked.db import statement
from wetalked.db.context import Context
from wetalked.letters.worker import mail_worker
from wetalked.mail import outbox
from wetalked.mail.delivery import MailSender
from wetalked.mail.folder import FolderTransport
from wetalked.mail.model import Mail


async def test_a_sign_in_mail_brings_link_and_code_and_leaves_neither_behind(
    context: Context,
) -> None:
    mira = await make_person(context, "Mira Klein", email="mira@example.org", language="de")
    body = {"link_token": "a-token", "code": "012345"}
    mail = await queue_code(context, mira, "mira@example.org", body)
    with post_office() as (office, server):
        async with carrier(server) as transport:
            await mail_worker(context, transport).tick()
    ((recipient, got),) = office.mails()
    text = got.get_body(("plain",)).get_content()  # type: ignore[union-attr]  # it has one
    assert recipient == "mira@example.org"
    assert "https://talk.example/join/a-token" in text
    assert "012345" in text
    assert got["Subject"] == "Deine Anmeldung bei wetalked"
    assert got["Content-Language"] == "de"
    assert got["List-Unsubscribe"] is None
    kept = await row(context, mail)
    assert (kept.sent_at, kept.body, kept.address) == (context.clock(), None, None)


async def test_a_code_that_is_good_no_longer_is_not_sent(
    context: Context, clock: ManualClock
) -> None:
    mira = await make_person(context, "Mira Klein", email="mira@example.org")
    mail = await queue_code(
        context, mira, "mira@example.org", {"link_token": "a", "code": "012345"}
    )
    clock.move(minutes=15)
    with post_office() as (office, server):
        async with carrier(server) as transport:
            await mail_worker(context, transport).tick()
    assert office.mails() == []
    assert await context.db.one(Row, ROW, id=mail) is None


async def test_the_same_mail_queued_twice_goes_out_once(context: Context) -> None:
    mira = await make_person(context, "Mira Klein")
    for _ in range(2):
        await queue_note(context, mira, "mira@example.org")
    with post_office() as (office, server):
        async with carrier(server) as transport:
            worker = mail_worker(context, transport)
            await worker.tick()
            await queue_note(context, mira, "mira@example.org")
            await worker.tick()
    assert office.recipients() == ["mira@example.org"]


async def test_many_mails_share_few_connections(context: Context) -> None:
    addresses = await queue_many(context, 60)
    with post_office() as (office, server):
        async with carrier(server) as transport:
            await mail_worker(context, transport).tick()
    assert sorted(office.recipients()) == sorted(addresses)
    assert office.connections <= 4


@pytest.mark.parametrize(
    ("where", "answer"),
    [
        ("at_mail", "421 closing"),
        ("at_mail", "hang up"),
        ("at_rcpt", "451 greylisted"),
        ("at_rcpt", "hang up"),
        ("in_data", "hang up"),
        ("at_data", "451 later"),
        ("at_data", "hang up"),
    ],
)
async def test_a_temporary_refusal_is_tried_again_at_the_promised_times(
    context: Context, clock: ManualClock, where: str, answer: str
) -> None:
    mira = await make_person(context, "Mira Klein")
    mail = await queue_note(context, mira, "mira@example.org")
    pauses = []
    with post_office() as (office, server):
        setattr(office, where, lambda _: answer)
        async with carrier(server) as transport:
            worker = mail_worker(context, transport)
            for _ in range(7):
                await worker.tick()
                pauses.append((await row(context, mail)).due_at - clock.now)
                clock.now += pauses[-1] - 1
                await worker.tick()
                clock.now += 1
            setattr(office, where, lambda _: None)
            await worker.tick()
    assert [pause // 1_000 for pause in pauses] == [15, 60, 120, 300, 900, 1_800, 1_800]
    assert office.recipients() == ["mira@example.org"]
    assert (await row(context, mail)).problem is None


async def test_every_try_has_the_same_message_id(context: Context, clock: ManualClock) -> None:
    mira = await make_person(context, "Mira Klein")
    await queue_note(context, mira, "mira@example.org")
    seen = []

    class Forgetful(PostOffice):
        async def handle_DATA(self, server, session, envelope):  # type: ignore[no-untyped-def]  # noqa: N802 — aiosmtpd's name
            await super().handle_DATA(server, session, envelope)
            seen.append(self.mails()[-1][1]["Message-ID"])
            return "451 taken, and forgotten" if len(seen) < 3 else "250 kept"

    with post_office(office=Forgetful()) as (_, server):
        async with carrier(server) as transport:
            for _ in range(3):
                await mail_worker(context, transport).tick()
                clock.move(minutes=30)
    assert len(seen) == 3
    assert len(set(seen)) == 1


async def test_a_final_refusal_is_settled_with_its_reason_and_holds_up_nobody(
    context: Context,
) -> None:
    addresses = await queue_many(context, 5)
    someone = await make_person(context, "Otto Sider")
    refused = await queue_note(context, someone, "gone@example.org")
    with post_office() as (office, server):
        office.at_rcpt = lambda address: "550 no such user" if "gone" in address else None
        async with carrier(server) as transport:
            await mail_worker(context, transport).tick()
    assert sorted(office.recipients()) == sorted(addresses)
    kept = await row(context, refused)
    assert (kept.failed_at, kept.problem) == (context.clock(), "550 no such user")
    assert (kept.body, kept.address) == (None, None)


async def test_while_the_mail_server_is_away_mails_wait_and_then_each_goes_out_once(
    context: Context, clock: ManualClock
) -> None:
    addresses = await queue_many(context, 50)
    port = free_port()
    async with carrier(reached(port)) as transport:
        worker = mail_worker(context, transport)
        for _ in range(30):
            await worker.tick()
            clock.move(minutes=2)
        with post_office(port) as (office, _):
            for _ in range(16):
                await worker.tick()
                clock.move(minutes=2)
    assert sorted(office.recipients()) == sorted(addresses)


async def test_after_48_hours_it_is_given_up_with_the_reason(
    context: Context, clock: ManualClock
) -> None:
    mira = await make_person(context, "Mira Klein")
    mail = await queue_note(context, mira, "mira@example.org")
    began = clock.now
    async with carrier(reached(free_port())) as transport:
        worker = mail_worker(context, transport)
        while (await row(context, mail)).failed_at is None:
            clock.now = (await row(context, mail)).due_at
            await worker.tick()
    assert 47 * 3_600_000 < clock.now - began <= 48 * 3_600_000
    assert "127.0.0.1" in str((await row(context, mail)).problem)


async def test_an_address_that_needs_smtputf8_is_told_where_the_server_lacks_it(
    context: Context,
) -> None:
    mira = await make_person(context, "Mira Klein")
    mail = await queue_note(context, mira, "jörg@example.org")
    with post_office(enable_SMTPUTF8=False) as (office, server):
        async with carrier(server) as transport:
            await mail_worker(context, transport).tick()
    assert office.mails() == []
    assert "beyond ASCII" in str((await row(context, mail)).problem)


async def test_an_address_that_needs_smtputf8_gets_its_mail_where_the_server_has_it(
    context: Context,
) -> None:
    mira = await make_person(context, "Mira Klein")
    await queue_note(context, mira, "jörg@bücher.example")
    with post_office() as (office, server):
        async with carrier(server) as transport:
            await mail_worker(context, transport).tick()
    assert office.recipients() == ["jörg@xn--bcher-kva.example"]


async def test_who_waits_to_sign_in_comes_before_all_others(context: Context) -> None:
    await queue_many(context, 45)
    mira = await make_person(context, "Mira Klein")
    await queue_code(context, mira, "mira@example.org", {"link_token": "a", "code": "012345"})
    with post_office() as (office, server):
        async with carrier(server) as transport:
            await mail_worker(context, transport).tick()
    # Four go at once, so a few may overtake it on their own connections; unsorted it came last.
    assert "mira@example.org" in office.recipients()[:20]


async def test_no_more_mails_a_minute_than_the_provider_allows(
    context: Context, clock: ManualClock
) -> None:
    await queue_many(context, 25)
    context.settings = msgspec.structs.replace(context.settings, mail_per_minute=10)
    with post_office() as (office, server):
        async with carrier(server) as transport:
            worker, counts = mail_worker(context, transport), []
            for _ in range(4):
                await worker.tick()
                counts.append(len(office.mails()))
                clock.move(seconds=60)
    assert counts == [10, 20, 25, 25]


async def test_one_mail_that_cannot_be_composed_holds_up_no_other(
    context: Context, clock: ManualClock, caplog: pytest.LogCaptureFixture
) -> None:
    mira = await make_person(context, "Mira Klein")
    broken = await queue_code(context, mira, "mira@example.org", {"no": "code"})
    await queue_note(context, mira, "mira@example.org")
    with post_office() as (office, server):
        async with carrier(server) as transport:
            await mail_worker(context, transport).tick()
    assert len(office.mails()) == 1
    assert (await row(context, broken)).due_at == clock.now + 15_000
    assert "could not be composed" in caplog.text


async def test_without_an_address_or_with_mail_stopped_a_mail_is_taken_back(
    context: Context,
) -> None:
    nobody = await make_person(context, "Mira Klein")
    stopped = await make_person(context, "Jonas Holm", email="jonas@example.org")
    sql = "UPDATE person SET mail_stopped_at = 1 WHERE id = :id"
    await context.db.write(statement(sql, id=stopped.person))
    for someone in (nobody, stopped):
        invited = outbox.queue("invitation", someone.person, now=0, person=someone.person)
        await context.db.write(invited)
    with post_office() as (office, server):
        async with carrier(server) as transport:
            await mail_worker(context, transport).tick()
    assert office.mails() == []
    assert await context.db.all(Row, "SELECT * FROM mail") == []


async def test_mails_are_made_one_by_one_with_time_for_others_in_between(
    context: Context, tmp_path: Path
) -> None:
    began = []

    async def compose(_: Context, __: Mail) -> None:
        began.append(time.monotonic())
        await asyncio.sleep(0.02)

    fields = dict.fromkeys(("event", "person", "address", "body"))
    mails = [Mail(id=str(at), kind="reminder", made_at=0, **fields) for at in range(4)]
    sender = MailSender(context, FolderTransport(tmp_path), {"reminder": compose}, rest=3)
    await asyncio.gather(*map(sender.deliver, mails))
    assert all(later - earlier >= 0.07 for earlier, later in pairwise(began))
