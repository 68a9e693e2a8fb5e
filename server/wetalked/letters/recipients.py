"""Who a mail goes to, what an invitation brings, and who wants no more mail."""

import hashlib
import hmac
from collections.abc import Sequence

import msgspec

from wetalked.accounts.attempts import MAILS_A_DAY, counted, mails_to
from wetalked.accounts.names_there import (
    FOR_THEMSELVES,
    given_name_at,
    language_at,
    name_at,
)
from wetalked.core.clock import DAY
from wetalked.core.code import ALPHABET, LENGTH
from wetalked.core.ids import keyed_fingerprint
from wetalked.core.problems import Problem
from wetalked.core.text import email_key
from wetalked.db import Database, PreconditionFailed, Row, Statement, as_kind, required, statement
from wetalked.db.context import Context
from wetalked.mail.model import ASKED_FOR, Mail

# What an event's organizers wrote stands in the mails of that event alone.
RECIPIENT = f"""
SELECT {name_at("x", "p", FOR_THEMSELVES)} AS name,
       {given_name_at("x", "p", FOR_THEMSELVES)} AS given_name,
       {language_at("x", "p", FOR_THEMSELVES)} AS language,
       COALESCE(CAST(:address AS TEXT), p.email) AS address, p.mail_stopped_at,
       CASE WHEN CAST(:address AS TEXT) IS NULL THEN p.email_confirmed_at END AS email_confirmed_at
FROM person p LEFT JOIN participant x ON x.person = p.id AND x.event = CAST(:event AS TEXT)
WHERE p.id = :person
"""  # noqa: S608 — our own words
STOP = """
UPDATE person SET mail_stopped_at = :now WHERE id = :person AND mail_stopped_at IS NULL
"""
LANGUAGE = "SELECT language FROM person WHERE id = :person"
# The name is that on the badge, as it is printed.
INVITED = f"""
SELECT e.name AS event, e.language AS event_language, e.starts_at, e.ends_at, e.time_zone,
       {name_at("pa", "p")} AS name, {given_name_at("pa", "p")} AS given_name,
       pa.ask_me_about, b.code AS badge
FROM participant pa JOIN event e ON e.id = pa.event JOIN person p ON p.id = pa.person
JOIN badge b ON b.participant = pa.id AND b.retired_at IS NULL
WHERE pa.event = :event AND pa.person = :person AND pa.removed_at IS NULL AND pa.left_at IS NULL
"""  # noqa: S608 — our own words
PASS = """
INSERT INTO pass (id, person, kind, event, token, code, made_at)
VALUES (:id, :person, 'invitation', :event, :token, :code, :now) ON CONFLICT (id) DO NOTHING
RETURNING id
"""


class Recipient(msgspec.Struct, frozen=True):
    """Who a mail goes to, and in which language."""

    name: str
    given_name: str
    language: str
    address: str | None
    mail_stopped_at: int | None
    email_confirmed_at: int | None

    @property
    def shown_name(self) -> str:
        """Their name; empty where the address may be a stranger's, who gets no words but ours."""
        return self.name if self.email_confirmed_at is not None else ""

    @property
    def shown_given_name(self) -> str:
        """What they are called, as `shown_name`."""
        return self.given_name if self.email_confirmed_at is not None else ""


class InvitedParticipant(msgspec.Struct, frozen=True):
    """What a participant is invited to, and the badge they hold there."""

    event: str
    event_language: str
    starts_at: int
    ends_at: int
    time_zone: str
    name: str
    given_name: str
    ask_me_about: str | None
    badge: str


async def find_recipient(db: Database, mail: Mail) -> tuple[Recipient, str] | None:
    """Who gets it and at which address; nobody without one, or who wants no mail of this kind."""
    (rows,) = await db.read(recipient_statement(mail))
    return as_recipient(mail, rows)


def recipient_statement(mail: Mail) -> Statement:
    """Asks for what `as_recipient` reads."""
    return statement(RECIPIENT, person=mail.person, event=mail.event, address=mail.address)


def as_recipient(mail: Mail, rows: Sequence[Row]) -> tuple[Recipient, str] | None:
    """See `find_recipient`."""
    for person in as_kind(Recipient, rows):
        wanted = person.mail_stopped_at is None or mail.kind in ASKED_FOR
        if person.address and wanted:
            return person, person.address
    return None


async def find_invited(db: Database, mail: Mail) -> InvitedParticipant | None:
    """What an invitation is to; nothing once the participant is off the list or has left."""
    return await db.one(InvitedParticipant, INVITED, event=mail.event, person=mail.person)


def invitation_login(secret: str, mail: Mail) -> tuple[str, str]:
    """The token and the code of an invitation, out of the secret: nothing readable is kept."""
    what = f"invitation {mail.id} {mail.made_at}"
    seed = hmac.new(secret.encode(), f"code:{what}".encode(), hashlib.sha256).digest()
    code = "".join(ALPHABET[byte % len(ALPHABET)] for byte in seed[:LENGTH])
    return keyed_fingerprint(secret, "link", what), code


async def store_invitation_login(
    context: Context, mail: Mail, address: str, token: str, code: str
) -> None:
    """Keep an invitation's link and code, by their fingerprints; the same again does nothing.

    Raises `too-many` past 10 codes and invitations a day to one address.
    """
    now = context.clock()
    id_ = f"{mail.id}:{mail.made_at}"
    counts = counted(mails_to(context.secret, email_key(address)), MAILS_A_DAY, DAY, now)
    of = {"person": mail.person, "event": mail.event}
    stored = required(PASS, id=id_, token=token, code=code, now=now, **of)
    try:
        await context.db.write(stored, counts)
    except PreconditionFailed as unmet:
        if unmet.statement == counts:
            raise Problem("too-many", TOO_MANY) from unmet


TOO_MANY = "This address has had 10 mails of this kind within a day; it is tried again later."


async def count_mail_to_unconfirmed(context: Context, person: Recipient, address: str) -> None:
    """One more mail to an address that may be a stranger's; raises `too-many` past 10 a day."""
    if person.email_confirmed_at is not None:
        return
    try:
        key = mails_to(context.secret, email_key(address))
        await context.db.write(counted(key, MAILS_A_DAY, DAY, context.clock()))
    except PreconditionFailed as unmet:
        raise Problem("too-many", TOO_MANY) from unmet


async def stop_mail(db: Database, person: str, now: int) -> None:
    """No more mail for this person but what they ask for."""
    await db.write(statement(STOP, person=person, now=now))


async def language_of(db: Database, person: str) -> str | None:
    """The person's language; nothing once they have left."""
    (rows,) = await db.read(statement(LANGUAGE, person=person))
    return str(rows[0]["language"]) if rows else None
