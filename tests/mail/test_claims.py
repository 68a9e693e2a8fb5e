"""Several workers on one outbox, and those that die or stop: nothing is sent twice or lost."""

import asyncio
from collections.abc import Callable

import pytest

from conftest import ManualClock
from mail.outbox_rows import Row, queue_many
from post import carrier, post_office
from wetalked.db.context import Context, open_context
from wetalked.letters.worker import mail_worker
from wetalked.mail import outbox
from wetalked.mail.delivery import SIGNING_IN
from wetalked.mail.worker import Worker


async def test_two_workers_on_one_database_send_nothing_twice(context: Context) -> None:
    addresses = await queue_many(context, 120)
    other = await open_context(context.settings, context.clock)
    with post_office() as (office, server):
        async with carrier(server) as one, carrier(server) as two:
            workers = mail_worker(context, one), mail_worker(other, two)
            await asyncio.gather(*(worker.tick() for worker in workers))
    await other.db.close()
    assert sorted(office.recipients()) == sorted(addresses)


async def test_what_a_dead_process_claimed_is_free_after_a_minute(
    context: Context, clock: ManualClock
) -> None:
    (address,) = await queue_many(context, 1)
    await outbox.claim(context.db, "dead", clock.now, 10, SIGNING_IN)
    with post_office() as (office, server):
        async with carrier(server) as transport:
            worker = mail_worker(context, transport)
            clock.move(seconds=59)
            await worker.tick()
            assert office.mails() == []
            clock.move(seconds=1)
            await worker.tick()
    assert office.recipients() == [address]


async def test_on_sqlite_it_is_free_at_the_next_start(context: Context, clock: ManualClock) -> None:
    if not context.settings.database.startswith("sqlite"):
        pytest.skip("other machines may be at work on PostgreSQL")
    (address,) = await queue_many(context, 1)
    await outbox.claim(context.db, "dead", clock.now, 10, SIGNING_IN)
    with post_office() as (office, server):
        async with carrier(server) as transport:
            await until(mail_worker(context, transport), lambda: bool(office.mails()))
    assert office.recipients() == [address]


async def test_stopping_finishes_what_is_under_way_and_frees_the_rest(context: Context) -> None:
    addresses = await queue_many(context, 30)
    with post_office() as (office, server):
        async with carrier(server) as transport:
            await until(mail_worker(context, transport), lambda: len(office.mails()) >= 3)
        waiting = await context.db.all(Row, "SELECT * FROM mail WHERE sent_at IS NULL")
        assert len(office.mails()) + len(waiting) == 30
        assert all(one.claimed_by is None and one.tries == 0 for one in waiting)
        async with carrier(server) as transport:
            await mail_worker(context, transport).tick()
    assert sorted(office.recipients()) == sorted(addresses)


async def until(worker: Worker, done: Callable[[], bool]) -> None:
    """Run the worker until this is so, then stop it."""
    running = asyncio.create_task(worker.run())
    async with asyncio.timeout(20):
        while not done() and not running.done():  # noqa: ASYNC110 — another thread makes it so
            await asyncio.sleep(0.01)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
