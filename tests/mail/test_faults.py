"""A mail server in trouble: who is not in it gets their mail, and nobody's is given up for it."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable

import pytest

from cast import make_person
from conftest import ManualClock
from post import PostOffice, carrier, post_office
from wetalked.core.settings import SmtpServer
from wetalked.db import statement
from wetalked.db.context import Context
from wetalked.letters.worker import mail_worker
from wetalked.mail import outbox
from wetalked.mail.smtp import Patience
from wetalked.mail.worker import Worker

SHORT = Patience(connect=5, answer=0.5, slow=0.05)
LONG = Patience(connect=5, answer=60, slow=0.05)
STATES = """
SELECT COUNT(sent_at) AS sent, COUNT(failed_at) AS failed, COUNT(*) AS all_of_them FROM mail
"""


async def queue_mails(context: Context, count: int, name: str = "guest") -> list[str]:
    """One mail to each of many addresses."""
    someone = await make_person(context, "Mira Klein")
    addresses = [f"{name}{number}@example.org" for number in range(count)]
    for address in addresses:
        note = outbox.queue(
            "address-changed", address, now=context.clock(), person=someone.person, address=address
        )
        await context.db.write(note)
    return addresses


async def states(context: Context) -> dict[str, int]:
    (rows,) = await context.db.read(statement(STATES))
    return dict(rows[0])


@contextlib.asynccontextmanager
async def at_work(worker: Worker) -> AsyncIterator[None]:
    """While it runs; then it is stopped."""
    running = asyncio.create_task(worker.run())
    try:
        yield
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


async def until(done: Callable[[], bool]) -> None:
    """Wait for what another thread makes so."""
    async with asyncio.timeout(30):
        while not done():  # noqa: ASYNC110 — as it says
            await asyncio.sleep(0.01)


@pytest.mark.parametrize("where", ["at_rcpt", "at_data"])
async def test_addresses_at_which_the_server_stalls_keep_no_other_waiting(
    context: Context, where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wetalked.mail.worker.FINISH_SECONDS", 0)
    await queue_mails(context, 9, "stalls")
    others = await queue_mails(context, 40)
    with post_office() as (office, server):
        setattr(office, where, lambda address: "stall" if "stalls" in address else None)
        async with carrier(server, LONG) as transport, at_work(mail_worker(context, transport)):
            await until(lambda: len(office.mails()) == len(others))
    assert sorted(office.recipients()) == sorted(others)


@pytest.mark.parametrize("where", ["at_mail", "at_rcpt", "at_data"])
async def test_a_server_that_stalls_is_not_waited_for_forever(
    context: Context, clock: ManualClock, where: str
) -> None:
    addresses = await queue_mails(context, 3)
    with post_office() as (office, server):
        setattr(office, where, lambda _: "stall")
        async with carrier(server, SHORT) as transport:
            await mail_worker(context, transport).tick()
            assert await states(context) == {"sent": 0, "failed": 0, "all_of_them": 3}
            setattr(office, where, lambda _: None)
            clock.move(seconds=15)
            await mail_worker(context, transport).tick()
    assert sorted(office.recipients()) == sorted(addresses)


async def test_a_server_that_takes_fewer_connections_is_sent_all_over_those(
    context: Context,
) -> None:
    addresses = await queue_mails(context, 30)
    office = PostOffice()
    office.most = 1
    with post_office(office=office) as (_, server):
        async with carrier(server) as transport:
            await mail_worker(context, transport).tick()
    assert sorted(office.recipients()) == sorted(addresses)


async def test_a_server_that_takes_no_connection_more_makes_mails_wait(
    context: Context, clock: ManualClock
) -> None:
    addresses = await queue_mails(context, 30)
    office = PostOffice()
    office.most = 0
    with post_office(office=office) as (_, server):
        async with carrier(server) as transport:
            await mail_worker(context, transport).tick()
            assert office.mails() == []
            office.most = 100
            clock.move(seconds=15)
            await mail_worker(context, transport).tick()
    assert sorted(office.recipients()) == sorted(addresses)


async def test_a_server_that_closes_after_each_mail_gets_all_at_once(context: Context) -> None:
    """421 and a hang-up alike; none of them waits for its next try."""
    addresses = await queue_mails(context, 20)

    class OneEach(PostOffice):
        async def handle_MAIL(self, server, session, envelope, address, options):  # type: ignore[no-untyped-def]  # noqa: N802 — aiosmtpd's name
            used, session.used = getattr(session, "used", False), True
            if used:
                return "421 one mail a connection"
            return await super().handle_MAIL(server, session, envelope, address, options)

    with post_office(office=OneEach()) as (office, server):
        async with carrier(server) as transport:
            await mail_worker(context, transport).tick()
    assert sorted(office.recipients()) == sorted(addresses)


@pytest.mark.parametrize(
    ("where", "answer"),
    [
        ("at_mail", "550 5.7.1 this sender is not yours"),
        ("at_mail", "530 5.7.0 authentication required"),
        ("at_mail", "451 4.3.2 not now"),
        ("at_rcpt", "530 5.7.0 authentication required"),
        ("at_rcpt", "554 5.7.1 <guest0@example.org>: Relay access denied"),
    ],
)
async def test_what_is_wrong_with_us_fails_no_mail_and_is_logged_without_addresses(
    context: Context, clock: ManualClock, caplog: pytest.LogCaptureFixture, where: str, answer: str
) -> None:
    addresses = await queue_mails(context, 50)
    with post_office() as (office, server):
        setattr(office, where, lambda _: answer)
        async with carrier(server) as transport:
            await mail_worker(context, transport).tick()
            assert await states(context) == {"sent": 0, "failed": 0, "all_of_them": 50}
            ours = [r.getMessage() for r in caplog.records if r.name.startswith("wetalked")]
            assert any(answer[:9] in said for said in ours)
            assert not any("@" in said for said in ours)
            setattr(office, where, lambda _: None)
            clock.move(seconds=15)
            await mail_worker(context, transport).tick()
    assert sorted(office.recipients()) == sorted(addresses)


async def test_a_refused_login_fails_no_mail_and_is_not_tried_for_each(
    context: Context, clock: ManualClock
) -> None:
    addresses = await queue_mails(context, 50)
    with post_office(auth_require_tls=False) as (office, server):
        wrong = SmtpServer("127.0.0.1", server.port, "me", "no", tls=False, starttls="never")
        async with carrier(wrong, Patience(closed=60)) as transport:
            await mail_worker(context, transport).tick()
        assert await states(context) == {"sent": 0, "failed": 0, "all_of_them": 50}
        assert office.connections == 1
        clock.move(seconds=15)
        async with carrier(server) as transport:
            await mail_worker(context, transport).tick()
    assert sorted(office.recipients()) == sorted(addresses)


async def test_a_mail_that_is_too_large_for_the_server_fails_alone(context: Context) -> None:
    addresses = await queue_mails(context, 2)
    with post_office(data_size_limit=100) as (office, server):
        async with carrier(server) as transport:
            await mail_worker(context, transport).tick()
    assert office.mails() == []
    assert (await states(context))["failed"] == len(addresses)
