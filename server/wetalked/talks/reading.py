"""Talks as they are kept, read with both sides: all that a person sees, or one."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec

from wetalked.accounts.names_there import given_name_at, name_at
from wetalked.db import Database, Row, Statement, statement
from wetalked.talks.model import Side, Sides, Talk
from wetalked.talks.notes import Notes
from wetalked.talks.notes_store import as_notes
from wetalked.talks.rules import seen_by

# Towards whom they talked with they have come once they said yes, too: nothing of that is told
# to organizers.
CAME_LOW = "{place}.joined_at IS NOT NULL OR t.low_first_yes IS NOT NULL"
CAME_HIGH = "{place}.joined_at IS NOT NULL OR t.high_first_yes IS NOT NULL"
SIDES = f"""
SELECT t.id, e.slug AS event,
  t.low_first_yes, t.low_yes, t.low_no, t.low_shows,
  l.id AS low_participant, l.person AS low_person,
  {name_at("l", "lp", CAME_LOW)} AS low_name,
  {given_name_at("l", "lp", CAME_LOW)} AS low_given_name, l.ask_me_about AS low_ask_me_about,
  l.card_email AS low_card_email, l.card_phone AS low_card_phone,
  l.card_phone_link AS low_card_phone_link, l.card_link AS low_card_link,
  l.kept_card AS low_kept_card,
  CASE WHEN EXISTS (SELECT 1 FROM block b WHERE b.person = l.person AND b.other = h.person)
    THEN 1 ELSE 0 END AS low_blocks,
  t.high_first_yes, t.high_yes, t.high_no, t.high_shows,
  h.id AS high_participant, h.person AS high_person,
  {name_at("h", "hp", CAME_HIGH)} AS high_name,
  {given_name_at("h", "hp", CAME_HIGH)} AS high_given_name, h.ask_me_about AS high_ask_me_about,
  h.card_email AS high_card_email, h.card_phone AS high_card_phone,
  h.card_phone_link AS high_card_phone_link, h.card_link AS high_card_link,
  h.kept_card AS high_kept_card,
  CASE WHEN EXISTS (SELECT 1 FROM block b WHERE b.person = h.person AND b.other = l.person)
    THEN 1 ELSE 0 END AS high_blocks
FROM talk t
JOIN event e ON e.id = t.event
JOIN participant l ON l.id = t.low
JOIN participant h ON h.id = t.high
LEFT JOIN person lp ON lp.id = l.person
LEFT JOIN person hp ON hp.id = h.person
"""  # noqa: S608 — our own words
# What a side holds, each with its column: for the lower one of the two and for the higher.
LOW = [(name, f"low_{name}") for name in Side.__struct_fields__]
HIGH = [(name, f"high_{name}") for name in Side.__struct_fields__]


def as_sides(rows: Sequence[Row]) -> list[Sides]:
    """Flat rows with `low_` and `high_` columns as talks with two sides."""
    return msgspec.convert([nested(row) for row in rows], list[Sides], strict=False)


def nested(row: Row) -> dict[str, Any]:
    """The columns of each side by themselves."""
    return {
        "id": row["id"],
        "event": row["event"],
        "low": {name: row[column] for name, column in LOW},
        "high": {name: row[column] for name, column in HIGH},
    }


OF_PERSON = """
WHERE t.id IN (
  SELECT a.id FROM talk a JOIN participant p ON p.id = a.low WHERE p.person = :person
  UNION ALL
  SELECT a.id FROM talk a JOIN participant p ON p.id = a.high WHERE p.person = :person)
"""
TALKS_OF = SIDES + OF_PERSON
TALKS_AT = SIDES + "WHERE :participant IN (t.low, t.high)"
TALK = SIDES + "WHERE t.id = :talk AND :person IN (l.person, h.person)"
NOTES_OF = """
SELECT talk, kind, id, body, asked_at FROM note
WHERE person = :person AND body IS NOT NULL ORDER BY asked_at, id
"""
NOTES_ON_TALK = """
SELECT talk, kind, id, body, asked_at FROM note
WHERE person = :person AND talk = :talk AND body IS NOT NULL ORDER BY asked_at, id
"""


async def talks_of(db: Database, person: str, event: str | None = None) -> list[Talk]:
    """All talks that a person sees, with their notes; those that began first in front.

    `event` is a slug.
    """
    rows, notes = await db.read(*seen(person))
    talks = as_talks(person, rows, notes)
    return [talk for talk in talks if event is None or talk.event == event]


def seen(person: str) -> tuple[Statement, Statement]:
    """Ask for the talks of a person, and for their notes, as `as_talks` reads them."""
    return statement(TALKS_OF, person=person), statement(NOTES_OF, person=person)


async def talk_of(db: Database, person: str, talk: str) -> Talk | None:
    """One talk as this person sees it, with their notes; nothing where they see nothing."""
    of = {"person": person, "talk": talk}
    rows, notes = await db.read(statement(TALK, **of), statement(NOTES_ON_TALK, **of))
    found = as_talks(person, rows, notes)
    return found[0] if found else None


def as_talks(person: str, rows: Sequence[Row], notes: Sequence[Row]) -> list[Talk]:
    """What the person sees of these talks, with their notes."""
    noted = as_notes(notes)
    found = (seen_by(person, one, noted.get(one.id, Notes())) for one in as_sides(rows))
    return sorted((talk for talk in found if talk is not None), key=place)


async def talked_with(db: Database, participants: Sequence[str]) -> list[tuple[str, str]]:
    """Each talk with one of these participants, and the person on its other side.

    Only where that person has said yes: who has not is prompted by nothing but a scan.
    """
    found = await db.read(*(statement(TALKS_AT, participant=id_) for id_ in participants))
    return [
        (talk.id, other)
        for id_, rows in zip(participants, found, strict=True)
        for talk in as_sides(rows)
        if (other := person_beside(id_, talk)) and has_my_yes(other, talk)
    ]


def person_beside(participant: str, talk: Sides) -> str | None:
    """Who is on the other side of this participant's talk, unless they left."""
    low, high = talk.low, talk.high
    return high.person if low.participant == participant else low.person


def has_my_yes(person: str, talk: Sides) -> bool:
    """Whether this person sees the talk, and not because they are asked."""
    seen = seen_by(person, talk)
    return seen is not None and seen.state != "waiting_for_you"


def place(talk: Talk) -> tuple[datetime, str]:
    """Where a talk stands in a list."""
    return talk.began_at, talk.id
