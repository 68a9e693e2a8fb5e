"""Mails put into the outbox, and what it knows of them."""

from collections.abc import Mapping

import msgspec

from cast import Someone, make_person
from wetalked.db.context import Context
from wetalked.mail import outbox

ROW = "SELECT * FROM mail WHERE id = :id"


class Row(msgspec.Struct):
    """What the outbox knows of a mail."""

    sent_at: int | None
    failed_at: int | None
    tries: int
    due_at: int
    problem: str | None
    body: str | None
    address: str | None
    claimed_by: str | None


async def queue_note(context: Context, someone: Someone, address: str, name: str = "1") -> str:
    """A mail to an address, of the kind that needs nothing else."""
    words = ("address-changed", f"{someone.person}:{name}")
    note = outbox.queue(*words, now=context.clock(), person=someone.person, address=address)  # type: ignore[arg-type]  # the kind is one
    await context.db.write(note)
    return ":".join(words)


async def queue_code(
    context: Context, someone: Someone, address: str, body: Mapping[str, object]
) -> str:
    """A sign-in mail, as asking for one queues it."""
    name = context.new_id()
    asked = outbox.queue(
        "sign-in", name, now=context.clock(), person=someone.person, address=address, body=body
    )
    await context.db.write(asked)
    return f"sign-in:{name}"


async def queue_many(context: Context, count: int) -> list[str]:
    """One mail to each of many addresses."""
    someone = await make_person(context, "Mira Klein")
    addresses = [f"guest{number}@example.org" for number in range(count)]
    for number, address in enumerate(addresses):
        await queue_note(context, someone, address, str(number))
    return addresses


async def row(context: Context, mail: str) -> Row:
    found = await context.db.one(Row, ROW, id=mail)
    assert found is not None
    return found
