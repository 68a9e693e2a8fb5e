"""The outbox: mails queued in the unit of work that is their cause, each claimed by one process."""

from collections.abc import Mapping

import msgspec

from wetalked.clock import DAY, HOUR, MINUTE, SECOND
from wetalked.db import Database, Statement, do
from wetalked.db.door import as_kind
from wetalked.mail.model import Kind, Mail

CLAIM_LASTS = MINUTE
TRIED_FOR = 48 * HOUR
PAUSES = (15 * SECOND, MINUTE, 2 * MINUTE, 5 * MINUTE, 15 * MINUTE)
LAST_PAUSE = 30 * MINUTE
SETTLED_SIGN_INS_KEPT = 7 * DAY

QUEUE = """
INSERT INTO mail (id, kind, event, person, address, body, made_at, due_at)
VALUES (:id, :kind, :event, :person, :address, :body, :now, :now) ON CONFLICT (id) DO NOTHING
RETURNING id
"""
# The condition stands twice: of two processes that found the same rows, the later finds them taken.
CLAIM = """
UPDATE mail SET claimed_by = :me, claimed_until = :until
WHERE id IN (
  SELECT id FROM mail
  WHERE sent_at IS NULL AND failed_at IS NULL AND due_at <= :now
    AND (claimed_until IS NULL OR claimed_until <= :now)
  ORDER BY CASE kind WHEN 'sign-in' THEN 0 ELSE 1 END, due_at, id LIMIT :most
) AND sent_at IS NULL AND failed_at IS NULL AND due_at <= :now
  AND (claimed_until IS NULL OR claimed_until <= :now)
RETURNING id, kind, event, person, address, body, made_at, tries, first_tried_at, claimed_until
"""
HOLD = """
UPDATE mail SET claimed_until = :until
WHERE id = :id AND claimed_by = :me AND sent_at IS NULL AND failed_at IS NULL RETURNING id
"""
FREE = """
UPDATE mail SET claimed_by = NULL, claimed_until = NULL
WHERE claimed_by = :me AND sent_at IS NULL AND failed_at IS NULL
"""
FREE_ALL = """
UPDATE mail SET claimed_by = NULL, claimed_until = NULL
WHERE claimed_until IS NOT NULL AND sent_at IS NULL AND failed_at IS NULL
"""
SENT = """
UPDATE mail SET sent_at = :now, body = NULL, address = NULL, problem = NULL,
                claimed_by = NULL, claimed_until = NULL WHERE id = :id AND sent_at IS NULL
"""
FAILED = """
UPDATE mail SET failed_at = :now, tries = tries + 1, problem = :problem, body = NULL,
                address = NULL, first_tried_at = COALESCE(first_tried_at, :now),
                claimed_by = NULL, claimed_until = NULL WHERE id = :id AND sent_at IS NULL
"""
AGAIN = """
UPDATE mail SET due_at = :due_at, tries = tries + 1, problem = :problem,
                first_tried_at = COALESCE(first_tried_at, :now),
                claimed_by = NULL, claimed_until = NULL WHERE id = :id AND sent_at IS NULL
"""
TAKE_BACK = "DELETE FROM mail WHERE id = :id AND sent_at IS NULL"
SWEEP = """
DELETE FROM mail WHERE event IS NULL AND (sent_at < :before OR failed_at < :before)
"""


def mail_id(kind: Kind, *what: str) -> str:
    """What makes a mail the only one of its kind for this cause (event and person, or a pass)."""
    return ":".join((kind, *what))


def queue(
    kind: Kind,
    *what: str,
    now: int,
    event: str | None = None,
    person: str | None = None,
    address: str | None = None,
    body: Mapping[str, object] | None = None,
) -> Statement:
    """One more mail, for the unit of work that is its cause; the same again does nothing.

    `what` tells it from others of its kind. `address` only where it is not the person's own at
    the time of sending; `body` is what nothing else holds, and is gone once the mail is sent.
    """
    return do(
        QUEUE,
        id=mail_id(kind, *what),
        kind=kind,
        event=event,
        person=person,
        address=address,
        body=msgspec.json.encode(body).decode() if body is not None else None,
        now=now,
    )


async def claim(db: Database, me: str, now: int, most: int) -> list[Mail]:
    """Up to `most` mails that are due and nobody else's, for a minute; sign-in mails first."""
    (rows,) = await db.write(do(CLAIM, me=me, now=now, until=now + CLAIM_LASTS, most=most))
    return as_kind(Mail, rows)


async def hold(db: Database, mail: Mail, me: str, now: int) -> bool:
    """Claim it for another minute; False where another process has it by now."""
    (rows,) = await db.write(do(HOLD, id=mail.id, me=me, until=now + CLAIM_LASTS))
    return bool(rows)


async def free(db: Database, me: str) -> None:
    """Let go of all that this process has claimed and not settled."""
    await db.write(do(FREE, me=me))


async def free_all(db: Database) -> None:
    """Let go of what dead processes have claimed; only where no other process can be at work."""
    await db.write(do(FREE_ALL))


def sent(mail: Mail, now: int) -> Statement:
    """The mail server has it; its text is not kept."""
    return do(SENT, id=mail.id, now=now)


def failed(mail: Mail, problem: str, now: int) -> Statement:
    """It will not be tried again."""
    return do(FAILED, id=mail.id, problem=problem, now=now)


def again(mail: Mail, problem: str, now: int) -> Statement:
    """After 15 seconds, 1, 2, 5, 15 and then every 30 minutes; after 48 hours it has failed."""
    pause = PAUSES[mail.tries] if mail.tries < len(PAUSES) else LAST_PAUSE
    first = now if mail.first_tried_at is None else mail.first_tried_at
    if now + pause > first + TRIED_FOR:
        return failed(mail, problem, now)
    return do(AGAIN, id=mail.id, problem=problem, now=now, due_at=now + pause)


def take_back(mail: Mail) -> Statement:
    """There is nothing to say: as if it had never been queued."""
    return do(TAKE_BACK, id=mail.id)


def sweep(now: int) -> Statement:
    """Forget mails of no event that were settled long ago."""
    return do(SWEEP, before=now - SETTLED_SIGN_INS_KEPT)
