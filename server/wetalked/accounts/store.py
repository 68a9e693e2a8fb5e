"""Persons: their own settings, their devices, a change of their mail address."""

from collections.abc import Mapping, Sequence

import msgspec

from wetalked.accounts.attempts import count
from wetalked.accounts.codes import own_code_fingerprint, same_word
from wetalked.accounts.given_name import given_name
from wetalked.accounts.model import PLACES_CHANGED, STREAMS_END, Device, Person
from wetalked.accounts.proof import HELD, proved
from wetalked.core.clock import DAY, HOUR, MINUTE
from wetalked.core.code import OWN_LENGTH, make
from wetalked.core.ids import keyed_fingerprint, new_digits
from wetalked.core.problems import Problem, invalid
from wetalked.db import (
    Database,
    PreconditionFailed,
    Statement,
    UniqueViolation,
    Value,
    changed,
    required,
    statement,
)
from wetalked.db.context import Context

PERSON = f"""
SELECT id, name, given_name, email, language, quiet,
       CASE WHEN mail_stopped_at IS NULL THEN 1 ELSE 0 END AS mail,
       CASE WHEN organizer_at IS NOT NULL OR EXISTS (
         SELECT 1 FROM organizer o WHERE o.person = person.id AND o.role = 'organizer'
           AND {HELD}) THEN 1 ELSE 0 END AS organizer,
       CASE WHEN organizer_at IS NOT NULL OR EXISTS (
         SELECT 1 FROM organizer o WHERE o.person = person.id) THEN 1 ELSE 0 END AS office
FROM person WHERE id = :id
"""  # noqa: S608 — no value in it


async def person_of(db: Database, id_: str) -> Person:
    """The person, who is there because they are signed in; raises `signed-out` if erased since."""
    person = await db.one(Person, PERSON, id=id_)
    if person is None:
        raise Problem("signed-out")
    return person


# Each column by itself: a phone sends only what its owner changed.
CHANGES = {
    "name": "UPDATE person SET name = :value, name_set_at = :now WHERE id = :id",
    "given_name": "UPDATE person SET given_name = :value, name_set_at = :now WHERE id = :id",
    "language": "UPDATE person SET language = :value, language_set_at = :now WHERE id = :id",
    "quiet": "UPDATE person SET quiet = CAST(:value AS BIGINT) WHERE id = :id",
    "mail": """
        UPDATE person SET mail_stopped_at =
          CASE WHEN CAST(:value AS BIGINT) = 1 THEN NULL ELSE COALESCE(mail_stopped_at, :now) END
        WHERE id = :id
    """,
}


async def change_person(db: Database, id_: str, changes: Mapping[str, Value], now: int) -> Person:
    """Change what is named, at once; a new name without a given name brings its own."""
    wanted = dict(changes)
    if "name" in wanted and "given_name" not in wanted:
        wanted["given_name"] = given_name(str(wanted["name"]))
    steps = [
        statement(CHANGES[name], value=value, now=now, id=id_) for name, value in wanted.items()
    ]
    if steps:
        await db.write(*steps)
    return await person_of(db, id_)


DEVICES = """
SELECT id, device, made_at, used_at FROM session
WHERE person = :person ORDER BY used_at DESC, id DESC
"""
END_ONE = "DELETE FROM session WHERE id = :id AND person = :person RETURNING id"
END_OTHERS = "DELETE FROM session WHERE person = :person AND id <> :current"


class SessionRow(msgspec.Struct, frozen=True):
    """A session as it is kept."""

    id: str
    device: str
    made_at: int
    used_at: int


async def devices_of(db: Database, person: str, current: str | None) -> list[Device]:
    """Where a person is signed in, the latest used first."""
    rows = await db.all(SessionRow, DEVICES, person=person)
    return [Device.of(row.id, row.device, row.made_at, row.used_at, current) for row in rows]


async def end_session(db: Database, person: str, session: str) -> None:
    """Sign out one device of this person; raises `not-found`."""
    try:
        await db.write(required(END_ONE, id=session, person=person), changed("sessions", person))
    except PreconditionFailed as missing:
        raise Problem("not-found") from missing


async def end_other_sessions(db: Database, person: str, current: str) -> None:
    """Sign out all devices but this one."""
    await db.write(
        statement(END_OTHERS, person=person, current=current), changed("sessions", person)
    )


async def end_streams(db: Database, *people: str) -> None:
    """Close all that these people listen to, in every process: who still may comes back."""
    await db.announce(" ".join((STREAMS_END, *people)))


PLACES = "SELECT id FROM participant WHERE person = :person ORDER BY id"


async def places_of(db: Database, person: str) -> list[str]:
    """The participants that a person is, over all events; nothing once they have left."""
    (rows,) = await db.read(statement(PLACES, person=person))
    return [row["id"] for row in rows]


async def announce_places(db: Database, places: Sequence[str]) -> None:
    """What others see of these participants has changed: who talked with them is told."""
    if places:
        await db.announce(" ".join((PLACES_CHANGED, *places)))


CODE_LASTS = 15 * MINUTE
TRIES = 5
# Whoever came by a link that somebody handed out may add an address where there is none, and not
# once the link was used a second time.
MAY_MOVE = "(s.begun_by NOT IN ('join', 'join-again') OR (s.begun_by = 'join' AND p.email IS NULL))"
ASK = f"""
INSERT INTO email_change (person, session, email, email_key, code, expires_at, tries)
SELECT p.id, s.id, CAST(:email AS TEXT), CAST(:email_key AS TEXT), CAST(:code AS TEXT),
  CAST(:expires_at AS BIGINT), 0
FROM person p JOIN session s ON s.person = p.id AND s.id = :session
WHERE p.id = :person AND {MAY_MOVE}
ON CONFLICT (person) DO UPDATE SET session = excluded.session, email = excluded.email,
  email_key = excluded.email_key, code = excluded.code, expires_at = excluded.expires_at, tries = 0
RETURNING person
"""  # noqa: S608 — our own words


def ask_for_address(
    context: Context, person: str, session: str, email: str, key: str
) -> tuple[str, list[Statement]]:
    """A code to be mailed to the new address, and what keeps it, until this session ends."""
    code = new_digits(6)
    keep = required(
        ASK,
        person=person,
        session=session,
        email=email,
        email_key=key,
        code=keyed_fingerprint(context.secret, "address", code),
        expires_at=context.clock() + CODE_LASTS,
    )
    return code, [keep]


TRY = """
UPDATE email_change SET tries = tries + 1
WHERE person = :person AND email_key = :key AND expires_at > :now AND tries < :most
RETURNING code
"""
MOVE = f"""
UPDATE person SET email_confirmed_at = :now,
  email = (SELECT c.email FROM email_change c WHERE c.person = person.id),
  email_key = (SELECT c.email_key FROM email_change c WHERE c.person = person.id)
WHERE id IN (
  SELECT p.id FROM person p JOIN session s ON s.person = p.id AND s.id = :session
  JOIN email_change c ON c.person = p.id AND c.code = :code AND c.email_key = :key
  WHERE p.id = :person AND {MAY_MOVE})
RETURNING id
"""  # noqa: S608 — our own words
DONE = "DELETE FROM email_change WHERE person = :person"
# Whoever reads the new address is in this session now, whatever began it.
OURS_NOW = "UPDATE session SET begun_by = 'mail' WHERE id = :session"
# What went to the old address, whose mailbox may be somebody else's by now, signs nobody in.
SPEND_PASSES = "DELETE FROM pass WHERE person = :person AND kind IN ('mail', 'invitation')"
CALL_BACK = """
DELETE FROM mail WHERE person = :person AND kind = 'sign-in' AND sent_at IS NULL
"""


async def move_address(
    context: Context, person: str, session: str, key: str, code: str, also: list[Statement]
) -> Person:
    """Take the new address if the code fits; raises `invalid` or `address-taken`."""
    now = context.clock()
    (rows,) = await context.db.write(statement(TRY, person=person, key=key, now=now, most=TRIES))
    right = keyed_fingerprint(context.secret, "address", code)
    if not rows or not same_word(rows[0]["code"], right):
        raise invalid("code", "It does not fit this address, or is too old; ask for a new one.")
    forget = [statement(sql, person=person) for sql in (DONE, SPEND_PASSES, CALL_BACK)]
    try:
        await context.db.write(
            required(MOVE, person=person, session=session, code=right, key=key, now=now),
            statement(OURS_NOW, session=session),
            *proved(person, now),
            *forget,
            *also,
            changed("sessions", person),
        )
    except UniqueViolation as taken:
        raise Problem("address-taken") from taken
    except PreconditionFailed as late:
        raise invalid("code", "Another address was asked for since.") from late
    return await person_of(context.db, person)


EXPORTS_A_DAY = 10
NEW_ADDRESSES_AN_HOUR, NEW_ADDRESSES_A_DAY = 5, 10


async def count_export(db: Database, person: str, now: int) -> None:
    """One more export; raises `too-many` past 10 a day."""
    await count(db, f"export:{person}", EXPORTS_A_DAY, DAY, now)


async def count_new_address(db: Database, person: str, now: int) -> None:
    """One more code to a new address; raises `too-many` past 5 an hour, 10 a day."""
    await count(db, f"new-address:{person}", NEW_ADDRESSES_AN_HOUR, HOUR, now)
    await count(db, f"new-address-day:{person}", NEW_ADDRESSES_A_DAY, DAY, now)


RENEW_OWN_CODE = "UPDATE person SET own_code = :own_code WHERE id = :person"


async def renew_own_code(context: Context, person: str) -> str:
    """A new code that signs this person in with a badge of theirs; the one before it ends."""
    code = make(OWN_LENGTH)
    kept = own_code_fingerprint(context.secret, person, code)
    await context.db.write(statement(RENEW_OWN_CODE, person=person, own_code=kept))
    return code
