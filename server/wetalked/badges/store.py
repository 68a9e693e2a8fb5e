"""Badges as they are held: issued anew, gathered for a sheet, marked as printed."""

import asyncio
from collections.abc import Sequence
from datetime import datetime

import msgspec

from wetalked.accounts.codes import pin_of
from wetalked.accounts.names_there import email_at, given_name_at, name_at
from wetalked.badges import fonts, sheet
from wetalked.badges.choice import ALL, Called, Order, Wanted, filed, telling
from wetalked.badges.layout import SheetOptions
from wetalked.badges.model import BadgeText
from wetalked.badges.sheet import Progress
from wetalked.core import code as badge_code
from wetalked.core.clock import SECOND, to_datetime
from wetalked.core.problems import Problem
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
from wetalked.events.model import EventRow

TRIES = 5
A_PART = 500


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


# Not where the badge or its words were changed since: the sheet has the old ones.
ON_THE_SHEET = """
FROM participant x WHERE x.event = :event AND x.removed_at IS NULL AND x.person IS NOT NULL
  AND COALESCE(x.words_at, 0) <= :until AND EXISTS (
    SELECT 1 FROM badge b
    WHERE b.participant = x.id AND b.retired_at IS NULL AND b.made_at <= :until)
"""
PRINTED_SOME = f"""
UPDATE participant SET printed_at = :at WHERE id IN (
  SELECT x.id {ON_THE_SHEET} AND x.printed_at IS NULL LIMIT :most)
RETURNING id
"""  # noqa: S608 — no value in it
PRINTED_ONE = f"""
UPDATE participant SET printed_at = :at WHERE id IN (SELECT x.id {ON_THE_SHEET} AND x.id = :id)
"""  # noqa: S608 — no value in it


async def mark_printed(
    context: Context, event: EventRow, at: int, participants: Sequence[str] | None = None
) -> None:
    """The sheet made at this moment is on paper: of these, or of all that were not printed yet."""
    of: dict[str, Value] = {"event": event.id, "at": min(at, context.clock()), "until": end_of(at)}
    if participants is not None:
        for place in range(0, len(participants), A_PART):
            part = participants[place : place + A_PART]
            await context.db.write(*(statement(PRINTED_ONE, id=one, **of) for one in part))
        return
    more = True
    while more:
        (marked,) = await context.db.write(statement(PRINTED_SOME, most=A_PART, **of))
        more = len(marked) == A_PART


def end_of(at: int) -> int:
    """The last millisecond that is meant: whole seconds are those of an HTTP `Date`."""
    return at if at % SECOND else at + SECOND - 1


class Batch(msgspec.Struct, frozen=True):
    """The badges that went to the printer at one moment."""

    printed_at: datetime
    badges: int


BATCHES = """
SELECT x.printed_at, count(*) AS badges FROM participant x
WHERE x.event = :event AND x.removed_at IS NULL AND x.printed_at IS NOT NULL
GROUP BY x.printed_at ORDER BY x.printed_at DESC LIMIT 50
"""


async def batches_at(db: Database, event: EventRow) -> list[Batch]:
    """What was printed, the newest first."""
    (rows,) = await db.read(statement(BATCHES, event=event.id))
    return [Batch(to_datetime(row["printed_at"]), row["badges"]) for row in rows]


UNPRINT = "UPDATE participant SET printed_at = NULL WHERE event = :event AND id = :participant"
UNPRINT_BATCH = "UPDATE participant SET printed_at = NULL WHERE event = :event AND printed_at = :at"


async def mark_unprinted(db: Database, event: EventRow, participants: Sequence[str]) -> None:
    """Have these badges printed again; who is not at the event is passed over."""
    steps = [statement(UNPRINT, event=event.id, participant=one) for one in participants]
    for place in range(0, len(steps), A_PART):
        await db.write(*steps[place : place + A_PART])


async def mark_batch_unprinted(db: Database, event: EventRow, printed_at: int) -> None:
    """Have all badges of one moment printed again."""
    await db.write(statement(UNPRINT_BATCH, event=event.id, at=printed_at))


async def unprintable(held: Sequence[Held]) -> list[Held]:
    """Those whose name has a sign that no font at hand can print."""
    names = set(await asyncio.to_thread(fonts.unprintable, [one.name for one in held]))
    return [one for one in held if one.name in names]
