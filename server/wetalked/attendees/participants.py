"""Participants, as organizers find, change and remove them."""

import asyncio
from collections.abc import Sequence
from functools import lru_cache
from itertools import islice

from wetalked.accounts.names_there import (
    email_at,
    language_at,
    name_at,
)
from wetalked.core import code as badge_code
from wetalked.core.problems import Problem
from wetalked.core.text import folded
from wetalked.db import (
    Database,
    PreconditionFailed,
    Row,
    as_kind,
    changed,
    required,
    statement,
)
from wetalked.db.context import Context
from wetalked.events.model import EventRow, ParticipantRow

PARTICIPANTS = f"""
SELECT x.id AS participant_id, {name_at("x", "p")} AS name, {email_at("x", "p")} AS email,
  {language_at("x", "p")} AS language, x.ask_me_about,
  (SELECT b.code FROM badge b WHERE b.participant = x.id AND b.retired_at IS NULL
   ORDER BY b.made_at DESC LIMIT 1) AS badge,
  x.invited_at, x.joined_at, x.printed_at, x.removed_at
FROM participant x JOIN person p ON p.id = x.person
WHERE x.event = :event
"""  # noqa: S608 — our own words
ANY_ONE = f"{PARTICIPANTS} AND x.id = :id"
PARTICIPANTS += " AND x.removed_at IS NULL"
ONE = f"{PARTICIPANTS} AND x.id = :id"
SOME = f"{PARTICIPANTS} AND x.id > :after ORDER BY x.id LIMIT :limit"


async def participant_at(
    db: Database, event: str, id_: str, *, removed: bool = False
) -> ParticipantRow:
    """One participant of this event, with `removed` also who was taken off; raises `not-found`."""
    found = await db.one(ParticipantRow, ANY_ONE if removed else ONE, event=event, id=id_)
    if found is None:
        raise Problem("not-found", "There is no such participant at this event.")
    return found


async def participants_at(
    db: Database, event: str, after: str | None, limit: int
) -> list[ParticipantRow]:
    """In the order in which they were added; one more than the limit where there are more."""
    return await db.all(ParticipantRow, SOME, event=event, after=after or "", limit=limit + 1)


# No more than the words are looked for in.
SOUGHT = f"""
SELECT x.id, {name_at("x", "p")} AS name, {email_at("x", "p")} AS email,
  (SELECT b.code FROM badge b WHERE b.participant = x.id AND b.retired_at IS NULL
   ORDER BY b.made_at DESC LIMIT 1) AS badge
FROM participant x JOIN person p ON p.id = x.person
WHERE x.event = :event AND x.removed_at IS NULL AND x.id > :after ORDER BY x.id
"""  # noqa: S608 — our own words


async def search_participants(
    db: Database, event: str, words: str, after: str | None, limit: int
) -> list[ParticipantRow]:
    """Those whose name, address or badge holds every word, accents and case aside."""
    (rows,) = await db.read(statement(SOUGHT, event=event, after=after or ""))
    ids = await asyncio.to_thread(among, rows, words, limit + 1)
    found = await db.read(*(statement(ONE, event=event, id=id_) for id_ in ids)) if ids else []
    return as_kind(ParticipantRow, [row for rows in found for row in rows])


def among(rows: Sequence[Row], words: str, most: int) -> list[str]:
    """The ids of the first that hold every word."""
    wanted, code = folded(words).split(), badge_code.parse(words)
    found = (row["id"] for row in rows if holds(row, wanted) or (code and row["badge"] == code))
    return list(islice(found, most))


def holds(row: Row, wanted: Sequence[str]) -> bool:
    """Whether a participant can be meant by these words."""
    text = sought(row["name"], row["email"] or "", row["badge"] or "")
    return all(word in text for word in wanted)


@lru_cache(maxsize=20_000)
def sought(name: str, email: str, code: str) -> str:
    """What words are looked for in: most of a search's work, and the same at every keystroke."""
    return folded(f"{name} {email} {code} {badge_code.show(code) if code else ''}")


# Whoever it was: what an organizer sees afterwards must not tell who had talked.
REMOVE = """
UPDATE participant SET removed_at = :now
WHERE id = :id AND event = :event AND person IS NOT NULL AND removed_at IS NULL RETURNING id
"""
RETIRE = "UPDATE badge SET retired_at = :now WHERE participant = :id AND retired_at IS NULL"
NO_INVITATION = """
DELETE FROM mail WHERE event = :event AND kind = 'invitation' AND sent_at IS NULL
  AND person IN (SELECT person FROM participant WHERE id = :id)
"""


async def remove_participant(context: Context, event: EventRow, id_: str) -> None:
    """Take somebody off: their badge ends, all sides keep what they have. Raises `not-found`."""
    at = {"id": id_, "event": event.id}
    now = context.clock()
    retiring = statement(RETIRE, id=id_, now=now)
    try:
        await context.db.write(
            required(REMOVE, now=now, **at),
            retiring,
            statement(NO_INVITATION, **at),
            changed("badges", id_),
        )
    except PreconditionFailed as missing:
        raise Problem("not-found", "There is no such participant at this event.") from missing
