"""How far an event's preparation is."""

import msgspec

from wetalked.db import statement
from wetalked.db.context import Context
from wetalked.events.model import EventRow, Steps

COUNTS = """
SELECT COUNT(*) AS listed, COUNT(*) - COUNT(p.email) AS without_address,
       COUNT(*) - COUNT(x.printed_at) AS unprinted, COUNT(x.invited_at) AS invited
FROM participant x JOIN person p ON p.id = x.person
WHERE x.event = :event AND x.removed_at IS NULL
"""


async def steps_of(context: Context, event: EventRow, uninvited: int) -> Steps:
    """Counts of the list as its organizers may read it anyway, one by one."""
    ((row,),) = await context.db.read(statement(COUNTS, event=event.id))
    leave = context.settings.mail_server is not None
    return msgspec.convert(dict(row) | {"uninvited": uninvited, "mails_leave": leave}, Steps)
