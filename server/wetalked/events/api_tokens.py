"""API tokens of organizers: made, listed, ended with all that they made."""

from datetime import datetime

import msgspec

from wetalked.core.clock import from_datetime, to_datetime
from wetalked.core.ids import fingerprint, new_token
from wetalked.core.problems import Problem, invalid
from wetalked.core.text import BadText, one_line, quoted
from wetalked.db import (
    Database,
    PreconditionFailed,
    UniqueViolation,
    Value,
    changed,
    required,
    statement,
)
from wetalked.db.context import Context
from wetalked.events.model import ApiToken

TOKEN_KIND = "wto_"


# One that has ended by itself does not keep its name.
CLEAR_NAME = """
DELETE FROM api_token WHERE person = :person AND name = :name AND expires_at <= :now
"""


ADD_TOKEN = """
INSERT INTO api_token (id, person, name, token, made_at, expires_at)
VALUES (:id, :person, :name, :token, :now, :expires_at)
"""


TOKENS = """
SELECT name, made_at, used_at, expires_at FROM api_token WHERE person = :person ORDER BY id
"""


REVOKE = "DELETE FROM api_token WHERE person = :person AND name = :name RETURNING id"


class TokenRow(msgspec.Struct, frozen=True):
    """A token as it is kept: its value is not."""

    name: str
    made_at: int
    used_at: int | None
    expires_at: int | None


async def create_token(
    context: Context, person: str, name: str, expires_at: datetime | None = None
) -> ApiToken:
    """A new token, told only now; raises `invalid`, or `id-taken` for a name in use."""
    try:
        called = one_line(name)
    except BadText as bad:
        raise invalid("name", str(bad)) from None
    token, now = new_token(TOKEN_KIND), context.clock()
    until = from_datetime(expires_at) if expires_at else None
    if until is not None and until <= now:
        raise invalid("expires_at", "It is in the past; accepted is a moment to come, or null.")
    kept: dict[str, Value] = {
        "id": context.new_id(),
        "token": fingerprint(token),
        "expires_at": until,
    }
    whose: dict[str, Value] = {"person": person, "name": called, "now": now}
    try:
        await context.db.write(
            statement(CLEAR_NAME, **whose), statement(ADD_TOKEN, **kept, **whose)
        )
    except UniqueViolation as taken:
        raise Problem("id-taken", f"You have a token named {quoted(called)} already.") from taken
    return ApiToken(
        name=called, made_at=to_datetime(now), expires_at=moment_or_none(until), token=token
    )


async def tokens_of(db: Database, person: str) -> list[ApiToken]:
    """A person's tokens, the oldest first."""
    rows = await db.all(TokenRow, TOKENS, person=person)
    return [
        ApiToken(
            name=row.name,
            made_at=to_datetime(row.made_at),
            used_at=moment_or_none(row.used_at),
            expires_at=moment_or_none(row.expires_at),
        )
        for row in rows
    ]


def moment_or_none(at: int | None) -> datetime | None:
    """A kept moment, where there is one."""
    return None if at is None else to_datetime(at)


# The hook's row stays: the number of its next secret rises.
END_HOOKS = """
UPDATE shop_hook SET ended_at = COALESCE(ended_at, :now)
WHERE api_token IN (SELECT t.id FROM api_token t WHERE t.person = :person AND t.name = :name)
"""


async def revoke_token(context: Context, person: str, name: str) -> None:
    """End a token, in every process, and what it made; raises `not-found`."""
    whose = {"person": person, "name": name}
    end_hooks = statement(END_HOOKS, now=context.clock(), **whose)
    try:
        await context.db.write(end_hooks, required(REVOKE, **whose), changed("sessions", person))
    except PreconditionFailed as unmet:
        raise Problem("not-found", f"You have no token named {quoted(name)}.") from unmet
