"""Takes off whom a shop brought in, once all of their tickets are cancelled."""

import msgspec

from wetalked.attendees.participants import remove_participant
from wetalked.db import Statement, statement
from wetalked.db.context import Context
from wetalked.events.model import EventRow
from wetalked.shops.model import Source

TICKETS_A_PART = 100

CANCELLING = """
SELECT t.source, t.ticket, t.participant, CASE WHEN x.person IS NOT NULL AND x.removed_at IS NULL
  AND EXISTS (SELECT 1 FROM shop_ticket b WHERE b.participant = x.id AND b.brought = 1)
  AND NOT EXISTS (SELECT 1 FROM shop_ticket o WHERE o.participant = x.id AND o.state = 'valid')
  THEN 1 ELSE 0 END AS goes
FROM shop_ticket t LEFT JOIN participant x ON x.id = t.participant
WHERE t.event = :event AND t.source = :source AND t.state = 'cancelling'
"""
SETTLED = """
UPDATE shop_ticket SET state = :state
WHERE event = :event AND source = :source AND ticket = :ticket AND state = 'cancelling'
"""


class Cancelling(msgspec.Struct, frozen=True):
    """A cancelled ticket, and whether its person goes for it."""

    source: str
    ticket: str
    participant: str | None
    goes: bool


async def take_off(context: Context, event: EventRow, source: Source) -> int:
    """Remove whom a shop brought in and who has no good ticket left, as an organizer would.

    Only when all that the shop has to say was heard; how many went.
    """
    leaving = await context.db.all(Cancelling, CANCELLING, event=event.id, source=source)
    going = {one.participant for one in leaving if one.participant and one.goes}
    for participant in sorted(going):
        await remove_participant(context, event, participant)
    for place in range(0, len(leaving), TICKETS_A_PART):
        part = leaving[place : place + TICKETS_A_PART]
        await context.db.write(*(settled(event, one) for one in part))
    return len(going)


def settled(event: EventRow, one: Cancelling) -> Statement:
    """The cancellation is worked off."""
    state = "taken-off" if one.goes else "cancelled"
    return statement(SETTLED, event=event.id, source=one.source, ticket=one.ticket, state=state)
