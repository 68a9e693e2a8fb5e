"""What is kept of a person beside what their other calls tell."""

from collections.abc import Sequence
from typing import Any, TypeVar

import msgspec

from wetalked.accounts.store import person_of
from wetalked.attendees.participations import participations_of
from wetalked.core.clock import to_datetime
from wetalked.core.problems import Problem
from wetalked.db import Database, Row, statement
from wetalked.db.context import Context
from wetalked.export.model import Account, BadgeHeld, Duty, Listed, LooseNotes, Mailed, Place, Said
from wetalked.talks.notes_store import as_notes
from wetalked.talks.reading import NOTES_OF

Kind = TypeVar("Kind")

SINCE = "SELECT made_at, signed_in_at FROM person WHERE id = :person"


async def account_of(db: Database, id_: str) -> Account:
    """The person, and since when; raises `signed-out` if erased meanwhile."""
    person = await person_of(db, id_)
    (rows,) = await db.read(statement(SINCE, person=id_))
    if not rows:
        raise Problem("signed-out")
    return Account(**msgspec.structs.asdict(person), **with_moments(rows[0]))


PLACES = """
SELECT x.id AS participant_id, x.listed_name, x.listed_language, x.listed_ask_me_about,
       x.made_at, x.invited_at, x.joined_at, x.printed_at, x.removed_at
FROM participant x WHERE x.person = :person
"""
BADGES = """
SELECT b.participant AS participant_id, b.code, b.made_at, b.retired_at
FROM badge b JOIN participant x ON x.id = b.participant
WHERE x.person = :person ORDER BY b.made_at, b.code
"""


async def places_of(context: Context, person: str) -> list[Place]:
    """Everywhere a person takes part, the latest event first."""
    participations = await participations_of(context, person)
    places, badges = await context.db.read(
        statement(PLACES, person=person), statement(BADGES, person=person)
    )
    kept = {str(row["participant_id"]): row for row in places}
    return [
        place(msgspec.structs.asdict(one), kept[one.participant_id], badges)
        for one in participations
        if one.participant_id in kept
    ]


def place(fields: dict[str, Any], row: Row, badges: Sequence[Row]) -> Place:
    """A participation, what the list said, and every badge there was."""
    held = [badge for badge in badges if badge["participant_id"] == row["participant_id"]]
    listed = {name: row[f"listed_{name}"] for name in Listed.__struct_fields__}
    times = {name: at for name, at in with_moments(row).items() if name.endswith("_at")}
    return Place(**fields, **times, listed=Listed(**listed), badges=told(BadgeHeld, held))


# A no without a yes of theirs tells nothing they have ever said; 0 is none of theirs, but left by
# a block that was taken back.
SAID = """
SELECT t.id AS talk, t.low_first_yes AS first_yes_at, t.low_yes AS yes_at,
  NULLIF(t.low_no, 0) AS no_at
FROM talk t JOIN participant x ON x.id = t.low
WHERE x.person = :person AND t.low_first_yes IS NOT NULL
UNION ALL
SELECT t.id AS talk, t.high_first_yes AS first_yes_at, t.high_yes AS yes_at,
  NULLIF(t.high_no, 0) AS no_at
FROM talk t JOIN participant x ON x.id = t.high
WHERE x.person = :person AND t.high_first_yes IS NOT NULL
ORDER BY first_yes_at, talk
"""
DUTIES = """
SELECT e.slug AS event, e.name, o.role FROM organizer o JOIN event e ON e.id = o.event
WHERE o.person = :person ORDER BY e.starts_at, e.id
"""
MAILS = """
SELECT m.kind, e.slug AS event, m.made_at, m.sent_at
FROM mail m LEFT JOIN event e ON e.id = m.event
WHERE m.person = :person ORDER BY m.made_at, m.id
"""


async def said_by(db: Database, person: str) -> list[Said]:
    """Every talk they have ever said yes to, also those they took back."""
    return told(Said, *await db.read(statement(SAID, person=person)))


async def duties_of(db: Database, person: str) -> list[Duty]:
    """The events they organize or help at."""
    return await db.all(Duty, DUTIES, person=person)


async def mails_to(db: Database, person: str) -> list[Mailed]:
    """Which mails went to them, or will."""
    return told(Mailed, *await db.read(statement(MAILS, person=person)))


async def notes_of(db: Database, person: str) -> list[LooseNotes]:
    """All their notes, by talk."""
    (rows,) = await db.read(statement(NOTES_OF, person=person))
    return [
        LooseNotes(talk, **msgspec.structs.asdict(notes)) for talk, notes in as_notes(rows).items()
    ]


def told(kind: type[Kind], rows: Sequence[Row]) -> list[Kind]:
    """Rows as Structs, with moments for milliseconds."""
    return [msgspec.convert(with_moments(row), kind) for row in rows]


def with_moments(row: Row) -> dict[str, Any]:
    """A row whose `…_at` are moments."""
    return {
        name: to_datetime(value) if name.endswith("_at") and value is not None else value
        for name, value in row.items()
    }
