"""A participant corrected by an organizer, as far as they did not say it themselves."""

from typing import Literal

import msgspec
from msgspec import UNSET, UnsetType

from wetalked.accounts.given_name import given_name
from wetalked.accounts.model import Language
from wetalked.accounts.names_there import (
    given_name_at,
    is_only_at,
    name_at,
)
from wetalked.attendees.participants import participant_at
from wetalked.core import code as badge_code
from wetalked.core.lengths import AddressText, LineText
from wetalked.core.problems import Problem, invalid
from wetalked.core.text import BadText, email_address, one_line
from wetalked.db import (
    Database,
    PreconditionFailed,
    Statement,
    UniqueViolation,
    changed,
    required,
    statement,
)
from wetalked.db.context import Context
from wetalked.events.model import EventRow, Participant, ParticipantRow
from wetalked.events.view import participant_of


class ParticipantChange(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What an organizer corrects; `removed: false` takes somebody back, with a new badge."""

    name: LineText | UnsetType = UNSET
    given_name: LineText | UnsetType = UNSET
    email: AddressText | UnsetType = UNSET
    language: Language | UnsetType = UNSET
    ask_me_about: LineText | UnsetType | None = UNSET
    removed: Literal[False] | UnsetType = UNSET


THEIRS = "They set this themselves; it is theirs to change."


ACCOUNT = "They have an account of their own; only they can change its address."


RENAME = """
UPDATE participant SET given_name = :given_name, name = COALESCE(CAST(:name AS TEXT), name,
  (SELECT p.name FROM person p WHERE p.id = participant.person))
WHERE id = :id AND (joined_at IS NULL OR NOT EXISTS (
  SELECT 1 FROM person p WHERE p.id = participant.person AND p.name_set_at IS NOT NULL))
RETURNING id
"""


SPEAK = """
UPDATE participant SET language = :language
WHERE id = :id AND (joined_at IS NULL OR NOT EXISTS (
  SELECT 1 FROM person p WHERE p.id = participant.person AND p.language_set_at IS NOT NULL))
RETURNING id
"""


# Whoever is nowhere else and never came is called so altogether.
RENAME_PERSON = f"""
UPDATE person SET name = COALESCE(CAST(:name AS TEXT), name), given_name = :given_name
WHERE id IN (SELECT x.person FROM participant x WHERE x.id = :id)
  AND signed_in_at IS NULL AND {is_only_at(":id", "person")}
"""  # noqa: S608 — our own words


SPEAK_PERSON = f"""
UPDATE person SET language = :language
WHERE id IN (SELECT x.person FROM participant x WHERE x.id = :id)
  AND signed_in_at IS NULL AND {is_only_at(":id", "person")}
"""  # noqa: S608 — our own words


ASK = """
UPDATE participant SET ask_me_about = :ask_me_about
WHERE id = :id AND ask_set_at IS NULL RETURNING id
"""


# What stands on paper already is not what is said now. Both before the change.
UNPRINT_NAME = f"""
UPDATE participant SET printed_at = NULL, words_at = :now WHERE id = :id AND EXISTS (
  SELECT 1 FROM participant x JOIN person p ON p.id = x.person WHERE x.id = participant.id
    AND ({name_at("x", "p")} <> COALESCE(CAST(:name AS TEXT), {name_at("x", "p")})
      OR {given_name_at("x", "p")} <> :given_name))
"""  # noqa: S608 — our own words


UNPRINT_TOPIC = """
UPDATE participant SET printed_at = NULL, words_at = :now WHERE id = :id AND ask_set_at IS NULL
  AND COALESCE(ask_me_about, '') <> COALESCE(CAST(:ask_me_about AS TEXT), '')
"""


# Whoever could set the address of an account could sign in as its owner.
READDRESS = """
UPDATE person SET email = :email, email_key = :email
WHERE id IN (SELECT person FROM participant WHERE id = :id)
  AND signed_in_at IS NULL AND organizer_at IS NULL
  AND NOT EXISTS (SELECT 1 FROM organizer o WHERE o.person = person.id)
  AND NOT EXISTS (SELECT 1 FROM participant o WHERE o.person = person.id AND o.id <> :id)
RETURNING id
"""


READDRESS_PLACE = "UPDATE participant SET email = :email WHERE id = :id"


# What went to the old address must not sign in whoever reads it.
SPEND_PASSES = """
DELETE FROM pass WHERE kind IN ('mail', 'invitation')
  AND person IN (SELECT person FROM participant WHERE id = :id)
"""


CALL_BACK = """
DELETE FROM mail WHERE kind IN ('sign-in', 'invitation')
  AND person IN (SELECT person FROM participant WHERE id = :id)
"""


UNINVITE = "UPDATE participant SET invited_at = NULL, pin_number = NULL WHERE id = :id"


TAKE_BACK = """
UPDATE participant SET removed_at = NULL, printed_at = NULL
WHERE id = :id AND removed_at IS NOT NULL RETURNING id
"""


NEW_BADGE = """
INSERT INTO badge (code, participant, made_at)
SELECT CAST(:code AS TEXT), x.id, CAST(:now AS BIGINT) FROM participant x
WHERE x.id = :id AND NOT EXISTS (
  SELECT 1 FROM badge b WHERE b.participant = x.id AND b.retired_at IS NULL)
"""


class Correction(msgspec.Struct):
    """The statements of a change, and what a required one that finds nothing means."""

    steps: list[Statement] = []
    refusals: dict[int, Problem] = {}

    def add(self, field: str, refusal: str, *steps: Statement) -> None:
        """Change a field; `refusal` is said when the first statement finds nothing."""
        self.refusals[len(self.steps)] = invalid(field, refusal)
        self.steps += steps


async def change_participant(
    context: Context, event: EventRow, id_: str, said: ParticipantChange
) -> Participant:
    """Correct a participant; raises `not-found`, `invalid`, `address-taken`."""
    before = await participant_at(context.db, event.id, id_, removed=said.removed is False)
    correction = Correction()
    now = context.clock()
    correct_name(correction, id_, said, now)
    correct_words(correction, id_, said, now)
    correct_address(correction, before, said.email)
    if said.removed is False and before.removed_at is not None:
        renewed = statement(NEW_BADGE, id=id_, code=badge_code.make(), now=now)
        correction.steps += [statement(TAKE_BACK, id=id_), renewed, changed("badges", id_)]
    await apply(context.db, correction)
    return participant_of(await participant_at(context.db, event.id, id_))


async def apply(db: Database, correction: Correction) -> None:
    """Write it all, or say which field cannot be changed."""
    if not correction.steps:
        return
    try:
        await db.write(*correction.steps)
    except UniqueViolation as taken:
        raise Problem("address-taken") from taken
    except PreconditionFailed as refused:
        raise correction.refusals[refused.position] from refused


def correct_name(correction: Correction, id_: str, said: ParticipantChange, now: int) -> None:
    """The name and what they are called, unless they set them themselves."""
    name, called = line("name", said.name), line("given_name", said.given_name)
    if not (name or called):
        return
    words = {"id": id_, "name": name, "given_name": called or given_name(name or "")}
    correction.steps.append(statement(UNPRINT_NAME, now=now, **words))
    rename = [required(RENAME, **words), statement(RENAME_PERSON, **words)]
    correction.add("name" if name else "given_name", THEIRS, *rename)


def correct_words(correction: Correction, id_: str, said: ParticipantChange, now: int) -> None:
    """Language and topic, as far as they did not set them themselves."""
    if said.language is not UNSET:
        words = {"id": id_, "language": said.language}
        speak = [required(SPEAK, **words), statement(SPEAK_PERSON, **words)]
        correction.add("language", THEIRS, *speak)
    if said.ask_me_about is not UNSET:
        topic = {"id": id_, "ask_me_about": line("ask_me_about", said.ask_me_about)}
        correction.steps.append(statement(UNPRINT_TOPIC, now=now, **topic))
        correction.add("ask_me_about", THEIRS, required(ASK, **topic))


def correct_address(correction: Correction, before: ParticipantRow, said: str | UnsetType) -> None:
    """The address of somebody who has never signed in and is nowhere else."""
    if said is UNSET:
        return
    try:
        email = email_address(said)
    except BadText as bad:
        raise invalid("email", str(bad)) from None
    if email == before.email:
        return
    id_ = before.participant_id
    forget = [statement(sql, id=id_) for sql in (SPEND_PASSES, CALL_BACK, UNINVITE)]
    to = {"id": id_, "email": email}
    readdress = [required(READDRESS, **to), statement(READDRESS_PLACE, **to)]
    correction.add("email", ACCOUNT, *readdress, *forget)


def line(field: str, text: str | UnsetType | None) -> str | None:
    """A line of text, if there is one; raises `invalid`."""
    if text is UNSET or text is None:
        return None
    try:
        return one_line(text)
    except BadText as bad:
        raise invalid(field, str(bad)) from None
