"""One mail to each participant whom it concerns, queued in parts that keep nobody waiting."""

from wetalked.db import Database, statement
from wetalked.mail.model import Kind

PAGE = 500

# The mail's id says kind, event and person: queued once, whoever else does.
WITHOUT_MAIL = """
FROM participant x JOIN person p ON p.id = x.person
WHERE x.event = :event AND p.email IS NOT NULL AND p.mail_stopped_at IS NULL
  AND NOT EXISTS (SELECT 1 FROM mail m WHERE m.id = '{kind}:' || x.event || ':' || x.person)
  AND {wanted}
"""
QUEUE_PAGE = """
INSERT INTO mail (id, kind, event, person, sending, own, made_at, due_at)
SELECT '{kind}:' || x.event || ':' || x.person, '{kind}', x.event, x.person,
       (SELECT CASE WHEN '{kind}' <> 'follow-up' THEN NULL
          WHEN e.follow_up_queued_at IS NULL THEN 'first' ELSE 'later' END
        FROM event e WHERE e.id = x.event),
       CASE WHEN p.email_confirmed_at IS NULL THEN 0 ELSE 1 END,
       CAST(:now AS BIGINT), CAST(:now AS BIGINT)
{lacking} ORDER BY x.id LIMIT :most
ON CONFLICT (id) DO NOTHING RETURNING id
"""


def lacks(kind: Kind, wanted: str) -> str:
    """Participants `x` (persons `p`) of `:event` who can be reached, and have no such mail yet.

    `wanted` is the SQL condition for whom it concerns.
    """
    return WITHOUT_MAIL.format(kind=kind, wanted=wanted)


async def queue_pages(db: Database, kind: Kind, lacking: str, event: str, now: int) -> None:
    """Queue page after page, until nobody lacks it."""
    page = QUEUE_PAGE.format(kind=kind, lacking=lacking)
    more = True
    while more:
        (queued,) = await db.write(statement(page, event=event, now=now, most=PAGE))
        more = len(queued) == PAGE
