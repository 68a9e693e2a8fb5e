"""How far the mails of an event are, as far as it tells nothing of a talk; sending one again."""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

import msgspec

from wetalked.accounts.names_there import email_at, name_at, problem_at
from wetalked.core.clock import HOUR, to_datetime
from wetalked.db import Database, as_kind, statement
from wetalked.db.context import Context
from wetalked.events.pulse import FEWEST_PEOPLE, STEP
from wetalked.letters.schedule import Mailing, follow_up_due_at
from wetalked.mail.model import Kind


class Failure(msgspec.Struct, frozen=True):
    """Whom no mail could be sent to, and what the mail server said."""

    participant_id: str
    name: str
    email: str | None
    problem: str


class Sending(msgspec.Struct, frozen=True):
    """`sent` counts mails the server accepted, `queued` those to try, `failed` those given up."""

    queued: int
    sent: int
    failed: int
    failures: list[Failure]


class MailCounts(msgspec.Struct, frozen=True):
    """How many mails of one kind stand where."""

    queued: int
    sent: int


# A person's newest mail of a kind: what was sent again counts, what failed before it does not.
NEWEST = """
NOT EXISTS (SELECT 1 FROM mail l WHERE l.event = m.event AND l.person = m.person
            AND l.kind = m.kind AND l.made_at > m.made_at)
"""
COUNTS = """
SELECT COUNT(*) - COUNT(sent_at) - COUNT(failed_at) AS queued, COUNT(sent_at) AS sent
FROM mail WHERE event = :event AND kind = :of_kind
"""
FAILURES = f"""
SELECT x.id AS participant_id, {name_at("x", "p")} AS name, {email_at("x", "p")} AS email,
  {problem_at("m", "x", "p")} AS problem
FROM mail m JOIN participant x ON x.event = m.event AND x.person = m.person
JOIN person p ON p.id = m.person
WHERE m.event = :event AND m.kind = :of_kind AND m.failed_at IS NOT NULL AND {NEWEST} ORDER BY x.id
"""  # noqa: S608 — no value in it


async def sending_of(db: Database, event: str, kind: Kind) -> Sending:
    """How far the mails of this kind are."""
    of = {"event": event, "of_kind": kind}
    counts = await db.one(MailCounts, COUNTS, **of)
    assert counts is not None  # noqa: S101 — an aggregate always has a row
    failures = await db.all(Failure, FAILURES, **of)
    return Sending(counts.queued, counts.sent, len(failures), failures)


THEIR_NEWEST = f"""
FROM mail m JOIN participant x ON x.event = m.event AND x.person = m.person
WHERE m.event = :event AND x.id = :participant AND m.kind = :of_kind AND {NEWEST}
"""
# Whose follow-up counts for organizers as failed without being named: no figure may move with it.
TELLABLE = """
(m.sending IS NULL OR m.sending <> 'later' AND EXISTS (
  SELECT 1 FROM person p WHERE p.id = m.person AND p.signed_in_at IS NOT NULL))
"""
# The same mail, begun anew: should the server have kept it after all, its Message-ID tells.
TRY_AGAIN = f"""
UPDATE mail SET failed_at = NULL, problem = NULL, tries = 0, first_tried_at = NULL, due_at = :now,
  sending = CASE WHEN sending IS NULL THEN NULL ELSE 'again' END
WHERE failed_at IS NOT NULL AND id IN (SELECT m.id {THEIR_NEWEST} AND {TELLABLE})
"""  # noqa: S608 — no value in it
# Another mail, or mailboxes would take it for the one they have. Not while one waits.
SEND_ONCE_MORE = f"""
INSERT INTO mail (id, kind, event, person, made_at, due_at)
SELECT m.kind || ':' || m.event || ':' || m.person || ':' || CAST(:id AS TEXT), m.kind, m.event,
  m.person, CAST(:now AS BIGINT), CAST(:now AS BIGINT)
{THEIR_NEWEST} AND (m.sent_at IS NOT NULL AND :even_if_sent = 1
  OR m.failed_at IS NOT NULL AND NOT {TELLABLE})
"""


async def send_again(
    context: Context, event: str, participant: str, kind: Kind, *, even_if_sent: bool
) -> None:
    """Try the participant's mail again if it failed, or else where it is wanted even if sent.

    Nothing changes where it still waits, or was never queued.
    """
    of = {"event": event, "participant": participant, "of_kind": kind}
    now = context.clock()
    once_more = statement(
        SEND_ONCE_MORE, id=context.new_id(), now=now, even_if_sent=int(even_if_sent), **of
    )
    await context.db.write(once_more, statement(TRY_AGAIN, now=now, **of))


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


class FirstSending(msgspec.Struct, frozen=True):
    """Mails of the first sending, to those who came by a mail of ours or to the others."""

    own: int
    people: int
    waiting: int
    queued: int
    sent: int
    failed: int


class LaterSending(msgspec.Struct, frozen=True):
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
FOLLOW_UP_FAILURES = f"""
SELECT x.id AS participant_id, {name_at("x", "p")} AS name, {email_at("x", "p")} AS email,
  {problem_at("m", "x", "p")} AS problem
FROM mail m JOIN participant x ON x.event = m.event AND x.person = m.person
JOIN person p ON p.id = m.person
WHERE m.event = :event AND m.kind = 'follow-up' AND m.sending IN ('first', 'again')
  AND m.failed_at IS NOT NULL AND p.signed_in_at IS NOT NULL AND x.removed_at IS NULL
ORDER BY x.id
"""  # noqa: S608 — our own words


async def follow_up_progress(db: Database, event: Mailing, now: int) -> Progress:
    """How far it is; the same before and after any one talk, but for the first sending itself.

    People who came by a mail of ours and people who came by what was handed out are counted each
    for themselves, so that nobody finds out about the first by making up some of the others.
    """
    first_sending = statement(FIRST, event=event.id)
    later_sending = statement(LATER, event=event.id, hour=now - now % HOUR)
    failed = statement(FOLLOW_UP_FAILURES, event=event.id)
    first, later, failures = await db.read(first_sending, later_sending, failed)
    groups = as_kind(FirstSending, first)
    shown = [group for group in groups if group.people >= FEWEST_PEOPLE]
    since = as_kind(LaterSending, later) if shown else []
    return Progress(
        state=sending_state(event, groups),
        at=to_datetime(follow_up_due_at(event)),
        queued=total([group.queued for group in shown]),
        sent=total([group.sent for group in shown], [group.people for group in since]),
        failed=total([group.failed for group in shown]),
        failures=as_kind(Failure, failures),
    )


def total(exact: Sequence[int], in_fives: Sequence[int] = ()) -> int | None:
    """The sum, each of `in_fives` rounded down; nothing where there is no figure to tell."""
    return sum(exact) + sum(count - count % STEP for count in in_fives) if exact else None


def sending_state(event: Mailing, groups: Sequence[FirstSending]) -> State:
    """`sent` only when all of the first sending are queued and none is left to try."""
    if event.follow_up_begun_at is None:
        return "scheduled"
    waits = event.follow_up_queued_at is None or any(group.waiting for group in groups)
    return "sending" if waits else "sent"
