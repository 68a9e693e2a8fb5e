"""Events: created, changed, listed, and ended by their organizers."""

from datetime import datetime

import msgspec

from wetalked.accounts.erasing import erase_accounts, until_met
from wetalked.core.clock import to_datetime
from wetalked.core.problems import Problem, invalid
from wetalked.db import (
    CHANGED,
    Database,
    PreconditionFailed,
    Statement,
    UniqueViolation,
    changed,
    required,
    statement,
)
from wetalked.db.context import Context
from wetalked.events.deck import STANDARD, DeckQuestion
from wetalked.events.model import Event, EventRow, Role
from wetalked.events.plan import EventChange, NewEvent, Plan, changed_plan, first_plan
from wetalked.events.view import event_fields

ERASED_AT_ONCE = 200


class OwnEvent(Event, frozen=True, kw_only=True):
    """An event as those who run it see it; `deck` is null where it is the standard one."""

    role: Role | None
    deck: list[DeckQuestion] | None
    erasure_asked_at: datetime | None


def own_event_of(row: EventRow) -> OwnEvent:
    """The event as those who run it see it."""
    asked = row.erasure_asked_at
    return OwnEvent(
        **event_fields(row),
        role=row.role,
        deck=None if row.deck is None else deck_of(row),
        erasure_asked_at=None if asked is None else to_datetime(asked),
    )


def deck_of(row: EventRow) -> list[DeckQuestion]:
    """The event's own questions, or else the standard ones."""
    if row.deck is None:
        return list(STANDARD)
    return msgspec.json.decode(row.deck, type=list[DeckQuestion])


BY_SLUG = "SELECT e.* FROM event e WHERE e.slug = :slug"


async def find_event(db: Database, slug: str) -> EventRow:
    """The event, for commands; raises `not-found`."""
    event = await db.one(EventRow, BY_SLUG, slug=slug)
    if event is None:
        raise Problem("not-found", f"There is no event {slug!r}.")
    return event


COPIED = f"""
{BY_SLUG} AND EXISTS (
  SELECT 1 FROM organizer o
  WHERE o.event = e.id AND o.person = :person AND o.role = 'organizer')
"""  # noqa: S608 — no value in it
CREATE = """
INSERT INTO event (id, slug, name, starts_at, ends_at, time_zone, language, follow_up_at,
  remind_after_days, erase_after_days, in_house, deck, help_contact, made_at)
VALUES (:id, :slug, :name, :starts_at, :ends_at, :time_zone, :language, :follow_up_at,
  :remind_after_days, :erase_after_days, :in_house, :deck, :help_contact, :now)
"""
RUN = "INSERT INTO organizer (event, person, role) VALUES (:event, :person, 'organizer')"


async def create_event(context: Context, said: NewEvent, organizer: str | None) -> OwnEvent:
    """Create an event, run by this person if any; raises `invalid`, or `id-taken` for its slug."""
    plan = first_plan(said, await copied_event(context.db, said.copy_of, organizer))
    id_ = context.new_id()
    running = (
        [statement(RUN, event=id_, person=organizer), changed("sessions", organizer)]
        if organizer
        else []
    )
    try:
        await context.db.write(
            statement(CREATE, id=id_, now=context.clock(), **msgspec.structs.asdict(plan)), *running
        )
    except UniqueViolation as taken:
        raise slug_taken(plan.slug) from taken
    row = await find_event(context.db, plan.slug)
    return own_event_of(msgspec.structs.replace(row, role="organizer" if organizer else None))


async def copied_event(db: Database, slug: str | None, person: str | None) -> EventRow | None:
    """The event to copy from, which must be one's own."""
    if slug is None:
        return None
    row = await db.one(EventRow, COPIED, slug=slug, person=person)
    if row is None:
        raise invalid("copy_of", f"There is no event {slug!r} of yours.")
    return row


def slug_taken(slug: str) -> Problem:
    """Slugs are unique over all events, one's own and others'."""
    return Problem("id-taken", f"The slug {slug!r} is in use; choose another one.")


CHANGES = {
    name: f"UPDATE event SET {name} = :value WHERE id = :id"  # noqa: S608 — names of our columns
    for name in Plan.__struct_fields__
}
IN_ORDER = "SELECT id FROM event WHERE id = :id AND ends_at > starts_at"
BY_ID = "SELECT e.* FROM event e WHERE e.id = :id"


async def change_event(context: Context, row: EventRow, said: EventChange) -> OwnEvent:
    """Change what was said and nothing else; raises `invalid`, `busy`, or `id-taken`."""
    changes = changed_plan(row, said)
    steps = [statement(CHANGES[name], value=value, id=row.id) for name, value in changes.items()]
    try:
        await context.db.write(*steps, required(IN_ORDER, id=row.id))
    except UniqueViolation as taken:
        raise slug_taken(changes["slug"]) from taken
    except PreconditionFailed as overtaken:
        detail = "Somebody else changed this event just now; look at it again."
        raise Problem("busy", detail, retry_after=1) from overtaken
    changed = await context.db.one(EventRow, BY_ID, id=row.id)
    if changed is None:
        raise Problem("not-found", "The event has been erased.")
    return own_event_of(msgspec.structs.replace(changed, role=row.role))


RUN_BY = """
SELECT e.*, o.role FROM event e JOIN organizer o ON o.event = e.id
WHERE o.person = :person AND e.id < :before ORDER BY e.id DESC LIMIT :limit
"""
AFTER_ALL = "~"


async def events_run_by(
    db: Database, person: str, before: str | None, limit: int
) -> list[EventRow]:
    """The events that a person runs or helps at, the newest first; one more than the limit."""
    return await db.all(
        EventRow, RUN_BY, person=person, before=before or AFTER_ALL, limit=limit + 1
    )


# Whoever has signed in may have something here to lose, and whether they talked is not to be seen.
USED = """
SELECT x.id FROM participant x JOIN event e ON e.id = x.event LEFT JOIN person p ON p.id = x.person
WHERE x.event = :event AND (
  e.used_at IS NOT NULL OR x.joined_at IS NOT NULL OR x.left_at IS NOT NULL
  OR p.signed_in_at IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM organizer o WHERE o.event = x.event AND o.person = x.person)
  OR EXISTS (SELECT 1 FROM talk k WHERE k.low = x.id OR k.high = x.id))
LIMIT 1
"""
LATER = "UPDATE event SET erasure_asked_at = COALESCE(erasure_asked_at, :now) WHERE id = :event"
LAST_OF_SOME = """
SELECT id FROM participant WHERE event = :event ORDER BY id LIMIT 1 OFFSET :offset
"""
# They are nowhere else, never came, and run nothing: with the list they go.
PEOPLE_OF_LIST = """
person.id IN (SELECT x.person FROM participant x WHERE x.event = :event AND x.id <= :last)
"""
KNOWN_ELSEWHERE = """
person.signed_in_at IS NOT NULL OR person.organizer_at IS NOT NULL
OR EXISTS (SELECT 1 FROM organizer o WHERE o.person = person.id)
OR EXISTS (SELECT 1 FROM participant o WHERE o.person = person.id AND o.event <> :event)
"""
PLACES_OF_LIST = "DELETE FROM participant WHERE event = :event AND id <= :last"
UNUSED = f"SELECT e.id FROM event e WHERE e.id = :event AND NOT EXISTS ({USED})"  # noqa: S608 — no value in it
ERASE = "DELETE FROM event WHERE id = :event"


async def end_event(context: Context, event: EventRow) -> bool:
    """Erase it at once while nobody has signed in (True); else it is told and goes later."""
    if await context.db.one(Id, USED, event=event.id) is None and await erase_unused(
        context.db, event.id
    ):
        return True
    await context.db.write(statement(LATER, event=event.id, now=context.clock()))
    return False


class Id(msgspec.Struct, frozen=True):
    """Only an id."""

    id: str


async def erase_unused(db: Database, event: str) -> bool:
    """Erase an event and its list in parts, so that nobody is kept waiting; False once used."""
    while some := await db.one(Id, LAST_OF_SOME, event=event, offset=ERASED_AT_ONCE):
        if not await erase_part(db, event, some.id):
            return False
    return await erase_part(db, event, AFTER_ALL, statement(ERASE, event=event))


async def erase_part(db: Database, event: str, last: str, *more: Statement) -> bool:
    """Erase participants up to this one while nobody has used it; false once somebody has."""
    steps = [required(UNUSED, event=event), *erase_list(event, last), *more, CHANGED]

    async def write() -> bool:
        try:
            await db.erase(*steps)
        except PreconditionFailed as missing:
            if missing.position == 0:
                return False
            raise
        return True

    return await until_met(write)


def erase_list(event: str, last: str) -> list[Statement]:
    """Erase participants up to this one, and whoever of them is known from here alone."""
    of = {"event": event, "last": last}
    return [*erase_accounts(PEOPLE_OF_LIST, KNOWN_ELSEWHERE, **of), statement(PLACES_OF_LIST, **of)]
