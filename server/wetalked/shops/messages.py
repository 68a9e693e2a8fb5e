"""Messages of the hook: when each was sent first, and whether it was worked off."""

import msgspec

from wetalked.core.clock import DAY
from wetalked.db import statement
from wetalked.db.context import Context
from wetalked.events.model import EventRow

NOTE = """
INSERT INTO shop_message (event, id, made_at, sent_at) VALUES (:event, :id, :now, :sent_at)
ON CONFLICT DO NOTHING
"""
NOTED = "SELECT sent_at, done_at FROM shop_message WHERE event = :event AND id = :id"
DONE = "UPDATE shop_message SET done_at = :now WHERE event = :event AND id = :id"
# A signature is good for minutes: after a day no old message can come again.
SWEEP = "DELETE FROM shop_message WHERE event = :event AND made_at < :before"


class MessageRow(msgspec.Struct, frozen=True):
    """When its first try was sent, and since when it is worked off."""

    sent_at: int
    done_at: int | None


async def note_message(context: Context, event: EventRow, id_: str, sent_at: int) -> MessageRow:
    """What is known of a message that came; of a further try, what was noted at the first."""
    at = context.clock()
    await context.db.write(statement(NOTE, event=event.id, id=id_, now=at, sent_at=sent_at))
    found = await context.db.one(MessageRow, NOTED, event=event.id, id=id_)
    return found or MessageRow(sent_at, None)


async def message_done(context: Context, event: EventRow, id_: str) -> None:
    """It is worked off; old ones are forgotten."""
    now = context.clock()
    await context.db.write(
        statement(DONE, event=event.id, id=id_, now=now),
        statement(SWEEP, event=event.id, before=now - DAY),
    )
