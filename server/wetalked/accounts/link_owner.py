"""Whom a sign-in link is for, before it is used."""

import msgspec

from wetalked.accounts.names_there import FOR_THEMSELVES, given_name_at, name_at
from wetalked.accounts.sign_in import pass_of_link
from wetalked.core.problems import Problem
from wetalked.db.context import Context

# As the event calls them that it leads to: what another one wrote is not its guests' to read.
OWNER = f"""
SELECT {name_at("x", "p", FOR_THEMSELVES)} AS name,
  {given_name_at("x", "p", FOR_THEMSELVES)} AS given_name
FROM person p LEFT JOIN participant x ON x.person = p.id AND x.event = CAST(:event AS TEXT)
WHERE p.id = :person
"""  # noqa: S608 — our own words


class LinkOwner(msgspec.Struct, frozen=True):
    """Whom a link signs in."""

    name: str
    given_name: str


async def owner_of_link(context: Context, token: str) -> LinkOwner:
    """Whom a link would sign in; spends nothing. Raises `sign-in-failed`."""
    usable = await pass_of_link(context, token)
    if usable is None:
        raise Problem("sign-in-failed")
    owner = await context.db.one(LinkOwner, OWNER, person=usable.person, event=usable.event)
    if owner is None:
        raise Problem("sign-in-failed")
    return owner
