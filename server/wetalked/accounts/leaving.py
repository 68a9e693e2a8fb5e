"""Leaving: everything of a person goes, but the card they choose to leave with those they met."""

from collections.abc import Sequence

import msgspec

from wetalked.accounts.erasing import erase_accounts, until_met
from wetalked.accounts.names_there import given_name_at, name_at
from wetalked.accounts.proof import HELD
from wetalked.core.ids import untimed_id
from wetalked.core.problems import Problem
from wetalked.db import Database, Statement, changed, statement


class Place(msgspec.Struct, frozen=True):
    """Somebody's place at one event, with what they could leave behind."""

    participant: str
    person: str
    name: str
    given_name: str
    ask_me_about: str | None
    card_email: str | None
    card_phone: str | None
    card_phone_link: str | None
    card_link: str | None

    def kept_card(self) -> str:
        """What stays with those they talked with, as JSON."""
        fields = {
            "email": self.card_email,
            "phone": self.card_phone,
            "phone_link": self.card_phone_link,
            "link": self.card_link,
        }
        kept = {
            "name": self.name,
            "given_name": self.given_name,
            "ask_me_about": self.ask_me_about,
            "card": {name: value for name, value in fields.items() if value is not None},
        }
        return msgspec.json.encode(kept, order="sorted").decode()


PLACES = f"""
SELECT t.id AS participant, p.id AS person, {name_at("t", "p")} AS name,
       {given_name_at("t", "p")} AS given_name, t.ask_me_about,
       t.card_email, t.card_phone, t.card_phone_link, t.card_link
FROM participant t JOIN person p ON p.id = t.person
WHERE t.person = :person ORDER BY t.id
"""  # noqa: S608 — our own words


async def places_of(db: Database, person: str) -> list[Place]:
    """Everywhere a person takes part."""
    return await db.all(Place, PLACES, person=person)


LEAVE = """
UPDATE participant SET person = NULL, left_at = :now, kept_card = :kept_card,
  own_at = (SELECT p.email_confirmed_at FROM person p WHERE p.id = participant.person),
  name = NULL, given_name = NULL, language = NULL, email = NULL,
  listed_name = NULL, listed_email_key = NULL, listed_language = NULL, listed_ask_me_about = NULL,
  ask_me_about = NULL, ask_set_at = NULL,
  card_email = NULL, card_phone = NULL, card_phone_link = NULL, card_link = NULL,
  pin_number = NULL
WHERE id = :participant
"""
FORGET_PLACE = """
DELETE FROM participant WHERE id = :participant AND NOT EXISTS (
  SELECT 1 FROM talk WHERE low = :participant OR high = :participant)
"""
FORGET_BADGES = "DELETE FROM badge WHERE participant = :participant"
FORGET_NOTES = """
DELETE FROM note WHERE person = :person AND talk IN (
  SELECT id FROM talk WHERE low = :participant OR high = :participant)
"""
FORGET_SCANS = """
DELETE FROM scan WHERE person = :person AND talk IN (
  SELECT id FROM talk WHERE low = :participant OR high = :participant)
"""
# Who blocks them must see nothing of what they leave behind either, and the block goes with them.
SHUT_OUT_AS_LOW = """
UPDATE talk SET low_no = CASE WHEN low_yes > :now THEN low_yes ELSE :now END
WHERE high = :participant AND low IN (
  SELECT x.id FROM participant x JOIN block b ON b.person = x.person WHERE b.other = :person)
"""
SHUT_OUT_AS_HIGH = """
UPDATE talk SET high_no = CASE WHEN high_yes > :now THEN high_yes ELSE :now END
WHERE low = :participant AND high IN (
  SELECT x.id FROM participant x JOIN block b ON b.person = x.person WHERE b.other = :person)
"""
END_NOTES_ON_THEM = """
UPDATE note SET body = NULL WHERE body IS NOT NULL
  AND person IN (SELECT b.person FROM block b WHERE b.other = :person)
  AND talk IN (SELECT id FROM talk WHERE low = :participant OR high = :participant)
"""
# That somebody left must not tell by the figures of the sending that they had talked: what counts
# there stays, with nothing of theirs.
KEEP_COUNT = """
UPDATE mail SET id = :id, person = NULL, address = NULL, body = NULL, problem = NULL,
  claimed_by = NULL, claimed_until = NULL,
  sent_at = CASE WHEN failed_at IS NULL THEN COALESCE(sent_at, :now) END
WHERE sending IS NOT NULL AND person = :person AND event IN (
  SELECT event FROM participant WHERE id = :participant)
"""
USED = """
UPDATE event SET used_at = COALESCE(used_at, :now)
WHERE id IN (SELECT event FROM participant WHERE id = :participant)
  AND EXISTS (SELECT 1 FROM person WHERE id = :person AND signed_in_at IS NOT NULL)
"""
FORGET_MAILS = """
DELETE FROM mail WHERE person = :person AND event IN (
  SELECT event FROM participant WHERE id = :participant)
"""
FORGET_ATTEMPTS = """
DELETE FROM attempt WHERE what IN (
  SELECT 'export:' || p.id FROM person p WHERE p.id = :person
  UNION ALL SELECT 'new-address:' || p.id FROM person p WHERE p.id = :person
  UNION ALL SELECT 'new-address-day:' || p.id FROM person p WHERE p.id = :person
  UNION ALL SELECT 'code:' || p.id FROM person p WHERE p.id = :person)
"""
# Places that were given to them while they left would be left without a person.
HERE = "person.id = :person"
ELSEWHERE = "EXISTS (SELECT 1 FROM participant x WHERE x.person = person.id)"


def leave_place(place: Place, now: int, *, leave_card: bool) -> list[Statement]:
    """Empty somebody's place at one event; it is gone whole where they talked with nobody."""
    of = {"participant": place.participant}
    return [
        *shut_out(place, now),
        statement(USED, now=now, person=place.person, **of),
        statement(KEEP_COUNT, id=untimed_id(), now=now, person=place.person, **of),
        *(
            statement(sql, person=place.person, **of)
            for sql in (FORGET_NOTES, FORGET_SCANS, FORGET_MAILS)
        ),
        statement(LEAVE, now=now, kept_card=place.kept_card() if leave_card else None, **of),
        statement(FORGET_BADGES, **of),
        statement(FORGET_PLACE, **of),
        changed("badges", place.participant),
    ]


def shut_out(place: Place, now: int) -> list[Statement]:
    """The no of whoever blocks them, on the talks of this place, with the end of their notes."""
    of = {"participant": place.participant, "person": place.person}
    noes = [statement(sql, now=now, **of) for sql in (SHUT_OUT_AS_LOW, SHUT_OUT_AS_HIGH)]
    return [*noes, statement(END_NOTES_ON_THEM, **of)]


async def erase_person(
    db: Database, person: str, now: int, *, leave_card: bool, also: Sequence[Statement] = ()
) -> None:
    """Erase a person from every event, at once and for good; raises `busy`."""

    async def write() -> None:
        places = await places_of(db, person)
        await erase_whole(db, person, places, now, leave_card=leave_card, also=also)

    await until_met(write)


async def erase_whole(
    db: Database,
    person: str,
    places: Sequence[Place],
    now: int,
    *,
    leave_card: bool,
    also: Sequence[Statement],
) -> None:
    """Erase a person who is only at these places; raises `PreconditionFailed` where not."""
    steps = [step for one in places for step in leave_place(one, now, leave_card=leave_card)]
    gone = erase_accounts(HERE, ELSEWHERE, person=person)
    forgotten = [statement(FORGET_ATTEMPTS, person=person), changed("sessions", person)]
    await db.erase(*steps, *also, *forgotten, *gone)


ANYTHING_LEFT = f"""
SELECT p.id FROM person p WHERE p.id = :person AND (
  p.organizer_at IS NOT NULL
  OR EXISTS (SELECT 1 FROM organizer o WHERE o.person = p.id AND {HELD})
  OR EXISTS (SELECT 1 FROM participant WHERE person = p.id AND id <> :participant))
"""  # noqa: S608 — no value in it


async def erase_place(
    db: Database,
    person: str,
    participant: str,
    now: int,
    *,
    leave_card: bool,
    also: Sequence[Statement] = (),
) -> None:
    """Leave one event; with the last one the person goes too (then `also` is written).

    Raises `not-found` for a place that is not theirs, or `busy`.
    """

    async def write() -> None:
        places = [one for one in await places_of(db, person) if one.participant == participant]
        if not places:
            raise Problem("not-found")
        (stays,) = await db.read(statement(ANYTHING_LEFT, person=person, participant=participant))
        if stays:
            await db.erase(*leave_place(places[0], now, leave_card=leave_card))
        else:
            await erase_whole(db, person, places, now, leave_card=leave_card, also=also)

    await until_met(write)


CONFIRMED = "SELECT id FROM person WHERE id = :person AND email_confirmed_at IS NOT NULL"


async def is_confirmed(db: Database, person: str) -> bool:
    """Whether this person has shown that they read what goes to their address."""
    (rows,) = await db.read(statement(CONFIRMED, person=person))
    return bool(rows)
