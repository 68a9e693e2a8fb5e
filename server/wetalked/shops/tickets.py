"""Brings an event's people up to what a shop says of its tickets, as often as it is said."""

import asyncio
from collections.abc import Sequence

import msgspec

from wetalked.attendees.corrections import ParticipantChange, change_participant
from wetalked.attendees.lists.importing import KNOWN, NEXT_NUMBER, NUMBER, known_of
from wetalked.attendees.lists.statements import add, change
from wetalked.core.ids import keyed_fingerprint
from wetalked.core.problems import Problem
from wetalked.db import (
    PreconditionFailed,
    Statement,
    UniqueViolation,
    Value,
    as_kind,
    required,
    statement,
)
from wetalked.db.context import Context
from wetalked.events.model import EventRow
from wetalked.shops.model import Kept, Said, ShopReport, Source, TicketNote
from wetalked.shops.plan import STAND_IN, Holding, ShopPlan, plan_of
from wetalked.shops.ticket_merge import Mark, buyer_mark, marks_of

# Of up to five statements each: scans wait for one such part at most.
TICKETS_A_PART = 100
TRIES = 20
NOTES = 100
ADDRESS_STAYS = "Its address has changed; the person has an account, where it is theirs to change."
ADDRESS_IN_USE = "Its new address belongs to somebody else."


class Tally(msgspec.Struct):
    """Which tickets brought what, over all tries."""

    created: set[str] = set()
    updated: set[str] = set()
    told: list[TicketNote] = []


async def bring_tickets(
    context: Context, event: EventRow, source: Source, said: Said
) -> ShopReport:
    """Add and change people as their tickets say; sends no mail. Raises `busy`.

    Whose tickets are cancelled stays until `take_off`: another part of what the shop says may tell
    of a good one.
    """
    tally = Tally()
    _, plan = await look(context, event, source, said)
    await return_people(context, event, plan)
    await correct_addresses(context, event, plan, tally)
    plan = await write_tickets(context, event, source, said, tally)
    notes = {note.ticket: note for note in (*plan.told, *tally.told)}
    refused = len(plan.rejected) - len(said.odd)
    return ShopReport(
        created=len(tally.created),
        updated=len(tally.updated - tally.created),
        unchanged=len(said.tickets) - refused - len(tally.created | tally.updated),
        nameless=len(said.nameless),
        rejected=plan.rejected[:NOTES],
        told=list(notes.values())[:NOTES],
    )


def together(one: ShopReport, other: ShopReport) -> ShopReport:
    """What became of two parts of what a shop says."""
    counts = ("created", "updated", "unchanged", "removed", "nameless")
    return ShopReport(
        **{name: getattr(one, name) + getattr(other, name) for name in counts},
        rejected=[*one.rejected, *other.rejected][:NOTES],
        told=[*one.told, *other.told][:NOTES],
    )


KEPT = """
SELECT ticket, order_code, participant, brought, name_mark, email_mark, buyer_mark, position,
  said_at, state
FROM shop_ticket WHERE event = :event AND source = :source
"""


async def look(
    context: Context, event: EventRow, source: Source, said: Said
) -> tuple[int, ShopPlan]:
    """The number of how things stand, and what there is to do then; raises `not-found`."""
    numbers, known, kept = await context.db.read(
        statement(NUMBER, event=event.id),
        statement(KNOWN, event=event.id),
        statement(KEPT, event=event.id, source=source),
    )
    if not numbers:
        raise Problem("not-found", "The event has been erased.")

    def plan() -> ShopPlan:
        tickets = {one.ticket: one for one in as_kind(Kept, kept)}
        return plan_of(said, tickets, known_of(known), marker(context.secret), context.new_id)

    return numbers[0]["list_number"], await asyncio.to_thread(plan)


def marker(secret: str) -> Mark:
    """Keyed fingerprints, with a sign in front of which secret made them."""
    sign = keyed_fingerprint(secret, "shop", "")[:6]
    return lambda word: f"{sign}.{keyed_fingerprint(secret, 'shop', word)[:32]}"


async def return_people(context: Context, event: EventRow, plan: ShopPlan) -> None:
    """Whose ticket is good again get a new badge."""
    for participant in plan.returns:
        await change_participant(context, event, participant, ParticipantChange(removed=False))


async def correct_addresses(
    context: Context, event: EventRow, plan: ShopPlan, tally: Tally
) -> None:
    """As an organizer could: only of somebody who never signed in and is nowhere else."""
    for (ticket, row), participant in plan.corrections:
        said = ParticipantChange(email=row.email or "")
        try:
            await change_participant(context, event, participant, said)
        except Problem as refused:
            if refused.name not in {"invalid", "address-taken", "not-found"}:
                raise
            words = ADDRESS_IN_USE if refused.name == "address-taken" else ADDRESS_STAYS
            tally.told.append(TicketNote(ticket.id, words))
        else:
            tally.updated.add(ticket.id)


async def write_tickets(
    context: Context, event: EventRow, source: Source, said: Said, tally: Tally
) -> ShopPlan:
    """Write in parts; when somebody else changes the event's people, look again."""
    for _ in range(TRIES):
        number, plan = await look(context, event, source, said)
        work = await asyncio.to_thread(work_of, context, event, source, said.at, plan)
        try:
            await write_parts(context, event, number, work, tally)
        except (PreconditionFailed, UniqueViolation):
            continue
        return plan
    raise Problem("busy", "Others are changing this list; try again.", retry_after=2)


class Work(msgspec.Struct, frozen=True, kw_only=True):
    """Statements that belong together, and what it is to the ticket's person."""

    steps: list[Statement]
    created: str | None = None
    updated: str | None = None


async def write_parts(
    context: Context, event: EventRow, number: int, work: Sequence[Work], tally: Tally
) -> None:
    """Write it; raises `PreconditionFailed` or `UniqueViolation` when others came between."""
    for place in range(0, len(work), TICKETS_A_PART):
        part = work[place : place + TICKETS_A_PART]
        turn = required(NEXT_NUMBER, event=event.id, number=number)
        await context.db.write(turn, *(step for one in part for step in one.steps))
        number += 1
        tally.created.update(one.created for one in part if one.created)
        tally.updated.update(one.updated for one in part if one.updated)


HAND_ON = """
UPDATE shop_ticket SET ticket = :former, order_code = NULL,
  state = CASE WHEN state = 'valid' THEN 'cancelling' ELSE state END
WHERE event = :event AND source = :source AND ticket = :ticket
"""
CANCEL = """
UPDATE shop_ticket SET state = 'cancelling', said_at = COALESCE(:said_at, said_at)
WHERE event = :event AND source = :source AND ticket = :ticket AND state = 'valid'
"""
FORGO = """
INSERT INTO shop_ticket (event, source, ticket, brought, name_mark, email_mark, said_at, state)
VALUES (:event, :source, :ticket, 0, '', '', :said_at, 'cancelled')
ON CONFLICT (event, source, ticket) DO UPDATE SET said_at = excluded.said_at
"""
HOLD = """
INSERT INTO shop_ticket (event, source, ticket, order_code, position, participant, brought,
  name_mark, email_mark, buyer_mark, said_at, state)
SELECT CAST(:event AS TEXT), CAST(:source AS TEXT), CAST(:ticket AS TEXT),
  CAST(:order_code AS TEXT), CAST(:position AS TEXT), x.id, CAST(:brought AS BIGINT),
  CAST(:name_mark AS TEXT), CAST(:email_mark AS TEXT), CAST(:buyer_mark AS TEXT),
  CAST(:said_at AS BIGINT), 'valid'
FROM participant x WHERE x.id = :participant
ON CONFLICT (event, source, ticket) DO UPDATE SET order_code = excluded.order_code,
  position = excluded.position, participant = excluded.participant, brought = excluded.brought,
  name_mark = excluded.name_mark, email_mark = excluded.email_mark,
  buyer_mark = excluded.buyer_mark, said_at = excluded.said_at, state = 'valid'
"""


def work_of(
    context: Context, event: EventRow, source: Source, said_at: int | None, plan: ShopPlan
) -> list[Work]:
    """All statements; a person's come before those of their tickets."""
    at: dict[str, Value] = {"event": event.id, "source": source, "said_at": said_at}
    handed = [
        statement(HAND_ON, ticket=ticket, former=f"{ticket}{STAND_IN}{context.new_id()}", **at)
        for ticket in plan.handed_on
    ]
    cancelled = [statement(CANCEL, ticket=ticket, **at) for ticket in plan.cancelled]
    forgone = [statement(FORGO, ticket=ticket, **at) for ticket in plan.forgone]
    holdings = sorted(plan.holdings, key=lambda one: one.reading.row.line)
    return [
        *(Work(steps=[step]) for step in handed),
        *(holding_work(context, event, one, at) for one in holdings),
        *(
            Work(steps=change(update, context.clock()), updated=ticket if update.changes else None)
            for ticket, update in plan.updates
        ),
        *(Work(steps=[step]) for step in (*cancelled, *forgone)),
    ]


def holding_work(context: Context, event: EventRow, one: Holding, at: dict[str, Value]) -> Work:
    """The ticket, after the person whom it adds."""
    mark, ticket = marker(context.secret), one.reading.ticket
    name_mark, email_mark = marks_of(one.reading.row, mark)
    hold = statement(
        HOLD,
        ticket=ticket.id,
        order_code=ticket.order,
        position=ticket.position,
        participant=one.participant,
        brought=int(one.brought),
        name_mark=name_mark,
        email_mark=email_mark,
        buyer_mark=buyer_mark(ticket.buyer, mark),
        **at,
    )
    if one.new is None:
        return Work(steps=[hold])
    added = add(event, one.new, context.clock())
    return Work(steps=[*added, hold], created=ticket.id)
