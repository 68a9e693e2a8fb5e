"""Which badges were printed when, and marking them."""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from wetalked.core.clock import SECOND, to_datetime
from wetalked.db import (
    Database,
    Value,
    statement,
)
from wetalked.db.context import Context
from wetalked.events.model import EventRow

A_PART = 500


# Not where the badge or its words were changed since: the sheet has the old ones.
ON_THE_SHEET = """
FROM participant x WHERE x.event = :event AND x.removed_at IS NULL AND x.person IS NOT NULL
  AND COALESCE(x.words_at, 0) <= :until AND EXISTS (
    SELECT 1 FROM badge b
    WHERE b.participant = x.id AND b.retired_at IS NULL AND b.made_at <= :until)
"""


PRINTED_SOME = f"""
UPDATE participant SET printed_at = :at WHERE id IN (
  SELECT x.id {ON_THE_SHEET} AND x.printed_at IS NULL LIMIT :most)
RETURNING id
"""  # noqa: S608 — no value in it


PRINTED_ONE = f"""
UPDATE participant SET printed_at = :at WHERE id IN (SELECT x.id {ON_THE_SHEET} AND x.id = :id)
"""  # noqa: S608 — no value in it


async def mark_printed(
    context: Context, event: EventRow, at: int, participants: Sequence[str] | None = None
) -> None:
    """The sheet made at this moment is on paper: of these, or of all that were not printed yet."""
    of: dict[str, Value] = {"event": event.id, "at": min(at, context.clock()), "until": end_of(at)}
    if participants is not None:
        for place in range(0, len(participants), A_PART):
            part = participants[place : place + A_PART]
            await context.db.write(*(statement(PRINTED_ONE, id=one, **of) for one in part))
        return
    more = True
    while more:
        (marked,) = await context.db.write(statement(PRINTED_SOME, most=A_PART, **of))
        more = len(marked) == A_PART


def end_of(at: int) -> int:
    """The last millisecond that is meant: whole seconds are those of an HTTP `Date`."""
    return at if at % SECOND else at + SECOND - 1


class Batch(msgspec.Struct, frozen=True):
    """The badges that went to the printer at one moment."""

    printed_at: datetime
    badges: int


BATCHES = """
SELECT x.printed_at, count(*) AS badges FROM participant x
WHERE x.event = :event AND x.removed_at IS NULL AND x.printed_at IS NOT NULL
GROUP BY x.printed_at ORDER BY x.printed_at DESC LIMIT 50
"""


async def batches_at(db: Database, event: EventRow) -> list[Batch]:
    """What was printed, the newest first."""
    (rows,) = await db.read(statement(BATCHES, event=event.id))
    return [Batch(to_datetime(row["printed_at"]), row["badges"]) for row in rows]


UNPRINT = "UPDATE participant SET printed_at = NULL WHERE event = :event AND id = :participant"


UNPRINT_BATCH = "UPDATE participant SET printed_at = NULL WHERE event = :event AND printed_at = :at"


async def mark_unprinted(db: Database, event: EventRow, participants: Sequence[str]) -> None:
    """Have these badges printed again; who is not at the event is passed over."""
    steps = [statement(UNPRINT, event=event.id, participant=one) for one in participants]
    for place in range(0, len(steps), A_PART):
        await db.write(*steps[place : place + A_PART])


async def mark_batch_unprinted(db: Database, event: EventRow, printed_at: int) -> None:
    """Have all badges of one moment printed again."""
    await db.write(statement(UNPRINT_BATCH, event=event.id, at=printed_at))
