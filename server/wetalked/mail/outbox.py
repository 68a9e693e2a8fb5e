"""The outbox: mails queued in the unit of work that is their cause, each claimed by one process."""

from collections.abc import Collection, Mapping
from typing import Literal

import msgspec

from wetalked.core.clock import HOUR, MINUTE, SECOND
from wetalked.db import Database, Statement, Value, as_kind, statement
from wetalked.mail.model import Kind, Mail

CLAIM_LASTS = MINUTE
TRIED_FOR = 48 * HOUR
PAUSES = (15 * SECOND, MINUTE, 2 * MINUTE, 5 * MINUTE, 15 * MINUTE)
LAST_PAUSE = 30 * MINUTE
A_PART = 500

What = Literal["sent", "nothing", "again", "away", "refused"]


class Outcome(msgspec.Struct, frozen=True):
    """What became of one try: accepted, nothing to say, not now, no mail at all now, or never."""

    what: What
    reason: str = ""


QUEUE = """
INSERT INTO mail (id, kind, event, person, address, body, made_at, due_at)
VALUES (:id, :kind, :event, :person, :address, :body, :now, :now) ON CONFLICT (id) DO NOTHING
RETURNING id
"""
DUE = """
sent_at IS NULL AND failed_at IS NULL AND due_at <= :now
  AND (claimed_until IS NULL OR claimed_until <= :now) AND kind IN ({kinds})
"""
# The condition stands twice: of two processes that found the same rows, the later finds them taken.
CLAIM = """
UPDATE mail SET claimed_by = :me, claimed_until = :until, tried_at = :now
WHERE id IN (SELECT id FROM mail WHERE {due} ORDER BY {order} LIMIT {most}) AND {due}
RETURNING id, kind, event, person, address, body, made_at
"""
SIGN_IN_FIRST = "CASE kind WHEN 'sign-in' THEN 0 ELSE 1 END, due_at"
# How many may still be tried in this minute. Only a mail's first two tries are less than a minute
# apart, and both moments are kept.
ROOM = """
(SELECT CASE WHEN :most < :allowed - tried THEN :most WHEN tried < :allowed THEN :allowed - tried
   ELSE 0 END
 FROM (SELECT COUNT(*) + COUNT(CASE WHEN first_tried_at > :since AND first_tried_at < tried_at
                               THEN 1 END) AS tried
       FROM mail WHERE tried_at > :since) AS lately)
"""
# Held until the unit's end: whoever claims at the same time counts these tries too.
ONE_AT_A_TIME = """
INSERT INTO setting (name, value) VALUES ('mail pace', '')
ON CONFLICT (name) DO UPDATE SET value = excluded.value
"""
HOLD = """
UPDATE mail SET claimed_until = :until
WHERE claimed_by = :me AND sent_at IS NULL AND failed_at IS NULL
"""
FREE = """
UPDATE mail SET claimed_by = NULL, claimed_until = NULL, tried_at = NULL
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
# After its pause, or given up where that ends after the 48 hours.
PAUSE = " ".join(f"WHEN {tries} THEN {pause}" for tries, pause in enumerate(PAUSES))
NEXT = f"CAST(:now AS BIGINT) + CASE tries {PAUSE} ELSE {LAST_PAUSE} END"
TOO_LATE = f"{NEXT} > COALESCE(first_tried_at, :now) + {TRIED_FOR}"
AGAIN = f"""
UPDATE mail SET due_at = {NEXT}, tries = tries + 1, problem = :problem,
                first_tried_at = COALESCE(first_tried_at, :now),
                failed_at = CASE WHEN {TOO_LATE} THEN CAST(:now AS BIGINT) END,
                body = CASE WHEN {TOO_LATE} THEN NULL ELSE body END,
                address = CASE WHEN {TOO_LATE} THEN NULL ELSE address END,
                claimed_by = NULL, claimed_until = NULL
"""  # noqa: S608 — our own numbers
AGAIN_ONE = f"{AGAIN} WHERE id = :id AND sent_at IS NULL"
AGAIN_ALL = f"""
{AGAIN} WHERE id IN (SELECT id FROM mail WHERE {{due}} LIMIT :most) AND {{due}} RETURNING id
"""  # noqa: S608 — our own words
TAKE_BACK = "DELETE FROM mail WHERE id = :id AND sent_at IS NULL"


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
    return statement(
        QUEUE,
        id=mail_id(kind, *what),
        kind=kind,
        event=event,
        person=person,
        address=address,
        body=msgspec.json.encode(body).decode() if body is not None else None,
        now=now,
    )


async def claim(
    db: Database,
    me: str,
    now: int,
    most: int,
    kinds: Collection[Kind],
    a_minute: int | None = None,
) -> list[Mail]:
    """Up to `most` mails of these kinds that are due and nobody else's, for a minute.

    Sign-in mails come first.

    With `a_minute` no more than so many are tried within any minute, whichever process tries them.
    """
    values: dict[str, Value] = {"me": me, "now": now, "until": now + CLAIM_LASTS, "most": most}
    due = DUE.format(kinds=sql_list(kinds))
    # By nothing else where there may be thousands: in the order of the index, and no further.
    order = SIGN_IN_FIRST if "sign-in" in kinds else "due_at"
    if a_minute is None:
        (rows,) = await db.write(
            statement(CLAIM.format(due=due, order=order, most=":most"), **values)
        )
    else:
        pace = {"allowed": a_minute, "since": now - MINUTE}
        claim_some = statement(CLAIM.format(due=due, order=order, most=ROOM), **values, **pace)
        _, rows = await db.write(statement(ONE_AT_A_TIME), claim_some)
    return sorted(as_kind(Mail, rows), key=urgency)


def urgency(mail: Mail) -> tuple[bool, int]:
    """Somebody waits for a sign-in mail with the phone in their hand."""
    return mail.kind != "sign-in", mail.made_at


def sql_list(kinds: Collection[Kind]) -> str:
    """Our own words, as SQL has them in a list."""
    return ", ".join(f"'{kind}'" for kind in sorted(kinds))


async def extend_claims(db: Database, me: str, now: int) -> None:
    """Claim for another minute all that this process has claimed and not settled."""
    await db.write(statement(HOLD, me=me, until=now + CLAIM_LASTS))


async def release_claims(db: Database, me: str) -> None:
    """Let go of all that this process has claimed and not settled."""
    await db.write(statement(FREE, me=me))


async def release_all_claims(db: Database) -> None:
    """Let go of what dead processes have claimed; only where no other process can be at work."""
    await db.write(statement(FREE_ALL))


def outcome_statement(mail: Mail, outcome: Outcome, now: int) -> Statement:
    """The note of what became of a try.

    Not now means: after 15 seconds, 1, 2, 5, 15 and then every 30 minutes; after 48 hours it has
    failed. The text of what is settled is not kept. Where there was nothing to say, it is as if it
    had never been queued.
    """
    match outcome.what:
        case "sent":
            return statement(SENT, id=mail.id, now=now)
        case "refused":
            return statement(FAILED, id=mail.id, problem=outcome.reason, now=now)
        case "nothing":
            return statement(TAKE_BACK, id=mail.id)
        case _:
            return statement(AGAIN_ONE, id=mail.id, problem=outcome.reason, now=now)


async def put_off(db: Database, kinds: Collection[Kind], reason: str, now: int) -> None:
    """All of these kinds that are due share the answer of the one that found the door closed."""
    sql = AGAIN_ALL.format(due=DUE.format(kinds=sql_list(kinds)))
    more = True
    while more:
        (rows,) = await db.write(statement(sql, problem=reason, now=now, most=A_PART))
        more = len(rows) == A_PART
