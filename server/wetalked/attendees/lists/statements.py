"""The statements that bring one row of a list into an event: somebody new, or what has changed."""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

import msgspec

from wetalked.accounts.names_there import is_only_at
from wetalked.attendees.lists.plan import Newcomer, Update
from wetalked.core.ids import fingerprint
from wetalked.db import Statement, Value, statement
from wetalked.events.model import EventRow

Work: TypeAlias = Newcomer | Update


def steps_of(event: EventRow, part: Sequence[Work], now: int) -> list[list[Statement]]:
    """The statements of each row."""
    return [add(event, one, now) if isinstance(one, Newcomer) else change(one, now) for one in part]


# Of an account that is there already a list changes nothing, and reads nothing.
ADD_PERSON = """
INSERT INTO person (id, email, email_key, name, given_name, language, made_at)
VALUES (:person, :email, :email, :name, :given_name, :language, :now)
ON CONFLICT (email_key) DO UPDATE SET made_at = person.made_at RETURNING id
"""
ADD_PARTICIPANT = """
INSERT INTO participant (id, event, person, name, given_name, language, email,
  listed_name, listed_email_key, listed_language,
  listed_ask_me_about, ask_me_about, pin_number, made_at)
SELECT CAST(:participant AS TEXT), CAST(:event AS TEXT), p.id, CAST(:name AS TEXT),
  CAST(:given_name AS TEXT), CAST(:language AS TEXT), CAST(:email AS TEXT), CAST(:name AS TEXT),
  CAST(:email AS TEXT), CAST(:listed_language AS TEXT), CAST(:ask_me_about AS TEXT),
  CAST(:ask_me_about AS TEXT), CAST(:pin_number AS BIGINT), CAST(:now AS BIGINT)
FROM person p WHERE p.id = :person OR p.email_key = :email
ON CONFLICT (event, person) DO NOTHING RETURNING id
"""
ADD_BADGE = """
INSERT INTO badge (code, participant, made_at)
SELECT CAST(:code AS TEXT), x.id, CAST(:now AS BIGINT) FROM participant x
WHERE x.id = :participant
"""
# Only for a person whom this import has made: an account signs its owner in by mail alone.
ADD_LINK = """
INSERT INTO pass (id, person, kind, event, token, made_at)
SELECT CAST(:participant AS TEXT), p.id, 'join', CAST(:event AS TEXT), CAST(:token AS TEXT),
  CAST(:now AS BIGINT)
FROM person p WHERE p.id = :person
"""


def add(event: EventRow, new: Newcomer, now: int) -> list[Statement]:
    """Person (or the account with this address), participant, badge and first link."""
    words: dict[str, Value] = {
        "person": new.person,
        "participant": new.participant,
        "event": event.id,
        "name": new.row.name,
        "given_name": new.row.given_name,
        "email": new.email,
        "language": new.row.language or event.language,
        "listed_language": new.row.language,
        "ask_me_about": new.row.ask_me_about,
        "pin_number": None if new.email else 1,
        "code": new.code,
        "token": fingerprint(new.token),
        "now": now,
    }
    return [statement(sql, **words) for sql in (ADD_PERSON, ADD_PARTICIPANT, ADD_BADGE, ADD_LINK)]


CHANGES = {
    "name": """
        UPDATE participant SET name = :value, given_name = :given_name
        WHERE id = :participant AND (joined_at IS NULL OR NOT EXISTS (
          SELECT 1 FROM person p WHERE p.id = :person AND p.name_set_at IS NOT NULL))
        RETURNING id
    """,
    "language": """
        UPDATE participant SET language = :value
        WHERE id = :participant AND (joined_at IS NULL OR NOT EXISTS (
          SELECT 1 FROM person p WHERE p.id = :person AND p.language_set_at IS NOT NULL))
        RETURNING id
    """,
    "ask_me_about": """
        UPDATE participant SET ask_me_about = :value
        WHERE id = :participant AND ask_set_at IS NULL RETURNING id
    """,
}
# Whoever is nowhere else and never came is called so altogether.
NEVER_CAME = f"signed_in_at IS NULL AND {is_only_at(':participant', 'person')}"
OF_PERSON = {
    "name": f"""
        UPDATE person SET name = :value, given_name = :given_name
        WHERE id = :person AND {NEVER_CAME}
    """,  # noqa: S608 — no value in it
    "language": f"""
        UPDATE person SET language = :value WHERE id = :person AND {NEVER_CAME}
    """,  # noqa: S608 — no value in it
}
# What stands on paper already is not what the list says now.
ON_A_BADGE = {"name", "ask_me_about"}
UNPRINT = "UPDATE participant SET printed_at = NULL, words_at = :now WHERE id = :participant"
LISTED = """
UPDATE participant SET listed_name = :name, listed_language = :language,
  listed_ask_me_about = :ask_me_about
WHERE id = :participant
"""


# Only to who has never signed in and is nowhere else: an address signs in. Where it is that of an
# account, the place becomes the account's.
ADD_ADDRESS = """
UPDATE person SET email = :email, email_key = :email
WHERE id = :person AND email_key IS NULL
  AND signed_in_at IS NULL AND organizer_at IS NULL
  AND NOT EXISTS (SELECT 1 FROM organizer o WHERE o.person = person.id)
  AND NOT EXISTS (SELECT 1 FROM participant o
    WHERE o.person = person.id AND o.id <> :participant)
  AND NOT EXISTS (SELECT 1 FROM person q WHERE q.email_key = :email)
"""
TO_ACCOUNT = """
UPDATE participant SET person = (SELECT q.id FROM person q WHERE q.email_key = :email)
WHERE id = :participant AND EXISTS (
  SELECT 1 FROM person WHERE id = :person AND email_key IS NULL
    AND signed_in_at IS NULL AND organizer_at IS NULL
    AND NOT EXISTS (SELECT 1 FROM organizer o WHERE o.person = person.id)
    AND NOT EXISTS (SELECT 1 FROM participant o
    WHERE o.person = person.id AND o.id <> :participant))
  AND EXISTS (SELECT 1 FROM person q WHERE q.email_key = :email AND NOT EXISTS (
    SELECT 1 FROM participant o WHERE o.person = q.id AND o.event = participant.event))
"""
# Whoever blocked them goes on seeing nothing of them.
MOVE_BLOCKS = """
UPDATE block SET other = (SELECT q.id FROM person q WHERE q.email_key = :email)
WHERE other = :person AND EXISTS (
  SELECT 1 FROM participant x JOIN person q ON q.id = x.person
  WHERE x.id = :participant AND q.email_key = :email AND q.id NOT IN (:person, block.person)
    AND NOT EXISTS (
      SELECT 1 FROM block d WHERE d.person = block.person AND d.other = q.id))
"""
DROP_PERSON = """
DELETE FROM person WHERE id = :person AND email_key IS NULL
  AND signed_in_at IS NULL AND organizer_at IS NULL
  AND NOT EXISTS (SELECT 1 FROM organizer o WHERE o.person = person.id)
  AND NOT EXISTS (SELECT 1 FROM participant o
    WHERE o.person = person.id AND o.id <> :participant)
  AND NOT EXISTS (SELECT 1 FROM participant o WHERE o.person = person.id)
"""
# Last: whether it was done. Who has an address signs in by mail, not by a PIN. Listed they stay
# without one, so that the older list still knows them.
END_PIN = """
UPDATE participant SET email = :email, pin_number = NULL, invited_at = NULL
WHERE id = :participant
  AND EXISTS (SELECT 1 FROM person p WHERE p.id = participant.person AND p.email_key = :email)
RETURNING id
"""


def change(update: Update, now: int) -> list[Statement]:
    """One statement for each change, what to keep as listed, then what adds an address."""
    known = update.known
    ids = {
        "person": known.person,
        "participant": known.participant_id,
        "given_name": update.row.given_name,
    }
    steps = [
        statement(CHANGES[field], value=value, **ids) for field, value in update.changes.items()
    ]
    steps += [
        statement(OF_PERSON[field], value=value, **ids)
        for field, value in update.changes.items()
        if field in OF_PERSON
    ]
    if update.changes.keys() & ON_A_BADGE:
        steps.append(statement(UNPRINT, participant=known.participant_id, now=now))
    if update.listed:
        listed = msgspec.structs.asdict(update.listed)
        steps.append(statement(LISTED, participant=known.participant_id, **listed))
    return steps + add_address(update, ids)


def add_address(update: Update, ids: Mapping[str, Value]) -> list[Statement]:
    """The statements that give who has none an address; the last one tells whether they did."""
    if not update.email:
        return []
    words = {**ids, "email": update.email}
    return [
        statement(sql, **words)
        for sql in (ADD_ADDRESS, TO_ACCOUNT, MOVE_BLOCKS, DROP_PERSON, END_PIN)
    ]
