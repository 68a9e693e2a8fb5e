"""How far the mails of an event are, and sending one of them again."""

import msgspec

from wetalked.db import Database, statement
from wetalked.db.context import Context
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


class Counts(msgspec.Struct, frozen=True):
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
SELECT x.id AS participant_id, p.name, p.email, COALESCE(m.problem, '') AS problem
FROM mail m JOIN participant x ON x.event = m.event AND x.person = m.person
JOIN person p ON p.id = m.person
WHERE m.event = :event AND m.kind = :of_kind AND m.failed_at IS NOT NULL AND {NEWEST} ORDER BY x.id
"""  # noqa: S608 — no value in it


async def sending_of(db: Database, event: str, kind: Kind) -> Sending:
    """How far the mails of this kind are."""
    of = {"event": event, "of_kind": kind}
    counts = await db.one(Counts, COUNTS, **of)
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
