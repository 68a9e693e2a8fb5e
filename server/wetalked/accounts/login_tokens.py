"""Passes: a link and the code beside it, for a mail or to print, and whom they belong to."""

from typing import NamedTuple

import msgspec

from wetalked.accounts.codes import code_fingerprint
from wetalked.accounts.model import Owner
from wetalked.core.clock import DAY, HOUR, MINUTE
from wetalked.core.ids import fingerprint, keyed_fingerprint, new_token
from wetalked.db import Database, Statement, required, statement
from wetalked.db.context import Context

SIGN_IN_DIGITS = 6
CODE_LASTS = 15 * MINUTE
COMMAND_LINK_LASTS = DAY
MAILS_AN_HOUR = 5


class Pass(NamedTuple):
    """A new pass in clear: what goes into the mail, and nowhere else."""

    id: str
    link_token: str
    code: str


OWNER_OF_ADDRESS = "SELECT id AS person, email, email_key FROM person WHERE email_key = :key"
OWNER_OF_BADGE = """
SELECT p.id AS person, p.email, p.email_key, t.event
FROM badge b JOIN participant t ON t.id = b.participant JOIN person p ON p.id = t.person
WHERE b.code = :code AND b.retired_at IS NULL AND t.removed_at IS NULL
"""


async def owner_of_address(db: Database, key: str) -> Owner | None:
    """Who has this address (as `text.email_key` spells it)."""
    return await db.one(Owner, OWNER_OF_ADDRESS, key=key)


async def owner_of_badge(db: Database, code: str) -> Owner | None:
    """Who holds this badge now."""
    return await db.one(Owner, OWNER_OF_BADGE, code=code)


# What was used counts no more: only its owner can have done that.
ASK_FOR_MAIL = """
INSERT INTO pass (id, person, kind, token, code, made_at, expires_at)
SELECT CAST(:id AS TEXT), CAST(:person AS TEXT), 'mail', CAST(:token AS TEXT), CAST(:code AS TEXT),
       CAST(:now AS BIGINT), CAST(:expires_at AS BIGINT)
WHERE (SELECT count(*) FROM pass
       WHERE person = :person AND kind = 'mail' AND used_at IS NULL AND made_at > :an_hour_ago)
  < :most
RETURNING id
"""
KEEP_FEW_ALIVE = """
UPDATE pass SET expires_at = :now
WHERE person = :person AND kind = 'mail' AND expires_at > :now AND id NOT IN (
  SELECT id FROM pass WHERE person = :person AND kind = 'mail' AND expires_at > :now
  ORDER BY made_at DESC, id DESC LIMIT 3)
"""


def new_pass(context: Context) -> Pass:
    """A link token and a 6-digit code, not yet kept anywhere."""
    return pass_called(context.secret, context.new_id())


def pass_called(secret: str, id_: str) -> Pass:
    """The token and the code of the pass with this id, out of the secret.

    So both can be mailed again, and nothing readable is kept.
    """
    digest = keyed_fingerprint(secret, "mailed code", id_)
    code = f"{int(digest, 16) % 10**SIGN_IN_DIGITS:0{SIGN_IN_DIGITS}}"
    return Pass(id_, keyed_fingerprint(secret, "mailed link", id_), code)


def ask_for_mail(context: Context, owner: Owner, made: Pass) -> list[Statement]:
    """Keep the pass of a sign-in mail, 3 alive at most; `PreconditionFailed` past 5 an hour."""
    now = context.clock()
    return [
        required(
            ASK_FOR_MAIL,
            id=made.id,
            person=owner.person,
            token=fingerprint(made.link_token),
            code=code_fingerprint(context.secret, made.code),
            now=now,
            expires_at=now + CODE_LASTS,
            an_hour_ago=now - HOUR,
            most=MAILS_AN_HOUR,
        ),
        statement(KEEP_FEW_ALIVE, person=owner.person, now=now),
    ]


class Unused(msgspec.Struct, frozen=True):
    """A pass that was mailed and not used yet."""

    id: str
    made_at: int


UNUSED = """
SELECT id, made_at FROM pass
WHERE person = :person AND kind = 'mail' AND used_at IS NULL AND made_at > :a_day_ago
ORDER BY made_at DESC, id DESC
"""
REVIVE = """
UPDATE pass SET expires_at = :expires_at WHERE id = :id AND used_at IS NULL RETURNING id
"""


async def unused_passes(context: Context, owner: Owner) -> list[Unused]:
    """Those of the last day, the newest first."""
    a_day_ago = context.clock() - DAY
    return await context.db.all(Unused, UNUSED, person=owner.person, a_day_ago=a_day_ago)


def revive(context: Context, pass_: str) -> list[Statement]:
    """Let an unused pass be good as long as a new one; `PreconditionFailed` once it is used."""
    return [required(REVIVE, id=pass_, expires_at=context.clock() + CODE_LASTS)]


KEEP_LINK = """
INSERT INTO pass (id, person, kind, token, code, made_at, expires_at)
VALUES (:id, :person, :kind, :token, NULL, :now, :expires_at)
"""


async def sign_in_link(context: Context, person: str, kind: str = "command") -> str:
    """A link to print: good for a day (`command`) or as long as the demo runs (`demo`)."""
    token, now = new_token(), context.clock()
    expires_at = now + COMMAND_LINK_LASTS if kind == "command" else None
    await context.db.write(
        statement(
            KEEP_LINK,
            id=context.new_id(),
            person=person,
            kind=kind,
            token=fingerprint(token),
            now=now,
            expires_at=expires_at,
        )
    )
    return f"{context.settings.base_url}/join/{token}"
