"""Many mails go out by processes of their own, which end with their work or with their server."""

import asyncio
import os
import signal
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from cast import make_event, make_participant
from conftest import ManualClock
from post import PostOffice, post_office
from wetalked.core.settings import SmtpServer
from wetalked.db import statement
from wetalked.db.context import Context
from wetalked.letters.worker import mail_worker
from wetalked.mail import outbox

STATES = "SELECT COUNT(sent_at) AS sent, COUNT(problem) AS problems FROM mail"


async def queue_invitations(context: Context, count: int) -> list[str]:
    """So many, each to somebody else."""
    event = await make_event(context)
    addresses = [f"guest{number}@example.org" for number in range(count)]
    for address in addresses:
        guest = await make_participant(context, event, "Mira Klein", email=address)
        who = {"event": event.id, "person": guest.person}
        invited = outbox.queue("invitation", event.id, guest.person, now=context.clock(), **who)  # type: ignore[arg-type] # only some of its words
        await context.db.write(invited)
    return addresses


def to(context: Context, server: SmtpServer) -> Context:
    """The kit with this mail server in its settings."""
    context.settings = msgspec.structs.replace(
        context.settings, mail_folder=None, mail_server=server
    )
    return context


def helpers() -> list[int]:
    """The processes that this one has begun, and those begun by them."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            line = folder.joinpath("cmdline").read_text()
            state, parent = folder.joinpath("stat").read_text().rpartition(")")[2].split()[:2]
        except OSError:
            continue
        if "wetalked.letters.helper" in line and state != "Z":
            found.append((int(folder.name), int(parent)))
    mine = [pid for pid, parent in found if parent == os.getpid()]
    return mine + [pid for pid, parent in found if parent in mine]


async def until(done: Callable[[], bool]) -> None:
    async with asyncio.timeout(60):
        while not done():  # noqa: ASYNC110 — other processes make it so
            await asyncio.sleep(0.02)


async def test_many_go_by_processes_of_their_own_that_end_afterwards(
    context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wetalked.mail.helpers.IDLE_SECONDS", 0.1)
    addresses = await queue_invitations(context, 20)
    seen: list[int] = []

    class Watching(PostOffice):
        def take(self) -> None:
            seen.extend(helpers())

    office = Watching()
    office.at_rcpt = lambda _: office.take()
    with post_office(office=office) as (_, server):
        worker = mail_worker(to(context, server))
        await worker.tick()
        assert Counter(office.recipients()) == Counter(addresses)
        assert seen
        await until(lambda: not helpers())
        await worker.close()


async def test_a_few_need_no_other_process(context: Context) -> None:
    addresses = await queue_invitations(context, 2)
    with post_office() as (office, server):
        worker = mail_worker(to(context, server))
        await worker.tick()
        assert helpers() == []
        await worker.close()
    assert sorted(office.recipients()) == addresses


async def test_what_a_helper_had_when_it_was_killed_is_tried_again(
    context: Context, clock: ManualClock, caplog: pytest.LogCaptureFixture
) -> None:
    addresses = await queue_invitations(context, 20)
    with post_office() as (office, server):
        office.at_rcpt = lambda _: "stall"
        worker = mail_worker(to(context, server))
        working = asyncio.create_task(worker.tick())
        await until(lambda: office.tries > 0)
        for pid in helpers():
            os.kill(pid, signal.SIGKILL)
        await working
        assert "more slowly" in caplog.text
        (rows,) = await context.db.read(statement(STATES))
        assert dict(rows[0]) == {"sent": 0, "problems": 20}
        office.at_rcpt = lambda _: None
        clock.move(seconds=15)
        await worker.tick()
        assert helpers() == [], "what killed them may kill the next"
        await worker.close()
    assert Counter(office.recipients()) == Counter(addresses)


async def test_where_no_helper_can_work_the_server_sends_by_itself(
    context: Context, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wetalked.mail.helpers.MODULE", "wetalked.no_such_module")
    addresses = await queue_invitations(context, 20)
    with post_office() as (office, server):
        worker = mail_worker(to(context, server))
        await worker.tick()
        assert office.mails() == []
        clock.move(seconds=15)
        await worker.tick()
        await worker.close()
    assert Counter(office.recipients()) == Counter(addresses)
