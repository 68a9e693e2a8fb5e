"""Mails put into the outbox, and what it knows of them."""

from collections.abc import Mapping

import msgspec

from cast import Someone, make_person
from wetalked.db.context import Kit
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


async def queue_note(kit: Kit, someone: Someone, address: str, name: str = "1") -> str:
    """A mail to an address, of the kind that needs nothing else."""
    words = ("address-changed", f"{someone.person}:{name}")
    note = outbox.queue(*words, now=kit.clock(), person=someone.person, address=address)  # type: ignore[arg-type]  # the kind is one
    await kit.db.write(note)
    return ":".join(words)


async def queue_code(kit: Kit, someone: Someone, address: str, body: Mapping[str, object]) -> str:
    """A sign-in mail, as asking for one queues it."""
    name = kit.new_id()
    asked = outbox.queue(
        "sign-in", name, now=kit.clock(), person=someone.person, address=address, body=body
    )
    await kit.db.write(asked)
    return f"sign-in:{name}"


async def queue_many(kit: Kit, count: int) -> list[str]:
    """One mail to each of many addresses."""
    someone = await make_person(kit, "Mira Klein")
    addresses = [f"guest{number}@example.org" for number in range(count)]
    for number, address in enumerate(addresses):
        await queue_note(kit, someone, address, str(number))
    return addresses


async def row(kit: Kit, mail: str) -> Row:
    found = await kit.db.one(Row, ROW, id=mail)
    assert found is not None
    return found
