"""Who runs an event, who helps at its desk, and the organizers' API tokens."""

import msgspec

from wetalked.accounts.given_name import given_name
from wetalked.core.problems import Problem, invalid
from wetalked.core.text import BadText, email_address, email_key, quoted
from wetalked.db import (
    CHANGED,
    Database,
    PreconditionFailed,
    Statement,
    required,
    statement,
)
from wetalked.db.context import Context
from wetalked.events.model import EventRow, Organizer, Role

LAST_ONE = "They are the last organizer of this event; name another one first."

# Coming by mail alone is nothing of this event's: they may have come for another one.
TAKEN_UP = "(o.email IS NULL OR o.taken_at IS NOT NULL AND o.used IS NOT NULL)"
# What a list of some other event calls them is nothing for this one.
NAMED = f"({TAKEN_UP} AND (o.email IS NULL OR p.name_set_at IS NOT NULL))"
ORGANIZERS = f"""
SELECT CASE WHEN {TAKEN_UP} THEN p.email ELSE o.email END AS email,
  CASE WHEN {NAMED} THEN p.name END AS name, o.role
FROM organizer o JOIN person p ON p.id = o.person WHERE o.event = :event ORDER BY o.person
"""  # noqa: S608 — our own words
LISTED_AS = f"CASE WHEN {TAKEN_UP} THEN p.email_key ELSE o.email END"


class RoleRow(msgspec.Struct, frozen=True):
    """A role; the name is as a person who has taken it said themselves."""

    email: str | None
    name: str | None
    role: Role


async def organizers_of(db: Database, event: EventRow) -> list[Organizer]:
    """Everyone with a role at this event; as typed until they have taken it and said their name."""
    rows = await db.all(RoleRow, ORGANIZERS, event=event.id)
    return [Organizer(row.email, row.name or called(row.email or ""), row.role) for row in rows]


def called(email: str) -> str:
    """How somebody is named of whom only an address was typed."""
    return email.partition("@")[0]


# Two changes at once wait for each other here, so that no event loses its last organizer.
IN_TURN = "UPDATE event SET slug = slug WHERE id = :event RETURNING id"


def not_the_last(address: str) -> str:
    """SQL that finds the event unless its last organizer is who has this address."""
    return f"""
SELECT e.id FROM event e WHERE e.id = :event AND (
  NOT EXISTS (
    SELECT 1 FROM organizer o JOIN person p ON p.id = o.person
    WHERE o.event = e.id AND o.role = 'organizer' AND {address} = :key)
  OR EXISTS (
    SELECT 1 FROM organizer o JOIN person p ON p.id = o.person
    WHERE o.event = e.id AND o.role = 'organizer'
      AND ({address} IS NULL OR {address} <> :key)))
"""  # noqa: S608 — our own words


MAKE = """
INSERT INTO person (id, email, email_key, name, given_name, language, organizer_at, made_at)
VALUES (:id, :email, :email, :name, :given_name, :language, :organizer_at, :now)
ON CONFLICT (email_key) DO UPDATE SET
  organizer_at = COALESCE(person.organizer_at, excluded.organizer_at)
RETURNING id, email, name
"""
APPOINT = """
INSERT INTO organizer (event, person, role, email)
SELECT CAST(:event AS TEXT), p.id, CAST(:role AS TEXT), CAST(:key AS TEXT)
FROM person p WHERE p.email_key = :key
ON CONFLICT (event, person) DO UPDATE SET role = excluded.role
"""


class Maker(msgspec.Struct, frozen=True):
    """Somebody who runs events."""

    id: str
    email: str
    name: str


async def make_organizer(
    context: Context, email: str, event: EventRow | None = None, role: Role = "organizer"
) -> Maker:
    """Find or make the person, and let them run this event if one is given; sends no mail.

    Organizers may create events, the desk may not. Raises `invalid`.
    """
    key = address("email", email)
    steps = [make(context, key, event)]
    if event:
        in_turn, kept = (
            required(IN_TURN, event=event.id),
            required(not_the_last("p.email_key"), event=event.id, key=key),
        )
        appointed = statement(APPOINT, event=event.id, role=role, key=key)
        steps += [in_turn, *([kept] if role == "desk" else []), appointed]
    try:
        ((made,), *_) = await context.db.write(*steps, CHANGED)
    except PreconditionFailed as last:
        raise invalid("role", LAST_ONE) from last
    return msgspec.convert(dict(made), Maker)


def make(context: Context, key: str, event: EventRow | None) -> Statement:
    """The person behind an address, called by its first part until they say otherwise."""
    name, now = called(key), context.clock()
    return statement(
        MAKE,
        id=context.new_id(),
        email=key,
        name=name,
        given_name=given_name(name),
        language=event.language if event else "en",
        organizer_at=None if event else now,
        now=now,
    )


def address(field: str, typed: str) -> str:
    """The address as it is kept; raises `invalid`."""
    try:
        return email_address(typed)
    except BadText as bad:
        raise invalid(field, str(bad)) from None


# By the address that organizers read: where its owner moved to is not theirs to find out.
DISMISS = f"""
DELETE FROM organizer WHERE event = :event AND person IN (
  SELECT o.person FROM organizer o JOIN person p ON p.id = o.person
  WHERE o.event = :event AND {LISTED_AS} = :key)
RETURNING person
"""  # noqa: S608 — our own words
# With the last event of their own ends what the command gave them.
RESIGN = """
UPDATE person SET organizer_at = NULL WHERE email_key = :key
  AND EXISTS (
    SELECT 1 FROM organizer o WHERE o.person = person.id AND o.event = :event
      AND o.role = 'organizer' AND o.email IS NULL)
  AND NOT EXISTS (
    SELECT 1 FROM organizer o WHERE o.person = person.id AND o.event <> :event
      AND o.role = 'organizer')
"""


async def dismiss_organizer(context: Context, event: EventRow, email: str) -> None:
    """End somebody's role at an event; raises `not-found`, or `invalid` for the last organizer."""
    key = email_key(email)
    steps = [required(sql, event=event.id, key=key) for sql in (not_the_last(LISTED_AS), DISMISS)]
    try:
        in_turn, resigned = (
            required(IN_TURN, event=event.id),
            statement(RESIGN, event=event.id, key=key),
        )
        kept, dismissed = steps
        await context.db.write(in_turn, kept, resigned, dismissed, CHANGED)
    except PreconditionFailed as unmet:
        if unmet.position == 1:
            raise invalid("email", LAST_ONE) from unmet
        raise Problem("not-found", f"{quoted(email)} has no role at this event.") from unmet


RETIRE = "UPDATE person SET organizer_at = NULL WHERE email_key = :key RETURNING id"
NO_ROLES = "DELETE FROM organizer WHERE person IN (SELECT id FROM person WHERE email_key = :key)"
NO_HOOKS = """
UPDATE shop_hook SET ended_at = COALESCE(ended_at, :now) WHERE api_token IN (
  SELECT t.id FROM api_token t JOIN person p ON p.id = t.person WHERE p.email_key = :key)
"""
NO_TOKENS = "DELETE FROM api_token WHERE person IN (SELECT id FROM person WHERE email_key = :key)"


async def retire_organizer(context: Context, email: str) -> None:
    """End all that somebody organizes, their tokens and what these made; raises `not-found`."""
    key = email_key(email)
    ending = [statement(NO_HOOKS, key=key, now=context.clock())]
    ending += [statement(sql, key=key) for sql in (NO_ROLES, NO_TOKENS)]
    try:
        await context.db.write(required(RETIRE, key=key), *ending, CHANGED)
    except PreconditionFailed as unmet:
        raise Problem("not-found", f"There is nobody with {quoted(email)}.") from unmet
