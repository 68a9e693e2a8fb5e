"""A new place for somebody who cannot come back: the old one is taken off, and stays sealed."""

from wetalked.accounts.codes import pin_of
from wetalked.accounts.names_there import given_name_at, language_at, name_at
from wetalked.core.code import make
from wetalked.core.problems import invalid
from wetalked.db import PreconditionFailed, Value, changed, required, statement
from wetalked.db.context import Context
from wetalked.events.model import EventRow

SIGNED_IN = """
UPDATE participant SET removed_at = COALESCE(removed_at, :now)
WHERE id = :old AND event = :event
  AND person IN (SELECT p.id FROM person p WHERE p.signed_in_at IS NOT NULL)
RETURNING id
"""
RETIRE = "UPDATE badge SET retired_at = :now WHERE participant = :old AND retired_at IS NULL"
NOBODY_YET = f"""
INSERT INTO person (id, name, given_name, language, made_at)
SELECT CAST(:person AS TEXT), {name_at("x", "p")}, {given_name_at("x", "p")},
  {language_at("x", "p")}, CAST(:now AS BIGINT)
FROM participant x JOIN person p ON p.id = x.person WHERE x.id = :old RETURNING id
"""  # noqa: S608 — our own words
PLACE = """
INSERT INTO participant (id, event, person, name, given_name, language, listed_name,
  pin_number, made_at)
SELECT CAST(:place AS TEXT), CAST(:event AS TEXT), p.id, p.name, p.given_name, p.language,
  p.name, 1, CAST(:now AS BIGINT)
FROM person p WHERE p.id = :person
"""
BADGE = "INSERT INTO badge (code, participant, made_at) VALUES (:code, :place, :now)"


async def give_new_place(context: Context, event: EventRow, participant: str) -> tuple[str, str]:
    """The id and the PIN of a place under the same name, for an account without an address.

    What was noted at the old one is its owner's alone, and nobody signs in there by this. Raises
    `invalid` for who never signed in: their badge and PIN can be made anew.
    """
    at: dict[str, Value] = {"old": participant, "event": event.id, "now": context.clock()}
    place = context.new_id()
    new: dict[str, Value] = {"place": place, "person": context.new_id(), "code": make()}
    steps = [
        statement(RETIRE, **at),
        required(NOBODY_YET, **at, **new),
        statement(PLACE, **at, **new),
    ]
    gone = changed("badges", participant)
    try:
        await context.db.write(
            required(SIGNED_IN, **at), *steps, statement(BADGE, **at, **new), gone
        )
    except PreconditionFailed as unmet:
        raise invalid(
            "participant", "They have never signed in; a reissued badge has a new PIN for them."
        ) from unmet
    return place, pin_of(context.secret, place, 1)
