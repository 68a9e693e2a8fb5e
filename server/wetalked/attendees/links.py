"""Links that are handed out to people who never signed in, and whose token made them."""

from collections.abc import Sequence

from wetalked.core.ids import fingerprint, new_token
from wetalked.db import Database, statement
from wetalked.db.context import Context
from wetalked.events.model import EventRow

A_PART = 500

END_BEFORE = """
DELETE FROM pass WHERE kind = 'join'
  AND person IN (SELECT x.person FROM participant x WHERE x.id = :participant AND x.event = :event)
"""
# Only while it opens nothing but this place: nobody's account, no other event, no office.
HAND_OUT = """
INSERT INTO pass (id, person, kind, event, token, made_at, api_token)
SELECT CAST(:id AS TEXT), p.id, 'join', x.event, CAST(:token AS TEXT), CAST(:now AS BIGINT),
  CAST(:api_token AS TEXT)
FROM participant x JOIN person p ON p.id = x.person
WHERE x.id = :participant AND x.event = :event AND x.removed_at IS NULL
  AND p.signed_in_at IS NULL AND p.organizer_at IS NULL
  AND NOT EXISTS (SELECT 1 FROM organizer o WHERE o.person = p.id)
  AND NOT EXISTS (SELECT 1 FROM participant o WHERE o.person = p.id AND o.id <> x.id)
RETURNING id
"""


async def new_link(
    context: Context, event: EventRow, participant: str, api_token: str | None
) -> str | None:
    """A new link of this participant, and the end of the one before it; none for an account."""
    token, place = new_token(), {"participant": participant, "event": event.id}
    kept = {"id": context.new_id(), "token": fingerprint(token), "api_token": api_token}
    hand_out = statement(HAND_OUT, now=context.clock(), **kept, **place)
    _, rows = await context.db.write(statement(END_BEFORE, **place), hand_out)
    return f"{context.settings.base_url}/join/{token}" if rows else None


MADE_BY = "UPDATE pass SET api_token = :api_token WHERE id = :id AND kind = 'join'"


async def note_maker(db: Database, api_token: str, participants: Sequence[str | None]) -> None:
    """Links made with a list end with the token that brought it; a link's id is its place's."""
    steps = [statement(MADE_BY, api_token=api_token, id=id_) for id_ in participants if id_]
    for place in range(0, len(steps), A_PART):
        await db.write(*steps[place : place + A_PART])
