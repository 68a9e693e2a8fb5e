"""Two server processes on one PostgreSQL share the follow-ups: everyone gets one, nobody two."""

import asyncio
from collections import Counter
from contextlib import ExitStack
from pathlib import Path

import pytest

from cast import make_event, make_participant
from servers import Mailbox, server, smtp_server
from wetalked.core.clock import DAY, system_clock
from wetalked.core.settings import read_settings
from wetalked.db import statement
from wetalked.db.context import Context, open_context
from wetalked.letters.progress import follow_up_progress
from wetalked.letters.schedule import find_mailing
from wetalked.talks.model import pair_of
from wetalked.talks.store import confirm
from wetalked.talks.unit import write

GUESTS = 150
BEGIN = "UPDATE event SET follow_up_at = :now"


@pytest.mark.timeout(300)
async def test_two_servers_on_one_postgresql_send_none_twice(
    fresh_postgres: str, tmp_path: Path
) -> None:
    context = await open_context(read_settings({"WETALKED_DATABASE": fresh_postgres}))
    addresses = await a_crowd_that_talked(context)
    with smtp_server() as (url, mailbox), ExitStack() as servers:
        for name in ("one", "two"):
            (tmp_path / name).mkdir()
            settings = {"DATABASE": fresh_postgres, "MAIL": url}
            servers.enter_context(server(tmp_path / name, settings))
        await context.db.write(statement(BEGIN, now=system_clock()))
        await all_sent(context)
    await context.db.close()
    assert recipients(mailbox) == Counter(addresses)


async def a_crowd_that_talked(context: Context) -> list[str]:
    """Each with one of the others; their follow-up is not due yet."""
    now = context.clock()
    event = await make_event(context, starts_at=now - DAY, ends_at=now)
    addresses = [f"guest{number}@example.org" for number in range(GUESTS)]
    guests = [await make_participant(context, event, "G", email=address) for address in addresses]
    for one, other in zip(guests[::2], guests[1::2], strict=True):
        pair = pair_of(one.participant, other.participant, one.person)
        await write(context.db, confirm(pair, now - 1000))
    return addresses


async def all_sent(context: Context) -> None:
    """Until no follow-up is left to send."""
    (rows,) = await context.db.read(statement("SELECT id FROM event"))
    while True:
        event = await find_mailing(context.db, rows[0]["id"])
        assert event is not None
        if (await follow_up_progress(context.db, event, context.clock())).state == "sent":
            return
        await asyncio.sleep(0.1)


def recipients(mailbox: Mailbox) -> Counter[str]:
    """Who has got how many."""
    return Counter(recipient for recipient, _ in mailbox.mails())
