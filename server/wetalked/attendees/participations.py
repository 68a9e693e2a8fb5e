"""A person's own places at events: what they are asked about, what they show, their badge."""

from collections.abc import Callable

import msgspec
from msgspec import UNSET, UnsetType

from wetalked.attendees.card import link, phone_link, phone_number
from wetalked.core.code import badge_url
from wetalked.core.lengths import AddressText, LineText, LinkText, PhoneText
from wetalked.core.problems import Problem, invalid
from wetalked.core.text import BadText, email_address, one_line
from wetalked.db import Row, Statement, as_kind, statement
from wetalked.db.context import Context
from wetalked.events.model import Card, EventRow, HeldBadge, Participation
from wetalked.events.view import event_of


class PlaceRow(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody's place at an event, beside the event's own columns."""

    participant_id: str
    ask_me_about: str | None
    badge: str | None
    card_email: str | None
    card_phone: str | None
    card_link: str | None


PLACES = """
SELECT e.*, x.id AS participant_id, x.ask_me_about, x.card_email, x.card_phone, x.card_link,
  (SELECT b.code FROM badge b WHERE b.participant = x.id AND b.retired_at IS NULL
   ORDER BY b.made_at DESC LIMIT 1) AS badge
FROM participant x JOIN event e ON e.id = x.event
WHERE x.person = :person
"""
ALL = f"{PLACES} ORDER BY e.starts_at DESC, e.id DESC"
ONE = f"{PLACES} AND x.id = :id"


async def participations_of(context: Context, person: str) -> list[Participation]:
    """Everywhere a person takes part, the latest event first."""
    (rows,) = await context.db.read(statement(ALL, person=person))
    return [participation_of(context, row) for row in rows]


async def participation(context: Context, person: str, id_: str) -> Participation:
    """One of a person's own places; raises `not-found`."""
    return participation_of(context, await own_place(context, person, id_))


async def own_place(context: Context, person: str, id_: str) -> Row:
    """The row of one of a person's own places; raises `not-found`."""
    (rows,) = await context.db.read(statement(ONE, person=person, id=id_))
    if not rows:
        raise Problem("not-found", "There is no such place of yours at an event.")
    return rows[0]


def participation_of(context: Context, row: Row) -> Participation:
    """A place as its owner sees it."""
    (event,) = as_kind(EventRow, [row])
    (place,) = as_kind(PlaceRow, [row])
    held = place.badge and HeldBadge(place.badge, badge_url(context.settings.base_url, place.badge))
    card = Card(email=place.card_email, phone=place.card_phone, link=place.card_link)
    return Participation(
        participant_id=place.participant_id,
        event=event_of(event),
        ask_me_about=place.ask_me_about,
        badge=held or None,
        card=card,
    )


class CardChange(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What to show from now on; null takes a field back."""

    email: AddressText | UnsetType | None = UNSET
    phone: PhoneText | UnsetType | None = UNSET
    link: LinkText | UnsetType | None = UNSET


class ParticipationChange(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a participant says about themselves at one event."""

    ask_me_about: LineText | UnsetType | None = UNSET
    card: CardChange | UnsetType = UNSET


CAME = """
UPDATE participant SET joined_at = :now
WHERE id = :id AND person = :person AND joined_at IS NULL AND removed_at IS NULL
"""


def came_to(person: str, id_: str, now: int) -> Statement:
    """They have done something at this place of theirs that its organizers may see."""
    return statement(CAME, id=id_, person=person, now=now)


CHANGES = {
    "ask_me_about": """
        UPDATE participant SET ask_me_about = :value, ask_set_at = :now, words_at = :now
        WHERE id = :id AND person = :person
    """,
    "card.email": "UPDATE participant SET card_email = :value WHERE id = :id AND person = :person",
    "card.phone": "UPDATE participant SET card_phone = :value WHERE id = :id AND person = :person",
    "card.phone_link": """
        UPDATE participant SET card_phone_link = :value WHERE id = :id AND person = :person
    """,
    "card.link": "UPDATE participant SET card_link = :value WHERE id = :id AND person = :person",
}


async def change_participation(
    context: Context, person: str, id_: str, said: ParticipationChange
) -> Participation:
    """Change what is named; raises `not-found`, `invalid`."""
    (event,) = as_kind(EventRow, [await own_place(context, person, id_)])
    values = checked(said, event.time_zone)
    steps: list[Statement] = [
        statement(CHANGES[field], value=value, now=context.clock(), id=id_, person=person)
        for field, value in values.items()
    ]
    if steps:
        await context.db.write(*steps, came_to(person, id_, context.clock()))
    return await participation(context, person, id_)


def checked(said: ParticipationChange, zone: str) -> dict[str, str | None]:
    """Each field that was named, as it is kept; raises `invalid`."""
    card = said.card or CardChange()
    checks: dict[str, tuple[str | UnsetType | None, Callable[[str], str]]] = {
        "ask_me_about": (said.ask_me_about, one_line),
        "card.email": (card.email, email_address),
        "card.phone": (card.phone, lambda typed: phone_number(typed, zone)),
        "card.link": (card.link, link),
    }
    kept = {
        field: value if value is None else told(field, value, check)
        for field, (value, check) in checks.items()
        if value is not UNSET
    }
    return with_phone_link(kept, zone)


def with_phone_link(kept: dict[str, str | None], zone: str) -> dict[str, str | None]:
    """What a tap on the number dials goes with it; its zone's country is known only now."""
    if "card.phone" not in kept:
        return kept
    typed = kept["card.phone"]
    return {**kept, "card.phone_link": typed and phone_link(typed, zone)}


def told(field: str, value: str, check: Callable[[str], str]) -> str:
    """The value as the check keeps it; raises `invalid`."""
    try:
        return check(value)
    except BadText as bad:
        raise invalid(field, str(bad)) from None
