"""Badges as they are held: issued anew, gathered for a sheet, marked as printed."""

import asyncio
from collections.abc import Sequence

import msgspec

from wetalked.accounts.codes import pin_of
from wetalked.accounts.names_there import email_at, given_name_at, name_at
from wetalked.badges import fonts, sheet
from wetalked.badges.choice import ALL, Called, Order, Wanted, filed, telling
from wetalked.badges.layout import SheetOptions
from wetalked.badges.model import BadgeText
from wetalked.badges.sheet import Progress
from wetalked.core import code as badge_code
from wetalked.core.problems import Problem
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
from wetalked.events.model import EventRow

TRIES = 5


class Held(msgspec.Struct, frozen=True, kw_only=True):
    """A badge that somebody holds now."""

    participant: str
    code: str
    name: str
    given_name: str
    email: str | None
    ask_me_about: str | None
    pin_number: int | None
    pin_spent_at: int | None
    signed_in_at: int | None
    printed_at: int | None
    event_name: str
    language: str


HELD = f"""
SELECT x.id AS participant, b.code, {name_at("x", "p")} AS name,
  {given_name_at("x", "p")} AS given_name, {email_at("x", "p")} AS email,
  x.ask_me_about, x.pin_number, x.pin_spent_at, p.signed_in_at, x.printed_at,
  e.name AS event_name, e.language
FROM badge b JOIN participant x ON x.id = b.participant
  JOIN person p ON p.id = x.person JOIN event e ON e.id = x.event
WHERE b.retired_at IS NULL
"""  # noqa: S608 — our own words
AT_EVENT = f"{HELD} AND x.event = :event AND x.removed_at IS NULL"
ONE_AT_EVENT = f"{HELD} AND x.event = :event AND x.id = :id"
OWN = f"{HELD} AND x.person = :person AND x.id = :id"


async def badge_at(db: Database, event: str, id_: str) -> Held:
    """The badge of a participant of this event; raises `not-found`, also where it is retired."""
    return found(await db.one(Held, ONE_AT_EVENT, event=event, id=id_))


async def own_badge(db: Database, person: str, id_: str) -> Held:
    """The badge at one of a person's own places; raises `not-found`."""
    return found(await db.one(Held, OWN, person=person, id=id_))


def found(held: Held | None) -> Held:
    """The badge, or the problem that there is none."""
    if held is None:
        raise Problem("not-found", "There is no such participant, or they hold no badge.")
    return held


def text_of(context: Context, held: Held) -> BadgeText:
    """What is printed on a badge; the PIN only while it is good and there is no address."""
    return BadgeText(
        code=held.code,
        url=badge_code.badge_url(context.settings.base_url, held.code),
        name=held.name,
        given_name=held.given_name,
        event_name=held.event_name,
        ask_me_about=held.ask_me_about,
        language=held.language,
        pin=pin_on(context, held),
    )


def pin_on(context: Context, held: Held) -> str | None:
    """The PIN that still signs in with this badge; none once its person has ever signed in."""
    if held.email is not None or held.signed_in_at is not None:
        return None
    if held.pin_number is None or held.pin_spent_at is not None:
        return None
    return pin_of(context.secret, held.participant, held.pin_number)


RETIRE = """
UPDATE badge SET retired_at = :now WHERE code = :old AND retired_at IS NULL RETURNING code
"""
ISSUE = "INSERT INTO badge (code, participant, made_at) VALUES (:code, :participant, :now)"
RENEW_PIN = """
UPDATE participant SET printed_at = NULL, pin_tries = 0, pin_spent_at = NULL,
  pin_number = CASE WHEN person IN (SELECT p.id FROM person p WHERE p.signed_in_at IS NULL)
    THEN pin_number + 1 END
WHERE id = :participant
"""


async def reissue(context: Context, held: Held, *also: Statement) -> None:
    """Retire this badge (and its PIN) for a new one; nothing where somebody just did the same."""
    for _ in range(TRIES):
        now, participant = context.clock(), held.participant
        try:
            await context.db.write(
                required(RETIRE, old=held.code, now=now),
                statement(ISSUE, code=badge_code.make(), participant=participant, now=now),
                statement(RENEW_PIN, participant=participant),
                *also,
                changed("badges", participant),
            )
        except UniqueViolation:  # one code in a million million is somebody's
            continue
        except PreconditionFailed:
            return
        return
    raise Problem("busy", "No new code was found; try again.", retry_after=1)


async def badges_at(db: Database, event: EventRow, wanted: Wanted = ALL) -> list[Held]:
    """The badges held at an event, in their order."""
    held = await db.all(Held, AT_EVENT, event=event.id)
    return await asyncio.to_thread(chosen, held, wanted)


def chosen(held: Sequence[Held], wanted: Wanted) -> list[Held]:
    """Those that are wanted, in their order."""
    some = [one for one in held if is_wanted(one, wanted)]
    # One text to compare, not several: sorting holds up every other thread.
    return sorted(some, key=lambda one: "\0".join(place(one, wanted.order)))


def is_wanted(held: Held, wanted: Wanted) -> bool:
    if wanted.only_unprinted and held.printed_at is not None:
        return False
    return wanted.printed_at in {None, held.printed_at}


def place(held: Held, order: Order) -> tuple[str, ...]:
    """Where a badge lies: the ids of participants rise in the order of their list."""
    return (*filed(called(held), order), held.participant)


def called(held: Held) -> Called:
    return held.name, held.given_name


async def make_sheet(
    context: Context, held: Sequence[Held], wish: SheetOptions, progress: Progress | None = None
) -> bytes:
    """These badges as a PDF; raises `invalid` for none, or a wish that cannot be met.

    Nothing is marked as printed: `mark_printed`, once the sheet has arrived.
    `progress(done, of)` is called now and then, in another thread.
    """

    def make() -> bytes:
        return sheet.pdf([text_of(context, one) for one in held], wish, progress)

    return await asyncio.to_thread(make)


async def make_preview(context: Context, held: Sequence[Held], wish: SheetOptions) -> bytes:
    """A picture of a sheet with those names that tell most about it; raises as `make_sheet`."""

    def make() -> bytes:
        most = sheet.most_shown(wish)
        return sheet.preview([text_of(context, one) for one in most_telling(held, most)], wish)

    return await asyncio.to_thread(make)


def most_telling(held: Sequence[Held], most: int) -> list[Held]:
    """The longest and most unusual names among these."""
    unprintable = set(fonts.unprintable(one.name for one in held))
    return [held[place] for place in telling([*map(called, held)], unprintable, most)]


async def unprintable(held: Sequence[Held]) -> list[Held]:
    """Those whose name has a sign that no font at hand can print."""
    names = set(await asyncio.to_thread(fonts.unprintable, [one.name for one in held]))
    return [one for one in held if one.name in names]
