"""Everything that is kept of one person, as they take it along."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, TypeVar

import msgspec

from wetalked.accounts.model import Caller, Device, Person
from wetalked.accounts.store import devices_of, person_of
from wetalked.attendees.participations import participations_of
from wetalked.core.clock import to_datetime
from wetalked.core.problems import Problem
from wetalked.db import Database, Row, statement
from wetalked.db.context import Context
from wetalked.events.api_tokens import tokens_of
from wetalked.events.model import ApiToken, Participation, Role
from wetalked.talks.blocks import blocks_of
from wetalked.talks.model import Block, Talk
from wetalked.talks.notes import Promise, Question
from wetalked.talks.notes_store import as_notes
from wetalked.talks.reading import NOTES_OF, talks_of


class Account(Person, frozen=True, kw_only=True):
    """The person, and since when."""

    made_at: datetime
    signed_in_at: datetime | None


class ListedFields(msgspec.Struct, frozen=True):
    """What the attendee list said of them."""

    name: str | None
    language: str | None
    ask_me_about: str | None


class BadgeHeld(msgspec.Struct, frozen=True):
    """A badge of theirs; a retired one no longer counts."""

    code: str
    made_at: datetime
    retired_at: datetime | None


class ExportedParticipation(Participation, frozen=True, kw_only=True):
    """A participation with what is kept about it beside what its owner sets."""

    listed: ListedFields
    badges: list[BadgeHeld]
    made_at: datetime
    invited_at: datetime | None
    joined_at: datetime | None
    printed_at: datetime | None
    removed_at: datetime | None


class YesGiven(msgspec.Struct, frozen=True):
    """When they said yes to a talk, and whether they took it back."""

    talk: str
    first_yes_at: datetime
    yes_at: datetime
    no_at: datetime | None


class LooseNotes(msgspec.Struct, frozen=True):
    """Their notes on a talk that they do not see at present."""

    talk: str
    questions: list[Question]
    promises: list[Promise]
    reminded_of: str | None


class Duty(msgspec.Struct, frozen=True):
    """An event that they organize, or help at."""

    event: str
    name: str
    role: Role


class Mailed(msgspec.Struct, frozen=True):
    """A mail to them; what it said is not kept once it is sent."""

    kind: str
    event: str | None
    made_at: datetime
    sent_at: datetime | None


class Everything(msgspec.Struct, frozen=True, kw_only=True):
    """All that is kept of somebody, and of others no more than they see."""

    exported_at: datetime
    person: Account
    participations: list[ExportedParticipation]
    talks: list[Talk]
    other_notes: list[LooseNotes]
    said: list[YesGiven]
    blocks: list[Block]
    devices: list[Device]
    organizes: list[Duty]
    tokens: list[ApiToken]
    mails: list[Mailed]


Kind = TypeVar("Kind")

SINCE = "SELECT made_at, signed_in_at FROM person WHERE id = :person"


async def account_of(db: Database, id_: str) -> Account:
    """The person, and since when; raises `signed-out` if erased meanwhile."""
    person = await person_of(db, id_)
    (rows,) = await db.read(statement(SINCE, person=id_))
    if not rows:
        raise Problem("signed-out")
    return Account(**msgspec.structs.asdict(person), **with_moments(rows[0]))


PARTICIPATIONS = """
SELECT x.id AS participant_id, x.listed_name, x.listed_language, x.listed_ask_me_about,
       x.made_at, x.invited_at, x.joined_at, x.printed_at, x.removed_at
FROM participant x WHERE x.person = :person
"""
BADGES = """
SELECT b.participant AS participant_id, b.code, b.made_at, b.retired_at
FROM badge b JOIN participant x ON x.id = b.participant
WHERE x.person = :person ORDER BY b.made_at, b.code
"""


async def exported_participations_of(context: Context, person: str) -> list[ExportedParticipation]:
    """Everywhere a person takes part, the latest event first."""
    participations = await participations_of(context, person)
    details, badges = await context.db.read(
        statement(PARTICIPATIONS, person=person), statement(BADGES, person=person)
    )
    rows = {str(row["participant_id"]): row for row in details}
    return [
        exported_participation(msgspec.structs.asdict(known), rows[known.participant_id], badges)
        for known in participations
        if known.participant_id in rows
    ]


def exported_participation(
    fields: dict[str, Any], row: Row, badges: Sequence[Row]
) -> ExportedParticipation:
    """A participation, what the list said, and every badge there was."""
    held = [badge for badge in badges if badge["participant_id"] == row["participant_id"]]
    listed = {name: row[f"listed_{name}"] for name in ListedFields.__struct_fields__}
    times = {name: at for name, at in with_moments(row).items() if name.endswith("_at")}
    return ExportedParticipation(
        **fields, **times, listed=ListedFields(**listed), badges=as_structs(BadgeHeld, held)
    )


# A no without a yes of theirs tells nothing they have ever said; 0 is none of theirs, but left by
# a block that was taken back.
YESES = """
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


async def yeses_of(db: Database, person: str) -> list[YesGiven]:
    """Every talk they have ever said yes to, also those they took back."""
    return as_structs(YesGiven, *await db.read(statement(YESES, person=person)))


async def duties_of(db: Database, person: str) -> list[Duty]:
    """The events they organize or help at."""
    return await db.all(Duty, DUTIES, person=person)


async def mails_of(db: Database, person: str) -> list[Mailed]:
    """Which mails went to them, or will."""
    return as_structs(Mailed, *await db.read(statement(MAILS, person=person)))


async def all_notes_of(db: Database, person: str) -> list[LooseNotes]:
    """All their notes, by talk."""
    (rows,) = await db.read(statement(NOTES_OF, person=person))
    return [
        LooseNotes(talk, **msgspec.structs.asdict(notes)) for talk, notes in as_notes(rows).items()
    ]


def as_structs(kind: type[Kind], rows: Sequence[Row]) -> list[Kind]:
    """Rows as Structs, with moments for milliseconds."""
    return [msgspec.convert(with_moments(row), kind) for row in rows]


def with_moments(row: Row) -> dict[str, Any]:
    """A row whose `…_at` are moments."""
    return {
        name: to_datetime(value) if name.endswith("_at") and value is not None else value
        for name, value in row.items()
    }


async def everything_of(context: Context, me: Caller) -> Everything:
    """All that is kept of the caller, and of others what the caller sees."""
    db, person = context.db, me.person
    talks = await talks_of(db, person)
    seen = {talk.id for talk in talks}
    return Everything(
        exported_at=to_datetime(context.clock()),
        person=await account_of(db, person),
        participations=await exported_participations_of(context, person),
        talks=talks,
        other_notes=[notes for notes in await all_notes_of(db, person) if notes.talk not in seen],
        said=await yeses_of(db, person),
        blocks=await blocks_of(db, person),
        devices=await devices_of(db, person, me.session),
        organizes=await duties_of(db, person),
        tokens=await tokens_of(db, person),
        mails=await mails_of(db, person),
    )
