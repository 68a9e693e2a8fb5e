"""Who may do what at an event."""

from wetalked.accounts.model import Caller
from wetalked.core.problems import Problem
from wetalked.db import Database, statement
from wetalked.events.model import EventRow

RUN_BY = """
SELECT e.*, o.role, CASE WHEN o.email IS NULL OR o.used = 1 THEN 1 ELSE 0 END AS role_used
FROM event e JOIN organizer o ON o.event = e.id
WHERE e.slug = :slug AND o.person = :person
"""
USE_ROLE = "UPDATE organizer SET used = 1 WHERE event = :event AND person = :person"
OPEN_TO = """
SELECT e.*, o.role FROM event e LEFT JOIN organizer o ON o.event = e.id AND o.person = :person
WHERE e.slug = :slug AND (o.role IS NOT NULL OR EXISTS (
  SELECT 1 FROM participant x WHERE x.event = e.id AND x.person = :person))
"""


async def organized(db: Database, caller: Caller, slug: str) -> EventRow:
    """The event, for its organizers alone; raises `not-found`, and `forbidden` for the desk."""
    event = await helped(db, caller, slug)
    if event.role != "organizer":
        raise Problem(
            "forbidden",
            "The desk finds people, adds walk-ins, reissues and prints single badges; "
            "this is for the event's organizers.",
        )
    return event


async def helped(db: Database, caller: Caller, slug: str) -> EventRow:
    """The event, for its organizers and its desk; raises `not-found`, `handed-out`."""
    event = await found(db, RUN_BY, caller, slug)
    check_not_handed_out(caller)
    if not event.role_used:
        await db.write(statement(USE_ROLE, event=event.id, person=caller.person))
    return event


async def attended(db: Database, caller: Caller, slug: str) -> EventRow:
    """The event, for everyone who is in it or runs it; raises `not-found`."""
    return await found(db, OPEN_TO, caller, slug)


async def found(db: Database, sql: str, caller: Caller, slug: str) -> EventRow:
    """The event that this statement lets the caller see; raises `not-found`."""
    event = await db.one(EventRow, sql, slug=slug, person=caller.person)
    if event is None:
        raise Problem("not-found", "There is no such event, or it is not yours.")
    return event


def check_organizes(caller: Caller) -> None:
    """Organizers may create events and hold API tokens; raises `forbidden` for anyone else."""
    if not caller.organizer:
        raise Problem("forbidden", "This is for organizers; another organizer can make you one.")
    check_not_handed_out(caller)


def check_not_handed_out(caller: Caller) -> None:
    """A link that somebody handed out makes nobody an organizer; raises `handed-out`."""
    if caller.handed_out:
        raise Problem("handed-out")


def check_signed_in(caller: Caller) -> None:
    """What must not outlive a token is done in a session; raises `forbidden` for a token."""
    if caller.session is None:
        raise Problem(
            "forbidden", "A token makes no tokens and gives nobody a role: sign in to do that."
        )
