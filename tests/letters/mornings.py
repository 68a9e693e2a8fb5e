"""Guests who talked, and what a worker sends when it looks at some moment."""

from email.message import EmailMessage

from cast import (
    Guest,
)
from post import PostOffice, carrier, post_office
from wetalked.db.context import Context
from wetalked.letters.worker import mail_worker
from wetalked.talks.model import pair_of
from wetalked.talks.store import confirm
from wetalked.talks.unit import write

NINE_ON_SUNDAY = 1_796_544_000_000


async def says_yes(context: Context, one: Guest, other: Guest) -> None:
    pair = pair_of(one.participant, other.participant, one.person)
    await write(context.db, confirm(pair, context.clock()))


async def both_say_yes(context: Context, one: Guest, other: Guest) -> None:
    await says_yes(context, one, other)
    await says_yes(context, other, one)


async def sent_by_a_worker(context: Context) -> PostOffice:
    """What a worker that looks now sends."""
    with post_office() as (office, server):
        async with carrier(server) as transport:
            await mail_worker(context, transport).tick()
    return office


def text_of(mail: EmailMessage) -> str:
    part = mail.get_body(("plain",))
    assert part is not None
    return str(part.get_content())
