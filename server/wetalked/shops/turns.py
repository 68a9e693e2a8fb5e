"""Whose turn it is to ask a ticket shop, and what came of it: of several processes one does."""

import msgspec

from wetalked.core.clock import DAY, MINUTE
from wetalked.db import Database, Value, statement
from wetalked.db.context import Context
from wetalked.shops.model import ShopReport, ShopRow, TroubleKind

# Longer than a page may take; whoever asks holds on at every page.
CLAIM = 5 * MINUTE

DUE = """
SELECT s.* FROM shop s
WHERE s.due_at <= :now AND (s.claimed_until IS NULL OR s.claimed_until <= :now)
ORDER BY s.due_at LIMIT 1
"""
CLAIM_IT = """
UPDATE shop SET claimed_by = :me, claimed_until = :until
WHERE event = :event AND (claimed_until IS NULL OR claimed_until <= :now) RETURNING event
"""
HOLD_ON = """
UPDATE shop SET claimed_until = :until WHERE event = :event AND claimed_by = :me RETURNING event
"""
NOTE_PROGRESS = """
UPDATE shop SET claimed_until = :until, progress = :progress
WHERE event = :event AND claimed_by = :me RETURNING event
"""


class Progress(msgspec.Struct, frozen=True):
    """How far a pull came: what to ask next, the shop's time when it began, what became of it."""

    query: dict[str, str]
    generated: str | None
    report: ShopReport


def progress_of(row: ShopRow) -> Progress | None:
    """How far the last pull came, if it broke off."""
    return msgspec.json.decode(row.progress, type=Progress) if row.progress else None


async def next_due(db: Database, now: int) -> ShopRow | None:
    """The shop that has waited longest for being asked."""
    return await db.one(ShopRow, DUE, now=now)


async def claim(db: Database, row: ShopRow, me: str, now: int) -> bool:
    """Whether it is now this one's turn, and nobody else's."""
    (rows,) = await db.write(
        statement(CLAIM_IT, event=row.event, me=me, now=now, until=now + CLAIM)
    )
    return bool(rows)


async def hold_on(db: Database, event: str, me: str, now: int) -> bool:
    """Keep the turn; false when it was lost, or the settings are other ones by now."""
    (rows,) = await db.write(statement(HOLD_ON, event=event, me=me, until=now + CLAIM))
    return bool(rows)


async def note_progress(db: Database, event: str, me: str, progress: Progress, now: int) -> bool:
    """Part of it is done, and the turn kept; false when it was lost."""
    text = msgspec.json.encode(progress).decode()
    (rows,) = await db.write(
        statement(NOTE_PROGRESS, event=event, me=me, progress=text, until=now + CLAIM)
    )
    return bool(rows)


DONE = """
UPDATE shop SET progress = NULL, since = :since, pulled_at = :now, report = :report, problem = NULL,
  problem_kind = NULL,
  due_at = CASE WHEN due_at > :began THEN due_at ELSE CAST(:due_at AS BIGINT) END,
  claimed_by = NULL, claimed_until = NULL
WHERE event = :event AND claimed_by = :me
"""
FAILED = """
UPDATE shop SET problem = :problem, problem_kind = :kind, due_at = :due_at, claimed_by = NULL,
  claimed_until = NULL, progress = CASE WHEN :goes_on = 1 THEN progress ELSE NULL END
WHERE event = :event AND claimed_by = :me
"""
# After these the same question may well have been the trouble: the next pull begins anew.
BEGIN_ANEW: frozenset[TroubleKind] = frozenset({"strange", "no-event", "which-date", "no-series"})
FREE = "UPDATE shop SET claimed_by = NULL, claimed_until = NULL WHERE claimed_by = :me"
ENDS = "SELECT ends_at FROM event WHERE id = :event"


async def note_done(
    context: Context, row: ShopRow, me: str, began: int, since: str | None, report: ShopReport
) -> None:
    """It was asked and all is done; asked again when it is time."""
    now = context.clock()
    await context.db.write(
        statement(
            DONE,
            event=row.event,
            me=me,
            began=began,
            now=now,
            since=since,
            report=msgspec.json.encode(report).decode(),
            due_at=await next_time(context, row, now),
        )
    )


async def note_failed(
    context: Context, row: ShopRow, me: str, kind: TroubleKind, problem: str, wait: int
) -> None:
    """Why it did not work; where it is asked on a schedule, again after `wait` milliseconds."""
    now = context.clock()
    due = await next_time(context, row, now)
    again = None if due is None else max(now + wait, due)
    goes_on = int(kind not in BEGIN_ANEW)
    said: dict[str, Value] = {"kind": kind, "problem": problem, "goes_on": goes_on}
    await context.db.write(statement(FAILED, event=row.event, me=me, due_at=again, **said))


async def next_time(context: Context, row: ShopRow, now: int) -> int | None:
    """When the schedule has it asked again; after the event's last day nobody does."""
    (events,) = await context.db.read(statement(ENDS, event=row.event))
    if row.every_minutes is None or not events or now > events[0]["ends_at"] + DAY:
        return None
    return now + row.every_minutes * MINUTE


async def free(db: Database, me: str) -> None:
    """Give up every turn."""
    await db.write(statement(FREE, me=me))
