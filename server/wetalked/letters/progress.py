"""How far the sending of an event's follow-ups is, as far as it tells nothing of a single talk."""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

import msgspec

from wetalked.core.clock import HOUR, to_datetime
from wetalked.db import Database, as_kind, statement
from wetalked.events.pulse import FEWEST_PEOPLE, STEP
from wetalked.letters.model import Mailing
from wetalked.letters.schedule import due_at
from wetalked.mail.progress import Failure

State = Literal["scheduled", "sending", "sent"]


class Progress(msgspec.Struct, frozen=True):
    """How far the first sending is: `sent` counts mails the server accepted, `queued` those to try.

    Null where fewer than 5 people stand behind it. Whose first talk came later is added to `sent`
    in fives, at the full hour. `failures` are of people who have signed in.
    """

    state: State
    at: datetime
    queued: int | None
    sent: int | None
    failed: int | None
    failures: list[Failure]


class Group(msgspec.Struct, frozen=True):
    """Mails of the first sending, to those who came by a mail of ours or to the others."""

    own: int
    people: int
    waiting: int
    queued: int
    sent: int
    failed: int


class Later(msgspec.Struct, frozen=True):
    """Those whose first talk came later, of one group."""

    own: int
    people: int


# What is tried again after it failed is queued, but the first sending waits for it no more.
FIRST = """
SELECT own, COUNT(*) AS people, COUNT(sent_at) AS sent, COUNT(failed_at) AS failed,
  COUNT(*) - COUNT(sent_at) - COUNT(failed_at) AS queued,
  COUNT(CASE WHEN sending = 'first' AND sent_at IS NULL AND failed_at IS NULL THEN 1 END) AS waiting
FROM mail WHERE event = :event AND kind = 'follow-up' AND sending IN ('first', 'again')
GROUP BY own
"""
LATER = """
SELECT own, COUNT(*) AS people FROM mail
WHERE event = :event AND kind = 'follow-up' AND sending = 'later' AND sent_at < :hour GROUP BY own
"""
FAILURES = """
SELECT x.id AS participant_id, p.name, p.email, COALESCE(m.problem, '') AS problem
FROM mail m JOIN participant x ON x.event = m.event AND x.person = m.person
JOIN person p ON p.id = m.person
WHERE m.event = :event AND m.kind = 'follow-up' AND m.sending IN ('first', 'again')
  AND m.failed_at IS NOT NULL AND p.signed_in_at IS NOT NULL AND x.removed_at IS NULL
ORDER BY x.id
"""


async def progress_of(db: Database, event: Mailing, now: int) -> Progress:
    """How far it is; the same before and after any one talk, but for the first sending itself.

    People who came by a mail of ours and people who came by what was handed out are counted each
    for themselves, so that nobody finds out about the first by making up some of the others.
    """
    of = statement(FIRST, event=event.id)
    hour = statement(LATER, event=event.id, hour=now - now % HOUR)
    first, later, failures = await db.read(of, hour, statement(FAILURES, event=event.id))
    groups = as_kind(Group, first)
    told = {one.own: one for one in groups if one.people >= FEWEST_PEOPLE}
    since = [one for one in as_kind(Later, later) if told]
    return Progress(
        state=state_of(event, groups),
        at=to_datetime(due_at(event)),
        queued=total([one.queued for one in told.values()]),
        sent=total([one.sent for one in told.values()], [one.people for one in since]),
        failed=total([one.failed for one in told.values()]),
        failures=as_kind(Failure, failures),
    )


def total(exact: Sequence[int], in_fives: Sequence[int] = ()) -> int | None:
    """The sum, each of `in_fives` rounded down; nothing where there is no figure to tell."""
    return sum(exact) + sum(one - one % STEP for one in in_fives) if exact else None


def state_of(event: Mailing, groups: Sequence[Group]) -> State:
    """`sent` only when all of the first sending are queued and none is left to try."""
    if event.follow_up_begun_at is None:
        return "scheduled"
    waits = event.follow_up_queued_at is None or any(one.waiting for one in groups)
    return "sending" if waits else "sent"
