"""What may be done only so often, counted in the database under keyed marks of one length."""

from typing import Literal

from wetalked.core.clock import SECOND
from wetalked.core.ids import keyed_fingerprint
from wetalked.core.problems import Problem
from wetalked.db import Database, Statement, required, statement

# Codes and invitations to one address.
MAILS_A_DAY = 10

What = Literal["code", "own-code", "mail", "invitations"]

COUNT = """
INSERT INTO attempt (what, times, since) VALUES (:what, CAST(:more AS BIGINT), :now)
ON CONFLICT (what) DO UPDATE SET
  times = CASE WHEN attempt.since <= :before THEN excluded.times
               ELSE attempt.times + excluded.times END,
  since = CASE WHEN attempt.since <= :before THEN excluded.since ELSE attempt.since END
WHERE attempt.times + excluded.times <= :most OR attempt.since <= :before
RETURNING times
"""
# Counted before it is judged, so that many at once get no more tries than one after another. The
# pause begins with the newest try.
TRY = """
INSERT INTO attempt (what, times, since) VALUES (:what, 1, :now)
ON CONFLICT (what) DO UPDATE SET
  times = CASE WHEN attempt.since <= :before THEN 1 ELSE attempt.times + 1 END,
  since = excluded.since
WHERE attempt.times < :most OR attempt.since <= :before
RETURNING times
"""
FORGIVE = "DELETE FROM attempt WHERE what = :what"
COUNTING_SINCE = "SELECT since FROM attempt WHERE what = :what"


def marked(secret: str, what: What, whose: str) -> str:
    """The key of a count: what was typed, an address or a badge, cannot be read out of it."""
    return f"{what}:{keyed_fingerprint(secret, 'attempt', f'{what}:{whose}')}"


def mails_to(secret: str, email_key: str) -> str:
    """The key under which the codes and invitations to one address are counted."""
    return marked(secret, "mail", email_key)


def counted(key: str, most: int, span: int, now: int, more: int = 1) -> Statement:
    """So many more; `PreconditionFailed` past `most` within `span` of the first."""
    return required(COUNT, what=key, now=now, before=now - span, most=most, more=more)


def tried(key: str, most: int, pause: int, now: int) -> Statement:
    """One more try; without a row while tries pause, `pause` after the newest of `most`."""
    return statement(TRY, what=key, now=now, before=now - pause, most=most)


def forgiven(key: str) -> Statement:
    """Begin to count anew."""
    return statement(FORGIVE, what=key)


async def count(db: Database, key: str, most: int, span: int, now: int, more: int = 1) -> None:
    """So many more of these; raises `too-many` past `most` within `span` of the first."""
    once_more = statement(COUNT, what=key, now=now, before=now - span, most=most, more=more)
    rows, since = await db.write(once_more, statement(COUNTING_SINCE, what=key))
    if not rows:
        left = since[0]["since"] + span - now if since else span
        raise Problem("too-many", retry_after=max(1, -(-left // SECOND)))
